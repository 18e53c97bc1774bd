"""What holds for any text that somebody may have written, and for any bytes."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from srs.model import Source
from srs.notes.extract import Extraction, extract
from srs.reading import Document, read

PIECES = (
    "# Title", "## What is a queue?", "### 3. Tell me about a failure.", "####", "Q: why?", "A: because",
    "**Answer:** yes", "**What do you do?**", "What they want", "- item", "  - nested", "\t- tabbed",
    "1. What is x?", "2. Why?", "> quoted", "> [!question] How?", "```", "```python", "~~~", "---", "===",
    "<!-- old", "-->", "<details>", "<summary>Why so?</summary>", "</details>", "| a | b |", "|---|---|",
    "| What is it? | a thing |", "Situation: we were late", "**Action:** I called", "Result: 20% fewer", "S: a",
    "T: b", "R: d", "{{c1::gap}}", "front :: back", "❌ never", "✅ better", "Follow-ups:", "## Answers",
    "What not to say", "Questions this story answers", "ChatGPT said:", "[Company Name]", "问：什么？", "答：它。",
    "20-second version", "TITLE IN CAPITALS", "plain text, and more of it.", "┌──┐", "│ a│ → b",
    "    indented()", "", "", "",
)  # fmt: skip
TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=30)
LINES = st.lists(st.sampled_from(PIECES) | TEXT, max_size=40)
SOURCE = Source(path="notes/a.md", location="/notes/a.md", place="notes/a.md", deck=None)


def document(data: bytes) -> Document:
    return read(data, SOURCE)


def made(extraction: Extraction) -> list[tuple[object, ...]]:
    """What was found, without where it stands."""
    return [
        (n.kind, n.prompt, n.answer, n.tags, [p.text for p in n.points], n.versions, n.cues)
        for n in (*extraction.notes, *extraction.proposed)
    ]


def accounted(extraction: Extraction) -> set[int]:
    ranges = [s.lines for s in extraction.skipped]
    for note in (*extraction.notes, *extraction.proposed):
        ranges += [note.lines, *(lines for _, lines in note.also)]
    return {number for lines in ranges for number in range(lines.start, lines.end + 1)}


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_read_and_no_exception_comes_out(data: bytes) -> None:
    extract(document(data))


@given(LINES)
@settings(max_examples=100, deadline=None)
def test_every_line_with_something_on_it_is_in_a_note_or_skipped_with_a_reason(lines: list[str]) -> None:
    read_ = document("\n".join(lines).encode("utf-8", "replace"))

    found = extract(read_)

    filled = {number for number, text in enumerate(read_.lines, 1) if text.strip()}
    assert filled <= accounted(found)
    assert all(skipped.reason for skipped in found.skipped)
    assert [line.line for line in found.explained] == sorted(filled)


@given(LINES)
@settings(max_examples=100, deadline=None)
def test_ranges_lie_in_the_file(lines: list[str]) -> None:
    read_ = document("\n".join(lines).encode("utf-8", "replace"))

    found = extract(read_)

    for note in (*found.notes, *found.proposed):
        for at in (note.lines, *(r for _, r in note.also), *(p.lines for p in note.points)):
            assert 1 <= at.start <= at.end <= len(read_.lines), note


@given(LINES)
@settings(max_examples=100, deadline=None)
def test_notes_are_clean_and_have_ids_of_their_own(lines: list[str]) -> None:
    found = extract(document("\n".join(lines).encode("utf-8", "replace")))

    notes = (*found.notes, *found.proposed)
    assert len({note.id for note in notes}) == len(notes)
    for note in notes:
        assert note.prompt.strip() and "\n" not in note.prompt
        assert note.reason and note.rule and 0 < note.confidence <= 1
        assert [point.slot for point in note.points] == list(range(1, len(note.points) + 1))
        assert len({point.id for point in note.points}) == len(note.points)


@given(LINES)
@settings(max_examples=60, deadline=None)
def test_line_ends_make_no_difference(lines: list[str]) -> None:
    with_lf = extract(document("\n".join(lines).encode("utf-8", "replace")))
    with_crlf = extract(document("\r\n".join(lines).encode("utf-8", "replace")))

    assert with_lf == with_crlf


@given(LINES)
@settings(max_examples=40, deadline=None)
def test_reading_twice_gives_the_same(lines: list[str]) -> None:
    data = "\n".join(lines).encode("utf-8", "replace")

    assert extract(document(data)) == extract(document(data))


@given(st.lists(st.sampled_from(PIECES), max_size=40))
@settings(max_examples=60, deadline=None)
@example(["- a", "  - b", "    - c?", "What?", "- d"])
@example(["~~~", "# Title", "```", "# Title"])
def test_no_prompt_or_answer_keeps_the_marks_of_its_page(lines: list[str]) -> None:
    found = extract(document("\n".join(lines).encode("utf-8", "replace")))

    for note in (*found.notes, *found.proposed):
        spoken = re.sub(r"(?ms)^\s*(`{3,}|~{3,}).*?^\s*\1\s*$", "", note.answer)
        assert not re.search(r"<!--|-->|\[\[|^\s{0,3}#{1,6}\s", spoken, re.M), note
        assert not re.search(r"\*\*|<!--|\[\[|^#", note.prompt), note
