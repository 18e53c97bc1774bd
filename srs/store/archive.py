"""Copies of a database that can be trusted, and the way back from one."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from srs.errors import Damaged, Missing, Unusable
from srs.model import CardId, CardState, Event
from srs.store import checkup, dump, faults, files
from srs.store.store import Store

Replay = Callable[[Sequence[Event]], dict[CardId, CardState]]
"""The log in order to the states it leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore did."""

    target: str
    kept: Path | None
    """Where the database that was there before lies now; None where there was none."""
    notes: int
    cards: int
    events: int


def backup(store: Store, to: Path) -> Path:
    """Write a checked copy of a store to a path, and return the path; a file that is there is replaced at the end."""
    if not store.exists:
        raise Missing(f"there is no database at {store.name}", hint="`srs import PATH` makes one")
    if store.path is None:
        raise Unusable(
            f"{store.name} is not a file that can be copied",
            hint="`srs export json` or the server's own tools make a copy",
        )
    if to.is_dir():
        raise Unusable(f"{to} is a folder", hint="name a file in it")
    if to.exists() and to.samefile(store.path):
        raise Unusable(f"{to} is the database itself", hint="name another file")
    with store.read() as reader, files.beside(to) as temporary, faults.filed(to):
        files.copy(reader.driver(), temporary, name=str(to))
        temporary.replace(to)
    files.settle(to.parent)
    return to


def restore(source: Path, target: str | os.PathLike[str], *, replay: Replay, now: datetime) -> Restored:
    """Bring a store back from a backup or from an `export json`, and say what it holds.

    What is restored is built and checked beside the target first. What was there is kept as a file of its own. A
    source that is newer than the program, broken or something else is refused, and nothing is touched.
    """
    if not source.exists():
        raise Missing(f"there is no file {source}")
    if not source.is_file():
        raise Unusable(
            f"{source} is {'a folder' if source.is_dir() else 'no file'}", hint="name a backup or an `export json`"
        )
    place = Store(os.fspath(target))
    place.locate()
    if place.path is None:
        return _restore_into(place, source, replay)
    path = place.path
    with files.beside(path) as temporary, faults.filed(path):
        if is_json(source):
            with closing(Store.open(temporary)) as fresh:
                fresh.name = str(source)
                _load(fresh, source, replay)
        else:
            with closing(Store.open(source, read_only=True)) as old, old.read() as reader:
                if not old.exists:
                    raise Unusable(f"{source} is empty", hint="name a backup or an `export json`")
                files.copy(reader.driver(), temporary, name=str(source))
        with closing(Store.open(temporary)) as fresh:
            fresh.name = str(source)
            with fresh.write() as writer:
                if found := checkup.faults(writer):
                    raise Damaged(f"{source} is not whole: {found[0]}", hint="name another backup")
                counts = writer.counts()
        kept = _put(temporary, path, place.name, now)
    return Restored(target=place.name, kept=kept, **counts)


def _restore_into(store: Store, source: Path, replay: Replay) -> Restored:
    """Fill a database on a server, which must be empty: its log can't be replaced."""
    if not is_json(source):
        raise Unusable(f"only an `export json` can be restored into {store.name}")
    with closing(Store.open(store.name if store.url is None else store.url)) as target:
        _load(target, source, replay)
        with target.read() as reader:
            return Restored(target=target.name, kept=None, **reader.counts())


def _load(store: Store, source: Path, replay: Replay) -> None:
    try:
        plain = json.loads(source.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise Unusable(f"{source} is not JSON that can be read") from error
    with store.write() as writer:
        if any(writer.counts().values()):
            raise Unusable(f"{store.name} is not empty", hint="restore into a new one")
        writer.replace_states(replay(dump.load(writer, plain)))


def _put(fresh: Path, path: Path, name: str, now: datetime) -> Path | None:
    """Put a database in the place of another, and return where that one is kept."""
    kept = files.free_name(path, f"before-restore-{now:%Y%m%d-%H%M%S}")
    if files.is_empty(path):
        path.unlink(missing_ok=True)
        _set_aside(path, kept)
        fresh.replace(path)
        files.settle(path.parent)
        return None
    if not files.is_sqlite(path):
        _set_aside(path, kept)
        fresh.replace(path)
        files.settle(path.parent)
        return kept
    try:
        with closing(Store.open(path)) as present, present.read() as reader:
            files.copy(reader.driver(), kept, name=name)
    except Damaged:
        _set_aside(path, kept)
        fresh.replace(path)
    else:
        # into the file, not over it: another program that has it open sees the change, and can't write to a lost one
        with faults.explained(name), closing(files.connect(fresh)) as source, closing(files.connect(path)) as into:
            source.backup(into, progress=_patience(name), sleep=0.05)
    files.settle(path.parent)
    return kept


def _patience(name: str) -> Callable[[int, int, int], None]:
    """Return what ends a copy that another program keeps waiting."""
    end = time.monotonic() + files.BUSY_SECONDS

    def step(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > end:
            raise faults.busy(name)

    return step


def _set_aside(path: Path, kept: Path) -> None:
    """Move a database that can't be read out of the way, with the log beside it: in a new one that would be damage."""
    for suffix in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).replace(kept.with_name(kept.name + suffix))


def is_json(path: Path) -> bool:
    """Return whether a file begins as a JSON object does."""
    with faults.filed(path), path.open("rb") as file:
        return file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
