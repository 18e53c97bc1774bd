"""Ids that no two devices give twice and that rise in time: 48 bits of milliseconds, 80 bits of chance, as 26 letters
of Crockford's base 32 in lower case, so that they sort as text by the order in which they were given.
"""

from __future__ import annotations

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 26
BEYOND = "8"
"""Sorts after every id made here (128 bits begin with 0 to 7): ids from elsewhere begin with this or later."""

_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
_CHANCE = 80


def next_id(newest: str | None, at_ms: int) -> str:
    """Return an id for the instant `at_ms` that sorts after `newest`, also when the clock stands still or went back.

    The step from the newest one is drawn too: two devices that know the same newest id still give different ones.
    """
    fresh = max(at_ms, 0) << _CHANCE | secrets.randbits(_CHANCE)
    if newest is not None and (before := _number(newest)) >> _CHANCE >= fresh >> _CHANCE:
        fresh = before + 1 + secrets.randbits(_CHANCE - 16)
    return _text(fresh)


def random_id() -> str:
    """Return an id of chance alone, for what needs no order."""
    return _text(secrets.randbits(128))


def _number(text: str) -> int:
    number = 0
    for letter in text:
        number = number << 5 | _VALUES[letter]
    return number


def _text(number: int) -> str:
    return "".join([ALPHABET[number >> shift & 31] for shift in range(125, -1, -5)])
