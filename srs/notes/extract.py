"""Document tree -> notes: runs the rules, settles rival claims, and accounts for every line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from srs.model import Kind, Lines, Note, NoteId, Point, Problem, Skipped
from srs.notes import ids
from srs.notes import text as texts
from srs.notes.anchors import anchor_of, without_block_id
from srs.notes.draft import Draft, Findings
from srs.notes.outline import Unit, outline_of
from srs.notes.outline.bare_labels import with_labels
from srs.notes.rules import asides, blocks, directives, lists, markers, metrics, phrasings, questions, stories
from srs.notes.rules.passages import passages
from srs.notes.rules.rehearsals import heard
from srs.notes.words import Role
from srs.reading.document import (
    Block,
    Comment,
    Document,
    FrontMatter,
    ListBlock,
    Markup,
    Rule,
    walk,
)

SURE_ENOUGH = 0.6
"""Notes below this confidence are proposed and wait for a yes."""


_PARTS = frozenset({Kind.METRIC, Kind.PHRASING, Kind.STORY_MATCH})
"""Kinds that are parts of other notes: an id on their lines is that one's."""


@dataclass(frozen=True, slots=True)
class Explained:
    """What became of one line."""

    line: int
    what: str
    """The kind of the note that it is part of, or `skipped`."""
    rule: str
    reason: str
    confidence: float
    note: NoteId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that was made of a document."""

    notes: tuple[Note, ...] = ()
    proposed: tuple[Note, ...] = ()
    """Notes too unsure to be studied without a yes."""
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()
    explained: tuple[Explained, ...] = field(default=())
    """One for each line with something on it, in order."""


def extract(document: Document) -> Extraction:
    """Return the notes of a document, and for every line what became of it; nothing in a document raises."""
    found = Findings()
    said = directives.directives_of(document)
    tree = directives.titled(asides.without_asides(heard(document.tree, found.left), found.left), said)
    root = outline_of(with_labels(tree))
    questions.find(root, found)
    stories.find(root, found)
    questions.merge_repeated(found)
    lists.find(root, found)
    blocks.find(root, found)
    markers.find(root, found)
    told = list(passages(root))
    metrics.find(told, found)
    markers.highlighted(told, found)
    phrasings.find(root, told, found)
    directives.obey(said, root, document, found)
    drafts = _settled(found.drafts)
    made = _notes(drafts, document)
    notes = tuple(note for note in made if note.confidence >= SURE_ENOUGH)
    proposed = tuple(note for note in made if note.confidence < SURE_ENOUGH)
    explained = _explained(document, made, _reasons(root, tree, document, found))
    return Extraction(
        notes=notes,
        proposed=proposed,
        skipped=tuple(_skipped(document, explained)),
        problems=(*document.problems, *said.problems),
        explained=explained,
    )


def _settled(drafts: list[Draft]) -> list[Draft]:
    """Drop what another note says already; parents of what is dropped are passed on."""
    seen: dict[tuple[str, str, str], Draft] = {}
    gone: dict[int, Draft] = {}
    for draft in drafts:
        same = (draft.kind.value, texts.key(draft.prompt), texts.key(draft.answer))
        known = seen.setdefault(same, draft)
        if known is not draft:
            known.also.append(draft.lines)
            known.also.extend(draft.also)
            gone[id(draft)] = known
    out = [d for d in drafts if id(d) not in gone and d.prompt.strip()]
    for draft in out:
        draft.parent = gone.get(id(draft.parent), draft.parent)
        draft.story = gone.get(id(draft.story), draft.story)
    return sorted(out, key=lambda d: (d.lines.start, d.lines.end))


def _notes(drafts: list[Draft], document: Document) -> list[Note]:
    count: Counter[tuple[str, str]] = Counter()
    names: dict[int, NoteId] = {}
    owners: dict[str, Draft] = {}
    for draft in sorted(drafts, key=lambda d: d.lines.end - d.lines.start):
        draft.prompt = without_block_id(draft.prompt) or draft.prompt
        if draft.kind not in _PARTS and (anchor := anchor_of(document.lines, draft.lines.start, draft.lines.end)):
            # a follow-up ends where the note around it ends: the id is that of the narrower one
            owners.setdefault(anchor, draft)
    given = {id(draft): anchor for anchor, draft in owners.items()}
    alone = [draft for draft in drafts if draft.kind not in _PARTS and draft.parent is None]
    if len(alone) == 1 and (own := document.front_matter.get("id", "").strip()):
        given.setdefault(id(alone[0]), own)
    for draft in drafts:
        same = (draft.kind.value, texts.key(draft.prompt))
        names[id(draft)] = ids.note_id(document.place, draft.kind, draft.prompt, count[same])
        count[same] += 1
    tags = tuple(
        tag.strip().lstrip("#") for tag in document.front_matter.get("tags", "").strip("[]").split(",") if tag.strip()
    )
    return [_note(draft, names, tags, document, given.get(id(draft))) for draft in drafts]


def _note(
    draft: Draft, names: dict[int, NoteId], tags: tuple[str, ...], document: Document, anchor: str | None
) -> Note:
    name = names[id(draft)]
    count: Counter[str] = Counter()
    points = []
    for slot, (text, lines, role) in enumerate(draft.points, 1):
        same = texts.key(text)
        points.append(Point(id=ids.point_id(name, text, count[same]), text=text, lines=lines, role=role, slot=slot))
        count[same] += 1
    return Note(
        id=name,
        kind=draft.kind,
        prompt=" ".join(draft.prompt.split()),
        answer=draft.answer,
        path=document.path,
        lines=draft.lines,
        also=tuple((document.path, lines) for lines in _elsewhere(draft)),
        headings=draft.headings,
        deck=document.deck,
        tags=tuple(dict.fromkeys((*tags, *draft.tags))),
        parent=names.get(id(draft.parent)) if draft.parent is not None else None,
        story=names.get(id(draft.story)) if draft.story is not None else None,
        points=tuple(points),
        versions=tuple(draft.versions),
        cues=tuple(dict.fromkeys(draft.cues)),
        confidence=round(draft.confidence, 2),
        rule=draft.rule,
        reason=draft.reason,
        anchor=anchor,
    )


def _elsewhere(draft: Draft) -> list[Lines]:
    """Return the other places of a note, in order, joined where they touch."""
    out: list[Lines] = []
    for lines in sorted(set(draft.also), key=lambda r: (r.start, r.end)):
        if draft.lines.start <= lines.start and lines.end <= draft.lines.end:
            continue
        if out and lines.start <= out[-1].end + 1:
            out[-1] = Lines(out[-1].start, max(out[-1].end, lines.end))
        else:
            out.append(lines)
    return out


# ------------------------------------------------------------------ every line


def _reasons(root: Unit, tree: Iterable[Block], document: Document, found: Findings) -> dict[int, str]:
    """Return for every line why it would be left, were it in no note."""
    reasons: dict[int, str] = {}
    for unit in root.all():
        if unit.title or unit.style in ("table", "details"):
            _mark(reasons, unit.lines, _title_reason(unit))
        body = _body_reason(unit)
        for block in unit.blocks:
            _mark(reasons, block.lines, _block_reason(block) or body)
    for block in walk(document.tree):
        reason = _block_reason(block)
        if reason and not isinstance(block, ListBlock):
            for number in range(block.lines.start, block.lines.end + 1):
                reasons.setdefault(number, reason)
    reasons.update(found.left)
    return reasons


def _mark(reasons: dict[int, str], lines: Lines, reason: str) -> None:
    for number in range(lines.start, lines.end + 1):
        reasons.setdefault(number, reason)


def _title_reason(unit: Unit) -> str:
    if unit.kind == "contents":
        return "table of contents"
    if unit.role is Role.SECTION:
        return "a heading"
    return "a label" if unit.role is not Role.QUESTION else "a question that heads others"


def _body_reason(unit: Unit) -> str:
    kinds = {u.kind for u in (unit, *unit.above())}
    roles = {u.role for u in (unit, *unit.above())}
    if "contents" in kinds:
        return "table of contents"
    if "resources" in kinds:
        return "references"
    if "advice" in kinds:
        return "advice to the reader"
    if Role.FOLLOW_UPS in roles and Role.QUESTION not in roles:
        return "text around follow-up questions"
    if unit.role in (Role.CUE, Role.ANGLE):
        return "what interviewers look for, under no question"
    if unit.role in (Role.SAY, Role.INSTEAD):
        return "wordings under no question"
    return "text that answers no question"


def _block_reason(block: Block) -> str:
    match block:
        case Rule():
            return "a line across the page"
        case Markup():
            return "markup without text"
        case Comment():
            return "a comment"
        case FrontMatter():
            return "front matter"
        case ListBlock() if all(item.checkbox for item in block.items):
            return "a checklist"
        case _:
            return ""


def _explained(document: Document, made: list[Note], reasons: dict[int, str]) -> tuple[Explained, ...]:
    owner: dict[int, Note] = {}
    # Narrow claims win over wide ones: a follow-up inside the range of its parent explains its own lines.
    claims = [
        (lines.end - lines.start, note, lines) for note in made for lines in (note.lines, *(r for _, r in note.also))
    ]
    for _, note, lines in sorted(claims, key=lambda claim: (claim[0], claim[1].lines.start)):
        for number in range(lines.start, min(lines.end, len(document.lines)) + 1):
            owner.setdefault(number, note)
    out = []
    for number, text in enumerate(document.lines, 1):
        if not text.strip():
            continue
        part = owner.get(number)
        if part is not None:
            out.append(Explained(number, part.kind.value, part.rule, part.reason, part.confidence, part.id))
        else:
            out.append(Explained(number, "skipped", "", reasons.get(number, "text that answers no question"), 1.0))
    return tuple(out)


def _skipped(document: Document, explained: Iterable[Explained]) -> list[Skipped]:
    out: list[Skipped] = []
    before: Explained | None = None
    for line in explained:
        if line.what == "skipped":
            if before is not None and before.what == "skipped" and before.reason == line.reason:
                out[-1] = Skipped(path=document.path, lines=Lines(out[-1].lines.start, line.line), reason=line.reason)
            else:
                out.append(Skipped(path=document.path, lines=Lines(line.line, line.line), reason=line.reason))
        before = line
    return out
