"""A well-known card whose answer changed says so once, with the difference marked."""

from __future__ import annotations

import json

import pytest

from srs.collection.differing import difference
from srs.terminal.differing import marked

BEFORE = """# Rates

## How often does it fail?

It fails once in a thousand calls, and then it is tried again by itself.
"""
AFTER = BEFORE.replace("once in a thousand calls", "twice in a million calls")


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("It is 4 %.", "It is 5 %.", "It is [-4-] {+5+} %."),
        ("a b c d e f g h", "a b c d e f g h i", "… d e f g h {+i+}"),
        (
            "one two three four five six seven",
            "zero two three four five six seven",
            "[-one-] {+zero+} two three four five six …",
        ),
        ("all of it", "nothing left", "[-all-] {+nothing+} [-of it-] {+left+}"),
    ],
)  # fmt: skip
def test_what_went_and_what_came_is_marked_with_a_little_of_what_stayed(old, new, shown):
    assert marked(difference(old, new)).plain.replace("][", "] [").replace("-]{", "-] {") == shown


@pytest.fixture
def known(srs, tmp_path):
    """A card that is well known, and whose answer was changed after it was answered last."""
    path = tmp_path / "rates.md"
    path.write_text(BEFORE)
    srs("import", "rates.md")
    for day in ("2026-03-01", "2026-03-20", "2026-06-20"):
        srs("review", stdin="\n4\nq\n", SRS_NOW=f"{day}T12:00:00Z")
    path.write_text(AFTER)


def test_a_review_shows_the_change_with_the_answer_and_only_once(srs, start, known):
    now = {"SRS_NOW": "2028-01-01T12:00:00Z"}
    terminal = start("review", **now)
    terminal.wait("How often does it fail?")
    assert "Changed since" not in terminal.text
    terminal.send(" ")
    terminal.wait("Changed since you last saw it")
    assert "[-once in a thousand-]" in terminal.text or "[-once-]" in terminal.text
    terminal.send("3")
    assert terminal.ended() == 0

    assert json.loads(srs("show", "text:fail", "--json", **now).stdout)["changed_since"] is None


def test_the_plain_review_and_the_card_page_tell_it_too(srs, known):
    now = {"SRS_NOW": "2028-01-01T12:00:00Z"}

    said = srs("--plain", "review", stdin="\nq\n", **now).stdout
    shown = json.loads(srs("show", "text:fail", "--json", **now).stdout)["changed_since"]

    assert "Changed since you last saw it" in said
    assert shown["answer"].startswith("It fails once in a thousand calls")
    assert "Changed since you last saw it" in srs("show", "text:fail", **now).stdout
