"""Commands about notes and cards: where they come from and what is known of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from srs.terminal.options import NO_DOCUMENT, Command, Shell, end, example, json_option, query_argument, shows

if TYPE_CHECKING:
    from srs.collection import Collection, ImportReport


@click.command(
    "import",
    cls=Command,
    epilog=example(
        "srs import notes/",
        "srs import notes/rag.md --deck mlops",
        "srs import notes/ --dry-run --json",
        "srs import notes/ --watch",
    ),
)
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@click.option("--dry-run", is_flag=True, help="Only show what would be found; nothing is stored.")
@click.option("--explain", is_flag=True, help="Also show what each line became, and why.")
@click.option("--deck", metavar="NAME", help="The deck of these notes, in place of the one their place gives.")
@click.option("--kinds", metavar="KIND,…", help="Take notes of these kinds only, such as question,story.")
@click.option("--prune", is_flag=True, help="Also retire notes of files that are empty or unreadable, or all gone.")
@click.option("--strict", is_flag=True, help="Store nothing and end with 1 if there is any problem.")
@click.option("--watch", is_flag=True, help="Then follow them, and import again what changes, until Ctrl-C.")
@json_option
@click.pass_obj
def import_(
    shell: Shell,
    paths: tuple[str, ...],
    dry_run: bool,
    explain: bool,
    deck: str | None,
    kinds: str | None,
    prune: bool,
    strict: bool,
    watch: bool,
    as_json: bool,
) -> None:
    """Read notes from files and folders; update cards.

    Notes are recognised again after an edit or a move, so their history stays. Importing twice changes nothing.
    """
    from srs.terminal.progress import Progress
    from srs.terminal.show import Explanation

    if watch and (dry_run or as_json or explain):
        raise click.UsageError("--watch goes without --dry-run, --explain and --json")
    chosen = kinds.replace(",", " ").split() if kinds else None
    with shell.open(create=not dry_run) as collection:

        def read(some: Sequence[str]) -> ImportReport:
            with Progress("reading") as progress:
                return collection.import_paths(
                    some,
                    deck=deck,
                    kinds=chosen,
                    dry_run=dry_run,
                    prune=prune,
                    strict=strict,
                    whole=explain or as_json,
                    progress=progress,
                )

        changed = collection.follow(paths) if watch else None
        report = read(paths)
        if report.stored and not as_json and sys.stdin.isatty() and sys.stderr.isatty():
            from srs.terminal.recognised import ask

            report = ask(report, collection)
        if explain and not as_json:
            end(Explanation(report), collection, shell, as_json=False)
        if changed is not None:
            from srs.terminal.following import follow
            from srs.terminal.show import show

            show(report, collection, as_json=False, plain=shell.plain)
            follow(changed, paths, read, said=report)
        end(report, collection, shell, as_json=as_json)


@click.command("list", cls=Command, epilog=example("srs list", "srs list deck:mlops is:due -tag:old", "srs list kafka"))
@query_argument()
@shows(nothing={"cards": []})
def list_(collection: Collection, query: tuple[str, ...]) -> object:
    """Find cards.

    A QUERY is words and key:value terms that must all hold: deck, kind, tag, source, id, text, is.
    A hyphen before a term turns it around.
    """
    from srs.terminal.show import Cards

    return Cards(collection.select(query))


@click.command("show", cls=Command, epilog=example("srs show 01k3", "srs show 01k3 --json"))
@click.argument("card", metavar="ID")
@shows(nothing=NO_DOCUMENT)
def show_(collection: Collection, card: str) -> object:
    """Show one card: both sides, memory, history, source."""
    return collection.view(collection.find(card).card.id)


@click.command("edit", cls=Command, epilog=example("srs edit 01k3"))
@click.argument("card", metavar="ID")
@click.pass_obj
def edit(shell: Shell, card: str) -> None:
    """Open a card's source at its line in your editor.

    Afterwards the source is read again.
    """
    from srs.terminal.editor import edit_and_import

    with shell.open(create=True) as collection:
        click.echo(edit_and_import(collection, collection.view(collection.find(card).card.id)))


@click.command("decks", cls=Command, epilog=example("srs decks"))
@shows()
def decks(collection: Collection) -> object:
    """List the decks, with their cards and what is due."""
    from srs.terminal.show import Decks

    return Decks(collection.decks())


@click.command("sources", cls=Command, epilog=example("srs sources"))
@shows()
def sources(collection: Collection) -> object:
    """List the files that notes were read from."""
    from srs.terminal.show import Sources

    return Sources(collection.sources())
