"""The points of an answer with a letter each: where they stand in its text, and how they look said and missed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from rich.text import Text

from srs.model import Kind
from srs.study.attempt import Attempt, Mark
from srs.terminal import markdown, text
from srs.terminal.markdown import Highlight, Row

LETTERS = "acdmopwxyzACDMOPWXYZ"
"""Letters that no other key uses; points beyond these take turns."""
TURN = "0"
"""The key that gives the letters to the next points, where there are more points than letters."""

_SIGNS = {Mark.OPEN: "·", Mark.SAID: "✓", Mark.MISSED: "✗"}
_STYLES = {Mark.OPEN: "dim", Mark.SAID: "green", Mark.MISSED: "red"}
_FIRST, _SIGN, _LAST = 0xE100, "\ue000", 0xF8FF
"""Private characters that stand for a point's letter and its sign while a text is laid out."""
_PRIVATE = re.compile(f"[\ue000-{chr(_LAST)}]")
_LEAD = re.compile(r"(?:\*\*|__|[*_`~\"'“‘(\[])+$")
_FENCE = re.compile(r"^ *(`{3,}|~{3,})[^\n]*\n.*?(?:^ *\1[^\n]*$|\Z)", re.MULTILINE | re.DOTALL)
_LABEL = re.compile(r"^([^\W\d_][\w /&-]{1,30}:)(?=\s|$)", re.MULTILINE)
"""The label of a story's segment."""


class Sayable(Protocol):
    """What can be ticked: a point of an answer, or another thing that should be said."""

    @property
    def text(self) -> str: ...
    @property
    def role(self) -> str | None: ...


def letter_of(number: int, turn: int) -> str:
    """Return the letter of a point, from 0; a blank while another turn has the letters."""
    at = number - turn * len(LETTERS)
    return LETTERS[at] if 0 <= at < len(LETTERS) else " "


def number_of(letter: str, turn: int) -> int | None:
    """Return the point that a letter means; None for what is none."""
    at = LETTERS.find(letter) if len(letter) == 1 else -1
    return None if at < 0 else at + turn * len(LETTERS)


def turns(points: int) -> int:
    """Return how often the letters are given anew."""
    return max(-(-points // len(LETTERS)), 1)


def letters(points: int, turn: int) -> str:
    """Return which letters so many points have now: `acdm`, `acd…`."""
    given = [letter for number in range(points) if (letter := letter_of(number, turn)) != " "]
    return "".join(given) if len(given) <= 4 else f"{''.join(given[:3])}…"


def answer(
    said: str,
    points: Sequence[Sayable],
    attempt: Attempt | None,
    *,
    kind: Kind,
    width: int,
    turn: int = 0,
    highlight: Highlight | None = None,
) -> list[Row]:
    """Return an answer with a letter before each of its points; what it does not say itself stands below it.

    Without an attempt there are no letters: what the answer does not say stands below it with bullets.
    """
    marked, found = (said, set[int]()) if attempt is None else _placed(_PRIVATE.sub("\ufffd", said), points)
    if kind is Kind.STORY:
        marked = _LABEL.sub(r"**\1**", marked)
    drawn = markdown.rows(marked, width=width, highlight=highlight)
    loose = [number for number in range(len(points)) if number not in found]
    if loose:
        drawn += [*([Row(Text())] if drawn else []), Row(Text("Key points", style="bold underline"))]
        for number in loose:
            drawn += _point(points[number], None if attempt is None else number, width)
    return drawn if attempt is None else [replace(row, text=_signed(row.text, attempt, turn)) for row in drawn]


def beats(points: Sequence[Sayable], attempt: Attempt, *, width: int, turn: int = 0) -> list[Row]:
    """Return the points that were revealed one by one, and how many are still to come."""
    drawn = listed(points, range(attempt.beats), attempt, width=width, turn=turn)
    left = len(points) - attempt.beats
    more = f"… {left} of {len(points)} still to say" if left else "… that was the last"
    return [*drawn, Row(Text(more, style="dim"))]


def listed(points: Sequence[Sayable], numbers: Iterable[int], attempt: Attempt, *, width: int, turn: int) -> list[Row]:
    """Return some of the points, by their numbers, one after the other with their letters."""
    drawn = [row for number in numbers for row in _point(points[number], number, width)]
    return [replace(row, text=_signed(row.text, attempt, turn)) for row in drawn]


def _point(point: Sayable, number: int | None, width: int) -> list[Row]:
    lead = "" if not point.role else f"{point.role}: " if number is None else f"**{point.role.capitalize()}:** "
    said = _PRIVATE.sub("\ufffd", text.line(point.text))
    mark = "• " if number is None else f"{chr(_FIRST + number)}{_SIGN} " if _FIRST + number <= _LAST else "   "
    rows = markdown.rows(f"{lead}{said}", width=width - len(mark))
    marks = [Text(mark, style="dim" if number is None else ""), *[Text(" " * len(mark))] * (len(rows) - 1)]
    return [Row(Text.assemble(before, row.text), row.fixed) for before, row in zip(marks, rows, strict=False)]


def _placed(said: str, points: Sequence[Sayable]) -> tuple[str, set[int]]:
    """Return a text with a mark before each point that it says, and which points those are."""
    where = [(at, character) for at, character in _bare(said)]
    whole = "".join(character for _, character in where)
    fences = [match.span() for match in _FENCE.finditer(said)]
    taken: dict[int, int] = {}
    after = 0
    for number, point in enumerate(points):
        wanted = "".join(character for _, character in _bare(point.text))
        found = whole.find(wanted, after) if wanted else -1
        if found < 0 and wanted:
            found = whole.find(wanted)
        if found < 0 or _FIRST + number > _LAST:
            continue
        at = where[found][0]
        start = at - len(match[0]) if (match := _LEAD.search(said, 0, at)) else at
        if start in taken or any(first <= at < last for first, last in fences):
            continue
        taken[start] = number
        after = found + 1
    parts, last = [], 0
    for start in sorted(taken):
        parts += [said[last:start], f"{chr(_FIRST + taken[start])}{_SIGN}\u00a0"]
        last = start
    return "".join([*parts, said[last:]]), set(taken.values())


def _bare(said: str) -> list[tuple[int, str]]:
    return [(at, lower) for at, one in enumerate(said) if one.isalnum() for lower in one.casefold()]


def _signed(row: Text, attempt: Attempt, turn: int) -> Text:
    """Return a row with letters and signs where its marks stand."""
    plain = row.plain
    if _SIGN not in plain:
        return row
    characters, styles = list(plain), []
    for at, one in enumerate(plain):
        if one == _SIGN and at and ord(plain[at - 1]) >= _FIRST:
            number = ord(plain[at - 1]) - _FIRST
            mark = attempt.marks[number]
            shown = number < attempt.offered
            characters[at - 1 : at + 1] = letter_of(number, turn) if shown else " ", _SIGNS[mark] if shown else " "
            styles.append((at - 1, "bold", _STYLES[mark]))
    drawn = row.copy()
    drawn.plain = "".join(characters).replace("\u00a0", " ")
    for at, letter, sign in styles:
        drawn.stylize(f"not italic not dim {letter}", at, at + 1)
        drawn.stylize(f"bold {sign}" if sign != "dim" else "dim", at + 1, at + 2)
    return drawn
