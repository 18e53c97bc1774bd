"""`srs drill` line by line, as a script or a screen reader has it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TEXT = "# A\n\n## Tell me about yourself\n\n- I make slow things fast.\n- I like a < b & order.\n"


def test_a_drill_can_be_held_by_lines_and_writes_its_sheet(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT)
    srs = [sys.executable, "-m", "srs", "--db", str(tmp_path / "a.db")]
    subprocess.run([*srs, "import", str(tmp_path / "a.md")], check=True, capture_output=True)
    sheet = tmp_path / "out" / "sheet.html"

    done = subprocess.run(
        [*srs, "drill", "--plain", "--sheet", str(sheet)], input="\na\n", capture_output=True, text=True, check=True
    )

    assert "Question 1 of 1" in done.stdout
    assert "1 of 2" in done.stdout
    assert "not said: I like a < b & order." in done.stdout
    page = sheet.read_text(encoding="utf-8")
    assert "a &lt; b &amp; order" in page
    assert "<script" not in page and "http" not in page


def test_nothing_to_drill_ends_with_3_and_says_so(tmp_path: Path) -> None:
    srs = [sys.executable, "-m", "srs", "--db", str(tmp_path / "a.db")]

    done = subprocess.run([*srs, "drill"], capture_output=True, text=True, input="", check=False)

    assert done.returncode == 3
    assert done.stderr.startswith("error: ")
