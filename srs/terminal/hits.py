"""Cards that were searched for, and the one among them that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rich.text import Text

from srs.model import Listed
from srs.terminal import text
from srs.terminal.markdown import Row
from srs.terminal.screen import shorten

MANY = 500
"""Of a search, no more are listed."""
_FAR = 10**6
_STEPS = {"j": 1, "down": 1, "tab": 1, "k": -1, "up": -1, "pagedown": 10, "pageup": -10, "g": -_FAR, "G": _FAR}
_ABOVE = 2
"""Rows above the first card."""


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found."""

    listed: Sequence[Listed] = ()
    at: int = 0

    @property
    def chosen(self) -> Listed:
        return self.listed[self.at]

    def key(self, key: str) -> Hits:
        """Return it with another one chosen; a key that means nothing here changes nothing."""
        last = min(len(self.listed), MANY) - 1
        return replace(self, at=max(0, min(self.at + _STEPS.get(key, 0), last)))

    def scroll(self, room: int) -> int:
        """Return the first row to be shown where there is room for so many, so that the chosen one is among them."""
        return max(self.at + _ABOVE + 1 - room, 0)

    def rows(self, *, width: int) -> list[Row]:
        """Return the cards, a line each."""
        more = f", the first {MANY}" if len(self.listed) > MANY else ""
        drawn = [Row(Text(text.count(len(self.listed), "card") + more, style="bold")), Row(Text())]
        for number, each in enumerate(self.listed[:MANY]):
            here = number == self.at
            asks = shorten(text.asks(each), width - 2)
            drawn.append(Row(Text.assemble(("› " if here else "  ", "bold"), (asks, "bold" if here else ""))))
        return drawn
