"""Packages with schedule and history: their cost over the bare rows and the Markdown, and how it grows."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.figures import Figure, ratio_of, seconds

_NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
_REVIEWS = 3
_WORDS = [
    "cache",
    "queue",
    "index",
    "shard",
    "replica",
    "canary",
    "feature",
    "model",
    "drift",
    "quota",
    "schema",
    "token",
    "budget",
    "cursor",
    "backlog",
    "latency",
    "cost",
    "recall",
]


def fill(path: Path, notes: int) -> None:
    """Make a database with so many questions, each with an answer, a list and three reviews."""
    from srs.clock import Calendar, to_ms
    from srs.model import Card, CardId, Event, EventId, EventKind, Kind, Lines, Note, NoteId, Rating, Role, Source
    from srs.scheduling.replay import replay_card
    from srs.store import Store
    from srs.store.ids import next_id

    rng = random.Random(5)
    calendar = Calendar(UTC)

    def said(words: int) -> str:
        return " ".join(rng.choices(_WORDS, k=words))

    def note(number: int, file: str) -> Note:
        points = "\n".join(f"- **{said(1)}** the {said(1)} of `{said(1)}`" for _ in range(4))
        return Note(
            id=NoteId(f"n{number:07}"), kind=Kind.QUESTION, prompt=f"How would you size the {said(1)} number {number}?",
            answer=f"{said(60)}\n\n{points}", path=file, lines=Lines(1, 9), deck=f"deck::{number // 5_000}",
        )  # fmt: skip

    def event(number: int, turn: int) -> Event:
        at = _NOW + timedelta(days=12 * turn - 60, milliseconds=400 * number)
        day = calendar.study_day(at)
        return Event(
            id=EventId(""), kind=EventKind.REVIEW, card=CardId(f"n{number:07}"), at=at, device="here", day=day,
            utc_offset=0, rollover=240, rating=Rating.GOOD, took_ms=4_000,
            due_day=day if turn == 0 else day + timedelta(days=12),
            due_at=at + timedelta(minutes=10) if turn == 0 else None,
        )  # fmt: skip

    with closing(Store.open(path)) as store, store.write() as writer:
        for first in range(0, notes, 1_000):
            file = f"round-{first}.md"
            source = writer.put_source(Source(path=file, location=f"/notes/{file}", place=file, deck=None))
            some = [note(number, file) for number in range(first, min(first + 1_000, notes))]
            cards = [Card(id=CardId(each.id), note=each.id, role=Role.ASK) for each in some]
            writer.apply(source, some, cards, at=_NOW)
        id: str | None = None
        for turn in range(_REVIEWS):
            for first in range(0, notes, 5_000):
                events = []
                for number in range(first, min(first + 5_000, notes)):
                    each = event(number, turn)
                    id = next_id(id, to_ms(each.at))
                    events.append(replace(each, id=EventId(id)))
                writer.extend(events)
        state = replay_card(replace(event(0, turn), id=EventId(str(turn))) for turn in range(_REVIEWS))
        for first in range(0, notes, 5_000):
            numbers = range(first, min(first + 5_000, notes))
            writer.put_states({CardId(f"n{number:07}"): state for number in numbers})


def measure() -> Iterator[Figure]:
    """Yield what a package of 10,000 notes costs over the same rows written by hand, alone and with all before it."""
    import srs
    from srs.anki import database, export
    from srs.anki.pictures import Pictures

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fill(folder / "srs.db", 10_000)
        kept: list[database.PackageNote] = []
        ends: list[tuple[object, ...]] = []
        rows = folder / "rows.apkg"
        with srs.Collection.open(folder / "srs.db", clock=lambda: _NOW) as collection:
            add, finish = database.PackageDatabase.add, database.PackageDatabase.finish

            def keep(self: database.PackageDatabase, note: database.PackageNote) -> None:
                kept.append(note)
                add(self, note)

            def end(self: database.PackageDatabase, decks, presets, *, rollover: int) -> None:  # type: ignore[no-untyped-def]
                ends.append((decks, presets, rollover))
                finish(self, decks, presets, rollover=rollover)

            database.PackageDatabase.add, database.PackageDatabase.finish = keep, end  # type: ignore[method-assign]
            collection.export_anki(rows)
            database.PackageDatabase.add, database.PackageDatabase.finish = add, finish  # type: ignore[method-assign]
            tables = _rows(rows, folder)
            answers = [item.note.answer for item in collection.select()]
            decks, presets, rollover = ends[0]

            def ours() -> None:
                with database.PackageDatabase(folder / "ours.db") as made:
                    for note in kept:
                        made.add(note)
                    made.finish(decks, presets, rollover=rollover)  # type: ignore[arg-type]
                export._zip(folder / "ours.apkg", folder / "ours.db", Pictures())

            pairs, wholes = [], []
            for _ in range(4):
                for file in ("ours.db", "ours.apkg", "bare.db"):
                    (folder / file).unlink(missing_ok=True)
                bare = seconds(lambda: _bare(tables, folder))
                pairs.append((seconds(ours), bare))
                text = seconds(lambda: _markdown(answers))
                wholes.append((seconds(lambda: collection.export_anki(folder / "whole.apkg")), bare + text))
    yield Figure(
        "package of 10,000 notes, fields at hand / its rows by sqlite3, deflated", ratio_of(pairs[1:]), 1.5, "x"
    )
    yield Figure("whole export of 10,000 / these rows and markdown-it-py", ratio_of(wholes[1:]), 1.5, "x")


def measure_many() -> Iterator[Figure]:
    """Yield how an export of 100,000 cards compares with one of 10,000, and what memory it takes."""
    with tempfile.TemporaryDirectory() as name:
        figures = {}
        for notes in (10_000, 100_000):
            path = Path(name) / f"{notes}.db"
            fill(path, notes)
            run = subprocess.run([sys.executable, "-c", _RUN, str(path)], capture_output=True, text=True, check=True)
            took, peak = map(float, run.stdout.split())
            figures[notes] = took, peak
    yield Figure(
        "export of 100,000 cards / 10 x that of 10,000", figures[100_000][0] / figures[10_000][0] / 10, 1.3, "x"
    )
    yield Figure("peak memory of an export of 100,000 cards", figures[100_000][1], 200, "MiB")


_RUN = """
import resource, sys, time
import srs
with srs.Collection.open(sys.argv[1]) as collection:
    begun = time.process_time()
    collection.export_anki(sys.argv[1] + ".apkg")
    took = time.process_time() - begun
print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def _rows(package: Path, folder: Path) -> tuple[list[str], dict[str, list[tuple[object, ...]]]]:
    """Return the statements that make the tables of a package, and their rows."""
    with zipfile.ZipFile(package) as zipped:
        zipped.extract("collection.anki2", folder)
    with closing(sqlite3.connect(folder / "collection.anki2")) as connection:
        made = [
            sql
            for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC")
        ]
        tables = ("col", "notes", "cards", "revlog")
        return made, {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables}


def _bare(tables: tuple[list[str], dict[str, list[tuple[object, ...]]]], folder: Path) -> None:
    statements, rows = tables
    path = folder / "bare.db"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        for table, values in rows.items():
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values[0]))})", values)
        connection.commit()
    with zipfile.ZipFile(folder / "bare.zip", "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.write(path, "collection.anki2")


def _markdown(texts: list[str]) -> None:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for text in texts:
        parser.render(text)
