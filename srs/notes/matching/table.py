"""The state of one matching: what is still open, what is still free, and who was paired."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from srs.model import By, FormerNote, KnownNote, Note, NoteId, Standing
from srs.notes.matching.profiles import Profile, profile


@dataclass(frozen=True, slots=True)
class Kept:
    """What a note that was read is known as."""

    known: KnownNote
    by: By
    score: float = 1.0
    once: FormerNote | None = None
    """What it said once, where it says so again."""


class Table:
    """Notes read by their place, notes known by their index."""

    def __init__(
        self,
        read: Sequence[Note],
        known: Sequence[KnownNote],
        *,
        vanishing: Collection[str] | None,
        loose: Collection[str],
        former: Sequence[FormerNote],
    ) -> None:
        self.read = read
        self.known = known
        self.former = former
        self.kept: dict[int, Kept] = {}
        self.index_of: dict[int, int] = {}
        """Place -> index of what it was paired with."""
        self.open: dict[int, Note] = dict(enumerate(read))
        self._vanishing = None if vanishing is None else frozenset(vanishing)
        away = frozenset(loose)
        self.free: dict[int, KnownNote] = {
            index: k
            for index, k in enumerate(known)
            if k.into is None
            and (k.standing is Standing.RETIRED or self._vanishing is None or k.note.path in self._vanishing | away)
        }
        self._profiles: dict[int, Profile] = {}
        self._known_profiles: dict[int, Profile] = {}
        self.place_of: dict[NoteId, int] = {note.id: place for place, note in enumerate(read)}
        self.index_by_id: dict[NoteId, int] = {k.note.id: index for index, k in enumerate(known)}

    def keep(self, place: int, index: int, by: By, score: float = 1.0, once: FormerNote | None = None) -> None:
        """Let a note that was read be one that is known."""
        self.kept[place] = Kept(self.free.pop(index), by, score, once)
        self.index_of[place] = index
        del self.open[place]

    def vanished(self) -> Iterator[KnownNote]:
        """Yield what was studied or proposed and is found no more."""
        for k in self.free.values():
            if k.standing is not Standing.RETIRED and (self._vanishing is None or k.note.path in self._vanishing):
                yield k

    def may_vanish(self, k: KnownNote) -> bool:
        return self._vanishing is None or k.note.path in self._vanishing

    def profile(self, place: int) -> Profile:
        found = self._profiles.get(place)
        if found is None:
            found = self._profiles[place] = profile(self.read[place])
        return found

    def known_profile(self, index: int) -> Profile:
        found = self._known_profiles.get(index)
        if found is None:
            found = self._known_profiles[index] = profile(self.known[index].note)
        return found

    def above(self, note: Note) -> NoteId | None:
        """Return the note that one is a part of."""
        return note.parent or note.story

    def above_read(self, place: int) -> int | None:
        """Return the place of the note that one is a part of, if it was read now."""
        name = self.above(self.read[place])
        return None if name is None else self.place_of.get(name)

    def above_known(self, index: int) -> int | None:
        name = self.above(self.known[index].note)
        return None if name is None else self.index_by_id.get(name)

    def by_path(self) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
        """Return the places of each source and the indices of each, in the order in which they stand there."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, note in enumerate(self.read):
            places[note.path].append(place)
        indices: defaultdict[str, list[int]] = defaultdict(list)
        for index, k in enumerate(self.known):
            if k.standing is not Standing.RETIRED:
                indices[k.note.path].append(index)
        for each in places.values():
            each.sort(key=lambda place: (self.read[place].lines.start, place))
        for each in indices.values():
            each.sort(key=lambda index: (self.known[index].note.lines.start, index))
        return dict(places), dict(indices)
