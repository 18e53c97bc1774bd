"""Words of which one excludes the other where a figure is said of them: uptime and downtime, won and lost."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from srs.recall.tokens import Token

_GROUPS = """
uptime availability available verfügbarkeit disponibilité disponibilidad / downtime unavailability unavailable
outage ausfallzeit ausfall indisponibilité

opened opens opening open geöffnet eröffnet offen ouvert ouverts ouverte ouvertes abierto abiertos abierta
abiertas / closed closes closing close resolved shut geschlossen fermé fermés fermée fermées cerrado cerrados
cerrada cerradas

won win wins winning victory victories gewonnen gewann gewannen siege sieg gagné gagnés victoires ganado
ganados ganó ganamos ganaron victorias vinto vinte vittorie / lost lose loses losing loss losses defeat
defeats verloren verlor niederlagen perdu perdus défaites perdido perdidos perdió perdimos derrotas perso
sconfitte

saved saves save saving savings gespart spart einsparung einsparungen économisé économisés économies ahorrado
ahorrados ahorramos ahorró ahorro risparmiato / cost costs costing wasted wastes waste kostet kostete gekostet
kosten spent spend spends lost coûté coûte coûts costó cuesta costaron costato

gained gains gain gaining won picked grew added attracted zugelegt / lost loses lose losing shed dropped bled
verloren

arr annual-recurring-revenue / mrr monthly-recurring-revenue

precision / recall sensitivity / specificity / accuracy / f1

passed pass passes passing succeeded succeed succeeds success successes successful bestanden bestand réussi
réussis aprobaron aprobados superato / failed fail fails failing failure failures unsuccessful flunked
durchgefallen échoué échecs suspendieron suspensos fallito

joined joins join joiners hired hires hire recruited recruits onboarded arrived eingestellt embauché embauchés
contratado contratados contratamos / left leave leaves leavers quit resigned fired layoffs laid-off dismissed
departed entlassen gekündigt licencié licenciés despedido despedidos

gross brutto brut brute bruto bruta lordo / net netto nette neto neta netto

upload uploads uploaded uploading upstream / download downloads downloaded downloading downstream

read reads reading / write writes writing written

revenue revenues sales turnover umsatz umsätze chiffre-d'affaires ventes ingresos ventas fatturato ricavi /
costs cost expenses expense spend spending expenditure kosten ausgaben coûts dépenses costes gastos costi
spese / profit profits earnings gewinn bénéfice bénéfices beneficio beneficios ganancias utile profitto / loss
losses deficit verlust verluste perte pertes pérdida pérdidas perdita

bought buy buys buying purchased acquired gekauft kauft kaufte acheté achetés comprado comprados compramos
comprato / sold sell sells selling verkauft verkaufte vendu vendus vendido vendidos vendimos venduto

top best / bottom worst

approved approve approves approval accepted accept accepts granted admitted angenommen genehmigt bewilligt
accepté acceptés approuvé aceptado aceptados aprobado / rejected reject rejects rejection declined denied
refused turned-down abgelehnt refusé refusés rejeté rechazado rechazados

retention retained / churn churned attrition

births birth born geburten geburt geboren naissances nacimientos nascite / deaths death died dying todesfälle
gestorben tote décès muertes morti

survived survive survivors survival alive überlebt überlebten survécu sobrevivieron / died die deaths dead
killed perished mortality starben gestorben morts murieron

imports import imported einfuhr einfuhren importations importaciones / exports export exported ausfuhr
ausfuhren exportations exportaciones

women woman female females girls girl frauen frau weiblich mädchen femmes femme filles mujeres mujer niñas
donne ragazze / men man male males boys boy männer mann männlich jungen hommes homme garçons hombres hombre
uomini ragazzi

minimum minimal lowest least / maximum maximal highest peak most

average avg averaged mean durchschnitt durchschnittlich moyenne promedio media / median mediana / maximum peak
highest max

year-over-year yoy year-on-year / month-over-month mom month-on-month / quarter-over-quarter qoq
quarter-on-quarter / week-over-week wow week-on-week

bc bce v-chr av-j a-c / ad ce n-chr

inbound incoming ingress inflow inflows / outbound outgoing egress outflow outflows

input inputs / output outputs

credit credits / debit debits

assets / liabilities

supply / demand

radius radii / diameter diameters / circumference

length / width breadth / height / depth

voltage / current

latitude / longitude

monday montag lundi lunes / tuesday dienstag mardi martes / wednesday mittwoch mercredi miércoles / thursday
donnerstag jeudi jueves / friday freitag vendredi viernes / saturday samstag samedi sábado / sunday sonntag
dimanche domingo

sunrise dawn / sunset dusk

breakfast / lunch / dinner supper

interest / principal

numerator / denominator

surplus / deficit

deposit deposits deposited / withdrawal withdrawals withdrew withdrawn

borrowed borrow borrowing / lent lend lending

lent lend loaned / borrowed borrow

sent send sends / received receive receives receiving

attended present attendance / absent absence absences missed

hit hits / miss misses missed

internal internally / external externally

public / private

domestic / foreign international overseas

urban / rural

indoor indoors / outdoor outdoors

full-time vollzeit / part-time teilzeit

remote remotely / onsite on-site office

online / offline

morning mornings / evening evenings

summer sommer verano / winter invierno hiver

weekday weekdays / weekend weekends

positive positives / negative negatives

new neue nouveaux nuevos / existing returning repeat old bestehende

fixed / variable

senior seniors / junior juniors

majority / minority

before prior previously within vor avant antes prima / after afterwards following since later now nach après
después dopo

start starts started beginning begins began / end ends ended finish finished

included including includes inclusive incl / excluded excluding excludes exclusive excl without

agree agreed agrees / disagree disagreed disagrees

satisfied happy / dissatisfied unhappy

favour favor / against opposed

north northern nord norden / south southern süd süden sud sur

east eastern osten est este / west western westen ouest oeste

frontend front-end / backend back-end

training train trained / test testing tested held-out / validation

ram memory arbeitsspeicher / disk storage ssd drive festplatte

cpu cpus / gpu gpus

hot warm / cold

legal / illegal

employed employment / unemployed unemployment jobless

teachers teacher / students student pupils pupil

adults adult / children child kids minors

patients patient / nurses nurse / doctors doctor physicians

buyers buyer / sellers seller

employees employee / employers employer

inhale inhaled / exhale exhaled

systolic / diastolic

homeowners owners owner / tenants renters tenant

ascent climb climbing climbed uphill / descent descending descended downhill

increase increased increases growth / decrease decreased decreases decline

pros / cons

odd / even

sunny / rainy rain

debt / equity

wholesale / retail

early earlier ahead / late later delayed behind overdue / on-time punctual punctually

melts melt melting / boils boil boiling

guilty convicted / innocent acquitted

daytime / nighttime

vegetarian vegan / meat
"""
"""What excludes each other, split by a stroke, an empty line between groups; a hyphen joins the words of a phrase."""

_AS_A_VERB = {"recall": frozenset(["i", "we", "can", "me", "to", "don't", "as"]), "mean": frozenset(["i", "you", "we"]),
              "left": frozenset(["was", "were", "are", "is", "minutes", "days", "hours", "weeks", "have", "has"]),
              "even": frozenset(["or", "and", "maybe", "not", ","]), "most": frozenset(["at", "the", "for"]),
              "now": frozenset(["oh"]),
              "least": frozenset(["at", "the"]), "later": frozenset(["no", "not"])}  # fmt: skip
"""Words that are none of these after others: I recall, I mean, at least."""


@lru_cache(maxsize=1)
def _index() -> tuple[dict[str, tuple[tuple[int, int], ...]], dict[tuple[str, ...], tuple[int, int]]]:
    """Return group and side of each word, and of each phrase."""
    of_words: dict[str, list[tuple[int, int]]] = {}
    of_phrases: dict[tuple[str, ...], tuple[int, int]] = {}
    for number, group in enumerate(_GROUPS.strip().split("\n\n")):
        for side, members in enumerate(" ".join(group.split()).split(" / ")):
            for member in members.split():
                of_words.setdefault(member.replace("-", ""), []).append((number, side))
                if "-" in member:
                    of_phrases[tuple(member.split("-"))] = (number, side)
    return {word: tuple(places) for word, places in of_words.items()}, of_phrases


def sides_at(found: Sequence[Token], at: int) -> tuple[tuple[int, int], ...]:
    """Return the groups of contrasts that a token belongs to, each with its side."""
    low = found[at].low
    before = found[at - 1].low if at > 0 else ""
    if low in _AS_A_VERB and before in _AS_A_VERB[low]:
        return ()
    of_words, of_phrases = _index()
    for length in (3, 2):
        # hyphens inside a phrase don't count
        following = [token.low for token in found[at : at + 2 * length] if token.low not in "-."][:length]
        place = of_phrases.get(tuple(following))
        if place is not None:
            return (place,)
    return of_words.get(low.removeprefix("d'").removeprefix("l'"), ())


def has_sides(word: str) -> bool:
    """Return whether a word belongs to a group."""
    return word in _index()[0]
