"""What a line opens that is a title by its form, and whether it may open it where it stands."""

from __future__ import annotations

import re

from srs.model import Lines
from srs.notes import text as texts
from srs.notes import words
from srs.notes.outline.lines import AHEAD, FOLLOWING, answers, number_of, role_of_title, section_kind
from srs.notes.outline.stack import OWN_SECTION, Stack, last_parts, weight_of
from srs.notes.outline.units import RANKS, Unit
from srs.notes.sayings import names_figures
from srs.notes.words import Role
from srs.reading.document import Paragraph, Row

_PART, _ROMAN_PART = 60, 50
"""The ranks of lines that head parts of a page without the mark of a heading."""


class Titles(Stack):
    """Opens units for titles, labels and questions."""

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
        if lines.start in self.page.back:
            return Unit(Role.ASK, title, lines, style, rank, raw=raw, container=strong)
        bare = texts.unquoted(texts.undecorated(texts.plain(raw)))
        story = words.STORY_TITLE.match(bare.casefold())
        if story and not texts.is_question(bare):
            cut = bare[story.end() :].strip() if story.end() < len(bare) else bare
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
        if strong and words.QUESTION_NAME.fullmatch(texts.label(bare)):
            return Unit(Role.SECTION, title, lines, style, rank, kind="question", raw=raw, container=True)
        marker = self._marks_question(bare, strong=True)
        found = None if texts.is_question(bare) and not words.CUE.fullmatch(texts.label(bare)) else role_of_title(raw)
        surely = texts.asks(texts.prompt(bare))
        if marker:
            surely = max(surely, 0.85)
            title = texts.prompt(bare[marker.end() :])
        answer = words.ANSWER_MARKER.match(bare)
        if answer and answer["number"] and texts.asks(bare[answer.end() :]) and strong:
            title, surely, found = texts.prompt(bare[answer.end() :]), 0.85, None
        if found and found[0] is not Role.DIRECTION and not (marker and surely >= 0.9):
            role, kind = found
            lone = self.page.lone_segment and style == "#"
            if role is Role.SEGMENT and (lone or names_figures(title)) and not self._within_story():
                return Unit(Role.SECTION, title, lines, style, rank, raw=raw, container=True)
            if role in (Role.FRAME, Role.EXAMPLE):
                role = Role.ANGLE if role is Role.FRAME else Role.SECTION
            if role is Role.CONTENTS:
                return Unit(Role.SECTION, title, lines, style, rank, kind="contents", raw=raw, container=True)
            if role is not Role.SECTION:
                own = role in OWN_SECTION and strong
                return Unit(role, title, lines, style, rank, kind=kind, raw=raw, container=own)
        if surely >= 0.75 and (not self._closed(strong) or self._is_past_remark(style)):
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
        kind = (
            "" if rank <= self.page.title_rank and len(self.stack) == 1 else section_kind(bare)
        )  # a document's own title is no advice
        return Unit(Role.SECTION, title, lines, style, rank, kind=kind, raw=raw, container=True)

    def _part(self, raw: str, row: Row) -> None:
        """Open a line that heads what stands below it without the mark of a heading, as one in capitals does."""
        self.open(self._titled(raw, Lines(row.number, row.number), "caps", _PART, strong=True))

    def _section(self, title: str, row: Row, raw: str) -> None:
        """Open such a line as an ordinary section, whatever its words announce elsewhere."""
        lines = Lines(row.number, row.number)
        self.open(Unit(Role.SECTION, texts.prompt(title), lines, "caps", _PART, raw=raw, container=True))

    def _roman_part(self, row: Row) -> Unit:
        """Open a part of the page under its Roman number."""
        lines = Lines(row.number, row.number)
        unit = self._titled(self.page.romans[row.number], lines, "caps", _ROMAN_PART, strong=True)
        unit.container, unit.rank = True, _ROMAN_PART
        return self.open(unit)

    def _label(self, role: Role, kind: str, label: str, row: Row, rest: str, style: str) -> Unit:
        unit = Unit(role, texts.prompt(label) or label, Lines(row.number, row.number), style, 90, kind=kind, raw=label)
        self.open(unit)
        if rest.strip():
            self.add(Paragraph(Lines(row.number, row.number), (Row(row.number, rest.strip()),)))
            if role is Role.SAY and self._closable() and not _left_open(rest):
                self._pop()  # the wording stands on the line of its label; what comes below is no part of it
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

    def _explicit(self, title: str, row: Row, answer: str) -> None:
        """Open a question that its author marked as one; it ends another marked before it."""
        self._end_marked()
        unit = Unit(
            Role.QUESTION,
            texts.prompt(title),
            Lines(row.number, row.number),
            "explicit",
            96,
            raw=title,
            container=True,
            confidence=1.0,
            reason="marked as a card",
        )
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
            return texts.asks(text) < 0.9 and not any(answers(row.text) for row in rows[1:4])
        if mark in FOLLOWING and texts.asks(text) < 0.75 and not any(answers(row.text) for row in rows[1:4]):
            return bool(text)
        if mark in words.LONG_MARKS:
            return False
        return not (texts.asks(text) >= 0.75)

    def _marks_answer(self, found: re.Match[str], bare: str) -> bool:
        mark, sep = found["mark"].casefold(), found["sep"].strip()
        holder = next((u for u in reversed(self.stack) if u.role in (Role.QUESTION, Role.STORY)), None)
        if holder is None and len(mark) > 1 and not found["number"] and sep[:1] in (":", "："):
            holder = self._asked_by_answer(self.top) if mark in words.LONG_MARKS else None
        if holder is None or holder.role is not Role.QUESTION:
            return bool(found["number"]) and self._numbered(found["number"]) is not None
        if mark in ("me", "you", "candidate"):
            return sep[:1] in (":", "：") and holder.style == "marker"
        if len(mark) == 1 and mark.isascii() and not found["number"]:
            dashed = sep[:1] in ("-", "–", "—") and holder.style == "marker" and not holder.filled
            return dashed or (sep[:1] in (":", "：", ")", ".") and not (sep[:1] == "." and len(bare) < 4))
        return sep[:1] in (":", "：", ".", ")", "-", "–", "—") or bool(found["number"])

    def _takes_question(self, style: str) -> bool:
        """Tell whether an unmarked question of this style opens a unit here."""
        if self._closed(False) and not self._is_past_remark(style):
            return False
        question = self.question()
        if question is None:
            story = next((u for u in reversed(self.stack) if u.role is Role.STORY or u.role is Role.SEGMENT), None)
            return story is None
        rank = RANKS[style] + (self.depth if style == "item" else 0)
        follows = question.style in ("item", "follow") or question.rank >= RANKS["follow"]
        if follows and style == "bold":
            outer = next((u for u in reversed(self.stack) if u.role is Role.QUESTION and u.style == style), question)
            return outer.style == style and self.stack.index(outer) > self.floor
        return question.style == style and question.rank == rank

    def _is_past_remark(self, style: str) -> bool:
        """Tell whether a bold line stands behind a remark on the bold question before it, which says all that it has
        to say: it asks like that one, and is no part of the remark."""
        top = self.top
        question = next((u for u in reversed(self.stack) if u.role is Role.QUESTION and u.rank <= RANKS["bold"]), None)
        if style != "bold" or top.role not in (Role.CUE, Role.ANGLE, Role.POINTS, Role.SAY) or not top.filled:
            return False
        return question is not None and question.style == style and self.stack.index(question) > self.floor

    def _leaves_for_number(self, text: str) -> bool:
        """Tell whether a numbered question begins behind the answer of one that has another form."""
        question = self.question()
        if question is None or question.rank < 70 or not question.filled or question.style in ("item", "follow"):
            return False
        numbered = number_of(question.raw) is not None
        return texts.is_question(text) and not (numbered or self.floor or self._within_story() or self._closed(False))

    def _takes_bold(self, unit: Unit, bold: str, *, more: bool, begins: bool) -> bool:
        question = self.question()
        if (
            question is not None
            and question.style == "bold"
            and unit.role in (Role.SECTION, Role.FOLLOW_UPS)
            and _begin_alike(question.raw, bold)
        ):
            unit.role, unit.container, unit.confidence = Role.QUESTION, True, 0.75
            unit.reason = "begins like the question before it"
            if not _begin_alike(question.title, bold):
                unit.title = texts.prompt(" ".join(texts.plain(bold).split()[3:])) or unit.title
            return True
        if unit.role is Role.QUESTION:
            if self._in_follow_ups() or self.top.role is Role.FOLLOW_UPS:
                return True
            marker = self._marks_question(texts.undecorated(texts.plain(bold)))
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
            if question is not None and more and words.QUESTION_WORDS.search(texts.label(bold)):
                return question.style == "bold" and question.filled
            if question is not None:
                numbered = number_of(unit.raw)
                before = number_of(question.raw)
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
            told = next((u for u in reversed(self.stack) if u.container), None)
            if told is not None and told.style == "bold" and told.segments >= 2 and begins and more:
                return not bold.rstrip().endswith((":", "："))
            if self._within_story() or self.top.role in (Role.SEGMENT, Role.ASK, Role.AVOID, Role.ANSWER, Role.VERSION):
                return False
            return more and len(bold) <= 120
        return self._takes_lead((unit.role, unit.kind), bold)

    def _takes_lead(self, role: tuple[Role, str], label: str) -> bool:
        """Tell whether a label that is bold or has a colon opens a unit here."""
        kind = role[0]
        if kind in (Role.EXAMPLE, Role.FRAME, Role.CONTENTS, Role.DIRECTION):
            return False
        if kind is Role.ANSWER:
            return self._takes_answer(self._holder(), label)
        if kind is Role.INSTEAD:
            beside = [self.top, *last_parts(self.top), *(last_parts(self.top.parent) if self.top.parent else ())]
            return any(isinstance(u, Unit) and u.role in (Role.AVOID, Role.INSTEAD) for u in beside)
        return kind is not Role.MATCHES or self._holder() is not None

    def _asked_by_answer(self, unit: Unit) -> Unit | None:
        """Make a question of a title right above an answer, whatever it says; None if it heads more than that."""
        if (
            unit.role is not Role.SECTION
            or not unit.container
            or not unit.title
            or unit.filled
            or unit.kind
            or unit.style not in ("#", "bold", "caps", "item")
            or words.PARTS_TITLE.fullmatch(texts.label(unit.title))
            or self._closed(False)
        ):
            return None
        unit.role, unit.confidence, unit.reason = Role.QUESTION, 0.9, "a title with an answer marked below it"
        self._asks(unit)
        return unit

    def _takes_answer(self, holder: Unit | None, label: str) -> bool:
        if holder is None:
            holder = self._asked_by_answer(self.top)
        if holder is None or holder.role is not Role.QUESTION:
            return False
        said = sum(weight_of(part) for part in holder.parts[:AHEAD] if not isinstance(part, Unit))
        answers = [u for u in last_parts(holder) if isinstance(u, Unit) and u.role in (Role.ANSWER, Role.SEGMENT)]
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
            return self._takes_lead(role, text)
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


def _left_open(text: str) -> bool:
    """Tell whether a quotation begins in a line and ends in a later one, or the line breaks off in a sentence."""
    bare = texts.plain(text)
    quoted = bare[:1] in '"“«„「'
    return not bare.rstrip().endswith(('"', "”", "“", "»", "」") if quoted else (".", "!", "?", "…", "。", "！"))


def _begin_alike(one: str, other: str) -> bool:
    """Tell whether two titles begin with the same three words."""
    first, second = texts.key(one).split()[:3], texts.key(other).split()[:3]
    return len(first) == 3 and first == second
