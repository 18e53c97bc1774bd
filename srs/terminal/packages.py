"""What is said of a package for a phone: what it holds, what it will do there, and what its owner has to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from srs.terminal import render, text

if TYPE_CHECKING:
    from srs.collection import Reach
    from srs.terminal.show import Packed

_ONCE = """
On the phone, once:
  1. Open the file and tick both boxes of the import, “Import any learning progress” and “Import any deck
     presets”; without them the cards are new for good.
  2. Turn FSRS on in the options of any of these decks; a package can't.
  3. Later packages bring new notes and changed text. Reviews made there come home with `srs pull`.
"""

_NEW = """
On the phone: open the file. All cards are new there, whatever has been learnt here.
"""

_REPLACE = """
On the phone, in this order:
  1. If there were reviews since the last one, `srs pull` a package from it first, and export again.
  2. Delete the decks that came from here. The history of their cards stays.
  3. Open this file and tick both boxes. Text that was edited on the phone is then that of the notes.
"""


def packed(made: Packed) -> Iterator[str]:
    """Return what was written and what comes next."""
    yield render.wrote(made.path, made.contents)
    if made.replace:
        yield from _REPLACE.rstrip().split("\n")
    elif made.reach.first:
        yield from (_ONCE if made.schedule else _NEW).rstrip().split("\n")
    else:
        yield from _again(made.reach)


def _again(reach: Reach) -> Iterator[str]:
    """Return what will become of a phone that has taken the packages before."""
    taken = []
    if reach.new:
        taken.append(f"{text.count(reach.new, 'new card')}")
    if reach.texts:
        taken.append(f"the changed text of {text.count(reach.texts, 'card')}")
    yield f"a phone that has the last package gets {' and '.join(taken) or 'nothing new'}"
    kept = []
    if reach.reviewed:
        kept.append(f"{text.count(reach.reviewed, 'card')} with reviews made here since")
    if reach.moved:
        kept.append(f"{text.count(reach.moved, 'card')} now in another deck")
    if reach.gone:
        kept.append(f"{text.count(reach.gone, 'card')} no longer studied here")
    if kept:
        yield f"it keeps as they are there: {', '.join(kept)}"
        yield "`srs export anki --replace` brings all of it there, and their history stays"
