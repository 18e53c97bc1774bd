"""Blocks and units back to Markdown that people can read: no headings, comments, tags or wiki-links, lists kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from srs.notes import text as texts
from srs.notes.outline import Part, Unit
from srs.notes.words import Role
from srs.reading.document import (
    Comment,
    Details,
    Fence,
    FrontMatter,
    Heading,
    Item,
    ListBlock,
    Markup,
    Paragraph,
    Quote,
    Rule,
    Table,
    Turn,
)

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_BACK = re.compile(r"\**\[[^\]]{0,8}(?:back to top|nach oben|⬆|top)[^\]]{0,20}\]\([^)]{0,200}\)\**", re.I)
_BLOCK_ID = re.compile(r"\s\^[\w-]{1,40}$")
_EMPTY_BOLD = re.compile(r"\*\*\s*\*\*|(?<!\w)__\s*__(?!\w)")


def readable(row: str) -> str:
    """Return a line without what only a renderer understands; emphasis, code and links stay."""
    if row.lstrip()[:1] == "#":
        row = re.sub(r"^\s*#{1,6}(?:\s+|$)", "", row)
    if "<" in row or "%%" in row:
        row = re.sub(r"<!--.*?-->|%%.*?%%", "", row)
        row = re.sub(r"<br\s*/?>\s*", " ", row)
        row = _outside_code(row, lambda part: _TAG.sub("", part))
        row = row.replace("<!--", "")
    if "-->" in row:
        row = row.rstrip().removesuffix("-->").replace("-->", "→")
    if "[" in row:
        row = _BACK.sub("", row)
        row = _outside_code(row, lambda part: texts.with_pictures(part, texts.without_wiki))
    if "{{c" in row:
        row = re.sub(r"\{\{c\d+::(.{1,400}?)(?:::[^{}]{0,200})?\}\}", r"\1", row)
    if "==" in row:
        row = _outside_code(
            row, lambda part: re.sub(r"(?<![=\w])==(?=\S)([^=\n]{1,400}?)(?<=\S)==(?![=\w])", r"**\1**", part)
        )
    if "\\" in row:
        row = _outside_code(row, lambda part: re.sub(r"\\([.\-!()\[\]#+|>&~:;,'\"])", r"\1", part))
    if "&" in row:
        row = row.replace("&nbsp;", " ").replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    row = _BLOCK_ID.sub("", row)
    if "**" in row:
        row = _EMPTY_BOLD.sub("", row)
        if row.count("**") % 2:
            row = row.replace("**", "")
    return row.rstrip()


def _outside_code(row: str, change: Callable[[str], str]) -> str:
    if "`" not in row:
        return change(row)
    pieces = row.split("`")
    return "`".join(change(piece) if index % 2 == 0 else piece for index, piece in enumerate(pieces))


def fenced(body: str, info: str = "") -> str:
    """Return text that is kept as it is between fences that do not occur in it."""
    mark = "```"
    if mark in body:
        mark = "~" * (1 + max([2, *map(len, re.findall("~{3,}", body))]))
    return f"{mark}{info}\n{body}\n{mark}"


def markdown(parts: Iterable[Part]) -> str:
    """Return what stands in some blocks and units as one text."""
    out: list[str] = []
    before: Part | None = None
    for part in parts:
        text = _part(part)
        if not text.strip():
            continue
        if out:
            tight = (
                isinstance(before, Paragraph)
                and isinstance(part, Paragraph | ListBlock)
                and before.lines.end < part.lines.start <= before.lines.end + 1
            )
            out.append("\n" if tight else "\n\n")
        out.append(text)
        before = part
    return "".join(out).strip("\n").rstrip()


def _part(part: Part) -> str:
    match part:
        case Unit():
            return _unit(part)
        case Paragraph():
            rows = [readable(row.text).strip() for row in part.rows]
            return "\n".join(row for row in rows if row.strip("* _"))
        case Heading():
            return f"**{texts.plain(part.text)}**"
        case ListBlock():
            return "\n".join(_item(item, index, part) for index, item in enumerate(part.items, 1))
        case Fence():
            if not part.rows:
                return ""
            info = "" if part.diagram else part.info.split()[0] if part.info else ""
            return fenced("\n".join(row.text for row in part.rows), info)
        case Table():
            return "\n".join(readable(row.text) for row in part.source)
        case Quote():
            inner = markdown(part.blocks)
            title = f"**{texts.plain(part.title)}**\n" if part.title else ""
            return "\n".join(f"> {line}".rstrip() for line in (title + inner).split("\n"))
        case Details():
            summary = texts.plain(" ".join(row.text for row in part.summary))
            return "\n\n".join(filter(None, [f"**{summary}**" if summary else "", markdown(part.blocks)]))
        case Turn():
            return markdown(part.blocks)
        case Rule() | Comment() | Markup() | FrontMatter():
            return ""


def _unit(unit: Unit) -> str:
    inner = markdown(unit.parts)
    if not unit.title:
        return inner
    if unit.role is Role.SEGMENT:
        title = f"**{texts.undecorated(texts.plain(unit.raw)).rstrip(' :：–—-') or unit.title}:**"
        return f"{title}{' ' if _one_line(unit) else chr(10)}{inner}" if inner else title
    title = f"**{unit.title}**"
    return f"{title}\n\n{inner}" if inner else title


def _one_line(unit: Unit) -> bool:
    """Tell whether a label and its text stand on one line."""
    first = unit.parts[0] if unit.parts else None
    return isinstance(first, Paragraph) and first.lines.start == unit.lines.end


def _item(item: Item, index: int, block: ListBlock) -> str:
    number = re.search(r"\d+", item.marker)
    mark = f"{number[0] if number else index}." if block.ordered else "-"
    rows = [readable(row.text).strip() for row in item.rows]
    pad = " " * (len(mark) + 1)
    text = f"{mark} " + f"\n{pad}".join(rows)
    inner = markdown(item.blocks)
    if inner:
        first = item.blocks[0]
        gap = (
            "\n"
            if isinstance(first, ListBlock | Paragraph) and first.lines.start <= item.lines.start + len(item.rows)
            else "\n\n"
        )
        text += gap + "\n".join(f"{pad}{line}" if line else "" for line in inner.split("\n"))
    return text.rstrip()


def spoken(parts: Sequence[Part]) -> str:
    """Return the text of parts without any marks, one line per row."""
    return "\n".join(texts.plain(line) for line in markdown(parts).split("\n") if line.strip())
