"""Machines of one learner: each with its own database, clock, zone, settings and copy of the notes."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from srs import Collection, Rating
from srs.errors import SrsError
from srs.store import Reader, merging, schema

START = datetime(2026, 3, 26, 8, tzinfo=UTC)
"""Three days before clocks change in Europe, and after they did in America."""
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata")
SUBJECTS = ("chunking", "recall", "reranking")
STORY = """
## Story: the migration nobody wanted

**Situation:** the old cluster was out of support and nobody wanted to touch it.

**Action:** I moved one service a week and measured each one before the next.

**Result:** nothing broke, and everybody was glad that it was over.
"""


def write(path: Path, *subjects: str, says: str = "is told in this answer about it") -> Path:
    """Write a question with an answer about each subject, and a story."""
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = [
        f"## What is {each}?\n\nWhat people mean by {each} {says}.\n\n"
        f"- It helps where {each} stays short.\n- It hurts where {each} goes on.\n"
        for each in subjects
    ]
    path.write_text("\n".join(["# Notes\n", *parts, STORY]), encoding="utf-8")
    return path


@dataclass
class Machine:
    """A machine, opened for each act."""

    folder: Path
    number: int
    now: datetime
    off: timedelta = timedelta()
    """How wrong its clock is."""

    @property
    def db(self) -> Path:
        return self.folder / "srs.db"

    def open(self) -> Collection:
        config = self.folder / "config.toml"
        config.write_text(f'zone = "{ZONES[self.number % len(ZONES)]}"\nown_card_after = 1\n', encoding="utf-8")
        return Collection.open(self.db, clock=lambda: self.now + self.off, config=config)

    def write(self, *subjects: str, **says: str) -> None:
        """Let its copy of the notes say something else, and read it."""
        write(self.folder / "notes" / "rag.md", *subjects, **says)
        with self.open() as collection:
            collection.import_paths([self.folder / "notes"])

    def answer(self, prompt: str, rating: Rating = Rating.GOOD) -> None:
        with self.open() as collection:
            collection.answer(collection.find(self.card(prompt)).card.id, rating, took_ms=4000)

    def card(self, word: str) -> str:
        with self.open() as collection:
            return next(each.card.id for each in collection.select("") if word in each.note.prompt)

    def do(self, act: Callable[[Collection], object]) -> None:
        """Do what may find nothing to do."""
        with self.open() as collection, suppress(SrsError):
            act(collection)

    def merge(self, *others: Machine | Path) -> object:
        with self.open() as collection:
            paths = [other.db if isinstance(other, Machine) else other for other in others]
            return collection.merge(paths)

    def copy(self, folder: Path) -> Machine:
        """Return a machine that is the same as this one now."""
        shutil.copytree(self.folder, folder)
        with closing(sqlite3.connect(folder / "srs.db")) as connection:
            for table, column in (("source", "location"), ("source", "path"), ("note", "path"), ("former", "path")):
                connection.execute(
                    f"UPDATE {table} SET {column} = replace({column}, ?, ?)", (f"{self.folder}/", f"{folder}/")
                )
            connection.commit()
        return replace(self, folder=folder)

    def holds(self) -> dict[str, object]:
        """Return all that two machines have to agree on, and that the database is whole."""
        with self.open() as collection:
            assert collection.check().faults == ()
            with collection._store.read() as reader:
                return _held(reader) | {"presets": _presets(collection, reader)}


def _held(reader: Reader) -> dict[str, object]:
    notes = merging.rows(reader, schema.note)
    says = ("id", "kind", "prompt", "answer", "standing", "joined", "fingerprint", "body", "used_slots", "parent")
    last = reader.last_act()
    return {
        "events": merging.log_ids(reader),
        "states": {
            row["card"]: {name: round(value, 9) if isinstance(value, float) else value for name, value in row.items()}
            for row in merging.rows(reader, schema.state)
        },
        "notes": {row["id"]: {name: _without_lines(name, row[name]) for name in says} for row in notes},
        "cards": {row["id"]: (row["standing"], row["seen"]) for row in merging.rows(reader, schema.card)},
        "former": {(row["note"], row["fingerprint"]) for row in merging.rows(reader, schema.former)},
        "tags": reader.tags(),
        "undo": None if last is None else sorted(each.id for each in reader.whole_act(last)),
        "forgotten": merging.forgotten(reader),
    }


def _without_lines(name: str, value: object) -> object:
    """Leave out where a note lies: that is each machine's own."""
    if name != "body" or not isinstance(value, str):
        return value
    import json

    body = json.loads(value)
    body.pop("also", None)
    body["points"] = [(id, text, role, slot) for id, text, _, _, role, slot in body.get("points", ())]
    return body


def _presets(collection: Collection, reader: Reader) -> object:
    known = collection._known.presets(reader)
    uses = {where: id for where, id in known.uses.items() if id}
    return {id: (preset.name, preset.version) for id, preset in known.current.items()}, uses


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> list[Machine]:
    """Three machines that have read the same notes, each for itself."""
    made = []
    for number in range(3):
        machine = Machine(tmp_path_factory.mktemp(f"machine{number}"), number, START)
        machine.write(*SUBJECTS)
        made.append(machine)
    return made


@pytest.fixture
def machines(templates: list[Machine], tmp_path: Path) -> Iterator[list[Machine]]:
    yield [each.copy(tmp_path / f"machine{each.number}") for each in templates]
