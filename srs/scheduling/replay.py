"""The log becomes states: one event at a time, or all of it.

Order is by instant, then id. An undo voids the event it refers to, wherever it stands. An answer takes the due
day that it was given where it still follows what it followed then, under the same preset; where something came in
between (a merge, a pull), was taken back, or a preset's change reaches back, the due day is drawn anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from srs.clock import Moment
from srs.model import (
    DEFAULT_PRESET,
    NEW,
    CardId,
    CardState,
    Event,
    EventId,
    EventKind,
    Preset,
    Seen,
    State,
    TagId,
    Unseen,
)
from srs.scheduling.fuzz import Load
from srs.scheduling.scheduler import next_state

PresetOf = Callable[[Event], Preset]
"""Which preset held for an answer."""


def moment_of(event: Event) -> Moment:
    """Return when an event happened, counted as it was counted then."""
    return Moment(at=event.at, day=event.day, utc_offset=event.utc_offset, rollover=event.rollover)


def place(event: Event) -> tuple[datetime, EventId]:
    """Return an event's place in the log."""
    return event.at, event.id


def counting(events: Iterable[Event]) -> list[Event]:
    """Return the events that count, in the order of the log: no undo, and nothing that was undone."""
    events = list(events)
    void = {event.refers_to for event in events if event.kind is EventKind.UNDO}
    return sorted((e for e in events if e.kind is not EventKind.UNDO and e.id not in void), key=place)


def step(state: CardState, event: Event, preset: Preset = DEFAULT_PRESET, *, load: Load | None = None) -> CardState:
    """Return what holds for a card after one more event of it that counts; `load` is for one given just now."""
    match event.kind:
        case EventKind.REVIEW:
            if event.rating is None or event.card is None:
                raise ValueError(f"the review {event.id} has no rating or no card")
            moment = moment_of(event)
            seen = next_state(state.state, event.rating, card=event.card, moment=moment, preset=preset, load=load)
            if event.due_day is not None and event.after == state.head and event.preset == preset.version:
                seen = _given(seen, event)
            # whoever answers a hidden card has found it again
            return replace(state, state=seen, buried=None, head=event.id)
        case EventKind.SUSPEND:
            return replace(state, suspended=True)
        case EventKind.RESUME:
            return replace(state, suspended=False, buried=None)
        case EventKind.BURY:
            return replace(state, buried=event.day)
        case EventKind.RESET:
            return replace(state, state=Unseen(), head=event.id)
        case EventKind.RESCHEDULE:
            return replace(state, state=_moved(state, event))
        case EventKind.FLAG:
            return replace(state, flagged=bool(event.detail.get("on")))
        case EventKind.TAG:
            return replace(state, tags=_tagged(state.tags, event))
        case EventKind.PRESET | EventKind.USE | EventKind.PULL:
            return state
        case EventKind.UNDO | EventKind.ACCEPT | EventKind.HIDE | EventKind.RETYPE:
            return state
        case EventKind.LINK | EventKind.UNLINK | EventKind.DRILL | EventKind.PROPOSE:
            return state


def replay_card(events: Iterable[Event], preset_of: PresetOf | None = None) -> CardState:
    """Return what the events of one card add up to."""
    state = NEW
    for event in counting(events):
        state = step(state, event, preset_of(event) if preset_of else DEFAULT_PRESET)
    return state


def replay(events: Iterable[Event], preset_of: PresetOf | None = None) -> dict[CardId, CardState]:
    """Return the state of every card that the log mentions; a card with nothing that counts is as new."""
    return dict(replayed(by_card(events), preset_of))


def replayed(
    histories: Iterable[tuple[CardId, Iterable[Event]]], preset_of: PresetOf | None = None
) -> Iterator[tuple[CardId, CardState]]:
    """Return the state of each card, one after the other."""
    for card, events in histories:
        yield card, replay_card(events, preset_of)


def by_card(events: Iterable[Event]) -> Iterable[tuple[CardId, list[Event]]]:
    """Return the events of each card; an undo belongs to the card of what it undoes."""
    histories: defaultdict[CardId, list[Event]] = defaultdict(list)
    homes: dict[EventId, CardId] = {}
    homeless = []
    for event in events:
        if event.card is not None:
            homes[event.id] = event.card
            histories[event.card].append(event)
        else:
            homeless.append(event)
    for event in homeless:
        home = homes.get(event.refers_to) if event.refers_to is not None else None
        if home is not None:
            histories[home].append(event)
    return histories.items()


def _tagged(tags: tuple[TagId, ...], event: Event) -> tuple[TagId, ...]:
    tag = event.detail.get("tag")
    if not isinstance(tag, str):
        return tags
    others = tuple([other for other in tags if other != tag])
    return (*others, TagId(tag)) if event.detail.get("on") else others


def _moved(state: CardState, event: Event) -> State:
    """Return a state with the day that a reschedule says; where that names an answer, as long as it is the last."""
    seen = state.state
    if event.due_day is None or isinstance(seen, Unseen) or (event.after is not None and event.after != state.head):
        return seen
    interval = max(0, (event.due_day - seen.last_day).days)
    return replace(seen, due_day=event.due_day, due_at=None, interval_days=interval)


def _given(seen: Seen, event: Event) -> Seen:
    due_day = event.due_day or seen.due_day
    return replace(seen, due_day=due_day, due_at=event.due_at, interval_days=(due_day - event.day).days)
