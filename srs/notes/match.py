"""Notes just read x notes known -> changes: the one place that decides which note is which.

A note keeps its id while its text, or most of it, is found again: unchanged; in its source with a similar prompt or the
same answer; word for word in another source. What is found nowhere is retired, and comes back under its old id when its
exact text does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from srs.model import Change, KnownNote, Note, NoteId, Point, PointId, Standing
from srs.notes import ids
from srs.notes import text as texts

SIMILAR_PROMPT = 80.0
SIMILAR_ANSWER = 85.0
SIMILAR_POINT = 75.0
_CANDIDATES = 24
"""How many notes that share rare words are compared letter by letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedNote:
    """A note with the ids that it keeps, and what this import did to it."""

    note: Note
    change: Change
    used_slots: int
    """The highest slot that any of its points ever had."""
    known: KnownNote | None = None
    """What it was before; None for one that was added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """What an import makes of the notes it read, in their order, and what vanished."""

    notes: tuple[MatchedNote, ...]
    retired: tuple[KnownNote, ...]
    """Known notes that were studied or proposed and are found no more."""


def match(read: Sequence[Note], known: Sequence[KnownNote], *, vanishing: Collection[str] | None = None) -> Matched:
    """Return the notes that were read under the ids that they keep, and those that vanished.

    Two notes stand in the same source when their paths are equal. `vanishing` are the paths whose notes may have
    vanished: the sources read now, and those that are there no more; None means all. Notes of other sources stay as
    they are, and only their ids are respected.
    """
    return _Matching(read, known, vanishing).result()


class _Matching:
    def __init__(self, read: Sequence[Note], known: Sequence[KnownNote], vanishing: Collection[str] | None) -> None:
        self.read = read
        self.known = known
        self.kept: dict[int, KnownNote] = {}
        """Place in `read` -> what it was."""
        self.open = dict(enumerate(read))
        paths = None if vanishing is None else frozenset(vanishing)
        self.free = {
            index: k
            for index, k in enumerate(known)
            if k.standing is Standing.RETIRED or paths is None or k.note.path in paths
        }

    def result(self) -> Matched:
        def live(k: KnownNote) -> bool:
            return k.standing is not Standing.RETIRED

        self._exact(lambda n: (n.path, n.kind, n.prompt, n.answer), live)
        self._exact(lambda n: (n.path, n.kind, texts.key(n.prompt)), live)
        self._exact(lambda n: (n.path, n.kind, texts.key(n.answer)) if len(n.answer) >= 20 else None, live)
        self._similar()
        self._exact(lambda n: (n.kind, n.prompt, n.answer), live)
        self._exact(lambda n: (n.path, n.kind, n.prompt, n.answer), None)
        self._exact(lambda n: (n.kind, n.prompt, n.answer), None)
        return self._named()

    # ------------------------------------------------------------------ pairs

    def _pair(self, place: int, index: int) -> None:
        self.kept[place] = self.free.pop(index)
        del self.open[place]

    def _exact(self, key: Callable[[Note], Hashable | None], fits: Callable[[KnownNote], bool] | None) -> None:
        """Pair what has the same key, in the order of reading."""
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for index, known in self.free.items():
            if fits is None or fits(known):
                name = key(known.note)
                if name is not None:
                    waiting[name].append(index)
        for indices in waiting.values():
            indices.reverse()
        for place, note in list(self.open.items()):
            name = key(note)
            if name is not None and waiting.get(name):
                self._pair(place, waiting[name].pop())

    def _similar(self) -> None:
        """Pair what is left within one source and kind by similar prompts, or by similar answers."""
        groups: dict[Hashable, list[int]] = defaultdict(list)
        for index, known in self.free.items():
            if known.standing is not Standing.RETIRED:
                groups[known.note.path, known.note.kind].append(index)
        wanting: dict[Hashable, list[int]] = defaultdict(list)
        for place, note in self.open.items():
            if (note.path, note.kind) in groups:
                wanting[note.path, note.kind].append(place)
        for group, places in wanting.items():
            self._similar_in(places, groups[group])

    def _similar_in(self, places: Sequence[int], indices: Sequence[int]) -> None:
        index_of = _Shared({i: self.free[i].note for i in indices})
        scored: list[tuple[float, int, int]] = []
        for place in places:
            note = self.open[place]
            for index in index_of.candidates(note):
                score = _likeness(note, self.free[index].note)
                if score:
                    scored.append((-score, place, index))
        for _, place, index in sorted(scored):
            if place in self.open and index in self.free:
                self._pair(place, index)

    # ------------------------------------------------------------------ ids

    def _named(self) -> Matched:
        taken: set[str] = {k.note.id for k in self.known}
        names: dict[NoteId, NoteId] = {}
        chosen: list[NoteId] = []
        for place, note in enumerate(self.read):
            was = self.kept.get(place)
            name = was.note.id if was else _salted(note.id, taken)
            taken.add(name)
            names[note.id] = name
            chosen.append(name)
        out = [self._made(place, chosen[place], names) for place in range(len(self.read))]
        retired = tuple(k for k in self.free.values() if k.standing is not Standing.RETIRED)
        return Matched(notes=tuple(out), retired=retired)

    def _made(self, place: int, name: NoteId, names: dict[NoteId, NoteId]) -> MatchedNote:
        note, was = self.read[place], self.kept.get(place)
        points, used = _points(note, name, was)
        made = replace(
            note,
            id=name,
            points=points,
            parent=names.get(note.parent, note.parent) if note.parent else None,
            story=names.get(note.story, note.story) if note.story else None,
        )
        return MatchedNote(note=made, change=_change(made, was), used_slots=used, known=was)


class _Shared:
    """Finds notes that share rare words with one, so that few have to be compared."""

    def __init__(self, notes: dict[int, Note]) -> None:
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for index, note in notes.items():
            for word in self._words(note):
                self._by_word[word].append(index)
        self._all = list(notes)

    @staticmethod
    def _words(note: Note) -> set[str]:
        text = f"{texts.key(note.prompt)} {texts.key(note.answer[:400])}"
        found = set(text.split())
        if len(found) < 4:
            squeezed = text.replace(" ", "")
            found |= {squeezed[i : i + 3] for i in range(len(squeezed) - 2)}
        return found

    def candidates(self, note: Note) -> list[int]:
        if len(self._all) <= _CANDIDATES:
            return self._all
        counts: Counter[int] = Counter()
        for word in sorted(self._words(note), key=lambda w: (len(self._by_word.get(w, ())), w))[:12]:
            for index in self._by_word.get(word, ())[: 4 * _CANDIDATES]:
                counts[index] += 1
        return [index for index, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_CANDIDATES]]


def _likeness(one: Note, other: Note) -> float:
    """Return how alike two notes of one source are, or 0 where they are not the same note."""
    prompt = fuzz.ratio(texts.key(one.prompt), texts.key(other.prompt))
    if prompt >= SIMILAR_PROMPT:
        return 100.0 + prompt
    if len(one.answer) < 20 or len(other.answer) < 20:
        return 0.0
    answer = fuzz.ratio(one.answer[:2000], other.answer[:2000], score_cutoff=SIMILAR_ANSWER)
    return answer if answer else 0.0


def _salted(name: NoteId, taken: Collection[str]) -> NoteId:
    """Return an id that no other note has; the same notes in the same order get the same one everywhere."""
    salt, candidate = 0, name
    while candidate in taken:
        salt += 1
        candidate = NoteId(ids.digest(name, "again", str(salt), length=len(name)))
    return candidate


# ------------------------------------------------------------------ points


def _points(note: Note, name: NoteId, was: KnownNote | None) -> tuple[tuple[Point, ...], int]:
    """Return the points of a note under the ids and slots that they keep, and the highest slot ever given."""
    before = list(was.note.points) if was else []
    used = max([was.used_slots if was else 0, *(p.slot for p in before)])
    kept = _same_points(note.points, before)
    taken: set[str] = {p.id for p in before}
    out = []
    for index, point in enumerate(note.points):
        same = kept.get(index)
        if same is not None:
            out.append(replace(point, id=same.id, slot=same.slot))
            continue
        used += 1
        out.append(replace(point, id=_free_point(name, point.text, taken), slot=used))
        taken.add(out[-1].id)
    return tuple(out), used


def _free_point(name: NoteId, text: str, taken: Collection[str]) -> PointId:
    occurrence = 0
    while (candidate := ids.point_id(name, text, occurrence)) in taken:
        occurrence += 1
    return candidate


def _same_points(new: Sequence[Point], old: Iterable[Point]) -> dict[int, Point]:
    """Return for each new point the old one that it is: by its text, then by a similar text."""
    by_text: dict[str, list[Point]] = defaultdict(list)
    for point in old:
        by_text[texts.key(point.text)].append(point)
    for same in by_text.values():
        same.reverse()
    kept: dict[int, Point] = {}
    for index, point in enumerate(new):
        if by_text.get(texts.key(point.text)):
            kept[index] = by_text[texts.key(point.text)].pop()
    left = [p for same in by_text.values() for p in same]
    if not left or len(left) * (len(new) - len(kept)) > 10_000:
        return kept
    scored = []
    for index, point in enumerate(new):
        if index in kept:
            continue
        for number, other in enumerate(left):
            score = fuzz.ratio(texts.key(point.text)[:500], texts.key(other.text)[:500], score_cutoff=SIMILAR_POINT)
            if score:
                scored.append((-score, point.role != other.role, index, number))
    gone: set[int] = set()
    for _, _, index, number in sorted(scored):
        if index not in kept and number not in gone:
            kept[index] = left[number]
            gone.add(number)
    return kept


# ------------------------------------------------------------------ changes


def _content(note: Note) -> tuple[object, ...]:
    """Return what a note says, without where it stands."""
    return (
        note.kind, note.prompt, note.answer, note.deck, note.tags, note.parent, note.story, note.versions, note.cues,
        tuple((p.id, p.text, p.role, p.slot) for p in note.points),
    )  # fmt: skip


def _change(note: Note, was: KnownNote | None) -> Change:
    if was is None:
        return Change.ADDED
    if was.standing is Standing.RETIRED:
        return Change.REVIVED
    if was.note.path != note.path:
        return Change.MOVED
    return Change.UNCHANGED if _content(was.note) == _content(note) else Change.EDITED
