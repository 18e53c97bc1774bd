"""Lines of running text: which of them are titles, and what is text below them."""

from __future__ import annotations

import re
from collections.abc import Callable

from srs.model import Lines
from srs.notes import text as texts
from srs.notes import words
from srs.notes.intents import SELF_INTRODUCTION, names_a_version, tells_what_they_want
from srs.notes.outline.lines import (
    AHEAD,
    ARROW,
    LEAD,
    QUESTION_THEN,
    after_letter,
    bold_line,
    lead_of,
    role_of_label,
    text_before,
)
from srs.notes.outline.plain_titles import TITLE, PlainTitles
from srs.notes.outline.units import RANKS, Unit
from srs.notes.sayings import names_a_wording
from srs.notes.words import Role
from srs.reading.document import Block, Heading, ListBlock, Paragraph, Row, Rule

_STOPS = re.compile(r"[.!?。！？](?=[\s*_]|$)|[。！？]")
_SAYS = 3
"""Sentences that a bold or italic line has at most to be a title; more are a remark."""
_QUOTES = re.compile(r"[\"“”„«»「」]")
_THEY_ASK = re.compile(
    r"[^\"“„«「]{0,40}\b(?:ask(?:s|ed)?|frag(?:t|en)|pregunta[nr]?|perguntam?|demande(?:nt|r)?|chied(?:e|ono)|vra(?:agt|gen)|"
    r"pyta(?:ją)?|спрашивают|спросят|спросит)\b[^\"“„«「]{0,12}[\"“„«「](?P<asked>[^\"“”„«»「」]{8,160})[\"”“»」]"
    r"[\s,:–—→-]{1,4}(?P<rest>\S.*)$",
    re.I,
)
"""`they always ask “a time you disagreed” – the school one`: what is asked, in quotes, and what to say."""
_POINTED_AT = re.compile(r"\s+(?:←|<-+|⬅\ufe0f?)\s.*$")
"""A remark that points back at what stands before it."""
_QUOTED_VERSION = re.compile(r"(?P<label>\S.{1,40}?)\s+[-–—]\s+(?P<rest>[\"“«„「].*)$")


class Paragraphs(PlainTitles):
    """Reads paragraphs row by row."""

    def _paragraph(self, block: Paragraph, following: Block | None) -> None:
        rows = list(block.rows)
        if self._behind_questions_back(block):
            self._pop()
        bar = next((i for i, row in enumerate(rows) if row.text.strip() in ("?", "??")), 0)
        if 0 < bar < len(rows) - 1 and not self._closed(False):
            self._explicit(" ".join(row.text.strip() for row in rows[:bar]), rows[0], "")
            self.add(Paragraph(Lines(rows[bar + 1].number, rows[-1].number), tuple(rows[bar + 1 :])))
            self._end_card(block, following)
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
            rest = rows[index : index + AHEAD]
            taken = self._title_in_rows(rest, following, begins=index == 0, pending=bool(held), keep=keep)
            if taken:
                count, asks = taken
                opened += asks
                index += count
                continue
            held.append(rows[index])
            index += 1
        keep()
        if opened == 1 and words.CARD_TAG.search(rows[0].text):
            self._end_card(block, following)
        question = self.question()
        if opened >= 2 and question is not None and question.style in ("row", "quote") and self._closable():
            while self._closable() and self.top is not question:
                self._pop()
            self._pop()

    def _behind_questions_back(self, block: Paragraph) -> bool:
        """Tell whether a paragraph stands behind the list of what one wants to ask: what it says is something else."""
        if self.top.role is not Role.ASK or not self._closable() or not self.top.parts:
            return False
        last = self.top.parts[-1]
        if isinstance(last, ListBlock):
            return True
        listed = isinstance(last, Paragraph) and len(last.rows) >= 2
        asked = [row for row in block.rows if texts.is_question(texts.plain(row.text)) and not LEAD.match(row.text)]
        alone = all(len(texts.sentences(texts.plain(row.text))) == 1 for row in asked)
        return listed and not (len(asked) == len(block.rows) and alone)

    def _end_card(self, block: Paragraph, following: Block | None) -> None:
        """A card that its author marked ends at the blank line below its answer."""
        if following is None or following.lines.start > block.lines.end + 1:
            self._end_marked()

    def _title_in_rows(
        self, rows: list[Row], following: Block | None, *, begins: bool, pending: bool, keep: Callable[[], None]
    ) -> tuple[int, bool] | None:
        """Open a unit if the first of these rows is a title; return how many rows it took and if it is a question."""
        row = rows[0]
        text = row.text.strip()
        alone = len(rows) == 1
        more = not alone or (following is not None and not isinstance(following, Heading | Rule))
        piece = self.page.told.get(row.number)
        if piece:
            keep()
            self._label(Role.SEGMENT, piece.kind, piece.label, row, piece.rest, "marker")
            return 1, False
        if row.number in self.page.romans:
            keep()
            self._roman_part(row)
            return 1, False
        if begins and alone and not pending and self._heads_answers(text):
            self._section(text, row, text)
            return 1, False
        numbered = self.page.by_number.get(row.number)
        if numbered is not None and self._answers_number(row, *numbered, keep=keep):
            return 1, False
        set_off = self.page.signed.get(row.number)
        if set_off is not None and self._signed(row, *set_off, keep=keep):
            return 1, set_off[0]
        pair = self.page.pointing.get(row.number)
        if pair is not None and not self._closed(False):
            keep()
            self._ask(pair[0], row, "row", 0.85, "asked before an arrow, with its answer behind it", pair[1])
            return 1, True
        they_ask = _THEY_ASK.match(text) if begins and not self._closed(False) and self.floor == 0 else None
        if they_ask and self.top.role is not Role.ANSWER:
            keep()
            self._ask(they_ask["asked"], row, "row", 0.8, "they are said to ask it", they_ask["rest"])
            return 1, True
        opened = self._paired(rows, keep) or self._marked(rows, keep)
        if opened:
            return opened
        after = self._wanted(text)
        if after is not None:
            keep()
            self._label(Role.CUE, "", after[0], row, after[1], "row")
            return 1, False
        pressed = self._follows_up(text) if more else None
        if pressed is not None:
            keep()
            self._opens(
                pressed, Lines(row.number, row.number), follows=True, reason="asked behind a label in an answer"
            )
            return 1, True
        named = begins and len(rows) > 1 and any(map(str.isdigit, text)) and not self._closed(False)
        if named and words.QUESTION_NAME.fullmatch(texts.label(text)):
            keep()
            self._ask(rows[1].text, rows[1], "row", 0.9, "stands below a line that says “Question”")
            return 2, True
        letter = self.page.letters.get(row.number)
        if letter:
            keep()
            rest = after_letter(text)
            self._label(Role.SEGMENT, letter, text_before(texts.plain(text), rest), row, rest, "marker")
            return 1, False
        bold = bold_line(text) or bold_line(_POINTED_AT.sub("", text))
        told = LEAD.match(bold) if bold and text.strip()[:1] in "*_" and not texts.is_question(bold) else None
        told_role = role_of_label(told[1]) if told else None
        if told and told_role and self._takes_lead(told_role, told[1]):
            keep()
            self._label(told_role[0], told_role[1], told[1], row, told[2], "bold")
            return 1, False
        if bold is not None and len(bold) <= 300 and len(_STOPS.findall(bold)) <= _SAYS:
            unit = self._titled(bold, Lines(row.number, row.number), "bold", RANKS["bold"], strong=False)
            if self._takes_bold(unit, bold, more=more, begins=begins):
                keep()
                self.open(unit)
                return 1, unit.role is Role.QUESTION
            return None
        dashed = _QUOTED_VERSION.match(text)
        if dashed and names_a_version(dashed["label"]):
            keep()
            self._label(Role.VERSION, "", dashed["label"], row, dashed["rest"], "row")
            return 1, False
        lead = lead_of(text)
        if lead is not None:
            label, rest, is_bold = lead
            role = role_of_label(label)
            if role and role[0] is Role.FOLLOW_UPS and rest and not texts.asks(texts.plain(rest)):
                role = None
            if role and self._takes_lead(role, label):
                keep()
                self._label(role[0], role[1], label, row, rest, "bold" if is_bold else "row")
                return 1, False
            within = self.question() is not None and self.top.role is not Role.SEGMENT
            asked = self._asked_behind(label, rest) if role is None and rest and begins and more else None
            if asked is not None:
                keep()
                self._ask(asked[0], row, "row", 0.8, "asked behind a label", asked[1])
                return 1, True
            if role is None and rest and self._introduces(label):
                keep()
                self._ask(label, row, "row", 0.75, "a label above what one says of oneself", rest)
                return 1, True
            if role is None and within and names_a_wording(label) and _all_quoted(rest):
                keep()
                self._label(Role.SAY, "", label, row, rest, "bold" if is_bold else "row")
                return 1, False
            if is_bold and texts.is_question(label) and rest and self._takes_question("bold"):
                keep()
                self._ask(label, row, "bold", 0.95, "a bold question with its answer behind it", rest)
                return 1, True
        arrow = ARROW.match(text)
        if arrow and self.top.role is Role.QUESTION and not self.top.filled and not pending:
            self._label(Role.ANSWER, "", "Answer", row, text[arrow.end() :], "row")
            return 1, False
        return self._plain_title(rows, following, begins=begins, more=more, keep=keep)

    def _heads_answers(self, text: str) -> bool:
        """Tell whether a line heads answers that stand apart, by number, from questions that are open."""
        label = texts.label(text)
        if self.floor or not self.page.by_number or len(label.split()) > TITLE or not words.ANSWERS_TITLE.search(label):
            return False
        return sum(not unit.filled for unit in self.asked) >= 2 and texts.asks(texts.prompt(text)) < 0.75

    def _answers_number(self, row: Row, number: str, text: str, *, keep: Callable[[], None]) -> bool:
        """Give an answer to the open question of its number, where these stand apart."""
        holder = self._numbered(number)
        if holder is None or len(self.asked) < 2:
            return False
        keep()
        unit = Unit(Role.ANSWER, "Answer", Lines(row.number, row.number), "marker", 90, raw=number)
        self._answer_elsewhere(holder, unit)
        if text:
            self.add(Paragraph(unit.lines, (Row(row.number, text),)))
        return True

    def _signed(self, row: Row, asks: bool, rest: str, *, keep: Callable[[], None]) -> bool:
        """Open what one sign sets off through the page: a question, or a part of it."""
        lines = Lines(row.number, row.number)
        unit = self._titled(rest, lines, "row" if asks else "caps", RANKS["row"] if asks else 55, strong=True)
        if asks and unit.role not in (Role.QUESTION, Role.ASK):
            if self._closed(False):
                return False
            unit.role, unit.kind, unit.container = Role.QUESTION, "", True
            unit.confidence, unit.reason = 0.8, "set off by a sign like the questions around it"
        keep()
        if not asks or unit.role is Role.ASK:
            unit.rank = 55
            unit.container = True
        self.open(unit)
        return True

    def _asked_behind(self, label: str, rest: str) -> tuple[str, str] | None:
        """Return what a label asks with its answer, or what somebody asks behind it: “Their type: tell me …”."""
        question = self.question()
        free = question is None or (question.style == "row" and question.filled)
        if not free or self._within_story() or self._closed(False):
            return None
        if texts.asks_why(texts.label(label)):
            return label, rest
        said = texts.unquoted(texts.plain(rest))
        if len(_QUOTES.findall(said)) > 2:
            return None
        one = len(texts.sentences(said)) == 1 and len(said.split()) <= 16
        return (said, "") if one and len(label.split()) <= 2 and texts.asks(texts.prompt(said)) >= 0.9 else None

    def _introduces(self, label: str) -> bool:
        """Tell whether a label outside questions says that one speaks of oneself: “Who I am, short:”."""
        first = re.split(r"[,，(（]", texts.label(label))[0].strip()
        free = self.question() is None and not self._within_story() and not self._closed(False)
        return free and bool(SELF_INTRODUCTION.fullmatch(first)) and len(first) > 3

    def _wanted(self, text: str) -> tuple[str, str] | None:
        """Split “What the panel is after: …” and “What do they want? …” below a question."""
        if self.question() is None or len(text) > 1000:
            return None
        lead = lead_of(text)
        then = QUESTION_THEN.match(text)
        label, rest = (lead[0], lead[1]) if lead else (then[1], text) if then else ("", "")
        if rest and len(label.split()) <= 9 and tells_what_they_want(label) and role_of_label(label) is None:
            return label, rest
        return None


def _all_quoted(text: str) -> bool:
    said = texts.plain(text)
    return texts.unquoted(said) != said
