"""A shared folder through which devices meet: whose databases lie in it, and what this one's is called there."""

from __future__ import annotations

from pathlib import Path

_SQLITE = b"SQLite format 3\0"
_SUFFIXES = frozenset({".json", ".db", ".sqlite", ".sqlite3"})
_LETTERS = 8


def bundle(device: str) -> str:
    """Return the name of the file that a device leaves in a shared folder."""
    return f"srs-{device[:_LETTERS]}.db"


def bundles(folder: Path) -> list[Path]:
    """Return the files of a folder that may be databases or exports, by name; hidden ones are still being written."""
    return sorted(path for path in folder.iterdir() if not path.name.startswith(".") and _may_be_one(path))


def _may_be_one(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        begins = file.read(64)
    # a database that another program keeps half-written has the name of one
    return begins[:16] == _SQLITE or (path.suffix.lower() in _SUFFIXES and bool(begins))
