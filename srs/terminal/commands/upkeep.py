"""Commands that look after what is stored: exports, backups, checks, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from srs.terminal.options import Command, Group, Shell, end, example, json_option, query_argument, shows

if TYPE_CHECKING:
    from srs.collection import Collection


@click.group("export", cls=Group)
def export() -> None:
    """Write cards to a file for another program."""


@export.command("anki", epilog=example("srs export anki", "srs export anki deck:mlops -o mlops.apkg"))
@query_argument()
@click.option("-o", "--output", metavar="FILE", type=click.Path(), default="exports/srs.apkg", show_default=True)
@shows(nothing={"path": None, "notes": 0, "cards": 0, "decks": 0})
def anki(collection: Collection, query: tuple[str, ...], output: str) -> object:
    """Write an Anki package (.apkg).

    Importing it again updates the notes in place.
    """
    from srs.terminal.show import Wrote

    made = collection.export_anki(output, query)
    contents = {"notes": made.notes, "cards": made.cards, "decks": made.decks}
    return Wrote(path=made.path, contents=contents, problems=made.problems)


@export.command("json", epilog=example("srs export json -o everything.json", "srs export json -o - | jq .reviews"))
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(allow_dash=True),
    default="exports/srs.json",
    show_default=True,
    help="- is stdout",
)
@shows(nothing={"path": None, "notes": 0, "cards": 0, "events": 0})
def json_(collection: Collection, output: str) -> object:
    """Write notes, cards and the whole log as JSON.

    `srs restore` reads it back.
    """
    from srs.terminal.show import write_export

    return write_export(collection.export_json(), output)


@click.command("backup", cls=Command, epilog=example("srs backup", "srs backup /media/stick/srs.db"))
@click.argument("to", required=False, type=click.Path())
@shows()
def backup(collection: Collection, to: str | None) -> object:
    """Copy the database, checked.

    To a file or into a folder; by default into a folder beside the database.
    """
    from srs.terminal.show import Wrote

    return Wrote(path=collection.backup(to), contents={})


@click.command("restore", cls=Command, epilog=example("srs restore backup.db", "srs --db new.db restore all.json"))
@click.argument("backup", type=click.Path())
@json_option
@click.pass_obj
def restore(shell: Shell, backup: str, as_json: bool) -> None:
    """Make the database from a backup or an export.

    An export is what `srs export json` wrote.
    """
    from srs.collection import Collection

    end(Collection.restore(backup, shell.db, config=shell.config), None, shell, as_json=as_json)


@click.command("check", cls=Command, epilog=example("srs check"))
@shows()
def check(collection: Collection) -> object:
    """Look for damage.

    In the file, and in states that do not follow from the log. Ends with 1 if there is any.
    """
    return collection.check()


@click.command("rebuild", cls=Command, epilog=example("srs rebuild"))
@shows()
def rebuild(collection: Collection) -> object:
    """Derive all states from the log again."""
    return collection.rebuild()


@click.group(
    "config", cls=Group, invoke_without_command=True, epilog=example("srs config", "srs config set new_per_day 10")
)
@json_option
@click.pass_context
def config(context: click.Context, as_json: bool) -> None:
    """Show the settings, or change one."""
    if context.invoked_subcommand is None:
        from srs.collection import Collection

        shell: Shell = context.obj
        end(Collection.show_settings(shell.db, config=shell.config), None, shell, as_json=as_json)


@config.command("set", epilog=example("srs config set new_per_day 10", "srs config set zone Europe/Berlin"))
@click.argument("name")
@click.argument("value")
@json_option
@click.pass_obj
def set_(shell: Shell, name: str, value: str, as_json: bool) -> None:
    """Write one setting into the settings file."""
    from srs.collection import Collection

    end(Collection.change_setting(name, value, config=shell.config), None, shell, as_json=as_json)


@config.command("unset", epilog=example("srs config unset new_per_day"))
@click.argument("name")
@json_option
@click.pass_obj
def unset(shell: Shell, name: str, as_json: bool) -> None:
    """Take one setting out of the file: its default holds again."""
    from srs.collection import Collection

    end(Collection.change_setting(name, None, config=shell.config), None, shell, as_json=as_json)
