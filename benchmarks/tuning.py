"""Fitting FSRS-6 against fsrs-rs: how long it takes, how small the loss gets, and what a small log is worth."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.figures import Figure, Skipped, ratio
from benchmarks.learners import drawn, log_of

REVIEWS = 100_000
LEARNERS = 60
SMALL = 250
"""So many answers hold about two hundred that tell something."""
REAL = Path(__file__).parents[2] / "shared" / "data" / "review_log.csv"
"""A real log beside the checkout, of the tests of py-fsrs: card_id, review_rating, review_time (ISO)."""


def measure(reviews: int = REVIEWS, learners: int = LEARNERS) -> Iterator[Figure | Skipped]:
    """Yield time and loss against fsrs-rs on the same logs, and what fits to small logs win and lose."""
    if find_spec("fsrs_rs_python"):
        yield from _against_fsrs_rs(reviews)
    else:
        yield Skipped("fits of a long log", "fsrs-rs-python is not installed")
    if REAL.exists():
        yield from _real(REAL)
    else:
        yield Skipped("fits of a real log", f"no {REAL.name} beside the checkout")
    yield from _small(learners)


def items_of(reviews: Any) -> tuple[list[Any], list[int]]:
    """Return what fsrs-rs learns from, and whose it is: for each review that tells something, all up to it."""
    import fsrs_rs_python as rs

    answers = [rs.FSRSReview(*each) for each in zip(reviews.rating.tolist(), reviews.gap.tolist(), strict=True)]
    cards = reviews.card[reviews.scored].tolist()
    starts = reviews.start.tolist()
    items = [
        rs.FSRSItem(answers[starts[card] : row + 1]) for card, row in zip(cards, reviews.scored.tolist(), strict=True)
    ]
    return items, cards


def _against_fsrs_rs(reviews: int) -> Iterator[Figure]:
    import fsrs_rs_python as rs

    from srs.scheduling.scheduler import DEFAULT_PARAMETERS
    from srs.tuning.evaluate import FITTED, held_back
    from srs.tuning.metrics import log_loss
    from srs.tuning.optimizer import fit
    from srs.tuning.reviews import Reviews

    log = log_of(drawn(5), reviews=reviews, seed=1)
    ours = Reviews.of(*log)
    items, cards = items_of(ours)
    model = rs.FSRS(list(DEFAULT_PARAMETERS))
    what = f"fit of {len(ours):,} answers"
    yield Figure(what, ratio(lambda: fit(ours), lambda: model.compute_parameters(items), rounds=5), 2, "× fsrs-rs")
    by_card = ratio(lambda: fit(ours), lambda: model.compute_parameters(items, cards), rounds=5)
    yield Figure(f"{what}, by card", by_card, 6, "× fsrs-rs that is told the cards, and comes less near")

    theirs = rs.FSRS(list(model.compute_parameters(items))).evaluate(items).log_loss
    mine = rs.FSRS(list(fit(ours).parameters)).evaluate(items).log_loss
    yield Figure("log loss of what was fitted", mine - theirs, 0.001, "more than fsrs-rs, by its own measure")
    held = held_back(ours)
    assert held is not None
    split = rs.evaluate_with_time_series_splits(items).log_loss
    left = log_loss(held.chances[FITTED], held.recalled) - split
    yield Figure("log loss of what was held back", left, 0.001, "more than fsrs-rs, on the same splits")


# ------------------------------------------------------------------ a real log


def _real(path: Path) -> Iterator[Figure]:
    """Yield what fits say of held-back reviews of a real log, against fsrs-rs where it is there, and the defaults."""
    from srs.tuning.evaluate import DEFAULT, FITTED, held_back

    reviews = _read(path)
    held = held_back(reviews)
    assert held is not None
    mine, usual = held.score(FITTED), held.score(DEFAULT)
    what = f"real log of {len(reviews):,} answers, held back"
    yield Figure(f"{what}: log loss", mine.log_loss, 0.436, f"of the defaults: {usual.log_loss:.4f}")
    yield Figure(f"{what}: RMSE(bins)", mine.rmse_bins, 0.036, f"of the defaults: {usual.rmse_bins:.3f}")
    if find_spec("fsrs_rs_python"):
        import fsrs_rs_python as rs

        theirs = rs.evaluate_with_time_series_splits(items_of(reviews)[0])
        yield Figure(f"{what}: beside fsrs-rs", mine.log_loss - theirs.log_loss, 0.0, "log loss more than fsrs-rs")
        yield Figure(f"{what}: beside fsrs-rs", mine.rmse_bins - theirs.rmse_bins, 0.0, "RMSE(bins) more than fsrs-rs")


def _read(path: Path) -> Any:
    """Return the reviews of a log; its zone is not told, so a study day turns at the hour (UTC) with the fewest."""
    from srs.tuning.reviews import Reviews

    with path.open(newline="") as file:
        rows = sorted(
            (datetime.fromisoformat(row["review_time"]), row["card_id"], int(row["review_rating"]))
            for row in csv.DictReader(file)
        )
    hours = np.bincount([time.hour for time, _, _ in rows], minlength=24)
    numbers = {card: number for number, card in enumerate(dict.fromkeys(card for _, card, _ in rows))}
    at = [int(time.timestamp() * 1000) for time, _, _ in rows]
    days = [(each - int(np.argmin(hours)) * 3_600_000) // 86_400_000 for each in at]
    return Reviews.of([numbers[card] for _, card, _ in rows], [rating for _, _, rating in rows], days, at)


# ------------------------------------------------------------------ small logs


def _small(learners: int) -> Iterator[Figure]:
    """Yield what is left of what the defaults get wrong of learners unlike most, and what is lost for one like most.

    Both in the mean over learners, each with a fit where that is clearly better on what was held back, else with the
    defaults; what parameters get wrong is how much log loss they cost beside the true ones.
    """
    unlike = [_kept(drawn(seed), seed) for seed in range(learners)]
    like = [_kept(_defaults(), seed) for seed in range(learners)]
    left = sum(kept for _, kept in unlike) / sum(before for before, _ in unlike)
    yield Figure(f"{SMALL} answers, unlike most: what is wrong", left, 0.9, "of what it is by the defaults")
    lost = sum(kept for _, kept in like) / learners
    yield Figure(f"{SMALL} answers, like most: what gets wrong", lost, 0.002, "in log loss")


def _kept(truth: tuple[float, ...], seed: int) -> tuple[float, float]:
    """Return what the defaults, and what is kept after a fit, get wrong of a learner."""
    from srs.tuning.evaluate import gain, held_back
    from srs.tuning.optimizer import fit
    from srs.tuning.reviews import Reviews

    few = Reviews.of(*log_of(truth, reviews=SMALL, seed=seed, days=300))
    held = held_back(few)
    kept = fit(few).parameters if held is not None and gain(held).clear else _defaults()
    later = Reviews.of(*log_of(truth, reviews=3_000, seed=seed + 1_000))
    return cost(later, truth, _defaults()), cost(later, truth, kept)


def cost(reviews: Any, truth: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Return the log loss that other parameters cost beside the true ones (the divergence of Kullback and Leibler)."""
    from srs.tuning.paths import Paths

    every = np.zeros(len(reviews))
    every[reviews.scored] = 1.0
    paths = Paths.of(reviews, every)
    p, q = (paths.predictions(np.array(w), len(reviews))[reviews.scored] for w in (truth, other))
    return float((p * np.log(p / q) + (1 - p) * np.log((1 - p) / (1 - q))).mean())


def _defaults() -> tuple[float, ...]:
    from srs.scheduling.scheduler import DEFAULT_PARAMETERS

    return DEFAULT_PARAMETERS
