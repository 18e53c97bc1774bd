"""What a day's queue is made of, read by SQLite's own driver: a shell prompt can't wait for SQLAlchemy.

It only reads, leaves no file behind, and knows databases of this version alone: all others are for `Store`. A test
holds what is counted by it equal to what `Reader` gives.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from typing import Any, NamedTuple

from srs.clock import from_day_number, from_ms, to_day_number
from srs.model import Candidate, CardId, Event, Kind, NoteId, Phase, PresetId, ReviewOrder, SourceId

REVISION = "srs_0002"
"""The schema whose tables are known here."""

_PATIENCE = 0.5
"""Seconds that another program may hold the file: a prompt is shown without a number rather than late."""
_KINDS = {kind.value: kind for kind in Kind}
_PHASES = {phase.value: phase for phase in Phase}

_CANDIDATE = (
    "card.id, card.note, note.kind, note.deck, card.position, note.parent, note.story, state.phase, state.due_day,"
    " state.due_at, state.interval_days, state.last_day, state.stability"
)
_AWAKE = (
    "state.due_day <= :day AND state.suspended = 0 AND (state.buried IS NULL OR state.buried <> :day)"
    " AND state.phase {} 'review'"
)
_OF_STATES = "state JOIN card ON card.id = state.card JOIN note ON note.id = card.note"
# the few cards in their steps are found on the index of due days, before anything else of a card is read
_STEPS = (
    f"SELECT {_CANDIDATE} FROM {_OF_STATES} WHERE card.standing = 'active'"
    f" AND state.card IN (SELECT state.card FROM state WHERE {_AWAKE.format('<>')})"
)
_REVIEWS = f"SELECT {_CANDIDATE} FROM {_OF_STATES} WHERE card.standing = 'active' AND {_AWAKE.format('=')}"
_DUE = f"SELECT count(*) FROM state WHERE {_AWAKE.format('=')}"
_AWAY = f"{_DUE} AND state.card IN (SELECT id FROM card WHERE standing <> 'active')"
_FIRST = (
    f"SELECT {_CANDIDATE} FROM (SELECT card AS first FROM state WHERE {_AWAKE.format('=')} ORDER BY"
    " {}state.shuffle * :factor & 4294967295, state.card LIMIT :reviews)"
    " JOIN state ON state.card = first JOIN card ON card.id = first JOIN note ON note.id = card.note"
    " WHERE card.standing = 'active'"
)
_URGENCY = {
    ReviewOrder.OVERDUE: "(state.due_day - :day) * 1.0 / max(state.interval_days, 1), ",
    ReviewOrder.RETRIEVABILITY: "(state.last_day - :day) * 1.0 / state.stability, ",
    ReviewOrder.DUE: "state.due_day, ",
    ReviewOrder.RANDOM: "",
}
_NEW = (
    "SELECT card.id, card.note, note.kind, note.deck, card.position, note.parent, note.story, NULL FROM ("
    "SELECT card.id AS first FROM card LEFT JOIN state ON state.card = card.id"
    " WHERE card.seen = 0 AND card.standing = 'active' AND (state.card IS NULL OR (state.phase IS NULL"
    " AND state.suspended = 0 AND (state.buried IS NULL OR state.buried <> :day)))"
    " ORDER BY card.position, card.id LIMIT :new)"
    " JOIN card ON card.id = first JOIN note ON note.id = card.note ORDER BY card.position, card.id"
)
_UNDONE = "EXISTS (SELECT 1 FROM log AS undo WHERE undo.refers_to = log.id AND undo.kind = 'undo')"
_ANSWERED = (
    "SELECT log.card, card.note, note.parent, note.story, note.deck, note.kind, before.kind, before.due_at"
    " FROM log LEFT JOIN card ON card.id = log.card LEFT JOIN note ON note.id = card.note"
    ' LEFT JOIN log AS before ON before.id = log."after"'
    f" WHERE log.day = :day AND log.kind = 'review' AND NOT {_UNDONE} ORDER BY log.at, log.id"
)


class Answer(NamedTuple):
    """An answer of a day that counts."""

    card: CardId | None
    note: NoteId | None
    parent: NoteId | None
    story: NoteId | None
    deck: str
    kind: Kind | None
    first: bool
    in_steps: bool


class Glance:
    """What `study.choosing` asks of a database, and the presets of it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def candidates(
        self, day: date, *, new: int | None = None, sources: Iterable[SourceId] | None = None
    ) -> list[Candidate]:
        """Return the cards that may be asked on a study day, of all sources: those due, then the first new ones."""
        if sources is not None:
            raise ValueError("a glance is at all cards")
        moment = {"day": to_day_number(day), "new": -1 if new is None else new}
        return self._candidates((_STEPS, _REVIEWS, _NEW), moment)

    def first_candidates(
        self, day: date, *, order: ReviewOrder, factor: int, reviews: int, new: int
    ) -> tuple[list[Candidate], int]:
        """Return the same, only the first reviews in an order, and how many more there are of them."""
        moment = {"day": to_day_number(day), "factor": factor, "reviews": reviews, "new": new}
        (due,) = self._connection.execute(_DUE, moment).fetchone()
        if due <= reviews:
            return self._candidates((_STEPS, _REVIEWS, _NEW), moment), 0
        found = self._candidates((_FIRST.format(_URGENCY[order]),), moment)
        (away,) = self._connection.execute(_AWAY, moment).fetchone()
        return [*self._candidates((_STEPS, _NEW), moment), *found], due - away - len(found)

    def answered(self, day: date) -> list[Answer]:
        """Return the answers of a study day that count, in order."""
        rows = self._connection.execute(_ANSWERED, {"day": to_day_number(day)})
        return [
            Answer(
                card, note, parent, story, _named(deck or ""), None if kind is None else _KINDS[kind],
                before != "review", before_due_at is not None,
            )
            for card, note, parent, story, deck, kind, before, before_due_at in rows
        ]  # fmt: skip

    def versions(self) -> list[tuple[Event, bool]]:
        """Return the versions of presets in the order of the log, and of each whether it still counts."""
        if self._connection.execute("SELECT 1 FROM log WHERE kind = 'preset' LIMIT 1").fetchone() is None:
            return []
        from srs.store.rows import EVENT, event_value  # few have presets of their own

        columns = ", ".join(f'log."{name}"' for name in EVENT)
        query = f"SELECT {columns}, {_UNDONE} FROM log WHERE log.kind = 'preset' ORDER BY log.at, log.id"
        return [(event_value(row[:-1]), not row[-1]) for row in self._connection.execute(query)]

    def preset_names(self) -> dict[PresetId, str]:
        """Return what presets are called."""
        return {PresetId(id): _named(name) for id, name in self._connection.execute("SELECT id, name FROM preset")}

    def preset_uses(self) -> dict[tuple[str, str], PresetId]:
        """Return which preset is for a deck and a kind; an empty one stands for every."""
        rows = self._connection.execute("SELECT deck, kind, preset FROM preset_use")
        return {(_named(deck), kind): PresetId(id) for deck, kind, id in rows}

    def _candidates(self, queries: Iterable[str], moment: dict[str, int]) -> list[Candidate]:
        return [_candidate(row) for query in queries for row in self._connection.execute(query, moment)]


@contextmanager
def glance(path: str) -> Iterator[Glance | None]:
    """Give a look at one moment of a database; None for what only `Store` can read.

    `sqlite3.Error` from here on means the same.
    """
    before = _look_of(path)
    if before is None:
        yield None
        return
    # what nobody has open is one file: as such it is read, since a WAL database would get two more, and keep them
    alone = before[1] is None
    address = f"file:{_quoted(os.path.abspath(path))}?mode=ro{'&immutable=1' if alone else ''}"  # noqa: PTH100
    with closing(sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        stamps = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        yield Glance(connection) if stamps == [(REVISION,)] else None
    if alone and _look_of(path) != before:
        raise sqlite3.OperationalError("the database was written meanwhile")


def _look_of(path: str) -> tuple[object, object] | None:
    """Return what changes with every write to a file, and what tells whether another program has it open."""
    try:
        found = os.stat(path)  # noqa: PTH116 (a prompt can't wait for pathlib)
        if not found.st_size:
            return None
        with open(path, "rb") as file:  # noqa: PTH123
            if file.read(16) != b"SQLite format 3\0":
                return None
    except OSError:
        return None
    log = None
    for beside in ("-wal", "-journal"):
        try:
            log = os.stat(path + beside).st_mtime_ns  # noqa: PTH116
        except OSError:
            continue
    return (found.st_ino, found.st_size, found.st_mtime_ns), log


def _quoted(path: str) -> str:
    """Return a path as a URI has it: these three characters would mean something there."""
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _named(text: str) -> str:
    if "\\udc" not in text:
        return text
    from srs.store.rows import named

    return named(text)


def _candidate(row: Any) -> Candidate:
    id, note, kind, deck, position, parent, story, phase, *more = row
    if phase is None:
        return Candidate(id, note, _KINDS[kind], deck, position, parent, story)
    due_day, due_at, interval, last_day, stability = more
    return Candidate(
        id, note, _KINDS[kind], deck, position, parent, story, _PHASES[phase], from_day_number(due_day),
        None if due_at is None else from_ms(due_at), interval, from_day_number(last_day), stability,
    )  # fmt: skip
