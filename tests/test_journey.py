"""The whole road: sample decks to cards, a week of mornings, the real Anki, and a second machine."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import srs
from srs.model import Phase

DECKS = Path(__file__).parents[1] / "decks"


class Clock:
    """A clock that is told the time."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def morning(collection: srs.Collection, clock: Clock) -> int:
    """Study until nothing is left for the day and return how many answers that took."""
    answers = 0
    while True:
        items = list(collection.queue())
        if not items:
            return answers
        for item in items:
            clock.advance(seconds=8)
            rating = srs.Rating.AGAIN if answers % 7 == 6 else srs.Rating.GOOD
            collection.answer(item.card_id, rating, took_ms=8_000)
            answers += 1
        clock.advance(minutes=11)


def test_a_week_from_notes_to_the_phone_and_to_another_machine(tmp_path: Path, clock: Clock) -> None:
    notes = tmp_path / "notes"
    shutil.copytree(DECKS, notes)
    package = tmp_path / "exports" / "week.apkg"
    with srs.Collection.open(tmp_path / "srs.db", clock=clock) as collection:
        report = collection.import_paths([notes])
        assert report.problems == ()
        listed = collection.select([])

        answers = 0
        for _ in range(7):
            answers += morning(collection, clock)
            clock.advance(days=1)
        states = collection.states()
        assert answers > len(states) > 40
        assert any(state.phase is Phase.REVIEW for state in states.values())

        # notes change as people go on writing; nothing of the week is lost by it
        page = notes / "tutorial.md"
        page.write_text(page.read_text(encoding="utf-8").replace("the ", "the  ", 1), encoding="utf-8")
        collection.import_paths([notes])
        assert collection.states() == states

        undone = collection.undo()
        assert undone.undone.card in states
        collection.answer(undone.undone.card, srs.Rating.EASY, took_ms=1_000)

        exported = collection.export_anki(package)
        assert (exported.notes, exported.cards) == (len({each.note.id for each in listed}), len(listed))
        assert collection.rebuild().changed == ()
        assert collection.check().ok
        kept = collection.backup(tmp_path / "backup.db")

    from anki.collection import Collection as Anki
    from anki.collection import ImportAnkiPackageRequest

    phone = Anki(str(tmp_path / "phone.anki2"))
    try:
        phone.import_anki_package(ImportAnkiPackageRequest(package_path=str(package)))
        assert (phone.note_count(), phone.card_count()) == (exported.notes, exported.cards)
    finally:
        phone.close()

    srs.Collection.restore(kept, str(tmp_path / "laptop.db"))
    with (
        srs.Collection.open(tmp_path / "srs.db", clock=clock) as here,
        srs.Collection.open(tmp_path / "laptop.db", clock=clock) as there,
    ):
        assert there.states() == here.states()
        assert [item.card_id for item in there.queue()] == [item.card_id for item in here.queue()]
        assert there.check().ok
