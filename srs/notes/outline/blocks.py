"""Summaries that open, quotes and callouts, tables of questions."""

from __future__ import annotations

import re

from srs.model import Lines
from srs.notes import text as texts
from srs.notes import words
from srs.notes.outline.lines import ANCHOR, role_of_title
from srs.notes.outline.titles import Titles
from srs.notes.outline.units import RANKS, Unit
from srs.notes.words import Role
from srs.reading.document import Block, Details, Heading, Paragraph, Quote, Row, Table


class Blocks(Titles):
    """Reads blocks that hold other blocks."""

    def _details(self, block: Details) -> None:
        raw = " ".join(row.text for row in block.summary)
        lines = (
            Lines(block.summary[0].number, block.summary[-1].number)
            if block.summary
            else Lines(block.lines.start, block.lines.start)
        )
        bare = texts.label(raw)
        shows = not bare or re.fullmatch(
            r"(?:click|tap|show|see|view|reveal|expand|open|toggle|details|hint|more)\b.{0,50}|spoiler.{0,20}", bare
        )
        question = self.question()
        if question is not None and (shows or words.ANSWER.fullmatch(bare)):
            unit = Unit(Role.ANSWER, "Answer", lines, "details", 90, raw=raw)
        elif shows:
            unit = Unit(Role.SECTION, "", lines, "details", RANKS["details"] - 5, raw=raw, container=True)
        else:
            unit = self._titled(raw, lines, "details", RANKS["details"] + self.depth, strong=True)
            if not unit.container:
                unit.rank = 90
            elif unit.role is Role.SECTION and question is not None:
                unit.rank = 85
            elif unit.role is Role.SECTION and not any(isinstance(b, Details) for b in block.blocks):
                unit.role, unit.confidence, unit.reason = Role.QUESTION, 0.72, "a summary that opens to its answer"
        self.open(unit)
        self._inside(unit, block.blocks)
        if self.top is unit and self._closable():
            self._pop()

    def _quote(self, block: Quote, following: Block | None) -> None:
        lines = Lines(block.lines.start, block.lines.start)
        if block.callout:
            role = role_of_title(block.title or block.callout)
            asks = texts.asks(texts.prompt(block.title)) if block.title else 0.0
            unit: Unit | None = None
            if asks >= 0.75 or (block.callout in ("question", "faq", "help", "q", "card", "flashcard") and block.title):
                unit = self._titled(block.title, lines, "callout", RANKS["callout"] + self.depth, strong=True)
                unit.role, unit.container = Role.QUESTION, True
                unit.reason, unit.confidence = "a callout that asks", 0.95
            elif (
                role
                and role[0] not in (Role.EXAMPLE, Role.DIRECTION, Role.FRAME, Role.CONTENTS)
                and (self._holder() is not None or (role[0] is Role.AVOID and block.title))
            ):
                unit = Unit(
                    role[0],
                    texts.prompt(block.title or block.callout),
                    lines,
                    "callout",
                    90,
                    kind=role[1],
                    raw=block.title,
                )
            elif (
                block.callout in ("answer", "success", "check", "done", "a", "solution") and self.question() is not None
            ):
                unit = Unit(Role.ANSWER, "Answer", lines, "callout", 90, raw=block.title)
            elif block.callout in ("question", "faq", "help", "q", "card", "flashcard") and block.blocks:
                unit = None
                floor_blocks = block.blocks
                self.feed(floor_blocks)
                return
            if unit is not None:
                self.open(unit)
                self._inside(unit, block.blocks)
                if unit.filled and self._closable() and self.top is unit:
                    self._pop()
                return
            self.add(block)
            return
        first = block.blocks[0] if block.blocks else None
        if isinstance(first, Paragraph):
            row = first.rows[0]
            bare = texts.undecorated(texts.plain(row.text))
            marker = self._marks_question(bare)
            if marker is None and self.question() is not None:
                marker = words.ANSWER_MARKER.match(bare)
            if marker and not self._closed(False):
                self.feed(block.blocks)
                return
            single = len(block.blocks) == 1 and len(first.rows) == 1
            if (
                single
                and texts.asks(texts.prompt(row.text)) >= 0.9
                and self._takes_question("quote")
                and following is not None
                and not isinstance(following, Heading)
            ):
                self._ask(row.text, Row(row.number, row.text), "quote", 0.85, "a quoted question with text below it")
                return
        self.add(block)

    def _table(self, block: Table) -> None:
        columns = self._table_columns(block)
        if columns is None or self._closed(False) or self.question() is not None:
            self.add(block)
            return
        ask, answer = columns
        head = Unit(
            Role.SECTION,
            "",
            Lines(block.lines.start, block.lines.start + 1),
            "table",
            RANKS["table"] - 1,
            raw="",
            container=True,
        )
        self.open(head)
        for row in block.rows:
            lines = Lines(row.number, row.number)
            cells = (*row.cells, *[""] * (max(ask, answer) + 1 - len(row.cells)))
            if not texts.plain(cells[ask]):
                self.add(Paragraph(lines, (Row(row.number, " ".join(row.cells)),)))
                continue
            unit = Unit(
                Role.QUESTION,
                texts.prompt(cells[ask]),
                lines,
                "table",
                RANKS["table"],
                raw=cells[ask],
                container=True,
                confidence=0.9,
                reason="a table with questions and answers",
            )
            self.open(unit)
            if cells[answer].strip():
                self.add(Paragraph(lines, (Row(row.number, cells[answer]),)))
        while self.top is not head:
            self._pop()
        self._pop()

    @staticmethod
    def _table_columns(block: Table) -> tuple[int, int] | None:
        if len(block.header) < 2 or not block.rows:
            return None
        columns = len(block.header)
        cells = [[row.cells[c] if c < len(row.cells) else "" for row in block.rows] for c in range(columns)]
        if any(ANCHOR.search(cell) for column in cells for cell in column):
            return None
        asking = [sum(texts.asks(texts.prompt(cell)) >= 0.75 for cell in column) for column in cells]
        labels = [texts.label(h) for h in block.header]
        ask = next(
            (c for c, name in enumerate(labels) if words.QUESTION_COLUMN.fullmatch(name)),
            None,
        )
        if ask is None:
            best = max(range(columns), key=lambda c: asking[c])
            if asking[best] * 10 < len(block.rows) * 6:
                return None
            ask = best
        others = [c for c in range(columns) if c != ask]
        answer = next((c for c in others if words.ANSWER.fullmatch(labels[c])), None)
        if answer is None:
            answer = max(others, key=lambda c: sum(len(cell) for cell in cells[c]))
        return ask, answer
