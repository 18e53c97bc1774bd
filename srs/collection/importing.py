"""Files -> notes -> cards in the store: one transaction for all that the paths lead to."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePath

from srs import __version__, sources
from srs.collection.choices import Choices, choices, hold
from srs.collection.reports import Explained, ImportedNote, ImportedSource, ImportReport, ProblemsFound
from srs.config import Settings
from srs.model import (
    Change,
    Kind,
    KnownNote,
    KnownSource,
    Lines,
    Note,
    NoteId,
    Problem,
    Skipped,
    Source,
    SourceId,
    Standing,
)
from srs.notes.cards import cards_of
from srs.notes.extract import Extraction, extract
from srs.notes.matching import Matched, MatchedNote, match
from srs.reading import Document, read
from srs.store import Reader, Store, Writer

_MB = 1024 * 1024
_GONE = "gone"
"""The fingerprint of a known source whose notes are all retired, as its file is gone."""
_ELSEWHERE = "\0"
"""Begins the path of notes that no source read now has: as given, equal paths may mean different files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A source that was read now."""

    source: Source
    known: KnownSource | None
    fingerprint: str
    document: Document
    extraction: Extraction

    @property
    def empty(self) -> bool:
        """Whether there was nothing to read: such a file retires nothing by itself."""
        return self.document.encoding == "binary" or not any(line.strip() for line in self.document.lines)

    @property
    def notes(self) -> list[Note]:
        """All its notes, proposed ones too, in their order."""
        both = [*self.extraction.notes, *self.extraction.proposed]
        return sorted(both, key=lambda note: (note.lines.start, note.lines.end))


@dataclass(slots=True, kw_only=True)
class _Gathered:
    """What the paths led to."""

    fresh: list[_Read] = field(default_factory=list)
    same: list[tuple[Source, KnownSource]] = field(default_factory=list)
    """Known, and unchanged since."""
    gone: list[KnownSource] = field(default_factory=list)
    """Known, and no longer there (or not readable, where that is to retire notes)."""
    moved: dict[SourceId, Source] = field(default_factory=dict)
    """Known under another location, which is gone; now read here."""
    problems: list[Problem] = field(default_factory=list)
    order: list[str] = field(default_factory=list)


def import_paths(
    store: Store,
    paths: Sequence[str],
    *,
    settings: Settings,
    now: datetime,
    deck: str | None,
    kinds: frozenset[Kind] | None,
    dry_run: bool,
    prune: bool,
    strict: bool,
    whole: bool,
    progress: Callable[[int, int], None] | None,
) -> ImportReport:
    """Read what the paths lead to, match it with what is known, and keep it unless it is a dry run."""
    found = sources.find(paths, deck=deck, largest=settings.largest_file_mb * _MB)
    with store.read() as reader:
        known = reader.sources()
    gathered = _gathered(found, known, kinds=kinds, prune=prune, whole=whole, progress=progress)
    if strict and gathered.problems:
        raise ProblemsFound(tuple(gathered.problems))
    if dry_run or not (gathered.gone or any(read.notes or read.known for read in gathered.fresh)):
        with store.read() as reader:
            return _report(reader, gathered, _matched(reader, gathered, kinds), stored=not dry_run, kinds=kinds)
    with store.write() as writer:
        matched = _matched(writer, gathered, kinds)
        report = _report(writer, gathered, matched, stored=True, kinds=kinds)
        _keep(writer, gathered, matched, now=now, kinds=kinds)
    return report


# ------------------------------------------------------------------ reading


def _gathered(
    found: sources.Found,
    known: Sequence[KnownSource],
    *,
    kinds: frozenset[Kind] | None,
    prune: bool,
    whole: bool,
    progress: Callable[[int, int], None] | None,
) -> _Gathered:
    gathered = _Gathered(problems=list(found.problems))
    at = {each.source.location: each for each in known}
    places = _Places(known)
    for number, source in enumerate(found.sources):
        if progress is not None:
            progress(number, len(found.sources))
        before = at.get(source.location)
        data = sources.read_bytes(source)
        if isinstance(data, Problem):
            gathered.problems.append(data)
            if prune and before is not None:
                gathered.gone.append(before)
            continue
        source, earlier = places.settle(source, before)
        if earlier is not None:
            gathered.moved[earlier.id] = source
        gathered.order.append(source.path)
        fingerprint = _fingerprint(data, kinds)
        if before is not None and not whole and before.fingerprint == fingerprint and before.source == source:
            gathered.same.append((source, before))
            continue
        document = read(data, source)
        extraction = extract(document)
        gathered.problems += extraction.problems
        gathered.fresh.append(
            _Read(source=source, known=before, fingerprint=fingerprint, document=document, extraction=extraction)
        )
    if progress is not None:
        progress(len(found.sources), len(found.sources))
    # a folder in which nothing is left to read may be a disk that is not there
    if prune or gathered.order:
        gathered.gone += [
            each
            for each in known
            if each.id not in gathered.moved
            and each.fingerprint != _GONE
            and sources.is_below(each.source.location, found.folders)
            and sources.is_gone(each.source.location)
        ]
    if not prune:
        # what was known of a file that is empty now stays as it is
        gathered.fresh = [each for each in gathered.fresh if each.known is None or not each.empty]
    return gathered


class _Places:
    """Gives each source a place of its own: ids are made of it."""

    def __init__(self, known: Iterable[KnownSource]) -> None:
        self._taken = {each.source.place: each for each in known}
        self._now: set[str] = set()

    def settle(self, source: Source, before: KnownSource | None) -> tuple[Source, KnownSource | None]:
        """Return a source with its place and deck, and what it was known as where its file was moved."""
        if before is not None:
            self._now.add(before.source.place)
            return replace(source, place=before.source.place, deck=source.deck or before.source.deck), None
        there = self._taken.get(source.place)
        if there is not None and source.place not in self._now and sources.is_gone(there.source.location):
            self._now.add(source.place)
            return replace(source, deck=source.deck or there.source.deck), there
        above = list(PurePath(source.location).parts[: -len(PurePath(source.place).parts)])
        place = source.place
        while place in self._taken or place in self._now:
            # two files of one name: what tells them apart is the folder above, on every machine
            place = f"{above.pop()}/{place}" if len(above) > 1 else f"{place}~"
        self._now.add(place)
        return replace(source, place=place), None


def _fingerprint(data: bytes, kinds: frozenset[Kind] | None) -> str:
    """Return what is equal as long as reading would give the same: the bytes, the rules, the kinds asked for."""
    chosen = ",".join(sorted(kinds)) if kinds is not None else ""
    return f"{hashlib.blake2b(data, digest_size=16).hexdigest()}:{__version__}:{chosen}"


# ------------------------------------------------------------------ matching


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settled:
    """The notes of the sources that were read, under the ids that they keep."""

    notes: dict[str, list[MatchedNote]]
    """By the path of their source, in their order."""
    proposed: frozenset[NoteId]
    retired: tuple[KnownNote, ...]
    said: Choices
    """What the learner said of notes: hidden ones are kept and studied by nobody."""


def _matched(reader: Reader, gathered: _Gathered, kinds: frozenset[Kind] | None) -> _Settled:
    now: list[Note] = []
    unsure: list[bool] = []
    for each in gathered.fresh:
        sure = {note.id for note in each.extraction.notes}
        chosen = [note for note in each.notes if kinds is None or note.kind in kinds]
        now += chosen
        unsure += [note.id not in sure for note in chosen]
    said = choices(reader)
    if not now and not gathered.fresh and not gathered.gone:
        return _Settled(notes={}, proposed=frozenset(), retired=(), said=said)
    path_of = {each.known.id: each.source.path for each in gathered.fresh if each.known is not None}
    path_of |= {id: source.path for id, source in gathered.moved.items()}
    gone = {each.id: f"{_ELSEWHERE}{each.source.location}" for each in gathered.gone}
    by_id = {known.note.id: known for known in reader.notes()}

    def as_placed(known: KnownNote) -> KnownNote:
        path = (path_of | gone).get(known.source)
        if path is None or (kinds is not None and known.note.kind not in kinds):
            path = f"{_ELSEWHERE}{_ELSEWHERE}{known.source}"
        return replace(known, note=replace(said.as_read(known.note), path=path))

    vanishing = {each.source.path for each in gathered.fresh} | set(gone.values())
    matched: Matched = match(now, [as_placed(known) for known in by_id.values()], vanishing=vanishing)
    kept = {each.note.id for each in matched.notes}
    notes: defaultdict[str, list[MatchedNote]] = defaultdict(list)
    for made in matched.notes:
        made = replace(made, note=said.as_kept(made.note))
        notes[made.note.path].append(_without_strangers(made, kept | by_id.keys()))
    accepted = reader.accepted() if any(unsure) else set()
    doubted = (made.note.id for made, is_unsure in zip(matched.notes, unsure, strict=True) if is_unsure)
    proposed = (id for id in doubted if id not in accepted)
    retired = tuple(by_id[known.note.id] for known in matched.retired)
    return _Settled(notes=dict(notes), proposed=frozenset(proposed), retired=retired, said=said)


def _without_strangers(made: MatchedNote, known: Collection[NoteId]) -> MatchedNote:
    """Cut the ties to notes that were left out."""
    note = made.note
    parent = note.parent if note.parent in known else None
    story = note.story if note.story in known else None
    if (parent, story) == (note.parent, note.story):
        return made
    return replace(made, note=replace(note, parent=parent, story=story))


# ------------------------------------------------------------------ keeping


def _keep(
    writer: Writer, gathered: _Gathered, settled: _Settled, *, now: datetime, kinds: frozenset[Kind] | None
) -> None:
    writer.retire([known.note.id for known in settled.retired])
    for gone in gathered.gone:
        # should the file come back as it was, it has to be read all the same
        writer.put_source(gone.source, fingerprint=_GONE, encoding=gone.encoding)
    for each in gathered.fresh:
        made = settled.notes.get(each.source.path, [])
        if each.known is None and not made:
            continue
        source = writer.put_source(each.source, fingerprint=each.fingerprint, encoding=each.document.encoding)
        notes = [one.note for one in made]
        proposed = [note.id for note in notes if note.id in settled.proposed]
        cards = [card for note in notes for card in cards_of(note)]
        writer.apply(source, notes, cards, at=now, proposed=proposed)
        hold(writer, [note.id for note in notes], settled.said)


# ------------------------------------------------------------------ reporting


def _report(
    reader: Reader, gathered: _Gathered, settled: _Settled, *, stored: bool, kinds: frozenset[Kind] | None
) -> ImportReport:
    of_source: dict[str, ImportedSource] = {}
    notes: list[ImportedNote] = []
    proposed: list[ImportedNote] = []
    skipped: list[Skipped] = []
    explained: list[Explained] = []
    retired: defaultdict[SourceId, list[KnownNote]] = defaultdict(list)
    for known in settled.retired:
        retired[known.source].append(known)
    fresh = {each.source.path: each for each in gathered.fresh}
    same = {source.path: (source, known) for source, known in gathered.same}
    for path in gathered.order:
        if path in fresh:
            each = fresh[path]
            was = [each.known.id] if each.known is not None else []
            was += [id for id, source in gathered.moved.items() if source.path == path]
            lost = [known for id in was for known in retired.pop(id, [])]
            made = settled.notes.get(path, [])
            hidden = [one.note for one in made if one.note.id in settled.said.hidden]
            imported = [ImportedNote(note=one.note, change=one.change) for one in made if one.note not in hidden]
            sure = [one for one in imported if one.note.id not in settled.proposed]
            notes += [*sure, *_retired(lost)]
            proposed += [one for one in imported if one.note.id in settled.proposed]
            skipped += [*each.extraction.skipped, *_left_out(each, kinds), *_hidden(hidden, imported)]
            explained += _explained(each)
            of_source[path] = _imported_source(each, imported, sure, lost)
        elif path in same:
            source, known_source = same[path]
            away = (Standing.RETIRED, Standing.HIDDEN)
            stays = [known for known in reader.notes(known_source.id) if known.standing not in away]
            imported = [ImportedNote(note=known.note, change=Change.UNCHANGED) for known in stays]
            of_source[path] = ImportedSource(
                path=path,
                location=source.location,
                encoding=known_source.encoding,
                repaired=0,
                changes={Change.UNCHANGED: len(stays)},
                kinds=Counter(known.note.kind for known in stays if known.standing is Standing.ACTIVE),
                proposed=sum(known.standing is Standing.PROPOSED for known in stays),
                fresh=False,
            )
            for one, known in zip(imported, stays, strict=True):
                (notes if known.standing is Standing.ACTIVE else proposed).append(one)
    for gone in gathered.gone:
        lost = retired.pop(gone.id, [])
        notes += _retired(lost)
        path = gone.source.path
        of_source[path] = ImportedSource(
            path=path,
            location=gone.source.location,
            encoding=gone.encoding,
            repaired=0,
            changes={Change.RETIRED: len(lost)},
            kinds={},
            proposed=0,
            fresh=True,
        )
    return ImportReport(
        sources=tuple(of_source.values()),
        notes=tuple(notes),
        proposed=tuple(proposed),
        problems=tuple(gathered.problems),
        skipped=tuple(skipped),
        stored=stored,
        explained=tuple(explained),
    )


def _imported_source(
    each: _Read, imported: Sequence[ImportedNote], sure: Sequence[ImportedNote], lost: Sequence[KnownNote]
) -> ImportedSource:
    changes = Counter(one.change for one in imported)
    changes[Change.RETIRED] += len(lost)
    return ImportedSource(
        path=each.source.path,
        location=each.source.location,
        encoding=each.document.encoding,
        repaired=each.document.repaired,
        changes=changes,
        kinds=Counter(one.note.kind for one in sure),
        proposed=len(imported) - len(sure),
        fresh=True,
    )


def _retired(known: Iterable[KnownNote]) -> list[ImportedNote]:
    return [ImportedNote(note=each.note, change=Change.RETIRED) for each in known]


def _left_out(each: _Read, kinds: frozenset[Kind] | None) -> list[Skipped]:
    """Return the lines of notes of other kinds than those asked for, as far as no note kept has them."""
    if kinds is None:
        return []
    kept = {
        line
        for note in each.notes
        if note.kind in kinds
        for lines in (note.lines, *(lines for _, lines in note.also))
        for line in range(lines.start, lines.end + 1)
    }
    out: list[Skipped] = []
    for line in each.extraction.explained:
        if line.what == "skipped" or line.line in kept:
            continue
        reason = f"{line.what} notes were not asked for"
        last = out[-1] if out else None
        if last is not None and last.reason == reason and last.lines.end == line.line - 1:
            out[-1] = replace(last, lines=Lines(last.lines.start, line.line))
        else:
            out.append(Skipped(path=each.source.path, lines=Lines(line.line, line.line), reason=reason))
    return out


def _hidden(notes: Sequence[Note], shown: Iterable[ImportedNote]) -> list[Skipped]:
    """Return the lines of notes that the learner has hidden, as far as no other note has them."""
    kept = {
        line
        for one in shown
        for lines in (one.note.lines, *(lines for _, lines in one.note.also))
        for line in range(lines.start, lines.end + 1)
    }
    out = []
    for note in notes:
        free = [line for line in range(note.lines.start, note.lines.end + 1) if line not in kept]
        if free:
            reason = f"hidden by you; `srs accept {note.id}` brings it back"
            out.append(Skipped(path=note.path, lines=Lines(free[0], free[-1]), reason=reason))
    return out


def _explained(each: _Read) -> list[Explained]:
    texts = each.document.lines
    return [
        Explained(
            path=each.source.path,
            lines=Lines(line.line, line.line),
            text=texts[line.line - 1],
            became=line.what,
            rule=line.rule,
            confidence=line.confidence,
            reason=line.reason,
        )
        for line in each.extraction.explained
    ]
