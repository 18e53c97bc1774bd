"""The units that are open while a document is read: what a new one closes, which question is being answered."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from srs.notes import text as texts
from srs.notes.outline.lines import AHEAD, number_of, question_marker
from srs.notes.outline.page import Page
from srs.notes.outline.units import Part, Unit
from srs.notes.words import Role
from srs.reading.document import Block, Markup, Rule, rows_of

STICKY = {
    Role.ANSWER,
    Role.ANGLE,
    Role.VERSION,
    Role.CUE,
    Role.SEGMENT,
    Role.FOLLOW_UPS,
    Role.MATCHES,
    Role.POINTS,
    Role.SAY,
}
OWN_FEW = {Role.CUE, Role.ANGLE, Role.MATCHES, Role.AVOID, Role.INSTEAD, Role.VERSION, Role.SAY, Role.FOLLOW_UPS}
"""Labels that own no more than their item, when they stand in a list."""
OWN_SECTION = {Role.AVOID, Role.ASK, Role.SAY}
CLOSED_TO_QUESTIONS = {Role.CUE, Role.AVOID, Role.ASK, Role.MATCHES, Role.ANGLE, Role.SAY, Role.INSTEAD, Role.POINTS}


@dataclass
class Stack(ABC):
    """The open units, outermost first."""

    page: Page
    """What is known of the whole page; nothing of it changes while it is walked."""
    stack: list[Unit]
    floor: int = 0
    depth: int = 0
    waiting: dict[str, deque[Unit]] = field(default_factory=dict)
    """Questions by number and by remark, for answers that stand elsewhere."""
    asked: list[Unit] = field(default_factory=list)
    """The questions so far."""
    asked_items: int = 0
    """How many questions so far were items of lists."""
    asked_bold: int = 0
    """How many questions so far were bold lines."""
    separated: bool = True
    """Whether a rule, a gap of markup or the beginning stands right before what comes now."""

    @abstractmethod
    def feed(self, blocks: Sequence[Block]) -> None:
        """Read blocks into the unit that is open."""

    @property
    def top(self) -> Unit:
        return self.stack[-1]

    def question(self) -> Unit | None:
        """Return the question whose answer is being read, if any."""
        for unit in reversed(self.stack):
            if unit.role is Role.QUESTION:
                return unit
            if (
                unit.role in (Role.SECTION, Role.STORY, Role.FOLLOW_UPS) and unit.container
            ) or unit.role is Role.FOLLOW_UPS:
                return None
        return None

    def _pop(self) -> None:
        self.stack.pop()

    def _closable(self) -> bool:
        return len(self.stack) > self.floor + 1

    def open(self, unit: Unit) -> Unit:
        if unit.container:
            while self._closable():
                top = self.top
                if top.role is Role.FOLLOW_UPS and unit.role is Role.QUESTION and unit.rank > top.rank:
                    break
                if top.container and top.rank < unit.rank:
                    break
                self._pop()
        else:
            while self._closable() and not self.top.container:
                if self.top.role is Role.FOLLOW_UPS and self.top.rank < 70 <= unit.rank:
                    break
                self._pop()
            if unit.rank < 70:
                self._close_for_label(unit)
        unit.parent = self.top
        self.top.parts.append(unit)
        self.top.segments += unit.role is Role.SEGMENT
        self.stack.append(unit)
        self.separated = False
        if unit.role is Role.QUESTION:
            self._asks(unit)
        return unit

    def _close_for_label(self, unit: Unit) -> None:
        """Close what a label with the level of a heading does not belong to."""
        while self._closable():
            top = self.top
            if not top.container:
                self._pop()
                continue
            stays = unit.role in STICKY and top.role in (Role.QUESTION, Role.STORY)
            if top.rank >= 70:
                section = next((u for u in reversed(self.stack[:-1]) if u.container and u.rank < 70), None)
                if (section is not None and section.rank >= unit.rank) or not stays:
                    self._pop()
                    continue
                return
            if top.rank > unit.rank or (top.rank == unit.rank and not stays):
                self._pop()
                continue
            return

    def add(self, block: Block) -> None:
        self.top.parts.append(block)
        self.separated = isinstance(block, Rule | Markup)

    def _inside(self, unit: Unit, blocks: Sequence[Block]) -> None:
        """Read what stands inside `unit` by its place; nothing in there closes it."""
        floor, depth = self.floor, self.depth
        self.floor, self.depth = self.stack.index(unit), depth + 1
        self.feed(blocks)
        while self.top is not unit:
            self._pop()
        self.floor, self.depth = floor, depth

    def _closed(self, strong: bool) -> bool:
        """Tell whether questions do not begin here: in lists of cues, of questions to ask, in contents."""
        if strong:
            return False
        if not self.top.container and self.top.role in CLOSED_TO_QUESTIONS:
            return True
        if any(unit.role in (Role.ASK, Role.AVOID, Role.MATCHES) for unit in self.stack):
            return True
        section = next((unit for unit in reversed(self.stack) if unit.role is Role.SECTION and unit.title), None)
        return section is not None and section.kind in ("contents", "resources", "advice")

    def _in_follow_ups(self) -> bool:
        question = next((u for u in reversed(self.stack) if u.role is Role.QUESTION), None)
        return question is not None and question.parent is not None and question.parent.role is Role.FOLLOW_UPS

    def _within_story(self) -> bool:
        return any(u.role in (Role.STORY, Role.SEGMENT) for u in self.stack)

    def _marks_question(self, text: str, *, strong: bool = False) -> re.Match[str] | None:
        return question_marker(text, strong=strong, believed=self.page.marks)

    def _holder(self) -> Unit | None:
        """Return the question or story that a label here belongs to; a section with segments tells a story too."""
        for unit in reversed(self.stack):
            if unit.role in (Role.QUESTION, Role.STORY):
                return unit
            if unit.role is Role.SECTION and unit.segments >= 2:
                return unit
        return None

    def _first_open(self, key: str) -> Unit | None:
        """Return the first question under this key that nothing answers yet."""
        waiting = self.waiting.get(key)
        while waiting and waiting[0].filled:
            waiting.popleft()
        return waiting[0] if waiting else None

    def _asks(self, unit: Unit) -> None:
        """Remember a question, by its number and by the remark behind it, for answers that stand elsewhere."""
        self.asked_bold += unit.style == "bold"
        self.asked_items += unit.style == "item"
        self.asked.append(unit)
        raw = texts.undecorated(texts.plain(unit.raw[:300]))
        mark, listed = self._marks_question(raw), number_of(unit.raw[:40])
        number = mark["number"] if mark else str(listed[1]) if listed else ""
        remarks = texts.without_remark(raw)[1]
        self._wait(f"n{number}" if number else "", unit)
        self._wait(f"r{remarks}" if remarks else "", unit)

    def _wait(self, key: str, unit: Unit) -> None:
        if key:
            self.waiting.setdefault(key, deque()).append(unit)

    def _end_marked(self) -> None:
        question = self.question()
        if question is not None and question.confidence == 1.0 and self.stack.index(question) > self.floor:
            while self.top is not question:
                self._pop()
            self._pop()

    def _asked_for(self, remarks: list[str]) -> Unit | None:
        """Return the earlier question that bears the same remark as an answer: `Question (EN)`, `Answer (EN)`."""
        if not remarks:
            return None
        return self._first_open(f"r{remarks}")

    def _numbered(self, number: str) -> Unit | None:
        """Return the open question with this number, where answers stand apart from their questions."""
        return self._first_open(f"n{number}") if number else None

    def _answer_elsewhere(self, holder: Unit, answer: Unit) -> None:
        """Open an answer that stands away from its question, and read on in it."""
        while self._closable() and not (
            self.top.container and self.top.rank < answer.rank and self.top.role is Role.SECTION
        ):
            self._pop()
        answer.parent, answer.elsewhere = holder, True
        holder.parts.append(answer)
        self.stack.append(answer)
        self.separated = False


def last_parts(unit: Unit) -> list[Part]:
    """Return the last parts of a unit."""
    return unit.parts[-AHEAD:]


def weight_of(part: Block | Unit) -> int:
    """Return how many words a part has."""
    if isinstance(part, Unit):
        return sum(weight_of(p) for p in part.parts)
    return sum(len(row.text.split()) for row in rows_of(part))
