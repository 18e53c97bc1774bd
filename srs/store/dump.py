"""The database as plain dicts, and back: enough to rebuild it elsewhere, checked before anything is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import insert, select

from srs.clock import from_iso, from_ms, to_iso, to_ms
from srs.errors import Unusable
from srs.model import (
    DEFAULT_PRESET_ID,
    Card,
    CardId,
    Event,
    EventId,
    EventKind,
    Kind,
    KnownNote,
    Lines,
    Note,
    NoteId,
    PhoneCard,
    Point,
    PointId,
    PresetId,
    Rating,
    Role,
    Source,
    SourceId,
    Standing,
    TagId,
    Version,
)
from srs.store import phone, schema
from srs.store.reader import Reader
from srs.store.remembered import Remembered
from srs.store.remembered import load as load_remembered
from srs.store.rows import note_row, storable
from srs.store.writer import Writer, position

Plain = dict[str, Any]
"""What JSON says as an object."""


def dump(reader: Reader, presets: Sequence[Plain] = ()) -> Plain:
    """Return all that is stored as `{"notes", "cards", "reviews", "events", "presets"}`, and `phone` after an export.

    States are left out: they follow from the events. `reviews` are the answers that count, for whoever reads this
    elsewhere; a restore takes the events.
    """
    sources = {known.id: known.source for known in reader.sources()}
    made = select(schema.note.c.id, schema.note.c.created, schema.note.c.stood)
    ages = {id: (created, stood) for id, created, stood in reader._rows(made)}
    notes = reader.notes()
    cards = reader.cards(known.note.id for known in notes)
    standing = dict(map(tuple, reader._rows(select(schema.card.c.id, schema.card.c.standing))))
    events = reader.events()
    undone = {event.refers_to for event in events if event.kind is EventKind.UNDO}
    tags = _tags(reader.tags(), events)
    remembered = Remembered(reader)
    written = [event_dict(event) for event in events]
    return {
        "notes": [
            _note_dict(known, sources[known.source], *ages[known.note.id]) | remembered.of(known.note.id)
            for known in notes
        ],
        "cards": [
            {
                "id": card.id,
                "note": card.note,
                "role": card.role.value,
                "slot": card.slot,
                "standing": standing[card.id],
                "tags": tags.get(card.id, {}),
            }
            for known in notes
            for card in cards.get(known.note.id, ())
        ],
        "reviews": [row for row in written if row["kind"] == EventKind.REVIEW.value and row["id"] not in undone],
        "events": written,
        "presets": list(presets),
        **_forgotten(reader),
        **_phone(reader),
    }


def load(writer: Writer, plain: object) -> list[Event]:
    """Keep all of a dump in an empty database, and return its events in order, to replay into states.

    Raises Unusable, naming what is wrong, for what is no dump; the caller's transaction then keeps nothing.
    """
    whole = _object(plain, "the export")
    notes = _list(whole, "notes")
    cards = _list(whole, "cards")
    events = [_read(_event, row, "event") for row in _list(whole, "events")]
    sources: dict[str, tuple[SourceId, int]] = {}
    places: dict[str, tuple[int, int]] = {}
    rows = []
    for row in notes:
        note, source, extra = _read(_note, row, "note")
        if source.location not in sources:
            sources[source.location] = (writer.put_source(source), len(sources) + 1)
        id, place = sources[source.location]
        if note.id in places:
            raise Unusable(f"the export has note {note.id} twice")
        places[note.id] = (place, len(places) + 1)
        rows.append(note_row(note) | extra | {"source": id, "position": places[note.id][1]})
    _check_ids(sorted(row["id"] for row in cards if isinstance(row, dict) and "id" in row), "card")
    _check_ids(sorted(event.id for event in events), "event")
    made = [_read(_card, row, "card") for row in cards]
    for card, _ in made:
        if card.note not in places:
            raise Unusable(f"the export has card {card.id} of a note that is not in it")
    if rows:
        writer._connection.execute(insert(schema.note), rows)
    if made:
        card_rows = [
            {
                "id": card.id,
                "note": card.note,
                "role": card.role.value,
                "slot": card.slot,
                "standing": standing.value,
                "position": position(*places[card.note], card.slot),
            }
            for card, standing in made
        ]
        writer._connection.execute(insert(schema.card), card_rows)

    def source_id(source: Source) -> SourceId:
        if source.location not in sources:
            sources[source.location] = (writer.put_source(source), len(sources) + 1)
        return sources[source.location][0]

    for row in notes:
        _read(lambda row: load_remembered(writer, NoteId(row["id"]), row, source_id), row, "note")
    for row in cards:
        writer.put_tags(_read(_names, row, "card"))
    for row in whole.get("presets") or []:
        _read(_preset, row, "preset")
        _keep_preset(writer, row)
    forgotten = _object(whole.get("forgotten") or {}, "forgotten")
    when = [
        _read(lambda row: {"note": row["id"], "at": _whole(row, "at")}, {"id": id, "at": at}, "note")
        for id, at in forgotten.items()
    ]
    if when:
        writer._connection.execute(insert(schema.forgotten), when)
    _load_phone(writer, whole.get("phone") or {})
    writer.extend(events)
    return sorted(events, key=lambda event: (event.at, event.id))


def _forgotten(reader: Reader) -> Plain:
    """Return when notes were forgotten, in UTC milliseconds; nothing where none was."""
    at = schema.forgotten.c
    found = dict(map(tuple, reader._rows(select(at.note, at.at).order_by(at.note))))
    return {"forgotten": found} if found else {}


# ------------------------------------------------------------------ the phone


def _phone(reader: Reader) -> Plain:
    """Return what a phone has of ours, with which the next package knows what will reach it; nothing where none has."""
    cards = [card._asdict() for _, card in sorted(phone.cards(reader).items())]
    numbers = dict(sorted(phone.numbers(reader).items()))
    return {"phone": {"cards": cards, "numbers": numbers}} if cards or numbers else {}


def _load_phone(writer: Writer, plain: object) -> None:
    whole = _object(plain, "phone")
    phone.put_cards(writer, [_read(_phone_card, row, "card on the phone") for row in whole.get("cards") or ()])
    numbers = _object(whole.get("numbers") or {}, "numbers")
    phone.put_numbers(writer, {EventId(id): _whole(numbers, id) for id in numbers})


def _phone_card(row: Plain) -> PhoneCard:
    return PhoneCard(
        guid=_text(row, "guid"),
        ord=_whole(row, "ord"),
        card=CardId(_text(row, "card")),
        note=NoteId(_text(row, "note")),
        number=_whole(row, "number"),
        look=_text(row, "look"),
        modified=_whole(row, "modified"),
        deck=_text(row, "deck"),
        head=_optional(row, "head", str),
        exported=_whole(row, "exported"),
        seen=_optional(row, "seen", int),
    )


# ------------------------------------------------------------------ the log


def event_dict(event: Event) -> Plain:
    """Return an event with the log's fields: `at` in UTC milliseconds, days as ISO dates, steps as ISO instants."""
    due = event.due_day if event.due_at is None else event.due_at
    return {
        "id": event.id,
        "card": event.card,
        "kind": event.kind.value,
        "rating": None if event.rating is None else int(event.rating),
        "at": to_ms(event.at),
        "took_ms": event.took_ms,
        "device": event.device,
        "day": event.day.isoformat(),
        "utc_offset": event.utc_offset,
        "rollover": event.rollover,
        "due": None if due is None else to_iso(due) if isinstance(due, datetime) else due.isoformat(),
        "due_day": None if event.due_day is None else event.due_day.isoformat(),
        "refers_to": event.refers_to,
        "after": event.after,
        "preset": event.preset,
        "detail": dict(event.detail),
    }


def _event(row: Plain) -> Event:
    due = _optional(row, "due", str)
    due_day = _optional(row, "due_day", str)
    rating = _optional(row, "rating", int)
    return Event(
        id=EventId(_text(row, "id")),
        kind=EventKind(row["kind"]),
        card=_optional(row, "card", str),
        at=from_ms(_whole(row, "at")),
        device=_text(row, "device"),
        day=date.fromisoformat(row["day"]),
        utc_offset=_whole(row, "utc_offset"),
        rollover=_whole(row, "rollover"),
        rating=None if rating is None else Rating(rating),
        took_ms=_optional(row, "took_ms", int),
        due_day=None if due_day is None else date.fromisoformat(due_day),
        due_at=None if due is None or "T" not in due else from_iso(due),
        refers_to=_optional(row, "refers_to", str),
        after=_optional(row, "after", str),
        preset=_optional(row, "preset", str),
        detail=_object(row.get("detail") or {}, "detail"),
    )


def _preset(row: Plain) -> None:
    """Check what is kept of a preset beside the log; what it sets stands in there."""
    _text(row, "name")
    for use in row.get("uses", ()):
        _optional(_object(use, "use"), "deck", str)
        _optional(use, "kind", str)


def _keep_preset(writer: Writer, row: Plain) -> None:
    id = row.get("id")
    if not isinstance(id, str) or id == DEFAULT_PRESET_ID:
        return
    writer.name_preset(PresetId(id), row["name"])
    for use in row.get("uses", ()):
        writer.use_preset(PresetId(id), deck=use.get("deck") or "", kind=use.get("kind") or "")


# ------------------------------------------------------------------ notes and cards


def _note_dict(known: KnownNote, source: Source, created: int, stood: int | None) -> Plain:
    note = known.note
    return {
        "id": note.id,
        "kind": note.kind.value,
        "prompt": note.prompt,
        "answer": note.answer,
        "deck": note.deck,
        "tags": list(note.tags),
        "headings": list(note.headings),
        "parent": note.parent,
        "source": {
            "path": note.path,
            "line_start": note.lines.start,
            "line_end": note.lines.end,
            "also": [{"path": path, "line_start": at.start, "line_end": at.end} for path, at in note.also],
            "location": source.location,
            "given": source.path,
            "place": source.place,
            "deck": source.deck,
        },
        "points": [
            {
                "id": point.id,
                "text": point.text,
                "role": point.role,
                "slot": point.slot,
                "line_start": point.lines.start,
                "line_end": point.lines.end,
            }
            for point in note.points
        ],
        "versions": [{"label": v.label, "seconds": v.seconds, "text": v.text} for v in note.versions],
        "cues": list(note.cues),
        "story": note.story,
        "confidence": note.confidence,
        "rule": note.rule,
        "reason": note.reason,
        "standing": known.standing.value,
        "created": to_iso(from_ms(created)),
        "changed": to_iso(known.changed),
        "stood": None if stood is None else to_iso(from_ms(stood)),
        "used_slots": known.used_slots,
        "anchor": note.anchor,
    }


def _note(row: Plain) -> tuple[Note, Source, dict[str, object]]:
    at = _object(row["source"], "source")
    note = Note(
        id=NoteId(_text(row, "id")),
        kind=Kind(row["kind"]),
        prompt=_text(row, "prompt", empty=True),
        answer=_text(row, "answer", empty=True),
        path=_text(at, "path", empty=True),
        lines=_lines(at),
        also=tuple([(_text(other, "path", empty=True), _lines(other)) for other in at.get("also", ())]),
        headings=_texts(row.get("headings", ())),
        deck=_text(row, "deck", empty=True),
        tags=_texts(row.get("tags", ())),
        parent=_optional(row, "parent", str),
        story=_optional(row, "story", str),
        points=tuple([_point(point) for point in row.get("points", ())]),
        versions=tuple([_version(version) for version in row.get("versions", ())]),
        cues=_texts(row.get("cues", ())),
        confidence=float(row.get("confidence", 1.0)),
        rule=_text(row, "rule", empty=True) if "rule" in row else "",
        reason=_text(row, "reason", empty=True) if "reason" in row else "",
        anchor=_optional(row, "anchor", str),
    )
    source = Source(
        path=at.get("given") or note.path,
        location=storable(at.get("location") or note.path),
        place=at.get("place") or note.path,
        deck=_optional(at, "deck", str),
    )
    changed = from_iso(row["changed"])
    stood = _optional(row, "stood", str)
    return (
        note,
        source,
        {
            "standing": Standing(row["standing"]).value,
            "used_slots": max([_whole(row, "used_slots"), *(point.slot for point in note.points)]),
            "created": to_ms(from_iso(row["created"])),
            "changed": to_ms(changed),
            "stood": None if stood is None else to_ms(from_iso(stood)),
        },
    )


def _point(row: Plain) -> Point:
    return Point(
        id=PointId(_text(row, "id")),
        text=_text(row, "text", empty=True),
        lines=_lines(row),
        role=_optional(row, "role", str),
        slot=_whole(row, "slot"),
    )


def _version(row: Plain) -> Version:
    return Version(
        label=_text(row, "label", empty=True),
        text=_text(row, "text", empty=True),
        seconds=_optional(row, "seconds", int),
    )


def _tags(names: Mapping[TagId, str], events: Sequence[Event]) -> dict[CardId, dict[TagId, str]]:
    """Return for each card the learner's tags that it ever had, also those taken off: an undo may bring them back."""
    tags: dict[CardId, dict[TagId, str]] = {}
    for event in events:
        tag = event.detail.get("tag") if event.kind is EventKind.TAG else None
        if event.card is not None and isinstance(tag, str) and tag in names:
            tags.setdefault(event.card, {})[TagId(tag)] = names[TagId(tag)]
    return tags


def _names(row: Plain) -> dict[TagId, str]:
    tags = _object(row.get("tags") or {}, "tags")
    return {TagId(id): _text(tags, id) for id in tags}


def _card(row: Plain) -> tuple[Card, Standing]:
    card = Card(
        id=CardId(_text(row, "id")), note=NoteId(_text(row, "note")), role=Role(row["role"]), slot=_whole(row, "slot")
    )
    return card, Standing(row["standing"])


# ------------------------------------------------------------------ what JSON may hold


def _read(make: Any, row: object, what: str) -> Any:
    """Return what `make` makes of a row, or say which row it is that makes no sense."""
    if not isinstance(row, dict):
        raise Unusable(f"the export has {_a(what)} that is no object")
    try:
        return make(row)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        name = row.get("id") if isinstance(row.get("id"), str) else "without an id"
        raise Unusable(f"the export has {_a(what)} that can't be read: {name}") from error


def _a(what: str) -> str:
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"


def _check_ids(ids: Sequence[str], what: str) -> None:
    for one, other in pairwise(ids):
        if one == other:
            raise Unusable(f"the export has {what} {one} twice")


def _object(value: object, what: str) -> Plain:
    if not isinstance(value, Mapping):
        raise Unusable(f"{what} is no JSON object")
    return dict(value)


def _list(whole: Plain, key: str) -> list[Any]:
    value = whole.get(key)
    if not isinstance(value, list):
        raise Unusable(f"the export has no list of {key}", hint="`srs export json` makes one")
    return value


def _text(row: Plain, key: str, *, empty: bool = False) -> str:
    value = row[key]
    if not isinstance(value, str) or not (value or empty):
        raise ValueError(key)
    return value


def _texts(values: Sequence[object]) -> tuple[str, ...]:
    texts = [value for value in values if isinstance(value, str)]
    if isinstance(values, str) or texts != list(values):
        raise ValueError("not a list of texts")
    return tuple(texts)


_LARGEST = 2**63 - 1


def _whole(row: Plain, key: str) -> int:
    value = row[key]
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > _LARGEST:
        raise ValueError(key)
    return value


def _optional(row: Plain, key: str, kind: type) -> Any:
    value = row.get(key)
    if value is None:
        return None
    if kind is int:
        return _whole(row, key)
    if not isinstance(value, kind):
        raise ValueError(key)
    return value


def _lines(row: Plain) -> Lines:
    return Lines(_whole(row, "line_start"), _whole(row, "line_end"))
