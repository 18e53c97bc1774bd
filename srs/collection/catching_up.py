"""Due days that are chosen: by the learner for some cards, or by a plan for all that has piled up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from srs.collection.reports import Acted
from srs.collection.together import record_all
from srs.errors import NothingFound, Unusable
from srs.model import NEW, CardId, CardState, EventKind, Phase, Preset, Seen
from srs.scheduling import backlog
from srs.scheduling.backlog import Plan as Plan
from srs.scheduling.backlog import Waiting
from srs.scheduling.scheduler import recall
from srs.store import Reader
from srs.study.queue import Work, ties
from srs.study.session import Pace

if TYPE_CHECKING:
    from srs.collection import Collection


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchUp:
    """What has piled up, and ways back."""

    due: int
    """Reviews that are due today or were before."""
    overdue: int
    minutes: float
    """How long all of them take."""
    forgotten: int
    """How many are more likely forgotten than not."""
    limit: int
    """So many reviews a day asks at most."""
    plans: tuple[Plan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaughtUp:
    """A plan that was taken."""

    number: int
    plan: Plan
    moved: int
    """Cards that were put on a later day; the others of the plan wait today as before."""


# ------------------------------------------------------------------ some cards


def reschedule(collection: Collection, cards: Sequence[CardId], to: date) -> Acted:
    """Make cards due on a study day; those that are new, and those that are due then already, are left out."""
    moment = collection._moment()
    if to < moment.day:
        raise Unusable(f"{to} is over", hint="name today or a later day, or how far off it is: +3")
    with collection._store.write() as writer:
        states = writer.states(cards)
        for card in cards:
            if card not in states and not writer.before(card, moment.at).exists:
                raise NothingFound(f"there is no card “{card}”", hint="`srs list` shows the ids")
        wanted = [card for card in dict.fromkeys(cards) if _moves(states.get(card, NEW), to)]
        act: dict[str, object] = {"act": writer.newest_id() or "first"} if len(wanted) > 1 else {}
        event = collection._event(EventKind.RESCHEDULE, None, moment, detail=act)
        record_all(collection, writer, [replace(event, card=card, due_day=to) for card in wanted])
    return Acted(kind=EventKind.RESCHEDULE, cards=tuple(wanted), day=moment.day)


def _moves(state: CardState, to: date) -> bool:
    seen = state.state
    return isinstance(seen, Seen) and (seen.due_day != to or seen.due_at is not None)


# ------------------------------------------------------------------ all that has piled up


def plans(collection: Collection, *, days: int | None = None, minutes: float | None = None) -> CatchUp:
    """Return what has piled up and ways back; none where nothing is due."""
    with collection._store.read() as reader:
        return _plans(collection, reader, days=days, minutes=minutes)


def take(collection: Collection, number: int, *, days: int | None = None, minutes: float | None = None) -> CaughtUp:
    """Do what a plan says, as one act: later days for what it puts off, new again what it lets go."""
    moment = collection._moment()
    if not collection.exists:
        raise _no_plan(number)
    with collection._store.write() as writer:
        offered = _plans(collection, writer, days=days, minutes=minutes).plans
        if not 1 <= number <= len(offered):
            raise _no_plan(number)
        plan = offered[number - 1]
        act = {"act": writer.newest_id() or "first"}
        later = {card: day for card, day in plan.when.items() if day}
        states = writer.states(later)
        event = collection._event(EventKind.RESCHEDULE, None, moment, detail=act)
        moves = [
            # it holds as long as nothing else is known of the card: an answer from a phone goes before
            replace(event, card=card, after=states[card].head, due_day=moment.day + timedelta(days=day))
            for card, day in later.items()
        ]
        gone = [collection._event(EventKind.RESET, card, moment, detail=act) for card in plan.let_go]
        record_all(collection, writer, [*moves, *gone])
    return CaughtUp(number=number, plan=plan, moved=len(later))


def _no_plan(number: int) -> Unusable:
    return Unusable(f"there is no plan {number}", hint="`srs catch-up` with the same options shows the plans")


def _plans(collection: Collection, reader: Reader, *, days: int | None, minutes: float | None) -> CatchUp:
    today = collection.today()
    known = collection._known.presets(reader)
    pace = Pace(took_ms=reader.pace())
    limit = sum(preset.reviews_per_day for preset in known.current.values())
    due = [
        candidate
        for candidate in reader.candidates(today, new=0)
        if candidate.phase is Phase.REVIEW and candidate.due_day <= today
    ]
    waiting = [
        Waiting(
            each.card,
            _recall(each.stability, each.last_day, known.preset_for(each.deck, each.kind)),
            pace.minutes({(Work.REVIEW, each.kind): 1}),
            ties(each.note, each.parent, each.story),
        )
        for each in due
    ]
    return CatchUp(
        due=len(due),
        overdue=sum(1 for each in due if each.due_day < today),
        minutes=sum(each.minutes for each in waiting),
        forgotten=sum(1 for each in waiting if each.recall(today) < backlog.FORGOTTEN),
        limit=limit,
        plans=tuple(backlog.plans(waiting, today=today, limit=limit, days=days, minutes=minutes)),
    )


def _recall(stability: float, last_day: date, preset: Preset) -> backlog.Recall:
    return lambda day: recall(stability, (day - last_day).days, preset)
