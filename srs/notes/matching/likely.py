"""What is likely: one assignment over all that is left, by likeness and by what stands around it.

The thresholds were chosen by `python tests/edit_corpus.py`; docs/decisions has the table.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from srs.model import By, How, KnownNote, Standing
from srs.notes.matching.assign import Pair, assigned
from srs.notes.matching.candidates import Shared
from srs.notes.matching.likeness import PARTS, likeness, may_be, within
from srs.notes.matching.profiles import Profile, Weights
from srs.notes.matching.table import Table

CERTAIN = 0.72
"""Pairs as alike as this are made before others: what stands between them is found by its place too."""
HERE = 0.34
"""In the same source, or in one that most notes of this one come from."""
ELSEWHERE = 0.48
BACK = 0.75
"""With a note that was retired before this import."""
PART = 0.3
"""Among the parts of one note."""
CLEAR = 0.9
"""A pair as alike as this is taken, though others are too."""
_MARGIN = 0.02
_HALVES = 0.3
"""Two notes that are less alike than this, and both like a third one, are parts of it."""
UNSURE = 0.27
"""From here on it may be the same note: somebody is asked."""
_ROUNDS = 4
_BETWEEN = 0.15
"""What it adds to stand between the same notes as before, alone."""
_RANK = 0.1
"""What it adds to be the same one of as many between the same notes."""


def pair(table: Table) -> list[tuple[How, int, KnownNote, float]]:
    """Pair what is likely the same; return what may be."""
    if not table.open or not table.free:
        return []
    # every note that was read says how common a word is, also where it was found already
    weights = Weights(
        (table.profile(place) for place in range(len(table.read))),
        (table.known_profile(index) for index in table.free),
    )
    search = _Search(table, weights)
    search.parts()
    search.round(least=CERTAIN)
    search.parts()
    # what was found narrows the places of what was not
    for _ in range(_ROUNDS):
        left = len(table.open)
        search.round(least=None)
        search.parts()
        if left == len(table.open):
            break
    search.round(least=None, loners=True)
    return search.unsure()


class _Search:
    def __init__(self, table: Table, weights: Weights) -> None:
        self.table = table
        self.weights = weights
        self._scores: dict[tuple[int, int], float] = {}
        self._places, self._indices = table.by_path()

    def likeness(self, place: int, index: int) -> float:
        known = self._scores.get((place, index))
        if known is None:
            table = self.table
            one, other = table.read[place], table.known[index].note
            known = 0.0
            if may_be(one, other):
                known = likeness(one, table.profile(place), other, table.known_profile(index), self.weights)
            self._scores[place, index] = known
        return known

    # ------------------------------------------------------------------ rounds

    def round(self, *, least: float | None, loners: bool = False) -> None:
        """Pair what is left: notes by themselves, or, for `loners`, also parts whose note is not found."""
        pairs = list(self._pairs(least, loners))
        for pair in self._undisputed(assigned(pairs), pairs):
            if pair.place in self.table.open and pair.free in self.table.free:
                self.table.keep(pair.place, pair.free, By.LIKENESS, pair.score)

    def _undisputed(self, chosen: Sequence[Pair], pairs: Sequence[Pair]) -> list[Pair]:
        """Return the pairs that no other one is as good as whose note would go without: such a choice is a learner's.

        Two halves of a note are no rivals: the better one has its history.
        """
        places, indices = {pair.place for pair in chosen}, {pair.free for pair in chosen}
        of_place: defaultdict[int, list[Pair]] = defaultdict(list)
        of_index: defaultdict[int, list[Pair]] = defaultdict(list)
        for pair in pairs:
            if pair.free not in indices:
                of_place[pair.place].append(pair)
            if pair.place not in places:
                of_index[pair.free].append(pair)
        return [
            pair
            for pair in chosen
            if pair.score >= CLEAR
            or not (
                any(
                    pair.score - other.score <= _MARGIN
                    and self._rivals(self.table.known_profile(pair.free), self.table.known_profile(other.free))
                    for other in of_place[pair.place]
                )
                or any(
                    pair.score - other.score <= _MARGIN
                    and self._rivals(self.table.profile(pair.place), self.table.profile(other.place))
                    for other in of_index[pair.free]
                )
            )
        ]

    def _rivals(self, one: Profile, other: Profile) -> bool:
        return self.weights.alike(one.all, other.all) >= _HALVES

    def _pairs(self, least: float | None, loners: bool) -> Iterable[Pair]:
        table = self.table
        free = {index: table.known_profile(index) for index in table.free if loners or not self._is_part(index)}
        if not free:
            return
        shared = Shared(free, self.weights)
        near = self._near()
        for place in table.open:
            if not loners and table.above_read(place) is not None and table.read[place].kind in PARTS:
                continue
            around = near.get(place, {})
            found = dict.fromkeys([*(i for i in around if i in free), *shared.candidates(table.profile(place))])
            for index in found:
                score = self.likeness(place, index)
                if not score:
                    continue
                needed = self._needed(place, index) if least is None else least
                score += around.get(index, 0.0) if least is None and score < 1 else 0.0
                if score >= needed:
                    yield Pair(score, place, index)

    def _is_part(self, index: int) -> bool:
        return self.table.known[index].note.kind in PARTS and self.table.above_known(index) is not None

    def _needed(self, place: int, index: int) -> float:
        k = self.table.known[index]
        if k.standing is Standing.RETIRED:
            return BACK
        if k.note.kind in PARTS:
            # without its note, a part has little that tells it from others
            return ELSEWHERE
        here = (
            k.note.path in self._from.get(self.table.read[place].path, ()) or k.note.path == self.table.read[place].path
        )
        return HERE if here else ELSEWHERE

    # ------------------------------------------------------------------ what stands around

    def _near(self) -> dict[int, dict[int, float]]:
        """Return for each open note the free ones that stand between the same notes as it does, and what that adds."""
        table = self.table
        self._from = self._sources()
        out: dict[int, dict[int, float]] = {}
        for path, places in self._places.items():
            for other in dict.fromkeys((path, *self._from.get(path, ()))):
                order = self._indices.get(other)
                if order is None:
                    continue
                at = {index: position for position, index in enumerate(order)}
                for gap, low, high in self._gaps(places, at):
                    between = [index for index in order[low:high] if index in table.free]
                    for rank, place in enumerate(gap):
                        self._add(out.setdefault(place, {}), rank, gap, between)
        return out

    def _gaps(self, places: Sequence[int], at: dict[int, int]) -> Iterable[tuple[list[int], int, int]]:
        """Yield runs of open notes with the range of known ones that stands between the same notes."""
        fixed = [at.get(self.table.index_of.get(place, -1)) for place in places]
        gap: list[int] = []
        low = 0
        for position, place in zip(fixed, places, strict=True):
            if place in self.table.open:
                gap.append(place)
            elif position is not None:
                if gap and low <= position:
                    yield gap, low, position
                gap, low = [], position + 1
        if gap:
            yield gap, low, len(at)

    def _add(self, near: dict[int, float], rank: int, gap: Sequence[int], between: Sequence[int]) -> None:
        if len(gap) == len(between) == 1:
            near[between[0]] = _BETWEEN
        elif len(gap) == len(between):
            near[between[rank]] = _RANK
        elif between:
            # some came or went: the one at about the same place is looked at, no more
            for index in between[max(0, rank - 1) : rank + 2]:
                near.setdefault(index, 0.0)

    def _sources(self) -> dict[str, list[str]]:
        """Return for each source read where most of its notes come from: a file that was renamed is the same place."""
        come: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for place, kept in self.table.kept.items():
            come[self.table.read[place].path][kept.known.note.path] += 1
        out: dict[str, list[str]] = {}
        for path, counts in come.items():
            total = sum(counts.values())
            out[path] = [other for other, count in counts.items() if other != path and 2 * count >= total]
        return out

    # ------------------------------------------------------------------ parts

    def parts(self) -> None:
        """Pair the parts of notes that were paired, each within its note; parts have parts."""
        table = self.table
        while True:
            wanted: defaultdict[int, list[int]] = defaultdict(list)
            for place in table.open:
                above = table.above_read(place)
                if above is not None and above in table.index_of:
                    wanted[table.index_of[above]].append(place)
            free: defaultdict[int, list[int]] = defaultdict(list)
            for index in table.free:
                parent = table.above_known(index)
                if parent is not None:
                    free[parent].append(index)
            pairs = [
                pair
                for parent, places in wanted.items()
                if parent in free
                for pair in self._within(places, free[parent])
            ]
            if not pairs:
                return
            for pair in assigned(pairs):
                table.keep(pair.place, pair.free, By.PARENT, pair.score)

    def _within(self, places: Sequence[int], indices: Sequence[int]) -> Iterable[Pair]:
        table = self.table
        by_kind: defaultdict[object, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for place in sorted(places, key=lambda p: (table.read[p].lines.start, p)):
            by_kind[self._sort(table.read[place].kind)][0].append(place)
        for index in sorted(indices, key=lambda i: (table.known[i].note.lines.start, i)):
            by_kind[self._sort(table.known[index].note.kind)][1].append(index)
        for some, others in by_kind.values():
            if len(some) * len(others) > 10_000:
                continue
            for rank, place in enumerate(some):
                for number, index in enumerate(others):
                    score = within(table.read[place], table.known[index].note, self.likeness(place, index))
                    if len(some) == len(others) and rank == number and score:
                        score += _BETWEEN if len(some) == 1 else _RANK
                    least = BACK if table.known[index].standing is Standing.RETIRED else PART
                    if score >= least:
                        yield Pair(score, place, index)

    @staticmethod
    def _sort(kind: object) -> object:
        return kind if kind in PARTS else None

    # ------------------------------------------------------------------ what may be

    def unsure(self) -> list[tuple[How, int, KnownNote, float]]:
        """Return the pairs that are not alike enough, and yet may be the same note."""
        table = self.table
        near = self._near()
        vanished = {k.note.id for k in table.vanished()}
        free = {
            index: table.known_profile(index)
            for index, k in table.free.items()
            if k.note.id in vanished and k.note.kind not in PARTS
        }
        if not free:
            return []
        shared = Shared(free, self.weights)
        pairs = []
        for place in table.open:
            if table.read[place].kind in PARTS:
                continue
            around = near.get(place, {})
            for index in dict.fromkeys([*(i for i in around if i in free), *shared.candidates(table.profile(place))]):
                score = self.likeness(place, index) + around.get(index, 0.0)
                if score >= UNSURE:
                    pairs.append(Pair(score, place, index))
        return [(How.UNSURE, pair.place, table.known[pair.free], pair.score) for pair in assigned(pairs)]
