"""What is not for cards: pieces of chat, private remarks, talk to the writer of the notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from srs.model import Lines
from srs.notes import text as texts
from srs.notes import words
from srs.notes.reminding import DIRECTS
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

Left = dict[int, str]
"""Line -> why nothing was made of it."""

_SPEAKER = re.compile(r"([^\W\d_]{2,20})(?: \w+)? ?(?:said|wrote|says|replied|asked|answered)\s*:")


def without_asides(blocks: Sequence[Block], left: Left, *, inner: bool = False) -> tuple[Block, ...]:
    """Return the blocks without what is not for cards; `left` learns why each line was left."""
    kept = _without_chat(blocks, left, inner=inner)
    return tuple(block for block in (_cleaned(block, left) for block in kept) if block is not None)


def _bare(text: str) -> str:
    return texts.undecorated(texts.plain(text)).casefold().replace("’", "'").strip("\"“”'*_ ")


def _opens_chat(block: Block, blocks: Sequence[Block], after: int) -> bool:
    if not isinstance(block, Paragraph):
        return False
    bare = _bare(block.rows[0].text[:300])
    if not words.CHAT.fullmatch(bare):
        return False
    speaker = _SPEAKER.match(bare)
    if not speaker:
        return True
    known = bool(words.MACHINE.match(bare))
    later = list(block.rows[1:])
    later += [row for other in blocks[after : after + 40] if isinstance(other, Paragraph) for row in other.rows[:2]]
    others = [bare for row in later if (bare := _bare(row.text[:200])) and _SPEAKER.match(bare)]
    if speaker[1] in words.PRONOUNS:
        return any(words.MACHINE.match(other) for other in others)
    return known or bool(others)


def _without_chat(blocks: Sequence[Block], left: Left, *, inner: bool) -> list[Block]:
    """Leave out a chat from the rule before it to the next rule or heading, and what stands below “Private”."""
    out: list[Block] = []
    inside = False
    kept_back = 0
    above = ""
    end = len(blocks) - 1 if not inner else -1
    while end >= 0 and isinstance(blocks[end], Comment | Markup | Rule):
        end -= 1
    for index, block in enumerate(blocks):
        if inside and isinstance(block, Rule | Heading):
            inside = False
        if not inside and _opens_chat(block, blocks, index + 1):
            inside = True
            back = len(out)
            while back and not isinstance(out[back - 1], Rule | Heading):
                back -= 1
            begun = [b for b in out[back:] if not isinstance(b, Markup)]
            if back and isinstance(out[back - 1], Rule) and len(begun) <= 2:
                for dropped in out[back:]:
                    _leave(dropped, left, "a private remark or a piece of chat")
                del out[back:]
        if isinstance(block, Heading):
            above = block.text
            if kept_back and block.level <= kept_back:
                kept_back = 0
            if not kept_back and _private_title(block):
                kept_back = block.level
        ends = index == end and _is_new_talk(block, blocks[:index])
        if not inside and not kept_back and (ends or _is_chat(block, above)):
            if out and isinstance(out[-1], Heading):
                _leave(out.pop(), left, "a private remark or a piece of chat")  # what comes next is no part of the talk
            _leave(block, left, "a private remark or a piece of chat")
            continue
        if inside or kept_back or _confides(block, last=index == end):
            _leave(block, left, "a private remark or a piece of chat")
            continue
        out.append(block)
    return out


_TURN = re.compile(
    r"(?P<stamp>\[?\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[ap]m)?\]?[\s,–-]*)?(?P<who>[^\W\d_][\w .'’-]{0,22}?)"
    r"(?P<later>[\s,(]+\d{1,2}[:.]\d\d(?:\s?[ap]m)?\)?)?\s*[:：]\s+\S"
)
_SHORT_TALK = 8
_TALK = re.compile(
    r"\b(?:chats?|whats ?app|texts? (?:with|from)|texted|messages?|messenger|telegram|slack|signal|sms|dms?|wechat|"
    r"mensagens|mensajes|nachrichten|messaggi|berichten|meddelanden|wiadomości|сообщения|переписка|mesajlar)\b"
    r"|聊天|微信|短信|メッセージ|ライン|카톡"
)


def _is_chat(block: Block, above: str) -> bool:
    """Tell whether a paragraph is a talk on a phone: turns with the time of day, or by somebody that the title names
    and oneself."""
    if not isinstance(block, Paragraph) or len(block.rows) < 2:
        return False
    turns = [_TURN.match(texts.plain(row.text[:120])) for row in block.rows]
    found = [turn for turn in turns if turn]
    if len(found) * 4 < len(turns) * 3 or len(found) < 2:
        return False
    speakers = {turn["who"].casefold().strip() for turn in found}
    if sum(bool(turn["stamp"] or turn["later"]) for turn in found) * 3 >= len(found) * 2:
        return len(speakers) >= 2 or len(found) >= 3
    asked = [
        row.text
        for row, turn in zip(block.rows, turns, strict=True)
        if turn and turn["who"].casefold().strip() not in words.ONESELF
    ]
    if len(asked) >= 3 and sum(texts.is_question(text) for text in asked) * 2 > len(asked):
        return False  # a rehearsal: they ask, and oneself replies
    titled = above.casefold()
    named = bool(_TALK.search(titled)) or any(len(who) > 2 and who in titled for who in speakers - words.ONESELF)
    return bool(speakers & words.ONESELF) and len(speakers) >= 2 and named


def _is_new_talk(block: Block, before: Sequence[Block]) -> bool:
    """Tell whether the last words of a document are a talk between oneself and somebody who said nothing before."""
    if not isinstance(block, Paragraph) or not 2 <= len(block.rows) <= _SHORT_TALK:
        return False
    turns = [_TURN.match(texts.plain(row.text[:120])) for row in block.rows]
    speakers = {turn["who"].casefold().strip() for turn in turns if turn}
    others = sorted(speakers - words.ONESELF)
    if not all(turns) or len(speakers) != 2 or len(others) != 1:
        return False
    asked = [row.text for row in block.rows if texts.is_question(row.text)]
    if words.QUESTION_MARKER.match(f"{others[0]}: x") or len(asked) >= 2:
        return False  # a rehearsal
    begun = (row.text.casefold().lstrip("*_> ") for one in before for row in rows_of(one))
    return not any(text.startswith(f"{others[0]}:") for text in begun)


def _private_title(block: Heading) -> bool:
    label = texts.label(block.text)
    return bool(words.PRIVATE_NAME.fullmatch(label)) and not label.startswith("pers")


def _confides(block: Block, *, last: bool) -> bool:
    """Tell whether a block is a remark that its author keeps to themselves: in a frame of its own, in capitals, or
    the last words of the document. “Private:” in running text may be a keyword of a language."""
    match block:
        case Quote() if not block.callout and block.blocks and isinstance(block.blocks[0], Paragraph):
            first, framed = block.blocks[0].rows[0].text.strip(), True
        case Paragraph():
            first = block.rows[0].text.strip()
            ends = block.rows[-1].text.rstrip(" *_")[-1:]
            framed = first.lstrip("*_")[:1] + ends in ("()", "（）", "[]", "【】")
        case _:
            return False
    bare = first.strip("*_([（【# ")
    found = words.PRIVATE.match(bare.casefold().replace("’", "'"))
    if not found:
        return False
    mark = re.match(r"[^\W\d_]+", bare)
    loud = mark is not None and len(mark[0]) >= 4 and mark[0].isupper()
    return framed or last or loud or found[0].count(" ") >= 2


def _leave(block: Block, left: Left, reason: str) -> None:
    for number in range(block.lines.start, block.lines.end + 1):
        left[number] = reason


def _is_aside(text: str) -> bool:
    return bool(words.ASIDES.match(_bare(text[:400]))) or is_private(text)


def is_private(text: str) -> bool:
    """Tell whether a line is a remark to oneself: in parentheses or behind ※, telling oneself what not to do."""
    bare = text.strip().strip("*_")
    inner = bare[1:-1]
    framed = bare[:1] + bare[-1:] in ("()", "（）", "[]", "【】") and not any(mark in inner for mark in "()（）[]")
    framed = framed or bare[:1] == "※"
    if DIRECTS.match(inner.casefold().replace("’", "'")):
        return False  # what to do or not to say is a reminder
    return framed and bool(words.TO_ONESELF.search(bare.casefold().replace("’", "'")))


def _cleaned(block: Block, left: Left) -> Block | None:
    match block:
        case Paragraph():
            aside = _is_aside(block.rows[0].text) and not words.QUESTION_MARKER.match(texts.plain(block.rows[0].text))
            if aside and not any(_looks_like_title(row) for row in block.rows[1:]):
                _leave(block, left, "talk to the writer of the notes")
                return None
            rows = []
            for row in block.rows:
                if _is_aside(row.text):
                    left[row.number] = "talk to the writer of the notes"
                else:
                    rows.append(row)
            if not rows:
                return None
            return (
                block
                if len(rows) == len(block.rows)
                else Paragraph(Lines(rows[0].number, rows[-1].number), tuple(rows))
            )
        case ListBlock():
            items = []
            for item in block.items:
                if item.rows and not item.blocks and _is_aside(item.rows[0].text):
                    for number in range(item.lines.start, item.lines.end + 1):
                        left[number] = "talk to the writer of the notes"
                else:
                    items.append(item)
            if not items:
                return None
            inner = [
                replace(item, blocks=without_asides(item.blocks, left, inner=True)) if item.blocks else item
                for item in items
            ]
            return replace(block, items=tuple(inner))
        case Quote() | Details():
            return replace(block, blocks=without_asides(block.blocks, left, inner=True))
        case _:
            return block


def _looks_like_title(row: Row) -> bool:
    bare = texts.undecorated(texts.plain(row.text))
    return bool(words.QUESTION_MARKER.match(bare) or row.text.rstrip().endswith((":", "：")) or len(bare.split()) <= 5)


def is_direction(text: str) -> bool:
    """Tell whether a line directs how an answer is given and is not part of it."""
    bare = _bare(text)
    return (
        bool(bare)
        and len(bare) < 160
        and bool(words.DIRECTIONS.fullmatch(bare.rstrip(".!:：。").strip()) or words.DIRECTIONS.fullmatch(bare))
    )


def is_remark(text: str) -> bool:
    """Tell whether a line is about the question: what it is after, how it is meant."""
    return bool(words.REMARKS.fullmatch(_bare(text).rstrip(".!")))


def word_count(block: Block | Item) -> int:
    """Return how many words stand in a block or an item; without blanks, two letters count as one."""
    if isinstance(block, Item):
        return sum(_words(row.text) for row in block.rows) + sum(word_count(b) for b in block.blocks)
    return sum(_words(row.text) for row in rows_of(block))


def _words(text: str) -> int:
    wide = sum(1 for c in text if "\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af")
    return len(text.split()) + wide // 2
