"""Commands as a shell sees them: exit codes, standard output and error, JSON shapes."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

COMMANDS = (
    "import", "review", "due", "list", "show", "edit", "undo", "suspend", "resume", "bury", "reset", "reschedule",
    "flag", "tag", "accept", "hide", "retype", "drill", "stats", "judge", "ready", "plan", "catch-up", "decks",
    "sources", "optimize", "evaluate", "changes", "link", "unlink", "doctor", "forget", "export", "pull", "sync",
    "backup", "restore", "check", "rebuild", "merge", "config", "presets",
)  # fmt: skip


def document(ran: Any) -> Any:
    found = json.loads(ran.stdout)
    assert isinstance(found, dict)
    return found


@pytest.fixture
def stored(srs: Run, notes: Path) -> Run:
    """`srs` with the notes imported."""
    assert srs("import", "notes").returncode == 0
    return srs


# ------------------------------------------------------------------ help and wrong usage


@pytest.mark.parametrize("command", [*(c for c in COMMANDS if c != "export"), "export anki", "export json"])
def test_every_command_has_help_with_an_example(command: str, srs: Run) -> None:
    ran = srs(*command.split(), "--help")

    assert ran.returncode == 0
    assert f"  srs {command}" in ran.stdout.split("Examples:")[1] or "srs --db" in ran.stdout


def test_help_lists_every_command_and_says_how_to_complete(srs: Run) -> None:
    ran = srs("--help")

    listed = [
        line.split()[0] for line in ran.stdout.split("Commands:")[1].split("Completion")[0].splitlines() if line.strip()
    ]
    assert set(listed) == set(COMMANDS)
    assert "_SRS_COMPLETE=bash_source" in ran.stdout


def test_the_version_is_told(srs: Run) -> None:
    from srs import __version__

    assert srs("--version").stdout == f"srs {__version__}\n"


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["list", "-x"], ["list", "--tag"], ["import"], ["review", "--limit", "-1"], ["show"]]
)
def test_wrong_usage_ends_with_2(arguments: list[str], srs: Run) -> None:
    ran = srs(*arguments)

    assert ran.returncode == 2
    assert ran.stdout == ""


@pytest.mark.parametrize(
    ("words", "at", "completed"),
    [
        ("srs re", 1, ["review", "resume", "reset", "reschedule", "retype", "ready", "restore", "rebuild"]),
        ("srs list is:le", 2, ["is:learning", "is:leech"]),
    ],
)
def test_completion_knows_commands_and_query_keys(
    words: str, at: int, completed: list[str], environment: dict[str, str]
) -> None:
    asked = {"_SRS_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(at)}
    code = "from srs.terminal.cli import main; main()"
    ran = subprocess.run([sys.executable, "-c", code], env=environment | asked, capture_output=True, text=True)

    assert [line.partition(",")[2] for line in ran.stdout.splitlines()] == completed


@pytest.mark.parametrize("module", ["rich", "sqlalchemy", "fsrs", "srs.collection", "srs.store"])
def test_help_imports_nothing_heavy(module: str, srs: Run, environment: dict[str, str]) -> None:
    code = f"import sys, srs.terminal.cli as cli; cli.run(['--help']); sys.exit({module!r} in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], env=environment, stdout=subprocess.DEVNULL).returncode == 0


# ------------------------------------------------------------------ errors


def test_an_error_is_one_line_and_at_most_one_hint(srs: Run) -> None:
    ran = srs("import", "nowhere")

    assert ran.returncode == 1
    assert ran.stdout == ""
    lines = ran.stderr.splitlines()
    assert lines[0].startswith("error: ") and "nowhere" in lines[0]
    assert len(lines) == 1 or (len(lines) == 2 and lines[1].startswith("hint: "))


def test_a_word_of_review_that_can_only_be_a_path_must_exist(srs: Run) -> None:
    assert srs("review", "./nowhere").returncode == 1
    assert srs("review", "nowhere.md").returncode == 1


def test_nothing_found_is_3_and_still_one_document(srs: Run, stored: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_text("")

    for arguments in (["list", "deck:none"], ["suspend", "deck:none"], ["export", "anki", "deck:none"]):
        plain, as_json = srs(*arguments), srs(*arguments, "--json")
        assert plain.returncode == as_json.returncode == 3, arguments
        assert plain.stdout == ""
        assert plain.stderr.startswith("error: ")
        assert document(as_json)
    assert srs("import", "empty.md").returncode == 3
    assert srs("import", "empty.md").stderr.startswith("warning: empty.md: is empty\nerror: no notes")
    assert document(srs("import", "empty.md", "--json"))["notes"] == []


def test_where_one_card_is_asked_for_and_is_not_there_the_document_is_null(stored: Run) -> None:
    ran = stored("show", "nothing", "--json")

    assert (ran.returncode, json.loads(ran.stdout)) == (3, None)


def test_an_id_that_begins_several_cards_shows_none_of_them(stored: Run) -> None:
    ran = stored("show", "kind:question")

    assert (ran.returncode, ran.stdout) == (3, "")
    assert "means 3 cards" in ran.stderr


def test_where_nothing_is_stored_nothing_is_made(srs: Run, environment: dict[str, str]) -> None:
    expected = {"undo": 3, "rebuild": 1, "suspend kind:list": 3, "export json": 3, "check": 0, "due": 0, "list": 3}

    assert {command: srs(*command.split()).returncode for command in expected} == expected
    assert not Path(environment["SRS_DB"]).exists()


def test_a_second_import_says_the_same_of_what_did_not_change(srs: Run, notes: Path) -> None:
    (notes / "rag.md").write_bytes(b"Words before.\n\n## What is a caf\xe9?\n\nA place that serves coffee, mostly.\n")
    first = document(srs("import", "notes", "--json"))

    second = document(srs("import", "notes", "--json"))

    assert first["skipped"] and second["skipped"] == first["skipped"]
    assert second["sources"] == [first["sources"][0] | {"added": 0, "unchanged": 1}]


def test_a_bad_term_is_wrong_usage_and_named(stored: Run) -> None:
    ran = stored("list", "is:nonsense")

    assert ran.returncode == 2
    assert "is:nonsense" in ran.stderr


def test_a_closed_pipe_is_no_error(stored: Run, environment: dict[str, str], tmp_path: Path) -> None:
    shell = f"set -o pipefail; {sys.executable} -m srs list | head -n 0"
    ran = subprocess.run(["bash", "-c", shell], env=environment, cwd=tmp_path, capture_output=True, text=True)

    assert ran.stderr == ""


# ------------------------------------------------------------------ JSON


NOTE_KEYS = ["id", "kind", "prompt", "answer", "deck", "tags", "parent", "source", "points", "versions", "cues",
             "story", "change", "confidence", "reason"]  # fmt: skip
CARD_KEYS = ["id", "note", "kind", "role", "deck", "prompt", "state", "due", "stability", "difficulty",
             "retrievability", "interval_days", "reviews", "lapses", "suspended", "tags", "source"]  # fmt: skip


@pytest.mark.parametrize("dry", [True, False])
def test_the_import_document_has_the_fields_of_the_contract_in_order(dry: bool, srs: Run, notes: Path) -> None:
    ran = srs("import", "notes", "--json", *(["--dry-run"] if dry else []))
    found = document(ran)

    assert list(found) == ["sources", "notes", "proposed", "problems", "skipped"]
    (source,) = found["sources"]
    assert list(source) == ["path", "encoding", "repaired", "notes", "added", "edited", "moved", "revived",
                            "unchanged", "retired"]  # fmt: skip
    assert (source["path"], source["notes"], source["added"]) == ("notes/rag.md", 3, 3)
    assert [list(note) for note in found["notes"]] == [NOTE_KEYS] * 3
    first = found["notes"][0]
    assert first["prompt"] == "What is chunking?"
    assert list(first["source"]) == ["path", "line_start", "line_end", "also"]
    assert first["source"]["line_start"] == 3
    assert all(list(point) == ["id", "text", "role", "line_start", "line_end"] for point in first["points"])
    assert all(list(skipped) == ["path", "line_start", "line_end", "reason"] for skipped in found["skipped"])
    assert (notes.parent / "srs.db").exists() is not dry


def test_a_second_import_changes_nothing(stored: Run) -> None:
    (source,) = document(stored("import", "notes", "--json"))["sources"]

    assert (source["unchanged"], source["added"], source["edited"], source["retired"]) == (3, 0, 0, 0)


def test_the_list_document_has_the_fields_of_the_contract_in_order(stored: Run) -> None:
    stored("--plain", "review", stdin="\n3\nq\n")

    cards = document(stored("list", "--json"))["cards"]

    assert [list(card) for card in cards] == [CARD_KEYS] * len(cards)
    answered = [card for card in cards if card["state"] != "new"]
    fresh = [card for card in cards if card["state"] == "new"]
    assert len(answered) == 1
    assert answered[0]["due"].endswith("Z") and answered[0]["reviews"] == 1
    assert 0 < answered[0]["retrievability"] <= 1
    for name in ("due", "stability", "difficulty", "retrievability"):
        assert all(card[name] is None for card in fresh)


def test_json_may_stand_anywhere_after_the_command(stored: Run) -> None:
    assert document(stored("list", "--json", "deck:rag")) == document(stored("list", "deck:rag", "--json"))


def test_a_negated_term_is_a_term(stored: Run) -> None:
    stored("suspend", "chunking")

    assert len(document(stored("list", "-is:suspended", "--json"))["cards"]) < len(
        document(stored("list", "--json"))["cards"]
    )


def test_the_due_document(stored: Run) -> None:
    found = document(stored("due", "--json"))

    assert list(found) == ["due", "new", "learning", "overdue", "minutes", "next"]
    assert (found["due"], found["overdue"], found["learning"]) == (0, 0, 0)
    assert found["new"] >= 3


def test_every_command_that_is_no_dialogue_writes_one_document(stored: Run, tmp_path: Path) -> None:
    first = document(stored("list", "--json"))["cards"][0]["id"]

    for arguments in (
        ["due"], ["list"], ["show", first], ["stats"], ["decks"], ["sources"], ["suspend", first], ["resume", first],
        ["bury", first], ["undo"], ["reset", first], ["check"], ["rebuild"], ["config"], ["export", "anki"],
        ["export", "json"], ["backup", "copy.db"], ["import", "notes"],
    ):  # fmt: skip
        ran = stored(*arguments, "--json")
        assert ran.returncode == 0, (arguments, ran.stderr)
        assert document(ran), arguments


# ------------------------------------------------------------------ people's output


def test_the_import_says_per_file_what_was_found(srs: Run, notes: Path) -> None:
    ran = srs("import", "notes")

    assert "notes/rag.md" in ran.stdout
    assert "3 questions" in ran.stdout
    assert "3 added" in ran.stdout


def test_explain_says_what_each_line_became(srs: Run, notes: Path) -> None:
    shown = srs("import", "notes", "--explain").stdout

    (line,) = [line for line in shown.splitlines() if line.endswith("## What is chunking?")]
    assert line.split()[:2] == ["3", "question"]


def test_due_is_one_line_and_the_prompt_is_short(stored: Run) -> None:
    assert len(stored("due").stdout.splitlines()) == 1
    assert stored("due", "--prompt").stdout.startswith("srs ")
    assert len(stored("due", "--prompt").stdout) <= 12


def test_the_prompt_never_fails_and_makes_no_database(srs: Run, tmp_path: Path) -> None:
    ran = srs("due", "--prompt")

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert not (tmp_path / "srs.db").exists()
    (tmp_path / "srs.db").write_bytes(b"no database at all" * 100)
    assert (srs("due", "--prompt").returncode, srs("due", "--prompt").stdout) == (0, "")


def test_commands_that_read_work_on_a_database_that_cannot_be_written(stored: Run, tmp_path: Path) -> None:
    database = tmp_path / "srs.db"
    database.chmod(stat.S_IRUSR)

    for arguments in (["due"], ["list"], ["stats"], ["decks"], ["sources"], ["check"]):
        assert stored(*arguments).returncode == 0, arguments


def test_show_draws_both_sides_and_names_the_source(stored: Run) -> None:
    card = document(stored("list", "--json", "chunking"))["cards"][0]["id"]

    shown = stored("show", card).stdout

    assert "What is chunking?" in shown
    assert "It cuts a document into passages" in shown
    assert "notes/rag.md:3" in shown


def test_acts_say_what_they_did_and_undo_takes_them_back(stored: Run) -> None:
    assert "suspended" in stored("suspend", "kind:question").stdout
    assert "took back: suspend" in stored("undo").stdout
    assert "suspended" not in stored("list").stdout


def test_export_json_to_standard_output_is_the_export_alone(stored: Run) -> None:
    found = document(stored("export", "json", "-o", "-"))

    assert list(found) == ["notes", "cards", "reviews", "events", "presets"]


def test_output_is_not_cut_without_a_terminal(stored: Run, notes: Path) -> None:
    (notes / "long.md").write_text("## Why " + "very " * 60 + "long?\n\nBecause.\n")
    stored("import", "notes")

    assert "very " * 60 in stored("list").stdout


# ------------------------------------------------------------------ the plain review


def test_the_plain_review_takes_keys_as_lines(stored: Run) -> None:
    ran = stored("--plain", "review", stdin="\n\n1\nx\n\n2\n")

    assert ran.returncode == 0
    assert ran.stdout.count("[Enter shows the answer") >= 3
    assert "good: again in 10m" in ran.stdout
    assert "again: again in 1m" in ran.stdout
    assert "no key “x”" in ran.stdout
    assert "3 answers" in ran.stdout
    assert "\x1b" not in ran.stdout


def test_the_end_of_input_ends_the_review(stored: Run) -> None:
    ran = stored("review", stdin="")

    assert ran.returncode == 0
    assert "nothing answered" in ran.stdout


def test_the_plain_review_undoes(stored: Run) -> None:
    ran = stored("review", stdin="4\nu\nq\n")

    assert "took back: easy" in ran.stdout
    assert document(stored("due", "--json"))["learning"] == 0


def test_a_path_is_imported_first_and_its_cards_alone_are_asked(stored: Run, tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text("## What is a queue?\n\nA line.\n")

    ran = stored("review", "other.md", stdin="\nq\n")

    assert "1 file read: 1 note" in ran.stdout
    assert "What is a queue?" in ran.stdout
    assert "1 new, 0 learning, 0 review" in ran.stdout


def test_a_review_with_nothing_to_do_ends_with_0(srs: Run, notes: Path) -> None:
    assert srs("review").returncode == 0
    assert "no cards yet" in srs("review").stdout
    srs("import", "notes")
    srs("suspend", "kind:question")
    srs("suspend", "kind:key_point")
    ran = srs("review")
    assert ran.returncode == 0


def test_a_review_of_what_means_no_card_finds_nothing(stored: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_text("")

    for words in (["deck:none"], ["empty.md"], ["~nobody-here"], ["x" * 5000]):
        ran = stored("review", *words)

        assert (ran.returncode, ran.stdout) == (1 if words[0][0] == "~" else 3, ""), words
        assert ran.stderr.startswith("error: ")


def test_a_review_of_what_is_not_due_says_so(stored: Run) -> None:
    stored("suspend", "kind:question")

    ran = stored("review", "kind:question")

    assert ran.returncode == 0
    assert "nothing to ask now of kind:question" in ran.stdout


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "> /dev/full"])
def test_a_stream_that_is_closed_or_full_is_no_crash(
    closed: str, stored: Run, environment: dict[str, str], tmp_path: Path
) -> None:
    for command in ("list", "list --json", "due", "review --plain"):
        shell = f"{sys.executable} -m srs {command} {closed}"
        ran = subprocess.run(
            ["bash", "-c", shell],
            env=environment,
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )

        assert "Traceback" not in ran.stderr
        assert (ran.returncode == 1) == ("full" in closed), (command, ran.stderr)


def test_an_editor_that_cannot_be_understood_is_one_line(stored: Run) -> None:
    card = document(stored("list", "--json"))["cards"][0]["id"]

    ran = stored("edit", card, EDITOR="vim 'unclosed", VISUAL="")

    assert ran.returncode == 1
    assert ran.stderr.startswith("error: the editor vim 'unclosed")


def test_an_edit_leaves_the_path_as_it_was_given(stored: Run) -> None:
    card = document(stored("list", "--json"))["cards"][0]
    assert stored("edit", card["id"], EDITOR="sed -i s/the/THE/g", VISUAL="").returncode == 0

    assert document(stored("show", card["id"], "--json"))["source"] == card["source"]


def test_a_reviewer_that_is_interrupted_ends_with_130(stored: Run, environment: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "srs", "review"]
    child = subprocess.Popen(
        command,
        env=environment,
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # whoever runs the tests in the background may have told them to ignore it
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert child.stdin and child.stdout
    child.stdin.write(b"3\n")
    child.stdin.flush()
    while b"good: again" not in (line := child.stdout.readline()):
        assert line, "ended too early"
    os.kill(child.pid, signal.SIGINT)
    out, err = child.communicate(timeout=30)

    assert child.returncode == 130
    assert b"1 answer" in out and b"interrupted" in err
