"""Days of reviews in both places, in several time zones, over the end of summer time: none lost, none twice."""

from __future__ import annotations

from pathlib import Path

from benchmarks.roundtrip import World


def test_after_days_in_both_places_all_answers_are_in_both_once_and_both_have_the_same_state(tmp_path: Path) -> None:
    trip = World(tmp_path, notes=60, days=15).live()

    assert trip.reviews > 50 and trip.there > 25 and trip.compared > 20
    assert (trip.lost, trip.twice, trip.strange, trip.lost_there) == (0, 0, 0, 0)
    assert max(trip.worst, trip.worst_there) < 1e-4
    assert (trip.days_off, trip.days_off_between) == (0, 0)
    assert (trip.refused, trip.complaints) == (0, 0)
