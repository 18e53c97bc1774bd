"""The package, judged by the engine that Anki's own clients are made of."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from srs import Collection
from srs.anki.export import AnkiExport
from srs.anki.identity import MAX_POINT_CARDS, Form, address, guid
from srs.errors import NothingFound, SrsError, Unusable
from srs.model import (
    Card,
    CardId,
    CardState,
    Kind,
    Lines,
    Listed,
    Note,
    NoteId,
    Point,
    PointId,
    Role,
    Standing,
)
from srs.notes.cards import cards_of
from tests.anki.conftest import pack

DAY = datetime(2026, 12, 1, 8, tzinfo=UTC)


def note(id: str = "n1", kind: Kind = Kind.QUESTION, **values: Any) -> Note:
    given = {"prompt": f"What is {id}?", "answer": f"It is {id}.", "path": "mlops/rag.md", "deck": "mlops::rag"}
    return Note(id=NoteId(id), kind=kind, lines=Lines(1, 3), **(given | values))


def point(text: str, slot: int, role: str | None = None) -> Point:
    return Point(id=PointId(f"p{slot}"), text=text, lines=Lines(slot, slot), role=role, slot=slot)


def story(*points: Point, id: str = "s1", **values: Any) -> Note:
    named = tuple(replace(p, id=PointId(f"{id}.{p.id}")) for p in points)
    return note(id, Kind.STORY, **({"prompt": "The outage"} | values), points=named)


def cards(*notes: Note, state: CardState | None = None) -> list[Listed]:
    """The cards that notes make: one each, and one for each point of a story."""
    listed: list[Listed] = []
    for one in notes:
        made = [Card(id=CardId(one.id), note=one.id, role=Role.ASK)]
        if one.kind is Kind.STORY:
            made += [Card(id=CardId(p.id), note=one.id, role=Role.POINT, slot=p.slot) for p in one.points]
        for card in made:
            listed.append(
                Listed(
                    card=card,
                    note=one,
                    standing=Standing.ACTIVE,
                    state=state or CardState(),
                    order=len(listed),
                )
            )
    return listed


Export = Callable[..., AnkiExport]


@pytest.fixture
def export(tmp_path: Path) -> Export:
    """Write notes (or cards of them) as a package; all changed at one time unless told."""

    def write(
        *what: Note | Listed, name: str = "notes.apkg", at: datetime | Mapping[NoteId, datetime] = DAY, **more: Any
    ) -> AnkiExport:
        listed = [item for one in what for item in (cards(one) if isinstance(one, Note) else [one])]
        listed = [replace(item, order=place) for place, item in enumerate(listed)]
        changed = at if isinstance(at, Mapping) else {item.note.id: at for item in listed}
        return pack(tmp_path / name, listed, changed=changed, **more)

    return write


def of(one: Note) -> str:
    return guid(one.id, Form.STORY if one.kind is Kind.STORY else Form.SINGLE)


OUTAGE = story(
    point("Checkout was down on a Friday.", 1, "situation"),
    point("I rolled back first.", 2, "action"),
    point("Then I read the logs.", 3, "action"),
    point("Back in 12 minutes.", 4, "result"),
    answer="Checkout was down. I rolled back, then read the logs. 12 minutes.",
)


def test_every_card_arrives_and_no_other(export: Export, phone: Any) -> None:
    notes = [note(kind.value, kind) for kind in Kind if kind is not Kind.STORY]
    listed = cards(*notes, OUTAGE)

    made = export(*listed)

    assert phone.take(made.path) == {"new": len(notes) + 1}
    assert phone.addresses == {address(item.note, item.card) for item in listed}
    assert (made.notes, made.cards, made.decks, made.problems) == (len(notes) + 1, len(listed), 1, ())
    assert phone.complaints() == []


def test_taking_the_same_package_again_changes_nothing(export: Export, phone: Any) -> None:
    made = export(note(), OUTAGE)
    phone.take(made.path)
    before = phone.everything()

    assert phone.take(made.path) == {"duplicate": 2}
    assert phone.everything() == before


def test_an_edited_note_is_updated_in_place(export: Export, phone: Any) -> None:
    phone.take(export(note(), OUTAGE).path)
    before = phone.addresses
    edited = note(answer="It is something else.")

    again = export(edited, OUTAGE, at={edited.id: DAY + timedelta(seconds=1), OUTAGE.id: DAY})

    assert phone.take(again.path) == {"updated": 1, "duplicate": 1}
    assert "something else" in phone.fields(of(edited))["Answer"]
    assert phone.addresses == before
    assert phone.complaints() == []


def test_a_note_edited_on_the_phone_keeps_that_text_until_its_source_changes(export: Export, phone: Any) -> None:
    first = note()
    phone.take(export(first).path)
    phone.edit(of(first), at=DAY + timedelta(hours=2), Answer="my own words")

    phone.take(export(first).path)
    assert phone.fields(of(first))["Answer"] == "my own words"

    phone.take(export(note(answer="From the source."), at=DAY + timedelta(hours=3)).path)
    assert phone.fields(of(first))["Answer"] == "<p>From the source.</p>"


def test_a_point_added_to_a_story_adds_one_card_to_the_same_note(export: Export, phone: Any) -> None:
    phone.take(export(OUTAGE).path)
    before = phone.addresses
    longer = replace(OUTAGE, points=(*OUTAGE.points, point("Rehearse rollbacks.", 7, "learning")))

    assert phone.take(export(longer, at=DAY + timedelta(days=1)).path) == {"updated": 1}
    assert phone.addresses - before == {(of(OUTAGE), 7)}
    assert phone.complaints() == []


def test_a_removed_note_stays_on_the_phone(export: Export, phone: Any) -> None:
    phone.take(export(note("a"), note("b")).path)

    assert phone.take(export(note("b")).path) == {"duplicate": 1}
    assert of(note("a")) in {guid for guid, _ in phone.addresses}


def test_some_cards_of_a_story_can_go_first_and_the_others_later(export: Export, phone: Any) -> None:
    listed = cards(OUTAGE)

    phone.take(export(listed[2]).path)
    assert phone.addresses == {address(OUTAGE, listed[2].card)}
    assert phone.complaints() == []

    phone.take(export(*listed).path)
    assert phone.addresses == {address(OUTAGE, item.card) for item in listed}
    assert phone.complaints() == []


def test_a_note_that_becomes_a_story_is_a_new_note_rather_than_a_conflict(export: Export, phone: Any) -> None:
    phone.take(export(note("x")).path)

    assert phone.take(export(story(point("A beat.", 1), id="x"), at=DAY + timedelta(days=1)).path) == {"new": 1}


def test_new_cards_come_in_the_order_of_the_notes(export: Export, phone: Any) -> None:
    made = export(note("z"), OUTAGE, note("a"))

    phone.take(made.path)

    order = phone.collection.db.all(
        "select n.guid, c.ord from cards c join notes n on n.id = c.nid order by c.due, c.ord"
    )
    expected = [(of(note("z")), 0), *((of(OUTAGE), slot) for slot in range(5)), (of(note("a")), 0)]
    assert [tuple(row) for row in order] == expected


def test_a_suspended_card_is_suspended_where_schedules_are_taken_along(export: Export, phone: Any) -> None:
    phone.take(export(*cards(note(), state=CardState(suspended=True))).path, schedules=True)

    assert phone.collection.db.list("select queue from cards") == [-1]


def test_decks_are_nested_and_meet_those_of_the_phone(export: Export, phone: Any) -> None:
    phone.collection.decks.id("MLOps::Serving")
    decks = ["mlops::serving", "MLOps::serving::triton", " go :: \x07channels ", "Default", "", "::", "a::::b"]

    phone.take(export(*(note(f"n{n}", deck=deck) for n, deck in enumerate(decks))).path)

    names = {deck["name"] for deck in phone.collection.decks.all()}
    assert names == {
        "Default",
        "MLOps",
        "MLOps::Serving",
        "MLOps::Serving::triton",
        "go",
        "go::channels",
        "srs",
        "a",
        "a::b",
    }
    assert phone.complaints() == []


def test_tags_arrive_whole(export: Export, phone: Any) -> None:
    tagged = note(
        tags=("fill-in", "two words", "wide\u3000blank", "tab\tbed", 'quo"te', "a::b", "Go", "go", " ", "\x01")
    )

    phone.take(export(tagged).path)

    assert set(phone._note(of(tagged)).tags) == {"fill-in", "two_words", "wide_blank", "tab_bed", "quote", "a::b", "go"}


def test_equal_input_gives_equal_bytes_in_any_place(export: Export) -> None:
    listed = [replace(item, order=place) for place, item in enumerate(cards(note("a"), OUTAGE, note("b")))]
    changed = dict.fromkeys((item.note.id for item in listed), DAY)
    first = export(*listed, name="one.apkg").path

    second = first.with_name("two.apkg")
    pack(second, listed, changed=changed)

    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as zipped:
        assert {(entry.date_time[0], entry.create_system) for entry in zipped.infolist()} == {(1980, 3)}


def test_ids_do_not_depend_on_what_else_is_exported(export: Export) -> None:
    def rows(package: Path) -> dict[str, tuple[int, int]]:
        return dict(
            inside(package, "select n.guid || c.ord, n.id || ' ' || c.id from cards c join notes n on n.id = c.nid")
        )

    alone = rows(export(note("a"), name="one.apkg").path)
    among = rows(export(note("b"), OUTAGE, note("a"), name="two.apkg").path)

    assert alone.items() <= among.items()


def inside(package: Path, query: str) -> list[Any]:
    """Rows of the database in a package."""
    with zipfile.ZipFile(package) as zipped:
        database = sqlite3.connect(":memory:")
        database.deserialize(zipped.read("collection.anki2"))
    rows = database.execute(query).fetchall()
    database.close()
    return rows


def test_a_story_has_cards_for_as_many_points_as_there_are_templates(export: Export, phone: Any) -> None:
    long = story(*(point(f"Beat {n}.", n) for n in range(1, MAX_POINT_CARDS + 3)))

    made = export(long)

    assert made.cards == MAX_POINT_CARDS + 1
    assert [(problem.path, problem.line) for problem in made.problems] == [(long.path, 1)] * 2
    phone.take(made.path)
    assert f"Beat {MAX_POINT_CARDS + 2}." in phone.sides(of(long))[1]
    assert phone.complaints() == []


def test_there_is_room_for_every_card_that_a_note_makes(export: Export) -> None:
    long = story(*(point(f"Beat {n}.", n) for n in range(1, 40)))
    made = [replace(cards(long)[0], card=card, order=place) for place, card in enumerate(cards_of(long))]

    assert (export(*made).cards, export(*made).problems) == (len(made), ())


def test_a_full_disk_leaves_the_package_that_was_there(export: Export, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    before = export(note()).path.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))  # writing beyond it fails, as on a full disk

    try:
        with pytest.raises(SrsError, match="can't write"):
            export(note(), note("more"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert [path.name for path in tmp_path.iterdir()] == ["notes.apkg"]
    assert (tmp_path / "notes.apkg").read_bytes() == before


def test_nothing_is_left_behind_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    blocked = tmp_path / "file" / "notes.apkg"
    blocked.parent.write_text("no folder")

    with pytest.raises(SrsError, match=r"can't write .*notes\.apkg"):
        pack(blocked, cards(note()), changed={NoteId("n1"): DAY})
    pack(tmp_path / "notes.apkg", cards(note()), changed={NoteId("n1"): DAY})

    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "notes.apkg", "scratch"]
    assert list(scratch.iterdir()) == []


def test_the_package_before_is_there_until_the_new_one_is_whole(export: Export, tmp_path: Path) -> None:
    before = export(note()).path.read_bytes()

    with pytest.raises(KeyError):
        export(note("other"), at={})

    assert [path.read_bytes() for path in tmp_path.glob("*.apkg")] == [before]


@pytest.mark.parametrize("name", ["collection.apkg", "Collection.APKG", "notes.colpkg", "notes", "notes.zip"])
def test_a_name_that_a_phone_would_misunderstand_is_refused(export: Export, name: str) -> None:
    with pytest.raises(Unusable):
        export(note(), name=name)


def test_nothing_to_export_is_said(export: Export, tmp_path: Path) -> None:
    with pytest.raises(NothingFound):
        export()

    assert list(tmp_path.iterdir()) == []


def test_a_picture_in_a_note_goes_along_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "graph.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 40)
    notes = tmp_path / "notes.md"
    notes.write_text("# V\n\n## How does it look?\n![a graph](img/graph.png)\n\n## And why?\nSee ![[graph.png]].\n")
    with Collection.open(tmp_path / "srs.db") as collection:
        collection.import_paths([notes])
        made = collection.export_anki(tmp_path / "out.apkg")

        answers = [item.note.answer for item in collection.select("")]
    assert answers == ["![a graph](img/graph.png)", "See ![[graph.png]]."]
    with zipfile.ZipFile(made.path) as package:
        assert (made.pictures, len(package.read("0"))) == (1, 48)


def test_what_they_may_go_on_to_ask_is_questions_and_no_prompt_stands_twice(tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text(
        "# V\n\n## How fast was it?\nWe cut p99 latency from 900 ms to 240 ms.\n\n"
        "Follow-up: What did it cost?\nTwo weeks.\n\n"
        "## Show a retry with backoff\n```python\ndef retry(call, tries=5):\n    for n in range(tries):\n"
        "        try:\n            return call()\n        except TimeoutError:\n            time.sleep(2 ** n)\n```\n"
    )
    with Collection.open(tmp_path / "srs.db") as collection:
        collection.import_paths([notes])
        kinds = {item.note.kind for item in collection.select("")}
        made = collection.export_anki(tmp_path / "out.apkg")
    with zipfile.ZipFile(made.path) as package:
        package.extract("collection.anki2", tmp_path)
    with closing(sqlite3.connect(tmp_path / "collection.anki2")) as connection:
        fields = [row.split("\x1f") for (row,) in connection.execute("SELECT flds FROM notes")]
    follows, next_ = 6, 7
    assert {Kind.METRIC, Kind.CODE, Kind.QUESTION} <= kinds
    assert {row[next_] for row in fields} == {"", "<ul><li>What did it cost?</li></ul>"}
    assert all(row[follows] != row[0] for row in fields)
