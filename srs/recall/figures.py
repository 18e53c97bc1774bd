"""A figure that was expected x what was said -> a verdict: exact however it is said, near, or wrong.

Near is rounded, or off by at most a tenth, or said without its bound or unit; wrong is another unit, direction, order
or magnitude, a value missing, or an error that counts: 99.9 % is not 99.99 %.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations, permutations
from math import isclose, log10

from srs.recall.bounds import opposed
from srs.recall.dates import Date
from srs.recall.quantities import Figure, Reading, figures_of
from srs.recall.units import FOLD, Unit
from srs.recall.verdicts import Part, Verdict, Worth, worst

_A_TENTH = 0.1 + 1e-9
_MANY = 7
"""So many figures are put beside each other in every order; more than that in their own order only."""


@dataclass(frozen=True, slots=True)
class _Match:
    worth: Worth
    why: str = ""
    cost: float = 0.0
    """To choose between matches of the same worth."""


_EXACT = _Match(Worth.EXACT)


def judge_figures(expected: str, said: str) -> Verdict | None:
    """Return what was said is worth, a part for each figure expected; None where nothing expected is a figure."""
    wanted = [figure for figure in figures_of(expected) if not figure.weak] or figures_of(expected)
    if not wanted:
        return None
    offered = figures_of(said)
    if not offered:
        return Verdict(Worth.WRONG, tuple([Part(each.text, "", Worth.WRONG, "no figure was said") for each in wanted]))
    ratio = _said_as_a_ratio(wanted, offered)
    if ratio is not None:
        return Verdict(Worth.EXACT, (ratio,))
    chosen = _assigned(wanted, offered)
    parts = []
    for figure, index in zip(wanted, chosen, strict=True):
        if index is None:
            parts.append(Part(figure.text, "", Worth.WRONG, "left out"))
        else:
            match = _compared(figure, offered[index])
            parts.append(Part(figure.text, offered[index].text, match.worth, match.why))
    parts = _in_order(wanted, offered, chosen, parts)
    extra = _also_said(wanted, offered, chosen)
    if extra is not None and worst(part.verdict for part in parts) is Worth.EXACT:
        parts.append(extra)
    return Verdict(worst(part.verdict for part in parts), tuple(parts))


def _said_as_a_ratio(wanted: list[Figure], offered: list[Figure]) -> Part | None:
    """Return the part for 5:1 that was said as 5 to 1, which else is a range; None where that is not so."""
    if len(wanted) != 1 or wanted[0].whole is None or len(offered) != 2 or offered[0].role != "low":
        return None
    whole, share = offered[1].readings[0].value, wanted[0].readings[0].value
    if whole and isclose(offered[0].readings[0].value / whole, share, rel_tol=1e-9):
        return Part(wanted[0].text, f"{offered[0].text} to {offered[1].text}", Worth.EXACT)
    return None


# ---------------------------------------------------------------- which figure was meant by which

_COST = {Worth.EXACT: 0.0, Worth.NEAR: 10.0, Worth.WRONG: 100.0}


def _assigned(wanted: list[Figure], offered: list[Figure]) -> list[int | None]:
    """Return for each figure expected the one said that is meant by it; in order where nothing else tells."""
    cost = [[_cost(_compared(one, other)) for other in offered] for one in wanted]
    if len(offered) > _MANY or len(wanted) > _MANY:
        return _one_by_one(wanted, offered, cost)
    best: tuple[float, list[int | None]] | None = None
    size = min(len(wanted), len(offered))
    for rows in combinations(range(len(wanted)), size):
        for columns in permutations(range(len(offered)), size):
            total = sum(cost[row][column] for row, column in zip(rows, columns, strict=True))
            total += 100.0 * (len(wanted) - size)
            total += 0.5 * sum(columns[i] > columns[i + 1] for i in range(size - 1))
            total += 0.01 * sum(columns)
            if best is None or total < best[0]:
                chosen: list[int | None] = [None] * len(wanted)
                for row, column in zip(rows, columns, strict=True):
                    chosen[row] = column
                best = total, chosen
    return best[1] if best else [None] * len(wanted)


def _one_by_one(wanted: list[Figure], offered: list[Figure], cost: list[list[float]]) -> list[int | None]:
    free = set(range(len(offered)))
    chosen: list[int | None] = []
    for row in range(len(wanted)):
        column = min(free, key=lambda index: (cost[row][index], index), default=None)
        if column is not None:
            free.discard(column)
        chosen.append(column)
    return chosen


def _cost(match: _Match) -> float:
    return _COST[match.worth] + match.cost


def _in_order(wanted: list[Figure], offered: list[Figure], chosen: list[int | None], parts: list[Part]) -> list[Part]:
    """Mark figures of one kind that were said the other way round as wrong."""
    for i in range(len(wanted) - 1):
        for j in range(i + 1, len(wanted)):
            one, other = chosen[i], chosen[j]
            if one is None or other is None or one < other or not _alike(wanted[i], wanted[j]):
                continue
            if (
                wanted[i].role == "low"
                and offered[one].role in ("low", "high")
                and offered[other].role in ("low", "high")
            ):
                continue
            if wanted[i].label and offered[one].label and wanted[i].label == offered[one].label:
                continue
            if _same_values(wanted[i], wanted[j]):
                continue
            why = "the other way round"
            parts[i] = Part(parts[i].expected, parts[i].said, Worth.WRONG, why)
            parts[j] = Part(parts[j].expected, parts[j].said, Worth.WRONG, why)
    return parts


def _alike(one: Figure, other: Figure) -> bool:
    """Whether two figures could be taken for each other."""
    if not one.readings or not other.readings:
        return False
    if one.things and other.things and not one.things & other.things:
        return False
    left, right = one.readings[0].unit, other.readings[0].unit
    return (left.family if left else "") == (right.family if right else "")


def _same_values(one: Figure, other: Figure) -> bool:
    return bool(one.readings and other.readings) and _amount(one.readings[0], one.per) == _amount(
        other.readings[0], other.per
    )


def _also_said(wanted: list[Figure], offered: list[Figure], chosen: list[int | None]) -> Part | None:
    """Return the part for a second figure of the same kind, which makes one wonder which was meant; else None."""
    used = {index for index in chosen if index is not None}
    for index, figure in enumerate(offered):
        if index in used or figure.weak or figure.dates or figure.year or figure.name or not figure.readings:
            continue
        partner = next((offered[i] for i in used if abs(i - index) == 1 and offered[i].role and figure.role), None)
        if partner is not None and {partner.role, figure.role} == {"low", "high"} and len(wanted) == 1:
            return Part("", figure.text, Worth.WRONG, "a range was said")
        if figure.role in ("before", "after"):
            continue
        unit = figure.readings[0].unit
        for each in wanted:
            if unit is not None and each.readings and _family(each) == unit.family and each.per == figure.per:
                if any(_compared(one, figure).worth is Worth.EXACT for one in wanted):
                    continue
                return Part("", figure.text, Worth.NEAR, "another figure was said as well")
    return None


def _family(figure: Figure) -> str:
    unit = figure.readings[0].unit if figure.readings else None
    return unit.family if unit else ""


# ---------------------------------------------------------------- one figure against another


def stated(figure: Figure, among: list[Figure]) -> bool:
    """Return whether one of some figures states the same value, with or without its unit and what it counts."""
    for other in among:
        match = _plainly(figure, other)
        if other.weak and (not figure.weak or _family(other) != _family(figure)):
            continue
        if match.worth is Worth.EXACT or (
            match.worth is Worth.NEAR and "missing" in match.why and "off" not in match.why
        ):
            return True
    return False


def contradicted(figure: Figure, among: list[Figure]) -> bool:
    """Return whether a figure that is not stated has another in its place: of the same unit, with another value."""
    family = _family(figure)
    rivals = [other for other in among if _family(other) == family and (figure.weak or not other.weak)]
    if not family:
        rivals = [other for other in rivals if figure.things & other.things]
    return bool(rivals)


def _plainly(expected: Figure, said: Figure) -> _Match:
    if not expected.readings or not said.readings:
        return _compared(expected, said)
    return _values(replace(expected, things=frozenset(), per=None), replace(said, things=frozenset(), per=None))


def _compared(expected: Figure, said: Figure) -> _Match:
    """Return how good a figure is for the one expected."""
    if expected.name or said.name:
        if expected.name and said.name:
            return _EXACT if expected.name == said.name else _Match(Worth.WRONG, "another name")
        return _Match(Worth.WRONG, "another figure", 5)
    if expected.dates or said.dates or expected.year or said.year:
        match = _dates(expected, said)
        if match.worth is Worth.EXACT or not (expected.readings and said.readings) or expected.year or said.year:
            return match
    match = _values(expected, said)
    if match.worth is Worth.WRONG:
        return match
    faults = [match] if match.why else []
    faults += [fault for fault in (_label(expected, said), _role(expected, said)) if fault]
    faults += [
        fault for fault in (_direction(expected, said), _bound(expected, said), _things(expected, said)) if fault
    ]
    if not faults:
        return _Match(Worth.EXACT, "", match.cost)
    worth = worst(fault.worth for fault in faults)
    return _Match(worth, ", ".join(fault.why for fault in faults), match.cost + sum(fault.cost for fault in faults))


def _amount(reading: Reading, per: Unit | None) -> float:
    unit = reading.unit
    value = reading.value * (unit.size if unit else 1.0)
    return value / per.size if per is not None else value


def _values(expected: Figure, said: Figure) -> _Match:
    best = _Match(Worth.WRONG, "another unit", 50)
    for one in expected.readings:
        for other in said.readings:
            match = _reading(expected, one, said, other)
            if _cost(match) < _cost(best):
                best = match
    return best


def _reading(expected: Figure, one: Reading, said: Figure, other: Reading) -> _Match:
    left, right = one.unit, other.unit
    rate = _rate(expected, said)
    if rate is not None and rate.worth is Worth.WRONG:
        return rate
    per_left = expected.per if expected.per and said.per else None
    per_right = said.per if expected.per and said.per else None
    a, b = _amount(one, per_left), _amount(other, per_right)
    note = rate or _EXACT
    if expected.whole is not None or said.whole is not None:
        return _parts_of_a_whole(expected, one, said, other)
    families = (left.family if left else "", right.family if right else "")
    if families[0] == families[1]:
        return _joined(_near(a, b, expected, said, left), note)
    share = {"share", "fold", ""}
    if set(families) <= share and "share" in families and "" in families:
        bare = one if left is None else other
        full = _amount(other if left is None else one, None)
        if isclose(bare.value, full, rel_tol=1e-9) and full <= 1:
            return note
        if expected.things and right is not None:
            return _Match(Worth.WRONG, "another unit", 30)
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
        return _joined(match, _Match(Worth.NEAR, "the unit is missing" if right is None else "another unit"))
    if families == ("fold", "share") or families == ("share", "fold"):
        if isclose(a, b, rel_tol=1e-9) and len(expected.readings) == len(said.readings) == 1:
            return _Match(note.worth, note.why, 1)
        return _Match(Worth.WRONG, "another unit", 40)
    if {*families} == {"basis", "share"} or {*families} == {"basis", "points"}:
        return _joined(_near(a, b, expected, said, left), note)
    if "money:cent" in families and all(family.startswith("money") for family in families):
        return _joined(_near(a, b, expected, said, left), note)
    if left is None or right is None:
        if {*families} == {"", "fold"} and isclose(one.value, other.value, rel_tol=1e-9):
            return _Match(
                Worth.EXACT if right is not None else Worth.NEAR, "" if right is not None else "the unit is missing"
            )
        match = _near(one.value, other.value, expected, said, left or right)
        if match.worth is Worth.WRONG:
            return match
        if (said.things and left is not None) or (right is not None and (expected.things or expected.per)):
            return _Match(Worth.WRONG, "another unit", 30)
        return _joined(
            match, _Match(Worth.NEAR, "the unit is missing" if right is None else "a unit that is not asked for", 2)
        )
    return _Match(Worth.WRONG, "another unit", 40)


def _joined(match: _Match, other: _Match) -> _Match:
    why = ", ".join(each for each in (match.why, other.why) if each)
    return _Match(worst((match.worth, other.worth)), why, match.cost + other.cost)


def _rate(expected: Figure, said: Figure) -> _Match | None:
    one, other = expected.per, said.per
    if one is None or one == other:
        return None
    if other is None:
        return _Match(Worth.NEAR, "per what is missing", 1)
    if one.family != other.family or (one.family == "time") != (other.family == "time"):
        return _Match(Worth.WRONG, "per something else", 20)
    if one.per is None or one.per == other.per:
        return None
    if other.per is None:
        return _Match(Worth.NEAR, "per what is missing", 1)
    return _Match(Worth.WRONG, "per something else", 20)


def _parts_of_a_whole(expected: Figure, one: Reading, said: Figure, other: Reading) -> _Match:
    a, b = _amount(one, None), _amount(other, None)
    if expected.whole is not None and said.whole is not None:
        if isclose(a, b, rel_tol=1e-9):
            return _EXACT
        return _near(a, b, expected, said, one.unit)
    bare = other if expected.whole is not None else one
    if bare.unit is None and (expected.readings[0].unit == FOLD or said.readings[0].unit == FOLD):
        return _Match(Worth.WRONG, "of how many is missing", 10)
    if bare.unit is None and not isclose(bare.value, b if expected.whole is None else a, rel_tol=1e-9):
        if said.whole is not None and one.unit is None and isclose(bare.value, b * said.whole, rel_tol=1e-9):
            return _EXACT
        return _Match(Worth.WRONG, "of how many is missing", 10)
    if bare.unit is not None and bare.unit.family not in ("share", "fold"):
        return _Match(Worth.WRONG, "another unit", 40)
    return _near(a, b, expected, said, Unit("share"))


def _near(a: float, b: float, expected: Figure, said: Figure, unit: Unit | None) -> _Match:
    """Return how good the value b is for a, both in one unit."""
    if isclose(a, b, rel_tol=1e-9, abs_tol=1e-12):
        return _EXACT
    if a == 0 or b == 0:
        return _Match(Worth.WRONG, "another value", 5)
    off = abs(a - b) / abs(a)
    cost = min(9.0, off)
    share = unit is not None and unit.family == "share"
    if share and 0.9 <= a <= 1 and (a >= 0.985 or b >= 0.985):
        return _nines(a, b, cost)
    if off <= 5e-3 and _cut(a, b):
        return _Match(Worth.NEAR, "rounded", cost)
    if off <= _A_TENTH:
        return _Match(Worth.NEAR, "rounded" if _cut(a, b) else "off by at most a tenth", cost)
    if share and expected.dates == () and _third(a, b):
        return _Match(Worth.NEAR, "rounded", cost)
    shift = log10(b / a) if a * b > 0 else 0.0
    if abs(shift) > 0.5 and isclose(shift, round(shift), abs_tol=0.03):
        times = 10 ** abs(round(shift))
        return _Match(Worth.WRONG, f"{times:,} times as {'much' if shift > 0 else 'little'}", cost)
    return _Match(Worth.WRONG, "another value", cost)


def _nines(a: float, b: float, cost: float) -> _Match:
    """Near a hundred per cent what is missing to it counts: 99.9 % and 99.99 % are ten times apart."""
    missing, said = 1 - a, 1 - b
    if said < 1e-12 or missing < 1e-12:
        return _Match(Worth.WRONG, "an error that counts", cost)
    ratio = max(missing / said, said / missing)
    rounded = _cut(a * 100, b * 100)
    if ratio <= 1.1 + 1e-9 or (rounded and ratio <= 1.5) or (a < 0.99 and ratio <= 2.01 and abs(a - b) <= 0.0151):
        return _Match(Worth.NEAR, "rounded" if rounded else "off by at most a tenth", cost)
    return _Match(Worth.WRONG, "an error that counts", cost)


def _cut(a: float, b: float) -> bool:
    """Whether b is a with fewer digits."""
    return any(isclose(float(f"{a:.{digits - 1}e}"), b, rel_tol=1e-9) for digits in range(1, 8))


def _third(a: float, b: float) -> bool:
    return abs(a - b) < 0.0051 and a > 0.1


# ---------------------------------------------------------------- what else it claims

_LESS = frozenset(("<", "≤", "<~"))
_MORE = frozenset((">", "≥", "+", ">~"))


def _bound(expected: Figure, said: Figure) -> _Match | None:
    one, other = expected.bound, said.bound
    if one == other or {one, other} <= {"", "~"}:
        return None
    if {one, other} <= _MORE and "+" in (one, other):
        return None
    if (one in _LESS and other in _MORE) or (one in _MORE and other in _LESS):
        return _Match(Worth.WRONG, "the bound is the other way round", 5)
    if {one, other} <= {"~", "<~", ">~"}:
        return None
    if other in ("", "~"):
        return _Match(Worth.NEAR, "the bound is missing", 1)
    if one in ("", "~"):
        return _Match(Worth.NEAR, "a bound that is not there", 1)
    return _Match(Worth.NEAR, "the bound is another", 1)


def _direction(expected: Figure, said: Figure) -> _Match | None:
    one, other = expected.direction, said.direction
    measured = _family(expected) not in ("share", "points", "basis", "fold")
    if expected.negative != said.negative and measured and other != one:
        return _Match(Worth.WRONG, "the sign is another", 5)
    if expected.negative and said.negative:
        return None
    if opposed(one, other):
        return _Match(Worth.WRONG, "the other direction", 5)
    if one and other and expected.reach and said.reach and expected.reach != said.reach:
        return _Match(Worth.WRONG, f"told {expected.reach} how much" if expected.reach == "by" else "told to what", 5)
    folds = bool(expected.readings) and _family(expected) == "fold"
    if one in ("up", "down") and not other and not expected.role and not folds:
        return _Match(Worth.NEAR, "the direction is missing", 1)
    return None


def _role(expected: Figure, said: Figure) -> _Match | None:
    if {expected.role, said.role} == {"before", "after"}:
        return _Match(Worth.WRONG, "before and after are swapped", 5)
    return None


def _label(expected: Figure, said: Figure) -> _Match | None:
    if not expected.label or expected.label == said.label:
        return None
    if not said.label:
        return _Match(Worth.NEAR, f"{expected.label} is missing", 1)
    return _Match(Worth.WRONG, f"{said.label}, not {expected.label}", 10)


_GENERAL = frozenset(("people", "item", "thing"))


def _things(expected: Figure, said: Figure) -> _Match | None:
    one, other = expected.things, said.things
    if not one or one & other:
        return None
    if not other:
        return (
            _Match(Worth.NEAR, "what is counted is missing", 1) if said.readings[0].unit is None or said.whole else None
        )
    if (one | other) & _GENERAL:
        return _Match(Worth.NEAR, "what is counted is another", 2)
    return _Match(Worth.WRONG, "something else is counted", 10)


# ---------------------------------------------------------------- dates


def _dates(expected: Figure, said: Figure) -> _Match:
    best = _Match(Worth.WRONG, "another date", 30)
    for one in _as_dates(expected):
        for other in _as_dates(said):
            match = _date(one, other)
            if _cost(match) < _cost(best):
                best = match
    return best


def _as_dates(figure: Figure) -> tuple[Date, ...]:
    if figure.dates:
        return figure.dates
    if figure.readings and figure.readings[0].unit is None and figure.readings[0].value % 1 == 0:
        return (Date(year=int(figure.readings[0].value)),)
    return ()


def _date(one: Date, other: Date) -> _Match:
    missing = False
    for name in ("year", "month", "day", "quarter", "half", "minutes"):
        wanted, said = getattr(one, name), getattr(other, name)
        if wanted is None or wanted == said:
            continue
        if said is not None:
            return _Match(Worth.WRONG, f"another {'time' if name == 'minutes' else name}", 5)
        if name == "quarter" and other.month is not None:
            return _Match(
                Worth.NEAR if (other.month - 1) // 3 + 1 == wanted else Worth.WRONG, "another part of the year", 3
            )
        missing = True
    known = [name for name in ("year", "month", "day", "quarter", "half", "minutes") if getattr(one, name) is not None]
    shared = [name for name in known if getattr(other, name) is not None]
    if not shared:
        return _Match(Worth.WRONG, "another date", 20)
    if missing:
        if shared == ["day"] or (shared == ["year"] and len(known) > 2):
            return _Match(Worth.WRONG if shared == ["day"] else Worth.NEAR, "a part of the date is missing", 2)
        return _Match(Worth.NEAR, "a part of the date is missing", 1)
    return _EXACT
