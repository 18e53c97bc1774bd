"""What stands around an answer and is not spoken: directions, what names it, titles of what comes next."""

from __future__ import annotations

from srs.model import Lines
from srs.notes import text as texts
from srs.notes import words
from srs.notes.outline import Part, Unit, bold_line
from srs.notes.rules.asides import Left, is_direction
from srs.notes.rules.parts import silent
from srs.notes.words import Role
from srs.reading.document import ListBlock, Markup, Paragraph

_QUOTE = '“"«„「『'


def without_label_line(parts: list[Part], left: Left) -> list[Part]:
    """Leave out a bold line above an answer that begins in quotes: it names the answer and is not spoken."""
    filled = [p for p in parts if not silent(p)]
    if len(filled) < 2 or not isinstance(filled[0], Paragraph) or not isinstance(filled[1], Paragraph):
        return parts
    first, second = filled[0], filled[1]
    if len(first.rows) == 1 and bold_line(first.rows[0].text) and second.rows[0].text.strip()[:1] in _QUOTE:
        left.setdefault(first.lines.start, "a label above an answer")
        return [p for p in parts if p is not first]
    return parts


def without_tail_titles(parts: list[Part], left: Left) -> list[Part]:
    """Leave out bold lines at the end with nothing below them: they head what comes next."""
    parts = list(parts)
    while parts:
        last = parts[-1]
        if silent(last):
            parts.pop()
            continue
        if isinstance(last, Unit) and not last.filled and last.role is Role.SECTION:
            left.setdefault(last.lines.start, "a title with nothing below it")
            parts.pop()
            continue
        if isinstance(last, Paragraph) and len(parts) > 1 and len(last.rows) == 1:
            bold = bold_line(last.rows[0].text)
            if bold and len(bold.split()) <= 8 and not bold.rstrip().endswith((".", "!", "?", ":")):
                left.setdefault(last.lines.start, "a title with nothing below it")
                parts.pop()
                continue
        break
    return parts


def trimmed(parts: list[Part], left: Left) -> list[Part]:
    """Leave out directions before and behind an answer."""
    parts = [p for p in parts if not isinstance(p, Markup)]
    while parts and (silent(parts[0]) or _all_directions(parts[0], left)):
        parts.pop(0)
    while parts and (silent(parts[-1]) or _all_directions(parts[-1], left)):
        parts.pop()
    if parts and isinstance(parts[0], Paragraph):
        parts[0] = _trim_rows(parts[0], left, front=True)
    if parts and isinstance(parts[-1], Paragraph):
        parts[-1] = _trim_rows(parts[-1], left, front=False)
    return parts


def _all_directions(part: Part, left: Left) -> bool:
    if isinstance(part, ListBlock):
        heads = [item.rows[0] for item in part.items if item.rows and not item.blocks]
        told = len(heads) == len(part.items) and all(is_metadata(row.text) for row in heads)
    else:
        heads = list(part.rows) if isinstance(part, Paragraph) else []
        told = bool(heads) and all(is_direction(row.text) or is_metadata(row.text) for row in heads)
    if told:
        for row in heads:
            left.setdefault(row.number, "a direction, not part of the answer")
    return told


def _trim_rows(block: Paragraph, left: Left, *, front: bool) -> Paragraph:
    rows = list(block.rows)
    while len(rows) > 1 and (is_direction(rows[0 if front else -1].text) or (front and is_metadata(rows[0].text))):
        left.setdefault(rows.pop(0 if front else -1).number, "a direction, not part of the answer")
    return Paragraph(Lines(rows[0].number, rows[-1].number), tuple(rows))


def is_metadata(text: str) -> bool:
    """Tell whether a line is filed with an answer: its length, its source, when it was last said."""
    return bool(words.METADATA.match(texts.undecorated(texts.plain(text))))
