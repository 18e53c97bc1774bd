"""How many times as much: doubled, twofold, twice a week, a factor of three, das Dreifache."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from srs.recall.amounts import Figure, Reading
from srs.recall.lexicon import Language, words
from srs.recall.numbers import number_at
from srs.recall.shares import plain_figure, things_at
from srs.recall.spoken import Number
from srs.recall.tokens import Shape, Token, low_at, tight_at
from srs.recall.units import FOLD, Unit, per_at

_COUPLE = {
    **dict.fromkeys(words("couple pair both twice zweimal doppelt doppelten doppio doble dubbel tweemaal"), 2.0),
    **dict.fromkeys(words("thrice dreimal driemaal"), 3.0),
    **dict.fromkeys(words("once einmal"), 1.0),
    "viermal": 4.0,
    "fünfmal": 5.0,
}
_DOUBLED = (
    "doubled doubling doubles double verdoppelt doublé duplicó duplicado raddoppiato dobrou verdubbeld verdoppelte "
    "verdoppelung"
)
_TRIPLED = "tripled tripling triple trebled verdreifacht triplé triplicó triplicato triplicou verdrievoudigd"
_QUADRUPLED = "quadrupled quadruple vervierfacht quadruplé cuadruplicó quadruplicato quadruplicou"
_HALVED = "halved halving halves halbiert halbierte dimezzato gehalveerd"
_CHANGES: dict[str, tuple[float, str]] = {
    **dict.fromkeys(words(_DOUBLED), (2.0, "up")),
    **dict.fromkeys(words(_TRIPLED), (3.0, "up")),
    **dict.fromkeys(words(_QUADRUPLED), (4.0, "up")),
    **dict.fromkeys(words("quintupled verfünffacht"), (5.0, "up")),
    **dict.fromkeys(words(_HALVED), (0.5, "down")),
}
_FOLDS = {
    word: float(worth)
    for worth, word in enumerate(
        words("twofold threefold fourfold fivefold sixfold sevenfold eightfold ninefold tenfold"), 2
    )
} | {"hundredfold": 100.0}


def multiple_at(text: str, found: Sequence[Token], at: int, language: Language) -> Figure | None:
    """Return the figure that a word for a multiple makes; None where none begins."""
    token = found[at]
    again = _half_again(found, at)
    if again:
        readings: tuple[Reading, ...] = (Reading(1.5, FOLD), Reading(0.5, Unit("share")))
        number = Number((1.5,), at + again)
        return replace(plain_figure(text, found, at, at + again, readings, number), direction="up", reach="")
    if token.low in _CHANGES and token.shape is Shape.WORD:
        return _changed(text, found, at)
    folds = _FOLDS.get(token.low) or _german_fold(token.low, language)
    if folds:
        return plain_figure(text, found, at, at + 1, (Reading(folds, FOLD),), Number((0.0,), at + 1))
    if token.low in _COUPLE and not (token.low == "once" and language.code == "es"):
        value = _COUPLE[token.low]
        if token.low in ("once", "einmal") and per_at(found, at + 1)[0] is None:
            return None
        end = at + 2 if token.low in ("couple", "pair") and low_at(found, at + 1) == "of" else at + 1
        weak = token.low in ("couple", "pair", "both", "once", "einmal")
        readings = (Reading(value),) if weak else (Reading(value, FOLD), Reading(value))
        things, per, after = things_at(found, end)
        figure = plain_figure(
            text, found, at, after if per else end, readings, Number((value,), end, weak=weak and per is None)
        )
        return replace(figure, per=per, things=things if per else frozenset())
    return _factor(text, found, at, language)


def _half_again(found: Sequence[Token], at: int) -> int:
    """Return how many tokens say one and a half times: half as much again, half again as many; nought where none do."""
    if low_at(found, at) != "half":
        return 0
    following = [low_at(found, at + index) for index in (1, 2, 3)]
    if following[0] == "as" and following[2] == "again":
        return 4
    return 4 if following[:2] == ["again", "as"] else 0


def _german_fold(word: str, language: Language) -> float:
    """Return what dreifach and das Fünffache multiply by; nought where a word is no such thing."""
    for ending in ("fachen", "faches", "fache", "fach"):
        if language.code == "de" and word.endswith(ending) and len(word) > len(ending):
            return language.ones.get(word.removesuffix(ending), 0.0)
    return 0.0


def _factor(text: str, found: Sequence[Token], at: int, language: Language) -> Figure | None:
    """Return a factor of three, ×3 and x3 as a figure."""
    begin = at
    if low_at(found, at) in ("factor", "faktor", "facteur") and low_at(found, at + 1) in ("of", "von", "de", "di"):
        begin = at + 2
    elif low_at(found, at) in ("faktor",) or (low_at(found, at) in ("×", "x") and tight_at(found, at + 1)):
        begin = at + 1
    else:
        return None
    number = number_at(found, begin, language)
    if number is None or (low_at(found, at) in ("×", "x") and at > 0 and found[at - 1].shape is Shape.NUMERAL):
        return None
    readings = tuple([Reading(value, FOLD) for value in number.values])
    return replace(plain_figure(text, found, at, number.end, readings, number), reach="")


def _changed(text: str, found: Sequence[Token], at: int) -> Figure:
    factor, way = _CHANGES[found[at].low]
    readings = [Reading(factor, FOLD)]
    if factor == 0.5:
        readings.append(Reading(0.5, Unit("share")))
    else:
        readings.append(Reading(factor - 1, Unit("share")))
    return Figure(
        text=found[at].text,
        start=at,
        end=at + 1,
        readings=tuple(readings),
        direction=way,
        weak=found[at].low == "double",
    )
