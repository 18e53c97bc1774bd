"""Decks made in Anki become notes here, with their history; the packages are made by the real engine."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection as Engine
from anki.collection import ExportAnkiPackageOptions
from anki.scheduler_pb2 import CardAnswer

from srs import Collection
from srs.anki import foreign
from srs.collection import ImportReport, ProblemsFound
from srs.errors import Missing
from srs.model import Change, Event, EventKind, Kind, Phase, Rating, Seen
from srs.terminal import documents, render
from srs.terminal.look import Look
from tests.anki.conftest import Phone
from tests.anki.test_pull import empty, no_collection, no_database, no_zip, other_schema, views_for_tables, zip_bomb


class Move:
    """A learner with a deck in Anki, and their collection here."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self.folder = folder
        self.engine = engine
        config = folder / "config.toml"
        config.write_text('zone = "UTC"\n', encoding="utf-8")
        self.here = Collection.open(folder / "srs.db", clock=lambda: self.now, config=config)
        self._later = timedelta(seconds=2)

    @property
    def now(self) -> datetime:
        return datetime.now(UTC) + self._later

    def wait(self, **long: int) -> None:
        self._later += timedelta(**long)

    def add(self, kind: str = "Basic", *, deck: str = "Words", tags: tuple[str, ...] = (), **fields: str) -> Any:
        note = self.engine.new_note(self.engine.models.by_name(kind))
        for name, text in fields.items():
            note[name.replace("_", " ")] = text
        note.tags = list(tags)
        self.engine.add_note(note, self.engine.decks.id(deck))
        return note

    def answer(self, note: Any, *ratings: Rating, days_ago: int = 30) -> list[int]:
        """Answer the first card of a note, once a day, and return the numbers of the rows."""
        rows = []
        number = note.cards()[0].id
        for turn, rating in enumerate(ratings):
            states = self.engine._backend.get_scheduling_states(number)
            after = (states.again, states.hard, states.good, states.easy)[rating - 1]
            at = int((datetime.now(UTC) - timedelta(days=days_ago - turn)).timestamp() * 1000)
            while self.engine.db.scalar("select 1 from revlog where id = ?", at):
                at += 1
            self.engine._backend.answer_card(
                CardAnswer(
                    card_id=number,
                    current_state=states.current,
                    new_state=after,
                    rating=rating - 1,
                    answered_at_millis=at,
                    milliseconds_taken=5_000 + turn,
                )
            )
            rows.append(self.engine.db.scalar("select max(id) from revlog where cid = ?", number))
        return rows

    def package(self, name: str = "deck.apkg", *, legacy: bool = False, scheduling: bool = True) -> Path:
        path = self.folder / name
        options = ExportAnkiPackageOptions(
            with_scheduling=scheduling, with_deck_configs=True, with_media=False, legacy=legacy
        )
        self.engine.export_anki_package(out_path=str(path), options=options, limit=None)
        return path

    def bring(self, *paths: Path, **options: Any) -> ImportReport:
        return self.here.import_paths(paths or [self.package()], **options)

    def log(self) -> list[Any]:
        events: list[Any] = self.here.export_json()["events"]
        return events


@pytest.fixture
def move(tmp_path: Path, phone: Phone) -> Iterator[Move]:
    move = Move(tmp_path, phone.collection)
    yield move
    move.here.close()


def answered(move: Move, card: str) -> list[Event]:
    return [event for event in move.here.view(card).history if event.kind is EventKind.REVIEW]


def said(report: ImportReport) -> list[tuple[str, str]]:
    return [(each.note.prompt, each.note.answer) for each in report.notes]


# ------------------------------------------------------------------ what becomes of which note type


@pytest.mark.parametrize("legacy", [False, True])
def test_every_stock_note_type_asks_what_its_templates_ask(move: Move, legacy: bool) -> None:
    move.add(Front="What is <b>HNSW</b>?", Back="A <i>graph</i>.", deck="ml::vectors", tags=("search", "db::vector"))
    move.add("Basic (and reversed card)", Front="cat", Back="gato")
    move.add("Basic (optional reversed card)", Front="dog", Back="perro", Add_Reverse="y")
    move.add("Basic (optional reversed card)", Front="one way", Back="ida")
    move.add("Basic (type in the answer)", Front="2 + 2", Back="4")

    report = move.bring(move.package(legacy=legacy))

    assert said(report) == [
        ("What is HNSW?", "A *graph*."),
        ("cat", "gato"),
        ("gato", "cat"),
        ("dog", "perro"),
        ("perro", "dog"),
        ("one way", "ida"),
        ("2 + 2", "4"),
    ]
    first = report.notes[0].note
    assert (first.kind, first.deck, set(first.tags)) == (Kind.QUESTION, "ml::vectors", {"search", "db::vector"})
    assert [each.change for each in report.notes] == [Change.ADDED] * 7
    assert not report.problems
    assert move.here.check().ok


def test_gaps_become_a_card_for_each_number_with_hints_and_what_stands_beside(move: Move) -> None:
    move.add(
        "Cloze",
        Text="The {{c1::capital::what?}} of {{c2::France}} is {{c1::Paris}}, not {{c3::L{{c4::yo}}n}}",
        Back_Extra="since <b>987</b>",
    )

    report = move.bring()

    assert said(report) == [
        ("The ___ (what?) of France is ___, not Lyon", "capital, Paris"),
        ("The capital of ___ is Paris, not Lyon", "France"),
        ("The capital of France is Paris, not ___", "Lyon"),
        ("The capital of France is Paris, not L___n", "yo"),
    ]
    assert {each.note.kind for each in report.notes} == {Kind.CLOZE}
    assert [version.text for version in report.notes[0].note.versions] == ["since **987**"]


def test_own_note_types_ask_and_answer_by_their_templates(move: Move) -> None:
    models = move.engine.models
    kind = models.new("Vocabulary")
    for name in ("Word", "Meaning", "Example", "Picture"):
        models.add_field(kind, models.new_field(name))
    for name, front, back in (
        (
            "Recall",
            "{{#Example}}<style>.x{}</style><div>{{Meaning}}</div>{{/Example}}<script>var x = 1</script>",
            '{{FrontSide}}<hr class="a" id="answer"><b>{{Word}}</b><br>{{hint:Example}}',
        ),
        ("Say", "{{^Picture}}{{text:Word}} ({{Tags}}){{/Picture}}", "{{Word}}: {{Meaning}}"),
    ):
        template = models.new_template(name)
        template["qfmt"], template["afmt"] = front, back
        models.add_template(kind, template)
    models.add(kind)
    move.add("Vocabulary", Word="zig", Meaning="zag &lt;T&gt; &amp; so", Example="zig zag", tags=("odd",))

    report = move.bring()

    assert said(report) == [("zag <T> & so", "**zig**\nzig zag"), ("zig (odd)", "zig: zag <T> & so")]
    assert report.notes[0].note.reason == "Recall of Vocabulary, made in Anki"


def test_formulas_lists_code_pictures_and_sounds_are_readable(move: Move) -> None:
    move.add(
        Front="Cost of \\(n\\) sorts? <img src='hint-is-the-answer.png'>[sound:a.mp3]",
        Back="<ul><li>best: \\[n\\]</li><li>worst: <code>n*n</code></li></ul><img src=plot.png>[sound:b.mp3]",
    )

    (note,) = [each.note for each in move.bring().notes]

    assert note.prompt == "Cost of $n$ sorts? [picture] (sound)"
    assert note.answer == "- best: $$n$$\n- worst: `n*n`\n![](plot.png) (sound: b.mp3)"
    assert [point.text for point in note.points] == ["best: $$n$$", "worst: n*n"]


def test_what_cannot_be_asked_in_words_is_left_with_a_reason_and_every_note_is_accounted_for(move: Move) -> None:
    move.add(Front="<img src=brain.png>", Back="the brain")
    move.add(Front="words", Back="more words")
    occlusion = move.engine.models.by_name("Image Occlusion")
    note = move.engine.new_note(occlusion)
    note["Occlusion"] = "{{c1::image-occlusion:rect:left=.1:top=.1:width=.2:height=.2}}<br>"
    note["Image"], note["Header"] = "<img src=map.png>", "A map"
    move.engine.add_note(note, 1)
    move.add(Front="x" * 120_000, Back="long")

    report = move.bring()

    assert said(report) == [("words", "more words")]
    assert [(each.lines.start, each.reason) for each in report.skipped] == [
        (1, "it asks by a picture or a sound alone; srs asks in words"),
        (3, "it asks by what is hidden in a picture; srs asks in words"),
        (4, "its text is too long"),
    ]
    lines = {each.note.lines.start for each in report.notes} | {each.lines.start for each in report.skipped}
    assert lines == set(range(1, move.engine.note_count() + 1))
    assert {each.lines.start for each in report.explained} == lines


# ------------------------------------------------------------------ history


def test_the_history_comes_along_with_times_and_due_days(move: Move) -> None:
    note = move.add(Front="What is IVF?", Back="Lists.")
    rows = move.answer(note, Rating.GOOD, Rating.GOOD, Rating.HARD, Rating.GOOD)
    move.add(Front="never asked", Back="so far")

    report = move.bring()

    card, fresh = [each.note.id for each in report.notes]
    (history,) = report.histories
    assert (history.reviews, history.cards) == (4, 1)
    answers = answered(move, card)
    assert [round(event.at.timestamp() * 1000) for event in answers] == rows
    assert [event.took_ms for event in answers] == [5_000, 5_001, 5_002, 5_003]
    state = move.here.states()[card]
    there = move.engine.get_card(note.cards()[0].id)
    days = (state.due_day - move.here.today()).days
    assert days == there.due - move.engine.sched.today
    assert (state.reviews, state.phase) == (4, Phase.REVIEW)
    assert fresh not in move.here.states()
    assert move.here.rebuild().changed == ()
    assert move.here.check().ok


def test_a_day_that_was_set_without_a_row_is_the_due_day_here(move: Move) -> None:
    note = move.add(Front="moved", Back="by an add-on")
    move.answer(note, Rating.GOOD, Rating.EASY)
    card = note.cards()[0]
    card.due += 17
    move.engine.update_card(card)

    (made,) = move.bring().notes

    due = move.here.states()[made.note.id].due_day
    assert (due - move.here.today()).days == card.due - move.engine.sched.today
    assert move.here.rebuild().changed == ()
    before = move.log()
    move.bring()
    assert move.log() == before


def test_suspended_and_flagged_cards_are_so_here(move: Move) -> None:
    one, other = move.add(Front="one", Back="1"), move.add(Front="other", Back="2")
    move.engine.sched.suspend_cards([one.cards()[0].id])
    move.engine.set_user_flag_for_cards(2, [other.cards()[0].id])

    first, second = [each.note.id for each in move.bring().notes]

    assert move.here.view(first).listed.state.suspended
    assert move.here.view(second).listed.state.flagged


def test_the_history_is_taken_back_by_undo_and_the_notes_stay(move: Move) -> None:
    note = move.add(Front="What is PQ?", Back="Codes.")
    move.answer(note, Rating.GOOD, Rating.GOOD)
    path = move.package()
    (made,) = move.bring(path).notes
    states = move.here.states()

    move.here.undo()

    assert move.here.states() == {}
    assert [each.note.id for each in move.here.select("")] == [made.note.id]
    move.bring(path)
    assert move.here.states() == states


def test_cards_with_a_schedule_and_no_history_begin_anew_and_that_is_said(move: Move) -> None:
    note = move.add(Front="long ago", Back="yes")
    move.answer(note, Rating.GOOD, Rating.GOOD)
    move.engine.db.execute("delete from revlog")

    report = move.bring()

    assert [problem.message for problem in report.problems] == [
        "1 card with a schedule and no history begin anew: export with the scheduling of all cards"
    ]
    assert move.here.states() == {}


# ------------------------------------------------------------------ again


def test_importing_again_changes_nothing(move: Move) -> None:
    note = move.add("Cloze", Text="{{c1::a}} and {{c2::b}}")
    move.answer(note, Rating.GOOD, Rating.GOOD)
    path = move.package()
    move.bring(path)
    before = move.here.export_json()

    report = move.bring(path)

    assert [each.change for each in report.notes] == [Change.UNCHANGED] * 2
    assert move.here.export_json() == before


def test_a_later_package_brings_new_text_and_new_reviews_and_an_older_one_nothing(move: Move) -> None:
    note = move.add(Front="What is RAG?", Back="Retrieval.")
    move.answer(note, Rating.GOOD, days_ago=20)
    older = move.package("older.apkg")
    move.bring(older)
    note["Back"] = "Retrieval-augmented generation."
    note.tags = ["llm"]
    move.engine.update_note(note)
    move.engine.db.execute("update notes set mod = mod + 5")
    move.answer(note, Rating.EASY, days_ago=10)
    move.add(Front="new", Back="too")
    move.wait(seconds=20)
    newer = move.package("older.apkg")
    older_again = move.folder / "old" / "older.apkg"

    report = move.bring(newer)

    assert [each.change for each in report.notes] == [Change.EDITED, Change.ADDED]
    (history,) = report.histories
    assert history.reviews == 1
    changed = move.here.view(report.notes[0].note.id)
    assert changed.listed.note.answer == "Retrieval-augmented generation."
    assert changed.listed.note.tags == ("llm",)
    assert [each.old.answer for each in move.here.changes().changes if each.old] == ["Retrieval."]
    assert older_again != newer


def test_an_older_package_after_a_newer_one_changes_nothing(move: Move, tmp_path: Path) -> None:
    note = move.add(Front="What is RAG?", Back="Retrieval.")
    move.answer(note, Rating.GOOD, days_ago=20)
    older = move.package("older.apkg")
    note["Back"] = "Retrieval-augmented generation."
    move.engine.update_note(note)
    move.engine.db.execute("update notes set mod = mod + 5")
    move.engine.sched.suspend_cards([note.cards()[0].id])
    move.answer(move.add(Front="new", Back="too"), Rating.EASY, days_ago=10)
    move.wait(seconds=20)
    move.bring(move.package("newer.apkg"))
    before = move.here.export_json()

    report = move.bring(older)

    assert [each.change for each in report.notes] == [Change.UNCHANGED]
    assert move.here.export_json() == before


def test_notes_stay_when_the_package_goes_or_other_files_are_imported(move: Move) -> None:
    move.add(Front="What is RAG?", Back="Retrieval-augmented generation.")
    notes = move.folder / "notes"
    notes.mkdir()
    path = move.package("notes/deck.apkg")
    (notes / "text.md").write_text("## What is IVF?\nInverted lists.\n", encoding="utf-8")
    move.bring(path, notes)
    path.unlink()

    report = move.bring(notes, prune=True)

    assert report.changes()[Change.RETIRED] == 0
    assert {each.note.prompt for each in move.here.select("")} == {"What is RAG?", "What is IVF?"}
    assert move.here.changed_files() == []
    assert move.here.check().ok


def test_a_note_that_is_gone_from_the_deck_is_retired_only_if_asked_to(move: Move) -> None:
    first = move.add(Front="kept", Back="yes")
    move.add(Front="gone", Back="soon")
    move.bring()
    move.engine.remove_notes(list(move.engine.find_notes("gone")))
    first["Back"] = "yes!"
    move.engine.update_note(first)
    move.engine.db.execute("update notes set mod = mod + 5")
    move.wait(seconds=20)

    kept = move.bring()
    pruned = move.bring(prune=True)

    assert kept.changes()[Change.RETIRED] == 0
    assert [(each.note.prompt, each.change) for each in pruned.notes if each.change is Change.RETIRED] == [
        ("gone", Change.RETIRED)
    ]
    assert [each.note.prompt for each in move.here.select("")] == ["kept"]


def test_a_deck_that_was_chosen_once_is_kept(move: Move) -> None:
    move.add(Front="What is RAG?", Back="A search before the answer.")
    move.bring()

    assert [each.note.deck for each in move.bring(deck="mine").notes] == ["mine"]
    assert [each.note.deck for each in move.bring().notes] == ["mine"]


def test_a_package_that_is_named_in_another_way_is_the_same(move: Move, monkeypatch: pytest.MonkeyPatch) -> None:
    move.add(Front="here", Back="or there")
    path = move.package()
    move.bring(path)
    monkeypatch.chdir(path.parent)

    assert [each.change for each in move.bring(Path(path.name)).notes] == [Change.UNCHANGED]
    path.rename(path.with_name("renamed.apkg"))
    assert [each.change for each in move.bring(Path("renamed.apkg")).notes] == [Change.MOVED]


def test_a_text_that_was_written_down_goes_on_with_its_history(move: Move) -> None:
    note = move.add(Front="What is retrieval-augmented generation?", Back="A search before the answer.")
    move.answer(note, Rating.GOOD)
    path = move.package()
    (made,) = move.bring(path, prune=True).notes
    move.engine.remove_notes([note.id])
    move.add(Front="something", Back="else")
    move.wait(seconds=20)
    move.bring(move.package(), prune=True)
    written = move.folder / "rag.md"
    written.write_text("## What is retrieval-augmented generation?\n\nA search before the answer.\n", encoding="utf-8")

    report = move.bring(written)

    assert [(each.note.id, each.change) for each in report.notes] == [(made.note.id, Change.REVIVED)]
    assert move.here.states()[made.note.id].reviews == 1


def test_hidden_notes_stay_hidden(move: Move) -> None:
    move.add(Front="nobody asks", Back="this")
    (made,) = move.bring().notes
    move.here.hide([made.note.id])

    report = move.bring()

    assert not report.notes
    assert [each.reason for each in report.skipped] == [f"hidden by you; `srs accept {made.note.id}` brings it back"]


def test_answers_given_here_and_there_are_merged(move: Move) -> None:
    note = move.add(Front="both", Back="places")
    move.answer(note, Rating.GOOD, days_ago=9)
    (made,) = move.bring().notes
    move.here.answer(made.note.id, Rating.GOOD)
    move.answer(note, Rating.HARD, days_ago=5)

    move.bring()

    ratings = [event.rating for event in answered(move, made.note.id)]
    assert ratings == [Rating.GOOD, Rating.HARD, Rating.GOOD]
    assert move.here.check().ok
    assert move.here.rebuild().changed == ()


def test_pull_brings_later_reviews_of_such_notes_too(move: Move) -> None:
    note = move.add(Front="pull", Back="works")
    move.answer(note, Rating.GOOD, days_ago=9)
    (made,) = move.bring().notes
    move.answer(note, Rating.EASY, days_ago=5)

    report = move.here.pull(move.package())

    assert (report.reviews, report.ours, report.unknown) == (1, 1, 0)
    state = move.here.states()[made.note.id]
    assert isinstance(state, Seen)
    assert state.reviews == 2


# ------------------------------------------------------------------ options, and beyond


def test_a_dry_run_says_all_and_stores_nothing(move: Move) -> None:
    note = move.add(Front="dry", Back="run")
    move.answer(note, Rating.GOOD)

    report = move.bring(dry_run=True)

    assert said(report) == [("dry", "run")]
    assert report.histories[0].reviews == 1
    assert not report.stored
    assert not move.here.exists


def test_kinds_and_deck_are_chosen(move: Move) -> None:
    move.add(Front="basic", Back="card")
    move.add("Cloze", Text="{{c1::gap}}s")

    report = move.bring(kinds=["cloze"], deck="spanish")

    assert [(each.note.prompt, each.note.deck) for each in report.notes] == [("___s", "spanish")]
    assert [each.reason for each in report.skipped] == ["question notes were not asked for"]


def test_siblings_are_asked_on_different_days(move: Move) -> None:
    move.add("Basic (and reversed card)", Front="cat", Back="gato")
    move.add(Front="alone", Back="here")
    move.bring()

    asked = [move.here.view(item.card_id).face.prompt for item in move.here.queue()]

    assert sorted(asked) == ["alone", "cat"]


def test_json_names_the_history_that_came_along(move: Move) -> None:
    note = move.add(Front="json", Back="too")
    move.answer(note, Rating.GOOD)

    document = documents.import_report(move.bring())

    assert document["sources"][0]["encoding"] == "anki"
    assert document["notes"][0]["source"]["line_start"] == 1
    assert document["histories"][0]["reviews"] == 1


def test_the_screen_says_what_came_along_and_what_was_left(move: Move) -> None:
    note = move.add(Front="seen", Back="yes")
    move.answer(note, Rating.GOOD)
    move.add(Front="<img src=a.png>", Back="a picture")

    shown = [str(line) for line in render.import_report(move.bring(), Look.of_terminal(plain=True))]

    assert "with them: 1 review, of 1 card (`srs undo` takes it back)" in shown
    assert "left in Anki: 1 card (`srs import --explain` says why)" in shown


def test_a_package_of_ours_is_recognised(move: Move, tmp_path: Path) -> None:
    (tmp_path / "own.md").write_text("## What is IVF?\nInverted lists.\n", encoding="utf-8")
    move.bring(tmp_path / "own.md")
    package = tmp_path / "ours.apkg"
    move.here.export_anki(package)

    report = move.bring(package)

    assert not report.notes
    assert report.found_nothing
    assert [problem.message for problem in report.problems] == [
        f"was made by srs; `srs pull {package}` brings home its reviews"
    ]


def test_moving_there_and_back_keeps_the_history(move: Move, phone: Phone, tmp_path: Path) -> None:
    note = move.add(Front="round", Back="trip")
    move.answer(note, Rating.GOOD, Rating.GOOD)
    (made,) = move.bring().notes
    sent = tmp_path / "ours.apkg"
    move.here.export_anki(sent)
    phone.take(sent, schedules=True)

    report = move.here.pull(move.package("all.colpkg.apkg"))

    assert report.reviews == 0
    assert move.here.states()[made.note.id].reviews == 2


def test_an_export_restores_such_notes_too(move: Move, tmp_path: Path) -> None:
    note = move.add("Basic (and reversed card)", Front="cat", Back="gato")
    move.answer(note, Rating.GOOD)
    path = move.package()
    move.bring(path)
    whole = move.here.export_json()
    saved = tmp_path / "saved.json"
    saved.write_text(json.dumps(whole), encoding="utf-8")

    Collection.restore(saved, tmp_path / "other.db")

    with Collection.open(tmp_path / "other.db", clock=lambda: move.now, config=tmp_path / "config.toml") as other:
        report = other.import_paths([path])

        assert [each.change for each in report.notes] == [Change.UNCHANGED] * 2
        assert other.export_json()["events"] == whole["events"]
        assert other.check().ok


def changed_by_hand(path: Path, *statements: str) -> Path:
    """Return a copy of a package with its database changed, as no Anki would."""
    with zipfile.ZipFile(path) as package:
        data = package.read("collection.anki21")
    inside = path.with_suffix(".sqlite")
    inside.write_bytes(data)
    with closing(sqlite3.connect(inside)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    changed = path.with_name(f"changed-{path.name}")
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as package:
        package.write(inside, "collection.anki21")
    return changed


@pytest.mark.parametrize(
    "statement",
    [
        "update notes set mod = 9000000000000000000",
        "update cards set mod = 9000000000000000000, due = 9000000000000000000",
        "update cards set odue = -9000000000000000000, type = 2",
        "update revlog set time = 9000000000000000000, ivl = -9000000000000000000",
        "update cards set ord = 0",
        "update cards set ord = -1",
        "update notes set guid = 'the same'",
        "update notes set guid = ''",
        "update notes set tags = replace(hex(zeroblob(20000)), '00', 'x y ')",
        "update notes set flds = flds || char(0) || char(27) || '[31m' || char(31)",
        "update notes set flds = x'c3'",
        "update notes set flds = hex(zeroblob(5000000))",
        "update col set models = '{\"' || replace(hex(zeroblob(3000)), '0', '1') || '\": {}}'",
        "update col set models = replace(hex(zeroblob(100000)), '0', '[')",
        "update col set models = '[]', decks = '7'",
        "update col set decks = replace(decks, 'Words', replace(hex(zeroblob(9000)), '0', 'w'))",
        "update col set models = replace(models, 'Front}}', replace(hex(zeroblob(900)), '00', 'Front}}{{Front}}{{'))",
        "update col set crt = -5",
        "update revlog set id = id + 100000000000000",
        "delete from notes",
        "delete from cards",
    ],
)
def test_what_no_anki_writes_is_taken_with_care_or_left_with_a_reason(move: Move, statement: str) -> None:
    note = move.add("Basic (and reversed card)", Front="cat", Back="gato")
    move.answer(note, Rating.GOOD, Rating.GOOD)
    move.add("Basic (and reversed card)", Front="dog", Back="perro")
    path = changed_by_hand(move.package(legacy=True), statement)

    report = move.bring(path)

    assert report.notes or report.skipped or report.problems or "delete" in statement
    for problem in report.problems:
        assert "\n" not in problem.message
    for each in report.notes:
        assert each.note.prompt.isprintable()
        assert len(each.note.deck) <= 300
    if move.here.exists:
        assert move.here.check().ok
        assert move.here.rebuild().changed == ()
        move.bring(path)
        assert move.here.check().ok


def test_more_than_can_be_taken_at_once_is_refused(move: Move, monkeypatch: pytest.MonkeyPatch) -> None:
    move.add("Basic (and reversed card)", Front="cat", Back="gato")
    monkeypatch.setattr(foreign, "_MOST_CARDS", 1)

    (problem,) = move.bring().problems

    assert problem.message.endswith("it has more than is taken at once; export one deck at a time")
    assert not move.here.exists


@pytest.mark.parametrize("make", [empty, no_zip, no_collection, no_database, zip_bomb, other_schema, views_for_tables])
def test_what_is_no_package_is_one_line_and_nothing_is_stored(move: Move, make: Callable[[Path], None]) -> None:
    path = move.folder / "evil.apkg"
    make(path)

    report = move.bring(path)

    (problem,) = report.problems
    assert "\n" not in problem.message
    assert report.found_nothing
    assert not move.here.exists
    assert not (move.folder.parent / "etc").exists()


def test_one_that_cannot_be_used_is_a_problem_and_the_others_are_kept(move: Move, tmp_path: Path) -> None:
    move.add(Front="good", Back="one")
    good, bad = move.package(), tmp_path / "bad.apkg"
    bad.write_bytes(b"PK\x03\x04 nothing else")

    report = move.bring(bad, good)

    assert said(report) == [("good", "one")]
    assert [problem.path for problem in report.problems] == [str(bad)]
    with pytest.raises(ProblemsFound):
        move.bring(bad, good, strict=True)
    with pytest.raises(Missing):
        move.bring(tmp_path / "nowhere.apkg")
