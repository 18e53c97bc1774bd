"""Which code page bytes are in that are no UTF-8: the one in which they read like some language."""

from __future__ import annotations

import re
from functools import cache

# what a language writes beyond ASCII, in lower case, and the pages that it is saved in, the commonest first
_LANGUAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("’“”‘–—…", ("cp1252", "mac_roman")),  # English
    ("éèêëàâæçîïôœùûüÿ", ("cp1252", "mac_roman", "cp850")),  # French
    ("äöüßéà", ("cp1252", "mac_roman", "cp850")),  # German
    ("áéíñóúü¿¡ªº", ("cp1252", "mac_roman", "cp850")),  # Spanish
    ("áâãàçéêíóôõúüªº", ("cp1252", "mac_roman", "cp850")),  # Portuguese
    ("àèéìíîòóùú", ("cp1252", "mac_roman", "cp850")),  # Italian
    ("àçèéíïòóúü·", ("cp1252", "mac_roman", "cp850")),  # Catalan
    ("éèëïóöüáí", ("cp1252", "mac_roman", "cp850")),  # Dutch
    ("åäöéü", ("cp1252", "mac_roman", "cp850")),  # Swedish, Finnish
    ("æøåéöä", ("cp1252", "mac_roman", "cp850")),  # Danish, Norwegian
    ("çğıöşüâîi̇", ("cp1254", "cp857")),  # Turkish
    ("áðéíóúýþæö", ("cp1252",)),  # Icelandic
    ("ąćęłńóśźż", ("cp1250", "iso8859_2", "cp852")),  # Polish
    ("áčďéěíňóřšťúůýž", ("cp1250", "iso8859_2", "cp852")),  # Czech
    ("áäčďéíĺľňóôŕšťúýž", ("cp1250", "iso8859_2", "cp852")),  # Slovak
    ("áéíóöőúüű", ("cp1250", "iso8859_2", "cp852")),  # Hungarian
    ("ăâîşţșț", ("cp1250", "iso8859_2", "iso8859_16")),  # Romanian
    ("čćđšž", ("cp1250", "iso8859_2", "cp852")),  # Croatian, Slovene
    ("ąčęėįšųūž", ("cp1257",)),  # Lithuanian
    ("āčēģīķļņšūž", ("cp1257",)),  # Latvian
    ("äöõüšž", ("cp1252", "cp1257")),  # Estonian
    ("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", ("cp1251", "koi8_r", "cp866", "mac_cyrillic", "iso8859_5")),  # Russian
    ("оаинітевркслупдмязьбгчйхжщюцшєїфґ’", ("cp1251", "koi8_u", "cp1125")),  # Ukrainian
    ("аеиотнрсвлкдпмзбяъгучщйцжхшюьф", ("cp1251",)),  # Bulgarian
    ("аоиенрстујдквлпмгзбњчшћљжцхфђџѓќѕ", ("cp1251",)),  # Serbian, Macedonian
    ("αιοτεςσνηρκπυμλόάίωθήδέγφχύβώξζψϊϋΐΰ", ("cp1253", "iso8859_7", "cp737")),
    ("יוהלאתרםמבשנקעדחפכטצגזסןךףץ", ("cp1255", "iso8859_8")),
    ("ايلمنوترهبعدسفكقحةجأشصطخزءذضغىثظئإؤآ،؟؛ًٌٍَُِّْـپچژگکی", ("cp1256", "iso8859_6")),
    ("านรอกเงมยลวดทสตะปบคหแจพชขใไโผซธณศภถฟฉฎฏฐฑฒญฆฌฝฤษฬฮำึีืิฺุูเ็่้๊๋์ํๆฯ฿๐๑๒๓๔๕๖๗๘๙ั", ("cp874",)),
)
_WIDE_PAGES = ("cp932", "euc_jp", "gb18030", "big5hkscs", "euc_kr")
_EVERYDAY_CJK = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都"
    "同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最"
    "重并物手应向头文体美相见被利什二等产或新己制身果加西月话合回特代内信表化老给世位次度门任常先通教原东提立及比员解水名真论处走各入几口认条平"
    "系气题活更别打变四总何电数安少报才结反受目太量再感建务做接必场件计管期市直资指统区保至形便空决科五基书非则听却界达光放强即像难且思完设式路"
    "记品住告类求据程该交规万取望觉术领共确传师观清今切让识候带导运测延迟模型训练速错误缓存请答项团队失败改"
    "這個們來為國說時會對發後裡經學現當動還進樣從實無與長機問關點將兩間應頭體見產話給門東員論處義認條氣題變總電數報結務場計資統區決書則聽達強難權設"
    "記類據邊該規萬術領確傳師觀讓識帶導運測遲訓練請項團隊錯誤"
    "、。！？：；，（）「」『』《》【】“”‘’…—·ー〜々　"
)
_MARKS = frozenset("’“”‘„–—…«»‹›€£°§·•©®™\xa0×½²³→")


def page_of(data: bytes) -> str:
    """Return the name of the codec in which bytes that are no UTF-8 read best; some bytes may have no meaning in it."""
    sample = b"\n".join(_NOT_ASCII.findall(data, 0, 2_000_000))[:_SAMPLE]
    best, name = max((score, -rank, name) for rank, (name, score) in enumerate(_scores(sample)))[::2]
    if best < _DOUBTFUL and (other := _second_opinion(data)):
        return other
    return name


_NOT_ASCII = re.compile(rb"[^\n]*[\x80-\xff][^\n]*")
_DOUBTFUL = 0.3
_SAMPLE = 20_000


def _scores(sample: bytes) -> list[tuple[str, float]]:
    scores: list[tuple[str, float]] = [("cp1252", -1.0)]
    read: dict[str, str] = {}
    for letters, pages in _LANGUAGES:
        for rank, name in enumerate(pages):
            if name not in read:
                read[name] = _decoded(sample, name)
            if read[name]:
                # of two that fit alike the commoner one: hence the crumbs
                scores.append((name, _likeness(read[name], letters) - 0.01 * rank))
    scores += [(name, _likeness_to_cjk(text)) for name in _WIDE_PAGES if (text := _decoded(sample, name))]
    return scores


def _decoded(sample: bytes, name: str) -> str:
    try:
        return sample.decode(name)
    except UnicodeDecodeError as error:
        # a character may be cut in two at the end of the sample
        if name in _WIDE_PAGES and error.start > _SAMPLE - 4:
            return sample[: error.start].decode(name)
        return sample.decode(name, "replace") if name == "cp1252" else ""


def _of_case(wanted: str) -> str:
    return "".join(char for char in map(chr, range(0x41, 0x0500)) if getattr(char, wanted)())


_UNLIKE = re.compile(
    f"(?<=[{_of_case('islower')}])[{_of_case('isupper')}](?=[^\\W\\d_])"  # a capital within a word
    "|(?<=[A-Za-z])[\u0370-\u06ff\u0e00-\u0e7f]|[\u0370-\u06ff\u0e00-\u0e7f](?=[A-Za-z])"  # two alphabets in one word
    "|(?<![\u0590-\u0e7f])[\u0590-\u0e7f](?![\u0590-\u0e7f])"  # a lone letter of a script that has no such words
    r"|(?<=[^\W\d_])[^\w\s\x00-\x7f’·\u00ad–—…](?=[a-zà-öø-ÿ])"  # a sign within a word
    "|[\x80-\x9f\ufffd\u2500-\u259f]"
)
# punctuation where it belongs
_IN_PLACE = re.compile(
    r"(?<=\w)’(?=\w)|(?<!\w)[“‘„«‹¿¡](?=\w)|(?<=[\w.,!?])[”’»›](?!\w)|(?<=\w)…|(?<![^\W\d_])[–—•·](?![^\W\d_])"
    r"|[£€](?=\d)|(?<=\d)\s?[°€£]"
)


def _likeness(text: str, letters: str) -> float:
    """How much a text looks like a language, from what it writes beyond ASCII: 1 at best."""
    common = _rank(letters)
    beyond = [char for char in text if char > "\x7f"]
    if not beyond:
        return -1.0
    worth = 0.0
    for char in beyond:
        if char in _MARKS:
            worth += 0.6
        elif char in common:
            worth += common[char]
        elif (lower := char.lower()) in common:
            worth += common[lower] - 0.2
        else:
            worth -= 1.5
    worth += 0.4 * len(_IN_PLACE.findall(text))
    return (worth - 1.5 * len(_UNLIKE.findall(text))) / len(beyond)


@cache
def _rank(letters: str) -> dict[str, float]:
    """Large alphabets are ordered by how often a letter comes; small ones are all alike."""
    if len(letters) < 24:
        return dict.fromkeys(letters, 1.0)
    return {letter: 1.0 - 0.5 * place / len(letters) for place, letter in enumerate(letters)}


def _likeness_to_cjk(text: str) -> float:
    beyond = [char for char in text if char > "\x7f"]
    if not beyond:
        return -1.0
    worth = 0.0
    for char in beyond:
        if char in _EVERYDAY_CJK or "\u3041" <= char <= "\u30ff":
            worth += 1.2
        elif "\uac00" <= char <= "\ud7a3":
            worth += 0.9
        elif "\u4e00" <= char <= "\u9fff":
            worth += 0.4
        elif "\uff01" <= char <= "\uff5e":
            worth += 0.6
        else:
            worth -= 0.8
    # in a text of single bytes a high one often takes the ASCII letter after it for its second half
    alone = len(re.findall(r"(?<=[A-Za-z])[\u4e00-\u9fff](?=[a-z])", text))
    return (worth - 2.0 * alone) / len(beyond)


def _second_opinion(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:65536]).best()
    if best is None or best.encoding.startswith(("utf", "ascii")):
        return ""
    try:
        text = data.decode(best.encoding)
    except (UnicodeDecodeError, LookupError):
        return ""
    return best.encoding if not _UNLIKE.search(text) else ""
