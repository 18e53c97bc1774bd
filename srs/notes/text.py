"""What a piece of Markdown says: without marks, numbering and decoration, for prompts, labels and comparison."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from srs.notes import words
from srs.reading.document import PICTURE_BESIDE

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_IMAGE = re.compile(r"!\[([^\]]{0,300})\]\([^)]{0,500}\)|!\[\[[^\]]{0,300}\]\]")
_LINK = re.compile(r"\[([^\[\]]{1,400})\]\((?:[^()]|\([^()]{0,200}\)){0,600}\)")
_WIKI = re.compile(r"\[\[(?:[^\[\]|]{0,300}\|)?([^\[\]|]{1,300})\]\]")
_SOURCE_LINK = re.compile(
    r"\s{0,2}\[{1,2}\s?(?:src|source|link|ref|solution|answer|\d{1,3}|\^[\w-]{1,40}|⬆[^\]]{0,40}|"
    r"back to top)\s*\]+(?:\([^)]{0,300}\))?",
    re.I,
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~^&$%@:;,?=/'\"])")
_COMMENT = re.compile(r"<!--.*?-->|%%.*?%%")
_CODE = re.compile(r"`+([^`]{1,400})`+")
_MARK = re.compile(r"==([^=\n]{1,400})==|~~([^~\n]{1,400})~~|\+\+([^+\n]{1,200})\+\+")
_CLOZE = re.compile(r"\{\{c\d+::(.{1,400}?)(?:::[^{}]{0,200})?\}\}")
_STARS = re.compile(
    r"(?<!\S)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\S)|\*{2,}|(?<![\w])_{1,2}(?=\w)|(?<=\w)_{1,2}(?![\w])|"
    r"(?<=[\w.?!:)”\"’'])\*+(?=\W)|(?<=\W)\*+(?=[\w“\"‘¿(])"
)
_KEYCAP = re.compile("[0-9#*]\ufe0f?\u20e3")
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(
    r"(?:#{1,6}\s+|[-*+•]\s+|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+(?=[\"“«„]?[^\W\d_a-z])|"
    r"\[[ xX]?\]\s+|\d{1,2}/\s+(?=\S)|\.(?=[A-Z¿])|\(?\d{1,3}(?:\.\d{1,3}){0,2}\s*[.):、．：]\s*(?=\S)|\(\d{1,3}\)\s*|"
    r"\d{1,3}\s*[-–—]\s+|[①-⑳]\s*|[一二三四五六七八九十]{1,3}[、.．]\s*|（[一二三四五六七八九十\d]{1,3}）\s*|"
    r"第[一二三四五六七八九十\d]{1,3}[题問问章节]\s*[:：]?\s*|№\s*\d{1,3}\s*[.:)]?\s*|#\d{1,3}\s*[.:)]?\s*)"
)
_QUOTES = {
    "“": "”",
    '"': '"',
    "«": "»",
    "„": "“”",
    "「": "」",
    "『": "』",
    "‘": "’",
    "'": "'",
    "”": "”",
    "‟": "”",
    "＂": "＂",
}


_KEPT = 600
_LAYERS = 8
"""How many bullets, numbers and pictures may stand before a title."""
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "‐": "-", "‑": "-"})


_T = TypeVar("_T")


def remembered(function: Callable[[str], _T]) -> Callable[[str], _T]:
    """Keep what a function of a line gave: the rules ask the same of a line many times. Long lines are not kept."""
    kept = lru_cache(maxsize=4096)(function)

    @wraps(function)
    def asked(text: str) -> _T:
        return kept(text) if len(text) <= _KEPT else function(text)

    return asked


def is_emoji(character: str) -> bool:
    """Tell whether a character is a picture rather than a letter, figure or mark of punctuation."""
    point = ord(character)
    if point < 0x203C:
        return False
    return (
        point >= 0x1F000
        or 0x25A0 <= point <= 0x25FF
        or 0x2600 <= point <= 0x27BF
        or 0x2B00 <= point <= 0x2BFF
        or point in (0x203C, 0x2049, 0x20E3, 0xFE0F, 0x200D, 0x2139, 0x231A, 0x231B, 0x2328, 0x23CF, 0x3030)
        or 0x23E9 <= point <= 0x23FA
        or 0xE000 <= point <= 0xF8FF
    )


@remembered
def plain(text: str) -> str:
    """Return the text of a line of Markdown without marks, on one line."""
    if "\\" in text:
        text = _ESCAPE.sub(lambda m: m[1] if m[1] not in "*_" else "", text)
    if "<" in text or "%" in text:
        text = _COMMENT.sub(" ", text)
        text = re.sub(r"<br\s*/?>", " ", text)
        text = _TAG.sub("", text).replace("<!--", " ")
    if "-->" in text:
        text = text.replace("-->", "→")
    if "[" in text:
        text = _SOURCE_LINK.sub("", text)
        text = _IMAGE.sub("", text)
        text = _WIKI.sub(r"\1", text)
        text = _LINK.sub(r"\1", text)
    if "{{" in text:
        text = _CLOZE.sub(r"\1", text)
    if "`" in text:
        text = _CODE.sub(r"\1", text)
    if "==" in text or "~~" in text or "++" in text:
        text = _MARK.sub(lambda m: m[1] or m[2] or m[3], text)
    if "*" in text or "_" in text:
        text = _STARS.sub("", text)
    if "#" in text:
        text = words.CARD_TAG.sub("", text)
    text = (
        text.replace("&nbsp;", " ")
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
    )
    return _SPACE.sub(" ", text).strip()


def with_pictures(text: str, change: Callable[[str], str]) -> str:
    """Return a line changed, but for the pictures in it that lie beside the notes: those stay as they are written."""
    pieces, end = [], 0
    for found in PICTURE_BESIDE.finditer(text):
        pieces += [change(text[end : found.start()]), found[0]]
        end = found.end()
    return "".join(pieces) + change(text[end:]) if pieces else change(text)


def without_wiki(text: str) -> str:
    """Return a line with wiki-links, embeds and pictures as the text that they show."""
    text = _IMAGE.sub(r"\1", text)
    return _WIKI.sub(r"\1", text).replace("[[", "").replace("]]", "")


@remembered
def undecorated(text: str) -> str:
    """Return plain text without emoji, numbering and bullets around it."""
    for _ in range(_LAYERS):
        before = text
        text = _KEYCAP.sub(" ", text) if "\u20e3" in text else text
        text = text.strip(" \t\u200b\ufeff\u00a0")
        start, end = 0, len(text)
        while start < end and (is_emoji(text[start]) or text[start].isspace()):
            start += 1
        while end > start and (is_emoji(text[end - 1]) or text[end - 1] in "★☆" or text[end - 1].isspace()):
            end -= 1
        text = text[start:end]
        found = _NUMBER.match(text)
        if found and found.end() < len(text):
            text = text[found.end() :]
        if text == before:
            break
    return text


def unquoted(text: str) -> str:
    """Return `text` without quotation marks that stand around all of it."""
    for _ in range(_LAYERS):
        if len(text) <= 2 or text[0] not in _QUOTES or text[-1] not in _QUOTES[text[0]]:
            break
        inner = text[1:-1]
        if text[0] != text[-1] and text[0] in inner and inner.find(text[0]) > inner.find(text[-1]) >= 0:
            return text
        if text[0] == text[-1] and text[0] in inner:
            return text
        text = inner.strip()
    return text


def without_remark(text: str) -> tuple[str, list[str]]:
    """Return a title without the remarks in parentheses behind it, and these."""
    remarks: list[str] = []
    while len(remarks) < _LAYERS and text.rstrip().endswith((")", "）", "]")):
        stripped = text.rstrip()
        level, index = 0, len(stripped) - 1
        while index >= 0:
            level += (stripped[index] in ")）]") - (stripped[index] in "(（[")
            if level == 0:
                break
            index -= 1
        if index <= 0:
            break
        remarks.append(stripped[index + 1 : -1].strip())
        text = stripped[:index].rstrip()
    return text, remarks[::-1]


_TOLD = re.compile(r"(?:[^\W\d_]+[ ,]+){1,3}[^\W\d_]+\s?[,:]?\s[\"“«„「]\s?([^\"”“»„」]{4,300})\s?[\"”“»」][.:]?")
"""A few words that announce a question, and the question in quotes: If they ask “Why now?”."""


@remembered
def prompt(text: str) -> str:
    """Return a title as people would say it: one line, no marks, numbering, emoji or remarks behind it."""
    cleaned = unquoted(undecorated(plain(text)))
    marker = words.QUESTION_MARKER.match(cleaned)
    if marker and (marker["number"] or marker["mark"].casefold() in words.LONG_MARKS):
        cleaned = cleaned[marker.end() :]
    cleaned = unquoted(undecorated(cleaned))
    told = _TOLD.fullmatch(cleaned)
    if told and is_question(told[1]) and not words.ASKING.match(cleaned.casefold()):
        cleaned = told[1]
    _, remarks = without_remark(cleaned)
    while remarks and words.DECORATION.search(f"({remarks[-1]})".casefold()):
        remarks.pop()
        cut = cleaned.rstrip()
        level, index = 0, len(cut) - 1
        while index >= 0:
            level += (cut[index] in ")）]") - (cut[index] in "(（[")
            if level == 0:
                break
            index -= 1
        cleaned = cut[:index].rstrip()
    cleaned = undecorated(unquoted(cleaned.rstrip(" :：")))
    return cleaned.rstrip(" :：-–—*_") or plain(text)


@remembered
def label(text: str) -> str:
    """Return what is compared with the lists of labels: no marks, emoji, quotes, parentheses, colon or case."""
    cleaned = undecorated(plain(text)).casefold().translate(_STRAIGHT)
    cleaned, _ = without_remark(cleaned.rstrip(" :：.-–—"))
    return _SPACE.sub(" ", re.sub(r"[-–—]", " ", unquoted(cleaned.strip(" :：.…-–—_*'")))).strip()


@remembered
def key(text: str) -> str:
    """Return a text as it is compared: letters and figures alone, in one case and one form."""
    folded = unicodedata.normalize("NFKC", plain(text)).casefold()
    folded = re.sub(r"(?<=\w)['’ʼ](?=\w)", "", folded)
    return " ".join(re.findall(r"[^\W_]+", folded))


_END = re.compile(r"(?<=[.!?…])[\"”’»)\]]*\s+(?=[\"“‘«(\[¿¡]?[^\W\d_a-zа-яё]|[\"“‘«(\[]?\d)|(?<=[。！？])[”」』）]*")
_ABBREVIATED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|mr|mrs|ms|dr|prof|st|no|approx|ca|cf|fig|z\.B|d\.h|bzw|usw|u\.a|p\.ej|sr|sra|ex)|"
    r"\b[A-Z])\.$",
    re.I,
)


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph."""
    out: list[str] = []
    start = 0
    for found in _END.finditer(text):
        piece = text[start : found.start()]
        if _ABBREVIATED.search(piece):
            continue
        if text[start : found.end()].strip():
            out.append(text[start : found.end()].strip())
        start = found.end()
    if text[start:].strip():
        out.append(text[start:].strip())
    return out


def is_question(text: str) -> bool:
    """Tell whether a text ends in a question mark of any script, behind quotes and parentheses."""
    bare = without_remark(text.rstrip(" *_:"))[0].rstrip("\"”’»'」』)）*_ .:")
    return bare.endswith(("?", "？", "؟", "⁇", "？")) or (bare.endswith(";") and bool(re.search(r"[α-ω]", bare)))


_ASIDE = re.compile(r"\S\s+[-–—]\s+((?:\w+\s){1,4}\w+)$")


_TAIL = re.compile(
    r"(?:[,:–—]|\s-)\s((?:how|what|when|where|why|which|who|wie|was|warum|wann|cómo|qué|comment|como)\s\S[^,;]{4,90})$"
)
"""What is asked behind the thing that it is asked of: “Go-live, what would you do differently”."""
_INVERTED = re.compile(r"(?:have|did|do|are|were|can|could|would|will) you (?:ever |already )?[a-z]+\b.{2,80}")
_VERSUS = re.compile(r"[`\w][\w .#+/`-]{0,30}?\s(?:vs\.?|versus)\s[`\w][\w .#+/`-]{0,30}")


_WHY = re.compile(
    r"(?:why|warum|wieso|waarom|pourquoi|por qué|por que|perché|perche|почему|зачем|чому|neden|niçin|dlaczego|proč|"
    r"varför|"
    r"hvorfor|miksi|miért|de ce)"
    r"(?! (?:it|they|that|i|we|he|she|es|sie|das|ich|wir|ça|je|on|nous|cela|lo|yo|eu|io|ik|het|он|они|это|я|мы|"
    r"works?|ask\w*|matters?|this (?:works|matters|is|story|question|helps)|fragen|funktioniert|wichtig|marche|"
    r"importa|funciona|werkt|важно)\b)(?: [^\W\d_][\w'’&/-]*){1,5}"
)
"""“Why this team”, “why not consulting”: a title that asks for reasons, without a verb."""


_HASTY = re.compile(
    r"\b(?:(what|who|where|when|how|that)s|(is|do|does|did|are|was|were|would|could|should|have|has)nt|(wd)|(u)|"
    r"(ur)|(r)(?= u\b))\b"
)


def _unhurried(low: str) -> str:
    """Return what is asked in haste as it is spelled at leisure: “hows”, “isnt”, “how wd u”."""

    def spelled(found: re.Match[str]) -> str:
        if found[1] or found[2]:
            return f"{found[1]}'s" if found[1] else f"{found[2]}n't"
        return "would" if found[3] else "you" if found[4] else "your" if found[5] else "are"

    return _HASTY.sub(spelled, low)


@remembered
def asks(text: str) -> float:
    """Return how surely a title is something that is asked: 0 to 1. Without marks, numbering and emoji."""
    low = _unhurried(text.casefold().translate(_STRAIGHT).strip(" \"“”«»„'"))
    if len(low) < 3 or len(text) > 600:
        return 0.0
    if is_question(text):
        return 0.97
    if words.ASKS.match(low):
        return 0.92
    if words.ASKS_END.search(low.rstrip(" :：。.")):
        return 0.9
    _, _, tail = text.partition("?")
    if tail and words.WH_VERB.match(low) and len(tail) < 80:
        return 0.9
    if words.NOT_ASKED.match(low):
        return 0.0
    tail_asks = _TAIL.search(low)
    if (
        tail_asks
        and not low.endswith((".", "!", ",", ";"))
        and words.WH_VERB.match(tail_asks[1])
        and not words.NOT_ASKED.match(tail_asks[1])
    ):
        return 0.8
    if (_INVERTED.match(low) and not low.endswith((".", "!", ",", ";", ":"))) or _VERSUS.fullmatch(low):
        return 0.78
    if asks_why(low):
        return 0.8
    aside = _ASIDE.search(low)
    if aside and words.ASKS.match(aside[1]):
        return 0.85
    if words.WH_VERB.match(low) and not low.endswith((".", "!", ",", ";")):
        return 0.8
    bare = label(text)
    if words.OPEN_PROMPT.fullmatch(bare):
        return 0.75
    return 0.0


def asks_why(text: str) -> bool:
    """Tell whether a title asks for reasons without a verb."""
    return bool(_WHY.fullmatch(text.casefold().rstrip(" :：")))


_FENCED = re.compile(r"(?ms)^\s*(`{3,}|~{3,}).*?^\s*\1\s*$|`[^`\n]{1,300}`")


def has_blanks(text: str) -> bool:
    """Tell whether a text has blanks to be filled in, outside code."""
    return bool(words.PLACEHOLDER.search(_FENCED.sub(" ", text)))
