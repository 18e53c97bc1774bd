"""Every way to the newest schema ends at the same tables, indexes and guards."""

from __future__ import annotations

from srs.store import checkup, migrations, schema
from srs.store.files import engine_in_memory


def test_migrating_an_empty_database_gives_exactly_the_declared_schema():
    declared, migrated = engine_in_memory(), engine_in_memory()

    with declared.begin() as one, migrated.begin() as other:
        schema.metadata.create_all(one)
        migrations.upgrade(other, schema.REVISION)

        made = checkup.shape(other)
        assert made == checkup.shape(one)

    assert {name for kind, name in made if kind == "trigger"} == set(schema.GUARDS_SQLITE)
    assert {name for kind, name in made if kind == "table"} == set(schema.metadata.tables)


def test_every_revision_stands_in_the_list_that_tells_old_from_new():
    files = sorted(file.stem for folder in migrations.VERSIONS for file in folder.glob("*.py"))

    assert tuple(files) == schema.REVISIONS
