"""Plans: what the coming days ask for each desired retention, and which minutes a day lead to a date."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from srs.errors import NothingFound, Unusable
from srs.model import CardId, Kind, Listed, PresetId, Standing
from srs.scheduling.fields import FIELDS

if TYPE_CHECKING:
    from srs.collection import Collection
    from srs.scheduling.presets import Presets
    from srs.store import Reader
    from srs.tuning.ground import Ground
    from srs.tuning.learner import Answered, Learner
    from srs.tuning.planner import Aim
    from srs.tuning.workload import Workload

FURTHEST = 1095
"""Nobody plans more days ahead."""
USUAL_DAYS = 90
_MOST = 24 * 60
"""Minutes of a day."""

_WINDOW = timedelta(days=180)
"""The answers of so many days say how somebody answers."""

Progress = Callable[[int, int], None]
Words = str | Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkloadReport:
    """What the coming days ask, and how that was reckoned."""

    today: date
    until: date
    """The last day that is simulated; what is remembered is that of the day after."""
    minutes: float | None
    """After so many a day begins no card."""
    workload: Workload
    learner: Learner
    kinds: tuple[Kind, ...]
    """What the cards are timed as."""
    presets: tuple[str, ...]
    """The names of the presets that the cards have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A field of a preset that a plan sets."""

    preset: str
    field: str
    before: str
    after: str
    """As they would be typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AimReport:
    """A plan for a date."""

    today: date
    by: date
    minutes: float | None
    """What was given; None leaves it to the plan."""
    aim: Aim
    learner: Learner
    kinds: tuple[Kind, ...]
    """What the cards are timed as."""
    presets: tuple[str, ...]
    """The names of the presets that the cards have."""
    whole: bool
    """Whether questions and stories are what is to be said; else every card is."""
    settings: tuple[Setting, ...]
    others: int
    """So many more cards have the presets that would change."""
    stored: bool


# ------------------------------------------------------------------ the coming days


def workload(
    collection: Collection,
    query: Words,
    *,
    days: int | None = None,
    minutes: float | None = None,
    progress: Progress | None = None,
) -> WorkloadReport:
    """Return what the coming days ask of the cards of a QUERY, for several desired retentions; nothing is stored."""
    from srs.tuning.workload import workload

    _check(minutes)
    days = USUAL_DAYS if days is None else days
    ground, _ = _ground(collection, query)
    found = workload(ground.start(), days=days, minutes=minutes, progress=progress)
    return WorkloadReport(
        today=ground.today,
        until=ground.today + timedelta(days=days - 1),
        minutes=minutes,
        workload=found,
        learner=ground.learner,
        kinds=ground.kinds,
        presets=tuple(preset.name for preset in ground.presets),
    )


# ------------------------------------------------------------------ a date


def aim(
    collection: Collection,
    by: date,
    query: Words,
    *,
    minutes: float | None = None,
    apply: bool = False,
    progress: Progress | None = None,
) -> AimReport:
    """Return the plan that leads to the highest chance to say it all on a day; with `apply` set the presets to it."""
    from srs.tuning.planner import aim

    _check(minutes)
    today = collection.today()
    days = (by - today).days
    if days <= 0:
        over = "is over" if days < 0 else "is today: no day is left to plan"
        raise Unusable(f"{by} {over}", hint="name a day to come, such as the interview's")
    if days > FURTHEST:
        raise Unusable(f"{by} is too far off to plan", hint=f"a plan covers {FURTHEST:,} days at most")
    ground, others = _ground(collection, query)
    entries = collection._entries(query, today)
    points, themes = ground.points(entries)
    whole = bool(themes)
    if not whole:
        points, themes = ground.each_card()
    found = aim(ground.start(points), themes, days=days, minutes=minutes, progress=progress)
    settings = _settings(ground, found)
    if apply and settings:
        from srs.collection.presets import change_all

        wanted: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for each in settings:
            wanted[each.preset][each.field] = each.after
        change_all(collection, wanted)
    return AimReport(
        today=today,
        by=by,
        minutes=minutes,
        aim=found,
        learner=ground.learner,
        kinds=ground.kinds,
        presets=tuple(preset.name for preset in ground.presets),
        whole=whole,
        settings=settings,
        others=others,
        stored=apply and bool(settings),
    )


def _check(minutes: float | None) -> None:
    if minutes is not None and not 1 <= minutes <= _MOST:
        raise Unusable(f"{minutes:g} min a day cannot be planned", hint=f"a day has 1 to {_MOST:,} of them")


def _settings(ground: Ground, found: Aim) -> tuple[Setting, ...]:
    """Return what the presets would have to say for a plan, as far as they don't."""
    chosen = found.chosen
    settings: list[Setting] = []
    for preset, new in zip(ground.presets, chosen.new_per_day, strict=True):
        wanted = {"desired_retention": f"{chosen.retention or preset.desired_retention:g}"}
        if found.new:
            wanted |= {"new_per_day": str(new), "new_cards": "after"}
        if chosen.reviews_peak > preset.reviews_per_day:
            # lives differ: a limit at the mean would hold back half of them
            wanted["reviews_per_day"] = str(-(-chosen.reviews_peak * 3 // 20) * 10)
        for name, after in wanted.items():
            before = FIELDS[name].shown(getattr(preset, name))
            if before != after:
                settings.append(Setting(preset=preset.name, field=name, before=before, after=after))
    return tuple(settings)


# ------------------------------------------------------------------ what is simulated


def _ground(collection: Collection, query: Words) -> tuple[Ground, int]:
    """Return the cards of a QUERY as they stand, without suspended ones, and how many others have their presets."""
    from srs.tuning.ground import Ground
    from srs.tuning.learner import learner_of

    today = collection.today()
    with collection._store.read() as reader:
        known = collection._known.presets(reader)
        found = [each for each in collection._select(reader, query) if each.standing is Standing.ACTIVE]
        asked = sorted((each for each in found if not each.state.suspended), key=lambda each: each.order)
        if not asked:
            raise NothingFound("no card here is asked: all are suspended" if found else "no card here is studied")
        learner = learner_of(_answers(reader, found, today))
        done = _done(reader, known, today)
        counts: Counter[PresetId] = Counter()
        for (deck, kind), cards in reader.deck_kind_counts().items():
            counts[known.id_for(deck, kind)] += cards
    mine = Counter(known.id_for(each.note.deck, each.note.kind) for each in found)
    return Ground(asked, known, learner, today, done), sum(max(0, counts[id] - mine[id]) for id in mine)


def _answers(reader: Reader, listed: Iterable[Listed], today: date) -> Iterable[Answered]:
    """Yield the answers of the last months in order, as what they tell of the learner."""
    from srs.tuning.learner import Answered

    cards: dict[CardId, Listed] = {each.card.id: each for each in listed}
    for done in reader.answered(today - _WINDOW, until=today):
        event = done.event
        if event.rating is None or event.card is None or done.kind is None:
            continue
        mine = cards.get(event.card)
        whole = event.card == str(done.note)
        said, missed = (len(ids) if isinstance(ids := event.detail.get(key), list) else 0 for key in ("said", "missed"))
        yield Answered(
            card=event.card,
            kind=done.kind if whole else Kind.KEY_POINT,
            rating=int(event.rating),
            took_ms=event.took_ms,
            first=done.first,
            after_step=done.in_steps,
            points=len(mine.note.points) if mine is not None and whole else 0,
            said=said,
            missed=missed,
        )


def _done(reader: Reader, known: Presets, today: date) -> dict[PresetId, tuple[int, int]]:
    """Return how many new cards and reviews of each preset were asked today."""
    counts: dict[PresetId, tuple[int, int]] = {}
    asked: set[CardId] = set()
    for done in reader.answered(today):
        if done.card is not None and done.card not in asked:
            asked.add(done.card)
            id = known.id_for(done.deck, done.kind or Kind.QUESTION)
            new, reviews = counts.get(id, (0, 0))
            counts[id] = (new + done.first, reviews + (not done.first and not done.in_steps))
    return counts
