"""Scored pairs -> one partner each: block by block, so that two notes that look alike do not take each other's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_LARGEST = 64
"""A block with more notes on one side is settled from its best pair down."""


class Pair(NamedTuple):
    """A note read, a note known, and how alike they are."""

    score: float
    place: int
    free: int


def assigned(pairs: Sequence[Pair]) -> list[Pair]:
    """Return pairs in which no note stands twice, the best by the sum of what they score in each block."""
    out: list[Pair] = []
    for block in _blocks(pairs):
        greedy = _greedy(block)
        places, indices = {pair.place for pair in block}, {pair.free for pair in block}
        # where each takes the one that it likes best, nothing is better
        if (
            len(block) == 1
            or min(len(places), len(indices)) == 1
            or max(len(places), len(indices)) > _LARGEST
            or all(_likes(block, pair) for pair in greedy)
        ):
            out += greedy
        else:
            out += _optimal(block, sorted(places), sorted(indices))
    return out


def _likes(block: Sequence[Pair], chosen: Pair) -> bool:
    return not any(
        pair.score > chosen.score and (pair.place == chosen.place or pair.free == chosen.free) for pair in block
    )


def _greedy(block: Sequence[Pair]) -> list[Pair]:
    places: set[int] = set()
    indices: set[int] = set()
    out = []
    for pair in sorted(block, key=lambda p: (-p.score, p.place, p.free)):
        if pair.place not in places and pair.free not in indices:
            places.add(pair.place)
            indices.add(pair.free)
            out.append(pair)
    return out


def _optimal(block: Sequence[Pair], places: Sequence[int], indices: Sequence[int]) -> list[Pair]:
    import numpy
    from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

    row, column = {p: i for i, p in enumerate(places)}, {k: i for i, k in enumerate(indices)}
    worth = numpy.zeros((len(places), len(indices)))
    for pair in block:
        # a strong pair is worth more than two weak ones
        worth[row[pair.place], column[pair.free]] = pair.score**2
    rows, columns = linear_sum_assignment(worth, maximize=True)
    chosen = {(places[i], indices[j]) for i, j in zip(rows.tolist(), columns.tolist(), strict=True)}
    return [pair for pair in block if (pair.place, pair.free) in chosen]


def _blocks(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    """Yield the pairs of notes that hang together by pairs."""
    above: dict[int, int] = {}

    def root(node: int) -> int:
        while above.setdefault(node, node) != node:
            above[node] = above[above[node]]
            node = above[node]
        return node

    for pair in pairs:
        above[root(pair.place)] = root(~pair.free)
    blocks: defaultdict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        blocks[root(pair.place)].append(pair)
    yield from blocks.values()
