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
@click.option("--no-schedule", is_flag=True, help="All cards as new ones: no due days, no history, no presets.")
@click.option("--replace", is_flag=True, help="For a phone whose srs decks you delete first: all of it arrives anew.")
@shows(nothing={"path": None, "notes": 0, "cards": 0, "decks": 0, "reviews": 0})
def anki(collection: Collection, query: tuple[str, ...], output: str, no_schedule: bool, replace: bool) -> object:
    """Write an Anki package (.apkg).

    With due days, memory, review history and presets. Importing a later one updates the text of notes in place.
    """
    from srs.terminal.progress import Progress
    from srs.terminal.show import Packed

    if replace and query:
        raise click.UsageError("--replace takes all cards, so it takes no QUERY")

    with Progress("writing cards") as progress:
        made = collection.export_anki(output, query, schedule=not no_schedule, replace=replace, progress=progress)
    contents = {"notes": made.notes, "cards": made.cards, "decks": made.decks, "reviews": made.reviews}
    return Packed(
        path=made.path,
        contents=contents | ({"pictures": made.pictures} if made.pictures else {}),
        problems=made.problems,
        reach=made.reach,
        replace=made.replace,
        schedule=made.schedule,
    )


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


@export.command("csv", epilog=example("srs export csv", "srs export csv deck:mlops -o - | head"))
@query_argument()
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(allow_dash=True),
    default="exports/srs.csv",
    show_default=True,
    help="- is stdout",
)
@shows(nothing={"path": None, "items": 0})
def csv_(collection: Collection, query: tuple[str, ...], output: str) -> object:
    """Write what is known of each item as CSV.

    One row for each metric, phrasing, story, question and point, with its source and the chance to remember it.
    """
    from srs.terminal.ledger_files import export_csv

    return export_csv(collection, query, output)


@export.command("markdown", epilog=example("srs export markdown", "srs export markdown kind:metric -o figures.md"))
@query_argument()
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(allow_dash=True),
    default="exports/srs.md",
    show_default=True,
    help="- is stdout",
)
@shows(nothing={"path": None, "items": 0})
def markdown(collection: Collection, query: tuple[str, ...], output: str) -> object:
    """Write what is known of each item as tables in Markdown."""
    from srs.terminal.ledger_files import export_markdown

    return export_markdown(collection, query, output)


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
