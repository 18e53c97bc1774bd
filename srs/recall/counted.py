"""What is counted: which words name the same thing, in number, language and synonym."""

from __future__ import annotations

_THINGS = (  # one thing a line, the first word stands for it
    "people person persons folks ppl worker workers individual individuals inhabitant inhabitants einwohner residents "
    "capita head kopf tête habitant testa cabeza colleague colleagues human humans employee employees staff headcount "
    "fte ftes heads leute personen mitarbeiter mitarbeitende personnes personas persone pessoas mensen",
    "engineer engineers developer developers dev devs programmer programmers ingenieure entwickler ingénieurs "
    "ingenieros ingegneri engenheiros",
    "query queries q anfragen abfragen requêtes consultas",
    "request requests req reqs anfrage anfragen requêtes richieste solicitudes peticiones pedidos call calls",
    "transaction transactions tx txn txns txs transaktionen",
    "user users nutzer benutzer utilisateurs usuarios utenti usuários gebruikers",
    "customer customers client clients kunden kunde clientes clienti klanten",
    "token tokens",
    "event events ereignisse",
    "message messages msg msgs nachrichten",
    "row rows record records zeilen",
    "frame frames",
    "revolution revolutions rotation rotations",
    "operation operations op ops",
    "core cores cpu cpus vcpu vcpus",
    "node nodes server servers machine machines host hosts box boxes",
    "incident incidents outage outages",
    "bug bugs defect defects",
    "document documents doc docs dokumente",
    "ticket tickets",
    "step steps",
    "page pages",
    "parameter parameters params param weights",
    "word words wörter",
    "patient patients patienten pazienti pacientes",
    "item items piece pieces unit units stück",
    "epoch epochs",
    "deploy deploys deployment deployments release releases rollout rollouts",
    "subscriber subscribers sub subs abonnenten abonnés suscriptores",
    "app apps application applications",
    "rep reps representative representatives salesperson salespeople",
    "store stores shop shops outlet outlets laden läden filialen geschäfte magasins tiendas negozi",
    "car cars vehicle vehicles automobile automobiles auto autos wagen fahrzeuge voitures coches macchine",
    "student students pupil pupils schüler schülerinnen schülern studenten élèves alumnos estudiantes studenti",
    "child children kid kids kind kinder kindern enfants niños bambini crianças",
    "warehouse warehouses depot depots lager",
    "teacher teachers lehrer lehrkräfte professeurs profesores",
    "woman women lady ladies frau frauen femme femmes mujer mujeres donne mulheres",
    "man men gentlemen mann männer hommes homme hombre hombres uomini homens",
    "movie movies film films filme",
    "flat flats apartment apartments wohnung wohnungen",
    "house houses home homes haus häuser",
    "firm firms company companies business businesses firmen unternehmen entreprises empresas aziende",
    "order orders bestellung bestellungen commandes pedidos",
    "test tests check checks",
    "site sites location locations standorte standort branch branches office offices",
    "country countries nation nations land länder ländern pays países paesi",
    "city cities town towns stadt städte städten villes ciudades città",
    "beat beats",
    "visitor visitors guest guests besucher gäste visiteurs visitantes",
    "view views impression impressions",
    "follower followers",
    "mistake mistakes error errors fehler erreurs errores",
    "meal meals",
    "volunteer volunteers freiwillige",
    "repo repos repository repositories",
    "sprint sprints iteration iterations",
    "job jobs position positions stellen",
    "seat seats license licenses licence licences",
    "vote votes ballot ballots stimmen",
    "trip trips journey journeys fahrten",
    "lesson lessons class classes unterrichtsstunden",
    "book books buch bücher büchern livres libros",
    "team teams squad squads crew crews",
    "project projects projekt projekte projets proyectos",
    "meeting meetings",
    "game games match matches spiel spiele spielen partidos",
    "win wins victory victories sieg siege victoires victorias",
    "loss losses defeat defeats niederlagen défaites derrotas",
    "star stars stern sterne sternen étoiles estrellas",
    "bed beds betten lits camas",
    "nurse nurses pfleger pflegekräfte infirmières",
    "doctor doctors physician physicians ärzte médecins",
    "dog dogs",
    "cat cats",
    "goal goals tor tore toren buts goles",
    "aeroplane aeroplanes airplane airplanes plane planes aircraft",
    "lorry lorries truck trucks",
    "photo photos picture pictures",
    "member members mitglied mitglieder mitgliedern membres miembros",
    "exam exams examination examinations",
    "lab labs laboratory laboratories",
    "storey storeys story floor floors stockwerke étages",
    "case cases",
    "attempt attempts try tries retry retries",
    "reply replies response responses answer answers",
    "participant participants teilnehmer teilnehmern teilnehmende teilnehmenden respondent respondents",
    "supplier suppliers vendor vendors lieferanten",
    "district districts borough boroughs",
    "language languages sprachen langues idiomas",
    "lamp lamps light lights lampe lampen",
    "dollar dollars",
)
_THING = {word: line.split()[0] for line in reversed(_THINGS) for word in line.split()}


def thing(word: str) -> str:
    """Return what a counted thing is called here: one name for one and many of it, and for names that mean the same."""
    if word in _THING:
        return _THING[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def known(name: str) -> bool:
    """Return whether a name that `thing` gave stands for things that are listed here, and not for any word."""
    return name in _LISTED


def same(one: str, other: str) -> bool:
    """Return whether two names that `thing` gave mean one thing: the same, or one cut short, as `sub` for "
    "subscriber."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    shared = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if shared >= max(7, 0.75 * len(long)):
        return True  # Teilnehmer and Teilnehmende
    return len(short) >= 3 and len(long) >= len(short) + 3 and long.startswith(short)


def alike(one: str, other: str) -> bool:
    """Return whether two English names mean one thing, as far as the thesaurus knows: jab and vaccination."""
    from srs.recall.thesaurus import contrary, same

    return same(one, other) and not contrary(one, other) and not (known(one) and known(other))


_LISTED = frozenset(_THING.values())
