"""What a power cut leaves: a scripted review is killed at random moments, and what it acknowledged must be there."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.notes import write_notes

_REVIEWER = """
import sys
import srs

with srs.Collection.open(sys.argv[1]) as collection:
    print("ready", flush=True)
    while True:
        for item in collection.queue(new=10_000, limit=10_000):
            answered = collection.answer(item.card_id, srs.Rating.GOOD, took_ms=1_000)
            print(answered.event.id, flush=True)
"""


def measure(times: int) -> Iterator[Figure]:
    """Yield how many acknowledged answers were lost and how many checks found damage, over `times` kills."""
    import srs

    rng = random.Random(11)
    lost = damaged = acknowledged = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = folder / "srs.db"
        write_notes(folder / "notes", questions=400)
        with srs.Collection.open(str(database)) as collection:
            collection.import_paths([str(folder / "notes")])
        for _ in range(times):
            said = _killed_review(database, after=rng.uniform(0.0, 0.25))
            acknowledged += len(said)
            with srs.Collection.open(str(database)) as collection:
                kept = {event["id"] for event in collection.export_json()["events"]} if said else set()
                lost += len(set(said) - kept)
                damaged += not collection.check().ok
    yield Figure(f"answers lost of {acknowledged:,}, {times} kills", lost, 0, "answers")
    yield Figure(f"damaged after a kill, {times} kills", damaged, 0, "databases")


def _killed_review(database: Path, *, after: float) -> list[str]:
    """Return the ids of the answers that a review acknowledged before it was killed `after` seconds of answering."""
    child = subprocess.Popen([sys.executable, "-c", _REVIEWER, str(database)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(after)
    child.kill()
    lines = child.stdout.read().splitlines(keepends=True)
    child.wait()
    # a line without its end was cut by the kill: it acknowledged nothing
    return [line.strip() for line in lines if line.endswith("\n")]
