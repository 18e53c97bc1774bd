"""Databases with something in them, and values of which a test fills in what it is about."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from srs.model import (
    Card,
    CardId,
    CardState,
    Event,
    EventId,
    EventKind,
    Kind,
    Lines,
    Memory,
    Note,
    NoteId,
    Phase,
    Point,
    PointId,
    Rating,
    Role,
    Seen,
    Source,
)
from srs.store import Store

NOW = datetime(2026, 11, 21, 9, 0, 0, 123000, tzinfo=UTC)
TODAY = date(2026, 11, 21)


def note(id="n1", points=0, **fields):
    about = {
        "id": NoteId(id),
        "kind": Kind.QUESTION,
        "prompt": f"What is {id}?",
        "answer": "An answer",
        "path": "rag.md",
        "lines": Lines(1, 9),
        "deck": "mlops",
        "points": tuple(
            Point(id=PointId(f"{id}-p{slot}"), text=f"point {slot}", lines=Lines(slot, slot), slot=slot)
            for slot in range(1, points + 1)
        ),
    }
    return Note(**(about | fields))


def cards_of(note):
    whole = Card(id=CardId(note.id), note=note.id, role=Role.ASK)
    return [whole] + [Card(id=CardId(p.id), note=note.id, role=Role.POINT, slot=p.slot) for p in note.points]


def source(name="rag.md"):
    return Source(path=name, location=f"/notes/{name}", place=name, deck=None)


def event(card="n1", kind=EventKind.REVIEW, at=NOW, id="", **fields):
    about = {
        "id": EventId(id),
        "kind": kind,
        "card": CardId(card),
        "at": at,
        "device": "",
        "day": at.date(),
        "utc_offset": 60,
        "rollover": 240,
        "rating": Rating.GOOD if kind is EventKind.REVIEW else None,
    }
    return Event(**(about | fields))


def seen(due=0, phase=Phase.REVIEW, due_at=None, reviews=1, **fields):
    about = {
        "memory": Memory(3.7145, 5.28),
        "phase": phase,
        "step": None if phase is Phase.REVIEW else 0,
        "due_day": TODAY + timedelta(days=due),
        "due_at": due_at,
        "interval_days": 4,
        "last_review": NOW,
        "last_day": TODAY,
        "reviews": reviews,
        "lapses": 0,
    }
    return CardState(state=Seen(**about), **fields)


def fill(store, *notes, name="rag.md", **more):
    """Keep notes with their cards, as an import of one source does."""
    with store.write() as writer:
        id = writer.put_source(source(name))
        writer.apply(id, list(notes), [card for one in notes for card in cards_of(one)], at=NOW, **more)
    return id


@pytest.fixture
def path(tmp_path):
    return tmp_path / "srs.db"


@pytest.fixture
def store(path):
    with Store.open(path) as store:
        yield store
