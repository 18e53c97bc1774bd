"""Memory is that of the released engines: py-fsrs to 1e-8, and fsrs-rs, which reckons in single precision, to 1e-5."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import fsrs
import pytest

from srs.clock import Calendar, Moment
from srs.model import DEFAULT_PRESET, CardId, Event, EventId, EventKind, Preset, Rating, Seen, State, Unseen
from srs.scheduling import bulk
from srs.scheduling.presets import Presets
from srs.scheduling.scheduler import DEFAULT_PARAMETERS, next_state

HISTORIES = int(os.environ.get("SRS_TEST_HISTORIES", "3000"))
START = date(2000, 1, 1)
CALENDAR = Calendar(UTC)
EXACT = replace(DEFAULT_PRESET, fuzz=False, learning_steps=(), relearning_steps=())
OTHER = tuple(number * factor for number, factor in zip(DEFAULT_PARAMETERS, [0.9, 1.1] * 10 + [1.0], strict=True))

History = list[tuple[int, int]]
"""Answers as (rating, days since the one before)."""


def on(days: int) -> Moment:
    return CALENDAR.moment(datetime.combine(START + timedelta(days=days), time(12), tzinfo=UTC))


def random_histories(count: int = HISTORIES) -> Iterator[History]:
    rng = random.Random(20_261_121)
    for _ in range(count):
        gaps = [
            0,
            *(rng.choice((0, 0, 1, 2, rng.randint(1, 30), rng.randint(1, 900))) for _ in range(rng.randint(0, 24))),
        ]
        yield [(rng.choice((1, 2, 3, 3, 3, 4)), gap) for gap in gaps]


def ours(history: History, preset: Preset) -> list[Seen]:
    """Return the state after each answer, one after the other."""
    state: State = Unseen()
    states, day = [], 0
    for rating, gap in history:
        day += gap
        state = next_state(state, Rating(rating), card=CardId("card"), moment=on(day), preset=preset)
        states.append(state)
    return states


def at_once(histories: Sequence[History], preset: Preset) -> list[tuple[float, float]]:
    """Return the memory after each history, all of them together."""
    version = EventId("version")
    presets = Presets(versions={version: replace(preset, version=version)})
    events = []
    for number, history in enumerate(histories):
        day = 0
        for rating, gap in history:
            day += gap
            moment = on(day)
            events.append(
                Event(
                    id=EventId(f"{len(events):09}"),
                    kind=EventKind.REVIEW,
                    card=CardId(str(number)),
                    at=moment.at,
                    device="here",
                    day=moment.day,
                    utc_offset=0,
                    rollover=240,
                    rating=Rating(rating),
                    preset=version,
                )
            )
    ledger = bulk.step_all(bulk.Answers.of(events), presets)
    memories = dict(zip(ledger.card, zip(ledger.stability, ledger.difficulty, strict=True), strict=True))
    return [memories[CardId(str(number))] for number in range(len(histories))]


@pytest.mark.parametrize("parameters", [DEFAULT_PARAMETERS, OTHER], ids=["published", "fitted"])
def test_random_histories_are_stepped_as_py_fsrs_does(parameters):
    histories = list(random_histories(HISTORIES // 3))
    scheduler = fsrs.Scheduler(parameters, learning_steps=(), relearning_steps=(), enable_fuzzing=False)

    together = at_once(histories, replace(EXACT, parameters=parameters))

    for history, (stability, difficulty) in zip(histories, together, strict=True):
        card, at = fsrs.Card(card_id=0), datetime(2000, 1, 1, 12, tzinfo=UTC)
        for rating, gap in history:
            at += timedelta(days=gap)
            card, _ = scheduler.review_card(card, fsrs.Rating(rating), at)
        assert card.stability is not None
        assert stability == pytest.approx(min(card.stability, 36_500), rel=1e-8), history
        assert difficulty == pytest.approx(card.difficulty, rel=1e-8), history


@pytest.mark.parametrize("parameters", [DEFAULT_PARAMETERS, OTHER], ids=["published", "fitted"])
def test_random_histories_are_stepped_as_fsrs_rs_does(parameters):
    rs = pytest.importorskip("fsrs_rs_python")
    histories = list(random_histories())
    preset = replace(EXACT, parameters=parameters)

    items = [rs.FSRSItem([rs.FSRSReview(rating, gap) for rating, gap in history]) for history in histories]
    theirs = rs.FSRS(list(parameters)).memory_state_batch(items, [None] * len(items))

    for history, memory, (stability, difficulty) in zip(histories, theirs, at_once(histories, preset), strict=True):
        assert stability == pytest.approx(memory.stability, rel=1e-5), history
        assert difficulty == pytest.approx(memory.difficulty, rel=1e-5), history


def test_the_reference_histories_are_stepped_as_fsrs_rs_does(reference: Path):
    rs = pytest.importorskip("fsrs_rs_python")
    data = json.loads((reference / "data/fsrs_reference.json").read_text())

    for history in data["histories"]:
        parameters = tuple(data["parameters"][history["params"]])
        engine = rs.FSRS(list(parameters))
        answers = [(review["rating"], review["elapsed_days"]) for review in history["reviews"]]
        for number, state in enumerate(ours(answers, replace(EXACT, parameters=parameters)), 1):
            item = rs.FSRSItem([rs.FSRSReview(rating, gap) for rating, gap in answers[:number]])
            memory = engine.memory_state(item, None)
            assert state.stability == pytest.approx(memory.stability, rel=1e-5), history["id"]
            assert state.difficulty == pytest.approx(memory.difficulty, rel=1e-5), history["id"]


def test_the_reference_histories_are_the_same_all_at_once(reference: Path):
    data = json.loads((reference / "data/fsrs_reference.json").read_text())

    for history in data["histories"]:
        preset = replace(EXACT, parameters=tuple(data["parameters"][history["params"]]))
        answers = [(review["rating"], review["elapsed_days"]) for review in history["reviews"]]
        prefixes = [answers[:number] for number in range(1, len(answers) + 1)]
        for (stability, difficulty), expected in zip(at_once(prefixes, preset), history["expected"], strict=True):
            assert stability == pytest.approx(expected["S"], rel=1e-8), history["id"]
            assert difficulty == pytest.approx(expected["D"], rel=1e-8), history["id"]
