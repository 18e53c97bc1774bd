"""Proposed notes, one after the other: a key each says whether it is studied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from srs.errors import NothingFound
from srs.model import Role
from srs.terminal import text
from srs.terminal.onekey import keys

if TYPE_CHECKING:
    from srs.collection import Collection

_KEYS = "[y study it, n it is no card, Enter or Space later, q end]"


def walk(collection: Collection) -> None:
    """Show each proposed note and keep what is said of it at once; NothingFound where none is proposed."""
    try:
        listed = [each for each in collection.select("is:proposed") if each.card.role is Role.ASK]
    except NothingFound:
        raise NothingFound("no note is proposed", hint="`srs import` proposes what it is not sure of") from None
    accepted = hidden = 0
    with keys() as pressed:
        for number, each in enumerate(listed, 1):
            note = each.note
            click.echo(f"\n{number} of {len(listed)}  {note.kind}  {text.position(note)}")
            click.echo(text.line(note.prompt))
            if note.answer.strip():
                click.echo(text.block(note.answer).rstrip())
            click.echo(f"why: {text.line(note.reason)}\n{_KEYS}")
            key = pressed("ynq \r\n")
            if key == "y":
                collection.accept([each.card.id])
                accepted += 1
            elif key == "n":
                collection.hide([each.card.id])
                hidden += 1
            elif key == "q":
                break
    click.echo(f"\n{text.count(accepted, 'note')} to be studied, {text.count(hidden, 'note')} hidden")
