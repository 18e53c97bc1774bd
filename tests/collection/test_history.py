"""Which note is which: what was recognised, how it is put right, what is forgotten."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from srs import Collection, Rating
from srs.errors import NothingFound
from srs.model import EventKind, How, Standing

from .conftest import write

OLD = "## What is a canary?\n\nA new version answers one percent of the traffic first, and a guard metric stops it.\n"
NEW = "## Which deck of cards do pirates use?\n\nNobody ever saw their cards, so historians argue over it still.\n"


def changes(report) -> dict[str, int]:
    return {change.value: count for change, count in report.changes().items() if count}


def known(collection) -> dict[str, tuple[str, str, object]]:
    """What is studied: card -> path, text, state."""
    try:
        listed = collection.select()
    except NothingFound:
        return {}
    return {
        each.card.id: (each.note.path, each.note.prompt + each.note.answer, each.card.slot, each.state)
        for each in listed
    }


# ------------------------------------------------------------------ what was recognised


def test_changes_tell_the_old_and_the_new_text_and_how_alike_they_are(collection, notes):
    collection.import_paths([notes])
    path = notes / "rag.md"
    path.write_text(path.read_text().replace("is told in this answer about overlap", "is explained right here"))

    report = collection.import_paths([notes])
    (view,) = collection.changes().changes

    assert [each.how for each in report.recognised] == [How.EDITED]
    assert view.link.how is How.EDITED
    assert 0.5 < view.link.score <= 1
    assert view.old.answer == "What people mean by overlap is told in this answer about overlap."
    assert view.new.answer == "What people mean by overlap is explained right here."
    assert (view.old.path, view.old.line) == (str(path), view.new.line)


def test_a_file_under_another_name_is_told_as_renamed(collection, notes):
    write(notes / "other.md", "latency", "queues")
    collection.import_paths([notes])
    (notes / "other.md").rename(notes / "systems.md")

    report = collection.import_paths([notes])

    assert {source.path: source.renamed for source in report.sources if source.fresh and source.kinds} == {
        str(notes / "systems.md"): str(notes / "other.md")
    }
    assert {view.link.how for view in collection.changes().changes} == {How.RENAMED}


def test_a_note_that_became_two_is_told_as_split_and_keeps_its_history(collection, tmp_path):
    path = tmp_path / "n.md"
    first, second = "A cache keeps what was asked for often.", "Eviction drops whatever nobody wanted lately."
    path.write_text(f"# N\n\n## How does a cache work?\n\n{first}\n\n{second}\n")
    collection.import_paths([path])
    card = collection.select()[0].card.id
    path.write_text(f"# N\n\n## How does a cache work?\n\n{first}\n\n## What gets thrown out?\n\n{second}\n")

    report = collection.import_paths([path])

    assert [each.how for each in report.recognised] == [How.EDITED, How.SPLIT]
    assert card in known(collection)
    assert len(known(collection)) == 2


def test_notes_that_became_one_are_told_as_merged(collection, tmp_path):
    path = tmp_path / "n.md"
    first, second = "A cache keeps what was asked for often.", "Eviction drops whatever nobody wanted lately."
    path.write_text(f"# N\n\n## How does a cache work?\n\n{first}\n\n## What gets thrown out?\n\n{second}\n")
    collection.import_paths([path])
    path.write_text(f"# N\n\n## How does a cache work?\n\n{first}\n\n{second}\n")

    report = collection.import_paths([path])

    assert How.MERGED in [each.how for each in report.recognised]
    assert changes(report) == {"edited": 1, "retired": 1}


# ------------------------------------------------------------------ former texts


_paths = st.sampled_from(["a.md", "b.md", "c/d.md", "c/a.md"])
_prompts = st.sampled_from(
    ["What is drift?", "What is data drift?", "Why do queues grow?", "How do caches work?", "Tell me about a failure."]
)
_answers = st.sampled_from(
    [
        "Inputs change over time.",
        "Inputs change over time, and nobody looks.",
        "More comes in than goes out: 30 % more, every day.",
        "More comes in than goes out: 40 % more, every day.",
        "- They keep what was asked for\n- They drop what was not",
        "- They drop what was not\n- They keep what was asked for\n- They keep what was asked for",
        "**Situation:** The index was lost.\n\n**Action:** I built it anew.\n\n**Result:** It took 4 hours, not 9.",
        "**Situation:** The index was lost.\n\n**Action:** I asked for a copy.\n\n**Result:** It took 2 hours, not 9.",
        "**20-second version:** It does.\n\n**60-second version:** It does, and here is why it does so.",
        "",
    ]
)
_ids = st.sampled_from(["", "", "", " ^one", " ^two", "\n\n<!-- srs: id=mine -->"])
_notes = st.lists(st.tuples(_paths, _prompts, _answers, _ids), max_size=7)


def _lay_out(folder: Path, chosen: list[tuple[str, str, str, str]]) -> None:
    for path in sorted(folder.rglob("*.md")):
        path.unlink()
    texts: dict[str, list[str]] = {
        "always.md": ["# Always\n\n## What stays?\n\nThis one does, whatever else happens.\n"]
    }
    for name, prompt, answer, id in chosen:
        texts.setdefault(name, ["# Notes\n"]).append(f"## {prompt}\n\n{answer}{id}\n")
    for name, parts in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(parts))


@given(first=_notes, a=_notes, b=_notes, c=_notes)
@settings(
    max_examples=int(os.environ.get("SRS_EXAMPLES", "20")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_what_was_imported_before_comes_back_with_its_ids_and_states(tmp_path_factory, clock, first, a, b, c):
    """A, then B and C, then A again; `SRS_EXAMPLES=2000` looks at more of them."""
    folder = tmp_path_factory.mktemp("aba")
    with Collection.open(folder / "srs.db", clock=clock) as collection:
        for chosen in (first, a):
            _lay_out(folder / "notes", chosen)
            collection.import_paths([folder / "notes"])
        for card in list(known(collection))[::2]:
            collection.answer(card, Rating.GOOD)
        before = known(collection)
        for chosen in (b, c, a):
            _lay_out(folder / "notes", chosen)
            collection.import_paths([folder / "notes"])

        assert known(collection) == before
        assert collection.check().ok


def test_a_folder_that_is_renamed_and_renamed_back_keeps_everything(collection, notes, tmp_path):
    collection.import_paths([notes])
    before = set(known(collection))
    notes.rename(tmp_path / "papers")
    collection.import_paths([tmp_path / "papers"])
    (tmp_path / "papers").rename(notes)

    collection.import_paths([notes])

    assert set(known(collection)) == before


# ------------------------------------------------------------------ putting it right


@pytest.fixture
def swapped(collection, tmp_path):
    """A note that vanished, with a history, and one that was read in its place and has nothing to do with it."""
    path = tmp_path / "n.md"
    path.write_text("# N\n\n" + OLD)
    collection.import_paths([path])
    old = collection.select()[0].card.id
    collection.answer(old, Rating.EASY)
    path.write_text("# N\n\n" + NEW)
    collection.import_paths([path])
    (new,) = collection.select()
    assert new.card.id != old
    return path, old, new.card.id


def test_link_lets_a_new_note_go_on_with_the_history_of_an_old_one(collection, swapped):
    path, old, new = swapped

    collection.link(old, new)

    (listed,) = collection.select()
    assert (listed.card.id, listed.note.prompt) == (old, "Which deck of cards do pirates use?")
    assert listed.state.state.reviews == 1
    assert changes(collection.import_paths([path], whole=True)) == {"unchanged": 1}


def test_a_link_is_in_the_log_and_is_undone(collection, swapped):
    path, old, new = swapped
    before = known(collection)
    collection.link(old, new)
    event = collection.export_json()["events"][-1]

    undone = collection.undo()

    assert (event["kind"], event["card"], event["detail"]["note"]) == ("link", old, new)
    assert undone.undone.kind is EventKind.LINK
    assert known(collection) == before
    assert changes(collection.import_paths([path], whole=True)) == {"unchanged": 1}
    assert collection.check().ok


def test_unlink_makes_a_new_note_of_what_is_said_now(collection, notes):
    collection.import_paths([notes])
    card = collection.select("overlap")[0].card.id
    collection.answer(card, Rating.GOOD)
    path = notes / "rag.md"
    text = path.read_text()
    path.write_text(text.replace("What is overlap?", "What is a window that slides over the overlap?"))
    collection.import_paths([notes])
    assert collection.find(card).note.prompt.startswith("What is a window")

    collection.unlink(card)

    (listed,) = collection.select("window")
    assert listed.card.id != card
    assert collection.find(card).standing is Standing.RETIRED
    assert collection.find(card).note.prompt == "What is overlap?"
    assert changes(collection.import_paths([notes], whole=True)) == {"unchanged": 5}
    path.write_text(text)
    assert card in {each.card.id for each in (collection.import_paths([notes]), collection.select("overlap"))[1]}


def test_an_unlink_is_undone(collection, notes):
    collection.import_paths([notes])
    card = collection.select("overlap")[0].card.id
    path = notes / "rag.md"
    path.write_text(path.read_text().replace("What is overlap?", "What is a window that slides over the overlap?"))
    collection.import_paths([notes])
    before = known(collection)
    collection.unlink(card)

    collection.undo()

    assert known(collection) == before
    assert changes(collection.import_paths([notes], whole=True)) == {"unchanged": 5}


def test_two_living_notes_are_merged_and_both_histories_stay(collection, tmp_path):
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(f"# {name}\n\n" + OLD)
    collection.import_paths([tmp_path / "a.md", tmp_path / "b.md"])
    one, other = (listed.card.id for listed in collection.select())
    collection.answer(one, Rating.GOOD)
    collection.answer(other, Rating.AGAIN)

    linked = collection.link(one, other)
    collection.import_paths([tmp_path / "a.md", tmp_path / "b.md"], whole=True)

    assert linked.merged
    assert [listed.card.id for listed in collection.select()] == [one]
    assert {event["card"] for event in collection.export_json()["reviews"]} == {one, other}
    collection.undo()
    assert {listed.card.id for listed in collection.select()} == {one, other}


# ------------------------------------------------------------------ doctor


def test_the_same_question_in_two_files_is_found(collection, tmp_path):
    (tmp_path / "a.md").write_text("# A\n\n" + OLD)
    (tmp_path / "b.md").write_text("# B\n\n## What is a canary?\n\nA bird.\n\n" + NEW)
    collection.import_paths([tmp_path / "a.md", tmp_path / "b.md"])

    (double,) = collection.doctor().duplicates

    assert {double.one.path, double.other.path} == {str(tmp_path / "a.md"), str(tmp_path / "b.md")}


def test_figures_that_disagree_are_found_and_equal_ones_are_not(collection, tmp_path):
    story = "# S\n\n## How good was the filter?\n\nThe false positive rate of the fraud filter fell to {}.\n"
    for name, figure in (("a.md", "4 %"), ("b.md", "5 %"), ("c.md", "4 percent")):
        (tmp_path / name).write_text(story.format(figure))
    collection.import_paths([tmp_path / name for name in ("a.md", "b.md", "c.md")])

    found = {frozenset((each.one.path[-4:], each.other.path[-4:])) for each in collection.doctor().contradictions}

    assert found == {frozenset(("a.md", "b.md")), frozenset(("b.md", "c.md"))}


# ------------------------------------------------------------------ forgetting


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("srs.db*"))


def test_forget_takes_every_version_of_a_text_out_of_the_file(collection, notes, tmp_path):
    path = write(notes / "private.md", "zanzibar")
    collection.import_paths([notes])
    card = collection.select("zanzibar")[0].card.id
    collection.answer(card, Rating.GOOD)
    path.write_text(path.read_text().replace("answer about", "xylophone of"))
    collection.import_paths([notes])
    assert b"zanzibar" in bytes_of(tmp_path)

    done = collection.forget([str(path)])

    left = bytes_of(tmp_path)
    assert done.clean
    assert b"zanzibar" not in left
    assert b"xylophone" not in left
    assert b"private.md" not in left
    assert card in {event["card"] for event in collection.export_json()["events"]}
    assert collection.check().ok


def test_what_a_source_still_says_comes_back_as_new(collection, notes):
    collection.import_paths([notes])
    card = collection.select("overlap")[0].card.id
    collection.answer(card, Rating.GOOD)

    done = collection.forget([card])
    report = collection.import_paths([notes])

    assert (done.notes, done.sources) == (1, ())
    assert changes(report) == {"unchanged": 4, "added": 1}
    (listed,) = collection.select("overlap")
    assert listed.card.id != card
    assert listed.state.head is None


def test_what_is_not_there_cannot_be_forgotten(collection, notes):
    collection.import_paths([notes])

    with pytest.raises(NothingFound):
        collection.forget(["nowhere/else.md"])


# ------------------------------------------------------------------ out and back


def test_an_export_remembers_former_texts_links_and_ids(collection, notes, tmp_path):
    import json

    path = notes / "rag.md"
    text = path.read_text()
    collection.import_paths([notes])
    card = collection.select("overlap")[0].card.id
    path.write_text(text.replace("What is overlap?", "What is a window that slides over the overlap? ^win"))
    collection.import_paths([notes])
    before = collection.changes()
    exported = collection.export_json()
    (tmp_path / "all.json").write_text(json.dumps(exported))
    Collection.restore(tmp_path / "all.json", tmp_path / "other.db")

    with Collection.open(tmp_path / "other.db", config=tmp_path / "config.toml") as other:
        assert other.export_json() == exported
        assert [(v.link.how, v.old, v.new) for v in other.changes().changes] == [
            (v.link.how, v.old, v.new) for v in before.changes
        ]
        path.write_text(text)
        other.import_paths([notes])
        assert other.select("What is overlap?")[0].card.id == card


def test_a_well_known_card_whose_answer_changed_shows_the_difference_until_it_is_answered(collection, notes, clock):
    collection.import_paths([notes])
    card = collection.select("overlap")[0].card.id
    for _ in range(4):
        collection.answer(card, Rating.EASY)
        clock.advance(days=30)
    path = notes / "rag.md"
    path.write_text(path.read_text().replace("told in this answer about overlap", "told right here"))
    collection.import_paths([notes])

    changed = collection.view(card).changed_since
    collection.answer(card, Rating.GOOD)

    assert "".join(p.text for p in changed.difference if p.sort != "new") == changed.face.answer
    assert "".join(p.text for p in changed.difference if p.sort != "gone") == collection.view(card).face.answer
    assert collection.view(card).changed_since is None


def test_a_question_and_its_story_are_no_duplicates(collection, tmp_path):
    (tmp_path / "a.md").write_text(
        "# Stories\n\n## Tell me about the fraud project\n\n**Situation:** Chargebacks rose.\n\n**Action:** I built a "
        "graph model.\n\n**Result:** The losses fell by half in a year.\n"
    )
    collection.import_paths([tmp_path / "a.md"])

    assert collection.doctor().duplicates == ()


def test_figures_of_one_clause_disagree_whatever_else_their_sentences_say(collection, tmp_path):
    for name, figure, more in (
        ("a", "4 %", " and losses fell by 20 thousand a week"),
        ("b", "5 %", ", with a graph model"),
    ):
        (tmp_path / f"{name}.md").write_text(
            f"# {name}\n\n## How did it end?\n\nThe false positive rate fell to {figure}{more}.\n"
        )
    collection.import_paths([tmp_path / "a.md", tmp_path / "b.md"])

    (double,) = collection.doctor().contradictions

    assert {(each.path.rpartition("/")[2], each.answer) for each in (double.one, double.other)} == {
        ("a.md", "4 %"),
        ("b.md", "5 %"),
    }
