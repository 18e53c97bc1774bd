"""Bytes to text: what a file says, line by line as it lies on disk, whatever it was saved in."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass, field

from srs.reading.mojibake import Repairs, mend


@dataclass(frozen=True, slots=True)
class Repair:
    """Text that had been damaged before the file was saved, and what it must have been."""

    line: int
    """1-based, in the file as it lies on disk."""
    before: str
    after: str
    times: int = 1
    """How often it stood in that line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A file as text. Line n of the file is `lines[n - 1]`; no line holds its end or a control character but tab."""

    lines: tuple[str, ...]
    """Repaired text; empty where the bytes are no text."""
    encoding: str
    """What the bytes were read as, as people are told: utf-8, utf-16-le, cp1252, shift_jis, …; `binary` for no text."""
    repairs: tuple[Repair, ...] = ()
    repaired: int = 0
    """How many places were repaired."""
    removed: int = 0
    """How many control and direction characters were taken out or became a space."""
    binary: bool = False
    looks_like: str = field(default="")
    """What a file that is no text seems to be, with its article: “a PDF document”; else empty."""

    @property
    def text(self) -> str:
        """The lines joined by line feeds."""
        return "\n".join(self.lines)


def decode(data: bytes) -> Decoded:
    """Return the text of a file. Every sequence of bytes has an answer; none raises."""
    if shape := _binary_shape(data):
        return Decoded(lines=(), encoding="binary", binary=True, looks_like=shape)
    text, encoding, repairs = _text(data)
    if text is None:
        return Decoded(lines=(), encoding="binary", binary=True, looks_like="a binary file")
    text = _with_line_feeds(text)
    text, mended, removed = _sound(text)
    repairs += _by_line(mended)
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return Decoded(
        lines=tuple(lines),
        encoding=encoding,
        repairs=tuple(repairs),
        repaired=sum(repair.times for repair in repairs),
        removed=removed,
    )


def _sound(text: str) -> tuple[str, Repairs, int]:
    """Return the text mended and without controls; doing both again changes nothing."""
    repairs: Repairs = {}
    removed = 0
    while True:
        text, found = mend(text)  # first: a damaged character may hold controls
        text, controls = _without_controls(text)
        for place, times in found.items():
            repairs[place] = repairs.get(place, 0) + times
        removed += controls
        if not controls:  # where one was taken out, two halves may have met
            return text, repairs, removed


def _by_line(repairs: Repairs) -> list[Repair]:
    return [Repair(*place, times=times) for place, times in sorted(repairs.items(), key=lambda entry: entry[0][0])]


# ------------------------------------------------------------------ what is no text

_MAGIC = (
    (re.compile(rb"PK(?:\x03\x04|\x05\x06)"), "a ZIP archive or an office document"),
    (re.compile(rb"%PDF-\d"), "a PDF document"),
    (re.compile(rb"\{\\rtf\d"), "an RTF document"),
    (re.compile(rb"SQLite format 3\x00"), "an SQLite database"),
    (re.compile(rb"\x89PNG\r\n|GIF8[79]a|\xff\xd8\xff|II\*\x00|MM\x00\*|RIFF....WEBP", re.S), "an image"),
    (re.compile(rb"ID3[\x00-\x0f]|OggS\x00|fLaC|RIFF....(?:WAVE|AVI )|....ftyp|\x1aE\xdf\xa3", re.S), "sound or video"),
    (re.compile(rb"\x1f\x8b\x08|BZh\d1AY&SY|\xfd7zXZ\x00|7z\xbc\xaf\x27\x1c|\x28\xb5\x2f\xfd|Rar!\x1a"), "an archive"),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "an old office document"),
    (re.compile(rb"\x7fELF|MZ.\x00|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe|\x00asm", re.S), "a program"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# tab, line ends, form feed, backspace and escape are seen in text
_NO_TEXT = bytes(set(range(32)) - set(b"\t\n\r\x08\x0b\x0c\x1b")) + b"\x7f"


def _binary_shape(data: bytes) -> str:
    return next((shape for magic, shape in _MAGIC if magic.match(data)), "")


def _text(data: bytes) -> tuple[str | None, str, list[Repair]]:
    for mark, name in _BOMS:
        if data.startswith(mark):
            body = data[len(mark) :]
            if name == "utf-8":
                break
            return body.decode(name, "replace"), name, []
    else:
        body = data
    controls = len(body) - len(body.translate(None, _NO_TEXT))
    if (controls > 2 or 0 in body) and (wide := _wide(body)):
        return body.decode(wide, "replace"), wide, []
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        if controls > 2 and controls * 100 > len(body):
            return None, "binary", []
        return _not_utf8(body)
    if controls > 2 and controls * 10 > len(body):
        return None, "binary", []
    if _ISO_2022_JP.search(body) and (japanese := _decoded(body, "iso2022_jp")):
        return japanese, "iso-2022-jp", []
    return text, "utf-8", []


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return ""


def _wide(data: bytes) -> str:
    """Return the name of the UTF-16 or UTF-32 that bytes without a mark are in, or nothing."""
    sample = data[:65536]
    zeros = [sample[place::4].count(0) * 4 / len(sample) for place in range(4)]
    if len(data) % 4 == 0:
        if min(zeros[2], zeros[3]) > 0.9 and zeros[0] < 0.5:
            return _strictly(data, "utf-32-le")
        if min(zeros[0], zeros[1]) > 0.9 and zeros[3] < 0.5:
            return _strictly(data, "utf-32-be")
    if len(data) % 2:
        return ""
    even, odd = (zeros[0] + zeros[2]) / 2, (zeros[1] + zeros[3]) / 2
    if max(even, odd) > 0.25:  # letters of the Latin alphabet
        return _strictly(data, "utf-16-le" if odd > even else "utf-16-be") if abs(even - odd) > 0.2 else ""
    if len(sample.translate(None, _ASCII_TEXT)) * 5 < len(sample):
        return ""
    anchors = {
        name: len(_ANCHORS.findall(_decoded(sample, name)))
        for name in ("utf-16-le", "utf-16-be")
        if _strictly(data, name)
    }
    return max(anchors, key=anchors.__getitem__) if any(anchors.values()) else ""


_ASCII_TEXT = bytes(range(32, 127)) + b"\t\n\r"
_ANCHORS = re.compile("[\n -~\u3000-\u30ff\uff01-\uff5e]")
_READABLE = re.compile(
    "[\t\n\r -~\xa0-\u06ff\u0900-\u0dff\u0e00-\u0eff\u1e00-\u27ff\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef]"
)


def _strictly(data: bytes, name: str) -> str:
    sample = _decoded(data, name)[:20000]
    return name if sample and len(_READABLE.findall(sample)) >= 0.9 * len(sample) else ""


# ------------------------------------------------------------------ what is no UTF-8, or not all of it

_WELL_FORMED = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|(?P<long>\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}"
    rb"|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})"
    rb"|(?P<cut>[\xe1-\xef][\x80-\xbf]|[\xf1-\xf3][\x80-\xbf]{1,2})|(?P<alien>[\x80-\xff])"
)
_ISO_2022_JP = re.compile(rb"\x1b\$[@B]|\x1b\(J")
_SHOWN_AS = {"cp932": "shift_jis", "big5hkscs": "big5", "koi8_r": "koi8-r", "koi8_u": "koi8-u"}


def _not_utf8(data: bytes) -> tuple[str, str, list[Repair]]:
    if b"\xed" in data and (text := _from_surrogates(data)) is not None:
        return text, "utf-8", []
    if _is_mostly_utf8(data):
        return _mostly_utf8(data)

    from srs.reading.legacy import page_of

    name = page_of(data)
    return data.decode(name, "replace"), _SHOWN_AS.get(name, name.replace("iso8859_", "iso-8859-")), []


def _is_mostly_utf8(data: bytes) -> bool:
    """Older pages give pairs that look like UTF-8 by chance, seldom three bytes; and their own bytes stand in rows."""
    kinds = Counter(match.lastgroup for match in _WELL_FORMED.finditer(data))
    alien = kinds["alien"] + kinds["cut"]
    well_formed = kinds["long"] * 4 + kinds[None] // 2
    return well_formed >= alien and (well_formed >= 20 * alien or len(_LONE.findall(data)) * 2 >= alien)


_LONE = re.compile(rb"(?<![\x80-\xff])(?:[\x80-\xff]|[\xe1-\xef][\x80-\xbf])(?![\x80-\xff])")


def _from_surrogates(data: bytes) -> str | None:
    """Some programs write an emoji as two surrogates of three bytes each."""
    try:
        return data.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        return None


def _mostly_utf8(data: bytes) -> tuple[str, str, list[Repair]]:
    """Read the bytes that are no UTF-8 as what Windows wrote beside it, and a character cut short as U+FFFD."""
    pieces: list[str] = []
    repairs: dict[tuple[int, str, str], int] = {}
    alone = b"\n" not in data
    at, line = 0, 1
    for match in _WELL_FORMED.finditer(data):
        if match.lastgroup not in ("alien", "cut"):
            continue
        between = data[at : match.start()]
        after = "\ufffd" if match.lastgroup == "cut" else match[0].decode("cp1252", "replace")
        line += between.count(b"\r" if alone else b"\n")
        pieces += (between.decode(), after)
        place = (line, "".join(f"\\x{byte:02x}" for byte in match[0]), after)
        repairs[place] = repairs.get(place, 0) + 1
        at = match.end()
    pieces.append(data[at:].decode())
    return "".join(pieces), "utf-8", _by_line(repairs)


# ------------------------------------------------------------------ line ends and controls

# colours and the like, pasted from a terminal
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(?:\x07|\x1b\\))")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_GAPS = "\x0b\x0c\r\x85\u2028\u2029"


def _with_line_feeds(text: str) -> str:
    if "\r" not in text:
        return text
    if "\n" not in text:
        return text.replace("\r", "\n")
    return text.replace("\r\n", "\n")


def _without_controls(text: str) -> tuple[str, int]:
    """Leave out what can neither be read nor written down; what separated words becomes a space."""
    if not _CONTROLS.search(text):
        return text, 0
    text, escapes = _ESCAPES.subn("", text)
    text, controls = _CONTROLS.subn(lambda found: " " if found[0] in _GAPS else "", text)
    return text, escapes + controls
