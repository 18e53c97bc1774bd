"""The command that goes both ways with a sync server of the learner's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from srs.terminal.options import Command, Shell, end, example, json_of_nothing, json_option

if TYPE_CHECKING:
    from collections.abc import Mapping

_NOTHING: dict[str, object] = {
    "server": None,
    "user": None,
    "first": False,
    "dry_run": False,
    "pulled": None,
    "sent": {},
}


@click.command(
    "sync",
    cls=Command,
    epilog=example("srs sync --server http://192.168.1.5:8080/ --user anna", "srs sync", "srs sync --dry-run"),
)
@click.option("--server", metavar="URL", help="Where your Anki sync server is; kept as the setting sync_server.")
@click.option("--user", metavar="NAME", help="Your name there; kept as the setting sync_user.")
@click.option("--first", is_flag=True, help="A server without a collection gets these cards as its first one.")
@click.option("--dry-run", is_flag=True, help="Say what would come and go; store and send nothing.")
@click.option("--sign-out", is_flag=True, help="Forget the key of the server, and do nothing else.")
@json_option
@click.pass_obj
def sync(
    shell: Shell, server: str | None, user: str | None, first: bool, dry_run: bool, sign_out: bool, as_json: bool
) -> None:
    """Go both ways with an Anki sync server of your own.

    Reviews made on the phone come home and are merged with yours; cards, schedules and history go there. What was done
    in both places is replayed in the order of time, and nothing is ever overwritten as a whole.
    """
    from srs.collection import Collection, syncing

    settings = Collection.show_settings(shell.db, config=shell.config).values
    place, name = syncing.whereto(server or settings["sync_server"], user or settings["sync_user"])
    if sign_out:
        end(syncing.sign_out(place, name), None, shell, as_json=as_json)
        return
    from srs.terminal.progress import Step

    with shell.open(create=False) as collection, json_of_nothing(_NOTHING if as_json else None), Step() as step:
        if not dry_run:
            _keep(shell, settings, place, name)

        def password() -> str:
            step.clear()
            return _password(place, name)

        def begin() -> bool:
            step.clear()
            return first or _begin(place, as_json=as_json)

        report = collection.sync(place, name, password=password, begin=begin, dry_run=dry_run, progress=step)
        step.clear()
        end(report, collection, shell, as_json=as_json)


def _keep(shell: Shell, settings: Mapping[str, object], server: str, user: str) -> None:
    from srs.collection import Collection

    for key, value in (("sync_server", server), ("sync_user", user)):
        if settings[key] != value:
            Collection.change_setting(key, value, config=shell.config)


def _password(server: str, user: str) -> str:
    import sys

    from srs.errors import Unusable

    if not sys.stdin.isatty():
        raise Unusable(
            f"no key is kept for {user} at {server}",
            hint="run `srs sync` in a terminal once, or set SRS_SYNC_PASSWORD",
        )
    return str(click.prompt(f"password of {user} at {server}", hide_input=True, err=True))


def _begin(server: str, *, as_json: bool) -> bool:
    import sys

    if as_json or not sys.stdin.isatty():
        return False
    click.echo(
        f"{server} has no collection yet. If your phone has cards, sync it first: they are merged then.", err=True
    )
    return click.confirm("Begin its collection with these cards?", err=True)
