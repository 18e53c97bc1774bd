"""Reviews as a fit sees them: the answers of each card in order, the days between, and which of them tell something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Yes = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviews:
    """Answers that count as columns, a card's together and in order."""

    card: Whole
    """The number of the card, from 0."""
    rating: Whole
    day: Whole
    at: Whole
    start: Whole
    """For each card, its first row."""
    count: Whole
    gap: Whole
    """Study days since the answer before; 0 for the first and for one on the same day."""
    scored: Whole
    """Rows that tell how well recall is predicted, in the order of the log: not the first answer of a card, and of
    those on one study day only the first."""

    def __len__(self) -> int:
        return len(self.card)

    @classmethod
    def of(
        cls,
        cards: Sequence[int],
        ratings: Sequence[int],
        days: Sequence[int],
        instants: Sequence[int],
        *,
        only: Sequence[bool] | None = None,
    ) -> Reviews:
        """Return reviews of cards, of all or of some; those of one instant are in the order given.

        Cards are numbered from 0 without a gap.
        """
        card, rating, day, at = (np.asarray(column, np.int64) for column in (cards, ratings, days, instants))
        if only is not None:
            wanted = np.array(only, np.bool_)[card] if len(card) else np.zeros(0, np.bool_)
            card, rating, day, at = card[wanted], rating[wanted], day[wanted], at[wanted]
        order = np.lexsort((at, card))
        card, rating, day, at = card[order], rating[order], day[order], at[order]
        first = np.ones(len(card), np.bool_)
        first[1:] = card[1:] != card[:-1]
        start = np.flatnonzero(first)
        count = np.diff(np.append(start, len(card)))
        number = np.cumsum(first) - 1
        gap = np.zeros(len(card), np.int64)
        # a day before the last one counts as the same
        gap[1:] = np.where(first[1:], 0, np.maximum(np.diff(day), 0))
        scored = np.flatnonzero(gap > 0)
        # in the order of the log: by instant, then as given
        scored = scored[np.lexsort((order[scored], at[scored]))]
        return cls(card=number, rating=rating, day=day, at=at, start=start, count=count, gap=gap, scored=scored)

    def scored_since(self, day: int) -> Reviews:
        """Return the same with none scored from before a study day."""
        return replace(self, scored=self.scored[self.day[self.scored] >= day])

    def scored_until(self, ms: int) -> int:
        """Return how many are scored up to an instant."""
        return int(np.searchsorted(self.at[self.scored], ms, side="right"))

    def scored_day(self, nth: int) -> int:
        """Return the study day of a scored review."""
        return int(self.day[self.scored[nth]])

    def places_of(self, cards: Sequence[bool]) -> Whole:
        """Return where the scored reviews of some cards stand among all scored."""
        return np.flatnonzero(np.array(cards, np.bool_)[self.card[self.scored]])

    def first_later(self) -> Whole:
        """Return for each card the row of its first answer on another day; -1 where there is none."""
        row = np.full(len(self.start), -1, np.int64)
        later = np.flatnonzero(self.gap > 0)[::-1]
        row[self.card[later]] = later
        return row

    def first_waits(self) -> tuple[Whole, Whole]:
        """Return for each card the days until its first answer on another day (0: none yet), and its first rating."""
        row = self.first_later()
        return np.where(row < 0, 0, self.gap[row]), self.rating[self.start]
