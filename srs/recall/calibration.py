"""How often answers were right, against the chance that was predicted for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from srs.model import CardId, EventKind, Preset
from srs.recall.ledger import KINDS_OF_EVIDENCE, Log
from srs.scheduling.predicting import predicted

_BINS = 20
_AWAY = -1


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers on cards in review whose chance to be right was about the same."""

    low: float
    high: float
    answers: int
    right: int
    predicted: float
    """The mean of the chances."""


def calibration(log: Log, presets: Mapping[CardId, Preset]) -> tuple[Bin, ...]:
    """Return what was predicted for all answers on cards in review, against how they went.

    `presets` are those of the cards that are studied. After a reset a card is another one.
    """
    order = np.argsort(np.asarray(log.at, np.int64), kind="stable")
    card = np.asarray(log.card, np.int64)[order]
    kind = np.asarray(log.kind, np.int8)[order]
    rating = np.asarray(log.rating, np.int64)[order]
    day = np.asarray(log.day, np.int64)[order]
    groups = list({id(preset): preset for preset in presets.values()}.values())
    group = {id(preset): number for number, preset in enumerate(groups)}
    cards = map(CardId, log.names)
    of_card = np.array([group[id(presets[name])] if name in presets else _AWAY for name in cards], np.int64)
    together = np.argsort(card, kind="stable")
    card, kind, rating, day = card[together], kind[together], rating[together], day[together]
    resets = np.cumsum(kind == KINDS_OF_EVIDENCE.index(EventKind.RESET))
    answered = (kind == KINDS_OF_EVIDENCE.index(EventKind.REVIEW)) & (rating > 0)
    chances, right = [], []
    for number, preset in enumerate(groups):
        some = np.flatnonzero(answered & (of_card[card] == number))
        chance = predicted(card[some] + resets[some] * len(log.names), rating[some], day[some], preset)
        among = ~np.isnan(chance)
        chances.append(chance[among])
        right.append(rating[some][among] > 1)
    return binned(np.concatenate(chances), np.concatenate(right)) if groups else ()


def binned(chance: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[Bin, ...]:
    """Return answers by their chance, in steps of five percent; only steps that have some."""
    step = np.minimum((chance * _BINS).astype(np.int64), _BINS - 1)
    answers = np.bincount(step, minlength=_BINS)
    were_right = np.bincount(step[right], minlength=_BINS)
    total = np.bincount(step, chance, minlength=_BINS)
    return tuple(
        Bin(
            low=number / _BINS,
            high=(number + 1) / _BINS,
            answers=int(answers[number]),
            right=int(were_right[number]),
            predicted=float(total[number] / answers[number]),
        )
        for number in np.flatnonzero(answers).tolist()
    )
