"""Logs of learners whose memory is known: what a fit should find again."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from srs.scheduling.formulas import days_until, first_memory, next_memory, recalled
from srs.scheduling.scheduler import DEFAULT_PARAMETERS

Whole = NDArray[np.int64]

_DAY_MS = 86_400_000
_FIRST = (0.22, 0.1, 0.55, 0.13)
_AGAIN = (0.12, 0.05, 0.78, 0.05)
"""How answers within the first day, and after a lapse, go."""
_KNOWN = (0.0, 0.1, 0.8, 0.1)


class Log(NamedTuple):
    """Answers as columns, in order."""

    card: Whole
    rating: Whole
    day: Whole
    at: Whole


def log_of(
    parameters: tuple[float, ...] = DEFAULT_PARAMETERS, *, reviews: int, seed: int, days: int = 700, aim: float = 0.88
) -> Log:
    """Return about so many answers of a learner with these parameters, whose cards come back at a recall of `aim`.

    Cards are begun all the time; one answer in five is given some days late, as happens.
    """
    rng = np.random.default_rng(seed)
    w = list(parameters)
    answers = 0
    parts: list[tuple[Whole, Whole, Whole, Whole]] = []
    cards = 0
    while answers < reviews:
        # as many cards as still seem needed, so that the log is about as long as asked for
        many = max(8, (reviews - answers) // 8)
        found = _lives(rng, w, many, days, aim)
        parts.append((found[0] + cards, *found[1:]))
        cards += many
        answers += len(found[0])
    card, rating, day, turn = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    at = day * _DAY_MS + 9 * 3_600_000 + turn * 600_000 + card % 599_999
    order = np.argsort(at, kind="stable")[:reviews]
    return Log(card[order], rating[order], day[order], at[order])


def write(path: Path, log: Log, cards: Sequence[str], *, until: date, prefix: str = "") -> None:
    """Put the answers of a log into a database, as given to some of its cards up to a study day."""
    moved = (until - date(1970, 1, 1)).days - int(log.day.max())
    rows = [
        (f"{prefix}{number:0{26 - len(prefix)}}", cards[card % len(cards)], rating, day + moved, at + moved * _DAY_MS)
        for number, (card, rating, day, at) in enumerate(zip(*(column.tolist() for column in log), strict=True))
    ]
    with closing(sqlite3.connect(path)) as connection:
        connection.executemany(
            "INSERT INTO log (id, card, rating, day, at, kind, device, utc_offset, rollover, took_ms, detail)"
            " VALUES (?, ?, ?, ?, ?, 'review', 'd', 60, 240, 9000, '{}')",
            rows,
        )
        connection.commit()


def drawn(seed: int) -> tuple[float, ...]:
    """Return parameters of somebody unlike most: half as far from the defaults as learners lie apart."""
    from srs.tuning.optimizer import DEFAULTS, FIRST_SPREAD, HIGHEST, LOWEST, SPREAD

    rng = np.random.default_rng(seed)
    w = DEFAULTS + 0.5 * SPREAD * rng.normal(size=len(DEFAULTS))
    w[:4] = np.sort(DEFAULTS[:4] * np.exp(0.7 * FIRST_SPREAD * rng.normal(size=4)))
    return tuple(np.clip(w, LOWEST, HIGHEST).tolist())


def _lives(
    rng: np.random.Generator, w: list[float], cards: int, days: int, aim: float
) -> tuple[Whole, Whole, Whole, Whole]:
    """Return card, rating, day and place within the day of all answers of some cards."""
    card = np.arange(cards)
    day = rng.integers(0, days, cards)
    rating = _rated(rng, cards, _FIRST)
    s, d = first_memory(rating, w)
    turn = np.zeros(cards, np.int64)
    out = [(card, rating, day, turn)]
    while len(card):
        again = (rating < 3) & (turn < 4)
        late = np.where(rng.random(len(card)) < 0.2, rng.integers(1, 15, len(card)), 0)
        wait = np.maximum(1, np.rint(days_until(s, aim, w) * rng.uniform(0.9, 1.1, len(card)))).astype(np.int64) + late
        elapsed = np.where(again, 0, wait)
        known = rng.random(len(card)) < recalled(s, elapsed, w)
        rating = np.where(again, _rated(rng, len(card), _AGAIN), np.where(known, _rated(rng, len(card), _KNOWN), 1))
        turn = np.where(again, turn + 1, 0)
        s, d = next_memory(s, d, rating, elapsed, w)
        day = day + elapsed
        kept = day < days
        card, day, rating, turn, s, d = (each[kept] for each in (card, day, rating, turn, s, d))
        out.append((card, rating, day, turn))
    return tuple(np.concatenate(columns) for columns in zip(*out, strict=True))  # type: ignore[return-value]


def _rated(rng: np.random.Generator, many: int, shares: tuple[float, ...]) -> Whole:
    return rng.choice(4, many, p=shares) + 1
