"""Parameters fitted to the log: what they are learnt from, when they are taken, what follows, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from benchmarks.learners import drawn, log_of
from benchmarks.learners import write as write_log
from srs import Collection, Rating
from srs.errors import Missing, NothingFound, Unusable
from srs.model import EventKind
from srs.scheduling.scheduler import DEFAULT_PARAMETERS
from srs.tuning.choosing import ENOUGH, Kept

UNLIKE = drawn(2)
"""Parameters of somebody unlike most."""

Live = Callable[..., None]


@pytest.fixture
def cards(collection: Collection, notes: Path) -> list[str]:
    for deck in ("go", "rag"):
        questions = [f"## What is {deck} number {number}?\n\nIt is that one.\n" for number in range(90)]
        (notes / f"{deck}.md").write_text("\n".join(questions))
    collection.import_paths([notes / "go.md", notes / "rag.md"])
    return [listed.card.id for listed in collection.select()]


@pytest.fixture
def live(collection: Collection, tmp_path: Path, cards: list[str]) -> Live:
    """Writes the answers of a learner with known parameters into the log, as rows of the past."""
    numbers = iter(range(10**6))

    def write(
        parameters: Sequence[float] = UNLIKE, *, answers: int = 700, among: Sequence[str] | None = None, seed: int = 3
    ) -> None:
        log = log_of(tuple(parameters), reviews=answers, seed=seed, days=400)
        asked = list(cards if among is None else among)
        write_log(tmp_path / "srs.db", log, asked, until=date(2026, 3, 1), prefix=f"{next(numbers):06}")
        collection.rebuild()

    return write


def events(collection: Collection) -> list[dict]:
    return list(collection.export_json()["events"])


def parameters(collection: Collection, name: str = "default") -> tuple[float, ...] | None:
    return collection.show_preset(name).preset.parameters


# ------------------------------------------------------------------ when a fit is taken


def test_too_few_reviews_change_nothing_and_say_how_many_are_needed(collection, live):
    live(answers=120)
    before = events(collection)

    (found,) = collection.optimize().fits

    assert (found.choice.kept, found.choice.needed, found.choice.fit) == (Kept.FEW, ENOUGH, None)
    assert 0 < found.choice.scored < ENOUGH
    assert events(collection) == before


def test_a_log_without_answers_is_no_error(opened):
    report = opened().optimize()

    assert [(each.preset.name, each.choice.scored, each.choice.kept) for each in report.fits] == [
        ("default", 0, Kept.FEW)
    ]
    assert not report.stored


def test_a_fit_that_predicts_better_is_one_event_from_which_all_memories_follow(collection, live):
    live()
    before = events(collection)

    report = collection.optimize()

    (found,) = report.fits
    assert found.applied
    assert report.stored
    assert found.choice.after.log_loss < found.choice.before.log_loss
    assert parameters(collection) == found.choice.fit.parameters
    (event,) = events(collection)[len(before) :]
    assert event["kind"] == EventKind.PRESET.value
    assert event["detail"]["fitted"] == found.choice.fit.reviews == found.choice.scored - found.choice.fit.left_out
    assert collection.check().ok


def test_what_a_fit_moves_is_what_it_said(collection, live):
    live()
    days = {card: state.due_day for card, state in collection.states().items()}

    said = collection.optimize(dry_run=True)
    did = collection.optimize()

    assert not said.stored
    assert said.fits == did.fits
    assert said.effect == did.effect
    now = {card: state.due_day for card, state in collection.states().items()}
    moved = {card: (days[card], now[card]) for card in days if days[card] != now[card]}
    assert {move.card: (move.before, move.after) for move in did.effect.moves.cards} == moved
    assert moved
    assert did.effect.minutes_before != did.effect.minutes_after > 0


def test_a_dry_run_stores_nothing(collection, live):
    live()
    before, states = events(collection), collection.states()

    assert collection.optimize(dry_run=True).fits[0].applied
    assert events(collection) == before
    assert collection.states() == states
    assert parameters(collection) is None


def test_one_undo_takes_a_fit_back_with_all_that_followed(collection, live):
    live()
    states = collection.states()
    collection.optimize()

    collection.undo()

    assert parameters(collection) is None
    assert collection.states() == states
    assert collection.check().ok


def test_from_now_on_leaves_memories_and_due_days_as_they_are(collection, live, cards):
    live()
    states = collection.states()

    report = collection.optimize(reach_back=False)

    assert report.stored
    assert report.effect is None
    assert collection.states() == states
    assert collection.answer(cards[0], Rating.GOOD).event.preset == collection.show_preset("default").preset.version


def test_a_fit_that_is_not_clearly_better_is_only_taken_by_force(collection, live):
    live(DEFAULT_PARAMETERS)
    before = events(collection)

    (found,) = collection.optimize().fits
    assert found.choice.kept is Kept.NO_BETTER
    assert events(collection) == before

    assert collection.optimize(force=True).fits[0].applied
    assert parameters(collection) == found.choice.fit.parameters


def test_parameters_are_compared_on_reviews_that_came_after_they_were_set(collection, live, clock):
    live()
    collection.optimize()
    clock.advance(days=1)

    (found,) = collection.optimize().fits

    choice = found.choice
    assert (choice.kept, choice.held_back, choice.before) == (Kept.FEW_SINCE, 0, None)
    assert found.set_on == date(2026, 3, 2)
    assert collection.optimize(force=True).stored


def test_what_else_a_preset_sets_stays(collection, live):
    live()
    collection.change_preset("default", {"desired_retention": "0.85"})

    collection.optimize()

    assert collection.show_preset("default").preset.desired_retention == 0.85


# ------------------------------------------------------------------ what is learnt from


def test_what_was_undone_or_reset_teaches_nothing_and_a_drill_neither(collection, live, cards, clock):
    live(answers=60)
    (before,) = collection.optimize().fits
    some, state = min(collection.states().items())

    collection.answer(some, Rating.GOOD)
    collection.undo()
    collection.note_drill(some, took_ms=4_000, detail={"said": [], "missed": []})
    assert collection.optimize().fits[0].reviews == before.reviews

    collection.reset([some])
    clock.advance(days=1)
    assert collection.optimize().fits[0].reviews == before.reviews - state.reviews
    collection.answer(some, Rating.GOOD)
    assert collection.optimize().fits[0].reviews == before.reviews - state.reviews + 1


def test_a_later_day_to_begin_with_leaves_what_came_before_to_memory(collection, live):
    live(answers=400)

    (whole,) = collection.optimize(dry_run=True).fits
    (later,) = collection.optimize(since=date(2026, 1, 1), dry_run=True).fits

    assert later.reviews == whole.reviews
    assert 0 < later.choice.scored < whole.choice.scored


def test_each_preset_is_fitted_to_the_cards_it_is_for_and_one_undo_takes_back_all(collection, live):
    halves = [[each.card.id for each in collection.select(f"deck:{deck}")] for deck in ("go", "rag")]
    live(drawn(2), among=halves[0])
    live(drawn(6), among=halves[1], seed=4)
    collection.add_preset("exam")
    collection.use_preset("exam", deck="go")
    states = collection.states()

    report = collection.optimize(force=True)

    assert [each.preset.name for each in report.fits] == ["default", "exam"]
    assert [each.reviews for each in report.fits] == [700, 700]
    assert parameters(collection) != parameters(collection, "exam")
    collection.undo()
    assert (parameters(collection), parameters(collection, "exam")) == (None, None)
    assert collection.states() == states


def test_presets_with_few_reviews_learn_together(collection, live):
    for deck in ("go", "rag"):
        live(answers=170, among=[each.card.id for each in collection.select(f"deck:{deck}")])
    collection.add_preset("exam")
    collection.use_preset("exam", deck="go")

    report = collection.optimize(force=True)

    assert all(each.choice.scored < ENOUGH and each.choice.pooled and each.applied for each in report.fits)
    assert parameters(collection) == parameters(collection, "exam") is not None
    assert collection.optimize(preset="exam").fits[0].choice.kept is Kept.FEW
    assert "pooled" in collection.evaluate().overall.models


def test_a_preset_can_learn_from_the_cards_of_a_query(collection, live):
    live()
    collection.add_preset("exam")
    collection.use_preset("exam", deck="go")

    with pytest.raises(Unusable, match="which preset"):
        collection.optimize("deck:rag")
    report = collection.optimize("deck:rag", preset="exam", force=True)

    assert [each.preset.name for each in report.fits] == ["exam"]
    assert 0 < report.fits[0].reviews < 700
    assert parameters(collection) is None


def test_what_is_not_there_is_said(collection, live):
    live(answers=40)

    with pytest.raises(Missing, match="no preset"):
        collection.optimize(preset="nobody")
    with pytest.raises(NothingFound):
        collection.optimize("deck:nowhere")
    with pytest.raises(NothingFound):
        collection.evaluate("deck:nowhere")


# ------------------------------------------------------------------ how well it predicts


def test_a_fit_is_judged_against_models_that_know_less(collection, live):
    live()

    report = collection.evaluate()

    (judged,) = report.presets
    assert judged.models["fitted"].log_loss < judged.models["default"].log_loss
    assert judged.models["default"] == judged.models["in_force"]
    assert set(judged.models) == {"fitted", "in_force", "default", "moving_average", "constant"}
    assert judged.unseen == judged.reviews == report.overall.reviews
    assert report.overall.models == judged.models
    assert sum(each.reviews for each in report.overall.calibration) == judged.reviews
    assert judged.first < judged.last <= date(2026, 3, 1)


def test_parameters_in_force_are_known_to_have_seen_what_came_before(collection, live, clock):
    live()
    clock.advance(days=-100)
    collection.change_preset("default", {"parameters": " ".join(map(str, UNLIKE))})
    clock.advance(days=100)

    (judged,) = collection.evaluate().presets

    assert judged.set_on == date(2026, 3, 2) - timedelta(days=100)
    assert 0 < judged.unseen < judged.reviews
    assert judged.models["in_force"] != judged.models["default"]


def test_presets_are_judged_each_and_together(collection, live):
    live()
    collection.add_preset("exam")
    collection.use_preset("exam", deck="go")

    report = collection.evaluate()

    assert [each.name for each in report.presets] == ["default", "exam"]
    assert report.overall.reviews == sum(each.reviews for each in report.presets)
    assert [each.name for each in collection.evaluate(preset="exam").presets] == ["exam"]


def test_too_few_reviews_are_not_judged(collection, live):
    live(answers=30)

    report = collection.evaluate()

    assert report.overall.reviews == 0
    assert report.presets[0].models == {}
    assert report.needed > report.presets[0].scored
