"""`srs drill` on a real pseudo-terminal, and line by line, as a script or a screen reader has it."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from srs.model import Kind
from srs.notes.cards import cards_of

from .every_kind import notes, put
from .test_review import SIZES, expect, named

TEXT = "# A\n\n## Tell me about yourself\n\n- I make slow things fast.\n- I like a < b & order.\n"


def test_a_drill_can_be_held_by_lines_and_writes_its_sheet(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT)
    srs = [sys.executable, "-m", "srs", "--db", str(tmp_path / "a.db")]
    subprocess.run([*srs, "import", str(tmp_path / "a.md")], check=True, capture_output=True)
    sheet = tmp_path / "out" / "sheet.html"

    done = subprocess.run(
        [*srs, "drill", "--plain", "--sheet", str(sheet)], input="\na\n", capture_output=True, text=True, check=True
    )

    assert "Question 1 of 1" in done.stdout
    assert "1 of 2" in done.stdout
    assert "not said: I like a < b & order." in done.stdout
    page = sheet.read_text(encoding="utf-8")
    assert "a &lt; b &amp; order" in page
    assert "<script" not in page and "http" not in page


def test_points_beyond_the_letters_have_a_line_of_their_own(tmp_path: Path, srs) -> None:
    layers = next(note for note in notes() if note.prompt == "Name the twenty-five layers.")
    put(tmp_path / "srs.db", [asked := replace(layers, kind=Kind.QUESTION)], cards_of(asked)[:1])

    done = srs("--plain", "drill", stdin="\na\nac\n")

    assert "3 of 25 points" in done.stdout


def test_nothing_to_drill_ends_with_3_and_says_so(tmp_path: Path) -> None:
    srs = [sys.executable, "-m", "srs", "--db", str(tmp_path / "a.db")]

    done = subprocess.run([*srs, "drill"], capture_output=True, text=True, input="", check=False)

    assert done.returncode == 3
    assert done.stderr.startswith("error: ")


INTERVIEW = """# Me

## Tell me about yourself (1-minute)

For ten years I cut the nightly load of other people, last by 40 %, which nobody had thought possible.

- I make slow things fast.
- I measure before I move.

Never say: I was bored.
"""


@pytest.fixture
def interview(tmp_path: Path, srs) -> Path:
    (tmp_path / "notes").mkdir()
    path = tmp_path / "notes" / "me.md"
    path.write_text(INTERVIEW)
    srs("import", "notes")
    return path


def timeless(shown: str) -> str:
    return re.sub(r"\d:\d\d", "0:00", shown)


@pytest.mark.parametrize("size", SIZES, ids=named)
def test_question_answer_and_help_at_every_size(size: tuple[int, int], start, interview: Path) -> None:
    terminal = start("drill", size=size)

    terminal.wait("I have said it")
    expect(f"drill-question-{named(size)}", timeless(terminal.text))
    terminal.press(" ", "to the sheet")
    terminal.press("a", "a✓")
    expect(f"drill-answer-{named(size)}", timeless(terminal.text))
    terminal.press("?", "Keys")
    expect(f"drill-help-{named(size)}", terminal.text)
    terminal.press(" ", "to the sheet")
    terminal.send("q")

    assert terminal.ended() == 0


def test_what_was_ticked_stands_on_the_sheet_and_in_the_log(start, interview: Path, srs) -> None:
    terminal = start("drill", "--sheet", "sheet.html")
    terminal.wait("I have said it")

    terminal.press(" ", "to the sheet")
    terminal.press("a", "a✓")
    terminal.press("n", "told with notes")
    terminal.send(" ")

    assert terminal.ended() == 0
    (event,) = json.loads(srs("export", "json", "-o", "-").stdout)["events"]
    assert event["kind"] == "drill"
    assert len(event["detail"]["said"]) == 1
    assert event["detail"]["by_heart"] is False
    assert "I measure before I move." in terminal.afterwards
    assert "me.md:3" in terminal.afterwards
    assert "Tell me about yourself" in (interview.parents[1] / "sheet.html").read_text()


def test_undo_lets_the_timer_go_on_and_goes_back_to_the_question_before(start, interview: Path, srs) -> None:
    interview.write_text(INTERVIEW + "\n## Why here?\n\nYou ship every day.\n")
    srs("import", "notes")
    terminal = start("drill")
    terminal.wait("Question 1 of 2")

    terminal.press("u", "nothing to take back")
    terminal.press(" ", "next question")
    terminal.press("u", "the timer goes on")
    terminal.press(" ", "next question")
    terminal.press("a", "a✓")
    terminal.press(" ", "Question 2 of 2")
    terminal.press("u", lambda: "Question 1 of 2" in terminal.text and "a✓" in terminal.text)
    terminal.send("q")

    assert terminal.ended() == 0
    kinds = [event["kind"] for event in json.loads(srs("export", "json", "-o", "-").stdout)["events"]]
    assert kinds == ["drill", "undo"]
    assert "nothing was answered" in terminal.afterwards


def test_a_signal_leaves_the_terminal_as_it_was(start, interview: Path) -> None:
    terminal = start("drill")
    terminal.wait("I have said it")

    terminal.process.send_signal(signal.SIGTERM)

    assert terminal.ended() == 128 + signal.SIGTERM
    assert terminal.modes[:4] == terminal.before[:4]
    assert terminal.raw.rfind(b"\x1b[?1049l") > terminal.raw.rfind(b"\x1b[?1049h")
