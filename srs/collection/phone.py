"""What was done on a phone, brought home: one transaction, merged by time, replayed, and taken back as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from srs.anki import identity, pull
from srs.anki.package import Package, PhoneState, opened
from srs.anki.text import as_text
from srs.clock import to_ms
from srs.collection.reports import PhoneEdit, PullReport
from srs.errors import NothingFound
from srs.model import (
    NEW,
    CardId,
    CardState,
    Event,
    EventId,
    EventKind,
    Note,
    NoteId,
    Phase,
    PhoneCard,
    Seen,
)
from srs.scheduling.replay import counting, replay_card, step
from srs.store import Reader, Writer
from srs.store import phone as store
from srs.store.ids import BEYOND, next_id

if TYPE_CHECKING:
    from srs.collection import Collection
    from srs.scheduling.presets import Presets

_FEW = 200
"""So many histories are read one by one; more, in one go."""

_FOLLOWING = frozenset({"Ask", "Kind", "Source", "Follows", "Followed by", "Story", "Typed"})
"""Fields that only say where a note stands, or repeat what others say."""


@dataclass(slots=True, kw_only=True)
class _Met:
    """Which of a package's cards are which of ours."""

    notes: dict[str, Note] = field(default_factory=dict)
    """By GUID."""
    cards: dict[int, CardId] = field(default_factory=dict)
    """By the number of a card, also of some that are no longer there."""
    states: dict[CardId, PhoneState] = field(default_factory=dict)
    there: set[int] = field(default_factory=set)
    addresses: dict[CardId, tuple[str, int]] = field(default_factory=dict)


def bring(collection: Collection, path: Path) -> PullReport:
    """Take over what an exported package says of our cards; NothingFound where it says nothing of any."""
    moment = collection._moment()
    with opened(path) as package:
        with collection._store.read() as reader:
            met = _meet(reader, package)
        if not met.cards:
            raise NothingFound(f"none of the cards in {path.name} is from here", hint="export it from your phone")
        with collection._store.write() as writer:
            return _bring(collection, writer, package, met, path, moment.at)


def bring_from(collection: Collection, writer: Writer, package: Package, path: Path) -> PullReport | None:
    """Take over what an opened collection says of our cards, within an act; None where it says nothing of any."""
    met = _meet(writer, package)
    return _bring(collection, writer, package, met, path, collection._moment().at) if met.cards else None


def _bring(
    collection: Collection, writer: Writer, package: Package, met: _Met, path: Path, now: datetime
) -> PullReport:
    calendar = collection.calendar
    known = store.history(writer)
    has = store.cards(writer)
    rows = pull.told_apart(
        package.rows(),
        met.cards,
        there=met.there,
        states=met.states,
        known=known.numbers,
        calendar=calendar,
        first_day=package.first_day(calendar),
        now_ms=to_ms(now),
    )
    brought = rows.events
    stamp = min(package.stamp(), to_ms(now))
    seen = max((card.seen or 0 for card in has.values()), default=0)
    if stamp >= seen:
        brought = [*brought, *_marks(collection, writer, met, has, known.acts)]
    act = writer.next_id(now)
    counts: Counter[EventKind] = Counter()
    fresh: list[Event] = []
    intervals: dict[EventId, int] = {}
    for event, interval in brought:
        event = replace(event, id=pull.event_id(event, known.void), detail={**event.detail, "pull": act})
        intervals[event.id] = interval
        counts[event.kind] += 1
        fresh.append(event)
    if fresh:
        presets = collection._known.presets(writer)
        fresh, states = _merged(
            writer, fresh, intervals, presets, lambda card: collection._known.preset_of(writer, card).version
        )
        own = collection._event(EventKind.PULL, None, collection._moment(), detail={"events": len(fresh)})
        writer.append(replace(own, id=act))
        writer.extend(fresh)
        writer.put_states(states)
        collection._newest = act
        collection._known.forget()
    _remember(writer, met, has, stamp)
    return PullReport(
        path=path,
        pull=act if fresh else None,
        reviews=counts[EventKind.REVIEW],
        resets=counts[EventKind.RESET],
        due_dates=counts[EventKind.RESCHEDULE],
        suspended=counts[EventKind.SUSPEND],
        resumed=counts[EventKind.RESUME],
        flags=counts[EventKind.FLAG],
        cards=len({event.card for event in fresh}),
        ours=len(met.states),
        unknown=len(met.there - met.cards.keys()),
        ignored={why.value: count for why, count in sorted(rows.ignored.items())},
        edited=tuple(_edits(writer, package, met, has)),
    )


def take_back(collection: Collection, writer: Writer, act: Event) -> list[CardId]:
    """Take back all that a pull brought, and return the cards that it was of."""
    moment = collection._moment()
    brought = store.brought(writer, act.id)
    newest = writer.newest_id()
    undos: list[Event] = []
    for event in brought:
        newest = EventId(next_id(newest, to_ms(moment.at)))
        undo = collection._event(EventKind.UNDO, event.card, moment, refers_to=event.id)
        undos.append(replace(undo, id=newest, device=act.device))
    cards = list(dict.fromkeys([event.card for event in brought if event.card is not None]))
    writer.extend(undos)
    presets = collection._known.presets(writer)
    writer.put_states({card: replay_card(events, presets.of) for card, events in _histories(writer, cards).items()})
    collection._newest = newest
    collection._known.forget()
    return cards


# ------------------------------------------------------------------ which is which


def _meet(reader: Reader, package: Package) -> _Met:
    notes = {guid: known.note for known in reader.notes() for guid in identity.guids(known.note.id)}
    ours = {number: guid for number, guid in package.guids().items() if guid in notes}
    slots = {
        (card.note, card.slot): card.id
        for cards in reader.cards({notes[guid].id for guid in ours.values()}).values()
        for card in cards
    }
    met = _Met()
    for state in package.cards():
        met.there.add(state.id)
        guid = ours.get(state.note)
        card = None if guid is None else slots.get((notes[guid].id, state.ord))
        if guid is None or card is None:
            continue
        met.notes[guid] = notes[guid]
        met.cards[state.id] = card
        met.states[card] = state
        met.addresses[card] = (guid, state.ord)
    for one in store.cards(reader).values():
        if one.number not in met.there:
            # deleted there; its history stays, under the number that it had
            met.cards.setdefault(one.number, one.card)
    if not met.states and not any(row.card in met.cards for row in package.rows()):
        met.cards.clear()
    return met


def _remember(writer: Writer, met: _Met, has: Mapping[tuple[str, int], PhoneCard], stamp: int) -> None:
    """Note which cards the phone has; it is no history, and knows no way back."""
    changed = []
    for card, address in met.addresses.items():
        known = has.get(address)
        number = met.states[card].id
        if known is None:
            known = PhoneCard(*address, card, met.notes[address[0]].id, number, "", 0, "", None, 0)
        now = known._replace(number=number, seen=max(stamp, known.seen or 0))
        if now != has.get(address):
            changed.append(now)
    store.put_cards(writer, changed)


# ------------------------------------------------------------------ merging


def _marks(
    collection: Collection,
    reader: Reader,
    met: _Met,
    has: Mapping[tuple[str, int], PhoneCard],
    acts: Mapping[tuple[CardId, str], tuple[int, EventId]],
) -> list[tuple[Event, int]]:
    """Return what was suspended, resumed or flagged on the phone since: what was done here later stands."""
    states = reader.states(met.states)
    found = []
    for card, there in met.states.items():
        if not 0 < there.modified * 1000 <= to_ms(collection.now()) + 86_400_000:
            continue
        address = has.get(met.addresses[card])
        for kind, detail in pull.marks(there, states.get(card, NEW)):
            what = store.FLAGS if kind is EventKind.FLAG else store.PAUSES
            at, last = acts.get((card, what), (0, EventId("")))
            if at >= there.modified * 1000:
                continue
            if last and last < BEYOND and (address is None or at > address.exported):
                # no phone has heard of what was done here
                continue
            found.append((pull.act(kind, card, there.modified, detail, collection.calendar), 0))
    return found


def _merged(
    reader: Reader,
    fresh: Sequence[Event],
    intervals: Mapping[EventId, int],
    presets: Presets,
    version_for: Callable[[CardId], EventId | None],
) -> tuple[list[Event], dict[CardId, CardState]]:
    """Return new events with what they follow and the due days that they gave, and the states that come of them.

    An answer counts under the preset of the answer of ours before it, the first ones under the card's own.
    """
    new: dict[CardId, list[Event]] = {}
    for event in fresh:
        assert event.card is not None
        new.setdefault(event.card, []).append(event)
    told: list[Event] = []
    states: dict[CardId, CardState] = {}
    for card, events in _histories(reader, new).items():
        mine = {event.id for event in new[card]}
        state = NEW
        version = version_for(card)
        for event in counting([*events, *new[card]]):
            if event.id in mine:
                if event.kind is EventKind.REVIEW:
                    event = replace(event, after=state.head, preset=version)
                    event = _due(event, step(state, event, presets.of(event)), intervals[event.id])
                told.append(event)
            elif event.kind is EventKind.REVIEW:
                version = event.preset
            state = step(state, event, presets.of(event))
        states[card] = state
    return told, states


def _due(event: Event, after: CardState, interval: int) -> Event:
    """Return an answer with the day or instant that the phone gave, where the card stands as it stood there."""
    seen = after.state
    assert isinstance(seen, Seen)
    if seen.phase is Phase.REVIEW and 0 < interval <= 36_500:
        return replace(event, due_day=event.day + timedelta(days=interval), due_at=None)
    if seen.due_at is not None and -86_400 < interval < 0:
        due_at = event.at - timedelta(seconds=interval)
        local = due_at + timedelta(minutes=event.utc_offset - event.rollover)
        return replace(event, due_day=local.date(), due_at=due_at)
    return replace(event, due_day=seen.due_day, due_at=seen.due_at)


def _histories(reader: Reader, cards: Iterable[CardId]) -> dict[CardId, list[Event]]:
    wanted = list(cards)
    if len(wanted) <= _FEW:
        return {card: reader.events(card) for card in wanted}
    found: dict[CardId, list[Event]] = {card: [] for card in wanted}
    for event in reader.each_event():
        if event.card is not None and event.card in found:
            found[event.card].append(event)
    return found


# ------------------------------------------------------------------ texts


def _edits(
    reader: Reader, package: Package, met: _Met, has: Mapping[tuple[str, int], PhoneCard]
) -> Iterable[PhoneEdit]:
    """Yield the fields that were edited on the phone since the last package."""
    from srs.anki.fields import Surroundings, fields

    exported: dict[str, PhoneCard] = {guid: card for (guid, _), card in has.items() if card.look}
    younger = [
        note
        for note in package.notes()
        if note.guid in met.notes and note.guid in exported and note.modified > exported[note.guid].modified
    ]
    if not younger:
        return
    names = package.field_names()
    followers: dict[NoteId, list[str]] = {}
    everything = [known.note for known in reader.notes()]
    for each in everything:
        if each.parent is not None:
            followers.setdefault(each.parent, []).append(each.prompt)
    around = Surroundings({each.id: each.prompt for each in everything}, followers)
    for there in younger:
        note = met.notes[there.guid]
        here = fields(note, around)
        for name, text in zip(names.get(there.type, ()), there.fields, strict=False):
            ours, theirs = as_text(here.get(name, "")), as_text(text)
            if name not in _FOLLOWING and ours != theirs:
                yield PhoneEdit(
                    note=note.id,
                    prompt=note.prompt,
                    path=note.path,
                    line=note.lines.start,
                    field=name,
                    here=ours,
                    there=theirs,
                )
