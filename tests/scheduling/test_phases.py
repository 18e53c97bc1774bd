"""Where answers leave a card among its steps is the same, reckoned with its memory or without."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from srs.clock import Calendar
from srs.model import CardId, Preset, Rating, State, Unseen
from srs.scheduling import phases
from srs.scheduling.scheduler import next_state

STEPS = st.lists(st.sampled_from([1, 10, 60, 1500]), max_size=3).map(
    lambda minutes: tuple(timedelta(minutes=m) for m in minutes)
)


@given(ratings=st.lists(st.sampled_from(Rating), min_size=1, max_size=12), learning=STEPS, relearning=STEPS)
def test_phases_without_memories_are_those_with_them(
    ratings: list[Rating], learning: tuple[timedelta, ...], relearning: tuple[timedelta, ...]
) -> None:
    preset = Preset(learning_steps=learning, relearning_steps=relearning)
    calendar = Calendar(zone=UTC)
    state: State = Unseen()
    stand = phases.NEW
    for turn, rating in enumerate(ratings):
        moment = calendar.moment(datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=turn))
        state = next_state(state, rating, card=CardId("a"), moment=moment, preset=preset)
        stand = phases.after(stand, rating, learning=len(learning), relearning=len(relearning))

        assert stand.phase is state.phase
        assert state.step is None or stand.step == state.step
