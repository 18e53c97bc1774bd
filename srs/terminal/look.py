"""How results are written: wrapped or cut to the terminal's width, coloured where that is wanted.

A line that needs neither is written without loading rich: `srs due` has no other.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from srs.terminal.text import line as one_line

if TYPE_CHECKING:
    from rich.text import Text

PIPED = 10**6
"""The width of what is no terminal."""


@dataclass(frozen=True, slots=True)
class Look:
    """What standard output can show. Without a terminal nothing is cut and nothing is coloured."""

    width: int = PIPED
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
        lines = list(lines)
        if all(isinstance(line, str) and len(line) <= self.width and line.isascii() for line in lines):
            shown = [one_line(str(line)).rstrip() for line in lines]
        else:
            shown = self._drawn(lines)
        for line in shown:
            click.echo(line, color=True)

    def _drawn(self, lines: Iterable[Text | str]) -> list[str]:
        from rich.text import Text

        from srs.terminal.markdown import wrapped

        texts: list[Text] = []
        for line in lines:
            texts += [row.text for row in wrapped(Text(line), self.width)] if isinstance(line, str) else [line]
        if not self.styled:
            return [each.plain.rstrip() for each in texts]
        from srs.terminal.ink import Ink

        return Ink().draw(texts)
