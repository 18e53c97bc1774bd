"""A pull of a phone's long history, against the SQL that the same rows take on their own."""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, ratio_of, seconds

NOTES = 10_000
REVIEWS = 100_000
ROUNDS = 3

_DAY = 86_400_000


def measure() -> Iterator[Figure]:
    """Yield the ratio; each round begins with the same two files."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        yield from pulled(Path(name))


def pulled(folder: Path, reviews: int = REVIEWS) -> Iterator[Figure]:
    """Yield what a pull takes against the SQL alone that reads the same rows there and keeps them here."""
    start, package = prepared(folder, reviews)
    pairs = []
    for number in range(ROUNDS):
        here, bare = folder / f"{number}.db", folder / f"{number}-bare.db"
        shutil.copy(start, here)
        shutil.copy(start, bare)
        ours = seconds(lambda here=here: _pull(here, package, reviews))  # type: ignore[misc]
        rows = _kept(here)
        base = seconds(lambda bare=bare, rows=rows: _read_and_keep(folder, package, bare, rows))  # type: ignore[misc]
        pairs.append((ours, base))
        here.unlink()
        bare.unlink()
    yield Figure(f"pull of {reviews:,} reviews", ratio_of(pairs), 2, "× the SQL that reads and keeps them")


def prepared(folder: Path, reviews: int) -> tuple[Path, Path]:
    """Return a database of cards that were never asked, and a phone's package with so many answers to them."""
    import srs

    notes = folder / "notes.md"
    notes.write_text(
        "# Notes\n\n" + "\n".join(f"## What is number {n}?\n\nIt is {n}.\n" for n in range(NOTES)), encoding="utf-8"
    )
    start, sent, back = folder / "start.db", folder / "sent.apkg", folder / "back.apkg"
    with srs.Collection.open(str(start), clock=lambda: datetime(2024, 1, 1, tzinfo=UTC)) as collection:
        collection.import_paths([str(notes)])
        collection.export_anki(str(sent))
    with zipfile.ZipFile(sent) as package:
        member = max(name for name in package.namelist() if name.startswith("collection."))
        inside = Path(package.extract(member, folder))
    with closing(sqlite3.connect(inside)) as connection:
        cards = [id for (id,) in connection.execute("SELECT id FROM cards ORDER BY id")]
        connection.executemany("INSERT INTO revlog VALUES (?, ?, -1, ?, ?, ?, 2500, ?, ?)", _rows(cards, reviews))
        connection.commit()
    with zipfile.ZipFile(back, "w", zipfile.ZIP_DEFLATED) as package:
        package.write(inside, member)
    return start, back


def _rows(cards: list[int], reviews: int) -> Iterator[tuple[int, ...]]:
    chance = random.Random(7)
    at = int((datetime.now(UTC) - timedelta(days=700)).timestamp()) * 1000
    for number in range(reviews):
        turn = number // len(cards)
        card = cards[number % len(cards)]
        ivl = -600 if turn == 0 else 3 * turn
        rating = 3 if turn < 2 else chance.choice((1, 2, 3, 3, 3, 4))
        yield at + number * (600 * _DAY // reviews), card, rating, ivl, 0, 4_000 + number % 999, int(turn > 1)


def _pull(here: Path, package: Path, reviews: int) -> None:
    import srs

    with srs.Collection.open(str(here)) as collection:
        assert collection.pull(package).reviews == reviews


def _read(folder: Path, package: Path) -> None:
    place = folder / "bare"
    with zipfile.ZipFile(package) as zipped:
        member = next(name for name in zipped.namelist() if name.startswith("collection."))
        place.write_bytes(zipped.read(member))
    with closing(sqlite3.connect(place)) as connection:
        connection.execute(
            "SELECT r.id, n.guid, c.ord, r.ease, r.time, r.ivl, r.lastIvl, r.factor, r.type"
            " FROM revlog r JOIN cards c ON c.id = r.cid JOIN notes n ON n.id = c.nid ORDER BY r.id"
        ).fetchall()


_TABLES = ("log", "state", "phone_card")


def _kept(here: Path) -> dict[str, list[Any]]:
    """Return all rows that a pull left in tables that it writes to."""
    with closing(sqlite3.connect(here)) as connection:
        return {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in _TABLES}


def _read_and_keep(folder: Path, package: Path, bare: Path, rows: dict[str, list[Any]]) -> None:
    _read(folder, package)
    with closing(sqlite3.connect(bare, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        for table, some in rows.items():
            if table != "log":
                connection.execute(f"DELETE FROM {table}")
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(some[0]))})", some)
        connection.execute("UPDATE card SET seen = EXISTS (SELECT 1 FROM state WHERE state.card = card.id)")
        connection.execute("COMMIT")
