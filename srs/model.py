"""The values that cross from one part of the program to another; all frozen, none knows a database or a screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from typing import NamedTuple, NewType

NoteId = NewType("NoteId", str)
PointId = NewType("PointId", str)
CardId = NewType("CardId", str)
EventId = NewType("EventId", str)
SourceId = NewType("SourceId", str)


# ------------------------------------------------------------------ what there is to learn


class Kind(StrEnum):
    """What a note asks for. The texts are part of the contract."""

    QUESTION = "question"
    STORY = "story"
    KEY_POINT = "key_point"
    METRIC = "metric"
    PHRASING = "phrasing"
    LIST = "list"
    AVOID = "avoid"
    DIAGRAM = "diagram"
    CODE = "code"
    STORY_MATCH = "story_match"
    CLOZE = "cloze"


@dataclass(frozen=True, slots=True)
class Lines:
    """A range of lines of a source as it lies on disk, 1-based and inclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing that must be said: a key point of an answer, a beat of a story."""

    id: PointId
    text: str
    lines: Lines
    role: str | None = None
    """situation, task, challenge, action, decision, result, learning, … for a story; else None."""
    slot: int = 0
    """Its place among the cards of its note, from 1; given once, kept through edits, never given again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One way to give an answer: the 20-second one, the long one, an older one."""

    label: str
    text: str
    seconds: int | None = None
    """How long it may take to say, where the label tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One thing to learn, as it was read from a source."""

    id: NoteId
    kind: Kind
    prompt: str
    """Readable text without markup, numbering or decoration; one line."""
    answer: str
    """Readable text, Markdown allowed; empty where the notes leave the answer open."""
    path: str
    """The source as it was given, or its place below the folder that was given."""
    lines: Lines
    """From the prompt to the last line of the answer."""
    also: tuple[tuple[str, Lines], ...] = ()
    """Other places (path, lines) where parts or repetitions stand."""
    headings: tuple[str, ...] = ()
    """The headings above it, outermost first, cleaned like prompts; its own is not among them."""
    deck: str = ""
    tags: tuple[str, ...] = ()
    parent: NoteId | None = None
    """The note that this one follows up or is a part of."""
    story: NoteId | None = None
    """The story that answers this question, or that a story_match asks for."""
    points: tuple[Point, ...] = ()
    versions: tuple[Version, ...] = ()
    cues: tuple[str, ...] = ()
    confidence: float = 1.0
    rule: str = ""
    """The name of the rule that found it."""
    reason: str = ""
    """Why it was taken, in words a learner understands."""

    @property
    def harmless_headings(self) -> tuple[str, ...]:
        """The headings that may stand beside the question: the title that a story match asks for is none of them."""
        if self.kind is not Kind.STORY_MATCH or not self.answer:
            return self.headings
        asked = self.answer.casefold()
        return tuple([heading for heading in self.headings if asked not in heading.casefold()])


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Lines that became no card, and why."""

    path: str
    lines: Lines
    reason: str


class Severity(StrEnum):
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong with one file or one note; it is listed, and everything else is kept."""

    path: str
    message: str
    line: int | None = None
    severity: Severity = Severity.WARNING

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{place}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file that notes are read from, as it was found."""

    path: str
    """As given, or below the folder as given; what people are shown."""
    location: str
    """Its absolute path on this machine."""
    place: str
    """Its place below the folder that was given (`mlops/rag.md`), or its name; equal on every machine."""
    deck: str | None
    """The deck that the place or an option gives; the source's own front matter may say otherwise."""


class Change(StrEnum):
    """What an import did to a note. The texts are part of the contract."""

    ADDED = "added"
    EDITED = "edited"
    MOVED = "moved"
    REVIVED = "revived"
    UNCHANGED = "unchanged"
    RETIRED = "retired"


class Standing(StrEnum):
    """Whether a note is studied."""

    ACTIVE = "active"
    PROPOSED = "proposed"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownNote:
    """A note as it is stored, with what an import has to know of it."""

    note: Note
    source: SourceId
    standing: Standing = Standing.ACTIVE
    changed: datetime
    """When what it says last changed, as seen by an import."""
    used_slots: int = 0
    """The highest slot that any of its points ever had."""


class Role(StrEnum):
    """How a card asks its note."""

    ASK = "ask"
    """The note as a whole: a question, a story's telling, a list, …"""
    POINT = "point"
    """One point of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One way to ask a note. The id is the note's id for the whole, the point's id for a point."""

    id: CardId
    note: NoteId
    role: Role
    slot: int = 0
    """0 for the whole, else the slot of the point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What a card shows: readable text, drawn by whoever shows it."""

    prompt: str
    hint: str = ""
    """What is asked for, in a few words: “tell the story”, “which figure?”."""
    answer: str = ""
    """Markdown."""
    points: tuple[Point, ...] = ()
    versions: tuple[Version, ...] = ()
    cues: tuple[str, ...] = ()


# ------------------------------------------------------------------ what happened


class Rating(IntEnum):
    """How an answer went."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class EventKind(StrEnum):
    """What a row of the log tells. Only `review` moves memory."""

    REVIEW = "review"
    UNDO = "undo"
    SUSPEND = "suspend"
    RESUME = "resume"
    BURY = "bury"
    RESET = "reset"
    ACCEPT = "accept"
    """A proposed note is to be studied; `card` is the card that asks it as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One row of the log: an answer, or another act on a card. It is never changed and holds no text."""

    id: EventId
    kind: EventKind
    card: CardId | None
    at: datetime
    """Aware, UTC, whole milliseconds."""
    device: str
    day: date
    """The study day that `at` was counted to, with what it was counted by."""
    utc_offset: int
    """Minutes east of UTC."""
    rollover: int
    """Minutes after midnight."""
    rating: Rating | None = None
    took_ms: int | None = None
    due_day: date | None = None
    """The study day that this answer made the card due, fuzz and balance included."""
    due_at: datetime | None = None
    """The instant, for a learning step within the day."""
    refers_to: EventId | None = None
    """The event that this one undoes."""
    after: EventId | None = None
    """The card's newest review or reset when this answer was given. Where a replay finds another one there
    (a merge or a pull put it in between, or it was undone), the stored due day no longer follows and is drawn anew."""
    detail: Mapping[str, object] = field(default_factory=dict)
    """Codes and numbers that have no column: ticks, verdicts, targets."""


# ------------------------------------------------------------------ what follows from it


@dataclass(frozen=True, slots=True)
class Memory:
    """FSRS memory state: stability in days, difficulty 1 to 10."""

    stability: float
    difficulty: float


class Phase(StrEnum):
    """Where a card that was seen stands; the texts are part of the contract, as is `new` for one unseen."""

    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


@dataclass(frozen=True, slots=True)
class Unseen:
    """A card that was never answered, or was reset: it has no memory and no due date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A card with a memory."""

    memory: Memory
    phase: Phase
    step: int | None
    """Which (re)learning step comes next, from 0; None in review."""
    due_day: date
    due_at: datetime | None = None
    """The instant for a step within the day; None where the day is all there is."""
    interval_days: int
    """Days from the last answer to `due_day`; 0 for a step within the day."""
    last_review: datetime
    last_day: date
    reviews: int
    """Answers that count."""
    lapses: int
    """Times it was forgotten in review."""

    @property
    def stability(self) -> float:
        return self.memory.stability

    @property
    def difficulty(self) -> float:
        return self.memory.difficulty

    @property
    def due(self) -> date | datetime:
        return self.due_day if self.due_at is None else self.due_at


State = Unseen | Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class CardState:
    """All that the log says of one card. A cache: `srs rebuild` derives it again."""

    state: State = Unseen()
    suspended: bool = False
    buried: date | None = None
    """The study day on which it is hidden; it comes back by itself on the next."""
    head: EventId | None = None
    """The newest review or reset that counts; the next answer names it as `after`."""


NEW = CardState()
"""What holds for a card that the log does not mention."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """How cards are scheduled. Defaults are the contract's."""

    name: str = "default"
    desired_retention: float = 0.9
    learning_steps: tuple[timedelta, ...] = (timedelta(minutes=1), timedelta(minutes=10))
    relearning_steps: tuple[timedelta, ...] = (timedelta(minutes=10),)
    new_per_day: int = 20
    reviews_per_day: int = 200
    maximum_interval: int = 36_500
    fuzz: bool = True
    parameters: tuple[float, ...] | None = None
    """21 numbers of FSRS-6; None for the published defaults."""


DEFAULT_PRESET = Preset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A card with all that a list, a query or a queue needs to know of it."""

    card: Card
    note: Note
    standing: Standing
    state: CardState
    order: int
    """Its place in the order of import."""


class Candidate(NamedTuple):
    """A card that may be asked on a day, neither suspended nor buried: what a queue needs to know of it, and no text.

    A tuple, as a morning after a long break makes tens of thousands of them before the first card is shown.
    """

    card: CardId
    note: NoteId
    kind: Kind
    deck: str
    order: int
    """Rises in the order of import; siblings (cards of one note) stand together."""
    parent: NoteId | None = None
    """Of its note; with `story` what keeps notes that give each other away apart."""
    story: NoteId | None = None
    phase: Phase | None = None
    """None for a card that was never seen; the rest says nothing then."""
    due_day: date = date.min
    due_at: datetime | None = None
    interval_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSource:
    """A source as it is stored, with what tells whether it changed."""

    id: SourceId
    source: Source
    fingerprint: str = ""
    """Of the bytes that were read last; whoever reads decides how it is made."""
    encoding: str = ""
