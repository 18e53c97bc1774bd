"""What is shown of a collection: cards found, and one card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from srs import query
from srs.clock import Moment
from srs.collection.daily import CardView
from srs.errors import NothingFound
from srs.model import CardId, Event, EventKind, Listed, Preset, SourceId
from srs.scheduling.fuzz import Load
from srs.scheduling.presets import DEFAULTS, Presets
from srs.store import Reader

_SHORT = 4
"""Where a word may be meant too, an id's beginning has so many letters; a shorter one, where no card says the word."""


def select(
    reader: Reader,
    words: str | Sequence[str],
    *,
    day: date,
    at: datetime,
    sources: Sequence[SourceId] | None = None,
    presets: Presets = DEFAULTS,
) -> list[Listed]:
    """Return the cards that ids or a QUERY mean, in the order of import; NothingFound where there is none."""
    named = _by_id(reader, words)
    if named:
        return with_leeches(reader.listed(named), presets)
    asked = query.parse(words)
    found = [
        listed
        for listed in with_leeches(reader.listed(standings=asked.standings, sources=sources), presets)
        if asked.matches(listed, day=day, at=at)
    ]
    if found:
        return found
    if asked.everything:
        raise NothingFound("there are no cards yet", hint="`srs import PATH` reads notes and makes some")
    named = _by_id(reader, words, least=1)
    if named:
        return reader.listed(named)
    _refuse_ambiguous(reader, words)
    raise NothingFound(
        f"no card matches “{words if isinstance(words, str) else ' '.join(words)}”", hint="`srs list` shows all"
    )


def one(reader: Reader, word: str, *, day: date, at: datetime) -> Listed:
    """Return the card that an id or its beginning means, or the only one that a QUERY finds; else NothingFound."""
    named = _by_id(reader, [word], least=1)
    found = reader.listed(named) if named else select(reader, [word], day=day, at=at)
    if len(found) == 1:
        return found[0]
    _refuse_ambiguous(reader, [word])
    raise NothingFound(f"“{word}” means {len(found)} cards", hint="`srs list` with it shows them and their ids")


def matching(
    reader: Reader, words: str | Sequence[str], *, day: date, at: datetime, presets: Presets = DEFAULTS
) -> set[CardId] | None:
    """Return the ids of the cards that ids or a QUERY mean; None for all that are studied."""
    named = _by_id(reader, words)
    if named:
        return set(named)
    asked = query.parse(words)
    if asked.everything:
        return None
    listed = with_leeches(reader.listed(standings=asked.standings), presets)
    found = {each.card.id for each in listed if asked.matches(each, day=day, at=at)}
    return found or set(_by_id(reader, words, least=1))


def with_leeches(listed: list[Listed], presets: Presets) -> list[Listed]:
    """Return cards with the lapses after which their presets call them leeches."""
    if presets == DEFAULTS:
        return listed
    thresholds: dict[tuple[str, str], int] = {}
    for each in listed:
        key = each.note.deck, each.note.kind.value
        if key not in thresholds:
            thresholds[key] = presets.preset_for(*key).leech_lapses
    return [replace(each, leech_lapses=thresholds[each.note.deck, each.note.kind.value]) for each in listed]


def _by_id(reader: Reader, words: str | Sequence[str], *, least: int = _SHORT) -> list[CardId]:
    """Return the cards if every word is the beginning of one id alone, and of at least so many letters; else none."""
    pieces = words.split() if isinstance(words, str) else list(words)
    cards: list[CardId] = []
    for piece in pieces:
        found = _beginning(reader, piece, least=least)
        if len(found) != 1:
            return []
        cards += found
    return cards


def _beginning(reader: Reader, piece: str, *, least: int) -> list[CardId]:
    """Return the cards whose ids begin so; where those are one note's, the card that asks it as a whole."""
    if len(piece) < least or not piece.isascii() or ":" in piece:
        return []
    found = reader.resolve(piece)
    whole = min(found, key=len, default=None)
    return [whole] if whole is not None and all(id.startswith(whole) for id in found) else found


def _refuse_ambiguous(reader: Reader, words: str | Sequence[str]) -> None:
    for piece in words.split() if isinstance(words, str) else words:
        found = _beginning(reader, piece, least=1)
        if len(found) > 1:
            shown = ", ".join(found[:3])
            raise NothingFound(f"“{piece}” begins {len(found)} ids", hint=f"write more of it: {shown}")


def sources_of(reader: Reader, paths: Sequence[str]) -> list[SourceId]:
    """Return the known sources that files and folders are."""
    from srs import sources

    found = sources.find(paths)
    locations = {source.location for source in found.sources}
    return [
        known.id
        for known in reader.sources()
        if known.source.location in locations or sources.is_below(known.source.location, found.folders)
    ]


def view(reader: Reader, card: CardId, moment: Moment, preset: Preset, load: Load | None = None) -> CardView:
    """Return one card with all that can be shown of it; NothingFound where there is none."""
    from srs.collection.differing import changed_since
    from srs.notes.cards import face
    from srs.scheduling.scheduler import preview, retrievability

    listed = next(iter(reader.listed([card])), None)
    if listed is None:
        raise NothingFound(f"there is no card “{card}”", hint="`srs list` shows the ids")
    history = reader.events(card)
    listed = replace(listed, leech_lapses=preset.leech_lapses)
    state = listed.state.state
    return CardView(
        listed=listed,
        face=face(listed.note, listed.card),
        location=reader.location(listed.note.id) or "",
        ratings=preview(state, card=card, moment=moment, preset=preset, load=load),
        history=tuple(history),
        undone=frozenset(event.refers_to for event in history if event.kind is EventKind.UNDO and event.refers_to),
        retrievability=retrievability(state, day=moment.day, preset=preset),
        rest=_rest(listed, history),
        changed_since=changed_since(reader, listed),
    )


def _rest(listed: Listed, history: Sequence[Event]) -> Event | None:
    if not listed.state.suspended:
        return None
    from srs.collection.own_cards import rest_of

    return rest_of(history)
