"""FSRS-6 for arrays: the memory of many cards after an answer of each, and where each then stands among its steps.

The formulas are those published (github.com/open-spaced-repetition/awesome-fsrs, The-Algorithm); parameters have their
numbers there, and each may be a number or an array of one for each card. Days are whole study days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import e
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

LEARNING, REVIEW, RELEARNING = 0, 1, 2
"""Phases by their number in arrays."""


@dataclass(frozen=True, slots=True)
class Table:
    """Parameters of some answers: numbers, or an array of them where several presets are in play."""

    w: Sequence[Any]
    learning: Any
    """How many learning steps there are."""
    relearning: Any


def recalled(s: Any, elapsed: Any, w: Sequence[Any]) -> Any:
    """Return the chance to recall a card so many days after its last answer."""
    return np.power(1 + (np.power(0.9, -1 / w[20]) - 1) * elapsed / s, -w[20])


def days_until(s: Any, retention: Any, w: Sequence[Any]) -> Any:
    """Return the days after which the chance to recall a card has fallen so far, before rounding and limits."""
    return s / (np.power(0.9, -1 / w[20]) - 1) * (np.power(retention, -1 / w[20]) - 1)


def first_memory(rating: Whole, w: Sequence[Any]) -> tuple[Floats, Floats]:
    """Return stability and difficulty after a first answer."""
    s = np.choose(rating - 1, w[:4])
    return np.maximum(s, 0.001), np.clip(_first_difficulty(rating, w), 1.0, 10.0)


def _first_difficulty(rating: Any, w: Sequence[Any]) -> Any:
    return w[4] - np.power(e, w[5] * (rating - 1)) + 1


def next_memory(s: Floats, d: Floats, rating: Whole, elapsed: Whole, w: Sequence[Any]) -> tuple[Floats, Floats]:
    """Return stability and difficulty after an answer so many days after the last; 0 is on the same day."""
    again = rating == 1
    decay = -w[20]
    factor = np.power(0.9, 1 / decay) - 1
    r = np.power(1 + factor * elapsed / s, decay)
    lost = 1 - r

    hard_or_easy = np.where(rating == 2, w[15], np.where(rating == 4, w[16], 1.0))
    grown = s * (1 + np.power(e, w[8]) * (11 - d) * np.power(s, -w[9]) * (np.power(e, lost * w[10]) - 1) * hard_or_easy)
    long = w[11] * np.power(d, -w[12]) * (np.power(s + 1, w[13]) - 1) * np.power(e, lost * w[14])
    forgotten = np.minimum(long, s / np.power(e, w[17] * w[18]))
    same_day = np.power(e, w[17] * (rating - 3 + w[18])) * np.power(s, -w[19])
    same_day = s * np.where(again, same_day, np.maximum(same_day, 1.0))

    stability = np.where(elapsed == 0, same_day, np.where(again, forgotten, grown))
    damped = d + (10.0 - d) * -(w[6] * (rating - 3)) / 9.0
    difficulty = w[7] * _first_difficulty(4, w) + (1 - w[7]) * damped
    return np.clip(stability, 0.001, 36_500.0), np.clip(difficulty, 1.0, 10.0)


def next_phase(phase: Whole, at_step: Whole, rating: Whole, table: Table) -> tuple[Whole, Whole]:
    """Return phase and step after an answer; the step is -1 in review."""
    in_review = phase == REVIEW
    steps = np.where(phase == RELEARNING, table.relearning, table.learning)
    over = (steps == 0) | ((at_step >= steps) & (rating > 1)) | ((rating == 3) & (at_step + 1 == steps)) | (rating == 4)
    lapsed = in_review & (rating == 1) & (np.asarray(table.relearning) > 0)
    goes_on = ~in_review & ~over
    next_step = np.where(rating == 1, 0, at_step + (rating == 3))
    return (
        np.where(lapsed, RELEARNING, np.where(goes_on, phase, REVIEW)),
        np.where(lapsed, 0, np.where(goes_on, next_step, -1)),
    )
