"""Text that was edited on a phone, against what its note says here: for the learner to take over, or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from srs.anki import identity
from srs.anki.fields import Surroundings, fields
from srs.anki.package import Package, PhoneNote
from srs.anki.pull import TAGS_OF_ANKI
from srs.anki.text import as_text
from srs.collection.differing import difference
from srs.collection.reports import PhoneEdit
from srs.model import Note
from srs.store import Reader
from srs.store.leaving import ties

_FOLLOWING = frozenset({"Ask", "Kind", "Source", "Follows", "Followed by", "Story", "Typed"})
"""Fields that only say where a note stands, or repeat what others say."""


def edits(
    reader: Reader, package: Package, notes: Mapping[str, Note], edited: Sequence[PhoneNote]
) -> Iterator[PhoneEdit]:
    """Yield the fields that say something else there, and tags of the source that were taken off; `notes` by GUID."""
    if not edited:
        return
    names = package.field_names()
    around = Surroundings(*ties(reader))
    for there in edited:
        note = notes[there.guid]
        here = fields(note, around)
        for name, text in zip(names.get(there.type, ()), there.fields, strict=False):
            if name not in _FOLLOWING:
                yield from _edit(note, name, as_text(here.get(name, "")), as_text(text))
        theirs = {tag.casefold() for tag in there.tags}
        kept = [tag for tag in note.tags if identity.tag(tag).casefold() in theirs | TAGS_OF_ANKI]
        yield from _edit(note, "Tags", " ".join(note.tags), " ".join(kept))


def _edit(note: Note, field: str, here: str, there: str) -> Iterator[PhoneEdit]:
    if here != there:
        yield PhoneEdit(
            note=note.id,
            prompt=note.prompt,
            path=note.path,
            line=note.lines.start,
            field=field,
            here=here,
            there=there,
            difference=difference(here, there),
        )
