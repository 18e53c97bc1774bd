"""The page: what it says, in which order, and how it looks; all of it without a script but sorting and filtering."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING

from srs.recall.ledger import View, of_view
from srs.terminal import text
from srs.terminal.ledger import called, open_ends
from srs.terminal.report import charts
from srs.terminal.report.look import SCRIPT, STYLE

if TYPE_CHECKING:
    from srs.collection.series import Pages
    from srs.recall.ledger import Entry
    from srs.recall.readiness import ReadyReport

ROWS = 5_000
"""How many rows all tables of the ledger have together at most: a page of less than 2 MB."""
_LONG = 110
_THEMES = 100
_MOST = 500
_MARKS = ("\ue000", "\ue001")
"""Where a figure that is asked for begins and ends, until the text is cut; private use, so that no text has them."""
_COLUMNS = ("chance", "stability, d", "right", "near", "wrong", "last asked", "trend, %", "source")
_NAMES = {
    View.METRICS: "Figures",
    View.PHRASINGS: "Wordings",
    View.STORIES: "Stories",
    View.QUESTIONS: "Questions",
    View.POINTS: "Points",
}


def page(found: Pages) -> str:
    """Return the whole page as HTML."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>srs, {found.series.day}</title><style>{STYLE}</style></head>\n<body><main>"
        f"{''.join(_parts(found))}</main><script>{SCRIPT}</script></body></html>\n"
    )


def _parts(found: Pages) -> Iterator[str]:
    series, stats = found.series, found.stats
    total = stats.total
    yield f'<h1>What you remember</h1><p class="note">{series.day:%A}, {series.day.day} {series.day:%B %Y}</p>'
    facts = [
        (text.percent(found.ready.ready), "ready today"),
        (f"{total.cards:,}", "cards"),
        (f"{total.due:,}", "due"),
        (text.percent(total.recall), f"recall, {stats.days} days"),
        (text.percent(series.target), "recall aimed at"),
        (f"{stats.reviews:,}", "answers of all time"),
        (text.minutes(stats.minutes), f"answering, {stats.days} days"),
    ]
    yield "<ul class=facts>" + "".join(f"<li><b>{value}</b> {name}</li>" for value, name in facts) + "</ul>"
    answers = sum(series.counts.values())
    said = f"{text.count(answers, 'answer')} in 53 weeks; a column is a week, and the stronger a day, the more answers."
    yield _figure("Answers a day", f'<div class="wide" tabindex="0">{charts.heatmap(series)}</div>', said)
    weeks = "Of cards in review, week by week. The broken line is what is aimed at."
    yield '<div class="pair">'
    yield _figure("Recall over time", charts.recall(series), weeks if any(w.answers for w in series.weeks) else _NONE)
    late = f" {text.count(series.overdue, 'card')} of today were due before." if series.overdue else ""
    yield _figure("Coming due", charts.forecast(series), f"Cards a day, if all goes as expected.{late}")
    names = [each.kind.value.replace("_", " ") for each in stats.kinds if each.kind is not None]
    yield _figure(
        "Recall by kind",
        charts.by_kind(stats.kinds, names, series.target),
        f"Of cards in review, in the last {stats.days} days. The broken line is what is aimed at.",
    )
    measured = sum(each.answers for each in series.bins)
    yield _figure(
        "Calibration",
        charts.calibration(series),
        f"How often you were right, against what was predicted, over {text.count(measured, 'answer')}. "
        "On the broken line predictions come true; a larger dot stands for more answers."
        if measured
        else _NONE,
    )
    yield "</div>"
    yield from _ready(found.ready)
    yield from _ledger(found.entries, {each.id: each.ready for each in (*found.ready.stories, *found.ready.questions)})
    yield from _map(found)


_NONE = "Nothing to show yet: no card in review was answered."


def _figure(name: str, chart: str, said: str) -> str:
    return f"<figure><h2>{name}</h2>{chart}<figcaption>{escape(said)}</figcaption></figure>"


def _ready(report: ReadyReport) -> Iterator[str]:
    if not report.themes:
        return
    said = "The share of questions and stories that you would say in full today, and what pulls it down most."
    yield f'<h2>How ready you are</h2><p class="note">{said}</p>'
    yield "<div class=wide tabindex=0><table class=ready><thead><tr>"
    yield '<th scope="col">theme</th><th scope="col">ready</th><th scope="col">weakest</th></tr></thead><tbody>'
    for each in report.themes[:_THEMES]:
        weak = "<br>".join(f"{text.percent(link.ready)} {_short(link.text)}" for link in each.weakest)
        yield f"<tr><td>{_short(each.text) or 'no deck'}<td>{text.percent(each.ready)}<td>{weak}</tr>\n"
    yield "</tbody></table></div>"


def _ledger(entries: Sequence[Entry], ready: Mapping[str, float]) -> Iterator[str]:
    tables = [(view, of_view(entries, view)) for view in View]
    left = ROWS
    said = "Chance is to remember it today, stability in days; ready is the chance to say all its points."
    yield f'<h2 id="ledger">The ledger</h2><p class="note">{said}</p>'
    yield '<p class="filter" hidden><label>Filter <input type="search" autocomplete="off"></label></p>'
    for at, (view, items) in enumerate(tables):
        if not items:
            continue
        share = left // (len(tables) - at)
        # what was asked comes first, weakest first; what never was asked has nothing to tell
        items = sorted(items, key=lambda each: (each.retrievability is None, each.retrievability or 0.0))
        kept = items[: max(share, min(len(items), left - sum(min(len(more), share) for _, more in tables[at + 1 :])))]
        left -= len(kept)
        more = "" if len(kept) == len(items) else f"; the {len(kept):,} weakest of {len(items):,} are shown"
        whole = view in (View.STORIES, View.QUESTIONS)
        yield f"<details{' open' if at == 0 or left > ROWS - 60 else ''}><summary>{_NAMES[view]} ({len(items):,}{more})"
        yield "</summary><div class=wide tabindex=0><table><thead><tr>"
        for name in ("item", *(["ready"] if whole else []), *_COLUMNS):
            yield f'<th scope="col">{name}</th>'
        yield "</tr></thead><tbody>"
        yield from (_row(each, ready.get(each.id) if whole else None) for each in kept)
        yield "</tbody></table></div></details>\n"


def _row(each: Entry, ready: float | None) -> str:
    known = "" if ready is None else f"<td>{text.percent(ready)}"
    chance = "–" if each.retrievability is None else f"{each.retrievability * 100:.0f} %"
    stability = "–" if each.stability is None else f"{each.stability:.1f}"
    last = "–" if each.last_day is None else each.last_day.isoformat()
    trend = "–" if each.trend is None else f"{each.trend * 100:+.0f}"
    counts = f"<td>{each.right}<td>{each.near}<td>{each.wrong}"
    where = escape(f"{_tail(each.note.path)}:{each.place.lines.start}")
    return f"<tr><td>{_item(each)}{known}<td>{chance}<td>{stability}{counts}<td>{last}<td>{trend}<td>{where}</tr>\n"


def _item(each: Entry) -> str:
    """Return the text of an item; the figure that it asks for stands out among others."""
    said = _short(called(each, *_MARKS))
    begun, ended = said.count(_MARKS[0]), said.count(_MARKS[1])
    return said.replace(_MARKS[0], "<b>").replace(_MARKS[1], "</b>") + "</b>" * (begun - ended)


def _map(found: Pages) -> Iterator[str]:
    if found.stories:
        yield '<h2>Story map</h2><p class="note">Which questions each story answers.</p><dl>'
        for story, questions in found.stories[:_MOST]:
            yield f"<dt>{_short(story)}</dt>"
            if not questions:
                yield '<dd class="note">no question leads here</dd>'
            for question in questions:
                yield f"<dd>{_short(question)}</dd>"
        yield "</dl>"
    for heading, texts in open_ends(found.ready):
        yield f"<h3>{heading.capitalize()}</h3><ul>"
        yield "".join(f"<li>{_short(said)}</li>" for said in texts[:_MOST])
        yield "</ul>"
        if len(texts) > _MOST:
            yield f'<p class="note">and {len(texts) - _MOST:,} more</p>'


def _short(said: str) -> str:
    said = " ".join(said.split())
    return escape(said if len(said) <= _LONG else said[: _LONG - 1].rstrip() + "…")


def _tail(path: str) -> str:
    return path if len(path) <= 40 else "…" + path[-39:]
