"""Figures that belong together: ranges, changes from one value to another, sizes; what one of them lends the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from srs.recall.amounts import Figure, Reading
from srs.recall.bounds import bound_before
from srs.recall.lexicon import Language, words
from srs.recall.tokens import Token, low_at

_RANGE = frozenset(
    words("- – — to bis till until through thru à tot hasta até ~ a al tussen en und et y e and or oder ou o of auf")
)


_OPENS = frozenset(words("between zwischen entre tra fra tussen"))


_BOTH = frozenset(words("and und et y e en"))


_EITHER = frozenset(words("or oder ou o of"))


_FROM = frozenset(words("from von de du desde da van was were started initially previously originally at is que"))


_TO = frozenset("to down up auf à au a hasta para naar now becoming into til until")


_TO_WORDS = frozenset(words("to auf à au a hasta para naar now today jetzt ahora afterwards"))


_WENT = frozenset(["from", "von", "desde", "da"])


def paired(text: str, found: Sequence[Token], figures: list[Figure], language: Language) -> list[Figure]:
    """Return the figures with their places in ranges and changes; units are lent from one side to the other."""
    figures = _labelled(found, figures)
    at = 0
    while at + 1 < len(figures):
        one, other = figures[at], figures[at + 1]
        roles = None if one.role else _roles(found, one, other)
        if roles is None:
            at += 1
            continue
        if roles == ("upper", "lower"):
            other = replace(other, bound="")
        one, other = _lent(one, other)
        if roles == ("side", "side"):
            one, other = replace(one, year=False, things=frozenset()), replace(other, year=False, things=frozenset())
        one, other = replace(one, weak=False), replace(other, weak=False)
        figures[at] = replace(one, role=roles[0], bound=_bound_in_pair(one, roles[0]))
        figures[at + 1] = replace(other, role=roles[1], bound=_bound_in_pair(other, roles[1]))
        if roles == ("after", "before"):
            figures[at], figures[at + 1] = figures[at + 1], figures[at]
        at += 2
    return figures


def _bound_in_pair(figure: Figure, role: str) -> str:
    return (
        ""
        if role in ("after", "before") and figure.bound == "≤" and figure.text.casefold().startswith("up to")
        else figure.bound
    )


_AT = frozenset(words("at for in im bei the @ ( beim a à"))


def _labelled(found: Sequence[Token], figures: list[Figure]) -> list[Figure]:
    """Return the figures with the percentile that stands beside each; a name alone stays one."""
    result: list[Figure] = []
    for index, figure in enumerate(figures):
        if figure.name and figure.label:
            behind = result[-1] if result and not result[-1].label and not result[-1].name else None
            if behind is not None and all(token.low in _AT for token in found[behind.end : figure.start]):
                result[-1] = replace(behind, label=figure.label)
                continue
            following = figures[index + 1] if index + 1 < len(figures) else None
            if (
                following is not None
                and following.start - figure.end <= 6
                and not following.label
                and not following.name
                and not any(token.low in (",", ";") for token in found[figure.end : following.start])
            ):
                figures[index + 1] = replace(following, label=figure.label)
                continue
            if behind is not None and figure.start - behind.end <= 3:
                result[-1] = replace(behind, label=figure.label)
                continue
        result.append(figures[index])
    return result


def _roles(found: Sequence[Token], one: Figure, other: Figure) -> tuple[str, str] | None:
    """Return what two neighbouring figures are to each other; None where they have nothing to do with each other."""
    if one.dates or other.dates or one.name or other.name or one.label != other.label:
        return None
    between = [token.low for token in found[one.end : begin_of(found, other)]]
    before = low_at(found, begin_of(found, one) - 1)
    if other.bound == "±" and between in ([], [","]) and not one.bound:
        return "centre", "spread"
    if _is_size(between, one, other):
        return "side", "side"
    if _is_pressure(found, between, one, other):
        return "upper", "lower"
    if "→" in between and len(between) <= 3:
        return "before", "after"
    if not between and before in _WENT and other.bound == "≤" and other.text.casefold().startswith("up to"):
        return "before", "after"
    if not between:
        return ("low", "high") if other.text.startswith("-") else None
    if between[0] in ("(",) or len(between) > 9:
        return None
    words = [word for word in between if word != "," and not (word == "-" and "to" in between)]  # one-to-four
    if len(words) == 1 and words[0] in _RANGE:
        word = words[0]
        if word == "-" and other.negative and not one.negative:
            return None
        if word in _BOTH:
            return ("low", "high") if before in _OPENS else None
        if word == "of" and other.weak:
            return None  # 200 ml of double cream
        if word in _EITHER:
            return "low", "high"
        if before in _WENT and word not in ("-", "–"):
            return "before", "after"
        if word in ("a", "e", "o", "of", "en", "al") and not (one.readings and other.readings):
            return None
        if word not in ("-", "–", "—", "~") and _falls(one, other):
            return "before", "after"
        if word in ("-", "–") and _is_score(one, other):
            return None  # 3-1 is a score
        return "low", "high"
    if before in _WENT or before in ("de", "van", "du"):
        tail = words[-1] if words else ""
        if tail in _TO_WORDS or other.bound == "≤":
            return "before", "after"
    if words and words[-1] in ("from", "von", "desde", "da", "van", "depuis"):
        if len(words) == 1 or words[0] in (
            "down",
            "up",
            "increase",
            "improvement",
            "reduction",
            "drop",
            "runter",
            "rather",
        ):
            return "after", "before"
        if "was" not in words and ("down" in words or "up" in words):
            return "after", "before"
    if words[-2:] in (["instead", "of"], ["statt"], ["rather", "than"], ["au", "lieu"]) or words[-1:] == ["statt"]:
        return "after", "before"
    if words and words[-1] in ("to", "auf") and any(word in ("down", "up", "went", "reduced", "cut") for word in words):
        return "before", "after"
    if (
        before in ("was", "were", "war", "initially", "before", "previously", "originally")
        and words
        and words[-1]
        in (
            "now",
            "is",
            "after",
            "today",
            "ist",
            "jetzt",
            "afterwards",
            "to",
            "it's",
        )
    ):
        return "before", "after"
    if (words and words[-1] in ("now", "today")) or (
        words and words[0] in ("before", "previously") and words[-1] in ("after", "now")
    ):
        return "before", "after"
    if words == ["was", "now"]:
        return "before", "after"
    return None


_BY = frozenset(words("× x by mal sur per por * op"))


def _is_size(between: list[str], one: Figure, other: Figure) -> bool:
    """Whether two figures are the sides of one thing: 3 × 4 m, 1920 by 1080."""
    if len(between) != 1 or between[0] not in _BY or not (one.readings and other.readings) or one.whole or other.whole:
        return False
    left, right = _unit_of(one), _unit_of(other)
    lengths = ("", "length", "pixel")
    return (
        left in lengths
        and right in lengths
        and not one.per
        and not one.things
        and (between[0] in ("×", "x", "by") or bool(left or right))
    )


def _is_score(one: Figure, other: Figure) -> bool:
    """Whether two bare numbers are a score, which is no range: 3-1."""
    bare = (
        one.readings
        and other.readings
        and not _unit_of(one)
        and not _unit_of(other)
        and not (one.things or other.things)
    )
    return bool(bare) and other.readings[0].value < one.readings[0].value < 100


def _is_pressure(found: Sequence[Token], between: list[str], one: Figure, other: Figure) -> bool:
    """Whether two figures are a blood pressure: 140/90 mmHg, one forty over ninety."""
    over = low_at(found, one.end) in ("over", "über", "sur", "sobre", "/") and one.end + 1 >= other.start
    if not over or _unit_of(one) or _unit_of(other) not in ("", "pressure") or not (one.readings and other.readings):
        return False
    return 60 <= one.readings[0].value <= 260 and 30 <= other.readings[0].value < one.readings[0].value


def _unit_of(figure: Figure) -> str:
    unit = figure.readings[0].unit if figure.readings else None
    return unit.family if unit else ""


def alike_ranges(wanted: list[Figure], offered: list[Figure]) -> tuple[list[Figure], list[Figure]]:
    """Return the figures of both sides with a value and its spread told as a range, where the other side tells a "
    "range."""
    spread = [any(figure.role == "spread" for figure in side) for side in (wanted, offered)]
    ranged = [any(figure.role == "low" for figure in side) for side in (wanted, offered)]
    if spread[0] and ranged[1] and not spread[1]:
        return _as_range(wanted), offered
    if spread[1] and ranged[0] and not spread[0]:
        return wanted, _as_range(offered)
    return wanted, offered


def with_one_unit(wanted: list[Figure], offered: list[Figure]) -> list[Figure]:
    """Return what was said with the unit that is said once given to all, where all that was expected has one unit.

    “It was at twelve percent, and in the end at thirty-one.”
    """
    families = {
        _unit_of(figure) for figure in wanted if not (figure.things or figure.year or figure.dates or figure.fixed)
    }
    many = sum(_unit_of(figure) in families for figure in wanted)
    if many < 2 or len(families) != 1 or families == {""}:
        return offered
    owner = next((figure for figure in offered if _unit_of(figure) in families), None)
    if owner is None:
        return offered
    return [with_unit_of(each, owner) if _may_be_lent(each) else each for each in offered]


def _may_be_lent(figure: Figure) -> bool:
    own = _unit_of(figure) or figure.things or figure.whole or figure.year or figure.dates or figure.fixed
    return not own and bool(figure.readings)


def _as_range(figures: list[Figure]) -> list[Figure]:
    result = list(figures)
    for at in range(len(figures) - 1):
        one, other = figures[at], figures[at + 1]
        if (one.role, other.role) != ("centre", "spread"):
            continue
        centre, spread = one.readings[0], other.readings[0]
        ratio = spread.unit.size / centre.unit.size if spread.unit and centre.unit else 1.0
        for index, role, value in (
            (at, "low", centre.value - spread.value * ratio),
            (at + 1, "high", centre.value + spread.value * ratio),
        ):
            result[index] = replace(
                one, role=role, readings=(replace(centre, value=value),), start=figures[index].start
            )
    return result


def sharing_rates(figures: list[Figure]) -> list[Figure]:
    """Return the figures with the rate of one side of a range or change given to the other."""
    result = list(figures)
    for at in range(len(result) - 1):
        one, other = result[at], result[at + 1]
        if {one.role, other.role} in ({"before", "after"}, {"low", "high"}):
            if one.per is None and other.per is not None:
                result[at] = replace(one, per=other.per, loose=True)
            elif other.per is None and one.per is not None:
                result[at + 1] = replace(other, per=one.per, loose=True)
    return result


def _falls(one: Figure, other: Figure) -> bool:
    """Whether the second of two figures is the smaller: 480 ms to 110 ms is no range."""
    if not one.readings or not other.readings:
        return False
    left, right = _lent(one, other)
    sizes = [(r.readings[0].unit.size if r.readings[0].unit else 1.0) * r.readings[0].value for r in (left, right)]
    return sizes[0] > sizes[1] and not (right.readings[0].value == 1 and left.readings[0].unit is None)


def begin_of(found: Sequence[Token], figure: Figure) -> int:
    """Return the token at which a figure begins, its bound included."""
    _, begin = bound_before(found, figure.start)
    return begin if figure.bound else figure.start


def _lent(one: Figure, other: Figure) -> tuple[Figure, Figure]:
    """Give the side of a pair that has no unit (or magnitude) that of the other: 3-15 %, 2 to 3 million, $3-5."""
    lent_one = with_unit_of(one, other)
    lent_other = with_unit_of(other, one)
    return lent_one, lent_other


def with_unit_of(bare: Figure, other: Figure) -> Figure:
    """Return a figure with the unit, magnitude and rate of another, where it has none of its own."""
    if not bare.readings or not other.readings:
        return bare
    changed = bare
    if (
        all(reading.unit is None for reading in bare.readings)
        and other.readings[0].unit is not None
        and not bare.things
    ):
        unit = other.readings[0].unit
        value = bare.readings[0].value
        if not (unit.family == "share" and unit.size == 1.0):
            readings = [Reading(value, unit)]
            if other.readings[0].value >= 1000 and unit.family.startswith("money") and value < 1000:
                readings += [Reading(value * scale, unit) for scale in (1e3, 1e6, 1e9)]
            changed = replace(changed, readings=tuple(readings), year=False, weak=False)
    elif (
        all(reading.unit is None for reading in bare.readings)
        and other.readings[0].unit is None
        and bare.decimals <= 1
        and bare.readings[0].value < 1000 <= other.readings[0].value
        and any(mark in other.text for mark in "kKMB")
        | any(w in other.text.casefold() for w in ("million", "thousand", "billion", "mio", "tausend", "mil"))
    ):
        scale = 1e9 if other.readings[0].value >= 1e9 else 1e6 if other.readings[0].value >= 1e6 else 1e3
        changed = replace(changed, readings=(Reading(bare.readings[0].value * scale), *bare.readings))
    if not changed.things and other.things:
        changed = replace(changed, things=other.things)
    if changed.per is None and other.per is not None:
        changed = replace(changed, per=other.per)
    return changed
