import os
import sys
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from srs import config
from srs.clock import Calendar
from srs.errors import Missing, SrsError, Unusable
from srs.model import DEFAULT_PRESET


def test_every_setting_has_a_default(tmp_path, monkeypatch):
    monkeypatch.setenv("SRS_CONFIG", str(tmp_path / "absent.toml"))

    settings = config.load()

    assert settings == config.DEFAULTS
    assert settings.preset == DEFAULT_PRESET
    assert settings.rollover == time(4)


def test_settings_are_read_from_the_file_that_is_named(tmp_path, monkeypatch):
    (tmp_path / "one.toml").write_text('new_per_day = 5\nzone = "Asia/Tokyo"\n')
    (tmp_path / "other.toml").write_text("new_per_day = 6\n")
    monkeypatch.setenv("SRS_CONFIG", str(tmp_path / "other.toml"))

    assert config.load(tmp_path / "one.toml").new_per_day == 5
    assert config.load().new_per_day == 6


def test_a_file_that_is_named_must_exist(tmp_path):
    with pytest.raises(Missing, match="no settings file"):
        config.load(tmp_path / "absent.toml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# mine\n\nnew_per_dya = 3\n", ":3: there is no setting “new_per_dya”"),
        ("largest_file_mb = 2\nnew_per_day = -1\n", ":2: new_per_day: expected a whole number from 0"),
        ('rollover = "25:00"', ":1: rollover: expected a time of the day"),
        ('zone = "Middle/Earth"', ":1: zone: there is no time zone “Middle/Earth”"),
        ('review_order = "newest"', ":1: review_order: expected overdue, retrievability, random or due"),
        ("editor = 3", ":1: editor: expected a text"),
        ("new_per_day = tru", ":1: "),
        ("[scheduling]\nnew_per_day = 3", ":1: there is no setting “scheduling”"),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_line(tmp_path, text, said):
    path = tmp_path / "config.toml"
    path.write_text(text)

    with pytest.raises(Unusable) as caught:
        config.load(path)

    assert caught.value.message.startswith(f"{path}{said}")
    assert "\n" not in caught.value.message


def test_a_misspelt_setting_gets_a_hint(tmp_path):
    with pytest.raises(Unusable) as caught:
        config.change("new_per_dya", "3", tmp_path / "config.toml")

    assert caught.value.hint == "did you mean “new_per_day”?"


def test_a_file_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "config.toml").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(Unusable, match="UTF-8"):
        config.load(tmp_path / "config.toml")


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("new_per_day", "7", 7),
        ("rollover", "5:30", time(5, 30)),
        ("zone", "America/New_York", "America/New_York"),
        ("editor", "code --wait", "code --wait"),
    ],
)
def test_a_setting_that_is_changed_is_read_back(tmp_path, name, text, value):
    path = tmp_path / "new" / "config.toml"

    changed = config.change(name, text, path)

    assert getattr(changed, name) == value
    assert config.load(path) == changed


def test_a_change_keeps_comments_and_the_other_settings(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text("# my settings\nlargest_file_mb = 4  # no surprises\nnew_per_day = 5\n")

    config.change("new_per_day", "9", path)

    assert path.read_text() == "# my settings\nlargest_file_mb = 4  # no surprises\nnew_per_day = 9\n"
    assert config.change("new_per_day", None, path).new_per_day == 20


def test_a_wrong_value_leaves_the_file_as_it_is(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text("largest_file_mb = 4\n")

    with pytest.raises(SrsError, match="new_per_day: expected a whole number"):
        config.change("new_per_day", "many", path)

    assert path.read_text() == "largest_file_mb = 4\n"


def test_the_database_is_the_one_named_then_the_environments(monkeypatch):
    monkeypatch.setenv("SRS_DB", "postgresql://host/srs")

    assert config.target_of(None) == "postgresql://host/srs"
    assert config.target_of("~nobody-has-this-name/srs.db") == "~nobody-has-this-name/srs.db"
    assert config.target_of("named.db") == "named.db"


@pytest.mark.parametrize("named", [True, False])
def test_default_places_are_the_platforms(monkeypatch, tmp_path, named):
    import platformdirs

    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        if named:
            monkeypatch.setenv(variable, str(tmp_path / variable))
        else:
            monkeypatch.delenv(variable, raising=False)

    assert config.path_of() == platformdirs.user_config_path("srs", appauthor=False) / "config.toml"
    assert config.target_of(None) == str(platformdirs.user_data_path("srs", appauthor=False) / "srs.db")


def test_a_setting_that_cannot_be_written_is_refused_in_a_line(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(Unusable, match="cannot be"):
        config.change("new_per_day", "3", tmp_path)
    with pytest.raises(Unusable, match="cannot be"):
        config.change("new_per_day", "3", tmp_path / "file" / "config.toml")


def test_settings_behind_a_link_are_written_where_they_are(tmp_path):
    (tmp_path / "link.toml").symlink_to(tmp_path / "real.toml")

    config.change("new_per_day", "3", tmp_path / "link.toml")

    assert (tmp_path / "real.toml").read_text() == "new_per_day = 3\n"


def test_the_clock_stands_still_where_it_is_told_to(monkeypatch):
    monkeypatch.setenv("SRS_NOW", "2026-03-02T09:00:00+01:00")

    assert config.clock_of()() == datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize("text", ["noon", "2026-03-02T09:00:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_an_instant_without_a_zone_or_beyond_all_calendars_is_refused(monkeypatch, text):
    monkeypatch.setenv("SRS_NOW", text)

    with pytest.raises(Unusable, match="SRS_NOW"):
        config.clock_of()


# ------------------------------------------------------------------ zones

WINTER = datetime(2026, 1, 15, 12, tzinfo=UTC)
SUMMER = datetime(2026, 7, 15, 12, tzinfo=UTC)


def offsets(calendar: Calendar) -> list[int]:
    return [calendar.moment(at).utc_offset for at in (WINTER, SUMMER)]


@pytest.mark.parametrize("named", ["Europe/Berlin", ":Europe/Berlin"])
def test_the_systems_zone_knows_summer_time(monkeypatch, named):
    monkeypatch.setenv("TZ", named)

    assert offsets(config.DEFAULTS.calendar) == [60, 120]


def test_a_zone_setting_wins_over_the_system(monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Berlin")

    assert offsets(config.Settings(zone="America/New_York").calendar) == [-300, -240]


@pytest.mark.skipif(not hasattr(__import__("time"), "tzset"), reason="the C library's zone is fixed here")
def test_a_zone_that_has_no_name_is_taken_from_the_c_library(monkeypatch):
    import time as timekeeping

    monkeypatch.setenv("TZ", "XYZ-1XYS,M3.5.0,M10.5.0/3")
    timekeeping.tzset()
    try:
        calendar = config.DEFAULTS.calendar

        assert offsets(calendar) == [60, 120]
        assert calendar.study_day(datetime(2026, 1, 15, 2, 59, tzinfo=UTC)).day == 14
        assert calendar.study_day(datetime(2026, 1, 15, 3, 0, tzinfo=UTC)).day == 15
        assert calendar.day_start(SUMMER.date()) == datetime(2026, 7, 15, 2, tzinfo=UTC)
    finally:
        monkeypatch.delenv("TZ")
        timekeeping.tzset()


@pytest.mark.skipif(not Path("/etc/localtime").exists(), reason="no zone file")
def test_without_a_setting_the_machines_zone_holds(monkeypatch):
    monkeypatch.delenv("TZ", raising=False)

    assert config.system_zone().utcoffset(WINTER.replace(tzinfo=None)) is not None


def test_settings_are_listed_as_the_file_has_them():
    listed = {setting.name: setting.value for setting in config.listed(config.DEFAULTS)}

    assert list(listed) == list(config.NAMES)
    assert listed["rollover"] == "04:00"


def test_looking_for_the_settings_imports_nothing_heavy():
    import subprocess

    program = "import sys; from srs import config; config.target_of(None); config.load(); print(*sys.modules)"
    root = Path(__file__).parents[1]
    environment = {k: v for k, v in os.environ.items() if k != "SRS_CONFIG"}

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=root, env=environment, check=True
    )

    loaded = set(done.stdout.split())
    assert not loaded & {"tomlkit", "sqlalchemy", "fsrs", "click", "rich"}
    if sys.platform == "linux":
        assert "platformdirs" not in loaded
