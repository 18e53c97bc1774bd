"""How long a command takes to start, against what Python and the packages it really needs cost by themselves."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.figures import Figure, ratio
from benchmarks.notes import write_notes

NEEDED = "import click, sqlalchemy.dialects.sqlite, rich.console, fsrs"
CARDS = 20_000


def measure() -> Iterator[Figure]:
    """Yield the start-up figures; the database has 20,000 cards, a quarter of them with history."""
    python = [sys.executable, "-c", "pass"]
    yield Figure("srs --help", ratio(_runs("--help"), _run(python), rounds=21), 6, "× python -c pass")
    completion = {"_SRS_COMPLETE": "bash_complete", "COMP_WORDS": "srs re", "COMP_CWORD": "1"}
    yield Figure("completion", ratio(_runs(env=completion), _run(python), rounds=21), 6, "× python -c pass")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = folder / "srs.db"
        build(folder / "notes", database)
        needed = _run([sys.executable, "-c", NEEDED])
        due = _runs("--db", str(database), "due")
        yield Figure(f"srs due, {CARDS:,} cards", ratio(due, needed, rounds=15), 1.4, "× its imports")
        yield Figure(
            f"first card, {CARDS:,} cards", ratio(lambda: first_card(database), needed, rounds=15), 1.4, "× its imports"
        )


def build(notes: Path, database: Path, *, cards: int = CARDS) -> None:
    """Import `cards` generated questions and answer a quarter of them over the last weeks."""
    import srs

    write_notes(notes, questions=cards)
    now = datetime.now(UTC) - timedelta(days=40)
    with srs.Collection.open(str(database), clock=lambda: now) as collection:
        collection.import_paths([str(notes)])
        ids = [listed.card.id for listed in collection.select([])]
        for index, card in enumerate(ids[: cards // 4]):
            now += timedelta(seconds=20) if index % 250 else timedelta(days=1)
            collection.answer(card, srs.Rating.EASY if index % 2 else srs.Rating.GOOD, took_ms=6_000)


def _run(command: list[str], env: dict[str, str] | None = None) -> Callable[[], None]:
    full = {**os.environ, **(env or {})}

    def act() -> None:
        subprocess.run(command, env=full, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)

    return act


def _runs(*arguments: str, env: dict[str, str] | None = None) -> Callable[[], None]:
    return _run([str(Path(sys.executable).with_name("srs")), *arguments], env)


def first_card(database: Path) -> None:
    """Start a review on a pseudo-terminal and return once the first prompt stands on the screen."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", LINES="24", COLUMNS="80")
        srs = str(Path(sys.executable).with_name("srs"))
        os.execv(srs, [srs, "--db", str(database), "review"])
    seen = b""
    deadline = time.monotonic() + 30
    while b"number" not in seen and time.monotonic() < deadline:
        ready, _, _ = select.select([terminal], [], [], 1)
        if ready:
            seen += os.read(terminal, 65536)
    if b"number" not in seen:
        raise RuntimeError("no card appeared within 30 seconds")
    # the clock of the caller stops when this returns: the goodbye is not part of it
    os.kill(child, 9)
    os.close(terminal)
    os.waitpid(child, 0)
