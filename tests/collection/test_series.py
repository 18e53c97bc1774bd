"""Figures over time equal those counted from the exported log."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from srs import Collection
from srs.collection.series import pages
from srs.model import Rating
from srs.recall.calibration import binned
from srs.terminal.plots import plots
from srs.terminal.report.page import page


@pytest.fixture
def reviewed(collection: Collection, notes: Path, clock: Callable[..., object]) -> Collection:
    """Five cards, answered every third day for ten weeks; each fifth answer is wrong, and one is taken back."""
    collection.import_paths([notes])
    asked = 0
    for _ in range(24):
        for listed in collection.select():
            asked += 1
            collection.answer(listed.card.id, Rating.AGAIN if asked % 5 == 3 else Rating.GOOD, took_ms=5_000)
            clock.advance(minutes=15)  # type: ignore[attr-defined]
        clock.advance(days=3)  # type: ignore[attr-defined]
    collection.undo()
    return collection


def log_of(collection: Collection) -> list[dict[str, object]]:
    found = json.loads(json.dumps(collection.export_json(), default=str))
    void = {row["refers_to"] for row in found["events"] if row["kind"] == "undo"}
    return [row for row in found["reviews"] if row["id"] not in void]


def test_answers_a_day_are_those_of_the_log_that_count(reviewed: Collection) -> None:
    counted = Counter(date.fromisoformat(str(row["day"])) for row in log_of(reviewed))
    assert pages(reviewed).series.counts == dict(counted)


def test_calibration_is_of_the_answers_that_recall_is_of(reviewed: Collection) -> None:
    series = pages(reviewed).series
    assert sum(each.answers for each in series.bins) == sum(week.answers for week in series.weeks) > 0
    assert sum(each.right for each in series.bins) == sum(week.right for week in series.weeks)


def test_a_week_s_recall_is_of_answers_that_followed_one_that_left_steps(reviewed: Collection) -> None:
    rows = {str(row["id"]): row for row in log_of(reviewed)}
    counted: Counter[tuple[date, bool]] = Counter()
    for row in rows.values():
        before = rows.get(str(row["after"]))
        if before is not None and "T" not in str(before["due"]):
            day = date.fromisoformat(str(row["day"]))
            counted[day - timedelta(days=day.weekday()), row["rating"] != 1] += 1
    for week in pages(reviewed).series.weeks:
        assert (week.answers, week.right) == (
            counted[week.first, True] + counted[week.first, False],
            counted[week.first, True],
        )


def test_every_card_in_the_forecast_is_due_then(reviewed: Collection) -> None:
    series = pages(reviewed).series
    due = Counter(max(seen.due_day, series.day) for seen in reviewed.states().values())
    assert dict(series.forecast) == {day: due[day] for day, _ in series.forecast}
    assert series.overdue == sum(seen.due_day < series.day for seen in reviewed.states().values())


def test_chances_fall_into_steps_of_five_percent() -> None:
    found = binned(np.array([0.91, 0.93, 0.42, 1.0]), np.array([True, False, True, True]))
    assert [(each.low, each.answers, each.right) for each in found] == [(0.4, 1, 1), (0.9, 2, 1), (0.95, 1, 1)]


def test_the_page_needs_nothing_beside_itself_and_shows_what_was_counted(reviewed: Collection) -> None:
    found = pages(reviewed)
    html = page(found)
    assert "http" not in html
    assert "<script src" not in html
    for day, count in found.series.counts.items():
        assert f"<title>{day}: {count}</title>" in html
    for each in found.entries:
        assert each.text in html


def test_a_page_without_answers_says_so(collection: Collection, notes: Path) -> None:
    collection.import_paths([notes])
    assert "no card in review was answered" in page(pages(collection))


def test_what_a_terminal_draws_fits_80_columns(reviewed: Collection) -> None:
    drawn = list(plots(pages(reviewed).stats))
    assert max(map(len, drawn)) <= 80
