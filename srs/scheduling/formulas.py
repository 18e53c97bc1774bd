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
    decay = -w[20]
    return np.power(1 + (np.power(0.9, 1 / decay) - 1) * elapsed / s, decay)


def days_until(s: Any, retention: Any, w: Sequence[Any]) -> Any:
    """Return the days after which the chance to recall a card has fallen so far, before rounding and limits."""
    decay = -w[20]
    return s / (np.power(0.9, 1 / decay) - 1) * (np.power(retention, 1 / decay) - 1)


def first_memory(rating: Whole, w: Sequence[Any]) -> tuple[Floats, Floats]:
    """Return stability and difficulty after a first answer."""
    s = np.choose(rating - 1, w[:4])
    return np.maximum(s, 0.001), np.clip(_first_difficulty(rating, w), 1.0, 10.0)


def _first_difficulty(rating: Any, w: Sequence[Any]) -> Any:
    return w[4] - np.power(e, w[5] * (rating - 1)) + 1


def next_memory(s: Floats, d: Floats, rating: Whole, elapsed: Whole, w: Sequence[Any]) -> tuple[Floats, Floats]:
    """Return stability and difficulty after an answer so many days after the last; 0 is on the same day."""
    again = rating == 1
    lost = 1 - recalled(s, elapsed, w)
    later = np.where(again, forgotten(s, d, lost, w), grown(s, d, rating, lost, w))
    stability = np.where(elapsed == 0, same_day(s, rating, w), later)
    return np.clip(stability, 0.001, 36_500.0), next_difficulty(d, rating, w)


def grown(s: Floats, d: Floats, rating: Whole, lost: Floats, w: Sequence[Any]) -> Floats:
    """Return the stability, without its limits, of what was known with a chance of `lost` to be forgotten."""
    hard_or_easy = np.where(rating == 2, w[15], np.where(rating == 4, w[16], 1.0))
    stability: Floats = s * (
        1 + np.power(e, w[8]) * (11 - d) * np.power(s, -w[9]) * (np.power(e, lost * w[10]) - 1) * hard_or_easy
    )
    return stability


def forgotten(s: Floats, d: Floats, lost: Floats, w: Sequence[Any]) -> Floats:
    """Return the stability, without its limits, of what was forgotten."""
    long = w[11] * np.power(d, -w[12]) * (np.power(s + 1, w[13]) - 1) * np.power(e, lost * w[14])
    stability: Floats = np.minimum(long, s / np.power(e, w[17] * w[18]))
    return stability


def same_day(s: Floats, rating: Whole, w: Sequence[Any]) -> Floats:
    """Return the stability, without its limits, after one more answer on a day."""
    factor = np.power(e, w[17] * (rating - 3 + w[18])) * np.power(s, -w[19])
    stability: Floats = s * np.where(rating == 1, factor, np.maximum(factor, 1.0))
    return stability


def next_difficulty(d: Floats, rating: Whole, w: Sequence[Any]) -> Floats:
    """Return the difficulty after an answer."""
    damped = d + (10.0 - d) * -(w[6] * (rating - 3)) / 9.0
    difficulty: Floats = np.clip(w[7] * _first_difficulty(4, w) + (1 - w[7]) * damped, 1.0, 10.0)
    return difficulty


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
