"""Which fit a preset takes: its own, that of all presets together, or none."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from benchmarks.learners import drawn, log_of
from srs.scheduling.scheduler import DEFAULT_PARAMETERS
from srs.tuning.choosing import ENOUGH, Kept, Lot, choose, steps
from srs.tuning.optimizer import fit
from srs.tuning.reviews import Reviews


def lots_of(*learners: tuple[tuple[float, ...], int]) -> tuple[list[Lot], Reviews]:
    """Return lots of learners by their parameters and number of answers, and all of it together."""
    logs = [log_of(truth, reviews=many, seed=seed, days=400) for seed, (truth, many) in enumerate(learners)]
    columns = [np.concatenate(column) for column in zip(*logs, strict=True)]
    numbers = [np.unique(log.card, return_inverse=True)[1] for log in logs]
    offsets = np.cumsum([0, *(int(number.max()) + 1 for number in numbers)])
    columns[0] = np.concatenate([number + offset for number, offset in zip(numbers, offsets, strict=False)])
    order = np.argsort(columns[3], kind="stable")
    columns = [column[order] for column in columns]
    whole = Reviews.of(*columns)
    lots = []
    for first, last in pairwise(offsets.tolist()):
        mine = [bool(first <= card < last) for card in range(int(offsets[-1]))]
        reviews = Reviews.of(*columns, only=mine)
        lots.append(Lot(reviews=reviews, in_force=None, set_at=None, places=whole.places_of(mine)))
    return lots, whole


def test_presets_with_few_reviews_take_what_fits_all_of_them() -> None:
    lots, whole = lots_of(*[(drawn(2), 120)] * 6)
    assert all(len(lot.reviews.scored) < ENOUGH for lot in lots)

    alone, together = choose(lots), choose(lots, whole)

    assert {each.kept for each in alone} == {Kept.FEW}
    assert {each.pooled for each in together} == {True}
    assert {each.fit for each in together} == {fit(whole)}
    assert any(each.kept is None for each in together)


def test_a_preset_unlike_the_others_takes_its_own_fit() -> None:
    quick, slow = (0.05, 0.2, 0.4, 1.0, *DEFAULT_PARAMETERS[4:]), (2.0, 8.0, 20.0, 60.0, *DEFAULT_PARAMETERS[4:])
    lots, whole = lots_of((quick, 1_200), (slow, 1_200))

    found = choose(lots, whole)

    assert [each.pooled for each in found] == [False, False]
    assert [each.fit for each in found] == [fit(lot.reviews) for lot in lots]
    assert found[1].kept is None


def test_what_is_held_back_of_a_preset_is_where_it_stands_among_all() -> None:
    lots, whole = lots_of((drawn(2), 700), (drawn(6), 300))

    for lot in lots:
        for name in ("rating", "day", "at"):
            mine, theirs = (
                getattr(lot.reviews, name)[lot.reviews.scored],
                getattr(whole, name)[whole.scored[lot.places]],
            )
            assert mine.tolist() == theirs.tolist()


def test_nobody_like_most_is_talked_into_a_fit_but_by_force() -> None:
    lots, _ = lots_of((DEFAULT_PARAMETERS, 1_500))

    (found,) = choose(lots)
    (forced,) = choose(lots, force=True)

    assert found.kept is Kept.NO_BETTER
    assert forced.kept is None
    assert forced.fit == found.fit


@pytest.mark.parametrize("together", [False, True])
def test_all_parts_of_the_work_are_told(together: bool) -> None:
    lots, whole = lots_of((drawn(2), 400), (drawn(6), 400))
    told = []

    choose(lots, whole if together else None, told=lambda: told.append(1))

    assert len(told) == steps(2, pooled=together)
