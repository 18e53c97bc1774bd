"""What a figure is said of must not be turned round: uptime and downtime, won and lost, revenue and cost, this and "
"not this."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from srs.recall.bounds import way_of
from srs.recall.lexicon import words
from srs.recall.sides import has_sides, sides_at
from srs.recall.tokens import Shape, Token

_NOT = frozenset(words("not never nicht kein keine pas non no cannot without inte ikke"))
_CUT = frozenset(words(", ; . : but and or sondern mais pero"))
_NOTHING = frozenset(
    words(
        "a about an at be been by das de der did die do does ein eine el for had has have he i in is it just la le "
        "les less los more below meno menos minder moins of on only over quite really she sure than that the they this "
        "to un under une very was "
        "we were yet you"
    )
)


def contrasted(
    expected: Sequence[Token], said: Sequence[Token], spans: tuple[set[int], set[int]]
) -> tuple[str, str] | None:
    """Return what was expected and what was said in its place that excludes it; None where nothing does.

    `spans` are the tokens of either text that belong to its figures.
    """
    wanted, offered = _sides(expected), _sides(said)
    over = _level(expected, spans[0]), _level(said, spans[1])
    if over[0] and over[1] and over[0] != over[1]:
        return over
    for group, sides in wanted.items():
        others = offered.get(group, {})
        if sides.keys() & others.keys() or not others or _cut_costs(expected, sides) or _cut_costs(said, others):
            continue
        return next(iter(sides.values())), next(iter(others.values()))
    return _negated(expected, said) or _reversed(expected, said) or _contrary(expected, said, spans)


_COSTS = frozenset(words("cost costs kosten coûts costes"))
_CUT_DOWN = frozenset(
    words(
        "cut cuts cutting reduced reduce lower lowered fell dropped down drop shrank gesenkt gesunken réduit réduits "
        "reducido reducidos"
    )
)


def _cut_costs(found: Sequence[Token], sides: dict[int, str]) -> bool:
    """Whether a text tells of costs that were cut, which are savings."""
    return {text.casefold() for text in sides.values()} <= _COSTS and not _CUT_DOWN.isdisjoint(
        [token.low for token in found]
    )


_LEVELS = {"above": "above", "over": "above", "below": "below", "under": "below", "beneath": "below"}


def _level(found: Sequence[Token], figures: set[int]) -> str:
    """Return whether something lies above or below another: over budget, below the average; no bound of a figure."""
    for at, token in enumerate(found):
        level = _LEVELS.get(token.low)
        if level and at + 1 < len(found) and not figures & {at, at + 1, at + 2} and found[at + 1].shape is Shape.WORD:
            return level
    return ""


def _contrary(
    expected: Sequence[Token], said: Sequence[Token], spans: tuple[set[int], set[int]]
) -> tuple[str, str] | None:
    """Return two words that say the opposite of each other, of which each side has one."""
    wanted, offered = _apart(expected, spans[0]), _apart(said, spans[1])
    wanted, offered = ({word: text for word, text in wanted.items() if word not in offered},
                       {word: text for word, text in offered.items() if word not in wanted})  # fmt: skip
    if not wanted or not offered:
        return None
    from srs.recall.thesaurus import contrary, same

    for one in wanted:
        for other in offered:
            if contrary(one, other) and not any(same(one, each) for each in offered if each != other):
                return wanted[one], offered[other]
    return None


def _apart(found: Sequence[Token], figures: set[int]) -> dict[str, str]:
    """Return the words of a text that belong to no figure and to no group of contrasts."""
    return {
        token.low: token.text
        for at, token in enumerate(found)
        if token.shape is Shape.WORD
        and at not in figures
        and len(token.low) > 3
        and token.low not in _NOTHING
        and token.low not in _IDLE
        and not has_sides(token.low)
        and way_of(token.low) is None
    }


def _sides(found: Sequence[Token]) -> dict[int, dict[int, str]]:
    result: dict[int, dict[int, str]] = {}
    for at, token in enumerate(found):
        if token.shape is Shape.WORD:
            for group, side in sides_at(found, at):
                result.setdefault(group, {}).setdefault(side, token.text)
    return result


_IDLE = frozenset(
    words(
        "about above actually again already also always another around back bad below came come different each easy "
        "even ever every faster fewer first from gave give given goes going gone good great hard here high higher "
        "into just last least less like little long low lower made make many more most much never next now only "
        "onto other over previous quickly right same short slower slowly some still take taken than then there "
        "today tomorrow took under well went with without wrong yesterday"
    )
)
"""Words whose opposites tell nothing of a figure, or are told by its bound or direction."""
_PREFIXES = {"un": 4, "non": 4, "dis": 5, "in": 6, "im": 6, "ir": 6, "il": 6, "mis": 5}


def _reversed(expected: Sequence[Token], said: Sequence[Token]) -> tuple[str, str] | None:
    """Return a word and the one with un-, in-, non- before it, of which each side has another."""
    wanted = {token.low for token in expected if token.shape is Shape.WORD}
    offered = {token.low for token in said if token.shape is Shape.WORD}
    for one in wanted - offered:
        for other in offered - wanted:
            short, long = sorted((one, other), key=len)
            prefix = long.removesuffix(short)
            if len(prefix) < len(long) and _PREFIXES.get(prefix, 99) <= len(short):
                return one, other
    return None


def _negated(expected: Sequence[Token], said: Sequence[Token]) -> tuple[str, str] | None:
    """Return a word that is said on one side and denied on the other: passed, did not pass."""
    wanted, unwanted = _claims(expected)
    offered, denied = _claims(said)
    for stem in denied:
        if stem in wanted and stem not in unwanted and stem not in offered:
            return wanted[stem], f"not {denied[stem]}"
    for stem in unwanted:
        if stem in offered and stem not in denied and stem not in wanted:
            return f"not {unwanted[stem]}", offered[stem]
    return None


def _claims(found: Sequence[Token]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the words of a text by their beginnings: those that are said, and those that are denied."""
    said: dict[str, str] = {}
    denied: dict[str, str] = {}
    after = set(_denied(found))
    for at, token in enumerate(found):
        if token.shape is Shape.WORD and token.low not in _NOTHING and len(token.low) > 2:
            (denied if at in after else said)[_stem(token.low)] = token.text
    return said, denied


def _denied(found: Sequence[Token]) -> Iterator[int]:
    for at, token in enumerate(found):
        failed = token.low == "failed" and at + 1 < len(found) and found[at + 1].low == "to"
        if not (token.low in _NOT or token.low.endswith("n't") or failed) or token.low == "no":
            continue
        left = 1
        for next in range(at + 1, min(at + 5, len(found))):
            low = found[next].low
            if low in _CUT or found[next].shape is not Shape.WORD or low in ("only", "just", "quite", "sure"):
                break
            if low in _NOTHING:
                continue
            yield next
            left -= 1
            if not left:
                break


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word
