"""What a fit reads of the log: how answers were rated, on which study days, and what a card's preset is chosen by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from srs.model import CardId, Kind, Standing
from srs.store.reader import Reader
from srs.store.rows import named

_UNDONE = "SELECT refers_to FROM log WHERE kind = 'undo' AND refers_to IS NOT NULL"
_RATINGS = (
    "SELECT id, card, rating, day, at FROM log WHERE kind = 'review' AND card IS NOT NULL AND rating IS NOT NULL"
    f" AND id NOT IN ({_UNDONE}) ORDER BY id"
)
_RESETS = f"SELECT card, at, id FROM log WHERE kind = 'reset' AND id NOT IN ({_UNDONE}) ORDER BY at, id"
_DECKS = "SELECT card.id, note.deck, note.kind, card.standing FROM card JOIN note ON note.id = card.note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratings:
    """Answers that count as columns, in the order of their ids: nothing undone, nothing before a card's last reset."""

    cards: list[CardId] = field(default_factory=list)
    """Cards by their number."""
    card: list[int] = field(default_factory=list)
    rating: list[int] = field(default_factory=list)
    day: list[int] = field(default_factory=list)
    """Study days since 1970-01-01."""
    at: list[int] = field(default_factory=list)
    """Milliseconds since 1970."""


def ratings(reader: Reader) -> Ratings:
    """Return all answers of the log that count."""
    begun = {card: (at, id) for card, at, id in _rows(reader, _RESETS)}
    number: dict[CardId, int] = {}
    out = Ratings()
    for id, card, rating, day, at in _rows(reader, _RATINGS):
        if card in begun and (at, id) < begun[card]:
            continue
        out.card.append(number.setdefault(card, len(number)))
        out.rating.append(rating)
        out.day.append(day)
        out.at.append(at)
    out.cards.extend(number)
    return out


class Home(NamedTuple):
    """What a card's preset is chosen by."""

    deck: str
    kind: Kind
    studied: bool


def homes(reader: Reader) -> dict[CardId, Home]:
    """Return the deck and the kind of every card that is known, also of those no longer studied."""
    kinds = {kind.value: kind for kind in Kind}
    active = Standing.ACTIVE.value
    rows = _rows(reader, _DECKS)
    return {CardId(card): Home(named(deck), kinds[kind], standing == active) for card, deck, kind, standing in rows}


def _rows(reader: Reader, statement: str) -> Iterator[Any]:
    return iter(reader._connection.exec_driver_sql(statement))
