"""Lines of Org -> blocks, in one pass and linear time; marks within a line become those of Markdown.

Org is a format of lines: what a line begins with says what it is, and where its kin ends. Notes are kept leniently all
the same: a block that nobody closed ends at the next heading, and one unknown name loses no text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from srs.model import Lines
from srs.reading import plain
from srs.reading.document import (
    Block,
    Comment,
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
from srs.reading.org_marks import inline

MAX_DEPTH = 24
"""Blocks within blocks; deeper ones are read as text, so that hostile input stays cheap."""

_HEADING = re.compile(r"(\*+)[ \t]+(?=\S)")
_KEYWORD = re.compile(r"#\+([\w-]+)(?:\[[^\]]*\])?:[ \t]*(.*)$")
_BEGIN = re.compile(r"#\+begin_(\S+)[ \t]*(.*)$", re.I)
_END = re.compile(r"#\+end_(\S+)$", re.I)
_DYNAMIC = re.compile(r"#\+begin:", re.I)
_COMMENT = re.compile(r"#(?:[ \t]|$)")
_RULE = re.compile(r"-{5,}$")
_DRAWER = re.compile(r":([\w-]+):$")
_PROPERTY = re.compile(r":([\w-]+)\+?:(?:[ \t]+(.*))?$")
_PLANNING = re.compile(r"(?:(?:SCHEDULED|DEADLINE|CLOSED):[ \t]*[<\[]|CLOCK:)")
_FIXED = re.compile(r":(?:[ \t](.*))?$")
_ITEM = re.compile(r"([-+\u2022]|\d{1,9}[.)]|[A-Za-z]\))(?:[ \t]+(.*))?$")
_STAR_ITEM = re.compile(r"(\*)[ \t]+(.*)$")
_COUNTER = re.compile(r"\[@(?:\d+|[A-Za-z])\][ \t]*")
_CHECKBOX = re.compile(r"\[[ xX-]\](?:[ \t]+|$)")
_TERM = re.compile(r"(?<=\S)[ \t]::(?:[ \t]|$)")
_TABLE_RULE = re.compile(r"\|-[-+|: \t]*$")
_STATE_CHANGE = re.compile(
    r"- (?:State [\"“]|Rescheduled from |New deadline from |Note taken on \[|Refiled on \[|CLOSING NOTE \[)"
)
_PRIORITY = re.compile(r"\[#[A-Za-z0-9]{1,2}\][ \t]*")
_TAGS = re.compile(r":(?:[\w@#%]{1,100}:)+$")
_COOKIE = re.compile(r"\[(?:\d{0,9}/\d{0,9}|\d{0,3}%)\]")
_STAMP = re.compile(r"[<\[]\d{4}-\d\d-\d\d[^<>\[\]\n]{0,60}[>\]](?:--[<\[]\d{4}-\d\d-\d\d[^<>\[\]\n]{0,60}[>\]])?")
_TODO = frozenset(
    """TODO DONE NEXT WAIT WAITING HOLD CANCELLED CANCELED STARTED DOING IN-PROGRESS INPROGRESS PROG WIP
    SOMEDAY MAYBE""".split()  # noqa: SIM905
)
_CALLOUTS = frozenset(
    """note tip info hint important caution warning attention danger error question faq answer example abstract
    summary""".split()  # noqa: SIM905
)
_KEPT_AS_WRITTEN = frozenset(("src", "example"))
_DECKS = ("deck", "anki_deck")


def read_blocks(lines: Sequence[str]) -> tuple[Block, ...]:
    """Return the blocks of an Org file given line by line; no input raises."""
    rows = [Row(number, text.replace("\x00", "")) for number, text in enumerate(lines, 1)]
    front, start = _front_matter(rows)
    return (*front, *_Reader(rows[start:], 0, _keywords(rows)).blocks())


def _keywords(rows: list[Row]) -> frozenset[str]:
    """Return the words that may stand before a heading to say how far it is, with those that the file defines."""
    words = set(_TODO)
    for row in rows:
        if row.text.startswith("#+"):
            found = _KEYWORD.match(row.text)
            if found and found[1].upper() in ("TODO", "SEQ_TODO", "TYP_TODO"):
                words.update(word.split("(")[0] for word in found[2].split() if word != "|")
    return frozenset(words - {""})


def _front_matter(rows: list[Row]) -> tuple[tuple[FrontMatter, ...], int]:
    """Return what the keywords and properties at the top say, and the first row behind them."""
    fields: list[tuple[str, str]] = []
    first = last = -1
    index, drawer = 0, False
    while index < len(rows):
        text = rows[index].text.strip()
        keyword = _KEYWORD.match(text)
        if keyword and not _DYNAMIC.match(text):
            fields += _field(keyword[1], keyword[2])
        elif drawer and _PROPERTY.match(text):
            drawer = text.upper() != ":END:"
            named = _PROPERTY.match(text)
            if drawer and named:
                fields += _field(named[1], named[2] or "")
        elif text.upper() == ":PROPERTIES:":
            drawer = True
        elif text and not (_COMMENT.match(text) and fields):
            break
        if text:
            first, last = (index if first < 0 else first), index
        index += 1
    if not fields:
        return (), 0
    return (FrontMatter(Lines(rows[first].number, rows[last].number), tuple(fields)),), last + 1


def _field(name: str, value: str) -> list[tuple[str, str]]:
    name, value = name.casefold(), value.strip()
    if name == "property":
        name, _, value = value.partition(" ")
        name, value = name.casefold(), value.strip()
    if name in _DECKS:
        name = "deck"
    elif name == "filetags":
        name, value = "tags", ", ".join(part for part in re.split(r"[:\s]+", value) if part)
    return [(name, value)] if name else []


def _indent(text: str) -> int:
    """Return the columns before the first character; a tab reaches to the next multiple of eight, as in Org."""
    stripped = text.lstrip(" \t\u00a0\u3000")
    return len(text[: len(text) - len(stripped)].expandtabs(8))


@dataclass
class _Reader:
    rows: list[Row]
    depth: int
    todo: frozenset[str]
    out: list[Block] = field(default_factory=list)
    paragraph: list[Row] = field(default_factory=list)
    barren: dict[str, int] = field(default_factory=dict)
    """What was looked for in vain, and up to which row."""

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
        for opener, read in _OPENERS:
            if text[0] in opener:
                after = read(self, index, text)
                if after is not None:
                    return after
        after = self._list(index)
        if after is not None:
            return after
        if _PLANNING.match(text):
            return self._markup(index, index)
        if plain.draws_boxes(text):
            after = self._drawing(index)
            if after is not None:
                return after
        said = inline(text)
        if not said:
            return self._markup(index, index)
        self.paragraph.append(Row(row.number, said))
        return index + 1

    # ------------------------------------------------------------------ small things

    def _flush(self) -> None:
        if self.paragraph:
            rows = tuple(self.paragraph)
            self.paragraph = []
            self.out.append(Paragraph(Lines(rows[0].number, rows[-1].number), rows))

    def _emit(self, *blocks: Block) -> None:
        self._flush()
        self.out.extend(blocks)

    def _lines(self, start: int, end: int) -> Lines:
        return Lines(self.rows[start].number, self.rows[end].number)

    def _markup(self, start: int, end: int) -> int:
        self._emit(Markup(self._lines(start, end)))
        return end + 1

    def _inner(self, rows: list[Row]) -> tuple[Block, ...]:
        if self.depth >= MAX_DEPTH:
            filled = tuple(Row(row.number, row.text.strip()) for row in rows if row.text.strip())
            return (Paragraph(Lines(filled[0].number, filled[-1].number), filled),) if filled else ()
        return _Reader(rows, self.depth + 1, self.todo).blocks()

    def _find(self, what: str, index: int, holds: Callable[[str], bool], stops: Callable[[str], bool]) -> int | None:
        """Return the first row from `index` on that `holds`, before one that `stops`; a vain search is not repeated."""
        if index < self.barren.get(what, 0):
            return None
        for at in range(index, len(self.rows)):
            text = self.rows[at].text
            if holds(text):
                return at
            if stops(text):
                break
        else:
            at = len(self.rows)
        self.barren[what] = at
        return None

    # ------------------------------------------------------------------ headings

    def _heading(self, index: int, text: str) -> int | None:
        row = self.rows[index]
        found = _HEADING.match(row.text)
        if not found:
            return None
        level = len(found[1])
        title = row.text[found.end() :].strip()
        word, _, rest = title.partition(" ")
        if word in self.todo and rest.strip():
            title = rest.strip()
        title = _PRIORITY.sub("", title, count=1) if title.startswith("[#") else title
        if title == "COMMENT" or title.startswith("COMMENT "):
            return self._commented(index, level)
        before, _, tail = title.rpartition(" ") if " " in title else title.rpartition("\t")
        if _TAGS.match(tail):
            title = before
        title = " ".join(_STAMP.sub("", _COOKIE.sub("", title)).split())
        if not title:
            return self._markup(index, index)
        self._emit(Heading(self._lines(index, index), min(level, 6), inline(title) or title, "#"))
        return index + 1

    def _commented(self, index: int, level: int) -> int:
        """A tree that its heading keeps out of every export."""
        end = index + 1
        while end < len(self.rows):
            found = _HEADING.match(self.rows[end].text)
            if found and len(found[1]) <= level:
                break
            end += 1
        self._emit(Comment(self._lines(index, end - 1), self._inner(self.rows[index + 1 : end])))
        return end

    # ------------------------------------------------------------------ what begins with `#`

    def _hash(self, index: int, text: str) -> int | None:
        begun = _BEGIN.match(text)
        if begun:
            return self._block(index, begun[1].casefold(), begun[2].strip())
        if _DYNAMIC.match(text):
            end = self._find("#+end:", index + 1, lambda line: line.strip().casefold() == "#+end:", _is_heading)
            return self._markup(index, index if end is None else end)
        if _KEYWORD.match(text) or _END.match(text):
            return self._markup(index, index)
        if _COMMENT.match(text):
            end = index
            while end + 1 < len(self.rows) and _COMMENT.match(self.rows[end + 1].text.strip()):
                end += 1
            inner = [Row(row.number, row.text.strip()[1:]) for row in self.rows[index : end + 1]]
            self._emit(Comment(self._lines(index, end), self._inner(inner)))
            return end + 1
        return None

    def _block(self, index: int, name: str, rest: str) -> int:
        closing, opening = f"#+end_{name}", f"#+begin_{name}"
        end = self._find(
            closing,
            index + 1,
            lambda line: line.strip().casefold() == closing,
            lambda line: line.strip()[: len(opening)].casefold() == opening,
        )
        last = end
        if end is None:
            if name not in _KEPT_AS_WRITTEN:
                return self._markup(index, index)
            end = index + 1
            while end < len(self.rows) and not _HEADING.match(self.rows[end].text):
                end += 1
            last = end - 1
        assert last is not None
        body = self.rows[index + 1 : end]
        lines = self._lines(index, last)
        if name in _KEPT_AS_WRITTEN:
            self._emit(_fence(lines, rest.split()[0] if rest and name == "src" else "", body))
        elif name == "comment":
            self._emit(Comment(lines, self._inner(body)))
        elif name in ("quote", "verse"):
            self._emit(Quote(lines, self._inner(body)))
        elif name == "export":
            self._emit(Markup(lines))
        elif name in _CALLOUTS:
            self._emit(Quote(lines, self._inner(body), name, inline(rest)))
        else:
            self._emit(Markup(self._lines(index, index)), *self._inner(body), Markup(self._lines(last, last)))
        return last + 1

    # ------------------------------------------------------------------ what begins with `:`

    def _colon(self, index: int, text: str) -> int | None:
        named = _DRAWER.match(text)
        if named:
            return self._drawer(index, named[1].upper())
        if _FIXED.match(text):
            end = index
            while end + 1 < len(self.rows) and _FIXED.match(self.rows[end + 1].text.strip()):
                end += 1
            body = [Row(row.number, row.text.strip()[2:]) for row in self.rows[index : end + 1]]
            self._emit(_fence(self._lines(index, end), "", body))
            return end + 1
        return None

    def _drawer(self, index: int, name: str) -> int | None:
        if name == "END":
            return self._markup(index, index)
        end = self._find(":END:", index + 1, lambda line: line.strip().upper() == ":END:", _is_heading)
        if end is None:
            end = index
            while end + 1 < len(self.rows) and _PROPERTY.match(self.rows[end + 1].text.strip()):
                end += 1
            return self._markup(index, end) if name == "PROPERTIES" or end > index else None
        if name in ("PROPERTIES", "LOGBOOK", "CLOCK", "RESULTS"):
            return self._markup(index, end)
        inner = self._inner(self.rows[index + 1 : end])
        self._emit(Markup(self._lines(index, index)), *inner, Markup(self._lines(end, end)))
        return end + 1

    # ------------------------------------------------------------------ rules, tables, drawings

    def _rule(self, index: int, text: str) -> int | None:
        if not _RULE.match(text):
            return None
        self._emit(Rule(self._lines(index, index)))
        return index + 1

    def _table(self, index: int, text: str) -> int | None:
        end = index
        while end + 1 < len(self.rows) and self.rows[end + 1].text.lstrip()[:1] == "|":
            end += 1
        found: list[TableRow] = []
        header: tuple[str, ...] = ()
        first = self.rows[index].number
        for row in self.rows[index : end + 1]:
            if _TABLE_RULE.match(row.text.strip()):
                if len(found) == 1 and not header:
                    first, header = found[0].number, found.pop().cells
                continue
            found.append(TableRow(row.number, _cells(row.text)))
        if not found and not header:
            return self._markup(index, end)
        columns = max(len(cells) for cells in (header, *(row.cells for row in found)))
        heads = header or ("",) * columns
        source = [Row(first, _as_row(heads)), Row(first, _as_row(("---",) * columns))]
        source += [Row(row.number, _as_row(row.cells)) for row in found]
        self._emit(Table(self._lines(index, end), heads, tuple(found), tuple(source)))
        return end + 1

    def _drawing(self, index: int) -> int | None:
        end = index
        while end + 1 < len(self.rows) and plain.draws([self.rows[end + 1].text]):
            end += 1
        if end - index < 2:
            return None
        rows = tuple(Row(row.number, row.text.rstrip()) for row in self.rows[index : end + 1])
        self._emit(Fence(self._lines(index, end), "", rows, diagram=True, fenced=False))
        return end + 1

    # ------------------------------------------------------------------ lists

    def _list(self, index: int) -> int | None:
        base = _indent(self.rows[index].text)
        if _item(self.rows[index].text) is None or self.depth >= MAX_DEPTH:
            return None
        items: list[Item] = []
        at = index
        while at < len(self.rows):
            text = self.rows[at].text
            found = _item(text)
            if found is None or _indent(text) != base:
                break
            item, after = self._entry(at, *found, base)
            items.append(item)
            at = after
            while after < len(self.rows) and not self.rows[after].text.strip():
                after += 1
            if after - at > 1:  # two empty lines end a list
                break
            if after < len(self.rows) and _indent(self.rows[after].text) == base and _item(self.rows[after].text):
                at = after
        self._emit(ListBlock(Lines(self.rows[index].number, items[-1].lines.end), tuple(items)))
        return at

    def _entry(self, index: int, marker: str, rest: str, base: int) -> tuple[Item, int]:
        """Return the item that begins at `index`, and the row after it."""
        end, last, empty = index + 1, index, 0
        while end < len(self.rows):
            text = self.rows[end].text
            if not text.strip():
                empty += 1
                if empty > 1:
                    break
            elif _indent(text) <= base:
                break
            else:
                last, empty = end, 0
            end += 1
        rest = _COUNTER.sub("", rest, count=1) if rest.startswith("[@") else rest
        checkbox = _CHECKBOX.match(rest)
        rest = rest[checkbox.end() :] if checkbox else rest
        term = _TERM.search(rest) if marker in "-+" else None
        said = inline(rest[term.end() :].strip() if term else rest.strip())
        if term:
            name = inline(rest[: term.start()].strip()).replace("**", "")
            said = f"**{name}**: {said}" if said else f"**{name}**"
        own = [Row(self.rows[index].number, said)] if said else []
        at = index + 1
        while at <= last and own and self._goes_on(own[-1].text, at):
            own.append(Row(self.rows[at].number, inline(self.rows[at].text.strip())))
            at += 1
        blocks = self._inner(self.rows[at : last + 1])
        item = Item(
            self._lines(index, last), marker, tuple(row for row in own if row.text), blocks, checkbox is not None
        )
        return item, last + 1

    def _goes_on(self, before: str, at: int) -> bool:
        """Tell whether the line below an item's text is more of it rather than a block of its own."""
        text = self.rows[at].text.strip()
        if not text or text[0] in "#:|" or _item(self.rows[at].text) or _RULE.match(text):
            return False
        return text[0].islower() or before[-1:] not in ".!?:;。！？："


_OPENERS: tuple[tuple[str, Callable[[_Reader, int, str], int | None]], ...] = (
    ("*", _Reader._heading),
    ("#", _Reader._hash),
    (":", _Reader._colon),
    ("|", _Reader._table),
    ("-", _Reader._rule),
)


def _is_heading(line: str) -> bool:
    return line.startswith("*") and _HEADING.match(line) is not None


def _item(line: str) -> tuple[str, str] | None:
    """Return the list mark at the beginning of a line, and what follows it."""
    text = line.strip()
    found = _ITEM.match(text) or (_STAR_ITEM.match(text) if line[:1].isspace() else None)
    if not found or _RULE.match(text) or _STATE_CHANGE.match(text):
        return None
    return found[1], found[2] or ""


def _fence(lines: Lines, info: str, body: list[Row]) -> Fence:
    """Return text kept as it is, without the indentation it has in common and the commas that Org puts before marks."""
    texts = [row.text.expandtabs(8).rstrip() for row in body]
    shift = min((_indent(text) for text in texts if text), default=0)
    texts = [re.sub(r"^(\s*),(?=,*(?:\*|#\+))", r"\1", text[shift:]) for text in texts]
    rows = tuple(Row(row.number, text) for row, text in zip(body, texts, strict=True))
    drawn = info.casefold() in ("mermaid", "plantuml", "dot", "ditaa", "d2", "ascii") or plain.draws(texts)
    return Fence(lines, info, rows, drawn)


def _cells(text: str) -> tuple[str, ...]:
    return tuple(inline(cell.strip()) for cell in text.strip().removeprefix("|").removesuffix("|").split("|"))


def _as_row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
