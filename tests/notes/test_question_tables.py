"""Tables of questions: what other columns say of an answer is kept, what only numbers or sorts rows is not."""

from __future__ import annotations

from srs.model import Kind, Note, Source
from srs.notes.extract import extract
from srs.reading import read

SOURCE = Source(path="notes/a.md", location="/notes/a.md", place="notes/a.md", deck=None)


def asked(text: str) -> dict[str, Note]:
    return {note.prompt: note for note in extract(read(text.encode(), SOURCE)).notes if note.kind is Kind.QUESTION}


def test_what_other_columns_say_belongs_to_the_answer() -> None:
    notes = asked(
        "| # | Question | Answer | Why they ask | Proof | Level | Follow-up |\n"
        "|---|---|---|---|---|---|---|\n"
        "| 1 | Why this ward? | Because nights are calm here. | stamina | two years of nights | easy | Why nights? |\n"
        "| 2 | How do you hand over? | In four steps, the worst first. | order | | hard | |\n"
        "| 3 | What do you fear? | A missed allergy. | honesty | the audit of May | easy | |\n"
    )

    assert list(notes) == ["Why this ward?", "Why nights?", "How do you hand over?", "What do you fear?"]
    first, second = notes["Why this ward?"], notes["How do you hand over?"]
    assert first.answer == "Because nights are calm here.\n\n**Proof:** two years of nights"
    assert first.cues == ("stamina",)
    assert notes["Why nights?"].parent == first.id
    assert second.answer == "In four steps, the worst first."


def test_columns_of_a_short_and_a_long_answer_are_versions() -> None:
    notes = asked(
        "| Question | Short answer | Long answer | My notes |\n"
        "|---|---|---|---|\n"
        "| What is triage? | Sorting. | Sorting the waiting by how long they can wait. | say it slowly |\n"
    )

    note = notes["What is triage?"]
    assert [(version.label, version.text) for version in note.versions] == [
        ("Short answer", "Sorting."),
        ("Long answer", "Sorting the waiting by how long they can wait."),
    ]
    assert note.cues == ("say it slowly",)
