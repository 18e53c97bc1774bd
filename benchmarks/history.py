"""What importing again costs: changed notes against the first import, unchanged ones against looking at files."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, ratio, seconds
from benchmarks.notes import write_notes

CHANGED = 10_000
UNCHANGED = 100_000
PER_FILE = 10


def measure() -> Iterator[Figure]:
    """Yield both figures."""
    yield changed(CHANGED)
    yield unchanged(UNCHANGED)


def changed(notes: int) -> Figure:
    """Reword a part of every note, import again, and compare with the first import."""
    import srs

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_notes(folder / "notes", questions=notes)
        with srs.Collection.open(folder / "srs.db") as collection:
            first = seconds(lambda: collection.import_paths([folder / "notes"]))
            for path in sorted((folder / "notes").glob("*.md")):
                text = path.read_text(encoding="utf-8")
                path.write_text(text.replace("How would you", "How do you").replace("write down", "note"))
            again = seconds(lambda: collection.import_paths([folder / "notes"]))
    return Figure(f"import of {notes:,} changed notes", again / first, 2, "× the first import")


def unchanged(notes: int) -> Figure:
    """Import a folder in which nothing changed, and compare with `os.stat` over its files."""
    import srs

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_notes(folder / "notes", questions=notes, per_file=PER_FILE)
        files = [os.fspath(path) for path in (folder / "notes").glob("*.md")]
        with srs.Collection.open(folder / "srs.db") as collection:
            collection.import_paths([folder / "notes"])
            # what was written a moment ago is not told by its look: the next import looks at the bytes once more
            time.sleep(0.1)
            collection.import_paths([folder / "notes"])
            times = ratio(
                lambda: collection.import_paths([folder / "notes"]),
                lambda: [os.stat(file) for file in files],  # noqa: PTH116 (what it is measured against)
                rounds=9,
            )
    return Figure(f"import of {notes:,} unchanged notes", times, 10, "× os.stat over their files")


__all__ = ["changed", "measure", "unchanged"]
