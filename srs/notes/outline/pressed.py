"""Bullets below an answer that ask in turn: `- And who paid for it?`, `- if pushed: why not daily`, with the reply."""

from __future__ import annotations

import re
from collections.abc import Sequence

from srs.notes import text as texts
from srs.notes.outline.lines import lead_of, role_of_label
from srs.notes.words import Role
from srs.reading.document import Block, ListBlock, Paragraph, Row

_AND = re.compile(r"(?:and|but|so|und|aber|y|pero|et|mais|e|mas|ma|a|но|и)\s", re.IGNORECASE)
"""How a question goes on from what was just said."""


def with_pressed(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with each such bullet as a line that says what it is, where a reply stands behind it."""
    return [
        _pressed(blocks[at - 1], block, blocks[at + 1 : at + 2]) if at else block for at, block in enumerate(blocks)
    ]


def _pressed(above: Block, block: Block, below: Sequence[Block]) -> Block:
    """Return what is asked in turn in a bullet below an answer as a labelled line, with a reply in a second bullet."""
    if not isinstance(block, ListBlock) or not isinstance(above, Paragraph) or block.ordered or len(block.items) > 2:
        return block
    if any(item.blocks or item.checkbox or not item.rows for item in block.items):
        return block
    asked, *reply = (" ".join(row.text.strip() for row in item.rows) for item in block.items)
    lead = lead_of(asked)
    role = role_of_label(lead[0]) if lead else None
    if lead is not None and role is not None and role[0] is Role.FOLLOW_UPS:
        asked = lead[1]
    elif not (_AND.match(asked) and asked.endswith(("?", "？"))):
        return block
    answered = bool(reply) or (len(below) == 1 and isinstance(below[0], Paragraph))
    opens = above.rows[-1].text.rstrip().endswith((":", "："))
    if opens or not answered or texts.asks(asked) < 0.75 or any(texts.is_question(said) for said in reply):
        return block
    first = Row(block.lines.start, f"**Follow-up:** {asked}")
    return Paragraph(block.lines, (first, *(row for item in block.items[1:] for row in item.rows)))
