"""One answer: state x rating x moment x preset -> the next state.

Memory goes through py-fsrs (FSRS-6). It counts whole 24 hour blocks between its datetimes, so it is given
noon UTC of the study days: then its blocks are days of the learner. Its fuzz stays off (it draws on the global
generator and leaves the documented range); ours is in `fuzz`. `fsrs.Card` exists only in here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from srs.clock import Moment
from srs.model import CardId, Memory, Phase, Preset, Rating, Seen, State, Unseen
from srs.scheduling import fuzz

if TYPE_CHECKING:
    import fsrs

_NOON = dt.time(12)
_ZERO = timedelta()
_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_STABILITY_MAX = 36_500.0
"""py-fsrs has no upper limit; fsrs-rs and Anki stop here, and so do we."""

DEFAULT_PARAMETERS = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
"""FSRS-6 as published; here too so that recall is known without loading fsrs."""


def next_state(
    state: State, rating: Rating, *, card: CardId, moment: Moment, preset: Preset, load: fuzz.Load | None = None
) -> Seen:
    """Return the state after an answer, with the day (or instant) at which the card is due again.

    A study day before the last one counts as the same day. A step of less than a day is due at its
    instant; all else on a study day. `load` is what else is due, where that counts. ValueError where the preset's
    parameters are out of bounds.
    """
    scheduler = _scheduler(preset.parameters, preset.learning_steps, preset.relearning_steps)
    after, _ = scheduler.review_card(_to_fsrs(state), _ratings()[rating], _noon(_not_before(moment.day, state)))
    if after.stability is None or after.difficulty is None:
        raise AssertionError("py-fsrs gave an answered card no memory")
    memory = Memory(min(after.stability, _STABILITY_MAX), after.difficulty)
    phase = _phases()[after.state]
    before = 0 if isinstance(state, Unseen) else state.reviews

    due_at = None
    if phase is Phase.REVIEW:
        interval = interval_days(
            memory.stability, card, before, preset, day=moment.day, steps=_steps_of(state, preset), load=load
        )
        due_day = _later(moment.day, interval)
    else:
        step = after.due - _noon(_not_before(moment.day, state))
        if step < _DAY:
            due_at = moment.at + step
            due_day = _study_day(due_at, moment)
        else:
            due_day = _later(moment.day, step // _DAY)
    return Seen(
        memory=memory,
        phase=phase,
        step=after.step,
        due_day=due_day,
        due_at=due_at,
        interval_days=(due_day - moment.day).days,
        last_review=moment.at,
        last_day=moment.day,
        reviews=before + 1,
        lapses=_lapses(state, rating),
    )


def preview(
    state: State, *, card: CardId, moment: Moment, preset: Preset, load: fuzz.Load | None = None
) -> dict[Rating, Seen]:
    """Return what each rating would lead to; the answer then gives exactly that."""
    return {rating: next_state(state, rating, card=card, moment=moment, preset=preset, load=load) for rating in Rating}


def retrievability(state: State, *, day: date, preset: Preset) -> float | None:
    """Return the chance to recall a card on a study day (FSRS-6 forgetting curve); None for one never answered."""
    if isinstance(state, Unseen):
        return None
    return recall(state.memory.stability, (day - state.last_day).days, preset)


def recall(stability: float, days: int, preset: Preset) -> float:
    """Return the chance to recall a card so many study days after its last answer (FSRS-6 forgetting curve)."""
    decay = (preset.parameters or DEFAULT_PARAMETERS)[20]
    factor = 0.9 ** (-1 / decay) - 1
    return float((1 + factor * max(0, days) / stability) ** -decay)


def interval(stability: float, preset: Preset) -> float:
    """Return the days until recall has fallen to the preset's desired retention, before rounding and limits."""
    decay = (preset.parameters or DEFAULT_PARAMETERS)[20]
    factor = 0.9 ** (-1 / decay) - 1
    return float(stability / factor * (preset.desired_retention ** (-1 / decay) - 1))


def interval_days(
    stability: float,
    card: CardId,
    reviews: int,
    preset: Preset,
    *,
    day: date,
    steps: Sequence[timedelta] = (),
    load: fuzz.Load | None = None,
) -> int:
    """Return the whole days until a card is due that was answered on `day` after `reviews` other answers.

    `steps` are those that it left with this answer.
    """
    exact = interval(stability, preset)
    if preset.fuzz:
        weight = fuzz.weights(exact, day=day, easy_days=preset.easy_days, load=load)
        chance = fuzz.draw(card, reviews)
        days = fuzz.spread(exact, maximum=preset.maximum_interval, chance=chance, weight=weight)
    else:
        days = fuzz.whole_days(exact)
    # a card that leaves its steps waits no shorter than the longest of them, else "hard" would outdo "good"
    floor = max((step // _DAY for step in steps), default=0)
    return min(max(days, floor, 1), preset.maximum_interval)


def _steps_of(state: State, preset: Preset) -> Sequence[timedelta]:
    match state:
        case Seen(phase=Phase.REVIEW):
            return ()
        case Seen(phase=Phase.RELEARNING):
            return preset.relearning_steps
        case _:
            return preset.learning_steps


def _lapses(state: State, rating: Rating) -> int:
    if isinstance(state, Unseen):
        return 0
    return state.lapses + (state.phase is Phase.REVIEW and rating is Rating.AGAIN)


def _study_day(instant: dt.datetime, moment: Moment) -> date:
    """Count an instant as `moment` was counted, so that a replay elsewhere finds the same day."""
    return (instant + (moment.utc_offset - moment.rollover) * _MINUTE).date()


def _later(day: date, days: int) -> date:
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def _not_before(day: date, state: State) -> date:
    return day if isinstance(state, Unseen) else max(day, state.last_day)


def _noon(day: date) -> dt.datetime:
    return dt.datetime.combine(day, _NOON, tzinfo=dt.timezone.utc)  # noqa: UP017 (py-fsrs compares with this very object)


def _to_fsrs(state: State) -> fsrs.Card:
    import fsrs

    if isinstance(state, Unseen):
        return fsrs.Card(card_id=0)  # without an id it sleeps a millisecond to make one
    return fsrs.Card(
        card_id=0,
        state=_states()[state.phase],
        step=state.step,
        stability=state.memory.stability,
        difficulty=state.memory.difficulty,
        due=_noon(state.last_day),
        last_review=_noon(state.last_day),
    )


@lru_cache(maxsize=64)
def _scheduler(
    parameters: tuple[float, ...] | None, learning: tuple[timedelta, ...], relearning: tuple[timedelta, ...]
) -> fsrs.Scheduler:
    # retention and maximum only shape py-fsrs' own interval, which is not used
    import fsrs

    return fsrs.Scheduler(
        parameters=parameters or DEFAULT_PARAMETERS,
        learning_steps=learning,
        relearning_steps=relearning,
        enable_fuzzing=False,
    )


@lru_cache(maxsize=1)
def _ratings() -> dict[Rating, fsrs.Rating]:
    import fsrs

    return {rating: fsrs.Rating(int(rating)) for rating in Rating}


@lru_cache(maxsize=1)
def _states() -> dict[Phase, fsrs.State]:
    import fsrs

    return {
        Phase.LEARNING: fsrs.State.Learning,
        Phase.REVIEW: fsrs.State.Review,
        Phase.RELEARNING: fsrs.State.Relearning,
    }


@lru_cache(maxsize=1)
def _phases() -> dict[fsrs.State, Phase]:
    return {state: phase for phase, state in _states().items()}
