from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srs.model import Face, Kind, Lines, Point, PointId, Rating, Version
from srs.study.attempt import Attempt, Target, begun, target_of


def face(points: int = 0, *versions: Version, answer: str = "It is so.") -> Face:
    made = tuple([Point(id=PointId(f"p{n}"), text=f"point {n}", lines=Lines(n, n)) for n in range(points)])
    return Face(prompt="Why?", answer=answer, points=made, versions=versions)


def revealed(points: int, kind: Kind = Kind.QUESTION) -> Attempt:
    return begun(face(points), kind).reveal(spoken_ms=30_000)


def ticked(points: int, *numbers: int) -> Attempt:
    attempt = revealed(points)
    for number in numbers:
        attempt = attempt.toggle(number)
    return attempt


@pytest.mark.parametrize(
    ("said", "rating"),
    [
        ((), Rating.GOOD),
        ((0, 1, 2, 3), Rating.GOOD),
        ((0, 1), Rating.HARD),
        ((0,), Rating.AGAIN),
        ((0, 0), Rating.AGAIN),
    ],
)
def test_the_rating_follows_from_the_points_that_were_ticked(said, rating):
    assert ticked(4, *said).proposed is rating


def test_nothing_ticked_says_nothing_of_the_points():
    assert revealed(3).detail == {"spoken_ms": 30_000, "words": 3}


def test_what_was_offered_and_not_said_was_missed():
    detail = ticked(3, 1).detail

    assert (detail["said"], detail["missed"], detail["proposed"]) == (["p1"], ["p0", "p2"], 1)


@pytest.mark.parametrize(("verdict", "rating"), [("exact", 3), ("near", 2), ("wrong", 1)])
def test_a_typed_answer_proposes_what_it_was_worth(verdict, rating):
    attempt = begun(face(), Kind.METRIC).typed(verdict).reveal()

    assert attempt.detail == {"verdict": verdict, "proposed": rating}


def test_beats_come_one_by_one_and_can_be_marked_as_they_come():
    attempt = begun(face(3), Kind.STORY)
    assert attempt.toggle(0) == attempt

    attempt = attempt.next_beat().toggle(0).next_beat()

    assert attempt.offered == 2 and attempt.told_beat_by_beat
    attempt = attempt.next_beat()
    assert not attempt.told_beat_by_beat
    assert attempt.reveal().said == (PointId("p0"),)


def test_a_story_has_two_minutes_and_a_figure_no_clock():
    assert begun(face(), Kind.STORY).target == Target(120, 120)
    assert not begun(face(), Kind.METRIC).spoken


def test_what_is_logged_of_a_spoken_answer_is_of_the_version_that_was_said():
    short = Version(label="20-second version", text="Short and so.", seconds=20)
    long = Version(label="45-60 s", text="Long, long, long and so.", seconds=60)
    attempt = begun(face(0, short, long), Kind.QUESTION).switched().reveal(spoken_ms=12_000)

    assert attempt.switched().detail == {"spoken_ms": 12_000, "words": 3, "target_s": 20, "version": 0}
    assert attempt.words_per_minute == 15


def test_an_answer_that_is_a_version_is_practised_once():
    same = Version(label="1-minute version", text="*It is so.*", seconds=60)

    assert [telling.version for telling in begun(face(0, same), Kind.QUESTION).tellings] == [0]


@pytest.mark.parametrize(
    ("label", "seconds", "target"),
    [
        ("20-second", 20, Target(20, 20)),
        ("45-60 s", 60, Target(45, 60)),
        ("45–60 seconds", 60, Target(45, 60)),
        ("1-2 minutes", 120, Target(60, 120)),
        ("Short", None, None),
    ],
)
def test_a_label_says_how_long_a_version_may_take(label, seconds, target):
    assert target_of(label, seconds) == target


@given(st.integers(0, 45), st.lists(st.tuples(st.sampled_from("tbrvms"), st.integers(-3, 50)), max_size=40))
def test_said_and_missed_are_all_points_or_none(points, acts):
    attempt = begun(face(points), Kind.LIST)
    for act, number in acts:
        match act:
            case "t":
                attempt = attempt.toggle(number)
            case "b":
                attempt = attempt.next_beat()
            case "r":
                attempt = attempt.reveal(spoken_ms=number)
            case "v":
                attempt = attempt.switched()

    assert len(attempt.said) + len(attempt.missed) == (points if attempt.marked else 0)
    assert attempt.offered <= points
    assert attempt.proposed in (Rating.AGAIN, Rating.HARD, Rating.GOOD)


def test_the_share_from_which_ticks_propose_hard_can_be_set():
    attempt = begun(face(5), Kind.QUESTION, hard_from=0.4).reveal().toggle(0).toggle(1)

    assert attempt.proposed is Rating.HARD
    assert replace(attempt, hard_from=0.5).proposed is Rating.AGAIN
