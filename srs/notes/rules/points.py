"""The few things of an answer or a segment that must be said, one thought each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from srs.model import Lines
from srs.notes import text as texts
from srs.notes import words
from srs.notes.outline import Part, Unit, bold_line
from srs.notes.render import markdown, spoken
from srs.notes.rules.asides import is_direction, is_remark, word_count
from srs.notes.words import Role
from srs.reading.document import (
    Block,
    Comment,
    Details,
    Fence,
    Item,
    ListBlock,
    Markup,
    Paragraph,
    Quote,
    Row,
    Rule,
    Table,
)

MOST = 12
"""Points of one answer; what has more is asked by its leading thoughts."""

_NUMBERED = re.compile(r"\W{0,4}\d{1,2}\s*[.):]\s*")
_ENDS = (".", "!", "?", "…", ":", ";", "。", "！", "？", "：", "।", "؟", ")", "）", "”", '"', "»", "」")
_LEAD = re.compile(r"\W{0,3}(\*\*|__)(?=\S)(.{2,120}?)\1\s*[:：.–—-]?\s*")


@dataclass(frozen=True, slots=True)
class Beat:
    text: str
    lines: Lines
    lead: str = ""
    """The title of the thought, where it has one."""


def points_of(parts: Sequence[Part]) -> list[Beat]:
    """Return the key points of an answer: its numbered or bold thoughts, else its list, else its sentences."""
    segments = [p for p in parts if isinstance(p, Unit) and p.role is Role.SEGMENT]
    if len({segment.kind for segment in segments}) >= 3:
        return [beat for segment in segments for beat in _first_thought(segment)]
    flat = list(_flat(parts))
    led = [beat for beat in _led(flat) if not words.EXAMPLE.fullmatch(texts.label(beat.lead))]
    if len(led) >= 2:
        return [Beat(beat.lead or beat.text, beat.lines) for beat in led][:MOST]
    listed = _listed(flat)
    if len(listed) >= 2:
        return listed[:MOST]
    return _said(flat)


def _first_thought(segment: Unit) -> list[Beat]:
    beats = beats_of(segment.parts)
    return [Beat(texts.sentences(beat.text)[0], beat.lines) for beat in beats[:1] if texts.sentences(beat.text)]


def beats_of(parts: Sequence[Part]) -> list[Beat]:
    """Return the beats of a segment, with everything that is said in it."""
    flat = _run_on(_flat(parts))
    led = _led(flat)
    if len(led) >= 2 and len(led) <= MOST:
        first = led[0].lines.start
        intro = [b for b in flat if b.lines.end < first]
        return [
            *_paragraph_beats(intro),
            *(Beat(f"{b.lead}: {b.text}" if b.lead and b.text else b.lead or b.text, b.lines) for b in led),
        ]
    out: list[Beat] = []
    for block in flat:
        if isinstance(block, ListBlock):
            out.extend(Beat(_item_text(item), item.lines) for item in block.items if _item_text(item))
        else:
            out.extend(_paragraph_beats([block]))
    if len(out) >= 2 and out[0].text.rstrip().endswith((":", "：")) and len(out[0].text.split()) <= 12:
        out = out[1:]
    return out[: 2 * MOST]


def _flat(parts: Sequence[Part]) -> list[Block]:
    """Return the blocks of parts; titles of units become bold rows."""
    out: list[Block] = []
    for part in parts:
        if isinstance(part, Unit):
            if part.title and part.role not in (Role.ANSWER, Role.VERSION):
                out.append(Paragraph(part.lines, (Row(part.lines.start, f"**{part.title}:**"),)))
            out.extend(_flat(part.parts))
        elif isinstance(part, Quote | Details):
            out.extend(_flat(part.blocks))
        elif not isinstance(part, Rule | Comment | Markup):
            out.append(part)
    return out


def _led(blocks: Sequence[Block]) -> list[Beat]:
    """Return the thoughts with a title: numbered bold lines first, else ordered items, else bold lines."""
    for only_numbered in (True, False):
        found: list[tuple[str, int, int]] = []
        rows: list[tuple[int, str]] = []
        for block in blocks:
            if isinstance(block, Paragraph):
                for row in block.rows:
                    bold = bold_line(row.text)
                    if bold and len(bold) <= 120 and (not only_numbered or _NUMBERED.match(texts.plain(row.text))):
                        found.append((texts.prompt(bold), row.number, len(rows)))
                    else:
                        lead = _LEAD.match(row.text)
                        if (
                            lead
                            and (not only_numbered or _NUMBERED.match(texts.plain(row.text)))
                            and len(lead[2]) <= 80
                            and row.text[lead.end() :].strip()
                        ):
                            found.append((texts.prompt(lead[2]), row.number, len(rows)))
                            rows.append((row.number, row.text[lead.end() :]))
                            continue
                    rows.append((row.number, row.text if not bold else ""))
            elif isinstance(block, ListBlock):
                for item in block.items:
                    rows.append((item.lines.start, _item_text(item)))
            elif not isinstance(block, Fence | Table):
                rows.append((block.lines.start, spoken([block])))
        if len(found) >= 2:
            out = []
            for index, (title, number, at) in enumerate(found):
                stop = found[index + 1][2] if index + 1 < len(found) else len(rows)
                body = [text for _, text in rows[at:stop] if text.strip()]
                last = rows[stop - 1][0] if stop > at else number
                out.append(Beat(" ".join(texts.plain(t) for t in body), Lines(number, max(number, last)), title))
            return out
        if only_numbered:
            ordered = [b for b in blocks if isinstance(b, ListBlock) and b.ordered]
            items = [item for b in ordered for item in b.items]
            if len(items) >= 2 and sum(1 for i in items if i.blocks) * 2 >= len(items):
                return [
                    Beat(
                        " ".join(spoken(i.blocks).split("\n")), i.lines, texts.prompt(i.rows[0].text) if i.rows else ""
                    )
                    for i in items
                ]
    return []


def _listed(blocks: Sequence[Block]) -> list[Beat]:
    lists = [b for b in blocks if isinstance(b, ListBlock)]
    if not lists:
        return []
    listed = sum(word_count(b) for b in lists)
    total = sum(word_count(b) for b in blocks if not isinstance(b, Fence)) or 1
    items = [item for b in lists for item in b.items]
    if (listed * 4 < total and total - listed > 40) or len(items) < 2:
        return []
    return [Beat(text, item.lines) for item in items if (text := _short(item))]


def _short(item: Item) -> str:
    text = _own(item)
    found = texts.sentences(text)
    if len(text) > 160 and found:
        text = found[0]
    return text


def _own(item: Item) -> str:
    return " ".join(texts.plain(row.text) for row in item.rows).strip()


def _item_text(item: Item) -> str:
    return " ".join(filter(None, [_own(item), spoken(item.blocks).replace("\n", " ") if item.blocks else ""])).strip()


def _paragraph_beats(blocks: Sequence[Block]) -> list[Beat]:
    out = []
    for block in blocks:
        text = spoken([block]).replace("\n", " ") if not isinstance(block, Fence) else ""
        if text.strip(" .–—-"):
            out.append(Beat(text.strip(), block.lines))
    return out


def _run_on(blocks: Sequence[Block]) -> list[Block]:
    """Join what stands behind a label with the lines below it, where the first breaks off."""
    out: list[Block] = []
    for block in blocks:
        last = out[-1] if out else None
        if (
            isinstance(block, Paragraph)
            and isinstance(last, Paragraph)
            and last.lines.end + 1 == block.lines.start
            and not _ended(last.rows[-1].text)
            and not bold_line(last.rows[-1].text)
        ):
            out[-1] = Paragraph(Lines(last.lines.start, block.lines.end), (*last.rows, *block.rows))
        else:
            out.append(block)
    return out


def _ended(text: str) -> bool:
    return text.rstrip(" *_").endswith(_ENDS)


def _unwrapped(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the rows of a paragraph in groups that run on: all of them where an editor broke the lines.

    An editor breaks a line only where the next word would not have fitted; who writes a thought a line does not.
    """
    width = max(len(row.text.rstrip()) for row in rows)
    firsts = [row.text.split(maxsplit=1)[0] if row.text.strip() else "" for row in rows]
    full = [len(row.text.rstrip()) + 1 + len(first) > width for row, first in zip(rows, firsts[1:], strict=False)]
    narrow = (55 if sum(full) < 2 else 40) <= width <= 110
    if narrow and len(rows) >= 3 and all(full) and not all(_ended(row.text) for row in rows[:-1]):
        return [list(rows)]
    out: list[list[Row]] = [[rows[0]]]
    for index, row in enumerate(rows[1:]):
        before = rows[index].text.rstrip()
        small = row.text.lstrip()[:1].islower()
        open_ = narrow and not _ended(before) and len(before) * 10 >= width * 6
        if open_ and full[index] and (small or (len(rows) == 2 and _ended(row.text))):
            out[-1].append(row)
        else:
            out.append([row])
    return out


def _spans(rows: Sequence[Row]) -> list[tuple[str, Lines]]:
    """Return the sentences of rows that run on, each with the lines that it stands on."""
    pieces = [texts.plain(row.text) for row in rows]
    ends: list[int] = []
    for piece in pieces:
        ends.append((ends[-1] if ends else -1) + len(piece) + 1)
    text, at, out = " ".join(pieces), 0, []
    for sentence in texts.sentences(text):
        start = text.find(sentence, at)
        at = start + len(sentence)
        first, last = bisect_left(ends, start + 1), bisect_left(ends, at)
        out.append((sentence, Lines(rows[first].number, rows[min(last, len(rows) - 1)].number)))
    return out


def _said(blocks: Sequence[Block]) -> list[Beat]:
    """Return the sentences that carry an answer told in prose: the first of each paragraph, or the few there are."""
    rows: list[list[tuple[str, Lines]]] = []
    for block in _run_on(blocks):
        if isinstance(block, Paragraph):
            kept = [row for row in block.rows if not is_direction(row.text) and not is_remark(row.text)]
            for group in _unwrapped(kept) if kept else []:
                found = [(s, at) for s, at in _spans(group) if len(s) > 3 and not texts.is_question(s)]
                if found:
                    rows.append(found)
        elif isinstance(block, ListBlock):
            rows.extend([(_own(item), item.lines)] for item in block.items if _own(item))
    said = [(sentence, lines) for found in rows for sentence, lines in found if _thought(sentence)]
    if sum(map(len, rows)) <= 1:
        return []
    if sum(map(len, rows)) <= 5:
        return [Beat(_thought(sentence), lines) for sentence, lines in said]
    if len(rows) >= 3:
        return [Beat(_thought(found[0][0]), found[0][1]) for found in rows if _thought(found[0][0])][:7]
    out = [Beat(_thought(sentence), lines) for sentence, lines in said if len(sentence.split()) >= 6]
    step = max(1, -(-len(out) // 6))
    return out[::step]


def _thought(sentence: str) -> str:
    return texts.unquoted(sentence.strip().strip('“”"')).strip()


def as_text(beats: Sequence[Beat]) -> str:
    return "\n".join(beat.text for beat in beats)


__all__ = ["Beat", "as_text", "beats_of", "markdown", "points_of"]
