"""Text that was UTF-8, was read as something else and saved again: how it looks, and what it was.

A UTF-8 character is a lead byte and one to three trail bytes. Read in a code page, it shows as a lead and trail
letters of that page: `â€™` for ’, `Ã©` for é. Such a sequence is put back where its bytes have the exact structure of
UTF-8 and what comes out is more plausible than what stands there. How much proof that takes depends on the sequence:

- *certain*: nobody writes it: `â€™`, `ðŸš€`, `Ã©` in a word. One is enough, and it proves the page for the file;
- *likely*: right once the page is proved (`â“`, which lost a byte) or beside a certain one;
- *beside*: could well be meant (`Ã”` in “MAÇÃ”): right only in one run with certain ones.

Reading in a page that leaves bytes undefined loses them. A table of common characters says what is missing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple


class Mended(NamedTuple):
    """One sequence put back: its line, counted from 1, how it stood there and what it was."""

    line: int
    before: str
    after: str


def mend(text: str) -> tuple[str, list[Mended]]:
    """Return the text with its damage repaired, and the repairs; mending again changes nothing.

    Lines end at line feeds, and none is lost or added. Text damaged again after a wrong reading is
    mended layer by layer.
    """
    mended: list[Mended] = []
    whole = text
    for _ in range(_LAYERS):
        text, found = _mend_once(text)
        if not found:
            return text, mended
        mended += found
    # more layers than any program ever laid: made up, so nothing in it can be trusted
    return whole, []


_LAYERS = 8


def _mend_once(text: str) -> tuple[str, list[Mended]]:
    if text.isascii():
        return text, []
    mended: list[Mended] = []
    weighed = [(page, _sequences(page, text)) for page in _pages_seen(text)]
    for page, sequences in sorted(weighed, key=lambda entry: -_worth(entry[1])):
        if mended:  # what an earlier page has put back proves nothing any more
            sequences = _sequences(page, text)
        worth = _worth(sequences)
        if worth and (accepted := _accepted(sequences, text, proved=worth >= _PROOF)):
            text, found = _replaced(text, accepted)
            mended += found
    for codec, signs in _WIDE_SIGNS:
        if signs.search(text):
            text, found = _mend_wide(text, codec, signs)
            mended += found
    return text, mended


# ------------------------------------------------------------------ code pages


@dataclass(frozen=True, slots=True, eq=False)
class _Page:
    name: str
    family: str
    table: dict[int, int]
    """Code point -> the byte that shows so; every other one -> a byte that is in no sequence."""
    lost: dict[bytes, str]
    """What is left of a common character's bytes -> the characters that it may have been, the likeliest first."""


class _Elsewhere(dict[int, int]):
    def __missing__(self, key: int) -> int:
        return 0


_FAMILIES = {
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
_LOST = 0xFF
"""Stands for U+FFFD, which programs write in place of a byte that they could not show; no UTF-8 has it."""


@cache
def _page(name: str) -> _Page:
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
    table[0xFFFD] = _LOST
    table[0x0A] = 0x0A
    lost: dict[bytes, str] = {}
    if undefined:
        gone = bytes(undefined)
        for char in _common_characters():
            raw = char.encode()
            left = raw.translate(None, gone)
            if 1 < len(left) < len(raw):
                lost[left] = lost.get(left, "") + char
    return _Page(name, _FAMILIES[name], table, lost)


@cache
def _signs(name: str) -> re.Pattern[str]:
    """How damage by a page begins."""
    shown = _page(name).table

    def letters(first: int, last: int) -> str:
        return "".join(re.escape(chr(code)) for code, byte in shown.items() if first <= byte <= last)

    trails = letters(0x80, 0xBF)
    if _FAMILIES[name] in ("cyrillic", "greek"):
        # the leads are everyday letters there: only what sound text hardly has
        first, last = (0xD0, 0xDB) if _FAMILIES[name] == "cyrillic" else (0xCE, 0xCF)
        return re.compile(
            f"(?:[{letters(first, last)}][{trails}]){{3}}|(?:[{letters(0xE0, 0xEF)}][{trails}]{{2}}){{2}}"
            f"|[{letters(0xE2, 0xE3)}{letters(0xEF, 0xEF)}][{trails}]{{2}}|{letters(0xE2, 0xE2)}{letters(0x80, 0x80)}"
            f"|{letters(0xF0, 0xF0)}{letters(0x9F, 0x9F)}|[{letters(0xC2, 0xC5)}][{trails}]"
        )
    dropped_lead = "|ü[^\x00-\x7f]{2}" if _FAMILIES[name] == "mac" else ""
    return re.compile(f"[{letters(0xC2, 0xF4)}][{trails}\ufffd]{dropped_lead}")


_LATIN_PAGES = ("cp1252", "cp1254", "cp1250", "mac_roman", "cp437", "cp850")
_OTHER_PAGES = ("cp1251", "koi8_r", "cp866", "cp1253")


@cache
def _any_sign() -> re.Pattern[str]:
    leads = {chr(code) for name in _LATIN_PAGES for code, byte in _page(name).table.items() if 0xC2 <= byte <= 0xF4}
    return re.compile(f"[{''.join(sorted(map(re.escape, leads)))}ü][^\x00-\x7f]")


_OTHER_LETTERS = re.compile("[\u0370-\u04ff\u2550-\u256c]")


def _pages_seen(text: str) -> Iterator[_Page]:
    names: list[str] = []
    if _any_sign().search(text):
        names += _LATIN_PAGES
    if _OTHER_LETTERS.search(text):
        names += _OTHER_PAGES
    for name in names:
        if _signs(name).search(text):
            yield _page(name)


# ------------------------------------------------------------------ what a sequence proves

_NEVER, _BESIDE, _LIKELY, _CERTAIN = range(4)
_PROOF = 2
"""What proves a page for a whole text: one certain sequence of three or four bytes, or two shorter ones."""


class _Sequence(NamedTuple):
    start: int
    end: int
    before: str
    after: str
    proof: int
    script: str
    """Set where letters of a script prove each other by standing in a row."""


_SHAPE = re.compile(
    rb"[\xf0-\xf4][\x80-\xbf]{3}|[\xe0-\xef][\x80-\xbf]{2}|[\xc2-\xdf][\x80-\xbf]"
    rb"|\xf0[\x80-\xbf\xff]{1,3}|[\xe2-\xef][\x80-\xbf\xff]{1,2}|\x9f[\x80-\xbf]{2}"
)
_CLOSING = frozenset("”’“‘»›…–—™®©°†‡•²³¹ªº·\xa0„‚«‹,.ёЁіІїЇєЄґҐўЎ№")
_QUOTES = frozenset("”’“‘»›…–—\xa0")
_OPENING = frozenset("“‘„‚«‹\"'(")
_ROOT_TAKES = frozenset("πΩ∑∏∫∞µ")
_MATHS = frozenset("πΩ∑∏∫∞µ∂∆√≈≠≤≥±")


def _sequences(page: _Page, text: str) -> list[_Sequence]:
    image = text.translate(page.table).encode("latin-1")
    found: list[_Sequence] = []
    judged: dict[tuple[str, str, str], tuple[str, int, str]] = {}
    last = len(text)
    at = 0
    while match := _SHAPE.search(image, at):
        start, end = match.span()
        raw = match[0]
        lead = raw[0]
        whole = True
        if lead == 0x9F:
            # the F0 of an emoji shows as a private character on a Mac, which others drop
            if page.family != "mac":
                at = start + 1
                continue
            raw, whole = b"\xf0" + raw, False
        elif len(raw) < (2 if lead < 0xE0 else 3 if lead < 0xF0 else 4) or 0xFF in raw:
            whole = False
            while raw and raw.replace(b"\xff", b"") not in page.lost:
                raw = raw[:-1]
            if not raw:
                at = start + 1
                continue
            end = start + len(raw)
        source = text[start:end]
        # two characters on each side are all that a judgement looks at
        key = (text[max(start - 2, 0) : start], source, text[end : end + 2])
        verdict = judged.get(key)
        if verdict is None:
            if whole:
                try:
                    char = raw.decode()
                except UnicodeDecodeError:
                    verdict = ("", _NEVER, "")
                else:
                    verdict = (char, *_verdict(page, raw, char, source, key[0], key[2]))
            elif lead == 0x9F:
                verdict = _without_its_lead(raw, source, key[0], key[2])
            else:
                chars = page.lost[raw.replace(b"\xff", b"")]
                verdict = (chars, _verdict_on_lost(source, key[0]), "")
            judged[key] = verdict
        char, proof, script = verdict
        if proof or script:
            found.append(_Sequence(start, end, source, char, proof, script))
            at = end
        else:
            at = start + 1
        if at >= last:
            break
    return _in_rows(page, found)


def _worth(sequences: list[_Sequence]) -> int:
    return sum(2 if len(sequence.before) > 2 else 1 for sequence in sequences if sequence.proof == _CERTAIN)


def _verdict(page: _Page, raw: bytes, char: str, source: str, left: str, right: str) -> tuple[int, str]:
    """How surely an exact sequence is damage, and its script where only a row of letters can tell."""
    prior, after = left[-1:], right[:1]
    could_be_meant = all(mark in _CLOSING for mark in source[1:])
    specimen = prior == after == "`" or (prior in "“\"'" and after in "”\"'" and bool(prior and after))
    if len(raw) > 2:
        if page.name == "cp866":  # leads and trails are everyday letters: only rows of pairs can tell
            return (_LIKELY if raw[:2] == b"\xe2\x80" and _is_known(char) else _NEVER), ""
        if _is_known(char):
            if could_be_meant and (prior.isalpha() or prior in _OPENING) and source[0].isalpha():
                return _BESIDE, ""
            return (_LIKELY if specimen else _CERTAIN), ""
        script = _script(char)
        if script == "latin":
            in_word = prior.isalpha() or after.isalpha()
            return (_CERTAIN if in_word and not could_be_meant else _LIKELY), ""
        if script:
            return (_BESIDE if could_be_meant else _LIKELY), script
        return _NEVER, ""
    if specimen:
        return _LIKELY, ""
    if char < "\xa0":
        return _BESIDE, ""
    script = _script(char)
    if script == "latin" and not _EVERYDAY_LATIN.match(char):
        return _BESIDE, ""
    if script == "latin" or char < "\xc0" or char in "×÷":
        judge = {"western": _western, "mac": _mac, "dos": _dos}.get(page.family, _foreign)
        return judge(source, char, left, right), ""
    if script in ("greek", "cyrillic", "hebrew", "arabic", "armenian"):
        lone_greek = script == "greek" and page.family == "western" and not prior.isalpha() and not could_be_meant
        return (_LIKELY if lone_greek else _BESIDE), script
    return (_BESIDE if script or unicodedata.combining(char) else _NEVER), ""


def _western(source: str, char: str, left: str, right: str) -> int:
    """`Ã©`, `Å‚`, `Â£`: an upper-case letter, then a sign that no word goes on with."""
    prior, after, trail = left[-1:], right[:1], source[1]
    if char < "\xc0":
        if prior.isupper():
            return _BESIDE
        if trail == "\xa0":
            return _CERTAIN if prior.isalnum() or (prior in ",.;:!?)" and prior) else _LIKELY
        return _LIKELY if trail in "»" or (prior in _OPENING and prior) else _CERTAIN
    if prior.islower():
        return _CERTAIN
    if prior.isupper():
        if trail not in _CLOSING or (after.islower() and not left[:1].isupper()):
            return _CERTAIN
        return _CERTAIN if after.isupper() and char.isupper() and trail not in _QUOTES else _BESIDE
    if after.islower() and char.isalpha():
        return _CERTAIN
    if trail in _QUOTES:
        if char == "×" and (prior.isdigit() or left[:1].isdigit()) and (after.isdigit() or right[1:].isdigit()):
            return _CERTAIN
        # a letter with a no-break space, then a space: nobody parts words so
        if trail == "\xa0" and after == " ":
            return _CERTAIN
        return _BESIDE if prior in _OPENING and prior else _LIKELY
    return _CERTAIN


def _mac(source: str, char: str, left: str, right: str) -> int:
    """`√©`, `¬©`, `≈Ç`: a sign, then a letter or a sign."""
    prior, after, lead, trail = left[-1:], right[:1], source[0], source[1]
    within = prior.islower() and (after.islower() or left.isalpha())
    if lead == "¬":
        return _LIKELY if trail in _MATHS else _CERTAIN
    if lead == "√":
        if trail in _ROOT_TAKES:
            return _CERTAIN if prior.isalpha() and after.isalpha() and (left.isalpha() or right.isalpha()) else _BESIDE
        return _CERTAIN if within or not prior.isalnum() or prior.islower() else _LIKELY
    if lead in "«»":
        return _CERTAIN if prior.islower() and after.islower() else _BESIDE
    if trail in _MATHS:
        return _CERTAIN if within and after.islower() else _BESIDE
    return _CERTAIN if within or (after.islower() and right.isalpha() and char.isalpha()) else _LIKELY


def _dos(source: str, char: str, left: str, right: str) -> int:
    """`├⌐`, `├®`: drawings of trees begin like these, so only a word before them tells."""
    prior, after, lead, trail = left[-1:], right[:1], source[0], source[1]
    if lead not in "┬├─┼":
        return _BESIDE
    if prior.islower():
        return _CERTAIN if trail < "\u2500" or trail > "\u25ff" or after.islower() else _LIKELY
    return _BESIDE if "\u2500" <= trail <= "\u25ff" or "\u2500" <= prior <= "\u25ff" else _LIKELY


def _foreign(source: str, char: str, left: str, right: str) -> int:
    """`Г©` in a word of Latin letters."""
    prior, after = left[-1:], right[:1]
    if char < "\xc0":
        return _BESIDE
    return _CERTAIN if (prior.isascii() and prior.isalpha()) or (after.isascii() and after.islower()) else _BESIDE


def _verdict_on_lost(source: str, left: str) -> int:
    """`â€` and `ï¸` are certain as they stand; `â“` could be an â before a quotation mark."""
    if source[1] in "€ÇÄ¸Ÿƒ" and source[0].isalpha():
        return _CERTAIN
    if all(mark in _CLOSING or mark == "\ufffd" for mark in source[1:]):
        return _BESIDE if left[-1:].isalpha() else _LIKELY
    return _CERTAIN if not left[-1:].isalpha() else _LIKELY


def _without_its_lead(raw: bytes, source: str, left: str, right: str) -> tuple[str, int, str]:
    """`üöÄ` for 🚀, but never the word `üçün`."""
    char = raw.decode("utf-8", "replace")
    if len(char) != 1 or not _is_known(char) or left[-1:].isalnum() or right[:1].isalpha():
        return "", _NEVER, ""
    return char, (_LIKELY if source[2].isalpha() and source[1].isalpha() and source[2].islower() else _CERTAIN), ""


def _in_rows(page: _Page, found: list[_Sequence]) -> list[_Sequence]:
    """Letters of one script in a row prove each other: no sound text alternates so."""
    row_of = 2 if page.family in ("western", "mac", "dos") else 3
    at = 0
    while at < len(found):
        if not found[at].script:
            at += 1
            continue
        until = at + 1
        while (
            until < len(found)
            and found[until].script == found[at].script
            and found[until].start == found[until - 1].end
        ):
            until += 1
        if until - at >= row_of:
            for place in range(at, until):
                found[place] = found[place]._replace(proof=_CERTAIN)
        at = until
    return found


def _accepted(found: list[_Sequence], text: str, *, proved: bool) -> list[_Sequence]:
    """Return the sequences to put back.

    A line that is damaged as a whole is put back as a whole: where its sequences account for every character outside
    ASCII and one of them is certain, or the page explains nearly all of the text, the others are what they look like.
    """
    least = _LIKELY if proved else _CERTAIN
    lines = _explained(found, text)
    covered = sum(len(sequence.before) for sequence in found)
    throughout = (
        proved and sum(strays for _, strays in lines) == 0 and covered * 50 >= 49 * len(_BEYOND_ASCII.findall(text))
    )
    taken = [False] * len(found)
    for places, strays in lines:
        certain = any(found[place].proof == _CERTAIN for place in places)
        least_here = _BESIDE if not strays and (throughout or certain) else least
        for place in places:
            taken[place] = found[place].proof >= least_here
    for order, step in ((range(1, len(found)), -1), (range(len(found) - 2, -1, -1), 1)):
        for place in order:
            here, beside = found[place], found[place + step]
            touches = beside.end == here.start if step < 0 else here.end == beside.start
            if touches and taken[place + step] and here.proof:
                taken[place] = True
    return _settled([sequence for sequence, is_taken in zip(found, taken, strict=True) if is_taken], text)


_BEYOND_ASCII = re.compile("[^\x00-\x7f]")


def _explained(found: list[_Sequence], text: str) -> list[tuple[range, int]]:
    """The sequences of each line that has any, and how many characters outside ASCII they leave unexplained there."""
    lines: list[tuple[range, int]] = []
    place = 0
    while place < len(found):
        start = text.rfind("\n", 0, found[place].start) + 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        first, covered = place, 0
        while place < len(found) and found[place].start < end:
            covered += len(found[place].before)
            place += 1
        lines.append((range(first, place), len(_BEYOND_ASCII.findall(text, start, end)) - covered))
    return lines


_EMOJI = re.compile("[\U0001f300-\U0001faff\ufe0f♀♂⚕⚖✈❤➡⬛]")
_BOX = re.compile("[\u2500-\u259f]")


def _settled(accepted: list[_Sequence], text: str) -> list[_Sequence]:
    """Choose, where lost bytes leave several characters possible, the one that goes with what stands around it."""
    for place, here in enumerate(accepted):
        if len(here.after) < 2:
            continue
        before = accepted[place - 1] if place else None
        after = accepted[place + 1] if place + 1 < len(accepted) else None
        left = before.after[-1:] if before and before.end == here.start else text[max(here.start - 1, 0) : here.start]
        right = after.after[:1] if after and after.start == here.end else text[here.end : here.end + 1]
        char = here.after[0]
        if _EMOJI.match(left) and _SKIN.search(here.after):
            char = _SKIN.findall(here.after)[0]
        elif _BOX.match(left) or (_BOX.match(right) and not left.strip()):
            char = next(iter(_BOX.findall(here.after)), char)
        elif char == "”" and _EMOJI.match(left) and _EMOJI.match(right):
            char = "\u200d"
        elif char == "”" and "„" in here.after and right.isalnum() and not left.isalnum() and left not in _QUOTES:
            char = "„"
        accepted[place] = here._replace(after=char)
    return accepted


_SKIN = re.compile("[\U0001f3fb-\U0001f3ff]")


def _replaced(text: str, accepted: list[_Sequence]) -> tuple[str, list[Mended]]:
    pieces: list[str] = []
    mended: list[Mended] = []
    at, line = 0, 1
    for sequence in accepted:
        line += text.count("\n", at, sequence.start)
        pieces += (text[at : sequence.start], sequence.after)
        mended.append(Mended(line, sequence.before, sequence.after))
        at = sequence.end
    pieces.append(text[at:])
    return "".join(pieces), mended


# ------------------------------------------------------------------ pages of two bytes

_WIDE_SIGNS = (
    ("gbk", re.compile("[鈥鈫鈮鈱鈹鈻鈽鉁鉂鉃鈿馃锛銆乧脙]")),
    ("cp932", re.compile("[窶竊竕笏笘笙笞笨笶縺繧繝・｣]")),
)
_WIDE_RUN = re.compile("[^\x00-\x7f]{1,400}")


def _mend_wide(text: str, codec: str, signs: re.Pattern[str]) -> tuple[str, list[Mended]]:
    pieces: list[str] = []
    mended: list[Mended] = []
    at, line = 0, 1
    for run in _WIDE_RUN.finditer(text):
        if not signs.search(run[0]):
            continue
        try:
            after = run[0].encode(codec).decode()
        except UnicodeError:
            continue
        odd = [
            char for char in after if not ((char.isascii() and char.isprintable()) or _is_known(char) or _script(char))
        ]
        wide = sum(char >= "\u2000" for char in after)
        if odd or not wide or (wide == 1 and not any(map(_is_known, after))):
            continue
        line += text.count("\n", at, run.start())
        pieces += (text[at : run.start()], after)
        mended.append(Mended(line, run[0], after))
        at = run.end()
    pieces.append(text[at:])
    return "".join(pieces), mended


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
_EVERYDAY_LATIN = re.compile("[\u00c0-\u017f\u018f\u0192\u01a0\u01a1\u01af\u01b0\u01cd-\u01dc\u0218-\u021b\u0259]")
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
def _is_known(char: str) -> bool:
    """Whether a character is one that notes are full of: punctuation, arrows, signs, emoji."""
    return bool(_KNOWN.match(char)) and unicodedata.category(char) != "Cn"


@cache
def _script(char: str) -> str:
    """Which script a letter belongs to, as far as rows of letters are concerned; empty for anything else."""
    if unicodedata.category(char) == "Cn":
        return ""
    return next((name for name, letters in _SCRIPTS if letters.match(char)), "")
