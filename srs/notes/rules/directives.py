"""`srs:` comments, by which an author says what a line is to be: they win over every rule.

`<!-- srs: hide -->`, `<!-- srs: card -->`, `<!-- srs: phrasing -->` stand at the end of the line that they mean or on a
line of their own above it (or right below a title); `<!-- srs: off -->` leaves out all up to `<!-- srs: on -->`.
Obsidian's `%% srs: … %%` and Org's `# srs: …` say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from srs.model import Kind, Lines, Problem, Severity
from srs.notes import text as texts
from srs.notes.draft import Draft, Findings, headings_of
from srs.notes.outline import Unit
from srs.notes.outline.lines import bold_line
from srs.notes.render import markdown
from srs.reading.document import Block, Document, Heading, ListBlock, Paragraph, Row

_COMMENT = re.compile(r"<!--[ \t]*srs:(?P<html>[^>]{0,200}?)-->|%%[ \t]*srs:(?P<obsidian>[^%]{0,200})%%", re.IGNORECASE)
_ORG = re.compile(r"[ \t]*#[ \t]+srs:(?P<org>.{0,200})", re.IGNORECASE)
_HIDDEN = "hidden by an `srs:` comment"
_OFF = "between `srs: off` and `srs: on`"
_FREE = (Kind.PHRASING, Kind.KEY_POINT, Kind.AVOID, Kind.LIST, Kind.QUESTION)
"""Kinds that a plain paragraph can be made without any rule that found it."""


@dataclass(frozen=True, slots=True)
class Directive:
    """What one comment says of one line."""

    line: int
    """The line that is meant."""
    at: int
    """The line of the comment."""
    hide: bool = False
    card: bool = False
    kind: Kind | None = None
    tags: tuple[str, ...] = ()


@dataclass(slots=True)
class Directives:
    """All that the comments of a document say."""

    each: list[Directive] = field(default_factory=list)
    off: set[int] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


def directives_of(document: Document) -> Directives:
    """Return what the `srs:` comments of a document say; one that can't be understood is a problem."""
    said = Directives()
    off: int | None = None
    for number, text in enumerate(document.lines, 1):
        if off is not None:
            said.off.add(number)
        if "srs:" not in text.casefold():
            continue
        found = _COMMENT.search(text) or (_ORG.fullmatch(text) if document.path.endswith(".org") else None)
        if found is None:
            continue
        words = next(group for group in found.groups() if group is not None).replace(",", " ").split()
        if [word.casefold() for word in words] == ["off"]:
            off = number if off is None else off
            said.off.add(number)
        elif [word.casefold() for word in words] == ["on"]:
            off = None
        elif off is None:
            alone = not (text[: found.start()] + text[found.end() :]).strip(" \t#*->")
            line = _next(document.lines, number) if alone else number
            said.each += _understood(words, line, number, document, said.problems)
    return said


def _next(lines: Sequence[str], number: int) -> int:
    """Return the line below that has something on it besides such a comment; the line right above where it is tied to
    that and a blank line follows, as people write it under a title."""
    above = lines[number - 2].strip() if number > 1 else ""
    if above and not _COMMENT.search(above) and number < len(lines) and not lines[number].strip():
        return number - 1
    for below in range(number + 1, len(lines) + 1):
        text = _COMMENT.sub("", lines[below - 1]).strip()
        if text and not _ORG.fullmatch(text):
            return below
    return number


def _understood(
    words: Iterable[str], line: int, at: int, document: Document, problems: list[Problem]
) -> list[Directive]:
    made = Directive(line=line, at=at)
    for word in words:
        name, _, value = word.casefold().partition("=")
        kind = value if name == "kind" else name
        if name == "id":
            continue  # read where identity is
        if name in ("hide", "skip", "ignore"):
            made = replace(made, hide=True)
        elif name == "card":
            made = replace(made, card=True)
        elif name in ("tag", "tags") and value:
            made = replace(made, tags=(*made.tags, word.partition("=")[2]))
        elif kind in set(Kind):
            made = replace(made, kind=Kind(kind))
        else:
            message = f"“srs: {word}” means nothing here; hide, off, on, card, tag=NAME and the kinds do"
            problems.append(Problem(path=document.path, message=message, line=at, severity=Severity.WARNING))
    return [made] if made != Directive(line=line, at=at) else []


def titled(blocks: Iterable[Block], said: Directives) -> tuple[Block, ...]:
    """Return the blocks with `#card` on every title that a comment makes a card of."""
    wanted = {each.line for each in said.each if each.card or each.kind in (Kind.QUESTION, Kind.STORY)}
    return tuple(_tagged(block, wanted) for block in blocks) if wanted else tuple(blocks)


def _tagged(block: Block, wanted: set[int]) -> Block:
    match block:
        case Heading() if block.lines.start in wanted:
            return replace(block, text=f"{block.text} #card")
        case Paragraph() if any(row.number in wanted for row in block.rows):
            rows = [
                Row(row.number, f"{row.text} #card") if row.number in wanted and bold_line(row.text) else row
                for row in block.rows
            ]
            return replace(block, rows=tuple(rows))
        case _:
            return block


def obey(said: Directives, root: Unit, document: Document, found: Findings) -> None:
    """Hide, retype, tag and add drafts as the comments say; what means nothing that is there is a problem."""
    for number in said.off:
        found.left[number] = _OFF
    found.drafts = [draft for draft in found.drafts if draft.lines.start not in said.off]
    for each in said.each:
        meant = [draft for draft in found.drafts if draft.lines.start == each.line]
        widest = max(meant, key=lambda draft: draft.lines.end, default=None)
        if each.hide:
            _hide(each, widest.lines if widest else _range(root, each.line), found)
            continue
        if widest is None and (kind := each.kind or (Kind.QUESTION if each.card else None)) is not None:
            widest = _made(kind, each.line, root)
            if widest is not None:
                found.drafts = [draft for draft in found.drafts if draft.lines.start != each.line]
                found.add(widest)
        elif widest is not None and each.kind is not None:
            widest.kind = each.kind
        if widest is None:
            message = "this `srs:` comment stands above nothing that could be a card"
            said.problems.append(Problem(path=document.path, message=message, line=each.at, severity=Severity.WARNING))
            continue
        widest.confidence, widest.rule, widest.reason = 1.0, "directive", "an `srs:` comment says so"
        for tag in each.tags:
            widest.tag(tag)


def _hide(each: Directive, lines: Lines, found: Findings) -> None:
    gone = [d for d in found.drafts if lines.start <= d.lines.start and d.lines.end <= lines.end]
    found.drafts = [draft for draft in found.drafts if draft not in gone]
    for number in (each.at, *range(lines.start, lines.end + 1)):
        found.left[number] = _HIDDEN


def _range(root: Unit, line: int) -> Lines:
    """Return all that stands below the title on that line; where it is none, the paragraph there or the line."""
    for unit in root.all():
        if unit.lines.start == line and unit is not root:
            return Lines(line, unit.end)
    block = _block_at(root, line)
    return block[1].lines if block is not None else Lines(line, line)


def _block_at(root: Unit, line: int) -> tuple[Unit, Block] | None:
    for unit in root.all():
        for block in unit.blocks:
            if isinstance(block, Paragraph | ListBlock) and block.lines.start <= line <= block.lines.end:
                return unit, block
    return None


def _made(kind: Kind, line: int, root: Unit) -> Draft | None:
    """Return a draft of a paragraph that no rule took: its title asks, what it says is the answer."""
    there = _block_at(root, line)
    if there is None or kind not in _FREE:
        return None
    unit, block = there
    title = texts.prompt(unit.title)
    answer = markdown([block])
    rows = block.rows if isinstance(block, Paragraph) else ()
    if kind is Kind.QUESTION and len(rows) > 1 and rows[0].number == line:
        title, answer = texts.prompt(rows[0].text), markdown([replace(block, rows=rows[1:])])  # type: ignore[arg-type]
    elif kind is Kind.PHRASING:
        title, answer = f"How do you put it? {title}".strip(), texts.plain(" ".join(row.text for row in rows) or answer)
    if not answer or not title:
        return None
    return Draft(
        kind=kind,
        prompt=title,
        answer=answer,
        lines=block.lines,
        rule="directive",
        reason="",
        confidence=1.0,
        headings=headings_of(unit),
    )
