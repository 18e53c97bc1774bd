"""Markdown of the simplest kind as HTML, in a tenth of the time: paragraphs and flat lists of text, bold words, code.

What it returns is what the parser would say, letter by letter; for whatever might mean more it returns None, and the
parser is asked. Most of what stands in notes is that simple.
"""

from __future__ import annotations

import re

_LINE = re.compile(r"""(?:[^\W_0-9]|[^\x00-\x7f\s]|["'(]|\d(?!\d{0,8}[.)](?:\s|$))|`(?!`)|\*\*(?=[^\W_]))[^\n]*""")
"""A line of a paragraph: nothing at its beginning that could begin anything else."""

_BULLET = re.compile(rf"- ({_LINE.pattern})")
_NUMBERED = re.compile(rf"(\d{{1,9}})\. ({_LINE.pattern})")
_STRANGE = re.compile(
    r"""[\\\t\r\f\v\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\x00\ud800-\udfff]"""
    r"""|[ ](?:\n|\Z)|&[\#a-zA-Z]|<[^\s\d=]|\]\(|!\[|~~|(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])"""
)
_DOLLARS = re.compile(r"\$.*\$", re.DOTALL)
_MARKS = re.compile(r"[`*]")
_PIECE = re.compile(
    r"""(?:(?<=[ \n(])|\A)\*\*(?P<bold>[^\W_](?:[^*`\n]*[^\W_])?)\*\*(?=[ \n.,:;)?!]|\Z)"""
    r"""|(?<!`)`(?P<code>[^`\s](?:[^`\n]*[^`\s])?)`(?!`)"""
)


def blocks(text: str) -> str | None:
    """Return what `text` is as HTML blocks, or None where that takes a parser."""
    if _STRANGE.search(text) or _DOLLARS.search(text):
        return None
    pieces: list[str] = []
    paragraph: list[str] = []
    tag = ""
    for line in text.split("\n"):
        if _LINE.fullmatch(line):
            if tag:
                return None  # it would go on with the last item
            paragraph.append(line)
            continue
        said = _words("\n".join(paragraph)) if paragraph else ""
        if said is None:
            return None
        if said:
            pieces.append(f"<p>{said}</p>\n")
        if not line:
            paragraph.clear()
            if tag:
                pieces.append(f"</{tag}>\n")
                tag = ""
            continue
        item, number = _item(line)
        begins = "ol" if number else "ul"
        if item is None or (tag and tag != begins) or (paragraph and number):
            return None
        paragraph.clear()
        if not tag:
            if pieces and pieces[-1] == f"</{begins}>\n":
                return None  # one list, with room between its items
            start = int(number or 1)
            pieces.append(f"<{begins}>\n" if start == 1 else f'<{begins} start="{start}">\n')
            tag = begins
        pieces.append(f"<li>{item}</li>\n")
    said = _words("\n".join(paragraph)) if paragraph else ""
    if said is None:
        return None
    if said:
        pieces.append(f"<p>{said}</p>\n")
    if tag:
        pieces.append(f"</{tag}>\n")
    return "".join(pieces)


def inline(text: str) -> str | None:
    """Return what a line of `text` is as HTML, or None where that takes a parser."""
    return None if _STRANGE.search(text) or _DOLLARS.search(text) or "\n" in text else _words(text)


def _item(line: str) -> tuple[str | None, str]:
    """Return the text of an item, and its number where it has one."""
    if found := _BULLET.fullmatch(line):
        return _words(found[1]), ""
    if found := _NUMBERED.fullmatch(line):
        return _words(found[2]), found[1]
    return None, ""


def _words(text: str) -> str | None:
    if not _MARKS.search(text):
        return _escaped(text)
    pieces, end = [], 0
    for found in _PIECE.finditer(text):
        between = text[end : found.start()]
        if _MARKS.search(between):
            return None
        code = found["code"]
        said = f"<code>{_escaped(code)}</code>" if code is not None else f"<strong>{_escaped(found['bold'])}</strong>"
        pieces += [_escaped(between), said]
        end = found.end()
    rest = text[end:]
    return None if _MARKS.search(rest) else "".join(pieces) + _escaped(rest)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
