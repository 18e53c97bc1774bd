"""Parameters that fit the learner: fitted to the log, judged on reviews held back, and kept as versions of presets.

A fit that predicts what was held back better than the parameters in force becomes a version that reaches back, so that
all memories follow from it; what that moves is part of the report. All of it is one act, which one undo takes back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from srs.clock import from_day_number, to_day_number, to_ms
from srs.collection.known import presets
from srs.collection.presets import Moves, moves_between, named, record
from srs.collection.replaying import derived, derived_states
from srs.errors import Unusable
from srs.model import DEFAULT_PRESET_ID, CardId, CardState, Event, EventId, EventKind, Kind, Preset, PresetId, Seen
from srs.scheduling.presets import REACHES_BACK, Presets, preset_id
from srs.store import Reader, Writer
from srs.store.columns import replace_states
from srs.store.ratings import Home, homes, ratings
from srs.study.queue import Work
from srs.study.session import Pace
from srs.tuning.choosing import Choice, Lot, Pool, choose, steps
from srs.tuning.evaluate import FITTED, Held, together
from srs.tuning.metrics import Bin, Score
from srs.tuning.reviews import Reviews

if TYPE_CHECKING:
    from srs.collection import Collection, Words

Progress = Callable[[int, int], None]

JUDGED = 64
"""So many scored reviews can be cut into parts that are worth a look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PresetFit:
    """What a fit found for one preset."""

    preset: Preset
    """As it was."""
    reviews: int
    """Its answers that count."""
    set_on: date | None
    """The day on which its parameters were set; None for the published ones."""
    choice: Choice

    @property
    def applied(self) -> bool:
        """Whether the fit is taken, or would be without the dry run."""
        return self.choice.fit is not None and self.choice.kept is None


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


class _Group(NamedTuple):
    """The reviews of one preset."""

    preset: Preset
    lot: Lot
    set_on: date | None
    """The study day on which the parameters in force were set; None for the published ones."""


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
        groups, whole = _groups(collection, reader, query, preset=preset, since=since, into_one=True)
    told = _Told(progress, steps(len(groups), pooled=whole is not None))
    choices = choose([group.lot for group in groups], whole, force=force, told=told)
    fits = [
        PresetFit(preset=group.preset, reviews=len(group.lot.reviews), set_on=group.set_on, choice=choice)
        for group, choice in zip(groups, choices, strict=True)
    ]
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


def _versions(
    collection: Collection, store: Reader, wanted: Sequence[PresetFit], *, reach_back: bool
) -> list[dict[str, object]]:
    """Return what the log is to say of the presets that take a fit."""
    known = presets(store, collection.settings)
    mark: dict[str, object] = {REACHES_BACK: 1} if reach_back else {}
    act: dict[str, object] = {"act": store.newest_id() or "first"} if len(wanted) > 1 else {}
    out = []
    for each in wanted:
        fit = each.choice.fit
        assert fit is not None
        own = {**known.set_by.get(each.preset.id, {}), "parameters": list(fit.parameters)}
        out.append({"preset": each.preset.id, "set": own, "fitted": fit.reviews, **mark, **act})
    return out


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
    often: defaultdict[Kind, float] = defaultdict(float)
    for card, state in states.items():
        home, seen = cards.get(card), state.state
        if home is not None and home.studied and isinstance(seen, Seen) and not state.suspended:
            often[home.kind] += 1 / max(1, seen.interval_days)
    return sum(pace.minutes({(Work.REVIEW, kind): 1}) * share for kind, share in often.items())


# ------------------------------------------------------------------ judging


def evaluate(
    collection: Collection, query: Words = "", *, preset: str | None = None, progress: Progress | None = None
) -> Evaluated:
    """Return how well presets predict reviews that they were not fitted to."""
    with collection._store.read() as reader:
        groups, whole = _groups(collection, reader, query, preset=preset, since=None, into_one=False)
    told = _Told(progress, steps(len(groups), pooled=whole is not None))
    pool = None if whole is None else Pool.of(whole, [group.lot for group in groups], told)
    judged, parts = [], []
    for group in groups:
        held = group.lot.held_back(told) if len(group.lot.reviews.scored) >= JUDGED else None
        if held is not None and pool is not None:
            held = pool.beside(held, group.lot)
        judged.append(_judged(group, held))
        if held:
            parts.append(held)
    overall = Judged(
        name="",
        scored=sum(each.scored for each in judged),
        reviews=sum(each.reviews for each in judged),
        first=min((each.first for each in judged if each.first), default=None),
        last=max((each.last for each in judged if each.last), default=None),
    )
    if parts:
        every = together(parts)
        overall = replace(overall, models=_models(every), calibration=every.calibration(FITTED))
    return Evaluated(presets=tuple(judged), overall=overall, needed=JUDGED)


def _judged(group: _Group, held: Held | None) -> Judged:
    reviews = group.lot.reviews
    found = Judged(name=group.preset.name, scored=len(reviews.scored), set_on=group.set_on)
    if not held:
        return found
    return replace(
        found,
        reviews=len(held),
        first=from_day_number(reviews.scored_day(-len(held))),
        last=from_day_number(reviews.scored_day(-1)),
        models=_models(held),
        calibration=held.calibration(FITTED),
        unseen=min(len(held), len(reviews.scored) - group.lot.seen),
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
) -> tuple[list[_Group], Reviews | None]:
    """Return the reviews of each preset, of the cards of a query; `into_one`: with a query all of one preset.

    Where several presets share a log, also those of all of them.
    """
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
    ids = [id for id in known.current if id in set(of)] or [DEFAULT_PRESET_ID]
    if wanted is not None:
        ids = [wanted]

    def reviews_of(cards: Sequence[bool] | None) -> Reviews:
        found = Reviews.of(told.card, told.rating, told.day, told.at, only=cards)
        return found if since is None else found.scored_since(to_day_number(since))

    whole = reviews_of(None) if len(ids) > 1 and among is None else None
    setters = _setters(reader)
    groups = []
    for id in ids:
        mine = [each == id for each in of]
        held, setter = known.current[id], setters.get(id)
        lot = Lot(
            reviews=reviews_of(mine),
            in_force=held.parameters,
            set_at=None if setter is None else to_ms(setter.at),
            relearning_steps=len(held.relearning_steps),
            places=None if whole is None else whole.places_of(mine),
        )
        groups.append(_Group(held, lot, None if setter is None else setter.day))
    return groups, whole


def _preset_of(known: Presets, home: Home | None) -> PresetId:
    """Return which preset is for a card; one whose note is gone has the default."""
    return DEFAULT_PRESET_ID if home is None else known.id_for(home.deck, home.kind)


def _setters(reader: Reader) -> dict[PresetId, Event]:
    """Return the events by which presets have the parameters that they have now; those with the published ones not."""
    found: dict[PresetId, tuple[object, Event]] = {}
    for event, counts in reader.versions():
        id = preset_id(event)
        fields = event.detail.get("set")
        own = fields.get("parameters") if isinstance(fields, Mapping) else None
        if counts and (id not in found or found[id][0] != own):
            found[id] = (own, event)
    return {id: event for id, (own, event) in found.items() if own is not None}


class _Told:
    """Tells how many parts of the work are done."""

    def __init__(self, progress: Progress | None, whole: int) -> None:
        self._progress, self._whole, self._done = progress, whole, 0

    def __call__(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._whole)
