"""A curve over days -> rows of block characters."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from rich.text import Text

from srs.terminal import text

if TYPE_CHECKING:
    from srs.collection.curve import Curve

LEAD = 6
"""Cells to the left of a curve, for its scale."""
_ROWS = 4
_EIGHTHS = " ▁▂▃▄▅▆▇█"


def plot(curve: Curve, *, today: date) -> list[Text]:
    """Return a curve with its scale, its first and last day, and a mark under today."""
    drawn = []
    for row in range(_ROWS):
        floor = (_ROWS - 1 - row) / _ROWS
        scale = "100 %" if row == 0 else f"{(1 - row / _ROWS) * 100:3.0f} %"
        line = Text(scale.ljust(LEAD), style="dim")
        for at, value in enumerate(curve.values):
            full = round((value - floor) * _ROWS * 8)
            line.append(_EIGHTHS[max(min(full, 8), 0)], style="dim" if at > curve.today else "")
        drawn.append(line)
    width = len(curve.values)
    drawn.append(Text(" " * LEAD + " " * curve.today + "↑", style="bold"))
    first, last = text.day_name(curve.first, today=today), text.day_name(curve.last, today=today)
    drawn.append(Text(" " * LEAD + first + last.rjust(max(width - len(first), len(last) + 1)), style="dim"))
    return drawn
