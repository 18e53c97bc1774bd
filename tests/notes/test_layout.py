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


def test_two_labels_that_take_turns_are_question_and_answer_in_any_language() -> None:
    answers = asked(
        "K: Mikä on jono?\nV: Rivi, jossa odotetaan.\n\nK: Kerro virheestä\njonka teit.\nV: Unohdin suolan.\n"
        "   Kaksi kertaa.\n\n"
        "K: Mitä teet nyt?\nV:\n"
    )

    assert answers == {
        "Mikä on jono?": "Rivi, jossa odotetaan.",
        "Kerro virheestä jonka teit.": "Unohdin suolan.\nKaksi kertaa.",
        "Mitä teet nyt?": "",
    }


def test_labels_that_take_turns_above_what_nobody_asks_are_no_questions() -> None:
    text = "Up: fewer.\nDown: more.\n\nUp: quiet mornings.\nDown: long evenings.\n\nUp: tea.\nDown: no coffee.\n"

    assert asked(text) == {}


def test_a_question_behind_a_label_within_an_answer_follows_up() -> None:
    for label in ("*Gegenwind:*", "**Lisäkysymys:**", "They may press:"):
        quoted = '"And if it rains?"' if label[0] == "T" else "And if it rains?"
        text = f"## Why the river?\n\nIt is cheap.\n\n{label} {quoted}\n\nThen we wait.\n"

        answers, follow_up = asked(text), note(text, "And if it rains?")

        assert answers == {"Why the river?": "It is cheap.", "And if it rains?": "Then we wait."}
        assert follow_up.parent == note(text, "Why the river?").id


def test_a_question_that_an_editor_wrapped_is_asked_whole() -> None:
    answers = asked(
        "Frage: Schildern Sie eine Lage, in der ein Lieferant\nnicht geliefert hat.\nAntwort: Im Mai.\n\n"
        "**Q. Is it not too much to ask of everybody here, if each**\n"
        "**gift binds?**\n\nNo.\n"
    )

    assert answers == {
        "Schildern Sie eine Lage, in der ein Lieferant nicht geliefert hat.": "Im Mai.",
        "Is it not too much to ask of everybody here, if each gift binds?": "No.",
    }


def test_a_title_with_an_answer_marked_below_it_is_asked_whatever_it_says() -> None:
    assert asked("# Baking\n\n## Rye or wheat\n\n**Answer:** Rye when it is cold.\n") == {
        "Rye or wheat": "Rye when it is cold."
    }
    assert asked('# Objections\n\n### "It costs too much."\n\n#### Expected answer\n\nPer loaf, no.\n') == {
        "It costs too much.": "Per loaf, no."
    }


def test_a_topic_between_headings_that_ask_is_asked_too_and_a_part_behind_them_is_not() -> None:
    text = (
        "# Bakery\n\n## Why rye?\n\nIt keeps for a week.\n\n## Sourdough in one breath\n\n"
        "Flour and water, fed twice a day.\n\n"
        "## When is it done?\n\nWhen it sounds hollow.\n\n## Lines I like\n\n"
        "Bread is patience that you can eat with butter.\n"
    )

    assert list(asked(text)) == ["Why rye?", "Sourdough in one breath", "When is it done?"]


def test_titles_over_definitions_below_terms_are_asked() -> None:
    text = (
        "# Viva\n\n## Why bread?\n\nSo.\n\n## Terms to know\n\n### Crumb\n\n"
        "The inside of a loaf.\n\n### Crust\n\nThe outside of it.\n"
    )

    assert list(asked(text)) == ["Why bread?", "Crumb", "Crust"]


def test_a_heading_that_only_names_a_topic_heads_the_bold_questions_below_it() -> None:
    assert asked(
        "# Post\n\n## Motivation\n\n**Why leave the city?**\n\nThe noise.\n\n**Why here?**\n\nThe quiet.\n"
    ) == {
        "Why leave the city?": "The noise.",
        "Why here?": "The quiet.",
    }


def test_headings_in_bullets_are_headings() -> None:
    found = extracted(
        "- type:: prep\n- # School\n\t- ## Questions\n\t\t- Why our school?\n\t\t\t- no homework\n"
        "\t\t\t- small classes\n"
        "\t\t\t- *next:* And the gifted?\n\t\t\t\t- a project of their own\n"
        "\t\t- How do you teach maths?\n\t\t\t- with beans\n"
        "\t- ## Words\n\t\t- Recall :: bringing it back from memory\n"
    )

    notes = {n.prompt: n for n in found.notes if n.kind is Kind.QUESTION}
    assert list(notes) == ["Why our school?", "And the gifted?", "How do you teach maths?", "Recall"]
    assert notes["And the gifted?"].parent == notes["Why our school?"].id
    assert notes["Recall"].headings == ("School", "Words")


def test_cards_marked_by_their_author_end_at_the_blank_line() -> None:
    answers = asked(
        "Spaced practice::What comes back later stays longer\n`std::vector` is no card\n\n"
        "What is recall?\n?\nMemory at work.\n\n"
        "What does a loaf need? #card\nFlour and water.\n\nThis is just text.\n"
    )

    assert answers == {
        "Spaced practice": "What comes back later stays longer",
        "What is recall?": "Memory at work.",
        "What does a loaf need?": "Flour and water.",
    }


def test_bold_lines_that_begin_like_the_question_before_them_ask_as_well() -> None:
    answers = asked(
        '## Pitch\n\n**If they ask "Why now?"**\nThe rent fell.\n\n**If they ask about the team**\nTwo bakers.\n\n'
        '**If they ask "And the money?"**\nAn oven.\n'
    )

    assert answers == {"Why now?": "The rent fell.", "about the team": "Two bakers.", "And the money?": "An oven."}


def test_numbered_questions_at_the_margin_end_the_answer_above_them() -> None:
    answers = asked(
        "P: Co to jest chleb?\nO: Mąka i woda.\n\nP: Opisz ciasto\nO: Rośnie.\n\n"
        "1)\tŻyto czy pszenica\n\tZależy od dnia.\n\n2)\tKiedy jest gotowy?\n\tGdy dzwoni.\n\n"
        "3)\tDlaczego żyto?\n\tBo trwa.\n"
    )

    assert answers["Opisz ciasto"] == "Rośnie."
    assert list(answers)[2:] == ["Żyto czy pszenica", "Kiedy jest gotowy?", "Dlaczego żyto?"]


def test_numbers_of_sections_are_headings_where_a_text_has_no_other() -> None:
    found = extracted(
        "REVIEW, WITH ANSWERS\n\n1\tCRAFT\n\n1.1\tWhat is the baker's role?\n"
        "\t1.1.1\tTo feed people\n\t\tbefore eight.\n"
        "\t1.1.2\tTo sleep at noon.\n\n1.2\tA customer asks for yesterday's loaf\n"
        "\t1.2.1\tHalf the price, and I say so.\n\n"
        "1.3\tExplain proving\n\t1.3.1\tThe last rise.\n\n2\tTO BRING\n2.1\tApron\n2.2\tPen\n"
    )

    notes = {n.prompt: n for n in found.notes if n.kind is Kind.QUESTION}
    assert list(notes) == ["What is the baker's role?", "A customer asks for yesterday's loaf", "Explain proving"]
    assert notes["What is the baker's role?"].answer == "1. To feed people\n   before eight.\n2. To sleep at noon."
    assert notes["Explain proving"].headings == ("CRAFT",)


def test_figures_at_the_beginnings_of_lines_number_nothing() -> None:
    text = "What changed?\n1.5 million loaves\n2.3 percent burnt\n4.8 stars\n\nWhy?\nA new oven.\n"

    assert [n.lines.start for n in extracted(text).notes if n.kind is Kind.QUESTION] == [1, 6]


def test_a_bare_list_of_which_most_asks_is_open_questions_under_any_heading() -> None:
    found = extracted(
        "# Bakery\n\n## argh, not yet!!\n\n- How do you price a loaf?\n- Rye or wheat and why\n- Who cleans?\n"
    )

    assert [(n.prompt, n.tags) for n in found.notes] == [
        ("How do you price a loaf?", ("unanswered",)),
        ("Rye or wheat and why", ("unanswered",)),
        ("Who cleans?", ("unanswered",)),
    ]


def test_labels_stay_out_of_prompts_and_answers() -> None:
    answers = asked(
        "## Ｑ１．パンとは何ですか？\n\n**✅ Answer:** Flour.\n\n## Ｑ２．How?\n\n**Key points:**\n- knead\n- wait\n"
    )

    assert answers == {"パンとは何ですか？": "Flour.", "How?": "- knead\n- wait"}


def test_code_is_not_named_by_the_label_above_it() -> None:
    found = extracted("## How do you loop?\n\nLike this.\n\nExample:\n\n```\nfor a in b:\n    c(a)\n    d(a)\n```\n")

    assert [n.prompt for n in found.notes if n.kind is Kind.CODE] == ["How do you loop?"]


def test_a_heading_as_high_as_a_story_is_none_of_its_pieces() -> None:
    found = extracted(
        "# Story: The flood\n\n## Situation\n\nWater.\n\n## Task\n\nSave the flour.\n\n## Action\n\nI ran.\n\n"
        "## Result\n\nTwo bags lost.\n\n# Numbers\n\nWe bake 300 loaves a day.\n"
    )

    story = next(n for n in found.notes if n.kind is Kind.STORY)
    assert "300" not in story.answer and story.answer.endswith("Two bags lost.")


def test_a_question_behind_a_label_follows_up_below_a_tip_as_well() -> None:
    answers = asked(
        "## Why rye?\n\n**Answer:** It keeps.\n\n**Tip:** Name the mill.\n\n"
        "**Onwards:** And wheat?\n**Answer:** On Sundays.\n"
    )

    assert answers == {"Why rye?": "It keeps.", "And wheat?": "On Sundays."}


def test_a_highlight_in_a_sentence_is_a_gap_and_the_answer_around_it_stays_whole() -> None:
    text = """# Lakes

## Which lake is the deepest?

The deepest is ==Baikal==, and the ==Caspian== is the largest.
It is ==not== the one that people name first.

- traffic on it grew by ==12 %== in a year

==Depth is where the cold goes.==
"""
    found = extracted(text)

    gaps = [(each.prompt, each.answer, each.lines.start) for each in found.notes if each.kind is Kind.CLOZE]
    assert gaps == [
        ("The deepest is ___, and the Caspian is the largest.", "Baikal", 5),
        ("The deepest is Baikal, and the ___ is the largest.", "Caspian", 5),
    ]
    asking = next(each for each in found.notes if each.kind is Kind.QUESTION)
    assert "The deepest is **Baikal**" in asking.answer
    assert {each.parent for each in found.notes if each.kind is Kind.CLOZE} == {asking.id}
    assert [each.answer for each in found.notes if each.kind is Kind.METRIC] == ["12 %"]


def test_a_mark_that_goes_on_in_the_next_line_leaves_no_sign_in_a_gap() -> None:
    found = extracted("## Who?\n\nIt was written by ==Grace\nHopper== while she worked on the ==Harvard== machine.\n")

    assert not [each.prompt for each in found.notes if "==" in each.prompt]
