"""Documents of word processors and printers -> the web page or the text that they hold.

The converters are an extra, loaded when such a file is there: `pip install 'srs[documents]'`. Lines are those of what
comes out, for such a file has none of its own.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections import Counter
from importlib import import_module
from types import ModuleType

from srs.errors import SrsError

SUFFIXES = (".docx", ".pdf")
MAX_UNPACKED = 32 * 1024 * 1024
"""Bytes of text that an archive may unpack to: a small file can hold a very large one."""
MAX_PAGES = 1000

_BLOCK_END = re.compile(r"</(?:p|h[1-6]|li|tr|table|blockquote|pre|ul|ol)>|<(?:ul|ol|table|tr)>")
_STYLES = "\n".join(
    [
        *(f"p[style-name='{name}'] => blockquote > p:fresh" for name in ("Quote", "Intense Quote", "Quotations")),
        *(
            f"p[style-name='{name}'] => pre:separator('\\n')"
            for name in ("Code", "Source Code", "HTML Preformatted", "Preformatted Text", "Plain Text")
        ),
        *(f"r[style-name='{name}'] => code" for name in ("Code", "HTML Code", "Source Text", "Verbatim Char")),
    ]
)
_PAGE_NUMBER = re.compile(r"\W*(?:\w{1,10}\s)?\d{1,4}(?:\s*(?:/|of|von|de|sur|di)\s*\d{1,4})?\W*")


class _Unreadable(SrsError):
    """No text can be had from a document; the message follows “cannot be read: ”."""


def as_text(data: bytes, suffix: str) -> tuple[bytes, str]:
    """Return a .docx as a web page or a .pdf as plain text, in UTF-8, and why not where it cannot be.

    What is no such document in spite of its suffix comes back as it is.
    """
    try:
        if suffix == ".docx" and data.startswith(b"PK\x03\x04"):
            text = _page_of_docx(data)
        elif suffix == ".pdf" and b"%PDF-" in data[:1024]:
            text = _text_of_pdf(data)
        else:
            return data, ""
    except _Unreadable as error:
        return b"", error.message
    if not text.strip():
        return b"", "there is no text in it" + (", only pictures" if suffix == ".pdf" else "")
    return text.encode("utf-8", "replace"), ""


def _converter(name: str) -> ModuleType:
    try:
        return import_module(name)  # neither is there without the extra, for a type checker either
    except ImportError as error:
        raise _Unreadable("documents of this kind need an extra: pip install 'srs[documents]'") from error


def _page_of_docx(data: bytes) -> str:
    mammoth = _converter("mammoth")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [part for part in archive.infolist() if part.filename.endswith((".xml", ".rels"))]
            if sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise _Unreadable("it unpacks to more text than any notes have")
            if any(b"<!DOCTYPE" in archive.read(part) for part in parts):  # entities that blow up
                raise _Unreadable("its text defines entities, as no word processor does")
        page = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=lambda image: [],
        )
    except _Unreadable:
        raise
    except Exception as error:  # a converter fails on a damaged file in as many ways as there are damages
        raise _Unreadable("it is damaged, or no .docx inside") from error
    return _BLOCK_END.sub(lambda found: f"{found[0]}\n", str(page.value))


def _text_of_pdf(data: bytes) -> str:
    pypdf = _converter("pypdf")
    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # it reports each oddity on stderr
    pages: list[list[str]] = []
    size = 0
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _Unreadable("it is protected by a password")
        if len(reader.pages) > MAX_PAGES:
            raise _Unreadable(f"it has more than {MAX_PAGES} pages")
        for page in reader.pages:
            text = str(page.extract_text())
            size += len(text)
            if size > MAX_UNPACKED:
                raise _Unreadable("it unpacks to more text than any notes have")
            pages.append([line.rstrip() for line in text.splitlines()])
    except _Unreadable:
        raise
    except Exception as error:  # likewise
        raise _Unreadable("it is damaged, or protected in a way that is not understood") from error
    return "\n".join(line for page in _without_margins(pages) for line in page)


def _without_margins(pages: list[list[str]]) -> list[list[str]]:
    """Return the pages without their numbers and what is repeated at the head or foot of most."""
    pages = [_trimmed(page) for page in pages]
    edges = Counter(line for page in pages for line in {*page[:1], *page[-1:]})
    repeated = {line for line, count in edges.items() if count > 2 and count * 2 > len(pages)}
    out: list[list[str]] = []
    for page in pages:
        while page and (page[-1] in repeated or (len(pages) > 1 and _PAGE_NUMBER.fullmatch(page[-1]))):
            page = _trimmed(page[:-1])
        while page and page[0] in repeated:
            page = _trimmed(page[1:])
        out.append(page)
    return out


def _trimmed(page: list[str]) -> list[str]:
    filled = [place for place, line in enumerate(page) if line.strip()]
    return page[filled[0] : filled[-1] + 1] if filled else []
