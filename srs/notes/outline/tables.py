"""Tables of questions: a row each, with what its other columns say of the answer."""

from __future__ import annotations

import re
from typing import NamedTuple

from srs.model import Lines
from srs.notes import text as texts
from srs.notes import words
from srs.notes.outline.lines import ANCHOR, role_of_title
from srs.notes.outline.titles import Titles
from srs.notes.outline.units import RANKS, Unit
from srs.notes.words import Role
from srs.reading.document import Paragraph, Row, Table

_BESIDE = frozenset({Role.CUE, Role.ANGLE, Role.VERSION, Role.SAY, Role.POINTS, Role.AVOID, Role.FOLLOW_UPS})
"""What a column can hold beside the answer, as a label in running text can."""
_ANSWERS = frozenset({None, Role.ANSWER, Role.VERSION, Role.SAY, Role.POINTS, Role.EXAMPLE})
"""What the column of the answers can be called."""
_MARK = 8
"""Characters of a mark or a grade: “5/5”, “3 !!”."""
_A_WORD = re.compile(r"[^\W\d_]{2,}|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")


class _Column(NamedTuple):
    at: int
    name: str
    role: Role | None
    kind: str


class _Columns(NamedTuple):
    ask: int
    answer: _Column
    others: tuple[_Column, ...]
    """Those with something to say."""


class Tables(Titles):
    """Reads tables with questions in one column."""

    def _table(self, block: Table) -> None:
        columns = _columns(block)
        if columns is None or self._closed(False) or self.question() is not None:
            self.add(block)
            return
        head = Unit(
            Role.SECTION,
            "",
            Lines(block.lines.start, block.lines.start + 1),
            "table",
            RANKS["table"] - 1,
            raw="",
            container=True,
        )
        self.open(head)
        for row in block.rows:
            self._row(row.number, [*row.cells, *[""] * (len(block.header) - len(row.cells))], columns)
        while self.top is not head:
            self._pop()
        self._pop()

    def _row(self, number: int, cells: list[str], columns: _Columns) -> None:
        lines = Lines(number, number)
        if not texts.plain(cells[columns.ask]):
            self.add(Paragraph(lines, (Row(number, " ".join(cells).strip()),)))
            return
        unit = Unit(
            Role.QUESTION,
            texts.prompt(cells[columns.ask]),
            lines,
            "table",
            RANKS["table"],
            raw=cells[columns.ask],
            container=True,
            confidence=0.9,
            reason="a table with questions and answers",
        )
        self.open(unit)
        others = [column for column in columns.others if texts.plain(cells[column.at])]
        answer = columns.answer
        if not others:
            self._say(number, cells[answer.at])
            return
        if not (versions := answer.role is Role.VERSION):
            self.open(Unit(Role.ANSWER, "Answer", lines, "table", RANKS["table"] + 1))
            self._say(number, cells[answer.at])
            for column in others:
                if column.role not in _BESIDE:
                    self._say(number, f"**{column.name}:** {cells[column.at]}" if column.name else cells[column.at])
        for column in sorted((answer, *others)) if versions else others:
            if column.role in _BESIDE:
                self._beside(column, number, cells[column.at])
            elif versions:
                self._beside(column._replace(role=Role.CUE), number, cells[column.at])

    def _beside(self, column: _Column, number: int, text: str) -> None:
        """Read a cell as what the label over it announces."""
        assert column.role is not None
        lines = Lines(number, number)
        unit = Unit(column.role, column.name, lines, "table", RANKS["table"] + 1, kind=column.kind, raw=column.name)
        self.open(unit)
        if column.role is Role.FOLLOW_UPS:
            for sentence in texts.sentences(texts.plain(text)):
                asked = Unit(
                    Role.QUESTION, texts.prompt(sentence), lines, "table", RANKS["table"] + 2,
                    raw=sentence, container=True, confidence=0.85, reason="a follow-up in a table of questions",
                )  # fmt: skip
                asked.parent = unit
                unit.parts.append(asked)
        else:
            self._say(number, text)

    def _say(self, number: int, text: str) -> None:
        if text.strip():
            self.add(Paragraph(Lines(number, number), (Row(number, text),)))


def _columns(block: Table) -> _Columns | None:
    """Return which column asks, which answers and which says more; None for a table that does not ask."""
    if len(block.header) < 2 or not block.rows:
        return None
    count = len(block.header)
    cells = [[row.cells[c] if c < len(row.cells) else "" for row in block.rows] for c in range(count)]
    if any(ANCHOR.search(cell) for column in cells for cell in column):
        return None
    labels = [texts.label(h) for h in block.header]
    ask = next((c for c, name in enumerate(labels) if words.QUESTION_COLUMN.fullmatch(name)), None)
    named = [_named(c, block.header[c]) for c in range(count)]
    if ask is None:
        if sum(column.role is Role.SEGMENT for column in named) >= 2:
            return None  # stories, a row each, with what they answer
        asking = [sum(texts.asks(texts.prompt(cell)) >= 0.75 for cell in column) for column in cells]
        ask = max(range(count), key=lambda c: asking[c])
        if asking[ask] * 10 < len(block.rows) * 6:
            return None
    others = [c for c in range(count) if c != ask]
    answer = next((c for c in others if words.ANSWER.fullmatch(labels[c])), None)
    if answer is None:
        likely = [c for c in others if named[c].role in _ANSWERS] or others
        answer = max(likely, key=lambda c: sum(len(cell) for cell in cells[c]))
    more = tuple(named[c] for c in others if c != answer and not _keeps_books(named[c], cells[c]))
    return _Columns(ask, named[answer], more)


def _named(at: int, header: str) -> _Column:
    role, kind = role_of_title(header) or (None, "")
    if role is Role.FRAME or words.REMARKS_COLUMN.fullmatch(texts.label(header)):
        role = Role.CUE
    return _Column(at, texts.prompt(header) if texts.plain(header) else "", role, kind)


def _keeps_books(column: _Column, cells: list[str]) -> bool:
    """Tell whether a column numbers, dates, ticks or sorts its rows rather than says something about them."""
    filled = [texts.plain(cell) for cell in cells if texts.plain(cell)]
    if column.role in _BESIDE or not filled:
        return not filled
    if column.role is Role.DIRECTION:
        return True
    if not any(_A_WORD.search(cell) for cell in filled):
        measured = any(sign in cell for cell in filled for sign in "%‰€$£¥°")
        return not column.name or (not measured and all(len(cell) <= _MARK for cell in filled))
    short = all(len(cell.split()) <= 2 for cell in filled)
    return short and len(filled) > 2 and len({texts.key(cell) for cell in filled}) * 2 <= len(filled)
