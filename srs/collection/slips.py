"""What was missed on a day: points that were not said, figures that were wrong, with where they stand."""

from __future__ import annotations

from collections import Counter
from datetime import date

from srs.model import CardId, Event, Kind, Listed, Rating, Role
from srs.store import Reader
from srs.study.session import Slip


def slips_of(reader: Reader, day: date) -> tuple[Slip, ...]:
    """Return the points and figures missed on a study day, the most missed first, else in the order of the day."""
    answers = [done.event for done in reader.answered(day, until=day)]
    cards = [event.card for event in answers if event.card is not None]
    known = {each.card.id: each for each in reader.listed(dict.fromkeys(cards))}
    counts: Counter[tuple[str, str, int]] = Counter()
    for event in answers:
        if event.card in known:
            counts.update(_missed(event, known[CardId(event.card)]))
    return tuple([Slip(text=text, path=path, line=line, times=n) for (text, path, line), n in counts.most_common()])


def _missed(event: Event, listed: Listed) -> list[tuple[str, str, int]]:
    """Return what one answer missed: text, path and line."""
    note = listed.note
    missed = event.detail.get("missed")
    ids = set(missed) if isinstance(missed, list) else set()
    points = [point for point in note.points if point.id in ids]
    forgotten = event.rating is Rating.AGAIN
    if listed.card.role is Role.POINT and forgotten:
        points = [point for point in note.points if CardId(point.id) == listed.card.id]
    found = [(point.text, note.path, point.lines.start) for point in points]
    if note.kind is Kind.METRIC and (forgotten or event.detail.get("verdict") == "wrong"):
        found.append((note.prompt.replace("___", note.answer, 1), note.path, note.lines.start))
    return found
