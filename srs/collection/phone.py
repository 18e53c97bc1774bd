"""What was done on a phone, brought home: one transaction, merged by time, replayed, and taken back as a whole."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from srs.anki import identity, pull
from srs.anki.package import Package, PhoneNote, PhoneState, opened
from srs.anki.pull import Home, Moments
from srs.anki.reach import look_of
from srs.clock import to_day_number, to_ms
from srs.collection import homecoming
from srs.collection.homecoming import moved
from srs.collection.marking import TAG_NAME
from srs.collection.own_cards import points_alone
from srs.collection.phone_texts import edits
from srs.collection.reports import PullReport
from srs.errors import NothingFound
from srs.model import NEW, CardId, Event, EventId, EventKind, Note, PhoneCard, TagId
from srs.store import Reader, Writer, foreign
from srs.store import phone as store
from srs.store.ids import BEYOND, next_id

if TYPE_CHECKING:
    from srs.collection import Collection

_DAY_MS = 86_400_000
_AT_ONCE = 100_000


@dataclass(slots=True, kw_only=True)
class Met:
    """Which of a package's cards are which of ours."""

    notes: dict[str, Note] = field(default_factory=dict)
    """By GUID."""
    cards: dict[int, CardId] = field(default_factory=dict)
    """By the number of a card, also of some that are no longer there."""
    states: dict[CardId, PhoneState] = field(default_factory=dict)
    there: set[int] = field(default_factory=set)
    addresses: dict[CardId, tuple[str, int]] = field(default_factory=dict)
    """What a phone knows our cards by."""


def bring(collection: Collection, path: Path) -> PullReport:
    """Take over what an exported package says of our cards; NothingFound where it says nothing of any."""
    moment = collection._moment()
    with opened(path) as package:
        with collection._store.read() as reader:
            met = _meet(reader, package)
        if not met.cards:
            hint = f"`srs import {path}` takes a deck that was made in Anki"
            raise NothingFound(f"none of the cards in {path.name} is from here", hint=hint)
        with collection._store.write() as writer, _nothing_to_collect():
            return _bring(collection, writer, package, met, path, moment.at)


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """Keep Python from looking through hundreds of thousands of rows for cycles: there are none."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def bring_from(collection: Collection, writer: Writer, package: Package, path: Path) -> PullReport | None:
    """Take over what an opened collection says of our cards, within an act; None where it says nothing of any."""
    met = _meet(writer, package)
    return _bring(collection, writer, package, met, path, collection._moment().at) if met.cards else None


def _bring(collection: Collection, writer: Writer, package: Package, met: Met, path: Path, now: datetime) -> PullReport:
    has = store.cards(writer)
    stamp = min(package.stamp(), to_ms(now))
    seen = max((card.seen or 0 for card in has.values()), default=0)
    texts = _edited_notes(package, met, has)
    report = record(
        collection, writer, package, met, now=now, has=has, edited=texts if stamp >= seen else [], marked=stamp >= seen
    )
    _remember(writer, met, has, stamp)
    return replace(report, path=path, edited=tuple(edits(writer, package, met.notes, texts)))


def record(
    collection: Collection,
    reader: Reader,
    package: Package,
    met: Met,
    *,
    now: datetime,
    has: Mapping[tuple[str, int], PhoneCard],
    edited: Iterable[PhoneNote] = (),
    marked: bool = True,
    schedules: bool = False,
) -> PullReport:
    """Return what a package says of cards: its history, and where it is the newest (`marked`) its marks.

    A Writer keeps it. `schedules` are those of the phone where it has another day than its history gave.
    """
    known = store.history(reader)
    first_day = package.first_day(collection.calendar)
    rows = pull.told_apart(
        package.rows(),
        met.cards,
        there=met.there,
        states=met.states,
        known=known.numbers,
        first_day=first_day,
        now_ms=to_ms(now),
    )
    home = rows.home
    names: dict[TagId, str] = {}
    moments = Moments(collection.calendar)
    if marked:
        if schedules:
            home += moved(home, met.states, reader.states(met.states), moments, to_day_number(first_day), to_ms(now))
        home += _marks(collection, reader, met, has, known.acts)
        names = _tags(reader, met, has, edited, known.acts, home)
    act = None
    if home and isinstance(reader, Writer):
        act = _keep(collection, reader, home, names, known.void, moments)
    counts = Counter(each.kind for each in home)
    return PullReport(
        path=Path(),
        pull=act,
        reviews=counts[EventKind.REVIEW],
        resets=counts[EventKind.RESET],
        due_dates=counts[EventKind.RESCHEDULE],
        suspended=counts[EventKind.SUSPEND],
        resumed=counts[EventKind.RESUME],
        flags=counts[EventKind.FLAG],
        tags=counts[EventKind.TAG],
        cards=len({each.card for each in home}),
        ours=len(met.there & met.cards.keys()),
        unknown=len(met.there - met.cards.keys()),
        ignored={why.value: count for why, count in sorted(rows.ignored.items())},
        bare=_bare(reader, met, home) if schedules else 0,
    )


def _bare(reader: Reader, met: Met, home: Iterable[Home]) -> int:
    """Return how many cards have a schedule there and nothing here that it could follow from."""
    scheduled = {card for card, there in met.states.items() if there.type}
    answered = {each.card for each in home if each.kind is EventKind.REVIEW}
    return len(scheduled - answered - store.told(reader, scheduled - answered).keys())


def _keep(
    collection: Collection,
    writer: Writer,
    home: list[Home],
    names: Mapping[TagId, str],
    void: frozenset[str],
    moments: Moments,
) -> EventId:
    """Record what came home as one act, and the states that come of it."""
    moment = collection._moment()
    act = writer.next_id(moment.at)
    presets = collection._known.presets(writer)
    writer.put_tags(names)
    writer.append(replace(collection._event(EventKind.PULL, None, moment, detail={"events": len(home)}), id=act))
    for some in _by_cards(home):
        cards = list(dict.fromkeys([each.card for each in some]))
        settled = homecoming.settle(
            some,
            store.told(writer, cards),
            presets=presets,
            version_for=lambda card: collection._known.preset_of(writer, card).version,
            moments=moments,
            void=void,
            act=act,
        )
        store.put_events(writer, settled.rows)
        homecoming.keep_states(writer, presets, cards, settled)
    collection._newest = act
    collection._known.forget()
    return act


def _by_cards(home: list[Home]) -> Iterator[list[Home]]:
    """Yield what came home in parts that need little room, all of one card together."""
    if len(home) <= _AT_ONCE:
        yield home
        return
    of_card: dict[CardId, list[Home]] = {}
    for each in home:
        of_card.setdefault(each.card, []).append(each)
    some: list[Home] = []
    for more in of_card.values():
        some += more
        if len(some) >= _AT_ONCE:
            yield some
            some = []
    if some:
        yield some


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
    homecoming.keep_states(writer, collection._known.presets(writer), cards)
    collection._newest = newest
    collection._known.forget()
    return cards


# ------------------------------------------------------------------ which is which


def _meet(reader: Reader, package: Package) -> Met:
    alone = points_alone(reader)
    known = (*(each.note for each in reader.notes()), *alone.values())
    notes = {guid: note for note in known for guid in identity.guids(note.id)}
    ours = {number: guid for number, guid in package.guids().items() if guid in notes}
    slots = {
        (card.note, card.slot): card.id
        for cards in reader.cards({notes[guid].id for guid in ours.values()}).values()
        for card in cards
    } | {(note.id, 0): card for card, note in alone.items()}
    met = Met()
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
    _meet_adopted(reader, package, met)
    for one in store.cards(reader).values():
        if one.number not in met.there:
            # deleted there; its history stays, under the number that it had
            met.cards.setdefault(one.number, one.card)
    if not met.states and not any(row.card in met.cards for row in package.rows()):
        met.cards.clear()
    return met


def _meet_adopted(reader: Reader, package: Package, met: Met) -> None:
    """Add the cards that were made there, and became notes here."""
    adopted = foreign.adopted(reader)
    if not adopted:
        return
    guids = package.guids()
    is_newest = package.stamp() >= foreign.newest(reader)
    for state in package.cards():
        id = identity.adopted(guids.get(state.note, ""), state.ord)
        if state.id not in met.cards and id in adopted:
            met.cards[state.id] = CardId(id)
            if is_newest:
                met.states[CardId(id)] = state


def _remember(writer: Writer, met: Met, has: Mapping[tuple[str, int], PhoneCard], stamp: int) -> None:
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
    met: Met,
    has: Mapping[tuple[str, int], PhoneCard],
    acts: Mapping[tuple[CardId, str], tuple[int, EventId]],
) -> list[Home]:
    """Return what was suspended, resumed or flagged on the phone since: what was done here later stands."""
    states = reader.states(met.states)
    latest = to_ms(collection.now()) + _DAY_MS
    found = []
    for card, there in met.states.items():
        at = there.modified * 1000
        if not 0 < at <= latest:
            continue
        address = has.get(met.addresses[card]) if card in met.addresses else None
        for kind, detail in pull.marks(there, states.get(card, NEW)):
            what = store.FLAGS if kind is EventKind.FLAG else store.PAUSES
            if _is_news(acts.get((card, what)), at, address):
                found.append(Home(kind, card, at, detail=detail))
    return found


def _is_news(last: tuple[int, EventId] | None, at: int, address: PhoneCard | None) -> bool:
    """Say whether what a phone has of a mark since `at` is news here, where it was set here last as `last` says."""
    if last is None:
        return True
    when, id = last
    # no phone has heard of what was done here since the last package
    unheard = id < BEYOND and (address is None or when > address.exported)
    return when < at and not unheard


def _edited_notes(package: Package, met: Met, has: Mapping[tuple[str, int], PhoneCard]) -> list[PhoneNote]:
    """Return the notes of ours that were edited on the phone since the last package."""
    exported = {guid: card for (guid, _), card in has.items() if card.look and guid in met.notes}
    if not exported:
        return []
    names = package.field_names()

    def is_edited(there: PhoneNote) -> bool:
        card = exported.get(there.guid)
        if card is None or there.modified != card.modified:
            return card is not None and there.modified > card.modified
        # ages are whole seconds: what left in the second it was written in is told by its look
        return card.exported // 1000 == card.modified and _look(there, names) != card.look

    return [note for note in package.notes() if is_edited(note)]


def _look(there: PhoneNote, names: Mapping[int, Sequence[str]]) -> str:
    return look_of(zip(names.get(there.type, ()), there.fields, strict=False), there.tags)


def _tags(
    reader: Reader,
    met: Met,
    has: Mapping[tuple[str, int], PhoneCard],
    edited: Iterable[PhoneNote],
    acts: Mapping[tuple[CardId, str], tuple[int, EventId]],
    home: list[Home],
) -> dict[TagId, str]:
    """Add what was tagged on the phone, and the learner's own tags that were taken off there; return new tags."""
    by_guid: dict[str, list[CardId]] = {}
    for card, (guid, _) in met.addresses.items():
        by_guid.setdefault(guid, []).append(card)
    names = reader.tags()
    fresh: dict[TagId, str] = {}
    for there in edited:
        cards = by_guid[there.guid]
        states = reader.states(cards)
        of_source = {identity.tag(tag).casefold() for tag in met.notes[there.guid].tags}
        theirs = {identity.tag(tag).casefold(): tag for tag in there.tags}
        at = there.modified * 1000
        for card in cards:
            address = has.get(met.addresses[card])
            if not _is_news(acts.get((card, store.TAGS)), at, address):
                continue
            own = {identity.tag(names[id]).casefold(): id for id in states.get(card, NEW).tags if id in names}
            for word, tag in theirs.items():
                if word in own or word in of_source or word in pull.TAGS_OF_ANKI or not TAG_NAME.fullmatch(tag):
                    continue
                id = next((id for id, name in names.items() if name.casefold() == word), None) or pull.tag_id(tag)
                names[id] = fresh[id] = names.get(id, tag)
                home.append(Home(EventKind.TAG, card, at, detail={"tag": id, "on": True}))
            for word, id in own.items():
                if word not in theirs:
                    home.append(Home(EventKind.TAG, card, at, detail={"tag": id, "on": False}))
    return fresh
