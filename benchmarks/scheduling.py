"""The engine on a million: replaying a log, in memory and from SQLite and back, and the queue of a day."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from importlib.util import find_spec
from itertools import chain
from operator import sub
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.figures import Figure, Skipped, ratio, ratio_of, seconds

REVIEWS = 1_000_000
CARDS = 100_000
DUE = 20_000
AMONG = 1_000_000

_DAY = 86_400_000
_FIRST = 20_000
"""A study day in 2024, counted from 1970."""


def measure() -> Iterator[Figure | Skipped]:
    """Yield the ratios; what is compared runs in turn in this process."""
    yield from _replay_in_memory()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        yield _replay_from_sqlite(Path(name) / "log.db")
        yield from _queue(Path(name))


# ------------------------------------------------------------------ a log


def answers(reviews: int, cards: int) -> dict[str, list[Any]]:
    """Return the columns of a log: cards answered again and again, mostly known, the longest histories a few dozen."""
    rng = random.Random(11)
    state: dict[int, tuple[int, str]] = {}
    columns: dict[str, list[Any]] = {name: [] for name in _COLUMNS}
    for number in range(reviews):
        card = int(rng.random() ** 1.3 * cards)
        last, head = state.get(card, (_FIRST + number * 600 // reviews, ""))
        day = max(last, _FIRST + number * 900 // reviews)
        at = day * _DAY + 9 * 3_600_000 + number % 3_600_000
        id = f"{number:026}"
        due = day + rng.randint(1, 60)
        row = (
            f"card{card:022}",
            id,
            rng.choice((1, 2, 3, 3, 3, 3, 4)),
            at,
            day,
            60,
            240,
            due,
            None,
            head or None,
            None,
        )
        for column, value in zip(columns.values(), row, strict=True):
            column.append(value)
        state[card] = day, id
    return columns


_COLUMNS = ("card", "id", "rating", "at", "day", "utc_offset", "rollover", "due_day", "due_at", "after", "preset")


# ------------------------------------------------------------------ in memory


def _replay_in_memory() -> Iterator[Figure | Skipped]:
    from srs.scheduling.bulk import Answers, step_all
    from srs.scheduling.presets import Presets

    columns = answers(REVIEWS, CARDS)
    if find_spec("fsrs_rs_python"):
        given, histories = Answers(**columns), _histories(columns)
        by_rows = ratio(lambda: step_all(given, Presets()), lambda: _by_fsrs_rs(_histories(columns)), rounds=5)
        by_card = ratio(lambda: _by_numpy(histories), lambda: _by_fsrs_rs(histories), rounds=5)
        yield Figure("a million rows to states, in memory", by_rows, 1, "× fsrs-rs-python, from the same rows")
        yield Figure("a million answers to memories", by_card, 1, "× fsrs-rs-python, from the same lists")
    else:
        yield Skipped("replay in memory", "fsrs-rs-python is not installed")
    if find_spec("numba"):
        yield _against_numba(columns)
    else:
        yield Skipped("steps in memory", "numba is not installed")


_History = tuple[list[int], list[int]]


def _histories(columns: dict[str, list[Any]]) -> list[_History]:
    """Return the ratings and the days of each card's answers."""
    histories: defaultdict[str, _History] = defaultdict(lambda: ([], []))
    for card, rating, day in zip(columns["card"], columns["rating"], columns["day"], strict=True):
        ratings, days = histories[card]
        ratings.append(rating)
        days.append(day)
    return list(histories.values())


def _by_numpy(histories: Sequence[_History]) -> tuple[Any, Any]:
    """Return stabilities and difficulties, those with most answers first."""
    from srs.scheduling.bulk import in_steps

    count = np.array([len(ratings) for ratings, _ in histories], np.int64)
    start = np.cumsum(count) - count
    rating, day = (
        np.fromiter(chain.from_iterable([each[part] for each in histories]), np.int64, int(count.sum()))
        for part in (0, 1)
    )
    longest = np.argsort(-count, kind="stable")
    return in_steps(rating, day, start[longest], count[longest])


def _by_fsrs_rs(histories: Sequence[_History]) -> list[Any]:
    """Return the memories of the same cards, in the order given."""
    import fsrs_rs_python as rs

    items = []
    for ratings, days in histories:
        since = map(sub, days, (days[0], *days))
        items.append(rs.FSRSItem(list(map(rs.FSRSReview, ratings, since))))
    states: list[Any] = rs.FSRS(rs.DEFAULT_PARAMETERS).memory_state_batch(items, [None] * len(items))
    return states


def _against_numba(columns: dict[str, list[Any]]) -> Figure:
    """Compare the stepping alone: the same arrays through NumPy's steps and through a compiled loop over them."""
    import numba

    from srs.scheduling.bulk import in_steps
    from srs.scheduling.scheduler import DEFAULT_PARAMETERS

    codes = {card: number for number, card in enumerate(dict.fromkeys(columns["card"]))}
    card = np.fromiter(map(codes.__getitem__, columns["card"]), np.int64, len(columns["card"]))
    order = np.argsort(card, kind="stable")
    rating = np.array(columns["rating"], np.int64)[order]
    day = np.array(columns["day"], np.int64)[order]
    count = np.bincount(card)
    start = np.cumsum(count) - count
    longest = np.argsort(-count, kind="stable")
    start, count = start[longest], count[longest]
    loop = numba.njit(_loop)
    parameters = np.array(DEFAULT_PARAMETERS)

    def ours() -> object:
        return in_steps(rating, day, start, count)

    def compiled() -> object:
        return loop(rating, day, start, count, parameters)

    (stability, difficulty), (s, d) = ours(), compiled()  # type: ignore[misc]
    assert np.allclose(stability, s, rtol=1e-9)
    assert np.allclose(difficulty, d, rtol=1e-9)
    return Figure("steps in memory", ratio(ours, compiled, rounds=5), 6, "× the loop compiled by numba")


def _loop(rating, day, start, count, w):  # type: ignore[no-untyped-def]
    """FSRS-6, one answer after the other: what numba compiles."""
    stability, difficulty = np.zeros(len(start)), np.zeros(len(start))
    factor = 0.9 ** (-1 / w[20]) - 1
    easy = w[4] - np.exp(w[5] * 3) + 1
    for card in range(len(start)):
        s, d, last = 0.0, 0.0, 0
        # the phase of a card in its steps is part of the work: 0 learning, 1 review, 2 relearning
        phase, step, lapses = 0, 0, 0
        for number in range(count[card]):
            row = start[card] + number
            g, t = rating[row], max(0, day[row] - last)
            last = day[row]
            if number == 0:
                s = w[g - 1]
                d = min(max(w[4] - np.exp(w[5] * (g - 1)) + 1, 1.0), 10.0)
            else:
                before = d
                damped = d - w[6] * (g - 3) * (10.0 - d) / 9.0
                d = min(max(w[7] * easy + (1 - w[7]) * damped, 1.0), 10.0)
                if t == 0:
                    grown = np.exp(w[17] * (g - 3 + w[18])) * s ** -w[19]
                    s *= max(grown, 1.0) if g > 1 else grown
                else:
                    lost = 1 - (1 + factor * t / s) ** -w[20]
                    if g == 1:
                        long = w[11] * before ** -w[12] * ((s + 1) ** w[13] - 1) * np.exp(w[14] * lost)
                        s = min(long, s / np.exp(w[17] * w[18]))
                    else:
                        bonus = w[15] if g == 2 else w[16] if g == 4 else 1.0
                        s *= 1 + np.exp(w[8]) * (11 - before) * s ** -w[9] * (np.exp(w[10] * lost) - 1) * bonus
                s = min(max(s, 0.001), 36500.0)
            if phase == 1:
                if g == 1:
                    phase, step, lapses = 2, 0, lapses + 1
            else:
                steps = 2 if phase == 0 else 1
                if g == 4 or (g == 3 and step + 1 >= steps):
                    phase = 1
                elif g == 1:
                    step = 0
                elif g == 3:
                    step += 1
        stability[card], difficulty[card] = s, d + 0.0 * (phase + step + lapses)
    return stability, difficulty


# ------------------------------------------------------------------ from SQLite and back


def _replay_from_sqlite(path: Path) -> Figure:
    import srs

    with srs.Collection.open(str(path)) as collection, collection._store.write():
        pass
    columns = answers(REVIEWS, CARDS)
    with closing(sqlite3.connect(path)) as connection:
        names = ", ".join(_COLUMNS)
        marks = ", ".join("?" * len(_COLUMNS))
        statement = f"INSERT INTO log ({names}, kind, device, detail) VALUES ({marks}, 'review', 'd', '{{}}')"
        connection.executemany(statement, zip(*columns.values(), strict=True))
        connection.commit()
    with srs.Collection.open(str(path)) as collection:
        collection.rebuild()
        with closing(sqlite3.connect(path)) as connection:
            states = connection.execute("SELECT * FROM state ORDER BY card").fetchall()
        assert len(states) == len(set(columns["card"]))
        pairs = [(seconds(collection.rebuild), seconds(lambda: _rows_alone(path, states))) for _ in range(5)]
    return Figure("a million rows from SQLite and back", ratio_of(pairs), 3, "× reading and writing the rows alone")


def _rows_alone(path: Path, states: Sequence[Sequence[object]]) -> None:
    """Read the rows of all answers, and write all states."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM log WHERE kind = 'review' ORDER BY id").fetchall()
        connection.execute("DELETE FROM state")
        connection.executemany(f"INSERT INTO state VALUES ({', '.join('?' * len(states[0]))})", states)
        connection.commit()


# ------------------------------------------------------------------ the queue of a day


def _queue(folder: Path) -> Iterator[Figure]:
    import srs

    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    day = (now.date() - datetime(1970, 1, 1, tzinfo=UTC).date()).days
    (folder / "config.toml").write_text('zone = "UTC"\n')
    opened = []
    for name, others in (("many", AMONG - DUE), ("few", 0)):
        path = folder / f"{name}.db"
        with srs.Collection.open(str(path)) as collection, collection._store.write():
            pass
        _fill(path, day, DUE, others)
        opened.append(srs.Collection.open(str(path), clock=lambda: now, config=folder / "config.toml"))
    many, few = opened
    with many, few, closing(sqlite3.connect(folder / "many.db")) as bare:

        def rows() -> object:
            return bare.execute("SELECT card, due_day FROM state WHERE due_day <= ?", (day,)).fetchall()

        assert len(rows()) == DUE  # type: ignore[arg-type]
        assert len(many.queue()) == len(few.queue()) == many.preset.reviews_per_day
        yield Figure("queue of 20,000 due", ratio(many.queue, rows, rounds=9), 3, "× the SQL that reads those rows")
        yield Figure("queue among a million", ratio(many.queue, few.queue, rounds=9), 2, "× without the others")


def _fill(path: Path, day: int, due: int, others: int) -> None:
    """Make cards that were all seen: some due by a day, the others on one of two thousand days after it."""
    from zlib import crc32

    rng = random.Random(3)
    notes, cards, states = [], [], []
    for number in range(due + others):
        name = f"{rng.getrandbits(64):016x}{number:07}"
        interval = rng.randint(3, 300)
        waits = day - rng.randint(0, 90) if number < due else day + rng.randint(1, 2000)
        last = waits - interval
        notes.append(
            (
                name,
                "s",
                "active",
                "question",
                "d",
                "What?",
                "That.",
                "n.md",
                1,
                2,
                1.0,
                "",
                "",
                "{}",
                0,
                name,
                0,
                0,
                number,
            )
        )
        cards.append((name, name, "ask", 0, "active", (1 << 40) + (number << 12), 1))
        states.append(
            (
                name,
                "review",
                interval * 0.9,
                5.0,
                waits,
                interval,
                last * _DAY,
                last,
                4,
                0,
                0,
                name,
                crc32(name.encode()),
            )
        )
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO source (id, location, path, place, fingerprint, encoding, position)"
            " VALUES ('s','/n','n','n','','',1)"
        )
        connection.executemany(
            "INSERT INTO note (id, source, standing, kind, deck, prompt, answer, path, line_start, line_end, "
            " confidence, rule, reason, body, used_slots, fingerprint, created, changed, position) VALUES ("
            + ",".join("?" * 19)
            + ")",
            notes,
        )
        connection.executemany(
            "INSERT INTO card (id, note, role, slot, standing, position, seen) VALUES (?,?,?,?,?,?,?)", cards
        )
        connection.executemany(
            "INSERT INTO state (card, phase, stability, difficulty, due_day, interval_days, last_review, last_day,"
            " reviews, lapses, suspended, head, shuffle) VALUES (" + ",".join("?" * 13) + ")",
            states,
        )
        connection.commit()
