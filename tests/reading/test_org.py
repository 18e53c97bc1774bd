"""An Org file gives the tree that its author sees in it, each row with its line."""

from __future__ import annotations

import re
import unicodedata
from textwrap import dedent

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from srs.model import Lines
from srs.reading.document import (
    Block,
    Comment,
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
from srs.reading.org import read_blocks
from srs.reading.org_marks import inline


def blocks(text: str) -> tuple[Block, ...]:
    return read_blocks(dedent(text).strip("\n").split("\n"))


def headings(text: str) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in blocks(text) if isinstance(block, Heading)]


def rows(block: Block) -> list[tuple[int, str]]:
    return [(row.number, row.text) for row in rows_of(block)]


# ------------------------------------------------------------------ headings and what belongs to them


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("** Why do leases expire?", "Why do leases expire?"),
        ("** TODO Why do leases expire?", "Why do leases expire?"),
        ("** DONE [#A] Why do leases expire?      :storage:oncall:", "Why do leases expire?"),
        ("** Why do leases expire? [2/5]", "Why do leases expire?"),
        ("** Why do leases expire? <2024-05-02 Thu 10:00>", "Why do leases expire?"),
        ("** Why do /leases/ expire?", "Why do *leases* expire?"),
        ("** TODO", "TODO"),
        ("** Which ratio is 3:4:5 of?", "Which ratio is 3:4:5 of?"),
    ],
)
def test_a_heading_is_its_words(line: str, title: str) -> None:
    assert headings(line) == [(2, title)]


def test_a_file_may_define_its_own_keywords() -> None:
    assert headings("#+TODO: ASKED(a) | NAILED(n)\n* ASKED What is a shard?") == [(1, "What is a shard?")]


def test_stars_are_headings_only_at_the_margin() -> None:
    found = blocks("* one\n * two\n*three*")

    assert [type(block) for block in found] == [Heading, ListBlock, Paragraph]


def test_properties_and_planning_are_nothing_to_read() -> None:
    found = blocks("""
        * What is a lease?
        SCHEDULED: <2024-05-02 Thu>
        :PROPERTIES:
        :ID: 77
        :END:
        :LOGBOOK:
        - State "DONE" from "TODO" [2024-05-01 Wed 09:00]
        CLOCK: [2024-05-01 Wed 09:00]--[2024-05-01 Wed 09:30] =>  0:30
        :END:
        A lock that ends by itself.
        """)

    assert [type(block) for block in found] == [Heading, Markup, Markup, Markup, Paragraph]
    assert rows(found[-1]) == [(10, "A lock that ends by itself.")]


def test_the_text_of_other_drawers_is_read() -> None:
    found = blocks("* What is a lease?\n:ANSWER:\nA lock that ends by itself.\n:END:\n")

    assert rows(found[2]) == [(3, "A lock that ends by itself.")]


def test_a_drawer_that_nobody_closed_hides_no_text() -> None:
    found = blocks("* One\n:PROPERTIES:\n:ID: 4\nStill here.\n* Two")

    assert [rows(block) for block in found] == [[(1, "One")], [], [(4, "Still here.")], [(5, "Two")]]


def test_a_commented_tree_is_a_comment() -> None:
    found = blocks("* COMMENT private\nsalary floor\n** deeper\n* Public")

    assert [type(block) for block in found] == [Comment, Heading]
    assert found[0].lines == Lines(1, 3)


# ------------------------------------------------------------------ the top of the file


def test_keywords_at_the_top_are_front_matter() -> None:
    found = blocks("#+TITLE: Panel day\n#+DECK: loops::storage\n#+FILETAGS: :disk:net:\n\nText.")

    assert found[0] == FrontMatter(
        Lines(1, 3), (("title", "Panel day"), ("deck", "loops::storage"), ("tags", "disk, net"))
    )
    assert rows(found[1]) == [(5, "Text.")]


def test_a_deck_may_stand_in_the_first_drawer() -> None:
    front = blocks(":PROPERTIES:\n:DECK: loops\n:END:\n* One")[0]

    assert isinstance(front, FrontMatter)
    assert ("deck", "loops") in front.fields


# ------------------------------------------------------------------ lists


def test_items_hold_what_is_indented_below_them() -> None:
    (found,) = blocks("""
        - first
          goes on
          - inner

          A paragraph of the first.
        - [X] second
        3) third
        """)

    assert isinstance(found, ListBlock)
    first, second, third = found.items
    assert [row.number for row in first.rows] == [1, 2]
    assert [type(block) for block in first.blocks] == [ListBlock, Paragraph]
    assert (second.checkbox, second.rows[0].text) == (True, "second")
    assert (third.marker, third.ordered) == ("3)", True)


def test_terms_are_bold_and_followed_by_what_they_mean() -> None:
    (found,) = blocks("- TCP :: keeps /order/\n- C++ :: has ~::~ in it\n- no term :::here")

    assert rows(found) == [
        (1, "**TCP**: keeps *order*"),
        (2, "**C++**: has `::` in it"),
        (3, "no term :::here"),
    ]


def test_text_at_the_margin_ends_a_list() -> None:
    assert [type(block) for block in blocks("- one\nNot of the list.")] == [ListBlock, Paragraph]


# ------------------------------------------------------------------ blocks, tables, the rest


def test_code_keeps_its_shape_and_loses_what_org_adds() -> None:
    (found,) = blocks("""
        #+begin_src python :results none
          def ask():
              ,* not a heading
          # is this a comment? no
        #+end_src
        """)

    assert isinstance(found, Fence)
    assert (found.info, found.lines) == ("python", Lines(1, 5))
    assert rows(found) == [(2, "def ask():"), (3, "    * not a heading"), (4, "# is this a comment? no")]


def test_a_source_block_that_nobody_closed_ends_at_the_next_heading() -> None:
    found = blocks("#+BEGIN_SRC sh\nmake\n* Next\n")

    assert [type(block) for block in found] == [Fence, Heading]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("QUOTE", Quote), ("VERSE", Quote), ("COMMENT", Comment), ("EXAMPLE", Fence), ("EXPORT html", Markup)],
)
def test_blocks_are_what_their_names_say(name: str, kind: type) -> None:
    (found,) = blocks(f"#+BEGIN_{name}\nwords of it\n#+END_{name.split()[0]}")

    assert isinstance(found, kind)
    assert found.lines == Lines(1, 3)


def test_the_text_of_a_block_with_a_name_of_its_own_is_read() -> None:
    assert rows(blocks("#+BEGIN_SIDEBAR\nwords of it\n#+END_SIDEBAR")[1]) == [(2, "words of it")]


def test_a_callout_keeps_its_kind_and_title() -> None:
    (found,) = blocks("#+BEGIN_TIP Say it slowly\nCount to three.\n#+END_TIP")

    assert isinstance(found, Quote)
    assert (found.callout, found.title) == ("tip", "Say it slowly")


def test_a_table_has_the_header_that_its_rule_sets_off() -> None:
    (found,) = blocks("| what | figure |\n|------+--------|\n| p99  | 40 ms  |\n#+TBLFM: $2=1")[:1]

    assert isinstance(found, Table)
    assert found.header == ("what", "figure")
    assert [(row.number, row.cells) for row in found.rows] == [(3, ("p99", "40 ms"))]


def test_a_table_without_a_rule_has_no_header() -> None:
    (found,) = blocks("| p50 | 4 ms |\n| p99 | 40 ms |")

    assert isinstance(found, Table)
    assert found.header == ("", "")
    assert [row.number for row in found.rows] == [1, 2]


def test_comments_rules_and_results_are_told_apart() -> None:
    found = blocks("# draw the boxes\n# slowly\n-----\n#+RESULTS:\n: 42\n#nothing special")

    assert [type(block) for block in found] == [Comment, Rule, Markup, Fence, Paragraph]
    assert rows(found[0]) == [(1, "draw the boxes"), (2, "slowly")]


# ------------------------------------------------------------------ marks within a line


@pytest.mark.parametrize(
    ("org", "markdown"),
    [
        ("a *bold* word, an /italic/ one", "a **bold** word, an *italic* one"),
        ("*both /at/ once*", "**both *at* once**"),
        ("=a = b= and ~x|y~", "`a = b` and `x|y`"),
        ("~a`b~", "`` a`b ``"),
        ("_under_ and +gone+", "under and ~~gone~~"),
        ("[[https://a.example/b_c_d][the *guide*]]", "the **guide**"),
        ("[[https://a.example/b]]", "https://a.example/b"),
        ("<https://a.example/b>", "https://a.example/b"),
        ("[[*Next steps][below]]", "[below](#next-steps)"),
        ("[[file:shelf.png]]", ""),
        ("List<String> grows", "List&lt;String> grows"),
        ("~List<String>~", "`List<String>`"),
        ("said[fn:3] so", "said so"),
        ("{{Lima}{capital}@0} is dry", "{{c1::Lima::capital}} is dry"),
        ("call src_sh{make -j} twice", "call `make -j` twice"),
    ],
)
def test_marks_become_those_of_markdown(org: str, markdown: str) -> None:
    assert inline(org) == markdown


@pytest.mark.parametrize(
    "text",
    [
        "2*3*4 = 24",
        "snake_case_name",
        "__init__",
        "/usr/local/bin is it",
        "a/b/c",
        "C++ and +3",
        "~10 or ~12 ms",
        "* a *",
    ],
)
def test_what_only_looks_like_marks_stays(text: str) -> None:
    assert inline(text) == text


# ------------------------------------------------------------------ whatever comes

SHAPES = (
    "* ", "** TODO ", "- ", "  - ", "1. ", "+ t :: ", "| a | b", "|--+", "#+BEGIN_SRC ", "#+END_SRC", "#+begin_quote",
    "#+end_quote", ":PROPERTIES:", ":END:", ":X:", "# ", "#+TITLE: ", "-----", ": ", "\t", "", "* COMMENT ", "[[", "]]",
    "*b*", "/i/", "=c=", "~", "_u_", "<<t>>", "{{", "}", "@@", "[fn:1]", "word", "Wort", "言葉", "[ ] ", "[@3] ",
)  # fmt: skip
SEEN = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp"))
LINES = st.lists(st.lists(st.sampled_from(SHAPES) | st.text(SEEN, max_size=6), max_size=5).map("".join), max_size=25)


def letters(text: str) -> list[str]:
    return [c for c in text if unicodedata.category(c)[0] in "LN"]


@given(LINES)
@example(["* ", "- "])
@example([":A:", ":A:", ""])
def test_any_text_is_read_and_each_row_says_what_stands_on_its_line(lines: list[str]) -> None:
    lines = [line.replace("\n", " ") for line in lines]
    for block in walk(read_blocks(lines)):
        assert 1 <= block.lines.start <= block.lines.end <= len(lines)
        for row in rows_of(block):
            assert block.lines.start <= row.number <= block.lines.end
            there = iter(letters(lines[row.number - 1]))
            text = re.sub(r"\]\(#[^)]*\)|\{\{c\d+::|&lt;", " ", row.text)  # where a link leads, …
            assert all(letter in there for letter in letters(text))  # in their order


@given(LINES)
def test_no_filled_line_is_lost_from_the_tree(lines: list[str]) -> None:
    lines = [line.replace("\n", " ") for line in lines]
    covered = {n for block in read_blocks(lines) for n in range(block.lines.start, block.lines.end + 1)}

    assert [n for n, line in enumerate(lines, 1) if line.strip() and n not in covered] == []


@pytest.mark.parametrize(
    "piece",
    [
        "* a\n",
        "- ",
        "*b /i ",
        "#+BEGIN_X\n",
        ":A:\n",
        "[[",
        "~a ",
        "/a ",
        "| a\n",
        "* COMMENT x\n",
        "<<",
        "src_",
        " - a\n  - b\n",
    ],
)
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    assert read_blocks((piece * (200_000 // len(piece)) + "\n* The end").split("\n"))[-1:]


def test_lists_in_lists_have_a_bottom() -> None:
    found = read_blocks([" " * depth + "- deep" for depth in range(500)])

    assert sum(row.text.endswith("deep") for block in found for row in rows_of(block)) == 500
