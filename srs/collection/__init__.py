"""What a learner can do: one method each.

The shell around the core: it holds the store, the clock and the settings; a method reads, asks the core, writes and
returns a value.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from srs.clock import Calendar, Clock, Moment, whole_ms
from srs.collection.daily import Acted, Answered, CardView, DueReport, Undone
from srs.collection.known import Known
from srs.config import Settings
from srs.errors import BadQuery, NothingFound, Overtaken
from srs.model import (
    NEW,
    CardId,
    CardState,
    Event,
    EventId,
    EventKind,
    Kind,
    LeechAction,
    Listed,
    NoteId,
    Preset,
    Rating,
    Seen,
    SourceId,
    Unseen,
)
from srs.study import queue as queues
from srs.study.queue import Queue, QueueItem
from srs.study.session import Pace, counted

if TYPE_CHECKING:
    from srs.anki.export import AnkiExport
    from srs.anki.reach import Reach as Reach
    from srs.collection.catching_up import CatchUp as CatchUp
    from srs.collection.catching_up import CaughtUp as CaughtUp
    from srs.collection.curve import Curve
    from srs.collection.drilling import Drill
    from srs.collection.knowing import JudgedAnswer, LedgerReport, WholeLedger
    from srs.collection.merging import MergeReport as MergeReport
    from srs.collection.own_cards import Alone
    from srs.collection.planning import AimReport as AimReport
    from srs.collection.planning import WorkloadReport as WorkloadReport
    from srs.collection.presets import PresetChanged as PresetChanged
    from srs.collection.presets import PresetReport as PresetReport
    from srs.collection.reports import (
        Changes,
        CheckReport,
        DeckReport,
        Diagnosis,
        Forgotten,
        ImportedNote,
        ImportedSource,
        ImportReport,
        Linked,
        ProblemsFound,
        PullReport,
        RebuildReport,
        Restored,
        SettingsReport,
        SourceReport,
    )
    from srs.collection.sitting import Study as Study
    from srs.collection.syncing import SyncReport as SyncReport
    from srs.collection.tuning import Evaluated as Evaluated
    from srs.collection.tuning import Optimized as Optimized
    from srs.recall.ledger import Entry, View
    from srs.recall.readiness import ReadyReport
    from srs.scheduling.presets import Presets
    from srs.stats import StatsReport
    from srs.store import Before, Reader, Store, Writer

__all__ = [
    "Acted",
    "Answered",
    "CardView",
    "Changes",
    "CheckReport",
    "Collection",
    "DeckReport",
    "Diagnosis",
    "DueReport",
    "Forgotten",
    "ImportReport",
    "ImportedNote",
    "ImportedSource",
    "Linked",
    "ProblemsFound",
    "PullReport",
    "Queue",
    "QueueItem",
    "RebuildReport",
    "Restored",
    "SettingsReport",
    "SourceReport",
    "Study",
    "Undone",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module("srs.collection.sitting" if name == "Study" else "srs.collection.reports"), name)


Words = str | Sequence[str]
"""A QUERY: words and `key:value` terms, in one text or as the arguments of a command line."""


class Collection:
    """A learner's notes, cards and history. Use it in a `with`, or `close()` it."""

    def __init__(self, store: Store, settings: Settings, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self.settings = settings
        self.calendar: Calendar = settings.calendar
        self._known = Known(settings)
        self._newest: EventId | None = None
        self._others_wrote = False

    @classmethod
    def open(
        cls,
        target: str | os.PathLike[str] | None = None,
        *,
        clock: Callable[[], datetime] | None = None,
        config: str | os.PathLike[str] | None = None,
        create: bool = True,
    ) -> Collection:
        """Return the collection at a path or URL; none: `$SRS_DB`, the setting, or the platform's data folder.

        Nothing is made on disk before something is stored. With `create=False` no act makes a database.
        """
        from srs.config import clock_of, load, target_of
        from srs.store import Store

        settings = load(config)
        where = target_of(None if target is None else os.fspath(target))
        return cls(Store.open(where, create=create), settings, clock or clock_of())

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def target(self) -> str:
        """The database, as messages call it."""
        return self._store.name

    @property
    def exists(self) -> bool:
        """Whether something is stored."""
        return self._store.exists

    def now(self) -> datetime:
        """Return the instant, UTC, in whole milliseconds."""
        return whole_ms(self._clock())

    def today(self) -> date:
        """Return the learner's study day."""
        return self.calendar.study_day(self.now())

    # -------------------------------------------------------------- notes in

    def import_paths(
        self,
        paths: Iterable[str | os.PathLike[str]],
        *,
        deck: str | None = None,
        kinds: Iterable[Kind | str] | None = None,
        dry_run: bool = False,
        prune: bool = False,
        strict: bool = False,
        whole: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> ImportReport:
        """Read files and folders, update notes and cards, and return what was found.

        `Missing` where a path does not exist, `ProblemsFound` under `strict`; then nothing is stored. A file that has
        not changed is not read again, unless `whole`: then what was skipped in it and its problems are reported too. A
        dry run and a strict one read all files.
        `prune` retires the notes of files that are empty or cannot be read. `progress` is told files done and in all.
        """
        from srs.collection.importing import import_paths
        from srs.sources import is_package

        named = [os.fspath(path) for path in paths]
        packages = [path for path in named if is_package(path) and not Path(path).is_dir()]
        chosen = None if kinds is None else frozenset(_kind(kind) for kind in kinds)
        if packages:
            from srs.collection.adopting import adopt, looked_through

            looked_through(self, packages, strict=strict)
        report = import_paths(
            self._store,
            [path for path in named if path not in packages],
            settings=self.settings,
            now=self.now(),
            deck=deck,
            kinds=chosen,
            dry_run=dry_run,
            prune=prune,
            strict=strict,
            whole=whole or strict or dry_run,
            progress=progress,
        )
        if packages:
            report += adopt(self, packages, deck=deck, kinds=chosen, dry_run=dry_run, prune=prune, progress=progress)
        return report

    # -------------------------------------------------------------- study

    def study(
        self,
        query: Words = "",
        *,
        paths: Iterable[str | os.PathLike[str]] = (),
        limit: int | None = None,
        new: int | None = None,
    ) -> Study:
        """Begin a sitting. `paths` are imported first, and their cards alone are asked.

        `limit` is how many cards it asks at most, `new` how many of them for the first time, whatever the day has had.
        """
        from srs.collection.sitting import Study

        named = [os.fspath(path) for path in paths]
        report = self.import_paths(named) if named else None
        return Study(self, query, paths=named, limit=limit, new=new, imported=report)

    def queue(self, query: Words = "", *, limit: int | None = None, new: int | None = None) -> Queue:
        """Return what to study now, in order, within the day's limits."""
        with self._store.read() as reader:
            return self._queue(reader, query, limit=limit, new=new)

    def answer(
        self,
        card_id: CardId | str,
        rating: Rating | int,
        *,
        took_ms: int | None = None,
        detail: Mapping[str, object] | None = None,
        shown: CardState | None = None,
    ) -> Answered:
        """Record an answer, due or not; it is on the disk when this returns. NothingFound for a card not known.

        With the state in which the card was `shown`, Overtaken where another answer came first.
        """
        card = CardId(card_id)
        moment = self._moment()
        with self._store.write() as writer:
            before = writer.before(card, moment.at)
            if not before.exists and before.state.head is None:
                raise _unknown(card)
            if shown is not None and shown.head != before.state.head:
                raise Overtaken("this card was answered elsewhere meanwhile")
            leech = self._known.becomes_leech(writer, card, before, Rating(rating))
            event = self._event(
                EventKind.REVIEW,
                card,
                moment,
                rating=Rating(rating),
                took_ms=took_ms,
                after=before.state.head,
                detail=detail,
            )
            alone = self._alone(writer, event)
            # an answer that puts a leech away, or calls for another card, is one act with that
            act = {"act": before.newest_id or "first"} if leech is LeechAction.SUSPEND or alone else {}
            event = replace(event, detail={**event.detail, **act})
            self._let_alone(writer, alone, moment, act)
            event, after = self._record(writer, event, writer.before(card, moment.at) if alone else before)
            if leech is LeechAction.SUSPEND:
                away = self._event(EventKind.SUSPEND, card, moment, detail=act)
                _, after = self._record(writer, away, writer.before(card, moment.at))
        return Answered(event=event, before=before.state, after=after, leech=leech is not None, alone=tuple(alone))

    def drill(
        self,
        query: Words = "",
        *,
        questions: int | None = None,
        minutes: float | None = None,
        schedule: bool = False,
    ) -> Drill:
        """Return a mock interview over the cards of a query; NothingFound where there is nothing to ask.

        It has at most so many questions (5 where neither is given) and takes about so many minutes; its answers leave
        the schedule alone but for `schedule`.
        """
        from srs.collection.drilling import Drill

        return Drill(self, query, questions=questions, minutes=minutes, schedule=schedule)

    def note_drill(self, card_id: CardId | str, *, took_ms: int, detail: Mapping[str, object]) -> Event:
        """Record an answer that is evidence and leaves the schedule alone; NothingFound for a card not known."""
        card = CardId(card_id)
        moment = self._moment()
        with self._store.write() as writer:
            before = writer.before(card, moment.at)
            if not before.exists:
                raise _unknown(card)
            event = self._event(EventKind.DRILL, card, moment, took_ms=took_ms, detail=detail)
            alone = self._alone(writer, event)
            act = {"act": before.newest_id or "first"} if alone else {}
            self._let_alone(writer, alone, moment, act)
            event = replace(event, detail={**event.detail, **act})
            return self._record(writer, event, writer.before(card, moment.at) if alone else before)[0]

    def undo(self) -> Undone:
        """Take back the newest act that counts, whatever it was and whenever; NothingFound where there is none."""
        moment = self._moment()
        cards: list[CardId] = []
        from srs.collection.presets import reaches_back, settle, take_back_use

        if not self._store.exists:
            raise NothingFound("there is nothing to undo")
        with self._store.write() as writer:
            last = writer.last_act()
            if last is None:
                raise NothingFound("there is nothing to undo")
            acts = writer.whole_act(last)
            # what an answer brought with it comes after it
            heart = next((each for each in acts if each.kind in (EventKind.REVIEW, EventKind.DRILL)), last)
            undos: dict[EventId, Event] = {}
            if len(acts) > 1 and all(undone.kind in _ALONE for undone in acts):
                from srs.collection.together import undo_all

                cards = [undone.card for undone in acts if undone.card is not None]
                undos = {undo.refers_to: undo for undo in undo_all(self, writer, acts, moment) if undo.refers_to}
                acts = []
            rewinds = False
            for undone in acts:
                event = self._event(EventKind.UNDO, undone.card, moment, refers_to=undone.id)
                card = undone.card or CardId("")
                if undone.kind in _OF_NOTES:
                    from srs.collection.choices import take_back

                    take_back(writer, undone)
                if undone.kind in (EventKind.LINK, EventKind.UNLINK):
                    from srs.collection import linking

                    linking.take_back(writer, undone, moment.at)
                undos[undone.id], _ = self._record(writer, event, writer.before(card, moment.at))
                cards += [] if undone.card is None else [card]
                if undone.kind is EventKind.PULL:
                    from srs.collection.phone import take_back as take_back_pull

                    cards += take_back_pull(self, writer, undone)
                if undone.kind is EventKind.USE:
                    take_back_use(self, writer, undone)
                rewinds = rewinds or reaches_back(undone)
            if heart.kind is EventKind.PRESET:
                self._known.forget()
            if rewinds:
                settle(self, writer)
            state = NEW if heart.card is None else writer.states([heart.card]).get(heart.card, NEW)
        return Undone(event=undos[heart.id], undone=heart, state=state, cards=tuple(dict.fromkeys(cards)))

    def suspend(self, cards: Iterable[CardId | str]) -> Acted:
        """Keep cards from being asked until they are resumed."""
        return self._act(EventKind.SUSPEND, cards, lambda state, day: not state.suspended)

    def resume(self, cards: Iterable[CardId | str]) -> Acted:
        """Ask suspended and buried cards again."""
        return self._act(EventKind.RESUME, cards, lambda state, day: state.suspended or state.buried == day)

    def bury(self, cards: Iterable[CardId | str]) -> Acted:
        """Keep cards from being asked until the next study day."""
        return self._act(EventKind.BURY, cards, lambda state, day: state.buried != day)

    def reset(self, cards: Iterable[CardId | str]) -> Acted:
        """Make cards new again; their history stays in the log."""
        return self._act(EventKind.RESET, cards, lambda state, day: state.state != Unseen())

    def reschedule(self, cards: Iterable[CardId | str], to: date) -> Acted:
        """Make cards due on another study day, today or later; their memory stays. New ones are left out."""
        from srs.collection.catching_up import reschedule

        return reschedule(self, [CardId(card) for card in cards], to)

    def catch_up(self, *, days: int | None = None, minutes: float | None = None) -> CatchUp:
        """Return plans for what has piled up; nothing is rescheduled."""
        from srs.collection.catching_up import plans

        return plans(self, days=days, minutes=minutes)

    def take_plan(self, number: int, *, days: int | None = None, minutes: float | None = None) -> CaughtUp:
        """Reschedule what has piled up by one of the plans that `catch_up` gives for the same wishes; one act."""
        from srs.collection.catching_up import take

        return take(self, number, days=days, minutes=minutes)

    def plan(
        self,
        query: Words = "",
        *,
        days: int | None = None,
        minutes: float | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> WorkloadReport:
        """Return what each desired retention asks of the coming days (90, where not given) and leaves remembered.

        With `minutes` no day begins a card after so many. Nothing is stored; NothingFound where no card matches.
        """
        from srs.collection.planning import workload

        return workload(self, query, days=days, minutes=minutes, progress=progress)

    def plan_by(
        self,
        by: date,
        query: Words = "",
        *,
        minutes: float | None = None,
        apply: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> AimReport:
        """Return the plan with the highest chance to say it all on a day to come, with at most so many minutes a day.

        With `apply` the presets are set to it, as one act; else nothing is stored. Unusable for a day that is over.
        """
        from srs.collection.planning import aim

        return aim(self, by, query, minutes=minutes, apply=apply, progress=progress)

    def accept(self, cards: Iterable[CardId | str]) -> Acted:
        """Study notes that were only proposed, or hidden; each is named by a card of it."""
        from srs.collection.choices import choose

        return choose(self, EventKind.ACCEPT, [CardId(card) for card in cards])

    def hide(self, cards: Iterable[CardId | str]) -> Acted:
        """Let notes be no cards, whatever the next imports read; `accept` brings them back."""
        from srs.collection.choices import choose

        return choose(self, EventKind.HIDE, [CardId(card) for card in cards])

    def retype(self, cards: Iterable[CardId | str], kind: Kind | str) -> Acted:
        """Let notes be of another kind than was read, also after the next import; BadQuery for no kind."""
        from srs.collection.choices import choose

        return choose(self, EventKind.RETYPE, [CardId(card) for card in cards], _kind(kind))

    def flag(self, cards: Iterable[CardId | str], *, on: bool = True) -> Acted:
        """Flag cards, to come back to them (`is:flagged`), or take the flag off."""
        return self._act(EventKind.FLAG, cards, lambda state, day: state.flagged != on, detail={"on": on})

    def tag(self, cards: Iterable[CardId | str], name: str, *, on: bool = True) -> Acted:
        """Give cards a tag of the learner's own, or take it off; BadQuery for a name that no query could find."""
        from srs.collection.marking import tag

        return tag(self, [CardId(card) for card in cards], name, on=on)

    def take_in_changes(self) -> ImportReport | None:
        """Read the known files that changed; None where none did, or where the setting `auto_import` is off."""
        if not self.settings.auto_import or not self._store.exists:
            return None
        from srs.collection.freshness import take_in

        return take_in(self)

    def follow(self, paths: Iterable[str | os.PathLike[str]]) -> Iterator[list[str]]:
        """Return what yields, each time that something changed in files and folders, which of them are there to import.

        The first time comes when no later change is missed. `Missing` without the extra `watch`, or where nothing of
        what was given is left; it never ends by itself.
        """
        from srs.collection.freshness import follow

        return follow([os.fspath(path) for path in paths])

    def changed_files(self) -> list[str]:
        """Return the paths of known files that say something else than when they were read."""
        from srs.collection.freshness import changed

        with self._store.read() as reader:
            return [each.path for each in changed(reader)]

    # -------------------------------------------------------------- which note is which

    def changes(self, notes: Words = "", *, unsure: bool = False) -> Changes:
        """Return how notes were recognised again: of all, or of those that ids or a QUERY mean, the oldest first."""
        from srs.collection import history

        with self._store.read() as reader:
            named = {each.note.id for each in self._select(reader, notes)} if notes else None
            return history.all_changes(reader, named, unsure=unsure)

    def link(self, old: str, new: str) -> Linked:
        """Let what the notes say of NEW go on with the history of OLD; each is named by the id of a card of it."""
        from srs.collection.linking import link

        return link(self, self.find(old), self.find(new))

    def unlink(self, card: str) -> Linked:
        """Let what the notes say now of a note be a new one; its history stays with what it said before."""
        from srs.collection.linking import unlink

        return unlink(self, self.find(card))

    def refuse(self, old: str, new: str) -> None:
        """Keep that a new note is not the old one that it may have been."""
        from srs.collection.linking import refuse

        refuse(self, NoteId(old), NoteId(new))

    def forget(self, words: Iterable[str]) -> Forgotten:
        """Take the text of notes (ids) and sources (paths) out of the database for good; the log stays, it has none."""
        from srs.collection.forgetting import forget

        return forget(self, list(words))

    def doctor(self) -> Diagnosis:
        """Return questions that stand in two places, figures that disagree, and notes that may be others."""
        from srs.collection.history import diagnosis

        with self._store.read() as reader:
            return diagnosis(reader)

    # -------------------------------------------------------------- looking

    def select(self, words: Words = "", *, paths: Iterable[str | os.PathLike[str]] = ()) -> list[Listed]:
        """Return the cards of ids (their unambiguous beginnings too) or of a QUERY, in the order of import.

        NothingFound where there is none, BadQuery where it cannot be understood.
        """
        with self._store.read() as reader:
            return self._select(reader, words, sources=self._sources_of(reader, paths))

    def find(self, word: str) -> Listed:
        """Return the card that an id or its beginning means, or the only one of a QUERY; else NothingFound."""
        from srs.collection.looking import one

        with self._store.read() as reader:
            return one(reader, word, day=self.today(), at=self.now())

    def view(self, card_id: CardId | str) -> CardView:
        """Return one card with what each rating would lead to now, and its history."""
        with self._store.read() as reader:
            return self._view(reader, CardId(card_id), self._moment())

    def curve(self, view: CardView, *, columns: int = 60) -> Curve | None:
        """Return how the chance to remember a card went and will go; None for one that was never answered."""
        from srs.collection.curve import curve

        return curve(view, today=self.today(), preset_of=self._presets().of, columns=columns)

    def due(self) -> DueReport:
        """Return what waits."""
        now = self.now()
        with self._store.read() as reader:
            queue = self._queue(reader, "")
            pace = Pace(took_ms=reader.pace())
            day = self.calendar.study_day(now)
            next_day = reader.next_day(day)
        counts = counted((*queue.learning, *queue.rest))
        work = {each: sum(n for (kind_of_work, _), n in counts.items() if kind_of_work is each) for each in queues.Work}
        coming = [item.due_at for item in queue.learning if item.due_at is not None and item.due_at > now]
        if queue.left_over:
            coming.append(self.calendar.day_start(day + timedelta(days=1)))
        if next_day is not None:
            coming.append(self.calendar.day_start(next_day))
        return DueReport(
            due=work[queues.Work.REVIEW],
            new=work[queues.Work.NEW],
            learning=work[queues.Work.LEARNING],
            overdue=queue.overdue,
            minutes=round(pace.minutes(counts), 1),
            next=min(coming, default=None),
        )

    def preset_for(self, deck: str, kind: Kind | str) -> Preset:
        """Return what the cards of a deck and a kind are scheduled by now."""
        return self._presets().preset_for(deck, kind)

    def presets(self) -> list[PresetReport]:
        """Return all presets, the default first."""
        from srs.collection.presets import listed

        return listed(self)

    def show_preset(self, name: str) -> PresetReport:
        """Return one preset; Missing where none has that name."""
        from srs.collection.presets import shown

        return shown(self, name)

    def add_preset(self, name: str, *, like: str | None = None) -> PresetChanged:
        """Make a preset, with what another sets where one is named."""
        from srs.collection.presets import add

        return add(self, name, like=like)

    def change_preset(
        self, name: str, values: Mapping[str, str | None], *, reschedule: bool = False, dry_run: bool = False
    ) -> PresetChanged:
        """Set fields of a preset as they would be typed; None for the default again.

        Answers given so far keep what they were scheduled by, unless `reschedule` has them replayed under it as well.
        """
        from srs.collection.presets import change

        return change(self, name, values, reschedule=reschedule, dry_run=dry_run)

    def optimize(
        self,
        query: Words = "",
        *,
        preset: str | None = None,
        since: date | None = None,
        force: bool = False,
        reach_back: bool = True,
        dry_run: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> Optimized:
        """Fit the parameters of FSRS to the log: of all presets, each to its own cards, or of one that is named.

        A QUERY has one preset fitted to those cards. A fit holds where it predicts better what was held back from it,
        or by `force`; then memories and due days follow, but for `reach_back=False`. `since` leaves what came before
        that study day to memory alone. All of it is one act. `progress` is told parts done and in all.
        """
        from srs.collection.tuning import optimize

        return optimize(
            self, query, preset=preset, since=since, force=force, reach_back=reach_back, dry_run=dry_run,
            progress=progress,
        )  # fmt: skip

    def evaluate(
        self,
        query: Words = "",
        *,
        preset: str | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Evaluated:
        """Return how well the log is predicted by fits to what came before, against models that know less."""
        from srs.collection.tuning import evaluate

        return evaluate(self, query, preset=preset, progress=progress)

    def use_preset(self, name: str, *, deck: str = "", kind: str = "") -> PresetReport:
        """Let a preset be for a deck with those below it, for a kind, or for a kind in a deck."""
        from srs.collection.presets import use

        return use(self, name, deck=deck, kind=kind)

    def remove_preset(self, name: str) -> PresetReport:
        """Let a preset go; its cards have the next one that is for them."""
        from srs.collection.presets import remove

        return remove(self, name)

    @property
    def preset(self) -> Preset:
        """What the cards are scheduled by that no other preset is for."""
        return self.preset_for("", "")

    def retrievability(self, state: CardState, preset: Preset | None = None) -> float | None:
        """Return the chance to recall a card in this state today; None where it was never answered.

        `preset` is the card's own; none: the default.
        """
        from srs.scheduling.scheduler import retrievability

        return retrievability(state.state, day=self.today(), preset=preset or self.preset)

    def states(self) -> dict[CardId, Seen]:
        """Return the states of all cards that were seen."""
        with self._store.read() as reader:
            states = reader.states()
        return {card: state.state for card, state in states.items() if isinstance(state.state, Seen)}

    def stats(self) -> StatsReport:
        """Return the figures of today: what waits, recall against its target, what comes due, by kind and deck."""
        from srs.collection.overview import figures

        with self._store.read() as reader:
            return figures(reader, self.today(), self._known.presets(reader))

    def ledger(self, view: View | str, query: Words = "", *, on: date | None = None) -> LedgerReport:
        """Return a table of the ledger: each metric, phrasing, story, question or point with what is known of it.

        NothingFound where no card matches; an item that was never said is there too.
        """
        from srs.collection.knowing import table
        from srs.recall.ledger import View as Views

        day = on or self.today()
        return table(self._entries(query, day, Views(view)), Views(view), day)

    def whole_ledger(self, query: Words = "") -> WholeLedger:
        """Return all tables of the ledger today and how ready one is; NothingFound where no card matches."""
        from srs.collection.knowing import whole

        day = self.today()
        return whole(self._entries(query, day), day)

    def ready(self, query: Words = "", *, on: date | None = None) -> ReadyReport:
        """Return the chance to say all that must be said, per theme, story and question, today or on a day."""
        from srs.recall.readiness import readiness

        day = on or self.today()
        return readiness(self._entries(query, day), on=day)

    def judge_answer(self, word: str, said: str) -> JudgedAnswer:
        """Return which points of a card (an id or its beginning) an answer makes, and what it must not have said."""
        from srs.collection.knowing import judged

        view = self.view(self.find(word).card.id)
        with self._store.read() as reader:
            avoided = [each.note for each in reader.notes() if each.note.kind is Kind.AVOID]
        return judged(view, said, avoided, hard_from=self.settings.hard_share, embeddings=self.settings.embeddings)

    def _entries(self, query: Words, day: date, view: View | None = None) -> list[Entry]:
        from srs.collection.evidence import all_of_it
        from srs.collection.knowing import ledger

        with self._store.read() as reader:
            listed = self._select(reader, query)
            presets = {str(each.note.id): self.preset_for(each.note.deck, each.note.kind) for each in listed}
            parameters = {id: preset.parameters for id, preset in presets.items()}
            return ledger(all_of_it(reader), listed, day, parameters, view)

    def decks(self) -> list[DeckReport]:
        """Return all decks that have cards, by name."""
        from srs.collection.overview import decks

        with self._store.read() as reader:
            return decks(reader, self.today())

    def sources(self) -> list[SourceReport]:
        """Return all sources in the order of import."""
        from srs.collection.overview import all_sources

        with self._store.read() as reader:
            return all_sources(reader)

    # -------------------------------------------------------------- looking after the log

    def rebuild(self) -> RebuildReport:
        """Derive every state from the log again and keep those; say which were stored otherwise."""
        from srs.collection.replaying import rebuild

        with self._store.write() as writer:
            self._known.forget()
            return rebuild(writer, self._known.presets(writer))

    def check(self) -> CheckReport:
        """Look at the file, its tables and the log's guards, and compare the states with a replay of the log."""
        from srs.collection.upkeep import check

        with self._store.read() as reader:
            return check(reader, self._known.presets(reader), exists=self._store.exists)

    def backup(self, to: str | os.PathLike[str] | None = None) -> Path:
        """Write a checked copy of the database and return where; none named: beside the database, by date and time.

        A folder that is named gets the copy under that name.
        """
        from srs.collection.upkeep import backup

        return backup(self._store, None if to is None else Path(to), self.calendar, self.now())

    @staticmethod
    def restore(
        path: str | os.PathLike[str],
        target: str | os.PathLike[str] | None = None,
        *,
        config: str | os.PathLike[str] | None = None,
    ) -> Restored:
        """Make the database at `target` (none: the default) what a backup or an `export json` holds.

        It is checked first, and what was there is kept beside it.
        """
        from srs.collection.upkeep import restore

        return restore(Path(path), None if target is None else os.fspath(target), config)

    # -------------------------------------------------------------- coming home

    def pull(self, path: str | os.PathLike[str]) -> PullReport:
        """Take over what was done on a phone, from an .apkg or .colpkg exported there; none of it twice.

        One act, which `undo` takes back as a whole. NothingFound where no card in it is from here, `Unusable` for what
        is no package; then nothing is stored.
        """
        from srs.collection.phone import bring

        return bring(self, Path(path))

    def sync(
        self,
        server: str,
        user: str,
        *,
        password: Callable[[], str],
        begin: Callable[[], bool] = lambda: False,
        dry_run: bool = False,
        progress: Callable[[str], None] = lambda step: None,
    ) -> SyncReport:
        """Go both ways with a self-hosted Anki sync server (extra `sync`): pull what it has, merge, send what is here.

        `password` is asked where the system's key store has no key, `begin` whether an empty server may get these
        cards. What came is stored even where sending fails; the next time goes on from there.
        """
        from srs.collection.syncing import sync

        return sync(self, server, user, password=password, begin=begin, dry_run=dry_run, progress=progress)

    def merge(
        self,
        others: Iterable[str | os.PathLike[str]],
        *,
        dry_run: bool = False,
        progress: Callable[[int, int], None] = lambda done, whole: None,
    ) -> MergeReport:
        """Bring in what other databases of srs have: files, backups, `export json`s, URLs, or folders of such files.

        One transaction, from which all that merge with each other end with the same memory and due days, in whatever
        order. No other database is written to; a folder gets a copy of this one. `progress` is told parts and all.
        """
        from srs.collection.merging import merge_all

        return merge_all(self, [os.fspath(other) for other in others], dry_run=dry_run, progress=progress)

    # -------------------------------------------------------------- going out

    def export_anki(
        self,
        path: str | os.PathLike[str],
        query: Words = "",
        *,
        schedule: bool = True,
        replace: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> AnkiExport:
        """Write the cards of a QUERY as an Anki package with their schedules and histories; say what it will do there.

        Without `schedule` all cards are new there. `replace` is for a phone whose cards are deleted first: all of it
        arrives anew. NothingFound where there is no card. `progress` is told cards written and in all.
        """
        from srs.collection.packing import export_anki

        among = None
        with self._store.read() as reader:
            if words := self._among(reader, query):
                among = words
            elif words is not None:
                self._select(reader, query)  # says why there is none
        return export_anki(
            self._store,
            Path(path),
            among=among,
            presets=self._presets(),
            calendar=self.calendar,
            now=self.now(),
            schedule=schedule,
            replace=replace,
            progress=progress,
        )

    def export_json(self) -> dict[str, Any]:
        """Return notes, cards, answers, the whole log and presets as JSON has them: enough for `restore`."""
        from srs.collection.upkeep import export_json

        with self._store.read() as reader:
            return export_json(reader, self._known.presets(reader))

    # -------------------------------------------------------------- settings

    @staticmethod
    def show_settings(
        target: str | os.PathLike[str] | None = None, *, config: str | os.PathLike[str] | None = None
    ) -> SettingsReport:
        """Return the settings as they hold, and where they and the database are; opens no database."""
        from srs.collection.upkeep import show_settings

        return show_settings(None if target is None else os.fspath(target), config)

    @staticmethod
    def change_setting(name: str, value: str | None, *, config: str | os.PathLike[str] | None = None) -> SettingsReport:
        """Write a setting into the file, as it would be typed, or take it out (None); return what holds then."""
        from srs.collection.upkeep import show_settings
        from srs.config import change

        change(name, value, config)
        return show_settings(None, config)

    # -------------------------------------------------------------- others at the same database

    def others_wrote(self) -> bool:
        """Say whether another program wrote to the log since this was asked last, as far as an act here has met it."""
        wrote, self._others_wrote = self._others_wrote, False
        return wrote

    def read_up_to(self, newest: EventId | None) -> None:
        """Take note of the log's newest event: what comes after it and is not from here is from others."""
        self._newest = newest
        self._others_wrote = False

    # -------------------------------------------------------------- inside

    def _moment(self) -> Moment:
        return self.calendar.moment(self._clock())

    def _presets(self) -> Presets:
        """Return the presets as they were last read, or read them."""
        if self._known.read is not None:
            return self._known.read
        with self._store.read() as reader:
            return self._known.presets(reader)

    def _event(
        self,
        kind: EventKind,
        card: CardId | None,
        moment: Moment,
        *,
        rating: Rating | None = None,
        took_ms: int | None = None,
        refers_to: EventId | None = None,
        after: EventId | None = None,
        detail: Mapping[str, object] | None = None,
    ) -> Event:
        return Event(
            id=EventId(""),
            kind=kind,
            card=card,
            at=moment.at,
            device="",
            day=moment.day,
            utc_offset=moment.utc_offset,
            rollover=moment.rollover,
            rating=rating,
            took_ms=took_ms,
            refers_to=refers_to,
            after=after,
            detail=detail or {},
        )

    def _record(self, writer: Writer, event: Event, before: Before) -> tuple[Event, CardState]:
        """Append an event with the state it leads to; what falls before others of its card is replayed into place."""
        from srs.clock import to_ms
        from srs.scheduling.replay import replay_card, step
        from srs.store.ids import next_id

        if before.newest_id != self._newest:
            self._others_wrote = True
            self._known.forget()
        event = replace(event, id=EventId(next_id(before.newest_id, to_ms(event.at))))
        if event.kind is EventKind.REVIEW and event.card is not None:
            preset = self._known.preset_of(writer, event.card)
            load = self._known.load(writer, event.card, preset, event.day)
            event = replace(event, preset=preset.version)
            state = step(before.state, event, preset, load=load)
            if isinstance(state.state, Seen):
                event = replace(event, due_day=state.state.due_day, due_at=state.state.due_at)
        else:
            state = step(before.state, event)
        if before.later or event.kind is EventKind.UNDO:
            history = [] if event.card is None else writer.events(event.card)
            state = replay_card([*history, event], self._known.presets(writer).of)
        if event.kind in _OF_NOTES:
            from srs.collection.choices import take

            take(writer, event)
        self._newest = event.id
        self._known.moved(before.state, state)
        return writer.append(event, state), state

    def _alone(self, reader: Reader, event: Event) -> list[Alone]:
        """Return what follows from an answer for its points: cards of their own, rests, and rests that are over."""
        if not (event.detail.get("said") or event.detail.get("missed")):
            return []
        from srs.collection.evidence import answer_of
        from srs.collection.own_cards import consequences

        return consequences(self, reader, answer_of(event))

    def _let_alone(self, writer: Writer, alone: Iterable[Alone], moment: Moment, act: Mapping[str, object]) -> None:
        for each in alone:
            event = self._event(each.kind, each.card, moment, detail={**each.detail, **act})
            self._record(writer, event, writer.before(each.card, moment.at))

    def _act(
        self,
        kind: EventKind,
        cards: Iterable[CardId | str],
        applies: Callable[[CardState, date], bool],
        *,
        detail: Mapping[str, object] | None = None,
        first: Callable[[Writer], None] | None = None,
    ) -> Acted:
        """Record one act on those cards that it `applies` to; what must stand before it is kept by `first`."""
        moment = self._moment()
        named = [CardId(card) for card in dict.fromkeys(cards)]
        with self._store.write() as writer:
            if first is not None:
                first(writer)
            states = writer.states(named)
            for card in named:
                if card not in states and not writer.before(card, moment.at).exists:
                    raise _unknown(card)
            wanted = [card for card in named if applies(states.get(card, NEW), moment.day)]
            # what was done in one act is undone in one; the event before names it
            act = {"act": writer.newest_id() or "first"} if len(wanted) > 1 else {}
            detail = {**(detail or {}), **act}
            from srs.collection.together import record_all

            record_all(self, writer, [self._event(kind, card, moment, detail=detail) for card in wanted])
        return Acted(kind=kind, cards=tuple(wanted), day=moment.day, off=detail.get("on") is False)

    def _queue(
        self,
        reader: Reader,
        query: Words,
        *,
        limit: int | None = None,
        new: int | None = None,
        sources: Sequence[SourceId] | None = None,
    ) -> Queue:
        from srs.collection.choosing import queue

        among = self._among(reader, query)
        words = query if isinstance(query, str) else " ".join(query)
        return queue(self, reader, words, among=among, limit=limit, new=new, sources=sources)

    def _among(self, reader: Reader, query: Words) -> set[CardId] | None:
        """Return the cards that a query means, none of them being no error; None where it means all."""
        if not query or (isinstance(query, str) and query.isspace()):
            return None
        from srs.collection.looking import matching

        return matching(reader, query, day=self.today(), at=self.now(), presets=self._known.presets(reader))

    def _select(self, reader: Reader, words: Words, *, sources: Sequence[SourceId] | None = None) -> list[Listed]:
        from srs.collection.looking import select

        presets = self._known.presets(reader)
        return select(reader, words, day=self.today(), at=self.now(), sources=sources, presets=presets)

    def _sources_of(self, reader: Reader, paths: Iterable[str | os.PathLike[str]]) -> list[SourceId] | None:
        from srs.collection.looking import sources_of

        named = [os.fspath(path) for path in paths]
        return sources_of(reader, named) if named else None

    def _view(self, reader: Reader, card: CardId, moment: Moment) -> CardView:
        from srs.collection.looking import view

        preset = self._known.preset_of(reader, card)
        return view(reader, card, moment, preset, self._known.load(reader, card, preset, moment.day))


_ALONE = frozenset(
    {
        EventKind.REVIEW,
        EventKind.SUSPEND,
        EventKind.RESUME,
        EventKind.BURY,
        EventKind.RESET,
        EventKind.RESCHEDULE,
        EventKind.FLAG,
        EventKind.TAG,
        EventKind.DRILL,
    }
)
"""What says nothing but what the state of its card is, or nothing at all."""
_OF_NOTES = (EventKind.ACCEPT, EventKind.HIDE, EventKind.RETYPE, EventKind.PROPOSE)
"""Acts that say of a note, or of a point, whether and how it is asked."""


def _kind(name: Kind | str) -> Kind:
    try:
        return Kind(name)
    except ValueError:
        raise BadQuery(f"there is no kind “{name}”", hint=f"kinds are {', '.join(Kind)}") from None


def _unknown(card: CardId) -> NothingFound:
    return NothingFound(f"there is no card “{card}”", hint="`srs list` shows the ids")
