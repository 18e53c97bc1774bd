"""Days that are simulated go as days go: by the published simulator, by the limits, by the rules of one answer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from srs.model import Preset, Rating
from srs.recall.memory import Evidence, How, chance, remembered
from srs.scheduling import fuzz
from srs.tuning import spreading
from srs.tuning.apart import Apart
from srs.tuning.chance import seeds, uniform
from srs.tuning.learner import Learner
from srs.tuning.lives import NEW, Lives, Policy
from srs.tuning.points import Points, Told
from srs.tuning.simulation import simulate
from srs.tuning.terms import LONG, Terms
from tests.tuning.starts import NO_HARD, cards, start

# ------------------------------------------------------------------ the published simulator


@pytest.mark.parametrize("retention", [0.75, 0.9, 0.95])
def test_new_cards_without_fuzz_go_as_in_fsrs_rs(retention: float) -> None:
    """Where both assume the same, minutes, reviews and memory are equal within the error of their means."""
    rs = pytest.importorskip("fsrs_rs_python")
    many, days, lives = 300, 120, 24
    usual = rs.default_simulator_config()
    config = rs.SimulatorConfig(
        many, days, 1e9, 36_500.0, usual.first_rating_prob, usual.review_rating_prob, 5, 10**9, True, NO_HARD, NO_HARD,
        usual.state_rating_costs, 2, 1,
    )  # fmt: skip
    theirs = [rs.simulate(list(rs.DEFAULT_PARAMETERS), retention, config, seed) for seed in range(lives)]

    begins = start(cards(many), no_hard=True, fuzz=False, new_per_day=5, reviews_per_day=9_999)
    ours = simulate(begins, [Policy(retention=retention)], days=days, lives=lives, on=days - 1)

    assert near(ours.seconds[0].sum(axis=1), [sum(life.cost_per_day) for life in theirs])
    assert near(ours.reviews[0].sum(axis=1), [sum(life.review_cnt_per_day) for life in theirs])
    assert near(ours.remembered[0], [life.memorized_cnt_per_day[-1] for life in theirs])
    assert (ours.new[0].sum(axis=1) == many).all()


def near(ours: object, theirs: object, errors: float = 4.0) -> bool:
    """Say whether two means are so many standard errors apart at most."""
    one, other = np.array(ours, np.float64), np.array(theirs, np.float64)
    error = np.sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other))
    return bool(abs(one.mean() - other.mean()) <= errors * error)


# ------------------------------------------------------------------ chance


def test_a_simulation_is_the_same_each_time_and_in_any_company() -> None:
    begins = start(cards(40, 40))
    policies = [Policy(retention=0.8), Policy(retention=0.95, minutes=5)]

    both = simulate(begins, policies, days=30, lives=3)
    again = simulate(begins, policies, days=30, lives=3)
    alone = simulate(begins, policies[1:], days=30, lives=3)

    assert same(both, again)
    assert (both.seconds[1] == alone.seconds[0]).all()
    assert (both.remembered[1] == alone.remembered[0]).all()


def same(one: Lives, other: Lives) -> bool:
    return all((getattr(one, name) == getattr(other, name)).all() for name in Lives.__slots__)


def test_chances_are_even_and_belong_to_what_they_are_drawn_for() -> None:
    drawn = uniform(seeds(np.arange(50))[:, None], np.arange(2_000))

    assert drawn.shape == (50, 2_000)
    assert ((drawn >= 0) & (drawn < 1)).all()
    assert np.histogram(drawn, bins=10, range=(0, 1))[0] == pytest.approx(10_000, rel=0.05)
    assert uniform(seeds(7), 1_234) == drawn[7, 1_234]


# ------------------------------------------------------------------ a day


def test_a_day_asks_no_more_than_its_limits_and_what_was_done_today_counts() -> None:
    begins = replace(start(cards(100, 200), new_per_day=6, reviews_per_day=9), done=[(4, 3)])

    lives = simulate(begins, [Policy()], days=15, lives=2)

    assert (lives.new[0, :, 0] == 2).all() and (lives.new[0, :, 1:] == 6).all()
    assert (lives.reviews[0, :, 0] == 6).all() and (lives.reviews[0, :, 1:] == 9).all()


def test_a_policy_goes_before_the_limits_of_the_presets() -> None:
    lives = simulate(start(cards(100)), [Policy(new=(3,)), Policy(new=(30,))], days=3, lives=1)

    assert (lives.new[0] == 3).all()
    assert (lives.new[1] == 30).sum() == 3


def test_minutes_are_kept_to_and_reviews_go_first() -> None:
    begins = start(cards(300, 300), reviews_per_day=999, new_per_day=999)

    lives = simulate(begins, [Policy(minutes=minutes) for minutes in (0, 5, 20)], days=20, lives=4)

    spent = lives.seconds.mean(axis=1) / 60
    assert (spent[0] == 0).all()
    assert spent[1].mean() == pytest.approx(5, abs=0.5)
    assert spent[2].mean() == pytest.approx(20, abs=1)
    assert lives.new[1, :, 1].sum() == 0, "so few minutes are full of reviews"


def test_of_cards_that_give_each_other_away_one_is_asked_a_day() -> None:
    lives = simulate(start(cards(20, ties=5), new_per_day=99), [Policy()], days=6, lives=3)

    assert (lives.new[0] <= 4).all(), "there are four families"
    assert (lives.new[0, :, 0] == 4).all()


@pytest.mark.parametrize("minutes", [None, 200])
def test_families_keep_to_themselves_in_any_sitting(minutes: float | None) -> None:
    lives = simulate(start(cards(40, ties=10), new_per_day=99), [Policy(minutes=minutes)], days=8, lives=3)

    assert (lives.new[0] + lives.reviews[0] <= 4).all()
    assert (lives.new[0, :, 0] == 4).all()


def test_a_large_family_keeps_no_others_waiting() -> None:
    lives = simulate(start(cards(240, ties=60), new_per_day=4), [Policy()], days=1, lives=1)

    assert lives.new[0, 0, 0] == 4


def test_days_go_on_from_where_cards_stand() -> None:
    known = cards(0, 60)
    asked = simulate(start(known, fuzz=False), [Policy()], days=1, lives=1)

    assert asked.reviews[0, 0, 0] == (known.due <= 0).sum() > 0


def test_a_suspended_card_is_never_asked_and_one_that_is_buried_tomorrow() -> None:
    away = cards(3)
    away.free[:] = (1 << 30, 1, 0)

    lives = simulate(start(away), [Policy()], days=3, lives=1)

    assert lives.new[0, 0].tolist() == [1, 1, 0]
    assert lives.unseen[0, 0] == 0


def test_what_a_day_is_expected_to_take_is_what_it_takes() -> None:
    begins = start(cards(4_000), new_per_day=9_999)

    lives = simulate(begins, [Policy()], days=1, lives=1)

    terms = Terms(begins.presets, begins.learner)
    expected = (terms.first + terms.begun[0, LONG]) * begins.cards.seconds[0]
    assert lives.seconds[0, 0, 0] / 4_000 == pytest.approx(expected, rel=0.03)


def test_a_higher_retention_takes_more_and_leaves_more() -> None:
    policies = [Policy(retention=each) for each in (0.7, 0.8, 0.9, 0.97)]

    lives = simulate(start(cards(0, 300), reviews_per_day=9_999), policies, days=60, lives=4)

    minutes, kept = lives.seconds.mean(axis=(1, 2)), lives.remembered.mean(axis=1)
    assert (np.diff(minutes) > 0).all()
    assert (np.diff(kept) > 0).all()


# ------------------------------------------------------------------ as one by one


@given(
    st.lists(st.tuples(st.floats(0.05, 4_000), st.floats(0, 0.999)), min_size=1, max_size=20),
    st.integers(1, 400),
    st.lists(st.integers(0, 9), min_size=14, max_size=14),
    st.booleans(),
)
def test_intervals_are_spread_as_one_alone_is(
    drawn: list[tuple[float, float]], maximum: int, due: list[int], weighed: bool
) -> None:
    interval = np.minimum(np.array([each for each, _ in drawn]), 90.0 if weighed else np.inf)
    chances = np.array([each for _, each in drawn])
    most = np.full(len(drawn), maximum)
    weight = np.tile([(1 / (1 + each)) ** 2 if each < 9 else 0.0 for each in due], (len(drawn), 1))

    found = spreading.spread(interval, chances, most, weight if weighed else None)

    for number, (exact, draw) in enumerate(zip(interval.tolist(), chances.tolist(), strict=True)):
        low, _ = fuzz.bounds(exact, maximum=maximum)
        alone = fuzz.spread(
            exact,
            maximum=maximum,
            chance=draw,
            weight=(lambda days, low=low, row=weight[number]: float(row[days - low])) if weighed else None,
        )
        assert found[number] == alone


@given(
    st.lists(st.tuples(st.integers(0, 2), st.lists(st.integers(-1, 4), min_size=3, max_size=3)), max_size=25),
    st.integers(0, 2),
)
def test_who_is_given_away_is_what_one_after_the_other_gives(wanted: list[tuple[int, list[int]]], asked: int) -> None:
    life = np.array([each for each, _ in wanted], np.int64)
    ties = np.array([each for _, each in wanted], np.int64).reshape(-1, 3)
    apart = Apart(ties, 3)
    number = np.arange(len(wanted))
    earlier = number[:asked]

    first = apart.claim(life[:asked], earlier, day=4)
    free = apart.claim(life[asked:], number[asked:], day=4)

    taken: dict[tuple[int, int], int] = {}
    for card, (where, shared) in enumerate(wanted):
        keys = [(where, each) for each in shared if each >= 0]
        expected = all(taken.get(key, card) == card for key in keys)
        if expected:
            taken |= dict.fromkeys(keys, card)
        assert (first[card] if card < asked else free[card - asked]) == expected


_SHOWN = st.tuples(st.sampled_from(["own", "whole"]), st.integers(1, 4), st.integers(0, 9))


@given(st.lists(_SHOWN, min_size=1, max_size=8), st.booleans())
def test_points_are_remembered_as_the_ledger_remembers_them(shown: list[tuple[str, int, int]], marked: bool) -> None:
    """Card 0 asks the whole note with both points, card 1 the first point alone."""
    points = Points(
        whole=np.zeros(2, np.int64), stability=np.ones(2), difficulty=np.ones(2), last=np.zeros(2, np.int64),
        seen=np.zeros(2, np.bool_), preset=np.zeros(2, np.int64), own=np.array([-1, 0]), start=np.array([0, 2]),
        count=np.array([2, 0]), inside=np.array([0, 1]),
    )  # fmt: skip
    # a point is said in a marked answer by a chance that is sure here: all of them from `good` on, else none
    learner = Learner(marked=1.0 if marked else 0.0, said=(0.0, 0.0, 1.0, 1.0))
    told, day = Told(points, learner, 1, [Preset()]), 0
    evidence: list[list[Evidence]] = [[], []]
    for what, rating, later in shown:
        day += later
        card = 1 if what == "own" else 0
        told.answer(np.zeros(1, np.int64), np.array([card]), np.array([rating]), day, np.array([0.5]), seeds([0]))
        inside = Rating.GOOD if rating >= 3 else Rating.AGAIN
        for point in (0,) if card else (0, 1):
            if card:
                evidence[point].append(Evidence(day, How.ALONE, Rating(rating)))
            elif marked:
                evidence[point].append(Evidence(day, How.INSIDE, inside))
            else:
                evidence[point].append(Evidence(day, How.UNMARKED, Rating(rating)))

    both = [chance(remembered(each), day + 5) for each in evidence]
    assert told.ready(day + 5)[0, 0] == pytest.approx(both[0] * both[1], rel=1e-9, abs=1e-12)


def test_a_card_without_a_memory_has_none_to_lose() -> None:
    fresh = cards(5)

    lives = simulate(start(fresh), [Policy(minutes=0)], days=3, lives=1)

    assert (fresh.phase == NEW).all()
    assert lives.remembered[0, 0] == 0 and lives.unseen[0, 0] == 5
