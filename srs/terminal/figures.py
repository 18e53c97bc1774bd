"""The figures of a day, for people and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from srs.stats import MATURE_DAYS
from srs.terminal import text
from srs.terminal.plots import plots
from srs.terminal.render import KINDS
from srs.terminal.screen import shorten
from srs.terminal.table import Column, table

if TYPE_CHECKING:
    from srs.stats import Figures, Interview, KindStats, Leech, Period, StatsReport
    from srs.terminal.look import Look

_LEECHES = 5
"""So many leeches are named."""
_WIDE = 72
"""A narrower terminal has fewer columns."""
_NAMES = ("cards", "due", "new", "learning", "young", "mature")


def stats(report: StatsReport, look: Look) -> Iterator[Text | str]:
    """Return the figures: answers and recall over time, by kind, by deck; leeches, the calendar, what comes due."""
    yield from _periods(report.periods, look, aim=report.total.target)
    yield ""
    names = _NAMES if look.width >= _WIDE else _NAMES[:2]
    columns = [*(Column(name, right=True) for name in (*names, "recall", "aim"))]
    rows = [(_kind(each), *_row(each, names)) for each in (*report.kinds, report.total)]
    yield from table(look, [Column("kind"), *columns], rows)
    if len(report.decks) > 1:
        yield ""
        rows = [(text.word(each.deck) or "–", *_row(each, names)) for each in report.decks]
        yield from table(look, [Column("deck", flexible=True), *columns], rows)
    yield ""
    yield from _notes(report)
    if report.leeches:
        yield ""
        yield from _leeches(report.leeches, look)
    if report.drills:
        yield ""
        yield from _drills(report.drills, look)
    if report.reviews:
        yield from plots(report, width=look.width)


def _periods(periods: Sequence[Period], look: Look, *, aim: float | None) -> Iterator[Text | str]:
    columns = ["answers", "all", "new", "reviews", "recall", "aim", "time"]
    rows = [
        (
            "today" if each.days == 1 else f"last {each.days} days",
            f"{each.answers:,}",
            f"{each.new:,}",
            f"{each.reviews:,}",
            text.percent(each.recall),
            text.percent(aim),
            text.minutes(each.minutes),
        )
        for each in periods
    ]
    shown = [at for at, name in enumerate(columns) if look.width >= _WIDE or name not in ("new", "reviews", "aim")]
    yield from table(
        look,
        [Column(columns[at], right=at > 0) for at in shown],
        [[row[at] for at in shown] for row in rows],
    )


def _kind(each: KindStats) -> str:
    return "all" if each.kind is None else KINDS[each.kind][1]


def _row(each: Figures, names: Sequence[str]) -> tuple[str, ...]:
    counts = tuple(f"{getattr(each, name):,}" for name in names)
    return (*counts, text.percent(each.recall), text.percent(each.target))


def _notes(report: StatsReport) -> Iterator[str]:
    yield f"recall is of cards in review, here in the last {report.days} days; mature from {MATURE_DAYS} days on"
    hidden = f"; {text.count(report.total.suspended, 'card')} suspended" if report.total.suspended else ""
    yield f"{text.count(report.reviews, 'answer')} of all time{hidden}"


def _leeches(leeches: Sequence[Leech], look: Look) -> Iterator[Text | str]:
    more = f", the first {_LEECHES}" if len(leeches) > _LEECHES else ""
    notes = "its note" if len(leeches) == 1 else "their notes"
    yield f"{text.count(len(leeches), 'leech', 'leeches')}, forgotten again and again: rewrite {notes}{more}"
    for each in leeches[:_LEECHES]:
        place = f"{text.word(each.path)}:{each.line}"
        room = max(min(look.width, 100) - len(place) - 10, 20)
        yield Text.assemble(f"  {each.lapses:>2} ×  {shorten(text.word(each.text), room)}  ", (place, "dim"))


def _drills(drills: Sequence[Interview], look: Look) -> Iterator[Text | str]:
    columns = [
        Column("mock interview"),
        *(Column(name, right=True) for name in ("answers", "said", "share", "in time")),
    ]
    columns += [Column("no notes", right=True), Column("time", right=True)]
    rows = [
        (
            each.day.isoformat(),
            f"{each.answers}",
            f"{each.said} of {each.wanted}" if each.wanted else "–",
            text.percent(each.coverage),
            f"{each.in_time} of {each.timed}" if each.timed else "–",
            f"{each.by_heart} of {each.answers}",
            text.minutes(each.minutes),
        )
        for each in drills
    ]
    yield from table(look, columns, rows)


def stats_csv(report: StatsReport) -> str:
    """Return the figures by kind and by deck as CSV; the row of all has neither."""
    names = (*_NAMES, "suspended", "answers", "right", "recall", "target")
    rows: list[list[object]] = [["kind", "deck", *names]]
    for kind in (*report.kinds, report.total):
        rows.append([kind.kind.value if kind.kind else "all", "", *(getattr(kind, name) for name in names)])
    for deck in report.decks:
        rows.append(["all", deck.deck, *(getattr(deck, name) for name in names)])
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([["" if cell is None else cell for cell in row] for row in rows])
    return out.getvalue()
