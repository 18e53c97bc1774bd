"""What a learner says of notes: studied after all, no card at all, or another kind of note.

Each is an event in the log, whose `card` is the one that asks the note as a whole, and outlives every import: a hidden
note stays hidden, and one that was retyped keeps its kind.
"""

from __future__ import annotations

from collections.abc import Collection as Some
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from srs.collection import own_cards
from srs.collection.own_cards import is_own
from srs.collection.reports import Acted
from srs.model import Card, CardId, Event, EventKind, Kind, Listed, Note, NoteId, Role, Standing
from srs.notes.cards import cards_of
from srs.store import Reader, Writer

if TYPE_CHECKING:
    from srs.collection import Collection


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A card that a point has of its own."""

    note: NoteId
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """All that the learner has said which was not taken back."""

    hidden: frozenset[NoteId]
    kinds: dict[NoteId, tuple[Kind, Kind]]
    """Note -> the kind that its source gave it, the kind that the learner did."""
    points: dict[CardId, Own]
    """The cards that points have of their own, or might have."""

    def as_read(self, note: Note) -> Note:
        """Return a stored note with the kind that its source gives it."""
        return replace(note, kind=self.kinds[note.id][0]) if note.id in self.kinds else note

    def as_kept(self, note: Note) -> Note:
        """Return a note just read with the kind that the learner gave it."""
        return replace(note, kind=self.kinds[note.id][1]) if note.id in self.kinds else note


def choices(reader: Reader) -> Choices:
    """Return what the learner has said of notes."""
    hidden: set[NoteId] = set()
    kinds: dict[NoteId, tuple[Kind, Kind]] = {}
    points: dict[CardId, Own] = {}
    for event in reader.choices():
        note = NoteId(event.card or "")
        if "of" in event.detail:
            points[CardId(note)] = Own(note=NoteId(str(event.detail["of"])), standing=_STANDS[event.kind])
            continue
        match event.kind:
            case EventKind.HIDE:
                hidden.add(note)
            case EventKind.ACCEPT:
                hidden.discard(note)
            case EventKind.RETYPE:
                first = kinds[note][0] if note in kinds else Kind(str(event.detail["was"]))
                kinds[note] = first, Kind(str(event.detail["kind"]))
            case EventKind.LINK if event.detail.get("merge"):
                hidden.add(NoteId(str(event.detail["note"])))
    return Choices(hidden=frozenset(hidden), kinds=kinds, points=points)


_STANDS = {
    EventKind.PROPOSE: Standing.PROPOSED,
    EventKind.ACCEPT: Standing.ACTIVE,
    EventKind.HIDE: Standing.HIDDEN,
}
"""What becomes of a point's own card."""


def choose(collection: Collection, kind: EventKind, cards: Iterable[CardId], to: Kind | None = None) -> Acted:
    """Record what the learner says of the notes of some cards, and let them be so; those that are so are left out."""
    moment = collection._moment()
    with collection._store.write() as writer:
        listed = {_subject(kind, each): each for each in writer.listed([CardId(card) for card in cards])}
        wanted = [each for each in listed.values() if _applies(kind, each, to)]
        # what was done in one act is undone in one; the event before names it
        act = {"act": writer.newest_id() or "first"} if len(wanted) > 1 else {}
        for each in wanted:
            card = _subject(kind, each)
            if card != CardId(each.note.id):
                detail = {"was": each.standing.value, "of": each.note.id, **act}
            elif kind is EventKind.RETYPE:
                detail = {"was": each.note.kind.value, "kind": (to or each.note.kind).value, **act}
            else:
                detail = {"was": each.standing.value, **act}
            event = collection._event(kind, card, moment, detail=detail)
            collection._record(writer, event, writer.before(card, moment.at))
    return Acted(kind=kind, cards=tuple(_subject(kind, each) for each in wanted), day=moment.day)


def _subject(kind: EventKind, listed: Listed) -> CardId:
    """Return the card that an act is on: a point's own, which comes and goes alone, else the note's as a whole."""
    return listed.card.id if is_own(listed) and kind is not EventKind.RETYPE else CardId(listed.note.id)


def _applies(kind: EventKind, listed: Listed, to: Kind | None) -> bool:
    match kind:
        case EventKind.ACCEPT:
            return listed.standing in (Standing.PROPOSED, Standing.HIDDEN)
        case EventKind.HIDE:
            return listed.standing in (Standing.PROPOSED, Standing.ACTIVE)
        case _:
            return listed.note.kind is not to


def take(writer: Writer, event: Event) -> None:
    """Let a note be what an event says."""
    note = NoteId(event.card or "")
    if "of" in event.detail:
        _stand_alone(writer, event, _STANDS[event.kind])
        return
    match event.kind:
        case EventKind.ACCEPT:
            writer.stand(note, Standing.ACTIVE)
        case EventKind.HIDE:
            writer.stand(note, Standing.HIDDEN)
        case EventKind.RETYPE:
            _retype(writer, note, Kind(str(event.detail["kind"])))
    own_cards.hold(writer, choices(writer), [note])


def take_back(writer: Writer, event: Event) -> None:
    """Let a note be what it was before an event."""
    note = NoteId(event.card or "")
    if "of" in event.detail:
        _stand_alone(writer, event, Standing(str(event.detail.get("was", Standing.RETIRED.value))))
        return
    match event.kind:
        case EventKind.ACCEPT:
            writer.stand(note, Standing(str(event.detail.get("was", Standing.PROPOSED.value))))
        case EventKind.HIDE:
            writer.stand(note, Standing(str(event.detail.get("was", Standing.ACTIVE.value))))
        case EventKind.RETYPE:
            _retype(writer, note, Kind(str(event.detail["was"])))
    own_cards.hold(writer, choices(writer), [note])


def _stand_alone(writer: Writer, event: Event, standing: Standing) -> None:
    """Let a point's own card be what an event says, made if there is none."""
    card, note = CardId(event.card or ""), writer.note(NoteId(str(event.detail["of"])))
    slot = next((point.slot for point in note.note.points if CardId(point.id) == card), None) if note else None
    if note is not None and slot is not None:
        writer.put_card(Card(id=card, note=note.note.id, role=Role.POINT, slot=slot), standing)
    else:
        writer.stand_alone(card, standing)


def hold(writer: Writer, notes: Some[NoteId], said: Choices) -> None:
    """Keep notes hidden that an import has just stored, as the learner wanted."""
    for note in said.hidden & frozenset(notes):
        writer.stand(note, Standing.HIDDEN)
    own_cards.hold(writer, said, notes)


def _retype(writer: Writer, id: NoteId, kind: Kind) -> None:
    known = writer.note(id)
    if known is None:
        return
    note = replace(known.note, kind=kind)
    writer.retype(note, cards_of(note))
