"""The whole log at once: all cards take their first answer together, then their second, and so on, in NumPy.

It arrives at what one answer after another through py-fsrs does: at the same due days, and at the same memory but for
the last digits, as NumPy's exponentials round differently from Python's. Only the last answer of a card has a due day
that still means something, so only that is made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count as count_from
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from srs.clock import Moment, from_day_number, from_ms, to_day_number, to_ms
from srs.model import (
    DEFAULT_PRESET,
    NEW,
    CardId,
    CardState,
    Event,
    EventId,
    EventKind,
    Memory,
    Phase,
    Preset,
    Seen,
    State,
    Unseen,
)
from srs.scheduling.formulas import (
    LEARNING,
    RELEARNING,
    REVIEW,
    Floats,
    Table,
    Whole,
    first_memory,
    next_memory,
    next_phase,
)
from srs.scheduling.presets import Presets
from srs.scheduling.replay import counting, place, replay_card, step
from srs.scheduling.scheduler import DEFAULT_PARAMETERS, interval_days

PHASES = (Phase.LEARNING, Phase.REVIEW, Phase.RELEARNING)
"""Phases by their number in the arrays."""

WORTH = 3_000
"""So many events are worth the arrays; below, one answer after the other is as fast."""

_PLAIN = (EventKind.REVIEW, EventKind.UNDO)
"""What needs no look at the other events of its card."""

_DAY_MS = 86_400_000
_LAST_DAY = to_day_number(date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Answers that count as columns, a list each, in the order of their ids. Instants are ms, days are numbers."""

    card: Sequence[CardId] = ()
    id: Sequence[EventId] = ()
    rating: Sequence[int] = ()
    at: Sequence[int] = ()
    day: Sequence[int] = ()
    utc_offset: Sequence[int] = ()
    rollover: Sequence[int] = ()
    due_day: Sequence[int | None] = ()
    due_at: Sequence[int | None] = ()
    after: Sequence[EventId | None] = ()
    preset: Sequence[EventId | None] = ()

    @classmethod
    def of(cls, events: Iterable[Event]) -> Answers:
        """Return the columns of reviews."""
        rows = [
            (
                event.card,
                event.id,
                int(event.rating or 0),
                to_ms(event.at),
                to_day_number(event.day),
                event.utc_offset,
                event.rollover,
                None if event.due_day is None else to_day_number(event.due_day),
                None if event.due_at is None else to_ms(event.due_at),
                event.after,
                event.preset,
            )
            for event in sorted(events, key=lambda event: event.id)
        ]
        return cls(**dict(zip(cls.__slots__, zip(*rows, strict=True), strict=True))) if rows else cls()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What answers add up to: a row for each card, a column each. Instants are ms, days are numbers."""

    card: list[CardId] = field(default_factory=list)
    phase: list[int] = field(default_factory=list)
    step: list[int] = field(default_factory=list)
    """-1 in review."""
    stability: list[float] = field(default_factory=list)
    difficulty: list[float] = field(default_factory=list)
    due_day: list[int] = field(default_factory=list)
    due_at: list[int | None] = field(default_factory=list)
    last_review: list[int] = field(default_factory=list)
    last_day: list[int] = field(default_factory=list)
    reviews: list[int] = field(default_factory=list)
    lapses: list[int] = field(default_factory=list)
    head: list[EventId] = field(default_factory=list)

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Return a tuple for each card, in the order of the columns."""
        return zip(*(getattr(self, name) for name in self.__slots__), strict=True)

    def states(self, *, only: Container[CardId] | None = None) -> Iterator[tuple[CardId, CardState]]:
        """Return the state of each card, or of some."""
        for (
            card,
            phase,
            at_step,
            stability,
            difficulty,
            due_day,
            due_at,
            last,
            day,
            reviews,
            lapses,
            head,
        ) in self.rows():
            if only is not None and card not in only:
                continue
            seen = Seen(
                memory=Memory(stability, difficulty),
                phase=PHASES[phase],
                step=None if at_step < 0 else at_step,
                due_day=from_day_number(due_day),
                due_at=None if due_at is None else from_ms(due_at),
                interval_days=due_day - day,
                last_review=from_ms(last),
                last_day=from_day_number(day),
                reviews=reviews,
                lapses=lapses,
            )
            yield card, CardState(state=seen, head=head)


def replay_all(events: Iterable[Event], presets: Presets) -> dict[CardId, CardState]:
    """Return the state of every card that the log mentions, as `replay.replay` does."""
    homes: defaultdict[CardId, list[Event]] = defaultdict(list)
    void: set[EventId] = set()
    owner: dict[EventId, CardId] = {}
    for event in events:
        if event.kind is EventKind.UNDO and event.refers_to is not None:
            void.add(event.refers_to)
        if event.card is not None:
            homes[event.card].append(event)
            owner[event.id] = event.card
    if len(owner) < WORTH:
        return {card: replay_card(history, presets.of) for card, history in homes.items()}
    others = [card for card, each in homes.items() if any(event.kind not in _PLAIN for event in each)]
    odd = {card: counting(event for event in homes[card] if event.id not in void) for card in others}
    answers = [
        event
        for history in homes.values()
        for event in history
        if event.kind is EventKind.REVIEW and event.id not in void
    ]
    ledger = step_all(Answers.of(answers), presets, resets=last_resets(odd))
    states = dict.fromkeys(homes, NEW) | dict(ledger.states())
    return states | {card: with_acts(states[card], history) for card, history in odd.items()}


def last_resets(histories: Mapping[CardId, Sequence[Event]]) -> dict[CardId, tuple[int, EventId]]:
    """Return when cards were made new again last, and by which event; histories hold what counts, in order."""
    return {
        card: (to_ms(event.at), event.id)
        for card, history in histories.items()
        for event in history
        if event.kind is EventKind.RESET
    }


def with_acts(state: CardState, history: Iterable[Event]) -> CardState:
    """Return a card's state with what its other events say, where its answers add up to `state`.

    `history` is all that counts of the card, in order.
    """
    result = NEW
    seen = state.state
    for event in sorted(history, key=place):
        if event.kind is not EventKind.REVIEW:
            result = step(result, event)
            continue
        # the days that answers before the last gave are over
        now: State = seen if event.id == state.head else Unseen()
        result = replace(result, state=now, buried=None, head=event.id)
    return result


# ------------------------------------------------------------------ the arrays


def step_all(
    answers: Answers, presets: Presets, *, resets: Mapping[CardId, tuple[int, EventId]] | None = None
) -> Ledger:
    """Return what answers add up to. Those before a card's last reset are left out; `resets` says (ms, id) of it."""
    if not answers.card:
        return Ledger()
    # a card's number is how many were met before it
    number: defaultdict[CardId, int] = defaultdict(count_from().__next__)
    code = np.fromiter(map(number.__getitem__, answers.card), np.int64, len(answers.card))
    names = list(number)
    at = np.array(answers.at, np.int64)
    order = _by_card(code, at, len(names))
    resets = resets or {}
    if resets:
        order = order[_since(resets, number, code[order], at[order], answers, order)]
    if not len(order):
        return Ledger()
    counts = np.bincount(code[order], minlength=len(names))
    cards = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
    start, count = (np.cumsum(counts) - counts)[cards], counts[cards]

    under = {version: presets.under(version) for version in dict.fromkeys(answers.preset)}
    kinds = list({preset.version: preset for preset in under.values()}.values())
    tables = _Tables.of(kinds)
    if len(kinds) == 1:
        which = None
    else:
        index = {
            version: next(i for i, kind in enumerate(kinds) if kind is preset or kind == preset)
            for version, preset in under.items()
        }
        which = np.fromiter((index[version] for version in answers.preset), np.int64, len(answers.preset))[order]
    rating = np.array(answers.rating, np.int64)[order]
    day = np.array(answers.day, np.int64)[order]
    run = _stepped(rating, day, start, count, tables, which)
    return _ledger(run, [names[card] for card in cards.tolist()], order, start, count, at, answers, under, resets)


def _by_card(code: Whole, at: Whole, cards: int) -> Whole:
    """Return the order of answers by card and instant; those of one instant stay in the order of their ids."""
    if cards > 1 << 32 or (at[1:] < at[:-1]).any():
        return np.lexsort((at, code))
    # by halves of the number: NumPy sorts 16 bits by counting, four times as fast as anything longer
    order = np.argsort(code.astype(np.uint16), kind="stable")
    return order[np.argsort((code >> 16).astype(np.uint16)[order], kind="stable")]


def in_steps(rating: Whole, day: Whole, start: Whole, count: Whole) -> tuple[Floats, Floats]:
    """Return stability and difficulty of cards under the default preset.

    Their answers lie together in `rating` and `day`: each card's from `start` on, `count` of them, the longest first.
    """
    run = _stepped(rating, day, start, count, _Tables.of([DEFAULT_PRESET]), None)
    return run.stability, run.difficulty


def _stepped(rating: Whole, day: Whole, start: Whole, count: Whole, tables: _Tables, which: Whole | None) -> _Run:
    run = _Run(len(start))
    # how many cards have a k-th answer; arrays to the end, as a card's digits must not depend on its company
    alive = np.searchsorted(-count, -np.arange(1, count[0] + 1), side="right")
    for number, many in enumerate(alive.tolist()):
        rows = start[:many] + number
        run.step(rating[rows], day[rows], tables.at(None if which is None else which[rows]))
    return run


def _since(
    resets: Mapping[CardId, tuple[int, EventId]],
    number: Mapping[CardId, int],
    code: Whole,
    at: Whole,
    answers: Answers,
    order: Whole,
) -> NDArray[np.bool_]:
    """Return which answers, in `order`, come after their card's last reset."""
    kept = np.ones(len(code), np.bool_)
    for card, (moment, id) in resets.items():
        if card in number:
            first, last = np.searchsorted(code, [number[card], number[card] + 1])
            for row in range(int(first), int(last)):
                kept[row] = (int(at[row]), answers.id[int(order[row])]) > (moment, id)
    return kept


class _Tables:
    """The parameters of all presets."""

    def __init__(self, w: Floats, learning: Whole, relearning: Whole) -> None:
        self._w, self._learning, self._relearning = w, learning, relearning

    @classmethod
    def of(cls, presets: Sequence[Preset]) -> _Tables:
        return cls(
            np.array([preset.parameters or DEFAULT_PARAMETERS for preset in presets], np.float64).T.copy(),
            np.array([len(preset.learning_steps) for preset in presets], np.int64),
            np.array([len(preset.relearning_steps) for preset in presets], np.int64),
        )

    def at(self, which: Whole | None) -> Table:
        """Return the parameters of answers, each under the preset with that number; None: all under the only one."""
        if which is None:
            return Table(self._w[:, 0].tolist(), int(self._learning[0]), int(self._relearning[0]))
        return Table(list(self._w[:, which]), self._learning[which], self._relearning[which])


class _Run:
    """Where all cards stand; a step takes the first so many of them on by an answer."""

    def __init__(self, cards: int) -> None:
        self.stability = np.zeros(cards)
        self.difficulty = np.zeros(cards)
        self.phase = np.zeros(cards, np.int64)
        self.at_step = np.zeros(cards, np.int64)
        self.before_phase = np.zeros(cards, np.int64)
        self.last_day = np.zeros(cards, np.int64)
        self.lapses = np.zeros(cards, np.int64)
        self._begun = False

    def step(self, rating: Whole, day: Whole, table: Table) -> None:
        many = len(rating)
        s, d = self.stability[:many], self.difficulty[:many]
        phase, at_step = self.phase[:many], self.at_step[:many]
        if self._begun:
            elapsed = np.maximum(day - self.last_day[:many], 0)
            s[:], d[:] = next_memory(s, d, rating, elapsed, table.w)
        else:
            s[:], d[:] = first_memory(rating, table.w)
            self._begun = True
        self.last_day[:many] = day
        self.lapses[:many] += (phase == REVIEW) & (rating == 1)
        self.before_phase[:many] = phase
        phase[:], at_step[:] = next_phase(phase, at_step, rating, table)


def _moment(answers: Answers, row: int) -> Moment:
    return Moment(
        at=from_ms(answers.at[row]),
        day=from_day_number(answers.day[row]),
        utc_offset=answers.utc_offset[row],
        rollover=answers.rollover[row],
    )


# ------------------------------------------------------------------ due days


def _ledger(
    run: _Run,
    names: list[CardId],
    order: Whole,
    start: Whole,
    count: Whole,
    at: Whole,
    answers: Answers,
    under: Mapping[EventId | None, Preset],
    resets: Mapping[CardId, tuple[int, EventId]],
) -> Ledger:
    """Return where all cards stand, with the due day of each one's last answer: the one given, or drawn anew."""
    newest = order[start + count - 1]
    last = newest.tolist()
    counts = count.tolist()
    phases, steps = run.phase.tolist(), run.at_step.tolist()
    stability = run.stability.tolist()
    several = int(np.searchsorted(-count, -1, side="left"))
    before = order[start[:several] + count[:several] - 2].tolist()
    # what each card's last answer follows: the one before it, or a reset
    heads: list[EventId | None] = [answers.id[row] for row in before]
    heads += [resets[name][1] if name in resets else None for name in names[several:]]
    due_days = [answers.due_day[row] for row in last]
    due_ats = [answers.due_at[row] for row in last]
    holding = {version for version, preset in under.items() if preset.version == version}
    afters, versions = answers.after, answers.preset
    for card, (row, head, due) in enumerate(zip(last, heads, due_days, strict=True)):
        if due is not None and afters[row] == head and versions[row] in holding:
            continue
        left = (int(run.before_phase[card]), counts[card] - 1)
        due_days[card], due_ats[card] = _drawn(
            answers, row, under[versions[row]], names[card], phases[card], steps[card], stability[card], left
        )
    return Ledger(
        card=names,
        phase=phases,
        step=steps,
        stability=stability,
        difficulty=run.difficulty.tolist(),
        due_day=cast("list[int]", due_days),
        due_at=due_ats,
        last_review=at[newest].tolist(),
        last_day=run.last_day.tolist(),
        reviews=counts,
        lapses=run.lapses.tolist(),
        head=[answers.id[row] for row in last],
    )


def _drawn(
    answers: Answers,
    row: int,
    preset: Preset,
    card: CardId,
    phase: int,
    at_step: int,
    stability: float,
    left: tuple[int, int],
) -> tuple[int, int | None]:
    """Return the day, and for a step within the day the ms, at which an answer makes a card due without balance.

    `left` is the phase that it left, and how many answers came before.
    """
    before_phase, before = left
    moment = _moment(answers, row)
    if phase == REVIEW:
        steps: Sequence[timedelta] = preset.learning_steps
        if before and before_phase == REVIEW:
            steps = ()
        elif before and before_phase == RELEARNING:
            steps = preset.relearning_steps
        days = interval_days(stability, card, before, preset, day=moment.day, steps=steps)
        return min(to_day_number(moment.day) + days, _LAST_DAY), None
    steps = preset.learning_steps if phase == LEARNING else preset.relearning_steps
    wait = steps[at_step]
    if answers.rating[row] == 2 and at_step == 0:
        wait = steps[0] * 1.5 if len(steps) == 1 else (steps[0] + steps[1]) / 2.0
    if wait >= timedelta(days=1):
        return min(to_day_number(moment.day) + wait // timedelta(days=1), _LAST_DAY), None
    due = to_ms(moment.at + wait)
    minutes = moment.utc_offset - moment.rollover
    return (due + minutes * 60_000) // _DAY_MS, due
