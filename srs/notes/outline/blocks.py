"""Summaries that open, quotes and callouts."""

from __future__ import annotations

import re

from srs.model import Lines
from srs.notes import text as texts
from srs.notes import words
from srs.notes.outline.lines import role_of_title
from srs.notes.outline.tables import Tables
from srs.notes.outline.units import RANKS, Unit
from srs.notes.words import Role
from srs.reading.document import Block, Details, Heading, Paragraph, Quote, Row


class Blocks(Tables):
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
