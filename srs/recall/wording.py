"""Words as wordings are compared by: one spelling, contractions in full, number words as digits, and how much each weighs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from srs.recall.lexicon import ENGLISH, Language, words
from srs.recall.numbers import number_at
from srs.recall.tokens import Shape, Token, plain
from srs.recall.tokens import tokens as tokens_of


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a wording: as it was written, and as it is compared."""

    text: str
    low: str


NEGATIONS = frozenset(
    words(
        "not no never none nobody nothing neither nor without cannot nowhere hardly barely nicht kein keine keinen "
        "nie niemals ohne pas jamais aucun sans nunca jamás sin ningún non mai senza não nem sem niet geen nooit "
        "zonder unless except"
    )
)
_ONLY = frozenset(words("only few nur solo solamente seulement soltanto somente alleen"))
_UNITS = frozenset(words("second minute hour day week month year decade millisecond sekunde tag woche monat jahr"))
_ASKING = frozenset(words("what why where when who how which was warum wo wann wer wie quoi pourquoi où quand qui"))
QUANTIFIERS = (
    frozenset(
        words(
            "all every each always everyone everybody everything entire alle jede jeder immer tous toujours todos "
            "siempre"
        )
    ),
    frozenset(words("most usually mostly often generally majority meist meistens")),
    frozenset(words("some sometimes several occasionally einige manchmal")),
    frozenset(["few", "rarely", "seldom", "selten"]),
    frozenset(["only", "nur"]),
    frozenset(["any", "anyone", "anything", "anybody"]),
    frozenset(words("none never nobody nothing no")),
)
_ANTONYMS = tuple(
    tuple(pair.split("/"))
    for pair in words(
        "stop/keep stopped/kept personne/tout once/twice eventual/strong morning/evening day/night halve/double halved/doubled halbiert/verdoppelt before/after more/less more/fewer increase/decrease increase/reduce increase/cut up/down faster/slower "
        "fast/slow high/low higher/lower win/lose first/last big/small large/small larger/smaller bigger/smaller "
        "good/bad better/worse best/worst start/stop begin/end add/remove simple/complex easy/hard early/late "
        "earlier/later above/below over/under push/pull strong/weak always/never all/none everything/nothing "
        "success/failure succeed/fail cheap/expensive cheaper/dearer read/write open/close open/closed in/out "
        "with/without left/right rise/fall rose/fell grow/shrink grew/shrank gain/lose accept/reject allow/forbid "
        "enable/disable internal/external public/private inside/outside synchronous/asynchronous sync/async "
        "optimistic/pessimistic buy/sell maximum/minimum maximise/minimize maximize/minimize max/min "
        "same/different together/apart true/false right/wrong short/long shorter/longer old/new near/far many/few "
        "most/least more/least strength/weakness agree/disagree trust/distrust build/break build/buy "
        "upstream/downstream horizontal/vertical customer/competitor problem/solution raise/lower up/downwards "
        "save/spend precision/recall latency/throughput consistency/availability hot/cold light/heavy must/may "
        "must/might should/shouldn't can/cannot love/hate like/dislike vorher/nachher vor/nach mehr/weniger "
        "schneller/langsamer immer/nie avant/après plus/moins antes/después más/menos prima/dopo più/meno "
        "eventual/strong morning/evening day/night halve/double halved/doubled halbiert/verdoppelt cause/effect question/answer asked/answered listen/talk speak/listen boring/exciting"
    )
)
ANTONYMS = frozenset(frozenset(pair) for pair in _ANTONYMS)
_LIGHT = frozenset(
    words(
        "a an the of to in on at by for from with as is are was were be been being am it its this that these those "
        "there and or so we i you he she they them us me my our your their his her do does did have has had will "
        "would shall can could should may might must if then than but just also very really quite which who what "
        "when where how into onto about per up out der die das ein eine und oder zu in im am auf mit von ist war "
        "sind wir ich es den dem des le la les un une et de du des à est en el los las y o un una que es lo il gli "
        "e di da che o a os as um uma het een van te dat"
    )
)
FILLERS = frozenset(words("um uh erm er ah eh hmm mm mhm uhm hm äh ähm euh"))
_CHATTER = (
    ("you", "know"), ("i", "mean"), ("sort", "of"), ("kind", "of"), ("basically",), ("actually",), ("well",), ("okay",), ("ok",),
    ("literally",), ("honestly",), ("right",), ("so",), ("like",), ("anyway",), ("yeah",), ("yes",), ("i", "guess"), ("let", "us", "say"),
    ("i", "would", "say"), ("you", "see"), ("look",), ("alright",), ("obviously",), ("really",), ("just",), ("i", "think"),
)  # fmt: skip
_CONTRACTED = {
    "can't": "can not", "cannot": "can not", "won't": "will not", "shan't": "shall not", "let's": "let us", "gonna": "going to",
    "wanna": "want to", "gotta": "got to", "ain't": "is not", "y'all": "you all", "o'clock": "o'clock", "'em": "them",
    "dont": "do not", "doesnt": "does not", "didnt": "did not", "isnt": "is not", "wasnt": "was not", "wont": "will not",
    "cant": "can not", "im": "i am", "ive": "i have", "thats": "that is", "arent": "are not", "couldnt": "could not",
    "shouldnt": "should not", "wouldnt": "would not", "havent": "have not", "hasnt": "has not", "youre": "you are",
    "theyre": "they are", "weve": "we have", "lets": "let us", "whats": "what is", "theres": "there is", "til": "until",
    "till": "until", "gimme": "give me", "kinda": "kind of", "sorta": "sort of", "cause": "because", "'cause": "because",
    "&": "and", "%": "percent", "w/": "with", "w/o": "without", "vs": "versus", "im-": "im", "ok": "okay", "i'ma": "i am going to",
}  # fmt: skip
del _CONTRACTED["cause"]  # it is a word of its own far more often
_ENDINGS = (("n't", " not"), ("'re", " are"), ("'ve", " have"), ("'ll", " will"), ("'m", " am"))
_AFTER_S = frozenset(
    words("it that what there here where who how he she this everything everyone one nobody nothing when why")
)

_SPELLED = {
    "grey": "gray", "programme": "program", "programmes": "programs", "cheque": "check", "defence": "defense", "offence": "offense",
    "licence": "license", "practise": "practice", "practised": "practiced", "practising": "practicing", "whilst": "while",
    "amongst": "among", "towards": "toward", "afterwards": "afterward", "judgement": "judgment", "ageing": "aging", "catalogue": "catalog",
    "dialogue": "dialog", "analogue": "analog", "tyre": "tire", "mould": "mold", "plough": "plow", "sceptical": "skeptical",
    "sceptic": "skeptic", "aluminium": "aluminum", "manoeuvre": "maneuver", "acknowledgement": "acknowledgment", "learnt": "learned",
    "burnt": "burned", "dreamt": "dreamed", "spelt": "spelled", "fulfil": "fulfill", "enrol": "enroll", "instalment": "installment",
    "skilful": "skillful", "wilful": "willful", "storey": "story", "kerb": "curb", "artefact": "artifact", "artefacts": "artifacts",
    "cosy": "cozy", "draught": "draft", "jewellery": "jewelry", "maths": "math", "mum": "mom", "pyjamas": "pajamas",
    "speciality": "specialty", "yoghurt": "yogurt", "backwards": "backward", "forwards": "forward", "upwards": "upward", "orientated": "oriented",
    "anymore": "any more", "alright": "all right", "email": "e mail", "per cent": "percent", "centre": "center", "centres": "centers",
    "centred": "centered", "metre": "meter", "metres": "meters", "litre": "liter", "litres": "liters", "fibre": "fiber",
    "theatre": "theater", "calibre": "caliber", "spectre": "specter", "pretence": "pretense", "encyclopaedia": "encyclopedia",
    "paediatric": "pediatric", "anaemia": "anemia", "oestrogen": "estrogen", "haemoglobin": "hemoglobin", "mediaeval": "medieval",
    "okay": "ok", "sizeable": "sizable", "likeable": "likable", "cancelled": "canceled", "cancelling": "canceling",
}  # fmt: skip
_OUR = re.compile(
    r"^(behavi|col|fav|hon|lab|neighb|rum|hum|harb|vap|val|vig|od|arm|sav|endeav|rig|cand|clam|demean|flav|parl|splend|tum)our"
)
_ISE = re.compile(r"^(.{3,})(is|ys)(e|ed|es|ing|ation|ations|er|ers|able)$")
_ISE_ALWAYS = re.compile(
    r"^(advis|advertis|compris|compromis|devis|disguis|exercis|improvis|promis|rais|revis|supervis|surpris|surmis|televis|"
    r"pract|prais|premis|prec|conc|expert|franchis|enterpris|merchandis|otherw|likew|excis|incis|chastis|demis|appris|noise|nois|pois|bruis|cruis)"
)
_DOUBLED = re.compile(r"^(.+[aeiou])ll(ed|ing|er|ers|or|ors)$")
_DOUBLED_STEMS = frozenset(
    words(
        "travel model label cancel signal level channel fuel marvel counsel tunnel dial total panel jewel quarrel "
        "parcel duel equal initial pedal rival spiral"
    )
)


@lru_cache(maxsize=8192)
def spelling(word: str) -> str:
    """Return a word in one spelling, the American one: behaviour, optimise, modelled, programme."""
    if word in _SPELLED:
        return _SPELLED[word]
    word = _OUR.sub(lambda found: f"{found[1]}or", word)
    found = _ISE.match(word)
    if found and not _ISE_ALWAYS.match(word):
        word = f"{found[1]}{'iz' if found[2] == 'is' else 'yz'}{found[3]}"
    found = _DOUBLED.match(word)
    if found and f"{found[1]}l" in _DOUBLED_STEMS:
        word = f"{found[1]}l{found[2]}"
    return word


_OPENERS = frozenset(words("also tja naja nun bueno pues vale bom então pois alors bon ben allora ecco dunque nou dus"))
"""What an answer is begun with in other languages, and says nothing."""


def words_of(text: str, language: Language = ENGLISH) -> list[Word]:
    """Return the words of a wording in order, numbers as digits, contractions in full."""
    found = tokens_of(plain(text))
    result: list[Word] = []
    at = 0
    while at < len(found):
        token = found[at]
        number = number_at(found, at, language) if _may_be_number(found, at, language) else None
        if number is not None and not number.share:
            result.append(Word(" ".join(each.text for each in found[at : number.end]), f"{number.values[0]:.12g}"))
            at = number.end
            continue
        at += 1
        if token.shape is Shape.SIGN and token.low not in _CONTRACTED:
            continue
        low = token.low.strip("'")
        low = _TIMES.get(low, low)
        if low == "per" and at < len(found) and found[at].low == "cent":
            low, at = "percent", at + 1
        parts = _elided(_expanded(low)).split()
        for part in parts:
            for piece in spelling(part).split():
                result.append(Word(token.text if len(parts) == 1 else piece, piece))
    return result


_TIMES = {"twice": "2x", "thrice": "3x"}


def _may_be_number(found: list[Token], at: int, language: Language) -> bool:
    if found[at].shape is Shape.NUMERAL:
        return True
    low = found[at].low
    if language is not ENGLISH and low in language.articles:
        return False
    return low in language.ones and found[at].shape is Shape.WORD


_ELISION = re.compile(r"^(l|d|qu|n|s|c|j|m|t|un|dell|all|nell|sull|dall)'(?=[^\W\d_]{2})")


def _elided(word: str) -> str:
    return _ELISION.sub(lambda found: "ne " if found[1] == "n" else f"{found[1]} ", word)


def _expanded(word: str) -> str:
    if word in _CONTRACTED:
        return _CONTRACTED[word]
    for ending, full in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending):
            return word[: -len(ending)] + full
    if word.endswith("'d") and len(word) > 2:
        return f"{word[:-2]} would"
    if word.endswith("'s") and word[:-2] in _AFTER_S:
        return f"{word[:-2]} is"
    return word if word.endswith("'s") else word.replace("'", "")


def genitives(words: list[Word], other: list[Word]) -> list[Word]:
    """Return words with `latency's` as two where the other side says `latency is`, else without its apostrophe."""
    pairs = {(one.low, two.low) for one, two in pairwise(other)}
    result: list[Word] = []
    for word in words:
        base = word.low.removesuffix("'s")
        if base == word.low:
            result.append(word)
        elif (base, "is") in pairs:
            result += [Word(word.text, base), Word("is", "is")]
        else:
            result.append(Word(word.text, f"{base}s"))
    return result


def without_chatter(words: list[Word], expected: list[Word]) -> list[Word]:
    """Return what was said without fillers (um, you know, basically) that the wording itself does not have."""
    wanted = [word.low for word in expected]
    kept: list[Word] = []
    at = 0
    while at < len(words) and words[at].low in _OPENERS and words[at].low not in wanted[:1]:
        at += 1
    while at < len(words):
        if words[at].low in FILLERS and words[at].low not in wanted:
            at += 1
            continue
        for phrase in _CHATTER:
            if tuple(word.low for word in words[at : at + len(phrase)]) == phrase and not _has(wanted, phrase):
                at += len(phrase)
                break
        else:
            # a word said twice in a row is a stumble
            if not (kept and kept[-1].low == words[at].low and not _has(wanted, (words[at].low,) * 2)):
                kept.append(words[at])
            at += 1
    return kept


def _has(words: list[str], phrase: tuple[str, ...]) -> bool:
    return any(tuple(words[at : at + len(phrase)]) == phrase for at in range(len(words)))


def weight(word: str) -> float:
    """Return how much of the meaning a word carries: words that every sentence has little, negations and numbers most."""
    if word == "1":
        return 1.0
    if word in NEGATIONS or word in _ONLY or word[:1].isdecimal():
        return 3.0
    if any(word in group for group in QUANTIFIERS):
        return 1.5
    if word in _LIGHT:
        return 0.25
    return 1.0 if len(word) < 8 else 1.3


def light(word: str) -> bool:
    """Return whether a word is one that every sentence has."""
    return word in _LIGHT


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return a word without its ending, so that ship, ships, shipped and shipping are one."""
    for ending in (
        "est",
        "ational",
        "ations",
        "ation",
        "ings",
        "ing",
        "edly",
        "ies",
        "ied",
        "ers",
        "ed",
        "es",
        "er",
        "ly",
        "s",
        "e",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            base = word[: -len(ending)]
            if ending in ("ies", "ied"):
                return base + "y"
            if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "lsz":
                base = base[:-1]
            return base[:-1] if base.endswith("e") and len(base) > 3 else base
    return word


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


_STEMMED = frozenset(frozenset(stem(word) for word in pair) for pair in _ANTONYMS)
