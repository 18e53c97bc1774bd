"""The tables as they are now, and the guards of the log.

One schema for two databases: columns have four types of our own, and what only one database knows (STRICT and
WITHOUT ROWID, the guards) has its twin for the other. Instants are milliseconds since 1970-01-01T00:00Z, days are
days since 1970-01-01, truth is 0 or 1, and structure is JSON in text.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import DDL, Column, ForeignKey, Index, MetaData, Table, event, text
from sqlalchemy.types import UserDefinedType

REVISIONS = ("srs_0001", "srs_0002")
"""Every migration in order, so that an old database is told from a newer one without loading Alembic."""

REVISION = REVISIONS[-1]
"""What a database that this program makes is stamped with."""

APPLICATION_ID = 0x73727331
"""`srs1`, in the header of an SQLite file."""


class Plain(UserDefinedType[Any]):
    """A column type whose name is all there is to it, so that a STRICT table takes it."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **_: object) -> str:
        return self.name


# ids are compared and sorted by their bytes, as SQLite does, and not as a server's language would
TEXT = Plain("TEXT").with_variant(Plain('TEXT COLLATE "C"'), "postgresql")
BYTES = Plain("BLOB").with_variant(Plain("BYTEA"), "postgresql")
INTEGER = Plain("INTEGER").with_variant(Plain("BIGINT"), "postgresql")
FLOAT = Plain("REAL").with_variant(Plain("DOUBLE PRECISION"), "postgresql")

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

# Alembic's own table, declared here so that it is STRICT as well and a new database needs no Alembic
revision = Table(
    "alembic_version",
    metadata,
    Column("version_num", TEXT, primary_key=True),
    sqlite_strict=True,
)

meta = Table(
    "meta",
    metadata,
    Column("key", TEXT, primary_key=True),
    Column("value", TEXT, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

source = Table(
    "source",
    metadata,
    Column("id", TEXT, primary_key=True),
    Column("location", TEXT, nullable=False, unique=True),
    Column("path", TEXT, nullable=False),
    Column("place", TEXT, nullable=False),
    Column("deck", TEXT),
    Column("fingerprint", TEXT, nullable=False),
    Column("encoding", TEXT, nullable=False),
    Column("position", INTEGER, nullable=False),
    # size, time of change and number of the file that was read last: while they are equal it is not read again
    Column("stat", TEXT),
    # JSON object: how many notes of each kind it has, and how many proposed ones
    Column("tally", TEXT),
    sqlite_strict=True,
)

note = Table(
    "note",
    metadata,
    Column("id", TEXT, primary_key=True),
    Column("source", TEXT, ForeignKey("source.id"), nullable=False, index=True),
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
    # JSON object: also, headings, tags, points, versions, cues; what is empty is left out
    Column("body", TEXT, nullable=False),
    Column("used_slots", INTEGER, nullable=False),
    # of what it says, not of where it stands
    Column("fingerprint", TEXT, nullable=False),
    Column("created", INTEGER, nullable=False),
    Column("changed", INTEGER, nullable=False),
    Column("position", INTEGER, nullable=False),
    # the id that the source itself gives it
    Column("anchor", TEXT),
    # the note that the learner said it is
    Column("joined", TEXT),
    # when it came to be read, or went out of what is read; null: when it was made
    Column("stood", INTEGER),
    Index("ix_note_fingerprint", "fingerprint"),
    Index("ix_note_anchor", "anchor"),
    sqlite_strict=True,
)

# What notes said before, in which source: an exact text of once is the same note again.
former = Table(
    "former",
    metadata,
    Column("note", TEXT, primary_key=True),
    Column("source", TEXT, primary_key=True),
    Column("fingerprint", TEXT, primary_key=True),
    Column("anchor", TEXT, primary_key=True),
    Column("until", INTEGER, nullable=False),
    Column("kind", TEXT, nullable=False),
    Column("prompt", TEXT, nullable=False),
    Column("answer", TEXT, nullable=False),
    Column("path", TEXT, nullable=False),
    Column("line_start", INTEGER, nullable=False),
    Column("line_end", INTEGER, nullable=False),
    Column("body", TEXT, nullable=False),
    Index("ix_former_fingerprint", "fingerprint"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

# Which notes were forgotten, and when: a merge brings none of them back. It holds no text.
forgotten = Table(
    "forgotten",
    metadata,
    Column("note", TEXT, primary_key=True),
    Column("at", INTEGER, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

# How notes were recognised again: one row for each that changed, fingerprints in place of the texts.
link = Table(
    "link",
    metadata,
    Column("id", TEXT, primary_key=True),
    Column("note", TEXT, nullable=False, index=True),
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
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

card = Table(
    "card",
    metadata,
    Column("id", TEXT, primary_key=True),
    Column("note", TEXT, ForeignKey("note.id"), nullable=False, index=True),
    Column("role", TEXT, nullable=False),
    Column("slot", INTEGER, nullable=False),
    # the note's standing, or `retired` for a card that its note no longer makes
    Column("standing", TEXT, nullable=False),
    # source, note within it, slot: one number to sort by
    Column("position", INTEGER, nullable=False),
    # whether it has a memory, so that new cards are found among millions
    Column("seen", INTEGER, nullable=False, server_default=text("0")),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

# No foreign key: the log outlives every card. No hidden rowid: one more key would be one more way to replace a row.
# This table can only gain columns, since its guards go where it is built anew.
log = Table(
    "log",
    metadata,
    Column("id", TEXT, primary_key=True),
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
    Column("preset", TEXT),
    Index("ix_log_card_at", "card", "at"),
    Index("ix_log_day", "day"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
# A cache of the log. `phase` and what belongs to it are null for a card that is unseen but, say, suspended.
state = Table(
    "state",
    metadata,
    Column("card", TEXT, primary_key=True),
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
    # null for no
    Column("flagged", INTEGER),
    # JSON list of ids; null for none
    Column("tags", TEXT),
    # a number of the card's own, by which each day shuffles equals in its own way
    Column("shuffle", INTEGER, nullable=False, server_default=text("0")),
    # all that a day's order is made of
    Index(
        "ix_state_due_day",
        "due_day",
        "phase",
        "interval_days",
        "last_day",
        "stability",
        "shuffle",
        "suspended",
        "buried",
    ),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

# The learner's own tags: the log and the states hold ids, and here are the names.
tag = Table(
    "tag",
    metadata,
    Column("id", TEXT, primary_key=True),
    Column("name", TEXT, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

# What a phone has of ours, by what it knows a card by: written by exports, confirmed by pulls. It holds no text.
phone_card = Table(
    "phone_card",
    metadata,
    Column("guid", TEXT, primary_key=True),
    Column("ord", INTEGER, primary_key=True),
    Column("card", TEXT, nullable=False),
    Column("note", TEXT, nullable=False),
    # the number of its row in Anki's table of cards
    Column("number", INTEGER, nullable=False),
    # of what its note showed in the last package
    Column("look", TEXT, nullable=False),
    # seconds; the age that its note had in the last package
    Column("modified", INTEGER, nullable=False),
    # of the deck's name in the first package
    Column("deck", TEXT, nullable=False),
    # the newest review or reset of ours that went along with it
    Column("head", TEXT),
    Column("exported", INTEGER, nullable=False),
    # when a pull found it on the phone
    Column("seen", INTEGER),
    Index("ix_phone_card_card", "card"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
# Anki numbers reviews by their millisecond. Here are those of ours that had to take another one.
phone_review = Table(
    "phone_review",
    metadata,
    Column("number", INTEGER, primary_key=True),
    Column("event", TEXT, nullable=False, unique=True),
    sqlite_strict=True,
)

# What presets are called and which cards they are for; what they set stands in the log, which has no names.
preset = Table(
    "preset",
    metadata,
    Column("id", TEXT, primary_key=True),
    Column("name", TEXT, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
# an empty deck or kind stands for every one
preset_use = Table(
    "preset_use",
    metadata,
    Column("deck", TEXT, primary_key=True),
    Column("kind", TEXT, primary_key=True),
    Column("preset", TEXT, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

GUARDS_SQLITE = {
    "log_keeps_update": "CREATE TRIGGER log_keeps_update BEFORE UPDATE ON log "
    "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
    "log_keeps_delete": "CREATE TRIGGER log_keeps_delete BEFORE DELETE ON log "
    "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
    # INSERT OR REPLACE deletes without firing the trigger above unless the connection asks for recursive triggers
    "log_keeps_replace": "CREATE TRIGGER log_keeps_replace BEFORE INSERT ON log "
    "WHEN EXISTS (SELECT 1 FROM log WHERE id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
}
"""SQLite's guards by name, as it stores their text."""

GUARDS_POSTGRESQL = {
    "log_keeps": "CREATE FUNCTION log_keeps() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN RAISE EXCEPTION 'the log is append-only' USING ERRCODE = 'restrict_violation'; END $$",
    "log_keeps_rows": "CREATE TRIGGER log_keeps_rows BEFORE UPDATE OR DELETE ON log "
    "FOR EACH ROW EXECUTE FUNCTION log_keeps()",
    "log_keeps_all": "CREATE TRIGGER log_keeps_all BEFORE TRUNCATE ON log "
    "FOR EACH STATEMENT EXECUTE FUNCTION log_keeps()",
}
"""The twin: PostgreSQL knows no OR REPLACE, and its ON CONFLICT DO UPDATE is an update."""

# As text, which both databases understand: by Index() it would load PostgreSQL's dialect at every start.
PARTIAL_INDEX = "CREATE INDEX ix_log_refers_to ON log (refers_to) WHERE refers_to IS NOT NULL"
"""Finds what was undone; few events refer to another."""

UNSEEN_INDEX = "CREATE INDEX ix_card_unseen ON card (position, id, standing, note) WHERE seen = 0"
"""Finds the new cards in order, with all that is needed of them."""

AWAY_INDEX = "CREATE INDEX ix_card_away ON card (id) WHERE standing <> 'active'"
"""Finds the few cards that are not studied."""

PRESET_INDEX = "CREATE INDEX ix_log_preset ON log (at, id) WHERE kind = 'preset'"
"""Finds the versions of presets, a handful among millions of answers."""

ACTS_INDEX = "CREATE INDEX ix_log_acts ON log (kind, card) WHERE kind <> 'review'"
"""Finds the cards to which more happened than answers."""

DRILL_INDEX = """CREATE INDEX ix_log_drill ON log (at, id) WHERE detail LIKE '%%"drill"%%'"""
"""Finds the answers of mock interviews, scheduled or not; DDL takes two of these signs for one."""

_ddl: Any = DDL  # its constructor has no annotations

event.listen(log, "after_create", _ddl(PARTIAL_INDEX))
event.listen(log, "after_create", _ddl(PRESET_INDEX))
event.listen(log, "after_create", _ddl(DRILL_INDEX))
event.listen(log, "after_create", _ddl(ACTS_INDEX))
event.listen(card, "after_create", _ddl(UNSEEN_INDEX))
event.listen(card, "after_create", _ddl(AWAY_INDEX))

for _dialect, _guards in (("sqlite", GUARDS_SQLITE), ("postgresql", GUARDS_POSTGRESQL)):
    for _statement in _guards.values():
        event.listen(log, "after_create", _ddl(_statement).execute_if(dialect=_dialect))
