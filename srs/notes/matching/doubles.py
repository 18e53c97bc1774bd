"""Notes of a whole collection that say the same twice, found without comparing each with each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from srs.model import Kind, Note
from srs.notes import text as texts
from srs.notes.matching.candidates import Shared
from srs.notes.matching.likeness import PARTS
from srs.notes.matching.profiles import Profile, Weights, profile, words

ALIKE = 0.82
_CLAUSE = 0.75
_GAP = "___"
_BETWEEN = re.compile(r"[,;:–—]\s|[.?!]\s|\s(?:and|but|while|und|aber|während)\s")
_WORDS = 3
"""A question of fewer words is asked of many things."""


def duplicates(notes: Sequence[Note]) -> list[tuple[Note, Note, float]]:
    """Return pairs of notes that ask the same in almost the same words."""
    asked = [note for note in notes if note.kind not in PARTS and note.kind not in (Kind.CODE, Kind.DIAGRAM)]

    def fits(one: Note, other: Note) -> bool:
        if one.kind is not other.kind and Kind.AVOID in (one.kind, other.kind):
            return False  # what not to say to a question stands under its title
        if one.path == other.path and one.lines.start <= other.lines.end and other.lines.start <= one.lines.end:
            return False  # a question and the story that stands there
        return one.parent == other.parent or None in (one.parent, other.parent)

    return list(_pairs(asked, {n: profile(note) for n, note in enumerate(asked)}, ALIKE, fits))


def contradictions(notes: Sequence[Note], agree: Callable[[str, str], bool]) -> list[tuple[Note, Note, float]]:
    """Return pairs of figures that do not `agree`, though they are given for the same, in the same words."""
    figures = [note for note in notes if note.kind is Kind.METRIC]

    def fits(one: Note, other: Note) -> bool:
        # two figures of one sentence are no contradiction
        if one.path == other.path and one.lines == other.lines:
            return False
        return texts.key(one.answer) != texts.key(other.answer)

    return [
        (one, other, score)
        for one, other, score in _pairs(figures, {n: _clause(note) for n, note in enumerate(figures)}, _CLAUSE, fits)
        if not agree(one.answer, other.answer)
    ]


def _clause(note: Note) -> Profile:
    """Return the words of a figure's clause alone: what else the sentence says is another matter."""
    parts = [part for part in _BETWEEN.split(note.prompt) if _GAP in part]
    clause = parts[0] if parts and len(words(parts[0])) >= _WORDS else note.prompt
    return replace(profile(note), prompt=frozenset(words(clause)), bare=" ".join(words(clause)))


def _pairs(
    notes: Sequence[Note], profiles: Mapping[int, Profile], least: float, fits: Callable[[Note, Note], bool]
) -> Iterator[tuple[Note, Note, float]]:
    weights = Weights(profiles.values())
    # only what is asked counts: the same question may be answered in two ways
    asked = {number: type(each)(each.prompt, frozenset(), each.bare) for number, each in profiles.items()}
    shared = Shared(asked, weights)
    for number, note in enumerate(notes):
        mine = asked[number]
        if len(mine.prompt) < _WORDS:
            continue
        for other in sorted(shared.candidates(mine)):
            if other <= number or not fits(note, notes[other]):
                continue
            score = 1.0 if mine.prompt == asked[other].prompt else weights.alike(mine.prompt, asked[other].prompt)
            if score >= least:
                yield note, notes[other], round(score, 3)
