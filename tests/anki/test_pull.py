"""What was done on a phone comes home: every review once, whatever the order, and all of it can be taken back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection as Engine
from anki.collection import ExportAnkiPackageOptions
from anki.scheduler_pb2 import CardAnswer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from srs import Collection
from srs.errors import Missing, NothingFound, Unusable
from srs.model import CardId, EventKind, Rating
from srs.scheduling.replay import replay_card
from srs.terminal import pulls
from tests.anki.conftest import Phone

NOTES = """# Vectors

## What is HNSW?
A graph of neighbours in layers.

## What is IVF?
An index of inverted lists.

## What is PQ?
A way to compress vectors.
"""


class Desk:
    """A learner's collection here, and their phone."""

    def __init__(self, folder: Path, phone: Phone) -> None:
        self.folder = folder
        self.phone = phone
        self.now = datetime.now(UTC).replace(microsecond=0) - timedelta(days=3)
        notes = folder / "vectors.md"
        notes.write_text(NOTES, encoding="utf-8")
        config = folder / "config.toml"
        config.write_text('zone = "UTC"\n', encoding="utf-8")
        self.here = Collection.open(folder / "srs.db", clock=lambda: self.now, config=config)
        self.here.import_paths([notes])
        self.cards = [listed.card.id for listed in self.here.select("")]

    def send(self) -> None:
        """Export, and import it on the phone."""
        self.now += timedelta(minutes=1)
        made = self.here.export_anki(self.folder / "out.apkg")
        self.phone.take(made.path, schedules=True)
        self.now = datetime.now(UTC)

    def number(self, card: CardId) -> int:
        prompt = self.here.view(card).face.prompt
        found = self.phone.collection.db.scalar(
            "select c.id from cards c join notes n on n.id = c.nid where n.flds like ?", f"{prompt}%"
        )
        assert isinstance(found, int)
        return found

    def answer_there(self, card: CardId, rating: Rating, *, took: int = 4_000) -> int:
        """Answer a card on the phone and return the row's number."""
        engine = self.phone.collection
        number = self.number(card)
        states = engine._backend.get_scheduling_states(number)
        after = (states.again, states.hard, states.good, states.easy)[rating - 1]
        at = (engine.db.scalar("select coalesce(max(id), 0) from revlog") or 0) + 1
        at = max(at, int(datetime.now(UTC).timestamp() * 1000))
        engine._backend.answer_card(
            CardAnswer(
                card_id=number,
                current_state=states.current,
                new_state=after,
                rating=rating - 1,
                answered_at_millis=at,
                milliseconds_taken=took,
            )
        )
        self.now = datetime.now(UTC) + timedelta(seconds=1)
        return at

    def package(self, format: str = "apkg") -> Path:
        """Export on the phone."""
        path = self.folder / f"phone-{format}-{len(list(self.folder.iterdir()))}.{format.removeprefix('old ')}"
        engine = self.phone.collection
        if format.endswith("colpkg"):
            name = engine.path
            engine.export_collection_package(str(path), include_media=False, legacy=format.startswith("old"))
            self.phone.collection = Engine(name)
        else:
            options = ExportAnkiPackageOptions(
                with_scheduling=True, with_deck_configs=True, with_media=False, legacy=format.startswith("old")
            )
            engine.export_anki_package(out_path=str(path), options=options, limit=None)
        self.now = datetime.now(UTC) + timedelta(seconds=2)
        return path

    def log(self, kind: EventKind | None = None) -> list[Any]:
        events = self.here.export_json()["events"]
        return [event for event in events if kind is None or event["kind"] == kind.value]


@pytest.fixture
def desk(tmp_path: Path, phone: Phone) -> Any:
    desk = Desk(tmp_path, phone)
    yield desk
    desk.here.close()


@pytest.mark.parametrize("format", ["apkg", "old apkg", "colpkg", "old colpkg"])
def test_reviews_come_home_with_their_time_from_every_format(desk: Desk, format: str) -> None:
    card = desk.cards[0]
    desk.here.answer(card, Rating.GOOD)
    desk.send()
    first = desk.answer_there(card, Rating.GOOD, took=7_000)
    second = desk.answer_there(desk.cards[1], Rating.AGAIN)

    report = desk.here.pull(desk.package(format))

    assert (report.reviews, report.cards, report.ours) == (2, 2, 3)
    assert dict(report.ignored) == {"known here already": 1}
    there = [event for event in desk.here.view(card).history if event.device == "anki"]
    assert [(round(event.at.timestamp() * 1000), event.rating, event.took_ms) for event in there] == [
        (first, Rating.GOOD, 7_000)
    ]
    assert [round(event.at.timestamp() * 1000) for event in desk.here.view(desk.cards[1]).history] == [second]
    assert desk.here.check().ok


def test_pulling_twice_or_an_older_package_after_a_newer_one_changes_nothing(desk: Desk) -> None:
    desk.here.answer(desk.cards[0], Rating.GOOD)
    desk.send()
    desk.answer_there(desk.cards[0], Rating.GOOD)
    older = desk.package()
    desk.answer_there(desk.cards[1], Rating.EASY)
    newer = desk.package()

    desk.here.pull(newer)
    before, states = desk.log(), desk.here.states()
    again = [desk.here.pull(path) for path in (newer, older, newer)]

    assert [report.pull for report in again] == [None, None, None]
    assert (desk.log(), desk.here.states()) == (before, states)


def test_the_order_of_two_pulls_does_not_matter(desk: Desk, tmp_path: Path) -> None:
    desk.send()
    desk.answer_there(desk.cards[0], Rating.GOOD)
    older = desk.package()
    desk.answer_there(desk.cards[0], Rating.GOOD)
    newer = desk.package()
    copy = desk.here.backup(tmp_path / "copy.db")

    desk.here.pull(older)
    desk.here.pull(newer)
    with Collection.open(copy, clock=lambda: desk.now, config=tmp_path / "config.toml") as other:
        other.pull(newer)
        other.pull(older)

        assert other.states() == desk.here.states()


def test_a_pull_is_taken_back_as_one_act_and_can_be_pulled_again(desk: Desk) -> None:
    desk.here.answer(desk.cards[0], Rating.GOOD)
    desk.send()
    before = desk.here.states()
    desk.answer_there(desk.cards[0], Rating.GOOD)
    desk.answer_there(desk.cards[1], Rating.HARD)
    path = desk.package()
    desk.here.pull(path)
    pulled = desk.here.states()

    undone = desk.here.undo()
    assert undone.undone.kind is EventKind.PULL
    assert set(undone.cards) == set(desk.cards[:2])
    assert desk.here.states() == before

    assert desk.here.pull(path).reviews == 2
    assert desk.here.states() == pulled
    assert desk.here.pull(path).reviews == 0
    assert desk.here.check().ok


def test_reviews_in_both_places_are_merged_by_time(desk: Desk) -> None:
    card = desk.cards[0]
    desk.here.answer(card, Rating.GOOD)
    desk.send()
    desk.answer_there(card, Rating.GOOD)
    path = desk.package()
    desk.now += timedelta(days=1)
    desk.here.answer(card, Rating.HARD)

    desk.here.pull(path)

    history = desk.here.view(card).history
    assert [event.rating for event in history] == [Rating.GOOD, Rating.GOOD, Rating.HARD]
    assert desk.here.states()[card].reviews == 3
    assert desk.here.check().ok


def test_an_answer_taken_back_here_stays_taken_back_though_the_phone_has_it(desk: Desk) -> None:
    desk.here.answer(desk.cards[0], Rating.GOOD)
    desk.send()
    desk.here.undo()

    assert desk.here.pull(desk.package()).pull is None


def test_the_due_day_that_the_phone_gave_holds_here(desk: Desk) -> None:
    card = desk.cards[0]
    desk.send()
    desk.answer_there(card, Rating.EASY)
    ivl = desk.phone.collection.db.scalar("select ivl from revlog order by id desc limit 1")

    desk.here.pull(desk.package())

    assert desk.here.states()[card].interval_days == ivl


def test_what_was_suspended_flagged_and_forgotten_there_is_so_here(desk: Desk) -> None:
    for card in desk.cards:
        desk.here.answer(card, Rating.EASY)
    desk.send()
    engine = desk.phone.collection
    engine.sched.suspend_cards([desk.number(desk.cards[0])])
    engine.set_user_flag_for_cards(3, [desk.number(desk.cards[1])])
    engine.sched.schedule_cards_as_new([desk.number(desk.cards[2])])
    desk.now = datetime.now(UTC) + timedelta(seconds=1)

    report = desk.here.pull(desk.package())

    assert (report.suspended, report.flags, report.resets) == (1, 1, 1)
    views = [desk.here.view(card).listed.state for card in desk.cards]
    assert (views[0].suspended, views[1].flagged) == (True, True)
    assert desk.cards[2] not in desk.here.states()
    assert desk.here.pull(desk.package()).pull is None


def test_what_was_resumed_here_since_the_export_stays_so(desk: Desk) -> None:
    desk.here.suspend([desk.cards[0]])
    desk.send()
    desk.here.resume([desk.cards[0]])

    assert desk.here.pull(desk.package()).pull is None
    assert not desk.here.view(desk.cards[0]).listed.state.suspended


def test_a_due_date_set_there_is_the_due_date_here(desk: Desk) -> None:
    card = desk.cards[0]
    desk.here.answer(card, Rating.EASY)
    desk.send()
    desk.phone.collection.sched.set_due_date([desk.number(card)], "3")
    desk.now = datetime.now(UTC) + timedelta(seconds=1)

    report = desk.here.pull(desk.package())

    assert report.due_dates == 1
    assert (desk.here.states()[card].due_day - desk.here.today()).days == 3


def test_cards_of_others_are_left_alone_and_counted(desk: Desk) -> None:
    engine = desk.phone.collection
    note = engine.new_note(engine.models.by_name("Basic"))
    note["Front"], note["Back"] = "theirs", "not ours"
    engine.add_note(note, 1)
    with pytest.raises(NothingFound):
        desk.here.pull(desk.package())
    desk.send()

    assert desk.here.pull(desk.package()).unknown == 1


def test_text_edited_on_the_phone_is_shown_and_never_written(desk: Desk) -> None:
    desk.send()
    engine = desk.phone.collection
    guid = engine.db.scalar("select guid from notes where flds like 'What is PQ?%'")
    desk.phone.edit(guid, at=datetime.now(UTC) + timedelta(hours=1), Answer="Product <b>quantisation</b>.")

    (edit,) = desk.here.pull(desk.package()).edited

    assert (edit.prompt, edit.field, edit.there) == ("What is PQ?", "Answer", "Product **quantisation**.")
    assert desk.here.view(edit.note).listed.note.answer == "A way to compress vectors."


def tag_there(desk: Desk, prompt: str, *tags: str) -> None:
    """Let a note have these tags on the phone, an hour from now."""
    engine = desk.phone.collection
    note = engine.get_note(engine.db.scalar("select id from notes where flds like ?", f"{prompt}%"))
    note.tags = list(tags)
    engine.update_note(note)
    engine.db.execute("update notes set mod = ? where id = ?", int(datetime.now(UTC).timestamp()) + 3600, note.id)


def test_what_was_tagged_there_is_so_here_and_what_lost_its_tag_too(desk: Desk) -> None:
    desk.here.tag([desk.cards[0]], "old")
    desk.here.tag([desk.cards[1]], "kept")
    desk.send()
    tag_there(desk, "What is HNSW?", "Interview", "leech")
    tag_there(desk, "What is IVF?", "kept", "interview")
    path = desk.package()
    desk.now += timedelta(hours=2)

    report = desk.here.pull(path)

    assert report.tags == 3
    assert [desk.here.view(card).listed.tags for card in desk.cards[:2]] == [("Interview",), ("kept", "Interview")]
    assert len(desk.here.select("tag:interview")) == 2
    assert desk.here.pull(path).pull is None
    desk.here.undo()
    assert [desk.here.view(card).listed.tags for card in desk.cards[:2]] == [("old",), ("kept",)]
    assert desk.here.check().ok


def test_a_tag_given_here_since_the_export_stays(desk: Desk) -> None:
    desk.send()
    tag_there(desk, "What is PQ?", "there")
    desk.now += timedelta(hours=3)
    desk.here.tag([desk.cards[2]], "here")

    desk.here.pull(desk.package())

    assert "here" in desk.here.view(desk.cards[2]).listed.tags


def test_an_edit_is_shown_word_by_word_with_the_place_of_its_source(desk: Desk) -> None:
    desk.send()
    engine = desk.phone.collection
    guid = engine.db.scalar("select guid from notes where flds like 'What is IVF?%'")
    desk.phone.edit(guid, at=datetime.now(UTC) + timedelta(hours=1), Answer="An index of many lists.")

    report = desk.here.pull(desk.package())

    (edit,) = report.edited
    assert (Path(edit.path).name, edit.line) == ("vectors.md", 6)
    assert [(piece.sort, piece.text) for piece in edit.difference if piece.sort != "same"] == [
        ("gone", "inverted"),
        ("new", "many"),
    ]
    shown = [str(line) for line in pulls.lines(report)]
    assert any("[-inverted-] {+many+}" in line or "[-inverted-]{+many+}" in line for line in shown), shown


def test_a_pull_says_what_it_left_out_and_why(desk: Desk) -> None:
    desk.here.answer(desk.cards[0], Rating.GOOD)
    desk.send()
    engine = desk.phone.collection
    number = desk.number(desk.cards[1])
    at = int(datetime.now(UTC).timestamp() * 1000)
    for later, (ease, factor, sort) in enumerate([(3, 0, 3), (0, 2500, 5), (7, 0, 9)], 1):
        engine.db.execute(
            "insert into revlog values (?, ?, -1, ?, 0, -60, ?, 900, ?)", at + later, number, ease, factor, sort
        )
    engine.db.execute("insert into revlog values (?, ?, -1, 3, 1, 0, 2500, 900, 3)", at + 9, number)

    report = desk.here.pull(desk.package("colpkg"))

    assert report.reviews == 1
    assert dict(report.ignored) == {
        "known here already": 1,
        "crammed, without effect on the schedule": 1,
        "rescheduled by options": 1,
        "of an unknown kind": 1,
    }
    shown = [str(line) for line in pulls.lines(report)]
    assert "left out: 1 row crammed, without effect on the schedule" in shown


@given(order=st.lists(st.integers(0, 3), min_size=1, max_size=8))
@settings(
    max_examples=int(os.environ.get("SRS_EXAMPLES", "12")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_packages_in_any_order_and_number_come_to_the_same(four_packages: FourPackages, order: list[int]) -> None:
    packages, chosen = four_packages
    newest = max(order)
    expected = chosen(f"expected-{newest}", range(newest + 1))
    found = chosen("found", order)

    assert found.states() == expected.states()
    assert reviews_of(found) == reviews_of(expected)
    before = found.export_json()
    assert found.pull(packages[min(order)]).pull is None
    assert found.export_json() == before
    assert found.check().ok
    found.close()
    expected.close()


def reviews_of(collection: Collection) -> set[tuple[str, str, int]]:
    return {(event["id"], event["card"], event["rating"]) for event in collection.export_json()["reviews"]}


FourPackages = tuple[list[Path], Callable[[str, Iterable[int]], Collection]]


@pytest.fixture
def four_packages(desk: Desk, tmp_path: Path) -> FourPackages:
    """Packages of one phone, one after the other, and what pulls a choice of them into a copy of the database."""
    engine = desk.phone.collection
    desk.here.answer(desk.cards[0], Rating.GOOD)
    desk.send()
    packages = []
    for turn, card in enumerate([desk.cards[0], desk.cards[1], desk.cards[0], desk.cards[2]]):
        desk.answer_there(card, Rating.GOOD)
        if turn == 1:
            engine.sched.suspend_cards([desk.number(desk.cards[2])])
        if turn == 2:
            engine.sched.unsuspend_cards([desk.number(desk.cards[2])])
            engine.set_user_flag_for_cards(1, [desk.number(desk.cards[1])])
            engine.sched.schedule_cards_as_new([desk.number(desk.cards[0])])
        # marks are known by the second
        engine.db.execute("update cards set mod = ?", int(datetime.now(UTC).timestamp()) - 100 + 10 * turn)
        packages.append(desk.package())
    start = desk.here.backup(tmp_path / "start.db")

    def chosen(name: str, order: Iterable[int]) -> Collection:
        copy = tmp_path / f"{name}.db"
        for old in tmp_path.glob(f"{name}.db*"):
            old.unlink()
        shutil.copy(start, copy)
        collection = Collection.open(copy, clock=lambda: desk.now, config=tmp_path / "config.toml")
        for number in order:
            collection.pull(packages[number])
        return collection

    return packages, chosen


def test_many_cards_at_once_come_to_what_one_after_the_other_does(tmp_path: Path) -> None:
    notes = tmp_path / "many.md"
    notes.write_text("".join(f"## What is number {n}?\n\nIt is {n}.\n\n" for n in range(260)), encoding="utf-8")
    config = tmp_path / "config.toml"
    config.write_text('zone = "Australia/Lord_Howe"\n', encoding="utf-8")
    start = datetime(2026, 3, 1, 8, tzinfo=UTC)
    now = start

    with Collection.open(tmp_path / "srs.db", clock=lambda: now, config=config) as here:
        here.import_paths([notes])
        cards = [listed.card.id for listed in here.select("")]
        for number, card in enumerate(cards[:12]):
            here.answer(card, Rating(1 + number % 4))
        here.suspend(cards[3:5])
        here.reset([cards[5]])
        path = with_rows(here.export_anki(tmp_path / "out.apkg").path, start + timedelta(hours=1))
        now = start + timedelta(days=90)
        here.answer(cards[0], Rating.HARD)
        before = here.states()

        report = here.pull(path)

        assert report.cards == 260
        assert report.reviews == 260 * 4
        assert report.resets == 26
        assert here.rebuild().changed == ()
        assert here.check().ok
        for card in [*cards[:12], *cards[20:26]]:
            history = here.view(card).history
            assert here.view(card).listed.state == replay_card(history)
        assert here.pull(path).pull is None
        here.undo()
        assert here.states() == before
        assert here.pull(path).reviews == 260 * 4
        assert here.rebuild().changed == ()


def with_rows(path: Path, start: datetime) -> Path:
    """Return a package with four answers to every card, over a change of the clocks, and a reset of every tenth."""
    with zipfile.ZipFile(path) as package:
        member = max(name for name in package.namelist() if name.startswith("collection."))
        inside = Path(package.extract(member, path.parent))
    at = int(start.timestamp() * 1000)
    day = 86_400_000
    with closing(sqlite3.connect(inside)) as connection:
        cards = [id for (id,) in connection.execute("select id from cards order by id")]
        rows = [
            (
                at + turn * 20 * day + place * 7_000,
                card,
                1 + (place + turn) % 4,
                ivl,
                0,
                2500,
                4_000 + place,
                int(turn > 1),
            )
            for place, card in enumerate(cards)
            for turn, ivl in enumerate((-600, 3, 0 if place % 7 else 12, -90_000 if place % 5 else 40))
        ]
        rows += [
            (at + 35 * day + place * 7_000 + 1, card, 0, 0, 0, 0, 0, 4)
            for place, card in enumerate(cards)
            if place % 10 == 0
        ]
        connection.executemany("insert into revlog values (?, ?, -1, ?, ?, ?, ?, ?, ?)", rows)
        connection.commit()
    changed = path.with_name("back.apkg")
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as package:
        package.write(inside, member)
    return changed


def empty(path: Path) -> None:
    path.write_bytes(b"")


def no_zip(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 nothing else")


def no_collection(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("../../etc/passwd", "root")


def no_database(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("collection.anki2", "no database at all" * 1000)


def zip_bomb(path: Path) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("collection.anki21", "w", force_zip64=True) as member,
    ):
        for _ in range(64):
            member.write(bytes(1 << 20))


def other_schema(path: Path) -> None:
    database = path.with_suffix(".db")
    with sqlite3.connect(database) as connection:
        connection.execute("create table notes (id)")
    connection.close()
    with zipfile.ZipFile(path, "w") as package:
        package.write(database, "collection.anki2")


def views_for_tables(path: Path) -> None:
    database = path.with_suffix(".db")
    endless = "with recursive n(id) as (select 1 union all select id + 1 from n)"
    with sqlite3.connect(database) as connection:
        connection.execute("create table col (crt, mod, conf)")
        connection.execute("create table notes (id, guid, mid, mod, tags, flds)")
        connection.execute("create table cards (id, nid, did, ord, mod, type, queue, due, flags)")
        columns = "id as cid, 1 as ease, 1 as ivl, 1 as lastIvl, 1 as factor, 1 as time, 1 as type"
        connection.execute(f"create view revlog as {endless} select id, {columns} from n")
    connection.close()
    with zipfile.ZipFile(path, "w") as package:
        package.write(database, "collection.anki2")


@pytest.mark.parametrize("make", [empty, no_zip, no_collection, no_database, zip_bomb, other_schema, views_for_tables])
def test_what_is_no_package_is_refused_in_one_line(desk: Desk, tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "evil.apkg"
    make(path)
    before = desk.log()

    with pytest.raises(Unusable) as refused:
        desk.here.pull(path)

    assert "evil.apkg" in refused.value.message
    assert "\n" not in refused.value.message
    assert desk.log() == before


def test_a_package_that_is_not_there_is_missing(desk: Desk) -> None:
    with pytest.raises(Missing):
        desk.here.pull(desk.folder / "nowhere.apkg")
