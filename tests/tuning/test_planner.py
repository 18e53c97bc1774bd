"""A plan for a date: more minutes are never less ready, and what it says follows from its lives."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srs.tuning.planner import MINUTES, WEAK, Aim, aim
from tests.tuning.starts import cards, each_said, start


def planned(*, new: int = 25, known: int = 15, days: int = 12, minutes: float | None = None, ties: int = 0) -> Aim:
    of = cards(new, known, ties=ties, seconds=40.0)
    begins = start(of, points=each_said(of))
    return aim(begins, ["a"] * (len(of) // 2) + ["b"] * (len(of) - len(of) // 2), days=days, minutes=minutes)


@settings(max_examples=6, deadline=None)
@given(
    st.integers(0, 25), st.integers(1, 15), st.integers(1, 12), st.integers(0, 4), st.floats(1, 40), st.floats(1, 40)
)
def test_more_minutes_are_never_less_ready(
    new: int, known: int, days: int, ties: int, one: float, other: float
) -> None:
    less, more = (
        planned(new=new, known=known, days=days, ties=ties, minutes=minutes).chosen.ready
        for minutes in sorted((one, other))
    )

    assert less <= more


def test_options_rise_with_their_minutes() -> None:
    found = planned(minutes=60)

    ready = [option.ready for option in found.options]
    assert ready == sorted(ready)
    assert found.chosen is found.options[-1]
    assert found.chosen.limit in MINUTES
    assert found.chosen.ready > found.idle


def test_a_plan_is_the_same_each_time() -> None:
    assert planned(minutes=10) == planned(minutes=10)


def test_minutes_between_two_of_the_ladder_are_planned_as_the_fewer() -> None:
    assert planned(minutes=14) == planned(minutes=12)


def test_without_minutes_a_plan_takes_the_fewest_that_come_near_the_most() -> None:
    found = planned()

    best = found.options[-1].ready
    assert found.chosen.ready >= best - 0.02
    assert all(option.ready < best - 0.02 for option in found.options if option.minutes < found.chosen.minutes)


@pytest.mark.parametrize(("own", "nearest"), [(0.9, 0.9), (0.95, 0.96), (0.7, 0.8)])
def test_a_retention_is_not_changed_for_nothing(own: float, nearest: float) -> None:
    of = cards(0, 6)
    of.due[:] = 40

    found = aim(start(of, points=each_said(of), desired_retention=own), ["a"] * 6, days=5)

    assert found.chosen.retention == nearest


def test_the_days_of_a_plan_add_up_to_it() -> None:
    found = planned(minutes=10)

    assert [day.number for day in found.plan] == list(range(12))
    assert sum(day.minutes for day in found.plan) / 12 == pytest.approx(found.chosen.minutes)
    assert sum(day.new for day in found.plan) == pytest.approx(25 - found.chosen.unseen)


def test_it_says_by_when_all_is_seen_or_that_not_all_is() -> None:
    enough, few = planned(minutes=60), planned(new=400, minutes=5)

    assert enough.seen_by is not None and enough.chosen.unseen < 0.5
    assert few.seen_by is None and few.chosen.unseen > 100


def test_themes_come_weakest_first() -> None:
    of = cards(10, 10, seconds=40.0)
    found = aim(start(of, points=each_said(of)), ["known"] * 10 + ["new"] * 10, days=2, minutes=1)

    assert [theme.name for theme in found.themes] == ["new", "known"]
    assert found.themes[0].ready < WEAK
    assert found.themes[0].idle == 0 < found.themes[1].idle


def test_limits_are_shared_among_presets() -> None:
    of = cards(30, seconds=40.0)
    of.preset[:10] = 1
    begins = start(of, points=each_said(of))

    found = aim(replace(begins, presets=[*begins.presets, begins.presets[0]]), ["a"] * 30, days=5, minutes=30)

    one, other = found.chosen.new_per_day
    assert other <= one <= 2 * other
