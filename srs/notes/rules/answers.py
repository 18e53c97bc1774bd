"""What stands below a question, taken apart: the answer whole, its versions, what it is tested for, what follows up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from srs.model import Lines, Version
from srs.notes import text as texts
from srs.notes import words
from srs.notes.outline import Part, Unit, bold_line, outline_of
from srs.notes.render import markdown
from srs.notes.rules.asides import Left, is_direction, is_remark, word_count
from srs.notes.rules.hints import set_aside
from srs.notes.words import Role
from srs.reading.document import (
    Block,
    Comment,
    Document,
    Fence,
    ListBlock,
    Markup,
    Paragraph,
    Quote,
    Row,
    Rule,
    Table,
)

_OWN_FEW = (Role.CUE, Role.ANGLE, Role.MATCHES, Role.AVOID, Role.INSTEAD, Role.POINTS)
"""Labels that own what stands right below them: when that ends, the text around them goes on."""
_QUOTE = '“"«„「『'


@dataclass(slots=True)
class Answer:
    """The parts of what stands below a title."""

    parts: list[Part] = field(default_factory=list)
    """The answer itself."""
    versions: list[tuple[Version, Lines]] = field(default_factory=list)
    cues: list[tuple[str, Lines]] = field(default_factory=list)
    reminders: list[tuple[str, Lines]] = field(default_factory=list)
    """Those of the cues that stand among what is spoken."""
    follow_ups: list[Unit] = field(default_factory=list)
    """Questions below the title."""
    stray: list[Part] = field(default_factory=list)
    """What stands there and is not of the answer."""
    points: list[Unit] = field(default_factory=list)
    framing: bool = False
    """The parts say how to answer, not what."""

    @property
    def text(self) -> str:
        parts = [part for part in self.parts if not _silent(part)]
        if parts and all(isinstance(part, Quote) and not part.callout for part in parts):
            return markdown([block for part in parts if isinstance(part, Quote) for block in part.blocks])
        return markdown(self.parts)


def end_of(part: Part) -> int:
    """Return the last line of a part that holds text."""
    if isinstance(part, Unit):
        return max([part.lines.end, *(end_of(p) for p in part.parts if not _silent(p))])
    return part.lines.end


def start_of(part: Part) -> int:
    return part.lines.start


def _silent(part: Part) -> bool:
    return isinstance(part, Rule | Markup | Comment)


def owned(unit: Unit) -> tuple[list[Part], list[Part]]:
    """Return what a label owns, and what stands behind it but belongs to the text around.

    A label of its own heading or list item owns all; one in running text owns its first block, and a list right
    below that.
    """
    parts = [p for p in unit.parts if not _silent(p)]
    if unit.role not in _OWN_FEW or unit.rank < 70 or unit.style in ("details", "callout"):
        return parts, []
    own: list[Part] = []
    for index, part in enumerate(parts):
        if not own:
            own.append(part)
            continue
        last = own[-1]
        tight = start_of(part) == end_of(last) + 1
        introduces = (
            isinstance(last, Paragraph)
            and isinstance(part, ListBlock | Quote)
            and (tight or last.rows[-1].text.rstrip().endswith((":", "：")))
        )
        if introduces or (isinstance(last, Paragraph) and isinstance(part, Paragraph) and tight):
            own.append(part)
            continue
        return own, parts[index:]
    return own, []


def texts_of(parts: Sequence[Part]) -> list[tuple[str, Lines]]:
    """Return what parts say as separate thoughts: an item each, a row each."""
    out: list[tuple[str, Lines]] = []
    for part in parts:
        match part:
            case Unit():
                out.extend(texts_of(part.parts))
            case ListBlock():
                for item in part.items:
                    text = " ".join(texts.plain(row.text) for row in item.rows).strip()
                    inner = texts_of(item.blocks)
                    if inner:
                        text = f"{text}: {'; '.join(t for t, _ in inner)}" if text else "; ".join(t for t, _ in inner)
                    if text:
                        out.append((texts.unquoted(text), item.lines))
            case Paragraph():
                for row in part.rows:
                    text = texts.undecorated(texts.plain(row.text))
                    if text:
                        out.append((texts.unquoted(text), Lines(row.number, row.number)))
            case Quote():
                out.extend(texts_of(part.blocks))
            case Table():
                out.extend(
                    (" — ".join(texts.plain(c) for c in row.cells if c), Lines(row.number, row.number))
                    for row in part.rows
                )
            case _:
                pass
    return out


def seconds_of(label: str) -> int | None:
    """Return the seconds that a label gives an answer: “1-minute”, “45–60 seconds” (the longer)."""
    found = words.DURATION.search(label.casefold())
    if not found:
        return None
    number = found[2] or found[1]
    value = words.NUMBER_WORDS.get(number) or (int(number) if number.isdigit() else 0)
    unit = found[3]
    per = words.SECONDS.get(unit[0], 60 if unit.startswith("м") else 1)
    return value * per or None


def take_apart(unit: Unit, document: Document, left: Left) -> Answer:
    """Return the parts of what stands below a question."""
    out = Answer()
    lead: list[Part] = []
    answers: list[Part] = []
    angles: list[Part] = []
    comments: list[Comment] = [p for p in unit.parts if isinstance(p, Comment)]
    labelled = any(u.role in (Role.CUE, Role.ANGLE, Role.ANSWER) for u in unit.units)
    said_instead: list[Part] = []
    current: list[Part] = lead
    for part in unit.parts:
        if isinstance(part, Comment):
            continue
        if not isinstance(part, Unit):
            current.append(part)
            continue
        comments.extend(
            b for u in part.all() if u.role is not Role.QUESTION for b in u.blocks if isinstance(b, Comment)
        )
        match part.role:
            case Role.QUESTION | Role.STORY:
                out.follow_ups.append(part)
                continue
            case Role.FOLLOW_UPS:
                out.follow_ups.extend(u for u in part.units if u.role is Role.QUESTION)
                out.stray.extend(b for b in part.parts if not (isinstance(b, Unit) and b.role is Role.QUESTION))
                left.update(
                    dict.fromkeys(range(part.lines.start, part.lines.end + 1), "a title above follow-up questions")
                )
                continue
            case Role.ANSWER:
                inner_units = [u for u in part.units if u.role in (Role.QUESTION,)]
                out.follow_ups.extend(inner_units)
                answers.extend(p for p in part.parts if p not in inner_units)
                _leave_title(part, left, "a label above an answer")
                current = answers
                continue
            case Role.CUE:
                own, rest = owned(part)
                out.cues.extend(_named(part, texts_of(own)))
                _leave_title(part, left, "a label above what the question is after")
                if rest:
                    current.extend(rest)
                continue
            case Role.ANGLE:
                own, rest = owned(part)
                angles.extend(own)
                _leave_title(part, left, "a label above how to answer")
                current.extend(rest)
                continue
            case Role.VERSION:
                _version(part, out, left)
                continue
            case Role.SAY:
                own, rest = owned(part)
                text = markdown(own)
                if text:
                    out.versions.append(
                        (Version(label=part.title, text=text, seconds=seconds_of(part.raw)), _span(part, own))
                    )
                    _leave_title(part, left, "a label above a wording")
                current.extend(rest)
                continue
            case Role.POINTS:
                out.points.append(part)
                own, rest = owned(part)
                current.extend([*own, *rest])
                _leave_title(part, left, "a label above the points of an answer")
                continue
            case Role.INSTEAD if not said_instead:
                own, rest = owned(part)
                said_instead = [*own, *rest]
                continue
            case Role.AVOID | Role.INSTEAD | Role.ASK | Role.MATCHES:
                own, rest = owned(part)
                current.extend(rest)
                continue
            case Role.SEGMENT if not answers:
                current.append(part)
                continue
            case _:
                current.append(part)
    if not any((answers, angles, out.versions, out.cues)) and not any(not _silent(part) for part in lead):
        answers = said_instead
    _settle(out, unit, lead, answers, angles, labelled=labelled, left=left)
    for comment in comments:
        _commented(comment, out, document, left)
    return out


def _named(unit: Unit, said: list[tuple[str, Lines]]) -> list[tuple[str, Lines]]:
    """Return what stands below a label, with the label before what stands on its line: it says how that is meant."""
    if not said or unit.style == "table" or not unit.raw or said[0][1].start != unit.lines.start:
        return said
    label = texts.undecorated(texts.plain(unit.raw)).strip(" :：-–—")
    return [(f"{label}: {said[0][0]}", said[0][1]), *said[1:]] if label and label != "Remark" else said


def _leave_title(unit: Unit, left: Left, reason: str) -> None:
    for number in range(unit.lines.start, unit.lines.end + 1):
        left.setdefault(number, reason)


def _span(unit: Unit, parts: Sequence[Part]) -> Lines:
    return Lines(unit.lines.start, max([unit.lines.end, *(end_of(p) for p in parts)]))


def _version(unit: Unit, out: Answer, left: Left) -> None:
    inner = [u for u in unit.units if u.role is Role.QUESTION]
    out.follow_ups.extend(inner)
    parts = _trimmed([p for p in unit.parts if p not in inner and not _silent(p)], left)
    for part in list(parts):
        if isinstance(part, Unit) and part.role is Role.CUE:
            out.cues.extend(texts_of(part.parts))
            parts.remove(part)
    text = markdown(parts)
    label = texts.unquoted(texts.undecorated(texts.plain(unit.raw))).rstrip(" :：") or unit.title
    _leave_title(unit, left, "a label above a version of the answer")
    if text.strip():
        out.versions.append((Version(label=label, text=text, seconds=seconds_of(unit.raw)), _span(unit, parts)))


def _settle(
    out: Answer, unit: Unit, lead: list[Part], answers: list[Part], angles: list[Part], *, labelled: bool, left: Left
) -> None:
    """Decide which of the parts are the answer."""
    aside: list[tuple[str, Lines]] = []
    if out.versions and not answers:
        lead = set_aside(lead, aside, answered=True)
    said = [p for p in lead if not _silent(p)]
    if answers:
        weight = sum(_count(p) for p in said)
        if any(isinstance(p, Fence | Table) for p in said) or weight > 60:
            answers = [*said, *answers]
        else:
            _remarks(said, out, left)
        if angles:
            out.cues.extend(texts_of(angles))
    elif labelled and said and sum(_count(p) for p in said) > 60 and not angles:
        answers = said
    elif labelled and said and angles and sum(_count(p) for p in said if start_of(p) < start_of(angles[0])) > 60:
        out.cues.extend(texts_of(angles))
        answers = said
    elif labelled and said:
        out.framing = True
        before = [
            p for p in said if (angles and start_of(p) < start_of(angles[0])) or (not angles and _is_remark_part(p))
        ]
        remarks = [
            p
            for p in before
            if isinstance(p, Paragraph) and _count(p) <= 30 and not p.rows[-1].text.rstrip().endswith((":", "："))
        ]
        kept = [p for p in said if p not in remarks]
        _remarks(remarks, out, left)
        answers = sorted([*angles, *kept], key=start_of)
    else:
        out.framing = bool(angles)
        answers = sorted([*said, *angles], key=start_of)
    if out.versions and unit.kind == "topic":
        out.cues.extend(cue for part in said if not isinstance(part, Unit) for cue in texts_of([part]))
        out.cues.extend(texts_of(angles))
        answers = []
    _remind(out, aside)
    if not answers and out.versions:
        fullest = max(out.versions, key=lambda v: len(v[0].text))
        default = next(
            (
                v
                for v in out.versions
                if re.search(r"\b(?:default|final|main|universal|memori[sz]e)\b", v[0].label.casefold())
            ),
            fullest,
        )
        out.parts = [Paragraph(default[1], tuple(Row(default[1].start, row) for row in default[0].text.split("\n")))]
        return
    spoken = _without_tail_titles(_without_label_line(answers, left), left)
    aside = []
    out.parts = _trimmed(set_aside(_trimmed(spoken, left), aside), left)
    _remind(out, aside)


def _remind(out: Answer, aside: list[tuple[str, Lines]]) -> None:
    """Make cues of remarks that stand among what is spoken."""
    out.cues.extend(aside)
    out.reminders.extend(aside)


def _is_remark_part(part: Part) -> bool:
    return isinstance(part, Paragraph) and all(is_remark(row.text) or is_direction(row.text) for row in part.rows)


def _remarks(parts: Sequence[Part], out: Answer, left: Left) -> None:
    for part in parts:
        if isinstance(part, ListBlock):
            for item in part.items:
                if item.rows and _metadata(item.rows[0].text):
                    left.setdefault(item.lines.start, "a direction, not part of the answer")
                else:
                    out.cues.extend(texts_of([ListBlock(item.lines, (item,))]))
        if not isinstance(part, Paragraph):
            continue
        for row in part.rows:
            if is_direction(row.text) or _metadata(row.text):
                left.setdefault(row.number, "a direction, not part of the answer")
            else:
                out.cues.append((texts.undecorated(texts.plain(row.text)), Lines(row.number, row.number)))


def _metadata(text: str) -> bool:
    return bool(words.METADATA.match(texts.undecorated(texts.plain(text))))


def _count(part: Part) -> int:
    if isinstance(part, Unit):
        return sum(_count(p) for p in part.parts)
    return word_count(part)


def _without_label_line(parts: list[Part], left: Left) -> list[Part]:
    """Leave out a bold line above an answer that begins in quotes: it names the answer and is not spoken."""
    filled = [p for p in parts if not _silent(p)]
    if len(filled) < 2 or not isinstance(filled[0], Paragraph) or not isinstance(filled[1], Paragraph):
        return parts
    first, second = filled[0], filled[1]
    if len(first.rows) == 1 and bold_line(first.rows[0].text) and second.rows[0].text.strip()[:1] in _QUOTE:
        left.setdefault(first.lines.start, "a label above an answer")
        return [p for p in parts if p is not first]
    return parts


def _without_tail_titles(parts: list[Part], left: Left) -> list[Part]:
    """Leave out bold lines at the end with nothing below them: they head what comes next."""
    parts = list(parts)
    while parts:
        last = parts[-1]
        if _silent(last):
            parts.pop()
            continue
        if isinstance(last, Unit) and not last.filled and last.role is Role.SECTION:
            left.setdefault(last.lines.start, "a title with nothing below it")
            parts.pop()
            continue
        if isinstance(last, Paragraph) and len(parts) > 1 and len(last.rows) == 1:
            bold = bold_line(last.rows[0].text)
            if bold and len(bold.split()) <= 8 and not bold.rstrip().endswith((".", "!", "?", ":")):
                left.setdefault(last.lines.start, "a title with nothing below it")
                parts.pop()
                continue
        break
    return parts


def _trimmed(parts: list[Part], left: Left) -> list[Part]:
    """Leave out directions before and behind an answer."""
    parts = [p for p in parts if not isinstance(p, Markup)]
    while parts and (_silent(parts[0]) or _all_directions(parts[0], left)):
        parts.pop(0)
    while parts and (_silent(parts[-1]) or _all_directions(parts[-1], left)):
        parts.pop()
    if parts and isinstance(parts[0], Paragraph):
        parts[0] = _trim_rows(parts[0], left, front=True)
    if parts and isinstance(parts[-1], Paragraph):
        parts[-1] = _trim_rows(parts[-1], left, front=False)
    return parts


def _all_directions(part: Part, left: Left) -> bool:
    if isinstance(part, ListBlock):
        heads = [item.rows[0] for item in part.items if item.rows and not item.blocks]
        told = len(heads) == len(part.items) and all(_metadata(row.text) for row in heads)
    else:
        heads = list(part.rows) if isinstance(part, Paragraph) else []
        told = bool(heads) and all(is_direction(row.text) or _metadata(row.text) for row in heads)
    if told:
        for row in heads:
            left.setdefault(row.number, "a direction, not part of the answer")
    return told


def _trim_rows(block: Paragraph, left: Left, *, front: bool) -> Paragraph:
    rows = list(block.rows)
    while len(rows) > 1 and (is_direction(rows[0 if front else -1].text) or (front and _metadata(rows[0].text))):
        left.setdefault(rows.pop(0 if front else -1).number, "a direction, not part of the answer")
    return Paragraph(Lines(rows[0].number, rows[-1].number), tuple(rows))


def _commented(comment: Comment, out: Answer, document: Document, left: Left) -> None:
    """An answer that was commented out is an older version."""
    root = outline_of(comment.blocks)
    versions = [u for u in root.units if u.role is Role.VERSION]
    before = len(out.versions)
    for unit in versions:
        _version(unit, out, left)
    if not versions:
        parts = [p for p in root.parts if not _silent(p)]
        if sum(_count(p) for p in parts) >= 20:
            out.versions.append((Version(label="commented out", text=markdown(parts)), comment.lines))
    reason = "a comment" if len(out.versions) == before else "marks of a comment"
    for number in range(comment.lines.start, comment.lines.end + 1):
        left.setdefault(number, reason)


__all__ = ["Answer", "Block", "end_of", "owned", "seconds_of", "start_of", "take_apart", "texts_of"]
