"""What only the whole page tells of a line: that it stands like the headings around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from srs.notes import narrating, words
from srs.notes import text as texts
from srs.notes.outline.lines import bold_line, is_caps, role_of_label, role_of_title, section_kind
from srs.notes.sayings import names_a_wording, names_figures
from srs.notes.words import Role
from srs.reading.document import Block, Comment, Heading, ListBlock, Markup, Paragraph, Quote, Row, Rule, Table, walk

_HEADS = 8
"""Words that a heading without a mark has at most."""


def bare_titles(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the lines that head what stands below them by their place alone.

    In text without headings, or from a word processor that lost them, a heading is a short line between blank lines
    that ends without a mark. One alone may be a thought; three are the parts of a page.
    """
    if any(isinstance(block, Heading) for block in blocks):
        return frozenset()
    loud = frozenset(_loud_titles(blocks))
    found: list[int] = []
    for index, block in enumerate(blocks):
        below = blocks[index + 1] if index + 1 < len(blocks) else None
        if (
            isinstance(block, Paragraph)
            and len(block.rows) == 1
            and isinstance(below, Paragraph | ListBlock | Quote | Table)
            and below.lines.start >= block.lines.end + 2
            and _names(block.rows[0].text)
        ):
            found.append(block.lines.start)
    if len(found) < 3:
        return loud
    return loud | frozenset(found[1:] if found[0] == blocks[0].lines.start else found)


def _loud_titles(blocks: Sequence[Block]) -> list[int]:
    """Return the lines alone that are bold and in capitals, where bold lines in small letters stand below them."""
    bold = [
        (block.lines.start, bold, is_caps(bold) or (bold.isupper() and len(bold) > 3))
        for block in blocks
        if isinstance(block, Paragraph) and len(block.rows) == 1 and (bold := bold_line(block.rows[0].text))
    ]
    loud = [number for number, text, capitals in bold if capitals and len(text.split()) <= _HEADS]
    return loud if len(loud) >= 3 and sum(not capitals for _, _, capitals in bold) >= 2 else []


def _names(text: str) -> bool:
    """Tell whether a line may be a title: few words, no mark at its end, nothing that asks or stands for a label."""
    bare = text.strip()
    if not bare or text[:1].isspace() or len(bare) > 60 or len(bare.split()) > _HEADS or not bare[0].isalnum():
        return False
    if not bare[-1].isalnum() or (bare[0].isalpha() and bare[0].islower()) or is_caps(bare):
        return False
    if any(mark in bare for mark in (":", "：", "*", "`", "|", "=")) or texts.asks(texts.prompt(bare)) >= 0.75:
        return False
    role = role_of_label(bare)
    return role is None or role[0].value in ("avoid", "ask", "say")


# ------------------------------------------------------------------ what looks like the questions around it


def alike_titles(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the first lines of paragraphs that look like questions among questions: few words above longer ones.

    Where half or more of such lines ask by their words, the others are topics that are asked as well.
    """
    found: list[tuple[int, bool]] = []
    for block in blocks:
        if not isinstance(block, Paragraph) or len(block.rows) < 2:
            continue
        head, below = block.rows[0].text.strip(), block.rows[1].text.strip()
        if _heads_its_paragraph(head, below):
            found.append((block.rows[0].number, texts.asks(texts.prompt(head)) >= 0.75))
    asking = sum(asks for _, asks in found)
    if asking < 2 or asking * 2 < len(found):
        return frozenset()
    first = next(number for number, asks in found if asks)
    return frozenset(number for number, asks in found if not asks and number > first)


def _heads_its_paragraph(head: str, below: str) -> bool:
    if not head or not head[0].isalnum() or len(head.split()) > _HEADS or len(head) > 60 or head[-1] in ".!,;:：。":
        return False
    if len(below) <= len(head) or below[0] in '-*•"“«„>' or is_caps(head) or any(mark in head for mark in "*`|=\t"):
        return False
    if any(mark in head for mark in ":：") and not texts.is_question(head):
        return False
    plain = texts.undecorated(texts.plain(head))
    if texts.asks(texts.prompt(head)) >= 0.75:
        return True
    if len(head.split()) < 2 or any(map(str.isdigit, head)) or role_of_title(head) or names_figures(head):
        return False
    return not (narrating.names_story(plain) or section_kind(plain) or names_a_wording(plain))


# ------------------------------------------------------------------ a page that is one list

_DEEP = 3


def is_mind_map(blocks: Sequence[Block]) -> bool:
    """Tell whether a page is one list of lists of lists: its upper items are the headings that it has not."""
    if any(isinstance(block, Heading) for block in blocks):
        return False
    listed = sum(block.lines.end - block.lines.start + 1 for block in blocks if isinstance(block, ListBlock))
    lines = sum(block.lines.end - block.lines.start + 1 for block in blocks)
    return listed * 10 >= lines * 9 and max((_depth(block) for block in blocks), default=0) >= _DEEP


def _depth(block: Block) -> int:
    if not isinstance(block, ListBlock):
        return 0
    return 1 + max((_depth(inner) for item in block.items for inner in item.blocks), default=0)


def text_rows(blocks: Sequence[Block]) -> Iterator[Row]:
    """Yield the rows of running text, in quotes too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.rows
        elif isinstance(block, Quote) and not block.callout:
            yield from text_rows(block.blocks)


# ------------------------------------------------------------------ what its headings and its rules are for


def title_rank(blocks: Sequence[Block]) -> int:
    """Return the rank of the heading that is the title of a document: its first, and the only one so high."""
    levels = [block.level for block in blocks if isinstance(block, Heading)]
    titled = len(levels) > 1 and levels.count(levels[0]) == 1 and levels[0] == min(levels)
    return levels[0] * 10 if titled else 10


def lone_segment(blocks: Sequence[Block]) -> bool:
    """Tell whether headings name one piece of a story at most: a story has several."""
    roles = [role_of_label(block.text) for block in walk(tuple(blocks)) if isinstance(block, Heading)]
    return len({role[1] for role in roles if role and role[0] is Role.SEGMENT}) < 2


def rules_separate(blocks: Sequence[Block]) -> bool:
    """Tell whether lines across the page stand between questions: then what comes behind one is no answer any more."""
    asked = behind = 0
    before: Block | None = None
    for block in blocks:
        title = ""
        if isinstance(block, Heading):
            title = block.text
        elif isinstance(block, Paragraph):
            title = bold_line(block.rows[0].text) or (
                block.rows[0].text if words.QUESTION_MARKER.match(texts.plain(block.rows[0].text)) else ""
            )
        if title and len(title) < 400 and texts.asks(texts.prompt(title)) >= 0.75:
            asked += 1
            behind += isinstance(before, Rule)
        if not isinstance(block, Markup | Comment):
            before = block
    return behind >= 2 and behind * 2 >= asked
