"""Lists: questions with their answers below, labels, tables of contents, and lists that are just lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from srs.model import Lines
from srs.notes import text as texts
from srs.notes import words
from srs.notes.outline.lines import (
    ANCHOR,
    PAIR,
    QUESTION_THEN,
    after_letter,
    after_marker,
    is_caps,
    lead_of,
    role_of_label,
    role_of_title,
    text_before,
)
from srs.notes.outline.marks import TURNS
from srs.notes.outline.plans import Plan, Plans
from srs.notes.outline.stack import OWN_FEW
from srs.notes.outline.units import RANKS, Unit
from srs.notes.words import Role
from srs.reading.document import Block, Fence, Item, ListBlock, Paragraph, Row, walk

_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")


def _end(unit: Unit) -> int:
    """Return the last line of what was read last in a unit."""
    while unit.parts and isinstance(unit.parts[-1], Unit):
        unit = unit.parts[-1]
    return unit.parts[-1].lines.end if unit.parts else unit.lines.end


def _bare(item: Item) -> str:
    """Return the first row of an item without the remark in parentheses behind it."""
    return texts.without_remark(item.rows[0].text.strip())[0].rstrip()


def _mostly_asks(blocks: Sequence[Block]) -> bool:
    """Tell whether the items right below a title are questions."""
    first = blocks[0] if blocks else None
    rows = [item.rows[0].text for item in first.items if item.rows] if isinstance(first, ListBlock) else []
    return bool(rows) and sum(map(texts.is_question, rows)) * 2 > len(rows)


class Items(Plans):
    """Reads lists item by item."""

    def _list(self, block: ListBlock, following: Block | None) -> None:
        contents = self._is_contents(block)
        if not contents and self.top.kind == "contents" and self._closable():
            self._pop()
        if contents:
            unit = Unit(
                Role.SECTION,
                "",
                Lines(block.lines.start, block.lines.start),
                "list",
                99,
                kind="contents",
                container=False,
            )
            unit.parts.append(block)
            unit.parent = self.top
            self.top.parts.append(unit)
            return
        if self._answers_list(block):
            return
        if self._headed(block):
            return
        if self.floor == 0 and self._next_part(block):
            self._end_question()
        plans = self._plans(block, following)
        if not any(plans):
            self.add(block)
            return
        loose: list[Item] = []

        def keep() -> None:
            if loose:
                while (
                    self._closable()
                    and not self.top.container
                    and self.top.role in OWN_FEW
                    and self.top.style == "item"
                ):
                    self._pop()
                self.add(ListBlock(Lines(loose[0].lines.start, loose[-1].lines.end), tuple(loose)))
                loose.clear()

        for index, (item, plan) in enumerate(zip(block.items, plans, strict=True)):
            if plan is None:
                loose.append(item)
                continue
            keep()
            self._item(item, plan, last=index == len(block.items) - 1)
        keep()

    def _headed(self, block: ListBlock) -> bool:
        """Read a list whose items are headings with what stands below them: `- ## Title` as outliners write, or a
        line in capitals above indented ones."""
        heads = [_HEADING.match(item.rows[0].text.strip()) if item.rows else None for item in block.items]
        loud = [not i.marker and bool(i.rows and i.blocks) and is_caps(_bare(i)) for i in block.items]
        if not any(heads) and not any(loud):
            return False
        if any(loud):
            loud = [not i.marker and bool(i.rows and i.blocks) and _bare(i).isupper() for i in block.items]
        plain: list[Item] = []

        def keep() -> None:
            if plain:
                self._list(ListBlock(Lines(plain[0].lines.start, plain[-1].lines.end), tuple(plain)), None)
                plain.clear()

        for item, head, caps in zip(block.items, heads, loud, strict=True):
            if not head and not caps:
                plain.append(item)
                continue
            keep()
            text = item.rows[0].text.strip()
            rank, style = (len(head[1]) * 10, "#") if head else (60, "caps")
            lines = Lines(item.rows[0].number, item.rows[0].number)
            unit = self._titled(text[head.end() :] if head else text, lines, style, rank, strong=True)
            if unit.role is Role.AVOID and _mostly_asks(item.blocks):
                unit.role, unit.container = Role.SECTION, True
            self.open(unit)
            if len(item.rows) > 1:
                rows = item.rows[1:]
                self.add(Paragraph(Lines(rows[0].number, rows[-1].number), rows))
            self.feed(item.blocks)
        keep()
        return True

    def _next_part(self, block: ListBlock) -> bool:
        """Tell whether a list at the margin goes on with questions after one of another form: each item has its
        answer below it, and most of them ask."""
        question = self.question()
        if question is None or question.rank < RANKS["bold"] or question.style == "item" or not question.filled:
            return False
        if any(not i.blocks or not i.rows for i in block.items):
            return False
        asking = [i for i in block.items if texts.asks(texts.prompt(self._head(i)[0])) >= 0.75]
        if block.lines.start <= _end(question) + 1 or any(self._follows_up(self._head(i)[0]) for i in asking):
            return False
        return len(asking) >= 2 and len(asking) * 2 >= len(block.items)

    def _end_question(self) -> None:
        """Close the question that is being answered, and what it follows up."""
        while self._closable() and (self.question() is not None):
            self._pop()

    def _answers_list(self, block: ListBlock) -> bool:
        """Give the items of a numbered list under “Answers” to the questions with their numbers."""
        titles = [self.top.title, *(u.title for u in self.stack if u.role is Role.SECTION)]
        if not block.ordered or not any(words.ANSWERS_TITLE.fullmatch(texts.label(t)) for t in titles if t):
            return False
        numbers = [re.search(r"\d{1,3}", item.marker) for item in block.items]
        holders = [self._first_open(f"n{number[0]}") if number else None for number in numbers]
        if len(self.asked) < 2 or len(set(map(id, holders))) < len(holders):
            return False
        found = [holder for holder in holders if holder is not None]
        if len(found) < len(holders):
            return False
        for item, holder in zip(block.items, found, strict=True):
            answer = Unit(
                Role.ANSWER,
                "Answer",
                Lines(item.lines.start, item.lines.start),
                "item",
                90,
                raw="",
                parent=holder,
                elsewhere=True,
            )
            if item.rows:
                answer.parts.append(Paragraph(Lines(item.rows[0].number, item.rows[-1].number), item.rows))
            answer.parts.extend(item.blocks)
            holder.parts.append(answer)
        return True

    def _is_contents(self, block: ListBlock) -> bool:
        """Tell whether a list is a table of contents: links into the document, or its headings once more."""
        if self.top.kind == "contents" and not any(
            isinstance(child, Paragraph | Fence) for item in block.items for child in item.blocks
        ):
            return True
        items = [i for b in walk((block,)) if isinstance(b, ListBlock) for i in b.items if i.rows]
        if not items:
            return False
        linked = sum(1 for i in items if ANCHOR.search(i.rows[0].text))
        if (linked >= 2 and linked * 10 >= len(items) * 7) or (
            linked == len(items) == 1 and "[[#" in items[0].rows[0].text
        ):
            return True
        known = sum(1 for i in items if texts.key(texts.prompt(i.rows[0].text)) in self.page.headings)
        return len(items) >= 3 and known * 10 >= len(items) * 7

    def _item(self, item: Item, plan: Plan, *, last: bool) -> None:
        """Open an item, and read what stands in it."""
        if plan.action == "tale":
            tale = self.page.tales[item.lines.start]
            self._tell(tale)
            behind = [block for block in item.blocks if block.lines.start > tale.end]
            if behind:
                self._inside(self.top, behind)
            return
        lines = Lines(item.lines.start, item.rows[plan.rows - 1].number if item.rows else item.lines.start)
        unit = self._open_item(item, plan, Row(item.lines.start, plan.head), lines)
        unit.lines = lines
        numbered = re.search(r"\d{1,3}", item.marker)
        unit.number = int(numbered[0]) if numbered else None
        if numbered and unit.role is Role.QUESTION:
            self._wait(f"n{numbered[0]}", unit)
        inner: list[Block] = []
        if rest := item.rows[plan.rows :]:
            inner.append(Paragraph(Lines(rest[0].number, rest[-1].number), rest))
        inner.extend(item.blocks)
        if inner:
            self._inside(unit, inner)
            if unit.role is Role.QUESTION and (not last or not item.marker) and self._closable() and self.top is unit:
                self._pop()

    def _open_item(self, item: Item, plan: Plan, row: Row, lines: Lines) -> Unit:
        """Open what an item is planned to be; its title stands in `row`, from `lines`."""
        head = plan.head
        match plan.action:
            case "card":
                pair = PAIR.match(head)
                self._explicit(pair[1] if pair else head, row, pair[2] if pair else "")
                unit = self.asked[-1]
                if pair:
                    self.stack.append(unit)
                return unit
            case "ask" | "topic":
                return self._open_asking_item(item, plan, lines)
            case "paired":
                return self._opens(head, lines, follows=False, reason=TURNS)
            case "points":
                asked, after = self.page.pointing[item.rows[0].number]
                return self._ask(asked, row, "item", 0.9, "asked before an arrow, with its answer after it", after)
            case "part":
                return self._roman_part(item.rows[0])
            case "group" if self.page.mind_map:
                return self.open(self._titled(head, lines, "item", RANKS["item"] + self.depth, strong=True))
            case "group" | "advice":
                kind = "advice" if plan.action == "advice" else ""
                title, rank = texts.prompt(head), RANKS["item"] + self.depth
                return self.open(Unit(Role.SECTION, title, lines, "item", rank, kind, head, container=True))
            case "follow":
                pressed = self._follows_up(head, begun=True) or head
                return self._opens(pressed, lines, follows=True, reason="asked behind a label in an answer")
            case "answer":
                return self._label(Role.ANSWER, "", "Answer", row, after_marker(head), "marker")
            case "told":
                told = self.page.told[item.lines.start]
                return self._label(Role.SEGMENT, told.kind, told.label, row, told.rest, "item")
            case "letter":
                kind, rest = self.page.letters[item.lines.start], after_letter(head)
                return self._label(Role.SEGMENT, kind, text_before(texts.plain(head), rest), row, rest, "marker")
            case "label":
                role = (Role.ASK, "") if item.lines.start in self.page.back else role_of_title(head)
                return self._label(*(role or (Role.ANGLE, "")), head, row, "", "item")
            case _:
                lead = lead_of(head)
                assert lead is not None
                role = role_of_label(lead[0])
                assert role is not None
                return self._label(*role, lead[0], row, lead[1], "item")

    def _open_asking_item(self, item: Item, plan: Plan, lines: Lines) -> Unit:
        """Open an item that is a question, with the answer that stands on the same line."""
        head, answer = plan.head, ""
        plain = texts.plain(head)
        inline = words.INLINE_ANSWER.search(head)
        lead = lead_of(head)
        then = QUESTION_THEN.match(plain)
        if inline:
            head, answer = head[: inline.start()], head[inline.end() :]
        elif lead and lead[2] and texts.is_question(lead[0]) and lead[1]:
            head, answer = lead[0], lead[1]
        elif then and not texts.is_question(texts.undecorated(plain)) and texts.asks(texts.prompt(then[1])) >= 0.75:
            head, answer = then[1], then[2]
        bare = texts.undecorated(texts.plain(head))
        marker = self._marks_question(bare)
        answered = bool(item.blocks or item.rows[plan.rows :] or answer)
        confidence, reason = 0.8, "a question in a list of questions"
        if marker:
            confidence, reason = 0.97, f"marked as a question by “{bare[: marker.end()].strip()}”"
        elif answered:
            confidence, reason = 0.9, "a list item that is a question, with its answer below"
        if plan.action == "topic":
            confidence, reason = 0.7, "a list item like the questions around it"
        style = "marker" if marker else "item"
        unit = Unit(
            Role.QUESTION,
            texts.prompt(bare[marker.end() :] if marker else head),
            lines,
            style,
            RANKS[style] + self.depth,
            raw=head,
            container=True,
            confidence=confidence,
            reason=reason,
        )
        self.open(unit)
        if answer.strip():
            self.add(Paragraph(lines, (Row(lines.end, answer.strip()),)))
        return unit
