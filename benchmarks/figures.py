"""A measured figure, its bound, and how two commands are timed against each other."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; `value` must not pass `bound` (or must reach it, for `at_least`)."""

    name: str
    value: float
    bound: float
    unit: str
    at_least: bool = False

    @property
    def holds(self) -> bool:
        return self.value >= self.bound if self.at_least else self.value <= self.bound

    def as_json(self) -> dict[str, object]:
        kept = asdict(self)
        del kept["at_least"]
        return {**kept, "holds": self.holds}


@dataclass(frozen=True, slots=True)
class Skipped:
    """A figure that was not measured, and why."""

    name: str
    why: str

    @property
    def holds(self) -> bool:
        return True

    def as_json(self) -> dict[str, object]:
        return {"name": self.name, "skipped": self.why}


def seconds(act: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def ratio(ours: Callable[[], object], base: Callable[[], object], *, rounds: int, warm: int = 1) -> float:
    """Return the median of ours/base over paired rounds; each is called in turn so that drift hits both."""
    for _ in range(warm):
        ours()
        base()
    pairs = [(seconds(ours), seconds(base)) for _ in range(rounds)]
    return ratio_of(pairs)


def ratio_of(pairs: Iterable[tuple[float, float]]) -> float:
    """Return the ratio of the two medians."""
    ours, base = zip(*pairs, strict=True)
    return statistics.median(ours) / statistics.median(base)
