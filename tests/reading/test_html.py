"""A web page gives the tree that a browser's reader sees, each row with its line in the file."""

from __future__ import annotations

import unicodedata
from html import unescape
from textwrap import dedent

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

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
    rows_of,
    walk,
)
from srs.reading.html import read_blocks


def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a page that have something to read."""
    return tuple(b for b in read_blocks(dedent(text).strip("\n").split("\n")) if not isinstance(b, Markup))


def rows(block: Block) -> list[tuple[int, str]]:
    return [(row.number, row.text) for row in rows_of(block)]


def said(text: str) -> str:
    """Return the one row of a page."""
    (block,) = blocks(text)
    ((_, row),) = rows(block)
    return row


# ------------------------------------------------------------------ lines


def test_each_line_of_a_paragraph_is_a_row_with_its_number() -> None:
    (found,) = blocks("""
        <div>

          <p class="x"
             id="y">The tide
            turns   twice
          a day.</p>
        </div>
        """)

    assert rows(found) == [(4, "The tide"), (5, "turns twice"), (6, "a day.")]


def test_a_break_begins_a_row_and_two_a_paragraph() -> None:
    found = blocks("<p>one<br>two<br/><br>three</p>")

    assert [rows(block) for block in found] == [[(1, "one"), (1, "two")], [(1, "three")]]


def test_lines_without_anything_to_read_are_markup() -> None:
    found = read_blocks(["<body>", "<nav>", "<a href='/'>Home</a>", "</nav>", "<p>Text.</p>", "</body>"])

    assert [(type(block), block.lines) for block in found] == [
        (Markup, Lines(1, 4)),
        (Paragraph, Lines(5, 5)),
        (Markup, Lines(6, 6)),
    ]


# ------------------------------------------------------------------ running text


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("a <b>bold</b> word, an <em>italic</em> one", "a **bold** word, an *italic* one"),
        ("<strong> spaced </strong>out", "**spaced** out"),
        ("<b><strong>once</strong></b>", "**once**"),
        ("<b></b>nothing", "nothing"),
        ("<span style='font-weight: 700'>heavy</span>", "**heavy**"),
        ("call <code>f(x)</code> or <kbd>q</kbd>", "call `f(x)` or `q`"),
        ("<code>a`b</code>", "`` a`b ``"),
        ("<b>in <i>each</b> other</i>", "**in *each** other*"),
        ("fish &amp; chips&nbsp;&mdash; 5&euro;", "fish & chips — 5€"),
        ("3 &lt; 4, List&lt;String&gt;", "3 < 4, List&lt;String>"),
        ("<code>List&lt;String&gt;</code>", "`List<String>`"),
        ("a < b and c > d", "a < b and c > d"),
        ("<a href='https://a.example'>the guide</a>", "the guide"),
        ("<a href='#below'>below</a>", "[below](#below)"),
        ("10<sup>9</sup> H<sub>2</sub>O the 1<sup>st</sup>", "10⁹ H₂O the 1st"),
        ("so it is<sup><a href='#fn1'>[1]</a></sup>", "so it is"),
        ("<q>Listen first</q>, she said", "“Listen first”, she said"),
        ("un<!-- break -->broken", "unbroken"),
        ("zero\u200bwidth and &#x202e;turned", "zerowidth and turned"),
        ("<math><mi>E</mi><annotation encoding='application/x-tex'>E=mc^2</annotation></math>", "$E=mc^2$"),
        ("loose text", "loose text"),
    ],
)
def test_running_text_is_folded_and_keeps_its_marks(html: str, markdown: str) -> None:
    assert said(f"<p>{html}</p>") == markdown


def test_marks_end_at_a_break_and_begin_again_behind_it() -> None:
    assert rows(blocks("<p><b>one<br>two</b></p>")[0]) == [(1, "**one**"), (1, "**two**")]


def test_marks_that_nobody_closed_end_with_the_paragraph() -> None:
    assert [rows(block) for block in blocks("<p><b>one<p>two")] == [[(1, "**one**")], [(1, "two")]]


# ------------------------------------------------------------------ blocks


def test_headings_are_their_words_alone() -> None:
    found = blocks("<h1>Loops <b>and</b>\nknots</h1><h3><a href='#x'>Why?</a> <a href='#x'>¶</a></h3><h2></h2>")

    assert found == (
        Heading(Lines(1, 2), 1, "Loops and knots", "html"),
        Heading(Lines(2, 2), 3, "Why?", "html"),
    )


def test_lists_stand_in_items_and_items_in_lists() -> None:
    (found,) = blocks("""
        <ul>
          <li>one
          <li><p>two</p>
            <p>more of two</p>
            <ol start="4"><li>four</li><li>five</li></ol>
          </li>
          <ul><li>below two</li></ul>
        </ul>
        """)

    assert isinstance(found, ListBlock)
    one, two = found.items
    assert [row.text for row in one.rows] == ["one"]
    assert [type(block) for block in two.blocks] == [Paragraph, ListBlock, ListBlock]
    assert isinstance(two.blocks[1], ListBlock)
    assert [item.marker for item in two.blocks[1].items] == ["4.", "5."]
    assert found.lines == Lines(2, 7)


def test_a_checkbox_is_part_of_its_item() -> None:
    (found,) = blocks("<ul><li><input type=checkbox checked> pack</li><li>[ ] sign</li><li>go</li></ul>")

    assert isinstance(found, ListBlock)
    boxes = [(item.checkbox, item.rows[0].text) for item in found.items]
    assert boxes == [(True, "pack"), (True, "sign"), (False, "go")]


def test_the_deeper_lists_of_a_word_processor_are_nested() -> None:
    (found,) = blocks("<ul class='lst-kix_q-0'><li>out</li></ul>\n<ul class='lst-kix_q-1'><li>in</li></ul>")

    assert isinstance(found, ListBlock)
    assert [rows(block) for block in found.items[0].blocks] == [[(2, "in")]]


def test_short_meanings_stand_with_their_terms() -> None:
    (found,) = blocks("<dl><dt>Ebb</dt><dd>the sea goes</dd>\n<dt>Flood</dt>\n<dd>it comes</dd></dl>")

    assert rows(found) == [(1, "**Ebb**: the sea goes"), (2, "**Flood**:"), (3, "it comes")]


def test_terms_that_ask_open_to_their_answers() -> None:
    (found,) = blocks("<dl>\n<dt>What is ebb?</dt>\n<dd>The sea goes.</dd></dl>")

    assert isinstance(found, Details)
    assert [row.text for row in found.summary] == ["What is ebb?"]
    assert [rows(block) for block in found.blocks] == [[(3, "The sea goes.")]]


def test_a_summary_opens_its_details() -> None:
    (found,) = blocks("<details open>\n<summary><h3>Why <b>salt</b>?</h3></summary>\n<p>It keeps.</p>\n</details>")

    assert isinstance(found, Details)
    assert (found.lines, [row.text for row in found.summary]) == (Lines(2, 3), ["Why salt?"])
    assert [rows(block) for block in found.blocks] == [[(3, "It keeps.")]]


def test_toggles_in_a_list_are_details() -> None:
    found = blocks("<ul><li><details><summary>Why?</summary>So.</details></li></ul>")

    assert [type(block) for block in found] == [Details]


def test_quotes_and_rules() -> None:
    found = blocks("<blockquote>Said <p>once</p></blockquote><hr>")

    assert [type(block) for block in found] == [Quote, Rule]


def test_code_keeps_its_shape_its_language_and_its_lines() -> None:
    (found,) = blocks("""
        <pre><code class="hljs language-go">
        if a &lt; b {
        <span class="k">  return</span> nil
        }
        </code></pre>
        """)

    assert isinstance(found, Fence)
    assert (found.info, found.lines) == ("go", Lines(1, 5))
    assert rows(found) == [(2, "if a < b {"), (3, "  return nil"), (4, "}")]


def test_a_table_has_rows_cells_and_the_header_that_it_marks() -> None:
    (found,) = blocks("""
        <table>
          <thead><tr><td>Ask</td><td>Answer</td></tr></thead>
          <tr><td>Why salt?</td>
              <td><p>It keeps.</p><ul><li>a month</li><li>a year</li></ul></td></tr>
        </table>
        """)

    assert isinstance(found, Table)
    assert found.header == ("Ask", "Answer")
    assert [(row.number, row.cells) for row in found.rows] == [(3, ("Why salt?", "It keeps. a month; a year"))]


def test_a_table_that_only_places_things_is_what_stands_in_it() -> None:
    found = blocks("<table><tr><td><h2>Salt</h2></td><td>It keeps.</td></tr></table>")

    assert [type(block) for block in found] == [Heading, Paragraph]


def test_comments_in_words_are_kept_and_those_of_programs_are_not() -> None:
    machine = "<!-- wp:paragraph {} --><!--[if IE]><p>old</p><![endif]-->"
    found = blocks(f"<!-- ask her about\nthe tides --><p>Text</p>{machine}")

    assert [type(block) for block in found] == [Comment, Paragraph]
    assert rows(found[0]) == [(1, "ask her about"), (2, "the tides")]


def test_a_button_opens_an_answer_and_a_short_one_does_something() -> None:
    found = blocks("<button>Why does salt keep?</button><div>It draws water.</div><button>Copy</button>")

    assert [rows(block)[0][1] for block in found] == ["Why does salt keep?", "It draws water."]


# ------------------------------------------------------------------ the page around the text


def test_the_head_is_front_matter() -> None:
    front, body = blocks("""
        <html><head><title>Salt &amp; tides</title>
        <meta name="keywords" content="sea, trade"><meta name="deck" content="sea::salt">
        <style>p { color: red }</style></head>
        <p>Text
        """)

    assert isinstance(front, FrontMatter)
    assert front == FrontMatter(Lines(1, 3), (("title", "Salt & tides"), ("tags", "sea, trade"), ("deck", "sea::salt")))
    assert rows(body) == [(4, "Text")]


@pytest.mark.parametrize("tag", ["script", "style", "nav", "footer", "template", "noscript", "svg", "select"])
def test_what_is_no_text_of_the_page_is_left_out(tag: str) -> None:
    found = blocks(f"<p>one</p><{tag}><p>unread</p></{tag}><p>two</p>")

    assert [rows(block)[0][1] for block in found] == ["one", "two"]


def test_of_the_head_of_a_page_only_the_title_is_read() -> None:
    assert said("<header><a href='/'>Home</a><h1>Salt</h1></header>") == "Salt"


def test_beside_the_main_part_nothing_is_read() -> None:
    found = blocks("<div>Like and subscribe</div><main><p>Salt keeps fish for a year.</p></main><div>Cookies</div>")

    assert [rows(block)[0][1] for block in found] == ["Salt keeps fish for a year."]


def test_a_text_file_that_a_browser_saved_is_read_as_one() -> None:
    lines = "\n".join(["## Why salt?", "", "It keeps.", ""] * 5)
    found = blocks(f"<html><head></head><body><pre>{lines}</pre></body></html>")

    assert [type(block) for block in found[:2]] == [Heading, Paragraph]
    assert found[2].lines == Lines(5, 5)


def test_ends_without_beginnings_are_nothing() -> None:
    assert said("</div></table></ul></b><p>text</p></li></p>") == "text"


def test_nobody_has_to_close_anything() -> None:
    found = blocks("<h2>One<p>two<ul><li>three<table><tr><td>four<td>five")

    assert [type(block) for block in found] == [Heading, Paragraph, ListBlock]


# ------------------------------------------------------------------ whatever comes

NAMES = (
    *("p", "div", "b", "i", "code", "pre", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th", "h2"),
    *("details", "summary", "blockquote", "a"),
)
SHAPES = (
    *(f"<{name}>" for name in NAMES),
    *(f"</{name}>" for name in NAMES),
    "<br>", "<hr>", "<nav>", "</nav>", "<script>", "</script>", "<!--", "-->", "<!", "<", ">", "&amp;", "&lt;", "&",
    "'", '"', "<a href='#-'>", "<sup>", "</sup>", "<main>", "</main>", "<title>", "</title>", "<q>", "</q>", "<button>",
    "<header>", "</header>", "<math>", "</math>", "<input type=checkbox>", "word", "Wort ",
    " 言葉", "12", " ", "\n", "\n",
)  # fmt: skip
SEEN = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp"))
PAGES = st.lists(st.sampled_from(SHAPES) | st.text(SEEN, max_size=4), max_size=40).map("".join)


def letters(text: str) -> list[str]:
    return [c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c)[0] in "LN"]


@given(PAGES)
@example("<ul><p><li><pre>")
@example("<table><td><caption>x<tr>y")
@example("<code><nav></code>x")
def test_any_text_is_read_and_each_row_says_what_stands_on_its_line(page: str) -> None:
    lines = page.split("\n")
    for block in walk(read_blocks(lines)):
        assert 1 <= block.lines.start <= block.lines.end <= len(lines)
        if isinstance(block, Table):  # a row of it may have several lines
            continue
        for row in rows_of(block):
            last = block.lines.end if isinstance(block, Heading) else row.number  # a title is one row
            there = iter(letters(unescape("\n".join(lines[row.number - 1 : last]))))
            assert all(letter in there for letter in letters(row.text.replace("&lt;", "<")))  # in their order


@given(PAGES)
def test_no_filled_line_is_lost_from_the_tree(page: str) -> None:
    lines = page.split("\n")
    covered = {n for block in read_blocks(lines) for n in range(block.lines.start, block.lines.end + 1)}

    assert [n for n, line in enumerate(lines, 1) if line.strip() and n not in covered] == []


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<", "<a ", "<!-- >", '<a b=">" ', "</", "&", "<ul><li>", "<b><p>", "<table><tr><td>", "<p>x<ul>",
     "<script>",
     "<details><summary>a", "<ul class='lst-k-1'><li>a</ul>", "<td>a", "<code>", "<h1>a"],
)  # fmt: skip
def test_hostile_pages_are_read_to_their_end(piece: str) -> None:
    read_blocks(["<ul><li>a</li>" + piece * (200_000 // len(piece))])


def test_text_below_any_number_of_tags_is_read() -> None:
    found = read_blocks(["<div>" * 5000 + "<p>deep</p>" + "</div>" * 5000 + "<h1>The end</h1>"])

    assert [rows(block)[0][1] for block in found] == ["deep", "The end"]
