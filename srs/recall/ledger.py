"""The ledger: what the log says of every point, metric, phrasing, story and question.

An item is a note or one of its points. Its evidence is answers of its own card, marks in an answer that it is a part of
(reviews and drills), and answers that were rated as a whole without marks.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from srs.clock import from_day_number, to_day_number
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
    """One item of the ledger."""

    id: str
    kind: str
    """The note's kind; of a point the role that it has in a story, else `key_point` (`list` in a list)."""
    text: str
    note: Note
    told: tuple[Told, ...] = ()
    memory: Remembered | None = None
    retrievability: float | None = None
    """The chance to remember it on the day asked for; None where it was never said."""

    @property
    def point(self) -> Point | None:
        """The point that it is; None for a whole note."""
        return None if self.id == self.note.id else next(each for each in self.note.points if each.id == self.id)

    @property
    def reviews(self) -> int:
        return sum(each.evidence.how is not How.UNMARKED for each in self.told)

    @property
    def right(self) -> int:
        return self._count("right")

    @property
    def near(self) -> int:
        return self._count("near")

    @property
    def wrong(self) -> int:
        return self._count("wrong")

    @property
    def last(self) -> datetime | None:
        """When it was asked last."""
        asked = [each.at for each in self.told if each.evidence.how is not How.UNMARKED]
        return asked[-1] if asked else None

    @property
    def last_day(self) -> date | None:
        """The study day on which it was asked last."""
        asked = [each.evidence.day for each in self.told if each.evidence.how is not How.UNMARKED]
        return from_day_number(asked[-1]) if asked else None

    @property
    def place(self) -> Note:
        """Return the note with the lines on which the item itself stands."""
        return self.note if self.point is None else replace(self.note, lines=self.point.lines, also=())

    @property
    def stability(self) -> float | None:
        return self.memory.memory.stability if self.memory else None

    @property
    def trend(self) -> float | None:
        """The share that was right among the last five, less that of the five before; None with fewer than four."""
        worths = [each.worth == "right" for each in self.told if each.evidence.how is not How.UNMARKED]
        late, early = worths[-5:], worths[-10:-5]
        if len(worths) < 4:
            return None
        if not early:
            half = len(worths) // 2
            early, late = worths[:half], worths[half:]
        return sum(late) / len(late) - sum(early) / len(early)

    def _count(self, worth: str) -> int:
        return sum(each.worth == worth and each.evidence.how is not How.UNMARKED for each in self.told)


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
    wanted = [
        (note, each) for note in notes for each in (None, *note.points) if view is None or _is_in(view, note, each)
    ]
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


def _entry(
    note: Note, point: Point | None, told: Mapping[str, list[Told]], day: int, parameters: tuple[float, ...] | None
) -> Entry:
    if point is None:
        id, kind, text = str(note.id), note.kind.value, text_of(note)
    else:
        id, kind, text = str(point.id), point.role or ("list" if note.kind is Kind.LIST else "key_point"), point.text
    each = tuple(told.get(id, ()))
    memory = remembered((one.evidence for one in each), parameters)
    now = None if memory is None else chance(memory, day, parameters)
    return Entry(id=id, kind=kind, text=text, note=note, told=each, memory=memory, retrievability=now)


_WORTH = {"exact": "right", "near": "near", "wrong": "wrong"}


def _evidence(answer: Answer, parts: Sequence[str]) -> Iterable[tuple[str, Told]]:
    """Yield what one answer says of each item: of the card itself, and of the points inside it."""
    day = to_day_number(answer.day)
    rating = answer.rating or _by_share(len(answer.said), len(answer.missed))
    if rating is not None:
        worth = _WORTH.get(answer.verdict or "", _worth(rating))
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
        rating = _by_share(said[story], missed[story])
        if rating is not None and story != answer.card:
            evidence = Evidence(to_day_number(answer.day), How.ALONE, rating)
            yield story, Told(at=answer.at, evidence=evidence, worth=_worth(rating))


def _worth(rating: Rating) -> str:
    return "wrong" if rating is Rating.AGAIN else "right"


def _by_share(said: int, missed: int) -> Rating | None:
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
