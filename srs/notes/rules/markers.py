"""Gaps that the author marked: `{{c1::…}}`, one card for each number, and `==…==` inside a sentence, one card each.

Other explicit marks are read in the outline.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from srs.model import Kind, Lines
from srs.notes import text as texts
from srs.notes.draft import Draft, Findings, headings_of
from srs.notes.outline import Unit
from srs.notes.rules.passages import Passage
from srs.reading.document import ListBlock, Paragraph, Row, walk

_GAP = re.compile(r"\{\{c(\d{1,3})::(.{1,400}?)(?:::([^{}]{0,200}))?\}\}")
_BLANK = "___"
_HELD = "\u2423"
"""Stands for a gap while marks are taken away."""
_MARKED = re.compile(r"(?<![=\w])==(?=[^\s=])([^=\n]{1,120}?)(?<=[^\s=])==(?![=\w])")
_HALF = re.compile(r"==(?=\w)|(?<=\w)==")
"""Of a mark that goes on in the next line."""
_LETTERS = re.compile(r"[^\W\d_]+|\d[\d.,]*|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_MOST = 8
"""Words that are still asked as one gap; more of them are a wording."""
_AROUND = 3
"""Words that must be left to say what is asked."""


def find(root: Unit, found: Findings) -> None:
    for unit in root.all():
        for block in walk(tuple(unit.blocks)):
            if isinstance(block, Paragraph):
                rows = list(block.rows)
            elif isinstance(block, ListBlock):
                rows = [row for item in block.items for row in item.rows]
            else:
                continue
            for row in rows:
                if "{{c" in row.text:
                    _gaps(row, unit, found)


def _gaps(row: Row, unit: Unit, found: Findings) -> None:
    for number in dict.fromkeys(gap[1] for gap in _GAP.finditer(row.text)):
        hidden = [gap[2] for gap in _GAP.finditer(row.text) if gap[1] == number]
        asked = _GAP.sub(lambda gap: _blank(gap) if gap[1] == number else gap[2], row.text)  # noqa: B023
        found.add(
            Draft(
                kind=Kind.CLOZE,
                prompt=texts.prompt(asked).replace(_HELD, _BLANK),
                answer=", ".join(texts.plain(text) for text in hidden),
                lines=Lines(row.number, row.number),
                rule="cloze",
                reason="a gap marked by its author",
                confidence=1.0,
                headings=headings_of(unit),
            )
        )


def _blank(gap: re.Match[str]) -> str:
    return f"{_HELD} ({gap[3]})" if gap[3] else _HELD


def highlighted(told: Iterable[Passage], found: Findings) -> None:
    """Add a cloze for each `==mark==` in a sentence that says enough around it, where no figure is asked there."""
    asked = [draft for draft in found.drafts if draft.kind is Kind.METRIC]
    for passage in told:
        if "==" not in passage.raw:
            continue
        for sentence in texts.sentences(passage.raw):
            for mark in _MARKED.finditer(sentence):
                _highlight(mark, sentence, passage, asked, found)


def _highlight(mark: re.Match[str], sentence: str, passage: Passage, asked: list[Draft], found: Findings) -> None:
    hidden = texts.plain(mark[1])
    words = _LETTERS.findall(hidden)
    before, after = (
        _HALF.sub("", _MARKED.sub(r"\1", part)) for part in (sentence[: mark.start()], sentence[mark.end() :])
    )
    around = _LETTERS.findall(texts.plain(f"{before} {after}"))
    if len(words) > _MOST or len(around) < _AROUND or not _says_something(words):
        return
    line = passage.line_at(max(0, passage.text.find(hidden)))
    if any(draft.lines.start == line and (draft.answer in hidden or hidden in draft.answer) for draft in asked):
        return
    found.add(
        Draft(
            kind=Kind.CLOZE,
            prompt=texts.prompt(f"{before}{_HELD}{after}").replace(_HELD, _BLANK),
            answer=hidden,
            lines=Lines(line, line),
            rule="cloze",
            reason="highlighted by its author",
            confidence=0.9,
            headings=headings_of(passage.unit),
            parent=found.home(passage.owner, line),
        )
    )


def _says_something(words: list[str]) -> bool:
    """Tell whether marked words are worth a gap: “==not==” is stressed, not asked."""
    return any(len(word) > 3 or not word.isascii() or word.isdigit() or word.isupper() for word in words)
