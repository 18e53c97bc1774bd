"""`srs import --watch` in a real process on a real terminal, and what `srs import` asks there."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

OLD = """# Rates

## What does a limiter protect?

The service behind it from one client that asks too often, and the other clients from that one.
"""
NEW = """# Rates

## Which client gets a refusal first?

The one that asks too often: its bucket is empty while the other clients still have tokens in theirs.
"""


@pytest.mark.skipif(find_spec("watchfiles") is None, reason="needs the extra `watch`")
class TestWatch:
    def test_a_change_is_taken_in_and_said_in_one_line(self, start, srs, notes):
        terminal = start("import", "notes", "--watch")
        terminal.wait("following notes: Ctrl-C ends it")

        path = notes / "rag.md"
        path.write_text(
            path.read_text().replace("# ", "# Again: ", 1) + "\n## What is new here?\n\nThis very answer.\n"
        )
        terminal.wait("notes/rag.md: 1 added")
        (notes / "rag.md").rename(notes / "search.md")
        terminal.wait("notes/search.md (was notes/rag.md): 4 moved")
        (notes / "more").mkdir()
        (notes / "more" / "b.md").write_text("## What is in a new folder?\n\nA file that is seen as well.\n")
        terminal.wait("notes/more/b.md: 1 added")
        terminal.send("\x03")

        assert terminal.ended() == 130
        assert "Traceback" not in terminal.afterwards
        assert "What is in a new folder?" in srs("list").stdout

    def test_a_file_that_is_named_is_followed_though_others_take_its_place(self, start, srs, notes):
        terminal = start("import", "notes/rag.md", "--watch")
        terminal.wait("following notes/rag.md")

        other = notes / "other.md"
        other.write_text((notes / "rag.md").read_text() + "\n## What is put in its place?\n\nA whole new file.\n")
        other.replace(notes / "rag.md")
        terminal.wait("notes/rag.md: 1 added")
        terminal.send("\x03")

        assert terminal.ended() == 130

    def test_what_goes_wrong_is_said_and_waits_for_the_next_change(self, start, srs, notes):
        terminal = start("import", "notes", "--watch", "--strict")
        terminal.wait("following notes")

        (notes / "bad.md").write_bytes(b"\x00\x01\x02" * 400)
        terminal.wait("error:")
        (notes / "bad.md").write_text("## Is it well again?\n\nIt is, with an answer of its own.\n")
        terminal.wait("notes/bad.md: 1 added")
        terminal.send("\x03")

        assert terminal.ended() == 130

    def test_nothing_is_left_to_follow_where_the_folder_is_gone(self, start, notes):
        terminal = start("import", "notes", "--watch")
        terminal.wait("following notes")

        (notes / "rag.md").unlink()
        notes.rmdir()

        assert terminal.ended() == 1
        assert "error: nothing is left of notes" in terminal.afterwards


def test_without_the_extra_it_says_how_to_get_it_and_does_nothing(start, notes, tmp_path):
    (tmp_path / "blocked").mkdir()
    (tmp_path / "blocked" / "watchfiles.py").write_text("raise ImportError\n")

    terminal = start("import", "notes", "--watch", PYTHONPATH=f"{tmp_path / 'blocked'}:{Path(__file__).parents[2]}")

    assert terminal.ended() == 1
    assert "error: following files needs the package watchfiles" in terminal.afterwards
    assert "pip install 'srs[watch]'" in terminal.afterwards
    assert not (tmp_path / "srs.db").exists()


@pytest.mark.parametrize("option", ["--json", "--dry-run", "--explain"])
def test_following_is_no_single_document(srs, notes, option):
    assert srs("import", "notes", "--watch", option).returncode == 2


# ------------------------------------------------------------------ uncertain links


@pytest.fixture
def unsure(srs, tmp_path: Path) -> Path:
    """A note that vanished, and one that may be it: nobody was asked yet."""
    path = tmp_path / "rates.md"
    path.write_text(OLD)
    srs("import", "rates.md")
    path.write_text(NEW)
    return path


def test_import_lists_an_uncertain_link_as_a_problem_where_nobody_can_be_asked(srs, unsure):
    ran = srs("import", "rates.md")

    assert ran.returncode == 0
    assert "may be “What does a limiter protect?”" in ran.stderr
    assert "What does a limiter protect?" in srs("changes", "--unsure").stdout


def test_import_asks_about_an_uncertain_link_in_a_terminal(srs, start, unsure):
    terminal = start("import", "rates.md")
    terminal.wait("y the same card")
    terminal.send("y")

    assert terminal.ended() == 0
    assert "no note has changed" in srs("changes", "--unsure").stdout
    assert srs("list", "is:retired").returncode == 3


def test_import_asks_also_about_what_was_left_open_before(srs, start, unsure):
    srs("import", "rates.md")
    terminal = start("import", "rates.md")
    terminal.wait("y the same card")
    terminal.send("n")

    assert terminal.ended() == 0
    again = start("import", "rates.md")
    assert again.ended() == 0
    assert "y the same card" not in again.afterwards


def test_a_link_that_is_left_for_later_loses_nothing(srs, start, unsure):
    terminal = start("import", "rates.md")
    terminal.wait("y the same card")
    terminal.send("\x03")

    assert terminal.ended() == 130
    assert "What does a limiter protect?" in srs("list", "is:retired").stdout
    assert "Which client gets a refusal first?" in srs("list").stdout


def test_review_asks_nothing_before_its_first_card(srs, start, unsure):
    terminal = start("review")
    terminal.wait("1 unsure")
    terminal.send("q")

    assert terminal.ended() == 0


def test_a_review_of_a_file_lists_an_uncertain_link_at_its_end(srs, unsure):
    ran = srs("review", "rates.md", stdin="q\n")

    assert "1 problem" in ran.stdout
    assert "may be “What does a limiter protect?”" in ran.stderr
