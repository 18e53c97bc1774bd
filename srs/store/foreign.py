"""Notes that came from packages: which are known, and how old what they say is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import bindparam, select, update

from srs.clock import to_ms
from srs.model import KnownNote, NoteId
from srs.store import schema
from srs.store.history import _KNOWN, SeenFile, seen_files
from srs.store.reader import Reader, _known
from srs.store.writer import Writer

RULE = "anki"
"""The rule of a note that was made in Anki."""

ENCODING = "anki"
"""What stands as the encoding of a package."""

_note = schema.note
_AGE = update(_note).where(_note.c.id == bindparam("of")).values(changed=bindparam("at"))


def known_notes(reader: Reader, ids: Iterable[NoteId]) -> dict[NoteId, KnownNote]:
    """Return those of some notes that are stored."""
    return {NoteId(row[0]): _known(row) for row in reader._rows_of(_KNOWN, _note.c.id, ids)}


def joined(reader: Reader, ids: Iterable[NoteId]) -> set[NoteId]:
    """Return those of some notes that the learner said are other ones."""
    query = select(_note.c.id).where(_note.c.joined.is_not(None))
    return {NoteId(id) for (id,) in reader._rows_of(query, _note.c.id, ids)}


def put_ages(writer: Writer, ages: Mapping[NoteId, int]) -> None:
    """Keep when notes were changed where they were made (seconds since 1970)."""
    if ages:
        writer._connection.execute(_AGE, [{"of": id, "at": 1000 * seconds} for id, seconds in ages.items()])


def is_older(seconds: int, known: KnownNote) -> bool:
    """Say whether a text of that age is older than the one that is stored."""
    return 1000 * seconds < to_ms(known.changed) // 1000 * 1000


def adopted(reader: Reader) -> set[NoteId]:
    """Return the notes that were made in Anki, retired ones too."""
    return {NoteId(id) for (id,) in reader._rows(select(_note.c.id).where(_note.c.rule == RULE))}


def stamp(file: SeenFile) -> int:
    """Return how new the package was that was read last under a name: milliseconds since 1970; 0 for what is none."""
    return int(file.stat) if file.encoding == ENCODING and file.stat is not None and file.stat.isdecimal() else 0


def newest(reader: Reader) -> int:
    """Return how new the newest package is that was read."""
    return max((stamp(file) for file in seen_files(reader).values()), default=0)
