"""Turns of phrase that are figures: every other week, every fifth, fifty-fifty, no incidents, the nineties, 3:45:20."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from srs.recall.amounts import Figure, Reading, span_of
from srs.recall.lexicon import ENGLISH, Language, words
from srs.recall.measures import DAY
from srs.recall.numbers import number_at, ordinal_at
from srs.recall.shares import NOT_THINGS, plain_figure, things_at
from srs.recall.spoken import Number
from srs.recall.tokens import Shape, Token, low_at, tight_at
from srs.recall.units import NUMBERS, SECOND, Unit, per_at, unit_at

_EVERY = frozenset(words("every each jeder jede jedes jeden jedem cada ogni chaque"))
_ADVERBS = frozenset(
    words("daily hourly weekly monthly yearly annually quarterly nightly täglich wöchentlich monatlich jährlich")
)
_NTH = {
    **dict.fromkeys(words("zweite zweiter zweites zweiten deuxième segundo segunda secondo seconda"), 2),
    **dict.fromkeys(words("dritte dritter drittes dritten troisième tercero tercer tercera terzo terza"), 3),
    **dict.fromkeys(words("vierte vierter viertes vierten quatrième cuarto cuarta quarto quarta"), 4),
    **dict.fromkeys(words("fünfte fünfter fünftes fünften cinquième quinto quinta"), 5),
    **dict.fromkeys(words("sechste sechster sechstes sechsten sixième sexto sesto"), 6),
    **dict.fromkeys(words("achte achter achtes achten huitième octavo ottavo"), 8),
    **dict.fromkeys(words("zehnte zehnter zehntes zehnten dixième décimo decimo"), 10),
}
_NONE = frozenset(
    words("no zero kein keine keinen keiner aucun aucune ningún ninguna nessun nessuna nenhum nenhuma geen")
)
_NOT_NONE = frozenset(
    words(
        "more less fewer wait sorry longer one later earlier sooner doubt problem matter need way idea not actually "
        "but no so "
        "i it we that this better worse other bigger greater higher lower than average mistake thanks question "
        "exaggeration"
    )
)
_DECADES = {"twenties": "20s", "thirties": "30s", "forties": "40s", "fifties": "50s", "sixties": "60s",
"seventies": "70s",
            "eighties": "80s", "nineties": "90s", "zwanziger": "20s", "dreißiger": "30s", "vierziger": "40s",
            "fünfziger": "50s",
            "sechziger": "60s", "siebziger": "70s", "achtziger": "80s", "neunziger": "90s"}  # fmt: skip
_FIFTY = frozenset(words("50 fifty fünfzig cinquante cincuenta cinquanta cinquenta vijftig"))
_CENTURIES = frozenset(words("seventeen eighteen nineteen twenty 17 18 19 20"))
_OPENS_DECADE = frozenset(words("the ' late early mid since '"))


def turn_at(text: str, found: Sequence[Token], at: int, language: Language) -> Figure | None:
    """Return the figure that a turn of phrase makes; None where none begins."""
    for read in (_every, _even, _always, _decade, _stopwatch, _none):
        figure = read(text, found, at, language)
        if figure is not None:
            return figure
    return None


def _every(text: str, found: Sequence[Token], at: int, language: Language) -> Figure | None:
    """Return every other week as two weeks, every fifth customer as a share of 1/5."""
    if low_at(found, at) in ("fortnightly", "biweekly") and (at == 0 or found[at - 1].shape is not Shape.NUMERAL):
        return plain_figure(text, found, at, at + 1, (Reading(14.0, Unit("time", DAY)),), Number((14.0,), at + 1))
    if low_at(found, at) not in _EVERY and low_at(found, at) not in _ADVERBS:
        return None
    if at == 0 or not (found[at - 1].shape is Shape.NUMERAL or found[at - 1].low in NUMBERS):
        per, end = per_at(found, at)
        every = per is None and low_at(found, at) in _EVERY
        units, after = unit_at(found, at + 1) if every else ((), at)
        if units and units[0].family == "time":
            per, end = replace(units[0], per=None), after
        if per is not None and per.family == "time":
            figure = plain_figure(text, found, at, end, (Reading(1.0),), Number((1.0,), end, weak=True))
            return replace(figure, per=per, text=span_of(text, found, at, end))
    low, end = low_at(found, at + 1), at + 2
    if low_at(found, at) in _ADVERBS:
        return None
    if low in ("other", "second"):
        if low_at(found, at) == "each" and low == "other":
            return None
        nth = 2.0
    elif low in _NTH:
        nth = float(_NTH[low])
    else:
        ordinal = ordinal_at(found, at + 1)
        if ordinal is None or ordinal.values[0] < 2:
            return None
        nth, end = ordinal.values[0], ordinal.end
    units, after = unit_at(found, end)
    if units and units[0].family == "time":
        unit = replace(units[0], per=None)
        return plain_figure(text, found, at, after, (Reading(nth, unit),), Number((nth,), after))
    if low_at(found, end) == "one":
        end += 1
    things, _, after = things_at(found, end)
    figure = plain_figure(
        text, found, at, after if things else end, (Reading(1 / nth, Unit("share")),), Number((1 / nth,), end)
    )
    return replace(figure, things=things, whole=nth, decimals=2)


def _even(text: str, found: Sequence[Token], at: int, language: Language) -> Figure | None:
    """Return fifty-fifty as a half."""
    number = number_at(found, at, language) if low_at(found, at) in _FIFTY else None
    if number is None or number.values[0] != 50 or low_at(found, number.end) not in ("-", "/", "fifty"):
        return None
    other = number_at(found, number.end + (low_at(found, number.end) != "fifty"), language)
    if other is None or other.values[0] != 50 or other.scaled or unit_at(found, other.end)[0]:
        return None
    return plain_figure(text, found, at, other.end, (Reading(0.5, Unit("share")),), Number((0.5,), other.end))


def _always(text: str, found: Sequence[Token], at: int, language: Language) -> Figure | None:
    """Return 24/7 as a name, which it is."""
    number = number_at(found, at, language) if low_at(found, at) in ("24", "twenty") else None
    if number is None or number.values[0] != 24 or low_at(found, number.end) not in ("/", "seven", "-"):
        return None
    other = number_at(found, number.end + (low_at(found, number.end) != "seven"), language)
    if other is None or other.values[0] != 7 or low_at(found, other.end) == "/":
        return None
    return Figure(
        text=span_of(text, found, at, other.end), start=at, end=other.end, readings=(), name="24/7", weak=True
    )


def _decade(text: str, found: Sequence[Token], at: int, language: Language) -> Figure | None:
    """Return the 1990s and the nineties as a name: they are right or wrong."""
    low, end = low_at(found, at), at + 1
    if (low == "two" and low_at(found, end) == "thousands") or low == "noughties":
        end += low == "two"
        return Figure(text=span_of(text, found, at, end), start=at, end=end, readings=(), name="2000s", weak=True)
    century = number_at(found, at, ENGLISH) if low in _CENTURIES else None
    if century is not None and low_at(found, century.end) in _DECADES and century.values[0] in (17, 18, 19, 20):
        end = century.end + 1
        name = f"{century.values[0]:g}{_DECADES[low_at(found, century.end)]}"
    elif low in _DECADES and (low_at(found, at - 1) in _OPENS_DECADE or low.endswith("ziger")):
        name = _DECADES[low]
    elif low.isdecimal() and low_at(found, end) == "s" and tight_at(found, end) and low.endswith("0"):
        end += 1
        if (len(low) == 4 and 1000 <= int(low) < 2100) or (len(low) == 2 and low_at(found, at - 1) in _OPENS_DECADE):
            name = f"{low}s"
        else:
            return None
    else:
        return None
    if low_at(found, end) in ("jahre", "jahren"):
        end += 1
    if name in ("2010s", "2020s") or (name.startswith("19") and name not in ("1910s", "1920s", "1900s")):
        name = name[2:]
    return Figure(text=span_of(text, found, at, end), start=at, end=end, readings=(), name=name, weak=True)


def _stopwatch(text: str, found: Sequence[Token], at: int, language: Language) -> Figure | None:
    """Return 3:45:20 and 2:15 h as durations."""
    parts, next = [low_at(found, at)], at + 1
    while (
        low_at(found, next) == ":"
        and tight_at(found, next)
        and tight_at(found, next + 1)
        and len(low_at(found, next + 1)) == 2
    ):
        parts.append(low_at(found, next + 1))
        next += 2
    if not all(part.isdecimal() for part in parts) or len(parts) > 3 or any(int(part) > 59 for part in parts[1:]):
        return None
    last = low_at(found, next)
    if len(parts) == 2 and last in ("h", "hr", "hrs", "hour", "hours", "std", "stunden", "heures", "horas", "ore"):
        seconds = int(parts[0]) * 3600.0 + int(parts[1]) * 60
        next += 1
    elif len(parts) == 2 and last in ("min", "mins", "minutes", "minuten"):
        seconds = int(parts[0]) * 60.0 + int(parts[1])
        next += 1
    elif len(parts) == 2 and int(parts[0]) > 24:
        seconds = int(parts[0]) * 60.0 + int(parts[1])
    elif len(parts) == 3:
        seconds = int(parts[0]) * 3600.0 + int(parts[1]) * 60 + int(parts[2])
    else:
        return None
    per, end = per_at(found, next)
    return replace(plain_figure(text, found, at, end, (Reading(seconds, SECOND),), Number((seconds,), next)), per=per)


def _none(text: str, found: Sequence[Token], at: int, language: Language) -> Figure | None:
    """Return no incidents and not a single one as nought; it may be no figure at all."""
    next = at + 1
    if low_at(found, at) == "not" and low_at(found, at + 1) in ("a", "one"):
        next = at + (3 if low_at(found, at + 2) == "single" else 2)
        if low_at(found, at + 1) == "a" and low_at(found, at + 2) != "single":
            return None
    elif low_at(found, at) not in _NONE or low_at(found, at) == "zero":
        return None
    if next >= len(found) or found[next].shape is not Shape.WORD:
        return None
    if found[next].low in _NOT_NONE or found[next].low in NOT_THINGS or number_at(found, next, language) is not None:
        return None
    things, per, end = things_at(found, next)
    number = Number((0.0,), next, weak=True)
    units, after = unit_at(found, next)
    if units:
        figure = plain_figure(text, found, at, after, (Reading(0.0, replace(units[0], per=None)), Reading(0.0)), number)
        return replace(figure, per=units[0].per)
    figure = plain_figure(text, found, at, max(end, next), (Reading(0.0),), number)
    return replace(figure, things=things, per=per)
