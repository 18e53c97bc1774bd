"""What is recommended, and what each retention is said to lead to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from srs.model import DEFAULT_PRESET, PresetId
from srs.tuning.lives import Policy
from srs.tuning.simulation import simulate
from srs.tuning.workload import RETENTIONS, Way, recommended, workload
from tests.tuning.starts import cards, start


def way(retention: float, minutes: float, remembered: float) -> Way:
    return Way(
        retention=retention, minutes=minutes, peak=0, reviews=0, new=0, answers=0, remembered=remembered, share=0,
        per_minute=0, minutes_error=0, remembered_error=0,
    )  # fmt: skip


def test_the_knee_is_recommended() -> None:
    ways = [way(0.7, 5, 80), way(0.8, 6, 90), way(0.9, 12, 95), way(0.97, 15, 98)]

    assert recommended(ways) == 0.8


def test_what_costs_more_and_leaves_less_is_never_recommended() -> None:
    ways = [way(0.7, 5, 80), way(0.8, 6, 78), way(0.9, 8, 95), way(0.97, 15, 90), way(0.95, 12, 96)]

    assert recommended(ways) == 0.9


def test_nothing_is_recommended_where_all_come_to_the_same() -> None:
    assert recommended([way(0.7, 0, 5), way(0.9, 0, 5)]) is None
    assert recommended([way(0.7, 1, 106.2), way(0.9, 2, 106.9), way(0.97, 3, 107.1)]) is None


def test_each_way_says_what_its_lives_came_to() -> None:
    begins = start(cards(60, 90))

    found = workload(begins, days=30)

    lives = simulate(begins, [Policy(retention=0.9)], days=30, lives=found.lives)
    present = next(each for each in found.ways if each.retention == 0.9)
    assert (found.cards, found.new) == (150, 60)
    assert present.minutes == pytest.approx(lives.seconds.sum() / found.lives / 30 / 60)
    assert present.remembered == pytest.approx(lives.remembered.mean())
    assert present.share == pytest.approx(present.remembered / 150)
    assert present.per_minute == pytest.approx((present.remembered - found.idle) / (present.minutes * 30))
    assert present.present and sum(each.present for each in found.ways) == 1
    assert sum(each.best for each in found.ways) == 1
    assert 0 < found.idle < 90


def test_the_retention_of_the_preset_is_among_them() -> None:
    found = workload(start(cards(20), desired_retention=0.83), days=10)

    assert [each.retention for each in found.ways] == sorted({*RETENTIONS, 0.83})
    assert [each.retention for each in found.ways if each.present] == [0.83]


def test_presets_that_differ_have_a_way_of_their_own() -> None:
    one = start(cards(10, 10))
    other = replace(DEFAULT_PRESET, id=PresetId("other"), desired_retention=0.8)
    one.cards.preset[:10] = 1

    found = workload(replace(one, presets=[DEFAULT_PRESET, other]), days=10)

    assert [each.retention for each in found.ways] == [None, *RETENTIONS]
    assert found.ways[0].present and not any(each.present for each in found.ways[1:])
    assert not found.ways[0].best


def test_with_minutes_no_way_takes_more() -> None:
    found = workload(start(cards(200, 200), new_per_day=99, reviews_per_day=999), days=20, minutes=6)

    assert all(each.minutes < 7 for each in found.ways)
