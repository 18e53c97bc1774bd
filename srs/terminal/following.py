"""`srs import --watch`: reads again what changes in the files and folders given, and says it in one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from srs.errors import SrsError
from srs.model import Change
from srs.terminal import text
from srs.terminal.recognised import unsure
from srs.terminal.render import changes

if TYPE_CHECKING:
    from srs.collection import ImportReport


def follow(
    changed: Iterator[Sequence[str]],
    paths: Sequence[str],
    read: Callable[[Sequence[str]], ImportReport],
    *,
    said: ImportReport,
) -> None:
    """Let `read` import what `changed`, until the learner ends it; `said` is the import that was shown already.

    What cannot be imported is said, and waits for the next change; `Missing` where nothing of the paths is left.
    """
    known = set(_problems(said))
    begun = False
    try:
        for there in changed:
            _import(there, read, known)
            if not begun:
                click.echo(f"following {', '.join(map(text.word, paths))}: Ctrl-C ends it", err=True)
                begun = True
    except KeyboardInterrupt:
        # the usual end of it: nothing was cut short
        click.echo(err=True)
        raise click.exceptions.Exit(130) from None


def _import(paths: Sequence[str], read: Callable[[Sequence[str]], ImportReport], known: set[str]) -> None:
    try:
        report = read(paths)
    except SrsError as error:
        problems = [f"{each.severity}: {each}" for each in getattr(error, "problems", ())]
        for line in (f"error: {error.message}", *problems):
            click.echo(text.line(line), err=True)
        return
    for source in report.sources:
        if source.fresh:
            was = f" (was {text.word(source.renamed)})" if source.renamed else ""
            found: dict[Change, int] = {each: source.changes.get(each, 0) for each in Change}
            found[Change.UNCHANGED] = 0
            told = changes(found) if any(found.values()) else "no card changed"
            click.echo(f"{text.word(source.path)}{was}: {told}")
    for problem in (problems := _problems(report)):
        if problem not in known:
            click.echo(text.line(problem), err=True)
    known |= set(problems)


def _problems(report: ImportReport) -> list[str]:
    return [f"{problem.severity}: {problem}" for problem in (*report.problems, *unsure(report))]
