"""Spreads intervals over a few days, so that cards learnt together do not stay together.

The ranges are those that Anki documents: one day, and 15 % of what lies between 2.5 and 7 days, 10 % of
what lies between 7 and 20, 5 % of what lies beyond. The draw is seeded by the card and its number of
answers: a preview is the answer, and a replay draws the same day again.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from math import floor, inf

from srs.model import CardId

_SHORTEST = 2.5
_SHARES = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, inf, 0.05))


def whole_days(interval: float) -> int:
    """Return the interval in whole days, halves rounded up as Anki does (Python's `round` goes to the even one)."""
    return floor(interval + 0.5)


def bounds(interval: float, *, maximum: int) -> tuple[int, int]:
    """Return the first and the last day that fuzz may choose for an interval in days, both within 1..maximum."""
    if interval < _SHORTEST:
        low = high = whole_days(interval)
    else:
        reach = 1.0 + sum(share * max(0.0, min(interval, end) - start) for start, end, share in _SHARES)
        low, high = whole_days(interval - reach), whole_days(interval + reach)
    return min(max(low, 1), maximum), min(max(high, 1), maximum)


@lru_cache(maxsize=4)
def draw(card: CardId, reviews: int) -> float:
    """Return the number in [0, 1) that belongs to the answer after `reviews` others; the same in every process."""
    digest = hashlib.blake2b(f"{card}:{reviews}".encode(), digest_size=8).digest()
    return (int.from_bytes(digest, "big") >> 11) / (1 << 53)


def spread(interval: float, *, maximum: int, chance: float) -> int:
    """Return one of the whole days of the range, each as likely as the others, chosen by `chance` in [0, 1).

    With one `chance` for all ratings a longer interval never gets an earlier day than a shorter one.
    """
    low, high = bounds(interval, maximum=maximum)
    return low + floor(chance * (high - low + 1)) if high > low else low
