"""Presets as the log has them: which versions there are, what each sets, and under which an answer is replayed.

A version is an event. It holds, in numbers and codes, all that the learner set; what it leaves out is the default. An
answer names the version that it was scheduled under, so a later change leaves it alone, unless that change says that
it reaches back: then all answers under earlier versions of the preset are replayed as if it had held all along.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from srs.model import DEFAULT_PRESET, DEFAULT_PRESET_ID, Event, EventId, EventKind, Kind, Preset, PresetId

REACHES_BACK = "reaches_back"
"""In a version's detail: whether it holds for the answers before it too."""
REMOVED = "removed"
"""In a version's detail: whether the preset is gone with it."""

_OF_THE_DAY = ("new_per_day", "reviews_per_day", "review_order", "new_cards")
"""What a preset that does not set it has from the settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presets:
    """All presets that a log knows; a value, made once and asked for every answer."""

    current: Mapping[PresetId, Preset] = field(default_factory=lambda: {DEFAULT_PRESET_ID: DEFAULT_PRESET})
    """What holds now, without those that were removed."""
    versions: Mapping[EventId, Preset] = field(default_factory=dict)
    """Every version, also one that was taken back: answers may name it."""
    instead: Mapping[EventId | None, Preset] = field(default_factory=dict)
    """Versions that a later one, reaching back, stands in for; None is the default as it was before any change."""
    set_by: Mapping[PresetId, Mapping[str, object]] = field(default_factory=dict)
    """What each current preset sets itself, as the log has it."""
    uses: Mapping[tuple[str, str], PresetId] = field(default_factory=dict)
    """The preset of a deck and a kind; an empty text stands for every one."""

    def of(self, event: Event) -> Preset:
        """Return the preset that an answer is replayed under."""
        return self.under(event.preset)

    def under(self, version: EventId | None) -> Preset:
        """Return the preset that answers which name a version are replayed under."""
        found = self.instead.get(version)
        if found is not None:
            return found
        if version is None:
            return DEFAULT_PRESET
        # one whose event is not here yet: the due days that were given hold
        return self.versions.get(version) or replace(DEFAULT_PRESET, version=version)

    def id_for(self, deck: str, kind: Kind | str) -> PresetId:
        """Return which preset is for a card: its deck's, else the nearest deck's above; in each, its kind's first."""
        if not self.uses:
            return DEFAULT_PRESET_ID
        text = kind.value if isinstance(kind, Kind) else kind
        place = deck
        while True:
            for key in ((place, text), (place, "")):
                id = self.uses.get(key)
                if id is not None and id in self.current:
                    return id
            if not place:
                return DEFAULT_PRESET_ID
            place = place.rpartition("::")[0]

    def preset_for(self, deck: str, kind: Kind | str) -> Preset:
        """Return what a card is scheduled by now."""
        return self.current[self.id_for(deck, kind)]

    def within(self, base: Preset) -> Presets:
        """Return the same with the day's limits and orders of `base` where a preset does not set its own."""
        current = {}
        for id, preset in self.current.items():
            own = self.set_by.get(id, {})
            current[id] = replace(preset, **{name: getattr(base, name) for name in _OF_THE_DAY if name not in own})
        return replace(self, current=current)

    @property
    def alone(self) -> bool:
        """Whether one preset is for all cards."""
        return not any(id in self.current and id != DEFAULT_PRESET_ID for id in self.uses.values())


DEFAULTS = Presets()


def presets_of(
    versions: Iterable[tuple[Event, bool]],
    *,
    names: Mapping[PresetId, str] | None = None,
    uses: Mapping[tuple[str, str], PresetId] | None = None,
) -> Presets:
    """Return the presets that versions, in the order of the log and each with whether it counts, come to."""
    versions = list(versions)
    if versions:
        from srs.scheduling.fields import preset_of_detail  # few have presets of their own
    names = names or {}
    made: dict[EventId, Preset] = {}
    current: dict[PresetId, Preset] = {DEFAULT_PRESET_ID: DEFAULT_PRESET}
    set_by: dict[PresetId, Mapping[str, object]] = {}
    instead: dict[EventId | None, Preset] = {}
    before: dict[PresetId, list[EventId | None]] = {DEFAULT_PRESET_ID: [None]}
    for event, counts in versions:
        id = preset_id(event)
        preset = preset_of_detail(event.detail, id=id, name=names.get(id, str(id)), version=event.id)
        made[event.id] = preset
        earlier = before.setdefault(id, [])
        if counts:
            if event.detail.get(REMOVED):
                current.pop(id, None)
                set_by.pop(id, None)
            else:
                current[id] = preset
                fields = event.detail.get("set")
                set_by[id] = fields if isinstance(fields, Mapping) else {}
            if event.detail.get(REACHES_BACK):
                instead |= dict.fromkeys(earlier, preset)
        earlier.append(event.id)
    return Presets(current=current, versions=made, instead=instead, set_by=set_by, uses=uses or {})


def presets_in(events: Iterable[Event]) -> Presets:
    """Return the presets that a whole log knows, without their names."""
    events = list(events)
    void = {event.refers_to for event in events if event.kind is EventKind.UNDO}
    versions = sorted((e for e in events if e.kind is EventKind.PRESET), key=lambda event: (event.at, event.id))
    return presets_of([(event, event.id not in void) for event in versions])


def preset_id(event: Event) -> PresetId:
    """Return which preset an event is a version of."""
    id = event.detail.get("preset")
    return PresetId(id) if isinstance(id, str) else DEFAULT_PRESET_ID
