"""Commands about scheduling: presets, chosen due days, ways back after a break."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from srs.terminal.options import (
    Command,
    Group,
    Shell,
    end,
    example,
    json_option,
    query_argument,
    shows,
)

if TYPE_CHECKING:
    from srs.collection import Collection


_FURTHEST = 36_500


@click.group(
    "presets",
    cls=Group,
    invoke_without_command=True,
    epilog=example(
        "srs presets",
        "srs presets set default desired_retention 0.92",
        "srs presets add exam",
        "srs presets use exam deck:mlops kind:metric",
    ),
)
@json_option
@click.pass_context
def presets(context: click.Context, as_json: bool) -> None:
    """Show how cards are scheduled, or change it.

    A card has the preset of its deck or kind, else the default one. A change is in the log: `srs undo` takes it back.
    """
    if context.invoked_subcommand is None:
        from srs.terminal.scheduling import PresetList

        shell: Shell = context.obj
        with shell.open(create=False) as collection:
            end(PresetList(collection.presets()), collection, shell, as_json=as_json)


@presets.command("show", cls=Command, epilog=example("srs presets show default"))
@click.argument("name")
@shows()
def show_(collection: Collection, name: str) -> object:
    """Show all that a preset sets, and for which cards it is."""
    return collection.show_preset(name)


@presets.command("add", cls=Command, epilog=example("srs presets add exam", "srs presets add exam --like default"))
@click.argument("name")
@click.option("--like", metavar="NAME", help="Begin with what another preset sets.")
@shows(create=True)
def add(collection: Collection, name: str, like: str | None) -> object:
    """Make a preset."""
    return collection.add_preset(name, like=like)


@presets.command(
    "set",
    cls=Command,
    epilog=example(
        "srs presets set default desired_retention 0.92",
        'srs presets set default learning_steps "1m 10m"',
        'srs presets set default easy_days "sat:50 sun:0"',
        "srs presets set default desired_retention 0.85 --reschedule --dry-run",
    ),
)
@click.argument("name")
@click.argument("field")
@click.argument("value")
@click.option("--reschedule", is_flag=True, help="Replay earlier answers under it too; due days follow.")
@click.option("--dry-run", is_flag=True, help="Only show what would change and move; nothing is stored.")
@shows(create=True)
def set_(collection: Collection, name: str, field: str, value: str, reschedule: bool, dry_run: bool) -> object:
    """Set one field of a preset.

    What was answered so far keeps what it was scheduled by; --reschedule lets the change reach back.
    """
    return collection.change_preset(name, {field: value}, reschedule=reschedule, dry_run=dry_run)


@presets.command("unset", cls=Command, epilog=example("srs presets unset default desired_retention"))
@click.argument("name")
@click.argument("field")
@click.option("--reschedule", is_flag=True, help="Replay earlier answers under it too; due days follow.")
@click.option("--dry-run", is_flag=True, help="Only show what would change and move; nothing is stored.")
@shows(create=True)
def unset(collection: Collection, name: str, field: str, reschedule: bool, dry_run: bool) -> object:
    """Let the default hold for a field again."""
    return collection.change_preset(name, {field: None}, reschedule=reschedule, dry_run=dry_run)


@presets.command(
    "use",
    cls=Command,
    epilog=example(
        "srs presets use exam deck:mlops", "srs presets use exam kind:metric", "srs presets use default deck:mlops"
    ),
)
@click.argument("name")
@click.argument("terms", nargs=-1, required=True, metavar="deck:DECK|kind:KIND...")
@shows(create=True)
def use(collection: Collection, name: str, terms: tuple[str, ...]) -> object:
    """Let a preset be for a deck, a kind, or a kind in a deck.

    A deck's preset is also for the decks below it; `default` takes the choice back.
    """
    given = {"deck": "", "kind": ""}
    for term in terms:
        key, colon, value = term.partition(":")
        if not colon or key not in given or given[key] or not value:
            raise click.UsageError(f"“{term}” is no deck:DECK or kind:KIND, or one too many")
        given[key] = value
    return collection.use_preset(name, deck=given["deck"], kind=given["kind"].replace("-", "_"))


@presets.command("remove", cls=Command, epilog=example("srs presets remove exam"))
@click.argument("name")
@shows()
def remove(collection: Collection, name: str) -> object:
    """Let a preset go; its cards have the next one that is for them."""
    from srs.terminal.scheduling import Removed

    return Removed(collection.remove_preset(name))


@click.command(
    "reschedule", cls=Command, epilog=example("srs reschedule 01k3 +7", "srs reschedule deck:mlops 2026-12-14")
)
@query_argument(required=True, metavar="ID or QUERY...")
@click.argument("when", metavar="DATE|+N")
@shows(create=True, nothing={"kind": "reschedule", "cards": []})
def reschedule(collection: Collection, query: tuple[str, ...], when: str) -> object:
    """Make cards due on another day.

    DATE is like 2026-12-14; +3 is in three days. What is remembered stays as it is; new cards have no due day.
    """
    return collection.reschedule([listed.card.id for listed in collection.select(query)], _day(when, collection))


def _day(when: str, collection: Collection) -> date:
    days = when.removeprefix("+")
    try:
        if when.startswith("+") and days.isascii() and days.isdigit() and int(days) <= _FURTHEST:
            return collection.today() + timedelta(days=int(days))
        return date.fromisoformat(when)
    except ValueError:
        raise click.UsageError(f"“{when}” is no day; write it like 2026-12-14, or +3 for in three days") from None


@click.command(
    "catch-up",
    cls=Command,
    epilog=example("srs catch-up", "srs catch-up --days 5", "srs catch-up --minutes 30 --plan 1"),
)
@click.option("--days", type=click.IntRange(1, 365), metavar="N", help="Spread it over N days.")
@click.option("--minutes", type=click.FloatRange(1, 1440), metavar="N", help="Spend about N minutes a day on it.")
@click.option("--plan", type=click.IntRange(1), metavar="N", help="Take this plan; without it nothing is rescheduled.")
@json_option
@click.pass_obj
def catch_up(shell: Shell, days: int | None, minutes: float | None, plan: int | None, as_json: bool) -> None:
    """Show ways back after a break, each with the recall to expect.

    What loses most by waiting is asked first. On a terminal it asks which plan to take; one undo takes it back.
    """
    if days is not None and minutes is not None:
        raise click.UsageError("--days and --minutes exclude each other")
    with shell.open(create=plan is not None) as collection:
        if plan is None:
            found = collection.catch_up(days=days, minutes=minutes)
            end(found, collection, shell, as_json=as_json)
            if as_json or not found.plans or not (sys.stdin.isatty() and sys.stdout.isatty()):
                return
            plan = click.prompt("which plan? (0: none)", type=click.IntRange(0, len(found.plans)), default=0)
        if plan:
            end(collection.take_plan(plan, days=days, minutes=minutes), collection, shell, as_json=as_json)
