"""Presets: what they set, for which cards they are, and what a change moves.

A change is an event, with all that the preset sets from then on. Answers keep the version that they were given under.
A change that reaches back is replayed over the earlier ones too, and all of it is one event, which one undo takes back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING

from srs.collection.known import presets
from srs.collection.replaying import derived, derived_states
from srs.errors import BadQuery, Missing, Unusable
from srs.model import DEFAULT_PRESET_ID, CardId, CardState, Event, EventId, EventKind, Kind, Preset, PresetId, Seen
from srs.scheduling.fields import FIELDS, Field, as_plain, field_named, value_typed
from srs.scheduling.presets import REACHES_BACK, REMOVED, Presets
from srs.store import Reader, Writer
from srs.store.columns import replace_states

if TYPE_CHECKING:
    from srs.collection import Collection

_LONGEST_NAME = 60
_NAMED = 5
"""So many of the cards that move are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PresetReport:
    """A preset as it holds now."""

    preset: Preset
    own: frozenset[str]
    """The fields that it sets itself; the others are defaults, or the settings'."""
    uses: tuple[tuple[str, str], ...]
    """The decks and kinds that it is for; an empty text stands for every one."""
    cards: int
    """Studied cards that it is for."""

    def fields(self) -> list[tuple[str, str, str]]:
        """Return each field with its value as it would be typed and what it sets."""
        return [(field.name, field.shown(getattr(self.preset, field.name)), field.says) for field in FIELDS.values()]


@dataclass(frozen=True, slots=True)
class Move:
    """A card that a change makes due on another day."""

    card: CardId
    before: date
    after: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What a change does to due days."""

    earlier: int
    later: int
    same: int
    today_before: int
    """Cards due today or before."""
    today_after: int
    week_before: int
    """Cards due in the week from today on, those overdue included."""
    week_after: int
    cards: tuple[Move, ...]
    """Those that move, the farthest first."""
    prompts: Mapping[CardId, str]
    """What the notes of the first few of them ask."""

    @property
    def moved(self) -> int:
        return self.earlier + self.later


@dataclass(frozen=True, slots=True, kw_only=True)
class PresetChanged:
    """A preset after a change, or what a change would make of it."""

    report: PresetReport
    changed: Mapping[str, tuple[str, str]]
    """Field -> what it was and what it is, as they would be typed."""
    moves: Moves | None
    """Where due days were to follow; None where only what comes is scheduled by it."""
    stored: bool

    @property
    def schedules(self) -> bool:
        """Whether due days follow from what changed."""
        return any(FIELDS[name].schedules for name in self.changed)


# ------------------------------------------------------------------ looking


def listed(collection: Collection) -> list[PresetReport]:
    """Return all presets, the default first, then by name."""
    with collection._store.read() as reader:
        known = presets(reader, collection.settings)
        return _reports(reader, known)


def shown(collection: Collection, name: str) -> PresetReport:
    """Return one preset; Missing where none has that name."""
    with collection._store.read() as reader:
        known = presets(reader, collection.settings)
        id = named(known, name)
        return next(report for report in _reports(reader, known) if report.preset.id == id)


def _reports(reader: Reader, known: Presets) -> list[PresetReport]:
    counts: Counter[PresetId] = Counter()
    for (deck, kind), cards in reader.deck_kind_counts().items():
        counts[known.id_for(deck, kind)] += cards
    reports = [
        PresetReport(
            preset=preset,
            own=frozenset(known.set_by.get(preset.id, {})),
            uses=tuple(sorted(use for use, id in known.uses.items() if id == preset.id)),
            cards=counts[preset.id],
        )
        for preset in known.current.values()
    ]
    return sorted(reports, key=lambda each: (each.preset.id != DEFAULT_PRESET_ID, each.preset.name.casefold()))


def named(known: Presets, name: str) -> PresetId:
    """Return which preset has a name; Missing where none has."""
    wanted = " ".join(name.split()).casefold()
    for id, preset in known.current.items():
        if preset.name.casefold() == wanted:
            return id
    raise Missing(f"there is no preset “{name}”", hint="`srs presets` lists them; `srs presets add NAME` makes one")


# ------------------------------------------------------------------ changing


def add(collection: Collection, name: str, *, like: str | None = None) -> PresetChanged:
    """Make a preset, with what another sets where one is named; Unusable where the name is taken or no name."""
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST_NAME:
        raise Unusable(f"“{name}” is no name for a preset", hint=f"a name has 1 to {_LONGEST_NAME} characters")
    with collection._store.write() as writer:
        known = presets(writer, collection.settings)
        if any(preset.name.casefold() == name.casefold() for preset in known.current.values()):
            raise Unusable(f"there is a preset “{name}” already", hint=f"`srs presets show {name}` shows it")
        fields = {} if like is None else dict(known.set_by.get(named(known, like), {}))
        id = PresetId(writer.fresh_id())
        writer.name_preset(id, name)
        record(collection, writer, {"preset": id, "set": fields})
        known = collection._known.presets(writer)
        report = next(each for each in _reports(writer, known) if each.preset.id == id)
    return PresetChanged(report=report, changed={}, moves=None, stored=True)


def change(
    collection: Collection,
    name: str,
    values: Mapping[str, str | None],
    *,
    reschedule: bool = False,
    dry_run: bool = False,
) -> PresetChanged:
    """Set fields of a preset, as they would be typed (None: the default again), and return what that changes.

    With `reschedule` the change reaches back: all that was answered under this preset is replayed as if it had held
    then, and due days follow. A dry run stores nothing.
    """
    fields: list[tuple[Field, object]] = []
    for key, text in values.items():
        field = field_named(key)
        fields.append((field, None if text is None else field.to_log(value_typed(field, text))))
    with collection._store.read() if dry_run else collection._store.write() as store:
        known = presets(store, collection.settings)
        id = named(known, name)
        old = known.current[id]
        own = dict(known.set_by.get(id, {}))
        for (field, value), text in zip(fields, values.values(), strict=True):
            if text is None:
                own.pop(field.name, None)
            else:
                own[field.name] = value
        detail: dict[str, object] = {"preset": id, "set": own}
        if reschedule:
            detail[REACHES_BACK] = 1
        event = collection._event(EventKind.PRESET, None, collection._moment(), detail=detail)
        after = presets(store, collection.settings, and_also=[replace(event, id=EventId("next"))])
        new = after.current[id]
        changed = {
            field.name: (field.shown(getattr(old, field.name)), field.shown(getattr(new, field.name)))
            for field in FIELDS.values()
            if getattr(old, field.name) != getattr(new, field.name)
        }
        moves = None
        if reschedule:
            moves = moves_between(store.states(), derived_states(store, after), collection.today(), store)
        if isinstance(store, Writer):
            record(collection, store, detail)
            known = collection._known.presets(store)
            if reschedule:
                replace_states(store, list(derived(store, known)))
        else:
            known = after
        report = next(each for each in _reports(store, known) if each.preset.id == id)
    return PresetChanged(report=report, changed=changed, moves=moves, stored=not dry_run)


def change_all(collection: Collection, wanted: Mapping[str, Mapping[str, str]]) -> None:
    """Set fields of presets, by their names and as they would be typed, from the next answers on: one act."""
    with collection._store.write() as writer:
        known = presets(writer, collection.settings)
        act = {"act": writer.newest_id() or "first"} if len(wanted) > 1 else {}
        for name, values in wanted.items():
            id = named(known, name)
            own = dict(known.set_by.get(id, {}))
            for key, text in values.items():
                field = field_named(key)
                own[field.name] = field.to_log(value_typed(field, text))
            record(collection, writer, {"preset": id, "set": own, **act})


def remove(collection: Collection, name: str) -> PresetReport:
    """Let a preset go; its cards have the next one that is for them. Unusable for the default."""
    with collection._store.write() as writer:
        known = presets(writer, collection.settings)
        id = named(known, name)
        if id == DEFAULT_PRESET_ID:
            raise Unusable(
                "the default preset can't be removed", hint="`srs presets unset default FIELD` takes it back"
            )
        report = next(each for each in _reports(writer, known) if each.preset.id == id)
        # its name and its decks stay where they are, so that an undo brings back all of it
        record(collection, writer, {"preset": id, "set": dict(known.set_by.get(id, {})), REMOVED: 1})
    return report


def use(collection: Collection, name: str, *, deck: str = "", kind: str = "") -> PresetReport:
    """Let a preset be for a deck with those below it, a kind, or a kind in a deck; the default takes that back."""
    if not deck and not kind:
        raise BadQuery("a preset is used for a deck, a kind or both", hint=f"`srs presets use {name} deck:NAME`")
    if kind and kind not in list(Kind):
        raise BadQuery(f"there is no kind “{kind}”", hint=f"kinds are {', '.join(Kind)}")
    with collection._store.write() as writer:
        known = presets(writer, collection.settings)
        id = named(known, name)
        chosen = None if id == DEFAULT_PRESET_ID else id
        detail = {"preset": chosen, "was": known.uses.get((deck, kind)) or None, "where": code_of(deck, kind)}
        if chosen != detail["was"]:
            record(collection, writer, detail, EventKind.USE)
            writer.use_preset(chosen, deck=deck, kind=kind)
            collection._known.forget()
        known = collection._known.presets(writer)
        return next(each for each in _reports(writer, known) if each.preset.id == id)


def take_back_use(collection: Collection, writer: Writer, event: Event) -> None:
    """Let a deck or a kind have the preset again that it had before one was chosen for it."""
    was = event.detail.get("was")
    for deck, kind in writer.preset_uses():
        if code_of(deck, kind) == event.detail.get("where"):
            writer.use_preset(PresetId(was) if isinstance(was, str) else None, deck=deck, kind=kind)
    collection._known.forget()


def code_of(deck: str, kind: str) -> str:
    """Return what tells a deck and a kind from others without naming them: the log has no names."""
    return blake2b(f"{deck}\0{kind}".encode(errors="surrogatepass"), digest_size=12).hexdigest()


def settle(collection: Collection, writer: Writer) -> None:
    """Derive all states again, as a version of a preset that reaches back has come or gone."""
    collection._known.forget()
    replace_states(writer, list(derived(writer, collection._known.presets(writer))))


def reaches_back(event: Event) -> bool:
    """Return whether answers before it follow from an event."""
    return event.kind is EventKind.PRESET and bool(event.detail.get(REACHES_BACK))


def record(
    collection: Collection, writer: Writer, detail: Mapping[str, object], kind: EventKind = EventKind.PRESET
) -> None:
    """Append a version of a preset, or the choice of one."""
    moment = collection._moment()
    event = collection._event(kind, None, moment, detail=detail)
    collection._record(writer, event, writer.before(CardId(""), moment.at))
    collection._known.forget()


def moves_between(
    before: Mapping[CardId, CardState], after: Mapping[CardId, CardState], today: date, reader: Reader
) -> Moves:
    """Return how the due days of cards that are not suspended differ."""
    moved: list[Move] = []
    week = today + timedelta(days=6)
    counts: Counter[str] = Counter()
    for card, state in after.items():
        old = before.get(card)
        if not isinstance(state.state, Seen) or old is None or not isinstance(old.state, Seen) or state.suspended:
            continue
        was, now = old.state.due_day, state.state.due_day
        counts["earlier" if now < was else "later" if now > was else "same"] += 1
        if now != was:
            moved.append(Move(card, was, now))
        counts["today_before"] += was <= today
        counts["today_after"] += now <= today
        counts["week_before"] += was <= week
        counts["week_after"] += now <= week
    moved.sort(key=lambda move: (-abs((move.after - move.before).days), move.card))
    first = reader.listed([move.card for move in moved[:_NAMED]])
    prompts = {each.card.id: each.note.prompt for each in first}
    return Moves(**{name: counts[name] for name in _COUNTED}, cards=tuple(moved), prompts=prompts)


_COUNTED = ("earlier", "later", "same", "today_before", "today_after", "week_before", "week_after")


def plain(report: PresetReport) -> dict[str, object]:
    """Return a preset as JSON has it."""
    preset = report.preset
    return {
        "id": preset.id,
        "name": preset.name,
        "version": preset.version,
        **as_plain(preset),
        "set": sorted(report.own),
        "uses": [{"deck": deck or None, "kind": kind or None} for deck, kind in report.uses],
        "cards": report.cards,
    }
