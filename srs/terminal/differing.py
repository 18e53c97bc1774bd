"""What a card answered when it was asked last and answers otherwise now, with the difference marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from srs.terminal import markdown, text
from srs.terminal.markdown import Row

if TYPE_CHECKING:
    from srs.collection.reports import ChangedSince, Piece

_AROUND = 5
"""Words before and after a difference that tell where it is."""
_MOST_ROWS = 8
_STYLES = {"gone": "red strike", "new": "bold green", "same": "dim"}
_SIGNS = {"gone": ("[-", "-]"), "new": ("{+", "+}"), "same": ("", "")}
"""Without colours, and for a screen reader, signs tell what went and what came."""


def rows(changed: ChangedSince, *, width: int) -> list[Row]:
    """Return a title and the words that went and came, with a few around them."""
    title = Text("Changed since you last saw it", style="dim bold")
    drawn = list(markdown.wrapped(marked(changed.difference), width))
    if len(drawn) > _MOST_ROWS:
        drawn = [*drawn[: _MOST_ROWS - 1], Row(Text("…", style="dim"))]
    return [*markdown.wrapped(title, width), *drawn, Row(Text())]


def marked(pieces: Sequence[Piece]) -> Text:
    """Return both texts as one, in one line: what went, what came, and a little of what stayed."""
    out = Text()
    for number, piece in enumerate(pieces):
        said = " ".join(text.block(piece.text).split())
        before, after = _SIGNS[piece.sort]
        if piece.sort == "same":
            said = _shortened(said, first=number == 0, last=number == len(pieces) - 1)
        if out.plain and not out.plain.endswith(" ") and _parted(pieces[number - 1].text, piece.text):
            out.append(" ")
        if said:
            out.append(f"{before}{said}{after}", style=_STYLES[piece.sort])
    return out


def _parted(before: str, after: str) -> bool:
    return before[-1:].isspace() or after[:1].isspace()


def _shortened(said: str, *, first: bool, last: bool) -> str:
    words = said.split(" ")
    if first:
        return said if len(words) <= _AROUND else f"… {' '.join(words[-_AROUND:])}"
    if last:
        return said if len(words) <= _AROUND else f"{' '.join(words[:_AROUND])} …"
    if len(words) <= 2 * _AROUND + 1:
        return said
    return f"{' '.join(words[:_AROUND])} … {' '.join(words[-_AROUND:])}"
