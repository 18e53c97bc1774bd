"""The review loop line by line: for a screen reader, a script, a pipe, a terminal that cannot place a cursor."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from srs.errors import NothingFound, Overtaken, SrsError
from srs.model import Rating
from srs.terminal import screen, text
from srs.terminal.markdown import Row
from srs.terminal.review import RATINGS, Stopwatch, taken_back

if TYPE_CHECKING:
    from srs.collection import CardView, Collection, Study

_WIDTH = 100
_BIG = 10**6


class PlainReview:
    """One sitting of lines. A line holds one key; an empty one is Enter, the end of the input is `q`."""

    def __init__(self, collection: Collection, study: Study, *, keys: TextIO | None = None) -> None:
        self._collection = collection
        self._study = study
        self._keys = keys or sys.stdin
        self._watch = Stopwatch()

    def run(self) -> None:
        """Ask until nothing is left or the learner ends it."""
        while True:
            view = self._study.current
            if view is not None:
                go_on = self._ask(view)
            elif self._study.waiting_until is not None:
                go_on = self._wait()
            else:
                return
            if not go_on:
                return

    def _ask(self, view: CardView) -> bool:
        left = self._study.left
        counts = f"{left.new} new, {left.learning} learning, {left.review} review left"
        self._say(f"\n{counts}, {text.minutes(self._study.minutes)}", *_lines(screen.front(view, width=_BIG)))
        self._say("[Enter shows the answer, ? lists the keys]")
        self._watch = Stopwatch()
        revealed = False
        while True:
            key = self._key()
            if key == "q":
                return False
            if key in RATINGS or (key == "" and revealed):
                return self._rate(RATINGS.get(key, Rating.GOOD))
            if key == "":
                revealed = True
                self._reveal(view)
            elif key == "?":
                self._say(*(f"{name}: {does}" for name, does in screen.HELP if name not in ("j k ↓ ↑", "h l")))
            elif key == "i":
                zone, today = self._collection.calendar.zone, self._collection.today()
                self._say(*_lines(screen.info(view, width=_WIDTH, today=today, zone=zone)))
            elif key == "u":
                if self._undo():
                    return True
            elif key == "b":
                self._study.bury()
                self._say("buried until tomorrow")
                return True
            elif key == "s":
                self._study.suspend()
                self._say("suspended")
                return True
            elif key == "e":
                self._edit(view)
                return True
            else:
                self._say(f"no key “{text.word(key)[:20]}”; ? lists the keys")

    def _reveal(self, view: CardView) -> None:
        shown = screen.back(view, width=_BIG)[len(screen.front(view, width=_BIG)) :]
        answer = [line for line in _lines(shown) if line.strip("─ ")]
        ratings = ", ".join(
            f"{rating:d} {screen.NAMES[rating]} {text.interval(view.ratings[rating])}" for rating in Rating
        )
        self._say("Answer:", *answer, f"[{ratings}; Enter takes good]")

    def _rate(self, rating: Rating) -> bool:
        try:
            answered = self._study.answer(rating, took_ms=self._watch.ms)
        except Overtaken as overtaken:
            self._say(overtaken.message)
            return True
        ahead = text.interval(answered.after.state)
        self._say(f"{screen.NAMES[rating]}: again in {ahead}")
        return True

    def _undo(self) -> bool:
        try:
            undone = self._study.undo()
        except NothingFound:
            self._say("nothing to take back")
            return False
        self._say(taken_back(undone, self._study.current))
        return True

    def _edit(self, view: CardView) -> None:
        from srs.terminal.editor import edit_and_import

        try:
            self._say(edit_and_import(self._collection, view))
        except SrsError as error:
            self._say(error.message)
        self._study.refresh()

    def _wait(self) -> bool:
        until = self._study.waiting_until
        assert until is not None
        now, zone = self._collection.now(), self._collection.calendar.zone
        back = text.coming_back(self._study.left.learning, until, now=now, zone=zone)
        self._say(f"\nNothing to ask just now: {back}")
        self._say("[Enter asks now, q ends]")
        while True:
            key = self._key()
            if key == "q":
                return False
            if key == "":
                self._study.ask_early()
                return True
            if key == "u":
                if self._undo():
                    return True
            else:
                self._say("Enter asks now, u takes the last answer back, q ends")

    def _key(self) -> str:
        line = self._keys.readline()
        if not line:
            return "q"
        key = line.strip()
        return key.lower() if len(key) == 1 else key

    @staticmethod
    def _say(*lines: str) -> None:
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()


def _lines(rows: list[Row]) -> Iterator[str]:
    """Return rows as plain lines, without empty ones: a screen reader stops at each."""
    return (row.text.plain.rstrip() for row in rows if row.text.plain.strip())
