"""Commands on what is known: judging an answer, readiness, the tables of the ledger."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from srs.terminal.options import Command, Shell, day, end, example, json_of_nothing, json_option, query_argument

if TYPE_CHECKING:
    from datetime import date

    from srs.recall import Verdict

VIEWS = ("metrics", "phrasings", "stories", "questions", "points")
SORTS = ("text", "reviews", "right", "near", "wrong", "last", "stability", "recall", "trend")


@click.command(
    "judge",
    cls=Command,
    epilog=example(
        'srs judge --kind metric "99.9 %" "three nines"',
        'srs judge --kind phrasing "Done is better than perfect." "done beats perfect"',
        "srs judge --card 01k3 answer.txt",
    ),
)
@click.argument("texts", nargs=-1, metavar="[EXPECTED SAID] or [FILE or -]")
@click.option(
    "--kind", type=click.Choice(["metric", "phrasing"]), help="What EXPECTED is; default: what it looks like."
)
@click.option("--card", metavar="ID", help="Judge a whole answer against the points of this card.")
@click.option("--strict", is_flag=True, help="Want a wording verbatim.")
@json_option
@click.pass_obj
def judge(
    shell: Shell, texts: tuple[str, ...], kind: str | None, card: str | None, strict: bool, as_json: bool
) -> None:
    """Say what an answer is worth, and why.

    A figure is exact however it is said, near when rounded or without its unit, else wrong. A wording is exact but
    for case, punctuation and spelling, near while every claim stands in mostly its words, else wrong. With --card
    each point is found or missed, with the passage that says it; FILE may be - for standard input.
    """
    if card is not None:
        if len(texts) != 1 or kind is not None:
            raise click.UsageError("--card takes one FILE, or - for standard input, and no --kind")
        said = _read(texts[0])
        with shell.open(create=False) as collection, json_of_nothing({"points": []} if as_json else None):
            end(collection.judge_answer(card, said), collection, shell, as_json=as_json)
        return
    if len(texts) != 2:
        raise click.UsageError("judge takes EXPECTED and SAID, or --card ID and a FILE")
    verdict = _judged(kind, *texts, strict=strict)
    if as_json:
        from srs.terminal.show import write_json

        write_json(
            {
                "verdict": verdict.verdict.value,
                "parts": [
                    {"expected": part.expected, "said": part.said, "verdict": part.verdict.value, "why": part.why}
                    for part in verdict.parts
                ],
            }
        )
        return
    click.echo(verdict.verdict.value)
    for part in verdict.parts:
        if part.why:
            both = " → ".join(f"“{text}”" for text in (part.expected, part.said) if text)
            click.echo(f"  {part.verdict.value}: {both + ': ' if both else ''}{part.why}")


def _judged(kind: str | None, expected: str, said: str, *, strict: bool) -> Verdict:
    from srs.recall import judge as verdict_on

    if kind is None:
        from srs.recall.quantities import figures_of

        kind = "metric" if len(expected.split()) <= 6 and figures_of(expected) else "phrasing"
    return verdict_on(kind, expected, said, strict=strict)


def _read(name: str) -> str:
    from srs.errors import Missing, Unusable

    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except FileNotFoundError:
        raise Missing(f"there is no file {name}") from None
    except OSError as error:
        raise Unusable(f"{name} cannot be read: {(error.strerror or str(error)).lower()}") from error
    return data.decode("utf-8-sig", "replace")


@click.command("ready", cls=Command, epilog=example("srs ready", "srs ready deck:mlops --on 2026-12-14"))
@query_argument()
@click.option("--on", type=day, metavar="DATE", help="A day to come, such as the interview's.")
@json_option
@click.pass_obj
def ready(shell: Shell, query: tuple[str, ...], on: date | None, as_json: bool) -> None:
    """Show the chance to say it all, per theme, story and question.

    A question is ready with the chance that all its points would be said; what pulls it down most is named. Below
    stands what the map from questions to stories leaves open.
    """
    with shell.open(create=False) as collection:
        on = collection.today() if on is None else on
        if on < collection.today():
            raise click.BadParameter(f"{on} is over; readiness is of today or of a day to come", param_hint="'--on'")
        nothing = {"on": on.isoformat(), "ready": 0.0, "themes": [], "stories": [], "questions": []}
        with json_of_nothing(nothing if as_json else None):
            end(collection.ready(query, on=on), collection, shell, as_json=as_json)


@click.command(
    "stats",
    cls=Command,
    epilog=example(
        "srs stats",
        "srs stats metrics --sort wrong",
        "srs stats points deck:mlops --csv > points.csv",
        "srs stats --html report.html",
    ),
)
@query_argument("words", metavar="[metrics|phrasings|stories|questions|points] [QUERY]...")
@click.option("--sort", type=click.Choice(SORTS), help="Order of the items; default: as they were imported.")
@click.option("--csv", "as_csv", is_flag=True, help="Write the table as CSV to stdout.")
@click.option("--html", metavar="FILE", help="Write all of it as one web page with charts; - is stdout.")
@json_option
@click.pass_obj
def stats(
    shell: Shell, words: tuple[str, ...], sort: str | None, as_csv: bool, html: str | None, as_json: bool
) -> None:
    """Show the figures of the day, or what is known of each item.

    Alone: answers, recall against its target and minutes, by kind and deck; leeches, the calendar, what comes due.
    With a view: each metric, phrasing, story, question or point with when it was said last, how often right and
    wrong, and the chance to remember it now.
    """
    if words and words[0] not in VIEWS:
        raise click.UsageError(f"“{words[0]}” is no view; views are {', '.join(VIEWS)}")
    if html is not None and (words or as_csv):
        raise click.UsageError("--html writes everything: it takes no view, QUERY or --csv")
    if sort is not None and not words:
        raise click.UsageError(f"--sort is for the items of a view: {', '.join(VIEWS)}")
    with shell.open(create=False) as collection:
        if html is not None:
            from srs.terminal.report import write

            end(write(collection, html), collection, shell, as_json=as_json)
            return
        if not words:
            report = collection.stats()
            if as_csv:
                from srs.terminal.figures import stats_csv

                click.echo(stats_csv(report), nl=False)
            else:
                end(report, collection, shell, as_json=as_json)
            return
        from srs.terminal.ledger import sorted_by
        from srs.terminal.ledger_files import view_csv

        with json_of_nothing({"items": []} if as_json else None):
            if as_csv:
                click.echo(view_csv(collection, words[0], words[1:], sort), nl=False)
            else:
                end(sorted_by(collection.ledger(words[0], words[1:]), sort), collection, shell, as_json=as_json)
