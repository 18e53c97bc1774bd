"""Dates and times of day, as they are written and said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from srs.recall.lexicon import ENGLISH, Language, glued_number, words
from srs.recall.numbers import number_at
from srs.recall.tokens import Shape, Token, low_at

_MONTHS = (
    "january jan januar jänner janvier enero gennaio janeiro januari",
    "february feb februar février febrero febbraio fevereiro februari",
    "march mar märz mars marzo março maart",
    "april apr avril abril aprile",
    "may mai mayo maggio maio mei",
    "june jun juni juin junio giugno junho",
    "july jul juli juillet julio luglio julho",
    "august aug août agosto augustus",
    "september sep sept septembre septiembre settembre setembro",
    "october oct oktober okt octobre octubre ottobre outubro",
    "november nov novembre noviembre novembro",
    "december dec dezember dez décembre diciembre dicembre dezembro",
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_ORDINALS = {
    word: number
    for number, word in enumerate(
        words(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ),
        1,
    )
} | {"thirtieth": 30}
_SUFFIXES = frozenset(words("st nd rd th er e º ª º ."))
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it was said: what was not said is None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    half: int | None = None
    minutes: int | None = None
    """A time of day, in minutes after midnight."""


def date_at(tokens: Sequence[Token], at: int, language: Language) -> tuple[tuple[Date, ...], int]:
    """Return what the date that begins at a token can be, and the token after it; none: ()."""
    for read in (_written, _clock, _quarter, _month_first, _day_first):
        dates, end = read(tokens, at, language)
        if dates:
            return dates, end
    return (), at


def _number(tokens: Sequence[Token], at: int) -> int | None:
    text = low_at(tokens, at)
    return int(text) if text.isdecimal() else None


def _year_at(tokens: Sequence[Token], at: int, language: Language) -> tuple[int | None, int]:
    """Return the year behind the rest of a date, and the token after it."""
    next = at
    if low_at(tokens, next) == "fy" and _number(tokens, next + 1) is not None:
        return _full(low_at(tokens, next + 1)), next + 2
    while low_at(tokens, next) in (",", "of", "de", "del", "in", "im", "jahr", "jahre", "year", "the", "do", "von"):
        next += 1
    if low_at(tokens, next) == "'" and _number(tokens, next + 1) is not None and len(low_at(tokens, next + 1)) == 2:
        return _full(low_at(tokens, next + 1)), next + 2
    year = _number(tokens, next)
    if year is not None and 1000 <= year < 2200 and len(low_at(tokens, next)) == 4:
        return year, next + 1
    spoken = _spoken_year(tokens, next, language)
    return spoken if spoken[0] is not None else (None, at)


def _spoken_year(tokens: Sequence[Token], at: int, language: Language) -> tuple[int | None, int]:
    if at < len(tokens) and tokens[at].shape is Shape.WORD:
        for each in dict.fromkeys((language, ENGLISH)):
            number = number_at(tokens, at, each)
            if number is not None and 1000 <= number.values[0] < 2200 and number.values[0] % 1 == 0:
                return int(number.values[0]), number.end
    return None, at


def _written(tokens: Sequence[Token], at: int, language: Language) -> tuple[tuple[Date, ...], int]:
    token = tokens[at]
    if token.shape is not Shape.NUMERAL:
        return (), at
    iso = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", token.text)
    if iso:
        return (Date(int(iso[1]), int(iso[2]), int(iso[3])),), at + 1
    dotted = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)", token.text)
    if dotted:
        return (Date(_full(dotted[3]), int(dotted[2]), int(dotted[1])),), at + 1
    year_first = token.text.isdecimal() and len(token.text) == 4 and 1900 <= int(token.text) < 2100
    month = _number(tokens, at + 2)
    if year_first and low_at(tokens, at + 1) in ("-", "/") and month is not None and 1 <= month <= 12:
        whole = len(low_at(tokens, at + 2)) == 2 and tokens[at + 1].end == tokens[at + 2].start
        if whole and low_at(tokens, at + 3) != "/":
            return (Date(int(token.text), month),), at + 3
    if year_first and low_at(tokens, at + 1) == "q":
        dates, end = _quarter(tokens, at + 1, language)
        if dates and dates[0].year is None:
            return (Date(int(token.text), quarter=dates[0].quarter),), end
    if token.text.isdecimal() and low_at(tokens, at + 1) == "/" and month is not None and 1900 <= month < 2100:
        return ((Date(month, int(token.text)),), at + 3) if 1 <= int(token.text) <= 12 else ((), at)
    one, other, year = _number(tokens, at), _number(tokens, at + 2), _number(tokens, at + 4)
    if (
        one is not None
        and other is not None
        and low_at(tokens, at + 1) == low_at(tokens, at + 3) == "/"
        and year is not None
    ):
        if one > 1900:
            return (Date(one, other, year),), at + 5
        full = _full(low_at(tokens, at + 4))
        found = [
            Date(full, month, day) for day, month in ((one, other), (other, one)) if 1 <= month <= 12 and day <= 31
        ]
        return tuple(found), at + 5
    return (), at


def _full(year: str) -> int:
    """Return a year of which only the last two digits may have been told: 69 is 1969, 24 is 2024."""
    if len(year) > 2:
        return int(year)
    return int(year) + (1900 if int(year) >= 50 else 2000)


def _clock(tokens: Sequence[Token], at: int, language: Language) -> tuple[tuple[Date, ...], int]:
    spoken = _spoken_clock(tokens, at) or _foreign_clock(tokens, at, language)
    if spoken is not None:
        return tuple([Date(minutes=minutes) for minutes in spoken[0]]), spoken[1]
    hour = _number(tokens, at)
    dotted = re.fullmatch(r"(\d{1,2})\.([0-5]\d)", tokens[at].text) if "." in tokens[at].text else None
    if dotted and low_at(tokens, at + 1) in ("uhr", "am", "pm", "a", "p", "h") and int(dotted[1]) <= 24:
        half = low_at(tokens, at + 1)[0]
        hour = int(dotted[1]) % 12 + 12 * (half == "p") if half in "ap" else int(dotted[1])
        end = at + (5 if low_at(tokens, at + 1) in ("a", "p") else 2)
        return (Date(minutes=hour * 60 + int(dotted[2])),), min(end, len(tokens))
    if hour is None or hour > 24:
        return (), at
    end, minute = at + 1, 0
    colon = low_at(tokens, at + 1) == ":" and at + 2 < len(tokens) and tokens[at + 1].end == tokens[at + 2].start
    if (
        colon
        and len(low_at(tokens, at + 2)) == 2
        and (_number(tokens, at + 2) or 0) < 60
        and _number(tokens, at + 2) is not None
    ):
        minute, end = int(low_at(tokens, at + 2)), at + 3
        if low_at(tokens, end) == ":":
            return (), at
    half = low_at(tokens, end)
    letters = half + low_at(tokens, end + 1) + low_at(tokens, end + 2)
    if half in ("am", "pm") or letters in ("a.m", "p.m"):
        if hour > 12:
            return (), at
        afternoon = half.startswith("p")
        end += 1 if half in ("am", "pm") else 3
        if low_at(tokens, end) == "." and letters in ("a.m", "p.m"):
            end += 1
        return (Date(minutes=(hour % 12 + 12 * afternoon) * 60 + minute),), end
    if half in ("uhr", "o'clock"):
        after = _number(tokens, end + 1)
        if after is not None and after < 60 and not minute and half == "uhr":
            return (Date(minutes=hour * 60 + after),), end + 2
        return (Date(minutes=hour * 60 + minute),), end + 1
    if colon and end == at + 3:
        return (Date(minutes=hour * 60 + minute),), end
    return (), at


def _spoken_clock(tokens: Sequence[Token], at: int) -> tuple[tuple[int, ...], int] | None:
    """Return (minutes after midnight, end) of three in the morning, half past two in the afternoon, noon.

    Without a part of the day it can be either half of it.
    """
    low = low_at(tokens, at)
    if low in ("noon", "midnight"):
        return (720 if low == "noon" else 0,), at + 1
    shift, next = 0, at
    if low == "a" and low_at(tokens, at + 1) == "quarter":
        low, next = "quarter", at + 1
    words_after = ("past", "to", "after", "before") if low in ("half", "quarter") else ("past",)
    if low in _PAST_HOUR and low_at(tokens, next + 1) in words_after:
        minutes = _PAST_HOUR[low]
        shift, next = (minutes if low_at(tokens, next + 1) in ("past", "after") else -minutes), next + 2
    hour = _hour(tokens, next)
    if hour is None:
        return None
    end = next + 1
    if low_at(tokens, end) in ("in", "at"):
        part = [low_at(tokens, end + 1), low_at(tokens, end + 2)]
        name = part[1] if part[0] == "the" else part[0]
        length = 3 if part[0] == "the" else 2
        if name in ("morning", "afternoon", "evening", "night"):
            late = name in ("afternoon", "evening") or (name == "night" and hour >= 6)
            return ((hour % 12 + 12 * late) * 60 + shift,), end + length
    if low_at(tokens, end) in ("am", "pm") and shift:
        return ((hour % 12 + 12 * (low_at(tokens, end) == "pm")) * 60 + shift,), end + 1
    if low_at(tokens, end) == "o'clock":
        end += 1
    return _either_half(hour * 60 + shift, end) if shift else None


_PAST_HOUR = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20}


def _either_half(minutes: int, end: int) -> tuple[tuple[int, ...], int]:
    return (minutes, (minutes + 720) % 1440), end


def _german_half(tokens: Sequence[Token], minutes: int, at: int) -> tuple[tuple[int, ...], int]:
    """Return a time of day in the half of the day that follows it: nachmittags, morgens; in both where none does."""
    word = low_at(tokens, at)
    if word in ("nachmittags", "abends"):
        return (minutes % 720 + 720,), at + 1
    if word in ("morgens", "früh", "vormittags", "nachts"):
        return (minutes % 720,), at + 1
    return _either_half(minutes, at)


def _foreign_clock(tokens: Sequence[Token], at: int, language: Language) -> tuple[tuple[int, ...], int] | None:
    """Return (minutes after midnight, end) of halb zehn, Viertel nach neun, zwanzig Uhr fünfzehn, las nueve y media."""
    low = low_at(tokens, at)
    if language.code == "de":
        hour = _small(tokens, at + 1, language)
        if low == "halb" and hour is not None and 1 <= hour <= 12:
            return _german_half(tokens, hour * 60 - 30, at + 2)
        hour = _small(tokens, at + 2, language)
        if low == "viertel" and low_at(tokens, at + 1) in ("nach", "vor") and hour is not None:
            return _german_half(tokens, hour * 60 + (15 if low_at(tokens, at + 1) == "nach" else -15), at + 3)
        hour = _small(tokens, at, language)
        if hour is not None and low_at(tokens, at + 1) == "uhr" and hour <= 24:
            minutes = _small(tokens, at + 2, language)
            extra = minutes if minutes is not None and minutes < 60 else 0
            return ((hour * 60 + extra,), at + 3) if extra else ((hour * 60,), at + 2)
    if language.code == "es" and low == "las":
        hour = _small(tokens, at + 1, language)
        if hour is not None and hour <= 12 and low_at(tokens, at + 2) == "y":
            word = low_at(tokens, at + 3)
            minutes = {"media": 30, "cuarto": 15}.get(word, _small(tokens, at + 3, language))
            if minutes is not None:
                return _either_half(hour * 60 + minutes, at + 4)
    return None


def _small(tokens: Sequence[Token], at: int, language: Language) -> int | None:
    """Return a whole number below a hundred in one token, spoken or written."""
    number = _number(tokens, at)
    if number is None and at < len(tokens) and tokens[at].shape is Shape.WORD:
        worth = language.ones.get(tokens[at].low)
        if worth is None and language.glued:
            worth = glued_number(tokens[at].low, language)
        number = int(worth) if worth is not None and worth % 1 == 0 else None
    return number if number is not None and number < 100 else None


def _hour(tokens: Sequence[Token], at: int) -> int | None:
    hour = _number(tokens, at)
    if hour is None and at < len(tokens):
        spoken = ENGLISH.ones.get(tokens[at].low)
        hour = None if spoken is None else int(spoken)
    return hour if hour is not None and 1 <= hour <= 12 else None


def _quarter(tokens: Sequence[Token], at: int, language: Language) -> tuple[tuple[Date, ...], int]:
    word = low_at(tokens, at)
    number = _number(tokens, at + 1)
    tight = at + 1 < len(tokens) and tokens[at].end == tokens[at + 1].start
    if word in ("q", "h") and tight and number is not None and 1 <= number <= (4 if word == "q" else 2):
        year, end = _year_at(tokens, at + 2, language)
        if year is not None or (word == "q"):
            return (Date(year, quarter=number) if word == "q" else Date(year, half=number),), end
    if word == "fy" and tight and number is not None and len(low_at(tokens, at + 1)) in (2, 4):
        return (Date(_full(low_at(tokens, at + 1))),), at + 2
    if word in _QUARTERS and low_at(tokens, at + 1) == "quarter":
        year, end = _year_at(tokens, at + 2, language)
        return (Date(year, quarter=_QUARTERS[word]),), end
    if word in ("first", "second") and low_at(tokens, at + 1) == "half" and low_at(tokens, at + 2) in ("of", "in"):
        year, end = _year_at(tokens, at + 2, language)
        if year is not None:
            return (Date(year, half=_QUARTERS[word]),), end
    return (), at


_FIRST = {"premier": 1, "primero": 1, "primo": 1, "primeiro": 1, "ersten": 1, "erste": 1, "erster": 1, "eerste": 1, "dritten": 3,
          "dritte": 3, "dritter": 3, "siebten": 7, "siebte": 7, "siebter": 7, "achten": 8, "achte": 8, "achter": 8, "derde": 3}  # fmt: skip


def _day_in_words(tokens: Sequence[Token], at: int, language: Language) -> tuple[int | None, int]:
    """Return a day of a month said as a number: quatorze, am dritten, veintidós."""
    word = low_at(tokens, at)
    if at >= len(tokens) or tokens[at].shape is not Shape.WORD:
        return None, at
    if word in _FIRST:
        return _FIRST[word], at + 1
    if language.code in ("de", "nl"):
        for ending in ("sten", "ster", "ste", "ten", "ter", "te", "de"):
            day = _small_word(word.removesuffix(ending), language) if word.endswith(ending) else None
            if day is not None:
                return day, at + 1
    number = number_at(tokens, at, language)
    if number is None or number.share or number.scaled or number.values[0] % 1 or not 1 <= number.values[0] <= 31:
        return None, at
    return int(number.values[0]), number.end


def _small_word(word: str, language: Language) -> int | None:
    worth = language.ones.get(word)
    if worth is None:
        worth = glued_number(word, language)
    return int(worth) if worth is not None and 1 <= worth <= 31 else None


def _month_first(tokens: Sequence[Token], at: int, language: Language) -> tuple[tuple[Date, ...], int]:
    month = _MONTH.get(low_at(tokens, at)) if tokens[at].shape is Shape.WORD else None
    if month is None or (low_at(tokens, at), language.code) in (("sept", "fr"), ("dez", "pt")):
        return (), at
    next = at + 1
    if low_at(tokens, next) == "." and next < len(tokens):
        next += 1
    if low_at(tokens, next) == "the":
        next += 1
    day, end = _day_at(tokens, next)
    if day is not None:
        year, end = _year_at(tokens, end, language)
        if year is None:
            year, end = _short_year(tokens, end, ENGLISH)
        return (Date(year, month, day),), end
    year, end = _year_at(tokens, next, language)
    if year is None and low_at(tokens, at) in ("may", "mar", "mars", "march", "mai", "mei", "sep", "dec", "jan"):
        return (), at
    return (Date(year, month),), end if year is not None else at + 1


def _short_year(tokens: Sequence[Token], at: int, language: Language) -> tuple[int | None, int]:
    """Return the year of July twentieth, sixty-nine."""
    next = at + 1 if low_at(tokens, at) == "," else at
    number = number_at(tokens, next, language) if next < len(tokens) and tokens[next].shape is Shape.WORD else None
    if number is None or not 20 <= number.values[0] < 100 or number.values[0] % 1 or number.scaled or number.share:
        return None, at
    if number.end < len(tokens) and tokens[number.end].shape is not Shape.SIGN:
        return None, at
    return _full(f"{number.values[0]:g}"), number.end


def _day_at(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    number = _number(tokens, at)
    if number is not None and 1 <= number <= 31 and len(low_at(tokens, at)) <= 2:
        end = at + 1
        if low_at(tokens, end) in _SUFFIXES and tokens[end - 1].end == tokens[end].start:
            end += 1
        return number, end
    word = low_at(tokens, at)
    if word in ("twenty", "thirty"):
        next = at + 2 if low_at(tokens, at + 1) == "-" else at + 1
        ordinal = _ORDINALS.get(low_at(tokens, next))
        if ordinal is not None and ordinal < 10:
            return (20 if word == "twenty" else 30) + ordinal, next + 1
    if word in _ORDINALS:
        return _ORDINALS[word], at + 1
    return None, at


def _day_first(tokens: Sequence[Token], at: int, language: Language) -> tuple[tuple[Date, ...], int]:
    day, next = _day_at(tokens, at)
    if day is None:
        day, next = _day_in_words(tokens, at, language)
    if day is None:
        return (), at
    while low_at(tokens, next) in (".", "of", "de", "di", "do", "van", "st", "nd", "rd", "th"):
        next += 1
    month = _MONTH.get(low_at(tokens, next))
    if month is None:
        return (), at
    next += 1
    if low_at(tokens, next) == ".":
        next += 1
    year, end = _year_at(tokens, next, language)
    if year is None:
        year, end = _short_year(tokens, next, language)
    return (Date(year, month, day),), end if year is not None else next
