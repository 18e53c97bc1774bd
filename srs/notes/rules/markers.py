"""Gaps that the author marked: `{{c1::…}}`, one card for each number. Other explicit marks are read in the outline."""

from __future__ import annotations

import re

from srs.model import Kind, Lines
from srs.notes import text as texts
from srs.notes.draft import Draft, Findings, headings_of
from srs.notes.outline import Unit
from srs.reading.document import ListBlock, Paragraph, Row, walk

_GAP = re.compile(r"\{\{c(\d{1,3})::(.{1,400}?)(?:::([^{}]{0,200}))?\}\}")
_BLANK = "___"
_HELD = "\u2423"
"""Stands for a gap while marks are taken away."""


def find(root: Unit, found: Findings) -> None:
    for unit in root.all():
        for block in walk(tuple(unit.blocks)):
            if isinstance(block, Paragraph):
                rows = list(block.rows)
            elif isinstance(block, ListBlock):
                rows = [row for item in block.items for row in item.rows]
            else:
                continue
            for row in rows:
                if "{{c" in row.text:
                    _gaps(row, unit, found)


def _gaps(row: Row, unit: Unit, found: Findings) -> None:
    for number in dict.fromkeys(gap[1] for gap in _GAP.finditer(row.text)):
        hidden = [gap[2] for gap in _GAP.finditer(row.text) if gap[1] == number]
        asked = _GAP.sub(lambda gap: _blank(gap) if gap[1] == number else gap[2], row.text)  # noqa: B023
        found.add(
            Draft(
                kind=Kind.CLOZE,
                prompt=texts.prompt(asked).replace(_HELD, _BLANK),
                answer=", ".join(texts.plain(text) for text in hidden),
                lines=Lines(row.number, row.number),
                rule="cloze",
                reason="a gap marked by its author",
                confidence=1.0,
                headings=headings_of(unit),
            )
        )


def _blank(gap: re.Match[str]) -> str:
    return f"{_HELD} ({gap[3]})" if gap[3] else _HELD
