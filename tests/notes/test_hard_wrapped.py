"""Lines that an editor broke run on: a thought is asked whole, whatever the width of the page."""

from __future__ import annotations

from srs.model import Kind, Lines, Note, Source
from srs.notes.extract import extract
from srs.reading import read


def notes_of(text: str, kind: Kind) -> list[Note]:
    source = Source(path="n.md", location="n.md", place="n.md", deck=None)
    return [note for note in extract(read(text.encode(), source)).notes if note.kind is kind]


WRAPPED = """\
## Why did you leave the shipyard?

I had learned what one can learn there about steel, and very
little about the people who order it. The last two ships I
built for a drawing. The next one I want to build for
somebody. So I looked for a yard that sells its own boats.
"""


def test_the_points_of_a_wrapped_paragraph_are_its_sentences() -> None:
    (note,) = notes_of(WRAPPED, Kind.QUESTION)
    assert [point.text for point in note.points] == [
        "I had learned what one can learn there about steel, and very little about the people who order it.",
        "The last two ships I built for a drawing.",
        "The next one I want to build for somebody.",
        "So I looked for a yard that sells its own boats.",
    ]
    assert [point.lines for point in note.points] == [Lines(3, 4), Lines(4, 5), Lines(5, 6), Lines(6, 6)]


def test_a_thought_a_line_stays_a_thought_a_line() -> None:
    thoughts = "lights and gas first\ncount the eggs before anybody talks to you\nbread\nthe till last of all\n"
    text = f"## How do you open a kitchen?\n\n{thoughts}"
    (note,) = notes_of(text, Kind.QUESTION)
    assert len(note.points) == 4


def test_a_beat_of_a_story_goes_on_below_its_label() -> None:
    text = """\
Tell me about a time you were late.

What happened: the ferry left at six and I stood at the wrong
pier with two crates of lobsters and no telephone at all.
My part: I had read the winter timetable, which nobody else in
the company still had.
What I did: found a fisherman, paid him in lobsters and was
there before the guests had finished the soup.
How it ended: forty people ate, and I buy a timetable on the 1st.
"""
    (story,) = notes_of(text, Kind.STORY)
    assert len(story.points) == 4
    assert story.points[2].lines == Lines(7, 8)
    assert story.points[2].text.endswith("was there before the guests had finished the soup.")
