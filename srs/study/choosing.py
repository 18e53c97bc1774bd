"""Which candidates a day's queue is built from, and the limits of the presets and of the sitting: as few as will do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Protocol

from srs.model import DEFAULT_PRESET_ID, Candidate, CardId, Kind, NoteId, Preset, PresetId, ReviewOrder, SourceId
from srs.scheduling.presets import Presets
from srs.study import queue as queues
from srs.study.queue import Limits, Queue, QueueItem, Share, Today, Work

_A_CHUNK = 8
"""How many new cards are looked at for each that may be asked, as siblings of others drop out."""
_A_CHUNK_DUE = 2
"""The same for those that are due, of which siblings seldom come together."""


class Answer(Protocol):
    """An answer of today, with what limits and siblings are counted by."""

    @property
    def card(self) -> CardId | None: ...
    @property
    def note(self) -> NoteId | None: ...
    @property
    def parent(self) -> NoteId | None: ...
    @property
    def story(self) -> NoteId | None: ...
    @property
    def deck(self) -> str: ...
    @property
    def kind(self) -> Kind | None: ...
    @property
    def first(self) -> bool:
        """Whether the card was unseen."""

    @property
    def in_steps(self) -> bool:
        """Whether it answered a step within the day."""


class Records(Protocol):
    """What is asked of a database: one moment of it."""

    def candidates(
        self, day: date, *, new: int | None = None, sources: Iterable[SourceId] | None = None
    ) -> list[Candidate]:
        """Return the cards that may be asked on a study day: those due, then the first `new` new ones."""

    def first_candidates(
        self, day: date, *, order: ReviewOrder, factor: int, reviews: int, new: int
    ) -> tuple[list[Candidate], int]:
        """Return the same, only the first of them in an order, and how many more reviews there are."""

    def answered(self, day: date) -> Sequence[Answer]:
        """Return the answers of a study day that count, in order."""


def queue(
    records: Records,
    known: Presets,
    *,
    day: date,
    now: datetime,
    query: str = "",
    among: set[CardId] | None = None,
    limit: int | None = None,
    new: int | None = None,
    sources: Sequence[SourceId] | None = None,
) -> Queue:
    """Return what to study now, in order, within the day's limits.

    `among` are the cards that the query means, None for all; `limit` and `new` are the sitting's own limits.
    """
    today = _today(records, known, day)
    if known.alone and among is None and sources is None:
        preset = known.current[DEFAULT_PRESET_ID]
        return _first(records, preset, day, now=now, today=today, query=query, limit=limit, new=new)
    presets = known.current
    limits = Limits(
        new=sum(preset.new_per_day for preset in presets.values()) if new is None else today.new + new,
        reviews=sum(preset.reviews_per_day for preset in presets.values()),
        cards=limit,
    )
    shares = {id: _share(preset, new=None if new is None else limits.new) for id, preset in presets.items()}

    def share_of(candidate: Candidate) -> PresetId:
        return known.id_for(candidate.deck, candidate.kind)

    room = max(0, limits.new - today.new)
    # with several presets the new cards of one may stand after all those of another
    chunk = None if among is not None or not known.alone else max(1, room * _A_CHUNK)
    while True:
        candidates = records.candidates(day, new=chunk, sources=sources)
        if among is not None:
            candidates = [candidate for candidate in candidates if candidate.card in among]
        found = queues.build(
            candidates, limits=limits, day=day, now=now, today=today, seed=query, shares=shares, share_of=share_of
        )
        if chunk is None or _new(candidates) < chunk or sum(map(_is_new, found.rest)) >= room:
            return found
        # so many were siblings that the day is not full: look further
        chunk *= 8


def _first(
    records: Records,
    preset: Preset,
    day: date,
    *,
    now: datetime,
    today: Today,
    query: str,
    limit: int | None,
    new: int | None,
) -> Queue:
    """Return the queue where one preset is for all cards: only what comes first is read."""
    limits = Limits(
        new=preset.new_per_day if new is None else today.new + new, reviews=preset.reviews_per_day, cards=limit
    )
    room, room_new = max(0, limits.reviews - today.reviews), max(0, limits.new - today.new)
    reviews, fresh = max(1, room) * _A_CHUNK_DUE, max(1, room_new * _A_CHUNK)
    while True:
        candidates, more = records.first_candidates(
            day, order=preset.review_order, factor=queues.shuffler(day, query), reviews=reviews, new=fresh
        )
        found = queues.build(
            candidates,
            limits=limits,
            day=day,
            now=now,
            today=today,
            seed=query,
            review_order=preset.review_order,
            new_place=preset.new_cards,
            unread=more,
        )
        # a sitting's own limit may have cut the queue: what it cut was found
        news = sum(map(_is_new, found.rest))
        full = limit is not None and len(found.rest) + len(found.learning) >= limit
        enough = full or len(found.rest) - news >= room or not more
        enough_new = full or news >= room_new or _new(candidates) < fresh
        if enough and enough_new:
            return found
        reviews, fresh = reviews * (1 if enough else 8), fresh * (1 if enough_new else 8)


def _share(preset: Preset, *, new: int | None) -> Share:
    return Share(
        new=preset.new_per_day if new is None else new,
        reviews=preset.reviews_per_day,
        review_order=preset.review_order,
        new_place=preset.new_cards,
    )


def _today(records: Records, known: Presets, day: date) -> Today:
    """Return what was asked earlier on a study day."""
    asked: dict[CardId, frozenset[NoteId]] = {}
    counts: dict[PresetId, tuple[int, int]] = {}
    for done in records.answered(day):
        card = done.card
        if card is None or card in asked:
            continue
        asked[card] = queues.ties(done.note, done.parent, done.story) if done.note is not None else frozenset()
        id = known.id_for(done.deck, done.kind or Kind.QUESTION)
        new, reviews = counts.get(id, (0, 0))
        counts[id] = (new + done.first, reviews + (not done.first and not done.in_steps))
    return Today(
        new=sum(new for new, _ in counts.values()),
        reviews=sum(reviews for _, reviews in counts.values()),
        by_preset=counts,
        asked=asked,
    )


def _is_new(item: QueueItem) -> bool:
    return item.work is Work.NEW


def _new(candidates: Iterable[Candidate]) -> int:
    return sum(1 for candidate in candidates if candidate.phase is None)
