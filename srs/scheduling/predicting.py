"""What the memory model said of answers before they were given, of a whole log at once."""

from __future__ import annotations

import numpy as np

from srs.model import Preset
from srs.scheduling.formulas import REVIEW, Floats, Table, Whole, first_memory, next_memory, next_phase, recalled
from srs.scheduling.scheduler import DEFAULT_PARAMETERS


def predicted(card: Whole, rating: Whole, day: Whole, preset: Preset) -> Floats:
    """Return the chance to be right that each answer had under a preset; NaN where its card was not in review.

    The answers of a card lie together, in order; its number is any, and another's is another.
    """
    found = np.full(len(card), np.nan)
    starts = np.flatnonzero(np.diff(card, prepend=card[:1] - 1))
    counts = np.diff(starts, append=len(card))
    # the longest first, so that the cards that have a k-th answer are always the first so many
    longest = np.argsort(-counts, kind="stable")
    starts, counts = starts[longest], counts[longest]
    w = preset.parameters or DEFAULT_PARAMETERS
    table = Table(w, len(preset.learning_steps), len(preset.relearning_steps))
    many = len(starts)
    stability, difficulty = np.ones(many), np.zeros(many)
    phase, at_step, last = (np.zeros(many, np.int64) for _ in range(3))
    for number in range(int(counts[0]) if many else 0):
        many = int(np.searchsorted(-counts, -number, side="left"))
        rows = starts[:many] + number
        s, d, given, today = stability[:many], difficulty[:many], rating[rows], day[rows]
        if number:
            elapsed = np.maximum(today - last[:many], 0)
            found[rows] = np.where(phase[:many] == REVIEW, recalled(s, elapsed, w), np.nan)
            s[:], d[:] = next_memory(s, d, given, elapsed, w)
        else:
            s[:], d[:] = first_memory(given, w)
        phase[:many], at_step[:many] = next_phase(phase[:many], at_step[:many], given, table)
        last[:many] = today
    return found
