"""Plans, for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from srs.collection.planning import AimReport, Setting, WorkloadReport
from srs.terminal import text
from srs.tuning.planner import WEAK, Day, Option

if TYPE_CHECKING:
    from rich.text import Text

    from srs.terminal.look import Look
    from srs.tuning.workload import Way

Report = WorkloadReport | AimReport
Document = dict[str, object]

_DAYS = 7
"""So many days of a plan have a line each; then weeks have one."""
_AROUND = 3
"""So many options on either side of the chosen one are shown."""
_THEMES = 5
_WEEKS = 12
"""So many lines at most have the weeks; where there are more, each line has several."""
_FULL = 0.9
"""A plan that comes to so much of its minutes has no room for more."""


def document(report: Report) -> Document:
    """Return the JSON document of a report."""
    return _workload_document(report) if isinstance(report, WorkloadReport) else _aim_document(report)


def drawn(report: Report, look: Look) -> Iterator[Text | str]:
    """Return what people read of a report."""
    return _workload(report, look) if isinstance(report, WorkloadReport) else _aim(report, look)


# ---------------------------------------------------------------- JSON


def _workload_document(report: WorkloadReport) -> Document:
    found = report.workload
    return {
        "today": report.today.isoformat(),
        "until": report.until.isoformat(),
        "days": found.days,
        "minutes": report.minutes,
        "cards": found.cards,
        "new": found.new,
        "lives": found.lives,
        "remembered_without_study": found.idle,
        "present": next((way.retention for way in found.ways if way.present), None),
        "recommended": next((way.retention for way in found.ways if way.best), None),
        "ways": [
            {
                "retention": way.retention,
                "present": way.present,
                "recommended": way.best,
                "minutes_a_day": way.minutes,
                "minutes_a_day_error": way.minutes_error,
                "peak_minutes": way.peak,
                "reviews": way.reviews,
                "new": way.new,
                "answers": way.answers,
                "remembered": way.remembered,
                "remembered_error": way.remembered_error,
                "share": way.share,
                "remembered_per_minute": way.per_minute,
            }
            for way in found.ways
        ],
        "assumptions": _assumptions(report),
    }


def _aim_document(report: AimReport) -> Document:
    aim = report.aim
    return {
        "today": report.today.isoformat(),
        "by": report.by.isoformat(),
        "days": aim.days,
        "minutes": report.minutes,
        "cards": aim.cards,
        "new": aim.new,
        "lives": aim.lives,
        "measure": "ready" if report.whole else "remembered",
        "ready_without_study": aim.idle,
        "plan": _option_document(aim.chosen, report),
        "seen_by": None if aim.seen_by is None else (report.today + timedelta(days=aim.seen_by)).isoformat(),
        "present": _option_document(aim.present, report),
        "options": [_option_document(option, report) for option in _distinct(aim.options)],
        "themes": [
            {"id": each.name, "ready": each.ready, "ready_without_study": each.idle, "weak": each.ready < WEAK}
            for each in aim.themes
        ],
        "plan_days": [
            {
                "day": (report.today + timedelta(days=day.number)).isoformat(),
                "new": day.new,
                "reviews": day.reviews,
                "minutes": day.minutes,
            }
            for day in aim.plan
        ],
        "settings": [
            {"preset": each.preset, "field": each.field, "before": each.before, "after": each.after}
            for each in report.settings
        ],
        "other_cards": report.others,
        "stored": report.stored,
        "assumptions": _assumptions(report),
    }


def _option_document(option: Option, report: AimReport) -> Document:
    return {
        "minutes": option.limit,
        "retention": option.retention,
        "new_per_day": dict(zip(report.presets, option.new_per_day, strict=True)),
        "ready": option.ready,
        "spread": option.spread,
        "minutes_a_day": option.minutes,
        "peak_minutes": option.peak,
        "unseen": option.unseen,
    }


def _assumptions(report: Report) -> Document:
    learner = report.learner
    return {
        "answers": learner.answers,
        "timed": learner.timed,
        "seconds": {kind.value: learner.seconds_of(kind) for kind in report.kinds},
        "paces": dict(zip(("learning", "review", "relearning"), map(list, learner.paces), strict=True)),
        "first_ratings": list(learner.first),
        "ratings_when_remembered": list(learner.success),
        "marked": learner.marked,
    }


def _distinct(options: Sequence[Option]) -> list[Option]:
    """Return options without those that are no better than fewer minutes: they are the same."""
    return list(dict.fromkeys(options))


# ---------------------------------------------------------------- for people


def _workload(report: WorkloadReport, look: Look) -> Iterator[Text | str]:
    from srs.terminal.table import Column, table

    found = report.workload
    limit = f", at most {report.minutes:g} min a day" if report.minutes is not None else ""
    yield (
        f"{text.count(found.days, 'day')} to {_name(report.until, report.today)}{limit}: "
        f"{text.count(found.cards, 'card')}, {found.new:,} of them new"
    )
    yield ""
    names = ("retention", "min a day", "fullest", "reviews", "remembered", "of all", "a minute")
    columns = [*(Column(name, right=True) for name in names), Column("")]
    yield from table(look, columns, [_way_row(way) for way in found.ways])
    yield ""
    best = next((way for way in found.ways if way.best), None)
    present = next((way for way in found.ways if way.present), None)
    if best is None:
        yield "all of them come to the same: nothing is to choose"
    else:
        yield f"best {text.percent(best.retention)}: beyond it one more card takes more time than on average"
    yield f"without any study {found.idle:,.0f} would be remembered; “a minute” is what each adds"
    error = max(found.ways, key=lambda way: way.minutes_error)
    cards = max(found.ways, key=lambda way: way.remembered_error)
    yield (
        f"means of {found.lives} simulated lives: ± {error.minutes_error:.1f} min a day, "
        f"± {cards.remembered_error:.1f} cards"
    )
    yield _times(report)
    if best is not None and not best.present and best.retention is not None:
        name = report.presets[0] if len(report.presets) == 1 else "NAME"
        yield f"`srs presets set {name} desired_retention {best.retention:g}` sets it" + (
            "" if present is not None else "; what “now” means differs from preset to preset"
        )


def _way_row(way: Way) -> tuple[str, ...]:
    marks = ", ".join(name for name, holds in (("now", way.present), ("best", way.best)) if holds)
    return (
        "as set" if way.retention is None else f"{way.retention * 100:.0f} %",
        _minutes(way.minutes),
        _minutes(way.peak),
        f"{way.reviews:,.0f}",
        f"{way.remembered:,.0f}",
        text.percent(way.share),
        f"{way.per_minute:.2f}",
        marks,
    )


def _aim(report: AimReport, look: Look) -> Iterator[Text | str]:
    from srs.terminal.table import Column, table

    aim, chosen = report.aim, report.aim.chosen
    what = "ready" if report.whole else "remembered"
    yield (
        f"by {_name(report.by, report.today)}, {text.count(aim.days, 'day')}: "
        f"{text.count(aim.cards, 'card')}, {aim.new:,} of them new"
    )
    yield ""
    names = ("min a day", "takes", "new a day", "retention", what, "not seen")
    columns = [*(Column(name, right=True) for name in names), Column("")]
    rows = [_option_row(option, "plan" if option is chosen else "") for option in _near(aim.options, chosen)]
    rows.append(_option_row(aim.present, "as set now"))
    yield from table(look, columns, rows)
    yield ""
    yield (
        f"plan: {_limit(chosen)} min{f' and {sum(chosen.new_per_day):,} new' if aim.new else ''} a day, retention "
        f"{text.percent(chosen.retention)}: {text.percent(chosen.ready)} {what} "
        f"(± {max(1, round(chosen.spread * 100))})"
    )
    yield f"without any study: {text.percent(aim.idle)}"
    if report.minutes is not None and chosen.limit is not None and chosen.limit < report.minutes:
        yield f"more than {chosen.limit:g} of the {report.minutes:g} min a day gain nothing"
    yield _seen(report)
    yield from _weak(report)
    yield ""
    yield from _table_of_days(report, look)
    yield ""
    yield _times(report)
    yield from _to_set(report)


def _near(options: Sequence[Option], chosen: Option) -> list[Option]:
    found = _distinct(options)
    at = found.index(chosen)
    return found[max(0, at - _AROUND) : at + _AROUND]


def _option_row(option: Option, mark: str) -> tuple[str, ...]:
    return (
        _limit(option),
        _minutes(option.minutes),
        f"{sum(option.new_per_day):,}",
        "as set" if option.retention is None else text.percent(option.retention),
        f"{option.ready * 100:.0f} %",
        f"{option.unseen:,.0f}",
        mark,
    )


def _limit(option: Option) -> str:
    return "–" if option.limit is None else f"{option.limit:g}"


def _seen(report: AimReport) -> str:
    aim = report.aim
    if not aim.new:
        return "every card was seen before"
    if aim.seen_by is not None:
        return f"all new cards are seen by {_name(report.today + timedelta(days=aim.seen_by), report.today)}"
    left = f"{aim.chosen.unseen:,.0f} of {text.count(aim.new, 'new card')} stay unseen"
    if aim.chosen.limit is not None and aim.chosen.minutes >= _FULL * aim.chosen.limit:
        return f"{left}: the minutes are full"
    return f"{left}: cards that give each other away have days of their own"


def _weak(report: AimReport) -> Iterator[str]:
    weak = [theme for theme in report.aim.themes if theme.ready < WEAK]
    if not weak:
        return
    named = ", ".join(f"{text.word(theme.name) or '–'} {theme.ready * 100:.0f} %" for theme in weak[:_THEMES])
    more = f" and {len(weak) - _THEMES} more" if len(weak) > _THEMES else ""
    yield f"left weak: {named}{more}"


def _table_of_days(report: AimReport, look: Look) -> Iterator[Text | str]:
    from srs.terminal.table import Column, table

    days = report.aim.plan
    rows = [_row_of(days[at : at + 1], report.today) for at in range(min(_DAYS, len(days)))]
    step = 7 * max(1, -(-(len(days) - _DAYS) // (7 * _WEEKS)))
    rows += [_row_of(days[at : at + step], report.today) for at in range(_DAYS, len(days), step)]
    each = " a day" if len(days) > _DAYS else ""
    columns = [Column("day"), *(Column(f"{name}{each}", right=True) for name in ("new", "reviews", "min"))]
    yield from table(look, columns, rows)


def _row_of(days: Sequence[Day], today: date) -> tuple[str, ...]:
    first, last = (_name(today + timedelta(days=each.number), today) for each in (days[0], days[-1]))
    count = len(days)
    return (
        first if count == 1 else f"{first} to {last}",
        f"{sum(day.new for day in days) / count:.1f}",
        f"{sum(day.reviews for day in days) / count:.1f}",
        _minutes(sum(day.minutes for day in days) / count),
    )


def _to_set(report: AimReport) -> Iterator[str]:
    several = len({each.preset for each in report.settings}) > 1
    daily = f"each day: `srs review --minutes {_limit(report.aim.chosen)}`"
    if not report.settings:
        yield f"the presets say so already; {daily}"
        return
    for each in report.settings:
        yield _setting(each, several, stored=report.stored)
    if report.others:
        yield f"this also holds for {text.count(report.others, 'other card')} with the same presets"
    yield f"`srs undo` takes it back; {daily}" if report.stored else f"nothing is stored; --apply sets it; then {daily}"


def _setting(each: Setting, several: bool, *, stored: bool) -> str:
    of = f"{text.word(each.preset)}: " if several else ""
    return f"{of}{each.field} {'' if stored else 'would be '}{each.after} (was {each.before})"


def _times(report: Report) -> str:
    learner = report.learner
    kinds: dict[int, list[str]] = {}
    for kind in report.kinds:
        kinds.setdefault(round(learner.seconds_of(kind)), []).append(kind.value.replace("_", " "))
    most = max(kinds, key=lambda seconds: len(kinds[seconds]))
    named = [
        f"{'else' if seconds == most and len(kinds) > 1 else ', '.join(kinds[seconds])} {seconds}"
        for seconds in sorted(kinds, key=lambda seconds: (seconds == most, -seconds))
    ]
    source = f"by {text.count(learner.timed, 'answer')}" if learner.timed else "usual ones: none was timed yet"
    return f"seconds for a good answer: {'; '.join(named)} ({source})"


def _name(day: date, today: date) -> str:
    return text.day_name(day, today=today)


def _minutes(value: float) -> str:
    return f"{value:.1f}" if value < 9.95 else f"{value:,.0f}"
