"""What the items of a list are for: which of them ask, label, answer or head others, before any is opened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from srs.notes import text as texts
from srs.notes import words
from srs.notes.outline.lines import (
    PAIR,
    PROPERTY,
    QUESTION_THEN,
    answers,
    bold_line,
    lead_of,
    role_of_label,
    role_of_title,
    section_kind,
)
from srs.notes.outline.marks import Marks
from srs.notes.outline.retold import Retold
from srs.notes.words import Role
from srs.reading.document import Block, Details, Item, ListBlock, Paragraph, Quote, rows_of

Action: TypeAlias = Literal[
    "ask",
    "topic",
    "card",
    "follow",
    "paired",
    "points",
    "answer",
    "label",
    "lead",
    "letter",
    "told",
    "tale",
    "part",
    "group",
    "advice",
]


class Plan(NamedTuple):
    """What an item does."""

    action: Action
    head: str
    """Its title, as written."""
    rows: int
    """How many of its rows the title takes."""


def _said_to_you(block: ListBlock) -> bool:
    """Tell whether the entries of a list are bold quotations with text below each: what one is told, and the reply."""
    heads = [item.rows[0].text for item in block.items if item.rows]
    said = [texts.plain(bold_line(head) or "") for head in heads]
    quoted = [
        text for text, item in zip(said, block.items, strict=False) if texts.unquoted(text) != text and item.blocks
    ]
    return len(quoted) >= 2 and len(quoted) == len(block.items)


class Plans(Marks, Retold):
    """Decides what each item of a list does."""

    def _plans(self, block: ListBlock, following: Block | None) -> list[Plan | None]:
        """Return what each item of a list does; None is an item that is just an item."""
        plans = [self._plan(item, block) or self._group(item) for item in block.items]
        if self.page.mind_map and self.question() is None:
            plans = [plan or self._branch(item) for plan, item in zip(plans, block.items, strict=True)]
        asked = [plan for plan in plans if plan and plan.action == "ask"]
        if asked and self._only_asks(block):
            plans = [plan or Plan("ask", *self._head(item)) for plan, item in zip(plans, block.items, strict=True)]
        elif asked and not self._list_asks(block, plans, following):
            plans = [None if plan and plan.action == "ask" else plan for plan in plans]
        elif asked and self._topics_too(asked, plans):
            set_off = all(bold_line(plan.head) for plan in asked)
            plans = [plan or self._topic(item, set_off) for plan, item in zip(plans, block.items, strict=True)]
        elif not any(plans) and self._next_in_line(block, following):
            plans = [Plan("ask", *self._head(block.items[0]))]
        return plans

    def _plan(self, item: Item, block: ListBlock) -> Plan | None:
        """Return what an item does: opens a question or a label, or nothing."""
        head, count = self._head(item)
        if not head or len(head) > 600:
            return None
        if item.lines.start in self.page.tales:
            return Plan("tale", head, count)
        if self._holds_tale(item) and not item.checkbox and texts.asks(texts.prompt(head)) < 0.75:
            return Plan("group", head, count)
        bare = texts.undecorated(texts.plain(head))
        if words.CARD_TAG.search(head) or (PAIR.match(head) and not PROPERTY.match(head)):
            return Plan("card", head, count)
        if item.lines.start in self.page.told:
            return Plan("told", head, 1)
        if item.rows[0].number in self.page.romans:
            return Plan("part", head, count)
        if item.rows[0].number in self.page.pairs and not item.blocks and not self._closed(False):
            return Plan("paired", head, count)
        if item.rows[0].number in self.page.pointing and not self._closed(False):
            return Plan("points", head, count)
        if self.page.letters.get(item.lines.start):
            return Plan("letter", head, count)
        marker = self._marks_question(bare)
        if marker and not self._foreign_item(marker, item, bare):
            return Plan("ask", head, count)
        if item.blocks and self._follows_up(head, begun=item is not block.items[0]) is not None:
            return Plan("follow", head, count)
        answer = words.ANSWER_MARKER.match(bare)
        if answer and self._marks_answer_item(answer, bare):
            return Plan("answer", head, count)
        if item.checkbox:
            return Plan("ask", head, count) if texts.asks(texts.prompt(head)) >= 0.9 else None
        heading = re.match(r"#{1,6}\s+(?=\S)", head)
        if heading and texts.asks(texts.prompt(head)) >= 0.75:
            return Plan("ask", head, count)
        bold = bold_line(head)
        if bold is not None and item.blocks and _said_to_you(block):
            return Plan("ask", head, count)
        if bold is not None:
            role = None if texts.is_question(bold) else role_of_title(bold)
            if (
                role
                and role[0]
                not in (Role.EXAMPLE, Role.FRAME, Role.CONTENTS, Role.DIRECTION, Role.INSTEAD, Role.POINTS, Role.SAY)
                and (item.blocks or len(item.rows) > 1 or head.rstrip("*_ ").endswith(":"))
            ):
                return Plan("label", bold, count)
        lead = lead_of(head)
        if lead:
            role = role_of_label(lead[0])
            if role and self._takes_item_label(role, lead[0], block):
                return Plan("lead", head, count)
            if lead[2] and texts.is_question(lead[0]) and lead[1]:
                return Plan("ask", head, count)
        if not item.blocks and len(item.rows) == 1 and not texts.is_question(bare):
            role = role_of_label(bare)
            if (
                role
                and role[0] in (Role.ANGLE, Role.CUE, Role.FOLLOW_UPS, Role.ANSWER)
                and len(bare.split()) >= 2
                and item is not block.items[0]
            ):
                return Plan("label", head, count)
        if item.lines.start in self.page.back:
            return Plan("label", head, count)
        surely = texts.asks(texts.prompt(head))
        if surely >= 0.9 or (surely >= 0.75 and item.blocks and not item.marker):
            return Plan("ask", head, count)
        if item.blocks and (head.rstrip().endswith((":", "：")) or (not item.marker and len(item.rows) == 1)):
            role = role_of_title(head)
            if role and role[0] in (Role.ASK, Role.AVOID, Role.FOLLOW_UPS):
                return Plan("label", head, count)
        then = QUESTION_THEN.match(bare)
        if then and texts.asks(then[1]) >= 0.9 and len(texts.sentences(then[1])) == 1:
            return Plan("ask", head, count)
        return None

    def _branch(self, item: Item) -> Plan | None:
        """Plan an item of a page that is one list: with others below it, it is a heading."""
        head, count = self._head(item)
        said = texts.plain(head)
        if item.blocks and texts.unquoted(said) != said and len(said.split()) >= 3:
            return Plan("topic", head, count)
        return Plan("group", head, count) if head and any(isinstance(b, ListBlock) for b in item.blocks) else None

    def _group(self, item: Item) -> Plan | None:
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
                return Plan("group", *self._head(item))
        return None

    def _topic(self, item: Item, set_off: bool) -> Plan | None:
        """Plan an item among questions: with something below it, it is asked like them, if it looks like them."""
        head, count = self._head(item)
        if not item.blocks or not head:
            return None
        if set_off and not bold_line(head):
            return Plan("group", head, count)
        return Plan("advice" if section_kind(head) else "topic", head, count)

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

    def _marks_answer_item(self, found: re.Match[str], bare: str) -> bool:
        return self._marks_answer(found, bare) and found["sep"].strip()[:1] in (":", "：", ")")

    def _takes_item_label(self, role: tuple[Role, str], label: str, block: ListBlock) -> bool:
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

    def _only_asks(self, block: ListBlock) -> bool:
        """Tell whether a list right below a heading is one of open questions: nothing is answered, two thirds ask."""
        bare = all(item.rows and not item.blocks and not item.checkbox for item in block.items)
        heads = self.top.role is Role.SECTION and bool(self.top.title) and not self.top.filled and not self.top.kind
        if not (bare and heads) or self._closed(False) or len(block.items) < 3:
            return False
        asking = [i for i in block.items if texts.asks(texts.prompt(self._head(i)[0])) >= 0.75]
        return len(asking) * 3 >= len(block.items) * 2

    def _topics_too(self, asked: Sequence[Plan], plans: Sequence[Plan | None]) -> bool:
        """Tell whether the other items of a list are asked as well: at least half of it are questions."""
        least = 1 if self.top.style == "item" or self.asked_items else 2
        open_ = [plan for plan in plans if plan is None or plan.action == "ask"]
        return len(asked) >= least and len(asked) * 2 >= len(open_)

    def _next_in_line(self, block: ListBlock, following: Block | None) -> bool:
        """Tell whether a numbered line goes on the numbers of the questions before it, and an answer follows."""
        question = self.question()
        number = re.search(r"\d{1,3}", block.items[0].marker)
        if question is None or number is None or len(block.items) != 1 or following is None:
            return False
        below = next(rows_of(following), None)
        next_number = question.style == "item" and question.number == int(number[0]) - 1
        return next_number and below is not None and answers(below.text)

    def _list_asks(self, block: ListBlock, plans: list[Plan | None], following: Block | None) -> bool:
        """Tell whether the questions in a list are asked by it."""
        asked = [(i, p) for i, p in zip(block.items, plans, strict=True) if p and p.action == "ask"]
        marked = [p for _, p in asked if p and self._marks_question(texts.undecorated(texts.plain(p.head)))]
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
            if i.blocks or (p and QUESTION_THEN.match(texts.plain(p.head))) or len(i.rows) > (p.rows if p else 1)
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
