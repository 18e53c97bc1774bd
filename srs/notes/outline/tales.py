"""Stories by their telling: a title, and below it passages in the order of time, with labels or without.

“The night of the flood”, then what the place looked like, what was at stake, what I did, what came of it, what I do
since: people who write for themselves leave the labels out. What is told gives each passage its place (`narrating`).
Where a title says that it heads a story, labels of any one form are believed as well, in any language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from srs.model import Lines
from srs.notes import narrating, telling, words
from srs.notes import text as texts
from srs.notes.outline.lines import bold_line, is_caps, lead_of, number_of, question_marker, role_of_label
from srs.notes.outline.parallel import Label, kinds_of, known_kind, label_of
from srs.reading.document import Block, Comment, Heading, Item, ListBlock, Markup, Paragraph, Quote, Row, rows_of

__all__ = ["Beat", "Tale", "tales_of"]

FEWEST, MOST = 3, 8
"""Passages of a story."""
_TITLE = 100
"""Letters of a title."""
_LETTER = re.compile(r"\W{0,4}([STARCOLstarcol])\W{0,3}?(?:\t\s*|\s*[:：.)–—]\s*|\s-\s+)(?=\S)")
_ENDS = re.compile(r"[.!?…。！？」』][\"”’»)\]*_]*$")
_QUOTED = re.compile(r"[\"“”„«「『]\s*([^\"“”«»「」『』]{3,80}?)\s*[\"”“»」』]")
_FITS = re.compile(
    r"(?:use|good|works?|fits?|tell|suits?|suitable|also|can be used)\b(?: (?:it|this|that|this story|this one))? "
    r"(?:for|with|when|as)\b|(?:it )?(?:answers|covers)\b(?! (?:the|a|an|my)\b)|(?:passt|geeignet|brauchbar|nutzbar|gut|hilft) "
    r"(?:zu|für|bei|auf)\b|beantwortet\b|(?:utile|marche|bon|bonne|valable|sert) (?:pour|à)\b|répond (?:à|aux)\b|pour la question\b|"
    r"(?:sirve|vale|útil|buena) para\b|responde a\b|(?:serve|vale|usar|boa) (?:para|pra|em)\b|(?:va bene|serve|utile|adatt[ao]|buona) "
    r"(?:per|a)\b|risponde a\b|(?:bruikbaar|geschikt|goed) (?:voor|bij)\b|past bij\b|(?:passar|bra|funkar) (?:för|till|på)\b|"
    r"(?:passer|god|bra) (?:til|for)\b|sopii\b|na (?:co |jakie )?pytani\w*|(?:pasuje|nadaje się|dobr[aey]) (?:do|na)\b|hodí se (?:na|k|pro)\b|"
    r"(?:подходит|годится|пригодится|для вопросов|на вопрос\w*)\b(?: (?:для|к|на))?|підходить\b(?: (?:для|до))?|(?:uygun|kullanılır)\b|"
    r"jó (?:erre|ezekre)\b|cocok untuk\b|dùng cho\b"
    r"|(?:适用|适合|可用于|用于|可以?回答|对应)(?:的)?(?:问题)?|(?:使える|向けの?)(?:質問)?|答えられる(?:質問)?|어울리는 질문"
)
"""How a line begins that says which questions a story answers."""


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
                tale = _tale(block.text, block.lines, blocks[index + 1 :], heads=True)
                if tale:
                    out[tale.title.start] = tale
                    done = tale.end
            case Paragraph():
                for at, row in enumerate(block.rows):
                    if row.number <= done:
                        continue
                    rest = block.rows[at + 1 :]
                    tale = None
                    if len(rest) >= FEWEST:
                        body: Sequence[Block] = [Paragraph(Lines(rest[0].number, rest[-1].number), rest)]
                        tale = _tale(row.text, Lines(row.number, row.number), body, heads=False)
                    elif not rest:
                        tale = _tale(row.text, Lines(row.number, row.number), blocks[index + 1 :], heads=False)
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
    tale = _tale(row.text, Lines(row.number, row.number), body, heads=False) if body else None
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
        or (plain[:1] != "" and texts.undecorated(plain) != plain and not plain[0].isalnum() and number_of(plain) is None)
    )


def _name(raw: str) -> str:
    """Return a title without the word for what it heads: “Story: …”, “Case\\t…”."""
    plain = texts.undecorated(texts.plain(raw.replace("\t", ": ", 1) if "\t" in raw.strip() else raw))
    bare = texts.without_remark(plain)[0].strip(" :：")
    head, _, rest = re.sub(r"\s*[:：]\s*", ":", bare, count=1).partition(":")
    if rest and len(rest) > 3 and narrating.names_story(head):
        return rest.strip()
    return bare


def _tale(raw: str, lines: Lines, body: Sequence[Block], *, heads: bool) -> Tale | None:
    """Return the story below a title, if one is told there."""
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
    reader = _Body(named=named)
    reader.read(body)
    beats = reader.labelled() if named and reader.labels else None
    if beats is None:
        beats = reader.told(named=named, lone=not heads and not named and not asked)
    if beats is None:
        return None
    if (heads and words.STORY_TITLE.match(texts.undecorated(text).casefold())) and any(b.label for b in beats[:-1]):
        return None  # labels below a heading are read where they stand
    remarks = [Row(lines.start, remark) for remark in texts.without_remark(text)[1]]
    answers = [row for remark in remarks for row in _answers(remark, quoted=named)]
    last = max(beat.lines.end for beat in beats)
    answers += [row for row in reader.answers]
    end = max([last, *(row.number for row in reader.answers if row.number <= last + 6)])
    return Tale(_name(raw) or text, raw, lines, tuple(beats), tuple(answers), end, asked)


# ------------------------------------------------------------------ what a story answers


def _answers(row: Row, *, quoted: bool = False) -> list[Row]:
    """Return the questions that a line says a story is good for, if it does."""
    bare = texts.undecorated(texts.plain(row.text)).strip("()[] ")
    low = bare.casefold()
    said = _QUOTED.findall(bare)
    fits = _FITS.match(low)
    lead = lead_of(bare)
    if lead and words.MATCHES.fullmatch(texts.label(lead[0])):
        rest = lead[1]
    elif fits:
        rest = bare[fits.end() :].lstrip(" :：–—-➜→>")
    elif quoted and said and not re.sub(r"[\s,;/&·+]|and|und|et|y|e|и", "", _QUOTED.sub("", low)):
        rest = bare
    else:
        return []
    pieces = _QUOTED.findall(rest) if len(_QUOTED.findall(rest)) >= 2 else re.split(r"\s*[,;/、；，·|]\s*", rest)
    if said and len(pieces) > len(said):
        pieces = [texts.unquoted(piece) for piece in pieces]
    return [Row(row.number, piece.strip(" .\"“”'")) for piece in pieces if len(piece.strip()) >= 3]


# ------------------------------------------------------------------ passages


@dataclass(slots=True)
class _Body:
    """Reads what stands below a title, up to where another thing begins."""

    named: bool
    passages: list[list[Block]] = field(default_factory=list)
    labels: list[tuple[Label, list[Block]]] = field(default_factory=list)
    answers: list[Row] = field(default_factory=list)
    closed: bool = False

    def read(self, body: Sequence[Block]) -> None:
        for block in body:
            if self.closed:
                return
            match block:
                case Comment() | Markup():
                    continue
                case Paragraph():
                    self._paragraph(block)
                case ListBlock():
                    self._list(block)
                case Quote() if self.passages and not block.callout:
                    self._more(block)
                case _:
                    self.closed = True

    def _paragraph(self, block: Paragraph) -> None:
        rows = list(block.rows)
        whole = sum(bool(_ENDS.search(row.text.rstrip())) for row in rows)
        each = len(rows) > 1 and (
            whole >= len(rows) - 1 or any(self._label(row) for row in rows[1:]) or any(map(_answers, rows))
        )
        if not each and len(rows) > 1 and any(_breaks(row.text) for row in rows[1:]):
            each = True
        for part in [[row] for row in rows] if each else [rows]:
            if self.closed:
                return
            self._part(part, first=part[0] is rows[0], alone=len(rows) == 1)

    def _part(self, rows: list[Row], *, first: bool, alone: bool) -> None:
        text = " ".join(row.text for row in rows)
        found = _answers(rows[0])
        if found:
            self.answers.extend(found)
            return
        block = Paragraph(Lines(rows[0].number, rows[-1].number), tuple(rows))
        label = self._label(rows[0])
        if self.passages and not label and self._ends(text, first=first, alone=alone):
            self.closed = True
            return
        bare = texts.plain(text).strip()
        if not self.passages and not label and (_frames(bare) or not _ENDS.search(bare)) and narrating.weight(bare) < 12:
            return  # “What I would tell:”, a remark before it begins
        if label:
            told = Paragraph(block.lines, (Row(rows[0].number, label.rest), *rows[1:])) if label.rest else None
            self.labels.append((label, [told] if told else []))
        elif self.labels:
            self.labels[-1][1].append(block)
        self.passages.append([block])

    def _label(self, row: Row) -> Label | None:
        letter = _LETTER.match(row.text)
        if letter:
            return Label(row.number, "letter", letter[1].upper(), row.text[letter.end() :].strip())
        found = label_of(row.text, row.number)
        return found

    def _ends(self, text: str, *, first: bool, alone: bool) -> bool:
        """Tell whether what is said here stands behind the story: a title, a question, a list's head."""
        bare = texts.undecorated(texts.plain(text))
        if question_marker(bare) or texts.asks(texts.prompt(text)) >= 0.9 or _breaks(text):
            return True
        return first and not _ENDS.search(bare) and (alone or _set_off(text)) and narrating.weight(bare) <= 9

    def _list(self, block: ListBlock) -> None:
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
        if len(self.passages) >= 1 and all(not item.checkbox for item in block.items):
            self._more(block, apart=True)
            return
        self.closed = True

    def _labelled_item(self, item: Item, label: Label | None) -> None:
        if not item.rows:
            return
        head = item.rows[0]
        low = texts.label(head.text)
        if item.blocks and (words.MATCHES.fullmatch(low) or (_FITS.match(low) and len(low.split()) <= 5)):
            self.answers.extend(row for block in item.blocks for row in rows_of(block))
            return
        found = _answers(head)
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

    def _more(self, block: Block, *, apart: bool = False) -> None:
        if apart:
            self.passages.append([block])
        else:
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
        if min(map(narrating.weight, said)) < 1 or sum(map(narrating.weight, said)) < 5 * len(said):
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
            Beat(kind, label.name, Lines(label.number, max([label.number, *(b.lines.end for b in blocks)])), tuple(blocks))
            for kind, (label, blocks) in zip(kinds, self.labels, strict=True)
        ]

    def told(self, *, named: bool, lone: bool) -> list[Beat] | None:
        """Return the story by what is told in it."""
        said = [" ".join(row.text for block in blocks for row in rows_of(block)) for blocks in self.passages]
        least = FEWEST if named else FEWEST + 1 + lone
        if not least <= len(said) <= MOST or not narrating.tells(said, titled=named):
            return None
        return [
            Beat(kind, "", Lines(blocks[0].lines.start, blocks[-1].lines.end), tuple(blocks))
            for kind, blocks in zip(narrating.places(said), self.passages, strict=True)
        ]


def _frames(text: str) -> bool:
    """Tell whether a line only says that it will be told, or how: in parentheses, or up to a colon."""
    return (text[:1] + text[-1:] in ("()", "（）", "[]")) or text.endswith((":", "："))


_MARK = re.compile(r"\s*(?:[A-Z]|[IVX]{1,4}|\d{1,2})[.)]\s+\S")


def _breaks(text: str) -> bool:
    """Tell whether a row begins another entry: lettered or numbered, and a title or a question."""
    found = _MARK.match(text)
    if not found:
        return False
    bare = texts.undecorated(texts.plain(text))
    return bare.rstrip().endswith(("?", "？")) or texts.asks(texts.prompt(text)) >= 0.75


