"""Our ids and Anki's: which note, which card and which deck of a package is which of ours.

Everything is derived from our own ids and names, so that any export on any machine at any time gives a note the
same GUID and a card the same number. A phone knows a card by (GUID, template), and only by that: numbers may be
taken there already, so they are for the rows of a package and for cards that were deleted and come again.

**There**: `address(note, card)`. **Back**: `guids(note)` has the GUIDs that a note has or had (its kind may have
changed since), so `{guid: note for note in all for guid in guids(note)}` finds the note of a GUID, and its card is the
one whose slot is the template's number. What was once written into a package also stands in the store (`PhoneCard`).

A row of Anki's history is known by its number, which is its millisecond, unique over all cards. A review or reset of
ours has the number `to_ms(event.at)`; only where several share a millisecond do all but one get another, the next that
is free (`review_numbers`), once and for all: the store keeps those. So a row that comes back is ours where its number
is that of an event that the store knows to have another (`srs.store.phone.numbers`), or where its card has a review or
reset at that very millisecond without another number. What a pull adds keeps the phone's number as its instant, and
its id sorts after all of ours, which lets it keep that number in the next package.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from hashlib import sha256
from typing import NamedTuple

from srs.model import Card, EventId, Kind, Note, NoteId

MAX_POINT_CARDS = 24
"""How many points of a story can have a card: a note type has a fixed set of templates, for ever."""

ALONE = "a point alone"
"""The rule of a note that stands for a card which one point of a note has of its own: its id is that card's. Only a
story's note type asks for points; of any other note such a card is a note there."""

NO_DECK = "srs"
"""Where notes go that are in no deck."""

_FIRST_ID = 1_000_000_000_000
_ID_RANGE = 136_000_000_000
"""Numbers are read as milliseconds: these are 2001 to 2005, before Anki had a note of its own to be in the way."""

_DEFAULT_DECK = "default"

_BEYOND = "8"
"""Ids of events that come from elsewhere begin with this or later."""


class Form(StrEnum):
    """Which of our note types a note becomes. A GUID that meets another note type is refused by Anki, so the
    form is part of the GUID: a note that turns from a question into a story is a new note on the phone."""

    SINGLE = "single"
    STORY = "story"
    CLOZE = "cloze"


_FORMS = {Kind.STORY: Form.STORY, Kind.CLOZE: Form.CLOZE}


class Address(NamedTuple):
    """What a phone knows a card by."""

    guid: str
    ord: int
    """The number of its template, from 0."""


def form_of(kind: Kind) -> Form:
    """Return which note type a kind of note uses: a story asks for its points one by one, a cloze has gaps."""
    return _FORMS.get(kind, Form.SINGLE)


def slots(kind: Kind) -> range:
    """Return the slots of a note that can have a card: 0 is the whole, a story's points begin at 1."""
    return range(MAX_POINT_CARDS + 1 if form_of(kind) is Form.STORY else 1)


def guid(note: NoteId, form: Form) -> str:
    """Return the GUID of a note: 16 letters and digits, 80 bits of a hash of its id."""
    return _letters(_digest("note", form, note))


def address(note: Note, card: Card) -> Address:
    """Return where a card is found on a phone; slot n of a story is template n, the whole is template 0."""
    return Address(guid(note.id, form_of(note.kind)), card.slot)


def is_ours(event: EventId) -> bool:
    """Return whether an event was recorded by this program, here or on another device, and is not from a phone."""
    return event < _BEYOND


def guids(note: NoteId) -> tuple[str, ...]:
    """Return every GUID that a note may have on a phone: its kind may have been another one when it went there."""
    return tuple([guid(note, form) for form in Form])


def adopted(guid: str, ord: int) -> NoteId:
    """Return the id of the note that a card becomes here which was made in Anki: the same from every package."""
    return NoteId(_letters(_digest("adopted", guid, str(ord))))


def number(kind: str, key: str, taken: Container[int] = ()) -> int:
    """Return a number of 13 digits for a key, none that is taken; where none is, it depends on the key alone."""
    attempt = 0
    while (found := _number(kind, key, attempt)) in taken:
        attempt += 1
    return found


def review_numbers(
    crowded: Mapping[int, Sequence[EventId]],
    known: Mapping[EventId, int],
    taken: Callable[[Iterable[int]], set[int]],
) -> dict[EventId, int]:
    """Return numbers for reviews that can't have their millisecond, as another one has it; those `known` have theirs.

    `crowded` has the events of each millisecond that has several; `taken` tells which of some numbers are in use.
    """
    given: dict[EventId, int] = {}
    used: set[int] = set()
    for at, events in crowded.items():
        # what came from a phone has its number there already
        waiting = sorted((id for id in events if id not in known), key=lambda id: (is_ours(id), id))[1:]
        reach, candidate, busy = at, at, set[int]()
        for id in waiting:
            candidate += 1
            while candidate > reach or candidate in busy or candidate in used:
                if candidate > reach:
                    block = range(candidate, candidate + 2 * len(waiting) + 8)
                    busy, reach = taken(block), block[-1]
                else:
                    candidate += 1
            given[id] = candidate
            used.add(candidate)
    return given


def numbers(kind: str, keys: Iterable[str]) -> dict[str, int]:
    """Return a number of 13 digits for each key, none twice.

    A number depends on its key alone, unless two of these keys fall on one number: then the key that sorts first
    has it and the other draws again. (Among 10,000 keys that happens once in 2,700 exports.)
    """
    taken: set[int] = set()
    found: dict[str, int] = {}
    for key in sorted(set(keys)):
        found[key] = number(kind, key, taken)
        taken.add(found[key])
    return found


def deck_names(decks: Iterable[str]) -> dict[str, str]:
    """Return for each deck its name as Anki writes it: composed characters, no control characters, no empty part.

    Anki takes names that differ only in case for one, so those get one spelling, the one that sorts first.
    """
    cleaned = {deck: _deck_parts(deck) for deck in decks}
    spelt: dict[tuple[str, ...], str] = {}
    for parts in sorted(cleaned.values()):
        for depth, part in enumerate(parts, start=1):
            spelt.setdefault(_folded(parts[:depth]), part)
    return {
        deck: "::".join(spelt[_folded(parts[:depth])] for depth in range(1, len(parts) + 1))
        for deck, parts in cleaned.items()
    }


def deck_ids(names: Iterable[str]) -> dict[str, int]:
    """Return the number of each deck and of those above it; names come from `deck_names`.

    Only a package has use for them: Anki finds decks by name. Number 1 is its own “Default”.
    """
    all_names = {"::".join(parts[:depth]) for name in names for parts in [name.split("::")] for depth in _depths(parts)}
    ids = numbers("deck", (name for name in all_names if name.casefold() != _DEFAULT_DECK))
    return {name: ids.get(name, 1) for name in sorted(all_names)}


def tag(text: str) -> str:
    """Return a tag as Anki keeps it, or "" when nothing is left: Anki splits tags at blanks, the ideographic one
    (U+3000) included, and drops quotes and control characters."""
    joined = "_".join(text.split())
    kept = unicodedata.normalize("NFC", _without_control(joined).replace('"', ""))
    parts = (part.strip("_") for part in kept.split("::"))
    return "::".join(part for part in parts if part)


def _deck_parts(deck: str) -> tuple[str, ...]:
    kept = (unicodedata.normalize("NFC", _without_control(part)).strip() for part in deck.split("::"))
    return tuple(part for part in kept if part) or (NO_DECK,)


def _folded(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(part.casefold() for part in parts)


def _depths(parts: Sequence[str]) -> range:
    return range(1, len(parts) + 1)


def _without_control(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cs"))


def _number(kind: str, key: str, attempt: int) -> int:
    return _FIRST_ID + int.from_bytes(_digest(kind, str(attempt), key)[:8]) % _ID_RANGE


_ALPHABET = "0123456789abcdefghijklmnopqrstuv"


def _letters(digest: bytes) -> str:
    """Return the first 80 bits as 16 letters and digits, five bits each."""
    number = int.from_bytes(digest[:10])
    three = _threes()
    return (
        three[number >> 65]
        + three[number >> 50 & 32767]
        + three[number >> 35 & 32767]
        + three[number >> 20 & 32767]
        + three[number >> 5 & 32767]
        + _ALPHABET[number & 31]
    )


@cache
def _threes() -> tuple[str, ...]:
    """Return all texts of three letters, in their order: 15 bits each."""
    return tuple([f"{a}{b}{c}" for a in _ALPHABET for b in _ALPHABET for c in _ALPHABET])


def _digest(*parts: str) -> bytes:
    return sha256("\x1f".join(("srs", *parts)).encode("utf-8", "surrogatepass")).digest()
