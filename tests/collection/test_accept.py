"""What is only proposed waits for a yes; the yes is an act like any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from srs.collection import Collection
from srs.model import Standing

# a single rhetorical heading in running text: asked, but perhaps not to be answered
PROSE = """# On writing minutes

Minutes are read by people who were not there. They want to know what was decided, by whom, and until when.

## Before the meeting

I copy the agenda into an empty page and leave room below each point. What is not on the agenda gets a page of its own,
so that nobody can say later that it was slipped in.

## Who will ever read this?

In the first month nobody did. Later the auditors came, and then the minutes were all that was left of the meetings.

## After the meeting

I write them the same evening, while the voices are still in my ear, and send them before anybody has slept over it.
"""


@pytest.fixture
def proposed(tmp_path: Path) -> tuple[Collection, Path]:
    page = tmp_path / "minutes.md"
    page.write_text(PROSE, encoding="utf-8")
    collection = Collection.open(tmp_path / "srs.db")
    report = collection.import_paths([page])
    assert len(report.proposed) == 1
    assert not list(collection.queue())
    return collection, page


def standings(collection: Collection) -> set[Standing]:
    return {listed.standing for listed in collection.select("is:proposed")}


def test_an_accepted_note_is_asked(proposed: tuple[Collection, Path]) -> None:
    collection, _ = proposed
    (listed,) = collection.select("is:proposed")

    collection.accept([listed.card.id])

    assert [item.card_id for item in collection.queue()] == [listed.card.id]
    assert collection.check().ok


def test_it_stays_accepted_when_its_file_is_read_again(proposed: tuple[Collection, Path]) -> None:
    collection, page = proposed
    (listed,) = collection.select("is:proposed")
    collection.accept([listed.card.id])

    page.write_text(PROSE.replace("same evening", "very same evening"), encoding="utf-8")
    report = collection.import_paths([page])

    assert report.proposed == ()
    assert [item.card_id for item in collection.queue()] == [listed.card.id]


def test_a_yes_is_taken_back_like_any_other_act(proposed: tuple[Collection, Path]) -> None:
    collection, _ = proposed
    (listed,) = collection.select("is:proposed")
    collection.accept([listed.card.id])

    collection.undo()

    assert standings(collection) == {Standing.PROPOSED}
    assert not list(collection.queue())
    assert collection.rebuild().changed == ()
