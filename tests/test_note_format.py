"""The page on the note format says what the importer does, and the sample decks import without a problem."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from srs.model import Kind, Source
from srs.notes.extract import Extraction, extract
from srs.reading import read

ROOT = Path(__file__).parents[1]
EXAMPLE = re.compile(r"^```text\n(?P<note>.*?)^```\n\ngives (?P<found>[^\n]+)$", re.MULTILINE | re.DOTALL)
KINDS = {
    "question": Kind.QUESTION,
    "story": Kind.STORY,
    "story match": Kind.STORY_MATCH,
    "metric": Kind.METRIC,
}
EXAMPLES = list(EXAMPLE.finditer((ROOT / "docs" / "note-format.md").read_text(encoding="utf-8")))


def extracted(data: bytes) -> Extraction:
    return extract(read(data, Source(path="notes.md", location="/notes.md", place="notes.md", deck=None)))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["note"].strip().split("\n")[0])
def test_each_example_gives_what_the_page_says(example: re.Match[str]) -> None:
    expected = Counter()
    for entry in example["found"].split(", "):
        count, name = entry.split(" ", 1)
        expected[KINDS[name.removesuffix("s").replace("matche", "match")]] = int(count)

    found = extracted(example["note"].encode())

    assert Counter(note.kind for note in found.notes if note.kind in KINDS.values()) == expected


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) >= 8


@pytest.mark.parametrize("deck", sorted((ROOT / "decks").glob("*.md")), ids=lambda path: path.name)
def test_a_sample_deck_imports_without_a_problem_or_a_doubt(deck: Path) -> None:
    found = extracted(deck.read_bytes())

    assert not found.problems
    assert not found.proposed
    assert all(note.answer for note in found.notes)
    assert not any(tag in ("fill-in", "unanswered") for note in found.notes for tag in note.tags)


def test_the_sample_decks_show_every_kind_that_notes_have_unmarked() -> None:
    kinds = {note.kind for deck in (ROOT / "decks").glob("*.md") for note in extracted(deck.read_bytes()).notes}

    assert kinds >= {
        Kind.QUESTION,
        Kind.STORY,
        Kind.STORY_MATCH,
        Kind.METRIC,
        Kind.PHRASING,
        Kind.LIST,
        Kind.AVOID,
        Kind.DIAGRAM,
        Kind.CODE,
    }
