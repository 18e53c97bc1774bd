"""Text -> the figures it states, each with all that it claims: number, unit, bound, direction, place in a change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from srs.recall.amounts import Figure, Reading, span_of
from srs.recall.bounds import comparative_after
from srs.recall.corrections import taken_back, without_denied
from srs.recall.counted import thing
from srs.recall.dates import date_at
from srs.recall.lexicon import LANGUAGES, Language, glued_number, words
from srs.recall.multiples import multiple_at
from srs.recall.names import MONEY, PREFIXED, named_at
from srs.recall.numbers import language_of, number_at, numeral
from srs.recall.pairs import begin_of, paired
from srs.recall.powers import power_at
from srs.recall.shares import is_thing, is_year, nines_at, plain_figure, share_at, share_of, things_at
from srs.recall.spoken import Number
from srs.recall.sums import summed
from srs.recall.surroundings import placed
from srs.recall.tokens import Shape, Token, low_at, plain, tight_at, tokens
from srs.recall.turns import turn_at
from srs.recall.units import FOLD, SHARE, Unit, per_at, unit_at


def figures_of(text: str) -> list[Figure]:
    """Return the figures of a text in order; what was taken back (no wait, not 40 but 50) is none."""
    return read(text)[1]


def read(text: str) -> tuple[list[Token], list[Figure]]:
    """Return the tokens of a text, and its figures as `figures_of` does."""
    text = plain(text)
    found = tokens(text)
    language = language_of(found)
    figures = paired(text, found, summed(text, found, list(_each(text, found, language))), language)
    if not any(not figure.weak for figure in figures):
        for another in _other_languages(found, language):
            # the answer in one language, what is said around it in another
            more = paired(text, found, summed(text, found, list(_each(text, found, another))), another)
            if any(not figure.weak for figure in more):
                figures = more
                break
    figures = taken_back(found, without_denied(found, figures))
    return found, placed(found, figures)


def _other_languages(found: Sequence[Token], language: Language) -> list[Language]:
    """Return the languages in which some words are numbers that are none in another."""
    return [
        each
        for each in LANGUAGES
        if each is not language
        and any(
            len(token.low) > 3
            and token.low not in ("once", "doze", "seize")
            and token.low not in each.doubtful
            and (
                token.low in each.ones
                or (each.glued and len(token.low) > 6 and glued_number(token.low, each) is not None)
            )
            for token in found
        )
    ]


def _each(text: str, found: Sequence[Token], language: Language) -> Iterator[Figure]:
    at, last = 0, 0
    while at < len(found):
        figure = _figure_at(text, found, at, language)
        if figure is None:
            at += 1
            continue
        if figure.bound and begin_of(found, figure) < last:
            # the bound is a part of the figure before: 5 min 30 s
            figure = replace(figure, bound="", text=span_of(text, found, figure.start, figure.end))
        last = figure.end
        yield figure
        at = max(figure.end, at + 1)


def _figure_at(text: str, found: Sequence[Token], at: int, language: Language) -> Figure | None:
    token = found[at]
    named = named_at(text, found, at, language)
    if named is not None:
        return named
    turn = turn_at(text, found, at, language)
    if turn is not None:
        return turn
    dates, end = date_at(found, at, language)
    if dates:
        figure = Figure(text=span_of(text, found, at, end), start=at, end=end, readings=(), dates=dates)
        if low_at(found, at + 1) == ":" and end == at + 3:
            # 1:10 is a time of day or a ratio; what it is put beside decides
            ratio = share_at(text, found, at, Number(numeral(token.text)[0], at + 1), language)
            if ratio is not None:
                figure = replace(figure, readings=ratio.readings, whole=ratio.whole)
        return figure
    multiple = multiple_at(text, found, at, language)
    if multiple is not None:
        return multiple
    money, begin = None, at
    if token.low in MONEY and (token.shape is Shape.SIGN or token.low not in PREFIXED or low_at(found, at + 1) == "$"):
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
        return None
    return _counted(text, found, at, number, money, language)


def _one_of(found: Sequence[Token], at: int, language: Language) -> Number | None:
    """Return the one that `a` says before a unit: a week, an order of magnitude."""
    if low_at(found, at) not in language.articles:
        return None
    if low_at(found, at + 1) == "order":
        return Number((1.0,), at + 1)
    units, end = unit_at(found, at + 1)
    if not units or low_at(found, at + 1) in ("min", "p") or units[0].counted:
        return None
    if units[0].family != "time" and not (
        _and_a_part(found, end, language)[0] or _goes_on_short(found, end, units[0], language)
    ):
        return None
    before = found[at - 1] if at > 0 else None
    rate = before is not None and (before.shape is Shape.NUMERAL or thing(before.low) != before.low)
    if rate and not _and_a_part(found, end, language)[0]:
        return None
    return Number((1.0,), at + 1, weak=True)


def _and_a_part(found: Sequence[Token], at: int, language: Language) -> tuple[float, int]:
    """Return what `and a half` or `and three quarters` behind a unit adds, and the token after it; none: 0."""
    if low_at(found, at) not in language.joiners:
        return 0.0, at
    part = number_at(found, at + 1, language)
    if (
        part is None
        or not part.share
        or part.values[0] >= 1
        or (low_at(found, part.end) in _OF and low_at(found, part.end + 1) in _WHOLES)
    ):
        return 0.0, at
    return part.values[0], part.end


_WHOLES = frozenset(words("the our all them those these us your their der die den das unserer la les los las nos"))


def _goes_on_short(found: Sequence[Token], at: int, unit: Unit, language: Language) -> bool:
    """Whether a number follows that tells the rest of an amount: a dollar fifty."""
    return (
        unit.family.startswith(("money:", "length"))
        and found[at - 1].shape is Shape.WORD
        and low_at(found, at) != "a"
        and number_at(found, at, language) is not None
    )


_OF = frozenset(words("of von de di van"))


def _counted(
    text: str, found: Sequence[Token], at: int, number: Number, money: Unit | None, language: Language
) -> Figure | None:
    """Return the figure that a number and what follows it make."""
    end = number.end
    suffix = low_at(found, end)
    if number.digits and suffix in ("st", "nd", "rd", "th") and found[end].start == found[end - 1].end:
        end += 1
        number = replace(number, ordinal=True)
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
    power = power_at(found, number, language)
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
    within, after = comparative_after(found, end)
    if within and after < len(found) and (unit_at(found, after)[0] or is_thing(found[after])):
        end = after
    else:
        within = ""
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
        if number.ordinal and units and units[0].family == "time":
            # the twelfth week
            figure = plain_figure(text, found, at, after, (Reading(number.values[0]),), number)
            return replace(figure, things=frozenset({thing(found[end].low)}), fixed=True, weak=False)
        if units and _is_name_of_unit(found, end, units, number, language):
            part, end = _and_a_part(found, after, language)
            if part and units[0].per is None:
                values = tuple([value + part for value in number.values])
                number = replace(number, values=values, weak=False, decimals=1)
            else:
                end = after
        else:
            units = ()
    per: Unit | None = None
    things: frozenset[str] = frozenset()
    if money is not None:
        if not units:
            per, end = per_at(found, end)
        elif units[0].family.startswith("money"):
            per, end = (units[0].per, end) if units[0].per is not None else _price_of(found, end)
        elif any(unit.family == "count" for unit in units):
            size = next(unit.size for unit in units if unit.family == "count")
            number = replace(number, values=tuple([value * size for value in number.values]))
        readings = tuple(Reading(value, money) for value in number.values)
    elif units:
        per = units[0].per
        if per is None and units[0].family.startswith("money"):
            per, end = _price_of(found, end)
        elif per is None and low_at(found, end) in ("a", "an") and unit_at(found, end + 1)[0]:
            of, after = unit_at(found, end + 1)
            if of[0].family != units[0].family and not of[0].counted and of[0].family != "time":
                per, end = of[0], after  # six tonnes a hectare
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
        weak = low_at(found, end) in ("figure", "figures", "digit", "digits") and low_at(found, end - 1) == "-"
        number = replace(number, weak=number.weak or weak)
        things, per, end = things_at(found, end)
    if (
        len(number.values) == 2
        and number.spoken
        and units
        and money is None
        and not units[0].family.startswith("money")
    ):
        readings = tuple([each for each in readings if each.value == readings[0].value])
    if number.scaled and found[number.end - 1].text == "K" and not units and money is None:
        readings += (Reading(number.values[0] / 1e3, Unit("temperature:K")),)
    if number.scaled and found[number.end - 1].text == "B" and len(number.values) == 1 and not units:
        readings += (Reading(number.values[0] / 1e9, Unit("data")),)
    year = is_year(number, found, at, end, units, things) and money is None
    figure = plain_figure(text, found, at, end, readings, number, skip_units=bool(units) or money is not None)
    bound = "+" if plus else within or figure.bound
    if number.share and not units and number.weak:
        figure = replace(figure, weak=True)
    if units and found[at].low == "one":
        figure = replace(figure, weak=False)
    fixed = number.ordinal or (
        not units and money is None and not number.share and not number.scaled and _names_its_number(found, at)
    )
    if fixed and not number.ordinal and low_at(found, at - 1 - (low_at(found, at - 1) == "-")) in _TIMES:
        # day-7 retention is what is left after seven days
        spell, _ = unit_at(found, at - 1 - (low_at(found, at - 1) == "-"))
        readings = figure.readings
        figure = replace(
            figure, readings=(*readings, *[Reading(each.value, unit) for unit in spell for each in readings])
        )
    weak = (figure.weak and not (fixed and not number.ordinal)) or (
        found[at].low == "zero" and low_at(found, at - 1) in ("absolute", "net", "ground")
    )
    return replace(figure, things=things, per=per, year=year, bound=bound, fixed=fixed, weak=weak)


_TIMES = frozenset(words("day week month year tag woche monat"))


def _price_of(found: Sequence[Token], at: int) -> tuple[Unit | None, int]:
    """Return what a price is of: three dollars a unit; none: (None, at)."""
    if low_at(found, at) not in ("a", "an", "the") or at + 1 >= len(found) or not is_thing(found[at + 1]):
        return None, at
    units, end = unit_at(found, at + 1)
    if units and units[0].family not in ("time", "count") and not units[0].family.startswith("money"):
        return units[0], end
    after = found[at + 2] if at + 2 < len(found) else None
    if (
        after is not None
        and after.shape is not Shape.SIGN
        and after.low not in ("and", "or", "for", "in", "with", "on")
    ):
        return None, at
    return Unit(f"thing:{thing(found[at + 1].low)}"), at + 2


_NUMBERED = frozenset(
    words(
        "http status port iso rfc article articles section sections chapter clause paragraph page version v release python java node php "
        "ruby postgres postgresql mysql kubernetes windows android ios macos ubuntu debian django rails react angular room bus route flight "
        "gate platform type phase tier rule law § no nr nummer numéro número id issue ticket pr case exhibit apollo boeing airbus model mark "
        "schedule appendix figure fig table lane highway interstate artikel kapitel seite version paragraf zimmer artículo capítulo página "
        "pin codice week day year month sprint episode season round woche tag semaine semana extension hotline din en ieee class grade level lesson verse psalm opus bwv question error code line row column"
    )
)
"""What a number is the name of, when it stands behind."""


def _names_its_number(found: Sequence[Token], at: int) -> bool:
    before = low_at(found, at - 1)
    if before in (".", "-", "#"):
        before = "no" if before == "#" else low_at(found, at - 2)
    if low_at(found, at - 2) in ("per", "pro", "je", "par", "por", "al", "a", "every", "each"):
        return False
    earlier = low_at(found, at - 2) if found[at - 1].text.isupper() else ""
    return (before in _NUMBERED or earlier in _NUMBERED) and not (before == "no" and found[at].low == "one")


_OF_THEM = frozenset(words("more full whole extra additional further other entire weitere ganze volle"))
"""What may stand between a number and its unit."""


def _read(value: float, unit: Unit) -> Reading:
    return Reading(value * unit.size) if unit.family == "count" else Reading(value, replace(unit, per=None))


def _is_name_of_unit(
    found: Sequence[Token], at: int, units: tuple[Unit, ...], number: Number, language: Language
) -> bool:
    """Whether what stands behind a number is its unit, and not the next word that happens to be one."""
    low = low_at(found, at)
    if low in ("x", "×") and at + 1 < len(found) and number_at(found, at + 1, language) is not None:
        # 3 × 4 m, 1920x1080: a size
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
