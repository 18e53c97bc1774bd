"""What an amount is of: 250 g of butter are no 250 g of sugar."""

from __future__ import annotations

from collections.abc import Sequence

from srs.recall.amounts import Figure
from srs.recall.counted import thing
from srs.recall.lexicon import words
from srs.recall.tokens import Shape, Token, low_at
from srs.recall.wording import light

_MEASURED = frozenset(("mass", "volume"))
_OF = frozenset(words("of de d' di von van"))
_ARTICLES = frozenset(words("the la le les el los las il lo gli der die das den dem het"))
_MOST = 3
"""So many words name it at most: freshly ground coffee."""
_SHORTEST = 3


def another_stuff(
    asked: Sequence[Token], wanted: Figure, answered: Sequence[Token], offered: Figure
) -> tuple[str, str] | None:
    """Return what an amount expected is of, and the other thing that the amount said is of; None where they agree.

    None as well where one cannot tell: a word that is not known may be another name of the same.
    """
    one, other = _stuff(asked, wanted), _stuff(answered, offered)
    if not one or not other or one[0] != other[0] or not (one[2] or other[2]):
        return None
    ours, theirs = [token.low for token in one[1]], [token.low for token in other[1]]
    named = {thing(low) for low in ours}, {thing(low) for low in theirs}
    if named[1] & wanted.context or named[0] & offered.context:
        return None
    if any(_agree(a, b, english=one[0] == "of") for a in ours for b in theirs):
        return None
    return " ".join(token.text for token in one[1]), " ".join(token.text for token in other[1])


def _stuff(found: Sequence[Token], figure: Figure) -> tuple[str, list[Token], bool] | None:
    """Return by which word an amount is joined to what it is of, the words for that, and whether they surely are.

    Of a 10 l tank and a 5 mg dose they are not, of 250 grams sugar they are.
    """
    unit = figure.readings[0].unit if figure.readings else None
    if unit is None or unit.family not in _MEASURED or figure.per is not None:
        return None
    at = figure.end
    joint = low_at(found, at)
    joint, at = ("of" if joint == "of" else "de", at + 1) if joint in _OF else ("", at)
    if low_at(found, at) in _ARTICLES:
        at += 1
    named: list[Token] = []
    while at < len(found) and len(named) < _MOST and found[at].shape is Shape.WORD and not light(found[at].low):
        named.append(found[at])
        at += 1
    if joint:
        return (joint, named, True) if named else None
    if not named:
        return None
    if named[0].text[:1].isupper():
        return "capital", named[:1], True  # German: 250 g Butter
    several = low_at(found, figure.end - 1)
    sure = len(several) > _SHORTEST and several.endswith("s")
    return ("of", named[:1], sure) if _known(named[0].low).startswith("n") else None


def _known(word: str) -> str:
    from srs.recall.thesaurus import kinds

    return kinds(word) if len(word) >= _SHORTEST else ""


def _agree(one: str, other: str, *, english: bool) -> bool:
    """Whether two words may name one thing, as far as one can tell."""
    if thing(one) == thing(other) or one in other or other in one:
        return True
    if not english:
        return False
    from srs.recall.likewise import likewise
    from srs.recall.thesaurus import same

    return not (_known(one) and _known(other)) or likewise(one, other) or same(one, other)
