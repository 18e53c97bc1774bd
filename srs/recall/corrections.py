"""Figures that were taken back: not 40 but 50, and 50, no wait, 40."""

from __future__ import annotations

from collections.abc import Sequence

from srs.recall.amounts import Figure
from srs.recall.lexicon import words
from srs.recall.pairs import begin_of, with_unit_of
from srs.recall.tokens import Shape, Token, low_at

_CORRECTIONS = (
    ("no", "wait"), ("wait",), ("sorry",), ("scratch", "that"), ("i", "mean"), ("correction",), ("nein",), ("quatsch",), ("perdón",),
    ("pardon",), ("make", "that"), ("no", ","), ("moment",), ("ach", "nein"), ("non",), ("no", "actually"), ("actually", "no"),
    ("or", "rather"), ("oops",), ("strike", "that"), ("my", "mistake"), ("my", "bad"), ("hold", "on"), ("rather",), ("i", "meant"),
    ("i", "should", "say"), ("beg", "your", "pardon"), ("digo",), ("mejor", "dicho"), ("plutôt",), ("enfin",), ("ich", "meine"),
    ("besser", "gesagt"), ("vielmehr",), ("anzi",), ("aspetta",), ("espera",), ("quer", "dizer"), ("je", "veux", "dire"), ("actually",),
    ("let", "me", "correct"), ("stimmt", "nicht"),
)  # fmt: skip


_BY_FIRST = {
    first: tuple([each for each in _CORRECTIONS if each[0] == first]) for first in {each[0] for each in _CORRECTIONS}
}


_NOT = frozenset(words("not isn't wasn't aren't nicht pas kein keine niet non never"))


def denied(found: Sequence[Token], figure: Figure) -> bool:
    """Whether a figure is said not to be the one: not 40 but 50."""
    begin = begin_of(found, figure)
    if low_at(found, begin) in _NOT and figure.bound:
        return False
    return low_at(found, begin - 1) in _NOT and figure.bound in ("", "~")


def without_denied(found: Sequence[Token], figures: list[Figure]) -> list[Figure]:
    """Leave out what is said not to be the figure; its unit goes to the neighbour that has none: 12, not 10 days."""
    kept: list[Figure] = []
    for index, figure in enumerate(figures):
        if denied(found, figure):
            continue
        for neighbour in figures[max(0, index - 1) : index + 2]:
            if neighbour is not figure and denied(found, neighbour):
                figure = with_unit_of(figure, neighbour)
        kept.append(figure)
    return kept


def taken_back(found: Sequence[Token], figures: list[Figure]) -> list[Figure]:
    """Leave out the figure before each “no, wait” that another one follows."""
    kept = list(figures)
    for at in range(len(found)):
        for marker in _BY_FIRST.get(found[at].low, ()):
            if tuple([token.low for token in found[at : at + len(marker)]]) != marker:
                continue
            earlier = [figure for figure in kept if figure.end <= at]
            later = [figure for figure in kept if figure.start >= at]
            if earlier and later and _corrects(found, at, marker, earlier[-1], later[0]):
                drop = earlier[-2:] if earlier[-1].role and later[0].role and len(earlier) > 1 else earlier[-1:]
                kept = [
                    with_unit_of(figure, earlier[-1]) if figure is later[0] else figure
                    for figure in kept
                    if figure not in drop
                ]
            break
    return kept


_PAUSES = frozenset(words("uh um er erm no oh äh ähm euh nein non"))


_SOON = 8
"""So many words may stand between a figure and what takes it back, and before the one that takes its place."""


def _corrects(found: Sequence[Token], at: int, marker: tuple[str, ...], earlier: Figure, later: Figure) -> bool:
    """Whether a “wait” or “sorry” takes a figure back, and is no word of the sentence: I did not wait."""
    if marker == ("no", ",") and at - earlier.end > 1:
        return False
    if at - earlier.end > _SOON or later.start - at - len(marker) > _SOON:
        return False
    before = found[at - 1]
    interjected = at == earlier.end or before.shape is Shape.SIGN or before.low in _PAUSES
    return len(marker) > 1 or interjected
