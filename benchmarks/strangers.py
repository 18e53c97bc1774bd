"""Somebody else's large collection: how long it takes and what memory, to be refused by a pull and to be imported."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.figures import Figure

CARDS = 100_000
REVIEWS = 3
"""Answers to each card."""

_WORDS = ("cache", "queue", "index", "shard", "replica", "canary", "feature", "model", "drift", "quota", "schema")
_FIRST = 1_600_000_000_000
_HOUR = 3_600_000


def measure(cards: int = CARDS) -> Iterator[Figure]:
    """Yield peak memory, and how time grows from a tenth of the cards to all of them."""
    took = {}
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        for count in (cards // 10, cards):
            package = filled(Path(name) / f"{count}.apkg", count)
            refused, refused_mib = _run(_PULL, package)
            took[count], mib = _run(_IMPORT, package)
    yield Figure(f"pull of {cards:,} cards of somebody else, refused: peak memory", refused_mib, 200, "MiB")
    yield Figure(f"pull of {cards:,} cards of somebody else, refused", refused, 5, "s of the processor")
    yield Figure(f"import of {cards:,} cards and their history: peak memory", mib, 800, "MiB")
    yield Figure(f"import of {cards:,} cards / 10 x that of a tenth", took[cards] / took[cards // 10] / 10, 1.4, "x")


def filled(path: Path, cards: int) -> Path:
    """Write the package of a collection that the real engine made, with so many cards put into its tables."""
    from anki.collection import Collection

    inside = path.with_suffix(".anki2")
    engine = Collection(str(inside))
    kind = engine.models.by_name("Basic (and reversed card)")
    assert kind is not None
    deck = engine.decks.id("Somebody::Else")
    engine.close()
    chance = random.Random(3)

    def said(words: int) -> str:
        return " ".join(chance.choices(_WORDS, k=words))

    with closing(sqlite3.connect(inside)) as connection:
        connection.executemany(
            "INSERT INTO notes VALUES (?, ?, ?, 1700000000, -1, ' tag ', ?, 'x', 0, 0, '')",
            (
                (_FIRST + n, f"g{n:08}", kind["id"], f"What is <b>{said(4)}</b> {n}?\x1f<div>{said(40)}</div>")
                for n in range(cards // 2)
            ),
        )
        connection.executemany(
            "INSERT INTO cards VALUES (?, ?, ?, ?, 1700000000, -1, 2, 2, ?, 10, 2500, 3, 0, 0, 0, 0, 0, '')",
            ((_FIRST + n, _FIRST + n // 2, deck, n % 2, 100 + n % 50) for n in range(cards)),
        )
        connection.executemany(
            "INSERT INTO revlog VALUES (?, ?, -1, 3, ?, 5, 2500, 4000, 1)",
            ((_FIRST + n * _HOUR // 100, _FIRST + n % cards, 3 * (1 + n // cards)) for n in range(cards * REVIEWS)),
        )
        connection.commit()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.write(inside, "collection.anki2")
    return path


def _run(script: str, package: Path) -> tuple[float, float]:
    """Return the seconds of the processor that a script takes over a package, and its peak memory."""
    arguments = [sys.executable, "-c", script, str(package.with_suffix(".db")), str(package)]
    run = subprocess.run(arguments, capture_output=True, text=True, check=True)
    took, peak = map(float, run.stdout.split())
    return took, peak


_TIMED = """
import resource, sys, time
import srs
with srs.Collection.open(sys.argv[1]) as collection:
    begun = time.process_time()
    {act}
    took = time.process_time() - begun
print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""
_PULL = _TIMED.format(
    act="""try:
        collection.pull(sys.argv[2])
    except srs.SrsError as error:
        assert "is from here" in error.message"""
)
_IMPORT = _TIMED.format(act="assert not collection.import_paths([sys.argv[2]]).problems")
