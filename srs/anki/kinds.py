"""The note types and the decks of a package, in both ways in which Anki has stored them: as JSON, as tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from srs.anki.package import Package

_LONGEST_TEMPLATE = 200_000
_LONGEST_NAME = 300
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Face:
    """One way to ask a note of a type."""

    name: str
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class ForeignType:
    """A note type as the package has it."""

    name: str
    fields: tuple[str, ...]
    faces: Mapping[int, Face]
    """By the number that cards name."""
    has_gaps: bool
    """Whether its one face makes a card for each number of gaps."""


def note_types(package: Package) -> dict[int, ForeignType]:
    """Return the note types by their numbers."""
    names = package.field_names()
    return dict(_of_tables(package, names) if package._has("notetypes") else _of_json(package, names))


def decks(package: Package) -> dict[int, str]:
    """Return the names of the decks by their numbers, parts joined by `::`."""
    if package._has("decks"):
        rows = package._query("SELECT id, name FROM decks")
        return {id: _name("::".join(name.split("\x1f"))) for id, name in rows if type(id) is int and type(name) is str}
    return {number: _name(deck.get("name")) for number, deck in package._described("decks").items()}


def _of_json(package: Package, names: Mapping[int, tuple[str, ...]]) -> Iterator[tuple[int, ForeignType]]:
    for number, kind in package._described("models").items():
        faces = {}
        templates = kind.get("tmpls")
        for place, each in enumerate(templates if isinstance(templates, list) else []):
            if isinstance(each, dict):
                place = each["ord"] if isinstance(each.get("ord"), int) else place
                faces[place] = Face(_name(each.get("name")), _text(each.get("qfmt")), _text(each.get("afmt")))
        yield number, ForeignType(_name(kind.get("name")), names.get(number, ()), faces, kind.get("type") == 1)


def _of_tables(package: Package, names: Mapping[int, tuple[str, ...]]) -> Iterator[tuple[int, ForeignType]]:
    faces: dict[int, dict[int, Face]] = {}
    for kind, place, name, config in package._query("SELECT ntid, ord, name, config FROM templates"):
        if type(kind) is int and type(place) is int and type(config) is bytes:
            said = _message(config)
            front, back = (_decoded(said.get(number)) for number in (1, 2))
            faces.setdefault(kind, {})[place] = Face(_name(name), front, back)
    for number, name, config in package._query("SELECT id, name, config FROM notetypes"):
        if type(number) is int and type(config) is bytes:
            has_gaps = _message(config).get(1) == 1
            yield number, ForeignType(_name(name), names.get(number, ()), faces.get(number, {}), has_gaps)


def _text(value: object) -> str:
    return value if isinstance(value, str) and len(value) <= _LONGEST_TEMPLATE else ""


def _name(value: object) -> str:
    """Return a name without what no line has, cut where no name is as long: it stands with each note."""
    return _CONTROL.sub("", _text(value))[:_LONGEST_NAME]


def _decoded(value: object) -> str:
    return _text(value.decode("utf-8", "replace")) if isinstance(value, bytes) else ""


def _message(data: bytes) -> dict[int, Any]:
    """Return the fields of a protobuf message by their numbers, the last of each: whole numbers and bytes.

    What is broken ends it.
    """
    found: dict[int, Any] = {}
    at = 0
    while at < len(data):
        tag, at = _number(data, at)
        match tag & 7:
            case 0:
                found[tag >> 3], at = _number(data, at)
            case 1:
                at += 8
            case 2:
                size, at = _number(data, at)
                found[tag >> 3] = data[at : at + size]
                at += size
            case 5:
                at += 4
            case _:
                break
    return found


def _number(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(data):
            break
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            break
    return value, at
