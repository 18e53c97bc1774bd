"""Decks that were made in Anki become notes here: their texts, their schedule and their whole history.

A card there is a note here, and its id follows from what Anki knows the card by: so it is known again in every later
package, whatever it says by then. A package is no file of notes that one writes on: what it lacks is not gone, unless
`prune` says so, and once it was read it may be thrown away.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from srs import sources
from srs.anki import foreign, identity
from srs.anki.foreign import ForeignCard, LeftOut
from srs.anki.package import Package, opened, unusable
from srs.anki.pull import Why
from srs.clock import to_ms
from srs.collection import phone
from srs.collection.choices import Choices, choices, hold
from srs.collection.reports import Explained, ImportedNote, ImportedSource, ImportReport, ProblemsFound, PullReport
from srs.errors import Missing, Unusable
from srs.model import (
    By,
    CardId,
    Change,
    How,
    Kind,
    KnownNote,
    Lines,
    Link,
    Note,
    NoteId,
    Point,
    PointId,
    Problem,
    Severity,
    Skipped,
    Source,
    SourceId,
    Standing,
    Version,
)
from srs.notes.cards import cards_of
from srs.notes.matching import naming
from srs.store import Reader, Writer, history
from srs.store import foreign as store
from srs.store.history import SeenFile

if TYPE_CHECKING:
    from srs.collection import Collection

_ITEM = re.compile(r"^(?:[-*]|\d{1,3}[.)]) +(\S.*)$", re.MULTILINE)
_MARKS = re.compile(r"\*\*|`|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")
_MOST_POINTS = 24
_AT_ONCE = 2_000
"""Notes that are kept at a time, so that the rows of all need no room."""
_OF_OTHERS = "of cards that were left out"


@dataclass(slots=True, kw_only=True)
class _Adopted:
    """What a package has, against what is stored."""

    source: Source
    cards: list[ForeignCard] = field(default_factory=list)
    """Those that become notes, in their order."""
    left: list[LeftOut] = field(default_factory=list)
    notes: list[tuple[Note, Change]] = field(default_factory=list)
    """What they say from now on, in the same order."""
    before: Mapping[NoteId, KnownNote] = field(default_factory=dict)
    said: Choices = field(default_factory=lambda: Choices(hidden=frozenset(), kinds={}, points={}))
    """What the learner has said of notes."""
    own: list[Note] = field(default_factory=list)
    """Those of the notes that stand in this package from now on."""
    ages: dict[NoteId, int] = field(default_factory=dict)
    """Of the texts that were taken now: seconds since 1970."""
    gone: list[KnownNote] = field(default_factory=list)
    stamp: int = 0
    """How new the package is."""
    stamp_before: int = 0
    """How new the one was that was read from there before."""
    newest: bool = True
    """Whether no newer package had any of its notes."""


def looked_through(collection: Collection, paths: Sequence[str], *, strict: bool) -> None:
    """Raise Missing where a package is not there, and under `strict` ProblemsFound where one has a problem."""
    for path in paths:
        if sources.stat_of(path) is None:
            raise Missing(f"there is no file or folder {path}")
    if strict:
        report = adopt(collection, paths, deck=None, kinds=None, dry_run=True, prune=False)
        if report.problems:
            raise ProblemsFound(report.problems)


def adopt(
    collection: Collection,
    paths: Sequence[str],
    *,
    deck: str | None,
    kinds: frozenset[Kind] | None,
    dry_run: bool,
    prune: bool,
    progress: Callable[[int, int], None] | None = None,
) -> ImportReport:
    """Read packages one after the other, each in an act of its own; one that can't be used is a problem."""
    report = ImportReport(sources=(), notes=(), proposed=(), problems=(), skipped=(), stored=not dry_run)
    for number, path in enumerate(dict.fromkeys(paths)):
        if progress is not None:
            progress(number, len(paths))
        try:
            report += _adopt(collection, path, deck=deck, kinds=kinds, dry_run=dry_run, prune=prune)
        except Unusable as error:
            problem = Problem(path=path, message=error.message, severity=Severity.ERROR)
            report = replace(report, problems=(*report.problems, problem))
    return report


def _adopt(
    collection: Collection,
    path: str,
    *,
    deck: str | None,
    kinds: frozenset[Kind] | None,
    dry_run: bool,
    prune: bool,
) -> ImportReport:
    source = Source(path=path, location=os.path.realpath(path), place=Path(path).name, deck=deck)
    with opened(Path(path)) as package:
        found = _read(package, source, to_ms(collection.now()))
        # what is broken is met before anything is stored
        package.first_day(collection.calendar)
        if dry_run or not found.cards:
            with collection._store.read() as reader:
                _settle(reader, found, kinds=kinds, prune=prune)
                told = _history(collection, reader, package, found)
        else:
            with collection._store.write() as writer:
                _settle(writer, found, kinds=kinds, prune=prune)
                _keep(collection, writer, found)
                told = _history(collection, writer, package, found)
    return _report(found, told, stored=not dry_run)


def _read(package: Package, source: Source, now: int) -> _Adopted:
    found = _Adopted(source=source, stamp=min(package.stamp(), now))
    try:
        for each in foreign.cards(package):
            if isinstance(each, LeftOut):
                found.left.append(each)
            else:
                # a clock that is ahead there makes no text young for ever
                found.cards.append(replace(each, modified=min(max(each.modified, 0), now // 1000)))
    except foreign.TooMuch:
        raise unusable(source.place, "it has more than is taken at once; export one deck at a time") from None
    return found


# ------------------------------------------------------------------ which note is which


def _settle(reader: Reader, found: _Adopted, *, kinds: frozenset[Kind] | None, prune: bool) -> None:
    """Say what each note is from now on: as the package has it, or as it stands where that is newer."""
    taken: list[ForeignCard] = []
    other: list[ForeignCard] = []
    for card in found.cards:
        (taken if kinds is None or _kind(card) in kinds else other).append(card)
    found.cards = taken
    found.left += [
        LeftOut(place=card.place, what=card.prompt, reason=f"{_kind(card)} notes were not asked for") for card in other
    ]
    files = {each.id: each for each in history.seen_files(reader).values()}
    here = next((each for each in files.values() if each.location == found.source.location), None)
    if here is not None:
        found.stamp_before = store.stamp(here)
        found.source = replace(found.source, deck=found.source.deck or here.deck)
    wanted = [identity.adopted(card.guid, card.ord) for card in found.cards]
    found.before = store.known_notes(reader, wanted)
    found.said = choices(reader)
    joined = store.joined(reader, found.before)
    stamps = {id: store.stamp(file) for id, file in files.items() if sources.is_package(file.location)}
    found.newest = all(found.stamp >= stamps.get(each.source, 0) for each in found.before.values())
    for id, card in zip(wanted, found.cards, strict=True):
        was = found.before.get(id)
        elsewhere = was is not None and was.source not in stamps and was.standing is not Standing.RETIRED
        if was is not None and (id in joined or elsewhere):
            # its text is the learner's own now; the history goes on all the same
            found.notes.append((was.note, Change.UNCHANGED))
            continue
        if was is not None and (found.stamp < stamps.get(was.source, 0) or store.is_older(card.modified, was)):
            found.notes.append((was.note, Change.UNCHANGED))
            if here is not None and was.source == here.id and was.standing is not Standing.RETIRED:
                found.own.append(was.note)
            continue
        note = found.said.as_kept(_note(card, id, found.source, was))
        found.notes.append((note, _change(note, was, here)))
        found.own.append(note)
        found.ages[id] = card.modified
    if prune and here is not None and found.newest:
        now = set(wanted)
        found.gone = [
            each for each in reader.notes(here.id) if each.note.id not in now and each.standing is not Standing.RETIRED
        ]


def _kind(card: ForeignCard) -> Kind:
    return Kind.CLOZE if card.has_gaps else Kind.QUESTION


def _note(card: ForeignCard, id: NoteId, source: Source, was: KnownNote | None) -> Note:
    at = Lines(card.place, card.place)
    open_ = () if card.answer or card.has_gaps else ("unanswered",)
    note = Note(
        id=id,
        kind=_kind(card),
        prompt=card.prompt,
        answer=card.answer,
        path=source.path,
        lines=at,
        deck=source.deck or card.deck,
        tags=(*card.tags, *open_),
        # cards of one note there give each other away; no note has this id
        parent=identity.adopted(card.guid, -1) if card.siblings else None,
        versions=(Version(label="More", text=card.more),) if card.more else (),
        rule=store.RULE,
        reason=f"{card.name}, made in Anki",
    )
    items = [] if card.has_gaps else [_MARKS.sub("", item).strip() for item in _ITEM.findall(card.answer)]
    if 2 <= len(items) <= _MOST_POINTS and all(items):
        note = replace(note, points=tuple([Point(id=PointId(""), text=item, lines=at) for item in items]))
        points, _ = naming.points(note, id, was)
        note = replace(note, points=points)
    return note


def _change(note: Note, was: KnownNote | None, here: SeenFile | None) -> Change:
    if was is None:
        return Change.ADDED
    if was.standing is Standing.RETIRED:
        return Change.REVIVED
    if here is None or was.source != here.id:
        return Change.MOVED
    return Change.UNCHANGED if _says(note) == _says(was.note) else Change.EDITED


def _says(note: Note) -> tuple[object, ...]:
    points = tuple([(point.id, point.text, point.slot) for point in note.points])
    return note.kind, note.prompt, note.answer, note.deck, note.tags, points, note.versions


# ------------------------------------------------------------------ keeping


def _keep(collection: Collection, writer: Writer, found: _Adopted) -> None:
    now = collection.now()
    stamp = str(max(found.stamp, found.stamp_before))
    id = writer.put_source(found.source, fingerprint=f"anki:{stamp}", encoding=store.ENCODING)
    for first in range(0, len(found.own), _AT_ONCE):
        some = found.own[first : first + _AT_ONCE]
        writer.apply(id, some, [card for note in some for card in cards_of(note)], at=now, first=first + 1)
    writer.retire([each.note.id for each in found.gone], now)
    store.put_ages(writer, found.ages)
    hold(writer, [note.id for note in found.own], found.said)
    _remember(writer, found, id, now)
    history.put_files(writer, {id: (stamp, tally) for id, tally in history.tallies(writer, [id]).items()})


def _remember(writer: Writer, found: _Adopted, source: SourceId, now: datetime) -> None:
    """Keep what notes said before, and that they were known again by their ids."""
    texts, links = [], []
    for note in found.own:
        was = found.before.get(note.id)
        if was is None or note.id not in found.ages:
            continue
        before, after = found.said.as_read(was.note), found.said.as_read(note)
        one, other = history.said_fingerprint(before), history.said_fingerprint(after)
        if one != other:
            texts.append((before, was.source))
            link = Link(id="", note=note.id, how=How.EDITED, by=By.ID, score=1.0, at=now, before=one, after=other)
            links.append(replace(link, source_before=was.source, source_after=source))
    history.remember(writer, texts, now)
    history.put_links(writer, links)


def _history(collection: Collection, reader: Reader, package: Package, found: _Adopted) -> PullReport:
    """Take over the history and the marks of the cards that became notes, or say what that would be."""
    ours = {card.number: CardId(note.id) for card, (note, _) in zip(found.cards, found.notes, strict=True)}
    met = phone.Met(cards=ours)
    for state in package.cards():
        met.there.add(state.id)
        if state.id in ours:
            met.states[ours[state.id]] = state
    told = phone.record(
        collection, reader, package, met, now=collection.now(), has={}, marked=found.newest, schedules=True
    )
    ignored = dict(told.ignored)
    if others := ignored.pop(Why.FOREIGN.value, 0):
        ignored[_OF_OTHERS] = others
    return replace(told, ignored=ignored)


# ------------------------------------------------------------------ reporting


def _report(found: _Adopted, told: PullReport, *, stored: bool) -> ImportReport:
    path = found.source.path
    hidden = found.said.hidden
    shown = [ImportedNote(note=note, change=change) for note, change in found.notes if note.id not in hidden]
    gone = [ImportedNote(note=each.note, change=Change.RETIRED) for each in found.gone]
    left = [*found.left, *[_hidden(note) for note, _ in found.notes if note.id in hidden]]
    changes = Counter(each.change for each in (*shown, *gone))
    source = ImportedSource(
        path=path,
        location=found.source.location,
        encoding=store.ENCODING,
        repaired=0,
        changes=changes,
        kinds=Counter(each.note.kind for each in shown),
        proposed=0,
        fresh=True,
    )
    return ImportReport(
        sources=(source,),
        notes=(*shown, *gone),
        proposed=(),
        problems=tuple(_problems(found, told)),
        skipped=tuple([Skipped(path=path, lines=Lines(each.place, each.place), reason=each.reason) for each in left]),
        stored=stored,
        explained=tuple(sorted(_explained(found, left), key=lambda each: each.lines.start)),
        histories=(replace(told, path=Path(path)),),
    )


def _problems(found: _Adopted, told: PullReport) -> Iterable[Problem]:
    path = found.source.path
    if found.left and not found.cards and all(each.reason == foreign.OF_OURS for each in found.left):
        message = f"was made by srs; `srs pull {path}` brings home its reviews"
        yield Problem(path=path, message=message, severity=Severity.ERROR)
    if told.bare:
        cards = f"{told.bare:,} card{'s' if told.bare != 1 else ''}"
        message = f"{cards} with a schedule and no history begin anew: export with the scheduling of all cards"
        yield Problem(path=path, message=message)


def _hidden(note: Note) -> LeftOut:
    reason = f"hidden by you; `srs accept {note.id}` brings it back"
    return LeftOut(place=note.lines.start, what=note.prompt, reason=reason)


def _explained(found: _Adopted, left: Iterable[LeftOut]) -> Iterable[Explained]:
    path = found.source.path
    for each in left:
        yield Explained(
            path=path, lines=Lines(each.place, each.place), text=each.what, became="skipped", rule=store.RULE,
            confidence=None, reason=each.reason,
        )  # fmt: skip
    for card, (note, _) in zip(found.cards, found.notes, strict=True):
        if note.id not in found.said.hidden:
            yield Explained(
                path=path, lines=Lines(card.place, card.place), text=note.prompt, became=note.kind.value,
                rule=store.RULE, confidence=note.confidence, reason=f"{card.name}, made in Anki",
            )  # fmt: skip
