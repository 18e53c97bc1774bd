"""What the whole page tells of its lines, learned before they are walked: how this writer marks what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from srs.notes import text as texts
from srs.notes.outline.layout import alike_titles, bare_titles, is_mind_map, lone_segment, rules_separate, title_rank
from srs.notes.outline.lines import paired_marks
from srs.notes.outline.numbers import numbered_answers, roman_parts, segment_letters
from srs.notes.outline.pairs import Paired, paired_labels
from srs.notes.outline.parallel import told_in_order
from srs.notes.outline.places import Told
from srs.notes.outline.pointing import pointing
from srs.notes.outline.signs import signed
from srs.notes.outline.tales import Tale, tales_of
from srs.notes.outline.unasked import questions_back
from srs.reading.document import Block, Heading, rows_of, walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The habits of a page, and the lines in which they show."""

    headings: frozenset[str]
    """The texts of its headings, as they are compared."""
    title_rank: int
    """The rank of the heading that is the title of the document."""
    rules_separate: bool
    """Whether lines across the page stand between questions."""
    lone_segment: bool
    """Whether at most one heading of the page is named like a piece of a story: then it is none."""
    mind_map: bool
    """Whether the page is one list, and its upper items are its headings."""
    bare_titles: frozenset[int]
    """The lines that are headings by their place alone."""
    alike: frozenset[int]
    """The lines that look like the questions around them."""
    back: frozenset[int]
    """Lines of the titles above questions for the interviewers."""
    marks: frozenset[str]
    """Single letters that mark questions in this document."""
    letters: Mapping[int, str]
    """The lines that open pieces of a story by a letter, and which piece."""
    pairs: Mapping[int, Paired]
    """The lines whose labels ask or answer, as the labels around them tell."""
    pointing: Mapping[int, tuple[str, str]]
    """The lines with a question before an arrow, and what stands behind it."""
    signed: Mapping[int, tuple[bool, str]]
    """The lines that one sign sets off, whether they ask, and what stands behind it."""
    by_number: Mapping[int, tuple[str, str]]
    """The lines that answer the question of a number elsewhere, and what they say."""
    romans: Mapping[int, str]
    """The lines that begin the parts of a page by Roman numbers."""
    told: Mapping[int, Told]
    """Lines that open the pieces of a story by their place among labels like them."""
    tales: Mapping[int, Tale]
    """The stories that are known by their telling, by the line of their title."""


def page_of(blocks: Sequence[Block]) -> Page:
    """Return what all of some blocks together tell of their lines."""
    headings = (texts.key(texts.prompt(block.text)) for block in walk(tuple(blocks)) if isinstance(block, Heading))
    told = told_in_order(blocks)
    mind_map = is_mind_map(blocks)
    return Page(
        headings=frozenset(headings) - {""},
        title_rank=title_rank(blocks),
        rules_separate=rules_separate(blocks),
        lone_segment=lone_segment(blocks),
        mind_map=mind_map,
        bare_titles=bare_titles(blocks),
        alike=alike_titles(blocks),
        back=questions_back(blocks),
        marks=paired_marks(row.text for block in blocks for row in rows_of(block)),
        letters=segment_letters(blocks),
        pairs=paired_labels(blocks),
        pointing=pointing(blocks, mind_map=mind_map),
        signed=signed(blocks),
        by_number=numbered_answers(blocks),
        romans=roman_parts(blocks),
        told=told,
        tales={at: tale for at, tale in tales_of(blocks).items() if not _labelled(tale, told)},
    )


def _labelled(tale: Tale, told: Mapping[int, Told]) -> bool:
    """Tell whether labels in a row say what the passages of a story are: then they need not be guessed."""
    first, last = tale.title.end + 1, tale.end
    return all(beat.label == "" for beat in tale.beats) and sum(n in told for n in range(first, last + 1)) >= 3
