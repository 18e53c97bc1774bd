"""Note -> cards: how each kind of note is asked, and what a card shows."""

from __future__ import annotations

from srs.model import Card, CardId, Face, Kind, Note, Point, Role

MAX_POINT_CARDS = 24
"""Points of a story beyond this slot have no card of their own; the note types of a package have as many templates."""

_LEAD = 7
"""Words of the point before that stand with what asks for a point."""

_HINTS = {
    Kind.QUESTION: "answer it aloud",
    Kind.STORY: "tell the story",
    Kind.KEY_POINT: "what must be said?",
    Kind.METRIC: "which figure?",
    Kind.PHRASING: "say it word for word",
    Kind.LIST: "name them all",
    Kind.AVOID: "what must you not say?",
    Kind.DIAGRAM: "draw it",
    Kind.CODE: "write it",
    Kind.STORY_MATCH: "which story answers this?",
    Kind.CLOZE: "fill the gap",
}


def cards_of(note: Note) -> tuple[Card, ...]:
    """Return the cards of a note: one that asks it as a whole, and for a story one for each of its points."""
    whole = Card(id=CardId(note.id), note=note.id, role=Role.ASK)
    if note.kind is not Kind.STORY:
        return (whole,)
    points = sorted((p for p in note.points if 1 <= p.slot <= MAX_POINT_CARDS), key=lambda p: p.slot)
    return (whole, *(Card(id=CardId(p.id), note=note.id, role=Role.POINT, slot=p.slot) for p in points))


def is_own_card(note: Note, card: Card) -> bool:
    """Return whether a card is a point's own, beside those that its note makes anyway."""
    return card.role is Role.POINT and note.kind is not Kind.STORY


def face(note: Note, card: Card) -> Face:
    """Return what a card of this note shows; KeyError where the card asks a point that the note does not have."""
    if card.role is Role.POINT:
        point = next((p for p in note.points if CardId(p.id) == card.id or p.slot == card.slot), None)
        if point is None:
            raise KeyError(card.id)
        hint = _beat(note, point) if note.kind is Kind.STORY else _place(note, point)
        return Face(prompt=note.prompt, hint=hint, answer=point.text)
    hint = _HINTS[note.kind]
    if "unanswered" in note.tags and note.kind is Kind.QUESTION:
        hint = "speak on it: the notes leave it open"
    return Face(
        prompt=note.prompt, hint=hint, answer=note.answer, points=note.points, versions=note.versions, cues=note.cues
    )


def _place(note: Note, point: Point) -> str:
    """Return how a point of an answer is asked for: by its place, and by how the one before it begins."""
    at = [p.id for p in note.points].index(point.id)
    place = f"point {at + 1} of {len(note.points)}"
    if at == 0:
        return place
    words = note.points[at - 1].text.split()
    return f"{place}, after “{' '.join(words[:_LEAD])}{' …' if len(words) > _LEAD else ''}”"


def _beat(note: Note, point: Point) -> str:
    """Return how a beat is asked for: by its segment, and by its place where a segment has several."""
    if point.role is None:
        place = [p.id for p in note.points].index(point.id) + 1
        return f"part {place} of {len(note.points)}"
    same = [p.id for p in note.points if p.role == point.role]
    if len(same) < 2:
        return f"the {point.role}"
    return f"the {point.role}, {same.index(point.id) + 1} of {len(same)}"
