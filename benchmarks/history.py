"""What importing again costs: changed notes against the first import, unchanged ones against looking at files, and how
both grow with the collection."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figures import Figure, ratio, seconds
from benchmarks.notes import write_notes

if TYPE_CHECKING:
    from srs import Collection

CHANGED = 10_000
UNCHANGED = 100_000
_PER_FILE = 10
_ONE_FILE = 100
_ROUNDS = 5
_FEW, _MANY = 2_000, 8_000


def measure(share: float = 1.0) -> Iterator[Figure]:
    """Yield the figures; with a share of the notes for a quick look."""
    changed, unchanged = round(CHANGED * share), round(UNCHANGED * share)
    with _collection() as (collection, folder):
        write_notes(folder, questions=changed)
        yield _changed(collection, folder, changed)
        small = _one_file(collection, folder)
    with _collection() as (collection, folder):
        write_notes(folder, questions=unchanged, per_file=_PER_FILE)
        yield _unchanged(collection, folder, unchanged)
        large = _one_file(collection, folder)
    name = f"one file of {_ONE_FILE} changed notes among {unchanged:,}, against {changed:,}"
    yield Figure(name, large / small, 4, "× the time, with 10 × the notes")
    yield _growth()


@contextmanager
def _collection() -> Iterator[tuple[Collection, Path]]:
    import srs

    with tempfile.TemporaryDirectory() as name, srs.Collection.open(Path(name) / "srs.db") as collection:
        yield collection, Path(name) / "notes"


def _changed(collection: Collection, folder: Path, notes: int) -> Figure:
    """Reword a part of every note, import again, and compare with the first import."""
    first = seconds(lambda: collection.import_paths([folder]))
    for path in folder.glob("*.md"):
        _edit(path, lambda text: text.replace("How would you", "How do you").replace("write down", "note"))
    again = seconds(lambda: collection.import_paths([folder]))
    return Figure(f"import of {notes:,} changed notes", again / first, 2, "× the first import")


def _unchanged(collection: Collection, folder: Path, notes: int) -> Figure:
    """Import a folder in which nothing changed, and compare with `os.stat` over its files."""
    files = [os.fspath(path) for path in folder.glob("*.md")]
    collection.import_paths([folder])
    # what was written a moment ago is not told by its look: the next import looks at the bytes once more
    time.sleep(0.1)
    collection.import_paths([folder])
    times = ratio(
        lambda: collection.import_paths([folder]),
        lambda: [os.stat(file) for file in files],  # noqa: PTH116 (what it is measured against)
        rounds=9,
    )
    return Figure(f"import of {notes:,} unchanged notes", times, 10, "× os.stat over their files")


def _one_file(collection: Collection, folder: Path) -> float:
    """Return the seconds in which one more file is taken in after each of some changes."""
    path = folder / "one.md"
    write_notes(folder / "more", questions=_ONE_FILE)
    (folder / "more" / "round-0000.md").rename(path)
    _edit(path, lambda text: text.replace("number", "piece"))
    collection.import_paths([path])
    text = path.read_text(encoding="utf-8")
    taken = []
    for number in range(_ROUNDS):
        path.write_text(text.replace("I would first", f"I would in round {number} first"), encoding="utf-8")
        taken.append(seconds(lambda: collection.import_paths([path])))
    return min(taken)


def _edit(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def _growth() -> Figure:
    """Match notes that all changed and moved, and four times as many."""
    from srs.model import Kind, KnownNote, Lines, Note, NoteId, SourceId, Standing
    from srs.notes.matching import match

    def note(number: int, path: str, verb: str) -> Note:
        topic, quality = ("cache", "queue", "shard", "model")[number % 4], ("cost", "recall", "safety")[number % 3]
        return Note(
            id=NoteId(f"{path}{number}"),
            kind=Kind.QUESTION,
            prompt=f"How would you {verb} the {topic} number {number} for {quality}?",
            answer=f"I would {verb} first how the {topic} is used, then what {quality} means to user {number * 7}.",
            path=path,
            lines=Lines(number * 4 + 1, number * 4 + 3),
        )

    def taken(count: int) -> float:
        when = datetime(2026, 1, 5, tzinfo=UTC)
        known = [
            KnownNote(note=n, source=SourceId("a"), standing=Standing.ACTIVE, changed=when, used_slots=0)
            for n in (note(number, "a.md", "measure") for number in range(count))
        ]
        read = [replace(note(number, "b.md", "weigh"), path=f"b{number % 50}.md") for number in range(count)]
        return min(seconds(lambda: match(read, known)) for _ in range(3))

    times = taken(_MANY) / taken(_FEW)
    return Figure(f"matching {_MANY:,} changed notes, against {_FEW:,}", times, 7, "× the time, with 4 × the notes")


__all__ = ["measure"]
