"""Ways back after a break: what has piled up, over how many days, and what that leaves of it.

A card loses recall each day that it waits, by the forgetting curve of FSRS. What loses most while it waits goes first,
so a plan keeps as much as its days allow. What is more likely forgotten than not can be let go: it is learnt anew.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from srs.model import CardId

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One way back."""

    days: int
    when: dict[CardId, int]
    """In how many days each card is asked; 0 is today."""
    let_go: tuple[CardId, ...]
    """Cards that are made new again."""
    recall: float
    """The expected share of the cards asked that are known; 0 where none is."""
    minutes: float
    """A day, of what has piled up."""

    @property
    def kept(self) -> int:
        return len(self.when)


def plans(
    waiting: Sequence[Waiting], *, today: date, days: int | None = None, minutes: float | None = None
) -> list[Plan]:
    """Return ways back: over the days or the minutes a day that are wished for, else over some usual numbers of days.

    For each number of days first with all of it, then, where something is as good as forgotten, without that.
    """
    if not waiting:
        return []
    whole = sum(each.minutes for each in waiting)
    if days is not None:
        spans = [days]
    elif minutes is not None:
        spans = [math.ceil(whole / minutes)]
    else:
        spans = [1, *(span for span in USUAL_DAYS if span <= len(waiting))]
    gone = [each for each in waiting if each.recall(today) < FORGOTTEN]
    rest = [each for each in waiting if each.recall(today) >= FORGOTTEN]
    made = [plan(waiting, today=today, days=span) for span in spans]
    if gone:
        if days is None and minutes is not None:
            spans = [max(1, math.ceil(sum(each.minutes for each in rest) / minutes))]
        made += [plan(rest, today=today, days=span, let_go=[each.card for each in gone]) for span in spans]
    return made


def plan(waiting: Sequence[Waiting], *, today: date, days: int, let_go: Sequence[CardId] = ()) -> Plan:
    """Return how to ask cards over some days, the same share of minutes each day."""
    last = today + timedelta(days=max(0, days - 1))
    losing = sorted(waiting, key=lambda each: (each.recall(last) - each.recall(today), each.card))
    whole = sum(each.minutes for each in waiting)
    when: dict[CardId, int] = {}
    known = spent = 0.0
    for each in losing:
        day = min(days - 1, int(spent / whole * days)) if whole else 0
        when[each.card] = day
        known += each.recall(today + timedelta(days=day))
        spent += each.minutes
    return Plan(
        days=days,
        when=when,
        let_go=tuple(let_go),
        recall=known / len(waiting) if waiting else 0.0,
        minutes=whole / days,
    )
