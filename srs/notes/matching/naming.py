"""The ids and slots that notes and points keep, and those that new ones get."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from srs.model import FormerNote, KnownNote, Note, NoteId, Point, PointId
from srs.notes import ids
from srs.notes import text as texts
from srs.notes.matching.assign import Pair, assigned
from srs.notes.matching.profiles import words

SIMILAR_POINT = 0.36
_AT_ONCE = 10_000
"""Points of two notes are compared where there are no more pairs of them."""


def unused(name: NoteId, taken: Collection[str]) -> NoteId:
    """Return an id that no other note has; the same notes in the same order get the same one everywhere."""
    salt, candidate = 0, name
    while candidate in taken:
        salt += 1
        candidate = salted(name, salt)
    return candidate


def salted(name: NoteId, salt: int) -> NoteId:
    """Return the id that is tried where `name` and the ones before are taken."""
    return NoteId(ids.digest(name, "again", str(salt), length=len(name)))


def points(
    note: Note, name: NoteId, was: KnownNote | None, once: FormerNote | None = None
) -> tuple[tuple[Point, ...], int]:
    """Return the points of a note under the ids and slots that they keep, and the highest slot ever given.

    Where it says again what it said `once`, its points are those of then.
    """
    before = list(was.note.points) if was else []
    then = list(once.note.points) if once else []
    used = max([was.used_slots if was else 0, *(p.slot for p in (*before, *then))])
    kept = _same(note.points, then) if then else {}
    gone = {point.id for point in kept.values()}
    later = _same(
        [point for index, point in enumerate(note.points) if index not in kept],
        [point for point in before if point.id not in gone],
    )
    left = [index for index in range(len(note.points)) if index not in kept]
    kept |= {left[index]: point for index, point in later.items()}
    taken: set[str] = {p.id for p in (*before, *then)}
    out = []
    for index, point in enumerate(note.points):
        same = kept.get(index)
        if same is not None:
            out.append(replace(point, id=same.id, slot=same.slot))
            continue
        used += 1
        out.append(replace(point, id=_unused_point(name, point.text, taken), slot=used))
        taken.add(out[-1].id)
    return tuple(out), used


def _unused_point(name: NoteId, text: str, taken: Collection[str]) -> PointId:
    occurrence = 0
    while (candidate := ids.point_id(name, text, occurrence)) in taken:
        occurrence += 1
    return candidate


def _same(new: Sequence[Point], old: Iterable[Point]) -> dict[int, Point]:
    """Return for each new point the old one that it is: by its text, then by its likeness and its place."""
    by_text: defaultdict[str, list[tuple[int, Point]]] = defaultdict(list)
    for number, point in enumerate(old):
        by_text[texts.key(point.text)].append((number, point))
    kept: dict[int, Point] = {}
    for index, point in enumerate(new):
        same = by_text.get(texts.key(point.text))
        if same:
            # of some that say the same, the one that stands there
            chosen = min(same, key=lambda each: abs(each[0] - index))
            same.remove(chosen)
            kept[index] = chosen[1]
    left = [point for same in by_text.values() for _, point in same]
    open_ = [index for index in range(len(new)) if index not in kept]
    if not left or len(left) * len(open_) > _AT_ONCE:
        return kept
    left.sort(key=lambda point: (point.lines.start, point.slot))
    said = [frozenset(words(point.text)) for point in left]
    pairs = []
    for at, index in enumerate(open_):
        mine = frozenset(words(new[index].text))
        for number, other in enumerate(left):
            score = _alike(new[index], mine, other, said[number])
            if at == number and len(open_) == len(left):
                score += 0.12
            if score >= SIMILAR_POINT:
                pairs.append(Pair(score, index, number))
    for pair in assigned(pairs):
        kept[pair.place] = left[pair.free]
    return kept


def _alike(one: Point, mine: frozenset[str], other: Point, its: frozenset[str]) -> float:
    shared = 2 * len(mine & its) / (len(mine) + len(its)) if mine or its else 0.0
    letters = fuzz.ratio(one.text[:500].casefold(), other.text[:500].casefold(), score_cutoff=70) / 100
    # the one beat of a role is that beat, whatever it says now
    return max(shared, letters) + (0.15 if one.role == other.role and one.role is not None else 0.0)
