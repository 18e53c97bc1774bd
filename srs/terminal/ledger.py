"""The ledger and readiness, for people and as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from srs.clock import to_iso
from srs.collection.knowing import JudgedAnswer, LedgerReport
from srs.recall.ledger import Entry, View
from srs.recall.readiness import Readiness, ReadyReport
from srs.terminal import text
from srs.terminal.look import PIPED

if TYPE_CHECKING:
    from rich.text import Text

    from srs.terminal.look import Look

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
"""From this width on an item and all that is known of it stand in one line; below, and into a pipe, in two."""
_LEAST = 8
"""Cells that are left for a place where lines are short."""
_PAGE = 80
"""Cells of a line that goes into a pipe."""
_ONE = {View.STORIES: "story"}


def ledger_table(report: LedgerReport, look: Look) -> Iterator[Text | str]:
    """Return a table of the ledger."""
    from srs.terminal.table import Column, table

    if not report.items:
        yield f"there are no {report.view.value} yet"
        return
    if not _TABLE <= look.width < PIPED:
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
            called(entry),
            str(entry.reviews),
            str(entry.right),
            str(entry.near),
            str(entry.wrong),
            _last(entry, report.day),
            stable(entry),
            trend(entry.trend),
            _place(entry, look.width // 5),
        )
        for entry in report.items
    ]
    yield from table(look, columns, rows)


def _in_two_lines(entry: Entry, today: date, look: Look) -> Iterator[Text]:
    """Return an item, and below it what is known of it."""
    from rich.text import Text

    lead = f"{text.percent(entry.retrievability):>5}  "
    yield from _after(lead, called(entry), look)
    known = ["never asked"]
    if entry.reviews:
        near = f", {entry.near} near" if entry.near else ""
        known = [f"{entry.right} of {entry.reviews} right{near}", f"last {_last(entry, today)}"]
        known += [f"stable {stable(entry)}", *([f"trend {trend(entry.trend)}"] if entry.trend is not None else [])]
    # a place of fewer cells says nothing
    while len(known) > 1 and len(lead) + len(" · ".join(known)) + 3 + _LEAST > look.width:
        known.pop()
    said = f"{' · '.join(known)} · "
    place = _place(entry, look.width - len(lead) - len(said))
    yield Text(f"{' ' * len(lead)}{said}{place}", style="dim")


def _place(entry: Entry, room: int) -> str:
    """Return where an item stands, in so many cells; of a place the end says most: the file and the line."""
    place = text.position(entry.place)
    return place if len(place) <= room else f"…{place[-max(room - 1, 1) :]}"


def _after(lead: str, said: str, look: Look, *, style: str = "", whole: bool = False) -> Iterator[Text]:
    """Return a text after its lead: cut to a terminal's width; `whole`, and into a pipe, all of it, line by line."""
    from rich.text import Text

    from srs.terminal.markdown import wrapped
    from srs.terminal.screen import shorten

    piped = look.width == PIPED
    if not (piped or whole):
        yield Text(lead + shorten(said, look.width - len(lead)), style=style)
        return
    for at, row in enumerate(wrapped(Text(said), (_PAGE if piped else look.width) - len(lead))):
        yield Text((lead if not at else " " * len(lead)) + row.text.plain, style=style)


def called(entry: Entry, begin: str = "[", end: str = "]") -> str:
    """Return the text of an item as one line; the figure that it asks for stands out among others."""
    if not entry.asks:
        return text.word(entry.text)
    before, _, after = entry.note.prompt.partition("___")
    return text.word(f"{before}{begin}{entry.asks}{end}{after}")


def _last(entry: Entry, today: date) -> str:
    day = entry.last_day
    if day is None:
        return "never"
    return f"{day.day} {day:%b}" + ("" if day.year == today.year else f" {day.year}")


def stable(entry: Entry) -> str:
    """Return the stability of an item in words, empty where it was never said."""
    return "" if entry.stability is None else text.span(entry.stability * 86_400)


def trend(change: float | None) -> str:
    """Return where an item goes in a word, empty where it was asked too seldom to tell."""
    if change is None:
        return ""
    return "up" if change > 0.1 else "down" if change < -0.1 else "even"


def ready_lines(report: ReadyReport, look: Look) -> Iterator[Text | str]:
    """Return readiness, what pulls it down, and what the map of stories leaves open."""
    from srs.terminal.table import Column, table

    yield f"{text.percent(report.ready)} ready on {report.on.isoformat()}"
    columns = [Column("ready", right=True), Column("", flexible=True), Column("weakest", flexible=True)]
    for name, group in (("theme", report.themes), ("story", report.stories), ("question", report.questions)):
        if not group:
            continue
        yield ""
        weak = sorted(group, key=lambda each: each.ready)
        if look.width < PIPED:
            rows = [(text.percent(each.ready), _called(each), text.line(weakest(each))) for each in weak]
            yield from table(look, [columns[0], replace(columns[1], title=name), columns[2]], rows)
            continue
        yield {"theme": "themes", "story": "stories"}.get(name, "questions")
        for each in weak:
            yield from _after(f"{text.percent(each.ready):>5}  ", _called(each), look)
            if weakest(each):
                yield from _after("       weakest: ", text.line(weakest(each)), look, style="dim")
    yield from _open(report, look)


def _called(each: Readiness) -> str:
    return text.line(each.text) or "no deck"


def weakest(each: Readiness) -> str:
    """Return the weakest link with its chance; empty where that is the thing itself."""
    if not each.weakest or each.weakest[0].id == each.id:
        return ""
    return f"{text.percent(each.weakest[0].ready)} {each.weakest[0].text}"


def _open(report: ReadyReport, look: Look) -> Iterator[Text | str]:
    for heading, texts in open_ends(report):
        yield ""
        yield heading
        for each in texts:
            yield from _after("  ", text.line(each), look, whole=True)


def open_ends(report: ReadyReport) -> Iterator[tuple[str, list[str]]]:
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
