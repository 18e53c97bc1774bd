"""An Anki package or collection as a file from anywhere: opened with nothing but what can be checked, within limits.

The one database in it is unpacked into a file of its own, as much as is allowed and no more; members are read by
name and nothing is written under a name that the package gives. Three formats exist: `collection.anki2`,
`collection.anki21` (both SQLite as it is) and `collection.anki21b` (compressed, zstandard); the newer two come with
a dummy of the oldest kind beside them. Queries get so much work and no more, so that no page of a broken
database leads them in circles, and what is no table is not looked at.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import IO, Any, NamedTuple

from srs.clock import Calendar
from srs.errors import Missing, Unusable

SUFFIXES = frozenset({".apkg", ".colpkg"})

_MB = 1 << 20
_LARGEST = 512 * _MB
_MOST_OF_SMALL = 32 * _MB
_RATIO = 100
"""A database above `_MOST_OF_SMALL` that is so many times as large as its packed form was made to fill disks."""
_LISTING = 32 * _MB
"""The bytes of a zip's directory, which is read as a whole."""
_LONGEST = 8 * _MB
"""The bytes of one text in the database."""
_CHUNK = 1 << 18

_ROWS = {"notes": 500_000, "cards": 1_000_000, "revlog": 5_000_000}
_COLUMNS = {
    "col": {"crt", "mod"},
    "notes": {"id", "guid", "mid", "mod", "tags", "flds"},
    "cards": {"id", "nid", "did", "ord", "mod", "type", "queue", "due", "odue", "odid", "flags"},
    "revlog": {"id", "cid", "ease", "ivl", "lastivl", "factor", "time", "type"},
}
_STEPS = 10_000
"""Instructions of SQLite's machine between two looks at how many there were."""
_WORK = 20_000_000
_WORK_PER_BYTE = 60

_BROKEN = (sqlite3.Error, UnicodeError, OverflowError, MemoryError)
"""What comes of a broken database; of names in it that are no text, SQLite's messages are none either."""

_MEMBERS = {1: "collection.anki2", 2: "collection.anki21", 3: "collection.anki21b"}


class PhoneNote(NamedTuple):
    """A note as the package has it."""

    id: int
    guid: str
    type: int
    """The number of its note type."""
    modified: int
    """Seconds since 1970."""
    tags: tuple[str, ...]
    fields: tuple[str, ...]


class PhoneState(NamedTuple):
    """A card as the package has it; what the columns mean is in `srs.anki.schedule`."""

    id: int
    note: int
    ord: int
    deck: int
    modified: int
    """Seconds since 1970."""
    type: int
    queue: int
    due: int
    flags: int
    before_due: int = 0
    """What was due before a filtered deck took it; 0 where none has."""
    before_deck: int = 0
    """The deck that it goes back to from a filtered one; 0 where it is in none."""

    @property
    def due_day(self) -> int:
        """The day that a card in review is due on, by the phone's count."""
        return self.before_due or self.due

    @property
    def home(self) -> int:
        """The number of the deck that it belongs to."""
        return self.before_deck or self.deck


class PhoneRow(NamedTuple):
    """A row of the history, its columns in their order."""

    id: int
    card: int
    ease: int
    ivl: int
    last_ivl: int
    factor: int
    time: int
    type: int


class Package:
    """An opened database of Anki. Whatever is wrong with it is `Unusable`."""

    def __init__(self, name: str, connection: sqlite3.Connection) -> None:
        self._name = name
        self._connection = connection

    def rows(self) -> Iterator[PhoneRow]:
        """Yield the history in its order; a row that has anything but numbers is left out."""
        return map(PhoneRow._make, self._query(_whole("revlog", "id, cid, ease, ivl, lastIvl, factor, time, type")))

    def cards(self) -> Iterator[PhoneState]:
        """Yield the cards that have nothing but numbers."""
        columns = "id, nid, ord, did, mod, type, queue, due, flags, odue, odid"
        return map(PhoneState._make, self._query(_whole("cards", columns)))

    def guids(self) -> dict[int, str]:
        """Return the GUID of each note, by its number."""
        rows = self._query("SELECT id, guid FROM notes")
        return {id: guid for id, guid in rows if type(id) is int and type(guid) is str}

    def notes(self) -> Iterator[PhoneNote]:
        """Yield the notes with their texts; one whose text is none has no fields."""
        for id, guid, kind, modified, tags, text in self._query(
            "SELECT id, guid, mid, mod, tags, flds FROM notes ORDER BY id"
        ):
            numbers = all(type(value) is int for value in (id, kind, modified))
            if numbers:
                words = tuple(tags.split()) if type(tags) is str else ()
                fields = tuple(text.split("\x1f")) if type(text) is str else ()
                yield PhoneNote(id, guid if type(guid) is str else "", kind, modified, words, fields)

    def field_names(self) -> dict[int, tuple[str, ...]]:
        """Return the names of the fields of each note type, in their order."""
        if self._has("fields"):
            names: dict[int, list[str]] = {}
            for kind, name in self._query("SELECT ntid, name FROM fields ORDER BY ntid, ord"):
                names.setdefault(kind, []).append(str(name))
            return {kind: tuple(found) for kind, found in names.items()}
        return {
            number: tuple([str(field.get("name", "")) for field in _dicts(kind.get("flds"))])
            for number, kind in self._described("models").items()
        }

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        found = self._first(f"SELECT count(*) FROM {table}")
        return int(found[0]) if found else 0

    def stamp(self) -> int:
        """Return how new it is: the milliseconds since 1970 of the newest thing in it."""
        row = self._first(
            "SELECT max((SELECT coalesce(max(id), 0) FROM revlog),"
            " 1000 * (SELECT coalesce(max(mod), 0) FROM cards), 1000 * (SELECT coalesce(max(mod), 0) FROM notes))"
        )
        return row[0] if row and type(row[0]) is int else 0

    def first_day(self, calendar: Calendar) -> date:
        """Return the day that Anki counts its days from; `calendar` is for collections that do not say where."""
        row = self._first("SELECT crt FROM col")
        if row is None or type(row[0]) is not int or not 0 <= row[0] < 1 << 33:
            raise self._unusable("its collection has no beginning")
        created = datetime.fromtimestamp(row[0], UTC)
        west = self._creation_offset()
        if west is None:
            return calendar.study_day(created)
        return (created - timedelta(minutes=west)).date()

    # -------------------------------------------------------------- inside

    def check(self) -> None:
        """Refuse a database that is none of Anki's, or one too large."""
        tables = {
            str(name).lower()
            for (name,) in self._query("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0")
        }
        for table, wanted in _COLUMNS.items():
            columns = {str(row[1]).lower() for row in self._query(f"PRAGMA table_info({table})")}
            if table not in tables or not wanted <= columns:
                raise self._unusable(f"its database has no table “{table}” as Anki has it")
        for table, most in _ROWS.items():
            if self.count(table) > most:
                raise self._unusable(f"it has more than {most:,} rows in “{table}”")
        # a page that can't be read is met before anything is stored
        self._first("SELECT total(cid + ease + ivl + lastIvl + factor + time + type) FROM revlog")
        self._first("SELECT total(nid + ord + did + mod + type + queue + due + odue + odid + flags) FROM cards")

    def _has(self, table: str) -> bool:
        query = f"SELECT 1 FROM sqlite_master WHERE type = 'table' AND lower(name) = '{table}'"
        return self._first(query) is not None

    def _described(self, column: str) -> dict[int, dict[str, Any]]:
        row = self._first(f"SELECT {column} FROM col")
        try:
            found = json.loads(row[0]) if row else {}
        except (TypeError, ValueError, RecursionError):
            raise self._unusable(f"its “{column}” cannot be read") from None
        if not isinstance(found, dict):
            return {}
        numbers = (key for key in found if key.isdecimal() and len(key) < 20)
        return {int(key): found[key] for key in numbers if isinstance(found[key], dict)}

    def _creation_offset(self) -> int | None:
        if self._has("config"):
            row = self._first("SELECT val FROM config WHERE KEY = 'creationOffset'")
            text = row[0] if row else b"null"
        else:
            row = self._first("SELECT conf FROM col")
            text = row[0] if row else "null"
        try:
            found = json.loads(text)
        except (TypeError, ValueError, RecursionError):
            return None
        if isinstance(found, dict):
            found = found.get("creationOffset")
        return found if type(found) is int and abs(found) <= 24 * 60 else None

    def _first(self, query: str) -> Any:
        return next(iter(self._query(query)), None)

    def _query(self, query: str) -> Iterator[Any]:
        try:
            yield from self._connection.execute(query)
        except _BROKEN as error:
            raise self._unusable(_broken(error)) from None

    def _unusable(self, why: str) -> Unusable:
        return unusable(self._name, why)


def _whole(table: str, columns: str) -> str:
    """Return the query for rows of a table that have nothing but whole numbers in some columns."""
    whole = " AND ".join([f"typeof({column}) = 'integer'" for column in columns.split(", ")])
    return f"SELECT {columns} FROM {table} WHERE {whole} ORDER BY id"


def unusable(name: str, why: str) -> Unusable:
    """Return the one line for a package that cannot be used."""
    return Unusable(f"{name} can't be used: {why}", hint="in Anki: File → Export, as .apkg or .colpkg")


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """Give the database of a package; it is unpacked into a file that is gone afterwards.

    `Missing` where there is no such file, `Unusable` for whatever is wrong with it.
    """
    if not path.exists():
        raise Missing(f"there is no file {path}")
    if not path.is_file():
        raise unusable(path.name, "it is no file")
    with tempfile.TemporaryDirectory(prefix="srs-") as folder:
        here = Path(folder) / "collection"
        with here.open("xb") as to:
            _unpack(path, to)
        connection = _connect(here, path.name)
        try:
            package = Package(path.name, connection)
            package.check()
            yield package
        finally:
            connection.close()


@contextmanager
def opened_as_it_is(path: Path) -> Iterator[Package]:
    """Give a collection that is no package: the file of one that no program has open."""
    connection = _connect(path, path.name)
    try:
        package = Package(path.name, connection)
        package.check()
        yield package
    finally:
        connection.close()


def _unpack(path: Path, to: IO[bytes]) -> None:
    """Write the database of a package to a file."""
    try:
        _check_listing(path)
        with zipfile.ZipFile(path) as package:
            member = _member(package, path.name)
            packed = max(1, min(member.compress_size, path.stat().st_size))
            with package.open(member) as stream:
                size = 0
                for chunk in _chunks(stream, packed=member.filename == _MEMBERS[3]):
                    size += len(chunk)
                    if size > _LARGEST:
                        raise unusable(path.name, f"it holds more than {_LARGEST // _MB} MB")
                    if size > _MOST_OF_SMALL and size > _RATIO * packed:
                        raise unusable(path.name, "what it holds is too large for its size")
                    to.write(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError) as error:
        raise unusable(path.name, f"it is no whole package ({_reason(error)})") from None
    except OSError as error:
        raise unusable(path.name, _reason(error)) from None


def _chunks(stream: IO[bytes], *, packed: bool) -> Iterator[bytes]:
    if not packed:
        while chunk := stream.read(_CHUNK):
            yield chunk
        return
    import zstandard

    try:
        # its window is what it wants of memory; the engine that writes packages takes 8 MB at most
        with zstandard.ZstdDecompressor(max_window_size=64 * _MB).stream_reader(stream) as reader:
            while chunk := reader.read(_CHUNK):
                yield chunk
    except zstandard.ZstdError as error:
        raise EOFError(str(error)) from None


def _check_listing(path: Path) -> None:
    """Refuse what is no zip, and one whose directory alone would fill the memory."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 65_557))
        tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        raise unusable(path.name, "it is no package of Anki (no zip file)")
    if int.from_bytes(tail[end + 12 : end + 16], "little") > _LISTING:
        raise unusable(path.name, "its list of files is too long")


def _member(package: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    names = set(package.namelist())
    version = 0
    if "meta" in names:
        with package.open("meta") as stream:
            meta = stream.read(64)
        version = meta[1] if meta[:1] == b"\x08" and len(meta) > 1 else 0
        if version > max(_MEMBERS):
            raise unusable(name, "its format is newer than this program")
    for number in [version] if version in _MEMBERS else sorted(_MEMBERS, reverse=True):
        if _MEMBERS[number] in names:
            return package.getinfo(_MEMBERS[number])
    raise unusable(name, "there is no collection in it")


def _connect(path: Path, name: str) -> sqlite3.Connection:
    size = path.stat().st_size
    # nothing else writes to it, and what Anki leaves in WAL mode is whole
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        connection.text_factory = _text
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, 1 << 17)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.create_collation("unicase", _unicase)
        connection.set_progress_handler(_limit(_WORK + _WORK_PER_BYTE * size), _STEPS)
        for pragma in ("trusted_schema = OFF", "query_only = ON", "cell_size_check = ON", "mmap_size = 0"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except _BROKEN as error:
        connection.close()
        raise unusable(name, _broken(error)) from None
    return connection


def _limit(most: int) -> Any:
    done = 0

    def stop() -> bool:
        nonlocal done
        done += _STEPS
        return done > most

    return stop


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _unicase(one: str, other: str) -> int:
    a, b = one.casefold(), other.casefold()
    return (a > b) - (a < b)


def _broken(error: Exception) -> str:
    return (
        f"its database is broken ({_reason(error)})" if isinstance(error, sqlite3.Error) else "its database is broken"
    )


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return (error.strerror or str(error)).lower()
    return str(error).partition("\n")[0].strip("'\"") or type(error).__name__


def _dicts(value: object) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
