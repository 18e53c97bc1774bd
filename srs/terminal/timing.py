"""Time in front of a screen: what counts as thinking, and how it is shown beside a target."""

from __future__ import annotations

import time
from collections.abc import Callable

from rich.text import Text

from srs.study.attempt import Attempt, spoken_time

SLOW, FAST = 110, 170
"""Words a minute: people talk between these; an answer outside them was rushed, or not said as it is written."""


class Stopwatch:
    """Seconds since it was made, without those in which nobody was there."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._start = clock()
        self._touched = self._start

    @property
    def seconds(self) -> float:
        return self._clock() - self._start

    @property
    def ms(self) -> int:
        return max(round(self.seconds * 1000), 0)

    @property
    def idle(self) -> float:
        """Seconds since the learner was last known to be there."""
        return self._clock() - self._touched

    def touch(self) -> None:
        """The learner is there."""
        self._touched = self._clock()

    def leave_out(self, seconds: float) -> None:
        """Count so many seconds for nothing: the learner was away."""
        self._start = min(self._start + max(seconds, 0.0), self._clock())
        self.touch()


def timer(attempt: Attempt, seconds: float) -> Text:
    """Return the quiet timer of an answer that is being said: `0:12 of 0:45`, `2:07 of 2:00, over`."""
    drawn = Text(spoken_time(seconds), style="dim")
    if (target := attempt.target) is not None:
        over = seconds > target.high
        drawn.append(f" of {target}", style="dim")
        drawn.append(", over" if over else "", style="bold")
    return drawn


def spoken(attempt: Attempt) -> str:
    """Return how long the answer took to say, in words: `said in 0:52 of 0:45–1:00, 130 words a minute`."""
    if attempt.spoken_ms is None:
        return ""
    said = f"said in {spoken_time(attempt.spoken_ms / 1000)}"
    if (target := attempt.tellings[attempt.said_as].target) is not None:
        seconds = attempt.spoken_ms / 1000
        how = "over" if seconds >= target.high + 1 else "short" if seconds < target.low / 2 else ""
        said += f" of {target}" + (f" ({how})" if how else "")
    pace = attempt.words_per_minute
    if pace is not None and pace <= 400:
        said += f", {pace} words a minute"
        said += " (slow)" if pace < SLOW else " (fast)" if pace > FAST else ""
    return said


def limit(attempt: Attempt | None, setting: int) -> float | None:
    """Return the seconds without a key after which nobody is thought to be there; None for never."""
    if not setting:
        return None
    target = attempt.target if attempt is not None and not attempt.revealed else None
    return float(max(setting, 2 * target.high if target else 0))
