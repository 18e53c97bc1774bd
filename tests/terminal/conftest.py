"""A real pseudo-terminal with an emulator behind it, and small notes to review."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyte
import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 20.0
"""Seconds after which a screen that was waited for is a failure."""

NOTES = """# RAG

## What is chunking?

It cuts a document into passages that are small enough to embed.

- Too long, and the point drowns in noise.
- Too short, and the context is lost.

## Why does overlap help?

A sentence that straddles a boundary stays whole in one of the two passages.

## How do you measure retrieval?

With recall at k, on questions whose passages are known.
"""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


class Terminal:
    """A program on a pseudo-terminal, and what its user sees."""

    def __init__(self, command: list[str], *, columns: int, rows: int, env: Mapping[str, str], folder: Path) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self._master, slave = pty.openpty()
        self._window(columns, rows)
        self.before = termios.tcgetattr(slave)
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=dict(env), start_new_session=True, cwd=folder,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )  # fmt: skip
        self._slave = slave

    @property
    def modes(self) -> list[object]:
        """How the terminal is set now: equal to `before` when it was left as it was found."""
        return termios.tcgetattr(self._slave)

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def afterwards(self) -> str:
        """What was written on the normal screen once the full one was left."""
        return self.raw.rpartition(b"\x1b[?1049l")[2].decode().replace("\r\n", "\n")

    def send(self, keys: str | bytes) -> None:
        data = keys.encode() if isinstance(keys, str) else keys
        while data:
            data = data[os.write(self._master, data[:1024]) :]
            self._read(0)

    def press(self, keys: str, until: str | Callable[[], bool]) -> None:
        """Send keys one by one and wait for what they lead to."""
        self.send(keys)
        self.wait(until)

    def wait(self, until: str | Callable[[], bool]) -> None:
        """Wait until a text stands on the screen (or something holds) and the frame around it is whole."""
        holds = (lambda: until in self.text) if isinstance(until, str) else until
        deadline = time.monotonic() + PATIENCE
        while not (holds() and self._whole()):
            if time.monotonic() > deadline:
                pytest.fail(f"waited for {until!r} in vain, on the screen is:\n{self.text}")
            if not self._read(0.2) and self.process.poll() is not None and not self._read(0):
                if holds():
                    return
                pytest.fail(f"ended with {self.process.returncode} before {until!r} was there:\n{self.text}")

    def _whole(self) -> bool:
        return self.raw.rfind(b"\x1b[?2026h") <= self.raw.rfind(b"\x1b[?2026l")

    def ended(self) -> int:
        """Wait for the program to end; return its exit code, negative for a signal."""
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            if time.monotonic() > deadline:
                pytest.fail(f"still running, on the screen is:\n{self.text}")
            self._read(0.05)
        while self._read(0):
            pass
        return self.process.returncode

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        self._window(columns, rows)
        self.process.send_signal(signal.SIGWINCH)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self._master)
        os.close(self._slave)

    def _window(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _read(self, timeout: float) -> bool:
        ready, _, _ = select.select([self._master], [], [], timeout)
        if not ready:
            return False
        try:
            data = os.read(self._master, 65_536)
        except OSError:
            return False
        self.raw += data
        self._stream.feed(data)
        return bool(data)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What a program started here finds: a terminal with 256 colours, UTC, a clock that stands still."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "SRS_NOW": "2026-12-14T09:00:00Z",
        "SRS_DB": str(tmp_path / "srs.db"),
        "PYTHONWARNINGS": "error",
    }


Start = Callable[..., Terminal]


@pytest.fixture
def start(environment: dict[str, str], tmp_path: Path) -> Iterator[Start]:
    """Start `srs` with arguments (or a shell's commands) on a terminal of a size; further variables by name."""
    started: list[Terminal] = []

    def go(*arguments: str, size: tuple[int, int] = (80, 24), shell: str = "", **variables: str) -> Terminal:
        command = ["bash", "-c", shell] if shell else [sys.executable, "-m", "srs", *arguments]
        terminal = Terminal(command, columns=size[0], rows=size[1], env={**environment, **variables}, folder=tmp_path)
        started.append(terminal)
        return terminal

    yield go
    for terminal in started:
        terminal.close()


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder with three questions in one file."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "rag.md").write_text(NOTES, encoding="utf-8")
    return folder


@pytest.fixture
def srs(environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run `srs` in this process, without a terminal; returns what it wrote and how it ended."""

    def run(*arguments: str, stdin: str = "", **variables: str) -> Ran:
        from srs.terminal import cli

        with monkeypatch.context() as here:
            here.chdir(tmp_path)
            for name, value in {**environment, **variables}.items():
                here.setenv(name, value)
            streams = {name: io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for name in ("stdout", "stderr")}
            for name, stream in streams.items():
                here.setattr(sys, name, stream)
            here.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
            code = cli.run(list(arguments))
        for stream in streams.values():
            stream.flush()
        out, err = (stream.buffer.getvalue().decode() for stream in streams.values())  # type: ignore[attr-defined]
        return Ran(returncode=code, stdout=out, stderr=err)

    return run
