"""What an answer is worth, and which part of it was off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Worth(StrEnum):
    """How good an answer, or a part of it, is; the texts are part of the contract."""

    EXACT = "exact"
    NEAR = "near"
    WRONG = "wrong"


_ORDER = (Worth.EXACT, Worth.NEAR, Worth.WRONG)


@dataclass(frozen=True, slots=True)
class Part:
    """One figure of an answer, or one stretch of a wording, and what became of it."""

    expected: str
    """What should have been said; empty for what was added."""
    said: str
    """What was said in its place; empty for what was left out."""
    verdict: Worth
    why: str = ""
    """What is off, in a few words; empty where nothing is."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an answer as a whole is worth."""

    verdict: Worth
    parts: tuple[Part, ...] = ()

    @property
    def why(self) -> str:
        """What is off, in one line."""
        return "; ".join(dict.fromkeys(part.why for part in self.parts if part.why))


def worst(worths: Iterable[Worth]) -> Worth:
    """Return the worst of some verdicts; exact where there are none."""
    return max(worths, key=_ORDER.index, default=Worth.EXACT)


def better(one: Worth, other: Worth) -> bool:
    """Return whether one verdict is better than another."""
    return _ORDER.index(one) < _ORDER.index(other)


@dataclass(frozen=True, slots=True)
class Match:
    """How good one figure is for another."""

    worth: Worth
    why: str = ""
    cost: float = 0.0
    """To choose between matches of the same worth."""


EXACT = Match(Worth.EXACT)
_COST = {Worth.EXACT: 0.0, Worth.NEAR: 10.0, Worth.WRONG: 100.0}


def cost_of(match: Match) -> float:
    """Return what a match costs; the cheapest is the one that was meant."""
    return _COST[match.worth] + match.cost
