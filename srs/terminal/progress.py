"""A line on stderr that says how far a longer work has come; only on a terminal, and only after a second."""

from __future__ import annotations

import sys
import time


class Step:
    """A callable for the name of what is being done, as a line on stderr that leaving the context takes away."""

    def __init__(self) -> None:
        self._drawn = 0

    def __call__(self, doing: str) -> None:
        if not sys.stderr.isatty():
            return
        self.clear()
        sys.stderr.write(f"{doing} …")
        sys.stderr.flush()
        self._drawn = len(doing) + 2

    def clear(self) -> None:
        """Take the line away."""
        if self._drawn:
            sys.stderr.write("\r" + " " * self._drawn + "\r")
            sys.stderr.flush()
            self._drawn = 0

    def __enter__(self) -> Step:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()


class Progress:
    """A callable for (done, whole); leaving the context takes the line away."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._begun = time.monotonic()
        self._shown = 0.0
        self._drawn = False

    def __call__(self, done: int, whole: int) -> None:
        now = time.monotonic()
        if now - self._begun < 1 or now - self._shown < 0.1 or not sys.stderr.isatty():
            return
        self._shown = now
        self._drawn = True
        width = 24
        filled = width * done // max(whole, 1)
        sys.stderr.write(f"\r{self._doing} {'#' * filled}{'.' * (width - filled)} {done:,} of {whole:,} ")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._drawn:
            sys.stderr.write("\r" + " " * 78 + "\r")
            sys.stderr.flush()
            self._drawn = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()
