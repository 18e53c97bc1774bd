"""The days to come, simulated: against the published simulator, and how near a plan comes to what then happens."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.figures import Figure, Skipped, ratio

CARDS = 1_000
NEW_PER_DAY = 10
DAYS = 365
LIVES = 8
RETENTIONS = (0.7, 0.75, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97)
NO_HARD = ((0.4, 0.0, 0.55, 0.05), (0.05, 0.0, 0.9, 0.05), (0.05, 0.0, 0.9, 0.05))
"""Without a `hard` within the steps both follow the same formulas there."""


FOLLOWED = 8
"""So many learners follow a plan."""
_MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def measure() -> Iterator[Figure | Skipped]:
    """Yield what simulated days come to against a published simulator, and plans against those who follow them."""
    yield from _against_rust()
    yield from _followed()


def _against_rust() -> Iterator[Figure | Skipped]:
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


def _followed() -> Iterator[Figure]:
    """Yield how far the minutes and the readiness of learners who follow a plan are from what it said, on average."""
    for days, minutes in ((10, 15.0), (21, 8.0)):
        told = [_one(days, minutes, str(each)) for each in range(FOLLOWED)]
        took, ready = (statistics.mean(each[at] for each in told) for at in (0, 1))
        name = f"a plan of {days} days, {minutes:g} min"
        yield Figure(f"{name}: minutes", abs(took - 1) * 100, 12, "% from what it said")
        yield Figure(f"{name}: readiness", abs(ready) * 100, 4, "points from what it said")


def _one(days: int, minutes: float, seed: str) -> tuple[float, float]:
    """Return minutes against those said, and by how much readiness is above what was said."""
    from benchmarks.sittings import Days, Sitter, write_notes
    from srs import Collection

    with TemporaryDirectory() as name:
        folder, clock = Path(name), Days(_MONDAY)
        write_notes(folder / "notes", plain=30, pointed=20)
        (folder / "config.toml").write_text('zone = "UTC"\n')
        with Collection.open(folder / "srs.db", clock=clock, config=folder / "config.toml") as collection:
            collection.import_paths([folder / "notes"])
            today = collection.today()
            by = today + timedelta(days=days)
            said = collection.plan_by(by, minutes=minutes, apply=True).aim.chosen
            sitter, limit = Sitter(collection, clock.go), said.limit or minutes
            took = [
                sitter.study(today + timedelta(days=each), minutes=limit, seed=f"{seed}:{each}") for each in range(days)
            ]
            sitter.sleep_until(by)
            return statistics.mean(took) / said.minutes, collection.ready().ready - said.ready
