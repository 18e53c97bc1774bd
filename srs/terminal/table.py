"""Aligned columns, cut to the terminal's width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from srs.terminal.look import Look
from srs.terminal.screen import crop, shorten

_LEAST = 12
"""A flexible column gives way down to so many cells."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; the flexible one gives way where the terminal is narrow."""

    title: str
    right: bool = False
    flexible: bool = False
    style: str = ""
    wraps: bool = False
    """Whether what does not fit goes on in the next line, at a comma, rather than being cut."""


def table(look: Look, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[Text]:
    """Return a table: a heading and one line for each row, two blanks between columns."""
    widths = [
        max(cell_len(cell) for cell in (column.title, *(row[at] for row in rows))) for at, column in enumerate(columns)
    ]
    over = sum(widths) + 2 * (len(widths) - 1) - look.width
    flexible = [at for at, column in enumerate(columns) if column.flexible]
    # the widest gives way first, down to the next one, then both
    while over > 0 and (wide := [at for at in flexible if widths[at] > _LEAST]):
        most = max(widths[at] for at in wide)
        widest = [at for at in wide if widths[at] == most]
        floor = max((widths[at] for at in flexible if widths[at] < most), default=_LEAST)
        given = min(over, max(1, (most - max(floor, _LEAST)) * len(widest)))
        for number, at in enumerate(widest):
            share = given // len(widest) + (number < given % len(widest))
            widths[at] -= share
            over -= share
    head = _row([column.title for column in columns], columns, widths)
    head.stylize("dim")
    lines = [line for row in rows for line in _lines(row, columns, widths)]
    return [crop(line, 0, look.width) for line in (head, *(_row(line, columns, widths, styled=True) for line in lines))]


def _lines(cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> list[list[str]]:
    """Return the lines of a row: more than one where a cell that wraps does not fit."""
    parts = [
        _wrapped(cell, width) if column.wraps else [cell]
        for cell, column, width in zip(cells, columns, widths, strict=True)
    ]
    return [[part[at] if at < len(part) else "" for part in parts] for at in range(max(map(len, parts)))]


def _wrapped(cell: str, width: int) -> list[str]:
    lines = [""]
    for piece in cell.split(", "):
        joined = f"{lines[-1]}, {piece}" if lines[-1] else piece
        if lines[-1] and cell_len(joined) + 1 > width:
            lines[-1] += ","
            lines.append(piece)
        else:
            lines[-1] = joined
    return lines


def _row(cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int], *, styled: bool = False) -> Text:
    drawn = Text()
    for at, (cell, column, width) in enumerate(zip(cells, columns, widths, strict=True)):
        if at:
            drawn.append("  ")
        shown = shorten(cell, width)
        pad = " " * (width - cell_len(shown))
        drawn.append(pad if column.right else "")
        drawn.append(shown, style=column.style if styled else "")
        drawn.append("" if column.right or at == len(columns) - 1 else pad)
    return drawn
