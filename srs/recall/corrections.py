"""Figures that were taken back: not 40 but 50, and 50, no wait, 40."""

from __future__ import annotations

from collections.abc import Sequence

from srs.recall.amounts import Figure, low_at
from srs.recall.lexicon import words
from srs.recall.pairs import begin_of
from srs.recall.tokens import Shape, Token

_CORRECTIONS = (
    ("no", "wait"), ("wait",), ("sorry",), ("scratch", "that"), ("i", "mean"), ("correction",), ("nein",), ("quatsch",), ("perdón",),
    ("pardon",), ("make", "that"), ("no", ","), ("moment",), ("ach", "nein"), ("non",), ("no", "actually"), ("actually", "no"),
    ("or", "rather"), ("oops",),
)  # fmt: skip


_NOT = frozenset(words("not isn't wasn't aren't nicht pas kein keine niet non never"))


def denied(found: Sequence[Token], figure: Figure) -> bool:
    """Whether a figure is said not to be the one: not 40 but 50."""
    begin = begin_of(found, figure)
    if low_at(found, begin) in _NOT and figure.bound:
        return False
    return low_at(found, begin - 1) in _NOT and figure.bound in ("", "~")


def taken_back(found: Sequence[Token], figures: list[Figure]) -> list[Figure]:
    """Leave out the figure before each “no, wait” that another one follows."""
    kept = list(figures)
    for at in range(len(found)):
        for marker in _CORRECTIONS:
            if tuple(token.low for token in found[at : at + len(marker)]) != marker:
                continue
            earlier = [figure for figure in kept if figure.end <= at]
            later = [figure for figure in kept if figure.start >= at]
            if earlier and later and _corrects(found, at, marker, earlier[-1], later[0]):
                drop = earlier[-2:] if earlier[-1].role and later[0].role and len(earlier) > 1 else earlier[-1:]
                kept = [figure for figure in kept if figure not in drop]
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
