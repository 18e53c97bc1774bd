"""A figure that was expected x what was said -> a verdict: exact however it is said, near, or wrong.

Near is rounded, or off by at most a tenth, or said without its bound or unit; wrong is another unit, direction, order
or magnitude, a value missing, or an error that counts: 99.9 % is not 99.99 %.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations, permutations
from math import isclose

from srs.recall.amounts import Figure
from srs.recall.beside import beside
from srs.recall.contrasts import contrasted
from srs.recall.counted import thing
from srs.recall.lexicon import ENGLISH, words
from srs.recall.matches import amount_of, compared, family_of
from srs.recall.numbers import number_at
from srs.recall.pairs import alike_ranges, with_one_unit
from srs.recall.quantities import read
from srs.recall.stuff import another_stuff
from srs.recall.tokens import Token, low_at
from srs.recall.units import unit_at
from srs.recall.verdicts import Match, Part, Verdict, Worth, cost_of, worst

_MANY = 7
"""So many figures are put beside each other in every order; more than that in their own order only."""


def judge_figures(expected: str, said: str) -> Verdict | None:
    """Return what was said is worth, a part for each figure expected; None where nothing expected is a figure."""
    asked, all_wanted = read(expected)
    wanted = [figure for figure in all_wanted if not figure.weak] or all_wanted
    if not wanted:
        return None
    answered, offered = read(said)
    offered += _singles(wanted, answered, offered)
    offered += [] if any(figure.name for figure in offered) else _said_apart(all_wanted, answered)
    wanted, offered = alike_ranges(wanted, with_one_unit(wanted, offered))
    if not offered:
        return Verdict(Worth.WRONG, tuple([Part(each.text, "", Worth.WRONG, "no figure was said") for each in wanted]))
    ratio = _said_as_a_ratio(wanted, offered)
    if ratio is not None:
        return Verdict(Worth.EXACT, (ratio,))
    chosen = _assigned(wanted, offered)
    parts = []
    for figure, index in zip(wanted, chosen, strict=True):
        if index is None:
            parts.append(Part(figure.text, "", Worth.WRONG, "left out"))
        else:
            match = compared(figure, offered[index])
            stuff = another_stuff(asked, figure, answered, offered[index]) if match.worth is not Worth.WRONG else None
            if stuff is not None:
                match = Match(Worth.WRONG, f"{stuff[1]}, not {stuff[0]}")
            parts.append(Part(figure.text, offered[index].text, match.worth, match.why))
    parts = _in_order(wanted, offered, chosen, parts, (beside(asked, wanted), beside(answered, offered)))
    if {"the unit is missing", "a unit that is not asked for"} <= {part.why for part in parts}:
        # eight machines for three days are no three machines for eight days
        parts = [
            replace(part, verdict=Worth.WRONG, why="the other way round") if "unit" in part.why else part
            for part in parts
        ]
    other = _other_names(all_wanted, offered)
    if other is not None:
        parts.append(other)
    told = worst(part.verdict for part in parts)
    turned = contrasted(asked, answered, (_covered(all_wanted), _covered(offered))) if told is not Worth.WRONG else None
    if turned is not None:
        parts.append(Part(turned[0], turned[1], Worth.WRONG, f"{turned[1]}, not {turned[0]}"))
    extra = _also_said(wanted, offered, chosen)
    if extra is not None and worst(part.verdict for part in parts) is Worth.EXACT:
        parts.append(extra)
    return Verdict(worst(part.verdict for part in parts), tuple(parts))


def _other_names(wanted: list[Figure], offered: list[Figure]) -> Part | None:
    """Return the part for names that were said in the place of those expected: H100 for A100; None where none was."""
    names = [
        {figure.name.removesuffix("s"): figure for figure in side if figure.name and not figure.label}
        for side in (wanted, offered)
    ]
    if not names[0] or not names[1] or names[0].keys() & names[1].keys():
        return None
    one, another = next(iter(names[0].values())), next(iter(names[1].values()))
    return Part(one.text, another.text, Worth.WRONG, "another name")


def _covered(figures: list[Figure]) -> set[int]:
    return {at for figure in figures for at in range(figure.start, figure.end)}


def _singles(wanted: list[Figure], answered: list[Token], offered: list[Figure]) -> list[Figure]:
    """Return a figure for each single thing that was expected and said with an article: 1 loss, a loss; a teaspoon."""
    found = []
    for figure in wanted:
        if not figure.readings or figure.readings[0].value != 1.0:
            continue
        unit = figure.readings[0].unit
        for at in range(len(answered) - 1):
            if answered[at].low not in _ARTICLES or any(each.start <= at < each.end for each in offered):
                continue
            units, end = unit_at(answered, at + 1) if unit is not None else ((), at + 2)
            same = any(unit is not None and (each.family, each.size) == (unit.family, unit.size) for each in units)
            if same or (unit is None and thing(answered[at + 1].low) in figure.things):
                said = " ".join([token.text for token in answered[at:end]])
                found.append(replace(figure, text=said, start=at, end=end, bound="", weak=True))
                break
    return found


def _said_apart(wanted: list[Figure], answered: list[Token]) -> list[Figure]:
    """Return a figure for each name that was expected and said with its number apart: B12, B twelve."""
    found = []
    for figure in wanted:
        parts = re.fullmatch(r"([a-z]+)(\d+)", figure.name) if not figure.label else None
        if parts is None:
            continue
        for at, token in enumerate(answered):
            next = at + 2 if low_at(answered, at + 1) == "-" else at + 1
            number = number_at(answered, next, ENGLISH) if token.low == parts[1] else None
            if number is not None:
                said = " ".join([each.text for each in answered[at : number.end]])
                name = f"{parts[1]}{number.values[0]:g}"
                found.append(replace(figure, text=said, start=at, end=number.end, name=name))
                break
    return found


_ARTICLES = frozenset(words("a an one ein eine einen einem einer un une una uno um uma een"))


def _said_as_a_ratio(wanted: list[Figure], offered: list[Figure]) -> Part | None:
    """Return the part for 5:1 that was said as 5 to 1, which else is a range; None where that is not so."""
    if len(wanted) == 2 and len(offered) == 1 and offered[0].whole and all(each.readings for each in wanted):
        one, other = wanted[0].readings[0], wanted[1].readings[0]
        bare = one.unit is None and other.unit is None and wanted[0].role and other.value
        if bare and isclose(one.value / other.value, offered[0].readings[0].value, rel_tol=1e-9):
            return Part(f"{wanted[0].text} to {wanted[1].text}", offered[0].text, Worth.EXACT)
    if len(wanted) != 1 or wanted[0].whole is None or len(offered) != 2 or not all(each.readings for each in offered):
        return None
    apart = (
        offered[0].role
        or offered[0].end < offered[1].start
        or any(each.things or each.readings[0].unit for each in offered)
    )
    if apart and offered[0].role != "low":
        return None
    whole, share = offered[1].readings[0].value, wanted[0].readings[0].value
    if whole and isclose(offered[0].readings[0].value / whole, share, rel_tol=1e-9):
        return Part(wanted[0].text, f"{offered[0].text} to {offered[1].text}", Worth.EXACT)
    return None


def _assigned(wanted: list[Figure], offered: list[Figure]) -> list[int | None]:
    """Return for each figure expected the one said that is meant by it; in order where nothing else tells."""
    cost = [[cost_of(compared(one, other)) for other in offered] for one in wanted]
    if len(offered) > _MANY or len(wanted) > _MANY:
        return _one_by_one(wanted, offered, cost)
    best: tuple[float, list[int | None]] | None = None
    size = min(len(wanted), len(offered))
    for rows in combinations(range(len(wanted)), size):
        for columns in permutations(range(len(offered)), size):
            total = sum(cost[row][column] for row, column in zip(rows, columns, strict=True))
            total += 100.0 * (len(wanted) - size)
            total += 0.5 * sum(columns[i] > columns[i + 1] for i in range(size - 1))
            total += 0.01 * sum(columns)
            if best is None or total < best[0]:
                chosen: list[int | None] = [None] * len(wanted)
                for row, column in zip(rows, columns, strict=True):
                    chosen[row] = column
                best = total, chosen
    return best[1] if best else [None] * len(wanted)


def _one_by_one(wanted: list[Figure], offered: list[Figure], cost: list[list[float]]) -> list[int | None]:
    free = set(range(len(offered)))
    chosen: list[int | None] = []
    for row in range(len(wanted)):
        column = min(free, key=lambda index: (cost[row][index], index), default=None)
        if column is not None:
            free.discard(column)
        chosen.append(column)
    return chosen


def _in_order(
    wanted: list[Figure],
    offered: list[Figure],
    chosen: list[int | None],
    parts: list[Part],
    words: tuple[list[frozenset[str]], list[frozenset[str]]],
) -> list[Part]:
    """Mark figures of one kind that were said the other way round as wrong.

    The words beside each figure tell which is which; where they don't, the order does.
    """
    asked, answered = words
    for i in range(len(wanted) - 1):
        for j in range(i + 1, len(wanted)):
            one, other = chosen[i], chosen[j]
            if one is None or other is None or not _alike(wanted[i], wanted[j]):
                continue
            straight = len(asked[i] & answered[one]) + len(asked[j] & answered[other])
            crossed = len(asked[i] & answered[other]) + len(asked[j] & answered[one])
            if wanted[i].role or wanted[j].role:
                straight = crossed = 0
            if straight > crossed or (straight == crossed and one < other):
                continue
            if (
                wanted[i].role == "low"
                and offered[one].role in ("low", "high")
                and offered[other].role in ("low", "high")
            ):
                continue
            if wanted[i].label and offered[one].label and wanted[i].label == offered[one].label:
                continue
            if _same_values(wanted[i], wanted[j]):
                continue
            why = "the other way round"
            parts[i] = Part(parts[i].expected, parts[i].said, Worth.WRONG, why)
            parts[j] = Part(parts[j].expected, parts[j].said, Worth.WRONG, why)
    return parts


def _alike(one: Figure, other: Figure) -> bool:
    """Whether two figures could be taken for each other."""
    if not one.readings or not other.readings:
        return False
    if one.things and other.things and not one.things & other.things:
        return False
    left, right = one.readings[0].unit, other.readings[0].unit
    return (left.family if left else "") == (right.family if right else "")


def _same_values(one: Figure, other: Figure) -> bool:
    return bool(one.readings and other.readings) and amount_of(one.readings[0], one.per) == amount_of(
        other.readings[0], other.per
    )


def _also_said(wanted: list[Figure], offered: list[Figure], chosen: list[int | None]) -> Part | None:
    """Return the part for a second figure of the same kind, which makes one wonder which was meant; else None."""
    used = {index for index in chosen if index is not None}
    for index, figure in enumerate(offered):
        if index in used or figure.weak or figure.dates or figure.year or figure.name or not figure.readings:
            continue
        partner = next((offered[i] for i in used if abs(i - index) == 1 and offered[i].role and figure.role), None)
        if partner is not None and {partner.role, figure.role} == {"low", "high"} and len(wanted) == 1:
            return Part("", figure.text, Worth.WRONG, "a range was said")
        if figure.role in ("before", "after"):
            continue
        unit = figure.readings[0].unit
        for each in wanted:
            if unit is not None and each.readings and family_of(each) == unit.family and each.per == figure.per:
                if any(compared(one, figure).worth is Worth.EXACT for one in wanted):
                    continue
                return Part("", figure.text, Worth.NEAR, "another figure was said as well")
    return None
