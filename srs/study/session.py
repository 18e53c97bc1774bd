"""One sitting as a frozen value: the card on the screen, what is left, what was answered.

Every act gives the next value; nothing here knows a clock, a store or a screen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection as Some
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from srs.model import CardId, CardState, EventId, Kind, Rating
from srs.study.queue import AHEAD, Queue, QueueItem, Work, by_step, is_due, item_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """How many cards are still to be asked in this sitting, by kind of work; the one on the screen included."""

    new: int = 0
    learning: int = 0
    review: int = 0

    @property
    def total(self) -> int:
        return self.new + self.learning + self.review


SECONDS = {Kind.STORY: 90.0, Kind.QUESTION: 40.0, Kind.LIST: 25.0, Kind.CODE: 25.0, Kind.DIAGRAM: 25.0}
SECONDS_ELSE = 12.0
"""What an answer is taken to last, by kind, before anything was timed; of all other kinds `SECONDS_ELSE`."""
_ANSWERS = {Work.NEW: 2.2, Work.LEARNING: 1.3, Work.REVIEW: 1.1}
"""How many answers a card takes today: steps to go, and now and then a lapse."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long an answer takes this learner, by kind of note; a plain guess where nothing was timed yet."""

    took_ms: Mapping[Kind, float] = field(default_factory=dict)

    def minutes(self, counts: Mapping[tuple[Work, Kind], int]) -> float:
        """Return the minutes that so many cards take, with the answers that steps and lapses add."""
        return sum(self._seconds(kind) * _ANSWERS[work] * count for (work, kind), count in counts.items()) / 60

    def _seconds(self, kind: Kind) -> float:
        took = self.took_ms.get(kind)
        return took / 1000 if took is not None else SECONDS.get(kind, SECONDS_ELSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An answer of this sitting."""

    event: EventId
    card_id: CardId
    kind: Kind
    work: Work
    """What the card was before."""
    rating: Rating
    took_ms: int | None = None
    leech: bool = False
    """Whether it was forgotten once too often with this answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A sitting at one moment."""

    day: date
    rest: tuple[QueueItem, ...] = ()
    """Reviews and new cards, in order."""
    learning: tuple[QueueItem, ...] = ()
    """Cards in their steps, by when those are over."""
    later: tuple[QueueItem, ...] = ()
    """Cards that were skipped: they come after everything else."""
    current: QueueItem | None = None
    """The card on the screen; it stands in none of the others."""
    done: tuple[Done, ...] = ()

    @property
    def left(self) -> Left:
        """What is still to be asked, by kind of work."""
        return left_of(self.counts)

    def minutes(self, pace: Pace) -> float:
        """Return the minutes that what is left takes."""
        return pace.minutes(self.counts)

    @property
    def counts(self) -> Counter[tuple[Work, Kind]]:
        """How many cards are still to be asked, of each kind of work and of note."""
        return counted(self._items())

    @property
    def waiting_until(self) -> datetime | None:
        """The instant at which the next step can be asked, where nothing else is left to do until then."""
        if self.current is not None or self.rest or self.later or not self.learning:
            return None
        return min((item.due_at - AHEAD for item in self.learning if item.due_at is not None), default=None)

    def moved_on(self, now: datetime) -> Session:
        """Put the next card on the screen: a step that is over, else the rest, else a step that soon will be."""
        if self.current is not None:
            return self
        first = self.learning[0] if self.learning else None
        last = not self.rest and not self.later
        if first is not None and (is_due(first, now) or (last and is_due(first, now + AHEAD))):
            return replace(self, current=first, learning=self.learning[1:])
        if self.rest:
            return replace(self, current=self.rest[0], rest=self.rest[1:])
        if self.later:
            return replace(self, current=self.later[0], later=self.later[1:])
        return self

    def answered(self, done: Done, after: CardState, now: datetime) -> Session:
        """Count an answer, keep the card if it has another step to go today, and move on."""
        kept = self._without({done.card_id})
        item = item_of(done.card_id, done.kind, after)
        if item.due_at is not None:
            kept = replace(kept, learning=by_step((*kept.learning, item)))
        return replace(kept, done=(*self.done, done)).moved_on(now)

    def put_away(self, cards: Some[CardId], now: datetime) -> Session:
        """Leave cards out of this sitting and move on."""
        return self._without(cards).moved_on(now)

    def skipped(self, now: datetime) -> Session:
        """Ask the card on the screen after all the others, and move on."""
        if self.current is None:
            return self
        return replace(self, current=None, later=(*self.later, self.current)).moved_on(now)

    def put_first(self, item: QueueItem) -> Session:
        """Put a card on the screen, asked for by name; the one that is there comes right after it."""
        return self.brought_back(item, EventId(""))

    def brought_back(self, item: QueueItem, undone: EventId) -> Session:
        """Put a card back on the screen; the one that is there comes right after it."""
        kept = self._without({item.card_id})
        if kept.current is not None:
            current = kept.current
            if current.due_at is None:
                kept = replace(kept, rest=(current, *kept.rest))
            else:
                kept = replace(kept, learning=by_step((*kept.learning, current)))
        done = tuple(done for done in self.done if done.event != undone)
        return replace(kept, current=item, done=done)

    def renewed(self, queue: Queue, day: date, now: datetime, *, keep: bool = False) -> Session:
        """Take up what the queue has become meanwhile.

        The card on the screen stays there if it is still in the queue, or in any case to `keep` it.
        """
        everything = {item.card_id: item for item in (*queue.learning, *queue.rest)}
        shown = everything.get(self.current.card_id, self.current if keep else None) if self.current else None
        waiting = {item.card_id for item in self.later}
        fresh = replace(
            self,
            day=day,
            rest=_others(queue.rest, waiting),
            learning=_others(queue.learning, waiting),
            later=tuple([everything[item.card_id] for item in self.later if item.card_id in everything]),
            current=None,
        )
        if shown is None:
            return fresh.moved_on(now)
        return replace(fresh._without({shown.card_id}), current=shown)

    def _items(self) -> Iterator[QueueItem]:
        yield from self.rest
        yield from self.learning
        yield from self.later
        if self.current is not None:
            yield self.current

    def _without(self, cards: Some[CardId]) -> Session:
        current = self.current
        return replace(
            self,
            rest=_others(self.rest, cards),
            learning=_others(self.learning, cards),
            later=_others(self.later, cards),
            current=None if current is not None and current.card_id in cards else current,
        )


def left_of(counts: Mapping[tuple[Work, Kind], int]) -> Left:
    """Return how many cards are left by kind of work."""
    works: Counter[Work] = Counter()
    for (work, _), count in counts.items():
        works[work] += count
    return Left(new=works[Work.NEW], learning=works[Work.LEARNING], review=works[Work.REVIEW])


def counted(items: Iterable[QueueItem]) -> Counter[tuple[Work, Kind]]:
    """Return how many cards there are of each kind of work and of note."""
    return Counter((item.work, item.kind) for item in items)


def started(queue: Queue, *, day: date, now: datetime) -> Session:
    """Return a sitting over a queue with its first card on the screen."""
    return Session(day=day, rest=queue.rest, learning=queue.learning).moved_on(now)


def _others(items: tuple[QueueItem, ...], cards: Some[CardId]) -> tuple[QueueItem, ...]:
    if items and all(item.card_id not in cards for item in items):
        return items
    return tuple(item for item in items if item.card_id not in cards)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A card that was not known in this sitting, and where its note stands."""

    card_id: CardId
    prompt: str
    path: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A point or a figure that was missed on this day, and where it stands."""

    text: str
    path: str
    line: int
    times: int
    """How often it was missed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a sitting came to."""

    answered: int
    again: int
    new: int
    """Cards seen for the first time."""
    recall: float | None
    """Share of the cards in review that were known; None where none was asked."""
    minutes: float
    """Spent answering, as far as it was timed."""
    tomorrow: int
    """Reviews that the next study day brings, as far as is known now."""
    tomorrow_minutes: float
    missed: tuple[Missed, ...] = ()
    slips: tuple[Slip, ...] = ()
    """Points and figures missed on this day, in all its sittings; the most missed first."""
    target: float | None = None
    """The share of reviews that is meant to be known."""
    proposed: tuple[Missed, ...] = ()
    """Points that are proposed since this day as cards of their own, as they keep being missed."""
    leeches: tuple[Missed, ...] = ()
    """Cards that were forgotten once too often: their notes want rewriting."""


def summary(
    done: Iterable[Done],
    *,
    missed: tuple[Missed, ...],
    tomorrow: Mapping[Kind, int],
    limit: int,
    pace: Pace,
    slips: tuple[Slip, ...] = (),
    target: float | None = None,
    proposed: tuple[Missed, ...] = (),
    leeches: tuple[Missed, ...] = (),
) -> Summary:
    """Return what the answers of a sitting come to; `tomorrow` has the reviews of the next study day by kind."""
    answers = list(done)
    reviews = [answer for answer in answers if answer.work is Work.REVIEW]
    due = sum(tomorrow.values())
    minutes = pace.minutes({(Work.REVIEW, kind): count for kind, count in tomorrow.items()})
    return Summary(
        answered=len(answers),
        again=sum(1 for answer in answers if answer.rating is Rating.AGAIN),
        new=sum(1 for answer in answers if answer.work is Work.NEW),
        recall=sum(1 for answer in reviews if answer.rating > Rating.AGAIN) / len(reviews) if reviews else None,
        minutes=sum(answer.took_ms or 0 for answer in answers) / 60_000,
        tomorrow=min(due, limit),
        tomorrow_minutes=minutes * min(due, limit) / due if due else 0.0,
        missed=missed,
        slips=slips,
        target=target,
        proposed=proposed,
        leeches=leeches,
    )
