"""The sheet at the end of a mock interview: lines for a terminal, JSON-like values, a page to print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from rich.text import Text

from srs.study.attempt import spoken_time
from srs.study.drill import Sheet, Sort, Told
from srs.terminal import text
from srs.terminal.look import Look
from srs.terminal.screen import shorten
from srs.terminal.table import Column, table

_MISSED = 3
"""So much that was not said is named of each of the weakest."""
_NAMES = {Sort.POINT: "points", Sort.METRIC: "figures", Sort.PHRASING: "wordings"}

_HEADS = {
    Sort.POINT: "Points",
    Sort.METRIC: "Figures",
    Sort.PHRASING: "Wordings",
    Sort.AVOID: "Said, and better never said",
}

Trend = Sequence[tuple[date, float]]


def lines(sheet: Sheet, *, trend: Trend, look: Look) -> Iterator[Text | str]:
    """Yield the sheet: each answer, all together, the weakest spots with their sources, how it went before."""
    if not sheet.told:
        yield "nothing was answered"
        return
    rows = [(_time(each), _share(each), _heart(each), text.word(each.prompt.text)) for each in sheet.told]
    columns = [Column("time"), Column("said"), Column("notes"), Column("question", flexible=True)]
    yield from table(look, columns, rows)
    yield ""
    yield _summed(sheet)
    blunders = [item for each in sheet.told for item in each.blunders]
    if blunders:
        yield ""
        yield Text("said, and better never said:", style="bold")
        yield from (_line("  ", item.text, look) for item in blunders)
    if sheet.weakest:
        yield ""
        yield Text("weakest:", style="bold")
        for each in sheet.weakest:
            yield _line("  ", each.prompt.text, look, place=each.prompt.place)
            yield from (_line("    not said: ", item.text, look, style="dim") for item in each.missed[:_MISSED])
            if len(each.missed) > _MISSED:
                yield Text(f"    and {len(each.missed) - _MISSED} more", style="dim")
    if len(trend) > 1:
        yield ""
        yield f"said of what should be, drill by drill: {' → '.join(f'{share:.0%}' for _, share in trend)}"


def _line(indent: str, said: str, look: Look, *, place: str = "", style: str = "") -> Text:
    """Return one line that fits: the beginning of what is said, and where it stands."""
    room = max(look.width - len(indent) - (len(place) + 2 if place else 0), 20)
    return Text.assemble(
        indent, (shorten(text.word(said), room), style), (f"  {text.word(place)}" if place else "", "dim")
    )


def _summed(sheet: Sheet) -> str:
    parts = [f"{text.count(len(sheet.told), 'answer')} in {text.minutes(sheet.minutes)}"]
    for sort, name in _NAMES.items():
        said, all_ = sheet.of(sort)
        if all_:
            parts.append(f"{said} of {all_} {name}")
    return ", ".join(parts)


def _time(told: Told) -> str:
    taken = spoken_time(told.spoken_ms / 1000)
    return taken if told.prompt.target_s is None else f"{taken} of {spoken_time(told.prompt.target_s)}"


def _share(told: Told) -> str:
    wanted = len(told.wanted)
    return f"{wanted - len(told.missed)} of {wanted}" if wanted else "–"


def _heart(told: Told) -> str:
    return "without" if told.by_heart else "with"


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mock interview, {day}</title>
<style>
:root {{ color-scheme: light dark; --line: #8884; --bad: #b00020; --good: #1b7a3d }}
@media (prefers-color-scheme: dark) {{ :root {{ --bad: #ff8a80; --good: #7bd88f }} }}
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }}
h1 {{ font-size: 1.4rem }} h2 {{ font-size: 1.1rem; margin: 0 }}
section {{ border-top: 1px solid var(--line); padding: 1rem 0; break-inside: avoid }}
p {{ margin: .3rem 0 }} ul {{ margin: .4rem 0; padding: 0; list-style: none }}
li {{ padding-left: 1.5em; text-indent: -1.5em }} li::before {{ display: inline-block; width: 1.5em; text-indent: 0 }}
.quiet, .head {{ opacity: .7; font-size: .9rem }} .head {{ margin-top: .4rem }}
.said::before {{ content: "✓"; color: var(--good) }} .missed::before {{ content: "✗"; color: var(--bad) }}
.never::before {{ content: "!"; color: var(--bad) }}
</style></head><body>
<h1>Mock interview, {day}</h1><p>{summed}</p>
{body}
</body></html>
"""


def page(sheet: Sheet, *, day: date, trend: Trend) -> str:
    """Return the sheet as one page of HTML without anything from elsewhere."""
    parts = []
    for number, told in enumerate(sheet.told, 1):
        items = []
        before = Sort.POINT
        for item in told.prompt.items:
            said = item.id in told.said
            if item.sort is Sort.AVOID and not said:
                continue
            if item.sort is not before:
                items.append(f'<li class="head">{_HEADS[item.sort]}</li>')
                before = item.sort
            sign = "never" if item.sort is Sort.AVOID else "said" if said else "missed"
            items.append(f'<li class="{sign}">{escape(item.text)}</li>')
        parts.append(
            f"<section><h2>{number}. {escape(told.prompt.text)}</h2>"
            f'<p class="quiet">{escape(_time(told))}, {_heart(told)} notes, {escape(told.prompt.place)}</p>'
            f"<ul>{''.join(items)}</ul></section>"
        )
    if sheet.weakest:
        spots = "".join(
            f"<li>{escape(each.prompt.text)} <span class=quiet>{escape(each.prompt.place)}</span></li>"
            for each in sheet.weakest
        )
        parts.append(f"<section><h2>Weakest</h2><ul>{spots}</ul></section>")
    if len(trend) > 1:
        row = " → ".join(f"{share:.0%}" for _, share in trend)
        parts.append(f"<section><h2>Said of what should be, drill by drill</h2><p>{row}</p></section>")
    return _PAGE.format(day=day.isoformat(), summed=escape(_summed(sheet)), body="\n".join(parts))
