"""What the verbs of a sitting give back: on the road to the first card nothing else of the kind is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from srs.model import CardId, CardState, Event, EventId, EventKind, Face, Listed, Rating, Seen

if TYPE_CHECKING:
    from srs.collection.own_cards import Alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer, stored."""

    event: Event
    before: CardState
    after: CardState
    leech: bool = False
    """Whether it was forgotten once too often with this answer: its note wants rewriting."""
    alone: tuple[Alone, ...] = ()
    """What followed for points that were said or missed in it: cards of their own, rests, and rests that are over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """An act that was taken back."""

    event: Event
    """The undo itself."""
    undone: Event
    """What it took back; of an act on several cards the last."""
    state: CardState
    """What holds for that card now."""
    cards: tuple[CardId, ...]
    """All cards that the act was on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acted:
    """Cards that were suspended, resumed, buried, reset, flagged or tagged; not those that were so already."""

    kind: EventKind
    cards: tuple[CardId, ...]
    day: date
    off: bool = False
    """Whether a flag or a tag was taken off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of words of two texts."""

    text: str
    sort: str
    """`same`, `gone` or `new`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedSince:
    """What a card said when it was answered last, where that is another answer now."""

    answered: datetime
    face: Face
    """As it was then."""
    difference: tuple[Piece, ...]
    """From the answer of then to that of now, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """One card with all that can be shown of it."""

    listed: Listed
    face: Face
    location: str
    """The absolute path of its source; empty where that is not known any more."""
    ratings: Mapping[Rating, Seen]
    """What each rating would lead to now."""
    history: tuple[Event, ...]
    """Its rows of the log in order, undone ones and undos too."""
    undone: frozenset[EventId]
    """Which of them do not count."""
    retrievability: float | None
    """The chance to recall it today; None where it was never answered."""
    rest: Event | None = None
    """What put it to rest, where that is why it is not asked: its `detail` says for how many days it was known."""
    changed_since: ChangedSince | None = None
    """For a card in review whose answer is another one since it was answered last: to be shown once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DueReport:
    """What waits, within the day's limits."""

    due: int
    """Reviews."""
    new: int
    learning: int
    """Cards in their steps, those of later today too."""
    overdue: int
    """How many of the reviews were due before today."""
    minutes: float
    next: datetime | None
    """The next instant after now at which a card comes due; None where none is known."""
