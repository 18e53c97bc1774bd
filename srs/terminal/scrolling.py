"""Which part of a page is looked at, and the keys that move it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

FAR = 10**6
"""Rows: beyond the end of every page; what draws it brings it back into range."""
_ACROSS: Mapping[str, int] = {"l": 8, "h": -8, "shift-right": 8, "shift-left": -8}


@dataclass(frozen=True, slots=True)
class Place:
    """The first row that is shown, and how many cells wide blocks are moved to the left."""

    scroll: int = 0
    shift: int = 0

    def key(self, key: str, *, room: int) -> Place | None:
        """Return the place after a key, where `room` rows are shown at once; None for a key that moves nothing."""
        page = max(room - 1, 1)
        down = {"j": 1, "down": 1, "k": -1, "up": -1, "pagedown": page, "pageup": -page}
        down |= {"g": -FAR, "home": -FAR, "G": FAR, "end": FAR}
        if key in down:
            return replace(self, scroll=max(self.scroll + down[key], 0))
        if key in _ACROSS:
            return replace(self, shift=max(self.shift + _ACROSS[key], 0))
        return None
