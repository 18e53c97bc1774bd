"""Titles that name wordings (a sentence, a line, a thing to say), and titles that name figures."""

from __future__ import annotations

import re

from srs.notes import text as texts
from srs.notes import words
from srs.notes.intents import forbids

_THING = re.compile(
    r"\b(?:sentences?|lines?|one[ -]?liners?|phrases?|phrasings?|wordings?|sound ?bites?|taglines?|catch ?phrases?|slogans?|"
    r"punch ?lines?|mottos?|mantras?|quotes?|quotable|verbatim|word for word|power statements?|closers?|openers?|"
    r"(?:merk|kern|schluss|abschluss|schlüssel|leit|lehr|haupt|ein|kraft)?s[aä]tz(?:e|en)?|wortlaut|wörtlich|formulierung(?:en)?|einzeiler|motto|spruch|"
    r"frases?|oraci(?:ón|ones)|lema|formule|accroche|mot d'ordre|frase|slogan|bordão|motto|"
    r"zin|zinnen|slotzin|mening(?:ar|en)?|repliker?|setning(?:er|en)?|sætning(?:er|en)?|lause(?:et)?|laus(?:e|eet)|"
    r"zdani[ae]|zdaniem|fraz[aęy]|vět[ayu]|věty|veta|vety|rečenic\w+|stavek|mondat(?:ok)?|propozi[tț]i[ei]\w*|"
    r"cümle\w*|söz\w*|kalimat|câu|pangungusap|sentensi|φράσ\w+|πρόταση|фраз\w+|предложени\w+|реч[её]нн\w+|формулировк\w+|изречени\w+)\b"
    r"|一句|金句|原话|话术|话语|台词|句子|フレーズ|ひと言|ひとこと|一言|言い回し|決め台詞|台詞|문장|한마디|멘트|한 줄|"
    r"वाक्य|जुमला|পঙ্‌ক্তি|বাক্য|جملة|عبارة|جمله|משפט|ประโยค|வாக்கியம்"
)
_GIST = re.compile(
    r"^(?:(?:the|my|one|key|main|big|a) )*(?:takeaways?|take[ -]?homes?|bottom line|main thing|gist|key message|headline|tl;?dr|"
    r"in short|in a nutshell|in a breath|in one breath|one breath(?: answers?)?|last words?|definition)$"
    r"|\b(?:to|them to|must|i want to) remember\b|^remember$|\btake home\b|\bremember (?:this|these|one thing)\b"
    r"|^(?:das wichtigste|kernaussage|kurz gesagt|(?:zum )?merken|fazit in einem satz)$|^(?:en résumé|l'essentiel|en bref|à retenir)$"
    r"|^(?:lo esencial|en resumen|para recordar|en una palabra)$|^(?:em resumo|o essencial|para lembrar|a reter)$"
    r"|^(?:in sintesi|l'essenziale|da ricordare)$|^(?:kortom|om te onthouden|de kern)$|^(?:att minnas|kontentan|att komma ihåg)$"
    r"|^(?:sedno|zapamiętać|do zapamiętania|w skrócie)$|^(?:главное|суть|запомнить|коротко|одним словом)$|^(?:головне|запам'ятати)$"
    r"|^(?:özetle|aklımda kalsın|akılda kalsın|unutma)$|^(?:记住|总之|一言以蔽之|核心|结论)$|^(?:要は|覚えておく|結論)$|^(?:한마디로|결론|기억할 것)$"
)
"""What is to stay with whoever hears it."""
_SAYING = re.compile(
    r"^(?:(?:and|then|so|just|always|what) )?(?:i(?:'d| would|'ll| will)? )?say\b(?! (?:no|yes|when|why|how|if)\b)|\bi say\b|\bto say\b|\bsay it\b|"
    r"\bsaid like this\b|\b(?:so )?sag(?:e|en)? (?:ich|es|sie|man)?\b|\bich sage\b|\bje dis\b|\bà dire\b|\bdites\b|\bdire\b|"
    r"\b(?:digo|decir|dilo|dígalo|diga)\b|\b(?:dizer|digo eu|diga)\b|\b(?:dico|di'|dica)\b|\b(?:zeg|zeggen)\b|"
    r"\b(?:säger?|säg|sagt|sier|siger|sanon|sano)\b|\b(?:mówię|powiem|powiedz|powiedzieć|řeknu|říct|poviem|povedať|kažem|rečem)\b|"
    r"\b(?:spun|spune|mondom|mondd|mondani)\b|\b(?:söyle\w*|derim|deyin)\b|\b(?:katakan|ucapkan|nói|sabihin|sema)\b|"
    r"\b(?:скажу|сказать|говорю|скажи(?:те)?|кажу|сказати|скажете)\b|\b(?:λέω|πες|πείτε|πω)\b"
    r"|这样说|这么说|要说|就说|说法|可以说|と言う|こう言|言いたい|言うこと|이렇게 말|라고 말|할 말|कह\w*|बोल\w*|قل|أقول|بگو|אומר|לומר|พูดว่า|บอกว่า"
)
_OF_OTHERS = re.compile(
    r"\b(?:they|he|she|two|three|four|five|zwei|drei|deux|trois|dos|tres|dois|duas|três|due|tre|twee|drie|två|"
    r"dwa|dwie|trzy|два|две|три|interviewers?|candidates?|customers?|people|who|if|when|why|how|never|not|don't|sie sagen|"
    r"ils|elles|ellos|eles|loro|zij|de säger|они|он|она|never|timeline|deadline|online|pipeline|guidelines?|outline|headlines?)\b|\?|？"
)
_HASTY = re.compile(r"\b(?:numeros|metricas|cisla)\b")
"""What heads figures, typed without accents."""
_LONGEST = 8
"""Words of a label that still names a wording."""


def names_a_wording(label: str) -> bool:
    """Tell whether a label says that words to be said as they stand come behind it."""
    return _names(texts.label(label))


@texts.remembered
def _names(bare: str) -> bool:
    bare = re.sub(r"\bthem to remember\b", "to remember", bare)
    if not bare or len(bare) > 70 or len(bare.split()) > _LONGEST or _OF_OTHERS.search(bare) or forbids(bare):
        return False
    return bool(_THING.search(bare) or _SAYING.search(bare) or _GIST.search(bare))


@texts.remembered
def names_figures(title: str) -> bool:
    """Tell whether a title heads figures."""
    label = texts.label(title)
    return len(label.split()) <= _LONGEST + 1 and bool(words.FIGURES_TITLE.search(label) or _HASTY.search(label))
