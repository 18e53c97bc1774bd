"""What a wording is made of: claims, lists in them, and the words that say which comes first or follows from which."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, pairwise, permutations

from srs.recall.lexicon import Language, words
from srs.recall.tokens import plain
from srs.recall.wording import NEGATIONS, Word, light, words_of

_CONDITIONS = frozenset(words("if soon unless until when whenever wenn falls si cuando quand se quando als"))
CAUSES = frozenset(words("because since weil da denn parce car puisque porque perché poiché omdat want"))
"""Words behind which the cause stands."""
EFFECTS = frozenset(words("so therefore thus hence deshalb daher darum donc quindi perciò dus"))
"""Words behind which the effect stands."""
HINGES = frozenset(words("because so if before after then until therefore unless although weil wenn bevor nachdem "
                         "sobald parce porque si avant après antes después perché prima dopo omdat"))  # fmt: skip
"""Words that give two claims their parts: which one follows from the other."""
_TIMES = frozenset(words("time moment minute day"))
_LEADS = CAUSES | EFFECTS | _CONDITIONS
_NEXT = frozenset(words("then thereafter afterward next later finally dann danach puis ensuite luego después poi então "
                        "daarna"))  # fmt: skip
_WHEN = frozenset(words("if when whenever once wenn sobald si quand cuando se quando als"))
_IN_ORDER = frozenset(words("order respectively reihenfolge ordre orden ordine ordem volgorde"))
_AND = {
    "en": frozenset(words("and or nor plus")),
    "de": frozenset(words("und oder")),
    "fr": frozenset(words("et ou")),
    "es": frozenset(words("y e o u")),
    "it": frozenset(words("e o")),
    "pt": frozenset(words("e ou")),
    "nl": frozenset(words("en of")),
    "sv": frozenset(words("och eller")),
    "da": frozenset(words("og eller")),
}
_PIECE_END = re.compile(
    r"[.;:!?]+\s+|\s+[—–-]\s+|—|,\s+|"
    r"\s+(?=(?:but|because|if|unless|until|weil|wenn|aber|parce|porque|perché|mais|pero)\s)|\s+(?=and\s+then\s)|"
    r"\s+(?=(?:and|und|et|y|e)\s(?:\S+\s){1,3}(?:is|are|was|were|does|did|has|have|can|will|ist|sind|est|es|è)\s)"
)
_PREPOSITIONS = frozenset(words("in on at for with by from during through over under between against without "
                                "auf mit für von bei nach dans pour avec sur con para por per"))  # fmt: skip
_PAUSE = re.compile(r"[,;:.!?]+\s+|\s+[—–-]\s+|—")
_CLAIMS = 4
"""So many claims are tried in every order; the words of more than that in their own."""
_ITEM = 5
"""So many words at most has an item of a list."""


def claims_of(expected: str, wanted: Sequence[Word], language: Language) -> list[list[int]]:
    """Return the words of each claim, by index: sentences, and parts of them that say something by themselves."""
    begin = 0
    claims: list[list[int]] = []
    for begin, end in _spans(_PIECE_END, expected, wanted, language):
        indexes = list(range(begin, end))
        if claims and (_heavy(indexes, wanted) < 2 or _heavy(claims[-1], wanted) < 2):
            claims[-1] += indexes
        elif indexes:
            claims.append(indexes)
    return claims


_TAIL = re.compile(r"(?<=[.;!?:,])\s+|\s+[—–-]\s+|\s+(?=(?:and|but|und|aber|et|mais|y|pero|e|ma|en|maar|och|men|og)\s)")
_JOINS = frozenset(words("and but und aber et mais y pero e ma en maar och men og"))


def tails_of(expected: str, wanted: Sequence[Word], language: Language) -> Iterator[tuple[list[int], int]]:
    """Yield what stands behind a colon, and what an `and` joins to a claim, with how many heavy words make it one."""
    behind: list[int] = []
    last = ""
    pieces = [piece for piece in _TAIL.split(plain(expected)) if piece]
    for piece, (begin, end) in zip(pieces, _spans(_TAIL, expected, wanted, language), strict=True):
        indexes = list(range(begin, end))
        if last.endswith((".", ";", "!", "?")) and behind:
            yield behind, 1
            behind = []
        if last.endswith(":") or behind:
            behind += indexes
        if last and piece.split()[0].casefold() in _JOINS:
            yield indexes, 2
        last = piece
    if behind:
        yield behind, 1


def _spans(
    pattern: re.Pattern[str], expected: str, wanted: Sequence[Word], language: Language
) -> Iterator[tuple[int, int]]:
    """Yield where each piece of a wording begins and ends; the last one has all that is left."""
    pieces = [piece for piece in pattern.split(plain(expected)) if piece]
    # turns of several words are one word by now
    sizes = list(accumulate(len(word.low.split()) for word in wanted))
    ends = [bisect_left(sizes, end) + 1 for end in accumulate(len(words_of(piece, language)) for piece in pieces)]
    begin = 0
    for number, end in enumerate(ends):
        end = len(wanted) if number == len(ends) - 1 else min(end, len(wanted))
        yield begin, end
        begin = end


def _heavy(indexes: Sequence[int], wanted: Sequence[Word]) -> int:
    return sum(not light(wanted[index].low) for index in indexes)


def leads(row: Sequence[Word], language: Language) -> list[tuple[int, bool]]:
    """Return where words stand that say what follows from what, and whether the claim behind it comes first in fact.

    A word that opens the row and holds for two claims joined by an *and* is none.
    """
    lows = [word.low for word in row]
    found = [
        (at, low not in EFFECTS)
        for at, low in enumerate(lows)
        if low in _LEADS or (low in _TIMES and lows[at - 1 : at] == ["the"])
    ]
    if len(found) == 1 and found[0][0] == 0 and any(word.low in _AND[language.code] for word in row):
        return []
    return found


def orders(claims: Sequence[Sequence[int]], wanted: Sequence[Word]) -> Iterator[list[int]]:
    """Yield the other orders of a few claims in which they say the same, as indexes of words."""
    if not 1 < len(claims) <= _CLAIMS:
        return
    # what is done next stays behind what is done before it
    then = [at for at, claim in enumerate(claims) if any(wanted[index].low in _NEXT for index in claim[:3])]
    if not _WHEN.isdisjoint(word.low for word in wanted):
        then = []
    for order in islice(permutations(range(len(claims))), 1, None):
        if all(not at or order.index(at - 1) < order.index(at) for at in then):
            yield [index for at in order for index in claims[at]]


def turned(
    expected: str, wanted: Sequence[Word], offered: Sequence[Word], language: Language
) -> Iterator[tuple[int, list[int]]]:
    """Yield where a list or two phrases begin, and the indexes of their words in the order in which they were said."""
    if any(word.low in _IN_ORDER for word in wanted):
        return
    yield from _lists(expected, wanted, offered, language)
    yield from _phrases(expected, wanted, offered, language)


def _lists(
    expected: str, wanted: Sequence[Word], offered: Sequence[Word], language: Language
) -> Iterator[tuple[int, list[int]]]:
    """Yield where a list begins, and its words with its items in the order in which they were said."""
    breaks = {begin for begin, _ in _spans(_PAUSE, expected, wanted, language)}
    last = len(wanted)
    for joint in range(1, last - 1):
        if wanted[joint].low not in _AND[language.code]:
            continue
        middle: list[tuple[int, int]] = []
        end = joint
        while True:
            begin = max((at for at in breaks if at < end), default=0)
            if begin == 0 or end - begin > _ITEM or begin not in breaks:
                break
            middle.insert(0, (begin, end))
            end = begin
        stop = min((at for at in breaks if at > joint + 1), default=last)
        for first in range(1, min(_ITEM, end) + 1):
            for length in range(1, min(_ITEM, stop - joint - 1) + 1):
                items = [(end - first, end), *middle, (joint + 1, joint + 1 + length)]
                order = _order(items, wanted, offered)
                if order is None:
                    continue
                said = [list(range(*items[at])) for at in order]
                yield end - first, [*(index for item in said[:-1] for index in item), joint, *said[-1]]


def _phrases(
    expected: str, wanted: Sequence[Word], offered: Sequence[Word], language: Language
) -> Iterator[tuple[int, list[int]]]:
    """Yield where two phrases with a preposition begin, and their words in the order in which they were said."""
    ends = {begin for begin, _ in _spans(_PAUSE, expected, wanted, language)} | {len(wanted)}
    ends |= {at for at, word in enumerate(wanted) if word.low in _AND[language.code] or word.low in HINGES}
    begins = [at for at, word in enumerate(wanted) if word.low in _PREPOSITIONS]
    for first, second in pairwise(begins):
        end = min(at for at in (*ends, *begins) if at > second)
        if end - first > 2 * _ITEM or any(first < at <= second for at in ends):
            continue
        if _order([(first, second), (second, end)], wanted, offered) is not None:
            yield first, [*range(second, end), *range(first, second)]


def _order(items: Sequence[tuple[int, int]], wanted: Sequence[Word], offered: Sequence[Word]) -> list[int] | None:
    """Return in which order the items of a list were said; None where one was not, or where they were in their own."""
    places: list[int] = []
    lows = [word.low for word in offered]
    for begin, end in items:
        item = [wanted[index].low for index in range(begin, end)]
        heavy = [low for low in item if not light(low)]
        if not heavy or any(low in NEGATIONS or low in HINGES for low in item):
            return None
        found = [at for at in range(len(lows) - len(heavy) + 1) if lows[at] == heavy[0]]
        place = next((at for at in found if _in_turn(heavy, lows[at : at + len(item) + 1])), None)
        if place is None or place in places:
            return None
        places.append(place)
    order = sorted(range(len(items)), key=places.__getitem__)
    return None if order == sorted(order) else order


def _in_turn(heavy: Sequence[str], lows: Sequence[str]) -> bool:
    rest = iter(lows)
    return all(low in rest for low in heavy)
