"""A fit finds the parameters that predict a learner's reviews, as well as fsrs-rs does or better."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.learners import drawn, log_of
from benchmarks.tuning import cost, items_of
from srs.scheduling.scheduler import DEFAULT_PARAMETERS
from srs.tuning.optimizer import DEFAULTS, HIGHEST, LOWEST, fit, recency
from srs.tuning.reviews import Reviews


def of(*cards: str) -> Reviews:
    """Return reviews of cards that are written as `3 0:3 2:3`: a rating, then days since the last and a rating."""
    rows = []
    for number, text in enumerate(cards):
        day = 20_000 + number
        for place, piece in enumerate(text.split()):
            gap, _, rating = piece.rpartition(":")
            day += int(gap or 0)
            rows.append((day * 86_400_000 + place, number, int(rating), day))
    at, card, rating, day = zip(*sorted(rows), strict=True)
    return Reviews.of(card, rating, day, at)


# ------------------------------------------------------------------ against fsrs-rs


def both(reviews: Reviews) -> tuple[float, float]:
    """Return the log loss of our fit and of fsrs-rs', as fsrs-rs measures both."""
    rs = pytest.importorskip("fsrs_rs_python")
    items, _ = items_of(reviews)
    theirs = rs.FSRS(list(DEFAULT_PARAMETERS)).compute_parameters(items)
    ours = fit(reviews).parameters
    return rs.FSRS(list(ours)).evaluate(items).log_loss, rs.FSRS(list(theirs)).evaluate(items).log_loss


def test_a_real_log_is_fitted_as_closely_as_by_fsrs_rs(shared: Reviews) -> None:
    ours, theirs = both(shared)

    assert ours <= theirs + 0.001
    assert ours < 0.4410


@pytest.mark.parametrize("seed", range(4))
def test_a_simulated_log_is_fitted_as_closely_as_by_fsrs_rs(seed: int) -> None:
    ours, theirs = both(Reviews.of(*log_of(drawn(seed), reviews=6_000, seed=seed)))

    assert ours <= theirs + 0.001


# ------------------------------------------------------------------ what is found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_a_known_memory_would_say_is_found_again(seed: int) -> None:
    truth = drawn(seed)
    later = Reviews.of(*log_of(truth, reviews=4_000, seed=seed + 100))

    found = fit(Reviews.of(*log_of(truth, reviews=20_000, seed=seed))).parameters

    assert cost(later, truth, found) < 0.0015
    assert cost(later, truth, found) < 0.2 * cost(later, truth, DEFAULT_PARAMETERS)


def test_the_same_log_gives_the_same_parameters(learner: Reviews) -> None:
    assert fit(learner) == fit(learner)


def test_a_start_elsewhere_leads_to_the_same_place(learner: Reviews) -> None:
    one, other = fit(learner), fit(learner, start=np.array(drawn(9)))

    assert cost(learner, one.parameters, other.parameters) < 1e-4


def test_parameters_keep_to_their_bounds_and_a_better_first_rating_never_gives_less(learner: Reviews) -> None:
    w = np.array(fit(learner).parameters)

    assert (w >= LOWEST).all()
    assert (w <= HIGHEST).all()
    assert (np.diff(w[:4]) >= 0).all()


def test_a_lapse_with_all_its_relearning_steps_leaves_no_more_than_there_was(learner: Reviews) -> None:
    w = fit(learner, relearning_steps=3).parameters

    left = 3 * w[17] * w[18] + np.log(w[11]) + np.log(2 ** w[13] - 1) + 0.3 * w[14]
    assert left <= 1e-3 or w[17] * w[18] <= 0.01 + 1e-6


def test_the_newest_review_weighs_four_times_the_oldest() -> None:
    assert recency(5).tolist() == pytest.approx([0.25, 0.26171875, 0.34375, 0.56640625, 1.0])
    assert recency(1).tolist() == [0.25]


# ------------------------------------------------------------------ few reviews


def test_nothing_to_learn_from_leaves_the_defaults() -> None:
    assert fit(of("3", "1 0:3")).parameters == DEFAULT_PARAMETERS


def test_few_reviews_move_only_the_first_stabilities() -> None:
    w = fit(of(*["3 2:1"] * 10, *["3 2:3"] * 2, *["1 1:3"] * 9)).parameters

    assert w[4:] == DEFAULT_PARAMETERS[4:]
    assert w[2] < DEFAULT_PARAMETERS[2]
    assert w[0] > DEFAULT_PARAMETERS[0]


def test_a_rating_that_nobody_gave_keeps_its_default() -> None:
    w = fit(of(*["3 2:3"] * 20)).parameters

    assert w[3] == DEFAULT_PARAMETERS[3]
    assert DEFAULTS[2] < w[2]


def test_cards_that_waited_too_long_after_their_first_answer_are_left_out() -> None:
    found = fit(of("3 101:1 5:3", "4 101:1", "3 100:3", *["3 3:3"] * 10))

    assert (found.reviews, found.left_out) == (12, 2)


# ------------------------------------------------------------------ what is learnt from


def test_the_first_answer_of_a_day_tells_something_but_not_of_a_card() -> None:
    reviews = of("1 0:3 2:3 0:3 5:1", "3")

    assert [(int(reviews.gap[row]), int(reviews.rating[row])) for row in reviews.scored] == [(2, 3), (5, 1)]


def test_scored_reviews_are_in_the_order_of_the_log() -> None:
    reviews = of("3 9:3 9:3", "3 1:1 1:2")

    assert reviews.rating[reviews.scored].tolist() == [1, 2, 3, 3]
    assert reviews.scored_since(20_003).rating[reviews.scored_since(20_003).scored].tolist() == [2, 3, 3]


def test_an_answer_on_an_earlier_day_than_the_one_before_counts_as_the_same_day() -> None:
    reviews = Reviews.of([0, 0, 0], [3, 3, 3], [20_010, 20_009, 20_012], [1, 2, 3])

    assert reviews.gap.tolist() == [0, 0, 3]
