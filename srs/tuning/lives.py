"""What a simulation begins with, what may be chosen, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from srs.model import Preset
from srs.scheduling.formulas import Floats, Whole
from srs.tuning.learner import Learner
from srs.tuning.points import Points

NEW = -1
"""The phase of a card that was never seen."""
NEVER = 1 << 30
"""The day of what does not come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """Cards as they stand, a column each, in the order of import. Days count from today, which is 0."""

    preset: Whole
    """The number of the preset."""
    phase: Whole
    step: Whole
    stability: Floats
    difficulty: Floats
    last: Whole
    """The day of the last answer."""
    due: Whole
    interval: Whole
    reviews: Whole
    lapses: Whole
    seconds: Floats
    """What a `good` in review takes."""
    free: Whole
    """The first day on which it may be asked: `NEVER` for what is suspended."""
    ties: Whole
    """Cards by three: numbers of what it shares with cards that give it away; -1 for none."""

    def __len__(self) -> int:
        return len(self.phase)


@dataclass(frozen=True, slots=True)
class Policy:
    """What may be chosen; None leaves it as the presets have it."""

    retention: float | None = None
    new: tuple[int, ...] | None = None
    """New cards a day, by preset."""
    reviews: tuple[int, ...] | None = None
    """Reviews a day, by preset."""
    minutes: float | None = None
    """A day begins no card after so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What a simulation begins with."""

    cards: Cards
    presets: Sequence[Preset]
    learner: Learner
    first: date
    """The study day that is day 0."""
    done: Sequence[tuple[int, int]] = ()
    """New cards and reviews that were asked on day 0 already, by preset."""
    points: Points | None = None
    """What is to be said, where readiness is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lives:
    """What came of it; arrays by policy, life and, where it says so, day."""

    seconds: Floats
    """By day."""
    reviews: Whole
    """Cards in review that were asked, by day."""
    new: Whole
    """Cards that were begun, by day."""
    answers: Whole
    """By day, steps too."""
    remembered: Floats
    """The sum of the chances of all cards that were ever seen."""
    unseen: Whole
    """Cards never seen, of those that may be asked."""
    ready: Floats = field(default_factory=lambda: np.zeros((0, 0, 0)))
    """The chance to say each question and story in full: by policy, life and what is to be said."""
