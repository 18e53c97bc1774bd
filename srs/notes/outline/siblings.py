"""What only the units beside a unit tell: numbered like questions, set off like them, one of many definitions."""

from __future__ import annotations

from srs.notes.outline.lines import number_of
from srs.notes.outline.stack import weight_of
from srs.notes.outline.units import Unit
from srs.notes.words import Role
from srs.reading.document import Comment, Markup, Paragraph, Rule


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


def infer_from_siblings(root: Unit) -> None:
    """A section numbered like the questions beside it, or set off like them, is a question too."""
    for unit in root.all():
        groups: dict[tuple[str, int], list[Unit]] = {}
        for child in unit.units:
            if child.container and child.role in (Role.QUESTION, Role.SECTION):
                groups.setdefault((child.style, child.rank), []).append(child)
        for (style, _), group in groups.items():
            asked = [u for u in group if u.role is Role.QUESTION]
            if len(asked) < 2 or len(asked) * 2 < len(group):
                continue
            numbers = [number_of(u.raw) for u in asked]
            styles = {n[0] for n in numbers if n}
            for other in group:
                if (
                    other.role is not Role.SECTION
                    or other.kind
                    or not other.filled
                    or any(u.role is Role.QUESTION for u in other.units)
                ):
                    continue
                number = number_of(other.raw)
                if number and number[0] in styles and sum(n is not None for n in numbers) * 2 > len(numbers):
                    other.role, other.confidence, other.reason = (
                        Role.QUESTION,
                        0.75,
                        "numbered like the questions beside it",
                    )
                elif style == "bold" and not other.raw.rstrip().endswith((":", "：")):
                    other.role, other.confidence, other.reason = (
                        Role.QUESTION,
                        0.7,
                        "a bold line like the questions beside it",
                    )
