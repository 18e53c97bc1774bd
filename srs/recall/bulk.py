"""The whole ledger at once, in NumPy: all items take their first piece of evidence together, then their second.

It says what `ledger.entries` says one piece after the other, which defines it: the same counts, and the same memory
but for the last digits. Memory is kept as the logarithm of stability, on which a piece of evidence moves it anyway.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from srs.clock import from_day_number, from_ms, to_day_number
from srs.model import EventKind, Kind, Memory, Note
from srs.recall.ledger import KINDS_OF_EVIDENCE, WORTH, Entry, Log, View, by_share, items, marked, name
from srs.recall.memory import SAYS, STABILITY, UNMARKED, Remembered
from srs.scheduling.formulas import first_memory, next_memory, recalled
from srs.scheduling.scheduler import DEFAULT_PARAMETERS

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Numbers = NDArray[np.int32]
"""Numbers of items, rows and the like: half the room, and millions of each."""
Small = NDArray[np.int8]

_ALONE, _INSIDE, _UNMARKED = range(3)
"""`How`, by number."""
_WORTHS = ("right", "near", "wrong")
_RIGHT, _NEAR, _WRONG = range(3)
_NONE = -1


def entries(
    notes: Sequence[Note],
    log: Log,
    *,
    day: date,
    parameters: Mapping[str, tuple[float, ...] | None] | None = None,
    view: View | None = None,
) -> list[Entry]:
    """Return what `ledger.entries` returns of the same evidence."""
    wanted = items(notes, view)
    names = [name(note, point) for note, point in wanted]
    number = {id: at for at, (id, _, _) in enumerate(names)}
    answers = _Answers.of(log)
    pieces = _pieces(notes, log, answers, number)
    known = _asked(pieces, answers, len(wanted))
    sets = [tuple((parameters or {}).get(note.id) or DEFAULT_PARAMETERS) for note, _ in wanted]
    memories = _memories(pieces, answers.day, sets, to_day_number(day))
    return [
        Entry(id=id, kind=kind, text=text, note=note, point=point, **figures, **memory)
        for (id, kind, text), (note, point), figures, memory in zip(names, wanted, known, memories, strict=True)
    ]


# ------------------------------------------------------------------ the log's rows


@dataclass(frozen=True, slots=True)
class _Answers:
    """The answers that count, in the order of the log."""

    card: Numbers
    at: Whole
    day: Numbers
    rating: Small
    """0 for none."""
    detail: Numbers

    @classmethod
    def of(cls, log: Log) -> _Answers:
        """Return the answers after the last reset of their own card; answers inside others have no reset."""
        at = np.asarray(log.at, np.int64)
        # of one instant the ids decide, in whose order they came
        order = np.argsort(at, kind="stable")
        kind = np.asarray(log.kind, np.int8)[order]
        card = np.asarray(log.card, np.int32)[order]
        resets = np.flatnonzero(kind == KINDS_OF_EVIDENCE.index(EventKind.RESET))
        if len(resets):
            last = np.full(len(log.names), _NONE)
            np.maximum.at(last, card[resets], resets)
            kept = np.arange(len(card)) > last[card]
            kept[resets] = False
            order, kind, card = order[kept], kind[kept], card[kept]
        rating = np.asarray(log.rating, np.int8)[order]
        rating[kind != KINDS_OF_EVIDENCE.index(EventKind.REVIEW)] = 0
        return cls(
            card, at[order], np.asarray(log.day, np.int32)[order], rating, np.asarray(log.detail, np.int32)[order]
        )


class _Lists:
    """A list of numbers for each of many things, end to end."""

    def __init__(self) -> None:
        self._ends = [0]
        self._values: list[int] = []

    def add(self, values: Iterable[int] = ()) -> None:
        """Take the list of the next thing."""
        self._values.extend(values)
        self._ends.append(len(self._values))

    def of(self, things: Numbers) -> tuple[Numbers, Numbers]:
        """Return all values of things, one after the other, and of each at which place its thing stands."""
        ends = np.array(self._ends, np.int64)
        counts = (ends[1:] - ends[:-1])[things]
        having = np.flatnonzero(counts)
        counts = counts[having]
        place = np.repeat(having.astype(np.int32), counts)
        before = np.cumsum(counts) - counts
        index = np.arange(len(place)) + np.repeat(ends[things[having]] - before, counts)
        return np.array(self._values, np.int32)[index], place


class _Details:
    """What the details say, by their number: of items that are wanted, and of stories that are."""

    def __init__(self, details: Sequence[str], number: Mapping[str, int], story_of: Mapping[str, int]) -> None:
        self.inside = _Lists()
        """Each item, doubled, and one more where it was said."""
        self.stories = _Lists()
        """Each story, times eight, and the rating that its marks come to."""
        self.share = np.zeros(len(details), np.int8)
        """The rating that all marks come to; 0 where there are none."""
        self.worth = np.full(len(details), _NONE, np.int8)
        """What a verdict says."""
        for at, text in enumerate(details):
            if text == "{}":
                self.inside.add()
                self.stories.add()
                continue
            said, missed, verdict = marked(json.loads(text))
            self.share[at] = by_share(len(said), len(missed)) or 0
            if verdict in WORTH:
                self.worth[at] = _WORTHS.index(WORTH[verdict])
            of = number.get
            self.inside.add(
                [2 * item + 1 for id in said if (item := of(id)) is not None]
                + [2 * item for id in missed if (item := of(id)) is not None]
            )
            self.stories.add(_of_stories(said, missed, story_of))


def _of_stories(said: Sequence[str], missed: Sequence[str], story_of: Mapping[str, int]) -> list[int]:
    if story_of.keys().isdisjoint(said) and story_of.keys().isdisjoint(missed):
        return []
    good = Counter(story_of[id] for id in said if id in story_of)
    bad = Counter(story_of[id] for id in missed if id in story_of)
    return [8 * story + (by_share(good[story], bad[story]) or 0) for story in dict.fromkeys((*good, *bad))]


# ------------------------------------------------------------------ evidence


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Pieces of evidence: those of each item together, in the order of the log."""

    item: Numbers
    answer: Numbers
    """The place of the answer that it is of."""
    how: Small
    rating: Small
    worth: Small


def _pieces(notes: Sequence[Note], log: Log, answers: _Answers, number: Mapping[str, int]) -> _Pieces:
    """Return all evidence of the items that have a number."""
    story_of = {
        str(point.id): number[note.id]
        for note in notes
        if note.kind is Kind.STORY and note.id in number
        for point in note.points
    }
    details = _Details(log.details, number, story_of)
    own = np.array([number.get(card, _NONE) for card in log.names], np.int32)[answers.card]
    # of one answer what it says of its card comes first, then its marks, then what it says of stories
    streams = [
        _of_cards(answers, details, own),
        _of_marks(answers, details),
        _of_wholes(answers, details, notes, log, number),
        _of_tellings(answers, details, own),
    ]
    streams = [each for each in streams if len(each.item)] or streams[:1]
    item, answer, how, rating, worth = (
        np.concatenate([getattr(each, column) for each in streams]) for column in _Pieces.__slots__
    )
    order = np.arange(len(item)) if len(streams) == 1 else np.argsort(answer, kind="stable")
    order = _by_item(item, order, len(number))
    return _Pieces(item[order], answer[order], how[order], rating[order], worth[order])


def _by_item(item: Numbers, order: Whole, count: int) -> Whole:
    """Return an order with the same items together; by halves of the number, as NumPy sorts 16 bits by counting."""
    order = order[np.argsort(item[order].astype(np.uint16), kind="stable")]
    if count <= 1 << 16:
        return order
    return order[np.argsort((item[order] >> 16).astype(np.uint16), kind="stable")]


def _of_cards(answers: _Answers, details: _Details, own: Numbers) -> _Pieces:
    """Return what answers say of the cards that they are of."""
    rating = np.where(answers.rating > 0, answers.rating, details.share[answers.detail])
    rows = np.flatnonzero((own >= 0) & (rating > 0)).astype(np.int32)
    rating = rating[rows]
    verdict = details.worth[answers.detail[rows]]
    worth = np.where(verdict == _NONE, _worth(rating), verdict)
    return _Pieces(own[rows], rows, np.full(len(rows), _ALONE, np.int8), rating, worth)


def _of_marks(answers: _Answers, details: _Details) -> _Pieces:
    """Return what was marked inside answers."""
    marks, rows = details.inside.of(answers.detail)
    rating = np.where(marks & 1, 3, 1).astype(np.int8)
    return _Pieces(marks >> 1, rows, np.full(len(rows), _INSIDE, np.int8), rating, _worth(rating))


def _of_wholes(
    answers: _Answers, details: _Details, notes: Sequence[Note], log: Log, number: Mapping[str, int]
) -> _Pieces:
    """Return what answers without marks say of the points of their notes."""
    points = {note.id: [number[point.id] for point in note.points if point.id in number] for note in notes}
    parts = _Lists()
    for card in log.names:
        parts.add(points.get(card, ()))  # type: ignore[call-overload]
    plain = np.flatnonzero((answers.rating > 0) & (details.share[answers.detail] == 0)).astype(np.int32)
    item, place = parts.of(answers.card[plain])
    rows = plain[place]
    rating = answers.rating[rows]
    return _Pieces(item, rows, np.full(len(rows), _UNMARKED, np.int8), rating, _worth(rating))


def _of_tellings(answers: _Answers, details: _Details, own: Numbers) -> _Pieces:
    """Return what marks in answers to other cards say of whole stories."""
    told, rows = details.stories.of(answers.detail)
    story, rating = told >> 3, (told & 7).astype(np.int8)
    others = story != own[rows]
    story, rows, rating = story[others], rows[others], rating[others]
    return _Pieces(story, rows, np.full(len(rows), _ALONE, np.int8), rating, _worth(rating))


def _worth(rating: Small) -> Small:
    return np.where(rating == 1, _WRONG, _RIGHT).astype(np.int8)


# ------------------------------------------------------------------ how often, and when


def _asked(pieces: _Pieces, answers: _Answers, many: int) -> list[dict[str, Any]]:
    """Return of each item what was counted of it, by the names that an entry has for it."""
    asked = np.flatnonzero(pieces.how != _UNMARKED)
    item, worth, answer = pieces.item[asked], pieces.worth[asked], pieces.answer[asked]
    told = np.bincount(pieces.item, minlength=many).tolist()
    counts = np.bincount(item, minlength=many)
    by_worth = [np.bincount(item[worth == each], minlength=many).tolist() for each in (_RIGHT, _NEAR, _WRONG)]
    ends = np.cumsum(counts)
    trends = _trends(np.concatenate([[0], np.cumsum(worth == _RIGHT)]), ends - counts, ends)
    last = answer[np.maximum(ends - 1, 0)] if len(answer) else np.zeros(many, np.int32)
    ats, days = (column[last].tolist() if len(answer) else [0] * many for column in (answers.at, answers.day))
    columns = zip(told, counts.tolist(), *by_worth, ats, days, trends, strict=True)
    return [
        {
            "told": all_of_it,
            "reviews": reviews,
            "right": right,
            "near": near,
            "wrong": wrong,
            "last": from_ms(at) if reviews else None,
            "last_day": from_day_number(day) if reviews else None,
            "trend": trend,
        }
        for all_of_it, reviews, right, near, wrong, at, day, trend in columns
    ]


def _trends(right: Whole, start: Whole, end: Whole) -> list[float | None]:
    """Return the trend of each item, whose times asked lie from `start` to `end`; `right` is how many were, so far."""
    many = end - start
    late = np.maximum(end - 5, start)
    early = np.maximum(end - 10, start)
    halved = (many <= 5) & (many >= 4)
    late = np.where(halved, start + many // 2, late)
    enough = many >= 4
    found = np.zeros(len(many))
    late, early, end = late[enough], early[enough], end[enough]
    found[enough] = (right[end] - right[late]) / (end - late) - (right[late] - right[early]) / (late - early)
    return [trend if has else None for trend, has in zip(found.tolist(), enough.tolist(), strict=True)]


# ------------------------------------------------------------------ memory


def _memories(
    pieces: _Pieces, days: Numbers, sets: Sequence[tuple[float, ...]], today: int
) -> Iterable[dict[str, Any]]:
    """Return of each item what is in memory, by the names that an entry has for it; `sets` are FSRS's parameters."""
    many = len(sets)
    counts = np.bincount(pieces.item, minlength=many)
    starts = np.cumsum(counts) - counts
    alike: defaultdict[tuple[float, ...], list[int]] = defaultdict(list)
    for item, parameters in enumerate(sets):
        alike[parameters].append(item)
    stability, difficulty, last, chance = np.ones(many), np.zeros(many), np.zeros(many, np.int64), np.zeros(many)
    for w, some in alike.items():
        among = np.array(some)
        among = among[np.argsort(-counts[among], kind="stable")]
        among = among[: np.count_nonzero(counts[among])]
        if not len(among):
            continue
        run = _Run(w, len(among))
        start, count = starts[among], counts[among]
        alive = np.searchsorted(-count, -np.arange(1, count[0] + 1), side="right")
        for step, so_many in enumerate(alive.tolist()):
            rows = start[:so_many] + step
            run.step(pieces.rating[rows].astype(np.int64), pieces.how[rows], days[pieces.answer[rows]])
        stability[among], difficulty[among], last[among] = run.stability, run.difficulty, run.day
        chance[among] = recalled(run.stability, np.maximum(today - run.day, 0), w)
    columns = zip(counts.tolist(), stability.tolist(), difficulty.tolist(), last.tolist(), chance.tolist(), strict=True)
    return [
        {"memory": Remembered(Memory(s, d), day), "retrievability": recall} if count else {}
        for count, s, d, day, recall in columns
    ]


class _Run:
    """Where the memory of many items stands; a step takes the first so many of them on by a piece of evidence."""

    def __init__(self, w: tuple[float, ...], items: int) -> None:
        self.stability = np.ones(items)
        self.difficulty = np.zeros(items)
        self.day = np.zeros(items, np.int64)
        self._w = w
        self._begun = False

    def step(self, rating: Whole, how: Small, day: Numbers) -> None:
        """Take the first items on, as `memory.after` does one."""
        many = len(rating)
        s, d, last = self.stability[:many], self.difficulty[:many], self.day[:many]
        weight = np.where(how == _UNMARKED, UNMARKED, 1.0)
        if not self._begun:
            self._begun = True
            least, _ = first_memory(np.ones_like(rating), self._w)
            first, d[:] = first_memory(rating, self._w)
            s[:] = _between(least, first, weight)
            last[:] = day
            return
        elapsed = np.maximum(day - last, 0)
        missed = np.flatnonzero((rating == 1) & (how != _ALONE))
        if len(missed):
            known = recalled(s[missed], elapsed[missed], self._w)
            weight[missed] *= (1 - known) / (1 - SAYS * known)
        new, harder = next_memory(s, d, rating, elapsed, self._w)
        s[:] = _between(s, new, weight)
        d += weight * (harder - d)
        np.maximum(last, day, out=last)


def _between(old: Floats, new: Floats, weight: Floats) -> Floats:
    """Return the stability that lies so far on the way from one to another, on the scale of the logarithm."""
    return np.clip(old * np.power(new / old, weight), *STABILITY)
