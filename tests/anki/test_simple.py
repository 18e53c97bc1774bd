"""What is simple enough is said at once, letter by letter as the parser says it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srs.anki import markup, simple
from srs.model import Source
from srs.notes.extract import extract
from srs.reading import read

WORDS = [
    *("cache", "B9", "über", "x_y", "_x", "12", "3.", "**bold**", "**a b**", "`code`", "`a b`", "``", "*", "$5", "$x$"),
    *("a<b", "<3", ">", "&", "&amp;", "R&D", "!", "[x]", "[x](y)", "(see)", '"q"', "it's", "~5", "~~", "|", "#", "-"),
    *("- ", "1. ", "+", "=", "---", "…", "–", "\\", "**", "`", "***", "**x", "x**y", ":", "  ", "\u00a0", "__", "!["),
]  # fmt: skip
BEGINNINGS = ["", "- ", "1. ", "2. ", "7. ", "* ", "  ", "    ", "> ", "# ", "- - "]

lines = st.builds(lambda begin, words: begin + " ".join(words), st.sampled_from(BEGINNINGS), st.lists(st.sampled_from(WORDS), max_size=6))  # fmt: skip # noqa: E501
texts = st.one_of(st.builds("\n".join, st.lists(st.one_of(lines, st.just("")), max_size=8)), st.text(max_size=40))


@given(texts)
def test_it_is_what_the_parser_says_or_nothing(text: str) -> None:
    cleaned = markup.clean(text)
    blocks, inline = simple.blocks(cleaned), simple.inline(cleaned)

    assert blocks is None or blocks == markup._PARSER.render(cleaned, {"picture": None})
    assert inline is None or inline == markup._PARSER.renderInline(cleaned, {"picture": None})


@pytest.mark.parametrize(
    "text",
    [
        "One paragraph,\nof two lines with `code` and **bold words**.",
        "First:\n- a < b & c\n- **this**: “that”\n\nThen:\n\n3. three\n4. four (see `x_y`)",
        "A price of $5, [a note], snake_case and 3.5 | 4 > 2!",
        "",
    ],
)
def test_what_most_notes_say_is_simple(text: str) -> None:
    assert simple.blocks(text) == markup._PARSER.render(text, {"picture": None})


def test_real_notes_are_what_the_parser_says(reference: Path) -> None:
    said = [
        markup.clean(note.answer)
        for path in sorted((reference / "seeds").glob("*.txt"))
        for note in extract(
            read(path.read_bytes(), Source(path=path.name, location=str(path), place=path.name, deck=None))
        ).notes
    ]
    quick = [(text, simple.blocks(text)) for text in said]

    assert [text for text, html in quick if html not in (None, markup._PARSER.render(text, {"picture": None}))] == []
    assert sum(html is not None for _, html in quick) > 0.3 * len(quick)
