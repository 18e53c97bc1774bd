"""The words of a wording beside those that were said: which were said, in another form or place, left out or added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache
from itertools import islice
from unicodedata import combining, normalize

from rapidfuzz.distance import OSA

from srs.recall.claims import claims_of, orders, turned
from srs.recall.exchanges import stands_for
from srs.recall.lexicon import ENGLISH, Language
from srs.recall.thesaurus import kinds
from srs.recall.wording import NEGATIONS, Word, light, stem, weight


class Step(Enum):
    """What became of a word."""

    SAME = auto()
    ALIKE = auto()
    """In another form."""
    OTHER_WORD = auto()
    """By another word that says the same."""
    SWAPPED = auto()
    LEFT_OUT = auto()
    ADDED = auto()


SAID = frozenset((Step.SAME, Step.ALIKE, Step.OTHER_WORD))


@dataclass(frozen=True, slots=True)
class Aligned:
    """One step of an alignment; words are indexes, None where there is none."""

    step: Step
    expected: int | None
    said: int | None


_GAIN = 1.5
"""How much cheaper another order of the claims must be to be taken for the one that was said."""
_LIST_GAIN = 1.0
_CELLS = 100_000
"""So many pairs of words are compared at most, over all orders that are tried; of long wordings fewer are."""
_FEW = 6
_BASE = 4
_ENDING = 3
"""Letters that words of one base share at least, and that their endings have at most."""
_WORD = 5
"""A known word of so many letters is meant by an unknown one with one of them off; a long one with two."""


def best_alignment(expected: str, wanted: Sequence[Word], offered: Sequence[Word], language: Language) -> list[Aligned]:
    """Return the cheapest alignment, claims, phrases and items of lists taken in another order where that was said."""
    wording = frozenset(word.low for word in wanted)
    tries = max(_FEW, _CELLS // (len(wanted) * len(offered) + 1))

    def tried(order: Sequence[int]) -> tuple[float, list[Aligned]]:
        steps, cost = _align([wanted[index] for index in order], offered, language, wording)
        return cost, [replace(s, expected=None if s.expected is None else order[s.expected]) for s in steps]

    own = list(range(len(wanted)))
    plainly, best = tried(own)
    if not plainly:
        return best
    cheapest = plainly
    for order in islice(orders(claims_of(expected, wanted, language), wanted), tries):
        cost, steps = tried(order)
        if cost < min(cheapest, plainly - _GAIN):
            cheapest, best = cost, steps
    places: dict[tuple[int, ...], float] = {}
    for begin, words in islice(turned(expected, wanted, offered, language), tries):
        if (begin, *words) not in places:
            cost, steps = tried([*own[:begin], *words, *own[begin + len(words) :]])
            places[(begin, *words)] = cost
            if cost < min(cheapest, plainly - _LIST_GAIN):
                cheapest, best = cost, steps
    # several lists turned at once, the one that gains most first
    together = own
    free = set(own)
    for (begin, *words), cost in sorted(places.items(), key=lambda place: place[1]):
        if cost < plainly - _LIST_GAIN and free.issuperset(words):
            together = [*together[:begin], *words, *together[begin + len(words) :]]
            free.difference_update(words)
    cost, steps = tried(together)
    return steps if cost < min(cheapest, plainly - _LIST_GAIN) else best


def _align(
    wanted: Sequence[Word], offered: Sequence[Word], language: Language, wording: frozenset[str]
) -> tuple[list[Aligned], float]:
    """Return the cheapest way from one row of words to the other, weighty words first, and what it costs."""
    rows, columns = len(wanted), len(offered)
    known: dict[tuple[str, str], float] = {}

    def swap(i: int, j: int) -> float:
        pair = (wanted[i].low, offered[j].low)
        if pair not in known:
            known[pair] = _swap(*pair, language, wording)
        return known[pair]

    cost = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        cost[i][columns] = cost[i + 1][columns] + weight(wanted[i].low)
    for j in range(columns - 1, -1, -1):
        cost[rows][j] = cost[rows][j + 1] + 0.9 * weight(offered[j].low)
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            cost[i][j] = min(
                cost[i + 1][j + 1] + swap(i, j),
                cost[i + 1][j] + weight(wanted[i].low),
                cost[i][j + 1] + 0.9 * weight(offered[j].low),
            )
    steps: list[Aligned] = []
    i = j = 0
    while i < rows or j < columns:
        if i < rows and j < columns and cost[i][j] == cost[i + 1][j + 1] + swap(i, j):
            steps.append(Aligned(likeness(wanted[i].low, offered[j].low, language, wording), i, j))
            i, j = i + 1, j + 1
        elif i < rows and cost[i][j] == cost[i + 1][j] + weight(wanted[i].low):
            steps.append(Aligned(Step.LEFT_OUT, i, None))
            i += 1
        else:
            steps.append(Aligned(Step.ADDED, None, j))
            j += 1
    return _run_together(wanted, offered, steps), cost[0][0]


def _swap(one: str, other: str, language: Language, wording: frozenset[str]) -> float:
    heavy, weak = max(weight(one), weight(other)), min(weight(one), weight(other))
    match likeness(one, other, language, wording):
        case Step.SAME:
            return 0.0
        case Step.ALIKE:
            return 0.15
        case Step.OTHER_WORD:
            return 0.2 + 0.2 * heavy
        case _:
            return 1.2 * heavy if light(one) == light(other) else 0.95 * (heavy + weak)


def likeness(one: str, other: str, language: Language, wording: frozenset[str]) -> Step:
    """Return what one word is to another: the same, another form of it, another word for it, or swapped for it.

    No word stands for another one of the same wording.
    """
    if one == other or _misspelt(one, other, language) or (not (one + other).isascii() and _bare(one) == _bare(other)):
        return Step.SAME
    if not one[:1].isdecimal() and stem(one) == stem(other) and len(stem(one)) > 2 and one not in NEGATIONS:
        return Step.ALIKE
    short, long = sorted((stem(one), stem(other)), key=len)
    if len(short) >= 5 and long.startswith(short) and short.isalpha():
        return Step.ALIKE
    if language is not ENGLISH and _inflected(one, other):
        return Step.ALIKE
    return Step.OTHER_WORD if stands_for(one, other, language, wording) else Step.SWAPPED


@lru_cache(maxsize=4096)
def _bare(word: str) -> str:
    """Return a word as it is typed without the signs on its letters; umlauts as two letters."""
    word = word.translate(_UMLAUTS)
    return "".join(each for each in normalize("NFD", word) if not combining(each))


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def _inflected(one: str, other: str) -> bool:
    """Whether two words of another language begin alike and only end otherwise: kennen, kennt."""
    shared = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return shared >= _BASE and max(len(one), len(other)) - shared <= _ENDING and one not in NEGATIONS


def _misspelt(one: str, other: str, language: Language) -> bool:
    """Whether two long words are one with a slip of the fingers; ends, beginnings and other words are no slips."""
    if language is ENGLISH and kinds(one) and not kinds(other) and min(len(one), len(other)) >= _WORD:
        return one[0] == other[0] and other.isalpha() and OSA.distance(one, other) <= 1 + (len(one) >= 2 * _WORD - 1)
    if min(len(one), len(other)) < 7 or one[0] != other[0] or one[-1] != other[-1] or not (one + other).isalpha():
        return False
    return one[:2] == other[:2] and OSA.distance(one, other) == 1 and not (kinds(one) and kinds(other))


def _run_together(wanted: Sequence[Word], offered: Sequence[Word], steps: list[Aligned]) -> list[Aligned]:
    """Take trade-off, trade off and tradeoff for the same."""
    result: list[Aligned] = []
    at = 0
    while at < len(steps):
        for length in (3, 2):
            block = steps[at : at + length]
            one = "".join(wanted[step.expected].low for step in block if step.expected is not None)
            other = "".join(offered[step.said].low for step in block if step.said is not None)
            if len(block) == length and one and one == other and any(step.step is not Step.SAME for step in block):
                result += [Aligned(Step.SAME, step.expected, step.said) for step in block]
                at += length
                break
        else:
            result.append(steps[at])
            at += 1
    return result
