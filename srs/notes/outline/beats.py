"""The passages below the title of a story: labelled or not, up to where another thing begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from srs.model import Lines
from srs.notes import narrating, telling, words
from srs.notes import text as texts
from srs.notes.outline.fitting import answered_by, begins
from srs.notes.outline.labels import Label, breaks_off, label_of
from srs.notes.outline.lines import bold_line, is_caps, number_of, question_marker
from srs.notes.outline.places import kinds_of, known_kind
from srs.reading.document import Block, Comment, Item, ListBlock, Markup, Paragraph, Quote, Row, rows_of

FEWEST, MOST = 3, 8
"""Passages of a story."""
_LEFT_OVER = 6
"""Words that an editor puts on a line of their own."""
_LETTER = re.compile(r"\W{0,4}([STARCOLstarcol])\W{0,3}?(?:\t\s*|\s*[:：.)–—]\s*|\s-\s+)(?=\S)")
ENDS = re.compile(r"[.!?…。！？」』][\"”’»)\]*_]*$")
HEAD = re.compile(r"([^:：]{2,40}?)\s*(?:：|:\s)\s*(\S.{2,})$")
LEADS = re.compile(r"\W{0,4}(?:[STARCOL]\b\W{0,3}(?:\s|$)|\*\*[^*\n]{2,50}\*\*|[^\W\d_][^:：.!?\n]{1,40}[:：]\s)")


@dataclass(frozen=True, slots=True)
class Beat:
    """A passage of a story."""

    kind: str
    label: str
    """Empty where it has none."""
    lines: Lines
    blocks: tuple[Block, ...]


def set_off(text: str) -> bool:
    """Tell whether a row is a title by its look: in capitals, bold, behind a picture."""
    bare = text.strip()
    plain = texts.without_remark(texts.plain(bare))[0].strip()
    return (
        is_caps(texts.undecorated(plain))
        or bold_line(bare) is not None
        or (
            plain[:1] != ""
            and texts.undecorated(plain) != plain
            and not plain[0].isalnum()
            and number_of(plain) is None
        )
    )


@dataclass(slots=True)
class Body:
    """Reads what stands below a title, up to where another thing begins."""

    named: bool
    jotted: bool = False
    """Whether each line of the first paragraph is a thought of its own."""
    passages: list[list[Block]] = field(default_factory=list)
    labels: list[tuple[Label, list[Block]]] = field(default_factory=list)
    answers: list[Row] = field(default_factory=list)
    closed: bool = False
    inline: bool = False
    """Whether labels follow one another on one line."""
    learned: bool = False
    """Whether the last passage says what was learned: nothing is told behind it."""

    def read(self, body: Sequence[Block]) -> None:
        for index, block in enumerate(body):
            if self.closed:
                return
            match block:
                case Comment() | Markup():
                    continue
                case Paragraph():
                    self._paragraph(block)
                case ListBlock():
                    self._list(block, body[index + 1] if index + 1 < len(body) else None)
                case Quote() if self.passages and not block.callout:
                    self._more(block)
                case Quote() if not block.callout:
                    self.read(block.blocks)
                case _:
                    self.closed = True

    def _paragraph(self, block: Paragraph) -> None:
        rows = [part for row in block.rows for part in _inline(row)]
        if self.passages and len(rows) > 1 and set_off(rows[0].text) and not _ends(rows[0].text):
            self.closed = True
            return
        self.inline |= len(rows) > len(block.rows)
        whole = sum(bool(ENDS.search(row.text.rstrip())) for row in rows)
        each = len(rows) > 1 and (
            whole >= len(rows) - 1 or any(self._label(row) for row in rows[1:]) or any(map(answered_by, rows))
        )
        if not each and len(rows) > 1 and any(_breaks(row.text) for row in rows[1:]):
            each = True
        jotted = self.jotted and not each and not self.passages
        for part in _unwrapped(rows) if jotted else [[row] for row in rows] if each else [rows]:
            if self.closed or len(self.passages) > MOST:
                return
            self._part(part, first=part[0] is rows[0], alone=len(rows) == 1)

    def _part(self, rows: list[Row], *, first: bool, alone: bool) -> None:
        text = " ".join(row.text for row in rows)
        found = answered_by(rows[0])
        if found:
            self.answers.extend(found)
            return
        block = Paragraph(Lines(rows[0].number, rows[-1].number), tuple(rows))
        label = self._label(rows[0])
        if self.learned or (self.passages and not label and self._ends(text, first=first, alone=alone)):
            self.closed = True
            return
        bare = texts.plain(text).strip()
        begun = bool(self.passages) or bool(label)
        if not begun and not self.jotted and (_frames(bare) or not ENDS.search(bare)) and narrating.weight(bare) < 12:
            return  # “What I would tell:”, a remark before it begins
        if label:
            told = Paragraph(block.lines, (Row(rows[0].number, label.rest), *rows[1:])) if label.rest else None
            self.labels.append((label, [told] if told else []))
        elif self.labels:
            self.labels[-1][1].append(block)
        self.passages.append([block])
        head = HEAD.match(bare)
        if len(self.passages) > FEWEST and not label and head and narrating.is_lesson(text, label=head[1]):
            self.learned = True

    def _label(self, row: Row) -> Label | None:
        letter = _LETTER.match(row.text)
        if letter:
            return Label(row.number, "letter", letter[1].upper(), row.text[letter.end() :].strip())
        return label_of(row.text, row.number)

    def _ends(self, text: str, *, first: bool, alone: bool) -> bool:
        """Tell whether what is said here stands behind the story: a title, a question, a list's head."""
        bare = texts.undecorated(texts.plain(text))
        marker = question_marker(bare)
        if marker and texts.asks(bare[marker.end() :]) >= 0.75:
            return True
        if _breaks(text) or (len(texts.sentences(bare)) == 1 and bare.endswith(("?", "？"))):
            return True
        return first and not ENDS.search(bare) and (alone or set_off(text)) and narrating.weight(bare) <= 9

    def _list(self, block: ListBlock, following: Block | None) -> None:
        labels = [self._label(item.rows[0]) if item.rows else None for item in block.items]
        if self.named and not self.passages and sum(map(bool, labels)) >= FEWEST:
            for item, label in zip(block.items, labels, strict=True):
                self._labelled_item(item, label)
            return
        if self.named and not self.passages and FEWEST <= len(block.items) <= MOST:
            for item in block.items:
                if item.rows:
                    self._part(list(item.rows), first=False, alone=False)
            return
        talk = all(item.marker and item.rows and not (item.checkbox or item.blocks) for item in block.items)
        if self.passages and talk and isinstance(following, Paragraph):
            self.passages.append([block])  # what was said, between what was done
            if self.labels:
                self.labels[-1][1].append(block)
            return
        self.closed = True

    def _labelled_item(self, item: Item, label: Label | None) -> None:
        if not item.rows:
            return
        head = item.rows[0]
        low = texts.label(head.text)
        if item.blocks and begins(low):
            self.answers.extend(row for block in item.blocks for row in rows_of(block))
            return
        found = answered_by(head)
        if found:
            self.answers.extend(found)
            return
        block = Paragraph(Lines(head.number, item.rows[-1].number), item.rows)
        if label:
            rest = (Row(head.number, label.rest), *item.rows[1:]) if label.rest else item.rows[1:]
            told: list[Block] = [Paragraph(block.lines, rest)] if rest else []
            self.labels.append((label, [*told, *item.blocks]))
        elif self.labels:
            self.labels[-1][1].append(block)
        self.passages.append([block])

    def _more(self, block: Block) -> None:
        self.passages[-1].append(block)
        if self.labels:
            self.labels[-1][1].append(block)

    def labelled(self) -> list[Beat] | None:
        """Return the story by its labels: three or more of one form, whatever they say."""
        forms = {label.form for label, _ in self.labels}
        if not FEWEST <= len(self.labels) <= 6 or len(forms) > 1:
            return None
        names = [label.name.casefold().replace("’", "'") for label, _ in self.labels]
        if len(set(names)) < len(names) or any(telling.OPPOSED.fullmatch(name) for name in names):
            return None
        said = [" ".join(row.text for block in blocks for row in rows_of(block)) for _, blocks in self.labels]
        least = 3 if forms == {"letter"} else 5
        if min(map(narrating.weight, said)) < 1 or sum(map(narrating.weight, said)) < least * len(said):
            return None
        if forms == {"letter"}:
            kinds = [words.SEGMENT_LETTERS[name] for name in names]
            if len(set(kinds)) < FEWEST:
                return None
        else:
            known = [known_kind(name) for name in names]
            signs = sum(bool(kind) for kind in known) + sum(bool(telling.MINE.search(name)) for name in names)
            if not signs and not any(words.FIRST_PERSON.search(text) for text in said):
                return None
            kinds = kinds_of(names, [bool(telling.MINE.search(name)) for name in names], known)
        return [
            Beat(
                kind,
                label.name,
                Lines(label.number, max([label.number, *(b.lines.end for b in blocks)])),
                tuple(blocks),
            )
            for kind, (label, blocks) in zip(kinds, self.labels, strict=True)
        ]

    def told(self, *, named: bool, lone: bool) -> list[Beat] | None:
        """Return the story by what is told in it."""
        said = [" ".join(row.text for block in blocks for row in rows_of(block)) for blocks in self.passages]
        least = FEWEST if named else FEWEST + 1 + lone
        if not least <= len(said) <= MOST or not narrating.tells(said, titled=named):
            return None
        if sum(bool(LEADS.match(next(rows_of(blocks[0])).text)) for blocks in self.passages[:-1]) >= 2:
            return None  # labels tell their places
        return [
            Beat(kind, "", Lines(blocks[0].lines.start, blocks[-1].lines.end), tuple(blocks))
            for kind, blocks in zip(narrating.places(said), self.passages, strict=True)
        ]


_INLINE = re.compile(r"(?:^|(?<=\s))(?:\*\*|__)([STARCOL])\s*[:：.]?\s*(?:\*\*|__)\s*[:：–—-]?\s*(?=\S)")


def _inline(row: Row) -> list[Row]:
    """Return a row in pieces where bold letters divide it: `**S:** … **T:** …`."""
    found = list(_INLINE.finditer(row.text))
    if len(found) < FEWEST or row.text[: found[0].start()].strip():
        return [row]
    ends = [*(one.start() for one in found[1:]), len(row.text)]
    return [
        Row(row.number, f"{one[1]}: {row.text[one.end() : end].strip()}") for one, end in zip(found, ends, strict=True)
    ]


def scribbles(rows: Sequence[str]) -> bool:
    """Tell whether rows are thoughts of their own, without marks at their ends, and no sentences that were broken."""
    if not FEWEST <= len(rows) <= MOST or min(map(narrating.weight, rows)) < 3:
        return False
    width = max(map(len, rows))
    broken = sum(breaks_off(row, width) and len(row) * 8 >= width * 7 for row in rows[:-1])
    return sum(map(_ends, rows)) * 2 <= len(rows) and broken * 2 <= len(rows)


def _unwrapped(rows: Sequence[Row]) -> list[list[Row]]:
    """Return rows, each with the few words behind it that did not fit on its line."""
    width = max(len(row.text) for row in rows)
    out: list[list[Row]] = []
    for row in rows:
        if out and breaks_off(out[-1][-1].text, width) and narrating.weight(row.text) <= _LEFT_OVER:
            out[-1].append(row)
        else:
            out.append([row])
    return out


def _ends(text: str) -> bool:
    """Tell whether a row ends as a sentence does, whatever is remarked behind it."""
    return bool(ENDS.search(texts.without_remark(texts.plain(text).strip())[0]))


def _frames(text: str) -> bool:
    """Tell whether a line only says that it will be told, or how: in parentheses, up to a colon, a few words behind."""
    head = HEAD.match(text)
    return (
        (text[:1] + text[-1:] in ("()", "（）", "[]"))
        or text.endswith((":", "："))
        or (head is not None and narrating.weight(text) < 8 and not words.FIRST_PERSON.search(text))
    )


_MARK = re.compile(r"\s*(?:[A-Z]|[IVX]{1,4}|\d{1,2})[.)]\s+\S")


def _breaks(text: str) -> bool:
    """Tell whether a row begins another entry: lettered or numbered, and a title or a question."""
    found = _MARK.match(text)
    if not found:
        return False
    bare = texts.undecorated(texts.plain(text))
    return bare.rstrip().endswith(("?", "？")) or texts.asks(texts.prompt(text)) >= 0.75
