"""The words and signs of figures: numbers, units, bounds and changes, and what makes of a number something else."""

from __future__ import annotations

import re

# ---------------------------------------------------------------- the words, one language a line

NUMBERS = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
    zwei drei vier fünf sechs sieben acht neun zehn zwölf zwanzig
    deux trois quatre cinq sept huit neuf dix douze vingt
    dos tres cuatro cinco seis siete ocho nueve diez doce veinte
    dois duas três quatro sete oito nove dez doze vinte
    два две три четыре пять шесть семь восемь девять десять
"""
MAGNITUDES = """
    thousand million millions billion billions trillion mio mrd bn
    tsd tausend millionen milliarden millions milliard milliards mil millón millones
    milhão milhões bilhão bilhões тыс тысяч млн млрд миллион миллиона миллионов
"""
TIMES_OF_DAY_AND_YEAR = """
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
RATES = """
    qps rps tps fps req/s requests/s tokens/s kb/s mb/s gb/s kb mb gb tb pb kib mib gib tib ppm bps kg km cm mm m²
    °c mg ml µm ug/l mg/l ohm kw kwh mw gw hz khz mhz ghz fps dpi kt ft lb lbs euro euros cent cents zł złotych
    db dba kv ma mah kva wh mwh gwh kj mj kcal mmhg rpm bpm mol mmol ha m³ km² km/h mph
    рублей рубля руб грн kr sek nok dkk pln t t/ha m/s m/s² kpa mpa bar ml/d l/min nm lux
"""
BOUNDS = """
    over, under, above, below, more than, less than, fewer than, at least, at most, up to, about, around, roughly,
    nearly, almost, approximately, approx., approx, only, über, unter, mehr als, weniger als, mindestens, höchstens,
    rund, etwa, knapp, plus de, moins de, environ, au moins, jusqu’à, jusqu'à, más de, menos de, al menos, unos,
    cerca de, mais de, pelo menos, более, менее, около, свыше
"""
CONJUNCTIONS = """
    and but while which whereas because although und aber während weil et mais tandis y pero mientras e mas enquanto
    и но а
"""
NAMES_BEFORE = """
    v version release python java node step phase stage part chapter section figure fig table tier level layer port
    http error status code page line room slide question answer story tip rule principle day week year years month
    eq eqn equation fig figs abb abbildung tab gl art sect sec § bild kap rys rozdz рис гл табл разд saat klockan kl
    type paper gleis platform box bay ward gate floor unit track lane class grade option scenario variant sprint wave zone
    route bus aisle shift raum zimmer linie stufe klasse gruppe typ tipo grupo nivel nível livello niveau poziom тип группа
    уровень sala aula poziomie aufgabe task
    no nr № pp rfc iso tls gpt llama s ec h q p schritt kapitel seite teil étape chapitre paso capítulo parte
"""
EMPTY = """
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

LETTER = r"[^\W\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]"
"""A letter, digit or underscore of a script that puts spaces between words."""
END = rf"(?!{LETTER})(?!['’]\w)"
DIGITS = r"(?:\d{1,3}(?: \d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,\u202f\u00a0']\d+)*)"
# a digit group may use , or . or a thin space between thousands; which of them is the decimal sign is for whoever
# judges an answer, not for the one who finds it
CLOCK = (
    r"(?:\d+\s?(?:h|hrs?|小时|小時|時間|시간|ч|std)\.?\s?\d{1,2}(?:\s?(?:m|min|mins|分钟?|분|мин))?"
    r"|\d+\s?(?:m|min|分|분)\s?\d{1,2}\s?(?:s|sec|秒|초))"
)
"""A time of two units: 2h30, 4分20秒."""
WORD = _any(NUMBERS)
MAGNITUDE = rf"(?:(?:{_any(MAGNITUDES)}|[kmb]){END}|万|亿|億|만|억)"
TIME = (
    rf"(?:(?:{_any(TIMES_OF_DAY_AND_YEAR)}|[sh]){END}|毫秒|ミリ秒|밀리초|秒|分钟|分鐘|小时|小時|時間|日間|天|周|週間|"
    r"个月|か月|ヶ月|年間?|개월|시간|분|초|分(?=[でに後前以の内程、。）]|$|\s)|日(?=[前後以で内→かの]))"
)
RATE = rf"(?:{_any(RATES)}{END})"
FOLD = rf"(?:(?:x|×|-?fold|times|mal|fois|veces|vezes|раз){END}|倍|배)"
PERCENT = (
    r"(?:%|‰|％|(?:percent(?:age\spoints?)?|per\scent|per\smille|prozent(?:punkte?)?|por\sciento|por\scento|pour\scent|"
    rf"процент\w*|points?|pp){END})"
)
CURRENCY = r"(?:US\$|R\$|[$€£¥₹]|\b(?:USD|EUR|GBP|CHF)\b)"
COUNTER = "[件人名台社回本条次個个户倍种家張篇枚명건개회]"
UNIT = (
    rf"(?:\s?{PERCENT}|\s?{MAGNITUDE}(?:\.(?=\s[$€£]))?(?:\s?(?:{CURRENCY}|{TIME}))?|[\s-]?{FOLD}|[\s-]?{TIME}|\s?{RATE}|"
    rf"\s?{CURRENCY}|[件人名台社回本条次个個户倍种家張篇枚명건개회])"
)
BOUND = rf"(?:{_any(BOUNDS, apart=',')}|sub-|до|~|≈|<=|>=|[<>≤≥])"
SIGN = r"(?:(?<![^\s(:：|])[+−±-])?"
QUANTITY = rf"(?:{CLOCK}{END}|{SIGN}(?:{CURRENCY}\s?)?(?:{DIGITS}|{WORD}(?=[\s-]))\+?(?:{UNIT})?\+?)"
JOIN = r"\s?(?:–|—|-|to|bis|à|a|al|до|至|～|~)\s?"
ARROW = r"\s?(?:→|-+>|=+>|⇒|⟶|➜|から)\s?"
FIGURE = re.compile(
    rf"(?<!{LETTER})(?<![.,/#@<\-–\[{{$€£])(?<![^\u2e80-\uffef]:)(?<!\d[+])(?P<bound>{BOUND}\s?)?(?P<first>{QUANTITY})"
    rf"(?:(?P<join>{JOIN}|{ARROW})(?P<second>{QUANTITY}))?(?!{LETTER})(?![\]}}])",
    re.IGNORECASE,
)
CHANGED = re.compile(
    rf"(?:\b(?:from|von|de|du|del|do|da|dal|dalle|desde|van|från|fra|z|ze|от|с|со)\s+|从)(?P<before>{QUANTITY})"
    r"(?:\s+(?:to|down\sto|up\sto|auf|à|au|a|al|ao|hasta|para|pra|p/|naar|till|til|na|do|до)\s+|到|降至|降到|降低到|提升到|から)"
    rf"(?P<after>{QUANTITY})(?!{LETTER})",
    re.IGNORECASE,
)
# "accidents 9 last year -> 3 this year": what the first one counts before the arrow
CHANGED_BESIDE = re.compile(
    rf"(?<![\w.,/:])(?P<before>{DIGITS})(?:\s[^\W\d_]{{2,}}){{1,3}}\s?(?:→|-+>|=+>|⇒|⟶|➜)\s?(?P<after>{DIGITS})(?!{LETTER})"
)
CHANGE_TOLD = re.compile(
    r"\b(?:cut|reduc\w+|lower\w*|drop\w*|fell|fall\w*|shr[aiu]nk|slash\w*|decreas\w+|increas\w+|r[oi]se\w*|grew|grown?|jump\w*|"
    r"rais\w+|improv\w+|went|doubled|sank\w*|sinken|gesunken|senk\w+|gesenkt|stieg\w*|gestiegen|baiss\w+|rédui\w+|pass(?:é\w*|ait|er)|"
    r"baj\w+|ca[ií]\w*|desc\w+|sces\w*|scend\w*|cal(?:ò|at[oaie])|salit?\w*|pass(?:ò|at[oaie])|daald\w*|gedaald|steeg|stegen|sjönk|sank|ökade|minska\w*|spad\w*|wzros\w*|kles\w*|stoup\w*|redu[cj]\w+|pas(?:ó|amos|aron|ar)|subi\w+|caiu|снизил\w*|вырос\w*|упал\w*)\b",
    re.IGNORECASE,
)
# "we went from 61 pages a week to 7": a noun between the two
CHANGED_NOUN = re.compile(
    rf"\b(?:from|von|de|från|от|с)\s+(?P<before>{DIGITS})(?:\s[^\W\d_]+){{1,4}}\s(?:to|auf|à|a|till|до)\s(?P<after>{DIGITS})"
    rf"(?!{LETTER})",
    re.IGNORECASE,
)
# "11 of 40", "4.7 / 5", "5 : 1", "22 von 27": one figure, and no date
PART = rf"(?:{DIGITS}|{WORD})"
OUT_OF = (
    r"(?:(?:out\sof|of)(?:\s(?:the|my|our|their|his|her|those|these))?|von(?:\s(?:den|meinen|unseren))?|sur(?:\s(?:les|mes|nos))?|"
    r"de(?:\s(?:los|las|les|mis))?|d[oa]s|di|de[iegl]li?|van(?:\sde)?|av(?:\sde)?|af(?:\sde)?|из|из\sкаждых|z(?:e)?|中|में\sसे)"
)
SHARE = re.compile(
    rf"(?<!{LETTER})(?<![.,/:#$€£])(?:{DIGITS}(?:\s{OUT_OF}\s|\s/\s|(?<!\d\d\d\d)\s:\s){DIGITS}"
    rf"|(?:1|one|eins|einer|un|une|uno|una|um|uma|één|en|один|jeden|jedna)\s(?:in|out\sof|von|sur|de|cada|su|op|av|из|na)\s(?:cada\s)?{PART}"
    rf"|{WORD}\s(?:times\s)?(?:out\sof|of)\s{PART}|\d+:\d+(?=$|[\s,;.)])(?<!\d\d:\d\d)"
    rf"|{DIGITS}\s?(?:x|×|by|por|par|per|mal|op|på|na|на)\s?{DIGITS}\s?(?:mm|cm|m|km|ft|in|px|pt)"
    r"|1/(?:\d{1,3}(?:[.,]\d{3})+|\d{3,})(?![\d/])"
    rf"|{DIGITS}\s[^\W\d_]{{3,}}\s(?:out\sof|von|sur|из|z|van|av)\s{DIGITS})(?!{LETTER})(?![./]\d)(?!\s?{PERCENT})",
    re.IGNORECASE,
)
INSTEAD = re.compile(
    rf"(?P<now>{DIGITS}|\b{WORD}\b)(?P<between>[^.;:!?\d]{{0,40}}?)\b(?:instead\sof|rather\sthan|not|down\sfrom|up\sfrom|statt|anstatt|au\slieu\sde|"
    rf"en\s(?:vez|lugar)\sde|em\svez\sde|invece\sdi|in\splaats\svan|istället\sför|i\sstedet\sfor|zamiast|вместо|замість)\s"
    rf"(?P<then>{DIGITS}|{WORD})(?!{LETTER})(?!['’]\w)",
    re.IGNORECASE,
)
"""A figure and the one in whose place it stands: both are worth knowing."""
SUFFIXED = re.compile(
    r"(?P<before>\d+(?:[.,]\d+)*)(?:['’](?:den|dan|ten|tan)\s|\s?%?\s?से\s(?:बढ़कर\s|घटकर\s)?)(?P<after>\d+(?:[.,]\d+)*)(?:['’]y?[ea]\b|\s?%?\s(?:तक|हो|हुआ|रह))"
)
"""From one to another, told by endings: 4'ten 11'e."""
QUANTITY_AT = re.compile(QUANTITY, re.IGNORECASE)
STRONG = re.compile(
    rf"\d\d{COUNTER}|[2-9][人件名台社枚명건]|{PERCENT}|{CURRENCY}|\d\s?{MAGNITUDE}|{WORD}\s{MAGNITUDE}|[\s\d-]{TIME}|[\s\d-]{FOLD}|[\s\d]{RATE}",
    re.IGNORECASE,
)
# what makes a number a name: "version 3", "Python 3.11", "step 2", "Q3", "chapter 4", "layer 7", "port 8080"
NOT_BEFORE = re.compile(rf"(?:(?<!['’])\b{_any(NAMES_BEFORE)}[\s.\-]{{0,2}}|#\s?)$", re.IGNORECASE)
MONTH = (
    r"(?:jan(?:uar[y]?|vier)?|feb(?:ruar[y]?)?|mar(?:ch|s)?|märz|apr(?:il)?|ma[iy]|june?|juni|jul[yi]?|aug(?:ust)?|"
    r"sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)"
)
DATE = re.compile(
    r"\b(?:19|20)\d\d-\d\d(?:-\d\d)?\b|\b\d{1,2}[./]\d{1,2}[./](?:19|20)?\d\d\b|\b\d{1,2}:\d\d\b|\b24/7\b|"
    r"\b(?:am|vom|bis|zum|do|od|dne|до|с|к|на|op|om|vr|za|zo|ma|di|wo|mo|mi|sa|so|kl\.?|at|by|le|el|il)\s"
    r"(?:0?[1-9]|[12]\d|3[01])\.[0-5]\d\b(?!\s?[%€$£]|\s[^\W\d_]{1,2}\b)|\d{1,2}\s?[時时](?:\s?\d{1,2}\s?分)?(?!間|间)|(?:19|20)\d\d\s?年|\d{1,2}\s?月\d{1,2}\s?日|(?<![.,\d])\b\d{1,2}\.(?=\s(?-i:[A-ZÄÖÜ])[^\W\d_]*(?!\S))|"
    r"\b(?:om|vóór|voor|tegen|rond|tot|um|gegen|vor|nach|bis)\s\d{1,2}\s(?:uur|Uhr)\b|"
    r"\b\d{1,2}(?:st|nd|rd|th)\b|\bv?\d+\.\d+\.\d+\S*|\b(?!1/\d{3}|1/\d{1,3}[.,]\d{3}\b)\d+/\d+(?:/\d+)*\b|"
    rf"\b\d{{1,2}}\.?\s{MONTH}\.?(?:\s\d{{4}})?\b|\b\d{{1,2}}-\d{{1,2}}-(?:19|20)\d\d\b|\b{MONTH}\.?\s\d{{1,2}}(?:,?\s\d{{4}})?\b",
    re.IGNORECASE,
)
HEADS = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+(?=[^\W\d_a-zа-я]\w{2,}\s+\w)(?!million|billion|percent|thousand)")
"""The number of a section before its title."""
CODE_NAME = re.compile(r"\b[A-ZÄÖÜ]{2,5}[\s-]$|(?<=[a-zäöü]\s)[B-HJ-Z][\s-]$|\bmit A\s$")
"""Capitals that make the number behind them a name: DN 400, ATR 72."""
COUNTED = re.compile(r"(?:\s|-(?!bit|byte|day|year|hour|minute|month|week))([^\W\d_]{2,})")
BETWEEN_WORDS = """
    and or but of to in on at for with from by as than then so if when while who that which is are was were be been
    has have had do did will would can could should must not only also per und oder aber von zu im am an auf für mit
    aus bei als wie dann wenn ist sind war waren hat haben nicht et ou mais de du des dans sur pour avec par que qui
    est sont a ont ne pas y o pero del en con por para se es son fue no e ma di della dello nel su per con che è
    sono ha non ou mas do da em com foi são não en maar van op voor met uit bij dan als die dat is zijn was heeft
    niet och eller men av på med från som är var har inte og af på fra der er ikke i lub ale z na do od po że jest
    są był nie и или но из в на по с от до что это был не ve veya ama ile için gibi kadar
"""
BETWEEN = frozenset(BETWEEN_WORDS.split())
"""Words behind a number that it does not count."""
COMES_TO = re.compile(
    r"\b(?:to|was|were|had|have|has|hit|reached|managed|costs?|sold|(?:sells?|sold) at|got|left|now|only|before me|done|made|took|won|lost|"
    r"auf|waren|war|hatten|hatte|kamen|eran|era|fueron|había|hubo|a|à|était|étaient|avait|eram|tinha|pra|para|erano|aveva|"
    r"waren|hadden|naar|till|hade|var|til|havde|do|było|miał\w*|на|до|было|=)\s$",
    re.IGNORECASE,
)
AGED = re.compile(
    r"\b(?:i|he|she|ik|ich|er|sie|hij|zij|jag|jeg|han|hun)\s(?:was|am|is|war|bin|ist|ben|är|var|er)\s$", re.IGNORECASE
)
"""How old somebody was."""
REFERS_BACK = re.compile(r"(?:\b(?:the|these|those|diese[nr]?|ces)|['’]s)\s$", re.IGNORECASE)
CLOSED = re.compile(
    r"\s?(?:$|[.,;:!?)](?!\d)|\s(?:and|but|since|last|this|in|on|und|y|et|e|en|och|og|i|и)\b)", re.IGNORECASE
)
PER_SO_MANY = re.compile(r"\d\S*(?:\s\S+)?\s(?:per|je|pro|por|par|auf|op|på|na|на|su|av)\s10{1,6}$", re.IGNORECASE)
"""So many of so many: the second number is the measure of the first."""
LEADERS = re.compile(r"\s*(?:\.{4,}|…{2,}|(?:\. ){4,}|\s\.{3}(?=\s[^\s\w]?\d))\s*")
TIME_IN_WORDS = re.compile(rf"{WORD}[\s-]?{TIME}", re.IGNORECASE)
YEARS = re.compile(
    r"^(?!one|two|zwei|deux|dos|dois|duas|due|twee|två|dwa|два)\w+[\s-](?:years?|jahren?|ans|années|años|anos|anni|jaar|år|"
    r"lat|лет|года|yıl)$"
)
"""Years enough to be told as experience."""
ONCE = re.compile(r"(?:one|ein\w*|une?|un[oa]?|uma?|één|en|ett|jeden|один|одна)[\s-]")
SPAN_BEFORE = re.compile(
    r"\b(?:first|next|ersten|nächsten|premi(?:er|ère)s|prochain(?:e?s)|primer[oa]s|próxim[oa]s|primeir[oa]s)\s$",
    re.IGNORECASE,
)
FOLD_SIGN = re.compile(r"\d\s?[x×]$")
OPERATED = re.compile(r"(?:\s[x×*·/+]|[*×·/])\s?$")
OPERATES = re.compile(r"\s?(?:[*×·]|[x/+]\s?\d|\s[x/+]\s)")
ENTRY = re.compile(r"\d{1,2}\s?(?:→|->|=>|➜|--)\s?(?=\D|\d+[.,]?\d*\s?[^\W\d])")
"""The number of an entry, and an arrow to what it holds."""
ANY = re.compile(rf"\d|\b{WORD}\b", re.IGNORECASE)
YEAR = re.compile(r"^(?:19|20)\d\d$")
TURN_OF_PHRASE = re.compile(
    r"(?:(?:one|an?)\b|(?:two|twice|zwei|deux|dos|duas|dois|due|два)\s?(?:times|mal|fois|veces|vezes|volte|раза)\b)",
    re.IGNORECASE,
)
"""“one day”, “deux fois”: figures of speech more often than figures."""
TEAM = re.compile(
    r"\b(?:(?:team|group|staff|crew|cohort|class|panel)\s+of|équipe\s+de|equipo\s+de|equipe\s+de|team\s+von)\s*$",
    re.IGNORECASE,
)
BLOCKED = re.compile(r"`[^`]*`|https?://\S+|\[[^\]]*\](?!\()|\{\{[^}]*\}\}|\$\$?[A-Za-z\\][^$]*\$|<[a-zA-Z/][^>]*>")

SENTENCE_END = re.compile(
    r"(?<=[.!?。！？])(?<![\s(–-]\d\.)[\"”’)\]*_]*\s+(?=[\"“‘(\[*_]*[^\W\d_a-z])|(?<=[。！？])|\n+"
)
LABEL = re.compile(r"^\s*(?P<label>[^:.!?\n=]{2,40}?)\s*(?:[:：]|\s=)\s+(?=\S)")
CLAUSE_END = re.compile(
    rf"\s*;\s+|\s+[—–-]\s+|—|,\s+(?=\S)|，|、(?=\D)|\s+(?=(?:{_any(CONJUNCTIONS)}|so\sthat)\s)", re.IGNORECASE
)
SUBJECT_WORDS = """
    i we it they he she you the our my this that these their its his her all each every one nobody
    ich wir er sie es der die das ein eine unser unsere mein meine je nous il elle on le la les un une notre nos mon ma
    yo el los las una nuestro nuestra mi eu nós o os as um uma nosso nossa io noi lo gli il mio la mia ik wij het de een
    onze mijn jag vi det den en ett min vår jeg я мы он она они наш мой это ja my to ben biz bu
"""
SUBJECTS = frozenset(SUBJECT_WORDS.split())
"""Words a clause begins with when it begins with its subject."""
PIECE = re.compile(r"[^,;:.!?()—–]+")
CLAUSE = re.compile(
    r"(?:i|we|it|they|he|she|this|that|there|our|my|the|who|which|so|then|nobody|everyone)\b|(?:\w+ly\s)?\w{2,}ed\b|"
    r"(?:cut|grew|went|fell|rose|took|made|got|kept|won|lost|saved|ran|built|led|put|set|let|brought|is|are|was|were|has|have|had)\b",
    re.IGNORECASE,
)
"""How a clause begins, rather than another member of a list."""
CONTENT = re.compile(r"[^\W\d_]{3,}|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{2,}")
EMPTY_WORDS = frozenset(EMPTY.split())
EMPHASIS = re.compile(r"\*\*|`|==|(?<!\w)[*_](?=\w)|(?<=[\w.,!?])[*_](?!\w)")
CONJUNCTION = re.compile(rf"^(?:{_any(CONJUNCTIONS)}|so\sthat|then|also)\s+", re.IGNORECASE)
MAX_WORDS = 28
LONGEST = 1000
"""Letters of a sentence; what is longer is none."""
