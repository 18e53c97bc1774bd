"""Code pages as they show UTF-8, and the characters that notes are full of."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """How one code page shows the bytes of UTF-8."""

    name: str
    family: str
    table: dict[int, int]
    """Code point -> the byte that shows so; every other one -> a byte that is in no sequence.

    U+FFFD -> FF: programs write it in place of a byte that they could not show, and no UTF-8 has that byte.
    """
    lost: dict[bytes, str]
    """What is left of a common character's bytes -> the characters that it may have been, the likeliest first."""


class _Elsewhere(dict[int, int]):
    def __missing__(self, key: int) -> int:
        return 0


FAMILIES = {
    "cp1252": "western",
    "cp1254": "western",
    "cp1250": "western",
    "mac_roman": "mac",
    "cp437": "dos",
    "cp850": "dos",
    "cp1251": "cyrillic",
    "koi8_r": "cyrillic",
    "cp866": "cyrillic",
    "cp1253": "greek",
}

_OTHER_LOOKS = {"mac_roman": {"Δ": 0xC6, "Ω": 0xBD, "¤": 0xDB}}


@cache
def page(name: str) -> Page:
    """Return a page by the name that Python gives it."""
    shown: dict[int, int] = {}
    undefined = []
    for byte in range(0x80, 0xF5):
        try:
            shown[ord(bytes([byte]).decode(name))] = byte
        except UnicodeDecodeError:
            undefined.append(byte)
    for char, byte in _OTHER_LOOKS.get(name, {}).items():
        shown[ord(char)] = byte
    if name.startswith("cp125"):
        for byte in range(0x80, 0xA0):  # browsers, and Latin-1, show these bytes as control characters
            shown.setdefault(byte, byte)
    table = _Elsewhere(shown)
    table[0xFFFD] = 0xFF
    lost: dict[bytes, str] = {}
    if undefined:
        gone = bytes(undefined)
        for char in _common_characters():
            raw = char.encode()
            left = raw.translate(None, gone)
            if 1 < len(left) < len(raw):
                lost[left] = lost.get(left, "") + char
    return Page(name, FAMILIES[name], table, lost)


# ------------------------------------------------------------------ characters

# where a byte of one of these is lost, this order says which it was
_EVERYDAY = (
    "”’“‘„–—…•\u200d\ufe0f→←↓↑❌❓✅⭐❤✏✍☁☝☐⏱⏰⬅➡➜➡✔✖⚠⚡⚙☑★☆►▶◀◆◇■□▪▫●○◦‣‐‑™€≤≥≈≠×÷−∞√∑∏∫∈∉∀∃∂∇⇒⇐⇔↔↩↪⟶✓✗✘✨✦❗❕❔❝❞‹›„‚†‡‰′″"
    "ℝℕℤ│─┌┐└┘├┤┬┴┼═║╔╗╚╝█▌▐░▒▓▼▲△▽🎯📝🏆🐍👍🏁🎁🏠🏢🏗🏃🎓🔍🔝🔐🔁🔏🔑👏🙏😁😍🚀🚫🚧🚨🤝🧠🧪💡💬💪💻💼📊📈📉📌📍📎📅📏📐📁📂📖📚📋📄📞📝🔄🔎🔒🔗🔧🔥🔴🟢🟡🟠🔵🟣⬜⬛"
    "👀👇👉👈👆👋👌👎👤👥🗣🗂🗓🛠🛡🛑🤔🤖🤷😀😂😃😄😅😉😊😎😏😐😢😬😭🙂🙃🙌🥇🥈🥉🎉🎤🎨🎬🎭🎮🌍🌎🌏🌐🌟🌱🌳☕♻⌛⌚⏳⏩⏭⏸⏹⏺✂✈✉✋✌✒✝❎❇❄❣❯❮➕➖➗➔⚖⚒⚓⚔⚗☎☂☀☁☢☣☮☯☹☺♀♂♠♣♥♦Ⓜ"
)


@cache
def _common_characters() -> tuple[str, ...]:
    emoji = (chr(code) for code in range(0x1F300, 0x1FB00))
    return (*_EVERYDAY, *(char for char in emoji if unicodedata.category(char) != "Cn"))


_KNOWN = re.compile(
    "[\u200b-\u200f\u2010-\u2027\u202f-\u205e\u2060\u2070-\u209c\u20a0-\u20c0\u20e3\u2100-\u218b\u2190-\u23ff\u2460-\u27bf"
    "\u27e6-\u27ff\u2900-\u297f\u2b00-\u2bff\u3000-\u303f\ufb00-\ufb06\ufe0e\ufe0f\ufeff\uff01-\uff60\uffe0-\uffe6\ufffd"
    "\U0001d400-\U0001d7ff\U0001f000-\U0001faff\U000e0020-\U000e007f]"
)
EVERYDAY_LATIN = re.compile("[\u00c0-\u017f\u018f\u0192\u01a0\u01a1\u01af\u01b0\u01cd-\u01dc\u0218-\u021b\u0259]")
_SCRIPTS = (
    ("latin", re.compile("[\u00c0-\u02ff\u1e00-\u1eff]")),
    ("greek", re.compile("[\u0370-\u03ff\u1f00-\u1fff]")),
    ("cyrillic", re.compile("[\u0400-\u04ff]")),
    ("armenian", re.compile("[\u0531-\u058a]")),
    ("hebrew", re.compile("[\u05b0-\u05f4]")),
    ("arabic", re.compile("[\u060c-\u06ef\ufb50-\ufdff\ufe70-\ufefc]")),
    ("indic", re.compile("[\u0900-\u0dff]")),
    ("thai", re.compile("[\u0e00-\u0eff]")),
    ("georgian", re.compile("[\u10a0-\u10ff]")),
    ("hangul", re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")),
    ("cjk", re.compile("[\u3040-\u30ff\u31f0-\u31ff\u4e00-\u9fff\uff61-\uff9f]")),
)


@cache
def is_known(char: str) -> bool:
    """Whether a character is one that notes are full of: punctuation, arrows, signs, emoji."""
    return bool(_KNOWN.match(char)) and unicodedata.category(char) != "Cn"


@cache
def script(char: str) -> str:
    """Which script a letter belongs to, as far as rows of letters are concerned; empty for anything else."""
    if unicodedata.category(char) == "Cn":
        return ""
    return next((name for name, letters in _SCRIPTS if letters.match(char)), "")
