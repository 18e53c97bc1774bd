"""Stories by their telling: a title, and below it passages in the order of time, with labels or without.

“The night of the flood”, then what the place looked like, what was at stake, what I did, what came of it, what I do
since: people who write for themselves leave the labels out. What is told gives each passage its place (`narrating`).
Where a title says that it heads a story, labels of any one form are believed as well, in any language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from srs.model import Lines
from srs.notes import narrating, telling, words
from srs.notes import text as texts
from srs.notes.outline.fitting import answered_by, begins
from srs.notes.outline.lines import bold_line, is_caps, number_of, question_marker, role_of_label
from srs.notes.outline.parallel import Label, kinds_of, known_kind, label_of
from srs.reading.document import Block, Comment, Heading, Item, ListBlock, Markup, Paragraph, Quote, Row, rows_of

__all__ = ["Beat", "Tale", "tales_of"]

FEWEST, MOST = 3, 8
"""Passages of a story."""
_TITLE = 100
"""Letters of a title."""
_REACH = 32
"""Blocks or rows below a title that are looked at."""
_LETTER = re.compile(r"\W{0,4}([STARCOLstarcol])\W{0,3}?(?:\t\s*|\s*[:：.)–—]\s*|\s-\s+)(?=\S)")
_ENDS = re.compile(r"[.!?…。！？」』][\"”’»)\]*_]*$")


_CLOCK = re.compile(r"^\s*\d{1,2}[:.]\d\d(?::\d\d)?\s*(?:[-–—]\s*)?(?=\S)")
_HEAD = re.compile(r"([^:：]{2,40}?)\s*(?:：|:\s)\s*(\S.{2,})$")
_LETTERED = re.compile(r"^\s*[A-Z][.)]\s+(?=\S)")
_PLACED = re.compile(r"(?:slide|folie|diapositiva|diapo|dia|слайд|スライド|page|part)\s?\d{1,3}")
_LEADS = re.compile(r"\W{0,4}(?:[STARCOL]\b\W{0,3}(?:\s|$)|\*\*[^*\n]{2,50}\*\*|[^\W\d_][^:：.!?\n]{1,40}[:：]\s)")


@dataclass(frozen=True, slots=True)
class Beat:
    """A passage of a story."""

    kind: str
    label: str
    """Empty where it has none."""
    lines: Lines
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Tale:
    """A story as it lies in a document."""

    name: str
    raw: str
    """Its title as written."""
    title: Lines
    beats: tuple[Beat, ...]
    answers: tuple[Row, ...]
    """The questions that it is good for, each with its line."""
    end: int
    """Its last line."""
    asked: bool
    """Whether its title is what it answers."""
    rank: int
    heads: bool
    """Whether its title is a heading, with what else stands below it."""


def tales_of(blocks: Sequence[Block]) -> dict[int, Tale]:
    """Return the stories in some blocks by the line of their title."""
    out: dict[int, Tale] = {}
    _read(blocks, out)
    return out


def _read(blocks: Sequence[Block], out: dict[int, Tale]) -> None:
    done = 0
    for index, block in enumerate(blocks):
        if block.lines.end <= done:
            continue
        match block:
            case Heading():
                tale = _tale(
                    block.text, block.lines, blocks[index + 1 : index + _REACH], rank=block.level * 10, heads=True
                )
                if tale:
                    out[tale.title.start] = tale
                    done = tale.end
            case Paragraph():
                for at, row in enumerate(block.rows):
                    if row.number <= done:
                        continue
                    rest = block.rows[at + 1 : at + _REACH]
                    tale = None
                    if len(rest) >= FEWEST:
                        body = [Paragraph(Lines(rest[0].number, rest[-1].number), rest)]
                        tale = _tale(row.text, Lines(row.number, row.number), body, rank=65)
                    elif not rest:
                        tale = _tale(
                            row.text, Lines(row.number, row.number), blocks[index + 1 : index + _REACH], rank=65
                        )
                    if tale:
                        out[tale.title.start] = tale
                        done = tale.end
            case ListBlock():
                for item in block.items:
                    _item(item, out)
            case _:
                pass


def _item(item: Item, out: dict[int, Tale]) -> None:
    if not item.rows or item.checkbox:
        return
    rest = item.rows[1:]
    body = [*([Paragraph(Lines(rest[0].number, rest[-1].number), rest)] if rest else []), *item.blocks]
    row = item.rows[0]
    tale = _tale(row.text, Lines(row.number, row.number), body, rank=78) if body else None
    if tale:
        out[tale.title.start] = tale
    else:
        _read(item.blocks, out)


# ------------------------------------------------------------------ titles


def _set_off(text: str) -> bool:
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


def _name(raw: str) -> str:
    """Return a title without the word for what it heads: “Story: …”, “Case\\t…”."""
    plain = texts.undecorated(texts.plain(_CLOCK.sub("", raw).strip().replace("\t", ": ", 1)))
    bare = texts.without_remark(plain)[0].strip(" :：")
    found = _HEAD.match(bare)
    if found and (narrating.names_story(found[1]) or _PLACED.fullmatch(found[1].casefold())):
        return found[2].strip()
    return bare


def _tale(raw: str, lines: Lines, body: Sequence[Block], *, rank: int, heads: bool = False) -> Tale | None:
    """Return the story below a title, if one is told there."""
    if len(raw) > 3 * _TITLE:
        return None
    raw = _LETTERED.sub("", raw)
    text = texts.plain(raw).strip()
    if not text or len(texts.without_remark(text)[0]) > _TITLE or not body:
        return None
    asked = texts.asks(texts.prompt(raw)) >= 0.75
    named = not asked and narrating.names_story(raw)
    if asked and not telling.EVENT.search(narrating.folded(text)):
        return None
    if not (heads or named or asked or _set_off(raw)):
        return None
    if not heads and _ENDS.search(text) and not text.endswith((")", "]", "”", "»", '"', "」", "』")) and not asked:
        return None
    if not named and (role_of_label(texts.undecorated(text)) or telling.OPPOSED.fullmatch(texts.label(text))):
        return None
    first = [row.text for block in body[:3] for row in islice(rows_of(block), 4)]
    if not any(_ENDS.search(text.rstrip()) or _LEADS.match(text) or "\t" in text for text in first):
        return None  # no sentence is told here
    reader = _Body(named=named)
    reader.read(body)
    lettered = len(reader.labels) >= FEWEST and {label.form for label, _ in reader.labels} == {"letter"}
    beats = reader.labelled() if reader.labels and (named or (lettered and reader.inline)) else None
    if beats is None:
        beats = reader.told(named=named, lone=not heads and not named and not asked)
    if beats is None:
        return None
    if (heads and words.STORY_TITLE.match(texts.undecorated(text).casefold())) and any(b.label for b in beats[:-1]):
        return None  # labels below a heading are read where they stand
    remarks = [Row(lines.start, remark) for remark in texts.without_remark(text)[1]]
    answers = [row for remark in remarks for row in answered_by(remark, quoted=named)]
    last = max(beat.lines.end for beat in beats)
    answers += reader.answers
    end = max([last, *(row.number for row in reader.answers if row.number <= last + 6)])
    return Tale(_name(raw) or text, raw, lines, tuple(beats), tuple(answers), end, asked, rank, heads)


# ------------------------------------------------------------------ passages


@dataclass(slots=True)
class _Body:
    """Reads what stands below a title, up to where another thing begins."""

    named: bool
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
        if self.passages and len(rows) > 1 and _set_off(rows[0].text) and not _ends(rows[0].text):
            self.closed = True
            return
        self.inline |= len(rows) > len(block.rows)
        whole = sum(bool(_ENDS.search(row.text.rstrip())) for row in rows)
        each = len(rows) > 1 and (
            whole >= len(rows) - 1 or any(self._label(row) for row in rows[1:]) or any(map(answered_by, rows))
        )
        if not each and len(rows) > 1 and any(_breaks(row.text) for row in rows[1:]):
            each = True
        for part in [[row] for row in rows] if each else [rows]:
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
        if not begun and (_frames(bare) or not _ENDS.search(bare)) and narrating.weight(bare) < 12:
            return  # “What I would tell:”, a remark before it begins
        if label:
            told = Paragraph(block.lines, (Row(rows[0].number, label.rest), *rows[1:])) if label.rest else None
            self.labels.append((label, [told] if told else []))
        elif self.labels:
            self.labels[-1][1].append(block)
        self.passages.append([block])
        head = _HEAD.match(bare)
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
        return first and not _ENDS.search(bare) and (alone or _set_off(text)) and narrating.weight(bare) <= 9

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
        if sum(bool(_LEADS.match(next(rows_of(blocks[0])).text)) for blocks in self.passages[:-1]) >= 2:
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


def _ends(text: str) -> bool:
    """Tell whether a row ends as a sentence does, whatever is remarked behind it."""
    return bool(_ENDS.search(texts.without_remark(texts.plain(text).strip())[0]))


def _frames(text: str) -> bool:
    """Tell whether a line only says that it will be told, or how: in parentheses, up to a colon, a few words behind."""
    head = _HEAD.match(text)
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
