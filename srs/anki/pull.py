"""A phone's history and marks, told apart: what is a review, what is none, and what of it is not known here yet.

Rows are known by their card and their number, which is their millisecond. What comes of a row is an event whose id
follows from the row alone, and sorts after all ids that this program gives: the same row gives the same event
wherever and in whatever order it is pulled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from hashlib import blake2b
from typing import NamedTuple

from srs.anki.package import PhoneRow, PhoneState
from srs.clock import Calendar, from_ms, to_day_number
from srs.model import CardId, CardState, EventId, EventKind, TagId

DEVICE = "anki"
"""What stands in the log as the device of what was pulled."""

_BEYOND = "8"
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_FIRST = 1_000_000_000_000
"""Numbers below are no milliseconds of a review (2001)."""
_LONGEST_MS = 24 * 60 * 60 * 1000
_SUSPENDED = -1
_FLAGS = 7
_DAYS = 100 * 366


TAGS_OF_ANKI = frozenset({"leech", "marked"})
"""Tags that Anki gives and takes by itself, or has a star for: they say nothing of what a note is about."""


class Why(StrEnum):
    """Why a row became no event. The texts are shown."""

    KNOWN = "known here already"
    CRAM = "crammed, without effect on the schedule"
    RESCHEDULED = "rescheduled by options"
    DUE_DATE = "a due date set by hand, before a later answer"
    FOREIGN = "of cards that are not from here"
    DELETED = "of cards that are no longer there"
    FUTURE = "at an impossible time"
    OTHER = "of an unknown kind"


class Home(NamedTuple):
    """What came of a row or a mark: an event but for its id and what it follows. Instants are ms, days are numbers."""

    kind: EventKind
    card: CardId
    at: int
    rating: int | None = None
    took_ms: int | None = None
    interval: int = 0
    """What the phone gave an answer: days, or seconds below zero; 0 for none."""
    due_day: int | None = None
    """The day that a card was given by hand."""
    detail: Mapping[str, object] = {}
    """Codes that are told apart from others of the same kind, card and instant."""


@dataclass(slots=True)
class Rows:
    """What the rows of a history came to."""

    home: list[Home] = field(default_factory=list)
    """In the order of the rows."""
    ignored: Counter[Why] = field(default_factory=Counter)


def told_apart(
    rows: Iterable[PhoneRow],
    cards: Mapping[int, CardId],
    *,
    there: Container[int],
    states: Mapping[CardId, PhoneState],
    known: Container[tuple[CardId, int]],
    first_day: date,
    now_ms: int,
) -> Rows:
    """Return the rows of a history as what they are here.

    `cards` has our card of a card's number, `there` the numbers that are cards in the package, `states` our cards as
    the package has them, `known` the rows that are here already; `first_day` is day 0 of the phone's count.
    """
    found = Rows()
    home, ignored = found.home, found.ignored
    last: dict[int, int] = {}
    by_hand: list[PhoneRow] = []
    latest = now_ms + _LONGEST_MS
    for row in rows:
        number, of, ease, interval, _, factor, took, sort = row
        card = cards.get(of)
        if card is None:
            ignored[Why.FOREIGN if of in there else Why.DELETED] += 1
            continue
        if not _FIRST <= number <= latest:
            ignored[Why.FUTURE] += 1
            continue
        if ease or sort == _BY_HAND:
            last[of] = number
        if (card, number) in known:
            ignored[Why.KNOWN] += 1
        elif 1 <= ease <= 4 and (0 <= sort <= 2 or (sort == 3 and factor > 0)):
            took = 0 if took < 0 else min(took, _LONGEST_MS)
            home.append(Home(EventKind.REVIEW, card, number, ease, took, interval))
        elif ease == 0 and sort == _BY_HAND:
            by_hand.append(row)
        else:
            ignored[_why_not(ease, sort)] += 1
    for row in by_hand:
        card = cards[row.card]
        if row.factor == 0 and row.ivl == 0:
            home.append(Home(EventKind.RESET, card, row.id))
            continue
        state = states.get(card)
        # the row does not say which day; the card does, as long as nothing came after
        if state is None or state.type != _IN_REVIEW or last[row.card] != row.id or abs(state.due_day) > _DAYS:
            ignored[Why.DUE_DATE] += 1
        else:
            home.append(Home(EventKind.RESCHEDULE, card, row.id, due_day=to_day_number(first_day) + state.due_day))
    return found


_IN_REVIEW = 2
_BY_HAND = 4


def _why_not(ease: int, sort: int) -> Why:
    if 1 <= ease <= 4 and sort == 3:
        return Why.CRAM
    return Why.RESCHEDULED if ease == 0 and sort == 5 else Why.OTHER


def marks(state: PhoneState, ours: CardState) -> list[tuple[EventKind, dict[str, object]]]:
    """Return in what the phone's marks on a card differ from ours, as acts: the kind and its detail."""
    acts: list[tuple[EventKind, dict[str, object]]] = []
    if (state.queue == _SUSPENDED) != ours.suspended:
        acts.append((EventKind.RESUME if ours.suspended else EventKind.SUSPEND, {}))
    if bool(state.flags & _FLAGS) != ours.flagged:
        acts.append((EventKind.FLAG, {"on": not ours.flagged}))
    return acts


def event_id(home: Home, taken: Container[str]) -> EventId:
    """Return the id of an event: the instant, then a hash of what it is; one more where that one was taken back.

    `taken` are ids that may not be given: those of events that are undone.
    """
    kind, card, at, *_, detail = home
    attempt = 0
    while True:
        said = f"anki\x1f{card}\x1f{kind}\x1f{at}\x1f{attempt}"
        if detail and "tag" in detail:
            said += f"\x1f{detail['tag']}"
        id = EventId(f"{_BEYOND}{_letters(at, 10)}{_chance(said)}")
        if id not in taken:
            return id
        attempt += 1


def tag_id(name: str) -> TagId:
    """Return the id of a tag that came from a phone: the same one on every machine."""
    return TagId(f"{_BEYOND}{_letters(0, 10)}{_chance(f'anki tag {name.casefold()}')}")


def _chance(said: str) -> str:
    """Return 15 letters that follow from a text."""
    number = int.from_bytes(blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).digest())
    three = _threes()
    return (
        three[number >> 60 & 32767]
        + three[number >> 45 & 32767]
        + three[number >> 30 & 32767]
        + three[number >> 15 & 32767]
        + three[number & 32767]
    )


@cache
def _threes() -> tuple[str, ...]:
    """Return all texts of three letters, in their order: 15 bits each."""
    return tuple([f"{a}{b}{c}" for a in _LETTERS for b in _LETTERS for c in _LETTERS])


@lru_cache(maxsize=1024)
def _beginning(number: int, count: int) -> str:
    return "".join([_LETTERS[number >> 5 * place & 31] for place in range(count - 1, -1, -1)])


def _letters(number: int, count: int) -> str:
    three = _threes()
    # instants of some days begin alike
    return f"{_beginning(number >> 30, count - 6)}{three[number >> 15 & 32767]}{three[number & 32767]}"


class Moments:
    """Counts instants as the learner's calendar does, many of them soon."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._offsets: dict[int, int] = {}
        self.rollover = calendar.rollover.hour * 60 + calendar.rollover.minute

    def offset(self, at: int) -> int:
        """Return the minutes east of UTC at an instant."""
        day = at // _DAY_MS
        found = self._offsets.get(day)
        if found is None:
            first, last = self._counted(day * _DAY_MS), self._counted((day + 1) * _DAY_MS - 1)
            found = self._offsets[day] = first if first == last else _CHANGES
        return self._counted(at) if found == _CHANGES else found

    def counted(self, at: int) -> tuple[int, int]:
        """Return the study day of an instant, and the minutes east of UTC."""
        offset = self._offsets.get(at // _DAY_MS, _CHANGES)
        if offset == _CHANGES:
            offset = self.offset(at)
        return (at + (offset - self.rollover) * 60_000) // _DAY_MS, offset

    def _counted(self, at: int) -> int:
        return self._calendar.moment(from_ms(at)).utc_offset

    def day(self, at: int, offset: int) -> int:
        """Return the study day of an instant, counted by an offset."""
        return (at + (offset - self.rollover) * 60_000) // _DAY_MS


_CHANGES = 10_000
"""No zone's offset: stands for a day within which it changes."""
_DAY_MS = 86_400_000
