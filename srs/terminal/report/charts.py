"""Figures over time -> SVG, with axes, units and a title for each mark."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING

from srs.terminal.plots import level

if TYPE_CHECKING:
    from srs.collection.series import Series
    from srs.stats import KindStats

_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 12, 12, 42
_WIDTH, _HEIGHT = 520, 240


def _svg(name: str, body: str, *, width: int = _WIDTH, height: int = _HEIGHT) -> str:
    return (
        f'<svg role="img" aria-label="{escape(name)}" viewBox="0 0 {width} {height}" '
        f'style="max-width:{width * 3 // 2}px">{body}</svg>'
    )


def _as_percent(share: float) -> str:
    return f"{share * 100:.1f} %"


def _text(x: float, y: float, text: str, *, anchor: str = "middle", turn: bool = False) -> str:
    turned = f' transform="rotate(-90 {x:.1f} {y:.1f})"' if turn else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{turned}>{escape(text)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _y(share: float) -> float:
    return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - share)


def _x(share: float) -> float:
    return _LEFT + (_WIDTH - _LEFT - _RIGHT) * share


def _frame(labels: Sequence[tuple[float, str]], x_name: str, y_name: str) -> str:
    parts = [_line(_LEFT, _y(at), _WIDTH - _RIGHT, _y(at), "grid") for at, _ in labels]
    parts += [_text(_LEFT - 5, _y(at) + 4, label, anchor="end") for at, label in labels]
    parts += [_text(_x(0.5), _HEIGHT - 6, x_name), _text(11, _y(0.5), y_name, turn=True)]
    return "".join(parts)


def _percents(lowest: float) -> list[tuple[float, str]]:
    return [(at / 5, f"{(lowest + (1 - lowest) * at / 5) * 100:.0f}") for at in range(6)]


def heatmap(series: Series) -> str:
    """Return a square a day of the last 53 weeks; the darker, the more answers."""
    from srs.stats import CALENDAR_WEEKS

    size, left, top = 13, 32, 18
    monday = series.day - timedelta(days=series.day.weekday(), weeks=CALENDAR_WEEKS - 1)
    most = max(series.counts.values(), default=0)
    parts = [
        _text(left - 5, top + size * row + 10, name, anchor="end") for row, name in ((0, "Mon"), (2, "Wed"), (4, "Fri"))
    ]
    for week in range(CALENDAR_WEEKS):
        first = monday + timedelta(weeks=week)
        if (first + timedelta(days=6)).day <= 7 and week < CALENDAR_WEEKS - 1:
            parts.append(_text(left + week * size, 11, f"{first + timedelta(days=6):%b}", anchor="start"))
        for row in range(7):
            day = first + timedelta(days=row)
            if day > series.day:
                break
            count = series.counts.get(day, 0)
            parts.append(
                f'<rect class="h{level(count, most)}" x="{left + week * size}" y="{top + row * size}" '
                f'width="{size - 2}" height="{size - 2}" rx="2"><title>{day}: {count}</title></rect>'
            )
    name = f"Answers a day, {monday} to {series.day}; at most {most}"
    return _svg(name, "".join(parts), width=left + CALENDAR_WEEKS * size, height=top + 7 * size + 2)


def recall(series: Series) -> str:
    """Return the share right of each week, and what is aimed at."""
    seen = [(at, week, week.recall) for at, week in enumerate(series.weeks) if week.recall is not None]
    least = min((share for _, _, share in seen), default=0.5)
    lowest = 0.0 if least < 0.5 else 0.5
    last = max(len(series.weeks) - 1, 1)

    def up(share: float) -> float:
        return _y((share - lowest) / (1 - lowest))

    parts = [_frame(_percents(lowest), "week (its Monday)", "recall, %")]
    parts.append(_line(_LEFT, up(series.target), _WIDTH - _RIGHT, up(series.target), "target"))
    for at in range(0, len(series.weeks), 5):
        first = series.weeks[at].first
        parts.append(
            _text(
                _x(at / last),
                _HEIGHT - _BOTTOM + 19,
                f"{first.day} {first:%b}",
                anchor="end" if at == last else "middle",
            )
        )
    path = " ".join(f"{_x(at / last):.1f},{up(share):.1f}" for at, _, share in seen)
    parts.append(f'<polyline class="curve" points="{path}"/>')
    for at, week, share in seen:
        parts.append(
            f'<circle class="dot" cx="{_x(at / last):.1f}" cy="{up(share):.1f}" r="4"><title>'
            f"week of {week.first}: {_as_percent(share)} ({week.right} of {week.answers})</title></circle>"
        )
    return _svg("Recall a week in percent, on cards in review; the broken line is the target", "".join(parts))


def forecast(series: Series) -> str:
    """Return a bar a day."""
    most = max((count for _, count in series.forecast), default=0)
    top = _round_up(most)
    labels = [(0.0, "0"), (0.5, _in_short(top // 2)), (1.0, _in_short(top))]
    parts = [_frame(labels, "day", "cards due")]
    width = (_WIDTH - _LEFT - _RIGHT) / max(len(series.forecast), 1)
    for at, (day, count) in enumerate(series.forecast):
        x, y = _LEFT + at * width, _y(count / top)
        parts.append(
            f'<rect class="bar" x="{x + 1:.1f}" y="{y:.1f}" width="{width - 2:.1f}" height="{_y(0) - y:.1f}">'
            f"<title>{day}: {count}</title></rect>"
        )
        if at % 7 == 0:
            parts.append(_text(x + width / 2, _HEIGHT - _BOTTOM + 19, "today" if not at else f"{day.day} {day:%b}"))
    return _svg("Cards coming due on each of the next 30 days", "".join(parts))


def by_kind(kinds: Sequence[KindStats], names: Sequence[str], target: float) -> str:
    """Return a bar a kind: the share right of its answers."""
    row, left, right = 26, 120, 150
    height, wide = row * max(len(kinds), 1) + 40, _WIDTH - left - right
    parts = []
    for at, (each, name) in enumerate(zip(kinds, names, strict=True)):
        y = at * row
        parts.append(_text(left - 8, y + 17, name, anchor="end"))
        share = each.recall
        if share is None:
            parts.append(_text(left + 6, y + 17, "no answers", anchor="start"))
            continue
        said = f"{_as_percent(share)} ({each.right:,} of {each.answers:,})"
        parts.append(f'<rect class="bar" x="{left}" y="{y + 4}" width="{wide * share:.1f}" height="{row - 8}"/>')
        parts.append(_text(left + wide + 8, y + 17, said, anchor="start"))
    parts.append(_line(left + wide * target, 0, left + wide * target, height - 38, "target"))
    for at in (0, 50, 100):
        parts.append(_text(left + wide * at / 100, height - 22, str(at)))
    parts.append(_text(left + wide / 2, height - 6, "recall, %"))
    return _svg("Recall by kind in percent, on cards in review", "".join(parts), height=height)


def calibration(series: Series) -> str:
    """Return how often answers were right against the chance that was predicted; perfect is the diagonal."""
    most = max((each.answers for each in series.bins), default=1)
    parts = [_frame(_percents(0.0), "predicted chance, %", "right, %"), _line(_x(0), _y(0), _x(1), _y(1), "target")]
    parts += [_text(_x(at / 4), _HEIGHT - _BOTTOM + 19, str(at * 25)) for at in range(5)]
    for each in series.bins:
        share = each.right / each.answers
        radius = 3 + 7 * (each.answers / most) ** 0.5
        parts.append(
            f'<circle class="dot" cx="{_x(each.predicted):.1f}" cy="{_y(share):.1f}" r="{radius:.1f}"><title>'
            f"predicted {_as_percent(each.predicted)}, right {_as_percent(share)} "
            f"({each.right} of {each.answers})</title></circle>"
        )
    return _svg("Calibration: predicted chance against share right, both in percent", "".join(parts))


def _in_short(number: int) -> str:
    """Return a round number in few characters, so that it stands clear of the axis' name."""
    return f"{number:,}" if number < 1_000 else f"{number / 1_000:g}k"


def _round_up(most: int) -> int:
    """Return the next number of the form 2, 4, 6, 10, 20, 40, … from which a scale reads well."""
    step = 1
    while True:
        for lead in (2, 4, 6, 10):
            if lead * step >= most:
                return lead * step
        step *= 10
