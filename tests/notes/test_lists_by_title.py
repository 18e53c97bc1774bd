"""A title says what the list below it is: never to be said, to be asked back; in words nobody listed as a whole."""

from __future__ import annotations

import pytest

from srs.model import Kind, Note, Source
from srs.notes.extract import extract
from srs.notes.intents import asks_back, forbids
from srs.notes.text import label
from srs.reading import read


def notes_of(text: str, name: str = "notes.md") -> list[Note]:
    source = Source(path=name, location=name, place=name, deck=None)
    return list(extract(read(text.encode(), source)).notes)


def of_kind(text: str, kind: Kind) -> list[Note]:
    return [note for note in notes_of(text) if note.kind is kind]


@pytest.mark.parametrize(
    "title",
    [
        "Things I mustn't mention",
        "Auf gar keinen Fall erwähnen",
        "Que no se me ocurra decir",
        "À ne surtout pas mentionner",
        "O que eu não vou dizer",
        "Cosa non devo nominare",
        "Hier niet over praten",
        "Sånt jag inte nämner",
        "Ikke sig det her",
        "Tego nie powiem",
        "O čem nemluvit",
        "Про это не рассказывать",
        "Despre asta nu vorbesc",
        "Erről ne beszélj",
        "Bunları söyleme",
        "Jangan sebutkan",
        "Không nên nói",
        "ये बातें नहीं बोलनी",
        "لا تذكر هذا",
        "言わないほうがいいこと",
        "千万不要提",
        "말하지 않기",
        "Off limits",
        "Nunca / never",
        "Auf keinen Fall",
        "NAO DIZER",
        "En aucun cas",
        "Ни в коем случае",
        "Aldrig",
    ],
)
def test_a_negation_and_a_verb_of_saying_forbid(title: str) -> None:
    assert forbids(label(title))


@pytest.mark.parametrize(
    "title",
    [
        "Why I don't say yes to everything",
        "What they never tell you about on-call",
        "Speaking points",
        "Notes on the day",
        "No-downtime deployment",
        "Söylemek istediklerim",
        "请说说进程和线程的不同",
        "Was ich sagen will",
        "Ce que je veux dire",
        "Saying no to the dark pattern",
        "How I said no to a client",
        "Decir no a tiempo",
    ],
)
def test_a_title_that_only_says_or_only_denies_forbids_nothing(title: str) -> None:
    assert not forbids(label(title))


@pytest.mark.parametrize(
    "text",
    [
        "## Words I shall not say\n\n- “synergy”\n- that I moved for the weather\n",
        "WORDS I SHALL NOT SAY\n\n* “synergy”\n* that I moved for the weather\n",
        "> [!danger] Don't tell them\n> - “synergy”\n> - that I moved for the weather\n",
        "## 🤫 Psst\n\n- “synergy”\n- that I moved for the weather\n",
        "why here?\n\tbecause it is near\n\ndont mention\n\t- “synergy”\n\t- that I moved for the weather\n",
    ],
)
def test_what_stands_below_is_never_taught_as_a_wording(text: str) -> None:
    (avoid,) = of_kind(text, Kind.AVOID)
    assert [point.text for point in avoid.points] == ["synergy", "that I moved for the weather"]
    assert of_kind(text, Kind.PHRASING) == []


def test_a_bold_thought_in_an_answer_forbids_nothing() -> None:
    text = (
        "## How do you handle a furious guest?\n\n"
        "**Don't talk over them:** let them finish, then repeat the last sentence in your own words.\n\n"
        "**Sit down:** nobody shouts for long at somebody who sits.\n"
    )
    (question,) = of_kind(text, Kind.QUESTION)
    assert "let them finish" in question.answer
    assert of_kind(text, Kind.AVOID) == []


@pytest.mark.parametrize(
    "title",
    [
        "What I will ask the panel",
        "Meine Fragen an die Leitung",
        "Da domandare a loro",
        "Pytania do firmy",
        "Jim se zeptám",
    ],
)
def test_questions_for_the_other_side_are_one_list(title: str) -> None:
    text = f"## {title}\n\n- Who plans the shifts?\n- How many people left last year?\n\nBuy flowers.\n"
    (asked,) = of_kind(text, Kind.LIST)
    assert len(asked.points) == 2
    assert "flowers" not in asked.answer
    assert of_kind(text, Kind.QUESTION) == []


def test_a_heading_that_asks_what_i_would_ask_heads_a_list_too() -> None:
    text = "## What would you ask us?\n\n- who reviews the drawings?\n- how old is the crane?\n"
    (asked,) = of_kind(text, Kind.LIST)
    assert len(asked.points) == 2


@pytest.mark.parametrize("title", ["Questions I can't answer yet", "Fragen ohne Antwort", "Technical questions"])
def test_open_questions_stay_questions(title: str) -> None:
    assert not asks_back(label(title))


def test_questions_with_answers_are_asked_of_me_whatever_their_title() -> None:
    text = (
        "## Questions for the captain's exam\n\n"
        "- What is a spring line?\n    - A rope that keeps the boat from moving ahead.\n"
        "- What is leeway?\n    - The drift to the side the wind blows to.\n"
    )
    assert len(of_kind(text, Kind.QUESTION)) == 2


@pytest.mark.parametrize(
    ("title", "items"),
    [
        ("## Four things before every take-off", ["fuel", "doors", "papers", "wind"]),
        ("## Our 3 rules of the house", ["knock first", "no shoes", "the cook is right"]),
        ("## Пять шагов до запуска", ["план", "бюджет", "люди", "срок", "проверка"]),
        ("## Tre frågor till varje siffra", ["varifrån", "varför", "och sedan"]),
        ("## 面談の三つの約束", ["遅れない", "遮らない", "書き残す"]),
    ],
)
def test_a_list_with_as_many_entries_as_its_title_says_is_recalled_as_a_list(title: str, items: list[str]) -> None:
    text = f"{title}\n\n" + "".join(f"{number}. {item}\n" for number, item in enumerate(items, 1))
    (listed,) = of_kind(text, Kind.LIST)
    assert [point.text for point in listed.points] == items


@pytest.mark.parametrize(
    "text",
    [
        "## Four things before take-off\n\n- fuel\n- doors\n- papers\n",
        "## Part 3\n\n- fuel\n- doors\n- papers\n",
        "## Three questions that I fear\n\n- Why did you leave?\n- What do you earn?\n- Who can vouch for you?\n",
        "## Three errands\n\n- [ ] print the plan\n- [ ] iron the shirt\n- [x] book the train\n",
    ],
)
def test_other_numbers_in_titles_count_nothing(text: str) -> None:
    assert of_kind(text, Kind.LIST) == []


def test_rows_with_bare_numbers_below_a_title_that_wants_them_in_order_are_a_list() -> None:
    text = "CHECKS BEFORE TAKE-OFF (in this order)\n  1 who sits where\n  2 what is loose\n  3 which way is the wind\n"
    (found,) = [note for note in notes_of(text) if note.kind is Kind.LIST]
    assert [point.text for point in found.points] == ["who sits where", "what is loose", "which way is the wind"]


def test_an_entry_of_an_outline_that_says_how_many_heads_a_list() -> None:
    text = (
        "- the workshop\n  - three rules at the door:\n    - oil first\n    - gloves on\n    - one voice\n- the yard\n"
    )
    (found,) = [note for note in notes_of(text) if note.kind is Kind.LIST]
    assert found.prompt.rstrip(":") == "three rules at the door"
