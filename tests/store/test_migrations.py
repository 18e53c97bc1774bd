"""Every way to the newest schema ends at the same tables, indexes and guards."""

from __future__ import annotations

from srs.store import migrations, schema
from srs.store.files import engine_in_memory


def shape(connection):
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
    return [(kind, name, table, " ".join((sql or "").split())) for kind, name, table, sql in rows]


def made(engine):
    with engine.connect() as connection:
        return shape(connection.connection.driver_connection)


def test_migrating_an_empty_database_gives_exactly_the_declared_schema():
    declared, migrated = engine_in_memory(), engine_in_memory()

    with declared.begin() as connection:
        schema.metadata.create_all(connection)
    with migrated.begin() as connection:
        migrations.upgrade(connection, schema.REVISION)

    assert made(migrated) == made(declared)
