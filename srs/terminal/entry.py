"""One line that is typed on a full screen: an answer, a search, a tag."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rich.text import Text

from srs.terminal import markdown
from srs.terminal import text as texts
from srs.terminal.markdown import Row
from srs.terminal.tty import PASTED

LONGEST = 20_000
"""Characters; nobody says more in one answer."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line with a cursor in it."""

    typed: str = ""
    at: int = 0
    """The character before which the cursor stands."""

    def key(self, key: str) -> Entry:
        """Return the line after one more key; a key that means nothing here changes nothing."""
        before, after = self.typed[: self.at], self.typed[self.at :]
        match key:
            case "space":
                return self._of(before + " ", after)
            case "backspace":
                return self._of(before[:-1], after)
            case "delete":
                return self._of(before, after[1:])
            case "clear":
                return self._of("", after)
            case "clear word":
                return self._of(before.rstrip()[: before.rstrip().rfind(" ") + 1], after)
            case "left":
                return replace(self, at=max(self.at - 1, 0))
            case "right":
                return replace(self, at=min(self.at + 1, len(self.typed)))
            case "home":
                return replace(self, at=0)
            case "end":
                return replace(self, at=len(self.typed))
        if key.startswith(PASTED):
            return self._of(before + key.removeprefix(PASTED)[: LONGEST - len(self.typed)], after)
        if len(key) == 1 and key.isprintable() and len(self.typed) < LONGEST:
            return self._of(before + key, after)
        return self

    @staticmethod
    def _of(before: str, after: str) -> Entry:
        return Entry(before + after, len(before))

    def rows(self, label: str, *, width: int) -> list[Row]:
        """Return the line as it is drawn, with its cursor, over as many rows as it takes."""
        shown = Text.assemble((f"{label} ", "bold"), texts.line(self.typed[: self.at]), ("▏", "bold"))
        shown.append(texts.line(self.typed[self.at :]))
        return list(markdown.wrapped(shown, width))
