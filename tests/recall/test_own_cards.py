"""Which points are asked alone: one that keeps being missed is proposed as a card, one known for long rests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import srs
from srs.collection import Collection
from srs.errors import NothingFound
from srs.model import EventKind, Listed, Role

NOTES = """# Interview

## Why do models fail in production?

- The data moves and the training set does not.
- Nobody looks at the inputs once it is live.
- The label arrives weeks after the prediction.
"""

STORY = """# Stories

## Story: The night the queue filled up

**Situation:** Our queue filled up at two in the morning.
**Task:** I was on call and had to keep the orders flowing.
**Action:** I moved the slow consumer to its own queue.
**Result:** Orders were late by four minutes and none was lost.
"""


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TZ", "UTC")
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "notes.md").write_text(NOTES, encoding="utf-8")
    (folder / "stories.md").write_text(STORY, encoding="utf-8")
    return folder


@pytest.fixture
def collection(tmp_path: Path, folder: Path, clock: Clock) -> Iterator[Collection]:
    with Collection.open(tmp_path / "srs.db", clock=clock) as opened:
        opened.import_paths([folder])
        yield opened


def whole(collection: Collection, kind: str) -> Listed:
    return next(each for each in collection.select(f"kind:{kind}") if each.card.role is Role.ASK)


def tell(
    collection: Collection, clock: Clock, kind: str, *, missing: int | None, times: int = 1, days: int = 3
) -> None:
    """Answer the note of a kind, each time without the same point."""
    asked = whole(collection, kind)
    points = [point.id for point in asked.note.points]
    for _ in range(times):
        said = [point for at, point in enumerate(points) if at != missing]
        missed = [point for at, point in enumerate(points) if at == missing]
        rating = srs.Rating.HARD if missed else srs.Rating.GOOD
        collection.answer(asked.card.id, rating, detail={"said": said, "missed": missed})
        clock.now += timedelta(days=days)


def proposed(collection: Collection) -> list[Listed]:
    try:
        return collection.select("is:proposed")
    except NothingFound:
        return []


def test_a_point_missed_three_times_inside_its_answer_is_proposed_as_a_card(
    collection: Collection, clock: Clock
) -> None:
    tell(collection, clock, "question", missing=1, times=2)
    assert not proposed(collection)

    tell(collection, clock, "question", missing=1)

    (card,) = proposed(collection)
    point = whole(collection, "question").note.points[1]
    assert (card.card.id, card.card.role) == (point.id, Role.POINT)
    face = collection.view(card.card.id).face
    assert face.answer == "Nobody looks at the inputs once it is live."
    assert face.hint == "point 2 of 3, after “The data moves and the training set …”"


def test_the_proposal_is_one_act_with_the_answer(collection: Collection, clock: Clock) -> None:
    tell(collection, clock, "question", missing=1, times=3)

    undone = collection.undo()

    assert undone.undone.kind is EventKind.REVIEW
    assert not proposed(collection)
    assert collection.check().ok


def test_drills_are_evidence_too(collection: Collection, clock: Clock) -> None:
    question = whole(collection, "question")
    first, *others = [point.id for point in question.note.points]
    for _ in range(3):
        collection.note_drill(question.card.id, took_ms=1, detail={"said": others, "missed": [first], "drill": "1"})
        clock.now += timedelta(days=1)

    assert [each.card.id for each in proposed(collection)] == [first]


def test_once_accepted_it_is_asked_also_after_another_import(
    collection: Collection, clock: Clock, folder: Path
) -> None:
    tell(collection, clock, "question", missing=1, times=3)
    (card,) = proposed(collection)

    collection.accept([card.card.id])
    (folder / "notes.md").write_text(NOTES.replace("once it is live", "after it went live"), encoding="utf-8")
    collection.import_paths([folder])

    assert collection.view(card.card.id).face.answer == "Nobody looks at the inputs after it went live."
    assert card.card.id in {each.card.id for each in collection.select("kind:question")}
    collection.answer(card.card.id, srs.Rating.GOOD)
    (entry,) = [each for each in collection.ledger("points").items if each.id == card.card.id]
    assert (entry.right, entry.wrong) == (1, 3)


def test_a_proposal_survives_another_import_and_waits(collection: Collection, clock: Clock, folder: Path) -> None:
    tell(collection, clock, "question", missing=1, times=3)
    (folder / "notes.md").write_text(NOTES + "\n## What is drift?\n\nThe inputs move.\n", encoding="utf-8")
    collection.import_paths([folder])

    assert len(proposed(collection)) == 1
    assert len(collection.select("kind:question")) == 2


def test_one_that_was_declined_is_not_proposed_again(collection: Collection, clock: Clock, folder: Path) -> None:
    tell(collection, clock, "question", missing=1, times=3)
    collection.hide([proposed(collection)[0].card.id])

    tell(collection, clock, "question", missing=1, times=2)

    assert not proposed(collection)
    assert whole(collection, "question").standing == "active"


def test_accepting_a_hidden_note_leaves_its_proposed_points_proposed(collection: Collection, clock: Clock) -> None:
    tell(collection, clock, "question", missing=1, times=3)
    question = whole(collection, "question").card.id

    collection.hide([question])
    assert not proposed(collection)
    collection.accept([question])

    assert len(proposed(collection)) == 1


def test_a_card_whose_point_left_the_notes_goes_and_comes_back_with_it(
    collection: Collection, clock: Clock, folder: Path
) -> None:
    tell(collection, clock, "question", missing=1, times=3)
    card = proposed(collection)[0].card.id
    collection.accept([card])

    (folder / "notes.md").write_text(NOTES.replace("- Nobody looks at the inputs once it is live.\n", ""))
    collection.import_paths([folder])
    assert card not in {each.card.id for each in collection.select("")}
    (folder / "notes.md").write_text(NOTES, encoding="utf-8")
    collection.import_paths([folder])

    assert card in {each.card.id for each in collection.select("")}


def test_cards_of_points_go_through_an_export_and_back(collection: Collection, clock: Clock, tmp_path: Path) -> None:
    import json

    tell(collection, clock, "question", missing=1, times=3)
    tell(collection, clock, "question", missing=2, times=3)
    first, second = (each.card.id for each in proposed(collection))
    collection.accept([first])
    (tmp_path / "all.json").write_text(json.dumps(collection.export_json()), encoding="utf-8")

    Collection.restore(tmp_path / "all.json", tmp_path / "other.db")

    with Collection.open(tmp_path / "other.db", clock=clock) as other:
        assert [each.card.id for each in proposed(other)] == [second]
        assert first in {each.card.id for each in other.select("")}
        assert other.check().ok


def test_how_often_is_a_setting(tmp_path: Path, folder: Path, clock: Clock) -> None:
    (tmp_path / "config.toml").write_text("own_card_after = 2\n", encoding="utf-8")
    with Collection.open(tmp_path / "srs.db", clock=clock, config=tmp_path / "config.toml") as collection:
        collection.import_paths([folder])

        tell(collection, clock, "question", missing=0, times=2)

        assert len(proposed(collection)) == 1


def test_a_point_known_for_long_is_no_longer_asked_alone(collection: Collection, clock: Clock) -> None:
    tell(collection, clock, "story", missing=None, times=5, days=30)

    story = whole(collection, "story")
    resting = collection.select("is:suspended")
    assert {each.card.id for each in resting} == {point.id for point in story.note.points}
    rest = collection.view(resting[0].card.id).rest
    assert rest is not None
    assert int(str(rest.detail["rest"])) >= 90


def test_it_comes_back_when_it_is_missed(collection: Collection, clock: Clock) -> None:
    tell(collection, clock, "story", missing=None, times=5, days=30)
    third = whole(collection, "story").note.points[2].id

    tell(collection, clock, "story", missing=2)

    assert third not in {each.card.id for each in collection.select("is:suspended")}
    assert len(collection.select("is:suspended")) == 3
    collection.undo()
    assert len(collection.select("is:suspended")) == 4


def test_what_the_learner_resumed_is_left_alone(collection: Collection, clock: Clock) -> None:
    tell(collection, clock, "story", missing=None, times=5, days=30)
    collection.resume(each.card.id for each in collection.select("is:suspended"))

    tell(collection, clock, "story", missing=None, times=2, days=30)

    with pytest.raises(NothingFound):
        collection.select("is:suspended")


def test_what_the_learner_suspended_stays_so_when_it_is_missed(collection: Collection, clock: Clock) -> None:
    third = whole(collection, "story").note.points[2].id
    collection.suspend([third])

    tell(collection, clock, "story", missing=2)

    assert [each.card.id for each in collection.select("is:suspended")] == [third]


def test_rests_can_be_turned_off(tmp_path: Path, folder: Path, clock: Clock) -> None:
    (tmp_path / "config.toml").write_text("rest_after = 0\n", encoding="utf-8")
    with Collection.open(tmp_path / "srs.db", clock=clock, config=tmp_path / "config.toml") as collection:
        collection.import_paths([folder])

        tell(collection, clock, "story", missing=None, times=5, days=30)

        with pytest.raises(NothingFound):
            collection.select("is:suspended")


# ------------------------------------------------------------------ what a learner sees of it


@pytest.fixture
def run(
    collection: Collection, clock: Clock, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., str]:
    from srs.terminal import cli

    def ran(*words: str) -> str:
        monkeypatch.setenv("SRS_NOW", clock.now.isoformat())
        assert cli.run(["--db", collection.target, *words]) == 0
        return " ".join(capsysbinary.readouterr().out.decode().split())

    return ran


def test_the_end_page_names_what_was_proposed_today(collection: Collection, clock: Clock) -> None:
    tell(collection, clock, "question", missing=1, times=3, days=0)

    summary = collection.study().summary()

    assert [each.prompt for each in summary.proposed] == ["Nobody looks at the inputs once it is live."]
    clock.now += timedelta(days=1)
    assert not collection.study().summary().proposed


def test_a_proposed_point_can_be_named_from_the_list(
    collection: Collection, clock: Clock, run: Callable[..., str]
) -> None:
    tell(collection, clock, "question", missing=1, times=3)
    card = proposed(collection)[0].card.id

    assert card in run("list", "is:proposed")
    assert run("accept", card).startswith("1 card accepted")
    assert "took back: accept on “Why do models fail in production?”" in run("undo")


def test_an_undo_names_the_answer_and_not_what_followed(
    collection: Collection, clock: Clock, run: Callable[..., str]
) -> None:
    tell(collection, clock, "question", missing=1, times=3)

    assert run("undo") == "took back: the answer “hard” on “Why do models fail in production?”"


def test_a_card_says_why_it_rests(collection: Collection, clock: Clock, run: Callable[..., str]) -> None:
    tell(collection, clock, "story", missing=None, times=5, days=30)
    card = collection.select("is:suspended")[0].card.id

    shown = run("show", card)

    assert "Why now not asked: it is suspended" in shown
    assert "said three times running inside its answer, remembered for" in shown
    assert run("resume", card).startswith("1 card resumed")
    assert "Resting" not in run("show", card)
