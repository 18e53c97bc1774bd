"""Lines without any mark that are titles by what they say: a label, a question, the name of a part of the page."""

from __future__ import annotations

import re
from collections.abc import Callable

from srs.model import Lines
from srs.notes import text as texts
from srs.notes import words
from srs.notes.intents import forbids
from srs.notes.outline.lines import answers, is_caps, number_of, role_of_label, role_of_title
from srs.notes.outline.marks import Marks
from srs.notes.outline.stack import OWN_SECTION, STICKY
from srs.notes.sayings import names_figures
from srs.notes.words import Role
from srs.reading.document import Block, ListBlock, Paragraph, Row

_FRAMED_TITLE = re.compile(r"[【〔［■◆●◇□▼]\s?([^【】〔〕［］]{1,30})[】〕］]")
"""A line alone in the brackets by which East Asian text sets off its headings."""
TITLE = 8
"""Words that a line which begins a part of a page has at most."""


class PlainTitles(Marks):
    """Opens lines that only their words and their place make titles."""

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
        number = number_of(text)
        if question is not None and number is not None and texts.asks(texts.prompt(bare)) >= 0.75:
            before = number_of(question.raw)
            if before and before[0] == number[0] and number[1] == before[1] + 1:
                keep()
                unit = self._titled(text, Lines(row.number, row.number), question.style, question.rank, strong=True)
                unit.reason = "numbered like the questions before it"
                self.open(unit)
                return 1, True
        if begins and more and number is not None and self._leaves_for_number(bare):
            keep()
            self._ask(text, row, "row", 0.85, "a numbered question after one of another form")
            return 1, True
        if begins and words.PARTS_TITLE.fullmatch(texts.label(bare)) and (more or len(rows) == 1):
            keep()
            self._section(bare, row, text)
            return 1, False
        if begins and len(rows) == 1 and self.floor == 0 and words.STORIES_TITLE.fullmatch(texts.label(bare)):
            keep()
            self._section(bare, row, text)
            return 1, False
        framed = _FRAMED_TITLE.fullmatch(text)
        if framed and begins and more and self.floor == 0:
            keep()
            self._part(framed[1], row)
            return 1, False
        below = following.rows if isinstance(following, Paragraph) else ()
        names = (
            len(bare.split()) <= TITLE and len(bare) <= 60 and texts.unquoted(bare) == bare and bare[-1:] not in ".。!?"
        )
        if begins and len(rows) == 1 and len(below) >= 2 and names and self.floor == 0:
            role = role_of_label(below[0].text)
            if role and role[0] is Role.VERSION and role_of_label(bare) is None:
                keep()  # a line alone above versions is what they are versions of
                self._part(text, row)
                return 1, False
        role = None if texts.is_question(bare) else role_of_label(bare)
        if row.number in self.page.back:
            role = Role.ASK, ""
        elif role is None and len(rows) == 1 and isinstance(following, ListBlock) and not texts.is_question(bare):
            role = role_of_title(text)
        elif role is None and begins and more and text.rstrip().endswith((":", "：")) and forbids(texts.label(bare)):
            role = Role.AVOID, ""
        sheet = begins and more and self._heads_a_sheet(role[0] if role else None, bare, rows, following)
        if sheet or (role and role[0] in OWN_SECTION and begins and more and is_caps(bare)):
            keep()
            self._part(text, row)
            return 1, False
        if role and more and self._takes_row_label(role, text):
            keep()
            self._label(role[0], role[1], bare, row, "", "row")
            return 1, False
        if role and role[0] is Role.ANSWER and not more:
            keep()
            self._label(role[0], role[1], bare, row, "", "row")
            return 1, False
        loud = question is not None and question.style == "caps" and bare.isupper() and 4 <= len(bare) <= 60
        if begins and more and (is_caps(bare) or loud) and not (role and role[0] in STICKY):
            keep()
            self._part(text, row)
            return 1, False
        if (
            row.number in self.page.alike
            and question is not None
            and question.style == "row"
            and self._takes_question("row")
        ):
            keep()
            self._ask(text, row, "row", 0.65, "looks like the questions around it")
            return 1, True
        surely = texts.asks(texts.prompt(text)) if len(texts.sentences(bare)) <= 2 else 0.0
        quoted = texts.unquoted(bare) != bare
        alike = question is not None and question.style == "row" and question.filled
        if alike and begins and more and 0.75 <= surely < 0.9 and self._takes_question("row") and len(bare) <= 90:
            keep()
            self._ask(text, row, "row", 0.75, "a line that asks like the lines before it")
            return 1, True
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
            if begins and len(rows) > 1 and texts.is_question(bare) and self._leaves_list(rows[1].text):
                keep()
                self._ask(text, row, style, 0.75, "a question at the margin, behind one in a list")
                return 1, True
            if len(rows) > 1 and answers(rows[1].text) and not self._closed(False):
                keep()
                self._ask(text, row, style, 0.9, "a question with its answer marked below it")
                return 1, True
        return None

    def _leaves_list(self, below: str) -> bool:
        """Tell whether a question at the margin, with its answer right below it, stands behind one that was an entry
        of a list."""
        question = self.question()
        behind = question is not None and question.style == "item" and question.filled and not self.floor
        return behind and not self._closed(False) and not texts.is_question(below)

    def _heads_a_sheet(self, role: Role | None, bare: str, rows: list[Row], following: Block | None) -> bool:
        """Tell whether a line behind a question without a heading of its own begins another part of the page: what
        not to say, what to ask, figures."""
        question = self.question()
        if question is None or question.rank < 70 or not question.filled or self.floor:
            return False
        if bare.endswith((":", "：", ".", "?", ",", ";")) or len(bare.split()) > TITLE or any(map(str.isdigit, bare)):
            return False
        if len(rows) == 1 and not (isinstance(following, ListBlock) and following.lines.start == rows[0].number + 1):
            return False
        return role in (Role.AVOID, Role.ASK) or (role is None and names_figures(bare) and texts.asks(bare) < 0.75)
