"""A phone: a real Anki collection that packages are imported into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.import_export_pb2 import IMPORT_ANKI_PACKAGE_UPDATE_CONDITION_IF_NEWER as IF_NEWER

from srs.anki.export import AnkiExport, Parcel, Terms, write_package
from srs.anki.fields import Surroundings
from srs.model import Listed, Note, NoteId, Past


def surroundings(*notes: Note) -> Surroundings:
    """What notes may name of each other."""
    followers: dict[NoteId, list[str]] = {}
    for one in notes:
        if one.parent is not None:
            followers.setdefault(one.parent, []).append(one.prompt)
    return Surroundings({one.id: one.prompt for one in notes}, followers)


def pack(
    path: Path,
    listed: Iterable[Listed],
    *,
    changed: Mapping[NoteId, datetime],
    related: Iterable[Note] = (),
    pasts: Mapping[Any, list[Past]] | None = None,
    location: str = "",
    terms: Terms | None = None,
) -> AnkiExport:
    """Write listed cards as a package, their notes in the order in which they come."""
    by_note: dict[NoteId, list[Listed]] = {}
    for item in listed:
        by_note.setdefault(item.note.id, []).append(item)
    notes = [items[0].note for items in by_note.values()]
    terms = replace(
        terms or Terms(), around=surroundings(*related, *notes), decks=[one.deck for one in (*related, *notes)]
    )
    parcels = (
        Parcel(one, changed[one.id], by_note[one.id], pasts or {}, location and str(Path(location) / "notes.md"))
        for one in notes
    )
    return write_package(path, parcels, terms)


@dataclass
class Phone:
    """An Anki collection, through the engine that the official clients share."""

    collection: Collection

    def take(self, package: Path, *, schedules: bool = False) -> dict[str, int]:
        """Import a package as a client does and return how many notes went which way."""
        options = ImportAnkiPackageOptions(
            merge_notetypes=False,
            update_notes=IF_NEWER,
            update_notetypes=IF_NEWER,
            with_scheduling=schedules,
            with_deck_configs=schedules,
        )
        log = self.collection.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(package), options=options)
        ).log
        kinds = ("new", "updated", "duplicate", "conflicting", "missing_notetype", "missing_deck", "empty_first_field")
        return {kind: count for kind in kinds if (count := len(getattr(log, kind)))}

    def complaints(self) -> list[str]:
        """What the database check says, notes without cards and empty cards included; nothing is well."""
        bare = self.collection.db.list("select guid from notes where id not in (select nid from cards)")
        empty = [str(found.note_id) for found in self.collection.get_empty_cards().notes]
        return [*(f"no card: {guid}" for guid in bare), *(f"empty card: {nid}" for nid in empty), *self._check()]

    def _check(self) -> list[str]:
        return list(self.collection._backend.check_database())

    @property
    def addresses(self) -> set[tuple[str, int]]:
        rows = self.collection.db.all("select n.guid, c.ord from cards c join notes n on n.id = c.nid")
        return {(guid, ord) for guid, ord in rows}

    def fields(self, guid: str) -> dict[str, str]:
        return dict(self._note(guid).items())

    def edit(self, guid: str, *, at: datetime, **values: str) -> None:
        """Write other text into fields of a note, as its owner does, at a given time."""
        found = self._note(guid)
        for name, text in values.items():
            found[name] = text
        self.collection.update_note(found)
        self.collection.db.execute("update notes set mod = ? where guid = ?", int(at.timestamp()), guid)

    def sides(self, guid: str, ord: int = 0) -> tuple[str, str]:
        """The question and the answer of a card as a reviewer gets them."""
        number = self.collection.db.scalar(
            "select c.id from cards c join notes n on n.id = c.nid where n.guid = ? and c.ord = ?", guid, ord
        )
        output = self.collection.get_card(number).render_output()
        return output.question_text, output.answer_text

    def _note(self, guid: str) -> Any:
        return self.collection.get_note(self.collection.db.scalar("select id from notes where guid = ?", guid))

    def everything(self) -> list[Any]:
        tables = {"notes": "id, guid, mid, mod, tags, flds, sfld, csum", "cards": "id, nid, did, ord, type, queue, due"}
        rows = [
            self.collection.db.all(f"select {columns} from {table} order by id") for table, columns in tables.items()
        ]
        decks = [(deck["id"], deck["name"]) for deck in self.collection.decks.all()]
        types = [
            (kind["id"], kind["name"], len(kind["flds"]), len(kind["tmpls"])) for kind in self.collection.models.all()
        ]
        return [*rows, sorted(decks), sorted(types)]


@pytest.fixture
def phone(tmp_path: Path) -> Iterator[Phone]:
    collection = Collection(str(tmp_path / "phone.anki2"))
    yield Phone(collection)
    collection.close()
