"""The figures again, from what `srs export json` writes and by nothing of srs: SQL for counts, FSRS-6 spelt out."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from datetime import date, timedelta
from math import exp, log, prod
from typing import Any

from fsrs.scheduler import DEFAULT_PARAMETERS

W = tuple(DEFAULT_PARAMETERS)
AGAIN, HARD, GOOD = 1, 2, 3
SAYS, UNMARKED = 0.92, 0.5

SCHEMA = """
CREATE TABLE note (id TEXT PRIMARY KEY, kind, deck, prompt, answer, parent, story, standing, path, line);
CREATE TABLE point (id TEXT PRIMARY KEY, note, role, text, path, line);
CREATE TABLE card (id TEXT PRIMARY KEY, note, role, standing);
CREATE TABLE log (id TEXT PRIMARY KEY, card, kind, rating, at, took_ms, day, due, due_day, refers_to, after, detail);
"""

DERIVED = """
CREATE TABLE counts AS SELECT * FROM log WHERE kind <> 'undo' AND id NOT IN
    (SELECT refers_to FROM log WHERE kind = 'undo' AND refers_to IS NOT NULL);
CREATE TABLE answer AS SELECT a.*, b.kind IS NOT 'review' AS first,
    b.kind IS 'review' AND b.due NOT LIKE '%T%' AS in_review, n.kind AS of_kind, n.deck AS deck
    FROM counts a LEFT JOIN log b ON b.id = a.after LEFT JOIN card c ON c.id = a.card LEFT JOIN note n ON n.id = c.note
    WHERE a.kind = 'review';
CREATE INDEX of_card ON counts (card);
CREATE TABLE told AS SELECT * FROM counts a WHERE kind IN ('review', 'drill') AND NOT EXISTS (SELECT 1 FROM counts r
    WHERE r.kind = 'reset' AND r.card = a.card AND (r.at, r.id) > (a.at, a.id));
CREATE TABLE mark AS SELECT told.id AS answer, value AS item, 1 AS said FROM told, json_each(detail, '$.said')
    UNION ALL SELECT told.id, value, 0 FROM told, json_each(detail, '$.missed');
CREATE TABLE share AS SELECT answer, avg(said) AS said FROM mark GROUP BY answer;
CREATE TABLE story_share AS SELECT m.answer, p.note, avg(m.said) AS said FROM mark m JOIN point p ON p.id = m.item
    JOIN note n ON n.id = p.note AND n.kind = 'story' GROUP BY m.answer, p.note;
CREATE TABLE evidence AS
    SELECT t.card AS item, t.at, t.id, t.day, 'alone' AS how,
        coalesce(t.rating, CASE WHEN s.said = 1 THEN 3 WHEN s.said >= 0.5 THEN 2 ELSE 1 END) AS rating,
        json_extract(t.detail, '$.verdict') AS verdict
        FROM told t LEFT JOIN share s ON s.answer = t.id WHERE t.rating IS NOT NULL OR s.said IS NOT NULL
    UNION ALL SELECT m.item, t.at, t.id, t.day, 'inside', CASE WHEN m.said THEN 3 ELSE 1 END, NULL
        FROM mark m JOIN told t ON t.id = m.answer
    UNION ALL SELECT p.id, t.at, t.id, t.day, 'unmarked', t.rating, NULL
        FROM told t JOIN point p ON p.note = t.card WHERE t.rating IS NOT NULL AND t.id NOT IN (SELECT answer FROM mark)
    UNION ALL SELECT s.note, t.at, t.id, t.day, 'alone',
        CASE WHEN s.said = 1 THEN 3 WHEN s.said >= 0.5 THEN 2 ELSE 1 END, NULL
        FROM story_share s JOIN told t ON t.id = s.answer WHERE s.note <> t.card;
CREATE INDEX of_item ON evidence (item);
"""


def tables(exported: dict[str, Any]) -> sqlite3.Connection:
    """Return an export as tables."""
    made = sqlite3.connect(":memory:")
    made.row_factory = sqlite3.Row
    made.executescript(SCHEMA)
    for note in exported["notes"]:
        place = {"path": note["source"]["path"], "line": note["source"]["line_start"]}
        made.execute(
            "INSERT INTO note VALUES (:id, :kind, :deck, :prompt, :answer, :parent, :story, :standing, :path, :line)",
            note | place,
        )
        made.executemany(
            "INSERT INTO point VALUES (:id, :note, :role, :text, :path, :line)",
            [
                point | {"note": note["id"], "path": place["path"], "line": point["line_start"]}
                for point in note["points"]
            ],
        )
    made.executemany("INSERT INTO card VALUES (:id, :note, :role, :standing)", exported["cards"])
    made.executemany(
        "INSERT INTO log VALUES (:id, :card, :kind, :rating, :at, :took_ms, :day, :due, :due_day, :refers_to, :after,"
        " :detail)",
        [row | {"detail": json.dumps(row["detail"])} for row in exported["events"]],
    )
    made.executescript(DERIVED)
    return made


# ------------------------------------------------------------------ FSRS-6


def recall(stability: float, days: int) -> float:
    return (1 + (0.9 ** (-1 / W[20]) - 1) * days / stability) ** -W[20]


def first(rating: int) -> tuple[float, float]:
    return W[rating - 1], W[4] - exp(W[5] * (rating - 1)) + 1


def next_memory(s: float, d: float, rating: int, days: int) -> tuple[float, float]:
    r = recall(s, days)
    if days == 0:
        grown = exp(W[17] * (rating - 3 + W[18])) * s ** -W[19]
        new = s * (max(grown, 1) if rating > AGAIN else grown)
    elif rating == AGAIN:
        new = min(
            W[11] * d ** -W[12] * ((s + 1) ** W[13] - 1) * exp((1 - r) * W[14]),
            s / exp(W[17] * W[18]),
        )
    else:
        factor = W[15] if rating == HARD else W[16] if rating == 4 else 1
        new = s * (1 + exp(W[8]) * (11 - d) * s ** -W[9] * (exp((1 - r) * W[10]) - 1) * factor)
    damped = d - W[6] * (rating - 3) * (10 - d) / 9
    easy = W[4] - exp(W[5] * 3) + 1
    return min(max(new, 0.001), 36_500), min(max(W[7] * easy + (1 - W[7]) * damped, 1), 10)


def remembered(evidence: list[Any]) -> tuple[float, float, date] | None:
    """Return stability, difficulty and last day of an item, from its evidence in order."""
    s = d = 0.0
    last: date | None = None
    for row in evidence:
        day, how, rating = date.fromisoformat(row["day"]), row["how"], row["rating"]
        part = UNMARKED if how == "unmarked" else 1.0
        if last is None:
            (low, _), (high, d) = first(AGAIN), first(rating)
            s, d, last = low * (high / low) ** part, min(max(d, 1), 10), day
            continue
        days = max(0, (day - last).days)
        if how != "alone" and rating == AGAIN:
            part *= (1 - recall(s, days)) / (1 - SAYS * recall(s, days))
        new, harder = next_memory(s, d, rating, days)
        s, d, last = exp(log(s) + part * log(new / s)), d + part * (harder - d), max(last, day)
    return None if last is None else (s, d, last)


# ------------------------------------------------------------------ the ledger

VIEWS = {
    "metrics": "SELECT id FROM note WHERE kind = 'metric' AND id IN (SELECT note FROM card WHERE standing = 'active')",
    "phrasings": "SELECT id FROM note WHERE kind = 'phrasing' AND id IN"
    " (SELECT note FROM card WHERE standing = 'active')",
    "stories": "SELECT id FROM note WHERE kind = 'story' AND id IN (SELECT note FROM card WHERE standing = 'active')",
    "questions": "SELECT id FROM note WHERE kind = 'question' AND id IN"
    " (SELECT note FROM card WHERE standing = 'active')",
    "points": "SELECT p.id FROM point p WHERE p.note IN (SELECT note FROM card WHERE standing = 'active') UNION ALL"
    " SELECT id FROM note WHERE kind = 'key_point' AND id IN (SELECT note FROM card WHERE standing = 'active')",
}


def item(made: sqlite3.Connection, id: str, day: date) -> dict[str, Any]:
    """Return what a view says of an item."""
    rows = made.execute("SELECT * FROM evidence WHERE item = ? ORDER BY at, id", (id,)).fetchall()
    asked = [row for row in rows if row["how"] != "unmarked"]
    worth = [
        {"exact": "right", "near": "near", "wrong": "wrong"}.get(
            row["verdict"], "wrong" if row["rating"] == AGAIN else "right"
        )
        for row in asked
    ]
    memory = remembered(rows)
    place = made.execute(
        "SELECT text, path, line FROM point WHERE id = :id UNION ALL SELECT CASE kind WHEN 'metric' THEN"
        " replace(prompt, '___', answer) WHEN 'phrasing' THEN answer ELSE prompt END, path, line"
        " FROM note WHERE id = :id",
        {"id": id},
    ).fetchone()
    return {
        "text": place["text"],
        "source": (place["path"], place["line"]),
        "reviews": len(asked),
        **{each: worth.count(each) for each in ("right", "near", "wrong")},
        "last": asked[-1]["at"] if asked else None,
        "stability": memory and memory[0],
        "retrievability": memory and recall(memory[0], max(0, (day - memory[2]).days)),
        "trend": trend(worth),
    }


def trend(worth: list[str]) -> float | None:
    if len(worth) < 4:
        return None
    late, early = worth[-5:], worth[-10:-5]
    if not early:
        early, late = worth[: len(worth) // 2], worth[len(worth) // 2 :]
    return late.count("right") / len(late) - early.count("right") / len(early)


def ready(made: sqlite3.Connection, day: date) -> dict[str, dict[str, float]]:
    """Return how ready one is: all in all, by theme, story and question."""
    found: dict[str, dict[str, float]] = {"question": {}, "story": {}}
    decks: defaultdict[str, list[float]] = defaultdict(list)
    for row in made.execute("SELECT id, kind, deck FROM note WHERE kind IN ('question', 'story')").fetchall():
        if not made.execute("SELECT 1 FROM card WHERE note = ? AND standing = 'active'", (row["id"],)).fetchone():
            continue
        parts = [id for (id,) in made.execute("SELECT id FROM point WHERE note = ?", (row["id"],))] or [row["id"]]
        chance = prod(item(made, id, day)["retrievability"] or 0 for id in parts)
        found[row["kind"]][row["id"]] = chance
        decks[row["deck"]].append(chance)
    every = [chance for chances in decks.values() for chance in chances]
    return {
        "all": {"": sum(every) / len(every)},
        "theme": {deck: sum(chances) / len(chances) for deck, chances in decks.items()},
        **found,
    }


def coverage(made: sqlite3.Connection) -> dict[str, list[Any]]:
    """Return what the map from questions to stories leaves open, as texts."""
    made.executescript(
        "CREATE TEMP VIEW IF NOT EXISTS asked AS SELECT * FROM note WHERE id IN"
        " (SELECT note FROM card WHERE standing = 'active');"
        "CREATE TEMP VIEW IF NOT EXISTS led AS SELECT * FROM asked WHERE kind IN ('question', 'story_match')"
        " AND story IS NOT NULL;"
    )
    bare = made.execute(
        "SELECT prompt FROM asked a WHERE kind = 'question' AND story IS NULL AND deck IN (SELECT deck FROM led)"
        " AND lower(prompt) NOT IN (SELECT lower(prompt) FROM led)"
        # the share that stories answer; decks of which they answer fewer are not among those tried
        " AND 4 * (SELECT count(*) FROM led WHERE deck = a.deck)"
        " >= (SELECT count(*) FROM asked b WHERE b.deck = a.deck AND kind IN ('question', 'story_match'))"
    )
    never = made.execute(
        "SELECT prompt FROM asked WHERE kind = 'story'"
        " AND id NOT IN (SELECT item FROM evidence WHERE how <> 'unmarked')"
    )
    leaned = made.execute(
        "SELECT s.prompt, count(*) AS many FROM led JOIN asked s ON s.id = led.story GROUP BY s.id"
        " HAVING many > 4 AND many * 3 > (SELECT count(*) FROM led)"
    )
    return {
        "without_story": [prompt for (prompt,) in bare],
        "never_told": [prompt for (prompt,) in never],
        "leaned_on": [tuple(row) for row in leaned],
    }


# ------------------------------------------------------------------ the figures of a day


def periods(made: sqlite3.Connection, day: date) -> list[tuple[Any, ...]]:
    """Return (days, answers, new, reviews, right, minutes) of today, a week and 30 days."""
    return [
        (
            days,
            *made.execute(
                "SELECT count(*), coalesce(sum(first), 0), coalesce(sum(in_review), 0),"
                " coalesce(sum(in_review AND rating > 1), 0), coalesce(sum(took_ms), 0) / 60000.0"
                " FROM answer WHERE day > ? AND day <= ?",
                ((day - timedelta(days=days)).isoformat(), day.isoformat()),
            ).fetchone(),
        )
        for days in (1, 7, 30)
    ]


def calendar(made: sqlite3.Connection) -> dict[date, int]:
    rows = made.execute("SELECT day, count(*) FROM answer GROUP BY day").fetchall()
    return {date.fromisoformat(day): count for day, count in rows}


def true_recall(made: sqlite3.Connection, day: date, by: str) -> dict[str, tuple[int, int]]:
    """Return answers on cards in review in 30 days and how many were right, by `of_kind` or `deck`."""
    rows = made.execute(
        f"SELECT {by}, count(*), sum(rating > 1) FROM answer WHERE in_review AND day > ? AND day <= ? GROUP BY {by}",
        ((day - timedelta(days=30)).isoformat(), day.isoformat()),
    ).fetchall()
    return {key: (answers, right) for key, answers, right in rows}


def interviews(made: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """Return (day, answers, said, wanted, in time, timed, by heart, never, minutes) of the last 8 mock interviews."""
    rows = made.execute(
        """WITH asked AS (SELECT *, json_extract(detail, '$.drill') AS drill,
            coalesce(json_array_length(detail, '$.said'), 0) AS said,
            coalesce(json_array_length(detail, '$.missed'), 0) AS missed,
            coalesce(json_array_length(detail, '$.never'), 0) AS never,
            json_extract(detail, '$.target_s') * 1000 AS target,
            coalesce(json_extract(detail, '$.by_heart'), 0) AS by_heart
            FROM counts WHERE kind IN ('drill', 'review') AND json_extract(detail, '$.drill') IS NOT NULL)
        SELECT max(day), count(*), sum(said), sum(said + missed), coalesce(sum(took_ms <= target), 0), count(target),
            sum(by_heart), sum(never), sum(took_ms) / 60000.0 FROM asked GROUP BY drill ORDER BY drill DESC LIMIT 8"""
    ).fetchall()
    return [tuple(row) for row in reversed(rows)]


def standings(made: sqlite3.Connection, day: date) -> dict[str, dict[str, Any]]:
    """Return what each studied card is: its kind, deck, standing, due day, lapses and whether it is due."""
    found = {}
    for card in made.execute(
        "SELECT c.id, n.kind, n.deck FROM card c JOIN note n ON n.id = c.note WHERE c.standing = 'active'"
    ).fetchall():
        suspended = buried = steps = False
        due: str | None = None
        lapses, last = 0, day
        for row in made.execute("SELECT * FROM counts WHERE card = ? ORDER BY at, id", (card["id"],)).fetchall():
            match row["kind"]:
                case "review":
                    lapses += row["rating"] == AGAIN and due is not None and not steps
                    due, last, buried = row["due"], date.fromisoformat(row["day"]), False
                    steps = "T" in row["due"]
                case "reset":
                    due, lapses = None, 0
                case "reschedule":
                    due = row["due_day"]
                case "suspend":
                    suspended = True
                case "resume":
                    suspended = buried = False
                case "bury":
                    buried = row["day"] == day.isoformat()
        due_day = None if due is None else date.fromisoformat(due[:10])
        standing = "new" if due is None or due_day is None else "learning" if steps else "young"
        if standing == "young" and due_day is not None and (due_day - last).days >= 21:
            standing = "mature"
        found[card["id"]] = {
            "kind": card["kind"],
            "deck": card["deck"],
            "standing": "suspended" if suspended else standing,
            "due": due_day,
            "waits": not suspended and not buried and due_day is not None and due_day <= day,
            "buried": buried,
            "lapses": lapses,
        }
    return found


def forecast(cards: dict[str, dict[str, Any]], day: date) -> tuple[int, Counter[date]]:
    """Return how many cards are overdue, and how many come due on which day."""
    coming: Counter[date] = Counter()
    for card in cards.values():
        if card["due"] is not None and card["standing"] != "suspended":
            hidden = card["buried"] and card["due"] <= day
            coming[day + timedelta(days=1) if hidden else max(card["due"], day)] += 1
    return sum(card["waits"] and card["due"] < day for card in cards.values()), coming


def calibration(made: sqlite3.Connection) -> dict[int, tuple[int, int, float]]:
    """Return (answers, right, mean chance) by twentieths of the chance, of answers on studied cards in review."""
    bins: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    cards = made.execute("SELECT id FROM card WHERE standing = 'active'").fetchall()
    for (card,) in cards:
        memory: tuple[float, float] | None = None
        due, last = "", date.min
        rows = made.execute(
            "SELECT * FROM counts WHERE card = ? AND kind IN ('review', 'reset') ORDER BY at, id", (card,)
        ).fetchall()
        for row in rows:
            day = date.fromisoformat(row["day"])
            if row["kind"] == "reset":
                memory = None
                continue
            if memory is not None and "T" not in due:
                chance = recall(memory[0], (day - last).days)
                bins[min(int(chance * 20), 19)].append((chance, row["rating"] > AGAIN))
            memory = first(row["rating"]) if memory is None else next_memory(*memory, row["rating"], (day - last).days)
            memory = memory[0], min(max(memory[1], 1), 10)
            due, last = row["due"], day
    return {
        at: (len(each), sum(right for _, right in each), sum(chance for chance, _ in each) / len(each))
        for at, each in bins.items()
    }
