"""Lists of questions that nothing answers, below a title that says for whom they are."""

from __future__ import annotations

from collections.abc import Sequence

from srs.notes import text as texts
from srs.notes import words
from srs.notes.intents import asks_back
from srs.reading.document import Block, Comment, Details, Heading, ListBlock, Markup, Paragraph, Quote, Row


def questions_back(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the lines of the titles above questions that the writer wants to ask."""
    found: set[int] = set()
    _read(blocks, found)
    return frozenset(found)


def _read(blocks: Sequence[Block], found: set[int]) -> None:
    blocks = [block for block in blocks if not isinstance(block, Markup | Comment)]
    for index, block in enumerate(blocks):
        below = blocks[index + 1] if index + 1 < len(blocks) else None
        match block:
            case Heading():
                if _asks_back(block.text) and _only_asks(below):
                    found.add(block.lines.start)
            case Paragraph():
                first, last = block.rows[0], block.rows[-1]
                if _asks_back(last.text) and isinstance(below, ListBlock) and _only_asks(below):
                    found.add(last.number)
                elif len(block.rows) > 1 and _asks_back(first.text) and _asked(block.rows[1:]):
                    found.add(first.number)
            case ListBlock():
                for item in block.items:
                    if not item.blocks:
                        continue
                    if item.rows and _asks_back(item.rows[0].text) and _only_asks(item.blocks[0]):
                        found.add(item.lines.start)
                    _read(item.blocks, found)
            case Quote():
                if block.title and block.blocks and _asks_back(block.title) and _only_asks(block.blocks[0]):
                    found.add(block.lines.start)
                _read(block.blocks, found)
            case Details():
                _read(block.blocks, found)
            case _:
                pass


def _asks_back(text: str) -> bool:
    return len(text) < 120 and asks_back(texts.label(text))


def _only_asks(block: Block | None) -> bool:
    """Tell whether a block holds questions and no answers."""
    if isinstance(block, Paragraph):
        return _asked(block.rows)
    if not isinstance(block, ListBlock) or any(item.blocks for item in block.items):
        return False
    return _asked([item.rows[0] for item in block.items if item.rows])


def _asked(rows: Sequence[Row]) -> bool:
    asking = [
        row
        for row in rows
        if texts.asks(texts.prompt(row.text)) >= 0.8 or words.ASKING.match(texts.prompt(row.text).casefold())
    ]
    return bool(rows) and len(asking) * 10 >= len(rows) * 6
