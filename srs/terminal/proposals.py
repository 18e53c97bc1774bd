"""Proposed notes, one after the other: a key each says whether it is studied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from srs.collection.own_cards import is_own
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
        found = collection.select("is:proposed")
        listed = [each for each in found if each.card.role is Role.ASK or is_own(each)]
    except NothingFound:
        raise NothingFound("no note is proposed", hint="`srs import` proposes what it is not sure of") from None
    accepted = hidden = 0
    with keys() as pressed:
        for number, each in enumerate(listed, 1):
            note = each.note
            click.echo(f"\n{number} of {len(listed)}  {note.kind}  {text.position(note)}")
            face = collection.view(each.card.id).face
            click.echo(text.line(face.prompt))
            if is_own(each):
                click.echo(text.line(face.hint))
            if face.answer.strip():
                click.echo(text.block(face.answer).rstrip())
            why = "it keeps being missed inside its answer" if is_own(each) else text.line(note.reason)
            click.echo(f"why: {why}\n{_KEYS}")
            key = pressed("ynq \r\n")
            if key == "y":
                collection.accept([each.card.id])
                accepted += 1
            elif key == "n":
                collection.hide([each.card.id])
                hidden += 1
            elif key == "q":
                break
    click.echo(f"\n{accepted:,} to be studied, {hidden:,} hidden")
