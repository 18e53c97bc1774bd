"""HTML of a field as text that people read, with what Markdown has for it: lists, emphasis, code."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
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
        "table",
        "tr",
        "ul",
    }
)
_SILENT = frozenset({"script", "style", "head", "title"})
_AROUND = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
_SOUND = re.compile(r"\[sound:[^\]\n]*\]|\[anki:[^\]\n]*\]")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_MANY_LINES = re.compile(r"\n{3,}")


def as_text(html: str) -> str:
    """Return the readable text of a field; equal for fields that look alike."""
    reader = _Reader()
    reader.feed(_SOUND.sub("", html))
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._silent = 0
        self._pre = 0
        self._lists: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "br":
            self._parts.append("\n")
        elif tag == "pre":
            self._pre += 1
            self._parts.append("\n\n```\n")
        elif tag == "li":
            number = self._lists[-1] if self._lists else None
            if number is not None:
                self._lists[-1] = number + 1
            indent = "  " * max(0, len(self._lists) - 1)
            self._parts.append(f"\n{indent}{'-' if number is None else f'{number}.'} ")
        elif tag in ("ol", "ul"):
            self._lists.append(1 if tag == "ol" else None)
            self._parts.append("\n" if len(self._lists) > 1 else "\n\n")
        elif tag in _BLOCKS:
            self._parts.append("\n\n" if tag == "p" else "\n")
        elif tag in ("td", "th"):
            self._parts.append(" ")
        elif tag in _AROUND and not self._pre:
            self._parts.append(_AROUND[tag])
        elif tag == "img":
            values = dict(attrs)
            self._parts.append(f"![{values.get('alt') or ''}]({values.get('src') or ''})")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "pre" and self._pre:
            self._pre -= 1
            self._parts.append("\n```\n\n")
        elif tag in ("ol", "ul"):
            if self._lists:
                self._lists.pop()
            self._parts.append("\n")
        elif tag in _BLOCKS:
            self._parts.append("\n\n" if tag == "p" else "\n")
        elif tag in _AROUND and not self._pre:
            self._parts.append(_AROUND[tag])

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        self._parts.append(data if self._pre else _BLANKS.sub(" ", data.replace("\xa0", " ")))

    def text(self) -> str:
        """Return what was read, without blanks at the ends of lines and with one empty line at most."""
        lines = [line.rstrip() for line in "".join(self._parts).split("\n")]
        return _MANY_LINES.sub("\n\n", "\n".join(lines)).strip()
