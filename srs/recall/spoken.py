"""Number words -> numbers, in several languages: two hundred and fifty, zweihundertfünfzig, quatre-vingt-dix-sept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from srs.recall.lexicon import Language, glued_number
from srs.recall.tokens import Shape, Token, low_at, token_at


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it was said."""

    values: tuple[float, ...]
    """What it can mean, likeliest first: 1.200 is 1.2 or 1200."""
    end: int
    """The token after it."""
    share: bool = False
    """A fraction of a whole: half, two thirds, 3/4."""
    weak: bool = False
    """Said with `a` or `one`, which need not be a number."""
    scaled: bool = False
    """Said with a magnitude: 3k, two million."""
    decimals: int = 0
    """Digits after the decimal sign."""
    ordinal: bool = False
    """Said as a place in a row: third, 3rd."""
    spoken: bool = False
    """Said as one fifty, which can be 150 and 1.50."""
    digits: str = ""
    """A numeral as it was typed, where it is nothing else."""


def spoken_at(tokens: Sequence[Token], at: int, language: Language) -> Number | None:
    """Return a number in words: two hundred and fifty, zweihundertfünfzig, quatre-vingt-dix-sept, point nine nine."""
    first = low_at(tokens, at)
    total, current, last = 0.0, 0.0, 0.0
    said, weak, next, split = 0, False, at, False
    if first in language.articles:
        weak = True
        after = low_at(tokens, at + 1)
        if language.code == "en" and first != "one" and after not in language.big:
            return None
        if language.code == "en" and first != "one":
            current, next, said = 1.0, at + 1, 1
            weak = False
    year = _year(tokens, at, language) or _with_oh(tokens, at, language) or _digit_by_digit(tokens, at, language)
    if year is not None:
        return year
    while True:
        token = token_at(tokens, next)
        if token is None:
            break
        word = token.low
        if said and word == "," and last >= 1000 and _follows_comma(tokens, next, last, language):
            next += 1  # five thousand, seven hundred
            continue
        if said and (word in language.joiners or word == "-"):
            following = low_at(tokens, next + 1)
            worth = _worth(following, language)
            if worth is None or following in language.halves:
                break
            if word == "-":
                goes_on = tight(tokens, next) and (_joins(last, worth, language) or worth >= 20 or last >= 10)
            else:
                goes_on = _joins(last, worth, language)
            if not goes_on:
                break
            next += 1
            continue
        worth = _worth(word, language)
        if worth is None or token.shape is not Shape.WORD:
            break
        if word in language.big and worth >= 1000:
            if total and not current and last >= 1000:
                total *= worth  # a thousand billion
            else:
                total += (current or 1) * worth
            current = 0
        elif word in language.big and worth in (100, 12):
            if said and 0 < current % 1000 < 100:
                current = current * worth
            elif current and worth == 100:
                break
            else:
                current += worth
        elif language.code == "fr" and worth == 20 and current % 100 == 4:
            current, worth = current + 76, 80.0
        elif said and not _follows(current, last, worth):
            if language.code == "en" and 1 <= current <= 19 and 20 <= worth < 100 and total == 0 and said == 1:
                current, split = current * 100 + worth, True  # one fifty, twelve eighty
            elif (
                language.code == "en"
                and current == last
                and (1 <= current <= 9 or 11 <= current < 20)
                and 10 <= worth < 20
                and said == 1
            ):
                current, split = current * 100 + worth, True
            else:
                break
        else:
            current += worth
        last = worth
        said += 1
        next += 1
        weak = weak and said == 1
    decimals = 0
    value = total + current
    if low_at(tokens, next) in language.point and (said or language.code == "en"):
        fraction = _decimals(tokens, next + 1, language)
        if fraction is not None:
            digits, end = fraction
            value, next, decimals, weak = value + float(f"0.{digits}"), end, len(digits), False
            said = max(said, 1)
    if not said:
        return None
    split = split and not decimals and 100 <= value < 10_000
    values = (value, value / 100) if split else (value,)
    return Number(values, next, weak=weak and value == 1, decimals=decimals, spoken=split)


def _follows_comma(tokens: Sequence[Token], at: int, last: float, language: Language) -> bool:
    """Whether a smaller part of one number goes on after a comma."""
    number = spoken_at(tokens, at + 1, language)
    return (
        number is not None and tokens[at + 1].shape is Shape.WORD and 1 <= number.values[0] < last and not number.weak
    )


def _worth(word: str, language: Language) -> float | None:
    for table in (language.ones, language.big):
        if word in table:
            return table[word]
    return glued_number(word, language) if language.glued else None


def _follows(current: float, last: float, worth: float) -> bool:
    """Whether a word adds to what stands before it: twenty five, hundred fifty, thousand two."""
    if last >= 100:
        return True
    if current == 0:
        return True
    return 10 <= last < 100 and current % 10 == 0 and (worth < 10 or (current % 100 in (60, 80) and worth < 20))


def _joins(last: float, worth: float, language: Language) -> bool:
    if last >= 100:
        return worth < last
    return language.code != "en" and last >= 20 and worth < 20


def tight(tokens: Sequence[Token], at: int) -> bool:
    """Return whether no space stands around a token."""
    return tokens[at - 1].end == tokens[at].start and at + 1 < len(tokens) and tokens[at].end == tokens[at + 1].start


def _year(tokens: Sequence[Token], at: int, language: Language) -> Number | None:
    """Return twenty twenty-six and nineteen ninety-nine as years."""
    if language.code != "en":
        return None
    century = language.ones.get(low_at(tokens, at))
    if century not in (19, 20):
        return None
    tens = language.ones.get(low_at(tokens, at + 1))
    if tens is None or tens < 10:
        return None
    if tens < 20:
        return _as_year(century * 100 + tens, at + 2)
    next = at + 2
    if low_at(tokens, next) == "-":
        next += 1
    one = language.ones.get(low_at(tokens, next))
    if one is not None and 1 <= one < 10:
        year = century * 100 + tens + one
        return _as_year(year, next + 1)
    return _as_year(century * 100 + tens, at + 2)


def _as_year(year: float, end: int) -> Number:
    """Return what nineteen ninety-nine is: a year far more often than a price."""
    return Number((year, year / 100), end, digits=str(int(year)), spoken=True)


def _digit_by_digit(tokens: Sequence[Token], at: int, language: Language) -> Number | None:
    """Return four seven one one as 4711."""
    digits, next = "", at
    while (token := token_at(tokens, next)) is not None:
        worth = 0.0 if token.low in ("oh", "o") and digits else language.ones.get(token.low, 10.0)
        if worth >= 10 or worth % 1 or token.low in ("a", "an"):
            break
        digits, next = digits + f"{worth:g}", next + 1
    return Number((float(digits),), next, digits=digits) if len(digits) >= 3 else None


def _with_oh(tokens: Sequence[Token], at: int, language: Language) -> Number | None:
    """Return nineteen oh five and four oh four as numbers."""
    end = at + 3 if low_at(tokens, at + 2) == "-" else at + 2
    head, one = language.ones.get(low_at(tokens, at)), language.ones.get(low_at(tokens, end))
    if language.code != "en" or low_at(tokens, at + 1) not in ("oh", "o") or head is None or one is None:
        return None
    if not (1 <= head < 100 and 1 <= one < 10):
        return None
    return Number((head * 100 + one, head + one / 100), end + 1, spoken=True)


def _decimals(tokens: Sequence[Token], at: int, language: Language) -> tuple[str, int] | None:
    """Return the digits that were said after the point, and the token after them."""
    digits, next = "", at
    while True:
        token = token_at(tokens, next)
        if token is None:
            break
        if token.text.isdecimal():
            digits += token.text
        else:
            word = "zero" if language.code == "en" and token.low in ("oh", "o") else token.low
            worth = language.ones.get(word)
            if worth is None and language.glued:
                worth = glued_number(word, language)
            if worth is None or (worth >= 10 and digits):
                break
            spoken = str(int(worth))
            if worth >= 20 and worth % 10 == 0:
                step = 2 if low_at(tokens, next + 1) in ("-", *language.joiners) else 1
                one = language.ones.get(low_at(tokens, next + step))
                if one is not None and 0 < one < 10:
                    spoken, next = str(int(worth + one)), next + step
            digits += spoken
        next += 1
    return (digits, next) if digits else None
