"""One attempt at a card as a frozen value: how much of it is revealed, what was said of it, and what follows from that.

A review and a mock interview go through the same steps; nothing here knows a clock, a store or a screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from srs.model import Face, Kind, PointId, Rating

STORY_SECONDS = 120
"""How long a story may take to tell."""

SPOKEN = frozenset({Kind.QUESTION, Kind.STORY})
"""Kinds that are practised aloud against a clock, whether their notes set a time or not."""

TYPED = frozenset({Kind.METRIC, Kind.PHRASING, Kind.CLOZE})
"""Kinds whose answer is short and exact enough to be typed and judged."""

_RANGE = re.compile(r"(\d+)\s*[-–—]\s*(\d+)\s*-?\s*(s|m)", re.IGNORECASE)


class Mark(StrEnum):
    """What the learner says of one point."""

    OPEN = "open"
    SAID = "said"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Target:
    """How long an answer may take to say, in seconds."""

    low: int
    high: int

    def __str__(self) -> str:
        return spoken_time(self.high) if self.low == self.high else f"{spoken_time(self.low)}–{spoken_time(self.high)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One way to give the answer."""

    label: str
    """Empty for the answer itself, where no label names it."""
    text: str
    version: int | None = None
    """Its place among the versions of the note; None for the answer itself."""
    target: Target | None = None

    @property
    def words(self) -> int:
        return len([word for word in self.text.split() if any(map(str.isalnum, word))])


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """An attempt at one moment."""

    tellings: tuple[Telling, ...]
    points: tuple[PointId, ...] = ()
    spoken: bool = False
    """Whether it is timed."""
    told: int = 0
    """Which of the tellings is practised."""
    marks: tuple[Mark, ...] = ()
    """One for each point."""
    beats: int = 0
    """How many points stand on the screen already, from the first; all of them count once it is revealed."""
    revealed: bool = False
    spoken_ms: int | None = None
    """From the front to the reveal."""
    said_as: int = 0
    """Which of the tellings was practised then."""
    verdict: str | None = None
    """What a typed answer was worth: exact, near or wrong."""
    hard_from: float = 0.5
    """The share of the points from which on an answer is hard rather than again."""

    @property
    def telling(self) -> Telling:
        return self.tellings[self.told]

    @property
    def target(self) -> Target | None:
        return self.telling.target

    @property
    def offered(self) -> int:
        """How many points can be marked now."""
        return len(self.points) if self.revealed else self.beats

    @property
    def marked(self) -> bool:
        """Whether the learner has said anything about the points."""
        return any(mark is not Mark.OPEN for mark in self.marks)

    @property
    def said(self) -> tuple[PointId, ...]:
        return tuple([point for point, mark in zip(self.points, self.marks, strict=True) if mark is Mark.SAID])

    @property
    def missed(self) -> tuple[PointId, ...]:
        """The points that were offered and not said, once any was marked."""
        if not self.marked:
            return ()
        return tuple([point for point, mark in zip(self.points, self.marks, strict=True) if mark is not Mark.SAID])

    @property
    def proposed(self) -> Rating:
        """The rating that follows: good, unless marks or a typed answer say otherwise.

        All points said are good, at least `hard_from` of them hard, fewer again; so are exact, near and wrong.
        """
        follows = [Rating.GOOD]
        if self.marked:
            share = len(self.said) / len(self.points)
            follows.append(rating_of_share(share, self.hard_from))
        if self.verdict is not None:
            follows.append({"exact": Rating.GOOD, "near": Rating.HARD}.get(self.verdict, Rating.AGAIN))
        return min(follows)

    @property
    def words_per_minute(self) -> int | None:
        """How fast the telling was said, if all of it was; None where it was not timed, or for an instant only."""
        words = self.tellings[self.said_as].words
        if self.spoken_ms is None or self.spoken_ms < 1000 or not words:
            return None
        return round(words * 60_000 / self.spoken_ms)

    def next_beat(self) -> Attempt:
        """Show one more point; after the last, everything."""
        if self.beats + 1 < len(self.points):
            return replace(self, beats=self.beats + 1)
        return replace(self, beats=len(self.points))

    @property
    def told_beat_by_beat(self) -> bool:
        """Whether there is something to reveal piece by piece, and it is not all there yet."""
        return len(self.points) > 1 and not self.revealed and self.beats < len(self.points)

    def reveal(self, *, spoken_ms: int | None = None) -> Attempt:
        """Show the whole answer; the time until then is kept where the answer was to be spoken."""
        if self.revealed:
            return self
        return replace(self, revealed=True, spoken_ms=spoken_ms if self.spoken else None, said_as=self.told)

    def toggle(self, number: int) -> Attempt:
        """Mark a point, from 0: said, then missed, then said again."""
        if not 0 <= number < self.offered:
            return self
        return self.mark(number, Mark.MISSED if self.marks[number] is Mark.SAID else Mark.SAID)

    def mark(self, number: int, mark: Mark) -> Attempt:
        """Mark a point, from 0, if it is on the screen."""
        if not 0 <= number < self.offered:
            return self
        return replace(self, marks=(*self.marks[:number], mark, *self.marks[number + 1 :]))

    def switched(self) -> Attempt:
        """Practise the next version."""
        return replace(self, told=(self.told + 1) % len(self.tellings))

    def typed(self, verdict: str) -> Attempt:
        """Keep what a typed answer was worth."""
        return replace(self, verdict=verdict)

    @property
    def typable(self) -> bool:
        """Whether a whole answer can be typed, and its points found in it."""
        return bool(self.points)

    def heard(self, found: Iterable[str]) -> Attempt:
        """Mark each point as said or missed, as a typed answer has it; the learner may see it otherwise."""
        said = set(found)
        return replace(self, marks=tuple([Mark.SAID if point in said else Mark.MISSED for point in self.points]))

    @property
    def detail(self) -> Mapping[str, object]:
        """What the log keeps of it: ids, numbers and codes."""
        kept: dict[str, object] = {}
        if self.marked:
            kept |= {"said": list(self.said), "missed": list(self.missed)}
        if self.verdict is not None:
            kept["verdict"] = self.verdict
        if self.spoken_ms is not None:
            telling = self.tellings[self.said_as]
            kept |= {"spoken_ms": self.spoken_ms, "words": telling.words}
            if telling.target is not None:
                kept["target_s"] = telling.target.high
            if telling.version is not None:
                kept["version"] = telling.version
        if self.marked or self.verdict is not None:
            kept["proposed"] = int(self.proposed)
        return kept


def rating_of_share(share: float, hard_from: float) -> Rating:
    """Return the rating that follows from the share of the points that was said."""
    return Rating.GOOD if share == 1 else Rating.HARD if share >= hard_from else Rating.AGAIN


def begun(face: Face, kind: Kind, *, hard_from: float = 0.5) -> Attempt:
    """Return an attempt at a card that was just put on the screen."""
    tellings = _tellings(face, kind)
    points = tuple([point.id for point in face.points])
    spoken = kind in SPOKEN or any(telling.target for telling in tellings)
    marks = (Mark.OPEN,) * len(points)
    return Attempt(tellings=tellings, points=points, marks=marks, spoken=spoken, hard_from=hard_from)


def _tellings(face: Face, kind: Kind) -> tuple[Telling, ...]:
    usual = Target(STORY_SECONDS, STORY_SECONDS) if kind is Kind.STORY else None
    answer = Telling(label="", text=face.answer, target=usual)
    others = []
    for number, version in enumerate(face.versions):
        telling = Telling(
            label=version.label,
            text=version.text,
            version=number,
            target=target_of(version.label, version.seconds) or usual,
        )
        if bare(version.text) == bare(face.answer):
            answer = telling  # the answer is this version
        else:
            others.append(telling)
    return (answer, *others) if face.answer.strip() or not others else tuple(others)


def target_of(label: str, seconds: int | None) -> Target | None:
    """Return how long a version may take: “45-60 s” is a range, “1-minute” a length; None where nothing says."""
    if seconds is None:
        return None
    if found := _RANGE.search(label):
        low = int(found[1]) * (60 if found[3].lower() == "m" else 1)
        if 0 < low < seconds:
            return Target(low, seconds)
    return Target(seconds, seconds)


def spoken_time(seconds: float) -> str:
    """Return `0:45`, `2:00`."""
    whole = max(int(seconds), 0)
    return f"{whole // 60}:{whole % 60:02}"


def bare(text: str) -> str:
    """Return what a text says, whatever its markup, case and punctuation."""
    return "".join(filter(str.isalnum, text.casefold()))
