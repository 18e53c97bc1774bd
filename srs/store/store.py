"""The database of a learner: where it lies, whether it can be used, and the only place that begins and commits."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, create_engine, insert, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from srs.errors import Damaged, Missing, SrsError, Unusable
from srs.store import faults, files, schema
from srs.store.ids import random_id
from srs.store.reader import Reader
from srs.store.writer import Writer

_REVISION = select(schema.revision.c.version_num)
_LOCK = 0x737273
"""The number of PostgreSQL's advisory lock under which we write: one writer at a time, as SQLite has it."""


class Store:
    """A database that may not exist yet: the first act that stores something makes it.

    `read()` and `write()` give a Reader and a Writer for one transaction each. A database that is absent reads as an
    empty one, and one that can't be written is read as it is.
    """

    def __init__(
        self, target: str, *, create: bool = True, read_only: bool = False, leave_no_trace: bool = False
    ) -> None:
        self.name = target
        """What messages call it."""
        self.path: Path | None = None
        """Its file; None where it is none."""
        self.url: str | None = None
        """Where its server is; None for a file."""
        self._create = create and not read_only
        self._read_only = read_only or leave_no_trace
        self._leave_no_trace = leave_no_trace
        self._engine: Engine | None = None
        self._nothing: Engine | None = None
        self._spare: tempfile.TemporaryDirectory[str] | None = None
        self._device: str | None = None
        self._uses_wal = False

    @classmethod
    def open(
        cls,
        target: str | os.PathLike[str],
        *,
        create: bool = True,
        read_only: bool = False,
        leave_no_trace: bool = False,
    ) -> Store:
        """Return the store at a path or a URL (what has `://` in it).

        Nothing is made here. `create=False` lets no act make it either: writing to an absent one raises Missing.
        `leave_no_trace` is for a file of others: reading it makes no file beside it.
        Raises Unusable for what is no database of ours, is newer than the program or can't be opened, and Damaged.
        """
        store = cls(os.fspath(target), create=create, read_only=read_only, leave_no_trace=leave_no_trace)
        store.locate()
        try:
            store._find()
        except BaseException:
            store.close()
            raise
        return store

    @property
    def exists(self) -> bool:
        """Whether something is stored."""
        return self._find() is not None

    @property
    def device(self) -> str:
        """This database's name in the log; empty as long as it does not exist."""
        if self._device is None:
            with self.read() as reader:
                self._device = reader.fact("device")
        return self._device or ""

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Give a Reader that sees one consistent moment."""
        with faults.explained(self.name), (self._find() or self._empty()).connect() as connection:
            _begin(connection, write=False)
            yield Reader(connection)

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """Give a Writer, alone until the end; then all it did is on the disk, or nothing if an error came up."""
        with faults.explained(self.name), self._writable().connect() as connection:
            _begin(connection, write=True)
            if self._device is None:
                self._device = Reader(connection).fact("device")
            yield Writer(connection, self._device or "")
            connection.commit()

    def compact(self) -> bool:
        """Write the database anew without what was deleted, and empty its log; say whether no byte of that is left.

        Another program that reads at the time keeps the log from being emptied: then there may be some.
        """
        with faults.explained(self.name), self._writable().connect() as connection:
            if connection.dialect.name != "sqlite":
                return True
            driver = Reader(connection).driver()
            driver.execute("VACUUM")
            busy, _, _ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy

    def close(self) -> None:
        """Let go of the file; the store can be used again after."""
        for engine in (self._engine, self._nothing):
            if engine is not None:
                engine.dispose()
        self._engine = self._nothing = None
        if self._spare is not None:
            self._spare.cleanup()
            self._spare = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -------------------------------------------------------------- finding it

    def locate(self) -> None:
        """Find out what the target names, without touching it."""
        if "://" not in self.name:
            # unlike pathlib, this takes a `~name` of nobody for a file's name
            self.path = Path(os.path.expanduser(self.name)).absolute()  # noqa: PTH111
            return
        try:
            url = make_url(self.name)
        except (ArgumentError, ValueError) as error:
            raise Unusable(f"{self.name} is not a database URL", hint="as postgresql+psycopg://host/srs") from error
        if url.get_backend_name() == "sqlite":
            if url.database and url.database != ":memory:":
                self.path = Path(url.database).absolute()
                self.name = url.database
            return
        self.url = self.name
        self.name = url.render_as_string(hide_password=True)

    def _find(self) -> Engine | None:
        """Return the engine of what is stored; None while nothing is."""
        if self._engine is not None:
            return self._engine
        with faults.explained(self.name):
            if self.url is not None:
                self._engine = self._checked(_engine_at(self.url, self.name))
            elif self.path is not None:
                self._engine = self._find_file(self.path)
        return self._engine

    def _find_file(self, path: Path) -> Engine | None:
        files.check_sqlite()
        try:
            if path.is_dir():
                raise Unusable(f"{self.name} is a folder, not a database", hint="name a file with --db")
            if path.exists() and not path.is_file():
                raise Unusable(f"{self.name} is no file", hint="name a file with --db")
            if files.is_empty(path):
                return None
            if not files.is_sqlite(path):
                raise faults.not_a_database(self.name)
        except OSError as error:
            raise Unusable(f"{self.name} can't be read: {(error.strerror or str(error)).lower()}") from error
        try:
            if self._leave_no_trace:
                return self._checked(files.engine_that_leaves_no_trace(path, spare=self._own_folder()))
            return self._checked(files.engine(path))
        except DBAPIError as error:
            if _primary_code(error) == sqlite3.SQLITE_NOTADB:
                raise faults.damaged(self.name) from error
            if not _needs_to_write(error):
                raise
        self._read_only = True
        return self._checked(files.engine_where_nothing_can_be_written(path, spare=self._own_folder()))

    def _checked(self, engine: Engine) -> Engine | None:
        """Return the engine if its database is ours and of this version; None if there is nothing in it."""
        try:
            with engine.connect() as connection:
                found = _revision(connection)
                if found is None and _is_blank(connection):
                    engine.dispose()
                    return None
            if found in schema.REVISIONS[:-1]:
                return self._upgraded(engine)
            if found == schema.REVISION:
                return engine
            raise self._refusal(engine, found)
        except BaseException:
            engine.dispose()
            raise

    def _refusal(self, engine: Engine, found: str | None) -> SrsError:
        with engine.connect() as connection:
            if found is None or not _is_ours(connection):
                return faults.foreign(self.name)
        return faults.newer(self.name, found)

    def _upgraded(self, engine: Engine) -> Engine:
        """Return an engine on the database as the program has it now; before that, a copy is kept beside it.

        What only reads gets an upgraded copy of its own.
        """
        if self.path is not None:
            if self._read_only:
                kept = self._own_folder() / f"{schema.REVISION}.db"
            else:
                kept = files.free_name(self.path, f"before-{schema.REVISION}")
            with engine.connect() as connection:
                files.copy(Reader(connection).driver(), kept, name=self.name)
            if self._read_only:
                engine.dispose()
                engine = files.engine(kept)
        with engine.connect() as connection:
            _upgrade(connection)
        return engine

    def _own_folder(self) -> Path:
        self._spare = self._spare or files.spare_folder()
        return Path(self._spare.name)

    def _empty(self) -> Engine:
        """Return an empty stand-in for a database that does not exist."""
        if self._nothing is None:
            self._nothing = files.engine_in_memory()
            with self._nothing.begin() as connection:
                schema.metadata.create_all(connection, checkfirst=False)
        return self._nothing

    # -------------------------------------------------------------- making it

    def _writable(self) -> Engine:
        engine = self._find()
        if self._read_only:
            raise faults.read_only(self.name)
        if engine is None:
            if not self._create:
                raise Missing(f"there is no database at {self.name}", hint="`srs import PATH` makes one")
            engine = self._engine = self._make()
            self._uses_wal = True
        if not self._uses_wal:
            # a backup that was put here by hand has another journal
            with engine.connect() as connection:
                if self.path is not None:
                    _use_wal(connection)
            self._uses_wal = True
        return engine

    def _make(self) -> Engine:
        if self.url is not None:
            engine = _engine_at(self.url, self.name)
        elif self.path is not None:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                reason = (error.strerror or str(error)).lower()
                raise Unusable(f"the folder of {self.name} can't be made: {reason}") from error
            engine = files.engine(self.path)
        else:
            engine = files.engine_in_memory()
        try:
            with engine.connect() as connection:
                if self.path is not None:
                    _use_wal(connection)
                _begin(connection, write=True)
                # another program may have been first
                if _is_blank(connection):
                    _create(connection)
                connection.commit()
            found = self._checked(engine)
            assert found is not None
            return found
        except BaseException:
            engine.dispose()
            raise


def _engine_at(url: str, name: str) -> Engine:
    try:
        return create_engine(url)
    except NoSuchModuleError as error:
        raise Unusable(f"{name} names a kind of database that is not known here") from error
    except ModuleNotFoundError as error:
        raise Unusable(f"{name} needs the package {error.name}", hint=f"pip install {error.name}") from error


def _begin(connection: Connection, *, write: bool) -> None:
    connection.begin()
    if connection.dialect.name == "sqlite":
        # past SQLAlchemy, for speed: nothing comes back
        Reader(connection).driver().execute("BEGIN IMMEDIATE" if write else "BEGIN")
    elif write:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")


def _use_wal(connection: Connection) -> None:
    """Switch the file to WAL. Another program in the file makes that fail at once, without the wait that others get."""
    patience = time.monotonic() + files.BUSY_SECONDS
    while True:
        try:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL").scalar()
            break
        except DBAPIError as error:
            busy = _primary_code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            if not busy or time.monotonic() > patience:
                raise
            time.sleep(0.01)
    connection.rollback()


def _create(connection: Connection) -> None:
    schema.metadata.create_all(connection, checkfirst=False)
    connection.execute(insert(schema.revision), {"version_num": schema.REVISION})
    connection.execute(insert(schema.meta), [{"key": "app", "value": "srs"}, {"key": "device", "value": random_id()}])
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id={schema.APPLICATION_ID}")


def _upgrade(connection: Connection) -> None:
    from srs.store import migrations

    if connection.dialect.name == "sqlite":
        # a table that is built anew would take the rows that refer to it along; none of this works inside a transaction
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.rollback()
    _begin(connection, write=True)
    # another program may have been first
    if connection.execute(_REVISION).scalar() != schema.REVISION:
        migrations.upgrade(connection, schema.REVISION)
        if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise Damaged("the upgrade would leave rows that refer to nothing", hint="nothing was changed")
    connection.commit()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
        connection.rollback()


def _revision(connection: Connection) -> str | None:
    """Return what a database is stamped with; None where nothing is, whoever made it."""
    try:
        revision: str | None = connection.execute(_REVISION).scalar()
    except DBAPIError as error:
        connection.rollback()
        if _is_missing_table(error):
            return None
        raise
    connection.rollback()
    return revision


def _is_blank(connection: Connection) -> bool:
    """Return whether there is no table, and so nothing of ours or of others, in the schema that we would use."""
    if connection.dialect.name == "sqlite":
        return connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0
    tables = "', '".join(schema.metadata.tables)
    query = f"SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename IN ('{tables}')"
    return connection.exec_driver_sql(query).scalar() == 0


def _is_ours(connection: Connection) -> bool:
    try:
        return Reader(connection).fact("app") == "srs"
    except DBAPIError as error:
        if _is_missing_table(error):
            return False
        raise


def _is_missing_table(error: DBAPIError) -> bool:
    if isinstance(error.orig, sqlite3.Error):
        return _primary_code(error) == sqlite3.SQLITE_ERROR
    return getattr(error.orig, "sqlstate", None) == "42P01"


def _needs_to_write(error: DBAPIError) -> bool:
    """Return whether opening failed for want of a place to write, as WAL does in a folder that is read-only."""
    return _primary_code(error) in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM)


def _primary_code(error: DBAPIError) -> int | None:
    code = getattr(error.orig, "sqlite_errorcode", None)
    return None if code is None else code & faults.PRIMARY
