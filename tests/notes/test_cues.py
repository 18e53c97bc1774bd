"""What the interviewers are after is a cue of the question and no part of its answer."""

from __future__ import annotations

import pytest

from srs.model import Kind, Note, Source
from srs.notes.extract import extract
from srs.reading import read


def question_of(text: str) -> Note:
    source = Source(path="n.md", location="n.md", place="n.md", deck=None)
    notes = [note for note in extract(read(text.encode(), source)).notes if note.kind is Kind.QUESTION]
    assert len(notes) == 1
    return notes[0]


@pytest.mark.parametrize(
    ("remark", "said"),
    [
        ("(They listen for whether I blame the weather.)", "whether I blame the weather"),
        ("(Sie wollen hören, dass ich frage, bevor ich grabe.)", "bevor ich grabe"),
        ("(Vogliono capire se so aspettare.)", "se so aspettare"),
        ("What Bjarne is after: a number, and who checked it.", "a number, and who checked it."),
        ("What do they really want to know? Whether I would do it again.", "Whether I would do it again."),
    ],
)
def test_a_remark_on_what_they_want_is_a_cue(remark: str, said: str) -> None:
    note = question_of(
        f"## How do you dig next to a gas pipe?\n\nBy hand, and with the plan on the ground.\n\n{remark}\n"
    )
    assert note.answer == "By hand, and with the plan on the ground."
    assert len(note.cues) == 1
    assert said in note.cues[0]


@pytest.mark.parametrize(
    "thought",
    [
        "(It rained for two days before.)",
        "They got what they paid for: a wall.",
        "Why? Because nobody had asked before.",
    ],
)
def test_other_remarks_stay_in_the_answer(thought: str) -> None:
    note = question_of(
        f"## How do you dig next to a gas pipe?\n\nBy hand, and with the plan on the ground.\n\n{thought}\n"
    )
    assert thought in note.answer
    assert note.cues == ()
