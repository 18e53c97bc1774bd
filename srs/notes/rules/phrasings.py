"""Wordings worth saying exactly: the best sentence of an answer, and lines that their author set apart to be said."""

from __future__ import annotations

from srs.model import Kind, Lines
from srs.notes import text as texts
from srs.notes import words
from srs.notes.draft import Draft, Findings, headings_of
from srs.notes.outline import Unit
from srs.notes.rules.passages import Passage, passages
from srs.notes.wordings import Wording, wordings
from srs.notes.words import Role

_MOST = 2
"""Wordings of one answer or story: whoever must say everything exactly says nothing freely."""
_SURE, _SET_APART = 0.7, 0.5
"""The score from which a sentence of an answer is worth a card, and one that its author set apart."""


def find(root: Unit, found: Findings) -> None:
    """Add a draft for the wordings of each question and story, and for those under a label such as “Say this”."""
    by_owner: dict[int, list[tuple[Wording, Passage]]] = {}
    owners: dict[int, Unit] = {}
    for passage in passages(root):
        if words.PLACEHOLDER.search(passage.text):
            continue
        say = passage.unit.within(Role.SAY)
        if passage.owner is None and say is None and not (passage.quoted and passage.listed and not passage.unit.kind):
            continue
        owner = passage.owner or say or passage.unit
        owners[id(owner)] = owner
        takeaway = passage.unit.kind == "learning"
        apart = passage.quoted or say is not None
        for wording in wordings(passage.text, set_apart=apart, takeaway=takeaway):
            by_owner.setdefault(id(owner), []).append((wording, passage))
    said: set[str] = set()
    for name, candidates in by_owner.items():
        candidates.sort(key=lambda each: (-each[0].score, each[1].lines.start))
        sheet = owners[name].role in (Role.SAY, Role.SECTION)
        most = len(candidates) if sheet else _MOST
        taken = 0
        for wording, passage in candidates:
            if wording.score < (_SET_APART if sheet else _SURE) or taken >= most:
                break
            key = texts.key(wording.text)
            if key in said:
                continue
            said.add(key)
            taken += 1
            _add(wording, passage, owners[name], found)


def _add(wording: Wording, passage: Passage, owner: Unit, found: Findings) -> None:
    line = passage.line_at(max(0, passage.text.find(wording.text)))
    topic = owner.title or passage.context
    found.add(
        Draft(
            kind=Kind.PHRASING,
            prompt=f"How do you put it? {topic}".strip(),
            answer=wording.text,
            lines=Lines(line, line),
            rule="phrasing",
            reason=f"a sentence that {wording.reason}",
            confidence=min(0.9, 0.6 + wording.score / 5),
            headings=headings_of(passage.unit),
            parent=found.home(passage.owner, line),
        )
    )
