"""What the database's own errors mean to a learner: each becomes one clear line, and what is a bug stays one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, OperationalError

from srs.errors import Damaged, SrsError, Unusable

PRIMARY = 0xFF
"""SQLite's extended result codes carry the primary one in their low byte."""


def meaning(error: BaseException, name: str) -> SrsError | None:
    """Return what an error says about the database called `name`; None for one that nobody foresaw."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(getattr(cause, "sqlite_errorcode", None), name)
    if isinstance(error, OperationalError) and not error.connection_invalidated and error.statement is None:
        reason = str(cause).strip().splitlines()
        return Unusable(f"{name} can't be reached: {reason[0] if reason else 'no reason given'}")
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return Unusable(f"the connection to {name} was lost", hint="nothing of this act was stored; try again")
    return None


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Raise what an error inside means, where it means something."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        known = meaning(error, name)
        if known is None:
            raise
        raise known from error


def _of_sqlite(code: int | None, name: str) -> SrsError | None:
    match None if code is None else code & PRIMARY:
        case sqlite3.SQLITE_FULL:
            return Unusable(f"no space left to store into {name}", hint="make room; nothing is half-stored")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return busy(name)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return read_only(name)
        case sqlite3.SQLITE_CANTOPEN:
            return Unusable(f"{name} can't be opened", hint="check the path and the permissions of its folder")
        case sqlite3.SQLITE_IOERR:
            return Unusable(f"{name} can't be read or written: the disk failed", hint="nothing was half-stored")
        case sqlite3.SQLITE_NOTADB:
            return not_a_database(name)
        case sqlite3.SQLITE_CORRUPT:
            return damaged(name)
        case _:
            return None


@contextmanager
def filed(path: Path) -> Iterator[None]:
    """Raise what the system says of a file as one line."""
    try:
        yield
    except OSError as error:
        raise Unusable(f"{path}: {(error.strerror or str(error)).lower()}") from error


def busy(name: str) -> SrsError:
    return Unusable(f"{name} is in use by another program", hint="try again later; nothing was stored")


def read_only(name: str) -> SrsError:
    return Unusable(f"{name} can't be written", hint="check the permissions of the file and of its folder")


def not_a_database(name: str) -> SrsError:
    return Unusable(f"{name} is not a database", hint="name another file with --db, or move this one away")


def damaged(name: str) -> SrsError:
    return Damaged(f"{name} is damaged", hint="`srs restore BACKUP` brings back a backup")


def foreign(name: str) -> SrsError:
    return Unusable(f"{name} is a database of another program", hint="name another file with --db")


def newer(name: str, revision: str) -> SrsError:
    return Unusable(f"{name} was made by a newer srs (it is at {revision})", hint="upgrade srs to use it")
