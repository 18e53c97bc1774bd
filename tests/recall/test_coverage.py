"""What the map from questions to stories leaves open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from srs import Collection, Rating
from srs.recall.readiness import Coverage

NOTES = """# Behavioural questions

## Stories

### Story 1: The night the queue filled up

**Situation:** The queue filled up at night and I was on call.
**Task:** I had to keep the orders flowing.
**Action:** I moved the slow consumer to a queue of its own.
**Result:** Orders were late by 4 minutes and none was lost.

**Questions this story answers**

- Tell me about a time you were under pressure.
- When did something break at night?
- How do you handle an incident?
- What was your hardest day?
- When did you have to decide alone?

### Story 2: The colleague who left

**Situation:** A colleague left in the middle of a migration.
**Task:** I was to finish what nobody else had seen.
**Action:** I wrote down what I found, day by day.
**Result:** The migration went live, and the notes became its manual.

**Questions this story answers**

- When did you take over somebody else's work?

## What would your manager say about you?

That I write things down.
"""


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    (tmp_path / "behavioural.md").write_text(NOTES, encoding="utf-8")
    with Collection.open(tmp_path / "srs.db") as opened:
        opened.import_paths([tmp_path / "behavioural.md"])
        yield opened


def coverage(collection: Collection) -> Coverage:
    return collection.ready().coverage


def test_a_question_that_no_story_answers_is_named(collection: Collection) -> None:
    assert [text for _, text in coverage(collection).without_story] == ["What would your manager say about you?"]


def test_a_story_that_most_questions_lean_on_is_named(collection: Collection) -> None:
    assert [(text, count) for _, text, count in coverage(collection).leaned_on] == [
        ("The night the queue filled up", 5)
    ]


def test_a_story_without_a_figure_is_named(collection: Collection) -> None:
    assert [text for _, text in coverage(collection).without_figure] == ["The colleague who left"]


def test_a_story_counts_as_told_once_it_was_told_alone_or_in_an_interview(collection: Collection) -> None:
    first, second = (each for each in collection.select("kind:story") if each.card.role == "ask")
    assert len(coverage(collection).never_told) == 2

    collection.answer(first.card.id, Rating.GOOD)
    match = next(each for each in collection.select("kind:story_match") if each.note.story == second.note.id)
    said = [point.id for point in second.note.points]
    collection.note_drill(match.card.id, took_ms=1, detail={"drill": "1", "said": said[:3], "missed": said[3:]})

    assert coverage(collection).never_told == ()
    told = next(entry for entry in collection.ledger("stories").items if entry.id == second.note.id)
    assert (told.reviews, told.right) == (1, 1)


def test_among_many_other_questions_only_one_that_begins_like_those_wants_a_story(
    collection: Collection, tmp_path: Path
) -> None:
    others = [f"## How would you size cache {number}?\n\nI would measure it first.\n" for number in range(30)]
    more = [*others, "## Tell me about a time you gave up.\n\nI have not yet.\n"]
    (tmp_path / "behavioural.md").write_text(NOTES + "\n" + "\n".join(more), encoding="utf-8")
    collection.import_paths([tmp_path / "behavioural.md"])

    assert [text for _, text in coverage(collection).without_story] == ["Tell me about a time you gave up."]
