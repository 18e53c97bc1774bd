"""Amounts that are told in two parts: 1 h 30 min, four hours thirty, three dollars fifty, six foot two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from srs.recall.amounts import Figure, Reading, span_of
from srs.recall.pairs import begin_of
from srs.recall.tokens import Token, low_at


def summed(text: str, found: Sequence[Token], figures: list[Figure]) -> list[Figure]:
    """Return the figures with those added up that one amount is said in: 1 h 30 min, 2 hours and 30 minutes."""
    result: list[Figure] = []
    for figure in figures:
        last = result[-1] if result else None
        short = None if last is None else _rest(found, last, figure)
        if last is not None and short is not None:
            one = last.readings[0]
            whole = span_of(text, found, begin_of(found, last), figure.end)
            readings = tuple(
                [replace(each, value=each.value + short) for each in last.readings if each.unit == one.unit]
            )
            per = figure.per or last.per
            result[-1] = replace(last, text=whole, end=figure.end, readings=readings, per=per, weak=False, decimals=2)
        elif last is not None and (both := _goes_on(found, last, figure)) is not None:
            one, other = both
            assert one.unit is not None
            assert other.unit is not None
            value = one.value + other.value * other.unit.size / one.unit.size
            whole = span_of(text, found, begin_of(found, last), figure.end)
            result[-1] = replace(last, text=whole, end=figure.end, readings=(Reading(value, one.unit),), weak=False)
        else:
            result.append(figure)
    return result


_SMALLER = {
    ("time", 3600.0): (60.0, 1 / 60), ("time", 60.0): (60.0, 1 / 60), ("length", 1.0): (100.0, 0.01), ("length",
    0.3048): (12.0, 1 / 12),
    ("mass", 6.35029318): (14.0, 1 / 14),
}  # fmt: skip
"""How many of the next smaller unit, which goes without saying, make one: four hours thirty, one metre eighty, six "
"foot two."""


def _rest(found: Sequence[Token], one: Figure, other: Figure) -> float | None:
    """Return what a number right behind an amount adds to it: 0.5 in four hours thirty and three dollars fifty; else "
    "None."""
    between = [token.low for token in found[one.end : other.start]]
    abbreviated = between == ["."] and low_at(found, one.end - 1) in ("std", "min", "h", "hr", "hrs", "ft")
    if (
        (between and not abbreviated)
        or not one.readings
        or not other.readings
        or other.bound
        or one.role
        or one.per
        or other.dates
    ):
        return None
    unit, number = one.readings[0].unit, other.readings[0]
    inches = unit is not None and unit.size == 0.3048 and low_at(found, other.end) in ("in", "inch", "inches", '"')
    if unit is None or number.unit is not None or other.whole:
        return None
    # an eleven hour forty flight: one that is told of a thing
    adjective = one.readings[0].value != 1 and low_at(found, one.end - 1) in (
        "hour",
        "minute",
        "foot",
        "metre",
        "meter",
    )
    if other.things and not unit.family.startswith("money") and not adjective:
        return None
    if one.readings[0].value % 1 or number.value % 1 or other.weak:
        return None
    if unit.family.startswith("money:") and unit.family != "money:cent":
        return number.value / 100 if 10 <= number.value < 100 else None
    most, worth = _SMALLER.get((unit.family, unit.size), (0.0, 0.0))
    least = 10 if unit.size == 1.0 else 0
    if not (least <= number.value < most) or (low_at(found, other.end) == "in" and not inches):
        return None
    return number.value * worth


def _goes_on(found: Sequence[Token], one: Figure, other: Figure) -> tuple[Reading, Reading] | None:
    """Return what two figures mean where the second adds smaller units to the first; None where it does not."""
    between = [token.low for token in found[one.end : other.start]]
    if (
        between not in ([], ["and"], ["und"], ["et"], ["y"], ["e"], ["en"], ["."])
        or one.per
        or other.bound
        or other.weak
    ):
        return None
    for left in one.readings:
        for right in other.readings:
            if left.unit is not None and right.unit is not None and _adds_to(right, left):
                return left, right
    return None


def _adds_to(part: Reading, whole: Reading) -> bool:
    if part.unit is None or whole.unit is None:
        return False
    if part.unit.family == "money:cent":
        money = whole.unit.family.startswith("money:") and whole.unit.family != "money:cent"
        return money and whole.value % 1 == 0 and part.value < 100
    same = part.unit.family == whole.unit.family and part.unit.size < whole.unit.size
    return same and whole.unit.family in ("time", "length", "mass", "volume")
