"""Lines -> blocks, as people mean them."""

from __future__ import annotations

import pytest

from srs.model import Lines
from srs.reading.document import (
    Block,
    Comment,
    Details,
    Fence,
    FrontMatter,
    Heading,
    ListBlock,
    Markup,
    Paragraph,
    Quote,
    Rule,
    Table,
    walk,
)
from srs.reading.markdown import MAX_DEPTH, read_blocks


def blocks(text: str) -> tuple[Block, ...]:
    return read_blocks(text.split("\n"))


def only(text: str) -> Block:
    (block,) = blocks(text)
    return block


@pytest.mark.parametrize(
    ("text", "level", "title"),
    [
        ("# One", 1, "One"),
        ("###### Six ##", 6, "Six"),
        ("##Tight", 2, "Tight"),
        ("C and C#\n====", 1, "C and C#"),
        ("A title\n-------", 2, "A title"),
        ("=====\n Banner\n=====", 1, "Banner"),
        ("=== Wrapped ===", 1, "Wrapped"),
        ("<h2>From a page</h2>", 2, "From a page"),
    ],
)
def test_headings_of_every_style(text: str, level: int, title: str) -> None:
    heading = only(text)

    assert isinstance(heading, Heading)
    assert (heading.level, heading.text) == (level, title)


def test_a_short_rule_below_a_paragraph_makes_no_heading_of_it() -> None:
    assert [type(b) for b in blocks("A sentence that goes on for a while.\n---\nMore.")] == [Paragraph, Rule, Paragraph]


def test_a_tag_is_no_heading() -> None:
    assert isinstance(only("#card and more"), Paragraph)


def test_tabs_nest_lists_and_make_no_code() -> None:
    outer = only("- a\n\t- b\n\t\t- c\n- d")

    assert isinstance(outer, ListBlock)
    assert [item.rows[0].text for item in outer.items] == ["a", "d"]
    inner = outer.items[0].blocks[0]
    assert isinstance(inner, ListBlock) and inner.items[0].rows[0].text == "b"
    assert inner.items[0].lines == Lines(2, 3)


def test_a_line_below_a_list_that_is_not_indented_is_a_paragraph() -> None:
    assert [type(b) for b in blocks("- one\n- two\nThat is all of it.")] == [ListBlock, Paragraph]


def test_a_sentence_that_an_editor_wrapped_stays_in_its_item() -> None:
    item = only("- a sentence that an editor broke off somewhere near the end of\nits line, and goes on here")

    assert isinstance(item, ListBlock)
    assert len(item.items[0].rows) == 2


def test_ordered_items_may_be_far_apart_and_hold_paragraphs() -> None:
    block = only("1. What?\n\n   This.\n\n2. Why?\n\n   That.")

    assert isinstance(block, ListBlock)
    assert [item.marker for item in block.items] == ["1.", "2."]
    assert all(isinstance(item.blocks[0], Paragraph) for item in block.items)


def test_a_fence_keeps_its_lines_and_what_looks_like_markdown_in_it() -> None:
    fence = only("```python\n# no heading\n- no list\n```")

    assert isinstance(fence, Fence)
    assert fence.info == "python" and not fence.diagram
    assert [row.text for row in fence.rows] == ["# no heading", "- no list"]


def test_a_fence_that_nobody_closed_ends_at_the_next_heading() -> None:
    assert [type(b) for b in blocks("```\ncode\n\n## Next\ntext")] == [Fence, Heading, Paragraph]


@pytest.mark.parametrize(
    "text", ["```bash\n┌──┐\n│a │→ b\n└──┘\n```", "```\na --> b\nb --> c\n```", "```mermaid\ngraph\n```"]
)
def test_boxes_and_arrows_are_a_drawing_whatever_the_fence_says(text: str) -> None:
    fence = only(text)

    assert isinstance(fence, Fence) and fence.diagram


def test_a_drawing_needs_no_fence() -> None:
    fence = only("┌──────┐\n│ here │\n└──────┘")

    assert isinstance(fence, Fence) and fence.diagram and not fence.fenced


def test_indented_code_of_plain_text_is_code() -> None:
    fence = blocks("Text.\n\n     # a comment?\n     def f(x):\n         return x\n")[1]

    assert isinstance(fence, Fence) and not fence.fenced


def test_what_stands_in_details_and_comments_is_read_too() -> None:
    details, comment = blocks("<details><summary>Why?</summary>\n\n- because\n\n</details>\n\n<!-- old\n# Title\n-->")

    assert isinstance(details, Details) and details.summary[0].text == "Why?"
    assert any(isinstance(b, ListBlock) for b in details.blocks)
    assert isinstance(comment, Comment) and any(isinstance(b, Heading) for b in comment.blocks)
    assert comment.lines == Lines(7, 9)


def test_a_callout_has_a_kind_and_a_title() -> None:
    quote = only("> [!question]- Why so?\n> Because.")

    assert isinstance(quote, Quote)
    assert (quote.callout, quote.title) == ("question", "Why so?")


def test_a_bar_in_code_or_behind_a_backslash_stays_in_its_cell() -> None:
    table = only("| a | b |\n|---|---|\n| `x|y` | p \\| q |")

    assert isinstance(table, Table)
    assert table.rows[0].cells == ("`x|y`", "p | q")


def test_front_matter_is_fields() -> None:
    front = blocks("---\ndeck: A::B\ntags: [x, y]\n---\n# T")[0]

    assert isinstance(front, FrontMatter)
    assert dict(front.fields) == {"deck": "A::B", "tags": "[x, y]"}


def test_a_rule_at_the_beginning_is_no_front_matter() -> None:
    assert isinstance(blocks("---\nSome text, no field\n---")[0], Rule)


def test_bare_tags_and_pictures_hold_nothing_to_read() -> None:
    assert all(isinstance(b, Markup) for b in blocks("<br/>\n![a badge](https://example.org/x.svg)\n</div>"))


def test_a_picture_beside_the_notes_is_something_that_an_answer_may_show() -> None:
    for text in ("![a graph](img/x.png)", "![[x.png|a graph]]"):
        assert isinstance(only(text), Paragraph)


def test_lines_with_indented_lines_below_them_are_entries_of_an_outline() -> None:
    block = only("why i left\n\treorg\n\nbiggest mess\n\tan outage\n")

    assert isinstance(block, ListBlock)
    assert [item.rows[0].text for item in block.items] == ["why i left", "biggest mess"]


def test_deep_nesting_ends_in_text() -> None:
    tree = blocks("\n".join("  " * i + "- x" for i in range(4 * MAX_DEPTH)))

    assert sum(isinstance(b, ListBlock) for b in walk(tree)) <= MAX_DEPTH + 1
    assert sum(len(b.rows) for b in walk(tree) if isinstance(b, Paragraph)) > 0
