"""Log x states -> figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from srs.model import CardState, Kind, Phase, Rating, Seen, Unseen

WINDOW_DAYS = 30
"""How far back recall looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindStats:
    """The figures of one kind of note, or of all."""

    kind: Kind | None
    """None for all of them."""
    cards: int = 0
    due: int = 0
    """In review or in steps, due today or before, and neither suspended nor buried."""
    new: int = 0
    learning: int = 0
    suspended: int = 0
    answers: int = 0
    """Answers on cards in review in the last 30 days."""
    right: int = 0
    """Those of them that were not "again"."""

    @property
    def recall(self) -> float | None:
        """The share that was right; None where nothing was asked."""
        return self.right / self.answers if self.answers else None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatsReport:
    """Figures by kind of note."""

    day: date
    days: int
    """How many study days recall looks back, today included."""
    kinds: tuple[KindStats, ...]
    """Only kinds that have cards, or had answers."""
    total: KindStats
    reviews: int
    """Answers that count, of all time."""
    minutes: float
    """Spent answering in the days looked at, as far as it was timed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer that counts, as figures see it."""

    kind: Kind | None
    """None where the card is gone."""
    rating: Rating
    in_review: bool
    """Whether the card was in review, not new and not in its steps."""
    took_ms: int | None = None
    times: int = 1
    """How many answers there were like this; `took_ms` is of all of them."""


def report(
    cards: Iterable[tuple[Kind, CardState]], answers: Iterable[Answer], *, day: date, reviews: int
) -> StatsReport:
    """Return the figures of a study day, from the cards that are studied and the answers of the last 30 days."""
    standing = ((kind, (name,), 1) for kind, state in cards for name in ("cards", *_stands(state, day)))
    return report_of_counts(standing, answers, day=day, reviews=reviews)


def report_of_counts(
    cards: Iterable[tuple[Kind, Iterable[str], int]], answers: Iterable[Answer], *, day: date, reviews: int
) -> StatsReport:
    """Return the same from cards that were counted already: a kind, what they are (names of `KindStats`), how many."""
    tallies: dict[str, Counter[Kind | None]] = {
        name: Counter() for name in ("cards", "due", "new", "learning", "suspended", "answers", "right")
    }
    took_ms = 0
    for kind, names, count in cards:
        for name in names:
            tallies[name][kind] += count
    for answer in answers:
        took_ms += answer.took_ms or 0
        if answer.in_review:
            tallies["answers"][answer.kind] += answer.times
            tallies["right"][answer.kind] += answer.times * (answer.rating > Rating.AGAIN)
    kinds = [_stats(kind, {name: tally[kind] for name, tally in tallies.items()}) for kind in Kind]
    return StatsReport(
        day=day,
        days=WINDOW_DAYS,
        kinds=tuple(stats for stats in kinds if stats.cards or stats.answers),
        total=_stats(None, {name: tally.total() for name, tally in tallies.items()}),
        reviews=reviews,
        minutes=took_ms / 60_000,
    )


def _stats(kind: Kind | None, counts: Mapping[str, int]) -> KindStats:
    return KindStats(kind=kind, **counts)


def _stands(state: CardState, day: date) -> Iterable[str]:
    if state.suspended:
        yield "suspended"
        return
    match state.state:
        case Unseen():
            yield "new"
        case Seen() as seen:
            if seen.phase is not Phase.REVIEW:
                yield "learning"
            if seen.due_day <= day and state.buried != day:
                yield "due"
