"""`srs plan` at the command line: what is read at 80 columns, the JSON documents, the ends."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.terminal.conftest import Ran, Start

Run = Callable[..., Ran]
WAYS = {
    "retention", "present", "recommended", "minutes_a_day", "minutes_a_day_error", "peak_minutes", "reviews", "new",
    "answers", "remembered", "remembered_error", "share", "remembered_per_minute",
}  # fmt: skip
OPTION = {"minutes", "retention", "new_per_day", "ready", "spread", "minutes_a_day", "peak_minutes", "unseen"}


@pytest.fixture
def stored(srs: Run, notes: object) -> Run:
    """`srs` with the notes imported."""
    assert srs("import", "notes").returncode == 0
    return srs


def test_each_retention_has_a_line_and_what_is_now_and_best_is_marked(stored: Run) -> None:
    ran = stored("plan", "--days", "30")

    lines = ran.stdout.splitlines()
    assert lines[0] == "30 days to Tue 12 Jan 2027: 3 cards, 3 of them new"
    assert lines[2].split() == [
        "retention",
        "min",
        "a",
        "day",
        "fullest",
        "reviews",
        "remembered",
        "of",
        "all",
        "a",
        "minute",
    ]
    assert sum(" %  " in line and line.strip()[0].isdigit() for line in lines) == 9
    assert next(line for line in lines if "now" in line).lstrip().startswith("90 %")
    assert "best" in ran.stdout
    assert "usual ones: none was timed yet" in ran.stdout


def test_the_document_of_the_coming_days(stored: Run) -> None:
    found = json.loads(stored("plan", "--days", "30", "--json").stdout)

    assert (found["today"], found["until"], found["days"], found["cards"], found["new"]) == (
        "2026-12-14", "2027-01-12", 30, 3, 3,
    )  # fmt: skip
    assert found["present"] == 0.9
    assert {frozenset(way) for way in found["ways"]} == {frozenset(WAYS)}
    assert [way["retention"] for way in found["ways"] if way["recommended"]] == [found["recommended"]]
    assert found["assumptions"]["seconds"] == {"question": 40.0}
    assert found["assumptions"]["timed"] == 0


def test_a_date_is_aimed_at(stored: Run) -> None:
    ran = stored("plan", "--by", "2027-01-04", "--minutes", "10")

    assert ran.stdout.startswith("by Mon 4 Jan 2027, 21 days: 3 cards, 3 of them new\n")
    for said in (
        "  plan\n",
        "  as set now\n",
        "% ready (±",
        "all new cards are seen by",
        "today  ",
        "Mon 21 Dec to Sun 27 Dec",
    ):
        assert said in ran.stdout
    assert ran.stdout.splitlines()[-1].startswith("nothing is stored; --apply sets it; then each day: `srs review")


def test_the_document_of_a_plan(stored: Run) -> None:
    found = json.loads(stored("plan", "--by", "2027-01-04", "--json").stdout)

    assert (found["by"], found["days"], found["measure"], found["minutes"]) == ("2027-01-04", 21, "ready", None)
    assert set(found["plan"]) == OPTION
    assert all(set(option) == OPTION for option in [found["present"], *found["options"]])
    assert found["plan"] in found["options"]
    assert list(found["plan"]["new_per_day"]) == ["default"]
    assert [day["day"] for day in found["plan_days"]][:2] == ["2026-12-14", "2026-12-15"]
    assert len(found["plan_days"]) == 21
    assert {setting["field"] for setting in found["settings"]} >= {"desired_retention", "new_per_day"}
    assert found["stored"] is False
    assert found["themes"][0].keys() == {"id", "ready", "ready_without_study", "weak"}


def test_applying_is_one_act(stored: Run) -> None:
    applied = json.loads(stored("plan", "--by", "2027-01-04", "--minutes", "10", "--apply", "--json").stdout)

    shown = json.loads(stored("presets", "show", "default", "--json").stdout)
    assert applied["stored"]
    assert shown["desired_retention"] == applied["plan"]["retention"]
    assert shown["new_per_day"] == applied["plan"]["new_per_day"]["default"]
    assert stored("undo").returncode == 0
    assert json.loads(stored("presets", "show", "default", "--json").stdout)["set"] == []


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--by", "2026-12-13"], 1, "error: 2026-12-13 is over"),
        (["--by", "2026-12-14"], 1, "error: 2026-12-14 is today: no day is left to plan"),
        (["--by", "2036-12-14"], 1, "error: 2036-12-14 is too far off to plan"),
        (["--by", "soon"], 2, "“soon” is no day; write it like 2026-12-14"),
        (["--minutes", "0"], 2, "Invalid value for '--minutes'"),
        (["--minutes", "2000"], 2, "Invalid value for '--minutes'"),
        (["--by", "2027-01-04", "--days", "9"], 2, "--by and --days exclude each other"),
        (["--apply"], 2, "--apply needs a date"),
        (["deck:nowhere"], 3, "error: no card matches"),
    ],
)
def test_what_cannot_be_planned_ends_with_a_line(stored: Run, arguments: list[str], code: int, said: str) -> None:
    ran = stored("plan", *arguments)

    assert (ran.returncode, ran.stdout) == (code, "")
    assert said in ran.stderr


def test_without_cards_there_is_a_document_too(srs: Run) -> None:
    days, by = srs("plan", "--json"), srs("plan", "--by", "2027-01-04", "--json")

    assert (days.returncode, by.returncode) == (3, 3)
    assert json.loads(days.stdout) == {"today": "2026-12-14", "cards": 0, "ways": []}
    assert json.loads(by.stdout) == {"today": "2026-12-14", "by": "2027-01-04", "cards": 0, "options": []}
    assert "there are no cards yet" in days.stderr


@pytest.mark.parametrize("arguments", [["plan"], ["plan", "--by", "2027-01-04"]])
def test_a_terminal_of_80_columns_cuts_nothing(stored: Run, start: Start, arguments: list[str]) -> None:
    cut = start(*arguments, size=(80, 60))
    code = cut.ended()

    assert code == 0
    assert "…" not in "\n".join(cut.lines)
