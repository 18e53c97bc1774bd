"""Units, by the names and signs that people write and say them with, in several languages.

A table of our own: what is typed here is `40 Mio. Euro`, `p99 in ms`, `10k QPS` and `half a per cent`, next to which the
conversion of feet to metres, a quantity library's work, is a row of factors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from srs.recall.lexicon import words
from srs.recall.tokens import Shape, Token, plain
from srs.recall.tokens import tokens as tokens_of


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts: a family of units that can be turned into each other, and its size in that family."""

    family: str
    size: float = 1.0
    per: Unit | None = None
    """What it is counted per."""

    @property
    def counted(self) -> bool:
        """Whether it is a thing that is counted (engineers, requests) and no unit of measure."""
        return self.family.startswith("thing:")


SHARE = Unit("share", 0.01)
POINTS = Unit("points", 0.01)
BASIS_POINTS = Unit("basis", 0.0001)
FOLD = Unit("fold")
SECOND = Unit("time")
_DAY = 86_400.0

_NAMES = {
    ("share", 0.01): "%|percent|per cent|pct|prozent|v h|por ciento|por cento|per cento|percento|pour cent|pour-cent|procent|"
    "percentage|percents|процентов|процента|процент",
    ("share", 0.001): "‰|per mille|per mil|permille|per mill|promille|pour mille|por mil|per thousand",
    ("share", 1e-6): "ppm",
    ("basis", 0.0001): "bp|bps|basis point|basis points|basispunkte|basispunkt|basispunkten|bips|points de base|puntos básicos",
    ("points", 0.01): "pp|ppt|ppts|percentage point|percentage points|percent points|percent point|prozentpunkte|prozentpunkt|"
    "prozentpunkten|points de pourcentage|puntos porcentuales|punti percentuali|pontos percentuais|procentpunten|%-punkte|"
    "%-points|% points|pct points|p p",
    ("fold", 1): "x|×|times|fold|-fold|-x|mal|fach|-fach|fache|fois|veces|volte|vezes|keer|maal",
    ("time", 1e-9): "ns|nanosecond|nanoseconds|nanos|nanosekunden|nanosecondes|nanosegundos",
    ("time", 1e-6): "μs|us|microsecond|microseconds|micros|mikrosekunden|microsecondes|microsegundos|mikrosekunde",
    ("time", 1e-3): "ms|msec|msecs|millis|milli|millisecond|milliseconds|millisec|millisecs|mil seconds|millisekunde|millisekunden|"
    "milliseconde|millisecondes|milisegundo|milisegundos|millisecondi|millisecondo|milissegundos|milliseconden|毫秒|ミリ秒|밀리초",
    ("time", 1): "s|sec|secs|second|seconds|sekunde|sekunden|sek|seconde|secondes|segundo|segundos|secondo|secondi|"
    "seconden|秒|초",
    ("time", 60): "min|mins|minute|minutes|minuten|minuto|minutos|minuti|minuut|分|分钟|분",
    ("time", 3600): "h|hr|hrs|hour|hours|stunde|stunden|std|heure|heures|hora|horas|ora|ore|uur|uren|小时|時間|시간",
    ("time", _DAY): "d|day|days|tag|tage|tagen|jour|jours|día|días|dia|dias|giorno|giorni|dag|dagen|天|日|일",
    ("time", 7 * _DAY): "w|wk|wks|week|weeks|woche|wochen|semaine|semaines|semana|semanas|settimana|settimane|weken|週間|周|주",
    ("time", 14 * _DAY): "fortnight|fortnights",
    ("time", 30.4375 * _DAY): "mo|mos|month|months|monat|monate|monaten|mois|mes|meses|mese|mesi|mês|maand|maanden|个月|か月|ヶ月|개월",
    ("time", 91.3125 * _DAY): "quarter year|quartal|quartale|trimestre|kwartaal",
    ("time", 365.25 * _DAY): "y|yr|yrs|year|years|jahr|jahre|jahren|ans|année|années|año|años|anno|anni|ano|anos|jaar|年|년",
    ("time", 3652.5 * _DAY): "decade|decades|jahrzehnt|jahrzehnte",
    ("data", 0.125): "bit|bits",
    ("data", 125.0): "kbit|kbits|kilobit|kilobits",
    ("data", 125e3): "mbit|mbits|megabit|megabits",
    ("data", 125e6): "gbit|gbits|gigabit|gigabits",
    ("data", 1): "byte|bytes|octets",
    ("data", 1e3): "kb|kilobyte|kilobytes",
    ("data", 1e6): "mb|megabyte|megabytes|meg|megs",
    ("data", 1e9): "gb|gig|gigs|gigabyte|gigabytes",
    ("data", 1e12): "tb|terabyte|terabytes",
    ("data", 1e15): "pb|petabyte|petabytes",
    ("data", 1e18): "eb|exabyte|exabytes",
    ("data", 1024.0): "kib|kibibyte|kibibytes",
    ("data", 1024.0**2): "mib|mebibyte|mebibytes",
    ("data", 1024.0**3): "gib|gibibyte|gibibytes",
    ("data", 1024.0**4): "tib|tebibyte|tebibytes",
    ("money:USD", 1): "$|us$|usd|dollar|dollars|buck|bucks|dólares|dólar|dollari|dollaro|us dollars",
    ("money:EUR", 1): "€|eur|euro|euros|eur.",
    ("money:GBP", 1): "£|gbp|pound|pounds|quid|pfund|sterling|pounds sterling|livres",
    ("money:CHF", 1): "chf|franken|swiss francs|francs|sfr",
    ("money:JPY", 1): "¥|jpy|yen|円",
    ("money:INR", 1): "₹|inr|rupees|rupee|rs",
    ("money:CNY", 1): "cny|rmb|yuan|元",
    ("money:BRL", 1): "r$|brl|reais",
    ("money:SEK", 1): "sek|kronor",
    ("money:PLN", 1): "pln|zł|zloty|złoty",
    ("money:cent", 0.01): "euro cent|euro cents|eurocent|eurocents|us cents|cent|cents|¢|ct",
    ("length", 1e-9): "nm|nanometer|nanometers|nanometre|nanometres",
    ("length", 1e-6): "μm|micron|microns|micrometer|micrometers",
    ("length", 1e-3): "mm|millimeter|millimeters|millimetre|millimetres",
    ("length", 1e-2): "cm|centimeter|centimeters|centimetre|centimetres|zentimeter|centímetros",
    ("length", 1): "m|meter|meters|metre|metres|mètres|metros|metri",
    ("length", 1e3): "km|kilometer|kilometers|kilometre|kilometres|kilometern|kilómetros|chilometri|quilômetros|kilomètres",
    ("length", 1609.344): "mile|miles|mi|meilen",
    ("length", 0.3048): "ft|foot|feet",
    ("length", 0.0254): "inch|inches",
    ("area", 1): "m²|m2|sqm|square meters|square metres|square meter|square metre|qm|quadratmeter",
    ("area", 10_000.0): "ha|hectare|hectares|hektar",
    ("area", 1e6): "km²|km2|square kilometers|square kilometres|quadratkilometer",
    ("volume", 1e-3): "ml|milliliter|milliliters|millilitre|millilitres",
    ("volume", 1): "l|liter|liters|litre|litres|litern|litros|litri",
    ("volume", 3.785411784): "gallon|gallons|gal",
    ("volume", 1000.0): "m³|m3|cubic meters|cubic metres|kubikmeter",
    ("mass", 1e-9): "μg|ug|mcg|microgram|micrograms",
    ("mass", 1e-6): "mg|milligram|milligrams|milligramm|miligramos",
    ("mass", 1e-3): "g|gram|grams|gramm|gramme|grammes|gramos|grammi",
    ("mass", 1): "kg|kilo|kilos|kilogram|kilograms|kilogramm|kgs",
    ("mass", 1000.0): "t|ton|tons|tonne|tonnes|tonnen|toneladas|tonnellate|ton.",
    ("mass", 0.45359237): "lb|lbs",
    ("mass", 0.028349523125): "oz|ounce|ounces",
    ("temperature:C", 1): "°c|celsius|degrees celsius|degree celsius|grad celsius|grad|° c|degrees c|degrees",
    ("temperature:F", 1): "°f|fahrenheit|degrees fahrenheit|° f|degrees f",
    ("energy", 1): "j|joule|joules",
    ("energy", 3.6e3): "wh|watt hours",
    ("energy", 3.6e6): "kwh|kilowatt hour|kilowatt hours|kilowattstunden",
    ("energy", 3.6e9): "mwh|megawatt hours|megawattstunden",
    ("energy", 3.6e12): "gwh|gigawatt hours|gigawattstunden",
    ("power", 1): "watt|watts",
    ("power", 1e3): "kw|kilowatt|kilowatts",
    ("power", 1e6): "mw|megawatt|megawatts",
    ("power", 1e9): "gw|gigawatt|gigawatts",
    ("electric:V", 1): "v|volt|volts",
    ("electric:A", 1): "amp|amps|ampere",
    ("pressure", 1e5): "bar",
    ("pressure", 133.322): "mmhg",
    ("pressure", 1e3): "kpa",
    ("pressure", 6894.757): "psi",
    ("sound", 1): "db|decibel|decibels",
}  # fmt: skip
_THINGS = (
    "people person persons folks colleague colleagues human humans employee employees staff headcount fte ftes heads "
    "leute personen mitarbeiter mitarbeitende personnes personas persone pessoas mensen",
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
    "deploy deploys deployment deployments release releases",
)
_THING = {word: line.split()[0] for line in reversed(_THINGS) for word in line.split()}
_RATES = {
    "qps": ("query", 1), "rps": ("request", 1), "tps": ("transaction", 1), "fps": ("frame", 1), "iops": ("operation", 1),
    "rpm": ("revolution", 60), "ops": ("operation", 1), "eps": ("event", 1),
}  # fmt: skip
_SPEEDS = {
    "kbps": ("data", 125.0, 1), "mbps": ("data", 125e3, 1), "gbps": ("data", 125e6, 1), "tbps": ("data", 125e9, 1),
    "mph": ("length", 1609.344, 3600), "kmh": ("length", 1e3, 3600), "kph": ("length", 1e3, 3600),
    "hz": ("", 1, 1), "khz": ("", 1e3, 1), "mhz": ("", 1e6, 1), "ghz": ("", 1e9, 1), "hertz": ("", 1, 1),
    "kilohertz": ("", 1e3, 1), "megahertz": ("", 1e6, 1), "gigahertz": ("", 1e9, 1),
}  # fmt: skip
_TIMED = {
    "daily": _DAY, "hourly": 3600, "weekly": 7 * _DAY, "monthly": 30.4375 * _DAY, "yearly": 365.25 * _DAY,
    "annually": 365.25 * _DAY, "annual": 365.25 * _DAY, "täglich": _DAY, "stündlich": 3600, "wöchentlich": 7 * _DAY,
    "monatlich": 30.4375 * _DAY, "jährlich": 365.25 * _DAY, "p.a.": 365.25 * _DAY,
}  # fmt: skip
_PER = frozenset(words("per / pro par por a al alla alle all' je an each every the ao op à im am"))
"""What stands before the time that something is counted per: 5 a day, 5 al giorno."""
_PER_ANYTHING = frozenset(words("per / pro par por je each every"))
"""What stands before anything else that something is counted per: 5 per user."""
_ALONE = frozenset(words("s d h w y v l j g t m us mo min a k an in"))
"""Short signs, which are units only right behind a numeral."""
_IN_CAPITALS = {
    "Ko": (Unit("data", 1e3),), "Mo": (Unit("data", 1e6),), "Go": (Unit("data", 1e9),), "To": (Unit("data", 1e12),),
    "Kb": (Unit("data", 1e3), Unit("data", 125.0)), "Mb": (Unit("data", 1e6), Unit("data", 125e3)),
    "Gb": (Unit("data", 1e9), Unit("data", 125e6)), "mW": (Unit("power", 1e-3),), "W": (Unit("power"),),
    "A": (Unit("electric:A"),), "K": (Unit("temperature:K"),), "B": (Unit("data"),),
    "m": (Unit("length"), Unit("time", 60.0), Unit("count", 1e6)), "b": (Unit("count", 1e9), Unit("data", 0.125)),
    "C": (Unit("temperature:C"),), "F": (Unit("temperature:F"),),
}  # fmt: skip
"""Signs that mean something by their case."""
_EITHER = {
    "pound": (Unit("money:GBP"), Unit("mass", 0.45359237)),
    "pounds": (Unit("money:GBP"), Unit("mass", 0.45359237)),
    "point": (POINTS, Unit("thing:point")),
    "points": (POINTS, Unit("thing:point")),
    "punkte": (POINTS, Unit("thing:point")),
    "quarters": (Unit("time", 91.3125 * _DAY), Unit("thing:quarter")),
    "degrees": (Unit("temperature:C"), Unit("temperature:F")),
}


@lru_cache(maxsize=1)
def _by_name() -> dict[tuple[str, ...], Unit]:
    return {
        tuple([token.low for token in tokens_of(plain(name))]): Unit(family, size)
        for (family, size), names in _NAMES.items()
        for name in names.split("|")
    }


def unit_at(tokens: Sequence[Token], at: int) -> tuple[tuple[Unit, ...], int]:
    """Return what the unit of measure that begins at a token can be, likeliest first, and the token after it.

    Where none begins there, () and the same token.
    """
    units, end = _measure(tokens, at)
    if not units:
        return (), at
    per, end = per_at(tokens, end)
    if per is not None:
        units = tuple([unit if unit.per else Unit(unit.family, unit.size, per) for unit in units])
    return units, end


def per_at(tokens: Sequence[Token], at: int) -> tuple[Unit | None, int]:
    """Return what something is counted per (per second, a day, /user), and the token after it."""
    if at >= len(tokens):
        return None, at
    word = tokens[at].low
    if word in _TIMED:
        return Unit("time", _TIMED[word]), at + 1
    if word not in _PER or at + 1 >= len(tokens):
        return None, at
    next = at + 1
    if tokens[next].low in ("single", "each", "the") and next + 1 < len(tokens):
        next += 1
    units, end = _measure(tokens, next, alone=word == "/")
    for unit in units:
        if unit.family == "time":
            return unit, end
    if word in _PER_ANYTHING and units:
        return units[0], end
    if tokens[next].shape is not Shape.WORD:
        return None, at
    # per user per month; a user a month
    again, after = per_at(tokens, next + 1)
    if again is not None and (word in _PER_ANYTHING or (word in ("a", "an") and again.family == "time")):
        return Unit(f"thing:{thing(tokens[next].low)}", 1.0, again), after
    if word in _PER_ANYTHING:
        return Unit(f"thing:{thing(tokens[next].low)}"), next + 1
    return None, at


def thing(word: str) -> str:
    """Return what a counted thing is called here: one name for one and many of it, and for names that mean the same."""
    if word in _THING:
        return _THING[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def _measure(tokens: Sequence[Token], at: int, *, alone: bool = False) -> tuple[tuple[Unit, ...], int]:
    if at >= len(tokens):
        return (), at
    token = tokens[at]
    behind = alone or (at > 0 and tokens[at - 1].end == token.start)
    beside = at > 0 and tokens[at - 1].shape is Shape.NUMERAL
    names = _by_name()
    for length in (3, 2):
        if at + length <= len(tokens):
            found = names.get(tuple([each.low for each in tokens[at : at + length]]))
            if found is not None:
                return (found,), at + length
    if token.text in _IN_CAPITALS:
        return (_IN_CAPITALS[token.text], at + 1) if behind or (beside and token.text != "A") else ((), at)
    if token.low in _EITHER:
        return _EITHER[token.low], at + 1
    if token.low in _ALONE and not (behind or (beside and token.low not in ("a", "an", "in", "us", "d", "y", "k"))):
        return (), at
    if token.low in _RATES:
        noun, seconds = _RATES[token.low]
        return (Unit(f"thing:{noun}", 1, Unit("time", seconds)),), at + 1
    if token.low in _SPEEDS:
        family, size, seconds = _SPEEDS[token.low]
        return (Unit(family, size, Unit("time", seconds)),), at + 1
    found = names.get((token.low,))
    if found is not None:
        return (found,), at + 1
    if token.low == "us" and at + 1 < len(tokens) and tokens[at + 1].low == "$":
        return (Unit("money:USD"),), at + 2
    if token.low == "°" and at + 1 < len(tokens) and tokens[at + 1].low in ("c", "f"):
        return (Unit(f"temperature:{tokens[at + 1].low.upper()}"),), at + 2
    return (), at
