"""Labels that stand without a colon: bold before their text, alone above it, beside it in a table without a head.

`**Situation** In week six …`, `SITUATION` above a line of its own, `| Situation | In week six … |` below an empty head
all say what `**Situation:** In week six …` says. One such word may be anything; where several of them stand together,
they are labels, and are written as labels here, so that everything behind this reads one form.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from srs.notes import text as texts
from srs.notes import words
from srs.notes.outline.lines import role_of_label
from srs.notes.outline.pressed import with_pressed
from srs.notes.words import Role
from srs.reading.document import Block, Heading, ListBlock, Paragraph, Row, Table

_BOLD = re.compile(
    r"(?P<before>\s*)(?P<mark>\*\*|__)(?P<label>[^\W\d_][^*_:：.?!\n]{0,38}[^\W_])(?P=mark)[ \t]+(?=[^\s–—:：=|>→-])"
)
_LETTER = re.compile(r"[STARCOL]")
_RUNS = re.compile(r"starl|star|soarl|soar|carl|car|sar")
_NUMBERED = re.compile(r"\s*\[\d{1,2}\]\s+(?=\S)")
_LONGEST = 4
"""Words of a label in capitals."""
_FEWEST = 3
"""Segments that bold labels of one story name at least, and rows of a table that tells one."""
_ALONE = frozenset((Role.SEGMENT, Role.POINTS, Role.ANSWER, Role.MATCHES, Role.VERSION, Role.CUE))
"""What a line alone in capitals may announce."""
_NO_NAME = frozenset(
    ("", "text", "texte", "texto", "testo", "notes", "notizen", "notas", "content", "inhalt", "contenu", "contenido")
)
"""Heads of the second column of a table that do not name a story."""


def with_labels(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with a colon behind each label that stands without one."""
    told = [_from_table(block) if isinstance(block, Table) else block for block in blocks]
    told = with_pressed(told)
    wanted = _bold(told) | _alone(told)
    return tuple(_written(block, wanted) for block in told) if wanted else tuple(told)


def _from_table(block: Table) -> Block:
    """Return the story that a table of two columns without a head tells as labelled rows, any other as it is."""
    head = [texts.label(cell) for cell in block.header]
    pairs = [(row.number, row.cells) for row in block.rows]
    if len(head) != 2 or any(len(cells) != 2 or not cells[1].strip() for _, cells in pairs):
        return block
    if _segment(block.header[0]) and head[1]:
        pairs.insert(0, (block.lines.start, block.header))
    elif head[1] not in _NO_NAME:
        return block
    kinds = [_segment(cells[0]) for _, cells in pairs]
    if len(set(filter(None, kinds))) < _FEWEST or kinds.count("") > 1:
        return block
    rows = tuple(Row(number, f"**{texts.plain(cells[0]).strip(' :：')}:** {cells[1]}") for number, cells in pairs)
    return Paragraph(block.lines, rows)


def _segment(label: str) -> str:
    role = role_of_label(label)
    return role[1] if role and role[0] is Role.SEGMENT else ""


def _rows(blocks: Iterable[Block]) -> Iterator[tuple[int, Row, bool]]:
    """Yield the part of the page that a row stands in, the row, and whether text stands right below it."""
    part = 0
    for index, block in enumerate(blocks := list(blocks)):
        below = blocks[index + 1] if index + 1 < len(blocks) else None
        match block:
            case Heading():
                part += 1
            case Paragraph():
                for at, row in enumerate(block.rows):
                    listed = isinstance(below, ListBlock) and below.lines.start == row.number + 1
                    yield part, row, at + 1 < len(block.rows) or listed
            case ListBlock():
                for item in block.items:
                    for row in item.rows[:1]:
                        yield part, row, False
                    for _, row, heads in _rows(item.blocks):
                        yield part, row, heads
            case _:
                pass


def _bold(blocks: Sequence[Block]) -> set[int]:
    """Return the rows that begin with a bold label, where bold labels tell a story or the same parts again."""
    found: dict[int, list[tuple[int, Role, str]]] = {}
    for part, row, _ in _rows(blocks):
        bold = _BOLD.match(row.text)
        role = role_of_label(bold["label"]) if bold else None
        if role is not None:
            found.setdefault(part, []).append((row.number, *role))
    out: set[int] = set()
    for labels in found.values():
        told = len({kind for _, role, kind in labels if role is Role.SEGMENT}) >= _FEWEST
        parts = len({role for _, role, _ in labels if role in _ALONE - {Role.SEGMENT}}) >= 2
        out.update(n for n, role, _ in labels if (told if role is Role.SEGMENT else told or parts))
    return out


def _alone(blocks: Sequence[Block]) -> set[int]:
    """Return the rows that are a label alone: letters in the order of a story, words in capitals that recur."""
    letters: list[tuple[int, str]] = []
    capitals: list[tuple[int, Role, str]] = []
    for _, row, heads in _rows(blocks):
        text = row.text.strip()
        if heads and _LETTER.fullmatch(text):
            letters.append((row.number, text.casefold()))
        elif heads and text.isupper() and len(text) > 2 and len(text.split()) <= _LONGEST and text[-1] not in ":：.?!":
            role = _said_alone(text)
            if role is not None:
                capitals.append((row.number, role, texts.label(text)))
    out: set[int] = set()
    for run in _RUNS.finditer("".join(letter for _, letter in letters)):
        out.update(number for number, _ in letters[run.start() : run.end()])
    often = Counter(label for *_, label in capitals)
    segments = {label for _, role, label in capitals if role is Role.SEGMENT}
    out.update(
        number
        for number, role, label in capitals
        if often[label] > 1 or (role is Role.SEGMENT and (out or len(segments) >= _FEWEST))
    )
    return out


def _said_alone(text: str) -> Role | None:
    role = role_of_label(text)
    if role is None:
        return Role.ANSWER if words.SCRIPT.fullmatch(texts.label(text)) else None
    return role[0] if role[0] in _ALONE else None


def _written(block: Block, wanted: set[int]) -> Block:
    match block:
        case Paragraph():
            return replace(block, rows=_labelled(block.rows, wanted))
        case ListBlock():
            items = (
                replace(i, rows=_labelled(i.rows, wanted), blocks=tuple(_written(b, wanted) for b in i.blocks))
                for i in block.items
            )
            return replace(block, items=tuple(items))
        case _:
            return block


def _labelled(rows: Sequence[Row], wanted: set[int]) -> tuple[Row, ...]:
    """Return rows with each label set off in bold and by a colon; what stands below a label comes beside it."""
    out: list[Row] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        at += 1
        if row.number not in wanted:
            titled = at == 1 and len(rows) > 1 and rows[1].number in wanted and bool(_NUMBERED.match(row.text))
            out.append(Row(row.number, f"**{_NUMBERED.sub('', row.text).strip()}**") if titled else row)
            continue
        bold = _BOLD.match(row.text)
        if bold:
            mark = bold["mark"]
            out.append(Row(row.number, f"{bold['before']}{mark}{bold['label']}:{mark} {row.text[bold.end() :]}"))
            continue
        name = row.text.strip()
        if words.SCRIPT.fullmatch(texts.label(name)):
            name = "Answer"
        if at < len(rows) and rows[at].number not in wanted:
            out.append(Row(rows[at].number, f"**{name}:** {rows[at].text.strip()}"))
            at += 1
        else:
            out.append(Row(row.number, f"**{name}:**"))
    return tuple(out)
