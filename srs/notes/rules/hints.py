"""Remarks to the speaker among what is spoken: reminders, warnings, what the others are after, which story to tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from srs.model import Lines
from srs.notes import text as texts
from srs.notes import words
from srs.notes.intents import forbids, tells_what_they_want
from srs.notes.outline import Part, Unit
from srs.notes.outline.lines import bold_line, lead_of, role_of_label
from srs.notes.reminding import DIRECTS, NOT_TO, OF_THEM, REMARKS, REMINDS
from srs.notes.sayings import names_a_wording
from srs.notes.words import Role
from srs.reading.document import Comment, ListBlock, Markup, Paragraph, Quote, Row, Rule

Cue = tuple[str, Lines]

_BACKGROUND = re.compile(r"(?:hinter|back)grund|background")
_QUOTED = re.compile(r"[\"“«„「『]([^\"“”«»„「」『』]{2,120})[\"”“»」』]")
_LOOKS = "👀⚠💡🧠🔔📝🤫🚩"
"""Pictures that set a remark apart."""
_LONGEST = 30
"""Words of a remark."""
_COACH = re.compile(
    r"(?:my |the |career )?(?:coach|mentor|tutor|trainer)(?:in|a|e)?|berater(?:in)?|entrenador(?:a)?|"
    r"formateur|formatrice|allenatore|treinador(?:a)?|тренер|ментор"
)
"""Who remarks on an answer in a frame below it."""


def set_aside(parts: list[Part], cues: list[Cue], *, answered: bool = False) -> list[Part]:
    """Return the parts of an answer without the remarks to the speaker, which are added to `cues`.

    Where nothing but remarks would be left, they are all there is, and stay, unless it is `answered` elsewhere.
    """
    found: list[Cue] = []
    kept: list[Part] = []
    plain = any(isinstance(p, Paragraph) and not all(_apart(row.text) for row in p.rows) for p in parts)
    plain = plain or answered or any(isinstance(p, Quote | ListBlock | Unit) for p in parts)
    labels = [part for part in parts if isinstance(part, Unit) and part.role is Role.SEGMENT]
    for part in _opened(parts, labels[0], found) if len(labels) == 1 else parts:
        if isinstance(part, Paragraph):
            rows = _without(part.rows, found, lambda row: _reminds(row, plain=plain))
            if rows:
                kept.append(part if len(rows) == len(part.rows) else _of_rows(rows))
            continue
        if isinstance(part, Quote) and (said := _framed(part)):
            found.append(said)
            continue
        kept.append(part)
    if not answered and all(isinstance(part, Rule | Markup | Comment) for part in kept):
        return parts
    cues.extend(found)
    return kept


def _opened(parts: list[Part], label: Unit, found: list[Cue]) -> list[Part]:
    """Return the parts with those below a lone label of background in its place; what stands on its line is a cue."""
    said = label.parts[0] if label.parts else None
    if not isinstance(said, Paragraph) or said.lines.start != label.lines.start:
        return parts
    first = texts.undecorated(texts.plain(said.rows[0].text))
    if not _BACKGROUND.fullmatch(texts.label(label.title)) or words.FIRST_PERSON.search(first):
        return parts
    found.append((f"{label.title.rstrip(' :')}: {first}", Lines(said.lines.start, said.lines.start)))
    rest = [_of_rows(said.rows[1:])] if said.rows[1:] else []
    at = parts.index(label)
    return [*parts[:at], *rest, *label.parts[1:], *parts[at + 1 :]]


def _without(rows: Sequence[Row], found: list[Cue], reminds: Callable[[str], bool]) -> list[Row]:
    """Return the rows that are spoken; remarks in parentheses may take several."""
    kept: list[Row] = []
    index = 0
    while index < len(rows):
        stop = _remark_end(rows, index)
        said = " ".join(row.text.strip() for row in rows[index:stop]).strip("*_()（）[] ")
        if stop > index and tells_what_they_want(said):
            found.append((texts.plain(said), Lines(rows[index].number, rows[stop - 1].number)))
            index = stop
            continue
        row = rows[index]
        if reminds(row.text):
            found.append((texts.undecorated(texts.plain(row.text)).strip("()（）[] "), Lines(row.number, row.number)))
        else:
            kept.append(row)
        index += 1
    return kept


def _of_rows(rows: Sequence[Row]) -> Paragraph:
    return Paragraph(Lines(rows[0].number, rows[-1].number), tuple(rows))


def _remark_end(rows: Sequence[Row], start: int) -> int:
    """Return the row behind a remark in parentheses that begins here, or `start` where none does."""
    if rows[start].text.strip().strip("*_")[:1] not in ("(", "（"):
        return start
    for stop in range(start, min(start + 4, len(rows))):
        if rows[stop].text.strip().strip("*_").endswith((")", "）")):
            return stop + 1
    return start


def _apart(text: str) -> bool:
    """Tell whether a row is set apart as a whole: slanted, in parentheses, behind a picture."""
    bare = text.strip()
    slanted = bold_line(bare) is not None and not bare.startswith(("**", "__", "<b", "<strong"))
    inner = bare.strip("*_ ")
    framed = inner[:1] + inner[-1:] in ("()", "（）", "[]", "【】") and not inner.startswith("[[")
    return slanted or framed or inner[:1] in _LOOKS


def _reminds(text: str, *, plain: bool) -> bool:
    """Tell whether a row among what is spoken is a remark to whoever speaks.

    `plain` says that the answer has text that is not set apart: only then does the look of a row say something.
    """
    bare = texts.undecorated(texts.plain(text)).strip("()（）[] ")
    if not bare or len(bare.split()) > _LONGEST or texts.is_question(bare):
        return False
    low = bare.casefold().replace("’", "'")
    lead = lead_of(texts.plain(text).strip("()（）[] "))
    label = texts.label(lead[0]) if lead else ""
    if label and lead and lead[1] and REMINDS.fullmatch(label):
        return True
    if forbids(texts.label(bare)) and texts.unquoted(bare) == bare:
        return True
    if not (plain and _apart(text)):
        return len(bare.split()) <= _LONGEST and bool(OF_THEM.match(low))
    if texts.unquoted(bare) != bare:
        return False
    if label:
        role = role_of_label(label)
        known = role is not None and role[0] not in (Role.CUE, Role.SEGMENT)
        if REMARKS.fullmatch(label):
            return True
        if known or names_a_wording(label):
            return False
    return bool(tells_what_they_want(bare) or OF_THEM.search(low) or DIRECTS.match(low))


def _framed(quote: Quote) -> Cue | None:
    """Return what a frame of one paragraph says, if it is a remark to the speaker rather than words to be said."""
    if len(quote.blocks) != 1 or not isinstance(quote.blocks[0], Paragraph):
        return None
    said = " ".join(texts.plain(row.text) for row in quote.blocks[0].rows).strip()
    bare = texts.undecorated(said).strip("()（）[] ")
    low = bare.casefold().replace("’", "'")
    if len(bare.split()) > _LONGEST or texts.unquoted(bare) != bare:
        return None
    lead = lead_of(said)
    label = texts.label(lead[0]) if lead else ""
    reminds = REMINDS.fullmatch(label) is not None or _COACH.fullmatch(label) is not None
    if words.FIRST_PERSON.search(bare) and not reminds:
        return None
    warns = quote.callout in ("warning", "caution", "danger", "attention", "hint", "tip")
    if reminds or OF_THEM.match(low) or tells_what_they_want(bare) or (warns and DIRECTS.match(low)):
        return bare, quote.lines
    return None


def unsaid(reminder: str) -> str:
    """Return what a reminder forbids to say: “don't say “cheap””, “Watch out: never mention Pete”; else nothing."""
    lead = lead_of(reminder)
    said = lead[1] if lead and REMINDS.fullmatch(texts.label(lead[0])) else reminder
    if not forbids(texts.label(said)) or len(said.split()) > _LONGEST // 2:
        return ""
    quoted = _QUOTED.search(said)
    return quoted[1].strip() if quoted else NOT_TO.sub("", said).strip(" .!")
