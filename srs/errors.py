"""What can stop an act. Whatever is wrong with one note only is a `model.Problem` instead."""

from __future__ import annotations


class SrsError(Exception):
    """An act that cannot be done; shown at the command line as one `error:` and at most one `hint:` line.

    The message is lower case, names the thing and has no full stop; `hint` says what to do next.
    """

    exit_code = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Missing(SrsError):
    """A path, a database or another thing that was named does not exist."""


class NothingFound(SrsError):
    """There is nothing to act on: no notes in the files, no card for the query (exit code 3)."""

    exit_code = 3


class Unusable(SrsError):
    """A database, a backup or a settings file that cannot be used as it is."""


class Damaged(SrsError):
    """`check` found what must not be: a broken file, states that do not follow from the log."""


class Overtaken(SrsError):
    """Another program acted on the card since it was shown; what was answered here is not stored."""


class BadQuery(SrsError):
    """A QUERY that cannot be understood (exit code 2, as wrong usage)."""

    exit_code = 2
