"""HTML of a field as text that people read, with what Markdown has for it: lists, emphasis, code.

What is read may come from anybody: it is gone through once, from left to right, whatever it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "details",
        "div",
        "dl",
        "dt",
        "dd",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "ol",
        "p",
        "section",
        "summary",
        "table",
        "tr",
        "ul",
    }
)
_SILENT = frozenset({"script", "style", "head", "title"})
_AROUND = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
_FORMULA = "anki-mathjax"
_SOUND = re.compile(r"\[(?:sound|anki):[^\[\]\n]*+\]")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_MANY_LINES = re.compile(r"\n{3,}")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*+)([^<>]*+)>")
_ATTRIBUTE = re.compile(r"""(?<![^\s"'])(alt|src|block)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_LONGEST_TAG = 4_000


def as_text(html: str, *, plain: bool = False) -> str:
    """Return the readable text of a field; equal for fields that look alike. `plain` leaves out all marks."""
    return converted(_SOUND.sub("", html), plain=plain)


def converted(html: str, *, plain: bool = False) -> str:
    """Return the text of some HTML, with what stands in brackets as it is."""
    if "<" not in html and "&" not in html:
        return _tidy(_BLANKS.sub(" ", html.replace("\xa0", " ")))
    reader = _Reader(plain=plain)
    for closes, name, rest, text in _pieces(html):
        if text:
            reader.data(unescape(text))
        elif closes:
            reader.end(name)
        else:
            reader.start(name, rest)
    return reader.text()


def without_comments(html: str) -> str:
    """Return HTML without its comments."""
    if "<!--" not in html:
        return html
    parts, at = [], 0
    while (start := html.find("<!--", at)) >= 0 and (end := html.find("-->", start + 4)) >= 0:
        parts.append(html[at:start])
        at = end + 3
    parts.append(html[at:])
    return "".join(parts)


def _pieces(html: str) -> Iterator[tuple[bool, str, str, str]]:
    """Yield (closes, name, attributes, "") of each tag, and what stands between as (False, "", "", text)."""
    html = without_comments(html)
    at = 0
    for found in _TAG.finditer(html):
        if found.start() > at:
            yield False, "", "", html[at : found.start()]
        at = found.end()
        yield bool(found[1]), found[2].lower(), found[3], ""
    if at < len(html):
        yield False, "", "", html[at:]


class _Reader:
    def __init__(self, *, plain: bool) -> None:
        self._plain = plain
        self._parts: list[str] = []
        self._silent = 0
        self._pre = 0
        self._lists: list[int | None] = []

    def start(self, name: str, rest: str) -> None:
        if name in _SILENT:
            self._silent += not rest.endswith("/")
        elif name == "br":
            self._parts.append("\n")
        elif name == "pre":
            self._pre += 1
            self._parts.append("\n\n" if self._plain else "\n\n```\n")
        elif name == "li":
            number = self._lists[-1] if self._lists else None
            if number is not None:
                self._lists[-1] = number + 1
            indent = "  " * min(max(0, len(self._lists) - 1), 20)
            self._parts.append(f"\n{indent}{'-' if number is None else f'{number}.'} ")
        elif name in ("ol", "ul"):
            self._lists.append(1 if name == "ol" else None)
            self._parts.append("" if len(self._lists) > 1 else "\n\n")
        elif name in _BLOCKS:
            self._parts.append("\n\n" if name == "p" else "\n")
        elif name in ("td", "th"):
            self._parts.append(" ")
        elif name in _AROUND and not self._pre and not self._plain:
            self._parts.append(_AROUND[name])
        elif name == _FORMULA:
            self._parts.append("$")
        elif name == "img":
            values = _attributes(rest)
            alt, source = values.get("alt", ""), values.get("src", "")
            self._parts.append(" [picture] " if self._plain else f"![{alt}]({source})")

    def end(self, name: str) -> None:
        if name in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif name == "pre" and self._pre:
            self._pre -= 1
            self._parts.append("\n\n" if self._plain else "\n```\n\n")
        elif name in ("ol", "ul"):
            if self._lists:
                self._lists.pop()
            self._parts.append("\n")
        elif name in _BLOCKS:
            self._parts.append("\n\n" if name == "p" else "\n")
        elif name in _AROUND and not self._pre and not self._plain:
            self._parts.append(_AROUND[name])
        elif name == _FORMULA:
            self._parts.append("$")

    def data(self, text: str) -> None:
        if not self._silent:
            self._parts.append(text if self._pre else _BLANKS.sub(" ", text.replace("\xa0", " ")))

    def text(self) -> str:
        """Return what was read."""
        return _tidy("".join(self._parts))


def _tidy(text: str) -> str:
    """Return text without blanks at the ends of lines and with one empty line at most."""
    return _MANY_LINES.sub("\n\n", "\n".join([line.rstrip() for line in text.split("\n")])).strip()


def _attributes(rest: str) -> dict[str, str]:
    found = _ATTRIBUTE.findall(rest[:_LONGEST_TAG])
    return {name.lower(): unescape(double or single or bare) for name, double, single, bare in found}
