import random
from datetime import UTC, date, datetime, time, timedelta

import pytest

from benchmarks.recall import simulate
from srs.clock import Moment, to_day_number
from srs.model import CardId, Preset, Rating, Seen, Unseen
from srs.recall.memory import Evidence, How, chance, remembered
from srs.scheduling.scheduler import next_state

PLAIN = Preset(learning_steps=(), relearning_steps=(), fuzz=False)


@pytest.mark.parametrize("seed", range(30))
def test_with_a_card_of_its_own_alone_the_memory_is_that_cards(seed: int) -> None:
    rng = random.Random(seed)
    state: Unseen | Seen = Unseen()
    evidence, day = [], date(2026, 1, 1)
    for _ in range(8):
        day += timedelta(days=rng.choice([0, 1, 3, 20]))
        rating = Rating(rng.randint(1, 4))
        moment = Moment(at=datetime.combine(day, time(12), UTC), day=day, utc_offset=0, rollover=0)
        state = next_state(state, rating, card=CardId("a"), moment=moment, preset=PLAIN)
        evidence.append(Evidence(to_day_number(day), How.ALONE, rating))

    memory = remembered(evidence)

    assert isinstance(state, Seen)
    assert memory is not None
    assert memory.memory.stability == pytest.approx(state.stability, rel=1e-9)
    assert memory.memory.difficulty == pytest.approx(state.difficulty, rel=1e-9)


def test_a_miss_inside_an_answer_tells_less_than_one_of_a_card() -> None:
    said = Evidence(0, How.ALONE, Rating.GOOD)
    inside = remembered([said, Evidence(1, How.INSIDE, Rating.AGAIN)])
    alone = remembered([said, Evidence(1, How.ALONE, Rating.AGAIN)])

    assert chance(inside, 5) > chance(alone, 5)


def test_marks_tell_more_than_a_rating_of_the_whole() -> None:
    marked = remembered([Evidence(0, How.INSIDE, Rating.GOOD)])
    unmarked = remembered([Evidence(0, How.UNMARKED, Rating.GOOD)])

    assert chance(marked, 5) > chance(unmarked, 5)


def test_what_was_never_said_has_no_chance() -> None:
    assert chance(remembered([]), 10) == 0.0


def test_where_the_truth_is_known_the_model_predicts_better_than_counting_and_than_one_memory_for_the_answer() -> None:
    model, counting, whole = simulate()

    assert counting / model > 1.08
    assert whole / model > 1.2
