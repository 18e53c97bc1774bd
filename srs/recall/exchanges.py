"""What it means when one word of a wording was said in another's place: the same, the opposite, or something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from rapidfuzz.distance import OSA

from srs.recall.connectives import connect_alike, connects
from srs.recall.kin import kin
from srs.recall.lexicon import ENGLISH, Language, words
from srs.recall.likewise import likewise
from srs.recall.opposites import opposite
from srs.recall.thesaurus import contrary, inflected_verb, kinds, same
from srs.recall.wording import NEGATIONS, Word, light, stem


class Exchange(Enum):
    """What another word in a word's place does to what is said."""

    SAME = auto()
    """It says the same."""
    OPPOSITE = auto()
    OTHER = auto()
    """A noun, or what is said of one, became something else: patient, nurse."""
    LOOSE = auto()
    """Something near it, as far as one can tell; or a word that bears little."""


_PREFIXES = ("un", "in", "im", "non", "dis", "ir", "il", "de", "mis", "anti", "under", "over")
_BEFORE_NOUNS = frozenset(
    words("a an the my our your their his her its no every each any some these those whose this that one")
)
_BEFORE_VERBS = frozenset(
    words(
        "to i you we they he she it who not will would can could must should shall may might never always let do does "
        "did"
    )
)
_PREPOSITIONS = frozenset(
    words(
        "of in on for with from by about into between without through like than at over under across per after before"
    )
)
_BE = frozenset(words("is are was were be been being am seem seems become becomes too so very more most"))
_ARTICLES = frozenset(
    words("der die das dem den des ein eine einen einem einer le la les l un une du au el los las una al il lo gli i o "
          "os as um uma ao do da de het een del della dei mi su sus mein meine unser unsere mon ma notre son sa")
)  # fmt: skip


_PERSON = re.compile(r"(?<=[a-z]{3})((wo)?m[ae]n|person|people)$")
_SIMILAR = 0.7
"""An unknown word so like another one may be it, misspelt or in another form."""


def stands_for(one: str, other: str, language: Language, wording: frozenset[str]) -> bool:
    """Return whether a word may be said for another of a wording without changing what is said.

    A word of the wording itself may not: where it has both, it tells them apart.
    """
    if one[:1].isdecimal() or other[:1].isdecimal():
        return connect_alike(one, other)
    if opposite(one, other) or undone(one, other):
        return False
    if connect_alike(one, other):
        return True
    if language is not ENGLISH or light(one) or light(other) or other in wording:
        return False
    if _PERSON.sub("", one) == _PERSON.sub("", other):
        return True
    first, second = stem(one), stem(other)
    if second in kin(first) or likewise(one, other):
        return True
    return not contrary(one, other) and same(one, other)


def exchange(wanted: Sequence[Word], at: int, offered: Sequence[Word], there: int, language: Language) -> Exchange:
    """Return what it does that a word expected was said as another one, each in its place."""
    one, other = wanted[at].low, offered[there].low
    if opposite(one, other) or undone(one, other) or _another_person(one, other):
        return Exchange.OPPOSITE
    if stands_for(one, other, language, frozenset(word.low for word in wanted)):
        return Exchange.SAME
    if any(light(word) or connects(word) or word in NEGATIONS or word[:1].isdecimal() for word in (one, other)):
        return Exchange.LOOSE
    if language is ENGLISH and contrary(one, other):
        return Exchange.OPPOSITE
    if not (kinds(one) and kinds(other)) and OSA.normalized_similarity(one, other) >= _SIMILAR:
        return Exchange.LOOSE
    if _bears(wanted, at, offered, there, language):
        return Exchange.OTHER
    return Exchange.LOOSE


_FIRST = frozenset(words("i we me us my our ich wir mein unser nous yo nosotros noi eu nós wij"))
_THIRD = frozenset(words("he she they him them his their er ils elles ellos ellas loro eles elas hij"))
_PERSONS = ((_FIRST, _THIRD), (frozenset(words("he him his")), frozenset(words("she her"))))


def _another_person(one: str, other: str) -> bool:
    """Whether somebody else does it: I, they."""
    return any((one in some and other in others) or (one in others and other in some) for some, others in _PERSONS)


def undone(one: str, other: str) -> bool:
    """Return whether one word is the other with a prefix that turns it round: reliable, unreliable."""
    short, long = sorted((one, other), key=len)
    return len(short) > 3 and any(long == prefix + short or stem(long) == prefix + stem(short) for prefix in _PREFIXES)


def _bears(wanted: Sequence[Word], at: int, offered: Sequence[Word], there: int, language: Language) -> bool:
    """Whether a word is what is spoken of, or what is said of it, so that another in its place says something else."""
    before = wanted[at - 1].low if at else ""
    if language is not ENGLISH:
        if language.code == "de":
            return at > 0 and wanted[at].text[:1].isupper()
        return before in _ARTICLES
    own, others = kinds(wanted[at].low), kinds(offered[there].low)
    kind, other = (
        _kind(wanted, at, own, before),
        _kind(offered, there, others, offered[there - 1].low if there else ""),
    )
    if kind == "a" and "n" in own and others and "a" not in others:
        kind = "n"
    if kind == "n" or (kind == "" and "n" in own and "n" in (own[:1], others[:1])):
        return other == "n" or (other == "" and "n" in others and others[0] != "v")
    return kind == "a" and before in _BE and (not others or "a" in others or "n" in others)


def _kind(wanted: Sequence[Word], at: int, own: str, before: str) -> str:
    """Return what a word is where it stands, as far as its neighbours tell, else nothing; unknown words are names."""
    if not own:
        return "v" if before in _BEFORE_VERBS else "n"
    after = wanted[at + 1].low if at + 1 < len(wanted) else ""
    if before in _BEFORE_VERBS and "v" in own:
        return "v"
    if "v" in own and inflected_verb(wanted[at].low) and before not in _BEFORE_NOUNS:
        return "v"
    if before in _BE and "a" in own:
        return "a"
    if before in _BEFORE_NOUNS:
        describes = after and not light(after) and "n" in kinds(after) and "a" in own and own[0] != "n"
        return "a" if describes or (own[0] == "a" and "n" not in own) else "n" if "n" in own else own[0]
    if before in _PREPOSITIONS and "n" in own:
        return "v" if own[0] == "v" and wanted[at].low.endswith("ing") else "a" if own[0] == "a" else "n"
    return own if len(own) == 1 else ""
