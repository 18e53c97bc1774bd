"""What stands below a question, taken apart: the answer whole, its versions, what it is tested for, what follows up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from srs.model import Lines, Version
from srs.notes import text as texts
from srs.notes import words
from srs.notes.outline import Part, Unit, outline_of
from srs.notes.render import markdown
from srs.notes.rules.asides import Left, is_direction, is_remark
from srs.notes.rules.hints import set_aside
from srs.notes.rules.parts import count_of, end_of, owned, silent, start_of, texts_of
from srs.notes.rules.trimming import is_metadata, trimmed, without_label_line, without_tail_titles
from srs.notes.words import Role
from srs.reading.document import Comment, Fence, ListBlock, Paragraph, Quote, Row, Table


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
        parts = [part for part in self.parts if not silent(part)]
        if parts and all(isinstance(part, Quote) and not part.callout for part in parts):
            return markdown([block for part in parts if isinstance(part, Quote) for block in part.blocks])
        return markdown(self.parts)


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


def take_apart(unit: Unit, left: Left) -> Answer:
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
    if not any((answers, angles, out.versions, out.cues)) and not any(not silent(part) for part in lead):
        answers = said_instead
    _settle(out, unit, lead, answers, angles, labelled=labelled, left=left)
    for comment in comments:
        _commented(comment, out, left)
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
    parts = trimmed([p for p in unit.parts if p not in inner and not silent(p)], left)
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
    said = [p for p in lead if not silent(p)]
    if answers:
        weight = sum(count_of(p) for p in said)
        if any(isinstance(p, Fence | Table) for p in said) or weight > 60:
            answers = [*said, *answers]
        else:
            _remarks(said, out, left)
        if angles:
            out.cues.extend(texts_of(angles))
    elif labelled and said and sum(count_of(p) for p in said) > 60 and not angles:
        answers = said
    elif labelled and said and angles and sum(count_of(p) for p in said if start_of(p) < start_of(angles[0])) > 60:
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
            if isinstance(p, Paragraph) and count_of(p) <= 30 and not p.rows[-1].text.rstrip().endswith((":", "："))
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
    spoken = without_tail_titles(without_label_line(answers, left), left)
    aside = []
    out.parts = trimmed(set_aside(trimmed(spoken, left), aside), left)
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
                if item.rows and is_metadata(item.rows[0].text):
                    left.setdefault(item.lines.start, "a direction, not part of the answer")
                else:
                    out.cues.extend(texts_of([ListBlock(item.lines, (item,))]))
        if not isinstance(part, Paragraph):
            continue
        for row in part.rows:
            if is_direction(row.text) or is_metadata(row.text):
                left.setdefault(row.number, "a direction, not part of the answer")
            else:
                out.cues.append((texts.undecorated(texts.plain(row.text)), Lines(row.number, row.number)))


def _commented(comment: Comment, out: Answer, left: Left) -> None:
    """An answer that was commented out is an older version."""
    root = outline_of(comment.blocks)
    versions = [u for u in root.units if u.role is Role.VERSION]
    before = len(out.versions)
    for unit in versions:
        _version(unit, out, left)
    if not versions:
        parts = [p for p in root.parts if not silent(p)]
        if sum(count_of(p) for p in parts) >= 20:
            out.versions.append((Version(label="commented out", text=markdown(parts)), comment.lines))
    reason = "a comment" if len(out.versions) == before else "marks of a comment"
    for number in range(comment.lines.start, comment.lines.end + 1):
        left.setdefault(number, reason)
