"""A whole answer -> its clauses and neighbouring ones together, each with its words and the figures that it states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from srs.recall.amounts import Figure
from srs.recall.lexicon import words
from srs.recall.quantities import figures_of
from srs.recall.tokens import plain, tokens
from srs.recall.wording import FILLERS, stem, words_of

_REACH = 4
"""A point may be spread over so many neighbouring clauses."""
_END = re.compile(
    r"(?<=[.!?;。])[\"”’)]*\s+|\n+|\s*(?:,|—|–|:)\s+"
    r"|\s+(?=(?:and|but|so|because|then|which|while|und|aber|weil|dann)\s)"
)


_EMPTY = FILLERS | frozenset(
    words(
        "well so yeah yes no right okay ok like you know i mean sorry wait and or but then actually basically let me "
        "see think"
    )
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of an answer in which a point may be made."""

    text: str
    words: tuple[str, ...]
    stems: frozenset[str]
    figures: tuple[Figure, ...]


def stretches_of(said: str) -> list[Stretch]:
    """Return the clauses of an answer, and up to four neighbouring ones together, shortest first."""
    figures = _placed(said)
    clauses = _clauses(said, [(begin, end) for begin, end, _ in figures])
    spoken = [[word.low for word in words_of(said[begin:end])] for begin, end in clauses]
    found = []
    for length in range(1, _REACH + 1):
        for at in range(len(clauses) - length + 1):
            begin, end = clauses[at][0], clauses[at + length - 1][1]
            heard = [word for clause in spoken[at : at + length] for word in clause]
            found.append(
                Stretch(
                    text=said[begin:end].strip(),
                    words=tuple(heard),
                    stems=frozenset(map(stem, heard)),
                    figures=tuple([figure for first, last, figure in figures if begin <= first and last <= end]),
                )
            )
    return found


def _placed(said: str) -> list[tuple[int, int, Figure]]:
    """Return the figures of an answer with the characters that they take, after “no, wait” was heard."""
    read = plain(said)
    found = tokens(read)
    # a fraction sign is one character of the answer and three of what is read
    wider = [at for at, sign in enumerate(said) if len(plain(sign)) > 1]

    def place(at: int) -> int:
        return at - 2 * sum(other + 2 * index < at for index, other in enumerate(wider))

    return [
        (place(found[figure.start].start), place(found[figure.end - 1].end), figure)
        for figure in figures_of(said)
        if figure.end > figure.start
    ]


def _clauses(said: str, figures: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return where clauses begin and end; those that say nothing are left out, and no figure is cut in two."""
    clauses: list[tuple[int, int]] = []
    begin = 0
    gaps = [(gap.start(), gap.end()) for gap in _END.finditer(said)]
    for end, next in [*gaps, (len(said), len(said))]:
        if any(first < next and end < last for first, last in figures):
            continue
        if any(word.low not in _EMPTY for word in words_of(said[begin:end])):
            clauses.append((begin, end))
        begin = next
    return clauses
