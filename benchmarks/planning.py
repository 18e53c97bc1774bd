"""The days to come, simulated: against the published simulator, and how near a plan comes to what then happens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.util import find_spec

import numpy as np

from benchmarks.figures import Figure, Skipped, ratio

CARDS = 1_000
NEW_PER_DAY = 10
DAYS = 365
LIVES = 8
RETENTIONS = (0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97)
NO_HARD = ((0.4, 0.0, 0.55, 0.05), (0.05, 0.0, 0.9, 0.05), (0.05, 0.0, 0.9, 0.05))
"""Without a `hard` within the steps both follow the same formulas there."""


def measure() -> Iterator[Figure | Skipped]:
    """Yield how long all retentions take against one after the other in Rust, and how far both are apart."""
    if not find_spec("fsrs_rs_python"):
        yield Skipped("simulated days", "fsrs-rs-python is not installed")
        return
    import fsrs_rs_python as rs

    from srs.model import DEFAULT_PRESET
    from srs.scheduling.formulas import LEARNING, RELEARNING
    from srs.tuning.learner import Learner
    from srs.tuning.lives import NEW, Cards, Lives, Policy, Start
    from srs.tuning.simulation import simulate

    none, ones = np.zeros(CARDS, np.int64), np.ones(CARDS)
    cards = Cards(
        preset=none, phase=none + NEW, step=none, stability=ones, difficulty=ones, last=none, due=none, interval=none,
        reviews=none, lapses=none, seconds=ones * 12.38, free=none, ties=np.full((CARDS, 3), -1),
    )  # fmt: skip
    preset = replace(DEFAULT_PRESET, fuzz=False, new_per_day=NEW_PER_DAY, reviews_per_day=CARDS)
    learner = Learner(steps={LEARNING: NO_HARD, RELEARNING: NO_HARD})
    start = Start(cards=cards, presets=[preset], learner=learner, first=date(2026, 3, 2))
    usual = rs.default_simulator_config()
    config = rs.SimulatorConfig(
        CARDS, DAYS, 1e9, 36_500.0, usual.first_rating_prob, usual.review_rating_prob, NEW_PER_DAY, CARDS, True,
        NO_HARD, NO_HARD, usual.state_rating_costs, 2, 1,
    )  # fmt: skip
    parameters = list(rs.DEFAULT_PARAMETERS)

    def ours() -> Lives:
        policies = [Policy(retention=each) for each in RETENTIONS]
        return simulate(start, policies, days=DAYS, lives=LIVES, on=DAYS - 1)

    def theirs() -> list[list[object]]:
        return [[rs.simulate(parameters, each, config, seed) for seed in range(LIVES)] for each in RETENTIONS]

    yield Figure(
        f"a year of {CARDS:,} cards, {len(RETENTIONS)} retentions", ratio(ours, theirs, rounds=3), 4, "× fsrs-rs"
    )
    one, other = ours(), theirs()
    yield Figure("minutes, from those of fsrs-rs", _apart(one.seconds.sum(axis=2), other, "cost_per_day", sum), 3, "%")
    yield Figure(
        "cards remembered, from those of fsrs-rs", _apart(one.remembered, other, "memorized_cnt_per_day", _last), 1, "%"
    )


def _last(days: list[float]) -> float:
    return days[-1]


def _apart(ours: np.ndarray, theirs: list[list[object]], name: str, of: object) -> float:  # type: ignore[type-arg]
    """Return how far two simulators are apart, in percent: the mean over retentions."""
    other = np.array([[of(getattr(life, name)) for life in lives] for lives in theirs])  # type: ignore[operator]
    return float(np.mean(np.abs(ours.mean(axis=1) / other.mean(axis=1) - 1))) * 100
