"""The log's answers and all states, a million at a time: plain rows by the driver's own cursor, past values.

The two databases take the same statements here, and neither is asked for anything but rows in the order of their keys.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from sqlalchemy import delete, insert

from srs.store import schema
from srs.store.reader import Reader
from srs.store.rows import STATE, Columns
from srs.store.writer import Writer

ANSWER = ("card", "id", "rating", "at", "day", "utc_offset", "rollover", "due_day", "due_at", "after", "preset")
"""The columns of an answer, in order."""
STATE_ROW = ("card", "shuffle", *STATE)
"""The columns of a state, in order."""

READ_ANSWERS = f"SELECT {', '.join(ANSWER)} FROM log WHERE kind = 'review' ORDER BY id"
_READ_STATES = f"SELECT {', '.join(STATE_ROW)} FROM state ORDER BY card"
_UNDONE = "SELECT refers_to FROM log WHERE kind = 'undo' AND refers_to IS NOT NULL"
# what happened to cards beside answers; an undo only tells what does not count
# (not DISTINCT: for that SQLite would walk the index of cards, and so the whole log)
_OTHERWISE = "SELECT card FROM log WHERE kind <> 'review' AND kind NOT IN ('undo', 'preset') AND card IS NOT NULL"
_EVIDENCE = (
    "SELECT card, kind, at, day, rating, detail FROM log WHERE kind IN ('review', 'drill', 'reset')"
    f" AND card IS NOT NULL AND id NOT IN ({_UNDONE}) ORDER BY id"
)
_AT_ONCE = 100
"""So few rows that they are still near when they are taken apart, and no heap of them keeps the collector busy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Answers, drills and resets that count as columns, in the order of their ids; texts stand once, by number."""

    names: list[str]
    """Cards by their number."""
    details: list[str]
    """JSON by its number."""
    card: array[int]
    kind: array[int]
    """By its place in `TOLD`."""
    at: array[int]
    """Ms since 1970."""
    day: array[int]
    rating: array[int]
    """0 for none."""
    detail: array[int]


TOLD = ("review", "drill", "reset")
"""The kinds of `Told`, by number."""


def told(reader: Reader) -> Told:
    """Return all that the log says of what was remembered, in one read; nothing that was undone."""
    names: defaultdict[str, int] = defaultdict(count().__next__)
    details: defaultdict[str, int] = defaultdict(count().__next__)
    kinds = {kind: number for number, kind in enumerate(TOLD)}
    columns = (array("i"), array("b"), array("q"), array("i"), array("b"), array("i"))
    card, kind, at, day, rating, detail = columns
    cursor = reader._connection.exec_driver_sql(_EVIDENCE).cursor
    assert cursor is not None
    while rows := cursor.fetchmany(_AT_ONCE):
        cards, sorts, instants, days, ratings, texts = zip(*rows, strict=True)
        card.extend(map(names.__getitem__, cards))
        kind.extend(map(kinds.__getitem__, sorts))
        at.extend(instants)
        day.extend(days)
        rating.extend([each or 0 for each in ratings])
        detail.extend(map(details.__getitem__, texts))
    return Told(
        names=list(names), details=list(details), card=card, kind=kind, at=at, day=day, rating=rating, detail=detail
    )


def answers(reader: Reader) -> tuple[list[list[Any]], set[Any], set[Any]]:
    """Return the columns of the answers that count, in the order of their ids; the cards of others; what was undone."""
    columns: list[list[Any]] = [[] for _ in ANSWER]
    undone = {id for (id,) in _rows(reader, _UNDONE)}
    cursor = reader._connection.exec_driver_sql(READ_ANSWERS).cursor
    assert cursor is not None
    away: set[Any] = set()
    while rows := cursor.fetchmany(_AT_ONCE):
        if undone:
            away.update(row[0] for row in rows if row[1] in undone)
            rows = [row for row in rows if row[1] not in undone]
            if not rows:
                continue
        for column, values in zip(columns, zip(*rows, strict=True), strict=True):
            column += values
    return columns, away, undone


def otherwise(reader: Reader) -> list[Any]:
    """Return all events of the cards to which more happened than answers, in the order of the log."""
    cards = dict.fromkeys(card for (card,) in _rows(reader, _OTHERWISE))
    return reader.events_of(cards)


def states(reader: Reader) -> list[Columns]:
    """Return all states as rows of `STATE_ROW`, by card."""
    return list(_rows(reader, _READ_STATES))


def replace_states(writer: Writer, rows: Iterable[Sequence[object]]) -> None:
    """Keep these states, rows of `STATE_ROW`, and no others."""
    writer._connection.execute(delete(schema.state))
    ordered = sorted(rows, key=lambda row: str(row[0]))
    if ordered and writer._connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(STATE_ROW))
        writer.driver().executemany(f"INSERT INTO state ({', '.join(STATE_ROW)}) VALUES ({marks})", ordered)
    elif ordered:
        made = [dict(zip(STATE_ROW, row, strict=True)) for row in ordered]
        writer._connection.execute(insert(schema.state), made)
    writer._note_seen()


def _rows(reader: Reader, statement: str) -> Iterable[Columns]:
    cursor = reader._connection.exec_driver_sql(statement).cursor
    assert cursor is not None
    found: Iterable[Columns] = cursor.fetchall()
    return found
