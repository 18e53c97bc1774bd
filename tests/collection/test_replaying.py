"""What is stored follows from the log, however it is replayed and wherever."""

from __future__ import annotations

import random
import sqlite3
from datetime import timedelta

import pytest

from srs import Collection, Rating
from srs.collection import replaying
from srs.scheduling.presets import presets_in
from srs.scheduling.replay import replay


@pytest.fixture
def lived(collection, notes, clock):
    """A collection with a past: answers, acts, undos, presets."""
    collection.import_paths([notes])
    cards = [listed.card.id for listed in collection.select()]
    rng = random.Random(5)
    for turn in range(180):
        clock.advance(hours=rng.choice([0, 0, 1, 9, 30, 200]), minutes=rng.randint(0, 40))
        card = rng.choice(cards)
        match rng.randint(0, 19):
            case 0:
                collection.undo()
            case 1:
                collection.suspend([card])
            case 2:
                collection.resume([card])
            case 3:
                collection.bury([card])
            case 4 if turn > 20:
                collection.reset([card])
            case 5:
                collection.change_preset("default", {"desired_retention": rng.choice(["0.8", "0.9", "0.95"])})
            case 7:
                collection.reschedule([card], collection.today() + timedelta(days=rng.randint(0, 9)))
            case 8:
                collection.flag([card])
            case 6:
                collection.change_preset(
                    "default", {"relearning_steps": rng.choice(["none", "5m 20m"])}, reschedule=True
                )
            case _:
                collection.answer(card, rng.choice(list(Rating)))
    return collection


def rows(path) -> list[tuple]:
    with sqlite3.connect(path) as connection:
        return connection.execute("SELECT * FROM state ORDER BY card").fetchall()


def test_what_was_shown_follows_from_the_log(lived, monkeypatch):
    assert lived.check().faults == ()

    monkeypatch.setattr(replaying, "SMALL", 0)
    assert lived.check().faults == ()


def test_a_rebuild_in_bulk_changes_nothing(lived, monkeypatch):
    monkeypatch.setattr(replaying, "SMALL", 0)

    report = lived.rebuild()

    assert report.changed == ()
    assert report.events > 100


def test_both_ways_to_replay_have_the_same_days(lived, monkeypatch):
    monkeypatch.setattr(replaying, "SMALL", 0)
    with lived._store.read() as reader:
        events = reader.events()
        in_bulk = {row[0]: row for row in replaying.derived(reader, presets_in(events))}
        one_by_one = {
            card: replaying._row(card, state) for card, state in replay(events, presets_in(events).of).items()
        }

    assert replaying.differing(one_by_one, in_bulk) == []


def test_a_state_that_does_not_follow_is_told_and_mended(lived, tmp_path):
    with sqlite3.connect(tmp_path / "srs.db") as connection:
        card = connection.execute("SELECT card FROM state WHERE phase IS NOT NULL LIMIT 1").fetchone()[0]
        connection.execute("UPDATE state SET stability = stability * 1.000001 WHERE card = ?", (card,))
    connection.close()

    assert any(card in fault for fault in lived.check().faults)
    assert lived.rebuild().changed == (card,)
    assert lived.check().ok


ZONES = (
    "UTC",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Europe/Berlin",
    "America/New_York",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Africa/Casablanca",
    "Pacific/Chatham",
    "America/St_Johns",
)


@pytest.mark.parametrize("small", [0, 10**9], ids=["in bulk", "one by one"])
def test_a_log_gives_the_same_bytes_in_every_zone_at_every_rollover(lived, tmp_path, clock, monkeypatch, small):
    monkeypatch.setattr(replaying, "SMALL", small)
    found = set()
    for number, zone in enumerate(ZONES):
        copy = tmp_path / f"{number}.db"
        lived.backup(copy)
        (tmp_path / "elsewhere.toml").write_text(f'zone = "{zone}"\nrollover = "{number % 7:02}:00"\n')
        with Collection.open(copy, clock=clock, config=tmp_path / "elsewhere.toml") as elsewhere:
            elsewhere.rebuild()
        found.add(repr(rows(copy)))

    assert len(found) == 1


@pytest.mark.parametrize("turn", ["2026-03-29", "2026-10-25"], ids=["into summer", "into winter"])
def test_answers_around_a_change_of_the_clocks_replay_to_what_was_shown(collection, notes, clock, turn, tmp_path):
    clock.now = clock.now.fromisoformat(f"{turn}T00:00:00+00:00") - timedelta(hours=30)
    collection.import_paths([notes])
    cards = [listed.card.id for listed in collection.select()]
    for number in range(40):
        clock.advance(minutes=97)
        collection.answer(cards[number % 5], Rating(1 + number % 4))
    shown = rows(tmp_path / "srs.db")

    for zone in ("America/New_York", "Asia/Tokyo"):
        (tmp_path / "elsewhere.toml").write_text(f'zone = "{zone}"\n')
        lived = tmp_path / f"{zone.replace('/', '-')}.db"
        collection.backup(lived)
        with Collection.open(lived, clock=clock, config=tmp_path / "elsewhere.toml") as elsewhere:
            assert elsewhere.rebuild().changed == ()
        assert rows(lived) == shown
