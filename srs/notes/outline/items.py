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
    PROPERTY,
    QUESTION_THEN,
    after_letter,
    after_marker,
    answers,
    bold_line,
    is_caps,
    lead_of,
    role_of_label,
    role_of_title,
    section_kind,
    text_before,
)
from srs.notes.outline.marks import Marks
from srs.notes.outline.retold import Retold
from srs.notes.outline.stack import OWN_FEW
from srs.notes.outline.units import RANKS, Unit
from srs.notes.words import Role
from srs.reading.document import Block, Details, Fence, Item, ListBlock, Paragraph, Quote, Row, rows_of, walk

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


def _said_to_you(block: ListBlock) -> bool:
    """Tell whether the entries of a list are bold quotations with text below each: what one is told, and the reply."""
    heads = [item.rows[0].text for item in block.items if item.rows]
    said = [texts.plain(bold_line(head) or "") for head in heads]
    quoted = [
        text for text, item in zip(said, block.items, strict=False) if texts.unquoted(text) != text and item.blocks
    ]
    return len(quoted) >= 2 and len(quoted) == len(block.items)


class Items(Marks, Retold):
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
        plans = [self._plan(item, block) or self._group(item) for item in block.items]
        if self.page.mind_map and self.question() is None:
            plans = [plan or self._branch(item) for plan, item in zip(plans, block.items, strict=True)]
        asked = [plan for plan in plans if plan and plan[0] == "ask"]
        if asked and self._only_asks(block):
            plans = [plan or ("ask", *self._head(item)) for plan, item in zip(plans, block.items, strict=True)]
        elif asked and not self._list_asks(block, plans, following):
            plans = [None if plan and plan[0] == "ask" else plan for plan in plans]
        elif asked and self._topics_too(asked, plans):
            set_off = all(bold_line(plan[1]) for plan in asked)
            plans = [plan or self._topic(item, set_off) for plan, item in zip(plans, block.items, strict=True)]
        elif not any(plans) and self._next_in_line(block, following):
            plans = [("ask", *self._head(block.items[0]))]
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

    def _only_asks(self, block: ListBlock) -> bool:
        """Tell whether a list right below a heading is one of open questions: nothing is answered, two thirds ask."""
        bare = all(item.rows and not item.blocks and not item.checkbox for item in block.items)
        heads = self.top.role is Role.SECTION and bool(self.top.title) and not self.top.filled and not self.top.kind
        if not (bare and heads) or self._closed(False) or len(block.items) < 3:
            return False
        asking = [i for i in block.items if texts.asks(texts.prompt(self._head(i)[0])) >= 0.75]
        return len(asking) * 3 >= len(block.items) * 2

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

    def _topic(self, item: Item, set_off: bool) -> tuple[str, str, int] | None:
        """Plan an item among questions: with something below it, it is asked like them, if it looks like them."""
        head, count = self._head(item)
        if not item.blocks or not head:
            return None
        if set_off and not bold_line(head):
            return "group", head, count
        return ("advice" if section_kind(head) else "topic"), head, count

    def _next_in_line(self, block: ListBlock, following: Block | None) -> bool:
        """Tell whether a numbered line goes on the numbers of the questions before it, and an answer follows."""
        question = self.question()
        number = re.search(r"\d{1,3}", block.items[0].marker)
        if question is None or number is None or len(block.items) != 1 or following is None:
            return False
        below = next(rows_of(following), None)
        next_number = question.style == "item" and question.number == int(number[0]) - 1
        return next_number and below is not None and answers(below.text)

    def _topics_too(self, asked: Sequence[tuple[str, str, int]], plans: Sequence[tuple[str, str, int] | None]) -> bool:
        """Tell whether the other items of a list are asked as well: at least half of it are questions."""
        least = 1 if self.top.style == "item" or self.asked_items else 2
        open_ = [plan for plan in plans if plan is None or plan[0] == "ask"]
        return len(asked) >= least and len(asked) * 2 >= len(open_)

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

    @staticmethod
    def _head(item: Item) -> tuple[str, int]:
        """Return the title of an item and how many of its rows it takes."""
        if not item.rows:
            return "", 0
        first = item.rows[0].text.strip()
        if len(item.rows) > 1 and not texts.is_question(texts.plain(first)):
            joined = first
            for count, row in enumerate(item.rows[1:3], 2):
                joined = f"{joined} {row.text.strip()}"
                if texts.is_question(texts.plain(joined)) or (bold_line(joined) and not bold_line(first)):
                    return joined, count
        return first, 1

    def _plan(self, item: Item, block: ListBlock) -> tuple[str, str, int] | None:
        """Return what an item does: opens a question or a label, or nothing."""
        head, count = self._head(item)
        if not head or len(head) > 600:
            return None
        if item.lines.start in self.page.tales:
            return "tale", head, count
        if self._holds_tale(item) and not item.checkbox and texts.asks(texts.prompt(head)) < 0.75:
            return "group", head, count
        bare = texts.undecorated(texts.plain(head))
        if words.CARD_TAG.search(head) or (PAIR.match(head) and not PROPERTY.match(head)):
            return "card", head, count
        if item.lines.start in self.page.told:
            return "told", head, 1
        if item.rows[0].number in self.page.romans:
            return "part", head, count
        if item.rows[0].number in self.page.pairs and not item.blocks and not self._closed(False):
            return "paired", head, count
        if item.rows[0].number in self.page.pointing and not self._closed(False):
            return "points", head, count
        if self.page.letters.get(item.lines.start):
            return "letter", head, count
        marker = self._marks_question(bare)
        if marker and not self._foreign_item(marker, item, bare):
            return "ask", head, count
        if item.blocks and self._follows_up(head, begun=item is not block.items[0]) is not None:
            return "follow", head, count
        answer = words.ANSWER_MARKER.match(bare)
        if answer and self._marks_answer_item(answer, bare, block):
            return "answer", head, count
        if item.checkbox:
            return ("ask", head, count) if texts.asks(texts.prompt(head)) >= 0.9 else None
        heading = re.match(r"#{1,6}\s+(?=\S)", head)
        if heading and texts.asks(texts.prompt(head)) >= 0.75:
            return "ask", head, count
        bold = bold_line(head)
        if bold is not None and item.blocks and _said_to_you(block):
            return "ask", head, count
        if bold is not None:
            role = None if texts.is_question(bold) else role_of_title(bold)
            if (
                role
                and role[0]
                not in (Role.EXAMPLE, Role.FRAME, Role.CONTENTS, Role.DIRECTION, Role.INSTEAD, Role.POINTS, Role.SAY)
                and (item.blocks or len(item.rows) > 1 or head.rstrip("*_ ").endswith(":"))
            ):
                return "label", bold, count
        lead = lead_of(head)
        if lead:
            role = role_of_label(lead[0])
            if role and self._takes_item_label(role, lead[0], lead[2], block):
                return "lead", head, count
            if lead[2] and texts.is_question(lead[0]) and lead[1]:
                return "ask", head, count
        if not item.blocks and len(item.rows) == 1 and not texts.is_question(bare):
            role = role_of_label(bare)
            if (
                role
                and role[0] in (Role.ANGLE, Role.CUE, Role.FOLLOW_UPS, Role.ANSWER)
                and len(bare.split()) >= 2
                and item is not block.items[0]
            ):
                return "label", head, count
        if item.lines.start in self.page.back:
            return "label", head, count
        surely = texts.asks(texts.prompt(head))
        if surely >= 0.9 or (surely >= 0.75 and item.blocks and not item.marker):
            return "ask", head, count
        if item.blocks and (head.rstrip().endswith((":", "：")) or (not item.marker and len(item.rows) == 1)):
            role = role_of_title(head)
            if role and role[0] in (Role.ASK, Role.AVOID, Role.FOLLOW_UPS):
                return "label", head, count
        then = QUESTION_THEN.match(bare)
        if then and texts.asks(then[1]) >= 0.9 and len(texts.sentences(then[1])) == 1:
            return "ask", head, count
        return None

    def _branch(self, item: Item) -> tuple[str, str, int] | None:
        """Plan an item of a page that is one list: with others below it, it is a heading."""
        head, count = self._head(item)
        said = texts.plain(head)
        if item.blocks and texts.unquoted(said) != said and len(said.split()) >= 3:
            return "topic", head, count
        return ("group", head, count) if head and any(isinstance(b, ListBlock) for b in item.blocks) else None

    def _group(self, item: Item) -> tuple[str, str, int] | None:
        """Tell whether an item is a topic above questions."""
        if self.question() is not None or self._closed(False) or not item.rows or item.checkbox:
            return None
        for block in item.blocks:
            if not isinstance(block, ListBlock):
                continue
            asking = [i for i in block.items if i.rows and texts.asks(texts.prompt(self._head(i)[0])) >= 0.9]
            answered = [i for i in asking if i.blocks]
            if asking and (
                answered
                or (len(asking) * 2 > len(block.items) and words.QUESTION_WORDS.search(item.rows[0].text.casefold()))
            ):
                return "group", self._head(item)[0], self._head(item)[1]
        return None

    def _asks_first(self, block: ListBlock) -> bool:
        """Tell whether a list is a filled form that begins with its question."""
        first = block.items[0]
        if not first.rows:
            return False
        bare = texts.undecorated(texts.plain(first.rows[0].text))
        return self._marks_question(bare) is not None

    @staticmethod
    def _foreign_item(marker: re.Match[str], item: Item, bare: str) -> bool:
        mark = marker["mark"].casefold()
        if mark in ("scenario", "szenario", "escenario", "scénario", "prompt", "interviewer", "кейс"):
            return not item.blocks
        return mark not in words.LONG_MARKS and texts.asks(bare[marker.end() :]) < 0.75

    def _marks_answer_item(self, found: re.Match[str], bare: str, block: ListBlock) -> bool:
        if not self._marks_answer(found, bare):
            return False
        return found["sep"].strip()[:1] in (":", "：", ")")

    def _takes_item_label(self, role: tuple[Role, str], label: str, is_bold: bool, block: ListBlock) -> bool:
        kind = role[0]
        if kind in (Role.EXAMPLE, Role.FRAME, Role.CONTENTS, Role.DIRECTION, Role.INSTEAD):
            return False
        if kind is Role.SEGMENT:
            roles = set()
            for item in block.items:
                lead = lead_of(item.rows[0].text) if item.rows else None
                found = role_of_label(lead[0] if lead else item.rows[0].text) if item.rows else None
                if found and found[0] is Role.SEGMENT:
                    roles.add(found[1])
            return len(roles) >= 3 or (len(roles) >= 2 and self._within_story())
        if kind is Role.AVOID:
            return True
        if kind is Role.ANSWER:
            return self._takes_answer(self._holder(), label) or self._asks_first(block)
        if kind in (
            Role.SAY,
            Role.POINTS,
            Role.VERSION,
            Role.CUE,
            Role.FOLLOW_UPS,
            Role.ANGLE,
            Role.MATCHES,
        ):
            return self._holder() is not None or self._asks_first(block)
        return False

    def _list_asks(self, block: ListBlock, plans: list[tuple[str, str, int] | None], following: Block | None) -> bool:
        """Tell whether the questions in a list are asked by it."""
        asked = [(i, p) for i, p in zip(block.items, plans, strict=True) if p and p[0] == "ask"]
        marked = [p for _, p in asked if p and self._marks_question(texts.undecorated(texts.plain(p[1])))]
        if marked and not self._closed(False):
            return True
        if self.top.role is Role.FOLLOW_UPS or self._in_follow_ups():
            return True
        if self._lone_number(block, following):
            return True
        if self._closed(False) or not self._takes_question("item"):
            return False
        answered = [
            1
            for i, p in asked
            if i.blocks or (p and QUESTION_THEN.match(texts.plain(p[1]))) or len(i.rows) > (p[2] if p else 1)
        ]
        if answered and len(asked) * 3 >= len(block.items):
            return True
        last = block.items[-1]
        if (
            asked
            and asked[-1][0] is last
            and len(block.items) <= 1
            and isinstance(following, Paragraph | ListBlock | Quote | Details)
        ):
            return True
        before = self._row_before()
        if (
            before is not None
            and re.search(r"[:：]\s*$", before)
            and (not words.QUESTION_WORDS.search(before.casefold()) or self._says_itself(before))
        ):
            return False
        return len(asked) * 10 >= len(block.items) * 7 and (len(asked) >= 2 or block.ordered)

    def _says_itself(self, before: str) -> bool:
        """Tell whether a line in an answer says what its author asks: “I have three questions:”."""
        return self.question() is not None and bool(words.FIRST_PERSON.search(before))

    def _lone_number(self, block: ListBlock, following: Block | None) -> bool:
        """Tell whether a list is one numbered question, behind the answer of one that has another form."""
        item = block.items[0]
        alone = len(block.items) == 1 and block.ordered and isinstance(following, Paragraph | ListBlock | Quote)
        return alone and bool(item.rows) and self._leaves_for_number(item.rows[0].text)

    def _row_before(self) -> str | None:
        """Return the row right before what comes now, in the same unit."""
        last = self.top.parts[-1] if self.top.parts else None
        return last.rows[-1].text if isinstance(last, Paragraph) else None

    def _item(self, item: Item, plan: tuple[str, str, int], *, last: bool) -> None:
        action, head, count = plan
        row = Row(item.lines.start, head)
        lines = Lines(item.lines.start, item.rows[count - 1].number if item.rows else item.lines.start)
        rest = list(item.rows[count:])
        unit: Unit
        if action == "tale":
            tale = self.page.tales[item.lines.start]
            self._tell(tale)
            behind = [block for block in item.blocks if block.lines.start > tale.end]
            if behind:
                self._inside(self.top, behind)
            return
        if action == "card":
            pair = PAIR.match(head)
            self._explicit(pair[1] if pair else head, row, pair[2] if pair else "")
            unit = self.asked[-1]
            if pair:
                self.stack.append(unit)
        elif action in ("ask", "topic"):
            plain_head = texts.undecorated(texts.plain(head))
            marker = self._marks_question(plain_head)
            inline = words.INLINE_ANSWER.search(head)
            lead = lead_of(head)
            then = QUESTION_THEN.match(texts.plain(head))
            answer = ""
            if inline:
                head, answer = head[: inline.start()], head[inline.end() :]
            elif lead and lead[2] and texts.is_question(lead[0]) and lead[1]:
                head, answer = lead[0], lead[1]
            elif then and not texts.is_question(plain_head) and texts.asks(texts.prompt(then[1])) >= 0.75:
                head, answer = then[1], then[2]
            plain_head = texts.undecorated(texts.plain(head))
            marker = self._marks_question(plain_head)
            style = "marker" if marker else "item"
            confidence = 0.97 if marker else 0.9 if item.blocks or rest or answer else 0.8
            reason = (
                "a list item that is a question, with its answer below"
                if item.blocks or rest or answer
                else "a question in a list of questions"
            )
            if marker:
                reason = f"marked as a question by “{plain_head[: marker.end()].strip()}”"
            if action == "topic":
                confidence, reason = 0.7, "a list item like the questions around it"
            unit = Unit(
                Role.QUESTION,
                texts.prompt(plain_head[marker.end() :] if marker else head),
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
        elif action == "paired":
            unit = self._opens(head, lines, follows=False, reason="its label takes turns with that of the answers")
        elif action == "points":
            asked, after = self.page.pointing[item.rows[0].number]
            unit = self._ask(asked, row, "item", 0.9, "asked before an arrow, with its answer after it", after)
        elif action == "part":
            unit = self._titled(self.page.romans[item.rows[0].number], lines, "caps", 50, strong=True)
            unit.container, unit.rank = True, 50
            self.open(unit)
        elif action == "group" and self.page.mind_map:
            unit = self._titled(head, lines, "item", RANKS["item"] + self.depth, strong=True)
            self.open(unit)
        elif action == "group":
            unit = Unit(
                Role.SECTION, texts.prompt(head), lines, "item", RANKS["item"] + self.depth, raw=head, container=True
            )
            self.open(unit)
        elif action == "advice":
            unit = Unit(
                Role.SECTION,
                texts.prompt(head),
                lines,
                "item",
                RANKS["item"] + self.depth,
                kind="advice",
                raw=head,
                container=True,
            )
            self.open(unit)
        elif action == "follow":
            pressed = self._follows_up(head, begun=True) or head
            unit = self._opens(pressed, lines, follows=True, reason="asked behind a label in an answer")
        elif action == "answer":
            unit = self._label(Role.ANSWER, "", "Answer", row, after_marker(head), "marker")
        elif action == "told":
            told_here = self.page.told[item.lines.start]
            unit = self._label(Role.SEGMENT, told_here.kind, told_here.label, row, told_here.rest, "item")
        elif action == "letter":
            letter = self.page.letters[item.lines.start]
            told = after_letter(head)
            unit = self._label(Role.SEGMENT, letter, text_before(texts.plain(head), told), row, told, "marker")
        elif action == "label":
            role = (Role.ASK, "") if item.lines.start in self.page.back else role_of_title(head)
            unit = self._label(role[0] if role else Role.ANGLE, role[1] if role else "", head, row, "", "item")
        else:
            lead = lead_of(head)
            assert lead is not None
            role = role_of_label(lead[0])
            assert role is not None
            unit = self._label(role[0], role[1], lead[0], row, lead[1], "item")
        unit.lines = lines
        numbered = re.search(r"\d{1,3}", item.marker)
        unit.number = int(numbered[0]) if numbered else None
        if numbered and unit.role is Role.QUESTION:
            self._wait(f"n{numbered[0]}", unit)
        inner: list[Block] = []
        if rest:
            inner.append(Paragraph(Lines(rest[0].number, rest[-1].number), tuple(rest)))
        inner.extend(item.blocks)
        if inner:
            self._inside(unit, inner)
            if unit.role is Role.QUESTION and (not last or not item.marker) and self._closable() and self.top is unit:
                self._pop()
