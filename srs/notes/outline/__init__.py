"""The tree of a document as a reader sees it: which lines head what stands below them, and what they announce.

Headings are only the loudest of titles. A bold line, `Q:`, a numbered or quoted question, “Situation”, “What they're
testing:”, the first words of a list item do the same work. Each becomes a unit with a role. The levels of headings
order some of them, the roles the others: a segment never stands inside another, an answer belongs to the question
above it.
"""

from __future__ import annotations

from collections.abc import Sequence

from srs.model import Lines
from srs.notes import text as texts
from srs.notes.outline.blocks import Blocks
from srs.notes.outline.items import Items
from srs.notes.outline.lines import LEAD, bold_line, lead_of, role_of_label
from srs.notes.outline.page import page_of
from srs.notes.outline.paragraphs import Paragraphs
from srs.notes.outline.retold import Retold
from srs.notes.outline.siblings import (
    doubt_lone_headings,
    end_last_versions,
    infer_from_siblings,
    infer_self_introductions,
    infer_terms,
    infer_topics,
)
from srs.notes.outline.tales import Tale
from srs.notes.outline.units import RANKS, Part, Unit
from srs.notes.words import Role
from srs.reading.document import (
    Block,
    Comment,
    Details,
    Fence,
    Heading,
    ListBlock,
    Markup,
    Paragraph,
    Quote,
    Row,
    Rule,
    Table,
    rows_of,
)

__all__ = ["Part", "Unit", "bold_line", "outline_of", "role_of_label"]


class _Outline(Paragraphs, Items, Blocks, Retold):
    """Reads the blocks of a document into units."""

    def feed(self, blocks: Sequence[Block]) -> None:
        read = self._without_tales(blocks)
        blocks = [block for block in read if not isinstance(block, Tale)]
        index = -1
        for block in read:
            if isinstance(block, Tale):
                self._tell(block)
                continue
            index += 1
            if self._names_no_question(self.top) and self._becomes_question(block):
                continue
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            if isinstance(block, Paragraph) and block.lines.start in self.page.bare_titles:
                self._bare_title(block)
                continue
            match block:
                case Heading():
                    self._heading(block, following)
                case Paragraph():
                    self._paragraph(block, following)
                case ListBlock():
                    self._list(block, following)
                case Details():
                    self._details(block)
                case Quote():
                    self._quote(block, following)
                case Table():
                    self._table(block)
                case Fence() if self._is_form(block):
                    self._paragraph(Paragraph(block.lines, tuple(r for r in block.rows if r.text.strip())), following)
                case Rule():
                    self._rule(block, blocks[index + 1 :] if index + 6 >= len(blocks) else (), following)
                case _:
                    self.add(block)

    def _said_in_talk(self, block: Heading) -> None:
        """Open what somebody asks or remarks in a talk."""
        line = Lines(block.lines.start, block.lines.start)
        if block.style == "remark":
            self.open(Unit(Role.CUE, "", line, "said", 90, raw=""))
            self.add(Paragraph(block.lines, (Row(block.lines.start, block.text),)))
            self._pop()
            return
        role = Role.ASK if block.style == "back" else Role.QUESTION
        reason = "asked in a talk, and answered in it"
        title = texts.prompt(block.text)
        rank = RANKS["marker"]
        self.open(Unit(role, title, line, "said", rank, "", block.text, container=True, confidence=0.9, reason=reason))

    def _heading(self, block: Heading, following: Block | None) -> None:
        if block.style in ("asked", "remark", "back"):
            self._said_in_talk(block)
            return
        rank = block.level * 10
        told = self.page.told.get(block.lines.start)
        if told:
            self.open(Unit(Role.SEGMENT, texts.prompt(block.text), block.lines, "#", rank, told.kind, block.text))
            return
        unit = self._titled(block.text, block.lines, "#", rank, strong=True)
        named = self.asked[0] if self.asked and self.asked[0].kind == "question" else None
        if unit.role is Role.FOLLOW_UPS and self._holder() is None and named is not None:
            self._answer_elsewhere(named, unit)
            return
        told_above = next((u for u in reversed(self.stack) if u.role in (Role.QUESTION, Role.STORY)), None)
        if unit.role is Role.SEGMENT and told_above is not None and _is_past(told_above, rank):
            unit.role, unit.kind, unit.container = Role.SECTION, "", True
        if unit.role is Role.QUESTION and _heads_a_question(unit, following):
            unit.role, unit.confidence, unit.reason = Role.SECTION, 1.0, ""
        if unit.role is Role.ANSWER:
            above = next((u for u in reversed(self.stack) if u.container and u.rank < rank), None)
            if above is not None:
                self._asked_by_answer(above)
            holder = self._asked_for(texts.without_remark(texts.plain(block.text))[1])
            if holder is not None:
                self._answer_elsewhere(holder, unit)
                return
        self.open(unit)

    def _bare_title(self, block: Paragraph) -> None:
        """Open a section at a line alone that heads what stands below it, in text without any marked heading."""
        self._part(block.rows[0].text.strip(), block.rows[0])

    def _rule(self, block: Rule, rest: Sequence[Block], following: Block | None) -> None:
        question = self.question()
        if (
            (self.page.rules_separate or (question is not None and self.floor == 0 and _closes(rest)))
            and question is not None
            and question.filled
            and not (isinstance(following, Heading) and following.level * 10 > question.rank)
        ):
            while self._closable() and self.top is not question:
                self._pop()
            if self._closable():
                self._pop()
        self.add(block)

    @staticmethod
    def _names_no_question(unit: Unit) -> bool:
        """Tell whether a heading says that a question follows: “Question 3”, “Question 3: Capacity”."""
        if unit.filled:
            return False
        if unit.kind == "question":
            return True
        return unit.role is Role.QUESTION and unit.rank < 70 and unit.confidence < 0.9 and not texts.asks(unit.title)

    def _becomes_question(self, block: Block) -> bool:
        """Below a heading that only says “Question”, the first text is the question."""
        inner = block.blocks[0] if isinstance(block, Quote) and len(block.blocks) == 1 else block
        unit = self.top
        if not isinstance(inner, Paragraph) or len(inner.rows) > 3 or (unit.kind and unit.role is Role.QUESTION):
            return False
        said = " ".join(row.text for row in inner.rows)
        if unit.kind != "question" and texts.asks(texts.prompt(said)) < 0.9:
            return False
        if unit.kind == "question" and role_of_label(inner.rows[0].text):
            return False
        known = unit.role is Role.QUESTION
        unit.role, unit.confidence, unit.reason = Role.QUESTION, 0.95, "stands under the heading “Question”"
        unit.title = texts.prompt(" ".join(row.text for row in inner.rows))
        unit.lines = Lines(inner.rows[0].number, inner.rows[-1].number)
        if not known:
            self._asks(unit)
        return True

    @staticmethod
    def _is_form(block: Fence) -> bool:
        """Tell whether a fence holds labelled text rather than code."""
        if block.diagram or block.info.casefold() not in ("", "text", "txt", "plaintext", "md", "markdown"):
            return False
        leads = [LEAD.match(row.text) for row in block.rows if row.text.strip()]
        roles = [role_of_label(lead[1]) for lead in leads if lead]
        return sum(r is not None and r[0] in (Role.SEGMENT, Role.ANSWER) for r in roles) >= 2


def outline_of(blocks: Sequence[Block]) -> Unit:
    """Return the units of some blocks; the root is a section without a title."""
    start = blocks[0].lines.start if blocks else 1
    root = Unit(Role.SECTION, "", Lines(start, start), "document", 0, container=True)
    _Outline(page_of(blocks), [root]).feed(blocks)
    infer_from_siblings(root)
    end_last_versions(root)
    infer_self_introductions(root)
    infer_terms(root)
    infer_topics(root)
    doubt_lone_headings(root)
    return root


def _is_past(story: Unit, rank: int) -> bool:
    """Tell whether a heading of this rank stands behind a story: as high as its title, above its own segments."""
    return story.rank >= rank and any(
        u.role is Role.SEGMENT and rank < u.rank < 70 for u in story.parts[-4:] if isinstance(u, Unit)
    )


def _heads_a_question(unit: Unit, following: Block | None) -> bool:
    """Tell whether a heading that asks only by its word (“Motivation”) stands above what really asks."""
    if unit.confidence > 0.8 or texts.is_question(unit.title):
        return False
    if isinstance(following, ListBlock):
        heads = [item.rows[0].text for item in following.items if item.rows and item.blocks]
        return bool(heads) and sum(texts.is_question(bold_line(head) or head) for head in heads) * 2 > len(heads)
    if not isinstance(following, Paragraph):
        return False
    below = bold_line(following.rows[0].text)
    return below is not None and texts.is_question(below)


def _closes(rest: Sequence[Block]) -> bool:
    """Tell whether nothing but a few words to oneself stand behind the last line across the page."""
    said = [block for block in rest if not isinstance(block, Markup | Comment)]
    if not said or len(said) > 2 or not all(isinstance(block, Paragraph) for block in said):
        return False
    rows = [row.text for block in said for row in rows_of(block)]
    return len(rows) <= 3 and not any(lead_of(row) or bold_line(row) or row.lstrip()[:1] in '"“«„' for row in rows)
