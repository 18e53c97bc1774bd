"""Figures that are said in answers, stories and sheets of figures: each a card of its own, asked in its clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from srs.model import Kind, Lines
from srs.notes import text as texts
from srs.notes import words
from srs.notes.draft import Draft, Findings, headings_of
from srs.notes.figures import BLANK, Figure, figures
from srs.notes.intents import SELF_INTRODUCTION
from srs.notes.outline.lines import lead_of
from srs.notes.rules.passages import LABELLED, Passage
from srs.notes.sayings import names_a_wording, names_figures
from srs.notes.words import Role

_LONGEST_SHEET_LINE = 22
"""Words of a line outside questions and stories that may still be an entry of a sheet of figures."""
_INDEX = re.compile(r"#|n|no|nr|n°|№|ch|id|ref|row|item|sl|s no|lfd nr|cap|chap|kap|гл|序号|番号|章")
_ASIDE = re.compile(r"(?<=[.!?])\s*\[[^\]]*\]\s*$")
"""A direction behind the last sentence."""
_FEW = 12
"""Words of an answer that is understood only behind its question."""
_NEAR = 4
"""Lines between two that are numbered."""
_REMARK = re.compile(r"[(（\[][^()（）]*[)）\]]")
_WORD = re.compile(r"[^\W\d_]{3,}|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")


def find(told: Iterable[Passage], found: Findings) -> None:
    """Add a draft for each figure; one that is told again, in another version, is the same with more places."""
    known: dict[str, list[tuple[Draft, set[str]]]] = {}
    told = list(told)
    numbered = _numbered(told)
    for passage in told:
        owner = passage.owner
        apart = owner is None or (owner.role is Role.STORY and passage.unit is not owner)
        listed = passage.sheet or (apart and _titled_sheet(passage))
        said = not listed and (found.home(passage.owner, passage.lines.start) is not None or _told(passage))
        if (
            words.PLACEHOLDER.search(_ASIDE.sub("", passage.text))
            or not (said or _sheet(passage))
            or _counts_rows(passage)
        ):
            continue
        if _REMARK.fullmatch(passage.text.strip()):
            continue  # a line in parentheses is said to oneself
        wording = (
            (passage.quoted and len(texts.sentences(passage.text)) == 1)
            or passage.unit.within(Role.SAY) is not None
            or ((lead := lead_of(passage.raw)) and names_a_wording(lead[0]))
        )
        story = passage.unit.within(Role.STORY, Role.SEGMENT) is not None
        for figure in figures(_entry(passage), context=passage.context, sheet=not said, story=story):
            if figure.offset == 0 and figure.value.isdigit() and passage.lines.start in numbered:
                continue
            if wording and not any(map(str.isdigit, figure.value)):
                continue  # a wording says “ten minutes” for its sound
            line = passage.line_at(figure.offset)
            if line in found.cued:
                continue
            around = {word.casefold() for word in _WORD.findall(figure.clause.replace(BLANK, " "))}
            same = known.setdefault(_value(figure.value), [])
            earlier = next((draft for draft, other in same if _alike(around, other)), None)
            if earlier is not None:
                if earlier.lines != Lines(line, line):
                    earlier.also.append(Lines(line, line))
                continue
            same.append((found.add(_draft(figure, line, passage, found)), around))


_TELLING = re.compile(
    rf"{SELF_INTRODUCTION.pattern}|(?:my |star )?stor(?:y|ies)(?: bank)?|geschichten?|historias?|histoires?|histórias?|"
    r"storie|verhalen|berättelser|historie|истории|故事|エピソード|이야기|abertura|apertura|ouverture|einstieg|opening|openingszin"
)
_NUMBER = re.compile(r"(\d{1,2})\s+(?=[^\W\d])")


def _numbered(told: Sequence[Passage]) -> set[int]:
    """Return the lines that begin with their number in a row: one near has the number before or behind it."""
    out: set[int] = set()
    before: tuple[int, int] | None = None
    for passage in told:
        found = _NUMBER.match(passage.text)
        number, line = (int(found[1]), passage.lines.start) if found else (0, 0)
        if found and before is not None and number == before[0] + 1 and line - before[1] <= _NEAR:
            out |= {before[1], line}
        before = (number, line) if found else before
    return out


def _entry(passage: Passage) -> str:
    """Return a passage with its label apart where a tab parts them."""
    label, tab, rest = passage.raw.partition("\t")
    if not tab or len(passage.starts) > 1 or not label.strip() or label.rstrip().endswith((":", "：")):
        return passage.text
    return f"{texts.plain(label).strip()}: {texts.plain(rest).strip()}"


def _sheet(passage: Passage) -> bool:
    """Tell whether text outside questions and stories is an entry of a sheet of figures rather than talk."""
    length = len(passage.text.split())
    if passage.sheet or _titled_sheet(passage):
        return length <= _LONGEST_SHEET_LINE
    if passage.listed:
        return length <= _LONGEST_SHEET_LINE
    return length <= _LONGEST_SHEET_LINE // 2 and bool(LABELLED.match(passage.text)) and not passage.text.endswith(".")


def _told(passage: Passage) -> bool:
    """Tell whether text is told although no note holds it: in a part of a story, or below a title such as “Stories”
    or “About me”."""
    if passage.listed:
        return False
    if passage.owner is not None and passage.owner.role in (Role.STORY, Role.SEGMENT):
        return True
    titles = [unit.title for unit in (passage.unit, *passage.unit.above()) if unit.title and unit.rank]
    return any(_TELLING.fullmatch(texts.label(title)) for title in titles)


def _titled_sheet(passage: Passage) -> bool:
    return passage.unit.role is Role.SECTION and names_figures(passage.unit.title)


def _counts_rows(passage: Passage) -> bool:
    """Tell whether a cell of a table numbers its row: `#`, `Ch.`, `Nr.` over short whole numbers."""
    return bool(passage.column is not None and _INDEX.fullmatch(texts.label(passage.column))) and passage.text.isdigit()


def _draft(figure: Figure, line: int, passage: Passage, found: Findings) -> Draft:
    home = found.home(passage.owner, line)
    where = "said in an answer" if home is not None else "an entry of a sheet of figures"
    return Draft(
        kind=Kind.METRIC,
        prompt=_asked(figure, passage),
        answer=figure.value,
        lines=Lines(line, line),
        rule="metric",
        reason=f"a figure with a unit, a bound or a range, {where}",
        confidence=0.85 if home is not None else 0.75,
        headings=(*headings_of(passage.unit), passage.unit.title) if passage.unit.title else headings_of(passage.unit),
        parent=home,
    )


def _asked(figure: Figure, passage: Passage) -> str:
    """Return the clause of a figure, with the question before it where the whole answer is a few words: these say
    nothing of what they answer."""
    owner, clause = passage.owner, _unpictured(figure.clause)
    if owner is None or owner.role is not Role.QUESTION or not owner.title or owner.end > passage.lines.end:
        return clause
    short = len(passage.text.split()) <= _FEW and len(passage.starts) == 1
    title = owner.title.rstrip(" ?？!")
    known = set(_WORD.findall(title.casefold())) & set(_WORD.findall(clause.casefold()))
    if not short or known or len(title.split()) > _FEW or figure.value in title or "?" in title:
        return clause
    mark = "?" if owner.title.rstrip().endswith(("?", "？")) else ":"
    return f"{title}{mark} {clause}"


def _unpictured(clause: str) -> str:
    """Return a clause without the pictures before it."""
    while clause and texts.is_emoji(clause[0]):
        clause = clause[1:].lstrip("\ufe0f ")
    return clause


def _value(value: str) -> str:
    """Return a figure as it is compared: its numbers and unit, without bounds and spaces."""
    folded = texts.key(value.replace("%", " percent "))
    for word, digit in words.NUMBER_WORDS.items():
        folded = re.sub(rf"\b{word}\b", str(digit), folded)
    return re.sub(
        r"\b(?:over|under|above|below|about|nearly|almost|more|less|fewer|than|at|least|most|up|to)\b|\W", "", folded
    )


def _alike(around: set[str], other: set[str]) -> bool:
    shared = len(around & other)
    return bool(shared) and shared * 2 > min(len(around), len(other))
