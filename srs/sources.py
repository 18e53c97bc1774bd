"""Finds the files that notes are read from, and reads their bytes.

What is wrong with one file is a problem and the others are kept; a path that does not exist stops everything.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePath
from typing import NamedTuple

from srs.errors import Missing, Unusable
from srs.model import Problem, Severity, Source

SUFFIXES = frozenset({".md", ".markdown", ".mdx", ".txt", ".org", ".html", ".htm"})
"""What is read of a folder; a file that is named is read whatever its suffix."""

CONVERTED = {".docx": "mammoth", ".pdf": "pypdf"}
"""What is read of a folder too where the package that converts it is installed (`srs[documents]`)."""

PACKAGES = frozenset({".apkg", ".colpkg"})
"""Decks of Anki: read where they are named, and never changed by an import of anything else."""

LEFT_OUT = frozenset({"node_modules", "exports"})
"""Folders inside a folder that hold no notes; hidden ones are left out too."""

LARGEST = 16 * 1024 * 1024


class File(NamedTuple):
    """A file, and what tells without reading it whether it changed."""

    path: str
    """As given, or below the folder as given."""
    location: str
    place: str
    stat: str
    """Size, time of change and number; equal means unchanged."""
    mtime_ns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the paths given lead to."""

    files: tuple[File, ...]
    """In order of the paths, and by name below each."""
    problems: tuple[Problem, ...] = ()
    folders: tuple[str, ...] = ()
    """The absolute paths of the folders given."""
    deck: str | None = None

    @property
    def sources(self) -> tuple[Source, ...]:
        return tuple([self.source(file) for file in self.files])

    def source(self, file: File) -> Source:
        """Return a file as the source that it is."""
        return Source(path=file.path, location=file.location, place=file.place, deck=self.deck)


def find(paths: Iterable[str | os.PathLike[str]], *, deck: str | None = None, largest: int = LARGEST) -> Found:
    """Return the files that paths and folders lead to; each file once.

    `Missing` where a path does not exist. A file above `largest` bytes, or one that cannot be looked at, is a problem.
    """
    files: dict[str, File] = {}
    problems: list[Problem] = []
    folders: list[str] = []
    given = [Path(path) for path in paths]
    for path in given:
        if not _exists(path):
            raise Missing(f"there is no file or folder {path}")
    for path in given:
        if path.is_dir():
            location = _location(path)
            folders.append(location)
            found = _walk(os.fspath(path), location, "", problems, largest)
        else:
            found = _named(path, problems, largest)
        for file in found:
            files.setdefault(file.location, file)
    return Found(files=tuple(files.values()), problems=tuple(problems), folders=tuple(folders), deck=deck)


def is_package(path: str) -> bool:
    """Say whether a file is a deck of Anki, by its name."""
    return _suffix(path) in PACKAGES


def stat_of(location: str) -> str | None:
    """Return what tells whether a file changed; None where it cannot be looked at."""
    told = look_at(location)
    return None if told is None else told[0]


def look_at(location: str) -> tuple[str, int] | None:
    """Return what tells whether a file changed, and when it did last; None where it cannot be looked at."""
    try:
        status = os.stat(location)  # noqa: PTH116 (a file's name need not be text)
    except OSError:
        return None
    return _told(status), status.st_mtime_ns


_PATIENCE_MS = 250
_TOGETHER_MS = 100
"""Changes that follow each other as close as this are one: an editor writes a file in several steps."""


def follow(paths: Iterable[str | os.PathLike[str]]) -> Iterator[bool]:
    """Return what tells a few times a second whether something changed in the folders given, or of the files given.

    The first one is True and comes when nothing is missed any more. What changes together is told once. `Missing`
    without the package that follows folders (`srs[watch]`), or where a path does not exist; `Unusable`, later, where
    the system follows no more folders.
    """
    try:
        import watchfiles
    except ImportError as error:
        hint = "`pip install 'srs[watch]'` installs it"
        raise Missing("following files needs the package watchfiles", hint=hint) from error

    given = [Path(path) for path in paths]
    for path in given:
        if not _exists(path):
            raise Missing(f"there is no file or folder {path}")
    folders = {_location(path) for path in given if path.is_dir()}
    named = {location for path in given if not path.is_dir() and not is_below(location := _location(path), folders)}

    def is_of_folders(_change: object, changed: str) -> bool:
        inner = next((os.path.relpath(changed, folder) for folder in folders if is_below(changed, [folder])), ".")
        parts = PurePath(inner).parts
        if any(part.startswith(".") or part in LEFT_OUT for part in parts):
            return False
        # of what is gone nobody can say whether it was a folder
        return _is_read(changed) or not os.path.isfile(changed)  # noqa: PTH113 (a file's name need not be text)

    def is_named(_change: object, changed: str) -> bool:
        return changed in named

    def watch(places: Iterable[str], tells: Callable[[object, str], bool], *, deep: bool) -> Iterator[object]:
        return watchfiles.watch(
            *sorted(places),
            watch_filter=tells,
            recursive=deep,
            step=_TOGETHER_MS,
            rust_timeout=_PATIENCE_MS,
            yield_on_timeout=True,
        )

    watches = [watch(folders, is_of_folders, deep=True)] if folders else []
    if named:
        # an editor puts a new file in the place of the old one: the folder tells
        watches.append(watch({os.path.dirname(location) for location in named}, is_named, deep=False))  # noqa: PTH120
    return _told_of(watches)


def _told_of(watches: Sequence[Iterator[object]]) -> Iterator[bool]:
    changed = True
    try:
        while True:
            told = [bool(next(each)) for each in watches]
            yield changed or any(told)
            changed = False
    except (OSError, RuntimeError) as error:
        raise Unusable(f"files cannot be followed: {str(error).lower()}") from error


def is_settled(mtime_ns: int, now_ns: int) -> bool:
    """Say whether a change right after a file was read would show in its time: not within one tick of its clock."""
    # file systems that count whole or even seconds
    tick = 2_000_000_000 if mtime_ns % 1_000_000_000 == 0 else 50_000_000
    return now_ns - mtime_ns > tick


def read_bytes(source: Source) -> bytes | Problem:
    """Return what a source holds, or what is wrong with it."""
    try:
        return Path(source.location).read_bytes()
    except OSError as error:
        return _unreadable(source.path, error)


def is_below(location: str, folders: Iterable[str]) -> bool:
    """Say whether an absolute path lies in one of some folders."""
    parents = {str(parent) for parent in PurePath(location).parents}
    return any(folder in parents for folder in folders)


def is_gone(location: str) -> bool:
    """Say whether nothing is there any more; a place that cannot be looked at is not gone."""
    try:
        os.stat(location)  # noqa: PTH116 (a file's name need not be text)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _walk(
    folder: str, location: str, place: str, problems: list[Problem], largest: int, above: frozenset[str] = frozenset()
) -> Iterator[File]:
    """Yield the files of a folder that is at `location` once links are followed, and `place` below the one given."""
    if location in above:
        return  # a link that leads back up
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: (entry.name.casefold(), entry.name))
    except OSError as error:
        problems.append(_unreadable(folder, error))
        return
    for entry in entries:
        name = entry.name
        if name.startswith("."):
            continue
        try:
            is_folder = entry.is_dir()
            if not is_folder and not (_is_read(name) and entry.is_file()):
                continue
            is_link = entry.is_symlink()
            status = None if is_folder else entry.stat()
        except OSError as error:
            problems.append(_unreadable(entry.path, error))
            continue
        # links are followed, so that a file reached by two ways is one source
        inner = os.path.realpath(entry.path) if is_link else f"{location.rstrip(os.sep)}{os.sep}{name}"
        if status is None:
            if name not in LEFT_OUT:
                yield from _walk(entry.path, inner, f"{place}{name}/", problems, largest, above | {location})
        elif status.st_size > largest:
            problems.append(_too_large(entry.path, status.st_size, largest))
        else:
            yield File(entry.path, inner, place + name, _told(status), status.st_mtime_ns)


def _named(path: Path, problems: list[Problem], largest: int) -> Iterator[File]:
    """Yield a file that was named, whatever its name."""
    try:
        if not path.is_file():
            problems.append(Problem(path=str(path), message="is no file to read", severity=Severity.ERROR))
            return
        status = path.stat()
    except OSError as error:
        problems.append(_unreadable(path, error))
        return
    if status.st_size > largest:
        problems.append(_too_large(str(path), status.st_size, largest))
        return
    yield File(str(path), _location(path), path.name, _told(status), status.st_mtime_ns)


def _told(status: os.stat_result) -> str:
    return f"{status.st_size}:{status.st_mtime_ns}:{status.st_ino}"


def _suffix(name: str) -> str:
    # no Path for each of many files
    at = name.rfind(".")
    return name[at:].lower() if at > 0 else ""


def _is_read(name: str) -> bool:
    suffix = _suffix(name)
    return suffix in SUFFIXES or (suffix in CONVERTED and _installed(CONVERTED[suffix]))


@cache
def _installed(package: str) -> bool:
    from importlib.util import find_spec

    return find_spec(package) is not None


def _too_large(path: str, size: int, largest: int) -> Problem:
    mb = 1024 * 1024
    message = f"is left out: {size / mb:.0f} MB is more than {largest / mb:g} (setting `largest_file_mb`)"
    return Problem(path=path, message=message, severity=Severity.ERROR)


def _unreadable(path: str | Path, error: OSError) -> Problem:
    reason = (error.strerror or str(error)).lower()
    return Problem(path=str(path), message=f"cannot be read: {reason}", severity=Severity.ERROR)


def _exists(path: Path) -> bool:
    try:
        path.stat()
    except FileNotFoundError:
        return False
    except OSError:
        return os.path.lexists(path)
    return True


def _location(path: Path) -> str:
    # links are followed, so that a file reached by two ways is one source
    return os.path.realpath(path)
