"""Which points are asked alone: one that keeps being missed inside its answer is proposed as a card, one that is known
for long rests, and comes back when it is missed.

Each is an event in the log, in one act with the answer that it follows from, so that an undo takes back both.
"""

from __future__ import annotations

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
    from srs.recall.ledger import Answer

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
    said, missed = _cards(answer.said), _cards(answer.missed)
    misses, days = collection.settings.own_card_after, collection.settings.rest_after
    cards = {each.card.id: each for each in reader.listed([*said, *missed])} if said or missed else {}
    active = {id: each.state.suspended for id, each in cards.items() if each.standing is Standing.ACTIVE}
    follows = [
        Alone(kind=EventKind.RESUME, card=id, detail={REST: 0})
        for id in missed
        if active.get(id) and rest_of(reader.events(id)) is not None
    ]
    without = [id for id in missed if misses and (id not in cards or cards[id].standing is Standing.RETIRED)]
    awake = [id for id in said if days and active.get(id) is False]
    if not without and not awake:
        return follows
    notes = _notes(reader, answer, [cards[id].note for id in awake if cards[id].card.role is Role.ASK])
    follows += _proposals(reader, answer, notes, without, misses)
    follows += _rests(collection, reader, answer, notes, awake, days)
    return follows


def _cards(ids: Iterable[str]) -> list[CardId]:
    return [CardId(id) for id in dict.fromkeys(ids)]


def _notes(reader: Reader, answer: Answer, parts: Iterable[Note]) -> list[Note]:
    """Return the note that was asked, the story that it is about, and those of its parts that were marked."""
    asked = [each.note for each in reader.listed([CardId(answer.card)])]
    stories = [CardId(note.story) for note in asked if note.story is not None]
    told = [each.note for each in reader.listed(stories)] if stories else []
    return list({note.id: note for note in (*asked, *told, *parts)}.values())


def _proposals(
    reader: Reader, answer: Answer, notes: Sequence[Note], points: Sequence[CardId], misses: int
) -> Iterable[Alone]:
    from srs.collection.evidence import answers
    from srs.recall.ledger import keeps_being_missed, marks

    owner = {CardId(point.id): (note, point) for note in notes for point in note.points if note.kind in _ASKED_BY_POINT}
    wanted = [id for id in points if id in owner]
    if not wanted:
        return
    told = marks([*answers(reader, [CardId(note.id) for note in notes]), answer])
    for id in wanted:
        note, point = owner[id]
        if keeps_being_missed(told[id], misses):
            yield Alone(kind=EventKind.PROPOSE, card=id, detail={"of": note.id, "slot": point.slot})


def _rests(
    collection: Collection, reader: Reader, answer: Answer, notes: Sequence[Note], cards: Sequence[CardId], days: int
) -> Iterable[Alone]:
    from srs.collection.evidence import answers
    from srs.recall.ledger import entries, keeps_being_said, marks

    if not cards:
        return
    asking = {CardId(id) for note in notes for id in (note.id, note.parent) if id}
    # a story's points are said in answers to every question that it answers
    asking |= {CardId(id) for id in reader.tellers({NoteId(id) for id in asking})}
    told = [*answers(reader, {*asking, *cards}), answer]
    said = marks(told)
    wanted = {id for id in cards if keeps_being_said(said[id])}
    if not wanted:
        return
    # of all the points only those are remembered that may rest
    some = [replace(note, points=tuple(p for p in note.points if CardId(p.id) in wanted)) for note in notes]
    presets = collection._known.presets(reader)
    parameters = {str(note.id): presets.preset_for(note.deck, note.kind).parameters for note in notes}
    for entry in entries(some, told, day=answer.day, parameters=parameters):
        known = entry.stability or 0.0
        if CardId(entry.id) in wanted and known >= days and not _left_alone(reader.events(CardId(entry.id))):
            yield Alone(kind=EventKind.SUSPEND, card=CardId(entry.id), detail={REST: round(known)})


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
