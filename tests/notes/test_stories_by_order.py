"""Labels in a row tell a story by their number, likeness and order; what else stands in rows is none."""

from __future__ import annotations

import pytest

from srs.model import Kind, Note, Source
from srs.notes.extract import extract
from srs.reading import read


def notes_of(text: str, name: str = "notes.md") -> list[Note]:
    source = Source(path=name, location=name, place=name, deck=None)
    return list(extract(read(text.encode(), source)).notes)


def stories_of(text: str) -> list[Note]:
    return [note for note in notes_of(text) if note.kind is Kind.STORY]


def roles_of(text: str) -> list[str | None]:
    (story,) = stories_of(text)
    return list(dict.fromkeys(point.role for point in story.points))


STAR = ["situation", "task", "action", "result"]

TOLD = {
    "colons at line starts, hard-wrapped": """
        Tell me about a time you had to calm someone down.

        How it began: a guest stood in the lobby at two in the morning and
        shouted at our trainee about a lost suitcase.
        My job: keep the other guests asleep and find the suitcase.
        What I tried: took him to the office, made tea, rang the three taxi
        companies one after the other.
        Where it led: the case was in the second taxi, he came back in May with 4 colleagues.
        """,
    "bold labels behind bullets": """
        ### Describe a conflict with a supplier

        - **The beginning:** the flour came late four Fridays in a row.
        - **My share:** I planned the bread for two shops.
        - **Moves:** I drove to the mill and watched a loading with my own eyes.
        - **The end of it:** since then 1 late delivery in 9 months.
        """,
    "a tab behind each label": """
        **tell us about a time you were wrong**
        \tthe start\tI ordered 900 chairs for a hall with 600 seats
        \tmy share\tnobody else looked at the order
        \twhat i did\trang the rental the same hour and told my boss before they did
        \tthe end\twe paid 80 euros and kept the client
        """,
    "capitals beside a column": """
        Have you ever lost a customer?

        THE START  A hotel sent back forty chairs, every one with a scratch.
        MY SHARE   I had packed them, in a hurry, on a Friday.
        WHAT I DID Drove there, oiled eleven on the spot and took the rest
                   home.
        THE END    They order still, 60 chairs last year.
        """,
    "labels of Danish": """
        ## Fortæl om en gang, hvor du tog fejl

        **Sådan var det:** vi lovede kunden en levering på to uger.

        **Min opgave:** jeg skulle holde løftet uden overarbejde.

        **Det jeg gjorde:** ringede til kunden og delte leveringen i to.

        **Sådan sluttede det:** kunden fik 80 procent til tiden og blev.
        """,
    "labels of Czech behind dashes": """
        ## Vyprávějte o situaci, kdy jste selhala

        **Co se stalo** – zapomněla jsem objednat lešení na pondělí.

        **Moje role** – vedla jsem stavbu sama.

        **Co jsem udělala** – v neděli jsem obvolala pět firem a jednu přemluvila.

        **Jak to dopadlo** – ztratili jsme 3 hodiny místo týdne.
        """,
}


def dedented(text: str) -> str:
    import textwrap

    return textwrap.dedent(text).strip() + "\n"


@pytest.mark.parametrize("name", TOLD)
def test_a_story_is_known_by_the_order_of_its_labels(name: str) -> None:
    assert roles_of(dedented(TOLD[name])) == STAR


def test_five_labels_end_in_what_was_learned() -> None:
    text = """
        ## Story: the wrong bridge

        *Where we stood:* the drawings showed a span of 14 metres, the river had 16.

        *What was mine:* the steel, and therefore the order of 9 tonnes.

        *The work:* I measured twice, called the mill and bought two days.

        *What came of it:* one extra beam, 2,300 francs, no delay.

        *Next time:* measure before the drawing is signed.
        """
    assert roles_of(dedented(text)) == [*STAR, "learning"]


def test_headings_can_be_the_labels() -> None:
    text = """
        ## Tell me about a time you led without a title

        ### The room
        Eleven volunteers, one van and nobody in charge of the food bank's move.

        ### My piece of it
        I had promised the landlord that we would be out by Friday.

        ### What we tried
        I drew the rooms on a door and let everyone write their name on a wall.

        ### Where we ended
        Out on Thursday, 3 volunteers joined for good.
        """
    assert roles_of(dedented(text)) == STAR


def test_labels_of_its_own_are_kept_in_what_is_told() -> None:
    (story,) = stories_of(dedented(TOLD["bold labels behind bullets"]))
    assert story.points[1].text == "My share: I planned the bread for two shops."


NO_STORIES = {
    "a glossary": """
        ## Terms

        **Margin:** what is left of the price when the cost is paid.

        **Float:** money in the till before the first customer comes.

        **Shrinkage:** goods that were bought and never sold, 2% in our shop.

        **Turn:** how often the stock is sold in a year.
        """,
    "settings": """
        ## Tell me about your setup

        - Editor: vim
        - Shell: fish
        - Terminal: kitty
        - Keyboard: split
        """,
    "a data sheet": """
        ## Pump P-40

        Flow: 40 litres a minute at 3 bar
        Power: 1.5 kW on three phases
        Weight: 31 kg with the frame
        Noise: 62 dB at one metre
        """,
    "pros and cons": """
        ## Give an example of a design you like

        - **Pros:** it is easy to read and I can test every part of it alone.
        - **Cons:** it is slow with more than 10,000 rows in one table.
        - **When to use:** when the team is small and the data are smaller still.
        """,
    "parts of a definition": """
        ## What is the difference between lager, ale and stout?

        - **Lager:** bottom-fermenting yeast, cool and slow, eight weeks in the cellar.
        - **Ale:** top-fermenting yeast, warm and quick, ready in three weeks.
        - **Stout:** an ale with roasted barley, which makes it black and dry.
        """,
}


@pytest.mark.parametrize("name", NO_STORIES)
def test_other_rows_of_labels_are_no_story(name: str) -> None:
    assert stories_of(dedented(NO_STORIES[name])) == []


def test_a_story_without_a_title_is_not_named_with_half_a_pair_of_quotes() -> None:
    page = (
        'Situation: "I ran the night desk of a small newspaper for two winters, with one reporter and a phone."\n'
        'Action: "I called the harbour master myself and read the list back to him, name by name."\n'
        'Result: "We printed 40 names at four in the morning and every one of them was right."\n'
    )

    (story,) = (note for note in notes_of(page) if note.kind is Kind.STORY)

    assert not story.prompt.startswith('"')


def test_a_figure_in_a_segment_keeps_its_decimals() -> None:
    text = (
        "## The bill\n\n**Situation:** The bill was high.\n**Action:** I cut 3.4 seconds off.\n"
        "**Result:** It fell by 2.5 million.\n"
    )
    source = Source(path="a.md", location="/a.md", place="a.md", deck=None)

    story = next(note for note in extract(read(text.encode(), source)).notes if note.kind is Kind.STORY)

    assert [point.text for point in story.points][1:] == ["I cut 3.4 seconds off.", "It fell by 2.5 million."]
