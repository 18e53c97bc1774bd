"""Keys, resizes, signals, pastes and escape sequences at random, on a review that must survive them all."""

from __future__ import annotations

import fcntl
import os
import pty
import random
import select
import shutil
import signal
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.notes import write_notes

_KEYS = "  \r1234ueb snv?hjklgGft#/r.\t+-0acdmopwxyzACDZ\x7f\x15\x17\x0c"
_SEQUENCES = (
    b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D", b"\x1b[5~", b"\x1b[6~", b"\x1b[3~", b"\x1bOP", b"\x1b[<0;12;3M",
    b"\x1b]0;title\x07", b"\x1b[1;5P", b"\x1b[999;999;999~", b"\x1b", b"\x1b[", b"\x1b[201~", b"\x1bx",
    b"\x1bP+a544e\x1b\\", b"\x1b[?62;c",
)  # fmt: skip
_DEADLY = b"\x03\x04\x13\x1a\x1cq"
"""Keys that end or stop a review, or the terminal while an editor has it: a review is ended by a signal here."""
_CARDS = 1_000
"""More than a minute of random keys can answer or put away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a tortured review ended."""

    acts: int
    alive: bool
    """Whether it still ran when it was told to end."""
    code: int
    """Its exit code, negative for a signal that it did not catch."""
    restored: bool
    """Whether the terminal was left as it was found."""
    written: bytes
    """The last that it wrote."""

    @property
    def well(self) -> bool:
        # while an editor has the terminal, a signal ends the program as it ends any other
        told = self.code in (128 + signal.SIGTERM, -signal.SIGTERM)
        return self.alive and told and self.restored and b"Traceback" not in self.written


def torture(
    arguments: list[str], *, env: Mapping[str, str], seed: int, acts: int = 10**9, seconds: float = 10**9,
    paste: int = 1_000_000,
) -> Outcome:  # fmt: skip
    """Run `srs` with arguments on a pseudo-terminal, do random things to it, tell it to end, and say how it did."""
    chance = random.Random(seed)
    child, master = pty.fork()
    if child == 0:
        os.execve(sys.executable, [sys.executable, "-m", "srs", *arguments], {**env})
    before = termios.tcgetattr(master)
    victim = _Victim(child, master)
    victim.read_until(b"Space")
    until = time.monotonic() + seconds
    done = 0
    while done < acts and time.monotonic() < until and victim.alive():
        done += 1
        match chance.choices(range(7), weights=(60, 8, 3, 1, 14, 8, 2))[0]:
            case 0:
                victim.send("".join(chance.choices(_KEYS, k=chance.randint(1, 12))).encode())
            case 1:
                size = chance.choice((1, 3, 6, 12, 24, 60)), chance.choice((1, 10, 20, 40, 80, 133, 200)), 0, 0
                fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", *size))
            case 2:
                os.kill(child, chance.choice((signal.SIGCONT, signal.SIGWINCH)))
            case 3:
                body = chance.randbytes(paste).translate(None, _DEADLY + b"\x1b")
                victim.send(b"\x1b[200~" + body + b"\x1b[201~")
            case 4:
                victim.send(chance.choice(_SEQUENCES))
            case 5:
                # Ctrl-S and Ctrl-Q: whoever has the terminal now, nothing stands still for good
                victim.send(b"\x13 \x11")
            case _:
                victim.send(chance.randbytes(8).translate(None, _DEADLY))
    alive = victim.alive()
    if alive:
        os.kill(child, signal.SIGTERM)
    code = victim.ended()
    restored = termios.tcgetattr(master)[:4] == before[:4]
    restored = restored and victim.written.rfind(b"\x1b[?1049l") > victim.written.rfind(b"\x1b[?1049h")
    os.close(master)
    return Outcome(acts=done, alive=alive, code=code, restored=restored, written=victim.written)


class _Victim:
    def __init__(self, child: int, master: int) -> None:
        self._child, self._master = child, master
        self._code: int | None = None
        self.written = b""

    def alive(self) -> bool:
        if self._code is None:
            child, status = os.waitpid(self._child, os.WNOHANG)
            if child:
                self._code = os.waitstatus_to_exitcode(status)
        return self._code is None

    def send(self, data: bytes) -> None:
        """Type, and read meanwhile: whoever does not read stops a program that writes."""
        os.set_blocking(self._master, False)
        while data and self.alive():
            _, ready, _ = select.select([], [self._master], [], 0.05)
            if ready:
                try:
                    data = data[os.write(self._master, data[:4096]) :]
                except OSError:
                    return
            self.read(0)
        self.read(0.002)

    def read(self, patience: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], patience)
        if not ready:
            return False
        try:
            data = os.read(self._master, 65_536)
        except OSError:
            return False
        self.written = (self.written + data)[-200_000:]
        return bool(data)

    def read_until(self, text: bytes) -> None:
        deadline = time.monotonic() + 30
        while text not in self.written and time.monotonic() < deadline and self.alive():
            self.read(0.1)

    def ended(self) -> int:
        deadline = time.monotonic() + 30
        while self.alive():
            self.read(0.05)
            if time.monotonic() > deadline:
                os.kill(self._child, signal.SIGKILL)
        while self.read(0):
            pass
        assert self._code is not None
        return self._code


def measure(seconds: float) -> Iterator[Figure]:
    """Yield how many things a review did not survive, in so many seconds of them."""
    import srs

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_notes(folder / "notes", questions=_CARDS)
        with srs.Collection.open(str(folder / "fresh.db")) as collection:
            collection.import_paths([str(folder / "notes")])
        config = folder / "config.toml"
        config.write_text("new_per_day = 100000\n", encoding="utf-8")
        env = {**os.environ, "TERM": "xterm-256color", "EDITOR": "true", "SRS_CONFIG": str(config)}
        until = time.monotonic() + seconds
        broken = seed = acts = 0
        while (left := until - time.monotonic()) > 0:
            seed += 1
            database = folder / f"{seed}.db"
            shutil.copy(folder / "fresh.db", database)
            outcome = torture(
                ["--db", str(database), "review"], env=env, seed=seed, seconds=min(left, 60.0), acts=5_000
            )
            acts += outcome.acts
            with srs.Collection.open(str(database)) as collection:
                sound = collection.check().ok
            if not (outcome.well and sound):
                broken += 1
                print(f"seed {seed}: {outcome.code}, restored {outcome.restored}, sound {sound}", file=sys.stderr)
                print(outcome.written[-2000:].decode(errors="replace"), file=sys.stderr)
        print(f"{seed} reviews, {acts:,} acts", file=sys.stderr)
    yield Figure(f"torture, {seconds:.0f} s", broken, 0, "reviews that did not survive")
