"""How many a title says that there are: figures, and number words of many languages."""

from __future__ import annotations

import re

_WORDS: dict[int, str] = {
    3: "three|drei|trois|tres|três|tre|drie|tři|tri|trzy|три|τρία|τρεις|üç|kolme|három|trei|tiga|tatu|tatlo|तीन|"
    "তিন|மூன்று|"
    "ثلاثة|ثلاث|سه|שלושה|שלוש|สาม|三|세|셋|sannai|kolm|trys|trīs",
    4: "four|vier|quatre|cuatro|quatro|quattro|fyra|fire|čtyři|štyri|cztery|četiri|štiri|четыре|чотири|четири|"
    "τέσσερα|τέσσερις|"
    "dört|neljä|négy|patru|empat|bốn|nne|apat|चार|চার|நான்கு|أربعة|أربع|چهار|ארבעה|ארבע|สี่|四|네|넷|neli|keturi|četri",
    5: "five|fünf|cinq|cinco|cinque|vijf|fem|pět|päť|pięć|pet|пять|п'ять|пет|πέντε|beş|viisi|öt|cinci|lima|năm|tano|"
    "पाँच|पांच|পাঁচ|ஐந்து|خمسة|خمس|پنج|חמישה|חמש|ห้า|五|다섯|viis|penki|pieci|fimm",
    6: "six|sechs|seis|sei|zes|sex|seks|šest|šesť|sześć|шесть|шість|шест|έξι|altı|kuusi|șase|enam|sáu|sita|anim|"
    "छह|छः|ছয়|"
    "ஆறு|ستة|ست|شش|שישה|שש|หก|六|여섯|kuus|šeši|seši",
    7: "seven|sieben|sept|siete|sete|sette|zeven|sju|syv|sedm|sedem|siedem|sedam|семь|сім|седем|επτά|εφτά|yedi|"
    "seitsemän|hét|"
    "șapte|tujuh|bảy|saba|pito|सात|সাত|ஏழு|سبعة|سبع|هفت|שבעה|שבע|เจ็ด|七|일곱|seitse|septyni|septiņi",
    8: "eight|acht|huit|ocho|oito|otto|åtta|åtte|otte|osm|osem|osiem|osam|восемь|вісім|осем|οκτώ|οχτώ|sekiz|"
    "kahdeksan|nyolc|opt|"
    "delapan|tám|nane|walo|आठ|আট|எட்டு|ثمانية|ثماني|هشت|שמונה|แปด|八|여덟|kaheksa|aštuoni|astoņi",
    9: "nine|neun|neuf|nueve|nove|negen|nio|devět|deväť|dziewięć|devet|девять|дев'ять|девет|εννέα|εννιά|dokuz|"
    "yhdeksän|kilenc|"
    "nouă|sembilan|chín|tisa|siyam|नौ|নয়|ஒன்பது|تسعة|تسع|نه|תשעה|תשע|เก้า|九|아홉",
    10: "ten|zehn|dix|diez|dez|dieci|tien|tio|deset|desať|dziesięć|десять|десет|δέκα|kymmenen|tíz|zece|sepuluh|"
    "mười|kumi|"
    "sampu|दस|দশ|பத்து|عشرة|عشر|ده|עשרה|עשר|สิบ|十|열",
    12: "twelve|zwölf|douze|doce|doze|dodici|twaalf|tolv|dvanáct|dwanaście|двенадцать|дванадцять|on iki|十二|열두",
}
_MANY = {word: number for number, line in _WORDS.items() for word in line.split("|")}
_MANY_CJK = tuple(
    (word, number) for word, number in _MANY.items() if re.fullmatch(r"[\u4e00-\u9fff\uac00-\ud7a3]+", word)
)
_FIGURE = re.compile(r"(?<![\w.,#/:-])(\d{1,2})(?![\d.,:/%€$£])\s*\D")
_TOKEN = re.compile(r"[^\s,.:;!?()\"“”«»\-–—/]+")
_PLACED = re.compile(
    r"\b(?:part|section|chapter|step|round|stage|level|week|day|teil|kapitel|partie|parte|часть|раздел)\s*$"
)


def counts(title: str) -> set[int]:
    """Return the numbers of things that a title names, 3 to 12: “Five parts of …”, “Our 3 principles”, 五つの原則."""
    low = title.casefold().replace("’", "'")
    found = {
        int(m[1]) for m in _FIGURE.finditer(f"{low} ") if not _PLACED.search(low[: m.start()]) and m.end(1) < len(low)
    }
    found |= {_MANY[token] for token in _TOKEN.findall(low) if token in _MANY}
    found |= {
        number
        for word, number in _MANY_CJK
        if re.search(rf"{word}(?:つの|個|箇|项|個|个|點|点|条|步|大|种|類|가지|개|단계|の)", low)
    }
    return {number for number in found if 3 <= number <= 12}
