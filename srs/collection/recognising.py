"""Notes read now x what the store knows -> which note is which, and how it was known again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from srs.collection.choices import Choices, choices
from srs.collection.gathering import Gathered
from srs.collection.reports import Recognised
from srs.model import By, Change, FormerNote, How, Kind, KnownNote, Note, NoteId, SourceId
from srs.notes.matching import Matched, MatchedNote, match
from srs.notes.matching.naming import salted
from srs.store import Reader, history

_ELSEWHERE = "\0"
"""Begins the path of notes that no source read now has: as given, equal paths may mean different files."""
_SALTS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The notes of the sources that were read, under the ids that they keep."""

    notes: dict[str, list[MatchedNote]]
    """By the path of their source, in their order."""
    proposed: frozenset[NoteId]
    retired: tuple[KnownNote, ...]
    said: Choices
    """What the learner said of notes: hidden ones are kept and studied by nobody."""
    before: Mapping[NoteId, KnownNote]
    """What was stored of the notes that matter."""
    renamed: Mapping[str, str]
    """Path of a source that was read -> the path that its file had before."""
    recognised: tuple[Recognised, ...]


def settle(reader: Reader, gathered: Gathered, kinds: frozenset[Kind] | None) -> Settled:
    """Match what was read with what is stored."""
    now: list[Note] = []
    unsure: list[bool] = []
    for each in gathered.fresh:
        sure = {note.id for note in each.extraction.notes}
        chosen = [note for note in each.notes if kinds is None or note.kind in kinds]
        now += chosen
        unsure += [note.id not in sure for note in chosen]
    said = choices(reader)
    if not now and not gathered.fresh and not gathered.gone:
        return Settled(notes={}, proposed=frozenset(), retired=(), said=said, before={}, renamed={}, recognised=())
    path_of = {each.known.id: each.source.path for each in gathered.fresh if each.known is not None}
    path_of |= {id: source.path for id, source in gathered.moved.items()}
    gone = {each.id: f"{_ELSEWHERE}{each.location}" for each in gathered.gone}
    away = {each.id: f"{_ELSEWHERE}{each.location}" for each in gathered.away}
    placed = away | path_of | gone
    by_id = {known.note.id: known for known in history.notes_that_matter(reader, placed.keys())}

    def path(source: SourceId, kind: Kind) -> str:
        found = placed.get(source)
        return f"{_ELSEWHERE}{_ELSEWHERE}{source}" if found is None or (kinds and kind not in kinds) else found

    placed_notes: list[KnownNote] = []
    for stored in by_id.values():
        note = said.as_read(stored.note)
        placed_notes.append(replace(stored, note=replace(note, path=path(stored.source, note.kind))))
    former = [
        replace(once, note=replace(once.note, path=path(once.source, once.note.kind))) for once in _former(reader, now)
    ]
    matched: Matched = match(
        now,
        placed_notes,
        vanishing={each.source.path for each in gathered.fresh} | set(gone.values()),
        loose=set(away.values()),
        former=former,
        taken=_taken(reader, now) if by_id or reader.newest_id() or reader.counts()["notes"] else (),
    )
    kept = {each.note.id for each in matched.notes}
    notes: defaultdict[str, list[MatchedNote]] = defaultdict(list)
    for made in matched.notes:
        made = replace(made, note=said.as_kept(made.note))
        notes[made.note.path].append(_without_strangers(made, kept | by_id.keys()))
    accepted = reader.accepted() if any(unsure) else set()
    doubted = (made.note.id for made, is_unsure in zip(matched.notes, unsure, strict=True) if is_unsure)
    renamed = _renamed(notes, gathered, by_id)
    return Settled(
        notes=dict(notes),
        proposed=frozenset(id for id in doubted if id not in accepted),
        retired=tuple(by_id[each.note.id] for each in matched.retired),
        said=said,
        before=by_id,
        renamed=renamed,
        recognised=tuple(_recognised(matched, by_id, renamed, said)),
    )


def _former(reader: Reader, now: Iterable[Note]) -> list[FormerNote]:
    notes = list(now)
    anchors = {history.storable_anchor(note.anchor) for note in notes if note.anchor}
    return history.former_like(reader, [history.said_fingerprint(note) for note in notes], anchors)


def _taken(reader: Reader, now: Iterable[Note]) -> set[str]:
    """Return which of the ids that new notes would get are not to be had."""
    names = [note.id for note in now]
    found = history.taken(reader, names)
    again = [salted(NoteId(name), salt) for name in found for salt in range(1, _SALTS)]
    return found | (history.taken(reader, again) if again else set())


def _without_strangers(made: MatchedNote, known: Collection[NoteId]) -> MatchedNote:
    """Cut the ties to notes that were left out."""
    note = made.note
    parent = note.parent if note.parent in known else None
    story = note.story if note.story in known else None
    if (parent, story) == (note.parent, note.story):
        return made
    return replace(made, note=replace(note, parent=parent, story=story))


def _renamed(
    notes: Mapping[str, list[MatchedNote]], gathered: Gathered, by_id: Mapping[NoteId, KnownNote]
) -> dict[str, str]:
    """Return the sources that are another one under a new name: that is gone, and most of its notes are here."""
    lost = {each.id: each.path for each in (*gathered.gone, *gathered.away)}
    by_moved = {source.path: id for id, source in gathered.moved.items()}
    all_of = Counter(known.source for known in by_id.values())
    out = {}
    for each in gathered.fresh:
        if each.known is not None and each.known.fingerprint != "gone":
            continue
        come = Counter(by_id[made.note.id].source for made in notes.get(each.source.path, ()) if made.note.id in by_id)
        for source, count in come.most_common(1):
            if source in lost and 2 * count >= all_of[source]:
                out[each.source.path] = lost[source]
            elif by_moved.get(each.source.path) == source and (was := _path_of(source, by_id)) != each.source.path:
                out[each.source.path] = was
    return out


def _path_of(source: SourceId, by_id: Mapping[NoteId, KnownNote]) -> str:
    return next(known.note.path for known in by_id.values() if known.source == source)


def _recognised(
    matched: Matched, by_id: Mapping[NoteId, KnownNote], renamed: Mapping[str, str], said: Choices
) -> Iterable[Recognised]:
    """Yield how notes were known again whose text or place is another now, and what became of others."""
    made_of = {made.note.id: made for made in matched.notes}
    for made in matched.notes:
        if made.known is None:
            continue
        was = by_id[made.note.id]
        how = _how(made, was, renamed, said)
        if how is not None:
            yield Recognised(how=how, by=made.by or By.TEXT, score=made.score, note=made.note, was=was.note)
    for each in matched.related:
        note, other = made_of[each.note].note, by_id[each.other].note
        if each.how is How.MERGED:
            yield Recognised(how=each.how, by=By.LIKENESS, score=each.score, note=note, was=other, of=each.other)
        else:
            yield Recognised(how=each.how, by=By.LIKENESS, score=each.score, note=note, was=other, of=each.note)


def _how(made: MatchedNote, was: KnownNote, renamed: Mapping[str, str], said: Choices) -> How | None:
    if made.change is Change.REVIVED:
        return How.REVIVED
    if made.note.path in renamed:
        return How.RENAMED
    if made.change is Change.MOVED:
        return How.MOVED
    before = history.said_fingerprint(said.as_read(was.note))
    return How.EDITED if before != history.said_fingerprint(made.note) else None
