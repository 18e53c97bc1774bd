"""Ids that follow from what a note says and where it stands: the same on every machine."""

from __future__ import annotations

import base64
import hashlib

from srs.model import Kind, NoteId, PointId
from srs.notes import text as texts

_NOTE_CHARACTERS = 16
_POINT_CHARACTERS = 8


def digest(*parts: str, length: int) -> str:
    """Return `length` characters of base32, lower case, that follow from the parts."""
    hashed = hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=20).digest()
    return base64.b32encode(hashed).decode("ascii").lower()[:length]


def note_id(place: str, kind: Kind, prompt: str, occurrence: int = 0) -> NoteId:
    """Return the provisional id of a note; `occurrence` counts equal prompts of one kind in one source, from 0."""
    return NoteId(digest(place, kind.value, texts.key(prompt) or prompt, str(occurrence), length=_NOTE_CHARACTERS))


def point_id(note: NoteId, text: str, occurrence: int = 0) -> PointId:
    """Return the provisional id of a point; `occurrence` counts equal texts in one note, from 0."""
    return PointId(f"{note}.{digest(texts.key(text) or text, str(occurrence), length=_POINT_CHARACTERS)}")
