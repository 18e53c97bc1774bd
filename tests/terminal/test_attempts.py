"""What is said of a card before it is rated, on a real pseudo-terminal: ticks, beats, versions, typed answers."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .every_kind import make

Log = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def review(start, tmp_path: Path):
    """A review over a note of every kind; the first card asks what chunking is, and has two points."""
    (tmp_path / "config.toml").write_text("pause_after = 0\n")
    make(tmp_path / "srs.db")
    terminal = start("review", SRS_CONFIG=str(tmp_path / "config.toml"))
    terminal.wait("What is chunking?")
    return terminal


@pytest.fixture
def log(srs) -> Log:
    return lambda: json.loads(srs("export", "json", "-o", "-").stdout)["events"]


def test_ticked_points_propose_the_rating_and_stand_in_the_log(review, log: Log) -> None:
    review.press(" ", "Space good")
    review.press("a", "Space hard")
    review.press("c", "Space good")
    review.press("a", lambda: "a✗" in review.text and "c✓" in review.text and "Space hard" in review.text)
    review.press(" ", "1 learning")
    review.send("q")

    assert review.ended() == 0
    (event,) = log()
    assert event["rating"] == 2
    assert [len(event["detail"][name]) for name in ("said", "missed")] == [1, 1]
    assert event["detail"]["proposed"] == 2


def test_a_digit_rates_whatever_was_ticked(review, log: Log) -> None:
    review.press(" ", "Space good")
    review.press("a", "Space hard")
    review.press("4", "The night the index died")
    review.send("q")

    assert review.ended() == 0
    assert [event["rating"] for event in log()] == [4]


def test_a_story_is_told_beat_by_beat_and_each_beat_is_said_or_missed(review, log: Log) -> None:
    review.press("4", "The night the index died")
    review.press("\t", "3 of 4 still to say")
    review.press("+", "a✓")
    review.press("\x1b[C", "2 of 4 still to say")
    review.press("-", "c✗")
    review.press(" ", "Space again")
    review.press("d", "Space hard")
    review.press("\r", "1 learning")
    review.send("q")

    assert review.ended() == 0
    event = log()[-1]
    assert event["rating"] == 2
    assert [len(event["detail"][name]) for name in ("said", "missed")] == [2, 2]
    assert event["detail"]["target_s"] == 120
    assert event["detail"]["spoken_ms"] >= 0


def test_the_version_that_is_practised_sets_the_target(review, log: Log) -> None:
    review.press("v", "of 0:20")
    review.press("v", "of 0:45–1:00")
    review.press(" ", "Cut documents into passages. Too long drowns")
    review.press("3", "1 learning")
    review.send("q")

    assert review.ended() == 0
    detail = log()[0]["detail"]
    assert (detail["version"], detail["target_s"]) == (1, 60)


@pytest.mark.parametrize(
    ("typed", "verdict", "proposed"),
    [("40 minutes", "exact", "Space good"), ("about 42 min", "near", "Space hard"), ("2 days", "wrong", "Space again")],
)
def test_a_typed_figure_is_judged_and_proposes_the_rating(
    typed: str, verdict: str, proposed: str, review, log: Log
) -> None:
    review.press("/kind:metric\r", "Search was down for")
    review.press("t", "Answer:")
    review.press(f"{typed}\r", lambda: verdict in review.text and proposed in review.text)
    review.press(" ", "What is chunking?")
    review.send("q")

    assert review.ended() == 0
    assert log()[0]["detail"]["verdict"] == verdict
    assert typed not in json.dumps(log()), "the log holds no text of a learner"


def test_a_pasted_answer_ticks_the_points_that_it_makes_and_the_learner_has_the_last_word(review, log: Log) -> None:
    review.press("t", "Answer:")
    review.send(b"\x1b[200~If a chunk is too long,\nthe point drowns in noise.\x1b[201~")
    review.wait("drowns in noise.")
    review.press("\r", "1 of 2 points heard")
    review.wait("Space hard")
    review.press("c", "Space good")
    review.press(" ", lambda: "1 of 2 points heard" not in review.text)
    review.send("q")

    assert review.ended() == 0
    detail = log()[0]["detail"]
    assert len(detail["said"]) == 2
    assert detail["proposed"] == 3
    assert "drowns" not in json.dumps(log()), "the log holds no text of a learner"


def test_where_figures_are_to_be_typed_the_line_stands_there_with_the_front(start, tmp_path: Path) -> None:
    make(tmp_path / "srs.db")
    (tmp_path / "config.toml").write_text('pause_after = 0\ntyped = ["metric"]\n')
    terminal = start("review", "kind:metric", SRS_CONFIG=str(tmp_path / "config.toml"))

    terminal.wait("Enter judge it")

    assert "Answer: ▏" in terminal.text
    terminal.press("40 minutes\r", lambda: "exact" in terminal.text and "Space good" in terminal.text)
    terminal.press(" ", "1 learning")
    terminal.press("\x1b", "Space answer")
    terminal.send("q")
    assert terminal.ended() == 0


def test_search_jumps_to_a_card_and_skip_asks_it_later(review, log: Log) -> None:
    review.press("/capital\r", "The capital of Peru")
    review.press("n", lambda: "later" in review.text and "What is chunking?" in review.text)
    review.press("/kind:question\r", "Enter ask it")
    review.press("\x1b", "Space answer")
    review.press("/nothing-is-called-so\r", "no card matches")
    review.send("q")

    assert review.ended() == 0
    assert log() == []


def test_tags_and_a_reset_are_acts_that_undo_takes_back(review, srs, log: Log) -> None:
    review.press("#", "Tags:")
    review.press("acme core\r", "tags: acme core")
    review.press("r", "it is new already")
    review.press("u", "took back: tag")
    review.send("q")

    assert review.ended() == 0
    assert [event["kind"] for event in log()] == ["tag", "tag", "undo"]


def test_without_a_key_it_pauses_and_any_key_goes_on(start, tmp_path: Path) -> None:
    make(tmp_path / "srs.db")
    (tmp_path / "config.toml").write_text("pause_after = 1\n")
    terminal = start("review", SRS_CONFIG=str(tmp_path / "config.toml"))
    terminal.wait("What is chunking?")
    terminal.press("4/kind:key_point\r", "Retrieval")

    terminal.wait("Paused")
    terminal.press("3", lambda: "Paused" not in terminal.text and "Retrieval" in terminal.text)

    terminal.send("q")
    assert terminal.ended() == 0


def test_the_road_to_the_first_card_loads_nothing_heavy(start, tmp_path: Path) -> None:
    make(tmp_path / "srs.db")
    terminal = start(shell=f"{sys.executable} -X importtime -m srs review 2> imports")
    terminal.wait("What is chunking?")
    terminal.process.kill()

    lines = (tmp_path / "imports").read_text().splitlines()
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}
    assert {"rich", "sqlalchemy", "fsrs"} <= loaded
    heavy = {"numpy", "scipy", "pandas", "alembic", "markdown_it", "pygments", "rapidfuzz", "charset_normalizer"}
    assert not loaded & (heavy | {"genanki", "zstandard", "anki", "watchfiles", "platformdirs", "tomlkit", "difflib"})
