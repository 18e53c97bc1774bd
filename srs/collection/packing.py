"""Cards on their way to a phone: notes, states and histories from the store, into a package."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace as replaced
from datetime import datetime
from pathlib import Path

from srs.anki import identity
from srs.anki.export import AnkiExport, Parcel, Terms, write_package
from srs.anki.fields import Surroundings
from srs.clock import Calendar, to_ms
from srs.collection.own_cards import as_note
from srs.errors import NothingFound, Unusable
from srs.model import CardId, EventId, Note, Past, Preset, PresetId, Problem
from srs.notes.cards import is_own_card
from srs.scheduling.presets import Presets
from srs.scheduling.scheduler import DEFAULT_PARAMETERS
from srs.scheduling.trail import trail
from srs.store import Reader, Store, phone
from srs.store.leaving import Leaving, all_decks, histories, leaving, ties


def export_anki(
    store: Store,
    path: Path,
    *,
    among: set[CardId] | None,
    presets: Presets,
    calendar: Calendar,
    now: datetime,
    schedule: bool = True,
    replace: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> AnkiExport:
    """Write cards as an Anki package, and keep what the phone then has.

    Where the database can't be written, the package is there all the same, and a problem says that it was not noted.
    """
    with store.read() as reader:
        known = phone.cards(reader)
        numbers = phone.numbers(reader)
        fresh = identity.review_numbers(phone.crowded(reader), numbers, lambda some: phone.taken(reader, some))
        cards = len(among) if among is not None else sum(reader.decks().values())
        if not cards:
            raise NothingFound("there are no cards yet", hint="`srs import PATH` reads notes and makes some")
        terms = Terms(
            known=known,
            numbers=numbers | fresh,
            schedule=schedule,
            replace=replace,
            whole=among is None,
            at=to_ms(now),
            day=calendar.study_day(now),
            rollover=calendar.rollover.hour,
        )
        report = None if progress is None else lambda done: progress(done, max(done, cards))
        made = pack(reader, path, terms, among=among, presets=presets, progress=report)
    return _noted(store, made, fresh)


def pack(
    reader: Reader,
    path: Path,
    terms: Terms,
    *,
    among: set[CardId] | None,
    presets: Presets,
    progress: Callable[[int], None] | None = None,
) -> AnkiExport:
    """Write cards as a package; what a database says of notes, decks and presets is added to the terms."""
    preset_of = _presets_of(presets)
    terms = replaced(terms, around=Surroundings(*ties(reader)), decks=all_decks(reader), preset_of=preset_of)
    return write_package(path, _parcels(reader, among, preset_of, schedule=terms.schedule), terms, progress=progress)


def _noted(store: Store, made: AnkiExport, fresh: Mapping[EventId, int]) -> AnkiExport:
    if not made.changed and not fresh:
        return made
    try:
        with store.write() as writer:
            phone.put_cards(writer, made.changed)
            phone.put_numbers(writer, fresh)
    except Unusable as error:
        problem = Problem(path=str(made.path), message=f"the next export will not know of this one: {error.message}")
        return replaced(made, problems=(*made.problems, problem))
    return made


def _parcels(
    reader: Reader, among: set[CardId] | None, preset_of: Callable[[Note], Preset], *, schedule: bool
) -> Iterator[Parcel]:
    for batch in leaving(reader, among):
        pasts = _pasts(reader, batch, preset_of) if schedule else {}
        for each in batch:
            note, changed = each.known.note, each.known.changed
            own = [item for item in each.cards if is_own_card(note, item.card)]
            if len(own) < len(each.cards):
                yield Parcel(note, changed, [item for item in each.cards if item not in own], pasts, each.location)
            for item in own:
                alone, card = as_note(note, item.card)
                yield Parcel(alone, changed, [replaced(item, note=alone, card=card)], pasts, each.location)


def _pasts(reader: Reader, batch: Sequence[Leaving], preset_of: Callable[[Note], Preset]) -> dict[CardId, list[Past]]:
    told = histories(reader, [item.card.id for each in batch for item in each.cards])
    return {
        item.card.id: trail(told[item.card.id], preset_of(each.known.note))
        for each in batch
        for item in each.cards
        if item.card.id in told
    }


def _presets_of(presets: Presets) -> Callable[[Note], Preset]:
    """Return what gives the preset of a note, with the numbers that it means written out."""
    filled: dict[PresetId, Preset] = {}

    def preset_of(note: Note) -> Preset:
        preset = presets.preset_for(note.deck, note.kind)
        if preset.id not in filled:
            filled[preset.id] = replaced(preset, parameters=preset.parameters or DEFAULT_PARAMETERS)
        return filled[preset.id]

    return preset_of
