"""Labels without a colon are labels where several stand together: bold, alone on their line, or in a table."""

from __future__ import annotations

import pytest

from srs.model import Kind, Note, Source
from srs.notes.extract import extract
from srs.reading import read


def notes_of(text: str, kind: Kind) -> list[Note]:
    source = Source(path="n.md", location="n.md", place="n.md", deck=None)
    return [note for note in extract(read(text.encode(), source)).notes if note.kind is kind]


ENGLISH = (
    ("Situation", "The ferry lost its ramp on a Sunday with 90 cars aboard."),
    ("Task", "I had to get them off before the tide turned."),
    ("Action", "I rang the quarry and borrowed two loading plates."),
    ("Result", "Everybody was ashore 40 minutes before high water."),
    ("Moral", "A borrowed plate beats a perfect plan."),
)
GERMAN = (
    ("Ausgangslage", "Die Bäckerei stand an einem Samstag ohne Strom."),
    ("Aufgabe", "Ich musste 300 Brote bis sechs Uhr fertig bekommen."),
    ("Vorgehen", "Ich habe den Holzofen der Nachbarn angeheizt."),
    ("Ergebnis", "Um halb sechs lagen 280 Brote im Regal."),
    ("Erkenntnis", "Ein alter Ofen ist die beste Versicherung."),
)
ORDER = ["situation", "task", "action", "result", "learning"]


@pytest.mark.parametrize("told", [ENGLISH, GERMAN])
@pytest.mark.parametrize("form", ["line", "bullet", "paragraph", "capitals", "no head", "empty words", "first row"])
def test_labels_without_a_colon_tell_the_story_that_the_heading_names(
    told: tuple[tuple[str, str], ...], form: str
) -> None:
    table = [f"| {label} | {text} |" for label, text in told]
    body = {
        "line": "\n".join(f"**{label}** {text}" for label, text in told),
        "bullet": "\n".join(f"- **{label}** {text}" for label, text in told),
        "paragraph": "\n\n".join(f"**{label}** {text}" for label, text in told),
        "capitals": "\n".join(f"{label.upper()}\n{text}" for label, text in told),
        "no head": "\n".join(["| | |", "|---|---|", *table]),
        "empty words": "\n".join(["| STAR | Text |", "|---|---|", *table]),
        "first row": "\n".join([table[0], "|---|---|", *table[1:]]),
    }[form]

    (story,) = notes_of(f"# Prep\n\n### Six o'clock\n\n{body}\n\n## Logistics\n\nTrain at nine.\n", Kind.STORY)

    assert story.prompt == "Six o'clock"
    assert [point.role for point in story.points] == ORDER
    assert all(text in story.answer for _, text in told)


def test_letters_alone_open_the_segments_and_use_for_names_the_questions() -> None:
    text = (
        "STORIES\n=======\n\n[1] The ramp\nS\nThe ferry lost its ramp.\nT\nGet 90 cars off.\nA\n"
        "I borrowed two plates.\nR\nAll ashore in time.\nLEARNED\nA borrowed plate beats a perfect plan.\nUSE FOR\n"
        " - Tell us about a time you improvised\n - How do you act under pressure?\n\n"
        "[2] The net\nS\nA net in the screw.\nT\nKeep the timetable.\nA\nI dived with a bread knife.\nR\n"
        "Nine minutes late.\nLEARNED\nCarry a knife.\nUSE FOR\n - When did you take a risk?\n"
    )

    stories = notes_of(text, Kind.STORY)
    matches = notes_of(text, Kind.STORY_MATCH)

    assert [story.prompt for story in stories] == ["The ramp", "The net"]
    assert all([point.role for point in story.points] == ORDER for story in stories)
    assert [(match.prompt, match.answer) for match in matches] == [
        ("Tell us about a time you improvised", "The ramp"),
        ("How do you act under pressure?", "The ramp"),
        ("When did you take a risk?", "The net"),
    ]


@pytest.mark.parametrize(
    ("points", "script"), [("KEY POINTS", "SCRIPT"), ("STICHPUNKTE", "WORTLAUT"), ("PUNTOS CLAVE", "GUION")]
)
def test_labels_alone_that_recur_are_no_part_of_the_answer(points: str, script: str) -> None:
    text = "".join(
        f"Q{n}. {asked}\n\n{points}\n - tides\n - two plates\n{script}\n{said}\n\n"
        for n, (asked, said) in enumerate(
            (("Why the sea?", "Because it never argues."), ("What is your weakness?", "I talk to engines.")), 1
        )
    )

    first, second = notes_of(text, Kind.QUESTION)

    assert (first.answer, second.answer) == ("Because it never argues.", "I talk to engines.")
    assert first.cues == second.cues == ("tides", "two plates")


def test_one_bold_word_is_no_label() -> None:
    text = "## How do queues work?\n\n- **Task** queues hold work.\n- **Redis** keeps them.\n"

    (note,) = notes_of(text, Kind.QUESTION)

    assert "**Task** queues hold work." in note.answer
