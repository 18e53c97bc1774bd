"""The ledger and readiness as CSV and Markdown, to standard output or into a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import click

from srs.clock import to_iso
from srs.collection.knowing import LedgerReport
from srs.recall.ledger import Entry, View
from srs.recall.readiness import ReadyReport
from srs.terminal import text
from srs.terminal.ledger import called, open_ends, sorted_by, stable, trend, weakest

if TYPE_CHECKING:
    from srs.collection import Collection
    from srs.terminal.show import Wrote

_COLUMNS = (
    "view", "id", "kind", "text", "path", "line", "reviews", "right", "near", "wrong", "last", "stability",
    "retrievability", "trend", "ready",
)  # fmt: skip


def _row(view: str, entry: Entry, ready: float | None = None) -> list[object]:
    return [
        view,
        entry.id,
        entry.kind,
        entry.text,
        entry.note.path,
        entry.place.lines.start,
        entry.reviews,
        entry.right,
        entry.near,
        entry.wrong,
        "" if entry.last is None else to_iso(entry.last),
        "" if entry.stability is None else entry.stability,
        "" if entry.retrievability is None else entry.retrievability,
        "" if entry.trend is None else entry.trend,
        "" if ready is None else ready,
    ]


def ledger_csv(reports: Iterable[LedgerReport], ready: ReadyReport | None = None) -> str:
    """Return tables of the ledger as one CSV, with a heading; `ready` is the last column of questions and stories."""
    chances = {each.id: each.ready for each in (*ready.stories, *ready.questions)} if ready is not None else {}
    rows = [_row(report.view.value, entry, chances.get(entry.id)) for report in reports for entry in report.items]
    return _csv([_COLUMNS, *rows])


def view_csv(collection: Collection, view: str, query: Sequence[str], sort: str | None) -> str:
    """Return one table as CSV; of questions and stories the last column says how ready one is."""
    if View(view) not in (View.QUESTIONS, View.STORIES):
        return ledger_csv([sorted_by(collection.ledger(view, query), sort)])
    whole = collection.whole_ledger(query)
    return ledger_csv([sorted_by(each, sort) for each in whole.tables if each.view == view], whole.ready)


def _csv(rows: Sequence[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def ledger_markdown(reports: Iterable[LedgerReport], ready: ReadyReport) -> str:
    """Return readiness and the tables of the ledger as Markdown, one under the other."""
    lines = ["# What is known", "", f"{text.percent(ready.ready)} ready on {ready.on.isoformat()}.", ""]
    for heading, group in (("Themes", ready.themes), ("Stories", ready.stories), ("Questions", ready.questions)):
        if group:
            lines += [f"## Ready: {heading.lower()}", "", "| ready | what | weakest |", "| ---: | --- | --- |"]
            for each in group:
                lines.append(_markdown_row(text.percent(each.ready), each.text or "no deck", weakest(each)))
            lines.append("")
    for heading, texts in open_ends(ready):
        lines += [f"## {heading.capitalize()}", "", *(f"- {_cell(said)}" for said in texts), ""]
    for report in reports:
        if not report.items:
            continue
        lines += [f"## {report.view.value.capitalize()}", ""]
        lines += [
            _markdown_row("recall", "item", "asked", "right", "near", "wrong", "last", "stable", "trend", "source")
        ]
        lines += ["| ---: | --- | ---: | ---: | ---: | ---: | --- | ---: | --- | --- |"]
        for entry in report.items:
            recall = "" if entry.retrievability is None else text.percent(entry.retrievability)
            last = "" if entry.last_day is None else entry.last_day.isoformat()
            item, goes = called(entry, "**", "**"), trend(entry.trend)
            counts = (entry.reviews, entry.right, entry.near, entry.wrong)
            source = f"{entry.note.path}:{entry.place.lines.start}"
            lines.append(_markdown_row(recall, item, *counts, last, stable(entry), goes, source))
        lines.append("")
    return "\n".join(lines)


def _markdown_row(*cells: object) -> str:
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("\\", "\\\\").replace("|", "\\|")


# ---------------------------------------------------------------- exports


def export_csv(collection: Collection, query: Sequence[str], output: str) -> Wrote | None:
    """Write all tables of the ledger as one CSV; `-` is standard output, and then there is nothing else to say."""
    return _export(collection, query, output, ledger_csv)


def export_markdown(collection: Collection, query: Sequence[str], output: str) -> Wrote | None:
    """Write all tables of the ledger as Markdown; `-` is standard output, and then there is nothing else to say."""
    return _export(collection, query, output, ledger_markdown)


def _export(
    collection: Collection,
    query: Sequence[str],
    output: str,
    write: Callable[[Sequence[LedgerReport], ReadyReport], str],
) -> Wrote | None:
    from srs.terminal.show import Wrote, write_text

    whole = collection.whole_ledger(query)
    content = write(whole.tables, whole.ready)
    if output == "-":
        click.echo(content, nl=False)
        return None
    items = sum(len(table.items) for table in whole.tables)
    return Wrote(path=write_text(output, content), contents={"items": items})
