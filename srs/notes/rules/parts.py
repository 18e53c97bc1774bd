"""The parts of what stands below a title: which of them a label owns, where they end, what they say."""

from __future__ import annotations

from collections.abc import Sequence

from srs.model import Lines
from srs.notes import text as texts
from srs.notes.outline import Part, Unit
from srs.notes.rules.asides import word_count
from srs.notes.words import Role
from srs.reading.document import Comment, ListBlock, Markup, Paragraph, Quote, Rule, Table

_OWN_FEW = (Role.CUE, Role.ANGLE, Role.MATCHES, Role.AVOID, Role.INSTEAD, Role.POINTS)
"""Labels that own what stands right below them: when that ends, the text around them goes on."""


def end_of(part: Part) -> int:
    """Return the last line of a part that holds text."""
    if isinstance(part, Unit):
        return max([part.lines.end, *(end_of(p) for p in part.parts if not silent(p))])
    return part.lines.end


def start_of(part: Part) -> int:
    """Return the first line of a part."""
    return part.lines.start


def silent(part: Part) -> bool:
    """Tell whether a part has nothing to read."""
    return isinstance(part, Rule | Markup | Comment)


def owned(unit: Unit) -> tuple[list[Part], list[Part]]:
    """Return what a label owns, and what stands behind it but belongs to the text around.

    A label of its own heading or list item owns all; one in running text owns its first block, and a list right
    below that.
    """
    parts = [p for p in unit.parts if not silent(p)]
    if unit.role not in _OWN_FEW or unit.rank < 70 or unit.style in ("details", "callout"):
        return parts, []
    own: list[Part] = []
    for index, part in enumerate(parts):
        if not own:
            own.append(part)
            continue
        last = own[-1]
        tight = start_of(part) == end_of(last) + 1
        introduces = (
            isinstance(last, Paragraph)
            and isinstance(part, ListBlock | Quote)
            and (tight or last.rows[-1].text.rstrip().endswith((":", "：")))
        )
        if introduces or (isinstance(last, Paragraph) and isinstance(part, Paragraph) and tight):
            own.append(part)
            continue
        return own, parts[index:]
    return own, []


def texts_of(parts: Sequence[Part]) -> list[tuple[str, Lines]]:
    """Return what parts say as separate thoughts: an item each, a row each."""
    out: list[tuple[str, Lines]] = []
    for part in parts:
        match part:
            case Unit():
                out.extend(texts_of(part.parts))
            case ListBlock():
                for item in part.items:
                    text = " ".join(texts.plain(row.text) for row in item.rows).strip()
                    inner = texts_of(item.blocks)
                    if inner:
                        text = f"{text}: {'; '.join(t for t, _ in inner)}" if text else "; ".join(t for t, _ in inner)
                    if text:
                        out.append((texts.unquoted(text), item.lines))
            case Paragraph():
                for row in part.rows:
                    text = texts.undecorated(texts.plain(row.text))
                    if text:
                        out.append((texts.unquoted(text), Lines(row.number, row.number)))
            case Quote():
                out.extend(texts_of(part.blocks))
            case Table():
                out.extend(
                    (" — ".join(texts.plain(c) for c in row.cells if c), Lines(row.number, row.number))
                    for row in part.rows
                )
            case _:
                pass
    return out


def count_of(part: Part) -> int:
    """Return how many words a part has."""
    if isinstance(part, Unit):
        return sum(count_of(p) for p in part.parts)
    return word_count(part)
