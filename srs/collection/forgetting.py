"""Taking the text of notes and of sources out of the database for good."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from srs import sources
from srs.collection.looking import one
from srs.collection.reports import Forgotten
from srs.errors import NothingFound
from srs.model import KnownSource, NoteId, SourceId
from srs.store import Reader, history

if TYPE_CHECKING:
    from srs.collection import Collection


def forget(collection: Collection, words: Sequence[str]) -> Forgotten:
    """Remove notes (by id) and sources (by path), with their parts, in all versions; the log has no text and stays."""
    with collection._store.read() as reader:
        notes, chosen = meant(collection, reader, words)
        paths = tuple([each.source.path for each in chosen])
        wanted = _with_parts(reader, notes)
        cards = history.cards_of_notes(reader, wanted)
    with collection._store.write() as writer:
        writer.overwrite_what_is_deleted()
        history.forget(writer, wanted, [each.id for each in chosen], collection.now())
    collection._known.forget()
    return Forgotten(notes=len(wanted), cards=len(cards), sources=paths, clean=collection._store.compact())


def meant(collection: Collection, reader: Reader, words: Sequence[str]) -> tuple[set[NoteId], list[KnownSource]]:
    """Return the notes and the sources that ids and paths mean; NothingFound where one means nothing."""
    known = reader.sources()
    notes: set[NoteId] = set()
    chosen: dict[SourceId, KnownSource] = {}
    for word in words:
        place = os.path.realpath(os.path.expanduser(word))  # noqa: PTH111 (a `~name` of nobody is a file's name)
        found = [
            each
            for each in known
            if each.source.location == place
            or each.source.path == word
            or sources.is_below(each.source.location, [place])
        ]
        if found:
            chosen |= {each.id: each for each in found}
        elif os.sep in word:
            raise NothingFound(f"no notes were read from {word}", hint="`srs sources` lists the files")
        else:
            notes.add(one(reader, word, day=collection.today(), at=collection.now()).note.id)
    for source in chosen:
        notes |= {each.note.id for each in reader.notes(source)}
    return notes, list(chosen.values())


def _with_parts(reader: Reader, notes: set[NoteId]) -> set[NoteId]:
    """Add the parts of notes, and what the learner said is one of them: they say the same words."""
    out = set(notes)
    while more := history.parts_of(reader, out) - out:
        out |= more
    return out
