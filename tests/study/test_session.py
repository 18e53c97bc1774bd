from datetime import UTC, date, datetime, timedelta

from srs.model import CardId, CardState, EventId, Kind, Memory, Phase, Rating, Seen
from srs.study.queue import Queue, QueueItem, Work
from srs.study.session import Done, Left, Pace, Session, started, summary

DAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def item(name: str, work: Work = Work.REVIEW, *, minutes: float | None = None) -> QueueItem:
    due_at = None if minutes is None else NOW + timedelta(minutes=minutes)
    return QueueItem(card_id=CardId(name), work=work, kind=Kind.QUESTION, due_at=due_at)


def session(*rest: QueueItem, learning: tuple[QueueItem, ...] = ()) -> Session:
    return started(Queue(learning=learning, rest=rest, at=NOW), day=DAY, now=NOW)


def done(name: str, rating: Rating = Rating.GOOD, *, work: Work = Work.REVIEW, took_ms: int | None = None) -> Done:
    return Done(
        event=EventId(f"answer of {name}"),
        card_id=CardId(name),
        kind=Kind.QUESTION,
        work=work,
        rating=rating,
        took_ms=took_ms,
    )


def after(*, minutes: float | None = None) -> CardState:
    """Return the state of an answered card: with a step to go, or through."""
    due_at = None if minutes is None else NOW + timedelta(minutes=minutes)
    return CardState(
        state=Seen(
            memory=Memory(3.0, 5.0),
            phase=Phase.REVIEW if due_at is None else Phase.LEARNING,
            step=None if due_at is None else 0,
            due_day=DAY if due_at else DAY + timedelta(days=3),
            due_at=due_at,
            interval_days=0 if due_at else 3,
            last_review=NOW,
            last_day=DAY,
            reviews=1,
            lapses=0,
        )
    )


def shown(one: Session) -> str | None:
    return one.current.card_id if one.current else None


def test_a_sitting_goes_through_its_queue_in_order():
    one = session(item("a"), item("b"))

    two = one.answered(done("a"), after(), NOW)
    three = two.answered(done("b"), after(), NOW)

    assert (shown(one), shown(two), shown(three)) == ("a", "b", None)
    assert three.left == Left()
    assert [each.card_id for each in three.done] == ["a", "b"]


def test_a_card_with_a_step_to_go_comes_back_when_that_is_over():
    one = session(item("a", Work.NEW), item("b"), item("c"))

    two = one.answered(done("a"), after(minutes=1), NOW)
    three = two.answered(done("b"), after(), NOW + timedelta(minutes=2))

    assert (shown(two), shown(three)) == ("b", "a")


def test_a_step_is_asked_early_when_nothing_else_is_left():
    one = session(item("a", Work.NEW))

    two = one.answered(done("a"), after(minutes=10), NOW)

    assert shown(two) == "a"


def test_a_step_that_is_far_off_is_waited_for():
    one = session(item("a", Work.NEW)).answered(done("a"), after(minutes=60), NOW)

    assert (shown(one), one.waiting_until) == (None, NOW + timedelta(minutes=40))
    assert shown(one.moved_on(NOW + timedelta(minutes=39))) is None
    assert shown(one.moved_on(NOW + timedelta(minutes=40))) == "a"


def test_a_step_that_comes_due_does_not_push_the_card_on_the_screen_away():
    one = session(item("a"), learning=(item("b", Work.LEARNING, minutes=5),))

    assert shown(one.moved_on(NOW + timedelta(minutes=9))) == "a"


def test_left_counts_by_kind_of_work_with_the_card_on_the_screen():
    one = session(item("a"), item("b", Work.NEW), item("c"), learning=(item("d", Work.LEARNING, minutes=-1),))

    assert one.left == Left(new=1, learning=1, review=2)


def test_undo_brings_the_card_back_first_and_the_other_right_after():
    one = session(item("a"), item("b"), item("c")).answered(done("a"), after(), NOW)

    two = one.brought_back(item("a"), EventId("answer of a"))

    assert shown(two) == "a"
    assert two.done == ()
    assert shown(two.answered(done("a"), after(), NOW)) == "b"


def test_undo_takes_the_card_out_of_its_steps():
    one = session(item("a", Work.NEW), item("b")).answered(done("a"), after(minutes=10), NOW)

    two = one.brought_back(item("a", Work.NEW), EventId("answer of a"))

    assert two.left == Left(new=1, review=1)


def test_what_is_put_away_is_asked_no_more():
    one = session(item("a"), item("b")).put_away({CardId("a")}, NOW)

    assert shown(one) == "b"
    assert one.left == Left(review=1)


def test_a_renewed_sitting_keeps_its_card_while_that_is_still_to_be_asked():
    one = session(item("a"), item("b"))
    with_more = Queue(learning=(), rest=(item("c"), item("a")), at=NOW)
    without = Queue(learning=(), rest=(item("c"),), at=NOW)

    assert shown(one.renewed(with_more, DAY, NOW)) == "a"
    assert one.renewed(with_more, DAY, NOW).left == Left(review=2)
    assert shown(one.renewed(without, DAY, NOW)) == "c"
    assert shown(one.renewed(without, DAY, NOW, keep=True)) == "a"


def test_minutes_follow_the_learners_own_pace():
    one = session(item("a"), item("b"))

    slow, quick = Pace(took_ms={Kind.QUESTION: 60_000}), Pace(took_ms={Kind.QUESTION: 6_000})

    assert one.minutes(slow) > 2
    assert one.minutes(slow) == 10 * one.minutes(quick)
    assert one.minutes(Pace()) > 0


def test_a_summary_counts_what_was_done():
    answers = [
        done("a", Rating.AGAIN, took_ms=30_000),
        done("a", Rating.GOOD, work=Work.LEARNING, took_ms=15_000),
        done("b", Rating.HARD, took_ms=15_000),
        done("c", Rating.AGAIN, work=Work.NEW),
    ]

    of = summary(answers, missed=(), tomorrow={Kind.QUESTION: 300}, limit=200, pace=Pace())

    assert (of.answered, of.again, of.new, of.recall) == (4, 2, 1, 0.5)
    assert (of.minutes, of.tomorrow) == (1.0, 200)


def test_a_summary_of_nothing_has_no_recall():
    assert summary([], missed=(), tomorrow={}, limit=9, pace=Pace()).recall is None
