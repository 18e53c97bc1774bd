"""What a learner says of notes outlives every import, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from srs import Collection
from srs.errors import BadQuery, NothingFound

TEXT = "## What is a lock?\n\nA thing that closes.\n\n## What is a key?\n\nA thing that opens.\n"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_text(TEXT)
    return path


@pytest.fixture
def collection(tmp_path: Path, notes: Path):
    with Collection.open(tmp_path / "srs.db") as opened:
        opened.import_paths([notes])
        yield opened


def prompts(collection: Collection, words: str = "") -> list[str]:
    try:
        return [each.note.prompt for each in collection.select(words)]
    except NothingFound:
        return []


def lock(collection: Collection) -> str:
    return next(each.card.id for each in collection.select() if "lock" in each.note.prompt)


def test_a_hidden_note_is_asked_by_nothing_and_listed_when_asked_for(collection: Collection) -> None:
    collection.hide([lock(collection)])

    assert prompts(collection) == ["What is a key?"]
    assert prompts(collection, "is:hidden") == ["What is a lock?"]
    assert collection.due().new == 1


def test_a_hidden_note_stays_hidden_when_its_source_is_read_again(collection: Collection, notes: Path) -> None:
    collection.hide([lock(collection)])
    notes.write_text(TEXT.replace("closes", "closes a door"))

    report = collection.import_paths([notes])

    assert [one.note.prompt for one in report.notes] == ["What is a key?"]
    assert [(s.lines.start, s.lines.end) for s in report.skipped if "hidden" in s.reason] == [(1, 3)]
    assert prompts(collection) == ["What is a key?"]


def test_accept_and_undo_bring_a_hidden_note_back(collection: Collection) -> None:
    card = lock(collection)
    collection.hide([card])
    collection.undo()
    assert len(prompts(collection)) == 2

    collection.hide([card])
    collection.accept([card])
    assert len(prompts(collection)) == 2

    collection.undo()
    assert len(prompts(collection)) == 1


def test_a_retyped_note_keeps_its_kind_and_its_history_through_edits(collection: Collection, notes: Path) -> None:
    card = lock(collection)
    collection.answer(card, 3)
    collection.retype([card], "phrasing")
    notes.write_text("New words above.\n\n" + TEXT)

    report = collection.import_paths([notes])

    kinds = {one.note.id: (one.note.kind, one.change) for one in report.notes}
    assert kinds[card][0] == "phrasing"
    assert card in collection.states()
    assert collection.import_paths([notes], whole=True).notes[0].change == "unchanged"


def test_undo_gives_a_retyped_note_its_kind_back(collection: Collection) -> None:
    card = lock(collection)
    collection.retype([card], "phrasing")
    collection.retype([card], "story")
    collection.undo()
    assert collection.find(card).note.kind == "phrasing"

    collection.undo()
    assert collection.find(card).note.kind == "question"


def test_a_kind_that_does_not_exist_is_refused(collection: Collection) -> None:
    with pytest.raises(BadQuery, match="poem"):
        collection.retype([lock(collection)], "poem")


def test_what_was_said_survives_an_export_and_its_restore(collection: Collection, tmp_path: Path) -> None:
    import json

    collection.hide([lock(collection)])
    dump = tmp_path / "all.json"
    dump.write_text(json.dumps(collection.export_json()))

    Collection.restore(dump, str(tmp_path / "other.db"))

    with Collection.open(tmp_path / "other.db") as other:
        assert prompts(other) == ["What is a key?"]
        assert prompts(other, "is:hidden") == ["What is a lock?"]
