"""Figures -> one web page that needs nothing beside itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from srs.collection import Collection
    from srs.terminal.show import Wrote


def write(collection: Collection, output: str) -> Wrote | None:
    """Write the page of a collection to a file and return what was written; Unusable where that fails.

    `-` is standard output, and then there is nothing else to say.
    """
    import click

    from srs.collection.series import pages
    from srs.terminal.report.page import page
    from srs.terminal.show import Wrote, write_text

    found = pages(collection)
    if output == "-":
        click.echo(page(found), nl=False)
        return None
    return Wrote(path=write_text(output, page(found)), contents={"items": len(found.entries)})
