"""Figures over time, from the log and the states: answers a day, recall a week, what comes due, calibration."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from srs.collection.knowing import ledger
from srs.collection.overview import figures
from srs.model import NEW, CardId, Event, EventKind, Kind, Listed, Phase, Preset, Rating, Seen, Standing
from srs.recall.ledger import Entry
from srs.stats import StatsReport
from srs.store import Reader

if TYPE_CHECKING:
    from srs.collection import Collection

YEAR_WEEKS = 53
RECALL_WEEKS = 26
FORECAST_DAYS = 30
CALIBRATED = 20_000
"""Calibration replays the histories of the cards that were answered last, until it has so many answers."""
_BINS = 20


@dataclass(frozen=True, slots=True)
class Week:
    """The answers on cards in review in one week."""

    first: date
    """Its Monday."""
    answers: int
    right: int

    @property
    def recall(self) -> float | None:
        return self.right / self.answers if self.answers else None


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers on cards in review whose chance to be right was about the same."""

    low: float
    high: float
    answers: int
    right: int
    predicted: float
    """The mean of the chances."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What a page draws."""

    day: date
    counts: Mapping[date, int]
    """Answers that count, by study day, of the last 53 weeks; only days that have some."""
    weeks: tuple[Week, ...]
    """The last 26, oldest first; the last one is this week."""
    overdue: int
    """Cards that were due before today, neither suspended nor buried today."""
    forecast: tuple[tuple[date, int], ...]
    """How many cards come due on each of the next 30 days, today first."""
    target: float
    """The recall that is aimed at by the preset of all cards that no other is for."""
    bins: tuple[Bin, ...] = ()
    """Only those that have answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """All that the page shows."""

    stats: StatsReport
    series: Series
    entries: tuple[Entry, ...]
    stories: tuple[tuple[str, tuple[str, ...]], ...]
    """Each story with the questions that it answers."""
    bare: tuple[str, ...]
    """Questions that no story answers, where any story answers one of their deck."""


def pages(collection: Collection) -> Pages:
    """Return all that the page shows, as of the collection's day; a collection without cards has an empty one."""
    day = collection.today()
    with collection._store.read() as reader:
        listed = reader.listed(standings=[Standing.ACTIVE])
        parameters = {str(each.note.id): _preset_of(collection, each).parameters for each in listed}
        stories, bare = stories_of(listed)
        return Pages(
            stats=figures(reader, day, collection._presets()),
            series=_series(reader, day, lambda each: _preset_of(collection, each), target=_target(collection)),
            entries=tuple(ledger(reader, listed, day, parameters)),
            stories=stories,
            bare=bare,
        )


def _preset_of(collection: Collection, each: Listed) -> Preset:
    return collection.preset_for(each.note.deck, each.note.kind)


def _target(collection: Collection) -> float:
    return collection.preset.desired_retention


def _series(reader: Reader, day: date, preset_of: Callable[[Listed], Preset], *, target: float) -> Series:
    """Return the figures over time for a study day."""
    listed = reader.listed(standings=[Standing.ACTIVE])
    monday = day - timedelta(days=day.weekday())
    first_week = monday - timedelta(weeks=RECALL_WEEKS - 1)
    counts: Counter[date] = Counter()
    answers: Counter[date] = Counter()
    right: Counter[date] = Counter()
    for done in reader.answered(monday - timedelta(weeks=YEAR_WEEKS - 1), until=day):
        counts[done.event.day] += 1
        if done.first or done.in_steps or done.event.rating is None:
            continue
        week = done.event.day - timedelta(days=done.event.day.weekday())
        answers[week] += 1
        right[week] += done.event.rating > Rating.AGAIN
    mondays = [first_week + timedelta(weeks=number) for number in range(RECALL_WEEKS)]
    overdue, forecast = _forecast(listed, day)
    return Series(
        day=day,
        counts=dict(sorted(counts.items())),
        weeks=tuple([Week(each, answers[each], right[each]) for each in mondays]),
        overdue=overdue,
        forecast=forecast,
        target=target,
        bins=_calibration(reader, listed, preset_of),
    )


def _forecast(listed: Sequence[Listed], day: date) -> tuple[int, tuple[tuple[date, int], ...]]:
    days = [day + timedelta(days=number) for number in range(FORECAST_DAYS)]
    due: Counter[date] = Counter()
    overdue = 0
    for each in listed:
        state = each.state.state
        if isinstance(state, Seen) and not each.state.suspended:
            hidden = each.state.buried == day and state.due_day <= day
            due[days[1] if hidden else max(state.due_day, day)] += 1
            overdue += state.due_day < day and not hidden
    return overdue, tuple([(each, due[each]) for each in days])


def _calibration(reader: Reader, listed: Sequence[Listed], preset_of: Callable[[Listed], Preset]) -> tuple[Bin, ...]:
    """Return what was predicted for answers on cards in review, against how they went."""
    from srs.scheduling.replay import by_card

    cards = {each.card.id: each for each in listed if isinstance(each.state.state, Seen)}
    histories = [(id, events) for id, events in by_card(reader.each_event()) if id in cards]
    histories.sort(key=lambda item: max(event.at for event in item[1]), reverse=True)
    found: list[tuple[float, bool]] = []
    for id, events in histories:
        if len(found) >= CALIBRATED:
            break
        found += _predicted(id, events, preset_of(cards[id]))
    return binned(found)


def _predicted(card: CardId, events: Iterable[Event], preset: Preset) -> Iterable[tuple[float, bool]]:
    from srs.scheduling.replay import counting, step
    from srs.scheduling.scheduler import retrievability

    state = NEW
    for event in counting(events):
        before = state.state
        if (
            event.kind is EventKind.REVIEW
            and event.rating is not None
            and isinstance(before, Seen)
            and before.phase is Phase.REVIEW
        ):
            chance = retrievability(before, day=event.day, preset=preset)
            if chance is not None:
                yield chance, event.rating > Rating.AGAIN
        state = step(state, event, preset)


def binned(found: Iterable[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Return (chance, whether it was right) by chances, in steps of five percent."""
    bins: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for chance, was_right in found:
        bins[min(int(chance * _BINS), _BINS - 1)].append((chance, was_right))
    return tuple(
        Bin(
            low=number / _BINS,
            high=(number + 1) / _BINS,
            answers=len(each),
            right=sum(was_right for _, was_right in each),
            predicted=sum(chance for chance, _ in each) / len(each),
        )
        for number, each in sorted(bins.items())
    )


def stories_of(listed: Iterable[Listed]) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], tuple[str, ...]]:
    """Return each story with the questions that it answers, and questions without one in decks that have such."""
    notes = {each.note.id: each.note for each in listed}
    asks = [note for note in notes.values() if note.kind in (Kind.QUESTION, Kind.STORY_MATCH)]
    answered: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for note in asks:
        if note.story is not None:
            answered[note.story][note.prompt] = None
    told = {note.prompt.casefold() for note in asks if note.story is not None}
    decks = {note.deck for note in asks if note.story is not None}
    stories = tuple(
        (note.prompt, tuple(answered.get(note.id, ()))) for note in notes.values() if note.kind is Kind.STORY
    )
    bare = tuple(
        dict.fromkeys(
            note.prompt
            for note in asks
            if note.kind is Kind.QUESTION and note.deck in decks and note.prompt.casefold() not in told
        )
    )
    return stories, bare
