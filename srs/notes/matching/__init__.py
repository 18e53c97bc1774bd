"""Notes just read x notes known -> changes: the one place that decides which note is which.

All notes of an import are settled together. First what is certain: the id that a source gives, the exact text, now or
once, where it stands or elsewhere. Then what is likely: one assignment over all that is left, by likeness and by what
stands around it; parts follow their note and are compared within it. What is found nowhere is retired, and comes back
under its old id when its text does.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from srs.model import By, Change, FormerNote, How, KnownNote, Note, NoteId, Standing
from srs.notes.matching import exact, likely, parts
from srs.notes.matching.naming import points, unused
from srs.notes.matching.table import Kept, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedNote:
    """A note with the ids that it keeps, and what this import did to it."""

    note: Note
    change: Change
    used_slots: int
    """The highest slot that any of its points ever had."""
    known: KnownNote | None = None
    """What it was before; None for one that was added."""
    by: By | None = None
    """What it was recognised by."""
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A note read and another one known that have to do with each other, though neither is the other."""

    how: How
    """Split: `note` was a part of `other`. Merged: `other` is a part of `note`. Unsure: `note` may be `other`."""
    note: NoteId
    other: NoteId
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """What an import makes of the notes it read, in their order, and what vanished."""

    notes: tuple[MatchedNote, ...]
    retired: tuple[KnownNote, ...]
    """Known notes that were studied or proposed and are found no more."""
    related: tuple[Related, ...] = ()


def match(
    read: Sequence[Note],
    known: Sequence[KnownNote],
    *,
    vanishing: Collection[str] | None = None,
    loose: Collection[str] = (),
    former: Sequence[FormerNote] = (),
    taken: Collection[str] = (),
) -> Matched:
    """Return the notes that were read under the ids that they keep, and those that vanished.

    Two notes stand in the same source when their paths are equal. `vanishing` are the paths whose notes may have
    vanished: the sources read now, and those that are there no more; None means all. Notes of `loose` paths may be
    found again elsewhere and stay as they are where they are not. Notes of other sources stay as they are, and only
    their ids are respected, as are those `taken`. `former` is what known notes said before.
    """
    table = Table(read, known, vanishing=vanishing, loose=loose, former=former)
    exact.pair(table)
    unsure = likely.pair(table)
    return _named(table, [*parts.related(table), *unsure], taken)


def _named(table: Table, related: Sequence[tuple[How, int, KnownNote, float]], others: Collection[str]) -> Matched:
    taken: set[str] = {k.note.id for k in table.known} | set(others)
    names: dict[NoteId, NoteId] = {}
    chosen: list[NoteId] = []
    for place, note in enumerate(table.read):
        kept = table.kept.get(place)
        name = kept.known.note.id if kept else unused(note.id, taken)
        taken.add(name)
        names[note.id] = name
        chosen.append(name)
    made = tuple(_made(note, chosen[place], table.kept.get(place), names) for place, note in enumerate(table.read))
    return Matched(
        notes=made,
        retired=tuple(table.vanished()),
        related=tuple(
            Related(how=how, note=chosen[place], other=other.note.id, score=round(score, 3))
            for how, place, other, score in related
        ),
    )


def _made(note: Note, name: NoteId, kept: Kept | None, names: dict[NoteId, NoteId]) -> MatchedNote:
    was = kept.known if kept else None
    kept_points, used = points(note, name, was, kept.once if kept else None)
    made = replace(
        note,
        id=name,
        points=kept_points,
        parent=names.get(note.parent, note.parent) if note.parent else None,
        story=names.get(note.story, note.story) if note.story else None,
    )
    return MatchedNote(
        note=made,
        change=_change(made, was),
        used_slots=used,
        known=was,
        by=kept.by if kept else None,
        score=round(min(kept.score, 1.0), 3) if kept else 1.0,
    )


def _content(note: Note) -> tuple[object, ...]:
    """Return what a note says, without where it stands."""
    return (
        note.kind, note.prompt, note.answer, note.deck, note.tags, note.parent, note.story, note.versions, note.cues,
        tuple((p.id, p.text, p.role, p.slot) for p in note.points), note.anchor,
    )  # fmt: skip


def _change(note: Note, was: KnownNote | None) -> Change:
    if was is None:
        return Change.ADDED
    if was.standing is Standing.RETIRED:
        return Change.REVIVED
    if was.note.path != note.path:
        return Change.MOVED
    return Change.UNCHANGED if _content(was.note) == _content(note) else Change.EDITED
