"""The loss of parameters on a log, and how it changes with them."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.learners import drawn, log_of
from srs.clock import Moment, from_day_number, from_ms
from srs.model import CardId, Preset, Rating, Seen, Unseen
from srs.scheduling.scheduler import next_state, recall
from srs.tuning.metrics import log_loss
from srs.tuning.optimizer import DEFAULTS
from srs.tuning.paths import Paths
from srs.tuning.reviews import Reviews


def moment(day: int) -> Moment:
    return Moment(at=from_ms(day * 86_400_000), day=from_day_number(day), utc_offset=0, rollover=0)


def scored(reviews: Reviews) -> np.ndarray:
    """Return a weight of one for each review that tells something."""
    weight = np.zeros(len(reviews))
    weight[reviews.scored] = 1.0
    return weight


def test_predictions_are_those_of_the_scheduler(learner: Reviews) -> None:
    w = drawn(7)
    preset = Preset(parameters=w)
    chances = Paths.of(learner, scored(learner)).predictions(np.array(w), len(learner))

    for start, count in list(zip(learner.start.tolist(), learner.count.tolist(), strict=True))[:60]:
        state: Seen | Unseen = Unseen()
        for row in range(start, start + count):
            if learner.gap[row] > 0:
                assert isinstance(state, Seen)
                expected = recall(state.memory.stability, int(learner.gap[row]), preset)
                assert chances[row] == pytest.approx(expected, abs=1e-9)
            rating = Rating(int(learner.rating[row]))
            state = next_state(state, rating, card=CardId("a"), moment=moment(int(learner.day[row])), preset=preset)


def test_the_loss_is_that_of_the_predictions(learner: Reviews) -> None:
    paths = Paths.of(learner, scored(learner))
    chances = paths.predictions(DEFAULTS, len(learner))[learner.scored]
    recalled = (learner.rating[learner.scored] > 1).astype(float)

    assert paths.loss(DEFAULTS) / paths.weight == pytest.approx(log_loss(chances, recalled))
    assert paths.slope(DEFAULTS).loss == pytest.approx(paths.loss(DEFAULTS))


@pytest.mark.parametrize("seed", range(12))
def test_the_gradient_is_what_small_steps_find(seed: int) -> None:
    reviews = Reviews.of(*log_of(drawn(seed), reviews=300, seed=seed, days=400))
    w = np.array(drawn(seed + 1))
    rng = np.random.default_rng(seed)
    weight = scored(reviews) * rng.uniform(0.2, 1.0, len(reviews))
    paths = Paths.of(reviews, weight)

    slope = paths.slope(w)

    off = 0
    for number in range(21):
        step = np.zeros(21)
        step[number] = 1e-6 * max(0.01, abs(w[number]))
        found = (paths.loss(w + step) - paths.loss(w - step)) / (2 * step[number])
        off += abs(found - slope.gradient[number]) > 1e-4 * max(1.0, abs(found))
    # where the least of two stabilities holds, or difficulty meets its bounds, a step may fall on either side
    assert off <= 1
    assert np.linalg.eigvalsh(slope.curvature).min() > -1e-6


def test_cards_that_went_the_same_way_count_together(learner: Reviews) -> None:
    cards = int(learner.card.max()) + 1
    twice = Reviews.of(
        np.concatenate([learner.card, learner.card + cards]),
        np.tile(learner.rating, 2),
        np.tile(learner.day, 2),
        np.tile(learner.at, 2),
    )
    once, both = Paths.of(learner, scored(learner)).slope(DEFAULTS), Paths.of(twice, scored(twice)).slope(DEFAULTS)

    assert both.loss == pytest.approx(2 * once.loss)
    assert both.gradient == pytest.approx(2 * once.gradient)
    assert both.curvature == pytest.approx(2 * once.curvature)


def test_what_comes_after_the_last_weighted_review_of_a_card_plays_no_part(learner: Reviews) -> None:
    weight = np.zeros(len(learner))
    weight[learner.scored[:400]] = 1.0
    until = learner.at[learner.scored[399]]
    kept = learner.at <= until
    cut = Reviews.of(learner.card[kept], learner.rating[kept], learner.day[kept], learner.at[kept])

    assert Paths.of(learner, weight).loss(DEFAULTS) == pytest.approx(Paths.of(cut, scored(cut)).loss(DEFAULTS))
