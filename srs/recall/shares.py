"""Figures as parts of a whole (11 of 40, three nines, 10^6), and what is counted in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from srs.recall.amounts import Figure, Reading, span_of
from srs.recall.bounds import OPENING, bound_after, bound_before, direction_around, reach_before
from srs.recall.counted import thing
from srs.recall.lexicon import Language, words
from srs.recall.numbers import number_at
from srs.recall.spoken import Number
from srs.recall.tokens import Shape, Token, low_at, tight_at
from srs.recall.units import FOLD, NUMBERS, Unit, per_at, unit_at

NOT_THINGS = frozenset(
    words(
        "of in to on à bis naar tot instead and or is was are were be been the a an at by for with from than then "
        "that which it we they i "
        "you so now as if but not no do did does had has have more less fewer over under up down out our my their "
        "his her its this these those per each every when while after before later ago old now total overall "
        "altogether roughly about around approximately exactly precisely actually maybe probably something think "
        "guess believe like just only even still there here yes yeah right ok okay faster slower better worse "
        "higher lower bigger smaller increase decrease reduction drop improvement growth speedup "
        "compared versus vs against during across within between since until because using via uh um er sorry wait "
        "plus minus i'd i'm it's that's sure though or ish max min tops who what where again instead rather way "
        "far well down all both und oder von der die das den dem des im in auf mit bei für aus nach vor als "
        "weniger mehr pro je ist war sind waren wir insgesamt ungefähr etwa genau glaube ich de du des le la les "
        "et ou en dans sur par pour avec est était moins plus que au aux total environ el los las y o con sin por "
        "para más menos son era il lo gli e ed o di del della con per più meno os as do da dos das em no na com "
        "mais van het een en met bij voor dan meer minder was zijn wat who "
        "made won lost got went took came ran saw kept left met paid sold sent told found gave knew said stood lay "
        "led held felt "
        "brought built bought broke chose drew drove flew sang sank slept spoke spent swam taught thought threw "
        "understood woke "
        "maximum minimum maximal minimal max min tops most least wore wrote can could will would should may might "
        "must isn't wasn't aren't weren't don't doesn't didn't won't can't also "
        "too then straight respectively please apiece twice wurde wurden haben hatte ont été fue fueron han been being"
    )
)
"""Words behind a number that it does not count."""


def is_thing(token: Token) -> bool:
    """Return whether a token behind a number can be what it counts."""
    if token.shape is not Shape.WORD or token.low in NOT_THINGS or token.low in NUMBERS or token.low == "x":
        return False
    if token.low.endswith(("iert", "ierte", "ierten")):
        return False
    return not (len(token.low) > 5 and token.low.endswith("ed") and token.low not in ("hundred", "shared", "naked"))


def _negative(found: Sequence[Token], at: int) -> bool:
    """Whether a minus stands before a number: a sign of its own, and none that joins it to what stands before."""
    before = low_at(found, at - 1)
    if before in ("minus", "negative", "moins", "meno", "menos"):
        return at < 2 or found[at - 2].shape is not Shape.NUMERAL
    return (
        before == "-"
        and tight_at(found, at)
        and (at < 2 or not tight_at(found, at - 1) or found[at - 2].low in OPENING)
    )


def plain_figure(
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
    """Return a figure of some tokens with the bound, direction and reach that stand around it."""
    bound, begin = bound_before(found, start)
    if not bound and start > 0 and low_at(found, start - 1) in _BETWEEN:
        bound, begin = bound_before(found, start - 1)
    if not bound:
        begin = start
    after, stop = bound_after(found, end)
    if not after:
        after, stop = _bound_apart(found, end)
    if after and (not bound or bound == "~"):
        bound = after
    if not after:
        stop = end
    if bound == "" and start > 0 and found[start - 1].low == "-" and start > 1 and found[start - 2].low == "sub":
        bound, begin = "<", start - 2
    below = _below_zero(found, stop)
    return Figure(
        text=span_of(text, found, begin, stop + below),
        start=start,
        end=stop + below,
        readings=readings,
        bound=bound,
        direction="" if bound == "±" else direction_around(found, begin, stop),
        reach=reach_before(found, begin),
        decimals=number.decimals if decimals is None else decimals,
        negative=bound != "±" and (_negative(found, start) or below > 0),
        weak=number.weak,
    )


def _bound_apart(found: Sequence[Token], at: int) -> tuple[str, int]:
    """Return the bound that stands behind a comma or what is counted: five errors, at most; thirty days' notice or more."""
    if low_at(found, at) == ",":
        bound, end = bound_after(found, at + 1)
        last = end >= len(found) or (found[end].shape is Shape.SIGN and end > at + 1)
        return (bound, end) if bound in ("≤", "≥") and last else ("", at)
    next = at + (low_at(found, at) == "'")
    for place in range(next, min(next + 2, len(found))):
        if not is_thing(found[place]):
            break
        if low_at(found, place + 1) in _OR:
            bound, _ = bound_after(found, place + 1)
            if bound in ("≤", "≥"):
                return bound, at
    return "", at


_OR = frozenset(words("or oder ou o of eller"))


def _below_zero(found: Sequence[Token], at: int) -> int:
    """Return how many tokens say that a figure lies below zero: five degrees below zero, fünf Grad unter null."""
    return 2 * (
        low_at(found, at) in ("below", "unter", "bajo", "sotto", "under")
        and low_at(found, at + 1)
        in (
            "zero",
            "freezing",
            "null",
            "cero",
            "zero",
        )
    )


_BETWEEN = frozenset(words("a the like well only just el la le les il den das die der o"))
"""What may stand between a bound and its figure."""


def nines_at(found: Sequence[Token], number: Number, language: Language) -> tuple[float, int] | None:
    """Return the share that so many nines are: three nines are 99.9 %."""
    at = number.end
    if low_at(found, at) == "-":
        at += 1
    low = low_at(found, at)
    if (low == "9" and low_at(found, at + 1) in ("s", "'")) or (low == "9's"):
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


def share_at(text: str, found: Sequence[Token], at: int, number: Number, language: Language) -> Figure | None:
    """Return 11 of 40, 1 in 5, 4.7/5, 5:1 as one figure, its worth and what it is a part of."""
    join = number.end
    words = low_at(found, join)
    if number.share or number.scaled:
        return None
    next = join + 1
    # 3 customers in 10: what is counted may stand between
    between: frozenset[str] = frozenset()
    if words == "out" and low_at(found, next) == "of":
        next += 2 if low_at(found, next + 1) in _EACH else 1
    elif words == "for" and low_at(found, next) == "every":
        next += 1
    elif words in ("in", "of", "von", "sur", "su", "de", "di", "van", "op", "per", "aus") or words in ("/", ":"):
        if words in ("in", "of", "de", "di", "von", "sur") and low_at(found, next) in _EACH:
            next += 1
    elif (
        join + 2 < len(found)
        and is_thing(found[join])
        and low_at(found, join + 1) in ("in", "of", "out", "sur", "su", "op")
        and not unit_at(found, join)[0]
    ):
        between = frozenset([thing(words)])
        next = join + 2
        if low_at(found, join + 1) == "out":
            next += 1
        if low_at(found, next) in _EACH:
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
    if words == ":" and tight_at(found, join) != tight_at(found, next):
        return None  # day 1: 40 %
    if whole == 0 or (not sign and value > whole) or (other.decimals and not sign):
        return None
    joined = low_at(found, join + 1) == "in" and bool(between)
    if (joined or words in ("in", "de", "per", "op")) and (
        is_year(other, found, next, other.end, (), frozenset()) or other.decimals
    ):
        return None
    if words in ("in", "de", "per", "op", "von", "di", "van") and unit_at(found, other.end)[0] and not sign:
        return None
    if sign and (low_at(found, other.end) in ("/", ":") and tight_at(found, other.end)):
        return None
    if value == 24 and whole == 7:
        return None
    if words == "/" and _pressure(value, whole, number, other):
        return None
    end = other.end
    unit = Unit("share") if value <= whole else FOLD
    things, _, after = things_at(found, end)
    if between and things and not between & things and not things & {"people", "item"}:
        return None  # four deals out of nine demos
    figure = plain_figure(text, found, at, after if things else end, (Reading(value / whole, unit),), number)
    return replace(figure, things=things or between, whole=whole, weak=False, decimals=max(2, number.decimals))


_EACH = frozenset(words("every each the our all cada ogni jeder jede jedem chaque"))


def _pressure(value: float, whole: float, number: Number, other: Number) -> bool:
    """Whether a numeral over another can only be a blood pressure: 140/90."""
    digits = number.digits.isdecimal() and other.digits.isdecimal() and whole > 0
    return digits and 70 <= value <= 250 and 35 <= whole <= 150 and 1.15 <= value / whole <= 2.5


def share_of(found: Sequence[Token], at: int, language: Language) -> tuple[tuple[Unit, ...], int]:
    """Return the unit that a fraction is of: half an hour, a quarter of a second; of a whole: ()."""
    next = at
    if low_at(found, next) == "-":
        next += 1
    if low_at(found, next) in ("of", "de", "d'", "di"):
        next += 1
    if low_at(found, next) in language.articles or low_at(found, next) in ("a", "an"):
        next += 1
    units, end = unit_at(found, next)
    return (units, end) if units and not units[0].counted else ((), at)


_NO_MEASURE = frozenset(words("lot bit few while bunch little year-old pop"))


def things_at(found: Sequence[Token], at: int) -> tuple[frozenset[str], Unit | None, int]:
    """Return what is counted, what it is counted per, and the token after both."""
    things: list[str] = []
    next = at
    while next < len(found) and len(things) < 3:
        token = found[next]
        per, end = per_at(found, next)
        if per is not None and (things or token.low in ("/", "per") or per.family == "time"):
            if not things and end < len(found) and end == next + 1 and token.low != "/" and is_thing(found[end]):
                return frozenset([thing(found[end].low)]), per, end + 1  # four weekly meetings
            return frozenset(things), per, end
        if not is_thing(token) or (tight_at(found, next + 1) and found[next + 1].shape is Shape.NUMERAL):
            break  # eight H100s
        things.append(thing(token.low))
        next += 1
    per, end = per_at(found, next)
    if per is not None:
        return frozenset(things), per, end
    if things and low_at(found, next) in ("a", "an") and next + 1 < len(found) and is_thing(found[next + 1]):
        ends = (
            next + 2 >= len(found) or found[next + 2].shape is Shape.SIGN or found[next + 2].low in ("and", "or", "but")
        )
        if ends and found[next + 1].low not in _NO_MEASURE:
            return frozenset(things), Unit(f"thing:{thing(found[next + 1].low)}"), next + 2  # essays an evening
    return frozenset(things), None, at + (1 if things and len(things) == 1 else len(things))


_SIZE = frozenset(words("× x by"))


def is_year(
    number: Number, found: Sequence[Token], at: int, end: int, units: tuple[Unit, ...], things: frozenset[str]
) -> bool:
    """Return whether a number is a year, as far as its looks go."""
    if low_at(found, end) in _SIZE or low_at(found, at - 1) in _SIZE:
        return False
    if units or number.scaled or number.decimals or things or len(number.digits) != 4 or not number.digits.isdecimal():
        return False
    since = low_at(found, at - 1) in _SINCE or low_at(found, at - 1) == "in"
    since = since or (low_at(found, at - 1) == "from" and end >= len(found))
    if since and 1000 <= number.values[0] < 2100:
        return True
    return 1900 <= number.values[0] < 2100


_SINCE = frozenset(
    words(
        "since until year years founded born built est seit jahr jahre depuis desde dal anno año anno sinds died "
        "dated circa"
    )
)
"""What a year stands behind."""
