"""What the second version keeps beside notes, cards and the log."""

from __future__ import annotations

from zlib import crc32

from alembic import op
from sqlalchemy import Column, PrimaryKeyConstraint, UniqueConstraint, text

from srs.store.schema import FLOAT, INTEGER, TEXT

revision = "srs_0002"
down_revision = "srs_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add tables and columns; the log only ever gains columns, as its guards go where it is built anew."""
    op.add_column("source", Column("stat", TEXT))
    op.add_column("source", Column("tally", TEXT))
    op.add_column("note", Column("anchor", TEXT))
    op.add_column("note", Column("joined", TEXT))
    op.add_column("note", Column("stood", INTEGER))
    op.create_index("ix_note_fingerprint", "note", ["fingerprint"])
    op.create_index("ix_note_anchor", "note", ["anchor"])
    op.create_table(
        "former",
        Column("note", TEXT, nullable=False),
        Column("source", TEXT, nullable=False),
        Column("fingerprint", TEXT, nullable=False),
        Column("anchor", TEXT, nullable=False),
        Column("until", INTEGER, nullable=False),
        Column("kind", TEXT, nullable=False),
        Column("prompt", TEXT, nullable=False),
        Column("answer", TEXT, nullable=False),
        Column("path", TEXT, nullable=False),
        Column("line_start", INTEGER, nullable=False),
        Column("line_end", INTEGER, nullable=False),
        Column("body", TEXT, nullable=False),
        PrimaryKeyConstraint("note", "source", "fingerprint", "anchor", name="pk_former"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_former_fingerprint", "former", ["fingerprint"])
    op.create_table(
        "forgotten",
        Column("note", TEXT, nullable=False),
        Column("at", INTEGER, nullable=False),
        PrimaryKeyConstraint("note", name="pk_forgotten"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "link",
        Column("id", TEXT, nullable=False),
        Column("note", TEXT, nullable=False),
        Column("how", TEXT, nullable=False),
        Column("by", TEXT, nullable=False),
        Column("score", FLOAT, nullable=False),
        Column("at", INTEGER, nullable=False),
        Column("other", TEXT),
        Column("before", TEXT, nullable=False),
        Column("after", TEXT, nullable=False),
        Column("source_before", TEXT),
        Column("source_after", TEXT),
        Column("settled", TEXT, nullable=False),
        PrimaryKeyConstraint("id", name="pk_link"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_link_note", "link", ["note"])
    op.add_column("state", Column("flagged", INTEGER))
    op.add_column("state", Column("tags", TEXT))
    op.create_table(
        "tag",
        Column("id", TEXT, nullable=False),
        Column("name", TEXT, nullable=False),
        PrimaryKeyConstraint("id", name="pk_tag"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "phone_card",
        Column("guid", TEXT, nullable=False),
        Column("ord", INTEGER, nullable=False),
        Column("card", TEXT, nullable=False),
        Column("note", TEXT, nullable=False),
        Column("number", INTEGER, nullable=False),
        Column("look", TEXT, nullable=False),
        Column("modified", INTEGER, nullable=False),
        Column("deck", TEXT, nullable=False),
        Column("head", TEXT),
        Column("exported", INTEGER, nullable=False),
        Column("seen", INTEGER),
        PrimaryKeyConstraint("guid", "ord", name="pk_phone_card"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_phone_card_card", "phone_card", ["card"])
    op.create_table(
        "phone_review",
        Column("number", INTEGER, nullable=False),
        Column("event", TEXT, nullable=False),
        PrimaryKeyConstraint("number", name="pk_phone_review"),
        UniqueConstraint("event", name="uq_phone_review_event"),
        sqlite_strict=True,
    )
    op.add_column("log", Column("preset", TEXT))
    op.execute("CREATE INDEX ix_log_preset ON log (at, id) WHERE kind = 'preset'")
    op.execute("""CREATE INDEX ix_log_drill ON log (at, id) WHERE detail LIKE '%"drill"%'""")
    op.execute("CREATE INDEX ix_log_acts ON log (kind, card) WHERE kind <> 'review'")
    op.create_table(
        "preset",
        Column("id", TEXT, nullable=False),
        Column("name", TEXT, nullable=False),
        PrimaryKeyConstraint("id", name="pk_preset"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "preset_use",
        Column("deck", TEXT, nullable=False),
        Column("kind", TEXT, nullable=False),
        Column("preset", TEXT, nullable=False),
        PrimaryKeyConstraint("deck", "kind", name="pk_preset_use"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.drop_index("ix_card_position", "card")
    op.add_column("card", Column("seen", INTEGER, nullable=False, server_default=text("0")))
    op.execute("UPDATE card SET seen = 1 WHERE id IN (SELECT card FROM state WHERE phase IS NOT NULL)")
    op.execute("CREATE INDEX ix_card_unseen ON card (position, id, standing, note) WHERE seen = 0")
    op.execute("CREATE INDEX ix_card_away ON card (id) WHERE standing <> 'active'")
    op.drop_index("ix_state_due_day", "state")
    op.add_column("state", Column("shuffle", INTEGER, nullable=False, server_default=text("0")))
    _shuffle()
    op.create_index(
        "ix_state_due_day",
        "state",
        ["due_day", "phase", "interval_days", "last_day", "stability", "shuffle", "suspended", "buried"],
    )


def _shuffle() -> None:
    """Give each card its number for shuffling."""
    connection = op.get_bind()
    cards = [card for (card,) in connection.exec_driver_sql("SELECT card FROM state")]
    if cards:
        statement = text("UPDATE state SET shuffle = :shuffle WHERE card = :card")
        connection.execute(statement, [{"card": card, "shuffle": crc32(card.encode())} for card in cards])
