"""Lists that are cards as lists: what never to say, what to say instead, questions to ask."""

from __future__ import annotations

import re

from srs.model import Kind, Lines
from srs.notes import text as texts
from srs.notes import words
from srs.notes.draft import Draft, Findings, headings_of
from srs.notes.intents import forbids
from srs.notes.numerals import counts
from srs.notes.outline import Part, Unit, bold_line
from srs.notes.render import markdown
from srs.notes.rules import contrasts
from srs.notes.rules.contrasts import Contrast
from srs.notes.rules.parts import end_of, owned, texts_of
from srs.notes.words import Role
from srs.reading.document import Comment, Item, ListBlock, Markup, Paragraph, Quote, Row, Rule, Table, walk


def find(root: Unit, found: Findings) -> None:
    for unit in root.all():
        _marked(unit, found)
        for block in unit.blocks:
            if isinstance(block, Table):
                _avoid_column(block, unit, found)
        if unit.role is Role.SECTION and not unit.within(Role.QUESTION, Role.STORY, Role.AVOID, Role.ASK, Role.SAY):
            _forbidden(unit, found)
        if unit.role is Role.SECTION and not unit.within(Role.QUESTION, Role.STORY, Role.AVOID, Role.ASK):
            _counted(unit, found)
        if unit.role is Role.AVOID:
            _avoid(unit, found)
        elif unit.role is Role.INSTEAD:
            _instead(unit, found)
        elif unit.role is Role.ASK and not (unit.parent and unit.parent.kind == "advice"):
            _ask(unit, found)


_ALL = re.compile(
    r"\b(?:all|in (?:this |that )?order|every one|alle|in (?:dieser|der) reihenfolge|tous|toutes|dans (?:l'|cet )ordre|"
    r"todos|todas|en (?:este )?orden|nesta ordem|em ordem|por ordem|tutti|tutte|in (?:quest')?ordine|allemaal|"
    r"(?:in deze|op) volgorde|alla|i (?:denna|den här) ordning|wszystkie|po kolei|w tej kolejności|všechny|"
    r"v tomto pořadí|все|по порядку|в этом порядке|hepsi|sırayla|bu sırayla)\b|"
    r"全部|按(?:这个)?顺序|全て|すべて|この順|모두|이 순서"
)
"""A remark behind a title that wants the whole list."""


def _context(unit: Unit) -> str:
    """Return the title that a list belongs to, for a prompt that stands by itself."""
    for above in unit.above():
        if above.title and above.role in (Role.QUESTION, Role.STORY, Role.SECTION) and above.rank:
            return above.title
    return ""


def _parts(unit: Unit) -> list[Part]:
    own, _ = owned(unit)
    return [p for p in own if not isinstance(p, Rule | Markup | Comment)]


def _avoid(unit: Unit, found: Findings) -> None:
    own = [p for p in _parts(unit) if not (isinstance(p, Unit) and p.role in (Role.AVOID, Role.INSTEAD))]
    lists = [p for p in own if isinstance(p, ListBlock | Table)]
    said = texts_of(lists) if lists else texts_of(own)
    said = [(texts.undecorated(text), lines) for text, lines in said if text]
    if not said:
        found.leave(unit.lines, "a heading")
        return
    context = _context(unit)
    prompt = unit.title if not context or unit.title.casefold() in context.casefold() else f"{context} – {unit.title}"
    draft = Draft(
        kind=Kind.AVOID,
        prompt=prompt,
        answer="\n".join(f"- {text}" for text, _ in said),
        lines=Lines(unit.lines.start, max([unit.lines.end, *(lines.end for _, lines in said)])),
        rule="avoid",
        reason=f"stands under “{unit.title}”",
        confidence=0.9,
        headings=headings_of(unit),
        unit=unit,
    )
    draft.points = [(text, lines, None) for text, lines in said] if len(said) > 1 else []
    found.add(draft)


_NEGATION = re.compile(
    r"(?:no|not|don'?t|do not|never|nicht|nie(?:mals)?|kein\w*|ne|pas|jamais|nunca|jamás|não|nem|non|mai|niet|"
    r"nooit|geen|inte|aldrig|ikke|aldri|nie|nigdy|ne|не|никак\w*|никогда|ei|älä|nu|nem|ne|sakın|asla)\b|不要|别|不|勿|しない"
)


def _forbidden(unit: Unit, found: Findings) -> None:
    """A list each entry of which begins with what forbids it: “no names”, “not “I drove it””, “don't call it old”."""
    boxes = [b for b in unit.blocks if isinstance(b, Quote) and b.callout]
    for title, blocks in [(unit.title, unit.blocks), *((box.title, list(box.blocks)) for box in boxes)]:
        for block in blocks:
            if not isinstance(block, ListBlock) or len(block.items) < 2 or not title:
                continue
            heads = [(texts.undecorated(texts.plain(i.rows[0].text)), i.lines) for i in block.items if i.rows]
            if len(heads) < len(block.items) or any(i.checkbox or i.blocks for i in block.items):
                continue
            if not all(_NEGATION.match(head.casefold().replace("’", "'")) for head, _ in heads):
                heads = [(head, lines) for head, lines in heads if _never(head)]
                if len(heads) < 2:
                    continue
            pairs = [contrasts.split(head) for head, _ in heads]
            said = [(pair[0] if pair else head, lines) for pair, (head, lines) in zip(pairs, heads, strict=True)]
            draft = Draft(
                kind=Kind.AVOID,
                prompt=texts.prompt(title),
                answer="\n".join(f"- {text}" for text, _ in said),
                lines=Lines(block.lines.start, block.lines.end),
                rule="avoid",
                reason="each entry begins with a negation",
                confidence=0.8,
                headings=headings_of(unit),
            )
            draft.points = [(text, lines, None) for text, lines in said]
            found.add(draft)


_NEVER = re.compile(
    r"(?:never|don'?t say|do not say|nie(?:mals)?|jamais|nunca|jamás|mai|nooit|aldrig|aldri|nigdy|nikdy|никогда|asla|"
    r"não dizer|no decir|ne pas dire|non dire|niet zeggen|nicht sagen|не говорить|не сказать)\b|"
    r"不说|不要说|别说|言わない"
)
_QUOTES = re.compile(r"[\"“„«「『].+[\"”“»」』]")


def _never(entry: str) -> bool:
    """Tell whether an entry among others says by itself what must never be said."""
    low = entry.casefold().replace("’", "'")
    return bool(_NEVER.match(low) and (_QUOTES.search(entry) or forbids(texts.label(entry))))


def _avoid_column(table: Table, unit: Unit, found: Findings) -> None:
    """A table that sets what not to say beside what to say."""
    pairs = contrasts.of_table(table)
    if pairs:
        avoid, _ = contrasts.columns(table) or (0, None)
        title = texts.prompt(table.header[avoid])
        _pairs(pairs, title, Lines(table.lines.start, table.lines.end), unit, found)


def _marked(unit: Unit, found: Findings) -> None:
    """Lines behind ❌, each perhaps with a ✅ line below it."""
    if unit.role is Role.AVOID:
        return
    said = contrasts.of_marks(unit) or contrasts.of_lines(unit)
    if len(said) >= 2 or (said and said[0].better):
        lines = Lines(said[0].lines.start, said[-1].lines.end)
        _pairs(said, unit.title or "What not to say", lines, unit, found)


def _pairs(said: list[Contrast], title: str, lines: Lines, unit: Unit, found: Findings) -> None:
    context = unit.title or _context(unit)
    prompt = f"{context} – {title}" if context and title.casefold() not in context.casefold() else context or title
    draft = Draft(
        kind=Kind.AVOID,
        prompt=prompt,
        answer="\n".join(f"- {each.avoid}" + (f" → {each.better}" if each.better else "") for each in said),
        lines=lines,
        rule="avoid",
        reason="set against what to say instead",
        confidence=0.9,
        headings=headings_of(unit),
    )
    draft.points = [(each.avoid, each.lines, None) for each in said] if len(said) > 1 else []
    found.add(draft)


def _instead(unit: Unit, found: Findings) -> None:
    if unit.parent is not None and unit.parent.role is Role.QUESTION:
        return
    said = [(texts.undecorated(text), lines) for text, lines in texts_of(_parts(unit))]
    before = next((u for u in (unit.parent.units if unit.parent else []) if u.role is Role.AVOID), None)
    if before is None or len(said) < 2:
        found.leave(unit.lines, "a label")
        return
    context = _context(unit)
    draft = Draft(
        kind=Kind.LIST,
        prompt=f"{context} – {unit.title}" if context else unit.title,
        answer="\n".join(f"- {text}" for text, _ in said),
        lines=Lines(unit.lines.start, said[-1][1].end),
        rule="list",
        reason="what to do instead",
        confidence=0.8,
        headings=headings_of(unit),
        unit=unit,
    )
    draft.points = [(text, lines, None) for text, lines in said]
    found.add(draft)


def _counted(unit: Unit, found: Findings) -> None:
    """A title that says how many, above a list of so many short things."""
    if unit.within(kinds=("advice", "resources", "contents")):
        return
    before: Row | None = None
    first = True
    for part in unit.parts:
        if isinstance(part, Paragraph):
            listed = _numbered_rows(part)
            title = listed[0] or (unit.raw or unit.title if first else "") if listed else ""
            if listed and title and (_ORDER.fullmatch(texts.label(title)) or _is_counted(title, listed[1])):
                named = bool(unit.title) and (not listed[0] or _ORDER.fullmatch(texts.label(title)) is not None)
                start = unit.lines.start if named else part.lines.start
                prompt = unit.title if named else texts.prompt(title)
                _recalled(prompt, Lines(start, part.lines.end), listed[1], unit, found)
        if isinstance(part, ListBlock):
            title = before.text if before is not None else unit.title if first else ""
            start = before.number if before is not None else unit.lines.start
            if title and _is_counted(title, part):
                _recalled(texts.prompt(title), Lines(start, part.lines.end), part, unit, found)
            else:
                _counted_inside(part, unit, found)
        if isinstance(part, Paragraph):
            last = part.rows[-1]
            heads = last.text.rstrip().endswith((":", "：")) or bool(bold_line(last.text)) or len(part.rows) == 1
            before = last if heads else None
        elif not isinstance(part, Markup | Comment):
            before = None
        first = first and isinstance(part, Markup | Comment | Rule)


_ORDER = re.compile(
    r"(?:the |my )?order|(?:die )?reihenfolge|(?:l')?ordre|orden|ordem|ordine|volgorde|ordning|rekkefølge|rækkefølge|"
    r"kolejność|pořadí|порядок|sıra|順番|順序|顺序|순서"
)
_NUMBERED_ROW = re.compile(r"\s*(\d{1,2})(?:[.)]|\ufe0f?\u20e3)?\s+(?=[^\W\d])")


def _numbered_rows(block: Paragraph) -> tuple[str, ListBlock] | None:
    """Return the rows of a paragraph that are numbered from one, as a list, and the row above them if there is one."""
    head = 0 if _NUMBERED_ROW.match(block.rows[0].text) else 1
    found = [_NUMBERED_ROW.match(row.text) for row in block.rows[head:]]
    numbers = [int(one[1]) for one in found if one]
    if len(numbers) < 3 or len(numbers) < len(found) or numbers != list(range(1, len(numbers) + 1)):
        return None
    items = tuple(
        Item(Lines(row.number, row.number), f"{one[1]}.", (Row(row.number, row.text[one.end() :]),))
        for row, one in zip(block.rows[head:], found, strict=True)
        if one
    )
    return (block.rows[0].text if head else ""), ListBlock(Lines(items[0].lines.start, items[-1].lines.end), items)


def _counted_inside(block: ListBlock, unit: Unit, found: Findings) -> None:
    """Entries, and lines below entries, that say how many stand below them."""
    for item in block.items:
        before = item.rows[-1] if item.rows else None
        for inner in item.blocks:
            if isinstance(inner, ListBlock):
                if before is not None and _is_counted(before.text, inner):
                    lines = Lines(before.number, inner.lines.end)
                    _recalled(texts.prompt(before.text), lines, inner, unit, found)
                else:
                    _counted_inside(inner, unit, found)
            before = inner.rows[-1] if isinstance(inner, Paragraph) else None


def _is_counted(title: str, block: ListBlock) -> bool:
    heads = [" ".join(row.text for row in item.rows) for item in block.items]
    wants_all = any(_ALL.search(remark.casefold()) for remark in texts.without_remark(texts.plain(title))[1])
    if (len(heads) not in counts(texts.prompt(title)) and not (wants_all and len(heads) >= 3)) or any(
        item.checkbox for item in block.items
    ):
        return False
    words_ = [len(texts.plain(head).split()) for head in heads]
    asked = sum(texts.asks(texts.prompt(head)) >= 0.9 for head in heads)
    steps = wants_all and block.ordered
    return (
        all(words_)
        and max(words_) <= 20
        and (steps or asked * 2 < len(heads))
        and len(texts.plain(title).split()) <= 14
    )


def _recalled(prompt: str, lines: Lines, block: ListBlock, unit: Unit, found: Findings) -> None:
    draft = Draft(
        kind=Kind.LIST,
        prompt=prompt,
        answer=markdown([block]),
        lines=lines,
        rule="list",
        reason="the title says how many there are",
        confidence=0.8,
        headings=headings_of(unit),
    )
    draft.points = [
        (text, item.lines, None) for item in block.items if (text := " ".join(texts.plain(r.text) for r in item.rows))
    ]
    found.add(draft)


def _ask(unit: Unit, found: Findings) -> None:
    parts = [p for p in unit.parts if not isinstance(p, Rule | Markup | Comment)]
    said: list[tuple[str, Lines]] = []
    for part in parts:
        blocks = walk((part,)) if not isinstance(part, Unit) else walk(tuple(b for u in part.all() for b in u.blocks))
        for block in blocks:
            if isinstance(block, ListBlock):
                said.extend(
                    (texts.prompt(item.rows[0].text), Lines(item.lines.start, item.lines.start))
                    for item in block.items
                    if item.rows
                )
            elif isinstance(block, Paragraph):
                said.extend(
                    (texts.prompt(row.text), Lines(row.number, row.number))
                    for row in block.rows
                    if words.ASKING.match(texts.prompt(row.text).casefold()) or texts.asks(texts.prompt(row.text))
                )
    asked = [entry for entry in said if texts.asks(entry[0]) or words.ASKING.match(entry[0].casefold())]
    if len(asked) < 2 and not (asked and len(said) == len(asked)):
        return
    last = max(lines.end for _, lines in asked)
    parts = [p for p in parts if p.lines.start <= last]  # a farewell or a signature is not asked
    draft = Draft(
        kind=Kind.LIST,
        prompt=unit.title,
        answer=markdown(parts),
        lines=Lines(unit.lines.start, max([unit.lines.end, *(end_of(p) for p in parts)])),
        rule="ask",
        reason="questions to ask the interviewer",
        confidence=0.9,
        headings=headings_of(unit),
        unit=unit,
    )
    draft.points = [(text, lines, None) for text, lines in asked]
    found.add(draft)
