"""What only the whole page tells of a line: that it stands like the headings around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from srs.notes import text as texts
from srs.notes import words
from srs.notes.outline.lines import is_caps, role_of_label
from srs.notes.words import Role
from srs.reading.document import Block, Heading, ListBlock, Paragraph, Quote, Row, Table

_HEADS = 8
"""Words that a heading without a mark has at most."""


def bare_titles(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the lines that head what stands below them by their place alone.

    In text without headings, or from a word processor that lost them, a heading is a short line between blank lines
    that ends without a mark. One alone may be a thought; three are the parts of a page.
    """
    if any(isinstance(block, Heading) for block in blocks):
        return frozenset()
    found: list[int] = []
    for index, block in enumerate(blocks):
        below = blocks[index + 1] if index + 1 < len(blocks) else None
        if (
            isinstance(block, Paragraph)
            and len(block.rows) == 1
            and isinstance(below, Paragraph | ListBlock | Quote | Table)
            and below.lines.start >= block.lines.end + 2
            and _names(block.rows[0].text)
        ):
            found.append(block.lines.start)
    return (
        frozenset(found[1:] if found and found[0] == blocks[0].lines.start else found)
        if len(found) >= 3
        else frozenset()
    )


def _names(text: str) -> bool:
    """Tell whether a line may be a title: few words, no mark at its end, nothing that asks or stands for a label."""
    bare = text.strip()
    if not bare or text[:1].isspace() or len(bare) > 60 or len(bare.split()) > _HEADS or not bare[0].isalnum():
        return False
    if not bare[-1].isalnum() or (bare[0].isalpha() and bare[0].islower()) or is_caps(bare):
        return False
    if any(mark in bare for mark in (":", "：", "*", "`", "|", "=")) or texts.asks(texts.prompt(bare)) >= 0.75:
        return False
    role = role_of_label(bare)
    return role is None or role[0].value in ("avoid", "ask", "say")


# ------------------------------------------------------------------ labels in pairs

_LABEL = re.compile(
    r"(?P<label>[^\W\d_][^\s:：.|(){}\[\]\"'=<>/\\]{0,19}(?:\s[^\W\d_][^\s:：.|(){}\[\]\"'=<>/\\]{0,15})?)"
    r"\s*(?:\d{1,3})?\s*(?P<sep>[:：.])(?:\s+(?P<rest>\S.*))?$"
)


_TABBED = re.compile(r"^(\s*[^\t\n]{1,30}?) *\t+\s*")


@dataclass(frozen=True, slots=True)
class Paired:
    """A line whose label asks or answers, as the labels around it tell."""

    asks: bool
    follows: bool
    """It asks, but not under the label of the others: a question behind a question."""
    rest: str
    """What stands behind the label, as written."""


def paired_labels(blocks: Sequence[Block]) -> dict[int, Paired]:
    """Return the lines whose labels take turns: one above questions, one above what is said to them.

    In any language, two labels at the beginnings of lines that alternate through a page, the first above questions,
    are “question” and “answer”. What else is labelled, asks, and has such an answer right behind it follows up.
    """
    entries: list[tuple[Row, str, str]] = []
    for row in _rows(blocks):
        label = _labelled(row.text)
        if label is not None:
            entries.append((row, *label))
    count = Counter(label for _, label, _ in entries)
    turns = [entry for entry in entries if count[entry[1]] >= 2]
    after = Counter((one[1], two[1]) for one, two in pairwise(turns))
    asking = Counter(label for _, label, rest in turns if texts.asks(texts.prompt(rest)) >= 0.75)
    best: tuple[str, str] | None = None
    for (first, second), times in after.most_common():
        if first == second or times < 2 or not after[second, first]:
            continue
        total = count[first]
        surely = asking[first] * 2 > total if times >= 3 else asking[first] == total or asking[first] >= 2
        # what they hold against you asks as well, where each of them has its reply
        surely = surely or (times >= 3 and count[second] >= total - 1 and asking[first] * 3 >= total)
        if surely and times >= total - 1 and _may_ask(first) and _may_answer(second):
            best = first, second
            break
    if best is None or (best[0] in words.LONG_MARKS and best[1] in words.LONG_MARKS):
        return {}
    out: dict[int, Paired] = {}
    question, answer = best
    out |= {row.number: Paired(True, False, row.text) for row in _marked_items(blocks, question)}
    for index, (row, said, rest) in enumerate(entries):
        written = _behind(row.text)
        if said in (question, answer):
            out[row.number] = Paired(said == question, False, written)
        elif (
            index + 1 < len(entries)
            and entries[index + 1][1] == answer
            and entries[index + 1][0].number <= row.number + 3
            and texts.is_question(rest)
        ):
            out[row.number] = Paired(True, True, written)
    return out


def _marked_items(blocks: Sequence[Block], mark: str) -> Iterator[Row]:
    """Yield the first rows of list items whose marker is the label of a question: `S) …` where others have `S: …`."""
    for block in blocks:
        if isinstance(block, ListBlock):
            for item in block.items:
                if item.rows and item.marker.strip("().").casefold() == mark:
                    yield item.rows[0]


def _rows(blocks: Sequence[Block]) -> Iterator[Row]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.rows
        elif isinstance(block, Quote) and not block.callout:
            yield from _rows(block.blocks)


def _labelled(text: str) -> tuple[str, str] | None:
    """Return the short label at the beginning of a line, and what stands behind it."""
    if len(text) > 2000:
        return None
    bare = texts.undecorated(texts.plain(_TABBED.sub(r"\1: ", text)))
    found = _LABEL.match(bare)
    if not found or (found["sep"] == "." and len(found["label"]) > 3 and text.lstrip()[:1] not in "*_"):
        return None
    return found["label"].casefold(), (found["rest"] or "").strip()


def _behind(text: str) -> str:
    """Return what stands behind the label of a line, with its marks."""
    found = re.match(r"[^:：.\t]{0,60}[:：.\t]\s*(?:[*_]{1,3}(?=\s|$))?\s*", text)
    rest = text[found.end() :].strip() if found else text.strip()
    for mark in ("***", "**", "__", "*", "_"):
        if rest.endswith(mark) and rest[: -len(mark)].count(mark) % 2 == 0:
            return rest[: -len(mark)].strip()
    return rest


def _may_ask(label: str) -> bool:
    role = role_of_label(label)
    return role is None or role[0] in (Role.ASK, Role.SEGMENT, Role.ANSWER)


def _may_answer(label: str) -> bool:
    role = role_of_label(label)
    return role is None or role[0] in (Role.ANSWER, Role.SAY, Role.ANGLE)


# ------------------------------------------------------------------ arrows

_POINTS = re.compile(r"(?P<head>\S.{2,200}?)\s*(?:->|=>|→|➜|➔|⇒|⟶|➡\ufe0f?)\s*(?P<rest>.*)$")
_TRAILS = re.compile(r"(?P<head>\S.{9,120}?)\s+(?:-{1,2}|–|—)(?P<rest>)\s*$")
_FIGURE_ENDS = re.compile(r"[\d%€$£]\S{0,3}$|^\W*\d")
_LEAST_POINTING = 2
_NEAR = 4
"""Lines behind the last question in which one like it may still stand."""


_GAP = re.compile(r"(?P<head>\S(?:.*?\S)?)(?P<gap> {3,}|\t+)(?P<rest>\S.*)$")
_DASHED = re.compile(r"(?P<head>\S.{5,90}?)\s+(?:--|—|–)\s+(?P<rest>\S.*)$")
_SHORT_HEAD = 10
"""Words of a question before a dash: in a longer sentence a dash sets something off."""


def _in_columns(block: Block) -> dict[int, tuple[str, str]]:
    """Return the rows of a paragraph in two columns, questions on the left, their answers behind a gap."""
    if not isinstance(block, Paragraph) or len(block.rows) < 3:
        return {}
    found = {row.number: _GAP.match(row.text.strip("\n")) for row in block.rows}
    split = {number: match for number, match in found.items() if match}
    # behind a tab the second column begins wherever the first one ends
    starts = Counter(-1 if "\t" in match["gap"] else match.start("rest") for match in split.values())
    if not starts or max(starts.values()) * 5 < len(block.rows) * 4:
        return {}
    column = max(starts, key=lambda start: starts[start])
    pairs = {
        number: (match["head"], match["rest"])
        for number, match in split.items()
        if column == (-1 if "\t" in match["gap"] else match.start("rest"))
        and not words.QUESTION_COLUMN.fullmatch(texts.label(match["head"]))
    }
    asking = [head for head, _ in pairs.values() if texts.asks(texts.prompt(head)) >= 0.75]
    return pairs if len(asking) >= 2 and len(asking) * 2 >= len(pairs) else {}


_LETTERED = re.compile(r"(?P<indent>\s*)(?P<letter>[A-Ha-h])[.)]\s+(?P<rest>\S.*)$")


def _by_letter(blocks: Sequence[Block]) -> dict[int, tuple[str, str]]:
    """Return the rows A, B, C, … of a page, at one indentation, where most of them ask."""
    out: dict[int, tuple[str, str]] = {}
    found: list[tuple[int, str]] = []
    indent = ""

    def keep() -> None:
        asking = [text for _, text in found if texts.asks(texts.prompt(text)) >= 0.75]
        if len(asking) >= 2 and len(asking) * 2 >= len(found):
            out.update({number: (text, "") for number, text in found})
        found.clear()

    for row in _rows(blocks):
        match = _LETTERED.match(row.text)
        if not match:
            continue
        place = ord(match["letter"].casefold()) - ord("a")
        if place == 0:
            keep()
            indent = match["indent"]
        if place == len(found) and match["indent"] == indent:
            found.append((row.number, match["rest"]))
    keep()
    return out


def pointing(blocks: Sequence[Block]) -> dict[int, tuple[str, str]]:
    """Return the lines `question -> answer`: what asks, and what stands behind the arrow, the dash or the gap.

    Two that ask show how the page is written; what begins a paragraph between them in the same way is asked as well.
    """
    asking: dict[int, tuple[str, str]] = {}
    likely: dict[int, tuple[str, str]] = {}
    dashed: dict[int, tuple[str, str]] = {}
    columns: dict[int, tuple[str, str]] = {}
    for block in blocks:
        columns |= _in_columns(block)
    columns |= _by_letter(blocks)
    for row, begins in _pointed(blocks):
        text = row.text.strip()
        found = _POINTS.match(text) or (_TRAILS.match(text) if begins else None)
        parted = _DASHED.match(text) if begins and not found else None
        if parted and len(parted["head"].split()) <= _SHORT_HEAD and texts.asks(texts.prompt(parted["head"])) >= 0.75:
            dashed[row.number] = parted["head"], parted["rest"]
        if not found or "`" in found["head"]:
            continue
        head = texts.prompt(found["head"])
        if texts.asks(head) >= 0.75 and len(texts.sentences(head)) <= 2:
            asking[row.number] = found["head"], found["rest"]
        elif begins and len(head.split()) >= 4 and not _FIGURE_ENDS.search(head) and role_of_label(head) is None:
            likely[row.number] = found["head"], found["rest"]
    arrows = [number for number in asking if asking[number][1]]
    if is_mind_map(blocks):
        return asking
    alone = columns | (dashed if len(dashed) >= _LEAST_POINTING else {})
    if len(arrows) < _LEAST_POINTING:
        return alone
    within = {number: pair for number, pair in likely.items() if min(arrows) < number <= max(arrows) + _NEAR}
    return alone | asking | within


def _pointed(blocks: Sequence[Block]) -> Iterator[tuple[Row, bool]]:
    """Yield rows of text and heads of items, and whether they begin a paragraph."""
    for block in blocks:
        if isinstance(block, Paragraph):
            for index, row in enumerate(block.rows):
                yield row, index == 0
        elif isinstance(block, ListBlock):
            for item in block.items:
                if item.rows:
                    yield item.rows[0], False
                yield from _pointed(item.blocks)


# ------------------------------------------------------------------ a page that is one list

_DEEP = 3


def is_mind_map(blocks: Sequence[Block]) -> bool:
    """Tell whether a page is one list of lists of lists: its upper items are the headings that it has not."""
    if any(isinstance(block, Heading) for block in blocks):
        return False
    listed = sum(block.lines.end - block.lines.start + 1 for block in blocks if isinstance(block, ListBlock))
    lines = sum(block.lines.end - block.lines.start + 1 for block in blocks)
    return listed * 10 >= lines * 9 and max((_depth(block) for block in blocks), default=0) >= _DEEP


def _depth(block: Block) -> int:
    if not isinstance(block, ListBlock):
        return 0
    return 1 + max((_depth(inner) for item in block.items for inner in item.blocks), default=0)


# ------------------------------------------------------------------ one sign before all titles

_SIGN = re.compile(
    r"\s*(?P<sign>[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\u3003-\u3007\u3012-\u303f\U0001f000-\U0001faff])\ufe0f?\s*"
    r"(?=[^\s\u2190-\u21ff])(?P<rest>.*)$"
)
_FRAMED_NUMBER = re.compile(r"\s*[【［\[〔](?:[QＱ問]\s?)?\d{1,2}[】］\]〕]\s*(?P<rest>\S.*)$")


def signed(blocks: Sequence[Block]) -> dict[int, tuple[bool, str]]:
    """Return the lines that one sign sets off as titles, whether they ask, and what stands behind the sign.

    A sign that begins paragraphs, and most of these ask, marks questions, also those that lack a question mark; one
    that begins three lines, most of them short, of which none asks marks the parts of the page. A quoted question with
    text on the line below it asks where there are two of them.
    """
    groups: dict[str, list[tuple[int, str]]] = {}
    quoted: dict[int, tuple[bool, str]] = {}
    for block in blocks:
        if not isinstance(block, Paragraph):
            continue
        for index, row in enumerate(block.rows):
            below = block.rows[index + 1].text if index + 1 < len(block.rows) else ""
            if below and _is_quoted_question(row.text) and not _is_quoted_question(below):
                quoted[row.number] = True, row.text.strip()
            number = _FRAMED_NUMBER.match(row.text)
            sign = None if number else _SIGN.match(row.text)
            if number:
                groups.setdefault("[n]", []).append((row.number, number["rest"]))
            elif sign and (index == 0 or texts.asks(texts.prompt(sign["rest"])) >= 0.75):
                groups.setdefault(sign["sign"], []).append((row.number, sign["rest"]))
    out: dict[int, tuple[bool, str]] = quoted if len(quoted) >= 2 else {}
    for sign_of, lines in groups.items():
        asking = [number for number, rest in lines if texts.asks(texts.prompt(rest)) >= 0.75]
        if len(asking) >= 2 and (len(asking) * 2 >= len(lines) or (sign_of == "[n]" and len(asking) * 3 >= len(lines))):
            out |= {number: (True, rest) for number, rest in lines}
        elif not asking and len(lines) >= 3 and sum(_short(rest) for _, rest in lines) * 3 >= len(lines) * 2:
            out |= {number: (False, rest) for number, rest in lines}
    return out


def _is_quoted_question(text: str) -> bool:
    said = texts.plain(text).strip()
    return said[:1] in '"“«„「' and texts.unquoted(said) != said and texts.is_question(texts.unquoted(said))


def _short(text: str) -> bool:
    bare = texts.without_remark(texts.plain(text))[0]
    return len(bare.split()) <= _HEADS and len(bare) <= 60 and not bare.rstrip().endswith((".", "。", ";", ","))


# ------------------------------------------------------------------ answers by number

_BY_NUMBER = re.compile(
    r"\s*[*_]{0,2}(?:(?P<mark>[RAСОOС]|Ans|Resp|Antw?|Rép|Отв)\.?\s?)?(?P<number>\d{1,2})\s*"
    r"(?P<sep>\.-|[.:)]|->|=>|→|➜|--|—|–|-|\.{3}|…)[*_]{0,2}\s*(?P<rest>.*)$",
    re.I,
)
_ARROWS = ("->", "=>", "→", "➜", "--", "—", "–")


def numbered_answers(blocks: Sequence[Block]) -> dict[int, tuple[str, str]]:
    """Return the lines `R1 – …`, `1 → …`: the number of the question that they answer, and the answer."""
    marked: dict[int, tuple[str, str]] = {}
    bare: dict[int, tuple[str, str]] = {}
    for row in _rows(blocks):
        found = _BY_NUMBER.match(row.text)
        if found is None:
            continue
        if found["mark"]:
            marked[row.number] = found["number"], found["rest"].strip()
        elif found["sep"] in _ARROWS:
            bare[row.number] = found["number"], found["rest"].strip()
    return (marked if len(marked) >= 2 else {}) | (bare if len(bare) >= 2 else {})


# ------------------------------------------------------------------ Roman numbers

_ROMAN = re.compile(r"(?P<number>[IVX]{1,5})[.)]\s+(?P<rest>\S.*)$")
_VALUES = {"I": 1, "V": 5, "X": 10}


def roman_parts(blocks: Sequence[Block]) -> dict[int, str]:
    """Return the lines numbered I, II, III, … and what stands behind the number: the parts of a page."""
    found: list[tuple[int, int, str]] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            for row in block.rows:
                if match := _ROMAN.match(row.text):
                    found.append((_value(match["number"]), row.number, match["rest"]))
        elif isinstance(block, ListBlock):
            for item in block.items:
                text = f"{item.marker} {item.rows[0].text}".strip() if item.rows else ""
                if match := _ROMAN.match(text):
                    found.append((_value(match["number"]), item.rows[0].number, match["rest"]))
    parts = [(number, text) for index, (value, number, text) in enumerate(found) if value == index + 1]
    return dict(parts) if len(parts) >= 3 and len(parts) == len(found) else {}


def _value(number: str) -> int:
    values = [_VALUES[letter] for letter in number]
    return sum(-one if one < max(values[at:]) else one for at, one in enumerate(values))
