"""Tokens -> numbers: numerals with either decimal sign, number words of several languages, fractions, k/M/B."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from srs.recall.lexicon import ENGLISH, LANGUAGES, ORDINALS, Language, glued_number
from srs.recall.tokens import Shape, Token


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


def language_of(tokens: Sequence[Token]) -> Language:
    """Return the language that most of the words belong to; English where nothing tells."""
    words = [token.low for token in tokens if token.shape is Shape.WORD]

    def known(language: Language) -> float:
        return sum(
            2.0 * (word in language.ones or (word in language.big and word != "mil") or (word in language.fractions))
            + (word == "mil" and language is not ENGLISH and word in language.big)
            + 2.0 * (word in language.point)
            - (word == "once" and language is not ENGLISH and word in language.ones)
            + (word in language.hints)
            + 2.0 * (word in language.halves)
            + 2.0 * (language.glued and len(word) > 6 and glued_number(word, language) is not None)
            for word in words
        )

    return max(LANGUAGES, key=lambda language: (known(language), language is ENGLISH))


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


# ---------------------------------------------------------------- words


def _at(tokens: Sequence[Token], at: int) -> Token | None:
    return tokens[at] if 0 <= at < len(tokens) else None


def _low(tokens: Sequence[Token], at: int) -> str:
    token = _at(tokens, at)
    return token.low if token is not None else ""


def _mixed(tokens: Sequence[Token], at: int, language: Language) -> Number | None:
    """Return a number with the fraction that follows it: one and a half, 2 1/2, anderthalb."""
    base = _fraction(tokens, at, language)
    if base is None and language is ENGLISH:
        base = ordinal_at(tokens, at)
    base = base or _simple(tokens, at, language)
    if base is None or base.share:
        return base
    next = base.end
    if _low(tokens, next) in language.joiners:
        rest = _fraction(tokens, next + 1, language)
        if rest is not None and rest.share and rest.values[0] < 1:
            # a million and a half, un million et demi
            factor = _magnitude(_low(tokens, next - 1), language)
            values = tuple([value + rest.values[0] * factor for value in base.values])
            return Number(values, rest.end, decimals=1, scaled=factor > 1)
    if _low(tokens, next) == "&":
        rest = _fraction(tokens, next + 1, language)
        if rest is not None and rest.share:
            return Number(tuple(value + rest.values[0] for value in base.values), rest.end, decimals=1)
    rest = _literal_fraction(tokens, next)
    if rest is not None and base.digits and rest.values[0] < 1:
        return Number((base.values[0] + rest.values[0],), rest.end, decimals=1)
    return base


def ordinal_at(tokens: Sequence[Token], at: int) -> Number | None:
    """Return third and twenty-first as numbers; they may be fractions or mere words."""
    low = _low(tokens, at)
    if low in ORDINALS:
        return Number((float(ORDINALS[low]),), at + 1, weak=True, ordinal=True)
    if low in ENGLISH.ones and 20 <= ENGLISH.ones[low] < 100:
        next = at + 2 if _low(tokens, at + 1) == "-" else at + 1
        one = ORDINALS.get(_low(tokens, next), 0)
        if 0 < one < 10:
            return Number((ENGLISH.ones[low] + one,), next + 1, weak=True, ordinal=True)
    return None


def _magnitude(word: str, language: Language) -> float:
    """Return what a word that ends a number multiplies by: a thousand and more; any other 1."""
    worth = language.big.get(word, ENGLISH.big.get(word, 1.0))
    return worth if worth >= 1000 else 1.0


def _literal_fraction(tokens: Sequence[Token], at: int) -> Number | None:
    """Return 3/4 as a share, where it is less than one."""
    one, bar, other = _at(tokens, at), _at(tokens, at + 1), _at(tokens, at + 2)
    if one is None or bar is None or other is None or bar.low not in "/⁄" or _low(tokens, at + 3) == "/":
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
    first = _low(tokens, at)
    if first in ("la", "the", "die", "der", "den") and _low(tokens, at + 1) in language.halves:
        return Number((0.5,), at + 2, share=True, decimals=1)
    if first in language.halves:
        return Number((0.5,), at + 1, share=True, decimals=1)
    if first in language.fractions and (language is not ENGLISH or first in ("quarter",)):
        return Number((language.fractions[first],), at + 1, share=True, decimals=2)
    if first in language.articles or first in language.ones or first.isdecimal():
        next = at + 1
        if _low(tokens, next) == "-":
            next += 1
        second = _low(tokens, next)
        if second in language.halves and first in language.articles:
            return Number((0.5,), next + 1, share=True, decimals=1)
        if second in language.fractions:
            count = 1.0 if first in language.articles else language.ones.get(first) or float(first or 0)
            if first.isdecimal():
                count = float(first)
            worth = count * language.fractions[second]
            if 0 < worth < 10:
                return Number((worth,), next + 1, share=True, decimals=2)
        if language is ENGLISH and (first == "one" or first in language.articles):
            below = _denominator(tokens, next)
            if below is not None:
                return Number((1 / below[0],), below[1], share=True, decimals=2)
    return None


_ENDS = ORDINALS | {"fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
                    "thousandth": 1000, "millionth": 10**6, "billionth": 10**9}  # fmt: skip


def _denominator(tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
    """Return what a long ordinal is worth as a denominator: two-hundred-and-fiftieth."""
    for end in range(at, min(at + 8, len(tokens))):
        low = tokens[end].low
        if low in _ENDS:
            cardinal = replace(tokens[end], low=_CARDINAL[_ENDS[low]]) if _ENDS[low] in _CARDINAL else None
            if cardinal is None:
                return None
            spoken = [*[token for token in tokens[at:end] if token.low != "-"], cardinal]
            number = _spoken(spoken, 0, ENGLISH)
            whole = number is not None and number.end == len(spoken) and number.values[0] >= 10
            return (number.values[0], end + 1) if number is not None and whole else None
        if tokens[end].shape is not Shape.WORD and low != "-":
            return None
    return None


_CARDINAL = {int(worth): word for table in (ENGLISH.big, ENGLISH.ones) for word, worth in reversed(table.items())}


def _simple(tokens: Sequence[Token], at: int, language: Language) -> Number | None:
    token = _at(tokens, at)
    if token is None:
        return None
    if token.shape is Shape.NUMERAL and "-" not in token.text:
        values, decimals = numeral(token.text)
        return Number(values, at + 1, decimals=decimals, digits=token.text)
    if token.shape is not Shape.WORD:
        return None
    return _spoken(tokens, at, language)


def _spoken(tokens: Sequence[Token], at: int, language: Language) -> Number | None:
    """Return a number in words: two hundred and fifty, zweihundertfünfzig, quatre-vingt-dix-sept, point nine nine."""
    first = _low(tokens, at)
    total, current, last = 0.0, 0.0, 0.0
    said, weak, next, split = 0, False, at, False
    if first in language.articles:
        weak = True
        after = _low(tokens, at + 1)
        if language.code == "en" and first != "one" and after not in language.big:
            return None
        if language.code == "en" and first != "one":
            current, next, said = 1.0, at + 1, 1
            weak = False
    year = _year(tokens, at, language) or _with_oh(tokens, at, language)
    if year is not None:
        return year
    while True:
        token = _at(tokens, next)
        if token is None:
            break
        word = token.low
        if said and word == "," and last >= 1000 and _follows_comma(tokens, next, last, language):
            next += 1  # five thousand, seven hundred
            continue
        if said and (word in language.joiners or word == "-"):
            following = _low(tokens, next + 1)
            worth = _worth(following, language)
            if worth is None or following in language.halves:
                break
            if word == "-":
                goes_on = _tight(tokens, next) and (_joins(last, worth, language) or worth >= 20 or last >= 10)
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
    if _low(tokens, next) in language.point and (said or language.code == "en"):
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
    number = _spoken(tokens, at + 1, language)
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


def _tight(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at - 1].end == tokens[at].start and at + 1 < len(tokens) and tokens[at].end == tokens[at + 1].start


def _year(tokens: Sequence[Token], at: int, language: Language) -> Number | None:
    """Return twenty twenty-six and nineteen ninety-nine as years."""
    if language.code != "en":
        return None
    century = language.ones.get(_low(tokens, at))
    if century not in (19, 20):
        return None
    tens = language.ones.get(_low(tokens, at + 1))
    if tens is None or tens < 10:
        return None
    if tens < 20:
        return Number((century * 100 + tens,), at + 2, digits=str(int(century * 100 + tens)))
    next = at + 2
    if _low(tokens, next) == "-":
        next += 1
    one = language.ones.get(_low(tokens, next))
    if one is not None and 1 <= one < 10:
        year = century * 100 + tens + one
        return Number((year,), next + 1, digits=str(int(year)))
    return Number((century * 100 + tens,), at + 2, digits=str(int(century * 100 + tens)))


def _with_oh(tokens: Sequence[Token], at: int, language: Language) -> Number | None:
    """Return nineteen oh five and four oh four as numbers."""
    end = at + 3 if _low(tokens, at + 2) == "-" else at + 2
    head, one = language.ones.get(_low(tokens, at)), language.ones.get(_low(tokens, end))
    if language.code != "en" or _low(tokens, at + 1) not in ("oh", "o") or head is None or one is None:
        return None
    if not (1 <= head < 100 and 1 <= one < 10):
        return None
    return Number((head * 100 + one, head + one / 100), end + 1, spoken=True)


def _decimals(tokens: Sequence[Token], at: int, language: Language) -> tuple[str, int] | None:
    """Return the digits that were said after the point, and the token after them."""
    digits, next = "", at
    while True:
        token = _at(tokens, next)
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
                step = 2 if _low(tokens, next + 1) in ("-", *language.joiners) else 1
                one = language.ones.get(_low(tokens, next + step))
                if one is not None and 0 < one < 10:
                    spoken, next = str(int(worth + one)), next + step
            digits += spoken
        next += 1
    return (digits, next) if digits else None


# ---------------------------------------------------------------- magnitudes

_SUFFIX = {"k": 1e3, "mn": 1e6, "mio": 1e6, "bn": 1e9, "bln": 1e9, "mrd": 1e9, "tn": 1e12, "trn": 1e12}
_CJK = {"万": 1e4, "萬": 1e4, "만": 1e4, "億": 1e8, "亿": 1e8, "억": 1e8, "千": 1e3, "兆": 1e12}


def _before_is_money(tokens: Sequence[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].low in ("$", "€", "£", "usd", "eur", "gbp")


def _scaled(tokens: Sequence[Token], number: Number, language: Language) -> Number:
    """Return the number times the magnitude that follows: 3k, 1.2 million, half a million, 3万."""
    next = number.end
    if number.share:
        while _low(tokens, next) in ("of", "de", "di", "von", "van") or (
            _low(tokens, next) in language.articles and _low(tokens, next + 1) in language.big
        ):
            next += 1
            if _low(tokens, next) in language.big:
                break
    token = _at(tokens, next)
    if token is None:
        return number
    if _low(tokens, next) == "-" and _tight(tokens, next) and _low(tokens, next + 1) in language.big:
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
    again = _low(tokens, end)
    if again in language.big and language.big[again] >= 1000 and factor < language.big[again]:
        more = language.big[again]
        scaled = Number(tuple(value * more for value in values), end + 1, scaled=True, decimals=number.decimals)
    elif _low(tokens, end) in language.joiners and (
        _low(tokens, end + 1) in language.articles or _low(tokens, end + 1) in language.halves
    ):
        rest = _fraction(tokens, end + 1, language)
        if rest is not None and rest.share and factor >= 1000:  # a million and a half
            scaled = Number(tuple(value + rest.values[0] * factor for value in values), rest.end, scaled=True)
    return scaled
