"""Notes, schedules and histories as an Anki package: one file that a phone imports, and imports again without harm."""

from __future__ import annotations

import os
import secrets
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from srs.anki import identity, schedule
from srs.anki.pictures import Pictures
from srs.anki.reach import Ledger, Reach, fingerprint, look_of
from srs.clock import to_ms
from srs.errors import NothingFound, SrsError, Unusable
from srs.model import DEFAULT_PRESET, CardId, EventId, Listed, Note, Past, PhoneCard, Preset, PresetId, Problem

if TYPE_CHECKING:
    from srs.anki.database import PackageDatabase, PackageNote
    from srs.anki.fields import Surroundings
    from srs.anki.schedule import DeckPreset

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


@dataclass(frozen=True, slots=True)
class Parcel:
    """A note with its cards, as they go into a package."""

    note: Note
    changed: datetime
    """When what it says last changed: a phone takes the text of a note when that is later than its own."""
    cards: Sequence[Listed]
    pasts: Mapping[CardId, Sequence[Past]] = field(default_factory=dict)
    """The history of each card that has one."""
    location: str = ""
    """The absolute path of its source, beside which pictures are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What holds for a package as a whole. The defaults are those of a package of new cards, the first one ever."""

    around: Surroundings | None = None
    """The notes that a note may name."""
    decks: Iterable[str] = ("",)
    """All decks that there are, so that each is spelt alike in every package."""
    preset_of: Callable[[Note], Preset] = lambda note: DEFAULT_PRESET
    """By which preset a note's cards are scheduled, with its parameters filled in."""
    known: Mapping[tuple[str, int], PhoneCard] = field(default_factory=dict)
    """What a phone has from earlier packages."""
    numbers: Mapping[EventId, int] = field(default_factory=dict)
    """The numbers of the reviews that have another one than their millisecond."""
    schedule: bool = True
    """Whether schedules, histories and presets go along."""
    replace: bool = False
    """Whether the phone's cards are deleted before this is imported."""
    whole: bool = True
    """Whether it has all cards that are studied."""
    at: int = 0
    """The time of the export, in milliseconds since 1970; it is not written into the package."""
    day: date | None = None
    """The study day; cards buried on it are buried on the phone."""
    rollover: int = 4
    """The hour at which the learner's day begins."""
    sieve: Callable[[PackageNote, str, str], PackageNote | None] | None = None
    """Says of each note how it goes, or None that it does not; it is told the name of its deck and a fingerprint of
    what it shows. With one, a package may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnkiExport:
    """A package that was written, and what is in it."""

    path: Path
    notes: int
    cards: int
    decks: int
    """Decks with cards; those that only hold other decks are not counted."""
    reviews: int
    """Answers in the histories."""
    pictures: int
    replace: bool
    schedule: bool
    reach: Reach
    problems: tuple[Problem, ...] = ()
    """What could not be taken along."""
    changed: tuple[PhoneCard, ...] = ()
    """What is to be known of the phone from now on, where that has changed."""
    presets: Mapping[str, DeckPreset] = field(default_factory=dict)
    """The options of the decks that have some."""


def write_package(
    path: Path,
    parcels: Iterable[Parcel],
    terms: Terms = Terms(),
    *,
    progress: Callable[[int], None] | None = None,
) -> AnkiExport:
    """Write notes with their cards as an Anki package at `path` (`….apkg`); say what is in it and what it will do.

    Parcels are taken one by one, in the order in which new cards are to be asked, and not kept. A note has all its
    fields however few of its cards go. Equal input gives equal bytes, and the file is there whole or not at all:
    folders above it are made, what was there is replaced. `progress` is told how many cards are written.

    NothingFound where there is no card; Unusable for a name that phones do not take for a package; SrsError when
    the file can't be written.
    """
    _check_name(path)
    from srs.anki.database import PackageDatabase  # genanki and the Markdown parser take a while to load

    with _scratch(path) as (content, package):
        with PackageDatabase(content) as database:
            writing = _Writing(database, terms, progress)
            for parcel in parcels:
                writing.add(parcel)
            if not writing.cards and terms.sieve is None:
                raise NothingFound("nothing to export", hint="`srs list` shows the cards there are")
            writing.finish()
        _zip(package, content, writing.pictures)
        return writing.made(path)


class _Writing:
    """A package on its way: what was given so far, counted."""

    def __init__(self, database: PackageDatabase, terms: Terms, progress: Callable[[int], None] | None) -> None:
        from srs.anki.fields import Surroundings

        self.cards = 0
        self.pictures = Pictures()
        self._database = database
        self._terms = terms
        self._progress = progress
        self._around = terms.around or Surroundings({}, {})
        self._ledger = Ledger(terms.known, schedule=terms.schedule, replace=terms.replace)
        self._names = identity.deck_names(terms.decks)
        self._decks = identity.deck_ids(self._names.values())
        self._taken: dict[str, set[int]] = {"note": set(), "card": {card.number for card in terms.known.values()}}
        self._notes = self._reviews = 0
        self._presets: dict[PresetId, Preset] = {}
        self._used: dict[str, Counter[PresetId]] = {}
        self._problems: list[Problem] = []
        self._options: dict[str, DeckPreset] = {}

    def add(self, parcel: Parcel) -> None:
        """Write one note with its cards."""
        cards = [item for item in parcel.cards if self._has_room(item)]
        if not cards:
            return
        pictures = len(self.pictures.files)
        note = self._note(parcel, cards)
        if note is None:
            self.pictures.put_back(pictures)
            return
        self._database.add(note)
        self._notes += 1
        self.cards += len(cards)
        if self._progress is not None:
            self._progress(self.cards)

    def finish(self) -> None:
        """Write what is true of the whole."""
        from srs.anki.note_types import TEMPLATES_OF

        options = {preset.id: schedule.deck_preset(preset, modified=TEMPLATES_OF) for preset in self._presets.values()}
        chosen = self._chosen() if self._terms.schedule else {}
        self._options = presets = {deck: options[preset] for deck, preset in chosen.items()}
        holding = {
            "::".join(parts[:depth]) for name in self._used for parts in [name.split("::")] for depth in _depths(parts)
        }
        decks = {name: number for name, number in self._decks.items() if name in holding}
        self._database.finish(decks, presets, rollover=self._terms.rollover)

    def made(self, path: Path) -> AnkiExport:
        """Return what was written."""
        return AnkiExport(
            path=path,
            notes=self._notes,
            cards=self.cards,
            decks=len(self._used),
            reviews=self._reviews,
            pictures=len(self.pictures.files),
            replace=self._terms.replace,
            schedule=self._terms.schedule,
            reach=self._ledger.reach(whole=self._terms.whole),
            problems=(*self._problems, *self.pictures.problems),
            changed=tuple(self._ledger.changed()),
            presets=self._options,
        )

    # -------------------------------------------------------------- one note

    def _has_room(self, item: Listed) -> bool:
        if item.card.slot in identity.slots(item.note.kind):
            return True
        message = (
            f"no room in Anki for point {item.card.slot} of “{item.note.prompt}”; it is in the note, without a card"
        )
        self._problems.append(Problem(path=item.note.path, line=item.note.lines.start, message=message))
        return False

    def _note(self, parcel: Parcel, cards: Sequence[Listed]) -> PackageNote | None:
        from srs.anki.database import PackageCard, PackageNote
        from srs.anki.fields import fields, title

        note, terms = parcel.note, self._terms
        form = identity.form_of(note.kind)
        guid = identity.guid(note.id, form)
        preset = terms.preset_of(note)
        deck = self._names[note.deck]
        self._presets[preset.id] = preset
        self._used.setdefault(deck, Counter())[preset.id] += len(cards)
        with self.pictures.beside(parcel.location, note) as found:
            values = fields(note, self._around, found)
        tags = _tags(note, cards, preset)
        modified = max(to_ms(parcel.changed) // 1000, found.modified)
        look = look_of(values.items(), tags)
        made: list[PackageCard] = []
        for item in cards:
            pasts = parcel.pasts.get(item.card.id, ()) if terms.schedule else ()
            number = self._ledger.number(guid, item.card.slot) or self._number("card", item.card.id)
            row = (
                schedule.card_row(item.state, place=self.cards + len(made), preset=preset, day=terms.day)
                if terms.schedule
                else schedule.new_row(self.cards + len(made), suspended=item.state.suspended)
            )
            reviews = [schedule.review_row(past, terms.numbers.get(past.told.id, past.told.at)) for past in pasts]
            self._reviews += sum(1 for review in reviews if review.ease)
            made.append(PackageCard(number, item.card.slot, row, reviews))
            self._ledger.enter(
                PhoneCard(
                    guid=guid,
                    ord=item.card.slot,
                    card=item.card.id,
                    note=note.id,
                    number=number,
                    look=look,
                    modified=modified,
                    deck=fingerprint([deck]),
                    head=_head(pasts),
                    exported=terms.at,
                )
            )
        whole = PackageNote(
            id=self._number("note", guid),
            guid=guid,
            form=form,
            modified=modified,
            fields=values,
            sort_by=title(note),
            tags=tags,
            deck=self._decks[deck],
            cards=tuple(made),
        )
        return whole if terms.sieve is None else terms.sieve(whole, deck, look)

    def _number(self, kind: str, key: str) -> int:
        number = identity.number(kind, key, self._taken[kind])
        self._taken[kind].add(number)
        return number

    # -------------------------------------------------------------- decks and presets

    def _chosen(self) -> dict[str, PresetId]:
        """Return the preset of each deck: the one that most of its cards have, as Anki gives a deck only one."""
        chosen = {}
        for deck, used in self._used.items():
            chosen[deck] = max(used, key=lambda id: (used[id], id))
            for other in used.keys() - {chosen[deck]}:
                message = (
                    f"Anki has one preset for a deck: {used[other]} cards that have “{self._presets[other].name}” here "
                    f"get “{self._presets[chosen[deck]].name}” there"
                )
                self._problems.append(Problem(path=deck, message=message))
        return chosen


def _depths(parts: Sequence[str]) -> range:
    return range(1, len(parts) + 1)


def _head(pasts: Sequence[Past]) -> EventId | None:
    """Return the newest event of a history that is of ours: what came from the phone is there."""
    return max((past.told.id for past in pasts if identity.is_ours(past.told.id)), default=None)


def _tags(note: Note, cards: Sequence[Listed], preset: Preset) -> tuple[str, ...]:
    """Return a note's tags as Anki keeps them, none twice; it takes those that differ only in case for one."""
    texts = {tag for item in cards for tag in (*note.tags, *item.labels)}
    if any(schedule.is_leech(item.state, preset) for item in cards):
        texts.add("leech")
    tags = {tag.casefold(): tag for text in sorted(texts) if (tag := identity.tag(text))}
    return tuple(sorted(tags.values()))


def _check_name(path: Path) -> None:
    if path.suffix.lower() != ".apkg":
        raise Unusable(f"not a name for an Anki package: {path.name}", hint="phones open files that end in .apkg")
    if path.stem.lower() == "collection":
        # clients take a file of this name for a whole collection, which replaces what the phone has
        raise Unusable(f"Anki takes {path.name} for a whole collection", hint="give the package another name")
    if path.is_dir():
        raise Unusable(f"{path} is a folder")


@contextmanager
def _scratch(path: Path) -> Iterator[tuple[Path, Path]]:
    """Give two files beside a place, for the database and for the package; the second is moved there in the end, so
    that no half package can be met, and neither is left behind."""
    import sqlite3

    target = path.resolve()
    folder = target.parent / f".srs-{secrets.token_hex(8)}.tmp"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir()
        try:
            yield folder / "content", folder / "package"
            (folder / "package").replace(target)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        raise SrsError(f"can't write {path}: {(error.strerror or str(error)).lower()}") from error
    except sqlite3.OperationalError as error:
        raise SrsError(f"can't write {path}: {error}") from error


def _zip(to: Path, content: Path, pictures: Pictures) -> None:
    """Write the package: deflated, which every Anki reads; pictures are as small as they get already."""
    with to.open("xb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
            _store(package, "collection.anki2", content, zipfile.ZIP_DEFLATED)
            package.writestr(_entry("media", zipfile.ZIP_DEFLATED), pictures.listing())
            for number, picture in enumerate(pictures.files.values()):
                _store(package, str(number), picture, zipfile.ZIP_STORED)
        file.flush()
        os.fsync(file.fileno())


def _store(package: zipfile.ZipFile, name: str, source: Path, compression: int) -> None:
    with source.open("rb") as read, package.open(_entry(name, compression), "w", force_zip64=False) as written:
        shutil.copyfileobj(read, written, 1 << 20)


def _entry(name: str, compression: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _ZIP_TIME)
    entry.compress_type = compression
    entry.create_system = _UNIX  # else it says where it was made
    return entry
