"""What the real Anki makes of a package: notes and cards, the database check, and a second import."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure

HERE = Path(__file__).parents[1]
REFERENCE = HERE.parent / "shared" / "seeds"


def measure() -> Iterator[Figure]:
    """Yield how far the collection of the real engine is from what `srs list` says, for the notes at hand."""
    import srs

    notes = sorted(REFERENCE.glob("*.txt")) or sorted((HERE / "decks").glob("*.md"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        package = folder / "notes.apkg"
        with srs.Collection.open(str(folder / "srs.db")) as collection:
            collection.import_paths([str(path) for path in notes])
            listed = collection.select([])
            collection.export_anki(str(package))
        cards, note_ids = len(listed), len({item.note.id for item in listed})
        first, second, complaints = _imported(package, folder)
    yield Figure("cards in Anki but not listed, or the other way", abs(first[1] - cards), 0, "cards")
    yield Figure("notes in Anki but not listed, or the other way", abs(first[0] - note_ids), 0, "notes")
    yield Figure(
        "changed by a second import", abs(second[0] - first[0]) + abs(second[1] - first[1]) + second[2], 0, "notes"
    )
    yield Figure("conflicting notes", first[3] + second[3], 0, "notes")
    yield Figure("complaints of the database check", complaints, 0, "lines")


def _imported(package: Path, folder: Path) -> tuple[tuple[int, int, int, int], tuple[int, int, int, int], int]:
    """Return (notes, cards, updated, conflicting) after the first and after the second import, and the complaints."""
    from anki.collection import Collection, ImportAnkiPackageRequest

    collection = Collection(str(folder / "phone.anki2"))
    after = []
    for _ in range(2):
        log = collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(package))).log
        after.append((collection.note_count(), collection.card_count(), len(log.updated), len(log.conflicting)))
    message, sound = collection.fix_integrity()
    complaints = (
        [line for line in message.splitlines() if line.strip()] if not sound or "rebuilt" not in message else []
    )
    collection.close()
    return after[0], after[1], len(complaints)
