"""The fields of a preset: how each is written at a command line, in JSON and in the log, and what it may be.

The log has numbers and codes alone: seconds for steps, codes for choices.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any

from srs.errors import Unusable
from srs.model import DEFAULT_PRESET, EventId, LeechAction, NewPlace, Preset, PresetId, ReviewOrder

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_STEP = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd])")
_LONGEST_STEP = 365 * 86_400
_EASY = re.compile(rf"({'|'.join(WEEKDAYS)})[a-z]*\s*[:=]\s*(\d+)\s*%?")

_LOWEST = (*(0.001,) * 4, 1, 0.001, 0.001, 0.001, 0, 0, 0.001, 0.001, 0.001, 0.001, 0, 0, 1, 0, 0, 0, 0.1)
_HIGHEST = (*(100,) * 4, 10, 4, 4, 0.75, 4.5, 0.8, 3.5, 5, 0.25, 0.9, 4, 1, 6, 2, 2, 0.8, 0.8)
PARAMETER_BOUNDS = (_LOWEST, _HIGHEST)
"""The lowest and the highest that each of the 21 parameters may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a preset."""

    name: str
    says: str
    """What it sets, in a few words."""
    from_text: Callable[[str], Any]
    """A text typed at a command line -> the value; ValueError says what was expected."""
    to_log: Callable[[Any], object]
    """The value -> numbers and codes; the same in JSON."""
    from_log: Callable[[Any], Any]
    shown: Callable[[Any], str]
    """The value as it would be typed."""
    schedules: bool = True
    """Whether due days follow from it."""


# ------------------------------------------------------------------ values


def _number(low: float, high: float) -> Callable[[Any], float]:
    def read(value: Any) -> float:
        try:
            number = float(value)
        except (TypeError, ValueError):
            number = math.nan
        if not low <= number <= high:
            raise ValueError(f"expected a number from {low:g} to {high:g}, not “{value}”")
        return number

    return read


def _retention(value: Any) -> float:
    text = str(value).strip()
    share = _number(70, 99)(text[:-1]) / 100 if text.endswith("%") else _number(0.7, 0.99)(value)
    return round(share, 4)


def _count(low: int, high: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        text = str(value).strip()
        if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
            raise ValueError(f"expected a whole number from {low} to {high:,}, not “{value}”")
        return int(text)

    return read


def _switch(value: Any) -> bool:
    text = str(value).strip().lower()
    if text in ("on", "yes", "true", "1"):
        return True
    if text in ("off", "no", "false", "0"):
        return False
    raise ValueError(f"expected on or off, not “{value}”")


def _one_of(choices: type[StrEnum]) -> Callable[[Any], StrEnum]:
    def read(value: Any) -> StrEnum:
        try:
            return choices(str(value).strip().lower())
        except ValueError:
            raise ValueError(f"expected one of {', '.join(choices)}, not “{value}”") from None

    return read


def _steps(text: str) -> tuple[timedelta, ...]:
    """Return steps as they are typed: `1m 10m`, `15m,1d`, `none`."""
    if text.strip().lower() in ("none", ""):
        return ()
    found = [_STEP.fullmatch(piece.lower()) for piece in text.replace(",", " ").split()]
    if not all(found):
        raise ValueError(f"expected steps like “1m 10m”, or “none”, not “{text}”")
    return _steps_of([float(step[1]) * _UNITS[step[2]] for step in found if step])


def _steps_of(seconds: Any) -> tuple[timedelta, ...]:
    steps = [_number(1, _LONGEST_STEP)(each) for each in seconds]
    if len(steps) > 20 or any(step != int(step) for step in steps):
        raise ValueError("expected at most 20 steps of whole seconds")
    return tuple([timedelta(seconds=step) for step in steps])


def _seconds(steps: tuple[timedelta, ...]) -> list[int]:
    return [int(step.total_seconds()) for step in steps]


def _shown_steps(steps: tuple[timedelta, ...]) -> str:
    return " ".join(map(_shown_step, _seconds(steps))) or "none"


def _shown_step(seconds: int) -> str:
    unit = next(unit for unit in ("d", "h", "m", "s") if seconds % _UNITS[unit] == 0)
    return f"{seconds // _UNITS[unit]}{unit}"


def _easy_days(text: str) -> tuple[int, ...]:
    """Return what each weekday gets, as it is typed: `sat:50 sun:0`, or `none` for no easy day."""
    days = [100] * 7
    if text.strip().lower() in ("none", ""):
        return tuple(days)
    for piece in text.lower().replace(",", " ").split():
        found = _EASY.fullmatch(piece)
        if not found:
            raise ValueError(f"expected days like “sat:50 sun:0”, or “none”, not “{text}”")
        days[WEEKDAYS.index(found[1])] = int(found[2])
    return _easy_days_of(days)


def _easy_days_of(values: Any) -> tuple[int, ...]:
    days = tuple([_count(0, 100)(value) for value in values])
    if len(days) != 7 or not any(days):
        raise ValueError("expected a share for each weekday, not all of them 0")
    return days


def _shown_days(days: tuple[int, ...]) -> str:
    return " ".join(f"{name}:{share}" for name, share in zip(WEEKDAYS, days, strict=True) if share != 100) or "none"


def _parameters(text: str) -> tuple[float, ...] | None:
    if text.strip().lower() in ("default", "none", ""):
        return None
    return _parameters_of(text.strip("[]() ").replace(",", " ").split())


def _parameters_of(values: Any) -> tuple[float, ...] | None:
    if values is None:
        return None
    bounds = list(zip(_LOWEST, _HIGHEST, strict=True))
    if len(values) != len(bounds):
        raise ValueError(f"expected {len(bounds)} numbers of FSRS-6, or “default”, not {len(values)}")
    return tuple([_number(low, high)(value) for value, (low, high) in zip(values, bounds, strict=True)])


def _shown_parameters(parameters: tuple[float, ...] | None) -> str:
    return "default" if parameters is None else " ".join(f"{number:g}" for number in parameters)


def _same(value: Any) -> Any:
    return value


# ------------------------------------------------------------------ the table


def _switched(name: str, says: str) -> Field:
    return Field(
        name=name, says=says, from_text=_switch, to_log=_same, from_log=_switch, shown=lambda on: "on" if on else "off"
    )


def _counted(name: str, says: str, low: int, high: int, *, schedules: bool = False) -> Field:
    read = _count(low, high)
    return Field(name=name, says=says, from_text=read, to_log=_same, from_log=read, shown=str, schedules=schedules)


def _stepped(name: str, says: str) -> Field:
    return Field(name=name, says=says, from_text=_steps, to_log=_seconds, from_log=_steps_of, shown=_shown_steps)


def _chosen(name: str, says: str, choices: type[StrEnum]) -> Field:
    read = _one_of(choices)
    return Field(name=name, says=says, from_text=read, to_log=str, from_log=read, shown=str, schedules=False)


FIELDS = {
    field.name: field
    for field in (
        Field(
            name="desired_retention",
            says="the share of reviews to be known",
            from_text=_retention,
            to_log=_same,
            from_log=_retention,
            shown=lambda share: f"{share:g}",
        ),
        _stepped("learning_steps", "waits between the first answers"),
        _stepped("relearning_steps", "waits after a lapse"),
        _counted("new_per_day", "new cards a day", 0, 100_000),
        _counted("reviews_per_day", "reviews a day", 0, 100_000),
        _counted("maximum_interval", "the longest wait, in days", 1, 36_500, schedules=True),
        _switched("fuzz", "spread due days"),
        _switched("balance", "prefer days on which little is due"),
        _switched("siblings_apart", "avoid days on which a card of the same note is due"),
        Field(
            name="easy_days",
            says="what weekdays get of a usual day, in percent",
            from_text=_easy_days,
            to_log=list,
            from_log=_easy_days_of,
            shown=_shown_days,
        ),
        _counted("leech_lapses", "lapses that make a leech; 0: never", 0, 99),
        _chosen("leech_action", "what happens to a leech", LeechAction),
        _chosen("review_order", "which reviews come first", ReviewOrder),
        _chosen("new_cards", "where new cards stand", NewPlace),
        Field(
            name="parameters",
            says="21 numbers of FSRS-6",
            from_text=_parameters,
            to_log=lambda numbers: None if numbers is None else list(numbers),
            from_log=_parameters_of,
            shown=_shown_parameters,
        ),
    )
}
"""Every field that can be set, in the order in which it is shown."""


def field_named(name: str) -> Field:
    """Return a field; Unusable with what may have been meant where there is none."""
    field = FIELDS.get(name.strip().lower().replace("-", "_"))
    if field is None:
        from difflib import get_close_matches

        close = get_close_matches(name, FIELDS, n=1)
        hint = f"did you mean “{close[0]}”?" if close else f"fields are {', '.join(FIELDS)}"
        raise Unusable(f"a preset has no field “{name}”", hint=hint)
    return field


def value_typed(field: Field, text: str) -> object:
    """Return what a text typed for a field means; Unusable says what was expected."""
    try:
        value: object = field.from_text(text)
    except ValueError as error:
        raise Unusable(f"{field.name}: {error}") from error
    return value


def preset_of_detail(detail: Mapping[str, object], *, id: PresetId, name: str, version: EventId | None) -> Preset:
    """Return the preset that a version's `detail` describes; where it sets nothing, the defaults."""
    values: dict[str, Any] = {}
    given = detail.get("set")
    for key, value in given.items() if isinstance(given, Mapping) else ():
        field = FIELDS.get(key)
        if field is not None:
            try:
                values[key] = field.from_log(value)
            except (TypeError, ValueError):
                # written by a later version of the program, with values that this one does not know
                continue
    return replace(DEFAULT_PRESET, id=id, name=name, version=version, **values)


def as_plain(preset: Preset) -> dict[str, object]:
    """Return a preset's fields as JSON has them."""
    return {name: field.to_log(getattr(preset, name)) for name, field in FIELDS.items()}
