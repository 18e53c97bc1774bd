"""What a typed answer was worth, drawn: the verdict, what was typed, and each part of it that was off."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from srs.recall.verdicts import Verdict, Worth
from srs.terminal import markdown, text
from srs.terminal.markdown import Row

_SIGNS = {Worth.EXACT: ("✓", "green"), Worth.NEAR: ("≈", "yellow"), Worth.WRONG: ("✗", "red")}


def lines(verdict: Verdict, said: str) -> Iterator[Text]:
    """Return a verdict in lines: `✗ wrong: “200 s”`, then what was off."""
    sign, colour = _SIGNS[verdict.verdict]
    yield Text.assemble((f"{sign} {verdict.verdict}", f"bold {colour}"), f": “{text.word(said)}”")
    for part in verdict.parts:
        if part.verdict is Worth.EXACT:
            continue
        sign, colour = _SIGNS[part.verdict]
        why = f": {text.word(part.why)}" if part.why else ""
        if not part.said:
            what = f"“{text.word(part.expected)}”"
        elif not part.expected:
            what = f"“{text.word(part.said)}”"
        else:
            what = f"“{text.word(part.said)}”, it is “{text.word(part.expected)}”"
        yield Text.assemble(("  ", ""), (sign, colour), (f" {what}{why}", "dim"))


def rows(verdict: Verdict, said: str, *, width: int) -> list[Row]:
    """Return a verdict as it stands above the answer."""
    drawn = [row for line in lines(verdict, said) for row in markdown.wrapped(line, width)]
    return [*drawn, Row(Text())]
