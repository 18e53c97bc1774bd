"""Which questions a mock interview asks, and what its sheet says."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from srs.model import CardId, Kind, NoteId, PointId
from srs.study.drill import Item, Prompt, Sheet, Sort, Told, pick, told_apart


def prompt(name: str, **given: Any) -> Prompt:
    values: dict[str, Any] = {"kind": Kind.QUESTION, "text": f"What is {name}?", "theme": "one", "place": "a.md:1"}
    return Prompt(card=CardId(name), note=NoteId(name), **(values | given))


def names(chosen: tuple[Prompt, ...]) -> list[str]:
    return [each.note for each in chosen]


def picked(prompts: list[Prompt], seed: int = 1, questions: int | None = 5, seconds: int | None = None) -> list[str]:
    return names(pick(prompts, questions=questions, seconds=seconds, rng=random.Random(seed)))


@given(st.integers())
def test_what_opens_an_interview_is_asked_first(seed: int) -> None:
    about = prompt("me", text="Tell me about yourself")

    assert picked([prompt("a"), prompt("b", theme="two"), about], seed)[0] == "me"


@given(st.integers())
def test_each_theme_has_its_turn_before_one_comes_again(seed: int) -> None:
    prompts = [prompt(f"{theme}{number}", theme=theme) for theme in "xyz" for number in range(4)]

    assert {name[0] for name in picked(prompts, seed, questions=3)} == {"x", "y", "z"}


@given(st.integers())
def test_a_follow_up_comes_right_after_its_parent(seed: int) -> None:
    prompts = [prompt("a"), prompt("b", theme="two"), prompt("then", parent=NoteId("a"))]

    asked = picked(prompts, seed)

    assert asked[asked.index("a") + 1] == "then"


@given(st.integers())
def test_no_story_is_asked_for_twice(seed: int) -> None:
    prompts = [prompt(name, theme=name, story=NoteId("s")) for name in "abc"]
    prompts.append(prompt("s", theme="d", kind=Kind.STORY))

    assert len(picked(prompts, seed)) == 1


@given(st.integers(), st.integers(min_value=1, max_value=30))
def test_an_interview_ends_when_its_time_is_over(seed: int, minutes: int) -> None:
    prompts = [prompt(f"n{number}", theme=f"t{number}", target_s=60) for number in range(40)]

    chosen = pick(prompts, questions=None, seconds=minutes * 60, rng=random.Random(seed))

    assert len(chosen) == 1 or sum(each.seconds for each in chosen) <= minutes * 60


def test_what_is_weak_comes_rather_than_what_is_known() -> None:
    prompts = [prompt("weak", weight=1.0), prompt("known", weight=0.05)]

    first = [picked(prompts, seed, questions=1)[0] for seed in range(200)]

    assert first.count("weak") > 150


def test_a_sheet_counts_what_was_said_and_names_the_weakest() -> None:
    items = (
        Item(id=PointId("p"), text="a point"),
        Item(id=PointId("f"), text="45 %", sort=Sort.METRIC),
        Item(id=PointId("n"), text="it was not my fault", sort=Sort.AVOID),
    )
    good = Told(
        prompt=prompt("a", items=items), spoken_ms=1000, said=frozenset({PointId("p"), PointId("f")}), by_heart=True
    )
    poor = Told(prompt=prompt("b", items=items), spoken_ms=1000, said=frozenset({PointId("n")}))
    sheet = Sheet(told=(good, poor))

    assert (sheet.of(Sort.POINT), sheet.of(Sort.METRIC), sheet.coverage) == ((1, 2), (1, 2), 0.5)
    assert [each.prompt.note for each in sheet.weakest] == ["b"]
    assert [item.id for item in poor.blunders] == ["n"]
    assert good.detail["said"] == ["p", "f"]


def test_two_figures_of_one_sentence_are_ticked_at_once() -> None:
    said = "from 11 weeks to 4 days"
    items = told_apart([Item(id=PointId(each), text=said, sort=Sort.METRIC) for each in ("a", "b", "b")])

    told = Told(prompt=prompt("q", items=items), spoken_ms=1, said=frozenset({items[0].id}))

    assert len(items) == 1
    assert told.detail["said"] == ["a", "b"]
    assert told.of(Sort.METRIC) == (1, 1)
