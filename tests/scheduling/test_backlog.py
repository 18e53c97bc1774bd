"""Ways back after a break: what loses most goes first, within the day's limit, siblings on days of their own."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srs.model import DEFAULT_PRESET, CardId, NoteId
from srs.scheduling.backlog import Waiting, plan, plans
from srs.scheduling.scheduler import recall

TODAY = date(2026, 5, 20)


def waiting(number: int, *, stability: float = 30, since: int = 60, note: str = "", minutes: float = 0.5) -> Waiting:
    def chance(day: date) -> float:
        return recall(stability, since + (day - TODAY).days, DEFAULT_PRESET)

    return Waiting(CardId(f"{number:03}"), chance, minutes, frozenset([NoteId(note or f"note {number}")]))


def test_nothing_that_waits_needs_no_plan():
    assert plans([], today=TODAY, limit=200) == []


def test_the_usual_plans_keep_to_the_days_limit():
    found = plans([waiting(n) for n in range(90)], today=TODAY, limit=20)

    assert [each.days for each in found] == [5, 7, 14]
    assert all(each.fullest <= 20 for each in found)


def test_a_backlog_too_large_for_the_usual_days_gets_longer_ones():
    assert [each.days for each in plans([waiting(n) for n in range(90)], today=TODAY, limit=5)] == [18, 36]


def test_the_days_that_are_wished_for_are_those_of_the_plan():
    (found,) = plans([waiting(n) for n in range(10)], today=TODAY, limit=200, days=4)

    assert (found.days, found.until) == (4, 4)
    assert Counter(found.when.values()) == {0: 3, 1: 2, 2: 3, 3: 2}


def test_the_minutes_that_are_wished_for_say_how_many_days():
    (found,) = plans([waiting(n) for n in range(40)], today=TODAY, limit=200, minutes=5)

    assert found.days == 4
    assert found.minutes == pytest.approx(5)


def test_what_loses_most_while_it_waits_is_asked_first():
    cards = [waiting(n, stability=stability) for n, stability in enumerate((400, 20, 100))]

    assert plan(cards, today=TODAY, days=3).when == {"001": 0, "002": 1, "000": 2}


def test_a_longer_way_costs_recall():
    cards = [waiting(n, stability=20 + n) for n in range(60)]

    by_days = [plan(cards, today=TODAY, days=days).recall for days in (1, 7, 30)]

    assert by_days == sorted(by_days, reverse=True)


def test_what_is_as_good_as_forgotten_can_be_let_go():
    cards = [waiting(1), waiting(2, stability=0.5, since=300)]

    whole, without = plans(cards, today=TODAY, limit=200, days=1)

    assert (whole.let_go, without.let_go) == ((), ("002",))
    assert without.recall > whole.recall
    assert set(without.when) == {"001"}


def test_where_all_is_forgotten_all_can_be_let_go():
    _, without = plans([waiting(1, stability=0.5, since=300)], today=TODAY, limit=200, days=1)

    assert (without.kept, without.recall, without.minutes) == (0, 0, 0)


def test_cards_that_give_each_other_away_have_days_of_their_own():
    cards = [waiting(n, note="story") for n in range(5)]

    found = plan(cards, today=TODAY, days=3)

    assert sorted(found.when.values()) == [0, 1, 2, 3, 4]
    assert (found.days, found.until) == (3, 5)


@given(
    st.lists(st.tuples(st.floats(0.5, 500), st.integers(0, 400), st.sampled_from("abcdefgh")), max_size=40),
    st.integers(1, 20),
    st.integers(1, 30),
)
def test_every_card_has_one_day_and_no_two_of_a_note_share_it(some, days, limit):
    cards = [waiting(n, stability=stability, since=since, note=note) for n, (stability, since, note) in enumerate(some)]
    notes = {each.card: each.ties for each in cards}

    for found in plans(cards, today=TODAY, limit=limit, days=days) + plans(cards, today=TODAY, limit=limit):
        assert {*found.when, *found.let_go} == set(notes)
        assert len(set(map(str, found.when))) + len(found.let_go) == len(notes)
        places = [(note, day) for card, day in found.when.items() for note in notes[card]]
        assert len(places) == len(set(places))
        assert found.recall == pytest.approx(
            sum(each.recall(TODAY + timedelta(days=found.when[each.card])) for each in cards if each.card in found.when)
            / max(1, found.kept)
        )
