"""What a shell prompt shows is what `srs due` counts, on a road of its own."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import srs
from srs import prompt
from srs.errors import SrsError
from srs.store import schema
from srs.store.glance import REVISION

START = datetime(2026, 12, 14, 9, tzinfo=UTC)

NOTES = """# Interview

## Why did you leave?

I wanted to build things that last.

- The team was wound up.
- The product had found its place.

## The night the index died

Situation: Search was down for 40 minutes on Black Friday, which 3 teams saw.

Task: Bring it back without losing a write.

Action: I rebuilt the index from the log and moved the writes to a queue.

Result: Back in 12 minutes, with 0 writes lost.

## Tell me about a time you were under pressure.

→ The night the index died

"""
QUESTIONS = "\n\n".join(f"## What is number {n}?\n\nIt is the {n}th of them." for n in range(14))

ACTS = st.one_of(
    st.tuples(st.just("answer"), st.integers(0, 40), st.sampled_from([1, 1, 2, 3, 3, 4])),
    st.tuples(st.just("first"), st.integers(1, 6), st.sampled_from([1, 3, 3, 4])),
    st.tuples(st.sampled_from(["suspend", "bury", "reset", "flag", "hide"]), st.integers(0, 40), st.just(0)),
    st.tuples(st.just("undo"), st.just(0), st.just(0)),
    st.tuples(st.just("wait"), st.sampled_from([1, 9, 30, 600, 1440, 1441, 4000, 20_000]), st.just(0)),
    st.tuples(
        st.just("preset"),
        st.sampled_from(["new_per_day", "reviews_per_day"]),
        st.sampled_from(["0", "1", "3", "none", "due", "random"]),
    ),
    st.tuples(st.just("order"), st.just("review_order"), st.sampled_from(["overdue", "retrievability", "random"])),
    st.tuples(st.just("use"), st.sampled_from(["deck:notes", "kind:story"]), st.just(0)),
)


def act(collection: srs.Collection, what: tuple[str, object, object], moved: list[int]) -> None:
    name, one, other = what
    ids = [listed.card.id for listed in collection.select([])]
    match name:
        case "answer":
            collection.answer(ids[int(str(one)) % len(ids)], int(str(other)), took_ms=900)
        case "first":
            for item in list(collection.queue())[: int(str(one))]:
                collection.answer(item.card_id, int(str(other)), took_ms=900)
        case "suspend" | "bury" | "reset" | "flag" | "hide":
            getattr(collection, name)([ids[int(str(one)) % len(ids)]])
        case "undo":
            collection.undo()
        case "wait":
            moved[0] += int(str(one))
        case "preset":
            collection.change_preset("mine", {str(one): str(other)})
        case "order":
            collection.change_preset("default", {str(one): str(other)})
        case "use":
            key, _, value = str(one).partition(":")
            collection.use_preset("mine", **{key: value})


@settings(max_examples=int(os.environ.get("SRS_FUZZ", "15")), deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(ACTS, max_size=14), new=st.sampled_from([0, 2, 20]), reviews=st.sampled_from([0, 3, 200]))
def test_it_counts_what_srs_due_counts_whatever_was_done(
    acts: list[tuple[str, object, object]],
    new: int,
    reviews: int,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path_factory.mktemp("prompt")
    (folder / "notes.md").write_text(NOTES + QUESTIONS, encoding="utf-8")
    config, database = folder / "config.toml", str(folder / "srs.db")
    config.write_text(f"new_per_day = {new}\nreviews_per_day = {reviews}\nzone = 'UTC'\n", encoding="utf-8")
    moved = [0]

    def clock() -> datetime:
        return START + timedelta(minutes=moved[0])

    with srs.Collection.open(database, clock=clock, config=config) as collection:
        collection.import_paths([str(folder / "notes.md")])
        collection.add_preset("mine")
        for each in acts:
            try:
                act(collection, each, moved)
            except SrsError:
                continue
            monkeypatch.setenv("SRS_NOW", clock().isoformat())
            due = collection.due()
            assert prompt.waiting(database, str(config)) == due.due + due.learning + due.new


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    """A database with some cards that wait."""
    (tmp_path / "notes.md").write_text(NOTES + QUESTIONS, encoding="utf-8")
    database = tmp_path / "srs.db"
    with srs.Collection.open(str(database)) as collection:
        collection.import_paths([str(tmp_path / "notes.md")])
    return database


def run(*arguments: str, python: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *python, "-m", "srs", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True)


def test_the_road_to_it_loads_neither_sqlalchemy_nor_click_nor_rich(asked: Path) -> None:
    done = run("--db", str(asked), "due", "--prompt", python=("-X", "importtime"))

    assert done.stdout.startswith("srs ")
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "sqlite3" in loaded
    assert not loaded & {"sqlalchemy", "click", "rich", "fsrs", "numpy", "alembic"}


def test_it_is_the_sum_of_what_srs_due_says(asked: Path) -> None:
    due = json.loads(run("--db", str(asked), "due", "--json").stdout)

    assert run(f"--db={asked}", "due", "--prompt").stdout == f"srs {due['due'] + due['new'] + due['learning']}\n"


def test_it_leaves_nothing_beside_the_database(asked: Path) -> None:
    before = sorted(asked.parent.iterdir())

    run("--db", str(asked), "due", "--prompt")

    assert sorted(asked.parent.iterdir()) == before


def test_it_sees_what_another_program_has_just_stored(asked: Path) -> None:
    before = prompt.waiting(str(asked))

    with srs.Collection.open(str(asked)) as collection:
        collection.suspend([item.card_id for item in collection.queue()][:1])
        collection.suspend([listed.card.id for listed in collection.select("number")])
        seen = prompt.waiting(str(asked))
        due = collection.due()

    assert seen == due.due + due.learning + due.new
    assert before is not None and seen is not None and seen < before


def test_what_it_does_not_know_is_left_to_the_long_road(tmp_path: Path, asked: Path) -> None:
    text, other, foreign = tmp_path / "text.db", tmp_path / "other.db", tmp_path / "with ? and # 50%.db"
    text.write_text("no database")
    other.write_bytes(asked.read_bytes())
    with sqlite3.connect(other) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'srs_0001'")
    connection.close()
    foreign.write_bytes(asked.read_bytes())

    assert prompt.waiting(str(tmp_path / "absent.db")) == 0
    assert prompt.waiting(str(text)) is None
    assert prompt.waiting(str(other)) is None
    assert prompt.waiting(f"sqlite:///{asked}") is None
    assert prompt.waiting(str(foreign)) == prompt.waiting(str(asked))


def test_a_url_and_a_broken_setting_show_what_the_long_road_shows(tmp_path: Path, asked: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("new_per_day = 'many'\n")

    assert (
        run("--db", f"sqlite:///{asked}", "due", "--prompt").stdout == run("--db", str(asked), "due", "--prompt").stdout
    )
    assert run("--db", str(asked), "--config", str(broken), "due", "--prompt").stdout == ""


def test_it_knows_the_schema_of_today() -> None:
    assert REVISION == schema.REVISION
