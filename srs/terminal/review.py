"""The review loop on a full screen: shows a page, waits for a key, acts, shows the next.

Every act is stored before the next page is shown, so that the process may end at any moment and lose nothing
but the card on the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from srs.errors import NothingFound, Overtaken, SrsError
from srs.model import EventKind, Listed, Rating
from srs.study.attempt import TYPED, Attempt, Mark, begun
from srs.terminal import footers, markdown, pages, screen, text, ticking, timing
from srs.terminal.entry import Entry
from srs.terminal.ink import Ink
from srs.terminal.markdown import Highlight, Row
from srs.terminal.news import News
from srs.terminal.screen import Chrome, Frame, Page, Size
from srs.terminal.scrolling import FAR, Place
from srs.terminal.timing import Stopwatch
from srs.terminal.tty import RESIZED, Terminal

if TYPE_CHECKING:
    from srs.collection import CardView, Collection, Study, Undone
    from srs.collection.knowing import JudgedAnswer
    from srs.recall import Verdict
    from srs.terminal.hits import Hits

RATINGS = {str(int(rating)): rating for rating in Rating}
REVEALS = ("space", "enter")
NEXT_BEAT = ("tab", "right", ".")
MARKS = {"+": Mark.SAID, "=": Mark.SAID, "-": Mark.MISSED}
_LOOK = 2.0
"""Seconds between two looks at the clock and at what other programs have stored."""


class Review:
    """One sitting in front of the screen."""

    def __init__(
        self,
        collection: Collection,
        study: Study,
        terminal: Terminal,
        *,
        title: str,
        flash: str = "",
        minutes: float | None = None,
    ) -> None:
        self._collection = collection
        self._study = study
        self._terminal = terminal
        self._title = title
        self._flash = flash
        self._budget = None if minutes is None else minutes * 60
        self._ink = Ink()
        self._highlight: Highlight | None = None
        self._attempt: Attempt | None = None
        self._shown: CardView | None = None
        self._turn_of_letters = 0
        self._judged: tuple[Verdict | JudgedAnswer, str] | None = None
        """What a typed answer was worth, and what was typed."""
        self._over = ""
        """What stands over the card: help, info, paused, hits, or a line that is typed (a key of `footers.LABELS`)."""
        self._entry = Entry()
        self._hits: Hits | None = None
        self._scroll = self._kept = self._shift = 0
        self._acts = 0
        self._frame: Frame | None = None
        self._body: tuple[object, list[Row]] | None = None
        self._watch = Stopwatch()
        self._sitting = Stopwatch()
        self._news = News(collection)
        self._away = 0.0
        self.time_is_up = False
        """Whether the sitting ended because its minutes were over."""

    def run(self) -> None:
        """Ask until nothing is left or the learner ends it; KeyboardInterrupt and `Terminated` pass through."""
        while not self.time_is_up and (self._study.current is not None or self._study.waiting_until is not None):
            self._paint()
            key = self._terminal.key(self._patience())
            self._leave_out(self._terminal.away - self._away)
            self._away = self._terminal.away
            if key is None:
                self._look_around()
            elif key != RESIZED:
                if self._over == "paused":
                    self._leave_out(self._watch.idle)
                    self._over, self._scroll = "", self._kept
                    continue
                self._watch.touch()
                if key == "end of input" or (key == "q" and self._over not in footers.LABELS):
                    return
                self._flash = ""
                self._act(key)

    # -------------------------------------------------------------- what is on the screen

    @property
    def _now(self) -> Attempt:
        """The attempt at the card that is on the screen."""
        view = self._study.current
        assert view is not None
        if self._attempt is None or self._shown is None or view.face != self._shown.face:
            revealed = self._attempt is not None and self._attempt.revealed
            kind = view.listed.note.kind
            self._attempt = begun(view.face, kind, hard_from=self._collection.settings.hard_share)
            if not revealed and kind in self._collection.settings.typed and not self._over:
                self._open("answer")
            if revealed:
                self._attempt = self._attempt.reveal()
        self._shown = view
        return self._attempt

    def _paint(self) -> None:
        width, height = self._terminal.size
        size = Size(width=width, height=height)
        self._draw(self._page(size), size)
        view = self._study.current
        if view and self._now.revealed and not self._highlight and markdown.languages(self._now.telling.text):
            from srs.terminal.code import highlight  # the answer stands there already; colour may come a moment later

            self._highlight = highlight
            self._draw(self._page(size), size)

    def _draw(self, page: Page, size: Size) -> None:
        self._frame = screen.frame(page, size, scroll=self._scroll, shift=self._shift)
        self._scroll, self._shift = self._frame.scroll, self._frame.shift
        self._terminal.paint(self._ink.draw(self._frame.lines, clear_to=size.width))

    def _page(self, size: Size) -> Page:
        left = self._study.left
        minutes = self._study.minutes
        if self._budget is not None:
            minutes = min(minutes, max(self._budget - self._sitting.seconds, 0) / 60)
        chrome = Chrome(
            title=self._title,
            new=left.new,
            learning=left.learning,
            review=left.review,
            minutes=minutes,
            done=len(self._study.done),
        )
        view = self._study.current
        attempt = None if view is None else self._now  # it may open what is typed, and comes first
        body = self._rows(view, size)
        if self._over or view is None or attempt is None:
            return Page(
                chrome=chrome, body=body, keys=footers.over(self._over, undo=bool(self._acts)), flash=self._flash
            )
        aside = None
        if attempt.spoken and not attempt.revealed and self._collection.settings.timer:
            aside = timing.timer(attempt, self._watch.seconds)
        ratings = pages.next_ratings(view) if attempt.revealed else ()
        proposed = attempt.proposed if attempt.revealed else None
        wide = attempt.revealed and screen.overflows(body, size)
        keys = footers.card(view, attempt, undo=bool(self._acts), wide=wide, turn=self._turn_of_letters)
        return Page(
            chrome=chrome, body=body, keys=keys, ratings=ratings, proposed=proposed, flash=self._flash, aside=aside
        )

    def _rows(self, view: CardView | None, size: Size) -> list[Row]:
        """Return the body; one that only the clock has touched is not laid out again."""
        state = (view, self._attempt, size, self._over, self._entry, self._hits)
        drawn = (*state, self._turn_of_letters, self._highlight, self._judged)
        if self._over or view is None or self._body is None or self._body[0] != drawn:
            self._body = (drawn, self._laid_out(view, size))
        return self._body[1]

    def _laid_out(self, view: CardView | None, size: Size) -> list[Row]:
        width = size.column
        if self._over == "help":
            return pages.help_page(width=width)
        if self._over == "paused":
            return pages.paused(width=width)
        if self._over == "hits" and self._hits is not None:
            return self._hits.rows(width=width)
        if self._over in footers.LABELS:
            before = pages.front(view, width=width, tight=size.tight) if view and self._over == "answer" else []
            return [
                *before,
                *([Row(Text())] if before else []),
                *self._entry.rows(footers.LABELS[self._over], width=width),
            ]
        if view is None:
            return self._waiting(width)
        if self._over == "info":
            zone, today = self._collection.calendar.zone, self._collection.today()
            curve = self._collection.curve(view, columns=max(min(width, 66) - 6, 8))
            return pages.info(view, width=width, today=today, zone=zone, curve=curve)
        attempt = self._now
        turn = self._turn_of_letters
        if attempt.revealed:
            return pages.back(
                view, width=width, tight=size.tight, highlight=self._highlight, attempt=attempt, turn=turn,
                judged=self._verdict(width),
                timed=self._collection.settings.timer,
            )  # fmt: skip
        if attempt.beats:
            return pages.beats(view, attempt, width=width, tight=size.tight, turn=turn)
        return pages.front(view, width=width, tight=size.tight, attempt=attempt)

    def _verdict(self, width: int) -> list[Row]:
        if self._judged is None:
            return []
        from srs.terminal import judged  # loaded when somebody types

        return judged.rows(*self._judged, width=width)

    def _waiting(self, width: int) -> list[Row]:
        until = self._study.waiting_until
        assert until is not None
        zone, now = self._collection.calendar.zone, self._collection.now()
        return pages.waiting(until, now=now, zone=zone, left=self._study.left.learning, width=width)

    # -------------------------------------------------------------- time

    def _patience(self) -> float:
        """Return the seconds until the screen is looked at again without a key."""
        view = self._study.current
        if view is None:
            return 1.0
        ticks = not self._over and self._now.spoken and not self._now.revealed and self._collection.settings.timer
        return 1.0 - self._watch.seconds % 1.0 if ticks else _LOOK

    def _leave_out(self, seconds: float) -> None:
        if seconds > 0:
            self._watch.leave_out(seconds)
            self._sitting.leave_out(seconds)

    def _look_around(self) -> None:
        """Notice what happened without a key: time, other programs, nobody being there."""
        before = self._study.current
        until = self._study.waiting_until
        if until is not None and self._collection.now() >= until:
            self._study.refresh()
            self._begin()
            return
        if self._study.look_around() and not self._same(before):
            self._begin()
            self._flash = "that card was answered elsewhere, or its day is over"
        if news := self._news.taken_in():
            self._study.refresh()
            if not self._same(before):
                self._begin()
            self._flash = news
        away = timing.limit(self._attempt, self._collection.settings.pause_after)
        if before is not None and away is not None and self._watch.idle >= away and self._over != "paused":
            self._leave_out(self._watch.idle)
            if not self._over:
                self._kept, self._scroll = self._scroll, 0
            self._over = "paused"

    def _same(self, before: CardView | None) -> bool:
        now = self._study.current
        return now is before or (now is not None and before is not None and now.listed.card.id == before.listed.card.id)

    # -------------------------------------------------------------- what a key does

    def _act(self, key: str) -> None:
        if self._over in footers.LABELS:
            self._write(key)
        elif self._over == "hits":
            self._choose(key)
        elif self._scrolled(key):
            return
        elif self._over:
            self._close()
        elif key == "?" or (key == "i" and self._study.current):
            self._open("help" if key == "?" else "info")
        elif key == "/":
            self._open("search")
        elif key == "u":
            self._undo()
        elif (view := self._study.current) is not None:
            self._act_on(view, key)
        elif key in REVEALS:
            self._study.ask_early()
            self._begin()

    def _act_on(self, view: CardView, key: str) -> None:
        attempt = self._now
        if key in RATINGS:
            self._rate(RATINGS[key])
        elif key in REVEALS and attempt.revealed:
            self._rate(attempt.proposed)
        elif key in REVEALS or (key in NEXT_BEAT and not attempt.told_beat_by_beat):
            self._reveal(view)
        elif key in NEXT_BEAT:
            self._attempt = attempt.next_beat()
            self._scroll = FAR
        elif key in MARKS:
            self._attempt = attempt.mark(attempt.offered - 1 if not attempt.revealed else -1, MARKS[key])
        elif (number := ticking.number_of(key, self._turn_of_letters)) is not None:
            self._attempt = attempt.toggle(number)
        elif key == ticking.TURN:
            self._turn_of_letters = (self._turn_of_letters + 1) % ticking.turns(attempt.offered)
        elif key == "v":
            self._attempt = attempt.switched()
        elif key == "#":
            self._open("tag")
        elif key == "t" and not attempt.revealed and (view.listed.note.kind in TYPED or attempt.typable):
            self._open("answer")
        else:
            self._put(view, key)

    def _put(self, view: CardView, key: str) -> None:
        """Do what is stored about a card beside an answer."""
        short = _short(view.face.prompt)
        match key:
            case "e":
                self._edit(view)
            case "b":
                self._study.bury()
                self._acted(f"buried until tomorrow: {short}  (u takes it back)", moved=True)
            case "s":
                self._study.suspend()
                self._acted(f"suspended: {short}  (u takes it back)", moved=True)
            case "f":
                self._study.flag()
                self._acted(
                    "no longer flagged" if view.listed.state.flagged else "flagged: `srs list is:flagged` finds it"
                )
            case "r":
                if self._study.reset().cards:
                    self._begin()
                    self._acted("new again, its history is kept  (u takes it back)")
                else:
                    self._flash = "it is new already"
            case "n":
                moved = self._study.skip()
                self._begin()
                self._flash = f"later: {short}" if moved else "there is no other card to ask now"

    def _scrolled(self, key: str) -> bool:
        place = Place(self._scroll, self._shift).key(key, room=self._frame.room if self._frame else 1)
        if place is not None:
            self._scroll, self._shift = place.scroll, place.shift
        return place is not None

    def _reveal(self, view: CardView) -> None:
        self._attempt = self._now.reveal(spoken_ms=self._watch.ms)
        self._shift = 0
        if self._frame:
            # a question that fills the screen makes room for its answer
            width, height = self._terminal.size
            size = Size(width=width, height=height)
            front = len(pages.front(view, width=size.column, tight=size.tight, bare=size.tight))
            self._scroll = front - 1 if front > self._frame.room // 2 else 0

    def _rate(self, rating: Rating) -> None:
        try:
            self._study.answer(rating, took_ms=self._watch.ms, detail=self._now.detail)
            self._acts += 1
        except Overtaken as overtaken:
            self._flash = overtaken.message
        self._moved_on()

    def _acted(self, what: str, *, moved: bool = False) -> None:
        self._acts += 1
        self._flash = what
        if moved:
            self._moved_on()

    def _moved_on(self) -> None:
        """Begin with the card that is now first, or end where the minutes are over."""
        self._begin()
        self.time_is_up = self._budget is not None and self._sitting.seconds >= self._budget

    def _begin(self) -> None:
        self._attempt = self._shown = None
        self._judged = None
        self._turn_of_letters = 0
        self._scroll = self._shift = 0
        self._over = ""
        self._watch = Stopwatch()

    def _undo(self) -> None:
        try:
            undone = self._study.undo()
        except NothingFound:
            self._flash = "nothing to take back"
            return
        self._acts = max(self._acts - 1, 0)
        self._begin()
        self._flash = taken_back(undone, self._study.current)

    def _edit(self, view: CardView) -> None:
        from srs.terminal.editor import edit_and_import

        try:
            with self._terminal.lent():
                self._flash = edit_and_import(self._collection, view)
        except SrsError as error:
            self._flash = error.message
        self._study.refresh()
        if not self._same(view):
            self._begin()

    # -------------------------------------------------------------- over the card

    def _open(self, over: str) -> None:
        self._over = over
        self._entry = Entry()
        self._kept, self._scroll = self._scroll, 0

    def _close(self) -> None:
        self._over, self._scroll = "", self._kept

    def _write(self, key: str) -> None:
        if key == "esc":
            self._close()
        elif key == "enter":
            over, typed = self._over, self._entry.typed.strip()
            self._close()
            if typed:
                try:
                    {"search": self._search, "tag": self._tag, "answer": self._judge}[over](typed)
                except SrsError as error:
                    self._flash = error.message
        else:
            self._entry = self._entry.key(key)

    def _judge(self, typed: str) -> None:
        if (view := self._study.current) is None:
            return
        if view.listed.note.kind in TYPED:
            verdict = self._study.judge(typed)
            self._attempt = self._now.typed(verdict.verdict.value)
            self._judged = verdict, typed
        else:
            whole = self._study.judge_whole(typed)
            self._attempt = self._now.heard(point.id for point in whole.points if point.found)
            self._judged = whole, typed
        self._reveal(view)

    def _search(self, typed: str) -> None:
        hits = self._collection.select(typed)
        if len(hits) == 1:
            self._jump(hits[0])
            return
        from srs.terminal.hits import Hits  # loaded when somebody searches

        self._hits = Hits(tuple(hits))
        self._open("hits")

    def _choose(self, key: str) -> None:
        if self._hits is None:
            return
        if key in REVEALS:
            self._jump(self._hits.chosen)
        elif key == "esc":
            self._close()
        else:
            self._hits = self._hits.key(key)
            self._scroll = self._hits.scroll(self._frame.room if self._frame else 1)

    def _jump(self, listed: Listed) -> None:
        self._study.jump(listed.card.id)
        self._begin()

    def _tag(self, typed: str) -> None:
        for name in typed.split():
            on = not name.startswith("-")
            self._study.tag(name.removeprefix("-"), on=on)
        self._acted(f"tags: {' '.join(self._tags())}")

    def _tags(self) -> tuple[str, ...]:
        view = self._study.current
        return view.listed.tags if view else ()


def taken_back(undone: Undone, view: CardView | None) -> str:
    """Return what an undo took back, in words."""
    event = undone.undone
    what = screen.NAMES[event.rating] if event.rating is not None else str(event.kind)
    if event.kind is EventKind.BURY:
        what = "hidden until tomorrow"
    on = f" on {_short(view.face.prompt)}" if view and view.listed.card.id == event.card else ""
    return f"took back: {what}{on}"


def _short(prompt: str) -> str:
    return f"“{screen.shorten(text.word(prompt), 40)}”"
