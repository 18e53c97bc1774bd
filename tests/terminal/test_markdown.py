from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from srs.terminal import markdown
from srs.terminal.markdown import Row


def shown(source: str, width: int = 40) -> list[str]:
    return [row.text.plain for row in markdown.rows(source, width=width)]


def styles(row: Row) -> list[tuple[str, str]]:
    return [(row.text.plain[span.start : span.end], str(span.style)) for span in row.text.spans]


def test_rich_markup_in_an_answer_is_text() -> None:
    assert shown("use [red]caution[/red] and [link=x]") == ["use [red]caution[/red] and [link=x]"]


def test_emphasis_is_drawn_and_names_with_underscores_are_not_emphasis() -> None:
    (row,) = markdown.rows("a **bold** `x_y` snake_case_name 2 * 3 * 4", width=80)

    assert row.text.plain == "a bold x_y snake_case_name 2 * 3 * 4"
    assert styles(row) == [("bold", "bold"), ("x_y", "cyan")]


def test_lists_keep_their_depth_and_their_numbers() -> None:
    assert shown("- one\n  - two\n3. three\n- [ ] open\n- [x] done") == [
        "• one",
        "  • two",
        "3. three",
        "☐ open",
        "☑ done",
    ]


def test_a_wrapped_item_hangs_under_its_text() -> None:
    assert shown("- one two three four five six seven", width=20) == ["• one two three four", "  five six seven"]


def test_code_keeps_its_blanks_and_is_never_wrapped() -> None:
    drawn = markdown.rows("```py\nif x:\n    " + "y" * 60 + "\n```\nafter", width=40)

    assert [(row.text.plain, row.fixed) for row in drawn] == [
        ("  if x:", True),
        ("      " + "y" * 60, True),
        ("after", False),
    ]


def test_a_fence_that_never_closes_loses_nothing() -> None:
    assert shown("```\none\ntwo") == ["  one", "  two"]


def test_a_drawing_outside_a_fence_is_not_wrapped() -> None:
    drawing = "┌─────────┐    ┌────────────────────────────────┐"

    (row,) = markdown.rows(drawing, width=20)

    assert (row.text.plain, row.fixed) == (drawing, True)


def test_tables_are_aligned() -> None:
    assert shown("| k | recall |\n|---|---|\n| 5 | 0.81 |\n| 20 | **0.93** |") == [
        "k   recall",
        "──  ──────",
        "5   0.81",
        "20  0.93",
    ]


def test_quotes_are_marked() -> None:
    assert shown("> said *so*\n> twice") == ["▏ said so", "▏ twice"]


def test_a_link_shows_where_it_leads() -> None:
    assert shown("see [the page](https://example.org)", width=80) == ["see the page (https://example.org)"]


@pytest.mark.parametrize("width", [8, 20, 38, 88])
def test_wide_characters_count_two_cells(width: int) -> None:
    assert all(cell_len(line) <= width for line in shown("日本語のとても長い文" * 12, width=width))


@given(st.text(alphabet="ab *_`~[]()#>|-\n日", max_size=80), st.integers(8, 60))
def test_no_letter_is_lost_and_no_wrapped_row_is_too_wide(source: str, width: int) -> None:
    drawn = markdown.rows(source, width=width)

    assert all(row.fixed or row.text.cell_len <= width for row in drawn)
    kept = "".join(row.text.plain for row in drawn)
    fences = sum(line.lstrip().startswith(("```", "~~~")) for line in source.split("\n"))
    for letter in "ab日":
        assert fences or "](" in source or kept.count(letter) == source.count(letter)


def test_a_row_has_room_for_a_flag_that_a_terminal_draws_wide() -> None:
    for row in markdown.wrapped(Text("🇩🇪🇫🇷🇪🇸 and ❤️ in one row of twenty"), 20):
        letters = [each for each in row.text.plain if each != "\ufe0f"]
        assert sum(2 if each in "🇩🇪🇫🇷🇪🇸❤" else 1 for each in letters) <= 20
