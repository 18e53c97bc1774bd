"""Former texts and links of notes as plain dicts, and back: a part of each note in a dump."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from srs.clock import from_iso, to_iso
from srs.model import By, FormerNote, How, Kind, Lines, Link, Note, NoteId, Point, PointId, Source, SourceId, Version
from srs.store import history, schema
from srs.store.reader import Reader
from srs.store.writer import Writer

Plain = dict[str, Any]


class Remembered:
    """What a database remembers of its notes, by note."""

    def __init__(self, reader: Reader) -> None:
        notes = [NoteId(id) for (id,) in reader._rows(select(schema.note.c.id))]
        self._sources = {known.id: known.source for known in reader.sources()}
        self._former = history.former_of(reader, notes)
        self._links: dict[NoteId, list[Link]] = {}
        for link in history.links(reader):
            self._links.setdefault(link.note, []).append(link)
        joined = select(schema.note.c.id, schema.note.c.joined).where(schema.note.c.joined.is_not(None))
        self._joined = dict(map(tuple, reader._rows(joined)))

    def of(self, note: NoteId) -> Plain:
        """Return what is remembered of a note; nothing of most."""
        out: Plain = {}
        if note in self._former:
            out["former"] = [self._text(each) for each in self._former[note]]
        if note in self._links:
            out["links"] = [self._link(each) for each in self._links[note]]
        if note in self._joined:
            out["joined"] = self._joined[note]
        return out

    def _source(self, id: SourceId | None) -> Plain | None:
        source = self._sources.get(id) if id is not None else None
        if source is None:
            return None
        return {"location": source.location, "given": source.path, "place": source.place, "deck": source.deck}

    def _text(self, former: FormerNote) -> Plain:
        note = former.note
        return {
            "until": to_iso(former.until),
            "source": self._source(former.source),
            "kind": note.kind.value,
            "prompt": note.prompt,
            "answer": note.answer,
            "path": note.path,
            "lines": [note.lines.start, note.lines.end],
            "headings": list(note.headings),
            "tags": list(note.tags),
            "points": [[p.id, p.text, p.lines.start, p.lines.end, p.role, p.slot] for p in note.points],
            "versions": [[v.label, v.text, v.seconds] for v in note.versions],
            "cues": list(note.cues),
            "anchor": note.anchor,
        }

    def _link(self, link: Link) -> Plain:
        return {
            "id": link.id,
            "how": link.how.value,
            "by": link.by.value,
            "score": link.score,
            "at": to_iso(link.at),
            "other": link.other,
            "before": link.before,
            "after": link.after,
            "source_before": self._source(link.source_before),
            "source_after": self._source(link.source_after),
            "settled": link.settled,
        }


def load(writer: Writer, note: NoteId, row: Mapping[str, Any], source_id: Callable[[Source], SourceId]) -> None:
    """Keep what a dump remembers of a note; KeyError, TypeError or ValueError where that makes no sense."""

    def at(plain: Any) -> SourceId | None:
        if plain is None:
            return None
        place = Source(path=plain["given"], location=plain["location"], place=plain["place"], deck=plain["deck"])
        return source_id(place)

    formers = [
        FormerNote(
            note=_note(note, each),
            source=at(each["source"]) or SourceId(""),
            fingerprint="",
            until=from_iso(each["until"]),
        )
        for each in row.get("former", ())
    ]
    history.put_formers(writer, formers)
    links = [
        Link(
            id=each["id"],
            note=note,
            how=How(each["how"]),
            by=By(each["by"]),
            score=float(each["score"]),
            at=from_iso(each["at"]),
            other=each["other"],
            before=each["before"],
            after=each["after"],
            source_before=at(each["source_before"]),
            source_after=at(each["source_after"]),
            settled=each["settled"],
        )
        for each in row.get("links", ())
    ]
    history.put_links(writer, links)
    if row.get("joined"):
        history.join(writer, note, NoteId(row["joined"]))


def _note(id: NoteId, row: Mapping[str, Any]) -> Note:
    return Note(
        id=id,
        kind=Kind(row["kind"]),
        prompt=row["prompt"],
        answer=row["answer"],
        path=row["path"],
        lines=Lines(*row["lines"]),
        headings=tuple(row["headings"]),
        tags=tuple(row["tags"]),
        points=tuple(
            [
                Point(id=PointId(point), text=text, lines=Lines(start, end), role=role, slot=slot)
                for point, text, start, end, role, slot in row["points"]
            ]
        ),
        versions=tuple([Version(label=label, text=text, seconds=seconds) for label, text, seconds in row["versions"]]),
        cues=tuple(row["cues"]),
        anchor=row["anchor"],
    )
