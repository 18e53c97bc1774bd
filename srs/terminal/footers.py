"""The keys that matter now: what stands in the last row of a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from srs.study.attempt import TYPED, Attempt
from srs.terminal import screen, ticking
from srs.terminal.screen import Key

if TYPE_CHECKING:
    from srs.collection import CardView

LABELS = {"search": "Search:", "tag": "Tags:", "answer": "Answer:"}
"""What can be typed over a card, by its name."""
_ENTERS = {"search": "search", "tag": "take them", "answer": "judge it"}
_ESC = Key("Esc", "back", 8)


def card(view: CardView, attempt: Attempt, *, undo: bool, wide: bool, turn: int) -> list[Key]:
    """Return the keys on one side of a card; `wide` where something runs out of the screen."""
    back = [Key("u", "undo", 4)] if undo else []
    acts = [Key("e", "edit", 3), Key("b", "bury", 2), Key("s", "suspend", 1), Key("i", "info", 2)]
    acts += [Key("?", "help", 7), Key("q", "end", 8)]
    version = [Key("v", "version", 4)] if len(attempt.tellings) > 1 else []
    sideways = [Key("h l", "sideways", 5)] if wide else []
    ticks = [Key(ticking.letters(attempt.offered, turn), "tick", 6)] if attempt.offered else []
    if ticking.turns(attempt.offered) > 1:
        ticks.append(Key(ticking.TURN, "more letters", 6))
    if attempt.revealed:
        return [Key("Space", screen.NAMES[attempt.proposed], 9), *ticks, *version, *sideways, *back, *acts]
    beat = [Key("Tab", "next", 5)] if attempt.told_beat_by_beat else []
    typed = [Key("t", "type it", 4)] if view.listed.note.kind in TYPED else []
    return [Key("Space", "answer", 9), *beat, *typed, *ticks, *version, *back, *acts]


def over(what: str, *, undo: bool) -> list[Key]:
    """Return the keys where something stands over the card, or where there is none."""
    if what in LABELS:
        return [Key("Enter", _ENTERS[what], 9), _ESC]
    if what == "hits":
        return [Key("Enter", "ask it", 9), Key("j k", "choose", 7), _ESC]
    last = [Key("?", "help", 6), Key("q", "end", 7)]
    if what:
        return [Key("Space", "back to the card", 9), *last]
    return [Key("Space", "ask now", 9), *([Key("u", "undo", 4)] if undo else []), *last]
