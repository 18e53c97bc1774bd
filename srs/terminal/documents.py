"""Values -> JSON documents: the names, their order and their shape are part of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import PurePath
from typing import TYPE_CHECKING

from srs.clock import to_iso
from srs.model import Change, Event, Lines, Listed, Note, Problem, Rating, Seen, Skipped, State
from srs.terminal import text

if TYPE_CHECKING:
    from srs.collection import CardView, ImportedNote, ImportReport, PullReport
    from srs.collection.reports import ChangedSince
    from srs.stats import Figures, Period, StatsReport

Document = dict[str, object]


def plain(value: object) -> object:
    """Return a value as JSON has it: dataclasses by their fields, days and instants as ISO texts."""
    match value:
        case Rating():
            return int(value)
        case Enum():
            return value.value
        case datetime():
            return to_iso(value)
        case date():
            return value.isoformat()
        case PurePath():
            return str(value)
        case Mapping():
            return {str(plain(key)): plain(each) for key, each in value.items()}
        case str() | int() | float() | bool() | None:
            return value
        case list() | tuple() | frozenset():
            return [plain(each) for each in value]
    if is_dataclass(value):
        return fields_of(value)
    raise TypeError(f"no JSON for {type(value).__name__}")


def fields_of(value: object) -> Document:
    """Return the fields of a dataclass in their order."""
    assert is_dataclass(value)
    return {field.name: plain(getattr(value, field.name)) for field in fields(value)}


def _lines(lines: Lines) -> Document:
    return {"line_start": lines.start, "line_end": lines.end}


def source_of(note: Note) -> Document:
    """Return where a note stands."""
    also = [{"path": path, **_lines(lines)} for path, lines in note.also]
    return {"path": note.path, **_lines(note.lines), "also": also}


def note(note: Note) -> Document:
    """Return a note, without what an import did to it."""
    return {
        "id": note.id,
        "kind": note.kind.value,
        "prompt": note.prompt,
        "answer": note.answer,
        "deck": note.deck,
        "tags": list(note.tags),
        "parent": note.parent,
        "source": source_of(note),
        "points": [
            {"id": point.id, "text": point.text, "role": point.role, **_lines(point.lines)} for point in note.points
        ],
        "versions": [
            {"label": version.label, "seconds": version.seconds, "text": version.text} for version in note.versions
        ],
        "cues": list(note.cues),
        "story": note.story,
    }


def _imported(imported: ImportedNote) -> Document:
    of = imported.note
    return {**note(of), "change": imported.change.value, "confidence": of.confidence, "reason": of.reason}


def problem(of: Problem) -> Document:
    """Return what is wrong with one file or note."""
    return {"path": of.path, "line": of.line, "message": of.message, "severity": of.severity.value}


def _skipped(of: Skipped) -> Document:
    return {"path": of.path, **_lines(of.lines), "reason": of.reason}


def import_report(report: ImportReport) -> Document:
    """Return what an import found and did."""
    from srs.terminal.recognised import unsure

    return {
        "sources": [
            {
                "path": source.path,
                "encoding": source.encoding,
                "repaired": source.repaired,
                "notes": source.notes,
                **{change.value: source.count(change) for change in Change},
            }
            for source in report.sources
        ],
        "notes": [_imported(each) for each in report.notes],
        "proposed": [_imported(each) for each in report.proposed],
        "problems": [problem(each) for each in (*report.problems, *unsure(report))],
        "skipped": [_skipped(each) for each in report.skipped],
        # only where decks of Anki were read
        **({"histories": [_history(each) for each in report.histories]} if report.histories else {}),
    }


def _history(report: PullReport) -> Document:
    """Return what came along with the notes of a deck of Anki."""
    document = fields_of(report)
    return {name: document[name] for name in document if name not in ("ours", "unknown", "edited")}


def due_of(state: State) -> str | None:
    """Return a study day, or an instant for a step within the day."""
    if not isinstance(state, Seen):
        return None
    return state.due_day.isoformat() if state.due_at is None else to_iso(state.due_at)


def card(listed: Listed, *, retrievability: float | None) -> Document:
    """Return one card of a list."""
    state = listed.state.state
    seen = state if isinstance(state, Seen) else None
    return {
        "id": listed.card.id,
        "note": listed.note.id,
        "kind": listed.note.kind.value,
        "role": listed.card.role.value,
        "deck": listed.note.deck,
        "prompt": listed.note.prompt,
        "state": text.phase(state),
        "due": due_of(state),
        "stability": seen.stability if seen else None,
        "difficulty": seen.difficulty if seen else None,
        "retrievability": retrievability,
        "interval_days": seen.interval_days if seen else 0,
        "reviews": seen.reviews if seen else 0,
        "lapses": seen.lapses if seen else 0,
        "suspended": listed.state.suspended,
        "tags": list(listed.tags),
        "source": source_of(listed.note),
    }


def event(of: Event) -> Document:
    """Return one row of the log."""
    due = of.due_day if of.due_at is None else of.due_at
    return {
        "id": of.id,
        "card": of.card,
        "kind": of.kind.value,
        "rating": None if of.rating is None else int(of.rating),
        "at": to_iso(of.at),
        "took_ms": of.took_ms,
        "device": of.device,
        "day": of.day.isoformat(),
        "utc_offset": of.utc_offset,
        "rollover": of.rollover,
        "due": plain(due),
        "refers_to": of.refers_to,
        "detail": plain(of.detail),
    }


def card_view(view: CardView) -> Document:
    """Return one card with both sides, what each rating would give, and its history."""
    return {
        **card(view.listed, retrievability=view.retrievability),
        "flagged": view.listed.state.flagged,
        "hint": view.face.hint,
        "answer": view.face.answer,
        "points": [{"id": point.id, "text": point.text, "role": point.role} for point in view.face.points],
        "versions": [plain(version) for version in view.face.versions],
        "cues": list(view.face.cues),
        "next": {str(int(rating)): due_of(state) for rating, state in view.ratings.items()},
        "history": [{**event(each), "undone": each.id in view.undone} for each in view.history],
        "changed_since": None if view.changed_since is None else _changed_since(view.changed_since),
    }


def _changed_since(changed: ChangedSince) -> Document:
    return {
        "answered": plain(changed.answered),
        "answer": changed.face.answer,
        "difference": [plain(piece) for piece in changed.difference],
    }


def stats(report: StatsReport) -> Document:
    """Return the figures of a day."""

    def row(of: Figures | Period) -> Document:
        return {**fields_of(of), "recall": of.recall}

    return {
        "day": report.day.isoformat(),
        "days": report.days,
        "kinds": [row(each) for each in report.kinds],
        "decks": [row(each) for each in report.decks],
        "total": row(report.total),
        "periods": [row(each) for each in report.periods],
        "reviews": report.reviews,
        "minutes": report.minutes,
        "calendar": {day.isoformat(): count for day, count in report.calendar.items()},
        "overdue": report.overdue,
        "forecast": [{"day": day.isoformat(), "due": count} for day, count in report.forecast],
        "leeches": [plain(each) for each in report.leeches],
        "drills": [{**fields_of(each), "coverage": each.coverage} for each in report.drills],
    }
