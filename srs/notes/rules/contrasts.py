"""What not to say beside what to say in its place: in columns of a table, behind ❌ and ✅, under two labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from srs.model import Lines
from srs.notes import text as texts
from srs.notes import words
from srs.notes.outline import Unit
from srs.notes.outline.lines import role_of_title
from srs.notes.words import Role
from srs.reading.document import ListBlock, Paragraph, Row, Table, walk

_NO = "❌🚫✗✘👎⛔✖✕×"
_YES = "✅✔✓👍🟢☑"
_MARK = re.compile(rf"\s*([{_NO}{_YES}])\ufe0f?\s*(?=\S)")
_ARROW = re.compile(rf"\s*(?:→|➡\ufe0f?|⇒|->|=>|⟶|[{_YES}]\ufe0f?)\s*")
_LEAD = re.compile(r"[^:：\"“«„「]{1,24}[:：]\s*")
_QUOTED = re.compile(r"[\"“«„「‘](.+)[\"”»“」’][.,]?$")


@dataclass(frozen=True, slots=True)
class Contrast:
    """One thing not to say, and what to say in its place."""

    avoid: str
    better: str
    """Empty where the notes give nothing in its place."""
    lines: Lines
    spoken: bool
    """Whether what is better is words to be said, rather than something to do."""


def columns(table: Table) -> tuple[int, int | None] | None:
    """Return the column of a table that holds what not to say, and the one that holds what to say instead."""
    roles = [role_of_title(texts.plain(cell)) for cell in table.header]
    avoid = next((i for i, role in enumerate(roles) if role and role[0] is Role.AVOID), None)
    if avoid is None:
        return None
    others = [i for i in range(len(table.header)) if i != avoid]
    labels = [texts.label(cell) for cell in table.header]
    instead = next((i for i in others if words.INSTEAD.fullmatch(labels[i]) and labels[i] != "why"), None)
    if instead is None:
        said = [i for i in others if (role := roles[i]) and role[0] in (Role.SAY, Role.ANSWER, Role.INSTEAD)]
        said = said or [i for i in others if _mostly_quoted(table, i)]
        instead = said[0] if said and labels[said[0]] != "why" else None
    if instead is None and len(table.header) == 2:
        instead = others[0]
    return avoid, instead


def _mostly_quoted(table: Table, column: int) -> bool:
    cells = [texts.plain(row.cells[column]) for row in table.rows if column < len(row.cells)]
    return bool(cells) and sum(texts.unquoted(cell) != cell for cell in cells) * 2 > len(cells)


def of_table(table: Table) -> list[Contrast]:
    """Return the pairs of a table that sets what not to say beside what to say."""
    found = columns(table)
    if found is None:
        return []
    avoid, instead = found
    heads = texts.label(table.header[avoid])
    out = []
    for row in table.rows:
        cell = texts.unquoted(texts.plain(row.cells[avoid])) if avoid < len(row.cells) else ""
        better = texts.plain(row.cells[instead]) if instead is not None and instead < len(row.cells) else ""
        if cell:
            spoken = texts.unquoted(better) != better or bool(re.search(_SPEECH, heads))
            out.append(Contrast(cell, texts.unquoted(better), Lines(row.number, row.number), spoken))
    return out


_SPEECH = (
    r"\b(?:say\w*|said|words?|phrases?|tell|sag\w*|di[rcg]\w*|dire|falar|fale|zeg\w*|säg\w*|si)\b|"
    r"сказ|говор|说|說|言|말|söyle|कह"
)
"""Words of a title that tell that what stands below it is spoken."""


def of_marks(unit: Unit) -> list[Contrast]:
    """Return lines behind ❌, each perhaps with what is better behind an arrow or on a ✅ line below it."""
    out: list[Contrast] = []
    for row in _rows(unit):
        mark = _MARK.match(row.text)
        if not mark:
            continue
        lines = Lines(row.number, row.number)
        said = texts.undecorated(texts.plain(row.text[mark.end() :]))
        if mark[1] in _NO and said:
            both = split(said)
            out.append(Contrast(*both, lines, True) if both else Contrast(texts.unquoted(said), "", lines, False))
        elif mark[1] in _YES and out and not out[-1].better and out[-1].lines.end + 1 == row.number:
            spoken = texts.unquoted(said) != said
            out[-1] = Contrast(out[-1].avoid, texts.unquoted(said), Lines(out[-1].lines.start, row.number), spoken)
    return out


def split(said: str) -> tuple[str, str] | None:
    """Split `“no idea” → “let me think”`, also with a word such as “say:” behind the arrow."""
    for arrow in _ARROW.finditer(said):
        avoid, better = said[: arrow.start()].strip(), said[arrow.end() :].strip(" ○◯")
        lead = _LEAD.match(better)
        inner = better[lead.end() :] if lead else better
        if _QUOTED.match(inner) and avoid:
            return texts.unquoted(avoid), texts.unquoted(inner.rstrip(".,"))
    return None


_OPEN, _SHUT = r"[\"“«„「『‘]", r"[\"”»“」』’]"
_BOTH = re.compile(
    rf"^(?P<no>[^\"“«„「『]{{0,28}}?)\s*{_OPEN}(?P<avoid>[^\"“”«»„「」『』]{{2,160}}){_SHUT}(?P<between>[^\"“”«»„「」『』]{{0,40}}?)"
    rf"{_OPEN}(?P<better>[^\"“”«»„「」『』]{{2,200}}){_SHUT}[.,]?\s*$"
)
_NEGATION = re.compile(
    r"^(?:don'?t|do not|never|not|no|instead of|avoid|bad|wrong|nie|nicht|statt|ne pas|pas|non|não|nunca|evitar|"
    r"niet|nooit|inte|aldrig|ikke|nie mówić|не|нет|вместо|плохо|değil|yerine|ng|否|不说?|不要说?|别说?|"
    r"x|ダメ|안)\b|^[×✗✕❌🚫]",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"→|➡|⇒|->|=>|⟶|[○◯✓✔✅]|\s{2,}|\t|[:：]\s*$|\||>>?\s*$")


def of_lines(unit: Unit, *, avoided: bool = False) -> list[Contrast]:
    """Return lines that hold both, each in quotation marks: `not “no idea” → rather “let me think”`."""
    out = []
    for row in _rows(unit):
        said = texts.plain(row.text) if "\t" not in row.text else row.text
        found = _BOTH.match(said) if len(row.text) <= 500 else None
        if found is None or not _BETWEEN.search(found["between"] + _gap(row.text, found)):
            continue
        if avoided or _NEGATION.match(found["no"].strip(" :：-•*·")):
            lines = Lines(row.number, row.number)
            out.append(Contrast(found["avoid"].strip(), found["better"].strip(), lines, True))
    return out


def _gap(raw: str, found: re.Match[str]) -> str:
    """Return what stands between the two quotations as written, where blanks may set them apart."""
    _, _, behind = raw.partition(found["avoid"])
    return behind.partition(found["better"])[0]


def spoken_instead(root: Unit) -> Iterator[tuple[Unit, Contrast]]:
    """Yield what the notes say is to be said in place of something else, with the unit that it stands in."""
    for unit in root.all():
        if unit.role is Role.INSTEAD:
            yield from ((unit, contrast) for contrast in _labelled(unit))
        if unit.role is Role.AVOID:
            for row in _rows(unit):
                both = None if _MARK.match(row.text) else split(texts.undecorated(texts.plain(row.text)))
                if both:
                    yield unit, Contrast(*both, Lines(row.number, row.number), True)
        for contrast in of_lines(unit, avoided=unit.role is Role.AVOID):
            yield unit, contrast
        tables = [contrast for block in unit.blocks if isinstance(block, Table) for contrast in of_table(block)]
        for contrast in (*of_marks(unit), *tables):
            if contrast.better and contrast.spoken:
                yield unit, contrast


def _labelled(unit: Unit) -> Iterator[Contrast]:
    """Yield the words in quotation marks under a label such as “Say”, beside one such as “Don't say”."""
    if texts.label(unit.title) == "why":
        return
    beside = [
        u for u in (unit.parent.units if unit.parent else []) if u.role is Role.AVOID and u.end < unit.lines.start
    ]
    avoid = next((row for u in beside[-1:] for row in _rows(u)), None)
    for row in _rows(unit):
        said = texts.undecorated(texts.plain(row.text))
        if texts.unquoted(said) != said and not _MARK.match(row.text):
            never = texts.unquoted(texts.undecorated(texts.plain(avoid.text))) if avoid is not None else unit.title
            yield Contrast(never, texts.unquoted(said), Lines(row.number, row.number), True)


def _rows(unit: Unit) -> list[Row]:
    """Return the lines of a unit: those of its paragraphs, and the first of each entry of its lists."""
    blocks = list(walk(tuple(unit.blocks)))
    rows = [row for block in blocks if isinstance(block, Paragraph) for row in block.rows]
    rows += [item.rows[0] for block in blocks if isinstance(block, ListBlock) for item in block.items if item.rows]
    return sorted({row.number: row for row in rows}.values(), key=lambda row: row.number)
