"""Tables of stories: one in each row, a segment in each column, or the other way round."""

from __future__ import annotations

from srs.model import Kind, Lines
from srs.notes import telling, words
from srs.notes import text as texts
from srs.notes.draft import Draft, Findings, headings_of
from srs.notes.outline import Unit
from srs.notes.outline.fitting import fits
from srs.notes.outline.places import kinds_of, known_kind
from srs.reading.document import Table

_FEWEST, _MOST = 3, 6
"""Labels of a story."""


def told_in_table(table: Table, unit: Unit, found: Findings, by_name: dict[str, Draft]) -> None:
    """Add a draft for each story that a table tells; `by_name` learns their names and numbers."""
    if not _by_rows(table, unit, found, by_name):
        _by_columns(table, unit, found, by_name)


def _by_rows(table: Table, unit: Unit, found: Findings, by_name: dict[str, Draft]) -> bool:
    labels = [texts.label(cell) for cell in table.header]
    roles = [
        words.STORY_COLUMNS.get(label) or next((k for k, p in words.SEGMENTS.items() if p.fullmatch(label)), None)
        for label in labels
    ]
    name = next((i for i, label in enumerate(labels) if words.STORY_COLUMN.fullmatch(label)), None)
    told = {role for i, role in enumerate(roles) if role and i != name}
    if name is None or len(told) < 2:
        return False
    answers = [i for i, role in enumerate(roles) if role is None and i != name and _maps(table, i, labels[i])]
    for row in table.rows:
        cells = [texts.plain(cell) for cell in row.cells] + [""] * len(labels)
        if not cells[name]:
            continue
        lines = Lines(row.number, row.number)
        said = [(cells[i], labels[i], role) for i, role in enumerate(roles) if role and i != name and cells[i]]
        draft = _draft(cells[name], [(text, label) for text, label, _ in said], lines, unit)
        draft.points = [(text, lines, role) for text, _, role in said]
        found.add(draft)
        by_name[texts.key(cells[name])] = draft
        for i in answers:
            for piece in fits(cells[i]) or ([cells[i]] if cells[i] else []):
                found.add(matched(piece, lines, draft))
        for i in range(name):
            if cells[i].isdigit():
                by_name[cells[i]] = draft
    return True


def _by_columns(table: Table, unit: Unit, found: Findings, by_name: dict[str, Draft]) -> None:
    """Stories side by side: the first column holds the labels, the head of each other column the name of a story."""
    names = [texts.plain(cell).strip() for cell in table.header]
    labels = [texts.plain(row.cells[0]).strip(" :：") if row.cells else "" for row in table.rows]
    answers = [i for i, label in enumerate(labels) if label and _asks(label)]
    told = [i for i, label in enumerate(labels) if label and i not in answers]
    if len(names) < 2 or not _FEWEST <= len(told) <= _MOST or not all(names[1:]):
        return
    lows = [labels[i].casefold().replace("’", "'") for i in told]
    known = [known_kind(low) for low in lows]
    mine = [bool(telling.MINE.search(low)) for low in lows]
    signs = sum(
        bool(kind) or own or any(p.search(low) for p in telling.IN_ORDER.values())
        for kind, own, low in zip(known, mine, lows, strict=True)
    )
    if len({kind for kind in known if kind}) < 2 or signs < _FEWEST or len(set(lows)) < len(lows):
        return
    kinds = kinds_of(lows, mine, known)
    for column in range(1, len(names)):
        said = [
            (texts.plain(table.rows[i].cells[column]).strip(), labels[i], kind, table.rows[i].number)
            for i, kind in zip(told, kinds, strict=True)
            if column < len(table.rows[i].cells) and table.rows[i].cells[column].strip()
        ]
        if len(said) < 2:
            continue
        lines = Lines(table.lines.start, max(number for *_, number in said))
        draft = _draft(names[column], [(text, label) for text, label, *_ in said], lines, unit)
        draft.reason = "a column of a table of stories"
        draft.points = [(text, Lines(number, number), kind) for text, _, kind, number in said]
        found.add(draft)
        by_name[texts.key(names[column])] = draft
        for i in answers:
            row = table.rows[i]
            for piece in fits(row.cells[column]) if column < len(row.cells) else ():
                found.add(matched(piece, Lines(row.number, row.number), draft))


def _draft(name: str, said: list[tuple[str, str]], lines: Lines, unit: Unit) -> Draft:
    return Draft(
        kind=Kind.STORY,
        prompt=texts.prompt(name),
        answer="\n\n".join(f"**{label[:1].upper()}{label[1:]}:** {text}" for text, label in said),
        lines=lines,
        rule="story",
        reason="a row of a table of stories",
        confidence=0.85,
        headings=(*headings_of(unit), unit.title) if unit.title else headings_of(unit),
    )


def matched(prompt: str, lines: Lines, story: Draft) -> Draft:
    """Return the draft that asks which story answers a question."""
    return Draft(
        kind=Kind.STORY_MATCH,
        prompt=prompt,
        answer=story.prompt,
        lines=lines,
        rule="story-match",
        reason="listed under the questions that the story answers",
        confidence=0.95,
        headings=(*story.headings, story.prompt),
        parent=story,
        story=story,
    )


def _maps(table: Table, column: int, label: str) -> bool:
    """Tell whether a column holds the questions that its stories answer."""
    cells = [row.cells[column] for row in table.rows if column < len(row.cells) and row.cells[column].strip()]
    asking = [cell for cell in cells if texts.asks(texts.prompt(cell)) >= 0.75]
    return bool(cells) and (_asks(label) or len(asking) * 2 > len(cells))


def _asks(label: str) -> bool:
    """Tell whether a label heads the questions that stories answer."""
    low = texts.label(label)
    return bool(words.MATCHES.fullmatch(low) or telling.ASKED.search(low) or words.QUESTION_COLUMN.fullmatch(low))
