"""Which words stand beside which figure: of “precision 0.91, recall 0.84” each has its own."""

from __future__ import annotations

from collections.abc import Sequence

from srs.recall.amounts import Figure
from srs.recall.counted import thing
from srs.recall.lexicon import words
from srs.recall.pairs import begin_of
from srs.recall.shares import NOT_THINGS
from srs.recall.sides import sides_at
from srs.recall.tokens import Shape, Token

_CUT = frozenset(words(", ; . and und et y e en but while whereas versus vs against aber mais pero / ( ) – —"))


def beside(found: Sequence[Token], figures: Sequence[Figure]) -> list[frozenset[str]]:
    """Return for each figure of a text the names of what stands nearest to it, in its own part of the sentence."""
    owner = {at: index for index, figure in enumerate(figures) for at in range(begin_of(found, figure), figure.end)}
    result: list[set[str]] = [set(figure.things) for figure in figures]
    part: list[int] = []
    for at in range(len(found) + 1):
        if at < len(found) and not (found[at].low in _CUT and at not in owner):
            part.append(at)
            continue
        own = sorted({owner[each] for each in part if each in owner})
        for index in own:
            # on day seven: the figures beside a figure tell it as words do
            result[index].update(_value(figures[each]) for each in own if each != index)
        for each in part:
            if own and found[each].shape is Shape.WORD and each not in owner:
                behind = each > 0 and found[each - 1].low in _OF
                nearest = min(own, key=lambda index: _distance(figures[index], each, behind))
                result[nearest].update(_names(found, each))
        part = []
    return [frozenset(each) for each in result]


_OF = frozenset(words("in of for von im de di en du des"))


def _distance(figure: Figure, at: int, behind: bool) -> tuple[int, int]:
    """Return how far a word is from a figure; one after an `of` belongs to what stands before that."""
    if at < figure.start:
        return figure.start - at, 0
    return max(0, at - figure.end + 1) - behind, 1


def _value(figure: Figure) -> str:
    if figure.dates or figure.name:
        return f"={figure.name or figure.dates[0]}"
    return f"={figure.readings[0].value:g}" if figure.readings else "="


def _names(found: Sequence[Token], at: int) -> set[str]:
    """Return what a word is compared by: its side of a contrast, where it has one, else itself."""
    sides = sides_at(found, at)
    if sides:
        return {f"{group}:{side}" for group, side in sides}
    low = found[at].low
    return {thing(low)} if len(low) > 2 and low not in NOT_THINGS else set()
