"""What is certain: ids that sources give, and exact texts, as they are now or were once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable

from srs.model import By, KnownNote, Note, Standing
from srs.notes import text as texts
from srs.notes.matching.table import Table

_ENOUGH = 12
"""Letters that a text must have to be found again elsewhere by itself: a shorter one is anybody's."""


def pair(table: Table) -> None:
    """Pair what says the same, the surest way first."""
    if not table.free:
        return

    def live(k: KnownNote) -> bool:
        return k.standing is not Standing.RETIRED

    def retired(k: KnownNote) -> bool:
        return k.standing is Standing.RETIRED

    def here(note: Note) -> Hashable:
        return (note.path, note.anchor, _said(note))

    # whoever said exactly this here last says it now: so an import of what was imported before changes nothing
    _same(table, here, live, By.TEXT)
    _same(table, here, retired, By.TEXT)
    _former(table, here)
    _anchors(table)
    _same(table, lambda n: (n.path, _said(n)), live, By.TEXT)
    _same(table, lambda n: (n.path, _said(n)), retired, By.TEXT)
    _same(table, lambda n: (n.path, n.kind, texts.key(n.prompt), texts.key(n.answer)), live, By.TEXT)
    above = _titles(table)
    _same(table, lambda n: _enough(n) and (_said(n), above(n)), live, By.TEXT)
    _same(table, lambda n: _enough(n) and (_said(n), above(n)), retired, By.TEXT)
    _former(table, lambda n: _enough(n) and (_said(n), above(n)))
    _same(table, lambda n: _enough(n) and (n.kind, texts.key(n.prompt), texts.key(n.answer), above(n)), live, By.TEXT)


def _said(note: Note) -> Hashable:
    """Return all that a note says."""
    return (
        note.kind, note.prompt, note.answer, tuple([(p.text, p.role) for p in note.points]),
        tuple([(v.label, v.text) for v in note.versions]), note.cues,
    )  # fmt: skip


def _enough(note: Note) -> bool:
    return len(note.prompt) + len(note.answer) >= _ENOUGH


def _titles(table: Table) -> Callable[[Note], Hashable]:
    """Return what gives the title of the note that one is a part of: a part that moves, moves with it."""

    def title(note: Note) -> Hashable:
        name = table.above(note)
        if name is None:
            return None
        place, index = table.place_of.get(name), table.index_by_id.get(name)
        # a note that was read and one that is known may have the same id, and then the same title as a rule
        if place is not None and table.read[place].path == note.path:
            return texts.key(table.read[place].prompt)
        return None if index is None else texts.key(table.known[index].note.prompt)

    return title


def _fits(table: Table, place: int, index: int) -> bool:
    one, other = table.read[place].anchor, table.known[index].note.anchor
    return one is None or other is None or one == other


def _same(table: Table, key: Callable[[Note], Hashable], fits: Callable[[KnownNote], bool], by: By) -> None:
    """Pair what has the same key, in the order of reading; a key that is false fits nothing."""
    if not table.open or not table.free:
        return
    waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index, known in table.free.items():
        if fits(known) and (name := key(known.note)):
            waiting[name].append(index)
    if not waiting:
        return
    for indices in waiting.values():
        indices.reverse()
    for place, note in list(table.open.items()):
        found = waiting.get(key(note))
        if found and _fits(table, place, found[-1]):
            table.keep(place, found.pop(), by)


def _former(table: Table, key: Callable[[Note], Hashable]) -> None:
    """Pair what a known note said once with it, whoever said so last first."""
    if not table.open or not table.former:
        return
    waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
    for number, former in enumerate(table.former):
        if name := key(former.note):
            waiting[name].append(number)
    for numbers in waiting.values():
        numbers.sort(key=lambda n: (table.former[n].until, n))
    for place, note in list(table.open.items()):
        numbers = waiting.get(key(note), [])
        unfit = []
        while numbers:
            number = numbers.pop()
            former = table.former[number]
            index = table.index_by_id.get(former.note.id)
            if index is None or index not in table.free:
                continue
            if _fits(table, place, index):
                table.keep(place, index, By.FORMER, once=former)
                break
            unfit.append(number)
        numbers += reversed(unfit)


def _anchors(table: Table) -> None:
    """Pair by ids that the sources give. One that stands twice says nothing."""
    wanted = Counter(_scope(note) for note in table.read if note.anchor is not None)
    mine = {_scope(note): place for place, note in table.open.items() if note.anchor is not None}
    if not mine:
        return
    holders: defaultdict[Hashable, list[int]] = defaultdict(list)
    for index, known in table.free.items():
        if known.note.anchor is not None:
            holders[_scope(known.note)].append(index)
    once: defaultdict[Hashable, list[int]] = defaultdict(list)
    for former in sorted(table.former, key=lambda f: f.until, reverse=True):
        if former.note.anchor is not None and former.note.id in table.index_by_id:
            once[_scope(former.note)].append(table.index_by_id[former.note.id])
    for scope, place in mine.items():
        if wanted[scope] != 1:
            continue
        living = [index for index in holders[scope] if table.known[index].standing is not Standing.RETIRED]
        for found in (living, holders[scope], once[scope]):
            free = [index for index in found if index in table.free]
            if free:
                table.keep(place, free[0], By.ID)
                break


def _scope(note: Note) -> Hashable:
    """Return where an id is known: that of a block in its file alone."""
    anchor = note.anchor or ""
    return (note.path if anchor.startswith("^") else "", anchor)
