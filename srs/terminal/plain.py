"""The review loop line by line: for a screen reader, a script, a pipe, a terminal that cannot place a cursor."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from srs.errors import NothingFound, Overtaken, SrsError
from srs.model import Rating
from srs.study.attempt import TYPED, Attempt, Mark, begun
from srs.terminal import pages, screen, text, ticking, timing
from srs.terminal.markdown import Row
from srs.terminal.news import News
from srs.terminal.review import MARKS, RATINGS, taken_back
from srs.terminal.timing import Stopwatch

if TYPE_CHECKING:
    from srs.collection import CardView, Collection, Study

_WIDTH = 100
_BIG = 10**6
_SIGHTED = ("j k ↓ ↑", "h l")
"""Keys that only move a screen."""


class PlainReview:
    """One sitting of lines. A line holds one key; an empty one is Enter, the end of the input is `q`.

    A line of several letters ticks several points; `/` and `#` are followed by what is searched or given.
    """

    def __init__(
        self, collection: Collection, study: Study, *, keys: TextIO | None = None, minutes: float | None = None
    ) -> None:
        self._collection = collection
        self._study = study
        self._keys = keys or sys.stdin
        self._budget = None if minutes is None else minutes * 60
        self._watch = Stopwatch()
        self._sitting = Stopwatch()
        self._news = News(collection)
        self.time_is_up = False
        """Whether the sitting ended because its minutes were over."""

    def run(self) -> None:
        """Ask until nothing is left or the learner ends it."""
        while not self.time_is_up:
            if news := self._news.taken_in():
                self._study.refresh()
                self._say(news)
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
        self._say(f"\n{counts}, {text.minutes(self._study.minutes)}")
        attempt = begun(view.face, view.listed.note.kind, hard_from=self._collection.settings.hard_share)
        self._say(*_lines(pages.front(view, width=_BIG, attempt=attempt)))
        if attempt.spoken and attempt.target is not None:
            self._say(f"Target: {attempt.target}")
        more = ", . the next point" if attempt.told_beat_by_beat else ""
        more += ", v another version" if len(attempt.tellings) > 1 else ""
        typed = view.listed.note.kind in TYPED or attempt.typable
        more += ", t and the answer has it judged" if typed else ""
        self._say(f"[Enter shows the answer{more}, ? lists the keys]")
        self._watch = Stopwatch()
        if view.listed.note.kind in self._collection.settings.typed:
            attempt = self._typed(view, attempt, "")
        while True:
            key = self._key()
            if key == "q":
                return False
            if key in RATINGS or (key == "" and attempt.revealed):
                return self._rate(attempt, RATINGS.get(key, attempt.proposed))
            if key == "":
                attempt = self._reveal(view, attempt)
            elif key in (".", ">"):
                attempt = self._beat(view, attempt)
            elif (key == "t" or key.startswith("t ")) and not attempt.revealed and typed:
                attempt = self._typed(view, attempt, key[1:].strip())
            elif key == "v":
                attempt = attempt.switched()
                self._say(f"Version: {text.word(attempt.telling.label) or 'whole answer'}")
                if attempt.revealed:
                    self._say(*self._answer(view, attempt))
            elif attempt.offered and (ticked := self._ticked(view, attempt, key)) is not None:
                attempt = ticked
            elif (done := self._act(view, key)) is not None:
                return done

    def _act(self, view: CardView, key: str) -> bool | None:
        """Do what a key means that no attempt is moved by; True to go on with the next card, None to stay."""
        match key[:1] if key[:1] in ("#", "/") else key:
            case "?":
                self._say(*(f"{name}: {does}" for name, does in pages.HELP if name not in _SIGHTED))
            case "i":
                zone, today = self._collection.calendar.zone, self._collection.today()
                self._say(*_lines(pages.info(view, width=_WIDTH, today=today, zone=zone)))
            case "u":
                return self._undo() or None
            case "b":
                self._study.bury()
                self._say("buried until tomorrow")
                return True
            case "s":
                self._study.suspend()
                self._say("suspended")
                return True
            case "e":
                self._edit(view)
                return True
            case "f":
                self._study.flag()
                self._say("no longer flagged" if view.listed.state.flagged else "flagged")
                return True
            case "n":
                self._say("later" if self._study.skip() else "there is no other card to ask now")
                return True
            case "r":
                self._say("new again" if self._study.reset().cards else "it is new already")
                return True
            case "#":
                return self._tried(lambda: self._tag(key[1:]))
            case "/":
                return self._tried(lambda: self._search(key[1:].strip()))
            case _:
                self._say(f"no key “{text.word(key)[:20]}”; ? lists the keys")
        return None

    def _tried(self, act: object) -> bool | None:
        assert callable(act)
        try:
            return True if act() else None
        except SrsError as error:
            self._say(error.message)
            return None

    def _tag(self, names: str) -> bool:
        for name in names.split():
            self._study.tag(name.removeprefix("-"), on=not name.startswith("-"))
        view = self._study.current
        self._say(f"tags: {' '.join(map(text.word, view.listed.tags)) if view else ''}")
        return True

    def _search(self, words: str) -> bool:
        found = self._collection.select(words)
        if len(found) == 1:
            self._study.jump(found[0].card.id)
            return True
        self._say(*(f"{each.card.id}: {text.asks(each)}" for each in found[:20]))
        self._say(f"[{text.count(len(found), 'card')}; / and an id asks one]")
        return False

    # -------------------------------------------------------------- the answer

    def _reveal(self, view: CardView, attempt: Attempt) -> Attempt:
        shown = attempt.reveal(spoken_ms=self._watch.ms)
        said = timing.spoken(shown)
        self._say("Answer:", *([said] if said else []), *self._answer(view, shown))
        self._offer(view, shown)
        return shown

    def _typed(self, view: CardView, attempt: Attempt, said: str) -> Attempt:
        if not said:
            self._say("Type the answer:")
            said = self._keys.readline().strip()
        if not said:
            return attempt
        from srs.terminal import judged  # loaded when somebody types

        if view.listed.note.kind not in TYPED:
            whole = self._study.judge_whole(said)
            self._say(*(line.plain for line in judged.lines(whole, said)))
            return self._reveal(view, attempt.heard(point.id for point in whole.points if point.found))
        verdict = self._study.judge(said)
        self._say(*(line.plain for line in judged.lines(verdict, said)))
        return self._reveal(view, attempt.typed(verdict.verdict.value))

    def _answer(self, view: CardView, attempt: Attempt) -> Iterator[str]:
        before = len(pages.front(view, width=_BIG, attempt=attempt))
        rows = pages.back(view, width=_WIDTH * 100, attempt=attempt)[before:]
        said = timing.spoken(attempt)
        return (line for line in _lines(rows) if line.strip("─ ") and line.strip() != said)

    def _offer(self, view: CardView, attempt: Attempt) -> None:
        ratings = ", ".join(f"{rating:d} {screen.NAMES[rating]} {ahead}" for rating, ahead in pages.next_ratings(view))
        letters = ", letters tick what you said" if attempt.offered else ""
        self._say(f"[{ratings}; Enter takes {screen.NAMES[attempt.proposed]}{letters}]")

    def _beat(self, view: CardView, attempt: Attempt) -> Attempt:
        if not attempt.told_beat_by_beat:
            return attempt if attempt.revealed else self._reveal(view, attempt)
        after = attempt.next_beat()
        rows = _lines(ticking.beats(view.face.points, after, width=_BIG))
        self._say(*list(rows)[-2:])
        return after

    def _ticked(self, view: CardView, attempt: Attempt, key: str) -> Attempt | None:
        """Return the attempt after ticking; None where a line is no letters of points."""
        if key in MARKS and not attempt.revealed:
            return self._told(view, attempt.mark(attempt.offered - 1, MARKS[key]), [attempt.offered - 1])
        numbers = [ticking.number_of(letter, 0) for letter in key]
        known = [number for number in numbers if number is not None and number < attempt.offered]
        if not known or len(known) != len(numbers):
            return None
        for number in known:
            attempt = attempt.toggle(number)
        return self._told(view, attempt, known)

    def _told(self, view: CardView, attempt: Attempt, numbers: list[int]) -> Attempt:
        for number in numbers:
            how = "said" if attempt.marks[number] is Mark.SAID else "missed"
            point = text.word(view.face.points[number].text)
            self._say(f"{ticking.letter_of(number, 0)} {how}: {screen.shorten(point, 60)}")
        if attempt.revealed:
            self._say(f"[Enter takes {screen.NAMES[attempt.proposed]}]")
        return attempt

    # -------------------------------------------------------------- acts

    def _rate(self, attempt: Attempt, rating: Rating) -> bool:
        try:
            answered = self._study.answer(rating, took_ms=self._watch.ms, detail=attempt.detail)
        except Overtaken as overtaken:
            self._say(overtaken.message)
            return True
        ahead = text.interval(answered.after.state)
        self._say(f"{screen.NAMES[rating]}: again in {ahead}")
        self.time_is_up = self._budget is not None and self._sitting.seconds >= self._budget
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
        # a capital is a letter of its own only where points have so many
        return key.lower() if len(key) == 1 and key.lower() not in ticking.LETTERS else key

    @staticmethod
    def _say(*lines: str) -> None:
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        sys.stdout.flush()


def _lines(rows: list[Row]) -> Iterator[str]:
    """Return rows as plain lines, without empty ones: a screen reader stops at each."""
    return (row.text.plain.rstrip() for row in rows if row.text.plain.strip())
