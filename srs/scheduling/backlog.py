"""Ways back after a break: what has piled up, over how many days, and what that leaves of it.

A card loses recall each day that it waits, by the forgetting curve of FSRS. What loses most while it waits goes first,
so a plan keeps as much as its days allow. What is more likely forgotten than not can be let go: it is learnt anew.
Cards that give each other away are asked on different days where there are enough of them.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from srs.model import CardId, NoteId

Recall = Callable[[date], float]
"""The chance to recall a card on a day."""

FORGOTTEN = 0.5
"""Below this chance a card counts as forgotten, and a plan may let it go."""

USUAL_DAYS = (3, 7, 14)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A review that is due."""

    card: CardId
    recall: Recall
    minutes: float
    """How long an answer takes, with what follows a lapse."""
    ties: frozenset[NoteId] = frozenset()
    """Notes of which one card is asked a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One way back."""

    days: int
    """Over so many the work is spread."""
    when: dict[CardId, int]
    """In how many days each card is asked; 0 is today."""
    let_go: tuple[CardId, ...]
    """Cards that are made new again."""
    recall: float
    """The expected share of the cards asked that are known; 0 where none is."""
    minutes: float
    """Of the day that takes longest."""

    @property
    def kept(self) -> int:
        return len(self.when)

    @property
    def until(self) -> int:
        """In how many days all is asked: more than `days` where so many cards give each other away."""
        return max(self.when.values(), default=0) + 1

    @property
    def fullest(self) -> int:
        """How many cards the day with most of them asks."""
        return max(Counter(self.when.values()).values(), default=0)


def plans(
    waiting: Sequence[Waiting], *, today: date, limit: int, days: int | None = None, minutes: float | None = None
) -> list[Plan]:
    """Return ways back: over the days or the minutes a day that are wished for, else over some usual numbers of days.

    The usual ones ask no more than `limit` cards a day. For each number of days first with all of it, then, where
    something is as good as forgotten, without that.
    """
    gone = [each for each in waiting if each.recall(today) < FORGOTTEN]
    rest = [each for each in waiting if each.recall(today) >= FORGOTTEN]
    made: list[Plan] = []
    ways: list[tuple[Sequence[Waiting], tuple[CardId, ...]]] = [(waiting, ())] if waiting else []
    ways += [(rest, tuple(each.card for each in gone))] if gone else []
    for some, let_go in ways:
        if days is not None:
            spans = [days]
        elif minutes is not None:
            spans = [max(1, math.ceil(sum(each.minutes for each in some) / minutes))]
        else:
            spans = _usual(len(some), limit)
        wished = days is not None or minutes is not None
        made += [plan(some, today=today, days=span, limit=None if wished else limit, let_go=let_go) for span in spans]
    return made


def plan(
    waiting: Sequence[Waiting], *, today: date, days: int, limit: int | None = None, let_go: Sequence[CardId] = ()
) -> Plan:
    """Return how to ask cards over some days, the same share of minutes each day and at most `limit` cards.

    Where more cards give each other away than there are days, some come after these.
    """
    last = today + timedelta(days=max(0, days - 1))
    losing = sorted(waiting, key=lambda each: (each.recall(last) - each.recall(today), each.card))
    whole = sum(each.minutes for each in waiting)
    when: dict[CardId, int] = {}
    asked: Counter[int] = Counter()
    takes: defaultdict[int, float] = defaultdict(float)
    taken: defaultdict[NoteId, set[int]] = defaultdict(set)
    full: set[int] = set()
    known = spent = 0.0
    for each in losing:
        wished = min(days - 1, int(spent / whole * days)) if whole else 0
        day = _free(wished, days, full.union(*(taken[note] for note in each.ties)))
        for note in each.ties:
            taken[note].add(day)
        when[each.card] = day
        asked[day] += 1
        takes[day] += each.minutes
        if limit and asked[day] >= limit:
            full.add(day)
        known += each.recall(today + timedelta(days=day))
        spent += each.minutes
    return Plan(
        days=days,
        when=when,
        let_go=tuple(let_go),
        recall=known / len(waiting) if waiting else 0.0,
        minutes=max(takes.values(), default=0.0),
    )


def _usual(cards: int, limit: int) -> list[int]:
    """Return some numbers of days in which so many cards can be asked."""
    least = max(1, math.ceil(cards / limit)) if limit else 1
    usual = [span for span in USUAL_DAYS if least < span <= cards]
    return [least, *usual] if usual or least == 1 else [least, 2 * least]


def _free(day: int, days: int, taken: AbstractSet[int]) -> int:
    """Return the nearest of so many days that is not taken, rather a later one; where all are, the next after them."""
    if day not in taken:
        return day
    free = [other for other in range(days) if other not in taken]
    if free:
        return min(free, key=lambda other: (abs(other - day), -other))
    return next(other for other in count(days) if other not in taken)
