"""The words by which an event is asked for, and by which a label says where it stands in a story; many languages.

They only confirm what the layout says: labels in a row are a story by their number, their likeness and their order.
All are searched in case-folded text.
"""

from __future__ import annotations

import re

MINE = re.compile(
    r"(?<!\w)(?:i|i'd|i've|i'm|me|my|mine|we|our|us|ich|mein\w*|mir|wir|unser\w*|je|j'\S+|moi|mon|ma|mes|nous|"
    r"notre|yo|mi|mis|"
    r"nosotros|nuestr\w+|eu|meu|minha|nós|nosso|nossa|io|mio|mia|mie|miei|ho|abbiamo|nostr[ao]|ik|mijn|wij|ons|"
    r"onze|jag|"
    r"jeg|min|mitt|mina|mine|vi|vår\w*|vores|minun|minä|minulla|tein|én|ém|saját|ja|mój|moja|moje|moją|můj|má|mé|"
    r"jsem|"
    r"môj|moj|meu|mea|mele|jo|meva|meves|vaig|mano|aš|mans|mana|minu|ég|mín\w*|"
    r"ben|benim|tôi|của tôi|saya|aku|ako|aking|mimi|langu|yangu|я|мой|моя|моё|мое|мои|мною|мне|мы|наш\w*|мій|моє|мої|"
    r"аз|моја|мојот|μου|εγώ|μας)(?!\w)"
    r"|(?<!\w)\w+(?:łem|łam|liśmy|ılmam|tığım|tiğim|tuğum|tüğüm|dığım|diğim|duğum|düğüm)(?!\w)|(?<!\w)ep(?:im|em)\b"
    r"|मेर[ाीे]|मैं|मैंने|हमने|আমার|আমি|என்|நான்|నా |నేను|ਮੇਰ|મારી|મારો|મેં|माझ|मी |نقش من|کاری که کردم|دوري|"
    r"فعلت|قمت|שלי|עשיתי|אני|ผม|ฉัน|ของเรา|"
    r"我|自分|私|僕|俺|ぼく|わたし|내 |내가|나의|제 |제가|저의|나는"
)
"""Somebody speaks of themselves in a label: pronouns and, where verbs carry them, endings."""

EVENT = re.compile(
    r"\b(?:a |the |one |any |last |some |another )?(?:time|occasion|moment|instance)s? (?:when|where|that|you|"
    r"in which|you've)\b|"
    r"\b(?:tell|talk) (?:me|us|to me|to us)? ?(?:about|through) (?:an?|the|your|one|some|something)\b|"
    r"\b(?:describe|share|recall|think of|give (?:me |us )?)\b.{0,20}\b(?:an?|one|your) (?:\w+ ){0,4}"
    r"(?:time|situation|example|instance|conflict|project|experience|mistake|failure|moment|challenge|decision|"
    r"case)\b|"
    r"\bexample (?:of|where|when)\b|\b(?:did you|have you ever|went wrong|you(?:'ve| have)? (?:handled|faced|"
    r"failed|led|dealt|"
    r"made|disagreed|changed|solved|overcame|learned))\b|\b(?:story|stories|incident|anecdote)\b|\ban experience\b"
    r"|\b(?:a|uma|aquela) vez (?:em )?que\b|\bla vez (?:en )?que\b|\bla fois où\b|\bquella volta\b|"
    r"\bdas (?:eine )?mal,? (?:als|wo)\b|"
    r"\bde keer dat\b|\b(?:biggest|worst|greatest) (?:failure|mistake|regret|success|challenge|achievement)\b|"
    r"\bporażk\w+|\bwpadk\w+|\bpostmortem|\bmisserfolg|\béchec\b|\bfracaso\b|\bfracasso\b|\bfallimento\b|\bпровал\w*|"
    r"\bневдач\w*|失敗|失败|실패"
    r"|\b(?:situation|fall|beispiel|erlebnis|erzähl\w*|schilder\w*|geschichte|erfahrung|haben sie (?:schon|einmal|"
    r"mal)|"
    r"hast du (?:schon|mal))\b"
    r"|\braconte\w*|\b(?:une|la dernière) (?:fois|situation|expérience|occasion)\b|\bavez-vous (?:déjà|dû)\b|"
    r"\b(?:un exemple|histoire|parlez-\w+ d'un)\b"
    r"|\b(?:cuént\w+|cuent\w+|háblame de un\w*|hábleme de un\w*|una (?:vez|situación|ocasión|experiencia)|"
    r"un (?:ejemplo|caso|"
    r"momento|conflicto|error|proyecto)|historia)\b"
    r"|\b(?:cont[ea](?:-(?:me|nos))?|uma (?:vez|situação|ocasião|experiência)|um (?:exemplo|caso|momento|conflito|"
    r"erro|"
    r"projeto)|história)\b"
    r"|\b(?:(?:mi|ci) (?:parli|racconti)|raccont\w+|parlami|una (?:volta|situazione|occasione)|un (?:esempio|"
    r"caso|errore|"
    r"conflitto|momento|progetto)|storia)\b"
    r"|\b(?:vertel\w*|een (?:keer|situatie|voorbeeld|moment|lastig\w*|moeilijk\w*)|verhaal|ervaring)\b"
    r"|\b(?:berätta\w*|en (?:gång|situation|händelse)|ett exempel|fortæl\w*|fortell\w*|beskriv\w*|et eksempel|"
    r"en gang|"
    r"historie|kerro\w*|esimerkki|tilante\w*|tilanne|segðu|lýs\w*)\b"
    r"|\b(?:opowied\w+|opisz|sytuacj\w+|przykład\w*|vyprávě\w*|popiš\w*|řekněte|situac\w+|příklad\w*|"
    r"porozpráv\w*|opíš\w*|"
    r"situáci\w*|ispričaj\w*|opiši\w*|primjer\w*|primer\w*|povestiți\w*|povesteșt\w*|descrie\w*|exemplu|"
    r"mesélj\w*|meséld\w*|"
    r"példá\w*|helyzet\w*|papasakok\w*|pastāst\w*|rääki\w*|räägi\w*|explic\w+ una|una vegada)\b"
    r"|\b(?:расскажи\w*|опиши\w*|случа[йяе]\w*|ситуаци\w*|пример\w*|истори[яюи]|опыт\w*|розкажі\w*|опишіть|випад\w*|"
    r"разкаж\w*|опишете|испричај\w*)\b"
    r"|\b(?:πείτε|περιγράψτε|μια φορά|παράδειγμα|anlat\w*|örnek|bir (?:olay|durum|kez|keresinde)|kể|một lần|ví dụ|"
    r"cerita\w*|ceritera\w*|pernah|contoh|pengalaman|ikuwento|karanasan)\b"
    r"|बताइए|बताएँ|बताओ|बताएं|घटना|परिस्थिति|अनुभव|উদাহরণ|ঘটনা|বলুন|সময়ের কথা|சொல்லுங்கள்|حدثن|احك|صف |موقف|"
    r"تجربة|مثال|تعریف کنید|"
    r"ספר|תאר|דוגמה|מקרה|เล่า|ประสบการณ์|ตัวอย่าง|一次|一段|讲一|讲述|说说|谈谈|举(?:个|一个)?例|经历|案例|故事|"
    r"经验|經驗|經歷|経験|話して|聞かせて|エピソード|体験|出来事|경험|사례|이야기|말해|말씀해"
)
"""A prompt that asks for something that happened, or a title that says that a story follows."""

OPPOSED = re.compile(
    r"(?:pros?|cons?|advantages?|disadvantages?|benefits?|drawbacks?|upsides?|downsides?|trade ?offs?|strengths?|"
    r"weaknesses|definition|syntax|usage|use cases?|when to use|when not to use|complexity|time|space|meaning|"
    r"vorteile?|nachteile?|definition|ventajas?|desventajas?|definición|avantages?|inconvénients?|définition|"
    r"vantagens?|desvantagens?|definição|vantagg\w+|svantagg\w+|voordelen|nadelen|fördelar|nackdelar|zalety|"
    r"wady|výhody|"
    r"nevýhody|плюсы|минусы|преимущества|недостатки|определение|优点|缺点|优势|劣势|定义|メリット|デメリット|"
    r"定義|장점|단점|정의|"
    r"artıları|eksileri|avantajları|dezavantajları|tanım|फायदे|नुकसान|परिभाषा)"
)
"""Labels of what is compared or defined: nothing that happened."""

IN_ORDER: dict[str, re.Pattern[str]] = {
    "situation": re.compile(
        r"\b(?:happened|where|back(?:drop|story)|before|start\w*|began|mess|passiert|lage|anfang|passé|départ|pasó|"
        r"ocurrió|aconteceu|successo|inizio|begon|hände|hændte|skjedde|tapahtui|var det|stało|stalo|было|произошло|"
        r"случилось|сталося|беше|történt|oldu|durum)\b|हुआ था|发生|起因|起きた|あったこと"
    ),
    "task": re.compile(
        r"\b(?:part|role|job|task|duty|responsib\w*|mission|assignment|goal|auftrag|aufgabe|rolle|anteil|rôle|tâche|"
        r"papel|tarea|función|papel|tarefa|parte|ruolo|compito|aandeel|rol|taak|del|ansvar|roll|uppgift|oppgave|"
        r"opgave|"
        r"rola|rolę|zadanie|role|úkol|роль|задача|отвечал[аи]?|завдання|szerep\w*|feladat\w*|görev\w*|rol\w*|"
        r"tehtävä\w*|"
        r"rooli\w*|vai trò|nhiệm vụ|peran|tugas)\b|ज़िम्मेदारी|भूमिका|काम|役割|担当|任务|角色|职责|역할|과제"
    ),
    "action": re.compile(
        r"\b(?:did|done|do(?:ing)?|moves?|steps?|deeds?|made|took|getan|gemacht|tat|fait|hice|hicimos|hecho|fiz|"
        r"fizemos|"
        r"feito|fatto|deed|gedaan|gjorde|gjort|tein|teimme|zrobił\w*|zrobił[ae]m|udělal\w*|urobil\w*|"
        r"сделал[аи]?|делал[аи]?|"
        r"зробив|зробила|зробили|tettem|csináltam|yaptı\w*|yaptığım|eylem|făcut|έκανα|làm|lakukan|kulakukan|fet)\b|"
        r"किया|やった|した|行なった|做|한 일|했"
    ),
    "result": re.compile(
        r"\b(?:end(?:ed|ing)?|after(?:wards)?|danach|después|depois|après|dopo|"
        r"came|result\w*|aftermath|upshot|pay ?off|outcome|finish\w*|turned out|ausg\w+|ende|"
        r"ergebnis\w*|terminé\w*|fini|résultat\w*|acab\w+|terminó|resultad\w+|terminou|finit\w+|com'è finita|"
        r"risultat\w+|"
        r"afliep|afloop|resultaa?t\w*|slut\w*|loppu\w*|päätty\w*|skończył\w*|wynik\w*|skutek|efekt|dopadlo|"
        r"skončil\w*|"
        r"výsled\w+|кончил\w*|закончил\w*|итог\w*|результат\w*|закінчил\w*|eredmény\w*|vége|sonu\w*|bitti|"
        r"rezultat\w*|"
        r"kết quả|hasil\w*|τέλος|αποτέλεσμα)\b|नतीजा|परिणाम|結果|结果|結末|결과"
    ),
    "learning": re.compile(
        r"^(?:so|ergo|moral)$|\b(?:learn\w*|taught|teach\w*|"
        r"lessons?|take ?aways?|stay(?:ed|s)|differently|redo|next time|keep|again|bleibt|gelernt|"
        r"mitgenommen|"
        r"lehre|retien\w*|appris|leçon\w*|aprend\w*|queda|fica|imparat\w*|lezione|resta|geleerd|les|lärdom\w*|"
        r"bär med|lærte|"
        r"opi\w*|wnios\w+|nauczy\w*|poučení|naučil\w*|вывод\w*|урок\w*|понял\w*|висновок|tanuls\w*|ders\w*|"
        r"öğrendi\w*|"
        r"învăț\w*|bài học|pelajaran|μάθημα|έμαθα)\b|सीख|学|教訓|教训|收获|感想|배운|교훈"
    ),
}
"""Words by which a label says where it stands in a story; its place among the others weighs more."""

ASKED = re.compile(
    r"\b(?:questions?|asked|answers|fragen?|beantwortet|répond|preguntas?|responde|perguntas?|domand[ae]|risponde|"
    r"vragen|"
    r"vraag|frågor|fråga|spørsmål|spørgsmål|pytani\w*|otázk\w*|вопрос\w*|питанн\w*|soru\w*|kérdés\w*|întreb\w*|"
    r"pertanyaan|câu hỏi|ερωτήσ\w+)\b|सवाल|प्रश्न|أسئلة|שאלות|คำถาม|问题|提问|質問|질문"
)
"""A label above the questions that stories answer."""
