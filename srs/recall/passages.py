"""A whole answer as it was typed or transcribed x the points it should make -> which of them it makes, and where.

Each stretch of the answer is put beside each point (`srs.recall.likeness`), and what is seen there is weighed. The
weights were fitted to labelled answers by `python -m benchmarks.points`, which also says how well they do on answers
that they were not fitted to. With a model of meaning a point is found in quite other words too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp

from srs.recall.likeness import Likeness, likenesses
from srs.recall.stretches import stretches_of
from srs.recall.wording import words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One point, and whether an answer makes it."""

    id: str
    text: str
    found: bool
    passage: str = ""
    """The stretch of the answer that says it, or comes closest; empty where none does."""
    score: float = 0.0
    """How sure that is, 0 to 1."""
    why: str = ""
    """What is off, where it nearly was said."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What the numbers of a `Likeness` count for."""

    each: tuple[float, ...]
    base: float
    others: float
    """What the other points of the card count for: who makes them makes this one more often, too."""


BY_WORDS = Weights(
    (1.893, 2.907, -0.335, -1.466, -4.482, 1.763, -0.369, -0.269, -1.088, 1.489, -0.210, 4.562, -2.459), -4.862, 0.494
)
BY_MEANING = Weights(
    (
        *(-0.214, 6.725, -3.115, 2.601, 7.589),
        *(-0.751, -1.016, -3.238, 1.399, -0.363, -0.549, -0.844, 1.105, -0.295, 5.167),
        *(4.056, 0.228, -3.332),
    ),
    -5.683,
    0.261,
)
_NEARLY = 0.3
"""A passage that says less than this share of a missed point's words is none."""


def points_heard(points: Sequence[tuple[str, str]], said: str, *, meaning: bool = False) -> list[Heard]:
    """Return for each point (id, text), in order, whether an answer makes it, with the passage that does.

    `meaning` asks the model of the extra `embeddings`; ImportError where that is not installed.
    """
    stretches = stretches_of(said)
    if not stretches:
        return [Heard(id=id, text=text, found=False) for id, text in points]
    texts = [text for _, text in points]
    meant = None
    if meaning:
        from srs.recall.embeddings import meanings

        meant = meanings(texts, [stretch.text for stretch in stretches])
    weights = BY_MEANING if meaning else BY_WORDS
    found = likenesses(texts, stretches, meant)
    best = [max((weighed(each, weights), -at) for at, each in enumerate(row)) for row in found]
    chances = [_chance(score) for score, _ in best]
    heard = []
    for row, (id, text) in enumerate(points):
        score, at = best[row][0], -best[row][1]
        if len(points) > 1:
            others = (sum(chances) - chances[row]) / (len(points) - 1)
            score += weights.others * (others - 0.5)
        chance = _chance(score)
        if chance < 0.5:
            # what comes closest in words shows best what is off
            at = max(range(len(stretches)), key=lambda other: (found[row][other].cover, -other))
        near = chance >= 0.5 or found[row][at].cover >= _NEARLY
        heard.append(
            Heard(
                id=id,
                text=text,
                found=chance >= 0.5,
                passage=stretches[at].text if near else "",
                score=chance,
                why=_off(found[row][at]) if near and chance < 0.5 else "",
            )
        )
    return heard


def weighed(likeness: Likeness, weights: Weights) -> float:
    """Return the logarithm of the odds that a stretch makes a point."""
    numbers = likeness.by_words() if likeness.meant is None else likeness.by_meaning()
    return weights.base + sum(weight * number for weight, number in zip(weights.each, numbers, strict=True))


def _chance(odds: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


def _off(likeness: Likeness) -> str:
    if likeness.missing:
        return f"without {likeness.missing[0]}"
    if likeness.turned:
        return "turned round by a negation"
    return "half said" if likeness.half_said else ""


def never_said(phrases: Iterable[str], said: str) -> list[tuple[str, str]]:
    """Return each phrase that is never to be said and was, with the passage that says it."""
    stretches = stretches_of(said)
    found = []
    for phrase in phrases:
        wanted = [word.low for word in words_of(phrase)]
        for stretch in stretches:
            low = stretch.words
            if wanted and any(list(low[at : at + len(wanted)]) == wanted for at in range(len(low) - len(wanted) + 1)):
                found.append((phrase, stretch.text))
                break
    return found
