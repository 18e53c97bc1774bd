"""A mock interview over real notes: kept in the log answer by answer, and nothing to the schedule."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from srs import Collection
from srs.errors import NothingFound
from srs.model import EventKind

TEXT = """# Me

## Tell me about yourself

- I make slow things fast.
- I cut the nightly load by 40 %.

## Why do you want this job?

- It is about databases.
- You ship every day.
"""


@pytest.fixture
def collection(tmp_path: Path):
    path = tmp_path / "a.md"
    path.write_text(TEXT)
    with Collection.open(tmp_path / "srs.db") as opened:
        opened.import_paths([path])
        yield opened


def test_a_drill_asks_in_order_and_leaves_the_schedule_alone(collection: Collection) -> None:
    drill = collection.drill()
    assert drill.current is not None and drill.current.text == "Tell me about yourself"

    first = drill.current.items[0].id
    told = drill.answer(spoken_ms=30_000, said=[first], by_heart=True)

    assert told.coverage is not None and 0 < told.coverage < 1
    assert drill.current is not None and drill.current.text == "Why do you want this job?"
    assert collection.states() == {}
    assert collection.due().new > 0


def test_each_answer_stands_in_the_log_at_once_and_undo_takes_it_back(collection: Collection) -> None:
    drill = collection.drill()
    assert drill.current is not None
    drill.answer(spoken_ms=30_000, said=[drill.current.items[0].id])

    (event,) = [event for event in collection.export_json()["events"] if event["kind"] == "drill"]  # type: ignore[attr-defined]
    assert event["detail"]["drill"] == drill.id
    assert len(event["detail"]["said"]) == 1
    assert len(drill.trend()) == 1

    assert collection.undo().undone.kind is EventKind.DRILL
    assert drill.trend() == []


def test_a_drill_counts_where_that_is_wanted(collection: Collection) -> None:
    drill = collection.drill(schedule=True)
    assert drill.current is not None
    card = drill.current.card
    drill.answer(spoken_ms=30_000, said=[item.id for item in drill.current.items])

    assert collection.states()[card].reviews == 1
    assert [share for _, share in drill.trend()] == [1.0]


def test_the_states_that_a_replay_gives_do_not_know_of_drills(collection: Collection) -> None:
    drill = collection.drill()
    while drill.current is not None:
        collection.answer(drill.current.card, 3)
        drill.answer(spoken_ms=1000)
    before = collection.states()

    collection.rebuild()

    assert collection.states() == before
    assert collection.check().faults == ()


def test_nothing_to_ask_is_said(tmp_path: Path) -> None:
    with Collection.open(tmp_path / "none.db") as empty, pytest.raises(NothingFound):
        empty.drill()


def test_what_is_taken_back_is_asked_again_and_counts_no_more(collection: Collection) -> None:
    drill = collection.drill()
    assert drill.take_back() is None
    first = drill.current
    told = drill.answer(spoken_ms=30_000)

    assert drill.take_back() == told

    assert drill.current == first and drill.asked == 0
    assert drill.trend() == []


def test_nothing_is_taken_back_that_was_done_since(collection: Collection) -> None:
    drill = collection.drill()
    drill.answer(spoken_ms=30_000)
    collection.flag([collection.select("")[0].card.id])

    assert drill.take_back() is None
    assert drill.asked == 1


def test_the_figures_show_how_the_interviews_went(collection: Collection) -> None:
    for said in (0, 2):
        drill = collection.drill(questions=1)
        assert drill.current is not None
        drill.answer(spoken_ms=30_000, said=[item.id for item in drill.current.items[:said]], by_heart=said > 0)

    before, after = collection.stats().drills

    assert (before.said, before.by_heart, before.coverage) == (0, 0, 0.0)
    assert (after.said, after.by_heart, after.answers) == (2, 1, 1)
    assert before.wanted == after.wanted > 0
    assert after.minutes == 0.5
    assert [share for _, share in drill.trend()] == [before.coverage, after.coverage]


def test_the_answers_of_interviews_are_found_by_an_index(collection: Collection, tmp_path: Path) -> None:
    collection.drill().answer(spoken_ms=30_000)

    with closing(sqlite3.connect(tmp_path / "srs.db")) as database:
        plan = database.execute("""EXPLAIN QUERY PLAN SELECT * FROM log WHERE detail LIKE '%"drill"%'""").fetchall()

    assert "ix_log_drill" in str(plan)
