"""The running text of a document that may hold figures and wordings: what is said, not what is said about saying it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from srs.model import Lines
from srs.notes import text as texts
from srs.notes.outline import Unit, bold_line
from srs.notes.outline.labels import breaks_off
from srs.notes.rules.parts import owned
from srs.notes.sayings import names_figures
from srs.notes.words import Role
from srs.reading.document import Block, Details, ListBlock, Paragraph, Quote, Row, Table

_SPOKEN = (Role.QUESTION, Role.STORY)
_PARTS = (Role.SEGMENT, Role.ANSWER, Role.VERSION)
_NOT_SAID = frozenset(
    {Role.CUE, Role.AVOID, Role.INSTEAD, Role.ASK, Role.MATCHES, Role.FOLLOW_UPS, Role.DIRECTION, Role.CONTENTS,
     Role.CHATTER, Role.RESOURCES, Role.ADVICE}
)  # fmt: skip
_NO_NOTES = ("contents", "resources", "advice")
LABELLED = re.compile(
    r"[\s*_]*[^:：\n]{2,40}?[*_]*\s*(?:(?:[:：]\s|\.{4,}|\t)\s*\S|\s=\s[^\w\s]{0,2}\d\S*(?:\s\(.*)?$)"
)
"""A line that gives something a value: “Uptime: 99.9 %”."""
_FULL_STOPS = (".", "!", "。", "！", "…", "।")
_A_SENTENCE = 5
"""Words from which a bold line that ends as a sentence does is no title."""
_LETTERS = re.compile(r"[^\W\d_]{2,}|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_DIGIT = re.compile(r"\d")
_HIGHLIGHTED = re.compile(r"==[^=]+==[.!]?")
_CODE = re.compile(r"(`[^`]+`)")
_ENDS = (".", "!", "?", ":", ";", "。", "！", "？", "：")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text that belongs together, without marks of Markdown but `code`."""

    text: str
    unit: Unit
    """The unit that it stands in."""
    owner: Unit | None
    """The question or story that it is said in (or the part of one that has no title); None for text of its own,
    such as a sheet of figures."""
    context: str
    """What it stands under: a label, the head of a row."""
    starts: tuple[tuple[int, int], ...]
    """Where in the text each line of the file begins: (offset, line)."""
    listed: bool
    """Whether it is an entry of a list or a table."""
    quoted: bool = False
    """Whether it stands in a quote block, or in quotation marks as a whole."""
    stressed: bool = False
    """Whether it is a sentence that is bold, italic or highlighted as a whole."""
    column: str = ""
    """The head of the column that it stands in."""
    heads: bool = False
    """Whether a list stands right below it."""
    raw: str = ""
    """The text as written."""
    sheet: bool = False
    """Whether it is an entry below a title that names figures."""

    def line_at(self, offset: int) -> int:
        """Return the line of the file on which an offset of the text stands."""
        return self.starts[max(0, bisect_right(self.starts, (offset, 1 << 60)) - 1)][1]

    @property
    def lines(self) -> Lines:
        return Lines(self.starts[0][1], self.starts[-1][1])


def passages(root: Unit) -> Iterator[Passage]:
    """Yield what is said below a unit, in the order of the file."""
    beyond: set[int] = set()
    for unit in root.all():
        beyond.update(id(part) for part in owned(unit)[1])
        for index, block in enumerate(unit.parts):
            if isinstance(block, Unit):
                continue
            home = unit.parent if id(block) in beyond and unit.parent is not None else unit
            said = _place(home, beyond)
            if said is None:
                continue
            owner, context = said
            below = unit.parts[index + 1] if index + 1 < len(unit.parts) else None
            for passage in _of_block(block, home, owner, context):
                heads = isinstance(below, ListBlock) and not passage.text.endswith(_FULL_STOPS)
                last = isinstance(block, Paragraph) and passage.lines.end == block.lines.end
                yield replace(passage, heads=True) if heads and last else passage


def _place(unit: Unit, beyond: set[int]) -> tuple[Unit | None, str] | None:
    """Return what the text of a unit is said in and what it stands under; None where it is not said at all.

    `beyond` are parts that run on behind the few lines that the label above them owns.
    """
    owner = unit.within(*_SPOKEN) or unit.within(*_PARTS)
    chain = [unit]
    while chain[-1].parent is not None and chain[-1] is not owner:
        # what stands above a question or a story says nothing of what is said in it
        above = chain[-1].parent
        chain.append(above.parent if id(chain[-1]) in beyond and above.parent is not None else above)
    said = next((i for i, u in enumerate(chain) if u.role is Role.SAY), len(chain))
    chain = chain[: said + 1]  # words to be said are said, whatever they stand below
    if unit.role is Role.ANGLE:
        chain = [unit]  # how to put it is said, wherever the notes speak of it
    if any(u.role in _NOT_SAID or u.kind in _NO_NOTES for u in chain):
        return None
    return owner, unit.title if unit is not owner and unit.title else ""


def _of_block(
    block: Block, unit: Unit, owner: Unit | None, context: str, *, listed: bool = False, quoted: bool = False
) -> Iterator[Passage]:
    match block:
        case Paragraph():
            titled = len(block.rows) > 1 and names_figures(block.rows[0].text) and not _DIGIT.search(block.rows[0].text)
            sheet = _is_sheet(block.rows[titled:], figures=titled or names_figures(unit.title))
            for rows in [[row] for row in block.rows] if sheet else _joined(block.rows):
                passage = _passage(rows, unit, owner, context, listed=listed or sheet, quoted=quoted)
                yield replace(passage, sheet=True) if sheet and titled else passage
        case ListBlock() if not all(item.checkbox for item in block.items):
            for item in block.items:
                if item.rows:
                    yield _passage(item.rows, unit, owner, context, listed=True, quoted=quoted)
                head = texts.plain(" ".join(row.text for row in item.rows)).rstrip(" :：")
                for child in item.blocks:
                    yield from _of_block(child, unit, owner, head or context, listed=True, quoted=quoted)
        case Quote() if not block.callout or block.callout in ("quote", "cite"):
            for child in block.blocks:
                yield from _of_block(child, unit, owner, context, listed=listed, quoted=True)
        case Quote() | Details():
            for child in block.blocks:
                yield from _of_block(child, unit, owner, context, listed=listed, quoted=quoted)
        case Table():
            yield from _of_table(block, unit, owner)
        case _:
            return


def _of_table(table: Table, unit: Unit, owner: Unit | None) -> Iterator[Passage]:
    for row in table.rows:
        head = texts.plain(row.cells[0]) if row.cells else ""
        for index, cell in enumerate(row.cells):
            column = texts.plain(table.header[index]) if index < len(table.header) else ""
            named = head if index else texts.plain(row.cells[1]) if len(row.cells) > 1 else ""
            if not _LETTERS.search(named):
                # the row is named by what its figure means, not by its number
                others = [texts.plain(c) for i, c in enumerate(row.cells) if i != index]
                named = max(others, key=lambda other: len(_LETTERS.findall(other)), default=named)
                column = "" if names_figures(column) else column
            generic = len(table.header) == 2 or not column
            generic = generic or names_figures(column)
            context = named if generic else f"{named}, {column}" if named else column
            if cell.strip():
                yield replace(_passage((Row(row.number, cell),), unit, owner, context, listed=True), column=column)


def _is_sheet(rows: Sequence[Row], *, figures: bool) -> bool:
    """Tell whether the lines of a paragraph are entries with figures, one a line."""
    with_figures = sum(any(map(str.isdigit, row.text)) for row in rows)
    short = all(len(row.text.split()) <= 8 and not row.text.rstrip().endswith(".") for row in rows)
    return len(rows) >= 2 and (short or figures) and with_figures * 3 >= len(rows) * 2


def _joined(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield rows that run on together: a line that breaks off in a sentence goes on in the next."""
    run: list[Row] = []
    # where lines begin in small letters anyway, only one that fills the page runs on
    casual = len(rows) > 1 and rows[0].text.lstrip()[:1].islower()
    width = max((len(row.text) for row in rows), default=0)
    for row in rows:
        ends = bool(run) and run[-1].text.rstrip(' *_"”’)').endswith(_ENDS)
        if casual and run and not breaks_off(run[-1].text, width):
            ends = True
        if run and (ends or not row.text.lstrip()[:1].islower() or LABELLED.match(row.text)):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _passage(
    rows: Sequence[Row], unit: Unit, owner: Unit | None, context: str, *, listed: bool, quoted: bool = False
) -> Passage:
    starts: list[tuple[int, int]] = []
    pieces: list[str] = []
    length = 0
    for row in rows:
        piece = _said(row.text)
        starts.append((length, row.number))
        pieces.append(piece)
        length += len(piece) + 1
    text = " ".join(pieces)
    raw = " ".join(row.text.strip() for row in rows)
    bold = bold_line(raw) if text.endswith(_FULL_STOPS) and len(text.split()) >= _A_SENTENCE else None
    stressed = bool(_HIGHLIGHTED.fullmatch(raw)) or bold is not None
    bare = texts.undecorated(text)
    quoted = quoted or texts.unquoted(bare) != bare
    return Passage(text, unit, owner, context, tuple(starts), listed, quoted, stressed, raw=raw)


def _said(text: str) -> str:
    """Return a row without marks; code keeps its own, since nothing in it is said."""
    return "".join(
        piece if piece.startswith("`") else texts.plain(f"|{piece}|")[1:-1] for piece in _CODE.split(text) if piece
    ).strip()
