"""How prose tells what somebody did: who speaks, in which tense, and what a passage is in its story; many languages.

None of it is sure by itself: a past tense is told by endings that other words have too. A story is what has several
of these signs in their usual order, and `outline.tales` counts them. All is searched in case-folded text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations_with_replacement

from srs.notes import telling, words
from srs.notes import text as texts

_NAMES = re.compile(
    r"\b(?:story|tale|incident|anecdote|disaster|outage|fiasco|case (?:#|no\.? ?)?\d{1,2}|(?:the )?case of|"
    r"geschichte|vorfall|anekdote|erlebnis|fall \d{1,2}|der fall|histoire|anecdote|le cas|cas (?:n° ?)?\d{1,2}|"
    r"historia|anécdota|incidente|caso|causo|suceso|história|episódio|ocorrido|storia|episodio|aneddoto|vicenda|"
    r"verhaal|voorval|historien?|berättelsen?|händelsen?|fortelling(?:en)?|hendelsen?|hændelsen?|fortælling(?:en)?|"
    r"tarina|tapaus|opowieść|przypadek|zdarzenie|příběh|historka|případ|príbeh|prípad|priča|slučaj|zgodba|primer|"
    r"histori[aę]|poveste[a]?|întâmplare[a]?|cazul|történet|eset|история|случай|кейс|инцидент|історія|випадок|"
    r"история|случката|hikâye\w*|hikaye\w*|olay\w*|anı(?:m|mız)?|ιστορία|περιστατικό|cerita|kisah|kejadian|"
    r"câu chuyện|kuwento|kisa|istorija|lugu|stāsts)\b"
    r"|कहानी|घटना|किस्सा|গল্প|கதை|قصة|حادثة|داستان|סיפור|מקרה|เรื่อง"
    r"|故事|案例|事件|エピソード|体験談|経験談|の話$|이야기|사례|사건|케이스|ケース"
)
"""Words by which a title says that something happened below it."""
_WHEN = re.compile(
    r"^(?:the )?(?:day|night|week|weekend|morning|evening|time|summer|winter|release|launch|project) (?:that |"
    r"when |where )?"
    r"(?:it|we|i|he|she|they|the|everything|nothing|nobody|my|our)\b"
    r"|^(?:der|die) (?:tag|nacht|woche|morgen|abend),? (?:an (?:dem|der)|als|wo)\b|^(?:le|la) (?:jour|nuit|soir|"
    r"fois|semaine) où\b"
    r"|^(?:el|la) (?:día|noche|vez|semana|mañana) (?:en )?que\b|^(?:o|a) (?:dia|noite|vez|semana|manhã) (?:em )?que\b"
    r"|^(?:il|la) (?:giorno|notte|volta|settimana|mattina) (?:in cui|che)\b|^de (?:dag|nacht|keer|week|"
    r"ochtend) (?:dat|waarop|toen)\b"
    r"|^(?:dagen|natten|gången|dag|natt|gang)(?:en)? (?:då|när|da) \w|^(?:день|ночь|неделя|утро|вечер),? (?:когда|"
    r"как)\b"
    r"|^(?:dzień|noc|tydzień),? (?:w który\w|kiedy|gdy)\b"
)
"""“The day it all went dark”: a time that a clause tells apart."""
_MANY = re.compile(
    r"\b(?:stories|tales|bank|banks|list|matrix|template|templates|format|framework|cases|incidents|geschichten|"
    r"historias|histoires|histórias|storie|verhalen|historier|historie|истории|истор[іи]й|історії|hikayeler|olaylar|"
    r"management|response|study|studies|use|user|test|report|reporting|law|short|clínica)\b|故事库|事件响应|イベント"
)
"""Words that make of it a collection, a method or another thing."""

MINE = re.compile(
    words.FIRST_PERSON.pattern + "|" + telling.MINE.pattern + r"|\b\w{2,}(?:é|í|imos|amos|ei|emos|asti)\b|"
    r"\b(?:hice|dije|tuve|fui|puse|vine|quise|pude|supe|traje|estuve|fiz|disse|tive|pus|vim|quis|soube|trouxe|dei|"
    r"ho|abbiamo|avevo|ero|volevo|dovevo|feci|dissi|presi|misi)\b"
    r"|\w{2,}(?:d[ıiuü]m|t[ıiuü]m|d[ıiuü]k|t[ıiuü]k|łem|łam|liśmy|łyśmy|ttam|ttem|tunk|tünk)\b|\b(?:jsem|jsme|som|"
    r"sme)\b"
)
"""Somebody tells of themselves: pronouns, and endings of verbs where those carry them."""
PAST = re.compile(
    # English, German, Dutch and the North
    r"\b(?:was|were|had|did|came|went|said|told|took|made|found|saw|knew|gave|got|left|lost|won|ran|rang|wrote|"
    r"sat|put|"
    r"sent|kept|held|met|paid|began|spent|brought|bought|thought|taught|drew|grew|fell|rose|stood|broke|spoke|chose|"
    r"built|led|felt|heard|drove|cut|became|cost|could|\w{2,}ed)\b"
    r"|\b(?:war|waren|hatten?|wurden?|ging|gingen|kam|kamen|saß|saßen|stand|standen|rief|schrieb|fuhr|blieb|fiel|sah|"
    r"nahm|gab|lief|ließ|\w{3,}ten?)\b|\b(?:habe|haben|hat|bin|ist|sind)\b.{0,90}\b\w*ge\w{2,}(?:t|en)\b"
    r"|\b(?:heb|heeft|hebben|zijn)\b.{0,90}\bge\w{2,}(?:d|t|en)\b|\b(?:moest(?:en)?|kon(?:den)?|wilde(?:n)?|mocht(?:en)?|"
    r"kreeg|nam|gaf|vroeg(?:en)?|schreef|zaten|wist(?:en)?|dacht(?:en)?|bracht(?:en)?|kocht(?:en)?|reed|hield|vond)\b"
    r"|\b(?:werd|werden|kwam|kwamen|bleef|stonden|zei|zag|deed|deden|liep|had|hadden|var|hade|havde|hadde|blev|"
    r"ble|gick|"
    r"gik|kom|sa|sade|fick|fikk|fik|gjorde|tog|tok|\w{3,}(?:ade|ede|te|de))\b"
    # Romance
    r"|\b\w{2,}(?:ait|aient|ais|èrent|irent)\b|\b(?:ai|as|a|avons|ont|est|sommes|sont|suis|j'ai|"
    r"s'est)\s(?:\w+\s){0,2}?"
    r"\w+(?:é|ée|és|ées|i|is|it|u|us)\b"
    r"|\b\w{2,}(?:ó|aron|ieron|aba|aban|ía|ían|é|í|ou|eu|iu|aram|eram|iram|ava|avam|ei)\b|\b(?:fue|era|eran|hizo|"
    r"dijo|tuvo|"
    r"estuvo|vino|puso|había|hubo|foi|estava|tinha|fez|disse|teve|saiu|veio)\b"
    r"|\b(?:ho|hai|ha|hanno|abbiamo|avevo|aveva|avevano|era|erano|è|sono|siamo)\b.{0,24}\b\w+(?:at[oaie]|ut[oaie]|"
    r"it[oaie]|s[oaie]|"
    r"tt[oaie])\b|\b\w{2,}(?:avano|avo|evano|evo|ivano|ivo)\b|\b(?:am|a|au|era|erau) \w+(?:t|s|ut|at)\b"
    # Slavic, Baltic, Uralic, Turkic
    r"|\b\w+(?:л|ла|ло|ли|лся|лась|лось|лись)\b|\b\w{2,}(?:ив|ав|ув|ів)\b|\b\w+(?:ł|ła|ło|li|ły|łem|łam|liśmy)\b|"
    r"\b\w{2,}(?:al|il|ala|ila|ali|ili|alo|ilo)\b"
    r"|\b\w+(?:d[ıiuü]|t[ıiuü])(?:m|k|n|lar|ler)?\b|\b\w+(?:tta|tte|ttam|ttem|ttunk|ttünk)\b|\b(?:oli|olivat|volt|"
    r"voltak)\b"
    # others, by the marks of their verbs
    r"|\b(?:đã|sudah|telah)\b|था|थे|थी|गया|किया|कहा|हुआ|كان|كنت|قلت|היה|הייתי|بود|کردم"
    r"|(?:った|した|いた|きた|れた|だ|めた|えた|けた|せた|んだ)[。、」]|ました|でした|了|当时|那天|那时|었|았|했|였|됐"
)
"""A past tense, by its forms and endings."""
_TASK = re.compile(
    r"\b(?:had to|needed|my (?:job|task|part|role)|was (?:asked|told|supposed|responsible)|wanted|asked (?:me|to)|"
    r"goal|"
    r"up to me|on me|musste\w*|sollte\w*|wollte\w*|mein (?:auftrag|job)|meine aufgabe|devais|devait|fallait|voulais|"
    r"mon rôle|ma mission|tenía que|debía|había que|quería|me (?:tocaba|tocó|pidieron)|mi tarea|tinha que|precisava|"
    r"queria|me pediram|minha (?:tarefa|função)|dovevo|bisognava|volevo|mi (?:avevano|hanno) chiesto|"
    r"il mio compito|moest\w*|"
    r"wilde\w*|mijn (?:taak|opdracht)|skulle|måste|måtte|ville|min (?:uppgift|oppgave|opgave)|musiał\w*|miał\w*|"
    r"chciał\w*|"
    r"moim zadaniem|měl\w*|musel\w*|chtěl\w*|надо было|нужно было|долж\w+|требовалось|хотел\w*|моя задача|"
    r"моей задачей|"
    r"отвечал\w*|треба було|мав\w*|trebalo|trebuia|kellett|görevim|işim\w*|gerekiyordu|lazımdı|istiyordum|harus|phải|"
    r"έπρεπε|pitäisi|täytyi|piti)\b|必须|必須|要在|需要|任务|目标|なければ|"
    r"必要|目標|べき|任され|해야|야 (?:했|한|할)|맡|करना था|كان علي"
)
"""What was to be done, and by whom."""
_OUTCOME = re.compile(
    r"\b(?:fell|dropped|down to|went up|rose|reopened|restored|recovered|shipped|launched|signed|saved|settled|"
    r"passed|got (?:an?|the) \w+|no more|nobody|none|zero|never again|today|these days|still|by the end|in the end|"
    r"the result|ended|since|resultat\w*|ergebnis|am ende|seitdem|heute|résultat|au final|finalement|aujourd'hui|"
    r"resultado|al final|hoy|no fim|hoje|risultato|alla fine|oggi|resultaat|uiteindelijk|nu|wynik\w*|w końcu|dziś|"
    r"výsledek|"
    r"nakonec|dnes|результат\w*|в итоге|в конце|сегодня|теперь|sonuç|sonunda|bugün|şimdi|lopulta|végül|hasil\w*|"
    r"kết quả)\b"
    r"|結果|结果|最终|最後|最后|如今|결과|결국|→|->|➜"
)
"""What it came to."""
_LESSON = re.compile(
    r"\b(?:learn\w*|taught|lessons?|moral\w*|morale|take ?aways?|what i (?:do|say|ask) now|what (?:stayed|i keep|"
    r"i took)|"
    r"since then|ever since|now(?:adays)?,? i|these days i|next time|if i did it again|in hindsight|"
    r"gelernt|lehre|seitdem|seither|mitgenommen|geblieben|beim nächsten mal|appris|leçon|retiens|depuis|désormais|"
    r"aprend\w+|lección|moraleja|desde entonces|me (?:quedo|quedé|llevo)|lição|desde então|ficou|fica|imparat\w*|"
    r"lezione|"
    r"da allora|rimasto|geleerd|sindsdien|bijgebleven|lärde|lärdom|sedan dess|lærte|lærdom|siden|opin|oppi|"
    r"nauczył\w*|wnios\w+|od tamtej pory|od tego czasu|naučil\w*|poučení|od té doby|вывод\w*|урок\w*|понял\w*|"
    r"научил\w*|"
    r"с тех пор|мораль|запомнил\w*|висновок|відтоді|öğren\w+|ders\w*|o zamandan|o günden|tanuls\w*|megtanult\w*|"
    r"azóta|"
    r"învăț\w*|de atunci|pelajaran|sejak itu|bài học|từ đó|έμαθα|από τότε)\b"
    r"|सीख|तब से|学|教训|教訓|从那以后|从此|反思|それ以来|以来|배운|배웠|교훈|그 ?후|그 이후|تعلمت|למדתי"
)
"""What was learned, and what is done since."""
_ACTS = re.compile(
    r"^(?:(?:so|then|first|next|but|and|after that|that night|the same \w+)\b[^.]{0,12}?)?(?:i|we)\b|"
    r"^(?:dann |also |zuerst )?(?:ich|wir)\b|^(?:alors |d'abord |puis )?(?:j'|je|nous|on)\b|^(?:entonces |"
    r"primero |luego )?(?:le|les|me|nos)?\s?"
    r"\w+(?:é|í|imos|amos)\b|^(?:então )?(?:eu|nós|a gente|\w+ei)\b|^(?:allora )?(?:ho|abbiamo|l'ho|li ho|"
    r"le abbiamo)\b|"
    r"^(?:dus |toen )?(?:ik|we|wij)\b|^(?:jag|vi|jeg)\b|^(?:тогда |сначала )?(?:я|мы|ми)\b|^\w+(?:łem|łam|liśmy)\b|"
    r"\w{2,}(?:d[ıiuü]m|t[ıiuü]m|d[ıiuü]k|t[ıiuü]k)[.:,;]|^我|^私|^まず|^自分"
)
"""Somebody sets about something."""
ORDER = ("situation", "task", "action", "result", "learning")
_USUAL: dict[int, tuple[str, ...]] = {
    3: ("situation", "action", "result"),
    4: ("situation", "task", "action", "result"),
    5: ("situation", "task", "action", "result", "learning"),
    6: ("situation", "task", "action", "action", "result", "learning"),
    7: ("situation", "situation", "task", "action", "action", "result", "learning"),
    8: ("situation", "situation", "task", "action", "action", "action", "result", "learning"),
}
_LEARNED = ("situation", "action", "result", "learning")
"""Four passages of which the last says what was learned."""
_LONGEST_LESSON = 24


def folded(text: str) -> str:
    """Return a text as the patterns of this module want it."""
    return texts.plain(text).casefold().replace("’", "'").strip()


def names_story(title: str) -> bool:
    """Tell whether a title says that a story stands below it, if it reads as one."""
    low = texts.label(title)
    if not low or len(low.split()) > 11 or _MANY.search(low) or texts.asks(texts.prompt(title)) >= 0.75:
        return False
    return bool(_NAMES.search(low) or _WHEN.search(low))


def weight(text: str) -> int:
    """Return how many words a text has; of a script without blanks, two letters count as one."""
    wide = sum(1 for c in text if "\u2e80" <= c <= "\uffef")
    return len(text.split()) + wide // 2


def is_lesson(text: str, *, label: str = "", least: int = 0) -> bool:
    """Tell whether the last passage of a story says what it taught: by its words, or a short sentence that names
    neither a figure nor its teller, no longer than `least` words."""
    if _LESSON.search(folded(label)) if label else _LESSON.search(folded(text)[:60]):
        return True
    short = weight(text) <= max(least, 8) and len(texts.sentences(text)) == 1
    return short and not any(map(str.isdigit, text)) and not words.FIRST_PERSON.search(text)


def names_lesson(text: str) -> bool:
    """Tell whether a passage stands behind a label for what was learned: “Lesson: …”."""
    label = _label(text)
    return bool(label) and len(label.split()) <= 6 and bool(_LESSON.search(folded(label)))


def tells(passages: Sequence[str], *, titled: bool) -> bool:
    """Tell whether passages in a row are a story: somebody tells what they did, in the past, and what came of it."""
    low = [folded(passage) for passage in passages]
    mine = sum(bool(MINE.search(text)) for text in low)
    past = sum(bool(PAST.search(text)) for text in low)
    explains = sum(1 for text in low if words.TELLS_YOU.search(text) and not MINE.search(text))
    if explains * 2 >= len(low) or sum(map(weight, passages)) < 9 * len(low):
        return False
    if titled:
        return mine >= 1 and past >= 2
    lesson = is_lesson(passages[-1], label=_label(passages[-1]), least=min(_LONGEST_LESSON, _average(passages)))
    return len(low) >= 4 and mine >= 2 and past >= len(low) - 2 and lesson


def _average(passages: Sequence[str]) -> int:
    return sum(map(weight, passages)) // len(passages)


def _label(text: str) -> str:
    found = re.match(r"\s*([^:：.!?\n]{2,50}?)\s*[:：]\s*\S", texts.plain(text))
    return found[1] if found else ""


def places(passages: Sequence[str]) -> list[str]:
    """Return what each passage is in its story: the order that most of their words agree with."""
    low = [folded(passage) for passage in passages]
    learned = is_lesson(passages[-1], label=_label(passages[-1]), least=min(_LONGEST_LESSON, _average(passages)))
    usual = _USUAL.get(len(low), ("situation",) + ("action",) * (len(low) - 3) + ("result", "learning"))
    if learned and len(low) == len(_LEARNED):
        usual = _LEARNED
    likes: list[dict[str, float]] = []
    for index, text in enumerate(low):
        like = dict.fromkeys(ORDER, 0.0)
        like[usual[index]] += 1
        like["task"] += 1.6 * bool(_TASK.search(text)) * (index in (1, 2))
        like["action"] += 1.2 * bool(_ACTS.search(text)) + 0.4 * min(3, len(MINE.findall(text))) * (index > 0)
        like["result"] += (0.8 * bool(re.search(r"\d", text)) + 0.8 * bool(_OUTCOME.search(text))) * (index > 1)
        if index == len(low) - 1:
            like["learning"] += 4 * learned - 2 * (not learned)
        if not index:
            like["situation"] += 3
        likes.append(like)
    best = max(
        combinations_with_replacement(ORDER, len(low)),
        key=lambda order: (
            sum(like[kind] for like, kind in zip(likes, order, strict=True))
            + 0.5 * len(set(order))
            + 1.0 * ("action" in order)
            + 1.0 * ("result" in order),
            order == usual,
        ),
    )
    return [
        "challenge" if kind == "task" and not _TASK.search(text) else kind for kind, text in zip(best, low, strict=True)
    ]
