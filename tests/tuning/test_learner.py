"""How somebody answers, from a log: the usual shares and seconds first, their own with every answer more."""

from __future__ import annotations

import pytest

from srs.model import Kind
from srs.scheduling.formulas import LEARNING, RELEARNING, REVIEW
from srs.study.session import SECONDS, SECONDS_ELSE
from srs.tuning.learner import FIRST, PACES, SUCCESS, Answered, Learner, learner_of


def answered(rating: int, **more: object) -> Answered:
    fields: dict[str, object] = {"card": "a", "kind": Kind.METRIC, "took_ms": None, "first": False, "after_step": False}
    return Answered(rating=rating, **fields | more)  # type: ignore[arg-type]


def test_without_a_log_all_is_as_usual() -> None:
    learner = learner_of([])

    assert learner == Learner()
    assert learner.seconds_of(Kind.STORY) == SECONDS[Kind.STORY]
    assert learner.seconds_of(Kind.METRIC) == SECONDS_ELSE


def test_shares_move_from_the_usual_ones_to_what_was_answered() -> None:
    few = learner_of(answered(3, card=str(number), first=True) for number in range(20))
    many = learner_of(answered(3, card=str(number), first=True) for number in range(2_000))

    assert few.first[2] == pytest.approx((FIRST[2] * 20 + 20) / 40)
    assert many.first[2] > 0.99
    assert sum(many.first) == pytest.approx(1)
    assert many.success == pytest.approx(SUCCESS)
    assert many.answers == 2_000 and many.timed == 0


def test_answers_are_told_apart_by_where_their_card_stood() -> None:
    """New, a step, out of the steps, remembered, forgotten, and its step."""
    log = [
        answered(1, first=True),
        answered(4, after_step=True),
        answered(2),
        answered(1),
        answered(1, after_step=True),
    ]

    learner = learner_of(log * 200)

    assert learner.first[0] > 0.9
    assert learner.steps[LEARNING][0][3] > 0.9
    assert learner.success[0] > 0.9
    assert learner.steps[RELEARNING][0][0] > 0.9


def test_an_answer_in_steps_whose_beginning_is_not_known_tells_nothing() -> None:
    assert learner_of([answered(3, after_step=True)]) == Learner()


def test_seconds_are_learnt_by_kind_and_paces_by_rating() -> None:
    log = [answered(3, took_ms=30_000), answered(1, took_ms=90_000)] * 1_000
    log += [answered(3, kind=Kind.STORY, card="b", took_ms=120_000)] * 1_000

    learner = learner_of(log)

    assert learner.seconds_of(Kind.STORY) == pytest.approx(120, rel=0.05)
    assert learner.seconds_of(Kind.METRIC) == pytest.approx(30, rel=0.05)
    assert learner.paces[REVIEW][0] == pytest.approx(3, rel=0.05)
    assert learner.paces[LEARNING] == pytest.approx(PACES[LEARNING], rel=0.05)
    assert learner.timed == 3_000


def test_nobody_thinks_for_hours() -> None:
    learner = learner_of([answered(3, took_ms=20_000)] * 99 + [answered(3, took_ms=9_000_000)])

    assert learner.seconds_of(Kind.METRIC) < 30


def test_marks_say_how_often_points_are_marked_and_how_many_are_said() -> None:
    marked = answered(2, kind=Kind.QUESTION, points=4, said=1, missed=3)
    plain = answered(3, kind=Kind.QUESTION, points=4)

    learner = learner_of([marked, plain, plain, plain] * 100)

    assert learner.marked == 0.25
    assert learner.said[1] == pytest.approx(0.25, abs=0.05)
