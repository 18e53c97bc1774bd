"""Retention against minutes a day: what each asks of the coming days, and what it leaves remembered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from srs.scheduling import formulas
from srs.tuning.lives import NEW, Lives, Policy, Start
from srs.tuning.simulation import simulate
from srs.tuning.terms import Terms

RETENTIONS = (0.70, 0.75, 0.80, 0.85, 0.87, 0.90, 0.92, 0.95, 0.97)
"""What is tried, besides what the presets say now."""

_CARD_LIVES = 8_000
_FEWEST, _MOST = 4, 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What one desired retention leads to; means over the lives that were simulated."""

    retention: float | None
    """None: each preset's own, where these differ."""
    minutes: float
    """A day."""
    peak: float
    """Of the fullest day."""
    reviews: float
    """Cards in review that are asked, on all days."""
    new: float
    """Cards that are begun, on all days."""
    answers: float
    """On all days, with those in steps."""
    remembered: float
    """The expected number of cards that are recalled on the day after."""
    share: float
    """That, of all cards."""
    per_minute: float
    """Cards remembered beyond those that would be without any study, for each minute spent; 0 where none is spent."""
    minutes_error: float
    """The standard error of the mean that the number of lives leaves; so is the next."""
    remembered_error: float
    present: bool = False
    """Whether it is what the presets say now."""
    best: bool = False
    """Whether it is recommended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """What the coming days ask."""

    days: int
    cards: int
    new: int
    """Of these, never seen."""
    idle: float
    """How many cards would be recalled on the day after without any study."""
    lives: int
    ways: tuple[Way, ...]
    """By retention, the lowest first; one that is of several comes first."""


def workload(
    start: Start,
    *,
    days: int,
    minutes: float | None = None,
    retentions: Sequence[float] = RETENTIONS,
    progress: Callable[[int, int], None] | None = None,
) -> Workload:
    """Return what each desired retention leads to; with `minutes` no day begins a card after so many."""
    own = {preset.desired_retention for preset in start.presets}
    tried: list[float | None] = sorted({*retentions, *(own if len(own) == 1 else ())})
    present = next(iter(own)) if len(own) == 1 else None
    if present is None:
        tried.insert(0, None)
    lives = lives_for(len(start.cards))
    policies = [Policy(retention=each, minutes=minutes) for each in tried]
    found = simulate(start, policies, days=days, lives=lives, progress=progress)
    idle = remembered_idle(start, days)
    ways = [
        _way(found, number, retention=each, days=days, cards=len(start.cards), idle=idle, present=each == present)
        for number, each in enumerate(tried)
    ]
    best = recommended([way for way in ways if way.retention is not None])
    return Workload(
        days=days,
        cards=len(start.cards),
        new=int((start.cards.phase == NEW).sum()),
        idle=idle,
        lives=lives,
        ways=tuple(replace(way, best=way.retention is not None and way.retention == best) for way in ways),
    )


def lives_for(cards: int) -> int:
    """Return how many lives are worth simulating: chance evens out over many cards too."""
    return min(max(_CARD_LIVES // max(cards, 1), _FEWEST), _MOST)


def remembered_idle(start: Start, day: int) -> float:
    """Return how many cards are expected to be recalled on a day if nothing is studied until then."""
    cards = start.cards
    seen = np.flatnonzero(cards.phase != NEW)
    w = Terms(start.presets, start.learner).w(cards.preset[seen])
    return float(np.sum(formulas.recalled(cards.stability[seen], np.maximum(day - cards.last[seen], 0), w)))


def recommended(ways: Sequence[Way]) -> float | None:
    """Return the retention up to which a further card remembered costs less than on average over all that were tried.

    It is the knee of the curve of remembered cards over minutes: the point furthest above the line between its ends
    (Satopää and others, Finding a “Kneedle” in a Haystack, 2011). What costs more and gives less than another is left
    out. None where all of them come to the same: where neither one more card nor one in
    a hundred is remembered.
    """
    front: list[Way] = []
    for way in sorted(ways, key=lambda way: (way.minutes, -way.remembered)):
        if not front or way.remembered > front[-1].remembered:
            front.append(way)
    first, last = front[0], front[-1]
    if last.remembered - first.remembered < 1 and last.share - first.share < 0.01:
        return None
    wide, high = last.minutes - first.minutes, last.remembered - first.remembered
    above = [(way.remembered - first.remembered) / high - (way.minutes - first.minutes) / wide for way in front]
    return front[int(np.argmax(above))].retention


def _way(
    found: Lives, number: int, *, retention: float | None, days: int, cards: int, idle: float, present: bool
) -> Way:
    seconds = found.seconds[number]
    minutes = seconds.sum(axis=1) / 60
    remembered = found.remembered[number]
    whole = float(minutes.mean())
    return Way(
        retention=retention,
        minutes=whole / days,
        peak=float(seconds.max(axis=1).mean()) / 60,
        reviews=float(found.reviews[number].sum(axis=1).mean()),
        new=float(found.new[number].sum(axis=1).mean()),
        answers=float(found.answers[number].sum(axis=1).mean()),
        remembered=float(remembered.mean()),
        share=float(remembered.mean()) / cards if cards else 0.0,
        per_minute=(float(remembered.mean()) - idle) / whole if whole else 0.0,
        minutes_error=_error(minutes / days),
        remembered_error=_error(remembered),
        present=present,
    )


def _error(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    return float(values.std(ddof=1) / np.sqrt(len(values)))
