"""Cards that give each other away, through many lives at once: of those that share something one is asked a day."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from srs.scheduling.formulas import Whole


class Apart:
    """Who has which place on a day. A card's places are the things that it shares with others, in each life anew."""

    def __init__(self, ties: Whole, many: int) -> None:
        self.keys = int(ties.max(initial=-1)) + 1
        """How many things are shared; none keeps nothing apart."""
        self._ties = ties
        self._tied: NDArray[np.bool_] = np.asarray((ties >= 0).any(axis=1))
        self._nothing = many * self.keys
        self._taken = np.full(self._nothing + 1, -1)
        self._taker = np.full(self._nothing + 1, -1)

    def claim(self, life: Whole, card: Whole, day: int) -> NDArray[np.bool_]:
        """Return which cards, the first before the others, nothing asked on the day gives away; they take their places.

        It is what one after the other would give: the first of all that want a place has it, and what shares another
        place with it is out.
        """
        free = np.ones(len(card), np.bool_)
        if not self.keys:
            return free
        waiting = np.flatnonzero(self._tied[card])
        while len(waiting):
            slots = self._slots(life[waiting], card[waiting])
            elsewhere = (self._taken[slots] == day) & (self._taker[slots] != card[waiting][:, None])
            blocked = np.asarray((elsewhere & (slots != self._nothing)).any(axis=1))
            free[waiting[blocked]] = False
            waiting, slots = waiting[~blocked], slots[~blocked]
            # of those that want one place the first has it: what is written last stays
            first = np.full(self._nothing + 1, -1)
            first[slots[::-1].ravel()] = np.repeat(waiting[::-1], slots.shape[1])
            wins = np.asarray(((first[slots] == waiting[:, None]) | (slots == self._nothing)).all(axis=1))
            self._taken[slots[wins]] = day
            self._taker[slots[wins]] = card[waiting[wins]][:, None]
            waiting = waiting[~wins]
        return free

    def let_go(self, life: Whole, card: Whole) -> None:
        """Give up the places of cards that are not asked after all."""
        tied = self._tied[card]
        if tied.any():
            self._taken[self._slots(life[tied], card[tied])] = -1

    def _slots(self, life: Whole, card: Whole) -> Whole:
        """Return the places of cards, as many for each; the last place of all stands for none."""
        ties = self._ties[card]
        slots: Whole = np.where(ties < 0, self._nothing, life[:, None] * self.keys + ties)
        return slots
