"""Known files that changed are found by their look, then by their bytes, and read by themselves."""

from __future__ import annotations

import os

from srs import Rating

from .conftest import write


def test_a_file_that_changed_is_taken_in_with_its_history(collection, notes):
    collection.import_paths([notes])
    card = collection.select("overlap")[0].card.id
    collection.answer(card, Rating.GOOD)
    path = notes / "rag.md"
    path.write_text(path.read_text().replace("What is overlap?", "What is the overlap?"))

    changed = collection.changed_files()
    report = collection.take_in_changes()

    assert changed == [str(path)]
    assert [source.path for source in report.sources] == [str(path)]
    assert collection.find(card).note.prompt == "What is the overlap?"
    assert collection.changed_files() == []


def test_a_file_written_again_with_the_same_bytes_has_not_changed(collection, notes):
    collection.import_paths([notes])
    path = notes / "rag.md"
    path.write_text(path.read_text())
    os.utime(path, (1, 1))

    assert collection.changed_files() == []
    assert collection.take_in_changes() is None


def test_a_file_that_is_gone_retires_nothing_by_itself(collection, notes):
    collection.import_paths([notes])
    (notes / "rag.md").unlink()

    assert collection.take_in_changes() is None
    assert len(collection.select()) == 5


def test_only_the_kinds_that_were_asked_for_once_are_taken_in(collection, notes):
    collection.import_paths([notes], kinds=["question"])
    path = write(notes / "rag.md", "chunking")
    path.write_text(path.read_text() + "\n## Never say\n\n- I do not know\n")

    collection.take_in_changes()

    assert {listed.note.kind for listed in collection.select()} == {"question"}


def test_a_setting_turns_it_off(opened, notes):
    collection = opened(auto_import=False)
    collection.import_paths([notes])
    write(notes / "rag.md", "chunking")

    assert collection.take_in_changes() is None
    assert len(collection.changed_files()) == 1
