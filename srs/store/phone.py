"""What a phone has of ours, as exports left it and pulls found it: cards by their address, numbers of reviews."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, literal_column, select, text

from srs.model import CardId, Event, EventId, EventKind, NoteId, PhoneCard
from srs.store import schema
from srs.store.ids import BEYOND
from srs.store.reader import _COUNTS, Reader
from srs.store.rows import EVENT, columns, event_value
from srs.store.writer import Writer

_card, _review, _log = schema.phone_card, schema.phone_review, schema.log

ROWS = (EventKind.REVIEW, EventKind.RESET)
"""The events that are rows of a phone's history."""

PAUSES, FLAGS, TAGS = "pauses", "flags", "tags"
"""What acts on a card are about: whether it is asked, whether it is flagged, its tags."""

_ABOUT = {"suspend": PAUSES, "resume": PAUSES, "flag": FLAGS, "tag": TAGS}


@dataclass(frozen=True, slots=True)
class History:
    """What the log has of all that a phone may bring."""

    numbers: set[tuple[CardId, int]]
    """The rows that are here already, by their card and number; what was pulled and taken back is not among them."""
    acts: dict[tuple[CardId, str], tuple[int, EventId]]
    """The last act on each card that counts, for each of what acts are about: its millisecond and id."""
    void: frozenset[str]
    """What was taken back of what came from elsewhere."""


_CACHE_KB = 32_768


class Answered(NamedTuple):
    """A review or reset that counts, in columns."""

    at: int
    id: EventId
    kind: str
    rating: int | None
    preset: EventId | None
    day: int
    utc_offset: int
    rollover: int
    due_day: int | None
    due_at: int | None
    after: EventId | None


_KINDS = [kind.value for kind in ROWS]
_CARDS = select(*columns(_card, PhoneCard._fields))
_NUMBERS = select(_review.c.event, _review.c.number)
_DROP = delete(_card).where(_card.c.guid == bindparam("of_guid"), _card.c.ord == bindparam("of_ord"))
_CROWDED = (select(_log.c.at).where(_log.c.kind.in_(_KINDS), _log.c.card.is_not(None)).group_by(_log.c.at)).having(
    func.count() > 1
)

_UNDONE = select(_log.c.refers_to).where(_log.c.kind == EventKind.UNDO.value)
_ROWS_AND_ACTS = (
    select(_log.c.id, _log.c.card, _log.c.kind, _log.c.at)
    .where(_log.c.card.is_not(None))
    .where(_log.c.kind.in_([*_KINDS, EventKind.RESCHEDULE.value, *_ABOUT]))
    .order_by(_log.c.at, _log.c.id)
)
_ANSWERED = (
    select(_log.c.card, *columns(_log, Answered._fields))
    .where(_log.c.kind.in_(_KINDS), _COUNTS)
    .order_by(_log.c.card, _log.c.at, _log.c.id)
)
_PLAIN = [EventKind.REVIEW.value, EventKind.UNDO.value, EventKind.PRESET.value]
# as a text, which the index of acts has word for word
_WITH_ACTS = select(_log.c.card).where(text("kind <> 'review'"), _log.c.kind.not_in(_PLAIN))
_BROUGHT = (
    select(*columns(_log, EVENT))
    .where(_log.c.id >= literal_column(f"'{BEYOND}'"), _COUNTS)
    .order_by(_log.c.at, _log.c.id)
)


def cards(reader: Reader, guids: Iterable[str] | None = None) -> dict[tuple[str, int], PhoneCard]:
    """Return the cards that a phone has, or those of some notes there, by (GUID, template)."""
    rows = reader._rows(_CARDS) if guids is None else reader._rows_of(_CARDS, _card.c.guid, guids)
    return {(row[0], row[1]): _value(row) for row in rows}


def put_cards(writer: Writer, cards: Iterable[PhoneCard]) -> None:
    """Keep what a phone has of some cards, in the place of what was known of them."""
    rows = list(cards)
    if writer._connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(PhoneCard._fields))
        statement = f"INSERT OR REPLACE INTO phone_card ({', '.join(PhoneCard._fields)}) VALUES ({marks})"
        writer.driver().executemany(statement, rows)
    elif rows:
        drop_cards(writer, [(card.guid, card.ord) for card in rows])
        writer._connection.execute(insert(_card), [card._asdict() for card in rows])


def drop_cards(writer: Writer, addresses: Iterable[tuple[str, int]]) -> None:
    """Forget that a phone has some cards."""
    keys = [{"of_guid": guid, "of_ord": ord} for guid, ord in addresses]
    if keys:
        writer._connection.execute(_DROP, keys)


def numbers(reader: Reader) -> dict[EventId, int]:
    """Return the numbers on the phone of those reviews and resets that have another one than their millisecond."""
    return {EventId(event): number for event, number in reader._rows(_NUMBERS)}


def put_numbers(writer: Writer, given: Mapping[EventId, int]) -> None:
    """Keep the numbers that reviews have on the phone; they are given once."""
    if given:
        writer._connection.execute(insert(_review), [{"event": id, "number": n} for id, n in given.items()])


def crowded(reader: Reader) -> dict[int, list[EventId]]:
    """Return the milliseconds at which more than one review or reset happened, and those in their order."""
    found: dict[int, list[EventId]] = {}
    query = select(_log.c.at, _log.c.id).where(_log.c.kind.in_(_KINDS), _log.c.card.is_not(None))
    for at, id in reader._rows_of(query, _log.c.at, [at for (at,) in reader._rows(_CROWDED)]):
        found.setdefault(at, []).append(EventId(id))
    return {at: sorted(found[at]) for at in sorted(found)}


def at_these(reader: Reader, numbers: Iterable[int]) -> dict[int, list[EventId]]:
    """Return the reviews and resets that happened here at some milliseconds; none that came from a phone."""
    found: dict[int, list[EventId]] = {}
    query = select(_log.c.at, _log.c.id).where(_log.c.kind.in_(_KINDS), _log.c.card.is_not(None), _log.c.id < BEYOND)
    for at, id in reader._rows_of(query, _log.c.at, numbers):
        found.setdefault(at, []).append(EventId(id))
    return {at: sorted(found[at]) for at in sorted(found)}


def taken(reader: Reader, numbers: Iterable[int]) -> set[int]:
    """Return those of some numbers that are the millisecond of a review or reset, or were given to one."""
    wanted = list(numbers)
    at = select(_log.c.at).where(_log.c.kind.in_(_KINDS))
    given = select(_review.c.number)
    return {n for (n,) in reader._rows_of(at, _log.c.at, wanted)} | {
        n for (n,) in reader._rows_of(given, _review.c.number, wanted)
    }


def history(reader: Reader) -> History:
    """Return what is here of a phone's rows and marks."""
    undone = {refers_to for (refers_to,) in reader._rows(_UNDONE)}
    given = numbers(reader)
    known: set[tuple[CardId, int]] = set()
    acts: dict[tuple[CardId, str], tuple[int, EventId]] = {}
    # past SQLAlchemy's rows: there may be a million
    cursor = reader._connection.execute(_ROWS_AND_ACTS).cursor
    assert cursor is not None
    for id, card, kind, at in cursor.fetchall():
        if id >= BEYOND:
            if id in undone:
                continue
            # a phone's own row keeps its number there, whatever the next package calls it
            known.add((card, at))
        about = _ABOUT.get(kind)
        if about is None:
            # an answer of ours that was taken back here is still ours when it comes back
            known.add((card, given.get(id, at)))
        elif id not in undone:
            acts[card, about] = at, id
    return History(known, acts, frozenset([id for id in undone if id is not None and id >= BEYOND]))


def told(reader: Reader, cards: Iterable[CardId]) -> dict[CardId, list[Answered]]:
    """Return the reviews and resets of cards that count, in the order of the log."""
    found: dict[CardId, list[Answered]] = {}
    for card, *rest in reader._rows_of(_ANSWERED, _log.c.card, cards):
        found.setdefault(CardId(card), []).append(Answered(*rest))
    return found


def put_events(writer: Writer, rows: Sequence[tuple[Any, ...]]) -> None:
    """Record events from elsewhere that are not here yet: rows of `EVENT`."""
    if writer._connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(EVENT))
        driver = writer.driver()
        (pages,) = driver.execute("PRAGMA cache_size").fetchone()
        # its indexes are filled here and there
        driver.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        # in the order of the key, so that each page of the table is filled once
        ordered = sorted(rows, key=itemgetter(0))
        driver.executemany(f"INSERT INTO log ({', '.join(EVENT)}) VALUES ({marks})", ordered)
        driver.execute(f"PRAGMA cache_size = {pages}")
    elif rows:
        writer._connection.execute(insert(_log), [dict(zip(EVENT, row, strict=True)) for row in rows])


def undone(reader: Reader) -> set[EventId]:
    """Return all events that were taken back."""
    return {EventId(id) for (id,) in reader._rows(_UNDONE) if id is not None}


def cards_of_acts(reader: Reader) -> set[CardId]:
    """Return the cards to which more happened than answers."""
    return {CardId(card) for (card,) in reader._rows(_WITH_ACTS) if card is not None}


def brought(reader: Reader, pull: EventId) -> list[Event]:
    """Return what a pull brought and was not taken back, in the order of the log."""
    query = _BROUGHT.where(_log.c.detail.like(f'%"{pull}"%'))
    found = [event_value(row) for row in reader._rows(query)]
    return [event for event in found if event.detail.get("pull") == pull]


def _value(row: Any) -> PhoneCard:
    guid, ord, card, note, *rest = row
    return PhoneCard(guid, ord, CardId(card), NoteId(note), *rest)
