"""States, histories and presets as Anki has them in its tables.

Days are counted from a collection that was made at noon UTC of 2020-01-01 and has an offset of 0: so the number of a
day is the days since that date in every time zone, and a phone finds the same calendar day whatever its own age.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

from srs.clock import to_day_number, to_ms
from srs.model import DEFAULT_PRESET_ID, CardState, EventKind, LeechAction, Past, Phase, Preset, Seen

CREATED = 1_577_880_000
"""2020-01-01T12:00Z, in seconds since 1970."""

FIRST_DATE = date(2020, 1, 1)
"""Day 0 of packages."""

_FIRST_DAY = to_day_number(FIRST_DATE)
_FACTOR = 2500
"""Ease of the older scheduler; without one it gives much too short intervals where FSRS is off."""

_FLAG = 1
"""Red: Anki has seven, we have one."""

_FIRST_PRESET = 1_200_000_000_000
_PRESET_RANGE = 136_000_000_000


class CardRow(NamedTuple):
    """The schedule of a card in Anki's terms, in the order of its columns."""

    type: int
    """0 new, 1 learning, 2 review, 3 relearning."""
    queue: int
    """0 new, 1 learning, 2 review, 3 learning by days, -1 suspended, -3 buried."""
    due: int
    """Place of a new card, seconds since 1970 of a step within the day, else days since 2020-01-01."""
    ivl: int = 0
    factor: int = 0
    reps: int = 0
    lapses: int = 0
    left: int = 0
    odue: int = 0
    odid: int = 0
    flags: int = 0
    data: str = ""


class ReviewRow(NamedTuple):
    """A row of Anki's history, but for the card that it belongs to, in the order of its columns."""

    id: int
    ease: int
    ivl: int
    last_ivl: int
    factor: int
    time: int
    type: int
    """0 learning, 1 review, 2 relearning, 4 done by hand."""


def card_row(state: CardState, *, place: int, preset: Preset, day: date | None) -> CardRow:
    """Return the schedule of a card; `place` is its place among the new ones, `day` the one on which it is buried."""
    row = CardRow(type=0, queue=0, due=place)
    if isinstance(state.state, Seen):
        row = _seen_row(state.state, preset)
    queue = row.queue
    if state.suspended:
        queue = -1
    elif state.buried is not None and state.buried == day:
        queue = -3
    return row._replace(queue=queue, flags=_FLAG if state.flagged else 0)


def new_row(place: int, *, suspended: bool = False) -> CardRow:
    """Return the schedule of a card that was never asked."""
    return CardRow(type=0, queue=-1 if suspended else 0, due=place)


def _seen_row(seen: Seen, preset: Preset) -> CardRow:
    row = CardRow(type=0, queue=0, due=0, reps=seen.reviews, lapses=seen.lapses, data=_data(seen, preset))
    due = to_day_number(seen.due_day) - _FIRST_DAY
    if seen.phase is Phase.REVIEW:
        return row._replace(type=2, queue=2, due=due, ivl=max(1, seen.interval_days), factor=_FACTOR)
    steps = preset.learning_steps if seen.phase is Phase.LEARNING else preset.relearning_steps
    queue = 3
    if seen.due_at is not None:
        queue, due = 1, to_ms(seen.due_at) // 1000
    row = row._replace(queue=queue, due=due, left=max(1, len(steps) - (seen.step or 0)))
    if seen.phase is Phase.LEARNING:
        return row._replace(type=1)
    return row._replace(type=3, ivl=max(1, round(seen.memory.stability)), factor=_FACTOR)


def _data(seen: Seen, preset: Preset) -> str:
    """Return the memory of a card: Anki keeps four places of stability, three of the rest, and takes whole seconds."""
    memory: dict[str, float] = {
        "s": round(seen.memory.stability, 4),
        "d": round(seen.memory.difficulty, 3),
        "dr": round(preset.desired_retention, 2),
        "lrt": to_ms(seen.last_review) // 1000,
    }
    if preset.parameters is not None:
        memory["decay"] = round(preset.parameters[20], 3)
    return json.dumps(memory, separators=(",", ":"))


def is_leech(state: CardState, preset: Preset) -> bool:
    """Return whether a card was forgotten so often that its note gets Anki's tag for that."""
    return isinstance(state.state, Seen) and 0 < preset.leech_lapses <= state.state.lapses


def review_row(past: Past, number: int) -> ReviewRow:
    """Return one review or reset as a row of Anki's history."""
    told = past.told
    if told.kind is EventKind.RESET or told.rating is None:
        return ReviewRow(number, 0, 0, 0, 0, 0, 4)
    kind = {Phase.REVIEW: 1, Phase.RELEARNING: 2}.get(past.before or Phase.LEARNING, 0)
    factor = int(((past.difficulty or 1.0) - 1) / 9 * 1000 + 100)
    return ReviewRow(number, told.rating, past.interval, past.interval_before, factor, told.took_ms or 0, kind)


@dataclass(frozen=True, slots=True)
class DeckPreset:
    """What Anki calls the options of a deck."""

    id: int
    content: dict[str, Any]


def deck_preset(preset: Preset, *, modified: int) -> DeckPreset:
    """Return a preset as options of a deck.

    A phone never changes options that it has, so its number follows from what it says: others arrive beside it.
    """
    number = _preset_number(preset)
    return DeckPreset(number, _options(preset) | {"id": number, "mod": modified})


def is_preset_of_ours(number: int) -> bool:
    """Return whether options of a deck have a number that was given here."""
    return _FIRST_PRESET <= number < _FIRST_PRESET + _PRESET_RANGE


def _preset_number(preset: Preset) -> int:
    said = json.dumps(_options(preset), sort_keys=True)
    return (
        _FIRST_PRESET + int.from_bytes(sha256(f"srs preset {preset.id} {said}".encode()).digest()[:8]) % _PRESET_RANGE
    )


def _options(preset: Preset) -> dict[str, Any]:
    after = preset.leech_lapses or 99
    return {
        "name": "srs" if preset.id == DEFAULT_PRESET_ID else f"srs {preset.name}",
        "usn": -1,
        "dyn": False,
        "maxTaken": 60,
        "autoplay": True,
        "timer": 0,
        "replayq": True,
        "new": {
            "bury": True,
            "delays": _minutes(preset.learning_steps),
            "initialFactor": _FACTOR,
            "ints": [1, 4, 0],
            "order": 1,
            "perDay": preset.new_per_day,
        },
        "rev": {
            "bury": True,
            "ease4": 1.3,
            "ivlFct": 1.0,
            "maxIvl": preset.maximum_interval,
            "perDay": preset.reviews_per_day,
            "hardFactor": 1.2,
        },
        "lapse": {
            "delays": _minutes(preset.relearning_steps),
            "leechAction": 0 if preset.leech_action is LeechAction.SUSPEND else 1,
            "leechFails": after,
            "minInt": 1,
            "mult": 0.0,
        },
        "desiredRetention": preset.desired_retention,
        "sm2Retention": 0.9,
        "fsrsParams6": list(preset.parameters or ()),
    }


def _minutes(steps: Iterable[timedelta]) -> Sequence[float]:
    return [step / timedelta(minutes=1) for step in steps]
