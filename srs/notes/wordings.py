"""Finds the sentences that are worth saying exactly as they stand.

What makes a sentence worth its wording is its form more than its topic: it sets one thing against another, it states
what was learned, it names who one is, or its author set it apart (a whole line in quotes or bold).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SENTENCE = re.compile(r".+?(?:[.!?。！？]+[\"”’»」』)\]*_]*(?=\s|$)|(?<=[。！？])(?![」』])|$)", re.DOTALL)


def _either(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_CONTRAST = _either(
    r"\bnot\s+(?:just|only|merely|simply)\b.*\b(?:but|also)\b",
    r"\b(?:rather|other) than\b|\binstead of\b|\b(?:better|worse) than\b",
    r"(?:,|—|–|-)\s*(?:and\s+)?not\s+(?:just\s+|a\s+|an\s+|the\s+)?\w+",
    # "it isn’t a gap, it is …", "I don’t build X - I deliver Y", "wasn’t theoretical — it gave …"
    r"\b(?:is|are|was|were|do|does|did)(?:n['’]t|\s+not)\b[^.]*?(?:[—–,;]|\s-)\s*(?:it|they|but|I|we|that)\b",
    r"\b(?:do|does|did)n['’]t\s+(?:just|only)\b[^.]*\bbut\b",
    r"\bnot\b[^.,;]{2,60}\bbut\b|\bbut\b[^.]*\bfar more\b",
    r"\bmore\b[^.]{2,50}\bthan\b|\bless\b[^.]{2,40}\bmore\b",
    r"\bnicht\b[^.]{2,80}\bsondern\b|\b(?:an)?statt\b|\bmehr\b[^.]{2,40}\bals\b",
    r"\bnon\s+(?:pas|seulement)\b.*\bmais\b|\bne\b[^.]{1,40}\bpas\b[^.]*\bmais\b|\bplutôt qu[e’']|\bau lieu d[e’']",
    r"\bno\b[^.]{2,60}\bsino\b|\ben (?:lugar|vez) de\b",
    r"\bnão\s+(?:só|apenas)\b.*\bmas\b|\bem vez de\b",
    r"\bnon\s+(?:solo|soltanto)\b.*\bma\b|\binvece di\b",
    r"\bне\b[^.]{2,60}(?:,\s*а|\bно)\b|\bвместо\b",
    r"不是.*而是|而不是|ではなく|아니라",
)
_LEARNED = _either(
    r"\b(?:taught me|I(?:['’]ve| have)? learn(?:ed|t)|learning (?:when|how|that)|takeaway|reinforced|reminded me)\b",
    r"\blesson\b",
    r"\bthe key (?:is|was)\b|\bwhat matters\b|\bwould do differently\b|\bif I were to do it again\b|\bin hindsight\b",
    r"\bnext time\b|\bI (?:always|never)\b|\bprinciple\b|\bmy rule\b",
    r"\b(?:gelernt|lehre|appris|leçon|aprendí|aprendi|lección|lição|imparato|lezione|научил\w*|урок)\b",
    r"学到|学会|教训|学びました|学んだ|배웠",
)
_SELF = _either(
    r"\bmy (?:strength|approach|goal|focus|philosophy|role|edge|background|foundation)\b[^.]*\b(?:is|means|gave)\b",
    r"\bwhat (?:makes|sets|differentiates)\b|\bdifferentiates me\b|\bsets me apart\b|\bmy philosophy\b",
    r"\bI (?:believe|stand for|want to be known|specialize|specialise|chose to|treat(?:ed)?)\b|\bknown as someone\b",
    r"\beverything I(?:['’]ve| have) done\b|\bI(?:['’]m| am) (?:the|someone|a) \w+ who\b",
)
_JUDGED = _either(
    r"\b(?:comes? from|is (?:about|far|always|never|the only|what)|are (?:about|never|always)|only works)\b",
    r"\b(?:beats?|matters? (?:more|most)|actually|at scale|every|shows|without|before|saves?)\b",
)
_GENERAL = _either(
    r"^(?:an?|the|every|no|our|good|bad|most)?\s*(?:\w+[\s-]){1,5}(?:is|are|isn['’]t|turns?|beats?|makes?|needs?|gets?|comes?)\b",
    r"^(?:if|when|whoever|what|where|nobody|nothing|everyone)\b.*,|\b(?:nobody|nothing|always|never|the only)\b",
    r"^(?:der|die|das|ein|eine|wer|wo|kein\w*)\s.*\b(?:ist|sind|macht|braucht|hat|nie|immer)\b",
    r"^(?:le|la|les|un|une|qui)\s.*\b(?:est|sont|jamais|toujours)\b|^(?:el|la|los|las|un|una|quien|o|a|os|as|um|uma)\s.*\b(?:es|son|é|são|nunca|siempre|sempre)\b",
)
_PERSONAL = _either(r"\b(?:I|we|my|our|me|us|you|your|ich|wir|je|nous|yo|eu|nós|я|мы)\b")
_LIST_TALK = _either(r"^(?:[-*•\d]|first|second|third|then|next|finally|for example|e\.g\.)")
_LETTERS = re.compile(r"[^\W\d_]")
_WORDS = range(4, 41)


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence and how much speaks for saying it exactly."""

    text: str
    score: float
    reason: str


def wordings(text: str, *, set_apart: bool = False, takeaway: bool = False) -> list[Wording]:
    """Return the sentences of a plain paragraph that are worth their wording, best first.

    `set_apart` says that the author put the passage in quotes, bold or a quote block; `takeaway` that it stands under
    a label such as “Learning”. What scores 0.7 or more is worth a card, the best of an answer from 0.5 on.
    """
    found = []
    sentences = [part.strip() for part in _SENTENCE.findall(text) if part.strip()]
    for sentence in sentences:
        plain = sentence.strip(' "“”„«»*_').removesuffix(":").rstrip()
        length = len(plain.split()) if " " in plain else len(_LETTERS.findall(plain)) // 2
        if length not in _WORDS or plain.endswith(("?", "：", "？")):
            continue
        score, reasons = 0.0, []
        if _CONTRAST.search(plain):
            score += 0.8
            reasons.append("sets one thing against another")
        if _LEARNED.search(plain):
            score += 0.5
            reasons.append("says what was learned")
        if takeaway:
            score += 0.6
            reasons.append("stands under a takeaway")
        if _SELF.search(plain):
            score += 0.5
            reasons.append("says what you stand for")
        if _parallel(plain):
            score += 0.5
            reasons.append("says two things in one form")
        if length <= 12 and not _PERSONAL.search(plain) and not any(map(str.isdigit, plain)):
            if _GENERAL.search(plain):
                score += 0.4
                reasons.append("puts it in a few words")
            if score and sentence is sentences[-1] and len(sentences) > 1:
                score += 0.3
        if set_apart and len(sentences) <= 2:
            score += 0.6
            reasons.append("is set apart by its author")
        if score and _JUDGED.search(plain):
            score += 0.2
        if _LIST_TALK.match(plain):
            score -= 0.4
        if any(map(str.isdigit, plain)):
            # what is set against each other in figures is a fact, and asked as one
            score -= 0.4 if len(reasons) == 1 else 0.2
        if length > 28:
            score -= 0.2
        if score > 0:
            found.append(Wording(text=plain, score=round(score, 3), reason="; ".join(reasons)))
    return sorted(found, key=lambda wording: -wording.score)


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
