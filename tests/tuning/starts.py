"""Cards to simulate, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from srs.model import DEFAULT_PRESET, Preset
from srs.scheduling.formulas import LEARNING, RELEARNING, REVIEW
from srs.tuning.learner import Learner
from srs.tuning.lives import NEW, Cards, Start
from srs.tuning.points import Points

MONDAY = date(2026, 3, 2)
SECONDS = 12.38
"""Of a `good` in review, by which the usual paces are made of seconds."""
NO_HARD = ((0.4, 0.0, 0.55, 0.05), (0.05, 0.0, 0.9, 0.05), (0.05, 0.0, 0.9, 0.05))
"""Chances of the next rating within the steps without a `hard`."""


def cards(new: int, known: int = 0, *, ties: int = 0, seconds: float = SECONDS) -> Cards:
    """Return known cards, due over two weeks, and new ones after them; so many in a row give each other away."""
    many = new + known
    number = np.arange(many)
    seen = number < known
    interval = np.where(seen, 1 + number % 14, 0)
    last = np.where(seen, -(number % 5), 0)
    shared = np.full((many, 3), -1)
    if ties:
        shared[:, 0] = number // ties
    return Cards(
        preset=np.zeros(many, np.int64),
        phase=np.where(seen, REVIEW, NEW),
        step=np.zeros(many, np.int64),
        stability=np.where(seen, 1.0 + interval, 1.0),
        difficulty=np.full(many, 5.0),
        last=last,
        due=np.where(seen, last + interval, 0),
        interval=interval,
        reviews=np.where(seen, 2, 0),
        lapses=np.zeros(many, np.int64),
        seconds=np.full(many, seconds),
        free=np.zeros(many, np.int64),
        ties=shared,
    )


def start(of: Cards, *, points: Points | None = None, no_hard: bool = False, **fields: object) -> Start:
    """Return what a simulation of cards begins with; fields are those of their preset."""
    preset: Preset = replace(DEFAULT_PRESET, **fields)
    learner = Learner(steps={LEARNING: NO_HARD, RELEARNING: NO_HARD}) if no_hard else Learner()
    return Start(cards=of, presets=[preset], learner=learner, first=MONDAY, points=points)


def each_said(of: Cards) -> Points:
    """Return points such that each card is all that must be said of a question of its own."""
    many = len(of)
    none = np.zeros(many, np.int64)
    return Points(
        whole=np.arange(many), stability=of.stability, difficulty=of.difficulty, last=of.last, seen=of.phase != NEW,
        preset=none, own=np.arange(many), start=none, count=none, inside=none,
    )  # fmt: skip
