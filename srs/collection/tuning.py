"""Parameters that fit the learner: fitted to the log, judged on reviews held back, and kept as versions of presets.

A fit that predicts what was held back better than the parameters in force becomes a version that reaches back, so that
all memories follow from it; what that moves is part of the report. All of it is one act, which one undo takes back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from srs.clock import from_day_number, from_ms, to_day_number, to_ms
from srs.collection.known import presets
from srs.collection.presets import Moves, moves_between, named, record
from srs.collection.replaying import derived, derived_states
from srs.errors import Unusable
from srs.model import DEFAULT_PRESET_ID, CardId, CardState, EventId, EventKind, Kind, Preset, PresetId, Seen
from srs.scheduling.presets import REACHES_BACK, Presets, preset_id
from srs.store import Reader, Writer
from srs.store.columns import replace_states
from srs.store.ratings import Home, homes, ratings
from srs.study.queue import Work
from srs.study.session import Pace
from srs.tuning.evaluate import FITTED, IN_FORCE, PARTS, Gain, Held, gain, held_back, together
from srs.tuning.metrics import Bin, Score
from srs.tuning.optimizer import fit
from srs.tuning.reviews import Reviews

if TYPE_CHECKING:
    from srs.collection import Collection, Words

Progress = Callable[[int, int], None]

ENOUGH = 128
"""So many reviews that tell something tell whether a fit is better (benchmarks/tuning.py)."""
ENOUGH_SINCE = 64
"""So many of them since the parameters in force were set tell whether others are better."""
JUDGED = 64
"""So many of them can be cut into parts that are worth a look."""


class Kept(StrEnum):
    """Why a preset keeps its parameters. The texts are part of the contract."""

    FEW = "few_reviews"
    FEW_SINCE = "few_reviews_since"
    """Too few that the parameters in force were not fitted to."""
    NO_BETTER = "no_better"


@dataclass(frozen=True, slots=True, kw_only=True)
class PresetFit:
    """What a fit found for one preset."""

    preset: Preset
    """As it was."""
    reviews: int
    """Answers that count."""
    scored: int
    """Those that tell something: the first of a study day, but not of a card."""
    left_out: int = 0
    """Those of cards whose first wait was too long to say much."""
    parameters: tuple[float, ...] | None = None
    """What was fitted; None for too few reviews."""
    held_back: int = 0
    """Scored reviews that neither the fits judged nor the parameters in force have seen."""
    set_on: date | None = None
    """The day on which the parameters in force were set; None for the defaults."""
    before: Score | None = None
    """Of the parameters in force on what was held back."""
    after: Score | None = None
    """Of fits to what was before it."""
    gain: Gain | None = None
    """What the fits are better by."""
    kept: Kept | None = None
    needed: int = 0
    """How many scored reviews are needed, where there are too few."""
    applied: bool = False
    """Whether the fit is taken, or would be without the dry run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What follows from new parameters for cards that were seen."""

    moves: Moves
    minutes_before: float
    """What a day's reviews take in the long run at the intervals as they were: each card once in its interval."""
    minutes_after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Optimized:
    """What fits came to."""

    fits: tuple[PresetFit, ...]
    effect: Effect | None
    """None where no fit holds, or only for answers to come."""
    stored: bool
    """False where no fit holds, and for a dry run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """How well reviews were predicted by what had not seen them."""

    name: str
    """The preset's; empty for all together."""
    scored: int
    """Reviews that tell something: the first of a study day, but not of a card."""
    reviews: int = 0
    """Those of them that were predicted; none where there are too few."""
    first: date | None = None
    last: date | None = None
    models: Mapping[str, Score] = field(default_factory=dict)
    """By the names that `tuning.evaluate` gives them."""
    calibration: tuple[Bin, ...] = ()
    """Of the fits."""
    set_on: date | None = None
    """The day on which the parameters in force were set; None for the defaults."""
    unseen: int = 0
    """How many of the reviews predicted came after that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """How well presets predict, each by itself and all together."""

    presets: tuple[Judged, ...]
    overall: Judged
    needed: int
    """So many scored reviews are needed at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """The reviews of one preset."""

    preset: Preset
    reviews: Reviews
    set_at: int | None
    """When the parameters in force were set, in ms; None for the defaults."""

    @property
    def set_on(self) -> date | None:
        return None if self.set_at is None else from_ms(self.set_at).date()

    def held_back(self, told: Callable[[], None], *, unseen: int = 0) -> Held | None:
        """Return what models say of the reviews from `unseen` on, none of them having seen these."""
        steps = len(self.preset.relearning_steps)
        return held_back(
            self.reviews,
            in_force=self.preset.parameters,
            unseen=unseen,
            relearning_steps=steps,
            progress=told,
        )

    def unseen_from(self) -> int:
        """Return how many of the scored reviews the parameters in force may have been fitted to."""
        if self.set_at is None:
            return 0
        return self.reviews.scored_until(self.set_at)


# ------------------------------------------------------------------ fitting


def optimize(
    collection: Collection,
    query: Words = "",
    *,
    preset: str | None = None,
    since: date | None = None,
    force: bool = False,
    reach_back: bool = True,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Optimized:
    """Fit presets to the log and keep the fits that predict better what they have not seen, as one act."""
    with collection._store.read() as reader:
        groups = _groups(collection, reader, query, preset=preset, since=since, into_one=True)
    fits = _fitted(groups, force=force, progress=progress)
    wanted = [each for each in fits if each.applied]
    effect = None
    if wanted:
        with collection._store.read() if dry_run else collection._store.write() as store:
            details = _versions(collection, store, wanted, reach_back=reach_back)
            if reach_back:
                effect = _effect(collection, store, details)
            if isinstance(store, Writer):
                for detail in details:
                    record(collection, store, detail)
                if reach_back:
                    replace_states(store, list(derived(store, collection._known.presets(store))))
    return Optimized(fits=tuple(fits), effect=effect, stored=bool(wanted) and not dry_run)


def _fitted(groups: Sequence[_Group], *, force: bool, progress: Progress | None) -> list[PresetFit]:
    told = _Told(progress, len(groups) * (PARTS + 1))
    fits = []
    for group in groups:
        found = PresetFit(
            preset=group.preset, reviews=len(group.reviews), scored=len(group.reviews.scored), set_on=group.set_on
        )
        if found.scored < ENOUGH:
            fits.append(replace(found, kept=Kept.FEW, needed=ENOUGH))
            continue
        steps = len(group.preset.relearning_steps)
        best = fit(group.reviews, relearning_steps=steps)
        told()
        unseen = group.unseen_from()
        found = replace(found, parameters=best.parameters, left_out=best.left_out, held_back=found.scored - unseen)
        if group.set_at is not None and found.held_back < ENOUGH_SINCE:
            fits.append(replace(found, kept=None if force else Kept.FEW_SINCE, needed=ENOUGH_SINCE, applied=force))
            continue
        held = group.held_back(told, unseen=unseen)
        assert held is not None  # there are enough
        found = replace(
            found, held_back=len(held), before=held.score(IN_FORCE), after=held.score(FITTED), gain=gain(held)
        )
        takes = force or gain(held).clear
        fits.append(replace(found, kept=None if takes else Kept.NO_BETTER, applied=takes))
    return fits


def _versions(
    collection: Collection, store: Reader, wanted: Sequence[PresetFit], *, reach_back: bool
) -> list[dict[str, object]]:
    """Return what the log is to say of the presets that take a fit."""
    known = presets(store, collection.settings)
    mark: dict[str, object] = {REACHES_BACK: 1} if reach_back else {}
    act: dict[str, object] = {"act": store.newest_id() or "first"} if len(wanted) > 1 else {}
    return [
        {
            "preset": each.preset.id,
            "set": {**known.set_by.get(each.preset.id, {}), "parameters": list(each.parameters or ())},
            "fitted": each.scored - each.left_out,
            **mark,
            **act,
        }
        for each in wanted
    ]


def _effect(collection: Collection, store: Reader, details: Sequence[Mapping[str, object]]) -> Effect:
    moment = collection._moment()
    events = [
        replace(collection._event(EventKind.PRESET, None, moment, detail=detail), id=EventId(f"next {number}"))
        for number, detail in enumerate(details)
    ]
    before = store.states()
    after = derived_states(store, presets(store, collection.settings, and_also=events))
    cards = homes(store)
    pace = Pace(took_ms=store.pace())
    return Effect(
        moves=moves_between(before, after, collection.today(), store),
        minutes_before=_minutes(before, cards, pace),
        minutes_after=_minutes(after, cards, pace),
    )


def _minutes(states: Mapping[CardId, CardState], cards: Mapping[CardId, Home], pace: Pace) -> float:
    """Return what a day's reviews take in the long run, if each card is asked once in the interval that it has now."""
    often: Counter[Kind] = Counter()
    for card, state in states.items():
        home, seen = cards.get(card), state.state
        if home is not None and home.studied and isinstance(seen, Seen) and not state.suspended:
            often[home.kind] += 1 / max(1, seen.interval_days)  # type: ignore[assignment]  # shares of cards
    return pace.minutes({(Work.REVIEW, kind): count for kind, count in often.items()})


# ------------------------------------------------------------------ judging


def evaluate(
    collection: Collection, query: Words = "", *, preset: str | None = None, progress: Progress | None = None
) -> Evaluated:
    """Return how well presets predict reviews that they were not fitted to."""
    with collection._store.read() as reader:
        groups = _groups(collection, reader, query, preset=preset, since=None, into_one=False)
    told = _Told(progress, len(groups) * PARTS)
    judged, parts = [], []
    for group in groups:
        held = group.held_back(told) if len(group.reviews.scored) >= JUDGED else None
        judged.append(_judged(group, held))
        if held is not None:
            parts.append((group, held))
    overall = Judged(
        name="",
        scored=sum(each.scored for each in judged),
        reviews=sum(each.reviews for each in judged),
        first=min((each.first for each in judged if each.first), default=None),
        last=max((each.last for each in judged if each.last), default=None),
    )
    if parts:
        whole = together([held for _, held in parts])
        overall = replace(overall, models=_models(whole), calibration=whole.calibration(FITTED))
    return Evaluated(presets=tuple(judged), overall=overall, needed=JUDGED)


def _judged(group: _Group, held: Held | None) -> Judged:
    found = Judged(name=group.preset.name, scored=len(group.reviews.scored), set_on=group.set_on)
    if held is None:
        return found
    return replace(
        found,
        reviews=len(held),
        first=from_day_number(group.reviews.scored_day(-len(held))),
        last=from_day_number(group.reviews.scored_day(-1)),
        models=_models(held),
        calibration=held.calibration(FITTED),
        unseen=min(len(held), len(group.reviews.scored) - group.unseen_from()),
    )


def _models(held: Held) -> dict[str, Score]:
    return {name: held.score(name) for name in held.chances}


# ------------------------------------------------------------------ which reviews


def _groups(
    collection: Collection,
    reader: Reader,
    query: Words,
    *,
    preset: str | None,
    since: date | None,
    into_one: bool,
) -> list[_Group]:
    """Return the reviews of each preset, of the cards of a query; `into_one`: with a query all of one preset."""
    known = presets(reader, collection.settings)
    wanted = None if preset is None else named(known, preset)
    among = collection._among(reader, query)
    if among is not None and not among:
        collection._select(reader, query)  # says why there is none
    told = ratings(reader)
    if among is not None and into_one:
        if wanted is None and not known.alone:
            raise Unusable("which preset is to fit these cards?", hint="name it: `--preset NAME`")
        of = [(wanted or DEFAULT_PRESET_ID) if card in among else None for card in told.cards]
    else:
        # with one preset for all cards there is nothing to look up
        cards = {} if known.alone else homes(reader)
        of = [
            None if among is not None and card not in among else _preset_of(known, cards.get(card))
            for card in told.cards
        ]
    ids = dict.fromkeys(id for id in known.current if id in set(of)) or {wanted or DEFAULT_PRESET_ID: None}
    if wanted is not None:
        ids = {wanted: None}
    set_at = _set_at(reader, known)
    groups = []
    for id in ids:
        mine = [each == id for each in of]
        reviews = Reviews.of(told.card, told.rating, told.day, told.at, only=mine)
        if since is not None:
            reviews = reviews.scored_since(to_day_number(since))
        groups.append(_Group(preset=known.current[id], reviews=reviews, set_at=set_at.get(id)))
    return groups


def _preset_of(known: Presets, home: Home | None) -> PresetId:
    """Return which preset is for a card; one whose note is gone has the default."""
    return DEFAULT_PRESET_ID if home is None else known.id_for(home.deck, home.kind)


def _set_at(reader: Reader, known: Presets) -> dict[PresetId, int]:
    """Return since when presets have the parameters that they have now, in ms; those with the defaults are left out."""
    since: dict[PresetId, tuple[object, int]] = {}
    for event, counts in reader.versions():
        id = preset_id(event)
        fields = event.detail.get("set")
        own = fields.get("parameters") if isinstance(fields, Mapping) else None
        if counts and (id not in since or since[id][0] != own):
            since[id] = (own, to_ms(event.at))
    return {id: at for id, (own, at) in since.items() if own is not None}


class _Told:
    """Tells how many parts of the work are done."""

    def __init__(self, progress: Progress | None, whole: int) -> None:
        self._progress, self._whole, self._done = progress, whole, 0

    def __call__(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._whole)
