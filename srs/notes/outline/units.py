"""A title with what stands below it: what an outline is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from srs.model import Lines
from srs.notes.words import Role
from srs.reading.document import Block, Comment, Markup, Rule


@dataclass(slots=True, eq=False)
class Unit:
    """A title with what stands below it."""

    role: Role
    title: str
    """As people would say it."""
    lines: Lines
    """Those of the title."""
    style: str
    rank: int
    """Lower ranks hold higher ones."""
    kind: str = ""
    """Which segment it is, or what sort of section."""
    raw: str = ""
    """The title as written, without the mark of a heading."""
    container: bool = False
    """Whether units of other roles can stand in it."""
    confidence: float = 1.0
    reason: str = ""
    elsewhere: bool = False
    """Whether it stands away from its parent, behind other units."""
    segments: int = 0
    """How many segments stand right below it."""
    number: int | None = None
    """Its number in a list of questions."""
    parts: list[Block | Unit] = field(default_factory=list)
    parent: Unit | None = None
    _looked: int = 0
    """How many of its parts were looked at for text; parts are only added."""
    _filled: bool = False

    @property
    def units(self) -> list[Unit]:
        return [part for part in self.parts if isinstance(part, Unit)]

    @property
    def blocks(self) -> list[Block]:
        return [part for part in self.parts if not isinstance(part, Unit)]

    @property
    def filled(self) -> bool:
        """Whether anything to read stands below the title."""
        while not self._filled and self._looked < len(self.parts):
            part = self.parts[self._looked]
            self._filled = isinstance(part, Unit) or not isinstance(part, Rule | Markup | Comment)
            self._looked += 1
        return self._filled

    @property
    def end(self) -> int:
        return max([self.lines.end, *(p.end if isinstance(p, Unit) else p.lines.end for p in self.parts)])

    def all(self) -> Iterator[Unit]:
        yield self
        for unit in self.units:
            yield from unit.all()

    def above(self) -> Iterator[Unit]:
        unit = self.parent
        while unit is not None:
            yield unit
            unit = unit.parent

    def within(self, *roles: Role, kinds: Sequence[str] = ()) -> Unit | None:
        """Return this unit or the nearest above it that has one of the roles or kinds."""
        unit: Unit | None = self
        while unit is not None:
            if unit.role in roles or unit.kind in kinds:
                return unit
            unit = unit.parent
        return None


Part: TypeAlias = Block | Unit
RANKS = {
    "bold": 70,
    "callout": 70,
    "details": 70,
    "marker": 72,
    "quote": 75,
    "row": 76,
    "item": 78,
    "follow": 87,
    "table": 95,
}
