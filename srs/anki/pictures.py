"""The pictures that notes show: found beside their sources, taken along under names that follow from what they are."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath, PureWindowsPath
from urllib.parse import unquote

from srs.model import Note, Problem

_LARGEST = 16 << 20
_STARTS = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
    ".svg": (b"<svg", b"<?xml", b"<!DOCTYPE svg", b"<!--"),
    ".bmp": (b"BM",),
}
_BESIDE = ("", "images", "img", "assets", "attachments", "media", "figures")
"""Where a picture that is named without its folder may lie, below the folder of its source."""


@dataclass(slots=True)
class Found:
    """The pictures of one note."""

    _all: Pictures
    _folder: Path | None
    _note: Note
    modified: int = 0
    """Seconds since 1970: the age of the youngest of them."""

    def name_of(self, target: str, *, anywhere: bool = False) -> str | None:
        """Return the name of a picture in the package; None where there is no such file, or where it is elsewhere."""
        path = self._look_up(target, anywhere=anywhere)
        if path is None:
            return None
        taken = self._all.take(path, self._note)
        if taken is None:
            return None
        name, modified = taken
        self.modified = max(self.modified, modified)
        return name

    def _look_up(self, target: str, *, anywhere: bool) -> Path | None:
        plain = unquote(target.split("?")[0].split("#")[0])
        if self._folder is None or not plain or "\0" in plain or "://" in plain or plain.startswith(("data:", "~")):
            return None
        if PurePosixPath(plain).is_absolute() or PureWindowsPath(plain).anchor:
            return None
        if PurePosixPath(plain).suffix.lower() not in _STARTS:
            return None
        for place in _BESIDE if anywhere else ("",):
            path = self._folder / place / plain.replace("\\", "/")
            if os.path.isfile(path):  # noqa: PTH113 (a name that is too long is no file, rather than an error)
                return path
        return None


@dataclass(slots=True)
class Pictures:
    """The pictures of a package, each once however many notes show it."""

    files: dict[str, Path] = field(default_factory=dict)
    """By their names in the package."""
    problems: list[Problem] = field(default_factory=list)
    _taken: dict[Path, tuple[str, int] | None] = field(default_factory=dict)

    @contextmanager
    def beside(self, location: str, note: Note) -> Iterator[Found]:
        """Give what finds the pictures of a note whose source lies at `location`; "" where nothing is to be found."""
        yield Found(self, Path(location).parent if location else None, note)

    def take(self, path: Path, note: Note) -> tuple[str, int] | None:
        """Return the name under which a picture goes along, and its age in seconds; None for what is no picture."""
        if path not in self._taken:
            self._taken[path] = self._read(path, note)
        taken = self._taken[path]
        if taken is not None:
            self.files.setdefault(taken[0], path)
        return taken

    def put_back(self, count: int) -> None:
        """Leave out the pictures after the first `count`: their note does not go."""
        for name in list(self.files)[count:]:
            del self.files[name]

    def listing(self) -> str:
        """Return the list of names that a package has."""
        return json.dumps({str(number): name for number, name in enumerate(self.files)})

    def _read(self, path: Path, note: Note) -> tuple[str, int] | None:
        try:
            facts = path.stat()
            if facts.st_size > _LARGEST:
                return self._stays(note, f"the picture {path.name} is larger than {_LARGEST >> 20} MB and stays here")
            content = path.read_bytes()
        except OSError as error:
            return self._stays(note, f"the picture {path.name} can't be read: {(error.strerror or str(error)).lower()}")
        suffix = path.suffix.lower()
        if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_STARTS[suffix]):
            return self._stays(note, f"{path.name} is no picture, whatever its name says, and stays here")
        name = f"srs-{sha256(content).hexdigest()[:20]}{suffix}"
        return name, int(facts.st_mtime)

    def _stays(self, note: Note, message: str) -> tuple[str, int] | None:
        self.problems.append(Problem(path=note.path, line=note.lines.start, message=message))
        return None
