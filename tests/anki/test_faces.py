"""What a reviewer gets to see of notes, hostile ones too: cards are rendered by the real engine."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from srs.anki.fields import Surroundings, fields
from srs.anki.identity import address
from srs.anki.markup import clean, drawing, inline, markdown, plain, spoken
from srs.model import (
    Card,
    CardId,
    CardState,
    Kind,
    Lines,
    Listed,
    Note,
    NoteId,
    Point,
    PointId,
    Role,
    Standing,
    Version,
)
from tests.anki.conftest import pack

START = datetime(2026, 12, 1, tzinfo=UTC)
NOTHING_ELSE = Surroundings({}, {})


def note(kind: Kind = Kind.QUESTION, id: str = "n", **values: Any) -> Note:
    given = {"prompt": "Why?", "answer": "Because.", "path": "notes.md", "deck": "deck"}
    return Note(id=NoteId(id), kind=kind, lines=Lines(1, 2), **(given | values))


def point(text: str, slot: int = 1, role: str | None = None) -> Point:
    return Point(id=PointId(f"p{slot}"), text=text, lines=Lines(1, 1), role=role, slot=slot)


class Reader:
    """A collection that cards are rendered in, shared by all tests of this file."""

    def __init__(self, folder: Path) -> None:
        self.collection = Collection(str(folder / "phone.anki2"))
        self._package = folder / "notes.apkg"
        self._changed = START

    def show(self, one: Note, *related: Note) -> list[tuple[str, str]]:
        """Import one note, newer than all before it; return question and answer of each of its cards."""
        self._changed += timedelta(seconds=1)
        made = [Card(id=CardId(one.id), note=one.id, role=Role.ASK)]
        if one.kind is Kind.STORY:
            made += [Card(id=CardId(p.id), note=one.id, role=Role.POINT, slot=p.slot) for p in one.points]
        listed = [Listed(card=c, note=one, standing=Standing.ACTIVE, state=CardState(), order=0) for c in made]
        pack(self._package, listed, changed={one.id: self._changed}, related=related)
        request = ImportAnkiPackageRequest(package_path=str(self._package), options=ImportAnkiPackageOptions())
        log = self.collection.import_anki_package(request).log
        assert (len(log.new) + len(log.updated), len(log.conflicting)) == (1, 0)
        self.guid = address(one, made[0]).guid
        query = "select c.id from cards c join notes n on n.id = c.nid where n.guid = ? and c.ord = ?"
        shown = []
        for card in made:
            number = self.collection.db.scalar(query, self.guid, card.slot)
            output = self.collection.get_card(number).render_output()
            assert not output.question_av_tags and not output.answer_av_tags
            shown.append((output.question_text, output.answer_text))
        return shown

    def stored(self) -> dict[str, str]:
        """The fields of the note that was shown last."""
        number = self.collection.db.scalar("select id from notes where guid = ?", self.guid)
        return {name: text for name, text in self.collection.get_note(number).items() if text}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    reader = Reader(tmp_path_factory.mktemp("reader"))
    yield reader
    reader.collection.close()


class Page(HTMLParser):
    """What a browser makes of HTML: its text, its elements, their attributes."""

    VOID = {"br", "hr", "input", "wbr"}  # noqa: RUF012

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.targets: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == [], "an element is left open"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.targets += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag == "br":
            self.texts.append("\n")
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    @property
    def text(self) -> str:
        return "".join(self.texts)


ELEMENTS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "blockquote", "pre", "hr", "br", "ul", "ol", "li"),
    *("a", "b", "em", "strong", "s", "small", "span", "code", "details", "summary", "label", "input"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"class", "href", "id", "start", "style", "title", "type"} | {"data-cloze", "data-ordinal"}
OURS = re.compile(
    r'<div class="typed">\[\[type:Typed\]\]</div>'
    r'|<(?:span|div) class="maths">(?:\\\(|\\\[)(?P<formula>[^<]*?)(?:\\\)|\\\])</(?:span|div)>'
)
"""What acts and is ours: the box to type into, and formulas."""
LEADS_OUT = re.compile(r"\\(?:[()\[\]]|href|url|class|style|require|def|html|unicode|verb)")
ACTING = ("[sound:", "[latex", "[$", "[[type", "[anki:", "{{", "}}", "\\(", "\\[")


def harmless(html: str) -> Page:
    """Read rendered HTML; fail where anything but the known markup is in it."""
    page = Page(html.replace('<div class="typed">[[type:Typed]]</div>', ""))
    assert not any(LEADS_OUT.search(unescape(found["formula"] or "")) for found in OURS.finditer(html))
    html = OURS.sub("", html)
    assert page.elements <= ELEMENTS
    assert page.attributes <= ATTRIBUTES
    assert all(target.lower().startswith(("https://", "http://", "mailto:")) for target in page.targets)
    assert [act for act in ACTING if act in html] == []
    return page


HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "</div></pre></details><h1>x",
    "<!-- not closed",
    "<![CDATA[x",
    "&lt;b&gt; & &amp;",
    "{{Prompt}} {{c1::x}} {{#Answer}} {{/Point 01}} }} {{FrontSide}}",
    "{{tts en_US:Prompt}}",
    "[sound:a.mp3]",
    "[anki:play:q:0]",
    "[anki:tts lang=en_US]x[/anki:tts]",
    "[latex]x[/latex] [$]x[/$] [$$]x[/$$]",
    "[[type:Prompt]] [[cloze:x]]",
    "<anki-mathjax>x</anki-mathjax>",
    "List<String> a<b <T> x->y",
    "[red]rich[/red]",
    "%s %(x)s {0} $x",
    "'; drop table notes; --",
    "\u0338 after a tag",
    "é e\u0301 한 ﬁ",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", [Kind.QUESTION, Kind.STORY, Kind.METRIC])
def test_hostile_text_is_shown_as_it_stands(reader: Reader, text: str, kind: Kind) -> None:
    literal = f"`` {text} ``"  # in Markdown, what stands between backticks stands for itself
    hostile = note(
        kind,
        prompt=text,
        answer=literal if kind is not Kind.METRIC else text,
        points=(point(literal, role=text),),
        versions=(Version(label=text, text=literal),),
        cues=(literal,),
        headings=(text,),
        path=text,
    )

    expected = unicodedata.normalize("NFC", text)
    for question, answer in reader.show(hostile):
        asked, told = harmless(question).text, harmless(answer).text
        assert expected in asked
        assert told.count(expected) >= 3
    assert reader.stored() == fields(hostile, NOTHING_ELSE)


def test_a_formula_in_code_is_no_formula() -> None:
    assert harmless(markdown("`\\(x\\)` and `\\[y\\]`")).text == "\\(x\\) and \\[y\\]"


def test_a_line_that_defines_a_link_is_not_swallowed() -> None:
    assert harmless(markdown("[caveat]: only-above-1000-rows")).text == "[caveat]: only-above-1000-rows"


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("[a](javascript:alert(1))", None),
        ("[a](other.md#x)", None),
        ("[a](file:///etc/passwd)", None),
        ("<javascript:alert(1)>", None),
        ("![a](https://example.org/a.png)", None),
        ("[a](https://example.org/?q=[sound:x])", "https://example.org/?q=%5Bsound:x%5D"),
        ('[a](https://example.org/"onclick="x)', "https://example.org/%22onclick=%22x"),
    ],
)
def test_links_lead_to_the_web_or_nowhere_and_pictures_are_named(source: str, target: str | None) -> None:
    page = harmless(markdown(source))

    assert page.targets == ([] if target is None else [target])
    assert "a" in page.text


anything = st.text(st.characters(codec=None), max_size=60)
pieces = [
    "[",
    "]",
    "(",
    ")",
    "{{",
    "}}",
    "<",
    ">",
    "&",
    ";",
    "#91",
    "`",
    "```",
    "*",
    "_",
    "|",
    "-",
    "!",
    "~~",
    "$",
    "\\",
]
pieces += [
    "sound:",
    "latex",
    "a",
    "1. ",
    "http://a.b",
    "\n",
    " ",
    "> ",
    "    ",
    "\u0338",
    "\u0301",
    "\x00",
    "\x1f",
    "\r",
]
marked = anything | st.lists(st.sampled_from(pieces), max_size=25).map("".join)


@st.composite
def notes(draw: st.DrawFn) -> Note:
    points = [point(draw(marked), slot, draw(st.none() | marked)) for slot in range(1, draw(st.integers(1, 4)))]
    return Note(
        id=NoteId("any"),
        kind=draw(st.sampled_from(Kind)),
        prompt=draw(marked),
        answer=draw(marked),
        path=draw(marked),
        lines=Lines(1, 1),
        headings=tuple(draw(st.lists(marked, max_size=2))),
        deck=draw(anything),
        tags=tuple(draw(st.lists(anything, max_size=2))),
        points=tuple(points),
        versions=(Version(label=draw(marked), text=draw(marked)),),
        cues=tuple(draw(st.lists(marked, max_size=2))),
    )


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=notes())
@example(one=note(prompt="\u0338", answer="\u0338", cues=("\u0338",)))
def test_any_note_arrives_as_it_was_written_and_does_nothing(reader: Reader, one: Note) -> None:
    for question, answer in reader.show(one):
        assert harmless(question).text.strip()
        harmless(answer)
    assert reader.stored() == fields(one, NOTHING_ELSE)


@settings(max_examples=200, deadline=None)
@given(text=marked)
def test_text_without_markup_reads_as_it_was_written(text: str) -> None:
    assert unicodedata.normalize("NFC", harmless(plain(text)).text) == unicodedata.normalize("NFC", clean(text))


@settings(max_examples=200, deadline=None)
@given(text=marked)
def test_markdown_of_any_kind_is_harmless(text: str) -> None:
    harmless(markdown(text))
    harmless(inline(text))
    harmless(drawing(text))


def test_every_kind_asks_and_answers(reader: Reader) -> None:
    for kind in Kind:
        one = note(kind, id=kind.value, prompt="The ___ prompt", answer="the answer", points=(point("the point"),))

        for question, answer in reader.show(one):
            assert "prompt" in harmless(question).text
            assert "the answer" not in harmless(question).text
            assert "the point" in harmless(answer).text


def test_an_answer_that_is_its_points_is_shown_once(reader: Reader) -> None:
    listed = note(Kind.LIST, answer="- **one**\n- two", points=(point("one", 1), point("two", 2)))

    ((question, answer),) = reader.show(listed)

    assert "Name all 2" in harmless(question).text
    assert harmless(answer).text.count("one") == harmless(answer).text.count("two") == 1


def test_the_version_that_is_the_answer_gives_it_its_name(reader: Reader) -> None:
    versions = (Version(label="Long one", text="All of it."), Version(label="Short one", text="It."))

    ((_, answer),) = reader.show(note(answer="All of it.", versions=versions))

    told = harmless(answer).text
    assert (told.count("Long one"), told.count("All of it."), told.count("Short one")) == (1, 1, 1)


def test_a_figure_is_shown_in_its_clause(reader: Reader) -> None:
    ((question, answer),) = reader.show(note(Kind.METRIC, prompt="From 900 to ___ ms", answer="<180>"))

    assert harmless(question).text.split()[-4:] == ["900", "to", "___", "ms"]
    assert "From 900 to <180> ms" in harmless(answer).text


def test_a_story_is_asked_beat_by_beat(reader: Reader) -> None:
    beats = (point("It broke.", 1, "situation"), point("Rolled back.", 2, "action"), point("Fixed it.", 5, "action"))
    telling, first, second, third = reader.show(note(Kind.STORY, prompt="The outage", points=beats))

    assert "It broke." in telling[1]
    for (question, answer), role, text in zip(
        (first, second, third),
        ("Situation", "Action 1 of 2", "Action 2 of 2"),
        ("It broke.", "Rolled back.", "Fixed it."),
        strict=True,
    ):
        asked = harmless(question).text
        assert "The outage" in asked and role in asked and text not in asked
        assert text in harmless(answer).text


def test_a_drawing_keeps_its_columns(reader: Reader) -> None:
    drawn = "+---+      +---+\n| a | ---> | b |\n+---+      +---+"

    for answer in (drawn, f"```\n{drawn}\n```", indent(drawn, " " * 6), indent(f"```\n{drawn}\n```", "   ")):
        ((_, back),) = reader.show(note(Kind.DIAGRAM, answer=answer))
        assert drawn in harmless(back).text
        assert '<pre class="drawing">' in back


def test_code_has_its_colours_by_class(reader: Reader) -> None:
    code = "def f(x):\n    return x[0] + {1: 2}[1]  # why"
    ((_, back),) = reader.show(note(Kind.CODE, answer=f"```python\n{code}\n```"))

    assert code in harmless(back).text
    assert '<span class="k">def</span>' in back


def test_what_a_note_is_tied_to_is_named(reader: Reader) -> None:
    asked = note(id="asked", prompt="Which outage?", story=NoteId("told"))
    after = note(id="after", prompt="And then?", parent=NoteId("asked"))
    told = note(Kind.STORY, id="told", prompt="The Friday outage")

    ((_, first),) = reader.show(asked, after, told)
    ((second, _),) = reader.show(after, asked, told)

    assert "The Friday outage" in harmless(first).text and "And then?" in harmless(first).text
    assert "Which outage?" in harmless(second).text


def test_the_source_of_a_story_match_does_not_give_the_story_away() -> None:
    one = note(Kind.STORY_MATCH, answer="The Friday outage", path="a.md", headings=("Stories", "2. The Friday outage"))

    assert fields(one, NOTHING_ELSE)["Source"] == "a.md › Stories"


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("mlops/rag.md", "mlops/rag.md › Retrieval"),
        ("../notes/rag.md", "notes/rag.md › Retrieval"),
        ("/home/someone/private/rag.md", "rag.md › Retrieval"),
        ("C:\\Users\\someone\\rag.md", "rag.md › Retrieval"),
    ],
)
def test_the_source_is_named_but_no_folder_of_this_machine(path: str, shown: str) -> None:
    assert fields(note(path=path, headings=("Retrieval",)), NOTHING_ELSE)["Source"] == shown


def test_a_short_figure_is_typed_and_a_long_one_is_not(reader: Reader) -> None:
    ((question, _),) = reader.show(note(Kind.METRIC, prompt="It took ___", answer="180 ms"))
    ((other, _),) = reader.show(note(Kind.METRIC, prompt="It took ___", answer="a very long time " * 4))

    assert "[[type:Typed]]" in question
    assert "[[type" not in other


@pytest.mark.parametrize(
    ("prompt", "answer", "asked", "told"),
    [
        ("The capital is ___.", "Paris", "The capital is [...].", "The capital is Paris."),
        ("___ and ___", "this, that", "[...] and [...]", "this and that"),
        ("___ and ___", "this", "[...] and ___", "this and ___"),
        ("Nothing hidden", "but this", "Nothing hidden [...]", "Nothing hidden but this"),
        ("A ___ here", "b::c }} d {{c2::e}}", "A [...] here", "A b::c }} d {{c2::e}} here"),
        ("{{c1::x}} ___", "y", "{{c1::x}} [...]", "{{c1::x}} y"),
        ("Empty ___", " ", "Empty [...]", "Empty …"),
    ],
)
def test_a_gap_is_hidden_and_shown_in_its_place(
    reader: Reader, prompt: str, answer: str, asked: str, told: str
) -> None:
    ((question, back),) = reader.show(note(Kind.CLOZE, id="gap", prompt=prompt, answer=answer))

    assert asked in harmless(question).text
    assert told in harmless(back).text


@pytest.mark.parametrize("text", ["$O(n \\log n)$", "so $x$ is", "$$\\sum_i x_i$$", "$$\na = b\n$$", "- $a < b$"])
def test_formulas_between_dollars_are_set(text: str) -> None:
    assert 'class="maths">\\' in markdown(text)
    harmless(markdown(text))


@pytest.mark.parametrize(
    "text",
    [
        "$5 and $6",
        "between $5-$6",
        "$HOME and $PATH",
        "US$ and AU$",
        "`$x$`",
        "$\\href{javascript:alert(1)}{x}$",
        "$\\require{html} x^2$",
        "$x \\) <script> \\( y$",
        "[$]x^2[/$]",
        "\\$x^2\\$",
    ],
)
def test_other_dollars_are_dollars(text: str) -> None:
    assert "maths" not in markdown(text)
    assert "maths" not in spoken(text) or "`" in text
    harmless(markdown(text))


PNG = b"\x89PNG\r\n\x1a\n" + b"a picture"


def pictured(folder: Path, answer: str) -> tuple[Any, str]:
    """Pack a note beside pictures; return what was made of it and the answer as it stands there."""
    (folder / "img").mkdir(exist_ok=True)
    (folder / "img" / "p.png").write_bytes(PNG)
    (folder / "img" / "fake.png").write_text("<script>")
    one = note(answer=answer)
    card = Card(id=CardId(one.id), note=one.id, role=Role.ASK)
    listed = [Listed(card=card, note=one, standing=Standing.ACTIVE, state=CardState(), order=0)]
    made = pack(folder / "out.apkg", listed, changed={one.id: START}, location=str(folder))
    collection = Collection(str(folder / "phone.anki2"))
    options = ImportAnkiPackageOptions()
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(made.path), options=options))
    media = sorted(path.name for path in Path(collection.media.dir()).iterdir())
    back = collection.get_card(collection.db.scalar("select id from cards")).render_output().answer_text
    missing = list(collection.media.check().missing)
    collection.close()
    return (made, media, missing), back


@pytest.mark.parametrize(
    "shown", ["![the plan](img/p.png)", "![[p.png]]", "![[img/p.png|the plan]]", "![](img/p.png?x#y)"]
)
def test_a_picture_beside_the_notes_goes_along(tmp_path: Path, shown: str) -> None:
    (made, media, missing), back = pictured(tmp_path, f"Look: {shown} there")

    assert (made.pictures, len(media), missing, made.problems) == (1, 1, [], ())
    assert f'<img src="{media[0]}"' in back


@pytest.mark.parametrize(
    "target",
    [
        "/etc/hostname.png",
        "https://example.org/p.png",
        "img/none.png",
        "img/p.txt",
        "data:image/png;base64,xx",
        "img/fake.png",
        "\x00.png",
    ],
)
def test_what_is_no_picture_beside_the_notes_is_named(tmp_path: Path, target: str) -> None:
    (made, media, _), back = pictured(tmp_path, f"![the plan](<{target}>)")

    assert (made.pictures, media) == (0, [])
    assert "<img" not in back
    assert [problem.message.startswith("fake.png is no picture") for problem in made.problems] == ["fake" in target] * (
        "fake" in target
    )
