"""Pages that nobody laid out: arrows, dashes, signs, tabs, gaps, letters and numbers tell what asks and answers."""

from __future__ import annotations

import pytest

from srs.model import Kind, Note, Source
from srs.notes.extract import extract
from srs.reading import read


def notes(text: str, name: str = "a.txt") -> list[Note]:
    return list(extract(read(text.encode(), Source(path=name, location=f"/{name}", place=name, deck=None))).notes)


def asked(text: str, name: str = "a.txt") -> dict[str, str]:
    return {note.prompt: note.answer for note in notes(text, name) if note.kind is Kind.QUESTION}


def test_questions_before_arrows_show_how_the_page_is_written() -> None:
    text = """why this clinic -> it trains its own people
and it is close

what is your worst habit?? -> I start too early

a relative refuses to leave at night ->
ask what they are afraid of

how would you cut waiting times -> count first
complaints: 14 -> 3
"""

    assert asked(text) == {
        "why this clinic": "it trains its own people\nand it is close",
        "what is your worst habit??": "I start too early",
        "a relative refuses to leave at night": "ask what they are afraid of",
        "how would you cut waiting times": "count first\ncomplaints: 14 -> 3",
    }


def test_one_arrow_is_an_arrow() -> None:
    assert asked("We asked ourselves why -> nobody knew.\n\nload -> down by a third\n") == {}


def test_questions_in_a_column_have_their_answers_behind_the_gap() -> None:
    text = """Q and A

why not paper          it burns
licence?               free for schools
what comes after       [think]
"""

    assert asked(text)["why not paper"] == "it burns"
    assert asked(text)["licence?"] == "free for schools"


def test_tabs_part_a_question_from_its_answer_and_a_speaker_from_what_is_said() -> None:
    cards = "question\tanswer\nWhat is a weir?\tA low dam.\nWhat is a sluice?\tA gate in it.\n"
    talk = (
        "THEM\tYou left after a year.\nME\tThe school closed.\n"
        "THEM\tYou have never led anyone.\nME\tI have led a choir.\n"
        "THEM\tWhy should we wait for you?\nME\tI can start in May.\n"
    )

    assert asked(cards) == {"What is a weir?": "A low dam.", "What is a sluice?": "A gate in it."}
    assert asked(talk) == {
        "You left after a year.": "The school closed.",
        "You have never led anyone.": "I have led a choir.",
        "Why should we wait for you?": "I can start in May.",
    }


def test_one_sign_sets_off_the_questions_and_another_the_parts() -> None:
    text = """🔷 FIRST ROUND
✅ What do you read?
Maps, mostly.

✅ How do you rest?
By walking.

✅ A pupil falls asleep
I let them, and ask at noon.

🔷 SECOND ROUND
nothing known yet

🔷 FIGURES
pass rate: 71 % → 84 %
"""
    found = asked(text)

    assert list(found) == ["What do you read?", "How do you rest?", "A pupil falls asleep"]
    assert found["A pupil falls asleep"] == "I let them, and ask at noon."


def test_numbers_in_frames_ask_in_a_script_without_spaces() -> None:
    text = (
        "【1】自己PRをお願いします\n毎朝、現場を歩きます。\n\n"
        "【2】失敗から何を学びましたか\n早く言うことです。\n\n"
        "【3】弱みは?\n急ぐことです。\n"
    )

    assert list(asked(text)) == ["自己PRをお願いします", "失敗から何を学びましたか", "弱みは?"]


def test_answers_that_stand_apart_find_their_questions_by_number() -> None:
    text = """1. What is your area?
2. Who will object?
3. Where would you publish?

Answers
1 -- soils of the coast
2 -- the modellers, a little
"""
    found = asked(text)

    assert found["What is your area?"] == "soils of the coast"
    assert found["Who will object?"] == "the modellers, a little"
    assert found["Where would you publish?"] == ""


def test_answers_by_number_stand_in_other_languages_too() -> None:
    text = """**Preguntas**

1. ¿Por qué este barrio?
2. ¿Qué haría con las guardias?

**Respuestas**

R1 — Porque vivo aquí.

R2.- Las pondría por escrito.
"""

    assert asked(text, "a.md") == {
        "¿Por qué este barrio?": "Porque vivo aquí.",
        "¿Qué haría con las guardias?": "Las pondría por escrito.",
    }


def test_roman_parts_and_letters_that_ask() -> None:
    text = """I.   Case
     A.  two pages, read by all
II.  Questions
     A.  How do you train people?
         Side by side, a year each.
     B.  When did you change your mind?
         On remote hearings.
III. Afterwards
     -   ring home
"""
    found = asked(text, "a.md")

    assert list(found) == ["How do you train people?", "When did you change your mind?"]
    assert found["When did you change your mind?"] == "On remote hearings."


def test_a_page_that_is_one_list_has_headings_in_its_upper_items() -> None:
    text = """- panel on Monday
  - room 4
- dikes
  - seepage
    - what is it → water below the dike
    - how do you stop it?
      - a berm
      - a screen
- figures
  - 27 km inspected
"""
    found = asked(text, "a.md")

    assert found == {"what is it": "water below the dike", "how do you stop it?": "- a berm\n- a screen"}


@pytest.mark.parametrize(
    ("title", "first", "second"),
    [
        ("Me présenter", "Version courte (15 s)", "Version assise (1 min)"),
        ("PITCH", "10 sec", "2 min"),
        ("自己紹介", "(30秒)", "(1分)"),
        ("Opening statement", "one breath", "90 seconds"),
        ("for the programme", "tweet length", "50 words"),
    ],
)
def test_what_one_says_of_oneself_has_versions_by_their_length(title: str, first: str, second: str) -> None:
    long = "I mend boats, and I teach others to mend theirs."
    text = f"# Prep\n\n## {title}\n\n{first}\nI mend boats.\n\n{second}\n{long}\n"

    note = next(note for note in notes(text, "a.md") if note.kind is Kind.QUESTION)

    assert note.prompt == title
    assert [version.text for version in note.versions] == [
        "I mend boats.",
        "I mend boats, and I teach others to mend theirs.",
    ]


@pytest.mark.parametrize("title", ["About me", "O mnie", "Chi sono", "Sobre mí", "Über mich", "Кто я"])
def test_what_stands_under_about_me_is_asked(title: str) -> None:
    text = f"# Prep\n\n## {title}\n\nFor fifteen years a nurse, for five of them at night and in charge.\n"

    assert list(asked(text, "a.md")) == [title]


def test_a_quoted_question_asks_where_there_are_two() -> None:
    text = """PUPILS
“Are you strict?”
About two things.
“Can you juggle?”
With two balls.
"""

    assert asked(text) == {"Are you strict?": "About two things.", "Can you juggle?": "With two balls."}


def test_a_rehearsal_is_no_chat() -> None:
    text = """## Mock viva with Ida

Ida: So who needs this?
me: Every harbour.
Ida: And what did you do yourself?
me: The sampling and the sums.
Ida: Would you do it again?
me: With a better boat.
"""

    assert asked(text, "a.md")["So who needs this?"] == "Every harbour."


@pytest.mark.parametrize("title", ["спросить", "Zapytać", "soracaklarım", "À demander", "me → them"])
def test_a_verb_of_asking_alone_heads_what_one_wants_to_ask(title: str) -> None:
    text = f"# Prep\n\n## {title}\n\n- who plans the shifts?\n- how many of you are there?\n"

    assert asked(text, "a.md") == {}
    assert [note.kind for note in notes(text, "a.md")] == [Kind.LIST]


def test_figures_behind_the_last_answer_are_another_part_of_the_page() -> None:
    text = """Q: Why ships?
A: They go somewhere.

Q: Why this yard?
A: It builds ferries.

numbers off the yard sheet
- 34 people
- 12 ferries a year

Never say
- that was not my job
"""
    found = asked(text)

    assert found["Why this yard?"] == "It builds ferries."
    assert [note.answer for note in notes(text) if note.kind is Kind.AVOID] == ["- that was not my job"]


@pytest.mark.parametrize(
    "drawing",
    [
        "order\n  ↓\npacking (by hand)\n  ↓\nvan",
        "     /\\\n    /UI\\      8 %\n   /----\\\n  / API  \\   27 %\n /--------\\",
        "  user ──> edge ──> store\n            └─ miss ──┘",
    ],
)
def test_a_drawing_between_lines_of_text_is_kept_as_it_is(drawing: str) -> None:
    text = f"# Prep\n\n## Sketch\n\n{drawing}\n\nSay it aloud.\n"

    drawn = [note for note in notes(text, "a.md") if note.kind is Kind.DIAGRAM]

    assert len(drawn) == 1
    assert drawing.strip().split("\n")[-1].strip() in drawn[0].answer


def test_a_line_with_indented_ones_below_asks_where_its_neighbours_do() -> None:
    text = """why leave the bakery?
 no mornings left for the family

how many on your shift
 five, and one in training

a bread that is you
 rye, three days, no yeast
"""

    assert list(asked(text)) == ["why leave the bakery?", "how many on your shift", "a bread that is you"]


def test_a_title_that_begins_with_q_and_a_is_no_marked_question() -> None:
    text = "## QA — what comes up every time\n\n**What about privacy?**\nNo names.\n\n**And money?**\nNot yet.\n"

    assert list(asked(text, "a.md")) == ["What about privacy?", "And money?"]


def test_a_numbered_question_begins_behind_one_of_another_form() -> None:
    text = """**How do you treat a queue?**
By need, not by date.

3) A colleague hides a mistake. What do you do?
- first the child
- then the colleague
"""

    assert asked(text, "a.md") == {
        "How do you treat a queue?": "By need, not by date.",
        "A colleague hides a mistake. What do you do?": "- first the child\n- then the colleague",
    }


def test_a_table_of_stories_names_what_each_answers() -> None:
    text = """| Story | Situation | Action | Result | Use for |
|---|---|---|---|---|
| The dry dock | a late ferry | I moved the crew | it sailed | Tell me about a success |
| The fog | no radar | we waited | nobody hurt | How do you decide? |
"""
    found = notes(text, "a.md")

    assert [note.prompt for note in found if note.kind is Kind.STORY] == ["The dry dock", "The fog"]
    assert {note.prompt: note.answer for note in found if note.kind is Kind.STORY_MATCH} == {
        "Tell me about a success": "The dry dock",
        "How do you decide?": "The fog",
    }


def test_a_story_in_loose_lines_is_known_by_the_lesson_behind_its_label() -> None:
    text = """MARKET DAY
so we had a stall, 90 loaves on it, and the oven at home went out at five
i had half an hour before the gate opened
borrowed the bakers oven, cut it down to two sorts, put my sister on the till
sold 84 of 90 and gave six away
lesson: two good sorts beat nine
"""
    story = next(note for note in notes(text) if note.kind is Kind.STORY)

    assert story.prompt == "MARKET DAY"
    assert [point.role for point in story.points][-1] == "learning"
    assert len(story.points) == 5


def test_a_remark_below_a_bold_question_does_not_swallow_the_next_one() -> None:
    text = """**PEOPLE**

**Why this plant?**

*What they are testing: that you looked.*

Because the canteen is in the middle of it.

**How do you cut overtime?**

By asking who likes it.

**Key points**

- two names
- one week

**Tell us about a rota you got wrong.**

*What they are testing: nerve.*

The one with the school run in it. I changed it back in a day.

**NUMBERS**

- 41 machines

**THINGS TO BRING**

- a pen
"""

    assert list(asked(text, "a.md")) == [
        "Why this plant?",
        "How do you cut overtime?",
        "Tell us about a rota you got wrong.",
    ]


@pytest.mark.parametrize("mark", ["=== {}", "--- {}", "== {}"])
def test_banners_need_no_second_half(mark: str) -> None:
    text = (
        f"{mark.format('MONEY')}\n\nwhat do you charge?\n290 a month\n\n{mark.format('TECH')}\n\n"
        "how does it work?\nheat and air\n\nwhat breaks first?\nthe filter\n"
    )

    assert asked(text) == {
        "what do you charge?": "290 a month",
        "how does it work?": "heat and air",
        "what breaks first?": "the filter",
    }


def test_questions_with_the_answer_on_their_line() -> None:
    text = """Why this school? Because the choir sings in the corridor.
What do you do with a class that won't listen? I stop talking. It takes eleven seconds.
How do you mark? In pencil, with them sitting there.
"""

    assert list(asked(text).values()) == [
        "Because the choir sings in the corridor.",
        "I stop talking. It takes eleven seconds.",
        "In pencil, with them sitting there.",
    ]


@pytest.mark.parametrize("mark", ["1/ {}", "(1) {}", "#1 {}"])
def test_numbers_of_questions_are_no_part_of_them(mark: str) -> None:
    first, second = mark.format("Why leave the navy?"), mark.replace("1", "2").format("What did you learn?")
    text = f"{first}\nI want to sleep at home.\n\n{second}\nThat a list is kind.\n"

    assert list(asked(text)) == ["Why leave the navy?", "What did you learn?"]


def test_what_they_are_said_to_ask_stands_in_quotes() -> None:
    text = """why move
the job ends in march and I want my own site

how do you plan a week
thursdays I walk it with the others

they always ask "a time you disagreed with a planner" - the school, he wanted the boxes shut before the test
"""

    assert asked(text)["a time you disagreed with a planner"] == "the school, he wanted the boxes shut before the test"


def test_a_list_of_questions_that_ends_a_sentence_is_the_answer() -> None:
    text = """- **How do you design?**

    I don't have a process, I have three questions:

    1. Who phones us when this goes wrong?
    2. What do they believe then?
    3. What is the smallest thing that changes it?

- **How do you measure?**

    One number, agreed before.
"""

    assert list(asked(text, "a.md")) == ["How do you design?", "How do you measure?"]


def test_topics_among_questions_are_asked_like_them() -> None:
    text = """Why are you leaving?
Because the team can do it without me now.

And if it cannot?
Then they ring, and I answer the phone.

Parents who push
I ask them the question that their child asked me.

Trouble between two colleagues
Two people, one rota. I asked each of them what they would give up, and it was the same shift.
"""

    assert list(asked(text)) == [
        "Why are you leaving?",
        "And if it cannot?",
        "Parents who push",
        "Trouble between two colleagues",
    ]


def test_topics_among_topics_are_not_asked() -> None:
    text = """The kitchen
We cook for forty on Mondays and for sixty on Fridays.

The garden
It has two sheds and a tap that freezes in December.

Who has the keys?
Ask at the desk before nine in the morning.
"""

    assert "The kitchen" not in asked(text) and "The garden" not in asked(text)


def test_a_line_that_says_question_and_its_number_stands_above_the_question() -> None:
    text = """Vraag 1
Waarom wil je boswachter worden?

Omdat ik liever een pad uitleg dan een regel.

Vraag 2
Vertel over een moeilijke dag

De storm van februari. Ik heb drie paden gesloten.
"""

    assert list(asked(text)) == ["Waarom wil je boswachter worden?", "Vertel over een moeilijke dag"]


@pytest.mark.parametrize(("opens", "closes"), [("<<", ">>"), ("::", "::"), ("//", "//")])
def test_marks_that_face_each_other_make_a_heading(opens: str, closes: str) -> None:
    first, second = f"{opens} WHY THE MUSEUM {closes}", f"{opens} WHAT WOULD YOU CHANGE {closes}"
    text = f"{first}\nNobody plays what you have.\n\n{second}\nThe air at night.\n"

    assert asked(text) == {
        "WHY THE MUSEUM": "Nobody plays what you have.",
        "WHAT WOULD YOU CHANGE": "The air at night.",
    }


def test_a_case_below_the_word_scenario_is_asked_once() -> None:
    text = """### Scenario

A deploy is half out and the person who wrote it is on a plane.

I stop it where it is, since half a deploy is a state we know.
"""

    assert asked(text, "a.md") == {
        "A deploy is half out and the person who wrote it is on a plane.": "I stop it where it is, since half a deploy "
        "is a state we know."
    }
