from datetime import date, timedelta

from srs.model import CardId, Kind, Rating
from srs.stats import Answers, Cards, Leech, StatsReport, report

DAY = date(2026, 3, 2)


def cards(kind: Kind, standing: str, number: int, *, deck: str = "ml", due: bool = False) -> Cards:
    return Cards(kind, deck, standing, due, number)


def answers(
    rating: Rating,
    number: int = 1,
    *,
    kind: Kind | None = Kind.QUESTION,
    ago: int = 0,
    first: bool = False,
    in_review: bool = True,
    took_ms: int = 0,
) -> Answers:
    return Answers(DAY - timedelta(days=ago), kind, "ml", rating, first, in_review, number, took_ms)


def figures(some: list[Cards] = [], given: list[Answers] = [], **more) -> StatsReport:  # noqa: B006
    return report(some, given, day=DAY, reviews=0, **({"target_of": lambda deck, kind: 0.9} | more))


def test_cards_are_counted_by_kind_and_by_deck():
    of = figures(
        [
            cards(Kind.QUESTION, "young", 2, due=True),
            cards(Kind.QUESTION, "new", 1, deck="sql"),
            cards(Kind.STORY, "learning", 1, due=True),
            cards(Kind.STORY, "suspended", 1),
            cards(Kind.STORY, "mature", 3),
        ]
    )

    question, story = of.kinds
    assert (question.kind, question.cards, question.due, question.new, question.young) == (Kind.QUESTION, 3, 2, 1, 2)
    assert (story.cards, story.due, story.learning, story.mature, story.suspended) == (5, 1, 1, 3, 1)
    assert (of.total.cards, of.total.due) == (8, 3)
    assert [(deck.deck, deck.cards) for deck in of.decks] == [("ml", 7), ("sql", 1)]


def test_recall_counts_answers_on_cards_in_review_alone():
    of = figures(
        given=[
            answers(Rating.AGAIN),
            answers(Rating.HARD),
            answers(Rating.EASY),
            answers(Rating.AGAIN, in_review=False),
            answers(Rating.GOOD, kind=None),
        ]
    )

    assert of.kinds[0].recall == 2 / 3
    assert of.total.recall == 3 / 4


def test_periods_sum_up_today_a_week_and_a_month():
    of = figures(
        given=[
            answers(Rating.GOOD, 3, first=True, in_review=False, took_ms=60_000),
            answers(Rating.AGAIN, 2, ago=6, took_ms=30_000),
            answers(Rating.GOOD, 1, ago=7),
        ]
    )

    today, week, month = of.periods
    assert (today.answers, today.new, today.reviews, today.recall, today.minutes) == (3, 3, 0, None, 1.0)
    assert (week.answers, week.reviews, week.recall, week.minutes) == (5, 2, 0.0, 1.5)
    assert (month.answers, month.recall) == (6, 1 / 3)


def test_the_target_is_the_mean_of_what_was_answered():
    aims = {Kind.QUESTION: 0.9, Kind.METRIC: 0.8}

    of = figures(
        [cards(Kind.METRIC, "new", 50)],
        [answers(Rating.GOOD, 3), answers(Rating.GOOD, 1, kind=Kind.METRIC)],
        target_of=lambda deck, kind: aims[kind],
    )

    assert of.total.target is not None
    assert round(of.total.target, 3) == 0.875
    assert [each.target for each in of.kinds] == [0.9, 0.8]


def test_without_answers_recall_is_unknown():
    assert figures([cards(Kind.LIST, "new", 1)]).total.recall is None


def test_what_is_overdue_comes_due_today():
    of = figures(due={DAY - timedelta(days=3): 4, DAY: 2, DAY + timedelta(days=1): 1})

    assert of.overdue == 4
    assert of.forecast[:3] == ((DAY, 6), (DAY + timedelta(days=1), 1), (DAY + timedelta(days=2), 0))


def test_the_worst_leech_comes_first():
    leeches = [
        Leech(card=CardId(name), text=name, lapses=lapses, path="a.md", line=1)
        for name, lapses in [("a", 8), ("b", 11)]
    ]

    assert [leech.text for leech in figures(leeches=leeches).leeches] == ["b", "a"]
