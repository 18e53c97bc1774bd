"""The ledger: what the log says of every point, metric, phrasing, story and question.

An item is a note or one of its points. Its evidence is answers of its own card, marks in an answer that it is a part of
(reviews and drills), and answers that were rated as a whole without marks.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from srs.clock import from_day_number, from_ms, to_day_number
from srs.model import EventKind, Kind, Note, Point, Rating
from srs.recall.memory import Evidence, How, Remembered, chance, remembered


class View(StrEnum):
    """The tables of the ledger; the names are part of the contract."""

    METRICS = "metrics"
    PHRASINGS = "phrasings"
    STORIES = "stories"
    QUESTIONS = "questions"
    POINTS = "points"


KINDS = {
    View.METRICS: Kind.METRIC,
    View.PHRASINGS: Kind.PHRASING,
    View.STORIES: Kind.STORY,
    View.QUESTIONS: Kind.QUESTION,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An event that is evidence, as the ledger needs it."""

    card: str
    kind: EventKind
    at: datetime
    day: date
    rating: Rating | None = None
    said: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    verdict: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One time at which an item was said or not."""

    at: datetime
    evidence: Evidence
    worth: str
    """right, near or wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of the ledger, as of a day."""

    id: str
    kind: str
    """The note's kind; of a point the role that it has in a story, else `key_point` (`list` in a list)."""
    text: str
    note: Note
    point: Point | None = None
    """The point that it is; None for a whole note."""
    told: int = 0
    """Pieces of evidence, those of answers that were rated as a whole too."""
    reviews: int = 0
    """How often it was asked: alone, or marked in an answer."""
    right: int = 0
    near: int = 0
    wrong: int = 0
    last: datetime | None = None
    """When it was asked last."""
    last_day: date | None = None
    """The study day on which it was asked last."""
    trend: float | None = None
    """The share that was right among the last five, less that of the five before; None with fewer than four."""
    memory: Remembered | None = None
    retrievability: float | None = None
    """The chance to remember it on the day asked for; None where it was never said."""

    @property
    def place(self) -> Note:
        """Return the note with the lines on which the item itself stands."""
        return self.note if self.point is None else replace(self.note, lines=self.point.lines, also=())

    @property
    def asks(self) -> str:
        """Return the figure that it asks for, where its text has more around it; else nothing."""
        asked = self.point is None and self.note.kind is Kind.METRIC and "___" in self.note.prompt
        return self.note.answer if asked else ""

    @property
    def stability(self) -> float | None:
        return self.memory.memory.stability if self.memory else None


class Marked(NamedTuple):
    """What the log's detail of an answer says of its parts."""

    said: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    verdict: str | None = None


def marked(detail: Mapping[str, object]) -> Marked:
    """Return what a detail says; whatever else stands in it is left out."""
    said, missed, verdict = (detail.get(name) for name in Marked._fields)
    return Marked(
        tuple(map(str, said)) if isinstance(said, list) else (),
        tuple(map(str, missed)) if isinstance(missed, list) else (),
        verdict if isinstance(verdict, str) else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """All evidence in the log as columns, in the order of its ids; what was undone is not in it."""

    names: Sequence[str]
    """Cards by their number."""
    details: Sequence[str]
    """JSON by its number."""
    card: Sequence[int]
    kind: Sequence[int]
    """By its place in `KINDS_OF_EVIDENCE`."""
    at: Sequence[int]
    """Ms since 1970."""
    day: Sequence[int]
    """Days since 1970-01-01."""
    rating: Sequence[int]
    """0 for none."""
    detail: Sequence[int]

    def __len__(self) -> int:
        return len(self.card)

    def answers(self) -> list[Answer]:
        """Return the rows one by one, in the order of the log."""
        order = sorted(range(len(self)), key=self.at.__getitem__)
        return [self._answer(row) for row in order]

    def _answer(self, row: int) -> Answer:
        kind, text = KINDS_OF_EVIDENCE[self.kind[row]], self.details[self.detail[row]]
        return Answer(
            card=self.names[self.card[row]],
            kind=kind,
            at=from_ms(self.at[row]),
            day=from_day_number(self.day[row]),
            rating=Rating(self.rating[row]) if kind is EventKind.REVIEW and self.rating[row] else None,
            **marked({} if text == "{}" else json.loads(text))._asdict(),
        )


KINDS_OF_EVIDENCE = (EventKind.REVIEW, EventKind.DRILL, EventKind.RESET)
"""The kinds of rows in a `Log`, by number."""


def answers_that_count(rows: Iterable[Answer]) -> list[Answer]:
    """Return the answers after the last reset of their own card, in order; answers inside others have no reset."""
    kept: list[Answer] = []
    reset: dict[str, int] = {}
    for row in rows:
        if row.kind is EventKind.RESET:
            reset[row.card] = len(kept)
        else:
            kept.append(row)
    return [row for at, row in enumerate(kept) if at >= reset.get(row.card, 0)]


def entries(
    notes: Sequence[Note],
    answers: Iterable[Answer],
    *,
    day: date,
    parameters: Mapping[str, tuple[float, ...] | None] | None = None,
    view: View | None = None,
) -> list[Entry]:
    """Return an entry for each note and each of its points, in the order of the notes; never said ones too.

    `answers` are in the order of the log and hold nothing undone; `parameters` are FSRS's by note id. With a `view`
    the entries of that table alone: points are all parts of notes, and key points that stand alone.
    """
    wanted = items(notes, view)
    asked = {each.id if each is not None else note.id for note, each in wanted}
    points: dict[str, list[str]] = {
        note.id: [str(point.id) for point in note.points if point.id in asked] for note in notes
    }
    story_of = {str(point.id): str(note.id) for note in notes if note.kind is Kind.STORY for point in note.points}
    told: defaultdict[str, list[Told]] = defaultdict(list)
    for answer in answers_that_count(answers):
        for id, said in (*_evidence(answer, points.get(answer.card, ())), *_of_stories(answer, story_of)):
            if id in asked:
                told[id].append(said)
    number = to_day_number(day)
    return [_entry(note, each, told, number, (parameters or {}).get(note.id)) for note, each in wanted]


def items(notes: Sequence[Note], view: View | None) -> list[tuple[Note, Point | None]]:
    """Return what a table has rows for: notes, and points with the note that they are part of; None for all tables."""
    return [(note, each) for note in notes for each in (None, *note.points) if view is None or _is_in(view, note, each)]


def _is_in(view: View, note: Note, point: Point | None) -> bool:
    if view is View.POINTS:
        return point is not None or note.kind is Kind.KEY_POINT
    return point is None and note.kind is KINDS[view]


def of_view(found: Iterable[Entry], view: View) -> list[Entry]:
    """Return the entries of one table."""
    return [each for each in found if _is_in(view, each.note, each.point)]


def text_of(note: Note) -> str:
    """Return what an item is called: a metric with its figure in place, a wording itself, all else its prompt."""
    match note.kind:
        case Kind.METRIC if "___" in note.prompt:
            return note.prompt.replace("___", note.answer, 1)
        case Kind.PHRASING:
            return note.answer or note.prompt
        case _:
            return note.prompt


def name(note: Note, point: Point | None) -> tuple[str, str, str]:
    """Return the id, the kind and the text of an item."""
    if point is None:
        return str(note.id), note.kind.value, text_of(note)
    return str(point.id), point.role or ("list" if note.kind is Kind.LIST else "key_point"), point.text


def _entry(
    note: Note, point: Point | None, told: Mapping[str, list[Told]], day: int, parameters: tuple[float, ...] | None
) -> Entry:
    id, kind, text = name(note, point)
    each = told.get(id, [])
    memory = remembered((one.evidence for one in each), parameters)
    asked = [one for one in each if one.evidence.how is not How.UNMARKED]
    worths = Counter(one.worth for one in asked)
    return Entry(
        id=id,
        kind=kind,
        text=text,
        note=note,
        point=point,
        told=len(each),
        reviews=len(asked),
        right=worths["right"],
        near=worths["near"],
        wrong=worths["wrong"],
        last=asked[-1].at if asked else None,
        last_day=from_day_number(asked[-1].evidence.day) if asked else None,
        trend=_trend([one.worth == "right" for one in asked]),
        memory=memory,
        retrievability=None if memory is None else chance(memory, day, parameters),
    )


def _trend(right: Sequence[bool]) -> float | None:
    late, early = right[-5:], right[-10:-5]
    if len(right) < 4:
        return None
    if not early:
        half = len(right) // 2
        early, late = right[:half], right[half:]
    return sum(late) / len(late) - sum(early) / len(early)


WORTH = {"exact": "right", "near": "near", "wrong": "wrong"}
"""What a verdict of a figure or a wording counts as."""


def _evidence(answer: Answer, parts: Sequence[str]) -> Iterable[tuple[str, Told]]:
    """Yield what one answer says of each item: of the card itself, and of the points inside it."""
    day = to_day_number(answer.day)
    rating = answer.rating or by_share(len(answer.said), len(answer.missed))
    if rating is not None:
        worth = WORTH.get(answer.verdict or "", _worth(rating))
        yield answer.card, Told(at=answer.at, evidence=Evidence(day, How.ALONE, rating), worth=worth)
    for id, each in [(id, Rating.GOOD) for id in answer.said] + [(id, Rating.AGAIN) for id in answer.missed]:
        yield id, Told(at=answer.at, evidence=Evidence(day, How.INSIDE, each), worth=_worth(each))
    if parts and answer.rating is not None and not (answer.said or answer.missed):
        for id in parts:
            evidence = Evidence(day, How.UNMARKED, answer.rating)
            yield id, Told(at=answer.at, evidence=evidence, worth=_worth(answer.rating))


def _of_stories(answer: Answer, story_of: Mapping[str, str]) -> Iterable[tuple[str, Told]]:
    """Yield what one answer says of the stories that were told in it, by the points of theirs that were marked."""
    if not (answer.said or answer.missed):
        return
    said = Counter(story_of[id] for id in answer.said if id in story_of)
    missed = Counter(story_of[id] for id in answer.missed if id in story_of)
    for story in dict.fromkeys((*said, *missed)):
        rating = by_share(said[story], missed[story])
        if rating is not None and story != answer.card:
            evidence = Evidence(to_day_number(answer.day), How.ALONE, rating)
            yield story, Told(at=answer.at, evidence=evidence, worth=_worth(rating))


def _worth(rating: Rating) -> str:
    return "wrong" if rating is Rating.AGAIN else "right"


def by_share(said: int, missed: int) -> Rating | None:
    """Return what an answer without a rating stands for: all said is good, half of it hard; None where none was marked.

    Of its own, not by the learner's setting: what the ledger says follows from the log alone.
    """
    if not said + missed:
        return None
    share = said / (said + missed)
    return Rating.GOOD if share == 1 else Rating.HARD if share >= _HALF else Rating.AGAIN


_HALF = 0.5


# ---------------------------------------------------------------- what follows for how points are asked

SAID_RUNNING = 3
"""So many times running a point is said inside its answer before it rests."""


def marks(answers: Iterable[Answer]) -> dict[str, list[bool]]:
    """Return of each item whether it was said, each time that it was marked inside a longer answer, in order."""
    found: defaultdict[str, list[bool]] = defaultdict(list)
    for answer in answers_that_count(answers):
        for id in answer.said:
            found[id].append(True)
        for id in answer.missed:
            found[id].append(False)
    return found


def keeps_being_missed(said: Sequence[bool], misses: int) -> bool:
    """Return whether a point was missed so often inside its answer, of one time more: it is worth a card of its own."""
    return said[-misses - 1 :].count(False) >= misses


def keeps_being_said(said: Sequence[bool]) -> bool:
    """Return whether an item was said the last times inside a longer answer."""
    return len(said) >= SAID_RUNNING and all(said[-SAID_RUNNING:])
