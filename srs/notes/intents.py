"""What a title wants that no fixed wording says: to keep something unsaid, or to ask the interviewers back.

Both are meanings of two parts, so each language gives the parts: a negation with a verb of saying, a word for asking
with a word for those who are asked. All is matched against labels (`text.label`): case-folded, without marks.
"""

from __future__ import annotations

import re

_UNSAID: tuple[tuple[str, str], ...] = (
    # negation, verb of saying
    (
        r"\b(?:never|not|no|don'?t|doesn'?t|shouldn'?t|mustn'?t|can'?t|won'?t|cannot|avoid)\b",
        r"\b(?:say(?:ing)?|said|mention(?:ing)?|tell(?:ing)?|bring(?:ing)? (?:it |this |that )?up|speak(?:ing)?|"
        r"talk(?:ing)?|slag|bad ?mouth|name names?|name(?= (?:the|any|him|her|them))"
        r"|utter|words? (?:to|i)|admit|reveal|let (?:slip|on))\b",
    ),
    (
        r"\b(?:nicht|nie|niemals|kein\w*|bloß|keinesfalls|ohne)\b",
        r"\b(?:\w*sag(?:e|en|t|st)|erwähn\w+|sprechen|reden|ansprechen|\w*erzählen|äußern|gesagt|nennen|"
        r"preisgeben)\b",
    ),
    (
        r"\b(?:no|nunca|jamás|evitar|ni)\b",
        r"\b(?:decir\w*|digas?|diga|dig[ao]|mencion\w+|hablar|hables|contar|comentar|confesar)\b",
    ),
    (
        r"\b(?:ne|n'\S*|pas|jamais|éviter)\b|\bn'",
        r"\b(?:dire|dis|dites|mentionner|parler|parle|évoquer|raconter|avouer)\b",
    ),
    (
        r"\b(?:não|nunca|jamais|evitar|nem)\b",
        r"\b(?:dizer|diga|digo|falar|fale|mencionar|mencione|contar|comentar)\b",
    ),
    (
        r"\b(?:non|mai|evitare|vietato)\b",
        r"\b(?:dire|dico|dica|dici|menzionare|parlare|nominare|raccontare|accennare)\b",
    ),
    (
        r"\b(?:niet|nooit|geen|vermijd\w*)\b",
        r"\b(?:zeggen|zeg|gezegd|noemen|vermelden|vertellen|praten|benoemen)\b",
    ),
    (
        r"\b(?:inte|aldrig|ej|undvik\w*|ikke|aldri|aldrig|unngå|undgå|ekki|aldrei)\b",
        r"\b(?:säg(?:a|er|s)?|nämn\w*|berätta|prata|si|sige?r?|nevn\w*|nævn\w*|fortell\w*|fortæl\w*|snakk\w*|"
        r"tale|segja)\b",
    ),
    (r"\b(?:älä|ei|en|eivät|ikinä|koskaan)\b", r"\b(?:sano\w*|maini\w+|kerro\w*|puhu\w*)\b"),
    (r"\b(?:ära|ei|mitte|kunagi)\b", r"\b(?:ütle\w*|öelda|maini\w*|räägi\w*)\b"),
    (
        r"\b(?:nie|nigdy|ne|nikdy|nikad|nikoli|bez)\b|\bne(?=mluv|řík|zmiň|hovor|spom|povi)",
        r"mówi\w*|\bmów\b|powie\w*|wspomin\w*|opowiada\w*|\bří(?:c|k)\w*|říkat|řík\w+|mluvi\w*|zmi[nň]\w*|"
        r"hovori\w*|"
        r"poveda\w*|spom[ií]n\w*|\breći|govori\w*|spominj\w*|\breč\w*|omenja\w*",
    ),
    (
        r"\b(?:не|нельзя|никогда|ни|нікол?и|никада|никога)\b|\bбез слов",
        r"говори\w*|сказа\w*|скажу|упомина\w*|упомян\w*|рассказыва\w*|казати|згадув\w*|каза\w*|казва\w*|спомен\w*|"
        r"озвучива\w*|произноси\w*|проговор\w*",
    ),
    (r"\b(?:nu|niciodată|nicicând)\b", r"\b(?:spun\w*|spui|zic\w*|menționa\w*|vorb\w+|povest\w+)\b"),
    (r"\b(?:ne|nem|soha|tilos|kerüld\w*)\b", r"mond\w*|említ\w*|beszél\w*|szól\w*|elárul\w*"),
    (r"\b(?:μη|μην|δεν|ποτέ|όχι)\b", r"πει|πεις|πω|λες|λέω|λέμε|αναφέρ\w*|ανάφερ\w*|μιλ\w*"),
    (
        r"söyle(?:nil|n)?me(?:yin\w*|m[ae]\w*|yece\w*|meli\w*|z\w*|di\w*)?\b|\bdeme(?:yin\w*)?\b|"
        r"bahsetme(?:yin\w*)?\b|"
        r"anlatma(?:yın\w*)?\b|\b(?:asla|sakın)\b.{0,20}\bsöyle\w*",
        r"söyle|deme|bahset|anlat",
    ),
    (
        r"\b(?:jangan|tidak|tak|dilarang|hindari)\b",
        r"\b(?:\w*kata\w*|\w*sebut\w*|bilang|bicara\w*|\w*cerita\w*|ucap\w*)\b",
    ),
    (r"\b(?:không|đừng|chớ|tránh|cấm)\b", r"\b(?:nói|kể|nhắc|đề cập)\b"),
    (r"\b(?:huwag|hindi|bawal)\b", r"sabihin|banggit\w*|magsabi"),
    (r"\b(?:usi\w+|kamwe|si)\b", r"sem\w*|taj\w*"),
    (r"नहीं|मत|कभी|\bन\b", r"कह\w*|बोल\w*|बता\w*|ज़िक्र"),
    (r"না|কখনো", r"বল\w*|উল্লেখ"),
    (r"கூடாத|வேண்டாம்|ஆதீர்|ாதீர்", r"சொல்|பேச|கூற"),
    (r"لا |لن |ليس|ممنوع|أبدا|عدم|تجنب", r"قول|أقول|تقل|ذكر|حديث|تحدث|قال"),
    (r"ن(?:گو|باید|گفت)|هرگز|نه ", r"گو|گفت|بگ"),
    (r"לא |אל |אסור|לעולם", r"לומר|להגיד|אומר|תגיד|לציין|לדבר|להזכיר"),
    (r"ไม่|ห้าม|อย่า", r"พูด|บอก|กล่าว|เอ่ย"),
    (
        r"(?:不|别|別|勿|莫|禁|忌|避免?)(?:要|能|该|該|可以?|应该?|應該?|得|许|会|宜|必)?(?:再|主动|主動|轻易)?(?:说|說|讲|講|提|谈|談|言)",
        r".",
    ),
    (r"ない|ません|禁|避|ダメ|だめ|ng|な$", r"言|話|口に|触れ|発言|ワード|語る"),
    (r"않|말아|마세요|말 것|금지|안 |피할|피해", r"말할|말하|말해|언급|얘기|이야기|발언|할 말|하는 말"),
)
_UNSPEAKABLE = re.compile(
    r"(?:.{0,20}\b)?(?:taboos?|tabus?|tabù|tabous?|tabúes?|tabú|tabuer?|tabut|табу|no[ -]?go(?:s|es)?|"
    r"no[ -]?gos|off limits|better left unsaid|"
    r"left unsaid|unsaid|red lines?|rote linien?|lignes? rouges?|líneas? rojas?|linhas? vermelhas?|linee? ross[ae]|rode lijn(?:en)?|"
    r"röda linjer|czerwone linie|красн(?:ые|ая) лини[ияй]|kırmızı çizgi\w*|keep to (?:myself|yourself)|verboten\w*|interdits?|prohibid[oa]s?|proibid[oa]s?|"
    r"vietat[oi]|verboden|"
    r"förbjud\w+|forbudt|zakazan\w*|zakázan\w*|запрещ\w*|запретн\w*|yasak\w*|tiltott|kielletty\w*|terlarang|"
    r"cấm kỵ)(?:\b.{0,20})?"
    r"|禁句|禁语|红线|红区|禁語|ng ?(?:ワード|集|例|発言|回答|表現)?|タブー|금기|금기어|금지어|वर्जित|محظورات|ممنوعات|טאבו"
)
_ON_NO_ACCOUNT = re.compile(
    r"(?:under )?no circumstances?|(?:on )?no account|not ever|never ever|at no point|whatever (?:i|you) do|"
    r"(?:auf|in) (?:gar )?keinen? fall|unter keinen umständen|niemals|bloß nicht|nie im leben|en ningún caso|bajo ningún concepto|"
    r"de ninguna manera|ni hablar(?: de)?|nunca(?: jamás)?|jamás|en aucun cas|sous aucun prétexte|surtout pas|jamais|"
    r"em (?:hipótese alguma|caso algum|nenhum caso)|de jeito nenhum|in nessun caso|per nessun motivo|guai a|mai e poi mai|mai|"
    r"in geen geval|onder geen beding|nooit|under inga omständigheter|absolut inte|aldrig|aldri|under ingen omstendighet(?:er)?|"
    r"under ingen omstændigheder|pod żadnym pozorem|w żadnym (?:razie|wypadku)|nigdy|v žádném případě|nikdy|za žiadnych okolností|"
    r"ни в коем случае|ни за что|ни при каких обстоятельствах|никогда|нізащо|ніколи|în niciun caz|niciodată|semmiképp\w*|soha|"
    r"missään tapauksessa|ei ikinä|σε καμία περίπτωση|ποτέ|kesinlikle (?:hayır|olmaz|yapma)|asla|sakın|jangan(?: pernah)?|"
    r"tuyệt đối không|đừng bao giờ|绝对不(?:能|要|可)?|万万不可|千万不要|絶対(?:に)?(?:ng|だめ|ダメ|言わない|しない)|절대(?:로)?(?: 금지| 안 됨)?|कभी नहीं|أبدا|לעולם לא"
)
"""What must not happen at all; above a list for an interview it is what is said or done there."""
_SAYS_NO = re.compile(
    r"\b(?:say(?:ing|s)?|said|tell(?:ing)?|told) (?:\w+ )?no\b|\bnein (?:zu )?(?:ge)?sag\w*|\b(?:decir|digo|dije|di) (?:que )?no\b|"
    r"\bdire non\b|\bdizer (?:que )?não\b|\bdire (?:di )?no\b|\bnee (?:te )?(?:ge)?zeg\w*|\bsäga nej\b|\bsagt nej\b|\bsi nei\b|\bsige nej\b|"
    r"\b(?:po|od)?\w*mówi\w* nie\b|\bpowied\w+ nie\b|\bříct ne\b|\bсказа\w* нет\b|\bhayır de\w*|说不(?=$|的)|「?いいえ」?と言"
)
"""Refusing something, which is told rather than forbidden."""
_HASTY = {
    "nao": "não",
    "jamas": "jamás",
    "eviter": "éviter",
    "dont": "don't",
    "ningun": "ningún",
    "niciodata": "niciodată",
}
"""Words as they are typed in haste."""
_OTHERS = re.compile(
    r"\b(?:they|he|she|interviewers?|recruiters?|nobody|no one|people|candidates|books?|everyone|others|"
    r"if|when|why|how|because|once|until|niemand|warum|wenn|wie|pourquoi|si|quand|comment|por qué|cuando|como|"
    r"cómo|perché|"
    r"quando|waarom|als|hoe|varför|om|hur|dlaczego|jeśli|jak|почему|если|когда|как|никто|kell|neden|nasıl)\b"
)
_WORD = re.compile(r"[^\W\d_]+")
_EITHER = re.compile(r"\s*[/|]\s*")
_LONGEST = 9
"""Words of a title that forbids; what is longer tells something."""

UNSPOKEN_MARKS = "🚫⛔🙊🤐🤫🙅"
"""Pictures before a title that say the same in every language."""


def forbids(label: str) -> bool:
    """Tell whether a title forbids to say what stands below it."""
    if not label or len(label) > 70 or len(label.split()) > _LONGEST:
        return False
    label = _WORD.sub(lambda word: _HASTY.get(word[0], word[0]), label)
    halves = _EITHER.split(label)
    if len(halves) > 1 and any(_ON_NO_ACCOUNT.fullmatch(half) for half in halves):
        return True
    if _UNSPEAKABLE.fullmatch(label) or _ON_NO_ACCOUNT.fullmatch(label):
        return True
    if _OTHERS.search(label) or _SAYS_NO.search(label):
        return False
    return any(no.search(label) and say.search(label) for no, say in _PAIRS)


_PAIRS = tuple((re.compile(no), re.compile(say)) for no, say in _UNSAID)

_ASKING = re.compile(
    r"\b(?:questions?|ask(?:ing)?|\w*fragen?|pregunt\w+|demander|poser|interroger|chiede\w+|domand\w+|pergunt\w+|"
    r"\w*vragen|vraag|fråg\w+|spørg\w*|spørsmål\w*|spør\w*|spurning\w*|kysy\w*|küsi\w*|py[tł]a\w*|zapyta\w*|spyta\w*|"
    r"zept\w+|ptá\w*|dotaz\w*|otáz\w+|opýta\w*|pitanj\w*|pita\w+|vpraš\w*|întreb\w*|kérdez\w*|kérdés\w*|ρωτ\w+|"
    r"ερωτ\w+|спро\w+|спраш\w+|вопрос\w*|спита\w*|запита\w*|питан\w*|въпрос\w*|попита\w*|sor(?:un|mak|ul\w+|"
    r"acağ\w+|ular\w*)|"
    r"(?:per|ber|di)?tanya\w*|hỏi|itanong|tanong|maswali|uliza|klaus\w*|jautā\w*)\b"
    r"|पूछ|सवाल|প্রশ্ন|জিজ্ঞ|கேட்|سأل|اسأل|أسئلة|سؤال|پرس|سوال|שאל|ถาม|问|問|질문|물어"
)
_BACK = re.compile(
    r"\b(?:them|back|(?:to|for) (?:the|my|your|our|him|her) (?!exam|test|interview|role|job|position|round|viva|"
    r"review)\w+|"
    r"(?:for|to) (?:you|him|her|them)\b|(?:me|us) to ask|(?:i|we)(?:'ll|'d)? (?:will |want |would |can |could |should |might |"
    r"must |need )*"
    r"(?:to |like to )?ask|(?:my|our) questions|us|you ask|in return|return|reverse|at the end|of my own|my own|"
    r"ihnen|"
    r"(?:an|für) (?:sie|die|das|den|ihn|euch)|stell\w*|eigene|selbst|meine|meinerseits|leur|eux|recruteurs?|"
    r"l'entreprise|mes|"
    r"à poser|loro|li|all'\w+|alla|ai|mie|da fare|ellos|ellas|les|empresa|mis|por mi parte|hacer(?:les?)?|haré|"
    r"eles|elas|"
    r"lhes|minhas|fazer|hen|hun|ze|zelf|mijn|aan|dem|dom|till|mina|själv|ställa|dere|mine|selv|til|stille|þau|"
    r"heille|heiltä|"
    r"omat|neile|im|moje|własne|firmy|do|zadam|jich|jim|vlastní|na ně|položím|njih|njima|lor|mele|tőlük|nekik|"
    r"saját|τους|μου|"
    r"им|них|мои|свои|задам|задать|їм|мої|тях|моите|onlara|benim|şirkete|mereka|họ|công ty|sa kanila|wao)\b"
    r"|उन|मेरे|मुझे|তাদের|আমার|அவர்|هم\b|لهم|منهم|آنها|להם|אותם|พวกเขา|เขา|บริษัท|反|他们|他們|对方|面试官|我|逆|"
    r"面接官|こちら|自分|会社|면접관|제가|내가|회사|역"
)
_MYSELF = re.compile(
    r"\b(?:ich|je|moi|io|yo|eu|ik|jag|jeg|minä|minun|minu|ég|ja|já|mam|я|мне|мені|аз|én|εγώ|ben|saya|tôi)\b|मैं|"
    r"أنا|من |אני|나는"
)
_TO_ASK = re.compile(
    r"\b(?:frage|nachfragen|pregunto|preguntar\w*|demander?|chied\w+|domandare|domando|pergunt(?:o|ar)|vraag|"
    r"fråga|spørger?|"
    r"kysyn|zapytam|spytam|zeptám|opýtam|întreb|kérdezek|kérdezni|спрошу|спросить|спитаю|запитаю|soracağ\w+|"
    r"bertanya|hỏi)\b"
    r"|पूछ|שאל|أسأل"
)
"""Verbs of asking, not the questions themselves: whoever asks in the first person asks the others."""
_NOT_BACK = re.compile(
    r"\b(?:answer\w*|unanswered|open|practi[sc]e|prepare\w*|not|n't|don't|can't|cannot|haven't|they(?:'ll| will|"
    r" may| might|"
    r" always| often| could)? ask\w*|asked|frequently|common|mock|\w*antwort\w*|nicht|noch|offen\w*|respon\w+|"
    r"respuest\w+|sin|"
    r"répon\w+|sans|risp\w+|senza|respost\w+|sem|antwoord\w*|zonder|niet|svar\w*|utan|inte|uden|vastau\w*|"
    r"odpow\w+|bez|"
    r"odpov\w+|răspun\w*|válasz\w*|απαντ\w+|ответ\w*|без|не|відпов\w+|cevap\w*|yanıt\w*|jawab\w*|trả lời)\b"
    r"|उत्तर|जवाब|উত্তর|பதில்|جواب|إجاب|پاسخ|תשוב|ตอบ|答|답|未|没|沒"
)


_ONLY_ASKS = re.compile(
    r"(?:to |i |will )?ask(?: (?!about|for|if|why|how|when|what)\w+)?|(?:zu |nach)?fragen|preguntar|demander|poser|à demander|chiedere|da chiedere|domandare|"
    r"perguntar|(?:te |zelf )?vragen|fråga|spørge?|kysyä|za?pytać|s?pytać|zeptat se|opýtať sa|спросить|спрошу|узнать|"
    r"запитати|спитати|попитам|sor(?:mak|acaklar\w*|ulacaklar)|kérdezni|întreb\w*|bertanya|hỏi|问|問う|聞く|聞きたいこと|逆質問"
    r"|(?:me|i|ich|moi|yo|eu|io|ik|я|我|私) ?(?:→|->|➜|>) ?(?:them|you|sie|eux|ellos|eles|loro|hen|ним|им|他们|相手)"
)
"""A verb of asking alone: what one wants to do."""


def asks_back(label: str) -> bool:
    """Tell whether a title can head questions for the interviewers; what stands below it must say so too."""
    if not label or len(label) > 70 or len(label.split()) > _LONGEST:
        return False
    if _ONLY_ASKS.fullmatch(label):
        return True
    if _NOT_BACK.search(label) or not _ASKING.search(label):
        return False
    return bool(_BACK.search(label) or (_MYSELF.search(label) and _TO_ASK.search(label)))


_AFTER = re.compile(
    r"\b(?:they|interviewers?|(?:the )?(?:panel|examiners?|jury|board|committee|recruiters?|manager)|"
    r"what \w+(?: \w+)?)"
    r"(?:'re|'s| are| is| will be| really| actually| just| only| always)*"
    r" (?:want\w*|after|listen\w*|look\w*|hear\w*|watch\w*|check\w*|test\w*|prob\w+|care\w*|expect\w*|assess\w*|scor\w+|judg\w+|grad\w+|"
    r"hop\w+ (?:for|to))\b"
    r"|\b(?:sie|die|man|der prüfer) (?:wollen|will|möchten|achten|achtet|hören|prüfen|schauen|suchen|testen|"
    r"erwarten)\b"
    r"|\b(?:wollen|möchten) (?:sie|die) (?:\w+ )?(?:hören|wissen|sehen|prüfen)\b"
    r"|\b(?:quieren|buscan|esperan|evalúan|les interesa|se fijan|miran si)\b"
    r"|\b(?:ils|elles|on|le jury|le recruteur) (?:veu\w+|cherche\w*|attend\w*|regarde\w*|teste\w*|écoute\w*|"
    r"vérifie\w*)\b"
    r"|\b(?:querem|procuram|buscam|avaliam|esperam|prestam atenção)\b"
    r"|\b(?:vogliono|cercano|si aspettano|valutano|guardano|ascoltano|gli interessa)\b"
    r"|\b(?:ze|zij) (?:willen|zoeken|letten|luisteren|toetsen|kijken)\b|\bwillen (?:ze|zij)\b"
    r"|\b(?:de|dom|dei) (?:vill|vil|letar|ser|lyssnar|lytter|testar|tester|kollar|ønsker|ser etter)\b|\bvill de\b|"
    r"\bvil de\b"
    r"|\b(?:chcą|szukają|sprawdzają|oczekują|patrzą|słuchają|chtějí|hledají|sledují|zajímá je|chcú|hľadajú|žele|"
    r"traže|gledaju)\b"
    r"|\b(?:хотят|ищут|проверяют|смотрят|слушают|ждут|оценивают|хочуть|шукають|перевіряють|чекають|искат|търсят|"
    r"гледат)\b"
    r"|\b(?:vor|caută|se uită|ascultă) (?:să|dacă|la)\b|\b(?:kíváncsiak|azt akarják|azt nézik|haluavat|etsivät|"
    r"katsovat)\b"
    r"|\b(?:θέλουν|ψάχνουν|istiyorlar|bakıyorlar|arıyorlar|duymak ister\w*|görmek ister\w*|mereka (?:ingin|mau|"
    r"mencari)|họ muốn)\b"
    r"|वे (?:देख|सुन|जान|चाह)|یرید|يريدون|يبحثون|می‌خواهند|הם (?:רוצים|מחפשים|בודקים)|พวกเขา(?:อยาก|ต้องการ)"
    r"|见られ|見られ|見ている|聞きたい|知りたい|評価され|面试官(?:想|要|看|在)|他们(?:想|要|看)|考察|확인하려|듣고 싶어|보려는|평가하는"
)


def tells_what_they_want(text: str) -> bool:
    """Tell whether a remark says what the interviewers are after."""
    return len(text) <= 240 and bool(_AFTER.search(text.casefold().replace("’", "'")))


_LENGTH = re.compile(
    # so many words, so much time, and nothing else
    r"(?:about |ca\.? |~|≈|in |max\.? )?(?:\d+|one|two|three|half a|a) ?(?:[–-] ?\d+ ?)?-?"
    r"(?:words?|sentences?|breath|line|lines|wörter|worte|sätze|palabras|frases?|mots|phrases?|palavras|parole|frasi|"
    r"woorden|zinnen|слов\w*|предложени\w*|słów|zdani\w*|kelime|cümle|字|语|語|단어)"
    r"|tweet(?: length)?|elevator|in (?:a|one) (?:nutshell|breath|sentence|tweet)"
    r"|(?:\d+|½|half a|one|two|three|thirty|sixty|ninety) ?(?:[–-] ?\d+ ?)?-?(?:s|sec|secs|seconds?|sek\.?|sekund\w*|"
    r"segundos?|secondes?|secondi|seconden|секунд\w*|сек\.?|saniye|sn|m|min|mins|minutes?|minut\w*|мин\w*|dk|dakika|"
    r"秒|分钟?|分間?|초|분)"
)
_SIZE = re.compile(
    r"(?:the |a |my )?(?:very |super |really )?(?:short|long|brief|quick|longer|shorter)(?:(?: one| form| bit)?(?: if| for| when)\b.*| one| form)?"
    r"|(?:ganz |sehr )?(?:kurz|lang|länger|ausführlich)|kort|lang|langer|corta|larga|breve|courte|longue|brève|lunga|"
    r"curta|longa|коротко|кратко|подробно|длинн\w+|krótko|krótka|długo|długa|kısa|uzun|短|长|長|简|짧게|길게"
)
_VERSIONED = re.compile(
    r"(?:(?:the|my|our|mi|mis|ma|mia|la mia|minha|meine?|mijn|моя|moja) )?"
    r"(?:version(?! (?:control|number|history|management|of))|versión|versione|versão|fassung|versie|версия|wersja|"
    r"verzia|verze|versiyon|sürüm)\b.{0,40}"
    r"|.{1,24} ?(?:version|versión|fassung|versie|版本?|バージョン|버전|length)"
)
_IN_FRAME = re.compile(r"[(（\[]([^()（）\[\]]{1,20})[)）\]]")


def names_a_version(text: str) -> bool:
    """Tell whether a label says how long an answer is, or which version of it: “(30 s)”, “50 words”, “short”."""
    low = text.casefold().strip(" *_:：.")
    if len(low) > 70 or len(low.split()) > _LONGEST:
        return False
    frame = _IN_FRAME.search(low)
    timed = bool(frame and _LENGTH.fullmatch(frame[1].strip()))
    bare = _IN_FRAME.sub("", low).strip(" *_:：.-–—")
    if not bare:
        return timed
    return bool(_LENGTH.fullmatch(bare) or _SIZE.fullmatch(bare) or _VERSIONED.fullmatch(bare))


SELF_INTRODUCTION = re.compile(
    r"me|myself|ich|moi|yo|eu|io|ik|jag|jeg|я|我|私|나|(?:about|who) (?:me|i am|am i|is \w+)|introduc(?:e|ing) my ?self|(?:my )?(?:self[- ]?)?intro(?:duction)?|"
    r"(?:my )?(?:elevator |opening )?pitch|opening(?: (?:statement|words|line)s?)?|"
    r"(?:kurze )?(?:selbst)?vorstellung|über mich|wer (?:ich bin|bin ich)|mich vorstellen|zur person|"
    r"sobre mí|quién soy|presentarme|me presento|mi presentación|sobre mim|quem sou(?: eu)?|me apresent\w+|"
    r"chi sono|mi presento|presentarmi|la mia presentazione|(?:me|se) présenter|je me présente|qui (?:je suis|suis-je)|"
    r"à propos de moi|ma présentation|o mnie|kim jestem|przedstawienie się|обо мне|о себе|кто я|про мене|"
    r"自己紹介|自我介绍|자기 ?소개|hakkımda|ben kimim|kendim|kendimi tanıt\w+|over mij|wie (?:ik ben|ben ik)|voorstellen|"
    r"om mig|vem jag är|om meg|hvem er jeg|kuka olen|minusta|o mně|kdo jsem|rólam|ki vagyok|despre mine|cine sunt"
)
"""Titles above what one says of oneself; matched against labels."""
