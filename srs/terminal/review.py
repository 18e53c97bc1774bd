"""The review loop on a full screen: shows a page, waits for a key, acts, shows the next.

Every act is stored before the next page is shown, so that the process may end at any moment and lose nothing
but the card on the screen.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from typing import TYPE_CHECKING

from srs.errors import NothingFound, Overtaken, SrsError
from srs.model import EventKind, Rating
from srs.terminal import markdown, screen, text
from srs.terminal.ink import Ink
from srs.terminal.markdown import Highlight, Row
from srs.terminal.screen import Chrome, Frame, Key, Page, Size
from srs.terminal.tty import RESIZED, Terminal

if TYPE_CHECKING:
    from srs.collection import CardView, Collection, Study, Undone

RATINGS = {str(int(rating)): rating for rating in Rating}
_TICK = 1.0
"""Seconds between two looks at the clock while nothing is due."""
_FAR = 10**6


class _Side(Enum):
    FRONT = "front"
    BACK = "back"


class Review:
    """One sitting in front of the screen."""

    def __init__(
        self, collection: Collection, study: Study, terminal: Terminal, *, title: str, flash: str = ""
    ) -> None:
        self._collection = collection
        self._study = study
        self._terminal = terminal
        self._title = title
        self._flash = flash
        self._ink = Ink()
        self._highlight: Highlight | None = None
        self._side = _Side.FRONT
        self._over: str = ""
        self._scroll = 0
        self._kept = 0
        self._shift = 0
        self._done = 0
        self._frame: Frame | None = None
        self._watch = Stopwatch()

    def run(self) -> None:
        """Ask until nothing is left or the learner ends it; KeyboardInterrupt and `Terminated` pass through."""
        while self._study.current is not None or self._study.waiting_until is not None:
            self._paint()
            waiting = self._study.current is None
            key = self._terminal.key(_TICK if waiting else None)
            if key is None:
                self._look_at_the_clock()
            elif key != RESIZED:
                if key == "q" or key == "end of input":
                    return
                self._flash = ""
                self._act(key)

    # -------------------------------------------------------------- what is on the screen

    def _paint(self) -> None:
        width, height = self._terminal.size
        size = Size(width=width, height=height)
        self._draw(self._page(size), size)
        view = self._study.current
        if view and self._side is _Side.BACK and not self._highlight and markdown.languages(view.face.answer):
            from srs.terminal.code import highlight  # the answer stands there already; colour may come a moment later

            self._highlight = highlight
            self._draw(self._page(size), size)

    def _draw(self, page: Page, size: Size) -> None:
        self._frame = screen.frame(page, size, scroll=self._scroll, shift=self._shift)
        self._scroll, self._shift = self._frame.scroll, self._frame.shift
        self._terminal.paint(self._ink.draw(self._frame.lines, clear_to=size.width))

    def _page(self, size: Size) -> Page:
        study = self._study
        left = study.left
        chrome = Chrome(
            title=self._title,
            new=left.new,
            learning=left.learning,
            review=left.review,
            minutes=study.minutes,
            done=self._done,
        )
        view = study.current
        undo = [Key("u", "undo", 4)] if self._done else []
        last = [Key("?", "help", 6), Key("q", "end", 7)]
        if self._over:
            return Page(chrome=chrome, body=self._overlay(size), keys=[Key("Space", "back to the card", 9), *last])
        if view is None:
            return Page(
                chrome=chrome,
                body=self._waiting(size),
                keys=[Key("Space", "ask now", 9), *undo, *last],
                flash=self._flash,
            )
        acts = [Key("e", "edit", 3), Key("b", "bury", 2), Key("s", "suspend", 2), Key("i", "info", 3)]
        if self._side is _Side.FRONT:
            body = screen.front(view, width=size.column, tight=size.tight)
            keys = [Key("Space", "answer", 9), *undo, *acts, *last]
            return Page(chrome=chrome, body=body, keys=keys, flash=self._flash)
        body = screen.back(view, width=size.column, tight=size.tight, highlight=self._highlight)
        wide = [Key("h l", "sideways", 5)] if self._frame and self._frame.overflow else []
        return Page(
            chrome=chrome,
            body=body,
            keys=[Key("Space", screen.NAMES[Rating.GOOD], 9), *wide, *undo, *acts, *last],
            ratings=[(rating, text.interval(view.ratings[rating])) for rating in Rating],
            proposed=Rating.GOOD,
            flash=self._flash,
        )

    def _overlay(self, size: Size) -> list[Row]:
        view = self._study.current
        if self._over == "help" or view is None:
            return screen.help_page(width=size.column)
        zone = self._collection.calendar.zone
        return screen.info(view, width=size.column, today=self._collection.today(), zone=zone)

    def _waiting(self, size: Size) -> list[Row]:
        until = self._study.waiting_until
        assert until is not None
        return screen.waiting(
            until,
            now=self._collection.now(),
            zone=self._collection.calendar.zone,
            left=self._study.left.learning,
            width=size.column,
        )

    def _look_at_the_clock(self) -> None:
        until = self._study.waiting_until
        if until is not None and self._collection.now() >= until:
            self._study.refresh()
            self._turn()

    # -------------------------------------------------------------- what a key does

    def _act(self, key: str) -> None:
        if self._scrolled(key):
            return
        if self._over:
            self._over = ""
            self._scroll = self._kept
        elif key == "?" or (key == "i" and self._study.current):
            self._over = "help" if key == "?" else "info"
            self._kept, self._scroll = self._scroll, 0
        elif key == "u":
            self._undo()
        elif (view := self._study.current) is None:
            if key in ("space", "enter"):
                self._study.ask_early()
                self._turn()
        elif key in RATINGS:
            self._rate(RATINGS[key])
        elif key in ("space", "enter"):
            if self._side is _Side.FRONT:
                self._reveal(view)
            else:
                self._rate(Rating.GOOD)
        elif key == "e":
            self._edit(view)
        elif key == "b":
            self._study.bury()
            self._acted("buried until tomorrow", view)
        elif key == "s":
            self._study.suspend()
            self._acted("suspended", view)

    def _scrolled(self, key: str) -> bool:
        room = max(self._frame.room - 1, 1) if self._frame else 1
        down = {
            "j": 1,
            "down": 1,
            "k": -1,
            "up": -1,
            "pagedown": room,
            "pageup": -room,
            "g": -(10**6),
            "home": -(10**6),
        }
        down |= {"G": 10**6, "end": 10**6}
        across = {"l": 8, "h": -8, "shift-right": 8, "shift-left": -8}
        if key in down:
            self._scroll = max(self._scroll + down[key], 0)
        elif key in across:
            self._shift = max(self._shift + across[key], 0)
        else:
            return False
        return True

    def _reveal(self, view: CardView) -> None:
        self._side = _Side.BACK
        self._shift = 0
        if self._frame:
            # a question that fills the screen makes room for its answer
            width, height = self._terminal.size
            size = Size(width=width, height=height)
            front = len(screen.front(view, width=size.column, tight=size.tight))
            self._scroll = front - 1 if front > self._frame.room // 2 else 0

    def _rate(self, rating: Rating) -> None:
        try:
            self._study.answer(rating, took_ms=self._watch.ms)
            self._done += 1
        except Overtaken as overtaken:
            self._flash = overtaken.message
        self._turn()

    def _acted(self, what: str, view: CardView) -> None:
        self._done += 1
        self._turn()
        self._flash = f"{what}: {_short(view.face.prompt)}  (u takes it back)"

    def _undo(self) -> None:
        try:
            undone = self._study.undo()
        except NothingFound:
            self._flash = "nothing to take back"
            return
        self._done = max(self._done - 1, 0)
        self._turn()
        self._flash = taken_back(undone, self._study.current)

    def _edit(self, view: CardView) -> None:
        from srs.terminal.editor import edit_and_import

        with self._watch.stopped():
            try:
                with self._terminal.lent():
                    self._flash = edit_and_import(self._collection, view)
            except SrsError as error:
                self._flash = error.message
            self._study.refresh()
        changed = self._study.current
        if changed is None or changed.listed.card.id != view.listed.card.id:
            self._turn()

    def _turn(self) -> None:
        """Begin with the card that is now first."""
        self._side = _Side.FRONT
        self._scroll = self._shift = 0
        self._watch = Stopwatch()


class Stopwatch:
    """Milliseconds since it was made, without those for which it stood still."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    @property
    def ms(self) -> int:
        return round((time.monotonic() - self._start) * 1000)

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """A context in which it stands still."""
        since = time.monotonic()
        try:
            yield
        finally:
            self._start += time.monotonic() - since


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
