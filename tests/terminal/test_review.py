"""The review screen on a real pseudo-terminal: what its user sees, and what is stored behind it."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
SIZES = [(40, 12), (80, 24), (120, 40), (200, 60)]
CASES = Path(__file__).parent / "cases"


def expect(name: str, shown: str) -> None:
    """Compare a screen with its case; with UPDATE_CASES set, write the case anew instead."""
    path = CASES / f"{name}.txt"
    if os.environ.get("UPDATE_CASES"):
        path.write_text(shown + "\n", encoding="utf-8")
    assert shown + "\n" == path.read_text(encoding="utf-8")


def named(size: tuple[int, int]) -> str:
    """Return `80x24`."""
    return f"{size[0]}x{size[1]}"


def answers(srs: Run) -> Any:
    return json.loads(srs("export", "json", "-o", "-").stdout)["reviews"]


def mode_flags(attributes: list[object]) -> list[object]:
    return attributes[:4]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_front_back_help_and_info_at_every_size(size: tuple[int, int], start, notes: Path) -> None:
    name = f"{size[0]}x{size[1]}"
    terminal = start("review", "notes", size=size)

    terminal.wait("Space answer")
    expect(f"front-{name}", terminal.text)
    terminal.press(" ", "Space good")
    expect(f"back-{name}", terminal.text)
    terminal.press("?", "Keys")
    expect(f"help-{name}", terminal.text)
    terminal.press(" ", "Space good")
    terminal.press("i", "About this card")
    terminal.press("i", "Space good")
    terminal.send("q")

    assert terminal.ended() == 0


def test_space_reveals_and_then_rates_good_and_digits_always_rate(start, notes: Path, srs: Run) -> None:
    terminal = start("review", "notes")

    terminal.wait("Space answer")
    terminal.press(" ", "Space good")
    terminal.press(" ", "2 new")
    terminal.press("1", "1 new")
    terminal.send("q")
    terminal.ended()

    assert [answer["rating"] for answer in answers(srs)] == [3, 1]
    assert all(isinstance(answer["took_ms"], int) for answer in answers(srs))


def test_undo_brings_the_card_back_and_says_what_it_took_back(start, notes: Path, srs: Run) -> None:
    terminal = start("review", "notes")

    terminal.wait("Space answer")
    first = terminal.lines[4:12]
    terminal.press("4", "2 new")
    terminal.press("u", "took back: easy")

    assert terminal.lines[4:12] == first
    terminal.send("q")
    terminal.ended()
    assert answers(srs) == []


def test_the_screen_follows_a_resize(start, notes: Path) -> None:
    terminal = start("review", "notes", size=(80, 24))
    terminal.wait("Space answer")

    terminal.resize(40, 12)
    terminal.wait(lambda: "answer" in terminal.lines[11])
    narrow = terminal.text
    terminal.resize(120, 40)
    terminal.wait(lambda: "Space answer" in terminal.lines[38])

    assert all(len(line) <= 40 for line in narrow.split("\n"))
    assert terminal.lines[1].startswith(" " * 16 + "notes")


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGTERM, 128 + signal.SIGTERM), (signal.SIGHUP, 128 + signal.SIGHUP), (signal.SIGINT, 130)],
)
def test_a_signal_leaves_the_terminal_as_it_was_and_keeps_every_answer(
    number: signal.Signals, code: int, start, notes: Path, srs: Run
) -> None:
    terminal = start("review", "notes")
    terminal.wait("Space answer")
    terminal.press("3", "2 new")

    terminal.process.send_signal(number)

    assert terminal.ended() == code
    assert mode_flags(terminal.modes) == mode_flags(terminal.before)
    assert terminal.raw.rfind(b"\x1b[?1049l") > terminal.raw.rfind(b"\x1b[?1049h")
    assert terminal.raw.rfind(b"\x1b[?25h") > terminal.raw.rfind(b"\x1b[?25l")
    assert len(answers(srs)) == 1


def test_an_error_in_the_middle_leaves_the_terminal_as_it_was_and_is_told_after(
    start, notes: Path, tmp_path: Path
) -> None:
    terminal = start("review", "notes")
    terminal.wait("Space answer")
    with closing(sqlite3.connect(tmp_path / "srs.db")) as other:
        other.execute("DROP TABLE state")

    terminal.send("3")

    assert terminal.ended() == 1
    assert mode_flags(terminal.modes) == mode_flags(terminal.before)
    assert terminal.raw.rfind(b"\x1b[?1049l") > terminal.raw.rfind(b"\x1b[?1049h")
    assert terminal.raw.rfind(b"\x1b[?25h") > terminal.raw.rfind(b"\x1b[?25l")
    assert "state" in terminal.afterwards


def test_a_flag_is_no_progress_and_can_be_taken_back(start, notes: Path) -> None:
    terminal = start("review", "notes")
    terminal.wait("Space answer")
    bar = terminal.lines[2]

    terminal.press("f", "flagged")
    flagged = terminal.lines[2]
    terminal.press("u", "took back: flag")
    terminal.press("3", "1 learning")

    assert flagged == bar
    assert terminal.lines[2] != bar
    terminal.send("q")
    assert terminal.ended() == 0


def test_ctrl_c_ends_with_130_and_the_end_page(start, notes: Path, srs: Run) -> None:
    terminal = start("review", "notes")
    terminal.wait("Space answer")
    terminal.press("3", "2 new")

    terminal.send("\x03")

    assert terminal.ended() == 130
    assert "1 answer" in terminal.afterwards
    assert "interrupted" in terminal.afterwards
    assert len(answers(srs)) == 1


def test_ctrl_z_gives_the_terminal_back_and_fg_takes_it_again(start, notes: Path) -> None:
    terminal = start(shell=f"set -m; {sys.executable} -m srs review notes; stty -a; echo gave it back; fg")
    terminal.wait("Space answer")

    terminal.send("\x1a")
    terminal.wait(lambda: terminal.raw.count(b"\x1b[?1049h") == 2 and "Space answer" in terminal.text)

    between = terminal.raw[terminal.raw.index(b"\x1b[?1049l") : terminal.raw.rindex(b"\x1b[?1049h")].decode()
    assert "gave it back" in between
    assert " icanon" in between and " echo " in between
    terminal.send("q")
    assert terminal.ended() == 0


def test_a_kill_loses_nothing_that_was_answered(start, notes: Path, srs: Run) -> None:
    terminal = start("review", "notes")
    terminal.wait("Space answer")
    terminal.press("3", "2 new")

    terminal.process.kill()
    terminal.ended()

    assert len(answers(srs)) == 1
    assert srs("check").returncode == 0


def test_a_paste_and_unknown_sequences_answer_nothing(start, notes: Path, srs: Run) -> None:
    terminal = start("review", "notes")
    terminal.wait("Space answer")

    terminal.send(b"\x1b[200~" + b"1 2 3 4 q s b\n" * 5000 + b"\x1b[201~")
    terminal.send("\x1b[1;5P\x1b[99;99;99~\x1bOP\x1b]0;x\x07\x1b[<0;1;1M")
    terminal.press("?", "Keys")
    terminal.send("q")

    assert terminal.ended() == 0
    assert answers(srs) == []


def test_no_colour_means_no_colour(start, notes: Path) -> None:
    terminal = start("review", "notes", NO_COLOR="1")
    terminal.wait("Space answer")
    terminal.press(" ", "Space good")
    terminal.send("q")
    terminal.ended()

    weights = {b"", b"0", b"1", b"2", b"3", b"4", b"9"}
    used = {code for codes in re.findall(rb"\x1b\[([\d;]*)m", terminal.raw) for code in codes.split(b";")}
    assert used <= weights


def test_the_end_page_stays_on_the_normal_screen(start, notes: Path) -> None:
    terminal = start("review", "notes")
    terminal.wait("Space answer")
    terminal.press("1", "2 new")
    terminal.send("q")
    terminal.ended()

    assert "1 answer" in terminal.afterwards
    assert "rag.md:3" in terminal.afterwards
    assert "still wait" in terminal.afterwards


def test_editing_opens_the_source_at_its_line_and_goes_on_with_the_changed_card(
    start, notes: Path, tmp_path: Path
) -> None:
    editor = tmp_path / "nano"
    editor.write_text(
        f'#!/bin/sh\necho "$@" > {tmp_path}/called\nsed -i "s/It cuts/It slices/" "$2"\n', encoding="utf-8"
    )
    editor.chmod(0o755)
    terminal = start("review", "notes", EDITOR=str(editor))
    terminal.wait("What is chunking?")

    terminal.press("e", "1 note changed")
    terminal.press(" ", "It slices a document")
    terminal.send("q")
    terminal.ended()

    assert (tmp_path / "called").read_text().split() == ["+3", str(notes / "rag.md")]


def test_a_file_that_changes_meanwhile_is_read_and_the_card_on_the_screen_follows(start, notes: Path) -> None:
    terminal = start("review", "notes")
    terminal.press(" ", "small enough to embed")

    path = notes / "rag.md"
    path.write_text(path.read_text().replace("small enough to embed", "small enough to be found"))

    terminal.wait("1 file changed: 1 edited")
    terminal.wait("small enough to be found")
    assert "Space good" in terminal.text
    terminal.send("q")
    assert terminal.ended() == 0


def test_bury_and_suspend_put_a_card_away(start, notes: Path, srs: Run) -> None:
    terminal = start("review", "notes")
    terminal.wait("3 new")

    terminal.press("b", "buried until tomorrow")
    terminal.press("s", "suspended")
    terminal.send("q")
    terminal.ended()

    cards = json.loads(srs("list", "--json").stdout)["cards"]
    assert [card["suspended"] for card in cards].count(True) == 1


def test_control_characters_and_markup_of_a_note_are_shown_or_dropped_but_never_obeyed(
    start, notes: Path, tmp_path: Path
) -> None:
    (notes / "rag.md").write_text(
        "## Why [red]this[/red] \x1b[31m\x07\u202e?\n\nBecause \x1b]0;owned\x07 [bold]it[/bold] is.\n"
    )
    terminal = start("review", "notes")

    terminal.wait("Why [red]this[/red]")
    terminal.press(" ", "[bold]it[/bold]")
    terminal.send("q")
    terminal.ended()

    assert "\x1b[31m\x07" not in terminal.raw.decode()
    assert b"\x1b]0" not in terminal.raw
    assert "\u202e" not in terminal.raw.decode()


def test_a_dumb_terminal_gets_plain_lines(start, notes: Path) -> None:
    terminal = start("review", "notes", TERM="dumb")

    terminal.wait("[Enter shows the answer")
    terminal.press("\n", "[1 again")
    terminal.send("q\n")

    assert terminal.ended() == 0
    assert b"\x1b[" not in terminal.raw
