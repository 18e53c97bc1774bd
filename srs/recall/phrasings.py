"""A wording that was expected x what was said -> a verdict, word by word.

Exact but for case, punctuation, spelling, contractions, fillers and restarts; near while every claim stands in mostly
its words; else wrong. A negation, a number, an *only*, a direction, or what is spoken of, when changed, is a claim that
was changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, pairwise

from srs.recall.alignment import SAID, Aligned, Step, best_alignment, likeness
from srs.recall.claims import HINGES, claims_of, leads, tails_of
from srs.recall.comparatives import LESS, not_as, turned_round
from srs.recall.connectives import connects, joined
from srs.recall.denials import exchanged_denials
from srs.recall.exchanges import Exchange, exchange
from srs.recall.lexicon import Language, words
from srs.recall.numbers import language_of
from srs.recall.opposites import opposite
from srs.recall.stumbles import without_chatter
from srs.recall.tokens import plain, tokens
from srs.recall.verdicts import Part, Verdict, Worth
from srs.recall.wording import NEGATIONS, Word, genitives, light, shortened, sounding_alike, weight, words_of

MOSTLY = 0.6
"""So much of the weight of a claim's words must have been said for the claim to stand."""
_NEAR = 4
"""Words so many steps apart may have been said for each other."""
_KEPT = {Step.SAME: 1.0, Step.ALIKE: 0.8, Step.OTHER_WORD: 0.8}
_MOVED = 0.7
_HALF = 0.55
"""So much of all must have been said, whatever claims it is made of."""
_POINTED = 0.5


def judge_wording(expected: str, said: str, *, strict: bool = False) -> Verdict:
    """Return what a wording is worth; its parts are stretches that were said, left out, added or swapped.

    `strict` wants it verbatim, but for blanks and the shape of quotes; what is exact only otherwise is near then.
    """
    language = language_of(tokens(plain(f"{expected} {said}")))
    raw, all_said = words_of(expected, language), words_of(said, language)
    raw, all_said = shortened(raw, all_said, expected), shortened(all_said, raw, said)
    raw, all_said = sounding_alike(raw, all_said, said), sounding_alike(all_said, raw, expected)
    wanted = genitives(raw, all_said)
    offered = without_chatter(genitives(all_said, raw), wanted)
    wanted, offered = joined(wanted, offered), joined(offered, wanted)
    comparison = _Comparison(expected, wanted, offered, language)
    worth = comparison.worth()
    parts = tuple(comparison.parts(worth))
    if strict and worth is Worth.EXACT and _verbatim(expected) != _verbatim(said):
        return Verdict(Worth.NEAR, (*parts, Part("", "", Worth.NEAR, "not verbatim")))
    return Verdict(worth, parts)


def _verbatim(text: str) -> str:
    return " ".join(plain(text).split())


_AFFIRMED = frozenset(("no matter what", "no matter how", "no matter who", "nothing but", "no more than"))
_PERSONS = frozenset(words("i you he she they we me him her them us"))
_ONLY = frozenset(words("only just merely solely alone"))
_NOT_MORE = frozenset(words("than beats beat outweighs outweigh exceeds over prefer"))
_WHO = frozenset(words("who what whoever whatever wer was qui chi quien quienes quem wie wat som"))
_ADVERBS = frozenset(words("often always again soon now already still today even"))
_PRONOUNS = frozenset(words("it they them he him she her this these"))
_DETERMINERS = frozenset(
    words("a an the its their his her our your my der die das ein eine le la les un une el los las una il")
)
_POINTING = _PRONOUNS | frozenset(words("1 ones that those everything something"))


def _negates(word: str) -> bool:
    return word not in _AFFIRMED and any(part in NEGATIONS for part in word.split())


def _bears(word: str) -> bool:
    """Whether it matters where a word stands."""
    return not light(word) or word in HINGES or _negates(word) or word in _PERSONS


def _weighs(word: str) -> bool:
    """Whether a claim is made by a word, and not only held together by it."""
    return _negates(word) or not (light(word) or word in HINGES or connects(word))


class _Comparison:
    """The words of a wording, beside those that were said."""

    def __init__(self, expected: str, wanted: Sequence[Word], offered: Sequence[Word], language: Language) -> None:
        self._wanted, self._offered, self._language = wanted, offered, language
        self._wording = frozenset(word.low for word in wanted)
        self._claims = claims_of(expected, wanted, language)
        self._tails = list(tails_of(expected, wanted, language))
        self._steps = best_alignment(expected, wanted, offered, language)
        self._moved = self._elsewhere()
        self._unsaid = self._not_standing()

    def worth(self) -> Worth:
        """Return how good what was said is."""
        wanted, steps = self._wanted, self._steps
        if all(step.step is Step.SAME for step in steps):
            there = [step.expected for step in steps if step.expected is not None]
            if not wanted:
                return Worth.WRONG if self._offered else Worth.EXACT
            return Worth.EXACT if there == sorted(there) else Worth.NEAR
        return Worth.WRONG if self._unsaid or self._changes_a_claim() else Worth.NEAR

    def _not_standing(self) -> set[int]:
        """Return the words of claims of which too little was said."""
        wanted, steps = self._wanted, self._steps
        kept = {s.expected: _KEPT[s.step] for s in steps if s.step in SAID and s.expected is not None}
        kept |= dict.fromkeys(self._pointed_at(), _POINTED)
        kept |= dict.fromkeys(self._said_once(kept), _MOVED)
        kept |= dict.fromkeys((*self._moved, *self._denied_otherwise()), _MOVED)
        found: set[int] = set()
        counts = Counter(word.low for word in wanted)
        left_out = {s.expected for s in steps if s.step is Step.LEFT_OUT} - kept.keys()
        everything = all_stands = 0.0
        for claim in self._claims:
            # words that every sentence has make no claim, where there are others
            heavy = [i for i in claim if _weighs(wanted[i].low)] or claim
            whole = sum(weight(wanted[index].low) for index in heavy)
            stands = sum(weight(wanted[index].low) * kept.get(index, 0.0) for index in heavy)
            short = len(self._claims) > 1 and len(heavy) <= 2
            everything, all_stands = everything + whole, all_stands + stands
            own = [index for index in heavy if counts[wanted[index].low] == 1]
            lost = short and bool(own) and left_out.issuperset(own)
            if whole and (lost or not stands if short else stands / whole < MOSTLY):
                found.update(claim)
        if all_stands < _HALF * everything:
            found.update(range(len(wanted)))
        for tail, least in self._tails:
            heavy = [index for index in tail if _weighs(wanted[index].low)]
            if len(heavy) >= least and kept.keys().isdisjoint(heavy):
                found.update(tail)
        return found

    def _elsewhere(self) -> dict[int, int]:
        """Return the words expected that were said in another place, with that place."""
        loose = [step.said for step in self._steps if step.said is not None and step.step not in SAID]
        found: dict[int, int] = {}
        for step in self._steps:
            if step.expected is None or step.step in SAID:
                continue
            low = self._wanted[step.expected].low
            if low in _DETERMINERS:
                continue
            twins = [at for at in loose if self._alike(low, self._offered[at].low)]
            if twins:
                twin = min(twins, key=lambda at: self._offered[at].low != low)
                loose.remove(twin)
                found[step.expected] = twin
        return found

    def _alike(self, one: str, other: str) -> bool:
        return likeness(one, other, self._language, self._wording) is not Step.SWAPPED

    def _exchanged(self) -> Iterator[Exchange]:
        """Yield what each word does that was said in the place of another one."""
        places = set(self._moved.values())
        for step in self._steps:
            if step.step is not Step.SWAPPED or step.expected is None or step.said is None:
                continue
            found = exchange(self._wanted, step.expected, self._offered, step.said, self._language)
            if found is not Exchange.OTHER or not (step.expected in self._moved or step.said in places):
                yield found

    def _pointed_at(self) -> Iterator[int]:
        """Yield the words in the place of which there was only a word that points at them: it, one, those."""
        for step in self._steps:
            if step.step is not Step.SWAPPED or step.expected is None or step.said is None:
                continue
            if self._offered[step.said].low in _POINTING:
                yield step.expected

    def _said_once(self, kept: Collection[int]) -> Iterator[int]:
        """Yield words that were left out as they had been said, of claims of which something else was said."""
        said = {self._wanted[index].low for index in kept}
        for claim in self._claims:
            lost = [index for index in claim if index not in kept and _weighs(self._wanted[index].low)]
            if all(self._wanted[index].low in said for index in lost) and len(lost) < sum(
                _weighs(self._wanted[index].low) for index in claim
            ):
                yield from lost

    def _lost(self) -> list[tuple[int, str]]:
        """Return the words that were not said in their place, with the step at which that is."""
        return [
            (at, self._wanted[step.expected].low)
            for at, step in enumerate(self._steps)
            if step.expected is not None and step.step not in SAID
        ]

    def _gained(self) -> list[tuple[int, str]]:
        return [
            (at, self._offered[step.said].low)
            for at, step in enumerate(self._steps)
            if step.said is not None and step.step not in SAID
        ]

    def _denied_otherwise(self) -> Iterator[int]:
        """Yield the negations that another one close by was said for."""
        gained = [at for at, low in self._gained() if _negates(low)]
        for at, low in self._lost():
            near = next((there for there in gained if abs(there - at) <= _NEAR), None)
            if _negates(low) and near is not None:
                gained.remove(near)
                index = self._steps[at].expected
                assert index is not None
                yield index

    def _changes_a_claim(self) -> bool:
        """Whether something was said that the wording does not say."""
        placed_lost, placed_gained = self._lost(), self._gained()
        lost, gained = [low for _, low in placed_lost], [low for _, low in placed_gained]
        if turned_round(self._wanted, self._offered):
            return True
        if exchanged_denials(self._wanted, self._offered, self._places().items()) or self._doers_exchanged():
            return True
        denied = sum(map(_negates, lost))
        if not LESS.isdisjoint(lost) and not_as(self._offered):
            denied += 1  # less risky, not as risky
        if denied != sum(map(_negates, gained)) or _numbers(lost) != _numbers(gained):
            return True
        if "only" in lost and _ONLY.isdisjoint(gained):
            return True
        if "than" in lost and _NOT_MORE.isdisjoint(gained) and self._compares(lost):
            return True
        if any(found in (Exchange.OPPOSITE, Exchange.OTHER) for found in self._exchanged()):
            return True
        if any(
            opposite(one, other)
            for at, one in placed_lost
            for there, other in placed_gained
            if abs(at - there) <= _NEAR and one not in gained and other not in lost
        ):
            return True
        return self._turned() or self._scattered()

    def _places(self) -> dict[int, int]:
        """Return where each word expected was said."""
        said = {s.expected: s.said for s in self._steps if s.step in SAID}
        return self._moved | {one: other for one, other in said.items() if one is not None and other is not None}

    def _doers_exchanged(self) -> bool:
        """Whether what somebody does changed places with what follows: who asks leads, who leads asks."""
        places = self._places()
        heavy = [at for at, word in enumerate(self._wanted) if not light(word.low)]
        for one, other in pairwise(heavy):
            first, second = places.get(one), places.get(other)
            if first is None or second is None or first < second or not one or not second:
                continue
            if any(self._wanted[at].low.endswith("ly") for at in (one, other)):
                continue  # politely disagree, disagree politely
            if self._wanted[one - 1].low in _WHO and self._offered[second - 1].low in _WHO:
                return True
        return False

    def _beside(self, at: int) -> bool:
        """Whether an adverb was only said on the other side of what it goes with: quickly turn, turn quickly."""
        places = {step.expected: step.said for step in self._steps if step.expected is not None}
        taken = places[at] is not None or any(s.said == self._moved[at] and s.expected is not None for s in self._steps)
        if taken or not (self._wanted[at].low in _ADVERBS or self._wanted[at].low.endswith("ly")):
            return False
        for neighbour in (at - 1, at + 1):
            there = self._moved.get(neighbour, places.get(neighbour))
            if there is not None and not light(self._wanted[neighbour].low) and abs(there - self._moved[at]) == 1:
                return True
        return False

    def _passed(self, at: int) -> bool:
        """Whether a word was said on the other side of its opposite, or a number of another one."""
        low = self._wanted[at].low

        def meets(other: str) -> bool:
            return opposite(low, other) or (low[:1].isdecimal() and other[:1].isdecimal())

        return any(
            meets(self._wanted[step.expected].low) and (at < step.expected) != (self._moved[at] < step.said)
            for step in self._steps
            if step.step in SAID and step.expected is not None and step.said is not None
        )

    def _compares(self, lost: Sequence[str]) -> bool:
        """Whether what is compared was lost with its *than*: cleaner than."""
        lows = [word.low for word in self._wanted]
        return any(low == "than" and before in lost for before, low in pairwise(lows))

    def _scattered(self) -> bool:
        """Whether words that bear changed places, or a negation wandered off alone."""
        moved = {at: there for at, there in self._moved.items() if not self._beside(at)}
        if any(self._passed(at) for at in moved):
            return True
        places = [step.expected for step in self._steps if step.expected is not None and step.step in SAID]
        if places != sorted(places):
            # where claims changed places, a noun and its pronoun do so too
            bearing = [at for at in moved if not light(self._wanted[at].low)]
            if len(bearing) == 1 and any(self._wanted[at].low in _PRONOUNS for at in moved):
                return False
        if moved and all(_negates(self._wanted[at].low) or light(self._wanted[at].low) for at in moved):
            # a negation that wandered off alone denies something else now
            return any(_negates(self._wanted[at].low) for at in moved) or not _one_block(self._steps, moved)
        return not _one_block(self._steps, moved) and any(_bears(self._wanted[at].low) for at in moved)

    def _turned(self) -> bool:
        """Whether what follows from what was turned round: A because B, and B because A or A so B."""
        claim_of = {index: number for number, claim in enumerate(self._claims) for index in claim}
        if len(self._claims) < 2:
            return False
        place = {step.said: step.expected for step in self._steps if step.said is not None and step.step in SAID}

        def behind(row: Sequence[Word], at: int, own: bool) -> int | None:
            for index in range(at + 1, len(row)):
                word = index if own else place.get(index)
                if word is not None and _weighs(row[index].low):
                    return claim_of[word]
            return None

        wanted, offered = leads(self._wanted, self._language), leads(self._offered, self._language)
        if len(wanted) != 1 or len(offered) != 1:
            return False
        first, second = behind(self._wanted, wanted[0][0], True), behind(self._offered, offered[0][0], False)
        return first is not None and second is not None and (first == second) is not (wanted[0][1] == offered[0][1])

    def parts(self, worth: Worth) -> Iterator[Part]:
        """Yield stretches of one fate, in order, and at last whether the order was another; no part is worse than all."""
        for (why, part), block in groupby(self._steps, key=lambda step: self._fate(step, worth)):
            steps = list(block)
            expected = " ".join(self._wanted[each.expected].text for each in steps if each.expected is not None)
            said = " ".join(self._offered[each.said].text for each in steps if each.said is not None)
            yield Part(expected, said, part, why)
        places = [step.expected for step in self._steps if step.expected is not None]
        if places != sorted(places):
            yield Part("", "", Worth.WRONG if self._turned() else Worth.NEAR, "in another order")

    def _fate(self, step: Aligned, worth: Worth) -> tuple[str, Worth]:
        if step.step is Step.SAME:
            return "", Worth.EXACT
        moved = step.expected in self._moved or step.said in self._moved.values()
        one_sided = step.step in (Step.LEFT_OUT, Step.ADDED)
        grave = worth is Worth.WRONG and (self._grave(step) or (moved and self._scattered()))
        why = "in another place" if moved and one_sided else _WHY[step.step]
        return why, Worth.WRONG if grave else Worth.NEAR

    def _grave(self, step: Aligned) -> bool:
        """Whether a step alone makes what was said wrong."""
        said = [self._wanted[step.expected].low] if step.expected is not None else []
        said += [self._offered[step.said].low] if step.said is not None else []
        if step.step is not Step.OTHER_WORD and any(_negates(low) or low[:1].isdecimal() for low in said):
            return True
        if step.expected is None:
            return False
        if step.expected in self._unsaid and not light(self._wanted[step.expected].low):
            return True
        if step.step is not Step.SWAPPED or step.said is None:
            return False
        found = exchange(self._wanted, step.expected, self._offered, step.said, self._language)
        return found in (Exchange.OPPOSITE, Exchange.OTHER)


_WHY = {
    Step.LEFT_OUT: "left out",
    Step.ADDED: "added",
    Step.SWAPPED: "swapped",
    Step.ALIKE: "another form",
    Step.OTHER_WORD: "another word",
}


def _one_block(steps: Sequence[Aligned], moved: dict[int, int]) -> bool:
    """Whether what was said elsewhere is one stretch that was moved as it is, and not two that changed places."""
    if not moved:
        return True
    order = sorted(moved)
    if any(moved[one] > moved[other] for one, other in pairwise(order)):
        return False
    kept = [(s.expected, s.said) for s in steps if s.step in SAID]
    low, high = min(moved.values()), max(moved.values())
    return not any(
        (one is not None and order[0] < one < order[-1]) or (other is not None and low < other < high)
        for one, other in kept
    )


def _numbers(words: Sequence[str]) -> list[str]:
    # `one` stands for anything; another number for none but itself
    return sorted(word for word in words if word[0].isdecimal() and word != "1")
