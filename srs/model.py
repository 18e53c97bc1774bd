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
PresetId = NewType("PresetId", str)
TagId = NewType("TagId", str)


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
    anchor: str | None = None
    """The id that the source gives it: `^` before that of a block, which only its file knows, else as written."""

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
    HIDDEN = "hidden"
    """The learner said that it is no card."""


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
    into: NoteId | None = None
    """The note that the learner said it is: it takes part in no import."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerNote:
    """A note as it was once, in a source."""

    note: Note
    source: SourceId
    fingerprint: str
    """Equal for texts that say the same."""
    until: datetime
    """When it said so for the last time, as far as imports know."""


class How(StrEnum):
    """What a link between a note known and a note read says of the note."""

    EDITED = "edited"
    MOVED = "moved"
    RENAMED = "renamed"
    REVIVED = "revived"
    SPLIT = "split"
    """A part of another note's text is a note of its own now; that one keeps the history."""
    MERGED = "merged"
    """Its text is part of another note's now, which keeps its own history."""
    UNSURE = "unsure"
    """It may be the note that vanished; nothing was linked, and a yes is waited for."""


class By(StrEnum):
    """What a note was recognised by."""

    ID = "id"
    """The id that its source gives it."""
    TEXT = "text"
    """Word for word."""
    FORMER = "former text"
    LIKENESS = "likeness"
    """Words in common, and where it stands."""
    PARENT = "parent"
    """Likeness among the parts of one note."""
    LEARNER = "learner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A note that was recognised though something of it changed."""

    id: str
    note: NoteId
    how: How
    by: By
    score: float
    """How alike they are: 0 to 1."""
    at: datetime
    other: NoteId | None = None
    """The note it was split from or merged into, or may be."""
    before: str = ""
    """The fingerprint of what it said."""
    after: str = ""
    source_before: SourceId | None = None
    source_after: SourceId | None = None
    settled: str = ""
    """`parted`, `joined` or `refused` where the learner has had their say."""


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
    HIDE = "hide"
    """A note is no card; `card` asks it as a whole, `detail` says what it `was`."""
    RETYPE = "retype"
    """A note is of another kind than its source says; `detail` has the `kind` and what it `was`."""
    FLAG = "flag"
    """The learner marked a card to come back to; `detail` says `on` or not."""
    TAG = "tag"
    """The learner gave a card a tag of their own, or took it off; `detail` has the tag's id and `on` or not."""
    LINK = "link"
    """What the notes say now of one note goes on under the id of another; `card` asks that one, `detail` names both."""
    DRILL = "drill"
    """An answer in a mock interview: evidence for its points, and nothing to the schedule."""
    UNLINK = "unlink"
    """What the notes say now of a note is another note, with an id of its own; `detail` names both."""

    PRESET = "preset"
    """How cards are scheduled was changed: `detail` has the preset's id and what it sets; the event is a version."""
    RESCHEDULE = "reschedule"
    """A card was made due on another day; its memory stays as it is."""
    PULL = "pull"
    """A phone's history was brought home: what it brought names this event in its `detail`, and is undone with it."""
    PROPOSE = "propose"
    """A point that keeps being missed inside its answer is proposed as a card of its own: `card` is that card, `of` in
    `detail` its note. An `accept` or a `hide` with the same `of` is the learner's word on it."""
    USE = "use"
    """A preset was chosen for a deck, a kind or both: `detail` has its id, which it `was`, and a code of `where`."""


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
    preset: EventId | None = None
    """The version of the preset that an answer was scheduled under: the event that made it; none: the defaults."""
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
    flagged: bool = False
    tags: tuple[TagId, ...] = ()
    """The learner's own tags, in the order in which they were given; their names are kept apart."""


NEW = CardState()
"""What holds for a card that the log does not mention."""


class ReviewOrder(StrEnum):
    """Which reviews come first. The texts stand in settings, presets and the log."""

    OVERDUE = "overdue"
    """Those that waited longest for their interval."""
    RETRIEVABILITY = "retrievability"
    """Those that are most likely forgotten."""
    RANDOM = "random"
    """In an order that the day shuffles."""
    DUE = "due"
    """Those that were due first."""


class NewPlace(StrEnum):
    """Where new cards stand among the reviews."""

    MIXED = "mixed"
    AFTER = "after"
    BEFORE = "before"


class LeechAction(StrEnum):
    """What happens to a card that is forgotten again and again."""

    MARK = "mark"
    SUSPEND = "suspend"


DEFAULT_PRESET_ID = PresetId("default")
"""The preset of all cards that no other one is for; equal in every database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """How cards are scheduled, and how many of them a day. Defaults are the contract's.

    The defaults of what memory and due days follow from never change: answers that name no version were given by them.
    """

    id: PresetId = DEFAULT_PRESET_ID
    name: str = "default"
    version: EventId | None = None
    """The event that made it so; None for the defaults as they stand here."""
    desired_retention: float = 0.9
    learning_steps: tuple[timedelta, ...] = (timedelta(minutes=1), timedelta(minutes=10))
    relearning_steps: tuple[timedelta, ...] = (timedelta(minutes=10),)
    new_per_day: int = 20
    reviews_per_day: int = 200
    maximum_interval: int = 36_500
    fuzz: bool = True
    """Spread intervals over a few days."""
    balance: bool = True
    """Of these days take rather one on which little is due; nothing without `fuzz`."""
    siblings_apart: bool = True
    """Of these days take none on which a card of the same note is due, where there is another; nothing without `fuzz`.
    """
    easy_days: tuple[int, ...] = (100,) * 7
    """What each weekday, Monday first, gets of a usual day's reviews, in percent; nothing without `fuzz`."""
    leech_lapses: int = 8
    """After so many lapses a card is a leech; 0 for never."""
    leech_action: LeechAction = LeechAction.MARK
    review_order: ReviewOrder = ReviewOrder.OVERDUE
    new_cards: NewPlace = NewPlace.MIXED
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
    labels: tuple[str, ...] = ()
    """The names of the tags that the learner gave it, beside those of its note."""
    leech_lapses: int = DEFAULT_PRESET.leech_lapses
    """After how many lapses its preset calls it a leech; 0 for never."""

    @property
    def leech(self) -> bool:
        """Whether it is forgotten again and again: its note wants rewriting rather than its card repeating."""
        seen = self.state.state
        return isinstance(seen, Seen) and 0 < self.leech_lapses <= seen.lapses

    @property
    def tags(self) -> tuple[str, ...]:
        """All its tags: those that the note has, then the learner's own."""
        return (*self.note.tags, *(label for label in self.labels if label not in self.note.tags))


class Told(NamedTuple):
    """A review or reset that counts, as the log has it: what a history needs, and a tuple, as there are many."""

    id: EventId
    kind: EventKind
    rating: int | None
    at: int
    """Milliseconds since 1970."""
    took_ms: int | None
    day: int
    """Study days since 1970-01-01, as the two below."""
    due_day: int | None
    due_at: int | None
    """Milliseconds since 1970, for a step within the day."""


class Past(NamedTuple):
    """What a review or reset did to its card."""

    told: Told
    before: Phase | None
    """Where the card stood; None where it was new."""
    interval: int
    """What it was given: days, or seconds below zero for a step within the day; 0 for a reset."""
    interval_before: int
    difficulty: float | None
    """After it; None for a reset."""


class PhoneCard(NamedTuple):
    """A card as a phone has it, as far as exports and pulls know. It holds no text but fingerprints."""

    guid: str
    ord: int
    """With `guid` what the phone knows it by: the number of its template, from 0."""
    card: CardId
    note: NoteId
    number: int
    """Of its row in Anki's table of cards; reviews that outlive a card there are found again by it."""
    look: str
    """Of what its note showed in the last package."""
    modified: int
    """Seconds since 1970: the age of its note in the last package; a phone takes a text younger than its own."""
    deck: str
    """Of the name of the deck that it arrived in; a phone moves no card that it has."""
    head: EventId | None
    """The newest review or reset of ours that went along with it; None where it arrived as a new card."""
    exported: int
    """Milliseconds since 1970: when it was written into a package for the last time."""
    seen: int | None = None
    """Milliseconds since 1970: when a pull found it on the phone; None where none has."""


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
    last_day: date = date.min
    stability: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSource:
    """A source as it is stored, with what tells whether it changed."""

    id: SourceId
    source: Source
    fingerprint: str = ""
    """Of the bytes that were read last; whoever reads decides how it is made."""
    encoding: str = ""
