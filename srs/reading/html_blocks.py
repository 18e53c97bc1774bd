"""What was gathered from a web page -> blocks: tables, terms, listings, and the lines that hold nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from srs.model import Lines
from srs.reading import markdown, plain
from srs.reading.document import (
    Block,
    Details,
    Fence,
    Heading,
    Item,
    ListBlock,
    Markup,
    Paragraph,
    Row,
    Table,
    TableRow,
    rows_of,
)

_LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|highlight-source|brush)[-:]\s*([\w+#.-]+)")


@dataclass(frozen=True, slots=True)
class Cell:
    heads: bool
    blocks: tuple[Block, ...]


def lines_of(parts: Iterable[Block | Item], rows: Iterable[Row] = ()) -> Lines:
    """Return the lines from the first to the last of what is given."""
    lines = [part.lines for part in parts] + [Lines(row.number, row.number) for row in rows]
    return Lines(min(line.start for line in lines), max(line.end for line in lines))


def paragraph(rows: Sequence[Row]) -> Paragraph:
    return Paragraph(Lines(rows[0].number, rows[-1].number), tuple(rows))


def fence(lines: Lines, parts: Sequence[tuple[int, str]], attributes: dict[str, str]) -> Block:
    """Return the text of a `<pre>`, given by line."""
    rows: list[Row] = []
    for line, part in parts:
        if rows and line == rows[-1].number and part:
            rows[-1] = Row(line, rows[-1].text + part)
        else:
            rows.append(Row(line, part))
    first, end = 0, len(rows)
    while first < end and not rows[first].text.strip():
        first += 1
    while end > first and not rows[end - 1].text.strip():
        end -= 1
    rows = [Row(row.number, row.text.rstrip()) for row in rows[first:end]]
    if all(row.text.strip().isdigit() for row in rows):  # nothing, or the numbers beside a listing
        return Markup(lines)
    classes = attributes.get("class", "")
    info = attributes.get("data-lang") or attributes.get("data-language") or ""
    named = _LANGUAGE.search(classes)
    info = info or (named[1] if named else "mermaid" if "mermaid" in classes else "")
    drawn = info.casefold() in ("mermaid", "plantuml", "dot", "d2") or plain.draws([row.text for row in rows])
    return Fence(lines, info, tuple(rows), drawn)


def as_notes(block: Fence) -> tuple[Block, ...]:
    """Return the blocks of a whole file of notes that stands in one `<pre>`."""
    texts = [""] * block.rows[-1].number
    for row in block.rows:
        texts[row.number - 1] = row.text
    return markdown.read_blocks(texts)


def nested(holder: ListBlock, block: ListBlock, level: int) -> ListBlock:
    """Return `holder` with `block` below its last item, `level` lists deep where there are as many."""
    last = holder.items[-1]
    blocks = last.blocks
    if level > 1 and blocks and isinstance(blocks[-1], ListBlock):
        blocks = (*blocks[:-1], nested(blocks[-1], block, level - 1))
    else:
        blocks = (*blocks, block)
    lines = Lines(last.lines.start, max(last.lines.end, block.lines.end))
    item = Item(lines, last.marker, last.rows, blocks, last.checkbox)
    return ListBlock(Lines(holder.lines.start, lines.end), (*holder.items[:-1], item))


def below(item: Item, blocks: Sequence[Block]) -> Item:
    """Return an item with more blocks in it."""
    if not blocks:
        return item
    end = max(item.lines.end, *(block.lines.end for block in blocks))
    return Item(Lines(item.lines.start, end), item.marker, item.rows, (*item.blocks, *blocks), item.checkbox)


def terms(items: Sequence[Item]) -> list[Block]:
    """Return terms with what they mean: as a list, or each as what opens, where they ask or the meanings are long."""
    sizes = [sum(len(row.text) for block in item.blocks for row in rows_of(block)) for item in items]
    asks = any(item.rows[-1].text.endswith(("?", "？")) for item in items)
    if asks or max(sizes, default=0) > 240 or any(len(item.blocks) > 1 for item in items):
        return [Details(item.lines, item.rows, item.blocks) for item in items]
    return [_listed(items)] if items else []


def _listed(items: Sequence[Item]) -> ListBlock:
    short: list[Item] = []
    for item in items:
        colon = ":" if item.blocks else ""
        rows = [*item.rows[:-1], Row(item.rows[-1].number, f"**{item.rows[-1].text}**{colon}")]
        blocks = item.blocks
        if blocks and isinstance(blocks[0], Paragraph):
            meaning = blocks[0].rows
            if meaning[0].number == rows[-1].number:
                rows[-1] = Row(rows[-1].number, f"{rows[-1].text} {meaning[0].text}")
                meaning = meaning[1:]
            rows += meaning
            blocks = blocks[1:]
        short.append(Item(item.lines, "-", tuple(rows), blocks))
    return ListBlock(Lines(short[0].lines.start, short[-1].lines.end), tuple(short))


def table(gathered: Sequence[tuple[int, Sequence[Cell]]]) -> list[Block]:
    """Return a table of rows of cells; or what stands in it, where it only places things on the page."""
    filled = [(line, cells) for line, cells in gathered if any(cell.blocks for cell in cells)]
    columns = max((len(cells) for _, cells in filled), default=0)
    inside = [block for _, cells in filled for cell in cells for block in cell.blocks]
    if columns < 2 or any(_places(block) for block in inside):
        return inside
    rows = [
        TableRow(
            min((block.lines.start for cell in cells for block in cell.blocks), default=line),
            tuple(_flat(cell.blocks) for cell in cells),
        )
        for line, cells in filled
    ]
    header: tuple[str, ...] = ("",) * columns
    first = rows[0].number
    if len(rows) > 1 and all(cell.heads or not cell.blocks for cell in filled[0][1]):
        header = rows.pop(0).cells
    source = [Row(first, _as_row(header)), Row(first, _as_row(("---",) * columns))]
    source += [Row(row.number, _as_row(row.cells)) for row in rows]
    return [Table(lines_of(inside), header, tuple(rows), tuple(source))]


def _places(block: Block) -> bool:
    """Tell whether a block in a cell shows that the table is no table."""
    return isinstance(block, Heading | Table | Details) or (isinstance(block, Fence) and len(block.rows) > 1)


def _flat(blocks: Sequence[Block]) -> str:
    """Return what stands in a cell on one line."""
    said = ""
    for block in blocks:
        for row in rows_of(block):
            joined = not said or isinstance(block, Paragraph) or said.endswith((".", ":", ";", "?", "!"))
            said = f"{said}{'' if joined else ';'} {row.text}"
    return said.strip()


def _as_row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def with_markup(blocks: Sequence[Block], lines: Sequence[str]) -> list[Block]:
    """Return the blocks and, in their places, those of the lines between them that hold nothing to read."""
    covered = bytearray(len(lines) + 2)
    for block in blocks:
        start, end = block.lines.start, min(block.lines.end, len(lines))
        covered[start : end + 1] = b"\x01" * max(0, end + 1 - start)
    covered[-1] = 1
    gaps: list[Markup] = []
    start = end = 0
    for number, line in enumerate([*lines, ""], 1):
        if covered[number]:
            if start:
                gaps.append(Markup(Lines(start, end)))
            start = 0
        elif line.strip():
            start, end = start or number, number
    out: list[Block] = []
    waiting = 0
    for block in blocks:
        while waiting < len(gaps) and gaps[waiting].lines.start < block.lines.start:
            out.append(gaps[waiting])
            waiting += 1
        out.append(block)
    return [*out, *gaps[waiting:]]
