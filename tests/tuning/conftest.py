"""Logs to fit to: a real one where it lies beside the checkout, else those of learners whose memory is known."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import pytest

from benchmarks.learners import drawn, log_of
from srs.tuning.reviews import Reviews


@pytest.fixture(scope="session")
def shared(reference: Path) -> Reviews:
    """A real learner's log, its study days turning at 11:00 UTC, the hour at which it is quiet."""
    names: dict[str, int] = {}
    rows = []
    with (reference / "data" / "review_log.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            ms = int(datetime.fromisoformat(row["review_time"]).timestamp() * 1000)
            card = names.setdefault(row["card_id"], len(names))
            rows.append((ms, card, int(row["review_rating"]), (ms - 11 * 3_600_000) // 86_400_000))
    at, card, rating, day = zip(*sorted(rows), strict=True)
    return Reviews.of(card, rating, day, at)


@pytest.fixture(scope="session")
def learner() -> Reviews:
    """Two thousand answers of a learner unlike most."""
    return Reviews.of(*log_of(drawn(2), reviews=2_000, seed=2))
