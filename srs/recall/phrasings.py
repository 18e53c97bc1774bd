"""A wording that was expected x what was said -> a verdict, word by word.

Exact but for case, punctuation, spelling, contractions and fillers; near while every claim stands in mostly its words;
else wrong. A negation, a number, an *only* or a direction that was changed is a claim that was changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise, permutations

from rapidfuzz.distance import OSA

from srs.recall.lexicon import words
from srs.recall.numbers import language_of
from srs.recall.tokens import plain, tokens
from srs.recall.verdicts import Part, Verdict, Worth
from srs.recall.wording import NEGATIONS, Word, genitives, light, opposite, stem, weight, without_chatter, words_of

MOSTLY = 0.6
"""So much of the weight of a claim's words must have been said for the claim to stand."""


class _Step(Enum):
    SAME = auto()
    ALIKE = auto()
    SWAPPED = auto()
    LEFT_OUT = auto()
    ADDED = auto()


@dataclass(frozen=True, slots=True)
class _Aligned:
    """One step of an alignment; words are indexes, None where there is none."""

    step: _Step
    expected: int | None
    said: int | None


def judge_wording(expected: str, said: str, *, strict: bool = False) -> Verdict:
    """Return what a wording is worth; its parts are stretches that were said, left out, added or swapped.

    `strict` wants it verbatim, but for blanks and the shape of quotes; what is exact only otherwise is near then.
    """
    language = language_of(tokens(plain(f"{expected} {said}")))
    raw, all_said = words_of(expected, language), words_of(said, language)
    wanted = genitives(raw, all_said)
    offered = without_chatter(genitives(all_said, raw), wanted)
    steps = _best_alignment(expected, wanted, offered)
    parts = tuple(_parts(wanted, offered, steps))
    worth = _worth(expected, wanted, offered, steps)
    if strict and worth is Worth.EXACT and _verbatim(expected) != _verbatim(said):
        return Verdict(Worth.NEAR, (*parts, Part("", "", Worth.NEAR, "not verbatim")))
    return Verdict(worth, parts)


def _verbatim(text: str) -> str:
    return " ".join(plain(text).split())


# ---------------------------------------------------------------- alignment


_CLAIMS = 4
"""So many claims are tried in every order; the words of more than that in their own."""
_GAIN = 1.5
"""How much cheaper another order of the claims must be to be taken for the one that was said."""


def _best_alignment(expected: str, wanted: Sequence[Word], offered: Sequence[Word]) -> list[_Aligned]:
    """Return the cheapest alignment, claims taken in another order where that was said."""
    best, cheapest = _align(wanted, offered)
    claims = _claims(expected, wanted)
    if not 1 < len(claims) <= _CLAIMS or not cheapest:
        return best
    cheapest -= _GAIN
    for order in permutations(claims):
        indexes = [index for claim in order for index in claim]
        steps, cost = _align([wanted[index] for index in indexes], offered)
        if cost < cheapest:
            cheapest = cost
            best = [replace(s, expected=None if s.expected is None else indexes[s.expected]) for s in steps]
    return best


def _align(wanted: Sequence[Word], offered: Sequence[Word]) -> tuple[list[_Aligned], float]:
    """Return the cheapest way from one row of words to the other, weighty words first, and what it costs."""
    rows, columns = len(wanted), len(offered)
    cost = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        cost[i][columns] = cost[i + 1][columns] + weight(wanted[i].low)
    for j in range(columns - 1, -1, -1):
        cost[rows][j] = cost[rows][j + 1] + 0.9 * weight(offered[j].low)
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            cost[i][j] = min(
                cost[i + 1][j + 1] + _swap(wanted[i].low, offered[j].low),
                cost[i + 1][j] + weight(wanted[i].low),
                cost[i][j + 1] + 0.9 * weight(offered[j].low),
            )
    steps: list[_Aligned] = []
    i = j = 0
    while i < rows or j < columns:
        if i < rows and j < columns and cost[i][j] == cost[i + 1][j + 1] + _swap(wanted[i].low, offered[j].low):
            steps.append(_Aligned(_likeness(wanted[i].low, offered[j].low), i, j))
            i, j = i + 1, j + 1
        elif i < rows and cost[i][j] == cost[i + 1][j] + weight(wanted[i].low):
            steps.append(_Aligned(_Step.LEFT_OUT, i, None))
            i += 1
        else:
            steps.append(_Aligned(_Step.ADDED, None, j))
            j += 1
    return _run_together(wanted, offered, steps), cost[0][0]


def _swap(one: str, other: str) -> float:
    match _likeness(one, other):
        case _Step.SAME:
            return 0.0
        case _Step.ALIKE:
            return 0.15
        case _:
            heavy, weak = max(weight(one), weight(other)), min(weight(one), weight(other))
            return 1.2 * heavy if light(one) == light(other) else 0.95 * (heavy + weak)


def _likeness(one: str, other: str) -> _Step:
    if one == other or _misspelt(one, other):
        return _Step.SAME
    if not one[:1].isdecimal() and stem(one) == stem(other) and len(stem(one)) > 2 and one not in NEGATIONS:
        return _Step.ALIKE
    short, long = sorted((stem(one), stem(other)), key=len)
    if len(short) >= 5 and long.startswith(short) and short.isalpha():
        return _Step.ALIKE
    return _Step.SWAPPED


def _misspelt(one: str, other: str) -> bool:
    """Whether two long words are one word with a slip of the fingers; endings and beginnings are no slips."""
    if min(len(one), len(other)) < 7 or one[0] != other[0] or one[-1] != other[-1] or not (one + other).isalpha():
        return False
    return one[:2] == other[:2] and OSA.distance(one, other) == 1


def _run_together(wanted: Sequence[Word], offered: Sequence[Word], steps: list[_Aligned]) -> list[_Aligned]:
    """Take trade-off, trade off and tradeoff for the same."""
    result: list[_Aligned] = []
    at = 0
    while at < len(steps):
        for length in (3, 2):
            block = steps[at : at + length]
            one = "".join(wanted[step.expected].low for step in block if step.expected is not None)
            other = "".join(offered[step.said].low for step in block if step.said is not None)
            if len(block) == length and one and one == other and any(step.step is not _Step.SAME for step in block):
                result += [_Aligned(_Step.SAME, step.expected, step.said) for step in block]
                at += length
                break
        else:
            result.append(steps[at])
            at += 1
    return result


# ---------------------------------------------------------------- the verdict


def _worth(expected: str, wanted: Sequence[Word], offered: Sequence[Word], steps: Sequence[_Aligned]) -> Worth:
    if all(step.step is _Step.SAME for step in steps):
        there = [step.expected for step in steps if step.expected is not None]
        if not wanted:
            return Worth.WRONG if offered else Worth.EXACT
        return Worth.EXACT if there == sorted(there) else Worth.NEAR
    moved = _moved(wanted, offered, steps)
    if _changes_a_claim(wanted, offered, steps, moved):
        return Worth.WRONG
    kept = {
        step.expected: 1.0 if step.step is _Step.SAME else 0.8
        for step in steps
        if step.step in (_Step.SAME, _Step.ALIKE) and step.expected is not None
    }
    kept |= dict.fromkeys(moved, 0.7)
    claims = _claims(expected, wanted)
    for claim in claims:
        # words that every sentence has make no claim, where there are others
        heavy = [i for i in claim if not light(wanted[i].low) and wanted[i].low not in HINGES] or claim
        whole = sum(weight(wanted[index].low) for index in heavy)
        stands = sum(weight(wanted[index].low) * kept.get(index, 0.0) for index in heavy)
        short = len(claims) > 1 and len(heavy) <= 2
        if whole and (not stands if short else stands / whole < MOSTLY):
            return Worth.WRONG
    return Worth.NEAR


HINGES = frozenset(words("because so if before after then until therefore unless although weil wenn bevor nachdem sobald "
                         "parce porque si avant après antes después perché prima dopo omdat"))  # fmt: skip
"""Words that give two claims their parts: which one follows from the other."""


_PERSONS = frozenset(words("i you he she they we me him her them us"))


def _bears(word: str) -> bool:
    """Whether it matters where a word stands."""
    return not light(word) or word in HINGES or word in NEGATIONS or word in _PERSONS


def _moved(wanted: Sequence[Word], offered: Sequence[Word], steps: Sequence[_Aligned]) -> dict[int, int]:
    """Return the words expected that were said in another place, with that place."""
    loose = [step.said for step in steps if step.said is not None and step.step not in (_Step.SAME, _Step.ALIKE)]
    found: dict[int, int] = {}
    for step in steps:
        if step.expected is None or step.step in (_Step.SAME, _Step.ALIKE):
            continue
        low = wanted[step.expected].low
        twin = next((at for at in loose if _likeness(low, offered[at].low) is not _Step.SWAPPED), None)
        if twin is not None:
            loose.remove(twin)
            found[step.expected] = twin
    return found


def _changes_a_claim(
    wanted: Sequence[Word], offered: Sequence[Word], steps: Sequence[_Aligned], moved: dict[int, int]
) -> bool:
    missing = [wanted[s.expected].low for s in steps if s.step is _Step.LEFT_OUT and s.expected is not None]
    added = [offered[s.said].low for s in steps if s.step is _Step.ADDED and s.said is not None]
    swapped = [
        (wanted[s.expected].low, offered[s.said].low)
        for s in steps
        if s.step is _Step.SWAPPED and s.expected is not None and s.said is not None
    ]
    lost = [*missing, *(one for one, _ in swapped)]
    gained = [*added, *(other for _, other in swapped)]
    if _count(lost, NEGATIONS) != _count(gained, NEGATIONS) or _numbers(lost) != _numbers(gained):
        return True
    if "only" in lost and "only" not in gained:
        return True
    if any(opposite(one, other) or _undone(one, other) for one, other in swapped):
        return True
    if any(opposite(one, other) for one in lost for other in gained if one not in gained and other not in lost):
        return True
    if moved and all(wanted[index].low in NEGATIONS or light(wanted[index].low) for index in moved):
        # a negation that wandered off alone denies something else now
        return any(wanted[index].low in NEGATIONS for index in moved) or not _one_block(steps, moved)
    return not _one_block(steps, moved) and any(_bears(wanted[index].low) for index in moved)


def _one_block(steps: Sequence[_Aligned], moved: dict[int, int]) -> bool:
    """Whether what was said elsewhere is one stretch that was moved as it is, and not two that changed places."""
    if not moved:
        return True
    order = sorted(moved)
    if any(moved[one] > moved[other] for one, other in pairwise(order)):
        return False
    kept = [(s.expected, s.said) for s in steps if s.step in (_Step.SAME, _Step.ALIKE)]
    low, high = min(moved.values()), max(moved.values())
    return not any(
        (one is not None and order[0] < one < order[-1]) or (other is not None and low < other < high)
        for one, other in kept
    )


def _numbers(words: Sequence[str]) -> list[str]:
    # `one` stands for anything; another number for none but itself
    return sorted(word for word in words if word[0].isdecimal() and word != "1")


def _count(words: Sequence[str], among: frozenset[str]) -> int:
    return sum(word in among for word in words)


_PREFIXES = ("un", "in", "im", "non", "dis", "ir", "il", "de", "mis", "anti", "under", "over")


def _undone(one: str, other: str) -> bool:
    """Whether one word is the other with a prefix that turns it round: reliable, unreliable."""
    short, long = sorted((one, other), key=len)
    return len(short) > 3 and any(long == prefix + short or stem(long) == prefix + stem(short) for prefix in _PREFIXES)


# ---------------------------------------------------------------- claims

_PIECE_END = re.compile(
    r"[.;:!?]+\s+|\s+[—–-]\s+|—|,\s+|"
    r"\s+(?=(?:but|because|if|unless|until|weil|wenn|aber|parce|porque|perché|mais|pero)\s)|\s+(?=and\s+then\s)|"
    r"\s+(?=(?:and|und|et|y|e)\s(?:\S+\s){1,3}(?:is|are|was|were|does|did|has|have|can|will|ist|sind|est|es|è)\s)"
)


def _claims(expected: str, wanted: Sequence[Word]) -> list[list[int]]:
    """Return the words of each claim, by index: sentences, and parts of them that say something by themselves."""
    begin = 0
    claims: list[list[int]] = []
    for piece in _PIECE_END.split(plain(expected)):
        length = len(words_of(piece or ""))
        indexes = list(range(begin, min(begin + length, len(wanted))))
        begin += length
        heavy = sum(not light(wanted[index].low) for index in indexes)
        if claims and (heavy < 2 or _heavy(claims[-1], wanted) < 2):
            claims[-1] += indexes
        elif indexes:
            claims.append(indexes)
    if claims and begin < len(wanted):
        claims[-1] += range(begin, len(wanted))
    return claims


def _heavy(indexes: Sequence[int], wanted: Sequence[Word]) -> int:
    return sum(not light(wanted[index].low) for index in indexes)


# ---------------------------------------------------------------- what is shown


_WHY = {_Step.LEFT_OUT: "left out", _Step.ADDED: "added", _Step.SWAPPED: "swapped", _Step.ALIKE: "another form"}


def _parts(wanted: Sequence[Word], offered: Sequence[Word], steps: Sequence[_Aligned]) -> Iterator[Part]:
    """Yield stretches of one fate, in order."""
    at = 0
    while at < len(steps):
        step = steps[at].step
        end = at
        while end < len(steps) and steps[end].step is step:
            end += 1
        block = steps[at:end]
        expected = " ".join(_texts(wanted, [each.expected for each in block]))
        said = " ".join(_texts(offered, [each.said for each in block]))
        if step is _Step.SAME:
            yield Part(expected, said, Worth.EXACT)
        else:
            words = [wanted[each.expected].low for each in block if each.expected is not None] + [
                offered[each.said].low for each in block if each.said is not None
            ]
            grave = any(word in NEGATIONS or word[:1].isdecimal() for word in words) or (
                step is _Step.SWAPPED
                and any(
                    opposite(wanted[each.expected].low, offered[each.said].low)
                    for each in block
                    if each.expected is not None and each.said is not None
                )
            )
            yield Part(expected, said, Worth.WRONG if grave else Worth.NEAR, _WHY[step])
        at = end


def _texts(words: Sequence[Word], indexes: Sequence[int | None]) -> Iterator[str]:
    for index in indexes:
        if index is not None:
            yield words[index].text
