"""How alike two notes are: 0 to 1, by their words, their letters, and what their kind makes of both.

The numbers here were chosen by `python tests/edit_corpus.py`, which knows the truth of each edit it makes.
"""

from __future__ import annotations

from rapidfuzz import fuzz

from srs.model import Kind, Note
from srs.notes.matching.profiles import Profile, Weights

PARTS = frozenset({Kind.METRIC, Kind.PHRASING, Kind.STORY_MATCH})
"""Kinds that are parts of other notes, and never become anything else."""

_BY_PROMPT = {
    Kind.METRIC: 0.8, Kind.STORY_MATCH: 0.85, Kind.PHRASING: 0.0, Kind.AVOID: 0.25, Kind.CODE: 0.35, Kind.DIAGRAM: 0.35,
}  # fmt: skip
"""How much of a kind's likeness is its prompt's; 0.45 for all others."""
_NOT_BY_PROMPT = (Kind.METRIC, Kind.AVOID)
"""Kinds whose prompts are for the most part those of what they stand in."""
_OTHER_KIND = 0.1
"""What another kind takes off, the less the more both answer the same."""
_MORE = 0.6
"""How much the other side still adds."""
_A_SENTENCE, _SOME_SENTENCES = 6, 10
"""Wordings and other answers of fewer words may be a part of many."""
_PART_OF_IT = 0.8
_SAME_PROMPT, _SAME_BODY = 0.85, 0.7
"""From here on, one side alone speaks for the note."""
_ALIKE_BODY, _FALLS = 0.55, 1.5
"""From here on an answer begins to speak for its note, and how fast that rises."""


def may_be(one: Note, other: Note) -> bool:
    """Say whether two notes can be the same at all: by their kinds, and by ids that their sources give them."""
    if one.kind is not other.kind and (one.kind in PARTS or other.kind in PARTS):
        return False
    return one.anchor is None or other.anchor is None or one.anchor == other.anchor


def likeness(one: Note, mine: Profile, other: Note, its: Profile, weights: Weights) -> float:
    """Return how alike two notes are that may be the same."""
    prompt = _prompts(mine, its, weights)
    body = 0.0
    if not mine.body and not its.body:
        score = prompt
    elif not mine.body or not its.body:
        score = 0.5 * prompt
    else:
        body = _bodies(one.kind, mine, its, weights)
        share = _BY_PROMPT.get(one.kind, 0.45)
        if not mine.prompt or not its.prompt:
            share = 0.0
        score = share * prompt + (1 - share) * body
        if body > _ALIKE_BODY and min(len(mine.body), len(its.body)) > 5:
            sure = 0.92 * body - _FALLS * max(_SAME_BODY - body, 0.0)
            score = max(score, _either(sure, prompt))
    if prompt >= _SAME_PROMPT and len(mine.prompt) > 2 and one.kind not in _NOT_BY_PROMPT:
        # what is asked in several places does not tell them apart
        asked_often = weights.asked[mine.bare] > 1 or weights.asked[its.bare] > 1
        score = max(score, _either((0.8 if asked_often else 0.95) * prompt, body))
    return score if one.kind is other.kind else (1 - _OTHER_KIND * (1 - body)) * score


def _either(sure: float, more: float) -> float:
    """Return what two sides say together of which one alone speaks for the note: of two such notes, the other tells."""
    return 1 - (1 - sure) * (1 - _MORE * more)


def within(one: Note, other: Note, score: float) -> float:
    """Return how alike two parts of one note are: among few figures, the same one says much."""
    if one.kind is Kind.METRIC is other.kind and one.answer == other.answer:
        return max(score, 0.45 + 0.55 * score)
    return score


def _bodies(kind: Kind, mine: Profile, its: Profile, weights: Weights) -> float:
    if mine.body == its.body:
        return 1.0
    score = weights.alike(mine.body, its.body)
    if mine.told and its.told:
        by_letters = fuzz.ratio(mine.told, its.told, score_cutoff=75) / 100
        score = max(score, by_letters * by_letters)
    part, whole = sorted((mine.body, its.body), key=len)
    if len(part) >= (_A_SENTENCE if kind is Kind.PHRASING else _SOME_SENTENCES):
        # what lost a sentence, or got one
        score = max(score, _PART_OF_IT * weights.covered(part, whole) ** 2)
    return score


def _prompts(mine: Profile, its: Profile, weights: Weights) -> float:
    if mine.prompt == its.prompt:
        return 1.0
    by_words = weights.alike(mine.prompt, its.prompt)
    # a slip of the pen makes another word, but not other letters
    by_letters = fuzz.ratio(mine.bare, its.bare, score_cutoff=75) / 100
    return max(by_words, by_letters * by_letters)
