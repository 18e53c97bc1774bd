"""What only the units beside a unit tell: numbered like questions, set off like them, one of many definitions."""

from __future__ import annotations

from srs.notes import text as texts
from srs.notes import words
from srs.notes.intents import SELF_INTRODUCTION
from srs.notes.outline.lines import number_of, role_of_label, section_kind
from srs.notes.outline.stack import weight_of
from srs.notes.outline.units import Unit
from srs.notes.sayings import names_figures
from srs.notes.words import Role
from srs.reading.document import Comment, Fence, ListBlock, Markup, Paragraph, Rule


def infer_topics(root: Unit) -> None:
    """In notes without questions, short titles over short definitions are what one is asked."""
    units = list(root.all())
    if any(u.role in (Role.QUESTION, Role.STORY, Role.SEGMENT) for u in units):
        return
    for unit in units:
        leaves = [u for u in unit.units if u.role is Role.SECTION and not u.kind and u.title and not u.units]
        defined = [u for u in leaves if _defines(u)]
        if len(defined) >= 3 and len(defined) * 4 >= len(unit.units) * 3:
            for leaf in defined:
                leaf.role, leaf.reason = Role.QUESTION, "a term with its definition"
                leaf.confidence = 0.65 if len(defined) >= 4 else 0.55


def _defines(unit: Unit) -> bool:
    """Tell whether a section is a term with what it means."""
    said = [b for b in unit.blocks if not isinstance(b, Rule | Markup | Comment)]
    weight = sum(weight_of(b) for b in said)
    return bool(said) and isinstance(said[0], Paragraph) and 3 <= weight <= 120 and len(unit.title.split()) <= 7


def infer_terms(root: Unit) -> None:
    """Titles over definitions below “Terms” are what one is asked to define, whatever else the notes hold."""
    for unit in root.all():
        if unit.role is not Role.SECTION or unit.kind or not words.TERMS.search(texts.label(unit.title)):
            continue
        leaves = [u for u in unit.units if u.role is Role.SECTION and not u.kind and u.title and not u.units]
        if len(leaves) >= 2 and all(_defines(u) for u in leaves):
            for leaf in leaves:
                leaf.role, leaf.confidence, leaf.reason = Role.QUESTION, 0.8, "a term with its definition"


def infer_self_introductions(root: Unit) -> None:
    """What stands under “About me” is what one says when asked to introduce oneself."""
    for unit in root.all():
        if (
            unit.role is Role.SECTION
            and unit.container
            and not unit.kind
            and SELF_INTRODUCTION.fullmatch(texts.label(unit.title))
            and unit.within(Role.QUESTION, Role.STORY) is None
            and not any(u.role not in (Role.VERSION, Role.CUE, Role.SAY, Role.POINTS, Role.ANSWER) for u in unit.units)
            and sum(weight_of(part) for u in unit.all() for part in u.blocks) >= _LEAST
        ):
            _becomes(unit, 0.8, "a title above what one says of oneself")
            unit.kind = "topic" if any(u.role is Role.VERSION for u in unit.units) else ""


def end_last_versions(root: Unit) -> None:
    """Where each version but the last is one paragraph, so is the last: what comes below is no part of the page's
    question any more."""
    for unit in list(root.all()):
        versions = [u for u in unit.units if u.role is Role.VERSION and u.style == "row"]
        if unit.role is not Role.SECTION or len(versions) < 2 or unit.parts[-1] is not versions[-1]:
            continue
        if any(len(u.parts) != 1 for u in versions[:-1]) or len(versions[-1].parts) < 2 or unit.parent is None:
            continue
        kept, rest = versions[-1].parts[:1], versions[-1].parts[1:]
        if any(isinstance(part, Unit) for part in rest):
            continue
        versions[-1].parts = kept
        beside = unit.parent.parts
        at = beside.index(unit) + 1
        beside[at:at] = rest


def _stands_alone(unit: Unit) -> bool:
    """Tell whether a section says what it has to say itself, under a title that names nothing but a topic."""
    said = [b for b in unit.blocks if not isinstance(b, Rule | Markup | Comment)]
    return (
        not any(u.role in (Role.SECTION, Role.QUESTION, Role.STORY) for u in unit.units)
        and _LEAST <= sum(weight_of(b) for b in said) <= _MOST
        and not any(isinstance(b, Fence) and b.diagram for b in said)
        and not any(isinstance(b, ListBlock) and any(i.checkbox for i in b.items) for b in said)
        and section_kind(unit.title) == ""
        and not names_figures(unit.title)
        and role_of_label(unit.title) is None
        and not unit.raw.rstrip().endswith(("!", "…"))
    )


_LEAST, _MOST = 6, 150
"""Words of an answer below a title that only its siblings make a question; what has more is a chapter."""


def infer_from_siblings(root: Unit) -> None:
    """A section numbered like the questions beside it, or set off like them, is a question too."""
    for unit in root.all():
        groups: dict[tuple[str, int], list[Unit]] = {}
        for child in unit.units:
            if child.container and child.role in (Role.QUESTION, Role.SECTION):
                groups.setdefault((child.style, child.rank), []).append(child)
        for (style, _), group in groups.items():
            _numbered_alike(group)
            if style == "bold":
                _bold_alike(group)
    _headings_alike(root)


def _becomes(unit: Unit, confidence: float, reason: str) -> None:
    unit.role, unit.confidence, unit.reason = Role.QUESTION, confidence, reason


def _is_topic(unit: Unit) -> bool:
    """Tell whether a section has text of its own and heads no questions."""
    heads = any(u.role in (Role.QUESTION, Role.STORY) for u in unit.units)
    told = unit.segments >= 2 and not words.ASKING.match(unit.title.casefold())
    return unit.role is Role.SECTION and not unit.kind and unit.filled and not heads and not told


def _numbered_alike(group: list[Unit]) -> None:
    by_style: dict[str, list[Unit]] = {}
    for unit in group:
        number = number_of(unit.raw)
        if number:
            by_style.setdefault(number[0], []).append(unit)
    for alike in by_style.values():
        asked = [u for u in alike if u.role is Role.QUESTION]
        if len(asked) >= 2 and len(asked) * 3 >= len(alike):
            for other in alike:
                if _is_topic(other):
                    _becomes(other, 0.7, "numbered like the questions beside it")


def _bold_alike(group: list[Unit]) -> None:
    asked = [u for u in group if u.role is Role.QUESTION]
    if len(asked) >= 2 and len(asked) * 2 >= len(group):
        first = min(u.lines.start for u in asked)
        for other in group:
            if other.lines.start < first or names_figures(other.title):
                continue  # what stands above the first question leads up to them
            if _is_topic(other) and not other.raw.rstrip().endswith((":", "：")):
                _becomes(other, 0.7, "a bold line like the questions beside it")


def _terms_alone(unit: Unit) -> bool:
    """Tell whether a section is one of several short terms, each with its meaning in one paragraph."""
    beside = unit.parent.units if unit.parent is not None else []
    return len(beside) >= 2 and all(
        u.role in (Role.SECTION, Role.QUESTION)
        and len(u.title.split()) <= 3
        and not u.units
        and len(u.blocks) == 1
        and isinstance(u.blocks[0], Paragraph)
        and weight_of(u.blocks[0]) <= 40
        for u in beside
    )


def _headings_alike(root: Unit) -> None:
    """A heading that says what it has to say itself, of a level at which headings ask, is asked as well: between
    questions where half of its siblings ask, elsewhere where half of the level does. What comes behind the last
    question is another part of the notes: figures, wordings, sources."""
    levels: dict[tuple[str, int], list[Unit]] = {}
    for unit in root.all():
        if unit.style in ("#", "caps") and unit.role in (Role.QUESTION, Role.SECTION) and unit.filled:
            levels.setdefault((unit.style, unit.rank), []).append(unit)
    for level in levels.values():
        asked = [u for u in level if u.role is Role.QUESTION]
        beside: dict[int, int] = {}
        last: dict[int, int] = {}
        for one in asked:
            beside[id(one.parent)] = beside.get(id(one.parent), 0) + 1
            last[id(one.parent)] = one.lines.start
        end = max((one.lines.start for one in asked), default=0)
        together: dict[int, int] = {}
        for one in level:
            together[id(one.parent)] = together.get(id(one.parent), 0) + 1
        for other in level:
            near = beside.get(id(other.parent), 0)
            within = last.get(id(other.parent), end) > other.lines.start
            often = near >= 2 and near * 2 >= together[id(other.parent)]
            elsewhere = not near and len(asked) >= 3 and len(asked) * 2 >= len(level)
            if not within and elsewhere:
                within = _terms_alone(other)
            if (
                within
                and (often or elsewhere)
                and other.role is Role.SECTION
                and not other.kind
                and _stands_alone(other)
            ):
                _becomes(other, 0.7, "a heading like the questions beside it")


def _is_prose(unit: Unit) -> bool:
    """Tell whether a section is told in sentences, without lists, tables and code."""
    said = [b for b in unit.blocks if not isinstance(b, Rule | Markup | Comment)]
    return not unit.units and all(isinstance(b, Paragraph) for b in said) and sum(map(weight_of, said)) >= 12


def doubt_lone_headings(root: Unit) -> None:
    """One heading of many that asks, in a text that is no list of questions, is likely rhetoric."""
    units = list(root.all())
    asked = [u for u in units if u.role is Role.QUESTION]
    if len(asked) != 1 or asked[0].style != "#" or asked[0].parent is None:
        return
    lone = asked[0]
    beside = [u for u in (lone.parent.units if lone.parent else []) if u.role is Role.SECTION and u.filled]
    prose = [u for u in beside if _is_prose(u)]
    titles = [u.title for u in units if u.title and u.role is Role.SECTION]
    labelled = any(u.role in (Role.ANSWER, Role.CUE, Role.VERSION, Role.FOLLOW_UPS) for u in lone.units)
    if (
        len(prose) >= 2
        and len(prose) * 2 > len(beside)
        and not labelled
        and not any(words.QUESTION_WORDS.search(t.casefold()) for t in titles)
    ):
        lone.confidence, lone.reason = 0.55, "the only heading of this text that asks"
