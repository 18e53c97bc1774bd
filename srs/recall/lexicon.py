"""The words that figures are said in, by language: numbers, fractions, bounds, joins.

A table, not a grammar: `numbers` knows how the words go together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """What one language says figures with; all words are casefolded."""

    code: str
    ones: dict[str, float]
    """Words worth less than a hundred; tens and ones are told apart by their worth."""
    big: dict[str, float]
    """Words that multiply what stands before them: a hundred, a thousand, a million."""
    point: frozenset[str]
    """Decimal point or comma, as it is said."""
    joiners: frozenset[str]
    """`and` inside a number."""
    articles: frozenset[str]
    """`a` before a hundred, and `one` where it may be no number."""
    halves: frozenset[str]
    fractions: dict[str, float]
    """third, quarter, …: what one of them is worth."""
    hints: frozenset[str]
    """Words that tell the language."""
    glued: bool = False
    """Whether number words are written together: fünfundzwanzig."""
    inner: frozenset[str] = field(default_factory=frozenset)
    """What stands between the parts of a number that is written together."""
    doubtful: frozenset[str] = field(default_factory=frozenset)
    """Number words that are other words elsewhere, and so tell no language."""


def _table(text: str) -> dict[str, float]:
    parts = text.split()
    return {word: float(worth) for word, worth in zip(parts[::2], parts[1::2], strict=True)}


def words(text: str) -> list[str]:
    """Return the words of a table."""
    return text.split()


def _words(text: str) -> frozenset[str]:
    return frozenset(words(text))


_ENGLISH = Language(
    code="en",
    ones=_table(
        "zero 0 nought 0 nil 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 "
        "thirteen 13 fourteen 14 fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 "
        "forty 40 fourty 40 fifty 50 sixty 60 seventy 70 eighty 80 ninety 90 ninty 90"
    ),
    big=_table(
        "hundred 100 hundreds 100 thousand 1e3 thousands 1e3 grand 1e3 million 1e6 millions 1e6 mil 1e6 mill 1e6 "
        "billion 1e9 billions 1e9 trillion 1e12 dozen 12 dozens 12 lakh 1e5 crore 1e7"
    ),
    point=_words("point dot"),
    joiners=_words("and"),
    articles=_words("a an one"),
    halves=_words("half halves"),
    fractions=_table(
        "third 0.3333333333333333 thirds 0.3333333333333333 quarter 0.25 quarters 0.25 fourth 0.25 fourths 0.25 "
        "fifth 0.2 fifths 0.2 sixth 0.16666666666666666 sixths 0.16666666666666666 seventh 0.14285714285714285 "
        "sevenths 0.14285714285714285 eighth 0.125 eighths 0.125 ninth 0.1111111111111111 ninths 0.1111111111111111 "
        "tenth 0.1 tenths 0.1 twentieth 0.05 hundredth 0.01 hundredths 0.01 thousandth 0.001"
    ),
    hints=_words(
        "the and of to in was is we it by from per about percent than less more under over at least up with on for a an once twice thrice as i know that this is are were have had not yes but you they my our"
    ),
)
_GERMAN = Language(
    code="de",
    ones=_table(
        "null 0 eins 1 ein 1 eine 1 einem 1 einen 1 einer 1 zwei 2 zwo 2 drei 3 vier 4 fünf 5 fuenf 5 sechs 6 sieben 7 "
        "acht 8 neun 9 zehn 10 elf 11 zwölf 12 zwoelf 12 dreizehn 13 vierzehn 14 fünfzehn 15 sechzehn 16 siebzehn 17 "
        "achtzehn 18 neunzehn 19 zwanzig 20 dreißig 30 dreissig 30 vierzig 40 fünfzig 50 sechzig 60 siebzig 70 "
        "achtzig 80 neunzig 90"
    ),
    big=_table(
        "hundert 100 tausend 1e3 tsd 1e3 million 1e6 millionen 1e6 mio 1e6 milliarde 1e9 milliarden 1e9 mrd 1e9 "
        "billion 1e12 billionen 1e12 dutzend 12"
    ),
    point=_words("komma"),
    joiners=_words("und"),
    articles=_words("ein eine einem einen einer eins"),
    halves=_words("halb halbe halben halber halbes hälfte"),
    fractions=_table(
        "drittel 0.3333333333333333 viertel 0.25 fünftel 0.2 sechstel 0.16666666666666666 achtel 0.125 zehntel 0.1 "
        "hundertstel 0.01"
    ),
    hints=_words(
        "der die das und von auf um unter über mindestens höchstens etwa rund prozent pro wir es war sind in mit als "
        "viele gestiegen gesunken gewachsen weniger mehr knapp bis zu euro sekunden millisekunden tage stunden im wurde"
    ),
    glued=True,
    inner=_words("und"),
)
_FRENCH = Language(
    code="fr",
    ones=_table(
        "zéro 0 un 1 une 1 deux 2 trois 3 quatre 4 cinq 5 six 6 sept 7 huit 8 neuf 9 dix 10 onze 11 douze 12 treize 13 "
        "quatorze 14 quinze 15 seize 16 vingt 20 vingts 20 trente 30 quarante 40 cinquante 50 soixante 60 septante 70 "
        "huitante 80 octante 80 nonante 90"
    ),
    big=_table(
        "cent 100 cents 100 mille 1e3 milliers 1e3 million 1e6 millions 1e6 milliard 1e9 milliards 1e9 "
        "douzaine 12 douzaines 12 dizaine 10 quinzaine 15 vingtaine 20 trentaine 30 centaine 100 centaines 100"
    ),
    point=_words("virgule"),
    joiners=_words("et"),
    articles=_words("un une"),
    halves=_words("demi demie moitié"),
    fractions=_table("tiers 0.3333333333333333 quart 0.25 quarts 0.25 cinquième 0.2 cinquièmes 0.2 dixième 0.1"),
    hints=_words(
        "le la les des du de et à au plus moins environ pour par sous nous c'est était est en sur jusqu secondes "
        "millisecondes jours heures que euros pourcent"
    ),
)
_SPANISH = Language(
    code="es",
    ones=_table(
        "cero 0 un 1 uno 1 una 1 dos 2 tres 3 cuatro 4 cinco 5 seis 6 siete 7 ocho 8 nueve 9 diez 10 once 11 doce 12 "
        "trece 13 catorce 14 quince 15 dieciséis 16 dieciseis 16 diecisiete 17 dieciocho 18 diecinueve 19 veinte 20 "
        "veintiuno 21 veintiún 21 veintidós 22 veintidos 22 veintitrés 23 veintitres 23 veinticuatro 24 veinticinco 25 "
        "veintiséis 26 veintiseis 26 veintisiete 27 veintiocho 28 veintinueve 29 treinta 30 cuarenta 40 cincuenta 50 "
        "sesenta 60 setenta 70 ochenta 80 noventa 90"
    ),
    big=_table(
        "cien 100 ciento 100 cientos 100 doscientos 200 doscientas 200 trescientos 300 trescientas 300 "
        "cuatrocientos 400 cuatrocientas 400 quinientos 500 quinientas 500 seiscientos 600 seiscientas 600 "
        "setecientos 700 setecientas 700 ochocientos 800 ochocientas 800 novecientos 900 novecientas 900 "
        "mil 1e3 millón 1e6 millon 1e6 millones 1e6 billón 1e12 billones 1e12 docena 12 docenas 12 decena 10 quincena 15 veintena 20 centenar 100"
    ),
    point=_words("coma punto"),
    joiners=_words("y"),
    articles=_words("un uno una"),
    halves=_words("medio media mitad"),
    fractions=_table("tercio 0.3333333333333333 tercios 0.3333333333333333 cuarto 0.25 cuartos 0.25 quinto 0.2"),
    hints=_words(
        "el la los las de del y a al más menos unos cerca por en con segundos milisegundos días horas que hasta "
        "ciento fue era un euros como kilómetros metros litros gramos grados dólares veces semanas meses años personas"
    ),
)
_ITALIAN = Language(
    code="it",
    ones=_table(
        "zero 0 un 1 uno 1 una 1 due 2 tre 3 tré 3 quattro 4 cinque 5 sei 6 sette 7 otto 8 nove 9 dieci 10 undici 11 "
        "dodici 12 tredici 13 quattordici 14 quindici 15 sedici 16 diciassette 17 diciotto 18 diciannove 19 venti 20 "
        "ventuno 21 ventotto 28 trenta 30 trentuno 31 trentotto 38 quaranta 40 quarantuno 41 quarantotto 48 "
        "cinquanta 50 cinquantuno 51 cinquantotto 58 sessanta 60 sessantuno 61 sessantotto 68 settanta 70 "
        "settantuno 71 settantotto 78 ottanta 80 ottantuno 81 ottantotto 88 novanta 90 novantuno 91 novantotto 98"
    ),
    big=_table(
        "dozzina 12 dozzine 12 decina 10 ventina 20 centinaio 100 centinaia 100 "
        "cento 100 mille 1e3 mila 1e3 migliaia 1e3 milione 1e6 milioni 1e6 mln 1e6 miliardo 1e9 miliardi 1e9 mld 1e9"
    ),
    point=_words("virgola"),
    joiners=_words("e"),
    articles=_words("un uno una"),
    halves=_words("mezzo mezza metà"),
    fractions=_table("terzo 0.3333333333333333 terzi 0.3333333333333333 quarto 0.25 quarti 0.25 quinto 0.2"),
    hints=_words(
        "il lo la i gli le di del della e a al da per in con più meno circa quasi almeno che era è secondi "
        "millisecondi giorni ore fino ogni volte euro oltre"
    ),
    glued=True,
)
_PORTUGUESE = Language(
    code="pt",
    ones=_table(
        "zero 0 um 1 uma 1 dois 2 duas 2 três 3 tres 3 quatro 4 cinco 5 seis 6 sete 7 oito 8 nove 9 dez 10 onze 11 "
        "doze 12 treze 13 catorze 14 quatorze 14 quinze 15 dezesseis 16 dezasseis 16 dezessete 17 dezassete 17 "
        "dezoito 18 dezenove 19 dezanove 19 vinte 20 trinta 30 quarenta 40 cinquenta 50 sessenta 60 setenta 70 "
        "oitenta 80 noventa 90"
    ),
    big=_table(
        "cem 100 cento 100 duzentos 200 duzentas 200 trezentos 300 trezentas 300 quatrocentos 400 quatrocentas 400 "
        "quinhentos 500 quinhentas 500 seiscentos 600 setecentos 700 oitocentos 800 novecentos 900 mil 1e3 "
        "milhão 1e6 milhões 1e6 bilhão 1e9 bilhões 1e9 mil_milhões 1e9 dúzia 12"
    ),
    point=_words("vírgula virgula ponto"),
    joiners=_words("e"),
    articles=_words("um uma"),
    halves=_words("meio meia metade"),
    fractions=_table("terço 0.3333333333333333 terços 0.3333333333333333 quarto 0.25 quartos 0.25 quinto 0.2"),
    hints=_words(
        "o a os as de do da dos das e em no na por com mais menos cerca pelo até que foi era segundos "
        "milissegundos dias horas não euros"
    ),
)
_DUTCH = Language(
    code="nl",
    ones=_table(
        "nul 0 een 1 één 1 twee 2 drie 3 vier 4 vijf 5 zes 6 zeven 7 acht 8 negen 9 tien 10 elf 11 twaalf 12 dertien 13 "
        "veertien 14 vijftien 15 zestien 16 zeventien 17 achttien 18 negentien 19 twintig 20 dertig 30 veertig 40 "
        "vijftig 50 zestig 60 zeventig 70 tachtig 80 negentig 90"
    ),
    big=_table("honderd 100 duizend 1e3 miljoen 1e6 mln 1e6 miljard 1e9 mld 1e9 biljoen 1e12 dozijn 12"),
    point=_words("komma"),
    joiners=_words("en"),
    articles=_words("een één"),
    halves=_words("half halve helft"),
    fractions=_table("derde 0.3333333333333333 kwart 0.25 driekwart 0.75 kwartier 0.25 vijfde 0.2 tiende 0.1"),
    hints=_words(
        "de het een en van op met onder boven minder meer dan ongeveer ruim bijna per procent minstens hoogstens "
        "was wij tot seconden milliseconden dagen uur naar"
    ),
    glued=True,
    inner=_words("en ën"),
)
_SWEDISH = Language(
    code="sv",
    ones=_table(
        "noll 0 en 1 ett 1 två 2 tre 3 fyra 4 fem 5 sex 6 sju 7 åtta 8 nio 9 tio 10 elva 11 tolv 12 tretton 13 "
        "fjorton 14 femton 15 sexton 16 sjutton 17 arton 18 nitton 19 tjugo 20 trettio 30 fyrtio 40 femtio 50 "
        "sextio 60 sjuttio 70 åttio 80 nittio 90"
    ),
    big=_table("hundra 100 tusen 1e3 miljon 1e6 miljoner 1e6 miljard 1e9 miljarder 1e9 mkr 1e6 dussin 12"),
    point=_words("komma"),
    joiners=_words("och"),
    articles=_words("en ett"),
    halves=_words("halv halva halvt hälften"),
    fractions=_table("tredjedel 0.3333333333333333 fjärdedel 0.25 kvart 0.25 femtedel 0.2 tiondel 0.1"),
    hints=_words(
        "och är att på för inte från efter minst högst än ungefär cirka år veckor dagar timmar kronor procent"
    ),
    glued=True,
    inner=_words("och"),
    doubtful=_words("en tre sex sexton"),
)
_DANISH = Language(  # and Norwegian, which differs from twenty on
    code="da",
    ones=_table(
        "nul 0 null 0 en 1 et 1 ett 1 to 2 tre 3 fire 4 fem 5 seks 6 syv 7 sju 7 otte 8 åtte 8 ni 9 ti 10 elleve 11 "
        "tolv 12 tretten 13 fjorten 14 femten 15 seksten 16 sytten 17 atten 18 nitten 19 tyve 20 tjue 20 tredive 30 "
        "tretti 30 fyrre 40 førti 40 halvtreds 50 femti 50 tres 60 seksti 60 halvfjerds 70 sytti 70 firs 80 åtti 80 "
        "halvfems 90 nitti 90"
    ),
    big=_table(
        "hundrede 100 hundre 100 tusind 1e3 tusen 1e3 million 1e6 millioner 1e6 milliard 1e9 milliarder 1e9 dusin 12"
    ),
    point=_words("komma"),
    joiners=_words("og"),
    articles=_words("en et ett"),
    halves=_words("halv halve halvt halvdelen"),
    fractions=_table("tredjedel 0.3333333333333333 fjerdedel 0.25 kvart 0.25 femtedel 0.2 tiendedel 0.1"),
    hints=_words(
        "og er at på til ikke fra efter etter mindst minst højst høyst end enn cirka år uger uker dage dager timer kroner procent prosent"
    ),
    glued=True,
    inner=_words("og"),
    doubtful=_words("en et to tre fire null million tres ti ni nul"),
)

ORDINALS = {
    word: number
    for number, word in enumerate(
        words(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
            "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ),
        1,
    )
    if word not in ("first", "second")
} | {"thirtieth": 30, "first": 1}
"""English ordinals; a second is a time far more often."""

LANGUAGES = (_ENGLISH, _GERMAN, _FRENCH, _SPANISH, _ITALIAN, _PORTUGUESE, _DUTCH, _SWEDISH, _DANISH)
ENGLISH = _ENGLISH


ENGLISH.ones.update({word + "ish": worth for word, worth in ENGLISH.ones.items() if worth >= 10})  # fortyish


_BEHIND_A_NUMBER = {"einhalb": 0.5, "einviertel": 0.25, "dreiviertel": 0.75, "eindrittel": 1 / 3, "zweidrittel": 2 / 3}
"""German fractions that are written together with the number before them: dreieinhalb, eineinviertel."""
_ONE_AND_A_HALF = {
    "de": frozenset(words("anderthalb anderthalbe anderthalben")),
    "nl": frozenset(words("anderhalf anderhalve")),
    "sv": frozenset(words("halvannan halvannat")),
    "da": frozenset(words("halvanden halvannen halvandet")),
}


@lru_cache(maxsize=4096)
def glued_number(word: str, language: Language) -> float | None:
    """Return what a number that is written in one word is worth (fünfundzwanzig, zweihundert, tremila), else None."""
    if language.code == "de" and word.endswith(tuple(_BEHIND_A_NUMBER)):
        head, part = next(
            (word.removesuffix(end), part) for end, part in _BEHIND_A_NUMBER.items() if word.endswith(end)
        )
        whole = language.ones.get(head) or (glued_number(head, language) if head else 0.0)
        return None if not whole else whole + part
    if word in _ONE_AND_A_HALF.get(language.code, ()):
        return 1.5
    if language.code == "nl" and word.endswith(("ënhalf", "enhalf", "ënhalve", "enhalve")):
        head = word.removesuffix("half").removesuffix("halve").removesuffix("ën").removesuffix("en")
        return language.ones[head] + 0.5 if head in language.ones else None
    pieces = _pieces(word, language)
    if pieces is None or len(pieces) < 2:
        return None
    total, current = 0.0, 0.0
    for piece in pieces:
        worth = language.big.get(piece)
        if worth is None:
            current += language.ones[piece]
        elif worth < 1000:
            current = (current or 1) * worth
        else:
            total += (current or 1) * worth
            current = 0
    return total + current


def _pieces(word: str, language: Language) -> list[str] | None:
    """Cut a word into number words, longest first; None where that does not come out."""
    if not word:
        return []
    for length in range(len(word), 1, -1):
        head = word[:length]
        if head == "cent" and language.code == "it" and word[length:].startswith("ott"):
            rest = _pieces(word[length:], language)
            if rest is not None:
                return ["cento", *rest]  # centotto
        if head in language.ones or head in language.big:
            rest = _pieces(word[length:], language)
            if rest is not None:
                return [head, *rest]
        elif head in language.inner and length < len(word):
            rest = _pieces(word[length:], language)
            if rest:
                return rest
    return None
