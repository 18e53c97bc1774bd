"""The database inside a package, in the layout that every Anki since 2012 reads, written through genanki."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import genanki

from srs.anki.identity import Form
from srs.anki.note_types import TEMPLATES_OF, NoteType, note_type
from srs.anki.schedule import CREATED, CardRow, DeckPreset, ReviewRow

_CONF = {"schedVer": 2, "sched2021": True, "creationOffset": 0}
"""Without the scheduler's version Anki takes ratings for those of the first one and changes the history."""

_OURS = -1
"""usn of a row that no server has seen."""

_THEIR_PRESET = 1
"""Anki's own default: a package never changes it."""


@dataclass(frozen=True, slots=True)
class PackageCard:
    id: int
    ord: int
    row: CardRow
    reviews: Sequence[ReviewRow] = ()


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


class PackageDatabase:
    """The SQLite file that holds notes, which are given one after the other; equal input gives equal bytes."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        # nobody else reads this file, and where writing fails it is thrown away
        self._connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE")
        self._cursor = self._connection.cursor()
        genanki.Package([]).write_to_db(self._cursor, TEMPLATES_OF, iter(()))
        self._models = {form: _model(note_type(form)) for form in Form}
        # the indexes are made at the end, when all rows are there
        self._indexes = self._cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index'").fetchall()
        for name, _ in self._indexes:
            self._cursor.execute(f"DROP INDEX {name}")
        self._cursor.execute("BEGIN")

    def add(self, note: PackageNote) -> None:
        """Write a note with its cards and their histories."""
        _add(self._cursor, note, self._models[note.form])

    def finish(
        self,
        decks: Mapping[str, int],
        presets: Mapping[str, DeckPreset],
        *,
        rollover: int,
    ) -> None:
        """Write what is true of the whole; with that the file is complete.

        `decks` has the number of every deck by name, those above the decks of notes included, `presets` the options of
        those that have some of their own. `rollover` is the hour at which a day begins.
        """
        _describe(self._cursor, list(self._models.values()), decks, presets, rollover)
        for _, statement in self._indexes:
            self._cursor.execute(statement)
        self._cursor.execute("COMMIT")

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


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
        card = self._card
        cursor.execute(_INSERT_CARD, (card.id, note_id, deck_id, card.ord, self._modified, _OURS, *card.row))
        if card.reviews:
            cursor.executemany(_INSERT_REVIEW, [(row[0], card.id, _OURS, *row[1:]) for row in card.reviews])


_INSERT_CARD = f"INSERT INTO cards VALUES ({', '.join('?' * 18)})"
_INSERT_REVIEW = f"INSERT INTO revlog VALUES ({', '.join('?' * 9)})"


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
        model_type=genanki.Model.CLOZE if kind.is_cloze else genanki.Model.FRONT_BACK,
    )
    model._req = kind.requirements()  # else found by rendering each template once for each field
    return model


def _describe(
    cursor: sqlite3.Cursor,
    models: list[genanki.Model],
    decks: Mapping[str, int],
    presets: Mapping[str, DeckPreset],
    rollover: int,
) -> None:
    """Write the one row about the collection: note types, decks, presets, settings, no time of today."""
    (conf_text, decks_text, presets_text) = cursor.execute("SELECT conf, decks, dconf FROM col").fetchone()
    known: dict[str, Any] = json.loads(decks_text)
    for name, number in decks.items():
        if str(number) not in known:
            preset = presets[name].id if name in presets else _THEIR_PRESET
            known[str(number)] = _deck(name, number, preset)
    types = {str(model.model_id): model.to_json(TEMPLATES_OF, 1) for model in models}
    conf = json.loads(conf_text) | _CONF | {"rollover": rollover}
    options = json.loads(presets_text) | {str(preset.id): preset.content for preset in presets.values()}
    cursor.execute(
        "UPDATE col SET crt = ?, mod = ?, scm = ?, conf = ?, decks = ?, dconf = ?, models = ?",
        (
            CREATED,
            TEMPLATES_OF * 1000,
            TEMPLATES_OF * 1000,
            json.dumps(conf, sort_keys=True),
            json.dumps(known, sort_keys=True),
            json.dumps(options, sort_keys=True),
            json.dumps(types, sort_keys=True),
        ),
    )


def _deck(name: str, number: int, preset: int) -> dict[str, Any]:
    deck: dict[str, Any] = genanki.Deck(number, name).to_json()
    untouched = {today: [0, 0] for today in ("newToday", "revToday", "lrnToday", "timeToday")}
    return deck | untouched | {"mod": TEMPLATES_OF, "conf": preset}
