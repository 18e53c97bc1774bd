"""How results are written: aligned columns, cut to the terminal's width, coloured where that is wanted."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import click
from rich.cells import cell_len
from rich.text import Text

from srs.terminal.markdown import wrapped
from srs.terminal.screen import crop, shorten

_WIDE = 10**6


@dataclass(frozen=True, slots=True)
class Look:
    """What standard output can show. Without a terminal nothing is cut and nothing is coloured."""

    width: int = _WIDE
    styled: bool = False

    @classmethod
    def of_terminal(cls, *, plain: bool) -> Look:
        """Return what fits the terminal; `plain` for lines as a pipe gets them."""
        if not sys.stdout.isatty() or plain:
            return cls()
        width = shutil.get_terminal_size((80, 24)).columns
        return cls(width=max(width, 20), styled=os.environ.get("TERM", "") not in ("", "dumb", "unknown"))

    @property
    def column(self) -> int:
        """Cells of a column of running text."""
        return min(self.width, 88)

    def write(self, lines: Iterable[Text | str]) -> None:
        """Write lines to standard output; a text without style is prose, and wrapped where the terminal is narrow."""
        texts = [text for line in lines for text in (self._wrapped(line) if isinstance(line, str) else [line])]
        if self.styled:
            from srs.terminal.ink import Ink

            shown = Ink().draw(texts)
        else:
            shown = [text.plain.rstrip() for text in texts]
        for line in shown:
            click.echo(line, color=True)

    def _wrapped(self, line: str) -> list[Text]:
        return [row.text for row in wrapped(Text(line), self.width)]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; the flexible one gives way where the terminal is narrow."""

    title: str
    right: bool = False
    flexible: bool = False
    style: str = ""


def table(look: Look, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[Text]:
    """Return a table: a heading and one line for each row, two blanks between columns."""
    widths = [
        max(cell_len(cell) for cell in (column.title, *(row[at] for row in rows))) for at, column in enumerate(columns)
    ]
    over = sum(widths) + 2 * (len(widths) - 1) - look.width
    flexible = sorted((at for at, column in enumerate(columns) if column.flexible), key=lambda at: -widths[at])
    for at in flexible:
        given = min(max(over, 0), max(widths[at] - 12, 0))
        widths[at] -= given
        over -= given
    head = _row([column.title for column in columns], columns, widths)
    head.stylize("dim")
    return [crop(line, 0, look.width) for line in (head, *(_row(row, columns, widths, styled=True) for row in rows))]


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
