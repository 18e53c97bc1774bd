"""How an SQLite file is opened: for writing, for reading where nothing can be written, and as an empty stand-in."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import QueuePool, StaticPool

from srs.errors import Damaged, Unusable
from srs.store import faults

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


def connect(path: Path) -> sqlite3.Connection:
    """Return a connection to a file, which is made if absent."""
    return _prepared(sqlite3.connect(path, **OPTIONS))


def engine(path: Path) -> Engine:
    """Return an engine on a file, which is made if absent."""
    return _engine(lambda: connect(path))


def engine_in_memory() -> Engine:
    """Return an engine on an empty database that lives as long as the engine."""
    return create_engine(
        "sqlite://", creator=lambda: _prepared(sqlite3.connect(":memory:", **OPTIONS)), poolclass=StaticPool
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
    return _engine(lambda: _prepared(sqlite3.connect(address, uri=True, **OPTIONS)))


def engine_that_leaves_no_trace(path: Path, *, spare: Path) -> Engine:
    """Return an engine that reads a file of others, and neither changes it nor makes a file beside it.

    Where another program has it open, its locks are kept to; else the file is read by itself, or copied with its log.
    """
    if path.with_name(path.name + "-shm").exists() and path.with_name(path.name + "-wal").exists():
        return _engine(lambda: _prepared(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, **OPTIONS)))
    return engine_where_nothing_can_be_written(path, spare=spare)


def spare_folder() -> tempfile.TemporaryDirectory[str]:
    """Return a private folder for a copy; it goes with the object."""
    return tempfile.TemporaryDirectory(prefix="srs-", ignore_cleanup_errors=True)


def is_empty(path: Path) -> bool:
    """Return whether nothing is stored under a path: no file, or one of no bytes."""
    try:
        return path.stat().st_size == 0
    except FileNotFoundError:
        return True


def copy(source: sqlite3.Connection, to: Path, *, name: str) -> None:
    """Copy a database into a new file, whole and by itself: no log beside it is needed to read it. Checked."""
    with faults.explained(name), closing(sqlite3.connect(to, isolation_level=None)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        # not the copy's fault if so, but a copy of what is broken is none
        if (lines := target.execute("PRAGMA integrity_check(1)").fetchall()) != [("ok",)]:
            raise Damaged(f"the copy of {name} is damaged: {lines[0][0]}", hint="`srs check` says what is wrong")
    with to.open("rb+") as file:
        os.fsync(file.fileno())


def free_name(path: Path, label: str) -> Path:
    """Return a name beside a file that nothing has yet."""
    for number in range(1, 10_000):
        name = f"{path.stem}.{label}{'' if number == 1 else f'-{number}'}{path.suffix}"
        if not (candidate := path.with_name(name)).exists():
            return candidate
    raise Unusable(f"too many files like {path.with_name(f'{path.stem}.{label}{path.suffix}')}")


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Give the name of a file that does not exist, in a folder on the same disk that goes at the end."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        folder = tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent)
    except OSError as error:
        raise Unusable(f"{path} can't be written: {(error.strerror or str(error)).lower()}") from error
    try:
        yield Path(folder) / path.name
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def settle(folder: Path) -> None:
    """Make names in a folder last over a power cut, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def is_same(one: Path, other: Path) -> bool:
    """Return whether two files hold the same bytes."""
    if not other.is_file() or one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as mine, other.open("rb") as its:
        while chunk := mine.read(1 << 20):
            if chunk != its.read(1 << 20):
                return False
    return True


def is_sqlite(path: Path) -> bool:
    """Return whether a file begins as every SQLite database does. SQLite would write over a short one that does not."""
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"


def _engine(connect: Callable[[], sqlite3.Connection]) -> Engine:
    return create_engine("sqlite://", creator=connect, poolclass=QueuePool)


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection


# isolation_level None: the driver's own BEGIN would come late, and not before DDL; ours is always written out
OPTIONS: dict[str, Any] = {"isolation_level": None, "timeout": BUSY_SECONDS, "check_same_thread": False}
_PRAGMAS = ("PRAGMA foreign_keys=ON", "PRAGMA recursive_triggers=ON", "PRAGMA synchronous=FULL")
