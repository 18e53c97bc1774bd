"""Memory of one point, from evidence of more than one kind: FSRS-6, each piece weighing what it tells.

The formulas are FSRS-6's (github.com/open-spaced-repetition/awesome-fsrs, The-Algorithm); with evidence from a card of
its own alone the memory is that card's. What is added is a weight between 0 and 1 for an answer that tells less than a
card: memory moves that part of the way, on the scale of the logarithm of stability.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log

from srs.model import Memory, Rating
from srs.scheduling.scheduler import DEFAULT_PARAMETERS

SAYS = 0.92
"""The chance to say a point inside a long answer by one who remembers it: some are known and left out."""
UNMARKED = 0.5
"""What an answer tells of each of its points where none was marked, against one where each was."""
STABILITY = (0.001, 36_500.0)
"""The least and the most, in days."""


class How(StrEnum):
    """How a point was asked."""

    ALONE = "alone"
    """By a card of its own."""
    INSIDE = "inside"
    """Inside a longer answer, where it was marked as said or missed."""
    UNMARKED = "unmarked"
    """Inside a longer answer that was rated as a whole."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One time at which a point was said or not."""

    day: int
    """The study day, in days since 1970-01-01."""
    how: How
    rating: Rating
    """`again` is missed; inside a longer answer, said is `good`."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """The memory of a point, and the study day of the last evidence."""

    memory: Memory
    day: int


def remembered(evidence: Iterable[Evidence], parameters: tuple[float, ...] | None = None) -> Remembered | None:
    """Return what evidence in order of time leaves in memory; None where there is none."""
    state: Remembered | None = None
    for each in evidence:
        state = after(state, each, parameters or DEFAULT_PARAMETERS)
    return state


def chance(state: Remembered | None, day: int, parameters: tuple[float, ...] | None = None) -> float:
    """Return the chance to remember a point on a study day; 0 where there is no evidence."""
    if state is None:
        return 0.0
    return _recall(state.memory.stability, max(0, day - state.day), parameters or DEFAULT_PARAMETERS)


def chance_to_say(state: Remembered | None, day: int, how: How, parameters: tuple[float, ...] | None = None) -> float:
    """Return the chance that a point is said when it is asked so; in a longer answer some that are known are not."""
    known = chance(state, day, parameters)
    return known if how is How.ALONE else SAYS * known


def after(state: Remembered | None, evidence: Evidence, w: tuple[float, ...]) -> Remembered:
    """Return the memory after one more piece of evidence."""
    rating, day = evidence.rating, evidence.day
    if state is None:
        weight = UNMARKED if evidence.how is How.UNMARKED else 1.0
        low, high = log(_first(Rating.AGAIN, w)), log(_first(rating, w))
        stability = exp(low + weight * (high - low))
        return Remembered(Memory(_bounded(stability), _clamped(_difficulty(rating, w))), day)
    elapsed = max(0, day - state.day)
    known = _recall(state.memory.stability, elapsed, w)
    weight = _weight(evidence, known)
    stability = _next(state.memory, rating, elapsed, known, w)
    difficulty = _next_difficulty(state.memory.difficulty, rating, w)
    old = state.memory
    return Remembered(
        Memory(
            _bounded(exp(log(old.stability) + weight * (log(stability) - log(old.stability)))),
            old.difficulty + weight * (difficulty - old.difficulty),
        ),
        max(day, state.day),
    )


def _weight(evidence: Evidence, known: float) -> float:
    """Return how far memory moves: all the way for a card, else as far as the answer tells.

    A point that was missed was forgotten with the chance (1 - R) / (1 - SAYS * R), by Bayes; else it was left out.
    """
    if evidence.how is How.ALONE:
        return 1.0
    told = 1.0
    if evidence.rating is Rating.AGAIN:
        told = (1 - known) / (1 - SAYS * known)
    return told * (UNMARKED if evidence.how is How.UNMARKED else 1.0)


# ---------------------------------------------------------------- FSRS-6


def _recall(stability: float, elapsed: int, w: tuple[float, ...]) -> float:
    factor = 0.9 ** (-1 / w[20]) - 1
    return float((1 + factor * elapsed / stability) ** -w[20])


def _first(rating: Rating, w: tuple[float, ...]) -> float:
    return max(w[rating - 1], STABILITY[0])


def _difficulty(rating: Rating, w: tuple[float, ...]) -> float:
    return w[4] - exp(w[5] * (rating - 1)) + 1


def _next_difficulty(difficulty: float, rating: Rating, w: tuple[float, ...]) -> float:
    moved = difficulty + (10 - difficulty) * -(w[6] * (rating - 3)) / 9
    return _clamped(w[7] * _difficulty(Rating.EASY, w) + (1 - w[7]) * moved)


def _next(memory: Memory, rating: Rating, elapsed: int, known: float, w: tuple[float, ...]) -> float:
    stability, difficulty = memory.stability, memory.difficulty
    if elapsed == 0:
        grown = exp(w[17] * (rating - 3 + w[18])) * stability ** -w[19]
        if rating >= Rating.HARD:
            grown = max(grown, 1.0)
        return _bounded(stability * grown)
    if rating is Rating.AGAIN:
        long = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * exp(w[14] * (1 - known))
        return _bounded(min(long, stability / exp(w[17] * w[18])))
    hard = w[15] if rating is Rating.HARD else 1.0
    easy = w[16] if rating is Rating.EASY else 1.0
    grown = exp(w[8]) * (11 - difficulty) * stability ** -w[9] * (exp(w[10] * (1 - known)) - 1) * hard * easy
    return _bounded(stability * (1 + grown))


def _bounded(stability: float) -> float:
    return min(max(stability, STABILITY[0]), STABILITY[1])


def _clamped(difficulty: float) -> float:
    return min(max(difficulty, 1.0), 10.0)
