"""What a sync brought and sent, as people read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from srs.terminal import documents, pulls, text

if TYPE_CHECKING:
    from rich.text import Text

    from srs.collection.syncing import SignedOut, SyncReport


def document(value: SyncReport | SignedOut) -> object:
    """Return the JSON document of a sync."""
    found = documents.fields_of(value)
    pulled = found.get("pulled")
    if isinstance(pulled, dict):
        del pulled["path"]  # of a copy that is nobody's business
    return found


def problems(value: object) -> Iterable[str]:
    """Return what could not go along, a line each."""
    return [text.line(f"{each.severity}: {each}") for each in getattr(value, "problems", ())]


def lines(value: SyncReport | SignedOut) -> Iterator[Text | str]:
    """Return what came and what went."""
    from srs.collection.syncing import SignedOut

    if isinstance(value, SignedOut):
        did = "forgot the" if value.was_in else "there was no"
        yield f"{did} key of {text.word(value.user)} at {text.word(value.server)}"
        return
    yield from _came(value)
    yield from _went(value)
    if value.again:
        yield f"deleted there, back as your notes have them: {text.count(value.again, 'card')} (suspend those instead)"
    if value.gone:
        yield f"no longer studied here, left there: {text.count(value.gone, 'card')}"
    if value.waiting:
        yield f"in a filtered deck, left until they leave it: {text.count(value.waiting, 'card')}"
    if value.first and not value.dry_run:
        yield "on the phone, take the server's collection (“download”): it replaces what the phone has"
    if not value.fsrs and not (value.first and value.dry_run):
        yield "FSRS is off in Anki: turn it on in the options of any deck, or Anki schedules by its older rule"


def _came(value: SyncReport) -> Iterator[Text | str]:
    pulled = value.pulled
    if pulled is None:
        return
    # what each sync meets again is no news
    if brought := pulls.came(pulled):
        said, back = ("would come", "") if value.dry_run else ("came", " (`srs undo` takes it back)")
        yield f"{said}: {brought}, of {text.count(pulled.cards, 'card')}{back}"
    yield from pulls.edits(pulled)


def _went(value: SyncReport) -> Iterator[str]:
    sent = value.sent
    parts = text.counts(
        (sent.cards, "new card", ""),
        (sent.notes, "note", ""),
        (sent.reviews, "review", ""),
        (sent.schedules, "schedule", ""),
        (sent.moved, "card to another deck", "cards to another deck"),
        (sent.presets, "deck with another preset", "decks with another preset"),
        (sent.pictures, "picture", ""),
    )
    if parts:
        yield f"{'would go' if value.dry_run else 'went'}: {parts}"
    elif value.pulled is None or value.pulled.pull is None:
        yield f"{text.word(value.server)} has all that is here, and nothing new"
