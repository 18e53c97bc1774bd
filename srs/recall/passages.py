"""A whole answer as it was typed or transcribed x the points it should make -> which of them it makes, and where.

A point is found where a stretch of the answer says most of its weighty words, in whatever order and form, with its figures
right and nothing turned round by a negation. What weighs is what tells a point from the others of its card.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log

from rapidfuzz.distance import JaroWinkler

from srs.recall.figures import contradicted, stated
from srs.recall.kin import kin
from srs.recall.quantities import Figure, figures_of
from srs.recall.wording import NEGATIONS, light, stem, words_of

FOUND = 0.4
"""So much of a point's weight must be said within one stretch of the answer."""
_REACH = 4
"""A point may be spread over so many neighbouring clauses."""
_ALIKE = 0.92
_LEAST = 0.2
"""So much of the words must be said with the figures of a point."""
_A_PART = 0.25
_PARTS = 0.6
"""More than this share of a point must lie in parts of which so much was said."""
_WORDS = 0.55
"""What the words of a point with figures count for; its figures count for the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One point, and whether an answer makes it."""

    id: str
    text: str
    found: bool
    passage: str = ""
    """The stretch of the answer that says it, or comes closest; empty where none does."""
    score: float = 0.0
    """How much of its weight was said, 0 to 1."""
    why: str = ""
    """What is off, where it nearly was said."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    text: str
    words: tuple[str, ...]
    stems: frozenset[str]
    negated: bool
    figures: tuple[Figure, ...]


def points_heard(points: Sequence[tuple[str, str]], said: str) -> list[Heard]:
    """Return for each point (id, text), in order, whether an answer makes it, with the passage that does."""
    stretches = list(_stretches(said))
    wanted = [_weighty(text) for _, text in points]
    spread = Counter(word for words in wanted for word in set(words))
    return [
        _heard(id, text, words, stretches, spread, len(points))
        for (id, text), words in zip(points, wanted, strict=True)
    ]


def never_said(phrases: Iterable[str], said: str) -> list[tuple[str, str]]:
    """Return each phrase that is never to be said and was, with the passage that says it."""
    stretches = list(_stretches(said))
    found = []
    for phrase in phrases:
        wanted = [word.low for word in words_of(phrase)]
        for stretch in stretches:
            low = [word.low for word in words_of(stretch.text)]
            if wanted and any(low[at : at + len(wanted)] == wanted for at in range(len(low) - len(wanted) + 1)):
                found.append((phrase, stretch.text))
                break
    return found


# ---------------------------------------------------------------- the answer in stretches

_SENTENCE_END = re.compile(r"(?<=[.!?;。])[\"”’)]*\s+|\n+")
_CLAUSE_END = re.compile(r"\s*(?:,|—|–|:)\s+|\s+(?=(?:and|but|so|because|then|which|while|und|aber|weil|dann)\s)")


def _stretches(said: str) -> Iterator[_Stretch]:
    """Yield the clauses of an answer, and neighbouring ones together, shortest first."""
    clauses: list[tuple[int, int]] = []
    begin = 0
    for gap in re.finditer(f"{_SENTENCE_END.pattern}|{_CLAUSE_END.pattern}", said):
        if said[begin : gap.start()].strip():
            clauses.append((begin, gap.start()))
        begin = gap.end()
    if said[begin:].strip():
        clauses.append((begin, len(said)))
    for length in range(1, _REACH + 1):
        for at in range(len(clauses) - length + 1):
            text = said[clauses[at][0] : clauses[at + length - 1][1]].strip()
            words = [word.low for word in words_of(text)]
            yield _Stretch(
                text,
                tuple(words),
                frozenset(map(stem, words)),
                any(word in NEGATIONS for word in words),
                tuple(figures_of(text)),
            )


# ---------------------------------------------------------------- a point in a stretch


def _weighty(text: str) -> list[str]:
    words = [word.low for word in words_of(text)]
    heavy = [word for word in words if not light(word) and not word[:1].isdecimal() and word not in NEGATIONS]
    return heavy or [word for word in words if not word[:1].isdecimal()]


def _heard(
    id: str, text: str, words: Sequence[str], stretches: Sequence[_Stretch], spread: Counter[str], points: int
) -> Heard:
    weights = {word: 1.0 + log((1 + points) / (1 + spread[word])) for word in set(words)}
    whole = sum(weights.values())
    figures = [figure for figure in figures_of(text) if figure.readings and (not figure.weak or figure.per is None)]
    figures = [figure for figure in figures if not figure.weak or _measured(figure)]
    negated = any(word.low in NEGATIONS for word in words_of(text))
    best = Heard(id=id, text=text, found=False)
    parts = _parts(text)
    for stretch in stretches:
        told = sum(weight * _said(word, stretch.stems) for word, weight in weights.items())
        cover = told / whole if whole else 1.0
        score, why = cover, ""
        if figures:
            among = list(stretch.figures)
            missing = [figure for figure in figures if not stated(figure, among)]
            share = 1 - len(missing) / len(figures)
            # a figure that is right says much of a point by itself, and without it the point is half said
            score = _WORDS * cover + (1 - _WORDS) * share
            if share <= 0.5 or cover < _LEAST or any(contradicted(figure, among) for figure in missing):
                score, why = min(score, FOUND - 0.01), f"without {(missing or figures)[0].text}"
        # words far apart are put together by chance
        score -= 0.004 * max(0, len(stretch.words) - 2 * len(words) - 12)
        if len(parts) > 1 and score >= FOUND and _share_of_parts(parts, weights, stretch) <= _PARTS:
            score, why = FOUND - 0.01, "half said"
        if not negated and stretch.negated and score >= FOUND and _turned(text, stretch):
            score, why = FOUND - 0.01, "turned round by a negation"
        if score > best.score + 0.01:
            best = Heard(id=id, text=text, found=score >= FOUND, passage=stretch.text, score=min(1.0, score), why=why)
    return best


_PART_END = re.compile(r"[,;:.]\s+|\s+(?:and|or|und|oder)\s+")


def _parts(text: str) -> list[list[str]]:
    """Return the weighty words of each part that a point puts side by side; one part where it does not."""
    pieces = [[word for word in _weighty(piece) if not light(word)] for piece in _PART_END.split(text)]
    return [piece for piece in pieces if piece]


def _share_of_parts(parts: Sequence[Sequence[str]], weights: dict[str, float], stretch: _Stretch) -> float:
    """Return what share of a point lies in parts of which something was said."""
    whole = said = 0.0
    for part in parts:
        weight = sum(weights.get(word, 1.0) for word in part)
        told = sum(weights.get(word, 1.0) * _said(word, stretch.stems) for word in part)
        whole += weight
        said += weight * (told / weight >= _A_PART)
    return said / whole if whole else 1.0


def _measured(figure: Figure) -> bool:
    return figure.readings[0].unit is not None and figure.readings[0].unit.family == "time"


def _turned(text: str, stretch: _Stretch) -> bool:
    """Whether a negation that the point has not stands before the words it shares."""
    ours = {stem(word) for word in _weighty(text)}
    if any(word.low in ("instead", "rather", "less", "fewer", "only", "own") for word in words_of(text)):
        return False
    source = list(stretch.words)
    return any(
        word in NEGATIONS and any(stem(other) in ours for other in source[at + 1 : at + 4])
        for at, word in enumerate(source)
    )


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
