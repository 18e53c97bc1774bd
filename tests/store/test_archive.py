"""A backup is whole, a restore brings back what it holds, and whatever was there before is kept."""

from __future__ import annotations

import json
import sqlite3
from datetime import timedelta

import pytest

from srs.errors import Missing, SrsError, Unusable
from srs.model import CardId, EventKind
from srs.store import Store, archive, checkup, dump, schema
from tests.store.conftest import NOW, TODAY, cards_of, event, fill, note, seen


def replay(events):
    return {CardId(one.card): seen(head=one.id) for one in events if one.card}


def restore(backup, target):
    return archive.restore(backup, target, replay=replay, now=NOW)


def everything(store):
    with store.read() as reader:
        return reader.sources(), reader.notes(), reader.listed(), reader.events(), reader.states()


@pytest.fixture
def full(store):
    fill(store, note("a", points=2, tags=("old",), cues=("why",)), note("b", also=(("x.md", note().lines),)))
    fill(store, note("c", prompt="Ünïcode “quotes”"), name="other.md")
    with store.write() as writer:
        for minute in range(5):
            at = NOW + timedelta(minutes=minute)
            writer.append(event("a", at=at, took_ms=900, due_day=TODAY, due_at=at), seen())
        last = writer.append(event("a-p1", detail={"ticks": [1, 2]}), seen())
        writer.append(event("a-p1", EventKind.UNDO, refers_to=last.id))
    return store


def test_a_backup_holds_everything_in_one_file_and_can_be_used_as_it_is(full, tmp_path):
    copy = archive.backup(full, tmp_path / "backups" / "one.db")

    assert [file.name for file in copy.parent.iterdir()] == ["one.db"]
    with Store.open(copy) as other:
        assert everything(other) == everything(full)
        assert other.device == full.device
        fill(other, note("more"))


def test_a_backup_replaces_an_older_one(full, tmp_path):
    archive.backup(full, tmp_path / "b.db")
    fill(full, note("d"), name="later.md")

    copy = archive.backup(full, tmp_path / "b.db")

    with Store.open(copy) as other:
        assert everything(other) == everything(full)


def test_there_is_no_backup_of_nothing_nor_over_the_database_itself(store, full, path, tmp_path):
    with pytest.raises(Missing), Store.open(tmp_path / "none.db") as absent:
        archive.backup(absent, tmp_path / "b.db")
    with pytest.raises(Unusable, match="the database itself"):
        archive.backup(full, path)
    with pytest.raises(Unusable, match="is a folder"):
        archive.backup(full, tmp_path)


def test_a_restore_brings_back_what_was_there_and_keeps_what_is(full, path, tmp_path):
    before = everything(full)
    copy = archive.backup(full, tmp_path / "b.db")
    fill(full, note("d"), name="later.md")
    later = everything(full)

    restored = restore(copy, path)

    assert everything(full) == before
    assert (restored.notes, restored.cards, restored.events) == (3, 5, 7)
    assert restored.kept is not None and restored.kept.parent == path.parent
    with Store.open(restored.kept) as kept:
        assert everything(kept) == later


def test_a_restored_database_is_guarded_and_sound(full, path, tmp_path):
    restore(archive.backup(full, tmp_path / "b.db"), path)

    with full.read() as reader:
        assert checkup.faults(reader) == []
    with full.write() as writer:
        writer.append(event("b"), seen())


def test_a_restore_makes_a_database_where_none_is(full, tmp_path):
    target = tmp_path / "new" / "srs.db"

    restored = restore(archive.backup(full, tmp_path / "b.db"), target)

    assert restored.kept is None
    with Store.open(target) as other:
        assert everything(other) == everything(full)
    assert [file.name for file in target.parent.iterdir()] == ["srs.db"]


def test_an_export_rebuilds_the_database_elsewhere(full, tmp_path):
    with full.read() as reader:
        exported = dump.dump(reader, [{"name": "default"}])
    file = tmp_path / "export.json"
    file.write_text(json.dumps(exported), encoding="utf-8")

    restore(file, tmp_path / "other.db")

    with Store.open(tmp_path / "other.db") as other, other.read() as theirs, full.read() as ours:
        assert dump.dump(theirs, [{"name": "default"}]) == exported
        assert theirs.events() == ours.events()
        assert [known.note for known in theirs.notes()] == [known.note for known in ours.notes()]
        assert [one.card for one in theirs.listed()] == [one.card for one in ours.listed()]
        assert theirs.states() == replay(ours.events())
        assert checkup.faults(theirs) == []


def test_an_export_has_the_keys_of_the_contract_and_counts_no_undone_answer(full):
    with full.read() as reader:
        exported = dump.dump(reader)

    assert list(exported) == ["notes", "cards", "reviews", "events", "presets"]
    assert len(exported["events"]) == 7
    assert [row["card"] for row in exported["reviews"]] == ["a"] * 5


def test_retired_notes_and_given_slots_come_along(store, tmp_path):
    id = fill(store, note("a", points=3), note("b"))
    with store.write() as writer:
        writer.apply(id, [note("a", points=1)], cards_of(note("a", points=1)), at=NOW, retired=["b"])
    file = tmp_path / "export.json"
    with store.read() as reader:
        file.write_text(json.dumps(dump.dump(reader)), encoding="utf-8")

    restore(file, tmp_path / "other.db")

    with Store.open(tmp_path / "other.db") as other, other.read() as reader:
        assert {known.note.id: (known.standing, known.used_slots) for known in reader.notes()} == {
            "a": ("active", 3),
            "b": ("retired", 0),
        }


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda e: e.pop("events"), "no list of events"),
        (lambda e: e["notes"].append(3), "no object"),
        (lambda e: e["notes"][0].pop("prompt"), "note that can't be read: a"),
        (lambda e: e["notes"][0].update(kind="poem"), "note that can't be read: a"),
        (lambda e: e["notes"].append(e["notes"][0]), "note a twice"),
        (lambda e: e["cards"][0].update(note="gone"), "card a of a note"),
        (lambda e: e["cards"].append(e["cards"][0]), "card a twice"),
        (lambda e: e["events"].append(e["events"][0]), "twice"),
        (lambda e: e["events"][0].update(rating=9), "event that can't be read"),
        (lambda e: e["events"][0].update(at="yesterday"), "event that can't be read"),
        (lambda e: e["events"][0].update(at=2**70), "event that can't be read"),
        (lambda e: e["events"][0].update(day="2026-13-01"), "event that can't be read"),
        (lambda e: e["events"][0].update(detail=[1]), "event that can't be read|no JSON object"),
    ],
)
def test_an_export_that_makes_no_sense_is_refused_by_name_and_changes_nothing(full, path, tmp_path, change, says):
    before = everything(full)
    with full.read() as reader:
        exported = dump.dump(reader)
    change(exported)
    file = tmp_path / "export.json"
    file.write_text(json.dumps(exported), encoding="utf-8")

    with pytest.raises(Unusable, match=says):
        restore(file, path)

    assert everything(full) == before
    assert {entry.name for entry in tmp_path.iterdir()} == {"srs.db", "srs.db-wal", "srs.db-shm", "export.json"}


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 99, b"{", b'{"notes": 1}', b"[]", b"{\xff}"])
def test_what_is_no_backup_is_refused_and_changes_nothing(full, path, tmp_path, content):
    before = everything(full)
    file = tmp_path / "thing"
    file.write_bytes(content)

    with pytest.raises(SrsError):
        restore(file, path)

    assert everything(full) == before
    assert file.read_bytes() == content


def test_a_backup_that_is_missing_foreign_newer_or_broken_is_refused(full, path, tmp_path):
    before = everything(full)
    foreign, newer, broken, unguarded = (tmp_path / name for name in ("foreign", "newer", "broken", "unguarded"))
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    connection.close()
    for file in (newer, broken, unguarded):
        archive.backup(full, file)
    with sqlite3.connect(newer) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'srs_9999'")
    connection.close()
    with sqlite3.connect(unguarded) as connection:
        connection.execute("DROP TRIGGER log_keeps_update")
    connection.close()
    content = bytearray(broken.read_bytes())
    content[4096 * 3 : 4096 * 9] = b"\xa5" * 4096 * 6
    broken.write_bytes(content)

    for file, says in [
        (tmp_path / "absent", "no file"),
        (foreign, "another program"),
        (newer, "newer srs"),
        (broken, "damaged"),
        (unguarded, "log_keeps_update is missing"),
    ]:
        with pytest.raises(SrsError, match=says):
            restore(file, path)

    assert everything(full) == before


@pytest.mark.parametrize("content", [b"garbage" * 2000, b"SQLite format 3\0" + b"\0" * 5000])
def test_a_database_that_is_beyond_reading_is_set_aside_for_the_one_restored(full, tmp_path, content):
    target = tmp_path / "wreck.db"
    target.write_bytes(content)

    restored = restore(archive.backup(full, tmp_path / "b.db"), target)

    assert restored.kept is not None and restored.kept.read_bytes() == content
    with Store.open(target) as other:
        assert everything(other) == everything(full)


def test_another_programs_database_is_not_restored_over(full, tmp_path):
    target = tmp_path / "bookmarks.db"
    with sqlite3.connect(target) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    connection.close()

    with pytest.raises(Unusable, match="another program"):
        restore(archive.backup(full, tmp_path / "b.db"), target)

    assert sqlite3.connect(target).execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]


def test_a_log_left_behind_by_a_deleted_database_does_no_harm(full, path, tmp_path):
    copy = archive.backup(full, tmp_path / "b.db")
    stale = path.with_name("srs.db-wal").read_bytes()
    target = tmp_path / "t.db"
    target.with_name("t.db-wal").write_bytes(stale)

    restore(copy, target)

    with Store.open(target) as other, other.read() as reader:
        assert checkup.faults(reader) == []
    with Store.open(target) as other:
        assert everything(other) == everything(full)


def test_a_check_names_what_is_missing_or_changed(full, path):
    with full.read() as reader:
        assert checkup.faults(reader) == []
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER log_keeps_replace")
        connection.execute("DROP INDEX ix_log_day")
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("DELETE FROM source")
    connection.close()

    with full.read() as reader:
        found = "; ".join(checkup.faults(reader))

    assert "log_keeps_replace is missing" in found
    assert "ix_log_day is missing" in found
    assert "note refers to a source that is not there" in found


def test_the_schema_knows_its_guards_by_name():
    for name, statement in schema.GUARDS_SQLITE.items():
        assert statement.startswith(f"CREATE TRIGGER {name} ")
