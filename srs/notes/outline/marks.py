"""Labels that mark questions and answers by what stands around them, in no language in particular."""

from __future__ import annotations

import re
from collections.abc import Callable

from srs.model import Lines
from srs.notes import text as texts
from srs.notes.outline.lines import bold_line, lead_of, role_of_label
from srs.notes.outline.titles import Titles
from srs.notes.outline.units import RANKS, Unit
from srs.notes.words import Role
from srs.reading.document import Row

_JOINED = 3
"""Rows that a question may take."""


class Marks(Titles):
    """Opens questions and answers whose labels only their surroundings explain."""

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
        self._opens(title, Lines(row.number, rows[taken - 1].number), follows=pair.follows, reason=_TURNS)
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
        if not texts.is_question(texts.unquoted(said)) or len(texts.sentences(said)) > 2 or "?" in said[:-3]:
            return None
        return rest

    def _continued(self, row: Row, below: Row) -> str | None:
        """Return a bold question that is wrapped, each of its rows bold by itself."""
        first, second = bold_line(row.text), bold_line(below.text)
        if not first or not second or len(first) < _WRAPS or re.search(r"[?？!:：]\W*$", first):
            return None
        joined = f"{first.strip()} {second.strip()}"
        return joined if re.search(r"[?？.!]\W*$", joined) and not first.rstrip().endswith((".", ",")) else None


_TURNS = "its label takes turns with that of the answers"
_WORDS = 4
"""Words that such a label has at most."""
_WRAPS = 40
"""Letters that a row has at least where an editor wrapped it."""
