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

from srs.recall.figures import judge_figures
from srs.recall.quantities import Figure, figures_of
from srs.recall.verdicts import Worth
from srs.recall.wording import NEGATIONS, light, opposite, stem, words_of

FOUND = 0.5
"""So much of a point's weight must be said within one stretch of the answer."""
_REACH = 3
"""A point may be spread over so many neighbouring clauses."""
_ALIKE = 0.9


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
            yield _Stretch(text, tuple(words), any(word in NEGATIONS for word in words), tuple(figures_of(text)))


# ---------------------------------------------------------------- a point in a stretch


def _weighty(text: str) -> list[str]:
    words = [word.low for word in words_of(text)]
    heavy = [word for word in words if not light(word) and not word[:1].isdigit() and word not in NEGATIONS]
    return heavy or [word for word in words if not word[:1].isdigit()]


def _heard(
    id: str, text: str, words: Sequence[str], stretches: Sequence[_Stretch], spread: Counter[str], points: int
) -> Heard:
    weights = {word: 1.0 + log((1 + points) / (1 + spread[word])) for word in set(words)}
    whole = sum(weights.values())
    figures = [figure for figure in figures_of(text) if not figure.weak]
    negated = any(word.low in NEGATIONS for word in words_of(text))
    best = Heard(id=id, text=text, found=False)
    for stretch in stretches:
        said = sum(weight * _said(word, stretch.words) for word, weight in weights.items())
        score, why = (said / whole if whole else 0.0), ""
        if figures:
            verdict = judge_figures(text, stretch.text)
            right = verdict is not None and verdict.verdict is not Worth.WRONG
            # a figure that is right says much of a point by itself
            score = 0.6 * score + 0.4 * right if whole else float(right)
            if not right:
                score, why = min(score, FOUND - 0.01), verdict.why if verdict else ""
        if negated != stretch.negated and score >= FOUND and _turned(text, stretch, negated):
            score, why = FOUND - 0.01, "turned round by a negation"
        if any(opposite(word, other) for word in words for other in stretch.words if other not in words):
            score -= 0.1
        length = len(stretch.words)
        if score > best.score + 0.02 * (length > len(words) * 3):
            best = Heard(id=id, text=text, found=score >= FOUND, passage=stretch.text, score=min(1.0, score), why=why)
    return best


def _turned(text: str, stretch: _Stretch, negated: bool) -> bool:
    """Whether the negation that one side has and the other has not stands beside the words they share."""
    ours = {stem(word) for word in _weighty(text)}
    source = list(stretch.words) if not negated else [word.low for word in words_of(text)]
    theirs = ours if not negated else {stem(word) for word in stretch.words}
    for at, word in enumerate(source):
        if word in NEGATIONS and any(stem(other) in theirs for other in source[at + 1 : at + 4]):
            return True
    return False


def _said(word: str, words: Sequence[str]) -> float:
    base = stem(word)
    best = 0.0
    for other in words:
        if other == word:
            return 1.0
        root = stem(other)
        if root == base:
            best = max(best, 0.95)
        elif len(base) > 4 and len(root) > 4 and (root.startswith(base) or base.startswith(root)):
            best = max(best, 0.85)
        elif len(base) > 4 and len(root) > 4:
            likeness = JaroWinkler.similarity(base, root)
            if likeness >= _ALIKE:
                best = max(best, 0.8)
    return best
