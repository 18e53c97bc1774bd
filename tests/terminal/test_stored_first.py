"""Every answer is in the database before the next card is on the screen."""

from __future__ import annotations

import os
import pty
import sqlite3
import sys
import termios
from collections.abc import Sequence
from contextlib import closing
from fcntl import ioctl
from pathlib import Path
from struct import pack

import pytest

from srs.collection import Collection
from srs.terminal.review import Review
from srs.terminal.tty import Terminal

from .conftest import NOTES


class Watched(Terminal):
    """The terminal of a review, which counts what the database holds, seen from outside, whenever it is painted."""

    def __init__(self, database: Path) -> None:
        super().__init__()
        self._database = database
        self.stored: list[int] = []

    def paint(self, lines: Sequence[str]) -> None:
        with closing(sqlite3.connect(self._database)) as other:
            self.stored.append(other.execute("SELECT count(*) FROM log WHERE kind = 'review'").fetchone()[0])
        super().paint(lines)


def test_an_answer_is_stored_before_the_next_front_is_painted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "notes.md").write_text(NOTES)
    master, slave = pty.openpty()
    ioctl(master, termios.TIOCSWINSZ, pack("HHHH", 24, 80, 0, 0))
    with (
        open(slave, closefd=False) as keys,
        open(slave, "w", closefd=False) as screen,
        Collection.open(tmp_path / "srs.db") as collection,
        monkeypatch.context() as here,
    ):
        collection.import_paths([tmp_path / "notes.md"])
        here.setattr(sys, "stdin", keys)
        here.setattr(sys, "stdout", screen)
        with Watched(tmp_path / "srs.db") as terminal:
            study = collection.study()
            os.write(master, b"444")
            Review(collection, study, terminal, title="all").run()
        assert len(study.done) == 3
    os.close(master)
    os.close(slave)

    # three fronts, each painted when the answer to the card before was there for others to read
    assert terminal.stored == [0, 1, 2]
