"""Makes `srs/recall/thesaurus.txt` again: what WordNet 3.0 says of common words, small enough to go along.

python -m benchmarks.thesaurus /usr/share/wordnet > srs/recall/thesaurus.txt
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

NAMES = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
KINDS = {1: "n", 2: "v", 3: "a", 4: "r", 5: "a"}
WORDS = Path(__file__).parents[1] / "srs" / "recall" / "wordpieces.txt"
COMMON = 28_000
"""So many pieces, the commonest first, are looked through for words."""
MET = 3
"""A word that was met so often in WordNet's texts is common too."""
PARTICLES = {"up", "down", "out", "in", "off", "on", "away", "back", "over", "through", "together", "apart", "aside"}
ENDINGS = (("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"), ("es", ""), ("s", ""), ("ies", "y"))
SENSES = {"n": 10, "v": 6, "a": 4, "r": 4}
"""So many of a word's meanings count for what says the same; fewer for what is narrower or wider."""
NARROW = 3
BROAD = 12
"""A word above more kinds than these says too little to stand for one of them."""
Key = tuple[str, str]
LICENSE = """\
# Which common English words say the same (=), the same but narrower (>), nearly the same (~) or the opposite (!),
# the odd forms of some (<), and what most are (n noun, v verb, a adjective, r adverb; the commonest first).
# Taken from WordNet 3.0 by benchmarks/thesaurus.py, under these terms:
#
"""


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning: its words, and (sign, other meaning, own word, other's word) for each pointer."""

    words: list[str]
    pointers: list[tuple[str, Key, int, int]]


def senses(folder: Path) -> Iterator[tuple[Key, Sense]]:
    """Yield all meanings."""
    for kind, name in NAMES.items():
        for line in (folder / f"data.{name}").read_text(encoding="latin-1").splitlines():
            if line.startswith("  "):
                continue
            fields = line.split("|")[0].split()
            count = int(fields[3], 16)
            words = [fields[4 + 2 * at].partition("(")[0].lower() for at in range(count)]
            rest = fields[5 + 2 * count :]
            pointers = [
                (rest[at], ("a" if rest[at + 2] == "s" else rest[at + 2], rest[at + 1]),
                 int(rest[at + 3][:2], 16), int(rest[at + 3][2:], 16))
                for at in range(0, 4 * int(fields[4 + 2 * count]), 4)
            ]  # fmt: skip
            yield (kind, fields[0]), Sense(words, pointers)


def ranks(folder: Path) -> dict[str, dict[Key, int]]:
    """Return which of a word's meanings a meaning is, the commonest first."""
    found: dict[str, dict[Key, int]] = defaultdict(dict)
    for kind, name in NAMES.items():
        for line in (folder / f"index.{name}").read_text(encoding="latin-1").splitlines():
            if not line.startswith("  "):
                fields = line.split()
                for rank, key in enumerate(fields[6 + int(fields[3]) :]):
                    found[fields[0]][(kind, key)] = rank
    return found


def lines(folder: Path) -> Iterator[str]:
    """Yield the lines of the table."""
    meanings, rank = dict(senses(folder)), ranks(folder)
    odd = {
        form: bases[0]
        for name in NAMES.values()
        for form, *bases in map(str.split, (folder / f"{name}.exc").read_text().splitlines())
    }
    pieces = WORDS.read_text(encoding="utf-8").split()[:COMMON]
    common = {word for word in pieces if word.isascii() and word.isalpha()}
    common |= {odd[word] for word in common & odd.keys()}
    common |= {word[: -len(end)] + more for word in common for end, more in ENDINGS if word.endswith(end)}
    common |= {word for word, uses in _met(folder).items() if uses.total() >= MET and word.isalpha()}
    common = {word for word in common & rank.keys() if len(word) > 2}

    def kept(key: Key, most: int) -> list[str]:
        def counts(word: str) -> bool:
            base, _, particle = word.partition("_")
            known = base in common and (particle in PARTICLES if particle else True)
            return known and rank[word].get(key, most) < most

        return [word for word in dict.fromkeys(meanings[key].words) if counts(word)]

    kinds = Counter(to for each in meanings.values() for sign, to, _, _ in each.pointers if sign == "@")
    heads = {key for key, each in meanings.items() if any(sign == "!" for sign, *_ in each.pointers)}
    same: set[str] = set()
    narrower: dict[str, set[str]] = defaultdict(set)
    nearly: dict[str, set[str]] = defaultdict(set)
    opposite: set[str] = set()
    for key, sense in meanings.items():
        group = kept(key, SENSES[key[0]])
        if len(group) > 1:
            same.add(" ".join(sorted(group)))
        few = kept(key, NARROW)
        for sign, to, own, other in sense.pointers:
            if sign == "!" and {sense.words[own - 1], meanings[to].words[other - 1]} <= common:
                opposite.add(" ".join(sorted((sense.words[own - 1], meanings[to].words[other - 1]))))
            elif sign == "@" and kinds[to] <= BROAD and few and (above := kept(to, NARROW)):
                narrower[" ".join(above)] |= set(few)
            elif sign == "&" and to in heads and few and (head := kept(to, NARROW)):
                nearly[" ".join(head)] |= set(few)
    yield from _table("=", same)
    yield from _table(">", (f"{above} > {' '.join(sorted(few))}" for above, few in narrower.items()))
    yield from _table("~", (f"{head} > {' '.join(sorted(few))}" for head, few in nearly.items()))
    yield from _table("!", opposite)
    yield from _table("<", (f"{form} {base}" for form, base in odd.items() if base in common and form.isalpha()))
    named = {word for row in (*same, *narrower, *nearly, *opposite) for word in row.split()}
    named |= {word for some in (*narrower.values(), *nearly.values()) for word in some}
    by_kind: dict[str, list[str]] = defaultdict(list)
    for word, count in _uses(folder, rank, common).items():
        order = "".join(sorted(count, key=lambda kind: (-count[kind], kind)))
        if order != "n" or word not in named:
            by_kind[order].append(word)
    for order, words in sorted(by_kind.items()):
        yield f"{order} {' '.join(sorted(words))}"


def _table(sign: str, rows: Iterable[str]) -> Iterator[str]:
    for row in sorted(rows):
        yield f"{sign} {row}"


def _uses(folder: Path, rank: dict[str, dict[Key, int]], common: set[str]) -> dict[str, dict[str, float]]:
    """Return how often each word was met as a noun, verb, adjective and adverb; a meaning never met counts little."""
    found = {word: {kind: 0.0 for kind, _ in rank[word]} for word in common}
    for word, uses in found.items():
        for kind, _ in rank[word]:
            uses[kind] += 0.1
    for word, uses in _met(folder).items():
        if word in found:
            for kind, times in uses.items():
                found[word][kind] = found[word].get(kind, 0.0) + times
    return found


def _met(folder: Path) -> dict[str, Counter[str]]:
    """Return how often words were met in the texts that WordNet was tried on, by kind."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for line in (folder / "cntlist.rev").read_text().splitlines():
        sense, _, times = line.split()
        word, _, rest = sense.partition("%")
        found[word][KINDS[int(rest[0])]] += int(times)
    return found


if __name__ == "__main__":
    place = Path(sys.argv[1])
    terms = [line for line in (place / "data.noun").read_text(encoding="latin-1").splitlines() if line.startswith("  ")]
    print(LICENSE, end="")
    for term in terms:
        print(f"# {term.strip().partition(' ')[2]}".rstrip())
    for row in lines(place):
        print(row)
