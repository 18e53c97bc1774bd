"""Paths -> what was read now, what is unchanged, what is gone: by the look of a file first, then by its bytes."""

from __future__ import annotations

import hashlib
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from srs import __version__, sources
from srs.model import Kind, Note, Problem, Source, SourceId
from srs.notes.extract import Extraction, extract
from srs.reading import Document, read
from srs.store.history import ELSEWHERE, GONE, SeenFile


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSource:
    """A source that was read now."""

    source: Source
    known: SeenFile | None
    stat: str | None
    """What tells whether it changes from now on; None where it changed too recently to be told."""
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
class Gathered:
    """What the paths led to."""

    fresh: list[ReadSource] = field(default_factory=list)
    same: list[SeenFile] = field(default_factory=list)
    """Known, and unchanged since."""
    touched: dict[SourceId, str | None] = field(default_factory=dict)
    """Known, and written again with the same bytes: what tells from now on."""
    gone: list[SeenFile] = field(default_factory=list)
    """Known, and no longer there (or not readable, where that is to retire notes)."""
    moved: dict[SourceId, Source] = field(default_factory=dict)
    """Known under another location, which is gone; now read here."""
    away: list[SeenFile] = field(default_factory=list)
    """Known, and not there now, whatever the reason: their notes may be found again elsewhere."""
    problems: list[Problem] = field(default_factory=list)
    order: list[str] = field(default_factory=list)


def source_of(seen: SeenFile) -> Source:
    return Source(path=seen.path, location=seen.location, place=seen.place, deck=seen.deck)


def gather(
    found: sources.Found,
    known: Mapping[str, SeenFile],
    *,
    kinds: frozenset[Kind] | None,
    prune: bool,
    whole: bool,
    progress: Callable[[int, int], None] | None,
) -> Gathered:
    """Read what changed of the files that were found."""
    gathered = Gathered(problems=list(found.problems))
    rules = _rules(kinds)
    same, order, deck = gathered.same, gathered.order, found.deck
    changed: list[tuple[int, sources.File, SeenFile | None]] = []
    for number, file in enumerate(found.files):
        before = known.get(file.location)
        if (
            not whole
            and before is not None
            and before.stat == file.stat
            and before.path == file.path
            and before.fingerprint.endswith(rules)
            and (deck is None or deck == before.deck)
        ):
            same.append(before)
            order.append(file.path)
        else:
            changed.append((number, file, before))
    if changed:
        order.clear()
        _read(gathered, found, changed, known, rules=rules, whole=whole, prune=prune, progress=progress)
    if progress is not None:
        progress(len(found.files), len(found.files))
    here = {file.location for file in found.files}
    missing = [each for location, each in known.items() if location not in here and each.fingerprint != GONE]
    # a folder in which nothing is left to read may be a disk that is not there
    if missing and (prune or gathered.order):
        gathered.gone += [
            each
            for each in missing
            if each.id not in gathered.moved
            and each.fingerprint != ELSEWHERE
            and sources.is_below(each.location, found.folders)
            and sources.is_gone(each.location)
        ]
    if gathered.fresh:
        let_go = {each.id for each in gathered.gone} | gathered.moved.keys()
        gathered.away = [each for each in missing if each.id not in let_go and sources.is_gone(each.location)]
    if not prune:
        # what was known of a file that is empty now stays as it is
        gathered.fresh = [each for each in gathered.fresh if each.known is None or not each.empty]
    return gathered


def _read(
    gathered: Gathered,
    found: sources.Found,
    changed: list[tuple[int, sources.File, SeenFile | None]],
    known: Mapping[str, SeenFile],
    *,
    rules: str,
    whole: bool,
    prune: bool,
    progress: Callable[[int, int], None] | None,
) -> None:
    places = _Places(known.values())
    unreadable = set()
    for number, file, before in changed:
        if progress is not None:
            progress(number, len(found.files))
        source = found.source(file)
        data = sources.read_bytes(source)
        if isinstance(data, Problem):
            gathered.problems.append(data)
            unreadable.add(file.location)
            if prune and before is not None:
                gathered.gone.append(before)
            continue
        source, earlier = places.settle(source, before)
        gathered.moved |= {each.id: source for each in earlier}
        stat = file.stat if sources.is_settled(file.mtime_ns, time.time_ns()) else None
        fingerprint = hashlib.blake2b(data, digest_size=16).hexdigest() + rules
        if before is not None and not whole and before.fingerprint == fingerprint and source_of(before) == source:
            gathered.same.append(before)
            if stat != before.stat:
                gathered.touched[before.id] = stat
            continue
        document = read(data, source)
        extraction = extract(document)
        gathered.problems += extraction.problems
        gathered.fresh.append(
            ReadSource(
                source=source,
                known=before,
                stat=stat,
                fingerprint=fingerprint,
                document=replace(document, tree=()),  # many files are kept until all are matched; trees are the bulk
                extraction=extraction,
            )
        )
    gathered.order += [file.path for file in found.files if file.location not in unreadable]


def _rules(kinds: frozenset[Kind] | None) -> str:
    """Return what is equal as long as reading the same bytes would give the same: the rules, the kinds asked for."""
    chosen = ",".join(sorted(kinds)) if kinds is not None else ""
    return f":{__version__}:{chosen}"


class _Places:
    """Gives each source a place of its own: ids are made of it."""

    def __init__(self, known: Iterable[SeenFile]) -> None:
        self._taken: defaultdict[str, list[SeenFile]] = defaultdict(list)
        for each in known:
            self._taken[each.place].append(each)
        self._now: set[str] = set()

    def settle(self, source: Source, before: SeenFile | None) -> tuple[Source, list[SeenFile]]:
        """Return a source with its place and deck, and what it was known as where its file was moved."""
        if before is not None:
            self._now.add(before.place)
            source = replace(source, place=before.place, deck=source.deck or before.deck)
            return source, self._left(before.place, but=before)
        if source.place not in self._now and self._taken.get(source.place):
            there = self._left(source.place)
            if len(there) == sum(each.fingerprint != GONE for each in self._taken[source.place]):
                self._now.add(source.place)
                deck = next((each.deck for each in reversed(self._taken[source.place]) if each.deck), None)
                return replace(source, deck=source.deck or deck), there
        above = list(PurePath(source.location).parts[: -len(PurePath(source.place).parts)])
        place = source.place
        while self._taken.get(place) or place in self._now:
            # two files of one name: what tells them apart is the folder above, on every machine
            place = f"{above.pop()}/{place}" if len(above) > 1 else f"{place}~"
        self._now.add(place)
        return replace(source, place=place), []

    def _left(self, place: str, but: SeenFile | None = None) -> list[SeenFile]:
        """Return the sources of a place whose files are gone, and whose notes were not let go."""
        return [
            each
            for each in self._taken[place]
            if each is not but and each.fingerprint != GONE and sources.is_gone(each.location)
        ]
