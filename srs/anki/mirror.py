"""A copy of a server's collection, compared with what is here: what has to change there so that both are the same."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from srs.anki import identity
from srs.anki.reach import fingerprint
from srs.anki.schedule import FIRST_DATE, CardRow, ReviewRow, is_preset_of_ours
from srs.model import NoteId, PhoneCard

if TYPE_CHECKING:
    from srs.anki.database import PackageCard, PackageNote
    from srs.anki.schedule import DeckPreset

_FLAGS = 7
_DEFAULT_PRESET = 1
_FUZZ_S = 300
"""By so many seconds at most Anki varies a step within the day."""

_NEW, _LEARNING, _REVIEW, _RELEARNING = range(4)
_SUSPENDED = -1
_BURIED = (-2, -3)
_WITHIN_THE_DAY = 1
_MEMORY = ("s", "d", "dr", "lrt", "decay")


class MirrorCard(NamedTuple):
    """A card as the mirror has it, in the terms of `CardRow`."""

    id: int
    deck: int
    modified: int
    type: int
    queue: int
    due: int
    ivl: int
    factor: int
    left: int
    filtered: int
    """The deck that it was taken out of by a filtered one, 0 where it is at home."""
    flags: int
    data: str


@dataclass(slots=True)
class Changes:
    """What is to be written into the mirror, and what is known of the phone after that."""

    new: int = 0
    """Cards that are not there yet."""
    cards: list[tuple[Any, ...]] = field(default_factory=list)
    """Schedules: the number of a card, then its columns."""
    reviews: list[tuple[int, ...]] = field(default_factory=list)
    sent: int = 0
    """Answers that go, those of new cards included."""
    moves: dict[str, list[int]] = field(default_factory=dict)
    """Cards that go to another deck, by the name of that one."""
    presets: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """Decks that get another preset."""
    away: int = 0
    """Cards that are in a filtered deck, and stay as they are until they leave it."""
    touched: set[tuple[str, int]] = field(default_factory=set)
    """The cards of which anything goes."""
    texts: set[str] = field(default_factory=set)
    """The GUIDs of the notes that go."""

    def __bool__(self) -> bool:
        return bool(self.texts or self.cards or self.reviews or self.moves or self.presets)


class Mirror:
    """The database of a mirror, read."""

    def __init__(self, connection: sqlite3.Connection, decks: Mapping[str, Sequence[int]], first_day: date) -> None:
        """`decks` has the number and the preset of each deck by its name; days are counted from `first_day`."""
        self._connection = connection
        self._decks = decks
        self._names = {number: name for name, (number, _) in decks.items()}
        self._shift = (first_day - FIRST_DATE).days

    def notes(self) -> dict[str, int]:
        """Return how old the text of each note is, in seconds since 1970, by GUID."""
        return dict(self._connection.execute("SELECT guid, mod FROM notes"))

    def numbers(self, guids: Collection[str]) -> dict[tuple[str, int], int]:
        """Return the numbers of the cards of some notes, by (GUID, template)."""
        return {(guid, ord): card.id for guid, ord, card in self._cards() if guid in guids}

    def strange_reviews(self, ours: Collection[int]) -> set[int]:
        """Return the numbers of the rows of the history that are of other cards than these."""
        rows = self._connection.execute("SELECT id, cid FROM revlog")
        return {number for number, card in rows if card not in ours}

    def _cards(self) -> Iterator[tuple[str, int, MirrorCard]]:
        query = (
            "SELECT n.guid, c.ord, c.id, c.did, c.mod, c.type, c.queue, c.due, c.ivl, c.factor, c.left, c.odid,"
            " c.flags, c.data FROM cards c JOIN notes n ON n.id = c.nid"
        )
        for guid, ord, *row in self._connection.execute(query):
            yield guid, ord, MirrorCard._make(row)

    # -------------------------------------------------------------- comparing

    def compare(
        self, guids: Collection[str], known: Mapping[tuple[str, int], PhoneCard], adopted: Collection[NoteId] = ()
    ) -> Comparison:
        """Return what compares notes with this mirror, by their GUIDs; `known` is what was known of the phone before.

        `adopted` are the notes here that were made in Anki: cards of theirs are met where they were made.
        """
        return Comparison(self, guids, known, adopted)


class Comparison:
    """Notes as they are to be, one after the other, against a mirror: `sieve` says what of each goes as a package."""

    def __init__(
        self,
        mirror: Mirror,
        guids: Collection[str],
        known: Mapping[tuple[str, int], PhoneCard],
        adopted: Collection[NoteId],
    ) -> None:
        self.changes = Changes()
        self.absent: set[tuple[str, int]] = set()
        """Cards that are not there."""
        self._mirror = mirror
        self._known = known
        self._met: set[tuple[str, int]] = set()
        self._notes = mirror.notes()
        self._made_there: set[str] = set()
        self._cards: dict[tuple[str, int], MirrorCard] = {}
        for guid, ord, card in mirror._cards():
            if guid in guids:
                self._cards[guid, ord] = card
            elif adopted and (id := identity.adopted(guid, ord)) in adopted:
                for ours in identity.guids(id):
                    self._cards[ours, 0] = card
                    self._made_there.add(ours)
        self.numbers = {card.id for card in self._cards.values()}
        """The numbers of the cards there that are of these notes."""
        rows = mirror._connection.execute("SELECT id, cid FROM revlog")
        self._reviews = {number for number, card in rows if card in self.numbers}

    def sieve(self, note: PackageNote, deck: str, look: str) -> PackageNote | None:
        """Take note of what differs, and return the note as it goes into a package; None where it need not go."""
        there = self._notes.get(note.guid)
        for card in note.cards:
            self._compare(note.guid, card, deck)
        if note.guid in self._made_there:
            return None
        missing = [card for card in note.cards if (note.guid, card.ord) not in self._cards]
        before = self._known.get((note.guid, note.cards[0].ord))
        self._met.update((note.guid, card.ord) for card in note.cards)
        if missing:
            addresses = {(note.guid, card.ord) for card in missing}
            self.absent |= addresses
            self.changes.touched |= addresses
            self.changes.new += len(missing)
            self.changes.sent += sum(1 for card in missing for review in card.reviews if review.ease)
        elif there is not None and not self._is_younger(note, look, there, before):
            return None
        self.changes.texts.add(note.guid)
        return note if there is None or note.modified > there else replace(note, modified=there + 1)

    @staticmethod
    def _is_younger(note: PackageNote, look: str, there: int, before: PhoneCard | None) -> bool:
        """Return whether a note goes for what it says: its source is younger; or its tags or followers have changed,
        or how it is shown, and nobody has changed it there."""
        if note.modified > there:
            return True
        return before is not None and before.look not in ("", look) and there <= before.modified

    @property
    def gone(self) -> int:
        """Return how many cards of these notes are there, and were not among what came."""
        return sum(1 for place in self._cards.keys() - self._met if place[0] not in self._made_there)

    def is_made_there(self, guid: str) -> bool:
        """Return whether a note was made in Anki, and is there as it was made."""
        return guid in self._made_there

    def prefer(self, presets: Mapping[str, DeckPreset]) -> None:
        """Take note of the decks that have another preset there, unless their owner gave them one of their own."""
        for name, preset in presets.items():
            number, there = self._mirror._decks.get(name, (0, preset.id))
            if number and there != preset.id and (there == _DEFAULT_PRESET or is_preset_of_ours(there)):
                self.changes.presets.append((name, preset.content))

    def _compare(self, guid: str, card: PackageCard, deck: str) -> None:
        there = self._cards.get((guid, card.ord))
        if there is None:
            return
        fresh = [row for row in card.reviews if row.id not in self._reviews]
        self.changes.reviews += [_review(there.id, row) for row in fresh]
        self.changes.sent += sum(1 for row in fresh if row.ease)
        moved = self._moved(guid, card.ord, there, deck)
        if moved:
            self.changes.moves.setdefault(deck, []).append(there.id)
        differs = False
        if there.filtered:
            self.changes.away += _differs(card.row, there._replace(queue=card.row.queue), self._mirror._shift)
        elif differs := _differs(card.row, there, self._mirror._shift):
            self.changes.cards.append(_columns(card.row, there, self._mirror._shift))
        if fresh or moved or differs:
            self.changes.touched.add((guid, card.ord))

    def _moved(self, guid: str, ord: int, there: MirrorCard, deck: str) -> bool:
        """Return whether a card goes to another deck: where that has changed here, and is as it was there."""
        known = self._known.get((guid, ord))
        name = self._mirror._names.get(there.deck)
        if known is None or name is None or there.filtered or name == deck:
            return False
        return known.deck == fingerprint([name])


def _differs(ours: CardRow, there: MirrorCard, shift: int) -> bool:
    """Return whether a card would be asked on another day there, or would answer with another interval."""
    queues = ours.queue, there.queue
    if ours.type != there.type or (_SUSPENDED in queues and ours.queue != there.queue):
        return True
    if ours.queue in _BURIED and there.queue not in _BURIED:
        return True
    if bool(ours.flags) != bool(there.flags & _FLAGS):
        return True
    if ours.type == _NEW:
        return False
    due = _due(ours, shift)
    if _within_the_day(ours) != (there.due > 1_000_000_000):
        return True
    if abs(there.due - due) > (_FUZZ_S if _within_the_day(ours) else 0):
        return True
    if ours.type == _REVIEW and ours.ivl != there.ivl:
        return True
    if ours.type != _REVIEW and ours.left != there.left % 1000:
        return True
    return _memory_differs(_memory(ours.data), _memory(there.data))


def _memory_differs(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    for name, most in (("s", max(1e-4 * ours.get("s", 0), 6e-5)), ("d", 6e-4), ("lrt", 0), ("decay", 6e-4)):
        one, other = ours.get(name), theirs.get(name)
        if (one is None) != (other is None):
            return True
        if one is not None and (not isinstance(other, int | float) or abs(one - other) > most):
            return True
    return False


def _columns(ours: CardRow, there: MirrorCard, shift: int) -> tuple[Any, ...]:
    """Return a schedule as the mirror is to have it: what is no business of ours stays as it is there."""
    queue = there.queue if there.queue in _BURIED and ours.queue >= 0 and ours.type == there.type else ours.queue
    flags = there.flags if bool(ours.flags) == bool(there.flags & _FLAGS) else there.flags & ~_FLAGS | ours.flags
    due = there.due if ours.type == there.type == _NEW else _due(ours, shift)
    factor = max(there.factor, ours.factor) if ours.factor else 0  # the older scheduler's, where FSRS is off
    other = {name: value for name, value in _memory(there.data).items() if name not in _MEMORY}
    data = json.dumps(_memory(ours.data) | other, separators=(",", ":")) if ours.data or other else ""
    return (there.id, ours.type, queue, due, ours.ivl, factor, ours.reps, ours.lapses, ours.left, flags, data)


def _due(row: CardRow, shift: int) -> int:
    return row.due if row.type == _NEW or _within_the_day(row) else row.due - shift


def _within_the_day(row: CardRow) -> bool:
    return row.type in (_LEARNING, _RELEARNING) and row.due > 1_000_000_000


def _review(card: int, row: ReviewRow) -> tuple[int, ...]:
    return (row.id, card, row.ease, row.ivl, row.last_ivl, row.factor, row.time, row.type)


def _memory(data: str) -> dict[str, Any]:
    try:
        found = json.loads(data or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


@contextmanager
def opened(path: Path, decks: Mapping[str, Sequence[int]], first_day: date) -> Iterator[Mirror]:
    """Give the mirror that lies at a path; the engine must have closed it."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        yield Mirror(connection, decks, first_day)


def guids_of(cards: Iterable[tuple[str, int]]) -> set[str]:
    """Return the GUIDs of some addresses."""
    return {guid for guid, _ in cards}
