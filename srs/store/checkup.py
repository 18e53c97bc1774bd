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
            wanted = _statements(ours)
    finally:
        declared.dispose()
    found = _statements(connection)
    missing = [f"the {kind} {name} is missing" for kind, name in wanted if (kind, name) not in found]
    other = [
        f"the {kind} {name} is not as it was made"
        for (kind, name), statement in wanted.items()
        if found.get((kind, name), statement) != statement
    ]
    return missing + other


def _statements(connection: Connection) -> dict[tuple[str, str], str]:
    """Return what made each thing, but for blanks."""
    rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master")
    return {(kind, name): " ".join((sql or "").split()) for kind, name, sql in rows}


def _postgresql(connection: Connection) -> list[str]:
    triggers = "SELECT tgname FROM pg_trigger WHERE tgrelid = 'log'::regclass AND tgenabled <> 'D'"
    there = {name for (name,) in connection.exec_driver_sql(triggers)}
    return [
        f"the trigger {name} is missing"
        for name, statement in schema.GUARDS_POSTGRESQL.items()
        if "CREATE TRIGGER" in statement and name not in there
    ]
