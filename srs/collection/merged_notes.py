"""The notes of two databases -> one: the newer text, the later standing, what the learner said, and the cards of that.

Where a note lies is each machine's own: one that both know stays in the file that it was read from here, and a file
that only the other one has is kept by its name, until it is read here too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from typing import Any

from srs.collection.choices import Choices
from srs.devices import merge
from srs.devices.merge import Said, Stands
from srs.model import Card, CardId, EventKind, Kind, Note, NoteId, Role, SourceId, Standing
from srs.notes.cards import cards_of
from srs.store import Reader, Writer, history, merging
from srs.store.history import ELSEWHERE
from srs.store.merging import Row
from srs.store.rows import NOTE, note_row, note_value
from srs.store.writer import position

_SAYS = (
    "kind", "prompt", "answer", "line_start", "line_end", "parent", "story", "confidence", "rule", "reason", "body",
    "anchor", "fingerprint",
)  # fmt: skip
"""The columns of a note that go with its text."""
_LIES = ("path", "deck", "position", "line_start", "line_end")
"""Those that its file gives it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A note that was edited on both devices: the newer text holds, the other is kept as a former one."""

    note: NoteId
    prompt: str
    """As it is asked from now on."""
    here: bool
    """Whether the text of this database holds."""
    other: str
    """What the text asks that does not hold."""
    path: str
    line: int
    """Where the note lies here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """What one of two databases says of its notes, and what its learner said of them."""

    notes: Mapping[str, Row]
    former: Mapping[str, list[Row]]
    sources: Mapping[str, Row]
    cards: Mapping[str, list[Row]]
    """By note."""
    links: Mapping[str, Row]
    said: Choices
    accepted: frozenset[str]
    was: Mapping[str, str]
    """What notes were before the learner first said something of them."""

    @classmethod
    def of(cls, reader: Reader, said: Choices) -> Device:
        """Return what a database says."""
        former, cards = defaultdict(list), defaultdict(list)
        for row in merging.rows(reader, merging.FORMER):
            former[row["note"]].append(row)
        for row in merging.rows(reader, merging.CARD):
            cards[row["note"]].append(row)
        was: dict[str, str] = {}
        asked = [*reader.events(kind=EventKind.HIDE), *reader.events(kind=EventKind.ACCEPT)]
        for event in sorted(asked, key=lambda event: (event.at, event.id)):
            if event.card is not None and "of" not in event.detail:
                was.setdefault(event.card, str(event.detail.get("was", "")))
        return cls(
            notes={row["id"]: row for row in merging.rows(reader, merging.NOTE)},
            former=former,
            sources={row["id"]: row for row in merging.rows(reader, merging.SOURCE)},
            cards=cards,
            links={row["id"]: row for row in merging.rows(reader, merging.LINK)},
            said=said,
            accepted=frozenset(reader.accepted()),
            was=was,
        )

    def without(self, gone: Set[str]) -> Device:
        """Return the same but for some notes, with all that was known of them."""
        return replace(
            self,
            notes={id: row for id, row in self.notes.items() if id not in gone},
            former={id: rows for id, rows in self.former.items() if id not in gone},
            cards={id: rows for id, rows in self.cards.items() if id not in gone},
            links={id: row for id, row in self.links.items() if not {row["note"], row["other"]} & gone},
        )

    def as_read(self, row: Row) -> Note:
        """Return a note with the kind that its source gives it."""
        return self.said.as_read(_note(row))

    def text(self, row: Row) -> Said:
        """Return what a note says here, apart from what the learner said of it."""
        before = {each["fingerprint"] for each in self.former.get(row["id"], ())}
        retyped = row["id"] in self.said.kinds
        now = history.said_fingerprint(self.as_read(row)) if retyped else row["fingerprint"]
        return Said(now, row["changed"], before)

    def stands(self, row: Row) -> Stands:
        """Return how a note stands here, apart from what the learner said of it."""
        standing = Standing(row["standing"])
        if standing is Standing.HIDDEN:
            was = self.was.get(row["id"])
            standing = Standing.PROPOSED if was == Standing.PROPOSED.value else Standing.ACTIVE
        elif standing is Standing.ACTIVE and row["id"] in self.accepted:
            was = self.was.get(row["id"])
            standing = Standing.PROPOSED if was == Standing.PROPOSED.value else standing
        since = row["created"] if row["stood"] is None else row["stood"]
        return Stands(since, standing, row["joined"] or "")

    def reads(self, row: Row) -> bool:
        """Return whether this device has read the file that a note lies in."""
        return bool(self.sources[row["source"]]["fingerprint"] != ELSEWHERE)

    def chosen(self) -> set[str]:
        """Return the notes that the learner said something of, taken back or not, and those that stand like it."""
        said = self.said
        hidden = [id for id, row in self.notes.items() if row["standing"] == Standing.HIDDEN.value]
        owners = {str(own.note) for own in said.points.values()}
        return {*hidden, *said.hidden, *said.kinds, *self.was, *owners, *_owners(self.cards)}


@dataclass(slots=True)
class Taken:
    """What came of the notes of another database."""

    added: int = 0
    edited: int = 0
    forgotten: int = 0
    cards: int = 0
    conflicts: list[Conflict] = field(default_factory=list)


def take(writer: Writer, ours: Device, theirs: Device, said: Choices, forgotten: Mapping[str, int]) -> Taken:
    """Bring in the notes of another device, with their cards, sources, former texts and links.

    `said` is what both learners said, `forgotten` when which notes were forgotten on either.
    """
    taken = Taken()
    gone = {id for id, row in ours.notes.items() if not merge.outlived(row["created"], forgotten.get(id))}
    if gone:
        merging.take_out(writer, gone)
        taken.forgotten = len(gone)
        ours = ours.without(gone)
    mine = dict(ours.notes)
    its = {id: row for id, row in theirs.notes.items() if merge.outlived(row["created"], forgotten.get(id))}
    sources = _Sources(writer, ours, theirs, mine, its)
    kept: list[Row] = []
    formers: list[Row] = []
    accepted = frozenset(writer.accepted())
    chosen = ours.chosen() | theirs.chosen()
    for id in sorted(mine.keys() & (its.keys() | chosen) | its.keys()):
        one, other = mine.get(id), its.get(id)
        row = _merged(ours, theirs, one, other, sources, taken, formers)
        now = _as_said(row, said, accepted)
        if now != one:
            kept.append(now)
            if one is None:
                taken.added += 1
            elif now["fingerprint"] != one["fingerprint"]:
                taken.edited += 1
        mine[id] = now
    merging.put(writer, merging.NOTE, kept)
    joined = [row for row in kept if row["joined"] and row["joined"] != (ours.notes.get(row["id"]) or {}).get("joined")]
    for row in joined:
        history.pass_on(writer, NoteId(row["id"]), NoteId(row["joined"]))
    touched = {row["id"] for row in kept} | (chosen & mine.keys()) | (_with_more_cards(ours, theirs) & mine.keys())
    cards = _cards(ours, theirs, said, {id: mine[id] for id in touched}, sources.places)
    taken.cards = merging.put_cards(writer, cards)
    formers += _former_texts(ours, theirs, sources, {id: forgotten.get(id) for id in its})
    merging.put_formers(writer, formers)
    _take_links(writer, ours, theirs, sources, frozenset(its))
    merging.count_again(writer, {row["source"] for row in kept})
    return taken


# ------------------------------------------------------------------ one note


def _merged(
    ours: Device,
    theirs: Device,
    one: Row | None,
    other: Row | None,
    sources: _Sources,
    taken: Taken,
    formers: list[Row],
) -> Row:
    """Return a note as both devices read it, with the kind that its source gives it."""
    if one is None or other is None:
        device, row = (ours, one) if one is not None else (theirs, other)
        assert row is not None
        stood = device.stands(row)
        made = row if one is not None else row | {"source": sources.here(row["source"])}
        return made | _plain(device, row) | {"standing": stood.standing.value}
    made = dict(one)
    mine, its = ours.text(one), theirs.text(other)
    if mine.text == its.text:
        if (other["created"], other["body"]) < (one["created"], one["body"]) and _slots(one) != _slots(other):
            made |= {name: other[name] for name in _SAYS}
        made["changed"] = max(one["changed"], other["changed"])
        made |= _plain(ours if made["body"] == one["body"] else theirs, made)
    else:
        wins = mine.wins(its)
        loser, device = (other, theirs) if wins else (one, ours)
        winner, by = (one, ours) if wins else (other, theirs)
        made |= {name: winner[name] for name in _SAYS} | {"changed": winner["changed"]}
        made |= _plain(by, winner)
        once = device.as_read(loser)
        formers.append(_former_row(once, one["source"], winner["changed"]))
        if mine.conflicts(its):
            taken.conflicts.append(
                Conflict(
                    note=NoteId(one["id"]), prompt=winner["prompt"], here=wins, other=loser["prompt"],
                    path=one["path"], line=one["line_start"],
                )
            )  # fmt: skip
    if theirs.reads(other) and not ours.reads(one):
        made |= {name: other[name] for name in _LIES} | {"source": sources.here(other["source"])}
    stood = merge.stands(ours.stands(one), theirs.stands(other))
    return made | {
        "created": min(one["created"], other["created"]),
        "used_slots": max(one["used_slots"], other["used_slots"]),
        "standing": stood.standing.value,
        "stood": stood.since,
        "joined": stood.joined or None,
    }


def _plain(device: Device, row: Row) -> Row:
    """Return the columns that follow from a kind, for the one that a note's source gives it."""
    if row["id"] not in device.said.kinds:
        return {}
    made = note_row(device.as_read(row))
    return {name: made[name] for name in ("kind", "fingerprint")}


def _as_said(row: Row, said: Choices, accepted: frozenset[str]) -> Row:
    """Return a note as the learner wants it."""
    id = NoteId(row["id"])
    if id in said.kinds:
        made = note_row(said.as_kept(_note(row)))
        row = row | {name: made[name] for name in ("kind", "fingerprint")}
    if row["standing"] == Standing.RETIRED.value:
        return row
    if id in said.hidden:
        return row | {"standing": Standing.HIDDEN.value}
    return row | {"standing": Standing.ACTIVE.value} if id in accepted else row


def _note(row: Row) -> Note:
    return note_value([row[name] for name in NOTE])


def _slots(row: Row) -> list[tuple[str, int]]:
    return [(point.id, point.slot) for point in _note(row).points]


def _former_row(note: Note, source: str, until: int) -> Row:
    made = note_row(note)
    texts = ("kind", "prompt", "answer", "path", "line_start", "line_end", "body", "fingerprint")
    return {"note": note.id, "source": source, "anchor": made["anchor"] or "", "until": until} | {
        name: made[name] for name in texts
    }


# ------------------------------------------------------------------ its cards


def _cards(
    ours: Device, theirs: Device, said: Choices, notes: Mapping[str, Row], places: Mapping[str, int]
) -> list[Row]:
    """Return the cards of notes that are new or stand otherwise now."""
    owned: defaultdict[NoteId, list[CardId]] = defaultdict(list)
    for card, own in said.points.items():
        owned[own.note].append(card)
    kept = []
    for id, row in notes.items():
        here = {each["id"]: each for each in ours.cards.get(id, ())}
        known = {each["id"]: each for each in theirs.cards.get(id, ())} | here
        note = _note(row)
        standing = Standing(row["standing"])
        wanted = {card.id: (card, standing) for card in cards_of(note)}
        if note.kind is not Kind.STORY:
            for card in owned[note.id]:
                point = next((point for point in note.points if CardId(point.id) == card), None)
                if point is not None:
                    stands = said.points[card].standing if standing is Standing.ACTIVE else standing
                    wanted[card] = Card(id=card, note=note.id, role=Role.POINT, slot=point.slot), stands
        for card, each in known.items():
            if card not in wanted:
                gone = Card(id=CardId(card), note=note.id, role=Role(each["role"]), slot=each["slot"])
                wanted[CardId(card)] = gone, Standing.RETIRED
        for card, (made, stands) in wanted.items():
            now = {
                "id": made.id,
                "note": made.note,
                "role": made.role.value,
                "slot": made.slot,
                "standing": stands.value,
                "position": position(places[row["source"]], row["position"], made.slot),
            }
            if card not in here or any(here[card][name] != value for name, value in now.items()):
                kept.append(now)
    return kept


def _with_more_cards(ours: Device, theirs: Device) -> set[str]:
    """Return the notes of which they have a card that is not here."""
    here = {card["id"] for cards in ours.cards.values() for card in cards}
    return {note for note, cards in theirs.cards.items() if any(card["id"] not in here for card in cards)}


def _owners(cards: Mapping[str, list[Row]]) -> Iterable[str]:
    """Return the notes that have a point with a card, be it one of its own or a beat of a story."""
    return [note for note, made in cards.items() if any(card["role"] == Role.POINT.value for card in made)]


# ------------------------------------------------------------------ where it lies


class _Sources:
    """Which source of ours is one of theirs; one that is not known is kept when it is first asked for."""

    def __init__(
        self, writer: Writer, ours: Device, theirs: Device, mine: Mapping[str, Row], its: Mapping[str, Row]
    ) -> None:
        self._writer, self._theirs = writer, theirs
        self._at = {row["location"]: id for id, row in ours.sources.items()}
        notes, others = _by_source(mine), _by_source(its)
        known = [(id, row["place"], notes.get(id, set())) for id, row in ours.sources.items()]
        self._same: dict[str, str] = {}
        for id, row in theirs.sources.items():
            found = self._at.get(row["location"]) or merge.same_file(row["place"], others.get(id, set()), known)
            if found is not None:
                self._same[id] = found
        self.places = {id: row["position"] for id, row in ours.sources.items()}
        """The order of our sources."""

    def here(self, source: str) -> str:
        """Return what a source of theirs is here."""
        if source not in self._same:
            row: dict[str, Any] = {**self._theirs.sources[source]}
            row |= {"fingerprint": ELSEWHERE, "stat": None, "tally": None, "position": merging.next_place(self._writer)}
            merging.put(self._writer, merging.SOURCE, [row])
            self.places[row["id"]] = row["position"]
            self._same[source] = row["id"]
        return self._same[source]

    def known(self, source: str | None) -> SourceId | None:
        """Return what a source of theirs is here, None where it is none."""
        return None if source is None or source not in self._same else SourceId(self._same[source])


def _by_source(notes: Mapping[str, Row]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for id, row in notes.items():
        found[row["source"]].add(id)
    return found


# ------------------------------------------------------------------ what it said before


def _former_texts(ours: Device, theirs: Device, sources: _Sources, forgotten: Mapping[str, int | None]) -> list[Row]:
    """Return the former texts that are new, and those that were said later than is known here.

    `forgotten` has when notes of theirs were forgotten and made again; those that are gone are not in it.
    """
    kept = []
    for note, formers in theirs.former.items():
        if note not in forgotten:
            continue
        known: dict[tuple[str, str], Row] = {}
        for each in ours.former.get(note, ()):
            known[each["fingerprint"], each["anchor"]] = each
        for each in formers:
            if not merge.outlived(each["until"], forgotten[note]):
                continue
            here = known.get((each["fingerprint"], each["anchor"]))
            if here is None:
                kept.append(each | {"source": sources.known(each["source"]) or ""})
            elif each["until"] > here["until"]:
                kept.append(here | {"until": each["until"]})
    return kept


def _take_links(writer: Writer, ours: Device, theirs: Device, sources: _Sources, notes: frozenset[str]) -> None:
    """Bring in how notes were recognised; what a learner decided on one holds."""
    kept = []
    for id, row in theirs.links.items():
        here = ours.links.get(id)
        if here is not None:
            if row["settled"] > here["settled"]:
                kept.append(here | {"settled": row["settled"]})
        elif row["note"] in notes and (row["other"] is None or row["other"] in notes):
            places = {name: sources.known(row[name]) for name in ("source_before", "source_after")}
            kept.append(row | places)
    merging.put(writer, merging.LINK, kept)
