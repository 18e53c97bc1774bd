"""A learner who answers as FSRS and the usual shares say, through real sittings: what a plan should have said."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from srs import Collection
from srs.model import CardId, CardState, Kind, Listed, Phase, Rating, Seen
from srs.scheduling.formulas import LEARNING, RELEARNING, REVIEW
from srs.tuning.ground import timed_as
from srs.tuning.learner import Learner

_PHASES = {Phase.LEARNING: LEARNING, Phase.REVIEW: REVIEW, Phase.RELEARNING: RELEARNING}
_POINTED = """
## What is {0}?

People mean more than they say by {0}.

- Where {0} begins is what comes to mind at once.
- Where {0} goes on is what is asked after that.

"""


def write_notes(folder: Path, *, plain: int, pointed: int) -> None:
    """Write questions into two files, so many of them without points and so many with two."""
    folder.mkdir(parents=True, exist_ok=True)
    # by letters: a number may be taken for a figure worth a card of its own
    names = ["".join(chr(97 + each // 26**place % 26) for place in (2, 1, 0)) for each in range(plain + pointed)]
    texts = [
        f"## What is thing {name}?\n\nWhat people mean by thing {name} is told in this answer.\n"
        for name in names[:plain]
    ]
    (folder / "plain.md").write_text("# Notes\n\n" + "\n".join(texts), encoding="utf-8")
    text = "# Notes\n" + "".join(_POINTED.format(f"matter {name}") for name in names[plain:])
    (folder / "pointed.md").write_text(text, encoding="utf-8")


class Sitter:
    """Somebody who studies a collection; `pass_time` moves its clock."""

    def __init__(self, collection: Collection, pass_time: Callable[[timedelta], None]) -> None:
        self._collection, self._pass = collection, pass_time
        self._learner = Learner()
        self._cards: dict[CardId, Listed] = {each.card.id: each for each in collection.select()}
        self._states: dict[CardId, Seen] = collection.states()
        self._last: dict[CardId, Rating] = {}

    def study(self, day: date, *, minutes: float, seed: str) -> float:
        """Sit down on a day and stop after so many minutes; return how many it took."""
        rng, spent = random.Random(seed), 0.0
        self.sleep_until(day)
        while spent < minutes * 60:
            queue = self._collection.queue()
            item = next(iter(queue), None)
            if item is None and not queue.learning:
                break
            if item is None:
                self._pass(timedelta(minutes=5))
                continue
            phase, rating = self._rating(item.card_id, rng)
            kind: Kind = timed_as(self._cards[item.card_id])
            took = self._learner.seconds_of(kind) * self._learner.paces[phase][rating - 1]
            spent += took
            self._pass(timedelta(seconds=took))
            self._last[item.card_id] = rating
            after = self._collection.answer(item.card_id, rating, took_ms=round(took * 1000)).after.state
            assert isinstance(after, Seen)
            self._states[item.card_id] = after
        return spent / 60

    def sleep_until(self, day: date) -> None:
        """Let the days until then pass."""
        self._pass(timedelta(days=(day - self._collection.today()).days))

    def _rating(self, card: CardId, rng: random.Random) -> tuple[int, Rating]:
        state = self._states.get(card)
        if state is None:
            return LEARNING, rng.choices(list(Rating), self._learner.first)[0]
        phase = _PHASES[state.phase]
        if phase != REVIEW and state.last_day == self._collection.today():
            shares = self._learner.steps[phase][min(self._last[card], Rating.GOOD) - 1]
            return phase, rng.choices(list(Rating), shares)[0]
        known = self._collection.retrievability(CardState(state=state)) or 0.0
        if rng.random() >= known:
            return phase, Rating.AGAIN
        return phase, rng.choices(list(Rating)[1:], self._learner.success)[0]


class Days:
    """A clock that stands still until time passes."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def go(self, by: timedelta) -> None:
        """Let time pass."""
        self.now += by
