"""All states derived from the whole log, and how those that are stored compare."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from zlib import crc32

from srs.collection.reports import RebuildReport
from srs.model import NEW, CardId, CardState, Event, EventKind
from srs.scheduling.presets import Presets
from srs.scheduling.replay import replay
from srs.store import Reader, Writer
from srs.store.columns import ANSWER, STATE_ROW, answers, otherwise, replace_states, states
from srs.store.rows import state_row, state_value

SMALL = 3_000
"""A log of so many events is replayed one answer after the other: NumPy takes longer to load."""

Row = tuple[Any, ...]

_MEMORY = (STATE_ROW.index("stability"), STATE_ROW.index("difficulty"))
_STABILITY, _DIFFICULTY = _MEMORY
_NEARLY = 1e-9
"""So far two machines, or the two ways to replay, may part in a memory."""


def rebuild(writer: Writer, presets: Presets) -> RebuildReport:
    """Derive every state from the log again and keep those; say which were stored otherwise."""
    events = writer.counts()["events"]
    before = {row[0]: row for row in states(writer)}
    after = {row[0]: row for row in derived(writer, presets, events=events)}
    replace_states(writer, after.values())
    return RebuildReport(cards=len(after), events=events, changed=tuple(differing(before, after)))


def differing(before: Mapping[str, Sequence[Any]], after: Mapping[str, Sequence[Any]]) -> list[CardId]:
    """Return the cards whose rows of states say something else, by id; one without a row is as new."""
    found = []
    for card in before.keys() | after.keys():
        one, other = before.get(card), after.get(card)
        if one is None or other is None:
            there = one or other
            assert there is not None
            if state_value(there[2:]) != NEW:
                found.append(CardId(card))
        elif not agree(one, other):
            found.append(CardId(card))
    return sorted(found)


def agree(one: Sequence[Any], other: Sequence[Any]) -> bool:
    """Return whether two rows of states say the same, but for the last digits of memory."""
    if tuple(one) == tuple(other):
        return True
    if any(a != b for at, (a, b) in enumerate(zip(one, other, strict=True)) if at not in _MEMORY):
        return False
    return all(
        one[at] is not None and other[at] is not None and math.isclose(one[at], other[at], rel_tol=_NEARLY)
        for at in _MEMORY
    )


def derived(reader: Reader, presets: Presets, *, events: int | None = None) -> Iterator[Row]:
    """Return the rows of states that the log adds up to, for every card that it mentions."""
    if events is None:
        events = reader.counts()["events"]
    if events < SMALL:
        for card, state in replay(reader.events(), presets.of).items():
            yield _row(card, state)
        return
    yield from _in_bulk(reader, presets)


def derived_states(reader: Reader, presets: Presets) -> dict[CardId, CardState]:
    """Return the states that the log adds up to, for every card that it mentions."""
    return {CardId(row[0]): state_value(row[2:]) for row in derived(reader, presets)}


def _in_bulk(reader: Reader, presets: Presets) -> Iterator[Row]:
    from srs.scheduling import bulk

    columns, away, undone = answers(reader)
    kept: defaultdict[CardId, list[Event]] = defaultdict(list)
    for event in otherwise(reader):
        if event.card is not None:
            history = kept[event.card]
            if event.kind is not EventKind.UNDO and event.id not in undone:
                history.append(event)
    ledger = bulk.step_all(
        bulk.Answers(**dict(zip(ANSWER, columns, strict=True))), presets, resets=bulk.last_resets(kept)
    )
    of_kept = dict(ledger.states(only=kept)) if kept else {}
    for card, history in kept.items():
        yield _row(card, bulk.with_acts(of_kept.get(card, NEW), history))
    for card in away.difference(ledger.card, kept):
        yield _row(card, NEW)
    names = [phase.value for phase in bulk.PHASES]
    for card, phase, step, *memory, due_day, due_at, last, day, reviews, lapses, head in ledger.rows():
        if card not in kept:
            yield (
                card, crc32(card.encode()), names[phase], None if step < 0 else step, *memory, due_day, due_at,
                due_day - day, last, day, reviews, lapses, 0, None, head, None, None,
            )  # fmt: skip


def _row(card: CardId, state: CardState) -> Row:
    row = state_row(card, state)
    return tuple([row[name] for name in STATE_ROW])
