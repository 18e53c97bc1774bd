"""A database that can't be used is refused in one line and left as it was; one that can't be written is still read."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from srs.errors import Damaged, SrsError, Unusable
from srs.store import Store, archive, files, migrations, schema
from tests.store.conftest import NOW, TODAY, event, fill, note, seen

NOBODY = 65534


@contextmanager
def unprivileged():
    """Act as a user to whom permissions apply, where this one stands above them."""
    if not hasattr(os, "geteuid"):
        pytest.skip("permissions are of another kind here")
    if above := os.geteuid() == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if above:
            os.seteuid(0)


@pytest.fixture
def folder():
    """A folder that also an unprivileged user reaches."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    folder.chmod(0o777)
    shutil.rmtree(folder)


def one_line(error):
    assert "\n" not in error.message and error.message
    assert error.hint is None or "\n" not in error.hint
    return error.message


def refusal(path):
    """What opening says, after making sure that it changed nothing and left nothing behind."""
    before = path.read_bytes(), sorted(path.parent.iterdir())
    with pytest.raises(SrsError) as refused:
        Store.open(path)
    assert (path.read_bytes(), sorted(path.parent.iterdir())) == before
    return one_line(refused.value)


# ------------------------------------------------------------------ what is no database of ours


def test_a_file_that_is_no_database_is_refused(path):
    path.write_text("# Notes\n" * 100)
    assert "not a database" in refusal(path)


def test_a_short_file_that_is_no_database_is_refused(path):
    path.write_text("x")
    assert "not a database" in refusal(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such things here")
def test_what_is_no_file_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")

    for target in (tmp_path / "pipe", Path(os.devnull)):
        with pytest.raises(Unusable, match="is no file"):
            Store.open(target)
        with pytest.raises(Unusable, match="is no file"):
            archive.restore(target, tmp_path / "srs.db", replay=lambda _: {}, now=NOW)


def test_a_home_of_nobody_is_a_name_like_others(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert Store.open("~nobody-has-this-name/srs.db").path == tmp_path / "~nobody-has-this-name" / "srs.db"


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(Unusable, match="is a folder"):
        Store.open(tmp_path)


def test_a_path_below_a_file_is_refused(path):
    path.write_bytes(b"")
    with pytest.raises(Unusable, match="not a directory"):
        Store.open(path / "srs.db")


def test_another_programs_database_is_refused(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    assert "another program" in refusal(path)


def test_another_programs_migrations_are_not_taken_for_ours(path):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE alembic_version (version_num)")
        connection.execute("INSERT INTO alembic_version VALUES ('ae1027a6acf')")
    assert "another program" in refusal(path)


def test_an_empty_file_is_a_database_that_is_yet_to_be_made(path):
    path.write_bytes(b"")
    with Store.open(path) as store:
        assert not store.exists
        fill(store, note("a"))
        assert store.exists


def test_a_database_newer_than_the_program_is_refused(store, path):
    fill(store, note("a"))
    store.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = 'srs_9999'")
    assert "newer srs" in refusal(path)


@pytest.mark.parametrize("version", [(3, 36, 0), (3, 8, 7)])
def test_an_sqlite_without_strict_tables_is_refused(version):
    with pytest.raises(Unusable, match="too old"):
        files.check_sqlite(version)


@pytest.mark.parametrize("url", ["nosuch://host/db", "://", "a b://"])
def test_a_url_of_no_known_database_is_refused(url):
    with pytest.raises(Unusable) as refused:
        Store.open(url)
    one_line(refused.value)


def test_a_password_does_not_stand_in_messages():
    with pytest.raises(Unusable) as refused:
        Store.open("nosuch://me:secret@host/db")
    assert "secret" not in refused.value.message


# ------------------------------------------------------------------ what is damaged


@pytest.fixture
def closed(path):
    """A database of some pages, closed."""
    with Store.open(path) as store:
        fill(store, *[note(f"n{number}", answer="x" * 3000) for number in range(40)])
    return path


def test_a_database_whose_pages_are_overwritten_is_damaged(closed):
    content = bytearray(closed.read_bytes())
    content[4096 * 2 :] = b"\xa5" * (len(content) - 4096 * 2)
    closed.write_bytes(content)

    with pytest.raises(Damaged) as refused, Store.open(closed) as store, store.read() as reader:
        reader.listed()

    assert "damaged" in one_line(refused.value)
    assert closed.read_bytes() == content


def test_a_database_that_was_cut_off_is_damaged(closed):
    content = closed.read_bytes()[: 4096 * 3 + 100]
    closed.write_bytes(content)

    with pytest.raises(Damaged) as refused, Store.open(closed) as store, store.read() as reader:
        reader.listed()

    assert "damaged" in one_line(refused.value)
    assert closed.read_bytes() == content


def test_a_header_that_is_overwritten_is_damaged(closed):
    content = closed.read_bytes()
    closed.write_bytes(content[:16] + b"\0" * 84 + content[100:])
    assert "damaged" in refusal(closed)


# ------------------------------------------------------------------ what can't be written


@pytest.fixture
def frozen(folder):
    """A database in a folder where nothing can be written."""
    path = folder / "srs.db"
    with Store.open(path) as store:
        fill(store, note("a"))
        with store.write() as writer:
            writer.append(event("a"), seen())
        # what is loaded late is loaded now: it may lie where an unprivileged user can't go
        refused_write(Store.open(path, read_only=True))
    for entry in folder.iterdir():
        entry.chmod(0o444)
    folder.chmod(0o555)
    return path


def refused_write(store):
    with pytest.raises(SrsError) as refused, store.write() as writer:
        writer.append(event("a"), seen())
    store.close()
    return one_line(refused.value)


def read(store):
    with store.read() as reader:
        return len(reader.listed()), len(reader.events()), reader.waiting(TODAY, NOW).reviews


def test_it_is_read_where_its_folder_cannot_be_written(frozen):
    content = frozen.read_bytes()
    with unprivileged():
        with Store.open(frozen) as store:
            assert read(store)[:2] == (1, 1)
            assert store.device
        assert "can't be written" in refused_write(Store.open(frozen))
    assert frozen.read_bytes() == content
    assert list(frozen.parent.iterdir()) == [frozen]


def test_what_waits_in_the_log_beside_it_is_read_too(folder):
    path = folder / "live.db"
    with Store.open(path) as store:
        fill(store, note("a"))
        with store.write() as writer:
            writer.append(event("a"), seen())
        # as a power cut leaves it: file and log, no shared memory
        for suffix in ("", "-wal"):
            shutil.copy(f"{path}{suffix}", folder / f"srs.db{suffix}")
    for entry in folder.iterdir():
        entry.chmod(0o444)
    folder.chmod(0o555)

    with unprivileged():
        with Store.open(folder / "srs.db") as store:
            assert read(store)[:2] == (1, 1)
        assert "can't be written" in refused_write(Store.open(folder / "srs.db"))


def test_a_file_that_cannot_be_written_is_read(frozen):
    frozen.parent.chmod(0o777)
    with unprivileged():
        with Store.open(frozen) as store:
            assert read(store)[:2] == (1, 1)
        assert "can't be written" in refused_write(Store.open(frozen))


def test_a_file_that_cannot_be_read_says_so(frozen):
    frozen.chmod(0)
    with unprivileged(), pytest.raises(Unusable, match="permission denied"):
        Store.open(frozen)


def test_a_folder_that_takes_no_database_says_so(folder):
    folder.chmod(0o555)
    with unprivileged():
        for path in (folder / "srs.db", folder / "below" / "srs.db"):
            with Store.open(path) as store:
                assert read(store)[:2] == (0, 0)
            with pytest.raises(Unusable) as refused, Store.open(path) as store, store.write():
                pass
            one_line(refused.value)


def test_a_store_opened_to_read_does_not_write(store, path):
    fill(store, note("a"))
    assert "can't be written" in refused_write(Store.open(path, read_only=True))


# ------------------------------------------------------------------ no room, no turn


def test_a_full_disk_leaves_what_was_there(store, path, tmp_path):
    fill(store, note("a"))
    store.close()
    script = """
import resource, signal, sys
from srs.errors import SrsError
from srs.store import Store
from tests.store.conftest import fill, note
store = Store.open(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    fill(store, *[note(f"n{n}", answer="x" * 3000) for n in range(2000)], name="big.md")
except SrsError as error:
    print(error.message)
fill(store, note("b"), name="small.md")
"""
    said = python(script, path)

    assert said.stderr == ""
    assert "no space left" in said.stdout or "disk" in said.stdout
    with store.read() as reader:
        assert [one.card.id for one in reader.listed()] == ["a", "b"]


def test_a_database_that_may_not_grow_says_there_is_no_room(store):
    fill(store, note("a"))
    with pytest.raises(Unusable, match="no space left"), store.write() as writer:
        writer.driver().execute("PRAGMA max_page_count=1")
        for number in range(50):
            writer.append(event("a", detail={"long": "x" * 4000, "number": number}))

    store.close()
    with store.read() as reader:
        assert reader.events() == []


def test_a_database_in_use_is_waited_for_and_then_refused(store, path, monkeypatch):
    fill(store, note("a"))
    store.close()
    monkeypatch.setitem(files.OPTIONS, "timeout", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        assert "in use" in refused_write(Store.open(path))
        with Store.open(path) as store:
            assert read(store)[0] == 1


def python(script, *arguments):
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", script, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [*sys.path, str(Path(__file__).parents[2])]))},
        check=False,
    )


# ------------------------------------------------------------------ an older one

NEXT = """
from alembic import op
revision = "srs_9000"
down_revision = "{before}"
branch_labels = depends_on = None

def upgrade():
    op.execute("INSERT INTO meta VALUES ('hint', 'new')")
    {more}
"""


@pytest.fixture
def upgraded(monkeypatch, tmp_path):
    """Make this program one revision newer; `more` is what else that revision does."""

    def upgrade(more="pass"):
        versions = tmp_path / "versions"
        versions.mkdir(exist_ok=True)
        (versions / "srs_9000.py").write_text(NEXT.format(before=schema.REVISION, more=more))
        monkeypatch.setattr(migrations, "VERSIONS", [*migrations.VERSIONS, versions])
        monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "srs_9000"))
        monkeypatch.setattr(schema, "REVISION", "srs_9000")

    return upgrade


def facts(path):
    with closing(sqlite3.connect(path)) as connection:
        return {key for (key,) in connection.execute("SELECT key FROM meta")}


def test_an_older_database_is_upgraded_after_a_backup(closed, upgraded):
    before = Store.open(closed)
    with before.read() as reader:
        listed = reader.listed()
    before.close()
    upgraded()

    with Store.open(closed) as store, store.read() as reader:
        assert reader.listed() == listed
        assert reader.driver().execute("PRAGMA foreign_keys").fetchone() == (1,)

    (backup,) = closed.parent.glob("srs.before-*.db")
    assert "hint" in facts(closed)
    assert "hint" not in facts(backup)
    with Store.open(closed) as store:
        fill(store, note("later"), name="later.md")
    assert list(closed.parent.glob("srs.before-*.db")) == [backup]


@pytest.mark.parametrize("more", ["raise ValueError('a bug')", 'op.execute("DELETE FROM source")'])
def test_an_upgrade_that_fails_changes_nothing(closed, upgraded, more):
    upgraded(more)

    with pytest.raises((ValueError, Damaged)):
        Store.open(closed)

    assert "hint" not in facts(closed)
    with closing(sqlite3.connect(closed)) as connection:
        assert connection.execute("SELECT count(*) FROM source").fetchone() == (1,)


def test_an_older_database_that_cannot_be_written_is_read_in_its_upgraded_form(frozen, upgraded):
    import alembic.command
    import alembic.context
    import alembic.op  # noqa: F401  # loaded while that is still allowed

    upgraded()
    frozen.parent.parent.chmod(0o1777)
    Store.open("sqlite://").close()
    with Store.open(frozen, read_only=True) as store:
        assert read(store)[:2] == (1, 1)

    assert "hint" not in facts(frozen)
    assert list(frozen.parent.iterdir()) == [frozen]


def test_an_older_backup_is_restored_in_its_upgraded_form(closed, upgraded, tmp_path):
    with Store.open(closed) as store:
        backup = archive.backup(store, tmp_path / "backups" / "b.db")
    upgraded()

    archive.restore(backup, tmp_path / "new.db", replay=lambda events: {}, now=NOW)

    assert "hint" in facts(tmp_path / "new.db")
    assert "hint" not in facts(backup)


def test_neither_making_nor_opening_a_database_loads_alembic_or_the_orm(path):
    script = """
import sys
from srs.store import Store
from tests.store.conftest import fill, note
for _ in range(2):
    with Store.open(sys.argv[1]) as store:
        fill(store, note("a"))
        with store.read() as reader:
            reader.listed()
heavy = ("alembic", "sqlalchemy.orm", "sqlalchemy.dialects.postgresql")
print([name for name in sys.modules if name.startswith(heavy)])
"""
    said = python(script, path)

    assert (said.stdout.strip(), said.stderr) == ("[]", "")
