"""Files -> notes -> cards in the store: one transaction for all that the paths lead to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from srs import sources
from srs.collection.choices import hold
from srs.collection.gathering import Gathered, ReadSource, gather, source_of
from srs.collection.recognising import Settled, settle
from srs.collection.reports import Explained, ImportedNote, ImportedSource, ImportReport, ProblemsFound, Recognised
from srs.config import Settings
from srs.model import Change, Kind, KnownNote, Lines, Link, Note, Skipped, SourceId
from srs.notes.cards import cards_of
from srs.store import Reader, Store, Writer, history
from srs.store.history import GONE, SeenFile, Tally

_MB = 1024 * 1024


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
    return import_found(
        store,
        found,
        now=now,
        kinds=kinds,
        dry_run=dry_run,
        prune=prune,
        strict=strict,
        whole=whole,
        progress=progress,
    )


def import_found(
    store: Store,
    found: sources.Found,
    *,
    now: datetime,
    kinds: frozenset[Kind] | None,
    dry_run: bool = False,
    prune: bool = False,
    strict: bool = False,
    whole: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> ImportReport:
    """Import files that were found."""
    with store.read() as reader:
        files = history.seen_files(reader)
    # a deck of Anki is gone from nowhere when its package is: that was only how it came
    known = {location: each for location, each in files.items() if not sources.is_package(location)}
    gathered = gather(found, known, kinds=kinds, prune=prune, whole=whole, progress=progress)
    if strict and gathered.problems:
        raise ProblemsFound(tuple(gathered.problems))
    stores = gathered.gone or gathered.touched or any(read.notes or read.known for read in gathered.fresh)
    if dry_run or not stores:
        with store.read() as reader:
            return _report(reader, gathered, settle(reader, gathered, kinds), stored=not dry_run, kinds=kinds)
    with store.write() as writer:
        settled = settle(writer, gathered, kinds)
        report = _report(writer, gathered, settled, stored=True, kinds=kinds)
        _keep(writer, gathered, settled, now=now, kinds=kinds)
    return report


# ------------------------------------------------------------------ keeping


def _keep(
    writer: Writer, gathered: Gathered, settled: Settled, *, now: datetime, kinds: frozenset[Kind] | None
) -> None:
    writer.retire([known.note.id for known in settled.retired], now)
    left = _left(gathered, settled)
    for gone in (*gathered.gone, *left):
        # should the file come back as it was, it has to be read all the same
        writer.put_source(source_of(gone), fingerprint=GONE, encoding=gone.encoding)
    files: dict[SourceId, tuple[str | None, Tally | None]] = {gone.id: (None, None) for gone in (*gathered.gone, *left)}
    for id, stat in gathered.touched.items():
        files[id] = (stat, None)
    places: dict[str, SourceId] = {}
    for each in gathered.fresh:
        made = settled.notes.get(each.source.path, [])
        if each.known is None and not made:
            continue
        source = writer.put_source(each.source, fingerprint=each.fingerprint, encoding=each.document.encoding)
        places[each.source.path] = source
        notes = [one.note for one in made]
        proposed = [note.id for note in notes if note.id in settled.proposed]
        cards = [card for note in notes for card in cards_of(note)]
        writer.apply(source, notes, cards, at=now, proposed=proposed)
        hold(writer, [note.id for note in notes], settled.said)
        files[source] = (each.stat, None)
    _remember(writer, settled, places, now)
    files |= {id: (files[id][0], tally) for id, tally in history.tallies(writer, files).items()}
    history.put_files(writer, files)


def _left(gathered: Gathered, settled: Settled) -> list[SeenFile]:
    """Return the sources whose files are gone and whose notes were found elsewhere."""
    come = {settled.before[one.note.id].source for made in settled.notes.values() for one in made if one.known}
    away = {each.id: each for each in gathered.away if each.id in come}
    return list(away.values())


def _remember(writer: Writer, settled: Settled, places: dict[str, SourceId], now: datetime) -> None:
    """Keep what notes said before where they say something else now, or elsewhere; and how they were known again."""
    texts = []
    for path, made in settled.notes.items():
        for one in made:
            if one.known is None:
                continue
            was = settled.before[one.note.id]
            before, after = settled.said.as_read(was.note), settled.said.as_read(one.note)
            same_text = history.said_fingerprint(before) == history.said_fingerprint(after)
            if not (same_text and was.source == places[path] and before.anchor == after.anchor):
                texts.append((before, was.source))
    history.remember(writer, texts, now)
    history.put_links(writer, (_link(each, settled, places, now) for each in settled.recognised))


def _link(each: Recognised, settled: Settled, places: dict[str, SourceId], now: datetime) -> Link:
    said = settled.said
    note, was = said.as_read(each.note), said.as_read(each.was)
    before = settled.before[each.was.id]
    of = each.of or each.note.id
    other = None if each.of is None else each.was.id if of == each.note.id else each.note.id
    return Link(
        id="",
        note=of,
        how=each.how,
        by=each.by,
        score=each.score,
        at=now,
        other=other,
        before=history.said_fingerprint(was),
        after=history.said_fingerprint(note),
        source_before=before.source,
        source_after=places.get(each.note.path),
    )


# ------------------------------------------------------------------ reporting


def _report(
    reader: Reader, gathered: Gathered, settled: Settled, *, stored: bool, kinds: frozenset[Kind] | None
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
    uncounted = [each.id for each in gathered.same if each.tally is None]
    counted = history.tallies(reader, uncounted) if uncounted else {}
    same = {each.path: each for each in gathered.same}
    for path in gathered.order:
        if path in same:
            of_source[path] = _same_source(same[path], counted)
        elif path in fresh:
            each = fresh[path]
            was = [each.known.id] if each.known is not None else []
            was += [id for id, source in gathered.moved.items() if source.path == path]
            lost = [known for id in was for known in retired.pop(id, [])]
            made = [one for one in settled.notes.get(path, []) if one.note.id not in settled.said.hidden]
            imported = [ImportedNote(note=one.note, change=one.change) for one in made]
            sure = [one for one in imported if one.note.id not in settled.proposed]
            notes += [*sure, *_retired(lost)]
            proposed += [one for one in imported if one.note.id in settled.proposed]
            hidden = [one.note for one in settled.notes.get(path, []) if one.note.id in settled.said.hidden]
            skipped += [*each.extraction.skipped, *_left_out(each, kinds), *_hidden(hidden, imported)]
            explained += _explained(each)
            of_source[path] = _imported_source(each, imported, sure, lost, settled.renamed.get(path))
    for gone in gathered.gone:
        lost = retired.pop(gone.id, [])
        if not lost:
            continue
        notes += _retired(lost)
        of_source[gone.path] = ImportedSource(
            path=gone.path,
            location=gone.location,
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
        recognised=settled.recognised,
    )


def _same_source(seen: SeenFile, counted: dict[SourceId, Tally]) -> ImportedSource:
    tally = counted[seen.id] if seen.tally is None else history.tally_of(seen.tally)
    return ImportedSource(
        path=seen.path,
        location=seen.location,
        encoding=seen.encoding,
        repaired=0,
        changes={Change.UNCHANGED: tally.all},
        kinds=tally.kinds,
        proposed=tally.proposed,
        fresh=False,
    )


def _imported_source(
    each: ReadSource,
    imported: Sequence[ImportedNote],
    sure: Sequence[ImportedNote],
    lost: Sequence[KnownNote],
    renamed: str | None,
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
        renamed=renamed,
    )


def _retired(known: Iterable[KnownNote]) -> list[ImportedNote]:
    return [ImportedNote(note=each.note, change=Change.RETIRED) for each in known]


def _left_out(each: ReadSource, kinds: frozenset[Kind] | None) -> list[Skipped]:
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


def _explained(each: ReadSource) -> list[Explained]:
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
