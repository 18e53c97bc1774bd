"""What only looks like an answer, a question or a talk: remarks in a frame, follow-up work, messages, statements."""

from __future__ import annotations

import pytest

from srs.model import Kind, Note, Source
from srs.notes.extract import Extraction, extract
from srs.reading import read


def read_notes(text: str) -> Extraction:
    return extract(read(text.encode(), Source(path="n.md", location="n.md", place="n.md", deck=None)))


def of(text: str, kind: Kind) -> list[Note]:
    return [note for note in read_notes(text).notes if note.kind is kind]


@pytest.mark.parametrize(
    "remark",
    ["(noch nix)", "[ask Noor before friday!!]", "_[TBC]_", "（まだ決めていない）", "??? (zapytać Ewę)", "Untitled"],
)
def test_a_remark_in_a_frame_leaves_a_question_open(remark: str) -> None:
    asked = of(f"## Where do you draw the line?\n\n{remark}\n", Kind.QUESTION)[0]

    assert "unanswered" in asked.tags
    assert asked.answer == ""


def test_bold_quotations_with_a_reply_below_each_are_asked() -> None:
    first, second = '- **"Too dear."**\n\n    Compared with what?', '- **"Send me a mail."**\n\n    What should it say?'
    notes = f"## Objections\n\n{first}\n\n{second}\n"

    assert [note.prompt for note in of(notes, Kind.QUESTION)] == ["Too dear.", "Send me a mail."]


def test_follow_up_work_is_no_question() -> None:
    assert of("## The expired map\n\n**Follow-up:** a new print, checked in May\n", Kind.QUESTION) == []


@pytest.mark.parametrize(
    "talk",
    [
        "## Messages\n\nMarta HR, 14:22: is Thursday fine for you?\nMe, 14:30: yes\nMarta HR, 14:31: he likes rivers\n",
        "## texts with Marta\n\nMarta: is Thursday fine for you?\nme: yes\nMarta: he likes rivers\n",
    ],
)
def test_messages_are_no_notes(talk: str) -> None:
    found = read_notes(talk)

    assert [
        note for note in (*found.notes, *found.proposed) if "rivers" in note.answer or "Thursday" in note.prompt
    ] == []


def test_a_story_may_be_told_one_beat_a_line() -> None:
    notes = (
        "## A time you changed somebody's mind\n\nThe mayor was sure that nobody walked there.\n"
        "We needed him for the bridge.\nI stood there for four mornings and counted.\nHe signed in the same week.\n"
    )
    story = of(notes, Kind.STORY)[0]

    assert [point.role for point in story.points] == ["situation", "task", "action", "result"]


def test_entries_that_all_forbid_are_things_never_to_say() -> None:
    notes = "## In that room\n\n- no names of towns\n- not “I drew it all”\n- don't call the old map ugly\n"

    assert len(of(notes, Kind.AVOID)[0].points) == 3


def test_a_title_that_wants_them_all_heads_a_list() -> None:
    notes = "# Maps\n\nRisks (all of them, in order)\n1. the river\n2. the mayor\n3. May\n"

    assert [len(note.points) for note in of(notes, Kind.LIST)] == [3]


def test_a_talk_at_the_end_with_somebody_who_said_nothing_before_is_left() -> None:
    text = "**Why pharmacy?**\n\nBecause my aunt was one.\n\nPapa: viel Glück! hast du den Schirm?\nIch: ja, Papa\n"
    notes = read_notes(text).notes
    assert [note.prompt for note in notes if note.kind is Kind.QUESTION] == ["Why pharmacy?"]
    assert not any("Schirm" in note.prompt + note.answer for note in notes)
