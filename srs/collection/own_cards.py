"""Which points are asked alone: one that keeps being missed inside its answer is proposed as a card, one that is known
for long rests, and comes back when it is missed.

Each is an event in the log, in one act with the answer that it follows from, so that an undo takes back both.
"""

from __future__ import annotations

from collections.abc import Collection as Some
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from srs.anki.identity import ALONE
from srs.model import Card, CardId, Event, EventKind, Kind, Listed, Note, NoteId, Role, Standing
from srs.notes.cards import face, is_own_card
from srs.scheduling.replay import counting
from srs.store import Reader, Writer

if TYPE_CHECKING:
    from srs.collection import Collection
    from srs.collection.choices import Choices
    from srs.recall.ledger import Answer, Entry

REST = "rest"
"""In the detail of a `suspend`: it is a rest, and for how many days the point was remembered; of a `resume`: a rest is
over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """What follows from an answer for a point of it."""

    kind: EventKind
    """`propose` a card of its own, `suspend` the one it has, `resume` it."""
    card: CardId
    detail: Mapping[str, object]


_ASKED_BY_POINT = frozenset({Kind.QUESTION, Kind.LIST, Kind.KEY_POINT, Kind.STORY_MATCH, Kind.PHRASING})
"""Kinds whose points can be asked one by one; a story's are anyway."""


def is_own(listed: Listed) -> bool:
    """Return whether a card is a point's own, beside those that its note makes anyway."""
    return is_own_card(listed.note, listed.card)


# ------------------------------------------------------------------ what follows from an answer


def consequences(collection: Collection, reader: Reader, answer: Answer) -> list[Alone]:
    """Return what follows from an answer that is about to be recorded; nothing where no point was marked in it."""
    from srs.recall.ledger import is_known_for_long, keeps_being_missed, keeps_being_said

    marked = [CardId(id) for id in dict.fromkeys((*answer.said, *answer.missed))]
    misses, days = collection.settings.own_card_after, collection.settings.rest_after
    if not marked or not (misses or days):
        return []
    asked = _notes(reader, [CardId(answer.card)])
    if not asked:
        return []
    notes = asked + _notes(reader, [CardId(note.story) for note in asked if note.story is not None])
    cards = {each.card.id: each for each in reader.listed(marked)}
    notes += [each.note for each in cards.values() if each.card.role is Role.ASK]
    notes = list({note.id: note for note in notes}.values())
    owner = {CardId(point.id): note for note in notes for point in note.points}
    found = _entries(collection, reader, notes, answer, _asking(notes))
    follows: list[Alone] = []
    resting: list[CardId] = []
    for id in marked:
        own, entry = cards.get(id), found.get(id)
        if entry is None:
            continue
        if own is None or own.standing is Standing.RETIRED:
            wanted = misses and id in answer.missed and keeps_being_missed(entry, misses)
            if wanted and id in owner and owner[id].kind in _ASKED_BY_POINT:
                detail = {"of": owner[id].id, "slot": _slot(owner[id], id)}
                follows.append(Alone(kind=EventKind.PROPOSE, card=id, detail=detail))
        elif own.standing is Standing.ACTIVE and id in answer.missed:
            if own.state.suspended and rest_of(reader.events(id)) is not None:
                follows.append(Alone(kind=EventKind.RESUME, card=id, detail={REST: 0}))
        elif own.standing is Standing.ACTIVE and days and not own.state.suspended and keeps_being_said(entry):
            resting.append(id)
    if resting:
        # a story's points are said in answers to every question that it answers
        told = {*_asking(notes), *_telling(reader, notes)}
        found = _entries(collection, reader, notes, answer, told)
        for id in resting:
            if is_known_for_long(found[id], days) and not _left_alone(reader.events(id)):
                detail = {REST: round(found[id].stability or 0)}
                follows.append(Alone(kind=EventKind.SUSPEND, card=id, detail=detail))
    return follows


def _notes(reader: Reader, cards: Sequence[CardId]) -> list[Note]:
    return [each.note for each in reader.listed(cards)] if cards else []


def _asking(notes: Iterable[Note]) -> set[CardId]:
    """Return the cards that have evidence of notes and of their points, as far as the notes themselves tell."""
    return {CardId(id) for note in notes for id in (note.id, note.parent, *(point.id for point in note.points)) if id}


def _telling(reader: Reader, notes: Iterable[Note]) -> set[CardId]:
    stories = {id for note in notes for id in (note.id, note.parent) if id}
    return {CardId(id) for id in reader.tellers(stories)}


def _entries(
    collection: Collection, reader: Reader, notes: Sequence[Note], answer: Answer, cards: Some[CardId]
) -> dict[CardId, Entry]:
    from srs.collection.knowing import answers
    from srs.recall.ledger import entries

    presets = collection._known.presets(reader)
    parameters = {str(note.id): presets.preset_for(note.deck, note.kind).parameters for note in notes}
    told = [*answers(reader, cards), answer]
    return {CardId(each.id): each for each in entries(notes, told, day=answer.day, parameters=parameters)}


def _slot(note: Note, card: CardId) -> int:
    return next(point.slot for point in note.points if CardId(point.id) == card)


# ------------------------------------------------------------------ rests


def rest_of(events: Iterable[Event]) -> Event | None:
    """Return what put a card to rest, where that is why it is not asked; `events` are those of the card."""
    pauses = [event for event in counting(events) if event.kind in (EventKind.SUSPEND, EventKind.RESUME)]
    last = pauses[-1] if pauses else None
    return last if last is not None and last.kind is EventKind.SUSPEND and REST in last.detail else None


def _left_alone(events: Iterable[Event]) -> bool:
    """Return whether the learner has resumed a card that rested: it is then not put to rest again."""
    rested = False
    for event in counting(events):
        rested = rested or (event.kind is EventKind.SUSPEND and REST in event.detail)
        if rested and event.kind is EventKind.RESUME and REST not in event.detail:
            return True
    return False


# ------------------------------------------------------------------ proposals


def hold(writer: Writer, said: Choices, notes: Iterable[NoteId]) -> None:
    """Let points keep the cards of their own that they were proposed or given, where their notes still have them."""
    among = frozenset(notes)
    for card, own in said.points.items():
        known = writer.note(own.note) if own.note in among else None
        if known is None or known.note.kind is Kind.STORY:
            continue
        point = next((point for point in known.note.points if CardId(point.id) == card), None)
        if point is not None:
            made = Card(id=card, note=known.note.id, role=Role.POINT, slot=point.slot)
            writer.put_card(made, own.standing if known.standing is Standing.ACTIVE else known.standing)


def proposed_on(reader: Reader, day: date) -> list[Listed]:
    """Return the cards of points that were proposed on a study day and still wait for a word."""
    events = counting(reader.events(since=day))
    cards = [event.card for event in events if event.kind is EventKind.PROPOSE and event.card and event.day == day]
    return [each for each in reader.listed(cards) if each.standing is Standing.PROPOSED] if cards else []


# ------------------------------------------------------------------ on a phone


def as_note(note: Note, card: Card) -> tuple[Note, Card]:
    """Return a point's own card as a note of its own; KeyError where the note does not have that point."""
    shown = face(note, card)
    alone = replace(
        note,
        id=NoteId(card.id),
        prompt=f"{shown.prompt} · {shown.hint}",
        answer=shown.answer,
        points=(),
        versions=(),
        cues=(),
        rule=ALONE,
    )
    return alone, Card(id=card.id, note=alone.id, role=Role.ASK)


def points_alone(reader: Reader) -> dict[CardId, Note]:
    """Return all cards that points have of their own, retired ones too, each as the note that a phone knows it by."""
    return {
        card.id: as_note(note, card)[0]
        for card, note in reader.point_cards()
        if any(CardId(point.id) == card.id for point in note.points)
    }
