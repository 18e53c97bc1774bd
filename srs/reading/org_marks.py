"""Marks within a line of Org -> those of Markdown."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

_INLINE_SOURCE = re.compile(r"\bsrc_[\w-]{1,40}(?:\[[^\[\]]{0,200}\])?\{([^{}]{1,400})\}")
_LINK = re.compile(r"\[\[([^\[\]\n]{1,2000})\](?:\[([^\[\]\n]{1,1000})\])?\]")
_ANGLE_LINK = re.compile(r"<((?:https?|mailto|file|doi):[^<>\s]{1,1000})>")
_PICTURE = re.compile(r"(?:file:)?[^\s]{1,400}\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|pdf)$", re.I)
_TARGET = re.compile(r"<<<([^<>\n]{1,200})>>>|<<[^<>\n]{1,200}>>")
_FOOTNOTE = re.compile(r"\[fn:[\w-]{1,60}\]")
_SNIPPET = re.compile(r"@@[\w-]{1,20}:[^@\n]{0,400}@@")
_CLOZE = re.compile(r"\{\{([^{}\n]{1,400})\}(?:\{([^{}\n]{0,200})\})?@(\d{1,3})\}")
_TAG_LIKE = re.compile(r"<(?=[A-Za-z/!?])")
_KEPT = re.compile("\x00(\\d+)\x00")
_MARKERS = {"*": "**", "/": "*", "_": "", "+": "~~"}
_BEFORE = frozenset(" \t\u00a0\u3000-–—('\"“‘{[*/_+|\x00")
_AFTER = frozenset(" \t\u00a0\u3000-–—.,;:!?'\"”’)}]\\*/_+|…\x00")


def inline(text: str) -> str:
    """Return a line of Org with the marks of Markdown: `**bold**`, `*italic*`, `code`; links as their text."""
    if not _MARKED.search(text):
        return text
    kept: list[str] = []

    def keep(code: str) -> str:
        mark = "``" if "`" in code else "`"
        pad = " " if "`" in code else ""
        kept.append(f"{mark}{pad}{code}{pad}{mark}")
        return f"\x00{len(kept) - 1}\x00"

    text = text.replace("\x00", "")
    if "src_" in text:
        text = _INLINE_SOURCE.sub(lambda found: keep(found[1]), text)
    if "=" in text or "~" in text:
        text = _verbatim(text, keep)
    if "[[" in text:
        text = _LINK.sub(_link, text)
    if "<" in text:
        text = _TARGET.sub(lambda found: found[1] or "", _ANGLE_LINK.sub(r"\1", text))
        text = _TAG_LIKE.sub("&lt;", text)
    if "[fn:" in text:
        text = _FOOTNOTE.sub("", text)
    if "@@" in text:
        text = _SNIPPET.sub("", text)
    if "{{" in text:
        text = _CLOZE.sub(_cloze, text)
    text = _emphasis(text).removesuffix("\\\\").strip()
    return _KEPT.sub(lambda found: kept[int(found[1])], text)


_MARKED = re.compile(r"[=~*/_+<]|\[\[|\[fn:|\{\{|@@|\\\\$|\x00|src_")


def _link(found: re.Match[str]) -> str:
    target, said = found[1], found[2]
    if said is None:
        if _PICTURE.match(target):
            return ""
        said = re.sub(r"^(?:file:|id:|[*#])", "", target)
    if target[0] in "*#":
        fragment = re.sub(r"[^\w-]+", "-", target[1:].strip().casefold())
        return f"[{said}](#{fragment})"
    return said


def _cloze(found: re.Match[str]) -> str:
    number = int(found[3]) + 1
    hint = f"::{found[2]}" if found[2] else ""
    return f"{{{{c{number}::{found[1]}{hint}}}}}"


def _pairs(text: str, markers: str) -> list[tuple[int, int]]:
    """Return where marks open and close: the first that can close belongs to the first that can open."""
    opens: list[int] = []
    closers: dict[str, list[int]] = {mark: [] for mark in markers}
    for found in re.finditer(f"[{re.escape(markers)}]", text):
        at, mark = found.start(), found[0]
        before, behind = text[at - 1 : at], text[at + 1 : at + 2]
        if behind not in ("", mark) and not behind.isspace() and before != mark and (not before or before in _BEFORE):
            opens.append(at)
        if before not in ("", mark) and not before.isspace() and behind != mark and (not behind or behind in _AFTER):
            closers[mark].append(at)
    pairs: list[tuple[int, int]] = []
    taken: dict[str, int] = {}
    for at in opens:
        mark = text[at]
        if at <= taken.get(mark, -1):
            continue
        row = closers[mark]
        place = bisect_right(row, at + 1)
        if place == len(row) or (mark == "/" and text.find("/", at + 1) != row[place]):  # the latter is a path
            continue
        taken[mark] = row[place]
        pairs.append((at, row[place]))
    return pairs


def _verbatim(text: str, keep: Callable[[str], str]) -> str:
    parts: list[str] = []
    done = 0
    for start, end in _pairs(text, "=~"):
        if start >= done:
            parts += [text[done:start], keep(text[start + 1 : end])]
            done = end + 1
    return "".join((*parts, text[done:]))


def _emphasis(text: str) -> str:
    marks: dict[int, str] = {}
    enclosing: list[int] = []
    for start, end in _pairs(text, "*/_+"):
        while enclosing and enclosing[-1] < start:
            enclosing.pop()
        if enclosing and end > enclosing[-1]:  # it would close outside of what it opened in
            continue
        enclosing.append(end)
        marks[start] = marks[end] = _MARKERS[text[start]]
    if not marks:
        return text
    return "".join(marks.get(at, character) for at, character in enumerate(text))
