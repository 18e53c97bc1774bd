"""Finds the sentences that are worth saying exactly as they stand.

What makes a sentence worth its wording is its form more than its topic: it sets one thing against another, it states
what was learned, it names who one is. What tells of what happened, or hangs on the sentence before it, does none of
these, however it is put.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from srs.notes import text as texts

SURE = 0.7
"""The score from which a sentence of an answer is worth a card."""


def _either(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_CONTRAST = _either(
    r"\bnot\s+(?:just|only|merely|simply)\b.{1,160}\b(?:but|also)\b",
    # "it isn’t a gap, it is …", "I don’t build X - I deliver Y", "wasn’t theoretical — it gave …"
    r"\b(?:is|are|was|were|do|does|did|could|can|will)(?:n['’]t|\s+not)\b[^.]{1,120}?(?:[—–,;]|\s-)\s*(?:it|they|"
    r"but|I|we|that)\b",
    r"\b(?:do|does|did)n['’]t\s+(?:just|only)\b[^.]{1,160}\bbut\b",
    r"\bnot\b[^.,;]{2,60}\bbut\b|\bbut\b[^.]{1,40}\bfar more\b",
    r"\b(?:nicht|kein\w*)\b[^.]{2,80}\bsondern\b",
    r"\bnon\s+(?:pas|seulement)\b.{1,120}\bmais\b|\b(?:ne|n['’])\s?[^.]{1,40}\bpas\b[^.]{1,80}(?:\bmais\b|"
    r",\s*(?:on|je|il|elle|c['’])\b)",
    r"\bno\b[^.]{2,60}\bsino\b",
    r"\bnão\s+(?:só|apenas)\b.{1,120}\bmas\b",
    r"\bnon\s+(?:solo|soltanto)\b.{1,120}\bma\b",
    r"\bniet\b[^.]{2,80}\bmaar\b",
    r"\b(?:inte|ikke)\b[^.]{2,80}(?:\butan\b|\bmen\b|,\s*(?:jag|det|vi|jeg)\b)",
    r"\bnie\b[^.]{2,80}\b(?:tylko|lecz|ale)\b",
    r"\bне\b[^.]{2,60}(?:,\s*а\b|\bно\b)",
    r"不是.{1,30}而是|ではなく|じゃなく|아니라|नहीं बल्कि|ليس.{1,40}بل|không phải.{1,40}mà",
)
"""Not the one but the other: the whole sentence is made of it."""
_NOT = _either(
    r"(?:,|—|–|\s-)\s*(?:and\s+)?not\s+(?!(?:the last|the first|after|before|later|yet|always|now|until|when|once|"
    r"at)\b)"
    r"(?:just\s+|a\s+|an\s+|the\s+|only\s+)?\w+",
    r"(?:,|—|–|\s-)\s*(?:and\s+)?never\s+(?:from|to|the|an?|in|on|by|with|at|for)\b",
    r"(?:,|—|–)\s*(?:but\s+(?:not|never|no)|aber\s+(?:nicht|nie|kein\w*)|mais\s+(?:pas|jamais)|pero\s+no|mas\s+não|ma\s+non|"
    r"maar\s+(?:niet|nooit|geen)|men\s+(?:inte|ikke|aldrig)|ale\s+nie|но\s+не)\s+\w+",
    r"\s[—–]\s*nicht\s+(?!erst|nur|immer|mehr|bei|vor|nach|wenn)\w+",
    r",\s*niet\s+(?:op|met|van|in|aan|voor|bij|naar|om|over|uit)\s+\w+",
    r",\s*(?:und\s+)?nicht\s+(?!erst|nur|immer|mehr|bei|vor|nach|wenn)\w+",
    r",\s*(?:et\s+)?(?:non\s+pas|pas)\s+(?:le|la|les|l['’]|un|une|de|à)\b",
    r",\s*(?:y\s+)?no\s+(?:el|la|los|las|un|una|solo|a|de|con)\b",
    r",\s*(?:e\s+)?não\s+(?:o|a|os|as|um|uma|só|de|no|na)\b",
    r",\s*(?:e\s+)?non\s+(?:il|lo|la|i|gli|le|un|una|solo|l['’])",
    r",\s*(?:en\s+)?niet\s+(?:de|het|een|alleen)\b|,\s*(?:inte|ikke)\s+\w+|,\s*a?\s*nie\s+\w+|\bdeğil\b|,\s*а\s+не\b",
    r"而不是|[，,]\s*(?:而)?(?:不是|非|不靠|不看)",
)
"""One thing, not another: it says much only where the sentence says little else."""
_PREFERENCE = _either(
    r"\b(?:rather|other|better|worse|easier|harder|cheaper) than\b|\binstead of\b|\bover\b[^.]{2,30}\bevery time\b",
    r"\brather\b[^.]{2,60}\bthan\b",
    r"\bmore\b[^.]{2,60}\bthan\b(?! (?:expected|usual|planned|before|ever|that|this|\d))|\bless\b[^.]{2,40}\bmore\b",
    r"\b(?:\w+er)\s+than\b(?! (?:expected|usual|planned|before|ever|that|this|\d))",
    r"\b(?:an)?statt\b|\bmehr\b[^.]{2,40}\bals\b|\blieber\b[^.]{2,80}\bals\b|\bbesser\b[^.]{2,60}\bals\b",
    r"\bplutôt qu[e’']|\bau lieu d[e’']|\bmieux\b[^.]{2,60}\bqu[e’']|\ben (?:lugar|vez) de\b|"
    r"\bmejor\b[^.]{2,60}\bque\b",
    r"\bem vez de\b|\bmelhor\b[^.]{2,60}\bdo que\b|\binvece di\b|\bpiuttosto che\b|\bmeglio\b[^.]{2,60}\bche\b",
    r"\bliever\b[^.]{2,80}\bdan\b|\bhellre\b[^.]{2,80}\bän\b|\bвместо\b|\bлучше\b[^.]{2,80}\bчем\b|"
    r"\blepiej\b[^.]{2,80}\bniż\b",
    r"iyidir\b|より.{2,30}(?:いい|良い|よい|方が)|보다.{2,30}(?:낫|좋)|比.{2,20}(?:更|重要)|胜过|胜于",
)
"""One thing before another: a way of saying that many plain sentences have too."""
_REFRAMED = _either(
    r"\b(?:treat|frame|see|saw|regard|approach|view|think of|thought of)(?:s|ed|"
    r"d)?\b[^.]{2,60}\bas\b[^.]{2,60}\b(?:rather than|instead of|not)\b",
    r"[\"“‘'«]\w[^\"”’'»]{1,20}[\"”’'»][^.]{1,40}(?:rather than|instead of|not|vs\.?)[^.]{1,20}[\"“‘'«]\w",
)
"""A thing is seen as another: the words themselves are what counts."""
_LEARNED = _either(
    r"\b(?:taught me|(?:I|we)(?:['’]ve| have)? (?:also )?learn(?:ed|t)(?: \w+)? (?:that|to|how|when|not|never|why|"
    r"the (?:hard|value|importance))|learning (?:when|how|that)|reminded me|reinforced (?:my|that|the))\b",
    r"\b(?:the|my|key|main|one|big(?:gest)?) (?:lesson|takeaway|learning)s?\b|\bthe moral\b",
    r"\b(?:what (?:really )?matters|the key) (?:is|was)\b|\bwould do differently\b|\bif I (?:were to do|did|"
    r"had to do) it again\b",
    r"\b(?:in hindsight|looking back)\b|\bmy rule\b|\bI now (?:always|never|treat|start|ask)\b",
    r"\b(?:habe ich|hab ich|ich habe)\b[^.]{0,60}\bgelernt\b\s?[:,]|\bdie lehre\b|\brückblickend\b",
    r"\bj['’]ai (?:appris|retenu) (?:qu|à ne)|\bm['’]a appris\b|\bla leçon\b|\bavec le recul\b",
    r"\baprendí (?:que|a no|cuándo|cuánto)\b|\bme enseñó\b|\bla lección\b|\baprendi (?:que|a não|quando)\b|"
    r"\bme ensinou\b|\ba lição\b|\bho imparato (?:che|quanto|a non|quando)\b|\bmi ha insegnato\b|\bla lezione\b",
    r"\bgeleerd\b|\blärde mig\b|\blärt mig\b|\blærte\b|\bnauczył\w*|\bнаучил\w*|\bпонял[а]?,? что\b|\böğren(?:dim|"
    r"diğim)\b|\böğretti\b",
    r"学到|学会了|教训是|让我明白|学びました|学んだ|배웠|배운 것은|सीखा",
)
_SELF = _either(
    r"\bmy (?:strength|edge|philosophy|superpower|motto|principle)\b[^.]{0,60}\b(?:is|means|gave)\b",
    r"\b(?:differentiates me|sets me apart|makes me (?:different|unique))\b|\bmy (?:\w+ )?foundation means\b",
    r"\bI (?:stand for|want to be (?:known|remembered)|speciali[sz]e in)\b|\b(?:be )?known as someone\b",
    r"\beverything I(?:['’]ve| have) done\b|\bI(?:['’]m| am) (?:the|someone|a) \w+ who\b|\bI(?:['’]d|"
    r" would) rather\b",
)
_JUDGED = _either(
    r"\b(?:comes? from|is (?:about|far|always|never|the only|what)|are (?:about|never|always)|only works|"
    r"far (?:more|less))\b",
    r"\b(?:beats?|matters? (?:more|most)|actually|at scale|shows|saves?)\b",
)
_GENERAL = _either(
    r"^(?:an?|the|every|no|our|good|bad|most)?\s*(?:\w+[\s-]){1,5}(?:is|are|isn['’]t|turns?|beats?|makes?|needs?|"
    r"gets?|comes?)\b",
    r"^(?:if|when|whoever|what|where|nobody|nothing|everyone|anything)\b|\b(?:nobody|nothing|always|never|"
    r"the only)\b",
    r"^(?:der|die|das|ein|eine|wer|wo|kein\w*)\s.*\b(?:ist|sind|macht|braucht|hat|nie|immer)\b",
    r"^(?:le|la|les|un|une|qui)\s.*\b(?:est|sont|jamais|toujours)\b|^(?:el|la|los|las|un|una|quien|o|a|os|as|um|"
    r"uma)\s.*\b(?:es|son|é|são|nunca|siempre|sempre)\b",
)
"""It holds always, not once."""
_PERSONAL = _either(r"\b(?:I|we|my|our|me|us|you|your|ich|wir|je|nous|yo|eu|nós|я|мы)\b")
_ENUMERATES = _either(r"^(?:[-*•\d(]|first\b|second\b|third\b|then\b|next\b|finally\b|for example\b|example\b|e\.g\.)")
_HANGS = _either(
    r"^(?:that|this|these|those|which|it|and|also|so|then|or|here|both|instead|there)\b",
    r"^(?:das|dies\w*|und|dann|deshalb|also|cela|ça|et|puis|eso|esto|y|luego|isso|isto|e|então|questo|ciò|это|и|"
    r"затем)\b",
)
"""A sentence that says something only behind the one before it."""
_TOLD = _either(
    r"^(?:(?:so|but|early on|later|at first|in the end|eventually),? )?(?:I|we|he|she|they|my \w+|our \w+)\s+"
    r"(?:also\s+|then\s+|first\s+|finally\s+|truly\s+|really\s+|just\s+)?"
    r"(?:\w{2,}ed|chose|built|went|took|made|had|did|wrote|led|cut|put|ran|got|gave|found|set|sat|told|spent|kept|"
    r"brought|began|was|were|saw|held|sent|left|lost|won|met|paid|read|said|drew|grew)\b",
    r"^\w{3,}ed\s+(?:the|a|an|our|my|all|every|it)\b",
)
"""It tells what somebody did once."""
_WIDE = re.compile(r"[\u0e00-\u0e7f\u3040-\u9fff]")
_UNSPACED = re.compile(r"[\u0600-\u06ff\u0900-\u097f\u3040-\u9fff\uac00-\ud7af]")
_TOKEN = re.compile(r"\w+")
_AGAINST = """
    not t but than instead less more over beats as nicht kein keine keinen keiner keines statt anstatt mehr lieber besser
    sondern non pas ne n plutôt lieu mieux no sino lugar vez mejor não mas melhor solo invece piuttosto meglio niet liever
    inte ikke hellre nie ale lecz lepiej değil iyidir не но вместо лучше ليس không
"""
_HALVES = re.compile(r"\s*[,;:—–،；，]\s*|\s-\s|[.!]\s+")
_DENIAL_WORDS = """
    not never no don doesn didn isn aren wasn won t nicht nie niemals kein keine keinen ne pas jamais non no nunca jamás não
    nem mai niet nooit geen inte aldrig ej ikke aldri ingen nie nigdy ne není nikdy nem soha не никогда değil nu niciodată
    δεν μην
"""
_DENIALS = frozenset(_DENIAL_WORDS.split())
_LINK_WORDS = """
    the a an of to in on at for with from by and or but it that this there their your our with have has been they them
    when what which than then also into about would could should will just only more most very der die das dem den des ein
    eine einen und oder aber mit auf von für zu im am ist sich auch noch dann le la les un une de du des et ou mais dans sur
    pour avec que qui il elle el los las del en con por para se lo su o os as um uma do da em com il lo gli di della nel per
    che het een en van op voor met die dat ett och på av som det i et er og til и в на с по что это как w z na do się że bir ve
    da de ile için quando cuando quand wenn wanneer como comme wie come tudo todo tous alle alles every each some
"""
_LINKS = frozenset(_LINK_WORDS.split())
_DENIED = 26
"""Words of a sentence that denies and affirms."""
_FRAMES = re.compile(
    r"\b(?:two|three|zwei|drei|deux|trois|dos|tres|dois|duas|três|due|tre|twee|drie|två|dwie|dwa|trzy|два|две|три|"
    r"iki|üç)"
    r"\s[^\W\d_]{4,}\s?:\s(?=[^:]+(?:\s(?:and|und|et|y|e|en|och|og|i|и|ve)\s)[^:]+$)",
    re.IGNORECASE,
)
_FRAMED = 18
_BECAUSE = re.compile(
    r"(?:because|weil|da|parce|porque|perché|omdat|för att|fordi|потому|bo|ponieważ|çünkü)\b", re.IGNORECASE
)
_HALF = 5
"""Words of each half of a sentence in balance."""
_PRONOUN_WORDS = "i you we he she it they ich du wir er sie es je tu nous on il elle yo eu io ik wij jag vi jeg я мы"
_PRONOUNS = frozenset(_PRONOUN_WORDS.split())
_SETS_AGAINST = frozenset(_AGAINST.split())
"""Without one of these words a sentence of an alphabet sets nothing against anything."""
_WORDS = range(4, 37)
_SHORT = 14


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence and how much speaks for saying it exactly."""

    text: str
    score: float
    reason: str
    learned: bool = False
    """Whether it says what was learned."""


def length_of(text: str) -> int:
    """Return how many words a text has; of a script without blanks, two letters count as one."""
    if text.isascii():
        return len(text.split())
    return len(text.split()) + len(_WIDE.findall(text)) // 2


def bare(sentence: str) -> str:
    """Return a sentence without the quotation marks and the colon around it."""
    plain = sentence.strip(" *_")
    inner = texts.unquoted(plain)
    if inner == plain and plain[:1] in '"“„«' and not any(mark in plain[1:] for mark in '"”“»'):
        inner = plain[1:]  # a quotation that goes on in the next paragraph
    if inner == plain and plain[-1:] in '"”»' and not any(mark in plain[:-1] for mark in '"“„«”'):
        inner = plain[:-1]
    return inner.strip().removesuffix(":").rstrip()


def sayable(sentence: str, *, least: int = 4, most: int = 36) -> bool:
    """Tell whether a sentence can be a wording at all: long enough, short enough, and no question."""
    return least <= length_of(sentence) <= most and not sentence.endswith(("?", "：", "？", ":", "；", ";", ","))


def wordings(text: str, *, listed: bool = False) -> list[Wording]:
    """Return the sentences of a plain paragraph that are worth their wording by their form, best first."""
    found = []
    sentences = texts.sentences(text)
    for sentence in sentences:
        plain = bare(sentence)
        if length_of(plain) not in _WORDS or not sayable(plain):
            continue
        ends = plain.endswith((".", "!", "。", "！", "…", "।"))
        if not ends and (listed or sentence is not sentences[-1]):
            continue
        wording = _judged(plain)
        if wording is not None:
            found.append(wording)
    return sorted(found, key=lambda wording: -wording.score)


def _judged(plain: str) -> Wording | None:
    score, reasons = 0.0, []
    figures = any(map(str.isdigit, plain))
    short = length_of(plain) <= _SHORT and not figures
    against = not _SETS_AGAINST.isdisjoint(_TOKEN.findall(plain.casefold())) or bool(_UNSPACED.search(plain))
    if against and _CONTRAST.search(plain):
        score += 0.8
        reasons.append("sets one thing against another")
    elif against and _NOT.search(plain):
        score += 0.8 if length_of(plain) <= _SHORT else 0.5
        reasons.append("sets one thing against another")
    elif against and _PREFERENCE.search(plain):
        score += 0.5
        reasons.append("puts one thing before another")
    elif _denied(plain):
        score += 0.8
        reasons.append("denies one thing and affirms its like")
    reframed = against and bool(_REFRAMED.search(plain))
    if reframed:
        score += 0.4
        reasons.append("sees one thing as another")
    learned = bool(_LEARNED.search(plain))
    if learned:
        score += 0.8
        reasons.append("says what was learned")
    if _SELF.search(plain):
        score += 0.5
        reasons.append("says what you stand for")
    if _FRAMES.search(plain) and length_of(plain) <= _FRAMED and not _HANGS.match(plain) and not _BECAUSE.match(plain):
        score += 0.75
        reasons.append("names how many things count")
    if _parallel(plain):
        score += 0.75 if _balanced(plain) or (short and _repeats(plain)) else 0.6
        reasons.append("says two things in one form")
    elif short and _repeats(plain):
        score += 0.75
        reasons.append("turns on one word")
    if not score:
        return None
    if short and not _PERSONAL.search(plain) and _GENERAL.search(plain):
        score += 0.2
        reasons.append("holds always")
    if _JUDGED.search(plain):
        score += 0.2
    if _HANGS.match(plain) and not learned:
        score -= 0.4
    if _TOLD.match(plain) and not learned and not reframed:
        score -= 0.3
    if _ENUMERATES.match(plain):
        score -= 0.4
    if figures:
        # what is set against each other in figures is a fact, and asked as one
        score -= 0.4 if len(reasons) == 1 else 0.2
    if length_of(plain) > 32:
        score -= 0.2
    return Wording(text=plain, score=round(score, 3), reason="; ".join(reasons), learned=learned)


def _denied(sentence: str) -> bool:
    """Tell whether a sentence denies something in one half and says in the other what is: with a word of the first
    again (“I don't sell chairs, I sell evenings”), in any language that has a word for no."""
    if length_of(sentence) > _DENIED:
        return False
    halves = [_TOKEN.findall(half.casefold()) for half in _HALVES.split(sentence.rstrip(".!。")) if half.strip()]
    for one, other in pairwise(halves):
        denied = [next((i for i, word in enumerate(half) if word in _DENIALS), None) for half in (one, other)]
        if (denied[0] is None) == (denied[1] is None) or not 2 <= len(other) <= 14:
            continue
        half, at, affirmed = (one, denied[0], other) if denied[0] is not None else (other, denied[1], one)
        word = next((w for w in half[(at or 0) + 1 :] if len(w) > 1), "")
        if word and word in affirmed[:2] and word not in _PRONOUNS:
            return True
    return False


def _balanced(sentence: str) -> bool:
    """Tell whether a sentence is two halves of a few words that differ in all but one place: “Oak for ships, pine for
    houses”."""
    if "`" in sentence or any(map(str.isdigit, sentence)) or _PERSONAL.search(sentence):
        return False
    halves = [_TOKEN.findall(half.casefold()) for half in re.split(r"[,;—–]\s*|\.\s+", sentence.rstrip(".!"))]
    if len(halves) != 2 or len(halves[0]) != len(halves[1]) or not 3 <= len(halves[0]) <= _HALF:
        return False
    same = [one == other for one, other in zip(*halves, strict=True)]
    return same.count(True) == 1 and not same[0]


def _repeats(sentence: str) -> bool:
    """Tell whether a short sentence comes back to one of its own words: “Who asks late pays late”."""
    halves = [_TOKEN.findall(half.casefold()) for half in _HALVES.split(sentence.rstrip(".!。")) if half.strip()]
    if len(halves) != 2 or min(map(len, halves)) < 2:
        return False
    last = halves[1][-1]
    return len(last) >= 4 and last not in _LINKS and last in halves[0]


def _parallel(sentence: str) -> bool:
    """Tell whether a sentence is two short halves of one form: “Page on pain, ticket on causes”."""
    halves = [half.casefold().split() for half in re.split(r"[,;—–]\s*|\.\s+", sentence.rstrip(".!"))]
    if len(halves) != 2 or not all(3 <= len(half) <= 8 for half in halves):
        return False
    first, second = halves
    shared = [
        word for word in first if word in second and len(word) > 1 and word not in ("the", "and", "of", "to", "we")
    ]
    return bool(shared) and abs(len(first) - len(second)) <= 2
