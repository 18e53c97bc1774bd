"""The terminal while the review screen has it: raw keys in, whole frames out, and everything put back at the end.

Keys come one at a time; a paste comes as one key that means nothing but where text is typed. Signals are noticed
between two keys, never in the middle of a transaction.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType, TracebackType
from typing import Any

PASTED = "paste:"
"""What the key begins with that a paste is; its text follows, in one line."""
_LONGEST_PASTE = 40_000
"""Bytes of a paste that are kept."""
_ENTER = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h\x1b[2J"
# alternate screen, no cursor, no wrapping at the edge, pastes marked as such
_LEAVE = "\x1b[0m\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l"
_PASTE, _PASTE_END = b"\x1b[200~", b"\x1b[201~"
_ESCAPE_WAIT = 0.05
"""Seconds in which the rest of an escape sequence arrives; a lone Esc key is one that nothing follows."""

_NAMES = {
    b" ": "space",
    b"\r": "enter",
    b"\n": "enter",
    b"\t": "tab",
    b"\x1b": "esc",
    b"\x7f": "backspace",
    b"\x08": "backspace",
    b"\x03": "interrupt",
    b"\x04": "end of input",
    b"\x0c": "redraw",
    b"\x15": "clear",
    b"\x17": "clear word",
    b"\x01": "home",
    b"\x05": "end",
}
_SEQUENCES = {
    "A": "up",
    "B": "down",
    "C": "right",
    "D": "left",
    "H": "home",
    "F": "end",
    "1~": "home",
    "3~": "delete",
    "4~": "end",
    "5~": "pageup",
    "6~": "pagedown",
    "7~": "home",
    "8~": "end",
    "M": "enter",
    "1;2C": "shift-right",
    "1;2D": "shift-left",
}

RESIZED = "resized"
"""Not a key: the terminal has another size, or another program has written on it."""


class Terminated(Exception):
    """The process was told to end (SIGTERM, SIGHUP), or its terminal is gone."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def can_draw(*, plain: bool) -> bool:
    """Return whether a full screen is possible: a terminal on both ends that places a cursor and draws lines."""
    if plain or os.environ.get("TERM", "") in ("dumb", "unknown") or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    return "utf" in (sys.stdout.encoding or "").lower()


class Terminal:
    """The terminal, taken over on entering and given back on leaving, whatever happens in between."""

    def __init__(self) -> None:
        self._in = sys.stdin.fileno()
        self._out = sys.stdout.fileno()
        self._pending = b""
        self._shown: list[str] = []
        self._saved: list[Any] | None = None
        self._handlers: dict[int, Any] = {}
        self._signals: list[int] = []
        self._pipe: tuple[int, int] | None = None
        self._writing = self._stopped = False
        self.away = 0.0
        """Seconds in which others had the terminal: an editor, a shell after Ctrl-Z."""

    # -------------------------------------------------------------- taking over, giving back

    def __enter__(self) -> Terminal:
        sys.stdout.flush()
        if os.name == "posix":
            self._pipe = os.pipe()
            for end in self._pipe:
                os.set_blocking(end, False)
            for name in ("SIGWINCH", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT", "SIGTSTP", "SIGCONT"):
                number = getattr(signal, name)
                self._handlers[number] = signal.signal(number, self._noticed)
        self._take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._give()
        finally:
            for number, handler in self._handlers.items():
                signal.signal(number, handler or signal.SIG_DFL)
            self._handlers.clear()
            if self._pipe:
                for end in self._pipe:
                    os.close(end)
                self._pipe = None

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Give the terminal back for as long as another program (an editor) has it."""
        self._give()
        since = time.monotonic()
        ours = {number: signal.signal(number, handler or signal.SIG_DFL) for number, handler in self._handlers.items()}
        try:
            yield
        finally:
            for number, handler in ours.items():
                signal.signal(number, handler)
            self.away += time.monotonic() - since
            self._take()

    def _take(self) -> None:
        if os.name == "posix":
            import termios
            import tty

            if self._saved is None:
                self._saved = termios.tcgetattr(self._in)
            # not TCSADRAIN: it would wait for ever on a terminal that was stopped by Ctrl-S
            tty.setcbreak(self._in, termios.TCSANOW)
            modes = termios.tcgetattr(self._in)
            modes[0] &= ~termios.IXON  # Ctrl-S would freeze the screen, and with it the program
            modes[3] &= ~termios.IEXTEN  # Ctrl-V and Ctrl-O would swallow keys
            termios.tcsetattr(self._in, termios.TCSANOW, modes)
        self._shown = []
        self._write(_ENTER)

    def _give(self) -> None:
        try:
            if self._stopped:
                import termios

                with suppress(termios.error):
                    termios.tcflush(self._out, termios.TCOFLUSH)  # what nobody reads would keep us here
            self._write(_LEAVE)
        except Terminated:
            return
        finally:
            if self._saved is not None:
                import termios

                # what was typed ahead was meant for the screen, not for the shell
                with suppress(termios.error):  # the terminal is gone: nothing is left to restore
                    termios.tcsetattr(self._in, termios.TCSAFLUSH, self._saved)

    # -------------------------------------------------------------- frames out

    @property
    def size(self) -> tuple[int, int]:
        """Return columns and rows, as they are now."""
        try:
            width, height = os.get_terminal_size(self._out)
        except OSError:
            width, height = 0, 0
        if width and height:
            return width, height
        usual = shutil.get_terminal_size((80, 24))
        return usual.columns, usual.lines

    def paint(self, lines: Sequence[str]) -> None:
        """Show one frame, a line a row, each ending in what clears its rest; only rows that changed are written."""
        parts = []
        for row, line in enumerate(lines):
            if row >= len(self._shown) or self._shown[row] != line:
                parts.append(f"\x1b[{row + 1};1H{line}")
        if len(lines) < len(self._shown):
            parts.append("\x1b[J")
        self._shown = list(lines)
        if parts:
            # terminals that know synchronised updates show them as one; others ignore the marks
            self._write(f"\x1b[?2026h{''.join(parts)}\x1b[?2026l")

    def _write(self, text: str) -> None:
        data = text.encode("utf-8", "replace")
        self._writing = True
        try:
            while data:
                try:
                    data = data[os.write(self._out, data) :]
                except BlockingIOError:
                    select.select([], [self._out], [], 1.0)
                except OSError as error:
                    raise Terminated(_hangup()) from error
        finally:
            self._writing = False

    # -------------------------------------------------------------- keys in

    def key(self, timeout: float | None = None) -> str | None:
        """Return the next key, `RESIZED`, or None when `timeout` seconds have passed.

        A printable key is its own character; others have names (`space`, `enter`, `up`, …). Raises
        KeyboardInterrupt for Ctrl-C and `Terminated` when the process is to end.
        """
        if os.name != "posix":
            return _windows_key(timeout)
        end = None if timeout is None else time.monotonic() + timeout
        while True:
            if (signalled := self._signalled()) is not None:
                return signalled
            if self._pending:
                if (key := self._next()) is not None:
                    return key
                continue
            left = None if end is None else max(end - time.monotonic(), 0)
            if not self._wait(left) and end is not None and time.monotonic() >= end:
                return None

    def _wait(self, timeout: float | None) -> bool:
        """Read what is there within `timeout` seconds; return whether anything came."""
        assert self._pipe is not None
        ready, _, _ = select.select([self._in, self._pipe[0]], [], [], timeout)
        if self._pipe[0] in ready:
            os.read(self._pipe[0], 1024)
        if self._in in ready:
            try:
                data = os.read(self._in, 65_536)
            except OSError as error:
                raise Terminated(_hangup()) from error
            if not data:
                raise Terminated(_hangup())
            self._pending += data
        return bool(ready)

    def _next(self) -> str | None:
        """Take the next key off what was read; None for what is none."""
        data = self._pending
        if data.startswith(_PASTE):
            return PASTED + self._pasted()
        if data[0] == 0x1B:
            return self._escape()
        size = 1 if data[0] < 0x80 else 2 if data[0] < 0xE0 else 3 if data[0] < 0xF0 else 4
        taken, self._pending = data[:size], data[size:]
        if taken in _NAMES:
            name = _NAMES[taken]
            if name == "interrupt":
                raise KeyboardInterrupt
            return name
        key = taken.decode("utf-8", "ignore")
        return key if key.isprintable() and key else None

    def _escape(self) -> str | None:
        if len(self._pending) == 1:
            self._wait(_ESCAPE_WAIT)
        data = self._pending
        if len(data) == 1 or data[1] == 0x1B:
            self._pending = data[1:]
            return "esc"
        if data[1:2] not in (b"[", b"O"):
            self._pending = data[2:]  # Alt and a key: nothing here means that
            return None
        at = 2
        while True:
            while at < len(self._pending) and not 0x40 <= self._pending[at] <= 0x7E:
                at += 1
            if at < len(self._pending) or at > 64 or not self._wait(_ESCAPE_WAIT):
                break
        sequence = self._pending[2 : at + 1]
        if self._pending[: at + 1] == _PASTE:
            return None  # the loop finds it at the start of what is pending
        self._pending = self._pending[at + 1 :]
        return _SEQUENCES.get(sequence.decode("ascii", "replace"))

    def _pasted(self) -> str:
        """Take a paste off what was read; all of it at once, and of a very long one only the beginning is kept."""
        kept = b""
        self._pending = self._pending[len(_PASTE) :]
        while (end := self._pending.find(_PASTE_END)) < 0:
            body, self._pending = self._pending[: -len(_PASTE_END)], self._pending[-len(_PASTE_END) :]
            kept += body[: max(_LONGEST_PASTE - len(kept), 0)]
            if not self._wait(1.0):
                self._pending = b""
                break
        kept += self._pending[: max(end, 0)][: max(_LONGEST_PASTE - len(kept), 0)]
        self._pending = self._pending[end + len(_PASTE_END) :] if end >= 0 else b""
        said = " ".join(kept.decode("utf-8", "ignore").split())
        return "".join(sign for sign in said if sign.isprintable())

    # -------------------------------------------------------------- signals

    def _noticed(self, number: int, _frame: FrameType | None) -> None:
        if self._writing and number in (signal.SIGTERM, _hangup()):
            # nobody may be reading any more, and then the write would never end
            self._stopped = True
            raise Terminated(number)
        self._signals.append(number)
        if self._pipe:
            with suppress(BlockingIOError):  # full of news already
                os.write(self._pipe[1], b"!")

    def _signalled(self) -> str | None:
        if not self._signals:
            return None
        number = self._signals.pop(0)
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        if number == signal.SIGTSTP:
            self._give()
            signal.signal(signal.SIGTSTP, signal.SIG_DFL)
            since = time.monotonic()
            os.kill(os.getpid(), signal.SIGTSTP)  # returns after `fg`
            self.away += time.monotonic() - since
            signal.signal(signal.SIGTSTP, self._noticed)
            self._signals = [other for other in self._signals if other != signal.SIGCONT]
            self._take()
        elif number == signal.SIGCONT:
            self._take()
        elif number == signal.SIGWINCH:
            self._shown = []
            self._write("\x1b[2J")
        else:
            raise Terminated(number)
        return RESIZED


def _hangup() -> int:
    return int(getattr(signal, "SIGHUP", signal.SIGTERM))


def _windows_key(timeout: float | None) -> str | None:
    import msvcrt  # only Windows has it

    codes = {"H": "up", "P": "down", "I": "pageup", "Q": "pagedown", "G": "home", "O": "end"}
    end = None if timeout is None else time.monotonic() + timeout
    while not msvcrt.kbhit():  # type: ignore[attr-defined,unused-ignore]
        if end is not None and time.monotonic() >= end:
            return None
        time.sleep(0.01)
    key: str = msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]
    if key in ("\x00", "\xe0"):
        return codes.get(msvcrt.getwch())  # type: ignore[attr-defined,unused-ignore]
    if key == "\x03":
        raise KeyboardInterrupt
    return _NAMES.get(key.encode("utf-8", "ignore"), key)
