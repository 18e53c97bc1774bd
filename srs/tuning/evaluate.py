"""How well parameters predict reviews that they were not fitted to.

The scored reviews are cut by time into six parts. Each of the last five is predicted by what was fitted to all before
it, and all predictions are judged together: the split of time series that scikit-learn and fsrs-rs use (what is left
over by the division goes to the last part, as in fsrs-rs). Beside the fit stand models that anything should beat.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import exp
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from srs.tuning.metrics import Bin, Score, bins, calibration, score
from srs.tuning.optimizer import DEFAULTS, ENOUGH, fit
from srs.tuning.paths import Paths
from srs.tuning.reviews import Reviews

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

PARTS = 5
"""So many parts are predicted."""

FITTED, IN_FORCE, DEFAULT, MOVING, CONSTANT = "fitted", "in_force", "default", "moving_average", "constant"
"""The models: refitted before each part; the parameters that hold now; the published ones; a moving average of all
reviews that knows no cards; the share recalled before each part."""
POOLED = "pooled"
"""Refitted before each part to the reviews of all presets; see `choosing`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Reviews that were held back from fits, in the order of the log, with what each model said of them."""

    recalled: Floats
    keys: Whole
    """Their bins."""
    chances: Mapping[str, Floats] = field(default_factory=dict)
    first: int = 0
    """How many scored reviews were before them."""

    def __len__(self) -> int:
        return len(self.recalled)

    def score(self, model: str) -> Score:
        """Return what a model's predictions are worth."""
        return score(self.chances[model], self.recalled, self.keys)

    def calibration(self, model: str) -> tuple[Bin, ...]:
        """Return a model's predictions against what happened."""
        return calibration(self.chances[model], self.recalled)

    def where(self, kept: NDArray[np.bool_]) -> Held:
        """Return some of them."""
        chances = {name: each[kept] for name, each in self.chances.items()}
        return replace(self, recalled=self.recalled[kept], keys=self.keys[kept], chances=chances)

    def with_model(self, name: str, chances: Floats) -> Held:
        """Return the same with what one more model says of them."""
        return replace(self, chances={**self.chances, name: chances})


def held_back(
    reviews: Reviews,
    *,
    in_force: Sequence[float] | None = None,
    unseen: int = 0,
    relearning_steps: int = 1,
    fits: bool = True,
    progress: Callable[[], None] = lambda: None,
) -> Held | None:
    """Return what models say of scored reviews that they have not seen; None where there are too few to fit.

    Those from `unseen` on are predicted, and at the earliest those after the first sixth. Without `fits` there is no
    model that is fitted, and none are too few. `progress` is told of each part that is done.
    """
    scored = reviews.scored
    size = len(scored) // (PARTS + 1)
    first = max(size, unseen) if fits else unseen
    if fits and (size == 0 or len(scored) - first < PARTS):
        return None
    part = (len(scored) - first) // PARTS
    edges = [first + part * number for number in range(PARTS)] + [len(scored)]
    recalled = (reviews.rating[scored] > 1).astype(np.float64)
    every = np.zeros(len(reviews))
    every[scored] = 1.0
    all_paths = Paths.of(reviews, every)

    def said(w: Floats) -> Floats:
        return all_paths.predictions(w, len(reviews))[scored]

    fitted, constant = np.ones(len(scored)), np.ones(len(scored))
    start = None
    for begin, end in pairwise(edges if fits else []):
        found = fit(reviews, scored[:begin], start=start, relearning_steps=relearning_steps)
        start = np.array(found.parameters) if found.reviews >= ENOUGH else None
        fitted[begin:end] = said(np.array(found.parameters))[begin:end]
        # as if one more were recalled and one forgotten: a share of 0 or 1 promises what nobody can hold
        constant[begin:end] = (recalled[:begin].sum() + 1) / (begin + 2)
        progress()
    chances = {
        **({FITTED: fitted, CONSTANT: constant} if fits else {}),
        IN_FORCE: said(DEFAULTS if in_force is None else np.array(in_force)),
        DEFAULT: said(DEFAULTS),
        MOVING: moving_average(recalled),
    }
    keys = bins(reviews)[scored]
    return Held(
        recalled=recalled[first:],
        keys=keys[first:],
        chances={name: each[first:] for name, each in chances.items()},
        first=first,
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


def gain(held: Held, model: str = FITTED, base: str = IN_FORCE) -> Gain:
    """Return by how much less a model is surprised by what was held back than another is."""
    likely = {name: np.where(held.recalled > 0, held.chances[name], 1 - held.chances[name]) for name in (model, base)}
    less = np.log(likely[model]) - np.log(likely[base])
    return Gain(float(less.mean()), float(less.std() / np.sqrt(len(less))))


def together(parts: Sequence[Held]) -> Held:
    """Return what was held back of several presets as one, with the models that all of them have."""
    names = [name for name in parts[0].chances if all(name in part.chances for part in parts)]
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
