"""What happened on another machine, brought here: its log joined to ours in one transaction, and its cards replayed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from srs.collection import merged_notes
from srs.collection.choices import choices
from srs.collection.homecoming import keep_states
from srs.collection.merged_notes import Conflict, Device, Taken
from srs.collection.presets import code_of
from srs.collection.replaying import derived
from srs.devices import exchange, merge
from srs.errors import Missing, NothingFound, SrsError, Unusable
from srs.model import CardId, EventKind, PresetId, Problem, Severity
from srs.scheduling.presets import REACHES_BACK, presets_of
from srs.store import Reader, Store, Writer, merging, phone
from srs.store.columns import replace_states
from srs.store.ids import BEYOND
from srs.store.rows import EVENT

if TYPE_CHECKING:
    from srs.collection import Collection

Progress = Callable[[int, int], None]
"""Told how much is done, and how much there is: three for each event of the others."""
Row = tuple[Any, ...]

_ID, _CARD, _KIND, _DETAIL = (EVENT.index(name) for name in ("id", "card", "kind", "detail"))
_AT_ONCE = 20_000
_SMALL_PART = 10
"""Where less than this part of the log is new, only its cards are replayed; else all of it, which is faster by card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What came of one other database."""

    path: str
    events: int = 0
    """Events that are new here."""
    notes: int = 0
    """Notes that are new here, or say something else now."""
    cards: int = 0
    """Cards that are new here."""
    forgotten: int = 0
    """Notes that were forgotten there, and are here too now."""
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeReport:
    """What came of all databases that were named."""

    others: tuple[Merged, ...]
    left: tuple[str, ...] = ()
    """The copies of this database that lie in the folders that were named."""
    problems: tuple[Problem, ...] = ()
    """Files of those folders that could not be merged."""
    clean: bool = True
    """Whether no byte is left in the file of notes that were forgotten elsewhere."""
    stored: bool = True

    @property
    def events(self) -> int:
        return sum(each.events for each in self.others)

    @property
    def notes(self) -> int:
        return sum(each.notes for each in self.others)

    @property
    def cards(self) -> int:
        return sum(each.cards for each in self.others)

    @property
    def forgotten(self) -> int:
        return sum(each.forgotten for each in self.others)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        return tuple([conflict for each in self.others for conflict in each.conflicts])


@dataclass(frozen=True, slots=True)
class _Other:
    path: str
    store: Store


def merge_all(
    collection: Collection,
    words: Sequence[str],
    *,
    dry_run: bool = False,
    progress: Progress = lambda done, whole: None,
) -> MergeReport:
    """Bring in what other databases, exports, and those in folders have; leave a copy of this one in the folders.

    All of it is one transaction. A dry run does the same to a copy.
    """
    with ExitStack() as stack:
        spare = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="srs-", ignore_cleanup_errors=True)))
        others, folders, problems = _found(collection, words, spare, stack)
        if not others and not collection._store.exists:
            raise NothingFound(f"there is nothing to merge in {', '.join(words)}")
        store = stack.enter_context(_copy(collection, spare)) if dry_run else collection._store
        merged = _merge(collection, store, others, progress, replays=not dry_run) if others else []
        report = MergeReport(others=tuple(merged), problems=tuple(problems), stored=not dry_run)
    if dry_run:
        return report
    if report.forgotten:
        report = replace(report, clean=collection._store.compact())
    return replace(report, left=tuple(_leave(collection, folders)) if collection._store.exists else ())


# ------------------------------------------------------------------ the others


def _found(
    collection: Collection, words: Sequence[str], spare: Path, stack: ExitStack
) -> tuple[list[_Other], list[Path], list[Problem]]:
    """Return the others, opened; the folders among what was named; and what in those can't be used."""
    others: list[_Other] = []
    folders: list[Path] = []
    problems: list[Problem] = []

    def opened(path: Path) -> None:
        store = merging.opened(path, spare=spare / f"{len(others)}.db")
        others.append(_Other(os.fspath(path), stack.enter_context(store)))

    for word in dict.fromkeys(words):
        if "://" in word:
            others.append(_Other(word, stack.enter_context(_on_a_server(collection, word))))
            continue
        path = Path(word).expanduser()
        if not path.exists():
            raise Missing(f"there is no file or folder {word}")
        if not path.is_dir():
            if not path.is_file():
                raise Unusable(f"{word} is no file", hint="name a database of srs, a backup or an `export json`")
            if _is_ours(collection, path):
                raise Unusable(f"{word} is the database itself", hint="name that of another machine")
            opened(path)
            continue
        folders.append(path)
        for each in exchange.bundles(path):
            if _is_ours(collection, each):
                continue
            try:
                opened(each)
            except SrsError as error:
                name = os.fspath(each)
                said = error.message.removeprefix(f"{name} ").removeprefix(f"{name}: ")
                problems.append(Problem(path=name, message=said, severity=Severity.WARNING))
    return others, folders, problems


def _is_ours(collection: Collection, path: Path) -> bool:
    here = collection._store.path
    return here is not None and here.exists() and path.samefile(here)


def _on_a_server(collection: Collection, url: str) -> Store:
    if url in (collection._store.url, collection._store.name):
        raise Unusable(f"{collection._store.name} is the database itself", hint="name that of another machine")
    store = Store.open(url, create=False, read_only=True)
    if not store.exists:
        raise Unusable(f"{store.name} is empty", hint="name a database of srs, a backup or an `export json`")
    return store


def _copy(collection: Collection, spare: Path) -> Store:
    """Return a copy of the database, for a dry run."""
    path = spare / "here.db"
    if collection._store.path is not None:
        merging.copied(collection._store, path)
        return Store.open(path)
    from srs.store import dump

    store = Store.open(path)
    with collection._store.read() as reader, store.write() as writer:
        dump.load(writer, dump.dump(reader))
    return store


def _leave(collection: Collection, folders: Iterable[Path]) -> Iterator[str]:
    """Leave a copy of the database in folders, and yield where it lies."""
    store = collection._store
    for folder in folders:
        to = folder / exchange.bundle(store.device)
        if store.path is not None:
            merging.leave(store, to)
        else:
            to = to.with_suffix(".json")
            merging.leave_json(collection.export_json(), to)
        yield os.fspath(to)


# ------------------------------------------------------------------ merging


@dataclass(slots=True)
class _Touched:
    """What the new events of a merge are about."""

    events: int
    cards: set[CardId]
    all: bool = False
    """Whether a version of a preset came or went that holds for earlier answers."""


def _merge(
    collection: Collection, store: Store, others: Sequence[_Other], progress: Progress, *, replays: bool
) -> list[Merged]:
    merged = []
    touched = _Touched(0, set())
    with ExitStack() as stack, store.write() as writer:
        readers = [stack.enter_context(other.store.read()) for other in others]
        sizes = [reader.counts()["events"] for reader in readers]
        # each event is read, and those that are new are stored and replayed
        whole = 3 * sum(sizes) + 1
        done = 0
        for other, reader, size in zip(others, readers, sizes, strict=True):

            def step(events: int, done: int = done) -> None:
                progress(done + events, whole)

            merged.append(_take(writer, reader, other.path, touched, step))
            done += 2 * size
            progress(done, whole)
        if replays:
            collection._known.forget()
            _replay(collection, writer, touched)
            collection._newest = writer.newest_id()
            collection._known.forget()
        progress(whole, whole)
    return merged


def _take(writer: Writer, reader: Reader, path: str, touched: _Touched, step: Callable[[int], None]) -> Merged:
    """Bring in all that one other database has; `step` is told how many events were read and stored."""
    step(0)
    ours = Device.of(writer, choices(writer))
    theirs = Device.of(reader, choices(reader))
    when = _forgotten(writer, reader)
    # before the log: what was tagged is named, and which of the phone's numbers are whose
    writer.put_tags(reader.tags())
    _take_phone(writer, reader)
    events = _take_log(writer, reader, touched, step)
    _take_presets(writer, reader)
    came: Taken = merged_notes.take(writer, ours, theirs, choices(writer), when)
    return Merged(
        path=path,
        events=events,
        notes=came.added + came.edited,
        cards=came.cards,
        forgotten=came.forgotten,
        conflicts=tuple(came.conflicts),
    )


def _forgotten(writer: Writer, reader: Reader) -> dict[str, int]:
    """Return when notes were forgotten on either device, and keep that."""
    ours, theirs = merging.forgotten(writer), merging.forgotten(reader)
    later = {note: at for note, at in theirs.items() if at > ours.get(note, -1)}
    merging.put_forgotten(writer, later)
    return ours | later


def _take_log(writer: Writer, reader: Reader, touched: _Touched, step: Callable[[int], None]) -> int:
    """Record the events that are not here yet, and what two devices pulled from one phone; return how many."""
    known = merging.log_ids(writer)
    pulled = {row[_ID]: row for row in merging.log(writer, pulled=True)}
    fresh: list[Row] = []
    both = list(pulled.values())
    read = 0
    for read, row in enumerate(merging.log(reader), 1):
        if not read % _AT_ONCE:
            step(read)
        id = row[_ID]
        if id not in known:
            fresh.append(row)
            if id >= BEYOND:
                both.append(row)
        elif id in pulled and row != pulled[id]:
            both.append(row)
    for first in range(0, len(fresh), _AT_ONCE):
        merging.put_events(writer, fresh[first : first + _AT_ONCE])
        step(read + first)
    if both:
        settled = merge.settled(both, merging.undone(writer, but=merge.DEVICE), merging.doubled(writer))
        known.update([row[_ID] for row in fresh])
        more = [row for row in settled if row[_ID] not in known]
        merging.put_events(writer, more)
        fresh += more
    touched.events += len(fresh)
    touched.cards |= {row[_CARD] for row in fresh if row[_CARD] is not None}
    touched.all = touched.all or any(_reaches_back(row) for row in fresh)
    return len(fresh)


def _reaches_back(row: Row) -> bool:
    """Return whether earlier answers may follow from an event: a version that reaches back, or an undo of one."""
    if row[_KIND] == EventKind.UNDO.value:
        return row[_CARD] is None
    return row[_KIND] == EventKind.PRESET.value and REACHES_BACK in row[_DETAIL]


def _replay(collection: Collection, writer: Writer, touched: _Touched) -> None:
    """Keep the states that follow from the log now."""
    presets = collection._known.presets(writer)
    if touched.all or touched.events * _SMALL_PART > writer.counts()["events"]:
        replace_states(writer, list(derived(writer, presets)))
    elif touched.cards:
        keep_states(writer, presets, sorted(touched.cards))


# ------------------------------------------------------------------ beside notes and the log


def _take_presets(writer: Writer, reader: Reader) -> None:
    """Bring in what presets are called, and for which cards they are: what the log says of that last."""
    ours = writer.preset_names()
    names = merge.names_apart(
        {str(id): name for id, name in ours.items()},
        {str(id): name for id, name in reader.preset_names().items()},
        [str(id) for id in presets_of(writer.versions()).current],
    )
    for id, name in names.items():
        if ours.get(PresetId(id)) != name:
            writer.name_preset(PresetId(id), name)
    here = writer.preset_uses()
    used = {**reader.preset_uses(), **here}
    if not used:
        return
    undone = phone.undone(writer)
    last: dict[object, PresetId | None] = {}
    for event in writer.events(kind=EventKind.USE):
        chosen = event.detail.get("preset")
        where = last.setdefault(event.detail.get("where"), None)
        if event.id not in undone:
            where = PresetId(chosen) if isinstance(chosen, str) else None
        last[event.detail.get("where")] = where
    for (deck, kind), id in used.items():
        holds = last.get(code_of(deck, kind), id)
        if here.get((deck, kind)) != (holds or ""):
            writer.use_preset(holds, deck=deck, kind=kind)


def _take_phone(writer: Writer, reader: Reader) -> None:
    """Bring in what a phone has of our cards."""
    here, there = phone.cards(writer), phone.cards(reader)
    cards = [merge.on_phone(here[address], card) if address in here else card for address, card in there.items()]
    changed = [card for card in cards if here.get((card.guid, card.ord)) != card]
    ours = {str(event): number for event, number in phone.numbers(writer).items()}
    theirs = {str(event): number for event, number in phone.numbers(reader).items()}
    numbers = merge.numbered(ours, theirs)
    if changed or numbers != ours:
        merging.put_phone(writer, changed, numbers)
