"""How notes are asked."""

from __future__ import annotations

import pytest

from srs.model import Card, CardId, Kind, Lines, Note, NoteId, Point, PointId, Role
from srs.notes.cards import MAX_POINT_CARDS, cards_of, face


def note(kind: Kind, points: int = 0, **more: object) -> Note:
    made = tuple(
        Point(
            id=PointId(f"n.p{i}"), text=f"beat {i}", lines=Lines(i, i), role="action" if i > 1 else "situation", slot=i
        )
        for i in range(1, points + 1)
    )
    return Note(
        id=NoteId("n"), kind=kind, prompt="Prompt", answer="Answer", path="a.md", lines=Lines(1, 9), points=made, **more
    )  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.STORY])
def test_a_note_makes_one_card_with_its_id(kind: Kind) -> None:
    assert cards_of(note(kind, points=3)) == (Card(id=CardId("n"), note=NoteId("n"), role=Role.ASK),)


def test_a_story_makes_a_card_for_its_telling_and_one_for_each_point() -> None:
    cards = cards_of(note(Kind.STORY, points=3))

    assert [(c.id, c.role, c.slot) for c in cards] == [
        ("n", Role.ASK, 0), ("n.p1", Role.POINT, 1), ("n.p2", Role.POINT, 2), ("n.p3", Role.POINT, 3),
    ]  # fmt: skip


def test_points_beyond_the_last_slot_have_no_card() -> None:
    assert len(cards_of(note(Kind.STORY, points=MAX_POINT_CARDS + 5))) == 1 + MAX_POINT_CARDS


def test_the_card_of_a_whole_note_shows_everything_on_its_back() -> None:
    asked = note(Kind.QUESTION, points=2, cues=("calm",))

    shown = face(asked, cards_of(asked)[0])

    assert (shown.prompt, shown.answer, shown.points, shown.cues) == ("Prompt", "Answer", asked.points, ("calm",))
    assert shown.hint


def test_the_card_of_a_point_asks_for_its_segment() -> None:
    story = note(Kind.STORY, points=3)

    first, second = (face(story, card) for card in cards_of(story)[1:3])

    assert (first.hint, first.answer) == ("the situation", "beat 1")
    assert (second.hint, second.answer) == ("the action, 1 of 2", "beat 2")


def test_an_open_question_says_that_the_notes_leave_it_open() -> None:
    asked = note(Kind.QUESTION, tags=("unanswered",))

    assert "open" in face(asked, cards_of(asked)[0]).hint


def test_a_card_of_a_point_that_is_gone_is_refused() -> None:
    with pytest.raises(KeyError):
        face(note(Kind.STORY, points=1), Card(id=CardId("n.p9"), note=NoteId("n"), role=Role.POINT, slot=9))
