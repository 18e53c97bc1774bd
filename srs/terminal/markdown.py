"""An answer's Markdown, drawn: rows of styled text that a screen can scroll.

It draws the Markdown that answers are written in (headings, lists, quotes, tables, code, emphasis, links) and
shows everything else as it stands: no line is ever lost because it could not be understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from srs.terminal.text import block

Highlight = Callable[[str, str], Text]
"""(code, language) -> the same characters, coloured."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a body. A fixed one is code, a diagram or a table: never wrapped, scrolled sideways."""

    text: Text
    fixed: bool = False


_FENCE = re.compile(r"^(\s*)(`{3,}|~{3,})\s*([\w+#.-]*).*$")
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.+?)\s*#*\s*$")
_RULE = re.compile(r"^\s{0,3}([-*_])(?:\s*\1){2,}\s*$")
_ITEM = re.compile(r"^(\s*)([-*+•]|\d{1,3}[.)])(\s+)(.*)$")
_QUOTE = re.compile(r"^\s{0,3}>\s?(.*)$")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
_INLINE = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<tick>`+)(?P<code>.+?)(?<!`)(?P=tick)(?!`)"
    r"|(?P<strong>\*\*|__)(?=\S)(?P<bold>.+?)(?<=\S)(?P=strong)"
    r"|(?<![\w*])(?P<em>[*_])(?=[^\s*_])(?P<italic>.+?)(?<=[^\s*_])(?P=em)(?![\w*])"
    r"|~~(?=\S)(?P<strike>.+?)(?<=\S)~~"
    r"|!?\[(?P<label>[^\]\n]*)\]\((?P<link>[^()\s]*(?:\([^()\s]*\))*)(?:\s+\"[^\"]*\")?\)"
    r"|<(?P<auto>https?://[^<>\s]+)>"
)


def rows(markdown: str, *, width: int, highlight: Highlight | None = None) -> list[Row]:
    """Return an answer as rows of at most `width` cells; fixed rows may be longer.

    `highlight` colours code where the fence names its language; without it, code is drawn plain.
    """
    lines = block(markdown).split("\n")
    drawn = list(_blocks(lines, width=max(width, 8), highlight=highlight))
    while drawn and not drawn[-1].text.plain.strip():
        drawn.pop()
    return drawn


def languages(markdown: str) -> bool:
    """Return whether there is code that could be coloured: a fence that names its language."""
    return any((match := _FENCE.match(line)) and match[3] for line in markdown.split("\n"))


def _blocks(lines: Sequence[str], *, width: int, highlight: Highlight | None) -> Iterator[Row]:
    at = 0
    blank = True  # no empty row on top, and never two in a row
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            if not blank:
                yield Row(Text())
            blank = True
            at += 1
            continue
        if fence := _FENCE.match(line):
            code, at = _fenced(lines, at + 1, fence)
            yield from _code(code, language=fence[3], highlight=highlight)
        elif at + 1 < len(lines) and "|" in line and _TABLE_RULE.match(lines[at + 1]):
            table, at = _while(lines, at, lambda text: "|" in text)
            yield from _table(table)
        elif heading := _HEADING.match(line):
            if not blank:
                yield Row(Text())
            yield from wrapped(inline(heading[2], style="bold"), width)
            at += 1
        elif _RULE.match(line):
            yield Row(Text("─" * min(width, 24), style="dim"))
            at += 1
        elif quote := _QUOTE.match(line):
            quoted = []
            while at < len(lines) and (quote := _QUOTE.match(lines[at])):
                quoted.append(quote[1])
                at += 1
            for row in _blocks(quoted, width=width - 2, highlight=highlight):
                yield Row(Text.assemble(("▏ ", "dim"), row.text), row.fixed)
        elif item := _ITEM.match(line):
            body, at = _paragraph(lines, at + 1, item[4])
            yield from _item(item, body, width)
        elif line.startswith(("    ", "\t")) and blank:
            code, at = _while(lines, at, lambda text: text.startswith("    "))
            yield from (Row(Text("  " + text[4:]), fixed=True) for text in code)
        elif _drawn(line):
            yield Row(Text(line), fixed=True)
            at += 1
        else:
            indent = len(line) - len(line.lstrip())
            body, at = _paragraph(lines, at + 1, line.strip())
            for part in wrapped(body, width - min(indent, 8)):
                yield Row(Text.assemble(" " * min(indent, 8), part.text))
        blank = False


def _while(lines: Sequence[str], at: int, holds: Callable[[str], bool]) -> tuple[list[str], int]:
    end = at
    while end < len(lines) and holds(lines[end]):
        end += 1
    return list(lines[at:end]), end


def _fenced(lines: Sequence[str], at: int, fence: re.Match[str]) -> tuple[list[str], int]:
    """Return the lines up to the closing fence, without the fence's own indent, and where reading goes on."""
    code: list[str] = []
    indent = len(fence[1])
    while at < len(lines):
        line = lines[at]
        at += 1
        if line.strip().startswith(fence[2]) and not line.strip().strip(fence[2][0]):
            break
        code.append(line[indent:] if not line[:indent].strip() else line)
    return code, at


def _code(code: Sequence[str], *, language: str, highlight: Highlight | None) -> Iterator[Row]:
    if highlight and language:
        coloured = highlight("\n".join(code), language).split("\n", allow_blank=True)
    else:
        coloured = [Text(line) for line in code]  # type: ignore[assignment]  # rich's Lines, used as a sequence
    for text in coloured:
        yield Row(Text.assemble("  ", text), fixed=True)


def _paragraph(lines: Sequence[str], at: int, first: str) -> tuple[Text, int]:
    """Return one paragraph with its line breaks kept (interview notes mean them), and where reading goes on."""
    parts = [first.rstrip().rstrip("\\")]
    while at < len(lines) and _continues(lines, at):
        parts.append(lines[at].strip().rstrip("\\"))
        at += 1
    return inline("\n".join(parts)), at


def _continues(lines: Sequence[str], at: int) -> bool:
    line = lines[at]
    starts = (_FENCE, _HEADING, _RULE, _QUOTE, _ITEM)
    table = "|" in line and at + 1 < len(lines) and _TABLE_RULE.match(lines[at + 1])
    return bool(line.strip()) and not any(start.match(line) for start in starts) and not table and not _drawn(line)


def _item(item: re.Match[str], body: Text, width: int) -> Iterator[Row]:
    depth = min(len(item[1]) // 2, 6)
    mark = "•" if item[2] in "-*+•" else item[2]
    box = re.match(r"\[([ xX])\] ", body.plain)
    if box:
        mark, body = "☐" if box[1] == " " else "☑", body[len(box[0]) :]
    lead = "  " * depth + mark + " "
    for number, row in enumerate(wrapped(body, width - cell_len(lead))):
        start = Text(lead, style="dim") if number == 0 else Text(" " * cell_len(lead))
        yield Row(Text.assemble(start, row.text))


def _table(table: Sequence[str]) -> Iterator[Row]:
    cells = [
        [inline(cell.strip().replace("\\|", "|")) for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        for number, line in enumerate(table)
        if number != 1
    ]
    columns = max(len(line) for line in cells)
    widths = [max((line[at].cell_len for line in cells if at < len(line)), default=0) for at in range(columns)]
    for number, line in enumerate(cells):
        text = Text()
        for at, (cell, size) in enumerate(zip(line, widths, strict=False)):
            if at:
                text.append("  ")
            if number == 0:
                cell.stylize("bold")
            text.append_text(cell)
            text.append(" " * (size - cell.cell_len))
        text.rstrip()
        yield Row(text, fixed=True)
        if number == 0:
            yield Row(Text("  ".join("─" * size for size in widths), style="dim"), fixed=True)


def _drawn(line: str) -> bool:
    """Return whether a line outside any fence is part of a drawing, which wrapping would break."""
    return any("\u2500" <= character <= "\u259f" for character in line) or bool(re.search(r"\S {3,}\S", line))


def inline(text: str, *, style: str = "") -> Text:
    """Return one paragraph with its emphasis, code and links drawn; what is no markup stays as it is."""
    drawn = Text(style=style)
    at = 0
    for match in _INLINE.finditer(text):
        drawn.append(text[at : match.start()])
        at = match.end()
        kind = match.lastgroup
        if match["escape"]:
            drawn.append(match["escape"][1])
        elif match["code"] is not None:
            drawn.append(match["code"].strip() or match["code"], style="cyan")
        elif match["bold"] is not None:
            drawn.append_text(_styled(match["bold"], "bold"))
        elif match["italic"] is not None:
            drawn.append_text(_styled(match["italic"], "italic"))
        elif match["strike"] is not None:
            drawn.append_text(_styled(match["strike"], "strike"))
        elif match["auto"] is not None:
            drawn.append(match["auto"], style="underline")
        elif kind is not None:
            label, link = match["label"], match["link"]
            drawn.append_text(_styled(label or link, "underline"))
            if label and label != link and link.startswith(("http://", "https://")):
                drawn.append(f" ({link})", style="dim")
    drawn.append(text[at:])
    return drawn


def _styled(text: str, style: str) -> Text:
    drawn = inline(text)
    drawn.stylize(style)
    return drawn


def wrapped(text: Text, width: int) -> Iterator[Row]:
    """Return a paragraph as rows of at most `width` cells, broken at spaces where it can be."""
    for part in text.split("\n", allow_blank=True):
        for row in _folded(part, max(width, 4)):
            yield Row(row)


def _folded(text: Text, width: int) -> list[Text]:
    """Break at spaces; a word longer than a line is cut. (rich's own wrap loads a console and divides by words.)"""
    plain = text.plain
    if (len(plain) if plain.isascii() else sum(map(_cells, plain))) <= width:
        return [text]
    cuts: list[int] = []
    start = at = used = 0
    space = -1
    while at < len(plain):
        cells = _cells(plain[at])
        if used + cells > width and at > start:
            cut = space + 1 if space >= start and plain[at] != " " else at
            cuts.append(cut)
            start = at = cut
            while at < len(plain) and plain[at] == " ":
                at += 1
            if at > start:
                cuts[-1] = start = at
            used, space = 0, -1
            continue
        if plain[at] == " ":
            space = at
        used += cells
        at += 1
    parts = [part for part in text.divide([cut for cut in cuts if cut < len(plain)]) if part.plain]
    for part in parts:
        part.rstrip()
    return parts or [text]


def _cells(character: str) -> int:
    """Return how many cells a character may take: terminals disagree on flags and on symbols made emoji, and what is
    wider than was thought would run over what stands at the edge."""
    if "\U0001f1e6" <= character <= "\U0001f1ff":
        return 2
    return 1 if character == "\ufe0f" else cell_len(character)
