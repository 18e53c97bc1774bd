"""Stories: segments under whatever labels stand in their place, and the questions that a story answers."""

from __future__ import annotations

import re
from bisect import bisect_left

from srs.model import Kind, Lines
from srs.notes import telling, words
from srs.notes import text as texts
from srs.notes.draft import Draft, Findings, headings_of
from srs.notes.outline import Part, Unit
from srs.notes.outline.lines import lead_of
from srs.notes.render import markdown, spoken
from srs.notes.rules import pointers
from srs.notes.rules.asides import is_direction
from srs.notes.rules.parts import end_of, owned, texts_of
from srs.notes.rules.points import beats_of
from srs.notes.rules.story_tables import matched, told_in_table
from srs.notes.words import Role
from srs.reading.document import Block, Comment, Fence, ListBlock, Markup, Paragraph, Rule, Table

_BEGINS = {"situation", "task", "challenge"}
_ACTS = {"action", "decision"}
_ENDS = {"result", "learning"}


def find(root: Unit, found: Findings) -> None:
    """Add a draft for every story below `root`, and one for each question that a story answers."""
    by_name: dict[str, Draft] = {}
    for unit in root.all():
        for block in unit.blocks:
            if isinstance(block, Table):
                told_in_table(block, unit, found, by_name)
        if unit.role not in (Role.STORY, Role.SECTION, Role.QUESTION):
            continue
        near = [unit, *(u for u in unit.above() if u.role is Role.SECTION)][:2]
        if unit.role is not Role.STORY and any(u.kind in ("advice", "resources", "contents") for u in near):
            continue
        runs = _runs(_segments(unit))
        beside = [u for u in unit.units if u.role in (Role.CUE, Role.MATCHES)]
        blocks = unit.blocks
        made = 0
        for index, run in enumerate(runs):
            if _tells(run, unit):
                stop = runs[index + 1][0].lines.start if index + 1 < len(runs) else None
                draft = _story(unit, run, found, numbered=len(runs) > 1)
                if unit.role is not Role.QUESTION:
                    _around(_between(beside, draft, stop, first=not index), blocks, draft, found)
                    blocks = []
                made += 1
        if not made and _told_row_by_row(unit, found):
            continue
        if not made and unit.role is Role.STORY and unit.filled:
            _untold(unit, found)
    _mapped(found, by_name)
    pointers.find(found)


def _mapped(found: Findings, by_name: dict[str, Draft]) -> None:
    """Questions of a table that are answered by the name or number of a story ask for the story."""
    for draft in found.drafts:
        answer = texts.key(draft.answer) if draft.kind is Kind.QUESTION and draft.unit is not None else ""
        if answer and draft.unit is not None and draft.unit.style == "table" and answer in by_name:
            story = by_name[answer]
            draft.kind, draft.rule, draft.answer, draft.story = Kind.STORY_MATCH, "story-match", story.prompt, story
            draft.reason, draft.points = "a table says which story answers it", []


def _between(beside: list[Unit], draft: Draft, stop: int | None, *, first: bool) -> list[Unit]:
    """Return the labels that stand beside one of several stories of a section."""
    low = 0 if first else bisect_left(beside, draft.lines.start, key=lambda u: u.lines.start)
    high = len(beside) if stop is None else bisect_left(beside, stop, key=lambda u: u.lines.start)
    return beside[low:high]


def _segments(unit: Unit) -> list[Unit]:
    out: list[Unit] = []
    told = [u for u in unit.units if u.role is Role.SECTION and u.segments]
    for child in unit.units:
        if child.role is Role.SEGMENT:
            out.append(child)
        elif child.role in (Role.ANSWER, Role.VERSION, Role.ANGLE, Role.FOLLOW_UPS) or (
            unit.role is Role.STORY and child.role is Role.SECTION and not child.kind and len(told) < 2
        ):
            out.extend(_segments(child))
    return out


def _runs(segments: list[Unit]) -> list[list[Unit]]:
    """Split segments where a story begins anew: its first role comes again."""
    runs: list[list[Unit]] = []
    for segment in segments:
        if runs and len(runs[-1]) >= 3 and segment.kind == runs[-1][0].kind and any(s.kind in _ENDS for s in runs[-1]):
            runs.append([segment])
        elif runs:
            runs[-1].append(segment)
        else:
            runs.append([segment])
    return runs


def _tells(run: list[Unit], unit: Unit) -> bool:
    """Tell whether these segments are a story and no lesson on how to tell one."""
    told = [s for s in run if s.filled]
    kinds = {s.kind for s in told}
    if len(told) < 2 or not kinds & (_ENDS | _ACTS) or len(kinds) < 2:
        return False
    if unit.role is not Role.STORY and not (
        (kinds & _BEGINS and kinds & _ACTS) or (kinds & _BEGINS and "result" in kinds and len(told) >= 3)
    ):
        return False
    said = [spoken(s.parts) for s in told]
    explains = sum(1 for text in said if words.TELLS_YOU.search(text) and not words.FIRST_PERSON.search(text))
    short = sum(1 for text in said if len(text.split()) <= 9 and not re.search(r"\d", text))
    lesson = explains * 2 >= len(said) or (short == len(said) and explains > 0)
    return any(words.FIRST_PERSON.search(text) for text in said) or not lesson


def _story(unit: Unit, run: list[Unit], found: Findings, *, numbered: bool) -> Draft:
    title = unit.title
    if not title:
        title = _named(run)
    elif numbered:
        title = f"{title}: {_named(run)}"
    draft = Draft(
        kind=Kind.STORY,
        prompt=title,
        answer="",
        lines=Lines(unit.lines.start, unit.lines.end),
        rule="story",
        reason="labelled " + ", ".join(dict.fromkeys(s.kind for s in run if s.filled)),
        confidence=0.95 if unit.role is Role.STORY else 0.9,
        headings=headings_of(unit),
        unit=unit if unit.role is not Role.QUESTION else None,
    )
    pieces, last = [], unit.lines.end
    for segment in run:
        own: list[Part] = list(segment.parts)
        if segment.rank >= 70:
            # A line across the page ends what a label in running text heads.
            own = own[: next((i for i, part in enumerate(own) if isinstance(part, Rule)), len(own))]
        own = [p for p in own if not isinstance(p, Rule | Markup | Comment)]
        own = [p for p in own if not (isinstance(p, Unit) and p.role is Role.QUESTION)]
        own = [p for p in own if not (isinstance(p, Paragraph) and all(is_direction(r.text) for r in p.rows))]
        if len(own) > 1 and isinstance(own[-1], ListBlock) and isinstance(own[-2], Fence | Table):
            own = own[:-1] if all(item.checkbox for item in own[-1].items) else own  # what is still to be done
        text = markdown(own)
        if not text:
            continue
        label = texts.undecorated(texts.plain(segment.raw)).rstrip(" :：–—-\t") or segment.kind.capitalize()
        if segment.style == "beat" and not segment.raw:
            pieces.append(text)  # told without labels: its place is known, but not written
            label = segment.kind
        else:
            pieces.append(f"**{label}:** {text}" if "\n" not in text else f"**{label}:**\n{text}")
        last = max([last, segment.lines.end, *(end_of(p) for p in own)])
        usual = len(label.split()) == 1 and any(p.fullmatch(texts.label(label)) for p in words.SEGMENTS.values())
        named = "" if usual else f"{label}: "
        for beat in beats_of(own):
            draft.points.append((f"{named}{beat.text}", beat.lines, segment.kind))
            named = ""
        if texts.has_blanks(text):
            draft.tag("fill-in")
    draft.answer = "\n\n".join(pieces)
    start = unit.lines.start if unit.role is not Role.QUESTION and not numbered else run[0].lines.start
    if unit.role is Role.QUESTION:
        start = unit.lines.start
    draft.lines = Lines(start, last)
    question = found.by_unit.get(id(unit)) if unit.role is Role.QUESTION else None
    found.add(draft)
    if question is not None:
        question.story = draft
    return draft


def _named(run: list[Unit]) -> str:
    """Return a name for a story without a title: the first words of its first segment."""
    for segment in run:
        said = spoken(segment.parts).split("\n")[0]
        if said:
            first = texts.sentences(said)[0] if texts.sentences(said) else said
            # a quotation that is cut short has no mark to end it
            words_ = first.lstrip('"“„«「『').split()
            return " ".join(words_[:12]) + ("…" if len(words_) > 12 else "")
    return "A story"


def _told_row_by_row(unit: Unit, found: Findings) -> bool:
    """Add a story whose rows are its beats: a few whole sentences, one a line, below a title that asks for an event."""
    title = texts.plain(unit.title).casefold().replace("’", "'")
    if not title or not telling.EVENT.search(title):
        return False
    said = [block for block in unit.blocks if isinstance(block, Paragraph)]
    rows = list(said[0].rows) if len(said) == 1 else []
    others = [b for b in unit.blocks if not isinstance(b, Paragraph | Rule | Markup | Comment)]
    if len(rows) not in _ROWS or others or not all(_whole_sentence(row.text) for row in rows):
        return False
    told = [texts.plain(row.text) for row in rows]
    if not any(words.FIRST_PERSON.search(text) for text in told):
        return False
    kinds = list(_BY_ROW[len(rows)])
    lead = lead_of(rows[-1].text)
    learned = telling.IN_ORDER["learning"].search((lead[0] if lead else told[-1]).casefold())
    if len(rows) == 4 and learned:
        kinds = ["situation", "action", "result", "learning"]
    draft = Draft(
        kind=Kind.STORY,
        prompt=unit.title,
        answer="\n\n".join(told),
        lines=Lines(unit.lines.start, rows[-1].number),
        rule="story",
        reason="titled as an event and told one beat a line",
        confidence=0.8,
        headings=headings_of(unit),
        unit=unit if unit.role is not Role.QUESTION else None,
    )
    draft.points = [
        (text, Lines(row.number, row.number), kind) for text, row, kind in zip(told, rows, kinds, strict=True)
    ]
    question = found.by_unit.get(id(unit)) if unit.role is Role.QUESTION else None
    found.add(draft)
    if question is not None:
        question.story = draft
    _around([u for u in unit.units if u.role in (Role.CUE, Role.MATCHES)], [], draft, found)
    return True


def _whole_sentence(text: str) -> bool:
    bare = texts.plain(text).rstrip(" \"”“»」')")
    return bare.endswith((".", "!", "?", "…", "。", "！", "？")) and len(bare) >= _SHORTEST


_ROWS = (4, 5)
"""Rows of a story that is told one beat a line."""
_BY_ROW = {
    4: ("situation", "task", "action", "result"),
    5: ("situation", "task", "action", "result", "learning"),
}
_SHORTEST = 12
"""Letters of a beat."""


def _untold(unit: Unit, found: Findings) -> None:
    """A story that is titled as one and told without labels."""
    parts: list[Part] = [p for p in unit.parts if not isinstance(p, Unit | Rule | Markup | Comment)]
    text = markdown(parts)
    if len(text.split()) < 15 and not any("\u3040" <= c <= "\u9fff" for c in text):
        return
    draft = Draft(
        kind=Kind.STORY,
        prompt=unit.title,
        answer=text,
        lines=Lines(unit.lines.start, max([unit.lines.end, *(end_of(p) for p in parts)])),
        rule="story",
        reason="titled as a story",
        confidence=0.8,
        headings=headings_of(unit),
        unit=unit,
    )
    draft.points.extend((beat.text, beat.lines, None) for beat in beats_of(parts))
    found.add(draft)
    _around([u for u in unit.units if u.role in (Role.CUE, Role.MATCHES)], [], draft, found)


def _around(beside: list[Unit], blocks: list[Block], draft: Draft, found: Findings) -> None:
    """Read what stands beside the segments: what it shows, and the questions that it answers."""
    for child in beside:
        if child.role is Role.CUE and _names_questions(child):
            _matches(owned(child)[0], draft, found)
            found.leave(child.lines, "a label above questions that a story answers")
        elif child.role is Role.CUE:
            own, rest = owned(child)
            _cue(own, draft)
            for part in rest:
                if isinstance(part, Paragraph):
                    _cue([part], draft)
            found.leave(child.lines, "a label above what a story shows")
            draft.also.append(child.lines)
        elif child.role is Role.MATCHES:
            own, rest = owned(child)
            _matches(own, draft, found)
            found.leave(child.lines, "a label above questions that a story answers")
    for block in blocks:
        if isinstance(block, Paragraph) and draft.points and block.lines.end < draft.points[0][1].start:
            _cue([block], draft)


def _names_questions(unit: Unit) -> bool:
    """Tell whether what a story is “good for” are questions."""
    said = [piece for text, _ in texts_of(owned(unit)[0]) for piece in _pieces(text)]
    return bool(said) and sum(texts.asks(texts.prompt(piece)) >= 0.75 for piece in said) * 2 >= len(said)


def _pieces(text: str) -> list[str]:
    """Return the entries of a list that is written on one line."""
    return [p.strip() for p in re.split(r"[;；、]|\s/\s|(?<=[?？”\"])[,，]\s*|[,，]\s+", text) if p.strip()]


def _cue(parts: list[Part], draft: Draft) -> None:
    for text, lines in texts_of(parts):
        if words.CUE.fullmatch(texts.label(text)):
            continue
        draft.cues.append(text)
        if not draft.lines.start <= lines.start <= draft.lines.end:
            draft.also.append(lines)


def _matches(parts: list[Part], draft: Draft, found: Findings) -> None:
    for text, lines in texts_of(parts):
        pieces = [text]
        if not any(isinstance(p, ListBlock) for p in parts):
            pieces = _pieces(text)
        for piece in pieces:
            prompt = texts.prompt(piece)
            if not prompt:
                continue
            quoted = texts.unquoted(piece.strip(" .")) != piece.strip(" .")
            if quoted or texts.asks(prompt) or isinstance(parts[0], ListBlock):
                found.add(matched(prompt, lines, draft))
            else:
                draft.cues.append(prompt)
                draft.also.append(lines)
