"""The ledger of a long log, made at once, is the one that is made one piece of evidence after the other."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from srs.clock import to_day_number
from srs.model import Kind, Lines, Note, NoteId, Point, PointId
from srs.recall import bulk, ledger
from srs.recall.ledger import Entry, Log, View
from srs.scheduling.scheduler import DEFAULT_PARAMETERS

DAY = date(2026, 5, 1)
OTHERS = (*(each * 1.07 for each in DEFAULT_PARAMETERS[:-1]), 0.2)


def note(id: str, kind: Kind, points: int = 0) -> Note:
    parts = [
        Point(id=PointId(f"{id}{number}"), text=f"point {number}", lines=Lines(number + 2, number + 2))
        for number in range(points)
    ]
    return Note(
        id=NoteId(id),
        kind=kind,
        prompt=f"prompt {id}",
        answer="answer",
        path="notes.md",
        lines=Lines(1, 9),
        deck="",
        points=tuple(parts),
    )


NOTES = [
    note("q", Kind.QUESTION, 3),
    note("r", Kind.QUESTION),
    note("s", Kind.STORY, 2),
    note("t", Kind.STORY, 1),
    note("m", Kind.METRIC),
    note("p", Kind.PHRASING, 2),
    note("k", Kind.KEY_POINT),
    note("l", Kind.LIST, 2),
]
IDS = [each for some in NOTES for each in (str(some.id), *(str(point.id) for point in some.points))]
CARDS = [*IDS, "gone"]

details = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"verdict": st.sampled_from(["exact", "near", "wrong", "unheard of"])}),
    st.fixed_dictionaries(
        {
            "said": st.lists(st.sampled_from([*IDS, "forgotten"]), max_size=4),
            "missed": st.lists(st.sampled_from([*IDS, "forgotten"]), max_size=3),
        }
    ),
)
rows = st.lists(
    st.tuples(
        st.sampled_from(CARDS),
        st.sampled_from([0, 0, 0, 0, 0, 1, 1, 2]),
        st.integers(-1, 40),
        st.integers(1, 4),
        details,
    ),
    max_size=120,
)


def log_of(found: list[tuple[str, int, int, int, dict[str, Any]]]) -> Log:
    """Return rows as a log; days go on by what each says, also back, and some rows are of one instant."""
    texts = [json.dumps(detail) if detail else "{}" for *_, detail in found]
    numbered = list(dict.fromkeys(texts))
    day, days = to_day_number(DAY) - 900, []
    for _, _, later, _, _ in found:
        day += later if later < 30 else 0
        days.append(day)
    return Log(
        names=CARDS,
        details=numbered,
        card=[CARDS.index(card) for card, *_ in found],
        kind=[kind for _, kind, *_ in found],
        at=[each * 86_400_000 for each in days],
        day=days,
        rating=[rating if kind == 0 else 0 for _, kind, _, rating, _ in found],
        detail=[numbered.index(text) for text in texts],
    )


def same(one: list[Entry], other: list[Entry]) -> None:
    """Assert that two ledgers say the same, memory to nine digits."""
    assert [_bare(each) for each in one] == [_bare(each) for each in other]
    for each, its in zip(one, other, strict=True):
        assert each.retrievability == (None if its.retrievability is None else pytest.approx(its.retrievability, 1e-9))
        if each.memory is None or its.memory is None:
            assert each.memory is its.memory
            continue
        assert each.memory.day == its.memory.day
        assert each.memory.memory.stability == pytest.approx(its.memory.memory.stability, rel=1e-9)
        assert each.memory.memory.difficulty == pytest.approx(its.memory.memory.difficulty, rel=1e-9)


def _bare(entry: Entry) -> Entry:
    return replace(entry, memory=None, retrievability=None)


@settings(deadline=None)
@given(rows, st.sampled_from([None, *View]), st.booleans())
def test_a_ledger_made_at_once_is_the_one_made_step_by_step(
    found: list[tuple[str, int, int, int, dict[str, Any]]], view: View | None, two_presets: bool
) -> None:
    log = log_of(found)
    parameters = {str(each.id): OTHERS for each in NOTES[::2]} if two_presets else None

    at_once = bulk.entries(NOTES, log, day=DAY, parameters=parameters, view=view)

    same(at_once, ledger.entries(NOTES, log.answers(), day=DAY, parameters=parameters, view=view))


def test_it_is_also_where_an_item_was_asked_for_years() -> None:
    found = [
        ("q", 0, 1 + number % 9, 1 + number * 7 % 4, {"said": ["q0"], "missed": ["q1"]} if number % 3 else {})
        for number in range(2_000)
    ]
    log, on = log_of(found), DAY + timedelta(days=40_000)

    same(bulk.entries(NOTES, log, day=on), ledger.entries(NOTES, log.answers(), day=on))


def test_a_ledger_of_a_log_without_evidence_has_every_item() -> None:
    log = log_of([])

    assert bulk.entries(NOTES, log, day=DAY) == ledger.entries(NOTES, [], day=DAY)
