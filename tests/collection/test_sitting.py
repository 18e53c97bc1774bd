from datetime import timedelta

import pytest

from srs import Rating
from srs.errors import NothingFound, Overtaken
from srs.study.queue import Work
from srs.study.session import Left

from .conftest import write


@pytest.fixture
def study(collection, notes):
    collection.import_paths([notes])
    return collection.study()


def shown(study) -> str | None:
    return study.current.listed.note.prompt if study.current else None


def test_a_sitting_asks_each_card_until_its_steps_are_over(study, clock):
    asked = []
    while study.current is not None:
        asked.append(shown(study))
        study.answer(Rating.GOOD, took_ms=1000)
        clock.advance(minutes=2)

    assert len(asked) == 10
    assert sorted(asked[:5]) == sorted(set(asked))
    assert study.waiting_until is None
    assert study.left == Left()


def test_every_answer_is_stored_at_once(study, collection, opened):
    study.answer(Rating.GOOD)

    assert len(opened().states()) == 1


def test_undo_brings_the_card_back_first(study):
    first, _ = shown(study), study.answer(Rating.GOOD)
    second = shown(study)

    study.undo()

    assert (shown(study), study.left) == (first, Left(new=5))
    study.answer(Rating.EASY)
    assert shown(study) == second


def test_undo_reaches_into_an_earlier_sitting(study, collection, clock):
    first = shown(study)
    study.answer(Rating.EASY)
    clock.advance(days=1)
    later = collection.study()

    later.undo()

    assert shown(later) == first
    assert later.work is Work.NEW


def test_undo_of_a_bury_or_suspension_brings_the_card_back(study):
    first = shown(study)
    study.bury()
    assert shown(study) != first
    study.undo()
    assert shown(study) == first
    study.suspend()
    study.undo()

    assert shown(study) == first
    assert study.left.total == 5


def test_a_card_that_is_put_away_does_not_come_back(study):
    away = {shown(study)}
    study.bury()
    away.add(shown(study))
    study.suspend()

    assert shown(study) not in away
    assert study.left.total == 3


def test_a_far_step_is_waited_for_or_asked_early(opened, notes, clock):
    (notes.parent / "config.toml").unlink(missing_ok=True)
    collection = opened(new_per_day=1)
    collection = collection_with_steps(collection, notes)
    study = collection.study()
    study.answer(Rating.AGAIN)

    assert shown(study) is None
    assert study.waiting_until == clock.now + timedelta(minutes=40)
    study.ask_early()
    assert shown(study) is not None


def collection_with_steps(collection, notes):
    collection.import_paths([notes])
    collection.change_preset("default", {"learning_steps": "1h"})
    return collection


def test_the_answer_of_another_program_is_noticed(study, opened):
    other = opened().study()
    other.answer(Rating.EASY)
    second = shown(other)

    study.bury()

    assert shown(study) == second
    assert study.left.new == 4


def test_a_card_that_two_programs_show_is_answered_once(study, opened):
    first = shown(study)
    other = opened().study()
    assert shown(other) == first
    other.answer(Rating.EASY)

    with pytest.raises(Overtaken):
        study.answer(Rating.AGAIN)

    assert shown(study) == shown(other) != first
    assert study.done == ()
    study.answer(Rating.GOOD)
    assert len(opened().export_json()["reviews"]) == 2


def test_a_card_that_was_answered_before_it_is_shown_is_not_asked(collection, opened, notes):
    collection.import_paths([notes])
    slow = collection.study()
    quick = opened().study()
    first = shown(quick)
    quick.answer(Rating.EASY)

    assert shown(slow) == shown(quick) != first


def test_a_card_can_be_answered_though_the_clock_went_back(study, clock):
    card = study.current.listed.card.id
    study.answer(Rating.AGAIN)
    clock.advance(minutes=-30)
    while study.current is not None and study.current.listed.card.id != card:
        study.answer(Rating.EASY)
    study.ask_early()

    assert study.current.listed.card.id == card
    assert study.answer(Rating.GOOD).event.card == card


def test_undo_shows_a_card_that_is_not_due_yet(study, clock):
    card = study.current.listed.card.id
    study.answer(Rating.EASY)
    study._collection.suspend([card])

    study.undo()

    assert study.current.listed.card.id == card


def test_a_sitting_over_midnight_takes_up_the_new_day(opened, notes, clock):
    collection = opened(new_per_day=1)
    collection.import_paths([notes])
    study = collection.study()
    clock.advance(hours=20)

    study.answer(Rating.EASY)

    assert study.left.new == 0  # the answer fell on the new day
    clock.advance(days=1)
    study.refresh()
    assert study.left.new == 1


def test_a_sitting_over_paths_imports_them_and_asks_their_cards_alone(collection, notes, tmp_path):
    collection.import_paths([notes])
    path = write(tmp_path / "go.md", "channels", "slices")

    study = collection.study(paths=[path])

    assert study.imported is not None and study.imported.sources[0].notes == 2
    assert study.left == Left(new=2)
    assert shown(study) == "What is channels?"


def test_a_sitting_can_be_narrowed_and_limited(collection, notes):
    collection.import_paths([notes])

    assert collection.study("overlap").left.total == 1
    assert collection.study(limit=2).left.total == 2
    assert collection.study(new=3).left.total == 3


def test_a_limit_holds_over_a_look_at_the_store(collection, notes):
    collection.import_paths([notes])
    study = collection.study(limit=2)
    study.answer(Rating.EASY)

    study.refresh()

    assert study.left.total == 1


def test_without_a_card_there_is_nothing_to_answer(collection):
    study = collection.study()

    assert study.current is None
    with pytest.raises(NothingFound):
        study.answer(Rating.GOOD)


def test_a_card_shows_its_source_and_what_each_rating_leads_to(study, notes):
    view = study.current

    assert view.location == str(notes / "rag.md")
    assert view.face.prompt == "What is chunking?"
    assert list(view.ratings) == list(Rating)


def test_the_summary_says_what_was_missed_and_what_tomorrow_brings(study, clock):
    study.answer(Rating.EASY, took_ms=30_000)
    study.answer(Rating.AGAIN, took_ms=30_000)

    summary = study.summary()

    assert (summary.answered, summary.again, summary.new, summary.minutes) == (2, 1, 2, 1.0)
    assert [missed.prompt for missed in summary.missed] == ["What is overlap?"]
    assert summary.missed[0].line > 1


def test_an_edit_of_the_source_shows_at_a_refresh(study, collection, notes):
    path = notes / "rag.md"
    path.write_text(path.read_text().replace("## What is chunking?", "## What is chunking for?"))
    collection.import_paths([path])

    study.refresh()

    assert shown(study) == "What is chunking for?"
