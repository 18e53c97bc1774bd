import os
from pathlib import Path

import pytest

from srs import Collection, SrsError
from srs.collection import ProblemsFound
from srs.errors import Missing
from srs.model import Kind, Rating, Standing

from .conftest import write


def changes(report) -> dict[str, int]:
    return {change.value: count for change, count in report.changes().items() if count}


def prompts(collection, query="") -> list[str]:
    return [listed.note.prompt for listed in collection.select(query)]


def test_an_import_makes_cards_that_can_be_asked(collection, notes):
    report = collection.import_paths([notes])

    assert changes(report) == {"added": 5}
    assert [source.path for source in report.sources] == [str(notes / "rag.md")]
    assert report.sources[0].kinds == {Kind.QUESTION: 5}
    assert [item.work.value for item in collection.queue()] == ["new"] * 5


def test_a_second_import_changes_nothing_and_counts_the_same_notes(collection, notes):
    first = collection.import_paths([notes])

    second = collection.import_paths([notes])
    whole = collection.import_paths([notes], whole=True)

    assert changes(second) == changes(whole) == {"unchanged": 5}
    assert second.sources[0].kinds == first.sources[0].kinds
    assert not second.sources[0].fresh
    assert [each.note for each in whole.notes] == [each.note for each in first.notes]


def test_a_whole_import_tells_again_what_was_skipped(collection, notes):
    (notes / "rag.md").write_text("Just some words.\n\n## What is this?\n\nAn answer that is long enough to be one.\n")
    first = collection.import_paths([notes])

    second = collection.import_paths([notes], whole=True)

    assert first.skipped and second.skipped == first.skipped
    assert changes(second) == {"unchanged": 1}


def test_an_edited_note_keeps_its_card_and_history(collection, notes):
    collection.import_paths([notes])
    card = collection.select("overlap")[0].card.id
    answered = collection.answer(card, Rating.GOOD)
    path = notes / "rag.md"
    path.write_text(path.read_text().replace("is told in this answer about overlap", "is explained right here"))

    report = collection.import_paths([notes])

    assert changes(report) == {"edited": 1, "unchanged": 4}
    assert collection.states()[card] == answered.after.state


def test_a_note_that_vanished_from_its_file_is_retired_and_comes_back_with_its_history(collection, notes):
    path = notes / "rag.md"
    text = path.read_text()
    collection.import_paths([notes])
    card = collection.select("embedding")[0].card.id
    collection.answer(card, Rating.EASY)
    write(path, "chunking", "overlap", "recall", "reranking")

    gone = collection.import_paths([notes])
    path.write_text(text)
    back = collection.import_paths([notes])

    assert changes(gone) == {"unchanged": 4, "retired": 1}
    assert changes(back) == {"unchanged": 4, "revived": 1}
    assert collection.select("embedding")[0].card.id == card
    assert collection.view(card).listed.state.state.reviews == 1


def test_notes_of_a_file_that_vanished_from_a_folder_are_retired(collection, notes):
    write(notes / "other.md", "gradients")
    collection.import_paths([notes])
    (notes / "other.md").unlink()

    report = collection.import_paths([notes])

    assert changes(report) == {"unchanged": 5, "retired": 1}
    assert len(prompts(collection)) == 5
    assert [each.standing for each in collection.select("is:retired")] == [Standing.RETIRED]


def test_a_folder_that_is_empty_all_at_once_retires_nothing(collection, notes):
    collection.import_paths([notes])
    (notes / "rag.md").unlink()

    report = collection.import_paths([notes])

    assert report.found_nothing
    assert len(prompts(collection)) == 5


@pytest.mark.parametrize("content", [b"", b"  \n", b"\x00\x01\x02\x03" * 400])
def test_a_file_that_is_empty_or_binary_retires_its_notes_only_to_prune(collection, notes, content):
    write(notes / "other.md", "gradients")
    collection.import_paths([notes])
    (notes / "rag.md").write_bytes(content)

    kept = collection.import_paths([notes])
    pruned = collection.import_paths([notes], prune=True)

    assert changes(kept) == {"unchanged": 1}
    assert changes(pruned) == {"unchanged": 1, "retired": 5}
    assert prompts(collection) == ["What is gradients?"]


def test_a_dry_run_stores_nothing_and_needs_no_database(collection, notes, tmp_path):
    report = collection.import_paths([notes], dry_run=True)

    assert changes(report) == {"added": 5}
    assert not report.stored
    assert not (tmp_path / "srs.db").exists()


def test_a_dry_run_says_what_the_import_then_does(collection, notes):
    collection.import_paths([notes])
    write(notes / "rag.md", "chunking", "overlap", "recall", "batching")

    dry = collection.import_paths([notes], dry_run=True)
    real = collection.import_paths([notes])

    assert changes(dry) == changes(real)
    assert [each.note.id for each in dry.notes] == [each.note.id for each in real.notes]


def test_a_path_that_does_not_exist_stops_everything(collection, notes, tmp_path):
    with pytest.raises(Missing, match="nowhere"):
        collection.import_paths([notes, tmp_path / "nowhere.md"])

    assert not (tmp_path / "srs.db").exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_a_problem_and_the_others_are_kept(collection, notes):
    secret = write(notes / "secret.md", "secrets")
    secret.chmod(0)

    report = collection.import_paths([notes])

    assert [problem.path for problem in report.problems] == [str(secret)]
    assert changes(report) == {"added": 5}


def test_a_file_above_the_limit_is_left_out_with_a_problem(opened, notes):
    collection = opened(largest_file_mb=1)
    (notes / "big.md").write_text("# Big\n" + "words " * 200_000)

    report = collection.import_paths([notes])

    assert [problem.path for problem in report.problems] == [str(notes / "big.md")]
    assert "1 MB" in report.problems[0].message
    assert changes(report) == {"added": 5}


def test_a_strict_import_with_problems_stores_nothing(opened, notes, tmp_path):
    collection = opened(largest_file_mb=1)
    (notes / "big.md").write_text("words " * 200_000)

    with pytest.raises(ProblemsFound) as caught:
        collection.import_paths([notes], strict=True)

    assert caught.value.exit_code == 1
    assert caught.value.problems[0].path == str(notes / "big.md")
    assert not (tmp_path / "srs.db").exists()


def test_nothing_found_stores_nothing(collection, tmp_path):
    (tmp_path / "empty.md").write_text("")

    report = collection.import_paths([tmp_path / "empty.md"])

    assert report.found_nothing
    assert not (tmp_path / "srs.db").exists()


def test_the_deck_is_the_place_below_the_folder(collection, notes):
    write(notes / "mlops" / "serving.md", "batching")

    collection.import_paths([notes])

    assert [deck.name for deck in collection.decks()] == ["mlops::serving", "rag"]


def test_a_deck_that_is_named_wins_and_stays(collection, notes):
    collection.import_paths([notes], deck="ml::rag")
    write(notes / "rag.md", "chunking")

    collection.import_paths([notes / "rag.md"])

    assert [deck.name for deck in collection.decks()] == ["ml::rag"]


def test_a_known_file_keeps_its_deck_when_it_is_given_alone(collection, notes):
    path = write(notes / "mlops" / "serving.md", "batching", "caching")
    collection.import_paths([notes])
    write(path, "batching", "caching", "queueing")

    report = collection.import_paths([path])

    assert changes(report) == {"unchanged": 2, "added": 1}
    assert {deck.name for deck in collection.decks()} == {"mlops::serving", "rag"}


def test_two_files_of_one_name_keep_their_own_notes(collection, tmp_path):
    one, other = write(tmp_path / "a" / "prep.md", "strengths"), write(tmp_path / "b" / "prep.md", "strengths")
    collection.import_paths([one])

    collection.import_paths([other])

    listed = collection.select()
    assert [each.note.path for each in listed] == [str(one), str(other)]
    assert len({each.card.id for each in listed}) == 2


def test_a_folder_that_was_renamed_is_recognised(collection, notes, tmp_path):
    collection.import_paths([notes])
    card = collection.select("overlap")[0].card.id
    notes.rename(tmp_path / "papers")

    report = collection.import_paths([tmp_path / "papers"])

    assert "added" not in changes(report)
    assert collection.select("overlap")[0].card.id == card
    assert len(collection.select()) == 5
    assert Path(collection.view(card).location) == tmp_path / "papers" / "rag.md"


def test_a_note_that_moved_to_another_file_keeps_its_card(collection, notes):
    write(notes / "a.md", "gradients", "momentum")
    collection.import_paths([notes])
    card = collection.select("momentum")[0].card.id
    write(notes / "a.md", "gradients")
    write(notes / "b.md", "momentum")

    report = collection.import_paths([notes])

    assert changes(report) == {"unchanged": 6, "moved": 1}
    assert collection.select("momentum")[0].card.id == card


def test_only_the_kinds_asked_for_are_taken_and_the_others_are_accounted_for(collection, notes):
    report = collection.import_paths([notes], kinds=["story"])

    assert report.found_nothing
    assert any("question" in skipped.reason for skipped in report.skipped)


def test_kinds_that_were_not_asked_for_stay_as_they_are(collection, notes):
    collection.import_paths([notes])

    collection.import_paths([notes], kinds=["story"])
    again = collection.import_paths([notes])

    assert len(collection.select()) == 5
    assert changes(again) == {"unchanged": 5}


def test_a_kind_that_does_not_exist_is_refused(collection, notes):
    with pytest.raises(SrsError, match="poem"):
        collection.import_paths([notes], kinds=["poem"])


def test_the_same_files_by_another_path_are_the_same_notes(collection, notes, monkeypatch):
    collection.import_paths([notes])
    monkeypatch.chdir(notes.parent)

    report = collection.import_paths(["notes"])

    assert "added" not in changes(report)
    assert report.sources[0].path == "notes/rag.md"
    assert len(collection.select()) == 5


def test_progress_is_told_from_the_first_file_to_the_last(collection, notes):
    write(notes / "other.md", "gradients")
    told: list[tuple[int, int]] = []

    collection.import_paths([notes], progress=lambda done, whole: told.append((done, whole)))

    assert told == [(0, 2), (1, 2), (2, 2)]


def test_opening_and_looking_make_nothing_on_disk(tmp_path):
    with Collection.open(tmp_path / "none" / "srs.db") as collection:
        assert collection.due().new == 0
        assert list(collection.queue()) == []
        assert collection.states() == {}
        assert collection.check().ok

    assert not (tmp_path / "none").exists()


def test_a_file_that_comes_back_as_it_was_brings_its_notes_back(collection, notes):
    write(notes / "other.md", "latency")
    collection.import_paths([notes])
    card = collection.select("overlap")[0].card.id
    collection.answer(card, Rating.GOOD)
    (notes / "rag.md").rename(notes / "rag.away")
    assert changes(collection.import_paths([notes])) == {"retired": 5, "unchanged": 1}
    assert [source.path for source in collection.import_paths([notes]).sources] == [str(notes / "other.md")]
    (notes / "rag.away").rename(notes / "rag.md")

    report = collection.import_paths([notes])

    assert changes(report) == {"revived": 5, "unchanged": 1}
    assert collection.select("overlap")[0].card.id == card
    assert card in collection.states()


def test_a_file_whose_name_is_no_text_is_known_again_and_goes_wherever_others_go(collection, tmp_path):
    path = write(tmp_path / "notes" / os.fsdecode(b"caf\xe9.md"), "chunking")
    collection.import_paths([tmp_path / "notes"])

    report = collection.import_paths([tmp_path / "notes"], whole=True)

    assert changes(report) == {"unchanged": 1}
    assert [source.path for source in report.sources] == [str(path)]
    assert collection.view(collection.select()[0].card.id).location == str(path)
    assert collection.export_anki(tmp_path / "all.apkg").notes == 1
