"""The memory of points against a truth that is known: how well each way to keep it predicts what is said next."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import log

from benchmarks.figures import Figure
from srs.model import Memory, Rating
from srs.recall.memory import Evidence, How, Remembered, after, chance, chance_to_say
from srs.scheduling.scheduler import DEFAULT_PARAMETERS

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
    """Yield how much of the loss of counting, and of one memory for the whole answer, the ledger's model has."""
    model, counting, whole = simulate()
    yield Figure("memory of points, log loss", model / counting, 1.0, "× counting")
    yield Figure("memory of points, log loss", model / whole, 1.0, "× one memory for the whole answer")
