"""The memory of points against a truth that is known, and what figures of a long history cost."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from math import log
from pathlib import Path
from typing import Any

import srs
from benchmarks.figures import Figure, ratio
from benchmarks.notes import write_notes
from srs.collection.series import pages
from srs.model import Memory, Rating
from srs.recall.ledger import View, of_view
from srs.recall.memory import Evidence, How, Remembered, after, chance, chance_to_say
from srs.scheduling.scheduler import DEFAULT_PARAMETERS
from srs.terminal.figures import stats
from srs.terminal.look import Look
from srs.terminal.report.page import page

REVIEWS = 1_000_000
QUESTIONS, POINTS, DAYS = 120, 6, 200
SAYS = 0.88
"""In truth; the model takes 0.92, as nobody knows it of a learner."""


@dataclass(slots=True)
class _Loss:
    total: float = 0.0
    count: int = 0

    def add(self, chance: float, said: bool) -> None:
        chance = min(max(chance, 0.01), 0.99)
        self.total -= log(chance if said else 1 - chance)
        self.count += 1

    @property
    def mean(self) -> float:
        return self.total / self.count


@dataclass(slots=True)
class _Point:
    truth: Remembered
    alone: bool
    model: Remembered | None = None
    said: int = 0
    asked: int = 0


@dataclass(slots=True)
class _Losses:
    model: _Loss = field(default_factory=_Loss)
    counting: _Loss = field(default_factory=_Loss)
    whole: _Loss = field(default_factory=_Loss)


def simulate(seed: int = 7) -> tuple[float, float, float]:
    """Return the mean log loss of the ledger's model, of counting, and of one memory for a whole answer."""
    rng = random.Random(seed)
    losses = _Losses()
    for _ in range(QUESTIONS):
        _one_question(rng, losses)
    return losses.model.mean, losses.counting.mean, losses.whole.mean


def _one_question(rng: random.Random, losses: _Losses) -> None:
    w = DEFAULT_PARAMETERS
    points = [
        _Point(
            truth=Remembered(Memory(rng.lognormvariate(1.2, 0.9), rng.uniform(3, 9)), 0),
            alone=rng.random() < 0.3,
        )
        for _ in range(POINTS)
    ]
    whole: Remembered | None = None
    day, alone_at = 0, {id(point): rng.randint(1, 12) for point in points}
    while day < DAYS:
        day += max(1, round(rng.expovariate(1 / 9)))
        marks = []
        for point in points:
            while point.alone and alone_at[id(point)] < day:
                then = alone_at[id(point)]
                _ask(rng, point, then, How.ALONE, whole, losses, w)
                alone_at[id(point)] = then + max(1, round(rng.expovariate(1 / 14)))
            marks.append(_ask(rng, point, day, How.INSIDE, whole, losses, w))
        share = sum(marks) / len(marks)
        rating = Rating.GOOD if share == 1 else Rating.HARD if share >= 0.5 else Rating.AGAIN
        whole = after(whole, Evidence(day, How.ALONE, rating), w)


def _ask(
    rng: random.Random,
    point: _Point,
    day: int,
    how: How,
    whole: Remembered | None,
    losses: _Losses,
    w: tuple[float, ...],
) -> bool:
    known = rng.random() < chance(point.truth, day)
    said = known and (how is How.ALONE or rng.random() < SAYS)
    if point.asked:
        losses.model.add(chance_to_say(point.model, day, how), said)
        losses.counting.add((point.said + 1) / (point.asked + 2), said)
        losses.whole.add(chance(whole, day) if whole else 0.5, said)
    rating = Rating.GOOD if said else Rating.AGAIN
    point.model = after(point.model, Evidence(day, how, rating), w)
    # what was known and left out is read with the answer: that is a review as well
    point.truth = after(point.truth, Evidence(day, How.ALONE, Rating.GOOD if known else Rating.AGAIN), w)
    point.said += said
    point.asked += 1
    return said


def measure() -> Iterator[Figure]:
    """Yield how much of the loss of other models the ledger's has, and `srs stats` against the SQL that it needs."""
    model, counting, whole = simulate()
    yield Figure("memory of points, log loss", model / counting, 1.0, "× counting")
    yield Figure("memory of points, log loss", model / whole, 1.0, "× one memory for the whole answer")
    with tempfile.TemporaryDirectory() as name:
        database = Path(name) / "srs.db"
        long_history(Path(name) / "notes", database)

        def ours() -> None:
            with srs.Collection.open(str(database)) as collection:
                list(stats(collection.stats(), Look(width=80)))

        yield Figure(
            f"srs stats, {REVIEWS:,} reviews",
            ratio(ours, lambda: _needed(database), rounds=7),
            1.5,
            "× the SQL it needs",
        )
        with srs.Collection.open(str(database)) as collection:
            found = pages(collection)
        points = sum(len(of_view(found.entries, view)) for view in View)
        size = len(page(found).encode()) / 1e6
        yield Figure(f"page of {points:,} items, {REVIEWS:,} reviews", size, 2.0, "MB")


def long_history(notes: Path, database: Path, *, reviews: int = REVIEWS) -> None:
    """Import 5,000 questions and write a history of so many answers over four years, up to today."""
    write_notes(notes, questions=5_000)
    with srs.Collection.open(str(database)) as collection:
        collection.import_paths([str(notes)])
        cards = [listed.card.id for listed in collection.select([])]
        collection.answer(cards[0], srs.Rating.GOOD)
    with closing(sqlite3.connect(database)) as connection, connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(log)")]
        one = dict(zip(columns, connection.execute("SELECT * FROM log WHERE kind = 'review'").fetchone(), strict=True))
        placeholders = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO log VALUES ({placeholders})", _answers(one, cards, reviews))


def _answers(one: dict[str, Any], cards: list[Any], reviews: int) -> Iterator[tuple[Any, ...]]:
    for number in range(reviews):
        back = 1_500 - number * 1_500 // reviews
        changed = {
            "id": f"00{number:024d}",
            "card": cards[number % len(cards)],
            "at": one["at"] - back * 86_400_000 - reviews + number,
            "day": one["day"] - back,
            "rating": 1 + number * 7 % 4,
            "after": f"00{number - len(cards):024d}" if number >= len(cards) else None,
            "due_at": None,
        }
        yield tuple({**one, **changed}.values())


_COUNTS = "id NOT IN (SELECT refers_to FROM log WHERE kind = 'undo' AND refers_to IS NOT NULL)"
_NEEDED = (
    f"SELECT count(*) FROM log WHERE kind = 'review' AND {_COUNTS}",
    "SELECT day, count(*) FROM log WHERE kind = 'review' AND day > (SELECT max(day) - 371 FROM log)"
    f" AND {_COUNTS} GROUP BY day",
    "SELECT l.day, n.kind, n.deck, l.rating, b.kind = 'review' AS old, b.due_at IS NULL AS whole, count(*),"
    " sum(l.took_ms) FROM log l LEFT JOIN card c ON c.id = l.card LEFT JOIN note n ON n.id = c.note"
    " LEFT JOIN log b ON b.id = l.after WHERE l.kind = 'review' AND l.day > (SELECT max(day) - 30 FROM log)"
    f" AND l.{_COUNTS} GROUP BY l.day, n.kind, n.deck, l.rating, old, whole",
    "SELECT n.kind, n.deck, s.suspended, s.phase, s.due_day <= 20000 AS late, s.interval_days >= 21 AS mature, count(*)"
    " FROM card c JOIN note n ON n.id = c.note LEFT JOIN state s ON s.card = c.id WHERE c.standing = 'active'"
    " GROUP BY n.kind, n.deck, s.suspended, s.phase, late, mature",
    "SELECT s.due_day, count(*) FROM state s JOIN card c ON c.id = s.card WHERE c.standing = 'active'"
    " AND s.suspended = 0 GROUP BY s.due_day",
    "SELECT c.id FROM state s JOIN card c ON c.id = s.card WHERE c.standing = 'active' AND s.lapses >= 8",
)


def _needed(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        for statement in _NEEDED:
            connection.execute(statement).fetchall()
