"""Values to rows and rows to values: the one place that knows how a value lies in its columns."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from hashlib import blake2b
from typing import Any
from zlib import crc32

from srs.clock import from_day_number, from_ms, to_day_number, to_ms
from srs.model import (
    NEW,
    CardId,
    CardState,
    Event,
    EventId,
    EventKind,
    Kind,
    KnownSource,
    Lines,
    Memory,
    Note,
    NoteId,
    Phase,
    Point,
    PointId,
    Rating,
    Seen,
    Source,
    SourceId,
    Unseen,
    Version,
)

Row = dict[str, object]
"""Parameters of a statement by column."""

Columns = Sequence[Any]
"""A row that came back; what lies in it is known by the statement that asked, not by the checker."""

_SPELT_OUT = re.compile(r"\\u(dc[89a-f][0-9a-f])")


def storable(text: str) -> str:
    """Return `text` as a database takes it: an undecodable byte of a file's name becomes `\\udcff`."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


def named(text: str) -> str:
    """Return the name of a file or of a deck that was stored by `storable`, as the system has it: no other finds it."""
    return _SPELT_OUT.sub(lambda byte: chr(int(byte[1], 16)), text) if "\\udc" in text else text


def compact(value: object) -> str:
    """Return JSON without blanks, keys in their order."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _day(number: int | None) -> date | None:
    return None if number is None else from_day_number(number)


def _instant(ms: int | None) -> datetime | None:
    return None if ms is None else from_ms(ms)


# ------------------------------------------------------------------ the log

EVENT = (
    "id", "card", "kind", "rating", "at", "took_ms", "device", "day", "utc_offset", "rollover", "due_day", "due_at",
    "refers_to", "after", "preset", "detail",
)  # fmt: skip
"""The columns that `event_value` takes, in order."""


def event_row(event: Event) -> Row:
    return {
        "id": event.id,
        "card": event.card,
        "kind": event.kind.value,
        "rating": None if event.rating is None else int(event.rating),
        "at": to_ms(event.at),
        "took_ms": event.took_ms,
        "device": event.device,
        "day": to_day_number(event.day),
        "utc_offset": event.utc_offset,
        "rollover": event.rollover,
        "due_day": None if event.due_day is None else to_day_number(event.due_day),
        "due_at": None if event.due_at is None else to_ms(event.due_at),
        "refers_to": event.refers_to,
        "after": event.after,
        "preset": event.preset,
        "detail": compact(dict(event.detail)) if event.detail else "{}",
    }


def event_value(row: Columns) -> Event:
    (id, card, kind, rating, at, took_ms, device, day, utc_offset, rollover, *more) = row
    (due_day, due_at, refers_to, after, preset, detail) = more
    return Event(
        id=EventId(id),
        kind=EventKind(kind),
        card=card,
        at=from_ms(at),
        device=device,
        day=from_day_number(day),
        utc_offset=utc_offset,
        rollover=rollover,
        rating=None if rating is None else Rating(rating),
        took_ms=took_ms,
        due_day=_day(due_day),
        due_at=_instant(due_at),
        refers_to=refers_to,
        after=after,
        preset=preset,
        detail={} if detail == "{}" else json.loads(detail),
    )


# ------------------------------------------------------------------ states

STATE = (
    "phase", "step", "stability", "difficulty", "due_day", "due_at", "interval_days", "last_review", "last_day",
    "reviews", "lapses", "suspended", "buried", "head", "flagged", "tags",
)  # fmt: skip
"""The columns that `state_value` takes, in order."""

_UNSEEN: Row = dict.fromkeys(STATE[:11])


def state_row(card: CardId, state: CardState) -> Row:
    row: Row = {
        "card": card,
        "shuffle": crc32(card.encode()),
        "suspended": int(state.suspended),
        "buried": None if state.buried is None else to_day_number(state.buried),
        "head": state.head,
        "flagged": int(state.flagged) or None,
        "tags": compact(state.tags) if state.tags else None,
    }
    match state.state:
        case Unseen():
            row |= _UNSEEN
        case Seen() as seen:
            row |= {
                "phase": seen.phase.value,
                "step": seen.step,
                "stability": seen.memory.stability,
                "difficulty": seen.memory.difficulty,
                "due_day": to_day_number(seen.due_day),
                "due_at": None if seen.due_at is None else to_ms(seen.due_at),
                "interval_days": seen.interval_days,
                "last_review": to_ms(seen.last_review),
                "last_day": to_day_number(seen.last_day),
                "reviews": seen.reviews,
                "lapses": seen.lapses,
            }
    return row


def state_value(row: Columns) -> CardState:
    """Return the state of a card; a row of nulls, as an outer join gives for a card without one, is NEW."""
    (phase, step, stability, difficulty, due_day, due_at, interval, last_review, last_day, reviews, lapses, *rest) = row
    suspended, buried, head, flagged, tags = rest
    if suspended is None:
        return NEW
    return CardState(
        state=Unseen()
        if phase is None
        else Seen(
            memory=Memory(stability, difficulty),
            phase=Phase(phase),
            step=step,
            due_day=from_day_number(due_day),
            due_at=_instant(due_at),
            interval_days=interval,
            last_review=from_ms(last_review),
            last_day=from_day_number(last_day),
            reviews=reviews,
            lapses=lapses,
        ),
        suspended=bool(suspended),
        buried=_day(buried),
        head=head,
        flagged=bool(flagged),
        tags=() if tags is None else tuple(json.loads(tags)),
    )


# ------------------------------------------------------------------ sources

SOURCE = ("id", "location", "path", "place", "deck", "fingerprint", "encoding")


def source_value(row: Columns) -> KnownSource:
    id, location, path, place, deck, fingerprint, encoding = row
    return KnownSource(
        id=SourceId(id),
        source=Source(
            path=named(path), location=named(location), place=named(place), deck=None if deck is None else named(deck)
        ),
        fingerprint=fingerprint,
        encoding=encoding,
    )


# ------------------------------------------------------------------ notes

NOTE = (
    "id", "kind", "deck", "prompt", "answer", "path", "line_start", "line_end", "parent", "story", "confidence", "rule",
    "reason", "body", "anchor",
)  # fmt: skip
"""The columns that `note_value` takes, in order."""


def note_row(note: Note) -> Row:
    return {
        "id": note.id,
        "kind": note.kind.value,
        "deck": storable(note.deck),
        "prompt": storable(note.prompt),
        "answer": storable(note.answer),
        "path": storable(note.path),
        "line_start": note.lines.start,
        "line_end": note.lines.end,
        "parent": note.parent,
        "story": note.story,
        "confidence": float(note.confidence),
        "rule": note.rule,
        "reason": storable(note.reason),
        "body": storable(compact(body_of(note))),
        "anchor": None if note.anchor is None else storable(note.anchor),
        "fingerprint": fingerprint(note),
    }


def fingerprint(note: Note) -> str:
    """Return what is equal as long as a note says the same, wherever it stands."""
    says = [
        note.kind,
        note.prompt,
        note.answer,
        [(point.text, point.role) for point in note.points],
        [(version.label, version.text) for version in note.versions],
        note.cues,
    ]
    return blake2b(json.dumps(says).encode(), digest_size=16).hexdigest()


def note_value(row: Columns) -> Note:
    (id, kind, deck, prompt, answer, path, start, end, parent, story, confidence, rule, reason, body, anchor) = row
    extra = {} if body == "{}" else json.loads(body)
    return Note(
        id=NoteId(id),
        kind=Kind(kind),
        prompt=prompt,
        answer=answer,
        path=named(path),
        lines=Lines(start, end),
        also=tuple([(named(place), Lines(first, last)) for place, first, last in extra.get("also", ())]),
        headings=tuple(extra.get("headings", ())),
        deck=named(deck),
        tags=tuple(extra.get("tags", ())),
        parent=parent,
        story=story,
        points=tuple([_point(point) for point in extra.get("points", ())]),
        versions=tuple([Version(label=label, text=text, seconds=s) for label, text, s in extra.get("versions", ())]),
        cues=tuple(extra.get("cues", ())),
        confidence=confidence,
        rule=rule,
        reason=reason,
        anchor=anchor,
    )


def body_of(note: Note) -> Mapping[str, object]:
    body = {
        "also": [(path, lines.start, lines.end) for path, lines in note.also],
        "headings": note.headings,
        "tags": note.tags,
        "points": [(p.id, p.text, p.lines.start, p.lines.end, p.role, p.slot) for p in note.points],
        "versions": [(version.label, version.text, version.seconds) for version in note.versions],
        "cues": note.cues,
    }
    return {key: value for key, value in body.items() if value}


def _point(row: Columns) -> Point:
    id, text, start, end, role, slot = row
    return Point(id=PointId(id), text=text, lines=Lines(start, end), role=role, slot=slot)


def columns(table: Any, names: Iterable[str]) -> list[Any]:
    """Return the columns of a table by name, for a select."""
    return [table.c[name] for name in names]
