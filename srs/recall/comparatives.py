"""Whether a comparison was turned round: less dense and denser, stronger and less strong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from srs.recall.lexicon import words
from srs.recall.wording import Word, light

LESS = frozenset(words("less weniger moins menos meno minder mindre"))
_MORE = frozenset(words("more mehr plus más più mais meer mer mere"))
_UMLAUTS = str.maketrans("äöü", "aou")
_ENDINGS = ("en", "es", "em", "e", "")


def turned_round(wanted: Sequence[Word], offered: Sequence[Word]) -> bool:
    """Return whether what is less so on one side is more so on the other."""
    return _contradict(wanted, offered) or _contradict(offered, wanted)


def _contradict(row: Sequence[Word], other: Sequence[Word]) -> bool:
    more = dict(_graded(other))
    for word, up in _graded(row):
        if more.get(word, up) is not up:
            return True
        if not up and any(_comparative(each.low, word) for each in other):
            return True
    return False


def _graded(row: Sequence[Word]) -> Iterator[tuple[str, bool]]:
    """Yield words behind a more or less, with whether it is a more."""
    for at in range(len(row) - 1):
        low, next = row[at].low, row[at + 1].low
        if (low in LESS or low in _MORE) and not light(next):
            yield next, low in _MORE


def _comparative(word: str, base: str) -> bool:
    """Whether a word is the comparative of another, in English or in a language that is near it."""
    word, base = word.translate(_UMLAUTS), base.translate(_UMLAUTS)
    stems = (base, base + base[-1], base.removesuffix("e"), base.removesuffix("y") + "i" if base[-1] == "y" else base)
    return any(word == f"{stem}er{ending}" for stem in stems for ending in _ENDINGS)


def not_as(row: Sequence[Word]) -> bool:
    """Return whether words say `not as much as`, which is less."""
    lows = [word.low for word in row]
    return any(one == "not" and other in ("as", "so", "nearly") for one, other in pairwise(lows))
