"""Questions and answers under marks: `Q:` and `A:` in any spelling, and labels that only their surroundings explain."""

from __future__ import annotations

import re
from collections.abc import Callable

from srs.model import Lines
from srs.notes import text as texts
from srs.notes import words
from srs.notes.outline.lines import (
    ARROW,
    FOLLOWING,
    PAIR,
    TIGHT_PAIR,
    after_marker,
    answers,
    bold_line,
    indentation,
    lead_of,
    role_of_label,
)
from srs.notes.outline.titles import Titles
from srs.notes.outline.units import RANKS, Unit
from srs.notes.words import Role
from srs.reading.document import Paragraph, Row

_JOINED = 3
"""Rows that a question may take."""
TURNS = "its label takes turns with that of the answers"
_WORDS = 4
"""Words that the label of a follow-up question has at most."""
_WRAPS = 40
"""Letters that a row has at least where an editor wrapped it."""
_SEEN = 2000
"""Letters of a line that are looked at."""
_A_ALONE = re.compile(r"\s*[AＡ答](?:\s+(?P<rest>\S.*))?\s*$")
_Q_NUMBER = re.compile(r"\W*[QqＱ问問]\s?\d")
"""`Q1 …` has `A …` below it, without a colon."""


class Marks(Titles):
    """Opens questions and answers that are marked."""

    def _paired(self, rows: list[Row], keep: Callable[[], None]) -> tuple[int, bool] | None:
        """A line under one of two labels that take turns."""
        row = rows[0]
        pair = self.page.pairs.get(row.number)
        if pair is None or self._closed(False):
            return None
        if pair.remarks and self.question() is not None:
            keep()
            self._label(Role.CUE, "", "Remark", row, pair.rest, "marker")
            return 1, False
        if not pair.asks:
            if self.question() is None:
                return None
            keep()
            self._label(Role.ANSWER, "", "Answer", row, pair.rest, "marker")
            return 1, False
        title, taken = pair.rest, self._wrapped(rows)
        title = " ".join([title, *(r.text.strip() for r in rows[1:taken])])
        keep()
        self._opens(title, Lines(row.number, rows[taken - 1].number), follows=pair.follows, reason=TURNS)
        return taken, True

    def _wrapped(self, rows: list[Row]) -> int:
        """Return how many rows a marked question takes: those up to its answer, or to its question mark."""
        if texts.is_question(texts.plain(rows[0].text)):
            return 1
        for index, row in enumerate(rows[1 : _JOINED + 1], 1):
            known = self.page.pairs.get(row.number)
            if known is not None and not known.asks:
                return index
        return 1

    def _opens(self, title: str, lines: Lines, *, follows: bool, reason: str) -> Unit:
        above = self.question()
        rank = RANKS["follow"] if follows and above is not None else RANKS["marker"] + self.depth
        unit = Unit(
            Role.QUESTION,
            texts.prompt(title),
            lines,
            "follow" if rank == RANKS["follow"] else "marker",
            rank,
            raw=title,
            container=True,
            confidence=0.93,
            reason=reason,
        )
        return self.open(unit)

    def _follows_up(self, text: str, *, begun: bool = False) -> str | None:
        """Return what a line asks behind a label of its own, inside an answer: what they say next.

        `*Pushback:* But is it safe?`, `They might press: “And then?”` — a label that is set off or a question that
        is quoted, a whole question behind it, and an answer to follow: the words of the label say nothing more.
        """
        question = self.question()
        lead = lead_of(text)
        if question is None or not (begun or question.filled) or lead is None:
            return None
        if any(unit.role in (Role.ASK, Role.AVOID, Role.MATCHES) for unit in self.stack):
            return None  # below a cue one may follow up: its label ends the cue
        label, rest, set_off = lead
        said = texts.undecorated(texts.plain(rest))
        quoted = texts.unquoted(said) != said
        role = None if texts.is_question(label) else role_of_label(label)
        if role is not None and role[0] is not Role.FOLLOW_UPS:
            return None
        if not (set_off or quoted or role) or len(label.split()) > _WORDS or texts.is_question(label):
            return None
        asked = texts.unquoted(said)
        asks = texts.is_question(asked) or (role is not None and texts.asks(asked) >= 0.75)
        if not asks or len(texts.sentences(said)) > 2 or "?" in said[:-3]:
            return None
        return rest

    def _continued(self, row: Row, below: Row) -> str | None:
        """Return a bold question that is wrapped, each of its rows bold by itself."""
        first, second = bold_line(row.text), bold_line(below.text)
        if not first or not second or len(first) < _WRAPS or re.search(r"[?？!:：]\W*$", first):
            return None
        joined = f"{first.strip()} {second.strip()}"
        return joined if re.search(r"[?？.!]\W*$", joined) and not first.rstrip().endswith((".", ",")) else None

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
        bare = _behind_arrow(row.text)[:_SEEN]
        asked = self._marks_question(bare)
        if asked and not self._foreign_mark(asked, rows):
            return self._marked_question(rows, bare, asked, keep)
        return self._marked_answer(row, bare, keep)

    def _marked_question(
        self, rows: list[Row], bare: str, asked: re.Match[str], keep: Callable[[], None]
    ) -> tuple[int, bool]:
        """`Q: …`, with the rows below that its words run on in."""
        row = rows[0]
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
        plain_head = _behind_arrow(head)
        mark = self._marks_question(plain_head)
        unit = Unit(
            Role.QUESTION,
            texts.prompt(plain_head[mark.end() :] if mark else plain_head),
            lines,
            "marker",
            self._rank_behind(mark, row),
            raw=head,
            container=True,
            confidence=0.97,
            reason=f"marked as a question by “{bare[: asked.end()].strip()}”",
        )
        self.open(unit)
        if rest:
            self._label(Role.ANSWER, "", "Answer", Row(row.number, rest), rest, "marker")
        return taken, True

    def _rank_behind(self, mark: re.Match[str] | None, row: Row) -> int:
        """Return the rank of a question behind a mark: lower than that of the question which it follows up."""
        rank, above = RANKS["marker"] + self.depth, self.question()
        if above is None or mark is None:
            return rank
        follows = mark["mark"].casefold() in FOLLOWING
        if above.style != "marker":
            return max(rank, RANKS["follow"]) if follows else rank
        deeper = indentation(row.text) >= indentation(above.raw) + 2
        if not (deeper or follows or mark["number"][-1:].isalpha()):
            return rank
        return above.rank + 1 if above.rank == rank else max(rank, above.rank)

    def _marked_answer(self, row: Row, bare: str, keep: Callable[[], None]) -> tuple[int, bool] | None:
        """`A: …`, below its question or apart from it under the same number."""
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


def _behind_arrow(text: str) -> str:
    """Return what a line says behind the arrow that begins it, if one does, without marks."""
    arrow = ARROW.match(text)
    return texts.undecorated(texts.plain(text[arrow.end() :] if arrow else text))
