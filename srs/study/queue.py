"""Cards x states x limits x day -> what is asked today, in order.

Limits mean the day, over all its sittings: what was asked earlier counts. Of cards that give each other away (one
note, a note and what follows it up, a question and its story) one is asked a day; the others wait for the next,
without an event. The order holds for the day: a restart goes on where it was left.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from srs.model import Candidate, CardId, CardState, Kind, NewPlace, NoteId, Phase, PresetId, ReviewOrder, Seen, Unseen

AHEAD = timedelta(minutes=20)
"""How early a learning step may be asked when nothing else is left."""


class Work(StrEnum):
    """What asking a card means; the texts are part of the contract."""

    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueItem:
    """A card to be asked."""

    card_id: CardId
    work: Work
    kind: Kind
    due_at: datetime | None = None
    """When its step within the day is over; None where it can be asked at any time of the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a day holds, what was done of it included."""

    new: int
    reviews: int
    cards: int | None = None
    """How many cards this sitting asks at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What the cards of one preset have of a day."""

    new: int
    reviews: int
    review_order: ReviewOrder = ReviewOrder.OVERDUE
    new_place: NewPlace = NewPlace.MIXED


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What was asked earlier on this study day."""

    new: int = 0
    """Cards seen for the first time."""
    reviews: int = 0
    """Cards in review that were answered."""
    by_preset: Mapping[PresetId, tuple[int, int]] = field(default_factory=dict)
    """Both by preset."""
    asked: Mapping[CardId, frozenset[NoteId]] = field(default_factory=dict)
    """Every card that was answered, with its note and the notes that is tied to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """The order of a day, as it stands at one moment; iterating gives what can be asked now."""

    learning: tuple[QueueItem, ...]
    """Cards in their steps, by when those are over."""
    rest: tuple[QueueItem, ...]
    """Reviews and new cards."""
    at: datetime
    overdue: int = 0
    """How many of the reviews were due before today."""
    left_over: int = 0
    """How many candidates wait for another day: over the day's limits, or too near to others of today."""

    def __iter__(self) -> Iterator[QueueItem]:
        soon = [item for item in self.learning if not is_due(item, self.at) and is_due(item, self.at + AHEAD)]
        yield from (item for item in self.learning if is_due(item, self.at))
        yield from self.rest
        yield from soon

    def __len__(self) -> int:
        return sum(1 for _ in self)


def is_due(item: QueueItem, now: datetime) -> bool:
    """Say whether a card's step is over."""
    return item.due_at is None or item.due_at <= now


def work_of(state: CardState) -> Work:
    """Return what asking a card in this state means."""
    match state.state:
        case Unseen():
            return Work.NEW
        case Seen(phase=Phase.REVIEW):
            return Work.REVIEW
        case _:
            return Work.LEARNING


def item_of(card: CardId, kind: Kind, state: CardState) -> QueueItem:
    """Return a card as it waits in a queue."""
    seen = state.state
    due_at = seen.due_at if isinstance(seen, Seen) else None
    return QueueItem(card_id=card, work=work_of(state), kind=kind, due_at=due_at)


def still_stands(item: QueueItem, state: CardState, *, day: date) -> bool:
    """Return whether a card that was queued is to be asked as it was then: nothing was done to it since."""
    seen = state.state
    if state.suspended or state.buried == day or item_of(item.card_id, item.kind, state) != item:
        return False
    return not isinstance(seen, Seen) or seen.due_day <= day


def by_step(items: Iterable[QueueItem]) -> tuple[QueueItem, ...]:
    """Return cards in their steps in the order in which those are over."""
    return tuple(sorted(items, key=lambda item: (item.due_at.timestamp() if item.due_at else 0.0, item.card_id)))


def ties(note: NoteId, parent: NoteId | None, story: NoteId | None) -> frozenset[NoteId]:
    """Return the notes of which only one card is asked a day."""
    return frozenset(tied for tied in (note, parent, story) if tied is not None)


def build(
    candidates: Iterable[Candidate],
    *,
    limits: Limits,
    day: date,
    now: datetime,
    today: Today | None = None,
    seed: str = "",
    review_order: ReviewOrder = ReviewOrder.OVERDUE,
    new_place: NewPlace = NewPlace.MIXED,
    shares: Mapping[PresetId, Share] | None = None,
    share_of: Callable[[Candidate], PresetId] | None = None,
    unread: int = 0,
) -> Queue:
    """Return the day's queue of those candidates that are due, begun or new.

    With `shares` each preset has its own limits and orders within those of the day; `share_of` says whose a card is.
    `unread` is how many more candidates there are, all of them after these.
    Reviews of equal weight stand in an order that `seed` and the day shuffle; new cards stand in the order of import.
    """
    today = today or Today()
    learning, reviews, new = _sorted_out(candidates, day)
    apart = _Apart(today.asked)
    for candidate in learning:
        apart.take(candidate)  # what was begun goes on
    if shares is None or share_of is None:
        whole = Share(new=limits.new, reviews=limits.reviews, review_order=review_order, new_place=new_place)
        parts = [_Part(whole, reviews, new, today.new, today.reviews)]
    else:
        parts = _parts(shares, share_of, reviews, new, today)
    room, room_new = limits.reviews - today.reviews, limits.new - today.new
    for part in parts:
        part.reviews.sort(key=_urgency(part.share.review_order, day, seed))
        part.reviews = apart.choose(part.reviews, min(room, part.share.reviews - part.done_reviews))
        room -= len(part.reviews)
    for part in parts:
        part.new.sort(key=lambda candidate: candidate.order)
        part.new = apart.choose(part.new, min(room_new, part.share.new - part.done_new))
        room_new -= len(part.new)

    steps = by_step(_item(candidate) for candidate in learning)
    rest = _woven(parts)
    chosen = len(rest)
    if limits.cards is not None:
        steps = steps[: limits.cards]
        rest = rest[: max(0, limits.cards - len(steps))]
    return Queue(
        learning=steps,
        rest=tuple(_item(candidate) for candidate in rest),
        at=now,
        overdue=sum(1 for candidate in rest if candidate.phase is not None and candidate.due_day < day),
        left_over=unread + len(reviews) + len(new) - chosen,
    )


@dataclass(slots=True)
class _Part:
    """The cards of one preset, and what of it was done today."""

    share: Share
    reviews: list[Candidate]
    new: list[Candidate]
    done_new: int
    done_reviews: int


def _parts(
    shares: Mapping[PresetId, Share],
    share_of: Callable[[Candidate], PresetId],
    reviews: Iterable[Candidate],
    new: Iterable[Candidate],
    today: Today,
) -> list[_Part]:
    parts = {id: _Part(share, [], [], *today.by_preset.get(id, (0, 0))) for id, share in shares.items()}
    for candidate in reviews:
        parts[share_of(candidate)].reviews.append(candidate)
    for candidate in new:
        parts[share_of(candidate)].new.append(candidate)
    return list(parts.values())


def _sorted_out(candidates: Iterable[Candidate], day: date) -> tuple[list[Candidate], list[Candidate], list[Candidate]]:
    learning: list[Candidate] = []
    reviews: list[Candidate] = []
    new: list[Candidate] = []
    for candidate in candidates:
        if candidate.phase is None:
            new.append(candidate)
        elif candidate.due_day <= day:
            (reviews if candidate.phase is Phase.REVIEW else learning).append(candidate)
    return learning, reviews, new


def _item(candidate: Candidate) -> QueueItem:
    match candidate.phase:
        case None:
            work = Work.NEW
        case Phase.REVIEW:
            work = Work.REVIEW
        case _:
            work = Work.LEARNING
    return QueueItem(card_id=candidate.card, work=work, kind=candidate.kind, due_at=candidate.due_at)


class _Apart:
    """Keeps the cards apart that give each other away."""

    def __init__(self, asked: Mapping[CardId, frozenset[NoteId]]) -> None:
        self._taken = {note: card for card, notes in asked.items() for note in notes}

    def take(self, candidate: Candidate) -> None:
        for note in ties(candidate.note, candidate.parent, candidate.story):
            self._taken.setdefault(note, candidate.card)

    def choose(self, candidates: Sequence[Candidate], room: int) -> list[Candidate]:
        """Return the first candidates, as many as there is room for, that nothing asked today gives away."""
        chosen: list[Candidate] = []
        taken = self._taken
        for candidate in candidates:
            if len(chosen) >= room:
                break
            card = candidate.card
            notes = ties(candidate.note, candidate.parent, candidate.story)
            if all(taken.get(note, card) == card for note in notes):
                chosen.append(candidate)
                self.take(candidate)
        return chosen


def shuffler(day: date, seed: str) -> int:
    """Return the day's own odd factor: multiplying by it shuffles, and what is left keeps its order when others go."""
    # of 31 bits, so that a database can multiply too
    return zlib.crc32(f"{seed}:{day}".encode()) >> 1 | 1


def _urgency(order: ReviewOrder, day: date, seed: str) -> Callable[[Candidate], tuple[float, int]]:
    factor = shuffler(day, seed)

    def shuffled(card: CardId) -> int:
        return zlib.crc32(card.encode()) * factor & 0xFFFFFFFF

    def overdue(candidate: Candidate) -> tuple[float, int]:
        return (candidate.due_day - day).days / max(1, candidate.interval_days), shuffled(candidate.card)

    def forgotten(candidate: Candidate) -> tuple[float, int]:
        # recall falls with the time since the last answer, measured in stabilities
        return (candidate.last_day - day).days / (candidate.stability or 1.0), shuffled(candidate.card)

    def due(candidate: Candidate) -> tuple[float, int]:
        return candidate.due_day.toordinal(), shuffled(candidate.card)

    def random(candidate: Candidate) -> tuple[float, int]:
        return 0.0, shuffled(candidate.card)

    match order:
        case ReviewOrder.OVERDUE:
            return overdue
        case ReviewOrder.RETRIEVABILITY:
            return forgotten
        case ReviewOrder.DUE:
            return due
        case ReviewOrder.RANDOM:
            return random


def _woven(parts: Sequence[_Part]) -> list[Candidate]:
    # places are counted over the whole day, so that a restart weaves the rest just as before
    weave: list[tuple[float, int, int, Candidate]] = []
    first: list[Candidate] = []
    last: list[Candidate] = []
    for rank, part in enumerate(parts):
        weave += _spread(part.reviews, part.done_reviews, 2 * rank)
        match part.share.new_place:
            case NewPlace.BEFORE:
                first += part.new
            case NewPlace.AFTER:
                last += part.new
            case NewPlace.MIXED:
                weave += _spread(part.new, part.done_new, 2 * rank + 1)
    if len(parts) > 1 or any(part.share.new_place is NewPlace.MIXED for part in parts):
        weave.sort(key=lambda entry: entry[:3])
    return [*first, *(candidate for _, _, _, candidate in weave), *last]


def _spread(candidates: Sequence[Candidate], done: int, rank: int) -> Iterator[tuple[float, int, int, Candidate]]:
    total = done + len(candidates)
    for number, candidate in enumerate(candidates, start=done):
        yield (number + 0.5) / total, rank, number, candidate
