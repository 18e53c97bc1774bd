"""What the rest of a sentence says of a figure: per what, how long, how often, in which currency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from srs.recall.amounts import Figure, Reading
from srs.recall.bounds import OPENING
from srs.recall.counted import thing
from srs.recall.lexicon import words
from srs.recall.measures import DAY
from srs.recall.pairs import sharing_rates
from srs.recall.shares import is_thing
from srs.recall.tokens import Shape, Token, low_at, tight_at
from srs.recall.units import NUMBERS, SECOND, Unit, per_at, unit_at

_NO_RATE = frozenset(
    words(
        "in within for after over of once twice half on inside under than about takes took is was by only such not what"
    )
)
_SURELY = frozenset(words("per each every pro par por je for on in at with"))
_OTHER_PART = frozenset(words("and but while"))
_APART = 5
"""So many words may stand between a figure and what it is counted per."""
_NOT_LASTING = frozenset(words(", ; . and but it took takes lasted lasts for well just is was"))
_OPENS = OPENING | frozenset(words(", ; . : so and well then but"))
_SPREAD = frozenset(words("spread stretched spanning distributed split scattered"))
_EVERY = frozenset(words("every each alle cada ogni elke les all"))
PERIOD = Unit("period")
"""Of how often something is: every 15 minutes, four times an hour, both in seconds."""


def placed(found: Sequence[Token], figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures of a text with what stands apart from them."""
    context = frozenset([thing(token.low) for token in found if token.shape is Shape.WORD])
    result = []
    for index, figure in enumerate(figures):
        figure = _lasting(found, figure, figures, index)
        figure = _aged(found, _in_currency(found, figure))
        several = [thing(token.low) for token in found[figure.start : figure.end + 3] if _is_many(token.low)]
        elsewhere = frozenset([name for each in figures if each is not figures[index] for name in each.things])
        figure = replace(figure, context=context, elsewhere=elsewhere, several=frozenset(several) & figure.things)
        if figure.per is None and figure.readings:
            per = _rate_around(found, figure)
            figure = figure if per is None else replace(figure, per=per[0], loose=per[1])
        result.append(_recurring(found, replace(figure, when=_when(found, figure))))
    return sharing_rates(result)


def _is_many(word: str) -> bool:
    return word.endswith("s") and not word.endswith("ss")


def _family(figure: Figure) -> str:
    unit = figure.readings[0].unit if figure.readings else None
    return unit.family if unit else ""


def _rate_around(found: Sequence[Token], figure: Figure) -> tuple[Unit, bool] | None:
    """Return what a figure is counted per where that stands apart from it, and whether it may be left out.

    $8M of revenue a year, 30 kg of CO2 per passenger; monthly churn of 2 %.
    """
    time = _family(figure) == "time"
    for at in range(figure.end, min(figure.end + _APART, len(found))):
        glued = found[at].shape is Shape.NUMERAL and tight_at(found, at)  # CO2
        if not (found[at].shape is Shape.WORD or glued) or found[at].low in _OTHER_PART or found[at].low in NUMBERS:
            break
        per, end = per_at(found, at)
        if per is None or found[at - 1].low in _NO_RATE:
            continue
        told = not time or found[at].low in _SURELY or low_at(found, figure.end) == "of"
        if told and (per.family == "time" or (per.counted and found[at].low in _SURELY)):
            return per, end == at + 1
    for at in range(figure.start - 1, figure.start - 1 if time else max(figure.start - 1 - _APART, -1), -1):
        if found[at].shape is not Shape.WORD and found[at].low != ",":
            break
        per, end = per_at(found, at)
        adverb = end == at + 1 or found[at].low in ("per", "every", "each", "pro", "je", "par", "por", "al")
        if per is not None and per.family == "time" and adverb and end <= figure.start:
            return per, True
    return None


def _lasting(found: Sequence[Token], figure: Figure, figures: Sequence[Figure], index: int) -> Figure:
    """Return a figure without its bound where `over` means across or during: twelve releases over five years."""
    if figure.bound != ">" or not figure.text.casefold().startswith("over"):
        return figure
    at = figure.start - 1
    while at > 0 and found[at].low != "over":
        at -= 1
    if at > 0 and _family(figure) == "time" and index == 0 and is_thing(found[at - 1]):
        return replace(figure, bound="(>)")  # a mortgage over 25 years
    if low_at(found, at - 1) in _SPREAD or (index > 0 and figures[index - 1].end == at):
        return replace(figure, bound="")
    if _family(figure) != "time":
        return figure
    if index > 0 and not (found[at - 1].shape is Shape.SIGN and figures[index - 1].end < at):
        between = found[figures[index - 1].end : at]
        return figure if any(token.low in _NOT_LASTING for token in between) else replace(figure, bound="")
    following = figures[index + 1] if index + 1 < len(figures) else None
    goes_on = following is not None and not any(token.low in ".;" for token in found[figure.end : following.start])
    opens = at == 0 or found[at - 1].low in _OPENS
    return replace(figure, bound="") if opens and goes_on else figure


def _in_currency(found: Sequence[Token], figure: Figure) -> Figure:
    """Return a bare number with the currency that is told after it: eighty-five grand, in pounds."""
    if not figure.readings or any(reading.unit for reading in figure.readings) or figure.things:
        return figure
    at = figure.end + (low_at(found, figure.end) == ",")
    units, _ = unit_at(found, at + 1) if low_at(found, at) == "in" else ((), at)
    money = next((unit for unit in units if unit.family.startswith("money")), None)
    if money is None:
        return figure
    return replace(figure, readings=tuple([Reading(reading.value, money) for reading in figure.readings]), year=False)


def _aged(found: Sequence[Token], figure: Figure) -> Figure:
    """Return a bare number behind `aged` as years."""
    low = found[figure.start - 1].low if figure.start > 0 else ""
    of = low == "of" and low_at(found, figure.start - 2) == "age"
    bare = figure.readings and not figure.things and not any(reading.unit for reading in figure.readings)
    if not bare or not (
        of or low in ("aged", "age") or (figure.role == "high" and "aged" in [t.low for t in found[: figure.start]])
    ):
        return figure
    year = Unit("time", 365.25 * DAY)
    return replace(
        figure,
        readings=tuple([Reading(each.value, unit) for each in figure.readings for unit in (None, year)]),
        weak=False,
    )


def _when(found: Sequence[Token], figure: Figure) -> str:
    """Return whether a time lies behind (ten years ago) or ahead (in ten years); nothing where that is not told."""
    if _family(figure) != "time":
        return ""
    before, after = low_at(found, figure.start - 1), low_at(found, figure.end)
    past = [low_at(found, figure.start - 3 + index) for index in range(3)] == ["il", "y", "a"]
    if past or before in ("vor", "hace") or after in ("ago", "fa"):
        return "ago"
    return "ahead" if before in ("in", "dans") or (after, low_at(found, figure.end + 1)) == ("from", "now") else ""


def _recurring(found: Sequence[Token], figure: Figure) -> Figure:
    """Return a figure that tells how often something is with its period as one more thing it can mean."""
    if not figure.readings:
        return figure
    first = figure.readings[0]
    unit = first.unit
    if unit is not None and unit.family == "time" and low_at(found, figure.start - 1) in _EVERY:
        return replace(figure, readings=(*figure.readings, Reading(first.value * unit.size, PERIOD)))
    often = unit is None or unit.family == "fold"
    if (
        often
        and figure.per is not None
        and figure.per.family == SECOND.family
        and not figure.things
        and first.value > 0
    ):
        return replace(figure, readings=(*figure.readings, Reading(figure.per.size / first.value, PERIOD)))
    return figure
