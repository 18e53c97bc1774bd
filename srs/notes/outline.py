"""The tree of a document as a reader sees it: which lines head what stands below them, and what they announce.

Headings are only the loudest of titles. A bold line, `Q:`, a numbered or quoted question, “Situation”, “What they're
testing:”, the first words of a list item do the same work. Each becomes a unit with a role; the levels of headings order
some of them, the roles the others: a segment never stands inside another, an answer belongs to the question above it.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from srs.model import Lines
from srs.notes import text as texts
from srs.notes import words
from srs.notes.words import Role
from srs.reading.document import (
    Block,
    Comment,
    Details,
    Document,
    Fence,
    Heading,
    Item,
    ListBlock,
    Markup,
    Paragraph,
    Quote,
    Row,
    Rule,
    Table,
    walk,
)


@dataclass(slots=True, eq=False)
class Unit:
    """A title with what stands below it."""

    role: Role
    title: str
    """As people would say it."""
    lines: Lines
    """Those of the title."""
    style: str
    rank: int
    """Lower ranks hold higher ones."""
    kind: str = ""
    """Which segment it is, or what sort of section."""
    raw: str = ""
    """The title as written, without the mark of a heading."""
    container: bool = False
    """Whether units of other roles can stand in it."""
    confidence: float = 1.0
    reason: str = ""
    elsewhere: bool = False
    """Whether it stands away from its parent, behind other units."""
    segments: int = 0
    """How many segments stand right below it."""
    number: int | None = None
    """Its number in a list of questions."""
    parts: list[Block | Unit] = field(default_factory=list)
    parent: Unit | None = None

    @property
    def units(self) -> list[Unit]:
        return [part for part in self.parts if isinstance(part, Unit)]

    @property
    def blocks(self) -> list[Block]:
        return [part for part in self.parts if not isinstance(part, Unit)]

    @property
    def filled(self) -> bool:
        """Whether anything to read stands below the title."""
        return any(isinstance(part, Unit) or not isinstance(part, Rule | Markup | Comment) for part in self.parts)

    @property
    def end(self) -> int:
        return max([self.lines.end, *(p.end if isinstance(p, Unit) else p.lines.end for p in self.parts)])

    def all(self) -> Iterator[Unit]:
        yield self
        for unit in self.units:
            yield from unit.all()

    def above(self) -> Iterator[Unit]:
        unit = self.parent
        while unit is not None:
            yield unit
            unit = unit.parent

    def within(self, *roles: Role, kinds: Sequence[str] = ()) -> Unit | None:
        """Return this unit or the nearest above it that has one of the roles or kinds."""
        unit: Unit | None = self
        while unit is not None:
            if unit.role in roles or unit.kind in kinds:
                return unit
            unit = unit.parent
        return None


Part: TypeAlias = Block | Unit

_AHEAD = 8
"""How many lines of a paragraph are looked at to decide what the first of them is."""

RANKS = {"bold": 70, "callout": 70, "details": 70, "marker": 72, "quote": 75, "row": 76, "item": 78, "table": 95}
_STICKY = {
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
_OWN_FEW = {Role.CUE, Role.ANGLE, Role.MATCHES, Role.AVOID, Role.INSTEAD, Role.VERSION, Role.SAY, Role.FOLLOW_UPS}
"""Labels that own no more than their item, when they stand in a list."""
_OWN_SECTION = {Role.AVOID, Role.ASK, Role.SAY}
_CLOSED_TO_QUESTIONS = {Role.CUE, Role.AVOID, Role.ASK, Role.MATCHES, Role.ANGLE, Role.SAY, Role.INSTEAD, Role.POINTS}
_SECTION_KINDS = {Role.CONTENTS: "contents"}

_BOLD_LINE = re.compile(
    r"\W{0,4}?(\*\*\*|\*\*|__|\*|_)(?=\S)(.{1,400}?)(\*\*\*|\*\*|__|\*|_)\W{0,6}$|\W{0,4}?\*{2,3}(?=\S)(.{1,400})$|(.{3,400}?[?？.:])\*{2,3}\s*$|<(?:b|strong)>(.{1,400}?)</(?:b|strong)>:?\s*$"
)
_BOLD_LEAD = re.compile(
    r"(\W{0,4}?(?:\d{1,3}[.)]\s*)?)(\*\*\*|\*\*|__|\*|_)(?=\S)(.{1,300}?)\2(?=[\s:：.,;–—(（-]|\w|[^\x00-\x7f])\s*"
)
_LEAD = re.compile(r"\s*(?:[👉➡→▶►⇒🔹🔸✅❌🎯💡📌]\ufe0f?\s*|=>\s*|->\s*)?([^:：\n]{1,80}?)\s*[:：]\s*(?=\S)(.*)$")
_PAIR = re.compile(r"\s*(?:[-*+]\s+)?(?!\s)([^`\n]{2,300}?)\s+:{2,3}\s+(\S.*)$")
_FRAMED = re.compile(r"\s*[【〔［\[]([^\[\]【】〔〕［］]{1,30})[】〕］\]](?![(\[])\s*[:：]?\s*(\S.*)$")
_ANSWERS = re.compile(
    r"(?:the |model )?(?:answers|solutions)|answer key|antworten|lösungen|respuestas|soluciones|réponses|respostas|risposte|antwoorden|ответы|答案|回答|解答|答え|답변|정답"
)
_NAMES = re.compile(
    rf"{_ANSWERS.pattern}|(?:the |my |interview )?questions|fragen|preguntas|perguntas|domande|vragen|вопросы|问题|質問|질문"
)
_QUESTION_NAME = re.compile(r"(?:the )?question|вопрос|frage|pregunta|pergunta|domanda|vraag|问题|質問|질문|prompt")
_PROPERTY = re.compile(r"[\w-]+::\s")
_ARROW = re.compile(r"\s*(?:👉|➡\ufe0f?|→|▶\ufe0f?|►|⇒|=>|->|↳|↪\ufe0f?|💬|🗣\ufe0f?)\s*(?=\S)")
_INLINE_ANSWER = re.compile(
    r"(?<=[?？.!\"”*)])\s+(?:[*_]{0,3})(?:answer|ans|antwort|respuesta|resposta|réponse|risposta|ответ|答案|回答|答え|答|a|r)\s*[:：](?:[*_]{0,3})\s*",
    re.I,
)
_QUESTION_THEN = re.compile(r"(.{6,220}?[?？])[*_]{0,3}\s+(?:[-–—:→]+\s*)?(?=\S)(.{2,})$")
_NUMBERED = re.compile(
    r"[\s*_#]*(?:(?P<cap>[0-9]\ufe0f?\u20e3)|(?P<q>[QqPpFf]\s?)?(?P<n>\d{1,3})\s*(?P<sep>[.):\-–—、．：]))"
)
_ANCHOR = re.compile(r"\[\[#|\]\(#|\]\(\./?#|\[\[[^\]]+#")


def _number(raw: str) -> tuple[str, int] | None:
    """Return the style and the value of the number before a title."""
    found = _NUMBERED.match(raw)
    if not found:
        return None
    if found["cap"]:
        return "keycap", int(found["cap"][0])
    return ("q" if found["q"] else "n") + found["sep"], int(found["n"])


@texts.remembered
def role_of_label(text: str) -> tuple[Role, str] | None:
    """Return the role that a label announces, and for a segment which one."""
    bare = texts.label(text)
    if not bare or len(bare) > 90:
        return None
    for role, pattern in words.LABELS:
        if role in (Role.ANSWER, Role.FRAME, Role.DIRECTION, Role.EXAMPLE):
            continue
        if pattern.fullmatch(bare):
            return role, ""
    for role_name, pattern in words.SEGMENTS.items():
        if pattern.fullmatch(bare):
            return Role.SEGMENT, role_name
    if words.VERSION.fullmatch(bare):
        return Role.VERSION, ""
    for role, pattern in words.LABELS:
        if role in (Role.ANSWER, Role.FRAME, Role.DIRECTION, Role.EXAMPLE) and pattern.fullmatch(bare):
            return role, ""
    return None


@texts.remembered
def _section_kind(title: str) -> str:
    """Return what sort of section a title heads: contents, advice, resources or an ordinary one."""
    bare = texts.label(title)
    for kind, pattern in (("contents", words.CONTENTS), ("resources", words.RESOURCES), ("advice", words.ADVICE)):
        if pattern.fullmatch(bare):
            return kind
    return ""


@texts.remembered
def bold_line(text: str) -> str | None:
    """Return the text of a line that is bold or italic as a whole; emphasis left open counts, as people forget it."""
    stripped = text.strip()
    if "*" not in stripped and "_" not in stripped and "<" not in stripped:
        return None
    found = _BOLD_LINE.match(stripped)
    if not found:
        return None
    inner = found[2] or found[4] or found[5] or found[6]
    if found[2] and (found[1] in found[2] and found[1] in ("**", "__", "***")):
        return None
    if found[2] and found[1] in ("*", "_") and re.search(r"(?<=\w)[*_](?=\W)|(?<=\W)[*_](?=\w)", found[2]):
        return None
    if found[4] and "**" in found[4].rstrip("*"):
        return None
    if found[5] and "**" in found[5]:
        return None
    return inner


@dataclass
class _Builder:
    document: Document
    stack: list[Unit]
    floor: int = 0
    depth: int = 0
    headings: frozenset[str] = frozenset()
    rules_separate: bool = False
    letters: dict[int, str] = field(default_factory=dict)
    waiting: dict[str, deque[Unit]] = field(default_factory=dict)
    """Questions by number and by remark, for answers that stand elsewhere."""
    asked: list[Unit] = field(default_factory=list)
    """The questions so far."""
    asked_bold: int = 0
    """How many questions so far were bold lines."""
    separated: bool = True
    """Whether a rule, a gap of markup or the beginning stands right before what comes now."""

    # ------------------------------------------------------------------ opening and closing

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
            stays = unit.role in _STICKY and top.role in (Role.QUESTION, Role.STORY)
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

    # ------------------------------------------------------------------ blocks

    def feed(self, blocks: Sequence[Block]) -> None:
        for index, block in enumerate(blocks):
            if self.top.kind == "question" and not self.top.filled and self._becomes_question(block):
                continue
            following = blocks[index + 1] if index + 1 < len(blocks) else None
            match block:
                case Heading():
                    self._heading(block)
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
                    self._rule(block, following)
                case _:
                    self.add(block)

    def _becomes_question(self, block: Block) -> bool:
        """Below a heading that only says “Question”, the first text is the question."""
        inner = block.blocks[0] if isinstance(block, Quote) and len(block.blocks) == 1 else block
        if not isinstance(inner, Paragraph) or len(inner.rows) > 3:
            return False
        unit = self.top
        unit.role, unit.confidence, unit.reason = Role.QUESTION, 0.95, "stands under the heading “Question”"
        unit.title = texts.prompt(" ".join(row.text for row in inner.rows))
        unit.lines = Lines(inner.rows[0].number, inner.rows[-1].number)
        self._asks(unit)
        return True

    @staticmethod
    def _is_form(block: Fence) -> bool:
        """Tell whether a fence holds labelled text rather than code."""
        if block.diagram or block.info.casefold() not in ("", "text", "txt", "plaintext", "md", "markdown"):
            return False
        leads = [_LEAD.match(row.text) for row in block.rows if row.text.strip()]
        roles = [role_of_label(lead[1]) for lead in leads if lead]
        return sum(r is not None and r[0] in (Role.SEGMENT, Role.ANSWER) for r in roles) >= 2

    def _inside(self, unit: Unit, blocks: Sequence[Block]) -> None:
        """Read what stands inside `unit` by its place; nothing in there closes it."""
        floor, depth = self.floor, self.depth
        self.floor, self.depth = self.stack.index(unit), depth + 1
        self.feed(blocks)
        while self.top is not unit:
            self._pop()
        self.floor, self.depth = floor, depth

    def _rule(self, block: Rule, following: Block | None) -> None:
        question = self.question()
        if (
            self.rules_separate
            and question is not None
            and question.filled
            and not (isinstance(following, Heading) and following.level * 10 > question.rank)
        ):
            while self._closable() and self.top is not question:
                self._pop()
            if self._closable():
                self._pop()
        self.add(block)

    def _heading(self, block: Heading) -> None:
        rank = block.level * 10
        unit = self._titled(block.text, block.lines, "#", rank, strong=True)
        named = self.asked[0] if self.asked and self.asked[0].kind == "question" else None
        if unit.role is Role.FOLLOW_UPS and self._holder() is None and named is not None:
            self._answer_elsewhere(named, unit)
            return
        if unit.role is Role.ANSWER:
            holder = self._asked_for(texts.without_remark(texts.plain(block.text))[1])
            if holder is not None:
                self._answer_elsewhere(holder, unit)
                return
        self.open(unit)

    def _asked_for(self, remarks: list[str]) -> Unit | None:
        """Return the earlier question that bears the same remark as an answer: `Question (EN)`, `Answer (EN)`."""
        if not remarks:
            return None
        return self._first_open(f"r{remarks}")

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

    def _titled(self, raw: str, lines: Lines, style: str, rank: int, *, strong: bool) -> Unit:
        """Return the unit that a line opens which is a title by its form."""
        title = texts.prompt(raw)
        if words.CARD_TAG.search(raw):
            return Unit(
                Role.QUESTION,
                title,
                lines,
                style,
                rank,
                raw=raw,
                container=True,
                confidence=1.0,
                reason="tagged as a card",
            )
        bare = texts.unquoted(texts.undecorated(texts.plain(raw)))
        story = words.STORY_TITLE.match(bare.casefold())
        if story and not texts.is_question(bare):
            named = texts.undecorated(texts.plain(raw))
            cut = bare[story.end() :].strip() if story.end() < len(bare) else bare
            del named
            return Unit(
                Role.STORY,
                texts.prompt(cut) or title,
                lines,
                style,
                rank,
                raw=raw,
                container=True,
                confidence=0.95,
                reason="the title says that it is a story",
            )
        if strong and _QUESTION_NAME.fullmatch(texts.label(bare)):
            return Unit(Role.SECTION, title, lines, style, rank, kind="question", raw=raw, container=True)
        marker = self._question_marker(bare, strong=True)
        found = None if texts.is_question(bare) and not words.CUE.fullmatch(texts.label(bare)) else role_of_label(bare)
        surely = texts.asks(texts.prompt(bare))
        if marker:
            surely = max(surely, 0.85)
        answer = words.ANSWER_MARKER.match(bare)
        if answer and answer["number"] and texts.asks(bare[answer.end() :]) and strong:
            title, surely, found = texts.prompt(bare[answer.end() :]), 0.85, None
        if found and found[0] is not Role.DIRECTION and not (marker and surely >= 0.9):
            role, kind = found
            if role in (Role.FRAME, Role.EXAMPLE):
                role = Role.ANGLE if role is Role.FRAME else Role.SECTION
            if role is Role.CONTENTS:
                return Unit(Role.SECTION, title, lines, style, rank, kind="contents", raw=raw, container=True)
            if role is not Role.SECTION:
                own = role in _OWN_SECTION and strong
                return Unit(role, title, lines, style, rank, kind=kind, raw=raw, container=own)
        if surely >= 0.75 and not self._closed(strong):
            reason = "the heading is a question" if strong else "the line is a question"
            if not texts.is_question(title):
                reason = "the heading asks for something" if strong else "the line asks for something"
            return Unit(
                Role.QUESTION,
                title,
                lines,
                style,
                rank,
                raw=raw,
                container=True,
                confidence=min(0.98, surely),
                reason=reason,
            )
        return Unit(Role.SECTION, title, lines, style, rank, kind=_section_kind(bare), raw=raw, container=True)

    def _closed(self, strong: bool) -> bool:
        """Tell whether questions do not begin here: in lists of cues, of questions to ask, in contents."""
        if strong:
            return False
        if not self.top.container and self.top.role in _CLOSED_TO_QUESTIONS:
            return True
        if any(unit.role in (Role.ASK, Role.AVOID, Role.MATCHES) for unit in self.stack):
            return True
        section = next((unit for unit in reversed(self.stack) if unit.role is Role.SECTION and unit.title), None)
        return section is not None and section.kind in ("contents", "resources", "advice")

    @staticmethod
    def _question_marker(text: str, *, strong: bool = False) -> re.Match[str] | None:
        found = words.QUESTION_MARKER.match(text)
        if not found:
            return None
        mark, sep = found["mark"].casefold(), found["sep"].strip()
        if mark in words.LONG_MARKS and (sep or strong):
            return found
        if found["number"] and sep:
            return found
        return None

    # ------------------------------------------------------------------ paragraphs

    def _paragraph(self, block: Paragraph, following: Block | None) -> None:
        rows = list(block.rows)
        bar = next((i for i, row in enumerate(rows) if row.text.strip() in ("?", "??")), 0)
        if 0 < bar < len(rows) - 1 and not self._closed(False):
            self._explicit(" ".join(row.text.strip() for row in rows[:bar]), rows[0], "")
            self.add(Paragraph(Lines(rows[bar + 1].number, rows[-1].number), tuple(rows[bar + 1 :])))
            return
        held: list[Row] = []
        opened = 0

        def keep() -> None:
            if held:
                self.add(Paragraph(Lines(held[0].number, held[-1].number), tuple(held)))
                held.clear()

        index = 0
        while index < len(rows):
            if "{{c" in rows[index].text:
                keep()
                self._end_marked()
            rest = rows[index : index + _AHEAD]
            taken = self._title_in_rows(rest, following, begins=index == 0, pending=bool(held), keep=keep)
            if taken:
                count, asks = taken
                opened += asks
                index += count
                continue
            held.append(rows[index])
            index += 1
        keep()
        question = self.question()
        if opened >= 2 and question is not None and question.style in ("row", "quote") and self._closable():
            while self._closable() and self.top is not question:
                self._pop()
            self._pop()

    def _title_in_rows(
        self, rows: list[Row], following: Block | None, *, begins: bool, pending: bool, keep: Callable[[], None]
    ) -> tuple[int, bool] | None:
        """Open a unit if the first of these rows is a title; return how many rows it took and if it is a question."""
        row = rows[0]
        text = row.text.strip()
        alone = len(rows) == 1
        more = not alone or (following is not None and not isinstance(following, Heading | Rule))
        opened = self._marked(rows, keep)
        if opened:
            return opened
        letter = self.letters.get(row.number)
        if letter:
            keep()
            rest = _after_letter(text)
            self._label(Role.SEGMENT, letter, _before(texts.plain(text), rest), row, rest, "marker")
            return 1, False
        bold = bold_line(text)
        told = _LEAD.match(bold) if bold and text.strip()[:1] in "*_" and not texts.is_question(bold) else None
        told_role = role_of_label(told[1]) if told else None
        if told and told_role and self._takes_lead(told_role, told[1], is_bold=True, begins=begins):
            keep()
            self._label(told_role[0], told_role[1], told[1], row, told[2], "bold")
            return 1, False
        if bold is not None and len(bold) <= 300:
            unit = self._titled(bold, Lines(row.number, row.number), "bold", RANKS["bold"], strong=False)
            if self._takes_bold(unit, bold, more=more, begins=begins):
                keep()
                self.open(unit)
                return 1, unit.role is Role.QUESTION
            return None
        lead = self._lead(text)
        if lead is not None:
            label, rest, is_bold = lead
            role = role_of_label(label)
            if role and role[0] is Role.FOLLOW_UPS and rest and not texts.asks(texts.plain(rest)):
                role = None
            if role and self._takes_lead(role, label, is_bold=is_bold, begins=begins):
                keep()
                self._label(role[0], role[1], label, row, rest, "bold" if is_bold else "row")
                return 1, False
            if is_bold and texts.is_question(label) and rest and self._takes_question("bold"):
                keep()
                self._ask(label, row, "bold", 0.95, "a bold question with its answer behind it", rest)
                return 1, True
        arrow = _ARROW.match(text)
        if arrow and self.top.role is Role.QUESTION and not self.top.filled and not pending:
            self._label(Role.ANSWER, "", "Answer", row, text[arrow.end() :], "row")
            return 1, False
        return self._plain_title(rows, following, begins=begins, more=more, keep=keep)

    def _plain_title(
        self, rows: list[Row], following: Block | None, *, begins: bool, more: bool, keep: Callable[[], None]
    ) -> tuple[int, bool] | None:
        """A row without any mark that is a title by what it says: a label, a question."""
        row = rows[0]
        text = row.text.strip()
        if len(text) > 320:
            return None
        bare = texts.undecorated(texts.plain(text))
        question = self.question()
        number = _number(text)
        if question is not None and number is not None and texts.asks(texts.prompt(bare)) >= 0.75:
            before = _number(question.raw)
            if before and before[0] == number[0] and number[1] == before[1] + 1:
                keep()
                unit = self._titled(text, Lines(row.number, row.number), question.style, question.rank, strong=True)
                unit.reason = "numbered like the questions before it"
                self.open(unit)
                return 1, True
        if begins and _NAMES.fullmatch(texts.label(bare)) and (more or len(rows) == 1):
            keep()
            title = texts.prompt(bare)
            self.open(Unit(Role.SECTION, title, Lines(row.number, row.number), "caps", 60, raw=text, container=True))
            return 1, False
        role = None if texts.is_question(bare) else role_of_label(bare)
        if role and role[0] in _OWN_SECTION and begins and more and _is_caps(bare):
            keep()
            self.open(self._titled(text, Lines(row.number, row.number), "caps", 60, strong=True))
            return 1, False
        if role and more and self._takes_row_label(role, text):
            keep()
            self._label(role[0], role[1], bare, row, "", "row")
            return 1, False
        if role and role[0] is Role.ANSWER and not more:
            keep()
            self._label(role[0], role[1], bare, row, "", "row")
            return 1, False
        if begins and more and _is_caps(bare) and not (role and role[0] in _STICKY):
            keep()
            unit = self._titled(text, Lines(row.number, row.number), "caps", 60, strong=True)
            self.open(unit)
            return 1, False
        surely = texts.asks(texts.prompt(text)) if len(texts.sentences(bare)) <= 2 else 0.0
        quoted = texts.unquoted(bare) != bare
        request = surely >= 0.9 and begins and more and len(bare.split()) <= 16
        if surely >= 0.9 and (texts.is_question(bare) or quoted or number or request):
            style = "row"
            if self.top.role is Role.FOLLOW_UPS or (self.question() is not None and self._in_follow_ups()):
                keep()
                self._ask(text, row, style, 0.93, "a question among follow-up questions")
                return 1, True
            if begins and self._takes_question(style) and (more or number):
                keep()
                self._ask(text, row, style, 0.8, "a line that is a question, with text below it")
                return 1, True
            if len(rows) > 1 and self._answers(rows[1].text) and not self._closed(False):
                keep()
                self._ask(text, row, style, 0.9, "a question with its answer marked below it")
                return 1, True
        return None

    def _in_follow_ups(self) -> bool:
        question = next((u for u in reversed(self.stack) if u.role is Role.QUESTION), None)
        return question is not None and question.parent is not None and question.parent.role is Role.FOLLOW_UPS

    @staticmethod
    def _answers(text: str) -> bool:
        bare = texts.undecorated(texts.plain(text))
        found = words.ANSWER_MARKER.match(bare)
        return bool(found and found["mark"].casefold() in words.LONG_MARKS)

    def _marked(self, rows: list[Row], keep: Callable[[], None]) -> tuple[int, bool] | None:
        """`Q:` and `A:` in any spelling."""
        row = rows[0]
        pair = _PAIR.match(row.text)
        if pair and not self._closed(False):
            keep()
            self._explicit(pair[1], row, pair[2])
            return 1, True
        bare = texts.undecorated(texts.plain(row.text))
        if len(bare) > 2000:
            bare = bare[:2000]
        asked = self._question_marker(bare)
        if asked and not self._foreign_mark(asked, rows):
            title, taken = row.text.rstrip(), 1
            joined = bare
            while taken < min(3, len(rows)) and not texts.is_question(joined) and not self._answers(rows[taken].text):
                longer = f"{joined} {texts.plain(rows[taken].text)}"
                if not texts.is_question(longer) or self._question_marker(texts.plain(rows[taken].text)):
                    break
                joined, title, taken = longer, f"{title} {rows[taken].text.strip()}", taken + 1
            keep()
            lines = Lines(row.number, rows[taken - 1].number)
            inline = _INLINE_ANSWER.search(title)
            head, rest = (title[: inline.start()], title[inline.end() :]) if inline else (title, "")
            plain_head = texts.undecorated(texts.plain(head))
            mark = self._question_marker(plain_head)
            rank = RANKS["marker"] + self.depth
            above = self.question()
            if above is not None and above.style == "marker" and mark is not None:
                deeper = _indentation(row.text) >= _indentation(above.raw) + 2
                lettered = mark["number"][-1:].isalpha() or mark["mark"].casefold() in _FOLLOWING
                if deeper or lettered:
                    rank = above.rank + 1 if above.rank == rank else max(rank, above.rank)
            unit = Unit(
                Role.QUESTION,
                texts.prompt(plain_head[mark.end() :] if mark else plain_head),
                lines,
                "marker",
                rank,
                raw=head,
                container=True,
                confidence=0.97,
                reason=f"marked as a question by “{bare[: asked.end()].strip()}”",
            )
            self.open(unit)
            if rest:
                self._label(Role.ANSWER, "", "Answer", Row(row.number, rest), rest, "marker")
            return taken, True
        found = words.ANSWER_MARKER.match(bare)
        if found and self._marks_answer(found, bare):
            keep()
            holder = self._numbered(found["number"])
            if holder is not None and holder not in self.stack[-3:]:
                unit = Unit(Role.ANSWER, "Answer", Lines(row.number, row.number), "marker", 90, raw=found["mark"])
                self._answer_elsewhere(holder, unit)
                rest = _after_marker(row.text)
                if rest:
                    self.add(Paragraph(unit.lines, (Row(row.number, rest),)))
                return 1, False
            self._label(Role.ANSWER, "", found["mark"], row, _after_marker(row.text), "marker")
            return 1, False
        return None

    def _numbered(self, number: str) -> Unit | None:
        """Return the open question with this number, where answers stand apart from their questions."""
        return self._first_open(f"n{number}") if number else None

    def _first_open(self, key: str) -> Unit | None:
        """Return the first question under this key that nothing answers yet."""
        waiting = self.waiting.get(key)
        while waiting and waiting[0].filled:
            waiting.popleft()
        return waiting[0] if waiting else None

    def _asks(self, unit: Unit) -> None:
        """Remember a question, by its number and by the remark behind it, for answers that stand elsewhere."""
        self.asked_bold += unit.style == "bold"
        self.asked.append(unit)
        raw = texts.undecorated(texts.plain(unit.raw[:300]))
        mark, listed = self._question_marker(raw), _number(unit.raw[:40])
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

    def _explicit(self, title: str, row: Row, answer: str) -> None:
        """Open a question that its author marked as one; it ends another marked before it."""
        self._end_marked()
        unit = Unit(
            Role.QUESTION, texts.prompt(title), Lines(row.number, row.number), "explicit", 96, raw=title, container=True,
            confidence=1.0, reason="marked as a card",
        )  # fmt: skip
        self.open(unit)
        if answer.strip():
            self.add(Paragraph(unit.lines, (Row(row.number, answer.strip()),)))
            if self._closable():
                self._pop()

    def _foreign_mark(self, found: re.Match[str], rows: list[Row]) -> bool:
        """Tell whether a marker is no question: one letter that no answer follows, a label that says something else."""
        mark = found["mark"].casefold()
        text = texts.undecorated(texts.plain(rows[0].text))[found.end() :]
        if mark in ("scenario", "szenario", "escenario", "scénario", "prompt", "interviewer", "кейс"):
            return texts.asks(text) < 0.9 and not any(self._answers(row.text) for row in rows[1:4])
        if mark in words.LONG_MARKS:
            return False
        return not (texts.asks(text) >= 0.75)

    def _marks_answer(self, found: re.Match[str], bare: str) -> bool:
        mark, sep = found["mark"].casefold(), found["sep"].strip()
        holder = next((u for u in reversed(self.stack) if u.role in (Role.QUESTION, Role.STORY)), None)
        if holder is None or holder.role is not Role.QUESTION:
            return bool(found["number"]) and self._numbered(found["number"]) is not None
        if mark in ("me", "you", "candidate"):
            return sep[:1] in (":", "：") and holder.style == "marker"
        if len(mark) == 1 and mark.isascii() and not found["number"]:
            return sep[:1] in (":", "：", ")", ".") and not (sep[:1] == "." and len(bare) < 4)
        return sep[:1] in (":", "：", ".", ")", "-", "–", "—") or bool(found["number"])

    # ------------------------------------------------------------------ what a line may open

    def _takes_question(self, style: str) -> bool:
        """Tell whether an unmarked question of this style opens a unit here."""
        if self._closed(False):
            return False
        question = self.question()
        if question is None:
            story = next((u for u in reversed(self.stack) if u.role is Role.STORY or u.role is Role.SEGMENT), None)
            return story is None
        return question.style == style and question.rank == RANKS[style] + (self.depth if style == "item" else 0)

    def _takes_bold(self, unit: Unit, bold: str, *, more: bool, begins: bool) -> bool:
        question = self.question()
        if unit.role is Role.QUESTION:
            if self._in_follow_ups() or self.top.role is Role.FOLLOW_UPS:
                return True
            marker = self._question_marker(texts.undecorated(texts.plain(bold)))
            if marker and not self._closed(False):
                return True
            if question is not None and question.rank < 70 and question.filled and not self._closed(False):
                request = not texts.is_question(unit.title)
                if request or self.asked_bold >= 2:
                    # A sibling that lacks the mark of a heading, or the document's usual way to ask.
                    unit.rank = question.rank
                    return True
            return self._takes_question("bold")
        if unit.role is Role.SECTION:
            if question is not None:
                numbered = _number(unit.raw)
                before = _number(question.raw)
                if (
                    question.style == "bold"
                    and numbered
                    and before
                    and numbered[0] == before[0]
                    and numbered[1] == before[1] + 1
                ):
                    unit.role, unit.confidence, unit.reason = (
                        Role.QUESTION,
                        0.75,
                        "numbered like the questions before it",
                    )
                    return True
                set_off = question.style == "bold" and self.separated and question.filled
                return set_off and more and not bold.rstrip().endswith((":", "："))
            if self._within_story() or self.top.role in (Role.SEGMENT, Role.ASK, Role.AVOID, Role.ANSWER, Role.VERSION):
                return False
            return more and len(bold) <= 120
        return self._takes_lead((unit.role, unit.kind), bold, is_bold=True, begins=begins)

    def _within_story(self) -> bool:
        return any(u.role in (Role.STORY, Role.SEGMENT) for u in self.stack)

    def _takes_lead(self, role: tuple[Role, str], label: str, *, is_bold: bool, begins: bool) -> bool:
        """Tell whether a label that is bold or has a colon opens a unit here."""
        kind = role[0]
        if kind in (Role.EXAMPLE, Role.FRAME, Role.CONTENTS):
            return False
        if kind is Role.DIRECTION:
            return False
        holder = self._holder()
        if kind is Role.ANSWER:
            return self._takes_answer(holder, label)
        if kind is Role.INSTEAD:
            beside = [self.top, *_last(self.top), *(_last(self.top.parent) if self.top.parent else ())]
            return any(isinstance(u, Unit) and u.role in (Role.AVOID, Role.INSTEAD) for u in beside)
        if kind in (Role.POINTS, Role.SAY, Role.ANGLE, Role.FOLLOW_UPS, Role.CUE):
            return True
        if kind is Role.MATCHES:
            return holder is not None
        return True

    def _takes_answer(self, holder: Unit | None, label: str) -> bool:
        if holder is None or holder.role is not Role.QUESTION:
            return False
        said = sum(_weight(part) for part in holder.parts[:_AHEAD] if not isinstance(part, Unit))
        answers = [u for u in _last(holder) if isinstance(u, Unit) and u.role in (Role.ANSWER, Role.SEGMENT)]
        bare = texts.label(label)
        plain_word = re.fullmatch(
            r"(?:your |my |the |sample )?answer|ans|a|antwort|respuesta|resposta|réponse|ответ|答案|回答|答", bare
        )
        if answers and any(u.filled for u in answers):
            return bool(plain_word)
        return said < 40 or bool(plain_word)

    def _takes_row_label(self, role: tuple[Role, str], text: str) -> bool:
        """Tell whether a row without marks opens a unit by being a label alone."""
        kind = role[0]
        colon = text.rstrip().endswith((":", "："))
        if colon:
            return self._takes_lead(role, text, is_bold=False, begins=True)
        if kind in (Role.EXAMPLE, Role.FRAME, Role.CONTENTS, Role.DIRECTION, Role.INSTEAD, Role.POINTS):
            return False
        if text.rstrip().endswith((".", "!", ",", ";", "。")):
            return False
        if kind is Role.ANSWER:
            return self._takes_answer(self._holder(), text)
        if kind is Role.SEGMENT:
            return self._holder() is not None or len(text.split()) <= 3
        if kind in (Role.ANGLE, Role.CUE, Role.MATCHES):
            return self._holder() is not None or len(text.split()) >= 3
        return len(text) <= 60

    def _holder(self) -> Unit | None:
        """Return the question or story that a label here belongs to; a section with segments tells a story too."""
        for unit in reversed(self.stack):
            if unit.role in (Role.QUESTION, Role.STORY):
                return unit
            if unit.role is Role.SECTION and unit.segments >= 2:
                return unit
        return None

    @staticmethod
    def _lead(text: str) -> tuple[str, str, bool] | None:
        """Split `**Label:** rest`, `Label: rest`, `*Label* — rest`."""
        bold = _BOLD_LEAD.match(text)
        if bold:
            label, rest = bold[1] + bold[3], text[bold.end() :]
            stripped = rest.lstrip(" :：–—-")
            ended = label.rstrip().endswith((":", "：", ".", "?", "？", ")", "）")) or rest[:1] in (
                ":",
                "：",
                "–",
                "—",
                "-",
                "(",
            )
            if rest.startswith(("(", "（")):
                inside, _, after = rest.partition(")" if rest[0] == "(" else "）")
                if after.lstrip()[:1] in (":", "：", "–", "—", "-") or not after.strip():
                    label, stripped = f"{label} {inside})", after.lstrip(" :：–—-")
                else:
                    stripped = rest
            if ended and len(label) <= 200:
                return label, stripped.strip(), True
            return None
        framed = _FRAMED.match(text)
        if framed:
            return framed[1], framed[2].strip(), True
        found = _LEAD.match(text)
        if found and not found[2].startswith("//"):
            return found[1], found[2].strip(), False
        return None

    def _label(self, role: Role, kind: str, label: str, row: Row, rest: str, style: str) -> Unit:
        unit = Unit(role, texts.prompt(label) or label, Lines(row.number, row.number), style, 90, kind=kind, raw=label)
        self.open(unit)
        if rest.strip():
            self.add(Paragraph(Lines(row.number, row.number), (Row(row.number, rest.strip()),)))
        return unit

    def _ask(self, text: str, row: Row, style: str, confidence: float, reason: str, rest: str = "") -> Unit:
        rank = RANKS[style] + (self.depth if style in ("item", "marker") else 0)
        unit = Unit(
            Role.QUESTION,
            texts.prompt(text),
            Lines(row.number, row.number),
            style,
            rank,
            raw=text,
            container=True,
            confidence=confidence,
            reason=reason,
        )
        self.open(unit)
        if rest.strip():
            self.add(Paragraph(Lines(row.number, row.number), (Row(row.number, rest.strip()),)))
        return unit

    # ------------------------------------------------------------------ lists

    def _list(self, block: ListBlock, following: Block | None) -> None:
        contents = self._is_contents(block)
        if not contents and self.top.kind == "contents" and self._closable():
            self._pop()
        if contents:
            unit = Unit(
                Role.SECTION,
                "",
                Lines(block.lines.start, block.lines.start),
                "list",
                99,
                kind="contents",
                container=False,
            )
            unit.parts.append(block)
            unit.parent = self.top
            self.top.parts.append(unit)
            return
        if self._answers_list(block):
            return
        plans = [self._plan(item, block) or self._group(item) for item in block.items]
        asked = [plan for plan in plans if plan and plan[0] == "ask"]
        if asked and not self._list_asks(block, plans, following):
            plans = [None if plan and plan[0] == "ask" else plan for plan in plans]
        elif asked and self._topics_too(asked, plans):
            plans = [plan or self._topic(item) for plan, item in zip(plans, block.items, strict=True)]
        elif not any(plans) and self._next_in_line(block, following):
            plans = [("ask", *self._head(block.items[0]))]
        if not any(plans):
            self.add(block)
            return
        loose: list[Item] = []

        def keep() -> None:
            if loose:
                while (
                    self._closable()
                    and not self.top.container
                    and self.top.role in _OWN_FEW
                    and self.top.style == "item"
                ):
                    self._pop()
                self.add(ListBlock(Lines(loose[0].lines.start, loose[-1].lines.end), tuple(loose)))
                loose.clear()

        for index, (item, plan) in enumerate(zip(block.items, plans, strict=True)):
            if plan is None:
                loose.append(item)
                continue
            keep()
            self._item(item, plan, last=index == len(block.items) - 1)
        keep()

    def _topic(self, item: Item) -> tuple[str, str, int] | None:
        """Plan an item among questions: with something below it, it is asked like them."""
        head, count = self._head(item)
        if not item.blocks or not head:
            return None
        return ("advice" if _section_kind(head) else "topic"), head, count

    def _next_in_line(self, block: ListBlock, following: Block | None) -> bool:
        """Tell whether a numbered line goes on the numbers of the questions before it, and an answer follows."""
        question = self.question()
        number = re.search(r"\d{1,3}", block.items[0].marker)
        if question is None or number is None or len(block.items) != 1 or not isinstance(following, Paragraph):
            return False
        return (
            question.style == "item" and question.number == int(number[0]) - 1 and self._answers(following.rows[0].text)
        )

    def _topics_too(self, asked: Sequence[tuple[str, str, int]], plans: Sequence[tuple[str, str, int] | None]) -> bool:
        """Tell whether the other items of a list are asked as well: at least half of it are questions."""
        least = 1 if self.top.style == "item" or any(u.style == "item" for u in self.asked) else 2
        open_ = [plan for plan in plans if plan is None or plan[0] == "ask"]
        return len(asked) >= least and len(asked) * 2 >= len(open_)

    def _answers_list(self, block: ListBlock) -> bool:
        """Give the items of a numbered list under “Answers” to the questions with their numbers."""
        titles = [self.top.title, *(u.title for u in self.stack if u.role is Role.SECTION)]
        if not block.ordered or not any(_ANSWERS.fullmatch(texts.label(t)) for t in titles if t):
            return False
        numbers = [re.search(r"\d{1,3}", item.marker) for item in block.items]
        holders = [self._first_open(f"n{number[0]}") if number else None for number in numbers]
        if len(self.asked) < 2 or len(set(map(id, holders))) < len(holders):
            return False
        found = [holder for holder in holders if holder is not None]
        if len(found) < len(holders):
            return False
        for item, holder in zip(block.items, found, strict=True):
            answer = Unit(
                Role.ANSWER,
                "Answer",
                Lines(item.lines.start, item.lines.start),
                "item",
                90,
                raw="",
                parent=holder,
                elsewhere=True,
            )
            if item.rows:
                answer.parts.append(Paragraph(Lines(item.rows[0].number, item.rows[-1].number), item.rows))
            answer.parts.extend(item.blocks)
            holder.parts.append(answer)
        return True

    def _is_contents(self, block: ListBlock) -> bool:
        """Tell whether a list is a table of contents: links into the document, or its headings once more."""
        if self.top.kind == "contents" and not any(
            isinstance(child, Paragraph | Fence) for item in block.items for child in item.blocks
        ):
            return True
        items = [i for b in walk((block,)) if isinstance(b, ListBlock) for i in b.items if i.rows]
        if not items:
            return False
        linked = sum(1 for i in items if _ANCHOR.search(i.rows[0].text))
        if (linked >= 2 and linked * 10 >= len(items) * 7) or (
            linked == len(items) == 1 and "[[#" in items[0].rows[0].text
        ):
            return True
        known = sum(1 for i in items if texts.key(texts.prompt(i.rows[0].text)) in self.headings)
        return len(items) >= 3 and known * 10 >= len(items) * 7

    @staticmethod
    def _head(item: Item) -> tuple[str, int]:
        """Return the title of an item and how many of its rows it takes."""
        if not item.rows:
            return "", 0
        first = item.rows[0].text.strip()
        if len(item.rows) > 1 and not texts.is_question(texts.plain(first)):
            joined = first
            for count, row in enumerate(item.rows[1:3], 2):
                joined = f"{joined} {row.text.strip()}"
                if texts.is_question(texts.plain(joined)) or (bold_line(joined) and not bold_line(first)):
                    return joined, count
        return first, 1

    def _plan(self, item: Item, block: ListBlock) -> tuple[str, str, int] | None:
        """Return what an item does: opens a question or a label, or nothing."""
        head, count = self._head(item)
        if not head or len(head) > 600:
            return None
        bare = texts.undecorated(texts.plain(head))
        if words.CARD_TAG.search(head) or (_PAIR.match(head) and not _PROPERTY.match(head)):
            return "card", head, count
        if self.letters.get(item.lines.start):
            return "letter", head, count
        marker = self._question_marker(bare)
        if marker and not self._foreign_item(marker, item, bare):
            return "ask", head, count
        answer = words.ANSWER_MARKER.match(bare)
        if answer and self._marks_answer_item(answer, bare, block):
            return "answer", head, count
        if item.checkbox:
            return None
        heading = re.match(r"#{1,6}\s+(?=\S)", head)
        if heading and texts.asks(texts.prompt(head)) >= 0.75:
            return "ask", head, count
        bold = bold_line(head)
        if bold is not None:
            role = None if texts.is_question(bold) else role_of_label(bold)
            if (
                role
                and role[0]
                not in (Role.EXAMPLE, Role.FRAME, Role.CONTENTS, Role.DIRECTION, Role.INSTEAD, Role.POINTS, Role.SAY)
                and (item.blocks or len(item.rows) > 1 or head.rstrip("*_ ").endswith(":"))
            ):
                return "label", bold, count
        lead = self._lead(head)
        if lead:
            role = role_of_label(lead[0])
            if role and self._takes_item_label(role, lead[0], lead[2], block):
                return "lead", head, count
            if lead[2] and texts.is_question(lead[0]) and lead[1]:
                return "ask", head, count
        if not item.blocks and len(item.rows) == 1 and not texts.is_question(bare):
            role = role_of_label(bare)
            if (
                role
                and role[0] in (Role.ANGLE, Role.CUE, Role.FOLLOW_UPS, Role.ANSWER)
                and len(bare.split()) >= 2
                and item is not block.items[0]
            ):
                return "label", head, count
        surely = texts.asks(texts.prompt(head))
        if surely >= 0.9 or (surely >= 0.75 and item.blocks and not item.marker):
            return "ask", head, count
        if head.rstrip().endswith((":", "：")) and item.blocks:
            role = role_of_label(head)
            if role and role[0] in (Role.ASK, Role.AVOID, Role.FOLLOW_UPS):
                return "label", head, count
        then = _QUESTION_THEN.match(bare)
        if then and texts.asks(then[1]) >= 0.9 and len(texts.sentences(then[1])) == 1:
            return "ask", head, count
        return None

    def _group(self, item: Item) -> tuple[str, str, int] | None:
        """Tell whether an item is a topic above questions."""
        if self.question() is not None or self._closed(False) or not item.rows or item.checkbox:
            return None
        for block in item.blocks:
            if not isinstance(block, ListBlock):
                continue
            asking = [i for i in block.items if i.rows and texts.asks(texts.prompt(self._head(i)[0])) >= 0.9]
            answered = [i for i in asking if i.blocks]
            if asking and (
                answered
                or (len(asking) * 2 > len(block.items) and words.QUESTION_WORDS.search(item.rows[0].text.casefold()))
            ):
                return "group", self._head(item)[0], self._head(item)[1]
        return None

    def _asks_first(self, block: ListBlock) -> bool:
        """Tell whether a list is a filled form that begins with its question."""
        first = block.items[0]
        if not first.rows:
            return False
        bare = texts.undecorated(texts.plain(first.rows[0].text))
        return self._question_marker(bare) is not None

    @staticmethod
    def _foreign_item(marker: re.Match[str], item: Item, bare: str) -> bool:
        mark = marker["mark"].casefold()
        if mark in ("scenario", "szenario", "escenario", "scénario", "prompt", "interviewer", "кейс"):
            return not item.blocks
        return mark not in words.LONG_MARKS and texts.asks(bare[marker.end() :]) < 0.75

    def _marks_answer_item(self, found: re.Match[str], bare: str, block: ListBlock) -> bool:
        if not self._marks_answer(found, bare):
            return False
        return found["sep"].strip()[:1] in (":", "：", ")")

    def _takes_item_label(self, role: tuple[Role, str], label: str, is_bold: bool, block: ListBlock) -> bool:
        kind = role[0]
        if kind in (Role.EXAMPLE, Role.FRAME, Role.CONTENTS, Role.DIRECTION, Role.INSTEAD):
            return False
        if kind is Role.SEGMENT:
            roles = set()
            for item in block.items:
                lead = self._lead(item.rows[0].text) if item.rows else None
                found = role_of_label(lead[0] if lead else item.rows[0].text) if item.rows else None
                if found and found[0] is Role.SEGMENT:
                    roles.add(found[1])
            return len(roles) >= 3 or (len(roles) >= 2 and self._within_story())
        if kind is Role.AVOID:
            return True
        if kind is Role.ANSWER:
            return self._takes_answer(self._holder(), label) or self._asks_first(block)
        if kind in (
            Role.SAY,
            Role.POINTS,
            Role.VERSION,
            Role.CUE,
            Role.FOLLOW_UPS,
            Role.ANGLE,
            Role.MATCHES,
        ):
            return self._holder() is not None or self._asks_first(block)
        return False

    def _list_asks(self, block: ListBlock, plans: list[tuple[str, str, int] | None], following: Block | None) -> bool:
        """Tell whether the questions in a list are asked by it."""
        asked = [(i, p) for i, p in zip(block.items, plans, strict=True) if p and p[0] == "ask"]
        marked = [p for _, p in asked if p and self._question_marker(texts.undecorated(texts.plain(p[1])))]
        if marked and not self._closed(False):
            return True
        if self.top.role is Role.FOLLOW_UPS or self._in_follow_ups():
            return True
        if self._closed(False) or not self._takes_question("item"):
            return False
        answered = [
            1
            for i, p in asked
            if i.blocks or (p and _QUESTION_THEN.match(texts.plain(p[1]))) or len(i.rows) > (p[2] if p else 1)
        ]
        if answered and len(asked) * 3 >= len(block.items):
            return True
        last = block.items[-1]
        if (
            asked
            and asked[-1][0] is last
            and len(block.items) <= 1
            and isinstance(following, Paragraph | ListBlock | Quote | Details)
        ):
            return True
        before = self._before()
        if (
            before is not None
            and re.search(r"[:：]\s*$", before)
            and not words.QUESTION_WORDS.search(before.casefold())
        ):
            return False
        return len(asked) * 10 >= len(block.items) * 7 and (len(asked) >= 2 or block.ordered)

    def _before(self) -> str | None:
        """Return the row right before what comes now, in the same unit."""
        last = self.top.parts[-1] if self.top.parts else None
        return last.rows[-1].text if isinstance(last, Paragraph) else None

    def _item(self, item: Item, plan: tuple[str, str, int], *, last: bool) -> None:
        action, head, count = plan
        row = Row(item.lines.start, head)
        lines = Lines(item.lines.start, item.rows[count - 1].number if item.rows else item.lines.start)
        rest = list(item.rows[count:])
        unit: Unit
        if action == "card":
            pair = _PAIR.match(head)
            self._explicit(pair[1] if pair else head, row, pair[2] if pair else "")
            unit = self.asked[-1]
            if pair:
                self.stack.append(unit)
        elif action in ("ask", "topic"):
            plain_head = texts.undecorated(texts.plain(head))
            marker = self._question_marker(plain_head)
            inline = _INLINE_ANSWER.search(head)
            lead = self._lead(head)
            then = _QUESTION_THEN.match(texts.plain(head))
            answer = ""
            if inline:
                head, answer = head[: inline.start()], head[inline.end() :]
            elif lead and lead[2] and texts.is_question(lead[0]) and lead[1]:
                head, answer = lead[0], lead[1]
            elif then and not texts.is_question(plain_head) and texts.asks(texts.prompt(then[1])) >= 0.75:
                head, answer = then[1], then[2]
            plain_head = texts.undecorated(texts.plain(head))
            marker = self._question_marker(plain_head)
            style = "marker" if marker else "item"
            confidence = 0.97 if marker else 0.9 if item.blocks or rest or answer else 0.8
            reason = (
                "a list item that is a question, with its answer below"
                if item.blocks or rest or answer
                else "a question in a list of questions"
            )
            if marker:
                reason = f"marked as a question by “{plain_head[: marker.end()].strip()}”"
            if action == "topic":
                confidence, reason = 0.7, "a list item like the questions around it"
            unit = Unit(
                Role.QUESTION,
                texts.prompt(plain_head[marker.end() :] if marker else head),
                lines,
                style,
                RANKS[style] + self.depth,
                raw=head,
                container=True,
                confidence=confidence,
                reason=reason,
            )
            self.open(unit)
            if answer.strip():
                self.add(Paragraph(lines, (Row(lines.end, answer.strip()),)))
        elif action == "group":
            unit = Unit(
                Role.SECTION, texts.prompt(head), lines, "item", RANKS["item"] + self.depth, raw=head, container=True
            )
            self.open(unit)
        elif action == "advice":
            unit = Unit(
                Role.SECTION,
                texts.prompt(head),
                lines,
                "item",
                RANKS["item"] + self.depth,
                kind="advice",
                raw=head,
                container=True,
            )
            self.open(unit)
        elif action == "answer":
            unit = self._label(Role.ANSWER, "", "Answer", row, _after_marker(head), "marker")
        elif action == "letter":
            letter = self.letters[item.lines.start]
            told = _after_letter(head)
            unit = self._label(Role.SEGMENT, letter, _before(texts.plain(head), told), row, told, "marker")
        elif action == "label":
            role = role_of_label(head)
            unit = self._label(role[0] if role else Role.ANGLE, role[1] if role else "", head, row, "", "item")
        else:
            lead = self._lead(head)
            assert lead is not None
            role = role_of_label(lead[0])
            assert role is not None
            unit = self._label(role[0], role[1], lead[0], row, lead[1], "item")
        unit.lines = lines
        numbered = re.search(r"\d{1,3}", item.marker)
        unit.number = int(numbered[0]) if numbered else None
        if numbered and unit.role is Role.QUESTION:
            self._wait(f"n{numbered[0]}", unit)
        inner: list[Block] = []
        if rest:
            inner.append(Paragraph(Lines(rest[0].number, rest[-1].number), tuple(rest)))
        inner.extend(item.blocks)
        if inner:
            self._inside(unit, inner)
            if unit.role is Role.QUESTION and not last and self._closable() and self.top is unit:
                self._pop()

    # ------------------------------------------------------------------ the other blocks

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
            role = role_of_label(block.title or block.callout)
            asks = texts.asks(texts.prompt(block.title)) if block.title else 0.0
            unit: Unit | None = None
            if asks >= 0.75 or (block.callout in ("question", "faq", "help", "q", "card", "flashcard") and block.title):
                unit = self._titled(block.title, lines, "callout", RANKS["callout"] + self.depth, strong=True)
                unit.role, unit.container = Role.QUESTION, True
                unit.reason, unit.confidence = "a callout that asks", 0.95
            elif (
                role
                and role[0] not in (Role.EXAMPLE, Role.DIRECTION, Role.FRAME, Role.CONTENTS)
                and self._holder() is not None
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
            marker = (
                self._question_marker(bare) or words.ANSWER_MARKER.match(bare)
                if self.question()
                else self._question_marker(bare)
            )
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
        if any(_ANCHOR.search(cell) for column in cells for cell in column):
            return None
        asking = [sum(texts.asks(texts.prompt(cell)) >= 0.75 for cell in column) for column in cells]
        labels = [texts.label(h) for h in block.header]
        ask = next(
            (
                c
                for c, name in enumerate(labels)
                if re.fullmatch(
                    r"(?:the )?(?:questions?|q|frage|pregunta|pergunta|domanda|вопрос|问题|質問|질문|interview question|prompt)",
                    name,
                )
            ),
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


def _last(unit: Unit) -> list[Part]:
    """Return the last parts of a unit."""
    return unit.parts[-_AHEAD:]


def _is_caps(text: str) -> bool:
    """Tell whether a short line is written in capitals, as plain text writes headings."""
    letters = [c for c in text if c.isalpha()]
    return (
        len(letters) >= 5
        and len(text) <= 60
        and all(c.isupper() for c in letters)
        and (" " in text.strip() or len(letters) >= 7)
        and not re.search(r"[=;{}()<>*]|\d{3}", text)
    )


def _indentation(text: str) -> int:
    return len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip())


_FOLLOWING = frozenset(
    ("follow-up", "follow up", "followup", "nachfrage", "rückfrage", "repregunta", "relance", "追问")
)


def _before(text: str, rest: str) -> str:
    """Return the label in front of the rest of a line."""
    return text[: len(text) - len(rest)].strip(" :：-–—") if rest and text.endswith(rest) else text


def _after_letter(raw: str) -> str:
    """Return what stands behind `S:`, `**T** –`, `A – Action:` and the like."""
    rest = re.sub(r"^\W{0,4}[A-Za-z]\W{1,6}", "", texts.plain(raw), count=1)
    label = re.match(r"([^\W\d_]{3,16})\s*[:：]\s*", rest)
    if label and role_of_label(label[1]):
        rest = rest[label.end() :]
    found = role_of_label(rest)
    return "" if found and found[0] is Role.SEGMENT else rest


def _after_marker(raw: str) -> str:
    """Return what stands behind `A:`, `**Answer:**` and the like in a line as written."""
    found = re.match(
        r"[\s*_>👉➡→▶🅰\ufe0f-]*(?:[^\s:：.)、．]{1,24}?)(?:\s*\d{0,3})?\s*(?:\([^()]{0,40}\)\s*)?[*_]{0,3}\s*[.:)：）、．\]–—-]+\s*([*_]{1,3}(?=\s|$))?\s*",
        raw,
    )
    rest = raw[found.end() :] if found else raw
    stripped = rest.strip()
    for mark in ("***", "**", "__", "*", "_"):
        if stripped.endswith(mark) and stripped[: -len(mark)].count(mark) % 2 == 0:
            return stripped[: -len(mark)].strip()
    return stripped.lstrip("*_").strip() if stripped.startswith(("** ", "* ", "__ ")) else stripped


def _weight(part: Block | Unit) -> int:
    """Return how many words a part has."""
    from srs.reading.document import rows_of

    if isinstance(part, Unit):
        return sum(_weight(p) for p in part.parts)
    return sum(len(row.text.split()) for row in rows_of(part))


def _letters(blocks: Iterable[Block]) -> dict[int, str]:
    """Return the lines that open segments by a letter: S, T, A, R in order, or C, A, R or S, O, A, R."""
    from srs.reading.document import rows_of

    marks: list[tuple[int, str]] = []
    seen: set[int] = set()
    for block in blocks:
        if isinstance(block, Heading | Rule | Markup):
            continue
        for row in rows_of(block):
            if row.number in seen:
                continue
            seen.add(row.number)
            found = re.match(r"\W{0,5}([STARCOLstarcol])\W{0,3}?(?:\s*[:：.)–—]|\s-\s|\*\*\s)", row.text)
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
    builder = _Builder(
        document, [root], headings=known - {""}, rules_separate=_rules_separate(blocks), letters=_letters(blocks)
    )
    builder.feed(blocks)
    _infer_from_siblings(root)
    _infer_topics(root)
    return root


def _infer_topics(root: Unit) -> None:
    """In notes without questions, short titles over short definitions are what one is asked."""
    units = list(root.all())
    if any(u.role in (Role.QUESTION, Role.STORY, Role.SEGMENT) for u in units):
        return
    for unit in units:
        leaves = [u for u in unit.units if u.role is Role.SECTION and not u.kind and u.title and not u.units]
        defined = [u for u in leaves if _defines(u)]
        if len(defined) >= 3 and len(defined) * 4 >= len(unit.units) * 3:
            for leaf in defined:
                leaf.role, leaf.reason = Role.QUESTION, "a term with its definition"
                leaf.confidence = 0.65 if len(defined) >= 4 else 0.55


def _defines(unit: Unit) -> bool:
    """Tell whether a section is a term with what it means."""
    said = [b for b in unit.blocks if not isinstance(b, Rule | Markup | Comment)]
    weight = sum(_weight(b) for b in said)
    return bool(said) and isinstance(said[0], Paragraph) and 3 <= weight <= 120 and len(unit.title.split()) <= 7


def _infer_from_siblings(root: Unit) -> None:
    """A section numbered like the questions beside it, or set off like them, is a question too."""
    for unit in root.all():
        groups: dict[tuple[str, int], list[Unit]] = {}
        for child in unit.units:
            if child.container and child.role in (Role.QUESTION, Role.SECTION):
                groups.setdefault((child.style, child.rank), []).append(child)
        for (style, _), group in groups.items():
            asked = [u for u in group if u.role is Role.QUESTION]
            if len(asked) < 2 or len(asked) * 2 < len(group):
                continue
            numbers = [_number(u.raw) for u in asked]
            styles = {n[0] for n in numbers if n}
            for other in group:
                if (
                    other.role is not Role.SECTION
                    or other.kind
                    or not other.filled
                    or any(u.role is Role.QUESTION for u in other.units)
                ):
                    continue
                number = _number(other.raw)
                if number and number[0] in styles and sum(n is not None for n in numbers) * 2 > len(numbers):
                    other.role, other.confidence, other.reason = (
                        Role.QUESTION,
                        0.75,
                        "numbered like the questions beside it",
                    )
                elif style == "bold" and not other.raw.rstrip().endswith((":", "：")):
                    other.role, other.confidence, other.reason = (
                        Role.QUESTION,
                        0.7,
                        "a bold line like the questions beside it",
                    )
