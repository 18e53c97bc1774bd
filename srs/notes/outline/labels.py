"""Labels at the beginnings of rows, in whatever words: bold, before a colon, a tab or a dash, in capitals."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from srs.notes import text as texts
from srs.notes.outline.lines import bold_line, is_caps, lead_of, role_of_label
from srs.notes.words import Role
from srs.reading.document import Item

_ORDINAL = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+")
_TABBED = re.compile(r"\s*([^\t:：]{2,50}?)\s*[:：]?\t\s*(\S.*)$")
_DASHED = re.compile(r"\s*([^\s–—-][^–—:：]{1,48}?)\s+[–—-]{1,2}\s+(\S.*)$")
_COLON = re.compile(r"\s*([^:：\t]{2,60}?)\s*(?:\([^()]{1,20}\)\s*)?(?:[:：](?=\s)|：|(?<=[\u2e80-\uffef]):)\s*(.*)$")
_SENTENCE_END = (".", "!", "?", "…", ":", ";", "。", "！", "？", "：", "।", "؟", ")", "）", "”", "“", '"', "»", "」")
FOREIGN = frozenset((Role.SEGMENT, Role.ANGLE, Role.SECTION))
"""What a label of a story may be by its words alone; any other role stands for itself."""


@dataclass(slots=True)
class Label:
    """A label at the beginning of a row, and what is told behind it."""

    number: int
    form: str
    """What labels of one story share: their marks and what stands behind them."""
    name: str
    rest: str
    said: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join([self.rest, *self.said])


def label_of(text: str, number: int) -> Label | None:
    """Read a row as a label with what is told behind it on the same line."""
    found = label_in(text, number, below=False)
    return found if found and found.rest else None


def label_in(text: str, number: int, *, below: bool) -> Label | None:
    """Read a row as a label with what is told behind it, or only `below` it."""
    text = _ORDINAL.sub("", text)
    bold = bold_line(text)
    mark = text.strip().lstrip("\"'>•●○ ")[:2]
    form = "bold" if mark == "**" or mark == "__" else "italic" if mark[:1] in ("*", "_") else ""
    if bold is not None:
        inner = _COLON.match(bold)
        if inner and inner[2].strip():
            return None
        return _made(number, form or "bold", bold, "")
    if form:
        lead = lead_of(text)
        return _made(number, form, lead[0], lead[1]) if lead and lead[2] else None
    for name, pattern in (("tab", _TABBED), ("colon", _COLON), ("dash", _DASHED)):
        found = pattern.match(text)
        if found and (found[2].strip() or below):
            return _made(number, name, found[1], found[2].strip())
    return _capitals(text, number)


def item_label(item: Item) -> Label | None:
    """Read the first row of an item as a label; a few words above what stands in it are one as well."""
    if not item.rows or item.checkbox:
        return None
    text = item.rows[0].text
    found = label_in(text, item.lines.start, below=bool(item.blocks))
    if found is None and item.blocks and len(item.rows) == 1 and len(text.split()) <= 6 and not is_caps(text):
        return _made(item.lines.start, "head", text, "")
    return found


def _capitals(text: str, number: int) -> Label | None:
    """Read `WHAT I DID  Rang them.`: a label in capitals, what is told beside it as in a column."""
    if len(text) < 12 or not text[:3].isupper() or text.isupper():
        return None
    taken, at = 0, 0
    for word in re.finditer(r"\S+", text[:60]):
        bare = word[0].replace("'", "").replace("’", "")
        if not (bare.isalpha() and bare.isupper()):
            break
        if len(bare) > 1 or (word.end() < len(text) and text[word.end() : word.end() + 2] == "  "):
            taken = word.end()
        at += 1
    if not taken or at > 5:
        return None
    return _made(number, "capitals", text[:taken], text[taken:].strip())


def _made(number: int, form: str, label: str, rest: str) -> Label | None:
    name = name_of(label)
    short = form == "dash" and len(name) == 2 and name.isalpha() and name.isupper()
    return Label(number, form, name, rest) if short or is_label(name) else None


def is_label(name: str) -> bool:
    """Tell whether a few words can be the label of a piece of a story."""
    wide = sum(1 for c in name if "\u2e80" <= c <= "\uffef")
    if not name or len(name) > 60 or len(name.split()) > 8 or (len(name) < 3 and wide < 2):
        return False
    if re.search(r"[\d`=<>{}@/\\|\"“”«»]|::|[.,;!?]\s", name) or texts.is_question(name):
        return False
    role = role_of_label(name)
    return role is None or role[0] in FOREIGN


def name_of(text: str) -> str:
    """Return what a label says, without its marks and its number."""
    return texts.undecorated(_ORDINAL.sub("", texts.plain(text))).strip(" :：.–—-\t")


def breaks_off(text: str, width: int) -> bool:
    """Tell whether a row runs on in the next: an open sentence, about as long as the longest beside it."""
    bare = text.rstrip().rstrip("*_")
    return 40 <= width <= 110 and len(bare) >= 0.72 * width and not bare.endswith(_SENTENCE_END)
