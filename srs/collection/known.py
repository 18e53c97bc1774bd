"""What an answer has to know beside its card: the presets, and what else is due. Read once, then kept in step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from srs.config import Settings
from srs.model import DEFAULT_PRESET_ID, CardId, CardState, Event, LeechAction, Phase, Preset, Rating, Seen
from srs.scheduling.fuzz import FAR, Load
from srs.scheduling.presets import Presets, presets_of
from srs.store import Before, Reader

_WINDOW = FAR + 10
"""How far ahead what is due is counted: as far as fuzz can put an interval that is balanced."""


def presets(reader: Reader, settings: Settings, *, and_also: Sequence[Event] = ()) -> Presets:
    """Return the presets of a database, with more versions where these are given.

    Limits and orders that a preset does not set are those of the settings.
    """
    known = presets_of(
        [*reader.versions(), *[(event, True) for event in and_also]],
        names={DEFAULT_PRESET_ID: settings.preset.name} | reader.preset_names(),
        uses=reader.preset_uses(),
    )
    return known.within(settings.preset)


class Known:
    """The presets and the load of one collection; `forget()` where another program may have changed them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.read: Presets | None = None
        """The presets, once they were read."""
        self._due: dict[date, int] = {}
        self._counted_from: date | None = None

    def forget(self) -> None:
        """Read again when next asked."""
        self.read = None
        self._counted_from = None

    def presets(self, reader: Reader) -> Presets:
        """Return all presets."""
        if self.read is None:
            self.read = presets(reader, self._settings)
        return self.read

    def preset_of(self, reader: Reader, card: CardId) -> Preset:
        """Return what a card is scheduled by now."""
        known = self.presets(reader)
        if known.alone:
            return known.current[DEFAULT_PRESET_ID]
        of = reader.deck_and_kind(card)
        return known.current[DEFAULT_PRESET_ID] if of is None else known.preset_for(*of)

    def load(self, reader: Reader, card: CardId, preset: Preset, day: date) -> Load | None:
        """Return what due days are chosen by for an answer on a study day; None where nothing else counts."""
        if not preset.fuzz or not (preset.balance or preset.siblings_apart):
            return None
        if self._counted_from != day:
            self._due = reader.due_counts(day + timedelta(days=1), day + timedelta(days=_WINDOW))
            self._counted_from = day
        siblings = reader.sibling_days(card) if preset.siblings_apart else frozenset()
        return Load(self._due if preset.balance else None, siblings)

    def becomes_leech(self, reader: Reader, card: CardId, before: Before, rating: Rating) -> LeechAction | None:
        """Return what happens to a card that this answer makes a leech, or again, half as many lapses later."""
        seen = before.state.state
        if rating is not Rating.AGAIN or not isinstance(seen, Seen) or seen.phase is not Phase.REVIEW:
            return None
        preset = self.preset_of(reader, card)
        over = seen.lapses + 1 - preset.leech_lapses
        if not preset.leech_lapses or over < 0 or over % max(1, preset.leech_lapses // 2):
            return None
        return preset.leech_action

    def moved(self, before: CardState, after: CardState) -> None:
        """Count a card on the day that it is due on now, and no more on the one before."""
        for state, change in ((before, -1), (after, 1)):
            if isinstance(state.state, Seen):
                day = state.state.due_day
                self._due[day] = max(0, self._due.get(day, 0) + change)
