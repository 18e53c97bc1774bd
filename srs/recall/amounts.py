"""What a figure of a text is: its values, and all that it claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from srs.recall.dates import Date
from srs.recall.tokens import Token
from srs.recall.units import Unit


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that a figure can mean."""

    value: float
    unit: Unit | None = None
    """The unit of measure; None where a number stands alone or counts things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of a text."""

    text: str
    """As it was said, with its unit and its bound."""
    start: int
    end: int
    """Its tokens."""
    readings: tuple[Reading, ...]
    bound: str = ""
    """One of < ≤ > ≥ + ~ <~ >~ ±, (>) where `over` need not be one, or nothing."""
    direction: str = ""
    """up, down, faster or slower, or nothing."""
    reach: str = ""
    """Whether a change is told `by` how much or `to` what."""
    role: str = ""
    """before or after in a change, low or high in a range, either where two are offered."""
    label: str = ""
    """The percentile it is of: p99."""
    things: frozenset[str] = frozenset()
    """What is counted, as the words behind it say."""
    several: frozenset[str] = frozenset()
    """Those of them that are said of many, and by that sure to be counted."""
    per: Unit | None = None
    loose: bool = False
    """Whether what it is counted per stands apart from it, and may be left out: monthly churn of 2 %."""
    fixed: bool = False
    """Whether it is right or wrong, and never near: HTTP 404, Python 3.11."""
    context: frozenset[str] = frozenset()
    """The words of the whole text, as things."""
    elsewhere: frozenset[str] = frozenset()
    """What other figures of the text count."""
    whole: float | None = None
    """Of how many: 40 for 11 of 40."""
    dates: tuple[Date, ...] = ()
    year: bool = False
    name: str = ""
    """Letters that make it a name: H100, GPT-4."""
    when: str = ""
    """ago or ahead, of a time, or nothing."""
    decimals: int = 0
    negative: bool = False
    weak: bool = False
    """It may be no figure at all: one, a couple."""


def span_of(text: str, found: Sequence[Token], start: int, end: int) -> str:
    """Return the text of some tokens."""
    if end <= start:
        return ""
    return text[found[start].start : found[end - 1].end]
