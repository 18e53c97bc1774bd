"""Commands that mark cards for the learner: a flag, tags of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from srs.terminal.options import Command, example, query_argument, shows

if TYPE_CHECKING:
    from srs.collection import Collection


@click.command("flag", cls=Command, epilog=example("srs flag 01k3", "srs flag --off is:flagged", "srs list is:flagged"))
@query_argument(required=True, metavar="ID or QUERY...")
@click.option("--off", is_flag=True, help="Take the flag off.")
@shows(create=True, nothing={"kind": "flag", "cards": []})
def flag(collection: Collection, query: tuple[str, ...], off: bool) -> object:
    """Flag cards, to come back to them."""
    return collection.flag([listed.card.id for listed in collection.select(query)], on=not off)


@click.command("tag", cls=Command, epilog=example("srs tag acme deck:mlops", "srs tag --off acme 01k3"))
@click.argument("name")
@query_argument(required=True, metavar="ID or QUERY...")
@click.option("--off", is_flag=True, help="Take the tag off.")
@shows(create=True, nothing={"kind": "tag", "cards": []})
def tag(collection: Collection, name: str, query: tuple[str, ...], off: bool) -> object:
    """Give cards a tag of your own.

    Your notes stay as they are. NAME is one word; `tag:NAME` finds it.
    """
    return collection.tag([listed.card.id for listed in collection.select(query)], name, on=not off)
