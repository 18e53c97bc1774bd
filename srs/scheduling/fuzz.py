"""Spreads intervals over a few days, so that cards learnt together do not stay together.

The ranges are those that Anki documents: one day, and 15 % of what lies between 2.5 and 7 days, 10 % of
what lies between 7 and 20, 5 % of what lies beyond. The draw is seeded by the card and its number of
answers: a preview is the answer, and a replay draws the same day again.

Not all days need be alike. Balance makes those rare on which much is due already, easy days have their share, and a
day on which a sibling is due is taken only where there is no other.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate
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


@dataclass(frozen=True, slots=True)
class Load:
    """What else is due when an answer is given, as far as balance looks at it."""

    due: Mapping[date, int] | None
    """How many cards are due on a day; of days further off than `FAR` nothing is known. None where it does not count.
    """
    siblings: frozenset[date] = frozenset()
    """The days on which other cards of the same note are due."""


FAR = 90
"""Intervals beyond so many days are not balanced: what is due then is not yet known."""

_PULL = 2.0
"""How much less likely a day is on which more is due: twice as much, a quarter as likely."""

Weight = Callable[[int], float]
"""How likely a day is, by its distance in days."""


def weights(interval: float, *, day: date, easy_days: Sequence[int], load: Load | None) -> Weight | None:
    """Return how likely each day after `day` is; None where all are alike."""
    due_then = load.due if load is not None and interval <= FAR else None
    counted = due_then is not None
    easy = any(share != 100 for share in easy_days)
    if not counted and not easy and (load is None or not load.siblings):
        return None
    start = day.toordinal()
    due = {that.toordinal(): count for that, count in due_then.items()} if due_then is not None else {}
    siblings = {that.toordinal() for that in load.siblings} if load is not None else set()

    def weight(days: int) -> float:
        number = start + days
        share = easy_days[(number - 1) % 7] / 100
        if not share or number in siblings:
            return 0.0
        # in balance a day has its share of what is due, so an easy day that is empty is no exception
        each = (share / (1 + due.get(number, 0))) ** _PULL if counted else share
        return each / 2 if number - 1 in siblings or number + 1 in siblings else each

    return weight


def spread(interval: float, *, maximum: int, chance: float, weight: Weight | None = None) -> int:
    """Return one of the whole days of the range, each as likely as the others or as its weight, by `chance` in [0, 1).

    With one `chance` for all ratings a longer interval never gets an earlier day than a shorter one.
    """
    low, high = bounds(interval, maximum=maximum)
    if high <= low:
        return low
    if weight is not None:
        shares = list(accumulate(weight(days) for days in range(low, high + 1)))
        if shares[-1] > 0:
            return min(high, low + bisect_right(shares, chance * shares[-1]))
    return low + floor(chance * (high - low + 1))
