"""Words that say the opposite of each other, or another quantity: stay and leave, all and some, hour and day."""

from __future__ import annotations

from srs.recall.lexicon import words
from srs.recall.wording import QUANTIFIERS, stem

_UNITS = frozenset(words("second minute hour day week month year decade millisecond sekunde tag woche monat jahr"))
_ASKING = frozenset(words("what why where when who how which was warum wo wann wer wie quoi pourquoi où quand qui"))
_ANTONYMS = tuple(
    tuple(pair.split("/"))
    for pair in words(
        "stop/keep stopped/kept personne/tout once/twice eventual/strong morning/evening day/night halve/double "
        "halved/doubled halbiert/verdoppelt before/after more/less more/fewer increase/decrease increase/reduce "
        "increase/cut up/down faster/slower fast/slow high/low higher/lower win/lose first/last big/small "
        "large/small larger/smaller bigger/smaller good/bad better/worse best/worst start/stop begin/end add/remove "
        "simple/complex easy/hard early/late earlier/later above/below over/under push/pull strong/weak always/never "
        "all/none everything/nothing success/failure succeed/fail cheap/expensive cheaper/dearer read/write "
        "open/close open/closed in/out with/without left/right rise/fall rose/fell grow/shrink grew/shrank gain/lose "
        "accept/reject allow/forbid enable/disable internal/external public/private inside/outside "
        "synchronous/asynchronous sync/async optimistic/pessimistic buy/sell maximum/minimum maximise/minimize "
        "maximize/minimize max/min same/different together/apart true/false right/wrong short/long shorter/longer "
        "old/new near/far many/few most/least more/least strength/weakness agree/disagree trust/distrust build/break "
        "build/buy upstream/downstream horizontal/vertical customer/competitor problem/solution raise/lower "
        "up/downwards save/spend precision/recall latency/throughput consistency/availability hot/cold light/heavy "
        "must/may must/might should/shouldn't can/cannot love/hate like/dislike vorher/nachher vor/nach mehr/weniger "
        "schneller/langsamer immer/nie avant/après plus/moins antes/después más/menos prima/dopo più/meno "
        "cause/effect question/answer asked/answered listen/talk speak/listen boring/exciting teach/learn "
        "taught/learned most/little all/little miss/make missed/made miss/catch missed/caught miss/hit answer/ignore "
        "protect/ignore respect/ignore obey/ignore use/ignore trust/ignore follow/ignore keep/ignore grant/refuse "
        "grant/deny until/once until/when until/after until/if if/unless when/unless because/although because/but "
        "stay/leave stayed/left stay/go come/go work/fail works/fails worked/failed hide/reveal hid/revealed "
        "hide/show hid/showed absorb/cause solve/cause prevent/cause cure/cause stop/cause protect/punish "
        "protect/attack reward/punish praise/blame help/hurt help/hinder help/harm heal/harm heal/hurt destroy/build "
        "destroy/create ruin/build ruin/save include/exclude including/excluding attract/repel send/receive "
        "sent/received give/take gave/took given/taken join/leave joined/left enter/leave lead/follow led/followed "
        "accept/refuse admit/deny support/oppose encourage/discourage expand/contract extend/shorten "
        "lengthen/shorten strengthen/weaken widen/narrow fill/empty live/die survive/die survive/kill kill/save "
        "killed/saved kill/heal improve/worsen approve/reject allow/prevent enable/prevent let/prevent permit/forbid "
        "continue/stop continued/stopped arrive/leave appear/disappear attach/detach include/omit remember/forget "
        "remembered/forgot know/guess believe/doubt trust/doubt trust/fear love/fear hope/fear enjoy/hate "
        "enjoy/dread laugh/cry smile/frown pass/fail thrive/fail thrive/die flourish/fail obey/disobey pay/owe "
        "climb/fall lift/drop raise/drop hold/drop catch/drop catch/throw float/sink lose/find lost/found lose/keep "
        "lost/kept keep/break kept/broke kept/broken keep/drop keep/remove keep/delete earn/lose save/waste "
        "save/cost saves/costs saved/cost make/lose made/lost speed/slow speeds/slows hurry/wait rush/wait "
        "ignore/notice miss/notice ignore/heed hire/fire hired/fired fix/break fixed/broke repair/break mend/break "
        "celebrate/mourn invite/exclude unite/divide united/divided merge/split join/split share/hoard borrow/lend "
        "rent/own owe/own ask/tell mine/yours past/future yesterday/tomorrow today/tomorrow today/yesterday "
        "now/later sooner/later summer/winter spring/autumn north/south east/west top/bottom front/back head/tail "
        "beginning/end start/finish entrance/exit arrival/departure birth/death life/death war/peace friend/enemy "
        "ally/enemy hero/villain winner/loser profit/loss asset/liability income/expense supply/demand "
        "theory/practice body/mind truth/lie fact/fiction fact/opinion gift/burden gift/curse blessing/curse "
        "cure/disease poison/cure defence/prosecution defense/prosecution defence/offence defense/offense "
        "patient/doctor patient/nurse teacher/student parent/child buyer/seller lender/borrower employer/employee "
        "landlord/tenant host/guest author/reader writer/reader speaker/listener predator/prey master/servant "
        "freedom/slavery love/anger love/hatred courage/fear hope/despair joy/sorrow pride/shame wisdom/folly "
        "order/chaos silence/noise light/darkness wealth/poverty luck/skill talent/luck quiet/loud silent/loud "
        "silent/noisy cheap/costly cheap/dear quick/slow rapid/slow swift/slow brief/long brief/lengthy full/empty "
        "rich/poor wet/dry clean/dirty safe/dangerous safe/risky brave/afraid brave/cowardly calm/angry happy/sad "
        "glad/sorry kind/cruel polite/rude gentle/harsh soft/hard smooth/rough sharp/blunt tight/loose thick/thin "
        "wide/narrow deep/shallow tall/short young/old fresh/stale ripe/rotten alive/dead awake/asleep "
        "present/absent guilty/innocent honest/dishonest humble/proud lazy/busy idle/busy useful/useless "
        "harmless/harmful possible/impossible easy/difficult simple/complicated plain/fancy modern/ancient "
        "ordinary/special common/rare visible/invisible certain/doubtful certain/unsure major/minor "
        "positive/negative single/multiple whole/half less/most enough/too much/little many/little often/rarely "
        "often/seldom frequently/rarely usually/rarely always/rarely always/sometimes sometimes/never often/never "
        "quickly/slowly easily/hardly well/badly well/poorly openly/secretly publicly/privately loudly/quietly "
        "forward/backward ahead/behind away/toward for/against with/against including/except even/except "
        "besides/except apart/including both/neither either/neither everywhere/nowhere somewhere/nowhere "
        "indoors/outdoors bevor/nachdem vor/hinter vorher/danach oft/selten alle/keiner alles/nichts jeder/niemand "
        "jeder/keiner viel/wenig viele/wenige gross/klein alt/neu alt/jung gut/schlecht besser/schlechter "
        "schnell/langsam teuer/billig teurer/billiger stark/schwach laut/leise hell/dunkel heiss/kalt lang/kurz "
        "früh/spät erste/letzte ersten/letzten offen/geschlossen einfach/schwierig leicht/schwer gewinnen/verlieren "
        "gewinnt/verliert geben/nehmen öffnen/schliessen steigen/sinken steigt/sinkt wächst/schrumpft beginnen/enden "
        "kaufen/verkaufen lieben/hassen liebe/hass frage/antwort freund/feind heute/morgen gestern/morgen oben/unten "
        "innen/aussen links/rechts richtig/falsch wahr/falsch mit/ohne für/gegen immer/selten grand/petit "
        "grande/petite bon/mauvais bonne/mauvaise meilleur/pire premier/dernier première/dernière premiers/derniers "
        "vite/lentement rapide/lent facile/difficile fort/faible haut/bas chaud/froid long/court vieux/jeune "
        "nouveau/ancien vrai/faux avec/sans pour/contre beaucoup/peu souvent/rarement toujours/rarement tous/aucun "
        "tout/rien gagner/perdre gagne/perd ouvrir/fermer ouvre/ferme commencer/finir acheter/vendre achète/vend "
        "aimer/détester donner/prendre monter/descendre question/réponse ami/ennemi hier/demain demain/aujourd'hui "
        "jour/nuit matin/soir dedans/dehors grande/pequeño grande/pequeña bueno/malo buena/mala mejor/peor "
        "primero/último primera/última primer/último rápido/lento caro/barato cara/barata fácil/difícil fuerte/débil "
        "alto/bajo caliente/frío largo/corto viejo/joven nuevo/viejo verdadero/falso verdad/mentira con/sin "
        "mucho/poco muchos/pocos todos/nadie todo/nada ganar/perder gana/pierde abrir/cerrar abre/cierra "
        "empezar/terminar comprar/vender compra/vende amar/odiar dar/tomar subir/bajar sube/baja pregunta/respuesta "
        "amigo/enemigo ayer/mañana hoy/mañana día/noche duda/certeza dentro/fuera vida/muerte amor/odio "
        "grande/piccolo grande/piccola buono/cattivo migliore/peggiore meglio/peggio primo/ultimo prima/ultima "
        "veloce/lento caro/economico forte/debole alto/basso caldo/freddo lungo/corto vecchio/nuovo vero/falso "
        "con/senza molto/poco molti/pochi tutti/nessuno tutto/niente vincere/perdere vince/perde aprire/chiudere "
        "apre/chiude iniziare/finire comprare/vendere amare/odiare domanda/risposta amico/nemico ieri/domani "
        "oggi/domani giorno/notte grande/pequeno bom/mau boa/má melhor/pior primeiro/último primeira/última "
        "forte/fraco alto/baixo quente/frio longo/curto velho/novo verdadeiro/falso com/sem muito/pouco "
        "muitos/poucos todos/ninguém tudo/nada ganhar/perder ganha/perde abrir/fechar começar/terminar "
        "pergunta/resposta amigo/inimigo ontem/amanhã hoje/amanhã dia/noite dúvida/certeza sempre/raramente "
        "vida/morte groot/klein goed/slecht beter/slechter eerste/laatste snel/langzaam duur/goedkoop "
        "makkelijk/moeilijk sterk/zwak hoog/laag warm/koud lang/kort oud/nieuw waar/vals met/zonder veel/weinig "
        "iedereen/niemand alles/niets winnen/verliezen wint/verliest openen/sluiten beginnen/eindigen kopen/verkopen "
        "beaten/trailed beat/trailed beats/trails beat/trail led/trailed leads/trails lead/trail led/lagged leads/lags "
        "outperform/underperform outperforms/underperforms outperformed/underperformed outpaced/lagged exceeded/missed "
        "exceeds/misses exceed/miss met/missed meets/misses meet/miss overtook/trailed win/trail topped/trailed "
        "vraag/antwoord vriend/vijand gisteren/morgen vandaag/morgen dag/nacht altijd/zelden voor/na voor/tegen "
        "binnen/buiten leven/dood "
    )
)
ANTONYMS = frozenset(frozenset(pair) for pair in _ANTONYMS)
_STEMMED = frozenset(pair for pair in (frozenset(map(stem, pair)) for pair in _ANTONYMS) if len(pair) > 1)


def opposite(one: str, other: str) -> bool:
    """Return whether two words say the opposite of each other, or another quantity."""
    pairs = {frozenset((one, other)), frozenset((stem(one), stem(other)))}
    if pairs & ANTONYMS or pairs & _STEMMED:
        return True
    for group in (_UNITS, _ASKING):
        if {one, other} <= group or {one.removesuffix("s"), other.removesuffix("s")} <= group:
            return one.removesuffix("s") != other.removesuffix("s")
    ranks = [next((rank for rank, group in enumerate(QUANTIFIERS) if word in group), None) for word in (one, other)]
    return None not in ranks and ranks[0] != ranks[1]
