"""What a history tells of each answer is what the scheduler did with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srs.clock import Calendar, to_day_number, to_ms
from srs.model import CardId, EventId, EventKind, Past, Phase, Preset, Rating, Seen, State, Told, Unseen
from srs.scheduling.scheduler import next_state
from srs.scheduling.trail import trail

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
minutes = st.integers(1, 3_000).map(lambda n: timedelta(minutes=n))
presets = st.builds(
    Preset,
    learning_steps=st.lists(minutes, max_size=3).map(lambda steps: tuple(sorted(steps))),
    relearning_steps=st.lists(minutes, max_size=2).map(lambda steps: tuple(sorted(steps))),
)
answers = st.lists(st.tuples(st.sampled_from([*Rating, None]), st.integers(1, 60 * 24 * 40)), max_size=12)


@settings(max_examples=100, deadline=None)
@given(preset=presets, answers=answers)
def test_a_trail_has_the_phases_intervals_and_difficulties_of_the_scheduler(
    preset: Preset, answers: list[tuple[Rating | None, int]]
) -> None:
    calendar, at = Calendar(UTC), START
    state: State = Unseen()
    told: list[Told] = []
    expected: list[tuple[Phase | None, float | None]] = []
    for rating, later in answers:
        at += timedelta(minutes=later)
        moment = calendar.moment(at)
        before = state.phase if isinstance(state, Seen) else None
        due_day = due_at = None
        if rating is None:
            kind, state = EventKind.RESET, Unseen()
            expected.append((before, None))
        else:
            kind = EventKind.REVIEW
            state = next_state(state, rating, card=CardId("c"), moment=moment, preset=preset)
            due_day = to_day_number(state.due_day)
            due_at = None if state.due_at is None else to_ms(state.due_at)
            expected.append((before, state.difficulty))
        told.append(
            Told(EventId(str(len(told))), kind, rating, to_ms(at), None, to_day_number(moment.day), due_day, due_at)
        )

    past: list[Past] = trail(told, preset)

    assert [each.before for each in past] == [before for before, _ in expected]
    for each, (_, difficulty) in zip(past, expected, strict=True):
        assert each.difficulty == (None if difficulty is None else pytest.approx(difficulty, rel=1e-9))
    assert [each.interval_before for each in past[1:]] == [each.interval for each in past[:-1]]
