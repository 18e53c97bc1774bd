"""How well parameters predict reviews that they were not fitted to.

The scored reviews are cut by time into six parts. Each of the last five is predicted by what was fitted to all before
it, and all predictions are judged together: the split of time series that scikit-learn and fsrs-rs use (what is left
over by the division goes to the last part, as in fsrs-rs). Beside the fit stand models that anything should beat.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from srs.tuning.metrics import Bin, Score, bins, calibration, score
from srs.tuning.optimizer import DEFAULTS, ENOUGH, Fit, fit
from srs.tuning.paths import Paths
from srs.tuning.reviews import Reviews

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

PARTS = 5
"""So many parts are predicted."""

FITTED, IN_FORCE, DEFAULT, MOVING, CONSTANT = "fitted", "in_force", "default", "moving_average", "constant"
"""The models: refitted before each part; the parameters that hold now; the published ones; a moving average of all
reviews that knows no cards; the share recalled before each part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Reviews that were held back from fits, in the order of the log, with what each model said of them."""

    recalled: Floats
    keys: Whole
    """Their bins."""
    chances: Mapping[str, Floats] = field(default_factory=dict)
    last: Fit | None = None
    """What was fitted to all before the last part."""

    def __len__(self) -> int:
        return len(self.recalled)

    def score(self, model: str) -> Score:
        """Return what a model's predictions are worth."""
        return score(self.chances[model], self.recalled, self.keys)

    def calibration(self, model: str) -> tuple[Bin, ...]:
        """Return a model's predictions against what happened."""
        return calibration(self.chances[model], self.recalled)


def held_back(
    reviews: Reviews,
    scored: Whole | None = None,
    *,
    in_force: Sequence[float] | None = None,
    unseen: int = 0,
    relearning_steps: int = 1,
    progress: Callable[[], None] = lambda: None,
) -> Held | None:
    """Return what models say of scored reviews that they have not seen; None where there are too few to fit.

    Of the scored reviews (all where none are named; rows, in order) those from `unseen` on are predicted, and at the
    earliest those after the first sixth. `progress` is told of each part that is done.
    """
    scored = reviews.scored if scored is None else scored
    size = len(scored) // (PARTS + 1)
    first = max(size, unseen)
    if size == 0 or len(scored) - first < PARTS:
        return None
    part = (len(scored) - first) // PARTS
    edges = [first + part * number for number in range(PARTS)] + [len(scored)]
    recalled = (reviews.rating[scored] > 1).astype(np.float64)
    every = np.zeros(len(reviews))
    every[scored] = 1.0
    all_paths = Paths.of(reviews, every)

    def said(w: Floats) -> Floats:
        return all_paths.predictions(w, len(reviews))[scored]

    fitted, constant = np.empty(len(scored)), np.empty(len(scored))
    found, start = None, None
    for begin, end in pairwise(edges):
        found = fit(reviews, scored[:begin], start=start, relearning_steps=relearning_steps)
        start = np.array(found.parameters) if found.reviews >= ENOUGH else None
        fitted[begin:end] = said(np.array(found.parameters))[begin:end]
        # as if one more were recalled and one forgotten: a share of 0 or 1 promises what nobody can hold
        constant[begin:end] = (recalled[:begin].sum() + 1) / (begin + 2)
        progress()
    chances = {
        FITTED: fitted,
        IN_FORCE: said(DEFAULTS if in_force is None else np.array(in_force)),
        DEFAULT: said(DEFAULTS),
        MOVING: moving_average(recalled),
        CONSTANT: constant,
    }
    keys = bins(reviews)[scored]
    return Held(
        recalled=recalled[first:],
        keys=keys[first:],
        chances={name: each[first:] for name, each in chances.items()},
        last=found,
    )


class Gain(NamedTuple):
    """How much better fits predict than the parameters in force."""

    log_loss: float
    """So much less, in the mean."""
    error: float
    """The standard error of that mean."""

    @property
    def clear(self) -> bool:
        """Whether it is worth a change: more than half of what chance alone does.

        A small log lets a fit look better that is not. Of simulated learners who are like most, this keeps nine of ten
        from a fit that costs them; those who are not get nearly all of what a fit gives (benchmarks/tuning.py).
        """
        return self.log_loss > 0.5 * self.error


def gain(held: Held) -> Gain:
    """Return by how much less fits are surprised by what was held back than the parameters in force are."""
    likely = {
        name: np.where(held.recalled > 0, held.chances[name], 1 - held.chances[name]) for name in (FITTED, IN_FORCE)
    }
    less = np.log(likely[FITTED]) - np.log(likely[IN_FORCE])
    return Gain(float(less.mean()), float(less.std() / np.sqrt(len(less))))


def together(parts: Sequence[Held]) -> Held:
    """Return what was held back of several presets as one."""
    names = parts[0].chances
    return Held(
        recalled=np.concatenate([part.recalled for part in parts]),
        keys=np.concatenate([part.keys for part in parts]),
        chances={name: np.concatenate([part.chances[name] for part in parts]) for name in names},
    )


def moving_average(recalled: Floats) -> Floats:
    """Return what one who knows no cards would say, only how reviews went lately.

    The logit of the chance starts at 1.2 and moves by 0.3 of what each review was off (the benchmark of FSRS calls it
    MOVING-AVG).
    """
    chances, logit = np.empty(len(recalled)), 1.2
    for number, known in enumerate(recalled.tolist()):
        chance = 1 / (1 + exp(-logit))
        chances[number] = chance
        logit += 0.3 * (known - chance)
    return chances
