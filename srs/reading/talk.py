"""Talks as they are written down: exports of messengers, transcripts of recordings, captions; who says what, where.

Every program puts the same three things in its own order: a time, a name, what was said. `[18:02] Name: …`,
`03.05.2026, 18:02 - Name: …`, `00:00:12 Name: …`, `Name (00:12): …`, `Name  6:02 PM` above the words, the lines of
`.vtt` and `.srt`, `Speaker 1: …`. One such line is nothing; that names come again and again makes a talk of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from srs.model import Lines
from srs.reading.document import Block, Row, Turn

_CLOCK = (
    r"(?:(?:上午|下午|凌晨|晚上|早上|中午|午前|午後|오전|오후)\s?)?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[.,]\d{1,3})?"
    r"(?:\s?[aApP]\.?\s?[mM]\b\.?)?(?:\s?Uhr)?(?!\d)"
)
_DATE = (
    r"(?:\d{1,4}[./-]\d{1,2}(?:[./-]\d{1,4})?\.?|\d{4}年\d{1,2}月\d{1,2}日|"
    r"\d{1,2}[ .-]{1,2}[^\W\d_]{3,12}\.?,?[ -]\d{2,4}|"
    r"[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?, \d{2,4}|(?i:today|yesterday|heute|gestern|hoy|ayer|hoje|ontem|oggi|"
    r"ieri|"
    r"aujourd.hui|hier|vandaag|gisteren|сегодня|вчера))"
)
_STAMP = rf"(?:{_DATE}[\s,T]{{0,3}}(?:(?:at|um|à|às|a las|alle|om|kl\.?|в)\s)?\s?)?{_CLOCK}"
_NAME = r"(?:~\s?)?(?:\+\d[\d\s()\u2011-]{6,18}|[^\W\d_][^:：\[\]<>|\t\"“”?!()/]{0,38}?)"
_STRONG = (
    # a time, a name, a colon or tab, and the words
    re.compile(
        rf"[\[(]?{_STAMP}[\])]?\s{{0,3}}(?:[-–—|]\s{{0,2}})?(?P<who>{_NAME})(?:\s?\([^()\d]{{1,20}}\))?\s?(?:[:：]|\t)"
        r"\s{0,3}(?P<rest>.*)$"
    ),
    # a name, a time, and the words behind a colon
    re.compile(rf"(?P<who>{_NAME})\s{{1,3}}{_STAMP}\s?[:：]\s{{1,3}}(?P<rest>\S.*)$"),
    re.compile(rf"(?P<who>{_NAME})\s?,?\s?[\[(]{_STAMP}[\])]\s?(?:[:：]\s{{0,3}}(?P<rest>.*))?$"),
    re.compile(rf"\[(?P<who>{_NAME})\]\s?\[{_STAMP}\]\s?(?P<rest>\S.*)$"),
)
_WEAK = (
    # a name beside a time, the words on the lines below
    re.compile(rf"\[?(?P<who>{_NAME})\]?(?:\s{{1,4}}|,\s|\s[—–|·•-]\s){_STAMP}:?(?P<rest>)$"),
    re.compile(rf"[\[(]?{_STAMP}[\])]?\s{{1,4}}(?:[-–—|]\s)?(?P<who>{_NAME})(?P<rest>)$"),
)
_SPEAKER = re.compile(r"(?P<who>[^\W\d_]{3,15}[ _]?\d{1,2})\s?[:：]\s{0,3}(?P<rest>.*)$")
_NAMED = re.compile(
    r"(?:\*\*)?(?P<who>[^\W\d_][^\s:：*]{0,19}(?:\s[^\s:：*]{1,15})?)(?:\*\*)?\s?[:：](?:\*\*)?\s{1,3}(?P<rest>\S.*)$"
)
_ALONE_NAME = re.compile(r"[^\W\d_][\w.'’-]{0,19}(?: [^\W\d_][\w.'’-]{0,15})?[:：]?")
_SHORT = 40
_SPEAKS = "me i ich moi je yo eu io ik jag jeg я ja ben 我 私 自分 나 self myself"
ONESELF = frozenset(_SPEAKS.split())
"""What the writer of notes is called in a talk."""
_SYSTEM = re.compile(rf"[\[(]?{_STAMP}[\])]?\s{{0,2}}[-–—]\s(?P<rest>[^:：]{{3,200}}\.?)$")
_CUE = re.compile(r"(?:\d{1,2}:){1,2}\d{1,2}(?:[.,]\d{1,6})?\s-->\s\S.{3,80}$")
_ALONE = re.compile(rf"[\[(]?{_STAMP}[\])]?$")
_SAID = re.compile(
    rf"(?:<v(?:\.\w{{1,20}})?\s(?P<voice>[^<>]{{1,40}})>|(?P<who>{_NAME})\s?[:：]\s)\s{{0,2}}(?P<rest>\S.*)$"
)
_EMPTY = re.compile(
    r"\u200e?<[^<>]{3,60}>|\u200e.{0,80}|.{0,80}\((?:file attached|Datei angehängt|archivo adjunto|arquivo anexado|"
    r"fichier joint|file allegato|bestand bijgevoegd|файл добавлен)\)"
)
"""What stands in place of a picture, a voice note or a call."""
_EDITED = re.compile(r"\s?\u200e?<[^<>]{3,60}>\s*$")
_BOUND = re.compile(r"#{1,6}\s|(?:[-*_=]\s?){3,}$")
"""A talk ends at a heading and at a line across the page."""
_MAY = re.compile(r"\d[:.]\d\d|[^\W\d_]{3}[ _]?\d{1,2}\s?[:：]")
_NOBODY = re.compile(r"am|pm|trace|debug|info|notice|warn(?:ing)?|error|critical|fatal|panic")
"""Half a time of day, and what a program logs."""
_POINTED = re.compile(r"\d\.\d\d")
_SEEN = 160
"""Characters of a line in which its time and name stand."""
_FEWEST = 5
"""Turns of a talk."""
_TAGS = re.compile(r"</?(?:v|c|i|b)\b[^<>]{0,40}>")
_THINGS = re.compile(
    r"question|answer|frage|antwort|pregunta|respuesta|pergunta|resposta|réponse|domanda|risposta|step|story|slide|part|"
    r"phase|day|week|item|point|option|version|chapter|scene|act|round"
)
"""Words that count something where they have a number, and name nobody."""


@dataclass(frozen=True, slots=True)
class _Head:
    """The line at which a turn begins."""

    at: int
    who: str
    rest: str
    """What is said on the same line; empty where the words stand below."""
    weak: bool = False


def with_turns(rows: Sequence[Row], read: Callable[[list[Row]], tuple[Block, ...]]) -> tuple[Block, ...] | None:
    """Return the blocks of rows in which people talk, or None if nobody does; `read` reads what they say."""
    if sum(1 for row in rows if _may_begin(row.text)) < _FEWEST:
        return None
    out: list[Block] = []
    done = 0
    found = False
    for first, last in _regions(rows):
        heads = _heads(rows, first, last)
        sure = _is_talk(heads)
        if not sure:
            heads = _by_name(rows, first, last) or _below_names(rows, first, last)
        if not heads:
            continue
        found = True
        out += read(list(rows[done : heads[0].at]))
        ends = [*(head.at for head in heads[1:]), _end(rows, heads[-1].at, last)]
        turns = [_turn(rows, head, end, read) for head, end in zip(heads, ends, strict=True)]
        if not sure:
            turns[0] = replace(turns[0], otherwise=read(list(rows[heads[0].at : ends[-1]])))
        out += turns
        done = ends[-1]
    return (*out, *read(list(rows[done:]))) if found else None


def _may_begin(text: str) -> bool:
    """Tell, at little cost, whether a turn may begin at a line."""
    if len(text) <= _SHORT and _ALONE_NAME.fullmatch(text.strip().strip("*")):
        return True
    seen = text[:_SEEN]
    if ":" in seen or "：" in seen:
        return bool(_MAY.search(seen) or _NAMED.match(seen))
    return "." in seen and bool(_POINTED.search(seen))


def _regions(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Return the stretches of a text between headings and lines across the page, outside fences."""
    out: list[tuple[int, int]] = []
    first, fenced = 0, False
    for at, row in enumerate(rows):
        fence = row.text.lstrip().startswith(("```", "~~~"))
        if not fence and (fenced or not _BOUND.match(row.text)):
            continue
        if not fenced:
            out.append((first, at))
        fenced ^= fence
        first = at + 1
    return out if fenced else [*out, (first, len(rows))]


def _heads(rows: Sequence[Row], first: int, last: int) -> list[_Head]:
    out: list[_Head] = []
    above = ""
    """Whether a time stands alone above, and of which sort: then a name comes, or whoever spoke speaks on."""
    for at in range(first, last):
        text = rows[at].text.strip().lstrip("\ufeff\u200e\u200f\u202a")
        if not text:
            continue
        seen = text[:_SEEN]
        bare = seen.replace("**", "").removeprefix("- ").removeprefix("* ")
        if _MAY.search(seen):
            head = _head(at, bare, text)
            if head is not None:
                out.append(head)
                above = ""
                continue
            if _is_time(bare):
                above = "cue" if _CUE.match(bare) else "alone"
                continue
        if above:
            out += _below_time(at, bare, text, above, out[-1].who if out else "")
            above = ""
    return out


def _below_time(at: int, bare: str, text: str, above: str, before: str) -> list[_Head]:
    """Return the turn that begins below a time alone: behind a name, below a name, or by whoever spoke before."""
    said = _SAID.match(bare)
    who = (said["voice"] or said["who"]).strip() if said else ""
    if said and _is_name(who):
        return [_Head(at, who, _behind(said, bare, text))]
    if above == "alone" and len(bare) <= 40 and _is_name(bare) and re.fullmatch(_NAME, bare):
        return [_Head(at, bare, "", weak=True)]
    return [_Head(at, before, text)] if above == "cue" else []


def _is_time(bare: str) -> bool:
    return bool(_CUE.match(bare) or _ALONE.match(bare))


def _by_name(rows: Sequence[Row], first: int, last: int) -> list[_Head]:
    """Return the turns that begin with a name alone: of oneself and somebody else, behind each of whom all is said."""
    heads: list[_Head] = []
    filled = 0
    for at in range(first, last):
        text = rows[at].text.strip()
        filled += bool(text)
        bare = text[:_SEEN].replace("**", "")
        found = _NAMED.match(bare)
        if found and _is_name(found["who"]):
            heads.append(_Head(at, found["who"].strip(), _behind(found, bare, text)))
    count = Counter(head.who.casefold() for head in heads)
    others = count.keys() - ONESELF
    if len(heads) < _FEWEST or not 2 <= len(count) <= 3 or not count.keys() & ONESELF or min(map(len, others)) < 2:
        return []
    changes = sum(one.who != two.who for one, two in pairwise(heads))
    return heads if min(count.values()) >= 2 and len(heads) * 4 >= filled * 3 and changes * 2 >= len(heads) else []


def _below_names(rows: Sequence[Row], first: int, last: int) -> list[_Head]:
    """Return the turns below a name that stands on a line of its own, where two names take turns."""
    heads: list[_Head] = []
    for at in range(first, last - 1):
        text = rows[at].text.strip().strip("*")
        opens = at == first or not rows[at - 1].text.strip()
        if opens and rows[at + 1].text.strip() and len(text) <= _SHORT and _ALONE_NAME.fullmatch(text):
            heads.append(_Head(at, text.rstrip(":："), ""))
    count = Counter(head.who.casefold() for head in heads)
    if len(heads) < _FEWEST or len(count) != 2 or min(count.values()) < 2:
        return []
    if any(_THINGS.match(who) for who in count):
        return []
    return heads if sum(one.who != two.who for one, two in pairwise(heads)) == len(heads) - 1 else []


def _head(at: int, bare: str, text: str) -> _Head | None:
    for pattern in _STRONG:
        found = pattern.match(bare)
        if found and _is_name(found["who"]):
            return _Head(at, found["who"].strip(" ~"), _behind(found, bare, text))
    if len(text) <= 80:
        for pattern in _WEAK:
            found = pattern.match(bare)
            if found and _is_name(found["who"]):
                return _Head(at, found["who"].strip(" ~"), "", weak=True)
    found = _SPEAKER.match(bare)
    if found and not _THINGS.match(found["who"].casefold()):
        return _Head(at, found["who"], _behind(found, bare, text))
    if _SYSTEM.match(bare):
        return _Head(at, "", "")
    return None


def _behind(found: re.Match[str], bare: str, text: str) -> str:
    """Return all that stands on a line behind its name, of which the pattern saw the beginning."""
    rest = found["rest"] or ""
    cut = text.replace("**", "") if "**" in text[:_SEEN] else text
    return (rest + cut[_SEEN:] if len(text) > _SEEN and len(bare) >= _SEEN - 8 else rest).strip()


def _is_name(who: str) -> bool:
    bare = who.strip(" ~")
    if not 0 < len(bare.split()) <= 4 or bare[-1] in ".,;!?-–—":
        return False
    return bare[0] == "+" or not (re.search(r",|\d{3}", bare) or _NOBODY.fullmatch(bare.casefold()))


def _is_talk(heads: Sequence[_Head]) -> bool:
    """Tell whether these lines are the turns of a talk: few names, that come again."""
    named = [head for head in heads if head.who]
    count = Counter(head.who.casefold() for head in named)
    again = [who for who, times in count.items() if times >= 2]
    if len(named) < _FEWEST or sum(count[who] for who in again) * 5 < len(named) * 4:
        return False
    if len(count) * 3 > len(named) + 3:
        return False
    if len(again) >= 2:
        changes = sum(one.who != two.who for one, two in pairwise(named))
        return changes >= 3
    return not any(head.weak for head in named)


def _end(rows: Sequence[Row], at: int, last: int) -> int:
    """Return where the last turn ends: what stands behind a blank line may be no part of the talk."""
    end = at + 1
    while end < last and rows[end].text.strip():
        end += 1
    return end


def _turn(rows: Sequence[Row], head: _Head, end: int, read: Callable[[list[Row]], tuple[Block, ...]]) -> Turn:
    number = rows[head.at].number
    said = [Row(number, head.rest)] if head.rest else []
    said += [row for row in rows[head.at + 1 : end] if not _is_time(row.text.strip())]
    said = [Row(row.number, _TAGS.sub("", _EDITED.sub("", row.text)) if "<" in row.text else row.text) for row in said]
    while len(said) > 1 and not said[-1].text.strip("0123456789 \t"):
        said.pop()  # the number of the next caption
    filled = [row for row in said if row.text.strip() and not _EMPTY.fullmatch(row.text.strip())]
    last = max([number, *(row.number for row in rows[head.at : end] if row.text.strip())])
    blocks = read(said) if filled and head.who else ()
    return Turn(Lines(number, last), head.who, blocks)
