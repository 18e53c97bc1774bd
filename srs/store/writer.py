"""What can be changed in the database; a Writer lives inside one transaction, which its store begins and commits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, bindparam, case, delete, exists, func, insert, select, update

from srs.clock import to_ms
from srs.model import (
    Card,
    CardId,
    CardState,
    Event,
    EventId,
    EventKind,
    Note,
    NoteId,
    PresetId,
    Source,
    SourceId,
    Standing,
    TagId,
    Unseen,
)
from srs.store import schema
from srs.store.ids import next_id, random_id
from srs.store.reader import _AT_ONCE, Reader
from srs.store.rows import Row, event_row, note_row, state_row, storable

_source, _note, _card, _log, _state = schema.source, schema.note, schema.card, schema.log, schema.state

_NOTE_BITS, _SLOT_BITS = 28, 12
"""A card's position is its source's, its note's and its slot in one number of 63 bits."""

_GONE = Standing.RETIRED.value
_MANY = 1_000
"""States above which it pays to go past SQLAlchemy."""

_preset, _preset_use = schema.preset, schema.preset_use

_INSERT_EVENT = insert(_log)
_INSERT_STATE = insert(_state)
_INSERT_SOURCE = insert(_source)
_seen = case((exists().where(_state.c.card == _card.c.id, _state.c.phase.is_not(None)), 1), else_=0)
_SEEN_AGAIN = update(_card).where(_card.c.seen != _seen).values(seen=_seen)
_stood = func.coalesce(_note.c.stood, _note.c.created)
# after all that was known of it, however the clock runs
_RETIRE = (
    update(_note)
    .where(_note.c.id == bindparam("key"), _note.c.standing != Standing.RETIRED.value)
    .values(
        standing=Standing.RETIRED.value,
        stood=case((_stood < bindparam("at_least"), bindparam("moment")), else_=_stood + 1),
    )
)
_LAST_SOURCE = select(func.coalesce(func.max(_source.c.position), 0))


class Writer(Reader):
    """A Reader that can also change what it reads. All of its changes are kept, or none."""

    def __init__(self, connection: Connection, device: str) -> None:
        super().__init__(connection)
        self._device = device

    # -------------------------------------------------------------- what there is to learn

    def put_source(self, source: Source, *, fingerprint: str = "", encoding: str = "") -> SourceId:
        """Keep a source and return its id; one that was read from the same location is updated."""
        row: Row = {
            "path": storable(source.path),
            "place": storable(source.place),
            "deck": None if source.deck is None else storable(source.deck),
            "fingerprint": fingerprint,
            "encoding": encoding,
        }
        known = self.source(source.location)
        if known is not None:
            self._connection.execute(update(_source).where(_source.c.id == known.id).values(row))
            return known.id
        position = self._one(_LAST_SOURCE) + 1
        id = SourceId(random_id())
        row |= {"id": id, "location": storable(source.location), "position": position}
        self._connection.execute(_INSERT_SOURCE, row)
        return id

    def apply(
        self,
        source: SourceId,
        notes: Sequence[Note],
        cards: Iterable[Card],
        *,
        at: datetime,
        proposed: Collection[NoteId] = (),
        retired: Collection[NoteId] = (),
        first: int = 1,
    ) -> None:
        """Keep what a source says now: all its notes in their order, and the cards that they make.

        A note is active, or proposed if named so, also one that was retired or stood in another source before. Cards
        that these notes made and no longer make are retired; the notes in `retired` are too, with all their cards.
        Of very many notes some can be kept at a time: `first` is the place of the first of these.
        """
        place = self._one(select(_source.c.position).where(_source.c.id == source))
        if place is None:
            raise KeyError(source)
        order = {note.id: position for position, note in enumerate(notes, first)}
        standing = {id: Standing.PROPOSED.value if id in proposed else Standing.ACTIVE.value for id in order}
        self._upsert(
            _note,
            [
                note_row(note)
                | {
                    "source": source,
                    "standing": standing[note.id],
                    "used_slots": max((point.slot for point in note.points), default=0),
                    "created": to_ms(at),
                    "changed": to_ms(at),
                    "stood": to_ms(at),
                    "position": order[note.id],
                }
                for note in notes
            ],
            merge=_as_known,
        )
        made: list[Row] = [
            {
                "id": card.id,
                "note": card.note,
                "role": card.role.value,
                "slot": card.slot,
                "standing": standing[card.note],
                "position": position(place, order[card.note], card.slot),
            }
            for card in cards
        ]
        self._upsert(_card, made)
        self._note_seen([row["id"] for row in made])
        kept = {row["id"] for row in made}
        gone = [card.id for cards in self.cards(order).values() for card in cards if card.id not in kept]
        self._stand(_card, _card.c.id, gone, Standing.RETIRED)
        self.retire(retired, at)

    def stand(self, note: NoteId, standing: Standing) -> None:
        """Let a note with all the cards that it makes now be studied, or wait for a yes again."""
        self._stand(_note, _note.c.id, [note], standing)
        made = [card.id for card in self.cards([note]).get(note, [])]
        known = self._rows_of(select(_card.c.id, _card.c.standing), _card.c.id, made)
        self._stand(_card, _card.c.id, [id for id, now in known if now != Standing.RETIRED.value], standing)

    def put_card(self, card: Card, standing: Standing) -> None:
        """Keep one card more of a note that is known, among its others; one that is there has this standing now."""
        whole = select(_card.c.position).where(_card.c.note == card.note, _card.c.slot == 0)
        row: Row = {
            "id": card.id,
            "note": card.note,
            "role": card.role.value,
            "slot": card.slot,
            "standing": standing.value,
            "position": self._one(whole) | min(card.slot, (1 << _SLOT_BITS) - 1),
        }
        self._upsert(_card, [row])
        self._note_seen([card.id])

    def stand_alone(self, card: CardId, standing: Standing) -> None:
        """Let one card be studied or not, whatever becomes of the others of its note."""
        self._stand(_card, _card.c.id, [card], standing)

    def retype(self, note: Note, cards: Iterable[Card]) -> None:
        """Let a note be of the kind that it has now, and make the cards that follow from that."""
        row = note_row(note)
        values = {name: row[name] for name in ("kind", "fingerprint")}
        self._connection.execute(update(_note).where(_note.c.id == note.id).values(values))
        whole = select(_card.c.standing, _card.c.position).where(_card.c.note == note.id, _card.c.slot == 0)
        standing, place = self._connection.execute(whole).one()
        made: list[Row] = [
            {
                "id": card.id,
                "note": card.note,
                "role": card.role.value,
                "slot": card.slot,
                "standing": standing,
                "position": place | min(card.slot, (1 << _SLOT_BITS) - 1),
            }
            for card in cards
        ]
        self._upsert(_card, made)
        kept = {each["id"] for each in made}
        gone = [card.id for card in self.cards([note.id]).get(note.id, []) if card.id not in kept]
        self._stand(_card, _card.c.id, gone, Standing.RETIRED)

    def retire(self, notes: Iterable[NoteId], at: datetime) -> None:
        """Keep notes and their cards out of study from an instant on; they and their history stay."""
        ids = list(notes)
        if ids:
            moment = to_ms(at)
            self._connection.execute(_RETIRE, [{"key": id, "moment": moment, "at_least": moment} for id in ids])
        self._stand(_card, _card.c.note, ids, Standing.RETIRED)

    # -------------------------------------------------------------- what happened

    def put_tags(self, names: Mapping[TagId, str]) -> None:
        """Keep tags that are not known yet, by their ids."""
        known = self.tags() if names else {}
        fresh = [{"id": id, "name": storable(name)} for id, name in names.items() if id not in known]
        if fresh:
            self._connection.execute(insert(schema.tag), fresh)

    @property
    def device(self) -> str:
        """What this database writes rows as."""
        return self._device

    def next_id(self, at: datetime) -> EventId:
        """Return the id for an event at that instant: it sorts after all that this program has given here."""
        return EventId(next_id(self.newest_id(), to_ms(at)))

    def append(self, event: Event, state: CardState | None = None) -> Event:
        """Record an event and the state of its card that it leads to, and return it as it stands in the log.

        An event without an id is given the next one, one without a device this database's.
        """
        if not event.id or not event.device:
            event = replace(event, id=event.id or self.next_id(event.at), device=event.device or self._device)
        self._connection.execute(_INSERT_EVENT, event_row(event))
        if state is not None and event.card is not None:
            self._connection.execute(_upsert_state(self._connection.dialect.name), state_row(event.card, state))
            seen = state.state
            if event.kind is not EventKind.REVIEW or isinstance(seen, Unseen) or seen.reviews == 1:
                self._note_seen([event.card])
        return event

    def extend(self, events: Iterable[Event]) -> int:
        """Record events from elsewhere, ids and all, and return how many were new; one known by its id is passed over.

        The states of their cards are the caller's to replay and to `put_states`.
        """
        rows = {event.id: event_row(event) for event in events}
        known = {id for (id,) in self._rows_of(select(_log.c.id), _log.c.id, rows)}
        fresh = [row for id, row in rows.items() if id not in known]
        if fresh:
            self._connection.execute(_INSERT_EVENT, fresh)
        return len(fresh)

    def put_states(self, states: dict[CardId, CardState]) -> None:
        """Keep the states of some cards."""
        if states:
            rows = [state_row(card, state) for card, state in states.items()]
            if self._connection.dialect.name == "sqlite" and len(rows) > _MANY:
                # no guard and no other table looks at states, so that the driver may put a row in another's place
                names = list(rows[0])
                marks = ", ".join("?" * len(names))
                statement = f"INSERT OR REPLACE INTO state ({', '.join(names)}) VALUES ({marks})"
                self.driver().executemany(statement, [tuple(row.values()) for row in rows])
            else:
                self._connection.execute(_upsert_state(self._connection.dialect.name), rows)
            self._note_seen(states)

    def replace_states(self, states: dict[CardId, CardState]) -> None:
        """Keep these states and no others."""
        self._connection.execute(delete(_state))
        if states:
            self._connection.execute(_INSERT_STATE, [state_row(card, state) for card, state in states.items()])
        self._note_seen()

    # -------------------------------------------------------------- presets

    def fresh_id(self) -> str:
        """Return an id that nothing else has, here or elsewhere."""
        return random_id()

    def name_preset(self, id: PresetId, name: str) -> None:
        """Give a preset its name; what it sets stands in the log."""
        self._connection.execute(delete(_preset).where(_preset.c.id == id))
        self._connection.execute(insert(_preset), {"id": id, "name": storable(name)})

    def use_preset(self, id: PresetId | None, *, deck: str, kind: str) -> None:
        """Let a preset be for a deck, a kind or both (empty: for every one); None: none of its own."""
        here = (_preset_use.c.deck == storable(deck), _preset_use.c.kind == kind)
        self._connection.execute(delete(_preset_use).where(*here))
        # one that was taken back keeps its place: an undo finds it by that
        row = {"deck": storable(deck), "kind": kind, "preset": id or ""}
        self._connection.execute(insert(_preset_use), row)

    def overwrite_what_is_deleted(self) -> None:
        """Have the bytes of what this connection deletes from now on overwritten in the file."""
        if self._connection.dialect.name == "sqlite":
            self._connection.exec_driver_sql("PRAGMA secure_delete=ON")

    # -------------------------------------------------------------- statements

    def _note_seen(self, cards: Iterable[object] | None = None) -> None:
        """Keep in step with the states which of some cards, or of all, have a memory."""
        if cards is None:
            self._connection.execute(_SEEN_AGAIN)
            return
        ids = list(cards)
        for start in range(0, len(ids), _AT_ONCE):
            self._connection.execute(_SEEN_AGAIN.where(_card.c.id.in_(ids[start : start + _AT_ONCE])))

    def _upsert(self, table: Table, rows: Sequence[Row], merge: Any = None) -> None:
        """Insert rows whose id is new, update those that differ, and leave alone what is equal."""
        if not rows:
            return
        names = [column.name for column in table.c if column.name in rows[0]]
        query = select(*[table.c[name] for name in names])
        known = {
            row[0]: dict(zip(names, row, strict=True))
            for row in self._rows_of(query, table.c.id, [r["id"] for r in rows])
        }
        fresh, changed = [], []
        for row in rows:
            before = known.get(row["id"])
            if before is None:
                fresh.append(row)
                continue
            now = merge(before, row) if merge else row
            if now != before:
                changed.append({f"new_{name}": value for name, value in now.items()})
        if fresh:
            self._connection.execute(insert(table), fresh)
        if changed:
            self._connection.execute(_update_by_id(table, tuple(names)), changed)

    def _stand(self, table: Table, column: Any, ids: Sequence[str], standing: Standing) -> None:
        if ids:
            self._connection.execute(
                _update_standing(table, column.name), [{"key": id, "now": standing.value} for id in ids]
            )


def position(source: int, note: int, slot: int) -> int:
    """Return a card's place in the order of import."""
    return source << _NOTE_BITS + _SLOT_BITS | note << _SLOT_BITS | min(slot, (1 << _SLOT_BITS) - 1)


def _as_known(before: dict[str, Any], now: dict[str, Any]) -> Row:
    """Return a note's row as it goes on: created once, changed when it says something else, no slot given again.

    What comes after is later, also where the clock went back: devices tell by it which text is the newer one.
    """
    same = before["fingerprint"] == now["fingerprint"]
    stays = (before["standing"] == _GONE) == (now["standing"] == _GONE)
    stood = before["created"] if before["stood"] is None else before["stood"]
    return now | {
        "created": before["created"],
        "changed": before["changed"] if same else max(now["changed"], before["changed"] + 1),
        "stood": before["stood"] if stays else max(now["stood"], stood + 1),
        "used_slots": max(before["used_slots"], now["used_slots"]),
    }


@cache
def _update_by_id(table: Table, names: tuple[str, ...]) -> Any:
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names if name != "id"}
    return update(table).where(table.c.id == bindparam("new_id")).values(values)


@cache
def _update_standing(table: Table, column: str) -> Any:
    return update(table).where(table.c[column] == bindparam("key")).values(standing=bindparam("now"))


@cache
def _upsert_state(dialect: str) -> Any:
    """Return the statement that keeps a state; the two databases say it alike, SQLAlchemy by two constructs."""
    if dialect == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as insert_sqlite

        statement: Any = insert_sqlite(_state)
    else:
        from sqlalchemy.dialects.postgresql import insert as insert_postgresql

        statement = insert_postgresql(_state)
    return statement.on_conflict_do_update(
        index_elements=["card"],
        set_={column.name: statement.excluded[column.name] for column in _state.c if column.name != "card"},
    )
