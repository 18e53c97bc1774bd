"""A card that a point has of its own is a note of its own on a phone, and what is done with it there comes home."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from srs import Collection, Rating
from tests.anki.conftest import Phone
from tests.anki.test_pull import Desk
from tests.recall import by_hand

NOTES = """# Vectors

## What makes a vector search slow?

- Every vector is compared with every other one.
- Long vectors do not fit into the cache.
- Filters come after the search.
"""


def test_a_point_of_an_answer_goes_to_a_phone_and_its_reviews_come_home(tmp_path: Path, phone: Phone) -> None:
    desk = Desk(tmp_path, phone)
    here: Collection = desk.here
    (tmp_path / "slow.md").write_text(NOTES, encoding="utf-8")
    here.import_paths([tmp_path / "slow.md"])
    question = next(each for each in here.select("text:slow") if each.note.points)
    first, second, third = (point.id for point in question.note.points)
    for _ in range(3):
        here.answer(question.card.id, Rating.HARD, detail={"said": [first, third], "missed": [second]})
        desk.now += timedelta(hours=1)
    here.accept([second])
    asked = here.view(second).face

    desk.send()

    fields = phone.collection.db.scalar("select flds from notes where flds like ?", "What makes a vector%after%")
    assert asked.answer in fields
    assert "Which point?" in fields
    number = phone.collection.db.scalar(
        "select c.id from cards c join notes n on n.id = c.nid where n.flds like ?", "What makes a vector%after%"
    )
    desk.number = lambda card: number  # type: ignore[method-assign]
    at = desk.answer_there(second, Rating.GOOD)
    report = here.pull(desk.package())
    assert (report.reviews, report.ours) == (1, 5)
    (review,) = [event for event in desk.log() if event["device"] == "anki"]
    assert (review["card"], review["at"]) == (second, at)
    exported = by_hand.tables(json.loads(json.dumps(here.export_json())))
    today = here.today()
    (entry,) = [each for each in here.ledger("points").items if each.id == second]
    wanted = by_hand.item(exported, second, today)
    assert (
        (entry.reviews, entry.right, entry.wrong)
        == (4, 1, 3)
        == tuple(wanted[n] for n in ("reviews", "right", "wrong"))
    )
    assert [entry.stability, entry.retrievability] == pytest.approx([wanted["stability"], wanted["retrievability"]])
    assert [each.answers for each in here.stats().periods] == [row[1] for row in by_hand.periods(exported, today)]
    here.close()
