"""Question notes: a title that asks, with the whole of its answer."""

from __future__ import annotations

import re

from srs.model import Kind, Lines, Version
from srs.notes import text as texts
from srs.notes import words
from srs.notes.draft import Draft, Findings, headings_of
from srs.notes.outline import Unit
from srs.notes.rules.answers import Answer, seconds_of, take_apart
from srs.notes.rules.hints import unsaid
from srs.notes.rules.parts import end_of, start_of
from srs.notes.rules.points import points_of
from srs.notes.words import Role
from srs.reading.document import Paragraph


def find(root: Unit, found: Findings) -> None:
    """Add a draft for every question below `root`; follow-ups name their parent."""
    for unit in root.all():
        _topic_with_versions(unit)
        if unit.role is Role.QUESTION:
            _question(unit, found)


def _topic_with_versions(unit: Unit) -> None:
    """A topic that has a 30-second version is something one is asked."""
    sheet = unit.role is Role.SECTION or (unit.role is Role.SAY and unit.container)
    if not sheet or unit.kind or not unit.title or unit.within(Role.QUESTION, Role.STORY):
        return
    versions = [u for u in unit.units if u.role is Role.VERSION and u.filled]
    timed = [u for u in versions if seconds_of(u.raw)]
    first = unit.parts[0] if unit.parts else None
    said = texts.plain(first.rows[0].text) if isinstance(first, Paragraph) else ""
    if timed or len(versions) >= 2 or (versions and texts.unquoted(said) != said):
        unit.role, unit.kind, unit.confidence = Role.QUESTION, "topic", 0.8
        unit.reason = "a topic with versions of what to say"


def _question(unit: Unit, found: Findings) -> None:
    answer = take_apart(unit, found.left)
    prompt, own_label = _without_version(unit.title)
    text = answer.text
    unanswered = not text.strip() or bool(words.NOTHING_YET.fullmatch(texts.plain(text).casefold()))
    unanswered = unanswered or _reminds(text)
    if unanswered and not answer.versions and not answer.cues and _heads_only(unit, answer):
        found.leave(unit.lines, "a heading above questions")
        return
    draft = Draft(
        kind=Kind.QUESTION,
        prompt=prompt,
        answer="" if unanswered else text,
        lines=_range(unit, answer),
        rule="question",
        reason=unit.reason,
        confidence=unit.confidence,
        headings=headings_of(unit),
        framing=answer.framing,
        unit=unit,
    )
    parent = unit.within(Role.QUESTION) if unit.parent is None else unit.parent.within(Role.QUESTION)
    if parent is not None and id(parent) in found.by_unit:
        draft.parent = found.by_unit[id(parent)]
    if unanswered:
        draft.tag("unanswered")
        if not answer.cues and unit.style in ("item", "row", "quote"):
            draft.confidence = min(draft.confidence, 0.7)
            draft.reason = "a question that the notes leave open"
    if texts.has_blanks(f"{unit.raw}\n{text}") or (unanswered and text.strip()):
        draft.tag("fill-in")
    for part in answer.parts:
        if start_of(part) > draft.lines.end and not any(
            _covers(lines, Lines(start_of(part), end_of(part))) for _, lines in answer.versions
        ):
            draft.also.append(Lines(start_of(part), end_of(part)))
    for version, lines in answer.versions:
        draft.versions.append(version)
        if not _covers(draft.lines, lines):
            draft.also.append(lines)
    if own_label and not unanswered:
        draft.versions.insert(0, Version(label=own_label, text=text, seconds=seconds_of(own_label)))
    for _, lines in answer.reminders:
        found.cued.update(range(lines.start, lines.end + 1))
    for cue, lines in answer.cues:
        draft.cues.append(cue)
        if not _covers(draft.lines, lines):
            draft.also.append(lines)
    listed = [p for u in answer.points for p in points_of(u.parts)]
    for beat in listed or points_of(answer.parts):
        draft.points.append((beat.text, beat.lines, None))
    found.add(draft)
    for reminder, lines in answer.reminders:
        forbidden = unsaid(reminder)
        if forbidden:
            found.add(_warning(draft, forbidden, lines))


def _warning(draft: Draft, forbidden: str, lines: Lines) -> Draft:
    """Return a card for what a reminder in an answer forbids to say."""
    return Draft(
        kind=Kind.AVOID,
        prompt=f"{draft.prompt} – what not to say",
        answer=f"- {forbidden}",
        lines=lines,
        rule="avoid",
        reason="a reminder forbids to say it",
        confidence=0.8,
        headings=draft.headings,
        parent=draft,
    )


_FRAMED = re.compile(
    r"[*_\s]*(?:\(([^()]{2,120})\)|\[([^\[\]]{2,120})\]|（([^（）]{2,60})）|【([^【】]{2,60})】)[*_\s.!]*"
)
_DOUBTED = re.compile(
    r"[?？!…\s]{1,6}(?:[(（\[][^()（）\[\]]{1,80}[)）\]])?|untitled|sin título|ohne titel|sans titre|无标题|無題"
)


def _reminds(text: str) -> bool:
    """Tell whether all that stands for an answer is a remark in a frame: what is still to be thought of."""
    said = text.strip()
    if "\n" in said or len(said) > 140:
        return False
    return bool(_FRAMED.fullmatch(said) and not said.startswith(("[[", "![")) and "](" not in said) or bool(
        _DOUBTED.fullmatch(texts.plain(said).casefold())
    )


def _heads_only(unit: Unit, answer: Answer) -> bool:
    """Tell whether a question has nothing of its own but other units: it heads them."""
    if any(u.role is Role.ANSWER for u in unit.units):
        return False  # an answer was to be written here
    return bool(answer.follow_ups) or any(
        u.role in (Role.SECTION, Role.ASK, Role.AVOID) and u.filled for u in unit.units
    )


def _without_version(title: str) -> tuple[str, str]:
    """Return a title without a remark that names a version of its answer, and that remark."""
    bare, remarks = texts.without_remark(title)
    if remarks and bare:
        last = remarks[-1]
        if re.search(r"\b(?:version|variant|focus(?:ed)?)\b", last.casefold()) or words.DURATION.search(
            last.casefold()
        ):
            return bare.rstrip(" :"), last
    return title, ""


def _range(unit: Unit, answer: Answer) -> Lines:
    """Return the lines from the title to the end of its answer; what stands elsewhere is not in it."""
    start = unit.lines.start
    stops = [u.lines.start for u in unit.units if u.elsewhere]
    stop = min([*stops, *([_next_question(answer) or start] if answer.follow_ups else [])], default=None)
    ends = [end_of(p) for p in answer.parts if start_of(p) >= start and (stop is None or start_of(p) < stop)]
    return Lines(start, max([unit.lines.end, *ends]))


def _next_question(answer: Answer) -> int | None:
    starts = [u.lines.start for u in answer.follow_ups]
    return min(starts) if starts else None


def _covers(outer: Lines, inner: Lines) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def merge_repeated(found: Findings) -> None:
    """Make one note of a question that a document asks several times: other answers become versions."""
    first: dict[str, Draft] = {}
    gone: dict[int, Draft] = {}
    for draft in found.drafts:
        if draft.kind is not Kind.QUESTION:
            continue
        bare, remarks = texts.without_remark(draft.prompt)
        name = texts.key(bare if remarks and len(bare) > 15 else draft.prompt)
        if not name:
            continue
        known = first.setdefault(name, draft)
        if known is draft:
            continue
        _merge(known, draft, remarks)
        gone[id(draft)] = known
    if not gone:
        return
    found.drafts = [d for d in found.drafts if id(d) not in gone]
    for draft in found.drafts:
        if draft.parent is not None and id(draft.parent) in gone:
            draft.parent = gone[id(draft.parent)]
        if draft.parent is draft:
            draft.parent = None
    for unit, kept in list(found.by_unit.items()):
        found.by_unit[unit] = gone.get(id(kept), kept)


def _merge(kept: Draft, other: Draft, remarks: list[str]) -> None:
    replaced = bool(other.answer) and (not kept.answer or (kept.framing and not other.framing))
    kept.cues.extend(c for c in other.cues if c not in kept.cues)
    kept.also.append(other.lines)
    kept.also.extend(other.also)
    if replaced:
        if kept.answer:
            kept.cues.extend(
                c for c in kept.answer.split("\n") if c.strip() and texts.plain(c.lstrip("- ")) not in kept.cues
            )
            kept.cues = [texts.plain(c.removeprefix("- ")) for c in kept.cues]
        kept.answer, kept.points, kept.framing = other.answer, other.points, other.framing
        if "unanswered" in kept.tags:
            kept.tags.remove("unanswered")
        kept.versions = [*other.versions, *kept.versions]
        return
    known = {texts.key(v.text) for v in kept.versions} | {texts.key(kept.answer)}
    label = remarks[-1] if remarks else ""
    if other.answer and texts.key(other.answer) not in known and not other.versions:
        if not kept.versions and kept.answer:
            kept.versions.append(Version(label="first", text=kept.answer))
        kept.versions.append(
            Version(label=label or f"version {len(kept.versions) + 1}", text=other.answer, seconds=seconds_of(label))
        )
    kept.versions.extend(v for v in other.versions if texts.key(v.text) not in known)
