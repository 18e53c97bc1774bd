"""Bytes -> document tree. Whatever the bytes are, a document comes back, and its problems say what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath

from srs.model import Problem, Source
from srs.reading import markdown
from srs.reading.document import Block, Document, FrontMatter
from srs.reading.encoding import decode

__all__ = ["Document", "read"]


def _reader(path: str) -> Callable[[Sequence[str]], tuple[Block, ...]]:
    """Return the reader of a format, by the suffix; what has none of its own is read as Markdown and plain text."""
    suffix = PurePath(path).suffix.casefold()
    if suffix == ".org":
        from srs.reading import org

        return org.read_blocks
    if suffix in (".html", ".htm", ".xhtml", ".docx"):
        from srs.reading import html

        return html.read_blocks
    return markdown.read_blocks


def read(data: bytes, source: Source) -> Document:
    """Return the document that these bytes are; never raises.

    Its line numbers are those of the file on disk, its text is repaired. Bytes that are no text give an empty
    document with a problem that says so.
    """
    suffix = PurePath(source.path).suffix.casefold()
    why = ""
    if suffix in (".docx", ".pdf"):
        from srs.reading import convert

        data, why = convert.as_text(data, suffix)
    decoded = decode(data)
    deck = source.deck or PurePath(source.place).with_suffix("").as_posix().replace("/", "::")
    if decoded.binary or why:
        why = why or f"it is {decoded.looks_like or 'no text'}"
        problem = Problem(path=source.path, message=f"cannot be read: {why}")
        return Document(path=source.path, place=source.place, deck=deck, encoding="binary", problems=(problem,))
    if not any(line.strip() for line in decoded.lines):
        problem = Problem(path=source.path, message="is empty")
        return Document(path=source.path, place=source.place, deck=deck, encoding=decoded.encoding, problems=(problem,))
    tree = _reader(source.path)(decoded.lines)
    fields = dict(next((b.fields for b in tree[:1] if isinstance(b, FrontMatter)), ()))
    return Document(
        path=source.path,
        place=source.place,
        deck=deck if source.deck else fields.get("deck") or deck,
        lines=decoded.lines,
        tree=tree,
        encoding=decoded.encoding,
        repaired=decoded.repaired,
        repairs=tuple((repair.line, repair.before, repair.after) for repair in decoded.repairs),
        front_matter=fields,
    )
