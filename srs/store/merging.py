"""All that two databases can differ in, as rows: what a merge reads of another, and how it keeps what comes of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, literal_column, select, update

from srs.errors import Damaged, Unusable
from srs.model import EventKind, NoteId, PhoneCard, SourceId
from srs.store import archive, dump, faults, files, history, phone, schema
from srs.store.ids import BEYOND
from srs.store.reader import Reader
from srs.store.rows import EVENT
from srs.store.store import Store
from srs.store.writer import Writer

Row = dict[str, Any]
LogRow = tuple[Any, ...]

SOURCE, NOTE, FORMER, LINK, CARD = schema.source, schema.note, schema.former, schema.link, schema.card
TAG, PRESET = schema.tag, schema.preset

_WANTED = "name a database of srs, a backup or an `export json`"
_AT_ONCE = 10_000
_LOG = f"SELECT {', '.join(EVENT)} FROM log"
_IDS = "SELECT id FROM log"
_KINDS = "SELECT DISTINCT kind FROM log"
_ROWS_OF_A_PHONE = "('review', 'reset')"
# what was answered here and came home from a phone under an id of its own: by its millisecond, or the number it got
_DOUBLED = (
    "SELECT home.id FROM log AS home JOIN log AS own ON own.card = home.card AND own.at = home.at"
    f" AND own.kind = home.kind AND own.id < '{BEYOND}'"
    f" WHERE home.id >= '{BEYOND}' AND home.kind IN {_ROWS_OF_A_PHONE}",
    "SELECT home.id FROM phone_review AS given JOIN log AS own ON own.id = given.event"
    f" JOIN log AS home ON home.card = own.card AND home.at = given.number AND home.id >= '{BEYOND}'"
    f" WHERE own.id < '{BEYOND}' AND home.kind = own.kind",
)


# ------------------------------------------------------------------ another database


def opened(path: Path, *, spare: Path) -> Store:
    """Return a database of others, or what an `export json` holds, to be read and left as it is.

    `spare` is a path at which nothing is: an export is read into a database there. Raises Unusable or Damaged.
    """
    with faults.filed(path):
        empty = files.is_empty(path)
    if empty:
        raise Unusable(f"{path} is empty", hint=_WANTED)
    if archive.is_json(path):
        return _loaded(path, spare)
    try:
        store = Store.open(path, leave_no_trace=True)
    except Unusable as error:
        if error.hint and "--db" in error.hint:
            error.hint = _WANTED
        raise
    try:
        if not store.exists:
            raise Unusable(f"{path} is empty", hint=_WANTED)
        with store.read() as reader:
            _look_through(reader, str(path))
    except BaseException:
        store.close()
        raise
    return store


def _loaded(path: Path, spare: Path) -> Store:
    with faults.filed(path):
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unusable(f"{path} is not JSON that can be read") from error
    store = Store.open(spare)
    try:
        with store.write() as writer:
            dump.load(writer, plain)
    except Unusable as error:
        store.close()
        raise Unusable(f"{path}: {error.message}", hint=error.hint) from error
    except BaseException:
        store.close()
        raise
    return store


def _look_through(reader: Reader, name: str) -> None:
    if reader._connection.dialect.name == "sqlite":
        found = reader._connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
        if found != "ok":
            raise Damaged(f"{name} is damaged: {found}", hint="`srs backup` makes a new copy where it came from")
    unknown = {kind for (kind,) in _driven(reader, _KINDS)} - {kind.value for kind in EventKind}
    if unknown:
        raise Unusable(f"{name} was made by a newer srs (its log has “{min(unknown)}”)", hint="upgrade srs to use it")


# ------------------------------------------------------------------ reading


def rows(reader: Reader, table: Table) -> list[Row]:
    """Return all rows of a table, by column."""
    names = [column.name for column in table.c]
    return [dict(zip(names, row, strict=True)) for row in reader._rows(select(table))]


def log_ids(reader: Reader) -> set[str]:
    """Return the ids of all events."""
    return {id for (id,) in _driven(reader, _IDS)}


def log(reader: Reader, *, pulled: bool = False) -> Iterable[LogRow]:
    """Return the log as rows of `EVENT`, in no order; or only what came from phones, and what merges settled."""
    return _driven(reader, f"{_LOG} WHERE id >= '{BEYOND}'" if pulled else _LOG)


def doubled(reader: Reader) -> set[str]:
    """Return the events that are answers given here, pulled from a phone by a device that did not know them."""
    return {id for statement in _DOUBLED for (id,) in _driven(reader, statement)}


def undone(reader: Reader, *, but: str) -> set[str]:
    """Return what was taken back, but for what one device took back."""
    undo = schema.log.c
    query = select(undo.refers_to).where(undo.kind == EventKind.UNDO.value, undo.device != but)
    return {id for (id,) in reader._rows(query) if id is not None}


def forgotten(reader: Reader) -> dict[str, int]:
    """Return which notes were forgotten, and when: ms since 1970."""
    at = schema.forgotten.c
    return dict(map(tuple, reader._rows(select(at.note, at.at))))


def _driven(reader: Reader, statement: str) -> Iterator[LogRow]:
    """Yield rows by the driver's own cursor: there may be a million."""
    cursor = reader._connection.exec_driver_sql(statement).cursor
    assert cursor is not None
    while some := cursor.fetchmany(_AT_ONCE):
        yield from map(tuple, some)


# ------------------------------------------------------------------ keeping


def put_events(writer: Writer, events: Sequence[LogRow]) -> None:
    """Record events that are not here yet."""
    phone.put_events(writer, events)


def put(writer: Writer, table: Table, kept: Sequence[Row]) -> None:
    """Keep rows by their id, in the place of what was there."""
    writer._upsert(table, kept)


def put_cards(writer: Writer, cards: Sequence[Row]) -> int:
    """Keep cards, and return how many are new."""
    query = select(CARD.c.id)
    known = {id for (id,) in writer._rows_of(query, CARD.c.id, [card["id"] for card in cards])}
    writer._upsert(CARD, cards)
    writer._note_seen([card["id"] for card in cards])
    return len(cards) - len(known)


def put_formers(writer: Writer, formers: Sequence[Row]) -> None:
    """Keep former texts; of one that is there, until when it was said."""
    if formers:
        statement = history._insert(writer, FORMER).on_conflict_do_update(
            index_elements=["note", "source", "fingerprint", "anchor"],
            set_={"until": literal_column("excluded.until")},
        )
        writer._connection.execute(statement, list(formers))


def put_forgotten(writer: Writer, when: Mapping[str, int]) -> None:
    """Keep when notes were forgotten."""
    if when:
        table = schema.forgotten
        statement = history._insert(writer, table).on_conflict_do_update(
            index_elements=["note"], set_={"at": literal_column("excluded.at")}
        )
        writer._connection.execute(statement, [{"note": note, "at": at} for note, at in sorted(when.items())])


def take_out(writer: Writer, notes: Iterable[str]) -> None:
    """Take the text of notes that another device forgot out of the file."""
    writer.overwrite_what_is_deleted()
    history.take_out(writer, {NoteId(note) for note in notes})


def put_phone(writer: Writer, cards: Iterable[PhoneCard], numbers: Mapping[str, int]) -> None:
    """Keep what a phone has: cards in the place of what was known of them, and all numbers of answers."""
    phone.put_cards(writer, cards)
    table = schema.phone_review
    writer._connection.execute(delete(table))
    if numbers:
        given = [{"event": event, "number": number} for event, number in sorted(numbers.items())]
        writer._connection.execute(insert(table), given)


def next_place(writer: Writer) -> int:
    """Return the place of a source that comes after all others."""
    return 1 + max([row["position"] for row in rows(writer, SOURCE)], default=0)


def count_again(writer: Writer, sources: Iterable[str]) -> None:
    """Have the notes of some sources counted by the next import."""
    wanted = [{"key": SourceId(source)} for source in sources]
    if wanted:
        writer._connection.execute(update(SOURCE).where(SOURCE.c.id == bindparam("key")).values(tally=None), wanted)


# ------------------------------------------------------------------ copies


def copied(store: Store, to: Path) -> None:
    """Copy a database into a new file; nothing where there is none."""
    if store.exists:
        with store.read() as reader:
            files.copy(reader.driver(), to, name=store.name)


def leave(store: Store, to: Path) -> bool:
    """Leave a checked copy of a database under a name in a folder; say whether it is another than the one there."""
    with store.read() as reader, files.beside(to) as temporary, faults.filed(to):
        files.copy(reader.driver(), temporary, name=str(to))
        if files.is_same(temporary, to):
            return False
        temporary.replace(to)
    files.settle(to.parent)
    return True


def leave_json(plain: object, to: Path) -> None:
    """Leave an export under a name in a folder, whole at once."""
    with files.beside(to) as temporary, faults.filed(to):
        temporary.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
        temporary.replace(to)
    files.settle(to.parent)
