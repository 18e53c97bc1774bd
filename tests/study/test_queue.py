from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srs.model import Candidate, CardId, Kind, NoteId, Phase
from srs.study.queue import Limits, NewPlace, ReviewOrder, Today, Work, build, ties

DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PLENTY = Limits(new=100, reviews=100)


def seen(*, late: int = 0, interval: int = 10) -> dict:
    return {"phase": Phase.REVIEW, "due_day": DAY - timedelta(days=late), "interval_days": interval}


def candidate(name: str, state: dict | None = None, *, order: int = 0, note: str | None = None, **more) -> Candidate:
    return Candidate(
        card=CardId(name),
        note=NoteId(note or f"note of {name}"),
        kind=Kind.QUESTION,
        deck="deck",
        order=order,
        **(state or {}),
        **more,
    )


def step(name: str, *, minutes: float, **more) -> Candidate:
    due_at = NOW + timedelta(minutes=minutes)
    return candidate(name, {"phase": Phase.LEARNING, "due_day": DAY, "due_at": due_at}, **more)


def asked(candidates, *, limits=PLENTY, **more) -> list[str]:
    return [item.card_id for item in build(candidates, limits=limits, day=DAY, now=NOW, **more)]


def done_of(*candidates: Candidate) -> dict:
    return {c.card: ties(c.note, c.parent, c.story) for c in candidates}


def test_steps_that_are_over_come_first_and_those_soon_over_last():
    cards = [candidate("new"), step("soon", minutes=10), step("over", minutes=-1), candidate("review", seen())]

    order = asked(cards, new_place=NewPlace.AFTER)

    assert order == ["over", "review", "new", "soon"]


def test_a_step_far_ahead_is_in_the_queue_but_not_asked_now():
    queue = build([step("later", minutes=45)], limits=PLENTY, day=DAY, now=NOW)

    assert list(queue) == []
    assert [item.card_id for item in queue.learning] == ["later"]


def test_what_waited_longest_for_its_interval_comes_first():
    cards = [
        candidate("late but long", seen(late=5, interval=100)),
        candidate("late and short", seen(late=5, interval=5)),
        candidate("today", seen()),
    ]

    assert asked(cards) == ["late and short", "late but long", "today"]


def test_reviews_can_come_by_due_day():
    cards = [candidate("newer", seen(late=1, interval=1)), candidate("older", seen(late=5, interval=100))]

    assert asked(cards, review_order=ReviewOrder.DUE) == ["older", "newer"]


def test_reviews_can_come_by_what_is_most_likely_forgotten():
    cards = [
        candidate(name, seen(late=late) | {"last_day": DAY - timedelta(days=since), "stability": stability})
        for name, late, since, stability in (("firm", 9, 40, 400.0), ("fading", 0, 10, 10.0), ("gone", 1, 30, 2.0))
    ]

    assert asked(cards, review_order=ReviewOrder.RETRIEVABILITY) == ["gone", "fading", "firm"]


def test_reviews_can_come_in_an_order_that_each_day_shuffles():
    cards = [candidate(f"card {n}", seen(late=n, interval=1 + n)) for n in range(20)]

    def order(day: date) -> list[str]:
        queue = build(cards, limits=PLENTY, day=day, now=NOW, review_order=ReviewOrder.RANDOM)
        return [item.card_id for item in queue]

    assert order(DAY) == asked(reversed(cards), review_order=ReviewOrder.RANDOM)
    assert order(DAY) != order(DAY + timedelta(days=1))
    assert sorted(order(DAY)) == sorted(candidate.card for candidate in cards)


def test_new_cards_come_in_the_order_of_import():
    cards = [candidate(f"{n}", order=n) for n in (3, 1, 2)]

    assert asked(cards) == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("place", "expected"),
    [(NewPlace.AFTER, "rrrrnn"), (NewPlace.BEFORE, "nnrrrr"), (NewPlace.MIXED, "rnrrnr")],
)
def test_new_cards_stand_where_they_are_wanted(place, expected):
    cards = [candidate(f"r{n}", seen()) for n in range(4)] + [candidate(f"n{n}", order=n) for n in range(2)]

    assert "".join(name[0] for name in asked(cards, new_place=place)) == expected


def test_what_is_due_another_day_is_not_asked():
    assert asked([candidate("not yet", seen(late=-1)), candidate("today", seen())]) == ["today"]


def test_limits_leave_out_what_is_over_them_but_nothing_begun():
    cards = [candidate(f"r{n}", seen()) for n in range(5)] + [candidate(f"n{n}", order=n) for n in range(5)]
    cards += [step("begun", minutes=-1)]

    order = asked(cards, limits=Limits(new=2, reviews=3), new_place=NewPlace.AFTER)

    assert [name[0] for name in order] == list("brrrnn")


def test_what_was_asked_earlier_today_counts():
    cards = [candidate(f"r{n}", seen()) for n in range(5)] + [candidate(f"n{n}", order=n) for n in range(5)]

    order = asked(cards, limits=Limits(new=2, reviews=3), today=Today(new=2, reviews=2))

    assert [name[0] for name in order] == ["r"]


def test_a_sitting_can_be_limited():
    cards = [candidate(f"n{n}", order=n) for n in range(5)] + [step("begun", minutes=-1)]

    assert asked(cards, limits=Limits(new=9, reviews=9, cards=3)) == ["begun", "n0", "n1"]


def test_of_cards_that_give_each_other_away_one_is_asked():
    cards = [
        candidate("whole", note="story", order=1),
        candidate("point", note="story", order=2),
        candidate("question", story=NoteId("story"), order=3),
        candidate("follow-up", parent=NoteId("story"), order=4),
        candidate("other", order=5),
    ]

    queue = build(cards, limits=PLENTY, day=DAY, now=NOW)

    assert [item.card_id for item in queue] == ["whole", "other"]
    assert queue.left_over == 3


def test_a_review_goes_before_a_new_sibling():
    cards = [candidate("new", note="n", order=1), candidate("review", seen(), note="n", order=2)]

    assert asked(cards) == ["review"]


def test_a_sibling_that_was_answered_today_keeps_the_others_for_tomorrow():
    answered, waits = candidate("a", seen(late=-9), note="n"), candidate("b", seen(), note="n")

    assert asked([waits], today=Today(reviews=1, asked=done_of(answered))) == []


def test_a_card_in_its_steps_goes_on_whatever_its_siblings_do():
    answered = candidate("a", seen(late=-9), note="n")
    cards = [step("b", minutes=-1, note="n"), candidate("c", note="n")]

    assert asked(cards, today=Today(reviews=1, asked=done_of(answered))) == ["b"]


def test_a_card_does_not_keep_itself_away():
    again = candidate("a", note="n")  # answered today, then reset

    assert asked([again], today=Today(new=1, asked=done_of(again))) == ["a"]


def test_the_order_of_equals_is_the_days_own():
    cards = [candidate(f"card {n}", seen()) for n in range(20)]

    today = asked(cards)
    tomorrow = [i.card_id for i in build(cards, limits=PLENTY, day=DAY + timedelta(days=1), now=NOW)]
    elsewhere = asked(cards, seed="deck:go")

    assert today == asked(reversed(cards))
    assert sorted(today) == sorted(tomorrow) == sorted(elsewhere)
    assert today != tomorrow
    assert today != elsewhere


@given(st.integers(0, 15), st.integers(0, 15), st.integers(0, 12), st.integers(1, 12), st.integers(1, 12))
def test_a_restart_goes_on_where_it_was_left(reviews, new, done, new_limit, review_limit):
    cards = [candidate(f"r{n}", seen(late=n % 3), note=f"note {n % 5}") for n in range(reviews)]
    cards += [candidate(f"n{n}", order=n, note=f"note {n % 7}") for n in range(new)]
    limits = Limits(new=new_limit, reviews=review_limit)
    order = asked(cards, limits=limits)
    answered = order[:done]

    left = [c for c in cards if c.card not in answered]
    today = Today(
        new=sum(name.startswith("n") for name in answered),
        reviews=sum(name.startswith("r") for name in answered),
        asked=done_of(*(c for c in cards if c.card in answered)),
    )

    assert asked(left, limits=limits, today=today) == order[done:]


def test_items_say_what_asking_them_means():
    cards = [candidate("n"), candidate("r", seen()), step("l", minutes=-1)]

    queue = build(cards, limits=PLENTY, day=DAY, now=NOW)

    assert {item.card_id: item.work for item in queue} == {"n": Work.NEW, "r": Work.REVIEW, "l": Work.LEARNING}
