"""Finds the sentences that are worth saying exactly as they stand.

What makes a sentence worth its wording is its form more than its topic: it sets one thing against another, it states
what was learned, it names who one is, or its author set it apart (a whole line in quotes or bold).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SENTENCE = re.compile(r".+?(?:[.!?。！？]+[\"”’»)\]*_]*(?=\s|$)|(?<=[。！？])|$)", re.DOTALL)

_CONTRAST = re.compile(
    r"\bnot\s+(?:just|only|merely|simply)\b.*\b(?:but|also)\b|\brather than\b|\binstead of\b|"
    r"(?:,|—|–|-)\s*(?:and\s+)?not\s+(?:just\s+|a\s+|an\s+|the\s+)?\w+|\b(?:is|are|was|were|do|does|did|isn|aren|wasn|don|doesn|didn)(?:['’]t|\s+not)\b[^.]*(?:—|–|,|;|\s-)\s*(?:it|they|but|I|we|that)\b|"
    r"\bnot\b[^.,;]{2,60}\bbut\b|\bmore\b[^.]{2,50}\bthan\b|\bbetter than\b|\bworse than\b|\bless\b[^.]{2,40}\bmore\b|\bbut\b[^.]*\bfar more\b|"
    r"['‘\"“]\w+['’\"”]\s+\w+[^.]{0,30}\b(?:rather than|not)\b|"
    r"\bnicht\s+(?:nur|bloß)\b.*\bsondern\b|\bnicht\b[^.]{2,60}\bsondern\b|\bstatt\b|\banstatt\b|\bmehr\b[^.]{2,40}\bals\b|"
    r"\bnon\s+(?:pas|seulement)\b.*\bmais\b|\bne\b[^.]{1,40}\bpas\b[^.]*\bmais\b|\bplutôt que\b|\bau lieu de\b|"
    r"\bno\s+(?:solo|sólo)\b.*\bsino\b|\bno\b[^.]{2,60}\bsino\b|\ben lugar de\b|\ben vez de\b|"
    r"\bnão\s+(?:só|apenas)\b.*\bmas\b|\bem vez de\b|\bnon\s+(?:solo|soltanto)\b.*\bma\b|\binvece di\b|"
    r"\bне\b[^.]{2,60}(?:,\s*а|\bно)\b|\bвместо\b|不是.*而是|而不是|ではなく|아니라",
    re.IGNORECASE,
)
_LEARNED = re.compile(
    r"\b(?:taught me|I(?:['’]ve| have)? learned|I(?:['’]ve| have)? learnt|lesson|takeaway|reinforced|reminded me|the key (?:is|was)|"
    r"what matters|what I(?:['’]d| would) do differently|if I were to do it again|next time|I always|I never|in hindsight|"
    r"principle|my rule|gelernt|lehre|appris|leçon|aprendí|aprendi|lección|lição|imparato|lezione|научил\w*|урок|"
    r"学到|学会|教训|学びました|学んだ|배웠)",
    re.IGNORECASE,
)
_SELF = re.compile(
    r"\b(?:my (?:strength|approach|goal|focus|philosophy|job|role|value|edge|background|foundation)\b[^.]*\b(?:is|means|gave)\b|what (?:makes|sets|differentiates)\b|"
    r"differentiates me|sets me apart|I believe|I stand for|I want to be known|known as someone|I specialize|I help\b|I(?:['’]m| am) (?:the|someone|a) \w+ who|"
    r"everything I(?:['’]ve| have) done|my philosophy)",
    re.IGNORECASE,
)
_JUDGED = re.compile(
    r"\b(?:comes? from|is (?:about|far|always|never|the only|what)|are (?:about|never|always)|beats?|matters? (?:more|most)|"
    r"actually|at scale|every|only works|shows|without|before|saves?)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"^[\"“„«「『‘'].*[\"”»」』’'][.!]?$", re.DOTALL)
_LIST_TALK = re.compile(r"^(?:[-*•\d]|first|second|third|then|next|finally|for example|e\.g\.)", re.IGNORECASE)
_FIGURE = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence and how much speaks for saying it exactly."""

    text: str
    score: float
    reason: str


def wordings(text: str, *, set_apart: bool = False, takeaway: bool = False) -> list[Wording]:
    """Return the sentences of a plain paragraph that are worth their wording, best first.

    `set_apart` says that the author put the passage in quotes, bold or a quote block; `takeaway` that it stands under
    a label such as “Learning”. A score of 1 or more is meant to be used.
    """
    found = []
    sentences = [part.strip() for part in _SENTENCE.findall(text) if part.strip()]
    for sentence in sentences:
        plain = sentence.strip(' "“”„«»*_')
        length = len(plain.split()) if " " in plain else len(_LETTERS.findall(plain)) // 2
        if not 4 <= length <= 34 or plain.endswith((":", "?", "：", "？")):
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
        if set_apart and len(sentences) <= 2:
            score += 0.6
            reasons.append("is set apart by its author")
        if score and _JUDGED.search(plain):
            score += 0.2
        if _LIST_TALK.match(plain):
            score -= 0.4
        if len(_FIGURE.findall(plain)) > 4:
            score -= 0.3
        if length > 26:
            score -= 0.2
        if score > 0:
            found.append(Wording(text=plain, score=round(score, 3), reason="; ".join(reasons)))
    return sorted(found, key=lambda wording: -wording.score)
