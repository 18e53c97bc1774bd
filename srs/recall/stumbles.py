"""What is said around a wording and counts for nothing: fillers, openers, restarts."""

from __future__ import annotations

from collections.abc import Sequence

from srs.recall.lexicon import words
from srs.recall.opposites import opposite
from srs.recall.wording import FILLERS, Word, light

_OPENERS = frozenset(words("also tja naja nun bueno pues vale bom então pois alors bon ben allora ecco dunque nou dus "
                           "basically actually literally honestly obviously anyway sorry"))  # fmt: skip
"""What an answer is begun with, and says nothing there; further in it is a word of the sentence."""
_CHATTER = tuple(
    tuple(each.split())
    for each in (
        "you know", "i mean", "sort of", "kind of", "well", "okay", "ok", "right", "so", "like", "anyway", "yeah",
        "yes", "i guess", "let us say", "i would say", "you see", "look", "alright", "i think", "let me think",
        "what was it", "how did it go", "let me start again", "let me say that again", "no wait", "wait", "hang on",
        "oh", "i suppose", "no sorry", "sorry",
    )
)  # fmt: skip
_CAUSES = frozenset(words("because since as for therefore thus hence"))
_LONGEST = 10
"""So many words at most are said again in a restart."""


def without_chatter(words: Sequence[Word], expected: Sequence[Word]) -> list[Word]:
    """Return what was said without fillers (um, you know) and restarts that the wording itself does not have."""
    wanted = [word.low for word in expected]
    kept: list[Word] = []
    at = 0
    while at < len(words) and words[at].low in _OPENERS and words[at].low not in wanted[:1]:
        at += 1
    while at < len(words):
        if words[at].low in FILLERS and words[at].low not in wanted:
            at += 1
            continue
        for phrase in _CHATTER:
            if tuple(word.low for word in words[at : at + len(phrase)]) == phrase and not _has(wanted, phrase):
                if len(phrase) == 1 and any(opposite(phrase[0], word) for word in wanted):
                    continue  # right, where it should have been wrong
                if phrase == ("so",) and kept and not _CAUSES.isdisjoint(wanted):
                    continue  # it says which claim follows from the other
                at += len(phrase)
                break
        else:
            kept.append(words[at])
            at += 1
    return _without_restarts(kept, wanted)


def _without_restarts(said: list[Word], wanted: list[str]) -> list[Word]:
    """Return words without the first of two equal stretches, one after the other, but for an `and` between them."""
    at = 0
    while at < len(said):
        lows = [word.low for word in said]
        for length in range(min(_LONGEST, (len(said) - at) // 2), 0, -1):
            stretch = lows[at : at + length]
            if _times(stretch, lows) <= _times(stretch, wanted):
                continue
            if lows[at + length : at + 2 * length] == stretch:
                said = said[:at] + said[at + length :]
                break
            after = at + length + 1
            if after + length > len(lows):
                continue
            if length > 1 and light(lows[after - 1]) and lows[after : after + length] == stretch:
                said = said[:at] + said[after:]
                break
        else:
            at += 1
    return said


def _times(stretch: list[str], words: list[str]) -> int:
    return sum(words[at : at + len(stretch)] == stretch for at in range(len(words)))


def _has(words: list[str], phrase: tuple[str, ...]) -> bool:
    return any(tuple(words[at : at + len(phrase)]) == phrase for at in range(len(words)))
