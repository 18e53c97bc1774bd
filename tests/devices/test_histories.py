"""Random histories on three machines: whatever the order of merges, all end with the same."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from srs import Collection, Rating
from srs.model import CardId
from tests.devices.conftest import START, SUBJECTS, Machine

EXAMPLES = int(os.environ.get("SRS_HISTORIES", "4"))

acts = st.one_of(
    st.tuples(st.just("answer"), st.integers(0, 6), st.sampled_from(list(Rating))),
    st.tuples(st.just("answer"), st.integers(0, 6), st.sampled_from(list(Rating))),
    st.tuples(st.sampled_from(["undo", "undo", "reset", "suspend", "resume", "bury"]), st.integers(0, 6), st.just(0)),
    st.tuples(
        st.sampled_from(["hide", "accept", "retype", "flag", "tag", "reschedule"]), st.integers(0, 6), st.just(0)
    ),
    st.tuples(st.sampled_from(["retention", "reaches back", "own preset"]), st.integers(0, 2), st.just(0)),
    st.tuples(st.sampled_from(["edit", "cut"]), st.integers(0, 2), st.integers(0, 3)),
    st.tuples(st.just("miss"), st.integers(0, 6), st.just(0)),
    st.tuples(st.sampled_from(["link", "unlink"]), st.integers(0, 6), st.integers(0, 6)),
    st.tuples(st.just("forget"), st.integers(0, 6), st.just(0)),
    st.tuples(st.just("merge"), st.integers(0, 2), st.just(0)),
)
histories = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from([1, 11, 60 * 7, 60 * 24, 60 * 24 * 9]), acts), max_size=14
)
clocks = st.tuples(*[st.sampled_from([0, 0, -90, 26 * 60, -40 * 24 * 60])] * 3)


def live(machines: list[Machine], history: list[tuple[int, int, tuple[str, int, object]]]) -> None:
    """Let machines live through a history."""
    for who, minutes, (act, which, more) in history:
        for machine in machines:
            machine.now += timedelta(minutes=minutes)
        machine = machines[who]
        if act == "merge":
            if machines[which] is not machine:
                machine.merge(machines[which])
        elif act == "edit":
            machine.write(*SUBJECTS, says=f"was written anew, the {more}. time, and is something else now")
        elif act == "cut":
            machine.write(*[each for number, each in enumerate(SUBJECTS) if number != which])
        else:
            machine.do(lambda collection, what=(act, which, more): one(collection, *what))


def one(collection: Collection, act: str, which: int, more: object) -> None:
    with collection._store.read() as reader:
        cards = sorted(
            CardId(card)
            for made in reader.cards(n.note.id for n in reader.notes()).values()
            for card in [each.id for each in made]
        )
    card = cards[which % len(cards)] if cards else None
    match act:
        case "undo":
            collection.undo()
        case "retention":
            collection.change_preset("default", {"desired_retention": f"0.8{which + 1}"})
        case "reaches back":
            collection.change_preset("default", {"desired_retention": f"0.9{which + 1}"}, reschedule=True)
        case "own preset":
            if not any(each.preset.name == "hard" for each in collection.presets()):
                collection.add_preset("hard")
            collection.use_preset("hard", kind="question")
        case "answer" if card is not None and isinstance(more, Rating):
            collection.answer(card, more, took_ms=1000)
        case "miss" if card is not None:
            points = [point.id for point in collection.find(card).note.points]
            collection.answer(card, Rating.HARD, took_ms=1000, detail={"said": points[:1], "missed": points[1:]})
        case "link" if card is not None and isinstance(more, int):
            collection.link(str(card), str(cards[more % len(cards)]))
        case "unlink" if card is not None:
            collection.unlink(str(card))
        case "reschedule" if card is not None:
            collection.reschedule([card], date(2026, 5, 1))
        case "tag" if card is not None:
            collection.tag([card], "acme")
        case "retype" if card is not None:
            collection.retype([card], "key_point")
        case "forget" if card is not None:
            collection.forget([str(card)])
        case _ if card is not None:
            getattr(collection, act)([card])


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=histories, off=clocks)
def test_whatever_happened_where_all_machines_end_with_the_same(templates, history, off):
    with tempfile.TemporaryDirectory() as name:
        machines = [each.copy(Path(name) / str(each.number)) for each in templates]
        for machine, minutes in zip(machines, off, strict=True):
            machine.off = timedelta(minutes=minutes)
        live(machines, history)

        for _ in range(2):
            for one_, other in permutations(machines, 2):
                one_.merge(other)

        first = machines[0].holds()
        assert machines[1].holds() == first
        assert machines[2].holds() == first


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=histories, off=clocks)
def test_it_does_not_matter_who_merges_whom_or_how_often(templates, history, off):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        machines = [each.copy(folder / str(each.number)) for each in templates]
        for machine, minutes in zip(machines, off, strict=True):
            machine.off = timedelta(minutes=minutes)
        live(machines, history)
        a, b = machines[0], machines[1]
        before = a.copy(folder / "before")

        a.merge(b)
        b.merge(before)
        once = a.holds()
        a.merge(b, before)

        assert b.holds() == once
        assert a.holds() == once
        shutil.rmtree(folder / "before")


def test_the_start_is_before_the_clocks_change():
    assert date(2026, 3, 26) == START.date()
