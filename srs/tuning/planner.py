"""A date to aim at: which minutes a day, new cards a day and desired retention give the highest chance to say it all.

Each of a ladder of minutes a day is tried with some retentions and some numbers of new cards; the best with at most the
minutes given is the plan. What is tried for some minutes does not depend on how many were given, so more minutes never
give less. All of them live the same lives (`simulation`), so that they differ by what was chosen and not by chance.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from srs.scheduling.formulas import Floats
from srs.tuning.lives import NEW, Lives, Policy, Start
from srs.tuning.points import Told
from srs.tuning.simulation import simulate
from srs.tuning.terms import LONG, Terms

MINUTES = (1, 2, 3, 5, 7, 10, 12, 15, 20, 25, 30, 40, 45, 50, 60, 75, 90, 105, 120, 150, 180, 240, 300, 360)
"""The minutes a day that are tried; a plan for other minutes is one for the next fewer of these."""
USUAL = 120
"""Without a number given no plan takes more."""
RETENTIONS = (0.80, 0.85, 0.90, 0.93, 0.96)
_WORTH = 0.02
"""Without a number given the fewest minutes are taken that come so near to the most that can be had."""
_EARLY = 0.7
"""Where new cards are spread, all are begun in this share of the days: what comes late is asked too seldom."""
WEAK = 0.5
"""A theme that is less ready is weak."""

_AT_ONCE = 4
"""So many numbers of minutes are tried together."""
_GAIN = 0.002
"""Where so many gain less, more minutes are not tried."""
_CARD_LIVES = 1_200
_FEWEST, _MOST = 3, 16


Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """What some minutes a day lead to at best; means over the lives that were simulated."""

    limit: float | None
    """No day begins a card after so many minutes; None: as many as the day's limits ask."""
    retention: float | None
    """None: as the presets have it."""
    new_per_day: tuple[int, ...]
    """By preset."""
    ready: float
    """The share of questions and stories that would be said in full."""
    spread: float
    """How far one life is from the mean: a standard deviation."""
    minutes: float
    """A day, as they come to."""
    peak: float
    """Of the fullest day, by the mean of that day over the lives."""
    reviews_peak: int
    """Cards in review on the fullest day."""
    unseen: float
    """Cards that are never seen until then."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a plan, as expected."""

    number: int
    """0 is today."""
    new: float
    reviews: float
    minutes: float


@dataclass(frozen=True, slots=True)
class Theme:
    """How ready a theme would be."""

    name: str
    ready: float
    idle: float
    """The same if nothing is studied until then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A plan for a date, and what else there is to choose."""

    days: int
    cards: int
    new: int
    """Cards never seen so far."""
    lives: int
    idle: float
    """How ready one would be without any study."""
    present: Option
    """What the presets as they are lead to, with the same minutes a day."""
    options: tuple[Option, ...]
    """The best for each number of minutes that was tried, the fewest first; none is less ready than the one before."""
    chosen: Option
    plan: tuple[Day, ...]
    seen_by: int | None
    """The day by whose end all is seen; None where not all is."""
    themes: tuple[Theme, ...]
    """The least ready first."""


def aim(
    start: Start,
    themes: Sequence[str],
    *,
    days: int,
    minutes: float | None = None,
    progress: Progress | None = None,
) -> Aim:
    """Return the best plan for so many days, from day 0 on, that takes at most so many minutes a day.

    `themes` names the theme of each question and story of `start.points`. Readiness is that of the day after the last.
    """
    ladder = [each for each in MINUTES if each <= (USUAL if minutes is None else minutes)] or [MINUTES[0]]
    lives = min(max(_CARD_LIVES // max(len(start.cards), 1), _FEWEST), _MOST)
    climb = _Climb(start, days, lives)
    for begin in range(0, len(ladder), _AT_ONCE):
        before = climb.options[-1].ready if climb.options else -1.0
        climb.up(ladder[begin : begin + _AT_ONCE], _part(progress, begin / len(ladder), _AT_ONCE / len(ladder)))
        if climb.options[-1].ready < before + _GAIN:
            break
    at = len(climb.options) - 1
    if minutes is None:
        enough = climb.options[-1].ready - _WORTH
        at = next(number for number, option in enumerate(climb.options) if option.ready >= enough)
    chosen, found, number = climb.options[at], *climb.found[at]
    present = Policy(minutes=None if minutes is None else ladder[-1])
    others = simulate(start, [present], days=days, lives=lives)
    assert start.points is not None, "a plan needs to know what is to be said"
    idle = Told(start.points, start.learner, 1, start.presets).ready(days)[0]
    return Aim(
        days=days,
        cards=len(start.cards),
        new=int((start.cards.phase == NEW).sum()),
        lives=lives,
        idle=float(idle.mean()) if idle.size else 0.0,
        present=_option(start, present, others, 0),
        options=tuple(climb.options),
        chosen=chosen,
        plan=tuple(_days(found, number, days)),
        seen_by=_seen_by(found, number),
        themes=_themes(themes, found.ready[number].mean(axis=0), idle),
    )


class _Climb:
    """The best for each number of minutes of the ladder, from the fewest on, among all that takes no more."""

    def __init__(self, start: Start, days: int, lives: int) -> None:
        self._start, self._days, self._lives = start, days, lives
        self.options: list[Option] = []
        self.found: list[tuple[Lives, int]] = []
        """Where each was found: its lives, and the number of its policy in them."""

    def up(self, ladder: Sequence[int], progress: Progress | None) -> None:
        """Try the next few numbers of minutes."""
        tried = [policy for each in ladder for policy in _policies(self._start, self._days, each)]
        lives = simulate(self._start, tried, days=self._days, lives=self._lives, progress=progress)
        for most in ladder:
            best = (self.options[-1], self.found[-1]) if self.options else None
            for number, policy in enumerate(tried):
                if policy.minutes == most:
                    option = _option(self._start, policy, lives, number)
                    if best is None or option.ready > best[0].ready:
                        best = option, (lives, number)
            assert best is not None, "something is tried for all minutes"
            self.options.append(best[0])
            self.found.append(best[1])


def _part(progress: Progress | None, begin: float, share: float) -> Progress | None:
    """Return what tells the progress of a part as that of the whole."""
    if progress is None:
        return None
    return lambda done, whole: progress(min(100, round(100 * (begin + share * done / whole))), 100)


def _policies(start: Start, days: int, minutes: int) -> list[Policy]:
    """Return what is tried for some minutes a day: as many new cards as fit into them, or spread over the days.

    The retentions next to those of the presets come first, so that a plan changes none without need.
    """
    cards, terms = start.cards, Terms(start.presets, start.learner)
    new = np.flatnonzero(cards.phase == NEW)
    by_preset = np.bincount(cards.preset[new], minlength=len(start.presets))
    whole = len(new)
    takes = float(np.mean((terms.first + terms.begun[cards.preset[new], LONG]) * cards.seconds[new])) if whole else 1.0
    fits = min(max(1, int(minutes * 60 / takes)), whole)
    spread = min(math.ceil(whole / max(1.0, days * _EARLY)), fits)
    limits = {tuple(math.ceil(each * many / whole) for each in by_preset.tolist()) for many in (fits, spread) if whole}
    reviews = tuple(max(preset.reviews_per_day, len(cards)) for preset in start.presets)
    own = float(np.mean([preset.desired_retention for preset in start.presets]))
    return [
        Policy(retention=retention, new=new_per_day, reviews=reviews, minutes=minutes)
        for retention in sorted(RETENTIONS, key=lambda each: abs(each - own))
        for new_per_day in sorted(limits) or [(0,) * len(start.presets)]
    ]


def _option(start: Start, policy: Policy, found: Lives, number: int) -> Option:
    ready = found.ready[number].mean(axis=1) if found.ready[number].size else np.zeros(1)
    seconds = found.seconds[number]
    return Option(
        limit=policy.minutes,
        retention=policy.retention,
        new_per_day=policy.new or tuple(preset.new_per_day for preset in start.presets),
        ready=float(ready.mean()),
        spread=float(ready.std(ddof=1)) if len(ready) > 1 else 0.0,
        minutes=float(seconds.mean()) / 60,
        peak=float(seconds.mean(axis=0).max()) / 60,
        reviews_peak=math.ceil(found.reviews[number].mean(axis=0).max()),
        unseen=float(found.unseen[number].mean()),
    )


def _days(found: Lives, number: int, days: int) -> list[Day]:
    return [
        Day(
            day,
            float(found.new[number, :, day].mean()),
            float(found.reviews[number, :, day].mean()),
            float(found.seconds[number, :, day].mean()) / 60,
        )
        for day in range(days)
    ]


def _seen_by(found: Lives, number: int) -> int | None:
    """Return the day on which the last new card is begun, in most lives; None where some are never begun."""
    if found.unseen[number].mean() >= 0.5:
        return None
    begun = found.new[number].mean(axis=0)
    left = np.flatnonzero(np.cumsum(begun) >= begun.sum() - 0.5)
    return int(left[0])


def _themes(names: Sequence[str], ready: Floats, idle: Floats) -> tuple[Theme, ...]:
    themes = []
    for name in dict.fromkeys(names):
        of = [number for number, each in enumerate(names) if each == name]
        themes.append(Theme(name, float(ready[of].mean()), float(idle[of].mean())))
    return tuple(sorted(themes, key=lambda theme: (theme.ready, theme.name.casefold())))
