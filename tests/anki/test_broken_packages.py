"""Whatever is done to a real package, reading it ends soon, in rows or in one line, and nothing else.

`SRS_FUZZ` is how many tries there are, `SRS_FUZZ_SEED` begins them elsewhere.
"""

from __future__ import annotations

import os
import random
import time
import zipfile
from contextlib import suppress
from datetime import UTC
from pathlib import Path

import pytest
import zstandard
from anki.collection import Collection as Engine
from anki.collection import ExportAnkiPackageOptions

from srs import Collection
from srs.anki import foreign
from srs.anki.package import opened
from srs.clock import Calendar
from srs.errors import NothingFound, Unusable
from tests.anki.conftest import Phone

TRIES = int(os.environ.get("SRS_FUZZ", "60"))
SEED = int(os.environ.get("SRS_FUZZ_SEED", "20261121"))
SECONDS = 5
"""Of the processor's time, at most, for one package."""
UTC_CALENDAR = Calendar(zone=UTC)


def real(folder: Path, engine: Engine, *, legacy: bool) -> Path:
    for number in range(40):
        kind = ("Basic", "Basic (and reversed card)", "Cloze")[number % 3]
        note = engine.new_note(engine.models.by_name(kind))
        note.fields[:2] = [f"{{{{c1::front}}}} <b>{number}</b>", f"back <ul><li>{number}</li></ul> [sound:a.mp3]"]
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
        list(foreign.cards(package))


@pytest.mark.parametrize("legacy", [False, True])
def test_a_mutated_package_is_read_or_refused(tmp_path: Path, phone: Phone, legacy: bool) -> None:
    path = real(tmp_path, phone.collection, legacy=legacy)
    read_all(path)
    name, inside = database(path)
    whole = path.read_bytes()
    chance = random.Random(SEED)
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
        start = time.process_time()
        try:
            read_all(broken)
        except Unusable as error:
            assert "\n" not in error.message
            assert_nothing_comes_of(broken)
            refused += 1
        assert time.process_time() - start < SECONDS, f"try {number}"

    assert 0 < refused < TRIES


def assert_nothing_comes_of(broken: Path) -> None:
    with Collection.open(broken.with_suffix(".db")) as collection:
        report = collection.import_paths([broken])
        with pytest.raises((Unusable, NothingFound)):
            collection.pull(broken)

        assert report.found_nothing
        assert [problem.path for problem in report.problems] == [str(broken)]
        assert not collection.exists


def test_a_broken_database_that_can_be_read_in_part_leaves_a_sound_one_here(tmp_path: Path, phone: Phone) -> None:
    path = real(tmp_path, phone.collection, legacy=True)
    name, inside = database(path)
    chance = random.Random(SEED)
    broken = tmp_path / "broken.apkg"
    with Collection.open(tmp_path / "here.db") as collection:
        collection.import_paths([path])
        for _ in range(max(3, TRIES // 20)):
            with zipfile.ZipFile(broken, "w", zipfile.ZIP_DEFLATED) as package:
                package.writestr(name, mutated(inside, chance))
            collection.import_paths([broken])
            with suppress(Unusable, NothingFound):
                collection.pull(broken)

        assert collection.check().ok
        assert collection.rebuild().changed == ()
