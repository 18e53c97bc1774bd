"""The first tables, and the guards of the log."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, PrimaryKeyConstraint, UniqueConstraint

from srs.store.schema import FLOAT, INTEGER, TEXT

revision = "srs_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "log",
        Column("id", TEXT, nullable=False),
        Column("card", TEXT),
        Column("kind", TEXT, nullable=False),
        Column("rating", INTEGER),
        Column("at", INTEGER, nullable=False),
        Column("took_ms", INTEGER),
        Column("device", TEXT, nullable=False),
        Column("day", INTEGER, nullable=False),
        Column("utc_offset", INTEGER, nullable=False),
        Column("rollover", INTEGER, nullable=False),
        Column("due_day", INTEGER),
        Column("due_at", INTEGER),
        Column("refers_to", TEXT),
        Column("after", TEXT),
        Column("detail", TEXT, nullable=False),
        PrimaryKeyConstraint("id", name="pk_log"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_log_card_at", "log", ["card", "at"])
    op.create_index("ix_log_day", "log", ["day"])
    op.execute("CREATE INDEX ix_log_refers_to ON log (refers_to) WHERE refers_to IS NOT NULL")
    op.create_table(
        "meta",
        Column("key", TEXT, nullable=False),
        Column("value", TEXT, nullable=False),
        PrimaryKeyConstraint("key", name="pk_meta"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "source",
        Column("id", TEXT, nullable=False),
        Column("location", TEXT, nullable=False),
        Column("path", TEXT, nullable=False),
        Column("place", TEXT, nullable=False),
        Column("deck", TEXT),
        Column("fingerprint", TEXT, nullable=False),
        Column("encoding", TEXT, nullable=False),
        Column("position", INTEGER, nullable=False),
        PrimaryKeyConstraint("id", name="pk_source"),
        UniqueConstraint("location", name="uq_source_location"),
        sqlite_strict=True,
    )
    op.create_table(
        "state",
        Column("card", TEXT, nullable=False),
        Column("phase", TEXT),
        Column("step", INTEGER),
        Column("stability", FLOAT),
        Column("difficulty", FLOAT),
        Column("due_day", INTEGER),
        Column("due_at", INTEGER),
        Column("interval_days", INTEGER),
        Column("last_review", INTEGER),
        Column("last_day", INTEGER),
        Column("reviews", INTEGER),
        Column("lapses", INTEGER),
        Column("suspended", INTEGER, nullable=False),
        Column("buried", INTEGER),
        Column("head", TEXT),
        PrimaryKeyConstraint("card", name="pk_state"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_state_due_day", "state", ["due_day"])
    op.create_table(
        "note",
        Column("id", TEXT, nullable=False),
        Column("source", TEXT, nullable=False),
        Column("standing", TEXT, nullable=False),
        Column("kind", TEXT, nullable=False),
        Column("deck", TEXT, nullable=False),
        Column("prompt", TEXT, nullable=False),
        Column("answer", TEXT, nullable=False),
        Column("path", TEXT, nullable=False),
        Column("line_start", INTEGER, nullable=False),
        Column("line_end", INTEGER, nullable=False),
        Column("parent", TEXT),
        Column("story", TEXT),
        Column("confidence", FLOAT, nullable=False),
        Column("rule", TEXT, nullable=False),
        Column("reason", TEXT, nullable=False),
        Column("body", TEXT, nullable=False),
        Column("used_slots", INTEGER, nullable=False),
        Column("fingerprint", TEXT, nullable=False),
        Column("created", INTEGER, nullable=False),
        Column("changed", INTEGER, nullable=False),
        Column("position", INTEGER, nullable=False),
        PrimaryKeyConstraint("id", name="pk_note"),
        ForeignKeyConstraint(["source"], ["source.id"], name="fk_note_source"),
        sqlite_strict=True,
    )
    op.create_index("ix_note_source", "note", ["source"])
    op.create_table(
        "card",
        Column("id", TEXT, nullable=False),
        Column("note", TEXT, nullable=False),
        Column("role", TEXT, nullable=False),
        Column("slot", INTEGER, nullable=False),
        Column("standing", TEXT, nullable=False),
        Column("position", INTEGER, nullable=False),
        PrimaryKeyConstraint("id", name="pk_card"),
        ForeignKeyConstraint(["note"], ["note.id"], name="fk_card_note"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_card_note", "card", ["note"])
    op.create_index("ix_card_position", "card", ["position", "id", "standing", "note"])
    for statement in GUARDS[op.get_context().dialect.name]:
        op.execute(statement)


GUARDS = {
    "sqlite": [
        "CREATE TRIGGER log_keeps_update BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
        "CREATE TRIGGER log_keeps_delete BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
        "CREATE TRIGGER log_keeps_replace BEFORE INSERT ON log "
        "WHEN EXISTS (SELECT 1 FROM log WHERE id = NEW.id) "
        "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION log_keeps() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION 'the log is append-only' USING ERRCODE = 'restrict_violation'; END $$",
        "CREATE TRIGGER log_keeps_rows BEFORE UPDATE OR DELETE ON log FOR EACH ROW EXECUTE FUNCTION log_keeps()",
        "CREATE TRIGGER log_keeps_all BEFORE TRUNCATE ON log FOR EACH STATEMENT EXECUTE FUNCTION log_keeps()",
    ],
}
