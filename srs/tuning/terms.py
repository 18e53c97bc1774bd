"""What presets and a learner say, as arrays: steps, limits, and how long what is left of a day takes, as expected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import numpy as np

from srs.model import LeechAction, Preset
from srs.scheduling.formulas import LEARNING, RELEARNING, REVIEW, Floats, Table, Whole
from srs.scheduling.scheduler import DEFAULT_PARAMETERS
from srs.tuning.learner import Learner
from srs.tuning.lives import NEVER

ROUNDS = 20
"""So often a card is answered on one day at most."""
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
        # by phase, preset, step and last rating: the paces of what is still to be answered on a day, as expected
        self.to_go = np.zeros((3, len(presets), widest, 4))
        self.begun = np.zeros(len(presets))
        self.lapse = np.zeros(len(presets))
        for number, preset in enumerate(presets):
            for phase, steps in ((LEARNING, preset.learning_steps), (RELEARNING, preset.relearning_steps)):
                waits = [step // _DAY for step in steps]
                self.waits[phase, number, : len(waits)] = waits
                self.longest[phase, number] = max(waits, default=0)
                self.to_go[phase, number, : len(waits)] = _to_go(learner, phase, waits)
            self.begun[number] = _first_paces(learner, self.to_go[LEARNING, number], len(preset.learning_steps))
            if preset.relearning_steps:
                self.lapse[number] = self.to_go[RELEARNING, number, 0, 1]
        known = learner.paces[REVIEW]
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


def _to_go(learner: Learner, phase: int, waits: Sequence[int]) -> Floats:
    """Return the paces of the answers to come on the day, as expected, by step and last rating."""
    steps = len(waits)
    value = np.zeros((steps, 4))
    if not steps:
        return value
    within = np.array([wait == 0 for wait in waits])
    shares = np.array(learner.steps[phase])
    paces = np.array(learner.paces[phase])
    for _ in range(ROUNDS):
        after = np.zeros((steps, 4))
        after[:, 0] = value[0, 1]
        after[:, 1] = value[:, 2]
        after[:-1, 2] = value[1:, 3]
        # the last rating chooses the row of shares; column 0 stands for none
        value[:, 1:] = np.where(within[:, None], (paces + after) @ shares.T, 0.0)
    return value


def _first_paces(learner: Learner, to_go: Floats, steps: int) -> float:
    """Return what a new card takes on its first day."""
    paces = learner.paces[LEARNING]
    after = [0.0] * 4
    if steps:
        after[0], after[1] = float(to_go[0, 1]), float(to_go[0, 2])
        after[2] = float(to_go[1, 3]) if steps > 1 else 0.0
    return sum(share * (pace + more) for share, pace, more in zip(learner.first, paces, after, strict=True))
