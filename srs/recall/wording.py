"""Words as wordings are compared by: one spelling, contractions in full, number words as digits, and how much each weighs."""

from __future__ import annotations

import re
from collections import Counter
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
        "zonder unless except niemand nichts personne rien nadie nada ningún ninguno nessuno niente ninguém nenhum niets inte ingen inget aldrig ikke ingenting aldri"
    )
)
_ONLY = frozenset(words("only few nur solo solamente seulement soltanto somente alleen"))
QUANTIFIERS = (
    frozenset(
        words(
            "all every each always everyone everybody everything entire alle jede jeder jedes immer tous toujours todos "
            "todas siempre tutti tutte sempre iedereen alles"
        )
    ),
    frozenset(words("most usually mostly often generally majority meist meistens")),
    frozenset(words("some somebody someone sometimes several occasionally einige manchmal jemand quelqu alguien")),
    frozenset(["few", "rarely", "seldom", "selten"]),
    frozenset(["only", "nur"]),
    frozenset(["any", "anyone", "anything", "anybody"]),
    frozenset(words("none never nobody nothing no niemand keiner personne nadie ninguno nessuno ninguém nunca jamais")),
)
_LIGHT = frozenset(
    words(
        "a an the of to in on at by for from with as is are was were be been being am it its this that these those "
        "there and or so we i you he she they them us me my our your their his her do does did have has had will "
        "would shall can could should may might must if then than but just also very really quite which who what "
        "when where how into onto about per up out der die das ein eine und oder zu in im am auf mit von ist war "
        "sind wir ich es den dem des le la les un une et de du des à est en el los las y o un una que es lo il gli "
        "e di da che o a os as um uma het een van te dat "
        "einen einem einer eines ihr sie mir mich uns sich zum zur vom beim bei nach aus für über als wie dass wenn wer hat haben "
        "wird werden kann muss soll auch noch il elle nous vous ils elles ce cette ces sa ses mon mes notre nos leur leurs au aux "
        "dans par pour avec se ne sont était ont qui dont très al con por para su sus mi mis lo le me ha han son está están muy este "
        "esta como del della dei degli delle al alla nel nella uno una per si ci gli sono hanno è questo questa do da dos das na nas "
        "com seu sua é são foi tem voor die wij ik hij ze zij er aan bij ook naar uit l d c j qu"
    )
)
FILLERS = frozenset(words("um uh erm er ah eh hmm mm mhm uhm hm äh ähm euh"))
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
    "dr": "doctor", "mr": "mister", "prof": "professor",
    "grey": "gray", "programme": "program", "programmes": "programs", "cheque": "check", "defence": "defense", "offence": "offense",
    "licence": "license", "practise": "practice", "practised": "practiced", "practising": "practicing", "whilst": "while", "amongst": "among",
    "towards": "toward", "afterwards": "afterward", "judgement": "judgment", "ageing": "aging", "catalogue": "catalog", "dialogue": "dialog",
    "analogue": "analog", "tyre": "tire", "mould": "mold", "plough": "plow", "sceptical": "skeptical", "sceptic": "skeptic",
    "aluminium": "aluminum", "manoeuvre": "maneuver", "acknowledgement": "acknowledgment", "learnt": "learned", "burnt": "burned",
    "dreamt": "dreamed", "spelt": "spelled", "fulfil": "fulfill", "enrol": "enroll", "instalment": "installment", "skilful": "skillful",
    "wilful": "willful", "storey": "story", "kerb": "curb", "artefact": "artifact", "artefacts": "artifacts", "cosy": "cozy", "draught": "draft",
    "jewellery": "jewelry", "maths": "math", "mum": "mom", "pyjamas": "pajamas", "speciality": "specialty", "yoghurt": "yogurt",
    "backwards": "backward", "forwards": "forward", "upwards": "upward", "orientated": "oriented", "anymore": "any more", "alright": "all right",
    "email": "e mail", "per cent": "percent", "centre": "center", "centres": "centers", "centred": "centered", "metre": "meter",
    "metres": "meters", "litre": "liter", "litres": "liters", "fibre": "fiber", "theatre": "theater", "calibre": "caliber", "spectre": "specter",
    "pretence": "pretense", "encyclopaedia": "encyclopedia", "paediatric": "pediatric", "anaemia": "anemia", "oestrogen": "estrogen",
    "haemoglobin": "hemoglobin", "mediaeval": "medieval", "tyred": "tired", "moulds": "molds", "moulded": "molded", "moult": "molt",
    "ploughs": "plows", "kerbs": "curbs", "draughts": "drafts", "draughty": "drafty", "cheques": "checks", "licences": "licenses",
    "licenced": "licensed", "defences": "defenses", "offences": "offenses", "storeys": "stories", "enrolment": "enrollment",
    "fulfilment": "fulfillment", "fulfils": "fulfills", "enrols": "enrolls", "distil": "distill", "distils": "distills", "instil": "instill",
    "instils": "instills", "appal": "appall", "woollen": "woolen", "counsellor": "counselor", "jeweller": "jeweler", "marvellous": "marvelous",
    "smoulder": "smolder", "gaol": "jail", "tonne": "ton", "tonnes": "tons", "whisky": "whiskey", "doughnut": "donut", "moustache": "mustache",
    "mummy": "mommy", "arse": "ass", "axe": "ax", "sulphur": "sulfur", "foetus": "fetus", "foetal": "fetal", "leukaemia": "leukemia",
    "haemorrhage": "hemorrhage", "diarrhoea": "diarrhea", "anaesthetic": "anesthetic", "anaesthesia": "anesthesia", "anaesthetist": "anesthetist",
    "orthopaedic": "orthopedic", "gynaecology": "gynecology", "paediatrics": "pediatrics", "paediatrician": "pediatrician",
    "caesarean": "cesarean", "aeroplane": "airplane", "aeroplanes": "airplanes", "archaeology": "archeology", "archaeologist": "archeologist",
    "amoeba": "ameba", "manoeuvres": "maneuvers", "manoeuvring": "maneuvering", "manoeuvred": "maneuvered", "sabre": "saber", "sombre": "somber",
    "lustre": "luster", "meagre": "meager", "fibres": "fibers", "theatres": "theaters", "kilometre": "kilometer", "kilometres": "kilometers",
    "centimetre": "centimeter", "centimetres": "centimeters", "millimetre": "millimeter", "millimetres": "millimeters", "millilitre": "milliliter",
    "millilitres": "milliliters", "analyse": "analyze", "catalyse": "catalyze", "paralyse": "paralyze", "breathalyse": "breathalyze",
    "judgements": "judgments", "acknowledgements": "acknowledgments", "catalogues": "catalogs", "catalogued": "cataloged", "dialogues": "dialogs",
    "analogues": "analogs", "monologue": "monolog", "prologue": "prolog", "epilogue": "epilog", "greyed": "grayed", "greying": "graying",
    "greyer": "grayer", "leapt": "leaped", "leant": "leaned", "spilt": "spilled", "spoilt": "spoiled", "smelt": "smelled", "knelt": "kneeled",
    "lit": "lighted", "gotten": "got", "proven": "proved", "sawn": "sawed", "likeability": "likability", "unlearnt": "unlearned",
    "queueing": "queuing", "cueing": "cuing", "routeing": "routing", "naïve": "naive", "café": "cafe", "résumé": "resume", "cliché": "cliche",
    "clichés": "cliches", "façade": "facade", "rôle": "role", "sceptics": "skeptics", "scepticism": "skepticism", "artefactual": "artifactual",
    "tidbit": "titbit", "pretences": "pretenses", "practises": "practices", "adviser": "advisor", "advisers": "advisors", "focussed": "focused",
    "focussing": "focusing", "benefitted": "benefited", "benefitting": "benefiting", "biassed": "biased", "targetted": "targeted",
    "orientate": "orient", "orientates": "orients", "preventative": "preventive", "amidst": "amid", "worshipped": "worshiped",
    "worshipping": "worshiping", "kidnapped": "kidnaped", "inquiry": "enquiry", "inquiries": "enquiries", "inquire": "enquire", "gruss": "gruß",
    "tyres": "tires", "okay": "ok", "sizeable": "sizable", "likeable": "likable", "cancelled": "canceled", "cancelling": "canceling",
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
    for ending in ("'s", "s"):
        if word.endswith(ending) and word.removesuffix(ending) in _SPELLED:
            return _SPELLED[word.removesuffix(ending)] + ending
    word = _OUR.sub(lambda found: f"{found[1]}or", word)
    found = _ISE.match(word)
    if found and not _ISE_ALWAYS.match(word):
        word = f"{found[1]}{'iz' if found[2] == 'is' else 'yz'}{found[3]}"
    found = _DOUBLED.match(word)
    if found and f"{found[1]}l" in _DOUBLED_STEMS:
        word = f"{found[1]}l{found[2]}"
    return word


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
        elif low == "co" and at + 1 < len(found) and found[at].text == "-":
            low, at = f"co{found[at + 1].low}", at + 2
        parts = [part for piece in _elided(low).split() for part in _expanded(piece).split()]
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


_ELISION = re.compile(r"^(l|d|qu|n|s|c|j|m|t|un|dell|all|nell|sull|dall|jusqu|lorsqu|puisqu|quelqu)'(?=[^\W\d_]{2})")
_ELIDED = {"n": "ne", "qu": "que", "jusqu": "jusque", "lorsqu": "lorsque", "puisqu": "puisque", "quelqu": "quelque"}


def _elided(word: str) -> str:
    if word in _CONTRACTED:
        return word
    return _ELISION.sub(lambda found: f"{_ELIDED.get(found[1], found[1])} ", word)


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


def shortened(words: list[Word], other: list[Word], text: str) -> list[Word]:
    """Return words in which a `we'd` or `it's` of the text is `we had` or `it has` where the other side says so."""
    pairs = {(one.low, two.low) for one, two in pairwise(other)}
    folded = plain(text).casefold()
    result = list(words)
    for at in range(1, len(words)):
        before, low = words[at - 1].low, words[at].low
        for short, full, meant in (("'d", "would", "had"), ("'s", "is", "has")):
            if (
                low == full
                and f"{before}{short}" in folded
                and (before, full) not in pairs
                and (before, meant) in pairs
            ):
                result[at] = Word(words[at].text, meant)
    return result


_SOUND_ALIKE = {"its": ("it", "is"), "your": ("you", "are"), "their": ("they", "are"), "whose": ("who", "is")}
"""Words, and what is spelt nearly like them with an apostrophe: its and it's."""


def sounding_alike(words: list[Word], other: list[Word], text: str) -> list[Word]:
    """Return words with an `its` told as `it is` where the other side, of which this is the text, spells `it's` there."""
    pairs = Counter((one.low, two.low) for one, two in pairwise(other))
    pairs.subtract((one.low, two.low) for one, two in pairwise(words))
    folded = plain(text).casefold()
    result: list[Word] = []
    for word in words:
        full = _SOUND_ALIKE.get(word.low)
        if full is not None and pairs[full] > 0 and f"{full[0]}'" in folded:
            pairs[full] -= 1
            result += [Word(word.text, low) for low in full]
        else:
            result.append(word)
    return result


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
