"""What is known of each point: the ledger's tables, readiness, and answers judged against a card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from srs.collection.reports import CardView
from srs.model import CardId, Event, EventKind, Kind, Listed, Note
from srs.recall.embeddings import installed
from srs.recall.ledger import Answer, Entry, View, entries, of_view
from srs.recall.passages import Heard, never_said, points_heard
from srs.recall.readiness import ReadyReport, readiness
from srs.store import Reader

Parameters = dict[str, tuple[float, ...] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerReport:
    """A table of the ledger."""

    view: View
    day: date
    items: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedAnswer:
    """A whole answer, judged against the points of a card."""

    listed: Listed
    points: tuple[Heard, ...]
    never: tuple[tuple[str, str], ...] = ()
    """Phrases that are never to be said and were, each with its passage."""
    rating: int = 3
    """What follows from it, unless the learner knows better."""


def answers(reader: Reader, cards: Iterable[CardId] | None = None) -> list[Answer]:
    """Return all evidence in the log, or that of some cards, in order; nothing that was undone."""
    return [
        Answer(
            card=card,
            kind=kind,
            at=at,
            day=day,
            rating=rating if kind is EventKind.REVIEW else None,
            said=_ids(detail.get("said")),
            missed=_ids(detail.get("missed")),
            verdict=_verdict(detail.get("verdict")),
        )
        for card, kind, at, day, rating, detail in reader.evidence(cards)
    ]


def answer_of(event: Event) -> Answer:
    """Return an answer that is about to be recorded as evidence."""
    return Answer(
        card=event.card or "",
        kind=event.kind,
        at=event.at,
        day=event.day,
        rating=event.rating,
        said=_ids(event.detail.get("said")),
        missed=_ids(event.detail.get("missed")),
        verdict=_verdict(event.detail.get("verdict")),
    )


def _ids(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _verdict(value: object) -> str | None:
    return value if isinstance(value, str) else None


def ledger(
    reader: Reader, listed: Sequence[Listed], day: date, parameters: Parameters, view: View | None = None
) -> list[Entry]:
    """Return the entries of the notes that cards are of, in the order of import; with a view those of it alone."""
    notes: dict[str, Note] = {each.note.id: each.note for each in listed}
    return entries(list(notes.values()), answers(reader), day=day, parameters=parameters, view=view)


def table(found: Sequence[Entry], view: View, day: date) -> LedgerReport:
    """Return one table of the ledger."""
    return LedgerReport(view=view, day=day, items=tuple(of_view(found, view)))


def ready(found: Sequence[Entry], on: date) -> ReadyReport:
    """Return how ready one is on a day."""
    return readiness(found, on=on)


def judged(
    view: CardView, said: str, avoided: Sequence[Note], *, hard_from: float, embeddings: bool = True
) -> JudgedAnswer:
    """Return what an answer makes of a card's points; a card without points is one point itself."""
    face = view.face
    points = [(str(point.id), point.text) for point in face.points]
    asked = points or [(str(view.listed.card.id), face.answer or face.prompt)]
    heard = points_heard(asked, said, meaning=embeddings and installed())
    never = never_said([_phrase(note) for note in avoided], said)
    share = sum(each.found for each in heard) / len(heard)
    rating = 1 if share < hard_from else 2 if share < 1 or never else 3
    return JudgedAnswer(listed=view.listed, points=tuple(heard), never=tuple(never), rating=rating)


def _phrase(note: Note) -> str:
    return note.answer if note.kind is Kind.AVOID and note.answer else note.prompt
