"""Rehearsals: a talk in which one party asks, the other answers, and both chat; what of it is for cards.

Who asks is the interviewer, whoever replies at length is oneself. What the interviewer asks and gets a reply to is a
question with its answer; what is said in between is left, with the reason, but for what tells what they want to hear.
A talk with nobody but oneself is a page of notes, and any other talk is nobody's business.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from srs.model import Lines
from srs.notes import text as texts
from srs.notes import words
from srs.notes.intents import tells_what_they_want
from srs.notes.outline.lines import bold_line, is_caps, lead_of, role_of_title
from srs.notes.sayings import names_figures
from srs.notes.words import Role
from srs.reading.document import Block, Heading, ListBlock, Paragraph, Row, Turn, rows_of

_FEWEST = 3
"""Questions with a reply in a rehearsal."""
_REPLY = 8
"""Words of a reply that is an answer."""
_LONG = 12
"""Words of a reply where only two are to show that a talk is a rehearsal."""
_PASS = 4
"""Words with which somebody passes: “no idea, will ask”."""
_WORD = 2
"""Words of a turn that only keeps a talk going: “ok”, “yes please”."""
_CASE = 5
"""Words of a case that is put without asking."""
_PREMISE = 6
"""Words of a sentence that a short question refers to: “He tells you that he drinks. What do you do?”"""
_STOP = re.compile(r"(?<=[.!?…。！？])\s+|(?<=[。！？])")
_NEXT = re.compile(
    r"(?:ok(?:ay)?|right|so|next(?: one| question| up)?|now|alright|all right|(?:first|second|third|last)(?: one|"
    r" question)?|"
    r"and|then|question|moving on|let's (?:start|go on)|hello|hi|good (?:morning|afternoon)|thanks?(?: you)?|"
    r"gut|also|nächste(?: frage)?|weiter|danke|bueno|vale|siguiente|gracias|bon|alors|suivante|merci|bom|então|próxima|"
    r"obrigad[oa]|bene|allora|prossima|grazie|goed|volgende|dobrze|następne|хорошо|дальше|следующий|спасибо|tamam|"
    r"好的?|下一个|那|はい|では|次|네|다음)",
    re.I,
)
"""What stands before a question and says nothing."""
_OPENING = re.compile(rf"(?:(?:{_NEXT.pattern})[\s,]{{0,2}}){{1,4}}", re.I)
_REACTS = re.compile(
    r"(?:again|good|great|nice|perfect|better|lovely|love|haha\w*|lol|wow|ooh?|oh|ah|hm+|no|nope|nah|yes|yeah|yep|"
    r"ok(?:ay)?|right|"
    r"that|this|it|i|you|your|we|they|he|she|maybe|perhaps|too|more|less|don'?t|never|remember|please|much|very|not|"
    r"just|"
    r"what about|how about|if you|imagine|hey|fine|cool|stop|wait|also|but|sorry|thanks?|try|say|cut|use|keep|"
    r"shorter|slower|louder|"
    r"ich|du|sie|das|wir|zu|mehr|weniger|vielleicht|nicht|bitte|die|der|gut|super|besser|nochmal|noch|nein|ja|aber|"
    r"schön|genau|yo|tú|eso|más|menos|no|muy|el|la|los|bien|mejor|otra|sí|si|pero|genial|je|tu|ça|plus|moins|pas|"
    r"trop|c'est|mieux|encore|oui|non|mais|"
    r"eu|você|isso|mais|menos|muito|bom|boa|melhor|de novo|não|sim|mas|ótimo|bene|meglio|ancora|sì|ma|goed|beter|"
    r"nog|nee|maar|dobrze|lepiej|jeszcze|nie|"
    r"tak|ale|хорошо|лучше|ещё|еще|нет|да|но|отлично|iyi|hayır|evet|好|不|再|对|很|いい|もう|좋|다시)\b",
    re.I,
)
"""How a remark on an answer begins."""
_ENDS = re.compile(
    r"(?:ok(?:ay)?|right|anyway|thanks?|sorry|haha\w*|lol|done|danke|so,? ich|vale|gracias|merci|obrigad[oa]|grazie|"
    r"bedankt|"
    r"dzięki|спасибо|ладно|好了?|谢谢|はい|ありがとう|네|고마워)\b",
    re.I,
)
"""How one leaves an answer for something else."""
_POSED = re.compile(r"[^\W\d_][\w'’-]{3,}(?: [\w'’-]+){0,2}\s?[,:–—-]\s\S+(?: \S+){3,}$")
"""A case put without asking: “Safeguarding, a child tells you something”."""


@dataclass
class _Talk:
    """The turns of a talk, and what they became."""

    turns: Sequence[Turn]
    left: dict[int, str]
    out: list[Block] = field(default_factory=list)

    def read(self) -> list[Block]:
        speaking = Counter(turn.who.casefold() for turn in self.turns if turn.blocks)
        most = speaking.most_common(1)
        if most and not self.turns[0].otherwise and most[0][1] * 5 >= sum(speaking.values()) * 4:
            return self._page(most[0][0])
        alone = self._asks_and_answers()
        if alone is not None and not self.turns[0].otherwise:
            return self._dictation(alone)
        oneself = self._oneself(set(speaking))
        if oneself is None and self.turns[0].otherwise:
            return list(self.turns[0].otherwise)
        if oneself is None:
            for turn in self.turns:
                self._leave(turn, "a private remark or a piece of chat")
            return []
        self._rehearsal(oneself)
        return self.out

    def _leave(self, turn: Turn, reason: str) -> None:
        for number in range(turn.lines.start, turn.lines.end + 1):
            self.left[number] = reason

    def _page(self, writer: str) -> list[Block]:
        """A talk with oneself is a page of notes in pieces."""
        for turn in self.turns:
            if turn.who.casefold() == writer:
                self.out += turn.blocks
            else:
                self._leave(turn, "a private remark or a piece of chat")
        return self.out

    def _asks_and_answers(self) -> str | None:
        """Return who writes both the questions and the answers, while the others remark on them."""
        said = [turn for turn in self.turns if turn.blocks]
        both: Counter[str] = Counter()
        apart = 0
        for one, two in pairwise(said):
            if _asked(_said(one)) and _weight(_said(two)) >= _REPLY and not _asked(_said(two)):
                both[one.who.casefold()] += one.who.casefold() == two.who.casefold()
                apart += one.who.casefold() != two.who.casefold()
        writer, times = both.most_common(1)[0] if both else ("", 0)
        return writer if times >= _FEWEST and times > apart else None

    def _dictation(self, writer: str) -> list[Block]:
        """One party sends their own questions and answers to somebody who remarks on them."""
        said = [turn for turn in self.turns if turn.blocks]
        after = {id(one): two for one, two in pairwise(said)}
        asked = answered = headed = False
        for turn in self.turns:
            text = _said(turn)
            if not turn.blocks or turn.who.casefold() != writer:
                self._leave(
                    turn, "a picture or a call" if not turn.blocks and turn.who else "a remark of somebody else"
                )
                asked = asked and bool(turn.blocks) and not answered
                headed = headed and not turn.blocks
                continue
            following = after.get(id(turn))
            goes_on = following is not None and following.who.casefold() == writer
            title = _asked(text)
            if _is_page(turn) or _names_part(turn):
                self.out += _titled(turn.blocks)
                asked = False
            elif title and len(texts.sentences(text)) <= 2 and goes_on:
                self.out.append(Heading(turn.lines, 6, title, "asked"))
                asked, answered, headed = True, False, False
            elif goes_on and following is not None and _is_wording(_said(following)) and _weight(text) <= _REPLY:
                self.out.append(Heading(turn.lines, 2, text, "banner"))
                asked, headed = False, True
            elif headed and _is_wording(text):
                self.out += turn.blocks
            elif asked and _weight(text) > _PASS:
                self.out += turn.blocks
                answered = True
            else:
                self._leave(turn, "said between the answers of a rehearsal")
        return self.out

    def _oneself(self, speakers: set[str]) -> str | None:
        """Return who answers, if the others ask and this one replies at length, time and again."""
        replied: Counter[str] = Counter()
        times: Counter[str] = Counter()
        said = [turn for turn in self.turns if turn.blocks]
        for index, turn in enumerate(said[:-1]):
            after = said[index + 1]
            if after.who.casefold() == turn.who.casefold() or not _asked(_said(turn)):
                continue
            weight = _weight(_said(after))
            replied[after.who.casefold()] += min(weight, 60)
            times[after.who.casefold()] += weight >= _REPLY
        named = speakers & words.ONESELF
        best = min(named) if len(named) == 1 else max(replied, key=lambda who: replied[who], default="")
        long = replied[best] >= _LONG * times[best]
        return best if times[best] >= _FEWEST or (times[best] == _FEWEST - 1 and long) else None

    # ------------------------------------------------------------------ a rehearsal

    def _rehearsal(self, oneself: str) -> None:
        asked = False
        """Whether a question is open."""
        answered = begun = False
        for index, turn in enumerate(self.turns):
            if not turn.blocks:
                self._leave(turn, "a picture or a call" if turn.who else "said by the program that wrote down the talk")
                continue
            mine = turn.who.casefold() == oneself
            if _is_page(turn):
                self.out += _titled(turn.blocks)
                asked = False
                continue
            text = _said(turn)
            if not mine:
                kept = self._question(index, text, oneself, begun=begun)
                if kept:
                    asked, answered, begun = kept == "asked", False, True
                    continue
                if asked and answered and tells_what_they_want(text):
                    self.out.append(Heading(turn.lines, 6, text, "remark"))
                else:
                    self._leave(turn, "said between the answers of a rehearsal")
                continue
            weight = _weight(text)
            passes = not answered and weight <= _PASS and not any(map(str.isdigit, text))
            if not asked or passes or (answered and _chats(text)):
                asked = asked and (answered or self._goes_on(index, oneself))
                self._leave(turn, "said between the answers of a rehearsal")
                continue
            self.out += turn.blocks
            answered = True

    def _goes_on(self, index: int, oneself: str) -> bool:
        """Tell whether oneself speaks next, too."""
        after = next((turn for turn in self.turns[index + 1 :] if turn.blocks), None)
        return after is not None and after.who.casefold() == oneself

    def _question(self, index: int, text: str, oneself: str, *, begun: bool) -> str:
        """Take what a turn asks, if it does: what oneself replies to at some length, or would have had to."""
        turn = self.turns[index]
        reply = self._reply(index, oneself)
        rows = [row for one in reply for row in _rows(one)]
        weight = sum(_weight(row.text) for row in rows)
        title = _asked(text)
        back = sum(texts.asks(texts.prompt(row.text)) >= 0.75 for row in rows)
        if title and len(rows) >= 2 and back * 3 >= 2 * len(rows):
            self.out.append(Heading(turn.lines, 6, title, "back"))
            return "asked"
        if not title and begun and weight >= _REPLY and self._poses(index, text, rows, oneself):
            title = text
        if not title:
            return ""
        loud = texts.is_question(title) or texts.asks(texts.prompt(title)) >= 0.9
        passed = begun and reply and weight and _weight(title) > (_WORD if texts.is_question(title) else _PASS)
        if not (weight >= _REPLY or (weight > _PASS and loud) or passed):
            return ""
        self.out.append(Heading(turn.lines, 6, title, "asked"))
        return "asked"

    def _poses(self, index: int, text: str, reply: Sequence[Row], oneself: str) -> bool:
        """Tell whether a turn that asks nothing puts a case: what is said to it has little to do with what was said
        before, as it would where somebody tries again."""
        if _REACTS.match(text) or _weight(text) < _CASE or "!" in text or len(texts.sentences(text)) > 1:
            return False
        if _POSED.match(text):
            return True
        before: set[str] = set()
        for turn in self.turns[max(0, index - 6) : index]:
            before |= _content(_said(turn)) if turn.who.casefold() == oneself else set()
        now = _content(" ".join(row.text for row in reply))
        return len(now) >= _CASE and len(now & before) * 4 < len(now)

    def _reply(self, index: int, oneself: str) -> list[Turn]:
        """Return the turns of oneself right behind one of somebody else."""
        out: list[Turn] = []
        for turn in self.turns[index + 1 : index + 9]:
            if turn.blocks and turn.who.casefold() != oneself:
                break
            if turn.blocks:
                out.append(turn)
        return out


def heard(blocks: Sequence[Block], left: dict[int, str]) -> tuple[Block, ...]:
    """Return the blocks with what each talk gives in place of its turns; `left` learns why the others were left."""
    if not any(isinstance(block, Turn) for block in blocks):
        return tuple(blocks)
    out: list[Block] = []
    turns: list[Turn] = []
    for block in blocks:
        if isinstance(block, Turn):
            turns.append(block)
            continue
        out += _Talk(turns, left).read() if turns else ()
        turns = []
        out.append(block)
    out += _Talk(turns, left).read() if turns else ()
    return tuple(out)


def _rows(turn: Turn) -> Iterator[Row]:
    for block in turn.blocks:
        yield from rows_of(block)


def _said(turn: Turn) -> str:
    return " ".join(texts.plain(row.text) for row in _rows(turn))[:4000]


def _weight(text: str) -> int:
    wide = sum(1 for c in text if "\u2e80" <= c <= "\uffef")
    return len(re.findall(r"\w+(?:['’]\w+)*", text)) - (wide > 0) + wide // 2


def _content(text: str) -> set[str]:
    """Return the longer words of a text, by their beginnings."""
    return {word[:6] for word in re.findall(r"\w{4,}", text.casefold())}


def _chats(text: str) -> bool:
    """Tell whether somebody who has answered says something else: a word, a short question back, what they do next."""
    weight = _weight(text)
    return weight <= _WORD or (weight <= _REPLY and ("?" in text or bool(_ENDS.match(text))))


def _is_wording(text: str) -> bool:
    """Tell whether a turn is a quoted line."""
    return texts.unquoted(text) != text


def _names_part(turn: Turn) -> bool:
    """Tell whether a turn says what it is a sheet of: “not to say: …”, “figures: …”, “my questions: …”."""
    first = next(_rows(turn))
    lead = lead_of(first.text)
    if lead is None or not lead[0]:
        return False
    role = role_of_title(lead[0])
    return (role is not None and role[0] in (Role.AVOID, Role.ASK, Role.SAY)) or names_figures(lead[0])


def _is_page(turn: Turn) -> bool:
    """Tell whether a turn is a page that somebody sends: lines below a title of their own."""
    first = turn.blocks[0]
    if isinstance(first, Heading):
        return True
    if not isinstance(first, Paragraph) or sum(1 for _ in _rows(turn)) < 3:
        return False
    title = first.rows[0].text
    if len(first.rows) == 1 and title.rstrip().endswith((":", "：")) and isinstance(turn.blocks[1], ListBlock):
        return True
    return is_caps(title) or bold_line(title) is not None or role_of_title(title) is not None


def _titled(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a page with its first line as its heading."""
    first = blocks[0]
    if not isinstance(first, Paragraph):
        return list(blocks)
    title, *below = first.rows
    lead = lead_of(title.text) if not below or not is_caps(title.text) else None
    name, said = (lead[0], lead[1]) if lead and lead[1] else (title.text.strip(), "")
    rows = [Row(title.number, said), *below] if said else below
    heading = Heading(Lines(title.number, title.number), 2, name, "banner")
    rest = [Paragraph(Lines(rows[0].number, rows[-1].number), tuple(rows))] if rows else []
    return [heading, *rest, *blocks[1:]]


def _asked(text: str) -> str:
    """Return what a turn asks, without what is said before and behind; empty if it asks nothing."""
    if len(text) > 1200:
        return ""
    said = [piece.strip() for piece in _STOP.split(text) if piece.strip()]
    for index, piece in enumerate(said):
        piece = piece[piece.index("¿") :] if "¿" in piece else piece
        clause, comma, behind = piece.partition(", ")
        if comma and _OPENING.fullmatch(clause):
            piece = behind
        surely = texts.asks(texts.prompt(piece))
        if surely < 0.75:
            continue
        neutral = all(_OPENING.fullmatch(before.strip(" .!…,")) for before in said[:index])
        if not texts.is_question(piece) and surely < 0.9 and not neutral:
            continue
        if _weight(piece) <= _WORD and not (texts.is_question(piece) and any(c.isupper() for c in piece[1:])):
            continue
        if index and _weight(piece) <= _PREMISE - 1 and _weight(said[index - 1]) >= _PREMISE:
            return f"{said[index - 1]} {piece}"
        return piece
    return ""
