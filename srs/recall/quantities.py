"""Text -> the figures it states, each with all that it claims: number, unit, bound, direction, place in a change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from srs.recall.amounts import Figure, Reading, low_at, span_of, tight_at
from srs.recall.corrections import denied, taken_back
from srs.recall.dates import date_at
from srs.recall.lexicon import Language, words
from srs.recall.names import MONEY, named_at
from srs.recall.numbers import Number, language_of, number_at, numeral
from srs.recall.pairs import paired, summed
from srs.recall.shares import is_year, nines_at, plain_figure, power_at, share_at, share_of, things_at
from srs.recall.tokens import Shape, Token, plain, tokens
from srs.recall.units import FOLD, SHARE, Unit, per_at, thing, unit_at


def figures_of(text: str) -> list[Figure]:
    """Return the figures of a text in order; what was taken back (no wait, not 40 but 50) is none."""
    text = plain(text)
    found = tokens(text)
    language = language_of(found)
    figures = paired(text, found, summed(text, found, list(_each(text, found, language))), language)
    return taken_back(found, [figure for figure in figures if not denied(found, figure)])


_COUPLE = {"couple": 2.0, "pair": 2.0, "both": 2.0, "twice": 2.0, "thrice": 3.0, "zweimal": 2.0, "dreimal": 3.0, "once": 1.0,
           "einmal": 1.0}  # fmt: skip


_CHANGES: dict[str, tuple[float, str]] = {
    **dict.fromkeys(words("doubled doubling doubles double verdoppelt doublé duplicó duplicado raddoppiato dobrou verdubbeld "
"verdoppelte verdoppelung"), (2.0, "up")),
    **dict.fromkeys(words("tripled tripling triple trebled verdreifacht triplé triplicó triplicato triplicou verdrievoudigd"),
                    (3.0, "up")),
    **dict.fromkeys(words("quadrupled quadruple vervierfacht quadruplé cuadruplicó quadruplicato quadruplicou"), (4.0, "up")),
    **dict.fromkeys(["quintupled", "verfünffacht"], (5.0, "up")),
    **dict.fromkeys(words("halved halving halves halbiert halbierte dimezzato gehalveerd"), (0.5, "down")),
}  # fmt: skip


_FOLDS = {"twofold": 2.0, "threefold": 3.0, "fourfold": 4.0, "fivefold": 5.0, "sixfold": 6.0, "tenfold": 10.0,
          "hundredfold": 100.0, "zweifach": 2.0, "dreifach": 3.0, "zehnfach": 10.0}  # fmt: skip


_NINES = frozenset(["nines", "nine", "neunen", "neuner"])


def _each(text: str, found: Sequence[Token], language: Language) -> Iterator[Figure]:
    at = 0
    while at < len(found):
        figure = _figure_at(text, found, at, language)
        if figure is None:
            at += 1
            continue
        yield figure
        at = max(figure.end, at + 1)


def _figure_at(text: str, found: Sequence[Token], at: int, language: Language) -> Figure | None:
    token = found[at]
    named = named_at(text, found, at, language)
    if named is not None:
        return named
    dates, end = date_at(found, at)
    if dates:
        figure = Figure(text=span_of(text, found, at, end), start=at, end=end, readings=(), dates=dates)
        if low_at(found, at + 1) == ":" and end == at + 3:
            # 1:10 is a time of day or a ratio; what it is put beside decides
            ratio = share_at(text, found, at, Number(numeral(token.text)[0], at + 1), language)
            if ratio is not None:
                figure = replace(figure, readings=ratio.readings, whole=ratio.whole)
        return figure
    if token.low in _CHANGES and token.shape is Shape.WORD:
        return _changed(text, found, at)
    if token.low in _FOLDS:
        return plain_figure(text, found, at, at + 1, (Reading(_FOLDS[token.low], FOLD),), Number((0.0,), at + 1))
    if token.low in _COUPLE and token.shape is Shape.WORD:
        value = _COUPLE[token.low]
        if token.low in ("once", "einmal") and per_at(found, at + 1)[0] is None:
            return None
        end = at + 2 if token.low in ("couple", "pair") and low_at(found, at + 1) == "of" else at + 1
        weak = token.low in ("couple", "pair", "both", "once", "einmal")
        readings: tuple[Reading, ...] = (Reading(value),) if weak else (Reading(value, FOLD), Reading(value))
        return plain_figure(text, found, at, end, readings, Number((value,), end, weak=weak))
    factor = _factor(text, found, at, language)
    if factor is not None:
        return factor
    money, begin = None, at
    if token.low in MONEY and (
        token.shape is Shape.SIGN or token.low not in ("us", "r") or low_at(found, at + 1) == "$"
    ):
        units, next = unit_at(found, at)
        if units and units[0].family.startswith("money"):
            money, begin = units[0], next
            if money.per is not None:
                return None
    if begin >= len(found):
        return None
    if money is not None and low_at(found, begin) == "-":
        begin += 1
    number = number_at(found, begin, language)
    if number is None and money is None:
        number = _one_of(found, begin, language)
    if number is None:
        if low_at(found, begin) in ("daily", "hourly", "weekly", "monthly", "yearly", "annually") and money is None:
            per, end = per_at(found, begin)
            figure = plain_figure(text, found, begin, end, (Reading(1.0),), Number((1.0,), end, weak=True))
            return replace(figure, per=per, text=found[begin].text)
        return None
    return _counted(text, found, at, number, money, language)


def _factor(text: str, found: Sequence[Token], at: int, language: Language) -> Figure | None:
    """Return a factor of three, ×3 and x3 as a figure."""
    begin = at
    if low_at(found, at) in ("factor", "faktor", "facteur") and low_at(found, at + 1) in ("of", "von", "de", "di"):
        begin = at + 2
    elif low_at(found, at) in ("faktor",) or (low_at(found, at) in ("×", "x") and tight_at(found, at + 1)):
        begin = at + 1
    else:
        return None
    number = number_at(found, begin, language)
    if number is None or (low_at(found, at) in ("×", "x") and at > 0 and found[at - 1].shape is Shape.NUMERAL):
        return None
    readings = tuple([Reading(value, FOLD) for value in number.values])
    return replace(plain_figure(text, found, at, number.end, readings, number), reach="")


def _one_of(found: Sequence[Token], at: int, language: Language) -> Number | None:
    """Return the one that `a` says before a unit: a week, an order of magnitude."""
    if low_at(found, at) not in language.articles:
        return None
    if low_at(found, at + 1) == "order":
        return Number((1.0,), at + 1)
    units, _ = unit_at(found, at + 1)
    if not units or units[0].family != "time" or low_at(found, at + 1) == "min":
        return None
    before = found[at - 1] if at > 0 else None
    if before is not None and (before.shape is Shape.NUMERAL or thing(before.low) != before.low):
        return None
    return Number((1.0,), at + 1, weak=True)


def _and_a_half(found: Sequence[Token], at: int, language: Language) -> int:
    """Return the token after `and a half` behind a unit; the same where it is not said."""
    if low_at(found, at) in language.joiners and low_at(found, at + 1) in (*language.articles, *language.halves):
        end = at + 2 if low_at(found, at + 1) in language.halves else at + 3
        if low_at(found, end - 1) in language.halves:
            return end
    return at


def _changed(text: str, found: Sequence[Token], at: int) -> Figure:
    factor, way = _CHANGES[found[at].low]
    readings = [Reading(factor, FOLD)]
    if factor == 0.5:
        readings.append(Reading(0.5, Unit("share")))
    else:
        readings.append(Reading(factor - 1, Unit("share")))
    return Figure(
        text=found[at].text,
        start=at,
        end=at + 1,
        readings=tuple(readings),
        direction=way,
        weak=found[at].low == "double",
    )


def _counted(
    text: str, found: Sequence[Token], at: int, number: Number, money: Unit | None, language: Language
) -> Figure | None:
    """Return the figure that a number and what follows it make."""
    end = number.end
    suffix = low_at(found, end)
    if number.digits and suffix in ("st", "nd", "rd", "th") and found[end].start == found[end - 1].end:
        end += 1
    if (
        low_at(found, end) in ("order", "orders")
        and low_at(found, end + 1) == "of"
        and low_at(found, end + 2) == "magnitude"
    ):
        values = tuple(10.0**value for value in number.values)
        return plain_figure(text, found, at, end + 3, tuple(Reading(value, FOLD) for value in values), number)
    nines = nines_at(found, number, language)
    if nines is not None:
        value, end = nines
        per_cent, after = unit_at(found, end)
        if per_cent and per_cent[0] == SHARE:
            end = after
        return plain_figure(text, found, at, end, (Reading(value, Unit("share")),), number, decimals=2)
    power = power_at(found, number)
    if power is not None:
        number, end = power, power.end
    share = share_at(text, found, at, number, language) if money is None else None
    if share is not None:
        return share
    hyphen = low_at(found, end) == "-" and tight_at(found, end + 1) and end + 1 < len(found)
    if hyphen and found[end + 1].shape is Shape.WORD:
        # 24-hour, not 3-five
        end += bool(unit_at(found, end + 1)[0] or not number_at(found, end + 1, language))
    plus = low_at(found, end) == "+" and not (
        end + 1 < len(found) and found[end + 1].shape is Shape.NUMERAL and found[end].start > found[end - 1].end
    )
    if plus:
        end += 1
    units: tuple[Unit, ...] = ()
    if number.values[0] >= 1000 and low_at(found, end) in ("de", "di", "of", "d'") and unit_at(found, end + 1)[0]:
        end += 1
    if number.share:
        units, after = share_of(found, end, language)
        end = after
    else:
        if low_at(found, end) in _OF_THEM and unit_at(found, end + 1)[0]:
            end += 1  # seven more days
        units, after = unit_at(found, end)
        if units and _is_name_of_unit(found, end, units, number, language):
            end = _and_a_half(found, after, language)
            if end > after:
                number = replace(number, values=tuple([value + 0.5 for value in number.values]), weak=False, decimals=1)
        else:
            units = ()
    per: Unit | None = None
    things: frozenset[str] = frozenset()
    if money is not None:
        if not units:
            per, end = per_at(found, end)
        elif units[0].family.startswith("money"):
            per = units[0].per
        elif any(unit.family == "count" for unit in units):
            size = next(unit.size for unit in units if unit.family == "count")
            number = replace(number, values=tuple([value * size for value in number.values]))
        readings = tuple(Reading(value, money) for value in number.values)
    elif units:
        per = units[0].per
        if units[0].counted:
            things = frozenset({units[0].family.removeprefix("thing:")})
            readings = tuple(Reading(value * units[0].size) for value in number.values)
        else:
            readings = tuple([_read(value, unit) for unit in units for value in number.values])
    elif number.share:
        readings = tuple(Reading(value, Unit("share")) for value in number.values)
        if low_at(found, end - 1) == "quarter" and number.values[0] == 0.25:
            readings += (Reading(1.0, Unit("time", 91.3125 * 86_400.0)),)
    else:
        readings = tuple(Reading(value) for value in number.values)
    if not units and money is None and not number.share:
        things, per, end = things_at(found, end)
    if number.scaled and found[number.end - 1].text == "B" and len(number.values) == 1 and not units:
        readings += (Reading(number.values[0] / 1e9, Unit("data")),)
    year = is_year(number, found, at, end, units, things) and money is None
    figure = plain_figure(text, found, at, end, readings, number, skip_units=bool(units) or money is not None)
    bound = "+" if plus else figure.bound
    if number.share and not units and number.weak:
        figure = replace(figure, weak=True)
    if units and found[at].low == "one":
        figure = replace(figure, weak=False)
    return replace(figure, things=things, per=per, year=year, bound=bound)


_OF_THEM = frozenset(words("more full whole extra additional further other entire weitere ganze volle"))
"""What may stand between a number and its unit."""


def _read(value: float, unit: Unit) -> Reading:
    return Reading(value * unit.size) if unit.family == "count" else Reading(value, replace(unit, per=None))


def _is_name_of_unit(
    found: Sequence[Token], at: int, units: tuple[Unit, ...], number: Number, language: Language
) -> bool:
    """Whether what stands behind a number is its unit, and not the next word that happens to be one."""
    low = low_at(found, at)
    if (
        low == "x"
        and found[at].start > found[at - 1].end
        and at + 1 < len(found)
        and found[at + 1].shape is Shape.NUMERAL
    ):
        return False
    if units[0].family.startswith("money") and low in ("$", "€", "£") and at + 1 < len(found):
        # "for 5 $3" belongs to what follows
        following = found[at + 1]
        if (
            following.shape is Shape.NUMERAL
            and following.start == found[at].end
            and found[at].start > found[at - 1].end
        ):
            return False
    return True
