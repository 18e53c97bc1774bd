"""Both sides of every kind of card at every size, on a real pseudo-terminal, as cases."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .every_kind import make
from .test_review import SIZES, expect, named


@pytest.fixture
def cards(tmp_path: Path) -> list[str]:
    """The database, and what tells the screens of its cards apart; timers are off, as no two runs take as long."""
    (tmp_path / "config.toml").write_text("timer = false\npause_after = 0\n")
    return [note.kind.value for note in make(tmp_path / "srs.db")]


def walked(terminal, cards: list[str]) -> str:
    """Return front and back of every card, as they stand on the screen."""
    screens = []
    for number, kind in enumerate(cards, 1):
        left = f"{len(cards) - number + 1} new"
        terminal.wait(lambda left=left: left in terminal.text and "Space answer" in terminal.text)
        screens.append(f"=== {number} {kind}, front\n{terminal.text}")
        terminal.press(" ", lambda: "Space good" in terminal.text)
        screens.append(f"=== {number} {kind}, back\n{terminal.text}")
        terminal.send("4")
    assert terminal.ended() == 0
    return "\n".join(screens)


@pytest.mark.parametrize("size", SIZES, ids=named)
def test_both_sides_of_every_kind_of_card(size: tuple[int, int], start, cards: list[str], tmp_path: Path) -> None:
    terminal = start("review", size=size, SRS_CONFIG=str(tmp_path / "config.toml"))

    expect(f"every-kind-{named(size)}", walked(terminal, cards))

    raw = terminal.raw.decode()
    assert "\x1b[31mred" not in raw and "\x07" not in raw and "\u202e" not in raw
    assert set(re.findall(r"\x1b\[[\d;]*?(\d+)m", raw)) <= {"0", "1", "2", "3", "4", "9", *map(str, range(31, 37))}


def test_without_colour_nothing_is_missing(start, cards: list[str], tmp_path: Path) -> None:
    terminal = start("review", SRS_CONFIG=str(tmp_path / "config.toml"), NO_COLOR="1")

    expect("every-kind-80x24", walked(terminal, cards))

    assert not re.search(rb"\x1b\[[\d;]*\b(3[0-9]|4[0-9]|9[0-7]|10[0-7])\b[\d;]*m", terminal.raw)


def test_a_long_answer_is_paged_and_its_place_is_kept(start, cards: list[str], tmp_path: Path) -> None:
    terminal = start("review", SRS_CONFIG=str(tmp_path / "config.toml"))
    terminal.wait("18 new")

    terminal.press("/text:hundred\r", "What are the three hundred")
    terminal.press(" ", "1. line 1")
    terminal.press("\x1b[6~\x1b[6~", lambda: "   1. line 1" not in terminal.lines and "line 28" in terminal.text)
    page = terminal.lines[4:19]
    terminal.press("i", "About this card")
    terminal.press(" ", "Space good")

    assert terminal.lines[4:19] == page
    terminal.press("G", "300. line 300")
    terminal.send("q")
    assert terminal.ended() == 0


def test_a_wide_diagram_moves_sideways_to_its_end(start, cards: list[str], tmp_path: Path) -> None:
    terminal = start("review", SRS_CONFIG=str(tmp_path / "config.toml"))
    terminal.wait("18 new")

    terminal.press("/kind:diagram\r", "How does a request travel?")
    terminal.press(" ", "h l sideways")
    assert "END" not in terminal.text
    terminal.press("l" * 30, "END")
    terminal.press("h" * 30, lambda: "END" not in terminal.text)
    terminal.send("q")
    assert terminal.ended() == 0
