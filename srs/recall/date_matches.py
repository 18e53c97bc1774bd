"""One date beside another -> how good it is for it."""

from __future__ import annotations

import re

from srs.recall.amounts import Figure, Reading
from srs.recall.dates import Date
from srs.recall.verdicts import EXACT, Match, Worth, cost_of


def dated(expected: Figure, said: Figure) -> Match:
    """Return how good the date of a figure is for the one expected."""
    best = Match(Worth.WRONG, "another date", 30)
    for one in _as_dates(expected):
        for other in _as_dates(said):
            match = _date(one, other)
            if cost_of(match) < cost_of(best):
                best = match
    return best


def _as_dates(figure: Figure) -> tuple[Date, ...]:
    if figure.dates:
        return figure.dates
    if figure.readings and figure.readings[0].unit is None and figure.readings[0].value % 1 == 0:
        return (Date(year=int(figure.readings[0].value)), *_day_of(figure.text), *_clock_of(figure.readings))
    return (*_day_of(figure.text), *_clock_of(figure.readings))


def _day_of(text: str) -> tuple[Date, ...]:
    """Return the days that 24.12. and 12/24 can be."""
    found = re.fullmatch(r"(\d{1,2})([./])(\d{1,2})\.?", text)
    if found is None:
        return ()
    both = (int(found[1]), int(found[3]))
    return tuple(
        [Date(month=month, day=day) for day, month in (both, both[::-1]) if 1 <= month <= 12 and 1 <= day <= 31]
    )


def _clock_of(readings: tuple[Reading, ...]) -> tuple[Date, ...]:
    """Return the times of day that a number or a number of hours can be: nine thirty, neuf heures trente."""
    found = []
    for reading in readings:
        hours, minutes = divmod(reading.value, 100)
        if reading.unit is None and reading.value % 1 == 0 and 100 <= reading.value < 2400 and minutes < 60:
            found += [Date(minutes=int(hours * 60 + minutes)), Date(minutes=int((hours * 60 + minutes + 720) % 1440))]
        elif (
            reading.unit is not None
            and reading.unit.family == "time"
            and reading.unit.size == 3600.0
            and 0 <= reading.value < 24
        ):
            found.append(Date(minutes=round(reading.value * 60)))
        elif reading.unit is not None and reading.unit.family == "time" and reading.unit.size == 60.0:
            found.append(Date(minutes=round(reading.value * 60)))  # 4:30 in minutes and seconds
    return tuple(found)


def _date(one: Date, other: Date) -> Match:
    missing = False
    for name in ("year", "month", "day", "quarter", "half", "minutes"):
        wanted, said = getattr(one, name), getattr(other, name)
        if wanted is None or wanted == said:
            continue
        if said is not None:
            return Match(Worth.WRONG, f"another {'time' if name == 'minutes' else name}", 5)
        if name == "quarter" and other.month is not None:
            return Match(
                Worth.NEAR if (other.month - 1) // 3 + 1 == wanted else Worth.WRONG, "another part of the year", 3
            )
        missing = True
    known = [name for name in ("year", "month", "day", "quarter", "half", "minutes") if getattr(one, name) is not None]
    shared = [name for name in known if getattr(other, name) is not None]
    if not shared:
        return Match(Worth.WRONG, "another date", 20)
    if missing:
        if shared == ["day"] or (shared == ["year"] and len(known) > 2):
            return Match(Worth.WRONG if shared == ["day"] else Worth.NEAR, "a part of the date is missing", 2)
        return Match(Worth.NEAR, "a part of the date is missing", 1)
    return EXACT
