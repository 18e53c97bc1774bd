"""Figures over time -> rows of characters, readable at 80 columns and without colour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from srs.stats import StatsReport

_SHADES = "·░▒▓█"
_WEEKS = 26
_DAYS = 14
_BAR = 40


def level(count: int, most: int) -> int:
    """Return which of five shades a count has, 0 for none and 4 for the most."""
    return 0 if count <= 0 else min(4, 1 + (count * 4 - 1) // max(most, 1))


def plots(report: StatsReport) -> Iterator[str]:
    """Return the calendar of the last 26 weeks and what comes due in the next 14 days."""
    yield ""
    yield from heatmap(report)
    yield ""
    yield from forecast(report)


def heatmap(report: StatsReport) -> Iterator[str]:
    """Return a row a weekday and a column a week; the denser, the more answers."""
    monday = report.day - timedelta(days=report.day.weekday(), weeks=_WEEKS - 1)
    columns = [monday + timedelta(weeks=number) for number in range(_WEEKS)]
    shown = {day: count for day, count in report.calendar.items() if day >= monday}
    most = max(shown.values(), default=0)
    steps = ", ".join(f"{_SHADES[number]} {most * number // 4:,}" for number in range(1, 5) if most * number // 4)
    yield f"answers a day, last {_WEEKS} weeks ({_SHADES[0]} none{', up to ' if steps else ''}{steps})"
    months = [" "] * (_WEEKS * 2 + 3)
    free = 0
    for at, week in enumerate(columns):
        if (week + timedelta(days=6)).day <= 7 and at * 2 >= free:
            name = f"{week + timedelta(days=6):%b}"
            months[at * 2 : at * 2 + 3] = name
            free = at * 2 + 4
    yield "     " + "".join(months).rstrip()
    for weekday, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")):
        days = [week + timedelta(days=weekday) for week in columns]
        cells = [_SHADES[level(shown.get(day, 0), most)] if day <= report.day else " " for day in days]
        yield f"{name}  {' '.join(cells)}".rstrip()


def forecast(report: StatsReport) -> Iterator[str]:
    """Return a bar a day."""
    days = report.forecast[:_DAYS]
    most = max((count for _, count in days), default=0)
    late = f", {report.overdue:,} of them overdue today" if report.overdue else ""
    yield f"cards coming due, next {_DAYS} days{late}"
    for day, count in days:
        bar = "█" * (0 if not count else max(1, round(count * _BAR / most)))
        yield f"{day:%a} {day.day:>2} {day:%b}  {bar} {count:,}" if bar else f"{day:%a} {day.day:>2} {day:%b}  0"
