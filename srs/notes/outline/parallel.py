"""Stories by their layout: three to six labels of one form in a row, whatever they say, below a prompt for an event.

What happened, my part, what I did, how it ended, what stayed: people choose their own words and keep the order. So the
order gives each label its place, and words (`telling`) only confirm it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from srs.notes import narrating
from srs.notes import text as texts
from srs.notes.outline.labels import FOREIGN, Label, breaks_off, is_label, item_label, label_in, name_of
from srs.notes.outline.lines import after_marker, answers, bold_line, is_caps, lead_of, question_marker, role_of_label
from srs.notes.outline.places import FEWEST, MOST, Told, asks_event, told_by
from srs.reading.document import (
    Block,
    Comment,
    Details,
    Heading,
    Item,
    ListBlock,
    Markup,
    Paragraph,
    Quote,
    Row,
    Rule,
    rows_of,
)

_BEFORE = 5
"""Rows above the first label that may be what the story answers."""
_MARKED = re.compile(r"\s*[^\W\d_]{1,2}\s?[.:：)]\s+")
"""A question or an answer behind a mark of its own."""


def told_in_order(blocks: Sequence[Block]) -> dict[int, Told]:
    """Return the lines that open the pieces of stories, by number."""
    out: dict[int, Told] = {}
    others: list[Sequence[Label]] = []
    _Level("", out, others).read(blocks)
    _as_elsewhere(others, out)
    return out


def _as_elsewhere(runs: Sequence[Sequence[Label]], out: dict[int, Told]) -> None:
    """Take the labels of runs that told no story by themselves as what the same labels are in other stories."""
    places: dict[str, Counter[str]] = defaultdict(Counter)
    for told in out.values():
        places[told.label.casefold()][told.kind] += 1
    for run in runs:
        known = [(label, places[name]) for label in run if (name := label.name.casefold()) in places]
        kinds = [place.most_common(1)[0][0] for _, place in known]
        if len(set(kinds)) < FEWEST - 1 or not {"action", "result"} & set(kinds) or len(known) * 2 <= len(run):
            continue
        if min(narrating.weight(label.text) for label, _ in known) < 2:
            continue
        for (label, _), kind in zip(known, kinds, strict=True):
            out[label.number] = Told(kind, label.name, label.rest)


class _Level:
    """Reads blocks of one level; what stands inside them is a level of its own."""

    def __init__(self, title: str, out: dict[int, Told], others: list[Sequence[Label]]) -> None:
        self.title = title
        self.out = out
        self.others = others
        """Runs of labels that are no stories by themselves."""
        self.recent: list[str] = []
        self.run: list[Label] = []
        self.asked = title
        """The prompt above the run."""

    def read(self, blocks: Sequence[Block]) -> None:
        self._headings([b for b in blocks if isinstance(b, Heading)], blocks)
        for block in blocks:
            match block:
                case Heading():
                    self._close()
                    self.title, self.recent = block.text, []
                case Paragraph():
                    self._rows(block.rows)
                case ListBlock():
                    self._list(block)
                case Quote() | Details():
                    if self.run:
                        self._say(" ".join(row.text for row in rows_of(block)))
                    title = block.title if isinstance(block, Quote) else " ".join(r.text for r in block.summary)
                    _Level(f"{self._above()} {title}", self.out, self.others).read(block.blocks)
                case Rule():
                    self._close()
                case Comment() | Markup():
                    pass
                case _:
                    if self.run:
                        self._say(" ".join(row.text for row in rows_of(block)))
        self._close()

    def _above(self) -> str:
        return " ".join([self.title, *self.recent[-_BEFORE:]])

    def _say(self, text: str) -> None:
        if self.run:
            if sum(map(len, self.run[-1].said)) < 1200:
                self.run[-1].said.append(text)
        else:
            self.recent = [*self.recent[-_BEFORE:], text]

    def _rows(self, rows: Sequence[Row]) -> None:
        width = max(len(row.text) for row in rows)
        before = ""
        for index, row in enumerate(rows):
            text = row.text
            marked = _MARKED.match(text)
            if marked or answers(text):
                self._close()
                text = text[marked.end() :] if marked else after_marker(text)
            elif _ends(text):
                self._close()
                self.recent = [*self.recent[-1:], text]
                before = text
                continue
            found = label_in(text, row.number, below=index + 1 < len(rows))
            if not index and self.run and self._over(found, text, alone=len(rows) == 1):
                self._close()
            if found and before and found.form != "tab" and not found.name.isupper() and breaks_off(before, width):
                found = None
            self._take(found, text)
            before = row.text

    def _over(self, found: Label | None, text: str, *, alone: bool) -> bool:
        """Tell whether a paragraph that begins so stands behind the story."""
        if found:
            return False
        last = self.run[-1]
        bare = texts.plain(text)
        if alone and (is_caps(bare) or texts.asks(texts.prompt(bare)) >= 0.9):
            return True
        return self.run[0].form not in ("bold", "italic") and bool(last.rest or last.said)

    def _take(self, found: Label | None, text: str) -> None:
        if found is None:
            self._say(text)
            return
        if self.run:
            first = self.run[0]
            if len(self.run) == 1 and first.form == "capitals" != found.form:
                self.recent.append(f"{first.name} {first.text}")
                self.run = []
            elif found.form != first.form:
                if first.form in ("bold", "italic") or found.form == "dash":
                    self._say(text)
                    return
                self._close()
            elif found.name.casefold() == first.name.casefold():
                self._close(again=True)
            elif _small(found.name) != _small(first.name):
                self._say(text)
                return
        if not self.run:
            self.asked = self._above()
        self.run.append(found)

    def _list(self, block: ListBlock) -> None:
        labels = [item_label(item) for item in block.items]
        found = [label for label in labels if label]
        if len(found) >= FEWEST and len(found) >= len(labels) - 1 and len({label.form for label in found}) == 1:
            self._close()
            self.asked = self._above()
            for item, label in zip(block.items, labels, strict=True):
                if label is None:
                    self._say(" ".join(row.text for row in item.rows))
                else:
                    self.run.append(label)
                    self.run[-1].said.extend(_below(item))
            self._close()
            for item in block.items:
                if item.blocks and item.lines.start not in self.out:
                    _Level(" ".join(row.text for row in item.rows), self.out, self.others).read(item.blocks)
            return
        for item in block.items:
            head = " ".join(row.text for row in item.rows)
            if item.blocks and len(self.run) < 2:
                _Level(f"{self.title} {head}" if len(head.split()) < 3 else head, self.out, self.others).read(
                    item.blocks
                )
            if self.run or (item is block.items[-1] and not item.blocks):
                self._say(head)

    def _headings(self, headings: Sequence[Heading], blocks: Sequence[Block]) -> None:
        """Headings below a prompt that are the labels themselves."""
        said: dict[int, list[str]] = {}
        at = 0
        for block in blocks:
            if isinstance(block, Heading):
                at = block.lines.start
                said[at] = []
            elif at and len(said[at]) < 12:
                said[at].extend(row.text for row in rows_of(block))
        for index, above in enumerate(headings):
            below: list[Heading] = []
            for heading in headings[index + 1 : index + 2 + MOST]:
                if heading.level <= above.level:
                    break
                below.append(heading)
            if not FEWEST <= len(below) <= MOST or len({h.level for h in below}) > 1:
                continue
            labels = [Label(h.lines.start, "#", name_of(h.text), "", said[h.lines.start]) for h in below]
            if all(is_label(label.name) for label in labels) and asks_event(above.text):
                self.out.update(told_by(labels, above.text))

    def _close(self, *, again: bool = False) -> None:
        run, self.run = self.run, []
        if FEWEST <= len(run) <= MOST:
            self.out.update(told_by(run, self.asked))
        if 2 <= len(run) <= MOST and run[0].number not in self.out:
            self.others.append(run)
        if not again and run:
            self.recent = []


def _below(item: Item) -> Iterator[str]:
    yield from (row.text for row in item.rows[1:])
    for block in item.blocks:
        yield from (row.text for row in rows_of(block))


def _ends(text: str) -> bool:
    """Tell whether a line asks, or is a label of something else than a story."""
    bare = texts.undecorated(texts.plain(text))
    if question_marker(bare):
        return True
    if bold_line(text) and texts.asks(texts.prompt(text)) >= 0.75:
        return True
    lead = lead_of(text)
    role = role_of_label(lead[0] if lead else bare)
    return role is not None and role[0] not in FOREIGN


def _small(name: str) -> bool:
    return name[:1].islower()
