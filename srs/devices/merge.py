"""Two databases -> one: what holds where they differ, whichever of them is asked and in whatever order.

Events are a set, and their union needs no decision but for what two devices pulled from one phone. Everything else is
decided by what came later; a tie, by what is greater. So any order of merges ends with the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, NamedTuple

from srs.model import EventKind, PhoneCard, Standing

Row = tuple[Any, ...]

DEVICE = "merge"
"""What stands in the log as the device of what two others settled between them."""

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_BEYOND = "8"
_DAY_MS = 86_400_000
_SUFFIX = 4


# ------------------------------------------------------------------ notes


@dataclass(frozen=True, slots=True)
class Said:
    """What a note says on a device, and what it said there before."""

    text: str
    """Equal for texts that say the same."""
    changed: int
    """Since when: ms since 1970."""
    before: Collection[str] = ()

    def follows(self, other: Said) -> bool:
        """Return whether this text was written where the other one was known."""
        return other.text in self.before and self.text not in other.before

    def wins(self, other: Said) -> bool:
        """Return whether this text holds and not the other: the one that followed it, else the newer one."""
        if self.follows(other) or other.follows(self):
            return self.follows(other)
        return (self.changed, self.text) > (other.changed, other.text)

    def conflicts(self, other: Said) -> bool:
        """Return whether both were written without knowing of the other."""
        return self.text != other.text and other.text not in self.before and self.text not in other.before


class Stands(NamedTuple):
    """Whether a note is among what is read, and since when (ms since 1970)."""

    since: int
    standing: Standing
    """`active`, `proposed` or `retired`, whatever the learner said of it."""
    joined: str = ""
    """The note that it is, where the learner said so."""


_RANK = {Standing.RETIRED: 0, Standing.PROPOSED: 1, Standing.ACTIVE: 2}


def stands(one: Stands, other: Stands) -> Stands:
    """Return the later of two; of one instant, the one that is studied."""
    return max(one, other, key=lambda each: (each.since, _RANK[each.standing], each.joined))


# ------------------------------------------------------------------ the log


class Columns(NamedTuple):
    """Where in a row of the log is what; the rest of a row is carried along."""

    id: int
    card: int
    kind: int
    rating: int
    at: int
    took_ms: int
    device: int
    day: int
    utc_offset: int
    rollover: int
    due_day: int
    due_at: int
    refers_to: int
    after: int
    preset: int
    detail: int


_SETTLED = frozenset({EventKind.REVIEW.value, EventKind.RESET.value, EventKind.RESCHEDULE.value})
_PLACE = Columns(*range(16))
_COUNTS = (
    _PLACE.rating, _PLACE.took_ms, _PLACE.day, _PLACE.utc_offset, _PLACE.rollover, _PLACE.due_day, _PLACE.due_at,
    _PLACE.after, _PLACE.preset,
)  # fmt: skip
"""What a memory or a due day follows from."""


def settled(rows: Iterable[Row], undone: Collection[str], ours: Collection[str]) -> list[Row]:
    """Return what has to stand in the log too, where two devices pulled the same answers from one phone.

    `rows` are all that came from phones, from either log, in the order of `Columns`. One row of a phone is one event
    everywhere, but each device gave it a place in its own history. The log keeps both; of what they say the least
    holds, under an id that follows from it, and the others are taken back. `ours` are the ids of those that are
    answers given here, come home again from a phone; `undone` is what the learner took back, and no merge did.
    """
    groups: dict[tuple[Any, ...], dict[tuple[Any, ...], Row]] = {}
    for row in rows:
        if row[_PLACE.kind] not in _SETTLED:
            continue
        id = row[_PLACE.id]
        if id in undone:
            continue
        key = (row[_PLACE.card], row[_PLACE.kind], row[_PLACE.at])
        groups.setdefault(key, {})[id, _content(row)] = row
    more: dict[str, Row] = {}
    for variants in groups.values():
        contents = {content for _, content in variants}
        doubled = any(id in ours for id, _ in variants)
        if len(contents) == 1 and not doubled:
            continue
        least = min(contents)
        holds = None
        if not doubled:
            row = next(row for (_, content), row in sorted(variants.items(), key=_by_id) if content == least)
            holds = _copied(row, least)
            more[holds[_PLACE.id]] = holds
        for (id, _), row in variants.items():
            if holds is None or id != holds[_PLACE.id]:
                undo = _undone(row)
                more[undo[_PLACE.id]] = undo
    return list(more.values())


def undo_of(id: str) -> str:
    """Return the id of what takes an event back because of a merge: the same one on every device."""
    return f"{id[:11]}{_hash('undo', id)}"


def _by_id(item: tuple[tuple[str, tuple[Any, ...]], Row]) -> tuple[str, tuple[Any, ...]]:
    return item[0]


def _content(row: Row) -> tuple[Any, ...]:
    return tuple([(row[place] is not None, row[place] if row[place] is not None else 0) for place in _COUNTS])


def _copied(row: Row, content: tuple[Any, ...]) -> Row:
    made = list(row)
    beginning = row[_PLACE.id][:11]
    made[_PLACE.id] = f"{beginning}{_hash('holds', row[_PLACE.card], row[_PLACE.kind], row[_PLACE.at], *content)}"
    return tuple(made)


def _undone(row: Row) -> Row:
    made: list[Any] = [None] * len(_PLACE)
    made[_PLACE.id] = undo_of(row[_PLACE.id])
    made[_PLACE.card] = row[_PLACE.card]
    made[_PLACE.kind] = EventKind.UNDO.value
    made[_PLACE.at] = row[_PLACE.at]
    made[_PLACE.device] = DEVICE
    # nobody's day: the same on every device
    made[_PLACE.day] = row[_PLACE.at] // _DAY_MS
    made[_PLACE.utc_offset] = made[_PLACE.rollover] = 0
    made[_PLACE.refers_to] = row[_PLACE.id]
    made[_PLACE.detail] = "{}"
    return tuple(made)


def _hash(*said: object) -> str:
    digest = blake2b("\x1f".join(map(str, said)).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    number = int.from_bytes(digest)
    return "".join([_LETTERS[number >> 5 * place & 31] for place in range(15)])


# ------------------------------------------------------------------ what stands beside the log


def names_apart(ours: Mapping[str, str], theirs: Mapping[str, str], current: Collection[str]) -> dict[str, str]:
    """Return the names of presets by their ids: of current ones called alike, all but the first have letters added."""
    names = dict(ours)
    for id, name in theirs.items():
        names[id] = max(name, names.get(id, name))
    first: dict[str, str] = {}
    for id in sorted(names.keys() & frozenset(current)):
        owner = first.setdefault(names[id].casefold(), id)
        if owner != id:
            names[id] = f"{names[id]} ({id[-_SUFFIX:]})"
    return names


def on_phone(one: PhoneCard, other: PhoneCard) -> PhoneCard:
    """Return what a phone has of a card: what left last for it, found there when it was found last."""
    last = max(one, other, key=lambda each: (each.exported, each.seen or 0, *map(str, each)))
    return last._replace(seen=max(one.seen or 0, other.seen or 0) or None)


def numbered(ours: Mapping[str, int], theirs: Mapping[str, int]) -> dict[str, int]:
    """Return the numbers that answers have on a phone; where two have one, the first event's is kept."""
    numbers = {event: min(ours.get(event, number), number) for event, number in theirs.items()}
    numbers |= {event: number for event, number in ours.items() if event not in numbers}
    owner: dict[int, str] = {}
    for event in sorted(numbers):
        owner.setdefault(numbers[event], event)
    return {event: number for event, number in numbers.items() if owner[number] == event}


def outlived(created: int, forgotten: int | None) -> bool:
    """Return whether a note is none of those forgotten at an instant (None: never): it was made later."""
    return forgotten is None or created > forgotten


def same_file(place: str, notes: Collection[str], known: Iterable[tuple[str, str, Collection[str]]]) -> str | None:
    """Return which of our sources (id, place, notes) is another machine's copy of a file; None for none.

    It lies at the same place below the folder that was read, and has a note in common.
    """
    shared: Sequence[tuple[int, str]] = sorted(
        (-len(frozenset(notes).intersection(others)), id) for id, its, others in known if its == place
    )
    return shared[0][1] if shared and shared[0][0] < 0 else None
