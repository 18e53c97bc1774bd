"""What is read of a large collection to choose a day's cards is enough: the queue is that of all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from srs import Rating
from srs.model import ReviewOrder
from srs.study import queue as queues
from srs.study.queue import Limits, Today

DECKS = Path(__file__).parents[2] / "decks"


@pytest.fixture
def late(collection, clock):
    """A collection in which much is due, with many siblings, and some is new, suspended, buried or in its steps."""
    collection.import_paths([DECKS])
    cards = [listed.card.id for listed in collection.select()]
    for number, card in enumerate(cards[:-12]):
        collection.answer(card, (Rating.EASY, Rating.GOOD, Rating.HARD)[number % 3])
        clock.advance(hours=3 * (number % 5))
    clock.advance(days=90)
    collection.suspend(cards[3:6])
    collection.bury(cards[8:10])
    return collection


def test_the_first_cards_are_those_of_the_whole(late):
    day, now = late.today(), late.now()
    with late._store.read() as reader:
        everything = reader.candidates(day)
    for order in ReviewOrder:
        for limit in (1, 7, 500):
            late.change_preset("default", {"review_order": order, "reviews_per_day": str(limit), "new_per_day": "3"})
            limits = Limits(new=3, reviews=limit)
            whole = queues.build(everything, limits=limits, day=day, now=now, today=Today(), review_order=order)

            queue = late.queue()

            assert (queue.learning, queue.rest, queue.overdue) == (whole.learning, whole.rest, whole.overdue)


def test_a_preset_more_that_is_for_no_card_changes_nothing(late):
    late.change_preset("default", {"reviews_per_day": "9", "new_per_day": "3"})
    alone = [(late.change_preset("default", {"review_order": order}), late.queue().rest)[1] for order in ReviewOrder]
    late.add_preset("exam")
    late.use_preset("exam", deck="nowhere")

    several = [(late.change_preset("default", {"review_order": order}), late.queue().rest)[1] for order in ReviewOrder]

    assert several == alone
