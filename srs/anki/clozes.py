"""The gaps of a cloze field: `{{c1::hidden::hint}}`, one inside another too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

GAP = "___"

_MARK = re.compile(r"\{\{c([0-9][0-9,]{0,40})::|\}\}|::")
_DEEPEST = 8


@dataclass(slots=True)
class Gap:
    """What one gap hides."""

    numbers: frozenset[int]
    parts: list[str | Gap] = field(default_factory=list)
    hint: list[str] | None = None


Parts = list["str | Gap"]


def parsed(text: str) -> Parts:
    """Return a text as what stands in it, in order: texts and gaps."""
    whole: Parts = []
    open_: list[Gap] = []

    def here() -> Parts:
        return open_[-1].parts if open_ else whole

    def say(said: str) -> None:
        if not said:
            return
        hint = open_[-1].hint if open_ else None
        (here() if hint is None else hint).append(said)

    at = 0
    for found in _MARK.finditer(text):
        say(text[at : found.start()])
        at = found.end()
        mark = found[0]
        if found[1] is not None and len(open_) < _DEEPEST:
            numbers = frozenset(int(number) for number in found[1].split(",") if number)
            open_.append(Gap(numbers))
        elif mark == "}}" and open_:
            gap = open_.pop()
            here().append(gap)
        elif mark == "::" and open_ and open_[-1].hint is None:
            open_[-1].hint = []
        else:
            say(mark)
    say(text[at:])
    while open_:
        # one that is never closed is no gap
        gap = open_.pop()
        here().extend(gap.parts)
    return whole


def numbers(parts: Parts) -> set[int]:
    """Return the numbers of all gaps."""
    return {number for gap in _gaps(parts) for number in gap.numbers}


def asked(parts: Parts, number: int) -> str:
    """Return the text with the gaps of a number empty and all others filled."""
    return "".join([_asked(part, number) for part in parts])


def hidden(parts: Parts, number: int) -> list[str]:
    """Return what the gaps of a number hide, in their order."""
    return ["".join([_shown(part) for part in gap.parts]) for gap in _gaps(parts, number) if number in gap.numbers]


def shown(parts: Parts) -> str:
    """Return the text with all gaps filled."""
    return "".join([_shown(part) for part in parts])


def _asked(part: str | Gap, number: int) -> str:
    if isinstance(part, str):
        return part
    if number in part.numbers:
        hint = "".join(part.hint or ())
        return f"{GAP} ({hint})" if hint.strip() else GAP
    return asked(part.parts, number)


def _shown(part: str | Gap) -> str:
    return part if isinstance(part, str) else shown(part.parts)


def _gaps(parts: Parts, within: int | None = None) -> Iterator[Gap]:
    """Yield gaps, outer ones first; not those inside one of a number."""
    for part in parts:
        if isinstance(part, Gap):
            yield part
            if within is None or within not in part.numbers:
                yield from _gaps(part.parts, within)
