"""Lines of Markdown or plain text -> blocks, in one pass and linear time.

People write for people: a line below a list that is not indented is a new paragraph, not the rest of the last
item; `---` under a paragraph is a line across the page; a tab makes a nested list and never code; what stands in
`<details>` or a comment is text like any other; and each line of a paragraph may be a thing of its own. A renderer's
parser settles all of these the other way, and joins the lines: so blocks are read here, line by line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from srs.model import Lines
from srs.reading import plain
from srs.reading.document import (
    PICTURE_BESIDE,
    Block,
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
    Row,
    Rule,
    Table,
    TableRow,
)
from srs.reading.numbering import Numbered, numbering
from srs.reading.talk import with_turns

MAX_DEPTH = 24
"""Blocks within blocks; deeper ones are read as text, so that hostile input stays cheap."""

_ATX = re.compile(r"(#{1,6})[ \t]+|(#{2,6})(?=[^\s#!\d])")
_HTML_HEADING = re.compile(r"<h([1-6])\b[^<>]{0,200}>(.*?)</h\1>\s*$", re.I)
_RULE = re.compile(r"([-*_—–─━═·•~])[ \t]*(?:\1[ \t]*){2,}$")
_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*([^`]*)$")
_BULLET = re.compile(
    r"([-*+\u2022\u2023\u25aa\u25cf\u25cb\u25e6\u2043\u2219\u25b8\u25ba\u25b6\u27a4\u2713\u2714\u2013\u2014])[ \t]"
    r"+(?=\S)"
)
_BARE_BULLET = re.compile(r"([-*+\u2022])[ \t]*$")
_TIGHT_BULLET = re.compile(r"([\u2022\u25aa\u25cf\u25cb\u25e6\u00b7\u30fb])[ \t]*(?=\S)")
_ORDERED = re.compile(
    r"(\(?\d{1,3}[.)]|\(?[a-zA-Z]\)|[\u2460-\u2473])[ \t]+(?=\S)|(\d{1,3}[\u3001\uff0e]|\d{1,3}\.(?=[^\W\d_]{2})|"
    r"[(\uff08]\d{1,3}[)\uff09])[ \t]*(?=\S)"
)
_CHECKBOX = re.compile(r"\[[ xX\u2713\u2714]?\][ \t]+")
_TABLE_RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_CALLOUT = re.compile(r"\[!([\w-]+)\][-+]?[ \t]*(.*)$")
_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,300}>|&nbsp;|\u200b")
_PICTURE = re.compile(r"!\[[^\]]{0,300}\]\([^)]{0,500}\)|!\[\[[^\]]{0,300}\]\]")
_LINK_DEFINITION = re.compile(r"\[[^\]]+\]:\s+\S+")
_DETAILS = re.compile(r"<(/?)details\b[^<>]{0,200}>", re.I)
_SUMMARY = re.compile(r"<summary\b[^<>]{0,200}>", re.I)
_SUMMARY_END = re.compile(r"</summary\s*>", re.I)
_STARRED = re.compile(r"\*\s([^\s*](?:[^*]*[^\s*])?)\s\*")
"""A title between stars with blanks inside: no entry of a list."""
_FIELD = re.compile(r"([\w.-][\w .-]{0,60}?)\s*:\s*(.*)$")
_MARKED = re.compile(r"\W{0,3}\w{1,12}\s?\d{0,3}\w?\s?[:：)）](?:\s|$)(?!\s*$)|\W{0,3}[^\W\d_]{1,2}\d{0,3}[:：)）.]\s")
_PROPERTY = re.compile(r"[\w-]+::[ \t]+\S")


def read_blocks(lines: Sequence[str]) -> tuple[Block, ...]:
    """Return the blocks of a text given line by line; no input raises."""
    rows = [Row(number, text) for number, text in enumerate(lines, 1)]
    front, start = _front_matter(rows)
    numbered = {} if any(_ATX.match(row.text) for row in rows) else numbering([row.text for row in rows])
    talk = with_turns(rows[start:], lambda some: _Reader(some, depth=0, numbered=numbered).blocks())
    if talk is not None:
        return (*front, *talk)
    return (*front, *_Reader(rows[start:], depth=0, numbered=numbered).blocks())


def _front_matter(rows: list[Row]) -> tuple[tuple[FrontMatter, ...], int]:
    first = 0
    while first < len(rows) and not rows[first].text.strip():
        first += 1
    if first >= len(rows) or rows[first].text.strip() not in ("---", "+++"):
        return (), 0
    closing = {"---": ("---", "..."), "+++": ("+++",)}[rows[first].text.strip()]
    fields: list[tuple[str, str]] = []
    values: list[str] = []
    for index in range(first + 1, min(len(rows), first + 200)):
        text = rows[index].text
        if text.strip() in closing:
            if not fields:
                return (), 0
            return (FrontMatter(Lines(rows[first].number, rows[index].number), tuple(fields)),), index + 1
        found = _FIELD.match(text.replace(" = ", ": ", 1))
        if found and not text[:1].isspace():
            fields.append((found[1].strip().casefold(), found[2].strip().strip("\"'")))
        elif text.strip() and not text[:1].isspace() and not text.startswith(("-", "#")):
            return (), 0
        else:
            values.append(text.strip())
            if fields and text.strip().startswith("-"):
                name, value = fields[-1]
                fields[-1] = (name, f"{value}, {text.strip()[1:].strip()}".lstrip(", "))
    return (), 0


def _indent(text: str) -> int:
    """Return the columns before the first character; a tab reaches to the next multiple of four."""
    columns = 0
    for character in text:
        if character == " ":
            columns += 1
        elif character == "\t":
            columns += 4 - columns % 4
        elif character in "\u3000\u00a0":
            columns += 2
        else:
            break
    return columns


def _outdented(text: str, columns: int) -> str:
    """Return `text` with up to `columns` columns of indentation taken away."""
    taken, index = 0, 0
    while index < len(text) and taken < columns and text[index] in " \t\u3000\u00a0":
        taken += 4 - taken % 4 if text[index] == "\t" else 2 if text[index] in "\u3000\u00a0" else 1
        index += 1
    return " " * max(0, taken - columns) + text[index:]


def _shifted(rows: list[Row]) -> list[Row]:
    """Return rows without the indentation that all of them have."""
    least = min((_indent(row.text) for row in rows if row.text.strip()), default=0)
    return [Row(row.number, _outdented(row.text, least)) for row in rows]


def _marker(text: str) -> tuple[str, str] | None:
    """Return the list mark at the beginning of a line, and what follows it."""
    found = _BULLET.match(text) or _TIGHT_BULLET.match(text)
    if found:
        return found[1], text[found.end() :]
    found = _ORDERED.match(text)
    if found and found[0].strip() not in ("Q)", "q)", "(Q)", "(q)"):
        return (found[1] or found[2]), text[found.end() :]
    return None


def _family(marker: str) -> str:
    """Return what kind of list a mark makes: bullets of one sort, numbers, letters."""
    if any(c.isdigit() for c in marker) or marker[-1] in "\u3001\uff0e" or "\u2460" <= marker[0] <= "\u2473":
        return "number"
    if any(c.isalpha() for c in marker):
        return "letter"
    return marker


@dataclass
class _Reader:
    rows: list[Row]
    depth: int
    out: list[Block] = field(default_factory=list)
    paragraph: list[Row] = field(default_factory=list)
    numbered: dict[int, Numbered] = field(default_factory=dict)
    unclosed: dict[str, int] = field(default_factory=dict)
    """What was looked for in vain, and from where: it is not looked for again behind that."""

    def blocks(self) -> tuple[Block, ...]:
        index = 0
        while index < len(self.rows):
            index = self._step(index)
        self._flush()
        return tuple(self.out)

    def _step(self, index: int) -> int:
        row = self.rows[index]
        text = row.text.strip()
        if not text:
            self._flush()
            return index + 1
        if text == "-->":
            self._emit(Markup(self._lines(index, index)))
            return index + 1
        if row.number in self.numbered:
            return self._section(index)
        first = text[0]
        for marks, read in _OPENERS:
            if first in marks:
                after = read(self, index, text)
                if after is not None:
                    return after
        after = self._rule_or_heading(index, text)
        if after is None:
            after = self._drawn(index)
        if after is None:
            after = self._code(index)
        if after is None:
            after = self._list(index, text)
        if after is None:
            after = self._outline(index, text)
        if after is None:
            after = self._table(index, text)
        if after is None:
            after = self._drawing(index)
        if after is None:
            self.paragraph.append(Row(row.number, row.text.rstrip()))
            after = index + 1
        return after

    # ------------------------------------------------------------------ small things

    def _flush(self) -> None:
        if self.paragraph:
            rows = tuple(self.paragraph)
            self.paragraph = []
            self.out.append(Paragraph(Lines(rows[0].number, rows[-1].number), rows))

    def _emit(self, block: Block) -> None:
        self._flush()
        self.out.append(block)

    def _lines(self, start: int, end: int) -> Lines:
        return Lines(self.rows[start].number, self.rows[end].number)

    def _inner(self, rows: list[Row]) -> tuple[Block, ...]:
        if self.depth >= MAX_DEPTH:
            filled = tuple(row for row in rows if row.text.strip())
            return (Paragraph(Lines(filled[0].number, filled[-1].number), filled),) if filled else ()
        return _Reader(rows, self.depth + 1).blocks()

    def _find(self, what: str, index: int, holds: Callable[[str], bool]) -> int | None:
        """Return the first row from `index` on that `holds`; a search that failed once is not made again."""
        if self.unclosed.get(what, len(self.rows) + 1) <= index:
            return None
        for at in range(index, len(self.rows)):
            if holds(self.rows[at].text):
                return at
        self.unclosed[what] = min(index, self.unclosed.get(what, index))
        return None

    # ------------------------------------------------------------------ headings and rules

    def _heading(self, index: int, text: str) -> int | None:
        if _indent(self.rows[index].text) > 3 and self.depth == 0:
            return None
        found = _ATX.match(text)
        title = text[found.end() :].strip() if found else ""
        if title.endswith("#") and title.rstrip("#")[-1:] in ("", " ", "\t"):
            title = title.rstrip("#").rstrip()
        if text.strip("# \t") == "":
            self._emit(Markup(self._lines(index, index)))
            return index + 1
        if not found or not title:
            return None
        self._emit(Heading(self._lines(index, index), len(found[1] or found[2]), title, "#"))
        return index + 1

    def _section(self, index: int) -> int:
        """Read a line that bears the number of a section, and the lines up to the next number."""
        here = self.numbered[self.rows[index].number]
        end = index + 1
        while end < len(self.rows) and self.rows[end].number not in self.numbered:
            end += 1
        if here.heads:
            self._emit(Heading(self._lines(index, index), here.depth, here.title, "#"))
            self.out.extend(self._inner(_shifted(self.rows[index + 1 : end])))
            return end
        items: list[Item] = []
        at = index
        while at < len(self.rows) and (leaf := self.numbered.get(self.rows[at].number)) and not leaf.heads:
            rows = [Row(self.rows[at].number, leaf.text)]
            at += 1
            while at < len(self.rows) and self.rows[at].text.strip() and self.rows[at].number not in self.numbered:
                if _indent(self.rows[at].text) <= _indent(self.rows[rows[0].number - self.rows[0].number].text):
                    break
                rows.append(Row(self.rows[at].number, self.rows[at].text.strip()))
                at += 1
            items.append(Item(Lines(rows[0].number, rows[-1].number), leaf.marker, tuple(rows)))
            while at < len(self.rows) and not self.rows[at].text.strip():
                at += 1
        self._emit(ListBlock(Lines(items[0].lines.start, items[-1].lines.end), tuple(items)))
        return at

    def _underlines(self, text: str) -> bool:
        """Tell whether a row of tildes underlines the line above it rather than opens a fence."""
        above = self.paragraph[0].text if len(self.paragraph) == 1 else ""
        return text[0] == "~" and plain.underline_level(above, text) is not None

    def _rule_or_heading(self, index: int, text: str) -> int | None:
        row = self.rows[index]
        if self.paragraph and len(self.paragraph) == 1:
            level = plain.underline_level(self.paragraph[0].text, row.text)
            if level is not None and not _marker(self.paragraph[0].text.strip()):
                title = self.paragraph.pop()
                self._emit(Heading(Lines(title.number, row.number), level, title.text.strip(), "underline"))
                return index + 1
        mark = plain.banner_mark(text)
        if mark and index + 2 < len(self.rows):
            below = self.rows[index + 2].text.strip()
            title_text = self.rows[index + 1].text.strip()
            if title_text and len(title_text) <= 120 and plain.banner_mark(below) == mark:
                self._emit(Heading(self._lines(index, index + 2), 1 if mark in "=#*" else 2, title_text, "banner"))
                return index + 3
        wrapped = plain.wrapped_title(text) if text[0] in "=*#~-<>:/+|." and len(text) <= 200 else None
        if wrapped:
            self._emit(Heading(self._lines(index, index), 1 if text[0] in "=#*" else 2, wrapped, "banner"))
            return index + 1
        opened = plain.opened_title(text) if text[0] in "=-" and len(text) <= 120 and not self.paragraph else None
        if opened:
            self._emit(Heading(self._lines(index, index), 1 if text[0] == "=" else 2, opened, "banner"))
            return index + 1
        if _RULE.match(text) or mark:
            self._emit(Rule(self._lines(index, index)))
            return index + 1
        return None

    # ------------------------------------------------------------------ fences and drawings

    def _fence(self, index: int, text: str) -> int | None:
        found = _FENCE.match(text)
        if not found or (len(text) >= 6 and self._underlines(text)):
            return None
        mark, info = found[1], found[2].strip()

        def closes(line: str) -> bool:
            bare = line.strip()
            return len(bare) >= len(mark) and bare[0] == mark[0] and not bare.strip(mark[0])

        end = self._find(f"fence {mark}", index + 1, closes)
        fallback = end is None
        if end is None:
            end = self._find("heading", index + 1, lambda line: line.startswith(("## ", "### ")))
            end = len(self.rows) - 1 if end is None else end - 1
        shift = _indent(self.rows[index].text)
        body = [Row(r.number, _outdented(r.text.rstrip(), shift)) for r in self.rows[index + 1 : end + fallback]]
        while fallback and body and not body[-1].text.strip():
            body.pop()
            end -= 1
        language = info.split()[0].casefold() if info else ""
        drawn = language in ("mermaid", "plantuml", "dot", "graphviz", "d2", "ascii", "diagram") or plain.draws(
            [row.text for row in body]
        )
        self._emit(Fence(self._lines(index, max(end, index)), info, tuple(body), drawn))
        return max(end, index) + 1

    def _drawn(self, index: int) -> int | None:
        """Read a drawing that stands between lines of text."""
        if not plain.may_draw(self.rows[index].text, self.rows[index + 1].text if index + 1 < len(self.rows) else ""):
            return None
        last = plain.drawing_end([row.text for row in self.rows[index : index + _TALLEST]], 0)
        if last is None:
            return None
        rows = tuple(Row(r.number, r.text.rstrip()) for r in self.rows[index : index + last + 1])
        self._emit(Fence(self._lines(index, index + last), "", rows, diagram=True, fenced=False))
        return index + last + 1

    def _drawing(self, index: int) -> int | None:
        if not plain.draws_boxes(self.rows[index].text):
            return None
        end, last = index, index
        while end + 1 < len(self.rows) and end - last < 2:
            end += 1
            text = self.rows[end].text
            if plain.draws([text]) or (text.strip() and _indent(text) >= 4):
                last = end
            elif text.strip():
                break
        if last - index < 2:
            return None
        rows = tuple(Row(r.number, r.text.rstrip()) for r in self.rows[index : last + 1])
        self._emit(Fence(self._lines(index, last), "", rows, diagram=True, fenced=False))
        return last + 1

    def _code(self, index: int) -> int | None:
        """Read lines that are indented like code and look like it."""
        if self.paragraph or _indent(self.rows[index].text) < 4 or (index and self.rows[index - 1].text.strip()):
            return None
        end, last = index, index
        while end < len(self.rows) and (_indent(self.rows[end].text) >= 4 or not self.rows[end].text.strip()):
            if self.rows[end].text.strip():
                last = end
            elif end - last > 1:
                break
            end += 1
        rows = self.rows[index : last + 1]
        if not plain.looks_like_code([row.text for row in rows]):
            return None
        shift = min(_indent(row.text) for row in rows if row.text.strip())
        body = tuple(Row(row.number, _outdented(row.text.rstrip(), shift)) for row in rows)
        self._emit(Fence(self._lines(index, last), "", body, diagram=False, fenced=False))
        return last + 1

    def _outline(self, index: int, text: str) -> int | None:
        """Read a line with indented lines below it: an entry with what belongs to it, as in a list without marks."""
        base = _indent(self.rows[index].text)
        if self.paragraph or len(text) > 72 or self.depth >= MAX_DEPTH or index + 1 >= len(self.rows):
            return None
        below = self.rows[index + 1].text
        if not below.strip() or _indent(below) < base + 2 or _MARKED.match(text) or text[-1] in ".!;,":
            return None
        if _marker(below.strip()) and text[-1] in ":：":
            return None
        items: list[Item] = []
        at = index
        while at < len(self.rows):
            head = self.rows[at]
            if not head.text.strip() or _indent(head.text) != base or _MARKED.match(head.text.strip()):
                break
            if _marker(head.text.strip()) or head.text.strip()[0] in "#>`~|<" or len(head.text.strip()) > 72:
                break
            end, last = at + 1, at
            while end < len(self.rows) and (
                _indent(self.rows[end].text) >= base + 2 or not self.rows[end].text.strip()
            ):
                if self.rows[end].text.strip():
                    last = end
                elif end - last > 4:
                    break
                end += 1
            if last == at:
                break
            inner = self.rows[at + 1 : last + 1]
            shift = min(_indent(row.text) for row in inner if row.text.strip())
            blocks = self._inner([Row(row.number, _outdented(row.text, shift)) for row in inner])
            own = (Row(head.number, head.text.strip()),)
            items.append(Item(self._lines(at, last), "", own, blocks))
            at = last + 1
            following = at
            while following < len(self.rows) and not self.rows[following].text.strip():
                following += 1
            if following - at > 6 or following >= len(self.rows):
                break
            at = following
        if not items:
            return None
        self._emit(ListBlock(Lines(items[0].lines.start, items[-1].lines.end), tuple(items)))
        return next(i for i in range(index, len(self.rows)) if self.rows[i].number == items[-1].lines.end) + 1

    # ------------------------------------------------------------------ quotes, comments, HTML

    def _quote(self, index: int, text: str) -> int | None:
        end = index
        while end < len(self.rows) and self.rows[end].text.lstrip()[:1] == ">":
            end += 1
        inner = [Row(r.number, r.text.lstrip()[1:].removeprefix(" ")) for r in self.rows[index:end]]
        found = _CALLOUT.match(inner[0].text.strip())
        callout, title = "", ""
        if found:
            callout, title = found[1].casefold(), found[2].strip()
            inner = inner[1:]
        self._emit(Quote(self._lines(index, end - 1), self._inner(inner), callout, title))
        return end

    def _comment(self, index: int, text: str) -> int | None:
        opener, closer = ("%%", "%%") if text.startswith("%%") else ("<!--", "-->")
        if not text.startswith(opener):
            return None
        rest = text[len(opener) :]
        if closer in rest:
            body, _, after = rest.partition(closer)
            if after.strip():
                return None
            inner = [Row(self.rows[index].number, body.strip())] if body.strip(" -") else []
            self._emit(Comment(self._lines(index, index), self._inner(inner)))
            return index + 1
        end = self._find(closer, index + 1, lambda line: closer in line)
        if end is None:
            inner = [Row(self.rows[index].number, rest.strip())]
            self._emit(Comment(self._lines(index, index), self._inner(inner)))
            return index + 1
        inner = [Row(self.rows[index].number, rest.strip())]
        inner += self.rows[index + 1 : end]
        last, _, after = self.rows[end].text.partition(closer)
        inner.append(Row(self.rows[end].number, last.rstrip()))
        self._emit(Comment(self._lines(index, end), self._inner(inner)))
        if after.strip():
            self.paragraph.append(Row(self.rows[end].number, after.strip()))
        return end + 1

    def _html(self, index: int, text: str) -> int | None:
        found = _HTML_HEADING.match(text)
        if found and found[2].strip():
            self._emit(Heading(self._lines(index, index), int(found[1]), found[2].strip(), "html"))
            return index + 1
        if _DETAILS.match(text):
            return self._details(index)
        if not _TAGS.sub("", text).strip():
            self._emit(Markup(self._lines(index, index)))
            return index + 1
        return None

    def _picture(self, index: int, text: str) -> int | None:
        if PICTURE_BESIDE.fullmatch(text.strip()):
            return None  # it may be all that an answer shows
        if _PICTURE.sub("", text).strip() and not _LINK_DEFINITION.match(text):
            return None
        self._emit(Markup(self._lines(index, index)))
        return index + 1

    def _details(self, index: int) -> int:
        level, end = 0, None
        if self.unclosed.get("details", len(self.rows) + 1) > index:
            for at in range(index, len(self.rows)):
                if "details" not in self.rows[at].text.lower():
                    continue
                for tag in _DETAILS.finditer(self.rows[at].text):
                    level += -1 if tag[1] else 1
                if level <= 0:
                    end = at
                    break
            else:
                self.unclosed["details"] = index
        if end is None or self.depth >= MAX_DEPTH:
            self._emit(Markup(self._lines(index, index)))
            return index + 1
        inner: list[Row] = []
        summary: list[Row] = []
        in_summary = False
        for row in self.rows[index : end + 1]:
            text = row.text
            if row.number in (self.rows[index].number, self.rows[end].number):
                text = _outer_details(text, first=row is self.rows[index], last=row is self.rows[end])
            if not summary or in_summary:
                opened = _SUMMARY.search(text)
                if opened:
                    in_summary, text = True, text[opened.end() :]
                if in_summary:
                    closed = _SUMMARY_END.search(text)
                    part = text[: closed.start()] if closed else text
                    if part.strip():
                        summary.append(Row(row.number, part.strip()))
                    if not closed:
                        continue
                    in_summary, text = False, text[closed.end() :]
            inner.append(Row(row.number, text))
        self._emit(Details(self._lines(index, end), tuple(summary), self._inner(inner)))
        return end + 1

    # ------------------------------------------------------------------ lists and tables

    def _list(self, index: int, text: str) -> int | None:
        if not _marker(text) and not _BARE_BULLET.match(text):
            return None
        starred = _STARRED.fullmatch(text) if text[0] == "*" and len(text) <= 120 else None
        if starred:
            self.paragraph.append(Row(self.rows[index].number, f"*{starred[1]}*"))
            return index + 1
        base = _indent(self.rows[index].text)
        if self.depth >= MAX_DEPTH:
            return None
        items: list[Item] = []
        at: int = index
        family = None
        while at < len(self.rows):
            here = self.rows[at].text
            content = here.strip()
            found = _marker(content)
            if found is None and _BARE_BULLET.match(content):
                found = content[0], ""
            if not found or (items and _RULE.match(content)) or abs(_indent(here) - base) > 1:
                break
            if family is None:
                family = _family(found[0])
            elif _family(found[0]) != family:
                break
            item, at = self._item(at, *found, base)
            items.append(item)
            following = at
            while following < len(self.rows) and not self.rows[following].text.strip():
                following += 1
            if following - at > 5:
                break
            if following < len(self.rows) and abs(_indent(self.rows[following].text) - base) <= 1:
                at = following
        end = items[-1].lines.end
        self._emit(ListBlock(Lines(self.rows[index].number, end), tuple(items)))
        return at

    def _item(self, index: int, marker: str, rest: str, base: int) -> tuple[Item, int]:
        """Return the item that begins at `index`, and the row after it."""
        checkbox = _CHECKBOX.match(rest)
        if checkbox:
            rest = rest[checkbox.end() :]
        own = [Row(self.rows[index].number, rest.rstrip())] if rest.strip() else []
        at = index + 1
        below: list[Row] = []
        last = index
        fence = ""
        while at < len(self.rows):
            text = self.rows[at].text
            if not text.strip():
                below.append(Row(self.rows[at].number, ""))
                at += 1
                if at - last > 3:
                    break
                continue
            deeper = _indent(text) > base + (1 if self.rows[index].text[:1] != "\t" else 0)
            if not deeper and not fence:
                wraps = at == last + 1 and not any(r.text for r in below) and own and _goes_on(own[-1].text, text)
                if not wraps:
                    break
                own.append(Row(self.rows[at].number, text.strip()))
            elif deeper and at == last + 1 and not any(r.text for r in below) and own and _wraps(text):
                own.append(Row(self.rows[at].number, text.strip()))
            else:
                if not deeper:
                    break
                below.append(self.rows[at])
            last = at
            at += 1
        while below and not below[-1].text.strip():
            below.pop()
        if below:
            first = next(_indent(r.text) for r in below if r.text.strip())
            least = min(first, min(_indent(r.text) for r in below if r.text.strip()))
            below = [Row(r.number, _outdented(r.text, least)) for r in below]
        blocks = self._inner(below) if below else ()
        item = Item(self._lines(index, last), marker, tuple(own), blocks, checkbox is not None)
        return item, last + 1

    def _table(self, index: int, text: str) -> int | None:
        if "|" not in text or index + 1 >= len(self.rows):
            return None
        below = self.rows[index + 1].text.strip()
        if ("|" not in below and "-" not in below) or not _TABLE_RULE.match(below) or "|" not in below + text:
            return None
        header = _cells(text)
        if len(header) < 2 and len(_cells(below)) < 2:
            return None
        end = index + 2
        rows = []
        while end < len(self.rows) and "|" in self.rows[end].text and self.rows[end].text.strip():
            rows.append(TableRow(self.rows[end].number, _cells(self.rows[end].text.strip())))
            end += 1
        source = tuple(Row(r.number, r.text.strip()) for r in self.rows[index:end])
        self._emit(Table(self._lines(index, end - 1), header, tuple(rows), source))
        return end


_TALLEST = 60
"""Lines of a drawing that stands between lines of text."""
_OPENERS: tuple[tuple[str, Callable[[_Reader, int, str], int | None]], ...] = (
    ("#", _Reader._heading),
    ("`~", _Reader._fence),
    (">", _Reader._quote),
    ("<%", _Reader._comment),
    ("<&\u200b", _Reader._html),
    ("![", _Reader._picture),
)


def _outer_details(text: str, *, first: bool, last: bool) -> str:
    """Take the outermost `<details>` tags from the line that opens or closes it."""
    if first:
        text = _DETAILS.sub("", text, count=1)
    if last:
        tags = list(_DETAILS.finditer(text))
        if tags and tags[-1][1]:
            text = text[: tags[-1].start()] + text[tags[-1].end() :]
    return text


def _goes_on(before: str, text: str) -> bool:
    """Tell whether an unindented line below an item is the rest of its sentence, wrapped by an editor."""
    start = text.strip()
    if not start[:1].islower() or len(before) < 50 or before.rstrip()[-1:] in ".!?:;。！？：":
        return False
    return _marker(start) is None


def _wraps(text: str) -> bool:
    """Tell whether an indented line below an item's text is more of that text rather than a block of its own."""
    start = text.strip()
    if start[0] in "#>`~|<" or _marker(start) or _PROPERTY.match(start):
        return False
    return start[:1].islower()


def _cells(text: str) -> tuple[str, ...]:
    """Return the cells of a table row; `\\|` and a bar in code or a wiki-link stay in their cell."""
    cells, current, code, link, index = [], [], False, 0, 0
    text = text.strip()
    while index < len(text):
        c = text[index]
        if c == "\\" and text[index + 1 : index + 2] == "|":
            current.append("|")
            index += 2
            continue
        if c == "`":
            code = not code
        elif text.startswith("[[", index):
            link += 1
        elif text.startswith("]]", index):
            link = max(0, link - 1)
        if c == "|" and not code and not link:
            cells.append("".join(current).strip())
            current = []
        else:
            current.append(c)
        index += 1
    cells.append("".join(current).strip())
    if cells and not cells[0] and text.startswith("|"):
        cells = cells[1:]
    if cells and not cells[-1] and text.endswith("|"):
        cells = cells[:-1]
    return tuple(cells)
