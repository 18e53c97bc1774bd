"""How notes were recognised, and what does not fit together in them."""

from __future__ import annotations

from collections.abc import Iterable

from srs.collection.reports import Changes, ChangeView, Diagnosis, Double, Said
from srs.model import How, KnownNote, Link, Note, NoteId, Standing
from srs.store import Reader, history


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

    views = [_view(link, said(_old(link), link.before), said(_new(link), link.after)) for link in links]
    return sorted(views, key=lambda view: (view.link.at, *_place(view.new)))


def _place(said: Said | None) -> tuple[str, int]:
    return ("", 0) if said is None else (said.path, said.line)


def all_changes(reader: Reader, notes: Iterable[NoteId] | None = None, *, unsure: bool = False) -> Changes:
    """Return the same as one value."""
    return Changes(changes=tuple(changes(reader, notes, unsure=unsure)))


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
