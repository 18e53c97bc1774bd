"""What a learner says of notes: studied after all, no card at all, or another kind of note.

Each is an event in the log, whose `card` is the one that asks the note as a whole, and outlives every import: a hidden
note stays hidden, and one that was retyped keeps its kind.
"""

from __future__ import annotations

from collections.abc import Collection as Some
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from srs.collection.reports import Acted
from srs.model import CardId, Event, EventKind, Kind, Listed, Note, NoteId, Standing
from srs.notes.cards import cards_of
from srs.store import Reader, Writer

if TYPE_CHECKING:
    from srs.collection import Collection


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """All that the learner has said which was not taken back."""

    hidden: frozenset[NoteId]
    kinds: dict[NoteId, tuple[Kind, Kind]]
    """Note -> the kind that its source gave it, the kind that the learner did."""

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
    for event in reader.choices():
        note = NoteId(event.card or "")
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
    return Choices(hidden=frozenset(hidden), kinds=kinds)


def choose(collection: Collection, kind: EventKind, cards: Iterable[CardId], to: Kind | None = None) -> Acted:
    """Record what the learner says of the notes of some cards, and let them be so; those that are so are left out."""
    moment = collection._moment()
    with collection._store.write() as writer:
        listed = {each.note.id: each for each in writer.listed([CardId(card) for card in cards])}
        wanted = [each for each in listed.values() if _applies(kind, each, to)]
        # what was done in one act is undone in one; the event before names it
        act = {"act": writer.newest_id() or "first"} if len(wanted) > 1 else {}
        for each in wanted:
            card = CardId(each.note.id)
            if kind is EventKind.RETYPE:
                detail = {"was": each.note.kind.value, "kind": (to or each.note.kind).value, **act}
            else:
                detail = {"was": each.standing.value, **act}
            event = collection._event(kind, card, moment, detail=detail)
            collection._record(writer, event, writer.before(card, moment.at))
    return Acted(kind=kind, cards=tuple(CardId(each.note.id) for each in wanted), day=moment.day)


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
    match event.kind:
        case EventKind.ACCEPT:
            writer.stand(note, Standing.ACTIVE)
        case EventKind.HIDE:
            writer.stand(note, Standing.HIDDEN)
        case EventKind.RETYPE:
            _retype(writer, note, Kind(str(event.detail["kind"])))


def take_back(writer: Writer, event: Event) -> None:
    """Let a note be what it was before an event."""
    note = NoteId(event.card or "")
    match event.kind:
        case EventKind.ACCEPT:
            writer.stand(note, Standing(str(event.detail.get("was", Standing.PROPOSED.value))))
        case EventKind.HIDE:
            writer.stand(note, Standing(str(event.detail.get("was", Standing.ACTIVE.value))))
        case EventKind.RETYPE:
            _retype(writer, note, Kind(str(event.detail["was"])))


def hold(writer: Writer, notes: Some[NoteId], said: Choices) -> None:
    """Keep notes hidden that an import has just stored, as the learner wanted."""
    for note in said.hidden & frozenset(notes):
        writer.stand(note, Standing.HIDDEN)


def _retype(writer: Writer, id: NoteId, kind: Kind) -> None:
    known = writer.note(id)
    if known is None:
        return
    note = replace(known.note, kind=kind)
    writer.retype(note, cards_of(note))
