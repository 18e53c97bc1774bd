"""Stories by their layout: three to six labels of one form in a row, whatever they say, below a prompt for an event.

What happened, my part, what I did, how it ended, what stayed: people choose their own words and keep the order. So the
order gives each label its place, and words (`telling`) only confirm it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations_with_replacement

from srs.notes import telling, words
from srs.notes import text as texts
from srs.notes.outline.lines import (
    after_marker,
    answers,
    bold_line,
    is_caps,
    lead_of,
    question_marker,
    role_of_label,
)
from srs.notes.words import Role
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

__all__ = ["Label", "Told", "breaks_off", "kinds_of", "known_kind", "label_of", "told_in_order"]

FEWEST, MOST = 3, 6
"""Labels of a story; fewer are a pair, more are a form."""
_USUAL: dict[int, tuple[str, ...]] = {
    3: ("situation", "action", "result"),
    4: ("situation", "task", "action", "result"),
    5: ("situation", "task", "action", "result", "learning"),
    6: ("situation", "task", "action", "action", "result", "learning"),
}
_ORDER = ("situation", "task", "action", "result", "learning")
_BEFORE = 5
"""Rows above the first label that may be what the story answers."""
_ORDINAL = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+")
_MARKED = re.compile(r"\s*[^\W\d_]{1,2}\s?[.:：)]\s+")
"""A question or an answer behind a mark of its own."""
_TABBED = re.compile(r"\s*([^\t:：]{2,50}?)\s*[:：]?\t\s*(\S.*)$")
_DASHED = re.compile(r"\s*([^\s–—-][^–—:：]{1,48}?)\s+[–—-]{1,2}\s+(\S.*)$")
_COLON = re.compile(r"\s*([^:：\t]{2,60}?)\s*(?:\([^()]{1,20}\)\s*)?(?:[:：](?=\s)|：|(?<=[\u2e80-\uffef]):)\s*(.*)$")
_SENTENCE_END = (".", "!", "?", "…", ":", ";", "。", "！", "？", "：", "।", "؟", ")", "）", "”", "“", '"', "»", "」")
_FOREIGN = frozenset((Role.SEGMENT, Role.ANGLE, Role.SECTION))
"""What a label of a story may be by its words alone; any other role stands for itself."""


@dataclass(frozen=True, slots=True)
class Told:
    """A line that opens a piece of a story."""

    kind: str
    label: str
    rest: str
    """What is told on the same line."""


@dataclass(slots=True)
class Label:
    """A label at the beginning of a row, and what is told behind it."""

    number: int
    form: str
    """What labels of one story share: their marks and what stands behind them."""
    name: str
    rest: str
    said: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join([self.rest, *self.said])


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
        if min(_weight(label.text) for label, _ in known) < 2:
            continue
        for (label, _), kind in zip(known, kinds, strict=True):
            out[label.number] = Told(kind, label.name, label.rest)


def breaks_off(text: str, width: int) -> bool:
    """Tell whether a row runs on in the next: an open sentence, about as long as the longest beside it."""
    bare = text.rstrip().rstrip("*_")
    return 40 <= width <= 110 and len(bare) >= 0.72 * width and not bare.endswith(_SENTENCE_END)


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
            found = _label(text, row.number, below=index + 1 < len(rows))
            if not index and self.run and self._over(found, text, alone=len(rows) == 1):
                self._close()
            if found and before and found.form != "tab" and not found.name.isupper() and breaks_off(before, width):
                found = None
            self._take(found, text, opens=not index)
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

    def _take(self, found: Label | None, text: str, *, opens: bool) -> None:
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
        labels = [_item_label(item) for item in block.items]
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
            labels = [Label(h.lines.start, "#", _name(h.text), "", said[h.lines.start]) for h in below]
            if all(_is_label(label.name) for label in labels) and _asks_event(above.text):
                _judge(labels, above.text, self.out)

    def _close(self, *, again: bool = False) -> None:
        run, self.run = self.run, []
        if FEWEST <= len(run) <= MOST:
            _judge(run, self.asked, self.out)
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
    return role is not None and role[0] not in _FOREIGN


def _name(text: str) -> str:
    return texts.undecorated(_ORDINAL.sub("", texts.plain(text))).strip(" :：.–—-\t")


def _label(text: str, number: int, *, below: bool) -> Label | None:
    """Read a row as a label with what is told behind it."""
    text = _ORDINAL.sub("", text)
    bold = bold_line(text)
    mark = text.strip().lstrip("\"'>•●○ ")[:2]
    form = "bold" if mark == "**" or mark == "__" else "italic" if mark[:1] in ("*", "_") else ""
    if bold is not None:
        inner = _COLON.match(bold)
        if inner and inner[2].strip():
            return None
        return _made(number, form or "bold", bold, "")
    if form:
        lead = lead_of(text)
        return _made(number, form, lead[0], lead[1]) if lead and lead[2] else None
    for name, pattern in (("tab", _TABBED), ("colon", _COLON), ("dash", _DASHED)):
        found = pattern.match(text)
        if found and (found[2].strip() or below):
            return _made(number, name, found[1], found[2].strip())
    return _capitals(text, number)


def _capitals(text: str, number: int) -> Label | None:
    """Read `WHAT I DID  Rang them.`: a label in capitals, what is told beside it as in a column."""
    if len(text) < 12 or not text[:3].isupper() or text.isupper():
        return None
    taken, at = 0, 0
    for word in re.finditer(r"\S+", text[:60]):
        bare = word[0].replace("'", "").replace("’", "")
        if not (bare.isalpha() and bare.isupper()):
            break
        if len(bare) > 1 or (word.end() < len(text) and text[word.end() : word.end() + 2] == "  "):
            taken = word.end()
        at += 1
    if not taken or at > 5:
        return None
    return _made(number, "capitals", text[:taken], text[taken:].strip())


def label_of(text: str, number: int) -> Label | None:
    """Read a row as a label with what is told behind it on the same line."""
    found = _label(text, number, below=False)
    return found if found and found.rest else None


def _item_label(item: Item) -> Label | None:
    if not item.rows or item.checkbox:
        return None
    text = item.rows[0].text
    found = _label(text, item.lines.start, below=bool(item.blocks))
    if found is None and item.blocks and len(item.rows) == 1 and len(text.split()) <= 6 and not is_caps(text):
        return _made(item.lines.start, "head", text, "")
    return found


def _made(number: int, form: str, label: str, rest: str) -> Label | None:
    name = _name(label)
    short = form == "dash" and len(name) == 2 and name.isalpha() and name.isupper()
    return Label(number, form, name, rest) if short or _is_label(name) else None


def _is_label(name: str) -> bool:
    wide = sum(1 for c in name if "\u2e80" <= c <= "\uffef")
    if not name or len(name) > 60 or len(name.split()) > 8 or (len(name) < 3 and wide < 2):
        return False
    if re.search(r"[\d`=<>{}@/\\|\"“”«»]|::|[.,;!?]\s", name) or texts.is_question(name):
        return False
    role = role_of_label(name)
    return role is None or role[0] in _FOREIGN


def _small(name: str) -> bool:
    return name[:1].islower()


def _weight(text: str) -> int:
    wide = sum(1 for c in text if "\u2e80" <= c <= "\uffef")
    return len(text.split()) + wide // 2


def _asks_event(text: str) -> bool:
    return bool(telling.EVENT.search(texts.plain(text[-2000:]).casefold().replace("’", "'")))


def _judge(run: Sequence[Label], asked: str, out: dict[int, Told]) -> None:
    """Take the labels of a run as a story, if they are one."""
    names = [label.name.casefold().replace("’", "'") for label in run]
    said = [label.text for label in run]
    known = [known_kind(name) for name in names]
    if len(set(names)) < len(names) or any(telling.OPPOSED.fullmatch(name) for name in names):
        return
    weights = [_weight(text) for text in said]
    if len(run) > FEWEST and weights[-1] < 2 and known[-1] is None:
        _judge(run[:-1], asked, out)  # a word behind the last label is a remark on the story
        return
    if min(weights) < 2 or sum(weights) < 4 * len(run):
        return
    explains = sum(1 for text in said if words.TELLS_YOU.search(text) and not words.FIRST_PERSON.search(text))
    if explains * 2 >= len(run):
        return
    mine = [bool(telling.MINE.search(name)) for name in names]
    told = sum(1 for text in said if words.FIRST_PERSON.search(text))
    by_words = sum(kind is not None for kind in known)
    hinted = sum(1 for kind, name in zip(_USUAL[len(run)], names, strict=True) if telling.IN_ORDER[kind].search(name))
    if _asks_event(asked):
        figures = any(re.search(r"\d", text) for text in said[-2:])
        long = sum(weights) >= 7 * len(run)
        sure = any(mine) or by_words >= 1 or told >= 1 or hinted >= 2 or (len(run) >= 4 and figures and long)
    else:
        sure = (
            (sum(mine) >= 2 and not mine[0] and len(run) >= 4)
            or (any(mine[1:]) and (hinted >= 3 or (len(run) >= 4 and all(map(_hinted, names)))))
            or len({kind for kind in known if kind}) >= 3
        )
    if not sure:
        return
    if by_words >= 3 and by_words == len(run) and all(label.form == "colon" for label in run):
        return
    if by_words >= 3:
        keep = [i for i, name in enumerate(names) if known[i] or mine[i] or _hinted(name)]
        run, names = [run[i] for i in keep], [names[i] for i in keep]
        mine, known = [mine[i] for i in keep], [known[i] for i in keep]
    for label, kind in zip(run, kinds_of(names, mine, known), strict=True):
        out[label.number] = Told(kind, label.name, label.rest)


def _hinted(name: str) -> bool:
    return any(pattern.search(name) for pattern in telling.IN_ORDER.values())


def known_kind(name: str) -> str | None:
    """Return which segment a label names in words that everybody uses, if it does."""
    bare = texts.label(name)
    return next((kind for kind, pattern in words.SEGMENTS.items() if pattern.fullmatch(bare)), None)


def kinds_of(names: Sequence[str], mine: Sequence[bool], known: Sequence[str | None]) -> list[str]:
    """Return the place of each label in its story: the order that most labels agree with."""
    usual = _USUAL[len(names)]
    likes = [{kind: 2.0 * bool(pattern.search(name)) for kind, pattern in telling.IN_ORDER.items()} for name in names]
    for index, kind in enumerate(known):
        if kind in _ORDER:
            likes[index][kind] += 4
        likes[index]["task"] += 0.6 * mine[index]
        likes[index][usual[index]] += 1
    best = max(
        combinations_with_replacement(_ORDER, len(names)),
        key=lambda order: (
            sum(like[kind] for like, kind in zip(likes, order, strict=True)) + 0.4 * len(set(order)),
            order == usual,
        ),
    )
    return [kind if kind and kind not in _ORDER else at for kind, at in zip(known, best, strict=True)]
