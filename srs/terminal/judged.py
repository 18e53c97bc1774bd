"""What a typed answer was worth, drawn: the verdict, what was typed, and each part of it that was off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from srs.recall.verdicts import Verdict, Worth
from srs.terminal import markdown, text
from srs.terminal.markdown import Row

if TYPE_CHECKING:
    from srs.collection.knowing import JudgedAnswer

_WIDE = 48
_SIGNS = {Worth.EXACT: ("✓", "green"), Worth.NEAR: ("≈", "yellow"), Worth.WRONG: ("✗", "red")}


def lines(verdict: Verdict | JudgedAnswer, said: str) -> Iterator[Text]:
    """Return a verdict in lines: `✗ wrong: “200 s”`, then what was off; of a whole answer its points."""
    if not isinstance(verdict, Verdict):
        yield from _heard(verdict)
        return
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


def _heard(whole: JudgedAnswer) -> Iterator[Text]:
    found = sum(point.found for point in whole.points)
    yield Text(f"{found} of {text.count(len(whole.points), 'point')} heard", "bold")
    for point in whole.points:
        sign, colour = _SIGNS[Worth.EXACT if point.found else Worth.WRONG]
        told = [] if point.found or not point.why else [text.word(point.why)]
        if point.passage and (point.found or told):
            told.append(f"“{text.word(point.passage)}”")
        said = text.word(_short(point.text.rstrip(".")))
        yield Text.assemble("  ", (sign, colour), f" {said}", ("".join(f": {each}" for each in told), "dim"))
    for phrase, passage in whole.never:
        yield Text.assemble("  ", ("never say", "red"), f" “{text.word(phrase)}”", (f": “{text.word(passage)}”", "dim"))


def _short(said: str) -> str:
    return said if len(said) <= _WIDE else said[: _WIDE - 1].rstrip() + "…"


def rows(verdict: Verdict | JudgedAnswer, said: str, *, width: int) -> list[Row]:
    """Return a verdict as it stands above the answer."""
    drawn = [row for line in lines(verdict, said) for row in markdown.wrapped(line, width)]
    return [*drawn, Row(Text())]
