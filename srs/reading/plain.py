"""What plain text has instead of marks: underlined headings, banners, drawings and code that stand there bare."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_UNDERLINE = re.compile(r"\s*([=\-~^*#_])\1{2,}\s*$")
_BANNER_LINE = re.compile(r"\s*([=*#~+_\-])\1{4,}\s*$")
_WRAPPED = re.compile(r"\s*([=*#~\-])\1{2,}\s+(\S.*?\S|\S)\s+([=*#~\-])\3{2,}\s*$")
_POINTED = re.compile(r"\s*([<>:/+|.])\1{1,}\s+(\S.{0,60}?)\s+([<>:/+|.])\3{1,}\s*$")
_FACING = {"<": ">", ">": "<"}
_OPENED = re.compile(r"\s*(={2,6}|-{3,6})\s+(?!(?:[ab]/|RUN\b|PASS\b|FAIL\b))(\S.{0,80})$")
"""`=== title`; the lines of a comparison of files and of a test run look alike."""
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
    if found and found[1] == found[3]:
        return found[2]
    found = _POINTED.match(line)
    return found[2] if found and _FACING.get(found[1], found[1]) == found[3] else None


def opened_title(line: str) -> str | None:
    """Return the title in `=== title` and `--- title`, where nothing closes the banner."""
    found = _OPENED.match(line)
    return found[2] if found and not found[2].endswith(found[1][0]) else None


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


# ------------------------------------------------------------------ drawings between lines of text

_CONNECTS = re.compile(r"(?=.*[|/\\v^│┃┌┐└┘├┤┬┴┼▲▼◄►↑↓←→⇄⇅⬇⬆])[\s|/\\_\-+<>v^│┃─━┌┐└┘├┤┬┴┼▲▼◄►↑↓←→⇄⇅⬇⬆\ufe0f.'o]+$")
_LINES = re.compile(r"[─━═]{2,}|[│┃┌┐└┘├┤┬┴┼╔╗╚╝║]|(?:-{2,}|~{2,}|={2,})>|<(?:-{2,}|~{2,}|={2,})")
_SLOPES = re.compile(r"\s*/.*\\\s*(?:\S.*)?$")
_FLOWS = re.compile(r"\s[→➜➔⇒⟶➝►▶]\s|\s(?:-|~|=)+>\s")
_ENTRY = re.compile(r"\s*(?:[-*+•]\s|\d{1,3}[.)]\s|#{1,6}\s|>\s?|\|.*\|\s*$|`{3})")
_NODE = 8
"""Words of a line in a drawing."""


def _connects(row: str) -> bool:
    """Tell whether a line holds nothing but strokes and arrow heads."""
    bare = row.strip()
    return bool(_CONNECTS.match(row)) and not bare.startswith("--") and bare not in ("/", "\\", ".", "o", "_")


def _is_drawn(row: str) -> bool:
    if _connects(row):
        return True
    if _ENTRY.match(row):
        return False
    return bool(_LINES.search(row) or _SLOPES.match(row)) or len(_FLOWS.findall(row)) >= 2


_MAY = re.compile(
    r"[\u2190-\u21ff\u2500-\u257f\u25b2-\u25c5\u2794-\u27be\u2b05-\u2b0d\u27f0-\u27ff]|[-~=]{2}>|<[-~=]{2}|/[^/\n]{0,60}\\"
)


def may_draw(row: str, below: str) -> bool:
    """Tell, at little cost, whether a drawing may begin at a line."""
    return bool(_MAY.search(row)) or (bool(_CONNECTS.match(below)) if below and len(below) < 200 else False)


def drawing_end(rows: Sequence[str], index: int) -> int | None:
    """Return the last line of the drawing that begins at `index`, or None: lines in one piece, half of them strokes.

    A drawing has a line of strokes alone, or two lines with boxes; the words between them are short.
    """
    row = rows[index]
    below = rows[index + 1] if index + 1 < len(rows) else ""
    node = len(row.split()) <= _NODE and not _ENTRY.match(row) and not row.rstrip().endswith((":", ".", "?", "!"))
    if not below.strip() or not (_is_drawn(row) or (node and _connects(below))):
        return None
    end = index
    last = index
    drawn = strokes = 0
    while end < len(rows) and rows[end].strip() and (_connects(rows[end]) or not _ENTRY.match(rows[end])):
        text = rows[end]
        near = end > index and (_connects(rows[end - 1]) or (end + 1 < len(rows) and _connects(rows[end + 1])))
        if _is_drawn(text):
            drawn += 1
            strokes += _connects(text)
            last = end
        elif near and len(text.split()) <= _NODE:
            last = end
        elif end > index and len(text) - len(text.lstrip()) < 8:
            break
        end += 1
    count = last - index + 1
    boxes = sum(bool(_LINES.search(text) or _SLOPES.match(text)) for text in rows[index : last + 1])
    enough = (strokes and count >= 3) or (boxes >= 2 and count >= 2)
    return last if enough and drawn * 2 >= count - 1 and drawn >= 2 else None
