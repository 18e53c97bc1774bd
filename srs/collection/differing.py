"""What a card said when it was answered last, beside what it says now."""

from __future__ import annotations

import re

from srs.collection.daily import ChangedSince, Piece
from srs.model import Card, Face, Listed, Note, Phase, Seen
from srs.notes.cards import face
from srs.store import Reader

_PIECE = re.compile(r"\s+|[^\W_]+|[\W_]")
_LONGEST = 4_000
"""Pieces of a text above which the difference is not looked for word by word."""
_WELL_KNOWN_DAYS = 7
"""A card with a shorter interval is still being learned: its change needs no notice."""


def changed_since(reader: Reader, listed: Listed) -> ChangedSince | None:
    """Return what a well-known card said when it was answered last, where it answers otherwise now."""
    state = listed.state.state
    if not isinstance(state, Seen) or state.phase is not Phase.REVIEW or state.interval_days < _WELL_KNOWN_DAYS:
        return None
    from srs.store import history  # few cards come so far

    former = history.said_at(reader, listed.note.id, state.last_review)
    if former is None:
        return None
    then = _face(former.note, listed.card)
    now = _face(listed.note, listed.card)
    if then is None or now is None or _bare(_told(then)) == _bare(_told(now)):
        return None
    return ChangedSince(answered=state.last_review, face=then, difference=difference(_told(then), _told(now)))


def _face(note: Note, card: Card) -> Face | None:
    try:
        return face(note, card)
    except KeyError:
        return None


def _told(face: Face) -> str:
    """Return all that a card answers; of a story, that is its beats."""
    answer = _bare(face.answer)
    more = [point.text for point in face.points if _bare(point.text) not in answer]
    return "\n".join([*filter(None, [face.answer]), *more])


def _bare(text: str) -> str:
    return " ".join(text.split())


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """Return the words of both texts in order: those that stayed, those that went, those that came."""
    from difflib import SequenceMatcher

    one, other = _PIECE.findall(old), _PIECE.findall(new)
    if len(one) + len(other) > _LONGEST:
        return (Piece(text=old, sort="gone"), Piece(text=new, sort="new"))
    out: list[Piece] = []
    for sort, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if sort == "equal":
            out.append(Piece(text="".join(one[a:b]), sort="same"))
            continue
        if b > a:
            out.append(Piece(text="".join(one[a:b]), sort="gone"))
        if d > c:
            out.append(Piece(text="".join(other[c:d]), sort="new"))
    return tuple(out)
