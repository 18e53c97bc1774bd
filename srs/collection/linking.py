"""Putting right which note is which: one that was taken for new is an old one; one that was linked is another."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from srs.collection.choices import choices
from srs.collection.own_cards import hold
from srs.collection.reports import Linked
from srs.errors import NothingFound, Unusable
from srs.model import (
    CardId,
    Event,
    EventKind,
    FormerNote,
    How,
    KnownNote,
    Link,
    Listed,
    NoteId,
    Standing,
)
from srs.notes.cards import cards_of
from srs.notes.matching import naming
from srs.store import Reader, Writer, history

if TYPE_CHECKING:
    from srs.collection import Collection

_OVER_TIME = frozenset({How.EDITED, How.MOVED, How.RENAMED, How.REVIVED})


def link(collection: Collection, old: Listed, new: Listed) -> Linked:
    """Let what the notes say of one note go on under the id, and with the history, of another.

    Where both are still in the notes, the other one stays as it is and this one is no longer asked: the same thing
    stands in two places. Both histories stay in the log.
    """
    moment = collection._moment()
    with collection._store.write() as writer:
        one, other = _note(writer, old.note.id), _note(writer, new.note.id)
        if one.note.id == other.note.id:
            raise Unusable("that is one note already")
        if other.standing is Standing.RETIRED:
            raise Unusable(
                f"“{other.note.prompt}” is no longer in the notes", hint="`srs link OLD NEW`: NEW is read now"
            )
        merges = one.standing is not Standing.RETIRED
        detail: dict[str, object] = {"note": other.note.id, "was": other.standing.value}
        if merges:
            detail["merge"] = True
            writer.stand(other.note.id, Standing.HIDDEN)
        else:
            _join(writer, one, other, moment.at)
        _settle(writer, one.note.id, other.note.id, "joined")
        event = collection._event(EventKind.LINK, CardId(one.note.id), moment, detail=detail)
        collection._record(writer, event, writer.before(CardId(one.note.id), moment.at))
        hold(writer, choices(writer), [one.note.id, other.note.id])
    return Linked(kind=EventKind.LINK, note=one.note.id, other=other.note.id, merged=merges)


def unlink(collection: Collection, card: Listed) -> Linked:
    """Let what the notes say now of a note be a new one; the note says what it did before, and keeps its history."""
    moment = collection._moment()
    with collection._store.write() as writer:
        known = _note(writer, card.note.id)
        made = [each for each in history.links(writer, [known.note.id]) if each.how in _OVER_TIME and not each.settled]
        formers = history.former_of(writer, [known.note.id]).get(known.note.id, [])
        former = _former(formers, made[-1] if made else None, known)
        if known.standing is Standing.RETIRED or former is None:
            raise NothingFound(
                f"“{known.note.prompt}” is linked to nothing that it was before", hint="`srs changes` lists the links"
            )
        names = [naming.salted(known.note.id, salt) for salt in range(1, 100)]
        taken = history.taken(writer, names)
        name = next(each for each in names if each not in taken)
        _part(writer, known, former, name, moment.at)
        for each in made:
            if each.before == former.fingerprint:
                history.settle_link(writer, each.id, "parted")
        detail = {"note": name, "was": known.standing.value}
        event = collection._event(EventKind.UNLINK, CardId(known.note.id), moment, detail=detail)
        collection._record(writer, event, writer.before(CardId(known.note.id), moment.at))
        hold(writer, choices(writer), [known.note.id, name])
    return Linked(kind=EventKind.UNLINK, note=known.note.id, other=name)


def refuse(collection: Collection, old: NoteId, new: NoteId) -> None:
    """Keep that a note is not the one that it might have been: nobody is asked again."""
    with collection._store.write() as writer:
        _settle(writer, old, new, "refused")


def take_back(writer: Writer, event: Event, at: datetime) -> None:
    """Let notes be which they were before a link or an unlink, with what the sources have said since."""
    id, other = NoteId(event.card or ""), NoteId(str(event.detail["note"]))
    was = Standing(str(event.detail.get("was", Standing.ACTIVE.value)))
    one, two = writer.note(id), writer.note(other)
    if one is None or two is None:
        return  # forgotten since
    if event.detail.get("merge"):
        writer.stand(other, was)
    elif event.kind is EventKind.UNLINK:
        if two.standing is not Standing.RETIRED:
            _join(writer, one, two, at)
    elif one.standing is not Standing.RETIRED:
        formers = history.former_of(writer, [id]).get(id, [])
        former = _former(formers, None, one)
        if former is not None:
            _part(writer, one, former, other, at)
    hold(writer, choices(writer), [id, other])


# ------------------------------------------------------------------ texts and ids


def _join(writer: Writer, old: KnownNote, new: KnownNote, at: datetime) -> None:
    """Let `old` say what `new` says, where it says it; `new` says nothing more."""
    history.remember(writer, [(old.note, old.source)], at)
    points, _ = naming.points(new.note, old.note.id, old)
    note = replace(new.note, id=old.note.id, points=points)
    history.put_note(
        writer, note, new.source, new.standing, cards_of(note), at=at, place=history.place(writer, new.note.id)
    )
    history.pass_on(writer, new.note.id, old.note.id)
    writer.retire([new.note.id], at)
    history.join(writer, new.note.id, old.note.id)


def _part(writer: Writer, known: KnownNote, former: FormerNote, name: NoteId, at: datetime) -> None:
    """Let `name` say what a note says now, and the note what it said before, retired."""
    points, _ = naming.points(replace(known.note, id=name), name, writer.note(name))
    note = replace(known.note, id=name, points=points)
    place = history.place(writer, known.note.id)
    history.put_note(writer, note, known.source, known.standing, cards_of(note), at=at, place=place)
    history.join(writer, name, None)
    history.pass_on(writer, known.note.id, name)
    history.unremember(writer, known.note.id, history.said_fingerprint(known.note))
    once = replace(former.note, deck=known.note.deck, tags=known.note.tags)
    history.put_note(writer, once, former.source, Standing.RETIRED, cards_of(once), at=at, place=place)
    history.unremember(writer, known.note.id, former.fingerprint)
    writer.retire([known.note.id], at)


def _former(formers: list[FormerNote], made: Link | None, known: KnownNote) -> FormerNote | None:
    """Return what a note said before the link in question; without one, what it said last."""
    said = history.said_fingerprint(known.note)
    if made is not None:
        for former in reversed(formers):
            if former.fingerprint == made.before and former.source == made.source_before:
                return former
    return next((former for former in reversed(formers) if former.fingerprint != said), None)


def _settle(writer: Writer, old: NoteId, new: NoteId, settled: str) -> None:
    for each in history.links(writer, [new]):
        if each.how is How.UNSURE and each.other == old and not each.settled:
            history.settle_link(writer, each.id, settled)


def _note(reader: Reader, id: NoteId) -> KnownNote:
    known = reader.note(id)
    if known is None:
        raise NothingFound(f"there is no note “{id}”", hint="`srs changes` shows the ids")
    return known
