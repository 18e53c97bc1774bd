"""A review that is watched from outside: what is stored before what is painted, and when it ends."""

from __future__ import annotations

import os
import pty
import sqlite3
import sys
import termios
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
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


@contextmanager
def watched(database: Path, keys: bytes) -> Iterator[Watched]:
    """Give a terminal of 80 x 24 on which some keys have been typed."""
    master, slave = pty.openpty()
    ioctl(master, termios.TIOCSWINSZ, pack("HHHH", 24, 80, 0, 0))
    with (
        pytest.MonkeyPatch.context() as here,
        open(slave, closefd=False) as stdin,
        open(slave, "w", closefd=False) as stdout,
    ):
        here.setattr(sys, "stdin", stdin)
        here.setattr(sys, "stdout", stdout)
        with Watched(database) as terminal:
            os.write(master, keys)
            yield terminal
    os.close(master)
    os.close(slave)


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    (tmp_path / "notes.md").write_text(NOTES)
    with Collection.open(tmp_path / "srs.db") as opened:
        opened.import_paths([tmp_path / "notes.md"])
        yield opened


def test_an_answer_is_stored_before_the_next_front_is_painted(tmp_path: Path, collection: Collection) -> None:
    study = collection.study()
    with watched(tmp_path / "srs.db", b"444") as terminal:
        Review(collection, study, terminal, title="all").run()

    assert len(study.done) == 3
    # three fronts, each painted when the answer to the card before was there for others to read
    assert terminal.stored == [0, 1, 2]


def test_when_its_minutes_are_over_a_sitting_ends_with_the_card(tmp_path: Path, collection: Collection) -> None:
    study = collection.study()
    with watched(tmp_path / "srs.db", b"i 444") as terminal:
        review = Review(collection, study, terminal, title="all", minutes=0)
        review.run()

    assert review.time_is_up
    assert len(study.done) == 1
