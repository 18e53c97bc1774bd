"""Every figure of every view equals one that is computed from the exported log by lines of its own (`by_hand`)."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import srs
from srs.clock import from_iso, from_ms
from srs.collection.evidence import all_of_it
from srs.collection.series import pages
from srs.errors import NothingFound
from srs.model import Role
from srs.recall import bulk
from srs.recall.ledger import entries
from srs.terminal.ledger_files import ledger_markdown
from srs.terminal.report.page import page
from tests.recall import by_hand
from tests.recall.test_bulk import same

DECKS = Path(__file__).parents[2] / "decks"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 9, 1, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def live(collection: srs.Collection, clock: Clock, *, days: int = 36, seed: int = 11) -> None:
    """Study the sample decks for some weeks: ticks, typed answers, drills, undos, resets, pauses, a leech."""
    rng = random.Random(seed)
    cards = [each for each in collection.select("") if rng.random() < 0.55]
    # whatever is drawn, one is left until it is overdue and one becomes mature
    late, mature = cards.pop(7).card.id, cards.pop(7).card.id
    for card in (late, late, mature):
        collection.answer(card, 3 if card == late else 4, took_ms=3_000)
        clock.now += timedelta(minutes=11)
    known = {point.id: rng.choice([0.95, 0.95, 0.8, 0.2]) for each in cards for point in each.note.points}
    for day in range(days):
        for listed in rng.sample(cards, 7):
            face = collection.view(listed.card.id).face
            detail: dict[str, Any] = {}
            rating = rng.choices([1, 2, 3, 4], [15, 10, 65, 10])[0]
            if face.points and rng.random() < 0.8:
                said = [point.id for point in face.points if rng.random() < known[point.id]]
                detail = {"said": said, "missed": [point.id for point in face.points if point.id not in said]}
                share = len(said) / len(face.points)
                rating = 3 if share == 1 else 2 if share >= 0.5 else 1
            elif listed.note.kind in ("metric", "phrasing"):
                detail = {"verdict": ["wrong", "near", "exact", "exact"][rating - 1]}
            collection.answer(listed.card.id, rating, took_ms=rng.randint(2_000, 60_000), detail=detail)
            clock.now += timedelta(minutes=rng.choice([1, 3, 12]))
            if rng.random() < 0.08:
                collection.undo()
        if day % 9 == 4:
            drill = collection.drill("", questions=4)
            while drill.current is not None:
                items = [item.id for item in drill.current.items if rng.random() < 0.7]
                drill.answer(spoken_ms=50_000, said=items, by_heart=True)
                clock.now += timedelta(minutes=2)
        if day == 10:
            collection.answer(mature, 4, took_ms=3_000)
        if day == 20:
            collection.reset([cards[0].card.id, cards[5].card.id])
            collection.suspend([cards[9].card.id])
        if day == 25:
            collection.reschedule([cards[12].card.id], collection.today() + timedelta(days=40))
            proposed = [each.card.id for each in _proposed(collection)]
            collection.accept(proposed[:2])
        clock.now = clock.now.replace(hour=8, minute=0) + timedelta(days=1)
    leech = cards[3].card.id
    for _ in range(9):
        for rating in (3, 3, 1):
            collection.answer(leech, rating, took_ms=900)
            clock.now += timedelta(minutes=11)
    for each in _proposed(collection)[:1]:
        collection.accept([each.card.id])
        collection.answer(each.card.id, 3, took_ms=1_500)
    collection.bury([next(each.card.id for each in collection.select("is:due"))])


def _proposed(collection: srs.Collection) -> list[srs.model.Listed]:
    try:
        return collection.select("is:proposed")
    except NothingFound:
        return []


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[srs.Collection]:
    folder = tmp_path_factory.mktemp("by-hand")
    (folder / "config.toml").write_text('zone = "UTC"\n', encoding="utf-8")
    with srs.Collection.open(folder / "srs.db", clock=clock, config=folder / "config.toml") as opened:
        opened.import_paths([DECKS])
        live(opened, clock)
        yield opened


@pytest.fixture(scope="module")
def exported(collection: srs.Collection) -> sqlite3.Connection:
    return by_hand.tables(json.loads(json.dumps(collection.export_json())))


@pytest.fixture(scope="module")
def today(collection: srs.Collection) -> date:
    return collection.today()


def test_the_history_has_all_that_can_be_in_one(exported: sqlite3.Connection) -> None:
    kinds = {kind for (kind,) in exported.execute("SELECT DISTINCT kind FROM log")}

    assert kinds >= {"review", "undo", "drill", "reset", "suspend", "bury", "reschedule", "propose", "accept"}
    for sort in ("verdict", "said"):
        assert exported.execute("SELECT count(*) FROM counts WHERE detail LIKE ?", (f'%"{sort}"%',)).fetchone()[0] > 20


@pytest.mark.parametrize("view", by_hand.VIEWS)
@pytest.mark.parametrize("ahead", [0, 45])
def test_every_column_of_a_view(
    collection: srs.Collection, exported: sqlite3.Connection, today: date, view: str, ahead: int
) -> None:
    on = today + timedelta(days=ahead)
    items = collection.ledger(view, on=on).items

    assert sorted(each.id for each in items) == sorted(id for (id,) in exported.execute(by_hand.VIEWS[view]))
    assert any(each.reviews for each in items)
    for each in items:
        wanted = by_hand.item(exported, each.id, on)
        assert (each.text, (each.place.path, each.place.lines.start)) == (wanted["text"], wanted["source"])
        assert (each.reviews, each.right, each.near, each.wrong) == tuple(
            wanted[name] for name in ("reviews", "right", "near", "wrong")
        )
        assert (each.last and round(each.last.timestamp() * 1000)) == wanted["last"]
        assert [each.stability, each.retrievability, each.trend] == [
            pytest.approx(wanted[name]) for name in ("stability", "retrievability", "trend")
        ]


@pytest.mark.parametrize("ahead", [0, 45])
def test_a_ledger_made_at_once_is_the_one_made_step_by_step(
    collection: srs.Collection, today: date, ahead: int
) -> None:
    notes = list({each.note.id: each.note for each in collection.select("")}.values())
    with collection._store.read() as reader:
        log = all_of_it(reader)

    at_once = bulk.entries(notes, log, day=today + timedelta(days=ahead))

    same(at_once, entries(notes, log.answers(), day=today + timedelta(days=ahead)))
    assert sum(each.reviews for each in at_once) > 500


def test_what_was_never_asked_is_in_the_views_too(collection: srs.Collection) -> None:
    never = [each for view in by_hand.VIEWS for each in collection.ledger(view).items if not each.told]

    assert never
    assert {(each.reviews, each.last, each.stability, each.retrievability) for each in never} == {(0, None, None, None)}


@pytest.mark.parametrize("ahead", [0, 45])
def test_readiness(collection: srs.Collection, exported: sqlite3.Connection, today: date, ahead: int) -> None:
    on = today + timedelta(days=ahead)

    report = collection.ready(on=on)

    wanted = by_hand.ready(exported, on)
    assert report.ready == pytest.approx(wanted["all"][""])
    for name, found in (("theme", report.themes), ("story", report.stories), ("question", report.questions)):
        assert {each.id: each.ready for each in found} == pytest.approx(wanted[name])
    for each in (*report.stories, *report.questions):
        chances = {link.id: by_hand.item(exported, link.id, on)["retrievability"] or 0.0 for link in each.weakest}
        assert {link.id: link.ready for link in each.weakest} == pytest.approx(chances)


def test_what_the_story_map_leaves_open(collection: srs.Collection, exported: sqlite3.Connection) -> None:
    found = collection.ready().coverage

    wanted = by_hand.coverage(exported)
    assert sorted(text for _, text in found.without_story) == sorted(wanted["without_story"]) != []
    assert sorted(text for _, text in found.never_told) == sorted(wanted["never_told"])
    assert sorted((text, count) for _, text, count in found.leaned_on) == sorted(wanted["leaned_on"])


def test_every_cell_of_the_pages_ledger(collection: srs.Collection, exported: sqlite3.Connection, today: date) -> None:
    found = pages(collection)
    html = page(found)

    chances = by_hand.ready(exported, today)
    for view, title in (
        ("metrics", "Figures"),
        ("phrasings", "Wordings"),
        ("stories", "Stories"),
        ("questions", "Questions"),
        ("points", "Points"),
    ):
        table = html[html.index(f"<summary>{title} (") :].partition("</table>")[0]
        shown = Counter(tuple(row.split("<td>")[2:]) for row in re.findall("<tr>(<td>.*)</tr>", table))
        wanted: Counter[tuple[str, ...]] = Counter()
        for (id,) in exported.execute(by_hand.VIEWS[view]).fetchall():
            row = by_hand.item(exported, id, today)
            ready = {"stories": chances["story"], "questions": chances["question"]}.get(view, {})
            wanted[(*([f"{ready[id] * 100:.0f} %"] if ready else []), *_cells(row))] += 1
        assert shown == wanted
    assert f"<b>{chances['all'][''] * 100:.0f} %</b> ready today" in html


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    path, line = row["source"]
    last = "–" if row["last"] is None else f"{from_ms(row['last']):%Y-%m-%d}"
    return (
        "–" if row["retrievability"] is None else f"{row['retrievability'] * 100:.0f} %",
        "–" if row["stability"] is None else f"{row['stability']:.1f}",
        *(str(row[name]) for name in ("right", "near", "wrong")),
        last,
        "–" if row["trend"] is None else f"{row['trend'] * 100:+.0f}",
        f"{path if len(path) <= 40 else '…' + path[-39:]}:{line}",
    )


def test_every_row_of_the_markdown(collection: srs.Collection, exported: sqlite3.Connection, today: date) -> None:
    whole = collection.whole_ledger()
    lines = ledger_markdown(whole.tables, whole.ready).splitlines()

    rows = Counter(tuple(line.split(" | ")[2:6]) for line in lines if line.count(" | ") == 9 and "---" not in line)
    wanted = Counter(
        tuple(str(by_hand.item(exported, id, today)[name]) for name in ("reviews", "right", "near", "wrong"))
        for view in by_hand.VIEWS
        for (id,) in exported.execute(by_hand.VIEWS[view]).fetchall()
    )
    assert rows - Counter({("asked", "right", "near", "wrong"): 5}) == wanted
    for id, chance in by_hand.ready(exported, today)["story"].items():
        text = by_hand.item(exported, id, today)["text"]
        assert any(line.startswith(f"| {chance * 100:.0f} % | {text} |") for line in lines)


def test_answers_recall_and_minutes_of_today_a_week_and_a_month(
    collection: srs.Collection, exported: sqlite3.Connection, today: date
) -> None:
    found = [
        (each.days, each.answers, each.new, each.reviews, each.right, each.minutes)
        for each in collection.stats().periods
    ]

    assert [row[:-1] for row in found] == [row[:-1] for row in by_hand.periods(exported, today)]
    assert [row[-1] for row in found] == pytest.approx([row[-1] for row in by_hand.periods(exported, today)])
    assert collection.stats().reviews == exported.execute("SELECT count(*) FROM answer").fetchone()[0]


def test_recall_by_kind_and_by_deck(collection: srs.Collection, exported: sqlite3.Connection, today: date) -> None:
    stats = collection.stats()

    kinds = {each.kind: (each.answers, each.right) for each in stats.kinds if each.answers}
    decks = {each.deck: (each.answers, each.right) for each in stats.decks if each.answers}
    assert kinds == by_hand.true_recall(exported, today, "of_kind")
    assert decks == by_hand.true_recall(exported, today, "deck")
    assert [each.target for each in (*stats.kinds, *stats.decks, stats.total)] == pytest.approx(
        [0.9] * (len(stats.kinds) + len(stats.decks) + 1)
    )


def test_cards_by_kind_and_deck_and_how_mature_they_are(
    collection: srs.Collection, exported: sqlite3.Connection, today: date
) -> None:
    cards = by_hand.standings(exported, today)
    stats = collection.stats()

    def counted(key: str, value: str | None) -> dict[str, int]:
        some = [card for card in cards.values() if value is None or card[key] == value]
        names = ("new", "learning", "young", "mature", "suspended")
        standing = {name: sum(card["standing"] == name for card in some) for name in names}
        return {"cards": len(some), "due": sum(card["waits"] for card in some), **standing}

    rows = [("kind", None, stats.total)]
    rows += [("kind", str(each.kind), each) for each in stats.kinds]
    rows += [("deck", each.deck, each) for each in stats.decks]  # type: ignore[misc]
    for key, value, found in rows:
        wanted = counted(key, value)
        assert {name: getattr(found, name) for name in wanted} == wanted
    assert all(getattr(stats.total, name) for name in ("new", "young", "mature", "suspended", "due"))


def test_what_comes_due(collection: srs.Collection, exported: sqlite3.Connection, today: date) -> None:
    overdue, coming = by_hand.forecast(by_hand.standings(exported, today), today)
    stats, series = collection.stats(), pages(collection).series

    for found in (stats, series):
        assert found.overdue == overdue > 0
        assert dict(found.forecast) == {day: coming[day] for day, _ in found.forecast}


def test_the_calendar_and_recall_by_week(collection: srs.Collection, exported: sqlite3.Connection) -> None:
    series = pages(collection).series

    assert collection.stats().calendar == series.counts == by_hand.calendar(exported)
    for week in series.weeks:
        days = [(week.first + timedelta(days=number)).isoformat() for number in range(7)]
        wanted = exported.execute(
            "SELECT count(*), coalesce(sum(rating > 1), 0) FROM answer WHERE in_review AND day IN"
            f" ({','.join('?' * 7)})",
            days,
        ).fetchone()
        assert (week.answers, week.right) == tuple(wanted)


def test_leeches(collection: srs.Collection, exported: sqlite3.Connection, today: date) -> None:
    lapses = {id: card["lapses"] for id, card in by_hand.standings(exported, today).items() if card["lapses"] >= 8}

    assert {leech.card: leech.lapses for leech in collection.stats().leeches} == lapses
    assert lapses


def test_mock_interviews(collection: srs.Collection, exported: sqlite3.Connection) -> None:
    names = ("answers", "said", "wanted", "in_time", "timed", "by_heart", "never", "minutes")
    wanted = by_hand.interviews(exported)

    found = [(each.day.isoformat(), *(getattr(each, name) for name in names)) for each in collection.stats().drills]

    assert [row[:-1] for row in found] == [row[:-1] for row in wanted]
    assert [row[-1] for row in found] == pytest.approx([row[-1] for row in wanted])
    assert len(found) == 4


def test_calibration(collection: srs.Collection, exported: sqlite3.Connection) -> None:
    wanted = by_hand.calibration(exported)

    found = {round(each.low * 20): each for each in pages(collection).series.bins}

    assert {at: (each.answers, each.right) for at, each in found.items()} == {
        at: (answers, right) for at, (answers, right, _) in wanted.items()
    }
    assert {at: each.predicted for at, each in found.items()} == pytest.approx(
        {at: row[2] for at, row in wanted.items()}
    )


def test_what_the_command_line_writes(
    collection: srs.Collection,
    exported: sqlite3.Connection,
    today: date,
    capsysbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
    clock: Clock,
) -> None:
    from srs.terminal import cli

    monkeypatch.setenv("SRS_NOW", clock.now.isoformat())
    monkeypatch.setenv("TZ", "UTC")

    def said(*words: str) -> Any:
        assert cli.run(["--db", collection.target, *words]) == 0
        return json.loads(capsysbinary.readouterr().out)

    for view in by_hand.VIEWS:
        for each in said("stats", view, "--json")["items"]:
            wanted = by_hand.item(exported, each["id"], today)
            assert (each["text"], (each["source"]["path"], each["source"]["line_start"])) == (
                wanted["text"],
                wanted["source"],
            )
            assert [each[name] for name in ("reviews", "right", "near", "wrong")] == [
                wanted[name] for name in ("reviews", "right", "near", "wrong")
            ]
            assert (each["last"] and round(from_iso(each["last"]).timestamp() * 1000)) == wanted["last"]
            assert each["retrievability"] == pytest.approx(wanted["retrievability"])
    assert cli.run(["--db", collection.target, "export", "csv", "-o", "-"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsysbinary.readouterr().out.decode())))
    chances = by_hand.ready(exported, today)
    for row in rows:
        wanted = by_hand.item(exported, row["id"], today) | {"ready": chances["question"].get(row["id"])}
        if row["view"] == "stories":
            wanted["ready"] = chances["story"][row["id"]]
        for name in ("reviews", "right", "near", "wrong", "stability", "retrievability", "trend", "ready"):
            assert (float(row[name]) if row[name] else None) == pytest.approx(wanted[name])
    document = said("stats", "--json")
    assert [row["answers"] for row in document["periods"]] == [row[1] for row in by_hand.periods(exported, today)]
    assert {row["id"]: row["ready"] for row in said("ready", "--json")["questions"]} == pytest.approx(
        by_hand.ready(exported, today)["question"]
    )


def test_cards_of_points_stand_among_the_rest(collection: srs.Collection) -> None:
    own = [each for each in collection.select("kind:question") if each.card.role is Role.POINT]
    ledger: Callable[[str], Any] = collection.ledger

    assert own
    assert {each.card.id for each in own} <= {entry.id for entry in ledger("points").items}
