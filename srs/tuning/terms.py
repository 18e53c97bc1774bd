"""What presets and a learner say, as arrays: steps, limits, and how long what is left of a day takes, as expected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Any

import numpy as np

from srs.model import LeechAction, Preset
from srs.scheduling.formulas import LEARNING, RELEARNING, REVIEW, Floats, Table, Whole
from srs.scheduling.scheduler import DEFAULT_PARAMETERS
from srs.tuning.learner import Learner, Shares
from srs.tuning.lives import NEVER

ROUNDS = 20
"""So often a card is answered on one day at most."""
LONG = 180
"""Minutes; a sitting with more of them left has time for all steps of the day."""
_DAY = timedelta(days=1)


class Terms:
    """Presets by their number; where they agree, a number instead of an array."""

    def __init__(self, presets: Sequence[Preset], learner: Learner) -> None:
        self.presets = presets
        parameters = [preset.parameters or DEFAULT_PARAMETERS for preset in presets]
        self._same = len(set(parameters)) == 1
        self._w: Any = list(parameters[0]) if self._same else np.array(parameters).T
        self._counts = [(len(preset.learning_steps), len(preset.relearning_steps)) for preset in presets]
        self._same_steps = len(set(self._counts)) == 1
        self._learning, self._relearning = (np.array([each[at] for each in self._counts]) for at in (0, 1))
        widest = max(1, *(max(each) for each in self._counts))
        # by phase, preset and step: how many days a step waits; 0 within the day
        self.waits = np.zeros((3, len(presets), widest), np.int64)
        self.longest = np.zeros((3, len(presets)), np.int64)
        # by phase, preset, step and last rating: seconds until a step within the day is over
        self.seconds = np.zeros((3, len(presets), widest, 5))
        # the same, and by the minutes that are left of a sitting: paces of what is still to be answered, as expected
        self.to_go = np.zeros((3, len(presets), widest, 5, LONG + 1))
        # by preset and minutes: paces of what follows a first answer, and of what follows a lapse
        self.begun = np.zeros((len(presets), LONG + 1))
        self.lapse = np.zeros((len(presets), LONG + 1))
        for number, preset in enumerate(presets):
            for phase, steps in ((LEARNING, preset.learning_steps), (RELEARNING, preset.relearning_steps)):
                many = len(steps)
                self.waits[phase, number, :many] = [step // _DAY for step in steps]
                self.longest[phase, number] = max((step // _DAY for step in steps), default=0)
                self.seconds[phase, number, :many] = _seconds(steps)
                shares = tuple(map(tuple, learner.steps[phase]))
                self.to_go[phase, number, :many] = _to_go(shares, tuple(learner.paces[phase]), steps)
            if preset.learning_steps:
                self.begun[number] = _after_first(learner, self.to_go[LEARNING, number], len(preset.learning_steps))
            if preset.relearning_steps:
                self.lapse[number] = self.to_go[RELEARNING, number, 0, 1]
        first, known = learner.paces[LEARNING], learner.paces[REVIEW]
        self.first = sum(share * pace for share, pace in zip(learner.first, first, strict=True))
        self.known = sum(share * pace for share, pace in zip(learner.success, known[1:], strict=True))
        self.again = known[0]
        self.maximum = np.array([preset.maximum_interval for preset in presets])
        self.fuzz = np.array([preset.fuzz for preset in presets])
        self.balance = np.array([preset.balance for preset in presets])
        self.easy = np.array([preset.easy_days for preset in presets]) / 100
        self.leech = np.array(
            [
                preset.leech_lapses if preset.leech_action is LeechAction.SUSPEND and preset.leech_lapses else NEVER
                for preset in presets
            ]
        )

    def w(self, preset: Whole) -> Sequence[Any]:
        """Return the parameters of cards."""
        return self._w if self._same else list(self._w[:, preset])

    def table(self, preset: Whole) -> Table:
        if self._same_steps:
            return Table(self.w(preset), *self._counts[0])
        return Table(self.w(preset), self._learning[preset], self._relearning[preset])


def minutes_left(seconds: Floats) -> Whole:
    """Return what stands for so many seconds of a sitting in the arrays that go by minutes."""
    left: Whole = np.clip(np.nan_to_num(seconds / 60, posinf=LONG), 0, LONG).astype(np.int64)
    return left


def _seconds(steps: Sequence[timedelta]) -> Floats:
    """Return how long steps wait, by the last rating: after a `hard` the first one takes the way to the second."""
    waits = np.repeat(np.array([step.total_seconds() for step in steps]).reshape(-1, 1), 5, axis=1)
    if len(steps):
        waits[0, 2] = waits[0, 0] * 1.5 if len(steps) == 1 else (waits[0, 0] + waits[1, 0]) / 2
    return waits


@lru_cache(maxsize=64)
def _to_go(chances: tuple[Shares, ...], of_ratings: Shares, steps: tuple[timedelta, ...]) -> Floats:
    """Return the paces of the answers to come on a day by step, last rating and the minutes left; as many as it takes.

    A step is answered when it is over, if that is within the minutes left; where these are `LONG`, in any case. What
    waits a day or more is another day's.
    """
    value = np.zeros((len(steps), 5, LONG + 1))
    if not steps:
        return value
    shares, paces = np.array(chances), np.array(of_ratings)
    within = [step < _DAY for step in steps]
    waits = np.maximum(1, np.ceil(_seconds(steps) / 60)).astype(np.int64)
    for left in range(1, LONG):
        for step, last in ((step, last) for step in range(len(steps)) if within[step] for last in (1, 2, 3)):
            then = left - int(waits[step, last])
            if then >= 0:
                value[step, last, left] = shares[last - 1] @ (paces + _after(value[..., then], step))
    for _ in range(ROUNDS):
        whole = value[..., LONG].copy()
        for step in range(len(steps)):
            if within[step]:
                value[step, 1:4, LONG] = shares @ (paces + _after(whole, step))
    return value


def _after(value: Floats, step: int) -> Floats:
    """Return what is still to be answered after each rating in a step."""
    good = value[step + 1, 3] if step + 1 < len(value) else 0.0
    return np.array([value[0, 1], value[step, 2], good, 0.0])


def _after_first(learner: Learner, to_go: Floats, steps: int) -> Floats:
    """Return what follows a first answer, by the minutes left."""
    follows: Floats = learner.first[0] * to_go[0, 1] + learner.first[1] * to_go[0, 2]
    return follows + learner.first[2] * to_go[1, 3] if steps > 1 else follows
