"""What a phone does with schedules and histories that came along, judged by the engine that phones have."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import srs
from srs.anki.identity import Address, address
from srs.clock import to_ms
from srs.model import Listed, Memory, Phase, Seen
from srs.scheduling.scheduler import preview

REAL_NOW = datetime.now(UTC).replace(microsecond=0)
"""The engine's clock can't be set, so the histories here end now."""


class Learner:
    """Someone with some notes and a history of any length."""

    def __init__(self, folder: Path, questions: int = 12) -> None:
        self.now = REAL_NOW
        self.folder = folder
        self.write(*(f"## What is number {n} of all things?\n\nIt is {n * 7}.\n" for n in range(questions)))
        self.collection = srs.Collection.open(str(folder / "srs.db"), clock=lambda: self.now)
        self.collection.import_paths([str(folder / "notes")])

    def write(self, *parts: str) -> None:
        (self.folder / "notes").mkdir(exist_ok=True)
        (self.folder / "notes" / "things.md").write_text("\n".join(parts), encoding="utf-8")

    def cards(self) -> list[Listed]:
        return self.collection.select()

    def state(self, card: str) -> Seen:
        return self.collection.states()[srs.model.CardId(card)]

    def live(self, card: str, rng: random.Random, *, answers: int) -> None:
        """Answer a card some times, as people do: now and then too early or late, never later than now."""
        self.now = REAL_NOW - timedelta(days=rng.randrange(1, 90), seconds=rng.randrange(80_000))
        for _ in range(answers):
            if self.now >= REAL_NOW:
                break
            self.collection.answer(card, rng.choice([1, 2, 3, 3, 3, 4]), took_ms=rng.randrange(2_000, 90_000))
            seen = self.state(card)
            if seen.due_at is not None:
                self.now = seen.due_at + timedelta(seconds=rng.randrange(100))
            else:
                days = max(1, round(seen.interval_days * rng.uniform(0.6, 1.4)))
                self.now += timedelta(days=days, seconds=rng.randrange(-20_000, 20_000))
        self.now = REAL_NOW

    def export(self, name: str = "out.apkg", **how: Any) -> Path:
        return Path(self.collection.export_anki(str(self.folder / name), **how).path)


@pytest.fixture
def learner(tmp_path: Path) -> Iterator[Learner]:
    learner = Learner(tmp_path)
    yield learner
    learner.collection.close()


def row(phone: Any, where: Address, columns: str = "*") -> Any:
    query = f"select {columns} from cards c join notes n on n.id = c.nid where n.guid = ? and c.ord = ?"
    return phone.collection.db.first(query, where.guid, where.ord)


def number_of(phone: Any, item: Listed) -> int:
    return int(row(phone, address(item.note, item.card), "c.id")[0])


def due_date(phone: Any, due: int) -> str:
    sched = phone.collection.sched
    today = datetime.fromtimestamp(sched.day_cutoff - 86_400).date()  # noqa: DTZ006 (the phone's own zone)
    return (today + timedelta(days=due - sched.today)).isoformat()


@pytest.fixture
def lived(learner: Learner) -> Learner:
    rng = random.Random(8)
    for item in learner.cards():
        learner.live(item.card.id, rng, answers=rng.randrange(0, 8))
    return learner


def test_cards_are_due_on_the_same_day_and_steps_at_the_same_instant(lived: Learner, phone: Any) -> None:
    phone.take(lived.export(), schedules=True)

    for item in lived.cards():
        kind, queue, due, left, reps, lapses = row(
            phone, address(item.note, item.card), "c.type, c.queue, c.due, c.left, c.reps, c.lapses"
        )
        state = item.state.state
        if not isinstance(state, Seen):
            assert (kind, queue, reps) == (0, 0, 0)
        elif state.due_at is not None:
            assert (due, left >= 1, queue) == (to_ms(state.due_at) // 1000, True, 1)
            assert kind == (1 if state.phase is Phase.LEARNING else 3)
        else:
            assert (kind, queue, due_date(phone, due)) == (2, 2, state.due_day.isoformat())
            assert (reps, lapses) == (state.reviews, state.lapses)
    assert phone.complaints() == []


def test_the_engine_finds_the_same_memory_in_the_history(lived: Learner, phone: Any) -> None:
    phone.collection.conf.set("fsrs", True)
    phone.take(lived.export(), schedules=True)

    for item in lived.cards():
        if isinstance(item.state.state, Seen):
            found = phone.collection._backend.compute_memory_state(number_of(phone, item)).state
            assert found.stability == pytest.approx(item.state.state.stability, rel=1e-4)
            assert found.difficulty == pytest.approx(item.state.state.difficulty, rel=1e-4)


def test_the_next_answer_leads_to_the_same_memory_there(lived: Learner, phone: Any) -> None:
    phone.collection.conf.set("fsrs", True)
    phone.take(lived.export(), schedules=True)
    collection = lived.collection

    for item in lived.cards():
        state = item.state.state
        if not isinstance(state, Seen):
            continue
        # Anki keeps four places of stability and three of difficulty: from there on both must agree
        kept = replace(state, memory=Memory(round(state.stability, 4), round(state.difficulty, 3)))
        preset = collection.preset_for(item.note.deck, item.note.kind)
        moment = collection.calendar.moment(lived.now)
        ours = preview(kept, card=item.card.id, moment=moment, preset=preset)
        states = phone.collection._backend.get_scheduling_states(number_of(phone, item))
        for rating, name in zip(srs.Rating, ("again", "hard", "good", "easy"), strict=True):
            there = getattr(states, name).normal
            phase = there.WhichOneof("kind")
            memory = (there.relearning.learning if phase == "relearning" else getattr(there, phase)).memory_state
            assert phase == ours[rating].phase.value
            assert memory.stability == pytest.approx(ours[rating].stability, rel=1e-4)


def test_every_answer_that_counts_is_a_row_and_no_other(learner: Learner, phone: Any) -> None:
    first, second, *_ = learner.cards()
    learner.now = REAL_NOW - timedelta(days=3)
    answered = learner.collection.answer(first.card.id, 3, took_ms=4_321)
    learner.collection.answer(second.card.id, 2)
    learner.collection.undo()
    learner.now += timedelta(minutes=11)
    again = learner.collection.answer(first.card.id, 3, took_ms=90_000)
    learner.now += timedelta(days=1)
    learner.collection.reset([first.card.id])

    phone.take(learner.export(), schedules=True)

    rows = phone.collection.db.all("select id, ease, ivl, lastIvl, time, type from revlog order by id")
    days = again.after.state.interval_days
    assert rows[:2] == [
        [to_ms(answered.event.at), 3, -600, 0, 4_321, 0],
        [to_ms(again.event.at), 3, days, -600, 90_000, 0],
    ]
    assert [each[1:] for each in rows[2:]] == [[0, 0, 0, 0, 4]]
    assert row(phone, address(first.note, first.card), "c.type, c.queue, c.data")[:2] == [0, 0]


def test_answers_of_one_millisecond_have_numbers_of_their_own_for_ever(learner: Learner, phone: Any) -> None:
    learner.now = REAL_NOW - timedelta(days=2)
    for item in learner.cards():
        learner.collection.answer(item.card.id, 3)

    first = learner.export("one.apkg")
    second = learner.export("two.apkg")

    assert first.read_bytes() == second.read_bytes()
    phone.take(first, schedules=True)
    numbers = phone.collection.db.list("select id from revlog order by id")
    assert numbers == list(range(to_ms(learner.now), to_ms(learner.now) + len(learner.cards())))


def test_what_is_set_aside_or_marked_is_so_there(learner: Learner, phone: Any) -> None:
    suspended, buried, flagged, tagged, *_ = learner.cards()
    learner.collection.suspend([suspended.card.id])
    learner.collection.bury([buried.card.id])
    learner.collection.flag([flagged.card.id])
    learner.collection.tag([tagged.card.id], "hard-one")

    phone.take(learner.export(), schedules=True)

    def of(item: Listed, columns: str) -> Any:
        return row(phone, address(item.note, item.card), columns)

    assert of(suspended, "c.queue") == [-1]
    assert of(buried, "c.queue") == [-3]
    assert of(flagged, "c.flags") == [1]
    assert of(tagged, "n.tags")[0].split() == ["hard-one"]


def test_the_preset_comes_along_with_its_retention_and_parameters(lived: Learner, phone: Any) -> None:
    phone.take(lived.export(), schedules=True)

    (deck,) = [deck for deck in phone.collection.decks.all() if deck["name"] == "things"]
    preset = phone.collection.decks.get_config(deck["conf"])
    ours = lived.collection.preset
    assert (preset["name"], preset["desiredRetention"], preset["rev"]["perDay"]) == ("srs", 0.9, ours.reviews_per_day)
    assert len(preset["fsrsParams6"]) == 21
    assert preset["new"]["delays"] == [1.0, 10.0]
    assert phone.collection.decks.get_config(1)["name"] == "Default"


def test_without_the_schedule_all_cards_are_new(lived: Learner, phone: Any) -> None:
    phone.take(lived.export(schedule=False), schedules=True)

    assert phone.collection.db.list("select distinct type from cards") == [0]
    assert phone.collection.db.scalar("select count() from revlog") == 0


def test_a_second_export_says_what_will_not_reach_the_phone(lived: Learner) -> None:
    first = lived.collection.export_anki(str(lived.folder / "one.apkg"))
    nothing = lived.collection.export_anki(str(lived.folder / "two.apkg"))
    one, *rest = lived.cards()
    lived.now += timedelta(hours=1)
    lived.collection.answer(one.card.id, 3)
    kept = "".join(f"## {item.note.prompt}\n\n{item.note.answer}\n\n" for item in rest[1:])
    lived.write(f"{kept}\n## And what is entirely new here?\n\nThis is.\n")
    lived.collection.import_paths([str(lived.folder / "notes")])

    made = lived.collection.export_anki(str(lived.folder / "three.apkg"))

    assert (first.reach.first, first.reach.new) == (True, len(rest) + 1)
    assert (nothing.reach.first, nothing.reach.new, nothing.reach.reviewed) == (False, 0, 0)
    assert (made.reach.new, made.reach.gone) == (1, 2)
    assert lived.collection.export_anki(str(lived.folder / "four.apkg"), replace=True).reach.reviewed == 0


def test_deleting_and_importing_again_loses_nothing(lived: Learner, phone: Any) -> None:
    phone.take(lived.export(), schedules=True)
    before = phone.collection.db.all("select id, cid, ease from revlog order by id")
    item = next(item for item in lived.cards() if isinstance(item.state.state, Seen))
    lived.now += timedelta(minutes=5)
    lived.collection.answer(item.card.id, 4, took_ms=1_000)

    again = lived.export(replace=True)
    phone.collection.remove_notes(phone.collection.db.list("select id from notes"))
    phone.take(again, schedules=True)

    after = phone.collection.db.all("select id, cid, ease from revlog order by id")
    assert [each for each in after if each in before] == before
    assert len(after) == len(before) + 1
    assert set(phone.collection.db.list("select cid from revlog")) <= set(
        phone.collection.db.list("select id from cards")
    )
    assert phone.complaints() == []


def test_ten_rounds_of_export_edit_and_export_never_conflict(learner: Learner, phone: Any) -> None:
    rng = random.Random(3)
    texts = {n: f"It is {n * 7}." for n in range(12)}
    phone_said: dict[str, str] = {}
    for turn in range(10):
        learner.now = REAL_NOW + timedelta(days=turn)
        changed = rng.sample(range(12), 3)
        for n in changed:
            texts[n] = f"It is {n * 7}, as was said in round {turn}."
        learner.write(*(f"## What is number {n} of all things?\n\n{texts[n]}\n" for n in range(12)))
        learner.collection.import_paths([str(learner.folder / "notes")])
        for item in rng.sample(learner.cards(), 4):
            learner.collection.answer(item.card.id, 3)
        guids = {int(item.note.prompt.split()[3]): address(item.note, item.card).guid for item in learner.cards()}

        counts = phone.take(learner.export(), schedules=True)

        assert not counts.keys() & {"conflicting", "missing_notetype", "empty_first_field"}
        assert counts.get("new", 0) == (12 if turn == 0 else 0)
        for n in changed:
            phone_said.pop(guids[n], None)
            assert texts[n] in phone.fields(guids[n])["Answer"]
        for guid, said in phone_said.items():
            assert phone.fields(guid)["Answer"] == said
        mine = guids[rng.randrange(12)]
        phone.edit(mine, at=learner.now + timedelta(hours=1), Answer=f"my words of round {turn}")
        phone_said[mine] = f"my words of round {turn}"
    assert phone.complaints() == []
    assert phone.collection.note_count() == 12


ZONES = ("UTC", "Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kolkata")

_JUDGE = """
import json, sys, time
from datetime import datetime, timedelta
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
package, folder = sys.argv[1:]
found = {}
for rollover in (0, 4, 9):
    collection = Collection(f"{folder}/phone-{rollover}.anki2")
    collection.conf.set("rollover", rollover)
    collection.close()
    collection.reopen()
    options = ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True)
    collection.import_anki_package(ImportAnkiPackageRequest(package_path=package.format(rollover), options=options))
    sched = collection.sched
    today = datetime.fromtimestamp(sched.day_cutoff - 86400).date()
    rows = collection.db.all("select n.guid, c.due from cards c join notes n on n.id = c.nid where c.queue = 2")
    found[rollover] = {g: (today + timedelta(days=d - sched.today)).isoformat() for g, d in rows}
    collection.close()
print(json.dumps(found))
"""


@pytest.mark.parametrize("zone", ZONES)
def test_due_days_are_the_same_in_every_zone_and_at_every_rollover(lived: Learner, zone: str) -> None:
    config = lived.folder / "srs.toml"
    for rollover in (0, 4, 9):
        config.write_text(f'zone = "{zone}"\nrollover = "{rollover:02}:00"\n', encoding="utf-8")
        with srs.Collection.open(lived.folder / "srs.db", clock=lambda: lived.now, config=config) as collection:
            collection.export_anki(lived.folder / f"at-{rollover}.apkg")
    expected = {
        address(item.note, item.card).guid: state.due_day.isoformat()
        for item in lived.cards()
        if isinstance(state := item.state.state, Seen) and state.phase is Phase.REVIEW
    }

    judged = subprocess.run(
        [sys.executable, "-c", _JUDGE, str(lived.folder / "at-{}.apkg"), str(lived.folder)],
        env={"TZ": zone, "PATH": "", "HOME": str(lived.folder)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(judged.stdout) == {str(rollover): expected for rollover in (0, 4, 9)}


def test_what_the_phone_has_is_known_after_a_restore_too(lived: Learner) -> None:
    lived.export()
    copy = lived.folder / "copy.json"
    copy.write_text(json.dumps(lived.collection.export_json()), encoding="utf-8")
    srs.Collection.restore(copy, lived.folder / "other.db")

    with srs.Collection.open(lived.folder / "other.db", clock=lambda: lived.now) as other:
        made = other.export_anki(lived.folder / "two.apkg")

    assert (made.reach.first, made.reach.new, made.reach.texts, made.reach.reviewed) == (False, 0, 0, 0)
