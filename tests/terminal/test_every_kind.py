"""Both sides of every kind of card at every size, on a real pseudo-terminal, as cases."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pytest

from .every_kind import make
from .test_review import SIZES, expect, named


@pytest.fixture
def cards(tmp_path: Path) -> list[str]:
    """The database, and what tells the screens of its cards apart; timers are off, as no two runs take as long."""
    (tmp_path / "config.toml").write_text("timer = false\npause_after = 0\n")
    return [note.kind.value for note in make(tmp_path / "srs.db")]


THEMES = {"dark": {"COLORFGBG": "15;0"}, "light": {"COLORFGBG": "0;15"}, "none": {"NO_COLOR": "1"}}
"""What a terminal tells of its colours. Ours are those of its theme, so that dark and light have one case."""


def inked(terminal) -> str:
    """Return what has a style on the screen, row by row: `4 bold: What is chunking?`."""
    rows = []
    for number, row in sorted(terminal.screen.buffer.items()):
        cells = [row[column] for column in range(terminal.screen.columns)]
        for style, run in groupby(cells, key=style_of):
            said = "".join(cell.data for cell in run).strip()
            if style and said:
                rows.append(f"{number} {style}: {said}")
    return "\n".join(rows)


def style_of(cell) -> str:
    styles = [cell.fg if cell.fg != "default" else "", f"on {cell.bg}" if cell.bg != "default" else ""]
    styles += [name for name in ("bold", "italics", "underscore", "strikethrough", "reverse") if getattr(cell, name)]
    return " ".join(filter(None, styles))


def walked(terminal, cards: list[str]) -> tuple[str, str]:
    """Return front and back of every card, as they stand on the screen, and the styles of each."""
    screens, inks = [], []

    def keep(head: str) -> None:
        screens.append(f"{head}\n{terminal.text}")
        inks.append(f"{head}\n{inked(terminal)}")

    for number, kind in enumerate(cards, 1):
        left = f"{len(cards) - number + 1} new"
        terminal.wait(lambda left=left: left in terminal.text and "Space answer" in terminal.text)
        keep(f"=== {number} {kind}, front")
        # the colours of code come a moment after the code
        inks_of = "bold: def" if kind == "code" else ""
        terminal.press(" ", lambda wanted=inks_of: "Space good" in terminal.text and wanted in inked(terminal))
        keep(f"=== {number} {kind}, back")
        terminal.send("4")
    assert terminal.ended() == 0
    return "\n".join(screens), "\n".join(inks)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES, ids=named)
def test_both_sides_of_every_kind_of_card(
    size: tuple[int, int], theme: str, start, cards: list[str], tmp_path: Path
) -> None:
    terminal = start("review", size=size, SRS_CONFIG=str(tmp_path / "config.toml"), **THEMES[theme])

    screens, inks = walked(terminal, cards)

    expect(f"every-kind-{named(size)}", screens)
    expect(f"inks-{named(size)}" if theme != "none" else f"inks-{named(size)}-none", inks)
    raw = terminal.raw.decode()
    assert "\x1b[31mred" not in raw and "\x07" not in raw and "\u202e" not in raw
    used = {code for codes in re.findall(r"\x1b\[([\d;]*)m", raw) for code in codes.split(";")}
    weights = {"", "0", "1", "2", "3", "4", "9"}
    # neither black nor white, and no background: one of them could not be read in some theme
    assert used <= weights | (set() if theme == "none" else {str(colour) for colour in range(31, 37)})


def test_a_long_answer_is_paged_and_its_place_is_kept(start, cards: list[str], tmp_path: Path) -> None:
    terminal = start("review", SRS_CONFIG=str(tmp_path / "config.toml"))
    terminal.wait("19 new")

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
    terminal.wait("19 new")

    terminal.press("/kind:diagram\r", "How does a request travel?")
    terminal.press(" ", "h l sideways")
    assert "END" not in terminal.text
    terminal.press("l" * 30, "END")
    terminal.press("h" * 30, lambda: "END" not in terminal.text)
    terminal.send("q")
    assert terminal.ended() == 0
