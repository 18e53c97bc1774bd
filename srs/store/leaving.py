"""Notes on their way out: read a few hundred at a time, with their cards and histories, so that any number can go."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import or_, select, tuple_

from srs.clock import from_ms
from srs.model import Card, CardId, EventId, Kind, KnownNote, Listed, NoteId, Role, SourceId, Standing, Told
from srs.store import schema
from srs.store.phone import ROWS
from srs.store.reader import _COUNTS, Reader
from srs.store.rows import NOTE, STATE, columns, named, note_value, state_value

_note, _card, _log, _state, _source = schema.note, schema.card, schema.log, schema.state, schema.source

_CARDS = (
    select(_card.c.id, _card.c.note, _card.c.role, _card.c.slot, _card.c.standing, _card.c.position)
    .add_columns(*columns(_state, STATE))
    .select_from(_card.outerjoin(_state, _state.c.card == _card.c.id))
    .order_by(_card.c.position, _card.c.id)
)
_NOTES = (
    select(*columns(_note, NOTE), _note.c.source, _note.c.standing, _note.c.changed, _note.c.used_slots)
    .add_columns(_source.c.location)
    .select_from(_note.join(_source, _source.c.id == _note.c.source))
)
_TOLD = (
    select(_log.c.card, *columns(_log, Told._fields))
    .where(_log.c.kind.in_([kind.value for kind in ROWS]), _COUNTS)
    .order_by(_log.c.card, _log.c.at, _log.c.id)
)
_KINDS = {kind.value: kind for kind in ROWS}
_STUDIED = _note.c.standing == Standing.ACTIVE.value
_FOLLOWERS = (
    select(_note.c.parent, _note.c.prompt)
    .join(_source, _source.c.id == _note.c.source)
    .where(_note.c.parent.is_not(None), _STUDIED, _note.c.kind == Kind.QUESTION.value)
    .order_by(_source.c.position, _note.c.position, _note.c.id)
)
_NAMED = select(_note.c.id, _note.c.prompt).where(
    or_(_note.c.id.in_(select(_note.c.parent)), _note.c.id.in_(select(_note.c.story)))
)


@dataclass(frozen=True, slots=True)
class Leaving:
    """A note with its cards that go, in the order of import."""

    known: KnownNote
    location: str
    """The absolute path of its source."""
    cards: Sequence[Listed]


def leaving(
    reader: Reader, among: Collection[CardId] | None = None, *, at_once: int = 500
) -> Iterator[Sequence[Leaving]]:
    """Yield the notes of cards in the order of import, about `at_once` cards together.

    The cards are those that are studied, or all of `among` that are not retired.
    """
    names = reader.tags()
    wanted = _card.c.standing == Standing.ACTIVE.value if among is None else _card.c.standing != Standing.RETIRED.value
    query = _CARDS.where(wanted).limit(at_once)
    after: tuple[int, str] = (-1, "")
    while True:
        rows = list(reader._rows(query.where(tuple_(_card.c.position, _card.c.id) > after)))
        whole = len(rows) < at_once
        if not whole and rows[0][1] != rows[-1][1]:
            # the last note may have more cards than were read
            last = rows[-1][1]
            while rows[-1][1] == last:
                rows.pop()
        if rows:
            after = (rows[-1][5], rows[-1][0])
            chosen = rows if among is None else [row for row in rows if row[0] in among]
            yield _together(reader, chosen, names)
        if whole:
            return


def _together(reader: Reader, rows: Sequence[Any], names: Mapping[Any, str]) -> list[Leaving]:
    notes = {row[0]: row for row in reader._rows_of(_NOTES, _note.c.id, [row[1] for row in rows])}
    found = []
    for id, group in groupby(rows, key=lambda row: row[1]):
        *plain, source, standing, changed, used_slots, location = notes[id]
        known = KnownNote(
            note=note_value(plain),
            source=SourceId(source),
            standing=Standing(standing),
            changed=from_ms(changed),
            used_slots=used_slots,
        )
        found.append(Leaving(known, named(location), [_listed(row, known, names) for row in group]))
    return found


def _listed(row: Any, known: KnownNote, names: Mapping[Any, str]) -> Listed:
    state = state_value(row[6:])
    return Listed(
        card=Card(id=CardId(row[0]), note=known.note.id, role=Role(row[2]), slot=row[3]),
        note=known.note,
        standing=Standing(row[4]),
        state=state,
        order=row[5],
        labels=tuple([names[tag] for tag in state.tags if tag in names]),
    )


def histories(reader: Reader, cards: Iterable[CardId]) -> dict[CardId, list[Told]]:
    """Return the reviews and resets of cards that count, in the order of the log."""
    found: dict[CardId, list[Told]] = {}
    for card, id, kind, *rest in reader._rows_of(_TOLD, _log.c.card, cards):
        found.setdefault(CardId(card), []).append(Told(EventId(id), _KINDS[kind], *rest))
    return found


def ties(reader: Reader) -> tuple[dict[NoteId, str], dict[NoteId, list[str]]]:
    """Return the prompts of the notes that others follow up or tell, and the questions that follow them, in order."""
    followers: dict[NoteId, list[str]] = {}
    for parent, prompt in reader._rows(_FOLLOWERS):
        followers.setdefault(NoteId(parent), []).append(prompt)
    return {NoteId(id): prompt for id, prompt in reader._rows(_NAMED)}, followers


def all_decks(reader: Reader) -> list[str]:
    """Return the names of all decks that any note is in, by name."""
    return [named(deck) for (deck,) in reader._rows(select(_note.c.deck).distinct().order_by(_note.c.deck))]
