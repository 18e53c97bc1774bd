"""A QUERY: words and `key:value` terms that must all hold, as a value that says which cards it means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from srs.errors import BadQuery
from srs.model import Kind, Listed, Note, Phase, Seen, Standing, Unseen

KEYS = ("deck", "kind", "tag", "source", "id", "text", "is")
"""What can stand before the colon."""

"""A card forgotten that often in review is a leech."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must hold, or must not."""

    key: str
    """One of KEYS; a bare word is `text`."""
    value: str
    """As it was typed."""
    negated: bool = False

    def __str__(self) -> str:
        value = f'"{self.value}"' if not self.value or re.search(r"\s|^:", self.value) else self.value
        return f"{'-' if self.negated else ''}{self.key}:{value}"


@dataclass(frozen=True, slots=True)
class Query:
    """Which cards are meant; without terms, all that are studied."""

    terms: tuple[Term, ...] = ()

    def __str__(self) -> str:
        return " ".join(map(str, self.terms))

    @property
    def everything(self) -> bool:
        """Whether it narrows nothing."""
        return not self.terms

    @property
    def standings(self) -> frozenset[Standing]:
        """The standings that a match can have: active, unless `is:proposed`, `is:retired` or `is:hidden` is asked."""
        asked = {term.value.casefold() for term in self.terms if term.key == "is" and not term.negated}
        others = {Standing(value) for value in asked & {"proposed", "retired", "hidden"}}
        return frozenset() if len(others) > 1 else frozenset(others or {Standing.ACTIVE})

    def matches(self, listed: Listed, *, day: date, at: datetime | None = None) -> bool:
        """Return whether a card is meant on a study day; a step later than the instant `at` is not due yet."""
        if listed.standing not in self.standings:
            return False
        return all(_holds(term, listed, day, at) != term.negated for term in self.terms)


EVERYTHING = Query()


def parse(words: str | Iterable[str]) -> Query:
    """Return the query that a text or a command line's arguments say; BadQuery names a term that says nothing.

    In a text, blanks part the terms and quotes hold a value together: `deck:"system design" -tag:old`. An argument
    had its quotes taken by the shell: it is one term, unless it holds several with a key.
    """
    pieces = _split(words) if isinstance(words, str) else [piece for word in words for piece in _pieces(word)]
    return Query(tuple([_term(piece) for piece in pieces]))


# ------------------------------------------------------------------ text to terms

# a colon that another colon or a blank follows is no key's: `std::vector`, `note: this`
_KEYED = re.compile(r"(-?)([^\W\d][\w-]*):(?![:\s])(.*)", re.DOTALL)
_SEVERAL = re.compile(rf"\s-?(?:{'|'.join(KEYS)}):(?![:\s])", re.IGNORECASE)
_PIECE = re.compile(r"""(?:[^\s"]|"[^"]*(?:"|$))+""")


def _pieces(argument: str) -> Iterable[str]:
    argument = argument.strip()
    if not argument:
        return []
    return _split(argument) if '"' in argument or _SEVERAL.search(argument) else [argument]


def _split(text: str) -> list[str]:
    return _PIECE.findall(text)


def _term(piece: str) -> Term:
    keyed = _KEYED.fullmatch(piece)
    if keyed is None or (not keyed[3] and keyed[2].casefold() not in KEYS):
        negated = len(piece) > 1 and piece[0] == "-" and (piece[1].isalpha() or piece[1] == '"')
        return Term("text", _bare(piece[1:] if negated else piece), negated)
    minus, key, value = keyed[1], keyed[2].casefold(), _bare(keyed[3])
    if key not in KEYS:
        raise BadQuery(f"“{piece}” has no key that is known", hint=f"keys are {', '.join(KEYS)}")
    if not value and key != "deck":
        raise BadQuery(f"“{piece}” names nothing after the colon")
    if key == "is" and value.casefold() not in _IS:
        raise BadQuery(f"“{piece}” is nothing that a card can be", hint=f"is: takes {', '.join(_IS)}")
    if key == "kind":
        value = _kind(value, piece)
    return Term(key, value, bool(minus))


def _bare(value: str) -> str:
    return value.replace('"', "")


def _kind(value: str, piece: str) -> str:
    try:
        return Kind(value.casefold().replace("-", "_")).value
    except ValueError:
        raise BadQuery(f"“{piece}” names no kind", hint=f"kinds are {', '.join(Kind)}") from None


# ------------------------------------------------------------------ what a term asks


def _holds(term: Term, listed: Listed, day: date, at: datetime | None) -> bool:
    value = _folded(term.value)
    note = listed.note
    match term.key:
        case "deck":
            return _within(_folded(note.deck), value)
        case "kind":
            return note.kind.value == value
        case "tag":
            return any(_within(_folded(tag), value) for tag in listed.tags)
        case "source":
            return any(value.replace("\\", "/") in _folded(path).replace("\\", "/") for path in _paths(note))
        case "id":
            return listed.card.id.startswith(term.value) or note.id.startswith(term.value)
        case "is":
            return _IS[value](listed, day, at)
        case _:
            return any(value in _folded(text) for text in _texts(note))


def _within(name: str, asked: str) -> bool:
    return name == asked or (bool(asked) and name.startswith(asked + "::"))


def _paths(note: Note) -> Iterator[str]:
    yield note.path
    yield from (path for path, _ in note.also)


def _texts(note: Note) -> Iterator[str]:
    yield note.prompt
    yield note.answer
    yield from (point.text for point in note.points)
    yield from (version.text for version in note.versions)
    yield from note.cues
    yield from note.headings


def _folded(text: str) -> str:
    """Return text as it is compared: without case, and with each character written in one way."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFC", text).casefold()


def _awake(listed: Listed, day: date) -> bool:
    return not listed.state.suspended and listed.state.buried != day


def _is_due(listed: Listed, day: date, at: datetime | None) -> bool:
    seen = listed.state.state
    if not isinstance(seen, Seen) or seen.due_day > day or not _awake(listed, day):
        return False
    return at is None or seen.due_at is None or seen.due_at <= at


def _is_overdue(listed: Listed, day: date, _: datetime | None) -> bool:
    seen = listed.state.state
    return isinstance(seen, Seen) and seen.due_day < day and _awake(listed, day)


def _in_phase(*phases: Phase) -> Callable[[Listed, date, datetime | None], bool]:
    return lambda listed, _day, _at: isinstance(seen := listed.state.state, Seen) and seen.phase in phases


_IS: dict[str, Callable[[Listed, date, datetime | None], bool]] = {
    "new": lambda listed, _day, _at: isinstance(listed.state.state, Unseen),
    "learning": _in_phase(Phase.LEARNING, Phase.RELEARNING),
    "review": _in_phase(Phase.REVIEW),
    "due": _is_due,
    "overdue": _is_overdue,
    "suspended": lambda listed, _day, _at: listed.state.suspended,
    "buried": lambda listed, day, _at: listed.state.buried == day,
    "leech": lambda listed, _day, _at: listed.leech,
    "flagged": lambda listed, _day, _at: listed.state.flagged,
    "proposed": lambda listed, _day, _at: listed.standing is Standing.PROPOSED,
    "retired": lambda listed, _day, _at: listed.standing is Standing.RETIRED,
    "hidden": lambda listed, _day, _at: listed.standing is Standing.HIDDEN,
}
