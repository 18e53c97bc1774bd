"""What a plan is made of, as numbers: the cards as they stand, their presets, and what is to be said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from srs.clock import to_day_number
from srs.model import Kind, Listed, NoteId, Phase, PresetId, Role, Seen
from srs.recall.ledger import Entry
from srs.scheduling.formulas import LEARNING, RELEARNING, REVIEW, Whole
from srs.scheduling.presets import Presets
from srs.study.queue import ties
from srs.tuning.learner import Learner
from srs.tuning.lives import NEW, Cards, Start
from srs.tuning.points import Points

_PHASES = {Phase.LEARNING: LEARNING, Phase.REVIEW: REVIEW, Phase.RELEARNING: RELEARNING}


class Ground:
    """Cards on a study day, all of them such as are asked, in the order of import."""

    def __init__(
        self,
        listed: Sequence[Listed],
        known: Presets,
        learner: Learner,
        today: date,
        done: Mapping[PresetId, tuple[int, int]],
    ) -> None:
        """`done` is how many new cards and reviews of each preset were asked today."""
        self.listed, self.learner, self.today = listed, learner, today
        self._known, self._done = known, done
        self._number: dict[PresetId, int] = {}
        self._preset = [self._number.setdefault(self._id(each), len(self._number)) for each in listed]
        self.presets = tuple(known.current[id] for id in self._number)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What the cards are timed as."""
        found = {timed_as(each) for each in self.listed}
        return tuple(kind for kind in Kind if kind in found)

    def start(self, points: Points | None = None) -> Start:
        """Return what a simulation begins with."""
        return Start(
            cards=self._cards(),
            presets=self.presets,
            learner=self.learner,
            first=self.today,
            done=[self._done.get(id, (0, 0)) for id in self._number],
            points=points,
        )

    def points(self, entries: Sequence[Entry]) -> tuple[Points, list[str]]:
        """Return what must be said for readiness, and the theme of each question and story."""
        parts: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            if entry.id != entry.note.id:
                parts[entry.note.id].append(entry)
        wholes = [
            entry for entry in entries if entry.id == entry.note.id and entry.note.kind in (Kind.QUESTION, Kind.STORY)
        ]
        return self._points([parts.get(entry.id) or [entry] for entry in wholes]), [each.note.deck for each in wholes]

    def each_card(self) -> tuple[Points, list[str]]:
        """Return the cards themselves as what is to be said, each of its deck's theme."""
        size, alone = len(self.listed), np.arange(len(self.listed))
        cards, none = self._cards(), np.zeros(size, np.int64)
        points = Points(
            whole=alone,
            stability=cards.stability,
            difficulty=cards.difficulty,
            last=cards.last,
            seen=cards.phase != NEW,
            preset=cards.preset,
            own=alone,
            start=none,
            count=none,
            inside=none,
        )
        return points, [each.note.deck for each in self.listed]

    def _points(self, wholes: Sequence[Sequence[Entry]]) -> Points:
        links = [(number, link) for number, required in enumerate(wholes) for link in required]
        place = {link.id: at for at, (_, link) in enumerate(links)}
        inside: defaultdict[str, list[int]] = defaultdict(list)
        for at, (_, link) in enumerate(links):
            if link.id != link.note.id:
                inside[link.note.id].append(at)
        parts = [inside.get(each.card.id, []) if each.card.role is Role.ASK else [] for each in self.listed]
        count = np.array([len(each) for each in parts], np.int64)
        today = to_day_number(self.today)
        memories = [link.memory for _, link in links]
        presets = [self._number.get(self._known.id_for(link.note.deck, link.note.kind), 0) for _, link in links]
        return Points(
            whole=np.array([number for number, _ in links], np.int64),
            stability=np.array([each.memory.stability if each else 1.0 for each in memories]),
            difficulty=np.array([each.memory.difficulty if each else 5.0 for each in memories]),
            last=np.array([each.day - today if each else 0 for each in memories], np.int64),
            seen=np.array([each is not None for each in memories], np.bool_),
            preset=np.array(presets, np.int64),
            own=np.array([place.get(each.card.id, -1) for each in self.listed], np.int64),
            start=np.cumsum(count) - count,
            count=count,
            inside=np.array([at for each in parts for at in each], np.int64),
        )

    def _cards(self) -> Cards:
        states = [each.state.state for each in self.listed]
        seen = [state if isinstance(state, Seen) else None for state in states]
        today = self.today
        days = {
            "last": [(each.last_day - today).days if each else 0 for each in seen],
            "due": [(each.due_day - today).days if each else 0 for each in seen],
            "interval": [each.interval_days if each else 0 for each in seen],
            "reviews": [each.reviews if each else 0 for each in seen],
            "lapses": [each.lapses if each else 0 for each in seen],
            "phase": [_PHASES[each.phase] if each else NEW for each in seen],
            "step": [(each.step or 0) if each else 0 for each in seen],
            "free": [int(each.state.buried == today) for each in self.listed],
            "preset": self._preset,
        }
        return Cards(
            **{name: np.array(values, np.int64) for name, values in days.items()},
            stability=np.array([each.stability if each else 1.0 for each in seen]),
            difficulty=np.array([each.difficulty if each else 5.0 for each in seen]),
            seconds=np.array([self.learner.seconds_of(timed_as(each)) for each in self.listed]),
            ties=_ties(self.listed),
        )

    def _id(self, listed: Listed) -> PresetId:
        return self._known.id_for(listed.note.deck, listed.note.kind)


def timed_as(listed: Listed) -> Kind:
    """Return what an answer is timed as: a point that is asked alone takes no longer than a key point."""
    return Kind.KEY_POINT if listed.card.role is Role.POINT else listed.note.kind


def _ties(listed: Sequence[Listed]) -> Whole:
    """Return for each card the numbers of the notes that it shares with others."""
    each_ties = [sorted(ties(each.note.id, each.note.parent, each.note.story)) for each in listed]
    shared = Counter(tied for some in each_ties for tied in some)
    number: dict[NoteId, int] = {}
    found = np.full((len(listed), 3), -1, np.int64)
    for row, some in enumerate(each_ties):
        for column, tied in enumerate(some):
            if shared[tied] > 1:
                found[row, column] = number.setdefault(tied, len(number))
    return found
