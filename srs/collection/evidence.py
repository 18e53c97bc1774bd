"""Rows of the log as evidence of what was said; light, as a review asks for it with an answer."""

from __future__ import annotations

from collections.abc import Iterable

from srs.model import CardId, Event, EventKind
from srs.recall.ledger import Answer
from srs.store import Reader


def answers(reader: Reader, cards: Iterable[CardId] | None = None) -> list[Answer]:
    """Return all evidence in the log, or that of some cards, in order; nothing that was undone."""
    return [
        Answer(
            card=card,
            kind=kind,
            at=at,
            day=day,
            rating=rating if kind is EventKind.REVIEW else None,
            said=_ids(detail.get("said")),
            missed=_ids(detail.get("missed")),
            verdict=_verdict(detail.get("verdict")),
        )
        for card, kind, at, day, rating, detail in reader.evidence(cards)
    ]


def answer_of(event: Event) -> Answer:
    """Return an answer that is about to be recorded as evidence."""
    return Answer(
        card=event.card or "",
        kind=event.kind,
        at=event.at,
        day=event.day,
        rating=event.rating,
        said=_ids(event.detail.get("said")),
        missed=_ids(event.detail.get("missed")),
        verdict=_verdict(event.detail.get("verdict")),
    )


def _ids(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _verdict(value: object) -> str | None:
    return value if isinstance(value, str) else None
