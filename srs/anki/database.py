"""The database inside a package, in the layout that every Anki since 2012 reads, written through genanki."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import astuple, dataclass
from typing import Any

import genanki

from srs.anki.identity import Form
from srs.anki.note_types import TEMPLATES_OF, NoteType, note_type

_CREATED = 1_577_880_000
"""2020-01-01T12:00Z. With an offset of 0, the number of a day is the days since 2020-01-01 in every time zone."""

_CONF = {"schedVer": 2, "sched2021": True, "creationOffset": 0, "rollover": 4}
"""Without the scheduler's version Anki takes ratings for those of the first one and changes the history."""

_OURS = -1
"""usn of a row that no server has seen."""


@dataclass(frozen=True, slots=True)
class CardRow:
    """The schedule of a card in Anki's terms, in the order of its columns."""

    type: int
    """0 new, 1 learning, 2 review, 3 relearning."""
    queue: int
    """0 new, 1 learning, 2 review, 3 learning by days, -1 suspended."""
    due: int
    """Place of a new card, seconds since 1970 of a step within the day, else days since 2020-01-01."""
    ivl: int = 0
    factor: int = 0
    reps: int = 0
    lapses: int = 0
    left: int = 0
    odue: int = 0
    odid: int = 0
    flags: int = 0
    data: str = ""


def new_row(place: int, *, suspended: bool = False) -> CardRow:
    """Return the schedule of a card that was never asked; `place` is its place among the new ones."""
    return CardRow(type=0, queue=-1 if suspended else 0, due=place)


@dataclass(frozen=True, slots=True)
class PackageCard:
    id: int
    ord: int
    row: CardRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageNote:
    """A note with its cards as a package has it."""

    id: int
    guid: str
    form: Form
    modified: int
    """Seconds since 1970."""
    fields: Mapping[str, str]
    """HTML by name of field."""
    sort_by: str
    tags: tuple[str, ...]
    deck: int
    cards: tuple[PackageCard, ...]


def build(notes: Iterable[PackageNote], decks: Mapping[str, int]) -> bytes:
    """Return the SQLite file that holds `notes`; equal input gives equal bytes.

    `decks` has the number of every deck by name, those above the decks of notes included. Notes are taken one by
    one, so that they need not be in memory all at once.
    """
    with closing(sqlite3.connect(":memory:")) as connection:
        cursor = connection.cursor()
        genanki.Package([]).write_to_db(cursor, TEMPLATES_OF, iter(()))
        models = {form: _model(note_type(form)) for form in Form}
        for note in notes:
            _add(cursor, note, models[note.form])
        _describe(cursor, list(models.values()), decks)
        connection.commit()
        return connection.serialize()


def _add(cursor: sqlite3.Cursor, note: PackageNote, model: genanki.Model) -> None:
    row = _Note(
        model=model,
        fields=note_type(note.form).row(note.fields),
        sort_field=note.sort_by,
        tags=note.tags,
        guid=note.guid,
    )
    row.cards = [_Card(card, note.modified) for card in note.cards]
    row.write_to_db(cursor, note.modified, note.deck, iter((note.id,)))


class _Note(genanki.Note):  # type: ignore[misc]  # genanki has no types
    """A note whose cards are given: genanki would guess them by rendering the templates without their filters."""

    def _check_invalid_html_tags_in_fields(self) -> None:
        """All markup here is our own, and the search for wrong one is slow."""


class _Card:
    """A card with an id and a schedule of its own; genanki counts ids up from the clock and makes all cards new."""

    def __init__(self, card: PackageCard, modified: int) -> None:
        self._card = card
        self._modified = modified

    def write_to_db(
        self, cursor: sqlite3.Cursor, _timestamp: float, deck_id: int, note_id: int, _ids: Iterator[int], _due: int
    ) -> None:
        before = (self._card.id, note_id, deck_id, self._card.ord, self._modified, _OURS)
        cursor.execute(_INSERT_CARD, before + astuple(self._card.row))


_INSERT_CARD = f"INSERT INTO cards VALUES ({', '.join('?' * 18)})"


def _model(kind: NoteType) -> genanki.Model:
    model = genanki.Model(
        kind.id,
        kind.name,
        fields=[{"id": field.id, "name": field.name} for field in kind.fields],
        templates=[
            {"id": template.id, "name": template.name, "qfmt": template.front, "afmt": template.back}
            for template in kind.templates
        ],
        css=kind.css,
    )
    model._req = kind.requirements()  # else found by rendering each template once for each field
    return model


def _describe(cursor: sqlite3.Cursor, models: list[genanki.Model], decks: Mapping[str, int]) -> None:
    """Write the one row about the collection: note types, decks, settings, no time of today."""
    (conf_text, decks_text) = cursor.execute("SELECT conf, decks FROM col").fetchone()
    known: dict[str, Any] = json.loads(decks_text)
    for name, number in decks.items():
        if str(number) not in known:
            known[str(number)] = _deck(name, number)
    types = {str(model.model_id): model.to_json(TEMPLATES_OF, 1) for model in models}
    cursor.execute(
        "UPDATE col SET crt = ?, mod = ?, scm = ?, conf = ?, decks = ?, models = ?",
        (
            _CREATED,
            TEMPLATES_OF * 1000,
            TEMPLATES_OF * 1000,
            json.dumps(json.loads(conf_text) | _CONF, sort_keys=True),
            json.dumps(known, sort_keys=True),
            json.dumps(types, sort_keys=True),
        ),
    )


def _deck(name: str, number: int) -> dict[str, Any]:
    deck: dict[str, Any] = genanki.Deck(number, name).to_json()
    return deck | {today: [0, 0] for today in ("newToday", "revToday", "lrnToday", "timeToday")} | {"mod": TEMPLATES_OF}
