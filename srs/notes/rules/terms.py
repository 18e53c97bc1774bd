"""Terms and what they mean, one after the other under a title that says so: definitions to be said word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from srs.model import Lines
from srs.notes import text as texts
from srs.notes import words
from srs.notes.outline import Unit
from srs.notes.sayings import names_a_wording
from srs.notes.wordings import length_of
from srs.notes.words import Role
from srs.reading.document import ListBlock, Paragraph, Row

_ENTRY = re.compile(r"(?P<term>[^:：=–—\n]{2,48}?)\s*(?:(?P<equals>=)|[:：]{1,2}|\s[–—-])\s*(?P<means>\S.*)$")
_FEWEST = 2
_WORDS = range(3, 37)
"""Words of a definition that can be said as it stands."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term with what it means."""

    term: str
    means: str
    lines: Lines


def terms(root: Unit) -> Iterator[tuple[Unit, Term]]:
    """Yield the terms that notes define one after the other, with the unit that they stand in."""
    for unit in root.all():
        if unit.role not in (Role.SECTION, Role.SAY) or unit.kind:
            continue
        label = texts.label(unit.title)
        titled = bool(words.TERMS.search(label)) or names_a_wording(unit.title) or bool(_WORDED.search(label))
        for block in unit.blocks:
            if isinstance(block, Paragraph):
                found = _listed(block.rows) or _entries([[row] for row in _joined(block.rows)])
                sure = bool(found) and (found[0].equals or found[0].listed)
            elif isinstance(block, ListBlock) and not any(item.checkbox or item.blocks for item in block.items):
                found = _entries([item.rows for item in block.items if item.rows])
                sure = False
            else:
                continue
            if len(found) >= _FEWEST and (titled or found[0].listed or (sure and len(found) > _FEWEST)):
                yield from ((unit, Term(one.term, one.means, one.lines)) for one in found)


_WORDED = re.compile(
    r"\b(?:defined|word(?:s|ed)?|word (?:perfect|for word)|vocab\w*|jargon|lingo|in my words|"
    r"wörter|begriffe|mots|palabras|"
    r"palavras|parole|woorden|слова|terms?)\b|用语|词汇|言葉|단어"
)
"""A title above words, and what they mean."""


@dataclass(frozen=True, slots=True)
class _Entry:
    term: str
    means: str
    lines: Lines
    equals: bool = False
    listed: bool = False
    """Whether the term stands above what it means, as in a list of definitions."""


def _entries(runs: Sequence[Sequence[Row]]) -> list[_Entry]:
    """Return the entries, if all of them define something and figures are not what they give."""
    out: list[_Entry] = []
    for rows in runs:
        said = texts.plain(" ".join(row.text for row in rows))
        found = _ENTRY.match(texts.undecorated(said)) if len(said) <= 400 else None
        if found is None:
            return []
        means = texts.unquoted(texts.without_remark(found["means"])[0].strip() or found["means"].strip())
        term = texts.unquoted(found["term"].strip())
        if not 1 <= len(term.split()) <= 5 or length_of(means) not in _WORDS or means[:1].isdigit():
            return []
        out.append(_Entry(term, means, Lines(rows[0].number, rows[-1].number), bool(found["equals"])))
    figures = sum(any(map(str.isdigit, one.means)) for one in out)
    return out if figures * 2 <= len(out) else []


def _listed(rows: Sequence[Row]) -> list[_Entry]:
    """Return the entries of a list of definitions: a term, and `: what it means` on the line below."""
    if len(rows) < 2 or len(rows) % 2:
        return []
    out = []
    for term, means in zip(rows[::2], rows[1::2], strict=True):
        text = means.text.strip()
        if not text.startswith(": ") or term.text.lstrip().startswith(":"):
            return []
        out.append(
            _Entry(texts.prompt(term.text), texts.plain(text[2:]), Lines(term.number, means.number), listed=True)
        )
    return out


def _joined(rows: Sequence[Row]) -> Sequence[Row]:
    """Join a row that begins no entry to the one before it."""
    out: list[Row] = []
    for row in rows:
        if out and not _ENTRY.match(texts.plain(row.text)) and row.text.lstrip()[:1].islower():
            out[-1] = Row(out[-1].number, f"{out[-1].text.rstrip()} {row.text.strip()}")
        else:
            out.append(row)
    return out
