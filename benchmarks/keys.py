"""From key to painted screen, against a bare program that paints the same screens by rich and stores nothing."""

from __future__ import annotations

import os
import pty
import select
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from fcntl import ioctl
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.notes import write_notes

CARDS = 50_000
DUE = 600
KEYS = 150
"""Pairs of reveal and rating that are timed."""
_SIZE = (24, 80)
_END = b"\x1b[?2026l"

_BARE = """
import os, sys, tty
from rich.console import Console
from rich.text import Text
tty.setcbreak(0)
screens = open(sys.argv[1], encoding="utf-8").read().split("\\f")
console = Console(force_terminal=True, width=80, height=24, legacy_windows=False)
def paint(number):
    with console.capture() as captured:
        for row, line in enumerate(screens[number % len(screens)].split("\\n"), 1):
            console.print(Text(line, style="bold" if row == 2 else ""), end="", no_wrap=True, overflow="crop")
            console.print()
    frame = "\\x1b[?2026h\\x1b[H" + captured.get() + "\\x1b[?2026l"
    os.write(1, frame.encode())
number = 0
paint(number)
while os.read(0, 1) != b"q":
    number += 1
    paint(number)
"""


def measure() -> Iterator[Figure]:
    """Yield median and p99 of reveals and ratings, ours to bare, both read from a pseudo-terminal in turn."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = folder / "srs.db"
        _build(folder / "notes", database)
        config = folder / "config.toml"
        config.write_text("new_per_day = 100\nreviews_per_day = 1000\ntimer = false\n", encoding="utf-8")
        srs = str(Path(sys.executable).with_name("srs"))
        ours = _Program([srs, "--db", str(database), "--config", str(config), "review"])
        front = ours.frame()
        back = ours.key(b" ")[1]
        ours.key(b"3")
        screens = folder / "screens.txt"
        screens.write_text("\f".join(_plain(frame) for frame in (front, back)), encoding="utf-8")
        bare = _Program([sys.executable, "-c", _BARE, str(screens)])
        bare.frame()
        for _ in range(10):
            for key in (b" ", b"3"):
                ours.key(key)
                bare.key(key)
        times: dict[str, list[float]] = {"ours": [], "bare": []}
        for _ in range(KEYS):
            for key in (b" ", b"3"):
                times["ours"].append(ours.key(key)[0])
                times["bare"].append(bare.key(key)[0])
        ours.close()
        bare.close()
    name = f"key to screen, {CARDS:,} cards"
    yield Figure(
        f"{name}, median", statistics.median(times["ours"]) / statistics.median(times["bare"]), 3, "× bare rich"
    )
    yield Figure(f"{name}, p99", _p99(times["ours"]) / _p99(times["bare"]), 3, "× bare rich")


def _build(notes: Path, database: Path) -> None:
    """Import 50,000 questions and answer a few hundred of them some days ago, so that they are due today."""
    import srs

    write_notes(notes, questions=CARDS)
    long_ago = datetime.now(UTC).replace(microsecond=0) - timedelta(days=30)
    with srs.Collection.open(str(database), clock=lambda: long_ago) as collection:
        collection.import_paths([str(notes)])
        for item in list(collection.queue(new=DUE)):
            collection.answer(item.card_id, srs.Rating.EASY, took_ms=5_000)


def _p99(times: list[float]) -> float:
    return statistics.quantiles(times, n=100)[98]


def _plain(frame: bytes) -> str:
    """Return a frame's text in its rows."""
    import re

    rows = [""] * _SIZE[0]
    for row, text in re.findall(r"\x1b\[(\d+);1H(.*?)(?=\x1b\[\d+;1H|\Z)", frame.decode(), re.DOTALL):
        rows[int(row) - 1] = re.sub(r"\x1b\[[?\d;]*[A-Za-z]", "", text)
    return "\n".join(rows)


class _Program:
    """A program that paints whole frames on a pseudo-terminal, each ended by the mark of a synchronised update."""

    def __init__(self, command: list[str]) -> None:
        self._child, self._master = pty.fork()
        if self._child == 0:
            os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8")
            ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *_SIZE, 0, 0))
            os.execvp(command[0], command)

    def frame(self) -> bytes:
        """Return what is written until a frame is whole."""
        seen = b""
        deadline = time.monotonic() + 60
        while not seen.endswith(_END):
            if time.monotonic() > deadline:
                raise RuntimeError("no screen within a minute")
            if select.select([self._master], [], [], 1)[0]:
                seen += os.read(self._master, 65_536)
        return seen

    def key(self, key: bytes) -> tuple[float, bytes]:
        """Press a key; return the seconds until its screen stood there, and that."""
        start = time.perf_counter()
        os.write(self._master, key)
        seen = self.frame()
        return time.perf_counter() - start, seen

    def close(self) -> None:
        os.kill(self._child, 9)
        os.waitpid(self._child, 0)
        os.close(self._master)
