"""The document tree: what a file is made of, each part with the lines of the file that it stands on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from srs.model import Lines, Problem

PICTURE_BESIDE = re.compile(
    r"!\[[^\]\n]{0,300}\]\((?![a-zA-Z][\w+.-]*:|/)[^()\s]{1,300}\.(?:png|jpe?g|gif|webp|svg|bmp)(?:[?#][^()\s]{0,100})?\)"
    r"|!\[\[[^\[\]|\n]{1,300}\.(?:png|jpe?g|gif|webp|svg|bmp)(?:\|[^\[\]\n]{0,300})?\]\]",
    re.IGNORECASE,
)
"""A picture that lies beside the notes, as Markdown and Obsidian write it; one on the web is not for studying."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of text, without the indentation and marks of what it stands in."""

    number: int
    """Its line in the file, from 1."""
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A line marked as a heading: `#`, underlined, in a banner, or an HTML heading."""

    lines: Lines
    level: int
    text: str
    style: str
    """`#`, `underline`, `banner` or `html`; in a talk, `asked` for what is asked, `remark` for what is said of an
    answer, `back` for what is to be asked in turn."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of text without a blank line between them; people often mean each line by itself."""

    lines: Lines
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: its own text, then whatever stands below it."""

    lines: Lines
    marker: str
    """The mark as written: `-`, `3.`, `b)`, …"""
    rows: tuple[Row, ...]
    blocks: tuple[Block, ...] = ()
    checkbox: bool = False

    @property
    def ordered(self) -> bool:
        return any(c.isalnum() for c in self.marker)


@dataclass(frozen=True, slots=True)
class ListBlock:
    lines: Lines
    items: tuple[Item, ...]

    @property
    def ordered(self) -> bool:
        return self.items[0].ordered


@dataclass(frozen=True, slots=True)
class Fence:
    """Text kept as it is: code, or a drawing in characters."""

    lines: Lines
    """With the fences."""
    info: str
    """What the opening fence names: `python`, `mermaid`, …"""
    rows: tuple[Row, ...]
    diagram: bool
    fenced: bool = True
    """False for code or a drawing that stands in the text without fences."""


@dataclass(frozen=True, slots=True)
class TableRow:
    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    lines: Lines
    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    source: tuple[Row, ...]
    """The lines as written, to be shown as a table."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Lines after `>`; a callout (`> [!question] title`) has a kind and a title."""

    lines: Lines
    blocks: tuple[Block, ...]
    callout: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """An HTML `<details>`, or an Obsidian/AsciiDoc kin: a summary that opens."""

    lines: Lines
    summary: tuple[Row, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Comment:
    """What the file keeps out of its rendered page."""

    lines: Lines
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""

    lines: Lines


@dataclass(frozen=True, slots=True)
class Markup:
    """Lines that hold nothing to read: bare tags, anchors, pictures, link definitions."""

    lines: Lines


@dataclass(frozen=True, slots=True)
class FrontMatter:
    lines: Lines
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one of several people says in a talk that was recorded or exported."""

    lines: Lines
    who: str
    """Empty for what the program says itself."""
    blocks: tuple[Block, ...]
    """What is said; nothing for a picture or a call."""
    otherwise: tuple[Block, ...] = ()
    """At the first turn of a talk that only names tell: what its lines are if it is none."""


Block = Heading | Paragraph | ListBlock | Fence | Table | Quote | Details | Comment | Rule | Markup | FrontMatter | Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as it was read. The tree holds repaired text; line numbers are those of the file on disk."""

    path: str
    """As people are shown it."""
    place: str
    """Below the folder that was given; equal on every machine."""
    deck: str = ""
    lines: tuple[str, ...] = ()
    """The repaired text, line by line."""
    tree: tuple[Block, ...] = ()
    encoding: str = "utf-8"
    repaired: int = 0
    """How many characters were repaired."""
    repairs: tuple[tuple[int, str, str], ...] = ()
    """Line, what stood there, what it is now."""
    problems: tuple[Problem, ...] = ()
    front_matter: dict[str, str] = field(default_factory=dict)


def inside(block: Block) -> tuple[Block, ...]:
    """Return the blocks that stand in `block`."""
    match block:
        case Quote() | Details() | Comment() | Turn():
            return block.blocks
        case ListBlock():
            return tuple(child for item in block.items for child in item.blocks)
        case _:
            return ()


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield every block of a tree, outer ones first, in the order of the file."""
    for block in blocks:
        yield block
        yield from walk(inside(block))


def rows_of(block: Block) -> Iterator[Row]:
    """Yield the lines of text in a block, in order, without its marks."""
    match block:
        case Paragraph():
            yield from block.rows
        case Heading():
            yield Row(block.lines.start, block.text)
        case Fence():
            yield from block.rows
        case Table():
            yield from block.source
        case ListBlock():
            for item in block.items:
                yield from item.rows
                for child in item.blocks:
                    yield from rows_of(child)
        case Quote():
            if block.title:
                yield Row(block.lines.start, block.title)
            for child in block.blocks:
                yield from rows_of(child)
        case Details():
            yield from block.summary
            for child in block.blocks:
                yield from rows_of(child)
        case Comment() | Turn():
            for child in block.blocks:
                yield from rows_of(child)
        case _:
            return
