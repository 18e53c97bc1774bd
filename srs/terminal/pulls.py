"""What a pull brought, as people read it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from srs.collection import PullReport
from srs.terminal import text
from srs.terminal.differing import marked

_LONGEST = 60


def lines(report: PullReport) -> Iterator[Text | str]:
    """Return what came, what did not and why, and what says something else on the phone."""
    if brought := came(report):
        yield f"pulled: {brought}, of {text.count(report.cards, 'card')} (`srs undo` takes it back)"
    else:
        yield "nothing new on the phone"
    if report.unknown:
        yield f"not from here: {text.count(report.unknown, 'card')}, left alone"
    yield from left_out(report)
    yield from edits(report)


def edits(report: PullReport) -> Iterator[Text | str]:
    """Return what was written otherwise there, with what went and what came."""
    for edit in report.edited:
        yield f"edited on the phone: {text.word(edit.field).lower()} of “{_short(edit.prompt)}”"
        yield Text("  ").append_text(marked(edit.difference))
        yield f"  {text.word(edit.path)}:{edit.line}, card {str(edit.note)[:10]}"
    if report.edited:
        yield "nothing of that was written; to take it over, change the notes: `srs edit ID` opens them"


def came(report: PullReport) -> str:
    """Return in words what a history and its marks brought, "" for nothing."""
    return text.counts(
        (report.reviews, "review", ""),
        (report.resets, "reset", ""),
        (report.due_dates, "due date", ""),
        (report.suspended, "card suspended", "cards suspended"),
        (report.resumed, "card resumed", "cards resumed"),
        (report.flags, "flag", ""),
        (report.tags, "tag", ""),
    )


def left_out(report: PullReport) -> Iterator[str]:
    """Return which rows of a history became nothing, and why."""
    for why, number in report.ignored.items():
        yield f"left out: {text.count(number, 'row')} {why}"


def imported(report: PullReport, *, stored: bool) -> Iterator[str]:
    """Return what came along with notes that were made in Anki."""
    if not report.ours:
        return
    if brought := came(report):
        back = " (`srs undo` takes it back)" if stored else ""
        yield f"with them: {brought}, of {text.count(report.cards, 'card')}{back}"
    yield from left_out(report)


def _short(said: str) -> str:
    words = text.word(said) or "(nothing)"
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
