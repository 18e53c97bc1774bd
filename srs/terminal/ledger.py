"""The ledger and readiness, for people, as JSON, CSV and Markdown."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import click

from srs.clock import to_iso
from srs.collection.knowing import JudgedAnswer, LedgerReport
from srs.recall.ledger import Entry, View
from srs.recall.readiness import Readiness, ReadyReport
from srs.terminal import text

if TYPE_CHECKING:
    from rich.text import Text

    from srs.collection import Collection
    from srs.terminal.look import Look
    from srs.terminal.show import Wrote

Document = dict[str, object]

_KEYS: dict[str, Callable[[Entry], object]] = {
    "text": lambda entry: entry.text.casefold(),
    "reviews": lambda entry: -entry.reviews,
    "right": lambda entry: -entry.right,
    "near": lambda entry: -entry.near,
    "wrong": lambda entry: -entry.wrong,
    "last": lambda entry: -entry.last.timestamp() if entry.last else float("inf"),
    "stability": lambda entry: entry.stability or 0.0,
    "recall": lambda entry: entry.retrievability or 0.0,
    "trend": lambda entry: entry.trend if entry.trend is not None else float("inf"),
}
"""How items are sorted: what wants attention first."""


def sorted_by(report: LedgerReport, key: str | None) -> LedgerReport:
    """Return a table in another order; ties keep that of the import."""
    if key is None:
        return report
    return replace(report, items=tuple(sorted(report.items, key=_KEYS[key])))  # type: ignore[arg-type]


def document(value: object) -> Document:
    """Return the JSON document of a value of this part."""
    match value:
        case LedgerReport():
            return ledger_document(value)
        case ReadyReport():
            return ready_document(value)
        case JudgedAnswer():
            return judged_document(value)
    raise TypeError(f"no document for {type(value).__name__}")


def drawn(value: object, look: Look) -> Iterable[Text | str]:
    """Return what people read of a value of this part."""
    match value:
        case LedgerReport():
            return ledger_table(value, look)
        case ReadyReport():
            return ready_lines(value, look)
        case JudgedAnswer():
            return judged_lines(value)
    raise TypeError(f"no look for {type(value).__name__}")


# ---------------------------------------------------------------- JSON


def ledger_document(report: LedgerReport) -> Document:
    """Return a table as the contract has it."""
    from srs.terminal.documents import source_of

    return {
        "items": [
            {
                "id": entry.id,
                "kind": entry.kind,
                "text": entry.text,
                "source": source_of(entry.place),
                "reviews": entry.reviews,
                "right": entry.right,
                "near": entry.near,
                "wrong": entry.wrong,
                "last": None if entry.last is None else to_iso(entry.last),
                "retrievability": entry.retrievability,
            }
            for entry in report.items
        ]
    }


def ready_document(report: ReadyReport) -> Document:
    """Return readiness as the contract has it."""
    return {
        "on": report.on.isoformat(),
        "ready": report.ready,
        "themes": [_ready(each) for each in report.themes],
        "stories": [_ready(each) for each in report.stories],
        "questions": [_ready(each) for each in report.questions],
    }


def _ready(each: Readiness) -> Document:
    weakest = [{"id": link.id, "text": link.text, "ready": link.ready} for link in each.weakest]
    return {"id": each.id, "text": each.text, "ready": each.ready, "weakest": weakest}


def judged_document(report: JudgedAnswer) -> Document:
    """Return a judged answer as the contract has it."""
    return {
        "points": [
            {
                "id": heard.id,
                "text": heard.text,
                "found": heard.found,
                "passage": heard.passage if heard.found else None,
            }
            for heard in report.points
        ]
    }


# ---------------------------------------------------------------- for people


_TABLE = 100
"""From this width on an item and all that is known of it stand in one line; below, in two."""
_ONE = {View.STORIES: "story"}


def ledger_table(report: LedgerReport, look: Look) -> Iterator[Text | str]:
    """Return a table of the ledger."""
    from srs.terminal.table import Column, table

    if not report.items:
        yield f"there are no {report.view.value} yet"
        return
    if look.width < _TABLE:
        for entry in report.items:
            yield from _in_two_lines(entry, report.day, look)
        return
    columns = [
        Column("recall", right=True),
        Column(_ONE.get(report.view, report.view.value.removesuffix("s")), flexible=True),
        *(Column(name, right=True) for name in ("asked", "right", "near", "wrong")),
        Column("last"),
        Column("stable", right=True),
        Column("trend"),
        Column("source", style="dim"),
    ]
    rows = [
        (
            text.percent(entry.retrievability),
            text.word(entry.text),
            str(entry.reviews),
            str(entry.right),
            str(entry.near),
            str(entry.wrong),
            _last(entry, report.day),
            _stable(entry),
            _trend(entry.trend),
            text.position(entry.place),
        )
        for entry in report.items
    ]
    yield from table(look, columns, rows)


def _in_two_lines(entry: Entry, today: date, look: Look) -> Iterator[Text]:
    """Return an item, and below it what is known of it."""
    from rich.text import Text

    from srs.terminal.screen import shorten

    lead = f"{text.percent(entry.retrievability):>5}  "
    yield Text(lead + shorten(text.word(entry.text), look.width - len(lead)))
    known = ["never asked"]
    if entry.reviews:
        near = f", {entry.near} near" if entry.near else ""
        known = [f"{entry.right} of {entry.reviews} right{near}", f"last {_last(entry, today)}"]
        known += [f"stable {_stable(entry)}", *([f"trend {_trend(entry.trend)}"] if entry.trend is not None else [])]
    said = f"{' · '.join(known)} · "
    place = text.position(entry.place)
    room = look.width - len(lead) - len(said)
    # of a place the end says most: the file and the line
    place = place if len(place) <= room else f"…{place[-max(room - 1, 1) :]}"
    yield Text(f"{' ' * len(lead)}{said}{place}", style="dim")


def _last(entry: Entry, today: date) -> str:
    day = entry.last_day
    if day is None:
        return "never"
    return f"{day.day} {day:%b}" + ("" if day.year == today.year else f" {day.year}")


def _stable(entry: Entry) -> str:
    return "" if entry.stability is None else text.span(entry.stability * 86_400)


def _trend(trend: float | None) -> str:
    if trend is None:
        return ""
    return "up" if trend > 0.1 else "down" if trend < -0.1 else "even"


def ready_lines(report: ReadyReport, look: Look) -> Iterator[Text | str]:
    """Return readiness, what pulls it down, and what the map of stories leaves open."""
    from srs.terminal.table import Column, table

    yield f"{text.percent(report.ready)} ready on {report.on.isoformat()}"
    columns = [Column("ready", right=True), Column("", flexible=True), Column("weakest", flexible=True)]
    for name, group in (("theme", report.themes), ("story", report.stories), ("question", report.questions)):
        if not group:
            continue
        yield ""
        rows = [
            (
                text.percent(each.ready),
                text.line(each.text) or "no deck",
                text.line(f"{text.percent(each.weakest[0].ready)} {each.weakest[0].text}") if each.weakest else "",
            )
            for each in sorted(group, key=lambda each: each.ready)
        ]
        yield from table(look, [columns[0], replace(columns[1], title=name), columns[2]], rows)
    yield from _open(report)


def _open(report: ReadyReport) -> Iterator[str]:
    for heading, texts in _open_ends(report):
        yield ""
        yield heading
        yield from (f"  {text.line(each)}" for each in texts)


def _open_ends(report: ReadyReport) -> Iterator[tuple[str, list[str]]]:
    """Yield what the map from questions to stories leaves open, under its headings."""
    map = report.coverage
    leaned = [(id, f"{title} ({text.count(count, 'question')})") for id, title, count in map.leaned_on]
    for heading, items in (
        ("questions without a story", map.without_story),
        ("stories never told", map.never_told),
        ("stories that too many questions lean on", leaned),
        ("stories without a figure", map.without_figure),
    ):
        if items:
            yield heading, [each[1] for each in items]


def judged_lines(report: JudgedAnswer) -> Iterator[Text | str]:
    """Return what became of each point, and the rating that follows."""
    found = sum(heard.found for heard in report.points)
    for heard in report.points:
        yield f"{'said' if heard.found else 'missed':<7} {text.line(heard.text)}"
        if heard.found:
            yield f"        “{text.line(heard.passage)}”"
        elif heard.why:
            yield f"        {heard.why}: “{text.line(heard.passage)}”"
    for phrase, passage in report.never:
        yield f"never say “{text.line(phrase)}”: “{text.line(passage)}”"
    rating = {1: "again", 2: "hard", 3: "good"}[report.rating]
    yield ""
    yield f"{found} of {text.count(len(report.points), 'point')}; proposed: {rating}"


# ---------------------------------------------------------------- CSV and Markdown

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
                weakest = f"{text.percent(each.weakest[0].ready)} {each.weakest[0].text}" if each.weakest else ""
                lines.append(_markdown_row(text.percent(each.ready), each.text, weakest))
            lines.append("")
    for heading, texts in _open_ends(ready):
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
            counts = (entry.reviews, entry.right, entry.near, entry.wrong)
            source = f"{entry.note.path}:{entry.place.lines.start}"
            lines.append(_markdown_row(recall, entry.text, *counts, last, _stable(entry), _trend(entry.trend), source))
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
