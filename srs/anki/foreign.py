"""Notes that were made in Anki, as cards that ask and answer in words; and those that can't be, with the reason.

What a card asks and what it answers follows from the templates of its note type, not from the names of its fields. The
notes of a package are counted from 1, in the order in which they were made: that is their line, as it were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from srs.anki.identity import Form
from srs.anki.kinds import ForeignType, decks, note_types
from srs.anki.note_types import note_type
from srs.anki.package import Package, PhoneNote, PhoneState
from srs.anki.templates import Sides, Template, TooLong, sides
from srs.anki.text import converted

_LONGEST_FIELD = 100_000
_LONGEST_TAGS = 10_000
_LONGEST_PROMPT = 8_000
_MOST = 64_000_000
"""Characters of all questions and answers together."""
_MOST_CARDS = 250_000
_MOST_ROWS = 2_000_000

OURS = frozenset(note_type(form).id for form in Form)
"""The numbers of the note types of this program's own packages."""

OF_OURS = "made by srs; `srs pull` brings home its reviews"
"""Why a note of such a type is left out."""

_FORMULAS = tuple(
    (mark, dollars)
    for dollars, marks in (
        ("$", ("\\(", "\\)", "[$]", "[/$]", "[latex]", "[/latex]")),
        ("$$", ("\\[", "\\]", "[$$]", "[/$$]")),
    )
    for mark in marks
)
_SOUND = re.compile(r"\[sound:([^\[\]\n]*+)\]")
_SPOKEN = re.compile(r"\[/?anki:[^\[\]\n]*+\]")
_PICTURE, _HEARD = "[picture]", "(sound)"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_OCCLUSION = "image-occlusion:"
_SAYS = re.compile(r"\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignCard:
    """A card that was made in Anki."""

    place: int
    """Of its note in the package, from 1."""
    number: int
    guid: str
    ord: int
    modified: int
    """Seconds since 1970: when its note was changed."""
    deck: str
    tags: tuple[str, ...]
    prompt: str
    """Readable text in one line; `___` stands for what is hidden."""
    answer: str
    """Markdown."""
    more: str
    """Markdown: what stands beside the text of a gap."""
    has_gaps: bool
    name: str
    """Of its template and its note type, as people read it."""
    siblings: bool
    """Whether its note has other cards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A note, or a card of one, that is not taken."""

    place: int
    what: str
    """How it begins."""
    reason: str


class TooMuch(ValueError):
    """A package has more text, cards or history than is taken at once."""


def cards(package: Package) -> Iterator[ForeignCard | LeftOut]:
    """Yield every card of a package, the notes in the order in which they were made, and what is left out of it.

    TooMuch where that is more than is taken at once.
    """
    if package.count("cards") > _MOST_CARDS or package.count("revlog") > _MOST_ROWS:
        raise TooMuch
    reader = _Reader(note_types(package), decks(package))
    of_note: dict[int, list[PhoneState]] = {}
    for state in package.cards():
        of_note.setdefault(state.note, []).append(state)
    seen: set[str] = set()
    for place, note in enumerate(package.notes(), 1):
        states = sorted(of_note.get(note.id, ()), key=lambda state: state.ord)
        if note.guid in seen:
            yield LeftOut(place=place, what=_begins(note), reason="another note has the same id")
            continue
        seen.add(note.guid)
        yield from reader.read(place, note, states)


class _Reader:
    def __init__(self, types: Mapping[int, ForeignType], decks: Mapping[int, str]) -> None:
        self._types = types
        self._decks = decks
        self._templates: dict[tuple[int, int], tuple[Template, Template]] = {}
        self._left = _MOST

    def read(self, place: int, note: PhoneNote, states: list[PhoneState]) -> Iterator[ForeignCard | LeftOut]:
        def left(reason: str) -> LeftOut:
            return LeftOut(place=place, what=_begins(note), reason=reason)

        kind = self._types.get(note.type)
        if note.type in OURS:
            yield left(OF_OURS)
        elif kind is None:
            yield left("its note type is not in the package")
        elif not states:
            yield left("it has no cards")
        elif not note.fields:
            yield left("its text cannot be read")
        elif any(len(text) > _LONGEST_FIELD for text in note.fields) or sum(map(len, note.tags)) > _LONGEST_TAGS:
            yield left("its text is too long")
        elif kind.has_gaps and any(_OCCLUSION in text for text in note.fields):
            yield left("it asks by what is hidden in a picture; srs asks in words")
        else:
            fields = dict(zip(kind.fields, note.fields, strict=False))
            for number, state in enumerate(states):
                if number and states[number - 1].ord == state.ord:
                    yield left("another card of the same note has its place")
                    continue
                made = self._card(place, note, state, kind, fields, siblings=len(states) > 1)
                yield left(made) if isinstance(made, str) else made

    def _card(
        self,
        place: int,
        note: PhoneNote,
        state: PhoneState,
        kind: ForeignType,
        fields: dict[str, str],
        *,
        siblings: bool,
    ) -> ForeignCard | str:
        """Return a card, or why there is none."""
        face = 0 if kind.has_gaps else state.ord
        templates = self._made_ready(note.type, kind, face)
        if templates is None:
            return f"its template {face + 1} is not in the package"
        deck = self._decks.get(state.home, "")
        fields = fields | {"Tags": " ".join(note.tags), "Type": kind.name, "Deck": deck, "Card": kind.faces[face].name}
        fields["Subdeck"] = deck.rpartition("::")[2]
        try:
            found = sides(*templates, fields, number=state.ord + 1 if kind.has_gaps else None)
        except TooLong:
            return "its text is too long"
        name = f"{kind.faces[face].name} of {kind.name}"
        if kind.has_gaps and not found.gaps:
            return f"it has no gap with the number {state.ord + 1}"
        prompt = _one_line(_said(found.asks, plain=True))
        answer, more = _answer(found)
        if not _SAYS.search(prompt.replace(_PICTURE, "").replace(_HEARD, "")):
            media = _PICTURE in prompt or _HEARD in prompt
            return "it asks by a picture or a sound alone; srs asks in words" if media else f"{name} asks nothing"
        if len(prompt) > _LONGEST_PROMPT:
            return "its text is too long"
        self._left -= len(prompt) + len(answer) + len(more)
        if self._left < 0:
            raise TooMuch
        return ForeignCard(
            place=place,
            number=state.id,
            guid=note.guid,
            ord=state.ord,
            modified=note.modified,
            deck=deck,
            tags=note.tags,
            prompt=prompt,
            answer=answer,
            more=more,
            has_gaps=kind.has_gaps,
            name=name,
            siblings=siblings,
        )

    def _made_ready(self, number: int, kind: ForeignType, face: int) -> tuple[Template, Template] | None:
        if face not in kind.faces:
            return None
        found = self._templates.get((number, face))
        if found is None:
            of = kind.faces[face]
            found = self._templates[number, face] = Template(of.front), Template(of.back)
        return found


def _answer(found: Sides) -> tuple[str, str]:
    rest = _said(found.answers)
    if not found.gaps:
        return rest, ""
    hidden = [_one_line(_said(gap)) or "…" for gap in found.gaps]
    return ", ".join(hidden), rest


def _said(html: str, *, plain: bool = False) -> str:
    """Return what some HTML says: formulas between dollars, pictures and sounds mentioned."""
    html = _SPOKEN.sub("", html)
    # what is asked is not to give away its answer by the name of a file
    html = _SOUND.sub(f" {_HEARD} " if plain else r" (sound: \1) ", html)
    text = _CONTROL.sub("", converted(html, plain=plain))
    if "\\" in text or "[" in text:
        for mark, dollars in _FORMULAS:
            text = text.replace(mark, dollars)
    return text


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _begins(note: PhoneNote) -> str:
    return _one_line(converted(note.fields[0][:500], plain=True))[:60] if note.fields else ""
