"""Whatever is done to a real package, reading it ends soon, in rows or in one line, and nothing else."""

from __future__ import annotations

import os
import random
import zipfile
from datetime import UTC
from pathlib import Path

import pytest
import zstandard
from anki.collection import Collection as Engine
from anki.collection import ExportAnkiPackageOptions

from srs.anki.package import opened
from srs.clock import Calendar
from srs.errors import Unusable
from tests.anki.conftest import Phone

TRIES = int(os.environ.get("SRS_FUZZ", "60"))
UTC_CALENDAR = Calendar(zone=UTC)


def real(folder: Path, engine: Engine, *, legacy: bool) -> Path:
    for number in range(40):
        note = engine.new_note(engine.models.by_name("Basic"))
        note["Front"], note["Back"] = f"front {number}", f"back {number}"
        engine.add_note(note, 1)
    for _ in range(15):
        card = engine.sched.getCard()
        engine.sched.answerCard(card, 3)
    path = folder / f"real-{legacy}.apkg"
    options = ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True, with_media=False, legacy=legacy)
    engine.export_anki_package(out_path=str(path), options=options, limit=None)
    return path


def database(path: Path) -> tuple[str, bytes]:
    with zipfile.ZipFile(path) as package:
        name = max(name for name in package.namelist() if name.startswith("collection."))
        data = package.read(name)
    return name, zstandard.ZstdDecompressor().stream_reader(data).read() if name.endswith("b") else data


def mutated(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    match chance.randrange(4):
        case 0:
            for _ in range(chance.randint(1, 40)):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
        case 1:
            del changed[chance.randrange(len(changed)) :]
        case 2:
            at, to = chance.randrange(len(changed)), chance.randrange(len(changed))
            changed[to : to + 512] = changed[at : at + 512]
        case _:
            at = chance.randrange(len(changed))
            changed[at : at + chance.randint(1, 4096)] = bytes(chance.randint(0, 4096))
    return bytes(changed)


def read_all(path: Path) -> None:
    with opened(path) as package:
        list(package.rows())
        list(package.cards())
        list(package.notes())
        package.guids()
        package.field_names()
        package.stamp()
        package.first_day(UTC_CALENDAR)


@pytest.mark.parametrize("legacy", [False, True])
def test_a_mutated_package_is_read_or_refused(tmp_path: Path, phone: Phone, legacy: bool) -> None:
    path = real(tmp_path, phone.collection, legacy=legacy)
    read_all(path)
    name, inside = database(path)
    whole = path.read_bytes()
    chance = random.Random(20261121)
    broken = tmp_path / "broken.apkg"
    refused = 0
    for number in range(TRIES):
        if number % 3:
            # the database itself, in a sound zip
            with zipfile.ZipFile(broken, "w", zipfile.ZIP_DEFLATED) as package:
                data = mutated(inside, chance)
                package.writestr(name, zstandard.compress(data) if name.endswith("b") else data)
        else:
            broken.write_bytes(mutated(whole, chance))
        try:
            read_all(broken)
        except Unusable as error:
            assert "\n" not in error.message
            refused += 1

    assert 0 < refused < TRIES
