"""What can be asked of the database: sentences in, values out, one statement for many rows."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, case, exists, func, literal_column, or_, select

from srs.clock import from_day_number, from_ms, to_day_number, to_ms
from srs.model import (
    NEW,
    Candidate,
    Card,
    CardId,
    CardState,
    Event,
    EventId,
    EventKind,
    Kind,
    KnownNote,
    KnownSource,
    Listed,
    Note,
    NoteId,
    Phase,
    PresetId,
    Rating,
    ReviewOrder,
    Role,
    SourceId,
    Standing,
    TagId,
)
from srs.store import schema
from srs.store.ids import BEYOND
from srs.store.rows import (
    EVENT,
    NOTE,
    SOURCE,
    STATE,
    Columns,
    columns,
    event_value,
    named,
    note_value,
    source_value,
    state_value,
    storable,
)

_source, _note, _card, _log, _state = schema.source, schema.note, schema.card, schema.log, schema.state

# a look-up costs a fraction of what asking the enumeration does
_KINDS = {kind.value: kind for kind in Kind}
_PHASES = {phase.value: phase for phase in Phase}
_RATINGS = {rating.value: rating for rating in Rating}

_AT_ONCE = 10_000
"""How many values one statement names; SQLite takes 32,766."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits on a day, counted by kind of note."""

    reviews: Mapping[Kind, int] = field(default_factory=dict)
    """In review and due on the day or before."""
    learning: Mapping[Kind, int] = field(default_factory=dict)
    """In (re)learning, with a step that is due now or was."""
    later: Mapping[Kind, int] = field(default_factory=dict)
    """In (re)learning, with a step that comes later on the day."""
    overdue: int = 0
    """How many of these were due before the day."""
    new: Mapping[Kind, int] = field(default_factory=dict)
    """Never answered; the first in the order of import, as many as were asked for."""
    next_at: datetime | None = None
    """The next step later on the day."""
    next_day: date | None = None
    """The first day after this one on which a card is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An answer that counts, with what limits and siblings are counted by."""

    event: Event
    note: NoteId | None
    kind: Kind | None
    first: bool
    """Whether the card was unseen: its first answer ever, or the first after a reset."""
    in_steps: bool = False
    """Whether it answered a step within the day."""
    parent: NoteId | None = None
    story: NoteId | None = None
    deck: str = ""

    @property
    def card(self) -> CardId | None:
        return self.event.card


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What an answer has to know, in one look."""

    state: CardState
    """What holds for its card."""
    newest_id: EventId | None
    """The newest id in the log of those given by this program."""
    later: bool
    """Whether the log has an event of the card after the answer's instant, so that it must be replayed into place."""
    exists: bool
    """Whether there is such a card, retired ones too."""


# Statements are built once: what a statement says is then known to SQLAlchemy's cache by its identity.
_ACTIVE = _card.c.standing == Standing.ACTIVE.value
_EVENTS = select(*columns(_log, EVENT))
_STATES = select(_state.c.card, *columns(_state, STATE))
_STATE_OF = select(*columns(_state, STATE)).where(_state.c.card == bindparam("card"))
_NEWEST_ID = select(func.max(_log.c.id)).where(_log.c.id < literal_column(f"'{BEYOND}'"))
_nothing = select(literal_column("1").label("one")).subquery()
_BEFORE = select(
    *columns(_state, STATE),
    _NEWEST_ID.scalar_subquery(),
    exists().where(_log.c.card == bindparam("card"), _log.c.at > bindparam("at")),
    exists().where(_card.c.id == bindparam("card")),
).select_from(_nothing.outerjoin(_state, _state.c.card == bindparam("card")))
_NOTES = select(*columns(_note, NOTE))
_TAGS = select(schema.tag.c.id, schema.tag.c.name).order_by(schema.tag.c.id)
_KNOWN = select(*columns(_note, NOTE), _note.c.source, _note.c.standing, _note.c.changed, _note.c.used_slots)
_LOCATION = (
    select(_source.c.location)
    .select_from(_note.join(_source, _source.c.id == _note.c.source))
    .where(_note.c.id == bindparam("note"))
)
_CARD = (_card.c.id, _card.c.note, _card.c.role, _card.c.slot)
_POINT_CARDS = (
    select(*_CARD)
    .select_from(_card.join(_note, _note.c.id == _card.c.note))
    .where(_card.c.role == Role.POINT.value, _note.c.kind != Kind.STORY.value)
    .order_by(_card.c.position, _card.c.id)
)
_LISTED = (
    select(*_CARD, _card.c.standing, _card.c.position, *columns(_state, STATE))
    .select_from(_card.outerjoin(_state, _state.c.card == _card.c.id))
    .order_by(_card.c.position, _card.c.id)
)
_CANDIDATE = (
    _card.c.id, _card.c.note, _note.c.kind, _note.c.deck, _card.c.position, _note.c.parent, _note.c.story,
    _state.c.phase, _state.c.due_day, _state.c.due_at, _state.c.interval_days, _state.c.last_day, _state.c.stability,
)  # fmt: skip
_AWAKE = and_(
    _ACTIVE,
    _state.c.suspended == 0,
    or_(_state.c.buried.is_(None), _state.c.buried != bindparam("day")),
)
_DUE = and_(_state.c.due_day <= bindparam("day"), _AWAKE)
# never seen: without a row, or with one that has no memory (suspended once, buried, reset)
_FRESH = and_(
    _ACTIVE,
    or_(
        _state.c.card.is_(None),
        and_(
            _state.c.phase.is_(None),
            _state.c.suspended == 0,
            or_(_state.c.buried.is_(None), _state.c.buried != bindparam("day")),
        ),
    ),
)
_DUE_CANDIDATES = (
    select(*_CANDIDATE)
    .select_from(_state.join(_card, _card.c.id == _state.c.card).join(_note, _note.c.id == _card.c.note))
    .where(_DUE)
    .order_by(_state.c.due_day, _card.c.position, _card.c.id)
)
_awake = _state.alias("awake")
_REVIEW: Any = literal_column(f"'{Phase.REVIEW.value}'")
_AWAKE_STATE = and_(
    _state.c.due_day <= bindparam("day"),
    _state.c.suspended == 0,
    or_(_state.c.buried.is_(None), _state.c.buried != bindparam("day")),
)
# the few cards in their steps, found on the index of due days before anything else of a card is read
_STEP_CANDIDATES = _DUE_CANDIDATES.where(
    _state.c.card.in_(select(_awake.c.card).where(_awake.c.due_day <= bindparam("day"), _awake.c.phase != _REVIEW))
)
_DUE_REVIEWS = select(func.count()).where(_AWAKE_STATE, _state.c.phase == _REVIEW)
_away = _card.c.standing != literal_column(f"'{Standing.ACTIVE.value}'")
_DUE_REVIEWS_AWAY = _DUE_REVIEWS.where(_state.c.card.in_(select(_card.c.id).where(_away)))
_late = _state.c.due_day - bindparam("day")
_URGENCY = {
    ReviewOrder.OVERDUE: _late * 1.0 / case((_state.c.interval_days < 1, 1), else_=_state.c.interval_days),
    ReviewOrder.RETRIEVABILITY: (_state.c.last_day - bindparam("day")) * 1.0 / _state.c.stability,
    ReviewOrder.DUE: _state.c.due_day,
}


@cache
def _first_reviews(order: ReviewOrder) -> Select[Any]:
    """Return the reviews that come first on a day, decided on the index of due days alone."""
    shuffled = _state.c.shuffle.op("*")(bindparam("factor")).op("&")(literal_column("4294967295"))
    urgency = [_URGENCY[order]] if order in _URGENCY else []
    first = (
        select(_state.c.card)
        .where(_AWAKE_STATE, _state.c.phase == _REVIEW)
        .order_by(*urgency, shuffled, _state.c.card)
        .limit(bindparam("first"))
        .subquery()
    )
    return (
        select(*_CANDIDATE)
        .select_from(
            first.join(_state, _state.c.card == first.c.card)
            .join(_card, _card.c.id == first.c.card)
            .join(_note, _note.c.id == _card.c.note)
        )
        .where(_ACTIVE)
    )


_NEW = (
    select(_card.c.id, _card.c.note)
    .select_from(_card.outerjoin(_state, _state.c.card == _card.c.id))
    # a literal: a planner takes the index of unseen cards for no parameter
    .where(_card.c.seen == literal_column("0"), _FRESH)
    .order_by(_card.c.position, _card.c.id)
)
_LATE = _state.c.due_day < bindparam("day")
_LATER = and_(_state.c.due_at.is_not(None), _state.c.due_at > bindparam("at"))
_DUE_COUNTS = (
    select(_note.c.kind, _state.c.phase, _LATE, _LATER, func.count(), func.min(_state.c.due_at))
    .select_from(_state.join(_card, _card.c.id == _state.c.card).join(_note, _note.c.id == _card.c.note))
    .where(_DUE)
    .group_by(_note.c.kind, _state.c.phase, _LATE, _LATER)
)
_NEXT_DAY = (
    select(_state.c.due_day)
    .select_from(_state.join(_card, _card.c.id == _state.c.card))
    .where(_state.c.due_day > bindparam("day"), _ACTIVE, _state.c.suspended == 0)
    .order_by(_state.c.due_day)
    .limit(1)
)


def _new_kinds(limit: int | None) -> Select[Any]:
    first = _NEW.limit(limit).subquery()
    return (
        select(_note.c.kind, func.count())
        .select_from(first.join(_note, _note.c.id == first.c.note))
        .group_by(_note.c.kind)
        .order_by(_note.c.kind)
    )


def _new_candidates(limit: int | None, sources: Sequence[SourceId] | None) -> Select[Any]:
    query = _NEW
    if sources is not None:
        query = query.where(_card.c.note.in_(select(_note.c.id).where(_note.c.source.in_(sources))))
    first = query.limit(limit).subquery()
    return (
        select(*_CANDIDATE)
        .select_from(
            first.join(_card, _card.c.id == first.c.id)
            .join(_note, _note.c.id == _card.c.note)
            .outerjoin(_state, _state.c.card == _card.c.id)
        )
        .order_by(_card.c.position, _card.c.id)
    )


_undo = _log.alias("undo")
_before = _log.alias("before")
_COUNTS = ~exists().where(_undo.c.refers_to == _log.c.id, _undo.c.kind == EventKind.UNDO.value)
_DONE = (
    select(
        *columns(_log, EVENT),
        *(_card.c.note, _note.c.parent, _note.c.story, _note.c.kind, _note.c.deck),
        *(_before.c.kind, _before.c.due_at),
    )
    .select_from(
        _log.outerjoin(_card, _card.c.id == _log.c.card)
        .outerjoin(_note, _note.c.id == _card.c.note)
        .outerjoin(_before, _before.c.id == _log.c.after)
    )
    .where(
        _log.c.day >= bindparam("day"),
        _log.c.day <= bindparam("until"),
        _log.c.kind == EventKind.REVIEW.value,
        _COUNTS,
    )
    .order_by(_log.c.at, _log.c.id)
)
_DRILLS = _EVENTS.where(
    _log.c.kind.in_([EventKind.DRILL.value, EventKind.REVIEW.value]),
    # a literal: a planner takes the index of these for no parameter
    _log.c.detail.op("LIKE")(literal_column("""'%"drill"%'""")),
    _COUNTS,
).order_by(_log.c.at, _log.c.id)
_undone = select(_undo.c.refers_to).where(_undo.c.kind == EventKind.UNDO.value, _undo.c.refers_to.is_not(None))
# not by _COUNTS: what was undone is little, and is better looked up once than for every answer
_REVIEWS = (
    select(func.count()).select_from(_log).where(_log.c.kind == EventKind.REVIEW.value, _log.c.id.not_in(_undone))
)
_FIRST = or_(_before.c.kind.is_(None), _before.c.kind != EventKind.REVIEW.value)
_IN_WINDOW = and_(_log.c.day >= bindparam("day"), _log.c.day <= bindparam("until"))
_ANSWER_COUNTS = (
    select(
        _log.c.day,
        _note.c.kind,
        _note.c.deck,
        _log.c.rating,
        _FIRST.label("first"),
        and_(~_FIRST, _before.c.due_at.is_(None)).label("in_review"),
        func.count(),
        func.sum(_log.c.took_ms),
    )
    .select_from(
        _log.outerjoin(_card, _card.c.id == _log.c.card)
        .outerjoin(_note, _note.c.id == _card.c.note)
        .outerjoin(_before, _before.c.id == _log.c.after)
    )
    .where(
        _IN_WINDOW,
        _log.c.kind == EventKind.REVIEW.value,
        _log.c.rating.is_not(None),
        _log.c.id.not_in(_undone),
    )
    .group_by(_log.c.day, _note.c.kind, _note.c.deck, _log.c.rating, "first", "in_review")
)
_DAY_COUNTS = (
    select(_log.c.day, func.count())
    .where(_IN_WINDOW, _log.c.kind == EventKind.REVIEW.value, _log.c.id.not_in(_undone))
    .group_by(_log.c.day)
)
_RECALL_COUNTS = (
    select(_log.c.day, func.count(), func.sum(case((_log.c.rating > Rating.AGAIN.value, 1), else_=0)))
    .select_from(_log.join(_before, _before.c.id == _log.c.after))
    .where(
        _IN_WINDOW,
        _log.c.kind == EventKind.REVIEW.value,
        _log.c.rating.is_not(None),
        ~_FIRST,
        _before.c.due_at.is_(None),
        _log.c.id.not_in(_undone),
    )
    .group_by(_log.c.day)
    .order_by(_log.c.day)
)
_is_due = and_(
    _state.c.due_day <= bindparam("day"), or_(_state.c.buried.is_(None), _state.c.buried != bindparam("day"))
)
_is_mature = _state.c.interval_days >= bindparam("mature")
_CARD_COUNTS = (
    select(
        _note.c.kind,
        _note.c.deck,
        _state.c.suspended,
        _state.c.phase,
        _is_mature.label("is_mature"),
        _is_due.label("is_due"),
        func.count(),
    )
    .select_from(_card.join(_note, _note.c.id == _card.c.note).outerjoin(_state, _state.c.card == _card.c.id))
    .where(_ACTIVE)
    .group_by(_note.c.kind, _note.c.deck, _state.c.suspended, _state.c.phase, "is_mature", "is_due")
)
# what is buried today and due comes tomorrow
_comes = case(
    (and_(_state.c.buried == bindparam("day"), _state.c.due_day <= bindparam("day")), bindparam("tomorrow")),
    else_=_state.c.due_day,
)
_FORECAST = (
    select(_comes.label("comes"), func.count())
    .select_from(_state.join(_card, _card.c.id == _state.c.card))
    .where(_state.c.due_day <= bindparam("until"), _state.c.suspended == 0, _ACTIVE)
    .group_by("comes")
)
_LAPSED = (
    select(_card.c.id)
    .select_from(_state.join(_card, _card.c.id == _state.c.card))
    .where(_state.c.lapses >= bindparam("least"), _ACTIVE)
)
_EVIDENCE = (
    select(_log.c.card, _log.c.kind, _log.c.at, _log.c.day, _log.c.rating, _log.c.detail)
    .where(
        _log.c.kind.in_([EventKind.REVIEW.value, EventKind.DRILL.value, EventKind.RESET.value]),
        _log.c.card.in_(bindparam("cards", expanding=True)),
        _COUNTS,
    )
    .order_by(_log.c.at, _log.c.id)
)
_OF_NOTES = (EventKind.ACCEPT, EventKind.HIDE, EventKind.RETYPE, EventKind.LINK, EventKind.PROPOSE)
_CHOICES = _EVENTS.where(_log.c.kind.in_([kind.value for kind in _OF_NOTES]), _COUNTS).order_by(_log.c.at, _log.c.id)
_VERSIONS = (
    select(*columns(_log, EVENT), ~_COUNTS)
    .where(_log.c.kind == literal_column(f"'{EventKind.PRESET.value}'"))
    .order_by(_log.c.at, _log.c.id)
)
_DUE_DAYS = (
    select(_state.c.due_day, func.count())
    .where(_state.c.due_day >= bindparam("first"), _state.c.due_day <= bindparam("last"))
    .group_by(_state.c.due_day)
)
_sibling = _card.alias("sibling")
_SIBLING_DAYS = (
    select(_state.c.due_day)
    .select_from(
        _card.join(_sibling, and_(_sibling.c.note == _card.c.note, _sibling.c.id != _card.c.id)).join(
            _state, _state.c.card == _sibling.c.id
        )
    )
    .where(_card.c.id == bindparam("card"), _state.c.due_day.is_not(None))
)
_DECK_AND_KIND = (
    select(_note.c.deck, _note.c.kind)
    .select_from(_card.join(_note, _note.c.id == _card.c.note))
    .where(_card.c.id == bindparam("card"))
)
_ACCEPTED = select(_log.c.card).where(_log.c.kind == EventKind.ACCEPT.value, _log.c.card.is_not(None), _COUNTS)
# by id, which rises with every act also where the clock went back; what came from elsewhere is no act here
_LAST_ACT = (
    _EVENTS.where(_log.c.id < literal_column(f"'{BEYOND}'"), _log.c.kind != EventKind.UNDO.value, _COUNTS)
    .order_by(_log.c.id.desc())
    .limit(1)
)
# an act names the event before it, so that all of its own come after that
_ACT = _EVENTS.where(
    _log.c.id > bindparam("since"),
    _log.c.id <= bindparam("last"),
    _log.c.kind != EventKind.UNDO.value,
    _COUNTS,
).order_by(_log.c.id.desc())
_LATEST = select(_log.c.card, func.max(_log.c.at)).group_by(_log.c.card)
_recent = (
    select(_log.c.card, _log.c.took_ms)
    .where(_log.c.kind == EventKind.REVIEW.value, _log.c.took_ms.is_not(None))
    .order_by(_log.c.id.desc())
    .limit(bindparam("last"))
    .subquery()
)
_PACE = (
    select(_note.c.kind, _recent.c.took_ms)
    .select_from(_recent.join(_card, _card.c.id == _recent.c.card).join(_note, _note.c.id == _card.c.note))
    .order_by(_note.c.kind, _recent.c.took_ms)
)


class Reader:
    """Answers from one consistent moment of the database; good for as long as the `with` that gave it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # -------------------------------------------------------------- the database itself

    def fact(self, key: str) -> str | None:
        """Return what the database says of itself, such as its `device`."""
        value: str | None = self._one(select(schema.meta.c.value).where(schema.meta.c.key == key))
        return value

    def counts(self) -> dict[str, int]:
        """Return how many `notes`, `cards` and `events` there are, retired and undone ones too."""
        tables = {"notes": _note, "cards": _card, "events": _log}
        return {name: self._one(select(func.count()).select_from(table)) for name, table in tables.items()}

    def driver(self) -> sqlite3.Connection:
        """Return SQLite's own connection, for what no statement says: copying a file."""
        connection = self._connection.connection.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        return connection

    # -------------------------------------------------------------- what there is to learn

    def sources(self) -> list[KnownSource]:
        """Return all sources in the order of import."""
        query = select(*columns(_source, SOURCE)).order_by(_source.c.position, _source.c.id)
        return [source_value(row) for row in self._rows(query)]

    def source(self, location: str) -> KnownSource | None:
        """Return the source that was read from an absolute path."""
        query = select(*columns(_source, SOURCE)).where(_source.c.location == storable(location))
        return next((source_value(row) for row in self._rows(query)), None)

    def notes(self, source: SourceId | None = None) -> list[KnownNote]:
        """Return the notes of one source or of all, retired ones too, in the order of import."""
        query = _KNOWN.join(_source, _source.c.id == _note.c.source)
        query = query.order_by(_source.c.position, _note.c.position, _note.c.id)
        if source is not None:
            query = query.where(_note.c.source == source)
        return [_known(row) for row in self._rows(query)]

    def note(self, id: NoteId) -> KnownNote | None:
        """Return the note with that id."""
        return next((_known(row) for row in self._rows(_KNOWN.where(_note.c.id == id))), None)

    def location(self, note: NoteId) -> str | None:
        """Return the absolute path of the source that a note stands in."""
        location: str | None = self._one(_LOCATION, {"note": note})
        return None if location is None else named(location)

    def listed(
        self,
        cards: Iterable[CardId] | None = None,
        *,
        sources: Iterable[SourceId] | None = None,
        standings: Collection[Standing] = (Standing.ACTIVE, Standing.PROPOSED),
    ) -> list[Listed]:
        """Return cards with their notes and states in the order of import.

        Those named, whatever their standing, else all of the standings asked for; of some sources only, if named.
        """
        query, texts = _LISTED, _NOTES
        if sources is not None:
            among = _note.c.source.in_(list(sources))
            query = query.where(_card.c.note.in_(select(_note.c.id).where(among)))
            texts = texts.where(among)
        # the text of a note is fetched once, not with each of its cards
        if cards is None:
            wanted: Any = _card.c.standing.in_([standing.value for standing in standings])
            if Standing.RETIRED in standings:
                # what the learner joined to another note lives on there
                wanted &= _card.c.note.not_in(select(_note.c.id).where(_note.c.joined.is_not(None)))
            rows = list(self._rows(query.where(wanted)))
            found = self._rows(texts.where(_note.c.id.in_(select(_card.c.note).where(wanted))))
        else:
            rows = sorted(self._rows_of(query, _card.c.id, cards), key=lambda row: (row[5], row[0]))
            found = self._rows_of(texts, _note.c.id, [row[1] for row in rows])
        notes = {row[0]: note_value(row) for row in found}
        states = [state_value(row[6:]) for row in rows]
        names = self.tags() if any(state.tags for state in states) else {}
        return [
            Listed(
                card=_card_value(row),
                note=notes[row[1]],
                standing=Standing(row[4]),
                state=state,
                order=row[5],
                labels=tuple([names[tag] for tag in state.tags if tag in names]),
            )
            for row, state in zip(rows, states, strict=True)
        ]

    def tags(self) -> dict[TagId, str]:
        """Return the names of the learner's own tags."""
        return {TagId(id): named(name) for id, name in self._rows(_TAGS)}

    def resolve(self, beginning: str) -> list[CardId]:
        """Return the ids of all cards, retired ones too, that begin with a text; the whole id stands for itself."""
        query = (
            select(_card.c.id)
            .where(_card.c.id >= beginning, _card.c.id < beginning + "\U0010ffff")
            .order_by(_card.c.id)
        )
        found = [CardId(id) for (id,) in self._rows(query)]
        return [CardId(beginning)] if beginning in found else found

    def cards(self, notes: Iterable[NoteId]) -> dict[NoteId, list[Card]]:
        """Return the cards of notes, retired ones too, in their order."""
        cards: dict[NoteId, list[Card]] = {}
        for row in sorted(self._rows_of(select(*_CARD), _card.c.note, notes), key=lambda row: (row[3], row[0])):
            cards.setdefault(row[1], []).append(_card_value(row))
        return cards

    def point_cards(self) -> list[tuple[Card, Note]]:
        """Return the cards, retired ones too, that ask one point of a note which is no story, with that note."""
        rows = list(self._rows(_POINT_CARDS))
        notes = {row[0]: note_value(row) for row in self._rows_of(_NOTES, _note.c.id, [row[1] for row in rows])}
        return [(_card_value(row), notes[row[1]]) for row in rows]

    def decks(self) -> dict[str, int]:
        """Return how many cards each deck has, by its name; those below it are not counted in."""
        query = (
            select(_note.c.deck, func.count())
            .select_from(_card.join(_note, _note.c.id == _card.c.note))
            .where(_ACTIVE)
            .group_by(_note.c.deck)
            .order_by(_note.c.deck)
        )
        return dict(map(tuple, self._rows(query)))

    # -------------------------------------------------------------- what follows from the log

    def state(self, card: CardId) -> CardState:
        """Return what holds for a card now; NEW for one that the log does not mention."""
        row = self._connection.execute(_STATE_OF, {"card": card}).first()
        return NEW if row is None else state_value(row)

    def before(self, card: CardId, at: datetime) -> Before:
        """Return what an answer to a card at an instant builds on."""
        row = self._connection.execute(_BEFORE, {"card": card, "at": to_ms(at)}).one()
        return Before(state=state_value(row[:-3]), newest_id=row[-3], later=bool(row[-2]), exists=bool(row[-1]))

    def states(self, cards: Iterable[CardId] | None = None) -> dict[CardId, CardState]:
        """Return the states of all cards that the log mentions, or of some; one it does not mention is left out."""
        rows = self._rows(_STATES) if cards is None else self._rows_of(_STATES, _state.c.card, cards)
        return {row[0]: state_value(row[1:]) for row in rows}

    def waiting(self, day: date, at: datetime, *, new: int | None = None) -> Waiting:
        """Return what waits at an instant of a study day; of new cards no more than the first `new`."""
        moment = {"day": to_day_number(day), "at": to_ms(at)}
        reviews: dict[Kind, int] = {}
        learning: dict[Kind, int] = {}
        later: dict[Kind, int] = {}
        overdue = 0
        next_at: int | None = None
        for kind, phase, is_late, is_later, count, first_at in self._rows(_DUE_COUNTS, moment):
            overdue += count if is_late else 0
            if phase == Phase.REVIEW.value:
                reviews[Kind(kind)] = reviews.get(Kind(kind), 0) + count
            elif is_later:
                later[Kind(kind)] = later.get(Kind(kind), 0) + count
                next_at = first_at if next_at is None else min(next_at, first_at)
            else:
                learning[Kind(kind)] = learning.get(Kind(kind), 0) + count
        rows = self._rows(_new_kinds(new), {"day": moment["day"]})
        fresh = {Kind(kind): count for kind, count in rows}
        return Waiting(
            reviews=reviews,
            learning=learning,
            later=later,
            overdue=overdue,
            new=fresh,
            next_at=None if next_at is None else from_ms(next_at),
            next_day=self.next_day(day),
        )

    def next_day(self, day: date) -> date | None:
        """Return the first day after a study day on which a card is due."""
        number = self._one(_NEXT_DAY, {"day": to_day_number(day)})
        return None if number is None else from_day_number(number)

    def candidates(
        self, day: date, *, new: int | None = None, sources: Iterable[SourceId] | None = None
    ) -> list[Candidate]:
        """Return the cards that may be asked on a study day: those due on it or before, then the first `new` new ones.

        Due ones come by day and order of import, new ones by order of import. Suspended cards, those buried on
        the day, and cards of notes that are retired or proposed are left out. Steps later on the day are in.
        """
        among = None if sources is None else list(sources)
        due, fresh = _DUE_CANDIDATES, _new_candidates(new, among)
        if among is not None:
            due = due.where(_note.c.source.in_(among))
        parameters = {"day": to_day_number(day)}
        return [_candidate(row) for query in (due, fresh) for row in self._rows(query, parameters)]

    def first_candidates(
        self, day: date, *, order: ReviewOrder, factor: int, reviews: int, new: int
    ) -> tuple[list[Candidate], int]:
        """Return what may be asked on a study day, the first reviews and new cards only, and how many more there are.

        All cards in their steps are among them. `factor` shuffles equals. The reviews that are left out come after all
        of these in that order.
        """
        parameters = {"day": to_day_number(day), "factor": factor, "first": reviews}
        found = [_candidate(row) for row in self._rows(_first_reviews(order), parameters)]
        due = self._one(_DUE_REVIEWS, parameters)
        more = 0
        if due > reviews:
            more = due - self._one(_DUE_REVIEWS_AWAY, parameters) - len(found)
        steps = [_candidate(row) for row in self._rows(_STEP_CANDIDATES, parameters)]
        fresh = [_candidate(row) for row in self._rows(_new_candidates(new, None), parameters)]
        return [*steps, *found, *fresh], more

    # -------------------------------------------------------------- what happened

    def events(
        self, card: CardId | None = None, *, since: date | None = None, kind: EventKind | None = None
    ) -> list[Event]:
        """Return the log in its order (instant, then id): of one card, from a study day on, of one kind."""
        return list(self.each_event(card, since=since, kind=kind))

    def events_of(self, cards: Iterable[CardId]) -> list[Event]:
        """Return the log of some cards in its order."""
        found = [event_value(row) for row in self._rows_of(_EVENTS, _log.c.card, cards)]
        return sorted(found, key=lambda event: (event.at, event.id))

    def each_event(
        self, card: CardId | None = None, *, since: date | None = None, kind: EventKind | None = None
    ) -> Iterator[Event]:
        """Yield what `events` returns, without holding all of it at once."""
        query = _EVENTS.order_by(_log.c.at, _log.c.id)
        if card is not None:
            query = query.where(_log.c.card == card)
        if since is not None:
            query = query.where(_log.c.day >= to_day_number(since))
        if kind is not None:
            query = query.where(_log.c.kind == kind.value)
        for row in self._rows(query):
            yield event_value(row)

    def event(self, id: EventId) -> Event | None:
        """Return the event with that id."""
        return next((event_value(row) for row in self._rows(_EVENTS.where(_log.c.id == id))), None)

    def last_act(self) -> Event | None:
        """Return the event that was recorded last, but for undos and what they undid: what `srs undo` takes back."""
        return next((event_value(row) for row in self._rows(_LAST_ACT)), None)

    def whole_act(self, last: Event) -> list[Event]:
        """Return the events of the act that ended with `last`, the newest first; most acts are one event."""
        act = last.detail.get("act")
        if act is None:
            return [last]
        since = "" if act == "first" else str(act)
        events = [event_value(row) for row in self._rows(_ACT, {"since": since, "last": last.id})]
        # another device may have named its act alike
        return [event for event in events if event.detail.get("act") == act and event.device == last.device]

    def latest(self, cards: Iterable[CardId]) -> dict[CardId, int]:
        """Return when something happened to cards last, in ms since 1970; those without an event are left out."""
        return {CardId(card): at for card, at in self._rows_of(_LATEST, _log.c.card, cards)}

    def due_counts(self, first: date, last: date) -> dict[date, int]:
        """Return how many cards are due on each day of a range; those suspended are counted too."""
        days = {"first": to_day_number(first), "last": to_day_number(last)}
        return {from_day_number(day): count for day, count in self._rows(_DUE_DAYS, days)}

    def sibling_days(self, card: CardId) -> frozenset[date]:
        """Return the days on which the other cards of a card's note are due."""
        return frozenset([from_day_number(day) for (day,) in self._rows(_SIBLING_DAYS, {"card": card})])

    def versions(self) -> list[tuple[Event, bool]]:
        """Return the versions of presets in the order of the log, and of each whether it still counts."""
        return [(event_value(row[:-1]), not row[-1]) for row in self._rows(_VERSIONS)]

    def preset_names(self) -> dict[PresetId, str]:
        """Return what presets are called."""
        query = select(schema.preset.c.id, schema.preset.c.name).order_by(schema.preset.c.id)
        return {PresetId(id): named(name) for id, name in self._rows(query)}

    def preset_uses(self) -> dict[tuple[str, str], PresetId]:
        """Return which preset is for a deck and a kind; an empty one stands for every."""
        use = schema.preset_use
        query = select(use.c.deck, use.c.kind, use.c.preset).order_by(use.c.deck, use.c.kind)
        return {(named(deck), kind): PresetId(id) for deck, kind, id in self._rows(query)}

    def deck_kind_counts(self) -> dict[tuple[str, Kind], int]:
        """Return how many studied cards each kind of each deck has."""
        query = (
            select(_note.c.deck, _note.c.kind, func.count())
            .select_from(_card.join(_note, _note.c.id == _card.c.note))
            .where(_ACTIVE)
            .group_by(_note.c.deck, _note.c.kind)
        )
        return {(named(deck), Kind(kind)): count for deck, kind, count in self._rows(query)}

    def deck_and_kind(self, card: CardId) -> tuple[str, Kind] | None:
        """Return what a card's preset is chosen by; None where there is no such card."""
        row = self._connection.execute(_DECK_AND_KIND, {"card": card}).first()
        return None if row is None else (named(row[0]), Kind(row[1]))

    def accepted(self) -> set[NoteId]:
        """Return the notes that were proposed and got a yes which was not taken back."""
        return {NoteId(card) for (card,) in self._rows(_ACCEPTED)}

    def events_of_drills(self) -> list[Event]:
        """Return the answers given in drills, scheduled or not, that count, in order."""
        return [event_value(row) for row in self._rows(_DRILLS)]

    def evidence(
        self, cards: Iterable[CardId]
    ) -> Iterator[tuple[CardId, EventKind, datetime, date, Rating | None, Mapping[str, Any]]]:
        """Yield (card, kind, at, day, rating, detail) of the answers, drills and resets of some cards that count.

        In order; `columns.told` has those of all cards.
        """
        kinds = {kind.value: kind for kind in EventKind}
        for card, kind, at, day, rating, detail in self._rows(_EVIDENCE, {"cards": list(cards)}):
            read = {} if detail == "{}" else json.loads(detail)
            yield (
                CardId(card),
                kinds[kind],
                from_ms(at),
                from_day_number(day),
                None if rating is None else _RATINGS[rating],
                read,
            )

    def tellers(self, stories: Iterable[NoteId]) -> list[NoteId]:
        """Return the notes whose answer is one of some stories."""
        return [NoteId(id) for (id,) in self._rows_of(select(_note.c.id), _note.c.story, stories)]

    def choices(self) -> list[Event]:
        """Return what was said of notes (accept, hide, retype, link, propose) and not taken back, in order."""
        return [event_value(row) for row in self._rows(_CHOICES)]

    def answered(self, day: date, *, until: date | None = None) -> list[Done]:
        """Return the answers of a study day, or of those from it to `until`, that count (none undone), in order."""
        days = {"day": to_day_number(day), "until": to_day_number(until or day)}
        return [_done(row) for row in self._rows(_DONE, days)]

    def review_count(self) -> int:
        """Return how many answers count, of all time."""
        count: int = self._one(_REVIEWS)
        return count

    def answer_counts(
        self, day: date, *, until: date
    ) -> list[tuple[date, Kind | None, str, Rating, bool, bool, int, int]]:
        """Return how many answers of a range of days count, and how long they took, by all that tells them apart.

        Each is (day, kind, deck, rating, whether the card was new, whether it was in review, how many, milliseconds).
        """
        days = {"day": to_day_number(day), "until": to_day_number(until)}
        return [
            (
                from_day_number(number),
                None if kind is None else Kind(kind),
                named(deck or ""),
                Rating(rating),
                bool(first),
                bool(in_review),
                count,
                int(took or 0),
            )
            for number, kind, deck, rating, first, in_review, count, took in self._rows(_ANSWER_COUNTS, days)
        ]

    def day_counts(self, day: date, *, until: date) -> dict[date, int]:
        """Return how many answers count on each day of a range that has some."""
        days = {"day": to_day_number(day), "until": to_day_number(until)}
        return {from_day_number(number): count for number, count in self._rows(_DAY_COUNTS, days)}

    def recall_counts(self, day: date, *, until: date) -> list[tuple[date, int, int]]:
        """Return (day, answers on cards in review, how many were right) of the days of a range that have some."""
        days = {"day": to_day_number(day), "until": to_day_number(until)}
        return [(from_day_number(number), count, right) for number, count, right in self._rows(_RECALL_COUNTS, days)]

    def card_counts(
        self, day: date, *, mature_days: int
    ) -> list[tuple[Kind, str, bool, Phase | None, bool, bool, int]]:
        """Return how many cards are studied, by all that tells them apart.

        Each is (kind, deck, suspended, phase, mature, due and not buried, how many).
        """
        rows = self._rows(_CARD_COUNTS, {"day": to_day_number(day), "mature": mature_days})
        return [
            (
                Kind(kind),
                named(deck),
                bool(suspended),
                None if phase is None else Phase(phase),
                bool(mature),
                bool(due),
                count,
            )
            for kind, deck, suspended, phase, mature, due, count in rows
        ]

    def coming(self, day: date, *, until: date) -> dict[date, int]:
        """Return how many cards that are studied are due on each day up to one, also on days before `day`."""
        number = to_day_number(day)
        days = {"day": number, "tomorrow": number + 1, "until": to_day_number(until)}
        return {from_day_number(comes): count for comes, count in self._rows(_FORECAST, days)}

    def lapsed(self, least: int) -> list[CardId]:
        """Return the studied cards that were forgotten so often, or more often."""
        return [CardId(id) for (id,) in self._rows(_LAPSED, {"least": least})]

    def newest_id(self) -> EventId | None:
        """Return the newest id in the log of those given by this program."""
        id: EventId | None = self._connection.execute(_NEWEST_ID).scalar()
        return id

    def pace(self, *, last: int = 500) -> dict[Kind, float]:
        """Return the median milliseconds that an answer took, by kind, over the last answers."""
        took: dict[str, list[int]] = {}
        for kind, ms in self._rows(_PACE, {"last": last}):
            took.setdefault(kind, []).append(ms)
        return {Kind(kind): _median(times) for kind, times in took.items()}

    # -------------------------------------------------------------- statements

    def _rows(self, query: Select[Any], parameters: Mapping[str, object] | None = None) -> Iterable[Columns]:
        return self._connection.execute(query, parameters or {})

    def _rows_of(self, query: Select[Any], column: Any, values: Iterable[object]) -> Iterator[Columns]:
        wanted = list(dict.fromkeys(values))
        for start in range(0, len(wanted), _AT_ONCE):
            yield from self._rows(query.where(column.in_(wanted[start : start + _AT_ONCE])))

    def _one(self, query: Select[Any], parameters: Mapping[str, object] | None = None) -> Any:
        return self._connection.execute(query, parameters or {}).scalar()


def _card_value(row: Columns) -> Card:
    return Card(id=CardId(row[0]), note=NoteId(row[1]), role=Role(row[2]), slot=row[3])


def _done(row: Columns) -> Done:
    *event, note, parent, story, kind, deck, before, before_due_at = row
    return Done(
        event=event_value(event),
        note=note,
        kind=None if kind is None else Kind(kind),
        first=before != EventKind.REVIEW.value,
        in_steps=before_due_at is not None,
        parent=parent,
        story=story,
        deck=named(deck or ""),
    )


def _candidate(row: Columns) -> Candidate:
    id, note, kind, deck, position, parent, story, phase, due_day, due_at, interval, last_day, stability = row
    if phase is None:
        return Candidate(id, note, _KINDS[kind], deck, position, parent, story)
    return Candidate(
        id,
        note,
        _KINDS[kind],
        deck,
        position,
        parent,
        story,
        _PHASES[phase],
        from_day_number(due_day),
        None if due_at is None else from_ms(due_at),
        interval,
        from_day_number(last_day),
        stability,
    )


def _known(row: Columns) -> KnownNote:
    *note, source, standing, changed, used_slots = row
    return KnownNote(
        note=note_value(note),
        source=SourceId(source),
        standing=Standing(standing),
        changed=from_ms(changed),
        used_slots=used_slots,
    )


def _median(times: Sequence[int]) -> float:
    middle = len(times) // 2
    return float(times[middle]) if len(times) % 2 else (times[middle - 1] + times[middle]) / 2
