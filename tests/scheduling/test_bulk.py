"""All cards at once arrive where one answer after the other does."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srs.clock import Calendar
from srs.model import (
    NEW,
    CardId,
    CardState,
    Event,
    EventId,
    EventKind,
    PresetId,
    Rating,
    Seen,
)
from srs.scheduling import bulk
from srs.scheduling.presets import Presets, presets_in
from srs.scheduling.replay import counting, replay, replay_card, step
from srs.scheduling.scheduler import DEFAULT_PARAMETERS

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
CALENDAR = Calendar(ZoneInfo("Europe/Berlin"))
OTHER = [number * 1.04 for number in DEFAULT_PARAMETERS]
SETS = (
    {},
    {"desired_retention": 0.8, "learning_steps": [], "relearning_steps": []},
    {"learning_steps": [60, 600, 90_000], "relearning_steps": [600, 172_800], "maximum_interval": 40},
    {"parameters": OTHER, "easy_days": [100, 50, 100, 100, 100, 100, 0], "fuzz": True},
    {"fuzz": False, "learning_steps": [300]},
)


class Log:
    """A log as a running program writes it, over several cards and presets."""

    def __init__(self, device: str = "here") -> None:
        self.device = device
        self.events: list[Event] = []
        self.states: dict[CardId, CardState] = {}
        self.presets = Presets()

    def add(self, kind: EventKind, at: datetime, *, card: CardId | None, **more) -> Event:
        moment = CALENDAR.moment(at)
        event = Event(
            id=EventId(f"{len(self.events):04} of {self.device}"),
            kind=kind,
            card=card,
            at=moment.at,
            device=self.device,
            day=moment.day,
            utc_offset=moment.utc_offset,
            rollover=moment.rollover,
            **more,
        )
        self.events.append(event)
        return event

    def answer(self, rating: Rating, at: datetime, card: CardId) -> None:
        before = self.states.get(card, NEW)
        preset = self.presets.current[PresetId("default")]
        event = self.add(EventKind.REVIEW, at, card=card, rating=rating, after=before.head, preset=preset.version)
        after = step(before, event, preset)
        assert isinstance(after.state, Seen)
        self.events[-1] = replace(event, due_day=after.state.due_day, due_at=after.state.due_at)
        self._settle(card)

    def act(self, kind: EventKind, at: datetime, card: CardId) -> None:
        more = {}
        if kind is EventKind.RESCHEDULE:
            more = {"due_day": CALENDAR.study_day(at) + timedelta(days=9)}
        self.add(kind, at, card=card, **more)
        self._settle(card)

    def bring_home(self, rating: Rating, at: datetime, card: CardId) -> None:
        """Take in an answer that was given on a phone, before some of those here, with the day that the phone gave."""
        before = [e for e in counting(self.events) if e.card == card and e.kind in FOLLOWED and e.at < at]
        after = before[-1].id if before else None
        event = self.add(EventKind.REVIEW, at, card=card, rating=rating, after=after)
        self.events[-1] = replace(event, device="anki", due_day=event.day + timedelta(days=6))
        self._settle(card)

    def undo(self, at: datetime) -> None:
        newest = max(counting(self.events), key=lambda event: event.id, default=None)
        if newest is not None:
            self.add(EventKind.UNDO, at, card=newest.card, refers_to=newest.id)
            self._settle(newest.card)

    def change(self, at: datetime, fields: dict, *, back: bool) -> None:
        detail = {"preset": "default", "set": fields} | ({"reaches_back": 1} if back else {})
        self.add(EventKind.PRESET, at, card=None, detail=detail)
        self.presets = presets_in(self.events)
        self.states = {card: self._replayed(card) for card in self.states}

    def _settle(self, card: CardId | None) -> None:
        self.presets = presets_in(self.events)
        if card is None:
            self.states = {each: self._replayed(each) for each in self.states}
        else:
            self.states[card] = self._replayed(card)

    def _replayed(self, card: CardId) -> CardState:
        return replay_card([event for event in self.events if event.card == card], self.presets.of)


FOLLOWED = (EventKind.REVIEW, EventKind.RESET)
acts = ["undo", "reset", "bury", "suspend", "resume", "reschedule", "pull", "preset", "preset that reaches back"]
moves = st.lists(
    st.tuples(
        st.sampled_from([*Rating, *Rating, *Rating, *acts]),
        st.sampled_from(["a", "b", "c", "d", "e", "f"]),
        st.one_of(st.integers(0, 60 * 24 * 40), st.integers(0, 15), st.integers(-60 * 24 * 3, 0)),
        st.sampled_from(SETS),
    ),
    max_size=60,
)


def written(history, device: str = "here") -> Log:
    log = Log(device)
    at = START
    for move, card, minutes, fields in history:
        at += timedelta(minutes=minutes)
        if isinstance(move, Rating):
            log.answer(move, at, CardId(card))
        elif move == "undo":
            log.undo(at)
        elif move == "pull":
            log.bring_home(Rating.GOOD, at - timedelta(days=4), CardId(card))
        elif move.startswith("preset"):
            log.change(at, fields, back="back" in move)
        else:
            log.act(EventKind(move), at, CardId(card))
    return log


def assert_equal(ours: dict[CardId, CardState], theirs: dict[CardId, CardState]) -> None:
    """Equal in all but the last digits of memory."""
    assert ours.keys() == theirs.keys()
    for card, state in ours.items():
        other = theirs[card]
        if isinstance(state.state, Seen) and isinstance(other.state, Seen):
            assert math.isclose(state.state.stability, other.state.stability, rel_tol=1e-12)
            assert math.isclose(state.state.difficulty, other.state.difficulty, rel_tol=1e-12)
            state = replace(state, state=replace(state.state, memory=other.state.memory))
        assert state == other


@pytest.fixture(autouse=True)
def _arrays_for_small_logs_too(monkeypatch):
    monkeypatch.setattr(bulk, "WORTH", 0)


@given(moves)
def test_all_at_once_arrives_where_one_by_one_does(history):
    log = written(history)

    assert_equal(bulk.replay_all(log.events, log.presets), replay(log.events, log.presets.of))


@given(moves, moves)
def test_two_logs_become_one_either_way(history, other):
    here, there = written(history), written(other, "there")
    events = [*here.events, *there.events]
    presets = presets_in(events)

    assert_equal(bulk.replay_all(events, presets), replay(events, presets.of))


@given(moves, st.randoms(use_true_random=False))
def test_it_does_not_depend_on_where_the_rows_lie(history, rng):
    log = written(history)
    shuffled = list(log.events)
    rng.shuffle(shuffled)

    assert bulk.replay_all(shuffled, log.presets) == bulk.replay_all(log.events, log.presets)


def test_a_card_alone_has_the_bytes_that_it_has_among_others():
    log = Log()
    for number in range(600):
        at = START + timedelta(hours=7 * number)
        log.answer(Rating(1 + number * 7 % 4), at, CardId(f"card {number % 23}"))

    together = bulk.replay_all(log.events, Presets())
    alone = {
        card: bulk.replay_all([event for event in log.events if event.card == card], Presets())[card]
        for card in together
    }

    assert together == alone


def test_answers_of_a_version_that_is_not_here_yet_keep_their_due_days():
    log = Log()
    log.answer(Rating.EASY, START, CardId("a"))
    unknown = replace(log.events[0], preset=EventId("elsewhere"))

    state = bulk.replay_all([unknown], Presets())[CardId("a")].state

    assert isinstance(state, Seen)
    assert state.due_day == unknown.due_day


def test_an_empty_log_has_no_states():
    assert bulk.replay_all([], Presets()) == {}


def test_stability_stops_at_a_hundred_years():
    log = Log()
    for number in range(6):
        log.answer(Rating.EASY, START + timedelta(days=36_000 * number), CardId("a"))

    state = bulk.replay_all(log.events, Presets())[CardId("a")].state

    assert isinstance(state, Seen)
    assert state.stability == 36_500
