"""The running text of a web page: spaces folded as a browser folds them, marks as Markdown has them, row by row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from srs.reading.document import Row
from srs.reading.html_tags import decoded

MARKS = {
    "b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "dfn": "*", "del": "~~", "s": "~~", "strike": "~~",
    "code": "`", "kbd": "`", "samp": "`", "tt": "`",
}  # fmt: skip
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*italic", re.I)
_TAG_LIKE = re.compile(r"<(?=[A-Za-z/!?])")
_RAISED = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_ANCHORS = frozenset(("¶", "#", "§", "🔗", "↩", "↩︎", "^", "↑"))


def mark_of(name: str, style: str) -> str:
    """Return the mark of Markdown that an element stands for, by its name or its style; else nothing."""
    if style and name in ("span", "font", "p"):
        if _BOLD_STYLE.search(style):
            return "**"
        return "*" if _ITALIC_STYLE.search(style) else ""
    return MARKS.get(name, "")


@dataclass(slots=True)
class Running:
    """A paragraph as it comes: each line of the file makes a row, and each `<br>` begins another."""

    rows: list[Row] = field(default_factory=list)
    row: list[str] = field(default_factory=list)
    line: int = 1
    """That of the row."""
    gap: bool = False
    """Whether a space comes before the next word."""
    breaks: int = 0
    marks: list[str] = field(default_factory=list)
    """Those that are open."""
    written: int = 0
    """How many of them stand in the text already: a mark is written with the first word behind it."""
    ended: int = 0
    """How many rows there were before this one."""

    @property
    def empty(self) -> bool:
        return not self.row and not self.rows

    def text(self, raw: str, line: int, *, bare: bool = False) -> bool:
        """Write a piece of text as it stands in the file; `bare` is without marks.

        False where it begins a new paragraph, and nothing is written: two breaks end one.
        """
        if self.breaks > 1 and not raw.isspace():
            return False
        for place, part in enumerate(raw.split("\n")):
            if place:
                self._next_line()
            said = decoded(part)
            words = said.split()
            if not words:
                self.gap = self.gap or bool(said)
                continue
            self.word(_TAG_LIKE.sub("&lt;", " ".join(words)), line + place, space=said[0].isspace(), bare=bare)
            self.gap = said[-1].isspace()
        return True

    def word(self, text: str, line: int, *, space: bool = False, bare: bool = False) -> None:
        """Write text behind the space and the marks that wait."""
        if self.breaks:
            self._end_row()
        elif line > self.line:
            self._next_line()
        self.breaks = 0
        if not self.row:
            self.line = line
        elif space or self.gap:
            self.row.append(" ")
        self.gap = False
        while not bare and self.written < len(self.marks):
            self.row.append(self.marks[self.written])
            self.written += 1
        self.row.append(text)

    def code(self, parts: list[tuple[int, str]], *, bare: bool) -> None:
        """Write what stood in a `<code>`, given by line."""
        mark = "``" if any("`" in part for _, part in parts) else "`"
        pad = " " if mark == "``" else ""
        self.lines(
            [(line, f"{mark}{pad}{' '.join(part.split())}{pad}{mark}") for line, part in parts if part.strip()],
            bare=bare,
        )

    def formula(self, parts: list[tuple[int, str]], *, tex: bool, bare: bool) -> None:
        """Write what stood in a `<math>`, given by line: as TeX where it is that."""
        said = [(line, " ".join(part.split())) for line, part in parts if part.strip()]
        if said and tex:
            said[0] = (said[0][0], f"${said[0][1]}")
            said[-1] = (said[-1][0], f"{said[-1][1]}$")
        self.lines(said, bare=bare)

    def lines(self, parts: list[tuple[int, str]], *, bare: bool) -> None:
        """Write parts of text, each on its line of the file."""
        before = 0
        for line, part in parts:
            self.word(part, line, space=before == line, bare=bare)
            before = line

    def open(self, mark: str) -> bool:
        """Begin a mark; False where it is open already."""
        if mark in self.marks:
            return False
        self.marks.append(mark)
        return True

    def close(self, mark: str) -> None:
        place = self.marks.index(mark)
        if place < self.written:
            if self.row:
                self.row.append(mark)
            elif self.rows:
                self.rows[-1] = Row(self.rows[-1].number, self.rows[-1].text + mark)
            self.written -= 1
        del self.marks[place]

    def feed(self) -> None:
        """Go on in a new row, as `<br>` does."""
        if not self.empty:
            self.breaks += 1
        self.gap = False

    def here(self) -> tuple[int, int]:
        """Return the place that the next word will have."""
        if self.gap and self.row and not self.breaks:
            self.row.append(" ")
            self.gap = False
        return self.ended, len(self.row)

    def link(self, begun: tuple[int, int], target: str, *, bare: bool) -> None:
        """Make what was written since `begun` a link, where it leads to a place in the page; others are their text."""
        said = self._since(begun)
        if said in _ANCHORS:
            del self.row[begun[1] :]
        elif said and not bare and len(target) > 1 and target[0] == "#" and not target[1:2].isspace():
            self.row[begun[1] :] = [f"[{said}]({target.split()[0]})"]

    def shift(self, begun: tuple[int, int], *, up: bool) -> None:
        """Raise or lower what was written since `begun`; the number of a footnote goes."""
        said = self._since(begun)
        if said and up and (said.startswith("[") or said in _ANCHORS):
            del self.row[begun[1] :]
        elif said and not said.strip("0123456789+-n" if up else "0123456789+-"):
            self.row[begun[1] :] = [said.translate(_RAISED if up else _LOWERED)]

    def take(self) -> tuple[Row, ...]:
        """End the paragraph and return its rows; marks that are open begin again in the next."""
        self.breaks, self.gap = 0, False
        self._end_row()
        rows, self.rows = tuple(self.rows), []
        return rows

    def _since(self, begun: tuple[int, int]) -> str:
        """Return what was written since then; nothing where another row began."""
        return "".join(self.row[begun[1] :]).strip() if begun[0] == self.ended else ""

    def _next_line(self) -> None:
        """The file goes on to its next line; a mark goes on with it, as it does in Markdown."""
        if self.row and not self.breaks:
            self._keep()
        self.gap = False

    def _end_row(self) -> None:
        """Marks do not reach over the end of a row that the page has."""
        closing = "".join(reversed(self.marks[: self.written]))
        if self.row:
            self.row.append(closing)
        elif closing and self.rows:
            self.rows[-1] = Row(self.rows[-1].number, self.rows[-1].text + closing)
        self._keep()
        self.written = 0

    def _keep(self) -> None:
        said = "".join(self.row).strip()
        if said:
            self.rows.append(Row(self.line, said))
        self.row = []
        self.ended += 1
