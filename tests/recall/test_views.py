"""Every figure of the ledger equals one computed straight from the exported log, by a few lines of its own."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import prod
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

import srs
from srs.errors import NothingFound
from srs.model import Kind
from srs.recall.readiness import Link
from srs.terminal.commands import recall as commands
from srs.terminal.ledger import ledger_table, weakest
from srs.terminal.look import Look

NOTES = """# Interview

## Why do models fail in production?

- The data moves and the training set does not.
- Nobody looks at the inputs once it is live.
- The label arrives weeks after the prediction.

## How do you roll back?

- One command points the traffic at the old model.
- It takes less than 2 minutes.
"""


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def collection(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[srs.Collection]:
    monkeypatch.setenv("TZ", "UTC")
    (tmp_path / "notes.md").write_text(NOTES, encoding="utf-8")
    with srs.Collection.open(tmp_path / "srs.db", clock=clock) as opened:
        opened.import_paths([tmp_path / "notes.md"])
        yield opened


def study(collection: srs.Collection, clock: Clock) -> None:
    """Answer the first question four times, the last of them undone; drill it once."""
    question = next(each for each in collection.select("kind:question"))
    points = [point.id for point in question.note.points]
    for said in (points[:1], points[:2], points, points[1:]):
        missed = [point for point in points if point not in said]
        rating = srs.Rating.GOOD if not missed else srs.Rating.HARD
        collection.answer(question.card.id, rating, detail={"said": said, "missed": missed})
        clock.now += timedelta(days=3)
    collection.undo()
    collection.note_drill(question.card.id, took_ms=9000, detail={"said": points, "missed": [], "drill": "1"})
    clock.now += timedelta(days=5)


def test_times_said_equal_those_counted_in_the_exported_log(collection: srs.Collection, clock: Clock) -> None:
    study(collection, clock)

    items = {entry.id: entry for entry in collection.ledger("points").items}

    events: list[dict[str, Any]] = collection.export_json()["events"]
    undone = {event["refers_to"] for event in events}
    counted = [event for event in events if event["id"] not in undone and event["kind"] in ("review", "drill")]
    for id, entry in items.items():
        right = [event["at"] for event in counted if id in event["detail"].get("said", [])]
        wrong = [event["at"] for event in counted if id in event["detail"].get("missed", [])]
        assert (entry.right, entry.near, entry.wrong) == (len(right), 0, len(wrong))
        assert entry.reviews == len(right) + len(wrong)
        last = max(right + wrong, default=None)
        assert (entry.last and entry.last.timestamp() * 1000) == last
    assert any(entry.reviews == 4 for entry in items.values())


def test_a_question_is_ready_with_the_chances_of_its_points(collection: srs.Collection, clock: Clock) -> None:
    study(collection, clock)
    on = collection.today() + timedelta(days=30)

    report = collection.ready(on=on)

    points = collection.ledger("points", on=on).items
    for question in report.questions:
        chances = [point.retrievability or 0.0 for point in points if point.note.id == question.id]
        assert question.ready == pytest.approx(prod(chances))
        assert question.weakest[0].ready == min(chances)
    assert report.ready == pytest.approx(sum(each.ready for each in report.questions) / len(report.questions))
    assert 0 < report.ready < collection.ready().ready


def test_items_that_were_never_said_are_there_too(collection: srs.Collection) -> None:
    items = collection.ledger("questions").items

    assert [(item.reviews, item.retrievability) for item in items] == [(0, None)] * 2
    assert collection.ready().ready == 0


def test_a_query_narrows_the_ledger(collection: srs.Collection) -> None:
    assert len(collection.ledger("questions", "text:production").items) == 1
    with pytest.raises(NothingFound):
        collection.ledger("questions", "deck:nowhere")


def test_a_reset_makes_an_item_new_again(collection: srs.Collection, clock: Clock) -> None:
    card = collection.select("kind:question")[0].card.id
    collection.answer(card, srs.Rating.GOOD)
    collection.reset([card])

    assert collection.ledger("questions").items[0].reviews == 0


@pytest.fixture
def run(collection: srs.Collection, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Callable[..., str]:
    from srs.terminal import cli

    def ran(*arguments: str, code: int = 0) -> str:
        assert cli.run(["--db", str(tmp_path / "srs.db"), *arguments]) == code
        return capsysbinary.readouterr().out.decode()

    return ran


def test_the_json_of_a_view_is_the_contracts(run: Callable[..., str]) -> None:
    document = json.loads(run("stats", "points", "--json"))

    keys = ["id", "kind", "text", "source", "reviews", "right", "near", "wrong", "last", "retrievability"]
    assert list(document) == ["items"]
    assert all(list(item) == keys for item in document["items"])


@pytest.mark.parametrize("view", commands.VIEWS)
def test_each_view_is_a_table_and_csv(run: Callable[..., str], view: str) -> None:
    assert run("stats", view)
    rows = list(csv.DictReader(io.StringIO(run("stats", view, "--csv", "--sort", "recall"))))
    assert {row["view"] for row in rows} <= {view}


def test_the_json_of_ready_is_the_contracts(run: Callable[..., str]) -> None:
    document = json.loads(run("ready", "--on", "2026-12-14", "--json"))

    assert list(document) == ["on", "ready", "themes", "stories", "questions"]
    assert document["on"] == "2026-12-14"
    assert list(document["questions"][0]) == ["id", "text", "ready", "weakest"]


def test_json_holds_where_no_card_matches(run: Callable[..., str]) -> None:
    assert json.loads(run("stats", "points", "deck:nowhere", "--json", code=3)) == {"items": []}
    assert json.loads(run("ready", "deck:nowhere", "--json", code=3))["questions"] == []


def test_judge_says_verdict_and_parts(run: Callable[..., str]) -> None:
    document = json.loads(run("judge", "--kind", "metric", "99.9 %", "99.99 %", "--json"))

    assert document["verdict"] == "wrong"
    assert document["parts"][0]["why"] == "an error that counts"


def test_judge_finds_the_points_of_a_card(run: Callable[..., str], collection: srs.Collection, tmp_path: Path) -> None:
    card = next(each for each in collection.select("kind:question") if "roll back" in each.note.prompt)
    (tmp_path / "said.txt").write_text("With one command the traffic points at the old model again.", encoding="utf-8")

    document = json.loads(run("judge", "--card", card.card.id, str(tmp_path / "said.txt"), "--json"))

    assert card.note.kind is Kind.QUESTION
    assert [point["found"] for point in document["points"]] == [True, False]
    assert list(document["points"][0]) == ["id", "text", "found", "passage"]


def test_judge_opens_no_database_without_a_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from srs.terminal import cli

    monkeypatch.setenv("SRS_DB", str(tmp_path / "none" / "srs.db"))

    assert cli.run(["judge", "half", "50 %"]) == 0
    assert list(tmp_path.iterdir()) == []


def test_exports_hold_every_item(run: Callable[..., str], tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("export", "csv", "-o", "-"))))
    run("export", "markdown", "-o", str(tmp_path / "known.md"))

    assert [row["view"] for row in rows].count("questions") == 2
    assert "## Points" in (tmp_path / "known.md").read_text(encoding="utf-8")


def test_the_figures_by_kind_equal_those_counted_in_the_exported_log(collection: srs.Collection, clock: Clock) -> None:
    study(collection, clock)
    suspended = collection.select("kind:question")[1].card.id
    collection.suspend([suspended])

    total = collection.stats().total

    exported = collection.export_json()
    undone = {event["refers_to"] for event in exported["events"]}
    reviews = {event["id"]: event for event in exported["events"] if event["kind"] == "review"}
    counted = [event for id, event in reviews.items() if id not in undone]
    in_review = [event for event in counted if event["after"] in reviews and "T" not in reviews[event["after"]]["due"]]
    assert collection.stats().reviews == len(counted)
    assert (total.answers, total.right) == (len(in_review), sum(event["rating"] > 1 for event in in_review))
    assert total.cards == len(exported["cards"])
    assert (total.suspended, total.new) == (1, total.cards - 2)


def test_into_a_pipe_readiness_goes_whole_in_lines_of_80_cells(
    run: Callable[..., str], collection: srs.Collection, tmp_path: Path
) -> None:
    long = "Why does a long question, of which nobody knew that anyone would ever ask it like this, fit no narrow line?"
    (tmp_path / "long.md").write_text(f"# More\n\n## {long}\n\nNobody knows.\n", encoding="utf-8")
    collection.import_paths([tmp_path / "long.md"])

    said = run("ready")

    assert max(map(len, said.splitlines())) <= 80
    assert long in " ".join(said.split())
    for question in ("Why do models fail in production?", "How do you roll back?"):
        assert question in said


@pytest.mark.parametrize(("width", "lines"), [(40, 2), (80, 2), (120, 1)])
def test_a_table_fits_its_terminal(collection: srs.Collection, clock: Clock, width: int, lines: int) -> None:
    study(collection, clock)
    table = collection.ledger("points")

    drawn = [str(each) for each in ledger_table(table, Look(width=width))]

    assert max(map(cell_len, drawn)) <= width
    assert len(drawn) == lines * len(table.items) + (lines == 1)


def test_what_has_no_points_is_no_weakest_link_of_its_own(run: Callable[..., str], collection: srs.Collection) -> None:
    question = collection.ready().questions[0]
    alone = replace(question, weakest=(Link(id=question.id, text=question.text, ready=question.ready),))

    assert weakest(question).endswith(question.weakest[0].text)
    assert weakest(alone) == ""


def test_a_figure_among_others_stands_in_brackets_where_it_is_asked_for(
    run: Callable[..., str], collection: srs.Collection, tmp_path: Path
) -> None:
    (tmp_path / "more.md").write_text("## Key numbers\n\n- A rollback went from 35 minutes to 90 seconds.\n", "utf-8")
    collection.import_paths([tmp_path / "more.md"])

    said = run("stats", "metrics")

    assert "A rollback went from [35 minutes] to 90 seconds." in said
    assert "A rollback went from 35 minutes to [90 seconds]." in said
    texts = [each["text"] for each in json.loads(run("stats", "metrics", "--json"))["items"]]
    assert texts.count("A rollback went from 35 minutes to 90 seconds.") == 2


def test_readiness_is_of_no_day_that_is_over(run: Callable[..., str]) -> None:
    assert run("ready", "--on", "2020-01-01", code=2) == ""


def test_an_order_is_of_the_items_of_a_view(run: Callable[..., str]) -> None:
    assert run("stats", "--sort", "recall", code=2) == ""


@pytest.mark.parametrize("key", commands.SORTS)
def test_each_order_keeps_all_items(
    run: Callable[..., str], collection: srs.Collection, clock: Clock, key: str
) -> None:
    study(collection, clock)
    items = json.loads(run("stats", "points", "--json"))["items"]

    found = json.loads(run("stats", "points", "--sort", key, "--json"))["items"]

    assert sorted(each["id"] for each in found) == sorted(each["id"] for each in items)
    if key in items[0]:
        values = [each[key] or "" if key == "last" else each[key] for each in found]
        assert values in (sorted(values), sorted(values, reverse=True))
