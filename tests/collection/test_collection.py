import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import srs
from srs import Collection, Rating
from srs.errors import BadQuery, NothingFound
from srs.model import NEW, EventKind, Phase, Seen, Unseen
from srs.scheduling.replay import replay
from srs.study.queue import Work

from .conftest import Clock, write

ROOT = Path(__file__).parents[2]


@pytest.fixture
def cards(collection, notes) -> list[str]:
    collection.import_paths([notes])
    return [listed.card.id for listed in collection.select()]


def state(collection, card):
    return collection.view(card).listed.state


# ------------------------------------------------------------------ the contract's example


def test_the_example_of_the_contract_runs(tmp_path):
    write(tmp_path / "notes" / "rag.md", "chunking", "overlap")
    program = f"""
import srs

with srs.Collection.open({str(tmp_path / "srs.db")!r}) as collection:
    report = collection.import_paths([{str(tmp_path / "notes")!r}])
    queue = collection.queue()
    for item in queue:
        collection.answer(item.card_id, srs.Rating.GOOD, took_ms=4200)
    collection.undo()
    collection.export_anki({str(tmp_path / "exports/notes.apkg")!r})
    for id, state in collection.states().items():
        print(id, state.stability, state.difficulty, state.due)
"""

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False)

    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1
    assert (tmp_path / "exports/notes.apkg").exists()


def test_the_clock_can_be_told(tmp_path):
    write(tmp_path / "rag.md", "chunking")
    times = iter(datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(minutes=n) for n in range(1000))

    with Collection.open(tmp_path / "srs.db", clock=lambda: next(times)) as collection:
        collection.import_paths([tmp_path / "rag.md"])
        answered = collection.answer(next(iter(collection.queue())).card_id, Rating.GOOD)

    assert answered.event.at.year == 2026


def test_looking_loads_nothing_heavy(tmp_path):
    write(tmp_path / "rag.md", "chunking")
    with Collection.open(tmp_path / "srs.db") as collection:
        collection.import_paths([tmp_path / "rag.md"])
    program = f"""
import sys
import srs

with srs.Collection.open({str(tmp_path / "srs.db")!r}) as collection:
    assert collection.due().new == 1
    assert len(collection.queue()) == 1
heavy = {{"fsrs", "rich", "click", "alembic", "genanki", "markdown_it", "rapidfuzz", "platformdirs", "tomlkit"}}
print(sorted(heavy & set(sys.modules)))
"""

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)

    assert done.stdout.strip() == "[]"


# ------------------------------------------------------------------ answers


def test_an_answer_is_stored_with_its_state(collection, cards):
    answered = collection.answer(cards[0], Rating.GOOD, took_ms=4200)

    assert answered.before == NEW
    assert state(collection, cards[0]) == answered.after
    assert (answered.event.took_ms, answered.event.day) == (4200, date(2026, 3, 2))
    assert (answered.event.utc_offset, answered.event.rollover) == (60, 240)
    assert answered.event.due_at == answered.after.state.due_at


def test_any_card_can_be_answered_at_any_time(collection, cards, clock):
    collection.answer(cards[0], Rating.EASY)
    clock.advance(days=1)

    early = collection.answer(cards[0], 3)

    assert early.before.state.due_day > clock.now.date()
    assert early.after.state.reviews == 2


def test_a_card_that_does_not_exist_cannot_be_answered(collection, cards):
    with pytest.raises(NothingFound, match="no card “nowhere”"):
        collection.answer("nowhere", Rating.GOOD)


def test_a_rating_is_one_to_four(collection, cards):
    with pytest.raises(ValueError, match="5"):
        collection.answer(cards[0], 5)


def test_the_answer_is_what_the_view_promised(collection, cards, clock):
    for days in (0, 0, 3, 20, 60):
        clock.advance(days=days)
        promised = collection.view(cards[0]).ratings[Rating.GOOD]
        assert collection.answer(cards[0], Rating.GOOD).after.state == promised


def test_ids_rise_while_the_clock_stands_still_or_goes_back(collection, cards, clock):
    ids = [collection.answer(card, Rating.GOOD).event.id for card in cards[:3]]
    clock.advance(hours=-3)
    ids += [collection.answer(card, Rating.GOOD).event.id for card in cards[3:]]

    assert ids == sorted(ids)


def test_an_answer_before_another_of_its_card_is_replayed_into_its_place(collection, cards, clock):
    collection.answer(cards[0], Rating.EASY)
    clock.advance(days=-2)

    answered = collection.answer(cards[0], Rating.AGAIN)

    assert answered.after.state.last_review == clock.now + timedelta(days=2)
    assert answered.after.state.phase is Phase.REVIEW
    assert collection.rebuild().changed == ()


def test_history_is_shown_in_order_with_what_was_undone(collection, cards, clock):
    first = collection.answer(cards[0], Rating.GOOD).event
    clock.advance(minutes=1)
    second = collection.answer(cards[0], Rating.AGAIN).event
    undo = collection.undo().event

    view = collection.view(cards[0])

    assert [event.id for event in view.history] == [first.id, second.id, undo.id]
    assert view.undone == {second.id}


# ------------------------------------------------------------------ undo


def test_undo_takes_back_one_answer_after_the_other_also_another_day(opened, collection, cards, clock):
    first = collection.answer(cards[0], Rating.GOOD).after
    clock.advance(minutes=10)
    collection.answer(cards[0], Rating.AGAIN)
    collection.close()
    clock.advance(days=1)
    later = opened()

    one = later.undo()
    two = later.undo()

    assert (one.undone.rating, one.state) == (Rating.AGAIN, first)
    assert (two.undone.rating, two.state) == (Rating.GOOD, NEW)
    with pytest.raises(NothingFound, match="nothing to undo"):
        later.undo()


@pytest.mark.parametrize("act", ["suspend", "bury", "reset"])
def test_every_act_can_be_undone(collection, cards, act):
    before = collection.answer(cards[0], Rating.EASY).after
    getattr(collection, act)([cards[0]])
    assert state(collection, cards[0]) != before

    undone = collection.undo()

    assert undone.undone.kind == EventKind(act)
    assert state(collection, cards[0]) == before


def test_an_act_on_several_cards_is_taken_back_as_one(collection, cards):
    collection.suspend([cards[0]])
    collection.suspend(cards[1:])

    undone = collection.undo()

    assert set(undone.cards) == set(cards[1:])
    assert [state(collection, card).suspended for card in cards] == [True, False, False, False, False]


def test_two_acts_at_one_instant_are_two_acts(collection, cards):
    collection.suspend(cards[:2])
    collection.suspend(cards[2:])

    undone = collection.undo()

    assert set(undone.cards) == set(cards[2:])


def test_an_answer_again_after_an_undo_is_the_same(collection, cards):
    first = collection.answer(cards[0], Rating.EASY).after.state
    collection.undo()

    assert collection.answer(cards[0], Rating.EASY).after.state == first


# ------------------------------------------------------------------ acts


def test_a_suspended_card_is_not_asked_until_it_is_resumed(collection, cards, clock):
    collection.suspend([cards[0]])
    assert cards[0] not in [item.card_id for item in collection.queue()]

    acted = collection.resume(cards)

    assert acted.cards == (cards[0],)
    assert cards[0] in [item.card_id for item in collection.queue()]


def test_a_buried_card_comes_back_on_the_next_study_day(collection, cards, clock):
    collection.bury([cards[0]])
    asked = [item.card_id for item in collection.queue()]
    clock.advance(hours=20)
    tomorrow = [item.card_id for item in collection.queue()]

    assert cards[0] not in asked
    assert cards[0] in tomorrow


def test_a_reset_card_is_new_again(collection, cards):
    collection.answer(cards[0], Rating.EASY)

    collection.reset(cards)

    assert state(collection, cards[0]).state == Unseen()
    assert collection.states() == {}


def test_an_act_on_cards_that_are_so_already_writes_nothing(collection, cards):
    collection.suspend(cards)

    assert collection.suspend(cards).cards == ()
    assert len(collection.export_json()["events"]) == 5


# ------------------------------------------------------------------ finding


def test_cards_are_found_by_query_by_id_and_by_the_beginning_of_one(collection, cards):
    by_word = collection.select("overlap")
    card = by_word[0].card.id

    assert collection.select([card]) == by_word
    assert collection.select([card[:8]]) == by_word
    assert collection.select(f"id:{card[:8]}") == by_word
    assert len(collection.select("deck:rag -overlap")) == 4


def test_one_card_is_found_by_any_unambiguous_beginning_or_by_what_only_it_says(collection, cards):
    by_word = collection.select("overlap")[0]
    others = [id for id in cards if id != by_word.card.id]
    least = next(n for n in range(1, 17) if not any(id.startswith(by_word.card.id[:n]) for id in others))

    assert collection.find(by_word.card.id[:least]) == by_word
    assert collection.find("overlap") == by_word
    with pytest.raises(NothingFound, match="means 5 cards"):
        collection.find("deck:rag")


def test_what_is_not_there_is_said(collection, cards):
    with pytest.raises(NothingFound, match="zebra"):
        collection.select("zebra")
    with pytest.raises(BadQuery, match="colour"):
        collection.select("colour:red")


def test_an_empty_collection_says_how_to_begin(collection):
    with pytest.raises(NothingFound, match="no cards yet"):
        collection.select()


# ------------------------------------------------------------------ what waits


def test_due_counts_what_the_queue_asks(opened, notes, clock):
    collection = opened(new_per_day=3)
    collection.import_paths([notes])

    before = collection.due()
    for item in collection.queue():
        collection.answer(item.card_id, Rating.GOOD, took_ms=6000)
    after = collection.due()

    assert (before.new, before.due, before.learning) == (3, 0, 0)
    assert (after.new, after.due, after.learning) == (0, 0, 3)
    assert after.next == clock.now + timedelta(minutes=10)
    assert before.minutes > 0


def test_with_nothing_left_the_next_instant_is_the_start_of_the_day_that_brings_something(opened, notes, clock):
    collection = opened(new_per_day=3)
    collection.import_paths([notes])
    for item in collection.queue():
        collection.answer(item.card_id, Rating.EASY)

    assert collection.due().next == datetime(2026, 3, 3, 3, tzinfo=UTC)


def test_limits_mean_the_day_over_all_sittings(opened, notes, clock):
    one = opened(new_per_day=3)
    one.import_paths([notes])
    for item in list(one.queue())[:2]:
        one.answer(item.card_id, Rating.EASY)

    other = opened(new_per_day=3)
    today = len(other.queue())
    clock.advance(days=1)

    assert today == 1
    assert len(other.queue()) == 3


def test_limits_hold_over_processes(opened, notes, clock, tmp_path):
    one = opened(new_per_day=3)
    one.import_paths([notes])
    cards = [item.card_id for item in one.queue()]
    program = f"""
import datetime, srs
at = datetime.datetime.fromisoformat({clock.now.isoformat()!r})
with srs.Collection.open({str(tmp_path / "srs.db")!r}, clock=lambda: at) as other:
    other.answer({cards[0]!r}, 4)
    other.answer({cards[1]!r}, 4)
"""

    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)

    assert [item.card_id for item in one.queue()] == cards[2:]


def test_a_step_over_the_rollover_is_asked_on_the_next_day_where_it_stood(collection, notes, clock):
    collection.import_paths([notes])
    clock.now = datetime(2026, 3, 3, 2, 55, tzinfo=UTC)  # 03:55 in Berlin, still the day before
    card = next(iter(collection.queue())).card_id
    before = collection.answer(card, Rating.GOOD)
    clock.advance(minutes=11)

    items = list(collection.queue())
    after = collection.answer(card, Rating.GOOD)

    assert before.event.day + timedelta(days=1) == after.event.day == collection.today()
    assert (items[0].card_id, items[0].work) == (card, Work.LEARNING)
    assert after.after.state.phase is Phase.REVIEW
    assert collection.check().ok


def test_an_undone_answer_gives_its_place_in_the_day_back(opened, notes):
    collection = opened(new_per_day=1)
    collection.import_paths([notes])
    first = [item.card_id for item in collection.queue()]
    collection.answer(first[0], Rating.EASY)
    assert list(collection.queue()) == []

    collection.undo()

    assert [item.card_id for item in collection.queue()] == first


def test_more_new_cards_can_be_asked_for(opened, notes):
    collection = opened(new_per_day=1)
    collection.import_paths([notes])

    assert len(collection.queue(new=4)) == 4
    assert len(collection.queue(new=4, limit=2)) == 2
    assert len(collection.queue(new=0)) == 0


def test_a_queue_can_be_narrowed(collection, cards):
    assert [item.card_id for item in collection.queue("overlap")] == [collection.select("overlap")[0].card.id]
    assert list(collection.queue("zebra")) == []


def test_cards_of_one_story_are_asked_a_day_apart(collection, tmp_path, clock):
    (tmp_path / "stories.md").write_text(
        "# Stories\n\n## Story: the outage\n\n**Situation:** The shop was down on a Friday evening.\n\n"
        "**Task:** I had to bring it back before the sale.\n\n**Action:** I rolled the release back.\n\n"
        "**Result:** It was up again within twelve minutes.\n"
    )
    collection.import_paths([tmp_path / "stories.md"])
    assert len(collection.select()) > 2

    first = [item.card_id for item in collection.queue()]
    collection.answer(first[0], Rating.EASY)
    rest = list(collection.queue())
    clock.advance(days=1)

    assert len(first) == 1
    assert rest == []
    assert len(collection.queue()) == 1


# ------------------------------------------------------------------ looking after


def test_a_rebuild_finds_states_that_do_not_follow_from_the_log(collection, cards, tmp_path):
    import sqlite3

    collection.answer(cards[0], Rating.GOOD)
    with sqlite3.connect(tmp_path / "srs.db") as other:
        other.execute("UPDATE state SET stability = 99")
    other.close()

    faults = collection.check().faults
    rebuilt = collection.rebuild()

    assert cards[0] in faults[0]
    assert rebuilt.changed == (cards[0],)
    assert collection.check().ok


def test_a_backup_brings_everything_back(collection, cards, tmp_path, monkeypatch):
    collection.answer(cards[0], Rating.GOOD)
    states = collection.states()

    copy = collection.backup()
    restored = Collection.restore(copy, tmp_path / "new.db")

    assert copy.parent == tmp_path
    assert (restored.cards, restored.events) == (5, 1)
    with Collection.open(tmp_path / "new.db") as other:
        assert other.states() == states


def test_an_export_brings_everything_back(collection, cards, tmp_path, clock):
    import json

    for days, rating in enumerate((Rating.GOOD, Rating.GOOD, Rating.AGAIN, Rating.EASY)):
        clock.advance(days=days * 3)
        collection.answer(cards[0], rating)
    collection.undo()
    collection.suspend([cards[1]])
    exported = collection.export_json()
    (tmp_path / "all.json").write_text(json.dumps(exported))

    Collection.restore(tmp_path / "all.json", tmp_path / "new.db")

    with Collection.open(tmp_path / "new.db", clock=clock) as other:
        assert other.states() == collection.states()
        assert other.export_json() == exported
    assert len(exported["reviews"]) == 3


def test_stats_count_recall_of_cards_in_review_alone(collection, cards, clock):
    for card in cards[:4]:
        collection.answer(card, Rating.EASY, took_ms=60_000)
    clock.advance(days=10)
    for card, rating in zip(cards, (Rating.GOOD, Rating.AGAIN, Rating.HARD), strict=False):
        collection.answer(card, rating)
    clock.advance(minutes=10)
    collection.answer(cards[1], Rating.GOOD)
    collection.answer(cards[3], Rating.AGAIN)
    collection.undo()

    stats = collection.stats()

    assert (stats.total.answers, stats.total.right) == (3, 2)
    assert (stats.total.cards, stats.total.new) == (5, 1)
    assert (stats.reviews, stats.minutes) == (8, 4.0)


def test_sources_and_decks_are_listed(collection, cards, notes):
    source = collection.sources()[0]

    assert (source.path, source.notes, source.present) == (str(notes / "rag.md"), 5, True)
    assert [(deck.name, deck.cards, deck.new) for deck in collection.decks()] == [("rag", 5, 5)]


def test_settings_are_shown_and_changed_without_a_database(tmp_path):
    config = tmp_path / "config.toml"

    changed = Collection.change_setting("new_per_day", "7", config=config)

    assert changed.values["new_per_day"] == 7
    assert Collection.show_settings(config=config).values == changed.values


# ------------------------------------------------------------------ whatever happens

moves = st.lists(
    st.tuples(
        st.sampled_from([*Rating, *Rating, "undo", "reset", "bury", "suspend", "resume"]),
        st.integers(0, 2),
        st.one_of(st.integers(0, 60 * 24 * 20), st.integers(0, 15), st.integers(-60 * 24 * 2, 0)),
    ),
    max_size=15,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves)
def test_the_stored_states_are_those_that_the_log_gives(tmp_path_factory, history):
    folder = tmp_path_factory.mktemp("history")
    clock = Clock(datetime(2026, 3, 2, 8, tzinfo=UTC))
    write(folder / "rag.md", "chunking", "overlap", "recall")
    with Collection.open(folder / "srs.db", clock=clock) as collection:
        collection.import_paths([folder / "rag.md"])
        cards = [listed.card.id for listed in collection.select()]
        for move, number, minutes in history:
            clock.advance(minutes=minutes)
            if isinstance(move, Rating):
                shown = collection.answer(cards[number], move).after
                assert state(collection, cards[number]) == shown
            elif move == "undo":
                try:
                    collection.undo()
                except NothingFound:
                    continue
            else:
                getattr(collection, move)([cards[number]])

        assert collection.check().faults == ()
        assert collection.rebuild().changed == ()


def test_the_public_names_are_those_of_the_contract():
    assert srs.Collection is Collection
    assert [rating.value for rating in srs.Rating] == [1, 2, 3, 4]
    assert isinstance(NEW.state, Unseen) and replay([]) == {} and Seen is not None
