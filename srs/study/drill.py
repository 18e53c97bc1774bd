"""A mock interview: which questions are asked, in which order, and what became of them.

An interviewer opens with “tell me about yourself”, goes from theme to theme, follows up on what was just said, and
never asks for two things that one story answers. What is weak, unseen or marked comes rather than what is known.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from srs.model import CardId, Kind, Note, NoteId, PointId

USUAL_SECONDS = 90
"""How long an answer without a target is taken to last."""
BETWEEN_SECONDS = 30
"""For reading a question and for ticking what was said."""

_OPENING = re.compile(
    r"tell (?:me|us) (?:a (?:bit|little) )?(?:more )?about yourself|introduce yourself|who are you"
    r"|(?:walk|take|talk) (?:me|us) through your (?:background|cv|resume|résumé|career|experience|story)"
    r"|stell(?:en sie)? (?:dich|sich)\b.{0,12}\bvor"
    r"|erzähl(?:en sie)? (?:mir |uns )?(?:etwas |kurz )?(?:über|von) (?:dich|dir|sich)"
    r"|présente(?:z-vous|-toi)|parle(?:z)?-(?:moi|nous) de (?:vous|toi)"
    r"|háblame (?:un poco )?(?:de|sobre) ti|cuénta(?:me|nos) (?:algo )?(?:de|sobre) (?:ti|usted)"
    r"|fale (?:um pouco )?(?:sobre|de) (?:você|si)|parlami di te|mi parli di lei"
    r"|расскажите (?:немного )?о себе|自己紹介|自我介绍|自我介紹|请介绍(?:一下)?你自己|자기소개"
    r"|opowiedz(?:iec)? (?:coś )?o sobie|vertel (?:eens )?(?:iets )?over jezelf|kendinizden bahse",
    re.IGNORECASE,
)
"""How an interview begins, by language; what asks so comes first."""


class Sort(StrEnum):
    """What an item of an answer is."""

    POINT = "point"
    METRIC = "metric"
    PHRASING = "phrasing"
    AVOID = "avoid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that the answer should have, or, for `avoid`, should not have."""

    id: PointId
    text: str
    sort: Sort = Sort.POINT
    role: str | None = None
    """Of a story's point: situation, task, action, …"""
    also: tuple[PointId, ...] = ()
    """Others that the same words say: two figures of one sentence."""

    @property
    def ids(self) -> tuple[PointId, ...]:
        return (self.id, *self.also)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A question that can be asked."""

    card: CardId
    note: NoteId
    kind: Kind
    text: str
    theme: str
    place: str
    """Its source: path and line."""
    items: tuple[Item, ...] = ()
    target_s: int | None = None
    words: int = 0
    """Of the answer as it is written."""
    parent: NoteId | None = None
    story: NoteId | None = None
    weight: float = 1.0
    """How much it is worth asking: above 0."""

    @property
    def seconds(self) -> int:
        """How long it takes to ask, say and tick it."""
        return (self.target_s or USUAL_SECONDS) + BETWEEN_SECONDS

    @property
    def opens(self) -> bool:
        """Whether an interview begins with it."""
        return _OPENING.search(self.text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of one question."""

    prompt: Prompt
    spoken_ms: int
    said: frozenset[PointId] = frozenset()
    """What was ticked: points, figures and wordings that were said, and what should not have been."""
    by_heart: bool = False
    """Whether it was told without notes."""

    def of(self, sort: Sort) -> tuple[int, int]:
        """Return how many of the items of one sort were said, and how many there are."""
        items = [item for item in self.prompt.items if item.sort is sort]
        return sum(item.id in self.said for item in items), len(items)

    @property
    def wanted(self) -> tuple[Item, ...]:
        return tuple([item for item in self.prompt.items if item.sort is not Sort.AVOID])

    @property
    def missed(self) -> tuple[Item, ...]:
        """What should have been said and was not."""
        return tuple([item for item in self.wanted if item.id not in self.said])

    @property
    def blunders(self) -> tuple[Item, ...]:
        """What was said and should never be."""
        return tuple([item for item in self.prompt.items if item.sort is Sort.AVOID and item.id in self.said])

    @property
    def coverage(self) -> float | None:
        """The share of what should be said that was; None where the notes name nothing."""
        return None if not self.wanted else 1 - len(self.missed) / len(self.wanted)

    @property
    def weakness(self) -> float:
        """How badly it went, from 0: what was missed, what should not have been said, time over the target by half."""
        missed = 0.0 if self.coverage is None else 1 - self.coverage
        over = self.prompt.target_s is not None and self.spoken_ms > 1500 * self.prompt.target_s
        return missed + 0.5 * len(self.blunders) + 0.25 * over + 0.1 * (not self.by_heart)

    @property
    def detail(self) -> Mapping[str, object]:
        """What the log keeps of it: ids, numbers and codes."""
        kept: dict[str, object] = {"spoken_ms": self.spoken_ms, "words": self.prompt.words, "by_heart": self.by_heart}
        if self.wanted:
            kept |= {
                "said": [id for item in self.wanted if item.id in self.said for id in item.ids],
                "missed": [id for item in self.missed for id in item.ids],
            }
        if self.blunders:
            kept["never"] = [id for item in self.blunders for id in item.ids]
        if self.prompt.target_s is not None:
            kept["target_s"] = self.prompt.target_s
        return kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a mock interview came to."""

    told: tuple[Told, ...]

    @property
    def minutes(self) -> float:
        return sum(each.spoken_ms for each in self.told) / 60_000

    def of(self, sort: Sort) -> tuple[int, int]:
        """Return how many items of one sort were said, and how many there were."""
        said = [each.of(sort) for each in self.told]
        return sum(one for one, _ in said), sum(all for _, all in said)

    @property
    def coverage(self) -> float | None:
        """The share of all that should have been said that was; None where the notes name nothing."""
        wanted = sum(len(each.wanted) for each in self.told)
        return None if not wanted else 1 - sum(len(each.missed) for each in self.told) / wanted

    @property
    def weakest(self) -> tuple[Told, ...]:
        """The three that went worst, the worst first; what went well is not among them."""
        poor = [each for each in self.told if each.weakness >= 0.2]
        return tuple(sorted(poor, key=lambda each: -each.weakness)[:3])


def pick(
    prompts: Iterable[Prompt], *, questions: int | None, seconds: int | None, rng: random.Random
) -> tuple[Prompt, ...]:
    """Return what an interviewer would ask: at most so many questions, in at most so many seconds.

    Each theme has its turn before one comes again; within a theme the draw is by weight. A follow-up comes right after
    its parent, one of each parent, and no story is asked for twice.
    """
    every = list(prompts)
    of_parent: dict[NoteId, list[Prompt]] = {}
    notes = {prompt.note for prompt in every}
    for prompt in every:
        if prompt.parent in notes and prompt.parent is not None:
            of_parent.setdefault(prompt.parent, []).append(prompt)
    themes: dict[str, list[Prompt]] = {}
    for prompt in every:
        if prompt.parent not in notes:
            themes.setdefault(prompt.theme, []).append(prompt)
    chosen: list[Prompt] = []
    stories: set[NoteId] = set()
    asked: set[str] = set()
    left = float("inf") if seconds is None else seconds

    def fits(prompt: Prompt) -> bool:
        return (
            (questions is None or len(chosen) < questions)
            and (prompt.seconds <= left or not chosen)
            and not ({prompt.story, prompt.note} & stories)
            and prompt.text.casefold() not in asked
        )

    for prompt in _turns(themes, rng):
        if not fits(prompt):
            continue
        for each in (prompt, *_drawn(of_parent.get(prompt.note, ()), rng, 1)):
            if not fits(each):
                break
            chosen.append(each)
            left -= each.seconds
            asked.add(each.text.casefold())
            if each.story is not None:
                stories.add(each.story)
            if each.kind is Kind.STORY:
                stories.add(each.note)
    return tuple(chosen)


def _turns(themes: Mapping[str, Sequence[Prompt]], rng: random.Random) -> Iterator[Prompt]:
    """Yield all prompts: what opens an interview, then one of each theme, then another of each, and so on."""
    opening = [prompt for each in themes.values() for prompt in each if prompt.opens]
    first = _drawn(opening, rng, 1)
    yield from first
    waiting = {name: _drawn([p for p in each if not p.opens], rng, len(each)) for name, each in sorted(themes.items())}
    order = list(waiting)
    rng.shuffle(order)
    # of many themes those come first in which most is weak
    order.sort(key=lambda name: -max((prompt.weight for prompt in waiting[name]), default=0.0) // 0.5)
    while any(waiting.values()):
        for name in order:
            if waiting[name]:
                yield waiting[name].pop(0)


def _drawn(prompts: Sequence[Prompt], rng: random.Random, count: int) -> list[Prompt]:
    """Return so many prompts without repetition, heavier ones rather first (Efraimidis and Spirakis 2006)."""
    keyed = sorted(prompts, key=lambda prompt: -(rng.random() ** (1 / max(prompt.weight, 1e-6))))
    return keyed[:count]


def told_apart(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return items in their order, each once, and one for all of a sort that say the same."""
    kept: dict[tuple[Sort, str], Item] = {}
    for item in items:
        key = item.sort, item.text.casefold()
        same = kept.get(key)
        if same is None:
            kept[key] = item
        elif item.id not in same.ids:
            kept[key] = replace(same, also=(*same.also, item.id))
    return tuple(kept.values())


def theme_of(note: Note) -> str:
    """Return what a note is about, as an interviewer would see it: its outermost heading below the title, its deck."""
    inner = note.headings[1] if len(note.headings) > 1 else note.headings[0] if note.headings else ""
    return f"{note.deck}\x1f{inner}"
