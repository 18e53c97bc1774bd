"""What a power cut leaves: a scripted review is killed at random moments, and what it acknowledged must be there."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.notes import write_notes

_REVIEWER = """
import sys
import srs

with srs.Collection.open(sys.argv[1]) as collection:
    cards = [listed.card.id for listed in collection.select()]
    print("ready", flush=True)
    while True:  # due or not, so that a kill never meets a review that has nothing to write
        for card in cards:
            answered = collection.answer(card, srs.Rating.GOOD, took_ms=1_000)
            print(answered.event.id, flush=True)
"""


_KILLS_EACH = 10
"""How many kills one database goes through."""


def measure(times: int) -> Iterator[Figure]:
    """Yield how many acknowledged answers were lost and how many checks found damage, over `times` kills."""
    import srs

    rng = random.Random(11)
    lost = damaged = acknowledged = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fresh, database = folder / "fresh.db", folder / "srs.db"
        write_notes(folder / "notes", questions=100)
        with srs.Collection.open(str(fresh)) as collection:
            collection.import_paths([str(folder / "notes")])
        for number in range(times):
            if number % _KILLS_EACH == 0:
                # a log that grew through all the kills would make each check slower than the one before
                for left in folder.glob("srs.db*"):
                    left.unlink()
                with srs.Collection.open(str(fresh)) as collection:
                    collection.backup(database)
            said = _killed_review(database, after=rng.uniform(0.0, 0.25))
            acknowledged += len(said)
            # with SQLite alone first, as its own recovery is what counts; then with all that `srs check` looks at
            with closing(sqlite3.connect(database)) as bare:
                kept = {id for (id,) in bare.execute("SELECT id FROM log")}
            lost += len(set(said) - kept)
            with srs.Collection.open(str(database)) as collection:
                damaged += not collection.check().ok
    yield Figure(f"answers lost of {acknowledged:,}, {times} kills", lost, 0, "answers")
    yield Figure(f"damaged after a kill, {times} kills", damaged, 0, "databases")


def _killed_review(database: Path, *, after: float) -> list[str]:
    """Return the ids of the answers that a review acknowledged before it was killed `after` seconds of answering."""
    child = subprocess.Popen([sys.executable, "-P", "-c", _REVIEWER, str(database)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(after)
    child.kill()
    lines = child.stdout.read().splitlines(keepends=True)
    child.wait()
    # a line without its end was cut by the kill: it acknowledged nothing
    return [line.strip() for line in lines if line.endswith("\n")]
