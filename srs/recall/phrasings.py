"""A wording that was expected x what was said -> a verdict, word by word.

Exact but for case, punctuation, spelling, contractions and fillers; near while every claim stands in mostly its words;
else wrong. A negation, a number, an *only* or a direction that was changed is a claim that was changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from rapidfuzz.distance import OSA

from srs.recall.lexicon import words
from srs.recall.tokens import plain
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
    raw, all_said = words_of(expected), words_of(said)
    wanted = genitives(raw, all_said)
    offered = without_chatter(genitives(all_said, raw), wanted)
    steps = _align(wanted, offered)
    parts = tuple(_parts(wanted, offered, steps))
    worth = _worth(expected, wanted, offered, steps)
    if strict and worth is Worth.EXACT and _verbatim(expected) != _verbatim(said):
        return Verdict(Worth.NEAR, (*parts, Part("", "", Worth.NEAR, "not verbatim")))
    return Verdict(worth, parts)


def _verbatim(text: str) -> str:
    return " ".join(plain(text).split())


# ---------------------------------------------------------------- alignment


def _align(wanted: Sequence[Word], offered: Sequence[Word]) -> list[_Aligned]:
    """Return the cheapest way from one row of words to the other, weighty words first."""
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
    return _run_together(wanted, offered, steps)


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
    if not one[:1].isdigit() and stem(one) == stem(other) and len(stem(one)) > 2 and one not in NEGATIONS:
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
        return Worth.EXACT if wanted or not offered else Worth.WRONG
    moved = _moved(wanted, offered, steps)
    if _changes_a_claim(wanted, offered, steps, moved):
        return Worth.WRONG
    kept = {
        step.expected: 1.0 if step.step is _Step.SAME else 0.8
        for step in steps
        if step.step in (_Step.SAME, _Step.ALIKE) and step.expected is not None
    }
    kept |= dict.fromkeys(moved, 0.7)
    for claim in _claims(expected, wanted):
        # words that every sentence has make no claim, where there are others
        heavy = [index for index in claim if not light(wanted[index].low)] or claim
        whole = sum(weight(wanted[index].low) for index in heavy)
        stands = sum(weight(wanted[index].low) * kept.get(index, 0.0) for index in heavy)
        if whole and stands / whole < MOSTLY:
            return Worth.WRONG
    return Worth.NEAR


_ORDERED = frozenset(
    words(
        "before after then first than over from to instead because therefore so into until causes cause beats "
        "follows precedes drives without rather not is are makes make leads means requires needs when if through "
        "by against depends vor nach dann zuerst als statt weil avant après puis antes después porque prima dopo"
    )
)


def _moved(wanted: Sequence[Word], offered: Sequence[Word], steps: Sequence[_Aligned]) -> set[int]:
    """Return the words expected that were said in another place."""
    loose = [offered[step.said].low for step in steps if step.said is not None and step.step is not _Step.SAME]
    found: set[int] = set()
    for step in steps:
        if step.expected is None or step.step in (_Step.SAME, _Step.ALIKE):
            continue
        low = wanted[step.expected].low
        twin = next((each for each in loose if each == low or _likeness(low, each) is not _Step.SWAPPED), None)
        if twin is not None:
            loose.remove(twin)
            found.add(step.expected)
    return found


def _changes_a_claim(
    wanted: Sequence[Word], offered: Sequence[Word], steps: Sequence[_Aligned], moved: set[int]
) -> bool:
    missing = [wanted[step.expected].low for step in steps if step.expected is not None and step.said is None]
    added = [offered[step.said].low for step in steps if step.said is not None and step.expected is None]
    swapped = [
        (wanted[step.expected].low, offered[step.said].low)
        for step in steps
        if step.step is _Step.SWAPPED and step.expected is not None and step.said is not None
    ]
    lost = [*missing, *(one for one, _ in swapped)]
    gained = [*added, *(other for _, other in swapped)]
    if _count(lost, NEGATIONS) != _count(gained, NEGATIONS):
        return True
    if sorted(each for each in lost if each[0].isdigit()) != sorted(each for each in gained if each[0].isdigit()):
        return True
    if ("only" in lost) != ("only" in gained):
        return True
    if any(opposite(one, other) for one, other in swapped):
        return True
    if any(opposite(one, other) for one in lost for other in gained if one not in gained and other not in lost):
        return True
    if any(_undone(one, other) for one, other in swapped):
        return True
    content = [index for index in moved if not light(wanted[index].low)]
    return len(content) >= 1 and _turned_round(wanted, offered, steps, moved)


def _count(words: Sequence[str], among: frozenset[str]) -> int:
    return sum(word in among for word in words)


_PREFIXES = ("un", "in", "im", "non", "dis", "ir", "il", "de", "mis", "anti", "under", "over")


def _undone(one: str, other: str) -> bool:
    """Whether one word is the other with a prefix that turns it round: reliable, unreliable."""
    short, long = sorted((one, other), key=len)
    return len(short) > 3 and any(long == prefix + short or stem(long) == prefix + stem(short) for prefix in _PREFIXES)


def _turned_round(wanted: Sequence[Word], offered: Sequence[Word], steps: Sequence[_Aligned], moved: set[int]) -> bool:
    """Whether what changed places stands on two sides of a word that gives them their parts: A before B, B before A."""
    places = {step.expected: step.said for step in steps if step.step in (_Step.SAME, _Step.ALIKE)}
    loose = {step.said for step in steps if step.said is not None and step.step not in (_Step.SAME, _Step.ALIKE)}
    now: dict[int, int] = {}
    for index in moved:
        twin = next(
            (j for j in sorted(loose) if _likeness(wanted[index].low, offered[j].low) is not _Step.SWAPPED), None
        )
        if twin is not None:
            loose.discard(twin)
            now[index] = twin
    for hinge, place in places.items():
        if hinge is None or place is None or wanted[hinge].low not in _ORDERED:
            continue
        crossed = [index for index, j in now.items() if (index < hinge) != (j < place) and not light(wanted[index].low)]
        if not crossed:
            continue
        before = [i for i, j in (places | now).items() if i is not None and j is not None and i < hinge and j < place]
        heavy = [i for i in before if not light(wanted[i].low)]
        after = [i for i, j in (places | now).items() if i is not None and j is not None and i > hinge and j > place]
        if not heavy or not [i for i in after if not light(wanted[i].low)]:
            return True
    return False


_CLAIM_END = re.compile(
    r"[.;:!?]+\s+|\s+[—–-]\s+|—|,\s+(?=(?:but|and|not|so|because|which|yet|or|while|then)\s)|\s+(?=(?:but|because)\s)"
)


def _claims(expected: str, wanted: Sequence[Word]) -> Iterator[list[int]]:
    """Yield the words of each claim, by index: sentences, and parts of them that say something by themselves."""
    begin = 0
    claims: list[list[int]] = []
    for piece in _CLAIM_END.split(plain(expected)):
        length = len(words_of(piece))
        indexes = list(range(begin, min(begin + length, len(wanted))))
        begin += length
        if not indexes:
            continue
        heavy = sum(not light(wanted[index].low) for index in indexes)
        if claims and heavy < 2:
            claims[-1] += indexes
        else:
            claims.append(indexes)
    if claims and begin < len(wanted):
        claims[-1] += range(begin, len(wanted))
    yield from claims


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
            grave = any(word in NEGATIONS or word[:1].isdigit() for word in words) or (
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
