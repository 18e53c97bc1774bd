"""Which day of its range an interval gets: rather one with little to do, no easy day, none of a sibling."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srs.clock import Calendar
from srs.model import DEFAULT_PRESET, CardId, Rating, Seen, State, Unseen
from srs.scheduling import fuzz
from srs.scheduling.fuzz import Load
from srs.scheduling.scheduler import interval_days, next_state, retrievability

MONDAY = date(2026, 3, 2)
STABILITY = 23.0
"""With the published curve the days until recall has fallen to 0.9; fuzz may put it on 20 to 26."""
RANGE = range(20, 27)


def drawn(*, load: Load | None = None, cards: int = 2_000, **fields: object) -> Counter[int]:
    """Return how many of some cards get each interval."""
    preset = replace(DEFAULT_PRESET, **fields)
    return Counter(
        interval_days(STABILITY, CardId(f"card {number}"), 3, preset, day=MONDAY, load=load) for number in range(cards)
    )


def day(interval: int) -> date:
    return MONDAY + timedelta(days=interval)


def test_a_day_with_more_to_do_is_less_likely():
    load = Load({day(interval): 40 if interval == 23 else 10 for interval in RANGE})

    got = drawn(load=load)

    assert set(got) <= set(RANGE)
    assert got[23] < min(got[interval] for interval in RANGE if interval != 23) / 4


def test_an_easy_day_has_its_share_and_a_free_one_nothing():
    half = drawn(easy_days=(100, 100, 50, 100, 100, 100, 100), balance=False)  # 23 days after a Monday: a Wednesday
    free = drawn(easy_days=(100, 100, 0, 100, 100, 100, 100))

    assert half[23] == pytest.approx(half[22] / 2, rel=0.3)
    assert free[23] == 0


def test_no_day_of_a_sibling_is_taken_where_there_is_another():
    load = Load({}, frozenset(map(day, [20, 21, 22, 24, 25, 26])))
    everywhere = Load({}, frozenset(map(day, RANGE)))

    assert set(drawn(load=load)) == {23}
    assert set(drawn(load=everywhere)) == set(RANGE)


def test_intervals_too_long_to_know_their_days_are_spread_evenly():
    preset = replace(DEFAULT_PRESET)
    load = Load({MONDAY + timedelta(days=200): 1_000})

    got = Counter(interval_days(200.0, CardId(str(n)), 3, preset, day=MONDAY, load=load) for n in range(3_000))

    assert got[200] > 0.5 * 3_000 / len(got)


def test_without_fuzz_the_interval_is_the_exact_one():
    load = Load({day(23): 1_000}, frozenset([day(23)]))

    assert drawn(load=load, fuzz=False, easy_days=(0, 0, 0, 0, 0, 0, 100)) == {23: 2_000}


@given(
    st.dictionaries(st.integers(1, 120), st.integers(0, 300), max_size=60),
    st.sets(st.integers(1, 120), max_size=20),
    st.lists(st.sampled_from([0, 30, 100]), min_size=7, max_size=7).filter(any),
    st.tuples(st.floats(0.6, fuzz.FAR), st.floats(0.6, fuzz.FAR)).map(sorted),
    st.text(max_size=4),
)
def test_any_load_leaves_the_range_and_the_order_of_intervals(due, siblings, easy, stabilities, name):
    load = Load({day(n): count for n, count in due.items()}, frozenset(map(day, siblings)))
    preset = replace(DEFAULT_PRESET, easy_days=tuple(easy))

    got = [interval_days(stability, CardId(name), 1, preset, day=MONDAY, load=load) for stability in stabilities]

    assert got == sorted(got)
    for interval, stability in zip(got, stabilities, strict=True):
        low, high = fuzz.bounds(stability, maximum=36_500)
        assert low <= interval <= high


def lived(*, fuzz: bool, balance: bool) -> tuple[int, float]:
    """Return the fullest day after the first month, and the share recalled then, of who learns 300 cards in 10 days."""
    preset = replace(DEFAULT_PRESET, learning_steps=(), relearning_steps=(), fuzz=fuzz, balance=balance)
    calendar = Calendar(UTC)
    states: dict[CardId, State] = {}
    counts: Counter[date] = Counter()
    asked, known = [], []
    for number in range(110):
        today = MONDAY + timedelta(days=number)
        moment = calendar.moment(datetime.combine(today, time(9), tzinfo=UTC))
        due = [card for card, state in states.items() if isinstance(state, Seen) and state.due_day == today]
        for card in [*due, *(CardId(f"{number} {each}") for each in range(30 if number < 10 else 0))]:
            state = states.get(card, Unseen())
            rating = Rating.GOOD
            if isinstance(state, Seen):
                recall = retrievability(state, day=today, preset=preset) or 0.0
                rating = Rating.GOOD if random.Random(f"{card} {state.reviews}").random() < recall else Rating.AGAIN
                known += [rating is Rating.GOOD] if number > 30 else []
            after = next_state(
                state, rating, card=card, moment=moment, preset=preset, load=Load(counts) if balance else None
            )
            states[card] = after
            counts[after.due_day] += 1
        asked += [len(due)] if number > 30 else []
    return max(asked), sum(known) / len(known)


def test_the_fullest_day_is_flattened_and_recall_stays():
    plain, fuzzed, balanced = (
        lived(fuzz=fuzz, balance=balance) for fuzz, balance in ((False, False), (True, False), (True, True))
    )

    assert balanced[0] < fuzzed[0] < plain[0]
    assert balanced[0] < 0.75 * plain[0]
    assert balanced[1] == pytest.approx(plain[1], abs=0.02)
