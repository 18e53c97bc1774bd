"""The command that brings two machines together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from srs.terminal.options import Command, example, shows

if TYPE_CHECKING:
    from srs.collection import Collection


@click.command(
    "merge",
    cls=Command,
    epilog=example("srs merge ~/Sync/srs", "srs merge /media/stick/laptop.db", "srs merge --dry-run all.json"),
)
@click.argument("others", nargs=-1, required=True, metavar="OTHER...", type=click.Path())
@click.option("--dry-run", is_flag=True, help="Show what would come; store nothing.")
@shows(
    create=True,
    nothing={
        "events": 0,
        "notes": 0,
        "cards": 0,
        "conflicts": 0,
        "forgotten": 0,
        "others": [],
        "edited": [],
        "left": [],
        "problems": [],
        "stored": False,
    },
)
def merge(collection: Collection, others: tuple[str, ...], dry_run: bool) -> object:
    """Bring in what happened on another machine.

    OTHER is its database, a backup of that, or what `srs export json` wrote there; it is never written to. A folder
    is a place to meet: all that lies there comes in, and a copy of this database is left there for the others.
    """
    from srs.terminal.progress import Progress

    with Progress("merging") as progress:
        return collection.merge(others, dry_run=dry_run, progress=progress)
