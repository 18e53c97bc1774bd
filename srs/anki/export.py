"""Notes and cards as an Anki package: one file that a phone imports, and imports again without harm."""

from __future__ import annotations

import os
import secrets
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from srs.anki import identity
from srs.clock import to_ms
from srs.errors import NothingFound, SrsError, Unusable
from srs.model import Listed, Note, NoteId, Problem

if TYPE_CHECKING:
    from srs.anki.database import PackageNote

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class AnkiExport:
    """A package that was written, and what is in it."""

    path: Path
    notes: int
    cards: int
    decks: int
    """Decks with cards; those that only hold other decks are not counted."""
    problems: tuple[Problem, ...] = ()
    """Cards that could not be taken along."""


def write_package(
    path: Path,
    listed: Iterable[Listed],
    *,
    changed: Mapping[NoteId, datetime],
    related: Iterable[Note] = (),
) -> AnkiExport:
    """Write the cards that are listed, and their notes, as an Anki package at `path` (`….apkg`); say what is in it.

    `changed` says of every note when what it says last changed (`KnownNote.changed`): a phone takes the text of a
    note when that is later than its own, so an edit made there lives until the source changes. `related` holds more
    notes that may be named: the question that a listed one follows up, the story it asks for. Those that are listed
    need not be among them.

    Every card is new on the phone, in the order of `Listed.order`; a suspended one is suspended there, where the
    import takes schedules along. A note has all its fields however few of its cards are listed. Equal input gives
    equal bytes, and the file is there whole or not at all: folders above it are made, what was there is replaced.

    NothingFound where nothing is listed; Unusable for a name that phones do not take for a package; SrsError when
    the file can't be written.
    """
    _check_name(path)
    cards, problems = _with_room({item.card.id: item for item in listed}.values())
    if not cards:
        raise NothingFound("nothing to export", hint="`srs list` shows the cards there are")
    from srs.anki import database  # genanki and the Markdown parser take a while to load

    names = identity.deck_names({item.note.deck for item in cards})
    decks = identity.deck_ids(names.values())
    notes = _notes(cards, related, changed, {deck: decks[name] for deck, name in names.items()})
    content = database.build(notes, decks)
    _write(path, {"collection.anki2": content, "media": b"{}"})
    return AnkiExport(
        path=path,
        notes=len({item.note.id for item in cards}),
        cards=len(cards),
        decks=len(set(names.values())),
        problems=tuple(problems),
    )


def _with_room(listed: Iterable[Listed]) -> tuple[list[Listed], list[Problem]]:
    """Return the cards in order, without those of points that Anki's note type has no template for."""
    kept: list[Listed] = []
    problems: list[Problem] = []
    for item in sorted(listed, key=lambda item: (item.order, item.card.slot, item.card.id)):
        if item.card.slot in identity.slots(item.note.kind):
            kept.append(item)
        else:
            message = (
                f"no room in Anki for point {item.card.slot} of “{item.note.prompt}”; it is in the note, without a card"
            )
            problems.append(Problem(path=item.note.path, line=item.note.lines.start, message=message))
    return kept, problems


def _notes(
    cards: Sequence[Listed], related: Iterable[Note], changed: Mapping[NoteId, datetime], decks: Mapping[str, int]
) -> Iterator[PackageNote]:
    """Yield the notes of the cards, in their order."""
    from srs.anki.database import PackageCard, PackageNote, new_row
    from srs.anki.fields import Surroundings, fields, title

    by_note: dict[NoteId, list[tuple[int, Listed]]] = {}
    for place, item in enumerate(cards):
        by_note.setdefault(item.note.id, []).append((place, item))
    notes = {siblings[0][1].note.id: siblings[0][1].note for siblings in by_note.values()}
    around = Surroundings.of({note.id: note for note in related} | notes)
    guids = {note.id: identity.guid(note.id, identity.form_of(note.kind)) for note in notes.values()}
    note_numbers = identity.numbers("note", guids.values())
    card_numbers = identity.numbers("card", (item.card.id for item in cards))
    for note in notes.values():
        yield PackageNote(
            id=note_numbers[guids[note.id]],
            guid=guids[note.id],
            form=identity.form_of(note.kind),
            modified=to_ms(changed[note.id]) // 1000,
            fields=fields(note, around),
            sort_by=title(note),
            tags=_tags(note),
            deck=decks[note.deck],
            cards=tuple(
                PackageCard(card_numbers[item.card.id], item.card.slot, new_row(place, suspended=item.state.suspended))
                for place, item in by_note[note.id]
            ),
        )


def _tags(note: Note) -> tuple[str, ...]:
    """Return a note's tags as Anki keeps them, none twice; it takes those that differ only in case for one."""
    tags = {tag.casefold(): tag for text in sorted(note.tags) if (tag := identity.tag(text))}
    return tuple(sorted(tags.values()))


def _check_name(path: Path) -> None:
    if path.suffix.lower() != ".apkg":
        raise Unusable(f"not a name for an Anki package: {path.name}", hint="phones open files that end in .apkg")
    if path.stem.lower() == "collection":
        # clients take a file of this name for a whole collection, which replaces what the phone has
        raise Unusable(f"Anki takes {path.name} for a whole collection", hint="give the package another name")
    if path.is_dir():
        raise Unusable(f"{path} is a folder")


def _write(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a zip of `files` beside its place and move it there, so that no half package can be met."""
    target = path.resolve()
    scratch = target.parent / f".srs-{secrets.token_hex(8)}.tmp"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with scratch.open("xb") as file:
                _zip(file, files)
                file.flush()
                os.fsync(file.fileno())
            scratch.replace(target)
        except BaseException:
            scratch.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise SrsError(f"can't write {path}: {(error.strerror or str(error)).lower()}") from error


def _zip(file: BinaryIO, files: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX  # else it says where it was made
            package.writestr(entry, content)
