"""Whether a database is what it has to be: its file whole, its tables as declared, the log guarded."""

from __future__ import annotations

from sqlalchemy import Connection

from srs.store import schema
from srs.store.files import engine_in_memory
from srs.store.reader import Reader

_MANY = 10
"""Of one sort of fault, no more are told."""


def faults(reader: Reader) -> list[str]:
    """Return a sentence for each thing that is wrong; none where all is well."""
    connection = reader._connection
    if connection.dialect.name != "sqlite":
        return _postgresql(connection)
    found = [f"the file is damaged: {line}" for line in _integrity(connection)]
    # on a broken file, what follows would only say so again
    return found or [*_references(connection), *_shape(connection)]


def _integrity(connection: Connection) -> list[str]:
    lines = [str(line) for (line,) in connection.exec_driver_sql(f"PRAGMA integrity_check({_MANY})")]
    return [] if lines == ["ok"] else lines


def _references(connection: Connection) -> list[str]:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(_MANY)
    return [f"a row of {table} refers to a {parent} that is not there" for table, _, parent, _ in broken]


def _shape(connection: Connection) -> list[str]:
    declared = engine_in_memory()
    try:
        with declared.begin() as ours:
            schema.metadata.create_all(ours, checkfirst=False)
            wanted = shape(ours)
    finally:
        declared.dispose()
    found = shape(connection)
    missing = [f"the {kind} {name} is missing" for kind, name in wanted if (kind, name) not in found]
    other = [
        f"the {kind} {name} is not as it was made"
        for kind, name in wanted.keys() & found.keys()
        if wanted[kind, name] != found[kind, name]
    ]
    return missing + sorted(other)


def shape(connection: Connection) -> dict[tuple[str, str], object]:
    """Return what an SQLite database is made of, so that two ways to the same tables are equal.

    A table is its columns in any order, what they refer to, and its options: a column that an upgrade added stands
    elsewhere in the statement than one that was there from the start. All else is its statement, but for blanks.
    """
    found: dict[tuple[str, str], object] = {}
    things = "SELECT type, name, tbl_name, sql FROM sqlite_master"
    for kind, name, table, sql in connection.exec_driver_sql(things).fetchall():
        # an index that SQLite made for a key has no statement, and a number in its name
        found[kind, name] = _table(connection, table) if kind == "table" else " ".join((sql or "").split())
    return found


def _table(connection: Connection, name: str) -> object:
    def asked(pragma: str, columns: str) -> set[tuple[object, ...]]:
        rows = connection.exec_driver_sql(f"SELECT {columns} FROM pragma_{pragma}(?)", (name,))
        return {tuple(row) for row in rows}

    return (
        asked("table_xinfo", 'name, type, "notnull", dflt_value, pk, hidden'),
        asked("foreign_key_list", '"from", "table", "to", on_update, on_delete'),
        asked("table_list", "wr, strict"),
    )


def _postgresql(connection: Connection) -> list[str]:
    triggers = "SELECT tgname FROM pg_trigger WHERE tgrelid = 'log'::regclass AND tgenabled <> 'D'"
    there = {name for (name,) in connection.exec_driver_sql(triggers)}
    return [
        f"the trigger {name} is missing"
        for name, statement in schema.GUARDS_POSTGRESQL.items()
        if "CREATE TRIGGER" in statement and name not in there
    ]
