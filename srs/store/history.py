"""What notes said before, and how they were recognised again: former texts, links, what files looked like."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Table, delete, func, insert, literal_column, or_, select, update

from srs.clock import from_ms, to_ms
from srs.model import (
    By,
    Card,
    CardId,
    FormerNote,
    How,
    Kind,
    KnownNote,
    Link,
    Note,
    NoteId,
    SourceId,
    Standing,
)
from srs.store import schema
from srs.store.ids import random_id
from srs.store.reader import _AT_ONCE, Reader, _known
from srs.store.rows import NOTE, Columns, Row, columns, compact, fingerprint, named, note_row, note_value, storable
from srs.store.writer import Writer, _as_known, position

_note, _card, _log, _source = schema.note, schema.card, schema.log, schema.source
_former, _link, _forgotten = schema.former, schema.link, schema.forgotten

_TEXT = ("kind", "prompt", "answer", "path", "line_start", "line_end", "body")
"""The columns that a former text has of a note's."""
_FORMER = select(
    _former.c.note, _former.c.source, _former.c.fingerprint, _former.c.anchor, _former.c.until, *columns(_former, _TEXT)
)
_LINKS = select(*columns(_link, [column.name for column in _link.c])).order_by(_link.c.at, _link.c.id)
_KNOWN = select(*columns(_note, NOTE), _note.c.source, _note.c.standing, _note.c.changed, _note.c.used_slots).join(
    _source, _source.c.id == _note.c.source
)


GONE = "gone"
"""The fingerprint of a known source whose notes are all retired or elsewhere, as its file is gone."""


ELSEWHERE = "elsewhere:"
"""The fingerprint of a source that another device read, and this one never did."""


class SeenFile(NamedTuple):
    """A file as it was when it was read last."""

    id: SourceId
    location: str
    path: str
    place: str
    deck: str | None
    fingerprint: str
    encoding: str
    stat: str | None
    tally: str | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many notes of each kind a source has that are studied, and how many wait for a yes."""

    kinds: Mapping[Kind, int]
    proposed: int = 0

    @property
    def all(self) -> int:
        return sum(self.kinds.values()) + self.proposed


# ------------------------------------------------------------------ files


def seen_files(reader: Reader) -> dict[str, SeenFile]:
    """Return all files that were read, by their absolute paths."""
    names = ("id", "location", "path", "place", "deck", "fingerprint", "encoding", "stat", "tally")
    rows = reader._rows(select(*columns(_source, names)))
    found = [SeenFile(*row) for row in rows]
    if any("\\udc" in each.location for each in found):
        found = [
            each._replace(location=named(each.location), path=named(each.path), place=named(each.place))
            for each in found
        ]
    return {each.location: each for each in found}


@lru_cache(maxsize=4096)
def tally_of(text: str) -> Tally:
    """Return a tally as it was stored."""
    kinds = json.loads(text)
    proposed = kinds.pop("proposed", 0)
    return Tally({Kind(kind): number for kind, number in kinds.items()}, proposed)


def tallies(reader: Reader, sources: Collection[SourceId]) -> dict[SourceId, Tally]:
    """Count the notes of some sources."""
    kinds: dict[SourceId, dict[Kind, int]] = {}
    proposed: dict[SourceId, int] = {}
    wanted = list(sources)
    for start in range(0, len(wanted), _AT_ONCE):
        query = (
            select(_note.c.source, _note.c.kind, _note.c.standing, func.count())
            .where(_note.c.source.in_(wanted[start : start + _AT_ONCE]))
            .group_by(_note.c.source, _note.c.kind, _note.c.standing)
            .order_by(func.min(_note.c.position))
        )
        for source, kind, standing, number in reader._rows(query):
            if standing == Standing.ACTIVE.value:
                kinds.setdefault(source, {})[Kind(kind)] = number
            elif standing == Standing.PROPOSED.value:
                proposed[source] = proposed.get(source, 0) + number
    return {source: Tally(kinds.get(source, {}), proposed.get(source, 0)) for source in wanted}


def put_files(writer: Writer, files: Mapping[SourceId, tuple[str | None, Tally | None]]) -> None:
    """Keep what files look like, and how many notes they have."""
    rows = [
        (
            stat,
            None
            if tally is None
            else compact({**{kind.value: n for kind, n in tally.kinds.items()}, "proposed": tally.proposed}),
            id,
        )
        for id, (stat, tally) in files.items()
    ]
    for stat, tally, id in rows:
        writer._connection.execute(update(_source).where(_source.c.id == id).values(stat=stat, tally=tally))


# ------------------------------------------------------------------ notes and their former texts


def notes_that_matter(reader: Reader, sources: Collection[SourceId]) -> list[KnownNote]:
    """Return the notes of some sources and all that are retired, but those the learner joined to others, in order."""
    order = (_source.c.position, _note.c.position, _note.c.id)
    wanted = sorted(sources)
    query = _KNOWN.where(_note.c.joined.is_(None))
    found: dict[NoteId, KnownNote] = {}
    for row in reader._rows(query.where(_note.c.standing == Standing.RETIRED.value).order_by(*order)):
        known = _known(row)
        found[known.note.id] = known
    for start in range(0, len(wanted), _AT_ONCE):
        for row in reader._rows(query.where(_note.c.source.in_(wanted[start : start + _AT_ONCE])).order_by(*order)):
            known = _known(row)
            found[known.note.id] = known
    return list(found.values())


def taken(reader: Reader, ids: Iterable[NoteId]) -> set[str]:
    """Return which ids a note has, or had once: one that was forgotten lives on in the log."""
    names = list(dict.fromkeys(ids))
    found = {id for (id,) in reader._rows_of(select(_note.c.id), _note.c.id, names)}
    return found | {id for (id,) in reader._rows_of(select(_log.c.card).distinct(), _log.c.card, names)}


def former_like(reader: Reader, fingerprints: Iterable[str], anchors: Iterable[str]) -> list[FormerNote]:
    """Return the former texts that say exactly this, or that had one of these ids."""
    rows = list(reader._rows_of(_FORMER, _former.c.fingerprint, fingerprints))
    rows += reader._rows_of(_FORMER, _former.c.anchor, anchors)
    return [_former_value(row) for row in {tuple(row[:4]): row for row in rows}.values()]


def former_of(reader: Reader, notes: Iterable[NoteId]) -> dict[NoteId, list[FormerNote]]:
    """Return all former texts of notes, the oldest first."""
    out: dict[NoteId, list[FormerNote]] = {}
    for row in reader._rows_of(_FORMER, _former.c.note, notes):
        out.setdefault(NoteId(row[0]), []).append(_former_value(row))
    for each in out.values():
        each.sort(key=lambda former: former.until)
    return out


def said_at(reader: Reader, note: NoteId, at: datetime) -> FormerNote | None:
    """Return what a note said at an instant; None where it says so still, as far as imports know."""
    query = _FORMER.where(_former.c.note == note, _former.c.until > to_ms(at)).order_by(_former.c.until).limit(1)
    return next((_former_value(row) for row in reader._rows(query)), None)


def remember(writer: Writer, texts: Iterable[tuple[Note, SourceId]], until: datetime) -> None:
    """Keep what notes said, in which source, up to now; said again, only the instant changes."""
    rows = [_former_row(note, source, until) for note, source in texts]
    if not rows:
        return
    keys = ("note", "source", "fingerprint", "anchor")
    statement = _insert(writer, _former).on_conflict_do_update(
        index_elements=list(keys), set_={"until": literal_column("excluded.until")}
    )
    writer._connection.execute(statement, rows)


def unremember(writer: Writer, note: NoteId, fingerprint: str) -> None:
    """Let a note have never said something."""
    writer._connection.execute(delete(_former).where(_former.c.note == note, _former.c.fingerprint == fingerprint))


def _insert(writer: Writer, table: Table) -> Any:
    if writer._connection.dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert as insert_sqlite

        return insert_sqlite(table)
    from sqlalchemy.dialects.postgresql import insert as insert_postgresql

    return insert_postgresql(table)


def _former_row(note: Note, source: SourceId, until: datetime) -> dict[str, object]:
    row = note_row(note)
    return {
        "note": note.id,
        "source": source,
        "fingerprint": row["fingerprint"],
        "anchor": row["anchor"] or "",
        "until": to_ms(until),
        **{name: row[name] for name in _TEXT},
    }


def _former_value(row: Columns) -> FormerNote:
    note, source, said, anchor, until, kind, prompt, answer, path, start, end, body = row
    text = note_value((note, kind, "", prompt, answer, path, start, end, None, None, 1.0, "", "", body, anchor or None))
    return FormerNote(note=text, source=SourceId(source), fingerprint=said, until=from_ms(until))


def put_formers(writer: Writer, formers: Sequence[FormerNote]) -> None:
    """Keep former texts as they were elsewhere."""
    if formers:
        rows = [_former_row(former.note, former.source, former.until) for former in formers]
        writer._connection.execute(insert(_former), rows)


# ------------------------------------------------------------------ links


def put_links(writer: Writer, links: Iterable[Link]) -> list[Link]:
    """Keep how notes were recognised, and return it with ids."""
    out = [link if link.id else _with_id(link) for link in links]
    if out:
        writer._connection.execute(
            insert(_link),
            [
                {
                    "id": link.id, "note": link.note, "how": link.how.value, "by": link.by.value, "score": link.score,
                    "at": to_ms(link.at), "other": link.other, "before": link.before, "after": link.after,
                    "source_before": link.source_before, "source_after": link.source_after, "settled": link.settled,
                }
                for link in out
            ],
        )  # fmt: skip
    return out


def _with_id(link: Link) -> Link:
    from dataclasses import replace

    return replace(link, id=random_id())


def links(reader: Reader, notes: Iterable[NoteId] | None = None, *, unsure: bool = False) -> list[Link]:
    """Return how notes were recognised, the oldest first: all, of some notes, or only what waits for a yes."""
    query = _LINKS
    if unsure:
        query = query.where(_link.c.how == How.UNSURE.value, _link.c.settled == "")
    rows: Iterable[Columns] = reader._rows(query)
    if notes is not None:
        rows = sorted(reader._rows_of(query, _link.c.note, notes), key=lambda row: (row[5], row[0]))
    return [
        Link(
            id=id, note=NoteId(note), how=How(how), by=By(by), score=score, at=from_ms(at), other=other,
            before=before, after=after, source_before=source_before, source_after=source_after, settled=settled,
        )
        for id, note, how, by, score, at, other, before, after, source_before, source_after, settled in rows
    ]  # fmt: skip


def settle_link(writer: Writer, id: str, settled: str) -> None:
    """Say what the learner decided on a link."""
    writer._connection.execute(update(_link).where(_link.c.id == id).values(settled=settled))


def join(writer: Writer, note: NoteId, into: NoteId | None) -> None:
    """Keep a note out of imports, as it is another one; None lets it take part again."""
    writer._connection.execute(update(_note).where(_note.c.id == note).values(joined=into))


def joined(reader: Reader, note: NoteId) -> NoteId | None:
    """Return the note that the learner said a note is."""
    id: NoteId | None = reader._one(select(_note.c.joined).where(_note.c.id == note))
    return id


# ------------------------------------------------------------------ forgetting


def forget(writer: Writer, notes: Collection[NoteId], sources: Collection[SourceId], at: datetime) -> None:
    """Take the rows of notes and of sources out of all tables but the log, which holds no text, and its states.

    That they were forgotten is kept by their ids, so that no other device brings them back.
    """
    if notes:
        statement = _insert(writer, _forgotten).on_conflict_do_update(
            index_elements=["note"], set_={"at": literal_column("excluded.at")}
        )
        writer._connection.execute(statement, [{"note": id, "at": to_ms(at)} for id in sorted(notes)])
    take_out(writer, notes, sources)


def take_out(writer: Writer, notes: Collection[NoteId], sources: Collection[SourceId] = ()) -> None:
    """Take the rows of notes and of sources out of all tables that have their text."""
    for start in range(0, len(ids := sorted(notes)), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        # what holds the text of a note elsewhere hangs on it by a column of that name
        writer._connection.execute(delete(_link).where(or_(_link.c.note.in_(some), _link.c.other.in_(some))))
        writer._connection.execute(delete(_former).where(_former.c.note.in_(some)))
        writer._connection.execute(delete(_card).where(_card.c.note.in_(some)))
        # the file is read again by the next import: what it still says is new
        touched = select(_note.c.source).where(_note.c.id.in_(some))
        again = update(_source).where(_source.c.id.in_(touched)).values(fingerprint="", stat=None, tally=None)
        writer._connection.execute(again)
        writer._connection.execute(delete(_note).where(_note.c.id.in_(some)))
    if sources:
        writer._connection.execute(delete(_former).where(_former.c.source.in_(sources)))
        left = select(_note.c.source).where(_note.c.source.in_(sources))
        gone = delete(_source).where(_source.c.id.in_(sources), _source.c.id.not_in(left))
        writer._connection.execute(gone)


def cards_of_notes(reader: Reader, notes: Iterable[NoteId]) -> list[CardId]:
    """Return the cards of notes, retired ones too."""
    return [CardId(id) for (id,) in reader._rows_of(select(_card.c.id), _card.c.note, notes)]


def said_fingerprint(note: Note) -> str:
    """Return what is equal as long as a note says the same."""
    return fingerprint(note)


def storable_anchor(anchor: str) -> str:
    return storable(anchor)


# ------------------------------------------------------------------ putting a note in another's place


def place(reader: Reader, note: NoteId) -> int:
    """Return which note of its source one is."""
    number: int | None = reader._one(select(_note.c.position).where(_note.c.id == note))
    return number or 1


def put_note(
    writer: Writer, note: Note, source: SourceId, standing: Standing, cards: Iterable[Card], *, at: datetime, place: int
) -> None:
    """Keep one note with its cards at a place of a source that is not read now."""
    there = writer._one(select(_source.c.position).where(_source.c.id == source))
    row = note_row(note) | {
        "source": source,
        "standing": standing.value,
        "used_slots": max((point.slot for point in note.points), default=0),
        "created": to_ms(at),
        "changed": to_ms(at),
        "stood": to_ms(at),
        "position": place,
    }
    writer._upsert(_note, [row], merge=_as_known)
    made: list[Row] = [
        {
            "id": card.id,
            "note": card.note,
            "role": card.role.value,
            "slot": card.slot,
            "standing": standing.value,
            "position": position(there or 0, place, card.slot),
        }
        for card in cards
    ]
    writer._upsert(_card, made)
    names: set[object] = {row["id"] for row in made}
    gone = [card for card in cards_of_notes(writer, [note.id]) if card not in names]
    writer._stand(_card, _card.c.id, gone, Standing.RETIRED)
    writer._connection.execute(update(_source).where(_source.c.id == source).values(tally=None))


def pass_on(writer: Writer, one: NoteId, other: NoteId) -> None:
    """Let the parts of a note be the parts of another one."""
    for column in (_note.c.parent, _note.c.story):
        writer._connection.execute(update(_note).where(column == one).values({column.name: other}))


def parts_of(reader: Reader, notes: Collection[NoteId]) -> set[NoteId]:
    """Return the notes that are parts of some, or were joined to them."""
    found: set[NoteId] = set()
    for column in (_note.c.parent, _note.c.story, _note.c.joined):
        found |= {NoteId(id) for (id,) in reader._rows_of(select(_note.c.id), column, notes)}
    return found
