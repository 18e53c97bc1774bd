"""The figures of predictions are what the field means by them."""

from __future__ import annotations

from itertools import pairwise
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.learners import drawn, log_of
from benchmarks.tuning import items_of
from srs.tuning import metrics
from srs.tuning.optimizer import recency
from srs.tuning.paths import Paths
from srs.tuning.reviews import Reviews


def agree_with_fsrs_rs(reviews: Reviews, w: tuple[float, ...]) -> None:
    rs = pytest.importorskip("fsrs_rs_python")
    every = np.zeros(len(reviews))
    every[reviews.scored] = 1.0
    chances = Paths.of(reviews, every).predictions(np.array(w), len(reviews))[reviews.scored]
    recalled = (reviews.rating[reviews.scored] > 1).astype(float)
    weights, keys = recency(len(chances)), metrics.bins(reviews)[reviews.scored]

    theirs = rs.FSRS(list(w)).evaluate(items_of(reviews)[0])

    assert metrics.log_loss(chances, recalled, weights) == pytest.approx(theirs.log_loss, abs=1e-6)
    assert metrics.rmse_bins(chances, recalled, keys, weights) == pytest.approx(theirs.rmse_bins, abs=1e-6)


def test_a_real_log_has_the_figures_that_fsrs_rs_gives(shared: Reviews) -> None:
    agree_with_fsrs_rs(shared, drawn(3))


@pytest.mark.parametrize("seed", range(3))
def test_a_simulated_log_has_the_figures_that_fsrs_rs_gives(seed: int) -> None:
    agree_with_fsrs_rs(Reviews.of(*log_of(drawn(seed), reviews=2_500, seed=seed)), drawn(seed + 10))


def test_a_coin_is_surprised_by_ln_2_and_certainty_by_nothing() -> None:
    recalled = np.array([1.0, 0.0, 1.0])

    assert metrics.log_loss(np.full(3, 0.5), recalled) == pytest.approx(log(2))
    assert metrics.log_loss(recalled, recalled) == pytest.approx(0)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from([0.1, 0.3, 0.5, 0.7, 0.9]), st.booleans()), min_size=2, max_size=30))
def test_auc_is_how_often_a_recalled_review_had_the_better_chance(pairs: list[tuple[float, bool]]) -> None:
    known = [chance for chance, recalled in pairs if recalled]
    forgotten = [chance for chance, recalled in pairs if not recalled]
    found = metrics.auc(np.array([chance for chance, _ in pairs]), np.array([float(known) for _, known in pairs]))

    if not known or not forgotten:
        assert found is None
    else:
        wins = sum((a > b) + 0.5 * (a == b) for a in known for b in forgotten)
        assert found == pytest.approx(wins / (len(known) * len(forgotten)))


@settings(max_examples=60)
@given(st.lists(st.tuples(st.floats(0.001, 0.999), st.booleans()), min_size=1, max_size=200))
def test_every_review_is_in_one_range_of_the_calibration(pairs: list[tuple[float, bool]]) -> None:
    chances = np.array([chance for chance, _ in pairs])
    recalled = np.array([float(known) for _, known in pairs])

    found = metrics.calibration(chances, recalled)

    assert sum(each.reviews for each in found) == len(pairs)
    assert sum(each.recalled * each.reviews for each in found) == pytest.approx(recalled.sum())
    assert all(each.low <= each.predicted <= each.high for each in found)
    assert all(each.least <= each.recalled + 1e-12 and each.recalled <= each.most + 1e-12 for each in found)
    assert all(one.high <= other.low for one, other in pairwise(found))
    assert len(found) == 1 or all(each.reviews >= 20 for each in found)
    # Wilson's interval of nothing recalled in ten: by hand
    assert metrics.calibration(np.full(10, 0.5), np.zeros(10))[0].most == pytest.approx(0.27755, abs=1e-4)


def test_parts_that_are_off_in_opposite_ways_do_not_even_out() -> None:
    chances, recalled = np.array([0.8, 0.8, 0.8, 0.8]), np.array([1.0, 1.0, 0.0, 1.0])

    assert metrics.rmse_bins(chances, recalled, np.array([1, 1, 1, 1])) == pytest.approx(0.05)
    assert metrics.rmse_bins(chances, recalled, np.array([1, 1, 2, 2])) == pytest.approx(
        (0.2**2 / 2 + 0.3**2 / 2) ** 0.5
    )
