"""How notes were recognised, what does not fit together in them, and what a card said before."""

from __future__ import annotations

import re
from collections.abc import Iterable

from srs.collection.reports import ChangedSince, ChangeView, Diagnosis, Double, Piece, Said
from srs.model import Card, Face, How, KnownNote, Link, Listed, Note, NoteId, Phase, Seen, Standing
from srs.notes.cards import face
from srs.store import Reader, history

_PIECE = re.compile(r"\s+|[^\W_]+|[\W_]")
_LONGEST = 4_000
"""Pieces of a text above which the difference is not looked for word by word."""
_WELL_KNOWN_DAYS = 7
"""A card with a shorter interval is still being learned: its change needs no notice."""


def changes(reader: Reader, notes: Iterable[NoteId] | None = None, *, unsure: bool = False) -> list[ChangeView]:
    """Return how notes were recognised, the oldest first; only what waits for a yes, if `unsure`."""
    links = history.links(reader, notes, unsure=unsure)
    named = {name for link in links for name in (link.note, link.other) if name is not None}
    formers = history.former_of(reader, named)
    known = {name: found for name in named if (found := reader.note(name)) is not None}
    if unsure:
        links = [
            link
            for link in links
            if _waits(known.get(link.note), None if link.other is None else known.get(link.other))
        ]

    def said(name: NoteId | None, fingerprint: str) -> Said | None:
        if name is None:
            return None
        now: KnownNote | None = known.get(name)
        if now is not None and history.said_fingerprint(now.note) == fingerprint:
            return _said(now.note)
        once = next((each for each in reversed(formers.get(name, [])) if each.fingerprint == fingerprint), None)
        return None if once is None else _said(once.note)

    return [_view(link, said(_old(link), link.before), said(_new(link), link.after)) for link in links]


def _waits(new: KnownNote | None, old: KnownNote | None) -> bool:
    """Say whether two notes may still be one: the new one is there, and the old one is not."""
    return new is not None and old is not None and new.standing is not Standing.RETIRED is old.standing


def _old(link: Link) -> NoteId | None:
    """Return the note whose former text a link is about."""
    return link.other if link.how in (How.SPLIT, How.UNSURE) else link.note


def _new(link: Link) -> NoteId | None:
    return link.other if link.how is How.MERGED else link.note


def _view(link: Link, old: Said | None, new: Said | None) -> ChangeView:
    return ChangeView(link=link, old=old, new=new)


def _said(note: Note) -> Said:
    return Said(path=note.path, line=note.lines.start, prompt=note.prompt, answer=note.answer)


def diagnosis(reader: Reader) -> Diagnosis:
    """Return the same question in two places, figures that disagree, and what waits for a yes."""
    from srs.notes.matching import doubles
    from srs.recall.figures import judge_figures

    notes = [known.note for known in reader.notes() if known.standing is Standing.ACTIVE]

    def agree(one: str, other: str) -> bool:
        verdict = judge_figures(one, other)
        return verdict is not None and verdict.verdict.value == "exact"

    return Diagnosis(
        duplicates=tuple([Double(one=a, other=b, score=s) for a, b, s in doubles.duplicates(notes)]),
        contradictions=tuple([Double(one=a, other=b, score=s) for a, b, s in doubles.contradictions(notes, agree)]),
        unsure=tuple(changes(reader, unsure=True)),
    )


def changed_since(reader: Reader, listed: Listed) -> ChangedSince | None:
    """Return what a well-known card said when it was answered last, where it answers otherwise now."""
    state = listed.state.state
    if not isinstance(state, Seen) or state.phase is not Phase.REVIEW or state.interval_days < _WELL_KNOWN_DAYS:
        return None
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
