"""Stories by their telling: a title, and below it passages in the order of time, with labels or without.

“The night of the flood”, then what the place looked like, what was at stake, what I did, what came of it, what I do
since: people who write for themselves leave the labels out. What is told gives each passage its place (`narrating`).
Where a title says that it heads a story, labels of any one form are believed as well, in any language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from srs.model import Lines
from srs.notes import narrating, telling, words
from srs.notes import text as texts
from srs.notes.outline.beats import ENDS, FEWEST, HEAD, LEADS, MOST, Beat, Body, scribbles, set_off
from srs.notes.outline.fitting import answered_by
from srs.notes.outline.lines import role_of_label
from srs.notes.outline.units import RANKS
from srs.reading.document import Block, Heading, Item, ListBlock, Paragraph, Row, rows_of

__all__ = ["Beat", "Tale", "tales_of"]

_TITLE = 100
"""Letters of a title."""
_REACH = 32
"""Blocks or rows below a title that are looked at."""


_CLOCK = re.compile(r"^\s*\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[-–—]\s*)?(?=\S)")
_LETTERED = re.compile(r"^\s*[A-Z][.)]\s+(?=\S)")
_INITIAL = re.compile(r"\b[^\W\d_]\.$")
_PLACED = re.compile(r"(?:slide|folie|diapositiva|diapo|dia|слайд|スライド|page|part)\s?\d{1,3}")


@dataclass(frozen=True, slots=True)
class Tale:
    """A story as it lies in a document."""

    name: str
    raw: str
    """Its title as written."""
    title: Lines
    beats: tuple[Beat, ...]
    answers: tuple[Row, ...]
    """The questions that it is good for, each with its line."""
    end: int
    """Its last line."""
    asked: bool
    """Whether its title is what it answers."""
    rank: int
    heads: bool
    """Whether its title is a heading, with what else stands below it."""


def tales_of(blocks: Sequence[Block]) -> dict[int, Tale]:
    """Return the stories in some blocks by the line of their title."""
    out: dict[int, Tale] = {}
    _read(blocks, out)
    return out


def _read(blocks: Sequence[Block], out: dict[int, Tale]) -> None:
    done = 0
    for index, block in enumerate(blocks):
        if block.lines.end <= done:
            continue
        match block:
            case Heading():
                rank = RANKS["marker"] if block.style == "asked" else block.level * 10
                tale = _tale(block.text, block.lines, blocks[index + 1 : index + _REACH], rank=rank, heads=True)
                if tale:
                    out[tale.title.start] = tale
                    done = tale.end
            case Paragraph():
                for at, row in enumerate(block.rows):
                    if row.number <= done:
                        continue
                    rest = block.rows[at + 1 : at + _REACH]
                    tale = None
                    if len(rest) >= FEWEST:
                        body = [Paragraph(Lines(rest[0].number, rest[-1].number), rest)]
                        tale = _tale(row.text, Lines(row.number, row.number), body, rank=65)
                    elif not rest:
                        tale = _tale(
                            row.text, Lines(row.number, row.number), blocks[index + 1 : index + _REACH], rank=65
                        )
                    if tale:
                        out[tale.title.start] = tale
                        done = tale.end
            case ListBlock():
                for item in block.items:
                    _item(item, out)
            case _:
                pass


def _item(item: Item, out: dict[int, Tale]) -> None:
    if not item.rows or item.checkbox:
        return
    rest = item.rows[1:]
    body = [*([Paragraph(Lines(rest[0].number, rest[-1].number), rest)] if rest else []), *item.blocks]
    row = item.rows[0]
    tale = _tale(row.text, Lines(row.number, row.number), body, rank=78) if body else None
    if tale:
        out[tale.title.start] = tale
    else:
        _read(item.blocks, out)


# ------------------------------------------------------------------ titles


def _name(raw: str) -> str:
    """Return a title without the word for what it heads: “Story: …”, “Case\\t…”."""
    plain = texts.undecorated(texts.plain(_CLOCK.sub("", raw).strip().replace("\t", ": ", 1)))
    bare = texts.without_remark(plain)[0].strip(" :：")
    found = HEAD.match(bare)
    if found and (narrating.names_story(found[1]) or _PLACED.fullmatch(found[1].casefold())):
        return found[2].strip()
    return bare


def _tale(raw: str, lines: Lines, body: Sequence[Block], *, rank: int, heads: bool = False) -> Tale | None:
    """Return the story below a title, if one is told there."""
    if len(raw) > 3 * _TITLE:
        return None
    raw = _LETTERED.sub("", raw)
    text = texts.plain(raw).strip()
    if not text or len(texts.without_remark(text)[0]) > _TITLE or not body:
        return None
    asked = texts.asks(texts.prompt(raw)) >= 0.75
    named = not asked and narrating.names_story(raw)
    if asked and not telling.EVENT.search(narrating.folded(text)):
        return None
    if not (heads or named or asked or set_off(raw)):
        return None
    if (
        not heads
        and ENDS.search(text)
        and not _INITIAL.search(text)
        and not text.endswith((")", "]", "”", "»", '"', "」", "』"))
        and not asked
    ):
        return None
    if not named and (role_of_label(texts.undecorated(text)) or telling.OPPOSED.fullmatch(texts.label(text))):
        return None
    first = [row.text for block in body[:3] for row in islice(rows_of(block), 4)]
    learned = [row.text for block in body[:2] for row in islice(rows_of(block), 2, _REACH)]
    told = any(ENDS.search(text.rstrip()) or LEADS.match(text) or "\t" in text for text in first)
    opening = body[0]
    lesson = any(map(narrating.names_lesson, learned))
    rows = opening.rows[:MOST] if isinstance(opening, Paragraph) else ()
    jotted = (named or lesson) and scribbles([row.text for row in rows])
    if not (told or jotted or lesson):
        return None  # no sentence is told here
    reader = Body(named=named, jotted=jotted)
    reader.read(body)
    lettered = len(reader.labels) >= FEWEST and {label.form for label, _ in reader.labels} == {"letter"}
    beats = reader.labelled() if reader.labels and (named or (lettered and reader.inline)) else None
    if beats is None:
        beats = reader.told(named=named, lone=not heads and not named and not asked)
    if beats is None:
        return None
    if (heads and words.STORY_TITLE.match(texts.undecorated(text).casefold())) and any(b.label for b in beats[:-1]):
        return None  # labels below a heading are read where they stand
    remarks = [Row(lines.start, remark) for remark in texts.without_remark(text)[1]]
    answers = [row for remark in remarks for row in answered_by(remark, quoted=named)]
    last = max(beat.lines.end for beat in beats)
    answers += reader.answers
    end = max([last, *(row.number for row in reader.answers if row.number <= last + 6)])
    return Tale(_name(raw) or text, raw, lines, tuple(beats), tuple(answers), end, asked, rank, heads)
