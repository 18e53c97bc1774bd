"""How presets, and what their changes move, are shown: JSON documents and lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from srs.collection.catching_up import CatchUp, CaughtUp
from srs.collection.presets import Moves, PresetChanged, PresetReport, plain
from srs.terminal import screen, text
from srs.terminal.look import Look

if TYPE_CHECKING:
    from rich.text import Text

    from srs.collection.catching_up import Plan


@dataclass(frozen=True, slots=True)
class PresetList:
    """All presets."""

    reports: list[PresetReport]


@dataclass(frozen=True, slots=True)
class Removed:
    """A preset that is gone."""

    report: PresetReport


Shown = PresetList | PresetReport | PresetChanged | Removed | CatchUp | CaughtUp


def document(value: Shown) -> object:
    """Return the JSON document of a value."""
    match value:
        case PresetList():
            return {"presets": [plain(report) for report in value.reports]}
        case PresetReport():
            return plain(value)
        case Removed():
            return {"removed": value.report.preset.name, "cards": value.report.cards}
        case CatchUp():
            return {
                **{name: getattr(value, name) for name in ("due", "overdue", "minutes", "forgotten", "limit")},
                "plans": [{"plan": number, **_plan(plan)} for number, plan in enumerate(value.plans, 1)],
            }
        case CaughtUp():
            return {"plan": value.number, **_plan(value.plan), "moved": value.moved}
    return {
        "preset": plain(value.report),
        "changed": {name: {"before": before, "after": after} for name, (before, after) in value.changed.items()},
        "moves": None if value.moves is None else moves_document(value.moves),
        "stored": value.stored,
    }


def drawn(value: Shown, look: Look) -> Iterator[Text | str]:
    """Return what people read of a value."""
    match value:
        case PresetList():
            return _list(value.reports, look)
        case PresetReport():
            return _preset(value, look)
        case Removed():
            cards = text.count(value.report.cards, "card")
            return iter([f"removed: {text.word(value.report.preset.name)}; {cards} have another preset now"])
        case CatchUp():
            return _catch_up(value, look)
        case CaughtUp():
            gone = f", {text.count(len(value.plan.let_go), 'card')} new again" if value.plan.let_go else ""
            return iter([f"{text.count(value.moved, 'card')} moved to later days{gone}; `srs undo` takes it back"])
    return _changed(value, look)


def moves_document(of: Moves) -> dict[str, object]:
    """Return what a change does to due days, as JSON has it."""
    cards = [{"id": move.card, "before": move.before.isoformat(), "after": move.after.isoformat()} for move in of.cards]
    counts = ("earlier", "later", "same", "today_before", "today_after", "week_before", "week_after")
    return {**{name: getattr(of, name) for name in counts}, "cards": cards}


def _plan(plan: Plan) -> dict[str, object]:
    return {
        "days": plan.days,
        "until": plan.until,
        "minutes_a_day": round(plan.minutes, 1),
        "cards_a_day": plan.fullest,
        "cards": plan.kept,
        "let_go": len(plan.let_go),
        "recall": plan.recall,
    }


def _catch_up(value: CatchUp, look: Look) -> Iterator[Text | str]:
    from srs.terminal.table import Column, table

    if not value.plans:
        yield "nothing has piled up: no review is due"
        return
    late = f", {value.overdue:,} of them overdue" if value.overdue else ""
    yield f"{text.count(value.due, 'review')} due{late}: {text.minutes(value.minutes)} in all"
    if value.forgotten:
        yield f"{text.count(value.forgotten, 'card')} more likely forgotten than not; to let one go is to learn it anew"
    yield ""
    names = ("plan", "days", "minutes a day", "cards a day", "cards", "let go", "recall")
    columns = [Column(name, right=True) for name in names]
    rows = [
        (
            str(number),
            f"{plan.days}",
            text.minutes(plan.minutes),
            f"{plan.fullest:,}",
            f"{plan.kept:,}",
            f"{len(plan.let_go):,}",
            f"{plan.recall * 100:.1f} %" if plan.kept else "–",
        )
        for number, plan in enumerate(value.plans, 1)
    ]
    yield from table(look, columns, rows)
    yield ""
    if any(plan.until > plan.days for plan in value.plans):
        until = max(plan.until for plan in value.plans)
        yield f"of cards that give each other away one is asked a day, so a few come later: the last in {until} days"
    if any(plan.fullest > value.limit for plan in value.plans):
        yield f"a day asks {value.limit:,} reviews at most (`reviews_per_day`); what is more waits for the next"
    yield "nothing is rescheduled yet; `srs catch-up --plan N` with the same options takes one"


def _list(reports: list[PresetReport], look: Look) -> Iterator[Text | str]:
    from srs.terminal.table import Column, table

    rows = [
        (
            text.word(report.preset.name),
            f"{report.cards:,}",
            f"{report.preset.desired_retention:g}",
            f"{report.preset.new_per_day:,}",
            f"{report.preset.reviews_per_day:,}",
            next(value for name, value, _ in report.fields() if name == "learning_steps"),
            _uses(report),
        )
        for report in reports
    ]
    numbers = [Column(name, right=True) for name in ("cards", "retention", "new", "reviews")]
    columns = [Column("preset", flexible=True), *numbers, Column("steps"), Column("for", flexible=True)]
    yield from table(look, columns, rows)


def _preset(report: PresetReport, look: Look) -> Iterator[Text | str]:
    from srs.terminal.table import Column, table

    yield f"{text.word(report.preset.name)}: for {_uses(report)}; {text.count(report.cards, 'card')}"
    yield ""
    rows = [(name, value, "set" if name in report.own else "", says) for name, value, says in report.fields()]
    columns = [
        Column("field"),
        Column("value", flexible=True),
        Column(""),
        Column("what it sets", flexible=True, style="dim"),
    ]
    yield from table(look, columns, rows)


def _changed(value: PresetChanged, look: Look) -> Iterator[Text | str]:
    name = text.word(value.report.preset.name)
    would = "" if value.stored else "would be "
    if not value.changed and value.moves is None:
        yield f"{name}: " + ("nothing changes" if value.report.own or not value.stored else "made; nothing set yet")
    for field, (before, after) in value.changed.items():
        yield f"{name}: {field} {would}{after} (was {before})"
    if value.moves is not None:
        if not value.changed:
            yield f"{name}: as it is, {would}replayed over what was answered before"
        yield from moving(value.moves, look, stored=value.stored)
    elif value.schedules and value.stored:
        yield "from the next answers on; --reschedule lets it reach back"


def moving(of: Moves, look: Look, *, stored: bool, undo: bool = True) -> Iterator[Text | str]:
    """Return what a change does to due days, for people; with how to take it back where it is stored."""
    from rich.text import Text

    move = "moved" if stored else "would move"
    yield f"{text.count(of.moved, 'card')} {move}: {of.earlier:,} earlier, {of.later:,} later; {of.same:,} stay"
    week = f"{of.week_before:,} -> {of.week_after:,}"
    yield f"due by today: {of.today_before:,} -> {of.today_after:,}; within a week: {week}"
    named = [move for move in of.cards if move.card in of.prompts]
    for each in named:
        asks = screen.shorten(text.word(of.prompts[each.card]), max(min(look.width, 100) - 30, 24))
        yield Text.assemble((f"  {each.before} -> {each.after}  ", "dim"), asks)
    if len(of.cards) > len(named) > 0:
        yield f"  and {len(of.cards) - len(named):,} more, less far"
    if stored and undo:
        yield "`srs undo` takes it back"


def _uses(report: PresetReport) -> str:
    if report.preset.id == "default":
        return "all others"
    return (
        ", ".join(
            " ".join([*([f"deck:{text.word(deck)}"] if deck else []), *([f"kind:{kind}"] if kind else [])])
            for deck, kind in report.uses
        )
        or "no cards yet"
    )
