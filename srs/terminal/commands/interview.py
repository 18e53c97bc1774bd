"""The mock interview."""

from __future__ import annotations

import click

from srs.terminal.options import Command, Shell, example, query_argument


@click.command(
    "drill",
    cls=Command,
    epilog=example(
        "srs drill", "srs drill deck:mlops --questions 8", "srs drill tag:acme --minutes 30 --sheet acme.html"
    ),
)
@query_argument("words")
@click.option("--questions", type=click.IntRange(min=1), metavar="N", help="Ask at most N questions; 5 by default.")
@click.option("--minutes", type=click.IntRange(min=1), metavar="N", help="Ask for about N minutes.")
@click.option("--schedule", is_flag=True, help="Let the answers count for the schedule as well.")
@click.option(
    "--sheet", type=click.Path(dir_okay=False), metavar="FILE", help="Also write the sheet as a page to print."
)
@click.option("--plain", is_flag=True, help="Line by line instead of a full screen.")
@click.pass_obj
def drill(
    shell: Shell,
    words: tuple[str, ...],
    questions: int | None,
    minutes: int | None,
    schedule: bool,
    sheet: str | None,
    plain: bool,
) -> None:
    """Hold a mock interview.

    It asks as an interviewer would; you answer aloud, then tick what you said by its letter. The schedule
    stays as it is.
    """
    from srs.terminal.drill import hold

    hold(
        shell,
        words,
        questions=questions,
        minutes=minutes,
        schedule=schedule,
        sheet=sheet,
        plain=plain or shell.plain,
    )
