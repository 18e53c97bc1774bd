"""How people remind themselves and others of how to answer, in many languages; labels are those of `text.label`."""

from __future__ import annotations

import re

REMINDS = re.compile(
    r"(?:(?!(?:the|an?|this|first|early) )(?:\w+(?:'s)? ){0,3}(?:hint|reminder|warning|tip)|(?:coach|interviewer|recruiter|mentor)(?:'s)? (?:note|says?|comment)|"
    r"note (?:to (?:self|me|myself)|from \w+)|"
    r"remember|don't forget|watch out|look out|be careful|careful|beware|caution|heads up|trap|catch|trick|danger|mind|psst|"
    r"achtung|vorsicht|aufpassen|pass auf|merke?|nicht vergessen|denk dran|falle|haken|obacht|hintergrund|"
    r"ojo|cuidado|recuerda|recordar|no olvid(?:ar|es)|trampa|aviso|pista|"
    r"attention|rappel|piège|gare|méfiance|ne pas oublier|n'oublie pas|"
    r"lembrete|lembrar|lembre|não esquecer|pegadinha|armadilha|atenção|"
    r"attenzione|occhio|ricorda(?:re|ti)?|non dimenticare|trappola|tranello|"
    r"let op|pas op|onthoud(?:en)?|niet vergeten|valkuil|"
    r"obs|tänk på|kom ihåg|glöm inte|se upp|fälla|husk|pass på|felle|fælde|fallgruve|"
    r"uwaga|haczyk|pamiętaj|pamiętać|nie zapomnieć|pułapka|pozor|nezapomenout|háček|"
    r"внимание|осторожно|помни(?:ть)?|не забыть|подвох|ловушка|обережно|пам'ятати|увага|"
    r"dikkat|unutma|tuzak|figyelem|vigyázz|atenție|προσοχή|muista|huom|"
    r"提醒|小心|记住|别忘(?:了)?|陷阱|忘れずに|要注意|罠|함정|조심|잊지 ?말(?:자|것)|सावधान|ध्यान|انتبه|تذكر|זהירות)"
)
"""Labels of what one reminds oneself of, or is reminded of by others; matched against labels."""
REMARKS = re.compile(
    r"(?:hinter|back)grund|background|context|kontext|fyi|nb|n\.b\.|nota(?: bene)?|hinweis|anmerkung|remarque|à noter|contexte|contexto|"
    r"opmerking|kontekst|примечание|важно|important|wichtig|importante|belangrijk|viktigt|ważne|note|kommentar|comment|注意|補足|备注|참고"
)
"""Labels of a remark only where its look sets it apart from what is said."""
OF_THEM = re.compile(
    r"\b(?:the |this |your |an? )?(?:(?:\w+ )?interviewers?|(?:the|our) (?:panel|chair|committee|examiners?|jury|board|director|boss)|hiring managers?|recruiters?|"
    r"assessors?|examiners?|prüfer\w*|kommission|el tribunal|la comisión|le jury|le recruteur|a banca|la commissione|"
    r"de commissie|komisja|комиссия|собеседующ\w+)\b[^.?!]{0,60}?\b(?:hates?|loves?|likes?|scores?|wants?|asks?|will|would|has|have been|"
    r"is going|expects?|listens?|knows?|wrote|cares?|hasst|mag|fragt|wird|will|stoppt|achtet|odia|pregunta\w*|quiere|valora|déteste|aime|demande\w*|"
    r"veut|odeia|vai|pergunta\w*|quer|odia|chiede\w*|vuole|haat|vraagt|wil|pyta|zapyta|lubi|спросит|любит|хочет)\b"
)
"""Somebody on the other side of the table, and what they like, ask or know."""
DIRECTS = re.compile(
    r"(?:use|see|tell|take|lead with|start with|end (?:on|with)|open with|close with|mention|skip|keep (?:it|this|him|her|them|the|to|under)|pause|"
    r"slow|slow down|smile|breathe|look at|stop (?:there|here|talking)|don'?t|do not|never|avoid|remember|stress|"
    r"(?:long|short) answer|say (?:it|this)|go (?:slow|easy)|make sure|"
    r"nimm|erzähl\w*|langsam|lächeln|pause|nicht|kurz halten|cuenta|contar|usar?|hablar despacio|pausa|no|sonríe|sonreír|"
    r"raconter|utiliser|parler lentement|ne pas|sourire|falar|contar|não|nao|sorrir|pausar|"
    r"usare|raccontare|parlare piano|non|sorridere|gebruik|vertel|rustig|niet|berätta|använd|inte|lugnt|"
    r"opowiedz\w*|użyj|nie|wolno|powoli|рассказать|не|медленно|пауза|anlat|yavaş|gülümse)\b"
    r"|.*(?:ゆっくり|話す|使う|笑顔|慢(?:一)?点|不要|别|천천히)"
)
"""How a remark to oneself begins: what to do, and how to say it."""
NOT_TO = re.compile(
    r"(?:please |bitte |por favor |s'il te plaît )?(?:don['’]?t|do not|never|nicht|nie(?:mals)?|bloß nicht|no|nunca|ne|não|nao|non|mai|"
    r"niet|nooit|inte|aldrig|ikke|nie|ne|не)\s+",
    re.IGNORECASE,
)
"""How a reminder forbids something."""
