"""Of a talk in which one asks and the other replies, questions and answers are kept, and chatter is left."""

from __future__ import annotations

import pytest

from srs.model import Kind, Note, Source
from srs.notes.extract import Extraction, extract
from srs.reading import read

STAMPED = """[19:02] Ruth: can you hear me
[19:02] Piet: yes
[19:03] Ruth: ok first, how do you keep a bakery calm at four in the morning
[19:05] Piet: one voice and no radio. everybody knows the next three things they do, so nobody has to shout.
[19:05] Ruth: nice!!
[19:06] Ruth: they want to hear that you trained somebody
[19:07] Ruth: What do you do when the oven fails?
[19:08] Piet: I move the flat breads to the small one and ring the engineer
[19:08] Piet: and I write on the door what will be late, before anyone asks
[19:09] Piet: ok my bus is here
[19:10] Ruth: a customer finds glass in a roll
[19:12] Piet: I take it, I say sorry once, I keep the batch and I ring the owner before the customer does.
[19:13] Ruth: Where will you be in five years?
[19:13] Piet: no idea
[19:14] Ruth: feed the cat
"""


def extraction(text: str, name: str = "a.txt") -> Extraction:
    return extract(read(text.encode(), Source(path=name, location=f"/{name}", place=name, deck=None)))


def questions(text: str) -> dict[str, Note]:
    return {note.prompt: note for note in extraction(text).notes if note.kind is Kind.QUESTION}


def answers(text: str) -> dict[str, str]:
    return {prompt: " ".join(note.answer.split()) for prompt, note in questions(text).items()}


def test_what_is_asked_and_replied_becomes_questions() -> None:
    assert answers(STAMPED) == {
        "how do you keep a bakery calm at four in the morning": "one voice and no radio. everybody knows the next "
        "three things they do, so nobody has to shout.",
        "What do you do when the oven fails?": "I move the flat breads to the small one and ring the engineer and I "
        "write on the door what will be late, before anyone asks",
        "a customer finds glass in a roll": "I take it, I say sorry once, I keep the batch and I ring the owner before "
        "the customer does.",
        "Where will you be in five years?": "",
    }


def test_what_is_passed_is_unanswered() -> None:
    assert questions(STAMPED)["Where will you be in five years?"].tags == ("unanswered",)


def test_what_they_want_to_hear_is_a_cue() -> None:
    first = questions(STAMPED)["how do you keep a bakery calm at four in the morning"]

    assert first.cues == ("they want to hear that you trained somebody",)


def test_chatter_is_left_with_a_reason() -> None:
    left = {
        line: skip.reason
        for skip in extraction(STAMPED).skipped
        for line in range(skip.lines.start, skip.lines.end + 1)
    }

    assert {line: left.get(line) for line in (1, 2, 5, 10, 14, 15)} == dict.fromkeys(
        (1, 2, 5, 10, 14, 15), "said between the answers of a rehearsal"
    )


def test_a_second_try_belongs_to_the_same_answer() -> None:
    text = STAMPED.replace(
        "[19:05] Ruth: nice!!",
        "[19:05] Ruth: slower and with the three things first\n"
        "[19:06] Piet: everybody knows the next three things they do, so nobody shouts. one voice, no radio.",
    )

    assert "one voice, no radio." in answers(text)["how do you keep a bakery calm at four in the morning"]
    assert len(answers(text)) == 4


def test_questions_one_sends_oneself_are_asked_and_remarks_of_a_friend_are_left() -> None:
    text = """[12/5 19:05] Me: Why this school?
[12/5 19:05] Me: Because the choir sings in the corridor and nobody minds the noise at all.
[12/5 19:06] Ada: lovely
[12/5 19:08] Me: How do you mark?
[12/5 19:08] Me: In pencil, in the lesson, with them sitting there and asking me why.
[12/5 19:09] Ada: are you coming on saturday?
[12/5 19:10] Me: What would you change?
[12/5 19:10] Me: The bell. It rings like an alarm and they stand up like it is one.
[12/5 19:12] Me: sleepy now
"""

    assert list(answers(text)) == ["Why this school?", "How do you mark?", "What would you change?"]
    assert "saturday" not in " ".join(answers(text).values())
    assert "sleepy" not in " ".join(answers(text).values())


@pytest.mark.parametrize(
    "text",
    [
        """[18:02] Ada: are you at home
[18:03] Tom: in ten minutes
[18:04] Ada: bread?
[18:05] Tom: got some
[18:06] Ada: and the tickets
[18:09] Tom: printed
""",
        """03/05/2026, 18:02 - Ada: the interview is on thursday
03/05/2026, 18:03 - Tom: good luck
03/05/2026, 18:04 - Ada: which shirt
03/05/2026, 18:05 - Tom: blue
03/05/2026, 18:06 - Ada: ok
""",
    ],
)
def test_a_talk_about_other_things_is_nobodys_business(text: str) -> None:
    result = extraction(text)

    assert result.notes == ()
    assert {skip.reason for skip in result.skipped} == {"a private remark or a piece of chat"}


@pytest.mark.parametrize("form", ["{who}: {said}", "**{who}:** {said}", "{who}\n{said}"])
def test_names_alone_tell_a_rehearsal(form: str) -> None:
    turns = [
        ("Recruiter", "How do you price a painting you have not seen?"),
        ("Me", "I give a range from the last five sales at that size, and I say that it is a range."),
        ("Recruiter", "what was your best find"),
        ("Me", "A panel behind a mirror in a bathroom. It sold for more than the house."),
        ("Recruiter", "And if the seller insists?"),
        ("Me", "Then I name the low end, and the train that I can take to come and look."),
    ]
    text = "\n\n".join(form.format(who=who, said=said) for who, said in turns)

    assert [prompt.rstrip("?") for prompt in answers(text)] == [said.rstrip("?") for who, said in turns[::2]]
    assert list(answers(text).values()) == [said for _, said in turns[1::2]]


def test_a_page_sent_as_one_message_is_read_as_a_page() -> None:
    text = STAMPED + "[19:20] Piet: NEVER SAY\nI love bread\nmy old boss\n"

    avoid = next(note for note in extraction(text).notes if note.kind is Kind.AVOID)

    assert [line.removeprefix("- ") for line in avoid.answer.split("\n")] == ["I love bread", "my old boss"]
