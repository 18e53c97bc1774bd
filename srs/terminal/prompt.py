"""`srs due --prompt`: one very short line, or nothing; click, which costs more than the answer, is not loaded."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from srs.errors import SrsError
from srs.prompt import waiting


def shown(count: int) -> str:
    """Return the line for so many cards that wait; empty for none."""
    return f"srs {count}" if count else ""


def answered(options: Sequence[str]) -> bool:
    """Write the line for the options that stood before the command; False where it takes all of the program."""
    given: dict[str, str] = {}
    rest = list(options)
    while rest:
        name, equals, value = rest.pop(0).partition("=")
        if name == "--plain" and not equals:
            continue
        if name not in ("--db", "--config") or not (equals or rest):
            return False
        given[name] = value if equals else rest.pop(0)
    if sys.stdout is None:
        return False
    try:
        count = waiting(given.get("--db"), given.get("--config"))
        if count is None:
            return False
        if line := shown(count):
            sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except (SrsError, OSError):
        return False
    return True
