"""What a merge brought, for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from srs.collection.merged_notes import Conflict
from srs.collection.merging import Merged, MergeReport
from srs.terminal import text

_LONGEST = 60
_SHOWN = 10
"""So many conflicts are told one by one."""


def document(report: MergeReport) -> dict[str, object]:
    """Return the JSON document of a merge."""
    return {
        **_counts(report),
        "others": [{"path": each.path, **_counts(each)} for each in report.others],
        "edited": [
            {
                "id": each.note,
                "prompt": each.prompt,
                "kept": "here" if each.here else "there",
                "other": each.other,
                "path": each.path,
                "line": each.line,
            }
            for each in report.conflicts
        ],
        "left": list(report.left),
        "problems": [{"path": each.path, "message": each.message} for each in report.problems],
        "stored": report.stored,
    }


def _counts(one: MergeReport | Merged) -> dict[str, object]:
    return {
        "events": one.events,
        "notes": one.notes,
        "cards": one.cards,
        "conflicts": len(one.conflicts),
        "forgotten": one.forgotten,
    }


def lines(report: MergeReport) -> Iterator[Text | str]:
    """Return what people read of a merge."""
    merged = "merged" if report.stored else "would merge"
    for each in report.others:
        yield f"{merged}: {_came(each) or 'nothing new'}, from {text.word(each.path)}"
    for conflict in report.conflicts[:_SHOWN]:
        yield from _conflict(conflict)
    if len(report.conflicts) > _SHOWN:
        yield f"and {len(report.conflicts) - _SHOWN:,} more were edited on both"
    if report.forgotten and not report.clean:
        yield "another program reads the database: bytes of what was forgotten may be left until it ends"
    for place in report.left:
        yield f"left a copy for the others: {text.word(place)}"


def _came(one: Merged) -> str:
    return text.counts(
        (one.events, "event", ""),
        (one.notes, "note", ""),
        (one.cards, "card", ""),
        (one.forgotten, "note forgotten", "notes forgotten"),
    )


def _conflict(conflict: Conflict) -> Iterator[str]:
    kept = "here" if conflict.here else "there"
    yield f"edited on both, the newer text is from {kept}: “{_short(conflict.prompt)}”"
    if conflict.other != conflict.prompt:
        yield f"  the other one asks “{_short(conflict.other)}”"
    yield f"  {text.word(conflict.path)}:{conflict.line}, card {str(conflict.note)[:10]}"


def _short(said: str) -> str:
    words = text.word(said) or "(nothing)"
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
