"""How far FSRS-6 is off for a log, and which way its parameters should go, in NumPy.

Cards whose answers went the same way so far, by ratings and days between, have the same memory: they are counted
together as one path. Paths are stepped answer by answer, all of them at once. With each memory goes its derivative by
the 21 parameters, written down by hand from the formulas as published (parameters have their numbers there), so that
one pass gives the loss, its gradient, and the Fisher information as its curvature.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log

import numpy as np
from numpy.typing import NDArray

from srs.tuning.reviews import Reviews

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

PARAMETERS = 21
S_LOWEST, S_HIGHEST = 0.001, 36_500.0

_OF_DIFFICULTY = slice(4, 8)
"""The parameters that difficulty follows from."""
_TOGETHER = 131_072
"""So many answers are stepped together: more would only take more memory."""


@dataclass(frozen=True, slots=True)
class Slope:
    """The loss at some parameters and how it changes around them, each a sum over weighted reviews."""

    loss: float
    gradient: Floats
    curvature: Floats
    """The Fisher information: what the second derivatives are expected to be."""


@dataclass(frozen=True, slots=True)
class _Level:
    """The k-th answers of paths: first those within a day of the last, then known, forgotten, and the last of a path.

    Only the first three lead on to a memory; all but the first are predicted.
    """

    parent: Whole
    """Which path of the level before each goes on."""
    rating: Floats
    gap: Floats
    """Days since the answer before; of those that are predicted."""
    weight: Floats
    """How much its prediction weighs: the sum over the reviews that went this way."""
    rows: Whole
    """The reviews that are predicted, and in `path` which of the predictions is theirs."""
    path: Whole
    same: int
    known: int
    forgotten: int

    @property
    def going_on(self) -> int:
        return self.same + self.known + self.forgotten


class Paths:
    """The ways that the cards of a log went, with how many reviews went each."""

    def __init__(self, blocks: list[tuple[Whole, list[_Level]]], weight: float) -> None:
        self._blocks = blocks
        self.weight = weight
        """Of all predictions together."""

    @classmethod
    def of(cls, reviews: Reviews, weight: Floats) -> Paths:
        """Return the paths of reviews, each with its weight; what comes after a card's last weighted one is left."""
        rows = np.arange(len(reviews))
        last = np.full(len(reviews.start), -1, np.int64)
        weighted = rows[weight > 0]
        np.maximum.at(last, reviews.card[weighted], weighted)
        count = np.maximum(last - reviews.start + 1, 0)
        order = np.argsort(-count, kind="stable")[: np.count_nonzero(count)]
        start, count = reviews.start[order], count[order]
        # cards of one block have histories of about one length
        blocks, first = [], 0
        ends = np.cumsum(count)
        while first < len(start):
            done = ends[first] - count[first]
            until = max(first + 1, int(np.searchsorted(ends, done + _TOGETHER, side="right")))
            blocks.append(_block(reviews, weight, start[first:until], count[first:until]))
            first = until
        return cls(blocks, float(weight.sum()))

    def loss(self, w: Floats) -> float:
        """Return the summed log loss at some parameters."""
        return sum(_Pass(w, slopes=False).run(*block).loss for block in self._blocks)

    def predictions(self, w: Floats, reviews: int) -> Floats:
        """Return the chance to recall at each of so many reviews, by their rows; 1 where it is not predicted."""
        chances = np.ones(reviews)
        for block in self._blocks:
            _Pass(w, slopes=False, chances=chances).run(*block)
        return chances

    def slope(self, w: Floats) -> Slope:
        """Return the summed log loss at some parameters with its gradient and curvature."""
        loss, gradient, curvature = 0.0, np.zeros(PARAMETERS), np.zeros((PARAMETERS, PARAMETERS))
        for block in self._blocks:
            run = _Pass(w, slopes=True).run(*block)
            loss += run.loss
            gradient += run.gradient
            curvature += run.curvature
        return Slope(loss, gradient, curvature)


def _block(reviews: Reviews, weight: Floats, start: Whole, count: Whole) -> tuple[Whole, list[_Level]]:
    """Return the first ratings and the levels of some cards, those with most answers first."""
    ratings = np.arange(1, 5)
    path = reviews.rating[start] - 1
    levels = []
    alive = np.searchsorted(-count, -np.arange(2, count[0] + 1), side="right")
    for number, many in enumerate(alive.tolist(), 1):
        rows = start[:many] + number
        rating, gap = reviews.rating[rows], reviews.gap[rows]
        goes_on = count[:many] > number + 1
        key = (path[:many] * (gap.max() + 1) + gap) * 8 + rating
        _, first, which = np.unique(key, return_index=True, return_inverse=True)
        on = np.bincount(which, goes_on, len(first)) > 0
        rating, gap = rating[first], gap[first]
        sort = np.where(on, np.where(gap == 0, 0, np.where(rating > 1, 1, 2)), 3)
        order = np.argsort(sort, kind="stable")
        same, known, forgotten = (np.bincount(sort, minlength=4)[:3]).tolist()
        place = np.empty(len(order), np.int64)
        place[order] = np.arange(len(order))
        predicted = place[which] >= same
        levels.append(
            _Level(
                parent=path[:many][first][order],
                rating=rating[order].astype(np.float64),
                gap=gap[order][same:].astype(np.float64),
                weight=np.bincount(which, weight[rows], len(first)).astype(np.float64)[order][same:],
                rows=rows[predicted],
                path=place[which][predicted] - same,
                same=same,
                known=known,
                forgotten=forgotten,
            )
        )
        path = place[which]
    return ratings, levels


class _Pass:
    """One way through the levels of a block at some parameters."""

    def __init__(self, w: Floats, *, slopes: bool, chances: Floats | None = None) -> None:
        self.w = w.tolist()
        self.slopes = slopes
        self._chances = chances
        self.loss = 0.0
        self.gradient = np.zeros(PARAMETERS)
        self.curvature = np.zeros((PARAMETERS, PARAMETERS))
        self._factor = exp(-log(0.9) / self.w[20]) - 1
        self._factor_by_w20 = (self._factor + 1) * log(0.9) / self.w[20] ** 2

    def run(self, ratings: Whole, levels: list[_Level]) -> _Pass:
        w = self.w
        grown = np.exp(w[5] * (ratings - 1.0))
        s = np.maximum(np.array(w[:4]), S_LOWEST)
        raw = w[4] - grown + 1
        d = np.clip(raw, 1.0, 10.0)
        ds, dd = np.zeros((4, PARAMETERS)), np.zeros((4, 4))
        ds[np.arange(4), np.arange(4)] = 1.0
        dd[:, 0] = 1.0
        dd[:, 1] = -(ratings - 1) * grown
        dd[d != raw] = 0.0
        for level in levels:
            s, d, ds, dd = self._level(level, s, d, ds, dd)
        return self

    def _level(
        self, level: _Level, s: Floats, d: Floats, ds: Floats, dd: Floats
    ) -> tuple[Floats, Floats, Floats, Floats]:
        w, same, on = self.w, level.same, level.going_on
        s = s[level.parent]
        if self.slopes:
            ds = ds[level.parent]
        # chance to recall, of all that are predicted
        t_by_s = level.gap / s[same:]
        base = 1 + self._factor * t_by_s
        log_base = np.log(base)
        r = np.exp(-w[20] * log_base)
        by_s = by_w20 = r
        if self.slopes:
            steep = w[20] * r / base
            by_s = steep * self._factor * t_by_s / s[same:]
            by_w20 = -r * log_base - steep * self._factor_by_w20 * t_by_s
        self._predict(level, r, by_s, by_w20, ds)
        if not on:
            return s[:0], d[:0], ds[:0], dd[:0]

        d = d[level.parent[:on]]
        s, ds = s[:on], ds[:on]
        if self.slopes:
            dd = dd[level.parent[:on]]
        new_s = np.empty(on)
        new_ds = np.zeros((on if self.slopes else 0, PARAMETERS))
        many = on - same
        for part, step in (
            (slice(0, same), self._same_day),
            (slice(same, same + level.known), self._known),
            (slice(same + level.known, on), self._forgotten),
        ):
            if part.stop > part.start:
                of = slice(part.start - same, part.stop - same)
                step(
                    part, level.rating[part], s, d, ds, dd,
                    (r[of], by_s[of], by_w20[of]) if many and part.start >= same else (r[:0],) * 3, new_s, new_ds,
                )  # fmt: skip
        if self.slopes:
            outside = (new_s < S_LOWEST) | (new_s > S_HIGHEST)
            if outside.any():
                new_ds[outside] = 0.0
        np.clip(new_s, S_LOWEST, S_HIGHEST, out=new_s)
        d, dd = self._difficulty(level.rating[:on], d, dd)
        return new_s, d, new_ds, dd

    def _predict(self, level: _Level, r: Floats, by_s: Floats, by_w20: Floats, ds: Floats) -> None:
        if self._chances is not None:
            self._chances[level.rows] = r[level.path]
        known = level.rating[level.same :] > 1
        lost = 1 - r
        likely = np.where(known, r, lost)
        self.loss -= float(level.weight @ np.log(likely))
        if not self.slopes:
            return
        # derivatives by the logit: a prediction p is off by p - y, and its information is p (1 - p)
        rows = by_s[:, None] * ds[level.same :]
        rows[:, 20] += by_w20
        self.gradient += np.where(known, -level.weight / r, level.weight / lost) @ rows
        rows *= np.sqrt(level.weight / (r * lost))[:, None]
        self.curvature += rows.T @ rows

    def _same_day(
        self, part: slice, rating: Floats, s: Floats, d: Floats, ds: Floats, dd: Floats,
        recall: tuple[Floats, Floats, Floats], new_s: Floats, new_ds: Floats,
    ) -> None:  # fmt: skip
        w, s = self.w, s[part]
        log_s = np.log(s)
        more = rating - 3 + w[18]
        grown = np.exp(w[17] * more - w[19] * log_s)
        holds = (rating > 1) & (grown < 1)
        grown = np.where(holds, 1.0, grown)
        after = new_s[part]
        after[:] = s * grown
        if self.slopes:
            out = new_ds[part]
            out[:] = np.where(holds, 1.0, grown * (1 - w[19]))[:, None] * ds[part]
            moved = np.where(holds, 0.0, after)
            out[:, 17] += more * moved
            out[:, 18] += w[17] * moved
            out[:, 19] -= log_s * moved

    def _known(
        self, part: slice, rating: Floats, s: Floats, d: Floats, ds: Floats, dd: Floats,
        recall: tuple[Floats, Floats, Floats], new_s: Floats, new_ds: Floats,
    ) -> None:  # fmt: skip
        w, s, d = self.w, s[part], d[part]
        r, by_s, by_w20 = recall
        log_s, lost = np.log(s), 1 - r
        hard, easy = rating == 2, rating == 4
        bonus = np.where(hard, w[15], np.where(easy, w[16], 1.0))
        room = np.exp(w[8] - w[9] * log_s) * (11 - d)
        lift = np.exp(w[10] * lost)
        plain = room * (lift - 1) * s
        gain = plain * bonus
        new_s[part] = s + gain
        if self.slopes:
            out = new_ds[part]
            reach = s * room * bonus * lift
            by_r = -w[10] * reach
            out[:] = (1 + gain / s * (1 - w[9]) + by_r * by_s)[:, None] * ds[part]
            out[:, _OF_DIFFICULTY] -= (gain / (11 - d))[:, None] * dd[part]
            out[:, 8] += gain
            out[:, 9] -= log_s * gain
            out[:, 10] += reach * lost
            out[:, 15] += np.where(hard, plain, 0.0)
            out[:, 16] += np.where(easy, plain, 0.0)
            out[:, 20] += by_r * by_w20

    def _forgotten(
        self, part: slice, rating: Floats, s: Floats, d: Floats, ds: Floats, dd: Floats,
        recall: tuple[Floats, Floats, Floats], new_s: Floats, new_ds: Floats,
    ) -> None:  # fmt: skip
        w, s, d = self.w, s[part], d[part]
        r, by_s, by_w20 = recall
        log_d, log_s1, lost = np.log(d), np.log1p(s), 1 - r
        scale = w[11] * np.exp(w[14] * lost - w[12] * log_d)
        power = np.exp(w[13] * log_s1)
        long = scale * (power - 1)
        floor = exp(-w[17] * w[18])
        short = s * floor
        capped = short < long
        new_s[part] = np.where(capped, short, long)
        if self.slopes:
            out = new_ds[part]
            left, held = np.where(capped, 0.0, long), np.where(capped, short, 0.0)
            steep = np.where(capped, 0.0, scale * power)
            out[:] = np.where(capped, floor, steep * w[13] / (s + 1) - w[14] * left * by_s)[:, None] * ds[part]
            out[:, _OF_DIFFICULTY] -= (w[12] * left / d)[:, None] * dd[part]
            out[:, 11] += left / w[11]
            out[:, 12] -= log_d * left
            out[:, 13] += steep * log_s1
            out[:, 14] += lost * left
            out[:, 17] -= w[18] * held
            out[:, 18] -= w[17] * held
            out[:, 20] -= w[14] * left * by_w20

    def _difficulty(self, rating: Floats, d: Floats, dd: Floats) -> tuple[Floats, Floats]:
        w = self.w
        easy = w[4] - exp(3 * w[5]) + 1
        off = (rating - 3) / 9.0
        damped = d - w[6] * off * (10 - d)
        raw = damped + w[7] * (easy - damped)
        new = np.clip(raw, 1.0, 10.0)
        if self.slopes:
            dd = ((1 - w[7]) * (1 + w[6] * off))[:, None] * dd
            dd[:, 0] += w[7]
            dd[:, 1] -= w[7] * 3 * exp(3 * w[5])
            dd[:, 2] -= (1 - w[7]) * off * (10 - d)
            dd[:, 3] += easy - damped
            outside = new != raw
            if outside.any():
                dd[outside] = 0.0
        return new, dd
