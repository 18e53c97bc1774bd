"""What is to be said, through many lives at once: the memory of each point, moved by what is answered, in NumPy.

It is the memory of `recall.memory`, so that what is forecast is what readiness will be: a card of its own moves a point
all the way, an answer to the whole note moves each of its points as far as it tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srs.model import Preset, Rating
from srs.recall.memory import SAYS, UNMARKED
from srs.scheduling import formulas
from srs.scheduling.formulas import Floats, Whole
from srs.scheduling.scheduler import DEFAULT_PARAMETERS
from srs.tuning.chance import uniform
from srs.tuning.learner import Learner


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Each point that must be said, a column each; those of one question or story stand together."""

    whole: Whole
    """The number of the question or story that it is of, rising."""
    stability: Floats
    difficulty: Floats
    last: Whole
    """The day of the last evidence, counted from today."""
    seen: NDArray[np.bool_]
    preset: Whole
    own: Whole
    """For each card the point that it asks alone; -1 for none."""
    start: Whole
    count: Whole
    """For each card the points inside its answer: so many of `inside`, from `start` on."""
    inside: Whole


class Told:
    """The points of some lives, in one row."""

    def __init__(self, points: Points, learner: Learner, many: int, presets: Sequence[Preset]) -> None:
        self._points, self._many, self._size = points, many, len(points.whole)
        self._said = np.array(learner.said)
        self._marked = learner.marked
        self._w = np.array([preset.parameters or DEFAULT_PARAMETERS for preset in presets]).T
        self._alone = len(presets) == 1
        self.stability = np.tile(points.stability, many)
        self.difficulty = np.tile(points.difficulty, many)
        self.last = np.tile(points.last, many)
        self.seen = np.tile(points.seen, many)
        self._first = np.flatnonzero(np.r_[True, points.whole[1:] != points.whole[:-1]]) if self._size else points.whole

    def answer(self, life: Whole, card: Whole, rating: Whole, day: int, chance: Floats, seed: Any) -> None:
        """Take in answers of a day, at most one of a card in a life; `chance` says of each whether it was marked."""
        own = self._points.own[card]
        some = own >= 0
        if some.any():
            rows = life[some] * self._size + own[some]
            self._move(rows, rating[some], np.zeros(len(rows), np.bool_), np.ones(len(rows)), day)
        count = self._points.count[card]
        if not count.any():
            return
        each = np.repeat(np.arange(len(card)), count)
        offset = np.arange(len(each)) - np.repeat(np.cumsum(count) - count, count)
        point = self._points.inside[self._points.start[card][each] + offset]
        marked = (chance < self._marked)[each]
        said = uniform(seed[life[each]], point << 24 | day << 4 | 4) < self._said[rating[each] - 1]
        ratings = np.where(marked, np.where(said, int(Rating.GOOD), int(Rating.AGAIN)), rating[each])
        weight = np.where(marked, 1.0, UNMARKED)
        self._move(life[each] * self._size + point, ratings, np.ones(len(each), np.bool_), weight, day)

    def ready(self, on: int) -> Floats:
        """Return the chance to say each question and story in full on a day, by life."""
        chance = np.zeros(len(self.seen))
        rows = np.flatnonzero(self.seen)
        chance[rows] = formulas.recalled(self.stability[rows], np.maximum(on - self.last[rows], 0), self._table(rows))
        whole = chance.reshape(self._many, self._size)
        if not self._size:
            return whole
        ready: Floats = np.multiply.reduceat(whole, self._first, axis=1)
        return ready

    def _move(self, rows: Whole, rating: Whole, inside: NDArray[np.bool_], weight: Floats, day: int) -> None:
        """Let memory go as far as evidence tells: `recall.memory.after`."""
        new = ~self.seen[rows]
        self._begin(rows[new], rating[new], weight[new], day)
        old = ~new
        rows, rating, inside, weight = rows[old], rating[old], inside[old], weight[old]
        if not len(rows):
            return
        w = self._table(rows)
        s, d = self.stability[rows], self.difficulty[rows]
        elapsed = np.maximum(day - self.last[rows], 0)
        known = formulas.recalled(s, elapsed, w)
        left_out = inside & (rating == Rating.AGAIN)
        weight = np.where(left_out, weight * (1 - known) / (1 - SAYS * known), weight)
        after, harder = formulas.next_memory(s, d, rating, elapsed, w)
        self.stability[rows] = np.clip(np.exp(np.log(s) + weight * (np.log(after) - np.log(s))), 0.001, 36_500.0)
        self.difficulty[rows] = d + weight * (harder - d)
        self.last[rows] = np.maximum(self.last[rows], day)

    def _begin(self, rows: Whole, rating: Whole, weight: Floats, day: int) -> None:
        if not len(rows):
            return
        w = self._table(rows)
        low, _ = formulas.first_memory(np.ones(len(rows), np.int64), w)
        high, self.difficulty[rows] = formulas.first_memory(rating, w)
        self.stability[rows] = np.exp(np.log(low) + weight * (np.log(high) - np.log(low)))
        self.last[rows] = day
        self.seen[rows] = True

    def _table(self, rows: Whole) -> Sequence[Any]:
        if self._alone:
            return list(self._w[:, 0])
        return list(self._w[:, self._points.preset[rows % self._size]])
