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
_LEAD = 5
"""Cells to the left of the calendar, for the weekdays."""
_BESIDE = 20
"""Cells beside a bar, for its day and its number."""


def level(count: int, most: int) -> int:
    """Return which of five shades a count has, 0 for none and 4 for the most."""
    return 0 if count <= 0 else min(4, 1 + (count * 4 - 1) // max(most, 1))


def plots(report: StatsReport, *, width: int = 80) -> Iterator[str]:
    """Return the calendar of the last 26 weeks, fewer in a narrow terminal, and what comes due in 14 days."""
    yield ""
    yield from heatmap(report, width=width)
    yield ""
    yield from forecast(report, width=width)


def heatmap(report: StatsReport, *, width: int = 80) -> Iterator[str]:
    """Return a row a weekday and a column a week; the denser, the more answers."""
    weeks = min(_WEEKS, max((width - _LEAD) // 2, 4))
    monday = report.day - timedelta(days=report.day.weekday(), weeks=weeks - 1)
    columns = [monday + timedelta(weeks=number) for number in range(weeks)]
    shown = {day: count for day, count in report.calendar.items() if day >= monday}
    most = max(shown.values(), default=0)
    steps = ", ".join(f"{_SHADES[number]} {most * number // 4:,}" for number in range(1, 5) if most * number // 4)
    yield f"answers a day, last {weeks} weeks ({_SHADES[0]} none{', up to ' if steps else ''}{steps})"
    months = [" "] * (weeks * 2 + 3)
    free = 0
    for at, week in enumerate(columns):
        if (week + timedelta(days=6)).day <= 7 and at * 2 >= free:
            name = f"{week + timedelta(days=6):%b}"
            months[at * 2 : at * 2 + 3] = name
            free = at * 2 + 4
    yield (" " * _LEAD + "".join(months))[:width].rstrip()
    for weekday, name in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")):
        days = [week + timedelta(days=weekday) for week in columns]
        cells = [_SHADES[level(shown.get(day, 0), most)] if day <= report.day else " " for day in days]
        yield f"{name}  {' '.join(cells)}".rstrip()


def forecast(report: StatsReport, *, width: int = 80) -> Iterator[str]:
    """Return a bar a day."""
    room = max(min(_BAR, width - _BESIDE), 8)
    days = report.forecast[:_DAYS]
    most = max((count for _, count in days), default=0)
    late = f", {report.overdue:,} of them overdue today" if report.overdue else ""
    yield f"cards coming due, next {_DAYS} days{late}"
    for day, count in days:
        bar = "█" * (0 if not count else max(1, round(count * room / most)))
        yield f"{day:%a} {day.day:>2} {day:%b}  {bar} {count:,}" if bar else f"{day:%a} {day.day:>2} {day:%b}  0"
