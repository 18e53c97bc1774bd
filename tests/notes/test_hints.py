"""Remarks to the speaker among what is spoken become cues; what they forbid is never said."""

from __future__ import annotations

import pytest

from srs.model import Kind, Note, Source
from srs.notes.extract import extract
from srs.notes.rules.hints import unsaid
from srs.reading import read


def notes_of(text: str) -> list[Note]:
    return list(extract(read(text.encode(), Source(path="n.md", location="n.md", place="n.md", deck=None))).notes)


def question_of(text: str) -> Note:
    return next(note for note in notes_of(text) if note.kind is Kind.QUESTION)


SPOKEN = "I walk the shed with the night keeper before anybody feeds, and I write down which beast stood up last."


@pytest.mark.parametrize(
    ("remark", "cue"),
    [
        ("Remember: Dr Obi wrote the feeding plan.", "Remember: Dr Obi wrote the feeding plan."),
        ("**⚠️ Watch out:** don't drift into the fence accident.", "Watch out: don't drift into the fence accident."),
        ("*Haken: Er kennt die Zahlen besser als ich.*", "Haken: Er kennt die Zahlen besser als ich."),
        ("*Haczyk: nie narzekać na dyrektora.*", "Haczyk: nie narzekać na dyrektora."),
        ("> Achtung: Frau Kern wird nach dem Futter fragen.", "Achtung: Frau Kern wird nach dem Futter fragen."),
        ("cuidado: a Dulce vai perguntar do orçamento!!", "cuidado: a Dulce vai perguntar do orçamento!!"),
        ("*Use the second story if they are short of time.*", "Use the second story if they are short of time."),
        ("(slow down here, last time you ran)", "slow down here, last time you ran"),
        ("> The panel scores calm here, not cleverness.", "The panel scores calm here, not cleverness."),
    ],
)
def test_a_remark_to_the_speaker_is_a_cue_and_no_part_of_the_answer(remark: str, cue: str) -> None:
    for text in (f"{SPOKEN}\n\n{remark}\n", f"{remark}\n\n{SPOKEN}\n"):
        note = question_of(f"## How do you begin a shift with the rhinos?\n\n{text}")

        assert note.cues == (cue,)
        assert note.answer == SPOKEN


@pytest.mark.parametrize(
    "said",
    [
        "*A calm keeper makes a calm beast.*",
        "The warning: a beast that stops eating has been ill for days.",
        "Note: the plan is reviewed each spring.",
        "The panel fences are two metres high.",
    ],
)
def test_what_is_said_stays_in_the_answer(said: str) -> None:
    note = question_of(f"## How do you begin a shift with the rhinos?\n\n{SPOKEN}\n\n{said}\n")

    assert said in note.answer
    assert not note.cues


def test_a_cue_keeps_the_label_that_says_how_it_is_meant() -> None:
    note = question_of(f"## Why here?\n\n*What they are testing: whether you read the plan.*\n\n{SPOKEN}\n")

    assert note.cues == ("What they are testing: whether you read the plan.",)


def test_what_stands_behind_a_cue_is_said() -> None:
    notes = notes_of(
        "## Why here?\n\n*What they are testing: nerve.*\n\nI moved 14 rhinos in one night, and none lay down.\n"
    )

    assert [note.answer for note in notes if note.kind is Kind.METRIC] == ["14"]


def test_a_pointer_to_a_story_is_a_cue_of_the_question_that_it_answers() -> None:
    note = question_of(
        "## Tell me about a hard night\n\n→ Use the gate story. Keep it under two minutes.\n\n"
        "## Stories\n\n### The gate\n\n- **Situation:** A gate froze open at minus nine.\n"
        "- **Task:** Two bulls had to stay apart.\n- **Action:** I parked the feed truck across it and stayed in it.\n"
        "- **Result:** Nobody met anybody.\n"
    )

    assert note.cues == ("Use the gate story. Keep it under two minutes.",)
    assert "feed truck" in note.answer


def test_what_a_reminder_forbids_is_a_card_of_its_own_and_never_a_wording() -> None:
    notes = notes_of(f"## Why are you leaving?\n\n{SPOKEN}\n\n(never say “the zoo is finished”)\n")
    avoid = next(note for note in notes if note.kind is Kind.AVOID)

    assert avoid.answer == "- the zoo is finished"
    assert all(note.kind is not Kind.PHRASING or "finished" not in note.answer for note in notes)


@pytest.mark.parametrize(
    ("reminder", "forbidden"),
    [
        ("dont mention the fence", "mention the fence"),
        ("Watch out: never say “only animals”", "only animals"),
        ("nicht über das Gehege sprechen", "über das Gehege sprechen"),
        ("Remember: the vet is on the panel", ""),
        ("she said no to the second offer", ""),
    ],
)
def test_a_reminder_says_what_it_forbids(reminder: str, forbidden: str) -> None:
    assert unsaid(reminder) == forbidden
