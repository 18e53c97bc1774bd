"""Rows of the log as evidence of what was said; light, as a review asks for it with an answer."""

from __future__ import annotations

from collections.abc import Iterable

from srs.model import CardId, Event, EventKind
from srs.recall.ledger import Answer, Log, marked
from srs.store import Reader


def answers(reader: Reader, cards: Iterable[CardId]) -> list[Answer]:
    """Return the evidence in the log that is of some cards, in order; nothing that was undone."""
    return [
        Answer(
            card=card,
            kind=kind,
            at=at,
            day=day,
            rating=rating if kind is EventKind.REVIEW else None,
            **marked(detail)._asdict(),
        )
        for card, kind, at, day, rating, detail in reader.evidence(cards)
    ]


def all_of_it(reader: Reader) -> Log:
    """Return all evidence in the log, read once; nothing that was undone."""
    from srs.store.columns import told

    found = told(reader)
    return Log(**{name: getattr(found, name) for name in Log.__slots__})


def answer_of(event: Event) -> Answer:
    """Return an answer that is about to be recorded as evidence."""
    return Answer(
        card=event.card or "",
        kind=event.kind,
        at=event.at,
        day=event.day,
        rating=event.rating,
        **marked(event.detail)._asdict(),
    )
