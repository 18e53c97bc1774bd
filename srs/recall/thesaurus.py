"""What WordNet says of two English words: whether one may stand for the other, or says its opposite.

The table (`thesaurus.txt`) is made by `python -m benchmarks.thesaurus`; its licence stands at its head.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("iest", "y"), ("ier", "y"), ("ily", "y"), ("es", "e"), ("es", ""), ("s", ""),
    ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""), ("est", "e"), ("est", ""), ("er", "e"), ("er", ""), ("ly", ""),
)  # fmt: skip
_IDLE = 2
"""So many letters at least remain of a word without its ending."""


@dataclass(slots=True)
class _Table:
    """The table by word; meanings are numbered."""

    meanings: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Words that share one say the same."""
    kin: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """A word and those that are narrower, or nearly the same, share one."""
    heads: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Which of those a word is the wider one of."""
    shades: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Adjectives that share one are shades of one."""
    opposites: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    odd: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=1)
def _table() -> _Table:
    table = _Table()
    text = (files("srs.recall") / "thesaurus.txt").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines()):
        sign, _, rest = line.partition(" ")
        match sign:
            case "#":
                continue
            case "=":
                for word in rest.split():
                    table.meanings[word].add(number)
            case ">" | "~":
                above, _, below = rest.partition(" > ")
                for word in above.split():
                    table.heads[word].add(number)
                for word in below.split():
                    table.kin[word].add(number)
                if sign == "~":
                    for word in (*above.split(), *below.split()):
                        table.shades[word].add(number)
            case "!":
                one, other = rest.split()
                table.opposites[one].add(other)
                table.opposites[other].add(one)
            case "<":
                form, base = rest.split()
                table.odd[form] = base
            case _:
                for word in rest.split():
                    table.kinds[word] = sign
    for word in (*table.meanings, *table.kin, *table.heads, *table.opposites):
        table.kinds.setdefault(word, "n")
    return table


@lru_cache(maxsize=4096)
def bases(word: str) -> tuple[str, ...]:
    """Return what a word may be a form of, itself among it where it is in the table; nothing for unknown words."""
    table = _table()
    found = [word] if word in table.kinds else []
    if word in table.odd:
        found.append(table.odd[word])
    for ending, more in _ENDINGS:
        base = word.removesuffix(ending)
        if base == word or len(base) < _IDLE:
            continue
        found += [each for each in (base + more, base[:-1] if base[-1:] == base[-2:-1] else "") if each in table.kinds]
    return tuple(dict.fromkeys(found))


def kinds(word: str) -> str:
    """Return what a word can be, the commonest first: n noun, v verb, a adjective, r adverb; empty where unknown."""
    table = _table()
    return "".join(dict.fromkeys(kind for base in bases(word) for kind in table.kinds.get(base, "")))


def inflected_verb(word: str) -> bool:
    """Return whether a word may be a verb's past or participle: built, gained, going."""
    table = _table()
    odd = table.odd.get(word)
    if odd is not None and "v" in table.kinds.get(odd, "") and not word.endswith(("est", "er")):
        return True
    return word.endswith(("ed", "ing")) and any(
        base != word and "v" in table.kinds.get(base, "") for base in bases(word)
    )


@lru_cache(maxsize=4096)
def same(one: str, other: str) -> bool:
    """Return whether two words say the same, or one of them the same more narrowly; two words may be joined by `_`."""
    table = _table()
    for a in bases(one):
        for b in bases(other):
            if table.meanings[a] & table.meanings[b] or table.shades[a] & table.shades[b]:
                return True
            if table.heads[a] & table.kin[b] or table.kin[a] & table.heads[b]:
                return True
    return False


@lru_cache(maxsize=4096)
def contrary(one: str, other: str) -> bool:
    """Return whether two words say the opposite of each other, or one of what means the same as the other."""
    table = _table()
    for a in bases(one):
        for b in bases(other):
            if b in table.opposites[a]:
                return True
            if any(table.meanings[each] & table.meanings[b] for each in table.opposites[a]):
                return True
            if any(table.meanings[each] & table.meanings[a] for each in table.opposites[b]):
                return True
            if _shades(table.opposites[a]) & table.shades[b] or _shades(table.opposites[b]) & table.shades[a]:
                return True
    return False


def _shades(words: set[str]) -> set[int]:
    table = _table()
    return {shade for word in words for shade in table.heads[word] & table.shades[word]}
