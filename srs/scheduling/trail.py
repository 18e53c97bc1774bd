"""What each answer of a card did to it, without its memory: enough to tell a history to others, at little cost.

Difficulty (FSRS-6) follows from the ratings alone, and where a card stood from what it was given.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache
from math import exp

from srs.model import EventKind, Past, Phase, Preset, Rating, Told
from srs.scheduling.scheduler import DEFAULT_PARAMETERS

_DAY = timedelta(days=1)


def trail(history: Iterable[Told], preset: Preset) -> list[Past]:
    """Return what each review or reset of one card did, in their order."""
    # hard waits one and a half times as long as a step that stands alone
    long_steps = any(1.5 * step >= _DAY for step in (*preset.learning_steps, *preset.relearning_steps))
    change = _changes(preset.parameters or DEFAULT_PARAMETERS)
    past: list[Past] = []
    phase: Phase | None = None
    interval, step = 0, 0
    difficulty: float | None = None
    for told in history:
        if told.kind is EventKind.RESET or told.rating is None:
            past.append(Past(told, phase, 0, interval, None))
            phase, interval, step, difficulty = None, 0, 0, None
            continue
        before, interval_before = phase, interval
        if difficulty is None:
            difficulty = change.first[told.rating]
        else:
            slope = change.slope[told.rating]
            moved = difficulty + slope * (10.0 - difficulty) / 9.0
            difficulty = min(max(change.drawn + change.kept * moved, 1.0), 10.0)
        phase, step = _after(phase, step, Rating(told.rating), preset, in_step=told.due_at is not None, long=long_steps)
        if told.due_at is not None:
            interval = min(-1, (told.at - told.due_at) // 1000)
        elif told.due_day is not None:
            interval = max(1, told.due_day - told.day)
        else:
            interval = 1
        past.append(Past(told, before, interval, interval_before, difficulty))
    return past


def _after(
    phase: Phase | None, step: int, rating: Rating, preset: Preset, *, in_step: bool, long: bool
) -> tuple[Phase, int]:
    """Return where a card stands after an answer, and at which of its steps."""
    if phase is Phase.REVIEW:
        if in_step or (long and rating is Rating.AGAIN and preset.relearning_steps):
            return Phase.RELEARNING, 0
        return Phase.REVIEW, 0
    phase = phase or Phase.LEARNING
    steps = preset.relearning_steps if phase is Phase.RELEARNING else preset.learning_steps
    match rating:
        case Rating.AGAIN:
            step = 0
        case Rating.GOOD:
            step += 1
        case Rating.EASY:
            step = len(steps)
    if in_step:
        return phase, step
    # with steps of a day or more, a due day alone does not tell whether the card has left them
    return (phase, step) if long and step < len(steps) else (Phase.REVIEW, 0)


class _Changes:
    """What ratings do to difficulty, under one set of parameters."""

    def __init__(self, w: tuple[float, ...]) -> None:
        raw = {rating: w[4] - exp(w[5] * (rating - 1)) + 1 for rating in range(1, 5)}
        self.first = {rating: min(max(value, 1.0), 10.0) for rating, value in raw.items()}
        self.slope = {rating: -w[6] * (rating - 3) for rating in range(1, 5)}
        self.drawn = w[7] * raw[4]
        self.kept = 1 - w[7]


@lru_cache(maxsize=64)
def _changes(parameters: tuple[float, ...]) -> _Changes:
    return _Changes(parameters)
