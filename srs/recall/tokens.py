"""Text -> tokens: numerals, words and signs, each with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto


class Shape(Enum):
    """What a token is."""

    NUMERAL = auto()
    WORD = auto()
    SIGN = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a text; `low` is what it is compared by."""

    shape: Shape
    text: str
    low: str
    start: int
    end: int


_ONE_CHARACTER = str.maketrans(
    {
        "’": "'", "‘": "'", "`": "'", "＇": "'", "“": '"', "”": '"', "−": "-", "‐": "-", "‑": "-", "–": "–", "—": "—",
        "％": "%", "＜": "<", "＞": ">", "～": "~", "〜": "~", "∼": "~",
        "⇒": "→", "➔": "→", "➜": "→", "⟶": "→", "＄": "$",
        "：": ":", "，": ",", "．": ".", "／": "/", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "µ": "μ",
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        **{chr(0x0660 + digit): str(digit) for digit in range(10)},
    }
)  # fmt: skip
_VULGAR = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5", "⅘": "4/5",
    "⅙": "1/6",    "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8", "⅒": "1/10",
}  # fmt: skip
_RAISED = re.compile(r"(?<=\d)([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_DIGITS = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "+-0123456789")
_GLUED_MONEY = re.compile(r"(?<=\d)(\s?)([kKMT]|[mb]n|Mio|Mrd)(EUR|USD|GBP|CHF|(?<=T)€)(?![^\W\d_])")
_VULGARS = re.compile(f"(?:(\\d)\\s?)?([{''.join(_VULGAR)}])")

_TOKEN = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d(?!\d))"
    r"|(?P<numeral>(?<![^\W\d_])\d{1,3}(?:[ ']\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*|(?<![\w.])[.,]\d+)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*[²³]?)"
    r"|(?P<sign>->|=>|-+>|<=|>=|→|\S)"
)


def plain(text: str) -> str:
    """Return text with one sign for each meaning: quotes, hyphens, digits, arrows and fractions as ASCII has them."""
    text = text.translate(_ONE_CHARACTER)
    text = _RAISED.sub(lambda found: "^" + found[1].translate(_DIGITS), text)
    # a T before a currency is a thousand: T€ is what German accounts are kept in
    text = _GLUED_MONEY.sub(lambda found: f"{found[1]}{'k' if found[2] == 'T' else found[2]} {found[3]}", text)
    return _VULGARS.sub(lambda found: f"{found[1]} {_VULGAR[found[2]]}" if found[1] else _VULGAR[found[2]], text)


def tokens(text: str) -> list[Token]:
    """Return the tokens of a text that `plain` gave."""
    found = []
    for match in _TOKEN.finditer(text):
        shape = {"numeral": Shape.NUMERAL, "date": Shape.NUMERAL, "word": Shape.WORD, "sign": Shape.SIGN}[
            match.lastgroup or "sign"
        ]
        low = "→" if match[0] in ("->", "=>") or re.fullmatch("-+>", match[0]) else match[0].casefold()
        low = {"<=": "≤", ">=": "≥"}.get(low, low)
        found.append(Token(shape, match[0], low, match.start(), match.end()))
    return found


def tight_at(found: Sequence[Token], at: int) -> bool:
    """Return whether no space stands before a token."""
    return 0 < at < len(found) and found[at - 1].end == found[at].start


def low_at(found: Sequence[Token], at: int) -> str:
    """Return what a token is compared by; nothing where there is none."""
    return found[at].low if 0 <= at < len(found) else ""


def token_at(found: Sequence[Token], at: int) -> Token | None:
    """Return a token; None where there is none."""
    return found[at] if 0 <= at < len(found) else None
