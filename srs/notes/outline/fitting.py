"""Which questions a story is good for: what lines beside it, remarks behind its title and cells of a table say."""

from __future__ import annotations

import re

from srs.notes import text as texts
from srs.notes import words
from srs.notes.outline.lines import lead_of
from srs.reading.document import Row

_QUOTED = re.compile(r"[\"“”„«「『]\s*([^\"“”«»「」『』]{3,80}?)\s*[\"”“»」』]")
_FITS = re.compile(
    r"(?:use|good|works?|fits?|tell|suits?|suitable|also|can be used)\b(?: (?:it|this|that|this story|this one))? "
    r"(?:for|with|when|as)\b|(?:it )?(?:answers|covers)\b(?! (?:the|a|an|my)\b)|(?:passt|geeignet|brauchbar|"
    r"nutzbar|gut|hilft) "
    r"(?:zu|für|bei|auf)\b|beantwortet\b|(?:utile|marche|bon|bonne|valable|sert) (?:pour|à)\b|répond (?:à|aux)\b|"
    r"pour la question\b|"
    r"(?:sirve|vale|útil|buena) para\b|responde a\b|(?:serve|vale|usar|boa) (?:para|pra|em)\b|(?:va bene|serve|"
    r"utile|adatt[ao]|buona) "
    r"(?:per|a)\b|risponde a\b|(?:bruikbaar|geschikt|goed) (?:voor|bij)\b|past bij\b|(?:passar|bra|funkar) (?:för|"
    r"till|på)\b|"
    r"(?:passer|god|bra) (?:til|for)\b|sopii\b|na (?:co |jakie )?pytani\w*|(?:pasuje|nadaje się|dobr[aey]) (?:do|"
    r"na)\b|hodí se (?:na|k|pro)\b|"
    r"(?:подходит|годится|пригодится|для вопросов|на вопрос\w*)\b(?: (?:для|к|на))?|підходить\b(?: (?:для|до))?|"
    r"(?:uygun|kullanılır)\b|"
    r"jó (?:erre|ezekre)\b|cocok untuk\b|dùng cho\b"
    r"|(?:适用|适合|可用于|用于|可以?回答|对应)(?:的)?(?:问题)?|"
    r"(?:使える|向けの?)(?:質問)?|答えられる(?:質問)?|어울리는 질문"
)
"""How a line begins that says which questions a story answers."""
_ALSO = re.compile(
    r"^(?:and|or|also|und|oder|auch|et|ou|y|o|e|en|of|och|eller|i|и|или)\s+"
    r"(?:for\s+|für\s+|pour\s+|para\s+|per\s+|voor\s+|для\s+)?",
    re.I,
)
_LABEL = 5
"""Words of a label above questions."""


def answered_by(row: Row, *, quoted: bool = False) -> list[Row]:
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
    named = [_ALSO.sub("", piece.strip()).strip(" .\"“”'") for piece in pieces]
    return [Row(row.number, piece) for piece in named if len(piece) >= 3]


def fits(text: str) -> list[str]:
    """Return the questions in a cell or behind a label that holds those which a story answers."""
    plain = texts.plain(text)
    said = _QUOTED.findall(plain)
    pieces = (
        said
        if said and not re.sub(r"[\W_]", "", _QUOTED.sub("", plain))
        else re.split(r"\s*[;；/]\s*|[,、，]\s+", plain)
    )
    named = [_ALSO.sub("", piece.strip()).strip(" \"“”'") for piece in pieces]
    return [piece for piece in named if len(piece) >= 3 or (piece and ord(piece[0]) > 0x2E80)]


def begins(label: str) -> bool:
    """Tell whether a label says that the questions which a story answers stand below it."""
    return bool(words.MATCHES.fullmatch(label) or (_FITS.match(label) and len(label.split()) <= _LABEL))
