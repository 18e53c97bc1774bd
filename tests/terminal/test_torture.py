"""What no learner would do to a review, on a real pseudo-terminal."""

from __future__ import annotations

import json
import signal
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.notes import write_notes
from benchmarks.torture import torture


@pytest.fixture
def many(tmp_path: Path, srs) -> Path:
    """A folder with more cards than a test can answer, all of them new today."""
    write_notes(tmp_path / "notes", questions=120)
    (tmp_path / "config.toml").write_text("new_per_day = 1000\n")
    srs("import", "notes")
    return tmp_path


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_random_keys_sizes_signals_and_pastes_end_nothing_and_lose_nothing(
    seed: int, many: Path, environment: dict[str, str], srs
) -> None:
    env = {**environment, "SRS_CONFIG": str(many / "config.toml"), "EDITOR": "true"}

    outcome = torture(["review"], env=env, seed=seed, acts=120, paste=20_000)

    assert outcome.well, outcome
    assert srs("check").returncode == 0


def test_a_paste_of_a_megabyte_is_no_answer(start, many: Path, srs) -> None:
    terminal = start("review", "notes")
    terminal.wait("Space answer")

    terminal.send(b"\x1b[200~" + b"1234 sbq\n" * 120_000 + b"\x1b[201~")
    terminal.press("?", "Keys")
    terminal.send("q")

    assert terminal.ended() == 0
    assert json.loads(srs("export", "json", "-o", "-").stdout)["events"] == []


def test_ctrl_s_freezes_nothing(start, notes: Path) -> None:
    terminal = start("review", "notes")
    terminal.wait("Space answer")

    terminal.send("\x13")
    terminal.press(" ", "Space good")
    terminal.process.send_signal(signal.SIGTERM)

    assert terminal.ended() == 128 + signal.SIGTERM
    assert terminal.modes[:4] == terminal.before[:4]


def test_two_reviewers_and_a_kill_store_each_answer_once(start, many: Path, srs) -> None:
    config = str(many / "config.toml")
    one, other = start("review", SRS_CONFIG=config), start("review", SRS_CONFIG=config)
    for reviewer in (one, other):
        reviewer.wait("Space answer")

    for _ in range(8):
        for reviewer in (one, other):
            reviewer.press(" ", lambda r=reviewer: "Space good" in r.text or "Space answer" in r.text)
            reviewer.press("4", "Space answer")
    one.process.kill()
    one.ended()
    other.press("4", "Space answer")
    other.send("q")

    assert other.ended() == 0
    reviews = json.loads(srs("export", "json", "-o", "-").stdout)["reviews"]
    assert len(reviews) > 8
    assert max(Counter((review["card"], review["after"]) for review in reviews).values()) == 1
    assert max(Counter(review["card"] for review in reviews).values()) == 1, "easy is due in days"
    assert srs("check").returncode == 0
