"""How ready one is: the chance to say all that must be said, per question, story and theme, now or on a day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import prod

from srs.model import Kind, Note
from srs.recall.ledger import Entry, text_of

WEAKEST = 3
"""How many weakest links are named."""
MANY = 0.25
"""Where stories answer so many of a deck's questions, they are to answer all of them."""
LEANED_ON = 4
"""A story that answers more questions than that, and a third of all that have one, carries too much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One thing that must be said."""

    id: str
    text: str
    ready: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """How ready one is for a question, a story or a theme."""

    id: str
    text: str
    ready: float
    """Of a question or a story the chance to say all its points; of a theme the mean over what it has."""
    weakest: tuple[Link, ...]
    """What pulls it down most, weakest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the map from questions to stories leaves open; each a tuple of (id, text)."""

    without_story: tuple[tuple[str, str], ...] = ()
    """Questions about experience that no story answers."""
    never_told: tuple[tuple[str, str], ...] = ()
    leaned_on: tuple[tuple[str, str, int], ...] = ()
    """Stories that too many questions lean on, with how many."""
    without_figure: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyReport:
    """How ready one is, all in all and in detail."""

    on: date
    ready: float
    """The mean over all questions and stories: the share of them that would be said in full."""
    themes: tuple[Readiness, ...]
    stories: tuple[Readiness, ...]
    questions: tuple[Readiness, ...]
    coverage: Coverage = Coverage()


def readiness(found: Sequence[Entry], *, on: date) -> ReadyReport:
    """Return how ready one is on a day that the chances of the entries are for.

    A question and a story are ready with the product of the chances of their points (independent of each other); one
    without points with its own chance. A theme is a deck, ready with the mean of its questions and stories.
    """
    parts: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in found:
        if entry.id != entry.note.id:
            parts[entry.note.id].append(entry)
    whole = {entry.id: entry for entry in found if entry.id == entry.note.id}
    questions = [_of(entry, parts) for entry in whole.values() if entry.note.kind is Kind.QUESTION]
    stories = [_of(entry, parts) for entry in whole.values() if entry.note.kind is Kind.STORY]
    both = [*questions, *stories]
    return ReadyReport(
        on=on,
        ready=_mean(each.ready for each in both),
        themes=tuple(_themes(both, whole)),
        stories=tuple(stories),
        questions=tuple(questions),
        coverage=coverage([entry.note for entry in whole.values()], whole),
    )


def _of(entry: Entry, parts: Mapping[str, Sequence[Entry]]) -> Readiness:
    required = parts.get(entry.id) or [entry]
    links = [Link(id=each.id, text=each.text, ready=each.retrievability or 0.0) for each in required]
    return Readiness(
        id=entry.id,
        text=entry.text,
        ready=prod(link.ready for link in links),
        weakest=tuple(sorted(links, key=lambda link: link.ready)[:WEAKEST]),
    )


def _themes(both: Sequence[Readiness], whole: Mapping[str, Entry]) -> Iterable[Readiness]:
    decks: defaultdict[str, list[Readiness]] = defaultdict(list)
    for each in both:
        decks[whole[each.id].note.deck].append(each)
    for deck, members in sorted(decks.items(), key=lambda item: item[0].casefold()):
        weakest = sorted(members, key=lambda each: each.ready)[:WEAKEST]
        yield Readiness(
            id=deck,
            text=deck,
            ready=_mean(each.ready for each in members),
            weakest=tuple([Link(id=each.id, text=each.text, ready=each.ready) for each in weakest]),
        )


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 0.0


def coverage(notes: Iterable[Note], whole: Mapping[str, Entry]) -> Coverage:
    """Return what the map from questions to stories leaves open.

    A question is one for a story where it asks for experience: it was matched with one, or stands in a deck many of
    whose questions are; in a deck with few of them it has to begin with the same words as one of those.
    """
    notes = list(notes)
    stories = {note.id: note for note in notes if note.kind is Kind.STORY}
    asks = [note for note in notes if note.kind in (Kind.QUESTION, Kind.STORY_MATCH)]
    matched = [note for note in asks if note.story is not None]
    many = Counter(note.deck for note in asks)
    with_story = Counter(note.deck for note in matched)
    beginnings = {_beginning(note) for note in matched}
    prompts = {note.prompt.casefold() for note in matched}
    leaned = Counter(note.story for note in matched if note.story is not None)
    tolds = {id for id in stories if id in whole and whole[id].told}
    figures = {note.parent for note in notes if note.kind is Kind.METRIC}
    return Coverage(
        without_story=tuple(
            (note.id, note.prompt)
            for note in asks
            if note.kind is Kind.QUESTION
            and note.story is None
            and with_story[note.deck]
            and (with_story[note.deck] >= MANY * many[note.deck] or _beginning(note) in beginnings)
            and note.prompt.casefold() not in prompts
        ),
        never_told=tuple((id, text_of(note)) for id, note in stories.items() if id not in tolds),
        leaned_on=tuple(
            (id, text_of(stories[id]), count)
            for id, count in leaned.most_common()
            if id in stories and count > LEANED_ON and count * 3 > leaned.total()
        ),
        without_figure=tuple(
            (id, text_of(note)) for id, note in stories.items() if id not in figures and not _has_figure(note)
        ),
    )


def _beginning(note: Note) -> tuple[str, ...]:
    return tuple(note.prompt.casefold().split()[:2])


def _has_figure(note: Note) -> bool:
    from srs.recall.quantities import figures_of

    text = "\n".join((note.answer, *(point.text for point in note.points)))
    return any(figure.readings and not figure.weak and not figure.year for figure in figures_of(text))
