"""Ids that sources give their notes win over everything else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from srs.model import By, KnownNote, Note, Source, SourceId
from srs.notes.extract import extract
from srs.notes.matching import match
from srs.reading import read

WHEN = datetime(2026, 1, 5, tzinfo=UTC)


def notes(text: str, path: str = "a.md") -> list[Note]:
    source = Source(path=path, location=f"/{path}", place=path, deck=None)
    return list(extract(read(text.encode(), source)).notes)


def known(read_before: list[Note]) -> list[KnownNote]:
    return [KnownNote(note=m.note, source=SourceId("s"), changed=WHEN) for m in match(read_before, []).notes]


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("## What is a queue? ^q-one\n\nIt keeps what cannot be taken yet.\n", "^q-one"),
        ("## What is a queue?\n\nIt keeps what cannot be taken yet. ^q-one\n", "^q-one"),
        ("## What is a queue?\nid:: 64f0-abc\n\nIt keeps what cannot be taken yet.\n", "64f0-abc"),
        ("## What is a queue? <!-- srs: id=q7 -->\n\nIt keeps what cannot be taken yet.\n", "q7"),
        ("---\nid: queue\n---\n\n## What is a queue?\n\nIt keeps what cannot be taken yet.\n", "queue"),
        ("## What is a queue?\n\nIt keeps what cannot be taken yet.\n", None),
    ],
)
def test_ids_are_read_and_are_no_part_of_the_text(text: str, anchor: str | None) -> None:
    (note,) = notes(text)

    assert (note.anchor, note.prompt) == (anchor, "What is a queue?")
    assert "q-one" not in note.answer


def test_an_id_outlives_any_change_of_the_text_and_of_the_file() -> None:
    before = known(notes("## What is a queue? <!-- srs: id=q7 -->\n\nIt keeps what cannot be taken yet.\n"))
    after = notes("## Who was Ada Lovelace? <!-- srs: id=q7 -->\n\nThe first programmer, they say.\n", "b.md")

    (made,) = match(after, before).notes

    assert made.note.id == before[0].note.id
    assert made.by is By.ID


def test_two_ids_are_two_notes_however_alike_they_are() -> None:
    before = known(notes("## What is a queue? ^one\n\nIt keeps what cannot be taken yet.\n"))

    (made,) = match(notes("## What is a queue? ^two\n\nIt keeps what cannot be taken yet.\n"), before).notes

    assert made.note.id != before[0].note.id


def test_the_id_of_a_block_is_known_in_its_file_alone() -> None:
    before = known(notes("## What is a queue? ^one\n\nIt keeps what cannot be taken yet.\n"))

    (made,) = match(notes("## Who was Ada Lovelace? ^one\n\nThe first programmer.\n", "b.md"), before).notes

    assert made.note.id != before[0].note.id
