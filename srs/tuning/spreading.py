"""Intervals spread over a few days, many at once: what `scheduling.fuzz` does for one."""

from __future__ import annotations

import numpy as np

from srs.scheduling.formulas import Floats, Whole

WIDEST = 14
"""No interval that is balanced has a wider range."""
_LONGEST = 1e6


def bounds(interval: Floats, maximum: Whole) -> tuple[Whole, Whole]:
    """Return the first and the last day that fuzz may choose, as `fuzz.bounds` does."""
    exact = np.minimum(interval, _LONGEST)
    reach = 1.0 + 0.15 * (np.clip(exact, 2.5, 7) - 2.5) + 0.1 * (np.clip(exact, 7, 20) - 7)
    reach = np.where(exact < 2.5, 0.0, reach + 0.05 * (np.maximum(exact, 20) - 20))
    low, high = (np.floor(end + 0.5).astype(np.int64) for end in (exact - reach, exact + reach))
    return np.clip(low, 1, maximum), np.clip(high, 1, maximum)


def range_of(interval: Floats, maximum: Whole) -> Whole:
    """Return for each interval the days from the first on that fuzz may choose, as many as the widest range has."""
    low, _ = bounds(interval, maximum)
    days: Whole = low[:, None] + np.arange(WIDEST)
    return days


def spread(interval: Floats, chance: Floats, maximum: Whole, weight: Floats | None = None) -> Whole:
    """Return one of the days of each range by a chance in [0, 1), as `fuzz.spread` does.

    Each day is as likely as the others, or as its `weight`: by interval and day of `range_of`.
    """
    low, high = bounds(interval, maximum)
    days: Whole = low + (chance * (high - low + 1)).astype(np.int64)
    if weight is None:
        return days
    sums = np.cumsum(np.where(low[:, None] + np.arange(WIDEST) <= high[:, None], weight, 0.0), axis=1)
    whole = sums[:, -1]
    picked = np.minimum(high, low + (sums <= (chance * whole)[:, None]).sum(axis=1))
    return np.where((whole > 0) & (high > low), picked, days)
