"""A merge of a long log, against restoring the same log: from an export, and as a copy of its file."""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.figures import Figure, ratio_of, seconds

NOTES = 10_000
EVENTS = 100_000
ROUNDS = 3

_BEGIN = datetime(2024, 1, 1, 9, tzinfo=UTC)


def measure() -> Iterator[Figure]:
    """Yield the ratios; each round begins with the same two files."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        yield from merged(Path(name))


def merged(folder: Path, events: int = EVENTS) -> Iterator[Figure]:
    """Yield what a merge of so many events takes, against restoring them, and what one takes that brings nothing."""
    import srs

    here, there = prepared(folder, events)
    export = folder / "there.json"
    with srs.Collection.open(str(there)) as collection:
        export.write_text(json.dumps(collection.export_json()), encoding="utf-8")
    first, again = [], []
    for number in range(ROUNDS):
        mine, fresh = folder / f"{number}.db", folder / f"{number}-restored.db"
        shutil.copy(here, mine)
        ours = seconds(lambda mine=mine: _merge(mine, there, events))  # type: ignore[misc]
        base = seconds(lambda fresh=fresh: srs.Collection.restore(export, fresh))  # type: ignore[misc]
        nothing = seconds(lambda mine=mine: _merge(mine, there, 0))  # type: ignore[misc]
        first.append((ours, base))
        again.append((nothing, base))
        mine.unlink()
        fresh.unlink()
    yield Figure(f"merge of {events:,} events", ratio_of(first), 1, "× restoring them from an export")
    yield Figure("merge that brings nothing", ratio_of(again), 0.3, "× the same")


def prepared(folder: Path, events: int) -> tuple[Path, Path]:
    """Return two databases of the same notes: one whose cards were never asked, and one with so many answers."""
    import srs
    from srs.collection.upkeep import _replayed
    from srs.model import CardId, Event, EventId, EventKind, Rating
    from srs.store.ids import next_id

    notes = folder / "notes.md"
    text = "\n".join(f"## What is number {n}?\n\nIt is {n}.\n" for n in range(NOTES))
    notes.write_text(f"# Notes\n\n{text}", encoding="utf-8")
    here, there = folder / "here.db", folder / "there.db"
    chance = random.Random(7)
    for path in (here, there):
        with srs.Collection.open(str(path), clock=lambda: _BEGIN) as collection:
            collection.import_paths([str(notes)])
            if path == here:
                continue
            cards = [each.card.id for each in collection.select("")]
            log: list[Event] = []
            newest: str | None = None
            for number in range(events):
                at = _BEGIN + timedelta(minutes=number * 10)
                newest = next_id(newest, int(at.timestamp() * 1000))
                log.append(
                    Event(
                        id=EventId(newest),
                        kind=EventKind.REVIEW,
                        card=CardId(cards[number % len(cards)]),
                        at=at,
                        device="there",
                        day=at.date(),
                        utc_offset=0,
                        rollover=240,
                        rating=Rating(chance.choice((1, 2, 3, 3, 3, 4))),
                        took_ms=4_000,
                    )
                )
            with collection._store.write() as writer:
                writer.extend(log)
                writer.replace_states(_replayed(log))
    return here, there


def _merge(here: Path, there: Path, events: int) -> None:
    import srs

    with srs.Collection.open(str(here)) as collection:
        assert collection.merge([there]).events == events
