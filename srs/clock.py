"""Time as a value: the clock, the study day and where it turns.

Everything stored is an aware UTC instant in whole milliseconds. Local time exists here and in the
terminal only. The learner's day turns at a rollover (04:00 by default) so that an evening that runs
past midnight is still one evening.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

Clock = Callable[[], datetime]
"""Anything that returns an aware datetime; tests and simulations pass their own."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_MILLISECOND = timedelta(milliseconds=1)


def system_clock() -> datetime:
    """Return the instant now, UTC, in whole milliseconds."""
    return whole_ms(datetime.now(UTC))


def whole_ms(instant: datetime) -> datetime:
    """Return `instant` in UTC, cut to whole milliseconds; a naive one is refused with ValueError."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    utc = instant.astimezone(UTC)
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000)


def to_ms(instant: datetime) -> int:
    """Return the milliseconds since 1970-01-01T00:00Z."""
    return (instant - _EPOCH) // _MILLISECOND


def from_ms(ms: int) -> datetime:
    """Return the UTC instant `ms` milliseconds after 1970-01-01T00:00Z."""
    return _EPOCH + timedelta(milliseconds=ms)


def to_iso(instant: datetime) -> str:
    """Return an instant as ISO text in UTC, always with milliseconds: `2026-12-14T03:00:00.000Z`."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_iso(text: str) -> datetime:
    """Return the instant that an ISO text with `Z` or an offset names; ValueError for any other."""
    return whole_ms(datetime.fromisoformat(text))


def to_day_number(day: date) -> int:
    """Return the days since 1970-01-01."""
    return day.toordinal() - _EPOCH_DAY


def from_day_number(number: int) -> date:
    """Return the date `number` days after 1970-01-01."""
    return date.fromordinal(number + _EPOCH_DAY)


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant as the learner's calendar counts it: what a log row keeps so that a replay anywhere agrees."""

    at: datetime
    """Aware, UTC, whole milliseconds."""
    day: date
    """The study day."""
    utc_offset: int
    """Minutes east of UTC at that instant."""
    rollover: int
    """Minutes after midnight, local time, at which the study day turns."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Where the learner is and when their day turns."""

    zone: tzinfo
    rollover: time = time(4)

    def moment(self, instant: datetime) -> Moment:
        """Return `instant` with its study day, offset and rollover."""
        at = whole_ms(instant)
        offset = at.astimezone(self.zone).utcoffset() or timedelta()
        return Moment(at=at, day=self.study_day(at), utc_offset=offset // timedelta(minutes=1), rollover=self._minutes)

    def study_day(self, instant: datetime) -> date:
        """Return the learner's day: it turns at `rollover` local time, not at midnight."""
        local = instant.astimezone(self.zone).replace(tzinfo=None)
        return (local - timedelta(minutes=self._minutes)).date()

    def day_start(self, day: date) -> datetime:
        """Return the instant (UTC) at which the study day `day` begins."""
        return datetime.combine(day, self.rollover, tzinfo=self.zone).astimezone(UTC)

    @property
    def _minutes(self) -> int:
        return self.rollover.hour * 60 + self.rollover.minute
