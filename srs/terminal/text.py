"""Small texts for people: text from notes made harmless, counts, intervals, places and times in words."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from srs.model import Listed, Note, Role, Seen, State

if TYPE_CHECKING:
    from srs.collection import Collection, DueReport

_TAB = 4

# What a terminal would obey rather than show (C0, DEL, C1), what turns the reading direction of the text
# around it, and the separators that some terminals take for line ends.
_HARMLESS: dict[int, str | None] = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0))),
    **dict.fromkeys((0x061C, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A))),
    **dict.fromkeys(range(0xFFF9, 0xFFFC)),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    0x0A: "\n",
    0x85: "\n",
    0x2028: "\n",
    0x2029: "\n",
}
_ONE_LINE = {**_HARMLESS, 0x09: " ", 0x0A: " ", 0x0D: " ", 0x85: " ", 0x2028: " ", 0x2029: " "}


def block(text: str) -> str:
    """Return text of several lines without anything that a terminal would obey: only newlines are left."""
    return text.expandtabs(_TAB).translate(_HARMLESS)


def line(text: str) -> str:
    """Return text as one line without anything that a terminal would obey."""
    return text.translate(_ONE_LINE)


def word(text: str) -> str:
    """Return text as one line, spaces collapsed: for tables."""
    return " ".join(line(text).split())


def count(number: int, one: str, many: str = "") -> str:
    """Return `1 card`, `2 cards`, `1,200 cards`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def counts(*things: tuple[int, str, str]) -> str:
    """Return `2 reviews, 1 flag`: each number with the words for one and for many ("" for an s); zeros are left out."""
    return ", ".join(count(number, one, many) for number, one, many in things if number)


def span(seconds: float) -> str:
    """Return a length of time, short: `45s`, `10m`, `5h`, `4d`, `2.1mo`, `1.3y`."""
    minutes = seconds / 60
    days = minutes / 1440
    if round(seconds) < 60:
        return f"{max(round(seconds), 0)}s"
    if minutes < 99.5:
        return f"{round(minutes)}m"
    if minutes < 36 * 60:
        return f"{round(minutes / 60)}h"
    if days < 30.5:
        return f"{round(days)}d"
    if days < 364.5:
        return f"{_short(days / 30.4375)}mo"
    return f"{_short(days / 365.25)}y"


def wait(seconds: float) -> str:
    """Return how long to wait, in words: `in 40 seconds`, `in 9 minutes`, `in 3 hours`."""
    if seconds < 60:
        return f"in {count(max(round(seconds), 0), 'second')}"
    if seconds < 5400:
        return f"in {count(round(seconds / 60), 'minute')}"
    return f"in {count(round(seconds / 3600), 'hour')}"


def coming_back(cards: int, until: datetime, *, now: datetime, zone: tzinfo) -> str:
    """Return when cards in their steps come again: `2 cards will come back, the first in 9 minutes, at 14:32`."""
    when = f"{wait(max((until - now).total_seconds(), 0))}, at {clock_time(until, zone=zone)}"
    return f"1 card will come back {when}" if cards == 1 else f"{cards:,} cards will come back, the first {when}"


def interval(state: State) -> str:
    """Return how far off an answer made the card due, short; a dash where there is no due date."""
    if not isinstance(state, Seen):
        return "–"
    if state.due_at is not None:
        return span((state.due_at - state.last_review).total_seconds())
    return span(state.interval_days * 86_400)


def minutes(value: float) -> str:
    """Return `<1 min`, `6 min`, `2 h 5 min`."""
    if value <= 0:
        return "0 min"
    whole = round(value)
    if whole < 1:
        return "<1 min"
    return f"{whole} min" if whole < 100 else f"{whole // 60} h {whole % 60} min"


def percent(share: float | None) -> str:
    """Return `93 %`; a dash where there is nothing to count."""
    return "–" if share is None else f"{share * 100:.0f} %"


def clock_time(instant: datetime, *, zone: tzinfo) -> str:
    """Return the learner's `14:32`."""
    return f"{instant.astimezone(zone):%H:%M}"


def day_name(day: date, *, today: date) -> str:
    """Return `today`, `tomorrow`, `yesterday`, else `Mon 14 Dec 2026`, without the year where it is this year."""
    away = (day - today).days
    if away in (-1, 0, 1):
        return ("yesterday", "today", "tomorrow")[away + 1]
    return f"{day:%a} {day.day} {day:%b}" + ("" if day.year == today.year else f" {day.year}")


def due_words(state: State, *, today: date, zone: tzinfo) -> str:
    """Return when a card is due: `new`, `14:32`, `tomorrow`, `Mon 14 Dec`."""
    if not isinstance(state, Seen):
        return "new"
    if state.due_at is not None and state.due_day == today:
        return clock_time(state.due_at, zone=zone)
    return day_name(state.due_day, today=today)


def due(report: DueReport, collection: Collection) -> str:
    """Return what waits, in one line."""
    parts = []
    if report.due:
        parts.append(f"{report.due:,} due" + (f" ({report.overdue:,} overdue)" if report.overdue else ""))
    parts += [f"{report.learning:,} learning"] if report.learning else []
    parts += [f"{report.new:,} new"] if report.new else []
    if parts:
        return f"{', '.join(parts)}: {minutes(report.minutes)}"
    if report.next is None:
        return "nothing waits"
    zone = collection.calendar.zone
    day = collection.calendar.study_day(report.next)
    if day == collection.today():
        return f"nothing waits until {clock_time(report.next, zone=zone)}"
    return f"nothing waits until {day_name(day, today=collection.today())}"


def phase(state: State) -> str:
    """Return `new`, `learning`, `review` or `relearning`."""
    return str(state.phase) if isinstance(state, Seen) else "new"


def place(note: Note) -> str:
    """Return where a note stands, for people: `notes/rag.md › Retrieval › Chunking`."""
    return " › ".join((word(note.path), *(word(heading) for heading in note.harmless_headings)))


def asks(listed: Listed) -> str:
    """Return what a card asks, for a line of a list."""
    note = listed.note
    for place, point in enumerate(note.points, 1):
        if listed.card.role is Role.POINT and point.slot == listed.card.slot:
            return f"{word(point.role or f'point {place}')} · {word(note.prompt)}"
    return word(note.prompt)


def position(note: Note) -> str:
    """Return where a note stands, to click on: `notes/rag.md:12`."""
    return f"{word(note.path)}:{note.lines.start}"


def _short(number: float) -> str:
    text = f"{number:.1f}"
    return text.removesuffix(".0")
