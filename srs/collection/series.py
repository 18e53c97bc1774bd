"""Figures over time, from the log and the states: answers a day, recall a week, what comes due, calibration."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from srs.collection.evidence import all_of_it
from srs.collection.knowing import ledger
from srs.collection.overview import figures
from srs.model import Kind, Listed, Standing
from srs.recall.calibration import Bin, calibration
from srs.recall.ledger import Entry
from srs.recall.readiness import ReadyReport, readiness
from srs.stats import StatsReport
from srs.store import Reader

if TYPE_CHECKING:
    from srs.collection import Collection

RECALL_WEEKS = 26


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
    ready: ReadyReport
    stories: tuple[tuple[str, tuple[str, ...]], ...]
    """Each story with the questions that it answers."""


def pages(collection: Collection) -> Pages:
    """Return all that the page shows, as of the collection's day; a collection without cards has an empty one."""
    day = collection.today()
    with collection._store.read() as reader:
        known = collection._known.presets(reader)
        listed = reader.listed(standings=[Standing.ACTIVE])
        presets = {each.card.id: known.preset_for(each.note.deck, each.note.kind) for each in listed}
        parameters = {str(each.note.id): presets[each.card.id].parameters for each in listed}
        log = all_of_it(reader)
        stats = figures(reader, day, known)
        entries = ledger(log, listed, day, parameters)
        return Pages(
            stats=stats,
            series=Series(
                day=day,
                counts=stats.calendar,
                weeks=_weeks(reader, day),
                overdue=stats.overdue,
                forecast=stats.forecast,
                target=known.preset_for("", "").desired_retention,
                bins=calibration(log, presets),
            ),
            entries=tuple(entries),
            ready=readiness(entries, on=day),
            stories=stories_of(listed),
        )


def _weeks(reader: Reader, day: date) -> tuple[Week, ...]:
    """Return the answers on cards in review of the last weeks, this one included."""
    first = day - timedelta(days=day.weekday(), weeks=RECALL_WEEKS - 1)
    answers: Counter[date] = Counter()
    right: Counter[date] = Counter()
    for on, count, were_right in reader.recall_counts(first, until=day):
        week = on - timedelta(days=on.weekday())
        answers[week] += count
        right[week] += were_right
    mondays = [first + timedelta(weeks=number) for number in range(RECALL_WEEKS)]
    return tuple([Week(each, answers[each], right[each]) for each in mondays])


def stories_of(listed: Iterable[Listed]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each story with the questions that it answers."""
    notes = {each.note.id: each.note for each in listed}
    answered: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for note in notes.values():
        if note.kind in (Kind.QUESTION, Kind.STORY_MATCH) and note.story is not None:
            answered[note.story][note.prompt] = None
    return tuple((note.prompt, tuple(answered.get(note.id, ()))) for note in notes.values() if note.kind is Kind.STORY)
