"""Numbers and letters that tie a page together: answers that name their question, parts by Roman numbers, stories by
the first letters of their pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from srs.notes import words
from srs.notes.outline.layout import text_rows
from srs.reading.document import Block, Heading, ListBlock, Markup, Paragraph, Rule, rows_of

_BY_NUMBER = re.compile(
    r"\s*[*_]{0,2}(?:(?P<mark>[RAСОOС]|Ans|Resp|Antw?|Rép|Отв)\.?\s?)?(?P<number>\d{1,2})\s*"
    r"(?P<sep>\.-|[.:)]|->|=>|→|➜|--|—|–|-|\.{3}|…)[*_]{0,2}\s*(?P<rest>.*)$",
    re.I,
)
_ARROWS = ("->", "=>", "→", "➜", "--", "—", "–")


def numbered_answers(blocks: Sequence[Block]) -> dict[int, tuple[str, str]]:
    """Return the lines `R1 – …`, `1 → …`: the number of the question that they answer, and the answer."""
    marked: dict[int, tuple[str, str]] = {}
    bare: dict[int, tuple[str, str]] = {}
    for row in text_rows(blocks):
        found = _BY_NUMBER.match(row.text)
        if found is None:
            continue
        if found["mark"]:
            marked[row.number] = found["number"], found["rest"].strip()
        elif found["sep"] in _ARROWS:
            bare[row.number] = found["number"], found["rest"].strip()
    return (marked if len(marked) >= 2 else {}) | (bare if len(bare) >= 2 else {})


_ROMAN = re.compile(r"(?P<number>[IVX]{1,5})[.)]\s+(?P<rest>\S.*)$")
_VALUES = {"I": 1, "V": 5, "X": 10}


def roman_parts(blocks: Sequence[Block]) -> dict[int, str]:
    """Return the lines numbered I, II, III, … and what stands behind the number: the parts of a page."""
    found: list[tuple[int, int, str]] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            for row in block.rows:
                if match := _ROMAN.match(row.text):
                    found.append((_value(match["number"]), row.number, match["rest"]))
        elif isinstance(block, ListBlock):
            for item in block.items:
                text = f"{item.marker} {item.rows[0].text}".strip() if item.rows else ""
                if match := _ROMAN.match(text):
                    found.append((_value(match["number"]), item.rows[0].number, match["rest"]))
    parts = [(number, text) for index, (value, number, text) in enumerate(found) if value == index + 1]
    return dict(parts) if len(parts) >= 3 and len(parts) == len(found) else {}


def _value(number: str) -> int:
    values = [_VALUES[letter] for letter in number]
    return sum(-one if one < max(values[at:]) else one for at, one in enumerate(values))


def segment_letters(blocks: Iterable[Block]) -> dict[int, str]:
    """Return the lines that open segments by a letter: S, T, A, R in order, or C, A, R or S, O, A, R."""
    marks: list[tuple[int, str]] = []
    seen: set[int] = set()
    for block in blocks:
        if isinstance(block, Heading | Rule | Markup):
            continue
        for row in rows_of(block):
            if row.number in seen:
                continue
            seen.add(row.number)
            found = re.match(r"\W{0,5}([STARCOLstarcol])\W{0,3}?(?:\s*[:：.)–—]|\s-\s|\*\*\s|\t)", row.text)
            if found and re.match(r"\W*\w\W", row.text):
                marks.append((row.number, found[1].casefold()))
            elif re.match(r"\W{0,5}[Qq]\d{0,3}\s*[:.)]", row.text):
                marks.append((row.number, "q"))
    out: dict[int, str] = {}
    index = 0
    text = "".join(letter for _, letter in marks)
    while index < len(text):
        for run in ("starl", "star", "soarl", "soar", "carl", "car", "sar"):
            if text.startswith(run, index):
                for number, letter in marks[index : index + len(run)]:
                    out[number] = words.SEGMENT_LETTERS[letter]
                index += len(run)
                break
        else:
            index += 1
    return out
