"""Where an answer leaves a card among its steps, from numbers alone: what `next_state` says of it, without a memory."""

from __future__ import annotations

from typing import NamedTuple

from srs.model import Phase


class Stand(NamedTuple):
    """A phase, and which step comes next in it; none for a card that is new."""

    phase: Phase | None = None
    step: int = 0


NEW = Stand()
_REVIEW = Stand(Phase.REVIEW)


def after(stand: Stand, rating: int, *, learning: int, relearning: int) -> Stand:
    """Return where a card stands after an answer; `learning` and `relearning` are how many steps there are."""
    phase, step = stand
    if phase is Phase.REVIEW:
        return Stand(Phase.RELEARNING) if rating == 1 and relearning else _REVIEW
    steps = relearning if phase is Phase.RELEARNING else learning
    if not steps or rating == 4 or (rating > 1 and step >= steps) or (rating == 3 and step + 1 == steps):
        return _REVIEW
    return Stand(phase or Phase.LEARNING, 0 if rating == 1 else step + (rating == 3))
