"""The command that looks ahead: minutes a day against recall, and a plan for a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from srs.terminal.options import Command, Shell, day, end, example, json_of_nothing, json_option, query_argument

if TYPE_CHECKING:
    from datetime import date


@click.command(
    "plan",
    cls=Command,
    epilog=example(
        "srs plan",
        "srs plan deck:mlops --days 30",
        "srs plan --by 2026-12-14",
        "srs plan --by 2026-12-14 --minutes 20 --apply",
    ),
)
@query_argument()
@click.option("--by", type=day, metavar="DATE", help="A day to come, such as the interview's.")
@click.option("--minutes", type=click.FloatRange(1, 1440), metavar="N", help="Spend at most about N minutes a day.")
@click.option("--days", type=click.IntRange(1, 1095), metavar="N", help="Look N days ahead; default: 90.")
@click.option("--apply", is_flag=True, help="With --by: set the presets to the plan; one undo takes it back.")
@json_option
@click.pass_obj
def plan(
    shell: Shell,
    query: tuple[str, ...],
    by: date | None,
    minutes: float | None,
    days: int | None,
    apply: bool,
    as_json: bool,
) -> None:
    """Show minutes a day against recall, or aim at a date.

    The coming days are simulated from the cards as they stand, with the time that answers take you: for each desired
    retention the minutes a day, and how much is remembered at the end. --by finds what minutes, new cards a day and
    retention give the highest chance to say it all on that day. Nothing is stored without --apply.
    """
    if by is not None and days is not None:
        raise click.UsageError("--by and --days exclude each other")
    if apply and by is None:
        raise click.UsageError("--apply needs a date: --by DATE")
    from srs.terminal.progress import Progress

    with shell.open(create=apply) as collection:
        today = collection.today().isoformat()
        if by is None:
            nothing: dict[str, object] = {"today": today, "cards": 0, "ways": []}
        else:
            nothing = {"today": today, "by": by.isoformat(), "cards": 0, "options": []}
        with json_of_nothing(nothing if as_json else None):
            with Progress("planning") as progress:
                found = (
                    collection.plan(query, days=days, minutes=minutes, progress=progress)
                    if by is None
                    else collection.plan_by(by, query, minutes=minutes, apply=apply, progress=progress)
                )
            end(found, collection, shell, as_json=as_json)
