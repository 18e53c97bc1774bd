"""Whether known files changed since they were read: by their look first, then by their bytes; and reading those."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from srs import sources
from srs.errors import Missing, SrsError
from srs.model import Kind
from srs.store import Reader
from srs.store.history import GONE, SeenFile, seen_files

if TYPE_CHECKING:
    from srs.collection import Collection
    from srs.collection.reports import ImportReport


def changed(reader: Reader) -> list[SeenFile]:
    """Return the known files that are there and say something else than when they were read."""
    return [
        each
        for each in seen_files(reader).values()
        if each.fingerprint != GONE
        and not sources.is_package(each.location)
        and (stat := sources.stat_of(each.location)) is not None
        and stat != each.stat
        and _says_otherwise(each)
    ]


def _says_otherwise(seen: SeenFile) -> bool:
    try:
        data = Path(seen.location).read_bytes()
    except OSError:
        return False
    return hashlib.blake2b(data, digest_size=16).hexdigest() != seen.fingerprint.partition(":")[0]


def take_in(collection: Collection) -> ImportReport | None:
    """Read the known files that changed; None where none did, or where nothing can be stored.

    Each under the path and for the kinds that it was read for. A file that is gone retires nothing here, and new files
    in a folder are left to an import of it.
    """
    with collection._store.read() as reader:
        files = changed(reader)
    by_kinds: defaultdict[str, list[SeenFile]] = defaultdict(list)
    for each in files:
        by_kinds[each.fingerprint.rpartition(":")[2]].append(each)
    report: ImportReport | None = None
    for kinds, some in by_kinds.items():
        from srs.collection.importing import import_found

        chosen = frozenset(Kind(kind) for kind in kinds.split(",")) if kinds else None
        try:
            made = import_found(collection._store, _found(some), now=collection.now(), kinds=chosen)
        except SrsError:
            # a database that cannot be written is reviewed all the same, as far as that goes
            return report
        report = made if report is None else report + made
    return report


def follow(paths: Sequence[str]) -> Iterator[list[str]]:
    """Return what yields which of some paths are there, each time that something changed in them."""
    return _there(paths, sources.follow(paths))


def _there(paths: Sequence[str], told: Iterator[bool]) -> Iterator[list[str]]:
    for changed in told:
        if changed:
            # a file that an editor is about to put there again is no reason to end
            there = [path for path in paths if not sources.is_gone(path)]
            if not there:
                raise Missing(f"nothing is left of {', '.join(paths)}")
            yield there


def _found(files: list[SeenFile]) -> sources.Found:
    found = []
    for each in files:
        told = sources.look_at(each.location)
        if told is not None:
            found.append(sources.File(each.path, each.location, each.place, *told))
    return sources.Found(files=tuple(found))
