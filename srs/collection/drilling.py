"""A mock interview over a learner's notes: picks the questions, keeps each answer at once, gives the sheet."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection as Some
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from srs.clock import to_ms
from srs.errors import NothingFound
from srs.model import CardId, EventId, Face, Kind, Listed, Note, NoteId, PointId, Rating, Role, Seen
from srs.notes.cards import face
from srs.scheduling.scheduler import retrievability
from srs.store.ids import next_id
from srs.study.attempt import STORY_SECONDS, begun, rating_of_share
from srs.study.drill import Item, Prompt, Sheet, Sort, Told, pick, theme_of, told_apart

if TYPE_CHECKING:
    from srs.collection import Collection, Words

QUESTIONS = 5
"""How many are asked where nothing says otherwise."""
_UNSEEN, _IMPORTANT = 0.7, 1.5
_ASKED = (Kind.QUESTION, Kind.STORY_MATCH, Kind.STORY)


class Drill:
    """One mock interview. Every answer is one committed transaction."""

    def __init__(
        self,
        collection: Collection,
        query: Words = "",
        *,
        questions: int | None = None,
        minutes: float | None = None,
        schedule: bool = False,
    ) -> None:
        self._collection = collection
        self._schedule = schedule
        if questions is None and minutes is None:
            questions = QUESTIONS
        prompts = _prompts(collection, query)
        if not prompts:
            raise NothingFound("there is no question or story to be asked", hint="`srs list kind:question` shows some")
        now = collection.now()
        with collection._store.read() as reader:
            newest = reader.newest_id()
        self.id = next_id(newest, to_ms(now))
        """What ties its answers together in the log."""
        seconds = None if minutes is None else round(minutes * 60)
        self.prompts: tuple[Prompt, ...] = pick(
            prompts, questions=questions, seconds=seconds, rng=random.Random(f"drill:{newest}:{to_ms(now)}")
        )
        """What will be asked, in order."""
        self._told: list[Told] = []
        self._events: list[EventId] = []

    @property
    def current(self) -> Prompt | None:
        """What is asked now; None at the end."""
        return self.prompts[len(self._told)] if len(self._told) < len(self.prompts) else None

    @property
    def asked(self) -> int:
        """How many have been answered."""
        return len(self._told)

    def face(self) -> Face:
        """Return what the current question shows once it is answered; NothingFound at the end."""
        prompt = self._current()
        listed = self._collection.find(prompt.card)
        return face(listed.note, listed.card)

    def answer(self, *, spoken_ms: int, said: Some[PointId] = (), by_heart: bool = False) -> Told:
        """Keep what became of the current question, and go on to the next; NothingFound at the end."""
        told = Told(prompt=self._current(), spoken_ms=spoken_ms, said=frozenset(said), by_heart=by_heart)
        detail = {**told.detail, "drill": self.id}
        if self._schedule:
            rating = rating_of(told, self._collection.settings.hard_share)
            event = self._collection.answer(told.prompt.card, rating, took_ms=spoken_ms, detail=detail).event
        else:
            event = self._collection.note_drill(told.prompt.card, took_ms=spoken_ms, detail=detail)
        self._told.append(told)
        self._events.append(event.id)
        return told

    def take_back(self) -> Told | None:
        """Take back the newest answer and ask its question again; None where none is, or something was done since."""
        if not self._told:
            return None
        with self._collection._store.read() as reader:
            newest = reader.last_act()
        if newest is None or newest.id != self._events[-1]:
            return None
        self._collection.undo()
        self._events.pop()
        return self._told.pop()

    def sheet(self) -> Sheet:
        """Return what it has come to so far."""
        return Sheet(told=tuple(self._told))

    def trend(self) -> list[tuple[date, float]]:
        """Return the day and the share of points said of the newest drills, this one last."""
        return trend(self._collection)

    def _current(self) -> Prompt:
        prompt = self.current
        if prompt is None:
            raise NothingFound("the interview is over")
        return prompt


def rating_of(told: Told, hard_from: float) -> Rating:
    """Return the rating that an answer of a drill stands for where it counts: all said is good, enough of it hard."""
    return rating_of_share(told.coverage if told.coverage is not None else float(told.by_heart), hard_from)


def _prompts(collection: Collection, query: Words) -> list[Prompt]:
    try:
        listed = collection.select(query)
    except NothingFound:
        if query:
            raise
        return []
    wanted = [each for each in listed if each.card.role is Role.ASK and each.note.kind in _ASKED]
    every = {each.note.id: each.note for each in (collection.select("") if query else listed)}
    parts: defaultdict[NoteId, list[Note]] = defaultdict(list)
    for note in every.values():
        if note.parent is not None:
            parts[note.parent].append(note)
    told = {each.note.story for each in wanted if each.note.story is not None}
    return [
        _prompt(collection, each, every, parts)
        for each in wanted
        # a story that some question leads to is told there
        if not (each.note.kind is Kind.STORY and each.note.id in told)
    ]


def _prompt(
    collection: Collection, listed: Listed, every: dict[NoteId, Note], parts: dict[NoteId, list[Note]]
) -> Prompt:
    note = listed.note
    story = every.get(note.story) if note.story is not None else None
    tells = story if note.kind is Kind.STORY_MATCH or not note.points else None
    points = tells.points if tells is not None else note.points
    items = [Item(id=point.id, text=point.text, role=point.role) for point in points]
    for owner in dict.fromkeys((note.id, *([story.id] if story is not None else []))):
        for part in parts.get(owner, ()):
            items += _items(part)
    shown = begun(face(note, listed.card), note.kind)
    target = shown.target.high if shown.target is not None else STORY_SECONDS if tells is not None else None
    text = f"Tell me about this: {note.prompt}" if note.kind is Kind.STORY else note.prompt
    return Prompt(
        card=CardId(listed.card.id),
        note=note.id,
        kind=note.kind,
        text=text,
        theme=theme_of(note),
        place=f"{note.path}:{note.lines.start}",
        items=told_apart(items),
        target_s=target,
        words=len((tells or note).answer.split()),
        parent=note.parent,
        story=note.story,
        weight=_weight(collection, listed),
    )


def _items(part: Note) -> Iterable[Item]:
    match part.kind:
        case Kind.METRIC:
            return [Item(id=PointId(part.id), text=part.prompt.replace("___", part.answer), sort=Sort.METRIC)]
        case Kind.PHRASING:
            return [Item(id=PointId(part.id), text=part.answer, sort=Sort.PHRASING)]
        case Kind.AVOID:
            points = part.points or ()
            if points:
                return [Item(id=point.id, text=point.text, sort=Sort.AVOID) for point in points]
            return [Item(id=PointId(part.id), text=part.answer, sort=Sort.AVOID)]
        case _:
            return []


def _weight(collection: Collection, listed: Listed) -> float:
    state = listed.state.state
    weak = _UNSEEN
    if isinstance(state, Seen):
        recall = retrievability(state, day=collection.today(), preset=collection.preset)
        weak = 0.05 + (1 - (recall if recall is not None else 0.5)) + min(state.lapses, 4) * 0.1
    important = listed.state.flagged or bool({"important", "must", "core"} & {tag.casefold() for tag in listed.tags})
    return weak * (_IMPORTANT if important else 1.0)


def trend(collection: Collection, last: int = 6) -> list[tuple[date, float]]:
    """Return the study day and the share of points said of the newest drills, the oldest of them first."""
    from srs.collection.overview import interviews

    with collection._store.read() as reader:
        held = interviews(reader, last=last)
    return [(each.day, each.coverage) for each in held if each.coverage is not None]
