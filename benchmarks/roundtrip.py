"""Months of reviews in the terminal and on a phone: everything arrives once, and both places end with the same.

The phone is Anki's own engine. Its clock cannot be set, so before each sitting its collection is moved to the present,
and back after: the days that it counts from, what is due within the day, when each card was last reviewed.
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import srs
from benchmarks.figures import Figure
from srs.anki import identity
from srs.clock import to_ms
from srs.model import Card, CardId, Kind, Lines, Note, NoteId, Point, PointId, Role, Source

_ZONES = ("Europe/Berlin", "Asia/Tokyo", "America/New_York", "Europe/Berlin", "Asia/Kathmandu")
"""Where the learner is, one after the other; in the fourth, winter time begins."""

_CHANGE = date(2025, 10, 26)
_FIRST_DAY = date(2021, 3, 3)
_WITHIN_THE_DAY = 1_000_000_000
_HOUR = 3_600


@dataclass
class Trip:
    """What came of it."""

    cards: int = 0
    reviews: int = 0
    """Answers in both places, and resets."""
    there: int = 0
    """Those of them on the phone."""
    lost: int = 0
    twice: int = 0
    strange: int = 0
    """Answers in the log that nobody gave."""
    lost_there: int = 0
    """Answers that the phone does not have in the end."""
    worst: float = 0.0
    """How far a memory is from a replay of all answers, at most, relative."""
    worst_there: float = 0.0
    """How far the phone's is, beyond the places that it keeps."""
    elsewhere: int = 0
    """Answers on the phone that the log counts on the day before or after, as they came home in another time zone."""
    days_off: int = 0
    """Cards due on another day there."""
    days_off_between: int = 0
    """Cards that a pull made due on another day than the phone had said."""
    compared: int = 0
    refused: int = 0
    """Notes that the phone did not take."""
    complaints: int = 0
    """Lines of Anki's database check."""


class Phone:
    """Anki's engine, with a clock that can be set."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.present = self.shift = 0
        """The second at which a sitting begins, and how far it is from the one that it is taken for."""
        collection = self._open()
        created = datetime(_FIRST_DAY.year, _FIRST_DAY.month, _FIRST_DAY.day, 3, tzinfo=UTC)
        collection.set_config("creationOffset", -60)
        collection.set_config("fsrs", True)
        collection.db.execute("update col set crt = ?", int(created.timestamp()))
        collection.close()

    def _open(self) -> Any:
        from anki.collection import Collection

        # as a server it takes the time zone from its settings, not from the machine
        return Collection(str(self.path), server=True)

    @contextmanager
    def open(self) -> Iterator[Any]:
        """Give the collection as it is, for imports and exports."""
        collection = self._open()
        try:
            yield collection
        finally:
            collection.close()

    @contextmanager
    def at(self, now: datetime) -> Iterator[Any]:
        """Give the collection as if it were `now`, in the zone of that."""
        self.present = present = int(time.time())
        self.shift = shift = present - int(now.timestamp())
        minute = now.hour * 60 + now.minute
        there = datetime.fromtimestamp(present, UTC)
        east = (minute - there.hour * 60 - there.minute + 720) % 1440 - 720
        days = ((there + timedelta(minutes=east)).date() - now.date()).days
        with self.open() as collection:
            collection.set_config("localOffset", -east)
            self._shift(collection, shift, days)
        try:
            with self.open() as collection:
                yield collection
        finally:
            with self.open() as collection:
                self._shift(collection, -shift, -days)
                collection.db.execute("update revlog set id = id - ? where id >= ?", shift * 1000, present * 1000)
                for table in ("cards", "notes"):
                    collection.db.execute(f"update {table} set mod = mod - ? where mod >= ?", shift, present)

    @staticmethod
    def _shift(collection: Any, seconds: int, days: int) -> None:
        collection.db.execute("update col set crt = crt + ?", days * 86_400)
        collection.db.execute("update cards set due = due + ? where due > ?", seconds, _WITHIN_THE_DAY)
        changed = []
        for number, data in collection.db.all("select id, data from cards where data like '%lrt%'"):
            said = json.loads(data)
            said["lrt"] += seconds
            changed.append((json.dumps(said, separators=(",", ":")), number))
        collection.db.executemany("update cards set data = ? where id = ?", changed)

    def take(self, package: Path) -> int:
        """Import a package with both boxes ticked; return how many notes were refused."""
        from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

        options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
        request = ImportAnkiPackageRequest(package_path=str(package), options=options)
        with self.open() as collection:
            log = collection.import_anki_package(request).log
            return len(log.conflicting) + len(log.missing_notetype) + len(log.missing_deck)

    def send(self, path: Path, *, legacy: bool) -> None:
        """Export everything."""
        from anki.collection import ExportAnkiPackageOptions

        options = ExportAnkiPackageOptions(
            with_scheduling=True, with_deck_configs=True, with_media=False, legacy=legacy
        )
        with self.open() as collection:
            if path.suffix == ".apkg":
                collection.export_anki_package(out_path=str(path), options=options, limit=None)
            else:
                collection.export_collection_package(str(path), include_media=False, legacy=legacy)
                collection.reopen()


class World:
    """A learner who studies in the terminal in the morning and on the phone in the evening."""

    def __init__(self, folder: Path, notes: int, days: int, seed: int = 8) -> None:
        self.trip = Trip()
        self._folder = folder
        self._days = days
        self._rng = random.Random(seed)
        self._first = _CHANGE - timedelta(days=round(days * 0.72))
        self._database = folder / "srs.db"
        self.now = self._moment(0, 4.5)
        fill(self._database, notes, self.now)
        self.here = self._opened(0)
        self.phone = Phone(folder / "phone.anki2")
        self._given: dict[str, list[tuple[int, int, date]]] = {}
        """What was done with each card: the millisecond, the rating (0: a reset), and the study day."""
        self._last_there: set[str] = set()
        """Cards that something was done with on the phone last."""
        listed = self.here.select("")
        self._addresses = {tuple(identity.address(item.note, item.card)): str(item.card.id) for item in listed}
        self._ours: dict[int, str] = {}
        """Our cards by their numbers on the phone."""
        self._fresh = max(1, len(listed) * 6 // (days * 10))
        self._exports = 0
        self.trip.cards = len(listed)

    def live(self) -> Trip:
        """Let the days pass, and return what came of them."""
        every = max(2, self._days // 12)
        self._take(replace=False)
        for day in range(self._days):
            if day and self._zone(day) != self._zone(day - 1):
                self.here.close()
                self.here = self._opened(day)
            self._morning(day)
            self._evening(day)
            if day % every == every - 1:
                self._come_home()
                self._take(replace=day // every % 2 == 1)
        self.now = self._moment(self._days - 1, 27)
        self._come_home()
        self._take(replace=True)
        self._judge()
        self.here.close()
        return self.trip

    # -------------------------------------------------------------- time and place

    def _zone(self, day: int) -> ZoneInfo:
        return ZoneInfo(_ZONES[min(len(_ZONES) - 1, day * len(_ZONES) // self._days)])

    def _moment(self, day: int, hour: float) -> datetime:
        """Return an hour of a day as the clock on the wall shows it."""
        wall = datetime.combine(self._first + timedelta(days=day), datetime.min.time())
        return (wall + timedelta(milliseconds=round(hour * _HOUR * 1000))).replace(tzinfo=self._zone(day))

    def _opened(self, day: int) -> srs.Collection:
        config = self._folder / "config.toml"
        config.write_text(f'zone = "{self._zone(day).key}"\n', encoding="utf-8")
        return srs.Collection.open(self._database, clock=lambda: self.now.astimezone(UTC), config=config)

    def _later(self, seconds: float) -> None:
        # as an instant: on the night of the change the clock on the wall goes back
        at = self.now.astimezone(UTC) + timedelta(milliseconds=round(seconds * 1000))
        self.now = at.astimezone(self.now.tzinfo)

    # -------------------------------------------------------------- here and there

    def _morning(self, day: int) -> None:
        """Answer here, now and then after midnight: that still is the day before."""
        rng = self._rng
        self.now = self._moment(day, rng.choice((4.1, 5, 8, 11.5)) + rng.random())
        today = self.here.today()
        due = [card for card, seen in self.here.states().items() if seen.due_at is not None or seen.due_day <= today]
        new = [item.card.id for item in self.here.select("is:new")][: self._fresh]
        for card in [*new, *(card for card in due if rng.random() < 0.7)]:
            self._later(rng.uniform(2, 9))
            rating = rng.choices((1, 2, 3, 4), (1, 1, 6, 2))[0]
            self.here.answer(card, rating, took_ms=rng.randrange(900, 30_000))
            if rng.random() < 0.02:
                self.here.undo()
            else:
                self._note(card, to_ms(self.now.astimezone(UTC)), rating)
        if due and rng.random() < 0.3:
            self._later(3)
            card = rng.choice(due)
            if self.here.reset([card]).cards:
                self._note(card, to_ms(self.now.astimezone(UTC)), 0)

    def _evening(self, day: int) -> None:
        """Answer on the phone, now and then after midnight."""
        rng = self._rng
        self.now = self._moment(day, rng.choice((18, 21.5, 23.4, 25.5)) + rng.random())
        with self.phone.at(self.now) as collection:
            newest = self.phone.present * 1000
            due = collection.db.list(
                "select id from cards where (queue in (2, 3) and due <= ?) or (queue = 1 and due < ?) order by id",
                collection.sched.today,
                self.phone.present + _HOUR,
            )
            new = collection.db.list("select id from cards where queue = 0 order by due limit ?", self._fresh)
            for number in [*new, *(card for card in due if rng.random() < 0.7)]:
                newest += rng.randrange(2_000, 9_000)
                self._answer_there(collection, number, newest)
            if due and rng.random() < 0.3:
                collection.sched.schedule_cards_as_new([rng.choice(due)])
            rows = collection.db.all("select id, cid, ease from revlog where id >= ?", self.phone.present * 1000)
        for number, card, ease in rows:
            self._note(self._ours[card], number - self.phone.shift * 1000, ease, there=True)

    def _answer_there(self, collection: Any, number: int, at: int) -> None:
        from anki.scheduler_pb2 import CardAnswer

        states = collection._backend.get_scheduling_states(number)
        rating = self._rng.choices((1, 2, 3, 4), (1, 1, 6, 2))[0]
        collection._backend.answer_card(
            CardAnswer(
                card_id=number,
                current_state=states.current,
                new_state=(states.again, states.hard, states.good, states.easy)[rating - 1],
                rating=rating - 1,
                answered_at_millis=at,
                milliseconds_taken=self._rng.randrange(900, 30_000),
            )
        )

    def _note(self, card: str, at: int, rating: int, *, there: bool = False) -> None:
        day = (datetime.fromtimestamp(at / 1000, self.now.tzinfo) - timedelta(hours=4)).date()
        self._given.setdefault(card, []).append((at, rating, day))
        (self._last_there.add if there else self._last_there.discard)(card)
        self.trip.reviews += 1
        self.trip.there += there

    # -------------------------------------------------------------- from one to the other

    def _come_home(self) -> None:
        """Pull what the phone exports, in each of its formats in turn, and the same once more."""
        self._later(60)
        self._exports += 1
        suffix, legacy = (("apkg", False), ("colpkg", True), ("apkg", True), ("colpkg", False))[self._exports % 4]
        package = self._folder / f"phone-{self._exports}.{suffix}"
        self.phone.send(package, legacy=legacy)
        self.here.pull(package)
        again = self.here.pull(package)
        self.trip.twice += again.reviews + again.resets
        states = self.here.states()
        days = self._days_here()
        for card, kind, due, _ in self._there():
            if kind == 2 and card in self._last_there and days[card][-1] == max(self._given[card])[2]:
                self.trip.days_off_between += states[card].due_day != _FIRST_DAY + timedelta(days=due)
                self.trip.compared += 1

    def _take(self, *, replace: bool) -> None:
        """Export, and import that on the phone; `replace` deletes its decks first."""
        self._later(60)
        made = self.here.export_anki(self._folder / "here.apkg", replace=replace)
        if replace:
            with self.phone.open() as collection:
                collection.decks.remove([deck.id for deck in collection.decks.all_names_and_ids() if deck.id != 1])
        self.trip.refused += self.phone.take(made.path)
        with self.phone.open() as collection:
            rows = collection.db.all("select c.id, n.guid, c.ord from cards c join notes n on n.id = c.nid")
        self._ours = {number: self._addresses[guid, ord] for number, guid, ord in rows}

    def _there(self) -> list[tuple[str, int, int, str]]:
        with self.phone.open() as collection:
            rows = collection.db.all("select id, type, due, data from cards order by id")
        return [(self._ours[number], kind, due, data) for number, kind, due, data in rows]

    def _days_here(self) -> dict[str, list[date]]:
        """Return the study days that the log counts what was done with each card on."""
        found: dict[str, list[tuple[int, date]]] = {}
        said = self.here.export_json()
        undone = {event["refers_to"] for event in said["events"] if event["kind"] == "undo"}
        for event in said["events"]:
            if event["kind"] in ("review", "reset") and event["id"] not in undone:
                found.setdefault(event["card"], []).append((event["at"], date.fromisoformat(event["day"])))
        return {card: [day for _, day in sorted(done)] for card, done in found.items()}

    # -------------------------------------------------------------- what came of it

    def _judge(self) -> None:
        trip = self.trip
        said = self.here.export_json()
        resets = [event for event in said["events"] if event["kind"] == "reset"]
        logged = Counter((event["card"], event["at"], event["rating"] or 0) for event in [*said["reviews"], *resets])
        given = Counter((card, at, rating) for card, done in self._given.items() for at, rating, _ in done)
        trip.lost = (given - logged).total()
        trip.twice += sum(count - 1 for count in logged.values())
        trip.strange = len(logged.keys() - given.keys())
        with self.phone.open() as collection:
            rows = collection.db.all("select cid, id, ease from revlog where ease > 0 or type = 4")
            trip.complaints = len(collection._backend.check_database())
        there = Counter((self._ours.get(card), at, ease) for card, at, ease in rows)
        trip.lost_there = (given - there).total() + len(there.keys() - given.keys())
        states, days = self.here.states(), self._days_here()
        for card, kind, due, data in self._there():
            seen = states.get(CardId(card))
            if seen is None:
                trip.days_off += kind != 0
                continue
            done = sorted(self._given[card])
            trip.elsewhere += sum(day != known for (_, _, day), known in zip(done, days[card], strict=True))
            stability, difficulty = _replayed([rating for _, rating, _ in done], days[card])
            memory = seen.memory
            trip.worst = max(trip.worst, abs(memory.stability / stability - 1), abs(memory.difficulty / difficulty - 1))
            kept = json.loads(data)
            trip.worst_there = max(
                trip.worst_there,
                (abs(kept["s"] - memory.stability) - 5e-5) / memory.stability,
                (abs(kept["d"] - memory.difficulty) - 5e-4) / memory.difficulty,
            )
            if kind == 2 or due < _WITHIN_THE_DAY:
                trip.days_off += seen.due_day != _FIRST_DAY + timedelta(days=due)
            else:
                trip.days_off += seen.due_at is None or due != to_ms(seen.due_at) // 1000


def _replayed(ratings: list[int], days: list[date]) -> tuple[float, float]:
    """Return the stability and difficulty that py-fsrs gives for all answers since the last reset."""
    from fsrs import Card as FsrsCard
    from fsrs import Rating, Scheduler

    scheduler = Scheduler(enable_fuzzing=False)
    card = FsrsCard()
    for turn, (rating, day) in enumerate(zip(ratings, days, strict=True)):
        if not rating:
            card = FsrsCard()
            continue
        # it counts blocks of 24 hours, and memory counts study days
        at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) + timedelta(milliseconds=turn)
        card, _ = scheduler.review_card(card, Rating(rating), at)
    assert card.stability is not None and card.difficulty is not None
    return card.stability, card.difficulty


def fill(path: Path, notes: int, now: datetime) -> None:
    """Make a database with notes of every kind, so many cards or a few more."""
    from srs.store import Store

    lines = Lines(1, 9)
    made: list[Note] = []
    cards: list[Card] = []
    kinds = list(Kind)
    number = 0
    while len(cards) < notes:
        number += 1
        kind = kinds[number % len(kinds)]
        id = NoteId(f"n{number:07}")
        points: tuple[Point, ...] = ()
        prompt, answer = f"What of {kind.value} {number}?", f"This is **{number}**, and `that`."
        if kind in (Kind.CLOZE, Kind.METRIC):
            prompt, answer = f"The rate of case {number} was ___ of all", f"{number}%"
        elif kind is Kind.STORY:
            points = tuple(
                [Point(id=PointId(f"{id}p{n}"), text=f"Part {n} of {number}", lines=lines, slot=n) for n in (1, 2, 3)]
            )
        deck = f"deck::{number % 4}"
        made.append(
            Note(id=id, kind=kind, prompt=prompt, answer=answer, path="n.md", lines=lines, points=points, deck=deck)
        )
        cards.append(Card(id=CardId(id), note=id, role=Role.ASK))
        cards += [Card(id=CardId(point.id), note=id, role=Role.POINT, slot=point.slot) for point in points]
    with closing(Store.open(path)) as store, store.write() as writer:
        source = writer.put_source(Source(path="n.md", location="/notes/n.md", place="n.md", deck=None))
        writer.apply(source, made, cards, at=now.astimezone(UTC))


def measure(cards: int = 2_000, days: int = 90) -> Iterator[Figure]:
    """Yield what is wrong after months in both places, in four time zones and over the end of summer time."""
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        trip = World(Path(name), cards, days).live()
    print(f"{trip.cards:,} cards, {trip.reviews:,} answers and resets, {trip.there:,} of them on the phone")
    yield Figure("answers lost, twice or from nowhere here", trip.lost + trip.twice + trip.strange, 0, "answers")
    yield Figure("answers lost or from nowhere on the phone", trip.lost_there, 0, "answers")
    yield Figure("memory here / replay of all answers, worst", trip.worst, 1e-4, "relative")
    yield Figure("memory there / here, worst beyond its places", trip.worst_there, 1e-4, "relative")
    yield Figure("due on another day there", trip.days_off, 0, "cards")
    yield Figure(f"due days of {trip.compared:,} pulled cards that differ", trip.days_off_between, 0, "cards")
    yield Figure("notes refused, lines of the database check", trip.refused + trip.complaints, 0, "")
