"""How each older database gets to where the program is now: Alembic revisions, none ever edited once released."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

HOME = Path(__file__).parent
VERSIONS = [HOME / "versions"]
"""Folders of revisions."""


def upgrade(connection: Connection, to: str) -> None:
    """Bring a database to a revision within the transaction that the connection is in; an empty one too.

    Alembic is loaded here, and only here: it takes longer than all else that a command needs.
    """
    import logging

    from alembic import command
    from alembic.config import Config

    from srs.store.schema import revision

    # Alembic would make its table with types that a STRICT database does without
    revision.create(connection, checkfirst=True)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", _literal(HOME))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(map(_literal, VERSIONS)))
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _literal(path: Path) -> str:
    # the configuration would interpolate it
    return str(path).replace("%", "%%")
