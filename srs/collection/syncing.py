"""Both ways at once: what a server has comes home, is merged by replaying, and goes back; nothing is overwritten."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from srs.anki import identity, keys, mirror
from srs.anki.engine import PICTURES
from srs.anki.export import AnkiExport, Terms
from srs.anki.mirror import Changes, Mirror
from srs.anki.package import opened_as_it_is
from srs.anki.server import Engine, Overgrown, Refused, endpoint_of
from srs.clock import to_ms
from srs.collection import packing, phone
from srs.collection.own_cards import points_alone
from srs.collection.reports import PullReport
from srs.config import mirror_folder
from srs.errors import NothingFound, SrsError, Unusable
from srs.model import EventId, PhoneCard, Problem
from srs.store import Reader, foreign
from srs.store import phone as store
from srs.store.ids import BEYOND

if TYPE_CHECKING:
    from srs.collection import Collection

PASSWORD = "SRS_SYNC_PASSWORD"
_TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a sync brought to the server."""

    notes: int = 0
    """Notes that are new there, or have another text or other tags."""
    cards: int = 0
    """Cards that are new there."""
    schedules: int = 0
    """Cards that were there and have another schedule now."""
    reviews: int = 0
    moved: int = 0
    """Cards that went to another deck."""
    presets: int = 0
    """Decks that got another preset."""
    pictures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What went which way."""

    server: str
    user: str
    first: bool
    """Whether the server was empty, and its collection is made of these cards."""
    dry_run: bool
    pulled: PullReport | None
    """None where the server had no card from here."""
    sent: Sent
    fsrs: bool
    """Whether FSRS is on there."""
    waiting: int = 0
    """Cards in a filtered deck, which get their schedule when they leave it."""
    gone: int = 0
    """Cards that are there and no longer studied here; they stay there until they are deleted there."""
    again: int = 0
    """Cards that were deleted there, and came again because they are in the notes."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOut:
    """A key that is no longer kept."""

    server: str
    user: str
    was_in: bool
    """Whether there was one."""


class _Rehearsed(Exception):
    """Ends an act of which nothing is to be stored."""


@dataclass(slots=True)
class _Plan:
    changes: Changes
    made: AnkiExport
    known: Mapping[tuple[str, int], PhoneCard]
    changed: dict[tuple[str, int], PhoneCard]
    given: Mapping[EventId, int]
    gone: int
    again: int


def sync(
    collection: Collection,
    server: str,
    user: str,
    *,
    password: Callable[[], str],
    begin: Callable[[], bool],
    dry_run: bool = False,
    progress: Callable[[str], None] = lambda step: None,
) -> SyncReport:
    """Bring home what a server has, and send it what is here.

    `password` is asked where no key is kept, `begin` whether an empty server may get these cards as its collection.
    """
    endpoint = endpoint_of(server)
    folder = mirror_folder(f"{endpoint} {user} {collection._store.name}")
    with Engine(endpoint, folder / "collection.anki2") as engine:
        progress("signing in")
        key = _key(engine, endpoint, user, password)
        for turn in range(_TRIES):
            try:
                return _sync(collection, engine, endpoint, user, key, folder, begin, dry_run, progress)
            except Refused:
                if PASSWORD not in os.environ:
                    keys.forget(endpoint, user)
                raise
            except Overgrown:
                if turn == _TRIES - 1:
                    raise
    raise AssertionError("the last turn returns or raises")


def whereto(server: object, user: object) -> tuple[str, str]:
    """Return the address of a server and the name on it, as they are used; `Unusable` where one is missing or wrong."""
    if not server or not user:
        what = "sync server" if not server else "name on the sync server"
        raise Unusable(f"no {what} is set", hint="`srs sync --server http://192.168.1.5:8080/ --user NAME`")
    return endpoint_of(str(server)), str(user)


def sign_out(server: str, user: str) -> SignedOut:
    """Forget the key that is kept for a name on a server."""
    return SignedOut(server=server, user=user, was_in=keys.forget(endpoint_of(server), user))


def _key(engine: Engine, endpoint: str, user: str, password: Callable[[], str]) -> str:
    if said := os.environ.get(PASSWORD):
        return engine.login(user, said)
    key = keys.kept(endpoint, user)
    if key is None:
        key = engine.login(user, password())
        keys.keep(endpoint, user, key)
    return key


def _sync(
    collection: Collection,
    engine: Engine,
    endpoint: str,
    user: str,
    key: str,
    folder: Path,
    begin: Callable[[], bool],
    dry_run: bool,
    progress: Callable[[str], None],
) -> SyncReport:
    progress("reading the server")
    there = engine.down(key)
    first = bool(there["empty"])
    if first and not dry_run and not begin():
        raise SrsError(
            f"{endpoint} has no collection yet",
            hint="sync the phone first, or begin with these cards: `srs sync --first`",
        )
    place = folder / "collection.anki2"
    with tempfile.TemporaryDirectory(prefix="srs-") as name:
        package = Path(name) / "srs.apkg"
        pulled, plan = _merged(collection, place, there["decks"], package, dry_run, progress)
        changes = plan.changes
        after = there
        if (changes or folder.joinpath(PICTURES).exists()) and not dry_run:
            progress("sending")
            after = engine.up(
                key,
                first=first,
                package=str(package) if changes.texts else None,
                cards=changes.cards,
                reviews=changes.reviews,
                decks=list(changes.moves.items()),
                presets=changes.presets,
                pictures=bool(plan.made.pictures),
            )
            _remember(collection, place, after["decks"], plan)
    problems = plan.made.problems
    if trouble := after.get("pictures"):
        problems = (*problems, Problem(path=endpoint, message=f"the pictures did not go: {trouble}"))
    return SyncReport(
        server=endpoint,
        user=user,
        first=first,
        dry_run=dry_run,
        pulled=pulled,
        sent=Sent(
            notes=len(changes.texts),
            cards=changes.new,
            schedules=len(changes.cards),
            reviews=changes.sent,
            moved=sum(map(len, changes.moves.values())),
            presets=len(changes.presets),
            pictures=plan.made.pictures,
        ),
        fsrs=bool(after["fsrs"]),
        waiting=changes.away,
        gone=plan.gone,
        again=plan.again,
        problems=problems,
    )


# ------------------------------------------------------------------ home, and what has to go back


def _merged(
    collection: Collection,
    place: Path,
    decks: Mapping[str, Any],
    package: Path,
    dry_run: bool,
    progress: Callable[[str], None],
) -> tuple[PullReport | None, _Plan]:
    """Take over what the mirror has, and return what has to go back; a rehearsal stores nothing of it."""
    with opened_as_it_is(place) as opened:
        first_day = opened.first_day(collection.calendar)
        newest = collection._newest
        found: tuple[PullReport | None, _Plan]
        try:
            with collection._store.write() as writer:
                progress("merging")
                pulled = phone.bring_from(collection, writer, opened, place)
                if dry_run:
                    with mirror.opened(place, decks, first_day) as there:
                        found = pulled, _planned(collection, writer, there, package)
                    raise _Rehearsed
        except _Rehearsed:
            collection._newest = newest
            collection._known.forget()
            return found
    progress("comparing")
    with collection._store.read() as reader, mirror.opened(place, decks, first_day) as there:
        return pulled, _planned(collection, reader, there, package)


def _planned(collection: Collection, reader: Reader, there: Mirror, package: Path) -> _Plan:
    if not sum(reader.decks().values()):
        raise NothingFound("there are no cards yet", hint="`srs import PATH` reads notes and makes some")
    known = store.cards(reader)
    ids = [*(each.note.id for each in reader.notes()), *(note.id for note in points_alone(reader).values())]
    guids = {guid for id in ids for guid in identity.guids(id)}
    comparison = there.compare(guids, known, foreign.adopted(reader))
    given = _numbers(reader, there, {card.number for card in known.values()} | comparison.numbers)
    now = collection.now()
    terms = Terms(
        known=known,
        numbers=store.numbers(reader) | given,
        replace=True,
        at=to_ms(now),
        day=collection.calendar.study_day(now),
        rollover=collection.calendar.rollover.hour,
        sieve=comparison.sieve,
    )
    made = packing.pack(reader, package, terms, among=None, presets=collection._known.presets(reader))
    comparison.prefer(made.presets)
    again = sum(1 for place in comparison.absent if place in known and known[place].seen is not None)
    changed = {(card.guid, card.ord): card for card in made.changed if not comparison.is_made_there(card.guid)}
    return _Plan(comparison.changes, made, known, changed, given, comparison.gone, again)


def _numbers(reader: Reader, there: Mirror, ours: set[int]) -> dict[EventId, int]:
    """Return numbers for those reviews whose own is taken: by another of ours, or by a card that is not from here."""
    known = store.numbers(reader)
    strange = there.strange_reviews(ours)
    crowded: dict[int, list[EventId]] = store.crowded(reader)
    for at, events in store.at_these(reader, strange).items():
        # what was there first keeps its number
        crowded[at] = [EventId(f"{BEYOND}0"), *events]
    given = identity.review_numbers(crowded, known, lambda some: store.taken(reader, some) | (strange & set(some)))
    return {event: number for event, number in given.items() if event not in known}


def _remember(collection: Collection, place: Path, decks: Mapping[str, Any], plan: _Plan) -> None:
    """Note what the phone will have when it syncs next."""
    changed = plan.changed
    at = to_ms(collection.now())
    for key in plan.changes.touched - changed.keys():
        if key in plan.known:
            changed[key] = plan.known[key]._replace(exported=at)
    if not changed and not plan.given:
        return
    with opened_as_it_is(place) as opened:
        stamp = min(opened.stamp(), at)
        first_day = opened.first_day(collection.calendar)
    with mirror.opened(place, decks, first_day) as there:
        numbers, notes = there.numbers(mirror.guids_of(changed)), there.notes()
    kept = [
        card._replace(
            number=numbers.get(key, card.number),
            modified=notes[card.guid] if card.guid in plan.changes.texts else card.modified,
            exported=at,
            seen=max(stamp, card.seen or 0),
        )
        for key, card in changed.items()
    ]
    with collection._store.write() as writer:
        store.put_cards(writer, kept)
        store.put_numbers(writer, plan.given)
