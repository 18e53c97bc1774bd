"""How an SQLite file is opened: for writing, for reading where nothing can be written, and as an empty stand-in."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import QueuePool, StaticPool

from srs.errors import Unusable

OLDEST_SQLITE = (3, 37, 0)
"""The first with STRICT tables."""

BUSY_SECONDS = 30
"""How long an act waits for another program's."""


def check_sqlite(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> None:
    """Refuse an SQLite that is too old for the schema."""
    if version < OLDEST_SQLITE:
        raise Unusable(
            f"SQLite {'.'.join(map(str, version))} is too old: 3.37 or newer is needed",
            hint="a newer Python brings a newer SQLite",
        )


def engine(path: Path) -> Engine:
    """Return an engine on a file, which is made if absent."""
    return _engine(lambda: sqlite3.connect(path, **_OPTIONS))


def engine_in_memory() -> Engine:
    """Return an engine on an empty database that lives as long as the engine."""
    return create_engine(
        "sqlite://", creator=lambda: _prepared(sqlite3.connect(":memory:", **_OPTIONS)), poolclass=StaticPool
    )


def engine_where_nothing_can_be_written(path: Path, *, spare: Path) -> Engine:
    """Return an engine that only reads, and needs to make no file beside the database.

    WAL wants a shared-memory file in the folder. Without a log to be read, the file alone is the database, and is
    declared immutable; else file and log are copied into the folder `spare` and read there.
    """
    wal = path.with_name(path.name + "-wal")
    try:
        pending = wal.stat().st_size > 0
    except FileNotFoundError:
        pending = False
    if pending:
        copy = spare / path.name
        shutil.copyfile(path, copy)
        shutil.copyfile(wal, copy.with_name(wal.name))
        return engine(copy)
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return _engine(lambda: sqlite3.connect(address, uri=True, **_OPTIONS))


def spare_folder() -> tempfile.TemporaryDirectory[str]:
    """Return a private folder for a copy; it goes with the object."""
    return tempfile.TemporaryDirectory(prefix="srs-", ignore_cleanup_errors=True)


def is_empty(path: Path) -> bool:
    """Return whether nothing is stored under a path: no file, or one of no bytes and no log beside it."""
    try:
        if path.stat().st_size:
            return False
    except FileNotFoundError:
        return True
    wal = path.with_name(path.name + "-wal")
    return not wal.exists() or wal.stat().st_size == 0


def can_read(path: Path) -> bool:
    return os.access(path, os.R_OK)


def _engine(connect: Callable[[], sqlite3.Connection]) -> Engine:
    return create_engine("sqlite://", creator=lambda: _prepared(connect()), poolclass=QueuePool)


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection


# isolation_level None: the driver's own BEGIN would come late, and not before DDL; ours is always written out
_OPTIONS: dict[str, Any] = {"isolation_level": None, "timeout": BUSY_SECONDS, "check_same_thread": False}
_PRAGMAS = ("PRAGMA foreign_keys=ON", "PRAGMA recursive_triggers=ON", "PRAGMA synchronous=FULL")
