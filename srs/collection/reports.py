"""What the verbs of a collection give back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from srs.collection.daily import Acted as Acted
from srs.collection.daily import Answered as Answered
from srs.collection.daily import CardView as CardView
from srs.collection.daily import ChangedSince as ChangedSince
from srs.collection.daily import DueReport as DueReport
from srs.collection.daily import Piece as Piece
from srs.collection.daily import Undone as Undone
from srs.errors import SrsError
from srs.model import (
    By,
    CardId,
    Change,
    EventId,
    EventKind,
    How,
    Kind,
    Lines,
    Link,
    Note,
    NoteId,
    Problem,
    Skipped,
)

# ------------------------------------------------------------------ coming home


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneEdit:
    """A field of a note that says something else on the phone: for the learner to take over, or not."""

    note: NoteId
    prompt: str
    path: str
    line: int
    field: str
    here: str
    there: str
    difference: tuple[Piece, ...] = ()
    """Its words in order: those that stayed, those that went there, those that came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PullReport:
    """What a pull brought."""

    path: Path
    pull: EventId | None
    """The act, by which all of it can be taken back; None where it brought nothing."""
    reviews: int = 0
    resets: int = 0
    due_dates: int = 0
    """Cards that were given a due date by hand."""
    suspended: int = 0
    resumed: int = 0
    flags: int = 0
    """Cards that were flagged, or that lost their flag."""
    tags: int = 0
    """Tags that cards were given, or that were taken off."""
    cards: int = 0
    """Cards that something of this is of."""
    ours: int = 0
    """Cards of ours that the package has."""
    unknown: int = 0
    """Its cards that are not from here."""
    ignored: Mapping[str, int] = field(default_factory=dict)
    """Rows of its history that became nothing here, by the reason."""
    bare: int = 0
    """Cards that have a schedule there and no history that it could follow from."""
    edited: tuple[PhoneEdit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Two notes that are one now, or one that is two."""

    kind: EventKind
    note: NoteId
    """The one that keeps the history."""
    other: NoteId
    """Linked: the one whose text goes on under it. Unlinked: the new one."""
    merged: bool = False
    """Whether both still stand in the notes: the other one is no longer asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What was taken out of the database for good."""

    notes: int
    cards: int
    sources: tuple[str, ...]
    """Paths of sources that are not known any more."""
    clean: bool
    """Whether the bytes are gone from the file too; another program in it prevents that."""


# ------------------------------------------------------------------ looking


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a note says, or said, and where."""

    path: str
    line: int
    prompt: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """How a note was recognised, with both texts; None for one that is not known any more."""

    link: Link
    old: Said | None
    new: Said | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """How notes were recognised, the oldest first."""

    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Double:
    """Two notes that ask the same, or give two figures for the same."""

    one: Note
    other: Note
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What does not fit together in the notes."""

    duplicates: tuple[Double, ...]
    contradictions: tuple[Double, ...]
    unsure: tuple[ChangeView, ...]
    """New notes that may be ones that vanished, and nobody has said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckReport:
    """A deck, those below it not counted in."""

    name: str
    cards: int
    due: int
    new: int
    suspended: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """A source that notes were read from."""

    path: str
    location: str
    deck: str | None
    """As an option gave it; None where the file or its place says."""
    encoding: str
    notes: int
    proposed: int
    retired: int
    present: bool
    """Whether the file is still there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What a check of the database found."""

    faults: tuple[str, ...]
    """Empty where all is well."""
    cards: int
    notes: int
    events: int

    @property
    def ok(self) -> bool:
        return not self.faults


@dataclass(frozen=True, slots=True, kw_only=True)
class RebuildReport:
    """States derived from the log again."""

    cards: int
    events: int
    changed: tuple[CardId, ...]
    """Cards whose stored state was another."""


# ------------------------------------------------------------------ import


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedSource:
    """What an import found in one source."""

    path: str
    location: str
    encoding: str
    repaired: int
    """Characters that were repaired."""
    changes: Mapping[Change, int]
    kinds: Mapping[Kind, int]
    """Notes that will be studied, by kind."""
    proposed: int
    fresh: bool
    """Whether it was read now; else it was known and has not changed, and its notes are only counted."""
    renamed: str | None = None
    """The path that its file had before."""

    @property
    def notes(self) -> int:
        """Notes that will be studied."""
        return sum(self.kinds.values())

    def count(self, change: Change) -> int:
        return self.changes.get(change, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedNote:
    """A note of an import, and what the import did to it."""

    note: Note
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A note that was known again though it changed; or one that was split off, merged, or may be another."""

    how: How
    by: By
    score: float
    """How alike they are: 0 to 1."""
    note: Note
    """What was read now."""
    was: Note
    """What was stored: the note itself; where it was split, merged or is unsure, the other one."""
    of: NoteId | None = None
    """Whose history this is about, where it is not that of `note`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What some lines of a source became, and why."""

    path: str
    lines: Lines
    text: str
    became: str
    rule: str
    confidence: float | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import found and did."""

    sources: tuple[ImportedSource, ...]
    notes: tuple[ImportedNote, ...]
    """Those of the sources read now that will be studied, and those that were retired now."""
    proposed: tuple[ImportedNote, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[Skipped, ...]
    stored: bool
    """False for a dry run."""
    explained: tuple[Explained, ...] = ()
    """Every line of what was read now, with what it became and why."""
    recognised: tuple[Recognised, ...] = ()
    """How notes were known again."""
    histories: tuple[PullReport, ...] = ()
    """What came along with notes that were made in Anki."""

    def __add__(self, other: ImportReport) -> ImportReport:
        return ImportReport(
            sources=self.sources + other.sources,
            notes=self.notes + other.notes,
            proposed=self.proposed + other.proposed,
            problems=self.problems + other.problems,
            skipped=self.skipped + other.skipped,
            stored=self.stored and other.stored,
            explained=self.explained + other.explained,
            recognised=self.recognised + other.recognised,
            histories=self.histories + other.histories,
        )

    @property
    def found_nothing(self) -> bool:
        """Whether no note was found at all (exit code 3)."""
        return not any(source.notes or source.proposed for source in self.sources)

    @property
    def changed(self) -> bool:
        """Whether anything is another now."""
        return any(count for change, count in self.changes().items() if change is not Change.UNCHANGED)

    @property
    def unsure(self) -> tuple[Recognised, ...]:
        """New notes that may be ones that vanished; nothing was linked."""
        return tuple([each for each in self.recognised if each.how is How.UNSURE])

    def changes(self) -> dict[Change, int]:
        """Return how many notes, proposed ones too, changed how."""
        counts = dict.fromkeys(Change, 0)
        for source in self.sources:
            for change, count in source.changes.items():
                counts[change] += count
        return counts


class ProblemsFound(SrsError):
    """A strict import met problems and stored nothing."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(f"{problems[0]}{more}", hint="nothing was stored; without --strict the good notes are kept")
        self.problems = problems


# ------------------------------------------------------------------ what goes out


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A database that was made from a backup or an export."""

    target: str
    kept: Path | None
    """Where the database that was there before lies now; None where there was none."""
    notes: int
    cards: int
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsReport:
    """The settings as they hold."""

    path: Path
    """The settings file, whether it exists or not."""
    exists: bool
    database: str
    values: Mapping[str, object] = field(default_factory=dict)
    defaults: Mapping[str, object] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[str, object]]:
        return iter(self.values.items())
