"""What a pull brought, as people read it."""

from __future__ import annotations

from collections.abc import Iterator

from srs.collection import PullReport
from srs.terminal import text

_LONGEST = 60


def lines(report: PullReport) -> Iterator[str]:
    """Return what came, what did not and why, and what says something else on the phone."""
    brought = [
        text.count(number, one, many)
        for number, one, many in (
            (report.reviews, "review", ""),
            (report.resets, "reset", ""),
            (report.due_dates, "due date", ""),
            (report.suspended, "card suspended", "cards suspended"),
            (report.resumed, "card resumed", "cards resumed"),
            (report.flags, "flag", ""),
        )
        if number
    ]
    if brought:
        yield f"pulled: {', '.join(brought)}, of {text.count(report.cards, 'card')} (`srs undo` takes it back)"
    else:
        yield "nothing new on the phone"
    if report.unknown:
        yield f"not from here: {text.count(report.unknown, 'card')}, left alone"
    for why, number in report.ignored.items():
        yield f"left out: {text.count(number, 'row')} {why}"
    for edit in report.edited:
        yield f"edited on the phone: {text.word(edit.path)}:{edit.line} {edit.field}"
        yield f"  here   {_short(edit.here)}"
        yield f"  there  {_short(edit.there)}"


def _short(said: str) -> str:
    words = text.word(said) or "(nothing)"
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
