"""A phone's history and marks, told apart: what is a review, what is none, and what of it is not known here yet.

Rows are known by their card and their number, which is their millisecond. What comes of a row is an event whose id
follows from the row alone, and sorts after all ids that this program gives: the same row gives the same event
wherever and in whatever order it is pulled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from hashlib import blake2b

from srs.anki.package import PhoneRow, PhoneState
from srs.clock import Calendar, from_ms, to_ms
from srs.model import CardId, CardState, Event, EventId, EventKind, Rating

DEVICE = "anki"
"""What stands in the log as the device of what was pulled."""

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_BEYOND = "8"
_FIRST = 1_000_000_000_000
"""Numbers below are no milliseconds of a review (2001)."""
_LONGEST_MS = 24 * 60 * 60 * 1000
_SUSPENDED = -1
_FLAGS = 7
_DAYS = 100 * 366


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


@dataclass(slots=True)
class Rows:
    """What the rows of a history came to."""

    events: list[tuple[Event, int]] = field(default_factory=list)
    """Events without ids, in the order of their instants, and the interval that the phone gave (days, or seconds
    below zero; 0 for none)."""
    ignored: Counter[Why] = field(default_factory=Counter)
    counts: Counter[EventKind] = field(default_factory=Counter)


def told_apart(
    rows: Iterable[PhoneRow],
    cards: Mapping[int, CardId],
    *,
    there: Container[int],
    states: Mapping[CardId, PhoneState],
    known: Container[tuple[CardId, int]],
    calendar: Calendar,
    first_day: date,
    now_ms: int,
) -> Rows:
    """Return the rows of a history as events.

    `cards` has our card of a card's number, `there` the numbers that are cards in the package, `states` our cards as
    the package has them, `known` the rows that are here already; `first_day` is day 0 of the phone's count.
    """
    found = Rows()
    last: dict[int, int] = {}
    fresh: list[tuple[PhoneRow, CardId]] = []
    for row in rows:
        card = cards.get(row.card)
        if card is None:
            found.ignored[Why.FOREIGN if row.card in there else Why.DELETED] += 1
        elif not _FIRST <= row.id <= now_ms + _LONGEST_MS:
            found.ignored[Why.FUTURE] += 1
        else:
            if row.ease or row.type == _BY_HAND:
                last[row.card] = row.id
            if (card, row.id) in known:
                found.ignored[Why.KNOWN] += 1
            else:
                fresh.append((row, card))
    for row, card in fresh:
        due_day = None
        kind = _kind(row)
        if kind is EventKind.RESCHEDULE:
            state = states.get(card)
            # the row does not say which day; the card does, as long as nothing came after
            if state is None or state.type != _IN_REVIEW or last[row.card] != row.id or abs(state.due) > _DAYS:
                kind = Why.DUE_DATE
            else:
                due_day = first_day + timedelta(days=state.due)
        if isinstance(kind, Why):
            found.ignored[kind] += 1
            continue
        event = _event(kind, card, row.id, calendar)
        if kind is EventKind.REVIEW:
            event = _answer(event, row)
        elif due_day is not None:
            event = _moved(event, due_day)
        found.counts[kind] += 1
        found.events.append((event, row.ivl if kind is EventKind.REVIEW else 0))
    return found


_IN_REVIEW = 2
_BY_HAND = 4


def _kind(row: PhoneRow) -> EventKind | Why:
    if 1 <= row.ease <= 4:
        if row.type in (0, 1, 2):
            return EventKind.REVIEW
        if row.type == 3:
            return EventKind.REVIEW if row.factor > 0 else Why.CRAM
        return Why.OTHER
    if row.ease == 0 and row.type == _BY_HAND:
        return EventKind.RESET if row.factor == 0 and row.ivl == 0 else EventKind.RESCHEDULE
    if row.ease == 0 and row.type == 5:
        return Why.RESCHEDULED
    return Why.OTHER


def marks(state: PhoneState, ours: CardState) -> list[tuple[EventKind, dict[str, object]]]:
    """Return in what the phone's marks on a card differ from ours, as acts: the kind and its detail."""
    acts: list[tuple[EventKind, dict[str, object]]] = []
    if (state.queue == _SUSPENDED) != ours.suspended:
        acts.append((EventKind.RESUME if ours.suspended else EventKind.SUSPEND, {}))
    if bool(state.flags & _FLAGS) != ours.flagged:
        acts.append((EventKind.FLAG, {"on": not ours.flagged}))
    return acts


def act(kind: EventKind, card: CardId, seconds: int, detail: Mapping[str, object], calendar: Calendar) -> Event:
    """Return a mark as an event, without its id; `seconds` is when the phone's card was changed."""
    return replace(_event(kind, card, seconds * 1000, calendar), detail=dict(detail))


def event_id(event: Event, taken: Container[str]) -> EventId:
    """Return the id of an event: the instant, then a hash of what it is; one more where that one was taken back.

    `taken` are ids that may not be given: those of events that are undone.
    """
    attempt = 0
    while True:
        said = "\x1f".join(("anki", event.card or "", event.kind, str(_ms(event)), str(attempt)))
        chance = int.from_bytes(blake2b(said.encode(), digest_size=16).digest())
        id = _BEYOND + _letters(_ms(event), 10) + _letters(chance, 15)
        if id not in taken:
            return EventId(id)
        attempt += 1


def _ms(event: Event) -> int:
    return to_ms(event.at)


def _letters(number: int, count: int) -> str:
    return "".join([_ALPHABET[number >> 5 * place & 31] for place in range(count - 1, -1, -1)])


def _event(kind: EventKind, card: CardId, ms: int, calendar: Calendar) -> Event:
    moment = calendar.moment(from_ms(ms))
    return Event(
        id=EventId(""),
        kind=kind,
        card=card,
        at=moment.at,
        device=DEVICE,
        day=moment.day,
        utc_offset=moment.utc_offset,
        rollover=moment.rollover,
    )


def _answer(event: Event, row: PhoneRow) -> Event:
    return replace(event, rating=Rating(row.ease), took_ms=min(max(row.time, 0), _LONGEST_MS))


def _moved(event: Event, day: date) -> Event:
    return replace(event, due_day=day)
