"""Tokens -> numbers: numerals with either decimal sign, number words of several languages, fractions, k/M/B."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from srs.recall.lexicon import ENGLISH, LANGUAGES, ORDINALS, Language, glued_number, words
from srs.recall.spoken import Number, spoken_at, tight
from srs.recall.tokens import Shape, Token, low_at, token_at


def language_of(tokens: Sequence[Token]) -> Language:
    """Return the language that most of the words belong to; English where nothing tells."""
    told = [_tells(token.low) for token in tokens if token.shape is Shape.WORD]
    known = [sum(each) for each in zip(*told, strict=True)] if told else [0.0] * len(LANGUAGES)
    best = max(range(len(LANGUAGES)), key=lambda at: (known[at], LANGUAGES[at] is ENGLISH))
    return LANGUAGES[best]


@lru_cache(maxsize=16384)
def _tells(word: str) -> tuple[float, ...]:
    """Return how much a word tells for each language."""
    return tuple(
        [
            2.0
            * (word in language.ones or (word in language.big and word != "mil") or (word in language.fractions))
            * (word not in language.doubtful)
            + (word == "mil" and language is not ENGLISH and word in language.big)
            + 2.0 * (word in language.point)
            - (word == "once" and language is not ENGLISH and word in language.ones)
            + (word in language.hints)
            + 2.0 * (word in language.halves)
            + 2.0 * (language.glued and len(word) > 6 and glued_number(word, language) is not None)
            for language in LANGUAGES
        ]
    )


def number_at(tokens: Sequence[Token], at: int, language: Language) -> Number | None:
    """Return the number that begins at a token, with its magnitude; None where none does."""
    number = _mixed(tokens, at, language)
    return None if number is None else _scaled(tokens, number, language)


# ---------------------------------------------------------------- numerals


def numeral(text: str) -> tuple[tuple[float, ...], int]:
    """Return what a numeral can mean, likeliest first, and its decimals: 1,200 1.200 1'200.5 12,5."""
    text = text.replace(" ", "").replace("'", "")
    commas, dots = text.count(","), text.count(".")
    if commas and dots:
        decimal = max(",.", key=text.rfind)
        whole, _, rest = text.rpartition(decimal)
        return (float(re.sub(r"[.,]", "", whole) + "." + rest),), len(rest)
    sign = "," if commas else "."
    if commas + dots == 0:
        return (float(text),), 0
    head, *groups = text.split(sign)
    thousands = bool(head) and head != "0" and len(head) <= 3 and all(len(group) == 3 for group in groups)
    if commas + dots > 1:
        if thousands:
            return (float(text.replace(sign, "")),), 0
        return (float(head + "." + "".join(groups)),), len("".join(groups))
    as_decimal = float((head or "0") + "." + groups[0])
    if not thousands:
        return (as_decimal,), len(groups[0])
    grouped = float(head + groups[0])
    if sign == ",":
        return (grouped,), 0
    return (as_decimal, grouped), len(groups[0])


# ---------------------------------------------------------------- fractions


def _mixed(tokens: Sequence[Token], at: int, language: Language) -> Number | None:
    """Return a number with the fraction that follows it: one and a half, 2 1/2, anderthalb."""
    base = _fraction(tokens, at, language)
    if base is None and language is ENGLISH:
        base = ordinal_at(tokens, at)
    base = base or _simple(tokens, at, language)
    if base is None or base.share:
        return base
    next = base.end
    if low_at(tokens, next) in language.joiners:
        rest = _fraction(tokens, next + 1, language)
        if rest is not None and rest.share and rest.values[0] < 1:
            # a million and a half, un million et demi
            factor = _magnitude(low_at(tokens, next - 1), language)
            values = tuple([value + rest.values[0] * factor for value in base.values])
            return Number(values, rest.end, decimals=1, scaled=factor > 1)
    if low_at(tokens, next) == "&":
        rest = _fraction(tokens, next + 1, language)
        if rest is not None and rest.share:
            return Number(tuple(value + rest.values[0] for value in base.values), rest.end, decimals=1)
    rest = _literal_fraction(tokens, next)
    if rest is not None and base.digits and rest.values[0] < 1:
        return Number((base.values[0] + rest.values[0],), rest.end, decimals=1)
    return base


def ordinal_at(tokens: Sequence[Token], at: int) -> Number | None:
    """Return third and twenty-first as numbers; they may be fractions or mere words."""
    low = low_at(tokens, at)
    if low in ORDINALS:
        return Number((float(ORDINALS[low]),), at + 1, weak=True, ordinal=True)
    if low in ENGLISH.ones and 20 <= ENGLISH.ones[low] < 100:
        next = at + 2 if low_at(tokens, at + 1) == "-" else at + 1
        one = ORDINALS.get(low_at(tokens, next), 0)
        if 0 < one < 10:
            return Number((ENGLISH.ones[low] + one,), next + 1, weak=True, ordinal=True)
    return None


def _magnitude(word: str, language: Language) -> float:
    """Return what a word that ends a number multiplies by: a thousand and more; any other 1."""
    worth = language.big.get(word, ENGLISH.big.get(word, 1.0))
    return worth if worth >= 1000 else 1.0


def _literal_fraction(tokens: Sequence[Token], at: int) -> Number | None:
    """Return 3/4 as a share, where it is less than one."""
    one, bar, other = token_at(tokens, at), token_at(tokens, at + 1), token_at(tokens, at + 2)
    if one is None or bar is None or other is None or bar.low not in "/⁄" or low_at(tokens, at + 3) == "/":
        return None
    if one.text.isdecimal() and other.text.isdecimal() and one.end == bar.start and bar.end == other.start:
        above, below = int(one.text), int(other.text)
        if 0 < above < below <= (100 if above > 1 else 100_000):
            return Number((above / below,), at + 3, share=True, decimals=2)
    return None


def _fraction(tokens: Sequence[Token], at: int, language: Language) -> Number | None:
    """Return half, a third, two thirds, three quarters, 3/4 as a share of a whole."""
    literal = _literal_fraction(tokens, at)
    if literal is not None:
        return literal
    first = low_at(tokens, at)
    if first in ("la", "the", "die", "der", "den") and low_at(tokens, at + 1) in language.halves:
        return Number((0.5,), at + 2, share=True, decimals=1)
    if first in language.halves:
        return Number((0.5,), at + 1, share=True, decimals=1)
    if first in language.fractions and (language is not ENGLISH or first in ("quarter",)):
        return Number((language.fractions[first],), at + 1, share=True, decimals=2)
    if first in language.articles or first in language.ones or first.isdecimal():
        next = at + 1
        if low_at(tokens, next) == "-":
            next += 1
        second = low_at(tokens, next)
        if second in language.halves and first in language.articles:
            return Number((0.5,), next + 1, share=True, decimals=1)
        place = second in ORDINALS and low_at(tokens, next + 1) == "-" and tight(tokens, next + 1)
        if second in language.fractions and not place:  # a third-floor flat
            count = float(first) if first.isdecimal() else language.ones.get(first, 1.0)
            worth = count * language.fractions[second]
            if 0 < worth < 10:
                return Number((worth,), next + 1, share=True, decimals=2)
        if language is ENGLISH and (first == "one" or first in language.articles):
            below = _denominator(tokens, next)
            if below is not None:
                return Number((1 / below[0],), below[1], share=True, decimals=2)
    return None


_TENTHS = ["fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth", "hundredth"]
_ENDS = ORDINALS | {word: 40 + 10 * at for at, word in enumerate(_TENTHS)} | {"thousandth": 1000, "millionth": 10**6}


def _denominator(tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
    """Return what a long ordinal is worth as a denominator: two-hundred-and-fiftieth."""
    for end in range(at, min(at + 8, len(tokens))):
        low = tokens[end].low
        if low in _ENDS:
            cardinal = replace(tokens[end], low=_CARDINAL[_ENDS[low]]) if _ENDS[low] in _CARDINAL else None
            if cardinal is None:
                return None
            spoken = [*[token for token in tokens[at:end] if token.low != "-"], cardinal]
            number = spoken_at(spoken, 0, ENGLISH)
            whole = number is not None and number.end == len(spoken) and number.values[0] >= 10
            return (number.values[0], end + 1) if number is not None and whole else None
        if tokens[end].shape is not Shape.WORD and low != "-":
            return None
    return None


_CARDINAL = {int(worth): word for table in (ENGLISH.big, ENGLISH.ones) for word, worth in reversed(table.items())}


def _simple(tokens: Sequence[Token], at: int, language: Language) -> Number | None:
    token = token_at(tokens, at)
    if token is None:
        return None
    if token.shape is Shape.NUMERAL and "-" not in token.text:
        values, decimals = numeral(token.text)
        return Number(values, at + 1, decimals=decimals, digits=token.text)
    if token.shape is not Shape.WORD:
        return None
    return spoken_at(tokens, at, language)


# ---------------------------------------------------------------- magnitudes

_SUFFIX = {"k": 1e3, "mn": 1e6, "mio": 1e6, "bn": 1e9, "bln": 1e9, "mrd": 1e9, "tn": 1e12, "trn": 1e12}
_CURRENCIES = frozenset(words("euro euros eur dollars usd pounds gbp francs chf yen rupees kronor kroner € $ £"))
_CJK = {"万": 1e4, "萬": 1e4, "만": 1e4, "億": 1e8, "亿": 1e8, "억": 1e8, "千": 1e3, "兆": 1e12}


def _before_is_money(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].low in ("$", "€", "£", "usd", "eur", "gbp")


def _scaled(tokens: Sequence[Token], number: Number, language: Language) -> Number:
    """Return the number times the magnitude that follows: 3k, 1.2 million, half a million, 3万."""
    next = number.end
    if number.share:
        while low_at(tokens, next) in ("of", "de", "di", "von", "van") or (
            low_at(tokens, next) in language.articles and low_at(tokens, next + 1) in language.big
        ):
            next += 1
            if low_at(tokens, next) in language.big:
                break
    token = token_at(tokens, next)
    if token is None:
        return number
    if low_at(tokens, next) == "-" and tight(tokens, next) and low_at(tokens, next + 1) in language.big:
        next += 1
        token = tokens[next]
    factor = None
    if token.low in language.big or token.low in ENGLISH.big:
        # a bare `mil` or `hundred` is part of a number in words, and has been taken there
        factor = language.big.get(token.low) or ENGLISH.big[token.low]
        if number.share and factor < 1000 and token.low not in ("dozen", "hundred"):
            factor = None
    elif not number.digits and not number.share and token.low == "k" and not number.weak:
        factor = 1e3
    elif number.digits and token.low in _SUFFIX:
        factor = _SUFFIX[token.low]
        if token.low == "k" and token.text == "K" and token.start > tokens[next - 1].end + 1:
            factor = None
    elif number.digits and token.text in ("M", "B", "T", "G") and token.start - tokens[next - 1].end <= 1:
        # G is what engineers say of budgets never; of tokens and rows now and then
        factor = {"M": 1e6, "B": 1e9, "T": 1e12}.get(token.text)
    elif number.digits and token.low in ("m", "b") and low_at(tokens, next + 1) in _CURRENCIES:
        factor = {"m": 1e6, "b": 1e9}[token.low]  # 4.5m euros
    elif number.digits and token.text == "MM" and _before_is_money(tokens, number.end - 1):
        factor = 1e6
    elif token.low in _CJK:
        factor = _CJK[token.low]
    if factor is None or (number.digits and token.low in ("cent", "cents")):
        return number
    end = next + 1
    if end < len(tokens) and tokens[end].low == "." and tokens[end - 1].low in ("mio", "mrd", "tsd"):
        end += 1
    values = tuple(value * factor for value in number.values)
    scaled = Number(values, end, scaled=True, decimals=number.decimals)
    again = low_at(tokens, end)
    if again in language.big and language.big[again] >= 1000 and factor < language.big[again]:
        more = language.big[again]
        scaled = Number(tuple(value * more for value in values), end + 1, scaled=True, decimals=number.decimals)
    elif low_at(tokens, end) in language.joiners and (
        low_at(tokens, end + 1) in language.articles or low_at(tokens, end + 1) in language.halves
    ):
        rest = _fraction(tokens, end + 1, language)
        if rest is not None and rest.share and factor >= 1000:  # a million and a half
            scaled = Number(tuple(value + rest.values[0] * factor for value in values), rest.end, scaled=True)
    return scaled
