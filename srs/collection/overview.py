"""What is shown of a whole collection: decks, sources, the figures of a day."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta

from srs import sources, stats
from srs.collection.looking import with_leeches
from srs.collection.reports import DeckReport, SourceReport
from srs.model import Event, Phase, Seen, SourceId, Standing, Unseen
from srs.scheduling.presets import DEFAULTS, Presets
from srs.store import Reader

_INTERVIEWS = 8
"""So many mock interviews make a trend."""


def decks(reader: Reader, day: date) -> list[DeckReport]:
    """Return all decks that have cards, by name."""
    tallies: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for listed in reader.listed(standings=[Standing.ACTIVE]):
        tally, state = tallies[listed.note.deck], listed.state
        tally["cards"] += 1
        tally["suspended"] += state.suspended
        if state.suspended or state.buried == day:
            continue
        tally["new"] += isinstance(state.state, Unseen)
        tally["due"] += isinstance(state.state, Seen) and state.state.due_day <= day
    return [
        DeckReport(name=name, cards=t["cards"], due=t["due"], new=t["new"], suspended=t["suspended"])
        for name, t in sorted(tallies.items(), key=lambda item: item[0].casefold())
    ]


def all_sources(reader: Reader) -> list[SourceReport]:
    """Return all sources in the order of import."""
    standings: defaultdict[SourceId, Counter[Standing]] = defaultdict(Counter)
    for note in reader.notes():
        standings[note.source][note.standing] += 1
    return [
        SourceReport(
            path=known.source.path,
            location=known.source.location,
            deck=known.source.deck,
            encoding=known.encoding,
            notes=standings[known.id][Standing.ACTIVE],
            proposed=standings[known.id][Standing.PROPOSED],
            retired=standings[known.id][Standing.RETIRED],
            present=not sources.is_gone(known.source.location),
        )
        for known in reader.sources()
    ]


def figures(reader: Reader, day: date, presets: Presets = DEFAULTS) -> stats.StatsReport:
    """Return the figures of a study day; the database counts, so that a long history costs little."""
    cards = [
        stats.Cards(kind, deck, _standing(suspended, phase, mature=mature), due and not suspended, count)
        for kind, deck, suspended, phase, mature, due, count in reader.card_counts(day, mature_days=stats.MATURE_DAYS)
    ]
    window = day - timedelta(days=stats.WINDOW_DAYS - 1)
    first_week = day - timedelta(days=day.weekday(), weeks=stats.CALENDAR_WEEKS - 1)
    return stats.report(
        cards,
        [stats.Answers(*row) for row in reader.answer_counts(window, until=day)],
        day=day,
        reviews=reader.review_count(),
        target_of=lambda deck, kind: presets.preset_for(deck, kind).desired_retention,
        calendar=reader.day_counts(first_week, until=day),
        due=reader.coming(day, until=day + timedelta(days=stats.FORECAST_DAYS - 1)),
        leeches=_leeches(reader, presets),
        drills=interviews(reader, last=_INTERVIEWS),
    )


def interviews(reader: Reader, *, last: int) -> list[stats.Interview]:
    """Return what the newest mock interviews came to, the oldest of them first."""
    answers: defaultdict[str, list[Event]] = defaultdict(list)
    for event in reader.events_of_drills():
        answers[str(event.detail["drill"])].append(event)
    return [_interview(answers[drill]) for drill in sorted(answers)[-last:]]


def _interview(answers: list[Event]) -> stats.Interview:
    said, missed, never = (sum(_count(each.detail.get(key)) for each in answers) for key in ("said", "missed", "never"))
    timed = [
        (each.took_ms or 0, target)
        for each in answers
        if isinstance(target := each.detail.get("target_s"), int | float)
    ]
    return stats.Interview(
        day=answers[-1].day,
        answers=len(answers),
        said=said,
        wanted=said + missed,
        in_time=sum(took_ms <= target * 1000 for took_ms, target in timed),
        timed=len(timed),
        by_heart=sum(bool(each.detail.get("by_heart")) for each in answers),
        never=never,
        minutes=sum(each.took_ms or 0 for each in answers) / 60_000,
    )


def _count(ids: object) -> int:
    return len(ids) if isinstance(ids, list) else 0


def _leeches(reader: Reader, presets: Presets) -> list[stats.Leech]:
    least = min((preset.leech_lapses for preset in presets.current.values() if preset.leech_lapses), default=0)
    lapsed = reader.lapsed(least) if least else []
    if not lapsed:
        return []
    from srs.notes.cards import face

    return [
        stats.Leech(
            card=each.card.id,
            text=face(each.note, each.card).prompt,
            lapses=each.state.state.lapses if isinstance(each.state.state, Seen) else 0,
            path=each.note.path,
            line=each.note.lines.start,
        )
        for each in with_leeches(reader.listed(lapsed), presets)
        if each.leech
    ]


def _standing(suspended: bool, phase: Phase | None, *, mature: bool) -> str:
    """Return what a card is, by the names that figures have for it."""
    if suspended:
        return "suspended"
    if phase is None:
        return "new"
    if phase is not Phase.REVIEW:
        return "learning"
    return "mature" if mature else "young"
