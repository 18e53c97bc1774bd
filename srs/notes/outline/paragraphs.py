"""Lines of running text: which of them are titles, and what is text below them."""

from __future__ import annotations

import re
from collections.abc import Callable

from srs.model import Lines
from srs.notes import text as texts
from srs.notes import words
from srs.notes.intents import SELF_INTRODUCTION, forbids, names_a_version, tells_what_they_want
from srs.notes.outline.lines import (
    AHEAD,
    ARROW,
    FOLLOWING,
    LEAD,
    PAIR,
    QUESTION_THEN,
    TIGHT_PAIR,
    after_letter,
    after_marker,
    answers,
    bold_line,
    indentation,
    is_caps,
    lead_of,
    number_of,
    role_of_label,
    role_of_title,
    text_before,
)
from srs.notes.outline.marks import Marks
from srs.notes.outline.stack import OWN_SECTION, STICKY
from srs.notes.outline.units import RANKS, Unit
from srs.notes.sayings import names_a_wording, names_figures
from srs.notes.words import Role
from srs.reading.document import Block, Heading, ListBlock, Paragraph, Row, Rule

_FRAMED_TITLE = re.compile(r"[【〔［■◆●◇□▼]\s?([^【】〔〕［］]{1,30})[】〕］]")
"""A line alone in the brackets by which East Asian text sets off its headings."""


_TITLE = 8
"""Words that a line which begins a part of a page has at most."""
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
_A_ALONE = re.compile(r"\s*[AＡ答](?:\s+(?P<rest>\S.*))?\s*$")
_Q_NUMBER = re.compile(r"\W*[QqＱ问問]\s?\d")
"""`Q1 …` has `A …` below it, without a colon."""
_QUOTED_VERSION = re.compile(r"(?P<label>\S.{1,40}?)\s+[-–—]\s+(?P<rest>[\"“«„「].*)$")


class Paragraphs(Marks):
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
            lines = Lines(row.number, row.number)
            unit = self._titled(self.page.romans[row.number], lines, "caps", 50, strong=True)
            unit.container, unit.rank = True, 50
            self.open(unit)
            return 1, False
        if begins and alone and not pending and self._heads_answers(text):
            lines = Lines(row.number, row.number)
            title = texts.prompt(text)
            self.open(Unit(Role.SECTION, title, lines, "caps", 60, raw=text, container=True))
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
        if told and told_role and self._takes_lead(told_role, told[1], is_bold=True, begins=begins):
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
            if role and self._takes_lead(role, label, is_bold=is_bold, begins=begins):
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
        if (
            self.floor
            or not self.page.by_number
            or len(label.split()) > _TITLE
            or not words.ANSWERS_TITLE.search(label)
        ):
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
            title = texts.prompt(bare)
            self.open(Unit(Role.SECTION, title, Lines(row.number, row.number), "caps", 60, raw=text, container=True))
            return 1, False
        if begins and len(rows) == 1 and self.floor == 0 and words.STORIES_TITLE.fullmatch(texts.label(bare)):
            keep()
            title = texts.prompt(bare)
            self.open(Unit(Role.SECTION, title, Lines(row.number, row.number), "caps", 60, raw=text, container=True))
            return 1, False
        framed = _FRAMED_TITLE.fullmatch(text)
        if framed and begins and more and self.floor == 0:
            keep()
            self.open(self._titled(framed[1], Lines(row.number, row.number), "caps", 60, strong=True))
            return 1, False
        below = following.rows if isinstance(following, Paragraph) else ()
        names = (
            len(bare.split()) <= _TITLE
            and len(bare) <= 60
            and texts.unquoted(bare) == bare
            and bare[-1:] not in ".。!?"
        )
        if begins and len(rows) == 1 and len(below) >= 2 and names and self.floor == 0:
            role = role_of_label(below[0].text)
            if role and role[0] is Role.VERSION and role_of_label(bare) is None:
                keep()  # a line alone above versions is what they are versions of
                self.open(self._titled(text, Lines(row.number, row.number), "caps", 60, strong=True))
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
        loud = question is not None and question.style == "caps" and bare.isupper() and 4 <= len(bare) <= 60
        if begins and more and (is_caps(bare) or loud) and not (role and role[0] in STICKY):
            keep()
            unit = self._titled(text, Lines(row.number, row.number), "caps", 60, strong=True)
            self.open(unit)
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
        if bare.endswith((":", "：", ".", "?", ",", ";")) or len(bare.split()) > _TITLE or any(map(str.isdigit, bare)):
            return False
        if len(rows) == 1 and not (isinstance(following, ListBlock) and following.lines.start == rows[0].number + 1):
            return False
        return role in (Role.AVOID, Role.ASK) or (role is None and names_figures(bare) and texts.asks(bare) < 0.75)

    @staticmethod
    def _tight_pair(text: str) -> re.Match[str] | None:
        """Return the halves of `term::meaning` where they are words of a language, not names in code."""
        pair = TIGHT_PAIR.match(text)
        return pair if pair and " " in pair[1].strip() and " " in pair[1].strip() + pair[2].strip() else None

    def _marked(self, rows: list[Row], keep: Callable[[], None]) -> tuple[int, bool] | None:
        """`Q:` and `A:` in any spelling."""
        row = rows[0]
        pair = PAIR.match(row.text) or self._tight_pair(row.text)
        if words.CARD_TAG.search(row.text) and len(rows) > 1 and not self._closed(False):
            keep()
            self._explicit(words.CARD_TAG.sub("", row.text), row, "")
            return 1, True
        if pair and not self._closed(False):
            keep()
            self._explicit(pair[1], row, pair[2])
            return 1, True
        arrow = ARROW.match(row.text)
        bare = texts.undecorated(texts.plain(row.text[arrow.end() :] if arrow else row.text))
        if len(bare) > 2000:
            bare = bare[:2000]
        asked = self._marks_question(bare)
        if asked and not self._foreign_mark(asked, rows):
            title, taken = row.text.rstrip(), 1
            joined = bare
            while taken < min(3, len(rows)) and not texts.is_question(joined) and not answers(rows[taken].text):
                longer = f"{joined} {texts.plain(rows[taken].text)}"
                if not texts.is_question(longer) or self._marks_question(texts.plain(rows[taken].text)):
                    break
                joined, title, taken = longer, f"{title} {rows[taken].text.strip()}", taken + 1
            bold = self._continued(row, rows[1]) if taken == 1 < len(rows) else None
            if bold is not None:
                title, taken = bold, 2
            elif taken == 1 and not texts.is_question(bare):
                until = next((i for i, below in enumerate(rows[1:4], 1) if answers(below.text)), 1)
                title, taken = " ".join([title, *(below.text.strip() for below in rows[1:until])]), until
            keep()
            lines = Lines(row.number, rows[taken - 1].number)
            inline = words.INLINE_ANSWER.search(title)
            head, rest = (title[: inline.start()], title[inline.end() :]) if inline else (title, "")
            arrow = ARROW.match(head)
            plain_head = texts.undecorated(texts.plain(head[arrow.end() :] if arrow else head))
            mark = self._marks_question(plain_head)
            rank = RANKS["marker"] + self.depth
            above = self.question()
            follows = mark is not None and mark["mark"].casefold() in FOLLOWING
            if above is not None and follows and above.style != "marker":
                rank = max(rank, RANKS["follow"])
            elif above is not None and above.style == "marker" and mark is not None:
                deeper = indentation(row.text) >= indentation(above.raw) + 2
                lettered = mark["number"][-1:].isalpha() or mark["mark"].casefold() in FOLLOWING
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
        letter = _A_ALONE.match(row.text)
        question = self.question()
        if letter and question is not None and not question.filled and _Q_NUMBER.match(question.raw):
            keep()
            self._label(Role.ANSWER, "", "Answer", row, letter["rest"] or "", "marker")
            return 1, False
        found = words.ANSWER_MARKER.match(bare)
        if found and self._marks_answer(found, bare):
            keep()
            holder = self._numbered(found["number"])
            if holder is not None and holder not in self.stack[-3:]:
                unit = Unit(Role.ANSWER, "Answer", Lines(row.number, row.number), "marker", 90, raw=found["mark"])
                self._answer_elsewhere(holder, unit)
                rest = after_marker(row.text)
                if rest:
                    self.add(Paragraph(unit.lines, (Row(row.number, rest),)))
                return 1, False
            self._label(Role.ANSWER, "", found["mark"], row, after_marker(row.text), "marker")
            return 1, False
        return None


def _all_quoted(text: str) -> bool:
    said = texts.plain(text)
    return texts.unquoted(said) != said
