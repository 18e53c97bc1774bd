"""The templates of a note type: which fields a card shows, under which conditions, through which filters.

`{{Field}}`, `{{filter:Field}}`, `{{#Field}}…{{/Field}}` where it has something in it, `{{^Field}}…{{/Field}}` where
not; a comment is `{{!…}}`. What is no field shows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from srs.anki import clozes
from srs.anki.text import converted, without_comments

_TOKEN = re.compile(r"\{\{([^{}]*)\}\}")
_EMPTY = re.compile(r"(?:\s|&nbsp;|</?(?:br|div) ?/?>)*", re.IGNORECASE)
_RULE = re.compile(r"<hr\b([^<>]*+)>", re.IGNORECASE)
_IS_ANSWER = re.compile(r"""\bid\s*=\s*["']?answer\b""", re.IGNORECASE)
_RUBY = re.compile(r"(?:(?<=[ >])|^)([^ >\[\]]+)\[([^\[\]]*)\]")
_OLD_MARKS = "{{=<% %>=}}"
_DEEPEST = 50
LONGEST = 200_000
"""Characters of one side, as HTML."""


class TooLong(ValueError):
    """A side has more text than is taken."""


@dataclass(frozen=True, slots=True)
class _Shown:
    name: str
    filters: tuple[str, ...]


@dataclass(slots=True)
class _Where:
    name: str
    empty: bool
    parts: list[str | _Shown | _Where] = field(default_factory=list)


_Parts = list["str | _Shown | _Where"]


class Template:
    """One side of a card, made ready."""

    def __init__(self, source: str) -> None:
        if source.lstrip().startswith(_OLD_MARKS):
            source = source.replace(_OLD_MARKS, "", 1).replace("<%", "{{").replace("%>", "}}")
        self._parts = _parsed(_without_scripts(without_comments(source)))

    def render(self, show: Callable[[str, tuple[str, ...]], str], has: Callable[[str], bool]) -> str:
        """Return the side as HTML; `show` gives a field through filters, `has` says whether one has anything in it."""
        out = _Out()
        _render(self._parts, show, has, out)
        return "".join(out.parts)


class _Out:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self._size = 0

    def add(self, html: str) -> None:
        self._size += len(html)
        if self._size > LONGEST:
            raise TooLong
        self.parts.append(html)


def is_empty(html: str) -> bool:
    """Say whether a field has nothing in it, as Anki counts that."""
    return _EMPTY.fullmatch(html) is not None


@dataclass(frozen=True, slots=True)
class Sides:
    """What a card asks and what it answers, as HTML."""

    asks: str
    answers: str
    gaps: tuple[str, ...] = ()
    """What the gaps hide that it asks for."""


def sides(front: Template, back: Template, fields: Mapping[str, str], *, number: int | None) -> Sides:
    """Return both sides of a card; `number` is that of its gaps, None for one that has none.

    The answer is what the back shows beyond the front: after its `<hr id=answer>`, or all but the front side.
    TooLong for a side that shows too much.
    """
    asked: dict[str, str] = {}
    gaps: list[str] = []

    def cloze(name: str, number: int) -> str:
        if name not in asked:
            parts = clozes.parsed(fields.get(name, ""))
            gaps.extend(clozes.hidden(parts, number))
            asked[name] = clozes.asked(parts, number)
        return asked[name]

    def has(name: str) -> bool:
        if number is not None and re.fullmatch(r"c\d{1,4}", name):
            return name == f"c{number}"
        return name == "Tags" or not is_empty(fields.get(name, ""))

    def asks(name: str, filters: tuple[str, ...]) -> str:
        if "type" in filters or "hint" in filters:
            return ""
        if "cloze" in filters and number is not None:
            return cloze(name, number)
        return _filtered(fields.get(name, ""), filters)

    def answers(name: str, filters: tuple[str, ...]) -> str:
        if "cloze" in filters and number is not None:
            return ""
        return _filtered(fields.get(name, ""), filters)

    front_side = front.render(asks, has)
    back_side = back.render(answers, has)
    rule = next((found for found in _RULE.finditer(back_side) if _IS_ANSWER.search(found[1])), None)
    if rule is not None and converted(back_side[rule.end() :]):
        back_side = back_side[rule.end() :]
    return Sides(asks=front_side, answers=back_side, gaps=tuple(gaps))


def _filtered(text: str, filters: tuple[str, ...]) -> str:
    for name in reversed(filters):
        if name == "furigana":
            text = _RUBY.sub(r"\1(\2)", text)
        elif name == "kana":
            text = _RUBY.sub(r"\2", text)
        elif name == "kanji":
            text = _RUBY.sub(r"\1", text)
    return text


def _parsed(source: str) -> _Parts:
    whole: _Parts = []
    open_: list[_Where] = []
    at = 0
    for found in _TOKEN.finditer(source):
        here = open_[-1].parts if open_ else whole
        if found.start() > at:
            here.append(source[at : found.start()])
        at = found.end()
        token = found[1].strip()
        if not token or token[0] == "!":
            continue
        name = token[1:].strip()
        if token[0] in "#^":
            where = _Where(name, token[0] == "^")
            here.append(where)
            if len(open_) < _DEEPEST:
                open_.append(where)
        elif token[0] == "/":
            if open_ and open_[-1].name == name:
                open_.pop()
        else:
            *filters, name = [part.strip() for part in token.split(":")]
            here.append(_Shown(name, tuple([each.partition(" ")[0] for each in filters])))
    if at < len(source):
        (open_[-1].parts if open_ else whole).append(source[at:])
    return whole


def _render(parts: _Parts, show: Callable[[str, tuple[str, ...]], str], has: Callable[[str], bool], out: _Out) -> None:
    for part in parts:
        if isinstance(part, str):
            out.add(part)
        elif isinstance(part, _Shown):
            out.add(show(part.name, part.filters))
        elif has(part.name) != part.empty:
            _render(part.parts, show, has, out)


def _without_scripts(source: str) -> str:
    """Return a template without what nobody reads; some are a hundred times as long as what they show."""
    for name in ("script", "style"):
        parts, at, lower = [], 0, source.lower()
        while (start := lower.find(f"<{name}", at)) >= 0 and (end := lower.find(f"</{name}", start)) >= 0:
            parts.append(source[at:start])
            close = lower.find(">", end)
            at = len(source) if close < 0 else close + 1
        parts.append(source[at:])
        source = "".join(parts)
    return source
