"""Commands of the day: what waits, reviewing it, acting on cards, taking back."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from srs.terminal.options import Command, Shell, end, example, json_option, query_argument, shows

if TYPE_CHECKING:
    from srs.collection import Collection


@click.command(
    "review",
    cls=Command,
    epilog=example(
        "srs review",
        "srs review notes/",
        "srs review deck:mlops --limit 20",
        "srs review --minutes 10",
        r"printf '\n3\nq\n' | srs --plain review",
    ),
)
@query_argument("words", metavar="[PATH or QUERY]...")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Ask at most N reviews in this sitting.")
@click.option("--new", type=click.IntRange(min=0), metavar="N", help="Begin at most N new cards in this sitting.")
@click.option("--minutes", type=click.IntRange(min=1), metavar="N", help="End after N minutes, when a card is done.")
@click.option("--plain", is_flag=True, help="Line by line instead of a full screen.")
@click.pass_obj
def review(
    shell: Shell, words: tuple[str, ...], limit: int | None, new: int | None, minutes: int | None, plain: bool
) -> None:
    """Ask what is due now, one card at a time.

    A word that names a file or a folder is a PATH: it is imported first, and its cards alone are asked.
    All others are a QUERY. Space shows the answer and then takes "good"; 1 to 4 rate; u undoes; ? helps.
    """
    from srs.terminal.sitting import sit_down

    sit_down(shell, words, limit=limit, new=new, minutes=minutes, plain=plain or shell.plain)


@click.command("due", cls=Command, epilog=example("srs due", "PS1='$(srs due --prompt)'$PS1"))
@click.option("--prompt", is_flag=True, help="A very short line for a shell prompt; empty when nothing waits.")
@json_option
@click.pass_obj
def due(shell: Shell, prompt: bool, as_json: bool) -> None:
    """Say what waits, in one line."""
    if prompt and not as_json:
        from srs.terminal.prompt import shown

        if line := shown(_waiting(shell)):
            click.echo(line)
        return
    with shell.open(create=False) as collection:
        end(collection.due(), collection, shell, as_json=as_json)
        if not as_json and (changed := collection.changed_files()):
            files = "1 file has" if len(changed) == 1 else f"{len(changed):,} files have"
            reads = "srs review" if collection.settings.auto_import else "srs import"
            click.echo(f"{files} changed since: `{reads}` reads {'it' if len(changed) == 1 else 'them'}")


def _waiting(shell: Shell) -> int:
    """Return how many cards wait; 0 also where there is no database, or none that can be read: a prompt never fails."""
    from srs.errors import SrsError
    from srs.prompt import waiting

    try:
        if (count := waiting(shell.db, shell.config)) is not None:
            return count
        with shell.open(create=False) as collection:
            report = collection.due()
    except SrsError:
        return 0
    return report.due + report.learning + report.new


@click.command("suspend", cls=Command, epilog=example("srs suspend 01k3", "srs suspend deck:old"))
@query_argument(required=True, metavar="ID or QUERY...")
@shows(create=True, nothing={"kind": "suspend", "cards": []})
def suspend(collection: Collection, query: tuple[str, ...]) -> object:
    """Take cards out of the reviews until they are resumed."""
    return collection.suspend(listed.card.id for listed in collection.select(query))


@click.command("resume", cls=Command, epilog=example("srs resume 01k3", "srs resume is:suspended"))
@query_argument(required=True, metavar="ID or QUERY...")
@shows(create=True, nothing={"kind": "resume", "cards": []})
def resume(collection: Collection, query: tuple[str, ...]) -> object:
    """Bring suspended cards back."""
    return collection.resume(listed.card.id for listed in collection.select(query))


@click.command("accept", cls=Command, epilog=example("srs accept", "srs accept 01k3", "srs accept is:proposed"))
@query_argument(metavar="[ID or QUERY]...")
@shows(create=True, nothing={"kind": "accept", "cards": []})
def accept(collection: Collection, query: tuple[str, ...]) -> object:
    """Study notes that were only proposed, or hidden.

    Without a word it shows one proposed note after the other and takes a key for each.
    """
    if not query:
        from srs.terminal.proposals import walk

        if not sys.stdin.isatty():
            raise click.UsageError("name cards, or `is:proposed` for all; one key each needs a terminal")
        walk(collection)
        return None
    return collection.accept(listed.card.id for listed in collection.select(query))


@click.command("hide", cls=Command, epilog=example("srs hide 01k3", "srs hide kind:phrasing source:draft"))
@query_argument(required=True, metavar="ID or QUERY...")
@shows(create=True, nothing={"kind": "hide", "cards": []})
def hide(collection: Collection, query: tuple[str, ...]) -> object:
    """Say that notes are no cards.

    They stay hidden after every import; `srs list is:hidden` shows them, `srs accept` brings them back.
    """
    return collection.hide(listed.card.id for listed in collection.select(query))


@click.command("retype", cls=Command, epilog=example("srs retype 01k3 phrasing", "srs retype 01k3 01k4 question"))
@query_argument(required=True, metavar="ID or QUERY...")
@click.argument("kind")
@shows(create=True, nothing={"kind": "retype", "cards": []})
def retype(collection: Collection, query: tuple[str, ...], kind: str) -> object:
    """Say that notes are of another kind than was read.

    KIND is question, story, key_point, metric, phrasing, list, avoid, diagram, code, story_match or cloze.
    """
    return collection.retype((listed.card.id for listed in collection.select(query)), kind)


@click.command("bury", cls=Command, epilog=example("srs bury 01k3"))
@query_argument(required=True, metavar="ID or QUERY...")
@shows(create=True, nothing={"kind": "bury", "cards": []})
def bury(collection: Collection, query: tuple[str, ...]) -> object:
    """Hide cards until tomorrow."""
    return collection.bury(listed.card.id for listed in collection.select(query))


@click.command("reset", cls=Command, epilog=example("srs reset 01k3"))
@query_argument(required=True, metavar="ID or QUERY...")
@shows(create=True, nothing={"kind": "reset", "cards": []})
def reset(collection: Collection, query: tuple[str, ...]) -> object:
    """Make cards new again; their history stays in the log."""
    return collection.reset(listed.card.id for listed in collection.select(query))


@click.command("undo", cls=Command, epilog=example("srs undo"))
@shows(nothing={"undone": None, "cards": [], "due": None})
def undo(collection: Collection) -> object:
    """Take back the last answer or act."""
    return collection.undo()
