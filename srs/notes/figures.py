"""Finds the figures with meaning in a sentence, each with the shortest clause that says what it measures.

A figure is a number that somebody may ask for: with a unit, a bound, a range, a currency, or large enough to be
remembered. Versions, dates, names with digits, list numbers and what stands in code or a template are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from srs.notes import words

BLANK = "___"

# ---------------------------------------------------------------- the words, one language a line

_NUMBERS = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
    zwei drei vier fünf sechs sieben acht neun zehn zwölf zwanzig
    deux trois quatre cinq sept huit neuf dix douze vingt
    dos tres cuatro cinco seis siete ocho nueve diez doce veinte
    dois duas três quatro sete oito nove dez doze vinte
    два две три четыре пять шесть семь восемь девять десять
"""
_MAGNITUDES = """
    thousand million millions billion billions trillion mio mrd bn
    tsd tausend millionen milliarden millions milliard milliards mil millón millones
    milhão milhões bilhão bilhões тыс тысяч млн млрд миллион миллиона миллионов
"""
_TIMES_OF_DAY_AND_YEAR = """
    ms µs ns millisecond milliseconds microseconds second seconds sec secs minute minutes min mins hour hours hr hrs
    day days week weeks month months quarter quarters year years
    sekunde sekunden minuten stunde stunden tag tage tagen woche wochen monat monate monaten jahr jahre jahren
    secondes heure heures jour jours semaine semaines mois an ans année années
    segundo segundos minuto minutos hora horas día días semana semanas mes meses año años dia dias mês anos
    секунд секунды минут минуты часа часов дней дня недели недель месяца месяцев года лет годин днів тижнів
    wk wks yr yrs mins dni tygodni tygodnie godzin godziny minut minuty sekund miesięcy miesiące lat
    weken dagen uur maanden jaar veckor dagar timmar månader år uger dage timer måneder uker timer
    hafta gün saat ay yıl dakika saniye giorni giorno settimane settimana mesi mese anni ore secondi minuti
    dní týdnů týdny hodin
"""
_RATES = """
    qps rps tps fps req/s requests/s tokens/s kb/s mb/s gb/s kb mb gb tb pb kib mib gib tib ppm bps
    kg km cm mm m² °c mg ml µm ug/l mg/l ohm kw
    kwh mw gw hz khz mhz ghz fps dpi kt ft lb lbs euro euros cent cents zł złotych рублей рубля руб грн kr sek nok dkk pln
    t t/ha m/s m/s² kpa mpa bar ml/d l/min nm lux
"""
_BOUNDS = """
    over, under, above, below, more than, less than, fewer than, at least, at most, up to, about, around, roughly,
    nearly, almost, approximately, approx., approx, only, über, unter, mehr als, weniger als, mindestens, höchstens,
    rund, etwa, knapp, plus de, moins de, environ, au moins, jusqu’à, jusqu'à, más de, menos de, al menos, unos,
    cerca de, mais de, pelo menos, более, менее, около, свыше
"""
_CONJUNCTIONS = """
    and but while which whereas because although und aber während weil et mais tandis y pero mientras e mas enquanto
    и но а
"""
_NAMES_BEFORE = """
    v version release python java node step phase stage part chapter section figure fig table tier level layer port
    http error status code page line room slide question answer story tip rule principle day week year years month
    eq eqn equation fig figs abb abbildung tab gl art sect sec § bild kap rys rozdz рис гл табл разд saat klockan kl
    no nr № pp rfc iso tls gpt llama s ec h q p schritt kapitel seite teil étape chapitre paso capítulo parte
"""
_EMPTY = """
    the and for with from was were are has had have been its our their this that into over under about than per nur
    der die das und mit von auf für les des une pour avec los las una con por para
"""


def _any(words: str, *, apart: str | None = None) -> str:
    """Return a pattern for any of the words, longest first."""
    found = {word.strip() for word in (words.split(apart) if apart else words.split())}
    return (
        "(?:"
        + "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(found, key=lambda w: (-len(w), w)))
        + ")"
    )


# ---------------------------------------------------------------- the patterns

_LETTER = r"[^\W\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]"
"""A letter, digit or underscore of a script that puts spaces between words."""
_END = rf"(?!{_LETTER})(?!['’]\w)"
_DIGITS = r"(?:\d{1,3}(?: \d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,\u202f\u00a0']\d+)*)"
# a digit group may use , or . or a thin space between thousands; which of them is the decimal sign is for whoever
# judges an answer, not for the one who finds it
_CLOCK = r"(?:\d+\s?(?:h|hrs?|小时|小時|時間|시간|ч|std)\.?\s?\d{1,2}(?:\s?(?:m|min|mins|分钟?|분|мин))?|\d+\s?(?:m|min|分|분)\s?\d{1,2}\s?(?:s|sec|秒|초))"
"""A time of two units: 2h30, 4分20秒."""
_WORD = _any(_NUMBERS)
_MAGNITUDE = rf"(?:(?:{_any(_MAGNITUDES)}|[kmb]){_END}|万|亿|億|만|억)"
_TIME = (
    rf"(?:(?:{_any(_TIMES_OF_DAY_AND_YEAR)}|[sh]){_END}|毫秒|ミリ秒|밀리초|秒|分钟|分鐘|小时|小時|時間|日間|天|周|週間|"
    r"个月|か月|ヶ月|年間?|개월|시간|분|초)"
)
_RATE = rf"(?:{_any(_RATES)}{_END})"
_FOLD = rf"(?:(?:x|×|-?fold|times|mal|fois|veces|vezes|раз){_END}|倍|배)"
_PERCENT = (
    r"(?:%|‰|％|(?:percent(?:age\spoints?)?|per\scent|per\smille|prozent(?:punkte?)?|por\sciento|por\scento|pour\scent|"
    rf"процент\w*|points?|pp){_END})"
)
_CURRENCY = r"(?:US\$|R\$|[$€£¥₹]|\b(?:USD|EUR|GBP|CHF)\b)"
_COUNTER = "[件人名台社回本条次個个户倍种家張篇枚명건개회]"
_UNIT = (
    rf"(?:\s?{_PERCENT}|\s?{_MAGNITUDE}(?:\s?(?:{_CURRENCY}|{_TIME}))?|[\s-]?{_FOLD}|[\s-]?{_TIME}|\s?{_RATE}|"
    rf"\s?{_CURRENCY}|[件人名台社回本条次个個户倍种家張篇枚명건개회])"
)
_BOUND = rf"(?:{_any(_BOUNDS, apart=',')}|sub-|до|~|≈|<=|>=|[<>≤≥])"
_SIGN = r"(?:(?<![^\s(:：|])[+−±-])?"
_QUANTITY = rf"(?:{_CLOCK}{_END}|{_SIGN}(?:{_CURRENCY}\s?)?(?:{_DIGITS}|{_WORD}(?=[\s-]))\+?(?:{_UNIT})?\+?)"
_JOIN = r"\s?(?:–|—|-|to|bis|à|a|al|до|至|～|~)\s?"
_ARROW = r"\s?(?:→|-+>|=+>|⇒|⟶|➜|から)\s?"
_FIGURE = re.compile(
    rf"(?<!{_LETTER})(?<![.,/#@<\-–\[{{$€£])(?<![^\u2e80-\uffef]:)(?<!\d[+])(?P<bound>{_BOUND}\s?)?(?P<first>{_QUANTITY})"
    rf"(?:(?P<join>{_JOIN}|{_ARROW})(?P<second>{_QUANTITY}))?(?!{_LETTER})(?![\]}}])",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    rf"(?:\b(?:from|von|de|du|da|dal|dalle|desde|van|från|fra|z|ze|от|с|со)\s+|从)(?P<before>{_QUANTITY})"
    r"(?:\s+(?:to|down\sto|up\sto|auf|à|au|a|hasta|para|pra|naar|till|til|na|do|до)\s+|到|降至|降到|降低到|提升到|から)"
    rf"(?P<after>{_QUANTITY})(?!{_LETTER})",
    re.IGNORECASE,
)
# "accidents 9 last year -> 3 this year": what the first one counts before the arrow
_CHANGED_BESIDE = re.compile(
    rf"(?<![\w.,/:])(?P<before>{_DIGITS})(?:\s[^\W\d_]{{2,}}){{1,3}}\s?(?:→|-+>|=+>|⇒|⟶|➜)\s?(?P<after>{_DIGITS})(?!{_LETTER})"
)
_CHANGE_TOLD = re.compile(
    r"\b(?:cut|reduc\w+|lower\w*|drop\w*|fell|fall\w*|shr[aiu]nk|slash\w*|decreas\w+|increas\w+|r[oi]se\w*|grew|grown?|jump\w*|"
    r"rais\w+|improv\w+|went|doubled|sank\w*|sinken|gesunken|senk\w+|gesenkt|stieg\w*|gestiegen|baiss\w+|rédui\w+|pass(?:é\w*|ait|er)|"
    r"baj\w+|ca[ií]\w*|desc\w+|sces\w*|scend\w*|cal(?:ò|at[oaie])|salit?\w*|pass(?:ò|at[oaie])|daald\w*|gedaald|steeg|stegen|sjönk|sank|ökade|minska\w*|spad\w*|wzros\w*|kles\w*|stoup\w*|redu[cj]\w+|pas(?:ó|amos|aron|ar)|subi\w+|caiu|снизил\w*|вырос\w*|упал\w*)\b",
    re.IGNORECASE,
)
# "we went from 61 pages a week to 7": a noun between the two
_CHANGED_NOUN = re.compile(
    rf"\b(?:from|von|de|från|от|с)\s+(?P<before>{_DIGITS})(?:\s[^\W\d_]+){{1,4}}\s(?:to|auf|à|a|till|до)\s(?P<after>{_DIGITS})"
    rf"(?!{_LETTER})",
    re.IGNORECASE,
)
# "11 of 40", "4.7 / 5", "5 : 1", "22 von 27": one figure, and no date
_PART = rf"(?:{_DIGITS}|{_WORD})"
_OUT_OF = r"(?:out\sof|of|von|sur|de|di|van|av|af|из|из\sкаждых|z|中|में\sसे)"
_SHARE = re.compile(
    rf"(?<!{_LETTER})(?<![.,/:#$€£])(?:{_DIGITS}(?:\s{_OUT_OF}\s|\s/\s|(?<!\d\d\d\d)\s:\s){_DIGITS}"
    rf"|(?:1|one|eins|einer|un|une|uno|una|um|uma|één|en|один|jeden|jedna)\s(?:in|out\sof|von|sur|de|cada|su|op|av|из|na)\s(?:cada\s)?{_PART}"
    rf"|{_WORD}\s(?:times\s)?(?:out\sof|of)\s{_PART}|\d+:\d+(?=$|[\s,;.)])(?<!\d\d:\d\d)"
    r"|1/(?:\d{1,3}(?:[.,]\d{3})+|\d{3,})(?![\d/])"
    rf"|{_DIGITS}\s[^\W\d_]{{3,}}\s(?:out\sof|von|sur|из|z|van|av)\s{_DIGITS})(?!{_LETTER})(?![./]\d)(?!\s?{_PERCENT})",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    rf"(?P<now>{_DIGITS}|\b{_WORD}\b)(?P<between>[^.;:!?\d]{{0,40}}?)\b(?:instead\sof|rather\sthan|not|down\sfrom|up\sfrom|statt|anstatt|au\slieu\sde|"
    rf"en\s(?:vez|lugar)\sde|em\svez\sde|invece\sdi|in\splaats\svan|istället\sför|i\sstedet\sfor|zamiast|вместо|замість)\s"
    rf"(?P<then>{_DIGITS}|{_WORD})(?!{_LETTER})(?!['’]\w)",
    re.IGNORECASE,
)
"""A figure and the one in whose place it stands: both are worth knowing."""
_SUFFIXED = re.compile(
    r"(?P<before>\d+(?:[.,]\d+)*)(?:['’](?:den|dan|ten|tan)\s|\s?%?\s?से\s(?:बढ़कर\s|घटकर\s)?)(?P<after>\d+(?:[.,]\d+)*)(?:['’]y?[ea]\b|\s?%?\s(?:तक|हो|हुआ|रह))"
)
"""From one to another, told by endings: 4'ten 11'e."""
_QUANTITY_AT = re.compile(_QUANTITY, re.IGNORECASE)
_STRONG = re.compile(
    rf"\d\d{_COUNTER}|{_PERCENT}|{_CURRENCY}|\d\s?{_MAGNITUDE}|{_WORD}\s{_MAGNITUDE}|[\s\d-]{_TIME}|[\s\d-]{_FOLD}|[\s\d]{_RATE}",
    re.IGNORECASE,
)
# what makes a number a name: "version 3", "Python 3.11", "step 2", "Q3", "chapter 4", "layer 7", "port 8080"
_NOT_BEFORE = re.compile(rf"(?:\b{_any(_NAMES_BEFORE)}[\s.\-]{{0,2}}|#\s?)$", re.IGNORECASE)
_DATE = re.compile(
    r"\b(?:19|20)\d\d-\d\d(?:-\d\d)?\b|\b\d{1,2}[./]\d{1,2}[./](?:19|20)?\d\d\b|\b\d{1,2}:\d\d\b|\b24/7\b|"
    r"\b(?:am|vom|bis|zum|do|od|dne|до|с|к|на|op|om|vr|za|zo|ma|di|wo|mo|mi|sa|so|kl\.?|at|by|le|el|il)\s"
    r"(?:0?[1-9]|[12]\d|3[01])\.[0-5]\d\b(?!\s?[%€$£]|\s[^\W\d_]{1,2}\b)|(?:19|20)\d\d\s?年|\d{1,2}\s?月\d{1,2}\s?日|\b\d{1,2}\.(?=\s[A-ZÄÖÜ][^\W\d_]*(?!\S))|"
    r"\b(?:om|vóór|voor|tegen|rond|tot|um|gegen|vor|nach|bis)\s\d{1,2}\s(?:uur|Uhr)\b|"
    r"\b\d{1,2}(?:st|nd|rd|th)\b|\bv?\d+\.\d+\.\d+\S*|\b(?!1/\d{3}|1/\d{1,3}[.,]\d{3}\b)\d+/\d+(?:/\d+)*\b|"
    r"\b\d{1,2}\.?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:\s\d{4})?\b|\b\d{1,2}-\d{1,2}-(?:19|20)\d\d\b|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?\s\d{1,2}(?:,?\s\d{4})?\b",
    re.IGNORECASE,
)
_HEADS = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+(?=[^\W\d_a-zа-я]\w{2,}\s+\w)(?!million|billion|percent|thousand)")
"""The number of a section before its title."""
_CODE_NAME = re.compile(r"\b[A-ZÄÖÜ]{2,5}[\s-]$")
"""Capitals that make the number behind them a name: DN 400, ATR 72."""
_COUNTED = re.compile(r"(?:\s|-(?!bit|byte|day|year|hour|minute|month|week))([^\W\d_]{2,})")
_BETWEEN_WORDS = """
    and or but of to in on at for with from by as than then so if when while who that which is are was were be been has have
    had do did will would can could should must not only also per und oder aber von zu im am an auf für mit aus bei als wie
    dann wenn ist sind war waren hat haben nicht et ou mais de du des dans sur pour avec par que qui est sont a ont ne pas y
    o pero del en con por para se es son fue no e ma di della dello nel su per con che è sono ha non ou mas do da em com
    foi são não en maar van op voor met uit bij dan als die dat is zijn was heeft niet och eller men av på med från som är
    var har inte og af på fra der er ikke i lub ale z na do od po że jest są był nie и или но из в на по с от до что это
    был не ve veya ama ile için gibi kadar
"""
_BETWEEN = frozenset(_BETWEEN_WORDS.split())
"""Words behind a number that it does not count."""
_LEADERS = re.compile(r"\s*(?:\.{4,}|…{2,}|(?:\. ){4,}|\s\.{3}(?=\s[^\s\w]?\d))\s*")
_TIME_IN_WORDS = re.compile(rf"{_WORD}[\s-]?{_TIME}", re.IGNORECASE)
_YEARS = re.compile(
    r"^(?!one|two|zwei|deux|dos|dois|duas|due|twee|två|dwa|два)\w+[\s-](?:years?|jahren?|ans|années|años|anos|anni|jaar|år|"
    r"lat|лет|года|yıl)$"
)
"""Years enough to be told as experience."""
_FOLD_SIGN = re.compile(r"\d\s?[x×]$")
_OPERATED = re.compile(r"(?:\s[x×*·/+]|[*×·/])\s?$")
_OPERATES = re.compile(r"\s?(?:[*×·]|[x/+]\s?\d|\s[x/+]\s)")
_ENTRY = re.compile(r"\d{1,2}\s?(?:→|->|=>|➜|--)\s?(?=\D|\d+[.,]?\d*\s?[^\W\d])")
"""The number of an entry, and an arrow to what it holds."""
_ANY = re.compile(rf"\d|\b{_WORD}\b", re.IGNORECASE)
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_TURN_OF_PHRASE = re.compile(
    r"(?:(?:one|an?)\b|(?:two|twice|zwei|deux|dos|duas|dois|due|два)\s?(?:times|mal|fois|veces|vezes|volte|раза)\b)",
    re.IGNORECASE,
)
"""“one day”, “deux fois”: figures of speech more often than figures."""
_TEAM = re.compile(
    r"\b(?:(?:team|group|staff|crew|cohort|class|panel)\s+of|équipe\s+de|equipo\s+de|equipe\s+de|team\s+von)\s*$",
    re.IGNORECASE,
)
_BLOCKED = re.compile(r"`[^`]*`|https?://\S+|\[[^\]]*\](?!\()|\{\{[^}]*\}\}|\$\$?[A-Za-z\\][^$]*\$|<[a-zA-Z/][^>]*>")

_SENTENCE_END = re.compile(
    r"(?<=[.!?。！？])(?<![\s(–-]\d\.)[\"”’)\]*_]*\s+(?=[\"“‘(\[*_]*[^\W\d_a-z])|(?<=[。！？])|\n+"
)
_LABEL = re.compile(r"^\s*(?P<label>[^:.!?\n]{2,40}?)\s*[:：]\s+(?=\S)")
_CLAUSE_END = re.compile(
    rf"\s*;\s+|\s+[—–-]\s+|—|,\s+(?=\S)|，|、(?=\D)|\s+(?=(?:{_any(_CONJUNCTIONS)}|so\sthat)\s)", re.IGNORECASE
)
_SUBJECT_WORDS = """
    i we it they he she you the our my this that these their its his her all each every one nobody
    ich wir er sie es der die das ein eine unser unsere mein meine je nous il elle on le la les un une notre nos mon ma
    yo el los las una nuestro nuestra mi eu nós o os as um uma nosso nossa io noi lo gli il mio la mia ik wij het de een
    onze mijn jag vi det den en ett min vår jeg я мы он она они наш мой это ja my to ben biz bu
"""
_SUBJECTS = frozenset(_SUBJECT_WORDS.split())
"""Words a clause begins with when it begins with its subject."""
_PIECE = re.compile(r"[^,;:.!?()—–]+")
_CLAUSE = re.compile(
    r"(?:i|we|it|they|he|she|this|that|there|our|my|the|who|which|so|then|nobody|everyone)\b|(?:\w+ly\s)?\w{2,}ed\b|"
    r"(?:cut|grew|went|fell|rose|took|made|got|kept|won|lost|saved|ran|built|led|put|set|let|brought|is|are|was|were|has|have|had)\b",
    re.IGNORECASE,
)
"""How a clause begins, rather than another member of a list."""
_CONTENT = re.compile(r"[^\W\d_]{3,}|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{2,}")
_EMPTY_WORDS = frozenset(_EMPTY.split())
_EMPHASIS = re.compile(r"\*\*|`|==|(?<!\w)[*_](?=\w)|(?<=[\w.,!?])[*_](?!\w)")
_CONJUNCTION = re.compile(rf"^(?:{_any(_CONJUNCTIONS)}|so\sthat|then|also)\s+", re.IGNORECASE)
_MAX_WORDS = 28
_LONGEST = 1000
"""Letters of a sentence; what is longer is none."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what it says, and the clause that gives it its meaning with the figure left blank."""

    value: str
    clause: str
    """Readable text with `___` where the figure stood; other figures of the clause stay."""
    offset: int
    """Where the figure begins in the text, counted without `**` and `==`."""


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    value: str


def figures(text: str, *, context: str = "", sheet: bool = False) -> list[Figure]:
    """Return the figures of a plain text (a paragraph, a list item, a table cell) in order.

    `context` is what the text stands under (a label, a row's head); it is put before a clause that has no words of
    its own to give the figure a meaning. On a `sheet` of figures bare counts are figures too. What is asked states
    nothing and has no figures. Emphasis marks are taken out of clauses and values.
    """
    found: list[Figure] = []
    if not _ANY.search(text):
        return found
    text = _LEADERS.sub(": ", re.sub(r"\*\*|==", "", text))
    for start, sentence in _sentences(text):
        if sentence.rstrip(' "”’)').endswith(("?", "？")):
            continue
        places = list(_places(sentence, sheet=sheet))
        for place in places:
            clause = _clause(sentence, place, places, context)
            if clause:
                found.append(Figure(value=_plain(place.value), clause=clause, offset=start + place.start))
    return found


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    begin = 0
    for gap in _SENTENCE_END.finditer(text):
        yield from _pieces(text, begin, gap.start())
        begin = gap.end()
    yield from _pieces(text, begin, len(text))


def _pieces(text: str, begin: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield a sentence; what runs on without end is cut between words, so that time stays in line with length."""
    while end - begin > _LONGEST:
        cut = text.rfind(" ", begin + 1, begin + _LONGEST)
        cut = cut if cut > 0 else begin + _LONGEST
        yield begin, text[begin:cut]
        begin = cut
    if begin < end:
        yield begin, text[begin:end]


def _places(sentence: str, *, sheet: bool = False) -> Iterator[_Found]:
    """Yield the strong figures of a sentence; the two sides of a change are two."""
    blocked = [match.span() for match in _BLOCKED.finditer(sentence)]
    blocked += [match.span() for match in _DATE.finditer(sentence)]
    taken: list[tuple[int, int]] = []
    changes: list[_Found] = []
    for match in _CHANGED.finditer(sentence):
        before, after = match["before"], match["after"]
        both = before + " " + after
        told = _CHANGE_TOLD.search(sentence)
        if (_STRONG.search(both) or told) and not _within(match.span(), blocked):
            if _YEAR.match(before) or _YEAR.match(after):
                continue
            if (told or _STRONG.search(before) or _falls(before, after)) and re.search(r"\d", before):
                changes.append(_Found(match.start("before"), match.end("before"), before))
                changes.append(_Found(match.start("after"), match.end("after"), after))
            else:
                changes.append(
                    _Found(
                        match.start("before"), match.end("after"), sentence[match.start("before") : match.end("after")]
                    )
                )
            taken.append(match.span())
    beside = [m for m in _CHANGED_BESIDE.finditer(sentence) if not _STRONG.search(_measured(sentence, m))]
    for match in (*_CHANGED_NOUN.finditer(sentence), *beside):
        if not _within(match.span(), taken + blocked):
            for side in ("before", "after"):
                changes.append(_Found(match.start(side), match.end(side), match[side]))
            taken.append(match.span())
    for match in (*_SUFFIXED.finditer(sentence), *_instead(sentence)):
        sides = ("before", "after") if "before" in match.re.groupindex else ("now", "then")
        if not _within(match.span(), taken + blocked) and not any(_YEAR.match(match[side]) for side in sides):
            for side in sides:
                whole = _QUANTITY_AT.match(sentence, match.start(side))
                end = whole.end() if whole else match.end(side)
                changes.append(_Found(match.start(side), end, sentence[match.start(side) : end].strip()))
            taken.extend(match.span(side) for side in sides)
    found = list(changes)
    for match in _SHARE.finditer(sentence):
        if "=" in sentence and _computes(sentence, match.start(), match.end()):
            taken.append(match.span())
            continue
        if not _within(match.span(), taken) and not _within(match.span(), blocked):
            found.append(_Found(match.start(), match.end(), match[0]))
            taken.append(match.span())
    for match in _FIGURE.finditer(sentence):
        if _within(match.span("first"), taken) or _within(match.span("first"), blocked):
            continue
        if _NOT_BEFORE.search(sentence[: match.start("first")]) and not match["bound"]:
            continue
        arrow = match["join"] and re.search("→|->|=>|⇒|⟶|➜|から", match["join"])
        if arrow:
            both = match["first"] + " " + match["second"]
            if sheet or _STRONG.search(both) or len(re.sub(r"\D", "", both)) >= 3:
                found.append(_Found(match.start("first"), match.end("first"), match["first"]))
                found.append(_Found(match.start("second"), match.end("second"), match["second"]))
            continue
        if match.start("first") == 0 and (_HEADS.match(sentence) or _ENTRY.match(sentence)):
            continue
        if "=" in sentence and _computes(sentence, match.start("first"), match.end()):
            continue
        if _strong(match, sheet=sheet):
            start = match.start("bound") if match["bound"] else match.start("first")
            found.append(_Found(start, match.end(), sentence[start : match.end()].strip()))
    yield from sorted((one for one in found if sheet or _is_told(one, found, sentence)), key=lambda one: one.start)


def _is_told(place: _Found, places: list[_Found], sentence: str) -> bool:
    """Tell whether a stretch of time in words is a figure in prose: beside another, bounded, or years of one's own."""
    if any(map(str.isdigit, place.value)) or not _TIME_IN_WORDS.fullmatch(place.value.strip()):
        return True
    if any(other is not place and any(map(str.isdigit, other.value)) for other in places):
        return True
    return bool(_YEARS.search(place.value.casefold()) and words.FIRST_PERSON.search(sentence))


def _measured(sentence: str, match: re.Match[str]) -> str:
    """Return the first of two numbers with the unit behind it."""
    whole = _QUANTITY_AT.match(sentence, match.start("before"))
    return whole[0] if whole else match["before"]


def _falls(before: str, after: str) -> bool:
    """Tell whether the first of two numbers is the greater: no range, but a way down."""
    found = [re.search(r"\d+(?:[.,]\d+)?", side) for side in (before, after)]
    if not all(found):
        return False
    first, second = (float(one[0].replace(",", ".")) for one in found if one)
    return first > second


def _computes(sentence: str, start: int, end: int) -> bool:
    """Tell whether a number is only reckoned with: beside a sign of operation, before what it comes to."""
    before, after = sentence[:start], sentence[end:]
    times = _FOLD_SIGN.search(sentence[start:end]) and after[:2].strip()[:1].isdigit()
    return bool(_OPERATED.search(before) or _OPERATES.match(after) or times) and "=" in after


def _instead(sentence: str) -> Iterator[re.Match[str]]:
    """Yield what stands in place of something else, where one of the two is written in digits."""
    for match in _INSTEAD.finditer(sentence):
        if any(map(str.isdigit, match["now"] + match["then"])) or _STRONG.search(match["now"] + match["between"]):
            yield match


def _within(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(start <= span[0] < end or span[0] <= start < span[1] for start, end in others)


def _strong(match: re.Match[str], *, sheet: bool) -> bool:
    """Whether a number is one that somebody may ask for, rather than a count in passing or a year."""
    first = match["first"].strip()
    whole = match[0]
    has_digit = bool(re.search(r"\d", whole))
    if _YEAR.match(first) and not match["second"]:
        return False
    if not has_digit and re.search(r"[%‰]\s?$", match.string[: match.start("first")]):
        return False  # “99 % dos dias”: a word that looks like a number
    if _STRONG.search(whole):
        # "one day", "a second": a figure of speech more often than a figure
        return has_digit or not _TURN_OF_PHRASE.match(whole.strip())
    if not has_digit:
        return False
    before, after = match.string[: match.start("first")], match.string[match.end() :]
    if _CODE_NAME.search(before):
        return False
    if sheet:
        return True
    if match["bound"] and match["bound"].strip().lower() != "only":
        return True
    if match["second"]:
        return not _YEAR.match(match["second"].strip())
    if "+" in whole:
        return True
    digits = re.sub(r"\D", "", first)
    if len(digits) >= 3:
        return True
    if re.fullmatch(r"\d+[.,]\d+", first):
        return True
    return bool(_TEAM.search(before)) or (len(digits) >= 2 and _counts(after))


def _counts(after: str) -> bool:
    """Tell whether a number is followed by what it counts rather than by a word between two others."""
    noun = _COUNTED.match(after)
    return noun is not None and noun[1].casefold() not in _BETWEEN


def _clause(sentence: str, place: _Found, places: list[_Found], context: str) -> str:
    """Return the shortest stretch of the sentence that holds the figure and says what it measures."""
    label = _LABEL.match(sentence)
    head, begin = "", 0
    if label and label.end() <= place.start:
        head, begin = label["label"], label.end()
    cuts = [begin]
    for gap in _CLAUSE_END.finditer(sentence, begin):
        if (
            _enumerates(sentence, gap)
            or any(p.start < gap.end() and gap.start() < p.end for p in places)
            or _depth(sentence, gap.start())
        ):
            continue
        cuts.append(gap.end())
    cuts.append(len(sentence))
    index = max(i for i, cut in enumerate(cuts[:-1]) if cut <= place.start)
    low, high = index, index + 1
    while _words(sentence[cuts[low] : cuts[high]], place, cuts[low]) < 3 and (low > 0 or high < len(cuts) - 1):
        if head and _words(sentence[cuts[low] : cuts[high]], place, cuts[low]) >= 1:
            break
        if low > 0 and (high == len(cuts) - 1 or cuts[low] - cuts[low - 1] <= cuts[high + 1] - cuts[high]):
            low -= 1
        elif high < len(cuts) - 1:
            high += 1
        else:
            low -= 1
    if low and not _begins(sentence[cuts[low] : cuts[high]]):
        # a clause begins with who or what does it, if that is not far away
        whole = next((i for i in range(low - 1, -1, -1) if _begins(sentence[cuts[i] : cuts[high]]) or not i), 0)
        if len(sentence[cuts[whole] : cuts[high]].split()) <= _MAX_WORDS:
            low = whole
    start, end = cuts[low], cuts[high]
    if len(sentence[start:end].split()) > _MAX_WORDS:
        start, end = _window(sentence, start, end, place)
    text = sentence[start : place.start] + BLANK + sentence[place.end : end]
    text = _CONJUNCTION.sub("", _plain(text).strip(" ,;:—–-\"“”'’"))
    if head:
        text = f"{_plain(head)}: {text}"
    if not _meaning(text):
        if not _meaning(context):
            return ""
        text = f"{_plain(context)}: {text}"
    return re.sub(r"\s+([,.;:!?)])", r"\1", text)


def _enumerates(sentence: str, gap: re.Match[str]) -> bool:
    """Tell whether a comma or an “and” stands between the members of a list rather than between clauses."""
    behind = sentence[gap.end() :]
    if gap[0].strip() == ",":
        piece = _PIECE.match(behind)
        bare = _CONJUNCTION.sub("", piece[0]) if piece else ""
        return bool(bare) and len(bare.split()) <= 3 and not any(map(str.isdigit, bare)) and not _begins_clause(bare)
    if not gap[0].strip() and behind[:4].casefold() == "and ":
        return not _begins_clause(behind[4:])
    return False


def _begins_clause(text: str) -> bool:
    return bool(_CLAUSE.match(text))


def _begins(clause: str) -> bool:
    """Tell whether a clause begins as a sentence could: with its subject, or a script that has no capitals."""
    first = re.match(r"[\W_]*([^\W_]+(?:['’]\w+)?)", _CONJUNCTION.sub("", clause.lstrip(" ,;:—–-")))
    if first is None:
        return True
    word = first[1]
    return not word[0].islower() or word.split("'")[0].split("’")[0].casefold() in _SUBJECTS


def _depth(sentence: str, at: int) -> int:
    return max(0, sentence.count("(", 0, at) - sentence.count(")", 0, at))


def _words(text: str, place: _Found, offset: int) -> int:
    rest = text[: place.start - offset] + " " + text[place.end - offset :]
    return sum(word.lower() not in _EMPTY_WORDS for word in _CONTENT.findall(rest))


def _meaning(text: str) -> bool:
    return any(word.lower() not in _EMPTY_WORDS for word in _CONTENT.findall(text.replace(BLANK, " ")))


def _window(sentence: str, start: int, end: int, place: _Found) -> tuple[int, int]:
    """Cut a clause that runs on to the words around the figure."""
    before = [m.start() for m in re.finditer(r"\S+", sentence[start : place.start])]
    after = [m.end() for m in re.finditer(r"\S+", sentence[place.end : end])]
    if len(before) > 14:
        start += before[-14]
    if len(after) > 14:
        end = place.end + after[13]
    return start, end


def _plain(text: str) -> str:
    """Return a text without emphasis marks; the blank, which is made of the same characters, stays."""
    return BLANK.join(_EMPHASIS.sub("", part) for part in text.split(BLANK))
