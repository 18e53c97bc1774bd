"""Files that change while somebody reviews: read again between two keys, and said in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from srs.terminal import text
from srs.terminal.timing import Stopwatch

if TYPE_CHECKING:
    from srs.collection import Collection

EVERY = 2.0
"""Seconds between two looks at the files."""


def taken_in(collection: Collection) -> str:
    """Read known files that changed, if the settings want that, and say so in one line; nothing where none did."""
    report = collection.take_in_changes()
    if report is None:
        return ""
    said = [f"{count:,} {change}" for change, count in report.changes().items() if count and change != "unchanged"]
    unsure = [f"{len(report.unsure)} unsure (`srs changes --unsure`)"] if report.unsure else []
    return f"{text.count(len(report.sources), 'file')} changed: {', '.join([*said, *unsure]) or 'no card did'}"


class News:
    """The files of a sitting, looked at now and then."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._watch = Stopwatch()

    def taken_in(self) -> str:
        """Return what `taken_in` does, at most once in so many seconds."""
        if self._watch.seconds < EVERY:
            return ""
        self._watch = Stopwatch()
        return taken_in(self._collection)
