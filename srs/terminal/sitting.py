"""One `srs review`, from its words to its end page, on the screen or line by line."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from srs.errors import Missing, NothingFound
from srs.terminal import text
from srs.terminal.look import Look
from srs.terminal.news import taken_in
from srs.terminal.options import Shell
from srs.terminal.tty import Terminal, Terminated, can_draw

if TYPE_CHECKING:
    from srs.collection import Collection
    from srs.collection.sitting import Study

_LOOKS_LIKE_A_PATH = re.compile(r"[~./].*|.*[/\\]|[^:]+\.(md|markdown|mdx|txt|org|html?)")


def sit_down(
    shell: Shell, words: Iterable[str], *, limit: int | None, new: int | None, minutes: int | None, plain: bool
) -> None:
    """Ask what is due until nothing is left or the learner ends it, and print the end page."""
    paths, query = sorted_out(words)
    with shell.open(create=True) as collection:
        taken = taken_in(collection) if not paths else ""
        study = collection.study(query, paths=paths, limit=limit, new=new)
        if study.current is None and study.waiting_until is None:
            if taken:
                click.echo(taken)
            _nothing(collection, Look.of_terminal(plain=plain), paths=paths, query=query)
            return
        title = ", ".join(paths) if paths else " ".join(query) or "all cards"
        _sit(collection, study, title=title, minutes=minutes, plain=plain, taken=taken)


def sorted_out(words: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the words that name files and folders, and those of a QUERY.

    `Missing` for one that can only be meant as a path, where there is nothing.
    """
    paths: list[str] = []
    query: list[str] = []
    for word in words:
        place = os.path.expanduser(word)  # noqa: PTH111 (where there is no such user, the word stays as it is)
        if os.path.exists(place):  # noqa: PTH110 (a word may be longer than a file's name can be)
            paths.append(place)
        elif _LOOKS_LIKE_A_PATH.fullmatch(word):
            raise Missing(f"there is no file or folder {word}")
        else:
            query.append(word)
    return paths, query


def _sit(collection: Collection, study: Study, *, title: str, minutes: int | None, plain: bool, taken: str) -> None:
    code = 0
    flash = _imported(study) or taken
    time_is_up = False
    try:
        if can_draw(plain=plain):
            from srs.terminal.review import Review

            with Terminal() as terminal:
                review = Review(collection, study, terminal, title=title, flash=flash, minutes=minutes)
                review.run()
            time_is_up = review.time_is_up
        else:
            from srs.terminal.plain import PlainReview

            if flash:
                click.echo(flash)
            lines = PlainReview(collection, study, minutes=minutes)
            lines.run()
            time_is_up = lines.time_is_up
    except KeyboardInterrupt:
        code = 130
    except Terminated as ended:
        sys.exit(128 + ended.number)
    if time_is_up:
        click.echo(f"{text.count(minutes or 0, 'minute')} are over: a good place to stop")
    _goodbye(collection, study, Look.of_terminal(plain=plain))
    if code:
        raise KeyboardInterrupt


def _imported(study: Study) -> str:
    report = study.imported
    if report is None:
        return ""
    notes = sum(source.notes for source in report.sources)
    read = f"{text.count(len(report.sources), 'file')} read: {text.count(notes, 'note')}"
    problems = len(report.problems) + len(report.unsure)
    return read + (f", {text.count(problems, 'problem')}" if problems else "")


def _goodbye(collection: Collection, study: Study, look: Look) -> None:
    from srs.terminal import render  # nobody needs it to see a card

    until = study.waiting_until
    at = "" if until is None else f", the next at {text.clock_time(until, zone=collection.calendar.zone)}"
    look.write(render.summary(study.summary(), left=study.left.total, next_at=at, look=look))
    if study.imported is not None and (study.imported.problems or study.imported.unsure):
        from srs.terminal.recognised import unsure

        for problem in (*study.imported.problems, *unsure(study.imported)):
            click.echo(text.line(f"{problem.severity}: {problem}"), err=True)


def _nothing(collection: Collection, look: Look, *, paths: list[str], query: list[str]) -> None:
    """Say that nothing is due; NothingFound where the words mean no card at all."""
    try:
        collection.select(query, paths=paths)
    except NothingFound as error:
        if paths and not query:
            hint = "`srs import --explain` says what became of each line"
            raise NothingFound(f"there are no cards in {', '.join(paths)}", hint=hint) from error
        if query:
            raise
        look.write(["there are no cards yet: `srs review notes/` reads a folder of notes and asks them"])
        return
    if paths or query:
        look.write([f"nothing to ask now of {', '.join([*paths, *query])}; of all cards:"])
    look.write([text.due(collection.due(), collection)])
