"""Stories that were found by their telling, opened as units: a title, its passages, the questions that it answers."""

from __future__ import annotations

from collections.abc import Sequence

from srs.model import Lines
from srs.notes import text as texts
from srs.notes.outline.stack import Stack
from srs.notes.outline.tales import Tale
from srs.notes.outline.units import RANKS, Unit
from srs.notes.words import Role
from srs.reading.document import Block, Heading, Item, ListBlock, Paragraph, Row


class Retold(Stack):
    """Opens units for stories."""

    def _without_tales(self, blocks: Sequence[Block]) -> list[Block | Tale]:
        """Return blocks with each story in place of the lines that tell it."""
        if not self.page.tales:
            return list(blocks)
        out: list[Block | Tale] = []
        done = 0
        for block in blocks:
            if isinstance(block, ListBlock) or (done < block.lines.start and not self._begins_in(block)):
                out.append(block)
                continue
            if not isinstance(block, Paragraph):
                tale = self.page.tales.get(block.lines.start) if isinstance(block, Heading) else None
                if tale is not None and block.lines.start > done:
                    out.append(tale)
                    done = tale.end
                elif block.lines.end > done:
                    out.append(block)
                continue
            run: list[Row] = []
            for row in block.rows:
                if row.number <= done:
                    continue
                tale = self.page.tales.get(row.number)
                if tale is None:
                    run.append(row)
                    continue
                if run:
                    out.append(Paragraph(Lines(run[0].number, run[-1].number), tuple(run)))
                run = []
                out.append(tale)
                done = tale.end
            if run:
                out.append(Paragraph(Lines(run[0].number, run[-1].number), tuple(run)))
        return out

    def _begins_in(self, block: Block) -> bool:
        if isinstance(block, Heading):
            return block.lines.start in self.page.tales
        return isinstance(block, Paragraph) and any(row.number in self.page.tales for row in block.rows)

    def _holds_tale(self, item: Item) -> bool:
        below = range(item.lines.start + 1, item.lines.end + 1)
        return bool(self.page.tales) and any(number in self.page.tales for number in below)

    def _tell(self, tale: Tale) -> None:
        """Open a story, read its passages, and close it."""
        title = texts.prompt(tale.raw) if tale.asked else tale.name
        unit = Unit(
            Role.QUESTION if tale.asked else Role.STORY,
            title,
            tale.title,
            "item" if tale.asked and self.floor else "tale",
            tale.rank + (self.depth if tale.rank >= RANKS["bold"] else 0),
            raw=tale.raw,
            container=True,
            confidence=0.9,
            reason="asks for an event, and one is told below it" if tale.asked else "told in the order of time",
        )
        self.open(unit)
        for beat in tale.beats:
            piece = Unit(Role.SEGMENT, beat.label, beat.lines, "beat", 90, kind=beat.kind, raw=beat.label, parent=unit)
            piece.parts.extend(beat.blocks)
            unit.parts.append(piece)
            unit.segments += 1
        if tale.answers:
            first, last = tale.answers[0].number, tale.answers[-1].number
            held = Unit(Role.MATCHES, "", Lines(first, last), "beat", 90, parent=unit)
            items = tuple(Item(Lines(row.number, row.number), "-", (row,)) for row in tale.answers)
            held.parts.append(ListBlock(Lines(first, last), items))
            unit.parts.append(held)
        if not tale.heads:
            self._pop()
