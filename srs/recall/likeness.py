"""A point x the stretches of an answer -> how far each says it, as numbers that a verdict weighs.

What weighs in a point is what tells it from the others of its card. A figure that was not said, a part that was left
out and a negation that the point has not are numbers of their own, since each can undo what the words say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from rapidfuzz.distance import JaroWinkler

from srs.recall.amounts import Figure
from srs.recall.kin import kin
from srs.recall.matches import contradicted, stated
from srs.recall.quantities import figures_of
from srs.recall.stretches import Stretch
from srs.recall.wording import NEGATIONS, light, stem, words_of

if TYPE_CHECKING:
    from srs.recall.embeddings import Meant

_ALIKE = 0.92
_A_PART = 0.25
_ALL = 0.99
_FEW = 16
"""Words of a stretch, up to which a point that is all said in it is said the more surely the fewer they are."""
_MANY = 60
"""Words of a stretch, from which on more of them make no difference to what its covering a point is worth."""
_PARTS = 0.6
"""A point of several parts is half said where no more than this share lies in parts of which enough was said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How far one stretch says one point."""

    cover: float
    """How much of the weight of its words is said, in any form or by a word that means the same."""
    apart: float
    """By how much that is more than of any other point of the card."""
    missing: tuple[str, ...]
    """The figures that are not stated."""
    figures: int
    """How many figures it has."""
    contradicted: bool
    """Whether another figure stands in the place of a missing one."""
    half_said: bool
    turned: bool
    """Whether a negation that it has not stands before its words."""
    affirmed: int
    """How many of its negations the stretch has not."""
    said: int
    """How many words the stretch has: in many of them a point's are found by chance."""
    asked: int
    """How many words of the point weigh."""
    meant: Meant | None = None

    def by_words(self) -> tuple[float, ...]:
        """Return the numbers that need no model of meaning."""
        return (
            self.cover,
            self.apart,
            *self._figures(),
            self.half_said,
            self.turned,
            self.affirmed,
            *self._lengths(),
            self.cover * min(self.said / _MANY, 1.0),
        )

    def by_meaning(self) -> tuple[float, ...]:
        """Return the numbers with those that a model of meaning gave."""
        meant = self.meant
        assert meant is not None
        return (
            self.cover,
            meant.share,
            meant.close,
            meant.apart,
            min(meant.apart, 0.1),
            *self._figures(),
            self.half_said,
            self.turned,
            self.affirmed,
            *self._lengths(),
            meant.least,
            meant.parts,
            meant.sure,
        )

    def _lengths(self) -> tuple[float, ...]:
        said = log(1 + self.said)
        # few words that are all of it say it, however much else they say
        in_few = max(0.0, 1 - said / log(_FEW + 1)) if self.cover > _ALL else 0.0
        return said, log(1 + max(self.asked, 3)), in_few

    def _figures(self) -> tuple[float, ...]:
        missing = len(self.missing)
        return (
            missing > 0,
            0 < self.figures <= 2 * missing,
            self.contradicted,
            self.figures > 0 and not missing,
        )


def likenesses(
    points: Sequence[str], stretches: Sequence[Stretch], meant: Sequence[Sequence[Meant]] | None = None
) -> list[list[Likeness]]:
    """Return for each point how far each stretch says it."""
    wanted = [_Point.of(text) for text in points]
    spread = Counter(word for point in wanted for word in set(point.words))
    covers = []
    for point in wanted:
        weights = {word: 1.0 + log((1 + len(points)) / (1 + spread[word])) for word in set(point.words)}
        covers.append([_Cover(point, weights, stretch) for stretch in stretches])
    found = []
    for row in range(len(wanted)):
        others = [covers[other] for other in range(len(wanted)) if other != row]
        found.append(
            [
                covers[row][at].likeness(
                    max((other[at].share for other in others), default=0.0),
                    meant[row][at] if meant is not None else None,
                    stretch,
                )
                for at, stretch in enumerate(stretches)
            ]
        )
    return found


@dataclass(frozen=True, slots=True)
class _Point:
    text: str
    words: list[str]
    """Those that weigh."""
    figures: list[Figure]
    parts: list[list[str]]
    negated: bool
    negations: int

    @classmethod
    def of(cls, text: str) -> _Point:
        return cls(
            text,
            weighty(text),
            _figures(text),
            [weighty(text[begin:end]) for begin, end in parts_of(text)],
            any(word.low in _TURNING for word in words_of(text)),
            _negations([word.low for word in words_of(text)]),
        )


class _Cover:
    """One point beside one stretch."""

    def __init__(self, point: _Point, weights: Mapping[str, float], stretch: Stretch) -> None:
        self.point = point
        self.said = {word: _said(word, stretch.stems) for word in weights}
        self.weights = weights
        whole = sum(weights.values())
        self.share = sum(weights[word] * said for word, said in self.said.items()) / whole if whole else 1.0

    def likeness(self, best_other: float, meant: Meant | None, stretch: Stretch) -> Likeness:
        among = list(stretch.figures)
        missing = [figure for figure in self.point.figures if not _stated(figure, among)]
        return Likeness(
            cover=self.share,
            apart=self.share - best_other,
            missing=tuple([figure.text for figure in missing]),
            figures=len(self.point.figures),
            contradicted=any(contradicted(figure, among) for figure in missing),
            half_said=len(self.point.parts) > 1 and self._share_of_parts() <= _PARTS,
            turned=not self.point.negated and self._turned(stretch),
            affirmed=max(0, self.point.negations - _negations(stretch.words)),
            said=len(stretch.words),
            asked=len(self.point.words),
            meant=meant,
        )

    def _share_of_parts(self) -> float:
        """Return what share of the point lies in parts of which something was said."""
        whole = said = 0.0
        for part in self.point.parts:
            weight = sum(self.weights.get(word, 1.0) for word in part)
            told = sum(self.weights.get(word, 1.0) * self.said.get(word, 0.0) for word in part)
            whole += weight
            said += weight * (told / weight >= _A_PART)
        return said / whole if whole else 1.0

    def _turned(self, stretch: Stretch) -> bool:
        ours = {stem(word) for word in self.point.words}
        heard = stretch.words
        return any(
            word in NEGATIONS and any(stem(other) in ours for other in heard[at + 1 : at + 4])
            for at, word in enumerate(heard)
        )


# ---------------------------------------------------------------- what a point is made of

_TURNING = NEGATIONS | {"instead", "rather", "less", "fewer", "only", "own", "outside"}
"""A point with one of these is not turned round by a negation: it may be said with one."""
_PART_END = re.compile(r"[,;:.]\s+|\s+(?:and|or|und|oder)\s+")
_LABEL = re.compile(r"\s*\d+[,.:)]\s+")


def weighty(text: str) -> list[str]:
    """Return the words of a text that carry its meaning, numbers and negations left out."""
    words = [word.low for word in words_of(text)]
    heavy = [word for word in words if not light(word) and not word[:1].isdecimal() and word not in NEGATIONS]
    return heavy or [word for word in words if not word[:1].isdecimal()]


def _negations(words: Iterable[str]) -> int:
    return sum(word in NEGATIONS for word in words)


def parts_of(text: str) -> list[tuple[int, int]]:
    """Return where the parts begin and end that a point puts side by side; one part where it does not."""
    return [place for place in _pieces(text) if any(not light(word) for word in weighty(text[place[0] : place[1]]))]


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for gap in _PART_END.finditer(text):
        yield begin, gap.start()
        begin = gap.end()
    yield begin, len(text)


def _figures(text: str) -> list[Figure]:
    """Return the figures that a point is not made without: no number of a list, and nothing that need not be one."""
    label = _LABEL.match(text)
    return [
        figure
        for figure in figures_of(text[label.end() :] if label else text)
        if figure.readings
        and (not figure.weak or (figure.per is None and _timed(figure)))
        and not figure.text.casefold().startswith("one of ")
    ]


def _stated(figure: Figure, among: list[Figure]) -> bool:
    """Return whether a figure is stated, of a share also by its two numbers apart: of 214 shops 209 were fine."""
    if stated(figure, among):
        return True
    if figure.whole is None:
        return False
    numbers = {round(reading.value, 6) for other in among for reading in other.readings if reading.unit is None}
    numbers |= {round(other.whole, 6) for other in among if other.whole is not None}
    return {round(figure.whole, 6), round(figure.readings[0].value * figure.whole, 6)} <= numbers


def _timed(figure: Figure) -> bool:
    return figure.readings[0].unit is not None and figure.readings[0].unit.family == "time"


def _said(word: str, stems: frozenset[str]) -> float:
    """Return how far a word is said by one of some stems: itself, a word of its family, or one that means the same."""
    base = stem(word)
    if base in stems:
        return 1.0
    if not stems.isdisjoint(kin(base)):
        return 0.85
    if len(base) < 5:
        return 0.0
    best = 0.0
    for other in stems:
        if len(other) > 3 and (other.startswith(base) or (base.startswith(other) and len(other) > 4)):
            best = max(best, 0.85)
        elif len(other) > 4 and JaroWinkler.similarity(base, other) >= _ALIKE:
            best = max(best, 0.7)
    return best
