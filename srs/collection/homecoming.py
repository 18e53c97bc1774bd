"""What came home from a phone, put where it belongs in the log: what each answer follows, and when it made a card due.

A phone's answers count under the preset of the answer before them, the first ones under the card's own. The day that
the phone gave holds; where our card stands among its steps and the phone's does not, or the other way, a step within
the day gives none, and the day is drawn from the memory.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from srs.anki.package import PhoneState
from srs.anki.pull import DEVICE, Home, Moments, event_id
from srs.clock import to_day_number, to_ms
from srs.model import NEW, CardId, CardState, Event, EventId, EventKind, Phase, Seen
from srs.scheduling import phases
from srs.scheduling.phases import Stand
from srs.scheduling.presets import Presets
from srs.scheduling.replay import replay_card
from srs.store import Writer
from srs.store import phone as store
from srs.store.columns import ANSWER
from srs.store.ids import BEYOND
from srs.store.phone import Answered
from srs.store.rows import EVENT

Row = tuple[Any, ...]

_FEW = 200
"""The histories of so many cards are replayed one by one; of more, together."""
_DAY = 86_400
_LONGEST = 36_500
_IN_REVIEW = 2


@dataclass(slots=True)
class Homecoming:
    """Rows of the log, in its columns, for what came home; and the whole history of each card that had answers."""

    rows: list[Row] = field(default_factory=list)
    answers: list[Row] = field(default_factory=list)
    """What counts of their cards since the last reset, in the columns of an answer."""
    resets: dict[CardId, tuple[int, EventId]] = field(default_factory=dict)
    """When cards were reset last, and by which event."""


def settle(
    home: Iterable[Home],
    here: Mapping[CardId, Sequence[Answered]],
    *,
    presets: Presets,
    version_for: Callable[[CardId], EventId | None],
    moments: Moments,
    void: frozenset[str],
    act: EventId,
) -> Homecoming:
    """Return what comes of what an act brought home; `here` is what its cards have already."""
    settled = Homecoming()
    rows, answers = settled.rows, settled.answers
    histories: dict[CardId, list[tuple[int, EventId, Home | Answered]]] = {
        card: [(each.at, each.id, each) for each in told] for card, told in here.items()
    }
    plain = json.dumps({"pull": act}, separators=(",", ":"))
    review, reset = EventKind.REVIEW, EventKind.RESET
    for each in home:
        id = event_id(each, void)
        if each.kind is review or each.kind is reset:
            histories.setdefault(each.card, []).append((each.at, id, each))
        else:
            detail = plain if not each.detail else json.dumps({**each.detail, "pull": act}, separators=(",", ":"))
            rows.append(_row(each, id, moments, each.due_day, detail))
    count, rollover, answer_of = moments.counted, moments.rollover, _ANSWER_OF
    steps: dict[EventId | None, tuple[int, int]] = {}
    for card, history in histories.items():
        if len(history) > 1:
            history.sort(key=_PLACE)
        version = version_for(card)
        head: EventId | None = None
        stand = phases.NEW
        mine: list[Row] = []
        for at, id, one in history:
            if one.kind == reset:
                stand = phases.NEW
                settled.resets[card] = at, id
                mine.clear()
                if isinstance(one, Home):
                    rows.append(_row(one, id, moments, None, plain, after=head))
                head = id
                continue
            if isinstance(one, Answered):
                version = one.preset
            if version not in steps:
                preset = presets.under(version)
                steps[version] = len(preset.learning_steps), len(preset.relearning_steps)
            learning, relearning = steps[version]
            stand = phases.after(stand, one.rating or 3, learning=learning, relearning=relearning)
            if isinstance(one, Home):
                day, offset = count(at)
                interval = one.interval
                due_day: int | None = day + interval
                due_at = None
                if not 0 < interval <= _LONGEST:
                    due_day, due_at = _within_the_day(interval, at, day, stand, moments)
                row = (
                    id, card, "review", one.rating, at, one.took_ms, DEVICE, day, offset, rollover, due_day, due_at,
                    None, head, version, plain,
                )  # fmt: skip
                rows.append(row)
                mine.append(answer_of(row))
            else:
                mine.append((card, id, one.rating, at, *one[5:], version))
            head = id
        answers += mine
    return settled


_PLACE = itemgetter(0, 1)
_ANSWER_OF = itemgetter(*[EVENT.index(name) for name in ANSWER])


def _row(
    home: Home, id: EventId, moments: Moments, due_day: int | None, detail: str, *, after: EventId | None = None
) -> Row:
    day, offset = moments.counted(home.at)
    return (
        id, home.card, home.kind.value, None, home.at, None, DEVICE, day, offset, moments.rollover, due_day, None,
        None, after, None, detail,
    )  # fmt: skip


def _within_the_day(interval: int, at: int, day: int, stand: Stand, moments: Moments) -> tuple[int | None, int | None]:
    """Return the day, and for a step within the day the instant, that an interval in seconds below zero gives.

    None where our card is past its steps: its day is drawn from the memory.
    """
    if interval >= 0 or stand.phase is Phase.REVIEW:
        return None, None
    if interval <= -_DAY:
        days = -interval // _DAY
        return (day + days, None) if days <= _LONGEST else (None, None)
    due_at = at - 1000 * interval
    return moments.day(due_at, moments.offset(at)), due_at


def moved(
    home: Sequence[Home],
    there: Mapping[CardId, PhoneState],
    here: Mapping[CardId, CardState],
    moments: Moments,
    first_day: int,
    now_ms: int,
) -> list[Home]:
    """Return the days that a phone has for cards in review where their last answer gave another one."""
    last: dict[CardId, Home] = {}
    for each in home:
        if each.card not in last or each.at >= last[each.card].at:
            last[each.card] = each
    found = []
    for card, state in there.items():
        if state.type != _IN_REVIEW or abs(state.due_day) > _LONGEST:
            continue
        new, seen = last.get(card), here.get(card, NEW)
        given: int | None = None
        if isinstance(seen.state, Seen):
            if seen.head is None or seen.head < BEYOND:
                # answered here since
                continue
            at = to_ms(seen.state.last_review)
            given = to_day_number(seen.state.due_day)
        elif new is None:
            continue
        if new is not None:
            at = new.at
            if new.kind is not EventKind.REVIEW:
                continue
            given = moments.day(at, moments.offset(at)) + new.interval if new.interval > 0 else None
        due = first_day + state.due_day
        when = max(at + 1, state.modified * 1000)
        if due != given and when <= now_ms:
            found.append(Home(EventKind.RESCHEDULE, card, when, due_day=due))
    return found


def keep_states(writer: Writer, presets: Presets, cards: Iterable[CardId], settled: Homecoming | None = None) -> None:
    """Keep what the log adds up to for some cards; `settled` has their answers, where these came home just now."""
    wanted = list(cards)
    if len(wanted) <= _FEW:
        writer.put_states({card: replay_card(writer.events(card), presets.of) for card in wanted})
        return
    from srs.scheduling import bulk

    if settled is None:
        writer.put_states(dict.fromkeys(wanted, NEW) | bulk.replay_all(writer.events_of(wanted), presets))
        return
    columns = zip(*settled.answers, strict=True) if settled.answers else iter([()] * len(ANSWER))
    answers = bulk.Answers(**dict(zip(ANSWER, columns, strict=True)))
    ledger = bulk.step_all(answers, presets, resets=settled.resets)
    states: dict[CardId, CardState] = dict.fromkeys(wanted, NEW)
    states |= ledger.states(only=states)
    void = store.undone(writer)
    others: dict[CardId, list[Event]] = {}
    for event in writer.events_of(store.cards_of_acts(writer) & states.keys()):
        if event.card is not None and event.kind is not EventKind.UNDO and event.id not in void:
            others.setdefault(event.card, []).append(event)
    states |= {card: bulk.with_acts(states[card], history) for card, history in others.items()}
    writer.put_states(states)
