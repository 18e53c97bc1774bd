"""The days to come, lived many times over: all cards of all lives together in NumPy, one study day after the other.

A card is remembered with the chance that FSRS-6 gives it; all else of a rating follows the learner's shares. A day asks
what was begun, then reviews in the order of their preset, then new cards, within the limits of the presets and the
minutes of a policy; of cards that give each other away one a day. Steps of less than a day are gone through on the day.
Due days are fuzzed and balanced as `scheduling.fuzz` does, but for what a day itself adds and for siblings.

Chance belongs to the life, the card and its number of answers. So each life is the same under every policy but for what
the policy changes, and in every process.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srs.model import Rating, ReviewOrder
from srs.scheduling import formulas
from srs.scheduling.formulas import LEARNING, RELEARNING, REVIEW, Floats, Whole
from srs.scheduling.fuzz import FAR
from srs.tuning import spreading
from srs.tuning.apart import Apart
from srs.tuning.chance import seeds, uniform
from srs.tuning.lives import NEVER, NEW, Lives, Policy, Start
from srs.tuning.points import Told
from srs.tuning.terms import LONG, ROUNDS, Terms, minutes_left

Yes = NDArray[np.bool_]

_ROWS = 100_000
"""So many cards of lives are gone through together: what a day needs of them stays near the processor."""
_TURNS = 3
"""When a card is begun follows from what those before it take, and that from when they are: both are found in turns."""
_AHEAD = 300
"""So many new cards are looked at beyond those that may be begun, as some give others away."""


def simulate(
    start: Start,
    policies: Sequence[Policy],
    *,
    days: int,
    lives: int,
    on: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Lives:
    """Return how so many days go under each policy, lived so often; memory is that of day `on`, none: the day after.

    `progress` is told how many of a hundred parts are done.
    """
    many = len(policies) * lives
    runs = [(policy, life) for policy in range(len(policies)) for life in range(lives)]
    at_once = max(1, _ROWS // max(1, len(start.cards)))
    terms = Terms(start.presets, start.learner)
    parts: list[dict[str, Any]] = []
    for begin in range(0, many, at_once):
        some = runs[begin : begin + at_once]
        run = _Run(start, terms, [policies[policy] for policy, _ in some], [life for _, life in some], days)
        for day in range(days):
            run.live(day)
            if progress is not None:
                progress(100 * (begin * days + len(some) * (day + 1)) // (many * days), 100)
        parts.append(run.result(days if on is None else on))
    whole = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]} if parts else {}
    return Lives(**{name: each.reshape(len(policies), lives, *each.shape[1:]) for name, each in whole.items()})


# ------------------------------------------------------------------ one block of lives


class _Run:
    """Some lives, day by day; all their cards stand in one row, a life's together."""

    def __init__(self, start: Start, terms: Terms, policies: Sequence[Policy], lives: Sequence[int], days: int) -> None:
        cards, many = start.cards, len(policies)
        self.start, self.many, self.size, self.days = start, many, len(cards), days
        self.terms = terms
        presets = start.presets
        self.life = np.repeat(np.arange(many), self.size)
        self.card = np.tile(np.arange(self.size), many)
        self.stability = np.tile(cards.stability, many)
        self.difficulty = np.tile(cards.difficulty, many)
        self.last = np.tile(cards.last, many)
        asked = np.where(cards.phase == NEW, NEVER, np.maximum(cards.due, cards.free))
        self.due = np.tile(asked, many)
        self.was_due = np.tile(cards.due, many)
        self.interval = np.tile(cards.interval, many)
        self.phase = np.tile(cards.phase, many)
        self.step = np.tile(cards.step, many)
        self.reviews = np.tile(cards.reviews, many)
        self.lapses = np.tile(cards.lapses, many)
        self.rating = np.full(many * self.size, int(Rating.AGAIN))
        self.unseen = np.tile((cards.phase == NEW) & (cards.free < NEVER), many)
        self.retention = np.array(
            [
                [preset.desired_retention if each.retention is None else each.retention for preset in presets]
                for each in policies
            ]
        )
        self.most_new = _limits([each.new for each in policies], [preset.new_per_day for preset in presets])
        self.most = _limits([each.reviews for each in policies], [preset.reviews_per_day for preset in presets])
        self.room = np.array([np.inf if each.minutes is None else each.minutes * 60 for each in policies])
        self.timed = bool(np.isfinite(self.room).any())
        # where the time of a day ends, when each card was answered last, and whether there is no time left over
        self.at = np.zeros(many * self.size if self.timed else 0)
        self.full = np.zeros(many, np.bool_)
        self.free_of_choice = not self.timed and cards.ties.max(initial=-1) < 0
        self.seed = seeds(lives)
        self.apart = Apart(cards.ties, many)
        self.horizon = days + FAR + spreading.WIDEST
        self.load = np.zeros((many, self.horizon), np.int64)
        ahead = cards.due[(cards.phase != NEW) & (cards.due > 0) & (cards.due < self.horizon)]
        self.load += np.bincount(ahead, minlength=self.horizon)
        self.told = None if start.points is None else Told(start.points, start.learner, many, presets)
        self.seconds_of = np.zeros((many, days))
        self.reviews_of, self.new_of, self.answers_of = (np.zeros((many, days), np.int64) for _ in range(3))
        # cards that were answered today already stand for what they give away
        asked = np.flatnonzero((cards.last == 0) & (cards.phase != NEW))
        self.apart.claim(np.repeat(np.arange(many), len(asked)), np.tile(asked, many), 0)

    def result(self, on: int) -> dict[str, Any]:
        """Return what came of these lives, by the names of `Lives`."""
        seen = self.phase != NEW
        chance = np.zeros(len(seen))
        w = self.terms.w(self._preset(np.flatnonzero(seen)))
        chance[seen] = formulas.recalled(self.stability[seen], np.maximum(on - self.last[seen], 0), w)
        shape = (self.many, self.size)
        found = {
            "seconds": self.seconds_of,
            "reviews": self.reviews_of,
            "new": self.new_of,
            "answers": self.answers_of,
            "remembered": chance.reshape(shape).sum(axis=1),
            "unseen": self.unseen.reshape(shape).sum(axis=1),
        }
        if self.told is not None:
            found["ready"] = self.told.ready(on)
        return found

    def live(self, day: int) -> None:
        """Go through one study day."""
        spent = np.zeros((2, self.many))
        due = np.flatnonzero(self.due <= day)
        in_review = self.phase[due] == REVIEW
        steps = due[~in_review]
        self.full[:] = False
        steps = self._steps(steps, day, spent)
        reviews = self._reviews(due[in_review], day, spent)
        begun = self._begun(day, spent)
        self.full |= spent[1] >= self.room
        life = self.life[reviews]
        self.reviews_of[:, day] = np.bincount(life, minlength=self.many)
        self.new_of[:, day] = np.bincount(self.life[begun], minlength=self.many)
        self.unseen[begun] = False
        left = [self._answer(begun, self._first_ratings(begun), day, LEARNING)]
        left += [self._answer(reviews, self._review_ratings(reviews, day), day, REVIEW)]
        # steps that have waited a night are remembered or not; those that were only put off go on
        slept = self.last[steps] < day
        left += [self._answer(steps[slept], self._review_ratings(steps[slept], day), day, None)]
        left += [self._answer(steps[~slept], self._step_ratings(steps[~slept]), day, None)]
        going = np.concatenate(left)
        for _ in range(ROUNDS):
            going = self._in_time(going, day)
            if not len(going):
                break
            going = self._answer(going, self._step_ratings(going), day, None)
        self.due[going] = day + 1

    def _in_time(self, rows: Whole, day: int) -> Whole:
        """Return the steps that are over before the sitting is; those of a day with time left are asked early."""
        if not self.timed:
            return rows
        self.at[rows] += self.terms.seconds[self.phase[rows], self._preset(rows), self.step[rows], self.rating[rows]]
        life = self.life[rows]
        late = self.full[life] & (self.at[rows] >= self.room[life])
        self.due[rows[late]] = day + 1
        in_time: Whole = rows[~late]
        return in_time

    # -------------------------------------------------------------- what is asked

    def _steps(self, rows: Whole, day: int, spent: Floats) -> Whole:
        """Return the steps begun on other days that a day goes on with."""
        if not len(rows):
            return rows
        self.apart.claim(self.life[rows], self.card[rows], day)
        if not self.timed:
            return rows
        phase, preset, step = self.phase[rows], self._preset(rows), self.step[rows]
        known = self._known(rows, day)[:, None] * np.array([0.0, *self.start.learner.success])
        known[:, 0] = 1 - known.sum(axis=1)
        pace = (known * np.array(self.start.learner.paces)[phase]).sum(axis=1)

        def follows(left: Whole) -> Floats:
            then = self.terms.to_go[phase, preset, :, :, left]
            row = np.arange(len(rows))
            after = known[:, 0] * then[:, 0, 1] + known[:, 1] * then[row, step, 2]
            later = np.minimum(step + 1, then.shape[1] - 1)
            more: Floats = after + np.where(later > step, known[:, 2] * then[row, later, 3], 0.0)
            return more

        return self._in_sitting(rows, pace, follows, spent)

    def _reviews(self, rows: Whole, day: int, spent: Floats) -> Whole:
        """Return the reviews that a day asks, and count what they take."""
        if not len(rows):
            return rows
        preset = self._preset(rows)
        found = []
        for number in self._numbers(preset):
            some = rows[preset == number] if len(self.start.presets) > 1 else rows
            most = self._left(self.most, number, day, 1)
            if self.free_of_choice and (np.bincount(self.life[some], minlength=self.many) <= most).all():
                found.append(some)
                continue
            some = some[np.lexsort((self._shuffled(some, day), self._urgency(some, day, number), self.life[some]))]
            known = self._known(some, day)
            pace = known * self.terms.known + (1 - known) * self.terms.again
            found.append(self._chosen(some, most, pace, 1 - known, self.terms.lapse[number], day, spent))
        return np.concatenate(found)

    def _begun(self, day: int, spent: Floats) -> Whole:
        """Return the new cards that a day begins, in the order of import, and count what they take."""
        if not self.unseen.any():
            return np.zeros(0, np.int64)
        found = []
        fresh = np.flatnonzero(self.unseen)
        preset = self._preset(fresh)
        if day < 1:
            free = self.start.cards.free[self.card[fresh]] <= day
            fresh, preset = fresh[free], preset[free]
        for number in self._numbers(preset):
            some = fresh[preset == number] if len(self.start.presets) > 1 else fresh
            most = self._left(self.most_new, number, day, 0)
            life = self.life[some]
            some = some[_rank(life) < (most + (_AHEAD if self.apart.keys else 0))[life]]
            once = np.ones(len(some))
            found.append(self._chosen(some, most, once * self.terms.first, once, self.terms.begun[number], day, spent))
        return np.concatenate(found) if found else np.zeros(0, np.int64)

    def _numbers(self, preset: Whole) -> Sequence[int]:
        """Return the numbers of presets that are among these."""
        return range(1) if len(self.start.presets) == 1 else np.flatnonzero(np.bincount(preset)).tolist()

    def _left(self, most: Whole, number: int, day: int, which: int) -> Whole:
        """Return what the limits of a preset leave of a day, by life."""
        done = self.start.done[number][which] if day == 0 and self.start.done else 0
        left: Whole = np.maximum(0, most[:, number] - done)
        return left

    def _chosen(
        self, rows: Whole, most: Whole, pace: Floats, often: Floats, then: Floats, day: int, spent: Floats
    ) -> Whole:
        """Return the first rows of each life, as many as limits and time have room for, that nothing gives away.

        Each takes the `pace` of an answer, and as `often` what follows `then`, by the minutes left.
        """
        free = self.apart.claim(self.life[rows], self.card[rows], day)
        rows, pace, often = rows[free], pace[free], often[free]
        life = self.life[rows]
        keep = _rank(life) < most[life]
        often = often[keep]
        chosen = self._in_sitting(rows[keep], pace[keep], lambda left: often * then[left], spent)
        out = rows[~np.isin(rows, chosen)]
        self.apart.let_go(self.life[out], self.card[out])
        return chosen

    def _in_sitting(self, rows: Whole, pace: Floats, follows: Callable[[Whole], Floats], spent: Floats) -> Whole:
        """Return which of the rows, in their order, are begun before the sitting is over; count what they take.

        A sitting ends with the answer after which its time is over. Each row takes the `pace` of an answer and what
        follows it within the minutes left. `spent` has what was taken so far within the sitting, and what would be
        with all that follows.
        """
        if not self.timed or not len(rows):
            return rows
        life, seconds = self.life[rows], self._seconds(rows)
        room, firsts = self.room[life], _firsts(life)
        once = pace * seconds
        whole = once + follows(np.full(len(rows), LONG)) * seconds
        takes, begins = whole, np.zeros(len(rows))
        for _ in range(_TURNS):
            sums = np.cumsum(takes) - takes
            begins = spent[0, life] + sums - sums[firsts]
            takes = once + follows(minutes_left(room - begins - once)) * seconds
        begun = begins < room
        self.full[life[~begun]] = True
        self.at[rows] = begins
        spent += [np.bincount(life[begun], each[begun], minlength=self.many) for each in (takes, whole)]
        chosen: Whole = rows[begun]
        return chosen

    def _urgency(self, rows: Whole, day: int, number: int) -> Floats:
        match self.start.presets[number].review_order:
            case ReviewOrder.OVERDUE:
                return (self.was_due[rows] - day) / np.maximum(1, self.interval[rows])
            case ReviewOrder.RETRIEVABILITY:
                return (self.last[rows] - day) / self.stability[rows]
            case ReviewOrder.DUE:
                return self.was_due[rows].astype(np.float64)
            case ReviewOrder.RANDOM:
                return np.zeros(len(rows))

    # -------------------------------------------------------------- answers

    def _answer(self, rows: Whole, ratings: Whole, day: int, phase: int | None) -> Whole:
        """Answer cards, and return those that have another step to go on the day.

        `phase` is that of all of them; None: they are in their steps, each in its own.
        """
        if not len(rows):
            return rows
        life, preset = self.life[rows], self._preset(rows)
        table = self.terms.table(preset)
        before = self.phase[rows]
        paces = np.array(self.start.learner.paces)
        of = before if phase is None else phase
        took = paces[of, ratings - 1] * self._seconds(rows)
        self.seconds_of[:, day] += np.bincount(life, took, minlength=self.many)
        if self.timed:
            self.at[rows] += took
        self.answers_of[:, day] += np.bincount(life, minlength=self.many)
        if phase == LEARNING:
            self.stability[rows], self.difficulty[rows] = formulas.first_memory(ratings, table.w)
            self.phase[rows] = before = np.full(len(rows), LEARNING)
            self.step[rows] = 0
        else:
            elapsed = np.maximum(day - self.last[rows], 0)
            s, d = self.stability[rows], self.difficulty[rows]
            if phase is None and not elapsed.any():
                # most answers in the steps: the same, with nothing made that the day does not need
                self.stability[rows] = np.clip(formulas.same_day(s, ratings, table.w), 0.001, 36_500.0)
                self.difficulty[rows] = formulas.next_difficulty(d, ratings, table.w)
            else:
                self.stability[rows], self.difficulty[rows] = formulas.next_memory(s, d, ratings, elapsed, table.w)
        if self.told is not None:
            self.told.answer(self.life[rows], self.card[rows], ratings, day, self._chance(rows, 2), self.seed)
        if phase == REVIEW:
            self.lapses[rows] += ratings == Rating.AGAIN
        self.last[rows] = day
        self.reviews[rows] += 1
        self.rating[rows] = ratings
        self.phase[rows], step = formulas.next_phase(before, self.step[rows], ratings, table)
        self.step[rows] = np.maximum(step, 0)
        over = self.phase[rows] == REVIEW
        self._schedule(
            rows[over], np.where(before[over] == REVIEW, 0, self.terms.longest[before[over], preset[over]]), day
        )
        rows = rows[~over]
        waits = self.terms.waits[self.phase[rows], self._preset(rows), self.step[rows]]
        self._set_due(rows, day + waits, waits)
        going: Whole = rows[waits == 0]
        return going

    def _schedule(self, rows: Whole, floor: Whole, day: int) -> None:
        """Make cards due on a later day; `floor` is the longest step that each left."""
        if not len(rows):
            return
        preset, life = self._preset(rows), self.life[rows]
        exact = formulas.days_until(self.stability[rows], self.retention[life, preset], self.terms.w(preset))
        most = self.terms.maximum[preset]
        days = np.clip(np.floor(np.minimum(exact, 1e6) + 0.5).astype(np.int64), 1, most)
        spread = np.flatnonzero((exact >= 2.5) & self.terms.fuzz[preset])
        if len(spread):
            days[spread] = self._spread(rows[spread], exact[spread], preset[spread], day)
        days = np.minimum(np.maximum(np.maximum(days, floor), 1), most)
        self._set_due(rows, day + days, days)
        near = day + days < self.horizon
        np.add.at(self.load, (life[near], (day + days)[near]), 1)
        leeches = self.lapses[rows] >= self.terms.leech[preset]
        self.due[rows[leeches]] = NEVER

    def _spread(self, rows: Whole, exact: Floats, preset: Whole, day: int) -> Whole:
        """Return days as `fuzz.spread` chooses them."""
        chance, most = self._chance(rows, 1), self.terms.maximum[preset]
        days = spreading.spread(exact, chance, most)
        balance, easy = self.terms.balance[preset], self.terms.easy[preset]
        weighed = np.flatnonzero((exact <= FAR) & (balance | (easy != 1).any(axis=1)))
        if len(weighed):
            each = spreading.range_of(exact[weighed], most[weighed])
            share = self.terms.easy[preset[weighed, None], (self.start.first.weekday() + day + each) % 7]
            due = self.load[self.life[rows[weighed], None], np.minimum(day + each, self.horizon - 1)]
            weight = np.where(balance[weighed, None], (share / (1 + due)) ** 2, share)
            days[weighed] = spreading.spread(exact[weighed], chance[weighed], most[weighed], weight)
        return days

    def _set_due(self, rows: Whole, due: Whole, interval: Whole) -> None:
        self.due[rows] = self.was_due[rows] = due
        self.interval[rows] = interval

    # -------------------------------------------------------------- ratings

    def _first_ratings(self, rows: Whole) -> Whole:
        return 1 + _picked(self._chance(rows, 0), np.cumsum(self.start.learner.first))

    def _review_ratings(self, rows: Whole, day: int) -> Whole:
        known = self._known(rows, day)
        chance = self._chance(rows, 0)
        lost = chance < 1 - known
        among = np.where(lost, 0.0, (chance - (1 - known)) / known)
        return np.where(lost, 1, 2 + _picked(among, np.cumsum(self.start.learner.success)))

    def _step_ratings(self, rows: Whole) -> Whole:
        chance = self._chance(rows, 0)
        ratings = np.ones(len(rows), np.int64)
        for phase in (LEARNING, RELEARNING):
            shares = np.cumsum(np.array(self.start.learner.steps[phase]), axis=1)
            some = np.flatnonzero(self.phase[rows] == phase)
            among = shares[np.minimum(self.rating[rows[some]], 3) - 1, :3]
            ratings[some] = 1 + (chance[some, None] >= among).sum(axis=1)
        return ratings

    # -------------------------------------------------------------- of rows

    def _known(self, rows: Whole, day: int) -> Floats:
        """Return the chance to recall cards on a day."""
        elapsed = np.maximum(day - self.last[rows], 0)
        known: Floats = formulas.recalled(self.stability[rows], elapsed, self.terms.w(self._preset(rows)))
        return known

    def _preset(self, rows: Whole) -> Whole:
        return self.start.cards.preset[self.card[rows]]

    def _seconds(self, rows: Whole) -> Floats:
        return self.start.cards.seconds[self.card[rows]]

    def _chance(self, rows: Whole, stream: int) -> Floats:
        """Return the number in [0, 1) that belongs to the next answer of a card in a life."""
        number = (self.card[rows]) << 24 | self.reviews[rows] << 4 | stream
        return uniform(self.seed[self.life[rows]], number)

    def _shuffled(self, rows: Whole, day: int) -> Floats:
        return uniform(self.seed[self.life[rows]], (self.card[rows]) << 24 | day << 4 | 3)


def _limits(chosen: Sequence[tuple[int, ...] | None], own: Sequence[int]) -> Whole:
    return np.array([own if each is None else each for each in chosen], np.int64)


def _firsts(life: Whole) -> Whole:
    """Return where the rows of each row's life begin; the rows of a life stand together."""
    if not len(life):
        return life
    first = np.flatnonzero(np.r_[True, life[1:] != life[:-1]])
    return np.repeat(first, np.diff(np.r_[first, len(life)]))


def _rank(life: Whole) -> Whole:
    """Return how many rows of its life stand before each."""
    rank: Whole = np.arange(len(life)) - _firsts(life)
    return rank


def _picked(chance: Floats, sums: Floats) -> Whole:
    """Return which of the shares, given by their sums, each chance falls into."""
    found: Whole = (chance[:, None] >= sums[:-1]).sum(axis=1)
    return found
