"""Questions with their answers behind an arrow, a dash or a gap, and questions by letter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from srs.notes import text as texts
from srs.notes import words
from srs.notes.outline.layout import text_rows
from srs.notes.outline.lines import role_of_label
from srs.reading.document import Block, ListBlock, Paragraph, Row

_POINTS = re.compile(r"(?P<head>\S.{2,200}?)\s*(?:->|=>|→|➜|➔|⇒|⟶|➡\ufe0f?)\s*(?P<rest>.*)$")
_TRAILS = re.compile(r"(?P<head>\S.{9,120}?)\s+(?:-{1,2}|–|—)(?P<rest>)\s*$")
_FIGURE_ENDS = re.compile(r"[\d%€$£]\S{0,3}$|^\W*\d")
_LEAST_POINTING = 2
_NEAR = 4
"""Lines behind the last question in which one like it may still stand."""


_GAP = re.compile(r"(?P<head>\S(?:.*?\S)?)(?P<gap> {3,}|\t+)(?P<rest>\S.*)$")
_DASHED = re.compile(r"(?P<head>\S.{5,90}?)\s+(?:--|—|–)\s+(?P<rest>\S.*)$")
_SHORT_HEAD = 10
"""Words of a question before a dash: in a longer sentence a dash sets something off."""


def _in_columns(block: Block) -> dict[int, tuple[str, str]]:
    """Return the rows of a paragraph in two columns, questions on the left, their answers behind a gap."""
    if not isinstance(block, Paragraph) or len(block.rows) < 3:
        return {}
    found = {row.number: _GAP.match(row.text.strip("\n")) for row in block.rows}
    split = {number: match for number, match in found.items() if match}
    # behind a tab the second column begins wherever the first one ends
    starts = Counter(-1 if "\t" in match["gap"] else match.start("rest") for match in split.values())
    if not starts or max(starts.values()) * 5 < len(block.rows) * 4:
        return {}
    column = max(starts, key=lambda start: starts[start])
    pairs = {
        number: (match["head"], match["rest"])
        for number, match in split.items()
        if column == (-1 if "\t" in match["gap"] else match.start("rest"))
        and not words.QUESTION_COLUMN.fullmatch(texts.label(match["head"]))
    }
    asking = [head for head, _ in pairs.values() if texts.asks(texts.prompt(head)) >= 0.75]
    return pairs if len(asking) >= 2 and len(asking) * 2 >= len(pairs) else {}


_LETTERED = re.compile(r"(?P<indent>\s*)(?P<letter>[A-Ha-h])[.)]\s+(?P<rest>\S.*)$")


def _by_letter(blocks: Sequence[Block]) -> dict[int, tuple[str, str]]:
    """Return the rows A, B, C, … of a page, at one indentation, where most of them ask."""
    out: dict[int, tuple[str, str]] = {}
    found: list[tuple[int, str]] = []
    indent = ""

    def keep() -> None:
        asking = [text for _, text in found if texts.asks(texts.prompt(text)) >= 0.75]
        if len(asking) >= 2 and len(asking) * 2 >= len(found):
            out.update({number: (text, "") for number, text in found})
        found.clear()

    for row in text_rows(blocks):
        match = _LETTERED.match(row.text)
        if not match:
            continue
        place = ord(match["letter"].casefold()) - ord("a")
        if place == 0:
            keep()
            indent = match["indent"]
        if place == len(found) and match["indent"] == indent:
            found.append((row.number, match["rest"]))
    keep()
    return out


def _hanging(blocks: Sequence[Block]) -> dict[int, tuple[str, str]]:
    """Return the lines with indented ones below them, in a row of which a third or more ask: all of them do."""
    out: dict[int, tuple[str, str]] = {}
    group: list[Row] = []

    def keep() -> None:
        asking = [row for row in group if texts.asks(texts.prompt(row.text)) >= 0.75]
        if len(group) >= 3 and asking and len(asking) * 3 >= len(group):
            out.update({row.number: (row.text.strip(), "") for row in group})
        group.clear()

    for block in blocks:
        rows = block.rows if isinstance(block, Paragraph) else ()
        hangs = len(rows) >= 2 and not rows[0].text[:1].isspace() and all(row.text[:1].isspace() for row in rows[1:])
        if not hangs or len(rows[0].text.split()) > _SHORT_HEAD * 2 or role_of_label(rows[0].text):
            keep()
            continue
        group.append(rows[0])
    keep()
    return out


_ASKED_THEN = re.compile(r"(?P<head>[^?？]{8,120}[?？])[\"”’*_]{0,3}\s+(?P<rest>[^\s?？][^?？]{6,})$")


def _on_one_line(blocks: Sequence[Block]) -> dict[int, tuple[str, str]]:
    """Return the rows that ask and go on with the answer, where most rows of a paragraph or a page are such."""
    out: dict[int, tuple[str, str]] = {}
    alone: dict[int, tuple[str, str]] = {}
    single = 0
    for block in blocks:
        if not isinstance(block, Paragraph):
            continue
        found = {row.number: match for row in block.rows if (match := _ASKED_THEN.match(row.text.strip()))}
        pairs = {
            number: (match["head"], match["rest"])
            for number, match in found.items()
            if len(match["head"].split()) >= 3 and role_of_label(match["head"]) is None
        }
        if len(pairs) >= 2 and len(pairs) * 3 >= len(block.rows) * 2:
            out |= pairs
        elif len(block.rows) == 1:
            single += 1
            alone |= pairs
    return out | (alone if len(alone) >= 3 and len(alone) * 2 >= single else {})


def pointing(blocks: Sequence[Block], *, mind_map: bool) -> dict[int, tuple[str, str]]:
    """Return the lines `question -> answer`: what asks, and what stands behind the arrow, the dash or the gap.

    Two that ask show how the page is written; what begins a paragraph between them in the same way is asked as well.
    """
    asking: dict[int, tuple[str, str]] = {}
    likely: dict[int, tuple[str, str]] = {}
    dashed: dict[int, tuple[str, str]] = {}
    columns: dict[int, tuple[str, str]] = {}
    for block in blocks:
        columns |= _in_columns(block)
    columns |= _by_letter(blocks) | _hanging(blocks) | _on_one_line(blocks)
    for row, begins in _pointed(blocks):
        text = row.text.strip()
        found = _POINTS.match(text) or (_TRAILS.match(text) if begins else None)
        parted = _DASHED.match(text) if begins and not found else None
        if parted and len(parted["head"].split()) <= _SHORT_HEAD and texts.asks(texts.prompt(parted["head"])) >= 0.75:
            dashed[row.number] = parted["head"], parted["rest"]
        if not found or "`" in found["head"]:
            continue
        head = texts.prompt(found["head"])
        if texts.asks(head) >= 0.75 and len(texts.sentences(head)) <= 2:
            asking[row.number] = found["head"], found["rest"]
        elif begins and len(head.split()) >= 4 and not _FIGURE_ENDS.search(head) and role_of_label(head) is None:
            likely[row.number] = found["head"], found["rest"]
    arrows = [number for number in asking if asking[number][1]]
    if mind_map:
        return asking
    reasons = any(texts.asks_why(texts.prompt(head)) for head, _ in dashed.values())
    alone = columns | (dashed if len(dashed) >= _LEAST_POINTING or reasons else {})
    if len(arrows) < _LEAST_POINTING:
        return alone
    within = {number: pair for number, pair in likely.items() if min(arrows) < number <= max(arrows) + _NEAR}
    return alone | asking | within


def _pointed(blocks: Sequence[Block]) -> Iterator[tuple[Row, bool]]:
    """Yield rows of text and heads of items, and whether they begin a paragraph."""
    for block in blocks:
        if isinstance(block, Paragraph):
            for index, row in enumerate(block.rows):
                yield row, index == 0
        elif isinstance(block, ListBlock):
            for item in block.items:
                if item.rows:
                    yield item.rows[0], False
                yield from _pointed(item.blocks)
