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
from functools import cache
from typing import NamedTuple

from srs.reading.codepages import EVERYDAY_LATIN, FAMILIES, Page, is_known, page, script

Repairs = dict[tuple[int, str, str], int]
"""(line counted from 1, how it stood there, what it was) -> how often."""


def mend(text: str) -> tuple[str, Repairs]:
    """Return the text with its damage repaired, and the repairs; mending again changes nothing.

    Lines end at line feeds, and none is lost or added. Text that was damaged more than once is mended layer by layer.
    """
    repairs: Repairs = {}
    mended = text
    for _ in range(_LAYERS):
        mended, found = _mend_once(mended)
        if not found:
            return mended, repairs
        for place, times in found.items():
            repairs[place] = repairs.get(place, 0) + times
    # more layers than any program ever laid: made up, so nothing in it can be trusted
    return text, {}


_LAYERS = 8


def _mend_once(text: str) -> tuple[str, Repairs]:
    if text.isascii():
        return text, {}
    repairs: Repairs = {}
    weighed = [
        (_worth(found), candidate, found) for candidate in _pages_seen(text) if (found := _found(candidate, text))
    ]
    for worth, candidate, found in sorted(weighed, key=lambda entry: -entry[0]):
        if repairs:  # what an earlier page has put back proves nothing any more
            found = _found(candidate, text)
            worth = _worth(found)
        if worth and (accepted := _accepted(found, text, proved=worth >= _PROOF)):
            text = _replaced(text, accepted, repairs)
    for codec, signs in _WIDE_SIGNS:
        if signs.search(text):
            text = _mend_wide(text, codec, signs, repairs)
    return text, repairs


# ------------------------------------------------------------------ which pages it may be

_LATIN_PAGES = ("cp1252", "cp1254", "cp1250", "mac_roman", "cp437", "cp850")
_OTHER_PAGES = ("cp1251", "koi8_r", "cp866", "cp1253")
_RUN = re.compile("[^\x00-\x7f]{2,}")
_OTHER_LETTERS = re.compile("[\u0370-\u04ff\u2550-\u256c]")


def _pages_seen(text: str) -> Iterator[Page]:
    runs = "\n".join(set(_RUN.findall(text)))  # each only once: in sound text they repeat
    names: list[str] = []
    if _any_sign().search(runs):
        names += _LATIN_PAGES
    if _OTHER_LETTERS.search(runs):
        names += _OTHER_PAGES
    for name in names:
        if _signs(name).search(text if FAMILIES[name] == "dos" else runs):
            yield page(name)


@cache
def _any_sign() -> re.Pattern[str]:
    leads = {chr(code) for name in _LATIN_PAGES for code, byte in page(name).table.items() if 0xC2 <= byte <= 0xF4}
    return re.compile(f"[{''.join(sorted(map(re.escape, leads)))}ü][^\x00-\x7f]")


@cache
def _signs(name: str) -> re.Pattern[str]:
    """How damage by a page begins."""
    shown = page(name).table

    def letters(*ranges: tuple[int, int]) -> str:
        return "".join(
            re.escape(chr(code)) for code, byte in shown.items() if any(first <= byte <= last for first, last in ranges)
        )

    trails = letters((0x80, 0xBF))
    family = FAMILIES[name]
    if name in ("cp1250", "cp1254"):
        # the rest of them is as in cp1252
        known = page("cp1252").table
        own = "".join(re.escape(chr(code)) for code, byte in shown.items() if code != 0xFFFD and known[code] != byte)
        return re.compile(f"[{own}][{trails}]|[{letters((0xC2, 0xF4))}][{own}]")
    if family in ("cyrillic", "greek"):
        # the leads are everyday letters there: only what sound text hardly has
        rows = letters((0xCE, 0xCF) if family == "greek" else (0xD0, 0xD1) if name == "cp866" else (0xD0, 0xDB))
        return re.compile(
            f"(?:[{rows}][{trails}]){{3}}|(?:[{letters((0xE0, 0xEF))}][{trails}]{{2}}){{2}}"
            f"|[{letters((0xE2, 0xE3), (0xEF, 0xEF))}][{trails}]{{2}}|{letters((0xE2, 0xE2))}{letters((0x80, 0x80))}"
            f"|{letters((0xF0, 0xF0))}{letters((0x9F, 0x9F))}|[{letters((0xC2, 0xC5))}][{trails}]"
        )
    if family == "dos":
        # drawings are made of the same lines; in a word they are no drawing
        signs, lines = re.sub("[\u2500-\u259f]", "", trails), "".join(re.findall("[\u2500-\u259f]", trails))
        return re.compile(
            f"[{letters((0xC2, 0xC5))}][{signs}]|(?<=[a-zß-ÿ])[{letters((0xC2, 0xC5))}][{lines}]"
            f"|[{letters((0xE0, 0xF4))}][{trails}]|(?:[{letters((0xCE, 0xDB))}][{signs}]){{2}}"
        )
    alone = letters((0xC2, 0xC5), (0xCE, 0xCF), (0xE0, 0xF4))
    dropped_lead = "|ü[^\x00-\x7f]{2}" if family == "mac" else ""
    return re.compile(f"[{alone}][{trails}\ufffd]|(?:[{letters((0xC6, 0xDF))}][{trails}]){{2}}{dropped_lead}")


# ------------------------------------------------------------------ what a sequence proves

_NEVER, _BESIDE, _LIKELY, _CERTAIN = range(4)
_PROOF = 2
"""What proves a page for a whole text: one certain sequence of three or four bytes, or two shorter ones."""


class _Sequence(NamedTuple):
    start: int
    end: int
    after: str
    """What it was; where bytes are lost, all that it may have been, the likeliest first."""
    proof: int
    script: str
    """Set where letters of a script prove each other by standing in a row."""


class _Verdict(NamedTuple):
    length: int
    after: str
    proof: int
    script: str


_WHOLE = rb"[\xf0-\xf4][\x80-\xbf]{3}|[\xe0-\xef][\x80-\xbf]{2}|[\xc2-\xdf][\x80-\xbf]"
_SHAPE = re.compile(_WHOLE)
_SHAPE_LOSING = re.compile(_WHOLE + rb"|\xf0[\x80-\xbf\xff]{1,3}|[\xe2-\xef][\x80-\xbf\xff]{1,2}")
_SHAPE_MAC = re.compile(_WHOLE + rb"|\x9f[\x80-\xbf]{2}")
_CLOSING = frozenset("”’“‘»›…–—™®©°†‡•²³¹ªº·\xa0„‚«‹,.ёЁіІїЇєЄґҐўЎ№")
_QUOTES = frozenset("”’“‘»›…–—\xa0")
_OPENING = frozenset("“‘„‚«‹\"'(")
_ROOT_TAKES = frozenset("πΩ∑∏∫∞µ")
_MATHS = frozenset("πΩ∑∏∫∞µ∂∆√≈≠≤≥±")
_ROW_SCRIPTS = frozenset(("greek", "cyrillic", "hebrew", "arabic", "armenian"))


def _found(candidate: Page, text: str) -> list[_Sequence]:
    padded = f"\n\n{text}\n\n"  # so that each place has two neighbours on either side: all that a judgement looks at
    image = padded.translate(candidate.table).encode("latin-1")
    shape = _SHAPE_MAC if candidate.family == "mac" else _SHAPE_LOSING if candidate.lost else _SHAPE
    judged: dict[str, _Verdict] = {}
    found: list[_Sequence] = []
    for match in shape.finditer(image):
        start, end = match.span()
        context = padded[start - 2 : end + 2]
        verdict = judged.get(context)
        if verdict is None:
            verdict = judged[context] = _judge(candidate, match[0], context)
        length, after, proof, row = verdict
        if proof:
            found.append(_Sequence(start - 2, start - 2 + length, after, proof, row))
    return _in_rows(candidate, found)


def _worth(found: list[_Sequence]) -> int:
    return sum(2 if sequence.end - sequence.start > 2 else 1 for sequence in found if sequence.proof == _CERTAIN)


_NOTHING = _Verdict(0, "", _NEVER, "")


def _judge(candidate: Page, raw: bytes, context: str) -> _Verdict:
    left, source, right = context[:2], context[2:-2], context[-2:]
    lead = raw[0]
    if lead == 0x9F:  # the F0 of an emoji shows on a Mac as a private character, which other programs drop
        return _without_its_lead(b"\xf0" + raw, source, left, right)
    if 0xFF in raw or len(raw) < (2 if lead < 0xE0 else 3 if lead < 0xF0 else 4):
        while raw and raw.replace(_LOST, b"") not in candidate.lost:
            raw = raw[:-1]
        if not raw:
            return _NOTHING
        proof = _proof_of_rest(candidate, source[: len(raw)], left[1])
        return _Verdict(len(raw), candidate.lost[raw.replace(_LOST, b"")], proof, "")
    try:
        char = raw.decode()
    except UnicodeDecodeError:
        return _NOTHING
    prove = _proof_of_pair if len(raw) == 2 else _proof_of_long
    proof, row = prove(candidate, raw, char, source, left, right)
    return _Verdict(len(raw), "" if char == "\ufeff" else char, proof, row)  # U+FEFF only marked a beginning


_LOST = b"\xff"
"""U+FFFD in the image of a text: programs write it in place of a byte that they could not show."""


def _is_specimen(left: str, right: str) -> bool:
    """Whether a sequence stands alone between marks, as where a note speaks of damage."""
    return left[1] == right[0] == "`" or (left[1] in "“\"'" and right[0] in "”\"'")


def _proof_of_long(candidate: Page, raw: bytes, char: str, source: str, left: str, right: str) -> tuple[int, str]:
    """How surely three or four signs are damage, and the script where a row of letters can tell more."""
    prior = left[1]
    could_be_meant = all(mark in _CLOSING for mark in source[1:])
    if candidate.name == "cp866":  # leads and trails are everyday letters: only rows of pairs can tell
        return (_LIKELY if raw[:2] == b"\xe2\x80" and is_known(char) else _NEVER), ""
    if is_known(char):
        if could_be_meant and (prior.isalpha() or prior in _OPENING) and source[0].isalpha():
            return _BESIDE, ""
        return (_LIKELY if _is_specimen(left, right) else _CERTAIN), ""
    row = script(char)
    if row == "latin":
        in_word = prior.isalpha() or right[0].isalpha()
        return (_CERTAIN if in_word and not could_be_meant else _LIKELY), ""
    if row:
        return (_BESIDE if could_be_meant else _LIKELY), row
    return _NEVER, ""


def _proof_of_pair(candidate: Page, raw: bytes, char: str, source: str, left: str, right: str) -> tuple[int, str]:
    """How surely two signs are damage, and the script where a row of letters can tell more."""
    if _is_specimen(left, right):
        return _LIKELY, ""
    row = script(char)
    if char < "\xa0" or (row == "latin" and not EVERYDAY_LATIN.match(char)):
        return _BESIDE, ""
    if row == "latin" or char < "\xc0" or char in "×÷":
        prove = {"western": _western, "mac": _mac, "dos": _dos}.get(candidate.family, _foreign)
        return prove(source, char, left, right), ""
    if row in _ROW_SCRIPTS:
        lone = row == "greek" and candidate.family == "western" and not left[1].isalpha() and source[1] not in _CLOSING
        return (_LIKELY if lone else _BESIDE), row
    return (_BESIDE if row or unicodedata.combining(char) else _NEVER), ""


def _western(source: str, char: str, left: str, right: str) -> int:
    """`Ã©`, `Å‚`, `Â£`: an upper-case letter, then a sign that no word goes on with."""
    prior, after, trail = left[-1:], right[:1], source[1]
    if char < "\xc0":
        if prior.isupper():
            return _BESIDE
        if trail == "\xa0":
            return _CERTAIN if prior.isalnum() or prior in ",.;:!?)" else _LIKELY
        if prior in _OPENING:
            return _BESIDE
        return _LIKELY if trail == "»" else _CERTAIN
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
        return _LIKELY if char in "à×" and prior not in _OPENING else _BESIDE
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
    if prior.islower() and not char.isupper():
        return _CERTAIN if trail < "\u2500" or trail > "\u25ff" or after.islower() else _LIKELY
    return _BESIDE if "\u2500" <= trail <= "\u25ff" or "\u2500" <= prior <= "\u25ff" else _LIKELY


def _foreign(source: str, char: str, left: str, right: str) -> int:
    """`Г©` in a word of Latin letters."""
    prior, after = left[-1:], right[:1]
    if char < "\xc0":
        return _BESIDE
    return _CERTAIN if (prior.isascii() and prior.isalpha()) or (after.isascii() and after.islower()) else _BESIDE


def _proof_of_rest(candidate: Page, source: str, prior: str) -> int:
    """`â€` and `ï¸` are certain as they stand; `â“` could be an â before a quotation mark."""
    if source[1] in "€ÇÄ¸Ÿƒ" and source[0].isalpha():
        return _CERTAIN
    if all(mark in _CLOSING or mark == "\ufffd" for mark in source[1:]):
        return _BESIDE if prior.isalpha() or candidate.family != "western" else _LIKELY
    return _LIKELY if prior.isalpha() else _CERTAIN


def _without_its_lead(raw: bytes, source: str, left: str, right: str) -> _Verdict:
    """`üöÄ` for 🚀, but never the word `üçün`."""
    char = raw.decode("utf-8", "replace")
    if len(char) != 1 or not is_known(char) or left[1].isalnum() or right[0].isalpha():
        return _NOTHING
    could_be_word = source[1].isalpha() and source[2].isalpha() and source[2].islower()
    return _Verdict(3, char, _LIKELY if could_be_word else _CERTAIN, "")


def _in_rows(candidate: Page, found: list[_Sequence]) -> list[_Sequence]:
    """Letters of one script in a row prove each other: no sound text alternates so."""
    least = 2 if candidate.family in ("western", "mac", "dos") else 3
    at = 0
    while at < len(found):
        until = at + 1
        if found[at].script:
            while until < len(found) and _goes_on(found[until - 1], found[until]):
                until += 1
            if until - at >= least:
                found[at:until] = [sequence._replace(proof=_CERTAIN) for sequence in found[at:until]]
        at = until
    return found


def _goes_on(sequence: _Sequence, after: _Sequence) -> bool:
    return sequence.script == after.script and sequence.end == after.start


# ------------------------------------------------------------------ what is put back


def _accepted(found: list[_Sequence], text: str, *, proved: bool) -> list[_Sequence]:
    """Return the sequences to put back.

    A line that is damaged as a whole is put back as a whole: where its sequences account for every character outside
    ASCII and one of them is certain, or the page explains nearly all of the text, the others are what they look like.
    """
    least = _LIKELY if proved else _CERTAIN
    lines = _explained(found, text)
    covered = sum(sequence.end - sequence.start for sequence in found)
    throughout = (
        proved and not any(strays for _, strays in lines) and covered * 50 >= 49 * len(_BEYOND_ASCII.findall(text))
    )
    taken = [False] * len(found)
    for places, strays in lines:
        whole = not strays and (throughout or any(found[place].proof == _CERTAIN for place in places))
        for place in places:
            taken[place] = found[place].proof >= (_BESIDE if whole else least)
    for place in range(1, len(found)):
        if taken[place - 1] and found[place - 1].end == found[place].start:
            taken[place] = True
    for place in range(len(found) - 2, -1, -1):
        if taken[place + 1] and found[place].end == found[place + 1].start:
            taken[place] = True
    return [sequence for sequence, is_taken in zip(found, taken, strict=True) if is_taken]


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
            covered += found[place].end - found[place].start
            place += 1
        lines.append((range(first, place), len(_BEYOND_ASCII.findall(text, start, end)) - covered))
    return lines


def _replaced(text: str, accepted: list[_Sequence], repairs: Repairs) -> str:
    pieces: list[str] = []
    at, line = 0, 1
    for place, (start, end, after, _, _) in enumerate(accepted):
        if len(after) > 1:
            follows = accepted[place + 1] if place + 1 < len(accepted) else None
            left = pieces[-1][-1:] if pieces and at == start else text[start - 1 : start] if start else ""
            right = follows.after[:1] if follows and follows.start == end else text[end : end + 1]
            after = _fitting(after, left, right)
        between = text[at:start]
        line += between.count("\n")
        if between:
            pieces.append(between)
        pieces.append(after)
        mended = (line, text[start:end], after)
        repairs[mended] = repairs.get(mended, 0) + 1
        at = end
    pieces.append(text[at:])
    return "".join(pieces)


_EMOJI = re.compile("[\U0001f300-\U0001faff\ufe0f\u2600-\u27bf➡⬛]")
_SKIN = re.compile("[\U0001f3fb-\U0001f3ff]")
_BOX = re.compile("[\u2500-\u259f]")


def _fitting(chars: str, left: str, right: str) -> str:
    """Of several characters that may have stood between two others, return the one that goes with them."""
    if _EMOJI.match(left) and (tones := _SKIN.findall(chars)):
        return str(tones[0])
    if (_BOX.match(left) or (_BOX.match(right) and not left.strip())) and (lines := _BOX.findall(chars)):
        return str(lines[0])
    if "\u200d" in chars and _EMOJI.match(left) and _EMOJI.match(right):
        return "\u200d"
    if "„" in chars and right.isalnum() and not left.isalnum() and left not in _QUOTES:
        return "„"
    return chars[0]


# ------------------------------------------------------------------ pages of two bytes

_WIDE_SIGNS = (
    ("gbk", re.compile("[鈥鈫鈮鈱鈹鈻鈽鉁鉂鉃鈿馃锛銆乧脙]")),
    ("cp932", re.compile("[窶竊竕笏笘笙笞笨笶縺繧繝]")),
)
_WIDE_RUN = re.compile("[^\x00-\x7f]{1,400}")


def _mend_wide(text: str, codec: str, signs: re.Pattern[str], repairs: Repairs) -> str:
    """Put back what was read in pairs of bytes: no sound run of characters happens to be UTF-8 there."""
    pieces: list[str] = []
    at, line = 0, 1
    for run in _WIDE_RUN.finditer(text):
        if not signs.search(run[0]):
            continue
        try:
            after = run[0].encode(codec).decode()
        except UnicodeError:
            continue
        plausible = all((char.isascii() and char.isprintable()) or is_known(char) or script(char) for char in after)
        wide = sum(char >= "\u2000" for char in after)
        if not plausible or not wide or (wide == 1 and not any(map(is_known, after))):
            continue
        line += text.count("\n", at, run.start())
        pieces += (text[at : run.start()], after)
        mended = (line, run[0], after)
        repairs[mended] = repairs.get(mended, 0) + 1
        at = run.end()
    pieces.append(text[at:])
    return "".join(pieces)
