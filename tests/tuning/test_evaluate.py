"""Predictions are judged on reviews that they have not seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.learners import drawn, log_of
from benchmarks.tuning import items_of
from srs.scheduling.scheduler import DEFAULT_PARAMETERS
from srs.tuning.evaluate import (
    CONSTANT,
    DEFAULT,
    FITTED,
    IN_FORCE,
    MOVING,
    PARTS,
    Held,
    gain,
    held_back,
    moving_average,
    together,
)
from srs.tuning.reviews import Reviews


@pytest.fixture(scope="module")
def held(learner: Reviews) -> Held:
    found = held_back(learner)
    assert found is not None
    return found


def test_the_first_sixth_is_learnt_from_and_the_rest_predicted(learner: Reviews, held: Held) -> None:
    assert len(held) == len(learner.scored) - len(learner.scored) // 6
    assert set(held.chances) == {FITTED, IN_FORCE, DEFAULT, MOVING, CONSTANT}
    assert all(((each > 0) & (each < 1)).all() for each in held.chances.values())


def test_no_model_sees_what_it_predicts(learner: Reviews, held: Held) -> None:
    part = len(learner.scored) // (PARTS + 1)
    rows = learner.scored[part : 2 * part]
    swapped = learner.rating.copy()
    # what happens in the last review of the first part predicted, and after it, changes nothing before
    later = learner.at >= learner.at[rows[-1]]
    swapped[later] = np.where(swapped[later] == 1, 3, 1)

    other = held_back(replace(learner, rating=swapped))

    assert other is not None
    for model in (FITTED, DEFAULT, MOVING, CONSTANT):
        assert held.chances[model][: part - 1] == pytest.approx(other.chances[model][: part - 1], abs=1e-12)
    assert held.chances[CONSTANT][-1] != other.chances[CONSTANT][-1]


def test_only_what_the_parameters_in_force_have_not_seen_is_held_back_from_them(learner: Reviews) -> None:
    unseen = len(learner.scored) - 200

    held = held_back(learner, unseen=unseen, in_force=drawn(2))

    assert held is not None
    assert len(held) == 200


def test_too_few_reviews_are_not_judged() -> None:
    assert held_back(Reviews.of([0, 0], [3, 3], [20_000, 20_003], [1, 2])) is None


def test_a_fit_is_clearly_better_for_somebody_unlike_most(held: Held) -> None:
    found = gain(held)

    assert found.clear
    assert found.log_loss == pytest.approx(held.score(IN_FORCE).log_loss - held.score(FITTED).log_loss)
    assert held.score(FITTED).log_loss < held.score(DEFAULT).log_loss < held.score(CONSTANT).log_loss


def test_a_fit_is_not_clearly_better_than_the_truth() -> None:
    log = Reviews.of(*log_of(DEFAULT_PARAMETERS, reviews=2_000, seed=8))

    held = held_back(log)

    assert held is not None
    assert not gain(held).clear
    assert held.chances[IN_FORCE].tolist() == held.chances[DEFAULT].tolist()


def test_a_real_log_is_predicted_as_well_as_by_the_splits_of_fsrs_rs(shared: Reviews) -> None:
    rs = pytest.importorskip("fsrs_rs_python")
    held = held_back(shared)
    assert held is not None

    ours, theirs = held.score(FITTED), rs.evaluate_with_time_series_splits(items_of(shared)[0])

    assert ours.log_loss < theirs.log_loss - 0.003
    assert ours.rmse_bins < theirs.rmse_bins
    assert held.score(DEFAULT).log_loss == pytest.approx(0.4417, abs=1e-4)


def test_presets_are_judged_together_as_one(held: Held) -> None:
    whole = together([held, held])

    assert len(whole) == 2 * len(held)
    assert whole.score(FITTED).log_loss == pytest.approx(held.score(FITTED).log_loss)


def test_a_moving_average_follows_how_it_went() -> None:
    chances = moving_average(np.array([1.0, 1.0, 0.0, 0.0, 0.0]))

    assert chances[0] == pytest.approx(1 / (1 + np.exp(-1.2)))
    assert chances[0] < chances[1] < chances[2] > chances[3] > chances[4]
