from __future__ import annotations

import json

import pytest

from srs import Collection
from srs.errors import BadQuery


@pytest.fixture
def cards(collection, notes):
    collection.import_paths([notes])
    return [listed.card.id for listed in collection.select()]


def test_a_flag_is_found_and_taken_off_again(collection, cards):
    collection.flag(cards[:2])
    collection.flag(cards[:1], on=False)

    assert [listed.card.id for listed in collection.select("is:flagged")] == cards[1:2]


def test_a_tag_of_the_learner_is_found_beside_those_of_the_note(collection, cards):
    collection.tag(cards[:2], "Acme::onsite")

    assert [listed.card.id for listed in collection.select("tag:acme")] == cards[:2]
    assert collection.find(cards[0]).tags[-1] == "Acme::onsite"


def test_a_tag_that_is_there_is_not_given_twice_whatever_its_case(collection, cards):
    collection.tag(cards, "weak")

    assert collection.tag(cards, "Weak").cards == ()


def test_flags_and_tags_are_undone_like_any_act(collection, cards):
    collection.tag(cards, "weak")
    collection.flag(cards[:1])
    collection.undo()
    collection.undo()

    assert collection.find(cards[0]).tags == collection.find(cards[0]).note.tags
    assert not collection.find(cards[0]).state.flagged


def test_the_log_holds_the_id_of_a_tag_and_not_its_name(collection, cards):
    collection.tag(cards[:1], "nervous-about-this")

    assert "nervous" not in json.dumps(collection.export_json()["events"])


def test_marks_outlive_an_answer_a_reset_a_rebuild_and_a_restore(collection, cards, tmp_path):
    collection.tag(cards[:1], "weak")
    collection.flag(cards[:1])
    collection.answer(cards[0], 3)
    collection.reset(cards[:1])
    before = collection.find(cards[0]).state
    collection.rebuild()
    export = tmp_path / "export.json"
    export.write_text(json.dumps(collection.export_json()))
    Collection.restore(export, tmp_path / "other.db")

    assert collection.find(cards[0]).state == before
    with Collection.open(tmp_path / "other.db") as other:
        assert [listed.card.id for listed in other.select("tag:weak is:flagged")] == cards[:1]
    assert collection.check().ok


@pytest.mark.parametrize("name", ["", "two words", "-no", ":x", 'a"b', "\x1b[31m"])
def test_a_name_that_no_query_finds_is_refused(collection, cards, name):
    with pytest.raises(BadQuery):
        collection.tag(cards, name)
