"""Many cards acted on at once: their events in one heap, the states that follow in another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from srs.clock import Moment, to_ms
from srs.collection.homecoming import keep_states
from srs.model import NEW, CardId, CardState, Event, EventId, EventKind
from srs.scheduling.replay import step
from srs.store import Writer
from srs.store.ids import next_id

if TYPE_CHECKING:
    from srs.collection import Collection


def record_all(collection: Collection, writer: Writer, events: Sequence[Event]) -> list[Event]:
    """Append events of one moment, of a card each and none of them an answer, with the states that they lead to."""
    if not events:
        return []
    newest = writer.newest_id()
    _notice(collection, newest)
    cards = [event.card for event in events if event.card is not None]
    before = writer.states(cards)
    latest = writer.latest(cards)
    made: list[Event] = []
    after: dict[CardId, CardState] = {}
    replayed: list[CardId] = []
    for event in events:
        newest = EventId(next_id(newest, to_ms(event.at)))
        event = replace(event, id=newest, device=writer.device)
        made.append(event)
        if event.card is None:
            continue
        if event.kind is EventKind.UNDO or latest.get(event.card, 0) > to_ms(event.at):
            # what falls before others of its card, or takes one of them away, is replayed into place
            replayed.append(event.card)
        else:
            after[event.card] = step(before.get(event.card, NEW), event)
            collection._known.moved(before.get(event.card, NEW), after[event.card])
    writer.extend(made)
    writer.put_states(after)
    if replayed:
        keep_states(writer, collection._known.presets(writer), replayed)
        # what is due was counted before
        collection._known.forget()
    collection._newest = newest
    return made


def undo_all(collection: Collection, writer: Writer, events: Sequence[Event], moment: Moment) -> list[Event]:
    """Take back events, none of which says anything but what its card's state is."""
    return record_all(
        collection,
        writer,
        [collection._event(EventKind.UNDO, event.card, moment, refers_to=event.id) for event in events],
    )


def _notice(collection: Collection, newest: EventId | None) -> None:
    if newest != collection._newest:
        collection._others_wrote = True
        collection._known.forget()
