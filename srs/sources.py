"""Finds the files that notes are read from, and reads their bytes.

What is wrong with one file is a problem and the others are kept; a path that does not exist stops everything.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePath

from srs.errors import Missing
from srs.model import Problem, Severity, Source

SUFFIXES = frozenset({".md", ".markdown", ".mdx", ".txt", ".org", ".html", ".htm"})
"""What is read of a folder; a file that is named is read whatever its suffix."""

CONVERTED = {".docx": "mammoth", ".pdf": "pypdf"}
"""What is read of a folder too where the package that converts it is installed (`srs[documents]`)."""

LEFT_OUT = frozenset({"node_modules", "exports"})
"""Folders inside a folder that hold no notes; hidden ones are left out too."""

LARGEST = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the paths given lead to."""

    sources: tuple[Source, ...]
    """In order of the paths, and by name below each."""
    problems: tuple[Problem, ...] = ()
    folders: tuple[str, ...] = ()
    """The absolute paths of the folders given."""


def find(paths: Iterable[str | os.PathLike[str]], *, deck: str | None = None, largest: int = LARGEST) -> Found:
    """Return the sources that files and folders lead to; each file once.

    `Missing` where a path does not exist. A file above `largest` bytes, or one that cannot be looked at, is a problem.
    """
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    folders: list[str] = []
    given = [Path(path) for path in paths]
    for path in given:
        if not _exists(path):
            raise Missing(f"there is no file or folder {path}")
    for path in given:
        if path.is_dir():
            folders.append(_location(path))
            entries = [(file, file.relative_to(path)) for file in _walk(path, problems)]
        else:
            entries = [(path, Path(path.name))]
        for file, place in entries:
            location = _location(file)
            if location in sources:
                continue
            problem = _unfit(file, largest)
            if problem is not None:
                problems.append(problem)
                continue
            sources[location] = Source(path=str(file), location=location, place=place.as_posix(), deck=deck)
    return Found(sources=tuple(sources.values()), problems=tuple(problems), folders=tuple(folders))


def read_bytes(source: Source) -> bytes | Problem:
    """Return what a source holds, or what is wrong with it."""
    try:
        return Path(source.location).read_bytes()
    except OSError as error:
        return _unreadable(Path(source.path), error)


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


def _walk(folder: Path, problems: list[Problem], above: frozenset[tuple[int, int]] = frozenset()) -> Iterator[Path]:
    try:
        status = folder.stat()
        entries = sorted(folder.iterdir(), key=lambda entry: (entry.name.casefold(), entry.name))
    except OSError as error:
        problems.append(_unreadable(folder, error))
        return
    identity = (status.st_dev, status.st_ino)
    if identity in above:
        return  # a link that leads back up
    for entry in entries:
        if entry.name.startswith("."):
            continue
        try:
            is_folder, is_file = entry.is_dir(), entry.is_file()
        except OSError as error:
            problems.append(_unreadable(entry, error))
            continue
        if is_folder:
            if entry.name not in LEFT_OUT:
                yield from _walk(entry, problems, above | {identity})
        elif is_file and _is_read(entry.suffix.lower()):
            yield entry


def _is_read(suffix: str) -> bool:
    return suffix in SUFFIXES or (suffix in CONVERTED and _installed(CONVERTED[suffix]))


@cache
def _installed(package: str) -> bool:
    from importlib.util import find_spec

    return find_spec(package) is not None


def _unfit(path: Path, largest: int) -> Problem | None:
    try:
        if not path.is_file():
            return Problem(path=str(path), message="is no file to read", severity=Severity.ERROR)
        size = path.stat().st_size
    except OSError as error:
        return _unreadable(path, error)
    if size <= largest:
        return None
    mb = 1024 * 1024
    message = f"is left out: {size / mb:.0f} MB is more than {largest / mb:g} (setting `largest_file_mb`)"
    return Problem(path=str(path), message=message, severity=Severity.ERROR)


def _unreadable(path: Path, error: OSError) -> Problem:
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
