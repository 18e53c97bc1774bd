"""`srs merge` as a shell sees it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def two(srs: Run, notes: Path) -> Run:
    """`srs` with two databases of the same notes, the other one with an answer."""
    for name in ("srs.db", "other.db"):
        assert srs("--db", name, "import", "notes", SRS_NOW="2026-03-02T08:00:00Z").returncode == 0
    assert (
        srs(
            "--db", "other.db", "--plain", "review", "--limit", "1", stdin="\n3\n", SRS_NOW="2026-03-02T09:00:00Z"
        ).returncode
        == 0
    )
    return srs


def merge(srs: Run, *words: str) -> Any:
    return srs("--db", "srs.db", "merge", *words, SRS_NOW="2026-03-02T10:00:00Z")


def test_a_merge_says_what_came(two: Run) -> None:
    assert merge(two, "--dry-run", "other.db").stdout == "would merge: 1 event, from other.db\n"
    assert merge(two, "other.db").stdout == "merged: 1 event, from other.db\n"
    assert merge(two, "other.db").stdout == "merged: nothing new, from other.db\n"


def test_the_json_document_counts_what_came(two: Run, tmp_path: Path) -> None:
    (tmp_path / "sync").mkdir()
    ran = merge(two, "other.db", "sync", "--json")

    counts = {"events": 1, "notes": 0, "cards": 0, "conflicts": 0, "forgotten": 0}
    found = json.loads(ran.stdout)
    (left,) = found.pop("left")
    assert found == {
        **counts,
        "others": [{"path": "other.db", **counts}],
        "edited": [],
        "problems": [],
        "stored": True,
    }
    assert (tmp_path / left).is_file()
    assert ran.stderr == ""


def test_notes_edited_on_both_are_shown(two: Run, notes: Path) -> None:
    page = notes / "rag.md"
    text = page.read_text(encoding="utf-8")
    for name, says, at in (("srs.db", "never, to begin with", "11"), ("other.db", "always, as it turned out", "12")):
        page.write_text(text.replace("With recall at k", f"With recall at k, {says}"), encoding="utf-8")
        assert two("--db", name, "import", "notes", SRS_NOW=f"2026-03-02T{at}:00:00Z").returncode == 0

    ran = merge(two, "other.db")

    assert "merged: 1 event, 1 note, from other.db" in ran.stdout
    assert "edited on both, the newer text is from there: “How do you measure retrieval?”" in ran.stdout
    assert "notes/rag.md:" in ran.stdout


def test_what_cannot_be_merged_is_one_line_and_exit_1(two: Run, tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("what is chunking?", encoding="utf-8")
    for name, says in (
        ("absent.db", "error: there is no file or folder absent.db\n"),
        ("srs.db", "error: srs.db is the database itself\nhint: name that of another machine\n"),
        ("text.db", "error: text.db is not a database\nhint: name a database of srs, a backup or an `export json`\n"),
    ):
        ran = merge(two, name)
        assert (ran.returncode, ran.stdout, ran.stderr) == (1, "", says)


def test_a_file_of_a_folder_that_cannot_be_used_is_a_problem(two: Run, tmp_path: Path) -> None:
    folder = tmp_path / "sync"
    folder.mkdir()
    (folder / "old.json").write_text("{}", encoding="utf-8")

    ran = merge(two, "sync")

    assert ran.returncode == 0
    assert ran.stderr == "warning: sync/old.json: the export has no list of notes\n"
    assert ran.stdout.startswith("left a copy for the others: sync/srs-")


def test_nothing_to_merge_is_exit_3(srs: Run, tmp_path: Path) -> None:
    (tmp_path / "sync").mkdir()

    ran = srs("--db", "new.db", "merge", "sync", "--json")

    assert ran.returncode == 3
    assert json.loads(ran.stdout)["events"] == 0
    assert not (tmp_path / "new.db").exists()
