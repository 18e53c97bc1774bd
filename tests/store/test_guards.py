"""The log only grows, whoever connects and however they ask."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy.exc import DBAPIError

from tests.store.conftest import event, fill, note, seen

ROW = "'{id}', 'n1', 'review', 3, 1, NULL, 'd', 1, 0, 240, NULL, NULL, NULL, NULL, '{{}}', NULL"


@pytest.fixture
def first(store):
    fill(store, note())
    with store.write() as writer:
        return writer.append(event(), seen())


@pytest.fixture(params=[False, True], ids=["as any program", "with recursive triggers"])
def stranger(store, first, path, request):
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA recursive_triggers={request.param:d}")
    yield connection
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log SET rating = 4",
        "UPDATE OR REPLACE log SET id = 'x'",
        "DELETE FROM log",
        "INSERT OR REPLACE INTO log VALUES (" + ROW + ")",
        "REPLACE INTO log VALUES (" + ROW + ")",
        "INSERT OR IGNORE INTO log VALUES (" + ROW + ")",
        "INSERT OR ROLLBACK INTO log VALUES (" + ROW + ")",
        "INSERT INTO log VALUES (" + ROW + ") ON CONFLICT (id) DO UPDATE SET rating = 4",
        "INSERT INTO log VALUES (" + ROW + ") ON CONFLICT (id) DO NOTHING",
    ],
)
def test_no_row_is_changed_or_removed_by_any_connection(store, first, stranger, statement):
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        stranger.execute(statement.format(id=first.id))
    stranger.commit()

    with store.read() as reader:
        assert reader.events() == [first]


def test_there_is_no_hidden_key_to_replace_a_row_by(stranger):
    with pytest.raises(sqlite3.OperationalError, match="no column named rowid"):
        stranger.execute("INSERT OR REPLACE INTO log (rowid) VALUES (1)")


def test_a_new_row_is_let_in(stranger):
    stranger.execute("INSERT INTO log VALUES (" + ROW.format(id="new") + ")")

    assert stranger.execute("SELECT count(*) FROM log").fetchone() == (2,)


def test_the_same_event_is_not_recorded_twice(store, first):
    with pytest.raises(DBAPIError, match="append-only"), store.write() as writer:
        writer.append(first, seen())


def test_the_schema_is_strict_and_a_card_needs_its_note(store, first, path):
    connection = sqlite3.connect(path)
    kinds = connection.execute(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%'"
    )

    assert {strict for _, strict in kinds} == {1}
    connection.execute("PRAGMA foreign_keys=ON")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        connection.execute("DELETE FROM note")
    connection.close()
