"""Notes that became several, and several that became one: who keeps the history is settled, this says what happened."""

from __future__ import annotations

from srs.model import By, How, KnownNote
from srs.notes.matching.candidates import Shared
from srs.notes.matching.likeness import PARTS
from srs.notes.matching.profiles import Weights
from srs.notes.matching.table import Table

MOST = 0.8
"""The share of a text, by weight, that stands in the other one."""
_LITTLE = 0.35
"""The most of it that may stand in the text that was there anyway."""
_WORDS = 5
"""A shorter text is a part of many."""


def related(table: Table) -> list[tuple[How, int, KnownNote, float]]:
    """Return which new notes were split off, and which vanished ones were merged into another."""
    changed = [
        place
        for place, kept in table.kept.items()
        if kept.by in (By.LIKENESS, By.ID, By.PARENT) and table.read[place].kind not in PARTS
    ]
    if not changed:
        return []
    profiles = [table.profile(place) for place in changed]
    weights = Weights([*profiles, *(table.known_profile(table.index_of[place]) for place in changed)])
    return [*_split(table, changed, weights), *_merged(table, changed, weights)]


def _split(table: Table, changed: list[int], weights: Weights) -> list[tuple[How, int, KnownNote, float]]:
    out = []
    before = {place: table.known_profile(table.index_of[place]) for place in changed}
    shared = Shared(before, weights)
    for place, note in table.open.items():
        mine = table.profile(place)
        if note.kind in PARTS or len(mine.body) < _WORDS:
            continue
        for other in shared.candidates(mine):
            share = weights.covered(mine.body, before[other].body)
            if share >= MOST and weights.covered(mine.body, table.profile(other).body) <= _LITTLE:
                out.append((How.SPLIT, place, table.kept[other].known, share))
                break
    return out


def _merged(table: Table, changed: list[int], weights: Weights) -> list[tuple[How, int, KnownNote, float]]:
    out = []
    shared = Shared({place: table.profile(place) for place in changed}, weights)
    vanished = {k.note.id for k in table.vanished()}
    for index, known in table.free.items():
        its = table.known_profile(index)
        if known.note.id not in vanished or known.note.kind in PARTS or len(its.body) < _WORDS:
            continue
        for place in shared.candidates(its):
            share = weights.covered(its.body, table.profile(place).body)
            before = table.known_profile(table.index_of[place])
            if share >= MOST and weights.covered(its.body, before.body) <= _LITTLE:
                out.append((How.MERGED, place, known, share))
                break
    return out
