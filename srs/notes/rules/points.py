"""The few things of an answer or a segment that must be said, one thought each."""

from __future__ import annotations

import re
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
    flat = list(_flat(parts))
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


def _said(blocks: Sequence[Block]) -> list[Beat]:
    """Return the sentences that carry an answer told in prose: the first of each paragraph, or the few there are."""
    rows: list[tuple[list[str], Lines]] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            for row in block.rows:
                found = [s for s in texts.sentences(texts.plain(row.text)) if len(s) > 3 and not texts.is_question(s)]
                if found and not is_direction(row.text) and not is_remark(row.text):
                    rows.append((found, Lines(row.number, row.number)))
        elif isinstance(block, ListBlock):
            for item in block.items:
                if _own(item):
                    rows.append(([_own(item)], item.lines))
    total = sum(len(found) for found, _ in rows)
    if total <= 1:
        return []
    if total <= 5:
        return [Beat(_thought(s), lines) for found, lines in rows for s in found if _thought(s)]
    if len(rows) >= 3:
        return [Beat(_thought(found[0]), lines) for found, lines in rows if _thought(found[0])][:7]
    out = [Beat(_thought(s), lines) for found, lines in rows for s in found if len(s.split()) >= 6 and _thought(s)]
    step = max(1, -(-len(out) // 6))
    return out[::step]


def _thought(sentence: str) -> str:
    return texts.unquoted(sentence.strip().strip('“”"')).strip()


def as_text(beats: Sequence[Beat]) -> str:
    return "\n".join(beat.text for beat in beats)


__all__ = ["Beat", "as_text", "beats_of", "markdown", "points_of"]
