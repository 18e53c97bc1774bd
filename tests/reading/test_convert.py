"""Documents of word processors and printers give their text, or say in one line why not."""

from __future__ import annotations

import io
import sys
import zipfile
import zlib

import pytest

from srs.model import Source
from srs.notes.extract import extract
from srs.reading import html, markdown, read
from srs.reading.convert import as_text
from srs.reading.document import Block, Fence, Heading, ListBlock, Paragraph, Quote, Table, rows_of

WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CONTENT_TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Target="word/document.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>"""
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
    for name in ("heading 1", "heading 2", "Quote", "Source Code", "List Bullet")
)
NUMBERING = """<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"""


def paragraph(text: str, style: str = "", *, bold: bool = False, numbered: bool = False) -> str:
    about = f'<w:pStyle w:val="{style}"/>' if style else ""
    about += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if numbered else ""
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f"<w:p><w:pPr>{about}</w:pPr><w:r>{weight}<w:t>{text}</w:t></w:r></w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def docx(*body: str, head: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("_rels/.rels", RELATIONS)
        archive.writestr("word/styles.xml", f"<w:styles {WORDS}>{STYLES}</w:styles>")
        archive.writestr("word/numbering.xml", f"<w:numbering {WORDS}>{NUMBERING}</w:numbering>")
        archive.writestr(
            "word/document.xml",
            f"{head}<w:document {WORDS}><w:body>{''.join(body)}</w:body></w:document>",
        )
    return out.getvalue()


def pdf(*pages: list[str]) -> bytes:
    """Return a PDF with these lines of text on its pages."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, lines in enumerate(pages):
        shown = " ".join(f"({line}) Tj 0 -20 Td" for line in lines)
        stream = f"BT /F1 12 Tf 72 700 Td {shown} ET"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * n} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    entries = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    return (
        out
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{entries}"
            f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
        ).encode()
    )


def page_of(data: bytes) -> tuple[Block, ...]:
    text, why = as_text(data, ".docx")
    assert not why
    return tuple(block for block in html.read_blocks(text.decode().split("\n")) if tuple(rows_of(block)))


@pytest.fixture
def mammoth() -> None:
    pytest.importorskip("mammoth", reason="the extra `documents` is not installed")


@pytest.fixture
def pypdf() -> None:
    pytest.importorskip("pypdf", reason="the extra `documents` is not installed")


# ------------------------------------------------------------------ .docx


@pytest.mark.usefixtures("mammoth")
def test_a_docx_has_its_headings_lists_tables_and_marks() -> None:
    found = page_of(
        docx(
            paragraph("Harbour pilot", "heading1"),
            paragraph("How do you dock in fog?", "heading2"),
            paragraph("Slowly.", bold=True),
            paragraph("radar first", numbered=True),
            paragraph("then the horn", numbered=True),
            paragraph("Never hurry a rope.", "Quote"),
            paragraph("speed = 2", "SourceCode"),
            table(("Ask", "Answer"), ("Why fog?", "Warm air")),
        )
    )

    assert [type(block) for block in found] == [Heading, Heading, Paragraph, ListBlock, Quote, Fence, Table]
    assert [row.text for block in found[:4] for row in rows_of(block)] == [
        "Harbour pilot",
        "How do you dock in fog?",
        "**Slowly.**",
        "radar first",
        "then the horn",
    ]


@pytest.mark.usefixtures("mammoth")
def test_each_paragraph_of_a_docx_has_a_line_of_its_own() -> None:
    found = page_of(docx(paragraph("one"), paragraph("two")))

    assert [row.number for block in found for row in rows_of(block)] == [1, 2]


@pytest.mark.usefixtures("mammoth")
def test_an_archive_that_unpacks_to_too_much_is_not_read() -> None:
    bomb = docx(paragraph("a" * 40_000_000))

    assert len(bomb) < 100_000
    assert as_text(bomb, ".docx") == (b"", "it unpacks to more text than any notes have")


@pytest.mark.usefixtures("mammoth")
def test_entities_of_a_docx_are_not_resolved() -> None:
    head = '<!DOCTYPE lol [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'

    assert (
        as_text(docx(paragraph("&b;"), head=head), ".docx")[1] == "its text defines entities, as no word processor does"
    )


@pytest.mark.usefixtures("mammoth")
@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 and then nothing",
        docx(paragraph("cut off"))[:-40],
        docx("<w:p><w:r>"),
        docx("<w:tbl><w:tr><w:tc>" * 3000 + "</w:tc></w:tr></w:tbl>" * 3000),
    ],
    ids=["no archive", "cut off", "broken", "too deep"],
)
def test_a_damaged_docx_says_so(data: bytes) -> None:
    assert as_text(data, ".docx") == (b"", "it is damaged, or no .docx inside")


@pytest.mark.usefixtures("mammoth")
def test_an_empty_docx_says_so() -> None:
    assert as_text(docx(), ".docx") == (b"", "there is no text in it")


# ------------------------------------------------------------------ .pdf


@pytest.mark.usefixtures("pypdf")
def test_a_pdf_is_read_as_its_lines() -> None:
    text, why = as_text(pdf(["What is a spring tide?", "Sun and moon pull together."]), ".pdf")

    assert (text.decode().split("\n"), why) == (["What is a spring tide?", "Sun and moon pull together."], "")
    assert markdown.read_blocks(text.decode().split("\n"))


@pytest.mark.usefixtures("pypdf")
def test_what_stands_at_the_edge_of_every_page_is_left_out() -> None:
    pages = [["Harbour notes", f"Point {word} of it", f"{n} / 3"] for n, word in enumerate(("one", "two", "three"), 1)]

    assert as_text(pdf(*pages), ".pdf")[0].decode().split("\n") == [
        "Point one of it",
        "Point two of it",
        "Point three of it",
    ]


@pytest.mark.usefixtures("pypdf")
def test_a_pdf_of_pictures_says_so() -> None:
    assert as_text(pdf([]), ".pdf") == (b"", "there is no text in it, only pictures")


@pytest.mark.usefixtures("pypdf")
@pytest.mark.parametrize("data", [b"%PDF-1.7\nnothing", pdf(["cut off"])[:60]], ids=["nothing", "cut off"])
def test_a_damaged_pdf_says_so(data: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    text, why = as_text(data, ".pdf")

    assert (text, why) == (b"", "it is damaged, or protected in a way that is not understood")
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("pypdf")
def test_a_stream_of_a_pdf_that_unpacks_to_too_much_is_not_read() -> None:
    packed = zlib.compress(b" " * 400_000_000)
    data = pdf(["x"])
    head, _, tail = data.partition(b"<< /Length")
    bomb = head + f"<< /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode() + packed
    bomb += b"\nendstream" + tail.partition(b"endstream")[2]

    text, why = as_text(bomb, ".pdf")

    assert not text
    assert why


# ------------------------------------------------------------------ without the extra, or something else


@pytest.mark.parametrize(
    ("suffix", "data", "package"), [(".docx", docx(paragraph("x")), "mammoth"), (".pdf", pdf(["x"]), "pypdf")]
)
def test_without_the_extra_a_line_names_the_command(
    suffix: str, data: bytes, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)  # as if it were not installed

    assert as_text(data, suffix) == (b"", "documents of this kind need an extra: pip install 'srs[documents]'")


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".md"])
def test_what_is_no_document_comes_back_as_it_is(suffix: str) -> None:
    assert as_text(b"# Notes with an odd suffix", suffix) == (b"# Notes with an odd suffix", "")


@pytest.mark.usefixtures("mammoth")
def test_questions_of_a_docx_become_notes_with_their_answers() -> None:
    data = docx(
        paragraph("Why do bridges have expansion joints?", "heading1"),
        paragraph("Steel grows in the sun, and a deck that cannot grow will buckle."),
    )
    source = Source(path="bridges.docx", location="/bridges.docx", place="bridges.docx", deck=None)

    (note,) = extract(read(data, source)).notes

    assert note.prompt == "Why do bridges have expansion joints?"
    assert note.answer.startswith("Steel grows in the sun")


@pytest.mark.usefixtures("pypdf")
def test_questions_of_a_pdf_become_notes_with_their_answers() -> None:
    data = pdf(["Q: Why do bridges have joints?", "A: Steel grows in the sun."])
    source = Source(path="bridges.pdf", location="/bridges.pdf", place="bridges.pdf", deck=None)

    (note,) = extract(read(data, source)).notes

    assert (note.prompt, note.answer) == ("Why do bridges have joints?", "Steel grows in the sun.")


def test_a_page_that_was_saved_becomes_notes() -> None:
    page = b"<html><body><h2>What is a keel for?</h2><p>It keeps a boat from sliding sideways.</p></body></html>"
    source = Source(path="boats.html", location="/boats.html", place="boats.html", deck=None)

    (note,) = extract(read(page, source)).notes

    assert (note.prompt, note.answer) == ("What is a keel for?", "It keeps a boat from sliding sideways.")
