"""How much waits, as one number for a shell prompt, by the shortest road there is.

A prompt is drawn after every command: this opens no `Collection` and loads no SQLAlchemy, click or rich. It asks the
same queue, so the number is that of `srs due`.
"""

from __future__ import annotations

import os
import sqlite3

from srs.clock import whole_ms
from srs.config import clock_of, load, target_of
from srs.model import DEFAULT_PRESET_ID
from srs.scheduling.presets import presets_of
from srs.store.glance import glance
from srs.study.choosing import queue


def waiting(database: str | None = None, config: str | None = None) -> int | None:
    """Return how many cards wait, 0 where there is no database; None for one that only the long road can read.

    SrsError where a setting or `$SRS_NOW` can't be read.
    """
    target = target_of(database)
    if "://" in target:
        return None
    settings = load(config)
    if not os.path.exists(target):  # noqa: PTH110
        return 0
    now = whole_ms(clock_of()())
    try:
        with glance(target) as records:
            if records is None:
                return None
            known = presets_of(
                records.versions(),
                names={DEFAULT_PRESET_ID: settings.preset.name} | records.preset_names(),
                uses=records.preset_uses(),
            )
            day = settings.calendar.study_day(now)
            found = queue(records, known.within(settings.preset), day=day, now=now)
    except (sqlite3.Error, ValueError):  # a path that can't be encoded is a ValueError
        return None
    return len(found.learning) + len(found.rest)
