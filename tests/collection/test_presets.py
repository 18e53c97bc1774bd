"""Presets per deck and kind: versions in the log, what a change moves, and the way back."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from srs import Collection, Rating
from srs.errors import BadQuery, Missing, NothingFound, Unusable
from srs.model import DEFAULT_PRESET, EventKind, Kind, Phase, Seen
from srs.study.queue import Work

from .conftest import write


@pytest.fixture
def cards(collection, notes) -> list[str]:
    write(notes / "go.md", "channels", "slices", "maps", "interfaces")
    collection.import_paths([notes])
    return [listed.card.id for listed in collection.select()]


def due_days(collection) -> dict:
    return {card: state.due_day for card, state in collection.states().items()}


def test_a_card_without_a_preset_of_its_own_has_the_default(collection, cards):
    assert collection.preset_for("rag", Kind.QUESTION) == DEFAULT_PRESET


def test_a_preset_is_for_a_deck_and_those_below_it_its_kinds_first(collection):
    for name in ("exam", "figures", "figures of the exam"):
        collection.add_preset(name)
    collection.use_preset("exam", deck="ml")
    collection.use_preset("figures", kind="metric")
    collection.use_preset("figures of the exam", deck="ml", kind="metric")

    chosen = {
        (deck, kind): collection.preset_for(deck, kind).name
        for deck in ("go", "ml", "ml::serving", "mlops")
        for kind in ("question", "metric")
    }

    assert chosen == {
        ("go", "question"): "default",
        ("go", "metric"): "figures",
        ("ml", "question"): "exam",
        ("ml", "metric"): "figures of the exam",
        ("ml::serving", "question"): "exam",
        ("ml::serving", "metric"): "figures of the exam",
        ("mlops", "question"): "default",
        ("mlops", "metric"): "figures",
    }


def test_a_change_leaves_the_past_alone_and_holds_from_the_next_answer_on(collection, cards, clock):
    for card in cards[:4]:
        collection.answer(card, Rating.EASY)
    before = due_days(collection)

    collection.change_preset("default", {"desired_retention": "0.8"})
    after = collection.answer(cards[4], Rating.EASY)

    assert {card: due_days(collection)[card] for card in before} == before
    assert (after.after.state.due_day - collection.today()).days > 15
    assert collection.check().ok
    assert collection.rebuild().changed == ()


def test_an_answer_names_the_version_that_it_was_given_under(collection, cards):
    first = collection.answer(cards[0], Rating.GOOD)
    collection.change_preset("default", {"learning_steps": "none"})
    second = collection.answer(cards[1], Rating.GOOD)

    versions = [event for event in collection.view(cards[1]).history if event.kind is EventKind.REVIEW]

    assert first.event.preset is None
    assert second.event.preset == collection.show_preset("default").preset.version
    assert versions[0].preset == second.event.preset
    assert second.after.state.phase is Phase.REVIEW


def test_a_change_that_reaches_back_moves_what_was_scheduled_and_one_undo_takes_it_back(collection, cards, clock):
    for card in cards[:5]:
        collection.answer(card, Rating.EASY)
    before = due_days(collection)

    shown = collection.change_preset("default", {"desired_retention": "0.8"}, reschedule=True, dry_run=True)
    untouched = due_days(collection)
    done = collection.change_preset("default", {"desired_retention": "0.8"}, reschedule=True)
    moved = due_days(collection)

    assert untouched == before
    assert not shown.stored
    assert shown.moves == done.moves
    assert done.moves is not None
    assert {move.card: (move.before, move.after) for move in done.moves.cards} == {
        card: (before[card], moved[card]) for card in before
    }
    assert (done.moves.later, done.moves.earlier) == (5, 0)
    assert all(moved[card] > before[card] for card in before)
    assert collection.check().ok
    collection.undo()
    assert due_days(collection) == before
    assert collection.preset.desired_retention == 0.9
    assert collection.check().ok


def test_parameters_that_reach_back_give_every_memory_anew(collection, cards):
    for card in cards[:3]:
        collection.answer(card, Rating.EASY)
    before = {card: state.stability for card, state in collection.states().items()}
    parameters = " ".join(str(number * 1.02) for number in _published())

    collection.change_preset("default", {"parameters": parameters}, reschedule=True)

    assert all(state.stability > before[card] for card, state in collection.states().items())


def _published():
    from srs.scheduling.scheduler import DEFAULT_PARAMETERS

    return DEFAULT_PARAMETERS


def test_each_preset_has_its_own_share_of_the_day(collection, cards):
    collection.add_preset("exam")
    collection.change_preset("exam", {"new_per_day": "1"})
    collection.use_preset("exam", deck="go")
    collection.change_preset("default", {"new_per_day": "2"})

    decks = {listed.card.id: listed.note.deck for listed in collection.select()}
    asked = [decks[item.card_id] for item in collection.queue()]

    assert sorted(asked) == ["go", "rag", "rag"]


def test_the_settings_hold_where_a_preset_says_nothing(opened, notes):
    collection = opened(new_per_day=3, review_order="due")
    collection.import_paths([notes])

    settings = collection.preset
    collection.change_preset("default", {"new_per_day": "1"})

    assert (settings.new_per_day, str(settings.review_order)) == (3, "due")
    assert len(collection.queue()) == 1


def test_a_sitting_that_asks_for_new_cards_gets_them_whatever_the_day_had(collection, cards):
    collection.add_preset("exam")
    collection.use_preset("exam", deck="go")
    collection.change_preset("exam", {"new_per_day": "0"})
    collection.change_preset("default", {"new_per_day": "0"})

    assert len(collection.queue()) == 0
    assert [item.work for item in collection.queue(new=4)] == [Work.NEW] * 4


def test_a_removed_preset_leaves_its_cards_to_the_next_and_comes_back_whole(collection, cards):
    collection.add_preset("exam")
    collection.change_preset("exam", {"desired_retention": "95%"})
    collection.use_preset("exam", deck="go")

    collection.remove_preset("exam")
    removed = collection.preset_for("go", "question").name
    collection.undo()

    assert removed == "default"
    assert collection.preset_for("go", "question").desired_retention == 0.95
    assert collection.show_preset("exam").uses == (("go", ""),)


def test_presets_come_back_from_an_export(collection, cards, tmp_path):
    collection.add_preset("exam")
    collection.change_preset("exam", {"easy_days": "sat:50 sun:0", "fuzz": "on", "learning_steps": "5m 1d"})
    collection.use_preset("exam", deck="go", kind="question")
    for card in cards:
        collection.answer(card, Rating.GOOD)
    (tmp_path / "all.json").write_text(json.dumps(collection.export_json()))

    Collection.restore(tmp_path / "all.json", tmp_path / "new.db")

    with Collection.open(tmp_path / "new.db") as other:
        assert other.preset_for("go", "question") == collection.preset_for("go", "question")
        assert other.states() == collection.states()
        assert other.check().ok


def test_the_log_has_no_word_of_a_presets_name_or_deck(collection, cards):
    collection.add_preset("Zebra Crossing")
    collection.use_preset("Zebra Crossing", deck="go")
    collection.change_preset("Zebra Crossing", {"leech_action": "suspend"})

    events = json.dumps(collection.export_json()["events"])

    assert "ebra" not in events
    assert '"go"' not in events


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("desired_retention", "3", "from 0.7 to 0.99"),
        ("learning_steps", "soon", "steps like"),
        ("easy_days", "sunday", "days like"),
        ("parameters", "1 2 3", "21 numbers"),
        ("fuzz", "perhaps", "on or off"),
        ("review_order", "newest", "one of"),
        ("new_per_day", "-1", "whole number"),
        ("colour", "red", "no field"),
    ],
)
def test_what_a_preset_cannot_be_is_said(collection, field, value, said):
    with pytest.raises(Unusable, match=said):
        collection.change_preset("default", {field: value})


def test_what_is_not_there_is_said(collection):
    with pytest.raises(Missing, match="no preset"):
        collection.show_preset("exam")
    with pytest.raises(Unusable, match="default preset"):
        collection.remove_preset("default")
    with pytest.raises(BadQuery, match="no kind"):
        collection.use_preset("default", kind="poem")


def test_another_programs_change_holds_for_the_next_answer_here(collection, cards, opened):
    collection.answer(cards[0], Rating.GOOD)
    opened().change_preset("default", {"learning_steps": "none"})

    state = collection.answer(cards[1], Rating.GOOD).after.state

    assert isinstance(state, Seen)
    assert state.phase is Phase.REVIEW


# ------------------------------------------------------------------ leeches


def lapse(collection, clock, card, times):
    answered = collection.answer(card, Rating.EASY)
    for _ in range(times):
        clock.advance(days=3)
        answered = collection.answer(card, Rating.AGAIN)
        clock.advance(days=3)
        collection.answer(card, Rating.EASY)
    return answered


def test_a_card_forgotten_too_often_is_a_leech(collection, cards, clock):
    answered = lapse(collection, clock, cards[0], 8)

    assert answered.leech
    assert [listed.card.id for listed in collection.select("is:leech")] == [cards[0]]
    assert collection.view(cards[0]).listed.leech


def test_a_preset_says_after_how_many_lapses(collection, cards, clock):
    collection.change_preset("default", {"leech_lapses": "2"})

    answered = lapse(collection, clock, cards[0], 2)

    assert answered.leech
    assert [listed.card.id for listed in collection.select("is:leech")] == [cards[0]]


def test_a_leech_is_told_again_half_as_many_lapses_later(collection, cards, clock):
    collection.change_preset("default", {"leech_lapses": "4"})

    told = [lapse(collection, clock, cards[0], 1).leech for _ in range(9)]

    assert [number for number, leech in enumerate(told, 1) if leech] == [4, 6, 8]


def test_without_a_number_of_lapses_nothing_is_a_leech(collection, cards, clock):
    collection.change_preset("default", {"leech_lapses": "0"})

    assert not lapse(collection, clock, cards[0], 9).leech
    with pytest.raises(NothingFound):
        collection.select("is:leech")


def test_a_preset_can_suspend_a_leech_and_one_undo_takes_back_both(collection, cards, clock):
    collection.change_preset("default", {"leech_lapses": "1", "leech_action": "suspend"})
    collection.answer(cards[0], Rating.EASY)
    clock.advance(days=3)
    before = collection.view(cards[0]).listed.state

    answered = collection.answer(cards[0], Rating.AGAIN)
    undone = collection.undo()

    assert answered.after.suspended
    assert (undone.undone.id, undone.cards) == (answered.event.id, (cards[0],))
    assert collection.view(cards[0]).listed.state == before


# ------------------------------------------------------------------ other days


def test_a_card_can_be_made_due_on_another_day_with_its_memory_as_it_was(collection, cards, clock):
    before = collection.answer(cards[0], Rating.EASY).after
    day = collection.today() + timedelta(days=40)

    collection.reschedule([cards[0]], day)

    after = collection.view(cards[0]).listed.state
    assert after.state.due_day == day
    assert after.state.memory == before.state.memory
    assert collection.check().ok
    collection.undo()
    assert collection.view(cards[0]).listed.state == before


def test_a_new_card_has_no_day_to_be_changed(collection, cards):
    assert collection.reschedule(cards[:2], collection.today() + timedelta(days=4)).cards == ()


def test_no_card_is_put_on_a_day_that_is_over(collection, cards):
    collection.answer(cards[0], Rating.EASY)

    with pytest.raises(Unusable, match="is over"):
        collection.reschedule([cards[0]], collection.today() - timedelta(days=1))


def test_a_way_back_spreads_what_has_piled_up_and_one_undo_takes_it_back(collection, cards, clock):
    for card in cards:
        collection.answer(card, Rating.EASY)
    clock.advance(days=60)
    before = collection.states()
    today = collection.today()

    offered = collection.catch_up(days=3)
    untouched = collection.states()
    taken = collection.take_plan(1, days=3)
    after = due_days(collection)

    assert untouched == before
    assert offered.due == offered.overdue == len(cards)
    assert 0 < offered.plans[0].recall < 1
    assert taken.moved == sum(day > today for day in after.values())
    assert {day for day in after.values() if day > today} == {today + timedelta(days=1), today + timedelta(days=2)}
    assert collection.check().ok
    collection.undo()
    assert collection.states() == before


def test_what_is_as_good_as_forgotten_can_be_let_go(collection, cards, clock):
    for card in cards[:4]:
        collection.answer(card, Rating.EASY)
    collection.change_preset("default", {"learning_steps": "none"})
    for card in cards[4:]:
        collection.answer(card, Rating.AGAIN)
    clock.advance(days=200)

    offered = collection.catch_up(days=2)
    number = next(number for number, plan in enumerate(offered.plans, 1) if plan.let_go)
    taken = collection.take_plan(number, days=2)

    assert set(taken.plan.let_go) <= set(cards[4:])
    assert offered.plans[number - 1].recall > offered.plans[0].recall
    assert not set(taken.plan.let_go) & set(collection.states())
    assert collection.check().ok


def test_what_is_shown_before_an_answer_is_what_it_gives_whatever_else_is_due(collection, cards, clock):
    collection.change_preset("default", {"easy_days": "sat:30 sun:0"})
    for number, card in enumerate([*cards, *cards, *cards]):
        shown = collection.view(card).ratings
        rating = (Rating.GOOD, Rating.EASY, Rating.AGAIN, Rating.HARD)[number % 4]

        assert collection.answer(card, rating).after.state == shown[rating]
        clock.advance(days=2)


# ------------------------------------------------------------------ the choice of a preset


def test_the_choice_of_a_preset_is_taken_back_to_the_one_before(collection, cards):
    collection.add_preset("exam")
    collection.add_preset("slow")
    collection.use_preset("exam", deck="go")
    collection.use_preset("slow", deck="go")
    collection.use_preset("default", deck="go")

    names = [collection.preset_for("go", "question").name]
    for _ in range(3):
        assert collection.undo().undone.kind is EventKind.USE
        names.append(collection.preset_for("go", "question").name)

    assert names == ["default", "slow", "exam", "default"]
    assert collection.check().ok


def test_a_choice_that_changes_nothing_is_no_event(collection, cards):
    collection.add_preset("exam")
    collection.use_preset("exam", deck="go")
    collection.use_preset("exam", deck="go")

    collection.undo()

    assert collection.preset_for("go", "question").name == "default"


def test_where_nothing_has_piled_up_there_is_no_plan(collection, cards):
    assert (collection.catch_up().due, collection.catch_up().plans) == (0, ())
    with pytest.raises(Unusable, match="no plan 1"):
        collection.take_plan(1)


def test_a_plan_of_a_database_that_is_not_there_makes_none(opened, tmp_path):
    with pytest.raises(Unusable, match="no plan 1"):
        opened().take_plan(1)

    assert not (tmp_path / "srs.db").exists()


def test_a_sitting_ends_with_the_leeches_it_met(collection, cards, clock):
    collection.change_preset("default", {"leech_lapses": "1"})
    collection.answer(cards[0], Rating.EASY)
    collection.answer(cards[1], Rating.EASY)
    clock.advance(days=30)
    study = collection.study(new=0)
    asked = study.current.listed
    study.answer(Rating.AGAIN)

    summary = study.summary()

    assert [(each.card_id, each.line) for each in summary.leeches] == [(asked.card.id, asked.note.lines.start)]
    assert summary.missed == ()
    study.undo()
    assert study.summary().leeches == ()


def test_all_that_an_act_did_is_taken_back_in_one(collection, cards, clock):
    for card in cards:
        collection.answer(card, Rating.EASY)
    before = collection.states()

    for act in (collection.suspend, collection.bury, collection.reset):
        done = act(cards)
        undone = collection.undo()
        assert set(done.cards) == set(undone.cards) == set(cards)
        assert collection.states() == before
    assert collection.check().ok


def test_an_act_at_an_earlier_instant_falls_into_its_place(collection, cards, clock):
    clock.advance(hours=2)
    for card in cards[:3]:
        collection.answer(card, Rating.EASY)
    clock.advance(hours=-1)

    collection.reset(cards[:3])

    assert set(collection.states()) == set(cards[:3])
    assert collection.check().ok
