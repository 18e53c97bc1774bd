"""How a learner answers: which ratings, and how many seconds each takes; from the log, and from what is usual before.

What is usual are the means of many learners that fsrs-rs gives its simulator (`SimulatorConfig`, fsrs-rs 6.6, at
github.com/open-spaced-repetition/fsrs-rs): shares of first ratings, of ratings of what was remembered, of the next
rating within the steps, and seconds of each rating against those of a `good` in review. What a log says is added to
that: each share is the mean of a Dirichlet distribution whose prior is the usual one and weighs as much as 20 answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from srs.model import Kind, Rating
from srs.scheduling.formulas import LEARNING, RELEARNING, REVIEW
from srs.study.session import SECONDS, SECONDS_ELSE

Shares = tuple[float, ...]

LONGEST = 600.0
"""Nobody thinks longer about an answer: what took more seconds counts as so many."""

FIRST: Shares = (0.24, 0.094, 0.495, 0.171)
SUCCESS: Shares = (0.224, 0.631, 0.145)
IN_LEARNING = ((0.3686, 0.0628, 0.5108, 0.0577), (0.0442, 0.4553, 0.4457, 0.0549), (0.0519, 0.047, 0.8462, 0.055))
IN_RELEARNING = ((0.2157, 0.0643, 0.6595, 0.0604), (0.05, 0.4638, 0.4475, 0.0387), (0.1057, 0.1434, 0.7266, 0.0244))
_GOOD = 12.38
PACES = (
    tuple(seconds / _GOOD for seconds in (19.58, 18.79, 13.78, 10.71)),
    tuple(seconds / _GOOD for seconds in (19.38, 17.59, 12.38, 8.94)),
    tuple(seconds / _GOOD for seconds in (16.44, 15.25, 12.32, 8.03)),
)
"""Seconds of each rating against a `good` in review, by phase: learning, review, relearning."""
SAID: Shares = (0.3, 0.75, 1.0, 1.0)
"""The share of an answer's points that was said, by the rating; a `good` has them all."""

_PRIOR = 20
"""So many answers the usual shares weigh, and the usual seconds half of it."""
_TURNS = 10


class Answered(NamedTuple):
    """An answer in the log, in the order of its card's."""

    card: str
    kind: Kind
    rating: int
    took_ms: int | None
    first: bool
    """Whether the card was new."""
    after_step: bool
    """Whether it answered a step within the day."""
    points: int = 0
    """How many points its note has, where the note was asked as a whole."""
    said: int = 0
    missed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """How somebody answers. Shares are in the order of the ratings, from `again` on."""

    first: Shares = FIRST
    """Of first answers."""
    success: Shares = SUCCESS
    """Of `hard`, `good` and `easy` where a card in review was remembered."""
    steps: Mapping[int, Sequence[Shares]] = field(
        default_factory=lambda: {LEARNING: IN_LEARNING, RELEARNING: IN_RELEARNING}
    )
    """In the steps, by phase: of the next rating after an `again`, a `hard` and a `good`."""
    seconds: Mapping[Kind, float] = field(default_factory=dict)
    """What a `good` in review takes, by kind; of a kind that is not there what is usual."""
    paces: Sequence[Shares] = PACES
    """What each rating takes against that, by phase."""
    marked: float = 0.0
    """The share of answers to a note with points in which they were marked as said or missed."""
    said: Shares = SAID
    answers: int = 0
    """Of so many answers of the log this was made."""
    timed: int = 0
    """So many of them were timed."""

    def seconds_of(self, kind: Kind) -> float:
        """Return what a `good` in review takes."""
        return self.seconds.get(kind, SECONDS.get(kind, SECONDS_ELSE))


def learner_of(answers: Iterable[Answered]) -> Learner:
    """Return how the learner answers whose answers these are; without any, what is usual."""
    placed = list(_placed(answers))
    if not placed:
        return Learner()
    first = _counted((each.rating - 1 for each, phase, _ in placed if phase == LEARNING and each.first), FIRST)
    known = (each.rating - 2 for each, phase, _ in placed if phase == REVIEW and each.rating > Rating.AGAIN)
    steps = {
        phase: tuple(
            _counted(
                (each.rating - 1 for each, at, before in placed if at == phase and before == last and not each.first),
                usual[last - 1],
            )
            for last in (Rating.AGAIN, Rating.HARD, Rating.GOOD)
        )
        for phase, usual in ((LEARNING, IN_LEARNING), (RELEARNING, IN_RELEARNING))
    }
    seconds, paces, timed = _times(placed)
    whole = [each for each, _, _ in placed if each.points]
    marked = [each for each in whole if each.said + each.missed]
    return Learner(
        first=first,
        success=_counted(known, SUCCESS),
        steps=steps,
        seconds=seconds,
        paces=paces,
        marked=len(marked) / len(whole) if whole else 0.0,
        said=tuple(_said([each for each in marked if each.rating == rating], SAID[rating - 1]) for rating in Rating),
        answers=len(placed),
        timed=timed,
    )


def _placed(answers: Iterable[Answered]) -> Iterable[tuple[Answered, int, int]]:
    """Yield answers with the phase in which their card was, and the rating before; without those that can't be told."""
    phases: dict[str, tuple[int, int]] = {}
    for each in answers:
        phase, before = phases.get(each.card, (-1, 0))
        if each.first:
            phase = LEARNING
        elif not each.after_step:
            phase = REVIEW
        elif phase == REVIEW:
            phase = RELEARNING
        phases[each.card] = phase, each.rating
        if phase >= 0:
            yield each, phase, before


def _counted(found: Iterable[int], usual: Shares) -> Shares:
    counts = [share * _PRIOR for share in usual]
    for index in found:
        counts[index] += 1
    whole = sum(counts)
    return tuple(count / whole for count in counts)


def _said(marked: Sequence[Answered], usual: float) -> float:
    said = sum(each.said for each in marked)
    return (said + usual * _PRIOR) / (said + sum(each.missed for each in marked) + _PRIOR)


def _times(placed: Iterable[tuple[Answered, int, int]]) -> tuple[dict[Kind, float], tuple[Shares, ...], int]:
    """Return seconds by kind, paces, and how many answers were timed.

    What an answer takes is the product of both: seconds by kind follow from the paces, paces from the seconds, in
    turns. Each is a mean that begins with the usual value, which weighs as much as some answers.
    """
    prior = _PRIOR / 2
    timed = [
        (each.kind, phase, each.rating - 1, min(each.took_ms / 1000, LONGEST))
        for each, phase, _ in placed
        if each.took_ms is not None
    ]
    seconds: dict[Kind, float] = {}
    paces: Sequence[Shares] = PACES
    for _ in range(_TURNS if timed else 0):
        of_kind: defaultdict[Kind, list[float]] = defaultdict(list)
        for kind, phase, at, took in timed:
            of_kind[kind].append(took / paces[phase][at])
        seconds = {
            kind: (sum(found) + prior * SECONDS.get(kind, SECONDS_ELSE)) / (len(found) + prior)
            for kind, found in of_kind.items()
        }
        sums = [[prior * pace for pace in row] for row in PACES]
        counts = [[prior] * len(row) for row in PACES]
        for kind, phase, at, took in timed:
            sums[phase][at] += took / seconds[kind]
            counts[phase][at] += 1
        paces = [tuple(a / b for a, b in zip(*rows, strict=True)) for rows in zip(sums, counts, strict=True)]
        good = paces[REVIEW][Rating.GOOD - 1]
        paces = [tuple(pace / good for pace in row) for row in paces]
        seconds = {kind: each * good for kind, each in seconds.items()}
    return seconds, tuple(paces), len(timed)
