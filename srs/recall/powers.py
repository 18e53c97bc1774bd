"""Powers of ten and other powers, as they are written and said: 6.02 × 10^23, 3e8, ten to the minus nine."""

from __future__ import annotations

from collections.abc import Sequence

from srs.recall.lexicon import ENGLISH, Language, words
from srs.recall.numbers import number_at, ordinal_at
from srs.recall.spoken import Number
from srs.recall.tokens import Token, low_at, tight_at

_TIMES = frozenset(words("× x * · times mal fois por per vezes volte keer maal"))
_RAISED = ("to the power of", "to the power", "to the", "hoch", "puissance", "à la puissance", "elevado a la",
"elevado a", "elevado à",
           "alla", "elevato alla", "tot de macht")  # fmt: skip
_MINUS = frozenset(words("- minus negative moins menos meno min"))
_GREATEST = 60


def power_at(found: Sequence[Token], number: Number, language: Language) -> Number | None:
    """Return the power that a number begins, which may be multiplied by it; None where it begins none."""
    at = number.end
    if low_at(found, at) in _TIMES:
        base = number_at(found, at + 1, language) or number_at(found, at + 1, ENGLISH)
        if base is None or base.values[0] != 10 or base.scaled:
            return None
        raised = _exponent(found, base.end, language, base=10.0)
        if raised is None:
            return None
        exponent, end = raised
        return Number((number.values[0] * 10.0**exponent,), end, scaled=True, decimals=number.decimals)
    if low_at(found, at) == "e" and number.digits and tight_at(found, at):
        signed = _digits(found, at + 1)
        if signed is None:
            return None
        return Number((number.values[0] * 10.0 ** signed[0],), signed[1], scaled=True)
    raised = _exponent(found, at, language, base=number.values[0])
    if raised is None or number.share or number.scaled:
        return None
    return Number((number.values[0] ** raised[0],), raised[1], scaled=True)


def _digits(found: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Return a signed whole number that stands right behind what is before it, and the token after it."""
    next, sign = at, 1
    if low_at(found, next) in ("-", "+"):
        sign, next = (-1 if low_at(found, next) == "-" else 1), next + 1
    low = low_at(found, next)
    if not low.isdecimal() or not tight_at(found, next) or int(low) > _GREATEST:
        return None
    return sign * int(low), next + 1


def _exponent(found: Sequence[Token], at: int, language: Language, *, base: float) -> tuple[int, int] | None:
    if low_at(found, at) == "^" or (low_at(found, at) == "*" == low_at(found, at + 1)):
        next = at + (1 if low_at(found, at) == "^" else 2)
        return _digits(found, next)
    if base not in (2, 10):
        return None
    for phrase in _RAISED:
        parts = phrase.split()
        if [low_at(found, at + index) for index in range(len(parts))] != parts:
            continue
        next, sign = at + len(parts), 1
        if low_at(found, next) in _MINUS:
            next, sign = next + 1, -1
        exponent = ordinal_at(found, next) or number_at(found, next, language)
        if exponent is None or exponent.values[0] % 1 or exponent.values[0] > _GREATEST or exponent.scaled:
            return None
        end = exponent.end
        if exponent.digits and low_at(found, end) in ("th", "rd", "nd", "st") and tight_at(found, end):
            end += 1
        if low_at(found, end) == "power":
            end += 1
        return sign * int(exponent.values[0]), end
    return None
