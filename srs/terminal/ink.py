"""Styled text -> the characters that a terminal shows: the one place where escape sequences are made."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable

from rich.color import ColorSystem
from rich.console import Console
from rich.text import Text

from srs.terminal.text import line


class Ink:
    """Draws lines with the sixteen colours of the terminal, or without any where `NO_COLOR` is set."""

    def __init__(self) -> None:
        self._colour = not os.environ.get("NO_COLOR")
        self._console = Console(file=io.StringIO(), force_terminal=True, width=200, legacy_windows=False)

    def draw(self, lines: Iterable[Text], *, clear_to: int = 0) -> list[str]:
        """Return each line with its styles as escape sequences; what it says can make none of its own.

        With `clear_to`, a line that is shorter than so many cells also clears the rest of its row.
        """
        # clearing after the last column would take away the character that stands in it
        return [self._line(text) + ("\x1b[0m\x1b[K" if text.cell_len < clear_to else "") for text in lines]

    def _line(self, text: Text) -> str:
        parts = []
        for segment in text.render(self._console):
            shown = line(segment.text)
            style = segment.style
            if style and not self._colour:
                style = style.without_color
            parts.append(style.render(shown, color_system=ColorSystem.STANDARD) if style else shown)
        return "".join(parts)
