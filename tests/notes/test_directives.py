"""`srs:` comments win over every rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from srs.model import Source
from srs.notes.extract import Extraction, extract
from srs.reading import read


def extracted(text: str, name: str = "a.md") -> Extraction:
    return extract(read(text.encode(), Source(path=name, location=str(Path("/") / name), place=name, deck="a")))


def kinds(made: Extraction) -> list[str]:
    return [note.kind.value for note in made.notes]


HIDDEN = "## What is a lock?{}\n\nA thing that closes, in 99.9 % of all cases.\n\n## What is a key?\n\nWhat opens it.\n"


@pytest.mark.parametrize(
    "mark", [" <!-- srs: hide -->", "\n<!-- srs: hide -->", " %% srs: hide %%", " <!--SRS:hide-->"]
)
def test_a_hidden_title_takes_all_below_it_along_and_says_why(mark: str) -> None:
    made = extracted(HIDDEN.format(mark))

    assert [note.prompt for note in made.notes] == ["What is a key?"]
    assert any("hidden" in skipped.reason for skipped in made.skipped)


def test_what_stands_between_off_and_on_is_left_out() -> None:
    made = extracted("<!-- srs: off -->\n## What is A?\n\nA.\n\n<!-- srs: on -->\n## What is B?\n\nB.\n")

    assert [note.prompt for note in made.notes] == ["What is B?"]


def test_a_title_that_asks_nothing_becomes_a_question() -> None:
    made = extracted("# Terms\n\n<!-- srs: card -->\n## Bias\n\nError that no data removes.\n")

    (note,) = made.notes
    assert (note.kind, note.prompt, note.answer) == ("question", "Bias", "Error that no data removes.")
    assert note.confidence == 1


def test_a_kind_named_by_its_author_wins() -> None:
    made = extracted("## How do you end a talk?\n<!-- srs: phrasing, tag=closing -->\n\nThat is all I know.\n")

    (note,) = made.notes
    assert note.kind == "phrasing"
    assert "closing" in note.tags


def test_a_paragraph_that_no_rule_took_becomes_what_its_author_says() -> None:
    made = extracted("# Closing\n\nSome talk.\n\n<!-- srs: phrasing -->\nI have three ideas for you.\n")

    assert [(note.kind, note.answer) for note in made.notes] == [("phrasing", "I have three ideas for you.")]


def test_a_comment_that_means_nothing_is_named_with_its_line() -> None:
    made = extracted("# A\n\ntext\n\n<!-- srs: hidden -->\nmore\n")

    assert [(problem.line, "hidden" in problem.message) for problem in made.problems] == [(5, True)]


def test_org_says_it_in_its_own_comments() -> None:
    made = extracted("* What is a lock?\n# srs: hide\n\nA thing.\n\n* What is a key?\nWhat opens it.\n", "a.org")

    assert [note.prompt for note in made.notes] == ["What is a key?"]
