"""What the commands share: the options before a command, `--json`, QUERY words, opening the collection.

This module is on the way to `srs --help` and to a shell's completion: it imports click and nothing else.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, ParamSpec, TypeVar

import click

if TYPE_CHECKING:
    from datetime import date

    from srs.collection import Collection

P = ParamSpec("P")
R = TypeVar("R")

KEYS = ("deck", "kind", "tag", "source", "id", "text", "is")
"""The keys of QUERY terms, for completion; `srs.query` decides what is one."""
IS = ("new", "learning", "review", "due", "overdue", "suspended", "buried", "leech", "flagged", "proposed", "retired")

_TERM = re.compile(r"-[^\W\d][\w-]*:(?![:\s])")
_MARK = "\ue000"
"""Stands before a term while click looks for options; private use, so that no word begins with it by itself."""


NO_DOCUMENT = object()
"""Where one thing was asked for and is not there, its JSON document is `null`."""


class Shell(NamedTuple):
    """The options before the command."""

    db: str | None = None
    config: str | None = None
    plain: bool = False

    def open(self, *, create: bool) -> Collection:
        """Return the collection, opened; `create` for the commands that store something."""
        from srs.collection import Collection

        return Collection.open(self.db, config=self.config, create=create)


class Command(click.Command):
    """A command whose QUERY terms may begin with a hyphen: `-tag:old` is a term, `-x` is still no such option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        end = args.index("--") if "--" in args else len(args)
        marked = [_MARK + arg if at < end and _TERM.match(arg) else arg for at, arg in enumerate(args)]
        rest = super().parse_args(ctx, marked)
        ctx.params = {name: _unmarked(value) for name, value in ctx.params.items()}
        return rest


def _unmarked(value: Any) -> Any:
    if isinstance(value, str):
        return value.removeprefix(_MARK)
    return tuple(map(_unmarked, value)) if isinstance(value, tuple) else value


class Group(click.Group):
    """Commands in the order in which a learner meets them."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def day(text: str) -> date:
    """Return the day that an option names, as its `type`; what is none is wrong usage."""
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"“{text}” is no day; write it like 2026-12-14") from None


def _complete_term(_ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    terms = [f"is:{state}" for state in IS] if incomplete.startswith("is:") else [f"{key}:" for key in KEYS]
    return [term for term in terms if term.startswith(incomplete)]


def query_argument(
    name: str = "query", *, required: bool = False, metavar: str = "[QUERY]..."
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Take QUERY words and terms; they come as a tuple."""
    return click.argument(name, nargs=-1, required=required, metavar=metavar, shell_complete=_complete_term)


def example(*lines: str) -> str:
    """Return the end of a help page: examples, as they are typed."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def shows(*, create: bool = False, nothing: object = None) -> Callable[[Callable[..., object]], Callable[..., None]]:
    """Make a command of a function that takes the opened collection and returns a value, which is then shown.

    `create` is for what stores something; `nothing` is the JSON document written when nothing was found.
    """

    def decorate(function: Callable[..., object]) -> Callable[..., None]:
        def command(shell: Shell, as_json: bool, **arguments: object) -> None:
            with shell.open(create=create) as collection, json_of_nothing(nothing if as_json else None):
                end(function(collection, **arguments), collection, shell, as_json=as_json)

        return _as_command(function, command)

    return decorate


def _as_command(function: Callable[..., object], command: Callable[..., None]) -> Callable[..., None]:
    functools.update_wrapper(command, function)
    return json_option(click.pass_obj(command))


def json_option(command: Callable[P, R]) -> Callable[P, R]:
    """Take `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Write one JSON document to stdout, nothing else.")(
        command
    )


def end(value: object, collection: Collection | None, shell: Shell, *, as_json: bool) -> None:
    """Show a value and end the command with the exit code that it stands for."""
    from srs.terminal.show import show

    if code := show(value, collection, as_json=as_json, plain=shell.plain):
        raise click.exceptions.Exit(code)


@contextmanager
def json_of_nothing(document: object) -> Iterator[None]:
    """Write this document when nothing is found: `--json` holds at exit 3 too."""
    from srs.errors import NothingFound

    try:
        yield
    except NothingFound:
        if document is not None:
            from srs.terminal.show import write_json

            write_json(None if document is NO_DOCUMENT else document)
        raise
