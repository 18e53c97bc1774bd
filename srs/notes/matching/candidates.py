"""Finds the few notes that one may be, without comparing it with all: by rare words that both have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from srs.notes.matching.profiles import Profile, Weights

_ASKED = 14
"""How many of its rarest words a note is looked up by."""
_LONG_POSTING = 120
"""A word that more notes have finds none of them: so the work for a note does not grow with the collection."""
_BEST = 16


class Shared:
    """An inverted index of words over some notes, by number."""

    def __init__(self, profiles: Mapping[int, Profile], weights: Weights) -> None:
        self._weights = weights
        self._by_word: defaultdict[str, list[int]] = defaultdict(list)
        self._few = list(profiles) if len(profiles) <= _BEST else None
        if self._few is None:
            for index, each in profiles.items():
                for word in each.all:
                    self._by_word[word].append(index)

    def candidates(self, mine: Profile) -> Iterable[int]:
        """Return the notes that share the most weight in rare words with one, best first."""
        if self._few is not None:
            return self._few
        found: Counter[int] = Counter()
        postings = [(len(self._by_word[word]), word) for word in mine.all if word in self._by_word]
        postings.sort()
        of = self._weights.of
        for length, word in postings[:_ASKED]:
            if length > _LONG_POSTING and found:
                break
            weight = of(word)
            for index in self._by_word[word][:_LONG_POSTING]:
                found[index] += weight  # type: ignore[assignment]
        if len(found) <= _BEST:
            return found
        return [index for index, _ in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:_BEST]]
