"""A web page -> blocks: what a browser shows of it, with the lines that it stands on in the file.

Tags are taken as they come, without a tree: what is open lies on a stack, and a block is made when its tag closes.
What nobody closed closes with what it stands in; an end without a beginning is nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from srs.model import Lines
from srs.reading import html_blocks
from srs.reading.document import (
    Block,
    Comment,
    Details,
    Fence,
    FrontMatter,
    Heading,
    Item,
    ListBlock,
    Paragraph,
    Quote,
    Row,
    Rule,
    rows_of,
)
from srs.reading.html_blocks import Cell, paragraph
from srs.reading.html_tags import End, Remark, Start, Text, decoded, tokens
from srs.reading.html_text import Running, mark_of

MAX_OPEN = 200
"""Tags within tags; deeper ones count for nothing, their text does."""
MAX_DEPTH = 40
"""Lists, items, quotes and the like within each other; deeper ones are read as text."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VOID = _names("area base br col embed hr image img input keygen link meta param source track wbr")
_IGNORED = _names(
    """script style template noscript nav footer svg iframe object select audio video canvas map dialog
    textarea"""
)
_PARTS = _names(
    """html head title body main article section div p center address figure figcaption fieldset legend form hgroup
    search noframes aside header details summary blockquote pre xmp listing ul ol menu dir li dl dt dd table caption
    thead tbody tfoot tr td th h1 h2 h3 h4 h5 h6 button"""
)
"""What begins and ends a paragraph."""
_HEADINGS = _names("h1 h2 h3 h4 h5 h6")
_AFTER_TITLE = _names("p ul ol dl table pre blockquote details section article hr")
"""What no title holds: a heading that nobody closed ends there."""
_LISTS = _names("ul ol menu dir")
_TABLE_PARTS = _names("table caption thead tbody tfoot tr td th")
_FENCES = _names("table caption td th")
"""An end tag closes nothing outside of the nearest of these, unless it is part of a table itself."""
_META = _names("deck tags keywords author description date")
_TITLES = _names("heading summary term caption title button")
"""Kinds whose text is a title: rows without marks."""
_KINDS = {
    "blockquote": "quote", "aside": "quote", "details": "details", "summary": "summary", "table": "table",
    "dl": "terms", "dt": "term", "dd": "meaning", "caption": "caption", "title": "title", "button": "button",
    "pre": "pre", "xmp": "pre", "listing": "pre", "math": "math", **dict.fromkeys(_HEADINGS, "heading"),
    **dict.fromkeys(_LISTS, "list"), "li": "item", "td": "cell", "th": "cell", "header": "header",
}  # fmt: skip
_LEVEL = re.compile(r"lst-\w+-(\d)")
_BOX = re.compile(r"\[[ xX\u2713]?\]\s+")
_MACHINE_REMARK = re.compile(r"\s*(?:/|#|\[|<!|wp:|more\b|saved from url)|[^<{]*[<{][/\w\"]")


@dataclass(slots=True, eq=False)
class _Open:
    """An element that is open, with what was gathered in it."""

    name: str
    line: int
    attributes: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    """What it makes when it closes; empty where it makes nothing of its own."""
    mark: str = ""
    over: int = 0
    """The line of its end tag."""
    out: list[Block] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    below: dict[int, list[Block]] = field(default_factory=dict)
    """What stands between items, by the item it belongs to."""
    cells: list[tuple[int, list[Cell]]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    raw: list[tuple[int, str]] = field(default_factory=list)
    """Text kept as it is, by line."""
    number: int = 1
    checkbox: bool = False
    begun: tuple[int, int] | None = None
    """Where the text of a link began."""

    @property
    def whole_items(self) -> list[Item]:
        """The items, each with what belongs to it."""
        if not self.below:
            return self.items
        return [html_blocks.below(item, self.below.get(n, ())) for n, item in enumerate(self.items)]

    @property
    def lines(self) -> Lines:
        """From its tag to its end tag."""
        return Lines(self.line, max(self.line, self.over, *(line for line, _ in self.raw[-1:])))


@dataclass
class _Reader:
    lines: Sequence[str]
    root: _Open = field(default_factory=lambda: _Open("", 1, kind="root"))
    stack: list[_Open] = field(default_factory=list)
    """Everything that is open."""
    counts: dict[str, int] = field(default_factory=dict)
    """How often each name is in it."""
    beyond: dict[str, int] = field(default_factory=dict)
    """How often each is open too deep to count."""
    frames: list[_Open] = field(default_factory=list)
    """Those of the stack that gather blocks or rows."""
    kept: list[_Open] = field(default_factory=list)
    """Those whose text is kept as it is."""
    ignored: int = 0
    running: Running = field(default_factory=Running)
    remarks: list[Block] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)
    head: int = 0
    """The last line of the head."""
    main: tuple[int, int] = (0, 0)
    """The blocks of the part that the page calls its main one."""
    line: int = 1

    @property
    def frame(self) -> _Open:
        return self.frames[-1]

    @property
    def titled(self) -> bool:
        return self.frame.kind in _TITLES

    def blocks(self) -> tuple[Block, ...]:
        self.frames.append(self.root)
        for token in tokens("\n".join(self.lines)):
            self.line = token.line
            match token:
                case Text():
                    self._text(token)
                case Start():
                    self._start(token)
                case End():
                    self._end(token.name)
                case Remark():
                    self._remark(token)
        self._close_from(0)
        self._flush()
        return self._whole(self.root.out)

    def _whole(self, out: list[Block]) -> tuple[Block, ...]:
        start, end = self.main
        sizes = [sum(len(row.text) for row in rows_of(block)) for block in out]
        if sum(sizes[start:end]) * 2 > sum(sizes):
            out = [b for i, b in enumerate(out) if start <= i < end or (i < start and isinstance(b, Heading))]
        if len(out) == 1 and isinstance(out[0], Fence) and len(out[0].rows) > 12 and not out[0].info:
            out = list(html_blocks.as_notes(out[0]))  # a text file that a browser saved
        if self.fields:
            first = next(number for number, line in enumerate(self.lines, 1) if line.strip())
            out = [FrontMatter(Lines(first, max(first, self.head)), tuple(dict(self.fields).items())), *out]
        return tuple(html_blocks.with_markup(out, self.lines))

    # ------------------------------------------------------------------ what is open

    def _start(self, tag: Start) -> None:
        name = tag.name
        if name in _VOID:
            if not self.ignored:
                self._void(tag)
            return
        if self.kept and self.kept[-1].kind == "code" and name in _PARTS:  # nobody closed it
            self._close_from(self.stack.index(self.kept[-1]))
        if (name in _PARTS or name in ("nav", "footer")) and not self.kept:
            self._make_room(name)
        if len(self.stack) >= MAX_OPEN:
            self.beyond[name] = self.beyond.get(name, 0) + 1
            return
        element = _Open(name, tag.line, tag.attributes)
        if self._unseen(tag):
            element.kind = "ignored"
            self.ignored += 1
        elif not self.ignored:
            self._open(element)
        self._push(element)

    def _push(self, element: _Open) -> None:
        self.stack.append(element)
        self.counts[element.name] = self.counts.get(element.name, 0) + 1

    @staticmethod
    def _unseen(tag: Start) -> bool:
        if tag.name in _IGNORED or tag.attributes.get("role") in ("navigation", "contentinfo", "search"):
            return True
        return tag.attributes.get("aria-hidden") == "true" and tag.name in ("span", "i", "a", "div")

    def _make_room(self, name: str) -> None:
        """Close what the beginning of `name` ends without saying so."""
        if name == "li":
            self._close_up_to({"li"}, _LISTS | _FENCES | {"details"})
        elif name in ("dt", "dd"):
            self._close_up_to({"dt", "dd"}, _LISTS | _FENCES | {"dl"})
        elif name in ("thead", "tbody", "tfoot"):
            self._close_up_to({"thead", "tbody", "tfoot", "caption"}, {"table"})
        elif name == "tr":
            self._close_up_to({"tr", "caption"}, {"table"})
        elif name in ("td", "th"):
            self._close_up_to({"td", "th"}, {"tr", "table"})
        else:
            self._close_up_to({"p"}, _LISTS | _FENCES | {"li", "button", "div", "section", "article", "blockquote"})
            if name in _HEADINGS or (name in _AFTER_TITLE and self._has_title()):
                self._close_up_to(_HEADINGS, _FENCES | {"li", "div", "section"})
        frame = self.frame
        if frame.kind == "list" and not frame.name and name != "li":
            self._close_from(self.stack.index(frame))

    def _has_title(self) -> bool:
        return self.frame.kind == "heading" and bool(self.frame.rows or not self.running.empty)

    def _close_up_to(self, names: Collection[str], barriers: Collection[str]) -> None:
        """Close the innermost of `names`, with all that stands in it, unless a barrier stands in between."""
        if not any(self.counts.get(name) for name in names):
            return
        for place in range(len(self.stack) - 1, -1, -1):
            name = self.stack[place].name
            if name in names:
                self._close_from(place)
                return
            if name in barriers or self.stack[place].kind == "ignored":
                return

    def _end(self, name: str) -> None:
        if self.beyond.get(name):
            self.beyond[name] -= 1
            if name in _PARTS and not self.kept and not self.ignored:
                self._flush()
            return
        if name == "br" and not self.ignored:
            self._break()
        if not self.counts.get(name):
            if name in _HEADINGS:
                self._close_up_to(_HEADINGS, _FENCES)
            return
        for place in range(len(self.stack) - 1, -1, -1):
            element = self.stack[place]
            if element.name == name:
                element.over = self.line
                if name in _PARTS or name in _IGNORED or element.kind == "ignored":
                    self._close_from(place)
                else:  # running text: people nest its tags wrongly
                    del self.stack[place]
                    self._closed(element)
                return
            if element.name in _FENCES and (name not in _TABLE_PARTS or element.name == "table"):
                return
            if element.kind == "ignored" and name not in _PARTS:
                return

    def _close_from(self, place: int) -> None:
        while len(self.stack) > place:
            self._closed(self.stack.pop())

    def _closed(self, element: _Open) -> None:
        self.counts[element.name] -= 1
        if element.mark:
            self.running.close(element.mark)
        if element.kind == "ignored":
            self.ignored -= 1
        elif not self.ignored:
            self._close(element)

    # ------------------------------------------------------------------ what opens

    def _open(self, element: _Open) -> None:
        name = element.name
        if self.kept:
            if name == "annotation" and self.kept[-1].kind == "math":  # the formula as it was written
                self.kept[-1].raw.clear()
                self.kept[-1].number = 0
            elif name == "code" and self.kept[-1].kind == "pre":  # it names the language more often than the `<pre>`
                classes = (self.kept[-1].attributes.get("class", ""), element.attributes.get("class", ""))
                self.kept[-1].attributes["class"] = " ".join(classes)
            return
        if name in _PARTS:
            self._flush()
            if "main" in (name, element.attributes.get("role")) and self.frame is self.root:
                element.number = len(self.root.out)
        self._frame(element, self._kind(element))
        mark = mark_of(name, element.attributes.get("style", ""))
        if mark == "`":
            element.kind = "code"
            self.kept.append(element)
        elif mark and not self.titled and self.running.open(mark):
            element.mark = mark
        elif name in ("a", "sup", "sub"):
            element.begun = self.running.here()
        elif name == "q":
            self.running.word("“", self.line, bare=self.titled)
            self.running.gap = False

    def _kind(self, element: _Open) -> str:
        name, frame = element.name, self.frame
        kind = _KINDS.get(name, "")
        if self.titled and kind != "math":
            return ""
        if name == "tr" and frame.kind == "table":
            frame.cells.append((element.line, []))
        elif kind == "cell":
            if frame.kind != "table":
                return ""
            if not frame.cells:
                frame.cells.append((element.line, []))
        elif kind == "item" and frame.kind != "list":
            implied = _Open("", element.line)
            self._frame(implied, "list")
            self._push(implied)
        elif kind == "header" and (self.counts.get("article") or self.counts.get("main") or self.counts.get("section")):
            return ""  # that of a text, not of the page
        elif kind == "list":
            element.number = _whole_number(element.attributes.get("start", ""), 1)
        return kind

    def _frame(self, element: _Open, kind: str) -> None:
        if kind in ("pre", "math"):
            self.kept.append(element)
        elif kind and len(self.frames) < MAX_DEPTH:
            self.frames.append(element)
        else:
            return
        element.kind = kind

    def _void(self, tag: Start) -> None:
        attributes = tag.attributes
        if tag.name == "meta":
            name = attributes.get("name", "").casefold()
            said = " ".join(decoded(attributes.get("content", "")).split())
            if name in _META and said and self.counts.get("head"):
                self.fields.append(("tags" if name == "keywords" else name, said))
        elif tag.name == "br":
            self._break()
        elif tag.name == "hr" and not self.kept:
            self._make_room("hr")
            self._flush()
            if not self.titled:
                self._add(Rule(Lines(tag.line, tag.line)))
        elif tag.name == "input" and attributes.get("type", "").casefold() == "checkbox":
            item = next((frame for frame in reversed(self.frames) if frame.kind == "item"), None)
            if item is not None:
                item.checkbox = True

    # ------------------------------------------------------------------ text

    def _text(self, token: Text) -> None:
        if self.ignored:
            return
        if self.kept:
            self.kept[-1].raw += [(token.line + n, decoded(part)) for n, part in enumerate(token.raw.split("\n"))]
            return
        frame = self.frame
        if frame.kind == "list" and not frame.name and not token.raw.isspace():
            self._close_from(self.stack.index(frame))
        if not self.running.text(token.raw, token.line, bare=self.titled):
            self._flush()
            self.running.text(token.raw, token.line, bare=self.titled)

    def _break(self) -> None:
        if not self.kept:
            self.running.feed()
        elif self.kept[-1].kind == "pre":
            self.kept[-1].raw.append((self.line, ""))

    def _flush(self) -> None:
        """End the paragraph that is being read."""
        rows = self.running.take()
        remarks, self.remarks = self.remarks, []
        if rows and self.titled:
            self.frame.rows += rows
        elif rows:
            self._add(paragraph(rows))
        if remarks:
            self._add(*remarks)

    def _add(self, *blocks: Block) -> None:
        frame = self.frame
        if frame.items and frame.kind in ("list", "terms") and blocks:  # between items: it belongs to the last
            frame.below.setdefault(len(frame.items) - 1, []).extend(blocks)
        else:
            frame.out.extend(blocks)

    def _remark(self, token: Remark) -> None:
        """A comment in words is kept; what a program wrote for programs is not."""
        if self.ignored or self.kept or self.titled:
            return
        if _MACHINE_REMARK.match(token.raw) or len(token.raw.split()) < 3:
            return
        texts = [" ".join(part.split()) for part in token.raw.split("\n")]
        rows = tuple(Row(token.line + n, text) for n, text in enumerate(texts) if text.strip("- "))
        if rows:
            self.remarks.append(Comment(Lines(token.line, token.last), (paragraph(rows),)))
            if self.running.empty:
                self._flush()

    # ------------------------------------------------------------------ what closes

    def _close(self, element: _Open) -> None:
        if element in self.kept:
            self.kept.remove(element)
            if element.kind == "code":
                self.running.code(element.raw, bare=self.titled)
            elif element.kind == "math":
                self.running.formula(element.raw, tex=not element.number, bare=self.titled)
            else:
                self._add(html_blocks.fence(element.lines, element.raw, element.attributes))
            return
        if self.kept:
            return
        if element.name in _PARTS or element.kind:
            self._flush()
        if element.begun is not None and element.name == "a":
            self.running.link(element.begun, element.attributes.get("href", "").strip(), bare=self.titled)
        elif element.begun is not None:
            self.running.shift(element.begun, up=element.name == "sup")
        elif element.name == "q":
            self.running.gap = False
            self.running.word("”", self.line, bare=self.titled)
        elif element.name == "head":
            self.head = self.line
        elif "main" in (element.name, element.attributes.get("role")) and self.frame is self.root:
            self.main = (element.number, len(self.root.out))
        if element.kind:
            self.frames.pop()
            _CLOSERS[element.kind](self, element)

    def _close_heading(self, element: _Open) -> None:
        text = " ".join(row.text for row in element.rows)
        if text:
            lines = Lines(element.rows[0].number, element.rows[-1].number)
            self._add(Heading(lines, int(element.name[1]), text, "html"))

    def _close_list(self, element: _Open) -> None:
        self._add(*element.out)
        items = element.whole_items
        if not items:
            return
        if all(len(i.blocks) == 1 and isinstance(i.blocks[0], Details) and not i.rows for i in items):
            self._add(*(block for item in items for block in item.blocks))
            return
        block = ListBlock(html_blocks.lines_of(items), tuple(items))
        level = _LEVEL.search(element.attributes.get("class", ""))
        out = self.frame.out
        above = out[-1] if out else None
        if level and level[1] != "0" and isinstance(above, ListBlock) and len(above.items[-1].blocks) < 100:
            out[-1] = html_blocks.nested(above, block, int(level[1]))  # a word processor's deeper list
        else:
            self._add(block)

    def _close_item(self, element: _Open) -> None:
        holder, blocks = self.frame, element.out
        own: tuple[Row, ...] = ()
        if blocks and isinstance(blocks[0], Paragraph):
            own, blocks = blocks[0].rows, blocks[1:]
        box = _BOX.match(own[0].text) if own else None
        if box:
            own = (Row(own[0].number, own[0].text[box.end() :]), *own[1:])
        if not own and not blocks:
            return
        number = _whole_number(element.attributes.get("value", ""), holder.number)
        holder.number = number + 1
        marker = "-"
        if holder.name == "ol":
            first = holder.attributes.get("type", "1")
            marker = f"{chr(ord(first) + (number - 1) % 26)})" if first in ("a", "A") else f"{number}."
        start = own[0].number if own else blocks[0].lines.start
        end = max([row.number for row in own] + [block.lines.end for block in blocks])
        checkbox = element.checkbox or box is not None
        holder.items.append(Item(Lines(start, end), marker, own, tuple(blocks), checkbox))

    def _close_quote(self, element: _Open) -> None:
        if element.out:
            self._add(Quote(html_blocks.lines_of(element.out), tuple(element.out)))

    def _close_details(self, element: _Open) -> None:
        if element.rows or element.out:
            lines = html_blocks.lines_of(element.out, element.rows)
            self._add(Details(lines, tuple(element.rows), tuple(element.out)))

    def _close_summary(self, element: _Open) -> None:
        if self.frame.kind == "details" and not self.frame.rows:
            self.frame.rows = element.rows
        elif element.rows:
            self._add(paragraph(element.rows))

    def _close_header(self, element: _Open) -> None:
        """Of what stands at the head of a page only the headings are about anything."""
        self._add(*(block for block in element.out if isinstance(block, Heading)))

    def _close_title(self, element: _Open) -> None:
        if element.rows and self.counts.get("head"):
            self.fields.append(("title", " ".join(row.text for row in element.rows)))

    def _close_button(self, element: _Open) -> None:
        """Buttons open answers; one that copies or shares has a word or two."""
        if sum(len(row.text.split()) for row in element.rows) > 2:
            self._add(paragraph(element.rows))

    def _close_term(self, element: _Open) -> None:
        if element.rows and self.frame.kind == "terms":
            lines = Lines(element.rows[0].number, element.rows[-1].number)
            self.frame.items.append(Item(lines, "-", tuple(element.rows)))
        elif element.rows:
            self._add(paragraph(element.rows))

    def _close_terms(self, element: _Open) -> None:
        self._add(*element.out, *html_blocks.terms(element.whole_items))

    def _close_caption(self, element: _Open) -> None:
        if element.rows:
            self.frame.out.append(paragraph(element.rows))

    def _close_cell(self, element: _Open) -> None:
        heads = element.name == "th" or bool(self.counts.get("thead"))
        self.frame.cells[-1][1].append(Cell(heads, tuple(element.out)))

    def _close_meaning(self, element: _Open) -> None:
        self._add(*element.out)

    def _close_table(self, element: _Open) -> None:
        self._add(*element.out, *html_blocks.table(element.cells))


_CLOSERS: dict[str, Callable[[_Reader, _Open], None]] = {
    "heading": _Reader._close_heading,
    "list": _Reader._close_list,
    "item": _Reader._close_item,
    "quote": _Reader._close_quote,
    "details": _Reader._close_details,
    "summary": _Reader._close_summary,
    "header": _Reader._close_header,
    "title": _Reader._close_title,
    "button": _Reader._close_button,
    "term": _Reader._close_term,
    "meaning": _Reader._close_meaning,
    "terms": _Reader._close_terms,
    "caption": _Reader._close_caption,
    "cell": _Reader._close_cell,
    "table": _Reader._close_table,
}


def _whole_number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default


def read_blocks(lines: Sequence[str]) -> tuple[Block, ...]:
    """Return the blocks of a web page given line by line; no input raises."""
    return _Reader(lines).blocks()
