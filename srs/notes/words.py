"""The words by which people mark what their notes are: labels, openings of questions, remarks; many languages, one place.

Every pattern is matched against text that is case-folded, without markup, numbering, emoji, quotes around it, a
parenthesis behind it or a closing colon, with straight apostrophes and blanks for hyphens and dashes.
"""

from __future__ import annotations

import re
from enum import StrEnum

from srs.reading.talk import ONESELF as ONESELF


class Role(StrEnum):
    """What a title says of the text below it."""

    SECTION = "section"
    QUESTION = "question"
    STORY = "story"
    ANSWER = "answer"
    ANGLE = "angle"
    """How the answer is to be put: material for it, not the spoken words."""
    VERSION = "version"
    CUE = "cue"
    """What the question is after, why an answer works."""
    SEGMENT = "segment"
    FOLLOW_UPS = "follow-ups"
    MATCHES = "matches"
    """Questions that a story answers."""
    AVOID = "avoid"
    INSTEAD = "instead"
    """What to do or say in place of what is to be avoided."""
    SAY = "say"
    """Wordings to be said as they stand."""
    ASK = "ask"
    """Questions for the interviewer."""
    POINTS = "points"
    EXAMPLE = "example"
    DIRECTION = "direction"
    """How to use or deliver what follows: neither answer nor cue."""
    FRAME = "frame"
    """A title between a story and its segments that says nothing itself."""
    ADVICE = "advice"
    CONTENTS = "contents"
    CHATTER = "chatter"
    RESOURCES = "resources"


def _whole(*lines: str) -> re.Pattern[str]:
    """Return a pattern that matches a text if one of the lines matches it all."""
    return re.compile("|".join(f"(?:{line})" for line in lines))


# ------------------------------------------------------------------ labels

_ADJECTIVE = (
    r"(?:(?:my|your|the|a|an|our|good|great|ideal|perfect|sample|example|model|suggested|expected|possible|"
    r"polished|final|best|"
    r"strong|weak|full|complete|detailed|structured|enhanced|customi[sz]able|framework|method|star|real|recommended|"
    r"draft|written|spoken|correct|simple|basic|default|core|main|comprehensive|technical|compelling|professional|"
    r"strategic|practical) )*"
)

ANSWER = _whole(
    _ADJECTIVE + r"answer(?: (?:in|with|for|using|highlighting|template|framework|outline|script|text)\b.{0,60})?",
    _ADJECTIVE + r"(?:response|reply)(?: (?:in|with|for|using)\b.{0,60})?",
    r"(?:a|ans|resp|answer|solution|explanation) ?\d{0,3}",
    r"how (?:i|to|you) (?:would |should |could |might )?(?:answer|respond|reply)(?: (?:it|this|that))?",
    r"what (?:to|i(?:'d| would)?|you(?:'d| would| should)?) (?:say|answer)",
    r"(?:meine |beispiel|muster|mögliche |kurze |ideale )?antwort|lösung",
    r"(?:mi |una |posible |tu )?respuesta(?: (?:modelo|corta|sugerida))?|(?:ma |une |notre )?réponse(?: (?:type|"
    r"courte|attendue|possible))?",
    r"(?:minha |uma )?resposta(?: (?:modelo|sugerida))?|(?:la mia |una )?risposta|(?:mijn )?antwoord|svar|"
    r"odpowied[zź]|cevap",
    r"(?:мой |примерный |краткий )?ответ|відповідь",
    r"(?:参考|我的|标准|示例|建议)?(?:答案?|回答|解答)|答え|回答例?|解答例?|模範解答|답변?|대답|모범 ?답안",
)
ANGLE = _whole(
    r"(?:your|my|the) (?:\w+ )?(?:angle|goldmine|material|approach|advantage|edge|frame|framing|position|pitch|"
    r"take|hook|strategy)",
    r"(?:the )?(?:correct|right|best|good|my|your) framing",
    r"(?:you(?:'ll| will| should| can)?|i(?:'ll| will)?|we(?:'ll| will)?) (?:frame (?:this|it)(?: as)?|keep it|"
    r"choose|answer like|pick|use|highlight|mention|talk about)",
    r"(?:so )?frame it (?:like|as|this way|like this)",
    r"(?:stories|projects|examples) (?:to|you can|i can) (?:use|tell|mention)|raw material|building blocks|"
    r"ingredients",
    r"how to (?:frame|position|approach|structure) (?:it|this|your answer|the answer)",
)
SEGMENTS: dict[str, re.Pattern[str]] = {
    "situation": _whole(
        r"(?:s ?[.:)]? ?)?(?:the |my )?(?:situation|context|background|setting|scene|set ?up|scenario|starting point)",
        r"(?:\w+ ){0,2}(?:walkthrough )?introduction|intro|overview of the (?:project|situation)",
        r"situation(?:sbeschreibung)?|ausgangslage|ausgangssituation|kontext|hintergrund",
        r"situación|contexto|antecedentes|contexte|mise en contexte|situação|situazione|contesto|situatie",
        r"ситуация|контекст|предыстория|背景|情境|情况|情景|场景|状況|상황|배경",
        r"lage|ausgangspunkt|sytuacja|tło|situace|situácia|situacija|situatie|kontekst|situasjon|situation(?:en)?|bakgrund|bakgrunn|baggrund|helyzet|situa[țt]i[ea]|tilanne|ситуація|ситуация|durum|bağlam|tình huống|bối cảnh|situasi|latar belakang|κατάσταση|स्थिति|परिस्थिति|الموقف|السياق|מצב|רקע|สถานการณ์|detection|trigger|timeline",
    ),
    "task": _whole(
        r"(?:t ?[.:)]? ?)?(?:the |my |our )?(?:task|goals?|objectives?|mission|assignment|target|responsibility|"
        r"responsibilities|problem formulation)",
        r"aufgabe(?:nstellung)?|ziel|tarea|objetivo|meta|tâche|objectif|mission|tarefa|compito|obiettivo|taak|doel",
        r"задача|цель|任务|目标|課題|タスク|目標|과제|임무|목표",
        r"zadanie|cel|moja rola|úkol|úloha|zadatak|opdracht|uppgift|oppgave|opgave|feladat|sarcin[aă]|tehtävä|завдання|görev|hedef|nhiệm vụ|tugas|καθήκον|कार्य|ज़िम्मेदारी|المهمة|משימה|งาน|mein auftrag|meine aufgabe|my part|my role|my job",
    ),
    "challenge": _whole(
        r"(?:c ?[.:)]? ?)?(?:the |my |our |main |key |biggest )*(?:challenges?|problems?|obstacles?|issues?|"
        r"difficulty|difficulties|complications?|conflict|what went wrong|constraints?)",
        r"herausforderung|problem|hindernis|desafío|reto|problema|obstáculo|défi|problème|obstacle|desafio|sfida|"
        r"uitdaging",
        r"проблема|сложность|вызов|препятствие|挑战|难点|问题|困难|障害|問題点?|도전|문제",
    ),
    "action": _whole(
        r"(?:a ?[.:)]? ?)?(?:the |my |our |key )*(?:actions?(?: (?:taken|steps|i took))?|approach|response|"
        r"solution|steps(?: taken)?|execution|implementation|process|(?:technical )?deep dive|"
        r"production deployment|deployment|what (?:i|we) did|how (?:i|we) (?:did|solved|handled) it|"
        r"judge?ment)(?: / (?:actions?|response))?",
        r"judge?ment / action|(?:the )?method",
        r"aktion|handlung|vorgehen|maßnahmen?|umsetzung|acción|acciones|solución|action menée|actions?|démarche|"
        r"ação|ações|azione|azioni|actie",
        r"действия?|решение|что я сделал[аи]?|行动|行動|措施|做法|对策|アクション|対応|取った行動|행동|해결",
        r"vorgehen|działani[ea]|kroki|akce|postup|akcija|acties|aanpak|handling|åtgärd(?:er)?|intézkedés|cselekvés|ac[țt]iun[ei]\w*|toiminta|дія|дії|eylem|aksiyon|hành động|tindakan|ενέργεια|δράση|कार्रवाई|मैंने क्या किया|الإجراء|פעולה|การกระทำ|mitigation|remediation|the fix",
    ),
    "decision": _whole(
        r"(?:the |my |key )*(?:decisions?|choice|trade ?offs?)|entscheidung|decisión|décision|decisão|decisione|"
        r"решение принято|决策|决定|判断|결정",
    ),
    "result": _whole(
        r"(?:r ?[.:)]? ?)?(?:the |my |our |key |final )*(?:results?|outcomes?|impact|effects?|consequences?|"
        r"payoff|numbers|metrics|what happened(?: then)?)(?: (?:and|&) (?:learnings?|lessons?|impact|metrics|"
        r"reflection))?",
        r"ergebnis(?:se)?|resultate?|wirkung|resultados?|impacto|résultats?|bilan|resultado|risultat[oi]|resultaat",
        r"результат(?:ы)?|итог(?:и)?|结果|成果|效果|影响|結果|성과|결과",
        r"ausgang|rezultaty?|wyniki?|efekty?|výsledk[ye]|výsledek|výsledok|rezultat|resultaten|resultat(?:et)?|eredmény|rezultat(?:e)?|tulos|tulokset|sonuç|sonuçlar|kết quả|hasil|αποτέλεσμα|परिणाम|नतीजा|النتيجة|תוצאה|ผลลัพธ์",
    ),
    "learning": _whole(
        r"(?:l ?[.:)]? ?)?(?:the |my |our |key |main |what )*(?:learnings?|lessons?(?: learn(?:ed|t))?|takeaways?|"
        r"reflections?|what (?:i|we) (?:learn(?:ed|t)|took away|would (?:do|change)(?: differently)?)|"
        r"(?:i )?learn(?:ed|t)|insights?|retrospective|hindsight|moral|what (?:i'd|we'd) do differently)",
        r"gelernt|lehren?|erkenntnis(?:se)?|lernerfolg|was ich gelernt habe|fazit|aprendizajes?|lecci(?:ón|"
        r"ones)(?: aprendidas?)?|lo que aprendí",
        r"leçons?(?: apprises?)?|apprentissages?|ce que j'ai appris|enseignements?|aprendizados?|lições|"
        r"lição(?: aprendida)?|o que aprendi|lezion[ei](?: apprese?)?|lessen",
        r"вывод(?:ы)?|уроки?|чему я научил(?:ся|ась)|收获|反思|教训|总结|经验教训|学び|教訓|学んだこと|배운 ?점|교훈",
        r"wnios(?:ek|ki)|nauka|poučení|ponaučenie|pouka|lessen|geleerd|lärdom(?:ar)?|læring|lærdom|tanulság(?:ok)?|lec[țt]i[ea]|oppi|висновок|висновки|ders(?:ler)?|çıkarım|bài học|pelajaran|μάθημα|सीख|الدرس|לקח|บทเรียน",
    ),
}
SCRIPT = _whole(
    r"(?:the |my )?(?:script|spoken|word for word)|(?:mein )?(?:skript|wortlaut|gesprochen)|guion|guión|texte parlé|"
    r"mot à mot|roteiro|copione|текст|говорю",
)
"""A line alone above the words as they are to be spoken."""
SEGMENT_LETTERS = {
    "s": "situation",
    "t": "task",
    "a": "action",
    "r": "result",
    "c": "challenge",
    "o": "challenge",
    "l": "learning",
}

CUE = _whole(
    r"(?:pro |quick |bonus )?(?:tips?|hints?|advice)|tipp|i̇?pucu|püf noktası|vihje|wskazówka|podpowiedź|rada|nápověda|tipy|порада|"
    r"gợi ý|petunjuk|συμβουλή|نصيحة|טיפ|सुझाव|संकेत|consejo|conseil|astuce|dica|consiglio|совет|"
    r"подсказка|提示|小贴士|コツ|ポイント解説|팁",
    r"what (?:they(?:'re| are)?|the interviewers?(?:'s| is| are)?|interviewers?|this|it|we(?:'re|"
    r" are)?) (?:really |actually )*(?:test(?:s|ing)?(?: for)?|want(?:s)?(?: to (?:know|hear|see))?|looking for|"
    r"look for|after|assess(?:ing)?|evaluat(?:e|ing)|ask(?:ing)?|hear|check(?:ing)?|care about|probing|measuring|"
    r"listening for)",
    r"(?:what )?(?:they|interviewers?|the (?:interviewers?|panel|company)) (?:'re |are |is |really |actually |"
    r"subconsciously |secretly )*(?:want(?:s)?(?: to (?:know|hear|see))?|looking for|look(?:s)? for|watching for|"
    r"filtering for|test(?:s|ing)?(?: for)?|asking|hear(?:s)?|assess(?:ing)?|checking|listen(?:ing)? for|probing)",
    r"they're (?:really |actually )*(?:test(?:ing)?(?: for)?|looking for|watching for|filtering for|asking|"
    r"checking|after|assessing|probing)",
    r"why (?:this|it|that|they)(?: (?:story|answer|question|version))? (?:is |are )?(?:works?|matters?|asks?|"
    r"ask(?:ed|ing)?|powerful|strong|important)(?: (?:this|it))?",
    r"why (?:do )?(?:they|interviewers) ask(?: (?:this|it))?|intent(?:ion)?(?: of the question)?|purpose|"
    r"(?:interviewer'?s? )?intent|testing|tests|signals?|skills? tested|competenc(?:y|ies)|assesses|traits?",
    r"(?:(?:this|the) (?:story |answer )?)?(?:signals|shows|demonstrates|proves|tells them)|zeigt|belegt|muestra|demuestra|"
    r"mostra|demonstra|montre|démontre|dimostra|toont|visar|viser|pokazuje|ukazuje|показывает|показує|体现|说明了",
    r"good for|use (?:it |this )?for|theme|looking for|evaluation criteria|hidden question|real question|subtext",
    r"worauf (?:sie|die|man|es|interviewer)(?: \w+)? (?:achten|achtet|schauen|hinauswollen|ankommt|hören)|"
    r"was (?:sie|die interviewer|man) (?:wirklich |damit )?(?:hören|prüfen|wissen|testen|sehen)(?: (?:will|wollen|"
    r"möchten?))?|worum es geht|warum (?:sie )?(?:das )?(?:fragen|gefragt wird)|hintergedanke|absicht|was (?:wird|"
    r"damit) (?:geprüft|getestet)(?: wird)?",
    r"(?:lo que|qué) (?:buscan|quieren(?: (?:saber|oír|ver))?|evalúan|evalúa|miden)|por qué (?:lo )?preguntan|"
    r"por qué funciona|intención",
    r"ce (?:qu'ils|que le recruteur|qu'on|que l'on) (?:cherche(?:nt)?|veu(?:t|lent)(?: savoir| entendre)?|"
    r"teste(?:nt)?|évalue(?:nt)?)|pourquoi (?:cette question|ça marche|on la pose)|intention",
    r"o que (?:eles )?(?:querem(?: (?:saber|ouvir))?|avaliam|buscam|testam)|por que (?:perguntam|funciona)|"
    r"cosa (?:vogliono|cercano)(?: sapere)?|wat (?:ze|zij) (?:willen|testen)(?: weten)?",
    r"что (?:они )?(?:хотят (?:услышать|узнать|проверить)|проверяют|проверяется|оценивают)|зачем спрашивают|"
    r"почему (?:спрашивают|это работает)",
    r"(?:考察|考查|考点|面试官(?:想|在)(?:听|考察|问)?(?:什么)?|想考察什么|出题意图|意图|考察点|为什么(?:问|这样回答有效))|(?:面接官の)?(?:意図|質問の意図|"
    r"見られている(?:こと|ポイント)|聞きたいこと|評価ポイント)|질문 ?의도|평가 ?포인트|의도",
)
FOLLOW_UPS = _whole(
    r"(?:.{0,30}\b)?(?:follow ups?|followups?)(?: questions?)?(?: .{0,30})?",
    r"(?:and |then |but )?they(?:'ll| will| may| might| could)?(?: likely| probably| also| then)* ask(?: (?:you|next|back|"
    r"then))?|(?:and |but )?if (?:i'm |i am |we're )?(?:pushed|pressed|challenged)(?: .{0,20})?|(?:und |dann )?(?:wenn|falls)"
    r" (?:sie )?(?:nachhaken|nachgehakt wird|nachgefragt wird)|dann fragen sie|(?:y )?si (?:insisten|me aprietan)|luego "
    r"preguntan|(?:et )?(?:s'ils insistent|si on insiste)|(?:puis|ensuite) ils demandent",
    r"(?:likely|possible|expected|common|probing|deeper|next|related) (?:follow up )?questions|if they (?:push|"
    r"ask|dig|probe)(?: .{0,40})?|probes?|probing|drill ?downs?|what they(?:'ll| will| might| may) ask next",
    r"nachfragen?|rückfragen?|anschlussfragen?|folgefragen?|mögliche nachfragen|preguntas? de seguimiento|"
    r"repreguntas?|repregunta|relances?|questions? de relance|questions? de suivi|perguntas? de (?:seguimento|"
    r"acompanhamento)|domande di (?:follow up|approfondimento)|vervolgvragen",
    r"(?:возможные )?(?:дополнительные|уточняющие|следующие) вопросы|доп\.? вопросы|追问|延伸问题|后续问题|可能(?:的)?追问|"
    r"深掘り(?:質問)?|追加(?:の)?質問|꼬리 ?질문|후속 ?질문",
)
MATCHES = _whole(
    r"(?:interview )?questions (?:that )?(?:(?:this|the|my) story|this|it|i|you)(?: can| could)? (?:answers?|"
    r"covers?|fits?|works? for)(?: with (?:this|it)(?: story)?)?",
    r"(?:this story |it |also )?(?:answers|fits|covers|works for|use this story for|"
    r"use for)(?: the)?(?: following)? ?(?:questions?|prompts?)?",
    r"(?:matching|mapped|applicable|relevant|suitable|possible) questions|(?:questions? )?(?:maps?|mapping) to|"
    r"use (?:this story )?(?:when|if) (?:asked|they ask)|prompts(?: (?:it|this) (?:answers|fits))?|"
    r"good (?:answer )?for(?: questions(?: like)?)?",
    r"fragen,? (?:die|auf die) diese (?:geschichte|story)(?: eine)? (?:beantwortet|passt|antwort(?: gibt)?)|"
    r"passt zu(?: (?:den )?fragen)?|beantwortet",
    r"preguntas que (?:responde|contesta|cubre) (?:esta|la) historia|sirve para(?: responder)?|"
    r"questions? auxquelles? (?:cette|l')(?: ?histoire)? répond|répond (?:à|aux questions?)|perguntas que (?:esta|"
    r"essa|a) história responde|serve para",
    r"на какие вопросы (?:отвечает|подходит)(?: эта история)?|подходит для вопросов|(?:这个|该)?故事(?:可以|能)?回答(?:的|"
    r"哪些)问题|可回答(?:的)?问题|适用(?:的)?问题|この(?:話|エピソード|ストーリー)(?:で|が)答え(?:られる|る)質問|使える質問|이 이야기(?:로|가) (?:답|대답)할 수 있는 질문",
)
AVOID = _whole(
    r"(?:what|things|phrases|words|answers|lines|stuff) (?:you should |to )?(?:never|not|"
    r"avoid)(?: to)?(?: (?:say(?:ing)?|do|mention|use))?",
    r"(?:what|things) (?:you )?(?:must|should|shall|to)(?:n't| not| never) (?:say|do|mention)",
    r"(?:never|do not|don't|avoid|not)(?: (?:ever )?(?:say|do|saying|mention|use|this|do this|"
    r"say this))?(?: this)?|don'ts?|avoid(?: (?:saying|these|this|at all costs|doing)(?: .{0,25})?)?|to avoid",
    r"(?:common |typical |classic |frequent |top )*(?:mistakes|pitfalls|errors|traps|red flags|"
    r"blunders)(?: (?:to (?:avoid|watch)|people make|candidates make))?|red flags?|bad (?:answers?|examples?)|"
    r"weak answers?|anti ?patterns?|you are not saying|say less of|banned (?:words|phrases)|forbidden(?: (?:words|"
    r"phrases))?",
    r"was (?:du|man|sie|ich) (?:nie|niemals|nicht) sag(?:en|e|t|st)(?: (?:soll(?:te)?(?:st)?|darf(?:st)?|"
    r"sollten))?|nie(?:mals)? sagen|nicht sagen|vermeiden|(?:häufige |typische )?fehler|bloß nicht|no ?gos?|"
    r"das sage ich nie|verboten",
    r"(?:lo que |qué |cosas que )?(?:no|nunca)(?: hay que| debes| se debe)? (?:decir|digas|hacer)(?: nunca)?|"
    r"evitar|errores (?:comunes|típicos|frecuentes|a evitar)|(?:à|ce qu'il faut) éviter|(?:ne (?:pas|jamais) dire|"
    r"à ne (?:pas|jamais) dire|ce qu'il ne faut (?:pas|jamais) dire)|erreurs (?:fréquentes|courantes|à éviter)",
    r"(?:o que )?(?:não|nunca) (?:dizer|diga|falar|fale)|erros comuns|cosa non dire|non dire mai|da evitare|"
    r"errori comuni|wat niet te zeggen|nooit zeggen|vermijden",
    r"(?:чего )?(?:не|никогда не|нельзя) (?:говори(?:ть)?|стоит говорить|надо говорить)|(?:типичные |"
    r"частые )?ошибки|избегать|не делать|(?:不要|千万别|别|绝不|绝对不要|切忌)(?:说|做|讲)?(?:的话|什么)?|(?:雷区|禁忌|踩坑|常见错误|"
    r"易错点)(?:.{0,6})?|避免(?:说|说的话|踩的坑)?|(?:言っては(?:いけない|ならない)(?:こと|言葉)?|NG(?:ワード|例|回答)?|ng(?:ワード|例|回答)?|避けるべき(?:こと|"
    r"表現)?|禁句)|(?:하지 ?말아야 할 (?:말|것)|금기어|피해야 할 (?:말|것))",
)
INSTEAD = _whole(
    r"(?:✅ ?)?(?:do(?:s)?(?: (?:this|say|instead|it))*(?: instead)?|say (?:this |that )?instead|instead(?: say)?|"
    r"say|better|good(?: (?:answer|example))?s?|what to (?:do|say)(?: instead)?|you are saying|dos|do say|why)",
    r"stattdessen(?: sagen)?|besser|en su lugar|mejor(?: decir)?|plutôt|dire plutôt|em vez disso|melhor|invece|"
    r"meglio|вместо этого|лучше(?: сказать)?|应该说|(?:而)?要说|可以(?:这样)?说|最好说|推荐(?:说法|回答)|改为|建议说法?|代わりに|こう言う|대신",
)
SAY = _whole(
    r"say (?:this|it like this|exactly)(?: (?:to yourself|out loud|verbatim|first|exactly|word for word))?|(?:one|"
    r"power|key|killer|golden|opening|closing|memori[sz]e|punch|money|signature) ?(?:liners?|lines?|statements?|"
    r"phrases?|sentences?|quotes?)(?: .{0,30})?|(?:interview )?one liners?|elevator pitch|sound ?bites?|taglines?|"
    r"memori[sz]e(?: (?:this|these|verbatim))?|(?:phrases|lines|sentences|wordings) (?:to (?:use|say|remember|"
    r"memori[sz]e)|that work|i like)|power (?:phrases|statements?)|internal mindset|mantras?|key (?:phrasings?|"
    r"messages?)|tl;?dr|in one (?:sentence|line)|headline",
    r"(?:merk|kern|schlüssel)s[äa]tz(?:e)?|so sagen|einzeiler|frases? clave|frases? (?:potentes?|de impacto)|"
    r"phrases? clés?|phrases? d'accroche|accroche|frases? de impacto|ключевые фразы|фразы|金句|一句话(?:总结|回答)?|关键句|话术|"
    r"キーフレーズ|決め台詞|一言で(?:言うと)?|핵심 ?문장|한 ?줄 ?(?:요약|답변)",
)
ASK = _whole(
    r"(?:.{0,40}\b)?questions? (?:to|i(?:'ll| will| can| could| would| want to| should)?|you(?:'ll| will| can|"
    r" could| should)?|we) ask(?: .{0,40})?",
    r"(?:my |smart |good |great |thoughtful )*questions for (?:them|the (?:interviewers?|company|team|panel|"
    r"hiring manager|recruiter|end)|my interviewers?|you|him|her|interviewers?|hiring managers?)(?: .{0,30})?|"
    r"ask (?:them|the interviewers?|back|at the end)|reverse (?:interview|questions)|(?:my|"
    r"own) questions(?: (?:back|at the end|to them))?",
    r"preguntar yo|yo pregunto|ich frage|je demande|eu pergunto|ask (?:her|him|them|you)|to ask|(?:meine |"
    r"eigene )?fragen (?:an|für) (?:den|die|das|sie|mich|arbeitgeber|das unternehmen|das team|"
    r"interviewer)(?: .{0,30})?|(?:meine|eigene) (?:rück)?fragen|preguntas (?:para|que (?:haré|hacer|puedo hacer)|"
    r"a hacer)(?: .{0,40})?|questions? à poser(?: .{0,40})?|(?:mes|vos) questions(?: .{0,40})?|"
    r"perguntas (?:para (?:fazer|eles|o|a)|que (?:vou|posso) fazer)(?: .{0,40})?|domande da (?:fare|"
    r"porre)(?: .{0,40})?|vragen (?:aan|voor)(?: .{0,40})?",
    r"(?:мои )?вопросы (?:к|для|работодателю|интервьюеру|компании)(?: .{0,30})?|反问(?:环节|面试官|问题)?|(?:要|可以|"
    r"想)问(?:面试官|对方)的?问题|向面试官提问|逆質問(?:リスト|例)?|역질문|질문할 것|면접관에게 (?:할|물어볼) 질문",
)
POINTS = _whole(
    r"(?:key|main|core|important|must(?: have| mention| say)?|talking|bullet|crucial|essential|critical|"
    r"headline) ?(?:points?|ideas?|facts?|concepts?|messages?|aspects?|mentions?|keywords?)(?: (?:to (?:make|"
    r"mention|hit|cover|remember)|.{0,30}))?|points to (?:make|mention|hit|cover)|must mention|key ?words|"
    r"what to (?:mention|cover|include)|checklist of points",
    r"(?:kern|haupt|schlüssel|wichtige )(?:punkte|aussagen)|stichpunkte|stichworte|puntos? clave|ideas? (?:clave|"
    r"principales?)|points? (?:clés?|importants?|essentiels?)|pontos? chave|punti chiave|kernpunten|(?:ключевые|"
    r"основные|главные) (?:моменты|пункты|тезисы|мысли)|тезисы|(?:要点|关键点|核心要点|重点|关键词|得分点)|(?:要点|ポイント|キーワード|重要点)|"
    r"(?:핵심|요점|키워드|핵심 ?포인트)",
)
EXAMPLE = _whole(
    r"(?:a |an |my |real |another |concrete |quick |production |implementation |worked )*examples?(?: .{0,40})?|"
    r"e\.?g\.?|for (?:example|instance)|case study|beispiele?|ejemplos?|exemples?|exemplos?|esempi[o]?|"
    r"voorbeeld(?:en)?|примеры?|例子|举例|示例|例|具体例|예시?",
)
DIRECTION = _whole(
    r"use this (?:for|exact|when|with|in)\b.{0,80}|only (?:expand|use|say|mention|if)\b.{0,60}|(?:tone|delivery|"
    r"timing|time(?: limit| budget)?|duration|difficulty|level|tags?|topics?|category|frequency|source|status|"
    r"asked (?:at|by|in)|company|companies|date|priority|confidence|importance|last (?:reviewed|practised|"
    r"practiced)|role|type|id)(?: ?: ?.{0,80})?",
    r"(?:stop|pause|breathe|smile|wait|let them ask more)(?:[.!,].{0,60})?",
)
FRAME = _whole(
    r"how (?:to|i|you) (?:frame|tell|structure|present|position|deliver) (?:it|this|this story|the story)|"
    r"(?:the )?(?:full |whole |star |my )*(?:story|version|narrative|telling)|star(?: (?:format|method|answer|"
    r"response|structure|breakdown|framework))?(?: .{0,40})?|(?:car|soar|par|caar|starl?|carl)(?: (?:format|"
    r"answer))?|the star",
)
CONTENTS = _whole(
    r"(?:table of )?contents?|toc|index|outline|on this page|in this (?:document|file|guide|note)|"
    r"inhalt(?:sverzeichnis)?|índice|contenidos?|tabla de contenidos?|sommaire|table des matières|sumário|indice|"
    r"inhoud(?:sopgave)?|содержание|оглавление|目录|目次|목차",
)
RESOURCES = _whole(
    r"(?:.{0,20}\b)?(?:resources?|references?|links?|further reading|see also|credits?|bibliography|sources?|"
    r"reading list|acknowledge?ments?|license|contributing|contributors?|changelog|recommended (?:books|reading)|"
    r"courses)",
    r"(?:quellen|literatur|weiterführende links|verweise|recursos|referencias|enlaces|fuentes|ressources|"
    r"références|liens|recursos|referências|fontes|risorse|riferimenti|bronnen|ссылки|источники|литература|"
    r"материалы|参考(?:资料|链接|文献)?|资料|リンク集?|参考(?:資料|文献|リンク)?|참고(?: ?자료)?|출처)",
)
ADVICE = _whole(
    r"(?:.{0,50}\b)?(?:tips?|tricks?|check ?lists?|strateg(?:y|ies)|advice|guidelines?|preparation|prep|to ?dos?|"
    r"homework|next steps|follow up(?: emails?)?|calibration|mindset|logistics|schedule|plan|agenda|instructions?|"
    r"how to use(?: .{0,40})?|read ?me|dress code|what to (?:bring|wear)|day (?:before|of)|the day (?:before|"
    r"of).{0,30}|reality|study plan|timeline|practice plan)(?: .{0,60})?",
    r"(?:post|pre) interview.{0,40}|before (?:the|you|your)\b.{0,40}|after the (?:interview|call).{0,20}|"
    r"about this (?:document|file|guide|note|repo)|introduction|preface|disclaimer|notes? to (?:self|myself|me)|"
    r"intro(?:duction)? to this.{0,30}",
    r"(?:.{0,30}\b)?(?:tipps?|hinweise?|checkliste|vorbereitung|ratschläge|hausaufgaben?)|"
    r"(?:.{0,30}\b)?(?:consejos?|lista de verificación|preparación|recomendaciones|tareas pendientes)|"
    r"(?:.{0,30}\b)?(?:conseils?|astuces?|liste de contrôle|préparation|à faire)|(?:.{0,30}\b)?(?:dicas?|"
    r"conselhos?|preparação|checagem|consigli|suggerimenti)|(?:.{0,30}\b)?(?:советы?|чек[- ]?лист|подготовка|"
    r"рекомендации|памятка)|(?:.{0,10})?(?:建议|技巧|注意事项|清单|准备|小贴士|提示)|(?:.{0,10})?(?:コツ|アドバイス|チェックリスト|準備|注意点|持ち物)|"
    r"(?:.{0,10})?(?:팁|체크리스트|준비|주의사항|조언)",
)

LABELS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.CONTENTS, CONTENTS),
    (Role.MATCHES, MATCHES),
    (Role.CUE, CUE),
    (Role.FOLLOW_UPS, FOLLOW_UPS),
    (Role.ASK, ASK),
    (Role.AVOID, AVOID),
    (Role.INSTEAD, INSTEAD),
    (Role.ANSWER, ANSWER),
    (Role.ANGLE, ANGLE),
    (Role.SAY, SAY),
    (Role.POINTS, POINTS),
    (Role.EXAMPLE, EXAMPLE),
    (Role.FRAME, FRAME),
    (Role.DIRECTION, DIRECTION),
)
"""Labels by what they say; the first that matches wins. Segments and versions are looked at by themselves."""

VERSION = _whole(
    r"(?:the )?(?:≈|~|about |under )?(?P<number>\d+|one|two|three|five|ten|thirty|sixty|"
    r"ninety)(?: ?[ –—-] ?\d+)?[ -]?(?P<unit>s|sec|secs|seconds?|m|min|mins|minutes?)(?: \w+)?(?: (?:version|"
    r"answer|pitch|intro|introduction|summary|elevator pitch|story))?",
    r"(?:the |a |my |your )?(?:very |super |even |ultra )?(?:short|long|longer|shorter|brief|quick|concise|"
    r"extended|detailed|full|medium|old|older|new|newer|alternative|alternate|previous|first|second|third|final|"
    r"clean|casual|formal|technical|simple|expanded|recruiter|hr|manager|engineer|revised|original|condensed|"
    r"compact|universal|elevator|backup|spoken|written)(?: \w+)? (?:version|versop|variant|answer|pitch|intro|one|"
    r"take|draft|form|response)s?(?: .{0,40})?",
    r"version (?:\d+|[a-z]|one|two|three)(?: .{0,60})?|v\d+|variant (?:\d+|[a-z])|option (?:\d+|[a-z])|"
    r"alternative(?: answers?| versions?| \d+)?|alternatives|elevator pitch|short|long|tl;?dr version|"
    r"another (?:answer|version|option)",
    r"(?:kurz|lang|alternativ|ausführliche |kurze |lange |alte |neue )(?:version|fassung|antwort|e version|"
    r"e fassung)|alternative|(?:version|respuesta) (?:corta|larga|alternativa|breve|antigua)|versión (?:corta|"
    r"larga|breve|alternativa|de \d+ (?:segundos|minutos?))|version (?:courte|longue|brève|alternative)|"
    r"réponse (?:courte|longue)|versão (?:curta|longa|alternativa|de \d+ (?:segundos|minutos?))|versione (?:breve|"
    r"lunga)|(?:короткая|длинная|краткая|полная|старая) версия|(?:краткий|полный|развёрнутый) ответ|(?:\d+ ?(?:秒|"
    r"分钟|分)(?:版本?|バージョン)?|(?:简短|简洁|详细|完整|精简|旧|长|短)(?:版本?|回答|答案)?版?|短い?版|長い?版|ショートバージョン|ロングバージョン)|(?:\d+초|"
    r"\d+분) ?(?:버전|답변)|(?:짧은|긴) (?:버전|답변)",
)
SECONDS = {"s": 1, "m": 60, "秒": 1, "分": 60, "초": 1, "분": 60}
NUMBER_WORDS = {"one": 1, "two": 2, "three": 3, "five": 5, "ten": 10, "thirty": 30, "sixty": 60, "ninety": 90}
DURATION = re.compile(
    r"(\d+|one|two|three|five|ten|thirty|sixty|ninety)(?: ?[–—-] ?(\d+))?[ -]?(s|secs?|seconds?|sekunden|"
    r"segundos?|secondes?|секунд\w*|m|mins?|minutes?|minuten?|minutos?|минут\w*|秒|分钟?|초|분)(?![a-zа-я])"
)

STORY_TITLE = re.compile(
    r"(?:(?:star|soar|car|my|behaviou?ral) )?(?:story|geschichte|historia|histoire|história|storia|verhaal|"
    r"история|故事|案例|エピソード|ストーリー|이야기|사례|example|case|beispiel|кейс)"
    r"(?: ?(?:#|no\.? ?|nr\.? ?)?(?:\d{1,3}|[a-z]|[一二三四五六七八九十]))?(?: ?[:：]+ ?| [–—-] |(?<=[\da-z])[.)] )(?=\S)"
    r"|(?:story|geschichte|historia|histoire|história|история|故事|エピソード|이야기) ?(?:#|no\.? ?)?(?:\d{1,3}|[a-z]|[一二三四五])$"
    r"|(?:story|geschichte|historia|histoire|história|история|故事|エピソード|이야기) ?(?:#|no\.? ?)?\d{1,3} (?=\S)"
)
"""The beginning of a story's title: “Story 3 — …”."""

# ------------------------------------------------------------------ questions

ASKS = re.compile(
    r"""(?:so,?\ |please,?\ |now,?\ |ok(?:ay)?,?\ |and\ |then\ |first,?\ |next,?\ |could\ you\ |can\ you\ |would\ you\ |
        bitte\ |also,?\ |por\ favor,?\ |s'il\ vous\ plaît,?\ |пожалуйста,?\ ){0,2}(?:
      tell\ (?:me|us)\b | talk\ (?:me\ thr(?:ough|u)|us\ thr(?:ough|u)|about|to\ me\ about) | walk\ (?:me|us)\ (?:through|
        over) | describe\b | explain\b | give\ (?:me\ |us\ )?(?:an?\ |some\ |one\ |two\ |three\ |
        \d\ )?(?:\w+\ )?(?:examples?|instances?|overview|situation|time)
      | introduce\ yourself | share\ (?:an?|your|with\ (?:me|us))\b | take\ me\ through | compare\b |
        contrast\b | differentiate\b | distinguish\b | define\b | discuss\b | outline\b | summari[sz]e\b |
        elaborate\b | convince\ me | sell\ me | pitch\ (?:me|yourself|us)
      | name\ (?:an?|some|the|three|two|one|\d|your|five)\b | list\ (?:an?|some|the|three|two|all|\d|your|
        five)\b | design\ (?:an?\b|(?!choices|decisions?|patterns?|docs?|notes|reviews?|systems?|thinking|principles|rounds?|questions?)[a-z]+\ (?:for|of|that|with|to)\b) | implement\ an?\b | write\ an?\b | imagine\b | suppose\b | prove\ that\b |
        derive\b | estimate\b | state\ the\b | show\ (?:me|how|that)\b | teach\ me\b
      | erzähl(?:e|en)?\ (?:sie\ |uns\ |mir\ )* | beschreib(?:e|en)\b | erklär(?:e|en)?\b | erläuter(?:e|n)\b |
        nenn(?:e|en)\ (?:sie|mir|uns|drei|zwei|ein)\b | stell(?:e|en)?\ (?:sie\ )?(?:sich|dich)\b |
        schilder(?:e|n)\b | vergleich(?:e|en)\b | definier(?:e|en)\b | gib\ (?:mir|ein)\b | geben\ sie\b
      | cuénta(?:me|nos) | cuénte(?:me|nos) | háblame | hábleme | háblanos | háblenos | describ[ae]\b |
        explica(?:me)?\b | explique\b | explícame | preséntate | define\b | nombra\b | compar[ae]\b | dime\b |
        dígame | dame\ un\b | deme\ un\b | menciona\b
      | parlez[- ](?:moi|nous) | parle[- ]moi | décri(?:s|vez)\b | expliqu(?:e|ez)\b | présente[sz]?[- ] |
        raconte[sz]?[- ] | donne[sz]?[- ](?:moi|nous)\b | donne[sz]?\ un\b | compare[sz]?\b | défini(?:s|
        ssez)\b | citez?\b | comparez\b
      | fal(?:e|a)(?:-me)?\ (?:sobre|de|um\ pouco)\b | cont(?:e|a)(?:-me|-nos)?\b | me\ (?:fale|conte)\b |
        descrev(?:a|e)\b | expli(?:que|ca)\b | apresente[- ]se | dê\ um\b | cite\b | defina\b
      | mi\ parli\b | parlami\b | mi\ racconti\b | raccontami\b | descriv[ai]\b | spieg(?:hi|a)\b | vertel\b |
        beschrijf\b | leg\ uit\b | noem\b | opowiedz\b | opisz\b | wyjaśnij\b | beskriv\b | berätta\b |
        förklara\b | anlat\b
      | расскажи(?:те)?\b | опиши(?:те)?\b | объясни(?:те)?\b | приведи(?:те)?\b | назови(?:те)?\b |
        сравни(?:те)?\b | перечисли(?:те)?\b | представь(?:те)?\ себ | дай(?:те)?\ определение | поделитесь\b |
        розкажіть\b | опишіть\b | поясніть\b
      | 请?(?:简单|简要)?(?:介绍|描述|解释|谈谈|说说|讲讲|讲一|说一|谈一|聊聊|举例|说明|列举|比较|分享|阐述)(?!了) | 请
    )""",
    re.X,
)
"""How a question begins that is put as a request."""

ASKS_END = re.compile(
    r"(?:について|を|の違いを|して)?(?:教えてください|話してください|説明してください|説明せよ|述べてください|述べよ|お聞かせください|聞かせてください|お話しください|語ってください|挙げてください|"
    r"ご説明ください|してください)[。.]?$"
    r"|(?:말해 ?(?:주세요|보세요|달라)|설명해 ?(?:주세요|보세요|주십시오|라)|소개해 ?(?:주세요|보세요)|이야기해 ?(?:주세요|보세요)|하시오|하세요)[.]?$"
    r"|(?:是什么|有哪些|怎么(?:做|办|解决|实现|处理|理解)|为什么|有什么(?:区别|不同|优点|缺点|作用)|的区别|吗|呢|如何(?:实现|解决|处理))[。.]?$|(?:ですか|ますか|ましたか|ませんか|でしたか|でしょうか|お願いします|お願い致します|"
    r"とは|なぜか)[。.]?$|(?:인가요|입니까|습니까|나요|까요)[.]?$"
)
"""How such a request ends, where the verb comes last."""

WH_VERB = re.compile(
    r"""(?:(?:and|so|but|then|or)\ )?(?:
      (?:what|which|who|whom|whose|where|when|why|how)(?:\ (?:\w+|'s)){0,3}?(?:'s|'re|\ (?:is|are|was|were|do|
        does|did|would|should|could|can|will|has|have|had|makes?|happens?|kinds?|types?))\b
      | (?:is|are|was|were|do|does|did|would|should|could|can|will|have|has)(?:n't)?\ (?:you|there|it|this|that|we|they|
        your|the|a|an|i)\b
      | why\ (?:us|this|me|you|not|now|here|our|the|do|did|use|leave|leaving|join|\w+ing|\w+\ (?:and|or|over|
        instead|rather)\ )
      | what\ if\b | how\ (?:many|much|often|long|far|fast|big)\ \w
      | wie\ (?:hoch|viele?|lange|oft|groß|weit|schnell|stark|schwer|teuer|tief)\ \w
      | (?:was|wie|warum|wieso|weshalb|wann|wo|wer|welche[rsnm]?|wozu)\ (?:ist|sind|war|waren|hast|haben|
        würd\w*|kann|können|könnte\w*|macht|machen|tust|tun|funktionier\w*|geh\w*|bedeutet|versteh\w*|soll\w*|
        unterscheide\w*|lös\w*|erklär\w*|möcht\w*|wollen|willst|du|sie)\b
      | (?:qué|cómo|cuál(?:es)?|cuándo|dónde|por\ qué|quién|cuánto)\ (?:es|son|era|fue|has|ha|harías|haces|hace|
        significa|hay|te|le|se|tipo|diferencia|pasa|puede[ns]?|debe[ns]?|quieres|quiere)\b
      | (?:qu'est-ce|comment|pourquoi|quel(?:le)?s?|qui|quand|où|combien)\b.{0,12}\ (?:est|sont|êtes|avez|
        faites|feriez|ferais|vous|que|marche|fonctionne|gérez|faire|voulez)\b
      | (?:o\ que|como|qual|quais|quando|onde|por\ que|quem)\ (?:é|são|foi|você|faz|faria|significa|funciona|se|
        há|acontece)\b
      | (?:что|как|почему|зачем|какие|какой|какая|какое|когда|где|кто|чем|в\ чём|сколько)\ \S+
      | (?:vad|hur|varför|när|vilk(?:en|et|a)|hva|hvad|hvordan|hvorfor|hvornår|hvilke[nt]?|wat|hoe|waarom|wanneer|
        welke?)\ (?!jag|ni|de|man|vi|jeg|ik|je|jij|ze|zij|we|wij|u|ich|skal|til|te)\w+\ \S+
      | (?:che\ cos[a']?\s?|cos[a']|come|perché|quando|dove|qual[ei]?|quant[oaie])\ ?(?:è|sono|si|fa|fare(?:sti|bbe)|ha|hai|
        funziona|significa|gestisc\w+|differenz\w+|succede)\b
      | (?:co|czym|jak|dlaczego|kiedy|jaki[em]?|jaka|który|która)\ (?:to|jest|są|się|robi\w*|zrobi\w*|różni\w*|działa\w*|
        oznacza|by|byś|znaczy)\b
      | (?:什么是|为什么|如何|怎么|怎样|哪些|哪种|谁|何时|你(?:为什么|如何|怎么|有没有|会|是否|最大)|なぜ|どのように|どうやって|どんな|何が|왜|어떻게|무엇)
    )""",
    re.X,
)
"""A question word with its verb: “What is …”, also without a question mark; not “What interviewers hear”."""

OPEN_PROMPT = re.compile(
    r"(?:your |my |greatest |biggest )*(?:(?:greatest |biggest )?(?:strengths?|weaknesse?s?)(?: (?:and|&|"
    r"/) (?:strengths?|weaknesse?s?))?|about (?:yourself|me)|self[- ]?introduction|elevator pitch|"
    r"salary expectations?|notice period|motivation|(?:biggest|greatest|worst) (?:failures?|mistakes?|regrets?|success(?:es)?|"
    r"achievements?|challenges?|accomplishments?|weakness(?:es)?|strengths?)|(?:a|the last|one) time (?:when |that )?(?:you|i) \w+(?: .{0,60})?)"
    r"|vorstellung|selbstvorstellung|stärken(?: und schwächen)?|schwächen|gehaltsvorstellung(?:en)?|"
    r"presentación personal|fortalezas(?: y debilidades)?|debilidades|présentation|qualités(?: et défauts)?|"
    r"défauts|apresentação pessoal|pontos fortes(?: e fracos)?|о себе|сильные(?: и слабые)? стороны|"
    r"слабые стороны|自我介绍|优点|缺点|优缺点|职业规划|离职原因|自己紹介|長所(?:と短所)?|短所|志望動機|転職理由|자기 ?소개|장점과 단점|지원 ?동기"
)
"""Prompts of interviews that everybody knows without a verb."""

TERMS = re.compile(
    r"\b(?:glossary|definitions?|define|terms|terminology|vocabulary|concepts|glossar|begriffe|glosario|definiciones|"
    r"conceptos|términos|glossaire|définitions|termes|glossário|definições|termos|glossario|definizioni|termini|"
    r"begrippen|termen|begrepp|termer|begreper|begreber|pojęcia|terminy|pojmy|käsitteet|kavramlar|terimler|глоссарий|"
    r"термины|определения|поняття|терміни)\b|术语|名词解释|概念|用語|용어|परिभाषा"
)
"""A title above terms and what they mean."""

NOT_ASKED = re.compile(
    r"what (?:not|never|to)\b|how to (?:use|read|frame|tell|prepare|structure|practi[sc]e|study|answer|run|"
    r"install|contribute)\b|why (?:this|it|these|that) (?:\w+ ){0,2}(?:works?|matters?|is)\b|"
    r"what (?:interviewers?|they|it|this|sets|makes|i|we|you)\b(?! (?:is|are|do|does|did|would|if)\b)|when to\b|"
    r"where to\b|how (?:i|we|you|it|this|they)\b|if (?:they|asked)\b|what's (?:next|inside|new)\b"
)
"""What begins like a question but heads text about it, when it has no question mark."""

QUESTION_WORDS = re.compile(
    r"\b(?:questions?|q ?& ?a|q and a|faq|prompts|interview|fragen|preguntas|questions|perguntas|domande|vragen|"
    r"вопросы)\b|问题|面试题|题目|質問|問題|질문|문제"
)
"""A title with these words heads questions."""

QUESTION_MARKER = re.compile(
    r"(?P<mark>follow[- ]?up(?: question)?|nachfrage|rückfrage|repregunta|relance|追问|question|frage|pregunta|"
    r"pergunta|domanda|vraag|вопрос|питання|soru|問題|問い|问题|質問|질문|문제|question n[°o]|scenario|szenario|escenario|"
    r"scénario|prompt|interviewer|кейс|q|ｑ|frg|f|p|d|v|в|问|問|문|"
    r"题)\s*(?P<number>(?:\d{1,3}(?:\.\d{1,2})?[a-e]?)?)\s*(?P<sep>[.:)：）、．\]–—-]+|\s(?=[\"“«「¿])|(?<=\d)\s(?=[^\W\d]))\s*(?=\S)",
    re.I,
)
ANSWER_MARKER = re.compile(
    r"(?P<mark>answer|ans|antwort|respuesta|resposta|réponse|reponse|risposta|antwoord|ответ|відповідь|cevap|回答|"
    r"解答|答案|答え|답변|답|答|candidate|me|you|a|r|о|rép|resp|"
    r"antw)\s*(?P<number>\d{0,3}(?:\.\d{1,2})?)\s*(?:\([^()]{0,40}\)\s*)?(?P<sep>[.:)：）、．\]–—-]+)\s*",
    re.I,
)
LONG_MARKS = frozenset(
    [
        "question",
        "follow-up",
        "follow up",
        "followup",
        "nachfrage",
        "rückfrage",
        "repregunta",
        "relance",
        "追问",
        "frage",
        "pregunta",
        "pergunta",
        "domanda",
        "vraag",
        "вопрос",
        "питання",
        "soru",
        "問題",
        "問い",
        "问题",
        "質問",
        "질문",
        "문제",
        "interviewer",
        "scenario",
        "szenario",
        "escenario",
        "scénario",
        "answer",
        "ans",
        "antwort",
        "respuesta",
        "resposta",
        "réponse",
        "reponse",
        "risposta",
        "antwoord",
        "ответ",
        "відповідь",
        "cevap",
        "回答",
        "解答",
        "答案",
        "答え",
        "답변",
        "問",
        "问",
        "答",
        "q",
        "a",
        "답",
        "문",
    ]
)
"""Marks that need no partner nearby to be believed; `P:` or `R:` alone may be anything."""

# ------------------------------------------------------------------ what is not for cards

DIRECTIONS = re.compile(
    r"(?:stop|pause|done|that's it|end here|breathe|smile|full stop)[.!]*"
    r"|(?:then )?(?:let them (?:ask|react|lead)|wait for (?:the|their|them)).{0,60}"
    r"|(?:use|say|memori[sz]e|practi[sc]e|deliver|keep|repeat|remember|only (?:expand|use|say)|don't memori[sz]e|"
    r"adapt|adjust) (?:this|it|these|that|the exact|if|when|for|word)\b.{0,90}"
    r"|this (?:is|one is|version is) (?:the (?:one|version|answer)\b.{0,50}|(?:clean|crisp|strong|short|senior|"
    r"solid|safe|perfect|great|good|enough|honest|calm|memorable|concise)\b.{0,60})"
    r"|use this (?:for|exact|when|with|in|as)\b.{0,80}|only (?:expand|continue|mention|go deeper) if\b.{0,60}"
)
"""Whole lines that direct how an answer is given and are not part of it."""

REMARKS = re.compile(
    r"(?:this|that|it)(?:'s| is| one is) (?:\w+ ){0,3}?(?:trap|seniority|huge|the gap|where you|not about|about|"
    r"a test|testing|a classic|very common|the most|gold|key|critical|a common|an? opener|a culture|a filter|"
    r"senior|a favou?rite|a disguised)\b.{0,100}|trap question.{0,60}|(?:classic|common|favou?rite|very common|"
    r"opener|warm ?up|icebreaker|killer|tricky) question.{0,60}|they (?:want|look|care|test|love|hate|"
    r"ask)\b.{0,120}"
)
"""Whole lines about a question that say what it is after."""

ASIDES = re.compile(
    r"absolutely[!,]|you(?:'re| are) absolutely right|here(?:'s| is) (?:a|an|the|your|"
    r"another) (?:\w+ ){0,4}(?:version|answer|response|draft|rewrite|example|summary|list|guide|"
    r"breakdown)\b.{0,160}[:.]?$|sure[,!] (?:here|i can|let)|certainly[,!]|of course[,!]|great (?:question|"
    r"point)!|let me know if|would you like me to|do you want me to|i(?:'ve| have) (?:rewritten|updated|revised|"
    r"adjusted)\b|let's (?:adjust|refine|package|script|tweak|rewrite|polish|work on|make it)|we(?:'ll| will| can|"
    r" just need to| should) (?:script|package|refine|polish|come back|write|work on|tweak|adjust)\b|"
    r"you already have the raw|good luck|you(?:'ve| have) got this|you got this|best of luck|hope this helps|"
    r"feel free to|that(?:'s| is) the (?:clean|short|strong|crisp|safe|best)\w* (?:version|answer)\b|"
    r"remember to customi[sz]e|this (?:comprehensive )?(?:preparation )?(?:guide|document) (?:covers|"
    r"is|contains)|if you prepare these|this version (?:highlights|shows|is|works|focuses)|viel (?:glück|erfolg)|"
    r"[¡]?(?:claro|por supuesto|claro que sí)[!,] (?:aquí|te|le)|[¿]?quieres que |[¿]?te gustaría que |"
    r"klar[!,] (?:hier|gerne)|gerne[!,] hier|natürlich[!,] hier|soll ich (?:dir|ihnen|noch|das|die|den)\b|möchtest du,? dass ich|"
    r"bien sûr ?[!,] ?(?:voici|voilà)|(?:souhaitez|voulez)-vous que je|(?:tu )?veux-tu que je|certo[!,] ecco|vuoi che (?:ti|la|lo|io)\b|"
    r"claro[!,] (?:aqui|segue)|quer que eu |gostaria que eu |zeker[!,] hier|wil je dat ik |jasne[!,] oto|czy chcesz,? żebym|"
    r"конечно[!,] вот|хотите,? чтобы я |хочешь,? (?:чтобы )?я |tabii[!,] işte|ister misin(?:iz)? .{0,30}(?:yım|yim)|"
    r"(?:要不要|需要|要)我(?:再|帮|给|为)|当然[!！,，]\s?(?:以下|这)|もちろん(?:です)?[!！。]|ご希望でしたら|suerte|mucha suerte|bonne chance|boa sorte|in bocca al lupo|удачи|祝你(?:好运|成功)|加油|頑張(?:って|れ|ろう)|がんばって|화이팅|파이팅",
)
"""Beginnings of lines that talk to the writer of the notes."""


CHAT = re.compile(
    r"(?:this is for you|note to (?:self|myself)|private(?: note)?|just between us|dear diary|"
    r"not for the interview|personal note|for your eyes)\b.{0,80}"
    r"|(?:chatgpt|gpt(?:-\d\S*)?|claude|gemini|copilot|bard|assistant|user|the model|chat ?bot|deepseek|mistral|"
    r"llama|kimi|perplexity|[a-z]+) (?:said|wrote|says|replied|asked|answered|sagte|dijo|a dit|disse|ha detto|"
    r"сказал[а]?|说)\s*:.{0,}"
    r"|(?:chatgpt|claude|gemini|assistant|copilot)\s*:.{0,}"
)
"""Lines that open a piece of a chat or something private."""

PRIVATE_NAME = re.compile(
    r"(?:(?:strictly |streng )?(?:private?|privat[eo]?|privé|privado|privatim|personal|persönlich|personnel|personale|"
    r"personlig\w*|vertraulich|confidential|confidentiel|prywatn\w+|soukrom\w+|личн\w+|приватн\w+|özel|kişisel|निजी|"
    r"secret|geheim|diary|tagebuch|journal intime|dagbok|dagboek|дневник|私用|個人的|私的|内緒|秘密|私人|保密|개인|비밀)"
    r"(?: (?:note|notiz|remark|bemerkung|info|memo|nota|notitie|anteckning|notatka|заметка|not))?"
    r"|note to (?:self|myself)|memo to (?:self|myself)|between us|just between us|(?:only )?for me|not for the interview|"
    r"(?:nur )?für mich|unter uns|notiz an mich|(?:juste )?pour moi|entre nous|(?:solo )?para mí|entre nosotros|"
    r"entre nós|(?:só )?para mim|(?:solo )?per me|tra (?:noi|me e me)|(?:alleen )?voor mij(?:zelf)?|onder ons|"
    r"(?:bara )?för mig|mellan oss|(?:tylko )?dla mnie|między nami|(?:только )?(?:для себя|мне)|между нами|себе|"
    r"sadece (?:ben|kendim) için|aramızda|ここだけの話|自分用|自己看|只给自己|나만)"
)
"""What names a remark that nobody else is to read."""
PRIVATE = re.compile(rf"(?:{PRIVATE_NAME.pattern})\b[^:：.!?\n]{{0,40}}?\s*[:：–—-]\s*(?=\S)")
"""How such a remark begins, behind a parenthesis, a `>` or the margin."""

TO_ONESELF = re.compile(
    r"\b(?:maybe (?:not|skip|leave)|leave (?:this|that|it) out|(?:vielleicht|lieber) nicht|mejor no|melhor não|plutôt pas|"
    r"meglio non?|don'?t|do not|never|not to|truth|honestly|secretly|between us|private|breathe|calm down|hate|furious|"
    r"angry|scared|afraid|ashamed|cry|hope they)\b|!!"
    r"|\b(?:nicht|niemals|bloß|ehrlich|atmen|ruhig bleiben|wütend|angst)\b|\b(?:nunca|no (?:hables?|digas?|decir|"
    r"mencionar)|verdad|respira|miedo)\b"
    r"|\b(?:ne (?:pas|jamais)|surtout pas|respire|peur|en vrai)\b|\b(?:não (?:fale|diga|mencione)|respira|medo)\b|"
    r"\b(?:не (?:говорить|упоминать|забыть)|только не|дыши|боюсь|честно)\b"
    r"|不要|别(?:说|提)|千万|绝对不|其实|しない|するな|言わない|泣き|内緒|深呼吸|하지 ?마|말하지|절대"
)
"""What one tells oneself in a remark that nobody else is to read."""

ASKING = re.compile(
    r"(?:what'?s?|who|how|why|when|where|which|is|are|do|does|did|can|could|would|will|has|have|was|wie|wer|warum|"
    r"wann|welche\w*|gibt|qué|quién|cómo|cuál\w*"
    r"|qui|que|quel\w*|comment|pourquoi|o que|quem|como|qual|что|кто|как|почему|какие|какой|когда|есть ли)\b|什么|怎|"
    r"谁|哪|吗|何|誰|どの|どう|ですか|무엇|어떻게|누가"
)
"""How a question begins that is meant for the interviewer."""

CARD_TAG = re.compile(r"(?:^|\s)#(?:card|cards|flashcard|flashcards)(?:/[\w/-]+)?\b", re.I)
"""A tag that makes a card of the line it stands on."""

PLACEHOLDER = re.compile(
    r"\[(?![ xX]\]|\[)(?:[^\[\]\n]{2,120})\](?![(\[:])|\{\{(?!c\d)[^{}\n]{2,60}\}\}|<(?:your|insert|company|name|"
    r"role|the|add|fill)[^<>\n]{0,60}>|\b(?:TODO|TBD|FIXME|XXX)\b|_{3,}|\[X+\]|\bX+%|_?\[(?:to be filled|fill|tbd|"
    r"todo)[^\]]*\]_?|\((?:to be filled|fill in|tbd|todo)[^)]{0,40}\)"
)
NOTHING_YET = re.compile(
    r"(?:_|\*)*[\[(<]?(?:to be (?:filled|added|written|done|continued|completed)(?: in)?|fill (?:me )?in|tbd|todo|"
    r"tba|coming soon|wip|work in progress|n/?a|none yet|no answer(?: yet)?|your answer(?: here)?|answer (?:here|"
    r"goes here)|write (?:your|the) answer(?: here)?|add (?:your )?answer|empty|ausfüllen|offen|noch offen|"
    r"pendiente|por completar|à compléter|à remplir|a preencher|pendente|da completare|заполнить|дописать|待补充|待填|"
    r"待完善|未記入|後で書く|작성 ?예정|…|\.\.\.)(?:[ .…:].{0,30})?[\])>]?(?:_|\*)*|[-–—?_.…\s]+"
)
"""A line that stands where an answer will be."""

DECORATION = re.compile(
    r"\((?:[^()]*\b)?(?:most important|very important|important|critical|must know|must|favou?rite|very strong|"
    r"strong|clean|final|common|easy|medium|hard|beginner|intermediate|advanced|senior|junior|optional|bonus|new|"
    r"updated|revised|interview-safe|this is not|ever|hot|frequent(?:ly asked)?|asked (?:at|by|in)|wichtig|"
    r"importante|important|важно|重要|高频|必考|必问|★+|⭐+)\b[^()]*\)|\[(?:easy|medium|hard|basic|advanced|senior|junior|"
    r"important|must|optional|bonus|高频|重要)\]"
)
"""A remark behind a title that is not part of what it asks."""

# ------------------------------------------------------------------ titles of parts
ANSWERS_TITLE = re.compile(
    r"(?:the |model )?(?:answers|solutions)|answer key|antworten|lösungen|respuestas|soluciones|réponses|"
    r"respostas|gabarito|risposte|soluzioni|soluções|corrigés?|musterlösung(?:en)?|solucionario|antwoorden|svar|"
    r"odpowiedzi|klucz|odpovědi|cevaplar|ответы|ключи|решения|відповіді|答案|回答|解答|答え|답변|정답"
)
"""A title above answers that stand apart from their questions."""
PARTS_TITLE = re.compile(
    rf"{ANSWERS_TITLE.pattern}|(?:the |my |interview )?questions|fragen|preguntas|perguntas|domande|vragen|"
    rf"вопросы|问题|質問|질문"
)
"""A line alone that heads questions or answers."""
STORIES_TITLE = re.compile(
    r"(?:my |the |our )?(?:stories|story bank|tales|war stories)(?: (?:to tell|if there'?s time|bank))?|(?:meine )?geschichten|"
    r"(?:mis )?(?:historias|anécdotas)|(?:mes )?(?:histoires|anecdotes)|(?:minhas )?histórias|(?:le mie )?storie|"
    r"(?:mijn )?verhalen|historier|berättelser|historie|opowieści|příběhy|истории|історії|hikayeler|故事|エピソード|이야기"
)
"""A line alone that heads stories."""
QUESTION_NAME = re.compile(
    r"(?:the |interview |sample )?(?:question|вопрос|frage|pregunta|pergunta|domanda|vraag|问题|質問|질문|prompt|q|s[cz]enario|"
    r"escenario|scénario|cenário|кейс)"
    r"(?: ?(?:#|no\.? ?|nr\.? ?|n°)? ?\d{1,3})?"
)
"""A heading that only says that a question follows."""
INLINE_ANSWER = re.compile(
    r"(?<=[?？.!\"”*)])\s+(?:[*_]{0,3})(?:answer|ans|antwort|respuesta|resposta|réponse|risposta|ответ|答案|回答|答え|答|"
    r"a|r)\s*[:：](?:[*_]{0,3})\s*",
    re.I,
)
"""Where the answer begins behind a question on one line."""
STORY_COLUMNS = {
    "before": "situation",
    "after": "result",
    "what i did": "action",
    "metric": "result",
    "numbers": "result",
}
"""What the columns of a table of stories hold, beside the labels of segments."""
STORY_COLUMN = re.compile(
    r"(?:the )?(?:story|title|name|project|example|case|episode|geschichte|historia|histoire|história|история|故事|"
    r"案例|エピソード)"
)
"""The column of a table that names the stories."""
FIRST_PERSON = re.compile(
    r"\b(?:i|we|my|our|me|us|i'm|i've|ich|wir|mein\w*|unser\w*|mir|uns|je|nous|mon|ma|mes|notre|j'\w+|yo|nosotros|"
    r"mi|mis|nuestr\w+|me|eu|nós|meu|minha|nosso|io|noi|я|мы|мой|моя|мне|нас|наш\w*)\b|我|私|僕|弊社|저|제가|우리",
    re.I,
)
"""Somebody tells what they did themselves."""
TELLS_YOU = re.compile(
    r"\b(?:you|your|describe|explain|set the|define|quantify|briefly|deine?|ihre?|tu|votre|seu|sua|ваш\w*)\b|你|您|あなた",
    re.I,
)
"""Somebody is told what to do."""
METADATA = re.compile(
    r"(?:difficulty|level|tags?|topics?|category|frequency|source|status|asked (?:at|by|in)|company|date|priority|"
    r"confidence|last (?:reviewed|practi[sc]ed)|id|type)\b\s*[:：]",
    re.I,
)
"""Fields of a form that are not part of an answer."""
PRONOUNS = frozenset(
    [
        "he",
        "she",
        "they",
        "i",
        "we",
        "you",
        "it",
        "who",
        "one",
        "which",
        "that",
        "this",
        "everyone",
        "people",
        "someone",
        "er",
        "sie",
        "ich",
        "wir",
        "il",
        "elle",
        "je",
        "nous",
        "él",
        "ella",
        "yo",
        "ele",
        "ela",
        "он",
        "она",
        "я",
        "мы",
    ]
)
"""Words before “said:” that name nobody."""
MACHINE = re.compile(r"(?:chat ?gpt|gpt|claude|gemini|copilot|bard|assistant|the model|chat ?bot|ai)\b")
"""Speakers in a chat that are programs."""
QUESTION_COLUMN = re.compile(
    r"(?:the )?(?:questions?|q|frage|pregunta|pergunta|domanda|вопрос|问题|質問|질문|interview question|prompt|they ask)"
)
"""The column of a table that holds questions."""
REMARKS_COLUMN = re.compile(
    r"(?:my |our |own )?(?:notes?|remarks?|comments?)|(?:eigene )?(?:notiz(?:en)?|bemerkung(?:en)?|anmerkung(?:en)?)|"
    r"(?:mis |minhas |le mie |mes )?(?:notas|observaciones|comentarios|observações|comentários|note|osservazioni|commenti|"
    r"remarques|commentaires)|opmerking(?:en)?|notities|uwagi|notatki|anteckningar|(?:мои )?(?:заметки|примечания?|комментарии)|"
    r"备注|笔记|注意|メモ|備考|메모|비고"
)
"""The column of a table that holds what its author remarks on an answer."""
FIGURES_TITLE = re.compile(
    r"\b(?:numbers?|figures?|metrics?|facts?|stats?|statistics|kpis?|ratios?|data points?|track record|results? (?:i|we)|in numbers|"
    r"zahlen|kennzahlen|fakten|eckdaten|cifras|números|datos|indicadores|métricas|chiffres|indicateurs|numeri|cifre|dati|"
    r"cijfers|getallen|siffror|nyckeltal|tall|tal|nøkkeltall|luvut|liczby|dane|wskaźniki|čísla|цифр[аы]|числа|показатели|факты|"
    r"дані|числа|rakamlar|sayılar|veriler|angka|số liệu|αριθμοί)\b"
    r"|数据|数字|指标|数値|実績|숫자|수치|데이터|आँकड़े|संख्या|أرقام|מספרים|ตัวเลข"
)
"""A title above figures."""
