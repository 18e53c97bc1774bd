"""How long a command takes to start, against what Python and the packages it really needs cost by themselves."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import tempfile
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
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
        prompt = _runs("--db", str(database), "due", "--prompt")
        yield Figure(
            f"srs due --prompt, {CARDS:,} cards", ratio(prompt, _run(python), rounds=21), 8, "× python -c pass"
        )
        yield Figure(
            f"first card, {CARDS:,} cards", ratio(lambda: first_card(database), needed, rounds=21), 1.3, "× its imports"
        )


def build(notes: Path, database: Path, *, cards: int = CARDS, days: int = 50) -> None:
    """Import `cards` generated questions; begin a quarter of them over some weeks of daily study, up to yesterday.

    Every day has its share of new cards, answered until they leave their steps, and all reviews that are due; one
    review in ten is forgotten. What is due today is left: some hundreds of reviews.
    """
    import srs

    write_notes(notes, questions=cards)
    now = start = datetime.now(UTC).replace(microsecond=0) - timedelta(days=days)
    with srs.Collection.open(str(database), clock=lambda: now) as collection:
        collection.import_paths([str(notes)])
        ids = [listed.card.id for listed in collection.select([])]
        a_day = cards // 4 // days
        due: defaultdict[date, list[str]] = defaultdict(list)
        answers = 0
        for number in range(days):
            now = start + timedelta(days=number)
            today = collection.today()
            waiting = deque([*due.pop(today, []), *ids[number * a_day : (number + 1) * a_day]])
            while waiting:
                card = waiting.popleft()
                now += timedelta(seconds=15)
                answers += 1
                rating = srs.Rating.AGAIN if answers % 10 == 0 else srs.Rating.GOOD
                state = collection.answer(card, rating, took_ms=6_000 + answers % 9_000).after.state
                if state.due_day <= today:
                    waiting.append(card)
                else:
                    due[state.due_day].append(card)


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
