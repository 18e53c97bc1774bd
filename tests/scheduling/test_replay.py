from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from srs.clock import Calendar
from srs.model import NEW, CardId, CardState, Event, EventId, EventKind, Rating, Seen, Unseen
from srs.scheduling.replay import counting, replay, replay_card, step

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
CALENDAR = Calendar(ZoneInfo("Europe/Berlin"))
CARD = CardId("card")


class Log:
    """A log as a running program writes it: each event through the same step that a replay takes."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.states: dict[CardId, CardState] = {}

    def add(self, kind: EventKind, at: datetime, *, card: CardId | None = CARD, **more) -> Event:
        moment = CALENDAR.moment(at)
        event = Event(
            id=EventId(f"e{len(self.events):04}"),
            kind=kind,
            card=card,
            at=moment.at,
            device="here",
            day=moment.day,
            utc_offset=moment.utc_offset,
            rollover=moment.rollover,
            **more,
        )
        self.events.append(event)
        return event

    def answer(self, rating: Rating, at: datetime, *, card: CardId = CARD) -> CardState:
        before = self.states.get(card, NEW)
        event = self.add(EventKind.REVIEW, at, card=card, rating=rating, after=before.head)
        after = step(before, event)
        assert isinstance(after.state, Seen)
        self.events[-1] = replace(event, due_day=after.state.due_day, due_at=after.state.due_at)
        return self.settle(card)

    def act(self, kind: EventKind, at: datetime, *, card: CardId = CARD) -> CardState:
        self.add(kind, at, card=card)
        return self.settle(card)

    def undo(self, at: datetime) -> None:
        counted = {e.id for e in counting(self.events)}
        newest = max((e for e in self.events if e.id in counted), key=lambda e: e.id, default=None)
        if newest is not None:
            self.add(EventKind.UNDO, at, card=newest.card, refers_to=newest.id)
            assert newest.card is not None
            self.settle(newest.card)

    def settle(self, card: CardId) -> CardState:
        """Take the newest event on top of what was there, or replay the card where it does not come last."""
        history = [e for e in self.events if e.card == card]
        newest = history[-1]
        last = all((e.at, e.id) <= (newest.at, newest.id) for e in history)
        before = self.states.get(card, NEW)
        in_place = last and newest.kind is not EventKind.UNDO
        self.states[card] = step(before, newest) if in_place else replay_card(history)
        return self.states[card]


def test_a_log_without_events_gives_no_states():
    assert replay([]) == {}


def test_what_was_undone_does_not_count():
    log = Log()
    log.answer(Rating.GOOD, START)
    log.answer(Rating.AGAIN, START + timedelta(minutes=10))
    log.undo(START + timedelta(minutes=11))
    alone = Log()
    alone.answer(Rating.GOOD, START)

    assert replay(log.events) == replay(alone.events)


def test_a_second_undo_takes_back_the_one_before():
    log = Log()
    log.answer(Rating.GOOD, START)
    log.answer(Rating.AGAIN, START + timedelta(minutes=10))
    log.undo(START + timedelta(minutes=11))
    log.undo(START + timedelta(days=1))

    assert replay(log.events) == {CARD: NEW}


def test_a_reset_makes_the_card_new_and_its_undo_brings_the_memory_back():
    log = Log()
    before = log.answer(Rating.EASY, START)

    reset = log.act(EventKind.RESET, START + timedelta(hours=1))
    log.undo(START + timedelta(hours=2))

    assert reset.state == Unseen()
    assert log.states[CARD] == before


def test_suspending_and_burying_leave_the_memory_alone():
    log = Log()
    before = log.answer(Rating.EASY, START)

    log.act(EventKind.SUSPEND, START + timedelta(hours=1))
    both = log.act(EventKind.BURY, START + timedelta(hours=2))
    resumed = log.act(EventKind.RESUME, START + timedelta(hours=3))

    assert both == replace(before, suspended=True, buried=date(2026, 3, 2))
    assert resumed == before


def test_an_answer_brings_a_buried_card_back_and_leaves_a_suspended_one_suspended():
    log = Log()
    log.act(EventKind.BURY, START)
    log.act(EventKind.SUSPEND, START)

    state = log.answer(Rating.GOOD, START + timedelta(hours=1))

    assert (state.buried, state.suspended) == (None, True)


def test_the_due_day_that_was_given_stands():
    log = Log()
    log.answer(Rating.EASY, START)
    given_day = date(2026, 4, 1)
    log.events[0] = replace(log.events[0], due_day=given_day)

    state = replay(log.events)[CARD].state

    assert isinstance(state, Seen)
    assert (state.due_day, state.interval_days) == (given_day, 30)


def test_where_something_came_in_between_the_due_day_is_drawn_anew():
    log = Log()
    log.answer(Rating.EASY, START)
    log.answer(Rating.GOOD, START + timedelta(days=8))
    log.events[1] = replace(log.events[1], due_day=date(2030, 1, 1))
    elsewhere = replace(log.events[0], id=EventId("x"), at=START + timedelta(days=3), day=date(2026, 3, 5), after=None)

    merged = replay([*log.events, elsewhere])[CARD].state

    assert isinstance(merged, Seen)
    assert merged.reviews == 3
    assert merged.due_day < date(2030, 1, 1)


def test_the_order_of_the_log_is_by_instant_whatever_the_order_of_the_rows():
    log = Log()
    for days, rating in enumerate((Rating.EASY, Rating.GOOD, Rating.AGAIN, Rating.HARD)):
        log.answer(rating, START + timedelta(days=10 * days))

    assert replay(reversed(log.events)) == replay(log.events) == log.states


moves = st.lists(
    st.tuples(
        st.sampled_from([*Rating, *Rating, "undo", "reset", "bury", "suspend", "resume"]),
        st.sampled_from(["a", "b"]),
        # mostly on, sometimes the clock jumps back
        st.one_of(st.integers(0, 60 * 24 * 40), st.integers(0, 15), st.integers(-60 * 24 * 3, 0)),
    ),
    max_size=25,
)


@given(moves)
def test_a_replay_arrives_at_what_was_shown(history):
    log = Log()
    at = START
    for move, card, minutes in history:
        at += timedelta(minutes=minutes)
        if isinstance(move, Rating):
            log.answer(move, at, card=CardId(card))
        elif move == "undo":
            log.undo(at)
        else:
            log.act(EventKind(move), at, card=CardId(card))

    assert replay(log.events) == log.states


@given(moves, st.randoms(use_true_random=False))
def test_a_replay_does_not_depend_on_where_its_rows_lie(history, rng):
    log = Log()
    at = START
    for move, card, minutes in history:
        at += timedelta(minutes=minutes)
        if isinstance(move, Rating):
            log.answer(move, at, card=CardId(card))
        elif move == "undo":
            log.undo(at)
    shuffled = list(log.events)
    rng.shuffle(shuffled)

    assert replay(shuffled) == replay(log.events)
