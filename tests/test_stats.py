from datetime import UTC, date, datetime, timedelta

from srs.model import CardState, Kind, Memory, Phase, Rating, Seen
from srs.stats import Answer, report

DAY = date(2026, 3, 2)


def state(*, late: int = 0, phase: Phase = Phase.REVIEW, **flags) -> CardState:
    seen = Seen(
        memory=Memory(5.0, 5.0),
        phase=phase,
        step=None,
        due_day=DAY - timedelta(days=late),
        interval_days=5,
        last_review=datetime(2026, 2, 1, tzinfo=UTC),
        last_day=date(2026, 2, 1),
        reviews=2,
        lapses=0,
    )
    return CardState(state=seen, **flags)


def test_cards_are_counted_by_kind():
    cards = [
        (Kind.QUESTION, state()),
        (Kind.QUESTION, state(late=-1)),
        (Kind.QUESTION, CardState()),
        (Kind.STORY, state(late=3, phase=Phase.LEARNING)),
        (Kind.STORY, state(suspended=True)),
        (Kind.STORY, state(buried=DAY)),
    ]

    of = report(cards, [], day=DAY, reviews=0)

    question, story = of.kinds
    assert (question.kind, question.cards, question.due, question.new) == (Kind.QUESTION, 3, 1, 1)
    assert (story.cards, story.due, story.learning, story.suspended) == (3, 1, 1, 1)
    assert (of.total.cards, of.total.due) == (6, 2)


def test_recall_counts_answers_on_cards_in_review_alone():
    answers = [
        Answer(kind=Kind.QUESTION, rating=Rating.AGAIN, in_review=True, took_ms=30_000),
        Answer(kind=Kind.QUESTION, rating=Rating.HARD, in_review=True, took_ms=30_000),
        Answer(kind=Kind.QUESTION, rating=Rating.EASY, in_review=True),
        Answer(kind=Kind.QUESTION, rating=Rating.AGAIN, in_review=False),
        Answer(kind=None, rating=Rating.GOOD, in_review=True),
    ]

    of = report([], answers, day=DAY, reviews=5)

    assert of.kinds[0].recall == 2 / 3
    assert of.total.recall == 3 / 4
    assert of.minutes == 1.0


def test_without_answers_recall_is_unknown():
    assert report([(Kind.LIST, CardState())], [], day=DAY, reviews=0).total.recall is None
