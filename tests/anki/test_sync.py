"""Both ways with a real sync server, and a phone that reviews in between: everything arrives once, both ways."""

from __future__ import annotations

import io
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from anki.collection import Collection as Engine
from anki.collection import ExportAnkiPackageOptions
from anki.scheduler_pb2 import CardAnswer

from srs import Collection
from srs.anki.server import endpoint_of
from srs.collection.reports import PullReport
from srs.collection.syncing import SyncReport
from srs.errors import Missing, NothingFound, SrsError, Unusable
from srs.model import EventKind, Rating, Seen
from srs.terminal import cli

pytest.importorskip("keyring")

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

NOTES = """# Vectors

## What is HNSW?
A graph of neighbours in layers.

## What is IVF?
An index of inverted lists.

## What is PQ?
A way to compress vectors.
"""

USERS = 70


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A sync server as people run their own."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    users = {f"SYNC_USER{number}": f"user{number}:secret" for number in range(1, USERS)}
    place = {"SYNC_BASE": str(tmp_path_factory.mktemp("server")), "SYNC_HOST": "127.0.0.1", "SYNC_PORT": str(port)}
    server = subprocess.Popen(
        [sys.executable, "-m", "anki.syncserver"],
        env=os.environ | users | place,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _is_up(port):
            assert server.poll() is None, "the sync server did not start"
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.kill()
        server.wait()


def _is_up(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1) as said:
            return bool(said.status == 200)
    except OSError:
        return False


class Store(KeyringBackend):
    """A key store that lasts as long as a test."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.keys: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.keys.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.keys[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.keys.pop((service, username), None) is None:
            raise PasswordDeleteError


@pytest.fixture(autouse=True)
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    before = keyring.get_keyring()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    store = Store()
    keyring.set_keyring(store)
    yield store
    keyring.set_keyring(before)


class Phone:
    """A second client of the server."""

    def __init__(self, path: Path, address: str, user: str) -> None:
        self.engine = Engine(str(path))
        self._auth = self.engine.sync_login(user, "secret", address)

    def sync(self, *, upload: bool = False) -> int:
        """Sync as a client does, and return what was required: 0 is no full sync; a full one goes the way given."""
        out = self.engine.sync_collection(self._auth, sync_media=False)
        if out.required in (2, 3, 4):
            self.engine.close_for_full_sync()
            self.engine.full_upload_or_download(auth=self._auth, server_usn=None, upload=upload or out.required == 4)
            self.engine.reopen(after_full_sync=True)
        return int(out.required)

    def sync_pictures(self) -> None:
        self.engine.sync_media(self._auth)
        while self.engine.media_sync_status().active:
            time.sleep(0.02)

    def add(self, front: str) -> int:
        """Add a card that is not from here, and return its number."""
        kind = self.engine.models.by_name("Basic")
        note = self.engine.new_note(kind)
        note.fields = [front, "back"]
        self.engine.add_note(note, self.engine.decks.id("Languages"))
        return int(note.cards()[0].id)

    def number(self, prompt: str) -> int:
        found = self.engine.db.scalar(
            "select c.id from cards c join notes n on n.id = c.nid where n.flds like ? order by c.ord", f"{prompt}%"
        )
        assert isinstance(found, int), f"{prompt} is not on the phone"
        return found

    def answer(self, number: int, rating: Rating, *, at: int | None = None) -> int:
        """Answer a card and return the millisecond."""
        states = self.engine._backend.get_scheduling_states(number)
        after = (states.again, states.hard, states.good, states.easy)[rating - 1]
        newest = self.engine.db.scalar("select coalesce(max(id), 0) from revlog")
        at = at or max(int(time.time() * 1000), newest + 1)
        self.engine._backend.answer_card(
            CardAnswer(
                card_id=number,
                current_state=states.current,
                new_state=after,
                rating=rating - 1,
                answered_at_millis=at,
                milliseconds_taken=3_000,
            )
        )
        return at

    def reviews(self) -> list[tuple[int, int, int]]:
        return [tuple(row) for row in self.engine.db.all("select id, cid, ease from revlog order by id")]

    def rows(self) -> list[Any]:
        """All that syncs, with its times and numbers of changes."""
        queries = ("select * from cards order by id", "select * from notes order by id", "select * from revlog")
        return [self.engine.db.all(query) for query in queries]

    def memory(self, number: int) -> tuple[float, float]:
        state = self.engine.get_card(number).memory_state
        assert state is not None
        return state.stability, state.difficulty

    def due(self, number: int) -> Any:
        """The calendar day on which a card is due."""
        card = self.engine.get_card(number)
        today = self.engine.sched.today
        return datetime.now(UTC).date() + timedelta(days=card.due - today)


class Desk:
    """A learner's collection here, and their phone, with a server between them."""

    _users = count(1)

    def __init__(self, folder: Path, address: str) -> None:
        self.folder = folder
        self.address = address
        self.user = f"user{next(self._users)}"
        self.offset = timedelta()
        self.notes = folder / "vectors.md"
        self.notes.write_text(NOTES, encoding="utf-8")
        self.config = folder / "config.toml"
        self.config.write_text('zone = "UTC"\n', encoding="utf-8")
        self.here = self.open("srs.db")
        self.here.import_paths([self.notes])
        self.cards = [listed.card.id for listed in self.here.select("")]
        self.phone = Phone(folder / "phone.anki2", address, self.user)

    def open(self, name: str) -> Collection:
        return Collection.open(self.folder / name, clock=self.now, config=self.config)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def sync(self, *, first: bool = False, dry_run: bool = False, here: Collection | None = None) -> SyncReport:
        return (here or self.here).sync(
            self.address, self.user, password=lambda: "secret", begin=lambda: first, dry_run=dry_run
        )

    def ago(self, days: int, act: Callable[[], Any]) -> Any:
        """Do something as if some days ago."""
        self.offset = timedelta(days=-days)
        try:
            return act()
        finally:
            self.offset = timedelta()

    def log(self) -> list[Any]:
        return self.here.export_json()["events"]  # type: ignore[no-any-return]

    def close(self) -> None:
        self.here.close()
        self.phone.engine.close()


@pytest.fixture
def desk(tmp_path: Path, address: str) -> Iterator[Desk]:
    desk = Desk(tmp_path, address)
    yield desk
    desk.close()


def brought(report: SyncReport) -> PullReport:
    assert report.pulled is not None
    return report.pulled


def test_cards_with_their_history_join_the_collection_that_is_there(desk: Desk) -> None:
    foreign = desk.phone.add("el perro")
    desk.phone.sync()
    desk.ago(9, lambda: desk.here.answer(desk.cards[0], Rating.EASY, took_ms=2_000))

    report = desk.sync()
    required = desk.phone.sync()

    assert (report.first, report.sent.cards, report.sent.notes, report.sent.reviews) == (False, 3, 3, 1)
    assert required == 0
    assert desk.phone.engine.get_card(foreign).note().fields[0] == "el perro"
    assert desk.phone.engine.card_count() == 4
    number = desk.phone.number("What is HNSW")
    state = desk.here.states()[desk.cards[0]]
    assert isinstance(state, Seen)
    assert desk.phone.due(number) == state.due_day
    assert desk.phone.memory(number) == pytest.approx((state.memory.stability, state.memory.difficulty), abs=1e-3)
    assert [ease for _, card, ease in desk.phone.reviews() if card == number] == [4]


def test_reviews_from_both_sides_arrive_once_on_the_other(desk: Desk) -> None:
    desk.phone.sync()
    desk.ago(20, lambda: [desk.here.answer(card, Rating.EASY) for card in desk.cards])
    desk.sync(first=True)
    desk.phone.sync()
    there = desk.phone.answer(desk.phone.number("What is IVF"), Rating.GOOD)
    desk.phone.sync()
    here = desk.here.answer(desk.cards[2], Rating.HARD, took_ms=5_000)

    report = desk.sync()
    desk.phone.sync()

    assert (brought(report).reviews, report.sent.reviews) == (1, 1)
    at = [round(event.at.timestamp() * 1000) for event in desk.here.view(desk.cards[1]).history]
    assert at[1:] == [there]
    assert round(here.event.at.timestamp() * 1000) in [number for number, _, _ in desk.phone.reviews()]
    assert len(desk.phone.reviews()) == 5
    assert desk.here.check().ok


def test_a_card_reviewed_in_both_places_has_the_state_of_both_replayed_in_both(desk: Desk) -> None:
    desk.ago(20, lambda: desk.here.answer(desk.cards[0], Rating.EASY))
    desk.sync(first=True)
    desk.phone.sync()
    number = desk.phone.number("What is HNSW")
    desk.phone.answer(number, Rating.GOOD)
    desk.ago(3, lambda: desk.here.answer(desk.cards[0], Rating.HARD))
    desk.phone.sync()

    desk.sync()
    desk.phone.sync()

    state = desk.here.states()[desk.cards[0]]
    assert isinstance(state, Seen) and state.reviews == 3
    assert desk.phone.memory(number) == pytest.approx((state.memory.stability, state.memory.difficulty), abs=6e-4)
    assert desk.phone.due(number) == state.due_day
    assert [ease for _, card, ease in desk.phone.reviews() if card == number] == [4, 2, 3]


def test_syncing_twice_changes_nothing_here_or_there(desk: Desk) -> None:
    desk.phone.add("el gato")
    desk.phone.sync()
    desk.ago(5, lambda: [desk.here.answer(card, Rating.GOOD) for card in desk.cards])
    desk.sync()
    desk.phone.sync()
    desk.phone.answer(desk.phone.number("What is PQ"), Rating.GOOD)
    desk.phone.sync()
    desk.sync()
    desk.phone.sync()
    rows, log, states = desk.phone.rows(), desk.log(), desk.here.states()

    again = desk.sync()
    required = desk.phone.sync()

    assert not any(_values(again.sent))
    assert brought(again).pull is None
    assert required == 0
    assert (desk.phone.rows(), desk.log(), desk.here.states()) == (rows, log, states)


def _values(value: Any) -> list[Any]:
    return [getattr(value, name) for name in value.__slots__]


def test_what_was_done_to_cards_crosses_in_both_directions(desk: Desk) -> None:
    desk.ago(9, lambda: [desk.here.answer(card, Rating.EASY) for card in desk.cards])
    desk.sync(first=True)
    desk.phone.sync()
    hnsw, ivf, pq = (desk.phone.number(f"What is {name}") for name in ("HNSW", "IVF", "PQ"))
    desk.phone.engine.sched.suspend_cards([ivf])
    desk.phone.engine.sched.schedule_cards_as_new([pq])
    desk.phone.sync()
    desk.here.suspend([desk.cards[0]])
    desk.here.flag([desk.cards[0]])

    report = desk.sync()
    desk.phone.sync()

    assert (brought(report).suspended, brought(report).resets) == (1, 1)
    states = {item.card.id: item.state for item in desk.here.select("")}
    assert states[desk.cards[1]].suspended
    assert not isinstance(states[desk.cards[2]].state, Seen)
    card = desk.phone.engine.get_card(hnsw)
    assert (card.queue, card.type, card.user_flag()) == (-1, 2, 1)
    assert desk.phone.engine.get_card(pq).type == 0

    desk.here.resume([desk.cards[1]])
    desk.here.reset([desk.cards[0]])
    desk.sync()
    desk.phone.sync()

    assert desk.phone.engine.get_card(ivf).queue == 2
    assert desk.phone.engine.get_card(hnsw).type == 0
    assert [desk.sync().pulled.pull for _ in range(2)] == [None, None]  # type: ignore[union-attr]


def test_text_follows_whoever_changed_it_last_and_an_edit_there_is_shown(desk: Desk) -> None:
    desk.ago(2, lambda: desk.here.import_paths([desk.notes]))
    desk.sync(first=True)
    desk.phone.sync()
    there = desk.phone.engine.get_card(desk.phone.number("What is IVF")).note()
    there["Answer"] = "Lists, inverted."
    desk.phone.engine.update_note(there)
    desk.phone.sync()

    edited = brought(desk.sync()).edited
    desk.phone.sync()

    assert [(edit.field, edit.there) for edit in edited] == [("Answer", "Lists, inverted.")]
    assert desk.phone.engine.get_card(desk.phone.number("What is IVF")).note()["Answer"] == "Lists, inverted."

    desk.notes.write_text(NOTES.replace("inverted lists", "lists by centroid"), encoding="utf-8")
    desk.offset = timedelta(seconds=10)
    desk.here.import_paths([desk.notes])
    report = desk.sync()
    desk.phone.sync()

    assert report.sent.notes == 1
    assert "by centroid" in desk.phone.engine.get_card(desk.phone.number("What is IVF")).note()["Answer"]
    assert desk.sync().sent.notes == 0


def test_tags_decks_and_presets_that_change_here_change_there(desk: Desk) -> None:
    desk.ago(9, lambda: [desk.here.answer(card, Rating.EASY) for card in desk.cards])
    desk.sync(first=True)
    desk.phone.sync()
    desk.here.tag([desk.cards[0]], "hard")
    desk.here.change_preset("default", {"desired_retention": "0.85"})
    desk.here.import_paths([desk.notes], deck="search::vectors")
    desk.offset = timedelta(seconds=10)

    report = desk.sync()
    required = desk.phone.sync()

    engine = desk.phone.engine
    number = desk.phone.number("What is HNSW")
    assert required == 0
    assert "hard" in engine.get_card(number).note().tags
    assert engine.decks.name(engine.get_card(number).did) == "search::vectors"
    assert engine.decks.config_dict_for_deck_id(engine.get_card(number).did)["desiredRetention"] == 0.85
    assert report.sent.notes == 1
    assert not any(_values(desk.sync().sent))


def test_an_empty_server_begins_with_these_cards_only_when_that_is_said(desk: Desk) -> None:
    with pytest.raises(SrsError, match="has no collection yet"):
        desk.sync()
    report = desk.sync(first=True)

    assert (report.first, report.fsrs, report.sent.cards) == (True, True, 3)
    assert desk.phone.sync() == 3
    assert desk.phone.engine.card_count() == 3
    assert desk.phone.engine.get_config("fsrs")


def test_a_collection_that_took_the_place_of_another_on_the_server_is_merged_never_overwritten(desk: Desk) -> None:
    desk.ago(9, lambda: desk.here.answer(desk.cards[0], Rating.EASY))
    desk.sync(first=True)
    foreign = desk.phone.add("la casa")

    assert desk.phone.sync(upload=True) in (2, 3), "the phone has a collection of its own, and uploads it"
    desk.phone.engine.mod_schema(check=False)
    desk.phone.add("el mar")
    desk.phone.sync(upload=True)
    report = desk.sync()

    assert desk.phone.sync() == 0
    assert desk.phone.engine.get_card(foreign).note().fields[0] == "la casa"
    assert desk.phone.engine.card_count() == 5
    assert report.sent.reviews == 1
    assert [ease for _, _, ease in desk.phone.reviews()] == [4]


def test_what_was_not_sent_to_the_end_is_sent_the_next_time(desk: Desk, tmp_path: Path) -> None:
    desk.ago(9, lambda: desk.here.answer(desk.cards[0], Rating.EASY))
    desk.sync(first=True)
    desk.phone.sync()
    (mirror,) = tmp_path.glob("cache/srs/sync/*/collection.anki2")
    half = Engine(str(mirror))
    half.db.execute("update cards set ivl = 1, due = 1, usn = -1, mod = mod + 1")
    half.close()
    mirror.with_name("pending").touch()
    desk.here.answer(desk.cards[1], Rating.GOOD)

    report = desk.sync()
    desk.phone.sync()

    assert report.sent.reviews == 1
    state = desk.here.states()[desk.cards[0]]
    assert isinstance(state, Seen)
    assert desk.phone.due(desk.phone.number("What is HNSW")) == state.due_day


def test_a_copy_that_is_damaged_or_gone_is_made_anew(desk: Desk, tmp_path: Path) -> None:
    desk.sync(first=True)
    (mirror,) = tmp_path.glob("cache/srs/sync/*/collection.anki2")
    mirror.write_bytes(b"no database")
    damaged = desk.sync()
    shutil.rmtree(mirror.parent)
    gone = desk.sync()

    assert not any([*_values(damaged.sent), *_values(gone.sent)])
    assert brought(gone).ours == 3


def test_a_rehearsal_says_what_would_come_and_go_and_does_neither(desk: Desk) -> None:
    desk.sync(first=True)
    desk.phone.sync()
    desk.phone.answer(desk.phone.number("What is IVF"), Rating.GOOD)
    desk.phone.sync()
    desk.here.answer(desk.cards[0], Rating.GOOD)
    log, states = desk.log(), desk.here.states()

    report = desk.sync(dry_run=True)
    desk.phone.sync()

    assert (report.dry_run, brought(report).reviews, report.sent.reviews) == (True, 1, 1)
    assert (desk.log(), desk.here.states()) == (log, states)
    assert len(desk.phone.reviews()) == 1
    assert brought(desk.sync()).reviews == 1


def test_a_card_deleted_there_comes_again_with_its_history(desk: Desk) -> None:
    desk.ago(9, lambda: desk.here.answer(desk.cards[0], Rating.EASY))
    desk.sync(first=True)
    desk.phone.sync()
    number = desk.phone.number("What is HNSW")
    desk.phone.engine.remove_notes([desk.phone.engine.get_card(number).nid])
    desk.phone.sync()

    report = desk.sync()
    desk.phone.sync()

    assert (report.again, report.sent.cards) == (1, 1)
    assert desk.phone.number("What is HNSW") == number
    assert [ease for _, card, ease in desk.phone.reviews() if card == number] == [4]
    assert desk.here.check().ok


def test_a_sync_taken_back_comes_again_with_the_next(desk: Desk) -> None:
    desk.sync(first=True)
    desk.phone.sync()
    desk.phone.answer(desk.phone.number("What is IVF"), Rating.EASY)
    desk.phone.sync()
    desk.sync()
    states = desk.here.states()

    undone = desk.here.undo()
    taken_back = desk.here.states()
    report = desk.sync()

    assert undone.undone.kind is EventKind.PULL
    assert taken_back != states
    assert brought(report).reviews == 1
    assert desk.here.states() == states


def test_reviews_of_a_foreign_card_at_the_same_millisecond_push_none_of_ours_out(desk: Desk) -> None:
    moment = datetime.now(UTC).replace(microsecond=123_000) - timedelta(minutes=3)
    foreign = desk.phone.add("la luna")
    desk.phone.answer(foreign, Rating.GOOD, at=round(moment.timestamp() * 1000))
    desk.phone.sync()
    desk.offset = moment - datetime.now(UTC)
    with Collection.open(desk.folder / "srs.db", clock=lambda: moment, config=desk.config) as still:
        still.answer(desk.cards[0], Rating.EASY)
    desk.offset = timedelta()

    desk.sync()
    desk.phone.sync()
    desk.sync()

    assert len(desk.phone.reviews()) == 2
    number = desk.phone.number("What is HNSW")
    assert [ease for _, card, ease in desk.phone.reviews() if card == number] == [4]
    assert len(desk.here.view(desk.cards[0]).history) == 1


def test_pictures_go_along(desk: Desk) -> None:
    (desk.folder / "graph.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 40)
    desk.notes.write_text(NOTES + "\n## How does it look?\n![a graph](graph.png)\n", encoding="utf-8")
    desk.here.import_paths([desk.notes])

    report = desk.sync(first=True)
    desk.phone.sync()
    desk.phone.sync_pictures()

    assert report.sent.pictures == 1
    assert [path.suffix for path in Path(desk.phone.engine.media.dir()).iterdir()] == [".png"]
    assert desk.sync().sent.pictures == 0


def test_two_computers_and_a_phone_end_with_the_same(desk: Desk) -> None:
    desk.ago(9, lambda: [desk.here.answer(card, Rating.EASY) for card in desk.cards])
    desk.sync(first=True)
    desk.phone.sync()
    copy = desk.here.backup(desk.folder / "other.db")
    desk.phone.answer(desk.phone.number("What is PQ"), Rating.AGAIN)
    desk.phone.sync()
    with desk.open("other.db") as other:
        assert copy.exists()
        other.answer(desk.cards[0], Rating.HARD)
        desk.here.answer(desk.cards[1], Rating.GOOD)
        for each in (other, desk.here, other):
            desk.sync(here=each)
        desk.phone.sync()

        assert [len(each.view(card).history) for each in (other, desk.here) for card in desk.cards] == [2] * 6
        assert other.states() == desk.here.states()
    assert len(desk.phone.reviews()) == 6


def test_a_deck_brought_from_anki_stays_one_deck_and_its_cards_follow_both(desk: Desk) -> None:
    foreign = desk.phone.add("el perro")
    desk.phone.answer(foreign, Rating.EASY)
    desk.phone.sync()
    options = ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True, with_media=False, legacy=False)
    desk.phone.engine.export_anki_package(out_path=str(desk.folder / "deck.apkg"), options=options, limit=None)
    desk.here.import_paths([desk.folder / "deck.apkg"])
    (card,) = [item.card.id for item in desk.here.select("perro")]
    desk.sync()
    desk.phone.sync()
    desk.phone.answer(foreign, Rating.GOOD)
    desk.phone.sync()
    desk.offset = timedelta(seconds=5)
    desk.here.answer(card, Rating.AGAIN)

    desk.sync()
    desk.phone.sync()

    assert desk.phone.engine.card_count() == 4
    assert [event.rating for event in desk.here.view(card).history if event.kind is EventKind.REVIEW] == [4, 3, 1]
    assert [ease for _, number, ease in desk.phone.reviews() if number == foreign] == [4, 3, 1]
    state = desk.here.states()[card]
    assert isinstance(state, Seen)
    assert desk.phone.memory(foreign) == pytest.approx((state.memory.stability, state.memory.difficulty), abs=1e-3)
    assert not any(_values(desk.sync().sent))


# ------------------------------------------------------------------ what goes wrong


def test_the_key_is_in_the_key_store_and_the_password_nowhere(desk: Desk, keys: Store, tmp_path: Path) -> None:
    desk.sync(first=True)

    (kept,) = keys.keys.values()
    assert kept and "secret" not in kept
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(kept.encode() in path.read_bytes() for path in files)


def test_errors_are_one_line_that_says_what_to_do(desk: Desk, keys: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def sync(address: str = desk.address, password: str = "secret") -> None:
        desk.here.sync(address, desk.user, password=lambda: password)

    with pytest.raises(SrsError, match="does not take this name and password"):
        sync(password="wrong")
    assert keys.keys == {}
    with pytest.raises(SrsError, match="can't be reached"):
        sync("http://127.0.0.1:1/")
    keys.set_password("srs sync", f"{desk.user} at {desk.address}", "stale")
    with pytest.raises(SrsError, match="does not take"):
        sync()
    assert keys.keys == {}, "a key that is refused is asked for anew"
    monkeypatch.setattr("srs.anki.server.find_spec", lambda name: None)
    with pytest.raises(Missing, match="not installed"):
        sync()


@pytest.mark.parametrize(
    "text", ["https://sync.ankiweb.net/", "ankiweb.net", "HTTP://SYNC12.AnkiWeb.net.:443/x", "https://ankiuser.net"]
)
def test_the_company_s_own_servers_are_refused_with_the_reason(text: str) -> None:
    with pytest.raises(Unusable, match="its terms admit no others"):
        endpoint_of(text)


@pytest.mark.parametrize("text", ["", "ftp://host/", "http://", "http://a:b@host/", "http://host:x/", "/tmp/x"])
def test_what_is_no_address_is_said_to_be_none(text: str) -> None:
    with pytest.raises(Unusable, match="no address of a server"):
        endpoint_of(text)


def test_an_address_needs_no_more_than_a_host() -> None:
    assert endpoint_of("desk.local:8080") == "http://desk.local:8080/"
    assert endpoint_of("https://[::1]:8080/anki") == "https://[::1]:8080/anki/"
    assert endpoint_of("myankiweb.net.example.org") == "http://myankiweb.net.example.org/"


def test_without_cards_there_is_nothing_to_sync(desk: Desk) -> None:
    with desk.open("none.db") as nothing, pytest.raises(NothingFound):
        desk.sync(here=nothing, first=True)


# ------------------------------------------------------------------ at the command line


class Ran(NamedTuple):
    code: int
    stdout: str
    stderr: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run `srs` in this process, without a terminal."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    def run(*arguments: str) -> Ran:
        code = cli.run(list(arguments))
        return Ran(code, *capsys.readouterr())

    return run


def test_a_sync_is_told_in_lines_or_in_one_document(
    desk: Desk, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    database = ("--db", str(desk.folder / "srs.db"), "--config", str(desk.config), "sync")
    monkeypatch.setenv("SRS_SYNC_PASSWORD", "secret")

    refused = run(*database, "--server", desk.address, "--user", desk.user)
    begun = run(*database, "--first")
    desk.phone.sync()
    desk.phone.answer(desk.phone.number("What is IVF"), Rating.GOOD)
    desk.phone.sync()
    rehearsed = run(*database, "--dry-run")
    told = json.loads(run(*database, "--json").stdout)
    same = run(*database)

    assert (refused.code, begun.code) == (1, 0)
    assert "has no collection yet" in refused.stderr and refused.stderr.count("\n") == 2
    assert "went: 3 new cards, 3 notes" in begun.stdout
    assert "would come: 1 review" in rehearsed.stdout
    assert list(told) == [
        *("server", "user", "first", "dry_run", "pulled", "sent", "fsrs", "waiting", "gone", "again", "problems")
    ]
    assert (told["pulled"]["reviews"], told["server"], told["first"]) == (1, desk.address, False)
    assert same.stdout == f"{desk.address} has all that is here, and nothing new\n"


def test_signing_out_forgets_the_key(desk: Desk, keys: Store, run: Callable[..., Ran]) -> None:
    desk.sync(first=True)

    out = run("sync", "--server", desk.address, "--user", desk.user, "--sign-out", "--json")

    assert json.loads(out.stdout) == {"server": desk.address, "user": desk.user, "was_in": True}
    assert keys.keys == {}
    assert "no sync server is set" in run("sync").stderr
