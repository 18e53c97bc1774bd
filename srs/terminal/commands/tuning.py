"""Commands about the parameters of FSRS: fitting them to the log, and how well a fit predicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from srs.terminal.options import Command, Shell, day, end, example, json_of_nothing, json_option, query_argument

if TYPE_CHECKING:
    from datetime import date


@click.command(
    "optimize",
    cls=Command,
    epilog=example(
        "srs optimize",
        "srs optimize --dry-run",
        "srs optimize --preset exam deck:mlops",
        "srs optimize --since 2026-01-01",
    ),
)
@query_argument()
@click.option("--preset", metavar="NAME", help="Fit this preset alone; else all of them.")
@click.option(
    "--since", type=day, metavar="DATE", help="Learn from reviews since this day; earlier ones only build memory."
)
@click.option("--force", is_flag=True, help="Take the fit also where it predicts no better.")
@click.option("--from-now", is_flag=True, help="Only for answers to come: memories and due days stay as they are.")
@click.option("--dry-run", is_flag=True, help="Only show what would change and move; nothing is stored.")
@json_option
@click.pass_obj
def optimize(
    shell: Shell,
    query: tuple[str, ...],
    preset: str | None,
    since: date | None,
    force: bool,
    from_now: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Fit the 21 parameters of FSRS to your reviews.

    A fit is taken where it predicts reviews better that were held back from it; memories and due days follow. It is
    one entry in the log: `srs undo` takes it back. A QUERY has the preset learn from those cards alone.
    """
    from srs.terminal.progress import Progress

    nothing: dict[str, object] = {"presets": [], "moves": None, "minutes_a_day": None, "stored": False}
    with shell.open(create=False) as collection, json_of_nothing(nothing if as_json else None):
        with Progress("fitting") as progress:
            found = collection.optimize(
                query,
                preset=preset,
                since=since,
                force=force,
                reach_back=not from_now,
                dry_run=dry_run,
                progress=progress,
            )
        end(found, collection, shell, as_json=as_json)


@click.command(
    "evaluate", cls=Command, epilog=example("srs evaluate", "srs evaluate --preset exam", "srs evaluate kind:story")
)
@query_argument()
@click.option("--preset", metavar="NAME", help="Only this preset.")
@json_option
@click.pass_obj
def evaluate(shell: Shell, query: tuple[str, ...], preset: str | None, as_json: bool) -> None:
    """Show how well your reviews are predicted.

    Each part of them by a fit to what came before it, against the default parameters and against models that know less.
    Nothing is stored.
    """
    from srs.terminal.progress import Progress

    nothing: dict[str, object] = {"presets": [], "overall": None, "needed": 0}
    with shell.open(create=False) as collection, json_of_nothing(nothing if as_json else None):
        with Progress("judging") as progress:
            found = collection.evaluate(query, preset=preset, progress=progress)
        end(found, collection, shell, as_json=as_json)
