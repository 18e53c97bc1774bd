"""HTML text -> tags, texts and comments in the order of the file, each with its line, in linear time.

It reads what browsers read: a quote in a tag matters behind `=` alone, an end that never comes is not waited for. The
standard library's parser takes quadratic time on unclosed marks, and parsers that build a tree tell where a tag
stands but not where its text does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape


@dataclass(frozen=True, slots=True)
class Start:
    line: int
    name: str
    """Lower case."""
    attributes: dict[str, str]
    """By lower-case name; the first of a name counts."""


@dataclass(frozen=True, slots=True)
class End:
    line: int
    name: str


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text as it stands in the file, character references and line feeds included."""

    line: int
    raw: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment; `last` is the line that it ends on."""

    line: int
    last: int
    raw: str


Token = Start | End | Text | Remark

MAX_ATTRIBUTES = 100
"""A tag with more ends at its first `>`."""
MAX_IN_VAIN = 10_000
"""So many attributes may be read of tags that turn out to have no end; then every tag ends at its first `>`."""

_NAME = re.compile(r"[a-zA-Z][^\s/>]{0,100}")
_ATTRIBUTE = re.compile(r"[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*([\"']|[^\s>\"'][^\s>]*)?)?")
_TAG_END = re.compile(r"[\s/]*>")
_RAW = {name: re.compile(f"</{name}(?=[\\s/>])", re.I) for name in ("script", "style", "textarea", "title", "xmp")}


@dataclass
class _Scanner:
    text: str
    line: int = 1
    counted: int = 0
    """Up to where line feeds are counted."""
    found: dict[str, int] = field(default_factory=dict)
    in_vain: int = 0

    def line_at(self, offset: int) -> int:
        """Return the line of an offset; offsets only rise."""
        self.line += self.text.count("\n", self.counted, offset)
        self.counted = offset
        return self.line

    def find(self, what: str, offset: int) -> int:
        """Return where `what` stands next, or -1; no stretch is searched twice."""
        known = self.found.get(what)
        if known is None or 0 <= known < offset:
            known = self.found[what] = self.text.find(what, offset)
        return known

    def tokens(self) -> Iterator[Token]:
        text, at, done = self.text, 0, 0
        while True:
            at = text.find("<", at)
            if at < 0 or at + 1 >= len(text):
                break
            follows = text[at + 1]
            if follows in "!?" or (follows == "/" and at + 2 < len(text)):
                stop = self._ends(at)
            elif follows.isascii() and follows.isalpha():
                stop = self.find(">", at) + 1
            else:
                stop = 0
            if stop <= 0:
                at += 1
                continue
            if at > done:
                yield Text(self.line_at(done), text[done:at])
            line = self.line_at(at)
            if text.startswith("<!--", at):
                yield Remark(line, self.line_at(stop), text[at + 4 : stop].removesuffix(">").removesuffix("--"))
            elif follows == "/":
                name = _NAME.match(text, at + 2)
                if name:
                    yield End(line, name[0].lower())
            elif follows not in "!?":
                start, stop = self._start(at, line, stop)
                yield start
                ending = _RAW.get(start.name)
                if ending:
                    inside, stop = stop, self._raw_end(start.name, ending, stop)
                    yield Text(self.line_at(inside), text[inside:stop])
            at = done = stop
        if done < len(text):
            yield Text(self.line_at(done), text[done:])

    def _ends(self, at: int) -> int:
        """Return where a comment, a declaration or an end tag is over; 0 where it is text after all."""
        if self.text.startswith("<!--", at):
            if self.text.startswith((">", "->"), at + 4):
                return self.find(">", at) + 1
            stop = self.find("-->", at + 4)
            if stop >= 0:
                return stop + 3
        return self.find(">", at) + 1

    def _start(self, at: int, line: int, first: int) -> tuple[Start, int]:
        """Return the start tag at an offset, and where it is over; `first` is behind the first `>`."""
        name = _NAME.match(self.text, at + 1)
        assert name is not None
        attributes: dict[str, str] = {}
        offset = name.end()
        for _ in range(MAX_ATTRIBUTES if self.in_vain < MAX_IN_VAIN else 1):
            over = _TAG_END.match(self.text, offset)
            if over:
                return Start(line, name[0].lower(), attributes), over.end()
            found = _ATTRIBUTE.match(self.text, offset)
            if not found:
                break
            value, offset = found[2] or "", found.end()
            if value in ('"', "'"):
                stop = self.find(value, offset)
                if stop < 0:
                    break
                value, offset = self.text[offset:stop], stop + 1
            attributes.setdefault(found[1].lower(), value)
        self.in_vain += len(attributes)
        return Start(line, name[0].lower(), attributes), first

    def _raw_end(self, name: str, ending: re.Pattern[str], offset: int) -> int:
        """Return where the end tag of an element stands in which nothing else is markup."""
        known = self.found.get("</" + name)
        if known is None or known < offset:
            found = ending.search(self.text, offset)
            known = self.found["</" + name] = found.start() if found else len(self.text)
        return known


def tokens(text: str) -> Iterator[Token]:
    """Yield the tags, texts and comments of an HTML text; none raises, and nothing but declarations is left out."""
    return _Scanner(text).tokens()


_SPACES = (9, 10, 11, 12, 13, 0x85, 0xA0, 0x2028, 0x2029)
_CONTROLS = (*range(9), *range(14, 32), *range(0x7F, 0x85), *range(0x86, 0xA0))
_UNSEEN = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0xAD, 0xFEFF, 0xFFFE, 0xFFFF)
_UNREADABLE = {**dict.fromkeys(_SPACES, " "), **dict.fromkeys((*_CONTROLS, *_UNSEEN), "")}


def decoded(raw: str) -> str:
    """Return a line of text with its character references resolved; what cannot be read does not come in by them."""
    return unescape(raw).translate(_UNREADABLE) if "&" in raw or not raw.isascii() else raw
