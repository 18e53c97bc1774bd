"""Drawings and code, each with the title that it stands under."""

from __future__ import annotations

import re

from srs.model import Kind, Lines
from srs.notes import text as texts
from srs.notes.draft import Draft, Findings, headings_of
from srs.notes.outline import Unit, bold_line, role_of_label
from srs.notes.render import fenced
from srs.notes.words import Role
from srs.reading.document import Block, Comment, Fence, ListBlock, Paragraph, Quote, Row

_COMMENTED = re.compile(r"\s*(?:#+|//+|--+|/\*+|<!--|;+|%+)\s*(\S.*?)\s*(?:\*/|-->)?\s*$")
_LEAST_CODE = 3


def find(root: Unit, found: Findings) -> None:
    for unit in root.all():
        if unit.within(kinds=("contents", "resources")):
            continue
        before: str = ""
        for part in unit.parts:
            if isinstance(part, Unit):
                before = ""
                continue
            before = _block(part, unit, before, found)


def _block(block: Block, unit: Unit, before: str, found: Findings) -> str:
    """Look at one block; return the title that the next one may have."""
    match block:
        case Fence():
            _fence(block, unit, before, found)
            return ""
        case Paragraph():
            return _title(block.rows[-1]) or before if len(block.rows) == 1 else _title(block.rows[-1])
        case ListBlock():
            for item in block.items:
                inner = texts.prompt(item.rows[0].text) if item.rows else ""
                for child in item.blocks:
                    inner = _block(child, unit, inner, found)
            return ""
        case Quote():
            inner = block.title
            for child in block.blocks:
                inner = _block(child, unit, inner, found)
            return ""
        case Comment():
            return before
        case _:
            return before


def _labels(title: str) -> bool:
    """Tell whether a line says what stands below it (“Answer”, “Example”) and not what it is about."""
    role = role_of_label(title)
    return role is not None and role[0] in (Role.ANSWER, Role.EXAMPLE, Role.POINTS, Role.ANGLE)


def _title(row: Row) -> str:
    bold = bold_line(row.text)
    if bold:
        return texts.prompt(bold)
    text = row.text.strip()
    if text.endswith((":", "：")) and len(text) <= 120:
        return texts.prompt(text)
    return ""


def _fence(block: Fence, unit: Unit, before: str, found: Findings) -> None:
    filled = [row for row in block.rows if row.text.strip()]
    if not filled:
        return
    if not block.diagram and (
        len(filled) < _LEAST_CODE or block.info.casefold() in ("text", "txt", "plaintext", "md", "markdown", "quote")
    ):
        return
    holder = unit.within(Role.QUESTION, Role.STORY)
    title = "" if before and _labels(before) else before
    title = title or (unit.title if unit.role in (Role.SECTION, Role.QUESTION, Role.STORY) else "")
    if not title:
        title = next((u.title for u in unit.above() if u.title and u.rank), "")
    if not title:
        commented = _COMMENTED.match(filled[0].text)
        title = texts.prompt(commented[1]) if commented and any(map(str.isalpha, commented[1])) else ""
        title = title or ("A drawing" if block.diagram else "Code")
    body = "\n".join(row.text for row in block.rows).strip("\n")
    info = (
        ""
        if block.diagram and block.info.casefold() not in ("mermaid", "dot", "plantuml")
        else block.info.split()[0]
        if block.info
        else ""
    )
    draft = Draft(
        kind=Kind.DIAGRAM if block.diagram else Kind.CODE,
        prompt=title,
        answer=fenced(body, info),
        lines=Lines(block.lines.start, block.lines.end),
        rule="diagram" if block.diagram else "code",
        reason="boxes and arrows drawn in characters" if block.diagram else "a block of code",
        confidence=0.9,
        headings=headings_of(unit),
    )
    if holder is not None:
        draft.parent = found.by_unit.get(id(holder))
    if not block.fenced:
        draft.confidence = 0.8
    elif (
        unit.role is Role.SECTION
        and not before
        and unit.blocks
        and unit.lines.start
        and all(b.lines.start >= block.lines.start for b in unit.blocks)
    ):
        draft.lines = Lines(unit.lines.start, block.lines.end)
    found.add(draft)
