"""Which piece of a story each of its labels stands for: by its words, by its place, by what is told behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

from srs.notes import narrating, telling, words
from srs.notes import text as texts
from srs.notes.outline.labels import Label

FEWEST, MOST = 3, 6
"""Labels of a story; fewer are a pair, more are a form."""
_USUAL: dict[int, tuple[str, ...]] = {
    3: ("situation", "action", "result"),
    4: ("situation", "task", "action", "result"),
    5: ("situation", "task", "action", "result", "learning"),
    6: ("situation", "task", "action", "action", "result", "learning"),
}
_ORDER = ("situation", "task", "action", "result", "learning")


@dataclass(frozen=True, slots=True)
class Told:
    """A line that opens a piece of a story."""

    kind: str
    label: str
    rest: str
    """What is told on the same line."""


def told_by(run: Sequence[Label], asked: str) -> dict[int, Told]:
    """Return the lines of a run of labels that tell a story, with their pieces; none if they tell none."""
    names = [label.name.casefold().replace("’", "'") for label in run]
    said = [label.text for label in run]
    known = [known_kind(name) for name in names]
    if len(set(names)) < len(names) or any(telling.OPPOSED.fullmatch(name) for name in names):
        return {}
    weights = [narrating.weight(text) for text in said]
    if len(run) > FEWEST and weights[-1] < 2 and known[-1] is None:
        return told_by(run[:-1], asked)  # a word behind the last label is a remark on the story
    if min(weights) < 2 or sum(weights) < 4 * len(run):
        return {}
    explains = sum(1 for text in said if words.TELLS_YOU.search(text) and not words.FIRST_PERSON.search(text))
    if explains * 2 >= len(run):
        return {}
    mine = [bool(telling.MINE.search(name)) for name in names]
    told = sum(1 for text in said if words.FIRST_PERSON.search(text))
    by_words = sum(kind is not None for kind in known)
    hinted = sum(1 for kind, name in zip(_USUAL[len(run)], names, strict=True) if telling.IN_ORDER[kind].search(name))
    if asks_event(asked):
        figures = any(re.search(r"\d", text) for text in said[-2:])
        long = sum(weights) >= 7 * len(run)
        sure = any(mine) or by_words >= 1 or told >= 1 or hinted >= 2 or (len(run) >= 4 and figures and long)
    else:
        sure = (
            (sum(mine) >= 2 and not mine[0] and len(run) >= 4)
            or (any(mine[1:]) and (hinted >= 3 or (len(run) >= 4 and all(map(_hinted, names)))))
            or len({kind for kind in known if kind}) >= 3
        )
    if not sure:
        return {}
    if by_words >= 3 and by_words == len(run) and all(label.form == "colon" for label in run):
        return {}
    if by_words >= 3:
        keep = [i for i, name in enumerate(names) if known[i] or mine[i] or _hinted(name)]
        run, names = [run[i] for i in keep], [names[i] for i in keep]
        mine, known = [mine[i] for i in keep], [known[i] for i in keep]
    kinds = kinds_of(names, mine, known)
    return {label.number: Told(kind, label.name, label.rest) for label, kind in zip(run, kinds, strict=True)}


def _hinted(name: str) -> bool:
    return any(pattern.search(name) for pattern in telling.IN_ORDER.values())


def asks_event(text: str) -> bool:
    """Tell whether a prompt asks for something that happened."""
    return bool(telling.EVENT.search(texts.plain(text[-2000:]).casefold().replace("’", "'")))


def known_kind(name: str) -> str | None:
    """Return which segment a label names in words that everybody uses, if it does."""
    bare = texts.label(name)
    return next((kind for kind, pattern in words.SEGMENTS.items() if pattern.fullmatch(bare)), None)


def kinds_of(names: Sequence[str], mine: Sequence[bool], known: Sequence[str | None]) -> list[str]:
    """Return the place of each label in its story: the order that most labels agree with."""
    usual = _USUAL[len(names)]
    likes = [{kind: 2.0 * bool(pattern.search(name)) for kind, pattern in telling.IN_ORDER.items()} for name in names]
    for index, kind in enumerate(known):
        if kind in _ORDER:
            likes[index][kind] += 4
        likes[index]["task"] += 0.6 * mine[index]
        likes[index][usual[index]] += 1
    best = max(
        combinations_with_replacement(_ORDER, len(names)),
        key=lambda order: (
            sum(like[kind] for like, kind in zip(likes, order, strict=True)) + 0.4 * len(set(order)),
            order == usual,
        ),
    )
    return [kind if kind and kind not in _ORDER else at for kind, at in zip(known, best, strict=True)]
