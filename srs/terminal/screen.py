"""The review screen as a value: a page -> lines of styled text at a given size.

Nothing here reads a key, a clock or a database. Colours are the sixteen that every terminal has under its
own theme, and none of them is the only sign of anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from srs.model import Rating
from srs.terminal import text
from srs.terminal.markdown import Row

COLUMN = 88
"""Cells: a line of text that runs longer is hard to read back."""
TALL = 18
"""Rows: from here on there is room for air above and below."""

NAMES: Mapping[Rating, str] = {
    Rating.AGAIN: "again",
    Rating.HARD: "hard",
    Rating.GOOD: "good",
    Rating.EASY: "easy",
}
_COLOURS: Mapping[Rating, str] = {
    Rating.AGAIN: "red",
    Rating.HARD: "yellow",
    Rating.GOOD: "green",
    Rating.EASY: "cyan",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Columns and rows of the terminal."""

    width: int
    height: int

    @property
    def column(self) -> int:
        """Cells of the text column."""
        return max(min(self.width - 2 * (1 if self.width < 60 else 3), COLUMN), 8)

    @property
    def tight(self) -> bool:
        """Whether there is no room for air."""
        return self.height < TALL

    @property
    def margin(self) -> int:
        """Cells to the left of it."""
        return max((self.width - self.column) // 2, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chrome:
    """What stands above a card: what is asked, what is left, how far it got."""

    title: str
    new: int = 0
    learning: int = 0
    review: int = 0
    questions: int = 0
    """Of an interview, which has no kinds of work."""
    minutes: float = 0.0
    done: int = 0

    @property
    def left(self) -> int:
        return self.new + self.learning + self.review + self.questions


@dataclass(frozen=True, slots=True)
class Key:
    """A key and what it does now; the least important go first when a line is short of room."""

    key: str
    does: str
    weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One thing to look at."""

    chrome: Chrome
    body: Sequence[Row]
    keys: Sequence[Key]
    ratings: Sequence[tuple[Rating, str]] = ()
    """Each rating with its next interval; empty on a front."""
    proposed: Rating | None = None
    flash: str = ""
    """A word about what has just happened; it stands above the keys until the next one."""
    aside: Text | None = None
    """What stands beside it to the right: a timer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A page at a size: as many lines as the terminal has rows, none wider than it."""

    lines: tuple[Text, ...]
    scroll: int
    """The first body row shown, brought back into range."""
    shift: int
    """Cells that fixed rows are moved to the left, brought back into range."""
    room: int
    """Body rows that fit."""


# ------------------------------------------------------------------ a page at a size


def frame(page: Page, size: Size, *, scroll: int = 0, shift: int = 0) -> Frame:
    """Return `page` drawn at `size`, from body row `scroll` on, fixed rows moved left by `shift` cells."""
    top = [_header(page.chrome, size.column), _bar(page.chrome, size.column)]
    if not size.tight:
        top = [Text(), *top, Text()]
    foot = _footer(page, size)
    room = max(size.height - len(top) - len(foot) - 1, 1)
    scroll = max(min(scroll, len(page.body) - room), 0)
    open_width = size.width - size.margin  # fixed rows may run out of the column to the right edge
    widest = _widths(page.body)
    shift = max(min(shift, max(widest, default=0) - open_width), 0)
    shown = [
        crop(row.text, shift if wide > open_width else 0, open_width)
        for row, wide in zip(page.body[scroll : scroll + room], widest[scroll:], strict=False)
    ]
    shown += [Text()] * (room - len(shown))
    below = max(len(page.body) - scroll - room, 0)
    lines = [*top, *shown, _between(page, scroll, below, size.column), *foot]
    margin = " " * size.margin
    fitted = [Text.assemble(margin, line) if line.plain else line for line in lines]
    return Frame(
        lines=tuple(crop(line, 0, size.width) for line in fitted[: size.height]),
        scroll=scroll,
        shift=shift,
        room=room,
    )


def overflows(body: Sequence[Row], size: Size) -> bool:
    """Return whether some fixed row is wider than the screen."""
    return max(_widths(body), default=0) > size.width - size.margin


def _widths(body: Sequence[Row]) -> list[int]:
    """Return for each row the width of the fixed block that it stands in; 0 for text that was wrapped."""
    widths: list[int] = []
    for fixed, rows in groupby(body, key=lambda row: row.fixed):
        block = list(rows)
        widths += [max(row.text.cell_len for row in block) if fixed else 0] * len(block)
    return widths


def crop(line: Text, start: int, width: int) -> Text:
    """Return the cells `start` to `start + width` of a line; a mark stands where something is cut off."""
    if start <= 0 and line.cell_len <= width:
        return line
    first, at = _cut(line.plain, start)
    pad = at - start  # a wide character cut in half leaves a blank
    before = start > 0 and bool(line.plain[:first].strip())
    after = line.cell_len > start + width
    last, _ = _cut(line.plain, start + width - (1 if after else 0), down=True)
    body = line[first:last] if last > first else Text()
    shown = Text.assemble(" " * pad, body)
    if after:
        shown.append(" " * (width - 1 - shown.cell_len))
        shown.append("›", style="dim")
    if before and shown.plain:
        rest = shown[1:] if cell_len(shown.plain[0]) == 1 else Text.assemble(" ", shown[1:])
        shown = Text.assemble(("‹", "dim"), rest)
    return shown


def shorten(plain: str, width: int) -> str:
    """Return the beginning of one line that fits, with an ellipsis where something was left out."""
    if cell_len(plain) <= width:
        return plain
    last, _ = _cut(plain, width - 1, down=True)
    return plain[:last].rstrip() + "…" if width > 0 else ""


def _cut(plain: str, cell: int, *, down: bool = False) -> tuple[int, int]:
    """Return the character that starts at or after `cell` (with `down`: the last that ends before it), and its cell."""
    at = 0
    for number, character in enumerate(plain):
        cells = cell_len(character)
        if (at + cells > cell) if down else (at >= cell):
            return number, at
        at += cells
    return len(plain), max(at, cell)


def _header(chrome: Chrome, width: int) -> Text:
    counts = [(chrome.new, "new", "blue"), (chrome.learning, "learning", "red"), (chrome.review, "review", "green")]
    left = Text(text.count(chrome.questions, "question"), style="dim") if chrome.questions else Text()
    for number, kind, colour in counts:
        if number or (kind == "review" and not chrome.left):
            left.append("  " if left.plain else "")
            left.append(f"{number:,}", style=f"bold {colour}" if number else "dim")
            left.append(f" {kind if width >= 52 else kind.removesuffix('ing')}", style="dim")
    left.append(f"  {text.minutes(chrome.minutes)}" if chrome.left else "", style="dim")
    title = text.word(chrome.title)
    room = width - left.cell_len - 2
    if room < 8:
        return left
    name = Text(shorten(title, room), style="dim")
    return Text.assemble(name, " " * (width - name.cell_len - left.cell_len), left)


def _bar(chrome: Chrome, width: int) -> Text:
    whole = chrome.done + chrome.left
    filled = width * chrome.done // whole if whole else width
    return Text.assemble(("━" * filled, "green"), ("─" * (width - filled), "dim"))


def _between(page: Page, above: int, below: int, width: int) -> Text:
    """Return the row between body and keys: what has just happened, the time, and how much more there is to read."""
    parts = [f"↑ {above}"] if above else []
    parts += [f"↓ {below} more"] if below else []
    right = Text("  ".join([*parts, "j k"]) if parts else "", style="dim")
    if page.aside is not None:
        right = Text("   " if right.plain else "").join([each for each in (page.aside, right) if each.plain])
    said = Text(shorten(text.word(page.flash), max(width - right.cell_len - 2, 0)), style="italic")
    gap = " " * max(width - said.cell_len - right.cell_len, 0)
    return Text.assemble(said, gap, right) if said.plain or right.plain else Text()


def _footer(page: Page, size: Size) -> list[Text]:
    air = [] if size.tight else [Text()]
    return [*_ratings(page, size.column), _keys(page.keys, size.column), *air]


def _ratings(page: Page, width: int) -> list[Text]:
    if not page.ratings:
        return []
    # Four fields of one width stand still from card to card, so that the eye finds them without reading.
    field = width // 4
    one = all(cell_len(f"{rating:d} {NAMES[rating]} {ahead}") < field for rating, ahead in page.ratings)
    upper, lower = Text(), Text()
    for rating, ahead in page.ratings:
        proposed = rating is page.proposed
        name = Text.assemble(
            (f"{rating:d}", f"bold {_COLOURS[rating]}"), " ", (NAMES[rating], "bold underline" if proposed else "")
        )
        if one:
            name.append(f" {ahead}", style="dim")
        upper.append_text(name).append(" " * (field - name.cell_len))
        lower.append(f"  {ahead}".ljust(field), style="dim")
    return [upper] if one else [upper, lower]


def _keys(keys: Sequence[Key], width: int) -> Text:
    taken: set[int] = set()
    # a long one that does not fit leaves its room to lighter ones that do
    for at in sorted(range(len(keys)), key=lambda at: -keys[at].weight):
        both = [keys[number] for number in (*taken, at)]
        if _width(both) + 2 * (len(both) - 1) <= width:
            taken.add(at)
    shown = [keys[at] for at in sorted(taken)]
    gap = "   " if _width(shown) + 3 * (len(shown) - 1) <= width else "  "
    drawn = Text()
    for key in shown:
        drawn.append(gap if drawn.plain else "")
        drawn.append(key.key, style="bold")
        drawn.append(f" {key.does}", style="dim")
    return drawn


def _width(keys: Sequence[Key]) -> int:
    return sum(cell_len(key.key) + 1 + cell_len(key.does) for key in keys)
