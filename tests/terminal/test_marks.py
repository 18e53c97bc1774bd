from __future__ import annotations

import json


def test_flags_and_tags_at_the_command_line(srs, notes):
    srs("import", "notes")

    assert srs("flag", "text:overlap").stdout == "1 card flagged; `srs undo` takes it back\n"
    assert srs("tag", "acme", "deck:rag").stdout == "3 cards tagged; `srs undo` takes it back\n"
    (card,) = json.loads(srs("list", "is:flagged", "tag:acme", "--json").stdout)["cards"]
    assert card["tags"] == ["acme"]
    assert srs("flag", "--off", "is:flagged").stdout == "1 card no longer flagged; `srs undo` takes it back\n"
    assert srs("flag", "--off", "text:overlap").stdout == "nothing to do: none was flagged\n"
    assert srs("tag", "two words", "deck:rag").returncode == 2
    assert json.loads(srs("flag", "text:nowhere", "--json").stdout) == {"kind": "flag", "cards": []}
