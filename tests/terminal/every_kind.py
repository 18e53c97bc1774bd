"""A database with a note of every kind, and with what is hard to draw: the reading of notes has no say in it."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

from srs.model import Card, Kind, Lines, Note, NoteId, Point, PointId, Source, Version
from srs.notes.cards import cards_of
from srs.store import Store

MADE = datetime(2026, 12, 1, 9, tzinfo=UTC)

_CODE = """```python
def retry(call, times=3):
    for attempt in range(times):  # the last one tells
        try:
            return call()
        except TimeoutError:
            if attempt == times - 1:
                raise
```"""

_BOX = "+----------------+   "
_DIAGRAM = "\n".join(["```text", _BOX * 9 + "end", "| service no. 42 |-->" * 9 + "END", _BOX * 9 + "end", "```"])
"""Over 190 cells wide."""

_TABLE = """Both have a price:

| choice | good at | bad at |
| --- | --- | --- |
| long chunks | context | noise |
| short chunks | precision | 文脈 |"""

_STORY = """**Situation:** Search was down for 40 minutes on Black Friday.

**Task:** Bring it back without losing a write.

**Action:** I rebuilt the index from the log, and moved the writes to a queue.

**Result:** Back in 12 minutes, 0 writes lost."""

_JAPANESE = "文書を小さな部分に分けることです。長すぎると要点が埋もれ、短すぎると文脈が失われます。"
_EMOJI = "✅ yes 🎯 and 🇩🇪, in **bold ✨**, keep the width of their line as far as the terminal knows it 🧪."
_LONG = "\n".join(f"{number}. line {number}" for number in range(1, 301))

_ROLES = ("situation", "task", "action", "result")


BY_POINT = "The launch that slipped"
"""The story that is asked by one of its points."""


def notes() -> list[Note]:
    """Return the notes, in the order in which they are asked."""
    chunking = "It cuts a document:\n\n- Too long, and the point drowns.\n- Too short, and *context* is lost."
    items = ["Too long, and the point drowns.", "Too short, and context is lost."]
    beats = tuple((role, part.partition(":** ")[2]) for role, part in zip(_ROLES, _STORY.split("\n\n"), strict=True))
    many = [f"Layer {number} of the model of twenty-five." for number in range(1, 26)]
    versions = (
        Version(label="20-second version", text="Cut documents into passages that can be found.", seconds=20),
        Version(label="45-60 s", text="Cut documents into passages. Too long drowns, too short loses.", seconds=60),
    )
    return [
        _note(
            Kind.QUESTION,
            "What is chunking?",
            chunking,
            items,
            versions=versions,
            cues=("passages", "overlap"),
        ),
        _note(Kind.STORY, "The night the index died", _STORY, beats),
        _note(Kind.STORY, BY_POINT, _STORY.replace("Search was", "The pipeline was"), beats),
        _note(Kind.KEY_POINT, "Retrieval", "Measure recall before you touch the prompt.", []),
        _note(Kind.METRIC, "Search was down for ___ on Black Friday.", "40 minutes", []),
        _note(Kind.PHRASING, "How do you put it?", "We measured before we moved.", []),
        _note(
            Kind.LIST,
            "Three ways to cut",
            "1. By length\n2. By sentence\n3. By heading",
            ["By length", "By sentence", "By heading"],
        ),
        _note(
            Kind.AVOID,
            "Why do you want to leave?",
            "- My manager does not like me.\n- I am bored.",
            ["My manager does not like me.", "I am bored."],
        ),
        _note(Kind.DIAGRAM, "How does a request travel?", _DIAGRAM, []),
        _note(Kind.CODE, "Write a retry with a limit.", _CODE, []),
        _note(Kind.STORY_MATCH, "Tell me about a time you were under pressure.", "The night the index died", []),
        _note(Kind.CLOZE, "The capital of Peru is [...].", "Lima", []),
        _note(Kind.QUESTION, "Which table sums it up?", _TABLE, []),
        _note(
            Kind.QUESTION,
            "分割とは何ですか、そしてなぜ検索の前にそれが必要なのでしょうか?",
            "文書を小さな部分に分けることです。長すぎると要点が埋もれ、短すぎると文脈が失われます。",
            [],
        ),
        _note(
            Kind.QUESTION,
            "🚀 Which emoji? 👩‍💻",
            "✅ yes 🎯 and 🇩🇪, in **bold ✨**, keep the width of their line as far as the terminal knows it 🧪.",
            [],
        ),
        _note(Kind.QUESTION, "מה זה חלוקה למקטעים?", "חותכים מסמך לקטעים קטנים. الفقرات القصيرة جدا تفقد السياق.", []),
        _note(
            Kind.QUESTION, "What are the three hundred lines?", "\n".join(f"{n}. line {n}" for n in range(1, 301)), []
        ),
        _note(Kind.LIST, "Name the twenty-five layers.", "\n".join(f"- {layer}" for layer in many), many),
        _note(Kind.QUESTION, "", "", [], prompt="What is left open, \x1b[31mred\x07 and \u202eturned around?"),
    ]


def _note(
    kind: Kind,
    title: str,
    answer: str,
    points: list[str] | tuple[tuple[str, str], ...],
    *,
    versions: tuple[Version, ...] = (),
    cues: tuple[str, ...] = (),
    prompt: str = "",
) -> Note:
    name = blake2b(f"{kind.value} {title}".encode(), digest_size=10).hexdigest()
    pairs = [point if isinstance(point, tuple) else (None, point) for point in points]
    made = tuple(
        [
            Point(id=PointId(f"{name}.{slot}"), text=text, lines=Lines(slot, slot), role=role, slot=slot)
            for slot, (role, text) in enumerate(pairs, 1)
        ]
    )
    return Note(
        id=NoteId(name),
        kind=kind,
        prompt=prompt or title,
        answer=answer,
        path="notes/every.md",
        lines=Lines(1, 9),
        headings=("Interview",),
        deck="every",
        points=made,
        versions=versions,
        cues=cues,
    )


def make(path: Path) -> list[Note]:
    """Make the database; each note is asked by one card only, so that none hides another."""
    made = notes()
    put(path, made, [cards_of(note)[int(note.prompt == BY_POINT)] for note in made])
    return made


def put(path: Path, made: list[Note], cards: list[Card]) -> None:
    """Make a database of notes and cards."""
    source = Source(path="notes/every.md", location="/nowhere/every.md", place="every.md", deck=None)
    store = Store.open(str(path))
    with store.write() as writer:
        writer.apply(writer.put_source(source), made, cards, at=MADE)
    store.close()
