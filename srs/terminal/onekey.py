"""Questions that a single key answers, on the normal screen: `srs accept`, links that are not sure."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def keys() -> Iterator[Callable[[str], str]]:
    """Give a function that waits for one of the keys it is given, in lower case; for the end of input it aborts.

    Keys that are typed ahead count: the terminal hands them over one by one from the first question to the last.
    """
    if os.name != "posix" or not sys.stdin.isatty():
        yield lambda offered: _wait(offered, click.getchar)
        return
    import termios
    import tty

    terminal = sys.stdin.fileno()
    saved = termios.tcgetattr(terminal)
    tty.setcbreak(terminal, termios.TCSANOW)
    try:
        yield lambda offered: _wait(offered, lambda: os.read(terminal, 1).decode("latin-1"))
    finally:
        termios.tcsetattr(terminal, termios.TCSANOW, saved)


def _wait(offered: str, read: Callable[[], str]) -> str:
    sys.stdout.flush()
    while True:
        key = read().lower()
        if key in ("\x03", "\x04", ""):
            raise click.Abort
        if key in offered:
            return key
