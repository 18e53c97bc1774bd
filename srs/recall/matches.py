"""One figure beside another -> how good it is, and what is off: value, unit, bound, direction, what is counted.

Its verdict stands in `figures`, which finds out first which figure was meant by which.
"""

from __future__ import annotations

from dataclasses import replace
from math import isclose, log10

from srs.recall.amounts import Figure, Reading
from srs.recall.bounds import opposed, tells
from srs.recall.counted import alike, known, same
from srs.recall.date_matches import dated
from srs.recall.surroundings import PERIOD
from srs.recall.units import FOLD, Unit
from srs.recall.verdicts import EXACT, Match, Worth, cost_of, worst

_A_TENTH = 0.1 + 1e-9


def family_of(figure: Figure) -> str:
    """Return the family of a figure's unit: time, share, money; nothing for a bare number."""
    unit = figure.readings[0].unit if figure.readings else None
    return unit.family if unit else ""


def stated(figure: Figure, among: list[Figure]) -> bool:
    """Return whether one of some figures states the same value, with or without its unit and what it counts."""
    for other in among:
        match = _plainly(figure, other)
        if other.weak and (not figure.weak or family_of(other) != family_of(figure)):
            continue
        if match.worth is Worth.EXACT or (
            match.worth is Worth.NEAR and "missing" in match.why and "off" not in match.why
        ):
            return True
    return False


def contradicted(figure: Figure, among: list[Figure]) -> bool:
    """Return whether a figure that is not stated has another in its place: of the same unit, with another value."""
    family = family_of(figure)
    rivals = [other for other in among if family_of(other) == family and (figure.weak or not other.weak)]
    if not family:
        rivals = [other for other in rivals if figure.things & other.things]
    return bool(rivals)


def _plainly(expected: Figure, said: Figure) -> Match:
    if not expected.readings or not said.readings:
        return compared(expected, said)
    return _values(replace(expected, things=frozenset(), per=None), replace(said, things=frozenset(), per=None))


def compared(expected: Figure, said: Figure) -> Match:
    """Return how good a figure is for the one expected."""
    if expected.name or said.name:
        if expected.name and said.name:
            return EXACT if expected.name == said.name else Match(Worth.WRONG, "another name")
        return Match(Worth.WRONG, "another figure", 5)
    priced = said.year and not (expected.dates or expected.year) and family_of(expected).startswith("money")
    if (expected.dates or said.dates or expected.year or said.year) and not priced:
        match = dated(expected, said)
        if match.worth is Worth.EXACT or not (expected.readings and said.readings) or expected.year or said.year:
            return match
    match = _values(expected, said)
    if match.worth is Worth.WRONG:
        return match
    faults = [match] if match.why else []
    faults += [fault for fault in (_label(expected, said), _role(expected, said)) if fault]
    faults += [
        fault
        for fault in (
            _direction(expected, said),
            _bound(expected, said),
            _things(expected, said),
            _scale(expected, said),
        )
        if fault
    ]
    if not faults:
        return Match(Worth.EXACT, "", match.cost)
    worth = worst(fault.worth for fault in faults)
    return Match(worth, ", ".join(fault.why for fault in faults), match.cost + sum(fault.cost for fault in faults))


def amount_of(reading: Reading, per: Unit | None) -> float:
    """Return a value in the base unit of its family."""
    unit = reading.unit
    value = reading.value * (unit.size if unit else 1.0)
    return value / per.size if per is not None else value


def _values(expected: Figure, said: Figure) -> Match:
    best = Match(Worth.WRONG, "another unit", 50)
    for one in expected.readings:
        for other in said.readings:
            match = _reading(expected, one, said, other)
            if cost_of(match) < cost_of(best):
                best = match
    return best


def _reading(expected: Figure, one: Reading, said: Figure, other: Reading) -> Match:
    left, right = one.unit, other.unit
    if left == right == PERIOD:
        return _near(one.value, other.value, expected, said, left)
    if PERIOD in (left, right):
        return Match(Worth.WRONG, "another unit", 50)
    rate = _rate(expected, said)
    if rate is not None and rate.worth is Worth.WRONG:
        return rate
    a, b = amount_of(one, None), amount_of(other, None)
    if expected.per and said.per:
        sizes = _per_size(expected.per, said.per)
        a, b = a / sizes[0], b / sizes[1]
    note = rate or EXACT
    if expected.whole is not None or said.whole is not None:
        return _parts_of_a_whole(expected, one, said, other)
    families = (left.family if left else "", right.family if right else "")
    if families[0] == families[1]:
        if families[0] in _APART and said.per and not said.loose and not expected.per and said.per.family == "time":
            return Match(Worth.WRONG, "another unit", 30)  # kilometres are no kilometres an hour
        if left and right and left.size != right.size and _same_number(one, other) and not isclose(a, b, rel_tol=1e-9):
            return Match(Worth.WRONG, "another unit", 30)
        return _joined(_near(a, b, expected, said, left), note)
    share = {"share", "fold", ""}
    if set(families) <= share and "share" in families and "" in families:
        bare = one if left is None else other
        full = amount_of(other if left is None else one, None)
        if isclose(bare.value, full, rel_tol=1e-9) and full <= 1:
            return note
        if expected.things and right is not None:
            return Match(Worth.WRONG, "another unit", 30)
        unit = left or right
        scaled = bare.value * (unit.size if unit else 1.0)
        match = _near(scaled, full, expected, said, unit) if left is None else _near(full, scaled, expected, said, unit)
        if unit is not None and unit.size == 1.0 and match.worth is Worth.WRONG:
            scaled = bare.value / 100
            match = (
                _near(full, scaled, expected, said, unit)
                if right is None
                else _near(scaled, full, expected, said, unit)
            )
        if match.worth is Worth.WRONG:
            return match
        return _joined(match, Match(Worth.NEAR, "the unit is missing" if right is None else "another unit"))
    if "frequency" in families and {*families} <= {"frequency", "", "fold"} and (expected.per or said.per):
        # sixty hertz are sixty times a second
        a, b = [amount_of(reading, figure.per) for reading, figure in ((one, expected), (other, said))]
        return _near(a, b, expected, said, left)
    if left and right and all(family.startswith("temperature:") for family in families):
        return _joined(_temperatures(one, other, expected, said), note)
    if families == ("fold", "share") and said.direction == "up" and not said.reach and isclose(a, 1 + b, rel_tol=1e-9):
        return note  # one and a half times is 50 % more
    if (
        families == ("share", "fold")
        and expected.direction == "up"
        and not expected.reach
        and isclose(b, 1 + a, rel_tol=1e-9)
    ):
        return note
    if families == ("fold", "share") or families == ("share", "fold"):
        alone = len(expected.readings) == len(said.readings) == 1
        if isclose(a, b, rel_tol=1e-9) and (alone or (families[0] == "share" and not expected.direction and a >= 1)):
            return Match(note.worth, note.why, 1)
        return Match(Worth.WRONG, "another unit", 40)
    if {*families} == {"basis", "share"} or {*families} == {"basis", "points"}:
        return _joined(_near(a, b, expected, said, left), note)
    if "money:cent" in families and all(family.startswith("money") for family in families):
        return _joined(_near(a, b, expected, said, left), note)
    if left is None or right is None:
        if {*families} == {"", "fold"} and _same_number(one, other):
            if not isclose(a, b, rel_tol=1e-9):
                return Match(Worth.WRONG, "per something else", 20)
            missing = EXACT if right is not None else Match(Worth.NEAR, "the unit is missing")
            return _joined(missing, note)
        match = _near(one.value, other.value, expected, said, left or right)
        if match.worth is Worth.WRONG:
            return match
        if (_counts_other_things(expected, said) and left is not None) or (
            right is not None and (expected.things or expected.per)
        ):
            return Match(Worth.WRONG, "another unit", 30)
        return _joined(
            match, Match(Worth.NEAR, "the unit is missing" if right is None else "a unit that is not asked for", 2)
        )
    return Match(Worth.WRONG, "another unit", 40)


_APART = frozenset(("length", "volume", "mass", "data"))


def _same_number(one: Reading, other: Reading) -> bool:
    return isclose(one.value, other.value, rel_tol=1e-9)


def _counts_other_things(expected: Figure, said: Figure) -> bool:
    """Whether a number without the unit expected counts things of its own: 40 users for 40 %, but not 40 growth."""
    return any(each not in expected.context and (known(each) or each in said.several) for each in said.things)


_FREEZING = {"temperature:C": 0.0, "temperature:F": 32.0, "temperature:K": 273.15}
_DEGREE = {"temperature:C": 1.0, "temperature:F": 5 / 9, "temperature:K": 1.0}


def _temperatures(one: Reading, other: Reading, expected: Figure, said: Figure) -> Match:
    """Return how good one temperature is for another on a scale of its own."""
    assert one.unit is not None
    assert other.unit is not None
    if _same_number(one, other):
        return Match(Worth.WRONG, "another unit", 30)
    celsius = (other.value - _FREEZING[other.unit.family]) * _DEGREE[other.unit.family]
    value = celsius / _DEGREE[one.unit.family] + _FREEZING[one.unit.family]
    match = _near(one.value, value, expected, said, one.unit)
    # nobody says a tenth of a degree that comes from turning one scale into the other
    return (
        match if abs(one.value - value) < 0.5 or match.worth is Worth.WRONG else Match(Worth.WRONG, "another value", 5)
    )


def _joined(match: Match, other: Match) -> Match:
    why = ", ".join(each for each in (match.why, other.why) if each)
    return Match(worst((match.worth, other.worth)), why, match.cost + other.cost)


def _rate(expected: Figure, said: Figure) -> Match | None:
    one, other = expected.per, said.per
    if one is None or one == other:
        return None
    if other is None:
        return None if expected.loose else Match(Worth.NEAR, "per what is missing", 1)
    wanted, offered = _chain(one), _chain(other)
    if {unit.family for unit in wanted} == {unit.family for unit in offered}:
        return None
    if all(any(unit.family == each.family for each in wanted) for unit in offered):
        return Match(Worth.NEAR, "per what is missing", 1)
    if all(any(unit.family == each.family for each in offered) for unit in wanted):
        return Match(Worth.NEAR, "per something that is not asked for", 1)
    return Match(Worth.WRONG, "per something else", 20)


def _chain(per: Unit) -> list[Unit]:
    """Return all that something is counted per, in any order: per user and month."""
    return [per, *(_chain(per.per) if per.per is not None else [])]


def _per_size(one: Unit, other: Unit) -> tuple[float, float]:
    """Return what two values per something are divided by, so that they can be compared."""
    sizes = [1.0, 1.0]
    for family in {unit.family for unit in _chain(one)} & {unit.family for unit in _chain(other)}:
        for index, units in enumerate((one, other)):
            sizes[index] *= next(unit.size for unit in _chain(units) if unit.family == family)
    return sizes[0], sizes[1]


def _parts_of_a_whole(expected: Figure, one: Reading, said: Figure, other: Reading) -> Match:
    a, b = amount_of(one, None), amount_of(other, None)
    if expected.whole is not None and said.whole is not None:
        if isclose(a, b, rel_tol=1e-9):
            return EXACT
        return _near(a, b, expected, said, one.unit)
    bare = other if expected.whole is not None else one
    if bare.unit is None and (expected.readings[0].unit == FOLD or said.readings[0].unit == FOLD):
        return Match(Worth.WRONG, "of how many is missing", 10)
    if bare.unit is None and not isclose(bare.value, b if expected.whole is None else a, rel_tol=1e-9):
        if said.whole is not None and one.unit is None and isclose(bare.value, b * said.whole, rel_tol=1e-9):
            return EXACT
        return Match(Worth.WRONG, "of how many is missing", 10)
    if bare.unit is not None and bare.unit.family not in ("share", "fold"):
        return Match(Worth.WRONG, "another unit", 40)
    return _near(a, b, expected, said, Unit("share"))


def _near(a: float, b: float, expected: Figure, said: Figure, unit: Unit | None) -> Match:
    """Return how good the value b is for a, both in one unit."""
    if isclose(a, b, rel_tol=1e-9):
        return EXACT
    if expected.fixed or said.fixed:
        return Match(Worth.WRONG, "another number", 5)
    if a == 0 or b == 0:
        return Match(Worth.WRONG, "another value", 5)
    off = abs(a - b) / abs(a)
    cost = min(9.0, off)
    share = unit is not None and unit.family == "share"
    if share and 0.9 <= a <= 1 and (a >= 0.985 or b >= 0.985):
        return _nines(a, b, cost)
    if off <= 5e-3 and _cut(a, b):
        return Match(Worth.NEAR, "rounded", cost)
    if off <= _A_TENTH:
        return Match(Worth.NEAR, "rounded" if _cut(a, b) else "off by at most a tenth", cost)
    if share and expected.dates == () and _third(a, b):
        return Match(Worth.NEAR, "rounded", cost)
    shift = log10(b / a) if a * b > 0 else 0.0
    if abs(shift) > 0.5 and isclose(shift, round(shift), abs_tol=0.03):
        times = 10 ** abs(round(shift))
        return Match(Worth.WRONG, f"{times:,} times as {'much' if shift > 0 else 'little'}", cost)
    return Match(Worth.WRONG, "another value", cost)


def _nines(a: float, b: float, cost: float) -> Match:
    """Near a hundred per cent what is missing to it counts: 99.9 % and 99.99 % are ten times apart."""
    missing, said = 1 - a, 1 - b
    if said < 1e-12 or missing < 1e-12:
        return Match(Worth.WRONG, "an error that counts", cost)
    ratio = max(missing / said, said / missing)
    rounded = _cut(a * 100, b * 100)
    if ratio <= 1.1 + 1e-9 or (rounded and ratio <= 1.5) or (a < 0.99 and ratio <= 2.01 and abs(a - b) <= 0.0151):
        return Match(Worth.NEAR, "rounded" if rounded else "off by at most a tenth", cost)
    return Match(Worth.WRONG, "an error that counts", cost)


def _cut(a: float, b: float) -> bool:
    """Whether b is a with fewer digits."""
    return any(isclose(float(f"{a:.{digits - 1}e}"), b, rel_tol=1e-9) for digits in range(1, 8))


def _third(a: float, b: float) -> bool:
    return abs(a - b) < 0.0051 and a > 0.1


_LESS = frozenset(("<", "≤", "<~"))


_MORE = frozenset((">", "≥", "+", ">~"))


def _bound(expected: Figure, said: Figure) -> Match | None:
    one, other = expected.bound, said.bound
    if one == other or {one, other} <= {"", "~"}:
        return None
    if "(>)" in (one, other) and not {one, other} & _LESS:
        return None
    if {one, other} <= _MORE and "+" in (one, other):
        return None
    if (one in _LESS and other in _MORE) or (one in _MORE and other in _LESS):
        return Match(Worth.WRONG, "the bound is the other way round", 5)
    if one == "±" and other in _LESS | _MORE:
        return Match(Worth.NEAR, "the bound is another", 1)
    if {one, other} <= {"~", "<~", ">~"}:
        return None
    if other in ("", "~"):
        return Match(Worth.NEAR, "the bound is missing", 1)
    if one in ("", "~"):
        return Match(Worth.NEAR, "a bound that is not there", 1)
    return Match(Worth.NEAR, "the bound is another", 1)


def _direction(expected: Figure, said: Figure) -> Match | None:
    one, other = expected.direction, said.direction
    if {expected.when, said.when} == {"ago", "ahead"}:
        return Match(Worth.WRONG, "the other way in time", 5)
    measured = family_of(expected) not in ("share", "points", "basis", "fold")
    if expected.negative != said.negative and measured and other != one:
        return Match(Worth.WRONG, "the sign is another", 5)
    if expected.negative and said.negative:
        return None
    if opposed(one, other):
        return Match(Worth.WRONG, "the other direction", 5)
    if one and other and expected.reach and said.reach and expected.reach != said.reach:
        return Match(Worth.WRONG, f"told {expected.reach} how much" if expected.reach == "by" else "told to what", 5)
    if "raised" in expected.context and family_of(expected).startswith("money") and not expected.reach:
        return None  # raised as money is, not as a price
    folds = bool(expected.readings) and family_of(expected) == "fold"
    if one in ("up", "down") and not other and not expected.role and not folds and not tells(one, said.context):
        return Match(Worth.NEAR, "the direction is missing", 1)
    return None


_SCALES = frozenset(("temperature:C", "temperature:F"))
_NAMED_SCALES = frozenset(("celsiu", "fahrenheit", "centigrade", "c", "f"))
_ANGLES = frozenset(("angle", "winkel", "ángulo", "angolo", "hoek", "slope", "tilt", "turn", "rotation", "latitude"))


def _scale(expected: Figure, said: Figure) -> Match | None:
    """Return what is off where degrees are told of a scale on one side only."""
    one, other = [{reading.unit.family for reading in each.readings if reading.unit} for each in (expected, said)]
    if one >= _SCALES or not other >= _SCALES:
        turned = one >= _SCALES and not other >= _SCALES and expected.context & _ANGLES
        return Match(Worth.WRONG, "another unit", 30) if turned and other & _SCALES else None
    if not one & _SCALES or said.context & _NAMED_SCALES:
        return None
    return Match(Worth.NEAR, "the scale is missing", 1)


def _role(expected: Figure, said: Figure) -> Match | None:
    if {expected.role, said.role} == {"before", "after"}:
        return Match(Worth.WRONG, "before and after are swapped", 5)
    return None


def _label(expected: Figure, said: Figure) -> Match | None:
    if not expected.label or expected.label == said.label:
        return None
    if not said.label:
        return Match(Worth.NEAR, f"{expected.label} is missing", 1)
    return Match(Worth.WRONG, f"{said.label}, not {expected.label}", 10)


_GENERAL = frozenset(("people", "item", "thing"))


def _things(expected: Figure, said: Figure) -> Match | None:
    one, other = expected.things, said.things
    if not one or one & other or any(same(each, another) for each in one for another in other):
        return None
    if any(
        each not in expected.context and another not in said.context and alike(each, another)
        for each in other
        for another in one
    ):
        return None
    if other & expected.elsewhere - one:
        return Match(Worth.WRONG, "something else is counted", 10)
    if not other and one & expected.elsewhere and one & said.context:
        return None  # said once for two figures
    if other & expected.context or (one & said.context and not any(known(each) for each in other - expected.context)):
        return None
    if not other:
        return (
            Match(Worth.NEAR, "what is counted is missing", 1) if said.readings[0].unit is None or said.whole else None
        )
    if (one | other) & _GENERAL:
        return Match(Worth.NEAR, "what is counted is another", 2)
    return Match(Worth.WRONG, "something else is counted", 10)
