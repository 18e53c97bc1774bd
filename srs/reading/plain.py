"""What plain text has instead of marks: underlined headings, banners, drawings and code that stand there bare."""

from __future__ import annotations

import re
import unicodedata

_UNDERLINE = re.compile(r"\s*([=\-~^*#_])\1{2,}\s*$")
_BANNER_LINE = re.compile(r"\s*([=*#~+_\-])\1{4,}\s*$")
_WRAPPED = re.compile(r"\s*([=*#~\-])\1{2,}\s+(\S.*?\S|\S)\s+([=*#~\-])\3{2,}\s*$")
_BOX = re.compile(r"[\u2500-\u257f\u2580-\u259f]")
_ARROW = re.compile(r"[\u2190-\u21ff\u25b2-\u25c5\u27f0-\u27ff]|-{1,}>|<-{1,}|=>")
_CHAIN = 3
"""Arrows of a row that lead from one thing to the next."""
_STATEMENT = re.compile(
    r"[{};]\s*$|\w\([^)]*\)|^\s*(?:def|class|return|if|for|fn|func|let|const|var|#|//)\b|=\s|^\s*[-#]\s\w+:"
)
_ASCII_BOX = re.compile(r"\+-{2,}\+?|\|\s.*\s\||^\s*[|v^]\s*([|v^]\s*)*$")


def width(text: str) -> int:
    """Return the columns a text takes; East Asian wide characters take two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def underline_level(title: str, below: str) -> int | None:
    """Return the heading level that `below` gives to the line above it, or None.

    `====` always makes a heading. `----` does where it is about as long as the title, as people underline
    by hand; a short `---` under a paragraph is a line across the page.
    """
    found = _UNDERLINE.match(below)
    if not found or not title.strip():
        return None
    mark, length, columns = found[1], len(below.strip()), width(title.strip())
    if mark == "=":
        return 1
    if mark in "-~^" and length >= 4 and 0.6 * columns <= length <= 1.5 * columns + 2 and columns <= 80:
        return 2
    return None


def banner_mark(line: str) -> str | None:
    """Return the character of a line that is nothing but one character repeated five times or more."""
    found = _BANNER_LINE.match(line)
    return found[1] if found else None


def wrapped_title(line: str) -> str | None:
    """Return the title in `==== title ====`."""
    found = _WRAPPED.match(line)
    return found[2] if found and found[1] == found[3] else None


def draws(rows: list[str]) -> bool:
    """Tell whether these lines are a drawing: boxes and arrows rather than words."""
    filled = [row for row in rows if row.strip()]
    if not filled:
        return False
    boxes = sum(1 for row in filled if _BOX.search(row) or _ASCII_BOX.search(row))
    arrows = sum(1 for row in filled if _ARROW.search(row))
    real = sum(1 for row in filled if _BOX.search(row) or re.search(r"[\u2190-\u21ff\u25b2-\u25c5]", row))
    if boxes >= 2 and boxes * 3 >= len(filled) and (real or arrows):
        return True
    if real * 2 >= len(filled):
        return True
    code = sum(1 for row in filled if _STATEMENT.search(row))
    if not code and any(len(_ARROW.findall(row)) >= _CHAIN for row in filled):
        return True
    return len(filled) >= 2 and arrows * 3 >= 2 * len(filled) and not code


_CODE = re.compile(
    r"[{};]\s*$|^\s*(?:#|//|--|/\*)\s*\S|^\s*(?:def|class|return|if|for|while|import|from|func|fn|let|const|var|public|private"
    r"|static|void|int|SELECT|FROM|WHERE|GROUP|ORDER|JOIN|INSERT|UPDATE|try|except|else|elif|print|\$|>>>)\b|\w\(.*\)|[=!<>]=|\w\s*=\s*\S|->|=>|::"
)


def looks_like_code(rows: list[str]) -> bool:
    """Tell whether lines without a fence are code: most of them have what prose has not."""
    filled = [row for row in rows if row.strip()]
    return len(filled) >= 2 and sum(1 for row in filled if _CODE.search(row)) * 10 >= 7 * len(filled)


def draws_boxes(row: str) -> bool:
    """Tell whether a line of running text is a piece of a drawing: box characters, and few words."""
    return len(_BOX.findall(row)) >= 3
