"""How good predictions of recall are: the usual figures, as the field defines them.

Each is of predictions (chances from 0 to 1) and of what happened (1 recalled, 0 not), a pair for each review.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from srs.tuning.reviews import Reviews

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

_EDGES = (0.0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.88, 0.9, 0.92, 0.95, 0.98, 1.0)
"""Finer where a schedule keeps cards."""
_FEW = 20
_NORMAL = 1.96
"""Nineteen of twenty lie within so many standard deviations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Reviews that were predicted about alike."""

    low: float
    high: float
    reviews: int
    predicted: float
    """The mean prediction."""
    recalled: float
    """The share that was recalled."""
    least: float
    most: float
    """Between these the share lies, nineteen times of twenty (Wilson's interval)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What predictions are worth."""

    reviews: int
    log_loss: float
    rmse_bins: float
    auc: float | None
    """None where all were recalled, or none was."""
    bias: float
    """The mean prediction less the share recalled: above 0 it promises too much."""


def score(chances: Floats, recalled: Floats, keys: Whole) -> Score:
    """Return all figures of predictions, each review weighing the same."""
    return Score(
        reviews=len(chances),
        log_loss=log_loss(chances, recalled),
        rmse_bins=rmse_bins(chances, recalled, keys),
        auc=auc(chances, recalled),
        bias=float(chances.mean() - recalled.mean()),
    )


def log_loss(chances: Floats, recalled: Floats, weights: Floats | None = None) -> float:
    """Return the mean of -ln of the chance given to what happened: 0 is perfect, and a coin has 0.693.

    fsrs-rs 6.6 weighs by recency where it evaluates one set of parameters (`optimizer.recency`), and not in its split.
    """
    likely = np.where(recalled > 0, chances, 1 - chances)
    # a model that is certain and wrong has an infinite loss: fsrs' optimizers cut there too
    return float(-np.average(np.log(np.maximum(likely, 1e-15)), weights=weights))


def rmse_bins(chances: Floats, recalled: Floats, keys: Whole, weights: Floats | None = None) -> float:
    """Return how far mean prediction and recall lie apart within bins of like reviews, as a root of mean squares.

    The bins are `bins`; each weighs as its reviews do, while its means do not (fsrs-rs 6.6, `inference.rs`).
    """
    _, which, counts = np.unique(keys, return_inverse=True, return_counts=True)
    weight = counts if weights is None else np.bincount(which, weights)
    off = np.bincount(which, chances - recalled) / counts
    return sqrt(float(weight @ off**2) / float(weight.sum()))


def bins(reviews: Reviews) -> Whole:
    """Return the bin of each review, a number that only like ones share; it means something for scored ones.

    By the days since the last answer, how many answers on other days the card had, and how many of those before it
    forgot, each in steps that grow (fsrs-rs 6.6, `dataset.rs`).
    """
    later = reviews.gap > 0
    nth = _running(reviews, later)
    failed = later & (reviews.rating == 1)
    lapses = _running(reviews, failed) - failed
    gaps = _steps(reviews.gap, 2.48 * 100, 3.62)
    lengths = _steps(nth + 1, 1.99, 1.89)
    lapsed = _steps(lapses, 1.65, 1.73)
    return (gaps * 10_000 + lengths) * 10_000 + lapsed


def auc(chances: Floats, recalled: Floats) -> float | None:
    """Return how often a recalled review was given a better chance than a forgotten one: 0.5 is chance, 1 perfect.

    The area under the ROC curve, by the rank sum of Mann and Whitney with mid-ranks for ties.
    """
    positive = recalled > 0
    many = int(positive.sum())
    others = len(recalled) - many
    if not many or not others:
        return None
    _, which, counts = np.unique(chances, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks = (ends - (counts - 1) / 2)[which]
    return float((ranks[positive].sum() - many * (many + 1) / 2) / (many * others))


def calibration(chances: Floats, recalled: Floats) -> tuple[Bin, ...]:
    """Return what was predicted against what happened, in ranges of the prediction.

    A range with few reviews is one with the next, as their recall would say nothing; empty ends are left out.
    """
    edges = np.array(_EDGES)
    which = np.clip(np.searchsorted(edges, chances, side="right") - 1, 0, len(edges) - 2)
    out = []
    for first, last in _ranges(np.bincount(which, minlength=len(edges) - 1).tolist()):
        mine = (which >= first) & (which <= last)
        many = int(mine.sum())
        share = float(recalled[mine].mean())
        least, most = _wilson(share, many)
        out.append(
            Bin(
                low=_EDGES[first],
                high=_EDGES[last + 1],
                reviews=many,
                predicted=float(chances[mine].mean()),
                recalled=share,
                least=least,
                most=most,
            )
        )
    return tuple(out)


def _ranges(counts: list[int]) -> list[tuple[int, int]]:
    """Return ranges of neighbours that have enough together; too few at the end go with those before."""
    there = [number for number, many in enumerate(counts) if many]
    out: list[tuple[int, int]] = []
    first, many = there[0], 0
    for number in range(there[0], there[-1] + 1):
        many += counts[number]
        if many >= _FEW:
            out.append((first, number))
            first, many = number + 1, 0
    if many or not out:
        first = out.pop()[0] if out else first
        out.append((first, there[-1]))
    return out


def _wilson(share: float, many: int) -> tuple[float, float]:
    """Return the interval of Wilson for a share that was counted (Journal of the ASA 22, 1927)."""
    z = _NORMAL
    whole = 1 + z * z / many
    middle = share + z * z / (2 * many)
    wide = z * sqrt(share * (1 - share) / many + z * z / (4 * many * many))
    return max(0.0, (middle - wide) / whole), min(1.0, (middle + wide) / whole)


def _running(reviews: Reviews, true: NDArray[np.bool_]) -> Whole:
    """Return how many reviews of the card up to each, and with it, are true."""
    total = np.cumsum(true)
    before: Whole = np.repeat(total[reviews.start] - true[reviews.start], reviews.count)
    return total - before


def _steps(values: Whole, scale: float, base: float) -> Whole:
    """Return values rounded down to steps that grow by a base; 0 stays 0."""
    safe = np.maximum(values, 1)
    step = scale * base ** np.floor(np.log(safe) / np.log(base))
    return np.where(values > 0, np.floor(step + 0.5), 0).astype(np.int64)
