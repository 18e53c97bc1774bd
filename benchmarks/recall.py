"""The memory of points against a truth that is known, and what figures of a long history cost."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from math import log
from pathlib import Path
from typing import Any

import srs
from benchmarks.figures import Figure, Skipped, ratio
from srs.collection.knowing import LedgerReport, WholeLedger
from srs.collection.series import pages
from srs.model import Kind, Memory, Note, Rating
from srs.recall.ledger import View, of_view
from srs.recall.memory import Evidence, How, Remembered, after, chance, chance_to_say
from srs.recall.readiness import ReadyReport
from srs.scheduling.scheduler import DEFAULT_PARAMETERS
from srs.terminal.figures import stats
from srs.terminal.ledger import drawn
from srs.terminal.ledger_files import ledger_csv, ledger_markdown
from srs.terminal.look import Look
from srs.terminal.report.page import page

REVIEWS = 1_000_000
QUESTIONS, POINTS, DAYS = 120, 6, 200
SAYS = 0.88
"""In truth; the model takes 0.92, as nobody knows it of a learner."""


@dataclass(slots=True)
class _Loss:
    total: float = 0.0
    count: int = 0

    def add(self, chance: float, said: bool) -> None:
        chance = min(max(chance, 0.01), 0.99)
        self.total -= log(chance if said else 1 - chance)
        self.count += 1

    @property
    def mean(self) -> float:
        return self.total / self.count


@dataclass(slots=True)
class _Point:
    truth: Remembered
    alone: bool
    model: Remembered | None = None
    said: int = 0
    asked: int = 0


@dataclass(slots=True)
class _Losses:
    model: _Loss = field(default_factory=_Loss)
    counting: _Loss = field(default_factory=_Loss)
    whole: _Loss = field(default_factory=_Loss)


def simulate(seed: int = 7) -> tuple[float, float, float]:
    """Return the mean log loss of the ledger's model, of counting, and of one memory for a whole answer."""
    rng = random.Random(seed)
    losses = _Losses()
    for _ in range(QUESTIONS):
        _one_question(rng, losses)
    return losses.model.mean, losses.counting.mean, losses.whole.mean


def _one_question(rng: random.Random, losses: _Losses) -> None:
    w = DEFAULT_PARAMETERS
    points = [
        _Point(
            truth=Remembered(Memory(rng.lognormvariate(1.2, 0.9), rng.uniform(3, 9)), 0),
            alone=rng.random() < 0.3,
        )
        for _ in range(POINTS)
    ]
    whole: Remembered | None = None
    day, alone_at = 0, {id(point): rng.randint(1, 12) for point in points}
    while day < DAYS:
        day += max(1, round(rng.expovariate(1 / 9)))
        marks = []
        for point in points:
            while point.alone and alone_at[id(point)] < day:
                then = alone_at[id(point)]
                _ask(rng, point, then, How.ALONE, whole, losses, w)
                alone_at[id(point)] = then + max(1, round(rng.expovariate(1 / 14)))
            marks.append(_ask(rng, point, day, How.INSIDE, whole, losses, w))
        share = sum(marks) / len(marks)
        rating = Rating.GOOD if share == 1 else Rating.HARD if share >= 0.5 else Rating.AGAIN
        whole = after(whole, Evidence(day, How.ALONE, rating), w)


def _ask(
    rng: random.Random,
    point: _Point,
    day: int,
    how: How,
    whole: Remembered | None,
    losses: _Losses,
    w: tuple[float, ...],
) -> bool:
    known = rng.random() < chance(point.truth, day)
    said = known and (how is How.ALONE or rng.random() < SAYS)
    if point.asked:
        losses.model.add(chance_to_say(point.model, day, how), said)
        losses.counting.add((point.said + 1) / (point.asked + 2), said)
        losses.whole.add(chance(whole, day) if whole else 0.5, said)
    rating = Rating.GOOD if said else Rating.AGAIN
    point.model = after(point.model, Evidence(day, how, rating), w)
    # what was known and left out is read with the answer: that is a review as well
    point.truth = after(point.truth, Evidence(day, How.ALONE, Rating.GOOD if known else Rating.AGAIN), w)
    point.said += said
    point.asked += 1
    return said


def measure() -> Iterator[Figure | Skipped]:
    """Yield how much of the loss of other models the ledger's has, and what figures of a long history cost."""
    model, counting, whole = simulate()
    yield Figure("memory of points, log loss", model / counting, 1.0, "× counting")
    yield Figure("memory of points, log loss", model / whole, 1.0, "× one memory for the whole answer")
    with tempfile.TemporaryDirectory() as name:
        database = Path(name) / "srs.db"
        long_history(Path(name) / "notes", database)
        yield from of_long_history(database)


def of_long_history(database: Path) -> Iterator[Figure | Skipped]:
    """Yield what each look at a history of a million answers takes, against the least that it needs."""
    look = Look(width=80)

    def opened(act: Callable[[srs.Collection], object]) -> Callable[[], None]:
        def timed() -> None:
            with srs.Collection.open(str(database)) as collection:
                act(collection)

        return timed

    def plain() -> None:
        _needed(database, _NEEDED)

    def rows() -> None:
        _needed(database, _ROWS)

    each = f"{REVIEWS:,} answers"
    figures = ratio(opened(lambda it: list(stats(it.stats(), look))), plain, rounds=7)
    yield Figure(f"srs stats, {each}", figures, 1.5, "× the SQL it needs")
    for view in View:
        table = opened(lambda it, view=view: list(drawn(it.ledger(view), look)))  # type: ignore[misc]
        yield Figure(f"srs stats {view}, {each}", ratio(table, rows, rounds=3), 3.0, "× its rows by bare SQL")
    readiness = opened(lambda it: list(drawn(it.ready(), look)))
    yield Figure(f"srs ready, {each}", ratio(readiness, rows, rounds=3), 3.0, "× its rows by bare SQL")
    for name, write in (("csv", ledger_csv), ("markdown", ledger_markdown)):
        exported = opened(lambda it, write=write: write(*_parts(it.whole_ledger())))  # type: ignore[misc]
        yield Figure(f"srs export {name}, {each}", ratio(exported, rows, rounds=3), 3.0, "× its rows by bare SQL")
    html = opened(lambda it: page(pages(it)))
    # all views from one read of the log, which is less than one after the other
    views = opened(lambda it: (it.stats(), it.whole_ledger()))
    yield Figure(f"srs stats --html, {each}", ratio(html, views, rounds=3), 2.0, "× the views it draws")
    with srs.Collection.open(str(database)) as collection:
        found = pages(collection)
    points = sum(len(of_view(found.entries, view)) for view in View)
    size = len(page(found).encode()) / 1e6
    yield Figure(f"page of {points:,} items, {each}", size, 2.0, "MB")
    for words in (("stats", "points"), ("ready",), ("stats", "--html", str(database.with_name("report.html")))):
        shown = f"most memory of srs {' '.join(words[:2])}, {each}"
        if not Path("/proc/self/status").exists():
            yield Skipped(shown, "only Linux says it")
            continue
        yield Figure(shown, _most_memory(database, *words), 400, "MB")


def _parts(whole: WholeLedger) -> tuple[tuple[LedgerReport, ...], ReadyReport]:
    return whole.tables, whole.ready


def _most_memory(database: Path, *words: str) -> float:
    """Return the most memory, in MB, that a command had at once."""
    # a child's own most, and not that of the process that it was made from, as `ru_maxrss` has it
    script = (
        "import sys; from srs.terminal.cli import run; run(sys.argv[1:]); sys.stdout.flush();"
        " print(open('/proc/self/status').read(), file=sys.stderr)"
    )
    command = [sys.executable, "-c", script, "--db", str(database), *words]
    said = subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True).stderr
    return int(said.split("VmHWM:")[1].split()[0]) / 1e3


def long_history(notes: Path, database: Path, *, reviews: int = REVIEWS) -> None:
    """Import questions, stories, figures and wordings, and write a history of so many answers over four years.

    It goes up to today. Most answers to questions and stories have marks, most figures and wordings a verdict; some
    are of mock interviews, some were taken back, and some cards were reset.
    """
    _write_all_kinds(notes)
    with srs.Collection.open(str(database)) as collection:
        collection.import_paths([str(notes)])
        cards = [(listed.card.id, listed.note) for listed in collection.select([])]
        collection.answer(cards[0][0], srs.Rating.GOOD)
    with closing(sqlite3.connect(database)) as connection, connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(log)")]
        one = dict(zip(columns, connection.execute("SELECT * FROM log WHERE kind = 'review'").fetchone(), strict=True))
        placeholders = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO log VALUES ({placeholders})", _answers(one, cards, reviews))
    with srs.Collection.open(str(database)) as collection:
        collection.rebuild()


def _write_all_kinds(folder: Path, *, files: int = 40) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(files):
        parts = [f"# Round {number}\n"]
        for each in range(60):
            points = "\n".join(f"- point {point} on the queue {number}-{each} and its owner" for point in "abcd")
            parts.append(f"## How would you explain the queue {number}-{each} to a friend?\n\n{points}\n")
        parts.append("## Stories\n")
        for each in range(6):
            parts.append(
                f"### Story {number}-{each}: The cache that filled up\n\n"
                f"**Situation:** The cache of team {number}-{each} filled up at night.\n"
                "**Task:** I had to keep the orders flowing.\n"
                "**Action:** I moved the slow consumer to a queue of its own.\n"
                f"**Result:** Orders were late by {3 + each} minutes and none was lost.\n\n"
                f"**Questions this story answers**\n\n- Tell me about the night of team {number}-{each}.\n"
            )
        parts.append("## Key numbers\n")
        parts += [f"- the share of team {number}-{each} that answers: {1 + each} %\n" for each in range(30)]
        parts.append("## Key phrases\n")
        parts += [f'> "A cache of team {number}-{each} is a promise that somebody keeps."\n' for each in range(12)]
        (folder / f"round-{number:03}.md").write_text("\n".join(parts), encoding="utf-8")


def _answers(one: dict[str, Any], cards: list[tuple[Any, Note]], reviews: int) -> Iterator[tuple[Any, ...]]:
    rng = random.Random(3)
    for number in range(reviews):
        back = 1_500 - number * 1_500 // reviews
        card, note = cards[number % len(cards)]
        changed = {
            "id": f"00{number:024d}",
            "card": card,
            "at": one["at"] - back * 86_400_000 - reviews + number,
            "day": one["day"] - back,
            # every tenth card is hard, and becomes a leech
            "rating": rng.choices([1, 2, 3, 4], [20 if number % len(cards) % 10 == 0 else 3, 8, 70, 10])[0],
            "due_day": one["day"] - back + rng.randint(1, 40),
            "after": f"00{number - len(cards):024d}" if number >= len(cards) else None,
            "due_at": None,
            "detail": _detail(rng, note),
        }
        if number % 97 == 5:
            changed |= {"kind": "drill", "rating": None, "after": None}
        yield tuple({**one, **changed}.values())
        if number % 199 == 7:
            kind, refers_to = ("reset", None) if number % 2_000 < 200 else ("undo", changed["id"])
            other = {"kind": kind, "refers_to": refers_to, "rating": None, "after": None, "detail": "{}"}
            yield tuple({**one, **changed, **other, "id": f"00{number:024d}x"}.values())


def _detail(rng: random.Random, note: Note) -> str:
    if note.points and rng.random() < 0.7:
        said = [point.id for point in note.points if rng.random() < 0.8]
        missed = [point.id for point in note.points if point.id not in said]
        return json.dumps({"said": said, "missed": missed}, separators=(",", ":"))
    if note.kind in (Kind.METRIC, Kind.PHRASING):
        return f'{{"verdict":"{rng.choice(["exact", "exact", "near", "wrong"])}"}}'
    return "{}"


_COUNTS = "id NOT IN (SELECT refers_to FROM log WHERE kind = 'undo' AND refers_to IS NOT NULL)"
_NEEDED = (
    f"SELECT count(*) FROM log WHERE kind = 'review' AND {_COUNTS}",
    "SELECT day, count(*) FROM log WHERE kind = 'review' AND day > (SELECT max(day) - 371 FROM log)"
    f" AND {_COUNTS} GROUP BY day",
    "SELECT l.day, n.kind, n.deck, l.rating, b.kind = 'review' AS old, b.due_at IS NULL AS whole, count(*),"
    " sum(l.took_ms) FROM log l LEFT JOIN card c ON c.id = l.card LEFT JOIN note n ON n.id = c.note"
    " LEFT JOIN log b ON b.id = l.after WHERE l.kind = 'review' AND l.day > (SELECT max(day) - 30 FROM log)"
    f" AND l.{_COUNTS} GROUP BY l.day, n.kind, n.deck, l.rating, old, whole",
    "SELECT n.kind, n.deck, s.suspended, s.phase, s.due_day <= 20000 AS late, s.interval_days >= 21 AS mature, count(*)"
    " FROM card c JOIN note n ON n.id = c.note LEFT JOIN state s ON s.card = c.id WHERE c.standing = 'active'"
    " GROUP BY n.kind, n.deck, s.suspended, s.phase, late, mature",
    "SELECT s.due_day, count(*) FROM state s JOIN card c ON c.id = s.card WHERE c.standing = 'active'"
    " AND s.suspended = 0 GROUP BY s.due_day",
    "SELECT c.id, s.lapses, n.* FROM state s JOIN card c ON c.id = s.card JOIN note n ON n.id = c.note"
    " WHERE c.standing = 'active' AND s.lapses >= 8",
)


_ROWS = (
    "SELECT card, kind, at, day, rating, detail FROM log WHERE kind IN ('review', 'drill', 'reset')"
    f" AND card IS NOT NULL AND {_COUNTS}",
    "SELECT * FROM card JOIN note ON note.id = card.note WHERE card.standing = 'active'",
)
"""What the ledger is made of, in whatever order it comes."""


def _needed(database: Path, statements: Iterable[str]) -> None:
    with closing(sqlite3.connect(database)) as connection:
        for statement in statements:
            connection.execute(statement).fetchall()
