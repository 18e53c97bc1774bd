from __future__ import annotations

PROSE = """# On writing minutes

Minutes are read by people who were not there. They want to know what was decided, by whom, and until when.

## Before the meeting

I copy the agenda into an empty page and leave room below each point. What is not on the agenda gets a page of its own,
so that nobody can say later that it was slipped in.

## Who will ever read this?

In the first month nobody did. Later the auditors came, and then the minutes were all that was left of the meetings.

## After the meeting

I write them the same evening, while the voices are still in my ear, and send them before anybody has slept over it.
"""


def test_a_key_each_says_whether_a_proposed_note_is_studied(srs, start, tmp_path):
    (tmp_path / "minutes.md").write_text(PROSE)
    srs("import", "minutes.md")
    assert "Who will ever read this?" in srs("list", "is:proposed").stdout

    terminal = start("accept")
    terminal.wait("study it")
    terminal.send("y")
    assert terminal.ended() == 0

    assert "Who will ever read this?" in srs("list").stdout
    assert srs("list", "is:proposed").returncode == 3


def test_without_a_terminal_it_says_what_to_name(srs):
    ran = srs("accept")

    assert ran.returncode == 2
    assert "is:proposed" in ran.stderr
