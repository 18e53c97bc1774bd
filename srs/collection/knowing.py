"""What is known of each point: the ledger's tables, readiness, and answers judged against a card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from srs.collection.reports import CardView
from srs.model import Kind, Listed, Note
from srs.recall.embeddings import installed
from srs.recall.ledger import Entry, Log, View, entries, of_view
from srs.recall.passages import Heard, never_said, points_heard
from srs.recall.readiness import ReadyReport, readiness

SMALL = 3_000
"""A log of so many rows is read one piece of evidence after the other: NumPy takes longer to load."""

Parameters = dict[str, tuple[float, ...] | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerReport:
    """A table of the ledger."""

    view: View
    day: date
    items: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeLedger:
    """All that is known of some notes: every table of the ledger, and what follows from them."""

    tables: tuple[LedgerReport, ...]
    ready: ReadyReport


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedAnswer:
    """A whole answer, judged against the points of a card."""

    listed: Listed
    points: tuple[Heard, ...]
    never: tuple[tuple[str, str], ...] = ()
    """Phrases that are never to be said and were, each with its passage."""
    rating: int = 3
    """What follows from it, unless the learner knows better."""


def ledger(
    log: Log, listed: Sequence[Listed], day: date, parameters: Parameters, view: View | None = None
) -> list[Entry]:
    """Return the entries of the notes that cards are of, in the order of import; with a view those of it alone."""
    notes: dict[str, Note] = {each.note.id: each.note for each in listed}
    if len(log) < SMALL:
        return entries(list(notes.values()), log.answers(), day=day, parameters=parameters, view=view)
    from srs.recall import bulk

    return bulk.entries(list(notes.values()), log, day=day, parameters=parameters, view=view)


def table(found: Sequence[Entry], view: View, day: date) -> LedgerReport:
    """Return one table of the ledger."""
    return LedgerReport(view=view, day=day, items=tuple(of_view(found, view)))


def whole(found: Sequence[Entry], day: date) -> WholeLedger:
    """Return every table of the ledger and how ready one is; `found` are all entries, as of a day."""
    return WholeLedger(tables=tuple([table(found, view, day) for view in View]), ready=readiness(found, on=day))


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
