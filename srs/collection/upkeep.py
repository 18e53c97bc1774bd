"""Looking after what is stored: checks, copies and the way back, the export, the settings."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from srs import config
from srs.clock import Calendar
from srs.collection.replaying import derived, differing
from srs.collection.reports import CheckReport, Restored, SettingsReport
from srs.model import CardId, CardState, Event, Standing
from srs.scheduling.fields import as_plain
from srs.scheduling.presets import Presets, presets_in
from srs.store import Reader, Store, archive, checkup, columns, dump

_MANY = 10
"""Of one sort of fault, no more are told."""


def check(reader: Reader, presets: Presets, *, exists: bool) -> CheckReport:
    """Return what is wrong with a database; nothing is, where there is none."""
    if not exists:
        return CheckReport(faults=(), cards=0, notes=0, events=0)
    faults = checkup.faults(reader)
    if not faults:
        faults = [*_states(reader, presets), *_cards(reader)]
    return CheckReport(faults=tuple(faults), **reader.counts())


def _states(reader: Reader, presets: Presets) -> list[str]:
    stored = {row[0]: row for row in columns.states(reader)}
    other = differing(stored, {row[0]: row for row in derived(reader, presets)})
    return [f"the state of card {card} does not follow from the log (`srs rebuild` mends it)" for card in other[:_MANY]]


def _cards(reader: Reader) -> list[str]:
    active = [known.note.id for known in reader.notes() if known.standing is Standing.ACTIVE]
    cards = reader.cards(active)
    return [f"note {note} has no card (import its source again)" for note in active if note not in cards][:_MANY]


def backup(store: Store, to: Path | None, calendar: Calendar, now: datetime) -> Path:
    """Write a checked copy of the database and return where."""
    here = store.path or Path("srs.db")
    name = f"{here.stem}.backup-{now.astimezone(calendar.zone):%Y%m%d-%H%M%S}{here.suffix or '.db'}"
    if to is None:
        to = here.with_name(name)
    elif to.is_dir():
        to = to / name
    return archive.backup(store, to)


def restore(path: Path, target: str | None, settings_file: str | os.PathLike[str] | None) -> Restored:
    """Make a database what a backup or an export holds."""
    config.load(settings_file)
    done = archive.restore(
        path,
        config.target_of(target),
        replay=_replayed,
        now=config.clock_of()(),
    )
    return Restored(target=done.target, kept=done.kept, notes=done.notes, cards=done.cards, events=done.events)


def _replayed(events: Iterable[Event]) -> dict[CardId, CardState]:
    from srs.scheduling.bulk import replay_all

    log = list(events)
    return replay_all(log, presets_in(log))


def export_json(reader: Reader, presets: Presets) -> dict[str, Any]:
    """Return all that is stored as JSON has it."""
    return dump.dump(
        reader,
        [
            {
                "id": preset.id,
                "name": preset.name,
                "version": preset.version,
                **as_plain(preset),
                "uses": [
                    {"deck": deck or None, "kind": kind or None}
                    for (deck, kind), id in presets.uses.items()
                    if id == preset.id
                ],
            }
            for preset in presets.current.values()
        ],
    )


def show_settings(target: str | None, settings_file: str | os.PathLike[str] | None) -> SettingsReport:
    """Return the settings as they hold."""
    settings = config.load(settings_file)
    path = config.path_of(settings_file)
    shown = config.listed(settings)
    return SettingsReport(
        path=path,
        exists=path.exists(),
        database=config.target_of(target),
        values={each.name: each.value for each in shown},
        defaults={each.name: each.default for each in shown},
    )
