"""Counts of cards and answers -> the figures of a day: what waits, recall against its target, what comes due."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from srs.model import CardId, Kind, Rating

WINDOW_DAYS = 30
"""How far back recall looks."""
PERIODS = (1, 7, WINDOW_DAYS)
"""Study days, today included, over which answers are summed up."""
CALENDAR_WEEKS = 53
"""Weeks that the calendar goes back, this one included."""
FORECAST_DAYS = 30
"""Days that the forecast looks ahead, today included."""
MATURE_DAYS = 21
"""From this interval on a card in review is mature, as in Anki; below it is young."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of some cards."""

    cards: int = 0
    due: int = 0
    """In review or in steps, due today or before, and neither suspended nor buried."""
    new: int = 0
    learning: int = 0
    """In their learning or relearning steps."""
    young: int = 0
    mature: int = 0
    suspended: int = 0
    """The five above leave these out; with them they are all `cards`."""
    answers: int = 0
    """Answers on cards in review in the last 30 days."""
    right: int = 0
    """Those of them that were not "again"."""
    target: float | None = None
    """What recall is aimed at: the mean desired retention of what was answered, else of what there is."""

    @property
    def recall(self) -> float | None:
        """The share that was right; None where nothing was asked."""
        return self.right / self.answers if self.answers else None


@dataclass(frozen=True, slots=True, kw_only=True)
class KindStats(Figures):
    """The figures of one kind of note, or of all."""

    kind: Kind | None
    """None for all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckStats(Figures):
    """The figures of one deck, those below it not counted in."""

    deck: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The answers of the last study days, today included."""

    days: int
    answers: int = 0
    new: int = 0
    """Cards answered for the first time."""
    reviews: int = 0
    """Answers on cards in review."""
    right: int = 0
    """Those of them that were not "again"."""
    minutes: float = 0.0
    """Spent answering, as far as it was timed."""

    @property
    def recall(self) -> float | None:
        """The share of reviews that was right; None where there was none."""
        return self.right / self.reviews if self.reviews else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leech:
    """A card that is forgotten again and again, and where its note stands."""

    card: CardId
    text: str
    lapses: int
    path: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """What a mock interview came to."""

    day: date
    answers: int
    said: int
    """Points, figures and wordings that were said, of `wanted`."""
    wanted: int
    in_time: int
    """Answers within their target, of `timed`."""
    timed: int
    """Answers that had a target."""
    by_heart: int
    """Answers told without notes."""
    never: int
    """What was said and should never be."""
    minutes: float

    @property
    def coverage(self) -> float | None:
        """The share of what should be said that was; None where the notes name nothing."""
        return self.said / self.wanted if self.wanted else None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatsReport:
    """The figures of a study day."""

    day: date
    days: int
    """How many study days recall looks back, today included."""
    kinds: tuple[KindStats, ...]
    """Only kinds that have cards, or had answers."""
    decks: tuple[DeckStats, ...]
    """Only decks that have cards, or had answers; by name."""
    total: KindStats
    periods: tuple[Period, ...]
    """Today, a week, 30 days."""
    reviews: int
    """Answers that count, of all time."""
    calendar: Mapping[date, int] = field(default_factory=dict)
    """Answers that count, by study day, of the last 53 weeks; only days that have some."""
    overdue: int = 0
    """Cards that were due before today, neither suspended nor buried today."""
    forecast: tuple[tuple[date, int], ...] = ()
    """How many cards come due on each of the next 30 days, today first and with what is overdue."""
    leeches: tuple[Leech, ...] = ()
    """The most forgotten first."""
    drills: tuple[Interview, ...] = ()
    """The newest mock interviews, the oldest of them first."""

    @property
    def minutes(self) -> float:
        """Spent answering in the days that recall looks back, as far as it was timed."""
        return self.periods[-1].minutes


class Cards(NamedTuple):
    """How many cards there are of one sort."""

    kind: Kind
    deck: str
    standing: str
    """`new`, `learning`, `young`, `mature` or `suspended`."""
    due: bool
    number: int


class Answers(NamedTuple):
    """How many answers of one sort there were on a study day."""

    day: date
    kind: Kind | None
    """None where the card is gone."""
    deck: str
    rating: Rating
    first: bool
    """Whether the card was new."""
    in_review: bool
    """Whether the card was in review, not new and not in its steps."""
    number: int
    took_ms: int
    """Of all of them."""


def report(
    cards: Iterable[Cards],
    answers: Iterable[Answers],
    *,
    day: date,
    reviews: int,
    target_of: Callable[[str, Kind], float],
    calendar: Mapping[date, int] | None = None,
    due: Mapping[date, int] | None = None,
    leeches: Sequence[Leech] = (),
    drills: Sequence[Interview] = (),
) -> StatsReport:
    """Return the figures of a study day from what was counted; `answers` are those of the last 30 days.

    `target_of` gives the desired retention of a deck and a kind; `due` has the cards by the day on which they are due.
    """
    cards, answers = list(cards), list(answers)
    by_kind: defaultdict[Kind | None, _Tally] = defaultdict(_Tally)
    by_deck: defaultdict[str, _Tally] = defaultdict(_Tally)
    total = _Tally()
    for some in cards:
        for tally in (by_kind[some.kind], by_deck[some.deck], total):
            tally.add_cards(some, target_of(some.deck, some.kind))
    for each in answers:
        target = None if each.kind is None else target_of(each.deck, each.kind)
        for tally in (by_kind[each.kind], *([] if each.kind is None else [by_deck[each.deck]]), total):
            tally.add_answers(each, target)
    kinds = [
        KindStats(kind=kind, target=by_kind[kind].target, **by_kind[kind].counts()) for kind in Kind if kind in by_kind
    ]
    decks = [DeckStats(deck=deck, target=tally.target, **tally.counts()) for deck, tally in by_deck.items()]
    overdue = sum(count for at, count in (due or {}).items() if at < day)
    ahead = [day + timedelta(days=number) for number in range(FORECAST_DAYS)]
    coming = [(at, (due or {}).get(at, 0) + (overdue if at == day else 0)) for at in ahead]
    return StatsReport(
        day=day,
        days=WINDOW_DAYS,
        kinds=tuple(each for each in kinds if each.cards or each.answers),
        decks=tuple(
            sorted((each for each in decks if each.cards or each.answers), key=lambda each: each.deck.casefold())
        ),
        total=KindStats(kind=None, target=total.target, **total.counts()),
        periods=tuple(_period(answers, day, days) for days in PERIODS),
        reviews=reviews,
        calendar=dict(sorted((calendar or {}).items())),
        overdue=overdue,
        forecast=tuple(coming),
        leeches=tuple(sorted(leeches, key=lambda leech: -leech.lapses)),
        drills=tuple(drills),
    )


class _Tally:
    """Figures on their way."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._aims: dict[str, Counter[float]] = {"answers": Counter(), "cards": Counter()}

    def add_cards(self, some: Cards, target: float) -> None:
        self._counts["cards"] += some.number
        self._counts[some.standing] += some.number
        self._counts["due"] += some.number if some.due else 0
        self._aims["cards"][target] += some.number

    def add_answers(self, some: Answers, target: float | None) -> None:
        if not some.in_review:
            return
        self._counts["answers"] += some.number
        self._counts["right"] += some.number if some.rating > Rating.AGAIN else 0
        if target is not None:
            self._aims["answers"][target] += some.number

    def counts(self) -> dict[str, int]:
        return {name: self._counts[name] for name in _COUNTED}

    @property
    def target(self) -> float | None:
        aims = self._aims["answers"] or self._aims["cards"]
        if len(aims) < 2:
            return next(iter(aims), None)
        return sum(aim * number for aim, number in aims.items()) / aims.total()


_COUNTED = ("cards", "due", "new", "learning", "young", "mature", "suspended", "answers", "right")


def _period(answers: Iterable[Answers], day: date, days: int) -> Period:
    first = day - timedelta(days=days - 1)
    among = [each for each in answers if first <= each.day <= day]
    reviews = [each for each in among if each.in_review]
    return Period(
        days=days,
        answers=sum(each.number for each in among),
        new=sum(each.number for each in among if each.first),
        reviews=sum(each.number for each in reviews),
        right=sum(each.number for each in reviews if each.rating > Rating.AGAIN),
        minutes=sum(each.took_ms for each in among) / 60_000,
    )
