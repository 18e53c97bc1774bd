"""A note while the rules still work on it: no ids yet, parents and stories by reference."""

from __future__ import annotations

from dataclasses import dataclass, field

from srs.model import Kind, Lines, Version
from srs.notes.outline import Unit


@dataclass(slots=True, eq=False)
class Draft:
    kind: Kind
    prompt: str
    answer: str
    lines: Lines
    rule: str
    reason: str
    confidence: float
    headings: tuple[str, ...] = ()
    also: list[Lines] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    parent: Draft | None = None
    story: Draft | None = None
    points: list[tuple[str, Lines, str | None]] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    cues: list[str] = field(default_factory=list)
    framing: bool = False
    """The answer is how to answer, not what to say."""
    unit: Unit | None = None

    def tag(self, name: str) -> None:
        if name not in self.tags:
            self.tags.append(name)


@dataclass(slots=True)
class Findings:
    """What the rules have found so far, and why lines were left."""

    drafts: list[Draft] = field(default_factory=list)
    left: dict[int, str] = field(default_factory=dict)
    cued: set[int] = field(default_factory=set)
    """Lines of remarks to the speaker among what is spoken: nobody says them."""
    by_unit: dict[int, Draft] = field(default_factory=dict)
    """The draft made of a unit, by the unit's identity."""
    _homes: dict[int, Draft] | None = None
    """Line -> the narrowest question or story that holds it, while no other is added."""

    def add(self, draft: Draft) -> Draft:
        self.drafts.append(draft)
        if draft.kind in (Kind.QUESTION, Kind.STORY):
            self._homes = None
        if draft.unit is not None and id(draft.unit) not in self.by_unit:
            self.by_unit[id(draft.unit)] = draft
        return draft

    def home(self, unit: Unit | None, line: int) -> Draft | None:
        """Return the question or story in which something is said: the one made of the unit, else the narrowest that
        holds the line."""
        if unit is not None and id(unit) in self.by_unit:
            return self.by_unit[id(unit)]
        if self._homes is None:
            self._homes = {}
            for draft in sorted(self.drafts, key=lambda d: d.lines.end - d.lines.start):
                if draft.kind in (Kind.QUESTION, Kind.STORY):
                    for number in range(draft.lines.start, draft.lines.end + 1):
                        self._homes.setdefault(number, draft)
        return self._homes.get(line)

    def leave(self, lines: Lines, reason: str) -> None:
        for number in range(lines.start, lines.end + 1):
            self.left.setdefault(number, reason)


def headings_of(unit: Unit) -> tuple[str, ...]:
    """Return the titles above a unit, outermost first."""
    from srs.notes.words import Role

    above = [
        u.title
        for u in unit.above()
        if u.title and u.role in (Role.SECTION, Role.STORY, Role.QUESTION, Role.AVOID, Role.ASK)
    ]
    return tuple(reversed(above))
