import json
import math
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srs.clock import Calendar, Moment
from srs.model import DEFAULT_PRESET, CardId, Phase, Preset, Rating, Seen, State, Unseen
from srs.scheduling import fuzz
from srs.scheduling.scheduler import DEFAULT_PARAMETERS, interval, next_state, preview, retrievability

CARD = CardId("a-card")
START = date(2026, 3, 2)
EXACT = replace(DEFAULT_PRESET, fuzz=False, learning_steps=(), relearning_steps=())
UTC_DAYS = Calendar(UTC)


def on(day: int, *, hour: int = 12, minute: float = 0) -> Moment:
    """Return a moment so many days after the start."""
    noon = datetime.combine(START, time(hour), tzinfo=UTC)
    return UTC_DAYS.moment(noon + timedelta(days=day, minutes=minute))


def answered(*answers: tuple[int, int], preset: Preset = EXACT) -> list[Seen]:
    """Return the states after answers of (rating, days since the one before)."""
    state: State = Unseen()
    states, day = [], 0
    for rating, elapsed in answers:
        day += elapsed
        state = next_state(state, Rating(rating), card=CARD, moment=on(day), preset=preset)
        states.append(state)
    return states


@pytest.fixture
def histories(reference: Path) -> dict:
    """The states that the released engines give, with how they were counted."""
    return json.loads((reference / "data/fsrs_reference.json").read_text())


# ------------------------------------------------------------------ memory


def test_memory_is_that_of_the_reference_engines(histories):
    data = histories

    for history in data["histories"]:
        preset = replace(
            EXACT,
            parameters=tuple(data["parameters"][history["params"]]),
            desired_retention=history["desired_retention"],
            maximum_interval=history["maximum_interval"],
        )
        answers = [(r["rating"], r["elapsed_days"]) for r in history["reviews"]]
        before: State = Unseen()
        day = 0
        for state, (_, elapsed), expected in zip(
            answered(*answers, preset=preset), answers, history["expected"], strict=True
        ):
            day += elapsed
            # the file gives nine digits
            assert state.stability == pytest.approx(expected["S"], rel=1e-8), history["id"]
            assert state.difficulty == pytest.approx(expected["D"], rel=1e-8), history["id"]
            assert state.interval_days == expected["interval_days"], history["id"]
            if expected["R_before"] is not None:
                recall = retrievability(before, day=on(day).day, preset=preset)
                assert recall == pytest.approx(expected["R_before"], rel=1e-8), history["id"]
            before = state


def test_learning_steps_are_those_of_the_reference(histories):
    data = histories["learning_steps"]

    for history in data["histories"]:
        preset = Preset(
            fuzz=False,
            learning_steps=tuple(timedelta(minutes=m) for m in history["learning_steps_min"]),
            relearning_steps=tuple(timedelta(minutes=m) for m in history["relearning_steps_min"]),
        )
        state: State = Unseen()
        at = datetime(2026, 3, 2, 12, tzinfo=UTC)
        for review, expected in zip(history["reviews"], history["expected"], strict=True):
            at += timedelta(minutes=review["minutes_since_previous"])
            moment = UTC_DAYS.moment(at)
            state = next_state(state, Rating(review["rating"]), card=CARD, moment=moment, preset=preset)
            assert state.phase == expected["state"].lower(), history["id"]
            assert state.step == expected["step"]
            assert state.stability == pytest.approx(expected["S"], rel=1e-8)
            assert state.difficulty == pytest.approx(expected["D"], rel=1e-8)
            due = timedelta(seconds=expected["due_in_seconds"])
            if due < timedelta(days=1):
                assert state.due_at == at + due
            else:
                assert (state.due_day - moment.day) == due


@pytest.mark.parametrize(
    ("answers", "stability", "difficulty"),
    [
        (((3, 0),), 2.3065, 2.1181039),
        (((3, 0), (3, 2)), 10.96433999, 2.1112141),
        (((3, 0), (3, 2), (1, 11)), 1.5383377, None),
        (((3, 0), (3, 2), (2, 11)), 32.203331, None),
        (((3, 0), (3, 2), (4, 11)), 77.1075134, None),
    ],
)
def test_memory_follows_the_published_formulas(answers, stability, difficulty):
    state = answered(*answers)[-1]

    expected = by_formula(answers)
    assert state.stability == pytest.approx(expected[0], rel=1e-12)
    assert state.difficulty == pytest.approx(expected[1], rel=1e-12)
    assert state.stability == pytest.approx(stability, rel=1e-6)
    if difficulty:
        assert state.difficulty == pytest.approx(difficulty, rel=1e-6)


def by_formula(answers) -> tuple[float, float]:
    """FSRS-6 written down once more, from its published description."""
    w = DEFAULT_PARAMETERS
    factor = 0.9 ** (-1 / w[20]) - 1

    def clamp(d: float) -> float:
        return min(max(d, 1), 10)

    def first_difficulty(g: int) -> float:
        return w[4] - math.exp(w[5] * (g - 1)) + 1

    s = d = 0.0
    for number, (g, t) in enumerate(answers):
        if number == 0:
            s, d = w[g - 1], clamp(first_difficulty(g))
            continue
        r = (1 + factor * t / s) ** -w[20]
        if t == 0:
            grown = math.exp(w[17] * (g - 3 + w[18])) * s ** -w[19]
            new = s * (max(grown, 1) if g >= 2 else grown)
        elif g == 1:
            long = w[11] * d ** -w[12] * ((s + 1) ** w[13] - 1) * math.exp(w[14] * (1 - r))
            new = min(long, s / math.exp(w[17] * w[18]))
        else:
            bonus = {2: w[15], 3: 1, 4: w[16]}[g]
            new = s * (1 + math.exp(w[8]) * (11 - d) * s ** -w[9] * (math.exp(w[10] * (1 - r)) - 1) * bonus)
        damped = d - w[6] * (g - 3) * (10 - d) / 9
        d = clamp(damped + w[7] * (first_difficulty(4) - damped))
        s = min(max(new, 0.001), 36500)
    return s, d


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 400)), min_size=1, max_size=12))
def test_any_history_follows_the_published_formulas(answers):
    state = answered(*answers)[-1]

    stability, difficulty = by_formula(answers)
    assert state.stability == pytest.approx(stability, rel=1e-9)
    assert state.difficulty == pytest.approx(difficulty, rel=1e-9)


def test_stability_stops_at_a_hundred_years():
    states = answered((4, 0), *[(4, 36_000)] * 5)

    assert states[-1].stability == 36_500


def test_recall_falls_to_the_desired_retention_when_the_exact_interval_has_passed():
    state = answered((3, 0), (3, 2), (3, 11))[-1]

    days = interval(state.stability, EXACT)
    before = retrievability(state, day=state.last_day + timedelta(days=math.floor(days)), preset=EXACT)
    after = retrievability(state, day=state.last_day + timedelta(days=math.ceil(days)), preset=EXACT)

    assert before is not None and after is not None
    assert after <= 0.9 <= before


def test_recall_of_a_card_never_answered_is_unknown():
    assert retrievability(Unseen(), day=START, preset=EXACT) is None


def test_parameters_out_of_bounds_are_refused():
    with pytest.raises(ValueError, match="parameters"):
        next_state(Unseen(), Rating.GOOD, card=CARD, moment=on(0), preset=replace(EXACT, parameters=(200.0,) * 21))


# ------------------------------------------------------------------ days and steps


def test_memory_counts_study_days_not_blocks_of_24_hours():
    calendar = Calendar(ZoneInfo("Europe/Berlin"))
    evening = calendar.moment(datetime(2026, 3, 2, 22, tzinfo=UTC))
    morning = calendar.moment(datetime(2026, 3, 3, 7, tzinfo=UTC))
    first = next_state(Unseen(), Rating.GOOD, card=CARD, moment=evening, preset=EXACT)

    second = next_state(first, Rating.GOOD, card=CARD, moment=morning, preset=EXACT)

    assert second.memory == answered((3, 0), (3, 1))[-1].memory


def test_an_evening_past_midnight_is_one_day():
    calendar = Calendar(ZoneInfo("Europe/Berlin"))
    evening = calendar.moment(datetime(2026, 3, 2, 22, tzinfo=UTC))
    night = calendar.moment(datetime(2026, 3, 3, 2, tzinfo=UTC))
    first = next_state(Unseen(), Rating.GOOD, card=CARD, moment=evening, preset=EXACT)

    second = next_state(first, Rating.GOOD, card=CARD, moment=night, preset=EXACT)

    assert second.memory == answered((3, 0), (3, 0))[-1].memory


def test_a_day_before_the_last_one_counts_as_the_same_day():
    first = next_state(Unseen(), Rating.GOOD, card=CARD, moment=on(5), preset=EXACT)

    second = next_state(first, Rating.GOOD, card=CARD, moment=on(3), preset=EXACT)

    assert second.memory == answered((3, 0), (3, 0))[-1].memory


def test_an_early_answer_tells_less_and_a_late_one_more():
    first, second = answered((3, 0), (3, 3))
    waits = second.interval_days

    early, timely, late = (answered((3, 0), (3, 3), (3, since))[-1].stability for since in (1, waits, 3 * waits))

    assert first.stability < second.stability < early < timely < late


def test_a_late_answer_that_fails_forgets_no_more_than_a_timely_one():
    waits = answered((3, 0), (3, 3))[-1].interval_days

    timely, late = (answered((3, 0), (3, 3), (1, since))[-1] for since in (waits, 10 * waits))

    assert timely.stability <= late.stability
    assert timely.lapses == late.lapses == 1


def test_a_step_within_the_day_is_due_at_its_instant():
    moment = on(0, hour=9)

    state = next_state(Unseen(), Rating.AGAIN, card=CARD, moment=moment, preset=DEFAULT_PRESET)

    assert state.due_at == moment.at + timedelta(minutes=1)
    assert (state.due_day, state.interval_days) == (moment.day, 0)


def test_a_step_over_the_rollover_is_due_on_the_day_of_its_instant():
    moment = on(0, hour=3, minute=55)

    state = next_state(Unseen(), Rating.GOOD, card=CARD, moment=moment, preset=DEFAULT_PRESET)

    assert state.due_at == moment.at + timedelta(minutes=10)
    assert state.due_day == moment.day + timedelta(days=1)


def test_a_step_of_a_day_or_more_is_a_due_day():
    preset = replace(DEFAULT_PRESET, learning_steps=(timedelta(minutes=1), timedelta(days=2)))

    state = next_state(Unseen(), Rating.GOOD, card=CARD, moment=on(0), preset=preset)

    assert state.phase is Phase.LEARNING
    assert (state.due_at, state.due_day) == (None, START + timedelta(days=2))


def test_good_never_waits_shorter_than_hard_where_steps_are_days():
    preset = replace(DEFAULT_PRESET, learning_steps=(timedelta(minutes=1), timedelta(days=9)))
    learning = next_state(Unseen(), Rating.GOOD, card=CARD, moment=on(0), preset=preset)

    answers = preview(learning, card=CARD, moment=on(9), preset=preset)

    assert answers[Rating.HARD].due_day <= answers[Rating.GOOD].due_day <= answers[Rating.EASY].due_day


def test_only_what_was_in_review_can_lapse():
    states = answered(
        (1, 0), (3, 0), (3, 0), (1, 2), (1, 0), (3, 0), (1, 1), preset=replace(DEFAULT_PRESET, fuzz=False)
    )

    assert [s.lapses for s in states] == [0, 0, 0, 1, 1, 1, 2]
    assert [s.reviews for s in states] == [1, 2, 3, 4, 5, 6, 7]


def test_a_card_whose_steps_were_taken_away_goes_on_to_review():
    learning = next_state(Unseen(), Rating.GOOD, card=CARD, moment=on(0), preset=DEFAULT_PRESET)

    state = next_state(learning, Rating.GOOD, card=CARD, moment=on(0, minute=10), preset=EXACT)

    assert state.phase is Phase.REVIEW


# ------------------------------------------------------------------ fuzz


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (1, (1, 1)),
        (2, (2, 2)),
        (2.5, (2, 4)),
        (3, (2, 4)),
        (7, (5, 9)),
        (20, (17, 23)),
        (23, (20, 26)),
        (100, (93, 107)),
    ],
)
def test_fuzz_stays_in_the_documented_ranges(days, expected):
    assert fuzz.bounds(days, maximum=36_500) == expected


def test_every_day_of_the_range_is_as_likely_as_the_others():
    draws = [fuzz.spread(23, maximum=36_500, chance=fuzz.draw(CardId(f"card {n}"), 3)) for n in range(7_000)]

    counts = [draws.count(day) for day in range(20, 27)]
    assert sum(counts) == 7_000
    assert all(880 < count < 1_120 for count in counts)


def test_the_draw_belongs_to_the_card_and_its_number_of_answers():
    assert fuzz.draw(CardId("a"), 1) == 0.17320485933823504
    assert len({fuzz.draw(CardId("a"), 1), fuzz.draw(CardId("a"), 2), fuzz.draw(CardId("b"), 1)}) == 3


@given(st.floats(0.5, 40_000), st.floats(0.5, 40_000), st.floats(0, 1, exclude_max=True), st.integers(1, 36_500))
def test_a_longer_interval_never_gets_an_earlier_day(one, other, chance, maximum):
    shorter, longer = sorted((one, other))

    low = fuzz.spread(shorter, maximum=maximum, chance=chance)
    high = fuzz.spread(longer, maximum=maximum, chance=chance)

    assert 1 <= low <= high <= maximum


@given(
    st.lists(st.tuples(st.sampled_from(Rating), st.integers(0, 90)), max_size=8),
    st.integers(0, 400),
    st.text(max_size=6),
)
def test_a_better_rating_is_never_due_earlier_and_the_preview_is_the_answer(history, elapsed, name):
    card = CardId(name)
    state: State = Unseen()
    day = 0
    for rating, days in history:
        day += days
        state = next_state(state, rating, card=card, moment=on(day), preset=DEFAULT_PRESET)
    moment = on(day + elapsed)

    shown = preview(state, card=card, moment=moment, preset=DEFAULT_PRESET)

    def wait(seen: Seen) -> tuple[int, float]:
        return seen.interval_days, (seen.due_at - moment.at).total_seconds() if seen.due_at else math.inf

    assert [wait(shown[r]) for r in Rating] == sorted(wait(shown[r]) for r in Rating)
    for rating in Rating:
        assert next_state(state, rating, card=card, moment=moment, preset=DEFAULT_PRESET) == shown[rating]


def test_rounding_takes_halves_up():
    assert [fuzz.whole_days(days) for days in (0.4, 10.5, 11.5, 2240.5, 2241.5)] == [0, 11, 12, 2241, 2242]
