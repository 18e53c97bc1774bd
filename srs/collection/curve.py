"""How the memory of one card went, and how it will go if it is left alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from srs.collection.reports import CardView
from srs.model import NEW, EventKind, Preset, Seen

if TYPE_CHECKING:
    from collections.abc import Callable

    from srs.model import Event


@dataclass(frozen=True, slots=True)
class Curve:
    """The chance to remember a card over days."""

    first: date
    last: date
    today: int
    """Which of the values is today's."""
    values: tuple[float, ...]
    """Chances, evenly spread from the first day to the last."""


def curve(view: CardView, *, today: date, preset_of: Callable[[Event], Preset], columns: int) -> Curve | None:
    """Return the chance to remember a card, from its first answer until half an interval after it is due."""
    from srs.scheduling.replay import counting, step
    from srs.scheduling.scheduler import retrievability

    state, states = NEW, []
    preset: Preset | None = None
    for event in counting(view.history):
        if event.kind in (EventKind.REVIEW, EventKind.RESET):
            preset = preset_of(event)
            state = step(state, event, preset)
            states.append((event.day, state.state))
    if preset is None or not isinstance(view.listed.state.state, Seen) or columns < 2:
        return None
    seen = view.listed.state.state
    first = states[0][0]
    last = max(seen.due_day + timedelta(days=seen.interval_days // 2), today, first + timedelta(days=1))
    days = [first + timedelta(days=round((last - first).days * at / (columns - 1))) for at in range(columns)]
    values = []
    for day in days:
        held = [after for asked, after in states if asked <= day]
        chance = retrievability(held[-1], day=day, preset=preset) if held else None
        values.append(0.0 if chance is None else chance)
    near = min(range(columns), key=lambda at: abs((days[at] - today).days))
    return Curve(first=first, last=last, today=near, values=tuple(values))
