"""Commands about which note is which: how notes were recognised, putting it right, forgetting."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from srs.terminal.options import Command, Shell, end, example, json_of_nothing, json_option, query_argument, shows

if TYPE_CHECKING:
    from srs.collection import Collection


@click.command("changes", cls=Command, epilog=example("srs changes", "srs changes 01k3", "srs changes --unsure"))
@query_argument(metavar="[ID or QUERY]...")
@click.option("--unsure", is_flag=True, help="Only new notes that may be ones that vanished.")
@shows(nothing={"changes": []})
def changes(collection: Collection, query: tuple[str, ...], unsure: bool) -> object:
    """List how notes were recognised again.

    With the old and the new text, and how alike they are.
    """
    return collection.changes(query, unsure=unsure)


@click.command("link", cls=Command, epilog=example("srs link 01k3 7qz4"))
@click.argument("old")
@click.argument("new")
@shows(create=True, nothing={"linked": None})
def link(collection: Collection, old: str, new: str) -> object:
    """Say that a new note is an old one.

    NEW goes on with the history of OLD. Where both are still in the notes, only OLD is asked from then on.
    """
    return collection.link(old, new)


@click.command("unlink", cls=Command, epilog=example("srs unlink 01k3"))
@click.argument("card", metavar="ID")
@shows(create=True, nothing={"unlinked": None})
def unlink(collection: Collection, card: str) -> object:
    """Say that a note is not the one it was taken for.

    What your notes say now becomes a new note; the history stays with what it said before.
    """
    return collection.unlink(card)


@click.command("doctor", cls=Command, epilog=example("srs doctor", "srs doctor --json"))
@shows()
def doctor(collection: Collection) -> object:
    """Find duplicates and contradictions in the notes.

    The same question in two places, figures that disagree, and new notes that may be ones that vanished.
    """
    return collection.doctor()


@click.command("forget", cls=Command, epilog=example("srs forget 01k3", "srs forget notes/private.md"))
@click.argument("words", nargs=-1, required=True, metavar="ID or PATH...")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@json_option
@click.pass_obj
def forget(shell: Shell, words: tuple[str, ...], yes: bool, as_json: bool) -> None:
    """Remove the text of notes or files for good.

    In all its versions, from the database; it cannot be undone. Your files stay as they are, and what they still say
    comes back as new with the next import. The log has no text and stays.
    """
    nothing = {"notes": 0, "cards": 0, "sources": [], "clean": True}
    with shell.open(create=False) as collection, json_of_nothing(nothing if as_json else None):
        if not (yes or as_json) and sys.stdin.isatty():
            click.confirm(f"Remove {', '.join(words)} from the database for good?", abort=True, err=True)
        end(collection.forget(words), collection, shell, as_json=as_json)
