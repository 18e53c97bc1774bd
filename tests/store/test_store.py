"""What goes in comes out: notes, cards, states and events, in the order and with the meaning they were given."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srs.clock import from_ms
from srs.errors import Missing
from srs.model import (
    NEW,
    CardId,
    CardState,
    Event,
    EventKind,
    Kind,
    Lines,
    Memory,
    Note,
    NoteId,
    Phase,
    Point,
    Rating,
    Role,
    Seen,
    Source,
    Standing,
    Unseen,
    Version,
)
from srs.store import Before, Store
from srs.store.ids import BEYOND, next_id
from tests.store.conftest import NOW, TODAY, cards_of, event, fill, note, seen, source

# ------------------------------------------------------------------ anything that a value can hold

texts = st.text(st.characters(blacklist_categories=("Cs",)), max_size=20)
words = texts.filter(bool)
days = st.dates(date(1970, 1, 1), date(2200, 1, 1))
instants = st.integers(0, 7_258_118_400_000).map(from_ms)
numbers = st.integers(0, 2**40)
reals = st.floats(allow_nan=False, allow_infinity=False)
lines = st.builds(Lines, st.integers(1, 10**6), st.integers(1, 10**6))
details = st.dictionaries(
    words, st.one_of(numbers, reals, st.booleans(), st.none(), texts, st.lists(numbers)), max_size=3
)

events = st.builds(
    Event,
    id=words,
    kind=st.sampled_from(EventKind),
    card=st.none() | words,
    at=instants,
    device=words,
    day=days,
    utc_offset=st.integers(-1440, 1440),
    rollover=st.integers(0, 1439),
    rating=st.none() | st.sampled_from(Rating),
    took_ms=st.none() | numbers,
    due_day=st.none() | days,
    due_at=st.none() | instants,
    refers_to=st.none() | words,
    after=st.none() | words,
    detail=details,
)
states = st.builds(
    CardState,
    state=st.just(Unseen())
    | st.builds(
        Seen,
        memory=st.builds(Memory, reals, reals),
        phase=st.sampled_from(Phase),
        step=st.none() | st.integers(0, 9),
        due_day=days,
        due_at=st.none() | instants,
        interval_days=numbers,
        last_review=instants,
        last_day=days,
        reviews=numbers,
        lapses=numbers,
    ),
    suspended=st.booleans(),
    buried=st.none() | days,
    head=st.none() | words,
)
notes = st.builds(
    Note,
    id=words.map("n{}".format),
    kind=st.sampled_from(Kind),
    prompt=texts,
    answer=texts,
    path=texts,
    lines=lines,
    also=st.lists(st.tuples(texts, lines), max_size=2).map(tuple),
    headings=st.lists(texts, max_size=2).map(tuple),
    deck=texts,
    tags=st.lists(texts, max_size=2).map(tuple),
    parent=st.none() | words,
    story=st.none() | words,
    points=st.lists(
        st.builds(
            Point, id=words.map("p{}".format), text=texts, lines=lines, role=st.none() | texts, slot=st.integers(1, 99)
        ),
        max_size=2,
        unique_by=lambda p: p.id,
    ).map(tuple),
    versions=st.lists(st.builds(Version, label=texts, text=texts, seconds=st.none() | numbers), max_size=2).map(tuple),
    cues=st.lists(texts, max_size=2).map(tuple),
    confidence=st.floats(0, 1),
    rule=texts,
    reason=texts,
)


@given(events, states)
@settings(max_examples=60, deadline=None)
def test_an_event_and_its_state_come_back_as_they_were(event, state):
    with Store.open("sqlite://") as store:
        with store.write() as writer:
            assert writer.append(event, state) == event

        with store.read() as reader:
            assert reader.events() == [event] == reader.events(since=event.day) == reader.events(kind=event.kind)
            assert reader.event(event.id) == event
            if event.card is not None:
                assert reader.state(event.card) == state
                assert reader.states() == {event.card: state}


@given(notes, st.sampled_from([Standing.ACTIVE, Standing.PROPOSED]))
@settings(max_examples=60, deadline=None)
def test_a_note_comes_back_as_it_was(note, standing):
    with Store.open("sqlite://") as store:
        fill(store, note, proposed=[note.id] if standing is Standing.PROPOSED else [])

        with store.read() as reader:
            (known,) = reader.notes()
            assert reader.note(note.id) == known

    assert known.note == note
    assert known.standing is standing
    assert known.changed == NOW
    assert known.used_slots == max((point.slot for point in note.points), default=0)


# ------------------------------------------------------------------ what an import stores


def test_cards_are_listed_in_the_order_of_import(store):
    fill(store, note("z", points=2), note("a"), name="first.md")
    fill(store, note("m"), name="second.md")

    with store.read() as reader:
        listed = reader.listed()

    assert [one.card.id for one in listed] == ["z", "z-p1", "z-p2", "a", "m"]
    assert [one.order for one in listed] == sorted(one.order for one in listed)
    assert [one.card.role for one in listed] == [Role.ASK, Role.POINT, Role.POINT, Role.ASK, Role.ASK]
    assert {one.state for one in listed} == {NEW}


def test_a_second_import_moves_edits_and_keeps(store):
    id = fill(store, note("a"), note("b"))
    later = NOW + timedelta(days=1)
    again = [note("new"), note("b", lines=Lines(50, 60)), note("a", answer="Another answer")]

    with store.write() as writer:
        writer.apply(id, again, [card for one in again for card in cards_of(one)], at=later)

    with store.read() as reader:
        assert [one.card.id for one in reader.listed()] == ["new", "b", "a"]
        changed = {known.note.id: known.changed for known in reader.notes()}
        assert [known.note for known in reader.notes(id)] == again
    assert changed == {"new": later, "a": later, "b": NOW}


def test_an_import_that_says_the_same_changes_no_row(store):
    fill(store, note("a", points=2), note("b"))

    with store.write() as writer:
        before = writer.driver().total_changes
        id = writer.put_source(source())
        by_source = writer.driver().total_changes
        writer.apply(id, [note("a", points=2), note("b")], cards_of(note("a", points=2)) + cards_of(note("b")), at=NOW)

        assert by_source - before <= 1
        assert writer.driver().total_changes == by_source


def test_what_is_retired_keeps_its_history_and_comes_back(store):
    id = fill(store, note("a", points=2), note("b"))
    with store.write() as writer:
        writer.append(event("a-p2"), seen())
        writer.apply(id, [note("a", points=1)], cards_of(note("a", points=1)), at=NOW, retired=["b"])

    with store.read() as reader:
        assert [one.card.id for one in reader.listed()] == ["a", "a-p1"]
        assert [one.card.id for one in reader.listed(standings=[Standing.RETIRED])] == ["a-p2", "b"]
        assert reader.state("a-p2") == seen()
        assert [known.used_slots for known in reader.notes()] == [2, 0]
    fill(store, note("a", points=2), note("b"))
    with store.read() as reader:
        assert [(one.card.id, one.standing) for one in reader.listed()] == [
            (id, Standing.ACTIVE) for id in ("a", "a-p1", "a-p2", "b")
        ]


def test_a_note_that_moved_to_another_source_belongs_there(store):
    fill(store, note("a"), note("b"), name="one.md")
    second = fill(store, note("a"), name="two.md")

    with store.read() as reader:
        assert [known.note.id for known in reader.notes(second)] == ["a"]
        assert [one.card.id for one in reader.listed()] == ["b", "a"]


def test_a_source_is_known_by_its_location(store):
    with store.write() as writer:
        id = writer.put_source(source(), fingerprint="f1", encoding="utf-8")
        moved = Source(path="../notes/rag.md", location="/notes/rag.md", place="rag.md", deck="d")
        assert writer.put_source(moved, fingerprint="f2", encoding="latin-1") == id

    with store.read() as reader:
        known = reader.source("/notes/rag.md")
        assert reader.sources() == [known]
        assert reader.source("/notes/other.md") is None
    assert known is not None
    assert (known.id, known.source, known.fingerprint, known.encoding) == (id, moved, "f2", "latin-1")


def test_a_file_name_that_is_no_text_comes_back_as_it_was(store):
    odd = Source(path="caf\udce9.md", location="/notes/caf\udce9.md", place="caf\udce9.md", deck=None)
    with store.write() as writer:
        id = writer.put_source(odd)
        there = note("a", path=odd.path, deck="caf\udce9", also=((odd.path, Lines(20, 21)),))
        writer.apply(id, [there], cards_of(there), at=NOW)

    with store.read() as reader:
        assert (known := reader.source(odd.location)) is not None and known.id == id
        assert known.source == odd
        assert reader.notes()[0].note == there


def test_ids_are_found_by_their_beginning(store):
    fill(store, note("abc"), note("abd"), note("ab"), note("b"))

    with store.read() as reader:
        assert reader.resolve("abc") == ["abc"]
        assert reader.resolve("a") == ["ab", "abc", "abd"]
        assert reader.resolve("ab") == ["ab"]
        assert reader.resolve("x") == []
        assert reader.resolve("a%") == []


def test_many_cards_are_asked_for_at_once(store):
    fill(store, note("a", points=4_000), note("b", points=4_000), note("c", points=4_000))

    with store.read() as reader:
        every = reader.listed()
        ids = [one.card.id for one in every]
        assert len(ids) == 12_003
        assert [one.card.id for one in reader.listed(reversed(ids))] == ids
        assert reader.states(ids) == {}


def test_decks_are_counted_without_what_is_not_studied(store):
    fill(store, note("a", points=1), note("b", deck="go"), note("c", deck="go"), proposed=["c"])

    with store.read() as reader:
        assert reader.decks() == {"go": 1, "mlops": 2}


# ------------------------------------------------------------------ what waits


def put(store, **given):
    with store.write() as writer:
        writer.put_states({CardId(card): state for card, state in given.items()})


@pytest.fixture
def deck(store):
    fill(store, *[note(id, kind=Kind.METRIC if id == "m" else Kind.QUESTION) for id in "abcdefghmnop"])
    put(
        store,
        a=seen(due=0),
        b=seen(due=-2),
        c=seen(due=3),
        d=seen(due=0, suspended=True),
        e=seen(due=0, buried=TODAY),
        f=seen(due=0, buried=TODAY - timedelta(days=1)),
        g=seen(due=0, phase=Phase.LEARNING, due_at=NOW - timedelta(minutes=1)),
        h=seen(due=0, phase=Phase.RELEARNING, due_at=NOW + timedelta(minutes=9)),
        m=seen(due=0),
        n=CardState(suspended=True),
        o=CardState(head="reset"),
    )
    return store


def test_what_waits_is_counted_by_kind(deck):
    with deck.read() as reader:
        waiting = reader.waiting(TODAY, NOW)

    assert waiting.reviews == {Kind.QUESTION: 3, Kind.METRIC: 1}
    assert waiting.learning == {Kind.QUESTION: 1}
    assert waiting.later == {Kind.QUESTION: 1}
    assert waiting.overdue == 1
    assert waiting.new == {Kind.QUESTION: 2}
    assert waiting.next_at == NOW + timedelta(minutes=9)
    assert waiting.next_day == TODAY + timedelta(days=3)


def test_new_cards_are_counted_up_to_a_limit(deck):
    with deck.read() as reader:
        assert reader.waiting(TODAY, NOW, new=1).new == {Kind.QUESTION: 1}
        assert reader.waiting(TODAY, NOW, new=0).new == {}


def test_candidates_are_what_may_be_asked_today(deck):
    with deck.read() as reader:
        every = reader.candidates(TODAY)
        few = reader.candidates(TODAY, new=1)

    assert [one.card for one in every] == ["b", "a", "f", "g", "h", "m", "o", "p"]
    assert [one.card for one in few] == ["b", "a", "f", "g", "h", "m", "o"]
    assert [one.phase for one in every if one.card in "op"] == [None, None]
    assert every[5].kind is Kind.METRIC and every[5].deck == "mlops"


def test_candidates_can_be_those_of_some_sources(deck):
    other = fill(deck, note("x"), note("y"), name="other.md")
    put(deck, y=seen(due=-1))

    with deck.read() as reader:
        assert [one.card for one in reader.candidates(TODAY, sources=[other])] == ["y", "x"]
        assert reader.candidates(TODAY, sources=[]) == []


def test_proposed_and_retired_notes_do_not_wait(deck):
    with deck.write() as writer:
        writer.retire([NoteId("a"), NoteId("p")], at=NOW)

    with deck.read() as reader:
        assert not {"a", "p"} & {one.card for one in reader.candidates(TODAY)}
        assert reader.waiting(TODAY, NOW).reviews == {Kind.QUESTION: 2, Kind.METRIC: 1}


# ------------------------------------------------------------------ what happened


def test_the_log_is_in_order_of_instants_whenever_it_was_written(store):
    with store.write() as writer:
        late = writer.append(event(at=NOW))
        early = writer.append(event(at=NOW - timedelta(hours=1)))
        same = writer.append(event(at=NOW))

    with store.read() as reader:
        assert reader.events() == [early, late, same]
        assert reader.last_act() == same


def test_ids_rise_also_when_the_clock_stands_still_or_goes_back(store):
    with store.write() as writer:
        ids = [writer.append(event(at=NOW - timedelta(minutes=number % 7 // 3))).id for number in range(200)]

    assert ids == sorted(set(ids))
    assert {len(id) for id in ids} == {26}


@given(st.lists(st.integers(0, 2**48 - 1), min_size=1, max_size=30))
def test_an_id_sorts_after_the_newest_and_before_those_from_elsewhere(instants):
    newest = None
    for at in instants:
        id = next_id(newest, at)
        assert newest is None or id > newest
        assert len(id) == 26
        newest = id
    assert newest is not None and (newest < BEYOND or max(instants) > 2**47)


def test_an_answer_sees_whether_there_is_such_a_card(store):
    fill(store, note("n1", points=1))
    with store.read() as reader:
        assert [reader.before(CardId(id), NOW).exists for id in ("n1", "n1-p1", "n1-p", "n2")] == [
            True,
            True,
            False,
            False,
        ]


def test_an_answer_sees_what_it_builds_on(store):
    with store.write() as writer:
        assert writer.before("a", NOW) == Before(state=NEW, newest_id=None, later=False, exists=False)
        put = writer.append(event("a", at=NOW), seen())
        writer.extend([event("b", id="zz", at=NOW + timedelta(hours=1))])

        assert writer.before("a", NOW) == Before(state=seen(), newest_id=put.id, later=False, exists=False)
        assert writer.before("a", NOW - timedelta(milliseconds=1)).later
        assert writer.before("b", NOW) == Before(state=NEW, newest_id=put.id, later=True, exists=False)


def test_ids_from_elsewhere_do_not_disturb_our_own(store):
    with store.write() as writer:
        writer.extend([event(id="anki-1700000000000", device="anki")])
        first = writer.append(event())

    assert first.id < BEYOND
    assert first.device == store.device != ""


def test_known_events_from_elsewhere_are_passed_over(store):
    theirs = [event(id=f"01abc{number}", device="phone") for number in range(3)]

    with store.write() as writer:
        assert writer.extend(theirs[:2]) == 2
        assert writer.extend([*theirs, theirs[2]]) == 1
        assert writer.extend([]) == 0

    with store.read() as reader:
        assert reader.events() == theirs


def test_the_last_act_is_one_that_was_not_undone(store):
    with store.write() as writer:
        assert writer.last_act() is None
        one, two = writer.append(event()), writer.append(event("n2", EventKind.SUSPEND))
        writer.append(event("n2", EventKind.UNDO, refers_to=two.id))

        assert writer.last_act() == one
        writer.append(event(kind=EventKind.UNDO, refers_to=one.id))
        assert writer.last_act() is None


def test_what_came_from_elsewhere_is_no_act_of_ours(store):
    with store.write() as writer:
        ours = writer.append(event())
        writer.extend([event(id="zz-phone", at=NOW + timedelta(hours=1), device="phone")])

        assert writer.last_act() == ours


def test_answers_of_a_day_count_unless_undone(store):
    fill(store, note("a", kind=Kind.METRIC), note("b"))
    with store.write() as writer:
        first = writer.append(event("a"))
        second = writer.append(event("a", after=first.id))
        reset = writer.append(event("a", EventKind.RESET))
        third = writer.append(event("a", after=reset.id))
        gone = writer.append(event("b"))
        writer.append(event("b", EventKind.UNDO, refers_to=gone.id))
        writer.append(event("b", at=NOW + timedelta(days=1)))
        unknown = writer.append(event("of-no-note"))

        done = writer.answered(TODAY)

    assert [(one.event, one.first) for one in done] == [(first, True), (second, False), (third, True), (unknown, True)]
    assert [(one.note, one.kind) for one in done] == [("a", Kind.METRIC)] * 3 + [(None, None)]


def test_pace_is_the_median_of_the_last_answers_by_kind(store):
    fill(store, note("a", kind=Kind.METRIC), note("b"))
    with store.write() as writer:
        for took in (9_000, 1_000, 3_000, 2_000):
            writer.append(event("a", took_ms=took))
        writer.append(event("b", took_ms=700))
        writer.append(event("b"))

        assert writer.pace() == {Kind.METRIC: 2_500.0, Kind.QUESTION: 700.0}
        assert writer.pace(last=3) == {Kind.METRIC: 2_500.0, Kind.QUESTION: 700.0}
        assert writer.pace(last=2) == {Kind.METRIC: 2_000.0, Kind.QUESTION: 700.0}


def test_states_are_replaced_as_a_whole(store):
    put(store, a=seen(), b=seen())

    with store.write() as writer:
        writer.replace_states({CardId("c"): seen(due=5)})

    with store.read() as reader:
        assert reader.states() == {"c": seen(due=5)}


# ------------------------------------------------------------------ transactions


def test_every_connection_is_as_durable_and_strict_as_it_can_be(store):
    fill(store, note("a"))
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "busy_timeout": 30_000,
    }

    with store.write() as writer:
        found = {name: writer.driver().execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}

    assert found == wanted


def test_an_error_leaves_nothing_half_done(store):
    fill(store, note("a"))
    with pytest.raises(ZeroDivisionError), store.write() as writer:
        writer.append(event("a"), seen())
        writer.retire([NoteId("a")], at=NOW)
        raise ZeroDivisionError

    with store.read() as reader:
        assert reader.events() == []
        assert reader.states() == {}
        assert len(reader.listed()) == 1


def test_a_reader_sees_one_moment(store, path):
    fill(store, note("a"))
    with store.read() as reader:
        before = reader.events()
        with Store.open(path) as other, other.write() as writer:
            writer.append(event("a"), seen())

        assert reader.events() == before == []
        assert reader.states() == {}


def test_nothing_is_made_before_something_is_stored(tmp_path):
    place = tmp_path / "folder" / "srs.db"
    with Store.open(place) as store:
        with store.read() as reader:
            assert reader.listed() == []
            assert reader.sources() == []
            assert reader.waiting(TODAY, NOW).next_day is None
            assert reader.last_act() is None
        assert not store.exists
        assert store.device == ""
        assert list(tmp_path.iterdir()) == []

        fill(store, note("a"))

        assert store.exists
        assert len(store.device) == 26
        with Store.open(place) as other:
            assert other.device == store.device
            with other.read() as reader:
                assert len(reader.listed()) == 1


def test_a_database_that_another_program_made_meanwhile_is_seen(path):
    with Store.open(path) as early, Store.open(path) as late:
        fill(early, note("a"))

        with late.read() as reader:
            assert len(reader.listed()) == 1
        assert late.device == early.device


def test_what_must_not_be_made_is_not(path):
    with Store.open(path, create=False) as store, pytest.raises(Missing, match="no database"), store.write():
        pass

    assert not path.exists()


def test_a_database_in_memory_lives_as_long_as_its_store():
    with Store.open("sqlite://") as store:
        fill(store, note("a"))
        with store.read() as reader:
            assert len(reader.listed()) == 1


def test_a_url_of_sqlite_names_a_file(path):
    with Store.open(f"sqlite:///{path}") as store:
        fill(store, note("a"))

    assert path.exists()
