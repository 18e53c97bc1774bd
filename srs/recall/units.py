"""Tokens -> units: of measure, of money, of what is counted, and what they are counted per."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import combining, normalize

from srs.recall.counted import thing
from srs.recall.lexicon import ENGLISH, LANGUAGES, words
from srs.recall.measures import DAY, NAMES
from srs.recall.numbers import number_at
from srs.recall.prefixed import signs, spoken
from srs.recall.tokens import Shape, Token, plain
from srs.recall.tokens import tokens as tokens_of


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts: a family of units that can be turned into each other, and its size in that family."""

    family: str
    size: float = 1.0
    per: Unit | None = None
    """What it is counted per."""

    @property
    def counted(self) -> bool:
        """Whether it is a thing that is counted (engineers, requests) and no unit of measure."""
        return self.family.startswith("thing:")


SHARE = Unit("share", 0.01)
POINTS = Unit("points", 0.01)
BASIS_POINTS = Unit("basis", 0.0001)
FOLD = Unit("fold")
SECOND = Unit("time")
_RATES = {
    "qps": ("query", 1), "rps": ("request", 1), "tps": ("transaction", 1), "fps": ("frame", 1), "iops": ("operation", 1),
    "rpm": ("revolution", 60), "bpm": ("beat", 60), "rph": ("request", 3600), "rpd": ("request", 86_400),
    "wpm": ("word", 60), "qpm": ("query", 60), "ops": ("operation", 1), "eps": ("event", 1),
}  # fmt: skip
_SPEEDS = {
    "kbps": ("data", 125.0, 1), "mbps": ("data", 125e3, 1), "gbps": ("data", 125e6, 1), "tbps": ("data", 125e9, 1),
    "mph": ("length", 1609.344, 3600), "knot": ("length", 1852.0, 3600), "knots": ("length", 1852.0, 3600),
    "kn": ("length", 1852.0, 3600), "knoten": ("length", 1852.0, 3600), "stundenkilometer": ("length", 1e3, 3600), "kmh": ("length", 1e3, 3600), "kph": ("length", 1e3, 3600), "mps": ("length", 1.0, 1),
}  # fmt: skip
_TIMED = {
    "daily": DAY, "hourly": 3600, "weekly": 7 * DAY, "monthly": 30.4375 * DAY, "yearly": 365.25 * DAY,
    "annually": 365.25 * DAY, "quarterly": 91.3125 * DAY, "fortnightly": 14 * DAY, "nightly": DAY, "annual": 365.25 * DAY, "täglich": DAY, "stündlich": 3600, "wöchentlich": 7 * DAY,
    "monatlich": 30.4375 * DAY, "jährlich": 365.25 * DAY, "p.a.": 365.25 * DAY,
    "tägliche": DAY, "wöchentliche": 7 * DAY, "monatliche": 30.4375 * DAY, "monatlichen": 30.4375 * DAY, "jährliche": 365.25 * DAY,
    "jährlichen": 365.25 * DAY, "quotidien": DAY, "quotidiens": DAY, "mensuel": 30.4375 * DAY, "mensuelle": 30.4375 * DAY,
    "mensuels": 30.4375 * DAY, "annuel": 365.25 * DAY, "annuelle": 365.25 * DAY, "hebdomadaire": 7 * DAY, "diario": DAY,
    "diarios": DAY, "diaria": DAY, "mensual": 30.4375 * DAY, "mensuales": 30.4375 * DAY, "anual": 365.25 * DAY,
    "anuales": 365.25 * DAY, "semanal": 7 * DAY, "semanales": 7 * DAY, "l'heure": 3600, "l'an": 365.25 * DAY,
    "l'année": 365.25 * DAY, "all'ora": 3600, "all'anno": 365.25 * DAY,
}  # fmt: skip
_PER_NUMBER = frozenset(words("/ per pro par por je"))
_ON = frozenset(words("on for in at with"))
"""Before each and every: on each shift."""
_WITH_TIME = frozenset(words("die la le der l el il"))
"""What stands before a time only: fünf Euro die Stunde."""
_PER = frozenset(words("per / pro par por a al alla alle all' je an each every the ao op à im am")) | _ON | _WITH_TIME
"""What stands before the time that something is counted per: 5 a day, 5 al giorno."""
_PER_ANYTHING = frozenset(words("per / pro par por je each every on for in at with"))
"""What stands before anything else that something is counted per: 5 per user."""
NUMBERS = frozenset(word for each in LANGUAGES for word in each.ones if word not in each.articles | each.doubtful)
_BIG = frozenset(words("hundred thousand million billion hundert tausend cent mille cien mil"))
_ALONE = frozenset(words("s d h w y v l j g t m us mo min a k an in p ' \""))
"""Short signs, which are units only right behind a numeral."""
_IN_CAPITALS = {
    "Ko": (Unit("data", 1e3),), "Mo": (Unit("data", 1e6),), "Go": (Unit("data", 1e9),), "To": (Unit("data", 1e12),),
    "Kb": (Unit("data", 1e3), Unit("data", 125.0)), "Mb": (Unit("data", 1e6), Unit("data", 125e3)),
    "Gb": (Unit("data", 1e9), Unit("data", 125e6)), "mW": (Unit("power", 1e-3),), "W": (Unit("power"),),
    "A": (Unit("electric:A"),), "t": (Unit("mass", 1000.0),), "K": (Unit("temperature:K"),), "B": (Unit("data"),),
    "m": (Unit("length"), Unit("time", 60.0), Unit("count", 1e6)), "b": (Unit("count", 1e9), Unit("data", 0.125)),
    "C": (Unit("temperature:C"), Unit("electric:C")), "N": (Unit("force"),), "F": (Unit("temperature:F"), Unit("electric:F")),
}  # fmt: skip
"""Signs that mean something by their case."""
_EITHER = {
    "pound": (Unit("money:GBP"), Unit("mass", 0.45359237)),
    "pounds": (Unit("money:GBP"), Unit("mass", 0.45359237)),
    **dict.fromkeys(words("pfund livre livres"), (Unit("money:GBP"), Unit("mass", 0.5), Unit("mass", 0.45359237))),
    "mpg": (Unit("length", 1609.344, Unit("volume", 3.785411784)),),
    "point": (POINTS, Unit("thing:point")),
    "points": (POINTS, Unit("thing:point")),
    "pt": (POINTS, Unit("thing:point")),
    "pts": (POINTS, Unit("thing:point")),
    "punkte": (POINTS, Unit("thing:point")),
    "quarters": (Unit("time", 91.3125 * DAY), Unit("thing:quarter")),
    **dict.fromkeys(
        words("degrees degree grad degrés grados gradi graus °"),
        (Unit("temperature:C"), Unit("temperature:F"), Unit("angle")),
    ),
    "cal": (Unit("energy", 4184.0), Unit("energy", 4.184)),
    "calories": (Unit("energy", 4184.0), Unit("energy", 4.184)),
    "calorie": (Unit("energy", 4184.0), Unit("energy", 4.184)),
    "p": (Unit("money:cent", 0.01),),
    "'": (Unit("length", 0.3048), Unit("time", 60.0)),
    '"': (Unit("length", 0.0254),),
}


@lru_cache(maxsize=1)
def _by_name() -> dict[tuple[str, ...], Unit]:
    return {
        tuple([token.low for token in tokens_of(plain(name))]): Unit(family, size)
        for (family, size), names in NAMES.items()
        for name in names.split("|")
    }


def unit_at(tokens: Sequence[Token], at: int) -> tuple[tuple[Unit, ...], int]:
    """Return what the unit of measure that begins at a token can be, likeliest first, and the token after it.

    Where none begins there, () and the same token.
    """
    units, end = _measure(tokens, at)
    if not units:
        return (), at
    per, end = per_at(tokens, end)
    if per is not None:
        units = tuple([unit if unit.per else Unit(unit.family, unit.size, per) for unit in units])
    return units, end


def per_at(tokens: Sequence[Token], at: int) -> tuple[Unit | None, int]:
    """Return what something is counted per (per second, a day, /user), and the token after it."""
    if at >= len(tokens):
        return None, at
    word = tokens[at].low
    if word in _TIMED:
        return Unit("time", _TIMED[word]), at + 1
    if word not in _PER or at + 1 >= len(tokens):
        return None, at
    next = at + 1
    if word in _ON and tokens[next].low not in ("each", "every", "any"):
        return None, at
    if tokens[next].low in ("single", "each", "every", "the", "any") and next + 1 < len(tokens):
        next += 1
    many = number_at(tokens, next, ENGLISH) if word in _PER_NUMBER else None
    if many is not None and not many.share:
        # litres per hundred kilometres
        units, end = _measure(tokens, many.end)
        if units and not units[0].counted and units[0].family != "pressure" and many.values[0] > 0:
            return Unit(units[0].family, units[0].size * many.values[0]), end
        return None, at
    if tokens[next].low in NUMBERS:
        # every eight hours is a time of its own
        return None, at
    units, end = _measure(tokens, next, alone=word == "/")
    for unit in units:
        if unit.family == "time":
            again, after = per_at(tokens, end)
            if again is not None and again.counted:
                return Unit("time", unit.size, again), after  # a month for each seat
            return unit, end
    if word in _WITH_TIME:
        return None, at
    if word in _PER_ANYTHING and units:
        again, after = per_at(tokens, end)
        if again is not None and tokens[end].low in ("/", "per", "a", "an"):
            return Unit(units[0].family, units[0].size, again), after  # ml/kg/min
        return units[0], end
    if tokens[next].shape is not Shape.WORD:
        return None, at
    # per user per month; a user a month
    again, after = per_at(tokens, next + 1)
    if again is not None and (word in _PER_ANYTHING or (word in ("a", "an") and again.family == "time")):
        return Unit(f"thing:{thing(tokens[next].low)}", 1.0, again), after
    if word in _PER_ANYTHING:
        return Unit(f"thing:{thing(tokens[next].low)}"), next + 1
    return None, at


def _measure(tokens: Sequence[Token], at: int, *, alone: bool = False) -> tuple[tuple[Unit, ...], int]:
    if at >= len(tokens):
        return (), at
    token = tokens[at]
    low = token.low.removeprefix("d'")
    behind = alone or (at > 0 and tokens[at - 1].end == token.start)
    beside = at > 0 and tokens[at - 1].shape is Shape.NUMERAL
    names = _by_name()
    several = _of_several(tokens, at)
    if several is not None:
        return several
    if token.text in _IN_CAPITALS and not _names_a_number(tokens, at):
        if token.text == "A" and beside and not behind and not _last_of_its_clause(tokens, at):
            return (), at
        return (_IN_CAPITALS[token.text], at + 1) if behind or beside else ((), at)
    sign = signs().get(token.text)
    spoken_beside = at > 0 and len(token.text) > 1 and _ends_number(tokens, at)
    if sign is not None and (behind or beside or spoken_beside):
        return (Unit(*sign),), at + 1
    if token.low in ("'", '"') and sum(each.low == token.low for each in tokens) > 1:
        return (), at  # quotes
    if token.low in _EITHER:
        return _EITHER[token.low], at + 1
    if beside and low in ("in", "d", "y") and _last_of_its_clause(tokens, at):
        return (names.get((low,), Unit("length", 0.0254)),), at + 1
    if token.text == "g" and at > 0 and _ends_number(tokens, at):
        return (Unit("mass", 1e-3),), at + 1
    if token.low in _ALONE and not (behind or (beside and token.low not in ("a", "an", "in", "us", "d", "y", "k"))):
        return (), at
    if token.low in _RATES:
        noun, seconds = _RATES[token.low]
        return (Unit(f"thing:{noun}", 1, Unit("time", seconds)),), at + 1
    if token.low in _SPEEDS:
        family, size, seconds = _SPEEDS[token.low]
        return (Unit(family, size, Unit("time", seconds)),), at + 1
    found = names.get((low,))
    if found is not None:
        return (found,), at + 1
    name = spoken().get(_bare(low)) if len(low) > 2 else None
    if name is not None:
        return (Unit(*name),), at + 1
    if token.low == "us" and at + 1 < len(tokens) and tokens[at + 1].low == "$":
        return (Unit("money:USD"),), at + 2
    if token.low == "°" and at + 1 < len(tokens) and tokens[at + 1].low in ("c", "f"):
        return (Unit(f"temperature:{tokens[at + 1].low.upper()}"),), at + 2
    return (), at


_LONGEST_NAME = 6


def _of_several(tokens: Sequence[Token], at: int) -> tuple[tuple[Unit, ...], int] | None:
    """Return the unit whose name takes several tokens, with or without hyphens: beats, kilowatt-hours, square feet."""
    names = _by_name()
    for length in range(min(_LONGEST_NAME, len(tokens) - at), 1, -1):
        key = tuple([each.low for each in tokens[at : at + length]])
        if any(
            each.shape is Shape.NUMERAL and tokens[at + index].start > tokens[at + index - 1].end
            for index, each in enumerate(tokens[at : at + length])
            if index
        ):
            continue  # 6 ft 2 in is no area
        if key[-1] == "$" and tokens[at].text.islower() and tokens[at].end < tokens[at + 1].start:
            continue  # at a $90M valuation, which is not in Australia
        found = names.get(key)
        if found is None and "-" in key[1:-1]:
            found = names.get(tuple([low for low in key if low != "-"]))
            if found is None and len(key) == 3:
                glued = spoken().get(_bare(key[0] + key[2]))
                found = Unit(*glued) if glued is not None else None
        if found is not None:
            return (found,), at + length
    return None


def _names_a_number(tokens: Sequence[Token], at: int) -> bool:
    """Whether a letter and the numeral stuck to it are one name: 0.91 F1."""
    next = tokens[at + 1] if at + 1 < len(tokens) else None
    return next is not None and next.shape is Shape.NUMERAL and next.start == tokens[at].end < next.end


def _ends_number(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at - 1].low in NUMBERS or tokens[at - 1].low in _BIG


def _last_of_its_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing follows a token, or a sign does: 16 A, but not 3 A levels."""
    return at + 1 >= len(tokens) or tokens[at + 1].shape is Shape.SIGN


@lru_cache(maxsize=4096)
def _bare(word: str) -> str:
    """Return a word without accents."""
    return "".join([letter for letter in normalize("NFD", word) if not combining(letter)])
