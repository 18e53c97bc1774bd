"""Which fit a preset takes, if any: one to its own reviews, or one to those of all presets together.

Reviews split among presets teach each of them less, and presets with few reviews nothing. So where there are several, a
fit to all of them stands beside each preset's own; the one that predicts the preset's held-back reviews better is
taken, if it predicts them clearly better than the parameters in force do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from srs.tuning.evaluate import DEFAULT, FITTED, IN_FORCE, PARTS, POOLED, Gain, Held, gain, held_back
from srs.tuning.metrics import Score
from srs.tuning.optimizer import Fit, fit
from srs.tuning.reviews import Reviews

ENOUGH = 128
"""So many scored reviews tell whether a fit is better (benchmarks/tuning.py)."""
ENOUGH_SINCE = 64
"""So many of them since the parameters in force were set tell whether others are better."""


class Kept(StrEnum):
    """Why a preset keeps its parameters. The texts are part of the contract."""

    FEW = "few_reviews"
    FEW_SINCE = "few_reviews_since"
    """Too few that the parameters in force were not fitted to."""
    NO_BETTER = "no_better"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """The reviews of one preset, and what holds for them now."""

    reviews: Reviews
    in_force: tuple[float, ...] | None
    """Its parameters; None for the published ones."""
    set_at: int | None
    """When they were set, in ms: they may have been fitted to what was before. None for the published ones."""
    relearning_steps: int = 1
    places: NDArray[np.int64] | None = None
    """Where its scored reviews stand among those of all presets."""

    @property
    def seen(self) -> int:
        """How many of the scored reviews the parameters in force may have been fitted to."""
        return 0 if self.set_at is None else self.reviews.scored_until(self.set_at)

    def held_back(self, told: Callable[[], None], *, unseen: int = 0, fits: bool = True) -> Held | None:
        """Return what models say of the reviews from `unseen` on, none of them having seen these."""
        return held_back(
            self.reviews,
            in_force=self.in_force,
            unseen=unseen,
            relearning_steps=self.relearning_steps,
            fits=fits,
            progress=told,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a fit found for a preset."""

    scored: int
    """Its own reviews that tell something: the first answer of a study day, but not of a card."""
    fit: Fit | None = None
    """The better one; None where there were too few reviews."""
    pooled: bool = False
    """Whether that is the one to all presets together."""
    held_back: int = 0
    """Its scored reviews that neither the fits judged nor the parameters in force have seen."""
    before: Score | None = None
    """Of the parameters in force on what was held back."""
    after: Score | None = None
    """Of fits to what was before it."""
    gain: Gain | None = None
    """What the fits are better by."""
    kept: Kept | None = None
    needed: int = 0
    """How many scored reviews are needed, where there are too few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """The reviews of all presets together, fitted as one."""

    fit: Fit
    held: Held

    @classmethod
    def of(cls, reviews: Reviews, lots: Sequence[Lot], told: Callable[[], None]) -> Pool | None:
        """Return what all reviews say; None for too few."""
        if len(reviews.scored) < ENOUGH:
            return None
        steps = max(lot.relearning_steps for lot in lots)
        found = fit(reviews, relearning_steps=steps)
        told()
        held = held_back(reviews, relearning_steps=steps, progress=told)
        return None if held is None else cls(fit=found, held=held)

    def beside(self, held: Held, lot: Lot) -> Held:
        """Return what was held back of a lot with what fits to all presets say of it."""
        assert lot.places is not None
        places = lot.places[held.first :]
        there = places >= self.held.first
        kept = held.where(there)
        return kept.with_model(POOLED, self.held.chances[FITTED][places[there] - self.held.first])


def choose(
    lots: Sequence[Lot],
    whole: Reviews | None = None,
    *,
    force: bool = False,
    told: Callable[[], None] = lambda: None,
) -> list[Choice]:
    """Return what each preset takes. `whole` are the reviews of all, where a fit to them may be taken too.

    With `force` a fit is taken whatever it is worth. `told` is called for each of the parts that `steps` counts.
    """
    pool = None if whole is None else Pool.of(whole, lots, told)
    return [_choice(lot, pool, force=force, told=told) for lot in lots]


def steps(lots: int, *, pooled: bool) -> int:
    """Return of how many parts the work is at most."""
    return (lots + pooled) * (PARTS + 1)


def _choice(lot: Lot, pool: Pool | None, *, force: bool, told: Callable[[], None]) -> Choice:
    found = Choice(scored=len(lot.reviews.scored))
    fits: dict[str, Fit] = {}
    if found.scored >= ENOUGH:
        fits[FITTED] = fit(lot.reviews, relearning_steps=lot.relearning_steps)
        told()
    if pool is not None:
        fits[POOLED] = pool.fit
    if not fits:
        return replace(found, kept=Kept.FEW, needed=ENOUGH)
    fresh = found.scored - lot.seen
    if lot.set_at is not None and fresh < ENOUGH_SINCE:
        return _too_soon(found, fits, fresh, force=force)
    held = lot.held_back(told, unseen=lot.seen, fits=FITTED in fits)
    assert held is not None  # there are enough, where its own are fitted
    if pool is not None:
        held = pool.beside(held, lot)
    if len(held) < ENOUGH_SINCE and lot.set_at is not None:
        return _too_soon(found, fits, len(held), force=force)
    if len(held) < ENOUGH_SINCE and pool is not None:
        return _as_all(found, pool, len(held), force=force)
    model = min(fits, key=lambda name: held.score(name).log_loss)
    won = gain(held, model)
    return replace(
        found,
        fit=fits[model],
        pooled=model == POOLED,
        held_back=len(held),
        before=held.score(IN_FORCE),
        after=held.score(model),
        gain=won,
        kept=None if force or won.clear else Kept.NO_BETTER,
    )


def _too_soon(found: Choice, fits: Mapping[str, Fit], fresh: int, *, force: bool) -> Choice:
    """Return the choice where the parameters in force may have been fitted to nearly all there is."""
    model = next(iter(fits))
    kept = None if force else Kept.FEW_SINCE
    return replace(found, fit=fits[model], pooled=model == POOLED, held_back=fresh, needed=ENOUGH_SINCE, kept=kept)


def _as_all(found: Choice, pool: Pool, held: int, *, force: bool) -> Choice:
    """Return the choice where a preset's own reviews are too few to judge by: what is good for all is for it."""
    won = gain(pool.held, FITTED, DEFAULT)
    kept = None if force or won.clear else Kept.NO_BETTER
    return replace(found, fit=pool.fit, pooled=True, held_back=held, gain=won, kept=kept)
