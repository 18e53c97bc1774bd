"""Text -> the figures it states, each with all that it claims: number, unit, bound, direction, place in a change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from srs.recall.bounds import bound_after, bound_before, direction_around, reach_before
from srs.recall.dates import Date, date_at
from srs.recall.lexicon import Language, words
from srs.recall.numbers import Number, language_of, number_at, numeral
from srs.recall.tokens import Shape, Token, plain, tokens
from srs.recall.units import FOLD, SHARE, Unit, per_at, thing, unit_at


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that a figure can mean."""

    value: float
    unit: Unit | None = None
    """The unit of measure; None where a number stands alone or counts things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of a text."""

    text: str
    """As it was said, with its unit and its bound."""
    start: int
    end: int
    """Its tokens."""
    readings: tuple[Reading, ...]
    bound: str = ""
    """One of < ≤ > ≥ + ~ <~ >~, or nothing."""
    direction: str = ""
    """up, down, faster or slower, or nothing."""
    reach: str = ""
    """Whether a change is told `by` how much or `to` what."""
    role: str = ""
    """before or after in a change, low or high in a range, either where two are offered."""
    label: str = ""
    """The percentile it is of: p99."""
    things: frozenset[str] = frozenset()
    """What is counted, as the words behind it say."""
    per: Unit | None = None
    whole: float | None = None
    """Of how many: 40 for 11 of 40."""
    dates: tuple[Date, ...] = ()
    year: bool = False
    name: str = ""
    """Letters that make it a name: H100, GPT-4."""
    decimals: int = 0
    negative: bool = False
    weak: bool = False
    """It may be no figure at all: one, a couple."""


def figures_of(text: str) -> list[Figure]:
    """Return the figures of a text in order; what was taken back (no wait, not 40 but 50) is none."""
    text = plain(text)
    found = tokens(text)
    language = language_of(found)
    figures = _paired(text, found, _summed(text, found, list(_each(text, found, language))), language)
    return _taken_back(found, [figure for figure in figures if not _denied(found, figure)])


# ---------------------------------------------------------------- one figure

_NOT_THINGS = frozenset(
    words(
        "of in to on à bis naar tot instead and or is was are were be been the a an at by for with from than then that which it we they i "
        "you so now as if but not no do did does had has have more less fewer over under up down out our my their "
        "his her its this these those per each every when while after before later ago old now total overall "
        "altogether roughly about around approximately exactly precisely actually maybe probably something think "
        "guess believe like just only even still there here yes yeah right ok okay faster slower better worse "
        "higher lower bigger smaller increase decrease reduction drop improvement growth gain loss speedup "
        "compared versus vs against during across within between since until because using via uh um er sorry wait "
        "plus minus i'd i'm it's that's sure though or ish max min tops who what where again instead rather way "
        "far well down all both und oder von der die das den dem des im in auf mit bei für aus nach vor als "
        "weniger mehr pro je ist war sind waren wir insgesamt ungefähr etwa genau glaube ich de du des le la les "
        "et ou en dans sur par pour avec est était moins plus que au aux total environ el los las y o con sin por "
        "para más menos son era il lo gli e ed o di del della con per più meno os as do da dos das em no na com "
        "mais van het een en met bij voor dan meer minder was zijn wat who"
    )
)
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
_MONEY = frozenset(words("$ € £ ¥ ₹ usd eur gbp chf jpy inr us r brl"))


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
    named = _named(text, found, at, language)
    if named is not None:
        return named
    dates, end = date_at(found, at)
    if dates:
        figure = Figure(text=_span(text, found, at, end), start=at, end=end, readings=(), dates=dates)
        if _low(found, at + 1) == ":" and end == at + 3:
            # 1:10 is a time of day or a ratio; what it is put beside decides
            ratio = _share(text, found, at, Number(numeral(token.text)[0], at + 1), language)
            if ratio is not None:
                figure = replace(figure, readings=ratio.readings, whole=ratio.whole)
        return figure
    if token.low in _CHANGES and token.shape is Shape.WORD:
        return _changed(text, found, at)
    if token.low in _FOLDS:
        return _plain_figure(text, found, at, at + 1, (Reading(_FOLDS[token.low], FOLD),), Number((0.0,), at + 1))
    if token.low in _COUPLE and token.shape is Shape.WORD:
        value = _COUPLE[token.low]
        if token.low in ("once", "einmal") and per_at(found, at + 1)[0] is None:
            return None
        end = at + 2 if token.low in ("couple", "pair") and _low(found, at + 1) == "of" else at + 1
        weak = token.low in ("couple", "pair", "both", "once", "einmal")
        readings: tuple[Reading, ...] = (Reading(value),) if weak else (Reading(value, FOLD), Reading(value))
        return _plain_figure(text, found, at, end, readings, Number((value,), end, weak=weak))
    factor = _factor(text, found, at, language)
    if factor is not None:
        return factor
    money, begin = None, at
    if token.low in _MONEY and (
        token.shape is Shape.SIGN or token.low not in ("us", "r") or _low(found, at + 1) == "$"
    ):
        units, next = unit_at(found, at)
        if units and units[0].family.startswith("money"):
            money, begin = units[0], next
            if money.per is not None:
                return None
    if begin >= len(found):
        return None
    if money is not None and _low(found, begin) == "-":
        begin += 1
    number = number_at(found, begin, language)
    if number is None and money is None:
        number = _one_of(found, begin, language)
    if number is None:
        if _low(found, begin) in ("daily", "hourly", "weekly", "monthly", "yearly", "annually") and money is None:
            per, end = per_at(found, begin)
            figure = _plain_figure(text, found, begin, end, (Reading(1.0),), Number((1.0,), end, weak=True))
            return replace(figure, per=per, text=found[begin].text)
        return None
    return _counted(text, found, at, number, money, language)


def _factor(text: str, found: Sequence[Token], at: int, language: Language) -> Figure | None:
    """Return a factor of three, ×3 and x3 as a figure."""
    begin = at
    if _low(found, at) in ("factor", "faktor", "facteur") and _low(found, at + 1) in ("of", "von", "de", "di"):
        begin = at + 2
    elif _low(found, at) in ("faktor",) or (_low(found, at) in ("×", "x") and _tight(found, at + 1)):
        begin = at + 1
    else:
        return None
    number = number_at(found, begin, language)
    if number is None or (_low(found, at) in ("×", "x") and at > 0 and found[at - 1].shape is Shape.NUMERAL):
        return None
    readings = tuple([Reading(value, FOLD) for value in number.values])
    return replace(_plain_figure(text, found, at, number.end, readings, number), reach="")


def _one_of(found: Sequence[Token], at: int, language: Language) -> Number | None:
    """Return the one that `a` says before a unit: a week, an order of magnitude."""
    if _low(found, at) not in language.articles:
        return None
    if _low(found, at + 1) == "order":
        return Number((1.0,), at + 1)
    units, _ = unit_at(found, at + 1)
    if not units or units[0].family != "time" or _low(found, at + 1) == "min":
        return None
    before = found[at - 1] if at > 0 else None
    if before is not None and (before.shape is Shape.NUMERAL or thing(before.low) != before.low):
        return None
    return Number((1.0,), at + 1, weak=True)


def _and_a_half(found: Sequence[Token], at: int, language: Language) -> int:
    """Return the token after `and a half` behind a unit; the same where it is not said."""
    if _low(found, at) in language.joiners and _low(found, at + 1) in (*language.articles, *language.halves):
        end = at + 2 if _low(found, at + 1) in language.halves else at + 3
        if _low(found, end - 1) in language.halves:
            return end
    return at


def _named(text: str, found: Sequence[Token], at: int, language: Language) -> Figure | None:
    """Return the figure that letters stuck to a numeral make a name, or a percentile: H100, GPT-4, p99 120 ms."""
    token = found[at]
    label, end = label_at(found, at, language)
    if label:
        # the percentile of a figure that follows; alone it is one itself
        return Figure(
            text=_span(text, found, at, end), start=at, end=end, readings=(), label=label, name=label, weak=True
        )
    if token.shape is not Shape.WORD or token.low in _MONEY or token.low in ("x", "sub"):
        return None
    next = at + 1
    dashed = _low(found, next) == "-" and found[next].start == token.end
    if dashed:
        next += 1
    if next >= len(found) or found[next].shape is not Shape.NUMERAL or found[next].start != found[next - 1].end:
        return None
    if token.low == "q" or (dashed and not token.text.isupper()) or token.low in ("ca", "rs", "eur"):
        return None
    end = next + 1
    if (
        end < len(found)
        and found[end].shape is Shape.WORD
        and found[end].start == found[end - 1].end
        and len(found[end].low) < 3
    ):
        end += 1
    name = _span(text, found, at, end).casefold().replace("-", "")
    return Figure(text=_span(text, found, at, end), start=at, end=end, readings=(), name=name, weak=True)


def _negative(found: Sequence[Token], at: int) -> bool:
    """Whether a minus stands before a number: a sign of its own, and none that joins it to what stands before."""
    before = _low(found, at - 1)
    if before in ("minus", "negative", "moins", "meno", "menos"):
        return at < 2 or found[at - 2].shape is not Shape.NUMERAL
    return before == "-" and _tight(found, at) and (at < 2 or not _tight(found, at - 1))


def label_at(found: Sequence[Token], at: int, language: Language) -> tuple[str, int]:
    """Return the percentile named at a token (p99, 95th percentile, median), and the token after it; none: ""."""
    low = _low(found, at)
    if low in ("median", "mediana", "médiane"):
        return "p50", at + 1
    if low == "p" and at + 1 < len(found):
        if found[at + 1].shape is Shape.NUMERAL and found[at + 1].start == found[at].end:
            return "p" + found[at + 1].text, at + 2
        number = number_at(found, at + 1, language)
        if number is not None and found[at + 1].shape is Shape.WORD and 1 <= number.values[0] < 100:
            return f"p{number.values[0]:g}", number.end
        if number is not None and found[at + 1].shape is Shape.NUMERAL and number.values[0] in (50, 90, 95, 99, 99.9):
            return f"p{number.values[0]:g}", at + 2
    for length in (2, 3, 4):
        if _low(found, at + length) in ("percentile", "perzentil", "percentil", "centile"):
            number = number_at(found, at, language)
            if number is not None:
                return f"p{number.values[0]:g}", at + length + 1
            tens = {"ninety": 90, "fiftieth": 50, "ninetieth": 90}.get(low)
            if tens is not None:
                ones = {"fifth": 5, "ninth": 9}.get(_low(found, at + length - 1), 0)
                return f"p{tens + ones}", at + length + 1
    return "", at


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
    suffix = _low(found, end)
    if number.digits and suffix in ("st", "nd", "rd", "th") and found[end].start == found[end - 1].end:
        end += 1
    if _low(found, end) in ("order", "orders") and _low(found, end + 1) == "of" and _low(found, end + 2) == "magnitude":
        values = tuple(10.0**value for value in number.values)
        return _plain_figure(text, found, at, end + 3, tuple(Reading(value, FOLD) for value in values), number)
    nines = _nines(found, number, language)
    if nines is not None:
        value, end = nines
        per_cent, after = unit_at(found, end)
        if per_cent and per_cent[0] == SHARE:
            end = after
        return _plain_figure(text, found, at, end, (Reading(value, Unit("share")),), number, decimals=2)
    power = _power(found, number)
    if power is not None:
        number, end = power, power.end
    share = _share(text, found, at, number, language) if money is None else None
    if share is not None:
        return share
    hyphen = _low(found, end) == "-" and _tight(found, end + 1) and end + 1 < len(found)
    if hyphen and found[end + 1].shape is Shape.WORD:
        # 24-hour, not 3-five
        end += bool(unit_at(found, end + 1)[0] or not number_at(found, end + 1, language))
    plus = _low(found, end) == "+" and not (
        end + 1 < len(found) and found[end + 1].shape is Shape.NUMERAL and found[end].start > found[end - 1].end
    )
    if plus:
        end += 1
    units: tuple[Unit, ...] = ()
    if number.values[0] >= 1000 and _low(found, end) in ("de", "di", "of", "d'") and unit_at(found, end + 1)[0]:
        end += 1
    if number.share:
        units, after = _share_of(found, end, language)
        end = after
    else:
        if _low(found, end) in _OF_THEM and unit_at(found, end + 1)[0]:
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
        if _low(found, end - 1) == "quarter" and number.values[0] == 0.25:
            readings += (Reading(1.0, Unit("time", 91.3125 * 86_400.0)),)
    else:
        readings = tuple(Reading(value) for value in number.values)
    if not units and money is None and not number.share:
        things, per, end = _things(found, end)
    if number.scaled and found[number.end - 1].text == "B" and len(number.values) == 1 and not units:
        readings += (Reading(number.values[0] / 1e9, Unit("data")),)
    year = _is_year(number, found, at, end, units, things) and money is None
    figure = _plain_figure(text, found, at, end, readings, number, skip_units=bool(units) or money is not None)
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


def _plain_figure(
    text: str,
    found: Sequence[Token],
    start: int,
    end: int,
    readings: tuple[Reading, ...],
    number: Number,
    *,
    decimals: int | None = None,
    skip_units: bool = False,
) -> Figure:
    bound, begin = bound_before(found, start)
    if not bound and start > 0 and _low(found, start - 1) in _BETWEEN:
        bound, begin = bound_before(found, start - 1)
    if not bound:
        begin = start
    after, stop = bound_after(found, end)
    if after and (not bound or bound == "~"):
        bound = after
    if not after:
        stop = end
    if bound == "" and start > 0 and found[start - 1].low == "-" and start > 1 and found[start - 2].low == "sub":
        bound, begin = "<", start - 2
    return Figure(
        text=_span(text, found, begin, stop),
        start=start,
        end=stop,
        readings=readings,
        bound=bound,
        direction=direction_around(found, begin, stop),
        reach=reach_before(found, begin),
        decimals=number.decimals if decimals is None else decimals,
        negative=_negative(found, start),
        weak=number.weak,
    )


_BETWEEN = frozenset(words("a the like well only just el la le les il den das die der o"))
"""What may stand between a bound and its figure."""


def _nines(found: Sequence[Token], number: Number, language: Language) -> tuple[float, int] | None:
    """Return the share that so many nines are: three nines are 99.9 %."""
    at = number.end
    if _low(found, at) == "-":
        at += 1
    low = _low(found, at)
    if (low == "9" and _low(found, at + 1) in ("s", "'")) or (low == "9's"):
        at += 1
    elif low not in ("nines", "neunen", "neuner", "neufs", "nueves") and low != "9s":
        return None
    value = number.values[0]
    if not 1 <= value <= 12:
        return None
    whole = int(value)
    share = 1 - 10.0**-whole
    if value % 1:
        share += 0.5 * 10.0**-whole
    return round(share, whole + 3), at + 1


def _power(found: Sequence[Token], number: Number) -> Number | None:
    """Return 1e6 and 10^6 as numbers."""
    at = number.end
    if not number.digits or at + 1 >= len(found) or found[at].start != found[at - 1].end:
        return None
    sign = found[at].low
    if sign not in ("e", "^"):
        return None
    next, factor = at + 1, 1
    if _low(found, next) in ("-", "+"):
        factor, next = (-1 if _low(found, next) == "-" else 1), next + 1
    if not _low(found, next).isdecimal() or found[next].start != found[next - 1].end:
        return None
    exponent = factor * int(_low(found, next))
    if abs(exponent) > 60:
        return None
    value = number.values[0] * 10.0**exponent if sign == "e" else number.values[0] ** exponent
    return Number((value,), next + 1, scaled=True)


def _share(text: str, found: Sequence[Token], at: int, number: Number, language: Language) -> Figure | None:
    """Return 11 of 40, 1 in 5, 4.7/5, 5:1 as one figure, its worth and what it is a part of."""
    join = number.end
    words = _low(found, join)
    if number.share or number.scaled:
        return None
    next = join + 1
    # 3 customers in 10: what is counted may stand between
    if words == "out" and _low(found, next) == "of":
        next += 1
    elif words in ("in", "of", "von", "sur", "su", "de", "di", "van", "op", "per", "aus") or words in ("/", ":"):
        if words in ("in", "of", "de", "di") and _low(found, next) in ("every", "the", "our", "cada", "ogni"):
            next += 1
    elif (
        join + 2 < len(found)
        and found[join].shape is Shape.WORD
        and words not in _NOT_THINGS
        and _low(found, join + 1) in ("in", "of", "out")
        and not unit_at(found, join)[0]
    ):
        next = join + 2
        if _low(found, join + 1) == "out":
            next += 1
        if _low(found, next) == "every":
            next += 1
    else:
        return None
    if next >= len(found):
        return None
    other = number_at(found, next, language)
    if other is None or other.share or other.weak or (other.scaled and other.values[0] > 1e7):
        return None
    value, whole = number.values[0], other.values[0]
    sign = words in ("/", ":")
    if whole == 0 or (not sign and value > whole) or (other.decimals and not sign):
        return None
    if words in ("in", "de", "per", "op") and (
        _is_year(other, found, next, other.end, (), frozenset()) or other.decimals
    ):
        return None
    if words in ("in", "de", "per", "op", "von", "di", "van") and unit_at(found, other.end)[0] and not sign:
        return None
    if sign and (_low(found, other.end) in ("/", ":") and _tight(found, other.end)):
        return None
    if value == 24 and whole == 7:
        return None
    end = other.end
    unit = Unit("share") if value <= whole else FOLD
    things, _, after = _things(found, end)
    figure = _plain_figure(text, found, at, after if things else end, (Reading(value / whole, unit),), number)
    return replace(figure, things=things, whole=whole, weak=False, decimals=max(2, number.decimals))


def _tight(found: Sequence[Token], at: int) -> bool:
    return 0 < at < len(found) and found[at - 1].end == found[at].start


def _share_of(found: Sequence[Token], at: int, language: Language) -> tuple[tuple[Unit, ...], int]:
    """Return the unit that a fraction is of: half an hour, a quarter of a second; of a whole: ()."""
    next = at
    if _low(found, next) == "-":
        next += 1
    if _low(found, next) in ("of", "de", "d'", "di"):
        next += 1
    if _low(found, next) in language.articles or _low(found, next) in ("a", "an"):
        next += 1
    units, end = unit_at(found, next)
    return (units, end) if units and not units[0].counted else ((), at)


def _is_name_of_unit(
    found: Sequence[Token], at: int, units: tuple[Unit, ...], number: Number, language: Language
) -> bool:
    """Whether what stands behind a number is its unit, and not the next word that happens to be one."""
    low = _low(found, at)
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


def _things(found: Sequence[Token], at: int) -> tuple[frozenset[str], Unit | None, int]:
    """Return what is counted, what it is counted per, and the token after both."""
    things: list[str] = []
    next = at
    while next < len(found) and len(things) < 3:
        token = found[next]
        per, end = per_at(found, next)
        if per is not None and (things or token.low in ("/", "per") or per.family == "time"):
            return frozenset(things), per, end
        if token.shape is not Shape.WORD or token.low in _NOT_THINGS:
            break
        things.append(thing(token.low))
        next += 1
    per, end = per_at(found, next)
    if per is not None:
        return frozenset(things), per, end
    return frozenset(things), None, at + (1 if things and len(things) == 1 else len(things))


def _is_year(
    number: Number, found: Sequence[Token], at: int, end: int, units: tuple[Unit, ...], things: frozenset[str]
) -> bool:
    if units or number.scaled or number.decimals or things or len(number.digits) != 4 or not number.digits.isdecimal():
        return False
    return 1900 <= number.values[0] < 2100


# ---------------------------------------------------------------- figures together


def _summed(text: str, found: Sequence[Token], figures: list[Figure]) -> list[Figure]:
    """Return the figures with those added up that one amount is said in: 1 h 30 min, 2 hours and 30 minutes."""
    result: list[Figure] = []
    for figure in figures:
        last = result[-1] if result else None
        if last is not None and _goes_on(found, last, figure):
            one, other = last.readings[0], figure.readings[0]
            assert one.unit is not None and other.unit is not None
            value = one.value + other.value * other.unit.size / one.unit.size
            whole = _span(text, found, _begin(found, last), figure.end)
            result[-1] = replace(last, text=whole, end=figure.end, readings=(Reading(value, one.unit),), weak=False)
        else:
            result.append(figure)
    return result


def _goes_on(found: Sequence[Token], one: Figure, other: Figure) -> bool:
    between = [token.low for token in found[one.end : other.start]]
    if between not in ([], ["and"], ["und"], ["et"], ["y"], ["e"], ["en"]) or not (one.readings and other.readings):
        return False
    left, right = one.readings[0].unit, other.readings[0].unit
    if left is None or right is None or left.family != right.family or one.per or other.bound:
        return False
    small = any(r.unit is not None and r.unit.size < left.size and r.unit.family == left.family for r in other.readings)
    return left.family in ("time", "length", "mass") and small and not other.weak


_RANGE = frozenset(
    words("- – — to bis till until through thru à tot hasta até ~ a al tussen en und et y e and or oder ou o of")
)
_OPENS = frozenset(words("between zwischen entre tra fra tussen"))
_BOTH = frozenset(words("and und et y e en"))
_EITHER = frozenset(words("or oder ou o of"))
_FROM = frozenset(words("from von de du desde da van was were started initially previously originally at is que"))
_TO = frozenset("to down up auf à au a hasta para naar now becoming into til until")
_TO_WORDS = frozenset(words("to auf à au a hasta para naar now today jetzt ahora afterwards"))
_WENT = frozenset(["from", "von", "desde", "da"])


def _paired(text: str, found: Sequence[Token], figures: list[Figure], language: Language) -> list[Figure]:
    """Return the figures with their places in ranges and changes; units are lent from one side to the other."""
    figures = _labelled(found, figures)
    at = 0
    while at + 1 < len(figures):
        one, other = figures[at], figures[at + 1]
        roles = None if one.role else _roles(found, one, other)
        if roles is None:
            at += 1
            continue
        one, other = _lent(one, other)
        figures[at] = replace(one, role=roles[0], bound=_bound_in_pair(one, roles[0]))
        figures[at + 1] = replace(other, role=roles[1], bound=_bound_in_pair(other, roles[1]))
        if roles == ("after", "before"):
            figures[at], figures[at + 1] = figures[at + 1], figures[at]
        at += 2
    return figures


def _bound_in_pair(figure: Figure, role: str) -> str:
    return (
        ""
        if role in ("after", "before") and figure.bound == "≤" and figure.text.casefold().startswith("up to")
        else figure.bound
    )


_AT = frozenset(words("at for in im bei the @ ( beim a à"))


def _labelled(found: Sequence[Token], figures: list[Figure]) -> list[Figure]:
    """Return the figures with the percentile that stands beside each; a name alone stays one."""
    result: list[Figure] = []
    for index, figure in enumerate(figures):
        if figure.name and figure.label:
            behind = result[-1] if result and not result[-1].label and not result[-1].name else None
            if behind is not None and all(token.low in _AT for token in found[behind.end : figure.start]):
                result[-1] = replace(behind, label=figure.label)
                continue
            following = figures[index + 1] if index + 1 < len(figures) else None
            if (
                following is not None
                and following.start - figure.end <= 6
                and not following.label
                and not following.name
                and not any(token.low in (",", ";") for token in found[figure.end : following.start])
            ):
                figures[index + 1] = replace(following, label=figure.label)
                continue
            if behind is not None and figure.start - behind.end <= 3:
                result[-1] = replace(behind, label=figure.label)
                continue
        result.append(figures[index])
    return result


def _roles(found: Sequence[Token], one: Figure, other: Figure) -> tuple[str, str] | None:
    """Return what two neighbouring figures are to each other; None where they have nothing to do with each other."""
    if one.dates or other.dates or one.name or other.name or one.label != other.label:
        return None
    between = [token.low for token in found[one.end : _begin(found, other)]]
    before = _low(found, _begin(found, one) - 1)
    if "→" in between and len(between) <= 3:
        return "before", "after"
    if not between:
        return ("low", "high") if other.text.startswith("-") else None
    if between[0] in ("(",) or len(between) > 9:
        return None
    words = [word for word in between if word != ","]
    if len(words) == 1 and words[0] in _RANGE:
        word = words[0]
        if word in _BOTH:
            return ("low", "high") if before in _OPENS else None
        if word in _EITHER:
            return "low", "high"
        if before in _WENT and word not in ("-", "–"):
            return "before", "after"
        if word in ("a", "e", "o", "of", "en", "al") and not (one.readings and other.readings):
            return None
        if word not in ("-", "–", "—", "~") and _falls(one, other):
            return "before", "after"
        return "low", "high"
    if before in _WENT or before in ("de", "van", "du"):
        tail = words[-1] if words else ""
        if tail in _TO_WORDS or other.bound == "≤":
            return "before", "after"
    if words and words[-1] in ("from", "von", "desde", "da", "van", "depuis"):
        if len(words) == 1 or words[0] in (
            "down",
            "up",
            "increase",
            "improvement",
            "reduction",
            "drop",
            "runter",
            "rather",
        ):
            return "after", "before"
        if "was" not in words and ("down" in words or "up" in words):
            return "after", "before"
    if words[-2:] in (["instead", "of"], ["statt"], ["rather", "than"], ["au", "lieu"]) or words[-1:] == ["statt"]:
        return "after", "before"
    if words and words[-1] in ("to", "auf") and any(word in ("down", "up", "went", "reduced", "cut") for word in words):
        return "before", "after"
    if (
        before in ("was", "were", "war", "initially", "before", "previously", "originally")
        and words
        and words[-1]
        in (
            "now",
            "is",
            "after",
            "today",
            "ist",
            "jetzt",
            "afterwards",
            "to",
            "it's",
        )
    ):
        return "before", "after"
    if (words and words[-1] in ("now", "today")) or (
        words and words[0] in ("before", "previously") and words[-1] in ("after", "now")
    ):
        return "before", "after"
    if words == ["was", "now"]:
        return "before", "after"
    return None


def _falls(one: Figure, other: Figure) -> bool:
    """Whether the second of two figures is the smaller: 480 ms to 110 ms is no range."""
    if not one.readings or not other.readings:
        return False
    left, right = _lent(one, other)
    sizes = [(r.readings[0].unit.size if r.readings[0].unit else 1.0) * r.readings[0].value for r in (left, right)]
    return sizes[0] > sizes[1] and not (right.readings[0].value == 1 and left.readings[0].unit is None)


def _begin(found: Sequence[Token], figure: Figure) -> int:
    """Return the token at which a figure begins, its bound included."""
    _, begin = bound_before(found, figure.start)
    return begin if figure.bound else figure.start


def _lent(one: Figure, other: Figure) -> tuple[Figure, Figure]:
    """Give the side of a pair that has no unit (or magnitude) that of the other: 3-15 %, 2 to 3 million, $3-5."""
    lent_one = _with_unit_of(one, other)
    lent_other = _with_unit_of(other, one)
    return lent_one, lent_other


def _with_unit_of(bare: Figure, other: Figure) -> Figure:
    if not bare.readings or not other.readings:
        return bare
    changed = bare
    if (
        all(reading.unit is None for reading in bare.readings)
        and other.readings[0].unit is not None
        and not bare.things
    ):
        unit = other.readings[0].unit
        value = bare.readings[0].value
        if not (unit.family == "share" and unit.size == 1.0):
            readings = [Reading(value, unit)]
            if other.readings[0].value >= 1000 and unit.family.startswith("money") and value < 1000:
                readings += [Reading(value * scale, unit) for scale in (1e3, 1e6, 1e9)]
            changed = replace(changed, readings=tuple(readings), year=False, weak=False)
    elif (
        all(reading.unit is None for reading in bare.readings)
        and other.readings[0].unit is None
        and bare.decimals <= 1
        and bare.readings[0].value < 1000 <= other.readings[0].value
        and any(mark in other.text for mark in "kKMB")
        | any(w in other.text.casefold() for w in ("million", "thousand", "billion", "mio", "tausend", "mil"))
    ):
        scale = 1e9 if other.readings[0].value >= 1e9 else 1e6 if other.readings[0].value >= 1e6 else 1e3
        changed = replace(changed, readings=(Reading(bare.readings[0].value * scale), *bare.readings))
    if not changed.things and other.things:
        changed = replace(changed, things=other.things)
    if changed.per is None and other.per is not None:
        changed = replace(changed, per=other.per)
    return changed


# ---------------------------------------------------------------- what does not count

_CORRECTIONS = (
    ("no", "wait"), ("wait",), ("sorry",), ("scratch", "that"), ("i", "mean"), ("correction",), ("nein",), ("quatsch",), ("perdón",),
    ("pardon",), ("make", "that"), ("no", ","), ("moment",), ("ach", "nein"), ("non",), ("no", "actually"), ("actually", "no"),
    ("or", "rather"), ("oops",),
)  # fmt: skip
_NOT = frozenset(words("not isn't wasn't aren't nicht pas kein keine niet non never"))


def _denied(found: Sequence[Token], figure: Figure) -> bool:
    """Whether a figure is said not to be the one: not 40 but 50."""
    begin = _begin(found, figure)
    if _low(found, begin) in _NOT and figure.bound:
        return False
    return _low(found, begin - 1) in _NOT and figure.bound in ("", "~")


def _taken_back(found: Sequence[Token], figures: list[Figure]) -> list[Figure]:
    """Leave out the figure before each “no, wait” that another one follows."""
    kept = list(figures)
    for at in range(len(found)):
        for marker in _CORRECTIONS:
            if tuple(token.low for token in found[at : at + len(marker)]) != marker:
                continue
            earlier = [figure for figure in kept if figure.end <= at]
            later = [figure for figure in kept if figure.start >= at]
            if earlier and later and _corrects(found, at, marker, earlier[-1], later[0]):
                drop = earlier[-2:] if earlier[-1].role and later[0].role and len(earlier) > 1 else earlier[-1:]
                kept = [figure for figure in kept if figure not in drop]
            break
    return kept


_PAUSES = frozenset(words("uh um er erm no oh äh ähm euh nein non"))
_SOON = 8
"""So many words may stand between a figure and what takes it back, and before the one that takes its place."""


def _corrects(found: Sequence[Token], at: int, marker: tuple[str, ...], earlier: Figure, later: Figure) -> bool:
    """Whether a “wait” or “sorry” takes a figure back, and is no word of the sentence: I did not wait."""
    if marker == ("no", ",") and at - earlier.end > 1:
        return False
    if at - earlier.end > _SOON or later.start - at - len(marker) > _SOON:
        return False
    before = found[at - 1]
    interjected = at == earlier.end or before.shape is Shape.SIGN or before.low in _PAUSES
    return len(marker) > 1 or interjected


# ---------------------------------------------------------------- small


def _low(found: Sequence[Token], at: int) -> str:
    return found[at].low if 0 <= at < len(found) else ""


def _span(text: str, found: Sequence[Token], start: int, end: int) -> str:
    if end <= start:
        return ""
    return text[found[start].start : found[end - 1].end]


__all__ = ["Figure", "Reading", "figures_of", "numeral"]
