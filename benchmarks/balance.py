"""A simulated learner with and without fuzz and load balance: what the fullest day asks, and what is recalled."""

from __future__ import annotations

import random
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from benchmarks.figures import Figure

LEARNERS = 6
DAYS = 180
BEGUN = 10
"""For so many days cards are new."""
NEW = 60
"""So many on each of them: somebody with notes to learn and an interview to come."""
_FIRST = date(2026, 3, 2)
_SETTLED = 30
"""What counts begins on this day: the first intervals are too short for fuzz."""


def measure() -> Iterator[Figure]:
    """Yield the fullest day against those without balance and without both, and how far recall is from theirs."""
    plain, fuzzed, balanced = (_learners(fuzz=fuzz, balance=fuzz and balance) for fuzz, balance in _SWITCHES)
    yield Figure("fullest day, fuzz and balance", balanced[0] / plain[0], 0.75, "× without either")
    yield Figure("fullest day, balance", balanced[0] / fuzzed[0], 0.95, "× with fuzz alone")
    yield Figure("recall with balance", 100 * abs(balanced[1] - plain[1]), 1, "points from that without either")


_SWITCHES = ((False, False), (True, False), (True, True))


def _learners(*, fuzz: bool, balance: bool) -> tuple[float, float]:
    """Return the mean over some learners of the fullest day, and the share that they recalled."""
    lives = [lived(str(learner), fuzz=fuzz, balance=balance) for learner in range(LEARNERS)]
    recalled = [known for _, all_known in lives for known in all_known]
    return statistics.mean(max(asked) for asked, _ in lives), statistics.mean(recalled)


def lived(learner: str, *, fuzz: bool, balance: bool) -> tuple[list[int], list[bool]]:
    """Return how many reviews each day had, and of each whether it was recalled, once what is new is over.

    What is recalled follows FSRS' own curve, by chances that belong to the card and its number of answers.
    """
    from srs.clock import Calendar
    from srs.model import DEFAULT_PRESET, CardId, Rating, Seen, State, Unseen
    from srs.scheduling.fuzz import Load
    from srs.scheduling.scheduler import next_state, retrievability

    preset = replace(DEFAULT_PRESET, learning_steps=(), relearning_steps=(), fuzz=fuzz, balance=balance)
    calendar = Calendar(UTC)
    states: dict[CardId, State] = {}
    due: dict[date, list[CardId]] = {}
    counts: Counter[date] = Counter()
    asked: list[int] = []
    recalled: list[bool] = []
    for number in range(DAYS):
        day = _FIRST + timedelta(days=number)
        moment = calendar.moment(datetime.combine(day, time(9), tzinfo=UTC))
        today = due.pop(day, [])
        fresh = [CardId(f"{learner} {number} {each}") for each in range(NEW if number < BEGUN else 0)]
        for card in (*today, *fresh):
            state = states.get(card, Unseen())
            rating = Rating.GOOD
            if isinstance(state, Seen):
                chance = random.Random(f"{card}:{state.reviews}").random()
                known = chance < (retrievability(state, day=day, preset=preset) or 0.0)
                rating = Rating.GOOD if known else Rating.AGAIN
                if number >= _SETTLED:
                    recalled.append(known)
            states[card] = after = next_state(
                state, rating, card=card, moment=moment, preset=preset, load=Load(counts) if balance else None
            )
            due.setdefault(after.due_day, []).append(card)
            counts[after.due_day] += 1
        if number >= _SETTLED:
            asked.append(len(today))
    return asked, recalled
