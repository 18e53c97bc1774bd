"""What the page tells without words: what ends an answer, what heads it, which labels ask and which answer."""

from __future__ import annotations

from srs.model import Kind, Note, Source
from srs.notes.extract import Extraction, extract
from srs.reading import read

SOURCE = Source(path="notes/a.txt", location="/notes/a.txt", place="notes/a.txt", deck=None)


def extracted(text: str) -> Extraction:
    return extract(read(text.encode(), SOURCE))


def asked(text: str) -> dict[str, str]:
    return {note.prompt: note.answer for note in extracted(text).notes if note.kind is Kind.QUESTION}


def note(text: str, prompt: str) -> Note:
    return next(note for note in extracted(text).notes if note.prompt == prompt)


def test_a_remark_marked_as_private_is_in_no_note_in_any_language() -> None:
    for remark in (
        "(Privat: Lena weiß noch nichts davon.)",
        "> Entre nous : le chef ronfle.",
        "PRIVATE, not for them: I have another offer.",
        "Между нами: шеф уходит весной.",
    ):
        notes = extracted(f"Q: Why now?\nA: The lease ends in May.\n\n{remark}\n")

        assert [n.answer for n in notes.notes] == ["The lease ends in May."], remark
        assert any(skipped.lines.start == 4 for skipped in notes.skipped), remark


def test_private_as_a_word_of_a_language_stays_in_the_answer() -> None:
    answers = asked(
        "Q: What may see a field?\nA: It depends.\nPublic: everybody.\nPrivate: the class alone.\n\nQ: Why?\nA: So.\n"
    )

    assert "the class alone" in answers["What may see a field?"]


def test_what_stands_below_a_private_heading_is_left() -> None:
    notes = extracted(
        "# Day one\n\n## Why us?\n\nThe river.\n\n## Private\n\nWhat do I earn?\n\nToo little.\n\n## Why now?\n\nMay.\n"
    )

    assert [n.prompt for n in notes.notes] == ["Why us?", "Why now?"]


def test_a_few_words_behind_the_last_line_across_the_page_are_of_no_answer() -> None:
    answers = asked("# Pitch\n\n## Why is June flat?\n\nHolidays. Every year.\n\n---\nring Ulla about the van\n")

    assert answers == {"Why is June flat?": "Holidays. Every year."}


def test_short_lines_between_blank_lines_are_headings_where_a_text_has_no_other() -> None:
    answers = asked(
        "Prep for the bakery\n\nAbout me\n\nWhy bread?\nIt rises without me.\n\n"
        "The craft\n\nHow do you know it is done?\n"
        "I knock on it.\n\nLaw and order\n\nFlour is dusty, so no flames.\n\nThings to pack\n\nApron, and a pen.\n"
    )

    assert answers == {"Why bread?": "It rises without me.", "How do you know it is done?": "I knock on it."}


def test_a_row_of_tildes_below_a_line_underlines_it() -> None:
    answers = asked("BAKERY ROUND\n~~~~~~~~~~~~\n\n(a) Why bread?\n\n    It rises.\n\nTO PACK\n~~~~~~~\n  [ ] apron\n")

    assert answers == {"Why bread?": "It rises."}
