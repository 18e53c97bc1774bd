"""`srs optimize` and `srs evaluate` as they are read, by people and by programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.learners import drawn, log_of, write
from srs.terminal.fits import calibration
from srs.tuning.metrics import Bin

Run = Callable[..., Any]


@pytest.fixture
def lived(srs: Run, tmp_path: Path) -> Run:
    """`srs` with the log of somebody unlike most."""
    questions = [f"## What is question number {number}?\n\nIt is that one.\n" for number in range(120)]
    (tmp_path / "many.md").write_text("\n".join(questions), encoding="utf-8")
    assert srs("import", "many.md").returncode == 0
    cards = [each["id"] for each in json.loads(srs("list", "--json").stdout)["cards"]]
    write(tmp_path / "srs.db", log_of(drawn(2), reviews=700, seed=3, days=400), cards, until=date(2026, 12, 13))
    assert srs("rebuild").returncode == 0
    return srs


def test_a_fit_says_what_it_learnt_what_it_is_worth_and_what_it_moves(lived: Run) -> None:
    said = lived("optimize", "--dry-run").stdout.splitlines()

    assert said[0].startswith("default: fitted to ")
    assert said[0].endswith(" of 700 answers (the first of a day, not of a card)")
    assert any(line.startswith("log loss") and line.endswith("better") for line in said)
    assert any(" would move: " in line for line in said)
    assert any(line.startswith("a day's reviews in the long run: ") for line in said)
    assert said[-1] == "nothing is stored yet; the same without --dry-run takes it"


def test_a_fit_is_taken_once_and_taken_back(lived: Run) -> None:
    assert lived("optimize").stdout.splitlines()[-1] == "it holds now; `srs undo` takes it back"
    assert "kept as it is: 0 reviews since its parameters were set (2026-12-14)" in lived("optimize").stdout
    assert "parameters in force*" in lived("evaluate").stdout
    assert lived("undo").stdout == "took back: a change of a preset\n"
    assert "parameters in force" not in lived("evaluate").stdout


def test_programs_read_all_of_a_fit(lived: Run) -> None:
    found = json.loads(lived("optimize", "--from-now", "--json").stdout)

    (preset,) = found["presets"]
    assert (preset["preset"], preset["applied"], preset["kept"], preset["reviews"]) == ("default", True, None, 700)
    assert [len(preset["parameters"][which]) for which in ("before", "after")] == [21, 21]
    held = preset["held_back"]
    assert held["gain"]["log_loss"] == pytest.approx(held["in_force"]["log_loss"] - held["fitted"]["log_loss"])
    assert (found["moves"], found["minutes_a_day"], found["stored"]) == (None, None, True)


def test_an_evaluation_compares_models_and_draws_what_was_promised(lived: Run) -> None:
    said = lived("evaluate").stdout

    assert [
        name in said for name in ("fitted to what came before", "default parameters", "moving average", "constant")
    ] == [True] * 4
    assert "predicted by the fits (|) against recalled (o)" in said
    assert max(map(len, said.splitlines())) <= 80
    found = json.loads(lived("evaluate", "--json").stdout)
    assert found["overall"]["models"]["fitted"] == found["presets"][0]["models"]["fitted"]
    assert set(found["overall"]["calibration"][0]) == {
        "low", "high", "reviews", "predicted", "recalled", "least", "most",
    }  # fmt: skip


def test_too_few_reviews_are_told_in_one_line(srs: Run, tmp_path: Path) -> None:
    assert srs("optimize").stdout == (
        "default: kept as it is: 0 reviews (the first of a day, not of a card), 128 are needed\n"
    )
    assert srs("evaluate").stdout.startswith("default: 0 reviews (the first of a day, not of a card); 64 are needed")
    assert json.loads(srs("optimize", "--json").stdout)["presets"][0]["kept"] == "few_reviews"
    assert not (tmp_path / "srs.db").exists()


def test_no_card_and_no_day_end_as_everywhere(lived: Run) -> None:
    assert lived("optimize", "deck:nowhere").returncode == 3
    assert json.loads(lived("evaluate", "deck:nowhere", "--json").stdout)["presets"] == []
    assert lived("optimize", "--since", "soon").returncode == 2
    assert lived("optimize", "--preset", "nobody").returncode == 1


BINS = (
    Bin(low=0.0, high=0.8, reviews=24, predicted=0.75, recalled=0.83, least=0.65, most=0.93),
    Bin(low=0.8, high=0.9, reviews=1428, predicted=0.88, recalled=0.86, least=0.85, most=0.88),
    Bin(low=0.9, high=1.0, reviews=694, predicted=0.92, recalled=0.92, least=0.88, most=0.94),
)


def test_a_calibration_is_read_without_colour_at_80_columns() -> None:
    assert [str(line) for line in calibration(BINS, width=80)] == [
        "predicted by the fits (|) against recalled (o), with its 95 % range (–)",
        "   predicted  reviews    mean recalled  60 %                               100 %",
        "      0–80 %       24  75.0 %   83.0 %       (–––––––––|––––––o–––––––––)",
        "     80–90 %    1,428  88.0 %   86.0 %                          (o–|",
        "    90–100 %      694  92.0 %   92.0 %                             (–––o–)",
    ]


def test_a_narrow_terminal_has_the_numbers_alone() -> None:
    lines = [str(line) for line in calibration(BINS, width=44)]

    assert lines[0] == "predicted by the fits against recalled"
    assert all(len(line) <= 44 for line in lines)
    assert "o" not in "".join(lines[2:])
