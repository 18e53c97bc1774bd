"""Numbers of sections at the beginnings of lines, in text without other headings: `1.2`, then `1.2.1`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_NUMBER = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2}){1,3})\.?[ \t]+(?=\S)")
_WHOLE = re.compile(r"\s*(\d{1,2})\.?[ \t]+(?=\S)")
_LEAST = 3
"""So many dotted numbers make a numbering."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line that bears the number of a section."""

    depth: int
    """1 for `3`, 2 for `3.1`."""
    mark: str
    text: str
    heads: bool
    """Whether deeper numbers, or indented lines without one, stand below it."""

    @property
    def title(self) -> str:
        """Its text, below the first level with its number."""
        return self.text if self.depth == 1 else f"{self.mark} {self.text}"

    @property
    def marker(self) -> str:
        """Its number among its siblings, as a list has it."""
        return f"{self.mark.rpartition('.')[2]}."


def numbering(lines: Sequence[str]) -> dict[int, Numbered]:
    """Return the lines, counted from 1, that the numbers of sections begin; none where these are no numbering.

    A numbering rises, and each number goes on the one before it: its next sibling, its first child, or the next
    sibling of one above. Figures, dates and versions do not.
    """
    found: list[tuple[int, tuple[int, ...], str]] = []
    for number, line in enumerate(lines, 1):
        match = _NUMBER.match(line)
        if match:
            found.append((number, tuple(map(int, match[1].split("."))), line[match.end() :].strip()))
    if len(found) < _LEAST or not any(two[1][-1] == one[1][-1] + 1 for one, two in pairwise(found)):
        return {}
    before: tuple[int, ...] = ()
    for _, here, text in found:
        if not _goes_on(before, here) or not any(c.isalpha() or c in '"“«„' for c in text[:2]):
            return {}
        before = here
    whole = _wholes(lines, {here[0]: number for number, here, _ in reversed(found)})
    all_found = sorted([*whole, *found])
    out: dict[int, Numbered] = {}
    for index, (number, here, text) in enumerate(all_found):
        after = all_found[index + 1] if index + 1 < len(all_found) else None
        deeper = after is not None and len(after[1]) > len(here)
        shallow = _indent(lines[number - 1])
        below = lines[number : after[0] - 1 if after else number + 1]
        own = any(line.strip() and _indent(line) > shallow for line in below[:1]) and not _wrapped(text, below[0])
        blank = bool(below) and not below[0].strip() and any(line.strip() for line in below)
        out[number] = Numbered(len(here), ".".join(map(str, here)), text, deeper or own or (blank and len(here) == 1))
    return out


def _goes_on(before: tuple[int, ...], here: tuple[int, ...]) -> bool:
    if here <= before:
        return False
    common = 0
    while common < min(len(before), len(here)) and before[common] == here[common]:
        common += 1
    if common == len(before):
        return all(part in (0, 1) for part in here[common:]) or not before
    return here[common] == before[common] + 1 and all(part in (0, 1) for part in here[common + 1 :])


def _wholes(lines: Sequence[str], first: dict[int, int]) -> list[tuple[int, tuple[int, ...], str]]:
    """Return the lines above `3.1` that bear the number 3."""
    out: list[tuple[int, tuple[int, ...], str]] = []
    wanted = sorted((line, whole) for whole, line in first.items())
    start = 0
    for stop, whole in wanted:
        for number in range(start + 1, stop):
            match = _WHOLE.match(lines[number - 1])
            if match and int(match[1]) == whole:
                out.append((number, (whole,), lines[number - 1][match.end() :].strip()))
                break
        start = stop
    return out


def _indent(text: str) -> int:
    wide = text.expandtabs(4)
    return len(wide) - len(wide.lstrip())


def _wrapped(text: str, below: str) -> bool:
    """Tell whether the line below a numbered one is the rest of its sentence."""
    return below.strip()[:1].islower() and text[-1:] not in ".?!:"
