from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srs.model import Kind, Lines, Note, NoteId
from srs.terminal import text

NOW = datetime(2026, 12, 14, 9, tzinfo=UTC)


@given(st.text())
def test_text_from_notes_keeps_no_character_that_a_terminal_obeys(raw: str) -> None:
    harmless = text.block(raw)

    assert all(character == "\n" or character.isprintable() or ord(character) > 0x9F for character in harmless)
    assert not set(harmless) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
    harmless.encode()  # no lone surrogate is left


@given(st.text())
def test_a_line_has_no_line_break(raw: str) -> None:
    assert len(text.line(raw).splitlines()) <= 1 or "\x1c" not in text.line(raw)
    assert "\n" not in text.line(raw)


@pytest.mark.parametrize(
    ("length", "shown"),
    [
        (timedelta(seconds=45), "45s"),
        (timedelta(minutes=1), "1m"),
        (timedelta(minutes=10), "10m"),
        (timedelta(hours=5), "5h"),
        (timedelta(days=4), "4d"),
        (timedelta(days=30), "30d"),
        (timedelta(days=64), "2.1mo"),
        (timedelta(days=365), "1y"),
        (timedelta(days=475), "1.3y"),
    ],
)
def test_lengths_of_time_are_short(length: timedelta, shown: str) -> None:
    assert text.span(length.total_seconds()) == shown


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 12, 14), "today"),
        (date(2026, 12, 15), "tomorrow"),
        (date(2026, 12, 13), "yesterday"),
        (date(2026, 12, 24), "Thu 24 Dec"),
        (date(2027, 1, 5), "Tue 5 Jan 2027"),
    ],
)
def test_days_are_said_as_people_say_them(day: date, shown: str) -> None:
    assert text.day_name(day, today=NOW.date()) == shown


def test_the_place_of_a_story_match_does_not_give_the_story_away() -> None:
    note = Note(
        id=NoteId("n1"),
        kind=Kind.STORY_MATCH,
        prompt="Tell me about a time you failed.",
        answer="The Friday outage",
        path="a.md",
        lines=Lines(1, 2),
        headings=("Stories", "2. The Friday outage"),
    )

    assert text.place(note) == "a.md › Stories"
