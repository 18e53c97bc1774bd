"""What a note says as weighted words: what likeness and the search for candidates compare."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from srs.model import Kind, Note

_WORD = re.compile(r"[^\W_]+")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts without blanks between words, or whose words carry their grammar behind them."""
_SHORT_WORDS = {1: 0.3, 2: 0.3, 3: 0.4, 4: 0.6}
_LONGEST = 6_000
"""Of a longer text its beginning is compared."""
_FEW_WORDS = 24
_LETTERS = 12


def words(text: str) -> list[str]:
    """Return the words of a text in one case; of scripts without blanks, pairs of characters."""
    out: list[str] = []
    for word in _WORD.findall(text[:_LONGEST].casefold()):
        if len(word) > 2 and _DENSE.search(word):
            out += [word[at : at + 2] for at in range(len(word) - 1)]
        else:
            out.append(word)
    return out


@dataclass(frozen=True, slots=True)
class Profile:
    """The words of a note: of what it asks, and of all that answers it."""

    prompt: frozenset[str]
    body: frozenset[str]
    bare: str
    """The prompt as its letters are compared."""
    told: str = ""
    """A short answer as its letters are compared; empty for one that is too short for that, or long."""

    @property
    def all(self) -> frozenset[str]:
        return self.prompt | self.body


def profile(note: Note) -> Profile:
    """Return the words of a note. Points and versions count as its answer, whether or not that has them too."""
    asked = words(note.prompt)
    told = words(note.answer)
    # a wording is asked for by the title of what it stands in: that is not its own
    if note.kind is Kind.PHRASING:
        asked = []
    for point in note.points:
        told += words(point.text)
    for version in note.versions:
        told += words(version.text)
    letters = " ".join(told) if len(told) <= _FEW_WORDS else ""
    return Profile(frozenset(asked), frozenset(told), " ".join(asked), letters if len(letters) >= _LETTERS else "")


class Weights:
    """How much each word tells: a rare one more than one that many notes have, a long one more than a short one."""

    def __init__(self, profiles: Iterable[Profile], others: Iterable[Profile] = ()) -> None:
        self.count: Counter[str] = Counter()
        """How many notes have a word."""
        self.asked: Counter[str] = Counter()
        """How many notes of one side ask exactly this."""
        self._notes = 0
        for side in (profiles, others):
            asked: Counter[str] = Counter()
            for each in side:
                self.count.update(each.all)
                asked[each.bare] += 1
                self._notes += 1
            self.asked |= asked
        self._known: dict[str, float] = {}

    def of(self, word: str) -> float:
        known = self._known.get(word)
        if known is None:
            # what all notes have tells none of them from another
            known = 0.1 + log((max(self._notes, 2) + 1) / max(self.count[word], 1))
            if word.isascii() and not word.isdigit():
                known *= _SHORT_WORDS.get(len(word), 1.0)
            self._known[word] = known
        return known

    def mass(self, some: Iterable[str]) -> float:
        """Return what some words weigh together."""
        of = self.of
        return sum([of(word) for word in some])

    def alike(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Return the weight of the words that both have, over that of all that either has twice over: 0 to 1."""
        whole = self.mass(one) + self.mass(other)
        return 2 * self.mass(one & other) / whole if whole else 0.0

    def covered(self, part: frozenset[str], whole: frozenset[str]) -> float:
        """Return which share of a part, by weight, stands in a whole."""
        mass = self.mass(part)
        return self.mass(part & whole) / mass if mass else 0.0
