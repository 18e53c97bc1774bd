"""Plans of a real collection: they say what then happens, and change nothing unless they are told to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from benchmarks.sittings import Sitter, write_notes
from srs import Collection
from srs.collection.planning import AimReport
from srs.errors import NothingFound, Unusable
from srs.model import EventKind, Rating
from tests.collection.conftest import Clock

TODAY = date(2026, 3, 2)
"""Of the clock."""


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Notes of questions, some with points, in two decks."""
    write_notes(tmp_path / "many", plain=14, pointed=10)
    return tmp_path / "many"


def sitter(collection: Collection, clock: Clock) -> Sitter:
    """Return a learner who answers as the model says."""

    def go(by: timedelta) -> None:
        clock.now += by

    return Sitter(collection, go)


# ------------------------------------------------------------------ what is said, and what then happens


@pytest.mark.parametrize(("days", "minutes"), [(9, 15.0), (14, 7.0)])
def test_a_plan_that_is_followed_ends_as_it_said(
    collection: Collection, clock: Clock, many: Path, days: int, minutes: float
) -> None:
    """Within 15 % of the minutes, and three deviations of a single life or 5 points of readiness."""
    collection.import_paths([many])
    day = TODAY + timedelta(days=days)
    said = collection.plan_by(day, minutes=minutes, apply=True).aim.chosen

    model = sitter(collection, clock)
    limit = said.limit or minutes
    spent = [model.study(TODAY + timedelta(days=each), minutes=limit, seed=f"{each}") for each in range(days)]
    model.sleep_until(day)

    assert sum(spent) / days == pytest.approx(said.minutes, rel=0.15)
    assert collection.ready().ready == pytest.approx(said.ready, abs=max(0.05, 3 * said.spread))


def test_minutes_a_day_of_the_present_retention_are_what_days_then_take(
    collection: Collection, clock: Clock, many: Path
) -> None:
    collection.import_paths([many])
    said = next(way for way in collection.plan(days=10).workload.ways if way.present)

    model = sitter(collection, clock)
    spent = [model.study(TODAY + timedelta(days=each), minutes=1e9, seed=f"a {each}") for each in range(10)]

    assert sum(spent) / 10 == pytest.approx(said.minutes, rel=0.15)


def test_without_study_one_is_as_ready_as_the_ledger_says(collection: Collection, clock: Clock, many: Path) -> None:
    """With answers to whole notes, marks in some, and cards never seen."""
    collection.import_paths([many])
    model = sitter(collection, clock)
    for each in range(3):
        model.study(TODAY + timedelta(days=each), minutes=8, seed=f"b {each}")
    pointed = next(each for each in collection.select() if len(each.note.points) == 2)
    said, missed = (str(point.id) for point in pointed.note.points)
    collection.answer(pointed.card.id, Rating.HARD, detail={"said": [said], "missed": [missed]})

    for ahead in (1, 20):
        day = collection.today() + timedelta(days=ahead)
        assert collection.plan_by(day, minutes=5).aim.idle == pytest.approx(collection.ready(on=day).ready, rel=1e-9)


def test_the_learner_s_own_times_are_reckoned_with(collection: Collection, clock: Clock, notes: Path) -> None:
    collection.import_paths([notes])
    usual = collection.plan(days=20).workload
    for listed in collection.select():
        for _ in range(8):
            collection.answer(listed.card.id, Rating.GOOD, took_ms=240_000)
            clock.advance(days=3)

    report = collection.plan(days=20)

    assert report.learner.timed == 40
    assert report.learner.seconds_of(report.kinds[0]) > 150
    assert report.workload.new == 0 < usual.new


# ------------------------------------------------------------------ what is stored


def test_a_plan_stores_nothing_unless_it_is_applied(collection: Collection, many: Path) -> None:
    collection.import_paths([many])
    before = collection.export_json()

    collection.plan()
    report = collection.plan_by(TODAY + timedelta(days=9), minutes=10)

    assert report.settings and not report.stored
    assert collection.export_json() == before


def test_a_plan_of_a_collection_that_is_not_there_makes_none(tmp_path: Path, opened: Callable[..., Collection]) -> None:
    with pytest.raises(NothingFound):
        opened().plan()
    with pytest.raises(NothingFound):
        opened().plan_by(TODAY + timedelta(days=9))

    assert not (tmp_path / "srs.db").exists()


def test_applying_sets_the_presets_and_one_undo_takes_it_back(collection: Collection, many: Path) -> None:
    collection.import_paths([many])
    collection.add_preset("slow")
    collection.change_preset("slow", {"desired_retention": "0.8", "reviews_per_day": "1"})
    collection.use_preset("slow", deck="plain")
    before = [each.preset for each in collection.presets()]

    report = collection.plan_by(TODAY + timedelta(days=9), minutes=20, apply=True)

    chosen = report.aim.chosen
    assert report.stored and {each.preset for each in report.settings} == {"default", "slow"}
    after = {each.preset.name: each.preset for each in collection.presets()}
    assert {preset.desired_retention for preset in after.values()} == {chosen.retention}
    assert dict(zip(report.presets, chosen.new_per_day, strict=True)) == {
        name: preset.new_per_day for name, preset in after.items()
    }
    assert collection.undo().undone.kind is EventKind.PRESET
    assert [each.preset for each in collection.presets()] == before


def test_a_plan_that_holds_already_is_stored_no_second_time(collection: Collection, many: Path) -> None:
    collection.import_paths([many])
    collection.plan_by(TODAY + timedelta(days=9), minutes=10, apply=True)
    events = len(collection.export_json()["events"])

    again = collection.plan_by(TODAY + timedelta(days=9), minutes=10, apply=True)

    assert not again.settings and not again.stored
    assert len(collection.export_json()["events"]) == events


# ------------------------------------------------------------------ what is planned


@pytest.mark.parametrize(
    ("ahead", "said"), [(-1, "is over"), (0, "is today: no day is left to plan"), (2_000, "is too far off to plan")]
)
def test_a_day_that_cannot_be_planned_is_refused_in_a_line(
    collection: Collection, notes: Path, ahead: int, said: str
) -> None:
    collection.import_paths([notes])
    day = TODAY + timedelta(days=ahead)

    with pytest.raises(Unusable, match=f"^{day} {said}$"):
        collection.plan_by(day)


@pytest.mark.parametrize("minutes", [0, 0.5, 1_441, float("nan")])
def test_minutes_that_no_day_has_are_refused_in_a_line(collection: Collection, notes: Path, minutes: float) -> None:
    collection.import_paths([notes])

    for plan in (
        lambda: collection.plan(minutes=minutes),
        lambda: collection.plan_by(date(2026, 4, 1), minutes=minutes),
    ):
        with pytest.raises(Unusable, match=r"min a day cannot be planned$"):
            plan()


def test_where_nothing_is_left_to_do_a_plan_takes_no_minutes(collection: Collection, clock: Clock, notes: Path) -> None:
    collection.import_paths([notes])
    sitter(collection, clock).study(TODAY, minutes=1e9, seed="d")

    found = collection.plan_by(TODAY + timedelta(days=1), minutes=5).aim

    assert found.chosen.minutes == 0
    assert found.chosen.ready == pytest.approx(found.idle)


def test_cards_that_nobody_asks_are_nothing_to_plan(collection: Collection, notes: Path) -> None:
    collection.import_paths([notes])
    collection.suspend(listed.card.id for listed in collection.select())

    with pytest.raises(NothingFound, match="all are suspended"):
        collection.plan()


def test_a_query_is_planned_alone(collection: Collection, many: Path) -> None:
    collection.import_paths([many])

    report = collection.plan_by(TODAY + timedelta(days=5), "source:pointed")

    assert (report.aim.cards, report.others) == (10, 14)
    assert collection.plan("source:plain", days=5).workload.cards == 14


def test_what_was_done_today_is_not_planned_again(collection: Collection, clock: Clock, many: Path) -> None:
    collection.import_paths([many])
    collection.change_preset("default", {"new_per_day": "3"})
    sitter(collection, clock).study(TODAY, minutes=1e9, seed="c")

    first = collection.plan(days=1).workload.ways[0]

    assert first.new == 0 and first.minutes == 0


def test_where_nothing_is_a_question_every_card_is_to_be_remembered(collection: Collection, tmp_path: Path) -> None:
    notes = tmp_path / "figures.md"
    notes.write_text("# Figures\n\n- Latency fell by **40%** in March.\n- We served **3 million** users.\n")
    collection.import_paths([notes])
    assert {each.note.kind.value for each in collection.select()} == {"metric"}

    report: AimReport = collection.plan_by(TODAY + timedelta(days=10), minutes=10)

    assert not report.whole
    assert 0.5 < report.aim.chosen.ready <= 1


def test_where_all_was_seen_the_order_of_new_cards_stays(collection: Collection, clock: Clock, many: Path) -> None:
    collection.import_paths([many])
    for listed in collection.select():
        collection.answer(listed.card.id, Rating.GOOD)

    found = collection.plan_by(TODAY + timedelta(days=5))

    assert found.aim.new == 0
    assert not {each.field for each in found.settings} & {"new_cards", "new_per_day"}
