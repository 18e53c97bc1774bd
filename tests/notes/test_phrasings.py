"""A wording is worth a card when its author set it apart, when it says what was learned, or when its form makes it."""

from __future__ import annotations

import pytest

from srs.model import Kind, Note, Source
from srs.notes.extract import extract
from srs.notes.sayings import names_a_wording
from srs.reading import read


def notes_of(text: str) -> tuple[Note, ...]:
    source = Source(path="n.md", location="n.md", place="n.md", deck=None)
    return extract(read(text.encode(), source)).notes


def wordings_of(text: str) -> list[str]:
    return [note.answer for note in notes_of(text) if note.kind is Kind.PHRASING]


@pytest.mark.parametrize(
    "label",
    [
        "Closing line", "The one sentence", "Line to use", "Soundbite", "Merksatz",
        "Der Satz, den ich mir gemerkt habe",
        "Phrase à placer", "Frase para cerrar", "Zin om te onthouden", "Meningar jag vill få sagda", "Фраза",
        "Şunu söyleyin", "一句话", "Zdanie na koniec",
    ],
)  # fmt: skip
def test_labels_name_a_wording_in_many_languages(label: str) -> None:
    assert names_a_wording(label)


@pytest.mark.parametrize(
    "label", ["Timeline", "Never say", "What they say", "If they say no", "Guidelines", "Result", "Three sentences"]
)
def test_labels_that_only_sound_like_it_name_none(label: str) -> None:
    assert not names_a_wording(label)


@pytest.mark.parametrize(
    "notes",
    [
        "## Closing line\n\n> Maps are cheap. Walking is the product.\n",
        "## How do you close?\n\nI thank them. One line for the door: “Maps are cheap. Walking is the product.”\n",
        "## How do you close?\n\nI thank them and stop.\n\n> Maps are cheap. Walking is the product.\n",
        "## How do you close?\n\nI thank them and stop.\n\n==Maps are cheap. Walking is the product.==\n",
        "## How do you close?\n\nI thank them and stop.\n“Maps are cheap. Walking is the product.” <- like this\n",
    ],
)
def test_what_its_author_set_apart_is_one_wording_whole(notes: str) -> None:
    assert wordings_of(notes) == ["Maps are cheap. Walking is the product."]


def test_an_answer_that_is_all_in_quotes_is_a_script_and_sets_nothing_apart() -> None:
    assert wordings_of("## Why us?\n\n“You ship to places that other maps leave white.”\n") == []


def test_bold_titles_of_an_answer_are_no_wordings() -> None:
    assert wordings_of("## How do you plan?\n\n**1. Ask the people who walk it**\n\nThey know the mud.\n") == []


@pytest.mark.parametrize(
    "notes",
    [
        "| Don't say | Say |\n|---|---|\n| I was only helping | I ran the night desk |\n",
        "| ✅ Say | ❌ Don't say | Why |\n|---|---|---|\n| “I ran the night desk” | “I was only helping” | size |\n",
        "## Words\n\n❌ “I was only helping”\n✅ “I ran the night desk”\n",
        "## Never say\n\n- “I was only helping” → “I ran the night desk”\n",
        "## Words\n\nYou are not saying:\n- “I was only helping”\n\nYou are saying:\n- “I ran the night desk”\n",
    ],
)
def test_what_to_say_instead_is_a_wording_and_what_not_to_say_is_none(notes: str) -> None:
    found = [note for note in notes_of(notes) if note.kind is Kind.PHRASING]

    assert [note.answer for note in found] == ["I ran the night desk"]
    assert found[0].prompt == "What do you say instead of “I was only helping”?"


def test_the_learning_of_a_story_is_a_wording() -> None:
    story = "## Story 1: the flood\n\n**Situation:** Water in the archive.\n**Action:** We carried boxes all night.\n"

    assert wordings_of(story + "**Result:** 900 boxes dry.\n**Learning:** Shelves start above the knee.\n") == [
        "Shelves start above the knee."
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "I sell the hour that nobody has to walk, not the map.",
        "We don't just draw roads, but decide who gets one.",
        "I've learned that a short walk settles a long meeting.",
        "Wir verkaufen nicht die Karte, sondern den gesparten Weg.",
        "多数时候他要的是一条路，不是一张地图。",
        "I would rather be late with a true map than early with a pretty one.",
        "Redraw from the survey, never from the print.",
        "Wer drängelt, bekommt eine schnelle Karte, aber keine falsche.",
        "Ik teken op maat, niet op gevoel.",
    ],
)
def test_a_sentence_counts_by_its_form(sentence: str) -> None:
    assert wordings_of(f"## Tell me about your work\n\nI draw maps for towns. {sentence}\n") == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "It took far more nights than expected.",
        "That allowed me to walk the route rather than guess.",
        "Then I drew the coast instead of the town.",
        "Before the launch, not after.",
    ],
)
def test_what_tells_of_a_day_is_no_wording(sentence: str) -> None:
    assert wordings_of(f"## Tell me about your work\n\nI draw maps for towns. {sentence}\n") == []


def test_entries_of_figures_to_memorize_are_no_wordings() -> None:
    assert wordings_of("## Memorize this\n\n- **$2.3M** - what the old map cost\n- **17** - days to redraw it\n") == []


@pytest.mark.parametrize(
    "notes",
    [
        "## Definitions\n\n**Contour**: a line that never climbs.\n**Datum**: the sea that everybody agreed on.\n",
        "## Begriffe\n\nContour = a line that never climbs.\nDatum = the sea that everybody agreed on.\n",
        "## Pojęcia\n\n- *contour* — a line that never climbs.\n- *datum* — the sea that everybody agreed on.\n",
        "## The short way\n\nContour\n: a line that never climbs.\nDatum\n: the sea that everybody agreed on.\n",
    ],
)
def test_terms_with_their_meaning_are_definitions_to_be_said(notes: str) -> None:
    found = [note for note in notes_of(notes) if note.kind is Kind.PHRASING]

    assert [note.answer for note in found] == ["a line that never climbs.", "the sea that everybody agreed on."]
    assert "ontour" in found[0].prompt


@pytest.mark.parametrize(
    "title", ["Things I want them to remember", "Para lembrar", "Punch lines", "Rules to take home"]
)
def test_sentences_under_a_title_that_wants_them_remembered_are_wordings(title: str) -> None:
    assert wordings_of(f"## {title}\n\n1. A map is a promise.\n2. Every road was a quarrel.\n3. breathe, water\n") == [
        "A map is a promise.",
        "Every road was a quarrel.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "- don't: “I was only helping” → do: “I ran the night desk”",
        "- nicht „I was only helping“ → lieber „I ran the night desk“",
        'NIE: "I was only helping"          TAK: "I ran the night desk"',
        "×「I was only helping」→○「I ran the night desk」",
    ],
)
def test_both_on_one_line_are_told_apart(line: str) -> None:
    notes = notes_of(f"## Case habits\n\n{line}\n")

    assert [note.answer for note in notes if note.kind is Kind.PHRASING] == ["I ran the night desk"]
    assert any(note.kind is Kind.AVOID and "I was only helping" in note.answer for note in notes)


def test_a_label_with_its_wording_ends_on_its_line() -> None:
    notes = notes_of("## Why us?\n\nThe maps.\nOne-liner: “A map is a promise.”\n\nAnd the people who walk them.\n")
    question = next(note for note in notes if note.kind is Kind.QUESTION)

    assert question.answer == "The maps.\n\nAnd the people who walk them."
    assert [note.answer for note in notes if note.kind is Kind.PHRASING] == ["A map is a promise."]


@pytest.mark.parametrize(
    "sentence",
    [
        "I don't sell chairs, I sell evenings.",
        "No vendo relojes; vendo tardes tranquilas.",
        "Non costruisco muri, costruisco stanze.",
        "Nie liczę godzin, liczę gości.",
        "A garden is not a place, it is a habit.",
        "Oak for ships, pine for houses.",
        "Backen ist leicht, aufhören ist schwer.",
        "Who fears the audit, becomes the audit.",
        "I do two things: listen and write it down.",
    ],
)
def test_a_sentence_that_denies_balances_or_returns_to_its_word_is_worth_its_wording(sentence: str) -> None:
    text = f"## Why you?\n\nMy work began in a small shop near the station. {sentence}\n"
    assert [said.rstrip(".") for said in wordings_of(text)] == [sentence.rstrip(".")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The shop opens at nine, the bakery opens at six in the morning on weekdays.",
        "We moved the till to the left side and the queue became shorter.",
        "I had the early shift, nobody had told me.",
    ],
)
def test_a_sentence_that_only_repeats_a_word_is_none(sentence: str) -> None:
    assert wordings_of(f"## Why you?\n\nMy work began in a shop. {sentence}\n") == []


def test_a_title_that_wants_one_sentence_gets_it_word_by_word() -> None:
    text = "## Why us (for the founder, one sentence)?\n\nMy mother keeps bees and you keep her honest.\n"
    assert wordings_of(text) == ["My mother keeps bees and you keep her honest."]


def test_a_quotation_with_a_remark_behind_it_is_to_be_said_even_if_it_asks() -> None:
    text = '## When I am stuck\n\n"May I draw it first?" -- and then really draw it.\n'
    assert "May I draw it first?" in wordings_of(text)


@pytest.mark.parametrize("sign", ["❌", "✗", "×", "🚫"])
def test_what_stands_behind_a_sign_of_no_is_never_taught(sign: str) -> None:
    text = (
        f"## Why did you leave?\n\nI wanted to build.\n\n{sign} „Mein Chef war schuld.“\n{sign} „Das war immer so.“\n"
    )
    assert wordings_of(text) == []
    (never,) = [note for note in notes_of(text) if note.kind is Kind.AVOID]
    assert [point.text for point in never.points] == ["Mein Chef war schuld.", "Das war immer so."]


def test_entries_that_forbid_among_others_are_one_card_of_what_never_to_say() -> None:
    text = '## Words\n\n- say “guests”, and slowly\n- never "cheap"\n- never "no problem"\n- if lost: ask again\n'
    (never,) = [note for note in notes_of(text) if note.kind is Kind.AVOID]
    assert [point.text for point in never.points] == ['never "cheap"', 'never "no problem"']


def test_the_learning_in_a_table_of_a_story_is_a_wording() -> None:
    found = wordings_of(
        "### The flood map\n\n| STAR | Notes |\n| --- | --- |\n| Situation | The river map was twenty years old. |\n"
        "| Task | Redraw it before the spring. |\n| Action | I walked both banks with the wardens. |\n"
        "| Result | It was ready in March. |\n| Takeaway | Wet boots beat old paper. |\n"
    )

    assert found == ["Wet boots beat old paper."]


def test_what_i_said_in_a_story_is_a_wording_and_what_others_said_is_none() -> None:
    found = wordings_of(
        "### The angry farmer\n\n- **Situation:** He shouted “you people never once walk out here”.\n"
        "- **Task:** I had to keep the survey going.\n"
        "- **Action:** I said “Show me the ditch that we forgot.” and took my boots.\n"
        "- **Result:** He lent us his boat.\n"
    )

    assert found == ["Show me the ditch that we forgot."]


@pytest.mark.parametrize(
    "notes",
    [
        "## What they sent us\n\n> Candidates walk the route, they do not drive it.\n",
        "## Yes but\n\n“Anyone can draw a map.”\n-> no ditch\n\n“A satellite sees it all anyway.”\n-> not roots\n",
        "## Ditches\n\nWhy paper?\n\nIt works in the rain.\n\nCoach note: it is not the paper, it is the pencil.\n",
    ],
)
def test_what_others_write_say_or_remind_of_is_no_wording(notes: str) -> None:
    assert wordings_of(notes) == []
