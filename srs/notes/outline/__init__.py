"""The tree of a document as a reader sees it: which lines head what stands below them, and what they announce.

Headings are only the loudest of titles. A bold line, `Q:`, a numbered or quoted question, “Situation”, “What they're
testing:”, the first words of a list item do the same work. Each becomes a unit with a role. The levels of headings
order some of them, the roles the others: a segment never stands inside another, an answer belongs to the question
above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from srs.model import Lines
from srs.notes import text as texts
from srs.notes import words
from srs.notes.outline.blocks import Blocks
from srs.notes.outline.items import Items
from srs.notes.outline.layout import alike_titles, bare_titles, is_mind_map
from srs.notes.outline.lines import LEAD, bold_line, lead_of, paired_marks, role_of_label
from srs.notes.outline.numbers import numbered_answers, roman_parts
from srs.notes.outline.pairs import paired_labels
from srs.notes.outline.paragraphs import Paragraphs
from srs.notes.outline.parallel import Told, told_in_order
from srs.notes.outline.pointing import pointing
from srs.notes.outline.retold import Retold
from srs.notes.outline.siblings import (
    doubt_lone_headings,
    end_last_versions,
    infer_from_siblings,
    infer_self_introductions,
    infer_terms,
    infer_topics,
)
from srs.notes.outline.signs import signed
from srs.notes.outline.tales import Tale, tales_of
from srs.notes.outline.unasked import questions_back
from srs.notes.outline.units import RANKS, Part, Unit
from srs.notes.words import Role
from srs.reading.document import (
    Block,
    Comment,
    Details,
    Document,
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
    walk,
)

__all__ = ["Part", "Unit", "bold_line", "outline", "outline_of", "role_of_label"]


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
            if isinstance(block, Paragraph) and block.lines.start in self.bare_titles:
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
        told = self.told.get(block.lines.start)
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
        row = block.rows[0]
        self.open(self._titled(row.text.strip(), Lines(row.number, row.number), "caps", 60, strong=True))

    def _rule(self, block: Rule, rest: Sequence[Block], following: Block | None) -> None:
        question = self.question()
        if (
            (self.rules_separate or (question is not None and self.floor == 0 and _closes(rest)))
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


def outline(document: Document) -> Unit:
    """Return the units of a document; the root is a section without a title."""
    return outline_of(document, document.tree)


def outline_of(document: Document, blocks: Sequence[Block], root: Unit | None = None) -> Unit:
    """Return the units of some blocks, as they stand in `root`."""
    if root is None:
        start = blocks[0].lines.start if blocks else 1
        root = Unit(Role.SECTION, "", Lines(start, start), "document", 0, container=True)
    known = frozenset(
        texts.key(texts.prompt(block.text)) for block in walk(tuple(blocks)) if isinstance(block, Heading)
    )
    told = told_in_order(blocks)
    builder = _Outline(
        document,
        [root],
        headings=known - {""},
        rules_separate=_rules_separate(blocks),
        marks=paired_marks(row.text for block in blocks for row in rows_of(block)),
        letters=_letters(blocks),
        told=told,
        tales={at: tale for at, tale in tales_of(blocks).items() if not _labelled(tale, told)},
        back=questions_back(blocks),
    )
    builder.bare_titles, builder.pairs = bare_titles(blocks), paired_labels(blocks)
    builder.alike = alike_titles(blocks)
    builder.mind_map = is_mind_map(blocks)
    builder.pointing = pointing(blocks, mind_map=builder.mind_map)
    builder.signed, builder.romans, builder.by_number = signed(blocks), roman_parts(blocks), numbered_answers(blocks)
    builder.lone_segment = _lone_segment(blocks)
    levels = [block.level for block in blocks if isinstance(block, Heading)]
    if levels and levels.count(levels[0]) == 1 and levels[0] == min(levels) and len(levels) > 1:
        builder.title_rank = levels[0] * 10
    builder.feed(blocks)
    infer_from_siblings(root)
    end_last_versions(root)
    infer_self_introductions(root)
    infer_terms(root)
    infer_topics(root)
    doubt_lone_headings(root)
    return root


def _lone_segment(blocks: Sequence[Block]) -> bool:
    """Tell whether headings name one piece of a story at most: a story has several."""
    roles = [role_of_label(block.text) for block in walk(tuple(blocks)) if isinstance(block, Heading)]
    return len({role[1] for role in roles if role and role[0] is Role.SEGMENT}) < 2


def _labelled(tale: Tale, told: Mapping[int, Told]) -> bool:
    """Tell whether labels in a row say what the passages of a story are: then they need not be guessed."""
    first, last = tale.title.end + 1, tale.end
    return all(beat.label == "" for beat in tale.beats) and sum(n in told for n in range(first, last + 1)) >= 3


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


def _letters(blocks: Iterable[Block]) -> dict[int, str]:
    """Return the lines that open segments by a letter: S, T, A, R in order, or C, A, R or S, O, A, R."""
    marks: list[tuple[int, str]] = []
    seen: set[int] = set()
    for block in blocks:
        if isinstance(block, Heading | Rule | Markup):
            continue
        for row in rows_of(block):
            if row.number in seen:
                continue
            seen.add(row.number)
            found = re.match(r"\W{0,5}([STARCOLstarcol])\W{0,3}?(?:\s*[:：.)–—]|\s-\s|\*\*\s|\t)", row.text)
            if found and re.match(r"\W*\w\W", row.text):
                marks.append((row.number, found[1].casefold()))
            elif re.match(r"\W{0,5}[Qq]\d{0,3}\s*[:.)]", row.text):
                marks.append((row.number, "q"))
    out: dict[int, str] = {}
    index = 0
    text = "".join(letter for _, letter in marks)
    while index < len(text):
        for run in ("starl", "star", "soarl", "soar", "carl", "car", "sar"):
            if text.startswith(run, index):
                for number, letter in marks[index : index + len(run)]:
                    out[number] = words.SEGMENT_LETTERS[letter]
                index += len(run)
                break
        else:
            index += 1
    return out


def _rules_separate(blocks: Sequence[Block]) -> bool:
    """Tell whether lines across the page stand between questions: then what comes behind one is no answer any more."""
    asked = behind = 0
    before: Block | None = None
    for block in blocks:
        title = ""
        if isinstance(block, Heading):
            title = block.text
        elif isinstance(block, Paragraph):
            title = bold_line(block.rows[0].text) or (
                block.rows[0].text if words.QUESTION_MARKER.match(texts.plain(block.rows[0].text)) else ""
            )
        if title and len(title) < 400 and texts.asks(texts.prompt(title)) >= 0.75:
            asked += 1
            behind += isinstance(before, Rule)
        if not isinstance(block, Markup | Comment):
            before = block
    return behind >= 2 and behind * 2 >= asked
