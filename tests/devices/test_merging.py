"""Two machines brought together: what comes, what holds, what is refused, and that nothing is ever half done."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from srs import Rating
from srs.clock import to_ms
from srs.collection.merging import MergeReport
from srs.errors import Damaged, Missing, NothingFound, Unusable
from srs.model import CardId, EventKind, Kind, Standing
from srs.store import files, migrations, schema
from tests.devices.conftest import SUBJECTS, Machine


@pytest.fixture
def a(machines: list[Machine]) -> Machine:
    return machines[0]


@pytest.fixture
def b(machines: list[Machine]) -> Machine:
    return machines[1]


def both_ways(a: Machine, b: Machine) -> dict[str, object]:
    """Merge each into the other, and return what both hold."""
    a.merge(b)
    b.merge(a)
    held = a.holds()
    assert b.holds() == held
    return held


def merged(machine: Machine, *others: Machine | Path, dry_run: bool = False) -> MergeReport:
    with machine.open() as collection:
        return collection.merge([each.db if isinstance(each, Machine) else each for each in others], dry_run=dry_run)


def seen(machine: Machine) -> dict[str, tuple[int, date]]:
    with machine.open() as collection:
        return {card: (state.reviews, state.due_day) for card, state in collection.states().items()}


# ------------------------------------------------------------------ the log


def test_a_card_answered_on_both_on_one_day_has_both_answers(a, b):
    a.answer("chunking")
    b.now += timedelta(hours=1)
    b.answer("chunking", Rating.AGAIN)

    report = merged(a, b)

    assert (report.events, report.notes, report.conflicts) == (1, 0, ())
    assert [reviews for reviews, _ in seen(a).values()] == [2]
    both_ways(a, b)


def test_the_next_undo_is_the_same_everywhere(a, b):
    a.answer("chunking")
    b.now += timedelta(hours=1)
    b.answer("recall")
    both_ways(a, b)

    with a.open() as collection:
        undone = collection.undo().undone
    b.merge(a)

    assert undone.device == b.open()._store.device
    assert both_ways(a, b)["undo"] != [undone.id]
    assert list(seen(b)) == [a.card("chunking")]


def test_acts_that_two_machines_began_after_the_same_event_are_undone_one_by_one(a, b):
    cards = {word: a.card(word) for word in SUBJECTS}
    a.answer("chunking")
    b.merge(a)
    with a.open() as one, b.open() as other:
        one.suspend(list(cards.values()))
        other.flag(list(cards.values()))
    both_ways(a, b)

    with a.open() as collection:
        first, second = collection.undo(), collection.undo()

    assert {first.undone.kind, second.undone.kind} == {EventKind.SUSPEND, EventKind.FLAG}
    assert len(first.cards) == len(second.cards) == 3


def test_an_undo_of_an_answer_that_comes_later_holds(a, b, tmp_path):
    a.answer("chunking")
    b.merge(a)
    c = b.copy(tmp_path / "c")
    with b.open() as collection:
        collection.undo()
    empty = Machine(tmp_path / "empty", 2, a.now)
    empty.folder.mkdir()

    empty.merge(b)
    empty.merge(c, a)

    assert seen(empty) == {}
    assert both_ways(empty, a)["states"]


def test_merging_again_brings_nothing(a, b):
    a.answer("chunking")
    both_ways(a, b)

    report = merged(b, a)

    assert (report.events, report.notes, report.cards) == (0, 0, 0)


def test_what_a_phone_did_counts_once_where_both_machines_pulled_it(a, b, tmp_path):
    package = tmp_path / "phone.apkg"
    with a.open() as collection:
        collection.export_anki(package)
    back = answered_on_a_phone(package, tmp_path / "back.apkg", at=to_ms(a.now + timedelta(days=2)))
    a.now = b.now = a.now + timedelta(days=3)
    a.answer("recall")
    b.answer("recall", Rating.AGAIN)
    for machine in (a, b):
        with machine.open() as collection:
            collection.pull(back)

    held = both_ways(a, b)

    states = held["states"]
    assert isinstance(states, dict)
    assert {card: state["reviews"] for card, state in states.items()} == {
        card: 3 if card == a.card("recall") else 1 for card in states
    }
    with a.open() as collection:
        assert collection.pull(back).reviews == 0


def test_an_answer_that_came_to_the_other_machine_through_a_phone_counts_once(a, b, tmp_path):
    a.answer("chunking")
    package = tmp_path / "phone.apkg"
    with a.open() as collection:
        collection.export_anki(package)
    a.now = b.now = a.now + timedelta(hours=2)
    with b.open() as collection:
        assert collection.pull(package).reviews == 1

    both_ways(a, b)

    assert [reviews for reviews, _ in seen(b).values()] == [1]
    with b.open() as collection:
        assert collection.pull(package).reviews == 0


def answered_on_a_phone(package: Path, to: Path, *, at: int) -> Path:
    """Write a package in which each card was answered once."""
    folder = to.parent / "inside"
    with zipfile.ZipFile(package) as sent:
        member = max(name for name in sent.namelist() if name.startswith("collection."))
        inside = Path(sent.extract(member, folder))
    with closing(sqlite3.connect(inside)) as connection:
        cards = [id for (id,) in connection.execute("SELECT id FROM cards ORDER BY id")]
        rows = [(at + number, card, -1, 3, 4, 0, 2500, 4000, 0) for number, card in enumerate(cards)]
        connection.executemany("INSERT INTO revlog VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        connection.commit()
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as made:
        made.write(inside, member)
    return to


# ------------------------------------------------------------------ notes


def text_of(machine: Machine, word: str) -> str:
    with machine.open() as collection:
        return next(each.note.answer for each in collection.select("") if word in each.note.prompt)


def test_of_a_note_edited_on_both_the_newer_text_holds_and_the_other_is_named(a, b):
    a.write(*SUBJECTS, says="was written anew on the first machine and is longer")
    b.now += timedelta(hours=1)
    b.write(*SUBJECTS, says="was written anew on the second machine, later")

    report = merged(a, b)

    assert {conflict.here for conflict in report.conflicts} == {False}
    assert {conflict.prompt for conflict in report.conflicts} == {f"What is {each}?" for each in SUBJECTS}
    assert "second machine" in text_of(a, "recall")
    both_ways(a, b)
    assert merged(b, a).conflicts == ()


def test_an_edit_of_a_text_that_was_known_is_no_conflict_even_by_a_clock_that_is_late(a, b):
    b.off = -timedelta(days=400)
    b.write(*SUBJECTS, says="was written anew on a machine whose clock is late")

    report = merged(a, b)

    assert report.notes == 3
    assert report.conflicts == ()
    assert "clock is late" in text_of(a, "recall")


def test_a_file_that_still_says_what_lost_is_the_same_note(a, b):
    a.write(*SUBJECTS, says="was written anew on the first machine and is longer")
    a.answer("chunking")
    b.now += timedelta(hours=1)
    b.write(*SUBJECTS, says="was written anew on the second machine, later")
    a.merge(b)

    a.now += timedelta(days=1)
    a.write(*SUBJECTS, says="was written anew on the first machine and is longer")

    with a.open() as collection:
        assert len(collection.select("")) == len(collection.select("kind:question")) + 4
        assert collection.find(a.card("chunking")).state.head is not None


def test_a_note_that_went_out_of_its_file_goes_everywhere_and_comes_back_with_it(a, b):
    a.answer("recall")
    both_ways(a, b)
    a.now += timedelta(hours=1)
    a.write("chunking", "reranking")
    both_ways(a, b)
    with b.open() as collection:
        assert [each.note.prompt for each in collection.select("kind:question")] == [
            "What is chunking?",
            "What is reranking?",
        ]

    a.now += timedelta(hours=1)
    a.write(*SUBJECTS)
    both_ways(a, b)

    with b.open() as collection:
        assert len(collection.select("kind:question")) == 3


def test_a_file_that_only_the_other_machine_has_comes_along_and_is_the_same_when_it_is_read_here(a, b):
    from tests.devices.conftest import write

    write(b.folder / "notes" / "more.md", "embedding", "overlap")
    with b.open() as collection:
        collection.import_paths([b.folder / "notes"])
    b.answer("embedding")

    a.merge(b)
    # the disk of the other machine is not in this one
    (b.folder / "notes").rename(b.folder / "elsewhere")
    there = a.card("embedding")
    with a.open() as collection:
        collection.import_paths([a.folder / "notes"])
        assert collection.find(there).state.head is not None
    write(a.folder / "notes" / "more.md", "embedding", "overlap")
    with a.open() as collection:
        collection.import_paths([a.folder / "notes"])

    assert a.card("embedding") == there
    with a.open() as collection:
        assert collection.find(there).note.path == str(a.folder / "notes" / "more.md")
        assert collection.find(there).state.head is not None
    both_ways(a, b)


def test_what_was_forgotten_stays_forgotten_and_its_bytes_go_there_too(a, b):
    a.answer("recall")
    both_ways(a, b)
    with a.open() as collection:
        collection.forget([a.card("recall")])

    report = merged(b, a)

    assert report.forgotten == 1
    assert report.clean
    assert b"people mean by recall" not in b.db.read_bytes()
    both_ways(a, b)
    with b.open() as collection:
        assert len(collection.select("kind:question")) == 2


def test_what_was_forgotten_and_read_again_is_a_new_note_everywhere(a, b):
    both_ways(a, b)
    with a.open() as collection:
        collection.forget([a.card("recall")])
    a.now += timedelta(hours=1)
    b.now += timedelta(hours=2)
    a.write(*SUBJECTS)

    assert merged(b, a).forgotten == 1
    assert b.card("recall") == a.card("recall")
    both_ways(a, b)


def test_no_former_text_of_what_was_forgotten_comes_back(a, b):
    b.now += timedelta(hours=2)
    b.write(*SUBJECTS, says="was written anew after it was forgotten on the other machine")
    with a.open() as collection:
        collection.forget([a.card("recall")])

    both_ways(a, b)

    for machine in (a, b):
        with machine.open() as collection:
            assert len(collection.select("kind:question")) == 2
        assert b"mean by recall" not in machine.db.read_bytes()


def test_a_choice_holds_everywhere_and_so_does_taking_it_back(a, b):
    with a.open() as collection:
        collection.hide([a.card("recall")])
        collection.retype([a.card("chunking")], Kind.KEY_POINT)
    both_ways(a, b)
    with b.open() as collection:
        assert len(collection.select("kind:key_point")) == 1
        assert len(collection.select("kind:question")) == 1

    with b.open() as collection:
        collection.undo()
        collection.undo()
    held = both_ways(a, b)

    notes = held["notes"]
    assert isinstance(notes, dict)
    assert {note["standing"] for note in notes.values()} == {Standing.ACTIVE.value}
    assert sorted(note["kind"] for note in notes.values()) == ["question"] * 3 + ["story"]


# ------------------------------------------------------------------ presets and marks


def test_presets_of_one_name_stay_two_and_the_last_choice_holds(a, b):
    for machine, retention in ((a, "0.8"), (b, "0.95")):
        machine.now += timedelta(hours=1 if machine is b else 0)
        with machine.open() as collection:
            collection.add_preset("hard")
            collection.change_preset("hard", {"desired_retention": retention})
            collection.use_preset("hard", kind="question")

    both_ways(a, b)

    with a.open() as collection:
        names = [each.preset.name for each in collection.presets()]
        assert collection.preset_for("notes", Kind.QUESTION).desired_retention == 0.95
    assert len(names) == len(set(names)) == 3
    assert "hard" in names


def test_a_preset_that_reaches_back_moves_the_cards_of_the_other_machine(a, b):
    for machine in (a, b):
        for _ in range(3):
            machine.now += timedelta(days=4)
            machine.answer("chunking")
    before = {card: due for card, (_, due) in seen(b).items()}
    with a.open() as collection:
        collection.change_preset("default", {"desired_retention": "0.7"}, reschedule=True)

    both_ways(a, b)

    assert seen(b)[b.card("chunking")][1] != before[b.card("chunking")]


# ------------------------------------------------------------------ files and folders


def test_an_export_brings_as_much_as_the_database(a, b, tmp_path):
    b.answer("chunking")
    b.write(*SUBJECTS, "overlap")
    with b.open() as collection:
        collection.flag([b.card("recall")])
        exported = tmp_path / "all.json"
        exported.write_text(json.dumps(collection.export_json()), encoding="utf-8")
        backup = collection.backup(tmp_path / "copy.db")
    c = a.copy(tmp_path / "c")
    d = a.copy(tmp_path / "d")

    from_json, from_db, from_backup = merged(a, exported), merged(c, b), merged(d, backup)

    assert from_json.events == from_db.events == from_backup.events == 2
    assert a.holds() == c.holds() == d.holds()
    b.merge(a)
    assert b.holds() == a.holds()


def test_a_folder_is_where_machines_meet(machines, tmp_path):
    folder = tmp_path / "sync"
    folder.mkdir()
    (folder / "README.md").write_text("what this folder is for", encoding="utf-8")
    for number, machine in enumerate(machines):
        machine.answer(SUBJECTS[number])

    for machine in (*machines, *machines):
        machine.merge(folder)

    held = [machine.holds() for machine in machines]
    assert held[0] == held[1] == held[2]
    assert len(list(folder.glob("srs-*.db"))) == 3
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    machines[0].merge(folder)
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_a_file_in_a_folder_that_cannot_be_used_is_a_problem_and_the_others_come(a, b, tmp_path):
    folder = tmp_path / "sync"
    folder.mkdir()
    b.answer("chunking")
    b.merge(folder)
    (folder / "broken.db").write_bytes(b"SQLite format 3\0" + b"?" * 3000)
    (folder / "other.json").write_text("{}", encoding="utf-8")

    report = merged(a, folder)

    assert report.events == 1
    assert sorted(Path(problem.path).name for problem in report.problems) == ["broken.db", "other.json"]


def test_machines_that_began_from_one_backup_meet_in_a_folder_too(a, tmp_path):
    folder = tmp_path / "sync"
    folder.mkdir()
    b = a.copy(tmp_path / "b")
    a.answer("chunking")
    b.answer("recall", Rating.AGAIN)

    for machine in (a, b, a):
        machine.merge(folder)

    assert a.holds() == b.holds()
    assert len(seen(a)) == 2
    assert len(list(folder.iterdir())) == 1


def test_a_database_of_an_older_version_is_read_and_left_as_it_is(a, tmp_path):
    old = tmp_path / "old.db"
    engine = files.engine(old)
    with engine.begin() as connection:
        migrations.upgrade(connection, schema.REVISIONS[0])
        connection.exec_driver_sql("INSERT INTO meta VALUES ('app', 'srs'), ('device', 'old')")
        columns = "id, card, kind, rating, at, device, day, utc_offset, rollover, detail"
        row = ("0" * 26, a.card("chunking"), "review", 3, 1_700_000_000_000, "old", 19_675, 0, 240, "{}")
        connection.exec_driver_sql(f"INSERT INTO log ({columns}) VALUES ({', '.join('?' * len(row))})", row)
    engine.dispose()
    before = old.read_bytes()

    assert merged(a, old).events == 1
    assert [reviews for reviews, _ in seen(a).values()] == [1]
    assert old.read_bytes() == before
    assert not list(tmp_path.glob("old.*.db"))


def test_the_other_file_is_left_as_it_is_and_nothing_lies_beside_it(a, b):
    b.answer("chunking")
    before = {path: path.read_bytes() for path in b.folder.iterdir() if path.is_file()}

    a.merge(b)

    assert {path: path.read_bytes() for path in b.folder.iterdir() if path.is_file()} == before


def test_a_database_that_another_program_has_open_is_read_as_it_stands(a, b):
    b.answer("chunking")
    with b.open() as collection:
        collection.answer(CardId(collection.select("")[0].card.id), Rating.GOOD, took_ms=1)

        report = merged(a, b)

    assert report.events == 2


def test_a_dry_run_says_what_would_come_and_stores_nothing(a, b, tmp_path):
    b.answer("chunking")
    before = a.db.read_bytes()
    folder = tmp_path / "sync"
    folder.mkdir()
    b.merge(folder)

    report = merged(a, folder, dry_run=True)

    assert (report.events, report.stored, report.left) == (1, False, ())
    assert a.db.read_bytes() == before
    absent = Machine(tmp_path / "absent", 0, a.now)
    absent.folder.mkdir()
    assert merged(absent, b, dry_run=True).notes == 4
    assert not absent.db.exists()


def test_a_new_machine_is_filled_by_a_merge(b, tmp_path):
    b.answer("chunking")
    new = Machine(tmp_path / "new", 0, b.now)
    new.folder.mkdir()

    new.merge(b)

    assert new.holds() == b.holds()


@pytest.mark.parametrize(
    ("name", "content", "error", "says"),
    [
        ("absent.db", None, Missing, "there is no file or folder"),
        ("empty.db", b"", Unusable, "is empty"),
        ("notes.txt", b"what is chunking", Unusable, "is not a database"),
        ("wrong.json", b'{"notes": [', Unusable, "is not JSON that can be read"),
        ("other.json", b'{"notes": []}', Unusable, "the export has no list of cards"),
        ("broken.db", b"SQLite format 3\0" + b"?" * 3000, Damaged, "is damaged"),
    ],
)
def test_what_cannot_be_merged_is_refused_in_one_line(a, tmp_path, name, content, error, says):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    before = a.db.read_bytes()

    with pytest.raises(error) as raised:
        a.merge(path)

    assert says in raised.value.message
    assert name in raised.value.message
    assert "\n" not in raised.value.message
    assert a.db.read_bytes() == before


def test_the_database_itself_one_that_is_newer_and_one_of_another_program_are_refused(a, b, tmp_path):
    with pytest.raises(Unusable, match="is the database itself"):
        a.merge(a.db)
    (tmp_path / "link.db").symlink_to(a.db)
    with pytest.raises(Unusable, match="is the database itself"):
        a.merge(tmp_path / "link.db")
    with closing(sqlite3.connect(b.db)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'srs_9999'")
        connection.commit()
    with pytest.raises(Unusable, match="newer srs"):
        a.merge(b)
    with closing(sqlite3.connect(tmp_path / "foreign.db")) as connection:
        connection.execute("CREATE TABLE t (x)")
        connection.commit()
    with pytest.raises(Unusable, match="another program"):
        a.merge(tmp_path / "foreign.db")


def test_nothing_to_merge_is_nothing_found(tmp_path, a):
    new = Machine(tmp_path / "new", 0, a.now)
    new.folder.mkdir()
    (tmp_path / "sync").mkdir()

    with pytest.raises(NothingFound):
        new.merge(tmp_path / "sync")
    assert not new.db.exists()


# ------------------------------------------------------------------ killed

KILLED = """
import os, signal, sys
from srs import Collection
left = int(sys.argv[3])
def progress(done, whole):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
with Collection.open(sys.argv[1]) as collection:
    collection.merge([sys.argv[2]], progress=progress)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system kills otherwise")
@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_killed_at_any_moment_nothing_is_half_done(a, b, after):
    b.answer("chunking")
    b.write(*SUBJECTS, "overlap", says="was written anew and is something else")
    before = a.holds()

    ended = subprocess.run(
        [sys.executable, "-c", KILLED, a.db, b.db, str(after)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    ).returncode

    assert ended == -signal.SIGKILL
    assert a.holds() == before
    both_ways(a, b)
