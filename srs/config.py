"""Settings: a TOML file and the environment -> `Settings`. Every setting has a working default."""

from __future__ import annotations

import os
import sys
import time as timekeeping
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from srs.clock import Calendar, Clock, from_iso, system_clock
from srs.errors import Missing, Unusable
from srs.model import DEFAULT_PRESET, NewPlace, Preset, ReviewOrder

if TYPE_CHECKING:
    from pathlib import Path

_NAME = "srs"
_YEARS = range(1900, 9800)
"""The years in which a clock may stand: Python counts from 1 to 9999, and a card may be due a century later."""
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 (a zone counts with times that have none)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set. The names are those of the file."""

    editor: str | None = None
    """Command that opens a source; none: `$VISUAL`, `$EDITOR`."""
    zone: str | None = None
    """IANA name of the learner's time zone; none: the system's."""
    rollover: time = time(4)
    """When the study day turns, local time."""
    new_per_day: int = DEFAULT_PRESET.new_per_day
    reviews_per_day: int = DEFAULT_PRESET.reviews_per_day
    review_order: str = "overdue"
    """`overdue`: what waited longest for its interval first; `retrievability`: what is most likely forgotten first;
    `random`: shuffled by the day; `due`: what was due first."""
    new_cards: str = "mixed"
    """Where new cards stand among the reviews: `mixed`, `after` or `before`."""
    largest_file_mb: int = 16
    """Files above are left out of an import."""
    auto_import: bool = True
    """Whether `srs review` reads known files that changed by itself."""
    timer: bool = True
    """Whether a review shows the time that an answer takes to say."""
    pause_after: int = 180
    """Seconds without a key, or twice an answer's target if that is longer, after which a review pauses; 0: never."""
    typed: tuple[str, ...] = ()
    """Kinds whose answers are typed: `metric`, `phrasing`, `cloze`."""
    embeddings: bool = True
    """Whether whole answers are judged by what they mean as well, where the extra `embeddings` is installed."""
    hard_from: int = 50
    """With what per cent of its points an answer is “hard” rather than “again”; with all of them it is “good”."""
    own_card_after: int = 3
    """A point missed so often inside its answer, of one time more, is proposed as a card of its own; 0: never."""
    rest_after: int = 90
    """A point said three times running inside its answer and remembered for so many days rests alone; 0: never."""
    sync_server: str | None = None
    """Where the learner's own Anki sync server is; `srs sync --server` sets it."""
    sync_user: str | None = None
    """The learner's name there."""

    @property
    def hard_share(self) -> float:
        """`hard_from` as a share."""
        return self.hard_from / 100

    @property
    def preset(self) -> Preset:
        """What holds for presets that do not say it themselves: the day's limits and orders. What memory and due days
        follow from is no setting: a log that was written under one retention could not be replayed under another."""
        return Preset(
            new_per_day=self.new_per_day,
            reviews_per_day=self.reviews_per_day,
            review_order=ReviewOrder(self.review_order),
            new_cards=NewPlace(self.new_cards),
        )

    @property
    def calendar(self) -> Calendar:
        """Where the learner is and when their day turns."""
        return Calendar(zone_named(self.zone) if self.zone else system_zone(), self.rollover)


DEFAULTS = Settings()
NAMES = tuple(field.name for field in fields(Settings))


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting as it is shown: values as the file has them."""

    name: str
    value: object
    default: object


# ------------------------------------------------------------------ reading


def load(config: str | os.PathLike[str] | None = None) -> Settings:
    """Return the settings of a file: the one named, else `$SRS_CONFIG`, else the platform's; defaults where none is.

    `Missing` where the one named does not exist, `Unusable` with file, line and key where something in it is wrong.
    """
    path = _place_of(config)
    try:
        with open(path, "rb") as file:  # noqa: PTH123 (a shell prompt can't wait for pathlib)
            data = file.read()
    except FileNotFoundError:
        if config is not None:
            raise Missing(f"there is no settings file {path}", hint="`srs config set` makes one") from None
        return DEFAULTS
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from error
    return parse(data, path) if data.strip() else DEFAULTS


def parse(data: bytes, path: str | Path) -> Settings:
    """Return the settings that a file's bytes hold; `path` is for messages."""
    import tomllib

    try:
        text = data.decode("utf-8-sig")
        table = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise Unusable(f"{path}: is not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        message, _, place = str(error).partition(" (at ")
        line = place.removeprefix("line ").partition(",")[0]
        raise Unusable(f"{path}{f':{line}' if line.isdigit() else ''}: {_lower(message)}") from error
    values = {}
    for name, value in table.items():
        where = f"{path}:{_line_of(name, text)}"
        if name not in _READERS:
            raise Unusable(f"{where}: there is no setting “{name}”", hint=_hint(name))
        try:
            values[name] = _READERS[name](value)
        except ValueError as error:
            raise Unusable(f"{where}: {name}: {error}") from error
    return Settings(**values)


def path_of(config: str | os.PathLike[str] | None = None) -> Path:
    """Return where the settings file is, whether it exists or not."""
    from pathlib import Path

    return Path(_place_of(config))


def _place_of(config: str | os.PathLike[str] | None) -> str:
    named = config if config is not None else os.environ.get("SRS_CONFIG")
    return _at_home(named) if named else _in_folder("XDG_CONFIG_HOME", ".config", "user_config_path", "config.toml")


def target_of(database: str | None) -> str:
    """Return the database to use, path or URL: the one named, else `$SRS_DB`, else the platform's."""
    named = database or os.environ.get("SRS_DB")
    if named:
        return named if "://" in named else _at_home(named)
    return _in_folder("XDG_DATA_HOME", ".local/share", "user_data_path", "srs.db")


def mirror_folder(of: str) -> Path:
    """Return the folder for the copy of what a sync server has, by what it is a copy of; it can be thrown away."""
    from hashlib import sha256
    from pathlib import Path

    return Path(_in_folder("XDG_CACHE_HOME", ".cache", "user_cache_path", "sync"), sha256(of.encode()).hexdigest()[:16])


def _at_home(path: str | os.PathLike[str]) -> str:
    return os.path.expanduser(os.fspath(path))  # noqa: PTH111 (a `~name` of nobody is a file's name, not an error)


def clock_of(environment: Mapping[str, str] = os.environ) -> Clock:
    """Return the system's clock, or one that stands still at `$SRS_NOW`."""
    frozen = environment.get("SRS_NOW")
    if not frozen:
        return system_clock
    try:
        instant = from_iso(frozen)
        if instant.year not in _YEARS:
            raise ValueError("no room for the longest interval")
    except ValueError as error:
        raise Unusable(
            f"SRS_NOW is no instant: “{frozen}”", hint="write it like 2026-12-14T08:30:00Z, with Z or an offset"
        ) from error
    return lambda: instant


# ------------------------------------------------------------------ showing and changing


def listed(settings: Settings) -> list[Setting]:
    """Return all settings with their values and defaults, as the file would have them."""
    return [
        Setting(name=name, value=plain(getattr(settings, name)), default=plain(getattr(DEFAULTS, name)))
        for name in NAMES
    ]


def plain(value: object) -> object:
    """Return a setting's value as TOML and JSON have it."""
    if isinstance(value, tuple):
        return list(value)
    return f"{value:%H:%M}" if isinstance(value, time) else value


def change(name: str, text: str | None, config: str | os.PathLike[str] | None = None) -> Settings:
    """Write one setting into the file, made if absent, and return what holds now; None takes it out. Comments stay."""
    from pathlib import Path

    import tomlkit

    if name not in _READERS:
        raise Unusable(f"there is no setting “{name}”", hint=_hint(name))
    path = path_of(config)
    try:
        old = path.read_bytes()
    except FileNotFoundError:
        old = b""
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from error
    parse(old, path)
    document = tomlkit.parse(old.decode("utf-8-sig"))
    if text is None:
        document.pop(name, None)
    else:
        try:
            value = plain(_READERS[name](_from_text(name, text)))
        except ValueError as error:
            raise Unusable(f"{name}: {error}") from error
        document[name] = value
    new = tomlkit.dumps(document)
    settings = parse(new.encode(), path)
    place = Path(os.path.realpath(path))  # a link stays one
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        spare = place.with_name(place.name + ".new")
        spare.write_text(new, encoding="utf-8")
        spare.replace(place)
    except OSError as error:
        raise Unusable(f"{path} cannot be written: {(error.strerror or str(error)).lower()}") from error
    return settings


# ------------------------------------------------------------------ zones


def zone_named(name: str) -> tzinfo:
    """Return the time zone of an IANA name."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise Unusable(f"there is no time zone “{name}”", hint="use a name like Europe/Berlin") from error


def system_zone() -> tzinfo:
    """Return the system's time zone, summer and winter time included: `$TZ`, else what the machine is set to."""
    from zoneinfo import ZoneInfo

    named = os.environ.get("TZ", "").removeprefix(":")
    try:
        if named:
            return ZoneInfo(named)
        with open("/etc/localtime", "rb") as file:  # noqa: PTH123
            return ZoneInfo.from_file(file, key="localtime")
    except (KeyError, ValueError, OSError):
        return _OfTheSystem()


class _OfTheSystem(tzinfo):
    """The zone as the C library knows it, for `$TZ` texts without a name and machines without a zone file."""

    def fromutc(self, dt: datetime) -> datetime:
        seconds = (dt.replace(tzinfo=None) - _EPOCH) // timedelta(seconds=1)
        return dt + timedelta(seconds=timekeeping.localtime(seconds).tm_gmtoff)

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        if dt is None:
            return None
        seconds = timekeeping.mktime((*dt.timetuple()[:8], -1))
        return timedelta(seconds=timekeeping.localtime(seconds).tm_gmtoff)

    def dst(self, dt: datetime | None) -> timedelta | None:
        return None

    def tzname(self, dt: datetime | None) -> str | None:
        return "local"


# ------------------------------------------------------------------ values


def _text(value: object) -> str | None:
    if not isinstance(value, str):
        raise ValueError(f"expected a text, not {_shown(value)}")
    return value.strip() or None


def _zone(value: object) -> str | None:
    name = _text(value)
    if name:
        try:
            zone_named(name)
        except Unusable as error:
            raise ValueError(error.message) from error
    return name


def _time(value: object) -> time:
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    hour, _, minute = str(value).partition(":")
    if not (hour.isdigit() and (minute.isdigit() or not minute) and int(hour) < 24 and int(minute or 0) < 60):
        raise ValueError(f"expected a time of the day like “04:00”, not {_shown(value)}")
    return time(int(hour), int(minute or 0))


def _count(low: int, high: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError(f"expected a whole number from {low} to {high}, not {_shown(value)}")
        return value

    return read


def _one_of(*choices: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if not isinstance(value, str) or value not in choices:
            raise ValueError(f"expected {', '.join(choices[:-1])} or {choices[-1]}, not {_shown(value)}")
        return value

    return read


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"expected true or false, not {_shown(value)}")
    return value


def _several_of(*choices: str) -> Callable[[object], tuple[str, ...]]:
    def read(value: object) -> tuple[str, ...]:
        named = value.replace(",", " ").split() if isinstance(value, str) else value
        if not isinstance(named, list | tuple) or any(each not in choices for each in named):
            raise ValueError(f"expected some of {', '.join(choices)}, not {_shown(value)}")
        return tuple(dict.fromkeys(named))

    return read


_READERS: dict[str, Callable[[object], Any]] = {
    "editor": _text,
    "zone": _zone,
    "rollover": _time,
    "new_per_day": _count(0, 100_000),
    "reviews_per_day": _count(0, 100_000),
    "review_order": _one_of("overdue", "retrievability", "random", "due"),
    "new_cards": _one_of("mixed", "after", "before"),
    "largest_file_mb": _count(1, 100_000),
    "auto_import": _switch,
    "timer": _switch,
    "pause_after": _count(0, 86_400),
    "typed": _several_of("metric", "phrasing", "cloze"),
    "embeddings": _switch,
    "hard_from": _count(1, 100),
    "sync_server": _text,
    "sync_user": _text,
    "own_card_after": _count(0, 20),
    "rest_after": _count(0, 36_500),
}


def _from_text(name: str, text: str) -> object:
    """Return what a text typed at a command line means for a setting: TOML where it is, else the text itself."""
    import tomllib

    if isinstance(getattr(DEFAULTS, name), int):
        try:
            return tomllib.loads(f"value = {text}")["value"]
        except tomllib.TOMLDecodeError:
            return text
    return text


def _hint(name: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, NAMES, n=1)
    return f"did you mean “{close[0]}”?" if close else "`srs config` lists them"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"“{value}”" if isinstance(value, str) else str(value)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _line_of(name: str, text: str) -> int:
    for number, line in enumerate(text.splitlines(), 1):
        start = line.strip().lstrip("[").lstrip("\"'")
        if start.startswith(name) and start[len(name) :].lstrip("\"' ")[:1] in ("=", ".", "]"):
            return number
    return 1


def _in_folder(variable: str, below_home: str, function: str, name: str) -> str:
    """Return the path of a name in one of the folders that the platform has for us."""
    if sys.platform == "linux":
        # what platformdirs says here too, without the 20 ms that it costs each start
        named = os.environ.get(variable, "")
        folder = named if named.strip() else os.path.join(os.path.expanduser("~"), below_home)  # noqa: PTH111, PTH118
        return os.path.join(folder, _NAME, name)  # noqa: PTH118
    import platformdirs

    return str(getattr(platformdirs, function)(_NAME, appauthor=False) / name)
