"""What one answer costs, against its two rows committed through SQLAlchemy Core alone."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, ratio_of, seconds
from benchmarks.notes import write_notes

ANSWERS = 400

_SAMPLES = {"TEXT": "01k00000000000000000000000", "INTEGER": 1_790_000_000, "REAL": 3.25, "BLOB": b""}


def measure() -> Iterator[Figure]:
    """Yield the ratio of the medians over answers taken in turn, same folder, same durability."""
    import srs

    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        write_notes(folder / "notes", questions=ANSWERS + 20)
        bare = _BareCore(folder / "bare.db")
        with srs.Collection.open(str(folder / "srs.db")) as collection:
            collection.import_paths([str(folder / "notes")])
            cards = [listed.card.id for listed in collection.select([])]
            pairs = []
            for index, card in enumerate(cards[: ANSWERS + 10]):
                ours = seconds(lambda card=card: collection.answer(card, srs.Rating.GOOD, took_ms=3_000))
                base = seconds(lambda index=index, card=card: bare.commit(index, card))
                pairs.append((ours, base))
        bare.close()
    yield Figure("one answer", ratio_of(pairs[10:]), 2, "× its two rows by SQLAlchemy Core")


class _BareCore:
    """A log row and a state row, with all the columns that ours have, in one durable transaction."""

    def __init__(self, path: Path) -> None:
        import sqlalchemy as sa

        from srs.store import schema

        self._engine = sa.create_engine(f"sqlite:///{path}")
        connection = self._connection = self._engine.connect()
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.isolation_level = None
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = OFF"):
            connection.exec_driver_sql(f"PRAGMA {pragma}")
        connection.rollback()
        log, state = schema.log, schema.state
        metadata = sa.MetaData()
        for table in (log, state):
            columns = [sa.Column(c.name, c.type, primary_key=c.primary_key, nullable=c.nullable) for c in table.columns]
            sa.Table(table.name, metadata, *columns)
        for table in metadata.sorted_tables:
            connection.execute(sa.schema.CreateTable(table))
        connection.rollback()
        self._log = metadata.tables[log.name].insert()
        self._state = metadata.tables[state.name].insert()
        self._rows = {table.name: self._row(table) for table in metadata.sorted_tables}
        self._names = log.name, state.name
        self._keys = {t.name: [c.name for c in t.primary_key.columns] for t in metadata.sorted_tables}

    @staticmethod
    def _row(table: object) -> dict[str, object]:
        row: dict[str, object] = {}
        for column in table.columns:  # type: ignore[attr-defined]
            row[column.name] = _SAMPLES[column.type.compile().split("(")[0]]
        return row

    def commit(self, index: int, card: str) -> None:
        log, state = self._names
        connection = self._connection
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        connection.execute(self._log, {**self._rows[log], self._keys[log][0]: f"{index:026}"})
        connection.execute(self._state, {**self._rows[state], self._keys[state][0]: card})
        connection.exec_driver_sql("COMMIT")

    def close(self) -> None:
        self._connection.close()
        self._engine.dispose()
