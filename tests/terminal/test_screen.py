from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from srs.collection import CardView
from srs.model import (
    NEW,
    Card,
    CardId,
    Face,
    Kind,
    Lines,
    Listed,
    Memory,
    Note,
    NoteId,
    Phase,
    Point,
    PointId,
    Rating,
    Role,
    Seen,
    Standing,
    Version,
)
from srs.terminal import pages, screen
from srs.terminal.ink import Ink
from srs.terminal.markdown import Row
from srs.terminal.screen import Chrome, Key, Page, Size

NOW = datetime(2026, 12, 14, 9, tzinfo=UTC)
KEYS = [Key("Space", "answer", 9), Key("u", "undo", 4), Key("?", "help", 6), Key("q", "end", 7)]
SIZES = [(40, 12), (80, 24), (120, 40), (200, 60)]


def view(prompt: str = "What is it?", answer: str = "This.", **face: object) -> CardView:
    note = Note(
        id=NoteId("n1"),
        kind=Kind.QUESTION,
        prompt=prompt,
        answer=answer,
        path="notes/rag.md",
        lines=Lines(3, 9),
        headings=("Retrieval",),
    )
    listed = Listed(
        card=Card(id=CardId("n1"), note=note.id, role=Role.ASK),
        note=note,
        standing=Standing.ACTIVE,
        state=NEW,
        order=0,
    )
    seen = Seen(
        memory=Memory(3.0, 5.0),
        phase=Phase.LEARNING,
        step=0,
        due_day=NOW.date(),
        due_at=NOW + timedelta(minutes=10),
        interval_days=0,
        last_review=NOW,
        last_day=NOW.date(),
        reviews=1,
        lapses=0,
    )
    return CardView(
        listed=listed,
        face=Face(prompt=prompt, answer=answer, **face),  # type: ignore[arg-type]
        location="/notes/rag.md",
        ratings=dict.fromkeys(Rating, seen),
        history=(),
        undone=frozenset(),
        retrievability=None,
    )


def page(body: list[Row], **more: object) -> Page:
    chrome = Chrome(title="all cards", new=3, learning=1, review=12, minutes=6, done=4)
    return Page(chrome=chrome, body=body, keys=KEYS, **more)  # type: ignore[arg-type]


def lines(rows: list[Row]) -> list[str]:
    return [row.text.plain.rstrip() for row in rows]


@given(
    prompt=st.text(max_size=200),
    answer=st.text(alphabet="ab -|`#*\n日é─\u202e\x1b", max_size=300),
    width=st.integers(10, 220),
    height=st.integers(6, 70),
    scroll=st.integers(-5, 500),
    shift=st.integers(-5, 500),
)
def test_a_frame_fills_the_screen_and_never_runs_over_it(
    prompt: str, answer: str, width: int, height: int, scroll: int, shift: int
) -> None:
    size = Size(width=width, height=height)
    body = pages.back(view(prompt, answer), width=size.column, tight=size.tight)
    drawn = page(body, ratings=[(rating, "10m") for rating in Rating], proposed=Rating.GOOD, flash="took back: good")

    frame = screen.frame(drawn, size, scroll=scroll, shift=shift)

    assert len(frame.lines) == height
    assert all(line.cell_len <= width for line in frame.lines)
    assert "\x1b" not in "".join(line.plain for line in frame.lines)


@pytest.mark.parametrize("size", SIZES)
def test_every_row_of_a_long_answer_can_be_scrolled_to(size: tuple[int, int]) -> None:
    at = Size(width=size[0], height=size[1])
    body = [Row(Text(f"row {number}")) for number in range(300)]
    seen: set[str] = set()
    scroll = 0

    while True:
        frame = screen.frame(page(body), at, scroll=scroll)
        seen |= {line.plain.strip() for line in frame.lines}
        if frame.scroll < scroll:
            break
        scroll = frame.scroll + frame.room

    assert {f"row {number}" for number in range(300)} <= seen


def test_a_wide_diagram_is_cut_with_a_mark_and_moves_sideways() -> None:
    size = Size(width=40, height=20)
    body = [Row(Text("".join(str(cell % 10) for cell in range(100))), fixed=True), Row(Text("text"))]

    first = screen.frame(page(body), size)
    moved = screen.frame(page(body), size, shift=8)
    last = screen.frame(page(body), size, shift=1000)

    assert screen.overflows(body, size)
    assert first.lines[4].plain == " " + "0123456789012345678901234567890123456789"[:38] + "›"
    assert moved.lines[4].plain.startswith(" ‹9012")
    assert last.lines[4].plain.endswith("6789")
    assert [frame.lines[5].plain for frame in (first, moved, last)] == [" text"] * 3


def test_a_wide_character_cut_in_half_leaves_a_blank() -> None:
    assert screen.crop(Text("日本語日本語"), 3, 20).plain == "‹語日本語"[:1] + " 語日本語"[1:]
    assert all(screen.crop(Text("日本語日本語日本語"), start, 7).cell_len <= 7 for start in range(12))


def test_the_least_important_keys_go_first_where_there_is_little_room() -> None:
    def shown(width: int) -> str:
        return screen.frame(page([]), Size(width=width, height=8)).lines[-1].plain

    assert "undo" in shown(60) and "help" in shown(60) and "end" in shown(60)
    assert "undo" not in shown(30) and "answer" in shown(30) and "end" in shown(30)


def test_the_ratings_stand_in_four_fields_of_one_width() -> None:
    ratings = list(zip(Rating, ("1m", "6m", "10m", "2.1mo"), strict=True))
    wide = screen.frame(page([], ratings=ratings), Size(width=80, height=10)).lines[-2].plain
    narrow = [line.plain for line in screen.frame(page([], ratings=ratings), Size(width=40, height=10)).lines[-3:-1]]

    assert wide.split() == ["1", "again", "1m", "2", "hard", "6m", "3", "good", "10m", "4", "easy", "2.1mo"]
    assert [len(line) for line in narrow] == [len(narrow[0])] * 2
    assert narrow[1].split() == ["1m", "6m", "10m", "2.1mo"]


def test_the_front_shows_the_source_and_the_headings_and_hides_answer_and_cues() -> None:
    shown = lines(pages.front(view(answer="secret", cues=("hidden",)), width=60))

    assert shown[0] == "notes/rag.md › Retrieval"
    assert shown[-1] == "What is it?"
    assert "secret" not in "".join(shown) and "hidden" not in "".join(shown)


def test_the_back_shows_points_versions_and_cues_that_the_answer_does_not_say_itself() -> None:
    points = [
        Point(id=PointId("p1"), text="It is **this**", lines=Lines(4, 4), slot=1),
        Point(id=PointId("p2"), text="Never that", lines=Lines(5, 5), slot=2),
    ]
    versions = (Version(label="20-second", text="Short.", seconds=20),)

    shown = lines(
        pages.back(view(answer="It is this.", points=tuple(points), versions=versions, cues=("x", "y")), width=60)
    )

    assert shown.count("• Never that") == 1
    assert "• It is this" not in shown
    assert "20-second" in shown and "Short." in shown
    assert shown[-1] == "Cues  x · y"


def test_an_open_answer_is_said_to_be_open() -> None:
    assert "The notes leave the answer open: say it in your own words." in lines(pages.back(view(answer=""), width=80))


def test_what_a_note_says_can_make_no_escape_sequence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    (drawn,) = Ink().draw([Text("a\x1b[31mb\x07\u202ec\u009b2Jd")])

    assert drawn == "a[31mbc2Jd"


def test_without_colour_only_weights_are_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    (drawn,) = Ink().draw([Text.assemble(("a", "bold red"), ("b", "green"), ("c", "dim"))])

    assert drawn == "\x1b[1ma\x1b[0mb\x1b[2mc\x1b[0m"
