"""Fits the parameters of FSRS-6 to reviews.

What is made small is the log loss of the reviews, later ones weighing more, and beside it what the parameters stray
from those that most learners have: the sum that fsrs-rs makes small, but for the first four, where days on a plain
scale hold nothing back. It is made small by a damped Newton method with the Fisher information as curvature, over all
reviews at once: some ten passes, and no random numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray

from srs.scheduling.fields import PARAMETER_BOUNDS
from srs.scheduling.scheduler import DEFAULT_PARAMETERS
from srs.tuning.paths import Paths, Slope
from srs.tuning.reviews import Reviews

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

DEFAULTS: Floats = np.array(DEFAULT_PARAMETERS)
SPREAD: Floats = np.array([
    6.43, 9.66, 17.58, 27.85, 0.57, 0.28, 0.6, 0.12, 0.39, 0.18, 0.33,
    0.3, 0.09, 0.16, 0.57, 0.25, 1.03, 0.31, 0.32, 0.14, 0.27,
])  # fmt: skip
"""How far learners' parameters lie apart: standard deviations over some ten thousand of them (fsrs-rs 6.6, BSD-3)."""
FIRST_SPREAD = 1.0
"""The same of the logarithm of the first four: stabilities differ by factors."""

LOWEST, HIGHEST = (np.array(bounds, np.float64) for bounds in PARAMETER_BOUNDS)
# with no fall of what a same-day answer adds, stability has no end
LOWEST[19] = 0.01

ENOUGH = 64
"""From so many scored reviews on all parameters are fitted, below only the first four (as fsrs-rs)."""

_TOO_LATE = (100, 100, 100, 365)
"""A first wait of more days, by first rating, says little: who knows what was learnt meanwhile (as fsrs-rs)."""
_ROUNDS = 40
_NEAR = 3e-7
"""A step that is expected to better the mean loss by less is the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Parameters that were fitted."""

    parameters: tuple[float, ...]
    reviews: int
    """Scored reviews that they were fitted to."""
    left_out: int
    """Scored reviews of cards whose first wait was too long."""
    passes: int
    """How often the reviews were gone through."""


def recency(many: int) -> Floats:
    """Return the weights of so many reviews, the oldest first: from a quarter to one, by the cube (fsrs-rs 6.6)."""
    place = np.arange(many) / max(1, many - 1)
    weights: Floats = 0.25 + 0.75 * place**3
    return weights


def fit(
    reviews: Reviews, scored: Whole | None = None, *, start: Floats | None = None, relearning_steps: int = 1
) -> Fit:
    """Return the parameters that fit some of the scored reviews, all where none are named; they are rows, in order.

    The same reviews give the same parameters. A `start` near them shortens the way.
    """
    scored = reviews.scored if scored is None else scored
    wait, first = reviews.first_waits()
    late = wait > np.array(_TOO_LATE)[first - 1]
    kept = scored[~late[reviews.card[scored]]]
    w, passes = DEFAULTS.copy(), 0
    w[:4] = first_stabilities(reviews, kept)
    if len(kept) >= ENOUGH:
        weight = np.zeros(len(reviews))
        weight[kept] = recency(len(kept))
        paths = Paths.of(reviews, weight)
        w, passes = _descend(paths, w if start is None else start, relearning_steps)
    # four digits are what Anki shows and takes; more say nothing of a learner
    found = np.clip(np.round(w, 4), LOWEST, _highest(w, relearning_steps))
    return Fit(parameters=tuple(found.tolist()), reviews=len(kept), left_out=len(scored) - len(kept), passes=passes)


# ------------------------------------------------------------------ where to begin


def first_stabilities(reviews: Reviews, scored: Whole) -> Floats:
    """Return what cards are stable for after each first rating, from their first answers on another day alone.

    Each by the forgetting curve of the defaults; a better rating never comes to less than a worse one.
    """
    wait, rating = reviews.first_waits()
    told = np.zeros(len(reviews), np.bool_)
    told[scored] = True
    row = reviews.first_later()
    cards = np.flatnonzero((row >= 0) & told[row])
    found, counts = np.log(DEFAULTS[:4]), np.full(4, 0.5)
    for grade in range(4):
        mine = cards[rating[cards] == grade + 1]
        if len(mine):
            waits, which, many = np.unique(wait[mine], return_inverse=True, return_counts=True)
            known = np.bincount(which, reviews.rating[row[mine]] > 1).astype(np.float64)
            found[grade] = _first_stability(waits, known, many, found[grade])
            counts[grade] = len(mine)
    return np.clip(np.exp(_rising(found, counts)), LOWEST[:4], HIGHEST[:4])


def _first_stability(waits: Whole, known: Floats, many: Whole, default: float) -> float:
    """Return the logarithm of the stability that makes answers most likely, by golden section."""
    decay = DEFAULT_PARAMETERS[20]
    factor = 0.9 ** (-1 / decay) - 1

    def loss(log_s: float) -> float:
        log_r = -decay * np.log1p(factor * waits * exp(-log_s))
        forgotten = np.log(-np.expm1(log_r))
        return float(-(known @ log_r + (many - known) @ forgotten)) + ((log_s - default) / FIRST_SPREAD) ** 2

    low, high = log(LOWEST[0]), log(HIGHEST[0])
    golden = (sqrt(5) - 1) / 2
    left, right = high - golden * (high - low), low + golden * (high - low)
    at_left, at_right = loss(left), loss(right)
    while high - low > 1e-5:
        if at_left < at_right:
            high, right, at_right = right, left, at_left
            left = high - golden * (high - low)
            at_left = loss(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + golden * (high - low)
            at_right = loss(right)
    return (low + high) / 2


def _rising(values: Floats, weights: Floats) -> Floats:
    """Return the nearest values that never fall, by weight (pool adjacent violators)."""
    pools: list[tuple[float, float, int]] = []
    for value, weight in zip(values.tolist(), weights.tolist(), strict=True):
        mean, total, many = value, weight, 1
        while pools and pools[-1][0] > mean:
            before, of, so_many = pools.pop()
            mean = (before * of + mean * total) / (of + total)
            total, many = of + total, many + so_many
        pools.append((mean, total, many))
    return np.array([mean for mean, _, many in pools for _ in range(many)])


# ------------------------------------------------------------------ downhill


_STEPS: Floats = np.eye(21)
_STEPS[:4, :4] = np.tril(np.ones((4, 4)))
"""What parameters are of what is looked for: of the first four how far each lies above the one before, so that a better
rating never comes to less."""
_BACK: Floats = np.array(np.linalg.inv(_STEPS), np.float64)


def _descend(paths: Paths, start: Floats, relearning_steps: int) -> tuple[Floats, int]:
    """Return the parameters near which no step makes the loss smaller, and how many passes that took."""
    w: Floats = np.clip(start, LOWEST, _highest(start, relearning_steps))
    w[:4] = np.maximum.accumulate(w[:4])
    slope, strain = paths.slope(w), _strain(w)
    loss = slope.loss + strain.loss
    damping, passes, doubtful = 1e-3, 1, False
    while passes < _ROUNDS:
        gradient = _STEPS.T @ (slope.gradient + strain.gradient)
        curvature = _STEPS.T @ (slope.curvature + strain.curvature) @ _STEPS
        low, high = LOWEST.copy(), _highest(w, relearning_steps)
        low[1:4] = 0.0
        step = _step(gradient, curvature, damping, _BACK @ w, low, high)
        expected = -float(gradient @ step + step @ curvature @ step / 2)
        if expected < _NEAR * paths.weight:
            break
        there = np.clip(w + _STEPS @ step, LOWEST, high)
        # after a step that led uphill the loss alone is looked at first: that is a quarter of the work
        ahead = None if doubtful else paths.slope(there)
        passes += 1
        strain_there = _strain(there)
        reached = (paths.loss(there) if ahead is None else ahead.loss) + strain_there.loss
        doubtful = loss - reached < 1e-4 * expected
        if doubtful:
            damping *= 8
            continue
        if loss - reached > 0.5 * expected:
            damping = max(1e-6, damping / 4)
        w, slope, strain, loss = there, ahead or paths.slope(there), strain_there, reached
    return w, passes


def _strain(w: Floats) -> Slope:
    """Return what straying from the parameters of most learners costs, as a loss beside that of the reviews."""
    off = (w - DEFAULTS) / SPREAD
    by: Floats = 1 / SPREAD
    off[:4] = np.log(w[:4] / DEFAULTS[:4]) / FIRST_SPREAD
    by[:4] = 1 / (w[:4] * FIRST_SPREAD)
    return Slope(float(off @ off), 2 * off * by, np.diag(2 * by**2))


def _step(gradient: Floats, curvature: Floats, damping: float, at: Floats, low: Floats, high: Floats) -> Floats:
    """Return the damped Newton step that stays within bounds; what would leave them stays where they are."""
    bent = curvature + damping * np.diag(np.diag(curvature))
    step = np.zeros(len(at))
    free = np.ones(len(at), np.bool_)
    for _ in range(len(at)):
        pull = gradient + bent[:, ~free] @ step[~free]
        step[free] = np.linalg.solve(bent[np.ix_(free, free)], -pull[free])
        over = free & ((at + step < low - 1e-12) | (at + step > high + 1e-12))
        if not over.any():
            break
        step[over] = np.clip(at + step, low, high)[over] - at[over]
        free &= ~over
        if not free.any():
            break
    return step


def _highest(w: Floats, relearning_steps: int) -> Floats:
    """Return the highest that parameters may be: with more than one relearning step, what a lapse with all of them
    leaves must not be more than what was there (fsrs-rs 6.6)."""
    high: Floats = HIGHEST.copy()
    if relearning_steps > 1:
        room = -(log(w[11]) + log(2.0 ** w[13] - 1) + 0.3 * w[14]) / relearning_steps
        high[17] = high[18] = min(2.0, sqrt(max(0.01, room)))
    return high
