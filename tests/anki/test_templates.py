"""HTML, gaps and templates of others: what people read of them, and that nothing in them takes long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srs.anki import clozes
from srs.anki.templates import LONGEST, Template, TooLong, sides
from srs.anki.text import as_text, converted

PIECES = st.lists(
    st.sampled_from([
        "<", ">", "<b>", "</b>", "<!--", "-->", "<pre>", "</pre>", "<ul><li>", "</li></ul>", "&lt;", "&", "a b", "\n",
        "{{c1::", "{{c2::", "::", "}}", "<script>", "</script>", "<img src='x' alt=y>", "[sound:a]", "<hr id=answer>",
        "{{Front}}", "{{#Front}}", "{{/Front}}", "{{^Back}}", "{{/Back}}", "{{cloze:Front}}", "{{type:Back}}",
    ]),
    max_size=30,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<br>b", "a\nb"),
        ("<div>a</div><div>b</div>", "a\n\nb"),
        ("<p>a</p>b", "a\n\nb"),
        ("<ol><li>one</li><li>two <ul><li>in</li></ul></li></ol>", "1. one\n2. two\n  - in"),
        ("<b>bold</b> <i>soft</i> <code>x*y</code>", "**bold** *soft* `x*y`"),
        ("<pre>a\n  b &lt;T&gt;</pre>", "```\na\n  b <T>\n```"),
        ("a&nbsp;&amp; <T> 1 < 2 &lt;b&gt;", "a &  1 < 2 <b>"),
        ("x<!-- no --><style>.a{}</style><script>1</script>y", "xy"),
        ('<img alt="a plot" src="p.png">', "![a plot](p.png)"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
    ],
)
def test_a_field_reads_as_it_looks(html: str, text: str) -> None:
    assert as_text(html) == text


@given(PIECES)
def test_whatever_stands_in_a_field_is_read(html: str) -> None:
    text = as_text(html)

    assert text == text.strip()
    assert "\n\n\n" not in text
    assert as_text(html, plain=True) is not None


@given(PIECES, PIECES, PIECES)
def test_whatever_a_template_says_is_rendered(front: str, back: str, field: str) -> None:
    fields = {"Front": field, "Back": "b"}
    for number in (None, 1, 2):
        found = sides(Template(front), Template(back), fields, number=number)
        converted(found.asks)
        converted(found.answers)


@given(PIECES)
def test_the_gaps_of_a_text_filled_again_lose_no_word(text: str) -> None:
    parts = clozes.parsed(text)

    for number in clozes.numbers(parts):
        assert len(clozes.hidden(parts, number)) >= 1
        assert clozes.GAP in clozes.asked(parts, number)


@pytest.mark.parametrize(
    "html",
    [
        "<" * 200_000,
        "<a " * 70_000,
        "<a" + "b" * 200_000,
        "<!--" * 50_000,
        '<img alt="' * 20_000,
        "&" * 200_000,
        "&#" * 100_000,
        "<ul>" * 50_000 + "<li>x" * 1_000,
        "<script>" * 30_000,
        "[sound:" * 30_000,
    ],
    ids=lambda html: html[:9],
)
def test_nothing_in_a_field_is_gone_through_twice(html: str) -> None:
    assert isinstance(as_text(html), str)


@pytest.mark.parametrize(
    "source",
    [
        "{{" * 100_000,
        "{{#a}}" * 30_000,
        "<script" * 30_000,
        "<hr id=answer " * 15_000,
        "{{c1::" * 30_000,
        "x[" * 90_000,
    ],
    ids=lambda source: source[:9],
)
def test_nothing_in_a_template_or_among_gaps_is_gone_through_twice(source: str) -> None:
    source = source[:LONGEST]
    sides(Template(source), Template(source), {"a": source}, number=1)
    sides(Template("{{cloze:a}}"), Template("{{furigana:a}}"), {"a": source}, number=1)
    clozes.parsed(source)


def test_a_template_that_shows_a_field_again_and_again_is_too_long() -> None:
    with pytest.raises(TooLong):
        sides(Template("{{a}}" * 1_000), Template(""), {"a": "x" * 10_000}, number=None)


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{Word}}", "猫[ねこ]"),
        ("{{furigana:Word}}", "猫(ねこ)"),
        ("{{kanji:Word}}", "猫"),
        ("{{kana:Word}}", "ねこ"),
        ("{{text:Word}}", "猫[ねこ]"),
        ("{{nowhere}}", ""),
        ("{{#Empty}}x{{/Empty}}{{^Empty}}y{{/Empty}}", "y"),
        ("{{#Word}}{{^Empty}}both{{/Empty}}{{/Word}}", "both"),
        ("{{! a remark }}z", "z"),
        ("{{=<% %>=}}<%Word%>", "猫[ねこ]"),
        ("{{hint:Word}}{{type:Word}}-", "-"),
    ],
)
def test_filters_and_conditions_do_what_they_do_in_anki(template: str, shown: str) -> None:
    found = sides(Template(template), Template(""), {"Word": "猫[ねこ]", "Empty": "<br> "}, number=None)

    assert converted(found.asks) == shown


def test_gaps_inside_each_other_and_shared_numbers_are_told_apart() -> None:
    parts = clozes.parsed("{{c1::a {{c2::b::hint}} c}} {{c1,3::d}} {{c4::e")

    assert clozes.numbers(parts) == {1, 2, 3}
    assert clozes.asked(parts, 1) == "___ ___ e"
    assert clozes.asked(parts, 2) == "a ___ (hint) c d e"
    assert clozes.hidden(parts, 1) == ["a b c", "d"]
    assert clozes.hidden(parts, 3) == ["d"]
