"""What stands around a figure and changes what it claims: bounds, directions, what came before and after."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from srs.recall.lexicon import words
from srs.recall.tokens import Shape, Token

_BEFORE = {
    "<": "<|less than|fewer than|under|below|sub|sub -|lower than|smaller than|shorter than|unter|weniger als|moins de|menos de|"
    "meno di|sous|sotto|por debajo de|onder|minder dan|kleiner als|mindre än|färre än|færre end|færre enn|mindre end|mindre enn|inferior a|inférieur à|inférieure à|abaixo de|quicker than|faster than|"
    "in under|in less than|no bigger than|short of|younger than|cheaper than|earlier than|au-dessous de|unterhalb von|"
    "unterhalb|en dessous de|debajo de|al di sotto di|di sotto",
    "≤": "≤|at most|as much as|as many as|up to|no more than|not more than|not over|not exceeding|max|max .|maximum|maximum of|a maximum of|within|"
    "less than or equal to|höchstens|maximal|bis zu|nicht mehr als|au plus|jusqu'à|jusqu' à|como máximo|hasta|a lo sumo|"
    "al massimo|fino a|no máximo|até|hoogstens|maximaal|tot|never more than|never over|capped at|not above|högst|højst|høyst|maks|nothing above|nothing over|"
    "no greater than|no higher than|no longer than|limited to|innerhalb von|binnen|pas plus de|no más de|non più di|"
    "não mais de|niet meer dan|tot maximaal|inside of|inside|no later than|not later than|in no more than|in at most|at the most|"
    "anything up to|smaller than or equal to|lower than or equal to|in the space of|within the space of|spätestens nach|en moins de|"
    "dans un délai de|dentro de|entro|in max",
    ">": ">|more than|over|above|greater than|higher than|exceeding|exceeds|exceeded|upwards of|north of|larger than|bigger than|"
    "longer than|beyond|better than|past|über|mehr als|oberhalb von|plus de|au-dessus de|más de|por encima de|più di|"
    "oltre|mais de|acima de|mais do que|boven|meer dan|ruim|mer än|mere end|mer enn|fler än|flere end|flere enn|in excess of|mehr als|größer als|superior a|supérieur à|"
    "well over|older than",
    "≥": "≥|at least|min|min .|minimum|minimum of|a minimum of|no fewer than|no less than|not less than|mindestens|wenigstens|au moins|"
    "al menos|por lo menos|como mínimo|almeno|pelo menos|no mínimo|minstens|ten minste|minimaal|not under|not below|"
    "greater than or equal to|more than or equal to|starting from|ab|à partir de|a partir de|pas moins de|nicht unter|"
    "nicht weniger als|starting at|non meno di|não menos de|niet minder dan|ne pas moins de|nothing below|nothing under|minst|mindst|minimal|nunca menos de|no menos de",
    "~": "~|≈|about|around|roughly|approximately|approx|approx .|circa|ca|ca .|some|etwa|rund|ungefähr|zirka|environ|à peu près|unos|unas|"
    "cerca de|aproximadamente|alrededor de|circa|più o meno|ongeveer|zo'n|like|say|or so|around about|in the region of|"
    "more or less|about about|somewhere around|something like|in the neighbourhood of|in the neighborhood of|in the vicinity of|"
    "on the order of|in the order of|of the order of|something around|in the ballpark of|a ballpark of|somewhere near|gut|grob|mais ou menos|por volta de|just about|ungefär|omtrent|omkring",
    "<~": "nearly|almost|just under|close to|just below|just shy of|knapp|fast|beinahe|presque|près de|casi|quasi|quase|bijna|a little under|"
    "not quite|shy of|approaching|nearing|a touch under|a shade under|a tad under|a fraction under|nicht ganz|pas tout à fait|"
    "slightly less than|slightly under|a bit under|a bit less than|a little less than|a hair under",
    ">~": "just over|a bit more than|slightly more than|just above|gut|un peu plus de|poco più di|pouco mais de|poco más de|iets meer dan|"
    "a touch over|a shade over|a tad over|a hair over|a fraction over|etwas mehr als|etwas über|slightly above|a bit above|"
    "slightly over|a little over|a little more than|a bit over|little over",
    "±": "±|+ / -|+ -|plus or minus|plus / minus|plus minus|plus - minus|plus - or - minus|plusminus|plus oder minus|plus ou moins|"
    "give or take|within plus or minus",
}  # fmt: skip
_AFTER = {
    "≥": "+|or more|or higher|or above|or better|or greater|or over|and up|and above|minimum|min|at least|at minimum|oder mehr|und mehr|ou plus|"
    "o más|o più|ou mais|of meer|or longer|plus|at the least|mindestens|minimum|au minimum|como mínimo|"
    "at a minimum|as a minimum|and over|upwards|and upwards|at the very least|or older|and older|or later|or further|and counting|"
    "oder älter|und älter|und darüber|oder darüber|et plus|aufwärts|und aufwärts|no mínimo|al menos|almeno|pelo menos|en adelante|et au - delà|en meer|eller mer|eller mere|eller fler|eller flere|minst|mindst|wenigstens|and more|no less|no fewer|not less|et davantage|di minimo|di minima|als minimum|y más|e oltre|e più|ou davantage|or bigger|or larger|or upwards",
    "≤": "or less|or fewer|or lower|or below|or under|max|maximum|tops|at most|at the most|oder weniger|ou moins|o menos|o meno|of minder|or faster|"
    "or better|or younger|or earlier|or smaller|or cheaper|at the very most|at the latest|at the outside|oder jünger|oder darunter|"
    "und weniger|et moins|y menos|en minder|e meno|eller mindre|eller färre|eller færre|no more|not more|und nicht mehr|nicht mehr|pas plus|no más|non di più|hoogstens|maximaal|höchstens|maximal|at maximum|as a maximum|au maximum|como máximo|al massimo|no máximo|or shorter|or quicker",
    ">~": "and change|and a bit|and some|und ein paar",
    "~": "or so|- ish|ish|- odd|odd|ballpark|in round numbers|roughly|approximately|give or take|more or less|or thereabouts|ungefähr|environ|circa|approx",
}  # fmt: skip


def _phrases(table: dict[str, str]) -> dict[tuple[str, ...], str]:
    return {
        tuple(phrase.replace("-", " - ").split()): bound
        for bound, phrases in table.items()
        for phrase in phrases.split("|")
    }


_BEFORE_PHRASES = _phrases(_BEFORE) | {("jusqu'à",): "≤", ("zo'n",): "~"}
_AFTER_PHRASES = _phrases(_AFTER)
_LONGEST = 5
_NOT = frozenset(words("not never no nicht nothing non não niet nunca pas mai inte ikke"))
_SKIPPED = frozenset(words("well way far the a like just only still even comfortably safely all"))


def bound_before(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """Return the bound that stands before a token, and the token it begins at; none: ""."""
    for length in range(_LONGEST, 0, -1):
        if at - length >= 0:
            key = tuple([token.low for token in tokens[at - length : at]])
            bound = _BEFORE_PHRASES.get(key)
            if bound is not None:
                begin = at - length
                if bound in "<>" and begin > 0 and tokens[begin - 1].low in _NOT:
                    return ("≤" if bound == ">" else "≥"), begin - 1
                if key[0] in ("<", ">") and begin > 0 and tokens[begin - 1].low == "~":
                    return bound, begin - 1
                return bound, begin
    return "", at


def bound_after(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """Return the bound that begins at a token, and the token after it; none: ""."""
    for length in range(_LONGEST, 0, -1):
        key = tuple([token.low for token in tokens[at : at + length]])
        bound = _AFTER_PHRASES.get(key) if len(key) == length else None
        if bound is not None:
            following = tokens[at + 1] if at + 1 < len(tokens) else None
            goes_on = following is not None and (
                following.shape is Shape.NUMERAL or following.low in ("or", "/", "minus", "oder", "ou", "-")
            )
            if key in (("plus",), ("+",)) and goes_on:
                return "", at
            return bound, at + length
    return "", at


# ---------------------------------------------------------------- directions

_UP = frozenset(
    words(
        "increase increased increases increasing grew grow grown grows growing growth rose rise risen rises rising "
        "raise raised raises raising up gain gained gains higher more climbed jump jumped jumps boost boosted "
        "doubled uplift upped added surged soared plus extra additional longer larger bigger expanded scaled "
        "gestiegen stieg anstieg wachstum steigerung gesteigert erhöht erhöhung gewachsen wuchs mehr höher zuwachs steigt augmenté "
        "augmentation hausse grimpé monté croissance crecimiento aumentó aumentado aumento subió subida creció crecido más "
        "aumentato cresciuto salito crescita aumentou cresceu subiu crescimento gestegen groei toename verhoogd gegroeid "
        "stijging"
    )
)
_DOWN = frozenset(
    words(
        "reduce reduced reduces reducing reduction reductions cut cuts cutting drop dropped drops dropping "
        "decrease decreased decreases decreasing fell fall falls fallen falling less lower lowered lowering fewer "
        "down shrink shrank shrunk shrinking decline declined declines saved save saves saving savings slashed "
        "trimmed halved minus loss lost smaller shorter cheaper shaved gesenkt senkung sank gesunken reduziert "
        "reduktion reduzierung verringert verringerung gefallen rückgang weniger niedriger gekürzt halbiert "
        "gespart einsparung fiel réduit réduction baissé baisse diminué diminution chuté moins économisé redujo "
        "reducido reducción reducir bajó bajado bajada disminuyó cayó caída menos recortó ahorró ridotto riduzione "
        "sceso calato calo diminuito meno risparmiato reduziu reduzido redução caiu baixou queda diminuiu gedaald "
        "daling verlaagd verminderd afname bespaard"
    )
)
_FASTER = frozenset(words("fast quick faster quicker speedup sped schneller rapide rápido veloce sneller accelerated"))
_SLOWER = frozenset(words("slow slower slowdown slowed langsamer lento langzamer lent"))
_WAYS = {
    word: way
    for way, words in (("up", _UP), ("down", _DOWN), ("faster", _FASTER), ("slower", _SLOWER))
    for word in words
}
_COMPOUNDS = {"plus": "up", "zuwachs": "up", "wachstum": "up", "steigerung": "up", "erhöhung": "up", "anstieg": "up", "rückgang": "down",
              "senkung": "down", "minus": "down", "reduktion": "down", "reduzierung": "down", "ersparnis": "down"}  # fmt: skip


@lru_cache(maxsize=8192)
def way_of(word: str) -> str | None:
    """Return the direction that a word tells, also as the end of a German one: Umsatzplus; None where it tells none."""
    way = _WAYS.get(word)
    if way is not None or len(word) < 8:
        return way
    return next((way for end, way in _COMPOUNDS.items() if word.endswith(end) and len(word) > len(end) + 3), None)


_ONLY_BEHIND = frozenset(
    words(
        "fast quick slow less more fewer lower higher smaller larger bigger longer shorter cheaper extra additional mehr weniger "
        "moins más menos meno faster quicker slower schneller langsamer better worse minus plus höher niedriger "
        "lost added scaled"
    )
)
_STOPS = frozenset(words(", ; . : — while whereas but"))
_OPPOSITE = {("up", "down"), ("down", "up"), ("faster", "slower"), ("slower", "faster")}


def tells(way: str, words: frozenset[str]) -> bool:
    """Return whether a direction is told by one of some words."""
    return any(way_of(word) == way for word in words)


def opposed(one: str, other: str) -> bool:
    """Return whether two directions contradict each other."""
    return (one, other) in _OPPOSITE


OPENING = frozenset(words("( [ { \" ' “ ‘ „ «"))
"""Signs that a minus may stand right behind."""


def direction_around(tokens: Sequence[Token], start: int, end: int) -> str:
    """Return up, down, faster or slower, as the words around a figure say; "" where they say neither."""
    if start > 0 and tokens[start - 1].low in ("-", "minus", "moins", "meno") and end > start:
        before = tokens[start - 2] if start > 1 else None
        opening = before is None or before.end < tokens[start - 1].start or before.low in OPENING
        if tokens[start - 1].low != "-" or opening:
            return "down"
    if start > 0 and tokens[start - 1].low in ("+", "plus"):
        return "up"
    for at in range(end, min(end + 4, len(tokens))):
        if tokens[at].low in _STOPS or tokens[at].shape is Shape.NUMERAL:
            break
        way = way_of(tokens[at].low)
        if way is not None and not _part_of_a_verb(tokens, at):
            if tokens[at].low in ("up", "down") and at + 1 < len(tokens) and tokens[at + 1].low in ("to", "from"):
                break
            if at + 2 < len(tokens) and bound_before(tokens, at + 2) in ((">", at), ("<", at)):
                break  # the bound of another figure: more than 100 pieces
            return way
    for at in range(start - 1, max(start - 9, -1), -1):
        if tokens[at].low in _STOPS and at < start - 1:
            break
        if tokens[at].shape is Shape.NUMERAL:
            break
        way = way_of(tokens[at].low)
        if way is not None and tokens[at].low not in _ONLY_BEHIND and not _part_of_a_verb(tokens, at):
            if tokens[at].low == "up" and at + 1 < len(tokens) and tokens[at + 1].low == "to":
                continue
            return way
    return ""


_WITH_UP = frozenset(
    words(
        "sign signed signs set sets ended end ends made make makes show showed came come comes start started follow followed wake "
        "woke line lined wrap wrapped back backed catch caught look looked stand stood give gave hang hung open opened add adds use "
        "used ring rang warm warmed break broke sat sit write wrote shut settle settled let close closed clean cleaned"
    )
)


def _part_of_a_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether an up or down belongs to a verb or noun and tells no direction: a stand-up, signed up."""
    before = tokens[at - 1].low if at > 0 else ""
    after = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if tokens[at].low in ("plus", "minus"):
        return before in ("or", "/", "plus", "oder", "ou") or after in ("or", "/", "minus", "oder", "ou")
    return tokens[at].low in ("up", "down") and (before in _WITH_UP or before == "-")


def comparative_after(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """Return the bound of `or more` between a number and its unit, and the token after it; none: ""."""
    if at + 1 < len(tokens) and tokens[at].low in ("or", "and", "oder", "und", "ou", "o", "of", "et", "y", "e"):
        bound, end = bound_after(tokens, at)
        if bound in ("≤", "≥"):
            return bound, end
    odd = at + 1 if at < len(tokens) and tokens[at].low == "-" else at
    if odd < len(tokens) and tokens[odd].low in ("odd", "some", "something", "plus", "ish"):
        if (
            tokens[odd].low == "plus"
            and odd + 1 < len(tokens)
            and tokens[odd + 1].low in ("or", "minus", "/", "oder", "ou")
        ):
            return "", at
        return {"plus": "≥"}.get(tokens[odd].low, "~"), odd + 1
    return "", at


def reach_before(tokens: Sequence[Token], start: int) -> str:
    """Return whether a change is told `by` how much or `to` what; "" where it is not told."""
    before = tokens[start - 1].low if start > 0 else ""
    if before in ("by", "um"):
        return "by"
    if before in ("to", "auf"):
        return "to"
    return ""
