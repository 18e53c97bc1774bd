"""What they ask in turn inside an answer is a question of its own; a coach's remark is none of the answer."""

from __future__ import annotations

import pytest

from srs.model import Kind, Note, Source
from srs.notes.extract import extract
from srs.reading import read


def questions_of(text: str) -> list[Note]:
    source = Source(path="n.md", location="n.md", place="n.md", deck=None)
    return [note for note in extract(read(text.encode(), source)).notes if note.kind is Kind.QUESTION]


SAID = "I count the lamps each Friday and I write the number on the door."


@pytest.mark.parametrize(
    ("pressed", "asked"),
    [
        ("- And who reads the door?\n\nThe night porter, since 2019.", "And who reads the door?"),
        ("- Und wer liest die Tür?\n\nThe night porter, since 2019.", "Und wer liest die Tür?"),
        ("- if pushed: why not count them daily\n- The night porter, since 2019.", "why not count them daily"),
        ("- Wenn sie nachhaken: Wer liest das?\n- The night porter, since 2019.", "Wer liest das?"),
        ("Then they'll ask: Who reads the door?\nThe night porter, since 2019.", "Who reads the door?"),
        ("Then they'll ask: why not count them daily\nThe night porter, since 2019.", "why not count them daily"),
        ("Dann fragen sie: Wer liest die Tür?\nThe night porter, since 2019.", "Wer liest die Tür?"),
    ],
)
def test_what_they_ask_in_turn_is_a_question_of_its_own(pressed: str, asked: str) -> None:
    first, second = questions_of(f"## How do you keep stock of the lamps?\n\n{SAID}\n\n{pressed}\n")

    assert first.answer == SAID
    assert (second.prompt, second.answer) == (asked, "The night porter, since 2019.")


@pytest.mark.parametrize(
    "said",
    [
        "I ask myself three things:\n\n- And who reads the door?\n\nThen I decide.",
        "- Who reads the door decides.\n- And nobody asks.",
        "If pushed: I would give up the Friday count.",
    ],
)
def test_what_one_says_oneself_stays_in_the_answer(said: str) -> None:
    (note,) = questions_of(f"## How do you keep stock of the lamps?\n\n{SAID}\n\n{said}\n")

    assert said.splitlines()[-1].lstrip("- ") in note.answer


@pytest.mark.parametrize("label", ["Coach", "My mentor", "Trainerin", "Entrenadora"])
def test_a_coachs_remark_in_a_frame_is_a_cue(label: str) -> None:
    (note,) = questions_of(
        f"## How do you keep stock of the lamps?\n\n{SAID}\n\n> {label}:\n> they count differently, leave it at that\n"
    )

    assert note.answer == SAID
    assert note.cues == (f"{label}: they count differently, leave it at that",)
