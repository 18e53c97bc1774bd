"""Commands that bring home what was done on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from srs.terminal.options import Command, example, shows

if TYPE_CHECKING:
    from srs.collection import Collection


@click.command("pull", cls=Command, epilog=example("srs pull phone.colpkg", "srs undo"))
@click.argument("package", type=click.Path())
@shows(
    nothing={
        "path": None,
        "pull": None,
        "reviews": 0,
        "resets": 0,
        "due_dates": 0,
        "suspended": 0,
        "resumed": 0,
        "flags": 0,
        "tags": 0,
        "cards": 0,
        "ours": 0,
        "unknown": 0,
        "ignored": {},
        "bare": 0,
        "edited": [],
    }
)
def pull(collection: Collection, package: str) -> object:
    """Bring the phone's reviews home.

    PACKAGE is an .apkg or .colpkg that Anki exported. What is here already is left alone; `srs undo` takes a pull back.
    """
    return collection.pull(package)
