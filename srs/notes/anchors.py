"""Ids that a source gives its notes: `^block` at the end of a line, `id:: …` below a title, `<!-- srs: id=… -->`."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BLOCK = re.compile(r"(?:^|\s)\^([\w-]{1,80})\s*$")
_PROPERTY = re.compile(r"^\s*(?:[-*]\s+)?id::\s*(\S{1,120})\s*$")
_COMMENT = re.compile(r"<!--\s*srs:[^>]*?\bid\s*=\s*[\"']?([\w.:-]{1,120})")
_NEAR = 2
"""How many lines below its title a note's property or comment may stand."""


def without_block_id(prompt: str) -> str:
    """Return a title without the id behind it."""
    return _BLOCK.sub("", prompt).rstrip()


def anchor_of(lines: Sequence[str], start: int, end: int) -> str | None:
    """Return the id of the note on some lines (from 1, inclusive); that of a block begins with `^`."""
    title = lines[start - 1] if start <= len(lines) else ""
    for line in lines[start - 1 : min(end, start + _NEAR)]:
        if found := _COMMENT.search(line) or _PROPERTY.match(line):
            return found[1]
    for line in (title, _last(lines, start, end)):
        if found := _BLOCK.search(line):
            return f"^{found[1]}"
    return None


def _last(lines: Sequence[str], start: int, end: int) -> str:
    """Return the last line of a note; the id of a block may also stand on the line below it."""
    below = lines[end].strip() if end < len(lines) else ""
    if below.startswith("^") and _BLOCK.fullmatch(below):
        return below
    return lines[end - 1] if start <= end <= len(lines) else ""
