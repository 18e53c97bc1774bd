"""What a wording denies, and whether the negation went over to something else: no software, quiet nights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from srs.recall.lexicon import words
from srs.recall.wording import NEGATIONS, Word, light

_STOPS = frozenset(
    words(
        "i you he she we they it wir ich ihr sie er es nous je tu il elle ils vous nosotros yo noi io but and or "
        "aber und vi jag de du han hon hun och og men sondern mais et pero sino y ma bensì e maar mas instead "
        "rather because weil porque perché than"
    )
)
"""Words behind which another claim begins."""
_REACH = 4
"""So many words before what it denies a negation stands at most."""


def exchanged_denials(wanted: Sequence[Word], offered: Sequence[Word], pairs: Iterable[tuple[int, int]]) -> bool:
    """Return whether something that was denied is said now, and something that was said is denied.

    `pairs` are the words of both sides that belong together.
    """
    once = _once(wanted), _once(offered)
    changes = {
        (_denied(wanted, one), _denied(offered, other))
        for one, other in pairs
        if one in once[0] and other in once[1] and not light(wanted[one].low) and wanted[one].low not in NEGATIONS
    }
    return {(True, False), (False, True)} <= changes


def _once(row: Sequence[Word]) -> set[int]:
    counts = Counter(word.low for word in row)
    return {at for at, word in enumerate(row) if counts[word.low] == 1}


def _denied(row: Sequence[Word], at: int) -> bool:
    for index in range(at - 1, max(at - 1 - _REACH, -1), -1):
        if row[index].low in NEGATIONS:
            return True
        if row[index].low in _STOPS:
            return False
    return False
